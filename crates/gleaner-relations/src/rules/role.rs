//! Who holds which role where.
//!
//! Not rules of the language, though `<role>` is part of it: person and organisation each stand in one of half a dozen places
//! around a title, which would be as many patterns as there are pairs; and titles chain, so that "and chair of …"
//! takes its person from the title before, and "professor of glass and head of research at …" lends its organisation back.

use gleaner_text::{Qualifier, QualifierKey, Span, TokenFlags, TokenRange};

use crate::{
    context::{Context, LastRole, Types, is_word, text_qualifier},
    lexicon::Class,
    role_phrase::RolePhrase,
    rule::RuleId,
};

/// Set off by the head of a role phrase.
pub(crate) fn role(ctx: &mut Context<'_>, head: usize) {
    let Some(phrase) = ctx.role_phrase(head) else { return };
    let Some((person, rule, trust)) = person_of(ctx, &phrase) else { return };
    let words = ctx.view.tokens.span_of(phrase.tokens);
    let founder = is_word!(ctx.word(phrase.head), "founder" | "cofounder" | "owner");
    let organisation = phrase
        .organisation
        .map(|organisation| (organisation, 1.0))
        .or_else(|| organisation_elsewhere(ctx, &phrase, person));
    let before_name = ctx.start_of(person) >= phrase.end;
    let mut end = phrase.end;
    if before_name {
        end = end.max(ctx.end_of(person));
    }
    if let Some((organisation, org_trust)) = organisation {
        let first = (phrase.tokens.start as usize).min(ctx.title_start(person)).min(ctx.start_of(organisation));
        let evidence = TokenRange::new(first.max(ctx.sentence.start as usize), end.max(ctx.end_of(organisation)));
        end = end.max(ctx.end_of(organisation));
        if !founder {
            emit_role(ctx, rule, person, organisation, words, evidence, trust * org_trust);
        }
        // "chief executive of A and B", "of A, B, and C"
        if !founder && phrase.organisation.is_some() {
            let mut names = Vec::new();
            let end = ctx.list_from(ctx.start_of(organisation), Types::ORG, &mut names);
            let closes = end >= ctx.sentence.end as usize || matches!(ctx.token(end), "," | "." | ";" | "(");
            let last = names.last().map_or(0, |last| ctx.start_of(*last));
            let joined = names.len() > 1
                && (last.saturating_sub(2)..last).any(|at| is_word!(ctx.word(at), "and") || ctx.token(at) == "&");
            if closes && joined {
                for other in names.into_iter().skip(1) {
                    emit_role(ctx, rule, person, other, words, evidence, trust * 0.9);
                }
            }
        }
        // "director at Hull University’s Institute of Glass": at both.
        let behind = ctx.end_of(organisation);
        let owns = ctx.view.tokens.infos().get(behind).is_some_and(|info| info.flags.has(TokenFlags::CLITIC));
        if let Some(unit) = ctx.name_from(behind + 1, Types::ORG).filter(|_| owns && !founder) {
            emit_role(ctx, rule, person, unit, words, evidence, trust * 0.95);
        }
        // "Professor of Glass and Head of Research at X": both are held there.
        let last = ctx.last_role;
        let shares =
            last.set && last.person as usize == person && rule == RuleId::ROLE_SECOND && follows_and(ctx, &phrase);
        if let Some(pending) = last.pending.filter(|_| shares) {
            emit_role(ctx, RuleId::ROLE_SECOND, person, organisation, pending, evidence, trust * 0.95);
        }
        if !before_name {
            end = affiliation_chain(ctx, organisation).max(end);
        }
    }
    ctx.last_role = LastRole {
        person: person as u32,
        end: past_dates(ctx, end) as u32,
        pending: (organisation.is_none() && !founder).then_some(words),
        set: true,
    };
}

/// Over "from 1983 to 1984", "since May", "(1906–1941)" behind a role.
fn past_dates(ctx: &Context<'_>, token_idx: usize) -> usize {
    let mut end = ctx.past_bracket(token_idx);
    for _ in 0..4 {
        if !is_word!(
            ctx.word(end),
            "from" | "to" | "until" | "till" | "since" | "in" | "between" | "during" | "through"
        ) {
            break;
        }
        let Some(date) = ctx.name_from(end + 1, Types::DATE) else { break };
        end = ctx.end_of(date);
    }
    end
}

fn emit_role(
    ctx: &mut Context<'_>,
    rule: RuleId,
    person: usize,
    organisation: usize,
    role: Span,
    evidence: TokenRange,
    trust: f32,
) {
    let qualifiers: Vec<Qualifier> = vec![text_qualifier(QualifierKey::Role, role)];
    ctx.emit_with(rule, person, Some(organisation), evidence, trust, qualifiers);
}

/// The person who holds the role, how that was read, and how far to trust it.
fn person_of(ctx: &Context<'_>, phrase: &RolePhrase) -> Option<(usize, RuleId, f32)> {
    let start = phrase.tokens.start as usize;
    // "chief executive Ann Lee", "chief executive of NPC, Ann Lee": a name right behind.
    let behind = ctx.name_from(phrase.end, Types::PERSON);
    if let Some(person) = behind.filter(|_| phrase.organisation.is_none() || phrase.end > start) {
        return Some((person, RuleId::ROLE_BEFORE_NAME, 1.0));
    }
    let left = ctx.left_edge(start);
    // "Ann Lee, Northway’s director, …": what is said of her begins with the owner.
    let owner = if phrase.organisation.is_none() { ctx.owner_of_role(start) } else { None };
    let first = owner.map_or(start, |owner| ctx.start_of(owner));
    let mut at = first;
    while at > left
        && at + 5 > first
        && (ctx.class(at - 1).any(Class::DETERMINER | Class::ADVERB) || is_word!(ctx.word(at - 1), "former" | "ex"))
        && !ctx.in_mention(at - 1)
    {
        at -= 1;
    }
    if at > left {
        let before = ctx.token(at - 1);
        if matches!(before, "," | "–" | "—" | "(" | "-") {
            // Over an age: "Ann Lee, 45, director of …".
            let mut comma = at - 1;
            if comma > left + 2
                && ctx.token(comma - 2) == ","
                && ctx.view.info(comma - 1).class == gleaner_text::TokenClass::Number
            {
                comma -= 2;
            }
            if let Some(person) = ctx.name_before(comma, Types::PERSON) {
                return Some((person, RuleId::ROLE_APPOSITIVE, 1.0));
            }
            // "…, chief executive of NPC, and chair of …" and "…, dean of …, professor of …"
            if let Some(person) = second(ctx, comma) {
                return Some((person, RuleId::ROLE_SECOND, 0.95));
            }
        }
        // "…, as well as chair of …"
        if at >= left + 3
            && is_word!(ctx.word(at - 1), "as")
            && is_word!(ctx.word(at - 2), "well")
            && let Some(person) = second(ctx, at - 3)
        {
            return Some((person, RuleId::ROLE_SECOND, 0.95));
        }
        if is_word!(ctx.word(at - 1), "and") || ctx.token(at - 1) == "&" {
            let mut comma = at - 1;
            if comma > left && ctx.token(comma - 1) == "," {
                comma -= 1;
            }
            if let Some(person) = second(ctx, at - 1).or_else(|| second(ctx, comma)) {
                return Some((person, RuleId::ROLE_SECOND, 1.0));
            }
        }
        if at == start
            && let Some(person) = ctx.ending(at).filter(|mention| ctx.is(*mention, Types::PERSON))
        {
            // "Ann Lee Professor of Glass": only where the role begins with a capital.
            let capital = ctx.view.info(start).shape != gleaner_text::Shape::Lower;
            return capital.then_some((person, RuleId::ROLE_APPOSITIVE, 0.95));
        }
        // "is the …", "was a …", "became …"
        let clitic = ctx.view.info(at - 1).flags.has(TokenFlags::CLITIC);
        if ctx.class(at - 1).any(Class::BE) && !clitic || is_word!(ctx.word(at - 1), "remains" | "remained") {
            return ctx
                .subject_before(at, Types::PERSON)
                .or_else(|| ctx.subject_before(at - 1, Types::PERSON))
                .map(|subject| (subject.mention, RuleId::ROLE_COPULA, subject.trust));
        }
        if let Some(found) = appointed(ctx, at) {
            return Some(found);
        }
        // "X (…) is a businessman, chairman of …", "X was the founder and president of …"
        if (matches!(ctx.token(at - 1), ",") || is_word!(ctx.word(at - 1), "and"))
            && phrase.organisation.is_some()
            && let Some(subject) = ctx.defined_subject(at - 1, Types::PERSON)
        {
            return Some((subject.mention, RuleId::ROLE_COPULA, subject.trust * 0.97));
        }
    }
    // "The director of NPC is Ann Lee", "NPC’s director is Ann Lee"
    let owned = phrase.organisation.is_some() || owner.is_some();
    if owned && is_word!(ctx.word(phrase.end), "is" | "was") && at <= ctx.sentence_start() + 1 {
        let person = ctx.name_from(phrase.end + 1, Types::PERSON)?;
        return Some((person, RuleId::ROLE_COPULA, 0.95));
    }
    // "director of NPC, Ann Lee, said"
    let possessed = start > left
        && ctx.view.info(start - 1).flags.has(TokenFlags::CLITIC)
        && ctx.name_before(start - 1, Types::ORG).is_some();
    if ctx.token(phrase.end) == "," && (phrase.organisation.is_some() || possessed) {
        let person = ctx.name_from(phrase.end + 1, Types::PERSON)?;
        // A list of people ("the director of NPC, Ann Lee and Bob Stone") is no apposition.
        let after = ctx.end_of(person);
        let closes = matches!(ctx.token(after), "," | ":" | "." | ")" | "–") || ctx.class(after).any(Class::VERB);
        return closes.then_some((person, RuleId::ROLE_BEFORE_NAME, 0.9));
    }
    None
}

/// True when "and" stands in front of the phrase and its article.
fn follows_and(ctx: &Context<'_>, phrase: &RolePhrase) -> bool {
    let mut at = phrase.tokens.start as usize;
    let edge = ctx.left_edge(at);
    while at > edge && ctx.class(at - 1).any(Class::DETERMINER | Class::ADVERB) {
        at -= 1;
    }
    at > edge && (is_word!(ctx.word(at - 1), "and") || ctx.token(at - 1) == "&")
}

/// The person of the role before, when that ended right here.
fn second(ctx: &Context<'_>, token_idx: usize) -> Option<usize> {
    let last = ctx.last_role;
    (last.set && last.end as usize == token_idx && last.end > ctx.sentence.start).then_some(last.person as usize)
}

/// "was appointed (as) director", "served as director", "NPC appointed Ann Lee as director".
fn appointed(ctx: &Context<'_>, token_idx: usize) -> Option<(usize, RuleId, f32)> {
    let edge = ctx.left_edge(token_idx);
    let mut at = token_idx;
    if at > edge && is_word!(ctx.word(at - 1), "as" | "to" | "be") {
        at -= 1;
    }
    let has_as = at < token_idx;
    if has_as && let Some(person) = ctx.name_before(at, Types::PERSON) {
        let verb = ctx.title_start(person).checked_sub(1).filter(|verb| *verb >= edge)?;
        return is_word!(
            ctx.word(verb),
            "appointed"
                | "appoints"
                | "named"
                | "names"
                | "hired"
                | "hires"
                | "elected"
                | "promoted"
                | "chose"
                | "selected"
                | "recruited"
                | "welcomed"
                | "welcomes"
        )
        .then_some((person, RuleId::ROLE_APPOINTED, 1.0));
    }
    let verb = at.checked_sub(1).filter(|verb| *verb >= edge)?;
    let passive = is_word!(
        ctx.word(verb),
        "appointed" | "named" | "elected" | "hired" | "promoted" | "made" | "chosen" | "recruited" | "ordained"
    );
    let serves = has_as
        && is_word!(
            ctx.word(verb),
            "serves" | "served" | "serving" | "acts" | "acted" | "works" | "worked" | "working" | "started" | "began"
        );
    if passive && verb > edge && ctx.class(verb - 1).any(Class::AUXILIARY | Class::ADVERB) || serves {
        let subject = ctx.subject_before(verb, Types::PERSON)?;
        return Some((subject.mention, RuleId::ROLE_APPOINTED, subject.trust));
    }
    None
}

/// The organisation of a role that has none behind it: "NPC’s chief executive Ann Lee", "NPC chief executive Ann Lee",
/// "director Ann Lee of NPC", "Ann Lee, director, Northern Trust", "NPC appointed Ann Lee as director".
fn organisation_elsewhere(ctx: &Context<'_>, phrase: &RolePhrase, person: usize) -> Option<(usize, f32)> {
    let start = phrase.tokens.start as usize;
    let edge = ctx.left_edge(start);
    let mut at = start;
    while at > edge && ctx.class(at - 1).any(Class::ADVERB) {
        at -= 1;
    }
    if at > edge && ctx.view.info(at - 1).flags.has(TokenFlags::CLITIC) {
        at -= 1;
    }
    if let Some(organisation) = ctx.name_before(at, Types::ORG) {
        return Some((organisation, if at == start { 0.93 } else { 1.0 }));
    }
    let behind_person = ctx.start_of(person) >= phrase.end;
    if behind_person {
        let mut after = ctx.end_of(person);
        after += usize::from(ctx.token(after) == ",");
        if is_word!(ctx.word(after), "of" | "at" | "from")
            && let Some(organisation) = ctx.name_from(after + 1, Types::ORG)
        {
            return Some((organisation, 0.9));
        }
    } else if ctx.token(phrase.end) == ","
        && ctx.end_of(person) <= start
        && let Some(organisation) = ctx.name_from(phrase.end + 1, Types::ORG)
    {
        // "…, director, Northern Trust and …" may begin a list; a verb behind makes it the subject of a clause.
        let after = ctx.end_of(organisation);
        let clause = ctx.class(after).any(Class::VERB | Class::AUXILIARY);
        return (!clause).then_some((organisation, 0.95));
    }
    // "its chief executive Ann Lee", "the company’s director"
    if at > edge {
        let mut noun = at - 1;
        if ctx.view.info(noun.min(ctx.view.len() - 1)).flags.has(TokenFlags::CLITIC) && noun > edge {
            noun -= 1;
        }
        if is_word!(ctx.word(noun), "its") || ctx.class(noun).any(Class::ORG_NOUN) {
            return ctx.described(noun, Types::ORG).map(|subject| (subject.mention, subject.trust));
        }
    }
    // "NPC (has) appointed Ann Lee as director"
    let verb = ctx.title_start(person).checked_sub(1)?;
    if is_word!(
        ctx.word(verb),
        "appointed"
            | "appoints"
            | "named"
            | "names"
            | "hired"
            | "hires"
            | "elected"
            | "promoted"
            | "recruited"
            | "welcomed"
            | "welcomes"
    ) {
        return ctx.subject_before(verb, Types::ORG).map(|subject| (subject.mention, subject.trust * 0.95));
    }
    None
}

/// "Institute of Glass, Northern School of Crafts, University of York" behind a role: each is part of the next. Returns
/// one past the chain.
fn affiliation_chain(ctx: &mut Context<'_>, first: usize) -> usize {
    let mut chain = [0usize; 5];
    chain[0] = first;
    let mut n = 1;
    let mut end = ctx.past_bracket(ctx.end_of(first));
    while n < chain.len() {
        let mut next = end;
        let comma = ctx.token(next) == ",";
        next += usize::from(comma);
        let Some(mention) = ctx.name_from(next, Types::ORG) else { break };
        if !comma && !ctx.unit_of(chain[n - 1], mention) {
            break;
        }
        chain[n] = mention;
        n += 1;
        end = ctx.past_bracket(ctx.end_of(mention));
    }
    // The chain is a list when "and" goes on, and a new clause when a verb does.
    let lists = is_word!(ctx.word(end), "and") || ctx.token(end) == "," && is_word!(ctx.word(end + 1), "and");
    let clause = ctx.class(end).any(Class::VERB | Class::AUXILIARY);
    for pair in 1..n {
        let (unit, parent) = (chain[pair - 1], chain[pair]);
        let last = pair + 1 == n;
        if ctx.unit_of(unit, parent) || !(lists || clause && last) {
            let evidence = TokenRange::new(ctx.start_of(unit), ctx.end_of(parent));
            let trust = if ctx.unit_of(unit, parent) { 1.0 } else { 0.9 };
            ctx.emit(RuleId::PART_APPOSITION, unit, Some(parent), evidence, trust);
        }
    }
    end
}
