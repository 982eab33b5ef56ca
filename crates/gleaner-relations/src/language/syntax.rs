//! A pattern as a tree, and the reader that makes it from its text.
//!
//! The grammar, tightest first:
//!
//! ```text
//! atom     = word | "text" | @set | @set.form | <class> | 's | ^ | $ | ..{2,6 not verb} | !atom
//!          | (slot: TYPE|TYPE …) | (slot: pattern) | (a | b) | [a | b]
//! repeated = atom ? | atom {2,4}
//! choice   = repeated|repeated          no spaces around the bar
//! sequence = choice choice …
//! ```

use std::{collections::BTreeMap, sync::Arc};

use gleaner_text::{EntityType, EntityTypes};

use super::{
    class::{CLASSES, TokenTest},
    error::{Fault, Place, listed},
    words::Form,
};
use crate::context::Types;

/// How deep groups may nest.
const MAX_DEPTH: usize = 8;
/// The most repetitions, and the longest gap.
const MAX_REPEAT: u32 = 16;
const MAX_GAP: u32 = 30;

/// A piece of a pattern.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    /// One token out of a set of folded words, sorted.
    Words(Arc<[u64]>),
    Test(TokenTest),
    Seq(Vec<Node>),
    /// The first that fits.
    Alt(Vec<Node>),
    Optional(Box<Node>),
    Repeat(Box<Node>, u32, u32),
    /// A mention.
    Slot(SlotNode),
    /// The words that the inner pattern covers.
    Capture(u8, Box<Node>),
    /// The words of a job title.
    RolePhrase,
    Gap {
        min: u32,
        max: u32,
        not: Vec<TokenTest>,
    },
    /// The token here is none of these.
    Not(Box<Node>),
    SentenceStart,
    SentenceEnd,
}

/// What a slot takes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SlotNode {
    pub(super) slot: u8,
    pub(super) types: Types,
    /// Also what stands for a name: an apposition's owner, "the company", "she".
    pub(super) resolves: bool,
    /// "A, B and C" give three.
    pub(super) is_list: bool,
    /// The owner in front of a possessive.
    pub(super) is_owner: bool,
    pub(super) filters: Vec<Filter>,
}

/// What the words of a mention must be like.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Filter {
    /// Holds a word of the set.
    With(Arc<[u64]>),
    /// Holds none of them.
    Without(Arc<[u64]>),
    /// Begins with one.
    Starting(Arc<[u64]>),
    /// Ends with one.
    Ending(Arc<[u64]>),
    /// A date of the calendar, not a length of time.
    Calendar,
    /// A length of time.
    Duration,
    /// "Belgian", "Dutch": a word that says where somebody belongs.
    Demonym,
}

/// A named set of words and phrases.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct WordSet {
    /// Single words with their forms; no form for words of a plain list.
    pub(super) words: Vec<(Option<Form>, u64)>,
    pub(super) phrases: Vec<(Option<Form>, Vec<u64>)>,
}

impl WordSet {
    /// The set as a piece of pattern, of those forms only where some are given.
    fn node(&self, forms: Option<&[Form]>) -> Option<Node> {
        let wanted = |form: &Option<Form>| forms.is_none_or(|forms| form.is_some_and(|form| forms.contains(&form)));
        let words: Vec<u64> = self.words.iter().filter(|(form, _)| wanted(form)).map(|(_, word)| *word).collect();
        let phrases = self.phrases.iter().filter(|(form, _)| wanted(form));
        // Longer things first: "set up" before "set".
        let mut nodes: Vec<Node> =
            phrases.map(|(_, words)| Node::Seq(words.iter().map(|word| one(*word)).collect())).collect();
        if !words.is_empty() {
            nodes.push(words_node(words));
        }
        match nodes.len() {
            0 => None,
            1 => nodes.pop(),
            _ => Some(Node::Alt(nodes)),
        }
    }
}

fn one(word: u64) -> Node {
    Node::Words([word].into())
}

fn words_node(mut words: Vec<u64>) -> Node {
    words.sort_unstable();
    words.dedup();
    Node::Words(words.into())
}

/// The folded hashes of the tokens of a piece of text.
pub(super) fn hashes_of(text: &str) -> Vec<u64> {
    gleaner_tokenizer::tokenized(text).hashes().to_vec()
}

/// What a pattern is read with.
pub(super) struct Scope<'a> {
    pub(super) sets: &'a BTreeMap<String, WordSet>,
    pub(super) types: &'a EntityTypes,
    /// Slots of the rule so far; patterns of one rule share them.
    pub(super) slots: &'a mut Vec<String>,
}

/// Where each character of a pattern stands: patterns may run over several lines.
pub(super) struct PatternText {
    pub(super) chars: Vec<(char, Place)>,
    pub(super) end: Place,
}

/// Reads a whole pattern.
pub(super) fn pattern(text: &PatternText, scope: &mut Scope<'_>) -> Result<Node, Fault> {
    let mut reader = Reader { text, at: 0, depth: 0, scope };
    let node = reader.choices(None)?;
    if let Node::Alt(_) = node {
        return Err(reader.fault("expected one sequence; write a `pattern:` of its own for each alternative"));
    }
    Ok(node)
}

struct Reader<'a, 's> {
    text: &'a PatternText,
    at: usize,
    depth: usize,
    scope: &'a mut Scope<'s>,
}

impl Reader<'_, '_> {
    fn peek(&self) -> Option<char> {
        self.text.chars.get(self.at).map(|(c, _)| *c)
    }

    fn peek_at(&self, ahead: usize) -> Option<char> {
        self.text.chars.get(self.at + ahead).map(|(c, _)| *c)
    }

    fn place(&self) -> Place {
        self.text.chars.get(self.at).map_or(self.text.end, |(_, place)| *place)
    }

    fn fault(&self, message: impl Into<String>) -> Fault {
        Fault::new(self.place(), message)
    }

    fn found(&self) -> String {
        self.peek().map_or_else(|| "the end of the pattern".to_owned(), |c| format!("`{c}`"))
    }

    fn skip_space(&mut self) -> bool {
        let start = self.at;
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
        self.at > start
    }

    fn expect(&mut self, wanted: char) -> Result<(), Fault> {
        if self.peek() == Some(wanted) {
            self.at += 1;
            return Ok(());
        }
        Err(self.fault(format!("expected `{wanted}`, found {}", self.found())))
    }

    /// A name of letters, digits, `-` and `_`.
    fn name(&mut self, what: &str) -> Result<String, Fault> {
        let mut name = String::new();
        while let Some(c) = self.peek().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_')) {
            name.push(c);
            self.at += 1;
        }
        if name.is_empty() {
            return Err(self.fault(format!("expected {what}, found {}", self.found())));
        }
        Ok(name)
    }

    fn number(&mut self) -> Result<u32, Fault> {
        let place = self.place();
        let digits = self.name("a number")?;
        digits.parse().map_err(|_| Fault::new(place, format!("expected a number, found `{digits}`")))
    }

    /// Sequences parted by " | ", up to `close`.
    fn choices(&mut self, close: Option<char>) -> Result<Node, Fault> {
        let mut all = Vec::new();
        loop {
            all.push(self.sequence(close)?);
            if self.peek() == Some('|') {
                self.at += 1;
                continue;
            }
            break;
        }
        if self.peek() != close {
            let wanted = close.map_or_else(|| "an element".to_owned(), |c| format!("`{c}`"));
            return Err(self.fault(format!("expected {wanted}, found {}", self.found())));
        }
        Ok(if all.len() == 1 { all.swap_remove(0) } else { Node::Alt(all) })
    }

    fn sequence(&mut self, close: Option<char>) -> Result<Node, Fault> {
        let mut nodes = Vec::new();
        loop {
            self.skip_space();
            match self.peek() {
                None | Some('|') => break,
                c if c == close => break,
                _ => nodes.push(self.tight_choice()?),
            }
        }
        if nodes.is_empty() {
            return Err(self.fault(format!("expected an element, found {}", self.found())));
        }
        Ok(if nodes.len() == 1 { nodes.swap_remove(0) } else { Node::Seq(nodes) })
    }

    /// `a|b|c` without spaces.
    fn tight_choice(&mut self) -> Result<Node, Fault> {
        let mut nodes = vec![self.repeated()?];
        while self.peek() == Some('|') && self.peek_at(1).is_some_and(|c| !c.is_whitespace()) && !self.after_space() {
            self.at += 1;
            nodes.push(self.repeated()?);
        }
        if nodes.len() == 1 {
            return Ok(nodes.swap_remove(0));
        }
        let mut words = Vec::new();
        let mut others = Vec::new();
        for node in nodes {
            match node {
                Node::Words(set) => words.extend_from_slice(&set),
                other => others.push(other),
            }
        }
        if !words.is_empty() {
            others.push(words_node(words));
        }
        Ok(if others.len() == 1 { others.swap_remove(0) } else { Node::Alt(others) })
    }

    fn after_space(&self) -> bool {
        self.at > 0 && self.text.chars[self.at - 1].0.is_whitespace()
    }

    fn repeated(&mut self) -> Result<Node, Fault> {
        let start = self.place();
        let node = self.atom()?;
        match self.peek() {
            Some('?') => {
                self.at += 1;
                Ok(Node::Optional(Box::new(node)))
            }
            Some('{') => {
                self.at += 1;
                let (min, max) = self.range(MAX_REPEAT)?;
                self.expect('}')?;
                Ok(Node::Repeat(Box::new(node), min, max))
            }
            Some('*') => Err(self.fault("repetition without end; say how many, as in {0,4}")),
            Some('+') => Err(Fault::new(start, "repetition without end; say how many, as in {1,4}")),
            _ => Ok(node),
        }
    }

    /// `2,4` or `4`, up to `most`.
    fn range(&mut self, most: u32) -> Result<(u32, u32), Fault> {
        self.skip_space();
        let place = self.place();
        let first = self.number()?;
        let (min, max) = if self.peek() == Some(',') {
            self.at += 1;
            self.skip_space();
            if matches!(self.peek(), Some('}')) {
                return Err(self.fault(format!("no upper limit; say at most {most}")));
            }
            (first, self.number()?)
        } else {
            (first, first)
        };
        if min > max || max > most || max == 0 {
            return Err(Fault::new(place, format!("expected two numbers in order, at most {most}, found {min},{max}")));
        }
        self.skip_space();
        Ok((min, max))
    }

    fn atom(&mut self) -> Result<Node, Fault> {
        let place = self.place();
        match self.peek() {
            Some('"') => self.quoted(),
            Some('@') => self.set(),
            Some('<') => {
                self.at += 1;
                let name = self.name("the name of a class")?;
                self.expect('>')?;
                if name == "role" {
                    return Ok(Node::RolePhrase);
                }
                self.class(&name, place).map(Node::Test)
            }
            Some('^') => {
                self.at += 1;
                Ok(Node::SentenceStart)
            }
            Some('$') => {
                self.at += 1;
                Ok(Node::SentenceEnd)
            }
            Some('!') => {
                self.at += 1;
                let inner = self.tight_choice()?;
                let single = |node: &Node| matches!(node, Node::Words(_) | Node::Test(_) | Node::Slot(_));
                match &inner {
                    Node::Alt(nodes) if nodes.iter().all(single) => {}
                    node if single(node) => {}
                    _ => return Err(Fault::new(place, "`!` takes words, classes and slots of one token")),
                }
                Ok(Node::Not(Box::new(inner)))
            }
            Some('.') if self.peek_at(1) == Some('.') && self.peek_at(2) != Some('.') => self.gap(),
            Some('\'' | '’') if self.peek_at(1) == Some('s') && !self.peek_at(2).is_some_and(char::is_alphanumeric) =>
            {
                self.at += 2;
                Ok(Node::Test(TokenTest::Possessive))
            }
            Some('(') => self.nested(Self::bracketed),
            Some('[') => self.nested(|reader| {
                reader.at += 1;
                let inner = reader.choices(Some(']'))?;
                reader.expect(']')?;
                Ok(Node::Optional(Box::new(inner)))
            }),
            Some(c) if is_bare(c) => self.bare(),
            _ => Err(self.fault(format!("expected an element, found {}", self.found()))),
        }
    }

    fn nested(&mut self, read: impl FnOnce(&mut Self) -> Result<Node, Fault>) -> Result<Node, Fault> {
        if self.depth == MAX_DEPTH {
            return Err(self.fault(format!("groups nest deeper than {MAX_DEPTH}")));
        }
        self.depth += 1;
        let node = read(self);
        self.depth -= 1;
        node
    }

    fn class(&self, name: &str, place: Place) -> Result<TokenTest, Fault> {
        TokenTest::named(name).ok_or_else(|| {
            let known = listed(CLASSES.iter().map(|(name, ..)| *name));
            Fault::new(place, format!("unknown class `{name}`; known are role, {known}"))
        })
    }

    fn literal(&self, text: &str, place: Place) -> Result<Node, Fault> {
        let mut words: Vec<Node> = hashes_of(text).into_iter().map(one).collect();
        match words.len() {
            0 => Err(Fault::new(place, "expected words, found nothing but white space")),
            1 => Ok(words.swap_remove(0)),
            _ => Ok(Node::Seq(words)),
        }
    }

    fn quoted(&mut self) -> Result<Node, Fault> {
        let place = self.place();
        self.at += 1;
        let mut text = String::new();
        loop {
            match self.peek() {
                None => return Err(Fault::new(place, "a quoted text that does not end")),
                Some('"') if self.peek_at(1) == Some('"') => {
                    text.push('"');
                    self.at += 2;
                }
                Some('"') => break,
                Some(c) => {
                    text.push(c);
                    self.at += 1;
                }
            }
        }
        self.at += 1;
        self.literal(&text, place)
    }

    fn bare(&mut self) -> Result<Node, Fault> {
        let place = self.place();
        let mut text = String::new();
        while let Some(c) = self.peek().filter(|c| is_bare(*c)) {
            text.push(c);
            self.at += 1;
        }
        self.literal(&text, place)
    }

    fn set(&mut self) -> Result<Node, Fault> {
        let place = self.place();
        self.at += 1;
        let name = self.name("the name of a word set")?;
        let forms = if self.peek() == Some('.') {
            self.at += 1;
            let place = self.place();
            let form = self.name("a form")?;
            let known = Form::NAMES.iter().find(|(known, _)| *known == form);
            let (_, forms) = known.ok_or_else(|| {
                let known = listed(Form::NAMES.iter().map(|(name, _)| *name));
                Fault::new(place, format!("unknown form `{form}`; known are {known}"))
            })?;
            Some(*forms)
        } else {
            None
        };
        let set = self.scope.sets.get(&name).ok_or_else(|| {
            let known = listed(self.scope.sets.keys().map(String::as_str));
            Fault::new(place, format!("unknown word set `@{name}`; known are {known}"))
        })?;
        set.node(forms).ok_or_else(|| Fault::new(place, format!("`@{name}` has no words of that form")))
    }

    fn gap(&mut self) -> Result<Node, Fault> {
        let place = self.place();
        self.at += 2;
        if self.peek() != Some('{') {
            return Err(Fault::new(place, "a gap without a limit; write ..{0,6}"));
        }
        self.at += 1;
        let (min, max) = self.range(MAX_GAP)?;
        let mut not = Vec::new();
        if self.peek() == Some('n') {
            let place = self.place();
            let word = self.name("`not`")?;
            if word != "not" {
                return Err(Fault::new(place, format!("expected `not` or `}}`, found `{word}`")));
            }
            self.skip_space();
            while self.peek().is_some_and(|c| c != '}') {
                let place = self.place();
                let name = self.name("a class")?;
                not.push(self.class(&name, place)?);
                self.skip_space();
            }
        }
        self.expect('}')?;
        Ok(Node::Gap { min, max, not })
    }

    /// `(slot: …)` or `(a | b)`.
    fn bracketed(&mut self) -> Result<Node, Fault> {
        self.at += 1;
        let start = self.at;
        self.skip_space();
        let place = self.place();
        if self.peek().is_some_and(char::is_alphabetic) {
            let name = self.name("a slot")?;
            if self.peek() == Some(':') {
                self.at += 1;
                let slot = self.slot_index(name, place)?;
                self.skip_space();
                let node = if self.at_type() {
                    Node::Slot(self.slot(slot)?)
                } else {
                    Node::Capture(slot, Box::new(self.choices(Some(')'))?))
                };
                self.expect(')')?;
                return Ok(node);
            }
            self.at = start;
        }
        let inner = self.choices(Some(')'))?;
        self.expect(')')?;
        Ok(inner)
    }

    fn slot_index(&mut self, name: String, place: Place) -> Result<u8, Fault> {
        if let Some(known) = self.scope.slots.iter().position(|known| *known == name) {
            return Ok(known as u8);
        }
        if self.scope.slots.len() == 32 {
            return Err(Fault::new(place, "more than 32 slots in a rule"));
        }
        self.scope.slots.push(name);
        Ok(self.scope.slots.len() as u8 - 1)
    }

    /// True at a type: two capitals or more.
    fn at_type(&self) -> bool {
        let capital = |ahead: usize| self.peek_at(ahead).is_some_and(|c| c.is_uppercase());
        capital(0) && (capital(1) || self.peek_at(1) == Some('_'))
    }

    fn slot(&mut self, slot: u8) -> Result<SlotNode, Fault> {
        let mut node = SlotNode {
            slot,
            types: Types::NONE,
            resolves: false,
            is_list: false,
            is_owner: false,
            filters: Vec::new(),
        };
        loop {
            let place = self.place();
            let name = self.name("a type")?;
            let known = self.scope.types.get(&name).filter(|known| known.id() < 64);
            let entity_type: EntityType = known.ok_or_else(|| {
                let known = listed(self.scope.types.iter().map(|(_, name)| name));
                Fault::new(place, format!("unknown type `{name}`; known are {known}"))
            })?;
            node.types = node.types.with(entity_type);
            if self.peek() != Some('|') {
                break;
            }
            self.at += 1;
        }
        loop {
            self.skip_space();
            let place = self.place();
            match self.peek() {
                Some(')') | None => break,
                Some('~') => {
                    self.at += 1;
                    node.resolves = true;
                }
                Some('+') => {
                    self.at += 1;
                    node.is_list = true;
                }
                Some('\'' | '’') if self.peek_at(1) == Some('s') => {
                    self.at += 2;
                    node.is_owner = true;
                }
                _ => {
                    let word = self.name("`)`, `~`, `+`, `'s` or a filter")?;
                    let filter = match word.as_str() {
                        "calendar" => Filter::Calendar,
                        "duration" => Filter::Duration,
                        "demonym" => Filter::Demonym,
                        "with" => Filter::With(self.filter_words()?),
                        "without" => Filter::Without(self.filter_words()?),
                        "starting" => Filter::Starting(self.filter_words()?),
                        "ending" => Filter::Ending(self.filter_words()?),
                        _ => {
                            let known = "with, without, starting, ending, calendar, duration, demonym";
                            return Err(Fault::new(place, format!("unknown filter `{word}`; known are {known}")));
                        }
                    };
                    node.filters.push(filter);
                }
            }
        }
        Ok(node)
    }

    /// The words of a filter: `@set`, `word` or `word|word`.
    fn filter_words(&mut self) -> Result<Arc<[u64]>, Fault> {
        self.skip_space();
        let place = self.place();
        match self.tight_choice()? {
            Node::Words(words) => Ok(words),
            _ => Err(Fault::new(place, "a filter takes single words: word, word|word or @set")),
        }
    }
}

/// True for characters of bare words.
fn is_bare(c: char) -> bool {
    !c.is_whitespace() && !"()[]{}|@<>\"!?^$~*+".contains(c)
}
