//! Names of gleaner's own lists over tokens, and building the lists; beside them aho-corasick over the same names.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use benches::answer::Answer;
use benches::inputs;
use benches::measure::measure;
use criterion::Criterion;
use gleaner_gazetteer::{Gazetteer, GazetteerBuilder, List, WORD_TYPES};

fn build() -> Gazetteer {
    let mut builder = GazetteerBuilder::new();
    for file in gazetteers::LISTS {
        let list = List::parse(file.name, file.text.as_bytes()).expect("our lists read");
        builder = builder.add_list(&list).expect("our lists go together");
    }
    builder.build().expect("our lists build")
}

pub(crate) fn gazetteer(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("gazetteer");
    group.sample_size(20);
    let n_list_bytes = gazetteers::LISTS.iter().map(|list| list.text.len()).sum();
    measure(&mut group, "gazetteer", "build", n_list_bytes, build, |gazetteer| {
        Answer::of("entries", gazetteer.len()).with("surfaces", gazetteer.n_surfaces())
    });
    let gazetteer = build();
    let names: Vec<&str> = gazetteer
        .entries()
        .filter(|entry| !WORD_TYPES.contains(&entry.entity_type()))
        .flat_map(|entry| entry.names())
        .collect();
    // It knows no tokens: hits inside words, and the capitals of the list only. Less work than ours does.
    let automaton = AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::ContiguousNFA))
        .match_kind(MatchKind::LeftmostLongest)
        .build(&names)
        .expect("the names build an automaton");
    for input in inputs::standard() {
        let mut hits = Vec::new();
        let work = || {
            let (mut n_hits, mut n_bytes) = (0, 0);
            for document in &input.documents {
                gazetteer.find(document.view(), &mut hits);
                n_hits += hits.len();
                n_bytes += hits.iter().map(|hit| hit.span.len() as usize).sum::<usize>();
            }
            (n_hits, n_bytes)
        };
        measure(&mut group, "gazetteer", &input.name, input.n_bytes(), work, |(n_hits, n_bytes)| {
            Answer::of("hits", n_hits).with("bytes_in_hits", n_bytes)
        });
        let work = || input.documents.iter().map(|document| automaton.find_iter(&document.text).count()).sum();
        let name = format!("rival-aho-corasick/{}", input.name);
        measure(&mut group, "gazetteer", &name, input.n_bytes(), work, |n_hits| Answer::of("hits", n_hits));
    }
    group.finish();
}
