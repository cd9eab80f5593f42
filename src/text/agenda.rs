//! The numbers of agenda items as covers print them.

use super::outline::numbering;

/// The numbers in "Agenda items 20 (a) and 131": `20(a)`, `131`. Letters are normalised as those of points.
pub(crate) fn item_numbers(text: &str) -> Vec<String> {
    let mut numbers = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c| numbering::digit(c).is_some()) {
        let tail = rest.get(start..).unwrap_or_default();
        let end = tail.find(|c| numbering::digit(c).is_none()).unwrap_or(tail.len());
        let number = tail.get(..end).and_then(numbering::decimal);
        let behind = tail.get(end..).unwrap_or_default();
        let letter = sub_item(behind.trim_start());
        if let Some(number) = number {
            numbers.push(letter.map_or_else(|| number.to_string(), |l| format!("{number}({l})")));
        }
        rest = behind;
    }
    numbers
}

/// The letter of a sub-item right behind its number.
fn sub_item(text: &str) -> Option<String> {
    let end = text.find([')', '）']).filter(|end| *end <= 6)?;
    let label = numbering::parse(text.get(..=end)?)?;
    label.in_style(numbering::Style::Letter).map(|value| {
        numbering::Count {
            style: numbering::Style::Letter,
            value,
        }
        .normal()
    })
}

#[cfg(test)]
mod tests {
    use super::item_numbers;

    #[test]
    fn agenda_items_in_six_languages() {
        for (text, numbers) in [
            ("Agenda item 15", &["15"][..]),
            ("Agenda items 20 (a) and 131", &["20(a)", "131"]),
            ("البند 20 (ب) من جدول الأعمال", &["20(b)"]),
            ("议程项目20(c)", &["20(c)"]),
            ("Пункт 20 a) повестки дня", &["20(a)"]),
            ("Tema 9 del programa", &["9"]),
            ("", &[]),
        ] {
            assert_eq!(item_numbers(text), numbers, "{text}");
        }
    }
}
