//! The classes of things that can be found by name.

/// A class, by its name in the ontology.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Class {
    /// The name of the class below `https://w3id.org/wsis/ns#`.
    pub name: &'static str,
    /// Whether its things are what people usually look for; of two things with one name, others stand behind.
    pub main: bool,
}

impl Class {
    const fn main(name: &'static str) -> Self {
        Self { name, main: true }
    }

    const fn behind(name: &'static str) -> Self {
        Self { name, main: false }
    }

    /// The class as an IRI.
    #[must_use]
    pub fn iri(&self) -> String {
        format!("{}{}", crate::graph::vocabulary::wsis::NAMESPACE, self.name)
    }

    /// The place in [`CLASSES`] of a class named by IRI or by its name in the ontology.
    #[must_use]
    pub fn find(class: &str) -> Option<u8> {
        let name = class
            .strip_prefix(crate::graph::vocabulary::wsis::NAMESPACE)
            .or_else(|| class.strip_prefix("wsis:"))
            .unwrap_or(class);
        let place = CLASSES.iter().position(|known| known.name == name)?;
        u8::try_from(place).ok()
    }
}

/// All of them.
pub const CLASSES: &[Class] = &[
    Class::main("Document"),
    Class::main("Body"),
    Class::main("Event"),
    Class::main("ActionLine"),
    Class::main("Target"),
    Class::main("Theme"),
    Class::main("StakeholderGroup"),
    Class::main("Person"),
    Class::main("Place"),
    Class::main("CitedWork"),
    Class::main("Indicator"),
    Class::main("Annex"),
    Class::behind("Keyword"),
    Class::behind("DocumentKind"),
    Class::behind("EventKind"),
    Class::behind("MandateEventKind"),
    Class::behind("Force"),
    Class::behind("Role"),
];

/// The place of documents in [`CLASSES`].
pub(in crate::find) const DOCUMENT: u8 = 0;
/// The place of events.
pub(super) const EVENT: u8 = 2;
/// The place of works known by name only.
pub(in crate::find) const CITED_WORK: u8 = 9;
/// The place of annexes.
pub(in crate::find) const ANNEX: u8 = 11;
