//! How wide a text will be, roughly: the server has no fonts.

/// Width of a text in pixels at a font size of 12.
pub(in crate::serve) fn width(text: &str) -> f64 {
    text.chars().map(one).sum()
}

fn one(c: char) -> f64 {
    match c {
        'i' | 'l' | 'j' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | '/' | ' ' | '(' | ')' => 4.0,
        'm' | 'w' | 'M' | 'W' => 10.5,
        'A'..='Z' => 8.2,
        '\u{2e80}'..='\u{ffef}' => 12.5,
        _ => 6.9,
    }
}

/// The beginning of a text that fits into a width, with an ellipsis where something is missing.
pub(in crate::serve) fn fit(text: &str, most: f64) -> String {
    if width(text) <= most {
        return text.to_owned();
    }
    let mut sum = 8.0;
    let kept: String = text
        .chars()
        .take_while(|c| {
            sum += one(*c);
            sum <= most
        })
        .collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches: labels that run over their boxes, Chinese taken for narrow, whole labels shortened.
    #[test]
    fn texts_are_shortened_to_their_boxes() {
        assert_eq!(fit("A/RES/70/1", 200.0), "A/RES/70/1");
        let short = fit("Commission on Science and Technology for Development", 120.0);
        assert!(short.ends_with('…') && width(&short) <= 128.0, "{short}");
        assert!(width("信息社会世界峰会") > width("abcdefgh"));
    }
}
