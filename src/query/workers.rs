//! Threads with room for deep queries that go on to the next one.
//!
//! Starting a thread takes longer than most answers. A thread that has worked for long ends all the same:
//! what it once used of its stack stays in memory as long as it lives.

use super::on_deep_stack;
use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

/// Work after which a thread ends. Deep queries take longer.
const LONG: Duration = Duration::from_millis(100);

type Job = Box<dyn FnOnce() + Send>;
/// The ways to threads that wait.
type Waiting = Mutex<Vec<Sender<Job>>>;

/// Threads for queries; as many as have ever worked at the same time, less those that ended.
#[derive(Default)]
pub(super) struct Workers(Arc<Waiting>);

impl Workers {
    /// Does work on a thread that waits, or on a new one.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub(super) fn run(&self, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
        let mut job: Job = Box::new(work);
        // Those who wait leave the list only here, so a sender that fails belongs to a thread that panicked.
        while let Some(waiting) = self.pop() {
            match waiting.send(job) {
                Ok(()) => return Ok(()),
                Err(back) => job = back.0,
            }
        }
        let waiting = Arc::downgrade(&self.0);
        on_deep_stack(move || work_on(job, &waiting)).map(drop)
    }

    fn pop(&self) -> Option<Sender<Job>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }
}

/// Works until one job was long or nobody is left who could bring another.
fn work_on(mut job: Job, all: &Weak<Waiting>) {
    loop {
        let begin = Instant::now();
        job();
        if begin.elapsed() > LONG {
            return;
        }
        let (sender, receiver): (Sender<Job>, Receiver<Job>) = channel();
        let Some(all) = all.upgrade() else {
            return;
        };
        all.lock().unwrap_or_else(PoisonError::into_inner).push(sender);
        drop(all);
        match receiver.recv() {
            Ok(next) => job = next,
            Err(_) => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread::{ThreadId, current, sleep};

    fn thread_of(workers: &Workers, work: impl FnOnce() + Send + 'static) -> ThreadId {
        let (sender, receiver) = channel();
        let job = move || {
            work();
            let _ = sender.send(current().id());
        };
        workers.run(job).unwrap();
        let thread = receiver.recv().unwrap();
        // It waits again, or has ended, a moment after it has answered.
        sleep(Duration::from_millis(30));
        thread
    }

    /// Catches: a thread started for each query, one whose stack has grown that is kept, a job given to a
    /// thread that has ended.
    #[test]
    fn threads_are_used_again_unless_they_worked_for_long() {
        let workers = Workers::default();
        let first = thread_of(&workers, || {});
        assert_eq!(thread_of(&workers, || {}), first);
        let long = thread_of(&workers, || sleep(LONG * 2));
        assert_eq!(long, first);
        assert_ne!(thread_of(&workers, || {}), first);
        let panics = thread_of(&workers, || {});
        workers.run(|| std::panic::resume_unwind(Box::new(()))).unwrap();
        sleep(Duration::from_millis(30));
        assert_ne!(thread_of(&workers, || {}), panics);
        let waiting = Arc::downgrade(&workers.0);
        drop(workers);
        assert!(
            waiting.upgrade().is_none(),
            "threads wait for a pool that is gone"
        );
    }
}
