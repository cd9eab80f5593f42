//! Sockets: accepts connections within bounds and stops gracefully.

use super::routes::router;
use super::state::AppState;
use super::watch::watch;
use super::{ServeError, ServeOptions};
use crate::query::NamedQuery;
use crate::release::{Release, current_id};
use crate::talk::say;
use axum::Router;
use axum::extract::ConnectInfo;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tower_http::add_extension::AddExtension;

/// Most connections at once; further ones wait.
const MAX_CONNECTIONS: usize = 4096;
/// Open files that the connections, releases and dumps need together.
const OPEN_FILES: u64 = 2 * MAX_CONNECTIONS as u64;
/// Longest time for the head of a request, which also ends idle connections.
const HEAD_TIME: Duration = Duration::from_secs(15);
/// Longest head of a request, in bytes.
const MAX_HEAD: usize = 64 << 10;
/// How long requests under way may go on after the signal to stop.
const GRACE: Duration = Duration::from_secs(10);
/// Threads for work on the store and on files.
const BLOCKING_THREADS: usize = 64;

/// Serves the current release of `out` until SIGINT or SIGTERM.
///
/// # Errors
/// [`ServeError`] when there is no release or the address is taken.
pub fn run(options: &ServeOptions, out: PathBuf, queries: Vec<NamedQuery>) -> Result<(), ServeError> {
    // Asked before opening: a release published in between is then picked up.
    let first = current_id(&out);
    let release = Release::open(&out).map_err(|error| ServeError::Release {
        folder: out.display().to_string(),
        reason: error.to_string(),
    })?;
    // Where the system allows fewer, connections wait earlier.
    drop(rlimit::increase_nofile_limit(OPEN_FILES));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .max_blocking_threads(BLOCKING_THREADS)
        .build()
        .map_err(ServeError::Runtime)?;
    let outcome = runtime.block_on(async {
        let listener = listen(options.bind).await?;
        let address = listener.local_addr().unwrap_or(options.bind);
        let id = release.id.clone();
        let clients = options.clients.clone();
        let base = options.base_url.as_deref();
        let state = AppState::for_clients(release, options.limits, clients, queries, base);
        tokio::spawn(watch(Arc::clone(&state), out, first));
        say(&format!(
            "Serving release {id} at http://{address}/ (stop with Ctrl-C)"
        ));
        accept(listener, router(state), stop_signal()).await;
        say("Stopped");
        Ok(())
    });
    // A query that does not look at its token must not hold the program up.
    runtime.shutdown_background();
    outcome
}

async fn listen(address: SocketAddr) -> Result<TcpListener, ServeError> {
    TcpListener::bind(address).await.map_err(|source| {
        if source.kind() == io::ErrorKind::AddrInUse {
            ServeError::InUse(address)
        } else {
            ServeError::Bind { address, source }
        }
    })
}

/// Accepts until `stop`, then lets requests under way end.
async fn accept(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    let graceful = GracefulShutdown::new();
    tokio::pin!(stop);
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else {
            break;
        };
        let stream = tokio::select! {
            stream = listener.accept() => stream,
            () = &mut stop => break,
        };
        match stream {
            Ok((stream, peer)) => {
                let connection = graceful.watch(connection(stream, peer, router.clone()));
                tokio::spawn(async move {
                    // A client that breaks off is no fault of the server.
                    drop(connection.await);
                    drop(place);
                });
            }
            // Out of file descriptors, as a rule: wait until some are free.
            Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
        }
    }
    if tokio::time::timeout(GRACE, graceful.shutdown()).await.is_err() {
        say(&format!(
            "Some requests did not end within {} seconds",
            GRACE.as_secs()
        ));
    }
}

/// The addresses, with the address of the client beside each request.
type Served = TowerToHyperService<AddExtension<Router, ConnectInfo<SocketAddr>>>;

fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
) -> hyper::server::conn::http1::Connection<TokioIo<TcpStream>, Served> {
    // Answers are written whole; waiting to fill packets only delays them.
    drop(stream.set_nodelay(true));
    hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .max_buf_size(MAX_HEAD)
        .serve_connection(
            TokioIo::new(stream),
            TowerToHyperService::new(AddExtension::new(router, ConnectInfo(peer))),
        )
}

/// Ends at SIGINT or SIGTERM.
async fn stop_signal() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                () = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    interrupt.await;
}
