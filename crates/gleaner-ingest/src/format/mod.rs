//! One reader for each format. Each gives text and metadata, or one error; none of them prints, panics or reads files.

#[cfg(feature = "archive")]
pub(crate) mod archive;
pub(crate) mod compressed;
#[cfg(feature = "html")]
pub(crate) mod html;
#[cfg(feature = "email")]
pub(crate) mod mail;
pub(crate) mod markdown;
#[cfg(feature = "office")]
pub(crate) mod office;
#[cfg(feature = "pdf")]
pub(crate) mod pdf;
pub(crate) mod rtf;
