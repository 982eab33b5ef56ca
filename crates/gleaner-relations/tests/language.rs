//! The rule language: gleaner's own files hold their examples, and what is wrong with a file is said with its place.

mod marked;

use gleaner_relations::{Clusters, RULE_NAMES, Relations, RuleSet};
use gleaner_text::{EntityType, EntityTypes, Mention, Source, SourceKind, TextView, TokenRange};
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FaultTable {
    case: Vec<FaultCase>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FaultCase {
    file: String,
    line: u32,
    column: u32,
    says: String,
}

#[test]
fn every_example_of_our_own_rules_holds() {
    let faults = RuleSet::builtin_faults();
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_rule_has_three_matches_and_two_near_misses() {
    for (name, n_matches, n_not) in RuleSet::builtin().example_counts() {
        assert!(n_matches >= 3, "{name}: {n_matches} matches");
        assert!(n_not >= 2, "{name}: {n_not} near misses");
    }
}

#[test]
fn names_of_rules_are_told_apart() {
    let mut names: Vec<&str> = RuleSet::builtin().names().chain(RULE_NAMES.iter().copied()).collect();
    let n_names = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), n_names);
}

#[test]
fn faults_are_said_with_their_places() {
    let table: FaultTable = toml::from_str(include_str!("data/rule-faults.toml")).expect("rule-faults.toml");
    let mut failures = Vec::new();
    for case in &table.case {
        match RuleSet::parse("x.rules", &case.file, &mut EntityTypes::default()) {
            Ok(_) => failures.push(format!("no fault in\n{}", case.file)),
            Err(errors) => {
                let fits = errors.0.iter().any(|error| {
                    (error.line, error.column) == (case.line, case.column) && error.message.contains(&case.says)
                });
                if !fits {
                    failures.push(format!(
                        "{}expected {}:{}: {}\nfound {errors}",
                        case.file, case.line, case.column, case.says
                    ));
                }
            }
        }
    }
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n\n"));
}

/// A rule for each of many words: "verb17 (b: ORG)".
fn many_rules(n_rules: usize) -> String {
    (0..n_rules)
        .map(|n| {
            format!(
                "rule r{n}\n  pattern: (a: ORG~) verb{n} ..{{0,4}} [the|its] (b: ORG+)\n  gives: partner_of(a, b)\n"
            )
        })
        .collect()
}

#[test]
fn a_thousand_rules_find_what_one_finds() {
    let rules = RuleSet::parse("many.rules", &many_rules(1000), &mut EntityTypes::default()).expect("rules");
    let text = "Aster verb17 the Birch. Cedar verb999 Dill and Elder.";
    let table = gleaner_tokenizer::tokenized(text);
    let view = TextView::new(text, &table);
    let names = ["Aster", "Birch", "Cedar", "Dill", "Elder"];
    let mentions: Vec<Mention> = (0..table.len())
        .filter(|token| names.contains(&view.token(*token)))
        .map(|token| {
            let source = Source::new(SourceKind::Tagger, 0);
            Mention::new(table.spans()[token], TokenRange::new(token, token + 1), EntityType::ORG, 1.0, source)
        })
        .collect();
    let mut clusters = Clusters::default();
    clusters.build(view, &mentions);
    let mut found = Vec::new();
    Relations::default().find_with(&rules, view, &mentions, &clusters, &mut found);
    let names: Vec<&str> = found.iter().map(|relation| rules.source_name(relation.source.name)).collect();
    assert_eq!(names, ["r17", "r999", "r999"]);
}

proptest! {
    /// Whatever stands in a rule file, reading it ends, and its faults have places inside it.
    #[test]
    fn any_file_reads_or_is_refused(text in ".{0,200}") {
        check_places(&text);
    }

    /// Pieces of the language in any order.
    #[test]
    fn any_row_of_pieces_reads_or_is_refused(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        check_places(&pieces.concat());
    }
}

const PIECES: &[&str] = &[
    "rule x\n",
    "rule y\n",
    "  pattern: ",
    "  gives: ",
    "  matches: ",
    "  not: ",
    "  unless: ",
    "  under: ",
    "words w = ",
    "verbs v = ",
    "(a: ORG)",
    "(a: ORG~+)",
    "(b: LOC 's)",
    "(c: ",
    "[",
    "]",
    "(",
    ")",
    "|",
    " | ",
    "?",
    "{0,4}",
    "{9,1}",
    "..{0,6}",
    "..{0,4 not name}",
    "..",
    "!",
    "<det>",
    "<role>",
    "<",
    "@w",
    "@v.past",
    "\"q\"",
    "\"",
    "'s",
    "^",
    "$",
    "met",
    " ",
    "\n",
    "partner_of(a, b)",
    "THING(c)",
    "[Aster|ORG]",
    " => ",
    "\\n",
    "é",
    "£",
];

fn check_places(text: &str) {
    if let Err(errors) = RuleSet::parse("any", text, &mut EntityTypes::default()) {
        assert!(!errors.0.is_empty());
        let lines: Vec<&str> = text.lines().collect();
        for error in errors.0 {
            let line = lines.get(error.line as usize - 1);
            assert!(line.is_some_and(|line| error.column as usize <= line.chars().count() + 2), "{error} in {text:?}");
        }
    }
}

#[test]
fn the_examples_of_the_guide_hold() {
    let guide = include_str!("../../../docs/rules.md");
    let blocks: Vec<&str> =
        guide.split("```rules\n").skip(1).map(|rest| rest.split("```").next().unwrap_or_default()).collect();
    assert!(blocks.len() >= 5, "{} blocks", blocks.len());
    for block in blocks {
        let rules = RuleSet::parse("rules.md", block, &mut EntityTypes::default());
        match rules {
            Ok(rules) => assert!(rules.n_examples() > 0, "{block}"),
            Err(errors) => panic!("{errors}\n{block}"),
        }
    }
}

#[test]
fn the_guide_names_every_class() {
    let guide = include_str!("../../../docs/rules.md");
    for name in RuleSet::class_names() {
        assert!(guide.contains(name), "{name}");
    }
}

/// A file that declares relations, each given for one verb.
fn declaring(relations: &[(&str, &str)]) -> RuleSet {
    let mut file = String::new();
    for (relation, verb) in relations {
        let name = relation.split(' ').next().unwrap_or_default();
        file +=
            &format!("relation {relation}\nrule {name}\n  pattern: (a: ORG) {verb} (b: ORG)\n  gives: {name}(a, b)\n");
    }
    RuleSet::parse("own.rules", &file, &mut EntityTypes::default()).unwrap_or_else(|errors| panic!("{errors}"))
}

#[test]
fn files_that_declare_relations_share_their_names() {
    let first = declaring(&[("supplies", "supplied"), ("rivals symmetric", "fought")]);
    let second = declaring(&[("sues", "sued"), ("supplies", "fed")]);
    let joined = second.joined(&first).joined(RuleSet::builtin());
    assert_eq!(joined.declared_relations().collect::<Vec<_>>(), ["supplies", "rivals", "sues"]);

    let marked = marked::read(
        "[Aster|ORG] supplied [Birch|ORG]. [Birch|ORG] sued [Cedar|ORG]. [Cedar|ORG] fed [Aster|ORG]. \
         [Aster|ORG] fought [Cedar|ORG]. [Cedar|ORG] fought [Aster|ORG].",
    );
    let view = marked.view();
    let mut clusters = Clusters::default();
    clusters.build(view, &marked.mentions);
    let mut found = Vec::new();
    Relations::default().find_with(&joined, view, &marked.mentions, &clusters, &mut found);
    let names: Vec<&str> = found.iter().map(|relation| joined.relation_name(relation.relation_type)).collect();
    assert_eq!(names, ["supplies", "sues", "supplies", "rivals"]);
    assert_eq!(marked.surface(found[2].subject.index()), "Cedar");
    assert_eq!(RuleSet::builtin().relation_name(found[0].relation_type), "?");
}
