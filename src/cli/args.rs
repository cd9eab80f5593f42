//! The arguments, their help and their examples.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::cite;
use crate::corpus::{DataSource, Language};
use crate::push;
use crate::release::build::{FEWEST, KEEP};
use crate::release::format::DumpFormat;
use crate::serve;

const EXAMPLES: &str = "\
Examples:
  wsis serve                                   build the first release and serve it on 127.0.0.1:7878
  wsis query igf-mandate-history               ask one of the ready-made questions
  wsis search enhanced cooperation             find paragraphs, documents, bodies by words or symbol
  wsis fetch                                   bring the official texts into texts/
  wsis build --texts texts/                    build a release with the official texts in a folder
  wsis export --format ttl -o wsis.ttl         take the whole graph along
  wsis check                                   look for mistakes in the data

Exit codes: 0 fine, 1 problems were found, 2 wrong use.";

/// The World Summit on the Information Society as a knowledge graph: who was
/// asked to do what, by which paragraph, by when, in six languages.
#[derive(Debug, Parser)]
#[command(version, about, after_help = EXAMPLES, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Build(BuildArgs),
    Serve(ServeArgs),
    Query(QueryArgs),
    Mcp(McpArgs),
    Search(SearchArgs),
    Explain(ExplainArgs),
    Resolve(ResolveArgs),
    Export(ExportArgs),
    Convert(ConvertArgs),
    Check(CheckArgs),
    Fetch(FetchArgs),
    Diff(DiffArgs),
    Push(PushArgs),
    Completions(CompletionsArgs),
}

/// The folder of releases, the same option in every command that knows one.
#[derive(Debug, Args)]
pub(crate) struct OutArg {
    /// The folder of releases
    #[arg(long, value_name = "DIR", default_value = "build", env = "WSIS_OUT")]
    pub out: PathBuf,
}

/// Where curated data and official texts come from.
#[derive(Debug, Args)]
pub(crate) struct InputArgs {
    /// A folder with the layout of data/ [default: the data inside the program]
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,

    /// A folder (or file) of official texts (Akoma Ntoso, Word, HTML, PDF, JSON, plain text, MARCXML); may be given several times
    #[arg(long, value_name = "DIR")]
    pub texts: Vec<PathBuf>,
}

impl InputArgs {
    /// Where the curated data are.
    pub(super) fn data(&self) -> DataSource {
        self.data.clone().map_or(DataSource::Embedded, DataSource::Folder)
    }
}

/// Build a release: data and official texts become a checked graph on disk
///
/// Every problem of every file is reported at once. Errors keep the release
/// from being published, and the last good one stays; warnings do not.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  wsis build
  wsis build --texts texts/ --texts more-texts/
  wsis build --data my-data/ --no-gate --out try/
  wsis build --data data/ --watch              while editing; `wsis serve` beside it shows each new release")]
pub(crate) struct BuildArgs {
    #[command(flatten)]
    pub input: InputArgs,

    #[command(flatten)]
    pub out: OutArg,

    /// Say of every official text what was understood
    #[arg(long)]
    pub files: bool,

    /// How many releases to keep, this one among them; older ones are removed but stay in the history
    #[arg(long, value_name = "N", default_value_t = KEEP, value_parser = kept)]
    pub keep: usize,

    /// Publish the release although errors were found, to look at it
    #[arg(long)]
    pub no_gate: bool,

    /// Go on: build again whenever a file of the data or texts changes, until interrupted
    #[arg(long, requires = "data", conflicts_with = "json")]
    pub watch: bool,

    /// Print the result as JSON
    #[arg(long)]
    pub json: bool,
}

/// Serve the current release: SPARQL, linked data, pages, dumps
///
/// Builds a release from the data inside the program if there is none. A new
/// release is picked up while serving.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  wsis serve
  wsis serve --bind 0.0.0.0:8080 --base-url https://wsis.example.org
  curl -H 'Accept: text/turtle' -L http://127.0.0.1:7878/id/body/cstd")]
pub(crate) struct ServeArgs {
    #[command(flatten)]
    pub out: OutArg,

    /// The address and port to listen on
    #[arg(
        long,
        value_name = "ADDR:PORT",
        default_value = "127.0.0.1:7878",
        env = "WSIS_BIND"
    )]
    pub bind: SocketAddr,

    /// The public address, where it differs from the one clients connect to; links, sitemap and the access
    /// addresses of the catalog begin with it
    #[arg(long, value_name = "URL", env = "WSIS_BASE_URL", value_parser = base_url)]
    pub base_url: Option<String>,

    /// The longest time a query may take, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 30, env = "WSIS_QUERY_SECONDS", value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub query_seconds: u64,

    /// An address and port for /metrics alone, which is then not given at the other one
    #[arg(long, value_name = "ADDR:PORT", env = "WSIS_METRICS_BIND")]
    pub metrics_bind: Option<SocketAddr>,

    /// How long answers under way may go on after SIGTERM or SIGINT, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 10, env = "WSIS_STOP_SECONDS", value_parser = clap::value_parser!(u64).range(0..=3600))]
    pub stop_seconds: u64,

    /// How log lines are written on stderr: text or json
    #[arg(
        long,
        value_name = "FORMAT",
        value_enum,
        hide_possible_values = true,
        default_value = "text",
        env = "WSIS_LOG_FORMAT"
    )]
    pub log_format: LogFormat,

    /// What is logged: off, error, warn (also requests that met a bound) or info (every request)
    #[arg(
        long,
        value_name = "LEVEL",
        value_enum,
        hide_possible_values = true,
        default_value = "info",
        env = "WSIS_LOG_LEVEL"
    )]
    pub log_level: LogLevel,

    /// Name clients in logs by their address instead of a hash that changes with every start
    #[arg(long, env = "WSIS_LOG_ADDRESSES", value_parser = clap::builder::FalseyValueParser::new())]
    pub log_addresses: bool,

    /// The most queries evaluated (and graphs given) for one client in a minute; 0: no limit.
    /// Loopback is not limited
    #[arg(long, value_name = "N", default_value_t = 300, env = "WSIS_CLIENT_MINUTE")]
    pub client_minute: u32,

    /// The most of them at the same time; 0: no limit
    #[arg(long, value_name = "N", default_value_t = 2, env = "WSIS_CLIENT_CONCURRENT")]
    pub client_concurrent: usize,

    /// The header in which a proxy in front names the client, for example X-Forwarded-For; its last
    /// address counts [default: the address that connects]
    #[arg(long, value_name = "HEADER", env = "WSIS_CLIENT_HEADER")]
    pub client_header: Option<axum::http::HeaderName>,
}

/// How log lines are written.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum LogFormat {
    Text,
    Json,
}

impl From<LogFormat> for serve::LogFormat {
    fn from(format: LogFormat) -> Self {
        match format {
            LogFormat::Text => Self::Text,
            LogFormat::Json => Self::Json,
        }
    }
}

/// What is logged.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum LogLevel {
    Off,
    Error,
    Warn,
    Info,
}

impl From<LogLevel> for serve::LogLevel {
    fn from(level: LogLevel) -> Self {
        match level {
            LogLevel::Off => Self::Off,
            LogLevel::Error => Self::Error,
            LogLevel::Warn => Self::Warn,
            LogLevel::Info => Self::Info,
        }
    }
}

/// An address that links can begin with: no query, no fragment, `http` or `https`.
fn base_url(text: &str) -> Result<String, String> {
    let url =
        url::Url::parse(text).map_err(|error| format!("{error}; write it as https://wsis.example.org"))?;
    let web = matches!(url.scheme(), "http" | "https") && url.has_host();
    if !web || url.query().is_some() || url.fragment().is_some() {
        return Err(
            "a base is http or https, a host and perhaps a path: https://wsis.example.org".to_owned(),
        );
    }
    Ok(text.to_owned())
}

/// Ask the current release a question in SPARQL
///
/// QUERY is the name of a ready-made question (see --list), a file ending in
/// .rq, or - for standard input. The prefixes of the data set are known without
/// declaring them.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  wsis query --list
  wsis query igf-mandate-history
  wsis query summit-outcomes --format csv
  echo 'SELECT (COUNT(*) AS ?n) { ?s a wsis:Mandate }' | wsis query -")]
pub(crate) struct QueryArgs {
    /// A name, a file.rq, or - for standard input
    #[arg(value_name = "QUERY", required_unless_present = "list")]
    pub query: Option<String>,

    #[command(flatten)]
    pub out: OutArg,

    /// table, csv, tsv, json or xml; ttl, nt, jsonld for CONSTRUCT and DESCRIBE
    /// [default: table, ttl for graphs]
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<String>,

    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    pub json: bool,

    /// List the ready-made questions
    #[arg(long)]
    pub list: bool,

    /// The longest time the query may take, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 300, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub seconds: u64,
}

/// Answer assistants from the current release, by the Model Context Protocol
///
/// Speaks on standard input and output, as assistants start it; with --http on an address of its own, below
/// /mcp. Builds a release from the data inside the program if there is none. A new release is picked up while
/// answering.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  wsis mcp                                     for an assistant that starts the program
  wsis mcp --http 127.0.0.1:7979               for assistants that ask http://127.0.0.1:7979/mcp
  wsis mcp --http 127.0.0.1:7979 --host wsis.example.org     behind a proxy of that name")]
pub(crate) struct McpArgs {
    #[command(flatten)]
    pub out: OutArg,

    /// Listen on this address and port instead of standard input
    #[arg(long, value_name = "ADDR:PORT", env = "WSIS_MCP_BIND")]
    pub http: Option<SocketAddr>,

    /// A name under which clients may ask, besides localhost (Host and Origin); may be given several times
    #[arg(long, value_name = "NAME", requires = "http")]
    pub host: Vec<String>,
}

/// Search the names and texts of the current release
///
/// Words in any of the six languages, "exact words" in quotes, symbols in any spelling with or without a
/// paragraph. The last word may be the beginning of one.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  wsis search enhanced cooperation
  wsis search '\"multi-stakeholder approach\"' --kind paragraph --year 2015-2025
  wsis search 70/125, para 63
  wsis search --lang ru информационное общество
  wsis search report --kind mandate --body secretary-general --force request --json")]
pub(crate) struct SearchArgs {
    /// What to look for; may be left out beside a filter
    #[arg(value_name = "WORDS", num_args = 0..)]
    pub words: Vec<String>,

    /// Look in one language only: ar, zh, en, fr, ru or es
    #[arg(long, value_name = "LANG", value_parser = language)]
    pub lang: Option<Language>,

    /// Kinds of things: document, paragraph, mandate, body, event, action-line, …
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    pub kind: Vec<String>,

    /// The year or years in which things were adopted, issued or held: 2015, 2003-2015
    #[arg(long, value_name = "YEARS", allow_hyphen_values = true)]
    pub year: Option<String>,

    /// Bodies that adopted, issued or are asked, as in their addresses: cstd, general-assembly
    #[arg(long, value_name = "BODY", value_delimiter = ',')]
    pub body: Vec<String>,

    /// Action lines, as in their addresses: c5, c7-e-health
    #[arg(long, value_name = "LINE", value_delimiter = ',')]
    pub line: Vec<String>,

    /// Forces of mandates: request, decision, invitation, …
    #[arg(long, value_name = "FORCE", value_delimiter = ',')]
    pub force: Vec<String>,

    /// How many results, at most 100
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub limit: usize,

    /// How many results to pass over first
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub offset: usize,

    #[command(flatten)]
    pub out: OutArg,

    /// Print results, counts and what was understood as JSON
    #[arg(long)]
    pub json: bool,
}

/// Show a paragraph with everything that was found in it, and why
///
/// Mandates with verb, force, addressees and dates; citations; where its words stood before and what was
/// changed; each with the rule that found it. Needs a release that was built with the text.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  wsis explain A/RES/80/173 124
  wsis explain A/RES/79/194 '65(a)'
  wsis explain A/RES/79/1 annex/1/para/29/a --json")]
pub(crate) struct ExplainArgs {
    /// The symbol of the document
    #[arg(value_name = "SYMBOL")]
    pub symbol: String,

    /// The paragraph as printed (99, 65(a)), or its path (pp/3, annex/1/para/29/a)
    #[arg(value_name = "PARAGRAPH")]
    pub paragraph: String,

    #[command(flatten)]
    pub out: OutArg,

    /// Print the result as JSON
    #[arg(long)]
    pub json: bool,
}

/// Say which documents and paragraphs a text cites
///
/// Reads citations as people write them: by symbol, number or name, in six languages, with slips of the pen. Prints
/// one line for each thing cited: how sure it is, its address, what it is called. Without TEXT every line of
/// standard input is one. Exit code 1 where something was not found.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  wsis resolve 'para. 72(a) of the Tunis Agenda'
  wsis resolve 'A/RES/70/125, paras 63-65' 'пункт 72 Тунисской программы'
  wsis resolve --json < citations.txt          one JSON object a line")]
pub(crate) struct ResolveArgs {
    /// A citation; several may be given
    #[arg(value_name = "TEXT")]
    pub texts: Vec<String>,

    #[command(flatten)]
    pub out: OutArg,

    /// Print everything that was understood, one JSON object a line
    #[arg(long)]
    pub json: bool,
}

/// Give a dump of the current release, a table of it, or its documents as literature
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  wsis export --format ttl > wsis.ttl
  wsis export --table mandates --format csv > mandates.csv
  wsis export --format parquet -o quads.parquet     one row for each quad
  wsis export --format bibtex -o wsis.bib           every document; ris and csl too
  wsis export --format nq -o wsis.nq.gz        compressed, by the file's name
  wsis export --format jsonld --gzip > wsis.jsonld.gz")]
pub(crate) struct ExportArgs {
    /// The format
    #[arg(long, value_enum)]
    pub format: ExportFormat,

    /// A table: csv or parquet; without one, parquet has the quads
    #[arg(long, value_enum)]
    pub table: Option<ExportTable>,

    /// Where to write [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Compress with gzip; also done where FILE ends in .gz
    #[arg(long)]
    pub gzip: bool,

    #[command(flatten)]
    pub out: OutArg,
}

/// What can be taken along.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// N-Quads: the whole data set, one quad a line
    Nq,
    /// N-Triples: all statements without their graphs
    Nt,
    /// Turtle: all statements without their graphs, for reading
    #[value(alias = "turtle")]
    Ttl,
    /// TriG: Turtle with named graphs
    Trig,
    /// JSON-LD with our context
    #[value(alias = "json-ld")]
    Jsonld,
    /// RDF/XML: all statements without their graphs
    #[value(alias = "rdf", alias = "xml")]
    Rdfxml,
    /// CSV of a --table
    Csv,
    /// Apache Parquet of a --table, or of the quads
    Parquet,
    /// RIS: every document, for EndNote, Zotero, Mendeley
    Ris,
    /// BibTeX: every document, for LaTeX
    #[value(alias = "bib")]
    Bibtex,
    /// CSL-JSON: every document, for Zotero and pandoc
    #[value(alias = "csl-json")]
    Csl,
}

/// A table of the release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportTable {
    /// One row for each document
    Documents,
    /// One row for each provision, with its words
    Paragraphs,
    /// One row for each mandate
    Mandates,
    /// One row for each citation
    Citations,
}

impl ExportTable {
    fn name(self) -> &'static str {
        match self {
            Self::Documents => "documents",
            Self::Paragraphs => "paragraphs",
            Self::Mandates => "mandates",
            Self::Citations => "citations",
        }
    }
}

impl ExportArgs {
    /// The name of the file in a release.
    ///
    /// # Errors
    /// In words, where table and format do not fit.
    pub(super) fn file(&self) -> Result<String, String> {
        use ExportFormat as Of;
        let rdf = |format: DumpFormat| format.file_name().to_owned();
        let name = match (self.format, self.table) {
            (Of::Csv, Some(table)) => format!("{}.csv", table.name()),
            (Of::Parquet, Some(table)) => format!("{}.parquet", table.name()),
            (_, Some(_)) => return Err("a --table is given as csv or parquet".to_owned()),
            (Of::Csv, None) => {
                return Err("csv needs --table documents, paragraphs, mandates or citations".to_owned());
            }
            (Of::Parquet, None) => "quads.parquet".to_owned(),
            (Of::Nq, None) => rdf(DumpFormat::Nq),
            (Of::Nt, None) => rdf(DumpFormat::Nt),
            (Of::Ttl, None) => rdf(DumpFormat::Ttl),
            (Of::Trig, None) => rdf(DumpFormat::Trig),
            (Of::Jsonld, None) => rdf(DumpFormat::Jsonld),
            (Of::Rdfxml, None) => rdf(DumpFormat::Rdfxml),
            (Of::Ris, None) => format!("wsis.{}", cite::Form::Ris.extension()),
            (Of::Bibtex, None) => format!("wsis.{}", cite::Form::Bibtex.extension()),
            (Of::Csl, None) => format!("wsis.{}", cite::Form::Csl.extension()),
        };
        Ok(name)
    }
}

/// Convert official texts to RDF on standard output, without a release
///
/// Reads Akoma Ntoso, PDF or paragraph JSON from the files, or from standard input, and writes what a
/// build would write about them. Keeps no state.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  wsis convert a-res-80-173.en.akn.xml --format ttl
  wsis convert texts/*.xml > texts.nq
  cat resolution.xml | wsis convert")]
pub(crate) struct ConvertArgs {
    /// Files of official texts [default: standard input]
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// The format
    #[arg(long, value_enum, default_value = "nq")]
    pub format: DumpFormat,
}

/// Look for mistakes in data, texts and graph, and write nothing
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  wsis check
  wsis check --data data/ --texts texts/
  wsis check --texts texts/ --evidence         which facts the texts confirm, one a line
  wsis check --explain W101")]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub input: InputArgs,

    /// Print the problems as JSON
    #[arg(long)]
    pub json: bool,

    /// List every fact of the data: what shows it, and whether the official texts at hand confirm it
    #[arg(long)]
    pub evidence: bool,

    /// Explain a code, or all of them
    #[arg(long, value_name = "CODE", num_args = 0..=1, default_missing_value = "all")]
    pub explain: Option<String>,
}

/// Bring the official texts into a folder
///
/// Asks the addresses of data/sources.toml for every document of the data, in the
/// six official languages, best format first. A second run asks only for what has
/// changed, and goes on where the first one stopped. Hosts are asked politely, one
/// connection at a time; proxies of the environment (HTTPS_PROXY, HTTP_PROXY,
/// NO_PROXY) are used. Private addresses are never contacted unless the list of
/// sources permits a host by name. Every file is verified; what is not the text
/// asked for is put aside in .rejected/.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  wsis fetch --dry-run                         show what would be asked, without any network
  wsis fetch                                   all texts into texts/, for wsis build --texts texts/
  wsis fetch --only 'A/RES/8*' --lang en,fr    resolutions of sessions 80 to 89 in two languages
  wsis fetch --only A/RES/80/173 --json        one document, with a report for programs
  wsis fetch --records --into library/         catalogue records of the Digital Library too")]
pub(crate) struct FetchArgs {
    /// The folder for the texts
    #[arg(long, value_name = "DIR", default_value = "texts")]
    pub into: PathBuf,

    /// Only documents whose symbol is like PATTERN; * and ? stand for other letters
    #[arg(long, value_name = "PATTERN")]
    pub only: Option<glob::Pattern>,

    /// Only these languages, with commas: ar, zh, en, fr, ru, es [default: all six]
    #[arg(long, value_name = "LANGUAGES", value_delimiter = ',', value_parser = language)]
    pub lang: Vec<Language>,

    /// Catalogue records of the UN Digital Library too
    #[arg(long)]
    pub records: bool,

    /// Show what would be asked, and ask nothing
    #[arg(long)]
    pub dry_run: bool,

    /// A folder with the layout of data/ [default: the data inside the program]
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,

    /// Another list of sources [default: sources.toml of the data]
    #[arg(long, value_name = "FILE")]
    pub sources: Option<PathBuf>,

    /// Print the report (or the plan) as JSON
    #[arg(long)]
    pub json: bool,
}

impl FetchArgs {
    /// Where the curated data are.
    pub(super) fn data(&self) -> DataSource {
        self.data.clone().map_or(DataSource::Embedded, DataSource::Folder)
    }
}

fn language(tag: &str) -> Result<Language, String> {
    let known = Language::ALL
        .into_iter()
        .find(|language| language.tag() == tag.trim());
    known.ok_or_else(|| "the official languages are ar, zh, en, fr, ru and es".to_owned())
}

fn kept(text: &str) -> Result<usize, String> {
    let number = text.parse().ok().filter(|number| *number >= FEWEST);
    number.ok_or_else(|| format!("{FEWEST} at least: a server may still read the release before the new one"))
}

/// Show what changed between two releases, thing by thing
///
/// OLD and NEW are numbers (1, 2, 3 …), identifiers or their first letters, folders of releases, `current`
/// or `previous`. Statements that went are marked -, new ones +.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  wsis diff previous current
  wsis diff 3 5 --format rdf-patch > from-3-to-5.rdfp
  wsis diff build/releases/0123456789abcdef try/current --json")]
pub(crate) struct DiffArgs {
    /// The older release
    #[arg(value_name = "OLD")]
    pub old: String,

    /// The newer release
    #[arg(value_name = "NEW")]
    pub new: String,

    #[command(flatten)]
    pub out: OutArg,

    /// The form
    #[arg(long, value_enum, default_value = "text")]
    pub format: DiffFormat,

    /// Print the difference as JSON
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
}

/// How a difference is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum DiffFormat {
    /// For people
    Text,
    /// RDF Patch: applied to OLD it gives NEW
    RdfPatch,
}

/// Load the current release into another SPARQL 1.1 server, graph by graph
///
/// Every graph goes into a staging graph first, is counted, read back and compared, and then moved in
/// place: nobody there sees half a graph. A second run goes on where the first one stopped. User and
/// password (or a token) come from the environment: WSIS_PUSH_USER, WSIS_PUSH_PASSWORD, WSIS_PUSH_TOKEN.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  wsis push http://127.0.0.1:7878                   Oxigraph's server
  WSIS_PUSH_USER=dba WSIS_PUSH_PASSWORD=… wsis push http://127.0.0.1:8890/sparql    Virtuoso
  wsis push http://127.0.0.1:3030/wsis              Fuseki
  wsis push https://example.org/sparql --update-url https://example.org/update --protocol update")]
pub(crate) struct PushArgs {
    /// The address of the SPARQL service
    #[arg(value_name = "ENDPOINT")]
    pub endpoint: String,

    #[command(flatten)]
    pub out: OutArg,

    /// How statements are sent: by the Graph Store Protocol, by SPARQL Update, or as it is found
    #[arg(long, value_enum, default_value = "auto")]
    pub protocol: PushProtocol,

    /// The address for queries [default: found from ENDPOINT]
    #[arg(long, value_name = "URL")]
    pub query_url: Option<String>,

    /// The address for updates [default: found from ENDPOINT]
    #[arg(long, value_name = "URL")]
    pub update_url: Option<String>,

    /// The address of the graph store [default: found from ENDPOINT]
    #[arg(long, value_name = "URL")]
    pub store_url: Option<String>,

    /// The longest time of one request, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 300, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub seconds: u64,

    /// How often a request is sent again that got no answer or a 5xx; the wait doubles each time
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u32).range(0..=20))]
    pub retries: u32,

    /// Print the result as JSON
    #[arg(long)]
    pub json: bool,
}

/// How statements are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PushProtocol {
    /// By the Graph Store Protocol where there is one, else by updates
    Auto,
    /// SPARQL 1.1 Graph Store HTTP Protocol
    Gsp,
    /// SPARQL 1.1 Update
    Update,
}

impl From<PushProtocol> for push::Protocol {
    fn from(protocol: PushProtocol) -> Self {
        match protocol {
            PushProtocol::Auto => Self::Auto,
            PushProtocol::Gsp => Self::Gsp,
            PushProtocol::Update => Self::Update,
        }
    }
}

/// Print a completion script for a shell
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  wsis completions bash > ~/.local/share/bash-completion/completions/wsis
  wsis completions fish > ~/.config/fish/completions/wsis.fish")]
pub(crate) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn arguments_are_consistent() {
        super::Cli::command().debug_assert();
    }
}
