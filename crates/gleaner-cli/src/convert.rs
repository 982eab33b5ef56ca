//! `gleaner convert`: records in, another format out, a document at a time.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use anyhow::{Context, anyhow, bail};
use gleaner_export::{Document, Format, Item, Records, Unit};
use gleaner_ingest::{Inputs, Options, Reader, Root};

use crate::destination::{Destination, io_error, left_out};
use crate::exit::ExitStatus;
use crate::flags::{ConvertFlags, OffsetUnit};
use crate::messages;
use crate::packing::unpacked;
use crate::saved_text::SavedTexts;
use crate::written_file::{WrittenFile, keep_apart};

/// Runs `gleaner convert`.
///
/// # Errors
/// Records that cannot be read, texts that are not theirs, an output that cannot be written.
pub(crate) fn run(flags: &ConvertFlags) -> anyhow::Result<ExitStatus> {
    let unit = match flags.offsets {
        OffsetUnit::Chars => Unit::Chars,
        OffsetUnit::Bytes => Unit::Bytes,
        OffsetUnit::Utf16 => Unit::Utf16,
    };
    let mut destination = Destination::open(flags.output.as_deref(), &flags.format, unit)?;
    let Some(format) = destination.format() else {
        bail!("records are JSON Lines already; say with --to or by the name of the output what they are to become");
    };
    let output = flags.output.as_deref().filter(|path| path.as_os_str() != "-").map(WrittenFile::at);
    let written = output.into_iter().chain(destination.metadata().map(WrittenFile::open));
    for written in written {
        keep_apart(&flags.files, &written)?;
    }
    let mut texts = Texts::new(flags.text.as_deref());
    for path in &flags.files {
        let is_stdin = path.as_os_str() == "-";
        let source: Box<dyn Read> = if is_stdin {
            Box::new(io::stdin())
        } else {
            let file = File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
            Box::new(file)
        };
        let name = || if is_stdin { "standard input".to_owned() } else { path.display().to_string() };
        let source = unpacked(source).with_context(name)?;
        for item in Records::new(source, unit) {
            let mut item = item.map_err(|error| anyhow!("{}: {error}", name()))?;
            if let Item::Document(document) = &mut item {
                texts.give(document, format)?;
            }
            let taken = destination.take(item);
            if matches!(&taken, Err(error) if error.kind() == io::ErrorKind::BrokenPipe) {
                return Ok(ExitStatus::Success);
            }
            taken.context("cannot write the records")?;
        }
    }
    let summary = destination.finish()?;
    if !flags.quiet {
        for message in left_out(Some(format), &summary) {
            messages::print(&message);
        }
    }
    Ok(ExitStatus::Success)
}

/// Where texts come from that the records do not hold.
struct Texts {
    saved: Option<SavedTexts>,
    reader: Reader,
    options: Options,
}

impl Texts {
    fn new(folder: Option<&Path>) -> Self {
        let options = Options::default();
        Self { saved: folder.map(SavedTexts::of_folder), reader: Reader::new(&options), options }
    }

    /// Gives a document its text where the format has a use for it.
    fn give(&mut self, document: &mut Document, format: Format) -> anyhow::Result<()> {
        if document.text().is_some() || !format.wants_text() {
            return Ok(());
        }
        let text = match &self.saved {
            Some(saved) => saved.load(&document.name).map_err(|error| anyhow!("{error}")),
            None => self.read(&document.name),
        };
        match text {
            Ok(text) => document.set_text(text).map_err(anyhow::Error::new),
            Err(_) if !format.needs_text() && document.unit == Unit::Chars => Ok(()),
            Err(error) => Err(error.context(format!(
                "{} needs the text of {}; extract with --document-text, or with --save-text FOLDER and give it as --text FOLDER",
                format.as_str(),
                document.name
            ))),
        }
    }

    /// The text of a document that is a file by itself.
    fn read(&mut self, name: &str) -> anyhow::Result<String> {
        if !fs::metadata(name)?.is_file() {
            bail!("not a file");
        }
        let mut text = None;
        for input in Inputs::new([Root::Path(name.into())], &self.options) {
            self.reader.read(&input?, &mut |document| {
                if let Ok(document) = document
                    && document.name == name
                    && text.is_none()
                {
                    text = Some(document.text.into_owned());
                }
            });
        }
        text.ok_or_else(|| anyhow!("no text of that name in the file"))
    }
}

impl Destination {
    /// Writes a document or failure.
    fn take(&mut self, item: Item) -> io::Result<()> {
        if let Some(feed) = self.feed() {
            feed.item(item).map_err(io_error)?;
        }
        self.hand_on()
    }
}
