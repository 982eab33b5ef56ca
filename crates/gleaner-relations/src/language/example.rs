//! Examples of a rule: marked sentences and what it finds in them.
//!
//! `[Aster Ltd|ORG] bought [Birch plc|ORG]. => acquired(Aster Ltd, Birch plc)`. `\n` is a line break. What a rule finds is
//! compared in words; several things are parted by ` ; `.

use gleaner_text::{
    EntityType, EntityTypes, Mention, QualifierValue, Relation, Source, SourceKind, Span, TextView, TokenRange,
    TokenTable,
};

use super::{
    error::{Fault, Place, listed},
    rule_set::RuleSet,
};

/// A marked sentence.
#[derive(Clone, Debug)]
pub(super) struct Example {
    pub(super) place: Place,
    text: String,
    marks: Vec<(Span, EntityType)>,
    /// What is to be found, in words; empty for `not:`.
    expected: Vec<String>,
}

/// Honorifics that stand outside the mention of a PERSON.
const TITLES: &[&str] = &["Professor", "Dr", "Sir", "Dame", "Mr", "Mrs", "Ms", "Lord", "Lady"];

/// An example with its tokens and mentions.
pub(super) struct Prepared {
    pub(super) table: TokenTable,
    pub(super) mentions: Vec<Mention>,
}

impl Example {
    /// Reads an example; `finds` says whether ` => ` has to follow.
    pub(super) fn read(value: &str, place: Place, types: &EntityTypes, finds: bool) -> Result<Self, Fault> {
        let (marked, expected) = match (value.rsplit_once("=>"), finds) {
            (Some((marked, expected)), true) => (marked.trim_end(), expected),
            (None, true) => return Err(Fault::new(place, "expected `sentence => relation(subject, object)`")),
            (_, false) => (value, ""),
        };
        let marked = marked.replace("\\n", "\n");
        let mut text = String::new();
        let mut marks = Vec::new();
        let mut rest = marked.as_str();
        while let Some(open) = rest.find('[') {
            text.push_str(&rest[..open]);
            rest = &rest[open + 1..];
            let mark = rest.split_once(']').and_then(|(mark, behind)| Some((mark.rsplit_once('|')?, behind)));
            let Some(((surface, name), behind)) = mark else {
                return Err(Fault::new(place, "expected marks like [Aster Ltd|ORG]"));
            };
            let entity_type = types.get(name).ok_or_else(|| {
                let known = listed(types.iter().map(|(_, name)| name));
                Fault::new(place, format!("unknown type `{name}`; known are {known}"))
            })?;
            let start = text.len() as u32;
            text.push_str(surface);
            marks.push((Span::new(start, text.len() as u32), entity_type));
            rest = behind;
        }
        text.push_str(rest);
        let mut expected: Vec<String> =
            expected.split(" ; ").map(normal).filter(|expected| !expected.is_empty()).collect();
        expected.sort();
        Ok(Self { place, text, marks, expected })
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Tokens and mentions; an error where a mark cuts a token.
    pub(super) fn prepare(&self) -> Result<Prepared, Fault> {
        let table = gleaner_tokenizer::tokenized(&self.text);
        let mut mentions = Vec::with_capacity(self.marks.len());
        for (span, entity_type) in &self.marks {
            let start = table.token_at(span.start);
            let end = table.spans().partition_point(|token| token.start < span.end);
            let tokens = TokenRange::new(start, end);
            if span.is_empty() || table.span_of(tokens) != *span {
                let words = span.slice(&self.text);
                return Err(Fault::new(self.place, format!("the mark [{words}|…] cuts a word")));
            }
            let mut mention = Mention::new(*span, tokens, *entity_type, 1.0, Source::new(SourceKind::Tagger, 0));
            if *entity_type == EntityType::PERSON && start > 0 {
                let before = table.spans()[start - 1];
                mention.title = TITLES.contains(&before.slice(&self.text)).then_some(before);
            }
            mentions.push(mention);
        }
        Ok(Prepared { table, mentions })
    }

    /// What differs between what was found and what was expected.
    pub(super) fn fault(&self, rule: &str, mut found: Vec<String>) -> Option<Fault> {
        found.sort();
        found.dedup();
        if found == self.expected {
            return None;
        }
        let words = |list: &[String]| if list.is_empty() { "nothing".to_owned() } else { list.join(" ; ") };
        let message = format!("rule `{rule}`: expected {}, found {}", words(&self.expected), words(&found));
        Some(Fault::new(self.place, message))
    }
}

/// Without double spaces.
fn normal(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A relation in words: `acquired(Aster Ltd, Birch plc, amount=£5m)`.
pub(super) fn written(rules: &RuleSet, view: TextView<'_>, mentions: &[Mention], relation: &Relation) -> String {
    let surface = |mention: usize| mentions[mention].span.slice(view.text);
    let mut line = format!("{}({}", rules.relation_name(relation.relation_type), surface(relation.subject.index()));
    if let Some(object) = relation.object {
        line += ", ";
        line += surface(object.index());
    }
    for qualifier in &relation.qualifiers {
        let words = match qualifier.value {
            QualifierValue::Text(span) => span.slice(view.text),
            QualifierValue::Mention(mention) => surface(mention.index()),
        };
        line += &format!(", {}={words}", qualifier.key.as_str());
    }
    normal(&(line + ")"))
}
