//! Amounts an organisation has: budgets, revenue, worth.

use gleaner_text::{QualifierKey, TokenFlags, TokenRange};

use crate::{
    context::{Context, Subject, Types, is_word, text_qualifier},
    lexicon::Class,
    rule::RuleId,
};

/// Nouns that say what an amount measures.
pub(super) const MEASURES: &str = "revenue revenues turnover profit profits loss losses sales income earnings surplus deficit assets \
    debt debts valuation capitalisation capitalization endowment takings";

/// "A, running a £3m road budget", "A has an annual budget of £2m", "A’s £3m budget".
pub(super) fn budget(ctx: &mut Context<'_>, noun: usize) {
    if ctx.intended(noun) {
        return;
    }
    let stated = is_word!(ctx.word(noun + 1), "of" | "is" | "was" | "totals" | "exceeds");
    let behind = if stated { ctx.value_from(noun + 2, Types::MONEY) } else { None };
    let (money, phrase_start) = match behind {
        Some(money) => (money, noun),
        None => {
            let Some(money) = amount_in_front(ctx, noun) else { return };
            (money, ctx.start_of(money))
        }
    };
    if let Some(owner) = owner_of(ctx, phrase_start) {
        let evidence = TokenRange::new(owner.start, ctx.end_of(money).max(noun + 1));
        ctx.emit(RuleId::BUDGET_OF, owner.mention, Some(money), evidence, owner.trust);
    }
}

/// The amount within six words in front of its noun: "£9m parks and libraries budget".
fn amount_in_front(ctx: &Context<'_>, noun: usize) -> Option<usize> {
    let edge = noun.saturating_sub(7).max(ctx.sentence.start as usize);
    let mut at = noun;
    while at > edge {
        if let Some(mention) = ctx.ending(at) {
            return ctx.is(mention, Types::MONEY).then_some(mention);
        }
        let class = ctx.class(at - 1);
        if ctx.in_mention(at - 1)
            || class.any(Class::VERB | Class::AUXILIARY | Class::PREPOSITION)
                && !is_word!(ctx.word(at - 1), "in" | "of" | "per")
            || matches!(ctx.token(at - 1), "," | "." | ";")
        {
            return None;
        }
        at -= 1;
    }
    None
}

/// Who has the amount whose noun phrase begins at (or a few modifiers before) `token_idx`.
fn owner_of(ctx: &Context<'_>, token_idx: usize) -> Option<Subject> {
    let edge = ctx.left_edge(token_idx);
    let mut at = token_idx;
    while at > edge && at + 6 > token_idx && !ctx.in_mention(at - 1) {
        let class = ctx.class(at - 1);
        let modifies = class.any(Class::HEDGE | Class::AMOUNT_MODIFIER | Class::DETERMINER)
            && !ctx.view.info(at - 1).flags.has(TokenFlags::CLITIC)
            || matches!(ctx.token(at - 1), "-");
        if !modifies || is_word!(ctx.word(at - 1), "its" | "their") {
            break;
        }
        at -= 1;
    }
    if at == edge {
        return None;
    }
    let verb = at - 1;
    if ctx.view.info(verb).flags.has(TokenFlags::CLITIC) {
        return ctx
            .name_before(verb, Types::ORG_LOC)
            .map(|mention| ctx.named(mention, 1.0))
            .or_else(|| verb.checked_sub(1).and_then(|noun| ctx.described(noun, Types::ORG)));
    }
    if is_word!(ctx.word(verb), "its") {
        return ctx.described(verb, Types::ORG);
    }
    let has = is_word!(
        ctx.word(verb),
        "managing"
            | "manages"
            | "manage"
            | "managed"
            | "has"
            | "have"
            | "had"
            | "having"
            | "running"
            | "runs"
            | "ran"
            | "controls"
            | "controlling"
            | "controlled"
            | "overseeing"
            | "oversees"
            | "holds"
            | "holding"
            | "with"
            | "handles"
            | "handling"
            | "reported"
            | "reports"
            | "posted"
            | "posts"
            | "recorded"
            | "records"
            | "made"
            | "makes"
            | "generated"
            | "generates"
            | "achieved"
            | "announced"
            | "registered"
            | "saw"
            | "delivered"
            | "boasts"
            | "operates"
            | "earned"
            | "booked"
            | "administers"
            | "administering"
    );
    if !has || ctx.blocked(verb, 4) {
        return None;
    }
    ctx.subject_before(verb, Types::ORG_LOC).map(|subject| Subject { trust: subject.trust * 0.97, ..subject })
}

/// "X is worth £4m", "Worth £4m a year, X …", "X, valued at £2bn".
pub(super) fn worth(ctx: &mut Context<'_>, word: usize) {
    let mut at = word + 1;
    if is_word!(ctx.word(word), "valued") {
        if !is_word!(ctx.word(at), "at") {
            return;
        }
        at += 1;
    }
    let Some(money) = ctx.value_from(at, Types::MONEY) else { return };
    if ctx.intended(word) {
        return;
    }
    let measure = vec![text_qualifier(QualifierKey::Measure, ctx.view.tokens.spans()[word])];
    if word == ctx.sentence_start() {
        let edge = ctx.right_edge(word).min(word + 14);
        let Some(comma) = (ctx.end_of(money)..edge).find(|at| ctx.token(*at) == ",") else { return };
        let subject = ctx
            .name_from(comma + 1, Types::ORG)
            .map(|mention| ctx.named(mention, 1.0))
            .or_else(|| ctx.described(comma + 2, Types::ORG));
        if let Some(subject) = subject {
            let evidence =
                TokenRange::new(word, (comma + 1).max(ctx.end_of(subject.mention).min(ctx.sentence.end as usize)));
            ctx.emit_with(RuleId::AMOUNT_WORTH, subject.mention, Some(money), evidence, subject.trust, measure);
        }
        return;
    }
    // "shares worth £3m", "a contract worth £3m" speak of something else: the subject has to stand right in front.
    let edge = ctx.left_edge(word);
    let stated = word > edge && (ctx.class(word - 1).any(Class::BE | Class::ADVERB) || ctx.token(word - 1) == ",");
    if !stated {
        return;
    }
    if let Some(subject) = ctx.subject_before(word, Types::ORG) {
        let evidence = TokenRange::new(subject.start, ctx.end_of(money));
        ctx.emit_with(RuleId::AMOUNT_WORTH, subject.mention, Some(money), evidence, subject.trust, measure);
    }
}

/// "X reported revenue of £3m", "X’s turnover rose to £3m", "X made a £3m profit".
pub(super) fn measure(ctx: &mut Context<'_>, noun: usize) {
    if ctx.intended(noun) || ctx.class(noun + 1).any(Class::BLOCK) {
        return;
    }
    let edge = ctx.right_edge(noun).min(noun + 8);
    let mut at = noun + 1;
    let mut moved = false;
    // "for the year", "rose 3% to", "was"
    while at < edge && !ctx.in_mention(at) {
        let word = ctx.word(at);
        if is_word!(
            word,
            "of" | "was"
                | "were"
                | "is"
                | "reached"
                | "totalled"
                | "totaled"
                | "hit"
                | "exceeded"
                | "exceeding"
                | "totalling"
        ) {
            moved = true;
            at += 1;
            break;
        }
        if is_word!(
            word,
            "rose"
                | "fell"
                | "grew"
                | "increased"
                | "decreased"
                | "dropped"
                | "climbed"
                | "jumped"
                | "rising"
                | "falling"
                | "declined"
                | "slumped"
                | "soared"
        ) {
            let Some(to) = (at + 1..edge).find(|to| is_word!(ctx.word(*to), "to")) else { return };
            moved = true;
            at = to + 1;
            break;
        }
        if !is_word!(word, "for" | "in" | "before" | "tax" | "after" | "the" | "year") {
            break;
        }
        at += 1;
    }
    let behind = if moved { ctx.value_from(at, Types::MONEY) } else { None };
    let mut start = noun;
    while start > ctx.left_edge(noun)
        && !ctx.in_mention(start - 1)
        && is_word!(
            ctx.word(start - 1),
            "net"
                | "gross"
                | "annual"
                | "operating"
                | "pretax"
                | "tax"
                | "pre"
                | "-"
                | "total"
                | "half"
                | "year"
                | "full"
                | "quarterly"
                | "market"
                | "trading"
                | "research"
        )
    {
        start -= 1;
    }
    let (money, phrase_start) = match behind {
        Some(money) => (money, start),
        None => {
            let Some(money) = amount_in_front(ctx, noun) else { return };
            (money, ctx.start_of(money))
        }
    };
    if let Some(owner) = owner_of(ctx, phrase_start) {
        let evidence = TokenRange::new(owner.start, ctx.end_of(money).max(noun + 1));
        let words = ctx.view.tokens.span_of(TokenRange::new(start, noun + 1));
        let qualifiers = vec![text_qualifier(QualifierKey::Measure, words)];
        ctx.emit_with(RuleId::AMOUNT_MEASURE, owner.mention, Some(money), evidence, owner.trust, qualifiers);
    }
}

/// "X deliver >£40M of glass exports", "X generates £2bn in exports".
pub(super) fn deliver(ctx: &mut Context<'_>, verb: usize) {
    if ctx.intended(verb) {
        return;
    }
    let Some(money) = ctx.value_from(verb + 1, Types::MONEY) else { return };
    let end = ctx.end_of(money);
    if !is_word!(ctx.word(end), "of" | "in" | "for" | "a" | "per") {
        return;
    }
    if let Some(subject) = ctx.subject_before(verb, Types::ORG) {
        let mut qualifiers = Vec::new();
        let mut measure_end = end + 1;
        if is_word!(ctx.word(end), "of" | "in") {
            let edge = ctx.right_edge(end).min(end + 7);
            while measure_end < edge
                && ctx.view.info(measure_end).class == gleaner_text::TokenClass::Word
                && !ctx.in_mention(measure_end)
                && !ctx.class(measure_end).any(Class::PREPOSITION | Class::VERB | Class::DETERMINER)
                && !is_word!(ctx.word(measure_end), "p.a.")
            {
                measure_end += 1;
            }
            if measure_end > end + 1 {
                qualifiers.push(text_qualifier(
                    QualifierKey::Measure,
                    ctx.view.tokens.span_of(TokenRange::new(end + 1, measure_end)),
                ));
            }
        }
        let evidence = TokenRange::new(subject.start, measure_end.max(end));
        ctx.emit_with(RuleId::AMOUNT_DELIVER, subject.mention, Some(money), evidence, subject.trust, qualifiers);
    }
}
