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
    /// Whether document records hold the text as well. Default: false.
    pub text: bool,
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
            let tokens = &analysis.tokens;
            let counts = TextCounts { n_sentences: tokens.sentences().len(), n_tokens: tokens.len() };
            self.write_document(document, text, text, counts, analysis, output);
        }
        self.write_found(document.name, text, extractor, analysis, &Before::default(), output);
    }

    pub(crate) const fn options(&self) -> RecordOptions {
        self.options
    }

    /// Appends the document record. `analysis` is that of `first`, with which `text` begins.
    pub(crate) fn write_document(
        &self,
        document: DocumentName<'_>,
        text: &str,
        first: &str,
        counts: TextCounts,
        analysis: &Analysis,
        output: &mut Vec<u8>,
    ) {
        append(&document_record(document, text, first, counts, analysis, self.options), output);
    }

    /// Appends entities and relations of a part of a document with so much before it.
    pub(crate) fn write_found(
        &mut self,
        doc: &str,
        text: &str,
        extractor: &Extractor,
        analysis: &Analysis,
        before: &Before<'_>,
        output: &mut Vec<u8>,
    ) {
        if analysis.mentions.is_empty() {
            return;
        }
        self.offsets.reset(text, self.options.offsets);
        let lines = Lines { doc, text, extractor, analysis, offsets: &self.offsets, before };
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

/// Of a whole text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct TextCounts {
    pub(crate) n_sentences: usize,
    pub(crate) n_tokens: usize,
}

/// What lies before a part of a document.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Before<'a> {
    /// In the unit of the records.
    pub(crate) offset: u32,
    pub(crate) n_entities: u32,
    pub(crate) n_relations: u32,
    /// The number in the document of each cluster of the part; their own numbers where it is none.
    pub(crate) cluster_numbers: Option<&'a [u32]>,
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

fn document_record<'a>(
    document: DocumentName<'a>,
    text: &'a str,
    first: &'a str,
    counts: TextCounts,
    analysis: &'a Analysis,
    options: RecordOptions,
) -> Record<'a> {
    let tokens = &analysis.tokens;
    let heading = || {
        let sentence = tokens.sentences().first().filter(|sentence| sentence.kind == LineKind::Heading)?;
        Some(TextView::new(first, tokens).slice(sentence.tokens))
    };
    Record::Document(DocumentRecord {
        doc: document.name,
        bytes: text.len(),
        chars: text.chars().count(),
        sentences: counts.n_sentences,
        tokens: counts.n_tokens,
        date: analysis.document_date.map(|(day, _)| day.to_string()),
        title: document.title.or_else(heading),
        author: document.author,
        offsets: match options.offsets {
            OffsetUnit::Chars => None,
            OffsetUnit::Bytes => Some("bytes"),
            OffsetUnit::Utf16 => Some("utf16"),
        },
        text_sha256: sha256_hex(text),
        text: options.text.then_some(text),
    })
}

/// The fullest name of a cluster: the one that the list entry behind it states, else that of its fullest mention.
pub(crate) fn canonical_name<'a>(analysis: &'a Analysis, text: &'a str, cluster: ClusterId) -> &'a str {
    let stated = || {
        let entry = analysis.clusters.entry(cluster)?;
        analysis.lists()?.entry(entry).attribute("canonical")
    };
    stated().unwrap_or_else(|| analysis.mentions[analysis.clusters.canonical(cluster).index()].span.slice(text))
}

/// What the records of one document need.
struct Lines<'a> {
    doc: &'a str,
    text: &'a str,
    extractor: &'a Extractor,
    analysis: &'a Analysis,
    offsets: &'a OffsetMap,
    before: &'a Before<'a>,
}

impl<'a> Lines<'a> {
    fn entity(&self, id: MentionId, mention: &Mention) -> Record<'a> {
        let cluster = self.analysis.clusters.cluster(id);
        let canonical = cluster.map(|cluster| canonical_name(self.analysis, self.text, cluster));
        let reference = self.reference(id, mention);
        Record::Entity(EntityRecord {
            doc: self.doc,
            id: self.entity_id(id),
            entity_type: self.lists().map_or("?", |lists| lists.entity_types().name(mention.entity_type)),
            text: mention.span.slice(self.text),
            start: self.offset(mention.span.start),
            end: self.offset(mention.span.end),
            title: mention.title.map(|title| title.slice(self.text)),
            value: mention.value.as_ref().map(value_record),
            cluster: cluster.map(|cluster| self.cluster_id(cluster)),
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
            id: Id { letter: 'r', number: self.before.n_relations + relation_idx as u32 + 1 },
            relation_type: self.extractor.rules().relation_name(relation.relation_type),
            subject: self.entity_id(relation.subject),
            object: relation.object.map(|object| self.entity_id(object)),
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
                    let id = self.entity_id(id);
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
        self.before.offset + self.offsets.convert(self.text, byte)
    }

    fn entity_id(&self, id: MentionId) -> Id {
        Id { letter: 'e', number: self.before.n_entities + id.0 + 1 }
    }

    fn cluster_id(&self, cluster: ClusterId) -> Id {
        let number = self.before.cluster_numbers.map_or(cluster.0, |numbers| numbers[cluster.index()]);
        Id { letter: 'c', number: number + 1 }
    }
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
