//! Sockets: accepts connections within bounds and stops gracefully.

use super::log::tell;
use super::prepared::prepare;
use super::routes::{metrics_router, router};
use super::state::{AppState, Settings, Watching};
use super::watch::watch;
use super::{ServeError, ServeOptions};
use crate::query::NamedQuery;
use crate::release::{Release, current_id};
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
        let settings = Settings {
            limits: options.limits,
            clients: options.clients.clone(),
            watching: Watching {
                metrics: options.metrics_bind.is_none(),
                addresses: options.addresses,
            },
        };
        let base_url = options.base_url.as_deref();
        let state = AppState::with(release, settings, queries, base_url);
        if let Some(address) = options.metrics_bind {
            let listener = listen(address).await?;
            let address = listener.local_addr().unwrap_or(address);
            tell(&format!("Figures at http://{address}/metrics"));
            tokio::spawn(axum::serve(listener, metrics_router(Arc::clone(&state))).into_future());
        }
        prepare(&state);
        tokio::spawn(watch(Arc::clone(&state), out, first));
        tell(&format!(
            "Serving release {id} at http://{address}/ (stop with Ctrl-C)"
        ));
        let stop = async {
            stop_signal().await;
            state.stop();
        };
        accept(listener, router(Arc::clone(&state)), stop, options.stop).await;
        tell("Stopped");
        Ok(())
    });
    // A query that does not look at its token must not hold the program up.
    runtime.shutdown_background();
    outcome
}

pub(crate) async fn listen(address: SocketAddr) -> Result<TcpListener, ServeError> {
    TcpListener::bind(address).await.map_err(|source| {
        if source.kind() == io::ErrorKind::AddrInUse {
            ServeError::InUse(address)
        } else {
            ServeError::Bind { address, source }
        }
    })
}

/// Accepts until `stop`, then lets requests under way end.
pub(crate) async fn accept(
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()>,
    grace: Duration,
) {
    let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    let graceful = GracefulShutdown::new();
    tokio::pin!(stop);
    loop {
        let next = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (place, listener.accept().await)
        };
        // Waiting for a free place must not keep the signal from being heard.
        let (place, stream) = tokio::select! {
            next = next => next,
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
    // Nobody new is let in while the last answers go out.
    drop(listener);
    if tokio::time::timeout(grace, graceful.shutdown()).await.is_err() {
        tell(&format!(
            "Some requests did not end within {} seconds",
            grace.as_secs()
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
pub(crate) async fn stop_signal() {
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
