//! Everything the contract promises that types cannot say: slices, ids, order, links between records, the form of values.

use std::collections::{BTreeMap, HashMap};

use gleaner::OffsetUnit;
use sha2::{Digest, Sha256};

use crate::contract::{Date, Document, Entity, Money, Record, Relation, Value, parse};
use crate::documents::{Sample, records};

/// The units that offsets can be asked for in.
pub const UNITS: [OffsetUnit; 3] = [OffsetUnit::Bytes, OffsetUnit::Chars, OffsetUnit::Utf16];

/// What is wrong with the records of a document, one sentence each; none when they keep the contract.
///
/// # Panics
/// When a line is not what the contract says at all ([`parse`]).
pub fn faults(sample: &Sample, unit: OffsetUnit) -> Vec<String> {
    Output::new(sample, unit).check()
}

/// Subject types, object types (none: takes no object) and qualifiers of each type of relation. `name` stands for ORG, PERSON
/// and LOC.
const RELATIONS: &[(&str, &str, &str, &str)] = &[
    ("role_at", "PERSON", "ORG", "role"),
    ("member_of", "PERSON ORG", "ORG", "period"),
    ("part_of", "ORG", "ORG", ""),
    ("partner_of", "ORG LOC", "ORG LOC", "period"),
    ("alias_of", "name", "name", ""),
    ("has_budget", "ORG LOC", "MONEY", "period purpose"),
    ("has_amount", "ORG LOC", "MONEY", "measure period"),
    ("funding_received", "ORG LOC", "MONEY", "from purpose period"),
    ("funding_provided", "ORG LOC PERSON", "MONEY", "to purpose period"),
    ("supported_by", "ORG LOC", "ORG PERSON", "amount"),
    ("coordinated_by", "ORG", "ORG PERSON", ""),
    ("founded_on", "ORG", "DATE", ""),
    ("founded_by", "ORG", "ORG PERSON LOC", ""),
    // Wider than the design: a person may buy a company.
    ("acquired", "ORG PERSON", "ORG", "amount date"),
    ("located_in", "ORG LOC", "LOC", ""),
    ("period", "ORG", "DATE", ""),
    ("signed", "ORG LOC PERSON", "ORG", "date period with"),
    ("said", "PERSON ORG", "", "quote_start quote_end"),
    ("website", "ORG", "", "url"),
    ("educated_at", "PERSON", "ORG", "degree"),
    ("born_on", "PERSON", "DATE", ""),
    ("born_in", "PERSON", "LOC", ""),
    ("died_on", "PERSON", "DATE", ""),
    ("died_in", "PERSON", "LOC", ""),
    ("lives_in", "PERSON", "LOC", ""),
    ("nationality", "PERSON", "LOC", ""),
    ("spouse_of", "PERSON", "PERSON", ""),
    ("child_of", "PERSON", "PERSON", ""),
];

/// The piece of a text between two offsets, by counting from its start; none where they fit no piece.
pub fn slice(text: &str, unit: OffsetUnit, start: usize, end: usize) -> Option<String> {
    let n_units = end.checked_sub(start)?;
    match unit {
        OffsetUnit::Bytes => text.get(start..end).map(str::to_owned),
        OffsetUnit::Chars => {
            let piece: String = text.chars().skip(start).take(n_units).collect();
            (piece.chars().count() == n_units).then_some(piece)
        }
        OffsetUnit::Utf16 => {
            let piece: Vec<u16> = text.encode_utf16().skip(start).take(n_units).collect();
            (piece.len() == n_units).then(|| String::from_utf16(&piece).ok()).flatten()
        }
    }
}

/// One document's records, told apart.
struct Output<'a> {
    sample: &'a Sample,
    unit: OffsetUnit,
    document: Document,
    entities: Vec<Entity>,
    relations: Vec<Relation>,
    faults: Vec<String>,
}

impl<'a> Output<'a> {
    fn new(sample: &'a Sample, unit: OffsetUnit) -> Self {
        let mut all = parse(&records(sample, unit)).into_iter();
        let Some(Record::Document(document)) = all.next() else { panic!("{}: the document comes first", sample.name) };
        let (mut entities, mut relations) = (Vec::new(), Vec::new());
        for record in all {
            match record {
                Record::Entity(entity) if relations.is_empty() => entities.push(entity),
                Record::Relation(relation) => relations.push(relation),
                other => panic!("{}: out of place: {other:?}", sample.name),
            }
        }
        Self { sample, unit, document, entities, relations, faults: Vec::new() }
    }

    fn check(mut self) -> Vec<String> {
        self.check_document();
        self.check_entities();
        self.check_clusters();
        self.check_relations();
        self.faults
    }

    fn fault(&mut self, id: &str, what: impl std::fmt::Display) {
        self.faults.push(format!("{} {:?} {id}: {what}", self.sample.name, self.unit));
    }

    fn check_document(&mut self) {
        let text = &self.sample.text;
        let sha256: String = Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        let document = &self.document;
        let wrong = [
            (document.doc != self.sample.name, "doc"),
            (document.bytes != text.len(), "bytes"),
            (document.chars != text.chars().count(), "chars"),
            (document.tokens < document.sentences, "tokens"),
            (document.text_sha256 != sha256, "text_sha256"),
            (document.offsets.as_deref() != unit_word(self.unit), "offsets"),
            (document.date.as_ref().is_some_and(|date| !is_day(date)), "date"),
            (document.title.as_ref().is_some_and(|title| !text.contains(title.as_str())), "title"),
        ];
        for (_, field) in wrong.iter().filter(|(is_wrong, _)| *is_wrong) {
            self.fault("document", field);
        }
    }

    fn check_entities(&mut self) {
        let entities = std::mem::take(&mut self.entities);
        let mut last_end = 0;
        for (entity_idx, entity) in entities.iter().enumerate() {
            let id = format!("e{}", entity_idx + 1);
            if entity.id != id || entity.doc != self.sample.name {
                self.fault(&id, format_args!("id {} of {}", entity.id, entity.doc));
            }
            if entity.start < last_end {
                self.fault(&id, "overlaps the one before, or is out of order");
            }
            last_end = entity.end;
            let piece = slice(&self.sample.text, self.unit, entity.start, entity.end);
            if piece.as_deref() != Some(&entity.text) || entity.text.is_empty() {
                self.fault(&id, format_args!("text {:?}, its slice {piece:?}", entity.text));
            }
            if entity.text.trim() != entity.text {
                self.fault(&id, format_args!("blanks at an end of {:?}", entity.text));
            }
            for fault in entity_faults(entity) {
                self.fault(&id, format_args!("{fault} in {entity:?}"));
            }
        }
        self.entities = entities;
    }

    fn check_clusters(&mut self) {
        let mut names: BTreeMap<&str, Vec<&Entity>> = BTreeMap::new();
        for entity in &self.entities {
            if let Some(cluster) = &entity.cluster {
                names.entry(cluster).or_default().push(entity);
            }
        }
        let mut faults = Vec::new();
        for number in 1..=names.len() {
            if !names.contains_key(format!("c{number}").as_str()) {
                faults.push((format!("c{number}"), "clusters are not numbered from 1 on".to_owned()));
            }
        }
        for (cluster, members) in &names {
            let canonical = members[0].canonical.as_deref().unwrap_or_default();
            if members.iter().any(|member| member.canonical.as_deref() != Some(canonical)) {
                faults.push(((*cluster).to_owned(), "two canonical names".to_owned()));
            }
            // A list entry, which gives the id too, may state a name that the text does not have.
            let listed = members.iter().any(|member| member.reference.is_some());
            if !listed && !members.iter().any(|member| member.text == canonical) {
                faults.push(((*cluster).to_owned(), format!("no mention is called {canonical:?}")));
            }
        }
        for (id, fault) in faults {
            self.fault(&id, fault);
        }
    }

    fn check_relations(&mut self) {
        let relations = std::mem::take(&mut self.relations);
        let entities = std::mem::take(&mut self.entities);
        let by_id: HashMap<&str, &Entity> = entities.iter().map(|entity| (entity.id.as_str(), entity)).collect();
        let mut last = (0, 0);
        for (relation_idx, relation) in relations.iter().enumerate() {
            let id = format!("r{}", relation_idx + 1);
            if relation.id != id || relation.doc != self.sample.name {
                self.fault(&id, format_args!("id {} of {}", relation.id, relation.doc));
            }
            let evidence = (relation.start, relation.end);
            if evidence < last {
                self.fault(&id, format_args!("evidence {evidence:?} stands before {last:?}"));
            }
            last = evidence;
            if slice(&self.sample.text, self.unit, relation.start, relation.end).is_none_or(|piece| piece.is_empty()) {
                self.fault(&id, "the evidence is no piece of the text");
            }
            for fault in relation_faults(relation, &by_id, &self.sample.text, self.unit) {
                self.fault(&id, format_args!("{fault} in {relation:?}"));
            }
        }
        self.entities = entities;
        self.relations = relations;
    }
}

fn is_score(score: f64) -> bool {
    (0.0..=1.0).contains(&score) && (score * 100.0 - (score * 100.0).round()).abs() < 1e-9
}

/// "kind:name" with a kind of the design.
fn is_source(source: &str, kinds: &[&str]) -> bool {
    source.split_once(':').is_some_and(|(kind, name)| {
        let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        kinds.contains(&kind) && !name.is_empty() && name.bytes().all(is_plain)
    })
}

/// `^-?\d+(\.\d*[1-9])?$`
fn is_amount(amount: &str) -> bool {
    let digits = amount.strip_prefix('-').unwrap_or(amount);
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match digits.split_once('.') {
        None => is_digits(digits),
        Some((whole, part)) => is_digits(whole) && is_digits(part) && !part.ends_with('0'),
    }
}

/// The word of a document record for that unit.
fn unit_word(unit: OffsetUnit) -> Option<&'static str> {
    match unit {
        OffsetUnit::Chars => None,
        OffsetUnit::Bytes => Some("bytes"),
        OffsetUnit::Utf16 => Some("utf16"),
    }
}

/// A day of ISO 8601 that exists.
fn is_day(day: &str) -> bool {
    let parts: Vec<&str> = day.split('-').collect();
    let [year, month, day_of_month] = parts[..] else { return false };
    let is_number = |part: &str, len: usize| part.len() == len && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(year, 4) || !is_number(month, 2) || !is_number(day_of_month, 2) {
        return false;
    }
    let (Ok(year), Ok(month), Ok(day)) = (year.parse::<u32>(), month.parse::<u32>(), day_of_month.parse::<u32>())
    else {
        return false;
    };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let n_days = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    (1..=n_days).contains(&day)
}

fn entity_faults(entity: &Entity) -> Vec<&'static str> {
    let is_name = matches!(entity.entity_type.as_str(), "ORG" | "PERSON" | "LOC");
    let value_fits = match (entity.entity_type.as_str(), &entity.value) {
        ("MONEY", Some(Value::Money(money))) => is_money(money),
        ("DATE", Some(Value::Date(date))) => is_date(date),
        ("ORG" | "PERSON" | "LOC", None) => true,
        _ => false,
    };
    let kinds = ["gazetteer", "pattern", "tagger", "alias", "rule"];
    [
        (!value_fits, "value"),
        (!has_plain_edges(&entity.text), "edges of the span"),
        (entity.cluster.is_some() != is_name || entity.canonical.is_some() != is_name, "cluster and canonical"),
        (entity.title.is_some() && entity.entity_type != "PERSON", "title"),
        (entity.title.as_ref().is_some_and(|title| title.trim() != title || title.is_empty()), "blank title"),
        (entity.reference.as_ref().is_some_and(String::is_empty), "ref"),
        (!is_score(entity.score), "score"),
        (!is_source(&entity.source, &kinds), "source"),
    ]
    .into_iter()
    .filter_map(|(is_wrong, field)| is_wrong.then_some(field))
    .collect()
}

/// Quotation marks, bullets and a possessive 's stay outside a span.
fn has_plain_edges(text: &str) -> bool {
    let outside = ['“', '”', '"', '‘', '•', '·', '*', ',', ';', ':'];
    !text.starts_with(outside)
        && !text.ends_with(outside)
        && !text.starts_with(['’', '\''])
        && !text.ends_with("’s")
        && !text.ends_with("'s")
}

fn is_money(money: &Money) -> bool {
    let bounds = ["more_than", "at_least", "less_than", "at_most", "approx"];
    let periods = ["year", "quarter", "month", "week", "day", "hour"];
    is_amount(&money.amount)
        && money.amount_max.as_ref().is_none_or(|amount| is_amount(amount))
        && money.currency.len() == 3
        && money.currency.bytes().all(|byte| byte.is_ascii_uppercase())
        && money.bound.as_ref().is_none_or(|bound| bounds.contains(&bound.as_str()))
        && money.per.as_ref().is_none_or(|per| periods.contains(&per.as_str()))
}

fn is_date(date: &Date) -> bool {
    let modifiers = [
        "BEFORE",
        "AFTER",
        "ON_OR_BEFORE",
        "ON_OR_AFTER",
        "LESS_THAN",
        "MORE_THAN",
        "EQUAL_OR_LESS",
        "EQUAL_OR_MORE",
        "START",
        "MID",
        "END",
        "APPROX",
    ];
    let is_reading = |timex: &str, start: &Option<String>, end: &Option<String>| {
        let days = [start, end].into_iter().flatten();
        // ISO 8601 days of four-digit years compare as text.
        let ordered = start.is_none() || end.is_none() || start <= end;
        !timex.is_empty()
            && timex.is_ascii()
            && !timex.contains(' ')
            && days.into_iter().all(|day| is_day(day))
            && ordered
    };
    ["DATE", "TIME", "DURATION", "SET"].contains(&date.timex_type.as_str())
        && is_reading(&date.timex, &date.start, &date.end)
        && date.modifier.as_ref().is_none_or(|modifier| modifiers.contains(&modifier.as_str()))
        && date
            .alternatives
            .iter()
            .all(|other| is_reading(&other.timex, &other.start, &other.end) && other.timex != date.timex)
}

fn relation_faults(relation: &Relation, by_id: &HashMap<&str, &Entity>, text: &str, unit: OffsetUnit) -> Vec<String> {
    let mut faults = Vec::new();
    let Some((_, subjects, objects, qualifier_keys)) =
        RELATIONS.iter().find(|(name, ..)| *name == relation.relation_type)
    else {
        return vec!["unknown type".to_owned()];
    };
    let mut check = |role: &str, id: &str, types: &str| match by_id.get(id) {
        None => faults.push(format!("{role} {id} does not exist")),
        Some(entity) => {
            let types = types.replace("name", "ORG PERSON LOC");
            if !types.split(' ').any(|name| name == entity.entity_type) {
                faults.push(format!("{role} {id} is {} {:?}", entity.entity_type, entity.text));
            }
        }
    };
    check("subject", &relation.subject, subjects);
    if let Some(object) = &relation.object {
        check("object", object, objects);
    }
    let qualifiers = relation.qualifiers.clone().unwrap_or_default();
    for (key, id, types) in [
        ("period", &qualifiers.period, "DATE"),
        ("date", &qualifiers.date, "DATE"),
        ("amount", &qualifiers.amount, "MONEY"),
        ("from", &qualifiers.from, "name"),
        ("to", &qualifiers.to, "name"),
    ] {
        if let Some(id) = id {
            check(key, id, types);
        }
    }
    for id in &qualifiers.with {
        check("with", id, "name");
    }
    if relation.object.is_some() == objects.is_empty() {
        faults.push("object".to_owned());
    }
    if relation.object.as_deref() == Some(&relation.subject) {
        faults.push("of itself".to_owned());
    }
    let words = [&qualifiers.role, &qualifiers.purpose, &qualifiers.measure, &qualifiers.degree, &qualifiers.url];
    if words
        .into_iter()
        .flatten()
        .any(|words| words.trim() != words || words.is_empty() || !text.contains(words.as_str()))
    {
        faults.push("words that are not in the text".to_owned());
    }
    let quote = (qualifiers.quote_start, qualifiers.quote_end);
    match quote {
        (None, None) => {}
        (Some(start), Some(end)) if slice(text, unit, start, end).is_some_and(|words| !words.is_empty()) => {
            if start < relation.start || relation.end < end {
                faults.push("the quotation lies outside the evidence".to_owned());
            }
        }
        _ => faults.push("the quotation is no piece of the text".to_owned()),
    }
    if relation.relation_type == "said" && quote.0.is_none()
        || relation.relation_type == "website" && qualifiers.url.is_none()
    {
        faults.push("what it is all about is missing".to_owned());
    }
    let written = serde_json::to_value(&qualifiers).expect("plain data");
    for key in written.as_object().expect("an object").keys() {
        if !qualifier_keys.split(' ').any(|known| known == key) {
            faults.push(format!("takes no {key}"));
        }
    }
    if relation.qualifiers.is_some() && qualifiers == Default::default() {
        faults.push("empty qualifiers".to_owned());
    }
    if !is_score(relation.score) {
        faults.push("score".to_owned());
    }
    if !is_source(&relation.source, &["rule", "alias"]) {
        faults.push("source".to_owned());
    }
    faults
}
