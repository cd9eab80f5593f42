//! The flat run of blocks that every reader hands over.

use super::inline::Inline;

/// What a file says its block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// The enacting formula.
    Formula,
    Preambular,
    Paragraph,
    /// A point of a list.
    Point,
    Heading,
    /// A table, which belongs to what stands before it.
    Table,
    /// A note below a table.
    TableNote,
    /// The beginning of an attachment; has no text.
    Attachment,
}

/// A paragraph, point, heading or table.
#[derive(Debug, Clone)]
pub(crate) struct Block<'a> {
    pub role: Role,
    /// The label of its `num`, as printed.
    pub label: Option<String>,
    pub inline: Inline,
    pub akn_id: Option<&'a str>,
}
