//! Who "the company", "the city", "she" and "we" are, where that is safe: for the ends of relations only.

use gleaner_text::{EntityType, MentionId, TokenFlags, fold_hash};

use crate::{
    context::{Context, Subject, Types, WINDOW, is_word},
    lexicon::Class,
};

/// How many mentions back a definite phrase or a pronoun is looked up.
const REACH: usize = 40;

impl Context<'_> {
    /// The mention that the noun phrase or pronoun ending with token `noun` stands for.
    pub(crate) fn described(&self, noun: usize, types: Types) -> Option<Subject> {
        let subject = self.description(noun, types)?;
        self.described.set(Some(subject.mention));
        Some(subject)
    }

    fn description(&self, noun: usize, types: Types) -> Option<Subject> {
        if self.in_mention(noun) || noun < self.sentence.start as usize {
            return None;
        }
        let class = self.class(noun);
        if class.any(Class::PERSON_PRONOUN) && types.has(EntityType::PERSON) {
            return self.person_before(noun).map(|mention| Subject { mention, start: noun, trust: 0.7 });
        }
        if class.any(Class::BODY_PRONOUN) && types.has(EntityType::ORG) {
            if is_word!(self.word(noun), "we" | "our") {
                return self.section.map(|section| Subject { mention: section.mention, start: noun, trust: 0.8 });
            }
            if is_word!(self.word(noun), "it" | "its") {
                return self.last_subject(noun).map(|mention| Subject { mention, start: noun, trust: 0.65 });
            }
            return None;
        }
        let is_noun = class.any(Class::ORG_NOUN) || class.any(Class::PLACE_NOUN);
        if !is_noun || noun == self.sentence.start as usize || !is_word!(self.word(noun - 1), "the" | "this") {
            return None;
        }
        let found = if class.any(Class::PLACE_NOUN) && types.has(EntityType::LOC) {
            self.back(noun, |mention| self.is(mention, Types::LOC)).map(|mention| (mention, 0.75))
        } else if types.has(EntityType::ORG) && class.any(Class::ORG_NOUN) {
            let stem = self.word(noun);
            let named_so = self.back(noun, |mention| self.is(mention, Types::ORG) && self.name_holds(mention, stem));
            match named_so {
                Some(mention) => Some((mention, 0.85)),
                None if is_word!(
                    stem,
                    "company"
                        | "firm"
                        | "business"
                        | "organisation"
                        | "organization"
                        | "charity"
                        | "startup"
                        | "bank"
                        | "agency"
                        | "club"
                        | "party"
                        | "institution"
                        | "airline"
                        | "newspaper"
                        | "magazine"
                        | "retailer"
                        | "manufacturer"
                        | "publisher"
                        | "broadcaster"
                        | "brewery"
                        | "studio"
                ) =>
                {
                    self.last_subject(noun).map(|mention| (mention, 0.7))
                }
                None => None,
            }
        } else {
            None
        };
        found.map(|(mention, trust)| Subject { mention, start: noun - 1, trust })
    }

    /// The index of the first mention at or after a token.
    pub(crate) fn mention_idx_at(&self, token_idx: usize) -> usize {
        self.mentions.partition_point(|mention| (mention.tokens.start as usize) < token_idx)
    }

    fn back(&self, token_idx: usize, fits: impl Fn(usize) -> bool) -> Option<usize> {
        let end = self.mention_idx_at(token_idx);
        (end.saturating_sub(REACH)..end).rev().find(|mention| fits(*mention))
    }

    /// True when the name of a mention, or the fullest name of its cluster, holds a word.
    fn name_holds(&self, mention: usize, word: u64) -> bool {
        let full =
            self.clusters.cluster(MentionId(mention as u32)).map_or(mention, |c| self.clusters.canonical(c).index());
        [mention, full].iter().any(|mention| {
            self.mentions[*mention].tokens.range().take(16).any(|token_idx| fold_hash(self.token(token_idx)) == word)
        })
    }

    /// The organisation that begins the nearest sentence before, within three; else the section's.
    fn last_subject(&self, token_idx: usize) -> Option<usize> {
        // Earlier in the sentence itself.
        let own = self.name_from(self.sentence_start(), Types::ORG).filter(|mention| self.end_of(*mention) < token_idx);
        if own.is_some() {
            return own;
        }
        let sentences = self.view.tokens.sentences();
        for sentence_idx in (self.sentence_idx.saturating_sub(3)..self.sentence_idx).rev() {
            let sentence = sentences[sentence_idx].tokens;
            let first = self.mention_idx_at(sentence.start as usize);
            let mention = self.mentions.get(first).filter(|mention| mention.tokens.end <= sentence.end);
            if mention.is_some_and(|mention| {
                mention.entity_type == EntityType::ORG && mention.tokens.start <= sentence.start + 3
            }) {
                return Some(first);
            }
        }
        None
    }

    /// The person that "he", "she", "his" or "her" at a token stands for: the one person of this sentence among the
    /// [`REACH`] mentions before it; else the person that the nearest sentence before begins with, over sentences in which a
    /// pronoun comes first.
    pub(crate) fn last_person(&self, token_idx: usize) -> Option<usize> {
        let person = self.person_before(token_idx)?;
        self.described.set(Some(person));
        Some(person)
    }

    fn person_before(&self, token_idx: usize) -> Option<usize> {
        let possessive = is_word!(self.word(token_idx), "his" | "her");
        let end = self.mention_idx_at(token_idx);
        let start = self.mention_idx_at(self.sentence.start as usize).max(end.saturating_sub(REACH));
        let mut own = (start..end).filter(|mention| {
            let kin = self.start_of(*mention).checked_sub(1).is_some_and(|before| {
                let noun = before - usize::from(self.token(before) == "," && before > 0);
                is_word!(
                    self.word(noun),
                    "father"
                        | "mother"
                        | "wife"
                        | "husband"
                        | "son"
                        | "daughter"
                        | "brother"
                        | "sister"
                        | "to"
                        | "with"
                        | "by"
                )
            });
            // "After Ann Lee’s death, he …" speaks of somebody else.
            let owner = self
                .view
                .tokens
                .infos()
                .get(self.end_of(*mention))
                .is_some_and(|info| info.flags.has(TokenFlags::CLITIC));
            let fronted = self.token(token_idx.saturating_sub(1)) == ","
                && (self.end_of(*mention) + 1 == token_idx && possessive || self.is_fronted(*mention));
            self.is(*mention, Types::PERSON) && !kin && !fronted && (possessive || !owner)
        });
        if let Some(first) = own.next() {
            let alone = own.all(|other| self.clusters.same(MentionId(first as u32), MentionId(other as u32)));
            return alone.then_some(first);
        }
        let sentences = self.view.tokens.sentences();
        for sentence_idx in (self.sentence_idx.saturating_sub(6)..self.sentence_idx).rev() {
            let sentence = sentences[sentence_idx].tokens;
            let start = self.start_of_words(sentence);
            if self.class(start).any(Class::PERSON_PRONOUN) || is_word!(self.word(start), "his" | "her") {
                continue;
            }
            let first = self.mention_idx_at(sentence.start as usize);
            let mut persons = (first..self.mentions.len().min(first + REACH))
                .take_while(|mention| self.mentions[*mention].tokens.end <= sentence.end)
                .filter(|mention| self.is(*mention, Types::PERSON));
            let Some(person) = persons.next() else { continue };
            // "There she met Tom Hale." and "The daughter of Tom Hale, she left." are about her too.
            let leads = self.title_start(person) <= start + 1;
            let until = if leads { start } else { (start + WINDOW).min(sentence.end as usize) };
            if (start..until).any(|at| self.class(at).any(Class::PERSON_PRONOUN)) {
                continue;
            }
            if self.title_start(person) <= start + 1 {
                // "Ann Lee and Mia Wong …": one of two, nobody knows which.
                let after = self.past_bracket(self.end_of(person));
                let joined = is_word!(self.word(after), "and" | "or") || matches!(self.token(after), "&");
                return (!joined || self.name_from(after + 1, Types::PERSON).is_none()).then_some(person);
            }
            let alone = persons.all(|other| self.clusters.same(MentionId(person as u32), MentionId(other as u32)));
            let near = sentence_idx + 1 == self.sentence_idx;
            return (alone && near).then_some(person);
        }
        None
    }

    /// True for "the daughter of Ann Lee, …" and "named after Ann Lee, …": who a pronoun behind that comma stands for comes
    /// only then. False where the name is a subject: at the start of the sentence, or behind "when", "as", "that".
    fn is_fronted(&self, mention: usize) -> bool {
        let start = self.title_start(mention);
        start > self.sentence_start()
            && !is_word!(
                self.word(start - 1),
                "when"
                    | "while"
                    | "as"
                    | "after"
                    | "before"
                    | "because"
                    | "if"
                    | "since"
                    | "once"
                    | "until"
                    | "although"
                    | "though"
                    | "that"
                    | "and"
                    | "but"
            )
    }
}
