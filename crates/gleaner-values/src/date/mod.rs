//! DATE.
use crate::Settings;
use gleaner_text::{Mention, TextView};

/// Buffers of the date recogniser.
#[derive(Debug, Default)]
pub(crate) struct Scratch {}

pub(crate) fn find(_view: TextView<'_>, _settings: &Settings, _scratch: &mut Scratch, _mentions: &mut Vec<Mention>) {}
