//! Packed streams by name: `.gz` and `.zst`.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;

/// How a file is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Packing {
    Plain,
    Gzip,
    Zstd,
}

impl Packing {
    /// By the end of a name, and the name without that end.
    pub(crate) fn by_name(path: &Path) -> (Self, PathBuf) {
        let packing = match path.extension().and_then(|extension| extension.to_str()) {
            Some("gz") => Self::Gzip,
            Some("zst") => Self::Zstd,
            _ => Self::Plain,
        };
        let inner = if packing == Self::Plain { path.to_owned() } else { path.with_extension("") };
        (packing, inner)
    }
}

/// Packs what is written to it.
pub(crate) enum Packer<W: Write> {
    Plain(W),
    Gzip(Box<GzEncoder<W>>),
    #[cfg(feature = "zstd")]
    Zstd(Box<zstd::Encoder<'static, W>>),
}

impl<W: Write> Packer<W> {
    /// # Errors
    /// Where this build lacks the way of packing.
    pub(crate) fn new(packing: Packing, writer: W) -> anyhow::Result<Self> {
        Ok(match packing {
            Packing::Plain => Self::Plain(writer),
            Packing::Gzip => Self::Gzip(Box::new(GzEncoder::new(writer, Compression::default()))),
            #[cfg(feature = "zstd")]
            Packing::Zstd => Self::Zstd(Box::new(zstd::Encoder::new(writer, 0)?)),
            #[cfg(not(feature = "zstd"))]
            Packing::Zstd => {
                anyhow::bail!("this gleaner was built without writing zstd: build it with `--features zstd`")
            }
        })
    }

    /// Writes the end of the stream, and gives what it was written to.
    pub(crate) fn finish(self) -> io::Result<W> {
        match self {
            Self::Plain(writer) => Ok(writer),
            Self::Gzip(encoder) => encoder.finish(),
            #[cfg(feature = "zstd")]
            Self::Zstd(encoder) => encoder.finish(),
        }
    }

    /// What is written to.
    pub(crate) fn get_ref(&self) -> &W {
        match self {
            Self::Plain(writer) => writer,
            Self::Gzip(encoder) => encoder.get_ref(),
            #[cfg(feature = "zstd")]
            Self::Zstd(encoder) => encoder.get_ref(),
        }
    }
}

impl<W: Write> Write for Packer<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(writer) => writer.write(bytes),
            Self::Gzip(encoder) => encoder.write(bytes),
            #[cfg(feature = "zstd")]
            Self::Zstd(encoder) => encoder.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(writer) => writer.flush(),
            Self::Gzip(encoder) => encoder.flush(),
            #[cfg(feature = "zstd")]
            Self::Zstd(encoder) => encoder.flush(),
        }
    }
}

/// What is in a stream that may be packed, by its first bytes.
///
/// # Errors
/// Those of the system, and a way of packing that this build lacks.
pub(crate) fn unpacked(source: impl Read + 'static) -> anyhow::Result<Box<dyn BufRead>> {
    let mut source = BufReader::with_capacity(256 << 10, source);
    let begin = source.fill_buf()?;
    if begin.starts_with(b"\x1f\x8b") {
        return Ok(Box::new(BufReader::with_capacity(256 << 10, MultiGzDecoder::new(source))));
    }
    if begin.starts_with(b"\x28\xb5\x2f\xfd") {
        #[cfg(feature = "zstd")]
        return Ok(Box::new(BufReader::with_capacity(256 << 10, zstd::Decoder::with_buffer(source)?)));
        #[cfg(not(feature = "zstd"))]
        anyhow::bail!("is packed with zstd; this gleaner was built without it: build it with `--features zstd`");
    }
    Ok(Box::new(source))
}
