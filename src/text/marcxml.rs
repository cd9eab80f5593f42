//! MARCXML as the UN Digital Library exports it: records that describe documents.
//!
//! Source: MARC 21 Format for Bibliographic Data in the MARCXML slim schema of the Library of
//! Congress, with the library's own fields: 191 and 791 symbols, 269 date, 967 and 996 votes, 991
//! agenda items, 993 related documents. Elements are known by their local names: the library mixes
//! prefixes in one file.

use roxmltree::Node;

use super::xml;
use crate::corpus::catalog_record::CatalogRecord;
use crate::corpus::reading::{Choice, Keyword, ReadError, Vote, Voter};
use crate::corpus::{Date, Symbol};

/// The authority file in which the library numbers its headings.
const AUTHORITY: &str = "(DHLAUTH)";

/// The records of a file and what could not be understood of it.
#[derive(Debug, Default)]
pub struct Records {
    /// The records that describe a document with a symbol.
    pub records: Vec<CatalogRecord>,
    /// Line, column and reason of every record that was left out.
    pub left_out: Vec<(u32, u32, String)>,
}

/// Reads the records of a file.
///
/// # Errors
/// Where the file is not well-formed XML or is larger or deeper than official files are.
pub fn read(bytes: &[u8]) -> Result<Records, ReadError> {
    let text = xml::decode(bytes)?;
    let document = xml::parse(text).map_err(|(fault, _)| fault)?;
    xml::bounded(&document)?;
    let mut read = Records::default();
    for node in document.descendants().filter(|node| is(node, "record")) {
        match record(node) {
            Ok(record) => read.records.push(record),
            Err(reason) => {
                let at = document.text_pos_at(node.range().start);
                read.left_out.push((at.row, at.col, reason));
            }
        }
    }
    Ok(read)
}

fn record(node: Node<'_, '_>) -> Result<CatalogRecord, String> {
    let marc = Marc(node);
    let number = marc.control("001").unwrap_or_default();
    if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(format!("its number (001) is {number:?}, not a number"));
    }
    let symbols = marc.symbols(&["191", "791"], 'a');
    if symbols.is_empty() {
        return Err(format!("record {number} names no document symbol (191, 791)"));
    }
    let issued = marc.values("269", 'a').find_map(|date| date.parse::<Date>().ok());
    Ok(CatalogRecord {
        title: title(&marc),
        issued,
        keywords: keywords(&marc),
        sponsors: sponsors(&marc),
        agendas: marc.symbols(&["991"], 'a'),
        related: marc.symbols(&["993"], 'a'),
        vote: vote(&marc),
        files: marc.values("856", 'u').map(str::to_owned).collect(),
        number,
        symbols,
    })
}

/// 245: ISBD puts ` :` and ` /` at the end of each part, which are no words of the title.
fn title(marc: &Marc<'_, '_>) -> Option<String> {
    let field = marc.fields("245").next()?;
    let parts: Vec<&str> = ['a', 'b']
        .iter()
        .filter_map(|code| subfield(field, *code))
        .map(|part| part.trim_end_matches([' ', '/', ':']))
        .filter(|part| !part.is_empty())
        .collect();
    (!parts.is_empty()).then(|| parts.join(": "))
}

fn keywords(marc: &Marc<'_, '_>) -> Vec<Keyword> {
    let fields = ["610", "611", "630", "650"]
        .into_iter()
        .flat_map(|tag| marc.fields(tag));
    let keyword = |field| {
        let label = subfield(field, 'a')?.to_owned();
        let number = subfield(field, '0').and_then(|id| id.strip_prefix(AUTHORITY));
        Some(Keyword {
            dictionary: "DHL authority".to_owned(),
            value: number.map_or_else(|| label.clone(), str::to_owned),
            label,
            iri: None,
            short_form: None,
        })
    };
    fields.filter_map(keyword).collect()
}

fn sponsors(marc: &Marc<'_, '_>) -> Vec<String> {
    marc.fields("710")
        .filter(|field| subfield(*field, '9') == Some("ms"))
        .filter_map(|field| subfield(field, 'a'))
        .map(str::to_owned)
        .collect()
}

/// 996 counts the vote; 967 says who voted how (`Y`, `N`, `A`; nothing for those absent).
fn vote(marc: &Marc<'_, '_>) -> Option<Vote> {
    let field = marc.fields("996").next()?;
    let count = |code| subfield(field, code).and_then(|count| count.parse().ok());
    let vote = Vote {
        in_favour: count('b'),
        against: count('c'),
        abstaining: count('d'),
        voters: marc.fields("967").filter_map(voter).collect(),
        ..Vote::default()
    };
    let outcome = if vote.in_favour.is_some() {
        "adoptedWithVote"
    } else if subfield(field, 'a')?.to_lowercase().contains("without vote") {
        "adoptedWithoutVote"
    } else {
        return None;
    };
    Some(Vote {
        outcome: outcome.to_owned(),
        ..vote
    })
}

fn voter(field: Node<'_, '_>) -> Option<Voter> {
    let choice = match subfield(field, 'd')? {
        "Y" => Choice::InFavour,
        "N" => Choice::Against,
        "A" => Choice::Abstaining,
        _ => return None,
    };
    let name = subfield(field, 'c').or_else(|| subfield(field, 'e'))?.to_owned();
    Some(Voter { choice, name })
}

/// A record's fields.
struct Marc<'a, 'input>(Node<'a, 'input>);

impl<'a, 'input: 'a> Marc<'a, 'input> {
    fn control(&self, tag: &str) -> Option<String> {
        self.0
            .children()
            .find(|node| is(node, "controlfield") && node.attribute("tag") == Some(tag))
            .and_then(|node| node.text())
            .map(|text| text.trim().to_owned())
    }

    fn fields(&self, tag: &str) -> impl Iterator<Item = Node<'a, 'input>> {
        let tag = tag.to_owned();
        self.0
            .children()
            .filter(move |node| is(node, "datafield") && node.attribute("tag") == Some(&tag))
    }

    fn values(&self, tag: &str, code: char) -> impl Iterator<Item = &'a str> {
        self.fields(tag).filter_map(move |field| subfield(field, code))
    }

    /// The symbols of some fields, each once; what is none (a session, "[none]") is passed over.
    fn symbols(&self, tags: &[&str], code: char) -> Vec<Symbol> {
        let mut symbols = Vec::new();
        for value in tags.iter().flat_map(|tag| self.values(tag, code)) {
            if let Ok(symbol) = Symbol::parse(value)
                && !symbols.contains(&symbol)
            {
                symbols.push(symbol);
            }
        }
        symbols
    }
}

fn is(node: &Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

/// The words of a field's first subfield with this code.
fn subfield<'a>(field: Node<'a, '_>, code: char) -> Option<&'a str> {
    let mut buffer = [0; 4];
    let code: &str = code.encode_utf8(&mut buffer);
    field
        .children()
        .find(|node| is(node, "subfield") && node.attribute("code") == Some(code))
        .and_then(|node| node.text())
        .map(str::trim)
        .filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECORDS: &str = r#"<collection xmlns="http://www.loc.gov/MARC21/slim" xmlns:m="http://www.loc.gov/MARC21/slim">
<m:record>
 <m:controlfield tag="001">77</m:controlfield>
 <m:datafield tag="191"><m:subfield code="a">A/RES/99/1</m:subfield></m:datafield>
 <m:datafield tag="245"><m:subfield code="a">Kites :</m:subfield><m:subfield code="b">resolution /</m:subfield><m:subfield code="c">someone</m:subfield></m:datafield>
 <m:datafield tag="269"><m:subfield code="a">2044-05-06</m:subfield></m:datafield>
 <m:datafield tag="650"><m:subfield code="a">KITES</m:subfield><m:subfield code="0">(DHLAUTH)12</m:subfield></m:datafield>
 <m:datafield tag="710"><m:subfield code="a">Malta</m:subfield><m:subfield code="9">ms</m:subfield></m:datafield>
 <m:datafield tag="710"><m:subfield code="a">UN. Committee</m:subfield></m:datafield>
 <m:datafield tag="967"><m:subfield code="c">MLT</m:subfield><m:subfield code="d">Y</m:subfield></m:datafield>
 <m:datafield tag="967"><m:subfield code="c">FRA</m:subfield><m:subfield code="d">N</m:subfield></m:datafield>
 <m:datafield tag="967"><m:subfield code="c">PER</m:subfield></m:datafield>
 <m:datafield tag="991"><m:subfield code="a">A/99/251</m:subfield></m:datafield>
 <m:datafield tag="993"><m:subfield code="a">A/99/L.2</m:subfield></m:datafield>
 <m:datafield tag="993"><m:subfield code="a">[none]</m:subfield></m:datafield>
 <m:datafield tag="996"><m:subfield code="b">10</m:subfield><m:subfield code="c">2</m:subfield><m:subfield code="d">0</m:subfield></m:datafield>
</m:record>
<record><controlfield tag="001">78</controlfield></record>
<record><controlfield tag="001">7/9</controlfield></record>
</collection>"#;

    #[test]
    fn a_record_says_what_the_library_knows_of_a_document() {
        let read = read(RECORDS.as_bytes()).expect("well-formed");
        let [record] = read.records.as_slice() else {
            panic!("{read:?}")
        };
        let printed = |symbols: &[Symbol]| symbols.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(record.number, "77");
        assert_eq!(printed(&record.symbols), ["A/RES/99/1"]);
        assert_eq!(record.title.as_deref(), Some("Kites: resolution"));
        assert_eq!(
            record.issued.map(|d| d.to_string()).as_deref(),
            Some("2044-05-06")
        );
        assert_eq!(record.keywords.len(), 1);
        assert_eq!(record.keywords.first().map(|k| k.value.as_str()), Some("12"));
        assert_eq!(record.sponsors, ["Malta"]);
        assert_eq!(printed(&record.agendas), ["A/99/251"]);
        assert_eq!(printed(&record.related), ["A/99/L.2"]);
        let vote = record.vote.as_ref().expect("a vote");
        assert_eq!(
            (vote.in_favour, vote.against, vote.abstaining),
            (Some(10), Some(2), Some(0))
        );
        let voters: Vec<_> = vote.voters.iter().map(|v| (v.choice, v.name.as_str())).collect();
        assert_eq!(voters, [(Choice::InFavour, "MLT"), (Choice::Against, "FRA")]);
    }

    #[test]
    fn a_record_without_number_or_symbol_is_left_out_with_its_line() {
        let read = read(RECORDS.as_bytes()).expect("well-formed");
        let lines: Vec<u32> = read.left_out.iter().map(|(line, ..)| *line).collect();
        assert_eq!(lines, [18, 19]);
    }

    #[test]
    fn damage_never_panics() {
        for at in 0..RECORDS.len() {
            let mut bytes = RECORDS.as_bytes().to_vec();
            bytes.truncate(at);
            assert!(super::read(&bytes).is_err(), "cut at {at}");
            let mut bytes = RECORDS.as_bytes().to_vec();
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 0x15;
            }
            let _ = super::read(&bytes);
        }
    }
}
