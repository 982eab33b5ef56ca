//! Places behind places: "York, Yorkshire, England".
//!
//! Not a rule of the language, because no word says it: every comma between two places is looked at, and whether it is a
//! list or an address is told by how many follow and what stands around the run.

use gleaner_text::TokenRange;

use crate::{
    context::{Context, Types, is_word},
    rule::RuleId,
};

/// Set off by every LOC mention: "York, England".
pub(crate) fn beside_mention(ctx: &mut Context<'_>, mention: usize) {
    let end = ctx.end_of(mention);
    if end >= ctx.sentence.end as usize || ctx.token(end) != "," {
        return;
    }
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
            && (is_word!(ctx.word(after + 1), "and" | "or" | "etc") || {
                let third = ctx.starting(after + 1).filter(|third| ctx.is(*third, Types::LOC));
                // "Leeds, York, Hull and …" is a list; "York, Yorkshire, England." is not.
                third.is_some_and(|third| {
                    let behind = ctx.past_bracket(ctx.end_of(third));
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
}

/// The comma pair before was itself "inner, outer" ("York, Yorkshire, England").
fn chained(ctx: &Context<'_>, mention: usize) -> bool {
    let Some(last) = ctx.out.last() else { return false };
    last.source.name == RuleId::LOCATED_COMMA.0 && last.object == Some(gleaner_text::MentionId(mention as u32))
}
