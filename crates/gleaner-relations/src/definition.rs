//! Names defined in brackets: "Northern Pottery Council (NPC)", "NPC (Northern Pottery Council)".
//!
//! The letters are compared as Schwartz and Hearst (2003) do, and further: initials in another order, plural acronyms
//! ("LEPs"), a short form followed by more ("(TV-GRU, comprising …)"), quotation marks and "or" before it.

use foldhash::HashMap;
use gleaner_text::{EntityType, Mention, MentionId, Shape, Source, SourceKind, Span, TextView, TokenClass, TokenRange};

use crate::{alias, expansion::Expansions, letters};

/// A short form and the long form it stands for, side by side in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The short form.
    pub short: Span,
    /// The tokens of the short form.
    pub short_tokens: TokenRange,
    /// The long form.
    pub long: Span,
    /// The tokens of the long form.
    pub long_tokens: TokenRange,
    /// The mention that covers exactly the short form.
    pub short_mention: Option<MentionId>,
    /// The mention that covers exactly the long form.
    pub long_mention: Option<MentionId>,
    /// The type of the mention that names the thing: the long form's where there is one, else the short form's.
    pub entity_type: EntityType,
}

/// The definitions in a text, in text order, appended to `definitions` (which is cleared first).
///
/// One of the two forms is a mention of a name (ORG, LOC or a type of the user's; PERSON, MONEY and DATE have no
/// acronyms). `mentions` are sorted by start and do not overlap. A mention that lies outside the token table is passed
/// over. Costs a look at each mention and at no more than 20 tokens beside it.
///
/// ```
/// use gleaner_relations::definitions;
/// use gleaner_text::{EntityType, Mention, Source, SourceKind, Span, TextView, TokenRange};
/// let text = "Northern Pottery Council (NPC) met.";
/// let table = gleaner_tokenizer::tokenized(text);
/// let source = Source::new(SourceKind::Tagger, 0);
/// let council = Mention::new(Span::new(0, 24), TokenRange::new(0, 3), EntityType::ORG, 0.9, source);
/// let mut found = Vec::new();
/// definitions(TextView::new(text, &table), &[council], &mut found);
/// assert_eq!(found[0].short.slice(text), "NPC");
/// ```
pub fn definitions(view: TextView<'_>, mentions: &[Mention], definitions: &mut Vec<Definition>) {
    definitions.clear();
    let mut finder = Finder { view, mentions, short: String::new(), initials: String::new() };
    for mention_idx in 0..mentions.len() {
        if let Some(definition) = finder.beside(mention_idx) {
            // The short form may be a mention too and find the same pair from its side.
            if definitions.last().is_none_or(|last: &Definition| last.short != definition.short) {
                definitions.push(definition);
            }
        }
    }
}

struct Finder<'a> {
    view: TextView<'a>,
    mentions: &'a [Mention],
    short: String,
    initials: String,
}

/// How many tokens a bracket may hold before its closing sign stops mattering.
const MAX_BRACKET: usize = 20;

impl<'a> Finder<'a> {
    fn beside(&mut self, mention_idx: usize) -> Option<Definition> {
        let mention = &self.mentions[mention_idx];
        let n_tokens = self.view.len();
        if mention.entity_type.is_value()
            || mention.entity_type == EntityType::PERSON
            || mention.tokens.is_empty()
            || mention.tokens.end as usize > n_tokens
        {
            return None;
        }
        let open = mention.tokens.end as usize;
        if !matches!(self.view.token(open), "(" | "[") {
            return None;
        }
        let mut inner = open + 1;
        while inner < open + 4 && is_introduction(self.view.token(inner)) {
            inner += 1;
        }
        self.short_inside(mention_idx, inner).or_else(|| self.long_inside(mention_idx, inner))
    }

    /// "Northern Pottery Council (NPC)": the mention is the long form.
    fn short_inside(&mut self, mention_idx: usize, inner: usize) -> Option<Definition> {
        let mention = &self.mentions[mention_idx];
        let run = self.joined_run(inner)?;
        if !closes(self.view.token(run.end as usize)) {
            return None;
        }
        let short = self.view.tokens.span_of(run);
        letters::short_form_letters(short.slice(self.view.text), &mut self.short);
        let long = mention.span.slice(self.view.text);
        if self.short.is_empty() || long.len() <= short.len() as usize {
            return None;
        }
        let start = self.match_letters(long)?;
        let long_span = Span::new(mention.span.start + start as u32, mention.span.end);
        let long_tokens = TokenRange::new(self.view.tokens.token_at(long_span.start), mention.tokens.end as usize);
        Some(Definition {
            short,
            short_tokens: run,
            long: long_span,
            long_tokens,
            short_mention: self.mention_of(mention_idx + 1, short),
            long_mention: Some(MentionId(mention_idx as u32)),
            entity_type: mention.entity_type,
        })
    }

    /// "NPC (Northern Pottery Council)": the mention is the short form.
    fn long_inside(&mut self, mention_idx: usize, inner: usize) -> Option<Definition> {
        let mention = &self.mentions[mention_idx];
        letters::short_form_letters(mention.span.slice(self.view.text), &mut self.short);
        if self.short.is_empty() {
            return None;
        }
        let mut end = inner;
        while end < inner + MAX_BRACKET && end < self.view.len() && !closes(self.view.token(end)) {
            end += 1;
        }
        // A comma may be part of the long form ("Ministry of Food, Farming and Fisheries"): try the bracket's end too.
        let run = TokenRange::new(inner, end);
        if run.len() < 2 || self.view.info(inner).shape == Shape::Lower {
            return None;
        }
        let long = self.view.tokens.span_of(run);
        let text = long.slice(self.view.text);
        if text.len() <= mention.span.len() as usize || self.match_letters(text) != Some(0) {
            return None;
        }
        let long_mention = self.mention_of(mention_idx + 1, long);
        let entity_type = long_mention.map_or(mention.entity_type, |id| self.mentions[id.index()].entity_type);
        Some(Definition {
            short: mention.span,
            short_tokens: mention.tokens,
            long,
            long_tokens: run,
            short_mention: Some(MentionId(mention_idx as u32)),
            long_mention,
            entity_type,
        })
    }

    /// Where the long form starts inside `long`.
    fn match_letters(&mut self, long: &str) -> Option<usize> {
        // The whole name by its initials first, so that "GM" of "Greater Manchester Museum" does not start too late.
        for all in [false, true] {
            letters::initials(long, all, &mut self.initials);
            if self.initials == self.short || letters::same_letters(&self.short, &self.initials) {
                return Some(0);
            }
        }
        // From right to left a first letter may be met too late in the name: the start of the name is as good.
        let start = letters::spells(&self.short, long)?;
        let first = long.chars().next().into_iter().flat_map(char::to_lowercase).next();
        Some(if first == self.short.chars().next() { 0 } else { start })
    }

    /// Tokens from `start` on without white space between them; at most eight.
    fn joined_run(&self, start: usize) -> Option<TokenRange> {
        let info = self.view.tokens.infos().get(start)?;
        if info.class != TokenClass::Word {
            return None;
        }
        let mut end = start + 1;
        while end < start + 8 && self.view.is_joined(end) {
            let class = self.view.info(end).class;
            let links = matches!(self.view.token(end), "-" | "&" | "/" | "‑");
            if !(links || matches!(class, TokenClass::Word | TokenClass::Number)) {
                break;
            }
            end += 1;
        }
        // "NIHR HIC" inside a bracket: a second capitalised word, if the bracket closes after it.
        if self.view.tokens.infos().get(end).is_some_and(|info| info.shape == Shape::Upper)
            && closes(self.view.token(end + 1))
        {
            end += 1;
        }
        Some(TokenRange::new(start, end))
    }

    /// The mention of exactly that span among the next few from `from` on.
    fn mention_of(&self, from: usize, span: Span) -> Option<MentionId> {
        let upcoming = self.mentions.get(from..)?.iter().take(4);
        upcoming.enumerate().find(|(_, mention)| mention.span == span).map(|(at, _)| MentionId((from + at) as u32))
    }
}

fn closes(token: &str) -> bool {
    matches!(token, ")" | "]" | "," | ";" | "\"" | "”" | "'" | "’" | ":")
}

fn is_introduction(token: &str) -> bool {
    matches!(token, "\"" | "“" | "'" | "‘" | "the" | "The" | "or" | "also" | "hereafter" | "henceforth")
}

/// Adds the mentions that definitions imply: short forms in brackets, and every bare use of a short form.
///
/// A short form takes the type of its long form. Where a mention of exactly that place has another type and a lower
/// score than the definition (0.93), it is retagged; mentions inside a short form ("GRU" in "TV-GRU") give way to it.
/// Words with capitals in front of the bracket that no mention covers become one ("World Kiln Trust (WKT)" where only WKT is
/// known); where the words are small letters ("sea surface temperature (SST)"), the short form is no name and its mentions
/// are dropped everywhere, unless a list has it.
/// Capitals that spell the initials of an organisation of three words or more ("MMU") become mentions too. What is
/// added has the source `alias:definition` or `alias:acronym`. `mentions` stay sorted by start and free of overlap.
///
/// Of the short forms that share their first token ("AB-1", "AB-2") the first 32 are looked for. Memory is kept from
/// call to call. Linear in tokens and mentions.
#[derive(Clone, Debug, Default)]
pub struct DefinedNames {
    definitions: Vec<Definition>,
    /// The first definition whose short form begins with a token of that hash; `next_alike` leads to the others.
    by_first_token: HashMap<u64, u32>,
    /// For each definition the next one with the same first token, [`END`] after the last.
    next_alike: Vec<u32>,
    by_initials: HashMap<u64, EntityType>,
    added: Vec<Mention>,
    short: String,
    expansions: Expansions,
}

const END: u32 = u32::MAX;
/// How many short forms with one first token ("AB-1", "AB-2", …) are told apart; later ones are not looked for.
const MAX_ALIKE: usize = 32;
const DEFINITION_SCORE: f32 = 0.93;
const ACRONYM_SCORE: f32 = 0.8;

impl DefinedNames {
    /// Adds, retags and drops mentions as the type says. Returns how many were added, changed or dropped.
    pub fn add(&mut self, view: TextView<'_>, mentions: &mut Vec<Mention>) -> usize {
        let n_settled = self.expansions.settle(view, mentions);
        definitions(view, mentions, &mut self.definitions);
        self.by_first_token.clear();
        self.by_initials.clear();
        self.added.clear();
        self.next_alike.clear();
        self.next_alike.resize(self.definitions.len(), END);
        // From the last to the first, so that each chain is in text order.
        for (at, definition) in self.definitions.iter().enumerate().rev() {
            let first = view.hash(definition.short_tokens.start as usize);
            self.next_alike[at] = self.by_first_token.insert(first, at as u32).unwrap_or(END);
        }
        for mention in mentions.iter().filter(|mention| mention.entity_type == EntityType::ORG) {
            if (3..=8).contains(&mention.tokens.len()) {
                letters::initials(mention.span.slice(view.text), false, &mut self.short);
                if (3..=6).contains(&self.short.len()) {
                    self.by_initials.insert(gleaner_text::fold_hash(&self.short), mention.entity_type);
                }
            }
        }
        if self.by_first_token.is_empty() && self.by_initials.is_empty() {
            return n_settled;
        }
        let mut next_mention = 0;
        let mut n_changed = n_settled;
        let mut token_idx = 0;
        while token_idx < view.len() {
            let Some(found) = self.name_at(view, token_idx) else {
                token_idx += 1;
                continue;
            };
            token_idx = found.tokens.end as usize;
            while mentions.get(next_mention).is_some_and(|mention| mention.span.end <= found.span.start) {
                next_mention += 1;
            }
            let mut covering = mentions[next_mention.min(mentions.len())..]
                .iter()
                .take_while(|mention| mention.span.start < found.span.end);
            match covering.next() {
                None => self.added.push(found),
                Some(mention) if mention.span == found.span => {
                    let outranked = mention.entity_type != found.entity_type && mention.score < found.score;
                    if outranked {
                        n_changed += 1;
                        mentions[next_mention] = found;
                    }
                }
                Some(mention) if found.span.contains(mention.span) && covering.all(|m| found.span.contains(m.span)) => {
                    self.added.push(found);
                }
                Some(_) => {}
            }
        }
        if self.added.is_empty() {
            return n_changed;
        }
        n_changed += self.added.len();
        // Mentions inside an added one give way.
        let mut added_idx = 0;
        mentions.retain(|mention| {
            while self.added.get(added_idx).is_some_and(|added| added.span.end <= mention.span.start) {
                added_idx += 1;
            }
            self.added.get(added_idx).is_none_or(|added| !added.span.overlaps(mention.span))
        });
        mentions.append(&mut self.added);
        mentions.sort_by_key(|mention| mention.span);
        n_changed
    }

    /// A defined short form or a known acronym that begins at that token.
    fn name_at(&mut self, view: TextView<'_>, token_idx: usize) -> Option<Mention> {
        let info = view.info(token_idx);
        if info.class != TokenClass::Word || matches!(info.shape, Shape::Lower | Shape::None) {
            return None;
        }
        let hash = view.hash(token_idx);
        let mut next = self.by_first_token.get(&hash).copied().unwrap_or(END);
        for _ in 0..MAX_ALIKE {
            let Some(definition) = self.definitions.get(next as usize) else { break };
            next = self.next_alike[next as usize];
            let tokens = TokenRange::new(token_idx, token_idx + definition.short_tokens.len());
            if tokens.end as usize <= view.len() && same_words(view, tokens, definition.short_tokens) {
                let source = Source::new(SourceKind::Alias, alias::DEFINITION);
                let span = view.tokens.span_of(tokens);
                return Some(Mention::new(span, tokens, definition.entity_type, DEFINITION_SCORE, source));
            }
        }
        if info.shape == Shape::Upper && !self.by_initials.is_empty() {
            let entity_type = *self.by_initials.get(&hash)?;
            // A part of a hyphened word ("TV-GRU") is another name.
            let hyphened = |at: usize| view.token(at) == "-" && view.is_joined(at);
            if hyphened(token_idx + 1) || (token_idx > 0 && hyphened(token_idx - 1) && view.is_joined(token_idx)) {
                return None;
            }
            let tokens = TokenRange::new(token_idx, token_idx + 1);
            let source = Source::new(SourceKind::Alias, alias::ACRONYM);
            return Some(Mention::new(view.tokens.span_of(tokens), tokens, entity_type, ACRONYM_SCORE, source));
        }
        None
    }
}

/// The same letters in both places, capitals included.
fn same_words(view: TextView<'_>, left: TokenRange, right: TokenRange) -> bool {
    left.range().zip(right.range()).all(|(left, right)| view.token(left) == view.token(right))
}
