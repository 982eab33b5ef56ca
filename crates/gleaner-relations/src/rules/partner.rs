//! Who works with whom.

use gleaner_text::{EntityType, Qualifier, QualifierKey, TokenRange};

use crate::{
    context::{Context, Types, is_word, mention_qualifier},
    lexicon::Class,
    rule::RuleId,
};

/// A list longer than this pairs only its first with the others.
const MAX_ALL_PAIRS: usize = 4;

/// "partnership between A and B", "partnership with A", "A and B announce a partnership", "in partnership with A".
pub(super) fn partnership(ctx: &mut Context<'_>, noun: usize) {
    if ctx.blocked(noun, 7) {
        return;
    }
    let mut parties = Vec::new();
    if is_word!(ctx.word(noun + 1), "between") {
        let end = ctx.list_from(noun + 2, Types::ORG, &mut parties);
        if parties.len() >= 2 {
            all_pairs(ctx, RuleId::PARTNER_BETWEEN, &parties, TokenRange::new(noun, end), 1.0);
        }
        return;
    }
    if is_word!(ctx.word(noun + 1), "with") {
        let end = ctx.list_from(noun + 2, Types::ORG, &mut parties);
        if parties.is_empty() {
            return;
        }
        if let Some(subject) = party_before(ctx, noun) {
            with_each(
                ctx,
                RuleId::PARTNER_WITH,
                subject.mention,
                &parties,
                TokenRange::new(subject.start, end),
                subject.trust,
            );
        }
        return;
    }
    // "A and B have launched a strategic partnership"
    let edge = ctx.left_edge(noun);
    let verb = (edge..noun).rev().take(8).find(|at| {
        is_word!(
            ctx.word(*at),
            "announce"
                | "announced"
                | "announces"
                | "launch"
                | "launched"
                | "launches"
                | "form"
                | "formed"
                | "enter"
                | "entered"
                | "agree"
                | "agreed"
                | "establish"
                | "established"
                | "renew"
                | "renewed"
                | "sign"
                | "signed"
                | "unveil"
                | "unveiled"
                | "create"
                | "created"
                | "extend"
                | "extended"
                | "have"
                | "join"
                | "joined"
                | "start"
                | "started"
                | "begin"
                | "began"
        ) && !ctx.in_mention(*at)
    });
    let Some(verb) = verb.filter(|verb| !ctx.intended(*verb)) else { return };
    let mut at = verb;
    while at > edge && ctx.class(at - 1).any(Class::AUXILIARY | Class::ADVERB) {
        at -= 1;
    }
    let start = ctx.list_before(at, Types::ORG, &mut parties);
    if parties.len() >= 2 {
        parties.reverse();
        all_pairs(ctx, RuleId::PARTNER_ANNOUNCE, &parties, TokenRange::new(start, noun + 1), 1.0);
    }
}

/// The party in front of "has announced a partnership with", "in partnership with".
fn party_before(ctx: &Context<'_>, noun: usize) -> Option<crate::context::Subject> {
    let edge = ctx.left_edge(noun);
    if noun > edge && is_word!(ctx.word(noun - 1), "in") {
        let mut at = noun - 1;
        if at > edge && ctx.token(at - 1) == "," {
            at -= 1;
        }
        return ctx
            .name_before(at, Types::ORG_LOC)
            .map(|mention| ctx.named(mention, 0.9))
            .or_else(|| ctx.sentence_subject(Types::ORG, noun));
    }
    // "A’s partnership with B"
    let mut at = noun;
    while at > edge
        && at + 4 > noun
        && !ctx.in_mention(at - 1)
        && !ctx.view.info(at - 1).flags.has(gleaner_text::TokenFlags::CLITIC)
    {
        at -= 1;
    }
    if at > edge
        && ctx.view.info(at - 1).flags.has(gleaner_text::TokenFlags::CLITIC)
        && let Some(owner) = ctx.name_before(at - 1, Types::ORG)
    {
        return Some(ctx.named(owner, 1.0));
    }
    // "A (has) announced a new partnership with B": the verb in front of the noun phrase.
    let verb = (edge..noun).rev().take(8).find(|at| {
        let word = ctx.word(*at);
        is_word!(
            word,
            "announced"
                | "announces"
                | "announce"
                | "launched"
                | "launches"
                | "formed"
                | "forms"
                | "entered"
                | "agreed"
                | "established"
                | "renewed"
                | "renews"
                | "signed"
                | "signs"
                | "unveiled"
                | "created"
                | "extended"
                | "has"
                | "began"
                | "started"
                | "into"
        ) && !ctx.in_mention(*at)
    })?;
    let verb = if is_word!(ctx.word(verb), "into") && verb > edge { verb - 1 } else { verb };
    if ctx.intended(verb) {
        return None;
    }
    ctx.subject_before(verb, Types::ORG)
}

/// "A has partnered with B", "A teamed up with B", "A is partnering with B".
pub(super) fn partnered(ctx: &mut Context<'_>, verb: usize) {
    if ctx.blocked(verb, 5) || ctx.intended(verb) {
        return;
    }
    let mut with = verb + 1;
    with += usize::from(is_word!(ctx.word(with), "up"));
    if !is_word!(ctx.word(with), "with") || is_word!(ctx.word(verb), "teamed") && with == verb + 1 {
        return;
    }
    let mut parties = Vec::new();
    let end = ctx.list_from(with + 1, Types::ORG, &mut parties);
    if parties.is_empty() {
        return;
    }
    if let Some(subject) = ctx.subject_before(verb, Types::ORG) {
        with_each(
            ctx,
            RuleId::PARTNER_WITH,
            subject.mention,
            &parties,
            TokenRange::new(subject.start, end),
            subject.trust,
        );
    }
}

/// "A signed a memorandum of understanding with B and C".
pub(super) fn signed(ctx: &mut Context<'_>, verb: usize) {
    if ctx.blocked(verb, 5) || ctx.intended(verb) {
        return;
    }
    let edge = ctx.right_edge(verb).min(verb + 14);
    let Some(with) = (verb + 1..edge).find(|at| is_word!(ctx.word(*at), "with") && !ctx.in_mention(*at)) else {
        return;
    };
    let agreement = (verb + 1..with).any(|at| {
        is_word!(
            ctx.word(at),
            "memorandum"
                | "agreement"
                | "partnership"
                | "mou"
                | "contract"
                | "deal"
                | "alliance"
                | "accord"
                | "understanding"
                | "pact"
        )
    });
    if !agreement {
        return;
    }
    let mut parties = Vec::new();
    let end = ctx.list_from(with + 1, Types::ORG, &mut parties);
    if parties.is_empty() {
        return;
    }
    if let Some(subject) = ctx.subject_before(verb, Types::ORG) {
        with_each(
            ctx,
            RuleId::PARTNER_SIGNED,
            subject.mention,
            &parties,
            TokenRange::new(subject.start, end),
            subject.trust,
        );
    }
}

fn with_each(ctx: &mut Context<'_>, rule: RuleId, subject: usize, parties: &[usize], evidence: TokenRange, trust: f32) {
    let period = period_behind(ctx, evidence.end as usize);
    for party in parties {
        ctx.emit_with(rule, subject, Some(*party), evidence, trust, period.clone());
    }
}

fn all_pairs(ctx: &mut Context<'_>, rule: RuleId, parties: &[usize], evidence: TokenRange, trust: f32) {
    let period = period_behind(ctx, evidence.end as usize);
    let n_left = if parties.len() <= MAX_ALL_PAIRS { parties.len() - 1 } else { 1 };
    for left in 0..n_left {
        for right in left + 1..parties.len() {
            ctx.emit_with(rule, parties[left], Some(parties[right]), evidence, trust, period.clone());
        }
    }
}

/// "… for three years", "… from January 2024 to December 2025" right behind.
fn period_behind(ctx: &Context<'_>, end: usize) -> Vec<Qualifier> {
    let mut at = end;
    while at < end + 2 && is_word!(ctx.word(at), "for" | "from" | "until" | "over" | "a" | "further" | "another") {
        at += 1;
    }
    ctx.starting(at)
        .filter(|mention| {
            at > end && ctx.mentions[*mention].entity_type == EntityType::DATE && at < ctx.sentence.end as usize
        })
        .map(|mention| mention_qualifier(QualifierKey::Period, mention))
        .into_iter()
        .collect()
}
