//! The rules of relations by what they find and how much of it a gold corpus confirms.
//!
//! ```text
//! cargo run --release -p benches --example rule_yield -- GOLD.jsonl…
//! ```
//!
//! Each line of a gold file is a document: `text`; `entities` with `start`, `end` (code points) and perhaps `cluster`;
//! `relations` with `type`, `subject`, `object` (spans); `relation_scope`, where the absence of a relation means something.
//! A relation is *right* when the gold has one of its type whose ends overlap a mention of either end's cluster, *wrong*
//! when it has none, though the scope covers both ends and every gold type that means the same; else it is *open*.
#![allow(clippy::print_stdout)]

use std::collections::{BTreeMap, BTreeSet};

use gleaner::{Analysis, DocumentMeta, Extractor, MentionId, Relation};
use serde_json::Value;

/// Types of the development corpora, what we call them, and whether they run the other way.
const TYPES: &[(&str, &str, bool)] = &[
    ("CEO", "role_at", true),
    ("EMPLOYEE_OR_MEMBER_OF", "role_at", false),
    ("FOUNDED_BY", "founded_by", false),
    ("DATE_FOUNDED", "founded_on", false),
    ("SUBSIDIARY_OF", "part_of", false),
    ("HEADQUARTERS", "located_in", false),
    ("DATE_OF_BIRTH", "born_on", false),
    ("PLACE_OF_BIRTH", "born_in", false),
    ("DATE_OF_DEATH", "died_on", false),
    ("PLACE_OF_RESIDENCE", "lives_in", false),
    ("NATIONALITY", "nationality", false),
    ("EDUCATED_AT", "educated_at", false),
    ("POLITICAL_AFFILIATION", "member_of", false),
    ("CHILD_OF", "child_of", false),
    ("SPOUSE", "spouse_of", false),
    ("P108:employer", "role_at", false),
    ("P169:chief_executive_officer", "role_at", true),
    ("P488:chairperson", "role_at", true),
    ("P6:head_of_government", "role_at", true),
    ("P35:head_of_state", "role_at", true),
    ("P112:founded_by", "founded_by", false),
    ("P571:inception", "founded_on", false),
    ("P749:parent_organization", "part_of", false),
    ("P355:subsidiary", "part_of", true),
    ("P361:part_of", "part_of", false),
    ("P527:has_part", "part_of", true),
    ("P159:headquarters_location", "located_in", false),
    ("P131:located_in_admin", "located_in", false),
    ("P276:location", "located_in", false),
    ("P17:country", "located_in", false),
    ("P463:member_of", "member_of", false),
    ("P102:member_of_political_party", "member_of", false),
    ("P54:member_of_sports_team", "member_of", false),
    ("P69:educated_at", "educated_at", false),
    ("P569:date_of_birth", "born_on", false),
    ("P19:place_of_birth", "born_in", false),
    ("P570:date_of_death", "died_on", false),
    ("P20:place_of_death", "died_in", false),
    ("P551:residence", "lives_in", false),
    ("P27:country_of_citizenship", "nationality", false),
    ("P26:spouse", "spouse_of", false),
    ("P40:child", "child_of", true),
    ("P22:father", "child_of", false),
    ("P25:mother", "child_of", false),
    ("BelongsTo", "member_of", false),
    ("InChargeOf", "role_at", false),
    ("CoLocated", "located_in", false),
    ("IsSynonymOf", "alias_of", false),
];

type Span = (usize, usize);

fn span(value: &Value) -> Option<Span> {
    Some((value.get(0)?.as_u64()? as usize, value.get(1)?.as_u64()? as usize))
}

fn strings(value: &Value) -> impl Iterator<Item = &str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str)
}

/// A gold document, with every mention of the ends of its relations.
struct Gold {
    relations: Vec<(&'static str, Vec<Span>, Vec<Span>)>,
    scopes: Vec<(Span, BTreeSet<String>)>,
}

impl Gold {
    fn read(document: &Value) -> Self {
        let mut clusters: BTreeMap<String, Vec<Span>> = BTreeMap::new();
        let mut of_span: BTreeMap<Span, String> = BTreeMap::new();
        for entity in document["entities"].as_array().into_iter().flatten() {
            let (Some(start), Some(end)) = (entity["start"].as_u64(), entity["end"].as_u64()) else { continue };
            let own = (start as usize, end as usize);
            if let Some(cluster) = entity["cluster"].as_str() {
                clusters.entry(cluster.to_owned()).or_default().push(own);
                of_span.insert(own, cluster.to_owned());
            }
        }
        let mentions = |own: Span| {
            let mut all = vec![own];
            all.extend(of_span.get(&own).and_then(|cluster| clusters.get(cluster)).into_iter().flatten());
            all
        };
        let mut relations = Vec::new();
        for relation in document["relations"].as_array().into_iter().flatten() {
            let known = TYPES.iter().find(|(gold, ..)| relation["type"].as_str() == Some(gold));
            let (Some((_, name, inverse)), Some(subject), Some(object)) =
                (known, span(&relation["subject"]), span(&relation["object"]))
            else {
                continue;
            };
            let (subject, object) = if *inverse { (object, subject) } else { (subject, object) };
            relations.push((*name, mentions(subject), mentions(object)));
        }
        let scopes = document["relation_scope"].as_array().into_iter().flatten();
        let scopes = scopes
            .filter_map(|scope| Some((span(&scope["span"])?, strings(&scope["types"]).map(str::to_owned).collect())))
            .collect();
        Self { relations, scopes }
    }
}

/// How often a rule was right, wrong, and neither.
#[derive(Clone, Copy, Default)]
struct Count {
    right: u32,
    wrong: u32,
    open: u32,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let extractor = Extractor::builder().build()?;
    let mut analysis = Analysis::default();
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    for path in std::env::args().skip(1) {
        let documents: Vec<Value> =
            std::fs::read_to_string(&path)?.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
        let scoped = documents.iter().flat_map(|document| document["relation_scope"].as_array().into_iter().flatten());
        let mut vocabulary: BTreeSet<String> =
            scoped.flat_map(|scope| strings(&scope["types"])).map(str::to_owned).collect();
        let relations = documents.iter().flat_map(|document| document["relations"].as_array().into_iter().flatten());
        vocabulary.extend(relations.filter_map(|relation| relation["type"].as_str()).map(str::to_owned));
        for document in &documents {
            let Some(text) = document["text"].as_str() else { continue };
            extractor.extract_into(text, &DocumentMeta::default(), &mut analysis);
            let gold = Gold::read(document);
            let points: Vec<u32> = text.char_indices().map(|(byte, _)| byte as u32).collect();
            let point = |byte: u32| points.partition_point(|start| *start < byte);
            let spans: Vec<Span> = analysis
                .mentions()
                .iter()
                .map(|mention| (point(mention.span.start), point(mention.span.end)))
                .collect();
            for relation in analysis.relations() {
                let name = extractor.rules().source_name(relation.source.name);
                let count = counts.entry(format!("{:18} {name}", relation.relation_type.name())).or_default();
                match judge(relation, &analysis, &spans, &gold, &vocabulary) {
                    Some(true) => count.right += 1,
                    Some(false) => count.wrong += 1,
                    None => count.open += 1,
                }
            }
        }
    }
    println!("{:18} {:22} {:>6} {:>6} {:>6} {:>6}", "relation", "rule", "right", "wrong", "open", "P");
    for (name, Count { right, wrong, open }) in counts {
        let precision = match right + wrong {
            0 => "-".to_owned(),
            judged => format!("{:.1}", f64::from(right) * 100.0 / f64::from(judged)),
        };
        println!("{name:41} {right:6} {wrong:6} {open:6} {precision:>6}");
    }
    Ok(())
}

/// Right, wrong, or not to be told.
fn judge(
    relation: &Relation,
    analysis: &Analysis,
    spans: &[Span],
    gold: &Gold,
    vocabulary: &BTreeSet<String>,
) -> Option<bool> {
    let object = relation.object?;
    let name = relation.relation_type.name();
    let overlaps = |end: MentionId, golden: &[Span]| {
        let same = (0..spans.len()).filter(|other| {
            let other = MentionId(*other as u32);
            other == end || analysis.cluster(end).is_some() && analysis.cluster(end) == analysis.cluster(other)
        });
        same.into_iter().any(|own| golden.iter().any(|gold| spans[own].0 < gold.1 && gold.0 < spans[own].1))
    };
    let symmetric = relation.relation_type.is_symmetric();
    let right = gold.relations.iter().any(|(gold_name, first, last)| {
        *gold_name == name
            && (overlaps(relation.subject, first) && overlaps(object, last)
                || symmetric && overlaps(relation.subject, last) && overlaps(object, first))
    });
    if right {
        return Some(true);
    }
    let needed: Vec<&str> = TYPES
        .iter()
        .filter(|(gold, own, _)| *own == name && vocabulary.contains(*gold))
        .map(|(gold, ..)| *gold)
        .collect();
    let (subject, object) = (spans[relation.subject.index()], spans[object.index()]);
    let covered = gold.scopes.iter().any(|(scope, types)| {
        scope.0 <= subject.0.min(object.0)
            && subject.1.max(object.1) <= scope.1
            && (types.contains("*") || needed.iter().all(|needed| types.contains(*needed)))
    });
    (covered && !needed.is_empty()).then_some(false)
}
