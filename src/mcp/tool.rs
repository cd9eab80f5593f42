//! What all tools have in common.

use super::outline::outline;
use super::refusal::Refusal;
use super::state::{Loaded, State};
use rmcp::handler::server::tool::{schema_for_input, schema_for_output};
use rmcp::model::{CallToolResult, ContentBlock, JsonObject, Tool, ToolAnnotations};
use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::pin::Pin;
use std::sync::Arc;

/// An answer on its way.
pub(super) type Answering = Pin<Box<dyn Future<Output = CallToolResult> + Send>>;

/// A tool that reads the release.
pub(super) trait Reads {
    /// Its name.
    const NAME: &'static str;
    /// Its name for people.
    const TITLE: &'static str;
    /// What it answers.
    const DESCRIPTION: &'static str;
    /// What it takes.
    type Input: DeserializeOwned + JsonSchema + Send + 'static;
    /// What it gives.
    type Output: Serialize + JsonSchema + Send + 'static;

    /// Answers.
    ///
    /// # Errors
    /// What was wrong with the question.
    fn answer(loaded: &Loaded, input: Self::Input) -> Result<Self::Output, Refusal>;
}

/// A tool as the server lists and calls it.
pub(super) struct Entry {
    pub tool: Tool,
    pub call: fn(Arc<State>, JsonObject) -> Answering,
}

/// The entry of a tool that reads the release.
pub(super) fn reads<T: Reads + 'static>() -> Entry {
    Entry {
        tool: described::<T::Input, T::Output>(T::NAME, T::TITLE, T::DESCRIPTION),
        call: |state, arguments| {
            Box::pin(async move {
                let outcome = match input::<T::Input>(arguments) {
                    Ok(input) => state.read(move |loaded| T::answer(loaded, input)).await,
                    Err(refusal) => Err(refusal),
                };
                result(outcome, outline)
            })
        },
    }
}

/// How a tool is listed. Nothing here writes, and nothing beyond the release is asked.
pub(super) fn described<I, O>(name: &'static str, title: &'static str, description: &'static str) -> Tool
where
    I: JsonSchema + 'static,
    O: JsonSchema + 'static,
{
    // Inputs are structs, whose schema is that of an object.
    let schema = schema_for_input::<I>().unwrap_or_default();
    Tool::new(name, description, schema)
        .with_title(title)
        .with_raw_output_schema(schema_for_output::<O>())
        .with_annotations(
            ToolAnnotations::with_title(title)
                .read_only(true)
                .destructive(false)
                .idempotent(true)
                .open_world(false),
        )
}

/// Reads the arguments of a call.
///
/// # Errors
/// What does not fit the schema.
pub(super) fn input<I: DeserializeOwned>(arguments: JsonObject) -> Result<I, Refusal> {
    serde_json::from_value(Value::Object(arguments)).map_err(|error| {
        Refusal::new(format!(
            "The arguments do not fit: {error}. Hint: see the input schema of the tool."
        ))
    })
}

/// An answer as data and as text, or an error that the assistant sees.
pub(super) fn result<O: Serialize>(
    outcome: Result<O, Refusal>,
    text: impl FnOnce(&O) -> String,
) -> CallToolResult {
    let value = outcome.and_then(|output| match serde_json::to_value(&output) {
        Ok(value) => Ok((text(&output), value)),
        Err(error) => Err(Refusal::new(format!("The answer could not be written: {error}"))),
    });
    match value {
        Ok((text, value)) => {
            let mut result = CallToolResult::success(vec![ContentBlock::text(text)]);
            result.structured_content = Some(value);
            result
        }
        Err(Refusal(message)) => CallToolResult::error(vec![ContentBlock::text(message)]),
    }
}
