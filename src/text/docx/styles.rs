//! Styles of paragraphs and characters (ECMA-376-1, 17.7): what of them says what a paragraph is.

use std::collections::HashMap;

use roxmltree::Node;

use super::package::{child, is, parse, setting, switch, value};
use crate::corpus::reading::ReadError;

/// How long a chain of styles based on styles may be.
const CHAIN: usize = 20;

/// What a style or a run sets; `None` where it leaves that to another.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub bold: Option<bool>,
    pub italic: Option<bool>,
    pub hidden: Option<bool>,
}

impl Look {
    /// What the `rPr` of a style or run sets.
    pub(super) fn of(properties: Option<Node<'_, '_>>) -> Self {
        properties.map_or(Self::default(), |node| Self {
            bold: switch(node, "b"),
            italic: switch(node, "i"),
            hidden: switch(node, "vanish"),
        })
    }

    /// This, with what it leaves open taken from `below`.
    pub(super) fn over(self, below: Self) -> Self {
        Self {
            bold: self.bold.or(below.bold),
            italic: self.italic.or(below.italic),
            hidden: self.hidden.or(below.hidden),
        }
    }
}

/// A reference to a list and a level of it, the outermost 0 (17.9.18 `numPr`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ListOf {
    pub list: Option<String>,
    pub level: Option<usize>,
}

impl ListOf {
    /// The `numPr` of paragraph properties.
    pub(super) fn of(properties: Option<Node<'_, '_>>) -> Self {
        let number = properties.and_then(|node| child(node, "numPr"));
        number.map_or(Self::default(), |node| Self {
            list: setting(node, "numId").map(str::to_owned),
            level: setting(node, "ilvl").and_then(|level| level.parse().ok()),
        })
    }
}

/// A style with all it is based on.
#[derive(Debug, Clone, Default)]
pub(super) struct Style {
    pub look: Look,
    pub list: ListOf,
    /// It has a level in the outline of the document: a heading.
    pub heading: bool,
}

#[derive(Debug, Default)]
struct Raw {
    based_on: Option<String>,
    style: Style,
}

/// The styles of a file.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Raw>,
    /// The style of paragraphs that name none.
    usual: Option<String>,
}

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn read(text: &str) -> Result<Self, ReadError> {
        let document = parse(text, "styles.xml")?;
        let mut styles = Self::default();
        for node in document.root_element().children().filter(|n| is(*n, "style")) {
            let Some(id) = value(node, "styleId") else {
                continue;
            };
            let properties = child(node, "pPr");
            let outline = properties.and_then(|node| setting(node, "outlineLvl"));
            if value(node, "type") == Some("paragraph")
                && matches!(value(node, "default"), Some("1" | "true" | "on"))
            {
                styles.usual = Some(id.to_owned());
            }
            let raw = Raw {
                based_on: setting(node, "basedOn").map(str::to_owned),
                style: Style {
                    look: Look::of(child(node, "rPr")),
                    list: ListOf::of(properties),
                    heading: outline.is_some_and(|level| level != "9"),
                },
            };
            styles.by_id.insert(id.to_owned(), raw);
        }
        Ok(styles)
    }

    /// The style of a paragraph that names `id`, or none.
    pub(super) fn paragraph(&self, id: Option<&str>) -> Style {
        self.resolved(id.or(self.usual.as_deref()))
    }

    /// The look of a style of characters.
    pub(super) fn character(&self, id: Option<&str>) -> Look {
        self.resolved(id).look
    }

    fn resolved(&self, id: Option<&str>) -> Style {
        let mut resolved = Style::default();
        let mut next = id;
        for _ in 0..CHAIN {
            let Some(raw) = next.and_then(|id| self.by_id.get(id)) else {
                break;
            };
            resolved.look = resolved.look.over(raw.style.look);
            resolved.list.list = resolved.list.list.or_else(|| raw.style.list.list.clone());
            resolved.list.level = resolved.list.level.or(raw.style.list.level);
            resolved.heading |= raw.style.heading;
            next = raw.based_on.as_deref();
        }
        resolved
    }
}
