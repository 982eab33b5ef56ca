//! Runs the programs of a pattern: backtracking with a memory, so that no state is tried twice.
//!
//! From the anchor, the right program runs first, then the left one; what one finds never changes what the other can
//! find, so each is run once. A state is an instruction and a token; within [`MEMO`] tokens of the anchor a state that was
//! tried is never tried again, and beyond it [`MAX_STEPS`] ends the search. One attempt therefore costs no more than the
//! instructions times the window, whatever the text looks like.

use gleaner_text::{Shape, TimexType, TokenFlags, TokenRange};

use super::{
    compile::{Op, SlotOp},
    syntax::Filter,
};
use crate::{
    context::{Context, Subject, is_word},
    lexicon::Class,
};

/// How many tokens from the anchor states are remembered.
const MEMO: usize = 64;
const MAX_STEPS: usize = 4000;

/// What a slot took.
#[derive(Clone, Copy, Debug)]
pub(super) enum Bound {
    Mention {
        slot: u8,
        mention: u32,
        trust: f32,
    },
    /// First token of captured words.
    Begin {
        slot: u8,
        token: u32,
    },
    /// One past the last.
    End {
        slot: u8,
        token: u32,
    },
}

#[derive(Clone, Copy, Debug)]
struct State {
    pc: u32,
    at: u32,
    n_bound: u32,
}

/// Memory of the matcher, kept from attempt to attempt.
#[derive(Clone, Debug, Default)]
pub(crate) struct MatchScratch {
    stack: Vec<State>,
    seen: Vec<u64>,
    names: Vec<usize>,
    /// What the slots took, right side first.
    pub(super) bound: Vec<Bound>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

impl MatchScratch {
    /// Matches both sides of an anchor that covers `anchor`; the tokens of the whole match.
    pub(super) fn run(
        &mut self,
        ctx: &Context<'_>,
        left: &[Op],
        right: &[Op],
        anchor: TokenRange,
    ) -> Option<TokenRange> {
        self.bound.clear();
        let end = self.side(ctx, right, anchor.end as usize, Side::Right)?;
        let start = self.side(ctx, left, anchor.start as usize, Side::Left)?;
        Some(TokenRange::new(start, end))
    }

    fn side(&mut self, ctx: &Context<'_>, ops: &[Op], from: usize, side: Side) -> Option<usize> {
        if let [Op::Done] = ops {
            return Some(from);
        }
        self.seen.clear();
        self.seen.resize(ops.len(), 0);
        self.stack.clear();
        self.stack.push(State { pc: 0, at: from as u32, n_bound: self.bound.len() as u32 });
        let mut n_steps = 0;
        while let Some(state) = self.stack.pop() {
            self.bound.truncate(state.n_bound as usize);
            let (mut pc, mut at) = (state.pc as usize, state.at as usize);
            // Straight on until something does not fit.
            loop {
                n_steps += 1;
                if n_steps > MAX_STEPS {
                    return None;
                }
                let distance = at.abs_diff(from);
                if distance < MEMO {
                    let bit = 1u64 << distance;
                    if self.seen[pc] & bit != 0 {
                        break;
                    }
                    self.seen[pc] |= bit;
                }
                let next = match &ops[pc] {
                    Op::Done => return Some(at),
                    Op::Jump(to) => {
                        pc = *to as usize;
                        continue;
                    }
                    Op::Split(first, second) => {
                        self.push(*second as usize, at);
                        pc = *first as usize;
                        continue;
                    }
                    Op::Begin(slot) => {
                        self.bound.push(Bound::Begin { slot: *slot, token: at as u32 });
                        Some(at)
                    }
                    Op::End(slot) => {
                        self.bound.push(Bound::End { slot: *slot, token: at as u32 });
                        Some(at)
                    }
                    Op::Slot(slot) if side == Side::Right => self.slot_right(ctx, slot, pc, at),
                    Op::Slot(slot) => self.slot_left(ctx, slot, pc, at),
                    Op::Gap { min, max, not } => {
                        self.gap(ctx, pc, at, side, (*min as usize, *max as usize), not);
                        None
                    }
                    Op::Not(tests) => {
                        let fits = |op: &Op| match op {
                            Op::Slot(slot) => self.peek_slot(ctx, slot, at, side),
                            op => one_token(ctx, op, at, side).is_some(),
                        };
                        if tests.iter().any(fits) { None } else { Some(at) }
                    }
                    Op::SentenceStart => (at <= ctx.sentence_start()).then_some(at),
                    Op::SentenceEnd => at_end(ctx, at).then_some(at),
                    Op::Role => role(ctx, at, side),
                    op => one_token(ctx, op, at, side),
                };
                let Some(next) = next else { break };
                at = next;
                pc += 1;
            }
        }
        None
    }

    fn push(&mut self, pc: usize, at: usize) {
        self.stack.push(State { pc: pc as u32, at: at as u32, n_bound: self.bound.len() as u32 });
    }

    fn bind(&mut self, slot: u8, mention: usize, trust: f32) {
        self.bound.push(Bound::Mention { slot, mention: mention as u32, trust });
    }

    /// The shortest fill first.
    fn gap(
        &mut self,
        ctx: &Context<'_>,
        pc: usize,
        at: usize,
        side: Side,
        (min, max): (usize, usize),
        not: &[super::class::TokenTest],
    ) {
        let mut reach = 0;
        while reach < max {
            let token = match side {
                Side::Right => at + reach,
                Side::Left => match (at).checked_sub(reach + 1) {
                    Some(token) => token,
                    None => break,
                },
            };
            let inside = (ctx.sentence.start as usize..ctx.sentence.end as usize).contains(&token);
            let stops = matches!(ctx.token(token), ";" | ":" | "“" | "”" | "\"") && !ctx.in_mention(token);
            if !inside || stops || not.iter().any(|test| test.holds(ctx, token)) {
                break;
            }
            reach += 1;
        }
        for n in (min..=reach).rev() {
            let to = if side == Side::Right { at + n } else { at - n };
            self.push(pc + 1, to);
        }
    }

    fn slot_right(&mut self, ctx: &Context<'_>, slot: &SlotOp, pc: usize, at: usize) -> Option<usize> {
        if slot.is_owner {
            return self.owner_right(ctx, slot, at);
        }
        if slot.is_list {
            let end = ctx.list_from(at, slot.types, &mut self.names);
            let n_bound = self.bound.len();
            for idx in 0..self.names.len() {
                let mention = self.names[idx];
                if fits(ctx, slot, mention) {
                    self.bind(slot.slot, mention, 1.0);
                }
            }
            if self.bound.len() > n_bound {
                return Some(end);
            }
        }
        if let Some(mention) = name_right(ctx, slot, at).filter(|mention| fits(ctx, slot, *mention)) {
            let end = ctx.end_of(mention);
            // First as it stands, then over a bracket behind the name.
            let over = ctx.past_bracket(end);
            if over > end {
                self.bind(slot.slot, mention, 1.0);
                self.push(pc + 1, over);
                self.bound.pop();
            }
            self.bind(slot.slot, mention, 1.0);
            return Some(end);
        }
        if !slot.resolves {
            return None;
        }
        // "she", "the company"
        let noun = if ctx.class(at).any(Class::DETERMINER) && !is_word!(ctx.word(at), "its" | "our" | "their") {
            at + 1
        } else {
            at
        };
        let subject = ctx.described(noun, slot.types).filter(|subject| fits(ctx, slot, subject.mention))?;
        self.bind(slot.slot, subject.mention, subject.trust);
        Some(noun + 1)
    }

    fn owner_right(&mut self, ctx: &Context<'_>, slot: &SlotOp, at: usize) -> Option<usize> {
        if let Some(mention) = ctx.name_from(at, slot.types).filter(|mention| fits(ctx, slot, *mention)) {
            let end = ctx.end_of(mention);
            let owns = ctx.view.tokens.infos().get(end).is_some_and(|info| info.flags.has(TokenFlags::CLITIC));
            if !owns {
                return None;
            }
            self.bind(slot.slot, mention, 1.0);
            return Some(end + 1);
        }
        if !slot.resolves {
            return None;
        }
        let subject = ctx.owner_at(at, slot.types).filter(|subject| fits(ctx, slot, subject.mention))?;
        self.bind(slot.slot, subject.mention, subject.trust);
        Some(at + 1)
    }

    fn slot_left(&mut self, ctx: &Context<'_>, slot: &SlotOp, pc: usize, at: usize) -> Option<usize> {
        if slot.is_owner {
            let before = at.checked_sub(1).filter(|before| *before >= ctx.sentence.start as usize)?;
            let subject = ctx.owner_before(at, slot.types, slot.resolves)?;
            if !fits(ctx, slot, subject.mention) {
                return None;
            }
            self.bind(slot.slot, subject.mention, subject.trust);
            return Some(subject.start.min(before));
        }
        if slot.is_list {
            let start = ctx.list_before(at, slot.types, &mut self.names);
            let n_bound = self.bound.len();
            for idx in (0..self.names.len()).rev() {
                let mention = self.names[idx];
                if fits(ctx, slot, mention) {
                    self.bind(slot.slot, mention, 1.0);
                }
            }
            if self.bound.len() > n_bound {
                return Some(start);
            }
        }
        if slot.resolves {
            let Subject { mention, start, trust } =
                ctx.subject_of(at, slot.types).filter(|subject| fits(ctx, slot, subject.mention))?;
            self.bind(slot.slot, mention, trust);
            return Some(start.min(at));
        }
        let mention = name_left(ctx, slot, at).filter(|mention| fits(ctx, slot, *mention))?;
        self.bind(slot.slot, mention, 1.0);
        let start = ctx.title_start(mention);
        // First over the article, then without: the pattern may ask for it.
        let article = start > ctx.sentence.start as usize && is_word!(ctx.word(start - 1), "the");
        if article {
            self.push(pc + 1, start);
        }
        Some(start - usize::from(article))
    }

    fn peek_slot(&self, ctx: &Context<'_>, slot: &SlotOp, at: usize, side: Side) -> bool {
        let mention = if side == Side::Right { name_right(ctx, slot, at) } else { name_left(ctx, slot, at) };
        mention.is_some_and(|mention| fits(ctx, slot, mention))
    }
}

/// The mention that begins at a token: behind an article and an honorific, or, for values, behind "more than", "about".
fn name_right(ctx: &Context<'_>, slot: &SlotOp, at: usize) -> Option<usize> {
    if slot.types.has_values() {
        return ctx.value_from(at, slot.types).or_else(|| ctx.name_from(at, slot.types));
    }
    ctx.name_from(at, slot.types)
}

/// The mention that ends right before a token, a bracket behind it allowed.
fn name_left(ctx: &Context<'_>, slot: &SlotOp, at: usize) -> Option<usize> {
    ctx.name_before(at, slot.types)
}

fn fits(ctx: &Context<'_>, slot: &SlotOp, mention: usize) -> bool {
    let tokens = ctx.mentions[mention].tokens.range();
    let word = |at: usize| ctx.word(at);
    slot.filters.iter().all(|filter| match filter {
        Filter::With(words) => tokens.clone().take(24).any(|at| words.binary_search(&word(at)).is_ok()),
        Filter::Without(words) => !tokens.clone().take(24).any(|at| words.binary_search(&word(at)).is_ok()),
        Filter::Starting(words) => words.binary_search(&word(tokens.start)).is_ok(),
        Filter::Ending(words) => words.binary_search(&word(tokens.end - 1)).is_ok(),
        Filter::Calendar => ctx.mentions[mention]
            .value
            .as_ref()
            .and_then(|value| value.date())
            .is_none_or(|date| date.timex_type == TimexType::Date),
        Filter::Duration => ctx.mentions[mention]
            .value
            .as_ref()
            .and_then(|value| value.date())
            .is_none_or(|date| date.timex_type == TimexType::Duration),
        Filter::Demonym => ctx.is_demonym(mention),
    })
}

/// The token that an instruction of one token would take, and the place behind it.
fn one_token(ctx: &Context<'_>, op: &Op, at: usize, side: Side) -> Option<usize> {
    let (token, next) = match side {
        Side::Right => (at, at + 1),
        Side::Left => {
            let token = at.checked_sub(1)?;
            (token, token)
        }
    };
    if token < ctx.sentence.start as usize || token >= ctx.sentence.end as usize {
        return None;
    }
    let fits = match op {
        Op::Word(word) => ctx.word(token) == *word && !ctx.in_name(token),
        Op::Words(words) => words.binary_search(&ctx.word(token)).is_ok() && !ctx.in_name(token),
        Op::Test(test) => test.holds(ctx, token),
        _ => false,
    };
    fits.then_some(next)
}

/// The words of a job title from a token on, or up to it.
fn role(ctx: &Context<'_>, at: usize, side: Side) -> Option<usize> {
    let reach = 10;
    match side {
        Side::Right => (at..(at + reach).min(ctx.sentence.end as usize))
            .take_while(|head| !ctx.in_mention(*head))
            .filter(|head| ctx.class(*head).any(Class::ROLE_HEAD))
            .find_map(|head| ctx.role_phrase(head).filter(|phrase| phrase.tokens.start as usize == at))
            .map(|phrase| phrase.tokens.end as usize),
        Side::Left => (at.saturating_sub(reach).max(ctx.sentence.start as usize)..at)
            .rev()
            .take_while(|head| !ctx.in_mention(*head))
            .filter(|head| ctx.class(*head).any(Class::ROLE_HEAD))
            .find_map(|head| ctx.role_phrase(head).filter(|phrase| phrase.tokens.end as usize == at))
            .map(|phrase| phrase.tokens.start as usize),
    }
}

/// Nothing but closing marks up to the end of the sentence.
fn at_end(ctx: &Context<'_>, at: usize) -> bool {
    let end = ctx.sentence.end as usize;
    at + 3 >= end
        && (at..end).all(|at| {
            let info = ctx.view.info(at);
            info.class == gleaner_text::TokenClass::Punctuation && info.shape == Shape::None
        })
}
