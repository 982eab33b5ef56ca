//! Which files of a folder count.

use std::path::{Component, Path};

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use thiserror::Error;

/// Patterns of file names to read and to leave out.
///
/// A pattern without `/` is held against names (`*.txt`, `drafts`); one with `/` against the whole path below the folder
/// that is walked (`2024/**/*.txt`; a leading `/` may be written). `*` and `?` do not cross `/`, `**` does; `[ab]` and
/// `{txt,md}` work as usual. Case matters.
///
/// - *include* speaks of files found in folders: with any include pattern only files that match one are read. A file that
///   was given as a path of its own is read whatever its name.
/// - *exclude* wins over include, speaks of files and of whole folders, and of given paths too, so that
///   `a/* --exclude '*.bak'` does what it says.
#[derive(Clone, Debug, Default)]
pub struct PathFilter {
    include: Option<GlobSet>,
    exclude: Option<GlobSet>,
}

/// A pattern that cannot be read.
#[derive(Debug, Error)]
#[error("bad pattern '{pattern}': {reason}")]
pub struct GlobError {
    pattern: String,
    reason: String,
}

impl GlobError {
    pub(crate) fn new(pattern: &str, reason: String) -> Self {
        Self { pattern: pattern.to_owned(), reason }
    }
}

impl PathFilter {
    /// A filter of those patterns. No include pattern: every file; no exclude pattern: nothing is left out.
    ///
    /// # Errors
    /// The first pattern that is no glob.
    pub fn new<S: AsRef<str>>(include: &[S], exclude: &[S]) -> Result<Self, GlobError> {
        Ok(Self { include: glob_set(include)?, exclude: glob_set(exclude)? })
    }

    /// Whether a file of a folder is read; `path` is relative to the folder that is walked.
    pub(crate) fn includes(&self, path: &Path) -> bool {
        self.include.as_ref().is_none_or(|globs| globs.is_match(path))
    }

    /// Whether a file or folder is left out; `path` is relative to the folder that is walked, or as given.
    pub(crate) fn excludes(&self, path: &Path) -> bool {
        let Some(globs) = &self.exclude else { return false };
        // "./a.txt" and "../a.txt" as given: the dots are no part of any name.
        let mut components = path.components();
        while matches!(components.clone().next(), Some(Component::CurDir | Component::ParentDir | Component::RootDir)) {
            components.next();
        }
        globs.is_match(components.as_path())
    }
}

fn glob_set<S: AsRef<str>>(patterns: &[S]) -> Result<Option<GlobSet>, GlobError> {
    if patterns.is_empty() {
        return Ok(None);
    }
    let mut globs = GlobSetBuilder::new();
    for pattern in patterns {
        let pattern = pattern.as_ref();
        let bad = |error: globset::Error| GlobError { pattern: pattern.to_owned(), reason: error.kind().to_string() };
        let trimmed = pattern.trim_end_matches('/');
        let anchored = match trimmed.strip_prefix('/') {
            Some(rooted) => rooted.to_owned(),
            None if trimmed.contains('/') => trimmed.to_owned(),
            None => format!("**/{trimmed}"),
        };
        globs.add(GlobBuilder::new(&anchored).literal_separator(true).build().map_err(bad)?);
    }
    globs
        .build()
        .map(Some)
        .map_err(|error| GlobError { pattern: error.glob().unwrap_or_default().to_owned(), reason: error.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        let cases = [
            ("*.txt", "a.txt", true),
            ("*.txt", "deep/down/a.txt", true),
            ("*.txt", "a.txt.bak", false),
            ("*.TXT", "a.txt", false),
            ("drafts", "drafts", true),
            ("drafts/", "deep/drafts", true),
            ("drafts", "drafts2", false),
            ("2024/*.txt", "2024/a.txt", true),
            ("2024/*.txt", "2024/q1/a.txt", false),
            ("2024/**/*.txt", "2024/q1/a.txt", true),
            ("/a.txt", "a.txt", true),
            ("/a.txt", "deep/a.txt", false),
            ("*.{txt,md}", "x/readme.md", true),
        ];
        for (pattern, path, expected) in cases {
            let filter = PathFilter::new(&[pattern], &[]).expect("a good pattern");
            assert_eq!(filter.includes(Path::new(path)), expected, "include {pattern} {path}");
            let filter = PathFilter::new(&[], &[pattern]).expect("a good pattern");
            assert_eq!(filter.excludes(Path::new(path)), expected, "exclude {pattern} {path}");
            assert_eq!(filter.excludes(&Path::new("./").join(path)), expected, "exclude {pattern} ./{path}");
            assert!(filter.includes(Path::new(path)), "nothing asked for: everything is in");
        }
        let error = PathFilter::new(&["a[b"], &[]).expect_err("an open bracket");
        assert_eq!(error.to_string(), "bad pattern 'a[b': unclosed character class; missing ']'");
    }
}
