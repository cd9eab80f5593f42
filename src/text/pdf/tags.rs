//! The structure tree of a tagged PDF (ISO 32000-1, 14.7): paragraphs, notes and what they are made of.

use pdf_extract::{Dictionary, Document, Object, ObjectId};

use crate::corpus::Language;

/// How deep the tree may be, and how many elements it may have.
const DEPTH: usize = 64;
const ELEMENTS: usize = 500_000;

/// How many names a structure type may have that stand for each other.
const ROLES: usize = 8;

/// An element of the tree.
#[derive(Debug, Clone, Default)]
pub(super) struct Element {
    /// Its structure type ("P", "H1", "Note", "Footnote", "Link").
    pub kind: String,
    /// What it holds, in reading order.
    pub items: Vec<Item>,
}

/// What an element holds.
#[derive(Debug, Clone)]
pub(super) enum Item {
    /// Marked content of a page.
    Content(ObjectId, i64),
    /// Another element.
    Element(Element),
}

impl Element {
    /// Whether it is a footnote.
    pub(super) fn is_note(&self) -> bool {
        matches!(self.kind.as_str(), "Note" | "Footnote" | "Endnote" | "FENote")
    }
}

/// The language the file declares.
pub(super) fn language(document: &Document) -> Option<Language> {
    let lang = document.catalog().ok()?.get(b"Lang").ok()?;
    Language::from_code(&String::from_utf8_lossy(lang.as_str().ok()?))
}

/// The whole tree, where there is one.
pub(super) fn tree(document: &Document) -> Option<Element> {
    let root = document.catalog().ok()?.get(b"StructTreeRoot").ok()?;
    let root = resolved(document, root).as_dict().ok()?;
    let roles = root.get_deref(b"RoleMap", document).and_then(Object::as_dict);
    let mut walk = Walk {
        document,
        roles: roles.ok(),
        left: ELEMENTS,
    };
    let mut tree = Element::default();
    walk.kids(root, None, &mut tree, 0);
    (!tree.items.is_empty()).then_some(tree)
}

struct Walk<'d> {
    document: &'d Document,
    /// What the file's own structure types stand for (14.7.3).
    roles: Option<&'d Dictionary>,
    left: usize,
}

impl<'d> Walk<'d> {
    fn kids(&mut self, holder: &'d Dictionary, page: Option<ObjectId>, element: &mut Element, depth: usize) {
        let Ok(kids) = holder.get(b"K") else { return };
        match resolved(self.document, kids) {
            Object::Array(kids) => {
                for kid in kids {
                    self.kid(resolved(self.document, kid), page, element, depth);
                }
            }
            kid => self.kid(kid, page, element, depth),
        }
    }

    fn kid(&mut self, kid: &'d Object, page: Option<ObjectId>, element: &mut Element, depth: usize) {
        if self.left == 0 || depth > DEPTH {
            return;
        }
        self.left -= 1;
        match kid {
            Object::Integer(mcid) => element.items.extend(page.map(|page| Item::Content(page, *mcid))),
            Object::Dictionary(kid) => {
                let page = kid.get(b"Pg").and_then(Object::as_reference).ok().or(page);
                let mcid = kid.get(b"MCID").and_then(Object::as_i64).ok();
                if let Some(mcid) = mcid {
                    element.items.extend(page.map(|page| Item::Content(page, mcid)));
                } else if kid.has(b"S") {
                    let mut inner = Element {
                        kind: self.kind(kid),
                        items: Vec::new(),
                    };
                    self.kids(kid, page, &mut inner, depth + 1);
                    element.items.push(Item::Element(inner));
                }
            }
            _ => {}
        }
    }
}

impl Walk<'_> {
    /// The structure type of an element: a standard one where the file says so.
    fn kind(&self, element: &Dictionary) -> String {
        let mut kind = element.get(b"S").and_then(Object::as_name).unwrap_or_default();
        for _ in 0..ROLES {
            match self.roles.and_then(|roles| roles.get(kind).ok()?.as_name().ok()) {
                Some(standard) if standard != kind => kind = standard,
                _ => break,
            }
        }
        String::from_utf8_lossy(kind).into_owned()
    }
}

/// The object behind a reference.
fn resolved<'d>(document: &'d Document, object: &'d Object) -> &'d Object {
    document.dereference(object).map_or(object, |(_, object)| object)
}
