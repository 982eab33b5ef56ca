//! The pass over a text.

use gleaner_text::{EntryId, Shape, Span, TextView, TokenRange};

use crate::gazetteer::{Gazetteer, Label};
use crate::index::{BEGINS, BEGINS_SMALL};

/// A place of a text that spells a name of the gazetteer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The tokens from the first to the last of the name.
    pub tokens: TokenRange,
    /// The bytes from the start of the first to the end of the last token.
    pub span: Span,
    /// The first choice among the candidates.
    pub first: EntryId,
    /// True when the first choice is flagged ambiguous: the hit alone is no evidence.
    pub is_ambiguous: bool,
    surface: u32,
    spellings: u64,
}

impl Gazetteer {
    /// Finds the names of the gazetteer in a text, left to right: at each token the longest valid name, and on from
    /// behind it. `hits` is emptied first; its memory is kept.
    ///
    /// Hits are in text order and do not overlap. A name is *valid* where it begins and ends with a token, lies in one
    /// sentence and one block, and has the capitals that its entry asks for; so a longer name that is not valid never
    /// hides a shorter one that is. White space of any kind, hyphens inside a word ("Coca-Cola", "Coca Cola"), the full
    /// stop of a word ("St. Helens", "St Helens"), the kind of apostrophe, and "&" for "and" make no difference.
    /// Entries of [word types](crate::WORD_TYPES) are not looked for.
    ///
    /// An empty text, or an empty gazetteer, gives no hit. Linear in the number of tokens times, at worst, the number of
    /// tokens in the longest name; a text is read at several hundred MB/s (see the [crate's page](crate#the-engine)).
    pub fn find(&self, view: TextView<'_>, hits: &mut Vec<Hit>) {
        hits.clear();
        let n_tokens = view.len();
        let mut token_idx = 0;
        while token_idx < n_tokens {
            let mut longest = None;
            if self.may_begin(view, token_idx) {
                self.index.walk(view, token_idx, |surface, end| {
                    longest = self.valid(view, token_idx, surface, end).or(longest);
                });
            }
            match longest {
                Some(hit) => {
                    token_idx = hit.tokens.end as usize;
                    hits.push(hit);
                }
                None => token_idx += 1,
            }
        }
    }

    /// Finds every valid name, also those inside or across others; otherwise as [`Gazetteer::find`].
    ///
    /// Hits are ordered by start, the longer first where two start together.
    pub fn find_overlapping(&self, view: TextView<'_>, hits: &mut Vec<Hit>) {
        hits.clear();
        for token_idx in 0..view.len() {
            if self.may_begin(view, token_idx) {
                let first_hit = hits.len();
                self.index.walk(view, token_idx, |surface, end| {
                    hits.extend(self.valid(view, token_idx, surface, end));
                });
                hits[first_hit..].reverse();
            }
        }
    }

    /// The entries that a hit can mean, the first choice first; each once.
    ///
    /// The higher [priority](crate::Entry::priority) comes first; then entries that are not flagged ambiguous before those
    /// that are; then lists in the order they were added; in a list those whose name it is before those that have it as
    /// an alias; then the order of the list. Only entries whose
    /// own demands on capitals the text meets are among them.
    pub fn candidates(&self, hit: &Hit) -> impl Iterator<Item = EntryId> + '_ {
        let spellings = hit.spellings;
        self.labels(hit.surface).iter().filter(move |label| label.spellings & spellings != 0).map(|label| label.entry)
    }

    fn labels(&self, surface: u32) -> &[Label] {
        let surface = surface as usize;
        match (self.surfaces.get(surface), self.surfaces.get(surface + 1)) {
            (Some(this), Some(next)) => &self.labels[this.first_label as usize..next.first_label as usize],
            _ => &[],
        }
    }

    #[inline]
    fn may_begin(&self, view: TextView<'_>, token_idx: usize) -> bool {
        let is_small = view.tokens.infos()[token_idx].shape == Shape::Lower;
        let token = crate::key::token_key(view.tokens.hashes()[token_idx]);
        self.index.may_begin(token, if is_small { BEGINS_SMALL } else { BEGINS })
    }

    /// The hit of a surface at a place, unless no spelling of it accepts the capitals there.
    fn valid(&self, view: TextView<'_>, start: usize, surface: u32, end: usize) -> Option<Hit> {
        let (this, next) = (self.surfaces.get(surface as usize)?, self.surfaces.get(surface as usize + 1)?);
        let mut accepted = 0u64;
        let spellings = &self.spellings[this.first_spelling as usize..next.first_spelling as usize];
        for (spelling_idx, spelling) in spellings.iter().enumerate() {
            if spelling.policy.accepts_tokens(self.text(spelling.text), view, start) {
                accepted |= 1 << spelling_idx;
            }
        }
        let first = self.labels(surface).iter().find(|label| label.spellings & accepted != 0)?.entry;
        let tokens = TokenRange::new(start, end);
        Some(Hit {
            tokens,
            span: view.tokens.span_of(tokens),
            first,
            is_ambiguous: self.entry(first).is_ambiguous(),
            surface,
            spellings: accepted,
        })
    }
}
