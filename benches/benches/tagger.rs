//! Names by the model over tokens and list hits; beside it runs of words with a capital, which have no type.

use benches::answer::Answer;
use benches::inputs::{self, Document};
use benches::measure::measure;
use criterion::Criterion;
use gleaner::Extractor;
use gleaner_tagger::{ListHit, Scratch};
use gleaner_text::Shape;

/// What lists say of a document, as the facade tells the tagger.
fn evidence(extractor: &Extractor, document: &Document) -> Vec<ListHit> {
    let (lists, mut hits) = (extractor.lists(), Vec::new());
    lists.find(document.view(), &mut hits);
    hits.iter().map(|hit| lists.evidence(hit)).collect()
}

fn n_capitalised_runs(document: &Document) -> usize {
    let is_capital: Vec<bool> = document
        .tokens
        .infos()
        .iter()
        .map(|info| matches!(info.shape, Shape::Title | Shape::Upper | Shape::Mixed))
        .collect();
    let runs = is_capital.chunk_by(|left, right| left == right);
    runs.filter(|run| run[0]).count()
}

pub(crate) fn tagger(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("tagger");
    group.sample_size(10);
    let extractor = Extractor::builder().build().expect("our lists and model build");
    let tagger = extractor.tagger().expect("the model is built in");
    let mut scratch = Scratch::default();
    for input in inputs::standard() {
        let hits: Vec<_> = input.documents.iter().map(|document| evidence(&extractor, document)).collect();
        let work = || {
            let mut mentions = Vec::new();
            for (document, hits) in input.documents.iter().zip(&hits) {
                tagger.tag(document.view(), hits, &mut scratch, &mut mentions);
            }
            mentions
        };
        measure(&mut group, "tagger", &input.name, input.n_bytes(), work, |mentions| {
            let mut answer = Answer::default();
            answer.add_mentions(&mentions);
            answer
        });
        let work = || input.documents.iter().map(n_capitalised_runs).sum::<usize>();
        let name = format!("rival-capitals/{}", input.name);
        measure(&mut group, "tagger", &name, input.n_bytes(), work, |n_runs| Answer::of("runs", n_runs));
    }
    group.finish();
}
