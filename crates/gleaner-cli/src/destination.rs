//! Where results go, and in what format: JSON Lines as they are, anything else through an exporter.

use std::fs::Metadata;
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, bail};
use gleaner_export::{ExportError, Feed, Format, GoesTo, Kind, Options, Sink, Summary, Target, Unit, open};

use crate::flags::{FormatFlags, OutputFormat, RecordKind};
use crate::ledger::Ledger;
use crate::output::Output;
use crate::output_folder::OutputFolder;
use crate::packing::Packing;

/// Where results go.
pub(crate) struct Destination {
    format: Option<Format>,
    /// The records on their way to another format.
    feed: Option<Feed>,
    place: Place,
}

/// What is written.
enum Place {
    /// A file or standard output.
    Stream {
        output: Output,
        /// What the exporter has written and is not handed on yet.
        waiting: Waiting,
    },
    /// A file that the exporter writes by itself, and that takes its place at the end.
    Own(Output),
    Folder(OutputFolder),
}

/// Bytes between an exporter and the output.
#[derive(Clone, Default)]
struct Waiting(Arc<Mutex<Vec<u8>>>);

impl Waiting {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Waiting {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Destination {
    /// Opens what `path` and `flags` ask for; `unit` is that of records whose document record does not say it.
    ///
    /// # Errors
    /// An output that cannot be written, a format that this build lacks or that does not go there.
    pub(crate) fn open(path: Option<&Path>, flags: &FormatFlags, unit: Unit) -> anyhow::Result<Self> {
        let path = path.filter(|path| path.as_os_str() != "-");
        let (packing, inner) = path.map_or((Packing::Plain, None), |path| {
            let (packing, inner) = Packing::by_name(path);
            (packing, Some(inner))
        });
        let by_name = inner.as_deref().and_then(Format::by_name);
        let format = match flags.to {
            Some(typed) => export_format(typed),
            // A folder that happens to be called "x.csv" is none of a format's making.
            None => by_name,
        };
        let tables = matches!(format, Some(Format::Csv | Format::Parquet));
        if flags.kind.is_some() && !tables {
            bail!("--kind is for CSV and Parquet");
        }
        if flags.spreadsheet && format != Some(Format::Csv) {
            bail!("--spreadsheet is for CSV");
        }
        let Some(format) = format else {
            let place = Place::Stream { output: Output::open(path)?, waiting: Waiting::default() };
            return Ok(Self { format: None, feed: None, place });
        };
        if !format.is_built() {
            // Before anything is made.
            let opened = open(format, Options::default(), Target::Writer(Box::new(io::sink())));
            opened.map_err(anyhow::Error::new)?;
        }
        let is_one_file = path.is_none() || by_name == Some(format);
        let kind = flags.kind.map(record_kind).or_else(|| (tables && is_one_file).then_some(Kind::Entities));
        let options = Options { kind, spreadsheet: flags.spreadsheet };
        let (place, sink): (Place, Box<dyn Sink>) = match (format.goes_to(kind), path) {
            (GoesTo::Writer, path) => {
                let waiting = Waiting::default();
                let sink = open(format, options, Target::Writer(Box::new(waiting.clone())))?;
                (Place::Stream { output: Output::open(path)?, waiting }, sink)
            }
            (goes_to, None) => {
                let what = if goes_to == GoesTo::Folder {
                    "a folder: give it with -o FOLDER"
                } else {
                    "a file: give it with -o FILE"
                };
                bail!("{} is written to {what}", format.as_str());
            }
            (_, Some(_)) if packing != Packing::Plain => bail!("{} cannot be packed", format.as_str()),
            (GoesTo::File, Some(path)) => {
                let output = Output::open(Some(path))?;
                let Some(temporary) = output.temporary() else {
                    bail!("{} is written to a file, which {} is not", format.as_str(), path.display());
                };
                let sink = open(format, options, Target::File(temporary))?;
                (Place::Own(output), sink)
            }
            (GoesTo::Folder, Some(path)) => {
                let folder = OutputFolder::open(path, format != Format::Brat)?;
                let sink = open(format, options, Target::Folder(folder.folder()))?;
                (Place::Folder(folder), sink)
            }
        };
        Ok(Self { format: Some(format), feed: Some(Feed::new(sink, unit)), place })
    }

    /// The file of an earlier run, gone on with.
    pub(crate) fn resumed(ledger: Ledger, path: &Path) -> Self {
        let output = Output::Resumed { ledger: Box::new(ledger), path: path.to_owned() };
        Self { format: None, feed: None, place: Place::Stream { output, waiting: Waiting::default() } }
    }

    /// Whether JSON Lines are written to `path` as they are.
    pub(crate) fn is_plain(path: &Path, flags: &FormatFlags) -> bool {
        let (packing, inner) = Packing::by_name(path);
        let format = flags.to.map_or_else(|| Format::by_name(&inner), export_format);
        packing == Packing::Plain && format.is_none()
    }

    /// All records of the input of that name are written.
    pub(crate) fn done(&mut self, name: &str) -> io::Result<()> {
        match &mut self.place {
            Place::Stream { output, .. } => output.done(name),
            Place::Own(_) | Place::Folder(_) => Ok(()),
        }
    }

    /// The format, `None` for JSON Lines.
    pub(crate) const fn format(&self) -> Option<Format> {
        self.format
    }

    /// What is known of the file that is written, if it is one: a walk over its folder must not read it.
    pub(crate) fn metadata(&self) -> Option<Metadata> {
        match &self.place {
            Place::Stream { output, .. } | Place::Own(output) => output.metadata(),
            Place::Folder(_) => None,
        }
    }

    /// The folder in which the output appears.
    pub(crate) fn folder(&self) -> Option<&Path> {
        match &self.place {
            Place::Stream { output, .. } | Place::Own(output) => output.folder(),
            Place::Folder(folder) => folder.folder().parent(),
        }
    }

    /// Whether results go to standard output.
    pub(crate) const fn is_stdout(&self) -> bool {
        matches!(self.place, Place::Stream { output: Output::Stdout(_), .. })
    }

    /// Writes records: lines of JSON, cut anywhere.
    ///
    /// # Errors
    /// Those of the system; what the exporter says is in an error of the kind [`io::ErrorKind::Other`].
    pub(crate) fn write(&mut self, records: &[u8]) -> io::Result<()> {
        match (&mut self.feed, &mut self.place) {
            (None, Place::Stream { output, .. }) => output.write(records),
            (None, Place::Own(_) | Place::Folder(_)) => Ok(()),
            (Some(feed), place) => {
                feed.push(records).map_err(io_error)?;
                hand_on(place)
            }
        }
    }

    /// Hands a sink of the format what is not lines of JSON: documents.
    pub(crate) fn feed(&mut self) -> Option<&mut Feed> {
        self.feed.as_mut()
    }

    /// Hands on what the exporter has written.
    pub(crate) fn hand_on(&mut self) -> io::Result<()> {
        hand_on(&mut self.place)
    }

    /// Writes what is left and puts the output in its place.
    ///
    /// # Errors
    /// As [`Destination::write`].
    pub(crate) fn finish(mut self) -> anyhow::Result<Summary> {
        let mut summary = Summary::default();
        if let Some(feed) = self.feed.take() {
            summary = feed.finish().map_err(io_error).context("cannot write the records")?;
            hand_on(&mut self.place).context("cannot write the records")?;
        }
        match self.place {
            Place::Stream { output, .. } | Place::Own(output) => output.finish()?,
            Place::Folder(folder) => folder.finish()?,
        }
        Ok(summary)
    }
}

fn hand_on(place: &mut Place) -> io::Result<()> {
    match place {
        Place::Stream { output, waiting } => {
            let bytes = waiting.take();
            if bytes.is_empty() { Ok(()) } else { output.write(&bytes) }
        }
        Place::Own(_) | Place::Folder(_) => Ok(()),
    }
}

/// What of the records has no place in the format, a sentence each.
pub(crate) fn left_out(format: Option<Format>, summary: &Summary) -> Vec<String> {
    let Some(format) = format.map(Format::as_str) else { return Vec::new() };
    let counts = [
        (summary.overlapping_entities, "entities that overlap others"),
        (summary.unplaced_relations, "relations"),
        (summary.unplaced_errors, "error records"),
    ];
    let counts = counts.iter().filter(|(count, _)| *count > 0);
    counts
        .map(|(count, what)| format!("not in this {format} output, which has no place for them: {what}, {count}"))
        .collect()
}

pub(crate) fn io_error(error: ExportError) -> io::Error {
    match error {
        ExportError::Io(error) => error,
        error => io::Error::other(error),
    }
}

const fn export_format(typed: OutputFormat) -> Option<Format> {
    Some(match typed {
        OutputFormat::Jsonl => return None,
        OutputFormat::Csv => Format::Csv,
        OutputFormat::Parquet => Format::Parquet,
        OutputFormat::Sqlite => Format::Sqlite,
        OutputFormat::Brat => Format::Brat,
        OutputFormat::Conll => Format::Conll,
        OutputFormat::Spacy => Format::Spacy,
        OutputFormat::W3c => Format::W3c,
        OutputFormat::Graphml => Format::Graphml,
    })
}

const fn record_kind(typed: RecordKind) -> Kind {
    match typed {
        RecordKind::Documents => Kind::Documents,
        RecordKind::Entities => Kind::Entities,
        RecordKind::Relations => Kind::Relations,
        RecordKind::Errors => Kind::Errors,
    }
}
