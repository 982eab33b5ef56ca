//! Names of documents as IRIs.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What RFC 3986 lets stand in a path as it is.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// A relative reference to the document; one that has a scheme already stays as it is.
pub(crate) fn of_document(name: &str) -> String {
    if is_web(name) {
        return of_reference(name);
    }
    let path = utf8_percent_encode(name, PATH).to_string();
    // "//x" would be a host.
    if path.starts_with("//") { format!("/.{path}") } else { path }
}

/// Whether it is the address of something on the web.
pub(crate) fn is_web(name: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| name.starts_with(scheme))
}

/// An address as an IRI: what may not stand in one is escaped.
pub(crate) fn of_reference(address: &str) -> String {
    const NOT_IN_IRI: &AsciiSet = &percent_encoding::CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'<')
        .add(b'>')
        .add(b'\\')
        .add(b'^')
        .add(b'`')
        .add(b'{')
        .add(b'|')
        .add(b'}');
    utf8_percent_encode(address, NOT_IN_IRI).to_string()
}
