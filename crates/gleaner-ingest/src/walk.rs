//! Walks a folder: entries in the order of the bytes of their names, folders in their place.
//!
//! One folder's names are in memory at a time (and those of the folders above it): some 60 bytes a name, so a million files
//! in a hundred folders cost nothing, in one folder 60 MB. Sorting needs the names; paths are made when they are asked for.

use std::ffi::OsStr;
use std::fs::{self, FileType, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::vec;

use crate::FileId;
use crate::error::{InputError, InputErrorKind};
use crate::ignore_rules::IgnoreRules;
use crate::inputs::{failed, name_of};

/// Deeper than any tree of folders; a chain of links on a system that does not tell files apart.
const MAX_DEPTH: usize = 1000;

/// How entries are chosen before anybody looks into them.
pub(crate) trait Choice {
    /// Whether an entry is passed over, with all below it if it is a folder; `below_root` is its path from where the walk began.
    fn passes_over(&self, name: &OsStr, below_root: &Path) -> bool;
    fn follows_links(&self) -> bool;
    /// Whether `.gitignore` counts.
    fn obeys_gitignore(&self) -> bool;
    /// Patterns of the user's own, before all others.
    fn rules(&self) -> Option<&IgnoreRules>;
}

/// A file that was found.
pub(crate) struct Found {
    pub(crate) path: PathBuf,
    /// None where the system refuses even this; opening the file will say why.
    pub(crate) metadata: Option<Metadata>,
}

/// A walk under way.
pub(crate) struct Walk {
    root: PathBuf,
    /// The folder that is walked, and those above it up to the root.
    folders: Vec<Folder>,
}

struct Folder {
    path: PathBuf,
    id: Option<FileId>,
    entries: vec::IntoIter<(Box<OsStr>, Option<FileType>)>,
    rules: Option<IgnoreRules>,
}

impl Walk {
    /// Begins at the folder `root`.
    pub(crate) fn new(root: PathBuf, choice: &impl Choice) -> Result<Self, InputError> {
        let mut walk = Self { root: root.clone(), folders: Vec::new() };
        walk.enter(root, choice)?;
        Ok(walk)
    }

    fn enter(&mut self, path: PathBuf, choice: &impl Choice) -> Result<(), InputError> {
        let id = fs::metadata(&path).ok().as_ref().and_then(FileId::of);
        let entries = entries(&path).map_err(|error| failed(&path, error))?;
        let rules = choice.obeys_gitignore().then(|| IgnoreRules::of_folder(&path)).flatten();
        self.folders.push(Folder { path, id, entries: entries.into_iter(), rules });
        Ok(())
    }

    /// The next file, or what cannot be had; none when the walk is over. Entries that nobody wants are passed over.
    pub(crate) fn next(&mut self, choice: &impl Choice) -> Option<Result<Found, InputError>> {
        loop {
            let folder = self.folders.last_mut()?;
            let Some((name, file_type)) = folder.entries.next() else {
                self.folders.pop();
                continue;
            };
            let path = folder.path.join(&*name);
            let below_root = path.strip_prefix(&self.root).unwrap_or(&path);
            if choice.passes_over(&name, below_root) {
                continue;
            }
            let file_type = match file_type.map_or_else(|| fs::symlink_metadata(&path).map(|it| it.file_type()), Ok) {
                Ok(file_type) => file_type,
                Err(error) => return Some(Err(failed(&path, error))),
            };
            if file_type.is_symlink() && !choice.follows_links() {
                // A link that is not followed is no document of this folder.
                continue;
            }
            let metadata = if file_type.is_symlink() {
                match fs::metadata(&path) {
                    Ok(metadata) => Some(metadata),
                    Err(error) => return Some(Err(failed(&path, error))),
                }
            } else {
                None
            };
            let target = metadata.as_ref().map_or(file_type, Metadata::file_type);
            let by_rules = choice.rules().and_then(|rules| rules.verdict(self.below_root(&path), target.is_dir()));
            if by_rules.unwrap_or_else(|| self.is_ignored(&path, target.is_dir())) {
                continue;
            }
            if target.is_dir() {
                if let Some(error) = metadata.as_ref().and_then(|metadata| self.link_loop(&path, metadata)) {
                    return Some(Err(error));
                }
                match self.enter(path, choice) {
                    Ok(()) => continue,
                    Err(error) => return Some(Err(error)),
                }
            }
            if !target.is_file() {
                return Some(Err(InputError::new(name_of(&path), InputErrorKind::NotRegular)));
            }
            let metadata = metadata.or_else(|| fs::metadata(&path).ok());
            return Some(Ok(Found { path, metadata }));
        }
    }

    /// The path from the root, for patterns.
    pub(crate) fn below_root<'p>(&self, path: &'p Path) -> &'p Path {
        path.strip_prefix(&self.root).unwrap_or(path)
    }

    /// Whether a `.gitignore` of this folder or one above it leaves the entry out; the nearest that speaks of it decides.
    fn is_ignored(&self, path: &Path, is_dir: bool) -> bool {
        let rules = self.folders.iter().rev().filter_map(|folder| folder.rules.as_ref());
        rules.into_iter().find_map(|rules| rules.verdict(path, is_dir)).unwrap_or(false)
    }

    /// The error of a link to one of the folders it lies in.
    fn link_loop(&self, path: &Path, metadata: &Metadata) -> Option<InputError> {
        let id = FileId::of(metadata);
        let ancestor = self.folders.iter().find(|folder| id.is_some() && folder.id == id);
        let ancestor = ancestor.or_else(|| self.folders.first().filter(|_| self.folders.len() > MAX_DEPTH))?;
        Some(InputError::new(name_of(path), InputErrorKind::LinkLoop { ancestor: name_of(&ancestor.path) }))
    }
}

/// The names in a folder with what they are, sorted.
fn entries(path: &Path) -> io::Result<Vec<(Box<OsStr>, Option<FileType>)>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        entries.push((entry.file_name().into_boxed_os_str(), entry.file_type().ok()));
    }
    entries.sort_unstable_by(|(left, _), (right, _)| left.as_encoded_bytes().cmp(right.as_encoded_bytes()));
    entries.shrink_to_fit();
    Ok(entries)
}
