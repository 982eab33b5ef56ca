//! MONEY.
use crate::Settings;
use gleaner_text::{Mention, TextView};

pub(crate) fn find(_view: TextView<'_>, _settings: &Settings, _mentions: &mut Vec<Mention>) {
    let _ = crate::pattern::Pattern::MoneySymbolAmount.source();
}
