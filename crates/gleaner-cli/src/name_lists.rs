//! Name lists of the user: read, and what is wrong with them said.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, bail};
use gleaner::gazetteer::{Gazetteer, List, ReadOptions};

use crate::messages;
use crate::tally::counted;

/// A file of names and what is in it.
pub(crate) struct ListFile {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

/// Reads the files.
pub(crate) fn read(paths: &[PathBuf]) -> anyhow::Result<Vec<ListFile>> {
    let read = |path: &PathBuf| {
        let bytes = fs::read(path).with_context(|| format!("cannot read the name list {}", path.display()))?;
        let is_gaz = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("gaz"));
        if is_gaz && !Gazetteer::is_compiled(&bytes) {
            bail!("{} is no compiled gazetteer; make it with `gleaner gazetteer build`", path.display());
        }
        Ok(ListFile { name: path.display().to_string(), bytes })
    };
    paths.iter().map(read).collect()
}

/// How lists of the user are read.
pub(crate) fn options(entity_type: &str) -> ReadOptions {
    ReadOptions { default_type: Some(entity_type.to_owned()), ..ReadOptions::default() }
}

impl ListFile {
    /// The list. Lines with faults are skipped, and how many were is said, unless the run is `quiet`.
    ///
    /// # Errors
    /// With `strict` the first fault; without, a file of faults alone.
    pub(crate) fn list(&self, entity_type: &str, strict: bool, quiet: bool) -> anyhow::Result<List<'_>> {
        self.list_and_skipped(entity_type, strict, quiet).map(|(list, _)| list)
    }

    /// As [`ListFile::list`], with how many entries were skipped.
    pub(crate) fn list_and_skipped(
        &self,
        entity_type: &str,
        strict: bool,
        quiet: bool,
    ) -> anyhow::Result<(List<'_>, usize)> {
        if Gazetteer::is_compiled(&self.bytes) {
            bail!("{} is compiled already; give the lists it was made of", self.name);
        }
        let options = options(entity_type);
        if strict {
            return Ok((List::read(&self.name, &self.bytes, &options)?, 0));
        }
        let (list, problems) = List::read_lenient(&self.name, &self.bytes, &options);
        let n_skipped = problems.n_skipped_lines();
        let Some(first) = problems.kept().first() else { return Ok((list, 0)) };
        if list.is_empty() {
            bail!("{first}");
        }
        if !quiet {
            messages::print(&format_args!(
                "{}: {} read, {} skipped; `gleaner gazetteer check` shows all; the first: {first}",
                self.name,
                counted(list.len() as u64, "entry"),
                counted(n_skipped as u64, "entry"),
            ));
        }
        Ok((list, n_skipped))
    }
}
