//! The extent of a role in the text: "Deputy Vice Chancellor for Glass and Fine Arts".
//!
//! A phrase is found from its head ("Chancellor"): modifiers to the left, a complement ("of …", "for …") to the right, up
//! to the name that follows.

use gleaner_text::{Shape, TokenClass, TokenFlags, TokenRange};

use crate::{
    context::{Context, Types, is_word},
    lexicon::Class,
};

/// A role phrase and the organisation behind its preposition or comma.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RolePhrase {
    /// The words of the role.
    pub(crate) tokens: TokenRange,
    /// The token of its head.
    pub(crate) head: usize,
    /// The organisation that follows ("of NPC", "at the University of York").
    pub(crate) organisation: Option<usize>,
    /// One past the role and its organisation.
    pub(crate) end: usize,
}

/// Words a modifier may be when only a comma or an article bounds the phrase on the left.
const MAX_LOOSE: usize = 4;
/// Tokens of a complement.
const MAX_COMPLEMENT: usize = 12;

impl Context<'_> {
    /// The role phrase whose head is token `head`; none where a later word is its head.
    pub(crate) fn role_phrase(&self, head: usize) -> Option<RolePhrase> {
        if self.in_mention(head) || !self.class(head).any(Class::ROLE_HEAD) {
            return None;
        }
        // "President Ann Lee" has a title; "Northway president Ann Lee" says where she is president.
        if self.is_title(head) && self.owner_of_role(self.role_start(head)).is_none() {
            return None;
        }
        let mut end = head + 1;
        if end < self.sentence.end as usize && self.token(end) == "-" && self.view.is_joined(end) {
            return None;
        }
        // "Vice President/General Counsel": the last word is the head.
        if self.token(end) == "/" && self.class(end + 1).any(Class::ROLE_HEAD | Class::ROLE_MODIFIER) {
            return None;
        }
        if self.class(end).any(Class::ROLE_HEAD) && !self.is_title(end) {
            return None;
        }
        // "managing", "executive producer": a modifier followed by a head is no head itself.
        if self.class(end).any(Class::ROLE_MODIFIER) && self.class(end + 1).any(Class::ROLE_HEAD) {
            return None;
        }
        if self.class(end).any(Class::ROLE_POST) {
            end += 1;
        }
        let start = self.chair_start(head, self.role_start(head));
        // "Chief Design Officer (CDO) of Northway": over a short bracket, when an organisation follows it.
        let over = self.past_bracket(end);
        if over > end
            && over <= end + 4
            && let (_, Some(organisation), phrase_end) = self.complement(over)
        {
            let tokens = TokenRange::new(start, end);
            return Some(RolePhrase { tokens, head, organisation: Some(organisation), end: phrase_end });
        }
        let (role_end, organisation, phrase_end) = self.complement(end);
        Some(RolePhrase { tokens: TokenRange::new(start, role_end), head, organisation, end: phrase_end })
    }

    /// True when the token belongs to the honorific of the name behind it.
    fn is_title(&self, token_idx: usize) -> bool {
        (token_idx + 1..token_idx + 5)
            .find_map(|at| self.starting(at))
            .is_some_and(|mention| self.title_start(mention) <= token_idx && token_idx < self.start_of(mention))
    }

    /// The organisation right in front of a role that begins at `start`: "Northway’s director", "Northway director".
    pub(crate) fn owner_of_role(&self, start: usize) -> Option<usize> {
        let mut at = start;
        let edge = self.left_edge(start);
        while at > edge && self.class(at - 1).any(Class::ADVERB) {
            at -= 1;
        }
        if at > edge && self.view.info(at - 1).flags.has(TokenFlags::CLITIC) {
            at -= 1;
        }
        self.name_before(at, Types::ORG)
    }

    /// A chair is named after somebody: "the Ann Lee Professor of Glass", "is currently Ann Lee Fellow". Returns where the
    /// role with that name begins, or `start`.
    fn chair_start(&self, head: usize, start: usize) -> usize {
        let named = is_word!(self.word(head), "professor" | "fellow" | "chair" | "scholar" | "lecturer");
        let Some(mention) = self.ending(start).filter(|mention| named && self.is(*mention, Types::ORG_PERSON)) else {
            return start;
        };
        let edge = self.left_edge(start);
        let mut at = self.title_start(mention);
        while at > edge
            && at + 8 > start
            && !self.in_mention(at - 1)
            && matches!(self.view.info(at - 1).shape, Shape::Title | Shape::Initial)
            && !self.class(at - 1).any(Class::DETERMINER | Class::PREPOSITION | Class::ADVERB)
        {
            at -= 1;
        }
        let led_in = at > edge
            && (is_word!(self.word(at - 1), "the" | "as" | "currently" | "now") || self.class(at - 1).any(Class::BE))
            && !self.view.info(at - 1).flags.has(TokenFlags::CLITIC);
        if led_in { at } else { start }
    }

    fn role_start(&self, head: usize) -> usize {
        let edge = self.left_edge(head);
        let mut sure = head;
        let mut at = head;
        let mut n_loose = 0;
        loop {
            if at == edge {
                break;
            }
            let before = at - 1;
            if self.in_mention(before) {
                return at.min(sure);
            }
            let token = self.token(before);
            if matches!(token, "-" | "–" | "/")
                && self.view.is_joined(before)
                && self.view.is_joined(at)
                && before > edge
            {
                at = before - 1;
                if at < edge || self.in_mention(at) {
                    return sure;
                }
                sure = if sure == before + 1 { at } else { sure };
                continue;
            }
            if matches!(token, "," | "(" | "–" | "—" | ":" | "-" | "•" | "·") {
                return at;
            }
            let info = self.view.info(before);
            if info.class != TokenClass::Word && token != "&" {
                break;
            }
            let class = self.class(before);
            if class.any(Class::DETERMINER | Class::BE) || is_word!(self.word(before), "as" | "currently" | "now") {
                return at;
            }
            if class.any(
                Class::PREPOSITION | Class::VERB | Class::AUXILIARY | Class::ADVERB | Class::RELATIVE | Class::BLOCK,
            ) {
                break;
            }
            if is_word!(self.word(before), "and" | "&") || token == "&" {
                // "Health and Safety Manager", not "chairman and managing director".
                let joins = before > edge
                    && at != head
                    && self.class(before - 1).any(Class::ROLE_MODIFIER)
                    && !self.class(before - 1).any(Class::ROLE_HEAD)
                    && !self.in_mention(before - 1)
                    && sure == at;
                if !joins {
                    break;
                }
                at = before;
                continue;
            }
            let sure_word = class.any(Class::ROLE_MODIFIER)
                || class.any(Class::ROLE_HEAD) && !is_word!(self.word(before), "partner")
                || matches!(info.shape, Shape::Title | Shape::Upper | Shape::Mixed)
                    && self.view.info(head).shape == Shape::Title
                    && before > self.sentence.start as usize;
            at = before;
            if sure_word {
                // Loose words between count too once a sure one stands before them.
                sure = at;
            } else {
                n_loose += 1;
                if n_loose > MAX_LOOSE {
                    break;
                }
            }
        }
        sure
    }

    /// From one past the head on: where the role's words end, the organisation behind, and where both end.
    fn complement(&self, start: usize) -> (usize, Option<usize>, usize) {
        let edge = self.right_edge(start).min(start + MAX_COMPLEMENT);
        let mut at = start;
        while at < edge {
            if let Some(mention) = self.starting(at) {
                let prepared = at > start;
                if self.is(mention, Types::LOC) && prepared && self.organisation_after(self.end_of(mention)).is_some() {
                    // "Director of Operations for Europe at …"
                    at = self.end_of(mention);
                    continue;
                }
                break;
            }
            if let Some(organisation) = self.organisation_after(at) {
                return (at, Some(organisation), self.past_bracket(self.end_of(organisation)));
            }
            let token = self.token(at);
            let info = self.view.info(at);
            let class = self.class(at);
            let word = self.word(at);
            if at == start && !is_word!(word, "of" | "for" | "in" | "-" | "to" | "responsible") {
                break;
            }
            if is_word!(word, "at" | "with" | "from" | "on" | "by" | "as" | "to" | "since" | "until" | "during")
                && at > start
            {
                break;
            }
            if class.any(Class::VERB | Class::AUXILIARY | Class::RELATIVE | Class::BLOCK) {
                break;
            }
            let holds = matches!(info.class, TokenClass::Word) && !info.flags.has(TokenFlags::CLITIC)
                || matches!(token, "-" | "&" | "/");
            if !holds {
                break;
            }
            if is_word!(word, "and") || token == "&" {
                let next = at + 1 + usize::from(self.class(at + 1).any(Class::DETERMINER));
                let second_role = (next..next + 4)
                    .take_while(|at| {
                        self.class(*at).any(Class::ROLE_MODIFIER | Class::ROLE_HEAD) || self.token(*at) == "-"
                    })
                    .any(|at| {
                        self.class(at).any(Class::ROLE_HEAD)
                            && (is_word!(self.word(at + 1), "of" | "for" | "at" | "in") || self.token(at + 1) == ",")
                    });
                if second_role || self.starting(next).is_some() {
                    break;
                }
            }
            at += 1;
        }
        // A complement does not end in a preposition or "and".
        let mut end = at.min(edge);
        while end > start
            && (self.class(end - 1).any(Class::PREPOSITION | Class::LINK | Class::DETERMINER)
                || matches!(self.token(end - 1), "-" | "&" | "/"))
        {
            end -= 1;
        }
        (end, None, end)
    }

    /// The organisation behind a preposition at `token_idx`: "of NPC", "at the University of York".
    fn organisation_after(&self, token_idx: usize) -> Option<usize> {
        if self.in_mention(token_idx) || !is_word!(self.word(token_idx), "of" | "at" | "for" | "with" | "in" | "from") {
            return None;
        }
        let behind = token_idx + 1 + usize::from(is_word!(self.word(token_idx + 1), "both"));
        self.name_from(behind, Types::ORG).or_else(|| self.described_organisation(token_idx + 1))
    }

    /// "the American toy and media company Northway": what the organisation is stands in front of its name.
    fn described_organisation(&self, token_idx: usize) -> Option<usize> {
        let edge = self.right_edge(token_idx).min(token_idx + 9);
        let mut at = token_idx;
        while at < edge {
            if let Some(mention) = self.starting(at) {
                if self.is(mention, Types::ORG) {
                    let noun = at > token_idx && self.class(at - 1).any(Class::ORG_NOUN);
                    return noun.then_some(mention);
                }
                if !self.is(mention, Types::LOC) {
                    return None;
                }
                at = self.end_of(mention);
                continue;
            }
            let fits = self.view.info(at).class == TokenClass::Word || self.token(at) == "-";
            if !fits || self.class(at).any(Class::PREPOSITION | Class::VERB | Class::AUXILIARY | Class::RELATIVE) {
                return None;
            }
            at += 1;
        }
        None
    }
}
