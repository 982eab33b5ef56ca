//! The tables of `tests/data`: clusters and relations over sentences with their mentions marked inline.
//!
//! `relations.toml`: one `[[rule]]` a rule: its `name`, `matches` (each a `text` and the `found` relations, written
//! "type: subject -> object" or "type: subject", with "(key: words)" for qualifiers in the words of the text) and `not`
//! (texts in which the rule finds nothing). Other rules may find more in the same text.
//! `coreference.toml`: one `[[case]]` a text: all relations `found` in it, "~" in front of those found through a description.
//! `clusters.toml`: one `[[case]]` a text: its `clusters`, each a list of surfaces; a name that is in none stands alone.

mod marked;

use std::collections::BTreeSet;

use gleaner_relations::{Clusters, DefinedNames, RULE_NAMES, Relations, rule_name};
use gleaner_text::{EntityType, EntryId, MentionId, QualifierValue, Relation, Through};
use marked::Marked;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleTable {
    rule: Vec<RuleCases>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleCases {
    name: String,
    matches: Vec<Match>,
    not: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Match {
    text: String,
    found: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClusterTable {
    case: Vec<ClusterCase>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClusterCase {
    why: String,
    text: String,
    clusters: Vec<Vec<String>>,
    /// The fullest name of the first cluster.
    canonical: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CoreferenceTable {
    case: Vec<CoreferenceCase>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CoreferenceCase {
    why: String,
    text: String,
    found: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DefinitionTable {
    case: Vec<DefinitionCase>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DefinitionCase {
    text: String,
    /// Mentions added or retagged, "words|TYPE".
    added: Vec<String>,
    /// Words of the mentions that are gone.
    #[serde(default)]
    gone: Vec<String>,
}

/// The one place that runs the engine.
fn relations_of(marked: &Marked) -> Vec<Relation> {
    let mut clusters = Clusters::default();
    clusters.build(marked.view(), &marked.mentions);
    let mut found = Vec::new();
    Relations::default().find(marked.view(), &marked.mentions, &clusters, &mut found);
    found
}

fn written(marked: &Marked, relation: &Relation) -> String {
    let mut line = format!("{}: {}", relation.relation_type.name(), marked.surface(relation.subject.index()));
    if let Some(object) = relation.object {
        line += &format!(" -> {}", marked.surface(object.index()));
    }
    for qualifier in &relation.qualifiers {
        let words = match qualifier.value {
            QualifierValue::Text(span) => span.slice(&marked.text),
            QualifierValue::Mention(mention) => marked.surface(mention.index()),
        };
        line += &format!(" ({}: {words})", qualifier.key.as_str());
    }
    line
}

#[test]
fn every_rule_finds_what_its_table_says() {
    let table: RuleTable = toml::from_str(include_str!("data/relations.toml")).expect("relations.toml");
    let mut failures = Vec::new();
    for cases in &table.rule {
        let by_rule = |marked: &Marked| -> BTreeSet<String> {
            let found = relations_of(marked);
            found.iter().filter(|r| rule_name(r.source.name) == cases.name).map(|r| written(marked, r)).collect()
        };
        for case in &cases.matches {
            let marked = marked::read(&case.text);
            let found = by_rule(&marked);
            let expected: BTreeSet<String> = case.found.iter().cloned().collect();
            if found != expected {
                failures
                    .push(format!("{}: {}\n   found    {found:?}\n   expected {expected:?}", cases.name, case.text));
            }
        }
        for text in &cases.not {
            let found = by_rule(&marked::read(text));
            if !found.is_empty() {
                failures.push(format!("{}: not in {text}\n   found    {found:?}", cases.name));
            }
        }
    }
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn every_rule_has_three_matches_and_two_near_misses() {
    let table: RuleTable = toml::from_str(include_str!("data/relations.toml")).expect("relations.toml");
    for name in RULE_NAMES {
        let cases =
            table.rule.iter().find(|cases| cases.name == *name).unwrap_or_else(|| panic!("no examples of {name}"));
        assert!(cases.matches.len() >= 3, "{name}: {} matches", cases.matches.len());
        assert!(cases.not.len() >= 2, "{name}: {} near misses", cases.not.len());
    }
    assert_eq!(table.rule.len(), RULE_NAMES.len(), "examples of rules that are gone");
}

#[test]
fn what_is_found_through_a_description_says_so() {
    let table: CoreferenceTable = toml::from_str(include_str!("data/coreference.toml")).expect("coreference.toml");
    let mut failures = Vec::new();
    for case in &table.case {
        let marked = marked::read(&case.text);
        let through = |relation: &Relation| if relation.through == Some(Through::Coref) { "~" } else { "" };
        let found: Vec<String> =
            relations_of(&marked).iter().map(|r| format!("{}{}", through(r), written(&marked, r))).collect();
        if found != case.found {
            failures.push(format!("{}: {}\n   found    {found:?}\n   expected {:?}", case.why, case.text, case.found));
        }
    }
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn clusters_are_those_of_the_table() {
    let table: ClusterTable = toml::from_str(include_str!("data/clusters.toml")).expect("clusters.toml");
    let mut failures = Vec::new();
    for case in &table.case {
        let marked = marked::read(&case.text);
        let mut clusters = Clusters::default();
        clusters.build(marked.view(), &marked.mentions);
        let names = |id: u32| -> BTreeSet<String> {
            (0..marked.mentions.len())
                .filter(|m| clusters.cluster(MentionId(*m as u32)).is_some_and(|c| c.0 == id))
                .map(|m| marked.surface(m).to_owned())
                .collect()
        };
        let found: BTreeSet<BTreeSet<String>> = (0..clusters.len() as u32).map(names).collect();
        let mut expected: BTreeSet<BTreeSet<String>> =
            case.clusters.iter().map(|cluster| cluster.iter().cloned().collect()).collect();
        let listed: BTreeSet<String> = case.clusters.iter().flatten().cloned().collect();
        for (m, mention) in marked.mentions.iter().enumerate() {
            if !mention.entity_type.is_value() && !listed.contains(marked.surface(m)) {
                expected.insert([marked.surface(m).to_owned()].into());
            }
        }
        if found != expected {
            failures.push(format!("{}: {}\n   found    {found:?}\n   expected {expected:?}", case.why, case.text));
        }
        if let Some(canonical) = &case.canonical {
            let member =
                (0..marked.mentions.len()).find(|m| marked.surface(*m) == case.clusters[0][0]).expect("a member");
            let cluster = clusters.cluster(MentionId(member as u32)).expect("a name");
            let best = marked.surface(clusters.canonical(cluster).index());
            if best != canonical {
                failures.push(format!("{}: canonical {best:?}, not {canonical:?}", case.why));
            }
        }
    }
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn definitions_add_mentions() {
    let table: DefinitionTable = toml::from_str(include_str!("data/definitions.toml")).expect("definitions.toml");
    for case in &table.case {
        let marked = marked::read(&case.text);
        let mut mentions = marked.mentions.clone();
        DefinedNames::default().add(marked.view(), &mut mentions);
        let added: Vec<String> = mentions
            .iter()
            .filter(|mention| !marked.mentions.contains(mention))
            .map(|mention| {
                let name = if mention.entity_type == EntityType::ORG { "ORG" } else { "LOC" };
                format!("{}|{name}", mention.span.slice(&marked.text))
            })
            .collect();
        assert_eq!(added, case.added, "{}", case.text);
        let gone: Vec<&str> = marked
            .mentions
            .iter()
            .filter(|mention| !mentions.iter().any(|other| other.span.overlaps(mention.span)))
            .map(|mention| mention.span.slice(&marked.text))
            .collect();
        assert_eq!(gone, case.gone, "{}", case.text);
        assert!(mentions.is_sorted_by(|a, b| a.span.end <= b.span.start), "{}", case.text);
    }
}

#[test]
fn ids_join_and_part() {
    // Mentions with the entries in front of the bar; entries 1 and 2 have the id 10, entry 3 has 30, entry 4 has none.
    let id = |entry: EntryId| [None, Some(10), Some(10), Some(30), None][entry.0 as usize];
    type Case = (&'static str, &'static [Option<u32>], &'static [u32]);
    let cases: &[Case] = &[
        // Two entries of one id, and one entry twice.
        ("[Big Pottery|ORG] and [Great Kiln|ORG].", &[Some(1), Some(2)], &[0, 0]),
        ("[Big Pottery|ORG] and [Great Kiln|ORG].", &[Some(4), Some(4)], &[0, 0]),
        // Two ids, though the letters, or a definition in brackets, say one thing.
        ("[Big Pottery|ORG] and [Big Pottery|ORG].", &[Some(1), Some(3)], &[0, 1]),
        ("[Big Pottery|ORG] ([BP|ORG]) met.", &[Some(1), Some(3)], &[0, 1]),
        // No id is no other id.
        ("[Big Pottery|ORG] and [Big Pottery|ORG].", &[None, Some(3)], &[0, 0]),
        ("[Big Pottery|ORG] ([BP|ORG]) met.", &[Some(4), Some(3)], &[0, 0]),
    ];
    let mut clusters = Clusters::default();
    for (text, entries, expected) in cases {
        let mut marked = marked::read(text);
        for (mention, entry) in marked.mentions.iter_mut().zip(*entries) {
            mention.entry = entry.map(EntryId);
        }
        clusters.build_identified(marked.view(), &marked.mentions, id);
        let found: Vec<u32> = (0..marked.mentions.len() as u32)
            .map(|mention| clusters.cluster(MentionId(mention)).expect("a name").0)
            .collect();
        assert_eq!(found, *expected, "{text} {entries:?}");
        let first = clusters.cluster(MentionId(0)).expect("a name");
        let entry = entries.iter().flatten().map(|entry| EntryId(*entry)).find(|entry| id(*entry).is_some());
        assert_eq!(clusters.entry(first), entry, "{text} {entries:?}");
    }
}
