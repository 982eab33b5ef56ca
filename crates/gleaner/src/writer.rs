//! An analysis as JSON lines.

use gleaner_relations::ClusterId;
use gleaner_text::{
    DateReading, LineKind, Mention, MentionId, Qualifier, QualifierKey, QualifierValue, Relation, Source, TextView,
    Value, amount_string,
};
use serde::Serialize;

use crate::analysis::Analysis;
use crate::extractor::Extractor;
use crate::hash::sha256_hex;
use crate::lists::Lists;
use crate::offsets::{OffsetMap, OffsetUnit};
use crate::record::{
    DateReadingRecord, DateRecord, DocumentRecord, EntityRecord, ErrorRecord, Id, MoneyRecord, QualifiersRecord,
    Record, RelationRecord, Score, SourceRecord, ValueRecord,
};

/// What records say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RecordOptions {
    /// The unit of offsets. Default: code points.
    pub offsets: OffsetUnit,
    /// Whether each document gets a record of its own, before its entities. Default: false.
    pub documents: bool,
}

/// How records call a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DocumentName<'a> {
    /// Its name: a path, or the id that came with it.
    pub name: &'a str,
    /// Its title, if one came with it.
    pub title: Option<&'a str>,
    /// Its author, if one came with it.
    pub author: Option<&'a str>,
}

/// Writes records as JSON lines. Keep one per thread: its buffers are reused.
#[derive(Debug, Default)]
pub struct RecordWriter {
    options: RecordOptions,
    offsets: OffsetMap,
}

impl RecordWriter {
    /// A writer with those options.
    pub fn new(options: RecordOptions) -> Self {
        Self { options, offsets: OffsetMap::default() }
    }

    /// Appends the records of a document to `output`, one JSON object a line: the document (if asked for), its entities in
    /// text order, its relations by evidence. `analysis` must be of `text`, made by `extractor`.
    pub fn write(
        &mut self,
        document: DocumentName<'_>,
        text: &str,
        extractor: &Extractor,
        analysis: &Analysis,
        output: &mut Vec<u8>,
    ) {
        if self.options.documents {
            append(&document_record(document, text, analysis), output);
        }
        if analysis.mentions.is_empty() {
            return;
        }
        self.offsets.reset(text, self.options.offsets);
        let lines = Lines { doc: document.name, text, extractor, analysis, offsets: &self.offsets };
        for (mention_idx, mention) in analysis.mentions.iter().enumerate() {
            append(&lines.entity(MentionId(mention_idx as u32), mention), output);
        }
        for (relation_idx, relation) in analysis.relations.iter().enumerate() {
            append(&lines.relation(relation_idx, relation), output);
        }
    }

    /// Appends the error record of an input to `output`.
    pub fn write_error(&self, doc: &str, error: &str, output: &mut Vec<u8>) {
        append(&Record::Error(ErrorRecord { doc, error }), output);
    }
}

fn append(record: &Record<'_>, output: &mut Vec<u8>) {
    let start = output.len();
    let mut serializer = serde_json::Serializer::new(&mut *output);
    if record.serialize(&mut serializer).is_err() {
        // Writing to memory cannot fail and no record has keys that are not strings; a half line would be worse than none.
        output.truncate(start);
        return;
    }
    output.push(b'\n');
}

fn document_record<'a>(document: DocumentName<'a>, text: &'a str, analysis: &'a Analysis) -> Record<'a> {
    let tokens = &analysis.tokens;
    let heading = || {
        let first = tokens.sentences().first().filter(|sentence| sentence.kind == LineKind::Heading)?;
        Some(TextView::new(text, tokens).slice(first.tokens))
    };
    Record::Document(DocumentRecord {
        doc: document.name,
        bytes: text.len(),
        chars: text.chars().count(),
        sentences: tokens.sentences().len(),
        tokens: tokens.len(),
        date: analysis.document_date.map(|(day, _)| day.to_string()),
        title: document.title.or_else(heading),
        author: document.author,
        text_sha256: sha256_hex(text),
    })
}

/// What the records of one document need.
struct Lines<'a> {
    doc: &'a str,
    text: &'a str,
    extractor: &'a Extractor,
    analysis: &'a Analysis,
    offsets: &'a OffsetMap,
}

impl<'a> Lines<'a> {
    fn entity(&self, id: MentionId, mention: &Mention) -> Record<'a> {
        let cluster = self.analysis.clusters.cluster(id);
        let canonical = cluster.map(|cluster| {
            self.stated_name(cluster).unwrap_or_else(|| {
                let fullest = &self.analysis.mentions[self.analysis.clusters.canonical(cluster).index()];
                fullest.span.slice(self.text)
            })
        });
        let reference = self.reference(id, mention);
        Record::Entity(EntityRecord {
            doc: self.doc,
            id: entity_id(id),
            entity_type: self.lists().map_or("?", |lists| lists.entity_types().name(mention.entity_type)),
            text: mention.span.slice(self.text),
            start: self.offset(mention.span.start),
            end: self.offset(mention.span.end),
            title: mention.title.map(|title| title.slice(self.text)),
            value: mention.value.as_ref().map(value_record),
            cluster: cluster.map(|cluster| Id { letter: 'c', number: cluster.0 + 1 }),
            canonical,
            reference,
            score: Score(mention.score),
            source: self.source(mention.source),
        })
    }

    /// The lists that the document was read with.
    fn lists(&self) -> Option<&'a Lists> {
        self.analysis.lists()
    }

    /// The id of the mention's own entry, else that of its cluster.
    /// The name that the list entry behind a cluster states as the fullest.
    fn stated_name(&self, cluster: ClusterId) -> Option<&'a str> {
        let entry = self.analysis.clusters.entry(cluster)?;
        self.lists()?.entry(entry).attribute("canonical")
    }

    fn reference(&self, id: MentionId, mention: &Mention) -> Option<&'a str> {
        let lists = self.lists()?;
        let clusters = &self.analysis.clusters;
        let own = mention.entry.and_then(|entry| lists.entry(entry).reference());
        own.or_else(|| {
            let entry = clusters.entry(clusters.cluster(id)?)?;
            lists.entry(entry).reference()
        })
    }

    fn relation(&self, relation_idx: usize, relation: &Relation) -> Record<'a> {
        Record::Relation(RelationRecord {
            doc: self.doc,
            id: Id { letter: 'r', number: relation_idx as u32 + 1 },
            relation_type: relation.relation_type.name(),
            subject: entity_id(relation.subject),
            object: relation.object.map(entity_id),
            qualifiers: self.qualifiers(&relation.qualifiers),
            start: self.offset(relation.evidence.start),
            end: self.offset(relation.evidence.end),
            score: Score(relation.score),
            source: self.source(relation.source),
            through: relation.through.map(|through| through.as_str()),
        })
    }

    fn qualifiers(&self, qualifiers: &[Qualifier]) -> QualifiersRecord<'a> {
        let mut record = QualifiersRecord::default();
        for qualifier in qualifiers {
            match qualifier.value {
                QualifierValue::Mention(id) => {
                    let id = entity_id(id);
                    match qualifier.key {
                        QualifierKey::Period => record.period = Some(id),
                        QualifierKey::Date => record.date = Some(id),
                        QualifierKey::Amount => record.amount = Some(id),
                        QualifierKey::From => record.from = Some(id),
                        QualifierKey::To => record.to = Some(id),
                        QualifierKey::With => record.with.push(id),
                        _ => {}
                    }
                }
                QualifierValue::Text(span) => {
                    let words = span.slice(self.text);
                    match qualifier.key {
                        QualifierKey::Role => record.role = Some(words),
                        QualifierKey::Purpose => record.purpose = Some(words),
                        QualifierKey::Measure => record.measure = Some(words),
                        QualifierKey::Degree => record.degree = Some(words),
                        QualifierKey::Url => record.url = Some(words),
                        QualifierKey::Quote => {
                            record.quote_start = Some(self.offset(span.start));
                            record.quote_end = Some(self.offset(span.end));
                        }
                        _ => {}
                    }
                }
            }
        }
        record
    }

    fn source(&self, source: Source) -> SourceRecord<'a> {
        SourceRecord {
            kind: source.kind.as_str(),
            name: self.lists().map_or("?", |lists| self.extractor.source_name(source, lists)),
        }
    }

    fn offset(&self, byte: u32) -> u32 {
        self.offsets.convert(self.text, byte)
    }
}

fn entity_id(id: MentionId) -> Id {
    Id { letter: 'e', number: id.0 + 1 }
}

fn value_record(value: &Value) -> ValueRecord {
    match value {
        Value::Money(money) => ValueRecord::Money(MoneyRecord {
            amount: amount_string(money.amount).to_string(),
            amount_max: money.amount_max.map(|amount| amount_string(amount).to_string()),
            currency: money.currency.to_string(),
            bound: money.bound.map(|bound| bound.as_str()),
            per: money.per.map(|per| per.as_str()),
        }),
        Value::Date(date) => {
            let day = |day: Option<gleaner_text::Day>| day.map(|day| day.to_string());
            let reading = |reading: &DateReading| DateReadingRecord {
                timex: reading.timex.to_string(),
                start: day(reading.start),
                end: day(reading.end),
            };
            ValueRecord::Date(DateRecord {
                timex_type: date.timex_type.as_str(),
                timex: date.reading.timex.to_string(),
                start: day(date.reading.start),
                end: day(date.reading.end),
                modifier: date.modifier.map(|modifier| modifier.as_str()),
                alternatives: date.alternative.iter().map(reading).collect(),
            })
        }
    }
}
