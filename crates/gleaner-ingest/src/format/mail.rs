//! E-mail (RFC 5322, MIME) and mailboxes (mbox).
//!
//! The text of a message is its people, date and subject as a mail program shows them, then its body: the plain text, or
//! the HTML part as text. Attachments are documents of their own.

use std::collections::HashMap;
use std::fmt::Write;

use mail_parser::mailbox::mbox::MessageIterator;
use mail_parser::{Address, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use crate::blocks::{Blocks, Extracted, one_line};
use crate::contents::{Contents, INSIDE};
use crate::date::parse_written;
use crate::error::InputErrorKind;
use crate::kind::Kind;

/// Hands over a message and its attachments.
///
/// # Errors
/// When there is no message in `bytes`.
pub(crate) fn message(
    contents: &mut Contents<'_, '_>,
    name: &str,
    bytes: &[u8],
    depth: u32,
) -> Result<(), InputErrorKind> {
    let Some(message) = MessageParser::default().parse(bytes) else {
        return Err(InputErrorKind::Damaged { kind: Kind::Mail.words(), reason: "it has no header fields".to_owned() });
    };
    contents.extract(name, extracted(&message));
    let mut seen: HashMap<String, usize> = HashMap::new();
    for (part_idx, part) in message.attachments().enumerate() {
        if contents.budget.is_spent() {
            break;
        }
        let mut inner = part.attachment_name().and_then(one_line).unwrap_or_else(|| default_name(part, part_idx));
        let n_seen = seen.entry(inner.clone()).or_default();
        *n_seen += 1;
        let hint = inner.clone();
        if *n_seen > 1 {
            let _ = write!(inner, "#{n_seen}");
        }
        let place = format!("{name}{INSIDE}{inner}");
        if depth + 1 >= contents.options.limits.max_depth {
            contents.error(&place, InputErrorKind::TooDeep { limit: contents.options.limits.max_depth });
            continue;
        }
        match &part.body {
            // Pictures in the text (logos, signatures) are no documents that anybody misses.
            PartType::InlineBinary(_) if is_picture(part) => {}
            PartType::Binary(bytes) | PartType::InlineBinary(bytes) => {
                // Pages and texts whose charset is declared outside of them.
                contents.file(&place, &hint, bytes, depth + 1);
            }
            PartType::Text(text) | PartType::Html(text) => contents.file(&place, &hint, text.as_bytes(), depth + 1),
            PartType::Message(inner) => contents.file(&place, "message.eml", inner.raw_message(), depth + 1),
            PartType::Multipart(_) => {}
        }
    }
    Ok(())
}

fn is_picture(part: &MessagePart<'_>) -> bool {
    part.content_type().is_some_and(|kind| kind.ctype().eq_ignore_ascii_case("image"))
}

fn default_name(part: &MessagePart<'_>, part_idx: usize) -> String {
    let extension = match &part.body {
        PartType::Text(_) => ".txt",
        PartType::Html(_) => ".html",
        PartType::Message(_) => ".eml",
        _ => "",
    };
    format!("part{}{extension}", part_idx + 1)
}

/// Hands over the messages of a mailbox, `inbox!1` the first.
///
/// # Errors
/// When there is no message in it.
pub(crate) fn mailbox(
    contents: &mut Contents<'_, '_>,
    name: &str,
    bytes: &[u8],
    depth: u32,
) -> Result<(), InputErrorKind> {
    let mut n_messages = 0usize;
    for found in MessageIterator::new(bytes) {
        n_messages += 1;
        let place = format!("{name}{INSIDE}{n_messages}");
        match found {
            Ok(found) => {
                if let Err(kind) = message(contents, &place, found.contents(), depth + 1) {
                    contents.error(&place, kind);
                }
            }
            Err(error) => {
                contents.error(
                    &place,
                    InputErrorKind::Damaged { kind: Kind::Mailbox.words(), reason: format!("{error:?}") },
                );
                break;
            }
        }
    }
    if n_messages == 0 {
        return Err(InputErrorKind::Damaged { kind: Kind::Mailbox.words(), reason: "it has no messages".to_owned() });
    }
    Ok(())
}

fn extracted(message: &Message<'_>) -> Extracted {
    let mut blocks = Blocks::default();
    let author = message.from().map(|from| people(from));
    let mut field = |label: &str, value: Option<String>| {
        if let Some(value) = value.as_deref().and_then(one_line) {
            blocks.flow(label);
            blocks.space();
            blocks.flow(&value);
            // A field a paragraph: no line of these goes on in the next.
            blocks.paragraph();
        }
    };
    field("From:", author.clone());
    field("To:", message.to().map(people));
    field("Cc:", message.cc().map(people));
    field("Date:", message.header_raw("Date").map(str::to_owned));
    field("Subject:", message.subject().map(str::to_owned));
    for part in message.text_bodies() {
        blocks.paragraph();
        match &part.body {
            PartType::Text(text) => blocks.verbatim(text),
            PartType::Html(page) => blocks.verbatim(&html(page)),
            _ => {}
        }
    }
    let written = message.date().and_then(|date| {
        parse_written(&format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}",
            date.year, date.month, date.day, date.hour, date.minute
        ))
    });
    let name_of_author =
        message.from().and_then(Address::first).and_then(|first| first.name().or_else(|| first.address()));
    Extracted {
        text: blocks.finish(),
        title: message.subject().and_then(one_line),
        author: name_of_author.and_then(one_line),
        written,
    }
}

#[cfg(feature = "html")]
fn html(page: &str) -> String {
    // Mails have no navigation to leave out, and hidden preview texts are the only loss.
    super::html::read(page, false).text
}

#[cfg(not(feature = "html"))]
fn html(page: &str) -> String {
    mail_parser::decoders::html::html_to_text(page)
}

/// `Ann Lee <ann@example.org>, …`
fn people(address: &Address<'_>) -> String {
    let mut people = String::new();
    for person in address.iter() {
        if !people.is_empty() {
            people.push_str(", ");
        }
        match (person.name(), person.address()) {
            (Some(name), Some(address)) => {
                let _ = write!(people, "{name} <{address}>");
            }
            (Some(words), None) | (None, Some(words)) => people.push_str(words),
            (None, None) => {}
        }
    }
    people
}
