//! Features of a token: small integers hashed from the token table's own hashes, shapes and flags. No string is built.

use gleaner_text::{LineKind, Shape, TextView, TokenClass, TokenFlags, TokenRange, fold_hash};

use crate::document::{WordFacts, WordTable};
use crate::lexicon::WordClasses;

/// The most features of one token: 69 that every token can have, one for each of its classes and facts, and five for each
/// topic of its sentence and of its document.
pub(crate) const MAX_FEATURES: usize = 69 + WordClasses::COUNT + WordFacts::COUNT + 5 * 2 * WordClasses::TOPICS.len();

/// Everything that features of a document are made from.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) view: TextView<'a>,
    pub(crate) classes: &'a [WordClasses],
    /// What lists say of each token: see [`listed_code`].
    pub(crate) listed: &'a [u8],
    /// The types that the entries of a name in a list have, and its position: see [`listed_types_code`].
    pub(crate) listed_types: &'a [u8],
    /// The list and the position: see [`list_code`].
    pub(crate) lists: &'a [u32],
    /// What the grammar of organisation names says of each token: as [`listed_code`], with 1 for a strong head and 2 for a
    /// weak one as its type.
    pub(crate) shaped: &'a [u8],
    pub(crate) words: &'a WordTable,
    /// What the document is about: bits of [`WordClasses::TOPICS`].
    pub(crate) topics: u16,
    /// Windows are whole sentences.
    pub(crate) whole_sentences: bool,
}

/// Where a window lies.
#[derive(Clone, Copy)]
pub(crate) struct Window {
    pub(crate) tokens: TokenRange,
    pub(crate) sentence: TokenRange,
    pub(crate) line_kind: LineKind,
    /// More than half of the sentence's words are all capitals.
    pub(crate) is_shouting: bool,
    /// No word of the sentence but the first has a capital.
    pub(crate) is_small: bool,
    /// What words of the sentence tell of: bits of [`WordClasses::TOPICS`].
    pub(crate) topics: u16,
}

/// The features of one token: indices into the table of weights.
pub(crate) struct Features {
    pub(crate) ids: [u32; MAX_FEATURES],
    pub(crate) len: usize,
    shift: u32,
}

impl Features {
    /// For a table of `2^bits` rows.
    pub(crate) fn new(bits: u32) -> Self {
        Self { ids: [0; MAX_FEATURES], len: 0, shift: 64 - bits }
    }

    pub(crate) fn as_slice(&self) -> &[u32] {
        &self.ids[..self.len]
    }

    #[inline(always)]
    fn push(&mut self, template: u64, value: u64) {
        let mixed = (value ^ template.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xd6e8_feb8_6659_fd93);
        let mixed = (mixed ^ (mixed >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
        if self.len < MAX_FEATURES {
            self.ids[self.len] = (mixed >> self.shift) as u32;
            self.len += 1;
        }
    }

    #[inline(always)]
    fn push_pair(&mut self, template: u64, left: u64, right: u64) {
        self.push(template, left.rotate_left(23).wrapping_mul(0xa076_1d64_78bd_642f) ^ right);
    }
}

/// What a list says of a token, in one byte: type in the low two bits (1 ORG, 2 PERSON, 3 LOC), position in the next two
/// (0 alone, 1 first, 2 inside, 3 last), then 1 for an ambiguous name. 0 is no list.
pub(crate) const fn listed_code(entity_type: u8, position: u8, ambiguous: bool) -> u8 {
    entity_type | (position << 2) | ((ambiguous as u8) << 4)
}

/// The types that entries of that name have (bits: 1 ORG, 2 PERSON, 4 LOC), its position and whether it is ambiguous.
pub(crate) const fn listed_types_code(types: u8, position: u8, ambiguous: bool) -> u8 {
    types | position << 4 | (ambiguous as u8) << 6
}

/// The list that a name is of, its position and whether it is ambiguous.
pub(crate) const fn list_code(list: u32, position: u8, ambiguous: bool) -> u32 {
    list.wrapping_mul(8).wrapping_add((position | (ambiguous as u8) << 2) as u32)
}

const BEFORE_SENTENCE: u64 = 1;
const AFTER_SENTENCE: u64 = 2;

/// Fills `features` with those of token `token_idx` of `window`.
pub(crate) fn extract(context: &Context<'_>, window: &Window, token_idx: usize, features: &mut Features) {
    features.len = 0;
    let sentence = window.sentence;
    let neighbour = |offset: isize| -> Option<usize> {
        let idx = token_idx.checked_add_signed(offset)?;
        sentence.contains(idx).then_some(idx)
    };
    let word = |offset: isize| -> u64 {
        neighbour(offset)
            .map_or(if offset < 0 { BEFORE_SENTENCE } else { AFTER_SENTENCE }, |idx| word_value(context, idx))
    };
    let form = |offset: isize| -> u64 { neighbour(offset).map_or(0, |idx| form_value(context.view, idx)) };
    let (before2, before, this, after, after2) = (word(-2), word(-1), word(0), word(1), word(2));
    let (form_before, form_this, form_after) = (form(-1), form(0), form(1));

    features.push(1, 0);
    features.push(2, this);
    features.push(3, before);
    features.push(4, after);
    features.push(5, before2);
    features.push(6, after2);
    features.push_pair(7, before, this);
    features.push_pair(8, this, after);
    features.push_pair(9, before2, before);
    features.push_pair(10, after, after2);
    features.push(11, form_this);
    features.push_pair(12, form_before, form_this);
    features.push_pair(13, form_this, form_after);
    features.push(14, form_before << 16 | form_this << 8 | form_after);
    features.push_pair(15, before, form_this);
    features.push_pair(16, after, form_this);
    let is_first = token_idx == sentence.start as usize;
    let place = u64::from(is_first)
        | u64::from(window.is_shouting) << 1
        | u64::from(window.is_small) << 8
        | (window.line_kind as u64) << 2;
    features.push_pair(17, place, form_this);

    affixes(context.view.token(token_idx), features);
    let ending = |offset: isize| neighbour(offset).map_or(1, |idx| fold_hash(tail(context.view.token(idx), 3)));
    features.push(66, ending(-1));
    features.push(67, ending(1));

    let classes = context.classes[token_idx].plain();
    let mut bits = classes;
    while bits != 0 {
        features.push(51, u64::from(bits.trailing_zeros()));
        bits &= bits - 1;
    }
    features.push_pair(25, u64::from(classes), form_this);
    let classes_before = neighbour(-1).map_or(0, |idx| context.classes[idx].plain());
    let classes_after = neighbour(1).map_or(0, |idx| context.classes[idx].plain());
    features.push(26, u64::from(classes_before));
    features.push(27, u64::from(classes_after));
    features.push_pair(28, u64::from(classes), u64::from(classes_after));
    features.push_pair(29, u64::from(classes_before), u64::from(classes));

    let listed = context.listed[token_idx];
    let listed_after = neighbour(1).map_or(0, |idx| context.listed[idx]);
    let listed_before = neighbour(-1).map_or(0, |idx| context.listed[idx]);
    features.push(30, u64::from(listed));
    features.push_pair(31, u64::from(listed), form_this);
    features.push_pair(32, u64::from(listed_before), u64::from(listed));
    features.push_pair(33, u64::from(listed), u64::from(listed_after));

    let shaped = context.shaped[token_idx];
    features.push(36, u64::from(shaped));
    if shaped != 0 {
        features.push_pair(37, u64::from(shaped), u64::from(listed));
    }
    features.push_pair(38, u64::from(shaped), u64::from(neighbour(1).map_or(0, |idx| context.shaped[idx])));

    if context.view.info(token_idx).shape != Shape::Lower {
        let facts = context.words.facts(context.view.hash(token_idx));
        let mut bits = facts.0;
        while bits != 0 {
            features.push(34, u64::from(bits.trailing_zeros()));
            bits &= bits - 1;
        }
        features.push_pair(35, u64::from(facts.0), place);
    }

    if window.is_small {
        features.push(101, u64::from(listed));
        features.push(102, u64::from(classes));
    }
    let types = u64::from(context.listed_types[token_idx]);
    if types != 0 {
        let list = u64::from(context.lists[token_idx]);
        features.push(52, types);
        features.push_pair(53, types, form_this);
        features.push_pair(57, types, before);
        features.push_pair(58, types, after);
        features.push(54, list);
        features.push_pair(55, list, form_this);
    }

    // The same word is a team in a report of a match and a town elsewhere.
    let mut topics = u64::from(window.topics) | u64::from(context.topics) << 16;
    while topics != 0 {
        let topic = u64::from(topics.trailing_zeros());
        topics &= topics - 1;
        features.push_pair(60, topic, form_this);
        if listed != 0 {
            features.push_pair(61, topic, u64::from(listed));
        }
        if classes != 0 {
            features.push_pair(62, topic, u64::from(classes));
        }
        features.push_pair(93, topic, before);
        features.push_pair(94, topic, after);
    }
    run_features(context, window, token_idx, features);
}

/// Prefixes and suffixes of one to five characters; those of two to four only of longer words.
fn affixes(token: &str, features: &mut Features) {
    for len in 1..=5usize {
        let (head, tail) = (head(token, len), tail(token, len));
        let is_whole = tail.len() == token.len();
        match len {
            1 => (features.push(72, fold_hash(head)), features.push(70, fold_hash(tail))),
            5 => (features.push(73, fold_hash(head)), features.push(71, fold_hash(tail))),
            _ if is_whole => break,
            _ => (features.push(17 + len as u64, fold_hash(head)), features.push(20 + len as u64, fold_hash(tail))),
        };
    }
}

/// The first characters of a word, all of a shorter one.
#[inline]
fn head(token: &str, n_chars: usize) -> &str {
    if token.is_ascii() {
        return &token[..n_chars.min(token.len())];
    }
    token.char_indices().nth(n_chars).map_or(token, |(at, _)| &token[..at])
}

/// The last characters of a word, all of a shorter one.
#[inline]
fn tail(token: &str, n_chars: usize) -> &str {
    if token.is_ascii() {
        return &token[token.len().saturating_sub(n_chars)..];
    }
    token.char_indices().nth_back(n_chars - 1).map_or(token, |(at, _)| &token[at..])
}

/// Features of the run of capitalised words that the token is part of: what stands before and behind it, its last word
/// (often the head: "… Council"), its length and the token's place in it.
fn run_features(context: &Context<'_>, window: &Window, token_idx: usize, features: &mut Features) {
    let run = run_of(context.view, window, token_idx);
    let sentence = window.sentence;
    let outside = |idx: Option<usize>, edge: u64| -> u64 {
        idx.filter(|&idx| sentence.contains(idx)).map_or(edge, |idx| word_value(context, idx))
    };
    let before = outside((run.start as usize).checked_sub(1), BEFORE_SENTENCE);
    let after = outside(Some(run.end as usize), AFTER_SENTENCE);
    let first = word_value(context, run.start as usize);
    let last = word_value(context, run.end as usize - 1);
    let n_tokens = run.len().min(6) as u64;
    let position = match (token_idx == run.start as usize, token_idx + 1 == run.end as usize) {
        (true, true) => 0u64,
        (true, false) => 1,
        (false, true) => 2,
        (false, false) => 3,
    };
    features.push_pair(40, before, position);
    features.push_pair(41, after, position);
    features.push_pair(42, last, position);
    features.push_pair(43, first, position);
    features.push(44, n_tokens << 2 | position);
    features.push_pair(45, before, after);
    let (first_classes, last_classes) =
        (context.classes[run.start as usize].plain(), context.classes[run.end as usize - 1].plain());
    features.push_pair(46, u64::from(last_classes), n_tokens << 2 | position);
    features.push_pair(47, u64::from(first_classes), n_tokens << 2 | position);
    let window_last = word_value(context, window.tokens.end as usize - 1);
    let window_after = outside(Some(window.tokens.end as usize), AFTER_SENTENCE);
    features.push(48, window_last);
    features.push_pair(49, window_after, u64::from(last_classes));
    cue_features(context, sentence, run, position, features);
    let any_classes = context.classes[run.range()].iter().fold(0, |all, classes| all | classes.plain());
    features.push_pair(50, u64::from(any_classes), position);
}

/// Features of the classes of the words around a run, and of the nearest words on both sides that tell of a kind of name
/// ("the town of …", "…, a singer").
fn cue_features(context: &Context<'_>, sentence: TokenRange, run: TokenRange, position: u64, features: &mut Features) {
    const MAX_REACH: usize = 5;
    const CUES: u64 = (WordClasses::PERSON_CUE.0
        | WordClasses::PLACE_CUE.0
        | WordClasses::ORG_CUE.0
        | WordClasses::SPEECH_CUE.0
        | WordClasses::JOB.0) as u64;
    let (start, end) = (run.start as usize, run.end as usize);
    let before = |distance: usize| match start.checked_sub(distance) {
        Some(idx) if sentence.contains(idx) => u64::from(context.classes[idx].plain()),
        _ => 0,
    };
    let after = |distance: usize| match end + distance - 1 {
        idx if sentence.contains(idx) => u64::from(context.classes[idx].plain()),
        _ => 0,
    };
    features.push_pair(110, before(1), position);
    features.push_pair(111, after(1), position);
    features.push_pair(112, before(1), after(1));
    features.push_pair(113, before(2), position);
    features.push_pair(114, after(2), position);
    let nearest = |classes: &dyn Fn(usize) -> u64| {
        (1..=MAX_REACH).map(|distance| classes(distance) & CUES).find(|&cues| cues != 0).unwrap_or(0)
    };
    let (left, right) = (nearest(&before), nearest(&after));
    features.push_pair(115, left, position);
    features.push_pair(116, right, position);
    features.push_pair(117, left, right);
}

/// The run around a token: words that are not in small letters, with "of", "&", "-", "." and "for the" bridged when names
/// stand on both sides. Bounded by the window and by a few tokens on each side.
fn run_of(view: TextView<'_>, window: &Window, token_idx: usize) -> TokenRange {
    const MAX_REACH: usize = 8;
    let tokens = window.tokens;
    let is_name = |idx: usize| {
        let info = view.info(idx);
        info.class == TokenClass::Word && !matches!(info.shape, Shape::Lower) && !info.flags.has(TokenFlags::CLITIC)
            || info.class == TokenClass::Number
    };
    let is_bridge = |idx: usize| {
        view.tokens.spans()[idx].len() <= 3
            && matches!(view.token(idx), "of" | "&" | "-" | "." | "for" | "de" | "al" | "van" | "the")
    };
    let mut start = token_idx;
    let mut reach = token_idx;
    while reach > tokens.start as usize && token_idx - reach < MAX_REACH {
        reach -= 1;
        if is_name(reach) {
            start = reach;
        } else if !is_bridge(reach) {
            break;
        }
    }
    let mut end = token_idx + 1;
    let mut reach = token_idx + 1;
    while reach < tokens.end as usize && reach - token_idx < MAX_REACH {
        if is_name(reach) {
            end = reach + 1;
        } else if !is_bridge(reach) {
            break;
        }
        reach += 1;
    }
    TokenRange::new(start, end)
}

/// The value of a word feature: its folded hash; numbers by their number of digits only.
#[inline]
fn word_value(context: &Context<'_>, token_idx: usize) -> u64 {
    let info = context.view.info(token_idx);
    if info.class == TokenClass::Number {
        return 0x100 + u64::from(context.view.tokens.spans()[token_idx].len().min(8));
    }
    context.view.hash(token_idx)
}

/// Class, shape, the flags that matter and the length, in one byte or two.
#[inline]
fn form_value(view: TextView<'_>, token_idx: usize) -> u64 {
    let info = view.info(token_idx);
    let len = match view.tokens.spans()[token_idx].len() {
        1 => 0u64,
        2..=3 => 1,
        4..=5 => 2,
        _ => 3,
    };
    let flags = u64::from(info.flags.has(TokenFlags::HAS_DIGIT))
        | u64::from(info.flags.has(TokenFlags::DOTTED) || info.flags.has(TokenFlags::APOSTROPHE)) << 1
        | u64::from(info.flags.has(TokenFlags::JOINED)) << 2;
    if info.class == TokenClass::Word {
        (info.shape as u64) << 5 | flags << 2 | len
    } else {
        0x100 | (info.class as u64) << 3 | flags
    }
}
