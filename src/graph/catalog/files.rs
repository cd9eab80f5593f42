//! The files of a release as distributions: DCAT 3 (W3C Recommendation, 22 August 2024), §6.8.

use std::collections::BTreeSet;

use oxrdf::vocab::xsd;

use super::dataset;
use crate::graph::block::Block;
use crate::graph::iri;
use crate::graph::layer::Layer;
use crate::graph::vocabulary::{dcat, dcatap, dcterms, spdx, void};

/// IANA's addresses of media types.
const MEDIA_TYPES: &str = "https://www.iana.org/assignments/media-types/";
/// The EU's authority table of file types.
const FILE_TYPES: &str = "http://publications.europa.eu/resource/authority/file-type/";
const STABLE: &str = "http://publications.europa.eu/resource/authority/planned-availability/STABLE";
const LICENCE: &str = "https://creativecommons.org/licenses/by/4.0/";

/// A file of the release.
#[derive(Debug, Clone, Copy)]
pub struct Dump<'a> {
    /// Its name.
    pub name: &'a str,
    /// What it is, in words.
    pub title: &'a str,
    /// Its media type.
    pub media_type: &'a str,
    /// Its code in the EU's table of file types.
    pub file_type: &'a str,
    /// Its size in bytes.
    pub bytes: u64,
    /// Its SHA-256, in lower case hexadecimal.
    pub sha256: &'a str,
    /// What it holds, in a sentence; `None` where it is the whole data set in RDF.
    pub about: Option<&'a str>,
    /// Whether the server also gives it compressed.
    pub packs: bool,
}

impl Dump<'_> {
    /// Its media type as IANA's address; types that begin with `x-` are not registered there (RFC 6838, 3.4).
    fn registered(&self) -> Option<String> {
        let registered = !self.media_type.starts_with("application/x-");
        registered.then(|| format!("{MEDIA_TYPES}{}", self.media_type))
    }
}

/// Which release it is.
#[derive(Debug, Clone, Copy)]
pub struct Version<'a> {
    /// The version of data and program.
    pub number: &'a str,
    /// The identifier of the release.
    pub release: &'a str,
    /// The newest day that the data know of.
    pub modified: Option<&'a str>,
}

/// The block of the dumps, plain and compressed, and of the version.
#[must_use]
pub fn block(version: Version<'_>, dumps: &[Dump<'_>]) -> Block {
    let mut block = Block::new(Layer::Catalog);
    let dataset = dataset();
    // A version of data is the program's version and, as build metadata (Semantic Versioning 2.0.0, §10),
    // the release: two releases of one version are told apart.
    block
        .subject(&dataset)
        .string(dcat::VERSION, &format!("{}+{}", version.number, version.release));
    block
        .subject(&format!("{MEDIA_TYPES}application/gzip"))
        .a(dcterms::MEDIA_TYPE_CLASS);
    let mut typed = BTreeSet::new();
    for dump in dumps {
        if let Some(media_type) = dump
            .registered()
            .filter(|media_type| typed.insert(media_type.clone()))
        {
            block.subject(&media_type).a(dcterms::MEDIA_TYPE_CLASS);
        }
        plain(&mut block, &dataset, dump, version);
        if dump.packs {
            compressed(&mut block, &dataset, dump, version);
        }
    }
    block
}

fn plain(block: &mut Block, dataset: &str, dump: &Dump<'_>, version: Version<'_>) {
    let checksum = iri::in_catalog(&format!("{}-sha256", dump.name));
    let about = match dump.about {
        // VoID means files of RDF.
        None => {
            block
                .subject(dataset)
                .link(void::DATA_DUMP, &iri::dump(dump.name));
            format!(
                "The whole data set as one file of {}, release {}.",
                dump.title, version.release
            )
        }
        Some(about) => format!("{about} Release {}.", version.release),
    };
    distribution(block, dataset, dump.name, dump, version);
    block
        .words(dcterms::TITLE, &format!("{}: {}", dump.name, dump.title), "en")
        .words(dcterms::DESCRIPTION, &about, "en")
        .typed(
            dcat::BYTE_SIZE,
            &dump.bytes.to_string(),
            xsd::NON_NEGATIVE_INTEGER,
        )
        .link(spdx::CHECKSUM, &checksum);
    block
        .subject(&checksum)
        .a(spdx::CHECKSUM_CLASS)
        .term(spdx::ALGORITHM, spdx::SHA256)
        .typed(spdx::CHECKSUM_VALUE, dump.sha256, xsd::HEX_BINARY);
}

/// The server compresses while it sends, so neither size nor hash of the compressed bytes is promised.
fn compressed(block: &mut Block, dataset: &str, dump: &Dump<'_>, version: Version<'_>) {
    let name = format!("{}.gz", dump.name);
    let about = format!(
        "The same as {}, compressed while it is sent: size and hash are those of the unpacked file.",
        dump.name
    );
    distribution(block, dataset, &name, dump, version);
    block
        .words(
            dcterms::TITLE,
            &format!("{name}: {}, compressed", dump.title),
            "en",
        )
        .words(dcterms::DESCRIPTION, &about, "en")
        .link(dcat::COMPRESS_FORMAT, &format!("{MEDIA_TYPES}application/gzip"));
}

fn distribution(block: &mut Block, dataset: &str, name: &str, dump: &Dump<'_>, version: Version<'_>) {
    let address = iri::dump(name);
    let distribution = iri::in_catalog(name);
    block.subject(dataset).link(dcat::DISTRIBUTION, &distribution);
    block
        .subject(&distribution)
        .a(dcat::DISTRIBUTION_CLASS)
        .link(dcat::ACCESS_URL, &address)
        .link(dcat::DOWNLOAD_URL, &address)
        .link(dcterms::FORMAT, &format!("{FILE_TYPES}{}", dump.file_type))
        .link(dcterms::LICENSE, LICENCE)
        .link(dcatap::AVAILABILITY, STABLE);
    if let Some(media_type) = dump.registered() {
        block.link(dcat::MEDIA_TYPE, &media_type);
    }
    if let Some(modified) = version.modified {
        block.typed(dcterms::MODIFIED, modified, xsd::DATE);
    }
}
