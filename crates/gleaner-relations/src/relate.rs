//! The engine: one pass over the words, a rule's code only where one of its words stands.

use std::{cmp::Ordering, sync::LazyLock};

use foldhash::HashMap;
use gleaner_text::{
    EntityType, LineKind, Mention, MentionId, QualifierKey, QualifierValue, Relation, RelationType, TextView,
    TokenClass, TokenRange, fold_hash,
};

use crate::{
    Clusters,
    context::{Context, LastRole, NONE, Section},
    language::{MatchScratch, RuleSet},
    lexicon::{self, Class},
    quotation::{self, Quotation},
    rule::RULE_NAMES,
    rules::{self as engine, Heading, TRIGGERS},
};

/// Finds relations; keeps its memory from document to document.
///
/// ```
/// use gleaner_relations::{Clusters, Relations, rule_name};
/// use gleaner_text::{EntityType, Mention, RelationType, Source, SourceKind, Span, TextView, TokenRange};
/// let text = "Ann Lee, chief executive of Northway Ltd, left.";
/// let table = gleaner_tokenizer::tokenized(text);
/// let view = TextView::new(text, &table);
/// let source = Source::new(SourceKind::Tagger, 0);
/// let mentions = [
///     Mention::new(Span::new(0, 7), TokenRange::new(0, 2), EntityType::PERSON, 0.9, source),
///     Mention::new(Span::new(28, 40), TokenRange::new(6, 8), EntityType::ORG, 0.9, source),
/// ];
/// let mut clusters = Clusters::default();
/// clusters.build(view, &mentions);
/// let mut found = Vec::new();
/// Relations::default().find(view, &mentions, &clusters, &mut found);
/// assert_eq!(found[0].relation_type, RelationType::ROLE_AT);
/// assert_eq!(rule_name(found[0].source.name), "role-appositive");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Relations {
    /// The mention of each token.
    at: Vec<u32>,
    quotations: Vec<Quotation>,
    best: HashMap<Key, u32>,
    keep: Vec<bool>,
    matcher: MatchScratch,
    no_clusters: Clusters,
}

/// The index in `Source::name` of the first rule of a [`RuleSet`]: behind the rules of the engine.
pub(crate) const FIRST_RULE: u16 = RULE_NAMES.len() as u16;

/// What makes two relations one: type, both ends, and the words of a role or quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Key {
    relation: RelationType,
    ends: (u64, u64),
    words: u64,
}

/// Trigger words: which triggers each sets off, as bits, and a filter in front.
struct TriggerTable {
    filter: Vec<u64>,
    slots: Vec<(u64, u64)>,
}

/// The bit of every head of a role; the others follow [`TRIGGERS`].
const ROLE_BIT: u64 = 1 << 63;
const SLOTS: usize = 4096;
const FILTER_BITS: usize = 1 << 14;

static TABLE: LazyLock<TriggerTable> = LazyLock::new(|| {
    let mut table = TriggerTable { filter: vec![0; FILTER_BITS / 64], slots: vec![(0, 0); SLOTS] };
    for (bit, trigger) in TRIGGERS.iter().enumerate() {
        for word in trigger.words.split_whitespace() {
            table.add(fold_hash(word), 1 << bit);
        }
    }
    lexicon::for_each_word(Class::ROLE_HEAD, |hash| table.add(hash, ROLE_BIT));
    table
});

impl TriggerTable {
    fn add(&mut self, hash: u64, bits: u64) {
        self.filter[hash as usize % FILTER_BITS / 64] |= 1 << (hash % 64);
        let mut at = hash as usize % SLOTS;
        while self.slots[at].1 != 0 && self.slots[at].0 != hash {
            at = (at + 1) % SLOTS;
        }
        self.slots[at] = (hash, self.slots[at].1 | bits);
    }

    #[inline]
    fn bits(&self, hash: u64) -> u64 {
        if self.filter[hash as usize % FILTER_BITS / 64] & (1 << (hash % 64)) == 0 {
            return 0;
        }
        let mut at = hash as usize % SLOTS;
        while self.slots[at].1 != 0 {
            if self.slots[at].0 == hash {
                return self.slots[at].1;
            }
            at = (at + 1) % SLOTS;
        }
        0
    }
}

impl Relations {
    /// The relations that gleaner's own rules find in a text; see [`Relations::find_with`].
    pub fn find(&mut self, view: TextView<'_>, mentions: &[Mention], clusters: &Clusters, found: &mut Vec<Relation>) {
        self.find_with(RuleSet::builtin(), view, mentions, clusters, found);
    }

    /// The relations of a text, in `found` (which is cleared first), sorted by the start of their evidence.
    ///
    /// `mentions` are sorted by start and do not overlap; `clusters` were built from them. Subject and object are indices
    /// into `mentions`. Of relations that say the same (type, clusters of both ends, words of a role or a quotation) the
    /// one of the rule with the highest priority, then with the highest score, is kept. Mentions outside the token table are passed over.
    ///
    /// Costs one pass over the tokens; at a trigger word no more than about sixty tokens to either side are looked at,
    /// and no list gives more than 64 names, so the whole is linear in the text, whatever its sentences look like.
    pub fn find_with(
        &mut self,
        rules: &RuleSet,
        view: TextView<'_>,
        mentions: &[Mention],
        clusters: &Clusters,
        found: &mut Vec<Relation>,
    ) {
        self.find_all(rules, view, mentions, clusters, found);
        self.keep_best(rules, view, clusters, found);
    }

    /// As [`Relations::find_with`], and only what the rule of that index of the set says.
    pub(crate) fn find_of_rule(
        &mut self,
        rules: &RuleSet,
        rule_idx: u16,
        view: TextView<'_>,
        mentions: &[Mention],
        clusters: &Clusters,
        found: &mut Vec<Relation>,
    ) {
        self.find_all(rules, view, mentions, clusters, found);
        found.retain(|relation| relation.source.name == FIRST_RULE + rule_idx);
        self.keep_best(rules, view, clusters, found);
    }

    /// Appends the mentions that the rules make (`gives: TYPE(slot)`) to `found`, in the order of the words that set them
    /// off; they may overlap one another and those of `mentions`. Costs one pass over the tokens.
    pub fn find_entities(
        &mut self,
        rules: &RuleSet,
        view: TextView<'_>,
        mentions: &[Mention],
        found: &mut Vec<Mention>,
    ) {
        if !rules.makes_entities() {
            return;
        }
        self.map_tokens(view, mentions);
        let mut none = Vec::new();
        let mut ctx = Context::new(view, mentions, &self.no_clusters, &self.at, &[], &mut none);
        ctx.reads_names = true;
        for (sentence_idx, sentence) in view.tokens.sentences().iter().enumerate() {
            ctx.sentence = sentence.tokens;
            ctx.sentence_idx = sentence_idx;
            ctx.kind = sentence.kind;
            if sentence.kind == LineKind::Heading {
                ctx.heading_word = heading_word(view, sentence.tokens);
            }
            for token_idx in sentence.tokens.range() {
                rules.entities_at(&ctx, token_idx, FIRST_RULE, &mut self.matcher, found);
            }
        }
    }

    fn find_all(
        &mut self,
        rules: &RuleSet,
        view: TextView<'_>,
        mentions: &[Mention],
        clusters: &Clusters,
        found: &mut Vec<Relation>,
    ) {
        found.clear();
        self.map_tokens(view, mentions);
        quotation::find(view, &mut self.quotations);
        let mut ctx = Context::new(view, mentions, clusters, &self.at, &self.quotations, found);
        let has_engine = rules.has_engine();
        if has_engine {
            engine::definitions(&mut ctx);
        }
        let table = &*TABLE;
        for (sentence_idx, sentence) in view.tokens.sentences().iter().enumerate() {
            ctx.sentence = sentence.tokens;
            ctx.sentence_idx = sentence_idx;
            ctx.kind = sentence.kind;
            ctx.last_role = LastRole::default();
            ctx.described.set(None);
            if sentence.kind == LineKind::Heading {
                ctx.heading_word = heading_word(view, sentence.tokens);
                match engine::heading_of(&ctx) {
                    Heading::Name(mention) => ctx.section = Some(Section { mention }),
                    Heading::Role(role) if has_engine => engine::roles_under_heading(&mut ctx, role),
                    Heading::Partners if has_engine => engine::partners_under_heading(&mut ctx),
                    _ => {}
                }
            }
            let hashes = view.tokens.hashes();
            for token_idx in sentence.tokens.range() {
                let mention = self.at[token_idx];
                if mention != NONE {
                    if has_engine && mentions[mention as usize].tokens.start as usize == token_idx {
                        beside_mention(&mut ctx, mention as usize);
                    }
                    continue;
                }
                rules.relate_at(&mut ctx, token_idx, FIRST_RULE, &mut self.matcher);
                if !has_engine {
                    continue;
                }
                let mut bits = table.bits(hashes[token_idx]);
                if bits & ROLE_BIT != 0 {
                    engine::role(&mut ctx, token_idx);
                    bits &= !ROLE_BIT;
                }
                while bits != 0 {
                    let bit = bits.trailing_zeros();
                    bits &= bits - 1;
                    (TRIGGERS[bit as usize].run)(&mut ctx, token_idx);
                }
            }
        }
    }

    fn map_tokens(&mut self, view: TextView<'_>, mentions: &[Mention]) {
        self.at.clear();
        self.at.resize(view.len(), NONE);
        let mut last_end = 0;
        for (mention_idx, mention) in mentions.iter().enumerate() {
            let range = mention.tokens;
            // A mention that overlaps the one before, or lies outside the table, is as if it were not there.
            if range.is_empty() || range.end as usize > view.len() || range.start < last_end {
                continue;
            }
            last_end = range.end;
            self.at[range.range()].fill(mention_idx as u32);
        }
    }

    fn keep_best(&mut self, rules: &RuleSet, view: TextView<'_>, clusters: &Clusters, found: &mut Vec<Relation>) {
        self.best.clear();
        self.keep.clear();
        self.keep.resize(found.len(), true);
        for at in 0..found.len() {
            let key = key_of(rules, view, clusters, &found[at]);
            match self.best.get(&key).copied() {
                None => {
                    self.best.insert(key, at as u32);
                }
                Some(known) => {
                    let (old, new) = (&found[known as usize], &found[at]);
                    let priority = |relation: &Relation| {
                        relation.source.name.checked_sub(FIRST_RULE).map_or(0, |rule| rules.priority(rule as usize))
                    };
                    let better = match priority(new).cmp(&priority(old)) {
                        Ordering::Greater => true,
                        Ordering::Less => false,
                        Ordering::Equal => {
                            new.score > old.score + 1e-6
                                || new.score > old.score - 1e-6 && new.qualifiers.len() > old.qualifiers.len()
                        }
                    };
                    self.keep[if better { known as usize } else { at }] = false;
                    if better {
                        self.best.insert(key, at as u32);
                    }
                }
            }
        }
        // Somebody who "works at Aster" and is its director has one role there.
        for at in 0..found.len() {
            let key = key_of(rules, view, clusters, &found[at]);
            if key.relation == RelationType::ROLE_AT
                && key.words != 0
                && let Some(bare) = self.best.get(&Key { words: 0, ..key })
            {
                self.keep[*bare as usize] = false;
            }
        }
        let mut at = 0;
        found.retain(|_| {
            at += 1;
            self.keep[at - 1]
        });
        found.sort_by_key(|relation| (relation.evidence, relation.relation_type, relation.subject, relation.object));
    }
}

/// The last word of a heading, folded, past a colon.
fn heading_word(view: TextView<'_>, tokens: TokenRange) -> Option<u64> {
    let words = tokens.range().rev().take(4);
    words.filter(|at| view.info(*at).class == TokenClass::Word).map(|at| view.hash(at)).next()
}

fn beside_mention(ctx: &mut Context<'_>, mention: usize) {
    match ctx.mentions[mention].entity_type {
        EntityType::ORG => engine::part_beside_mention(ctx, mention),
        EntityType::LOC => engine::place_beside_mention(ctx, mention),
        _ => {}
    }
}

fn key_of(rules: &RuleSet, view: TextView<'_>, clusters: &Clusters, relation: &Relation) -> Key {
    let by_name = relation.relation_type == RelationType::ALIAS_OF;
    let end = |mention: MentionId| -> u64 {
        // Names of one cluster are told apart for alias_of only; values have no cluster.
        let id = if by_name { clusters.name(mention) } else { clusters.cluster(mention).map(|cluster| cluster.0) };
        id.map_or(u64::from(mention.0) | 1 << 32, u64::from)
    };
    let mut ends = (end(relation.subject), relation.object.map_or(u64::MAX, end));
    if rules.is_symmetric(relation.relation_type) && ends.0 > ends.1 {
        ends = (ends.1, ends.0);
    }
    let words = relation.qualifiers.iter().find_map(|qualifier| match (qualifier.key, qualifier.value) {
        (QualifierKey::Role, QualifierValue::Text(span)) => Some(fold_hash(span.slice(view.text))),
        (QualifierKey::Quote, QualifierValue::Text(span)) => Some(u64::from(span.start)),
        _ => None,
    });
    Key { relation: relation.relation_type, ends, words: words.unwrap_or(0) }
}

const _: () = assert!(TRIGGERS.len() < 63);
