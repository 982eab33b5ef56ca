//! The grammar of organisation names: capitalised words around a head word.
//!
//! | pattern | examples |
//! |---|---|
//! | words, head | "Riverside Skills Council", "Cell and Gene Therapy Catapult" |
//! | words, legal suffix | "Northway Tools Ltd" |
//! | head "of" or "for" words | "University of Leeds", "Faculty of Law, Arts and Design", "School for Primary Care" |
//!
//! What it finds is evidence for the tagger, and stands by itself where the tagger sees nothing and the head is a strong
//! one.

use gleaner_text::{
    EntityType, LineKind, Mention, Shape, Source, SourceKind, TextView, TokenClass, TokenFlags, TokenRange,
    fold_hash_const,
};

use crate::candidate::starts_cell;
use crate::lexicon::WordClasses;
use crate::tagger::ORGANISATION;

/// A name of the grammar stands when the model gives its tokens, on average, at least this probability of being ORG: for
/// names that a head with "of" opens, for strong heads, for weak ones.
const MIN_SUPPORT_OPENED: f32 = 0.15;
const MIN_SUPPORT_STRONG: f32 = 0.3;
const MIN_SUPPORT_WEAK: f32 = 0.3;
/// In a heading, a name of the model this clear is not swallowed by a longer one of the grammar.
const CLEAR: f32 = 0.5;

/// Score of a name that the grammar alone is sure of, and of one that a bracket defines. Other names of the grammar have
/// what the model thinks of them: a third of them are right.
const CERTAIN: f32 = 0.9;
const DEFINED: f32 = 0.6;

/// A place that reads like the name of an organisation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Organisation {
    pub(crate) tokens: TokenRange,
    /// The head is a word that hardly means anything else.
    pub(crate) is_strong: bool,
    /// A head with "of" or "for" behind it.
    pub(crate) is_opened: bool,
    /// What the model thinks of it: the mean probability of its tokens of being part of an ORG.
    pub(crate) support: f32,
}

/// The most words on each side of a head.
const MAX_REACH: usize = 10;

const OF: u64 = fold_hash_const("of");
const FOR: u64 = fold_hash_const("for");
const AND: u64 = fold_hash_const("and");
const THE: u64 = fold_hash_const("the");
const ON: u64 = fold_hash_const("on");

/// Appends the organisation names of one sentence to `found`, in text order, without overlap.
pub(crate) fn find(view: TextView<'_>, sentence: TokenRange, classes: &[WordClasses], found: &mut Vec<Organisation>) {
    let first = found.len();
    let finder = Finder { view, sentence, classes };
    let head_or_suffix = WordClasses(
        WordClasses::ORG_HEAD.0 | WordClasses::WEAK_HEAD.0 | WordClasses::ORG_OPENER.0 | WordClasses::LEGAL_SUFFIX.0,
    );
    for token_idx in sentence.range() {
        let is_head = finder.is_name_word(token_idx) || is_small_suffix(view.hash(token_idx));
        if !classes[token_idx].any(head_or_suffix) || !is_head {
            continue;
        }
        if let Some(organisation) = finder.around(token_idx) {
            // A longer name around the same words takes the place of a shorter one.
            while found.len() > first && found[found.len() - 1].tokens.start >= organisation.tokens.start {
                found.pop();
            }
            match found.last() {
                Some(last) if found.len() > first && last.tokens.overlaps(organisation.tokens) => {}
                _ => found.push(organisation),
            }
        }
    }
}

/// Adds the names that the model half believes in and the labels do not show, or show in parts. `mentions` from `first` on
/// are in text order and stay so.
pub(crate) fn settle(view: TextView<'_>, organisations: &[Organisation], mentions: &mut Vec<Mention>, first: usize) {
    let n_before = mentions.len();
    let mut next = first;
    for organisation in organisations.iter().filter(|organisation| stands(view, organisation)) {
        let tokens = organisation.tokens;
        while next < n_before && mentions[next].tokens.end <= tokens.start {
            next += 1;
        }
        let mut overlapping = mentions[next..n_before].iter().take_while(|mention| mention.tokens.start < tokens.end);
        let is_free = overlapping.all(|mention| {
            let is_part = tokens.start <= mention.tokens.start && mention.tokens.end <= tokens.end;
            is_part && mention.tokens != tokens && !(is_in_heading(view, tokens) && mention.score >= CLEAR)
        });
        if is_free {
            let source = Source::new(SourceKind::Tagger, ORGANISATION);
            let score = if is_firm_of_people(view, tokens) {
                CERTAIN
            } else if is_defined(view, tokens) {
                organisation.support.max(DEFINED)
            } else {
                organisation.support
            };
            mentions.push(Mention::new(view.tokens.span_of(tokens), tokens, EntityType::ORG, score, source));
        }
    }
    if mentions.len() == n_before {
        return;
    }
    // What was added lies behind the others; parts of it yield.
    mentions[first..].sort_by_key(|mention| (mention.tokens.start, std::cmp::Reverse(mention.tokens.end)));
    let mut end = 0;
    let mut position = 0;
    mentions.retain(|mention| {
        position += 1;
        if position <= first {
            return true;
        }
        let stands = mention.tokens.start >= end;
        if stands {
            end = mention.tokens.end;
        }
        stands
    });
}

/// Whether the name is a part of a heading: there every word may have a capital, and "Leeds Museum Opens Research Centre"
/// is no name.
fn is_in_heading(view: TextView<'_>, tokens: TokenRange) -> bool {
    let sentence = view.tokens.sentences()[view.tokens.sentence_of(tokens.start as usize)];
    sentence.kind == LineKind::Heading && sentence.tokens != tokens
}

/// Where a second name begins inside the tokens of one: "Department of Physics | University of Leeds" with no mark between,
/// "Marsh plc and | Fen Ltd" behind a legal suffix.
pub(crate) fn second_name(view: TextView<'_>, classes: &[WordClasses], tokens: TokenRange) -> Option<usize> {
    let behind_suffix = |idx: usize| view.hash(idx - 1) == AND && is_small_suffix(view.hash(idx - 2));
    if let Some(second) = (tokens.start as usize + 3..tokens.end as usize).find(|&idx| behind_suffix(idx)) {
        return Some(second);
    }
    let opens = |idx: usize| {
        classes[idx].any(WordClasses::ORG_OPENER)
            && idx + 1 < tokens.end as usize
            && matches!(view.hash(idx + 1), OF | FOR)
    };
    let first = tokens.range().find(|&idx| opens(idx))?;
    // A word must lie between "of" and the second head, or the head is what the first one is of ("Council of Ministers of").
    (first + 3..tokens.end as usize).find(|&idx| {
        opens(idx)
            && view.info(idx - 1).class == TokenClass::Word
            && !matches!(view.info(idx - 1).shape, Shape::Lower | Shape::None)
    })
}

/// The name without what makes it a kind of body: "NHS" of "NHS Trusts"; nothing of a bare "University" or "Council".
pub(crate) fn without_kind(view: TextView<'_>, classes: &[WordClasses], tokens: TokenRange) -> TokenRange {
    let (start, end) = (tokens.start as usize, tokens.end as usize);
    if start + 1 == end && is_bare_kind(view.hash(start)) && view.info(start).shape == Shape::Title {
        return TokenRange::new(start, start);
    }
    // "Fen Ltd of Leeds": the place is another name.
    let behind_suffix = |idx: &usize| view.hash(*idx) == OF && is_small_suffix(view.hash(idx - 1));
    if let Some(end) = (start + 2..end).find(behind_suffix) {
        return TokenRange::new(start, end);
    }
    // The kind may also have stayed outside: "Northern NHS" of "Northern NHS Trusts".
    if end - start >= 2
        && view.info(end - 1).shape == Shape::Upper
        && end < view.len()
        && is_plural_kind(view.hash(end))
        && classes[start..end - 1].iter().all(|classes| classes.any(WordClasses::PLACE_WORD))
    {
        return TokenRange::new(end - 1, end);
    }
    if end - start >= 2 && is_plural_kind(view.hash(end - 1)) {
        let acronym = (start..end - 1)
            .find(|&idx| view.info(idx).shape == Shape::Upper && !classes[idx].any(WordClasses::LEGAL_SUFFIX));
        if let Some(acronym) = acronym {
            return TokenRange::new(acronym, acronym + 1);
        }
    }
    tokens
}

/// What follows the "and" of a firm that is named after people.
fn is_family_firm(hash: u64) -> bool {
    const FAMILY: [u64; 8] = [
        fold_hash_const("sons"),
        fold_hash_const("son"),
        fold_hash_const("daughters"),
        fold_hash_const("brothers"),
        fold_hash_const("partners"),
        fold_hash_const("associates"),
        fold_hash_const("company"),
        fold_hash_const("co"),
    ];
    FAMILY.contains(&hash)
}

/// Legal suffixes that are no other word, so that small letters do not matter: "Marsh and Fen plc".
pub(crate) fn is_small_suffix(hash: u64) -> bool {
    const SUFFIXES: [u64; 7] = [
        fold_hash_const("plc"),
        fold_hash_const("ltd"),
        fold_hash_const("llp"),
        fold_hash_const("llc"),
        fold_hash_const("inc"),
        fold_hash_const("gmbh"),
        fold_hash_const("pty"),
    ];
    SUFFIXES.contains(&hash)
}

fn is_bare_kind(hash: u64) -> bool {
    const BARE: [u64; 22] = [
        fold_hash_const("university"),
        fold_hash_const("college"),
        fold_hash_const("school"),
        fold_hash_const("council"),
        fold_hash_const("company"),
        fold_hash_const("hospital"),
        fold_hash_const("department"),
        fold_hash_const("institute"),
        fold_hash_const("trust"),
        fold_hash_const("centre"),
        fold_hash_const("center"),
        fold_hash_const("association"),
        fold_hash_const("foundation"),
        fold_hash_const("agency"),
        fold_hash_const("committee"),
        fold_hash_const("board"),
        fold_hash_const("partnership"),
        fold_hash_const("network"),
        fold_hash_const("hub"),
        fold_hash_const("faculty"),
        fold_hash_const("museum"),
        fold_hash_const("bank"),
    ];
    BARE.contains(&hash)
}

fn is_plural_kind(hash: u64) -> bool {
    const KINDS: [u64; 16] = [
        fold_hash_const("trusts"),
        fold_hash_const("universities"),
        fold_hash_const("councils"),
        fold_hash_const("colleges"),
        fold_hash_const("boards"),
        fold_hash_const("authorities"),
        fold_hash_const("agencies"),
        fold_hash_const("partnerships"),
        fold_hash_const("centres"),
        fold_hash_const("centers"),
        fold_hash_const("units"),
        fold_hash_const("hospitals"),
        fold_hash_const("committees"),
        fold_hash_const("networks"),
        fold_hash_const("companies"),
        fold_hash_const("departments"),
    ];
    KINDS.contains(&hash)
}

fn stands(view: TextView<'_>, organisation: &Organisation) -> bool {
    let min_support = match (organisation.is_opened, organisation.is_strong) {
        (true, _) => MIN_SUPPORT_OPENED,
        (_, true) => MIN_SUPPORT_STRONG,
        _ => MIN_SUPPORT_WEAK,
    };
    organisation.support >= min_support
        || is_firm_of_people(view, organisation.tokens)
        || (organisation.tokens.len() >= 3 && is_defined(view, organisation.tokens))
}

/// "Ann Lee and Sons Ltd": no doubt of it.
fn is_firm_of_people(view: TextView<'_>, tokens: TokenRange) -> bool {
    let last = tokens.end as usize - 1;
    tokens.len() >= 4
        && is_small_suffix(view.hash(last))
        && is_family_firm(view.hash(last - 1))
        && (view.hash(last - 2) == AND || view.token(last - 2) == "&")
}

/// A bracket right behind the name opens with a short form in capitals that begins with the same letter: "(NPC)".
fn is_defined(view: TextView<'_>, tokens: TokenRange) -> bool {
    let open = tokens.end as usize;
    if open + 1 >= view.len() || view.token(open) != "(" {
        return false;
    }
    let is_short_form = matches!(view.info(open + 1).shape, Shape::Upper | Shape::Mixed);
    let initial = |token_idx: usize| view.token(token_idx).chars().next().map(|first| first.to_ascii_lowercase());
    is_short_form && initial(open + 1) == initial(tokens.start as usize)
}

struct Finder<'a> {
    view: TextView<'a>,
    sentence: TokenRange,
    classes: &'a [WordClasses],
}

impl Finder<'_> {
    fn around(&self, head: usize) -> Option<Organisation> {
        let classes = self.classes[head];
        let is_suffix = classes.any(WordClasses::LEGAL_SUFFIX);
        let start = self.start_of_words(head);
        if classes.any(WordClasses::ORG_OPENER)
            && let Some(end) = self.end_of_complement(head)
        {
            return Some(Organisation {
                tokens: TokenRange::new(start, end),
                is_strong: true,
                is_opened: true,
                support: 0.0,
            });
        }
        // "Council" alone, "New Council" and the like are no names, nor is "Midlands NHS" of "Midlands NHS Trusts".
        let n_words = head - start;
        let is_acronym = |idx: usize| self.view.info(idx).shape == Shape::Upper;
        let is_kind =
            (is_acronym(head) && head + 1 < self.sentence.end as usize && is_plural_kind(self.view.hash(head + 1)))
                || (n_words > 0 && is_acronym(head - 1) && is_plural_kind(self.view.hash(head)));
        if n_words == 0 || is_kind || (is_suffix && n_words == 1 && self.view.token(start) == "&") {
            return None;
        }
        let is_strong = is_suffix || classes.any(WordClasses::ORG_HEAD);
        Some(Organisation { tokens: TokenRange::new(start, head + 1), is_strong, is_opened: false, support: 0.0 })
    }

    /// A word with a capital that can be part of a name.
    fn is_name_word(&self, token_idx: usize) -> bool {
        let info = self.view.info(token_idx);
        info.class == TokenClass::Word
            && !matches!(info.shape, Shape::Lower | Shape::None)
            && !info.flags.has(TokenFlags::CLITIC)
    }

    /// Walks left from the head over capitalised words, "&", hyphens, and "and" or "of" between capitalised words.
    fn start_of_words(&self, head: usize) -> usize {
        let floor = (self.sentence.start as usize).max(head.saturating_sub(MAX_REACH));
        let mut start = head;
        let mut at = head;
        while at > floor && !starts_cell(self.view, at) {
            at -= 1;
            if self.is_name_word(at) {
                if self.classes[at].any(WordClasses::HONORIFIC) && !self.classes[at].any(WordClasses::ORG_WORD) {
                    break;
                }
                start = at;
                continue;
            }
            let token = self.view.token(at);
            let joins = token == "&" || token == "-" && self.view.is_joined(at + 1) || self.is_inner_and(at, floor);
            if !(joins && at > floor && self.is_name_word(at - 1)) {
                break;
            }
        }
        // Words that only begin the sentence, and adjectives of place or time, are no part of the name.
        while start < head && self.is_opening_word(start) {
            start += 1;
        }
        while start < head && (matches!(self.view.token(start), "&" | "-") || self.view.hash(start) == AND) {
            start += 1;
        }
        start
    }

    /// "Cell and Gene Therapy Catapult": an "and" behind a single word that is no name by itself; "Ann Lee and Sons".
    fn is_inner_and(&self, at: usize, floor: usize) -> bool {
        let listed = WordClasses(
            WordClasses::PLACE_WORD.0 | WordClasses::ORG_HEAD.0 | WordClasses::WEAK_HEAD.0 | WordClasses::SURNAME.0,
        );
        if self.view.hash(at) != AND || at <= floor {
            return false;
        }
        if is_family_firm(self.view.hash(at + 1)) {
            return true;
        }
        self.view.info(at - 1).shape == Shape::Title
            && !self.classes[at - 1].any(listed)
            && (at < 2 || at - 1 == self.sentence.start as usize || !self.is_name_word(at - 2))
    }

    fn is_opening_word(&self, token_idx: usize) -> bool {
        let hash = self.view.hash(token_idx);
        let at_start = token_idx == self.sentence.start as usize
            || self.view.info(token_idx).flags.has(TokenFlags::SENTENCE_START)
            || self.view.hash(token_idx - 1) == THE && token_idx - 1 == self.sentence.start as usize;
        hash == THE
            || at_start
                && self.classes[token_idx].any(WordClasses::ORDINARY)
                && !self.classes[token_idx].any(WordClasses::ORG_WORD)
    }

    /// One past "of X", "for X and Y", "of X, Y and Z" behind an opening head; `None` without such words.
    fn end_of_complement(&self, head: usize) -> Option<usize> {
        let ceiling = (self.sentence.end as usize).min(head + 1 + MAX_REACH);
        let mut at = head + 1;
        if at >= ceiling || !matches!(self.view.hash(at), OF | FOR | ON) {
            return None;
        }
        at += 1;
        if at < ceiling && self.view.hash(at) == THE {
            at += 1;
        }
        let mut end = self.end_of_words(at, ceiling);
        if end == at {
            return None;
        }
        loop {
            let hash = self.view.hash(end);
            let token = self.view.token(end);
            if end + 1 >= ceiling {
                break;
            }
            let links = token == "&" || matches!(hash, AND | OF | FOR);
            let next = end + 1 + usize::from(self.view.hash(end + 1) == THE && hash != AND);
            if links && next < ceiling && self.ends_words(next, ceiling, hash == AND) {
                end = self.end_of_words(next, ceiling);
            } else if token == "," && self.is_closed_list(end, ceiling) {
                end = self.end_of_words(end + 1, ceiling);
            } else {
                break;
            }
        }
        Some(end)
    }

    /// Whether name words begin at `at`, and after "and" none that open a name of their own ("… and University of").
    fn ends_words(&self, at: usize, ceiling: usize, after_and: bool) -> bool {
        self.end_of_words(at, ceiling) > at && !(after_and && self.opens_another(at, ceiling))
    }

    fn opens_another(&self, at: usize, ceiling: usize) -> bool {
        (at..ceiling).take_while(|&idx| self.is_name_word(idx) || matches!(self.view.hash(idx), OF | FOR)).any(|idx| {
            self.classes[idx].any(WordClasses::ORG_OPENER)
                && idx + 1 < ceiling
                && matches!(self.view.hash(idx + 1), OF | FOR)
        })
    }

    /// Past the capitalised words from `at` on, stopping before a head that opens another name.
    fn end_of_words(&self, at: usize, ceiling: usize) -> usize {
        let mut end = at;
        while end < ceiling && self.is_name_word(end) {
            let opens = self.classes[end].any(WordClasses::ORG_OPENER)
                && end + 1 < ceiling
                && matches!(self.view.hash(end + 1), OF | FOR);
            if opens && end > at {
                break;
            }
            end += 1;
            if end + 1 < ceiling && self.view.token(end) == "-" && self.is_name_word(end + 1) {
                end += 1;
            }
        }
        end
    }

    /// ", Y and Z": a comma inside a name, where the list is closed by "and" and all its items are single capitalised
    /// words that name no place.
    fn is_closed_list(&self, comma: usize, ceiling: usize) -> bool {
        let mut at = comma;
        for _ in 0..4 {
            let item = at + 1;
            let end = self.end_of_words(item, ceiling);
            let names_place = (item..end).any(|idx| {
                self.classes[idx].any(WordClasses::PLACE_WORD) && !self.classes[idx].any(WordClasses::ORDINARY)
            });
            if end == item || end - item > 2 || end >= ceiling || names_place {
                return false;
            }
            if self.view.hash(end) == AND || self.view.token(end) == "&" {
                let last = self.end_of_words(end + 1, ceiling);
                return last > end + 1 && !self.opens_another(end + 1, ceiling);
            }
            if self.view.token(end) != "," {
                return false;
            }
            at = end;
        }
        false
    }
}

#[cfg(test)]
mod cases;
