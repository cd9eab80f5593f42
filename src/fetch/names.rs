//! How the UN writes languages and double symbols in addresses.

use crate::corpus::Language;

/// The letter that UN job and file names give a language.
pub(super) fn letter(language: Language) -> &'static str {
    match language {
        Language::Arabic => "A",
        Language::Chinese => "C",
        Language::English => "E",
        Language::French => "F",
        Language::Russian => "R",
        Language::Spanish => "S",
    }
}

/// The language's name in English, as folders are called.
pub(super) fn english_name(language: Language) -> &'static str {
    match language {
        Language::Arabic => "Arabic",
        Language::Chinese => "Chinese",
        Language::English => "English",
        Language::French => "French",
        Language::Russian => "Russian",
        Language::Spanish => "Spanish",
    }
}

/// The first half of a double symbol ("A/74/62" of "A/74/62-E/2019/6"); another symbol as it is.
pub(super) fn first_of(symbol: &str) -> &str {
    let second_begins = |at: usize| {
        let (first, second) = (symbol.get(..at)?, symbol.get(at + 1..)?);
        let organ = second.split('/').next()?;
        let capitals = !organ.is_empty() && organ.chars().all(|c| c.is_ascii_uppercase());
        // "WSIS-II/PC-3" is one symbol: what stands before the hyphen is none.
        (capitals && second.contains('/') && first.contains('/')).then_some(first)
    };
    symbol
        .match_indices('-')
        .find_map(|(at, _)| second_begins(at))
        .unwrap_or(symbol)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_of_double_symbols() {
        for (symbol, first) in [
            ("A/74/62-E/2019/6", "A/74/62"),
            ("A/67/65/Corr.1-E/2012/48/Corr.1", "A/67/65/Corr.1"),
            ("WSIS-II/PC-3/DOC/5", "WSIS-II/PC-3/DOC/5"),
            ("WSIS-05/TUNIS/DOC/6", "WSIS-05/TUNIS/DOC/6"),
            ("A/RES/75/101A-B", "A/RES/75/101A-B"),
        ] {
            assert_eq!(first_of(symbol), first);
        }
    }
}
