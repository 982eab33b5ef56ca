//! `gleaner extract`.

use std::path::PathBuf;

use clap::Args;

use super::{ExtractionFlags, InputFlags, OutputFlags, ReadingFlags, RunFlags};

const EXAMPLES: &str = "\
Examples:
  gleaner extract report.txt                          one file, records on the screen
  gleaner extract folder -o out.jsonl                 every file below a folder
  gleaner extract folder --include '*.txt' --exclude drafts > out.jsonl
  gleaner extract mail.mbox papers.zip report.pdf     what is in them, by its kind
  gleaner extract folder --pre antiword --pre-glob '*.doc'    other kinds by an outside program
  find folder -newer last.txt -print0 | gleaner extract --files-from - -0 -o out.jsonl
  pdftotext report.pdf - | gleaner extract -          one document from standard input
  gleaner extract news.jsonl --input-format jsonl --text-field body
  gleaner extract survey.csv --id-column respondent --text-column answer
  gleaner extract folder --types MONEY,DATE --document-date 2024-03-31
  gleaner extract folder --gazetteer suppliers.csv --documents

Output, one JSON object a line:
  entity     type, text, start, end, value, cluster, canonical, ref, score, source
  relation   type, subject, object, qualifiers, start, end, score, source
  document   with --documents: name, sizes, date, text_sha256
  error      a document that could not be read, and why; the run goes on
Records come in the order of the input and are the same for any number of threads.

Exit status:
  0  every document was read, even if nothing was found in it; also when the output was closed early
  1  the run went through, some documents failed; each has an error record
  2  wrong usage or configuration, no document to be found, or the output could not be written";

/// Print the entities and relations of documents as JSON lines.
///
/// A folder is walked in the order of its names; every file in it is a document, hidden ones and symbolic links are left
/// out. .gitignore is not obeyed unless --gitignore asks for it: these are documents, not sources. Read are text in any encoding, Markdown, HTML, rich
/// text, DOCX, PPTX, XLSX, ODT, EPUB, PDF, e-mail and mailboxes, JSON Lines, CSV and TSV, also gzipped and inside ZIP and tar archives,
/// where ARCHIVE!MEMBER is the name.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct ExtractFlags {
    /// Files and folders; `-` is standard input
    #[arg(required_unless_present = "files_from", value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) input: InputFlags,

    #[command(flatten)]
    pub(crate) extraction: ExtractionFlags,

    #[command(flatten)]
    pub(crate) reading: ReadingFlags,

    #[command(flatten)]
    pub(crate) output: OutputFlags,

    #[command(flatten)]
    pub(crate) run: RunFlags,
}
