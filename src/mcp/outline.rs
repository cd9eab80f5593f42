//! An answer as text: the same names and values as the data, one on a line, indented as in YAML.

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::Serialize;
use std::fmt;

/// Writes a value for reading, its fields in the order in which they are declared.
pub(super) fn outline(value: &impl Serialize) -> String {
    let json = serde_json::to_string(value).unwrap_or_default();
    let mut text = String::new();
    if let Ok(node) = serde_json::from_str::<Node>(&json) {
        node.write(0, &mut text);
    }
    text
}

/// JSON whose objects keep their order.
enum Node {
    Scalar(String),
    List(Vec<Node>),
    Fields(Vec<(String, Node)>),
}

impl Node {
    fn write(&self, depth: usize, text: &mut String) {
        let margin = "  ".repeat(depth);
        match self {
            Self::Fields(fields) => {
                for (name, value) in fields {
                    // The first name of an item of a list stands behind its hyphen.
                    if !text.ends_with("- ") {
                        text.push_str(&margin);
                    }
                    text.push_str(name);
                    text.push_str(if value.is_long() { ":\n" } else { ": " });
                    value.write(depth + 1, text);
                }
            }
            Self::List(items) => {
                for item in items {
                    text.push_str(&margin);
                    text.push_str("- ");
                    item.write(depth + 1, text);
                }
            }
            Self::Scalar(_) => {}
        }
        if !self.is_long() {
            text.push_str(match self {
                Self::Scalar(words) => words,
                Self::List(_) | Self::Fields(_) => "(none)",
            });
            text.push('\n');
        }
    }

    /// Whether it takes lines of its own.
    fn is_long(&self) -> bool {
        match self {
            Self::Scalar(_) => false,
            Self::List(items) => !items.is_empty(),
            Self::Fields(fields) => !fields.is_empty(),
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reading)
    }
}

struct Reading;

impl<'de> Visitor<'de> for Reading {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Scalar(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Scalar(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Scalar(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Scalar(value.to_string()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Scalar(value.replace(['\n', '\r'], " ")))
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Scalar("none".to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Node::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Node, A::Error> {
        let mut all = Vec::new();
        while let Some(field) = fields.next_entry()? {
            all.push(field);
        }
        Ok(Node::Fields(all))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches: a value lost, put below another name, or out of its order.
    #[test]
    fn every_value_stands_under_its_name() {
        let json =
            r#"{"z": 1, "b": [], "c": [{"d": "x\ny", "a": ["p", "q"]}, {"d": null}], "f": {"g": true}}"#;
        let node: Node = serde_json::from_str(json).unwrap();
        let mut text = String::new();
        node.write(0, &mut text);
        let expected =
            "z: 1\nb: (none)\nc:\n  - d: x y\n    a:\n      - p\n      - q\n  - d: none\nf:\n  g: true\n";
        assert_eq!(text, expected);
    }
}
