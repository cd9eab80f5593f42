//! A thread with room for deep queries.

use std::io;
use std::thread::{Builder, JoinHandle};

/// Room for the deepest query that is let through, several times over. Only
/// what is used takes memory.
const STACK: usize = 512 << 20;

/// Does work on a thread of its own that parses or evaluates queries.
///
/// # Errors
/// When the system gives no thread.
pub fn on_deep_stack<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> io::Result<JoinHandle<T>> {
    Builder::new()
        .name("query".to_owned())
        .stack_size(STACK)
        .spawn(work)
}
