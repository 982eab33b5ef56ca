//! Units beside their parents, members that a sentence or a list behind it names, and forms that brackets define.
//!
//! Not rules of the language: "Department of Glass, Hull University" has no word that says so, only the two names do;
//! "The members include:" goes on over the list items below and takes its body from the sentences before; and the
//! short forms of brackets are told by their letters (Schwartz and Hearst, 2003), see `definition.rs`.

use gleaner_text::{MentionId, TokenFlags, TokenRange};

use crate::{
    context::{Context, Types, is_word},
    lexicon::Class,
    rule::RuleId,
};

impl Context<'_> {
    /// True when `unit` begins like a part of a body ("Department of …") and `parent` is named like a body that has parts.
    pub(crate) fn unit_of(&self, unit: usize, parent: usize) -> bool {
        let first = self.start_of(unit);
        let units = (first..self.end_of(unit).min(first + 12)).any(|at| self.word_class(at).any(Class::UNIT));
        let range = self.start_of(parent)..self.end_of(parent).min(self.start_of(parent) + 12);
        let is_parent = range.clone().any(|at| self.word_class(at).any(Class::PARENT));
        let parent_begins_as_unit = self.word_class(range.start).any(Class::UNIT);
        let unit_is_parent = (first..self.end_of(unit).min(first + 12))
            .any(|at| is_word!(self.word(at), "university" | "trust" | "council"));
        units && is_parent && !parent_begins_as_unit && !unit_is_parent
    }

    /// The classes of a word, in a mention or not.
    pub(crate) fn word_class(&self, token_idx: usize) -> Class {
        crate::lexicon::class_of(self.word(token_idx))
    }
}

/// Set off by every ORG mention: "Department of Glass, University of York", "the University’s Institute of Glass".
pub(crate) fn beside_mention(ctx: &mut Context<'_>, unit: usize) {
    let end = ctx.end_of(unit);
    let mut next = ctx.past_bracket(end);
    let comma = ctx.token(next) == ",";
    if comma {
        next += 1;
        // "A Centre, the B Hospital and …" lists; a parent behind a comma has no article.
        if is_word!(ctx.word(next), "the") {
            return;
        }
    } else if is_word!(ctx.word(next), "of" | "at" | "in" | "within") && !ctx.in_mention(next) {
        next += 1;
    }
    if next < ctx.sentence.end as usize
        && let Some(parent) = ctx.name_from(next, Types::ORG)
        && ctx.unit_of(unit, parent)
    {
        let evidence = TokenRange::new(ctx.start_of(unit), ctx.end_of(parent));
        ctx.emit(RuleId::PART_APPOSITION, unit, Some(parent), evidence, 1.0);
        return;
    }
    // "York’s Institute of Glass", "the university’s Institute of Glass": the first words of the unit say that it is one.
    let start = ctx.start_of(unit);
    let edge = ctx.left_edge(start);
    if start > edge
        && ctx.view.info(start - 1).flags.has(TokenFlags::CLITIC)
        && ctx.word_class(start).any(Class::UNIT)
        && let Some(owner) = ctx
            .name_before(start - 1, Types::ORG)
            .or_else(|| ctx.described(start - 2, Types::ORG).map(|subject| subject.mention))
    {
        let evidence = TokenRange::new(ctx.start_of(owner).min(start), end);
        ctx.emit(RuleId::PART_POSSESSIVE, unit, Some(owner), evidence, 1.0);
    }
}

/// "Members include A, B and C", "The centres include: • A • B", "a network of hospitals (including A and B)".
pub(super) fn include(ctx: &mut Context<'_>, verb: usize) {
    if ctx.blocked(verb, 4) {
        return;
    }
    let comprising = is_word!(ctx.word(verb), "comprising" | "comprises");
    let mut names = Vec::new();
    let mut behind = verb + 1;
    if ctx.token(behind) == ":" {
        behind += 1;
    }
    let mut end = ctx.list_from(behind, Types::ORG, &mut names);
    let noun = verb.checked_sub(1).filter(|noun| *noun >= ctx.sentence.start as usize);
    let after_members = noun.is_some_and(|noun| ctx.class(noun).any(Class::MEMBER_NOUN));
    if names.is_empty() && after_members && end + 2 >= ctx.sentence.end as usize {
        end = list_items_behind(ctx, &mut names);
    }
    if names.is_empty() {
        return;
    }
    let container = if after_members {
        // "The centres include": of the body that the sentences before speak of; "Its members", "members of X".
        let noun = noun.unwrap_or(verb);
        let of = noun.checked_sub(1).filter(|of| *of >= ctx.sentence.start as usize);
        match of {
            Some(owner) if ctx.view.info(owner).flags.has(TokenFlags::CLITIC) => {
                ctx.name_before(owner, Types::ORG).map(|mention| (mention, 1.0))
            }
            Some(owner)
                if ctx.class(owner).any(Class::DETERMINER | Class::BODY_PRONOUN)
                    && owner <= ctx.sentence_start() + 1 =>
            {
                coalition_before(ctx).map(|mention| (mention, 0.85))
            }
            _ => None,
        }
    } else {
        // "X is a partnership between nine centres (including A and B)": the subject, when it is called a coalition.
        let edge = ctx.left_edge(verb);
        let coalition = (edge..verb).any(|at| ctx.class(at).any(Class::COALITION));
        let direct = if comprising || is_word!(ctx.word(verb), "includes") {
            ctx.subject_before(verb, Types::ORG)
        } else {
            None
        };
        direct
            .filter(|_| coalition)
            .or_else(|| coalition.then(|| ctx.sentence_subject(Types::ORG, verb)).flatten())
            .or_else(|| if coalition { participle_subject(ctx, verb) } else { None })
            .map(|subject| (subject.mention, subject.trust))
    };
    let Some((container, trust)) = container else { return };
    for member in names {
        let evidence = TokenRange::new((verb.saturating_sub(2)).max(ctx.sentence.start as usize), end.max(verb + 1));
        ctx.emit(RuleId::MEMBER_INCLUDE, member, Some(container), evidence, trust);
    }
}

/// "Founded in 1971, the X is …": the name behind the comma of an opening participle.
fn participle_subject(ctx: &Context<'_>, before: usize) -> Option<crate::context::Subject> {
    let start = ctx.sentence_start();
    let comma = (start..(start + 8).min(before)).find(|at| ctx.token(*at) == ",")?;
    let mention = ctx.name_from(comma + 1, Types::ORG)?;
    ctx.class(ctx.end_of(mention)).any(Class::BE).then(|| ctx.named(mention, 0.9))
}

/// The body that the nearest sentence before calls a network, partnership or system.
fn coalition_before(ctx: &Context<'_>) -> Option<usize> {
    let sentences = ctx.view.tokens.sentences();
    for sentence_idx in (ctx.sentence_idx.saturating_sub(3)..ctx.sentence_idx).rev() {
        let sentence = sentences[sentence_idx].tokens;
        let first = ctx.mention_idx_at(sentence.start as usize);
        let Some(mention) = ctx.mentions.get(first).filter(|mention| mention.tokens.end <= sentence.end) else {
            continue;
        };
        if mention.entity_type == gleaner_text::EntityType::ORG && mention.tokens.start <= sentence.start + 3 {
            return Some(first);
        }
    }
    None
}

/// The organisation that each of the next list items begins with; returns the end of the last.
fn list_items_behind(ctx: &Context<'_>, names: &mut Vec<usize>) -> usize {
    let sentences = ctx.view.tokens.sentences();
    let mut end = ctx.sentence.end as usize;
    for sentence in sentences.iter().skip(ctx.sentence_idx + 1).take(crate::context::MAX_LIST) {
        if sentence.kind != gleaner_text::LineKind::ListItem {
            break;
        }
        let first = ctx.mention_idx_at(sentence.tokens.start as usize);
        let begins = ctx.mentions.get(first).is_some_and(|mention| {
            mention.entity_type == gleaner_text::EntityType::ORG && mention.tokens.start <= sentence.tokens.start + 4
        });
        if !begins {
            break;
        }
        names.push(first);
        end = sentence.tokens.end as usize;
    }
    end
}

/// One alias_of for every definition whose two forms are mentions.
pub(crate) fn definitions(ctx: &mut Context<'_>) {
    let clusters = ctx.clusters;
    for definition in clusters.definitions() {
        let (Some(short), Some(long)) = (definition.short_mention, definition.long_mention) else { continue };
        let (short, long) = (short.index(), long.index());
        let tokens = TokenRange::new(
            (definition.short_tokens.start.min(definition.long_tokens.start)) as usize,
            (definition.short_tokens.end.max(definition.long_tokens.end)) as usize,
        );
        if ctx.mentions[short].entity_type == ctx.mentions[long].entity_type
            && clusters.same(MentionId(short as u32), MentionId(long as u32))
        {
            ctx.emit(RuleId::ALIAS_DEFINITION, short, Some(long), tokens, 1.0);
        }
    }
}
