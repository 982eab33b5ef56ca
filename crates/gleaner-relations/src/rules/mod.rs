//! What is found without a rule of the language, and the words that set it off.
//!
//! Each module says why it is code: it pairs things across sentences or lines (quotations, lists under a heading), carries what
//! one match said into the next (roles), or has no word to hold on to (commas between places, a unit beside its parent).

mod list;
mod place;
mod role;
mod said;
mod structure;

use crate::context::Context;

pub(crate) use list::{Heading, heading_of, partners_under_heading, roles_under_heading};

/// A piece of code and the words that set it off.
pub(crate) struct Trigger {
    /// Words, folded, separated by spaces.
    pub(crate) words: &'static str,
    /// Called with the token of the word; never inside a mention.
    pub(crate) run: fn(&mut Context<'_>, usize),
}

/// All triggers. A word may set off several.
pub(crate) const TRIGGERS: &[Trigger] = &[
    // Every head of a role in the lexicon sets off `role`: see `relate`.
    Trigger { words: said::WORDS, run: said::said },
    Trigger { words: "include includes including comprising comprises", run: structure::include },
];

pub(crate) use place::beside_mention as place_beside_mention;
pub(crate) use role::role;
pub(crate) use structure::beside_mention as part_beside_mention;
pub(crate) use structure::definitions;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_one_token_and_stands_once() {
        let mut split = Vec::new();
        for trigger in TRIGGERS {
            let mut seen = std::collections::BTreeSet::new();
            for word in trigger.words.split_whitespace() {
                assert!(seen.insert(word), "{word:?} stands twice in {:?}", trigger.words);
                // "Ph.D." is one token with its capitals only.
                let capitals = word.split_inclusive('.').map(|part| part[..1].to_uppercase() + &part[1..]);
                let capitals: String = capitals.collect();
                if [word, &capitals].iter().all(|word| gleaner_tokenizer::tokenized(word).len() != 1) {
                    split.push(word);
                }
            }
        }
        assert!(split.is_empty(), "never a token: {split:?}");
    }
}
