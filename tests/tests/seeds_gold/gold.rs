//! The hand-made annotations of the seeds: `tests/data/seeds-gold`, whose README says what each field means.

use std::collections::BTreeMap;

use serde::Deserialize;
use tests::contract::{Qualifiers, Value};
use tests::documents::repository;

/// A line of `gold.jsonl`.
#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Line {
    Entity(GoldMention),
    Relation(GoldRelation),
    /// Phrases that are no names, for coreference only.
    Nominal(Nominal),
}

#[derive(Deserialize)]
struct Nominal {
    doc: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "fields the scoring has no use for are named all the same, so that a new one is noticed")]
pub(crate) struct GoldMention {
    doc: String,
    pub(crate) id: String,
    #[serde(rename = "type")]
    pub(crate) entity_type: String,
    pub(crate) text: String,
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) cluster: Option<String>,
    canonical: Option<String>,
    pub(crate) value: Option<Value>,
    title: Option<String>,
    #[serde(default)]
    pub(crate) optional: bool,
    #[serde(default)]
    alt: Vec<Alternative>,
    note: Option<String>,
}

/// Another answer that counts as right; each field replaces that of the mention.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "as above")]
struct Alternative {
    text: Option<String>,
    start: Option<usize>,
    end: Option<usize>,
    #[serde(rename = "type")]
    entity_type: Option<String>,
    cluster: Option<String>,
    canonical: Option<String>,
}

/// One way to read a mention rightly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reading<'g> {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) entity_type: &'g str,
    pub(crate) cluster: Option<&'g str>,
}

impl GoldMention {
    /// Projects, agreements, laws, products: never to be found, never to be given another type.
    pub(crate) fn is_other(&self) -> bool {
        self.entity_type == "OTHER"
    }

    pub(crate) fn is_required(&self) -> bool {
        !self.optional && !self.is_other()
    }

    /// The mention as annotated, then after applying each alternative.
    pub(crate) fn readings(&self) -> impl Iterator<Item = Reading<'_>> {
        let own = Reading {
            start: self.start,
            end: self.end,
            entity_type: &self.entity_type,
            cluster: self.cluster.as_deref(),
        };
        let others = self.alt.iter().map(move |other| Reading {
            start: other.start.unwrap_or(own.start),
            end: other.end.unwrap_or(own.end),
            entity_type: other.entity_type.as_deref().unwrap_or(own.entity_type),
            cluster: other.cluster.as_deref().or(own.cluster),
        });
        std::iter::once(own).chain(others)
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "as above")]
pub(crate) struct GoldRelation {
    doc: String,
    pub(crate) id: String,
    #[serde(rename = "type")]
    relation_type: String,
    pub(crate) subject: String,
    pub(crate) object: Option<String>,
    #[serde(default)]
    pub(crate) qualifiers: Qualifiers,
    start: usize,
    end: usize,
    #[serde(default)]
    pub(crate) optional: bool,
    /// More than the names in the evidence: `coref`, `heading`, `implied`.
    pub(crate) needs: Option<String>,
    #[serde(default)]
    also: Vec<[usize; 2]>,
    #[serde(default)]
    alt: Vec<AlternativeType>,
    /// The relation that this one says again, seen from another side.
    pub(crate) same_fact: Option<String>,
    note: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AlternativeType {
    #[serde(rename = "type")]
    relation_type: String,
}

impl GoldRelation {
    pub(crate) fn relation_type(&self) -> &str {
        &self.relation_type
    }

    /// True for the type as annotated and its alternatives.
    pub(crate) fn may_be(&self, relation_type: &str) -> bool {
        self.relation_type == relation_type || self.alt.iter().any(|other| other.relation_type == relation_type)
    }
}

/// The annotations of one document.
#[derive(Clone, Debug, Default)]
pub(crate) struct GoldDocument {
    pub(crate) mentions: Vec<GoldMention>,
    pub(crate) relations: Vec<GoldRelation>,
}

impl GoldDocument {
    pub(crate) fn mention(&self, id: &str) -> &GoldMention {
        self.mentions.iter().find(|mention| mention.id == id).unwrap_or_else(|| panic!("the gold has no {id}"))
    }
}

/// The annotations by file name.
pub(crate) fn read() -> BTreeMap<String, GoldDocument> {
    let path = repository().join("tests/data/seeds-gold/gold.jsonl");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut documents: BTreeMap<String, GoldDocument> = BTreeMap::new();
    for (line_idx, line) in text.lines().enumerate() {
        let line: Line = serde_json::from_str(line).unwrap_or_else(|error| panic!("line {}: {error}", line_idx + 1));
        match line {
            Line::Entity(mention) => documents.entry(mention.doc.clone()).or_default().mentions.push(mention),
            Line::Relation(relation) => documents.entry(relation.doc.clone()).or_default().relations.push(relation),
            Line::Nominal(nominal) => drop(documents.entry(nominal.doc).or_default()),
        }
    }
    documents
}
