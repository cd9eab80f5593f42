//! One official text in one language, as a reader understood it.
//!
//! A [`Reading`] knows nothing of RDF. Its provisions stand in document order in one flat list; each
//! names its parent by index and carries the language-free path that makes its address, so that the
//! readings of the six languages of one document meet under the same paths.

use super::Date;
use super::Language;
use super::Symbol;

/// A document read in one language.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The document's symbol as the UN Digital Library writes it.
    pub symbol: Symbol,
    /// The symbol exactly as the cover prints it.
    pub printed_symbol: String,
    /// The language of the text.
    pub language: Language,
    /// The document as such; its date is that of adoption.
    pub work: Frbr,
    /// This language of the document; its date is that of publication.
    pub expression: Frbr,
    /// The file; its date is that of markup.
    pub manifestation: Frbr,
    /// The organ whose document it is, as printed ("General Assembly").
    pub organ: Option<String>,
    /// The session of the organ.
    pub session: Option<Session>,
    /// The agenda items it was taken up under; often one, sometimes several.
    pub agenda: Vec<AgendaItem>,
    /// The draft or report it comes from.
    pub origin: Option<Origin>,
    /// The job number without its language letter ("25-20874").
    pub job_number: Option<String>,
    /// The distribution as printed ("General").
    pub distribution: Option<String>,
    /// The title, without the number before it.
    pub title: Option<String>,
    /// The line on the cover that says who adopted it and when, as printed.
    pub adoption: Option<String>,
    /// The enacting formulas ("The General Assembly"); more than one where a draft is quoted.
    pub formulas: Vec<String>,
    /// Its subject headings.
    pub keywords: Vec<Keyword>,
    /// The stages of adoption, in the order of the file.
    pub steps: Vec<Step>,
    /// How it was adopted, where the file says so.
    pub vote: Option<Vote>,
    /// Everything with an address, in document order.
    pub provisions: Vec<Provision>,
    /// The lines that close it.
    pub closing: Closing,
    /// Every element or text that found no place above. Empty for a text that was read completely.
    pub unplaced: Vec<Unplaced>,
}

/// One FRBR level of the file's identification.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frbr {
    /// The Akoma Ntoso IRI (`FRBRuri`), a literal for us.
    pub iri: Option<String>,
    /// The date of this level, where it is known.
    pub date: Option<Date>,
}

/// The session of the organ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its number, where the file gives one.
    pub number: Option<u32>,
    /// As printed ("Eightieth session").
    pub label: String,
}

/// An item of the organ's agenda.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AgendaItem {
    /// The number with its letter, without spaces ("20(a)"); empty where none is printed.
    pub number: String,
    /// The title of the item.
    pub title: Option<String>,
}

/// Where the text came from: the bracket below the line of adoption.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The bracket as printed, brackets left out.
    pub printed: String,
    /// The documents named in it (draft, report of a committee).
    pub documents: Vec<Symbol>,
}

/// A subject heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keyword {
    /// The vocabulary it comes from, as the file calls it ("UNBIS Thesaurus").
    pub dictionary: String,
    /// The value in that vocabulary, as the file gives it.
    pub value: String,
    /// The words shown to people.
    pub label: String,
    /// The concept's IRI where the vocabulary has one.
    pub iri: Option<String>,
    /// The short form, used for agenda subjects.
    pub short_form: Option<String>,
}

/// A stage on the way to adoption.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What happened, in the file's words ("draftResolution", "adopted").
    pub outcome: String,
    /// When, where the file says so.
    pub date: Option<Date>,
    /// The document of that stage (draft, report, meeting record).
    pub document: Option<Symbol>,
    /// The document exactly as the file names it, also where it is not a symbol.
    pub printed_document: Option<String>,
    /// By whom, as printed.
    pub by: Option<String>,
}

/// How the text was adopted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vote {
    /// In the file's words ("adoptedWithoutVote", "adoptedWithVote").
    pub outcome: String,
    /// Votes in favour.
    pub in_favour: Option<u32>,
    /// Votes against.
    pub against: Option<u32>,
    /// Abstentions.
    pub abstaining: Option<u32>,
    /// Votes cast in all, where the file says so.
    pub quorum: Option<u32>,
    /// Who voted how, where the file says so.
    pub voters: Vec<Voter>,
}

/// One voter's choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voter {
    /// How it voted.
    pub choice: Choice,
    /// The State's or organisation's code or name as the file gives it.
    pub name: String,
}

/// The choices of a recorded vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Choice {
    /// In favour.
    InFavour,
    /// Against.
    Against,
    /// Abstaining.
    Abstaining,
}

/// What a provision is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ProvisionKind {
    /// A heading and what stands below it; its text is the heading.
    Section,
    /// An operative paragraph, numbered or not.
    Paragraph,
    /// A point of a list inside a paragraph.
    SubParagraph,
    /// A paragraph of the preamble.
    PreambularParagraph,
    /// An annex; its text is its title.
    Annex,
    /// A footnote.
    Footnote,
}

/// A part of the text with an address of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Provision {
    /// What it is.
    pub kind: ProvisionKind,
    /// The address below the document: `para/99/a`, `pp/3`, `annex/1/para/29/a`. Free of language.
    pub path: String,
    /// The index of the provision it stands in, within `Reading::provisions`; always smaller than its own.
    pub parent: Option<usize>,
    /// The number or letter in its normalised form ("99", "a", "iv"), where one is printed; for a
    /// footnote the number of its address.
    pub number: Option<String>,
    /// The number or mark exactly as printed ("99.", "(أ)").
    pub label: Option<String>,
    /// The words, whitespace normalised, NFC, footnote marks taken out. Lines (table rows, separate
    /// `p`) are parted by `\n`. Without the text of sub-paragraphs and footnotes.
    pub text: String,
    /// The opening words set in italics ("Recalling also", "Requests"), where there are any.
    pub operative: Option<String>,
    /// The `eId`, a literal: it differs between languages.
    pub akn_id: Option<String>,
    /// The links in its text, in order.
    pub links: Vec<Link>,
    /// The places where footnotes are called, in order.
    pub marks: Vec<Mark>,
    /// Depth among sections, from 1; 0 for everything else.
    pub level: u8,
}

/// A hyperlink inside a provision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The address as the file gives it.
    pub href: String,
    /// The document it leads to, where the address is one of a UN document.
    pub target: Option<Symbol>,
    /// The linked words as printed.
    pub words: String,
    /// Where the words begin in the provision's text, in characters.
    pub offset: usize,
}

/// A place in a provision's text where a footnote is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The path of the footnote provision (`fn/3`).
    pub footnote: String,
    /// The mark as printed ("3", "*").
    pub label: String,
    /// The position in the provision's text, in characters.
    pub offset: usize,
}

/// The lines that close the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Closing {
    /// The meeting as printed ("68th plenary meeting").
    pub meeting: Option<String>,
    /// The date as printed.
    pub date_label: Option<String>,
    /// The date, where it can be read.
    pub date: Option<Date>,
}

/// Something the reader saw and could not place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unplaced {
    /// 1-based.
    pub line: u32,
    /// 1-based, in characters.
    pub column: u32,
    /// What it is: the element's name, or the beginning of the text.
    pub what: String,
}

impl Unplaced {
    /// Whether this is a remark on the file as a whole (its repair, a slip on its cover), of which no
    /// word is lost: such a `what` is a sentence that begins with "the file ".
    #[must_use]
    pub fn is_remark(&self) -> bool {
        self.what.starts_with("the file ")
    }
}

/// Why a text could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ReadError {
    /// 1-based; `None` where the fault has no place in the file (its size, for instance).
    pub line: Option<u32>,
    /// 1-based, in characters.
    pub column: Option<u32>,
    /// What is wrong, for the person who has the file.
    pub message: String,
    /// What to do about it.
    pub hint: String,
}
