//! What people see on standard error: messages, and a progress line where it is a terminal.

use std::fmt::{self, Display};
use std::io::{IsTerminal, Write};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressState, ProgressStyle};

/// Standard error of one run.
pub(crate) struct Messages {
    quiet: bool,
    /// Hidden, and then free of cost, where it would be in the way.
    progress: ProgressBar,
}

impl Messages {
    /// `quiet` leaves everything out but the message that a run failed as a whole. The progress line is shown only where
    /// standard error is a terminal that does not have to show the records as well.
    pub(crate) fn new(quiet: bool, records_to_stdout: bool) -> Self {
        let records_on_screen = records_to_stdout && std::io::stdout().is_terminal();
        let progress = if quiet || records_on_screen || !std::io::stderr().is_terminal() {
            ProgressBar::hidden()
        } else {
            let style = ProgressStyle::with_template("{spinner} {human_pos} documents ({rate}/s), {msg}, {elapsed}")
                .unwrap_or_else(|_| ProgressStyle::default_spinner())
                .with_key("rate", |state: &ProgressState, f: &mut dyn fmt::Write| {
                    let _ = write!(f, "{:.0}", state.per_sec());
                });
            let progress = ProgressBar::new_spinner().with_style(style);
            progress.enable_steady_tick(Duration::from_millis(200));
            progress
        };
        Self { quiet, progress }
    }

    /// Messages alone.
    #[cfg(feature = "train")]
    pub(crate) fn without_progress(quiet: bool) -> Self {
        Self { quiet, progress: ProgressBar::hidden() }
    }

    /// One more document is through; `n_bytes` are done in all.
    pub(crate) fn advance(&self, n_bytes: u64) {
        if !self.progress.is_hidden() {
            self.progress.set_message(indicatif::HumanBytes(n_bytes).to_string());
            self.progress.inc(1);
        }
    }

    /// Says something that a quiet run keeps to itself: a document failed, say.
    pub(crate) fn warn(&self, message: impl Display) {
        if !self.quiet {
            self.progress.suspend(|| print(&message));
        }
    }

    /// Takes the progress line away.
    pub(crate) fn finish(&self) {
        self.progress.finish_and_clear();
    }
}

/// One line on standard error. A closed standard error is nobody to tell.
pub(crate) fn print(message: &dyn Display) {
    let _ = writeln!(std::io::stderr(), "gleaner: {message}");
}
