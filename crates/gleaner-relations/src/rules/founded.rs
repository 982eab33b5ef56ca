//! When and by whom an organisation was founded.

use gleaner_text::{TokenFlags, TokenRange};

use crate::{
    context::{Context, Subject, Types, is_word},
    lexicon::Class,
    rule::RuleId,
};

/// Words that may be participles: "established in 1984", "founded by".
pub(super) const PARTICIPLES: &str =
    "founded established launched formed created incorporated inaugurated set cofounded started begun";
/// Words that may be verbs with the founder as subject.
pub(super) const ACTIVES: &str = "founded establishes established launches launched formed created cofounded establish launch found create set started opened";

/// "X was founded in 1990 by A", "X, established in 1984", "Founded in 1971, X is …".
pub(super) fn passive(ctx: &mut Context<'_>, participle: usize) {
    if ctx.intended(participle) {
        return;
    }
    let mut after = participle + 1;
    if is_word!(ctx.word(participle), "set") {
        if !is_word!(ctx.word(after), "up") {
            return;
        }
        after += 1;
    }
    let date = dated(ctx, after);
    let mut agents = Vec::new();
    let mut end = after;
    let mut by_at = after;
    if let Some(date) = date {
        by_at = ctx.end_of(date);
        end = by_at;
    } else if is_word!(ctx.word(by_at), "in")
        && let Some(place) = ctx.name_from(by_at + 1, Types::LOC)
    {
        by_at = ctx.end_of(place);
    }
    by_at += usize::from(ctx.token(by_at) == ",");
    if is_word!(ctx.word(by_at), "by") {
        end = ctx.list_from(by_at + 1, Types::NAMES, &mut agents).max(end);
    }
    // "founded by A in 1990"
    let date = date.or_else(|| if agents.is_empty() { None } else { dated(ctx, end) });
    let date = date.or_else(|| placed_then_dated(ctx, after));
    if date.is_none() && agents.is_empty() {
        return;
    }
    let Some(subject) = founded_one(ctx, participle, end) else { return };
    let evidence = |ctx: &Context<'_>, object: usize| {
        TokenRange::new(subject.start.min(participle), ctx.end_of(object).max(participle + 1))
    };
    if let Some(date) = date {
        let range = evidence(ctx, date);
        ctx.emit(RuleId::FOUNDED_IN, subject.mention, Some(date), range, subject.trust);
    }
    for agent in agents {
        let range = evidence(ctx, agent);
        ctx.emit(RuleId::FOUNDED_BY_PASSIVE, subject.mention, Some(agent), range, subject.trust);
    }
}

/// What was founded: before the participle, or behind the comma when the participle opens the sentence.
fn founded_one(ctx: &Context<'_>, participle: usize, end: usize) -> Option<Subject> {
    let start = ctx.sentence_start();
    let opens = participle == start || participle == start + 1 && ctx.class(start).any(Class::ADVERB);
    if opens {
        let edge = ctx.right_edge(end).min(end + 16);
        let comma = (end..edge).find(|at| ctx.token(*at) == "," && !ctx.in_mention(*at))?;
        return ctx
            .name_from(comma + 1, Types::ORG)
            .map(|mention| ctx.named(mention, 1.0))
            .or_else(|| ctx.described(comma + 2, Types::ORG));
    }
    // Active voice has the same form: "Ann Lee founded in 1990 …" has a person in front and is no answer here.
    let subject = ctx.subject_before(participle, Types::ORG)?;
    let finite = (subject.start..participle).any(|at| ctx.class(at).any(Class::AUXILIARY))
        || participle > 0 && matches!(ctx.token(participle - 1), "," | "(")
        || is_word!(ctx.word(participle + 1), "in" | "by");
    finite.then_some(subject)
}

/// The date behind "in" or "on".
fn dated(ctx: &Context<'_>, token_idx: usize) -> Option<usize> {
    let at = token_idx + usize::from(ctx.token(token_idx) == ",");
    if !is_word!(ctx.word(at), "in" | "on" | "since" | "during") {
        return None;
    }
    ctx.name_from(at + 1, Types::DATE).filter(|date| is_point(ctx, *date))
}

/// "founded in York in 1990"
fn placed_then_dated(ctx: &Context<'_>, token_idx: usize) -> Option<usize> {
    if !is_word!(ctx.word(token_idx), "in" | "at") {
        return None;
    }
    let mut places = Vec::new();
    let end = ctx.list_from(token_idx + 1, Types::LOC, &mut places);
    if places.is_empty() { None } else { dated(ctx, end) }
}

/// A stretch of the calendar, not a length of time.
pub(super) fn is_point(ctx: &Context<'_>, date: usize) -> bool {
    let mention = &ctx.mentions[date];
    mention
        .value
        .as_ref()
        .and_then(|value| value.date())
        .is_none_or(|date| date.timex_type == gleaner_text::TimexType::Date)
}

/// The date ends in a year.
fn last_is_year(ctx: &Context<'_>, date: usize) -> bool {
    let last = ctx.token(ctx.end_of(date) - 1);
    last.len() == 4 && last.bytes().all(|byte| byte.is_ascii_digit())
}

/// "In 1996, A launched X", "A founded X in 1990", "A worked to establish X".
pub(super) fn active(ctx: &mut Context<'_>, verb: usize) {
    if ctx.intended(verb) {
        return;
    }
    let mut after = verb + 1;
    if is_word!(ctx.word(verb), "set") {
        if !is_word!(ctx.word(after), "up") {
            return;
        }
        after += 1;
    }
    let Some(founded) = ctx.name_from(after, Types::ORG) else { return };
    // "founded X Ltd’s first shop": the name only modifies.
    let behind = ctx.past_bracket(ctx.end_of(founded));
    if ctx.view.tokens.infos().get(behind).is_some_and(|info| info.flags.has(TokenFlags::CLITIC))
        || modifies(ctx, behind)
    {
        return;
    }
    let edge = ctx.left_edge(verb);
    let infinitive = verb > edge && is_word!(ctx.word(verb - 1), "to");
    let mut agents = Vec::new();
    let mut start = verb;
    let mut trust = 0.85;
    if infinitive {
        let Some(subject) = ctx.sentence_subject(Types::NAMES, verb).or_else(|| worker_before(ctx, verb)) else {
            return;
        };
        agents.push(subject.mention);
        start = subject.start;
        trust *= subject.trust;
    } else {
        if is_word!(ctx.word(verb), "found" | "establish" | "launch" | "create") && !plural_subject(ctx, verb) {
            return;
        }
        let mut at = verb;
        if at >= edge + 2 && ctx.token(at - 1) == "-" && is_word!(ctx.word(at - 2), "co") {
            at -= 2;
        }
        while at > edge && ctx.class(at - 1).any(Class::AUXILIARY | Class::ADVERB) {
            if ctx.class(at - 1).any(Class::BE) {
                return;
            }
            at -= 1;
        }
        start = ctx.list_before(at, Types::NAMES, &mut agents).min(start);
        trust = 1.0;
        if agents.is_empty()
            && let Some(subject) = ctx.subject_before(verb, Types::NAMES)
        {
            agents.push(subject.mention);
            start = subject.start;
            trust = subject.trust;
        }
    }
    if agents.is_empty() {
        return;
    }
    let evidence = TokenRange::new(start, behind);
    // The date in front ("In 2015, …") or behind.
    let date = dated(ctx, behind).or_else(|| placed_then_dated(ctx, behind)).or_else(|| {
        let opening = ctx.starting(ctx.sentence.start as usize + 1).filter(|mention| ctx.is(*mention, Types::DATE))?;
        (ctx.end_of(opening) < start && start <= ctx.end_of(opening) + 4 && is_point(ctx, opening)).then_some(opening)
    });
    if let Some(date) = date {
        let range = TokenRange::new(start.min(ctx.start_of(date)), behind.max(ctx.end_of(date)));
        ctx.emit(RuleId::FOUNDED_ACTIVE_IN, founded, Some(date), range, trust);
    }
    for agent in agents {
        ctx.emit(RuleId::FOUNDED_ACTIVE, founded, Some(agent), evidence, trust);
    }
}

/// A noun behind the name: "launched the NPC guidelines".
fn modifies(ctx: &Context<'_>, token_idx: usize) -> bool {
    ctx.view.tokens.infos().get(token_idx).is_some_and(|info| {
        token_idx < ctx.sentence.end as usize
            && info.class == gleaner_text::TokenClass::Word
            && !ctx.in_mention(token_idx)
            && !ctx.class(token_idx).any(
                Class::PREPOSITION
                    | Class::LINK
                    | Class::ADVERB
                    | Class::AUXILIARY
                    | Class::RELATIVE
                    | Class::BODY_NOUN,
            )
            && !is_word!(ctx.word(token_idx), "last" | "this" | "but" | "a" | "an")
    })
}

/// The body in front of "has worked with others to establish": the first of the sentence's main clause.
fn worker_before(ctx: &Context<'_>, verb: usize) -> Option<Subject> {
    let edge = ctx.left_edge(verb);
    (edge..verb).rev().find_map(|at| {
        let helps = ctx.class(at).any(Class::AUXILIARY) && is_word!(ctx.word(at), "has" | "have");
        if helps { ctx.subject_before(at, Types::ORG_LOC) } else { None }
    })
}

fn plural_subject(ctx: &Context<'_>, verb: usize) -> bool {
    let mut names = Vec::new();
    ctx.list_before(verb, Types::NAMES, &mut names);
    names.len() >= 2
}

/// "A, founder of X", "X founder A", "X’s founders A and B", "A, co-founder and chief executive of X".
pub(super) fn founder(ctx: &mut Context<'_>, noun: usize) {
    let edge = ctx.left_edge(noun);
    let mut start = noun;
    if start > edge + 1 && ctx.token(start - 1) == "-" {
        start -= 2;
    }
    while start > edge && !ctx.in_mention(start - 1) && ctx.class(start - 1).any(Class::DETERMINER | Class::ADVERB) {
        start -= 1;
    }
    // Forward over "and chief executive" to "of X".
    let mut at = noun + 1;
    let mut organisation = None;
    while at < (noun + 8).min(ctx.sentence.end as usize) {
        if is_word!(ctx.word(at), "of") {
            organisation = ctx.name_from(at + 1, Types::ORG);
            break;
        }
        if ctx.starting(at).is_some() {
            break;
        }
        let more = ctx.class(at).any(Class::ROLE_HEAD | Class::ROLE_MODIFIER)
            || matches!(ctx.token(at), "and" | "&" | "-" | ",");
        if !more || ctx.in_mention(at) {
            break;
        }
        at += 1;
    }
    if let Some(organisation) = organisation {
        let mut founders = Vec::new();
        let evidence_end = ctx.end_of(organisation);
        if start > edge && matches!(ctx.token(start - 1), "," | "(") {
            founders.extend(ctx.name_before(start - 1, Types::PERSON));
        } else if start > edge && ctx.class(start - 1).any(Class::BE) {
            founders.extend(ctx.subject_before(start, Types::PERSON).map(|subject| subject.mention));
        }
        if founders.is_empty() {
            let next = evidence_end + usize::from(ctx.token(evidence_end) == ",");
            ctx.list_from(next, Types::PERSON, &mut founders);
        }
        for founder in founders {
            let evidence = TokenRange::new(start.min(ctx.start_of(founder)), evidence_end.max(ctx.end_of(founder)));
            ctx.emit(RuleId::FOUNDED_FOUNDER, organisation, Some(founder), evidence, 1.0);
        }
        return;
    }
    // "its founder A"
    if start > edge
        && start < noun
        && is_word!(ctx.word(start), "its")
        && let Some(founder) = ctx.name_from(at + usize::from(ctx.token(at) == ","), Types::PERSON)
        && let Some(subject) = ctx.described(start, Types::ORG)
    {
        let evidence = TokenRange::new(start, ctx.end_of(founder));
        ctx.emit(RuleId::FOUNDED_FOUNDER, subject.mention, Some(founder), evidence, subject.trust);
        return;
    }
    // "X founder A"
    let mut front = start;
    if front > edge && ctx.view.info(front - 1).flags.has(TokenFlags::CLITIC) {
        front -= 1;
    }
    if let Some(organisation) = ctx.name_before(front, Types::ORG) {
        let mut founders = Vec::new();
        let end = ctx.list_from(at, Types::PERSON, &mut founders);
        for founder in founders {
            let evidence = TokenRange::new(ctx.start_of(organisation), end);
            ctx.emit(RuleId::FOUNDED_FOUNDER, organisation, Some(founder), evidence, 0.97);
        }
    }
}

/// "the school’s late establishment of X": founded by it, and a part of it.
pub(super) fn nominal(ctx: &mut Context<'_>, noun: usize) {
    if !is_word!(ctx.word(noun + 1), "of") || ctx.intended(noun) {
        return;
    }
    let Some(founded) = ctx.name_from(noun + 2, Types::ORG) else { return };
    let edge = ctx.left_edge(noun);
    // "the 1947 creation of X": a date may stand among the adjectives.
    let dated_before = ctx.ending(noun).filter(|mention| ctx.is(*mention, Types::DATE));
    if let Some(date) = dated_before.filter(|date| is_point(ctx, *date) && last_is_year(ctx, *date)) {
        let evidence = TokenRange::new(ctx.start_of(date), ctx.end_of(founded));
        ctx.emit(RuleId::FOUNDED_IN, founded, Some(date), evidence, 0.95);
    }
    let mut at = noun;
    while at > edge && at + 4 > noun && !ctx.view.info(at - 1).flags.has(TokenFlags::CLITIC) {
        let named = ctx.in_mention(at - 1) && !ctx.is(ctx.at[at - 1] as usize, Types::DATE);
        if named {
            break;
        }
        at -= 1;
    }
    if at > edge && ctx.view.info(at - 1).flags.has(TokenFlags::CLITIC) {
        let owner = ctx
            .name_before(at - 1, Types::NAMES)
            .map(|mention| ctx.named(mention, 1.0))
            .or_else(|| at.checked_sub(2).and_then(|noun| ctx.described(noun, Types::ORG)));
        if let Some(owner) = owner {
            let evidence = TokenRange::new(owner.start, ctx.end_of(founded));
            ctx.emit(RuleId::FOUNDED_NOMINAL, founded, Some(owner.mention), evidence, owner.trust);
            if ctx.is(owner.mention, Types::ORG) && ctx.word_class(ctx.start_of(founded)).any(Class::UNIT) {
                ctx.emit(RuleId::PART_POSSESSIVE, founded, Some(owner.mention), evidence, owner.trust);
            }
        }
        return;
    }
    // "the foundation of X by A", "the founding of X in 1990"
    let end = ctx.end_of(founded);
    if is_word!(ctx.word(end), "by")
        && let Some(founder) = ctx.name_from(end + 1, Types::NAMES)
    {
        ctx.emit(RuleId::FOUNDED_NOMINAL, founded, Some(founder), TokenRange::new(noun, ctx.end_of(founder)), 1.0);
    }
    if is_word!(ctx.word(noun), "foundation" | "establishment" | "founding" | "formation")
        && let Some(date) = dated(ctx, end)
    {
        ctx.emit(RuleId::FOUNDED_IN, founded, Some(date), TokenRange::new(noun, ctx.end_of(date)), 0.95);
    }
}
