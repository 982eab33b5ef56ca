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

use gleaner_text::{Shape, TextView, TokenClass, TokenFlags, TokenRange, fold_hash_const};

use crate::lexicon::WordClasses;

/// A place that reads like the name of an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Organisation {
    pub(crate) tokens: TokenRange,
    /// The head is a word that hardly means anything else.
    pub(crate) is_strong: bool,
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
        if !classes[token_idx].any(head_or_suffix) || !finder.is_name_word(token_idx) {
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
            return Some(Organisation { tokens: TokenRange::new(start, end), is_strong: true });
        }
        // "Council" alone, "New Council" and the like are no names.
        let n_words = head - start;
        if n_words == 0 || (is_suffix && n_words == 1 && self.view.token(start) == "&") {
            return None;
        }
        let is_strong = is_suffix || classes.any(WordClasses::ORG_HEAD);
        Some(Organisation { tokens: TokenRange::new(start, head + 1), is_strong })
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
        while at > floor {
            at -= 1;
            if self.is_name_word(at) {
                if self.classes[at].any(WordClasses::HONORIFIC) && !self.classes[at].any(WordClasses::ORG_WORD) {
                    break;
                }
                start = at;
                continue;
            }
            let hash = self.view.hash(at);
            let token = self.view.token(at);
            let links = token == "&" || token == "-" && self.view.is_joined(at + 1) || hash == AND && start == at + 1;
            if !(links && at > floor && self.is_name_word(at - 1)) {
                break;
            }
        }
        // Words that only begin the sentence, and adjectives of place or time, are no part of the name.
        while start < head && self.is_opening_word(start) {
            start += 1;
        }
        while start < head && matches!(self.view.token(start), "&" | "-")
            || self.view.hash(start) == AND && start < head
        {
            start += 1;
        }
        start
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
