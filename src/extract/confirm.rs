//! The other languages as witnesses: what the English words cite by number must be printed there too.
//!
//! Names of works are spelled differently in every language; numbers, symbols and links are not. So a citation
//! of a numbered document is confirmed by a language whose paragraph (or a footnote that it calls) prints the
//! number or links to the document, and contradicted by one that has the paragraph and prints neither.

use std::collections::{BTreeMap, HashMap};

use super::citations::{Citation, Target};
use crate::corpus::reading::{Provision, Reading};
use crate::corpus::{Language, Symbol};

/// How often a language confirms what was read in English.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rate {
    /// Citations that could be looked up.
    pub asked: usize,
    /// Those that are printed there too.
    pub confirmed: usize,
    /// Documents that its paragraphs link to and the English reading does not cite there.
    pub missed: usize,
}

impl Rate {
    /// Adds another count.
    pub fn add(&mut self, other: Self) {
        self.asked += other.asked;
        self.confirmed += other.confirmed;
        self.missed += other.missed;
    }
}

/// The rates of several languages.
pub type Rates = BTreeMap<Language, Rate>;

/// Asks every other language about the citations of an English text. Returns for each citation the tags of the
/// languages that confirm it, and the rate of each language.
#[must_use]
pub fn witnesses(
    english: &Reading,
    citations: &[Citation],
    others: &[&Reading],
) -> (Vec<Vec<&'static str>>, Rates) {
    let mut witnesses = vec![Vec::new(); citations.len()];
    let mut rates = Rates::new();
    for other in others {
        let (answers, rate) = confirm(english, citations, other);
        rates.entry(other.language).or_default().add(rate);
        for (witnesses, answer) in witnesses.iter_mut().zip(answers) {
            if answer == Some(true) {
                witnesses.push(other.language.tag());
            }
        }
    }
    (witnesses, rates)
}

/// Asks `other` about every citation of `english` that has a number. Returns for each citation whether it is
/// confirmed (`None` where it cannot be asked), and the rate.
fn confirm(english: &Reading, citations: &[Citation], other: &Reading) -> (Vec<Option<bool>>, Rate) {
    let places = Places::new(other);
    let mut rate = Rate::default();
    let mut answers = Vec::with_capacity(citations.len());
    for citation in citations {
        // What is cited by name may stand without its number.
        let by_number = ["numbered resolution", "document symbol"].contains(&citation.rule);
        let answer = english
            .provisions
            .get(citation.provision)
            .filter(|_| by_number)
            .and_then(|provision| places.prints(&provision.path, &citation.target));
        if let Some(confirmed) = answer {
            rate.asked += 1;
            rate.confirmed += usize::from(confirmed);
        }
        answers.push(answer);
    }
    rate.missed = missed(english, citations, other);
    (answers, rate)
}

/// The documents that paragraphs of `other` link to and that are not cited in the same paragraphs in English.
fn missed(english: &Reading, citations: &[Citation], other: &Reading) -> usize {
    let mut cited: HashMap<&str, Vec<&Symbol>> = HashMap::new();
    for citation in citations {
        let provision = english.provisions.get(citation.provision);
        if let (Some(provision), Some(symbol)) = (provision, citation.target.document()) {
            cited.entry(&provision.path).or_default().push(symbol);
        }
    }
    let own = &other.symbol;
    let paragraphs = other
        .provisions
        .iter()
        .filter(|provision| !provision.path.contains("fn/"));
    paragraphs
        .map(|provision| {
            let here = cited
                .get(provision.path.as_str())
                .map_or(&[] as &[&Symbol], Vec::as_slice);
            let mut targets: Vec<&Symbol> = provision
                .links
                .iter()
                .filter_map(|link| link.target.as_ref())
                .collect();
            targets.sort();
            targets.dedup();
            targets
                .into_iter()
                .filter(|target| *target != own && !here.iter().any(|cited| same_work(cited, target)))
                .count()
        })
        .sum()
}

/// Parts of a resolution are linked by its number alone.
fn same_work(cited: &Symbol, linked: &Symbol) -> bool {
    let (cited, linked) = (cited.as_str(), linked.as_str());
    cited == linked || cited.trim_end_matches(|c: char| c.is_ascii_uppercase()) == linked
}

/// The paragraphs of a text in another language, by path, with the footnotes they call.
struct Places<'r> {
    provisions: HashMap<&'r str, &'r Provision>,
}

impl<'r> Places<'r> {
    fn new(reading: &'r Reading) -> Self {
        let provisions = reading.provisions.iter();
        Self {
            provisions: provisions
                .map(|provision| (provision.path.as_str(), provision))
                .collect(),
        }
    }

    /// Whether the paragraph at `path`, or a footnote it calls, prints or links the target.
    fn prints(&self, path: &str, target: &Target) -> Option<bool> {
        let Target::Document(symbol) = target else {
            return None;
        };
        let needles = needles(symbol)?;
        let provision = self.provisions.get(path)?;
        let notes = provision
            .marks
            .iter()
            .filter_map(|mark| self.provisions.get(mark.footnote.as_str()));
        Some(
            std::iter::once(provision)
                .chain(notes)
                .any(|provision| shows(provision, symbol, &needles)),
        )
    }
}

fn shows(provision: &Provision, symbol: &Symbol, needles: &[String]) -> bool {
    let links = provision.links.iter().filter_map(|link| link.target.as_ref());
    if links.into_iter().any(|target| same_work(symbol, target)) {
        return true;
    }
    let text = plain(&provision.text);
    needles.iter().any(|needle| text.contains(needle.as_str()))
}

/// How a document's number is printed in any language: "79/194", and turned round for right-to-left text.
fn needles(symbol: &Symbol) -> Option<Vec<String>> {
    let text = symbol.as_str();
    let number = text
        .strip_prefix("A/RES/")
        .or_else(|| text.strip_prefix("E/RES/"))
        .or_else(|| text.strip_prefix("A/DEC/"))
        .or_else(|| text.strip_prefix("E/DEC/"))
        .unwrap_or(text)
        .trim_end_matches(|c: char| c.is_ascii_uppercase());
    if !number.contains('/') || number.contains('(') {
        return None;
    }
    let turned: Vec<&str> = number.split('/').rev().collect();
    Some(vec![number.to_owned(), turned.join("/")])
}

/// The text with ASCII digits and hyphens, without marks of direction and spaces.
fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| {
            !c.is_whitespace()
                && !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        })
        .map(|c| match c {
            '\u{660}'..='\u{669}' => digit(c, 0x660),
            '\u{6f0}'..='\u{6f9}' => digit(c, 0x6f0),
            '\u{ff10}'..='\u{ff19}' => digit(c, 0xff10),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            '\u{ff0f}' | '\u{2215}' => '/',
            other => other,
        })
        .collect()
}

fn digit(c: char, zero: u32) -> char {
    char::from_digit((c as u32).saturating_sub(zero), 10).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches: digits of other scripts and turned numbers that are not recognised, parts taken for others.
    #[test]
    fn numbers_are_recognised_in_every_script() {
        let of = |symbol: &str| needles(&Symbol::parse(symbol).unwrap());
        assert_eq!(of("A/RES/79/194").unwrap()[0], "79/194");
        assert_eq!(of("A/RES/57/270B").unwrap()[0], "57/270");
        assert!(of("A/RES/217(III)").is_none());
        assert!(plain("القرار ٧٩/١٩٤").contains("79/194"));
        assert!(plain("第\u{200f}79／194号").contains("79/194"));
        assert!(same_work(
            &Symbol::parse("A/RES/57/270B").unwrap(),
            &Symbol::parse("A/RES/57/270").unwrap()
        ));
        assert!(!same_work(
            &Symbol::parse("A/RES/57/27").unwrap(),
            &Symbol::parse("A/RES/57/270").unwrap()
        ));
    }
}
