//! ZIP and tar archives: every member is read in memory, by its own kind; nothing is unpacked to disk, so no name of a
//! member can lead anywhere.

use std::io::{self, Cursor};
use std::path::Path;

use zip::ZipArchive;
use zip::result::ZipError;

use crate::contents::{Contents, INSIDE};
use crate::error::InputErrorKind;
use crate::kind::Kind;

/// Hands over the documents of a ZIP archive, in the order of its directory.
///
/// # Errors
/// When it is no archive at all. Members that cannot be read are handed over as errors.
pub(crate) fn zip(contents: &mut Contents<'_, '_>, name: &str, bytes: &[u8], depth: u32) -> Result<(), InputErrorKind> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| zip_error(Kind::Zip, &error))?;
    for member_idx in 0..archive.len() {
        if contents.budget.is_spent() {
            break;
        }
        let raw = archive.by_index_raw(member_idx);
        let (inner, is_file, is_encrypted) = match &raw {
            Ok(member) => {
                (String::from_utf8_lossy(member.name_raw()).into_owned(), member.is_file(), member.encrypted())
            }
            Err(error) => {
                let kind = zip_error(Kind::Zip, error);
                contents.error(&format!("{name}{INSIDE}#{}", member_idx + 1), kind);
                continue;
            }
        };
        drop(raw);
        if !is_file || is_passed_over(contents, &inner) {
            continue;
        }
        let place = format!("{name}{INSIDE}{inner}");
        if is_encrypted {
            contents.error(&place, InputErrorKind::Protected { kind: "a member of a ZIP archive" });
            continue;
        }
        let unpacked = match archive.by_index(member_idx) {
            Ok(member) => contents.budget.unpack(member, damaged(Kind::Zip)),
            Err(error) => Err(zip_error(Kind::Zip, &error)),
        };
        member(contents, &place, &inner, unpacked, depth);
    }
    Ok(())
}

/// Hands over the documents of a tar archive, in its order.
///
/// # Errors
/// When its first header is none. An archive that is cut off gives what is whole, then an error.
pub(crate) fn tar(contents: &mut Contents<'_, '_>, name: &str, bytes: &[u8], depth: u32) -> Result<(), InputErrorKind> {
    let mut archive = tar::Archive::new(bytes);
    for entry in archive.entries().map_err(damaged(Kind::Tar))? {
        if contents.budget.is_spent() {
            break;
        }
        let entry = match entry {
            Ok(entry) => entry,
            // There is no reading on behind a broken header.
            Err(error) => return Err(damaged(Kind::Tar)(error)),
        };
        let inner = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let kind = entry.header().entry_type();
        if !(kind.is_file() || kind.is_contiguous() || kind.is_gnu_sparse()) || is_passed_over(contents, &inner) {
            continue;
        }
        let place = format!("{name}{INSIDE}{}", inner.strip_prefix("./").unwrap_or(&inner));
        let n_bytes = entry.size();
        let unpacked = contents.budget.unpack(entry, damaged(Kind::Tar));
        if unpacked.as_ref().is_ok_and(|bytes| (bytes.len() as u64) < n_bytes) {
            contents
                .error(&place, InputErrorKind::Damaged { kind: Kind::Tar.words(), reason: "it is cut off".to_owned() });
            return Ok(());
        }
        member(contents, &place, &inner, unpacked, depth);
    }
    Ok(())
}

fn member(
    contents: &mut Contents<'_, '_>,
    place: &str,
    inner: &str,
    unpacked: Result<Vec<u8>, InputErrorKind>,
    depth: u32,
) {
    match unpacked {
        Ok(bytes) => {
            contents.file(place, inner, &bytes, depth + 1);
            contents.budget.release(bytes);
        }
        Err(kind) => contents.error(place, kind),
    }
}

/// Hidden members (those that macOS adds to every archive among them), and what the patterns leave out.
fn is_passed_over(contents: &Contents<'_, '_>, inner: &str) -> bool {
    let hidden =
        inner.split('/').any(|part| part.starts_with('.') && !matches!(part, "." | "..") || part == "__MACOSX");
    // As in a folder, leaving out a folder leaves out what is below it.
    let excluded = || Path::new(inner).ancestors().any(|path| contents.options.filter.excludes(path));
    hidden && !contents.options.hidden || excluded()
}

fn damaged(kind: Kind) -> impl Fn(io::Error) -> InputErrorKind {
    move |error| InputErrorKind::Damaged { kind: kind.words(), reason: error.to_string() }
}

/// What the ZIP reader says of an archive of `kind`.
pub(crate) fn zip_error(kind: Kind, error: &ZipError) -> InputErrorKind {
    let reason = error.to_string();
    if reason.to_ascii_lowercase().contains("password") {
        return InputErrorKind::Protected { kind: kind.words() };
    }
    InputErrorKind::Damaged { kind: kind.words(), reason }
}
