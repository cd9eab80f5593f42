//! How Chinese treaties count: paragraphs "一、", points "㈠", points of these "1.". In all other texts
//! "㈠" is the Roman number and "1." the paragraph of the other languages.

use super::block::{Block, Role};
use super::numbering::{self, Count, Label, Style};
use super::{annex, divisions};

/// Whether a text counts in this way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Treaty(bool);

impl Treaty {
    /// How the part that each block stands in counts: the text before all annexes, or an annex.
    pub(super) fn each(blocks: &[Block<'_>]) -> Vec<Self> {
        let mut found = Vec::with_capacity(blocks.len());
        let opens = |block: &Block<'_>| {
            block.role == Role::Attachment || annex::opened_by(&block.inline.text).is_some()
        };
        let mut rest = blocks;
        while let Some((_, below)) = rest.split_first() {
            let length = 1 + below.iter().position(opens).unwrap_or(below.len());
            let (part, next) = rest.split_at_checked(length).unwrap_or((rest, &[]));
            let treaty = Self::of(part);
            found.resize(found.len() + part.len(), treaty);
            rest = next;
        }
        found
    }

    /// It does where both its articles and their paragraphs have Chinese numerals.
    fn of(part: &[Block<'_>]) -> Self {
        let article = |block: &Block<'_>| {
            let text = &block.inline.text;
            text.starts_with('第')
                && divisions::at_head(text).is_some()
                && !text.contains(|c| numbering::digit(c).is_some())
        };
        let paragraph = |block: &Block<'_>| paragraph(&block.inline.text).is_some();
        Self(part.iter().any(article) && part.iter().any(paragraph))
    }

    /// The label of a block inside an article, read as such treaties mean it; what is typed is taken
    /// off the text. `None` where others count the same.
    pub(super) fn label(self, block: &mut Block<'_>) -> Option<Label> {
        if !self.0 {
            return None;
        }
        if let Some(printed) = &block.label {
            return meant(&numbering::parse(printed)?);
        }
        let text = &block.inline.text;
        let (bytes, label) = paragraph(text).or_else(|| {
            let (bytes, label) = numbering::at_head(text)?;
            Some((bytes, meant(&label)?))
        })?;
        block.label = Some(text.get(..bytes)?.trim().to_owned());
        block.inline.strip_front(bytes);
        Some(label)
    }
}

/// The number of a paragraph ("十二、") at the head of a text, and its length in bytes.
pub(super) fn paragraph(text: &str) -> Option<(usize, Label)> {
    let end = text.find('、').filter(|end| *end <= 12)?;
    let value = numbering::chinese_number(text.get(..end)?)?;
    let rest = text.get(end..)?.trim_start_matches(['、', ' ']);
    Some((text.len() - rest.len(), Label::of(&[(Style::Number, value)])?))
}

/// What a label means: one step up from what it means elsewhere.
fn meant(label: &Label) -> Option<Label> {
    let Count { style, value } = *label.readings.first()?;
    let style = match style {
        Style::CapitalRoman => Style::Number,
        Style::Roman => Style::Letter,
        Style::Number if label.compound.is_none() => Style::Roman,
        _ => return None,
    };
    Label::of(&[(style, value)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn normal(label: &Label) -> String {
        label.readings[0].normal()
    }

    /// Catches: Chinese treaties whose points have other addresses than those of the other languages.
    #[test]
    fn treaties_count_one_step_higher() {
        assert_eq!(
            paragraph("十二、风筝").map(|(bytes, label)| (bytes, normal(&label))),
            Some((9, "12".to_owned()))
        );
        assert_eq!(paragraph("风筝、绳"), None);
        for (printed, expected) in [("㈡", "b"), ("(十一)", "k"), ("3.", "iii"), ("四", "4")] {
            let label = numbering::parse(printed).unwrap();
            assert_eq!(
                meant(&label).map(|l| normal(&l)).as_deref(),
                Some(expected),
                "{printed}"
            );
        }
    }
}
