//! A count in the way a level of a list writes it (ECMA-376-1, 17.18.59 `ST_NumberFormat`).

use crate::text::outline::numbering::{ABJAD, CYRILLIC, letters, roman};

/// Word's own limit; beyond it only figures are written, whatever the file asks for.
const LARGEST: u32 = 32_767;

/// The order of the Arabic alphabet, as opposed to that of the abjad.
const ALIF_BA: &str = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي";

const CHINESE: &str = "零一二三四五六七八九";

/// Writes a count. Formats that texts of the United Nations do not use are written in figures.
pub(super) fn count_in(format: &str, count: u32) -> String {
    if count > LARGEST {
        return count.to_string();
    }
    match format {
        "none" => String::new(),
        "lowerLetter" => letters(count),
        "upperLetter" => letters(count).to_uppercase(),
        "lowerRoman" => roman(count).to_lowercase(),
        "upperRoman" => roman(count),
        "russianLower" => sign(CYRILLIC, count),
        "russianUpper" => sign(CYRILLIC, count).to_uppercase(),
        "arabicAbjad" => sign(ABJAD, count),
        "arabicAlpha" => sign(ALIF_BA, count),
        "decimalZero" => format!("{count:02}"),
        "hindiNumbers" | "arabicIndic" => figures("٠١٢٣٤٥٦٧٨٩", count),
        "ideographDigital" | "japaneseDigitalTenThousand" => figures(CHINESE, count),
        "chineseCounting"
        | "chineseCountingThousand"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "japaneseCounting" => chinese(count),
        _ => count.to_string(),
    }
}

/// The letter of a count, repeated as often as the alphabet was gone through.
fn sign(alphabet: &str, count: u32) -> String {
    let Some(index) = count.checked_sub(1).and_then(|i| usize::try_from(i).ok()) else {
        return count.to_string();
    };
    let length = alphabet.chars().count();
    let letter = alphabet.chars().nth(index % length);
    letter.map_or_else(
        || count.to_string(),
        |letter| std::iter::repeat_n(letter, index / length + 1).collect(),
    )
}

fn figures(digits: &str, count: u32) -> String {
    let digit = |c: char| {
        let at = c.to_digit(10).and_then(|d| usize::try_from(d).ok())?;
        digits.chars().nth(at)
    };
    count.to_string().chars().filter_map(digit).collect()
}

/// `七`, `十二`, `二十`; beyond 99 in figures.
fn chinese(count: u32) -> String {
    let (tens, ones) = (count / 10, count % 10);
    match (tens, ones) {
        (0, _) => figures(CHINESE, ones),
        (1, 0) => "十".to_owned(),
        (1, _) => format!("十{}", figures(CHINESE, ones)),
        (2..=9, 0) => format!("{}十", figures(CHINESE, tens)),
        (2..=9, _) => format!("{}十{}", figures(CHINESE, tens), figures(CHINESE, ones)),
        _ => count.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::count_in;

    #[test]
    fn counts_are_written_as_the_level_says() {
        for (format, count, written) in [
            ("decimal", 7, "7"),
            ("lowerLetter", 28, "bb"),
            ("lowerRoman", 14, "xiv"),
            ("upperRoman", 4, "IV"),
            ("arabicAbjad", 3, "ج"),
            ("arabicAlpha", 3, "ت"),
            ("russianLower", 5, "д"),
            ("chineseCounting", 21, "二十一"),
            ("ideographDigital", 20, "二零"),
            ("lowerLetter", u32::MAX, "4294967295"),
            ("lowerRoman", 40_000, "40000"),
            ("arabicAbjad", 0, "0"),
        ] {
            assert_eq!(count_in(format, count), written, "{format} {count}");
        }
    }
}
