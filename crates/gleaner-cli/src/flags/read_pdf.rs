//! `gleaner read-pdf`, which only this program calls.

use clap::Args;

#[derive(Args, Debug)]
pub(crate) struct ReadPdfFlags {
    /// How long it may take
    pub(crate) seconds: u64,

    /// The most bytes that it may unpack
    pub(crate) max_unpacked: u64,
}
