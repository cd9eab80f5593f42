//! How far two readings of one text, from two formats, agree.

use std::collections::HashMap;

use crate::corpus::reading::{ProvisionKind, Reading};

/// What a comparison came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Agreement {
    /// How many paragraphs, preambular paragraphs and points the first reading has.
    pub paragraphs: usize,
    /// The addresses of those whose words the second reading gives otherwise, or not at all.
    pub differing: Vec<String>,
}

impl Agreement {
    /// The share of paragraphs with the same words, 0 to 1; 1 where there are none.
    #[must_use]
    pub fn share(&self) -> f64 {
        if self.paragraphs == 0 {
            return 1.0;
        }
        // Texts have far fewer paragraphs than a float counts exactly.
        (self.paragraphs - self.differing.len()) as f64 / self.paragraphs as f64
    }
}

/// Compares the words of every paragraph of `first` with those under the same address in `second`.
#[must_use]
pub fn agreement(first: &Reading, second: &Reading) -> Agreement {
    let words: HashMap<&str, String> = second
        .provisions
        .iter()
        .map(|provision| (provision.path.as_str(), normalised(&provision.text)))
        .collect();
    let mut agreement = Agreement::default();
    for provision in first
        .provisions
        .iter()
        .filter(|provision| is_text(provision.kind))
    {
        agreement.paragraphs += 1;
        if words.get(provision.path.as_str()) != Some(&normalised(&provision.text)) {
            agreement.differing.push(provision.path.clone());
        }
    }
    agreement
}

fn is_text(kind: ProvisionKind) -> bool {
    matches!(
        kind,
        ProvisionKind::Paragraph | ProvisionKind::PreambularParagraph | ProvisionKind::SubParagraph
    )
}

/// Words as they are compared: without white space, with one kind of quotation mark, apostrophe and
/// dash. Where lines break and which of the look-alike signs a program writes is no difference.
#[must_use]
pub fn normalised(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}'))
        .map(|c| match c {
            '‘' | '’' | '‛' | '`' | '´' => '\'',
            '“' | '”' | '„' | '«' | '»' => '"',
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            _ => c,
        })
        .collect()
}
