//! A progress bar on a terminal, silence elsewhere.

use std::sync::Mutex;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::release::build::Progress;

/// Shows the stages of a build on stderr.
pub(crate) struct Bar(Mutex<ProgressBar>);

impl Bar {
    /// A bar that shows itself only where stderr is a terminal.
    pub(super) fn new() -> Self {
        Self(Mutex::new(ProgressBar::with_draw_target(
            None,
            ProgressDrawTarget::stderr(),
        )))
    }

    /// Takes the bar off the screen.
    pub(super) fn finish(&self) {
        self.with(|bar| bar.finish_and_clear());
    }

    fn with(&self, act: impl FnOnce(&mut ProgressBar)) {
        // A thread that panicked while drawing spoils nothing but the drawing.
        let mut bar = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        act(&mut bar);
    }
}

impl Progress for Bar {
    fn stage(&self, name: &'static str, steps: usize) {
        self.with(|bar| {
            bar.finish_and_clear();
            let (length, template) = match steps {
                0 => (None, "{spinner} {msg} {elapsed}"),
                steps => (
                    Some(steps as u64),
                    "{msg} {bar:30} {pos}/{len} documents {elapsed}",
                ),
            };
            let style =
                ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
            *bar = ProgressBar::with_draw_target(length, ProgressDrawTarget::stderr())
                .with_style(style)
                .with_message(name);
            bar.enable_steady_tick(Duration::from_millis(120));
        });
    }

    fn step(&self) {
        self.with(|bar| bar.inc(1));
    }
}
