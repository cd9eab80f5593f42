//! Keeps a fault in one reader, ours or a library's, from ending the program: the file is reported,
//! the rest goes on.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use crate::corpus::reading::ReadError;

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Runs a reader; a panic in it becomes an error about the file.
///
/// # Errors
/// Those of the reader, and one for a panic.
pub(crate) fn guarded<T>(reader: impl FnOnce() -> Result<T, ReadError>) -> Result<T, ReadError> {
    quiet();
    let before = GUARDED.replace(true);
    // Readers share nothing that a panic could leave half-changed.
    let result = panic::catch_unwind(AssertUnwindSafe(reader));
    GUARDED.set(before);
    result.unwrap_or_else(|_| {
        Err(ReadError {
            line: None,
            column: None,
            message: "the reader broke down on this file".to_owned(),
            hint: "the file may be damaged: fetch it again; if it opens elsewhere, please report it"
                .to_owned(),
        })
    })
}

/// A guarded panic is told as an error of its file, not as a backtrace.
fn quiet() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !GUARDED.get() {
                usual(info);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::guarded;

    #[test]
    #[allow(clippy::panic, reason = "it is what is tested")]
    fn a_panic_is_an_error_of_the_file() {
        let broken: Result<(), _> = guarded(|| panic!("on purpose"));
        assert!(broken.unwrap_err().message.contains("broke down"));
        assert_eq!(guarded(|| Ok(3)).unwrap(), 3);
    }
}
