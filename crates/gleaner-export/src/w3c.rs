//! W3C Web Annotations (Recommendation of 23 February 2017) as one annotation page of JSON-LD, an annotation a line.
//!
//! An entity is an annotation of its place: a position selector in code points, as the data model says, and a quote
//! selector with the words around it where the text is at hand. Type, value and fullest name are its bodies, the id of a
//! list identifies it. A relation is an annotation that links the annotations of its two ends.
//!
//! Documents are relative references, the path escaped: they resolve against the place of the page. Annotations are
//! fragments of the page, `#d2e7` for entity e7 of its second document.

use std::io::Write;
use std::ops::Range;

use serde::Serialize;

use crate::error::ExportError;
use crate::iri;
use crate::place::places;
use crate::record::{Document, Entity, Failure, Relation, Unit};
use crate::{Sink, Summary};

const FORMAT: &str = "w3c";

/// Code points of the text on either side of a quote: what Hypothesis writes.
const CONTEXT: usize = 32;

pub(crate) struct Annotations {
    writer: Box<dyn Write + Send>,
    summary: Summary,
    n_written: usize,
}

impl Annotations {
    pub(crate) fn new(mut writer: Box<dyn Write + Send>) -> Result<Self, ExportError> {
        writer.write_all(
            b"{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"id\":\"#page\",\"type\":\"AnnotationPage\",\"items\":[",
        )?;
        Ok(Self { writer, summary: Summary::default(), n_written: 0 })
    }

    fn write(&mut self, annotation: &Annotation<'_>) -> Result<(), ExportError> {
        self.writer.write_all(if self.n_written == 0 { b"\n" } else { b",\n" })?;
        self.n_written += 1;
        serde_json::to_writer(&mut self.writer, annotation).map_err(std::io::Error::from)?;
        Ok(())
    }
}

#[derive(Serialize)]
struct Annotation<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    motivation: &'static str,
    body: Vec<Body<'a>>,
    target: Target<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Body<'a> {
    Text {
        #[serde(rename = "type")]
        kind: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        format: Option<&'static str>,
        value: std::borrow::Cow<'a, str>,
        purpose: &'static str,
    },
    Thing {
        #[serde(rename = "type")]
        kind: &'static str,
        source: String,
        purpose: &'static str,
    },
}

#[derive(Serialize)]
#[serde(untagged)]
enum Target<'a> {
    Place { source: &'a str, selector: Vec<Selector<'a>> },
    Annotations(Vec<String>),
}

#[derive(Serialize)]
#[serde(tag = "type")]
enum Selector<'a> {
    #[serde(rename = "TextPositionSelector")]
    Position { start: usize, end: usize },
    #[serde(rename = "TextQuoteSelector")]
    Quote {
        exact: &'a str,
        #[serde(skip_serializing_if = "str::is_empty")]
        prefix: &'a str,
        #[serde(skip_serializing_if = "str::is_empty")]
        suffix: &'a str,
    },
}

impl Sink for Annotations {
    fn document(&mut self, document: &Document) -> Result<(), ExportError> {
        let places = match document.text() {
            Some(_) => Some(places(document, FORMAT)?),
            None if document.unit == Unit::Chars => None,
            None => {
                let (doc, unit) = (document.name.clone(), document.unit.as_str());
                return Err(ExportError::WrongUnit { doc, unit, format: FORMAT });
            }
        };
        self.summary.n_documents += 1;
        let number = self.summary.n_documents;
        let source = iri::of_document(&document.name);
        for (entity_idx, entity) in document.entities.iter().enumerate() {
            let (position, prefix, suffix) = match (&places, document.text()) {
                (Some(places), Some(text)) => {
                    let place = &places[entity_idx];
                    (place.chars.clone(), before(text, &place.bytes), after(text, &place.bytes))
                }
                _ => (entity.start as usize..entity.end as usize, "", ""),
            };
            let selector = vec![
                Selector::Position { start: position.start, end: position.end },
                Selector::Quote { exact: &entity.text, prefix, suffix },
            ];
            self.write(&Annotation {
                context: CONTEXT_IRI,
                id: id(number, &entity.id),
                kind: "Annotation",
                motivation: "classifying",
                body: bodies(entity),
                target: Target::Place { source: &source, selector },
            })?;
        }
        self.summary.n_entities += document.entities.len();
        let by_id = document.by_id();
        for relation in &document.relations {
            let ends = [Some(&relation.subject), relation.object.as_ref()];
            let ends: Vec<String> = ends
                .into_iter()
                .flatten()
                .filter(|end| by_id.contains_key(end.as_str()))
                .map(|end| id(number, end))
                .collect();
            if ends.len() < 1 + usize::from(relation.object.is_some()) {
                self.summary.unplaced_relations += 1;
                continue;
            }
            self.write(&Annotation {
                context: CONTEXT_IRI,
                id: id(number, &relation.id),
                kind: "Annotation",
                motivation: "linking",
                body: relation_bodies(relation),
                target: Target::Annotations(ends),
            })?;
            self.summary.n_relations += 1;
        }
        Ok(())
    }

    fn failure(&mut self, _: &Failure) -> Result<(), ExportError> {
        self.summary.unplaced_errors += 1;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Summary, ExportError> {
        self.writer.write_all(b"\n]}\n")?;
        self.writer.flush()?;
        Ok(self.summary)
    }
}

/// On each annotation too, so that each line is one by itself.
const CONTEXT_IRI: &str = "http://www.w3.org/ns/anno.jsonld";

fn id(document: usize, record: &str) -> String {
    format!("#d{document}{}", iri::of_document(record).replace('/', "%2F"))
}

fn words<'a>(value: &'a str, purpose: &'static str) -> Body<'a> {
    Body::Text { kind: "TextualBody", format: None, value: value.into(), purpose }
}

/// A value of ours, which a program may want.
fn json<'a>(value: &impl Serialize) -> Option<Body<'a>> {
    let value = serde_json::to_string(value).ok()?;
    Some(Body::Text {
        kind: "TextualBody",
        format: Some("application/json"),
        value: value.into(),
        purpose: "describing",
    })
}

fn bodies(entity: &Entity) -> Vec<Body<'_>> {
    let mut bodies = vec![words(&entity.entity_type, "classifying")];
    if let Some(canonical) = &entity.canonical {
        bodies.push(words(canonical, "identifying"));
    }
    match &entity.reference {
        Some(reference) if iri::is_web(reference) => {
            let source = iri::of_reference(reference);
            bodies.push(Body::Thing { kind: "SpecificResource", source, purpose: "identifying" });
        }
        Some(reference) => bodies.push(words(reference, "identifying")),
        None => {}
    }
    bodies.extend(entity.value.as_ref().and_then(json));
    bodies
}

fn relation_bodies(relation: &Relation) -> Vec<Body<'_>> {
    let mut bodies = vec![words(&relation.relation_type, "classifying")];
    if relation.qualifiers != Default::default() {
        bodies.extend(json(&relation.qualifiers));
    }
    bodies
}

/// The last code points before a place.
fn before<'t>(text: &'t str, place: &Range<usize>) -> &'t str {
    let before = &text[..place.start];
    let start = before.char_indices().rev().take(CONTEXT).last().map_or(place.start, |(byte, _)| byte);
    &before[start..]
}

/// The first code points behind a place.
fn after<'t>(text: &'t str, place: &Range<usize>) -> &'t str {
    let after = &text[place.end..];
    &after[..after.char_indices().nth(CONTEXT).map_or(after.len(), |(byte, _)| byte)]
}
