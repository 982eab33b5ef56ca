//! A rule file as blocks: word sets, and rules with their properties.
//!
//! A line that does not begin with white space opens a block; indented lines belong to it. A line indented further than
//! the property above it goes on with that property. `#` begins a comment line.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use gleaner_text::{EntityType, EntityTypes, LineKind, QualifierKey, RelationType};

use super::{
    compile::{Program, own_guards, programs},
    error::{Fault, Place, listed},
    example::Example,
    syntax::{Node, PatternText, Scope, WordSet, hashes_of, pattern},
    words::{Form, noun_forms, verb_forms},
};
use crate::lexicon::Class;

/// What a match says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Gives {
    Relation { relation: RelationType, subject: u8, object: Option<u8>, qualifiers: Vec<(QualifierKey, u8)> },
    Entity { entity_type: EntityType, slot: u8 },
}

/// A rule, compiled.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    pub(super) name: Arc<str>,
    pub(super) gives: Vec<Gives>,
    pub(super) programs: Vec<Program>,
    pub(super) score: f32,
    pub(super) priority: i8,
    /// Words that block it.
    pub(super) guards: Class,
    /// Two slots with dates, and how many years lie between them at least and at most.
    pub(super) years: Option<Years>,
    /// The kinds of lines it works in, as bits of [`kind_bit`].
    pub(super) kinds: u8,
    /// The last words of the heading it has to stand under.
    pub(super) under: Option<Arc<[u64]>>,
    pub(super) matches: Vec<Example>,
    pub(super) not: Vec<Example>,
}

/// How far two dates lie apart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Years {
    pub(super) first: u8,
    pub(super) last: u8,
    pub(super) min: u32,
    pub(super) max: u32,
}

impl Rule {
    /// The same rule where the relations that its file declares stand elsewhere: `moved[index]`.
    pub(super) fn with_declared(self: &Arc<Self>, moved: &[u16]) -> Arc<Self> {
        let is_moved = |gives: &Gives| match gives {
            Gives::Relation { relation, .. } => {
                relation.declared_index().is_some_and(|index| moved[index as usize] != index)
            }
            Gives::Entity { .. } => false,
        };
        if !self.gives.iter().any(is_moved) {
            return self.clone();
        }
        let mut rule = Self::clone(self);
        for gives in &mut rule.gives {
            if let Gives::Relation { relation, .. } = gives
                && let Some(index) = relation.declared_index()
            {
                *relation = RelationType::declared(moved[index as usize]);
            }
        }
        Arc::new(rule)
    }

    pub(super) fn makes_entities(&self) -> bool {
        self.gives.iter().any(|gives| matches!(gives, Gives::Entity { .. }))
    }
}

pub(super) const fn kind_bit(kind: LineKind) -> u8 {
    match kind {
        LineKind::Prose => 1,
        LineKind::Heading => 2,
        LineKind::ListItem => 4,
    }
}

/// The names of guards with the words that make them.
const GUARDS: &[(&str, Class)] = &[
    ("negated", Class::NEGATION),
    ("conditional", Class::CONDITIONAL),
    ("planned", Class::INTENTION),
    ("passive", Class::PASSIVE),
];

/// What every rule is guarded against unless it says otherwise.
const ALL_GUARDS: Class = Class::NEGATION.with(Class::CONDITIONAL).with(Class::INTENTION);

const DEFAULT_SCORE: f32 = 0.8;

/// The most relations that a file declares.
const MAX_DECLARED: usize = 1000;

const KEYS: &str = "pattern, gives, score, priority, unless, in, under, years, matches, not";

/// A property: its key, its value with the place of every character.
struct Property {
    key: String,
    place: Place,
    value: PatternText,
}

struct Block {
    kind: String,
    place: Place,
    /// What stands behind the kind on its line.
    head: PatternText,
    properties: Vec<Property>,
}

impl PatternText {
    fn text(&self) -> String {
        self.chars.iter().map(|(c, _)| *c).collect()
    }

    fn start(&self) -> Place {
        self.chars.iter().find(|(c, _)| !c.is_whitespace()).map_or(self.end, |(_, place)| *place)
    }

    /// The piece of it between two characters.
    fn piece(&self, from: usize, to: usize) -> Self {
        let end = self.chars.get(to).map_or(self.end, |(_, place)| *place);
        Self { chars: self.chars[from..to].to_vec(), end }
    }
}

/// A relation that a file declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Declared {
    pub(super) name: Arc<str>,
    pub(super) symmetric: bool,
}

/// A rule file, read.
#[derive(Default)]
pub(super) struct RuleFile {
    pub(super) rules: Vec<Rule>,
    /// In the order of their [`RelationType::declared`] indices.
    pub(super) declared: Vec<Declared>,
    pub(super) faults: Vec<Fault>,
}

/// What the names in a rule may stand for.
struct Names<'a> {
    sets: &'a BTreeMap<String, WordSet>,
    types: &'a EntityTypes,
    declared: &'a [Declared],
}

/// Reads a rule file. Faults do not stop it: all are collected. Types that rules create are added to `types`.
pub(super) fn read(text: &str, types: &mut EntityTypes) -> RuleFile {
    let mut faults = Vec::new();
    let blocks = blocks(text, &mut faults);
    let mut sets: BTreeMap<String, WordSet> = BTreeMap::new();
    for block in &blocks {
        if matches!(block.kind.as_str(), "words" | "verbs" | "nouns")
            && let Err(fault) = word_set(block, &mut sets)
        {
            faults.push(fault);
        }
    }
    let mut declared = Vec::new();
    for block in blocks.iter().filter(|block| block.kind == "relation") {
        if let Err(fault) = declaration(block, &mut declared) {
            faults.push(fault);
        }
    }
    // Types that rules create are known to every pattern of the file.
    for property in blocks.iter().flat_map(|block| &block.properties).filter(|property| property.key == "gives") {
        let text = property.value.text();
        let name = text.trim().split('(').next().unwrap_or_default();
        if is_type_name(name) {
            types.intern(name);
        }
    }
    let mut rules: Vec<Rule> = Vec::new();
    for block in blocks.iter().filter(|block| block.kind == "rule") {
        match rule(block, &Names { sets: &sets, types, declared: &declared }, &mut faults) {
            Ok(rule) if rules.iter().any(|known| known.name == rule.name) => {
                faults.push(Fault::new(block.head.start(), format!("a second rule `{}`", rule.name)));
            }
            Ok(rule) => rules.push(rule),
            Err(fault) => faults.push(fault),
        }
    }
    RuleFile { rules, declared, faults }
}

/// `relation supplies`, `relation allied_with symmetric`.
fn declaration(block: &Block, declared: &mut Vec<Declared>) -> Result<(), Fault> {
    let head = block.head.text();
    let mut words = head.split_whitespace();
    let place = block.head.start();
    let name = words.next().unwrap_or_default();
    let well_formed = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if !well_formed {
        let message = format!("expected the name of a relation in small letters, digits and `_`, found `{name}`");
        return Err(Fault::new(place, message));
    }
    let symmetric = match (words.next(), words.next()) {
        (None, _) => false,
        (Some("symmetric"), None) => true,
        _ => return Err(Fault::new(place, format!("expected `relation {name}` or `relation {name} symmetric`"))),
    };
    if RelationType::from_name(name).is_some() {
        return Err(Fault::new(place, format!("`{name}` is known already; rules may give it without a declaration")));
    }
    if declared.iter().any(|known| *known.name == *name) {
        return Err(Fault::new(place, format!("a second relation `{name}`")));
    }
    if declared.len() == MAX_DECLARED {
        return Err(Fault::new(place, format!("more than {MAX_DECLARED} relations")));
    }
    declared.push(Declared { name: name.into(), symmetric });
    Ok(())
}

fn is_type_name(name: &str) -> bool {
    name.len() > 1 && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

fn blocks(text: &str, faults: &mut Vec<Fault>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut key_indent = 0;
    for (line_idx, line) in text.lines().enumerate() {
        let line = line.trim_end();
        let indent = line.chars().take_while(|c| c.is_whitespace()).count();
        let rest: Vec<char> = line.chars().skip(indent).collect();
        if rest.is_empty() || rest[0] == '#' {
            continue;
        }
        let place = |column: usize| Place { line: line_idx as u32 + 1, column: column as u32 + 1 };
        let text_from = |from: usize| PatternText {
            chars: rest[from..].iter().enumerate().map(|(idx, c)| (*c, place(indent + from + idx))).collect(),
            end: place(indent + rest.len()),
        };
        let word: String = rest.iter().take_while(|c| c.is_alphanumeric() || **c == '-').collect();
        if indent == 0 {
            if !matches!(word.as_str(), "rule" | "words" | "verbs" | "nouns" | "relation") {
                let message = format!("expected rule, relation, words, verbs or nouns, found `{word}`");
                faults.push(Fault::new(place(0), message));
            }
            let head = text_from(word.chars().count());
            blocks.push(Block { kind: word, place: place(0), head, properties: Vec::new() });
            key_indent = 0;
            continue;
        }
        let Some(block) = blocks.last_mut() else {
            faults.push(Fault::new(place(indent), "an indented line before the first rule"));
            continue;
        };
        let goes_on = block.kind != "rule" || key_indent > 0 && indent > key_indent;
        if goes_on {
            let target = block.properties.last_mut().map_or(&mut block.head, |property| &mut property.value);
            target.chars.push((' ', target.end));
            let more = text_from(0);
            target.chars.extend(more.chars);
            target.end = more.end;
            continue;
        }
        key_indent = indent;
        let colon = word.chars().count();
        if word.is_empty() || rest.get(colon) != Some(&':') {
            faults.push(Fault::new(place(indent), format!("expected a property and a colon; known are {KEYS}")));
            continue;
        }
        block.properties.push(Property { key: word, place: place(indent), value: text_from(colon + 1) });
    }
    blocks
}

fn word_set(block: &Block, sets: &mut BTreeMap<String, WordSet>) -> Result<(), Fault> {
    let head = block.head.text();
    let Some((name, words)) = head.split_once('=') else {
        return Err(Fault::new(block.head.start(), format!("expected `{} name = word word`", block.kind)));
    };
    let name = name.trim();
    if name.is_empty() || !name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_')) {
        return Err(Fault::new(block.head.start(), format!("expected the name of a word set, found `{name}`")));
    }
    let mut set = WordSet::default();
    let mut rest = words.trim();
    while !rest.is_empty() {
        let (word, behind) = if let Some(quoted) = rest.strip_prefix('"') {
            quoted.split_once('"').ok_or_else(|| Fault::new(block.head.start(), "a quoted text that does not end"))?
        } else {
            rest.split_at(rest.find(|c: char| c.is_whitespace() || c == '(').unwrap_or(rest.len()))
        };
        rest = behind;
        let mut irregular = Vec::new();
        if let Some(inside) = rest.strip_prefix('(') {
            let (forms, behind) = inside
                .split_once(')')
                .ok_or_else(|| Fault::new(block.head.start(), "`(` without `)` in a word set"))?;
            irregular = forms.split_whitespace().collect();
            rest = behind;
        }
        rest = rest.trim_start();
        if let Some(other) = word.strip_prefix('@') {
            let Some(known) = sets.get(other) else {
                return Err(Fault::new(
                    block.head.start(),
                    format!("unknown word set `@{other}`; sets come before use"),
                ));
            };
            set.words.extend_from_slice(&known.words.clone());
            set.phrases.extend_from_slice(&known.phrases.clone());
            continue;
        }
        let forms: Vec<(Option<Form>, String)> = match block.kind.as_str() {
            "verbs" => verb_forms(word, &irregular).into_iter().map(|(form, word)| (Some(form), word)).collect(),
            "nouns" => noun_forms(word, &irregular).into_iter().map(|(form, word)| (Some(form), word)).collect(),
            _ => vec![(None, word.to_owned())],
        };
        for (form, word) in forms {
            match hashes_of(&word).as_slice() {
                [] => return Err(Fault::new(block.head.start(), "an empty word in a word set")),
                [single] => set.words.push((form, *single)),
                several => set.phrases.push((form, several.to_vec())),
            }
        }
    }
    // Sets that hold other sets twice would double with each of them.
    let (mut words, mut phrases) = (HashSet::new(), HashSet::new());
    set.words.retain(|word| words.insert(*word));
    set.phrases.retain(|phrase| phrases.insert(phrase.clone()));
    if set.words.is_empty() && set.phrases.is_empty() {
        return Err(Fault::new(block.head.start(), format!("the word set `{name}` is empty")));
    }
    if sets.insert(name.to_owned(), set).is_some() {
        return Err(Fault::new(block.head.start(), format!("a second word set `{name}`")));
    }
    Ok(())
}

fn rule(block: &Block, names: &Names<'_>, faults: &mut Vec<Fault>) -> Result<Rule, Fault> {
    let Names { sets, types, .. } = *names;
    let name = block.head.text().trim().to_owned();
    if name.is_empty() || !name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.')) {
        return Err(Fault::new(block.head.start(), format!("expected the name of a rule, found `{name}`")));
    }
    let mut rule = Rule {
        name: name.into(),
        gives: Vec::new(),
        programs: Vec::new(),
        score: DEFAULT_SCORE,
        priority: 0,
        guards: ALL_GUARDS,
        years: None,
        kinds: kind_bit(LineKind::Prose) | kind_bit(LineKind::ListItem) | kind_bit(LineKind::Heading),
        under: None,
        matches: Vec::new(),
        not: Vec::new(),
    };
    let mut slots: Vec<String> = Vec::new();
    let mut kinds_of_slots: Vec<(u8, bool)> = Vec::new();
    let mut own_words = Class::NONE;
    let mut reads = true;
    for property in block.properties.iter().filter(|property| property.key == "pattern") {
        let mut scope = Scope { sets, types, slots: &mut slots };
        match pattern(&property.value, &mut scope) {
            Ok(node) => {
                kinds(&node, &mut kinds_of_slots);
                own_words = own_words | own_guards(&node);
                match programs(&node) {
                    Ok(programs) => rule.programs.extend(programs),
                    Err(unfit) => faults.push(Fault::new(property.value.start(), unfit.message())),
                }
            }
            Err(fault) => {
                reads = false;
                faults.push(fault);
            }
        }
    }
    for (slot, is_mention) in &kinds_of_slots {
        if kinds_of_slots.contains(&(*slot, !is_mention)) && *is_mention {
            let message =
                format!("the slot `{}` takes a mention in one place and words in another", slots[*slot as usize]);
            faults.push(Fault::new(block.place, message));
        }
    }
    let mut given = None;
    for property in &block.properties {
        let place = property.value.start();
        let text = property.value.text();
        let value = text.trim();
        let result = match property.key.as_str() {
            "pattern" => Ok(()),
            // What a pattern that does not read would have named is not known.
            "gives" if !reads => Ok(()),
            "gives" => gives(&property.value, &slots, &kinds_of_slots, names).map(|gives| rule.gives.push(gives)),
            "score" => match value.parse::<f32>() {
                Ok(score) if score > 0.0 && score <= 1.0 => {
                    rule.score = score;
                    Ok(())
                }
                _ => Err(Fault::new(place, format!("expected a score over 0, at most 1, found `{value}`"))),
            },
            "priority" => match value.parse::<i8>() {
                Ok(priority) => {
                    rule.priority = priority;
                    Ok(())
                }
                Err(_) => Err(Fault::new(place, format!("expected a whole number from -128 to 127, found `{value}`"))),
            },
            "unless" => guards(value, place).map(|guards| given = Some(guards)),
            "in" => line_kinds(value, place).map(|kinds| rule.kinds = kinds),
            "under" => {
                let words: Vec<u64> = value.split('|').flat_map(|word| hashes_of(word.trim()).pop()).collect();
                let mut words = words;
                words.sort_unstable();
                rule.under = Some(words.into());
                Ok(())
            }
            "years" if !reads => Ok(()),
            "years" => years(value, place, &slots).map(|years| rule.years = Some(years)),
            "matches" => Example::read(value, place, types, true).map(|example| rule.matches.push(example)),
            "not" => Example::read(value, place, types, false).map(|example| rule.not.push(example)),
            other => Err(Fault::new(property.place, format!("unknown property `{other}`; known are {KEYS}"))),
        };
        if let Err(fault) = result {
            faults.push(fault);
        }
    }
    rule.guards = given.unwrap_or(ALL_GUARDS).without(own_words);
    let wants = |key: &str| !block.properties.iter().any(|property| property.key == key);
    if wants("pattern") {
        return Err(Fault::new(block.place, format!("the rule `{}` has no `pattern:`", rule.name)));
    }
    if wants("gives") {
        return Err(Fault::new(block.place, format!("the rule `{}` has no `gives:`", rule.name)));
    }
    let n_entities = rule.gives.iter().filter(|gives| matches!(gives, Gives::Entity { .. })).count();
    if n_entities > 0 && n_entities < rule.gives.len() {
        return Err(Fault::new(block.place, "a rule gives entities or relations, not both"));
    }
    Ok(rule)
}

/// Which slots take a mention (true) and which words (false).
fn kinds(node: &Node, out: &mut Vec<(u8, bool)>) {
    match node {
        Node::Slot(slot) => out.push((slot.slot, true)),
        Node::Capture(slot, inner) => {
            out.push((*slot, false));
            kinds(inner, out);
        }
        Node::Seq(nodes) | Node::Alt(nodes) => nodes.iter().for_each(|node| kinds(node, out)),
        Node::Optional(inner) | Node::Repeat(inner, ..) => kinds(inner, out),
        _ => {}
    }
}

/// `acquired(buyer, bought, amount=price)`, `PRODUCT(name)`.
fn gives(value: &PatternText, slots: &[String], kinds: &[(u8, bool)], names: &Names<'_>) -> Result<Gives, Fault> {
    let text = value.text();
    let start = value.start();
    let shape = "expected `relation(subject, object, key=slot)` or `TYPE(slot)`";
    let open = value.chars.iter().position(|(c, _)| *c == '(').ok_or_else(|| Fault::new(start, shape))?;
    let close =
        value.chars.iter().rposition(|(c, _)| *c == ')').ok_or_else(|| Fault::new(value.end, "expected `)`"))?;
    if close < open || !value.piece(close + 1, value.chars.len()).text().trim().is_empty() {
        return Err(Fault::new(start, shape));
    }
    let name = value.piece(0, open).text().trim().to_owned();
    let mut arguments: Vec<(Option<String>, String, Place)> = Vec::new();
    let mut from = open + 1;
    for at in open + 1..=close {
        if at == close || value.chars[at].0 == ',' {
            let piece = value.piece(from, at);
            let argument = piece.text();
            let (key, slot) = match argument.split_once('=') {
                Some((key, slot)) => (Some(key.trim().to_owned()), slot.trim().to_owned()),
                None => (None, argument.trim().to_owned()),
            };
            arguments.push((key, slot, piece.start()));
            from = at + 1;
        }
    }
    let slot_of = |slot: &str, place: Place| -> Result<u8, Fault> {
        slots.iter().position(|known| known == slot).map(|slot| slot as u8).ok_or_else(|| {
            let known = listed(slots.iter().map(String::as_str));
            Fault::new(place, format!("unknown slot `{slot}`; the patterns have {known}"))
        })
    };
    let takes_mention = |slot: u8| kinds.contains(&(slot, true));
    if is_type_name(&name) {
        let [(None, slot, place)] = arguments.as_slice() else { return Err(Fault::new(start, shape)) };
        let slot = slot_of(slot, *place)?;
        let entity_type = names.types.get(&name).ok_or_else(|| Fault::new(start, format!("unknown type `{name}`")))?;
        if entity_type.is_value() {
            return Err(Fault::new(start, format!("rules cannot make {name}: its mentions carry values")));
        }
        return Ok(Gives::Entity { entity_type, slot });
    }
    let own = || names.declared.iter().position(|own| *own.name == *name);
    let relation = RelationType::from_name(&name)
        .or_else(|| own().map(|index| RelationType::declared(index as u16)))
        .ok_or_else(|| {
        let own = names.declared.iter().map(|own| &*own.name);
        let known = listed(RelationType::NAMES.iter().copied().chain(own));
        Fault::new(start, format!("unknown relation `{name}`; known are {known}; `relation {name}` declares it"))
    })?;
    let mut ends = Vec::new();
    let mut qualifiers = Vec::new();
    for (key, slot, place) in &arguments {
        let slot_idx = slot_of(slot, *place)?;
        match key {
            None if !qualifiers.is_empty() || ends.len() == 2 => return Err(Fault::new(*place, shape)),
            None if !takes_mention(slot_idx) => {
                return Err(Fault::new(*place, format!("`{slot}` takes words; an end of a relation is a mention")));
            }
            None => ends.push(slot_idx),
            Some(key) => {
                let known = QUALIFIERS.iter().find(|(known, ..)| known.as_str() == key);
                let (qualifier, is_mention) = known.ok_or_else(|| {
                    let known = listed(QUALIFIERS.iter().map(|(key, _)| key.as_str()));
                    Fault::new(*place, format!("unknown qualifier `{key}`; known are {known}"))
                })?;
                if takes_mention(slot_idx) != *is_mention {
                    let wants = if *is_mention { "a mention" } else { "words" };
                    return Err(Fault::new(*place, format!("the qualifier `{key}` is {wants}; `{slot}` is not")));
                }
                qualifiers.push((*qualifier, slot_idx));
            }
        }
    }
    let no_object = matches!(relation, RelationType::SAID | RelationType::WEBSITE);
    match (ends.as_slice(), no_object) {
        ([subject], true) => Ok(Gives::Relation { relation, subject: *subject, object: None, qualifiers }),
        ([subject, object], false) => {
            Ok(Gives::Relation { relation, subject: *subject, object: Some(*object), qualifiers })
        }
        _ => {
            let n_ends = if no_object { "one slot" } else { "two slots" };
            Err(Fault::new(start, format!("`{name}` takes {n_ends} before its qualifiers, found `{text}`")))
        }
    }
}

/// Qualifiers that rules may fill, with whether they are mentions.
const QUALIFIERS: &[(QualifierKey, bool)] = &[
    (QualifierKey::Role, false),
    (QualifierKey::Period, true),
    (QualifierKey::Date, true),
    (QualifierKey::Amount, true),
    (QualifierKey::From, true),
    (QualifierKey::To, true),
    (QualifierKey::With, true),
    (QualifierKey::Purpose, false),
    (QualifierKey::Measure, false),
    (QualifierKey::Degree, false),
    (QualifierKey::Url, false),
    (QualifierKey::Quote, false),
];

fn guards(value: &str, place: Place) -> Result<Class, Fault> {
    if value == "nothing" {
        return Ok(Class::NONE);
    }
    value.split(',').map(str::trim).try_fold(Class::NONE, |guards, name| {
        let known = GUARDS.iter().find(|(known, _)| *known == name);
        known.map(|(_, class)| guards | *class).ok_or_else(|| {
            let known = listed(GUARDS.iter().map(|(name, _)| *name));
            Fault::new(place, format!("unknown guard `{name}`; known are {known}, nothing"))
        })
    })
}

/// `birth death 16-120`.
fn years(value: &str, place: Place, slots: &[String]) -> Result<Years, Fault> {
    let shape =
        || Fault::new(place, format!("expected two slots and a range, as in `birth death 16-120`, found `{value}`"));
    let parts: Vec<&str> = value.split_whitespace().collect();
    let [first, last, range] = parts.as_slice() else { return Err(shape()) };
    let (min, max) = range.split_once('-').ok_or_else(shape)?;
    let (Ok(min), Ok(max)) = (min.parse(), max.parse()) else { return Err(shape()) };
    let slot = |name: &str| {
        let known = slots.iter().position(|known| known == name).map(|slot| slot as u8);
        known.ok_or_else(|| Fault::new(place, format!("unknown slot `{name}`; the patterns have {}", slots.join(", "))))
    };
    Ok(Years { first: slot(first)?, last: slot(last)?, min, max })
}

fn line_kinds(value: &str, place: Place) -> Result<u8, Fault> {
    value.split(',').map(str::trim).try_fold(0, |kinds, name| match name {
        "prose" => Ok(kinds | kind_bit(LineKind::Prose)),
        "heading" => Ok(kinds | kind_bit(LineKind::Heading)),
        "item" => Ok(kinds | kind_bit(LineKind::ListItem)),
        _ => Err(Fault::new(place, format!("unknown kind of line `{name}`; known are prose, heading, item"))),
    })
}
