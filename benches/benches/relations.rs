//! Clusters and relations over the mentions of whole documents; beside them a count of pairs of names in a sentence.

use benches::answer::Answer;
use benches::inputs::{self, Document};
use benches::measure::measure;
use benches::rules::rule_file;
use criterion::Criterion;
use gleaner::{Analysis, DocumentMeta, Extractor};
use gleaner_relations::{Clusters, DefinedNames, Relations, RuleSet};
use gleaner_text::{EntityTypes, Mention};

/// Neighbouring names in one sentence: the least that could be called a relation.
fn n_neighbours(document: &Document, mentions: &[Mention]) -> usize {
    let sentence = |mention: &Mention| document.tokens.sentence_of(mention.tokens.start as usize);
    mentions.windows(2).filter(|pair| sentence(&pair[0]) == sentence(&pair[1])).count()
}

fn rules_of(documents: &[Document], n_rules: usize) -> RuleSet {
    let text = rule_file(documents, n_rules);
    RuleSet::parse("bench.rules", &text, &mut EntityTypes::default()).expect("rules that read")
}

pub(crate) fn relations(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("relations");
    group.sample_size(20);
    let extractor = Extractor::builder().relations(false).build().expect("our lists and model build");
    let mut analysis = Analysis::default();
    for input in inputs::standard() {
        let documents: Vec<(&Document, Vec<Mention>, Clusters)> = input
            .documents
            .iter()
            .map(|document| {
                extractor.extract_into(&document.text, &DocumentMeta::default(), &mut analysis);
                let mut clusters = Clusters::default();
                clusters.build(document.view(), analysis.mentions());
                (document, analysis.mentions().to_vec(), clusters)
            })
            .collect();

        let mut clusters = Clusters::default();
        let work = || {
            let mut n_clusters = 0;
            for (document, mentions, _) in &documents {
                clusters.build(document.view(), mentions);
                n_clusters += clusters.len();
            }
            n_clusters
        };
        let name = format!("clusters/{}", input.name);
        measure(&mut group, "relations", &name, input.n_bytes(), work, |n| Answer::of("clusters", n));

        let mut defined_names = DefinedNames::default();
        let mut room = Vec::new();
        let work = || {
            let mut n_mentions = 0;
            for (document, mentions, _) in &documents {
                room.clone_from(mentions);
                defined_names.add(document.view(), &mut room);
                n_mentions += room.len();
            }
            n_mentions
        };
        let name = format!("defined-names/{}", input.name);
        measure(&mut group, "relations", &name, input.n_bytes(), work, |n| Answer::of("mentions", n));

        let mut engine = Relations::default();
        let work = || {
            let mut all = Vec::new();
            for (document, mentions, clusters) in &documents {
                let mut found = Vec::new();
                engine.find(document.view(), mentions, clusters, &mut found);
                all.append(&mut found);
            }
            all
        };
        measure(&mut group, "relations", &input.name, input.n_bytes(), work, |relations| {
            let mut answer = Answer::default();
            answer.add_relations(&relations);
            answer
        });

        for n_rules in [10, 100, 1000] {
            let rules = rules_of(&input.documents, n_rules);
            let work = || {
                let mut found = Vec::new();
                let mut n_found = 0;
                for (document, mentions, clusters) in &documents {
                    engine.find_with(&rules, document.view(), mentions, clusters, &mut found);
                    n_found += found.len();
                }
                n_found
            };
            let name = format!("rules-{n_rules}/{}", input.name);
            measure(&mut group, "relations", &name, input.n_bytes(), work, |n| Answer::of("relations", n));
        }

        let work = || documents.iter().map(|(document, mentions, _)| n_neighbours(document, mentions)).sum::<usize>();
        let name = format!("rival-neighbours/{}", input.name);
        measure(&mut group, "relations", &name, input.n_bytes(), work, |n| Answer::of("pairs", n));
    }
    group.finish();
}
