//! Which address is answered by which file, and what holds for all of them.

use super::dumps::AsStored;
use super::observe::observe;
use super::reader::reader;
use super::respond::{Problem, failure, redirect, set};
use super::state::AppState;
use super::{
    assets, catalog, data, discovery, dumps, graph_store, id, kept_pages, limits, linkset, ns, pages,
    questions, reconcile, resolve, search, service, sitemap, sparql, sparql_examples, step, terms,
};
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::get;
use std::any::Any;
use std::sync::Arc;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};
use tower_http::cors::{Any as AnyOrigin, CorsLayer};

/// Longest path and query of a request, in bytes; longer queries go by POST.
const MAX_URI: usize = 32 << 10;
/// Longest values of all headers of a request together, in bytes.
const MAX_HEADERS: usize = 32 << 10;
/// Below this, gzip does not pay.
const MIN_COMPRESSED: u64 = 512;

/// All addresses, with and without a language before them.
pub fn router(state: Arc<AppState>) -> Router {
    // What a layer of the routes' own router does comes after the route is chosen; this has to come before.
    Router::new()
        .fallback_service(routes(Arc::clone(&state)))
        .layer(from_fn_with_state(state, reader))
}

fn routes(state: Arc<AppState>) -> Router {
    let compression = CompressionLayer::new().compress_when(
        SizeAbove::new(MIN_COMPRESSED)
            .and(NotForContentType::const_new("application/gzip"))
            .and(not_as_stored),
    );
    Router::new()
        .route("/", get(pages::home::home))
        .route("/sparql", get(sparql::sparql).post(sparql::sparql))
        .route("/rdf-graph-store", get(graph_store::store))
        .route("/graph/{*path}", get(graph_store::direct))
        .route("/.well-known/sparql-examples", get(sparql_examples::examples))
        .route("/id/{*path}", get(id::id))
        .route("/akn/{*path}", get(id::akn))
        .route("/data/{*path}", get(data::data))
        .route("/linkset/{*path}", get(linkset::linkset))
        .route("/ns", get(ns::ns))
        .route("/ns/{version}", get(ns::ns_version))
        .route("/ns.{extension}", get(ns::ns_file))
        .route("/shapes.ttl", get(ns::shapes))
        .route("/context.jsonld", get(ns::context))
        .route("/dumps/", get(dumps::index))
        .route("/dumps/{name}", get(dumps::dump))
        .route("/health", get(service::health))
        .route("/ready", get(service::ready))
        .route("/metrics", get(service::metrics))
        .route("/openapi.json", get(service::openapi))
        .route("/catalog", get(catalog::catalog))
        .route("/catalog.{extension}", get(catalog::file))
        .route("/.well-known/void", get(catalog::catalog))
        .route("/sitemap.xml", get(sitemap::index))
        .route("/sitemap/{part}", get(sitemap::part))
        .route("/robots.txt", get(discovery::robots))
        .route("/opensearch.xml", get(discovery::opensearch))
        .route("/search", get(search::search))
        .route("/search.json", get(search::as_json))
        .route("/suggest", get(search::suggest))
        .route("/llms.txt", get(discovery::llms))
        .route("/resolve", get(resolve::resolve))
        .route("/style.css", get(service::style))
        .route("/assets/{name}", get(assets::asset))
        .route("/terms.json", get(terms::terms))
        .merge(for_people())
        .merge(step::routes())
        .merge(reconcile::routes())
        .fallback(not_found)
        .method_not_allowed_fallback(wrong_method)
        .layer(from_fn_with_state(Arc::clone(&state), kept_pages::keep))
        .layer(from_fn_with_state(Arc::clone(&state), step::gate))
        .layer(from_fn_with_state(Arc::clone(&state), tidy))
        .layer(compression)
        .layer(cors())
        .layer(from_fn(options))
        .layer(CatchPanicLayer::custom(|_: Box<dyn Any + Send>| failure()))
        .layer(from_fn_with_state(Arc::clone(&state), observe))
        .with_state(state)
}

/// Addresses of pages that are nothing else.
fn for_people() -> Router<Arc<AppState>> {
    Router::new()
        .route("/page/{*path}", get(pages::page))
        .route("/compare", get(pages::things::compare::compare))
        .route("/sdg", get(pages::things::sdg::matrix))
        .route("/sdg/{code}", get(pages::things::sdg::goal))
        .route("/about", get(pages::about::overview))
        .route("/about/coverage", get(pages::about::coverage))
        .route("/about/quality", get(pages::about::quality))
        .route("/ns/term/{name}", get(pages::ontology::term))
        .route("/rules", get(pages::ontology::rules))
        .route("/explore", get(pages::explore::start))
        .route("/explore/{*path}", get(pages::explore::about))
        .route("/questions", get(questions::list))
        .route("/questions/{name}", get(questions::question))
        .route("/limits", get(limits::page_of_limits))
        .route("/licences", get(assets::licences))
}

/// What is for those who run the server, at an address of its own.
pub fn metrics_router(state: Arc<AppState>) -> Router {
    Router::new()
        .route("/metrics", get(service::own_metrics))
        .route("/health", get(service::health))
        .route("/ready", get(service::ready))
        .with_state(state)
}

/// Says with OPTIONS which methods there are (RFC 9110, 9.3.7).
async fn options(request: Request, next: Next) -> Response {
    let allowed = (request.method() == Method::OPTIONS).then(|| methods(request.uri().path()));
    let mut response = next.run(request).await;
    if let Some(allowed) = allowed {
        set(&mut response, header::ALLOW, allowed);
    }
    response
}

/// The methods of an address.
fn methods(path: &str) -> &'static str {
    if path == "/sparql" || path == "/reconcile" {
        "GET, HEAD, POST, OPTIONS"
    } else if reconcile::takes_post(path) {
        "POST, OPTIONS"
    } else {
        "GET, HEAD, OPTIONS"
    }
}

/// Every site may read; nothing here depends on who asks.
fn cors() -> CorsLayer {
    CorsLayer::new()
        .allow_origin(AnyOrigin)
        .allow_methods([Method::GET, Method::HEAD, Method::POST, Method::OPTIONS])
        .allow_headers(AnyOrigin)
        .expose_headers([
            header::LINK,
            header::ETAG,
            header::CONTENT_LANGUAGE,
            header::CONTENT_LOCATION,
            HeaderName::from_static("content-profile"),
            header::LOCATION,
            header::RETRY_AFTER,
            HeaderName::from_static("wsis-release"),
            HeaderName::from_static("memento-datetime"),
        ])
}

fn not_as_stored(
    _: StatusCode,
    _: axum::http::Version,
    _: &HeaderMap,
    extensions: &axum::http::Extensions,
) -> bool {
    extensions.get::<AsStored>().is_none()
}

/// Refuses overlong addresses and takes a slash off the end.
async fn tidy(State(state): State<Arc<AppState>>, request: Request, next: Next) -> Response {
    let uri = request.uri();
    if uri.path_and_query().map_or(0, |path| path.as_str().len()) > MAX_URI {
        return Problem::new(
            StatusCode::URI_TOO_LONG,
            format!("The address is longer than {MAX_URI} bytes. Hint: send the query by POST."),
        )
        .respond(&state, request.headers());
    }
    let head: usize = request.headers().values().map(HeaderValue::len).sum();
    if head > MAX_HEADERS {
        return Problem::new(
            StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            format!("The headers of the request are longer than {MAX_HEADERS} bytes."),
        )
        .respond(&state, &HeaderMap::new());
    }
    if let Some(path) = without_slash(uri) {
        let status = match *request.method() {
            Method::GET | Method::HEAD => StatusCode::MOVED_PERMANENTLY,
            _ => StatusCode::PERMANENT_REDIRECT,
        };
        return redirect(&state, status, &path);
    }
    next.run(request).await
}

fn without_slash(uri: &Uri) -> Option<String> {
    let path = uri.path();
    if path == "/dumps" {
        return Some("/dumps/".to_owned());
    }
    let stem = path.strip_suffix('/')?.trim_end_matches('/');
    if stem.is_empty() || path == "/dumps/" {
        return None;
    }
    // A second slash at the front would make the redirect lead to another host.
    let stem = stem.trim_start_matches('/');
    Some(match uri.query() {
        Some(query) => format!("/{stem}?{query}"),
        None => format!("/{stem}"),
    })
}

async fn not_found(State(state): State<Arc<AppState>>, uri: Uri, headers: HeaderMap) -> Response {
    let root = &state.root;
    Problem {
        status: StatusCode::NOT_FOUND,
        message: format!(
            "There is nothing at {}. Things are under /id/, queries go to /sparql.",
            uri.path()
        ),
        links: vec![
            (format!("{root}/"), "go-home".to_owned()),
            (format!("{root}/sparql"), "go-query".to_owned()),
            (format!("{root}/dumps/"), "nav-dumps".to_owned()),
        ],
    }
    .respond(&state, &headers)
}

async fn wrong_method(
    State(state): State<Arc<AppState>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let allowed = methods(uri.path());
    let mut response = Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        format!("{method} is not possible here; {allowed} are. The server is read-only."),
    )
    .respond(&state, &headers);
    set(&mut response, header::ALLOW, allowed);
    response
}
