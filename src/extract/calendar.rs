//! Years, months and the numbers of sessions as English texts write them: "March", "twenty-eighth", "28th".

const UNITS: [&str; 19] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
];
const TENS: [(&str, &str); 8] = [
    ("twenty", "twentieth"),
    ("thirty", "thirtieth"),
    ("forty", "fortieth"),
    ("fifty", "fiftieth"),
    ("sixty", "sixtieth"),
    ("seventy", "seventieth"),
    ("eighty", "eightieth"),
    ("ninety", "ninetieth"),
];

/// The number an ordinal stands for, 1 to 199.
pub(super) fn ordinal(word: &str) -> Option<u16> {
    let digits = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|end| word.strip_suffix(end));
    if let Some(number) = digits.and_then(|digits| digits.parse::<u16>().ok()) {
        return (1..200).contains(&number).then_some(number);
    }
    let (hundred, word) = match word
        .strip_prefix("one-hundred-and-")
        .or_else(|| word.strip_prefix("hundred-"))
    {
        Some(rest) => (100, rest),
        None => (0, word),
    };
    below_hundred(word).map(|number| hundred + number)
}

fn below_hundred(word: &str) -> Option<u16> {
    let index = |list: &[&str], word: &str| list.iter().position(|known| *known == word);
    if let Some(at) = index(&UNITS, word) {
        return u16::try_from(at + 1).ok();
    }
    let tens = TENS.iter().position(|(_, ordinal)| *ordinal == word);
    if let Some(at) = tens {
        return u16::try_from((at + 2) * 10).ok();
    }
    let (ten, unit) = word.split_once('-')?;
    let ten = TENS.iter().position(|(cardinal, _)| *cardinal == ten)?;
    let unit = index(UNITS.get(..9)?, unit)?;
    u16::try_from((ten + 2) * 10 + unit + 1).ok()
}

/// A year between 1945 and 2100.
pub(super) fn year(word: &str) -> Option<u16> {
    let year: u16 = word.parse().ok()?;
    (word.len() == 4 && (1945..=2100).contains(&year)).then_some(year)
}

/// A month by its English name, 1 to 12.
pub(super) fn month(word: &str) -> Option<u8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let at = MONTHS.iter().position(|month| *month == word)?;
    u8::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals_are_read() {
        for (word, number) in [
            ("first", 1),
            ("nineteenth", 19),
            ("eightieth", 80),
            ("eighty-first", 81),
            ("28th", 28),
            ("fifty-third", 53),
        ] {
            assert_eq!(ordinal(word), Some(number), "{word}");
        }
        for word in [
            "",
            "th",
            "eighty",
            "eighty-tenth",
            "99999999999999999999th",
            "0th",
            "fourscore",
        ] {
            assert_eq!(ordinal(word), None, "{word}");
        }
        assert_eq!(year("2027"), Some(2027));
        assert_eq!(year("99999999999999999999"), None);
    }
}
