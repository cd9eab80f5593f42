//! Reading shapes and validating a graph against them.

use oxrdf::Term;
use rayon::prelude::*;
use shacl::error::ValidationError;
use shacl::ir::{IRSchema, IRShape};
use shacl::validator::engine::{Engine, Validate};
use shacl::validator::nodes::{FocusNodes, ValueNodes};
use shacl::validator::report::ValidationOutcome;

use super::ShaclError;
use super::engine::Forgetful;
use super::graph::{Graph, Scope};
use super::read::{check_terms, compile, read, scope};
use super::report::Reporter;
use crate::check::finding::Finding;

/// Focus nodes validated in one go: enough to spread the cost of a call, few enough that all
/// cores have work.
const BATCH: usize = 256;

/// A shapes graph, compiled.
pub struct Shapes {
    schema: IRSchema,
    scope: Scope,
    reporter: Reporter,
}

impl Shapes {
    /// Compiles a shapes graph written in Turtle.
    ///
    /// # Errors
    /// Anything in the shapes that would not do what it seems to: bad Turtle, unknown properties
    /// of the SHACL namespace, ill-formed shapes and targets, shapes that refer to themselves.
    pub fn parse(turtle: &str) -> Result<Self, ShaclError> {
        let triples = read(turtle)?;
        check_terms(&triples)?;
        let reporter = Reporter::new(&triples);
        let schema = ShaclError::guard(|| compile(&triples, &reporter))?;
        Ok(Self {
            schema,
            scope: scope(&triples),
            reporter,
        })
    }

    /// An empty graph for the data; add triples with [`Extend::extend`], in any order.
    ///
    /// It keeps only what these shapes can ask for, so validate it with no others.
    #[must_use]
    pub fn graph(&self) -> Graph {
        Graph::new(&self.scope)
    }

    /// All results, sorted, each once.
    ///
    /// # Errors
    /// The validator's own failures; findings are not errors.
    pub fn validate(&self, graph: &Graph) -> Result<Vec<Finding>, ShaclError> {
        let failed = |error: ValidationError| ShaclError::Validator(error.to_string());
        let mut findings = ShaclError::guard(|| self.findings(graph).map_err(failed))?;
        findings.par_sort_unstable();
        findings.dedup();
        Ok(findings)
    }

    #[cfg(test)]
    pub(super) fn schema(&self) -> &IRSchema {
        &self.schema
    }

    #[cfg(test)]
    pub(super) fn reporter(&self) -> &Reporter {
        &self.reporter
    }

    fn findings(&self, graph: &Graph) -> Result<Vec<Finding>, ValidationError> {
        let mut batches: Vec<(&IRShape, Vec<Term>)> = Vec::new();
        for (_, shape) in self.schema.iter_with_targets() {
            let nodes = Forgetful::new().focus_nodes(graph, shape.targets())?;
            let nodes: Vec<Term> = nodes.into_iter().collect();
            batches.extend(nodes.chunks(BATCH).map(|batch| (shape, batch.to_vec())));
        }
        // Each result becomes a finding at once: the crate's are ten times as large.
        let parts: Result<Vec<_>, ValidationError> = batches
            .into_par_iter()
            .map(|(shape, nodes)| {
                let (results, _) = self.batch(graph, shape, nodes)?.into_parts();
                Ok(results
                    .iter()
                    .map(|r| self.reporter.finding(r, &self.schema))
                    .collect::<Vec<_>>())
            })
            .collect();
        Ok(parts?.into_iter().flatten().collect())
    }

    /// Validates the constraints of a node shape for all `nodes` at once.
    ///
    /// The crate's own loop calls every property shape for every node alone, which costs three
    /// times as much. A shape that is more than a list of constraints is left to the crate.
    fn batch(
        &self,
        graph: &Graph,
        shape: &IRShape,
        nodes: Vec<Term>,
    ) -> Result<ValidationOutcome, ValidationError> {
        let (mut engine, mut found) = (Forgetful::new(), ValidationOutcome::new());
        let focus: FocusNodes<Graph> = nodes.into_iter().collect();
        if shape.deactivated().is_some() || shape.path().is_some() {
            return shape.validate(graph, &mut engine, Some(&focus), Some(shape), &self.schema);
        }
        let itself = focus
            .iter()
            .map(|node| (node.clone(), FocusNodes::single(node.clone())));
        let values: ValueNodes<Graph> = itself.collect();
        for component in shape.components() {
            let part = engine.evaluate(graph, shape, component, &values, Some(shape), None, &self.schema)?;
            found.extend(ValidationOutcome::from_violations(part.into_parts().0));
        }
        for property in shape.property_shapes() {
            let property = self.schema.get_shape_from_idx_e(property)?;
            found.extend(property.validate(graph, &mut engine, Some(&focus), Some(shape), &self.schema)?);
        }
        Ok(found)
    }
}
