//! What plain words in front of a bracket say of the short form in it: "sea surface temperature (SST)" makes SST a common
//! noun, "Northern Pottery Council (NPC)" makes the words before it a name of NPC's type.
//!
//! The initials of the words have to be the letters of the short form, links ("of") counted or left out: stricter than
//! Schwartz and Hearst (2003), for nobody has said yet that these words are a name.

use foldhash::HashMap;
use gleaner_text::{EntityType, Mention, Shape, Source, SourceKind, TextView, TokenClass, TokenFlags, TokenRange};

use crate::{
    alias, letters,
    lexicon::{Class, class_of},
};

/// How many tokens before a bracket are looked at.
const MAX_TOKENS: usize = 16;

/// The words that a short form stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expansion {
    /// All in small letters: a common noun.
    Common,
    /// All with capitals: a name; `of_a_body` when one of them says that it is a body's.
    Name { tokens: TokenRange, of_a_body: bool },
}

/// Reads the brackets of a document; keeps its memory.
#[derive(Clone, Debug, Default)]
pub(crate) struct Expansions {
    /// The first token of each short form that is a common noun, by hash.
    common: HashMap<u64, u32>,
    added: Vec<Mention>,
    letters: String,
}

impl Expansions {
    /// Drops the mentions of short forms that stand for a common noun, unless a list has them, and adds the names that short
    /// forms stand for. `mentions` stay sorted and free of overlap. Returns how many went or came.
    pub(crate) fn settle(&mut self, view: TextView<'_>, mentions: &mut Vec<Mention>) -> usize {
        self.common.clear();
        self.added.clear();
        for at in 0..mentions.len() {
            let mention = &mentions[at];
            let Some(open) = opening_bracket(view, mention) else { continue };
            letters::short_form_letters(mention.span.slice(view.text), &mut self.letters);
            if !(2..=8).contains(&self.letters.len()) {
                continue;
            }
            match [false, true].iter().find_map(|links| expansion(view, open, &self.letters, *links)) {
                Some(Expansion::Common) if mention.entry.is_none() && mention.tokens.len() == 1 => {
                    let start = mention.tokens.start;
                    self.common.entry(view.hash(start as usize)).or_insert(start);
                }
                Some(Expansion::Name { tokens, of_a_body }) if mention.entity_type == EntityType::ORG => {
                    let span = view.tokens.span_of(tokens);
                    let before = mentions[..at].iter().rev().take_while(|other| other.span.end > span.start);
                    let last = self.added.last().map_or(0, |last| last.span.end);
                    // Names inside it yield; a value, or a name that begins before it or is the same, does not.
                    let free = before
                        .clone()
                        .all(|other| !other.entity_type.is_value() && span.contains(other.span) && other.span != span);
                    // Acts, medals and offices have short forms too: a word or a name has to speak for a body.
                    if free && last <= span.start && (of_a_body || before.clone().next().is_some()) {
                        let source = Source::new(SourceKind::Alias, alias::DEFINITION);
                        self.added.push(Mention::new(span, tokens, mention.entity_type, mention.score, source));
                    }
                }
                _ => {}
            }
        }
        let n_before = mentions.len();
        if !self.common.is_empty() {
            mentions.retain(|mention| {
                let start = mention.tokens.start as usize;
                let known = || self.common.get(&view.hash(start)).map(|known| view.token(*known as usize));
                mention.entity_type.is_value()
                    || mention.entry.is_some()
                    || mention.tokens.len() != 1
                    || known() != Some(view.token(start))
            });
        }
        let n_dropped = n_before - mentions.len();
        let n_added = self.added.len();
        if n_added > 0 {
            let mut next = 0;
            mentions.retain(|mention| {
                while self.added.get(next).is_some_and(|added| added.span.end <= mention.span.start) {
                    next += 1;
                }
                self.added.get(next).is_none_or(|added| !added.span.overlaps(mention.span))
            });
            mentions.append(&mut self.added);
            mentions.sort_by_key(|mention| mention.span);
        }
        n_dropped + n_added
    }
}

/// The bracket that opens right before a name and closes right behind it.
fn opening_bracket(view: TextView<'_>, mention: &Mention) -> Option<usize> {
    let tokens = mention.tokens;
    if mention.entity_type.is_value() || tokens.is_empty() || tokens.end as usize >= view.len() {
        return None;
    }
    let open = (tokens.start as usize).checked_sub(1)?;
    (view.token(open) == "(" && view.token(tokens.end as usize) == ")").then_some(open)
}

/// The words right before token `open` whose initials are `letters`; `links` says whether "of" and the like count.
fn expansion(view: TextView<'_>, open: usize, letters: &str, links: bool) -> Option<Expansion> {
    let mut wanted = letters.chars().rev();
    let mut next = wanted.next();
    let mut start = open;
    let (mut n_small, mut n_capital, mut at) = (0, 0, open);
    let mut of_a_body = false;
    while let Some(letter) = next {
        // The word after (to the right of) a line or sentence that ended cannot go on with it.
        if at == 0 || at + MAX_TOKENS < open || view.info(at).flags.has(TokenFlags::BLOCK_START) {
            return None;
        }
        at -= 1;
        let info = view.info(at);
        let word = view.token(at);
        if info.class != TokenClass::Word {
            if matches!(word, "-" | "–" | "‑" | "&" | "/") {
                continue;
            }
            return None;
        }
        let is_link = letters::is_link_word(word);
        if is_link && !links {
            continue;
        }
        if word.chars().next().and_then(|first| first.to_lowercase().next()) != Some(letter) {
            return None;
        }
        if !is_link {
            if info.shape == Shape::Lower {
                n_small += 1;
            } else {
                n_capital += 1;
            }
            of_a_body |= class_of(view.hash(at)).any(Class::ORG_TAIL | Class::UNIT | Class::ORG_NOUN);
        }
        start = at;
        next = wanted.next();
    }
    if n_capital == 0 && n_small >= 2 && !of_a_body {
        return Some(Expansion::Common);
    }
    let first_is_link = letters::is_link_word(view.token(start));
    let is_name = n_small == 0 && n_capital >= 2 && !first_is_link;
    is_name.then(|| Expansion::Name { tokens: TokenRange::new(start, open), of_a_body })
}
