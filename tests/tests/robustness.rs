//! Names in text that is not written as a model would like it: capitals only, no capitals, messages, tables, scans.

use std::collections::BTreeSet;

use gleaner::Extractor;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    kind: Vec<Kind>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Kind {
    name: String,
    min_f1: f64,
    /// A text, then its names as `TYPE:name`.
    cases: Vec<Vec<String>>,
}

#[test]
fn names_in_rough_text() {
    let table: Table = toml::from_str(include_str!("../data/robustness.toml")).expect("a table");
    let extractor = Extractor::builder().build().expect("the built-in lists and model");
    let mut too_low = Vec::new();
    for kind in table.kind {
        let (mut n_right, mut n_found, mut n_expected) = (0usize, 0, 0);
        let mut report = String::new();
        for case in &kind.cases {
            let (text, names) = case.split_first().expect("a text");
            let expected: BTreeSet<String> = names.iter().cloned().collect();
            for name in &expected {
                let (_, surface) = name.split_once(':').expect("TYPE:name");
                assert!(text.contains(surface), "{name} is not in {text}");
            }
            let document = extractor.extract(text);
            let lists = extractor.lists();
            let types = lists.entity_types();
            let names = document.mentions().iter().filter(|mention| mention.entity_type.is_name());
            let found: BTreeSet<String> = names
                .map(|mention| format!("{}:{}", types.name(mention.entity_type), document.mention_text(mention)))
                .collect();
            n_right += found.intersection(&expected).count();
            n_found += found.len();
            n_expected += expected.len();
            if found != expected {
                report.push_str(&format!("  {text:?}\n    found    {found:?}\n    expected {expected:?}\n"));
            }
        }
        let f1 = 200.0 * n_right as f64 / (n_found + n_expected).max(1) as f64;
        if f1 < kind.min_f1 {
            too_low.push(format!("{}: F1 {f1:.1}, at least {} is asked\n{report}", kind.name, kind.min_f1));
        }
    }
    assert!(too_low.is_empty(), "{}", too_low.join("\n"));
}
