//! JSON Lines as Prodigy has them and spaCy's users read them: a document a line, offsets in code points.
//!
//! ```text
//! {"text":"…","meta":{"doc":"a.txt"},
//!  "tokens":[{"text":"Ann","start":0,"end":3,"id":0,"ws":true},…],
//!  "spans":[{"start":0,"end":7,"token_start":0,"token_end":1,"label":"PERSON","id":"e1","text":"Ann Lee",…},…],
//!  "relations":[{"head":1,"child":5,"head_span":{…},"child_span":{…},"label":"role_at","id":"r1",…},…]}
//! ```
//!
//! `tokens` are gleaner's. `token_end` is the last token, not one past it. `head` and `child` are the last tokens of
//! subject and object.

use std::io::Write;

use gleaner_text::TokenTable;
use gleaner_tokenizer::tokenize;
use serde::Serialize;

use crate::error::ExportError;
use crate::place::{Place, places};
use crate::record::{Document, Entity, Failure, Qualifiers, Value};
use crate::{Sink, Summary};

const FORMAT: &str = "spacy";

pub(crate) struct Spacy {
    writer: Box<dyn Write + Send>,
    tokens: TokenTable,
    summary: Summary,
}

impl Spacy {
    pub(crate) fn new(writer: Box<dyn Write + Send>) -> Self {
        Self { writer, tokens: TokenTable::default(), summary: Summary::default() }
    }
}

#[derive(Serialize)]
struct Task<'a> {
    text: &'a str,
    meta: Meta<'a>,
    tokens: Vec<Token<'a>>,
    spans: Vec<SpanTask<'a>>,
    relations: Vec<RelationTask<'a>>,
}

#[derive(Serialize)]
struct Meta<'a> {
    doc: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
}

#[derive(Serialize)]
struct Token<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    id: usize,
    /// Whether white space follows.
    ws: bool,
}

#[derive(Clone, Copy, Serialize)]
struct Ends<'a> {
    start: usize,
    end: usize,
    token_start: usize,
    token_end: usize,
    label: &'a str,
}

#[derive(Serialize)]
struct SpanTask<'a> {
    #[serde(flatten)]
    ends: Ends<'a>,
    id: &'a str,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    canonical: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cluster: Option<&'a str>,
    /// Where Prodigy and displaCy look for the id of a knowledge base.
    #[serde(skip_serializing_if = "Option::is_none")]
    kb_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<&'a Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
}

#[derive(Serialize)]
struct RelationTask<'a> {
    head: usize,
    child: usize,
    head_span: Ends<'a>,
    child_span: Ends<'a>,
    label: &'a str,
    id: &'a str,
    qualifiers: &'a Qualifiers,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
}

impl Sink for Spacy {
    fn document(&mut self, document: &Document) -> Result<(), ExportError> {
        let places = places(document, FORMAT)?;
        let text = document.text().unwrap_or_default();
        tokenize(text, &mut self.tokens)
            .map_err(|error| ExportError::Library { format: FORMAT, reason: error.to_string() })?;
        let ends: Vec<Ends<'_>> =
            document.entities.iter().zip(&places).map(|(entity, place)| self.ends(entity, place)).collect();
        let by_id = document.by_id();
        let relations: Vec<RelationTask<'_>> = document
            .relations
            .iter()
            .filter_map(|relation| {
                let head_span = ends[*by_id.get(relation.subject.as_str())?];
                let child_span = ends[*by_id.get(relation.object.as_deref()?)?];
                Some(RelationTask {
                    head: head_span.token_end,
                    child: child_span.token_end,
                    head_span,
                    child_span,
                    label: &relation.relation_type,
                    id: &relation.id,
                    qualifiers: &relation.qualifiers,
                    score: relation.score,
                    source: relation.source.as_deref(),
                })
            })
            .collect();
        self.summary.n_documents += 1;
        self.summary.n_entities += ends.len();
        self.summary.n_relations += relations.len();
        self.summary.unplaced_relations += document.relations.len() - relations.len();
        let info = document.info.as_ref();
        let task = Task {
            text,
            meta: Meta {
                doc: &document.name,
                title: info.and_then(|info| info.title.as_deref()),
                date: info.and_then(|info| info.date).map(|day| day.to_string()),
            },
            tokens: self.tokens(text),
            spans: document.entities.iter().zip(ends).map(|(entity, ends)| span(entity, ends)).collect(),
            relations,
        };
        serde_json::to_writer(&mut self.writer, &task).map_err(std::io::Error::from)?;
        Ok(self.writer.write_all(b"\n")?)
    }

    fn failure(&mut self, _: &Failure) -> Result<(), ExportError> {
        self.summary.unplaced_errors += 1;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Summary, ExportError> {
        self.writer.flush()?;
        Ok(self.summary)
    }
}

impl Spacy {
    /// Where an entity stands, in code points and tokens; of tokens that it cuts it has the whole.
    fn ends<'a>(&self, entity: &'a Entity, place: &Place) -> Ends<'a> {
        let spans = self.tokens.spans();
        let token_start = spans.partition_point(|span| span.end as usize <= place.bytes.start);
        let token_end = spans.partition_point(|span| (span.start as usize) < place.bytes.end);
        Ends {
            start: place.chars.start,
            end: place.chars.end,
            token_start,
            token_end: token_end.saturating_sub(1).max(token_start),
            label: &entity.entity_type,
        }
    }

    fn tokens<'a>(&self, text: &'a str) -> Vec<Token<'a>> {
        let mut tokens = Vec::with_capacity(self.tokens.len());
        let (mut byte, mut n_chars) = (0, 0);
        for (id, span) in self.tokens.spans().iter().enumerate() {
            let word = span.slice(text);
            n_chars += text[byte..span.start as usize].chars().count();
            byte = span.end as usize;
            let end = n_chars + word.chars().count();
            let ws = text[byte..].chars().next().is_some_and(char::is_whitespace);
            tokens.push(Token { text: word, start: n_chars, end, id, ws });
            n_chars = end;
        }
        tokens
    }
}

fn span<'a>(entity: &'a Entity, ends: Ends<'a>) -> SpanTask<'a> {
    SpanTask {
        ends,
        id: &entity.id,
        text: &entity.text,
        canonical: entity.canonical.as_deref(),
        cluster: entity.cluster.as_deref(),
        kb_id: entity.reference.as_deref(),
        value: entity.value.as_ref(),
        score: entity.score,
        source: entity.source.as_deref(),
    }
}
