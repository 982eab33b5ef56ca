//! A person's life: birth, death, schools, family.

use gleaner_text::{Qualifier, QualifierKey, TokenClass, TokenFlags, TokenRange};

use crate::{
    context::{Context, Subject, Types, is_word, text_qualifier},
    lexicon::Class,
    rule::RuleId,
};

/// Degrees, folded.
pub(super) const DEGREES: &str = "ba ma bsc msc phd ph.d ph.d. mba md m.d. b.a. m.a. b.sc. m.sc. mphil dphil llb llm doctorate bachelor master masters bachelors \
    bs ms b.s. m.s. b.a m.a jd";

/// "A graduated from X", "A studied … at X", "A was educated at X", "A attended X", "a degree … from X".
pub(super) fn educated(ctx: &mut Context<'_>, word: usize) {
    if ctx.blocked(word, 5) {
        return;
    }
    if is_word!(ctx.word(word), "degree") {
        // A degree named in front is the business of `degree`.
        let edge = word.saturating_sub(6).max(ctx.sentence.start as usize);
        if (edge..word).any(|at| is_degree(ctx, at)) {
            return;
        }
        degree_from(ctx, word, None);
        return;
    }
    let subject = if is_word!(ctx.word(word), "graduate" | "alumnus" | "alumna") {
        if !is_word!(ctx.word(word + 1), "of" | "from") {
            return;
        }
        let edge = ctx.left_edge(word);
        let mut at = word;
        while at > edge && at + 4 > word && ctx.class(at - 1).any(Class::DETERMINER | Class::ADVERB) {
            at -= 1;
        }
        ctx.subject_before(at, Types::PERSON)
    } else {
        subject_of(ctx, word)
    };
    let Some(subject) = subject else { return };
    if is_word!(ctx.word(word), "attended") {
        each_school(ctx, word + 1, subject, Vec::new());
        return;
    }
    let from = is_word!(ctx.word(word), "graduated" | "graduate" | "alumnus" | "alumna");
    let edge = ctx.right_edge(word).min(word + 16);
    let mut at = word + 1;
    while at < edge {
        if ctx.in_mention(at) {
            let mention = ctx.at[at] as usize;
            if ctx.is(mention, Types::PERSON) {
                return;
            }
            at = ctx.end_of(mention).max(at + 1);
            continue;
        }
        if matches!(ctx.token(at), ";" | ".") || ctx.class(at).any(Class::RELATIVE | Class::VERB) {
            return;
        }
        let preposition = is_word!(ctx.word(at), "at") || from && is_word!(ctx.word(at), "from" | "of");
        if preposition && ctx.name_from(at + 1, Types::ORG).is_some() {
            each_school(ctx, at + 1, subject, Vec::new());
            return;
        }
        at += 1;
    }
}

/// "She has a BA in Music from X", "A holds a PhD from X".
pub(super) fn degree(ctx: &mut Context<'_>, word: usize) {
    // "MA" may be a state, "Ms" a title: in front of a degree stands an article, a possessive or "and".
    let before = word.checked_sub(1).filter(|before| *before >= ctx.sentence.start as usize);
    let led = before.is_some_and(|before| {
        is_word!(
            ctx.word(before),
            "a" | "an" | "his" | "her" | "the" | "and" | "with" | "earned" | "first" | "received" | "honorary" | "of"
        ) || ctx.token(before) == ","
    });
    if !led
        || is_word!(ctx.word(word), "master" | "ms")
            && !is_word!(ctx.word(word + 1), "of" | "in" | "degree")
            && !ctx.token(word + 1).starts_with(['\'', '’'])
    {
        return;
    }
    degree_from(ctx, word, Some(word));
}

fn degree_from(ctx: &mut Context<'_>, word: usize, degree: Option<usize>) {
    let edge = ctx.right_edge(word).min(word + 18);
    let mut at = word + 1;
    let mut degree_end = word + 1;
    while at < edge {
        if is_word!(ctx.word(at), "from" | "at") && ctx.name_from(at + 1, Types::ORG).is_some() {
            break;
        }
        if matches!(ctx.token(at), ";" | "." | "(") || ctx.class(at).any(Class::RELATIVE | Class::VERB) {
            return;
        }
        // "a BA in Music and an MA in Media from X": the last degree speaks for all.
        if at > word + 1 && is_degree(ctx, at) {
            return;
        }
        if !ctx.in_mention(at) {
            degree_end = at + 1;
        }
        at += 1;
    }
    if at >= edge {
        return;
    }
    let left = ctx.left_edge(word);
    let holds = (left..word).rev().take(24).find(|at| {
        is_word!(
            ctx.word(*at),
            "has"
                | "holds"
                | "received"
                | "earned"
                | "obtained"
                | "completed"
                | "gained"
                | "took"
                | "with"
                | "had"
                | "have"
                | "awarded"
                | "achieved"
                | "pursued"
                | "hold"
        ) && !ctx.in_mention(*at)
    });
    let Some(holds) = holds else { return };
    if ctx.blocked(word, 6) {
        return;
    }
    let Some(subject) = subject_of(ctx, holds) else { return };
    let words: Vec<Qualifier> = degree
        .map(|start| text_qualifier(QualifierKey::Degree, ctx.view.tokens.span_of(TokenRange::new(start, degree_end))))
        .into_iter()
        .collect();
    each_school(ctx, at + 1, subject, words);
}

fn is_degree(ctx: &Context<'_>, token_idx: usize) -> bool {
    DEGREES.split_whitespace().any(|degree| ctx.token(token_idx).eq_ignore_ascii_case(degree))
}

fn each_school(ctx: &mut Context<'_>, from: usize, subject: Subject, qualifiers: Vec<Qualifier>) {
    let mut schools = Vec::new();
    let end = ctx.list_from(from, Types::ORG, &mut schools);
    for school in schools {
        let evidence = TokenRange::new(subject.start, end);
        ctx.emit_with(
            RuleId::EDUCATED_AT_RULE,
            subject.mention,
            Some(school),
            evidence,
            subject.trust,
            qualifiers.clone(),
        );
    }
}

/// The person a verb speaks of.
fn subject_of(ctx: &Context<'_>, verb: usize) -> Option<Subject> {
    ctx.subject_of(verb, Types::PERSON)
}

/// "A was born (on 3 May 1960) (in York)", "(born 3 May 1960)", "Born in York, A …".
pub(super) fn born(ctx: &mut Context<'_>, word: usize) {
    let Some(subject) = life_subject(ctx, word) else { return };
    place_and_date(ctx, word, subject, RuleId::BORN_DATE, RuleId::BORN_PLACE);
}

/// "A died on 3 May 1960 in York".
pub(super) fn died(ctx: &mut Context<'_>, word: usize) {
    if let Some(subject) = life_subject(ctx, word) {
        place_and_date(ctx, word, subject, RuleId::DIED_DATE, RuleId::DIED_PLACE);
    }
}

fn life_subject(ctx: &Context<'_>, word: usize) -> Option<Subject> {
    let edge = ctx.left_edge(word);
    // "A (born …", "A (née B; born …", "A, born …"
    let bracket = (edge..word).rev().take(40).find(|at| matches!(ctx.token(*at), "(" | ")"));
    if let Some(mut open) = bracket.filter(|at| ctx.token(*at) == "(") {
        // Over another bracket ("A (…) (born …") and letters behind the name ("A FRSE (born …").
        open = ctx.before_bracket(open);
        if open > edge && !ctx.in_mention(open - 1) && ctx.view.info(open - 1).shape == gleaner_text::Shape::Upper {
            open -= 1;
        }
        if let Some(person) = ctx.name_before(open, Types::PERSON) {
            return Some(ctx.named(person, 1.0));
        }
    }
    if word == ctx.sentence_start() {
        let comma = (word..ctx.right_edge(word).min(word + 20))
            .rev()
            .find(|at| ctx.token(*at) == "," && ctx.name_from(at + 1, Types::PERSON).is_some())?;
        return ctx.name_from(comma + 1, Types::PERSON).map(|person| ctx.named(person, 0.95));
    }
    subject_of(ctx, word)
}

fn place_and_date(ctx: &mut Context<'_>, word: usize, subject: Subject, date_rule: RuleId, place_rule: RuleId) {
    let mut at = word + 1;
    let edge = ctx.right_edge(word).min(word + 24);
    let mut dated = false;
    let mut placed = false;
    let mut n_words = 0;
    while at < edge {
        if let Some(mention) = ctx.starting(at) {
            let evidence = TokenRange::new(subject.start.min(word), ctx.end_of(mention));
            if ctx.is(mention, Types::DATE) && !dated {
                dated = true;
                if super::founded::is_point(ctx, mention) {
                    ctx.emit(date_rule, subject.mention, Some(mention), evidence, subject.trust);
                }
            } else if ctx.is(mention, Types::LOC)
                && (!placed || matches!(ctx.token(at - 1), ","))
                && is_place_slot(ctx, at)
            {
                placed = true;
                ctx.emit(place_rule, subject.mention, Some(mention), evidence, subject.trust);
            } else {
                return;
            }
            at = ctx.end_of(mention).max(at + 1);
            n_words = 0;
            continue;
        }
        let open = is_word!(
            ctx.word(at),
            "in" | "on"
                | "at"
                | "near"
                | "around"
                | "circa"
                | "about"
                | "the"
                | "city"
                | "of"
                | "town"
                | "village"
                | "suddenly"
                | "peacefully"
                | "home"
                | "his"
                | "her"
        ) || matches!(ctx.token(at), "," | "(" | ";");
        // "died of a heart attack on …", "died at the age of 51 in …"
        let cause = !dated && !placed && date_rule == RuleId::DIED_DATE && at < word + 9 && {
            let info = ctx.view.info(at);
            matches!(info.shape, gleaner_text::Shape::Lower | gleaner_text::Shape::None)
                && matches!(info.class, TokenClass::Word | TokenClass::Number)
                && !ctx.class(at).any(Class::VERB | Class::AUXILIARY | Class::RELATIVE)
        };
        if cause && !open {
            at += 1;
            continue;
        }
        if !open {
            return;
        }
        if matches!(ctx.token(at), ";") && (dated || placed) {
            return;
        }
        n_words += 1;
        if n_words > 4 {
            return;
        }
        at += 1;
    }
}

/// A place stands behind "in", "at", "near", "of", or a comma after the place inside it.
fn is_place_slot(ctx: &Context<'_>, token_idx: usize) -> bool {
    let before = ctx.word(token_idx - 1);
    is_word!(before, "in" | "at" | "near" | "of") || is_word!(before, "the") || ctx.token(token_idx - 1) == ","
}

/// Set off by every PERSON mention: "A (3 May 1960 – 2 June 2001)".
pub(crate) fn beside_mention(ctx: &mut Context<'_>, person: usize) {
    nationality(ctx, person);
    let mut open = ctx.end_of(person);
    // A first bracket may hold the name in another script.
    if ctx.token(open) == "(" && ctx.starting(open + 1).is_none_or(|mention| !ctx.is(mention, Types::DATE)) {
        let next = ctx.past_bracket(open);
        open = if ctx.token(next) == "(" { next } else { open };
    }
    if ctx.token(open) != "(" || open + 1 >= ctx.sentence.end as usize {
        return;
    }
    let Some(first) = ctx.starting(open + 1).filter(|mention| ctx.is(*mention, Types::DATE)) else { return };
    let dash = ctx.end_of(first);
    if !matches!(ctx.token(dash), "–" | "-" | "—" | "−") {
        return;
    }
    let Some(last) = ctx.starting(dash + 1).filter(|mention| ctx.is(*mention, Types::DATE)) else { return };
    let end = ctx.end_of(last);
    if !matches!(ctx.token(end), ")" | ";" | ",") {
        return;
    }
    // "(1992–1996)" behind a name is a time in a band.
    if let (Some(from), Some(to)) = (last_year(ctx, first), last_year(ctx, last))
        && (to < from + 16 || to > from + 120)
    {
        return;
    }
    let evidence = TokenRange::new(ctx.start_of(person), end);
    ctx.emit(RuleId::LIFE_DATES_BORN, person, Some(first), evidence, 1.0);
    ctx.emit(RuleId::LIFE_DATES_DIED, person, Some(last), evidence, 1.0);
}

/// The last number of four digits in a date's words.
fn last_year(ctx: &Context<'_>, date: usize) -> Option<u32> {
    let tokens = ctx.mentions[date].tokens.range();
    tokens
        .rev()
        .take(12)
        .find_map(|at| Some(ctx.token(at)).filter(|token| token.len() == 4).and_then(|token| token.parse().ok()))
}

/// "A (…) is a Belgian engineer", "A was a retired American officer": the place behind the article.
fn nationality(ctx: &mut Context<'_>, person: usize) {
    if ctx.start_of(person) > ctx.sentence_start() + 1 {
        return;
    }
    let mut at = ctx.past_bracket(ctx.end_of(person));
    at = ctx.past_bracket(at);
    if !is_word!(ctx.word(at), "is" | "was") || !is_word!(ctx.word(at + 1), "a" | "an") {
        return;
    }
    at += 2;
    let mut n_places = 0;
    let edge = ctx.right_edge(at).min(at + 6);
    while at < edge {
        if let Some(mention) = ctx.starting(at) {
            if !ctx.is(mention, Types::LOC) || n_places == 2 || !ctx.is_demonym(mention) {
                return;
            }
            let end = ctx.end_of(mention);
            // A lower-case noun follows: "an Ohio-born", "a London resident" are no nationality.
            let noun = ctx
                .view
                .tokens
                .infos()
                .get(end)
                .is_some_and(|info| info.class == TokenClass::Word && end < ctx.sentence.end as usize)
                && !is_word!(ctx.word(end), "based" | "born" | "resident" | "native")
                || ctx.token(end) == "-" && ctx.starting(end + 1).is_some_and(|next| ctx.is(next, Types::LOC));
            if !noun {
                return;
            }
            n_places += 1;
            ctx.emit(
                RuleId::NATIONALITY_COPULA,
                person,
                Some(mention),
                TokenRange::new(ctx.start_of(person), end),
                1.0,
            );
            at = end + usize::from(ctx.token(end) == "-");
            continue;
        }
        if !is_word!(
            ctx.word(at),
            "former"
                | "retired"
                | "professional"
                | "naturalized"
                | "naturalised"
                | "noted"
                | "prominent"
                | "leading"
                | "famous"
                | "senior"
                | "well"
                | "known"
                | "-"
                | "young"
                | "contemporary"
        ) && ctx.token(at) != "-"
        {
            return;
        }
        at += 1;
    }
}

/// "A’s father, B", "his mother B".
pub(super) fn parent(ctx: &mut Context<'_>, noun: usize) {
    let mut at = noun + 1;
    at += usize::from(ctx.token(at) == ",");
    let Some(parent) = ctx.name_from(at, Types::PERSON) else { return };
    if noun == ctx.left_edge(noun) || ctx.blocked(noun, 3) {
        return;
    }
    if let Some(child) = possessor(ctx, noun) {
        let evidence = TokenRange::new(child.start.min(noun), ctx.end_of(parent));
        ctx.emit(RuleId::CHILD_PARENT, child.mention, Some(parent), evidence, child.trust);
    }
}

/// "A married B", "A is married to B".
pub(super) fn married(ctx: &mut Context<'_>, verb: usize) {
    if ctx.blocked(verb, 5) {
        return;
    }
    let mut at = verb + 1;
    at += usize::from(is_word!(ctx.word(at), "to"));
    // "married fellow actor B", "married his wife B", "married the singer B"
    let edge = ctx.right_edge(verb).min(verb + 7);
    let mut other = None;
    while at < edge {
        if let Some(mention) = ctx.name_from(at, Types::PERSON) {
            other = Some(mention);
            break;
        }
        if ctx.in_mention(at)
            || ctx.view.info(at).class != TokenClass::Word
            || ctx.class(at).any(Class::PREPOSITION | Class::VERB)
        {
            return;
        }
        at += 1;
    }
    let Some(other) = other else { return };
    if let Some(subject) = subject_of(ctx, verb) {
        let evidence = TokenRange::new(subject.start, ctx.end_of(other));
        ctx.emit(RuleId::SPOUSE_MARRIED, subject.mention, Some(other), evidence, subject.trust);
    }
}

/// "A and his wife B", "A’s husband B", "A, wife of B", "his wife, B".
pub(super) fn spouse(ctx: &mut Context<'_>, noun: usize) {
    if ctx.blocked(noun, 3) {
        return;
    }
    if is_word!(ctx.word(noun + 1), "of") {
        let Some(other) = ctx.name_from(noun + 2, Types::PERSON) else { return };
        let edge = ctx.left_edge(noun);
        let mut at = noun;
        while at > edge
            && at + 5 > noun
            && (ctx.class(at - 1).any(Class::DETERMINER | Class::ADVERB | Class::ROLE_MODIFIER)
                || is_word!(ctx.word(at - 1), "second" | "third"))
        {
            at -= 1;
        }
        if let Some(subject) = ctx.subject_before(at, Types::PERSON) {
            let evidence = TokenRange::new(subject.start, ctx.end_of(other));
            ctx.emit(RuleId::SPOUSE_NOUN, subject.mention, Some(other), evidence, subject.trust);
        }
        return;
    }
    let mut at = noun + 1;
    at += usize::from(ctx.token(at) == ",");
    let Some(other) = ctx.name_from(at, Types::PERSON) else { return };
    owner(ctx, noun, other, RuleId::SPOUSE_NOUN);
}

/// "A is the son of B and C", "A, daughter of B", "A’s son B", "his son B".
pub(super) fn child(ctx: &mut Context<'_>, noun: usize) {
    if ctx.blocked(noun, 3) {
        return;
    }
    if is_word!(ctx.word(noun + 1), "of" | "to") {
        let mut parents = Vec::new();
        let edge = ctx.left_edge(noun);
        let mut at = noun;
        while at > edge
            && at + 6 > noun
            && !ctx.in_mention(at - 1)
            && !ctx.class(at - 1).any(Class::BE | Class::VERB)
            && ctx.token(at - 1) != ","
        {
            at -= 1;
        }
        if at > edge && ctx.in_mention(at - 1) && !ctx.class(at).any(Class::DETERMINER) {
            return;
        }
        let from = noun + 2;
        let mut first = from;
        // "of the actor B"
        while first < from + 5
            && ctx.name_from(first, Types::PERSON).is_none()
            && !ctx.in_mention(first)
            && ctx.view.tokens.infos().get(first).is_some_and(|info| info.class == TokenClass::Word)
            && !ctx.class(first).any(Class::VERB)
        {
            first += 1;
        }
        let end = ctx.list_from(first, Types::PERSON, &mut parents);
        parents.truncate(2);
        let Some(subject) = ctx.subject_before(at, Types::PERSON) else { return };
        for parent in parents {
            let evidence = TokenRange::new(subject.start, end);
            ctx.emit(RuleId::CHILD_NOUN, subject.mention, Some(parent), evidence, subject.trust);
        }
        return;
    }
    let mut at = noun + 1;
    at += usize::from(ctx.token(at) == ",");
    let Some(son) = ctx.name_from(at, Types::PERSON) else { return };
    let edge = ctx.left_edge(noun);
    let mut front = noun;
    while front > edge
        && front + 4 > noun
        && is_word!(
            ctx.word(front - 1),
            "eldest" | "youngest" | "elder" | "younger" | "only" | "first" | "second" | "oldest" | "adopted" | "late"
        )
    {
        front -= 1;
    }
    if front == edge {
        return;
    }
    let parent = possessor(ctx, front);
    if let Some(parent) = parent {
        let evidence = TokenRange::new(parent.start.min(noun), ctx.end_of(son));
        ctx.emit(RuleId::CHILD_NOUN, son, Some(parent.mention), evidence, parent.trust * 0.95);
    }
}

/// "A’s wife B", "his wife B".
fn owner(ctx: &mut Context<'_>, noun: usize, other: usize, rule: RuleId) {
    let edge = ctx.left_edge(noun);
    let mut front = noun;
    while front > edge
        && front + 3 > noun
        && is_word!(
            ctx.word(front - 1),
            "first" | "second" | "third" | "late" | "former" | "future" | "ex" | "then" | "-" | "current"
        )
    {
        front -= 1;
    }
    if front == edge {
        return;
    }
    if let Some(subject) = possessor(ctx, front) {
        let evidence = TokenRange::new(subject.start.min(noun), ctx.end_of(other));
        ctx.emit(rule, subject.mention, Some(other), evidence, subject.trust);
    }
}

/// The person whose "his", "her" or "’s" ends right before a token.
fn possessor(ctx: &Context<'_>, token_idx: usize) -> Option<Subject> {
    let at = token_idx - 1;
    if ctx.view.info(at).flags.has(TokenFlags::CLITIC) {
        return ctx.name_before(at, Types::PERSON).map(|mention| ctx.named(mention, 1.0));
    }
    if is_word!(ctx.word(at), "his" | "her") {
        return ctx.last_person(at).map(|mention| Subject { mention, start: at, trust: 0.8 });
    }
    None
}

/// "A lives in York".
pub(super) fn lives(ctx: &mut Context<'_>, verb: usize) {
    let mut at = verb + 1;
    if is_word!(ctx.word(verb), "grew") {
        if !is_word!(ctx.word(at), "up") {
            return;
        }
        at += 1;
    }
    if !is_word!(ctx.word(at), "in" | "near") || ctx.blocked(verb, 5) {
        return;
    }
    let mut places = Vec::new();
    let end = ctx.list_from(at + 1, Types::LOC, &mut places);
    if places.is_empty() {
        return;
    }
    if let Some(subject) = subject_of(ctx, verb) {
        for place in places {
            ctx.emit(
                RuleId::LIVES_STATED,
                subject.mention,
                Some(place),
                TokenRange::new(subject.start, end),
                subject.trust,
            );
        }
    }
}
