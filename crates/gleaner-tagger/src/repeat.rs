//! The document as a witness: a name that is certain in one place is looked for in the others.
//!
//! 1. Mentions that spell the same name and differ in type take the type with the larger sum of scores, when it wins
//!    clearly.
//! 2. A certain name is also found where the tagger saw nothing, or only a part of it. Names of three words and more are
//!    found in any capitals as long as the first word has one ("NIHR school for Primary Care").

use gleaner_text::{EntityType, Mention, Shape, Source, SourceKind, TextView, TokenClass, TokenRange};

use crate::lexicon::WordClasses;
use crate::tagger::REPEATED;

/// A name this sure is looked for elsewhere.
const CERTAIN: f32 = 0.8;
/// Score of a mention found only because it repeats a certain one, as a part of that one's score.
const REPEAT_FACTOR: f32 = 0.8;
/// Names of more tokens are not looked for.
const MAX_TOKENS: usize = 16;

/// Sums over the mentions of one name.
#[derive(Clone, Copy, Debug, Default)]
struct Name {
    /// Hash of the tokens' folded hashes; 0 for a free slot.
    key: u64,
    /// Sums of scores for ORG, PERSON and LOC.
    sums: [f32; 3],
    /// The best score.
    best: f32,
    /// A place of the name, for comparing its tokens.
    tokens: TokenRange,
    /// The next name with the same first token, as index + 1.
    next: u32,
}

/// Tables of the pass, reused from document to document.
#[derive(Debug, Default)]
pub(crate) struct RepeatScratch {
    names: Vec<Name>,
    /// From the hash of a name to its index + 1: open addressing.
    by_key: Vec<u32>,
    /// From the hash of a first token to the first of its names.
    by_first: Vec<(u64, u32)>,
    added: Vec<Mention>,
}

/// Runs the pass over the mentions of one document, which are in text order; they stay so.
pub(crate) fn settle(
    view: TextView<'_>,
    classes: &[WordClasses],
    scratch: &mut RepeatScratch,
    mentions: &mut Vec<Mention>,
    first: usize,
) {
    if mentions.len() - first == 0 {
        return;
    }
    scratch.reset(mentions.len() - first);
    for mention in &mentions[first..] {
        scratch.note(view, mention);
    }
    for mention in &mut mentions[first..] {
        scratch.vote(view, mention);
    }
    scratch.index_certain(view, classes);
    scratch.find_more(view, &mentions[first..]);
    if scratch.added.is_empty() {
        return;
    }
    // Parts of a longer repeated name yield to it.
    let mut added_idx = 0;
    let mut position = 0;
    let added = &scratch.added;
    mentions.retain(|mention| {
        position += 1;
        if position <= first {
            return true;
        }
        while added.get(added_idx).is_some_and(|added| added.tokens.end <= mention.tokens.start) {
            added_idx += 1;
        }
        added.get(added_idx).is_none_or(|added| !added.tokens.overlaps(mention.tokens))
    });
    mentions.append(&mut scratch.added);
    mentions[first..].sort_by_key(|mention| mention.tokens.start);
}

fn type_index(entity_type: EntityType) -> usize {
    entity_type.id() as usize % 3
}

fn type_at(index: usize) -> EntityType {
    [EntityType::ORG, EntityType::PERSON, EntityType::LOC][index]
}

fn key_of(view: TextView<'_>, tokens: TokenRange) -> u64 {
    let mut key = 0x51_7cc1_b727_220au64;
    for &hash in &view.tokens.hashes()[tokens.range()] {
        key = (key.rotate_left(5) ^ hash).wrapping_mul(0xff51_afd7_ed55_8ccd);
        key ^= key >> 32;
    }
    key.max(1)
}

impl RepeatScratch {
    /// Probes at most this many slots; what does not fit is forgotten.
    const MAX_PROBES: usize = 16;

    fn reset(&mut self, n_mentions: usize) {
        self.names.clear();
        self.added.clear();
        let size = (n_mentions * 2).next_power_of_two().max(16);
        self.by_key.clear();
        self.by_key.resize(size, 0);
        self.by_first.clear();
        self.by_first.resize(size, (0, 0));
    }

    fn slot(&self, key: u64) -> Option<usize> {
        let mask = self.by_key.len() - 1;
        let home = (key >> 32) as usize;
        (0..Self::MAX_PROBES).map(|probe| (home + probe) & mask).find(|&at| {
            let name = self.by_key[at];
            name == 0 || self.names[name as usize - 1].key == key
        })
    }

    fn note(&mut self, view: TextView<'_>, mention: &Mention) {
        let key = key_of(view, mention.tokens);
        let Some(slot) = self.slot(key) else { return };
        if self.by_key[slot] == 0 {
            self.names.push(Name { key, tokens: mention.tokens, ..Name::default() });
            self.by_key[slot] = self.names.len() as u32;
        }
        let name = &mut self.names[self.by_key[slot] as usize - 1];
        name.sums[type_index(mention.entity_type)] += mention.score;
        name.best = name.best.max(mention.score);
    }

    /// Gives a mention the type that its name has in the rest of the document.
    fn vote(&self, view: TextView<'_>, mention: &mut Mention) {
        let Some(slot) = self.slot(key_of(view, mention.tokens)) else { return };
        let Some(name) = self.names.get((self.by_key[slot] as usize).wrapping_sub(1)) else { return };
        let own = name.sums[type_index(mention.entity_type)];
        let winner = (0..3).max_by(|&left, &right| name.sums[left].total_cmp(&name.sums[right])).unwrap_or(0);
        if name.sums[winner] > own * 2.0 && mention.score < 0.9 {
            mention.entity_type = type_at(winner);
            mention.score = mention.score.max(0.5);
            if mention.entity_type != EntityType::PERSON {
                mention.title = None;
            }
        }
    }

    /// Links the certain names by their first token.
    fn index_certain(&mut self, view: TextView<'_>, classes: &[WordClasses]) {
        let mask = self.by_first.len() - 1;
        for idx in 0..self.names.len() {
            let name = self.names[idx];
            if name.best < CERTAIN || name.tokens.len() > MAX_TOKENS || !is_telling(view, name.tokens, classes) {
                continue;
            }
            let first = view.hash(name.tokens.start as usize);
            let home = (first >> 24) as usize;
            let slot = (0..Self::MAX_PROBES)
                .map(|probe| (home + probe) & mask)
                .find(|&at| self.by_first[at].1 == 0 || self.by_first[at].0 == first);
            if let Some(at) = slot {
                self.names[idx].next = self.by_first[at].1;
                self.by_first[at] = (first, idx as u32 + 1);
            }
        }
    }

    fn names_of(&self, first: u64) -> u32 {
        let mask = self.by_first.len() - 1;
        let home = (first >> 24) as usize;
        for probe in 0..Self::MAX_PROBES {
            let (hash, name) = self.by_first[(home + probe) & mask];
            if name == 0 {
                return 0;
            }
            if hash == first {
                return name;
            }
        }
        0
    }

    /// Fills `added` with repeated names outside the mentions, or around parts of them.
    fn find_more(&mut self, view: TextView<'_>, mentions: &[Mention]) {
        let infos = view.tokens.infos();
        let mut next_mention = 0;
        let mut token_idx = 0;
        while token_idx < view.len() {
            let info = infos[token_idx];
            if info.class != TokenClass::Word || matches!(info.shape, Shape::Lower | Shape::None) {
                token_idx += 1;
                continue;
            }
            while mentions.get(next_mention).is_some_and(|mention| mention.tokens.end as usize <= token_idx) {
                next_mention += 1;
            }
            match self.longest_at(view, token_idx, mentions.get(next_mention..).unwrap_or_default()) {
                Some(mention) => {
                    token_idx = mention.tokens.end as usize;
                    self.added.push(mention);
                }
                None => token_idx += 1,
            }
        }
    }

    fn longest_at(&self, view: TextView<'_>, token_idx: usize, mentions: &[Mention]) -> Option<Mention> {
        const MAX_NAMES: usize = 32;
        let mut name = self.names_of(view.hash(token_idx));
        let mut best: Option<Name> = None;
        for _ in 0..MAX_NAMES {
            let Some(candidate) = self.names.get((name as usize).wrapping_sub(1)) else { break };
            name = candidate.next;
            if best.is_none_or(|best| candidate.tokens.len() > best.tokens.len())
                && self.repeats(view, token_idx, candidate)
            {
                best = Some(*candidate);
            }
        }
        let best = best?;
        let tokens = TokenRange::new(token_idx, token_idx + best.tokens.len());
        // A mention that holds or crosses the place stands; parts of it yield.
        let stands = mentions.iter().take_while(|mention| mention.tokens.start < tokens.end).any(|mention| {
            mention.tokens == tokens || mention.tokens.start < tokens.start || mention.tokens.end > tokens.end
        });
        if stands {
            return None;
        }
        let winner = (0..3).max_by(|&left, &right| best.sums[left].total_cmp(&best.sums[right])).unwrap_or(0);
        let source = Source::new(SourceKind::Tagger, REPEATED);
        Some(Mention::new(view.tokens.span_of(tokens), tokens, type_at(winner), best.best * REPEAT_FACTOR, source))
    }

    fn repeats(&self, view: TextView<'_>, token_idx: usize, name: &Name) -> bool {
        let n_tokens = name.tokens.len();
        let end = token_idx + n_tokens;
        let hashes = view.tokens.hashes();
        if end > view.len() || hashes[token_idx..end] != hashes[name.tokens.range()] {
            return false;
        }
        let infos = view.tokens.infos();
        let crosses =
            infos[token_idx + 1..end].iter().any(|info| info.flags.has(gleaner_text::TokenFlags::SENTENCE_START));
        let same_shapes = || {
            infos[token_idx..end].iter().zip(&infos[name.tokens.range()]).all(|(here, there)| here.shape == there.shape)
        };
        !crosses && (n_tokens >= 3 || same_shapes())
    }
}

/// Whether a name says enough to be looked for by itself: several words, or one that is no ordinary word.
fn is_telling(view: TextView<'_>, tokens: TokenRange, classes: &[WordClasses]) -> bool {
    let first = tokens.start as usize;
    let info = view.info(first);
    if tokens.len() > 1 {
        return true;
    }
    view.tokens.spans()[first].len() >= 2
        && info.class == TokenClass::Word
        && (matches!(info.shape, Shape::Upper | Shape::Mixed)
            || !classes[first].any(WordClasses(WordClasses::ORDINARY.0 | WordClasses::DEMONYM.0)))
}
