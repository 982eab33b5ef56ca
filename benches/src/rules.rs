//! As many rules as wanted, as bad as rules can be.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use gleaner_text::Shape;

use crate::inputs::Document;

/// The text of a rule file with so many rules, each set off by a word of its own that stands in the documents, the most
/// frequent first. Where the documents have fewer words, the others stand nowhere.
pub fn rule_file(documents: &[Document], n_rules: usize) -> String {
    let mut counts = BTreeMap::new();
    for document in documents {
        let view = document.view();
        for token_idx in 0..view.len() {
            let word = view.token(token_idx);
            if word.len() > 4
                && view.info(token_idx).shape == Shape::Lower
                && word.bytes().all(|b| b.is_ascii_lowercase())
            {
                *counts.entry(word).or_insert(0u32) += 1;
            }
        }
    }
    let mut words: Vec<(&str, u32)> = counts.into_iter().collect();
    words.sort_by_key(|(word, count)| (Reverse(*count), *word));
    let others = (0..n_rules).map(|n| format!("qword{n}"));
    let words = words.iter().map(|(word, _)| (*word).to_owned()).chain(others).take(n_rules);
    let rule = |(n, word): (usize, String)| {
        format!("rule r{n}\n  pattern: (a: ORG|PERSON~) {word} ..{{0,4}} (b: ORG|LOC+)\n  gives: partner_of(a, b)\n")
    };
    words.enumerate().map(rule).collect()
}
