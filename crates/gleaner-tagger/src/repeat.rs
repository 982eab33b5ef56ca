//! The document as a witness: a name that is certain in one place is looked for in the others.
//!
//! 1. Mentions that spell the same name and differ in type take the type with the larger sum of scores, when it wins
//!    clearly. A single name that was half taken for a person is the company of which a longer name begins with it
//!    ("Ford" beside "Ford Motor Company"), unless somebody bears it ("Ann Ford").
//! 2. A certain name is also found where the tagger saw nothing, or only a part of it. Names of three words and more are
//!    found in any capitals as long as the first word has one ("NIHR school for Primary Care").

use gleaner_text::{EntityType, Mention, Shape, Source, SourceKind, TextView, TokenClass, TokenRange};

use crate::lexicon::WordClasses;
use crate::tagger::REPEATED;

/// A name this sure is looked for elsewhere.
const CERTAIN: f32 = 0.8;
/// A longer name this sure tells what the short one is.
const LIKELY: f32 = 0.5;
/// Score of a mention found only because it repeats a certain one, as a part of that one's score: half of them are right
/// in texts not trained on.
const REPEAT_FACTOR: f32 = 0.65;
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
    /// Of a single word: the best score of a longer ORG that begins with it ("Ford Motor Company").
    opens_org: f32,
    /// Of a single word: the best score of a longer PERSON that ends with it ("Ann Ford").
    ends_person: f32,
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
    for mention in &mentions[first..] {
        scratch.note_parts(view, mention);
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

    fn name_of(&self, view: TextView<'_>, tokens: TokenRange) -> Option<usize> {
        let name = self.by_key[self.slot(key_of(view, tokens))?];
        (name as usize).checked_sub(1)
    }

    /// Tells the single names of the document of the longer ones that they are part of.
    fn note_parts(&mut self, view: TextView<'_>, mention: &Mention) {
        let tokens = mention.tokens;
        if tokens.len() < 2 {
            return;
        }
        let (start, end) = (tokens.start as usize, tokens.end as usize);
        match mention.entity_type {
            EntityType::ORG => {
                if let Some(name) = self.name_of(view, TokenRange::new(start, start + 1)) {
                    self.names[name].opens_org = self.names[name].opens_org.max(mention.score);
                }
            }
            EntityType::PERSON => {
                if let Some(name) = self.name_of(view, TokenRange::new(end - 1, end)) {
                    self.names[name].ends_person = self.names[name].ends_person.max(mention.score);
                }
            }
            _ => {}
        }
    }

    /// Gives a mention the type that its name has in the rest of the document.
    fn vote(&self, view: TextView<'_>, mention: &mut Mention) {
        let Some(name) = self.name_of(view, mention.tokens).map(|name| &self.names[name]) else { return };
        if mention.entity_type == EntityType::PERSON
            && name.best < CERTAIN
            && name.opens_org >= LIKELY
            && name.ends_person < LIKELY
        {
            mention.entity_type = EntityType::ORG;
            mention.title = None;
            return;
        }
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

#[cfg(test)]
mod tests {
    use gleaner_tokenizer::tokenized;

    use super::*;
    use crate::lexicon::Lexicon;

    /// Names that the tagger is said to have found, as `TYPE:SCORE:NAME`, first place of the name unless `NAME@n` says
    /// which one; then what the pass makes of them, as `TYPE:NAME@START`.
    struct Case {
        text: &'static str,
        found: &'static [&'static str],
        expected: &'static [&'static str],
    }

    const CASES: &[Case] = &[
        // A certain name is found again.
        Case {
            text: "Zorvex grew. Nobody knew Zorvex then.",
            found: &["ORG:0.95:Zorvex"],
            expected: &["ORG:Zorvex@0", "ORG:Zorvex@25"],
        },
        // One that is not certain is not.
        Case { text: "Zorvex grew. Nobody knew Zorvex.", found: &["ORG:0.7:Zorvex"], expected: &["ORG:Zorvex@0"] },
        // An ordinary word and a demonym say too little.
        Case { text: "Open lost. The Open won.", found: &["ORG:0.95:Open"], expected: &["ORG:Open@0"] },
        // Two words in other capitals are not the name; three are.
        Case {
            text: "Ann Zorvex left. ANN ZORVEX left.",
            found: &["PERSON:0.9:Ann Zorvex"],
            expected: &["PERSON:Ann Zorvex@0"],
        },
        Case {
            text: "Zorvex Primary Care left. Zorvex primary care left.",
            found: &["ORG:0.9:Zorvex Primary Care"],
            expected: &["ORG:Zorvex Primary Care@0", "ORG:Zorvex primary care@26"],
        },
        // Small letters at the beginning are no name.
        Case { text: "Zorvex left. zorvex left.", found: &["ORG:0.9:Zorvex"], expected: &["ORG:Zorvex@0"] },
        // Parts of the repeated name yield; a name around it stands.
        Case {
            text: "Ann Zorvex left. Ann Zorvex came.",
            found: &["PERSON:0.9:Ann Zorvex", "LOC:0.9:Zorvex@2"],
            expected: &["PERSON:Ann Zorvex@0", "PERSON:Ann Zorvex@17"],
        },
        Case {
            text: "Zorvex left. Old Zorvex Mill came.",
            found: &["ORG:0.9:Zorvex", "LOC:0.9:Old Zorvex Mill"],
            expected: &["ORG:Zorvex@0", "LOC:Old Zorvex Mill@13"],
        },
        // The longest of several names with the same beginning.
        Case {
            text: "Zorvex met Zorvex Mill. Later Zorvex Mill closed.",
            found: &["ORG:0.9:Zorvex", "ORG:0.9:Zorvex Mill"],
            expected: &["ORG:Zorvex@0", "ORG:Zorvex Mill@11", "ORG:Zorvex Mill@30"],
        },
        // A company's short name, unless somebody bears it or one mention is certain.
        Case {
            text: "Vorn grew. Vorn Motor Company sold.",
            found: &["PERSON:0.6:Vorn", "ORG:0.8:Vorn Motor Company"],
            expected: &["ORG:Vorn@0", "ORG:Vorn Motor Company@11"],
        },
        Case {
            text: "Vorn grew. Vorn Motor Company sold. Ann Vorn left.",
            found: &["PERSON:0.6:Vorn", "ORG:0.8:Vorn Motor Company", "PERSON:0.7:Ann Vorn"],
            expected: &["PERSON:Vorn@0", "ORG:Vorn Motor Company@11", "PERSON:Ann Vorn@36"],
        },
        Case {
            text: "Vorn left. Vorn Trust sold. Vorn came.",
            found: &["PERSON:0.6:Vorn", "ORG:0.7:Vorn Trust", "PERSON:0.9:Vorn@3"],
            expected: &["PERSON:Vorn@0", "ORG:Vorn Trust@11", "PERSON:Vorn@28"],
        },
        // The type of most of the belief, where a mention is not sure itself.
        Case {
            text: "Zorvex ran. Zorvex sat. Zorvex left.",
            found: &["PERSON:0.9:Zorvex", "PERSON:0.9:Zorvex@2", "LOC:0.5:Zorvex@3"],
            expected: &["PERSON:Zorvex@0", "PERSON:Zorvex@12", "PERSON:Zorvex@24"],
        },
        Case {
            text: "Zorvex ran. Zorvex sat. In Zorvex.",
            found: &["PERSON:0.9:Zorvex", "PERSON:0.9:Zorvex@2", "LOC:0.95:Zorvex@3"],
            expected: &["PERSON:Zorvex@0", "PERSON:Zorvex@12", "LOC:Zorvex@27"],
        },
        // No name crosses from one sentence into the next.
        Case {
            text: "Ann Zorvex left. It was Ann. Zorvex left.",
            found: &["PERSON:0.9:Ann Zorvex"],
            expected: &["PERSON:Ann Zorvex@0"],
        },
        Case { text: "Nothing here.", found: &[], expected: &[] },
    ];

    fn entity_type(name: &str) -> EntityType {
        type_at(["ORG", "PERSON", "LOC"].iter().position(|&known| known == name).expect("a type"))
    }

    fn mention(view: TextView<'_>, found: &str) -> Mention {
        let mut parts = found.splitn(3, ':');
        let mut part = || parts.next().expect("three parts");
        let (type_name, score, name) = (part(), part(), part());
        let (name, place) = name.split_once('@').unwrap_or((name, "1"));
        let place: usize = place.parse().expect("a number");
        let (start, _) = view.text.match_indices(name).nth(place - 1).expect("in the text");
        let first = view.tokens.token_at(start as u32);
        let end = view.tokens.spans().partition_point(|token| (token.start as usize) < start + name.len());
        let tokens = TokenRange::new(first, end);
        let score = score.parse().expect("a score");
        let source = Source::new(SourceKind::Tagger, 0);
        Mention::new(view.tokens.span_of(tokens), tokens, entity_type(type_name), score, source)
    }

    #[test]
    fn a_table_of_cases() {
        let mut lexicon = Lexicon::default();
        lexicon.insert("Open", WordClasses::ORDINARY);
        let mut scratch = RepeatScratch::default();
        for case in CASES {
            let tokens = tokenized(case.text);
            let view = TextView::new(case.text, &tokens);
            let classes: Vec<WordClasses> = tokens.hashes().iter().map(|&hash| lexicon.classes(hash)).collect();
            let mut mentions: Vec<Mention> = case.found.iter().map(|found| mention(view, found)).collect();
            settle(view, &classes, &mut scratch, &mut mentions, 0);
            let after: Vec<String> = mentions
                .iter()
                .map(|mention| {
                    let type_name = ["ORG", "PERSON", "LOC"][type_index(mention.entity_type)];
                    format!("{type_name}:{}@{}", mention.span.slice(case.text), mention.span.start)
                })
                .collect();
            assert_eq!(after, case.expected, "{}", case.text);
        }
    }
}
