//! Patterns as `.gitignore` has them.

use std::path::Path;

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::filter::GlobError;

/// The patterns of one file, which speak of what lies below one folder.
#[derive(Clone, Debug)]
pub struct IgnoreRules(Gitignore);

impl IgnoreRules {
    /// Those of the `.gitignore` in a folder, if there is one. Lines that are no patterns are passed over, as git does.
    pub(crate) fn of_folder(folder: &Path) -> Option<Self> {
        let file = folder.join(".gitignore");
        if !file.is_file() {
            return None;
        }
        let mut builder = GitignoreBuilder::new(folder);
        let _ = builder.add(file);
        builder.build().ok().filter(|rules| !rules.is_empty()).map(Self)
    }

    /// The lines of `text`, held against paths below the folders that are walked: `*.bak`, `/drafts/`, `!keep.bak`. A later
    /// line wins over an earlier one; empty lines and those with `#` in front are nothing.
    ///
    /// # Errors
    /// The first line that is no pattern.
    pub fn parse(text: &str) -> Result<Self, GlobError> {
        let mut builder = GitignoreBuilder::new("");
        for line in text.lines() {
            builder.add_line(None, line).map_err(|error| GlobError::new(line, error.to_string()))?;
        }
        builder.build().map(Self).map_err(|error| GlobError::new("", error.to_string()))
    }

    /// Whether the path is left out (true) or kept by a pattern with `!` (false); none where nothing speaks of it.
    pub(crate) fn verdict(&self, path: &Path, is_dir: bool) -> Option<bool> {
        match self.0.matched(path, is_dir) {
            ignore::Match::None => None,
            ignore::Match::Ignore(_) => Some(true),
            ignore::Match::Whitelist(_) => Some(false),
        }
    }
}
