//! Links for machines on the answers about a thing: what it is called, where
//! else it is described, who made it, under which licence.
//!
//! [FAIR Signposting](https://signposting.org/FAIR/), level 2: the page is the
//! landing page, the RDF files are its metadata, and the linkset
//! ([RFC 9264](https://www.rfc-editor.org/rfc/rfc9264)) says the same for all of them.

use super::data::EXTENSIONS;
use super::iri::{BASE, id_path, link_path};
use super::lookup::targets;
use super::profile::Profile;
use super::state::{AppState, Loaded};
use super::vocab;
use crate::cite;
use crate::graph::schema_org;
use crate::graph::vocabulary::wsis;
use crate::query::Format;
use oxigraph::model::NamedNode;
use oxigraph::store::Store;
use std::fmt::Write as _;

/// The licence of data and ontology.
pub(super) const LICENCE: &str = "https://creativecommons.org/licenses/by/4.0/";

/// The media types of the two forms of a linkset.
pub(super) const LINKSET_TYPES: [&str; 2] = ["application/linkset+json", "application/linkset"];

/// Longest chain from a part to the whole that has an author.
const MAX_DEPTH: usize = 8;

/// One link of an answer.
#[derive(Clone, Debug)]
pub(super) struct Signpost {
    /// The relation (RFC 8288, 3.3).
    pub rel: &'static str,
    /// Where it leads.
    pub href: String,
    /// The media type there.
    pub media_type: Option<&'static str>,
    /// The profile there.
    pub profile: Option<Profile>,
}

/// The links of one resource.
pub(super) struct Anchor {
    /// The resource.
    pub href: String,
    /// What is linked from it.
    pub links: Vec<Signpost>,
}

/// What the links of a thing are made from.
pub(super) struct Signs {
    root: String,
    iri: String,
    path: String,
    types: Vec<String>,
    authors: Vec<String>,
    /// Whether it is literature too.
    document: bool,
}

impl Signs {
    /// Looks up what the links of a thing say.
    #[must_use]
    pub(super) fn of(state: &AppState, loaded: &Loaded, iri: &NamedNode) -> Self {
        let store = &loaded.release.store;
        let classes = targets(store, iri.as_ref(), vocab::TYPE);
        let mut types: Vec<String> = classes
            .iter()
            .filter_map(|class| class.as_str().strip_prefix(wsis::NAMESPACE))
            .map(|name| schema_org::type_of(name).into_string())
            .collect();
        types.sort();
        types.dedup();
        Self {
            root: state.root.clone(),
            // As a URI: headers carry ASCII only.
            iri: link_path(iri.as_str()),
            path: id_path(iri.as_str()).map(link_path).unwrap_or_default(),
            types,
            authors: authors(store, iri),
            document: classes.iter().any(|class| class.as_ref() == wsis::DOCUMENT),
        }
    }

    /// The links of the page.
    #[must_use]
    pub(super) fn page(&self) -> Vec<Signpost> {
        let mut links = vec![plain("cite-as", self.iri.clone())];
        links.extend(self.forms("describedby alternate", None));
        links.push(plain("type", "https://schema.org/AboutPage".to_owned()));
        links.extend(self.types.iter().map(|class| plain("type", class.clone())));
        links.extend(self.authors.iter().map(|author| plain("author", author.clone())));
        links.extend(self.common());
        links
    }

    /// The links of the RDF about the thing; `given` is the form of this answer.
    #[must_use]
    pub(super) fn data(&self, given: Option<(&str, Profile)>) -> Vec<Signpost> {
        let mut links = vec![
            plain("cite-as", self.iri.clone()),
            typed("describes", self.page_address(), "text/html"),
            plain("http://xmlns.com/foaf/0.1/primaryTopic", self.iri.clone()),
            typed("alternate", self.page_address(), "text/html"),
        ];
        links.extend(self.forms("alternate", given));
        if let Some((_, profile)) = given {
            links.push(plain("profile", profile.iri().to_owned()));
        }
        links.extend(self.common());
        links
    }

    /// The links of a record for managers of literature.
    #[must_use]
    pub(super) fn literature(&self, given: cite::Form) -> Vec<Signpost> {
        let own = self.record_address(given);
        let mut links = self.data(None);
        links.retain(|link| link.href != own);
        links
    }

    /// The links of the name itself, which leads to the page or the data.
    #[must_use]
    pub(super) fn name(&self) -> Vec<Signpost> {
        let mut links = vec![
            plain("cite-as", self.iri.clone()),
            typed("alternate", self.page_address(), "text/html"),
        ];
        links.extend(self.forms("describedby alternate", None));
        links.extend(self.common());
        links
    }

    /// All resources about the thing with their links.
    #[must_use]
    pub(super) fn anchors(&self) -> Vec<Anchor> {
        let mut anchors = vec![Anchor {
            href: self.page_address(),
            links: self.page(),
        }];
        for extension in EXTENSIONS {
            for profile in Profile::ALL {
                anchors.push(Anchor {
                    href: self.data_address(extension, profile),
                    links: self.data(Some((extension, profile))),
                });
            }
        }
        for form in self.records() {
            anchors.push(Anchor {
                href: self.record_address(form),
                links: self.literature(form),
            });
        }
        anchors
    }

    /// The forms for managers of literature.
    fn records(&self) -> impl Iterator<Item = cite::Form> + use<> {
        let all = if self.document {
            cite::Form::ALL.as_slice()
        } else {
            &[]
        };
        all.iter().copied()
    }

    fn record_address(&self, form: cite::Form) -> String {
        format!("{}/data/{}.{}", self.root, self.path, form.extension())
    }

    fn page_address(&self) -> String {
        format!("{}/page/{}", self.root, self.path)
    }

    fn data_address(&self, extension: &str, profile: Profile) -> String {
        format!("{}/data/{}.{extension}{}", self.root, self.path, profile.query())
    }

    /// Every form with its type: all syntaxes of the native profile, and the two
    /// that clients of schema.org read. Headers have to stay short.
    fn forms(&self, rel: &'static str, given: Option<(&str, Profile)>) -> Vec<Signpost> {
        let native = EXTENSIONS.map(|extension| (extension, Profile::Native));
        let others = ["jsonld", "ttl"].map(|extension| (extension, Profile::SchemaOrg));
        native
            .into_iter()
            .chain(others)
            .filter(|form| given != Some(*form))
            .map(|(extension, profile)| Signpost {
                profile: Some(profile),
                ..typed(rel, self.data_address(extension, profile), bare_type(extension))
            })
            .chain(
                self.records()
                    .map(|form| typed(rel, self.record_address(form), form.media_type())),
            )
            .collect()
    }

    fn common(&self) -> Vec<Signpost> {
        let linkset = format!("{}/linkset/{}", self.root, self.path);
        let mut links = vec![
            plain("license", LICENCE.to_owned()),
            typed("collection", format!("{}/", self.root), "text/html"),
        ];
        let forms = [".json", ".txt"].iter().zip(LINKSET_TYPES);
        links.extend(forms.map(|(end, kind)| typed("linkset", format!("{linkset}{end}"), kind)));
        links
    }
}

/// Links as the value of a `Link` header (RFC 8288, 3).
#[must_use]
pub(super) fn header_value(links: &[Signpost]) -> String {
    let mut value = String::new();
    for link in links {
        write_link(&mut value, link, None, ", ");
    }
    value
}

/// Appends one link in the form of RFC 8288.
pub(super) fn write_link(out: &mut String, link: &Signpost, anchor: Option<&str>, separator: &str) {
    if !out.is_empty() {
        out.push_str(separator);
    }
    // Writing to a string does not fail.
    let _ = write!(out, "<{}>; rel=\"{}\"", link.href, link.rel);
    if let Some(kind) = link.media_type {
        let _ = write!(out, "; type=\"{kind}\"");
    }
    if let Some(profile) = link.profile {
        let _ = write!(out, "; formats=\"{}\"", profile.iri());
    }
    if let Some(anchor) = anchor {
        let _ = write!(out, "; anchor=\"{anchor}\"");
    }
}

/// The media type of an extension, without parameters.
fn bare_type(extension: &str) -> &'static str {
    let kind = Format::from_name(extension).map_or("text/turtle", Format::media_type);
    kind.split(';').next().unwrap_or(kind)
}

/// Who made a thing: the body that adopted the document, or whose act it is.
fn authors(store: &Store, thing: &NamedNode) -> Vec<String> {
    let mut at = thing.clone();
    for _ in 0..MAX_DEPTH {
        let mut found: Vec<String> = [wsis::ADOPTED_BY, wsis::ISSUED_BY]
            .iter()
            .flat_map(|property| targets(store, at.as_ref(), *property))
            .filter(|body| body.as_str().starts_with(BASE))
            .map(|body| link_path(body.as_str()))
            .collect();
        if !found.is_empty() {
            found.sort();
            found.dedup();
            return found;
        }
        let above = [vocab::IS_PART_OF, vocab::REALIZES, wsis::STATED_IN]
            .iter()
            .find_map(|property| targets(store, at.as_ref(), *property).pop());
        match above {
            Some(above) => at = above,
            None => break,
        }
    }
    Vec::new()
}

const fn plain(rel: &'static str, href: String) -> Signpost {
    Signpost {
        rel,
        href,
        media_type: None,
        profile: None,
    }
}

fn typed(rel: &'static str, href: String, media_type: &'static str) -> Signpost {
    Signpost {
        media_type: Some(media_type),
        ..plain(rel, href)
    }
}
