//! The SHACL gate: shapes compiled once, data validated in parallel by the `shacl` crate.
//!
//! ```
//! let shapes = wsis::check::shacl::Shapes::parse(
//!     "@prefix sh: <http://www.w3.org/ns/shacl#> .
//!      <urn:Shape> a sh:NodeShape ; sh:targetClass <urn:Body> ;
//!        sh:property [ sh:path <urn:name> ; sh:minCount 1 ; sh:message \"A body has a name.\" ] .",
//! )?;
//! let mut graph = shapes.graph();
//! # let body = oxrdf::NamedNode::new_unchecked("urn:cstd");
//! # let class = oxrdf::NamedNode::new_unchecked("urn:Body");
//! graph.extend([oxrdf::Triple::new(body, oxrdf::vocab::rdf::TYPE, class)]);
//! let findings = shapes.validate(&graph)?;
//! assert_eq!(findings[0].message, "A body has a name.");
//! # Ok::<(), wsis::check::shacl::ShaclError>(())
//! ```

mod engine;
mod error;
mod graph;
mod read;
mod report;
mod shapes;
#[cfg(test)]
mod tests;

pub use error::ShaclError;
pub use graph::Graph;
pub use shapes::Shapes;
