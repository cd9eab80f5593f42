//! `wsis convert`

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Read as _, Write as _};
use std::path::Path;
use std::process::ExitCode;

use super::args::ConvertArgs;
use super::{Done, PROBLEMS, output};
use crate::corpus::Symbol;
use crate::digest::FileDigest;
use crate::graph::block::Batch;
use crate::graph::keyword::Keywords;
use crate::graph::transcribed::{SourceText, TextOf};
use crate::graph::{extracted, stub};
use crate::problem::{Place, Problem, any_error};
use crate::release::convert;
use crate::release::dumps::{self, Chunk};
use crate::release::jsonld;
use crate::text::format::Format;
use crate::text::library;

pub(crate) fn run(args: &ConvertArgs) -> Done {
    let mut problems = Vec::new();
    let mut documents: BTreeMap<Symbol, Vec<TextOf>> = BTreeMap::new();
    if args.files.is_empty() {
        standard_input(&mut documents, &mut problems)?;
    }
    for path in &args.files {
        match library::read(path) {
            Ok(bytes) => read(Some(path), &bytes, &mut documents, &mut problems),
            Err(problem) => problems.push(problem),
        }
    }
    write(args, documents)?;
    output::problems(&problems);
    Ok(if any_error(&problems) {
        ExitCode::from(PROBLEMS)
    } else {
        ExitCode::SUCCESS
    })
}

fn standard_input(
    documents: &mut BTreeMap<Symbol, Vec<TextOf>>,
    problems: &mut Vec<Problem>,
) -> io::Result<()> {
    let mut bytes = Vec::new();
    io::stdin()
        .lock()
        .take(library::MAX_BYTES + 1)
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > library::MAX_BYTES {
        problems.push(
            Problem::error(
                "W201",
                format!("standard input has more than {} MiB", library::MAX_BYTES >> 20),
            )
            .hint("give one official text at a time"),
        );
        return Ok(());
    }
    read(None, &bytes, documents, problems);
    Ok(())
}

fn read(
    path: Option<&Path>,
    bytes: &[u8],
    documents: &mut BTreeMap<Symbol, Vec<TextOf>>,
    problems: &mut Vec<Problem>,
) {
    let shown = path.unwrap_or(Path::new("standard input"));
    let name = path
        .and_then(Path::file_name)
        .map(|name| name.to_string_lossy().into_owned());
    let digest = FileDigest::of("", bytes);
    let format = match Format::detect(bytes) {
        Ok(Format::MarcXml) => {
            return problems.push(no_text(shown, "catalog records, which wsis build --texts reads"));
        }
        Ok(format) => format,
        Err(unknown) => return problems.push(no_text(shown, &unknown.to_string())),
    };
    match crate::text::read(format, bytes, name.as_deref()) {
        Err(error) => problems.push(crate::text::problem(shown, &error)),
        Ok(readings) => {
            for reading in readings {
                let texts = documents.entry(reading.symbol.clone()).or_default();
                if texts.iter().any(|text| text.reading.language == reading.language) {
                    problems.push(again(shown, &reading.symbol));
                    continue;
                }
                texts.push(TextOf {
                    reading,
                    others: Vec::new(),
                    source: SourceText {
                        format,
                        name: name.clone(),
                        bytes: digest.bytes,
                        sha256: digest.sha256.clone(),
                    },
                });
            }
        }
    }
}

fn no_text(path: &Path, seems: &str) -> Problem {
    Problem::error("W202", format!("not an official text: {seems}"))
        .at(Place::File(path.display().to_string()))
        .hint("Akoma Ntoso, Word, HTML, PDF, paragraph JSON or plain text is expected")
}

fn again(path: &Path, symbol: &Symbol) -> Problem {
    Problem::warning(
        "W204",
        format!("{symbol} was given before in this language; left out"),
    )
    .at(Place::File(path.display().to_string()))
}

fn write(args: &ConvertArgs, documents: BTreeMap<Symbol, Vec<TextOf>>) -> anyhow::Result<()> {
    let context = jsonld::own()?;
    let mut out = BufWriter::with_capacity(1 << 18, io::stdout().lock());
    let known: Vec<Symbol> = documents.keys().cloned().collect();
    let mut keywords = Keywords::default();
    let mut cited = std::collections::BTreeSet::new();
    let mut works = extracted::WorkTitles::new();
    let chunks = documents.into_iter().flat_map(|(symbol, mut texts)| {
        let converted = convert::standalone(&symbol, &mut texts);
        keywords.merge(converted.keywords);
        cited.extend(converted.cited);
        extracted::merge_works(&mut works, converted.works);
        converted.chunks
    });
    let mut chunks: Vec<Chunk> = chunks.collect();
    chunks.push(Chunk::new(Batch::Block(keywords.block())));
    chunks.push(Chunk::new(Batch::Block(extracted::works(&works))));
    let strangers = cited.iter().filter(|symbol| !known.contains(symbol));
    chunks.extend(strangers.map(|symbol| Chunk::new(Batch::Block(stub::document(symbol)))));
    dumps::write_to(args.format, chunks.iter(), &mut out, context)?;
    out.flush()?;
    Ok(())
}
