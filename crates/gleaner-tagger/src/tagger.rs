//! From a token table to scored mentions.

use gleaner_text::{
    EntityType, Mention, Shape, Source, SourceKind, Span, TextView, TokenClass, TokenFlags, TokenInfo, TokenRange,
    fold_hash_const,
};

use crate::candidate::{cut_into_windows, find_windows};
use crate::decode::{Lattice, Transitions};
use crate::document::WordTable;
use crate::feature::{self, Context, Features, Window, list_code, listed_code, listed_types_code};
use crate::label::{self, ROW};
use crate::lexicon::{Lexicon, WordClasses};
use crate::model::Model;
use crate::organisation::{self, Organisation};
use crate::person;
use crate::repeat::{self, RepeatScratch};

/// A place where a name list matched: evidence for the tagger, whatever comes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListHit {
    /// The tokens of the name.
    pub tokens: TokenRange,
    /// The type the list gives; types other than ORG, PERSON and LOC are no evidence.
    pub entity_type: EntityType,
    /// The name is also an ordinary word.
    pub ambiguous: bool,
    /// All types that entries of this name have: bits 1 for ORG, 2 for PERSON, 4 for LOC, 8 for others.
    pub types: u8,
    /// The list, by a number that depends on its name only.
    pub list: u32,
}

/// The label that begins an ORG.
const ORG_LABEL: usize = 1;

/// What made a mention: an index into [`NAMES`].
const CRF: u16 = 0;
pub(crate) const REPEATED: u16 = 1;
pub(crate) const ORGANISATION: u16 = 2;
const NAMES: [&str; 3] = ["crf", "repeated", "organisation-grammar"];

/// The name printed in `source` for a mention of this crate ("tagger:crf"); `"?"` for an unknown index.
pub fn tagger_name(index: u16) -> &'static str {
    NAMES.get(index as usize).copied().unwrap_or("?")
}

/// Buffers of one thread, reused from document to document.
#[derive(Debug, Default)]
pub struct Scratch {
    classes: Vec<WordClasses>,
    listed: Vec<u8>,
    listed_types: Vec<u8>,
    lists: Vec<u32>,
    topics: u16,
    /// Windows are whole sentences.
    pub(crate) whole_sentences: bool,
    shaped: Vec<u8>,
    organisations: Vec<Organisation>,
    words: WordTable,
    windows: Vec<TokenRange>,
    /// Features of tokens whose weights are still to be summed up, and where those of each token end.
    rows: Vec<u32>,
    row_ends: Vec<u32>,
    /// Sums of weights of all candidate tokens.
    emissions: Vec<[i32; ROW]>,
    lattice: Lattice,
    repeat: RepeatScratch,
}

#[cfg(feature = "train")]
impl Scratch {
    /// What features are made from, after [`prepare`].
    pub(crate) fn parts<'a>(&'a mut self, view: TextView<'a>) -> (Context<'a>, &'a mut Vec<TokenRange>) {
        let Self { classes, listed, listed_types, lists, shaped, words, windows, topics, whole_sentences, .. } = self;
        let (topics, whole_sentences) = (*topics, *whole_sentences);
        (Context { view, classes, listed, listed_types, lists, shaped, words, topics, whole_sentences }, windows)
    }
}

/// How much of a document the tagger looks at. The default is what it is made for; the rest is there to measure what that
/// costs and gains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaggerOptions {
    /// Decodes whole sentences instead of windows of candidate words. Default: false. A model must be trained the way it
    /// is used.
    pub whole_sentences: bool,
    /// Looks at the document once more: repeated names, and names by the grammar of organisations. Default: true.
    pub document_passes: bool,
}

impl Default for TaggerOptions {
    fn default() -> Self {
        Self { whole_sentences: false, document_passes: true }
    }
}

/// Finds names. Immutable; share one between threads.
#[derive(Clone, Debug)]
pub struct Tagger {
    model: Model,
    lexicon: Lexicon,
    transitions: Transitions,
    options: TaggerOptions,
}

impl Tagger {
    /// A tagger of that model and lexicon. The lexicon should be built from the lists the model was trained with: others
    /// are safe, but cost accuracy.
    pub fn new(model: Model, lexicon: Lexicon) -> Self {
        Self::with_options(model, lexicon, TaggerOptions::default())
    }

    /// As [`Tagger::new`], with other options.
    pub fn with_options(model: Model, lexicon: Lexicon, options: TaggerOptions) -> Self {
        let transitions = Transitions::new(model.transitions(), model.unit());
        Self { model, lexicon, transitions, options }
    }

    /// Appends the names of `view` to `mentions`: ORG, PERSON and LOC, in text order, never overlapping, each inside one
    /// sentence. `hits` are places where lists matched, in any order.
    ///
    /// Spans leave out a leading "the", a final 's and honorifics (those become [`Mention::title`]). Scores are the model's
    /// probability that the mention has exactly these ends and this type. A text without names adds nothing.
    /// Costs about 100 ns a token of news text, linear in the text.
    pub fn tag(&self, view: TextView<'_>, hits: &[ListHit], scratch: &mut Scratch, mentions: &mut Vec<Mention>) {
        prepare(view, hits, &self.lexicon, scratch);
        scratch.whole_sentences = self.options.whole_sentences;
        let first = mentions.len();
        self.sum_emissions(view, scratch);
        let mut next_organisation = 0;
        let mut next_emission = 0;
        let Scratch {
            classes,
            listed,
            listed_types,
            lists,
            topics,
            whole_sentences,
            shaped,
            organisations,
            words,
            windows,
            emissions,
            lattice,
            repeat,
            ..
        } = scratch;
        let (topics, whole_sentences) = (*topics, *whole_sentences);
        let context = Context { view, classes, listed, listed_types, lists, shaped, words, topics, whole_sentences };
        for_each_window(&context, windows, |window| {
            let end = next_emission + window.tokens.len();
            lattice.emissions.clear();
            lattice.emissions.extend_from_slice(&emissions[next_emission..end]);
            next_emission = end;
            lattice.viterbi(&self.transitions);
            let shaped_here = organisations_in(organisations, &mut next_organisation, window.tokens);
            if !shaped_here.is_empty() || lattice.labels.iter().any(|&label| label as usize != label::OUTSIDE) {
                lattice.forward_backward(&self.transitions);
                let from = window.tokens.start as usize;
                for organisation in shaped_here {
                    let (start, end) = (organisation.tokens.start as usize, organisation.tokens.end as usize);
                    organisation.support = lattice.support(start - from, end - from, ORG_LABEL);
                }
                self.mentions_of(&context, window, lattice, mentions);
            }
        });
        if self.options.document_passes {
            organisation::settle(view, organisations, mentions, first);
            repeat::settle(view, classes, repeat, mentions, first);
        }
    }

    /// Fills `emissions` with the sums of weights of all candidate tokens, window by window.
    ///
    /// The weights lie all over a table of megabytes. Features are made for some dozens of tokens before their weights are
    /// fetched, so that the processor waits for many of them at once.
    fn sum_emissions(&self, view: TextView<'_>, scratch: &mut Scratch) {
        const BATCH: usize = 4096;
        let Scratch {
            classes,
            listed,
            listed_types,
            lists,
            topics,
            whole_sentences,
            shaped,
            words,
            windows,
            rows,
            row_ends,
            emissions,
            ..
        } = scratch;
        let (topics, whole_sentences) = (*topics, *whole_sentences);
        let context = Context { view, classes, listed, listed_types, lists, shaped, words, topics, whole_sentences };
        emissions.clear();
        rows.clear();
        row_ends.clear();
        let mut features = Features::new(self.model.bits());
        let mut sum_up = |rows: &mut Vec<u32>, row_ends: &mut Vec<u32>| {
            let mut start = 0;
            for end in row_ends.drain(..) {
                emissions.push(self.model.emission(&rows[start as usize..end as usize]));
                start = end;
            }
            rows.clear();
        };
        for_each_window(&context, windows, |window| {
            for token_idx in window.tokens.range() {
                feature::extract(&context, window, token_idx, &mut features);
                rows.extend_from_slice(features.as_slice());
                row_ends.push(rows.len() as u32);
                if rows.len() >= BATCH {
                    sum_up(rows, row_ends);
                }
            }
        });
        sum_up(rows, row_ends);
    }

    fn mentions_of(&self, context: &Context<'_>, window: &Window, lattice: &Lattice, mentions: &mut Vec<Mention>) {
        let first_token = window.tokens.start as usize;
        // Initials may be taken as far as the name before.
        let mut floor = first_token;
        let mut at = 0;
        while at < lattice.labels.len() {
            let label = lattice.labels[at] as usize;
            let Some(entity_type) = label::entity_type(label) else {
                at += 1;
                continue;
            };
            let start = at;
            at += 1;
            while lattice.labels.get(at).is_some_and(|&next| next as usize == label + 1 && label::is_begin(label)) {
                at += 1;
            }
            let score = lattice.probability(&self.transitions, start, at);
            let mut tokens = TokenRange::new(first_token + start, first_token + at);
            let whole = tokens;
            if entity_type == EntityType::PERSON
                && let Some(of) = person::before_of(context.view, context.classes, tokens)
            {
                let body = TokenRange::new(of + 1, tokens.end as usize);
                tokens.end = of as u32;
                let name = TokenRange::new(tokens.start as usize, of);
                mentions.extend(trimmed_mention(context, name, entity_type, score, floor, window.sentence));
                // What the person is of is a name where a list says which kind.
                let listed = context.listed.get(body.start as usize).and_then(|&code| listed_type(code));
                if let Some(entity_type) = listed.filter(|&listed| listed != EntityType::PERSON) {
                    mentions.extend(trimmed_mention(context, body, entity_type, score, of + 1, window.sentence));
                }
                floor = body.end as usize;
                continue;
            }
            let second_of = |tokens: TokenRange| match entity_type {
                EntityType::ORG => organisation::second_name(context.view, context.classes, tokens),
                EntityType::PERSON => person::second_name(context.view, context.classes, tokens, tokens != whole),
                _ => None,
            };
            while let Some(second) = second_of(tokens) {
                let first = TokenRange::new(tokens.start as usize, second);
                mentions.extend(trimmed_mention(context, first, entity_type, score, floor, window.sentence));
                tokens.start = second as u32;
                floor = second;
            }
            if tokens != whole && person::is_only_title(context.classes, tokens) {
                continue;
            }
            mentions.extend(trimmed_mention(context, tokens, entity_type, score, floor, window.sentence));
            floor = tokens.end as usize;
        }
    }
}

/// The organisation names that lie in a window. Windows come in text order; `next` is kept between them.
fn organisations_in<'o>(
    organisations: &'o mut [Organisation],
    next: &mut usize,
    window: TokenRange,
) -> &'o mut [Organisation] {
    while organisations.get(*next).is_some_and(|organisation| organisation.tokens.start < window.start) {
        *next += 1;
    }
    let first = *next;
    while organisations.get(*next).is_some_and(|organisation| organisation.tokens.end <= window.end) {
        *next += 1;
    }
    &mut organisations[first..*next]
}

/// Fills the buffers that features are made from: word classes, list codes, facts of the document's words.
pub(crate) fn prepare(view: TextView<'_>, hits: &[ListHit], lexicon: &Lexicon, scratch: &mut Scratch) {
    let Scratch { classes, listed, listed_types, lists, topics, shaped, organisations, words, .. } = scratch;
    classes.clear();
    classes.extend(view.tokens.infos().iter().zip(view.tokens.hashes()).map(|(info, &hash)| {
        if info.class == TokenClass::Word { lexicon.classes(hash) } else { WordClasses::default() }
    }));
    listed.clear();
    listed.resize(view.len(), 0);
    listed_types.clear();
    listed_types.resize(view.len(), 0);
    lists.clear();
    lists.resize(view.len(), 0);
    *topics = topics_of(classes);
    for hit in hits {
        for (offset, token_idx) in hit.tokens.range().enumerate().take_while(|&(_, token_idx)| token_idx < view.len()) {
            let position = position_in(hit.tokens.len(), offset);
            listed_types[token_idx] = listed_types_code(hit.types, position, hit.ambiguous);
            lists[token_idx] = list_code(hit.list, position, hit.ambiguous);
        }
        let entity_type = match hit.entity_type {
            EntityType::ORG => 1,
            EntityType::PERSON => 2,
            EntityType::LOC => 3,
            _ => continue,
        };
        mark(listed, hit.tokens, entity_type, hit.ambiguous);
    }
    shaped.clear();
    shaped.resize(view.len(), 0);
    organisations.clear();
    for sentence in view.tokens.sentences() {
        organisation::find(view, sentence.tokens, classes, organisations);
    }
    for organisation in organisations.iter() {
        mark(shaped, organisation.tokens, if organisation.is_strong { 1 } else { 2 }, false);
    }
    words.fill(view, classes);
}

/// What a document is about: the topics that at least two words, and one in a hundred and twenty, tell of.
fn topics_of(classes: &[WordClasses]) -> u16 {
    const MIN_WORDS: usize = 2;
    const MAX_TOKENS_A_WORD: usize = 120;
    let mut counts = [0usize; WordClasses::TOPICS.len()];
    for class in classes {
        let mut topics = class.topics();
        while topics != 0 {
            if let Some(count) = counts.get_mut(topics.trailing_zeros() as usize) {
                *count += 1;
            }
            topics &= topics - 1;
        }
    }
    let is_topic = |count: usize| count >= MIN_WORDS && count * MAX_TOKENS_A_WORD >= classes.len();
    counts.iter().enumerate().filter(|&(_, &count)| is_topic(count)).map(|(topic, _)| 1 << topic).sum()
}

/// Where a token stands in a name: 0 alone, 1 first, 2 inside, 3 last.
const fn position_in(n_tokens: usize, offset: usize) -> u8 {
    match offset {
        _ if n_tokens == 1 => 0,
        0 => 1,
        _ if offset + 1 == n_tokens => 3,
        _ => 2,
    }
}

/// The type in a code of [`listed_code`].
fn listed_type(code: u8) -> Option<EntityType> {
    match code & 3 {
        1 => Some(EntityType::ORG),
        2 => Some(EntityType::PERSON),
        3 => Some(EntityType::LOC),
        _ => None,
    }
}

/// Writes a code of that type for each token of a name that has none yet.
fn mark(codes: &mut [u8], tokens: TokenRange, entity_type: u8, ambiguous: bool) {
    let n_tokens = tokens.len();
    for (offset, code) in codes.get_mut(tokens.range()).unwrap_or_default().iter_mut().enumerate() {
        if *code == 0 {
            *code = listed_code(entity_type, position_in(n_tokens, offset), ambiguous);
        }
    }
}

/// Calls `visit` for each window of candidate tokens, in text order.
pub(crate) fn for_each_window(context: &Context<'_>, windows: &mut Vec<TokenRange>, mut visit: impl FnMut(&Window)) {
    let view = context.view;
    for sentence in view.tokens.sentences() {
        windows.clear();
        match context.whole_sentences {
            true => cut_into_windows(sentence.tokens, windows),
            false => find_windows(view, sentence.tokens, context.classes, context.listed, windows),
        }
        if windows.is_empty() {
            continue;
        }
        let is_shouting = is_in_capitals(view, sentence.tokens);
        let is_small = lacks_capitals(view, sentence.tokens);
        let topics = context.classes[sentence.tokens.range()].iter().fold(0, |all, classes| all | classes.topics());
        for &tokens in windows.iter() {
            let line_kind = sentence.kind;
            visit(&Window { tokens, sentence: sentence.tokens, line_kind, is_shouting, is_small, topics });
        }
    }
}

/// True when no word of the sentence but the first has a capital: capitals say nothing there. Such sentences are the place
/// to look for listed names in small letters.
pub fn lacks_capitals(view: TextView<'_>, sentence: TokenRange) -> bool {
    let is_capital =
        |info: &TokenInfo| info.class == TokenClass::Word && !matches!(info.shape, Shape::Lower | Shape::None);
    !view.tokens.infos()[sentence.range()].iter().skip(1).any(is_capital)
}

/// True when most of the longer words of a sentence are in capitals: capitals say nothing then.
pub fn is_in_capitals(view: TextView<'_>, sentence: TokenRange) -> bool {
    let (mut n_upper, mut n_words) = (0u32, 0u32);
    for (info, span) in view.tokens.infos()[sentence.range()].iter().zip(&view.tokens.spans()[sentence.range()]) {
        if info.class == TokenClass::Word && span.len() > 1 {
            n_words += 1;
            n_upper += u32::from(info.shape == Shape::Upper);
        }
    }
    n_words >= 3 && n_upper * 2 > n_words
}

/// A mention of those tokens without what the contract leaves outside; `None` when nothing is left. A person's initials
/// are looked for from `floor` on.
fn trimmed_mention(
    context: &Context<'_>,
    tokens: TokenRange,
    entity_type: EntityType,
    score: f32,
    floor: usize,
    sentence: TokenRange,
) -> Option<Mention> {
    let view = context.view;
    let tokens = trim(context, tokens, entity_type);
    if tokens.is_empty() {
        return None;
    }
    let tokens = if entity_type == EntityType::PERSON { with_initials(view, tokens, floor) } else { tokens };
    let source = Source::new(SourceKind::Tagger, CRF);
    let mut mention = Mention::new(view.tokens.span_of(tokens), tokens, entity_type, score, source);
    if entity_type == EntityType::PERSON {
        mention.title = title_before(context, tokens.start as usize, sentence);
    }
    Some(mention)
}

/// The name with the initials right before it ("W. Jason Morgan"), as far left as `floor`.
fn with_initials(view: TextView<'_>, tokens: TokenRange, floor: usize) -> TokenRange {
    let is_initial = |idx: usize| {
        let info = view.info(idx);
        let letter = view.token(idx).trim_end_matches('.');
        info.class == TokenClass::Word && info.shape != Shape::Lower && letter.chars().count() == 1
    };
    let mut start = tokens.start as usize;
    loop {
        if start >= floor + 2 && view.token(start - 1) == "." && view.is_joined(start - 1) && is_initial(start - 2) {
            start -= 2;
        } else if start > floor && view.token(start - 1).ends_with('.') && is_initial(start - 1) {
            start -= 1;
        } else {
            return TokenRange::new(start, tokens.end as usize);
        }
    }
}

/// The tokens without articles, honorifics, possessives and marks at the ends.
pub(crate) fn trim(context: &Context<'_>, tokens: TokenRange, entity_type: EntityType) -> TokenRange {
    let view = context.view;
    let (mut start, mut end) = (tokens.start as usize, tokens.end as usize);
    while start < end {
        let is_article = view.hash(start) == fold_hash_const("the");
        let info = view.info(start);
        let is_mark = matches!(info.class, TokenClass::Punctuation | TokenClass::Symbol);
        let is_title = entity_type == EntityType::PERSON
            && start + 1 < end
            && context.classes[start].any(WordClasses::HONORIFIC)
            && !context.classes[start].any(WordClasses::GIVEN_NAME);
        let clitic = info.flags.has(TokenFlags::CLITIC);
        if !(is_article && end - start > 1 || is_mark || is_title || clitic) {
            break;
        }
        start += 1;
    }
    while end > start {
        let info = view.info(end - 1);
        let is_mark = matches!(info.class, TokenClass::Punctuation | TokenClass::Symbol) && view.token(end - 1) != "!";
        let is_and = view.hash(end - 1) == fold_hash_const("and");
        if !(is_mark || is_and || info.flags.has(TokenFlags::CLITIC)) {
            break;
        }
        end -= 1;
    }
    if entity_type == EntityType::ORG {
        return organisation::without_kind(view, context.classes, TokenRange::new(start, end));
    }
    TokenRange::new(start, end)
}

/// The honorifics right before a person's name ("Professor Sir").
fn title_before(context: &Context<'_>, name_start: usize, sentence: TokenRange) -> Option<Span> {
    const MAX_TITLE_TOKENS: usize = 5;
    let view = context.view;
    let mut start = name_start;
    let mut reach = name_start;
    while reach > sentence.start as usize && name_start - reach < MAX_TITLE_TOKENS {
        reach -= 1;
        if context.classes[reach].any(WordClasses::HONORIFIC) && view.info(reach).shape != Shape::Lower {
            start = reach;
        } else if view.token(reach) != "." {
            break;
        }
    }
    if start == name_start {
        return None;
    }
    Some(view.tokens.span_of(TokenRange::new(start, name_start)))
}

#[cfg(test)]
mod tests {
    use gleaner_tokenizer::tokenized;

    use super::*;

    #[test]
    fn initials_belong_to_the_name() {
        // A text, the name that was found, where taking more may begin, and the name with its initials.
        let cases = [
            ("with W. Jason Morgan", "Jason Morgan", 0, "W. Jason Morgan"),
            // Letters without a space between are left to the model: "U.S." looks the same.
            ("with J.M. Huber", "Huber", 0, "Huber"),
            ("with J. M. Huber", "Huber", 0, "J. M. Huber"),
            ("with J. M. Huber", "Huber", 3, "M. Huber"),
            ("É. Galois", "Galois", 0, "É. Galois"),
            ("part b. Huber", "Huber", 0, "Huber"),
            ("class B Huber", "Huber", 0, "Huber"),
            ("Dr. Huber", "Huber", 0, "Huber"),
            ("Huber", "Huber", 0, "Huber"),
        ];
        for (text, name, floor, expected) in cases {
            let tokens = tokenized(text);
            let view = TextView::new(text, &tokens);
            let first = tokens.token_at(text.find(name).expect("in the text") as u32);
            let with_initials = with_initials(view, TokenRange::new(first, tokens.len()), floor);
            assert_eq!(tokens.span_of(with_initials).slice(text), expected, "{text}");
        }
    }
}
