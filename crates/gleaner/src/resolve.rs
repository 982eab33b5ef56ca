//! One answer from many proposals: overlaps between lists, tagger and values settled by stated rules and scores.
//!
//! Names first. Where a list and the tagger speak of the same place:
//!
//! 1. A name of a *user's* list stands, unless the tagger sees a longer name around it, or the name is flagged ambiguous
//!    and no context word stands near: then it is a name like those of gleaner's own lists.
//! 2. Same ends: the tagger's type, and the entry of the list that has it; with no such entry, the surer of the two.
//! 3. The tagger's name is longer: it stands, the list's name inside it yields ("Manchester" in "Manchester Museum").
//! 4. A list name of several tokens that is not ambiguous covers shorter names of the tagger.
//! 5. Otherwise the tagger's name stands. Where the tagger sees none, an organisation's name of several words that is not
//!    ambiguous and not part of a longer run of capitals stands, and an acronym.
//!
//! Then values. A name that holds a date and more ("Horizon 2020") stands when the tagger is sure; an amount beats
//! anything it overlaps; between other pairs the longer stands, then the surer, then the first.

use gleaner_gazetteer::Hit;
use gleaner_tagger::is_in_capitals;
use gleaner_text::{EntityType, Mention, Shape, Source, SourceKind, TextView, TokenRange, fold_hash_const};

use crate::analysis::Buffers;
use crate::extractor::Stages;
use crate::lists::Lists;

/// Score of a name of a user's list, of a list name of several words, of one word, and of a list name that small letters
/// or a sentence start make doubtful. From the precision of the built-in lists on the development corpora.
const USER_LIST_SCORE: f32 = 0.98;
const LONG_LIST_SCORE: f32 = 0.9;
const SHORT_LIST_SCORE: f32 = 0.75;

/// Score of a built-in list's name where the tagger sees none.
const ALONE_SCORE: f32 = 0.45;

/// A tagger's name at least this sure keeps a date inside it.
const SURE: f32 = 0.5;

/// Fills `mentions` from the hits, names and values in `buffers`: sorted by start, without overlap.
pub(crate) fn resolve(
    view: TextView<'_>,
    stages: &Stages,
    lists: &Lists,
    buffers: &mut Buffers,
    mentions: &mut Vec<Mention>,
) {
    mentions.clear();
    join_names(view, stages, lists, &buffers.hits, &mut buffers.names, mentions);
    // `names` now holds the names that stand; the values join them.
    mentions.append(&mut buffers.values);
    mentions.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
    settle_overlaps(mentions);
}

/// Turns the model's probability, which is too sure of itself, into the share of names that are right at it: log-odds of
/// names by the model in three-fold cross-validation over the development corpora lie on this line (expected calibration
/// error: the model's card).
pub(crate) fn calibrate(mentions: &mut [Mention]) {
    const SLOPE: f32 = 0.4;
    const INTERCEPT: f32 = -0.2;
    for mention in mentions.iter_mut().filter(|mention| mention.source.kind == SourceKind::Tagger) {
        let probability = mention.score.clamp(1e-4, 1.0 - 1e-4);
        let log_odds = (probability / (1.0 - probability)).ln();
        mention.score = 1.0 / (1.0 + (-(SLOPE * log_odds + INTERCEPT)).exp());
    }
}

/// Appends the names that stand to `mentions`, in text order.
fn join_names(
    view: TextView<'_>,
    stages: &Stages,
    lists: &Lists,
    hits: &[Hit],
    names: &mut Vec<Mention>,
    mentions: &mut Vec<Mention>,
) {
    let mut names = names.drain(..).peekable();
    for hit in hits {
        while let Some(name) = names.next_if(|name| name.tokens.end <= hit.tokens.start) {
            mentions.push(name);
        }
        let proposal = proposal_of(view, lists, hit);
        let is_user_list = lists.is_user_list(proposal.source.name) && !hit.is_ambiguous;
        match names.peek_mut() {
            Some(name) if name.tokens.overlaps(proposal.tokens) => {
                if name.tokens == proposal.tokens {
                    agree(lists, hit, &proposal, name);
                    continue;
                }
                let is_longer = name.span.contains(proposal.span);
                let covers = proposal.span.contains(name.span);
                let stands = !is_longer && (is_user_list || (covers && !hit.is_ambiguous));
                if stands {
                    while names.next_if(|name| name.tokens.overlaps(hit.tokens)).is_some() {}
                    mentions.push(proposal);
                }
            }
            // A name of the tagger that was pushed already may reach into the hit.
            _ if mentions.last().is_some_and(|last| last.tokens.overlaps(hit.tokens)) => {}
            _ if is_user_list => mentions.push(proposal),
            _ if stands_alone(view, stages, hit, &proposal) => {
                let score = if stages.tagger.is_some() { ALONE_SCORE } else { proposal.score };
                mentions.push(Mention { score, ..proposal });
            }
            _ => {}
        }
    }
    mentions.extend(names);
}

/// Whether a list's name stands where the tagger, which reads the lists, sees none. One word does not: on the development
/// corpora three of four such hits were parts of other names, or people. Nor does a place: of countries a tenth were right
/// there ("the 1996 United States presidential election"), of other places four in ten. An acronym does, also one that is a
/// word in small letters ("NICE"), where capitals mean something. In a line all in capitals every name of several words
/// does: there the tagger sees least.
fn stands_alone(view: TextView<'_>, stages: &Stages, hit: &Hit, proposal: &Mention) -> bool {
    if stages.tagger.is_none() {
        return !hit.is_ambiguous && !is_part_of_a_longer_name(view, proposal.tokens);
    }
    if proposal.tokens.len() > 1 {
        let sentence = view.tokens.sentences()[view.tokens.sentence_of(proposal.tokens.start as usize)].tokens;
        if is_in_capitals(view, sentence) {
            return !hit.is_ambiguous;
        }
        let is_place = proposal.entity_type == EntityType::LOC;
        return !hit.is_ambiguous && !is_place && !is_part_of_a_longer_name(view, proposal.tokens);
    }
    let token_idx = proposal.tokens.start as usize;
    proposal.entity_type == EntityType::ORG
        && proposal.span.len() >= 4
        && view.info(token_idx).shape == Shape::Upper
        && !is_among_capitals(view, token_idx)
}

/// Whether a name stands in a row of capitalised words that goes on before or behind it ("Manchester" in "Manchester
/// Museum"): without a model nobody knows what such a row is. What begins a sentence may have its capital from that.
fn is_part_of_a_longer_name(view: TextView<'_>, tokens: TokenRange) -> bool {
    let sentence = view.tokens.sentences()[view.tokens.sentence_of(tokens.start as usize)].tokens;
    let has_capital = |idx: usize| matches!(view.info(idx).shape, Shape::Title | Shape::Upper | Shape::Mixed);
    // With nothing but one space or hyphen between: a comma, a bracket or a line break ends a row.
    let is_beside = |left: usize, right: usize| {
        let gap = view.text.get(view.tokens.spans()[left].end as usize..view.tokens.spans()[right].start as usize);
        matches!(gap, Some(" " | "-" | "\u{a0}"))
    };
    let (first, last) = (tokens.start as usize, tokens.end as usize - 1);
    let goes_on_before = first.checked_sub(1).is_some_and(|before| {
        before > sentence.start as usize && sentence.contains(before) && has_capital(before) && is_beside(before, first)
    });
    goes_on_before || (sentence.contains(last + 1) && has_capital(last + 1) && is_beside(last, last + 1))
}

/// Whether one of the words beside a token is in capitals too: a shouted line says nothing about acronyms.
fn is_among_capitals(view: TextView<'_>, token_idx: usize) -> bool {
    let sentence = view.tokens.sentences()[view.tokens.sentence_of(token_idx)].tokens;
    let is_upper = |idx: usize| sentence.contains(idx) && view.info(idx).shape == Shape::Upper;
    token_idx.checked_sub(1).is_some_and(is_upper) || is_upper(token_idx + 1)
}

/// The mention a hit proposes, without a leading "the".
fn proposal_of(view: TextView<'_>, lists: &Lists, hit: &Hit) -> Mention {
    let entry = lists.first(hit);
    let list = lists.list_of(entry);
    let has_article = hit.tokens.len() > 1 && view.hash(hit.tokens.start as usize) == fold_hash_const("the");
    let tokens = TokenRange { start: hit.tokens.start + u32::from(has_article), end: hit.tokens.end };
    let score = match tokens.len() {
        _ if lists.is_user_list(list) => USER_LIST_SCORE,
        1 => SHORT_LIST_SCORE,
        _ => LONG_LIST_SCORE,
    };
    let entity_type = lists.entity_type(entry);
    let source = Source::new(SourceKind::Gazetteer, list);
    let mut mention = Mention::new(view.tokens.span_of(tokens), tokens, entity_type, score, source);
    mention.entry = Some(entry);
    mention
}

/// List and tagger name the same tokens.
fn agree(lists: &Lists, hit: &Hit, proposal: &Mention, name: &mut Mention) {
    let is_user_list = lists.is_user_list(proposal.source.name) && !hit.is_ambiguous;
    let fitting = lists.candidates(hit).find(|&entry| lists.entity_type(entry) == name.entity_type);
    match fitting {
        Some(entry) if !is_user_list || entry == lists.first(hit) => {
            name.entry = Some(entry);
            // Two witnesses: wrong only when both are.
            name.score = 1.0 - (1.0 - name.score) * (1.0 - proposal.score * 0.5);
            if proposal.score > name.score || is_user_list {
                name.source = proposal.source;
                name.score = name.score.max(proposal.score);
            }
        }
        _ if is_user_list || (!hit.is_ambiguous && proposal.score > name.score) => {
            let title = name.title.filter(|_| proposal.entity_type == EntityType::PERSON);
            *name = proposal.clone();
            name.title = title;
        }
        _ => {}
    }
}

/// Adds what rules made to `mentions`: it stands where something shorter, or as long, stood, and yields to a longer name
/// around it. Of two made by rules the longer stands, then the first.
pub(crate) fn add_mentions_of_rules(made: &mut Vec<Mention>, mentions: &mut Vec<Mention>) {
    made.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
    let mut n_kept = 0;
    for next in 0..made.len() {
        let overlaps = n_kept > 0 && made[n_kept - 1].span.overlaps(made[next].span);
        if overlaps && made[n_kept - 1].span.len() >= made[next].span.len() {
            continue;
        }
        n_kept -= usize::from(overlaps);
        made.swap(n_kept, next);
        n_kept += 1;
    }
    made.truncate(n_kept);
    // Both lists are in text order: one walk over each.
    let mut at = 0;
    made.retain(|own| {
        while mentions.get(at).is_some_and(|mention| mention.span.end <= own.span.start) {
            at += 1;
        }
        !mentions.get(at).is_some_and(|mention| mention.span.contains(own.span) && mention.span != own.span)
    });
    let mut at = 0;
    mentions.retain(|mention| {
        while made.get(at).is_some_and(|own| own.span.end <= mention.span.start) {
            at += 1;
        }
        !made.get(at).is_some_and(|own| own.span.overlaps(mention.span))
    });
    mentions.append(made);
    mentions.sort_by_key(|mention| mention.span.start);
}

/// Drops the weaker of each pair that overlaps. `mentions` are sorted by start, the longer first. Linear.
fn settle_overlaps(mentions: &mut Vec<Mention>) {
    let mut kept = 0;
    for next in 0..mentions.len() {
        let mut stands = true;
        while stands && kept > 0 && mentions[kept - 1].span.overlaps(mentions[next].span) {
            if beats(&mentions[next], &mentions[kept - 1]) {
                kept -= 1;
            } else {
                stands = false;
            }
        }
        if stands {
            mentions.swap(kept, next);
            kept += 1;
        }
    }
    mentions.truncate(kept);
}

/// True when `later`, which starts at or behind `earlier`, stands instead of it.
fn beats(later: &Mention, earlier: &Mention) -> bool {
    let is_money = |mention: &Mention| mention.entity_type == EntityType::MONEY;
    if is_money(later) != is_money(earlier) {
        return is_money(later);
    }
    let is_date = |mention: &Mention| mention.entity_type == EntityType::DATE;
    if is_date(later) != is_date(earlier) {
        let (date, name) = if is_date(later) { (later, earlier) } else { (earlier, later) };
        let name_stands = if name.span == date.span {
            name.score > date.score
        } else {
            name.span.contains(date.span) && name.score >= SURE
        };
        return name_stands != is_date(later);
    }
    (later.span.len(), later.score) > (earlier.span.len(), earlier.score)
}
