//! The pass over a text.

use gleaner_text::{EntryId, Shape, Span, TextView, TokenRange, fold_hash_const};

use crate::flags::EntryFlags;
use crate::gazetteer::Gazetteer;
use crate::index::{BEGINS, BEGINS_SMALL, Index};
use crate::key::{Within, first_state, next_state, next_token, token_key};
use crate::policy::Capitals;

/// How many tokens before and behind a name its context words are looked for, within its sentence.
pub const CONTEXT_TOKENS: usize = 40;

/// How many candidates of one place are asked for their context words.
const MAX_ASKED: usize = 64;

/// A place of a text that spells a name of the gazetteer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The tokens from the first to the last of the name.
    pub tokens: TokenRange,
    /// The bytes from the start of the first to the end of the last token.
    pub span: Span,
    /// The first choice among the candidates.
    pub first: EntryId,
    /// Which gazetteer it is a name of, of those given to [`find_in`]; else 0.
    pub gazetteer: u8,
    /// True when the first choice is flagged ambiguous and none of its context words stands near: the hit alone is no
    /// evidence.
    pub is_ambiguous: bool,
    /// True when the first choice was chosen for a context word that stands near.
    pub has_context: bool,
    surface: u32,
    spellings: u64,
}

const THE: u64 = fold_hash_const("the");

/// Finds the names of several gazetteers as if they were one: at each token the longest valid name of all of them, of the
/// first where several have it. Otherwise as [`Gazetteer::find`]; [`Hit::gazetteer`] says whose name it is. A name that
/// is that of an earlier gazetteer but for "the" in front is the earlier one's. Gazetteers beyond the 256th are not asked.
pub fn find_in(gazetteers: &[Gazetteer], view: TextView<'_>, hits: &mut Vec<Hit>) {
    hits.clear();
    let n_gazetteers = gazetteers.len().min(1 + u8::MAX as usize);
    let matchers: Vec<Matcher<'_>> = gazetteers[..n_gazetteers].iter().map(Matcher::new).collect();
    let n_tokens = view.len();
    let mut token_idx = 0;
    while token_idx < n_tokens {
        let begin = Begin::new(view, token_idx);
        let mut longest: Option<Hit> = None;
        for (matcher_idx, matcher) in matchers.iter().enumerate() {
            if matcher.index.may_begin(begin.key, begin.bit) {
                matcher.walk(view, begin, Capitals::AsAsked, |mut hit| {
                    if longest.is_none_or(|longest| longest.tokens.end < hit.tokens.end) {
                        hit.gazetteer = matcher_idx as u8;
                        longest = Some(hit);
                    }
                });
            }
        }
        if let Some(hit) = longest
            && hit.gazetteer > 0
            && view.hash(token_idx) == THE
        {
            // "The National Trust" of a later list is the "National Trust" of an earlier one.
            longest = Some(without_article(&matchers[..hit.gazetteer as usize], view, hit));
        }
        match longest {
            Some(mut hit) => {
                token_idx = hit.tokens.end as usize;
                gazetteers[hit.gazetteer as usize].look_for_context(view, &mut hit);
                hits.push(hit);
            }
            None => token_idx += 1,
        }
    }
}

/// Appends the names that stand among `tokens` in small letters although they have capitals ("san francisco"): at each
/// token the longest of all gazetteers. [`find_in`] does not find them. Names that ask for their own capitals (acronyms,
/// ordinary words, entries with `case=exact`) and those with `case=fold` are not looked for, nor are context words.
///
/// Such a hit is weak evidence at best: a text that knows no capitals is full of words that are also the name of a town.
pub fn find_small_in(gazetteers: &[Gazetteer], view: TextView<'_>, tokens: TokenRange, hits: &mut Vec<Hit>) {
    let mut token_idx = tokens.start as usize;
    while token_idx < (tokens.end as usize).min(view.len()) {
        let mut longest: Option<Hit> = None;
        let begin = Begin { token_idx, key: token_key(view, token_idx), bit: BEGINS };
        if view.tokens.infos()[token_idx].shape == Shape::Lower {
            for (matcher_idx, gazetteer) in gazetteers.iter().take(1 + u8::MAX as usize).enumerate() {
                let matcher = Matcher::new(gazetteer);
                if matcher.index.may_begin(begin.key, begin.bit) {
                    matcher.walk(view, begin, Capitals::Forgiven, |mut hit| {
                        if longest.is_none_or(|longest| longest.tokens.end < hit.tokens.end) {
                            hit.gazetteer = matcher_idx as u8;
                            longest = Some(hit);
                        }
                    });
                }
            }
        }
        token_idx = longest.map_or(token_idx + 1, |hit| hit.tokens.end as usize);
        hits.extend(longest);
    }
}

/// The name of one of the matchers that `hit` is with an article in front; else `hit` itself.
fn without_article(matchers: &[Matcher<'_>], view: TextView<'_>, hit: Hit) -> Hit {
    let begin = Begin::new(view, hit.tokens.start as usize + 1);
    let mut same = None;
    for (matcher_idx, matcher) in matchers.iter().enumerate() {
        if same.is_none() && matcher.index.may_begin(begin.key, begin.bit) {
            matcher.walk(view, begin, Capitals::AsAsked, |mut shorter| {
                if shorter.tokens.end == hit.tokens.end {
                    shorter.gazetteer = matcher_idx as u8;
                    same = Some(shorter);
                }
            });
        }
    }
    same.unwrap_or(hit)
}

/// A token that a name may begin with.
#[derive(Clone, Copy)]
struct Begin {
    token_idx: usize,
    key: u64,
    bit: u8,
}

impl Begin {
    #[inline]
    fn new(view: TextView<'_>, token_idx: usize) -> Self {
        let is_small = view.tokens.infos()[token_idx].shape == Shape::Lower;
        Self { token_idx, key: token_key(view, token_idx), bit: if is_small { BEGINS_SMALL } else { BEGINS } }
    }
}

/// A gazetteer with its tables at hand.
struct Matcher<'g> {
    gazetteer: &'g Gazetteer,
    index: Index<'g>,
}

impl<'g> Matcher<'g> {
    fn new(gazetteer: &'g Gazetteer) -> Self {
        Self { gazetteer, index: gazetteer.index() }
    }

    /// Calls `found` with every valid hit that begins there, shorter ones first.
    #[inline]
    fn walk(&self, view: TextView<'_>, begin: Begin, capitals: Capitals, mut found: impl FnMut(Hit)) {
        let start = begin.token_idx;
        self.index.walk(
            view,
            start,
            begin.key,
            |token_idx| token_key(view, token_idx),
            |surface, end| {
                if let Some(hit) = self.gazetteer.valid(view, start, surface, end, capitals) {
                    found(hit);
                }
            },
        );
    }
}

impl Gazetteer {
    /// Finds the names of the gazetteer in a text, left to right: at each token the longest valid name, and on from
    /// behind it. `hits` is emptied first; its memory is kept.
    ///
    /// Hits are in text order and do not overlap. A name is *valid* where it begins and ends with a token, lies in one
    /// sentence and one block, and is written as the [policies](crate::EntryFlags) of its entry allow; so a longer name
    /// that is not valid never hides a shorter one that is. Entries of [word types](crate::WORD_TYPES) are not looked for.
    ///
    /// Where an ambiguous entry has context words, it is looked whether one of them stands in the same sentence, at most
    /// [`CONTEXT_TOKENS`](crate::CONTEXT_TOKENS) tokens before or behind the name: see [`Hit::has_context`].
    ///
    /// An empty text, or an empty gazetteer, gives no hit. Linear in the number of tokens times, at worst, the number of
    /// tokens in the longest name; a text is read at several hundred MB/s (see the [crate's page](crate#the-engine)).
    pub fn find(&self, view: TextView<'_>, hits: &mut Vec<Hit>) {
        find_in(std::slice::from_ref(self), view, hits);
    }

    /// Finds every valid name, also those inside or across others; otherwise as [`Gazetteer::find`].
    ///
    /// Hits are ordered by start, the longer first where two start together.
    pub fn find_overlapping(&self, view: TextView<'_>, hits: &mut Vec<Hit>) {
        hits.clear();
        let matcher = Matcher::new(self);
        for token_idx in 0..view.len() {
            let begin = Begin::new(view, token_idx);
            if matcher.index.may_begin(begin.key, begin.bit) {
                let first_hit = hits.len();
                matcher.walk(view, begin, Capitals::AsAsked, |hit| hits.push(hit));
                hits[first_hit..].reverse();
                hits[first_hit..].iter_mut().for_each(|hit| self.look_for_context(view, hit));
            }
        }
    }

    /// The entries that a hit can mean, the first choice first; each once.
    ///
    /// One for which a context word stands near comes first of all. Then the higher [priority](crate::Entry::priority);
    /// then entries that are not flagged ambiguous before those that are; then lists in the order they were added; in a
    /// list those whose name it is, spelling apart, before those that have it as an alias; then the order of the list.
    /// Only entries whose own policies the text meets are among them.
    pub fn candidates(&self, hit: &Hit) -> impl Iterator<Item = EntryId> + use<'_> {
        let (first, spellings) = (hit.first, hit.spellings);
        let labels = self.read_surface(hit.surface, |_, _| true).map(|(_, labels)| labels);
        let entries = labels.into_iter().flatten().filter(move |label| label.spellings & spellings != 0);
        let n_entries = self.header.n_entries;
        let others = entries.map(|label| label.entry).filter(move |&entry| entry != first && entry.0 < n_entries);
        std::iter::once(first).chain(others)
    }

    /// The hit of a surface at a place, unless no spelling of it is written there.
    fn valid(&self, view: TextView<'_>, start: usize, surface: u32, end: usize, capitals: Capitals) -> Option<Hit> {
        let (accepted, mut labels) = self.accepted(view, start, surface, end, capitals)?;
        if accepted == 0 {
            return None;
        }
        let first = labels.find(|label| label.spellings & accepted != 0)?.entry;
        if first.0 >= self.header.n_entries {
            return None;
        }
        let tokens = TokenRange::new(start, end);
        Some(Hit {
            tokens,
            span: view.tokens.span_of(tokens),
            first,
            gazetteer: 0,
            is_ambiguous: self.class_of(first.0).flags.has(EntryFlags::AMBIGUOUS),
            has_context: false,
            surface,
            spellings: accepted,
        })
    }

    /// Chooses the first candidate for which a context word stands near, if there is one.
    fn look_for_context(&self, view: TextView<'_>, hit: &mut Hit) {
        if !self.has_contexts() {
            return;
        }
        let supported = self.candidates(hit).take(MAX_ASKED).find(|&entry| self.is_supported(view, hit.tokens, entry));
        if let Some(entry) = supported {
            (hit.first, hit.is_ambiguous, hit.has_context) = (entry, false, true);
        }
    }

    /// Whether a context word of the entry stands near the name at `tokens`, outside it.
    fn is_supported(&self, view: TextView<'_>, tokens: TokenRange, entry: EntryId) -> bool {
        let Some(mut contexts) = self.contexts_of(entry) else { return false };
        let (start, end) = (tokens.start as usize, tokens.end as usize);
        let sentence = view.tokens.sentences()[view.tokens.sentence_of(start)].tokens;
        let from = start.saturating_sub(CONTEXT_TOKENS).max(sentence.start as usize);
        let to = (end + CONTEXT_TOKENS).min(sentence.end as usize);
        for _ in 0..contexts.number().unwrap_or(0) {
            let (Some(n_tokens), Some(context)) = (contexts.small::<usize>(), contexts.word()) else { return false };
            let spells = |first: usize| {
                let mut state = first_state(token_key(view, first));
                let mut last = first;
                for _ in 1..n_tokens {
                    match next_token(view, last, Within::Sentence)
                        .filter(|&next| next < to && !(start..end).contains(&next))
                    {
                        Some(next) => last = next,
                        None => return false,
                    }
                    state = next_state(state, token_key(view, last));
                }
                state == context
            };
            if (from..start).chain(end..to).any(spells) {
                return true;
            }
        }
        false
    }
}
