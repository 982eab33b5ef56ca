//! Where an organisation or a place is.

use gleaner_text::TokenRange;

use crate::{
    context::{Context, Types, is_word},
    lexicon::Class,
    rule::RuleId,
};

/// "X is based in Y", "X, headquartered in Y", "Y-based X", "X has its headquarters in Y".
pub(super) fn based(ctx: &mut Context<'_>, word: usize) {
    // "London-based X": the place in front, joined by a hyphen.
    if word >= ctx.sentence.start as usize + 2 && ctx.token(word - 1) == "-" {
        let place = ctx.name_before(word - 1, Types::LOC);
        let mut at = word + 1;
        while at < word + 5
            && at < ctx.sentence.end as usize
            && !ctx.in_mention(at)
            && !ctx.class(at).any(Class::PREPOSITION | Class::VERB | Class::AUXILIARY)
            && ctx.token(at) != ","
        {
            at += 1;
        }
        let Some(place) = place else { return };
        if let Some(organisation) = ctx.name_from(at, Types::ORG) {
            let evidence = TokenRange::new(ctx.start_of(place), ctx.end_of(organisation));
            ctx.emit(RuleId::LOCATED_BASED, organisation, Some(place), evidence, 1.0);
        } else if let Some(subject) = ctx.defined_subject(ctx.start_of(place), Types::ORG) {
            let evidence = TokenRange::new(subject.start, word + 1);
            ctx.emit(RuleId::LOCATED_BASED, subject.mention, Some(place), evidence, subject.trust);
        }
        return;
    }
    if ctx.blocked(word, 5) {
        return;
    }
    let mut at = word + 1;
    let headquarters = is_word!(ctx.word(word), "headquarters");
    if is_word!(ctx.word(at), "is" | "are" | "was" | "near" | "just") && headquarters {
        at += 1;
    }
    at += usize::from(is_word!(ctx.word(at), "located" | "based"));
    if !is_word!(ctx.word(at), "in" | "at" | "near") {
        return;
    }
    let mut places = Vec::new();
    let end = ctx.list_from(at + 1, Types::LOC, &mut places);
    if places.is_empty() {
        return;
    }
    let subject = if headquarters {
        // "its headquarters in Y", "has its headquarters in Y", "X’s headquarters in Y"
        let edge = ctx.left_edge(word);
        let mut start = word;
        while start > edge && start + 4 > word && ctx.class(start - 1).any(Class::ADVERB | Class::ROLE_MODIFIER) {
            start -= 1;
        }
        if start == edge {
            return;
        }
        if ctx.view.info(start - 1).flags.has(gleaner_text::TokenFlags::CLITIC) {
            ctx.name_before(start - 1, Types::ORG).map(|mention| ctx.named(mention, 1.0))
        } else if is_word!(ctx.word(start - 1), "its" | "their") {
            let verb = start - 1;
            if verb > edge && is_word!(ctx.word(verb - 1), "has" | "had" | "have" | "with") {
                ctx.subject_before(verb - 1, Types::ORG)
            } else {
                ctx.described(verb, Types::ORG)
            }
        } else if is_word!(ctx.word(start - 1), "with") || ctx.class(start - 1).any(Class::DETERMINER) {
            let verb = start - 1 - usize::from(ctx.class(start - 1).any(Class::DETERMINER) && start > edge + 1);
            ctx.subject_before(verb, Types::ORG)
        } else {
            ctx.name_before(start, Types::ORG).map(|mention| ctx.named(mention, 1.0))
        }
    } else {
        ctx.subject_before(word, Types::ORG_LOC).or_else(|| opening(ctx, word, end))
    };
    let Some(subject) = subject else { return };
    for place in places {
        let evidence = TokenRange::new(subject.start.min(word), end);
        ctx.emit(RuleId::LOCATED_BASED, subject.mention, Some(place), evidence, subject.trust);
    }
}

/// "Based in York, X …"
fn opening(ctx: &Context<'_>, word: usize, end: usize) -> Option<crate::context::Subject> {
    if word != ctx.sentence_start() || ctx.token(end) != "," {
        return None;
    }
    ctx.name_from(end + 1, Types::ORG)
        .map(|mention| ctx.named(mention, 1.0))
        .or_else(|| ctx.described(end + 2, Types::ORG))
}

/// Set off by every ORG and LOC mention: "X in Y", "X (…, comprising Y and Z)", "York, England", "X, York".
pub(crate) fn beside_mention(ctx: &mut Context<'_>, mention: usize) {
    let end = ctx.end_of(mention);
    let edge = ctx.sentence.end as usize;
    if end >= edge {
        return;
    }
    let is_org = ctx.is(mention, Types::ORG);
    if ctx.token(end) == "(" && is_org {
        comprising(ctx, mention, end);
        return;
    }
    if ctx.token(end) == "," && ctx.is(mention, Types::LOC) {
        // "York, England": the second place closes with a comma or the end of the phrase, and no list goes on.
        let Some(outer) = ctx.starting(end + 1).filter(|outer| ctx.is(*outer, Types::LOC)) else { return };
        let start = ctx.start_of(mention);
        let listed_before = start >= 2 && start > ctx.sentence.start as usize + 1 && {
            let before = ctx.token(start - 1);
            before == "," && ctx.ending(start - 1).is_some_and(|other| ctx.is(other, Types::LOC))
                || is_word!(ctx.word(start - 1), "and" | "or" | "&")
        };
        let after = ctx.end_of(outer);
        let goes_on = is_word!(ctx.word(after), "and" | "or" | "&")
            || ctx.token(after) == "&"
            || ctx.token(after) == ","
                && (is_word!(ctx.word(after + 1), "and" | "or") || {
                    let third = ctx.starting(after + 1).filter(|third| ctx.is(*third, Types::LOC));
                    // "Leeds, York, Hull and …" is a list; "York, Yorkshire, England." is not.
                    third.is_some_and(|third| {
                        let behind = ctx.end_of(third);
                        is_word!(ctx.word(behind), "and" | "or")
                            || ctx.token(behind) == ","
                                && (is_word!(ctx.word(behind + 1), "and" | "or")
                                    || ctx.starting(behind + 1).is_some_and(|next| ctx.is(next, Types::LOC)))
                    })
                });
        // Four places in a row are a list, and so are two countries that nothing leads in.
        let long_run = {
            let mut at = after;
            let mut n = 0;
            while n < 3 && ctx.token(at) == "," && ctx.starting(at + 1).is_some_and(|next| ctx.is(next, Types::LOC)) {
                at = ctx.end_of(ctx.at[at + 1] as usize);
                n += 1;
            }
            n >= 2
        };
        let goes_on = goes_on || long_run;
        if !goes_on && (!listed_before || chained(ctx, mention)) {
            ctx.emit(RuleId::LOCATED_COMMA, mention, Some(outer), TokenRange::new(start, after), 1.0);
        }
        return;
    }
    if is_org && is_word!(ctx.word(end), "in") && !ctx.in_mention(end) {
        let Some(place) = ctx.name_from(end + 1, Types::LOC) else { return };
        // "NPC in Manchester said": the place belongs to the name when the name is a noun's head, not a subject.
        let after = ctx.end_of(place);
        let before = ctx.start_of(mention);
        let governed = before > ctx.sentence.start as usize && {
            let at = before
                - 1
                - usize::from(is_word!(ctx.word(before - 1), "the") && before > ctx.sentence.start as usize + 1);
            ctx.class(at).any(Class::PREPOSITION)
                && !is_word!(ctx.word(at), "by" | "to" | "with" | "against" | "about" | "as")
                || ctx.token(at) == ","
        };
        let closes = matches!(ctx.token(after), "," | "." | ")" | ";")
            || after >= edge
            || is_word!(ctx.word(after), "and" | "where");
        if governed && closes {
            ctx.emit(RuleId::LOCATED_IN_PLACE, mention, Some(place), TokenRange::new(before, after), 1.0);
        }
    }
}

/// The comma pair before was itself "inner, outer" ("York, Yorkshire, England").
fn chained(ctx: &Context<'_>, mention: usize) -> bool {
    let Some(last) = ctx.out.last() else { return false };
    last.source.name == RuleId::LOCATED_COMMA.0 && last.object == Some(gleaner_text::MentionId(mention as u32))
}

/// "X (TV-GRU, comprising Hull, Wales and York)", "X (covering Hull)".
fn comprising(ctx: &mut Context<'_>, mention: usize, open: usize) {
    let close = ctx.past_bracket(open);
    let word = (open + 1..close).find(|at| {
        is_word!(ctx.word(*at), "comprising" | "covering" | "spanning" | "including" | "in" | "based")
            && !ctx.in_mention(*at)
    });
    let Some(mut word) = word else { return };
    if is_word!(ctx.word(word), "based") {
        word += 1;
    }
    let mut places = Vec::new();
    let end = ctx.list_from(word + 1, Types::LOC, &mut places);
    if end > close {
        return;
    }
    for place in places {
        ctx.emit(RuleId::LOCATED_COMPRISING, mention, Some(place), TokenRange::new(ctx.start_of(mention), end), 1.0);
    }
}
