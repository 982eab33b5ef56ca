//! Who said which quotation.
//!
//! Not a rule of the language: the object is a stretch between quotation marks that may run over many sentences and
//! paragraphs, and "he said" goes back to the speaker of the quotation before.

use gleaner_text::{QualifierKey, TokenFlags, TokenRange};

use crate::{
    context::{Context, Types, is_word, text_qualifier},
    lexicon::Class,
    quotation::Quotation,
    rule::RuleId,
};

/// Verbs of speech.
pub(super) const WORDS: &str = "said says added adds commented comments explained explains told continued continues concluded \
    remarked noted stated states wrote writes argued insisted declared announced replied observed recalled";

/// How many tokens may lie between the verb and the opening mark, and between the closing mark and the verb.
const MAX_GAP: usize = 12;

/// Set off by a verb of speech.
pub(super) fn said(ctx: &mut Context<'_>, verb: usize) {
    if ctx.quotations.is_empty() || inside_quotation(ctx, verb) || ctx.blocked(verb, 4) {
        return;
    }
    // “…,” said Ann Lee | “…,” Ann Lee said
    if let Some(quotation) = before(ctx, verb) {
        let close = quotation.close as usize;
        let speaker = if close + 1 == verb {
            let named = ctx.name_from(verb + 1, Types::ORG_PERSON);
            // "said NPC chief executive Ann Lee": the organisation only says where she works.
            let modifies = named.is_some_and(|name| {
                ctx.is(name, Types::ORG) && ctx.class(ctx.end_of(name)).any(Class::ROLE_HEAD | Class::ROLE_MODIFIER)
            });
            let behind = if named.is_none() || modifies { speaker_behind_role(ctx, verb + 1) } else { None };
            behind.or(named).map(|mention| (mention, 1.0))
        } else {
            ctx.name_from(close + 1, Types::ORG_PERSON)
                .filter(|mention| ctx.end_of(*mention) <= verb)
                .map(|mention| (mention, 1.0))
                .or_else(|| pronoun(ctx, close + 1, verb))
        };
        if let Some((speaker, trust)) = speaker {
            let end = ctx.end_of(speaker).max(verb + 1);
            emit(
                ctx,
                RuleId::SAID_AFTER_QUOTE,
                speaker,
                quotation,
                TokenRange::new(quotation.open as usize, end),
                trust,
            );
            ctx.last_speaker = Some((speaker, end));
            continued(ctx, speaker, end);
            return;
        }
    }
    // Ann Lee said: “…”
    let Some(quotation) = after(ctx, verb) else { return };
    let speaker = over_apposition(ctx, verb)
        .map(|mention| (mention, 0.97))
        .or_else(|| ctx.subject_before(verb, Types::ORG_PERSON).map(|subject| (subject.mention, subject.trust)))
        .or_else(|| pronoun(ctx, verb.saturating_sub(1), verb));
    if let Some((speaker, trust)) = speaker {
        let start = ctx.title_start(speaker).min(verb);
        emit(ctx, RuleId::SAID_QUOTE, speaker, quotation, TokenRange::new(start, quotation.close as usize + 1), trust);
        ctx.last_speaker = Some((speaker, quotation.close as usize + 1));
    }
}

fn emit(ctx: &mut Context<'_>, rule: RuleId, speaker: usize, quotation: Quotation, evidence: TokenRange, trust: f32) {
    let words = text_qualifier(QualifierKey::Quote, quotation.span);
    ctx.emit_with(rule, speaker, None, evidence, trust, vec![words]);
}

fn inside_quotation(ctx: &Context<'_>, token_idx: usize) -> bool {
    let next = ctx.quotations.partition_point(|quotation| (quotation.close as usize) < token_idx);
    ctx.quotations.get(next).is_some_and(|quotation| (quotation.open as usize) < token_idx)
}

/// The quotation that closed a few tokens before.
fn before(ctx: &Context<'_>, verb: usize) -> Option<Quotation> {
    let next = ctx.quotations.partition_point(|quotation| (quotation.close as usize) < verb);
    let quotation = *ctx.quotations.get(next.checked_sub(1)?)?;
    let close = quotation.close as usize;
    // A stop or comma stands inside the marks, or right behind them: without one the words are quoted, not spoken.
    let stopped =
        matches!(ctx.token(close - 1), "," | "." | "?" | "!" | "..." | "…" | "–" | "—") || ctx.token(close + 1) == ",";
    // A paragraph that ends in a quotation has nothing to do with who speaks in the next.
    let same_block =
        close + 1 > ctx.sentence.start as usize || !ctx.view.info(close + 1).flags.has(TokenFlags::BLOCK_START);
    (verb - close <= MAX_GAP && stopped && same_block && close + 1 >= ctx.sentence.start as usize).then_some(quotation)
}

/// The quotation that opens within a few tokens, behind a colon, a comma or the verb itself.
fn after(ctx: &Context<'_>, verb: usize) -> Option<Quotation> {
    let next = ctx.quotations.partition_point(|quotation| (quotation.open as usize) <= verb);
    let quotation = *ctx.quotations.get(next)?;
    let open = quotation.open as usize;
    // First of all, lest every verb looks at everything up to the next mark.
    if open - verb > MAX_GAP {
        return None;
    }
    let introduced = open == verb + 1 || matches!(ctx.token(open - 1), ":" | ",");
    let long_enough = quotation.close - quotation.open > 3 || matches!(ctx.token(open - 1), ":" | ",");
    let stops_between = (verb + 1..open).any(|at| matches!(ctx.token(at), "." | "?" | "!"));
    (introduced && long_enough && !stops_between).then_some(quotation)
}

/// "Ann Lee, chief executive of NPC and a former nurse, said": the first person of the sentence whose name a comma
/// follows, when a comma stands before the verb.
fn over_apposition(ctx: &Context<'_>, verb: usize) -> Option<usize> {
    let edge = ctx.left_edge(verb);
    let mut at = verb;
    while at > edge && ctx.class(at - 1).any(Class::ADVERB | Class::AUXILIARY) {
        at -= 1;
    }
    let first = ctx.mention_idx_at(edge);
    let last = ctx.mention_idx_at(at);
    let in_apposition = |mention: usize| matches!(ctx.token(ctx.end_of(mention)), "," | "(");
    let persons = || (first..last).filter(|mention| ctx.is(*mention, Types::PERSON));
    if at > edge && matches!(ctx.token(at - 1), "," | ")") {
        return persons().find(|mention| in_apposition(*mention)).or_else(|| persons().next_back());
    }
    // "Chief executive of NPC Ann Lee said" ends in the name and is met elsewhere; "Ann Lee of NPC said":
    let person = persons().next_back().filter(|person| ctx.end_of(*person) < at)?;
    let only_of = is_word!(ctx.word(ctx.end_of(person)), "of" | "from" | "at");
    only_of.then_some(person)
}

/// “…,” said NPC chief executive Ann Lee.
fn speaker_behind_role(ctx: &Context<'_>, token_idx: usize) -> Option<usize> {
    let edge = (token_idx + 14).min(ctx.sentence.end as usize);
    let mut at = token_idx;
    while at < edge {
        if let Some(mention) = ctx.starting(at) {
            if ctx.is(mention, Types::PERSON) {
                return Some(mention);
            }
            at = ctx.end_of(mention).max(at + 1);
            continue;
        }
        if ctx.class(at).any(Class::AUXILIARY | Class::VERB | Class::RELATIVE)
            || matches!(ctx.token(at), "." | "“" | "\"")
        {
            return None;
        }
        at += 1;
    }
    None
}

/// "he said": the person named last as a speaker, else the one the pronoun stands for.
fn pronoun(ctx: &Context<'_>, token_idx: usize, verb: usize) -> Option<(usize, f32)> {
    if !ctx.class(token_idx).any(Class::PERSON_PRONOUN) || token_idx + 3 < verb {
        return None;
    }
    let recent = ctx.last_speaker.filter(|(speaker, _)| ctx.is(*speaker, Types::PERSON));
    let recent = recent.filter(|(_, end)| token_idx < end + 400);
    recent.map(|(speaker, _)| (speaker, 0.85)).or_else(|| ctx.last_person(token_idx).map(|person| (person, 0.75)))
}

/// “…,” said Ann Lee. “…”: the quotation that opens right behind.
fn continued(ctx: &mut Context<'_>, speaker: usize, end: usize) {
    let stop =
        (end..end + 16).find(|at| matches!(ctx.token(*at), "." | ",") && matches!(ctx.token(at + 1), "“" | "\""));
    let Some(open) = stop.map(|stop| stop + 1) else { return };
    let next = ctx.quotations.partition_point(|quotation| (quotation.open as usize) < open);
    let Some(quotation) = ctx.quotations.get(next).copied().filter(|quotation| quotation.open as usize == open) else {
        return;
    };
    emit(
        ctx,
        RuleId::SAID_CONTINUED,
        speaker,
        quotation,
        TokenRange::new(ctx.start_of(speaker), quotation.close as usize + 1),
        1.0,
    );
}
