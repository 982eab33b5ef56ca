//! Compressed streams: gzip, bzip2, xz, zstd. A concatenation of several is one stream, as their tools have it.

use std::io::{BufRead, BufReader, Read};

use crate::error::InputErrorKind;
use crate::kind::Kind;

/// Read ahead in pieces of this size: lines of JSON Lines are documents, several kB long.
const BUFFER_SIZE: usize = 128 << 10;

/// What `source` unpacks to.
///
/// # Errors
/// A kind that is not built in.
pub(crate) fn decoder<'a>(
    kind: Kind,
    source: impl BufRead + Send + 'a,
) -> Result<Box<dyn Read + Send + 'a>, InputErrorKind> {
    match kind {
        #[cfg(feature = "gzip")]
        Kind::Gzip => Ok(Box::new(flate2::bufread::MultiGzDecoder::new(source))),
        #[cfg(feature = "bzip2")]
        Kind::Bzip2 => Ok(Box::new(bzip2::bufread::MultiBzDecoder::new(source))),
        #[cfg(feature = "xz")]
        Kind::Xz => Ok(Box::new(lzma_rust2::XzReader::new_mem_limit(source, true, XZ_MEMORY_KIB))),
        #[cfg(feature = "zstd")]
        Kind::Zstd => {
            let mut decoder = zstd::stream::read::Decoder::with_buffer(source).map_err(InputErrorKind::Io)?;
            decoder.window_log_max(ZSTD_WINDOW_LOG).map_err(InputErrorKind::Io)?;
            Ok(Box::new(decoder))
        }
        _ => {
            drop(source);
            let feature = match kind {
                Kind::Bzip2 => "bzip2",
                Kind::Xz => "xz",
                Kind::Zstd => "zstd",
                _ => "gzip",
            };
            Err(InputErrorKind::NotBuilt { kind: kind.words(), feature })
        }
    }
}

/// The largest dictionary of `xz -9` needs 65 MiB; a file may ask for 4 GiB.
#[cfg(feature = "xz")]
const XZ_MEMORY_KIB: u32 = 128 << 10;

/// 128 MiB, what the zstd tool takes without being told.
#[cfg(feature = "zstd")]
const ZSTD_WINDOW_LOG: u32 = 27;

/// `source` itself, or what it unpacks to where it is compressed, at most once.
pub(crate) fn stream(source: Box<dyn Read + Send>) -> Result<Box<dyn BufRead + Send>, InputErrorKind> {
    let mut source = BufReader::with_capacity(BUFFER_SIZE, source);
    let head = source.fill_buf().map_err(InputErrorKind::Io)?;
    let kind = Kind::of(head, "");
    if matches!(kind, Kind::Gzip | Kind::Bzip2 | Kind::Xz | Kind::Zstd) {
        return Ok(Box::new(BufReader::with_capacity(BUFFER_SIZE, decoder(kind, source)?)));
    }
    Ok(Box::new(source))
}

/// The name of what is inside: `a.txt` of `a.txt.gz`.
pub(crate) fn inner_name(name: &str) -> &str {
    let packed = [".gz", ".bz2", ".xz", ".zst"].iter().find_map(|ending| {
        let at = name.len().checked_sub(ending.len())?;
        name.get(at..)?.eq_ignore_ascii_case(ending).then(|| &name[..at])
    });
    packed.unwrap_or(name)
}
