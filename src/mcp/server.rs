//! The protocol: what is listed, and who answers.

use super::resources;
use super::state::State;
use super::tool::Entry;
use super::tools;
use super::tools::RULES;
use rmcp::handler::server::ServerHandler;
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, Implementation,
    ListResourceTemplatesResult, ListResourcesResult, ListToolsResult, PaginatedRequestParams,
    ReadResourceRequestParams, ReadResourceResponse, ServerCapabilities, ServerConfig, Tool,
};
use rmcp::service::RequestContext;
use rmcp::{ErrorData, RoleServer};
use std::sync::Arc;

/// What answers one client.
#[derive(Clone)]
pub(super) struct Server {
    state: Arc<State>,
    tools: Arc<Vec<Entry>>,
}

impl Server {
    pub(super) fn new(state: Arc<State>) -> Self {
        Self {
            state,
            tools: Arc::new(tools::all()),
        }
    }

    fn entry(&self, name: &str) -> Option<&Entry> {
        self.tools.iter().find(|entry| entry.tool.name == name)
    }
}

impl ServerHandler for Server {
    fn get_info(&self) -> ServerConfig {
        let capabilities = ServerCapabilities::builder()
            .enable_tools()
            .enable_resources()
            .build();
        ServerConfig::new(capabilities)
            .with_server_info(
                Implementation::new("wsis", env!("CARGO_PKG_VERSION")).with_title("WSIS knowledge graph"),
            )
            .with_instructions(format!(
                "Documents of the World Summit on the Information Society and its follow-up: who was asked to do what, by which paragraph, by when, was it renewed, in six languages. {}",
                RULES.join(" ")
            ))
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        let tools = self.tools.iter().map(|entry| entry.tool.clone()).collect();
        Ok(ListToolsResult::with_all_items(tools))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let Some(entry) = self.entry(&request.name) else {
            let names: Vec<&str> = self.tools.iter().map(|entry| entry.tool.name.as_ref()).collect();
            let short: String = request.name.chars().take(60).collect();
            let message = format!(
                "There is no tool \"{short}\". Hint: there are {}.",
                names.join(", ")
            );
            return Ok(CallToolResult::error(vec![ContentBlock::text(message)]).into());
        };
        let answering = (entry.call)(Arc::clone(&self.state), request.arguments.unwrap_or_default());
        Ok(answering.await.into())
    }

    fn get_tool(&self, name: &str) -> Option<Tool> {
        self.entry(name).map(|entry| entry.tool.clone())
    }

    async fn list_resources(
        &self,
        request: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListResourcesResult, ErrorData> {
        let cursor = request.and_then(|request| request.cursor);
        resources::list(&self.state, cursor).await
    }

    async fn list_resource_templates(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListResourceTemplatesResult, ErrorData> {
        Ok(ListResourceTemplatesResult::with_all_items(resources::templates()))
    }

    async fn read_resource(
        &self,
        request: ReadResourceRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<ReadResourceResponse, ErrorData> {
        resources::read(&self.state, request.uri).await.map(Into::into)
    }
}
