//! Records as rows: the tables of CSV, Parquet and SQLite, one definition for the three.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::record::{Amount, Day, Document, Entity, Failure, Relation, Unit};

/// A kind of record, and the table it goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Documents: those with a record, and those with entities.
    Documents,
    /// Entities.
    Entities,
    /// Relations.
    Relations,
    /// Inputs that could not be read.
    Errors,
}

impl Kind {
    /// All, in the order of the tables.
    pub const ALL: [Self; 4] = [Self::Documents, Self::Entities, Self::Relations, Self::Errors];

    /// The name of the table, and of its file.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Documents => "documents",
            Self::Entities => "entities",
            Self::Relations => "relations",
            Self::Errors => "errors",
        }
    }

    /// The columns of the table, in order.
    pub const fn columns(self) -> &'static [Column] {
        match self {
            Self::Documents => DOCUMENTS,
            Self::Entities => ENTITIES,
            Self::Relations => RELATIONS,
            Self::Errors => ERRORS,
        }
    }
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellType {
    /// Words.
    Text,
    /// A whole number.
    Integer,
    /// A number from 0 to 1.
    Score,
    /// A calendar day.
    Day,
    /// An amount as a number. CSV, which has no types, has the text of it alone and leaves this column out.
    Decimal,
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name, the same in every format.
    pub name: &'static str,
    /// What it holds.
    pub cell_type: CellType,
    /// Whether every row has a value.
    pub always: bool,
}

const fn column(name: &'static str, cell_type: CellType) -> Column {
    Column { name, cell_type, always: false }
}

const fn always(name: &'static str, cell_type: CellType) -> Column {
    Column { name, cell_type, always: true }
}

use CellType::{Decimal, Integer, Score, Text};

const DOCUMENTS: &[Column] = &[
    always("doc", Text),
    column("bytes", Integer),
    column("chars", Integer),
    column("sentences", Integer),
    column("tokens", Integer),
    column("date", CellType::Day),
    column("title", Text),
    column("author", Text),
    column("offsets", Text),
    column("text_sha256", Text),
];

const ENTITIES: &[Column] = &[
    always("doc", Text),
    always("id", Text),
    always("type", Text),
    always("text", Text),
    always("start_offset", Integer),
    always("end_offset", Integer),
    column("title", Text),
    column("cluster", Text),
    column("canonical", Text),
    column("ref", Text),
    column("amount", Decimal),
    column("amount_max", Decimal),
    column("value_amount", Text),
    column("value_amount_max", Text),
    column("value_currency", Text),
    column("value_bound", Text),
    column("value_per", Text),
    column("timex_type", Text),
    column("timex", Text),
    column("date_start", CellType::Day),
    column("date_end", CellType::Day),
    column("timex_mod", Text),
    column("alternatives", Text),
    column("score", Score),
    column("source", Text),
];

const RELATIONS: &[Column] = &[
    always("doc", Text),
    always("id", Text),
    always("type", Text),
    always("subject", Text),
    column("subject_type", Text),
    column("subject_text", Text),
    column("object", Text),
    column("object_type", Text),
    column("object_text", Text),
    column("qualifier_role", Text),
    column("qualifier_period", Text),
    column("qualifier_date", Text),
    column("qualifier_amount", Text),
    column("qualifier_from", Text),
    column("qualifier_to", Text),
    column("qualifier_with", Text),
    column("qualifier_purpose", Text),
    column("qualifier_measure", Text),
    column("qualifier_degree", Text),
    column("qualifier_url", Text),
    column("quote_start", Integer),
    column("quote_end", Integer),
    always("start_offset", Integer),
    always("end_offset", Integer),
    column("through", Text),
    column("score", Score),
    column("source", Text),
];

const ERRORS: &[Column] = &[always("doc", Text), always("error", Text)];

/// A value of a row.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell<'a> {
    Empty,
    Text(Cow<'a, str>),
    Integer(i64),
    Score(f64),
    Day(Day),
    Decimal(&'a Amount),
}

fn text(text: Option<&str>) -> Cell<'_> {
    text.map_or(Cell::Empty, |text| Cell::Text(Cow::Borrowed(text)))
}

fn integer<'a>(number: Option<impl TryInto<i64>>) -> Cell<'a> {
    number.and_then(|number| number.try_into().ok()).map_or(Cell::Empty, Cell::Integer)
}

fn score<'a>(score: Option<f64>) -> Cell<'a> {
    score.map_or(Cell::Empty, Cell::Score)
}

fn day<'a>(day: Option<Day>) -> Cell<'a> {
    day.map_or(Cell::Empty, Cell::Day)
}

fn decimal(amount: Option<&Amount>) -> Cell<'_> {
    amount.map_or(Cell::Empty, Cell::Decimal)
}

/// The row of a document, in the order of [`DOCUMENTS`].
pub(crate) fn document_row(document: &Document) -> Vec<Cell<'_>> {
    let info = document.info.as_ref();
    let number = |field: fn(&crate::DocumentInfo) -> Option<u64>| integer(info.and_then(field));
    let words = |field: fn(&crate::DocumentInfo) -> Option<&str>| text(info.and_then(field));
    let unit = Some(document.unit).filter(|unit| info.is_some() || *unit != Unit::Chars);
    vec![
        text(Some(&document.name)),
        number(|info| info.bytes),
        number(|info| info.chars),
        number(|info| info.sentences),
        number(|info| info.tokens),
        day(info.and_then(|info| info.date)),
        words(|info| info.title.as_deref()),
        words(|info| info.author.as_deref()),
        text(unit.map(Unit::as_str)),
        words(|info| info.text_sha256.as_deref()),
    ]
}

/// The row of an entity, in the order of [`ENTITIES`].
pub(crate) fn entity_row(entity: &Entity) -> Vec<Cell<'_>> {
    let value = entity.value.as_ref();
    let words = |field: fn(&crate::Value) -> Option<&str>| text(value.and_then(field));
    let amount = value.and_then(|value| value.amount.as_ref());
    let amount_max = value.and_then(|value| value.amount_max.as_ref());
    let alternatives = value.filter(|value| !value.alternatives.is_empty());
    let alternatives = alternatives.and_then(|value| serde_json::to_string(&value.alternatives).ok());
    vec![
        text(Some(&entity.doc)),
        text(Some(&entity.id)),
        text(Some(&entity.entity_type)),
        text(Some(&entity.text)),
        integer(Some(entity.start)),
        integer(Some(entity.end)),
        text(entity.title.as_deref()),
        text(entity.cluster.as_deref()),
        text(entity.canonical.as_deref()),
        text(entity.reference.as_deref()),
        decimal(amount),
        decimal(amount_max),
        text(amount.map(Amount::as_str)),
        text(amount_max.map(Amount::as_str)),
        words(|value| value.currency.as_deref()),
        words(|value| value.bound.as_deref()),
        words(|value| value.per.as_deref()),
        words(|value| value.timex_type.as_deref()),
        words(|value| value.timex.as_deref()),
        day(value.and_then(|value| value.start)),
        day(value.and_then(|value| value.end)),
        words(|value| value.modifier.as_deref()),
        alternatives.map_or(Cell::Empty, |json| Cell::Text(Cow::Owned(json))),
        score(entity.score),
        text(entity.source.as_deref()),
    ]
}

/// The row of a relation, in the order of [`RELATIONS`].
pub(crate) fn relation_row<'a>(
    document: &'a Document,
    by_id: &HashMap<&str, usize>,
    relation: &'a Relation,
) -> Vec<Cell<'a>> {
    let entity = |id: &str| by_id.get(id).map(|&entity_idx| &document.entities[entity_idx]);
    let subject = entity(&relation.subject);
    let object = relation.object.as_deref().and_then(entity);
    let qualifiers = &relation.qualifiers;
    let with = (!qualifiers.with.is_empty()).then(|| qualifiers.with.join(" "));
    vec![
        text(Some(&relation.doc)),
        text(Some(&relation.id)),
        text(Some(&relation.relation_type)),
        text(Some(&relation.subject)),
        text(subject.map(|entity| entity.entity_type.as_str())),
        text(subject.map(|entity| entity.text.as_str())),
        text(relation.object.as_deref()),
        text(object.map(|entity| entity.entity_type.as_str())),
        text(object.map(|entity| entity.text.as_str())),
        text(qualifiers.role.as_deref()),
        text(qualifiers.period.as_deref()),
        text(qualifiers.date.as_deref()),
        text(qualifiers.amount.as_deref()),
        text(qualifiers.from.as_deref()),
        text(qualifiers.to.as_deref()),
        with.map_or(Cell::Empty, |ids| Cell::Text(Cow::Owned(ids))),
        text(qualifiers.purpose.as_deref()),
        text(qualifiers.measure.as_deref()),
        text(qualifiers.degree.as_deref()),
        text(qualifiers.url.as_deref()),
        integer(qualifiers.quote_start),
        integer(qualifiers.quote_end),
        integer(Some(relation.start)),
        integer(Some(relation.end)),
        text(relation.through.as_deref()),
        score(relation.score),
        text(relation.source.as_deref()),
    ]
}

/// The row of a failure, in the order of [`ERRORS`].
pub(crate) fn failure_row(failure: &Failure) -> Vec<Cell<'_>> {
    vec![text(Some(&failure.doc)), text(Some(&failure.error))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_have_the_columns_of_their_table() {
        let mut document = Document::new("a");
        document.entities.push(Entity::default());
        document.relations.push(Relation::default());
        assert_eq!(document_row(&document).len(), DOCUMENTS.len());
        assert_eq!(entity_row(&document.entities[0]).len(), ENTITIES.len());
        assert_eq!(relation_row(&document, &document.by_id(), &document.relations[0]).len(), RELATIONS.len());
        assert_eq!(failure_row(&Failure::default()).len(), ERRORS.len());
    }

    #[test]
    fn no_column_has_a_name_that_databases_keep_for_themselves() {
        const RESERVED: &[&str] = &["end", "start", "from", "to", "with", "references", "order", "group", "table"];
        for column in Kind::ALL.iter().flat_map(|kind| kind.columns()) {
            assert!(!RESERVED.contains(&column.name), "{}", column.name);
        }
    }
}
