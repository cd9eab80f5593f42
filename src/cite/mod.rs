//! Documents as literature: records for reference managers, and citations in the
//! usual styles.
//!
//! ```text
//! record(&store, "https://w3id.org/wsis/id/document/A/RES/70/125")
//!   ├─> styles(&record)          APA, Chicago, MLA, OSCOLA, United Nations, BibTeX: words to copy
//!   └─> Form::Ris.write(&[record])   RIS, BibTeX, CSL-JSON: files to import
//! ```

mod bibtex;
mod csl;
mod date;
mod record;
mod ris;
mod styles;

pub use record::{Record, Title, record, symbol};
pub use styles::{Styled, styles};

/// A format that managers of literature read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// RIS, as EndNote, Zotero and Mendeley read it.
    Ris,
    /// BibTeX, for LaTeX.
    Bibtex,
    /// CSL-JSON, for Zotero, pandoc and processors of the Citation Style Language.
    Csl,
}

impl Form {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Ris, Self::Bibtex, Self::Csl];

    /// What file names end in, without the dot.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Ris => "ris",
            Self::Bibtex => "bib",
            Self::Csl => "csl.json",
        }
    }

    /// The media type; that of CSL-JSON is registered with IANA, the others are in general use.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Ris => "application/x-research-info-systems",
            Self::Bibtex => "application/x-bibtex",
            Self::Csl => "application/vnd.citationstyles.csl+json",
        }
    }

    /// The file of some records.
    #[must_use]
    pub fn write(self, records: &[Record]) -> String {
        match self {
            Self::Ris => records.iter().map(ris::entry).collect(),
            Self::Bibtex => records
                .iter()
                .map(|record| bibtex::entry(record) + "\n")
                .collect(),
            Self::Csl => csl::file(records),
        }
    }
}
