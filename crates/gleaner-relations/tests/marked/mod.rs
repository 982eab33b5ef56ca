//! Reads texts with their mentions marked inline: "[Ann Lee|PERSON], chief executive of [Northway Ltd|ORG], left."

use gleaner_text::{EntityType, Mention, Source, SourceKind, Span, TextView, TokenRange, TokenTable};

/// Honorifics that the marked texts use in front of a PERSON.
const TITLES: &[&str] = &["Professor", "Dr", "Sir", "Mr", "Mrs", "Dame"];

/// A text without its marks, its tokens and its mentions.
#[derive(Debug)]
pub(crate) struct Marked {
    pub(crate) text: String,
    pub(crate) table: TokenTable,
    pub(crate) mentions: Vec<Mention>,
}

impl Marked {
    pub(crate) fn view(&self) -> TextView<'_> {
        TextView::new(&self.text, &self.table)
    }

    pub(crate) fn surface(&self, mention: usize) -> &str {
        self.mentions[mention].span.slice(&self.text)
    }
}

/// Takes the marks out.
///
/// # Panics
/// When a mark is malformed or cuts a token.
pub(crate) fn read(marked: &str) -> Marked {
    let mut text = String::new();
    let mut marks: Vec<(Span, EntityType)> = Vec::new();
    let mut rest = marked;
    while let Some(open) = rest.find('[') {
        text.push_str(&rest[..open]);
        let close = open + rest[open..].find(']').expect("a mark that closes");
        let (surface, name) = rest[open + 1..close].split_once('|').expect("[words|TYPE]");
        let entity_type = match name {
            "ORG" => EntityType::ORG,
            "PERSON" => EntityType::PERSON,
            "LOC" => EntityType::LOC,
            "MONEY" => EntityType::MONEY,
            "DATE" => EntityType::DATE,
            other => panic!("unknown type {other}"),
        };
        let start = text.len() as u32;
        text.push_str(surface);
        marks.push((Span::new(start, text.len() as u32), entity_type));
        rest = &rest[close + 1..];
    }
    text.push_str(rest);
    let table = gleaner_tokenizer::tokenized(&text);
    let mentions = marks.into_iter().map(|(span, entity_type)| mention(&text, &table, span, entity_type)).collect();
    Marked { text, table, mentions }
}

fn mention(text: &str, table: &TokenTable, span: Span, entity_type: EntityType) -> Mention {
    let start = table.token_at(span.start);
    let end = table.spans().partition_point(|token| token.start < span.end);
    let tokens = TokenRange::new(start, end);
    assert_eq!(table.span_of(tokens), span, "{:?} cuts a token", span.slice(text));
    let mut mention = Mention::new(span, tokens, entity_type, 0.9, Source::new(SourceKind::Tagger, 0));
    if entity_type == EntityType::PERSON && start > 0 {
        let before = table.spans()[start - 1];
        if TITLES.contains(&before.slice(text)) {
            mention.title = Some(before);
        }
    }
    mention
}
