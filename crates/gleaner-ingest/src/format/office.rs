//! Office documents and books that are ZIP archives of XML: DOCX, PPTX, XLSX (ECMA-376), ODT and its kin (ISO 26300), EPUB.
//!
//! Each is a table of which element is text, which a paragraph and which a cell; the rest of the XML is passed over.

use std::io::Cursor;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::InputErrorKind;
use crate::blocks::{Blocks, ExtractResult, Extracted, one_line};
use crate::contents::Contents;
use crate::date::parse_written;
use crate::encoding::{declared_in_markup, decode_any};
use crate::kind::Kind;
use crate::limits::Budget;

/// The text and metadata of a document of `kind`.
///
/// # Errors
/// When it is no archive, its main part is missing, its XML is broken, or a limit of unpacking is passed.
pub(crate) fn read(kind: Kind, bytes: &[u8], contents: &mut Contents<'_, '_>) -> ExtractResult {
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(kind, &error))?;
    let boilerplate = contents.options.boilerplate;
    let mut parts = Parts { archive, kind, budget: &mut contents.budget };
    match kind {
        Kind::Docx => docx(&mut parts),
        Kind::Pptx => pptx(&mut parts),
        Kind::Xlsx => xlsx(&mut parts),
        Kind::OpenDocument => open_document(&mut parts),
        Kind::Epub => epub(&mut parts, boilerplate),
        _ => Err(InputErrorKind::Decode(crate::DecodeError::Kind(kind.words()))),
    }
}

fn damaged(kind: Kind, reason: &dyn std::fmt::Display) -> InputErrorKind {
    InputErrorKind::Damaged { kind: kind.words(), reason: reason.to_string() }
}

/// The members of the archive.
struct Parts<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    kind: Kind,
    budget: &'a mut Budget,
}

impl Parts<'_> {
    /// The text of a member; `None` if there is none of that name.
    fn part(&mut self, name: &str) -> Result<Option<String>, InputErrorKind> {
        let kind = self.kind;
        let Some(member_idx) = self.archive.index_for_name(name) else { return Ok(None) };
        let member = self.archive.by_index(member_idx).map_err(|error| damaged(kind, &error))?;
        let bytes = self.budget.unpack(member, |error| damaged(kind, &error))?;
        let text = decode_any(&bytes, declared_in_markup(&bytes)).map_err(|error| damaged(kind, &error))?.into_owned();
        self.budget.release(bytes);
        Ok(Some(text))
    }

    /// The text of a member that must be there.
    fn main(&mut self, name: &str) -> Result<String, InputErrorKind> {
        self.part(name)?.ok_or_else(|| damaged(self.kind, &format_args!("{name} is missing")))
    }

    /// The names of members between `prefix` and `suffix` with a number there, in the order of the numbers.
    fn numbered(&self, prefix: &str, suffix: &str) -> Vec<String> {
        let mut found: Vec<(u32, String)> = self
            .archive
            .file_names()
            .flatten()
            .filter_map(|name| {
                let number = name.strip_prefix(prefix)?.strip_suffix(suffix)?.parse().ok()?;
                Some((number, name.into_owned()))
            })
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(_, name)| name).collect()
    }

    /// Title, author and date of `docProps/core.xml` or `meta.xml`.
    fn metadata(&mut self, name: &str, extracted: &mut Extracted) {
        // Broken metadata is no reason to lose the text.
        let Ok(Some(xml)) = self.part(name) else { return };
        metadata(&xml, extracted);
    }
}

/// Walks XML and hands its events over: start (with whether it is empty), end, text with its references resolved.
fn walk(kind: Kind, xml: &str, mut take: impl FnMut(Xml<'_>)) -> Result<(), InputErrorKind> {
    let mut reader = Reader::from_str(xml.strip_prefix('\u{FEFF}').unwrap_or(xml));
    let mut depth = 0usize;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                depth += 1;
                take(Xml::Start(tag.local_name().into_inner(), &tag));
            }
            Ok(Event::Empty(tag)) => {
                take(Xml::Start(tag.local_name().into_inner(), &tag));
                take(Xml::End(tag.local_name().into_inner()));
            }
            Ok(Event::End(tag)) => {
                // An end without a start is an error above.
                depth = depth.saturating_sub(1);
                take(Xml::End(tag.local_name().into_inner()));
            }
            Ok(Event::Text(text)) => take(Xml::Text(&text)),
            Ok(Event::CData(text)) => take(Xml::Text(&text)),
            Ok(Event::GeneralRef(reference)) => {
                if let Ok(Some(character)) = reference.resolve_char_ref() {
                    take(Xml::Text(character.encode_utf8(&mut [0; 4])));
                } else {
                    take(Xml::Text(match &*reference {
                        "amp" => "&",
                        "lt" => "<",
                        "gt" => ">",
                        "quot" => "\"",
                        "apos" => "'",
                        "nbsp" => " ",
                        _ => "",
                    }));
                }
            }
            Ok(Event::Eof) if depth == 0 => return Ok(()),
            Ok(Event::Eof) => return Err(damaged(kind, &"its XML is cut off")),
            Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_)) => {}
            Err(error) => {
                return Err(damaged(kind, &format_args!("{error} (byte {} of its XML)", reader.error_position())));
            }
        }
    }
}

enum Xml<'a> {
    Start(&'a str, &'a BytesStart<'a>),
    End(&'a str),
    Text(&'a str),
}

/// The value of an attribute, whatever its prefix.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = tag
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().into_inner() == name)?;
    quick_xml::escape::unescape(&attribute.value).ok().map(std::borrow::Cow::into_owned)
}

/// Dublin Core as office programs write it.
fn metadata(xml: &str, extracted: &mut Extracted) {
    let mut words = String::new();
    let (mut creator, mut initial_creator, mut created, mut modified) = (None, None, None, None);
    let mut title = None;
    // What was read before the XML broke counts.
    let _ = walk(Kind::Docx, xml, |event| match event {
        Xml::Start(..) => words.clear(),
        Xml::Text(text) => words.push_str(text),
        Xml::End(name) => match name {
            "title" => title = title.take().or_else(|| one_line(&words)),
            "creator" => creator = creator.take().or_else(|| one_line(&words)),
            "initial-creator" => initial_creator = one_line(&words),
            "created" | "creation-date" => created = parse_written(&words),
            "modified" | "date" => modified = modified.take().or_else(|| parse_written(&words)),
            _ => {}
        },
    });
    extracted.title = title;
    extracted.author = initial_creator.or(creator);
    extracted.written = created.or(modified);
}

fn docx(parts: &mut Parts<'_>) -> ExtractResult {
    let mut blocks = Blocks::default();
    let main = parts.main("word/document.xml")?;
    word_processing(parts.kind, &main, &mut blocks)?;
    drop(main);
    for name in ["word/footnotes.xml", "word/endnotes.xml"] {
        if let Some(notes) = parts.part(name)? {
            blocks.paragraph();
            word_processing(parts.kind, &notes, &mut blocks)?;
        }
    }
    let mut extracted = Extracted::text(blocks.finish());
    parts.metadata("docProps/core.xml", &mut extracted);
    Ok(extracted)
}

/// WordprocessingML: `w:t` is text, `w:p` a paragraph; deleted text and the codes of fields are not shown.
fn word_processing(kind: Kind, xml: &str, blocks: &mut Blocks) -> Result<(), InputErrorKind> {
    let (mut in_text, mut deleted, mut fallback, mut table_depth) = (false, 0u32, 0u32, 0u32);
    let mut is_item = false;
    walk(kind, xml, |event| match event {
        Xml::Start(name, tag) => match name {
            "t" => in_text = deleted == 0 && fallback == 0,
            "p" => blocks.paragraph(),
            "numPr" => is_item = true,
            // Runs come behind the properties of their paragraph.
            "r" if is_item => {
                is_item = false;
                if table_depth == 0 {
                    blocks.line();
                    blocks.item("•");
                }
            }
            "tab" => blocks.space(),
            "br" | "cr" => blocks.line_break(),
            "noBreakHyphen" => blocks.flow("-"),
            "del" | "moveFrom" => deleted += 1,
            // The same drawing once more for old programs.
            "Fallback" => fallback += 1,
            "tbl" => {
                table_depth += 1;
                blocks.end_row();
                blocks.paragraph();
            }
            "tr" if table_depth > 0 => blocks.row(),
            "tc" => blocks.cell(),
            "sym" => {
                let code = attribute(tag, "char").and_then(|code| u32::from_str_radix(&code, 16).ok());
                if code.is_none_or(|code| code < 0xE000) {
                    blocks.flow(code.and_then(char::from_u32).unwrap_or(' ').encode_utf8(&mut [0; 4]));
                }
            }
            _ => {}
        },
        Xml::End(name) => match name {
            "t" => in_text = false,
            "p" => {
                is_item = false;
                blocks.paragraph();
            }
            "del" | "moveFrom" => deleted = deleted.saturating_sub(1),
            "Fallback" => fallback = fallback.saturating_sub(1),
            "tr" if table_depth > 0 => blocks.end_row(),
            "tbl" => {
                table_depth = table_depth.saturating_sub(1);
                blocks.end_row();
                blocks.paragraph();
            }
            _ => {}
        },
        Xml::Text(text) => {
            if in_text {
                blocks.flow(text);
            }
        }
    })
}

fn pptx(parts: &mut Parts<'_>) -> ExtractResult {
    let mut blocks = Blocks::default();
    for slide in parts.numbered("ppt/slides/slide", ".xml") {
        let notes = slide.replace("ppt/slides/slide", "ppt/notesSlides/notesSlide");
        for name in [slide, notes] {
            if let Some(xml) = parts.part(&name)? {
                blocks.end_row();
                blocks.paragraph();
                drawing(parts.kind, &xml, &mut blocks)?;
            }
        }
    }
    let mut extracted = Extracted::text(blocks.finish());
    parts.metadata("docProps/core.xml", &mut extracted);
    Ok(extracted)
}

/// DrawingML: `a:t` is text, `a:p` a paragraph. Slide numbers and dates that repeat are fields.
fn drawing(kind: Kind, xml: &str, blocks: &mut Blocks) -> Result<(), InputErrorKind> {
    let (mut in_text, mut in_field) = (false, false);
    walk(kind, xml, |event| match event {
        Xml::Start(name, _) => match name {
            "fld" => in_field = true,
            "t" => in_text = !in_field,
            "p" => blocks.paragraph(),
            "br" => blocks.line_break(),
            "tr" => blocks.row(),
            "tc" => blocks.cell(),
            _ => {}
        },
        Xml::End(name) => match name {
            "fld" => in_field = false,
            "t" => in_text = false,
            "p" => blocks.paragraph(),
            "tr" | "tbl" => blocks.end_row(),
            _ => {}
        },
        Xml::Text(text) => {
            if in_text {
                blocks.flow(text);
            }
        }
    })
}

/// The cells of each sheet that hold words or what a formula came to, a row a line. Numbers are as they are stored: formats of
/// dates and currencies are not applied.
fn xlsx(parts: &mut Parts<'_>) -> ExtractResult {
    let mut shared: Vec<String> = Vec::new();
    if let Some(xml) = parts.part("xl/sharedStrings.xml")? {
        let (mut words, mut in_text, mut in_phonetic) = (String::new(), false, false);
        walk(parts.kind, &xml, |event| match event {
            Xml::Start("si", _) => words.clear(),
            Xml::Start("t", _) => in_text = !in_phonetic,
            Xml::Start("rPh", _) => in_phonetic = true,
            Xml::End("rPh") => in_phonetic = false,
            Xml::End("t") => in_text = false,
            Xml::End("si") => shared.push(std::mem::take(&mut words)),
            Xml::Text(text) if in_text => words.push_str(text),
            _ => {}
        })?;
    }
    let mut blocks = Blocks::default();
    // Cells may name one long string a million times; what comes of it is bounded like anything that is unpacked.
    let max_bytes = usize::try_from(parts.budget.room()).unwrap_or(usize::MAX);
    let mut too_long = false;
    for sheet in parts.numbered("xl/worksheets/sheet", ".xml") {
        let Some(xml) = parts.part(&sheet)? else { continue };
        let (mut value, mut is_shared, mut in_value) = (String::new(), false, false);
        blocks.end_row();
        blocks.paragraph();
        walk(parts.kind, &xml, |event| match event {
            Xml::Start("row", _) => blocks.row(),
            Xml::Start("c", tag) => {
                is_shared = attribute(tag, "t").as_deref() == Some("s");
                value.clear();
                blocks.cell();
            }
            Xml::Start("v" | "t", _) => in_value = true,
            Xml::End("v" | "t") => in_value = false,
            Xml::End("c") => {
                let words =
                    if is_shared { value.parse().ok().and_then(|idx: usize| shared.get(idx)) } else { Some(&value) };
                if let Some(words) = words {
                    too_long |= blocks.len() + words.len() > max_bytes;
                    if !too_long {
                        blocks.flow(words);
                    }
                }
            }
            Xml::End("row") => blocks.end_row(),
            Xml::Text(text) if in_value => value.push_str(text),
            _ => {}
        })?;
    }
    if too_long {
        return Err(InputErrorKind::Unpacked { limit: max_bytes as u64 });
    }
    let mut extracted = Extracted::text(blocks.finish());
    parts.metadata("docProps/core.xml", &mut extracted);
    Ok(extracted)
}

fn open_document(parts: &mut Parts<'_>) -> ExtractResult {
    let main = parts.main("content.xml")?;
    let mut blocks = Blocks::default();
    let (mut depth, mut deleted, mut list_depth, mut is_item) = (0u32, 0u32, 0u32, false);
    walk(parts.kind, &main, |event| match event {
        Xml::Start(name, _) => match name {
            "p" | "h" => {
                if depth == 0 {
                    blocks.paragraph();
                    if is_item {
                        blocks.line();
                        blocks.item("•");
                    }
                }
                is_item = false;
                depth += 1;
            }
            "tracked-changes" => deleted += 1,
            "list" => list_depth += 1,
            "list-item" => is_item = true,
            "s" | "tab" => blocks.space(),
            "line-break" => blocks.line_break(),
            "table-row" => blocks.row(),
            "table-cell" | "covered-table-cell" => blocks.cell(),
            "note" => blocks.space(),
            _ => {}
        },
        Xml::End(name) => match name {
            "p" | "h" => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    blocks.paragraph();
                }
            }
            "tracked-changes" => deleted = deleted.saturating_sub(1),
            "list" => {
                list_depth = list_depth.saturating_sub(1);
                if list_depth == 0 {
                    blocks.end_item();
                    blocks.paragraph();
                }
            }
            "table-row" | "table" => blocks.end_row(),
            "note" => blocks.space(),
            _ => {}
        },
        Xml::Text(text) => {
            if depth > 0 && deleted == 0 {
                blocks.flow(text);
            }
        }
    })?;
    let mut extracted = Extracted::text(blocks.finish());
    parts.metadata("meta.xml", &mut extracted);
    Ok(extracted)
}

/// The chapters of the book in reading order, each as a page.
fn epub(parts: &mut Parts<'_>, boilerplate: bool) -> ExtractResult {
    let container = parts.main("META-INF/container.xml")?;
    let mut package_name = None;
    walk(parts.kind, &container, |event| {
        if let Xml::Start("rootfile", tag) = event {
            package_name = package_name.take().or_else(|| attribute(tag, "full-path"));
        }
    })?;
    let package_name = package_name.ok_or_else(|| damaged(parts.kind, &"it names no package"))?;
    let package = parts.main(&package_name)?;
    let mut manifest = std::collections::HashMap::new();
    let mut spine = Vec::new();
    walk(parts.kind, &package, |event| {
        if let Xml::Start(name, tag) = event {
            match name {
                "item" => {
                    if let (Some(id), Some(href)) = (attribute(tag, "id"), attribute(tag, "href")) {
                        manifest.insert(id, href);
                    }
                }
                "itemref" => spine.extend(attribute(tag, "idref")),
                _ => {}
            }
        }
    })?;
    let folder = package_name.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut text = String::new();
    for chapter in spine.iter().filter_map(|id| manifest.get(id)) {
        let name = if folder.is_empty() { chapter.clone() } else { format!("{folder}/{chapter}") };
        if let Some(page) = parts.part(&percent_decoded(&name))? {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&chapter_text(&page, boilerplate));
        }
    }
    let mut extracted = Extracted::text(text);
    metadata(&package, &mut extracted);
    Ok(extracted)
}

#[cfg(feature = "html")]
fn chapter_text(page: &str, boilerplate: bool) -> String {
    super::html::read(page, boilerplate).text
}

#[cfg(not(feature = "html"))]
fn chapter_text(page: &str, _: bool) -> String {
    let mut blocks = Blocks::default();
    let mut in_body = false;
    let _ = walk(Kind::Epub, page, |event| match event {
        Xml::Start("body", _) => in_body = true,
        Xml::Start("p" | "h1" | "h2" | "h3" | "div" | "li", _) | Xml::End("p" | "h1" | "h2" | "h3" | "div" | "li") => {
            blocks.paragraph()
        }
        Xml::Text(text) if in_body => blocks.flow(text),
        _ => {}
    });
    blocks.finish()
}

/// `a%20b.xhtml` as the archive has it.
fn percent_decoded(name: &str) -> String {
    let bytes = name.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = bytes
            .get(at + 1..at + 3)
            .and_then(|hex| str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (bytes[at], hex) {
            (b'%', Some(byte)) => {
                decoded.push(byte);
                at += 3;
            }
            (byte, _) => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}
