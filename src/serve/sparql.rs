//! `/sparql`: the query endpoint (SPARQL 1.1 Protocol) and its page.
//!
//! An answer is found whole, within the bounds, and only then sent: a client
//! gets all of it or an error, never a part.

use super::answers::{Kept, Key};
use super::forms::{Form, GRAPH, TABLE};
use super::metrics::Answered;
use super::negotiate::{Offer, negotiate, offered};
use super::pages::answer::View;
use super::refusal::Refusal;
use super::respond::{CACHE, Problem, Shell, knows, page as render, secure, set, wants_page};
use super::sparql_description::describe;
use super::sparql_page::SparqlPage;
use super::sparql_request::{Ask, read};
use super::state::{AppState, Loaded};
use crate::query::{
    Answer, Bound, CancellationToken, Dataset, Format, QueryError, QueryKind, evaluate_finding, kind, parse,
    refuse_excess,
};
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Answers a query; without one, shows the form or describes the service.
pub(super) async fn sparql(State(state): State<Arc<AppState>>, request: Request<Body>) -> Response {
    let headers = request.headers().clone();
    let may_know = matches!(*request.method(), Method::GET | Method::HEAD);
    let client = state.clients.who(request.extensions(), &headers);
    let outcome = match read(request).await {
        Ok(Ask { query: None, .. }) => return visit(&state, &headers),
        Ok(ask) => {
            let form = ask.format.is_none() && wants_page(&headers);
            let text = form.then(|| ask.query.clone()).flatten();
            let outcome = answer(&state, &headers, may_know, client, ask).await;
            outcome.or_else(|refusal| match text {
                Some(text) => Ok(refusal.respond_form(&state, &headers, &text)),
                None => Err(refusal),
            })
        }
        Err(problem) => Err(problem.into()),
    };
    let mut response = outcome.unwrap_or_else(|refusal| refusal.respond(&state, &headers));
    set(&mut response, header::VARY, "Accept, Accept-Encoding");
    response
}

async fn answer(
    state: &Arc<AppState>,
    headers: &HeaderMap,
    may_know: bool,
    client: Option<std::net::IpAddr>,
    ask: Ask,
) -> Result<Response, Refusal> {
    let text = ask.query.unwrap_or_default();
    let forms = Forms::new(headers, ask.format);
    let loaded = state.current();
    let shell = Shell::new(state, headers, &loaded.release.id);
    // Data are the same for all readers.
    let reader = if forms.may_be_page() {
        format!("{} {} {:?}", shell.form(), shell.here(), ask.view)
    } else {
        String::new()
    };
    let key = Key::new(&loaded.release.id, &text, &ask.dataset, forms.pair(), &reader);
    let tag = key.tag();
    if may_know && knows(headers, &tag) {
        state.metrics.answered(Answered::Unchanged);
        let unchanged = StatusCode::NOT_MODIFIED.into_response();
        return Ok(tagged(unchanged, &loaded, &tag, Answered::Unchanged));
    }
    // Whoever finds the same answer has this long; then it is no use to wait for it.
    let patience = state.pool.limits().time.saturating_add(Duration::from_secs(1));
    let (kept, how) = match tokio::time::timeout(patience, loaded.answers.get(key)).await {
        Err(_) => {
            let bound = Bound::Concurrent(state.pool.limits().concurrent);
            return Err(QueryError::Limit(bound).into());
        }
        Ok(Ok(kept)) => (kept, Answered::Kept),
        Ok(Err(finding)) => {
            let _leave = state.clients.admit(client).await?;
            let question = Question {
                state: Arc::clone(state),
                loaded: Arc::clone(&loaded),
                text,
                dataset: ask.dataset,
                forms,
                view: ask.view,
                shell,
            };
            let (kept, how) = state.pool.run(move |token| question.answer(token)).await?;
            finding.found(&kept);
            (kept, how)
        }
    };
    let mut response = kept.give(headers).await;
    if kept.page {
        secure(&mut response);
    }
    state.metrics.answered(how);
    Ok(tagged(response, &loaded, &tag, how))
}

/// What every answer carries, whole or 304.
fn tagged(mut response: Response, loaded: &Loaded, tag: &str, how: Answered) -> Response {
    response.extensions_mut().insert(how);
    set(&mut response, header::ETAG, tag);
    set(&mut response, header::CACHE_CONTROL, CACHE);
    let release = header::HeaderName::from_static("wsis-release");
    set(&mut response, release, &loaded.release.id);
    response
}

/// All that an answer depends on.
struct Question {
    state: Arc<AppState>,
    loaded: Arc<Loaded>,
    text: String,
    dataset: Dataset,
    forms: Forms,
    view: View,
    shell: Shell,
}

impl Question {
    /// Finds the answer, as it will be sent.
    fn answer(self, token: CancellationToken) -> Result<(Kept, Answered), Refusal> {
        let started = Instant::now();
        let store = &self.loaded.release.store;
        let query = parse(&self.text)?;
        let form = self.forms.choose(kind(&query))?;
        let whole = self.dataset == Dataset::default();
        if let Some(answer) = self.loaded.prepared.get(&self.text).filter(|_| whole) {
            return Ok((self.write(&answer, form, started)?, Answered::Prepared));
        }
        refuse_excess(store, &query)?;
        let limits = self.state.pool.limits();
        let search = || self.loaded.search();
        let answer = evaluate_finding(store, query, &self.dataset, limits, token, search)?;
        Ok((self.write(&answer, form, started)?, Answered::Evaluated))
    }

    fn write(self, answer: &Answer, form: Form, started: Instant) -> Result<Kept, Refusal> {
        match form {
            // Answers are not literature; their forms are those of tables and graphs.
            Form::Page | Form::Cite(_) => Ok(self.page(answer, started.elapsed())),
            Form::Data(format) => {
                let mut body = Vec::new();
                answer.write(format, &mut body)?;
                Ok(Kept::new(format.media_type(), body, false))
            }
        }
    }

    fn page(self, answer: &Answer, elapsed: Duration) -> Kept {
        let page = SparqlPage::answered(
            self.shell,
            &self.state,
            (&self.loaded, &self.text),
            (answer, self.view),
            elapsed,
        );
        Kept::new("text/html; charset=utf-8", page.html().into_bytes(), true)
    }
}

/// The forms that a request would take.
struct Forms {
    /// The name of a format in the address; it stands before `Accept`.
    named: Option<String>,
    table: Option<Form>,
    graph: Option<Form>,
}

impl Forms {
    fn new(headers: &HeaderMap, named: Option<String>) -> Self {
        if let Some(name) = named {
            let format = Format::from_name(&name);
            let fitting = |kind| format.filter(|f| f.fits(kind)).map(Form::Data);
            return Self {
                table: fitting(QueryKind::Select),
                graph: fitting(QueryKind::Construct),
                named: Some(name),
            };
        }
        Self {
            named: None,
            table: negotiate(headers, &TABLE),
            graph: negotiate(headers, &GRAPH),
        }
    }

    fn may_be_page(&self) -> bool {
        [self.table, self.graph].contains(&Some(Form::Page))
    }

    const fn pair(&self) -> (Option<Form>, Option<Form>) {
        (self.table, self.graph)
    }

    /// The form for a kind of query.
    fn choose(&self, kind: QueryKind) -> Result<Form, Problem> {
        let chosen = if kind.gives_graph() {
            self.graph
        } else {
            self.table
        };
        chosen.ok_or_else(|| match &self.named {
            Some(name) => {
                let names = Format::names_for(kind);
                Problem::new(
                    StatusCode::BAD_REQUEST,
                    format!("A {kind} query has no form \"{name}\". Hint: as can be one of {names}."),
                )
            }
            None => {
                let offers: &[Offer<Form>] = if kind.gives_graph() { &GRAPH } else { &TABLE };
                Problem::not_acceptable(&offered(offers))
            }
        })
    }
}

fn visit(state: &AppState, headers: &HeaderMap) -> Response {
    match negotiate(headers, &GRAPH) {
        Some(Form::Page) => {
            let shell = Shell::new(state, headers, &state.current().release.id);
            let mut response = render(&SparqlPage::empty(shell, state));
            set(&mut response, header::VARY, "Accept, Accept-Encoding");
            response
        }
        Some(Form::Data(Format::Rdf(format))) => describe(state, headers, format),
        _ => Problem::not_acceptable(&offered(&GRAPH)).respond(state, headers),
    }
}
