//! PDF to text by pdf-extract, kept from doing harm.
//!
//! Its parser panics on some broken files and can be led in circles, so it runs in a thread of its own:
//!
//! - a panic is caught and becomes the error of that file;
//! - every character it puts out passes a check of time and size, which ends it from within;
//! - forms that draw themselves, which would overflow the stack (nobody catches that), and forms that draw each other so
//!   often that it would take years are refused before it begins; pictures are emptied, since it would read them as text;
//! - streams that unpack to more than the limit are found before anything is parsed;
//! - a thread that is stuck without output when the time is over is left behind, at the lowest cost that the system
//!   allows: it ends with the program. More than [`MAX_STUCK`] of them, and no further PDF is begun.

use std::collections::{HashMap, HashSet};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use pdf_extract::{
    ColorSpace, Dictionary, Document, MediaBox, Object, ObjectId, OutputDev, OutputError, Path, PlainTextOutput,
    Stream, Transform,
};

use crate::blocks::{ExtractResult, Extracted, one_line};
use crate::date::{Written, parse_written};
use crate::error::InputErrorKind;
use crate::kind::Kind;
use crate::limits::Limits;

/// Threads that may be stuck at one time.
const MAX_STUCK: usize = 4;
/// Of the thread; its parsers recurse up to a bound.
const STACK_BYTES: usize = 64 << 20;
/// Forms drawn in all; real pages have tens.
const MAX_DRAWN: u64 = 100_000;
/// Forms in forms.
const MAX_FORM_DEPTH: u32 = 60;

static STUCK: AtomicUsize = AtomicUsize::new(0);

/// The text and metadata of a PDF.
///
/// # Errors
/// When it is damaged, protected, has no text, or takes too long.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> ExtractResult {
    let kind = Kind::Pdf.words();
    if STUCK.load(Ordering::Relaxed) >= MAX_STUCK {
        let reason = "too many files before it never ended, none is begun any more".to_owned();
        return Err(InputErrorKind::Damaged { kind, reason });
    }
    let start = find_header(bytes);
    if streams_unpack_beyond(&bytes[start..], limits.max_unpacked_bytes) {
        return Err(InputErrorKind::Unpacked { limit: limits.max_unpacked_bytes });
    }
    let bytes: Arc<[u8]> = Arc::from(&bytes[start..]);
    let (sender, receiver) = channel();
    let deadline = Instant::now() + Duration::from_secs(limits.max_seconds.min(1 << 20));
    let max_bytes = limits.max_unpacked_bytes;
    let work = move || {
        let result = catch_unwind(AssertUnwindSafe(|| extract(&bytes, deadline, max_bytes)));
        let result = result.unwrap_or_else(|panic| {
            let words = panic
                .downcast_ref::<&str>()
                .map(ToString::to_string)
                .or_else(|| panic.downcast_ref::<String>().cloned());
            Err(Failure::Damaged(words.unwrap_or_else(|| "its reader gave up".to_owned())))
        });
        // Nobody may be waiting any more: then this thread was counted as stuck.
        if sender.send(result).is_err() {
            STUCK.fetch_sub(1, Ordering::Relaxed);
        }
    };
    // The name keeps the panic off standard error, see the program's panic hook.
    let spawned = thread::Builder::new().name("gleaner-worker-pdf".to_owned()).stack_size(STACK_BYTES).spawn(work);
    spawned.map_err(InputErrorKind::Io)?;
    let slow = || InputErrorKind::Slow { kind, seconds: limits.max_seconds };
    // A little longer than the thread's own deadline, so that it can end by itself.
    let patience = deadline.saturating_duration_since(Instant::now()) + Duration::from_millis(500);
    match receiver.recv_timeout(patience) {
        Ok(Ok(extracted)) if extracted.text.trim().is_empty() => Err(InputErrorKind::NoTextLayer { kind }),
        Ok(Ok(extracted)) => Ok(extracted),
        Ok(Err(Failure::Slow)) => Err(slow()),
        Ok(Err(Failure::TooLong)) => Err(InputErrorKind::Unpacked { limit: max_bytes }),
        Ok(Err(Failure::Protected)) => Err(InputErrorKind::Protected { kind }),
        Ok(Err(Failure::Damaged(reason))) => {
            Err(InputErrorKind::Damaged { kind, reason: reason.chars().take(200).collect() })
        }
        Err(RecvTimeoutError::Timeout) => {
            STUCK.fetch_add(1, Ordering::Relaxed);
            Err(slow())
        }
        Err(RecvTimeoutError::Disconnected) => {
            Err(InputErrorKind::Damaged { kind, reason: "its reader gave up".to_owned() })
        }
    }
}

enum Failure {
    Slow,
    TooLong,
    Protected,
    Damaged(String),
}

impl From<pdf_extract::Error> for Failure {
    fn from(error: pdf_extract::Error) -> Self {
        Self::Damaged(error.to_string())
    }
}

/// Where the header is; readers allow some junk before it.
fn find_header(bytes: &[u8]) -> usize {
    let head = &bytes[..bytes.len().min(1 << 10)];
    head.windows(5).position(|window| window == b"%PDF-").unwrap_or(0)
}

/// Whether the deflated streams come to more than `limit` bytes together. The parser unpacks whole streams into memory, some
/// of them while it loads the file, and knows no limit. Pictures do not count: they are never unpacked.
fn streams_unpack_beyond(bytes: &[u8], limit: u64) -> bool {
    const KEYWORD: &[u8] = b"stream";
    /// A dictionary of a picture is no longer than this.
    const MAX_DICTIONARY_BYTES: usize = 400;
    let mut left = limit;
    let mut at = 0;
    while let Some(found) = bytes[at..].windows(KEYWORD.len()).position(|window| window == KEYWORD) {
        let keyword = at + found;
        at = keyword + KEYWORD.len();
        let data = &bytes[at..];
        let data = data.strip_prefix(b"\r\n").or_else(|| data.strip_prefix(b"\n")).unwrap_or(data);
        // The first byte of zlib data with the usual window.
        if data.first() != Some(&0x78) {
            continue;
        }
        let before = &bytes[keyword.saturating_sub(MAX_DICTIONARY_BYTES)..keyword];
        let dictionary =
            before.windows(3).rposition(|window| window == b"obj").map_or(before, |start| &before[start..]);
        if dictionary.windows(6).any(|window| window == b"/Image") {
            continue;
        }
        let mut decoder = flate2::bufread::ZlibDecoder::new(data);
        // A broken stream gives what it gave up to there.
        let _ = io::copy(&mut io::Read::take(&mut decoder, left.saturating_add(1)), &mut io::sink());
        if decoder.total_out() > left {
            return true;
        }
        left -= decoder.total_out();
        at += usize::try_from(decoder.total_in()).unwrap_or(0);
    }
    false
}

fn extract(bytes: &[u8], deadline: Instant, max_bytes: u64) -> Result<Extracted, Failure> {
    let mut document = Document::load_mem(bytes)?;
    if document.is_encrypted() && document.decrypt("").is_err() {
        return Err(Failure::Protected);
    }
    empty_pictures(&mut document);
    forms_end(&document)?;
    let mut extracted = metadata(&document);
    let mut text = String::new();
    let mut output =
        Watched { inner: PlainTextOutput::new(&mut text), deadline, left: max_bytes, n_seen: 0, stopped: None };
    let result = pdf_extract::output_doc(&document, &mut output);
    if let Some(failure) = output.stopped.take() {
        return Err(failure);
    }
    result.map_err(|error| Failure::Damaged(error.to_string()))?;
    drop(output);
    extracted.text = tidy(&text);
    Ok(extracted)
}

/// Without blanks at the ends of lines and more than one blank line in a row.
fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    for line in text.lines().map(str::trim_end) {
        if line.is_empty() && (tidied.is_empty() || tidied.ends_with("\n\n")) {
            continue;
        }
        tidied.push_str(line);
        tidied.push('\n');
    }
    tidied.truncate(tidied.trim_end().len());
    if !tidied.is_empty() {
        tidied.push('\n');
    }
    tidied
}

/// Passes on what the extractor puts out, until time or room is up.
struct Watched<'t> {
    inner: PlainTextOutput<&'t mut String>,
    deadline: Instant,
    left: u64,
    n_seen: u32,
    stopped: Option<Failure>,
}

impl Watched<'_> {
    fn check(&mut self, n_bytes: usize) -> Result<(), OutputError> {
        let Some(left) = self.left.checked_sub(n_bytes as u64 + 1) else {
            self.stopped = Some(Failure::TooLong);
            return Err(OutputError::IoError(io::ErrorKind::Other.into()));
        };
        self.left = left;
        self.n_seen += 1;
        if self.n_seen.is_multiple_of(256) && Instant::now() > self.deadline {
            self.stopped = Some(Failure::Slow);
            return Err(OutputError::IoError(io::ErrorKind::TimedOut.into()));
        }
        Ok(())
    }
}

impl OutputDev for Watched<'_> {
    fn begin_page(
        &mut self,
        page_num: u32,
        media_box: &MediaBox,
        art_box: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        self.check(0)?;
        self.inner.begin_page(page_num, media_box, art_box)
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        self.inner.end_page()
    }

    fn output_character(
        &mut self,
        trm: &Transform,
        width: f64,
        spacing: f64,
        font_size: f64,
        char: &str,
    ) -> Result<(), OutputError> {
        self.check(char.len())?;
        self.inner.output_character(trm, width, spacing, font_size, char)
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        self.check(0)?;
        self.inner.begin_word()
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        self.inner.end_word()
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        self.inner.end_line()
    }

    fn stroke(&mut self, _: &Transform, _: &ColorSpace, _: &[f64], _: &Path) -> Result<(), OutputError> {
        self.check(0)
    }

    fn fill(&mut self, _: &Transform, _: &ColorSpace, _: &[f64], _: &Path) -> Result<(), OutputError> {
        self.check(0)
    }
}

fn empty_pictures(document: &mut Document) {
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object
            && stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Image")
        {
            stream.content = Vec::new();
            stream.dict.remove(b"Filter");
        }
    }
}

/// Follows what pages draw, and what those forms draw.
///
/// # Errors
/// When it never ends, or as good as never.
fn forms_end(document: &Document) -> Result<(), Failure> {
    let mut forms = Forms { document, costs: HashMap::new(), open: HashSet::new() };
    let mut total = 0u64;
    for page in document.get_pages().into_values() {
        let Ok(dictionary) = document.get_dictionary(page) else { continue };
        let Some(resources) = inherited_resources(document, dictionary) else { continue };
        if x_objects(document, resources).is_none() {
            continue;
        }
        let content = document.get_page_content(page).unwrap_or_default();
        total = total.saturating_add(forms.drawn(&content, resources, 0)?);
        if total > MAX_DRAWN {
            return Err(too_many());
        }
    }
    Ok(())
}

fn too_many() -> Failure {
    Failure::Damaged("its forms draw each other too often".to_owned())
}

fn inherited_resources<'d>(document: &'d Document, page: &'d Dictionary) -> Option<&'d Dictionary> {
    let mut node = page;
    for _ in 0..MAX_FORM_DEPTH {
        if let Some(resources) = dictionary_at(document, node, b"Resources") {
            return Some(resources);
        }
        node = node.get(b"Parent").and_then(Object::as_reference).and_then(|id| document.get_dictionary(id)).ok()?;
    }
    None
}

fn dictionary_at<'d>(document: &'d Document, dictionary: &'d Dictionary, key: &[u8]) -> Option<&'d Dictionary> {
    match dictionary.get(key).ok()? {
        Object::Reference(id) => document.get_dictionary(*id).ok(),
        object => object.as_dict().ok(),
    }
}

fn x_objects<'d>(document: &'d Document, resources: &'d Dictionary) -> Option<&'d Dictionary> {
    dictionary_at(document, resources, b"XObject").filter(|x_objects| x_objects.iter().next().is_some())
}

struct Forms<'d> {
    document: &'d Document,
    /// How many forms are drawn by drawing this one.
    costs: HashMap<ObjectId, u64>,
    /// Being followed: met again, it draws itself.
    open: HashSet<ObjectId>,
}

impl Forms<'_> {
    fn drawn(&mut self, content: &[u8], resources: &Dictionary, depth: u32) -> Result<u64, Failure> {
        let Some(x_objects) = x_objects(self.document, resources) else { return Ok(0) };
        let mut total = 0u64;
        for name in drawn_names(content) {
            let Ok(id) = x_objects.get(name).and_then(Object::as_reference) else { continue };
            total = total.saturating_add(1).saturating_add(self.cost(id, resources, depth)?);
            if total > MAX_DRAWN {
                return Err(too_many());
            }
        }
        Ok(total)
    }

    fn cost(&mut self, id: ObjectId, outer: &Dictionary, depth: u32) -> Result<u64, Failure> {
        if let Some(cost) = self.costs.get(&id) {
            return Ok(*cost);
        }
        let Ok(form) = self.document.get_object(id).and_then(Object::as_stream) else { return Ok(0) };
        if depth >= MAX_FORM_DEPTH || !self.open.insert(id) {
            return Err(Failure::Damaged("a form on its pages draws itself without end".to_owned()));
        }
        let own = dictionary_at(self.document, &form.dict, b"Resources");
        let cost = self.drawn(&plain(form), own.unwrap_or(outer), depth + 1)?;
        self.open.remove(&id);
        self.costs.insert(id, cost);
        Ok(cost)
    }
}

fn plain(form: &Stream) -> Vec<u8> {
    if form.filters().is_ok() { form.decompressed_content().unwrap_or_default() } else { form.content.clone() }
}

/// The names before each `Do` operator.
fn drawn_names(content: &[u8]) -> impl Iterator<Item = &[u8]> {
    let is_space = |byte: &u8| byte.is_ascii_whitespace() || *byte == 0;
    content.windows(2).enumerate().filter(|(_, pair)| *pair == b"Do").filter_map(move |(at, _)| {
        let before = &content[..at];
        let end = before.iter().rposition(|byte| !is_space(byte))? + 1;
        let start = before[..end].iter().rposition(|byte| is_space(byte) || *byte == b'/')?;
        (before[start] == b'/').then(|| &before[start + 1..end])
    })
}

fn metadata(document: &Document) -> Extracted {
    let info = document.trailer.get(b"Info").ok().and_then(|info| match info {
        Object::Reference(id) => document.get_dictionary(*id).ok(),
        object => object.as_dict().ok(),
    });
    let string = |key: &[u8]| {
        let object = info?.get(key).ok()?;
        let object = if let Object::Reference(id) = object { document.get_object(*id).ok()? } else { object };
        object.as_str().ok().map(text_string)
    };
    Extracted {
        text: String::new(),
        title: string(b"Title").and_then(|title| one_line(&title)),
        author: string(b"Author").and_then(|author| one_line(&author)),
        written: string(b"CreationDate")
            .as_deref()
            .and_then(date)
            .or_else(|| string(b"ModDate").as_deref().and_then(date)),
    }
}

/// A text string: UTF-16 or UTF-8 with a mark, else PDFDocEncoding, which differs from Windows-1252 only in rare signs.
fn text_string(bytes: &[u8]) -> String {
    let encoding = encoding_rs::Encoding::for_bom(bytes).map_or(encoding_rs::WINDOWS_1252, |(encoding, _)| encoding);
    encoding.decode(bytes).0.into_owned()
}

/// `D:20160912101500+01'00'`
fn date(date: &str) -> Option<Written> {
    let digits = date.trim().trim_start_matches("D:");
    let (day, time) = (digits.get(..8)?, digits.get(8..12));
    let time = time.filter(|time| time.bytes().all(|byte| byte.is_ascii_digit()));
    parse_written(&time.map_or_else(|| day.to_owned(), |time| format!("{day}T{}:{}", &time[..2], &time[2..])))
}
