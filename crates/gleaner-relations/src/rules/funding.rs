//! Money that is given and received.

use gleaner_text::{Qualifier, QualifierKey, TokenRange};

use crate::{
    context::{Context, Subject, Types, is_word, mention_qualifier},
    lexicon::Class,
    rule::RuleId,
};

/// Verbs whose subject gets the money.
pub(super) const RECEIVE_WORDS: &str = "receive receives received receiving secure secures secured securing raise raises raised won wins attracted awarded granted given obtained";
/// Verbs whose subject gives the money.
pub(super) const GIVE_WORDS: &str = "awarded awards gave gives give granted grants donated donates donate invested invests invest provided provides provide \
    committed commits commit pledged pledges contributed allocated allocates announced funded injected";

/// "A will receive £4 million from B", "A has secured £3m from B", "A was awarded £2m by B".
pub(super) fn receive(ctx: &mut Context<'_>, verb: usize) {
    let passive_only = is_word!(ctx.word(verb), "awarded" | "granted" | "given");
    let edge = ctx.left_edge(verb);
    let is_passive = (edge..verb).rev().take(3).any(|at| ctx.class(at).any(Class::BE));
    if passive_only != is_passive || ctx.intended(verb) {
        return;
    }
    let Some(money) = money_object(ctx, verb + 1) else { return };
    let Some(subject) = ctx.subject_before(verb, Types::ORG_LOC) else { return };
    let end = ctx.end_of(money);
    let from = party_behind(ctx, end, |word| is_word!(word, "from" | "by"));
    given(ctx, RuleId::FUNDING_RECEIVE, from, Some(subject), money, verb);
}

/// "A awarded £2m to B", "A has invested £3m in B", "A gave B £2m".
pub(super) fn give(ctx: &mut Context<'_>, verb: usize) {
    if ctx.intended(verb) {
        return;
    }
    let edge = ctx.left_edge(verb);
    if (edge..verb).rev().take(3).any(|at| ctx.class(at).any(Class::BE)) {
        return;
    }
    let announced = is_word!(ctx.word(verb), "announced");
    let direct = ctx.name_from(verb + 1, Types::ORG_LOC);
    let money = match direct {
        Some(receiver) => ctx.value_from(ctx.end_of(receiver), Types::MONEY),
        None => money_object(ctx, verb + 1),
    };
    let Some(money) = money else { return };
    let receiver = direct.or_else(|| {
        party_behind(ctx, ctx.end_of(money), |word| is_word!(word, "to" | "in" | "into" | "for"))
            .map(|party| party.mention)
    });
    // "announced £3m" is a report of anything unless it says what the money is.
    if announced && receiver.is_none() && !funding_noun(ctx, ctx.end_of(money)) {
        return;
    }
    let Some(giver) = ctx.subject_before(verb, Types::ORG_PERSON).or_else(|| ctx.subject_before(verb, Types::LOC))
    else {
        return;
    };
    let receiver = receiver.map(|mention| ctx.named(mention, 1.0));
    given(ctx, RuleId::FUNDING_GIVE, Some(giver), receiver, money, verb);
}

/// "a £3m grant from A", "£3m of funding from A", "a grant of £3m from A".
pub(super) fn from(ctx: &mut Context<'_>, noun: usize) {
    if ctx.intended(noun) {
        return;
    }
    let mut at = noun + 1;
    let mut money = None;
    if is_word!(ctx.word(at), "of" | "worth" | "totalling")
        && let Some(behind) = ctx.value_from(at + 1, Types::MONEY)
    {
        money = Some(behind);
        at = ctx.end_of(behind);
    }
    if !is_word!(ctx.word(at), "from" | "by") {
        return;
    }
    let money = money.or_else(|| money_before(ctx, noun));
    let (Some(money), Some(giver)) = (money, ctx.name_from(at + 1, Types::ORG_PERSON)) else { return };
    let giver = ctx.named(giver, 1.0);
    given(ctx, RuleId::FUNDING_FROM, Some(giver), None, money, noun);
}

/// The amount that the noun names: "£3m (of) research funding".
fn money_before(ctx: &Context<'_>, noun: usize) -> Option<usize> {
    let edge = noun.saturating_sub(6).max(ctx.sentence.start as usize);
    let mut at = noun;
    while at > edge {
        if let Some(mention) = ctx.ending(at) {
            return ctx.is(mention, Types::MONEY).then_some(mention);
        }
        let class = ctx.class(at - 1);
        if ctx.in_mention(at - 1)
            || class.any(Class::VERB | Class::AUXILIARY)
            || matches!(ctx.token(at - 1), "," | "." | ";")
        {
            return None;
        }
        if class.any(Class::PREPOSITION) && !is_word!(ctx.word(at - 1), "of" | "in") {
            return None;
        }
        at -= 1;
    }
    None
}

/// The amount right behind the verb: "(a grant of) (more than) £3m", "a £3m grant", "funding of £3m".
fn money_object(ctx: &Context<'_>, token_idx: usize) -> Option<usize> {
    if let Some(money) = ctx.value_from(token_idx, Types::MONEY) {
        return Some(money);
    }
    // Up to six words of a noun phrase and "of", "worth".
    let edge = ctx.right_edge(token_idx).min(token_idx + 7);
    let of = (token_idx..edge)
        .take_while(|at| !ctx.in_mention(*at) && !matches!(ctx.token(*at), "," | "." | ";" | ":"))
        .find(|at| is_word!(ctx.word(*at), "of" | "worth" | "totalling"))?;
    funding_noun(ctx, token_idx).then(|| ctx.value_from(of + 1, Types::MONEY)).flatten()
}

/// A word for money given within the next few tokens.
fn funding_noun(ctx: &Context<'_>, token_idx: usize) -> bool {
    (token_idx..token_idx + 6).take_while(|at| !matches!(ctx.token(*at), "," | "." | ";")).any(|at| {
        is_word!(
            ctx.word(at),
            "funding"
                | "grant"
                | "grants"
                | "investment"
                | "award"
                | "donation"
                | "fund"
                | "support"
                | "boost"
                | "package"
                | "backing"
        ) && !ctx.in_mention(at)
    })
}

/// The organisation or place behind the first fitting preposition within eight words of the amount.
fn party_behind(ctx: &Context<'_>, token_idx: usize, fits: impl Fn(u64) -> bool) -> Option<Subject> {
    let edge = ctx.right_edge(token_idx).min(token_idx + 8);
    let mut at = token_idx;
    while at < edge {
        if ctx.in_mention(at)
            || matches!(ctx.token(at), "," | "." | ";" | ":")
            || ctx.class(at).any(Class::VERB | Class::AUXILIARY)
        {
            return None;
        }
        if fits(ctx.word(at))
            && let Some(party) = ctx.name_from(at + 1, Types::NAMES)
        {
            return Some(ctx.named(party, 1.0));
        }
        at += 1;
    }
    None
}

/// Both sides of one gift.
fn given(
    ctx: &mut Context<'_>,
    rule: RuleId,
    giver: Option<Subject>,
    receiver: Option<Subject>,
    money: usize,
    trigger: usize,
) {
    let mut start = trigger.min(ctx.start_of(money));
    let mut end = ctx.end_of(money).max(trigger + 1);
    for party in [giver, receiver].into_iter().flatten() {
        start = start.min(party.start);
        if party.start >= ctx.sentence.start as usize {
            end = end.max(ctx.end_of(party.mention).min(ctx.sentence.end as usize));
        }
    }
    let evidence = TokenRange::new(start, end);
    let trust = giver.map_or(1.0, |giver| giver.trust) * receiver.map_or(1.0, |receiver| receiver.trust);
    let side = |key: QualifierKey, party: Option<Subject>| -> Vec<Qualifier> {
        party.map(|party| mention_qualifier(key, party.mention)).into_iter().collect()
    };
    if let Some(receiver) = receiver.filter(|receiver| ctx.is(receiver.mention, Types::ORG_LOC)) {
        let qualifiers = side(QualifierKey::From, giver);
        ctx.emit_with(RuleId::FUNDING_RECEIVE, receiver.mention, Some(money), evidence, trust, qualifiers);
    }
    if let Some(giver) = giver {
        let rule = if rule == RuleId::FUNDING_RECEIVE { RuleId::FUNDING_FROM } else { rule };
        let qualifiers = side(QualifierKey::To, receiver);
        ctx.emit_with(rule, giver.mention, Some(money), evidence, trust, qualifiers);
    }
}
