//! The reader of web pages (HTML), as the ITU published the texts of the summit.
//!
//! `decode` finds the page's characters, `notes` its footnotes, `blocks` its paragraphs, headings, lists and
//! tables. What is only navigation is left out.

mod blocks;
mod decode;
mod notes;
#[cfg(test)]
mod tests;

use scraper::{ElementRef, Html, Selector};

use super::flow::{self, Flow};
use crate::corpus::reading::{ReadError, Reading};
use crate::corpus::{Language, Symbol};

/// The largest page read, in bytes.
const BYTES: usize = 16 << 20;

/// The deepest nesting of elements read.
const DEPTH: usize = 256;

/// Pages with fewer letters are no texts.
const LETTERS: usize = 200;

/// Reads a page.
///
/// # Errors
/// Where the page is too large or nested too deeply, shows a text without holding it, or is no official text.
pub fn read(bytes: &[u8]) -> Result<Vec<Reading>, ReadError> {
    if bytes.len() > BYTES {
        return Err(fault(
            &format!("the page has more than {} MiB", BYTES >> 20),
            "no official text is as long; leave it out",
        ));
    }
    let page = Html::parse_document(&decode::decode(bytes));
    too_deep(&page)?;
    let root = root(&page);
    let blocks = blocks::of(root, &notes::of(&page));
    let letters: usize = blocks.iter().map(|block| block.inline.text.len()).sum();
    if letters < LETTERS && has(&page, "iframe, embed, object, script") {
        return Err(fault(
            "the page shows a text without holding it",
            "fetch the file it shows: PDF, Word or Akoma Ntoso",
        ));
    }
    let flow = Flow {
        blocks,
        declared: page
            .root_element()
            .value()
            .attr("lang")
            .and_then(|lang| Language::from_code(lang.split(['-', '_']).next().unwrap_or_default())),
        symbol: symbol(&page),
    };
    flow::reading(flow).map(|reading| vec![reading])
}

/// The element with the text: the one marked as such where it holds most of it, else the body.
fn root(page: &Html) -> ElementRef<'_> {
    let letters = |element: ElementRef<'_>| element.text().map(str::len).sum::<usize>();
    let all = page.root_element();
    let body = first(page, "body").unwrap_or(all);
    let marked = first(page, "main, article, [role=main], #content, #main");
    marked
        .filter(|marked| letters(*marked) * 2 > letters(body))
        .unwrap_or(body)
}

/// The symbol that the head of the page gives: its title or its own address.
fn symbol(page: &Html) -> Option<String> {
    let title = first(page, "title").map(|title| title.text().collect::<String>());
    let named = title.and_then(|title| Symbol::find_all(&title).into_iter().next());
    let own = || {
        let link = first(page, "link[rel=canonical]")?;
        Symbol::from_address(link.value().attr("href")?)
    };
    named.or_else(own).map(|symbol| symbol.to_string())
}

fn first<'p>(page: &'p Html, selector: &str) -> Option<ElementRef<'p>> {
    // The selectors are those above; a wrong one finds nothing, which the tests would tell.
    let selector = Selector::parse(selector).ok()?;
    page.select(&selector).next()
}

fn has(page: &Html, selector: &str) -> bool {
    first(page, selector).is_some()
}

fn too_deep(page: &Html) -> Result<(), ReadError> {
    let mut depth = 0usize;
    for edge in page.tree.root().traverse() {
        match edge {
            ego_tree::iter::Edge::Open(_) => depth += 1,
            ego_tree::iter::Edge::Close(_) => depth = depth.saturating_sub(1),
        }
        if depth > DEPTH {
            return Err(fault(
                &format!("elements are nested deeper than {DEPTH}"),
                "official texts are not nested like this; check where the page comes from",
            ));
        }
    }
    Ok(())
}

fn fault(message: &str, hint: &str) -> ReadError {
    ReadError {
        line: None,
        column: None,
        message: message.to_owned(),
        hint: hint.to_owned(),
    }
}
