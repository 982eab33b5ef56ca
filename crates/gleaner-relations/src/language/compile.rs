//! From a tree to programs: the anchor, one program leftwards from it and one rightwards.
//!
//! The anchor is the piece that every match holds and that is rarest in English: a word, a set of words, or a job title.
//! Only where one of its words stands is anything else of the pattern looked at. Alternatives that hold the rarest words are
//! written out, each with an anchor of its own.

use std::sync::Arc;

use super::{
    class::TokenTest,
    syntax::{Filter, Node},
};
use crate::{context::Types, lexicon::Class};

/// An instruction of the matcher.
#[derive(Clone, Debug)]
pub(super) enum Op {
    Word(u64),
    Words(Arc<[u64]>),
    Test(TokenTest),
    Slot(SlotOp),
    Begin(u8),
    End(u8),
    Role,
    Gap {
        min: u32,
        max: u32,
        not: Box<[TokenTest]>,
    },
    /// The next token fits none.
    Not(Box<[Op]>),
    SentenceStart,
    SentenceEnd,
    /// First go on here, then there.
    Split(u32, u32),
    Jump(u32),
    Done,
}

/// See [`super::syntax::SlotNode`].
#[derive(Clone, Debug)]
pub(super) struct SlotOp {
    pub(super) slot: u8,
    pub(super) types: Types,
    pub(super) resolves: bool,
    pub(super) is_list: bool,
    pub(super) is_owner: bool,
    pub(super) filters: Box<[Filter]>,
}

/// What sets a pattern off.
#[derive(Clone, Debug)]
pub(super) enum Anchor {
    Words(Arc<[u64]>),
    Role,
}

/// A compiled pattern.
#[derive(Clone, Debug)]
pub(super) struct Program {
    pub(super) anchor: Anchor,
    pub(super) left: Box<[Op]>,
    pub(super) right: Box<[Op]>,
}

/// Why a pattern does not compile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unfit {
    /// No word that every match holds.
    NoAnchor,
    /// More instructions or alternatives than allowed.
    TooLarge,
}

impl Unfit {
    pub(super) fn message(self) -> &'static str {
        match self {
            Self::NoAnchor => {
                "this pattern could match anywhere: it needs at least one word, quoted text, word set or <role> that is \
                 not optional"
            }
            Self::TooLarge => "this pattern is too large: at most 64 alternatives and 2,000 steps",
        }
    }
}

const MAX_VARIANTS: usize = 64;
const MAX_OPS: usize = 2000;

/// How often a word stands in ten thousand of English text, roughly; the others count as one.
const COMMON: &[(u32, &str)] = &[
    (500, ", ."),
    (400, "the"),
    (250, "of and to in a"),
    (100, "( ) - ' \" “ ” ’ : ; – 's ’s is was for on that by with at as from his he it"),
    (50, "an are were be has have had who which this their its her she they not or but one also first after than"),
    (20, "been had when where while into other new two more all some between over during until since"),
    (8, "company people years year time now would will can member members part work works called known set made"),
];

fn weight_of(word: u64) -> u32 {
    static WEIGHTS: std::sync::LazyLock<foldhash::HashMap<u64, u32>> = std::sync::LazyLock::new(|| {
        let words = COMMON.iter().flat_map(|(weight, words)| words.split_whitespace().map(move |word| (word, *weight)));
        words.map(|(word, weight)| (gleaner_text::fold_hash(word), weight)).collect()
    });
    WEIGHTS.get(&word).copied().unwrap_or(1)
}

/// A piece of the top-level sequence.
#[derive(Clone, Debug)]
enum Piece {
    Node(Node),
    Begin(u8),
    End(u8),
}

/// The programs of a pattern, at least one.
pub(super) fn programs(pattern: &Node) -> Result<Vec<Program>, Unfit> {
    let mut pieces = Vec::new();
    flatten(pattern, &mut pieces);
    let mut programs = Vec::new();
    expand(pieces, &mut programs)?;
    Ok(programs)
}

fn flatten(node: &Node, pieces: &mut Vec<Piece>) {
    match node {
        Node::Seq(nodes) => nodes.iter().for_each(|node| flatten(node, pieces)),
        Node::Capture(slot, inner) => {
            pieces.push(Piece::Begin(*slot));
            flatten(inner, pieces);
            pieces.push(Piece::End(*slot));
        }
        other => pieces.push(Piece::Node(other.clone())),
    }
}

/// The weight of the best anchor in a piece of pattern; none where nothing in it is sure to be there.
fn weight(node: &Node) -> Option<u32> {
    match node {
        Node::Words(words) => Some(words.iter().map(|word| weight_of(*word)).sum()),
        Node::RolePhrase => Some(60),
        Node::Seq(nodes) => nodes.iter().filter_map(weight).min(),
        Node::Alt(nodes) => nodes.iter().map(weight).sum(),
        Node::Capture(_, inner) => weight(inner),
        _ => None,
    }
}

fn expand(pieces: Vec<Piece>, programs: &mut Vec<Program>) -> Result<(), Unfit> {
    let node = |piece: &Piece| if let Piece::Node(node) = piece { weight(node) } else { None };
    let best = (0..pieces.len()).filter_map(|at| node(&pieces[at]).map(|weight| (weight, at))).min();
    let (_, at) = best.ok_or(Unfit::NoAnchor)?;
    let Piece::Node(anchor) = &pieces[at] else { return Err(Unfit::NoAnchor) };
    let anchor = match anchor {
        Node::Words(words) => Anchor::Words(words.clone()),
        Node::RolePhrase => Anchor::Role,
        Node::Alt(branches) => {
            for branch in branches {
                let mut variant = pieces[..at].to_vec();
                flatten(branch, &mut variant);
                variant.extend_from_slice(&pieces[at + 1..]);
                expand(variant, programs)?;
            }
            return Ok(());
        }
        _ => return Err(Unfit::NoAnchor),
    };
    if programs.len() == MAX_VARIANTS {
        return Err(Unfit::TooLarge);
    }
    let program = |pieces: &mut dyn Iterator<Item = &Piece>, is_left: bool| -> Result<Box<[Op]>, Unfit> {
        let mut emitter = Emitter { ops: Vec::new(), is_left };
        for piece in pieces {
            match piece {
                Piece::Node(node) => emitter.emit(node)?,
                Piece::Begin(slot) => emitter.ops.push(Op::Begin(*slot)),
                Piece::End(slot) => emitter.ops.push(Op::End(*slot)),
            }
        }
        emitter.ops.push(Op::Done);
        Ok(emitter.ops.into())
    };
    let left = program(&mut pieces[..at].iter().rev(), true)?;
    let right = program(&mut pieces[at + 1..].iter(), false)?;
    programs.push(Program { anchor, left, right });
    Ok(())
}

struct Emitter {
    ops: Vec<Op>,
    is_left: bool,
}

impl Emitter {
    fn emit(&mut self, node: &Node) -> Result<(), Unfit> {
        if self.ops.len() > MAX_OPS {
            return Err(Unfit::TooLarge);
        }
        match node {
            Node::Words(words) => self.ops.push(words_op(words)),
            Node::Test(test) => self.ops.push(Op::Test(*test)),
            Node::Seq(nodes) if self.is_left => nodes.iter().rev().try_for_each(|node| self.emit(node))?,
            Node::Seq(nodes) => nodes.iter().try_for_each(|node| self.emit(node))?,
            Node::Alt(nodes) => self.alternatives(nodes)?,
            Node::Optional(inner) => self.optional(inner)?,
            Node::Repeat(inner, min, max) => {
                for _ in 0..*min {
                    self.emit(inner)?;
                }
                // Each further one only behind the one before.
                let mut splits = Vec::new();
                for _ in *min..*max {
                    splits.push(self.split());
                    self.emit(inner)?;
                }
                let end = self.ops.len() as u32;
                for split in splits {
                    self.ops[split] = Op::Split(split as u32 + 1, end);
                }
            }
            Node::Slot(slot) => self.ops.push(Op::Slot(SlotOp {
                slot: slot.slot,
                types: slot.types,
                resolves: slot.resolves,
                is_list: slot.is_list,
                is_owner: slot.is_owner,
                filters: slot.filters.clone().into(),
            })),
            Node::Capture(slot, inner) => {
                let (first, last) = (Op::Begin(*slot), Op::End(*slot));
                let (first, last) = if self.is_left { (last, first) } else { (first, last) };
                self.ops.push(first);
                self.emit(inner)?;
                self.ops.push(last);
            }
            Node::RolePhrase => self.ops.push(Op::Role),
            Node::Gap { min, max, not } => {
                self.ops.push(Op::Gap { min: *min, max: *max, not: not.clone().into() });
            }
            Node::Not(inner) => {
                let mut emitter = Self { ops: Vec::new(), is_left: self.is_left };
                match &**inner {
                    Node::Alt(nodes) => nodes.iter().try_for_each(|node| emitter.emit(node))?,
                    node => emitter.emit(node)?,
                }
                self.ops.push(Op::Not(emitter.ops.into()));
            }
            Node::SentenceStart => self.ops.push(Op::SentenceStart),
            Node::SentenceEnd => self.ops.push(Op::SentenceEnd),
        }
        Ok(())
    }

    fn split(&mut self) -> usize {
        self.ops.push(Op::Done);
        self.ops.len() - 1
    }

    fn optional(&mut self, inner: &Node) -> Result<(), Unfit> {
        let split = self.split();
        self.emit(inner)?;
        self.ops[split] = Op::Split(split as u32 + 1, self.ops.len() as u32);
        Ok(())
    }

    fn alternatives(&mut self, nodes: &[Node]) -> Result<(), Unfit> {
        let mut jumps = Vec::new();
        for (idx, node) in nodes.iter().enumerate() {
            let split = (idx + 1 < nodes.len()).then(|| self.split());
            self.emit(node)?;
            if let Some(split) = split {
                jumps.push(self.split());
                self.ops[split] = Op::Split(split as u32 + 1, self.ops.len() as u32);
            }
        }
        let end = self.ops.len() as u32;
        for jump in jumps {
            self.ops[jump] = Op::Jump(end);
        }
        Ok(())
    }
}

fn words_op(words: &Arc<[u64]>) -> Op {
    match **words {
        [word] => Op::Word(word),
        _ => Op::Words(words.clone()),
    }
}

/// The classes of guard words among the words a pattern itself asks for: those do not block it.
pub(super) fn own_guards(node: &Node) -> Class {
    match node {
        Node::Words(words) => words.iter().fold(Class::NONE, |classes, word| classes | crate::lexicon::class_of(*word)),
        Node::Seq(nodes) | Node::Alt(nodes) => {
            nodes.iter().fold(Class::NONE, |classes, node| classes | own_guards(node))
        }
        Node::Optional(inner) | Node::Repeat(inner, ..) | Node::Capture(_, inner) => own_guards(inner),
        _ => Class::NONE,
    }
}
