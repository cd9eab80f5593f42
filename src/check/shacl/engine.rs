//! The crate's native engine without its memory of past results.
//!
//! The crate remembers the outcome of every node and shape behind one lock, for shapes that refer
//! to each other in circles. Ours must not (they are compiled that way), so remembering costs
//! memory in proportion to the data and makes threads wait for each other, for nothing.

use rudof_iri::IriS;
use rudof_rdf::rdf_core::SHACLPath;
use rudof_rdf::rdf_core::term::Object;
use shacl::error::ValidationError;
use shacl::ir::{IRComponent, IRSchema, IRShape, RecursionSemantics, ShapeLabelIdx};
use shacl::validator::engine::{Engine, NativeEngine, NodeExprState, Retention};
use shacl::validator::nodes::{FocusNodes, ValueNodes};
use shacl::validator::report::ValidationOutcome;

use super::graph::Graph;

type Outcome = Result<ValidationOutcome, ValidationError>;
type Nodes = Result<FocusNodes<Graph>, ValidationError>;

/// One per thread.
pub(super) struct Forgetful(NativeEngine);

impl Forgetful {
    pub(super) fn new() -> Self {
        Self(NativeEngine::new(RecursionSemantics::None))
    }

    fn native(&self) -> &dyn Engine<Graph> {
        &self.0
    }
}

impl Engine<Graph> for Forgetful {
    fn fork(&self) -> Box<dyn Engine<Graph>> {
        Box::new(Self::new())
    }

    fn evaluate(
        &mut self,
        store: &Graph,
        shape: &IRShape,
        component: &IRComponent,
        value_nodes: &ValueNodes<Graph>,
        source_shape: Option<&IRShape>,
        path: Option<&SHACLPath>,
        shapes: &IRSchema,
    ) -> Outcome {
        self.0
            .evaluate(store, shape, component, value_nodes, source_shape, path, shapes)
    }

    fn target_node(&self, store: &Graph, node: &Object) -> Nodes {
        self.native().target_node(store, node)
    }

    fn target_class(&self, store: &Graph, class: &Object) -> Nodes {
        self.native().target_class(store, class)
    }

    fn target_subject_of(&self, store: &Graph, predicate: &IriS) -> Nodes {
        self.native().target_subject_of(store, predicate)
    }

    fn target_object_of(&self, store: &Graph, predicate: &IriS) -> Nodes {
        self.native().target_object_of(store, predicate)
    }

    fn implicit_target_class(&self, store: &Graph, shape: &Object) -> Nodes {
        self.native().implicit_target_class(store, shape)
    }

    fn record_validation(&mut self, _: Object, _: ShapeLabelIdx, _: ValidationOutcome) {}

    fn has_validated(&self, _: &Object, _: ShapeLabelIdx) -> bool {
        false
    }

    fn get_cached_outcome(&self, _: &Object, _: ShapeLabelIdx) -> Option<ValidationOutcome> {
        None
    }

    fn recursion_semantics(&self) -> RecursionSemantics {
        RecursionSemantics::None
    }

    fn is_in_chain(&self, _: &Object, _: ShapeLabelIdx) -> bool {
        false
    }

    fn chain_enter(&mut self, _: Object, _: ShapeLabelIdx) {}

    fn chain_exit(&mut self, _: &Object, _: ShapeLabelIdx) {}

    fn node_expr_state(&mut self) -> &mut NodeExprState {
        Engine::<Graph>::node_expr_state(&mut self.0)
    }

    fn retention(&self) -> Retention {
        Retention {
            max_results: None,
            store_evidences: false,
        }
    }
}
