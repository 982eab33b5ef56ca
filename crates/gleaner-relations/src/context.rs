//! What a rule sees: the text, its mentions by token, the sentence it is in, and steps to the left and right of a word.
//!
//! Every step is bounded: by the sentence, and by [`WINDOW`] tokens, so that a sentence of a megabyte costs a rule no more
//! than any other.

use std::cell::Cell;

use gleaner_text::{
    EntityType, LineKind, Mention, MentionId, Qualifier, QualifierKey, QualifierValue, Relation, RelationType, Source,
    SourceKind, Span, TextView, Through, TokenClass, TokenFlags, TokenRange,
};

use crate::{
    Clusters,
    lexicon::{Class, class_of},
    quotation::Quotation,
    rule::RuleId,
};

/// How far a rule looks to either side, in tokens.
pub(crate) const WINDOW: usize = 60;
/// How long a bracket may be that is stepped over.
const MAX_BRACKET: usize = 24;
/// How many names a list gives at most.
pub(crate) const MAX_LIST: usize = 64;

pub(crate) const NONE: u32 = u32::MAX;

/// The folded hash of a word, worked out when the program is compiled.
macro_rules! word {
    ($word:literal) => {
        const { gleaner_text::fold_hash_const($word) }
    };
}
pub(crate) use word;

/// True when `hash` is that of one of the words.
macro_rules! is_word {
    ($hash:expr, $($word:literal)|+) => {{
        let hash = $hash;
        $(hash == $crate::context::word!($word))||+
    }};
}
pub(crate) use is_word;

/// A set of entity types, as bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Types(u64);

impl Types {
    pub(crate) const NONE: Self = Self(0);
    pub(crate) const ORG: Self = Self(1);
    pub(crate) const PERSON: Self = Self(2);
    pub(crate) const LOC: Self = Self(4);
    pub(crate) const MONEY: Self = Self(8);
    pub(crate) const DATE: Self = Self(16);
    pub(crate) const ORG_PERSON: Self = Self(3);

    #[inline]
    pub(crate) fn has(self, entity_type: EntityType) -> bool {
        entity_type.id() < 64 && self.0 & (1 << entity_type.id()) != 0
    }

    /// With another type; types past the 64th are left out.
    pub(crate) fn with(self, entity_type: EntityType) -> Self {
        if entity_type.id() < 64 { Self(self.0 | 1 << entity_type.id()) } else { self }
    }

    /// True when amounts or dates are among them.
    pub(crate) fn has_values(self) -> bool {
        self.0 & (Self::MONEY.0 | Self::DATE.0) != 0
    }
}

/// The one a verb or a noun belongs to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Subject {
    pub(crate) mention: usize,
    /// First token of the words that name it.
    pub(crate) start: usize,
    /// 1 for a name, less for "the company", "she".
    pub(crate) trust: f32,
}

/// A heading that names an organisation and nothing else.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Section {
    pub(crate) mention: usize,
}

/// The person of the role phrase read last, for "… and dean of …".
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct LastRole {
    pub(crate) person: u32,
    /// One past the last token of the phrase and of the organisation behind it.
    pub(crate) end: u32,
    /// The words of a role that waits for its organisation.
    pub(crate) pending: Option<Span>,
    pub(crate) set: bool,
}

pub(crate) struct Context<'a> {
    pub(crate) view: TextView<'a>,
    pub(crate) mentions: &'a [Mention],
    pub(crate) clusters: &'a Clusters,
    /// The mention of each token.
    pub(crate) at: &'a [u32],
    pub(crate) quotations: &'a [Quotation],
    /// The sentence the trigger stands in.
    pub(crate) sentence: TokenRange,
    pub(crate) sentence_idx: usize,
    pub(crate) kind: LineKind,
    /// The last heading that is a name.
    pub(crate) section: Option<Section>,
    /// The last word of the last heading, folded.
    pub(crate) heading_word: Option<u64>,
    /// Words of names may be looked at as words: while rules make mentions.
    pub(crate) reads_names: bool,
    pub(crate) last_role: LastRole,
    /// Who said the last quotation.
    pub(crate) last_speaker: Option<(usize, usize)>,
    /// The mention that a description was last found to stand for. Rules hand mentions on to [`Context::emit`], not how they
    /// came by them; with the evidence this tells.
    pub(crate) described: Cell<Option<usize>>,
    pub(crate) out: &'a mut Vec<Relation>,
}

impl<'a> Context<'a> {
    /// What is known in front of the first sentence. `at` has the mention of each token.
    pub(crate) fn new(
        view: TextView<'a>,
        mentions: &'a [Mention],
        clusters: &'a Clusters,
        at: &'a [u32],
        quotations: &'a [Quotation],
        out: &'a mut Vec<Relation>,
    ) -> Self {
        Self {
            view,
            mentions,
            clusters,
            at,
            quotations,
            sentence: TokenRange::default(),
            sentence_idx: 0,
            kind: LineKind::Prose,
            section: None,
            heading_word: None,
            reads_names: false,
            last_role: LastRole::default(),
            last_speaker: None,
            described: Cell::new(None),
            out,
        }
    }

    /// The folded hash of a token, 0 past the end.
    #[inline]
    pub(crate) fn word(&self, token_idx: usize) -> u64 {
        self.view.hash(token_idx)
    }

    /// The classes of a token that is in no mention.
    #[inline]
    pub(crate) fn class(&self, token_idx: usize) -> Class {
        if self.in_mention(token_idx) { Class::NONE } else { class_of(self.word(token_idx)) }
    }

    #[inline]
    pub(crate) fn token(&self, token_idx: usize) -> &'a str {
        self.view.token(token_idx)
    }

    #[inline]
    pub(crate) fn in_mention(&self, token_idx: usize) -> bool {
        self.at.get(token_idx).is_some_and(|mention| *mention != NONE)
    }

    /// True where a token belongs to a mention and patterns may not read it as a word.
    #[inline]
    pub(crate) fn in_name(&self, token_idx: usize) -> bool {
        !self.reads_names && self.in_mention(token_idx)
    }

    /// The mention that begins at a token.
    #[inline]
    pub(crate) fn starting(&self, token_idx: usize) -> Option<usize> {
        let mention = *self.at.get(token_idx)?;
        (mention != NONE && self.mentions[mention as usize].tokens.start as usize == token_idx)
            .then_some(mention as usize)
    }

    /// The mention that ends right before a token, the stop of an abbreviation ("Aster Inc. is") stepped over.
    #[inline]
    pub(crate) fn ending(&self, token_idx: usize) -> Option<usize> {
        let before = token_idx.checked_sub(1)?;
        let mention = *self.at.get(before)?;
        if mention == NONE {
            let mention = *self.at.get(before.checked_sub(1)?)?;
            return (mention != NONE && self.end_of(mention as usize) == token_idx).then_some(mention as usize);
        }
        (self.mentions[mention as usize].tokens.end as usize == token_idx).then_some(mention as usize)
    }

    pub(crate) fn is(&self, mention: usize, types: Types) -> bool {
        types.has(self.mentions[mention].entity_type)
    }

    pub(crate) fn start_of(&self, mention: usize) -> usize {
        self.mentions[mention].tokens.start as usize
    }

    /// One past the last token of a mention, and of the stop behind an abbreviation that ends it inside a sentence.
    pub(crate) fn end_of(&self, mention: usize) -> usize {
        let end = self.mentions[mention].tokens.end as usize;
        let inside = end >= self.sentence.start as usize && end + 1 < self.sentence.end as usize;
        if inside && self.token(end) == "." && self.view.is_joined(end) { end + 1 } else { end }
    }

    /// The first token of a mention's honorific, or of the mention.
    pub(crate) fn title_start(&self, mention: usize) -> usize {
        match self.mentions[mention].title {
            Some(title) => self.view.tokens.token_at(title.start).min(self.start_of(mention)),
            None => self.start_of(mention),
        }
    }

    /// One past the last token that may be looked at to the right of `token_idx`.
    pub(crate) fn right_edge(&self, token_idx: usize) -> usize {
        (token_idx + WINDOW).min(self.sentence.end as usize)
    }

    /// The first token that may be looked at to the left of `token_idx`.
    pub(crate) fn left_edge(&self, token_idx: usize) -> usize {
        token_idx.saturating_sub(WINDOW).max(self.sentence.start as usize)
    }

    /// The mention of one of `types` that begins at `token_idx`, past an article and its honorific.
    pub(crate) fn name_from(&self, token_idx: usize, types: Types) -> Option<usize> {
        let edge = self.right_edge(token_idx);
        let mut at = token_idx;
        if at < edge && is_word!(self.word(at), "the") && !self.in_mention(at) {
            at += 1;
        }
        for step in 0..5 {
            if at + step >= edge {
                return None;
            }
            if let Some(mention) = self.starting(at + step) {
                let fits = self.is(mention, types) && (step == 0 || self.title_start(mention) <= at);
                return fits.then_some(mention);
            }
            if self.in_mention(at + step) {
                return None;
            }
        }
        None
    }

    /// The mention of one of `types` behind hedges ("more than", "around") from `token_idx` on.
    pub(crate) fn value_from(&self, token_idx: usize, types: Types) -> Option<usize> {
        let edge = self.right_edge(token_idx);
        let mut at = token_idx;
        while at < edge && at < token_idx + 6 {
            if let Some(mention) = self.starting(at) {
                return self.is(mention, types).then_some(mention);
            }
            if !self.class(at).any(Class::HEDGE | Class::DETERMINER) {
                return None;
            }
            at += 1;
        }
        None
    }

    /// One past a bracket that opens at `token_idx`, or `token_idx`.
    pub(crate) fn past_bracket(&self, token_idx: usize) -> usize {
        if self.token(token_idx) != "(" {
            return token_idx;
        }
        let edge = (token_idx + MAX_BRACKET).min(self.sentence.end as usize);
        (token_idx + 1..edge).find(|at| self.token(*at) == ")").map_or(token_idx, |at| at + 1)
    }

    /// The token of the bracket that closes right before `token_idx`, or `token_idx`.
    pub(crate) fn before_bracket(&self, token_idx: usize) -> usize {
        if token_idx == 0 || self.token(token_idx - 1) != ")" {
            return token_idx;
        }
        let edge = token_idx.saturating_sub(MAX_BRACKET).max(self.sentence.start as usize);
        (edge..token_idx - 1).rev().find(|at| self.token(*at) == "(").unwrap_or(token_idx)
    }

    /// The mention of one of `types` that ends right before `token_idx`, a bracket between them allowed.
    pub(crate) fn name_before(&self, token_idx: usize, types: Types) -> Option<usize> {
        let at = self.before_bracket(token_idx);
        let mention = self.ending(at).filter(|mention| self.is(*mention, types))?;
        (self.start_of(mention) >= self.sentence.start as usize).then_some(mention)
    }

    /// The names of "A, B and C" from `token_idx` on, in `names`; returns one past the list.
    pub(crate) fn list_from(&self, token_idx: usize, types: Types, names: &mut Vec<usize>) -> usize {
        names.clear();
        let mut at = token_idx;
        let mut end = token_idx;
        let mut first_end = token_idx;
        let mut joined = false;
        while names.len() < MAX_LIST {
            if is_word!(self.word(at), "both" | "include" | "including") {
                at += 1;
            }
            let Some(mention) = self.name_from(at, types) else { break };
            names.push(mention);
            end = self.past_bracket(self.end_of(mention));
            if names.len() == 1 {
                first_end = end;
            }
            at = end;
            let mut separated = false;
            while at < self.sentence.end as usize
                && at < end + 3
                && !self.in_mention(at)
                && (matches!(self.token(at), "," | ";" | "&") || is_word!(self.word(at), "and"))
            {
                separated = true;
                joined |= !matches!(self.token(at), "," | ";");
                at += 1;
            }
            if !separated {
                break;
            }
        }
        // "founded by Ann Lee, Bob Ray wrote" begins a clause; people are listed with "and".
        if !joined && names.len() > 1 && names.iter().all(|name| self.is(*name, Types::PERSON)) {
            names.truncate(1);
            return first_end;
        }
        end
    }

    /// The names of "A, B and C" that ends right before `token_idx`; from right to left.
    pub(crate) fn list_before(&self, token_idx: usize, types: Types, names: &mut Vec<usize>) -> usize {
        names.clear();
        let mut start = token_idx;
        let edge = self.left_edge(token_idx);
        while names.len() < MAX_LIST {
            let Some(mention) = self.name_before(start, types) else { break };
            names.push(mention);
            start = self.title_start(mention);
            if start > edge && is_word!(self.word(start - 1), "the") {
                start -= 1;
            }
            let mut at = start;
            while at > edge
                && at + 2 > start
                && !self.in_mention(at - 1)
                && (matches!(self.token(at - 1), "," | "&") || is_word!(self.word(at - 1), "and"))
            {
                at -= 1;
            }
            if at == start {
                break;
            }
            // "Before Aster Ltd, Ann Lee ran" is no list: the last of one stands behind "and".
            let joined = (at..start).any(|at| self.token(at) != ",");
            if names.len() == 1 && !joined || self.name_before(at, types).is_none() {
                break;
            }
            start = at;
        }
        start
    }

    /// True when a word that takes back what is said stands in the few tokens before `token_idx`.
    pub(crate) fn blocked(&self, token_idx: usize, n_tokens: usize) -> bool {
        let edge = token_idx.saturating_sub(n_tokens).max(self.sentence.start as usize);
        (edge..token_idx).any(|at| self.class(at).any(Class::BLOCK))
    }

    /// Who does or undergoes the verb (or participle) at `token_idx`; none where a word takes it back.
    pub(crate) fn subject_before(&self, token_idx: usize, types: Types) -> Option<Subject> {
        let edge = self.left_edge(token_idx);
        let mut at = token_idx;
        let mut finite = false;
        while at > edge && at + 9 > token_idx && !self.in_mention(at - 1) {
            let class = self.class(at - 1);
            if class.any(Class::BLOCK) {
                return None;
            }
            if class.any(Class::AUXILIARY) {
                finite = true;
            } else if self.token(at - 1) == "-" && at >= edge + 2 && is_word!(self.word(at - 2), "co") {
                // "co-founded"
                at -= 1;
            } else if !class.any(Class::ADVERB | Class::RELATIVE) {
                break;
            }
            at -= 1;
        }
        if at > edge && matches!(self.token(at - 1), "," | "–" | "—") {
            if let Some(mention) = self.name_before(at - 1, types) {
                return Some(self.named(mention, 1.0));
            }
            // "X, the largest of its kind, was founded": over the apposition to the comma before it.
            if finite || self.class(at).any(Class::RELATIVE) {
                let mut comma = at - 1;
                while comma > edge && comma + 25 > at {
                    comma -= 1;
                    if self.class(comma).any(Class::VERB) {
                        break;
                    }
                    if self.token(comma) == ","
                        && let Some(mention) = self.name_before(comma, types)
                        && (finite || !self.is(mention, Types::LOC))
                    {
                        return Some(self.named(mention, 0.93));
                    }
                }
            }
            return self.sentence_subject(types, at - 1).filter(|_| !finite);
        }
        if let Some(mention) = self.name_before(at, types) {
            return Some(self.named(mention, 1.0));
        }
        if at == edge {
            return None;
        }
        let noun = at - 1;
        // "the Northern Pottery partnership has …"
        if self.class(noun).any(Class::BODY_NOUN)
            && let Some(mention) = self.name_before(noun, types)
        {
            return Some(self.named(mention, 0.93));
        }
        if let Some(subject) = self.described(noun, types) {
            return Some(subject);
        }
        if is_word!(self.word(noun), "and" | "but") {
            return self.sentence_subject(types, noun);
        }
        self.defined_subject(noun, types).or_else(|| self.appositive_subject(token_idx, types).filter(|_| !finite))
    }

    /// "…, X, a pottery school founded in …": the name in front of the apposition that a participle ends, when the apposition
    /// begins with an article and holds no other name of the type, no verb and no other clause.
    fn appositive_subject(&self, participle: usize, types: Types) -> Option<Subject> {
        let edge = self.left_edge(participle).max(participle.saturating_sub(14));
        for at in (edge..participle).rev() {
            if self.in_mention(at) {
                if self.is(self.at[at] as usize, types) {
                    return None;
                }
                continue;
            }
            if matches!(self.token(at), "," | "–" | "—") && is_word!(self.word(at + 1), "a" | "an" | "the") {
                return self.name_before(at, types).map(|mention| self.named(mention, 0.9));
            }
            let class = self.class(at);
            if class.any(Class::VERB | Class::AUXILIARY | Class::RELATIVE | Class::BLOCK)
                || matches!(self.token(at), "," | ";" | ":" | "(" | ")" | "“" | "”" | "\"")
                || is_word!(self.word(at), "to" | "with" | "from" | "by")
            {
                return None;
            }
        }
        None
    }

    /// "X (…) is a pottery school founded in …", "X was the potter who started …": the name that begins the sentence,
    /// when a form of "be" follows it and no other person or organisation stands between it and `before`.
    pub(crate) fn defined_subject(&self, before: usize, types: Types) -> Option<Subject> {
        let start = self.sentence_start();
        let (subject, after) = match self.name_from(start, types) {
            Some(mention) => {
                let mut after = self.past_bracket(self.end_of(mention));
                after = self.past_bracket(after);
                (self.named(mention, 0.9), after)
            }
            None => (self.described(start, types)?, start + 1),
        };
        let limit = after + WINDOW / 2;
        if after >= before
            || before > limit
            || !self.class(after).any(Class::BE)
            || self.class(after + 1).any(Class::BLOCK)
        {
            return None;
        }
        let alone = (after..before).all(|at| !self.in_mention(at) || !self.is(self.at[at] as usize, Types::ORG_PERSON));
        let simple = (after + 1..before)
            .all(|at| !matches!(self.token(at), ";" | ":" | "“" | "\"") && !self.class(at).any(Class::BLOCK));
        (alone && simple).then_some(subject)
    }

    pub(crate) fn named(&self, mention: usize, trust: f32) -> Subject {
        Subject { mention, start: self.title_start(mention), trust }
    }

    /// The first token of the sentence past bullets, numbers, quotation marks and a date in front ("In September 2015, …").
    pub(crate) fn sentence_start(&self) -> usize {
        self.start_of_words(self.sentence)
    }

    /// The same for any sentence.
    pub(crate) fn start_of_words(&self, sentence: TokenRange) -> usize {
        let mut at = sentence.start as usize;
        let edge = sentence.end as usize;
        while at < edge && at < sentence.start as usize + 4 && !self.in_mention(at) {
            let class = self.view.info(at).class;
            if !matches!(class, TokenClass::Punctuation | TokenClass::Symbol | TokenClass::Number) {
                break;
            }
            at += 1;
        }
        if at + 1 < edge && is_word!(self.word(at), "in" | "on" | "since" | "by" | "last" | "during") {
            let date = self.starting(at + 1).filter(|mention| self.is(*mention, Types::DATE));
            if let Some(date) = date {
                let after = self.end_of(date);
                return if self.token(after) == "," { after + 1 } else { after };
            }
        }
        at
    }

    /// The name that begins the sentence and is followed by a verb; `before` is where it has to end at the latest.
    pub(crate) fn sentence_subject(&self, types: Types, before: usize) -> Option<Subject> {
        let start = self.sentence_start();
        if start >= before {
            return None;
        }
        if let Some(mention) = self.name_from(start, types) {
            let mut after = self.past_bracket(self.end_of(mention));
            if self.class(after).any(Class::BODY_NOUN) {
                after += 1;
            }
            if after > before {
                return None;
            }
            // "Aster’s hall, which …, is to run": not Aster.
            if self.view.tokens.infos().get(after).is_some_and(|info| info.flags.has(TokenFlags::CLITIC)) {
                return None;
            }
            let follows_verb = self.class(after).any(Class::AUXILIARY | Class::ADVERB | Class::VERB)
                || self.token(after) == ","
                || (self.view.tokens.infos().get(after).is_some_and(|info| info.shape == gleaner_text::Shape::Lower)
                    && !self.class(after).any(Class::PREPOSITION | Class::LINK));
            return follows_verb.then(|| self.named(mention, 0.85));
        }
        if let Some(subject) = self.fronted_subject(types, start, before) {
            return Some(subject);
        }
        // "The network is …"
        if self.class(start).any(Class::DETERMINER) && start + 1 < before {
            return self.described(start + 1, types).map(|subject| Subject { trust: subject.trust * 0.9, ..subject });
        }
        self.described(start, types).filter(|subject| subject.start == start)
    }

    /// Who a verb speaks of: in front of it, or the name that begins the sentence when the verb goes on after a comma or
    /// "and" ("A was born in … and studied") and nobody else of the type stands between.
    ///
    /// Inside a bracket ("A (born …", "A (née B; born …") it is the name in front of the bracket.
    pub(crate) fn subject_of(&self, verb: usize, types: Types) -> Option<Subject> {
        if let Some(subject) = self.before_open_bracket(verb, types) {
            return Some(subject);
        }
        self.subject_before(verb, types).or_else(|| {
            let edge = self.left_edge(verb);
            let mut at = verb;
            while at > edge && self.class(at - 1).any(Class::ADVERB | Class::AUXILIARY) {
                at -= 1;
            }
            let goes_on = at > edge
                && (matches!(self.token(at - 1), "," | ")")
                    || is_word!(self.word(at - 1), "and" | "then" | "but" | "where"));
            if !goes_on {
                return None;
            }
            let subject = self.sentence_subject(types, verb)?;
            // A bracket behind the name gives another name of the same.
            let behind = self.past_bracket(self.end_of(subject.mention)).max(self.sentence.start as usize);
            let first = self.mention_idx_at(behind);
            let alone = (first..self.mention_idx_at(verb)).take(24).all(|mention| !self.is(mention, types));
            (alone && !self.blocked(verb, 4)).then_some(Subject { trust: subject.trust * 0.95, ..subject })
        })
    }

    /// The name in front of the bracket that a token stands in, when the bracket names nobody of the type before the token
    /// but by another name of the same.
    fn before_open_bracket(&self, token_idx: usize, types: Types) -> Option<Subject> {
        let edge = self.left_edge(token_idx);
        let bracket = (edge..token_idx).rev().take(40).find(|at| matches!(self.token(*at), "(" | ")"))?;
        if self.token(bracket) != "(" {
            return None;
        }
        let first = self.mention_idx_at(bracket);
        let alone = (first..self.mention_idx_at(token_idx)).take(24).all(|mention| {
            let before = self.start_of(mention).saturating_sub(1);
            !self.is(mention, types)
                || is_word!(self.word(before), "nee" | "as" | "born")
                || matches!(self.token(before), "née" | "né" | ":")
        });
        // "York (where she won …"
        if (bracket..token_idx).any(|at| self.class(at).any(Class::PERSON_PRONOUN) || is_word!(self.word(at), "where"))
        {
            return None;
        }
        // Over another bracket ("A (…) (born …") and letters behind the name ("A FRSE (born …").
        let mut open = self.before_bracket(bracket);
        if open > edge && !self.in_mention(open - 1) && self.view.info(open - 1).shape == gleaner_text::Shape::Upper {
            open -= 1;
        }
        let name = self.name_before(open, types).filter(|_| alone)?;
        Some(self.named(name, 1.0))
    }

    /// The last number of four digits in a date's words.
    pub(crate) fn last_year(&self, date: usize) -> Option<u32> {
        let tokens = self.mentions[date].tokens.range();
        tokens
            .rev()
            .take(12)
            .find_map(|at| Some(self.token(at)).filter(|token| token.len() == 4).and_then(|token| token.parse().ok()))
    }

    /// Whose possessive ("Ann Lee’s", "the company’s"; with `resolves` also "his", "its") ends right before a token.
    pub(crate) fn owner_before(&self, token_idx: usize, types: Types, resolves: bool) -> Option<Subject> {
        let at = token_idx.checked_sub(1).filter(|at| *at >= self.sentence.start as usize)?;
        if self.view.info(at).flags.has(TokenFlags::CLITIC) {
            return match self.name_before(at, types) {
                Some(mention) => Some(self.named(mention, 1.0)),
                None if resolves => at.checked_sub(1).and_then(|noun| self.described(noun, types)),
                None => None,
            };
        }
        if resolves { self.owner_at(at, types) } else { None }
    }

    /// Who "his", "her", "its", "our" or "their" at a token stands for.
    pub(crate) fn owner_at(&self, token_idx: usize, types: Types) -> Option<Subject> {
        if is_word!(self.word(token_idx), "his" | "her") && types.has(EntityType::PERSON) {
            let person = self.last_person(token_idx)?;
            return Some(Subject { mention: person, start: token_idx, trust: 0.8 });
        }
        if is_word!(self.word(token_idx), "its" | "our" | "their") {
            return self.described(token_idx, types);
        }
        None
    }

    /// "A native of York, Ann Lee sang", "After years abroad, Ann Lee sang": the first name of the sentence, when a comma
    /// stands in front of it, a verb behind it, and no verb before.
    fn fronted_subject(&self, types: Types, start: usize, before: usize) -> Option<Subject> {
        let first = self.mention_idx_at(start);
        let end = self.mention_idx_at(before.min(start + WINDOW / 2));
        let mention = (first..end).take(8).find(|mention| self.is(*mention, types))?;
        let at = self.title_start(mention);
        let comma = at.checked_sub(1).filter(|comma| *comma > start && self.token(*comma) == ",")?;
        if (start..comma).any(|at| self.class(at).any(Class::AUXILIARY | Class::VERB | Class::BLOCK)) {
            return None;
        }
        let after = self.past_bracket(self.end_of(mention));
        let follows_verb = after < before && self.class(after).any(Class::AUXILIARY | Class::VERB)
            || self.view.tokens.infos().get(after).is_some_and(|info| {
                info.shape == gleaner_text::Shape::Lower
                    && !self.class(after).any(Class::PREPOSITION | Class::LINK | Class::RELATIVE)
            });
        follows_verb.then(|| self.named(mention, 0.8))
    }

    /// A relation from `subject` to `object`, with what was read as its evidence.
    pub(crate) fn emit(
        &mut self,
        rule: RuleId,
        subject: usize,
        object: Option<usize>,
        evidence: TokenRange,
        trust: f32,
    ) {
        self.emit_with(rule, subject, object, evidence, trust, Vec::new());
    }

    pub(crate) fn emit_with(
        &mut self,
        rule: RuleId,
        subject: usize,
        object: Option<usize>,
        evidence: TokenRange,
        trust: f32,
        qualifiers: Vec<Qualifier>,
    ) {
        let listed = rule.rule();
        let made = (listed.relation, listed.score, Source::new(SourceKind::Rule, rule.0));
        self.emit_as(made, subject, object, evidence, trust, qualifiers);
    }

    /// A relation of that type, score and source.
    pub(crate) fn emit_as(
        &mut self,
        (relation_type, score, source): (RelationType, f32, Source),
        subject: usize,
        object: Option<usize>,
        evidence: TokenRange,
        trust: f32,
        mut qualifiers: Vec<Qualifier>,
    ) {
        if object.is_some_and(|object| {
            object == subject
                || self.clusters.same(MentionId(subject as u32), MentionId(object as u32))
                    && relation_type != RelationType::ALIAS_OF
        }) {
            return;
        }
        let mut span = self.view.tokens.span_of(evidence);
        // The evidence holds both ends where they stand in the sentence; a name found through "the company" may not.
        for mention in [Some(subject), object].into_iter().flatten() {
            let tokens = self.mentions[mention].tokens;
            if tokens.start >= self.sentence.start && tokens.end <= self.sentence.end {
                span = span.cover(self.mentions[mention].span);
            }
        }
        let ends = self.mentions[subject].score * object.map_or(1.0, |object| self.mentions[object].score);
        qualifiers.sort_by_key(|qualifier| qualifier.key);
        // An end that the rule's own words name was not found through a description, whatever was tried on the way.
        let through = self.described.get().filter(|described| {
            let tokens = self.mentions[*described].tokens;
            let named = evidence.start <= tokens.start && tokens.end <= evidence.end;
            !named && (subject == *described || object == Some(*described))
        });
        self.out.push(Relation {
            relation_type,
            subject: MentionId(subject as u32),
            object: object.map(|object| MentionId(object as u32)),
            qualifiers,
            evidence: span,
            score: score * trust * ends,
            source,
            through: through.map(|_| Through::Coref),
        });
    }
}

/// A qualifier in the words of the text.
pub(crate) fn text_qualifier(key: QualifierKey, span: Span) -> Qualifier {
    Qualifier { key, value: QualifierValue::Text(span) }
}
