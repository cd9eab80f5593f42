//! The postings: which words stand in which thing, and where.

use super::analyse::Analyser;
use super::read::{LANGUAGES, Passage};
use crate::corpus::Language;
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use std::str::Split;
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager};
use tantivy::{Index, IndexReader, IndexSettings, ReloadPolicy, Searcher, TantivyDocument, TantivyError};

/// What the dictionary of words may take while the index is made, in bytes.
const BUDGET: usize = 64 << 20;
/// So many things are cut into words at a time.
const CHUNK: usize = 2_000;
/// The name of the tokenizer.
const HANDED: &str = "handed";
/// What marks a word as it is written, beside its stem. No stem begins with it.
pub(super) const EXACT: char = '=';

/// The fields of the index: names and texts of each language, and names of none.
#[derive(Clone, Debug)]
pub(super) struct Fields {
    names: Vec<Field>,
    texts: Vec<Field>,
    /// Names that belong to no language: acronyms, symbols, persons.
    pub common: Field,
}

impl Fields {
    fn new() -> (Self, Schema) {
        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default()
            .set_index_option(IndexRecordOption::WithFreqsAndPositions)
            .set_tokenizer(HANDED)
            .set_fieldnorms(true);
        let options = TextOptions::default().set_indexing_options(indexing);
        let mut field = |name: String| schema.add_text_field(&name, options.clone());
        let fields = Self {
            names: Language::ALL.iter().map(|l| field(format!("name {l}"))).collect(),
            texts: Language::ALL.iter().map(|l| field(format!("text {l}"))).collect(),
            common: field("name".to_owned()),
        };
        (fields, schema.build())
    }

    /// The fields of names and texts in a language.
    pub(super) fn of(&self, language: Language) -> Option<(Field, Field)> {
        let at = Language::ALL.iter().position(|known| *known == language)?;
        Some((*self.names.get(at)?, *self.texts.get(at)?))
    }

    fn field(&self, passage: &Passage) -> Field {
        let list = if passage.name { &self.names } else { &self.texts };
        list.get(passage.language).copied().unwrap_or(self.common)
    }
}

/// Makes the index: the thing with the number n is its document n.
pub(super) fn build(passages: &[Vec<Passage>]) -> Result<(Fields, Searcher), TantivyError> {
    let (fields, schema) = Fields::new();
    let settings = IndexSettings {
        docstore_compress_dedicated_thread: false,
        ..IndexSettings::default()
    };
    let tokenizers = TokenizerManager::new();
    tokenizers.register(HANDED, TextAnalyzer::builder(Handed).build());
    let directory = tantivy::directory::RamDirectory::create();
    let mut writer = Index::builder()
        .schema(schema)
        .settings(settings)
        .tokenizers(tokenizers)
        .single_segment_index_writer::<TantivyDocument>(directory, BUDGET)?;
    for chunk in passages.chunks(CHUNK) {
        let cut: Vec<TantivyDocument> = chunk
            .par_iter()
            .map_init(analysers, |analysers, passages| {
                document(&fields, analysers, passages)
            })
            .collect();
        for document in cut {
            writer.add_document(document)?;
        }
    }
    let index = writer.finalize()?;
    let reader: IndexReader = index
        .reader_builder()
        .reload_policy(ReloadPolicy::Manual)
        .try_into()?;
    Ok((fields, reader.searcher()))
}

/// One for each language, then one for names of none.
fn analysers() -> Vec<Analyser> {
    let languages = Language::ALL.into_iter().map(Some);
    languages.chain([None]).map(Analyser::new).collect()
}

fn document(fields: &Fields, analysers: &[Analyser], passages: &[Passage]) -> TantivyDocument {
    let mut document = TantivyDocument::new();
    for passage in passages {
        let Some(analyser) = analysers.get(passage.language.min(LANGUAGES)) else {
            continue;
        };
        document.add_text(fields.field(passage), cut(analyser, &passage.text));
    }
    document
}

/// The words of a text as [`Handed`] takes them: a line each, its forms parted by tabs.
fn cut(analyser: &Analyser, text: &str) -> String {
    let mut lines = String::with_capacity(text.len() * 2);
    for word in analyser.words(text) {
        if !word.han {
            lines.push(EXACT);
            lines.push_str(&word.exact);
            lines.push(FORM);
        }
        lines.push_str(&word.stem);
        lines.push(WORD);
    }
    lines
}

const FORM: char = '\t';
const WORD: char = '\n';

/// The tokenizer of all fields: words come cut already, since cutting is most of the work and is done by
/// several threads, while one writes the index.
#[derive(Clone, Default)]
struct Handed;

impl Tokenizer for Handed {
    type TokenStream<'a> = HandedStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> HandedStream<'a> {
        HandedStream {
            words: text.split(WORD),
            forms: "".split(FORM),
            token: Token::default(),
        }
    }
}

struct HandedStream<'a> {
    words: Split<'a, char>,
    forms: Split<'a, char>,
    token: Token,
}

impl TokenStream for HandedStream<'_> {
    fn advance(&mut self) -> bool {
        loop {
            if let Some(form) = self.forms.next() {
                if form.is_empty() {
                    continue;
                }
                self.token.text.clear();
                self.token.text.push_str(form);
                return true;
            }
            let Some(word) = self.words.next() else {
                return false;
            };
            // The first position is usize::MAX + 1: 0.
            self.token.position = self.token.position.wrapping_add(1);
            self.forms = word.split(FORM);
        }
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
