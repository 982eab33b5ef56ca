//! Rules compiled together: one table from anchor words to patterns.

use std::sync::{Arc, LazyLock};

use foldhash::HashMap;
use gleaner_text::{
    EntityTypes, Mention, MentionId, Qualifier, QualifierKey, QualifierValue, RelationType, Source, SourceKind,
    TextView, TokenFlags, TokenRange,
};

use super::{
    class::CLASSES,
    compile::Anchor,
    error::{Fault, RuleErrors},
    example::{Example, written},
    file::{self, Declared, Gives, Rule, kind_bit},
    matcher::{Bound, MatchScratch},
};
use crate::{
    Clusters,
    context::{Context, is_word},
    lexicon::{self, Class},
    relate::{FIRST_RULE, Relations},
};

/// How far before its anchor a rule looks for a word that takes back what is said, in tokens.
const GUARD_REACH: usize = 8;
/// How many relations one match may give.
const MAX_GIVEN: usize = 64;
/// A list longer than this pairs only its first with the others.
const MAX_ALL_PAIRS: usize = 4;

/// Rules, read, checked and compiled. Immutable: share one between threads.
///
/// `docs/rules.md` explains the language.
///
/// ```
/// use gleaner_relations::RuleSet;
/// use gleaner_text::EntityTypes;
/// let text = "
/// verbs buy = acquire buy(bought)
///
/// rule bought
///   pattern: (buyer: ORG~) @buy.finite (bought: ORG) [for (price: MONEY)]
///   gives: acquired(buyer, bought, amount=price)
///   matches: [Aster Ltd|ORG] bought [Birch plc|ORG] for [£5m|MONEY]. => acquired(Aster Ltd, Birch plc, amount=£5m)
///   not: [Aster Ltd|ORG] denied that it bought [Birch plc|ORG].
/// ";
/// let rules = RuleSet::parse("my.rules", text, &mut EntityTypes::default())?;
/// assert_eq!((rules.len(), rules.n_examples()), (1, 2));
///
/// let wrong = text.replace("(bought: ORG)", "(bought: FIRM)");
/// let errors = RuleSet::parse("my.rules", &wrong, &mut EntityTypes::default()).unwrap_err();
/// assert_eq!((errors.0[0].line, errors.0[0].column), (5, 47));
/// assert!(errors.0[0].message.starts_with("unknown type `FIRM`"));
/// # Ok::<(), gleaner_relations::RuleErrors>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct RuleSet {
    rules: Vec<Arc<Rule>>,
    patterns: Vec<PatternRef>,
    /// Word → the range of `patterns` that it sets off.
    table: HashMap<u64, (u32, u32)>,
    /// In front of the table: a bit for each of its words.
    filter: Vec<u64>,
    /// Relations that the files declare.
    declared: Vec<Declared>,
    /// Rules that make entities.
    n_entity_rules: usize,
    /// Whether the relations that the engine itself reads are looked for: quotations, lists under headings, definitions.
    has_engine: bool,
}

/// A pattern of a rule, as the table lists it.
#[derive(Clone, Copy, Debug)]
struct PatternRef {
    rule: u32,
    program: u32,
}

/// gleaner's own rule files.
const BUILTIN: &[(&str, &str)] = &[
    ("acquired.rules", include_str!("../../rules/acquired.rules")),
    ("educated.rules", include_str!("../../rules/educated.rules")),
    ("family.rules", include_str!("../../rules/family.rules")),
    ("founded.rules", include_str!("../../rules/founded.rules")),
    ("life.rules", include_str!("../../rules/life.rules")),
    ("money.rules", include_str!("../../rules/money.rules")),
    ("name.rules", include_str!("../../rules/name.rules")),
    ("part.rules", include_str!("../../rules/part.rules")),
    ("partner.rules", include_str!("../../rules/partner.rules")),
    ("period.rules", include_str!("../../rules/period.rules")),
    ("place.rules", include_str!("../../rules/place.rules")),
    ("role.rules", include_str!("../../rules/role.rules")),
];

static BUILTIN_RULES: LazyLock<RuleSet> = LazyLock::new(|| {
    let mut rules = Vec::new();
    let mut types = EntityTypes::default();
    for (file, text) in BUILTIN {
        let own = file::read(text, &mut types);
        if let Some(fault) = own.faults.into_iter().next() {
            panic!("{}", fault.in_file(file));
        }
        // None of our own files declares a relation: those of the record contract are all there are.
        rules.extend(own.rules.into_iter().map(Arc::new));
    }
    RuleSet { has_engine: true, ..RuleSet::compiled(rules) }
});

impl RuleSet {
    /// gleaner's own rules, compiled at the first call. With them come the relations that the engine reads without a rule
    /// ([`RULE_NAMES`](crate::RULE_NAMES)); a set of [`RuleSet::parse`] has none of either.
    pub fn builtin() -> &'static Self {
        &BUILTIN_RULES
    }

    /// Reads, compiles and checks a rule file: every example is run.
    ///
    /// `types` are the entity types that patterns may name; types that the rules create are added to it. `file` is the
    /// name that errors show.
    ///
    /// # Errors
    /// [`RuleErrors`] with every fault and its line and column: what does not read, names that are unknown or stand
    /// twice, a pattern that could match anywhere, nests too deep or has no limit, an example that does not hold.
    pub fn parse(file: &str, text: &str, types: &mut EntityTypes) -> Result<Self, RuleErrors> {
        let mut known = types.clone();
        let file::RuleFile { rules, declared, mut faults } = file::read(text, &mut known);
        let set = Self { declared, ..Self::compiled(rules.into_iter().map(Arc::new).collect()) };
        if faults.is_empty() {
            faults = set.failing_examples(&known);
        }
        if faults.is_empty() {
            *types = known;
            return Ok(set);
        }
        faults.sort_by_key(|fault| fault.place);
        Err(RuleErrors(faults.into_iter().map(|fault| fault.in_file(file)).collect()))
    }

    /// These rules and those of `other`, with the rules of `other` first. Of two rules of one name both are kept; relations
    /// that both declare by one name are one, symmetric where `other` says so.
    #[must_use]
    pub fn joined(&self, other: &Self) -> Self {
        let has_engine = self.has_engine || other.has_engine;
        let mut declared = other.declared.clone();
        // Where each of ours stands among those of both.
        let mut moved = Vec::with_capacity(self.declared.len());
        for own in &self.declared {
            let at = declared.iter().position(|known| known.name == own.name).unwrap_or_else(|| {
                declared.push(own.clone());
                declared.len() - 1
            });
            moved.push(at as u16);
        }
        let own = self.rules.iter().map(|rule| rule.with_declared(&moved));
        Self { has_engine, declared, ..Self::compiled(other.rules.iter().cloned().chain(own).collect()) }
    }

    /// The name of a relation: a standard one, or one that the files declare; `"?"` for one of another set.
    pub fn relation_name(&self, relation: RelationType) -> &str {
        match relation.declared_index() {
            None => relation.name(),
            Some(index) => self.declared.get(index as usize).map_or("?", |declared| &*declared.name),
        }
    }

    /// The names of the relations that the files declare, in the order of their [`RelationType::declared`] indices.
    pub fn declared_relations(&self) -> impl Iterator<Item = &str> {
        self.declared.iter().map(|declared| &*declared.name)
    }

    pub(crate) fn is_symmetric(&self, relation: RelationType) -> bool {
        match relation.declared_index() {
            None => relation.is_symmetric(),
            Some(index) => self.declared.get(index as usize).is_some_and(|declared| declared.symmetric),
        }
    }

    pub(crate) fn has_engine(&self) -> bool {
        self.has_engine
    }

    fn compiled(rules: Vec<Arc<Rule>>) -> Self {
        let mut by_word: HashMap<u64, Vec<PatternRef>> = HashMap::default();
        for (rule_idx, rule) in rules.iter().enumerate() {
            for (program_idx, program) in rule.programs.iter().enumerate() {
                let pattern = PatternRef { rule: rule_idx as u32, program: program_idx as u32 };
                match &program.anchor {
                    Anchor::Words(words) => {
                        words.iter().for_each(|word| by_word.entry(*word).or_default().push(pattern))
                    }
                    Anchor::Role => {
                        lexicon::for_each_word(Class::ROLE_HEAD, |word| by_word.entry(word).or_default().push(pattern));
                    }
                }
            }
        }
        // In the order of the words, so that the set is the same however the map was filled.
        let mut words: Vec<u64> = by_word.keys().copied().collect();
        words.sort_unstable();
        let n_bits = (words.len() * 32).next_power_of_two().max(1 << 10);
        let mut set = Self { filter: vec![0; n_bits / 64], ..Self::default() };
        for word in words {
            let start = set.patterns.len() as u32;
            set.patterns.extend_from_slice(&by_word[&word]);
            set.table.insert(word, (start, set.patterns.len() as u32));
            let bit = word as usize % n_bits;
            set.filter[bit / 64] |= 1 << (bit % 64);
        }
        set.n_entity_rules = rules.iter().filter(|rule| rule.makes_entities()).count();
        set.rules = rules;
        set
    }

    /// How many rules.
    pub fn len(&self) -> usize {
        self.rules.len()
    }

    /// True when there is no rule.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// How many examples the rules carry.
    pub fn n_examples(&self) -> usize {
        self.rules.iter().map(|rule| rule.matches.len() + rule.not.len()).sum()
    }

    /// The rules' names, in the order of the file.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.rules.iter().map(|rule| &*rule.name)
    }

    /// The name of the rule of that index; none past the end.
    pub fn name(&self, rule_idx: usize) -> Option<&str> {
        self.rules.get(rule_idx).map(|rule| &*rule.name)
    }

    /// The name of the rule that `Source::name` of a relation or mention stands for: first the rules of the engine
    /// ([`RULE_NAMES`](crate::RULE_NAMES)), then those of this set; `"?"` past the end.
    pub fn source_name(&self, index: u16) -> &str {
        match index.checked_sub(FIRST_RULE) {
            None => crate::RULE_NAMES[index as usize],
            Some(rule_idx) => self.name(rule_idx as usize).unwrap_or("?"),
        }
    }

    /// The names of the word classes that patterns may ask for.
    pub fn class_names() -> impl Iterator<Item = &'static str> {
        CLASSES.iter().map(|(name, ..)| *name)
    }

    /// Each rule with its numbers of `matches:` and `not:`.
    pub fn example_counts(&self) -> impl Iterator<Item = (&str, usize, usize)> {
        self.rules.iter().map(|rule| (&*rule.name, rule.matches.len(), rule.not.len()))
    }

    /// True when a rule makes mentions.
    pub fn makes_entities(&self) -> bool {
        self.n_entity_rules > 0
    }

    pub(crate) fn priority(&self, rule_idx: usize) -> i8 {
        self.rules.get(rule_idx).map_or(0, |rule| rule.priority)
    }

    #[inline]
    fn patterns_of(&self, word: u64) -> &[PatternRef] {
        let bit = word as usize & (self.filter.len() * 64).wrapping_sub(1);
        if self.filter.get(bit / 64).is_none_or(|bits| bits & (1 << (bit % 64)) == 0) {
            return &[];
        }
        self.table.get(&word).map_or(&[], |(start, end)| &self.patterns[*start as usize..*end as usize])
    }

    /// Everything that rules set off by the word at `token_idx` say.
    #[inline]
    pub(crate) fn relate_at(
        &self,
        ctx: &mut Context<'_>,
        token_idx: usize,
        first_source: u16,
        scratch: &mut MatchScratch,
    ) {
        for pattern in self.patterns_of(ctx.word(token_idx)) {
            let rule = &*self.rules[pattern.rule as usize];
            if rule.makes_entities() {
                continue;
            }
            if let Some(tokens) = matched(ctx, rule, pattern.program as usize, token_idx, scratch) {
                let source = first_source + pattern.rule as u16;
                for gives in &rule.gives {
                    if let Gives::Relation { relation, subject, object, qualifiers } = gives {
                        give(ctx, rule, source, (*relation, *subject, *object, qualifiers), tokens, &scratch.bound);
                    }
                }
            }
        }
    }

    /// Appends the mentions that rules make of a text to `found`, in no particular order; they may overlap one another and
    /// those in `mentions`.
    pub(crate) fn entities_at(
        &self,
        ctx: &Context<'_>,
        token_idx: usize,
        first_source: u16,
        scratch: &mut MatchScratch,
        found: &mut Vec<Mention>,
    ) {
        for pattern in self.patterns_of(ctx.word(token_idx)) {
            let rule = &*self.rules[pattern.rule as usize];
            if !rule.makes_entities() || matched(ctx, rule, pattern.program as usize, token_idx, scratch).is_none() {
                continue;
            }
            let source = Source::new(SourceKind::Rule, first_source + pattern.rule as u16);
            for gives in &rule.gives {
                let Gives::Entity { entity_type, slot } = gives else { continue };
                let named =
                    mentions_in(&scratch.bound, *slot).map(|(mention, _)| ctx.mentions[mention as usize].tokens);
                let tokens = words_in(&scratch.bound, *slot).or_else(|| named.last());
                if let Some(tokens) = tokens.filter(|tokens| !tokens.is_empty()) {
                    let span = ctx.view.tokens.span_of(tokens);
                    found.push(Mention::new(span, tokens, *entity_type, rule.score, source));
                }
            }
        }
    }

    /// The examples that do not hold.
    fn failing_examples(&self, types: &EntityTypes) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut relations = Relations::default();
        for (rule_idx, rule) in self.rules.iter().enumerate() {
            for example in rule.matches.iter().chain(&rule.not) {
                match self.found_in(rule_idx, example, &mut relations, types) {
                    Ok(found) => faults.extend(example.fault(&rule.name, found)),
                    Err(fault) => faults.push(fault),
                }
            }
        }
        faults
    }

    /// What one rule finds in an example, in words.
    fn found_in(
        &self,
        rule_idx: usize,
        example: &Example,
        relations: &mut Relations,
        types: &EntityTypes,
    ) -> Result<Vec<String>, Fault> {
        let prepared = example.prepare()?;
        let view = TextView::new(example.text(), &prepared.table);
        if self.rules[rule_idx].makes_entities() {
            let mut found = Vec::new();
            relations.find_entities(self, view, &prepared.mentions, &mut found);
            let own = found.iter().filter(|mention| mention.source.name == FIRST_RULE + rule_idx as u16);
            return Ok(own
                .map(|mention| format!("{}({})", types.name(mention.entity_type), mention.span.slice(view.text)))
                .collect());
        }
        let mut clusters = Clusters::default();
        clusters.build(view, &prepared.mentions);
        let mut found = Vec::new();
        relations.find_of_rule(self, rule_idx as u16, view, &prepared.mentions, &clusters, &mut found);
        Ok(found.iter().map(|relation| written(self, view, &prepared.mentions, relation)).collect())
    }

    /// gleaner's own rule files: names and texts.
    pub const fn builtin_files() -> &'static [(&'static str, &'static str)] {
        BUILTIN
    }

    /// The faults of gleaner's own rule files: what does not read, and examples that do not hold, one line each. For
    /// tests: users' files are checked by [`RuleSet::parse`].
    pub fn builtin_faults() -> Vec<String> {
        let mut lines = Vec::new();
        for (file, text) in BUILTIN {
            if let Err(errors) = Self::parse(file, text, &mut EntityTypes::default()) {
                lines.extend(errors.0.iter().map(ToString::to_string));
            }
        }
        lines
    }
}

/// Whether a pattern matches around the word at `token_idx` and nothing takes it back; the tokens of the match. What the
/// slots took is in `scratch`.
fn matched(
    ctx: &Context<'_>,
    rule: &Rule,
    program: usize,
    token_idx: usize,
    scratch: &mut MatchScratch,
) -> Option<TokenRange> {
    if rule.kinds & kind_bit(ctx.kind) == 0 {
        return None;
    }
    if let Some(under) = &rule.under
        && ctx.heading_word.is_none_or(|word| under.binary_search(&word).is_err())
    {
        return None;
    }
    let program = &rule.programs[program];
    let anchor = match program.anchor {
        Anchor::Words(_) => TokenRange::new(token_idx, token_idx + 1),
        Anchor::Role => ctx.role_phrase(token_idx)?.tokens,
    };
    ctx.described.set(None);
    let tokens = scratch.run(ctx, &program.left, &program.right, anchor)?;
    (!guarded(ctx, rule.guards, token_idx) && years_fit(ctx, rule, &scratch.bound)).then_some(tokens)
}

/// Whether the dates of two slots lie as far apart as the rule asks; true where one has no year.
fn years_fit(ctx: &Context<'_>, rule: &Rule, bound: &[Bound]) -> bool {
    let Some(years) = rule.years else { return true };
    let year = |slot: u8| mentions_in(bound, slot).last().and_then(|(mention, _)| ctx.last_year(mention as usize));
    match (year(years.first), year(years.last)) {
        (Some(first), Some(last)) => (first + years.min..=first + years.max).contains(&last),
        _ => true,
    }
}

/// How far before its anchor a rule looks for the "was" of a passive.
const PASSIVE_REACH: usize = 3;

/// True when a word of `guards` stands before the anchor, in its own clause.
fn guarded(ctx: &Context<'_>, guards: Class, anchor: usize) -> bool {
    if !guards.any(Class::ALL) {
        return false;
    }
    let edge = anchor.saturating_sub(GUARD_REACH).max(ctx.sentence.start as usize);
    let is_be = |at: &usize| ctx.class(*at).any(Class::BE) && !ctx.view.info(*at).flags.has(TokenFlags::CLITIC);
    let mut group = (edge..anchor).rev().take(PASSIVE_REACH).take_while(|at| !ctx.in_mention(*at));
    if guards.any(Class::PASSIVE) && group.any(|at| is_be(&at)) {
        return true;
    }
    // "She never married and died in 1960": what is denied of one verb is not denied of the next.
    let mut verb = anchor;
    while verb > edge && ctx.class(verb - 1).any(Class::ADVERB) {
        verb -= 1;
    }
    let goes_on = verb > edge && is_word!(ctx.word(verb - 1), "and" | "but");
    let guards = if goes_on { guards.without(Class::NEGATION) } else { guards };
    for at in (edge..anchor).rev() {
        let class = ctx.class(at);
        if class.any(guards) {
            return true;
        }
        if !ctx.in_mention(at) && matches!(ctx.token(at), ";" | ":" | "(") {
            return false;
        }
    }
    false
}

fn mentions_in(bound: &[Bound], slot: u8) -> impl Iterator<Item = (u32, f32)> {
    bound.iter().filter_map(move |bound| match bound {
        Bound::Mention { slot: own, mention, trust } if *own == slot => Some((*mention, *trust)),
        _ => None,
    })
}

/// The words that a slot took last.
fn words_in(bound: &[Bound], slot: u8) -> Option<TokenRange> {
    let mut begin = None;
    let mut end = None;
    for bound in bound {
        match bound {
            Bound::Begin { slot: own, token } if *own == slot => begin = Some(*token),
            Bound::End { slot: own, token } if *own == slot => end = Some(*token),
            _ => {}
        }
    }
    let (begin, end) = (begin?, end?);
    (begin < end).then(|| TokenRange::new(begin as usize, end as usize))
}

/// The relations of one `gives:`.
fn give(
    ctx: &mut Context<'_>,
    rule: &Rule,
    source: u16,
    (relation, subject, object, keys): (RelationType, u8, Option<u8>, &[(QualifierKey, u8)]),
    tokens: TokenRange,
    bound: &[Bound],
) {
    let mut qualifiers: Vec<Qualifier> = Vec::new();
    for (key, slot) in keys {
        let mentions = mentions_in(bound, *slot)
            .map(|(mention, _)| Qualifier { key: *key, value: QualifierValue::Mention(MentionId(mention)) });
        qualifiers.extend(mentions);
        if let Some(words) = words_in(bound, *slot) {
            qualifiers.push(Qualifier { key: *key, value: QualifierValue::Text(ctx.view.tokens.span_of(words)) });
        }
    }
    let mut n_given = 0;
    let mut emit = |ctx: &mut Context<'_>, (subject, trust): (u32, f32), object: Option<(u32, f32)>| {
        n_given += 1;
        if n_given <= MAX_GIVEN {
            let trust = trust * object.map_or(1.0, |(_, trust)| trust);
            let object = object.map(|(object, _)| object as usize);
            let made = (relation, rule.score, Source::new(SourceKind::Rule, source));
            ctx.emit_as(made, subject as usize, object, tokens, trust, qualifiers.clone());
        }
        n_given < MAX_GIVEN
    };
    let Some(object) = object else {
        for subject in mentions_in(bound, subject) {
            if !emit(ctx, subject, None) {
                return;
            }
        }
        return;
    };
    if subject == object {
        let n_names = mentions_in(bound, subject).count();
        let n_left = if n_names <= MAX_ALL_PAIRS { n_names.saturating_sub(1) } else { 1 };
        for (idx, left) in mentions_in(bound, subject).take(n_left).enumerate() {
            for right in mentions_in(bound, subject).skip(idx + 1) {
                if !emit(ctx, left, Some(right)) {
                    return;
                }
            }
        }
        return;
    }
    for left in mentions_in(bound, subject) {
        for right in mentions_in(bound, object) {
            if !emit(ctx, left, Some(right)) {
                return;
            }
        }
    }
}

const _: fn() = || {
    fn shared<T: Send + Sync>() {}
    shared::<RuleSet>();
};
