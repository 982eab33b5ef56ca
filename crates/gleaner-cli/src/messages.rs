//! What people see on standard error: messages, a progress line where it is a terminal, and a summary at the end.

use std::fmt::{self, Display};
use std::io::{IsTerminal, Write};
use std::time::Duration;

use indicatif::{HumanBytes, HumanDuration, ProgressBar, ProgressState, ProgressStyle};

use crate::tally::Tally;

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
        let progress = if quiet || !is_free(records_to_stdout) {
            ProgressBar::hidden()
        } else {
            let progress = ProgressBar::new_spinner().with_style(style("{spinner} {msg}, {elapsed}"));
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

    /// The progress line, where it is shown: it can be told later how much there is to do.
    pub(crate) fn shown_progress(&self) -> Option<ProgressBar> {
        (!self.progress.is_hidden()).then(|| self.progress.clone())
    }

    /// `n_input_bytes` more are through; `tally` is that of the run so far.
    pub(crate) fn advance(&self, n_input_bytes: u64, tally: &Tally) {
        if !self.progress.is_hidden() {
            self.progress.inc(n_input_bytes);
            let seconds = self.progress.elapsed().as_secs_f64().max(1e-3);
            self.progress.set_message(format!(
                "{} documents ({:.0}/s), {}",
                tally.n_documents,
                tally.n_documents as f64 / seconds,
                HumanBytes(tally.n_bytes)
            ));
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

/// Whether standard error is a terminal that does not have to show the records as well.
pub(crate) fn is_free(records_to_stdout: bool) -> bool {
    std::io::stderr().is_terminal() && !(records_to_stdout && std::io::stdout().is_terminal())
}

/// Tells a progress line how many bytes of input there are in all, from which it reckons how long it will take.
pub(crate) fn set_total(progress: &ProgressBar, n_bytes: u64) {
    progress.set_length(n_bytes);
    progress.set_style(style("{spinner} [{bar:24}] {msg}, {elapsed}, {remaining} to go"));
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template)
        .unwrap_or_else(|_| ProgressStyle::default_spinner())
        .progress_chars("=> ")
        .with_key("remaining", |state: &ProgressState, f: &mut dyn fmt::Write| {
            let _ = write!(f, "{}", HumanDuration(state.eta()));
        })
}

/// One line on standard error. A closed standard error is nobody to tell.
pub(crate) fn print(message: &dyn Display) {
    let _ = writeln!(std::io::stderr(), "gleaner: {message}");
}
