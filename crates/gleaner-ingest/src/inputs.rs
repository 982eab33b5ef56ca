//! Finds documents: walks paths and cuts streams into lines, without reading the documents themselves.

use std::ffi::OsStr;
use std::fs::{self, File, Metadata};
use std::io::{self, BufRead, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use xxhash_rust::xxh3::Xxh3;

use crate::error::{InputError, InputErrorKind};
use crate::format::compressed;
use crate::kind::Kind;
use crate::lines::Lines;
#[cfg(feature = "parquet")]
use crate::parquet_rows::ParquetRows;
use crate::rows::{Row, Rows};
use crate::walk::{Choice, Walk};
use crate::{FileId, Format, IgnoreRules, Options};

/// Where to look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Root {
    /// A file, or a folder with everything below it.
    Path(PathBuf),
    /// Standard input. Its name in records is `-`.
    Stdin,
}

impl From<PathBuf> for Root {
    /// `-` is standard input, as everywhere; a file of that name is `./-`.
    fn from(path: PathBuf) -> Self {
        if path.as_os_str() == "-" { Self::Stdin } else { Self::Path(path) }
    }
}

/// One document that was found and not read yet; [`Reader::read`](crate::Reader::read) reads it.
#[derive(Debug)]
pub struct Input {
    pub(crate) name: String,
    pub(crate) content: Content,
    pub(crate) n_bytes: u64,
    pub(crate) changed: Option<SystemTime>,
}

/// How to get at the bytes.
#[derive(Debug)]
pub(crate) enum Content {
    File(PathBuf),
    Stdin,
    /// A line of JSON Lines, without its end.
    Line(Vec<u8>),
    /// A row of a table.
    Row(Row),
}

impl Input {
    /// A row of a table.
    #[cfg(feature = "parquet")]
    pub(crate) fn row(name: String, row: Row, n_bytes: u64) -> Self {
        Self { name, content: Content::Row(row), n_bytes, changed: None }
    }

    /// The name: the path as given, joined with `/`; `-` for standard input; `FILE:LINE` for a line of JSON Lines (the
    /// document's own id is known only once it is read). Names that are not Unicode have U+FFFD in place of what is not.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Bytes of the file or line before decoding; 0 for standard input and pipes, where nobody knows.
    pub const fn n_bytes(&self) -> u64 {
        self.n_bytes
    }

    /// A number that changes when the input does: of the name, size and time of change of a file (a change that keeps both is
    /// not seen); of the name and bytes of a line or row. None for standard input, and for a file whose time is not known.
    pub fn digest(&self) -> Option<u128> {
        let mut hash = Xxh3::new();
        hash.update(self.name.as_bytes());
        hash.update(&[0]);
        match &self.content {
            Content::Stdin => return None,
            Content::Line(line) => hash.update(line),
            Content::Row(row) => row.add_to(&mut hash),
            Content::File(_) => {
                let since = self.changed?.duration_since(SystemTime::UNIX_EPOCH).ok()?;
                hash.update(&self.n_bytes.to_le_bytes());
                hash.update(&since.as_nanos().to_le_bytes());
            }
        }
        Some(hash.digest128())
    }

    /// When the file was last changed; none for lines, rows, standard input, and where the system does not tell.
    pub const fn changed(&self) -> Option<SystemTime> {
        self.changed
    }
}

/// The documents below some roots, or an error for each one that was found and cannot be had.
///
/// The order is fixed: roots as given; in a folder, by the bytes of the names, folders in their place; lines as they come.
/// Asking for the next item costs a few system calls at most (a file) or a copy (a line); documents are not read here, but
/// a line of JSON Lines has to be.
///
/// Never ends on an error. A folder without documents gives nothing.
pub struct Inputs {
    roots: Box<dyn Iterator<Item = Result<Root, InputError>> + Send>,
    options: Arc<Options>,
    /// The folder that is being walked.
    walk: Option<Walk>,
    /// The JSON Lines file or table that is being cut.
    cut: Option<Cut>,
    /// What went wrong before anything could be cut.
    failed: Option<InputError>,
}

/// A file of many documents, read piece by piece.
enum Cut {
    Lines(Lines),
    Rows(Box<Rows>),
    #[cfg(feature = "parquet")]
    Parquet(Box<ParquetRows>),
}

impl Iterator for Cut {
    type Item = Result<Input, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::Lines(lines) => lines.next(),
            Self::Rows(rows) => rows.next(),
            #[cfg(feature = "parquet")]
            Self::Parquet(rows) => rows.next(),
        }
    }
}

/// What is wanted, as a walk asks for it.
impl Choice for Options {
    fn passes_over(&self, name: &OsStr, below_root: &Path) -> bool {
        !self.hidden && name.as_encoded_bytes().starts_with(b".") || self.filter.excludes(below_root)
    }

    fn follows_links(&self) -> bool {
        self.follow_links
    }

    fn obeys_gitignore(&self) -> bool {
        self.gitignore
    }

    fn rules(&self) -> Option<&IgnoreRules> {
        self.exclude_rules.as_ref()
    }
}

impl Inputs {
    /// Looks below `roots`.
    pub fn new(roots: impl IntoIterator<Item = Root>, options: &Options) -> Self {
        let roots: Vec<Root> = roots.into_iter().collect();
        Self::of_list(roots.into_iter().map(Ok), options)
    }

    /// Looks below roots that are asked for one after the other and may fail to come, such as those of a
    /// [`FileList`](crate::FileList).
    pub fn of_list<R>(roots: R, options: &Options) -> Self
    where
        R: IntoIterator<Item = Result<Root, InputError>, IntoIter: Send + 'static>,
    {
        let roots = Box::new(roots.into_iter());
        Self { roots, options: Arc::new(options.clone()), walk: None, cut: None, failed: None }
    }

    /// The lines or rows of `reader`, called `name`, packed or not; for streams that are no file. One that cannot be read
    /// gives its error. With [`Format::Text`] and [`Format::Auto`] there is nothing to cut, and nothing comes.
    pub fn from_reader(name: &str, reader: impl Read + Send + 'static, options: &Options) -> Self {
        let mut inputs = Self::new([], options);
        match cut(name, Box::new(reader), options.format, options) {
            Ok(cut) => inputs.cut = cut,
            Err(kind) => inputs.failed = Some(InputError::new(name, kind)),
        }
        inputs
    }

    /// A root: a document, or the start of a walk or of lines (then nothing comes yet).
    fn enter(&mut self, root: Root) -> Option<Result<Input, InputError>> {
        let path = match root {
            Root::Stdin => return self.stdin(),
            Root::Path(path) => path,
        };
        if self.options.filter.excludes(&path) {
            return None;
        }
        let metadata = match fs::metadata(&path) {
            Ok(metadata) => metadata,
            Err(error) => return Some(Err(failed(&path, error))),
        };
        if metadata.is_dir() {
            match Walk::new(path, &*self.options) {
                Ok(walk) => self.walk = Some(walk),
                Err(error) => return Some(Err(error)),
            }
            return None;
        }
        self.file(path, Some(&metadata))
    }

    fn stdin(&mut self) -> Option<Result<Input, InputError>> {
        if is_whole(self.options.format) {
            return Some(Ok(Input { name: "-".to_owned(), content: Content::Stdin, n_bytes: 0, changed: None }));
        }
        match cut("-", Box::new(io::stdin()), self.options.format, &self.options) {
            Ok(cut) => self.cut = cut,
            Err(kind) => return Some(Err(InputError::new("-", kind))),
        }
        None
    }

    /// A file: a document, or the start of lines or rows.
    fn file(&mut self, path: PathBuf, metadata: Option<&Metadata>) -> Option<Result<Input, InputError>> {
        let is_passed_over = |id: FileId| self.options.passed_over.contains(&id);
        if !self.options.passed_over.is_empty() && metadata.and_then(FileId::of).is_some_and(is_passed_over) {
            return None;
        }
        let changed = metadata.filter(|metadata| metadata.is_file()).and_then(|metadata| metadata.modified().ok());
        if let (Some(limit), Some(changed)) = (self.options.newer_than, changed)
            && changed <= limit
        {
            return None;
        }
        let is_regular = metadata.is_none_or(Metadata::is_file);
        let n_bytes = metadata.filter(|metadata| metadata.is_file()).map_or(0, Metadata::len);
        let name = name_of(&path);
        let is_auto = self.options.format == Format::Auto && is_regular;
        let is_converted = self.options.converter.as_ref().is_some_and(|converter| converter.wants(&path));
        let format = match cut_by_name(&name) {
            Some(format) if is_auto && !is_converted => format,
            _ => self.options.format,
        };
        if !is_whole(format) {
            let opened = File::open(&path).map_err(|error| failed(&path, error));
            let file = match opened {
                Ok(file) => file,
                Err(error) => return Some(Err(error)),
            };
            // Its end says where everything is, so it is no stream.
            let cut = match format {
                Format::Parquet => parquet_file(&name, file, &self.options).map(Some),
                format => cut(&name, Box::new(file), format, &self.options),
            };
            match cut {
                Ok(cut) => {
                    self.cut = cut;
                    return None;
                }
                // A table without the column of texts is a text itself.
                Err(InputErrorKind::Row { .. }) if is_auto && format != Format::Parquet => {}
                Err(kind) => return Some(Err(InputError::new(name, kind))),
            }
        }
        if n_bytes > self.options.max_bytes && !is_converted {
            return Some(Err(InputError::new(name, InputErrorKind::TooLong { limit: self.options.max_bytes })));
        }
        Some(Ok(Input { name, content: Content::File(path), n_bytes, changed }))
    }

    /// The next file of the walk: a document, an error, or nothing worth giving. `None` ends the walk.
    fn step(&mut self) -> Option<Option<Result<Input, InputError>>> {
        let walk = self.walk.as_mut()?;
        let found = match walk.next(&*self.options) {
            Some(Ok(found)) => found,
            Some(Err(error)) => return Some(Some(Err(error))),
            None => {
                self.walk = None;
                return None;
            }
        };
        if !self.options.filter.includes(walk.below_root(&found.path)) {
            return Some(None);
        }
        Some(self.file(found.path, found.metadata.as_ref()))
    }
}

impl Iterator for Inputs {
    type Item = Result<Input, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(failed) = self.failed.take() {
                return Some(Err(failed));
            }
            if let Some(cut) = &mut self.cut {
                if let Some(piece) = cut.next() {
                    return Some(piece);
                }
                self.cut = None;
            }
            let found = match self.step() {
                Some(found) => found,
                None => match self.roots.next()? {
                    Ok(root) => self.enter(root),
                    Err(error) => Some(Err(error)),
                },
            };
            if found.is_some() {
                return found;
            }
        }
    }
}

/// Whether a file of that format is read whole.
const fn is_whole(format: Format) -> bool {
    matches!(format, Format::Auto | Format::Text)
}

/// The format of files that hold a document a line or row, by the name, packed or not.
fn cut_by_name(name: &str) -> Option<Format> {
    match Kind::by_extension(compressed::inner_name(name))? {
        Kind::JsonLines => Some(Format::JsonLines),
        Kind::Csv => Some(Format::Csv),
        Kind::Tsv => Some(Format::Tsv),
        Kind::Parquet => Some(Format::Parquet),
        _ => None,
    }
}

/// The lines or rows of a source, unpacked on the way; `None` for a format that is read whole.
pub(crate) fn cut_rows(
    name: &str,
    source: Box<dyn BufRead + Send>,
    format: Format,
    options: &Options,
) -> Result<Option<Rows>, InputErrorKind> {
    let delimiter = match format {
        Format::Csv => b',',
        Format::Tsv => b'\t',
        Format::Auto | Format::Text | Format::JsonLines | Format::Parquet => return Ok(None),
    };
    Rows::new(name, source, delimiter, &options.fields, options.max_bytes).map(Some)
}

fn cut(
    name: &str,
    source: Box<dyn Read + Send>,
    format: Format,
    options: &Options,
) -> Result<Option<Cut>, InputErrorKind> {
    if is_whole(format) {
        return Ok(None);
    }
    if format == Format::Parquet {
        return parquet_stream(name, source, options).map(Some);
    }
    let source = compressed::stream(source)?;
    if format == Format::JsonLines {
        return Ok(Some(Cut::Lines(Lines::new(name, source, options.max_bytes))));
    }
    Ok(cut_rows(name, source, format, options)?.map(|rows| Cut::Rows(Box::new(rows))))
}

#[cfg(feature = "parquet")]
fn parquet_file(name: &str, file: File, options: &Options) -> Result<Cut, InputErrorKind> {
    ParquetRows::new(name, file, options).map(|rows| Cut::Parquet(Box::new(rows)))
}

/// A table that does not come from a file is held whole.
#[cfg(feature = "parquet")]
fn parquet_stream(name: &str, source: Box<dyn Read + Send>, options: &Options) -> Result<Cut, InputErrorKind> {
    let mut bytes = Vec::new();
    source.take(options.max_bytes.saturating_add(1)).read_to_end(&mut bytes).map_err(InputErrorKind::Io)?;
    if bytes.len() as u64 > options.max_bytes {
        return Err(InputErrorKind::TooLong { limit: options.max_bytes });
    }
    ParquetRows::new(name, bytes::Bytes::from(bytes), options).map(|rows| Cut::Parquet(Box::new(rows)))
}

#[cfg(not(feature = "parquet"))]
fn parquet_file(_: &str, _: File, _: &Options) -> Result<Cut, InputErrorKind> {
    Err(InputErrorKind::NotBuilt { kind: Kind::Parquet.words(), feature: "parquet" })
}

#[cfg(not(feature = "parquet"))]
fn parquet_stream(_: &str, _: Box<dyn Read + Send>, _: &Options) -> Result<Cut, InputErrorKind> {
    Err(InputErrorKind::NotBuilt { kind: Kind::Parquet.words(), feature: "parquet" })
}

/// The name of a path in records: as given, joined with `/` whatever the system's own separator is.
pub(crate) fn name_of(path: &Path) -> String {
    let name = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { name.into_owned() } else { name.replace(std::path::MAIN_SEPARATOR, "/") }
}

/// An error of the system about `path`.
pub(crate) fn failed(path: &Path, error: io::Error) -> InputError {
    let kind = match error.kind() {
        io::ErrorKind::NotFound => InputErrorKind::NotFound,
        _ => InputErrorKind::Io(error),
    };
    InputError::new(name_of(path), kind)
}
