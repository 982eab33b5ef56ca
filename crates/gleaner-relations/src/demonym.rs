//! Words that say of a person where she belongs: "Belgian", "Dutch".

use crate::context::Context;

/// Demonyms without a common ending, and countries that are written for them.
const KNOWN: &[&str] = &[
    "American",
    "German",
    "Mexican",
    "African",
    "French",
    "Dutch",
    "Greek",
    "Swiss",
    "Thai",
    "Czech",
    "Welsh",
    "Iraqi",
    "Israeli",
    "Pakistani",
    "Bangladeshi",
    "Kuwaiti",
    "Saudi",
    "Yemeni",
    "Qatari",
    "Omani",
    "Emirati",
    "Bahraini",
    "Somali",
    "Nepali",
    "Afghan",
    "Filipino",
    "Uzbek",
    "Kazakh",
    "Slovak",
    "Serb",
    "Croat",
    "UK",
    "US",
    "U.S.",
];

/// Endings of the others.
const ENDINGS: &[&str] = &["ian", "ese", "ish", "ican", "ean"];

impl Context<'_> {
    /// "Belgian", "Dutch", "UK". A town or county in front of a noun does not.
    pub(crate) fn is_demonym(&self, place: usize) -> bool {
        let word = self.mentions[place].span.slice(self.view.text);
        KNOWN.contains(&word) || ENDINGS.iter().any(|end| word.ends_with(end))
    }
}
