//! Annotated documents, whatever file they come from.

use gleaner_text::{EntityType, Span};

use crate::training::{annotated, conll};

/// The types that a names model knows.
pub(super) const NAME_TYPES: [EntityType; 3] = [EntityType::ORG, EntityType::PERSON, EntityType::LOC];

/// A text with the names that people marked in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnotatedDocument {
    /// Its name: the `id` of a line of JSON, else file name and number. Decides its fold.
    pub id: String,
    /// The text.
    pub text: String,
    /// The names, in the order of the file.
    pub names: Vec<AnnotatedName>,
    /// Of ORG, PERSON and LOC, the types that were marked wherever they stand. Of the others the document says nothing.
    pub annotated: Vec<EntityType>,
}

impl AnnotatedDocument {
    /// Of ORG, PERSON and LOC, the types whose absence means nothing here.
    pub fn unknown_types(&self) -> Vec<EntityType> {
        NAME_TYPES.into_iter().filter(|entity_type| !self.annotated.contains(entity_type)).collect()
    }
}

/// A name that people marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AnnotatedName {
    /// Bytes of the text, end exclusive.
    pub span: Span,
    /// ORG, PERSON or LOC.
    pub entity_type: EntityType,
    /// What is asked of a model here.
    pub duty: Duty,
}

/// What is asked of a model where people marked something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duty {
    /// To find it: training gives it its type, scoring asks for it.
    Demanded,
    /// Nothing: training leaves open what it is, scoring neither asks for it nor punishes it.
    Open,
    /// To leave it alone: training says that it is no name; scoring neither asks for it nor punishes it.
    Outside,
}

/// Why a file of annotated documents cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {what}")]
pub struct ReadError {
    /// The file, as it was named to [`read`].
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub what: String,
}

/// How annotated files are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// Values of `why` for which an `optional` entity is no name by one's conventions: [`Duty::Outside`] in place of
    /// [`Duty::Open`]. Default: none.
    pub outside_reasons: Vec<String>,
    /// The names that are marked are some of those in the text, whatever `annotated` says: for
    /// [`NamesTrainer::add_partial`](crate::training::NamesTrainer::add_partial). All documents are given then, none of
    /// them annotates a type. Default: no.
    pub is_partial: bool,
}

/// As [`read_with`], with the default options.
///
/// # Errors
/// As [`read_with`].
pub fn read(file: &str, bytes: &[u8]) -> Result<Vec<AnnotatedDocument>, ReadError> {
    read_with(file, bytes, &ReadOptions::default())
}

/// Reads annotated documents; `file` is only for messages and for names of documents.
///
/// Two formats, told apart by the first character that is no white space.
///
/// **JSON Lines**, when that is `{`: one document a line, with `text` and `entities` (each `start`, `end` in code points
/// and `type`); optional are `id`, `annotated` (the types that are marked exhaustively; all when absent), `recall_only`
/// (types marked, but not exhaustively), and in an entity `optional` with its reason `why`, and `kind`.
/// Optional entities are [`Duty::Open`], or [`Duty::Outside`] for the reasons in `options`; those of the kind `PRO`
/// (pronouns) are always outside. Documents that annotate none of ORG, PERSON and LOC are left out of the answer.
///
/// **CoNLL columns** otherwise: a word a line, word first and tag last, white space between; an empty line ends a
/// sentence; `-DOCSTART-` begins a document (without any, each sentence is one). Tags are `O`, `B-TYPE` and `I-TYPE`, and
/// `E-`, `L-`, `S-`, `U-` of the longer schemes; an `I-` that continues nothing begins a name. The text is put together
/// from the words, with a space between them but around brackets and marks.
///
/// Types are ORG, PERSON or PER, LOC or GPE; others are passed over.
///
/// # Errors
/// [`ReadError`] for a line that is not UTF-8, no JSON, without the fields above or with offsets outside the text; for a
/// row of one column and for a tag that is none. An empty file gives no documents.
///
/// ```
/// use gleaner::training::read;
/// let line = r#"{"id":"a","text":"Ann Lee left.","entities":[{"start":0,"end":7,"type":"PERSON"}]}"#;
/// assert_eq!(read("mine.jsonl", line.as_bytes())?[0].names.len(), 1);
/// let error = read("mine.conll", b"Ann B-PER\nLee\n").unwrap_err();
/// assert_eq!(error.to_string(), "mine.conll:2: a row needs two columns, a word first and its tag last");
/// # Ok::<(), gleaner::training::ReadError>(())
/// ```
pub fn read_with(file: &str, bytes: &[u8], options: &ReadOptions) -> Result<Vec<AnnotatedDocument>, ReadError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = str::from_utf8(bytes).map_err(|error| {
        let line = 1 + bytes[..error.valid_up_to()].iter().filter(|&&byte| byte == b'\n').count();
        ReadError { file: file.to_owned(), line, what: "not UTF-8".to_owned() }
    })?;
    let documents = if text.trim_start().starts_with('{') {
        annotated::read(file, text, options)?
    } else {
        conll::read(file, text)?
    };
    let says_something = |document: &AnnotatedDocument| options.is_partial || !document.annotated.is_empty();
    Ok(documents.into_iter().filter(says_something).collect())
}

/// The type of that name in annotated files; `None` for one that is none of ours.
pub(super) fn name_type(name: &str) -> Option<EntityType> {
    match name {
        "ORG" => Some(EntityType::ORG),
        "PERSON" | "PER" => Some(EntityType::PERSON),
        "LOC" | "GPE" => Some(EntityType::LOC),
        _ => None,
    }
}

/// The last part of a path: names of documents, and so their folds, do not depend on the folder.
pub(super) fn last_part(file: &str) -> &str {
    file.rsplit(['/', '\\']).next().unwrap_or(file)
}
