//! What kind of file some bytes are: content first, the name second.

use crate::encoding::find_ignoring_case;

/// How much of a file is looked at to tell its kind; archives are asked for the names inside.
pub(crate) const SNIFFED: usize = 4 << 10;

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Markdown,
    Html,
    Rtf,
    Pdf,
    Docx,
    Pptx,
    Xlsx,
    /// Text, presentation or spreadsheet: one body, `content.xml`.
    OpenDocument,
    Epub,
    Mail,
    Mailbox,
    JsonLines,
    Csv,
    Tsv,
    Parquet,
    Zip,
    Tar,
    Gzip,
    Bzip2,
    Xz,
    Zstd,
    /// Known and not read, with what it is in words.
    Other(&'static str),
}

/// First bytes that settle the kind. Only those that no text begins with; decoding knows more for its messages.
const MAGIC: [(&[u8], Kind); 10] = [
    (b"\x1F\x8B", Kind::Gzip),
    (b"\x28\xB5\x2F\xFD", Kind::Zstd),
    (b"\xFD7zXZ\0", Kind::Xz),
    (b"{\\rtf", Kind::Rtf),
    (b"PK\x03\x04", Kind::Zip),
    (b"PK\x05\x06", Kind::Zip),
    (b"%PDF-", Kind::Pdf),
    (b"PAR1", Kind::Parquet),
    (b"7z\xBC\xAF\x27\x1C", Kind::Other("a 7z archive")),
    (b"Rar!\x1A\x07", Kind::Other("a RAR archive")),
];

/// Names that settle the kind of a text whose content does not.
const EXTENSIONS: [(&str, Kind); 16] = [
    ("csv", Kind::Csv),
    ("eml", Kind::Mail),
    ("htm", Kind::Html),
    ("html", Kind::Html),
    ("jsonl", Kind::JsonLines),
    ("markdown", Kind::Markdown),
    ("mbox", Kind::Mailbox),
    ("md", Kind::Markdown),
    ("mht", Kind::Mail),
    ("mhtml", Kind::Mail),
    ("ndjson", Kind::JsonLines),
    ("parquet", Kind::Parquet),
    ("shtml", Kind::Html),
    ("tab", Kind::Tsv),
    ("tsv", Kind::Tsv),
    ("xhtml", Kind::Html),
];

impl Kind {
    /// The kind of the file that starts with `head` (all of it or [`SNIFFED`] bytes) and is called `name`, which may be a
    /// whole path. A ZIP archive is [`Kind::Zip`] whatever it holds: [`Kind::of_members`] knows more.
    pub(crate) fn of(head: &[u8], name: &str) -> Self {
        let head = &head[..head.len().min(SNIFFED)];
        if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
            return *kind;
        }
        if head.starts_with(b"BZh") && head.get(4..10) == Some(b"\x31\x41\x59\x26\x53\x59") {
            return Self::Bzip2;
        }
        if head.get(257..262) == Some(b"ustar") {
            return Self::Tar;
        }
        let by_name = Self::by_extension(name);
        if head.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
            return Self::Other(match extension(name).as_deref() {
                Some("msg") => "an Outlook message (.msg)",
                Some("doc") => "an old Word document (.doc)",
                Some("xls") => "an old Excel workbook (.xls)",
                Some("ppt") => "an old PowerPoint presentation (.ppt)",
                _ => "an old Office document",
            });
        }
        let wide;
        let start = match wide_start(head) {
            Some(text) => {
                wide = text;
                wide.as_bytes()
            }
            None => head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head),
        };
        // Junk before the header of a PDF is common enough for every reader to allow it.
        if by_name.is_none()
            && extension(name).as_deref() == Some("pdf")
            && find_ignoring_case(start, b"%pdf-").is_some()
        {
            return Self::Pdf;
        }
        let start = start.trim_ascii_start();
        if is_html(start) {
            return Self::Html;
        }
        if is_mailbox(start) {
            return Self::Mailbox;
        }
        if let Some(Self::JsonLines) = by_name {
            // A name alone does not make a line of JSON.
            return if start.is_empty() || start.starts_with(b"{") { Self::JsonLines } else { Self::Text };
        }
        let fields = header_fields(start);
        if fields.strong > 0 && fields.known > 1 || by_name == Some(Self::Mail) && fields.known > 0 {
            return Self::Mail;
        }
        match by_name {
            Some(Self::Mail | Self::Mailbox | Self::Parquet) | None => Self::Text,
            Some(Self::Html) if !start.contains(&b'<') => Self::Text,
            Some(kind) => kind,
        }
    }

    /// The kind that a name promises; known for kinds of text only.
    pub(crate) fn by_extension(name: &str) -> Option<Self> {
        let extension = extension(name)?;
        let at = EXTENSIONS.binary_search_by(|(known, _)| (*known).cmp(&extension)).ok()?;
        Some(EXTENSIONS[at].1)
    }

    /// What a ZIP archive is by the names of its members, and the content of its member `mimetype` where it has one.
    pub(crate) fn of_members(has: impl Fn(&str) -> bool, mimetype: &[u8]) -> Self {
        if mimetype.starts_with(b"application/epub+zip") || has("META-INF/container.xml") {
            Self::Epub
        } else if mimetype.starts_with(b"application/vnd.oasis.opendocument") && has("content.xml") {
            Self::OpenDocument
        } else if !has("[Content_Types].xml") {
            Self::Zip
        } else if has("word/document.xml") {
            Self::Docx
        } else if has("ppt/presentation.xml") {
            Self::Pptx
        } else if has("xl/workbook.xml") {
            Self::Xlsx
        } else {
            Self::Zip
        }
    }

    /// What it is, for messages: "a PDF".
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::Text => "plain text",
            Self::Markdown => "Markdown",
            Self::Html => "HTML",
            Self::Rtf => "rich text (RTF)",
            Self::Pdf => "a PDF",
            Self::Docx => "a Word document",
            Self::Pptx => "a PowerPoint presentation",
            Self::Xlsx => "an Excel workbook",
            Self::OpenDocument => "an OpenDocument file",
            Self::Epub => "an EPUB book",
            Self::Mail => "an e-mail message",
            Self::Mailbox => "a mailbox (mbox)",
            Self::JsonLines => "JSON Lines",
            Self::Csv => "a CSV table",
            Self::Tsv => "a TSV table",
            Self::Parquet => "a Parquet table",
            Self::Zip => "a ZIP archive",
            Self::Tar => "a tar archive",
            Self::Gzip => "gzip-compressed data",
            Self::Bzip2 => "bzip2-compressed data",
            Self::Xz => "xz-compressed data",
            Self::Zstd => "zstd-compressed data",
            Self::Other(words) => words,
        }
    }
}

/// The part of a name behind its last dot, in lower case.
fn extension(name: &str) -> Option<String> {
    let file = name.rsplit(['/', '!', '\\']).next()?;
    let (stem, extension) = file.rsplit_once('.')?;
    (!stem.is_empty() && extension.len() <= 12).then(|| extension.to_ascii_lowercase())
}

/// The start of a text in UTF-16 with a byte order mark.
fn wide_start(head: &[u8]) -> Option<String> {
    let (encoding, _) = encoding_rs::Encoding::for_bom(head)?;
    (encoding != encoding_rs::UTF_8).then(|| encoding.decode(&head[..head.len() & !1]).0.into_owned())
}

fn is_html(start: &[u8]) -> bool {
    let begins = |tag: &[u8]| {
        start.len() >= tag.len()
            && start[..tag.len()].eq_ignore_ascii_case(tag)
            && !start.get(tag.len()).is_some_and(u8::is_ascii_alphanumeric)
    };
    if [b"<!doctype html".as_slice(), b"<html", b"<head", b"<body"].iter().any(|tag| begins(tag)) {
        return true;
    }
    // XHTML, and pages that begin with a comment.
    (begins(b"<?xml") || start.starts_with(b"<!--")) && find_ignoring_case(start, b"<html").is_some()
}

/// `From somebody@example.org Mon Sep 12 09:00:00 2016` and a header field below it.
fn is_mailbox(start: &[u8]) -> bool {
    let Some(rest) = start.strip_prefix(b"From ") else { return false };
    let Some(end) = rest.iter().position(|byte| *byte == b'\n') else { return false };
    let line = String::from_utf8_lossy(&rest[..end]);
    let has_time = line.split_whitespace().any(|word| {
        let mut parts = word.split(':');
        parts.clone().count() >= 2
            && parts.all(|part| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit()))
    });
    let below = rest[end + 1..].trim_ascii_start();
    has_time && (header_fields(below).known > 0 || below.starts_with(b">From "))
}

/// How many header fields of e-mail a text begins with.
#[derive(Default)]
struct HeaderFields {
    /// Any that we know.
    known: usize,
    /// Those that only mail programs write; "To:" and "Subject:" stand on memos too.
    strong: usize,
}

fn header_fields(start: &[u8]) -> HeaderFields {
    const STRONG: [&str; 9] = [
        "delivered-to",
        "dkim-signature",
        "message-id",
        "mime-version",
        "received",
        "return-path",
        "x-mailer",
        "x-mozilla-status",
        "x-original-to",
    ];
    const WEAK: [&str; 9] =
        ["bcc", "cc", "content-transfer-encoding", "content-type", "date", "from", "reply-to", "subject", "to"];
    let mut fields = HeaderFields::default();
    for line in start.split(|byte| *byte == b'\n').take(100) {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.first().is_some_and(|byte| matches!(byte, b' ' | b'\t')) {
            continue;
        }
        let Some(colon) = line.iter().position(|byte| *byte == b':') else { break };
        let name = &line[..colon];
        if name.is_empty() || !name.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')) {
            break;
        }
        let name = String::from_utf8_lossy(name).to_ascii_lowercase();
        if STRONG.contains(&name.as_str()) {
            fields.strong += 1;
            fields.known += 1;
        } else if WEAK.contains(&name.as_str()) {
            fields.known += 1;
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extensions_are_sorted() {
        assert!(EXTENSIONS.is_sorted_by(|one, other| one.0 < other.0));
    }

    #[test]
    fn kinds() {
        let mail = b"Received: from a by b\r\nFrom: Ann <ann@example.org>\r\nSubject: Grant\r\n\r\nDear".as_slice();
        let memo = b"To: All staff\nFrom: Ann Lee\nSubject: Grants\nDate: 3 May 2016\n\nDear all".as_slice();
        let mbox = b"From ann@example.org Mon Sep 12 09:00:00 2016\nFrom: Ann\n\nHi".as_slice();
        let wide: Vec<u8> = "\u{FEFF}<!DOCTYPE html><p>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let tar = [vec![b'a'; 257], b"ustar\x0000".to_vec(), vec![0; 300]].concat();
        let cases: [(&[u8], &str, Kind); 34] = [
            (b"%PDF-1.7", "a.txt", Kind::Pdf),
            (b"\n\n%PDF-1.7", "a.pdf", Kind::Pdf),
            (b"PDF files start with %PDF-", "a.txt", Kind::Text),
            (b"PK\x03\x04", "a.docx", Kind::Zip),
            (b"\x1F\x8B\x08", "a.txt", Kind::Gzip),
            (b"BZh91AY&SY", "a", Kind::Bzip2),
            (b"BZhello", "a", Kind::Text),
            (b"\xFD7zXZ\0", "a", Kind::Xz),
            (b"\x28\xB5\x2F\xFD", "a", Kind::Zstd),
            (b"{\\rtf1", "a.doc", Kind::Rtf),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "x/a.DOC", Kind::Other("an old Word document (.doc)")),
            (&tar, "a", Kind::Tar),
            (b"  <!DOCTYPE HTML PUBLIC", "a", Kind::Html),
            (b"\xEF\xBB\xBF<html lang=en>", "a.txt", Kind::Html),
            (b"<?xml version=\"1.0\"?>\n<html xmlns", "a", Kind::Html),
            (b"<!-- saved --><HTML>", "a", Kind::Html),
            (b"<p>Hello", "a.html", Kind::Html),
            (b"<p>Hello", "a.txt", Kind::Text),
            (b"<headline>", "a.txt", Kind::Text),
            (b"Hello", "a.html", Kind::Text),
            (&wide, "a", Kind::Html),
            (mail, "a.txt", Kind::Mail),
            (memo, "memo.txt", Kind::Text),
            (memo, "memo.eml", Kind::Mail),
            (b"Hello", "a.eml", Kind::Text),
            (mbox, "inbox", Kind::Mailbox),
            (b"From here on at 10:30\nDear: all", "a.txt", Kind::Text),
            (b"{\"text\":1}", "a.jsonl", Kind::JsonLines),
            (b"{\"text\":1}", "a.txt", Kind::Text),
            (b"words", "a.ndjson", Kind::Text),
            (b"a,b", "x!y/a.CSV", Kind::Csv),
            (b"# Title", "README.md", Kind::Markdown),
            (b"words", ".md", Kind::Text),
            (b"", "", Kind::Text),
        ];
        for (head, name, kind) in cases {
            assert_eq!(Kind::of(head, name), kind, "{name}: {}", String::from_utf8_lossy(head));
        }
    }

    #[test]
    fn archives_by_their_members() {
        let kind = |names: &[&str], mimetype: &[u8]| Kind::of_members(|name| names.contains(&name), mimetype);
        assert_eq!(kind(&["[Content_Types].xml", "word/document.xml"], b""), Kind::Docx);
        assert_eq!(kind(&["[Content_Types].xml", "xl/workbook.xml"], b""), Kind::Xlsx);
        assert_eq!(kind(&["word/document.xml"], b""), Kind::Zip);
        assert_eq!(kind(&["mimetype", "content.xml"], b"application/vnd.oasis.opendocument.text"), Kind::OpenDocument);
        assert_eq!(kind(&["mimetype"], b"application/epub+zip"), Kind::Epub);
        assert_eq!(kind(&[], b""), Kind::Zip);
    }
}
