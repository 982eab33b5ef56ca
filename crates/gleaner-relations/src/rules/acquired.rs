//! Who bought whom.

use gleaner_text::{QualifierKey, TokenFlags, TokenRange};

use crate::{
    context::{Context, Types, is_word, mention_qualifier},
    lexicon::Class,
    rule::RuleId,
};

/// "A acquired B for £3m", "B was acquired by A".
pub(super) fn verb(ctx: &mut Context<'_>, verb: usize) {
    let edge = ctx.left_edge(verb);
    if ctx.intended(verb) {
        return;
    }
    if is_word!(ctx.word(verb + 1), "by") {
        let Some(buyer) = ctx.name_from(verb + 2, Types::ORG_PERSON) else { return };
        if let Some(bought) = ctx.subject_before(verb, Types::ORG) {
            let evidence = TokenRange::new(bought.start, ctx.end_of(buyer));
            emit(ctx, RuleId::ACQUIRED_PASSIVE, buyer, bought.mention, evidence, bought.trust);
        }
        return;
    }
    let infinitive = is_word!(ctx.word(verb), "acquire" | "buy");
    if infinitive || (edge..verb).rev().take(2).any(|at| ctx.class(at).any(Class::BE)) {
        return;
    }
    let Some(bought) = ctx.name_from(verb + 1, Types::ORG) else { return };
    let behind = ctx.end_of(bought);
    // "acquired B’s shops", "bought B shares"
    if ctx.view.tokens.infos().get(behind).is_some_and(|info| info.flags.has(TokenFlags::CLITIC))
        || is_word!(ctx.word(behind), "shares" | "stock" | "products")
    {
        return;
    }
    if let Some(buyer) = ctx.subject_before(verb, Types::ORG) {
        let evidence = TokenRange::new(buyer.start, behind);
        emit(ctx, RuleId::ACQUIRED_ACTIVE, buyer.mention, bought, evidence, buyer.trust);
    }
}

/// "A’s acquisition of B", "the acquisition of B by A".
pub(super) fn nominal(ctx: &mut Context<'_>, noun: usize) {
    if !is_word!(ctx.word(noun + 1), "of" | "by") || ctx.intended(noun) {
        return;
    }
    let of = is_word!(ctx.word(noun + 1), "of");
    let Some(other) = ctx.name_from(noun + 2, Types::ORG) else { return };
    let edge = ctx.left_edge(noun);
    let mut at = noun;
    while at > edge && at + 4 > noun && !ctx.in_mention(at - 1) && !ctx.view.info(at - 1).flags.has(TokenFlags::CLITIC)
    {
        at -= 1;
    }
    let owner = if at > edge && ctx.view.info(at - 1).flags.has(TokenFlags::CLITIC) {
        ctx.name_before(at - 1, Types::ORG)
    } else {
        None
    };
    if of {
        let end = ctx.end_of(other);
        let by = if is_word!(ctx.word(end), "by") { ctx.name_from(end + 1, Types::ORG_PERSON) } else { None };
        if let Some(buyer) = owner.or(by) {
            let evidence = TokenRange::new(ctx.start_of(buyer).min(noun), end.max(ctx.end_of(buyer)));
            emit(ctx, RuleId::ACQUIRED_NOMINAL, buyer, other, evidence, 1.0);
        }
    } else if let Some(bought) = owner {
        let evidence = TokenRange::new(ctx.start_of(bought), ctx.end_of(other));
        emit(ctx, RuleId::ACQUIRED_NOMINAL, other, bought, evidence, 1.0);
    }
}

fn emit(ctx: &mut Context<'_>, rule: RuleId, buyer: usize, bought: usize, evidence: TokenRange, trust: f32) {
    let mut qualifiers = Vec::new();
    let mut at = evidence.end as usize;
    for _ in 0..2 {
        if is_word!(ctx.word(at), "for" | "in" | "on" | "in")
            && let Some(value) = ctx.value_from(at + 1, Types::MONEY).or_else(|| ctx.name_from(at + 1, Types::DATE))
        {
            let key = if ctx.is(value, Types::MONEY) { QualifierKey::Amount } else { QualifierKey::Date };
            qualifiers.push(mention_qualifier(key, value));
            at = ctx.end_of(value);
        }
    }
    ctx.emit_with(rule, buyer, Some(bought), evidence, trust, qualifiers);
}
