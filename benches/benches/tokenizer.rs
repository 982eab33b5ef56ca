//! Tokens, lines and sentences; beside them words by `split_whitespace` and by UAX #29, which find less.

use benches::answer::Answer;
use benches::inputs;
use benches::measure::measure;
use criterion::Criterion;
use gleaner_text::TokenTable;
use unicode_segmentation::UnicodeSegmentation;

pub(crate) fn tokenizer(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("tokenizer");
    group.sample_size(20);
    for input in inputs::graded() {
        let (n_bytes, texts) = (input.n_bytes(), || input.documents.iter().map(|document| &*document.text));
        let mut table = TokenTable::default();
        let work = || {
            let (mut n_tokens, mut n_sentences, mut hashes) = (0, 0, 0u64);
            for text in texts() {
                gleaner_tokenizer::tokenize(text, &mut table).expect("a short text");
                n_tokens += table.len();
                n_sentences += table.sentences().len();
                hashes ^= table.hashes().iter().fold(0, |all, &hash| all ^ hash);
            }
            (n_tokens, n_sentences, hashes)
        };
        measure(&mut group, "tokenizer", &input.name, n_bytes, work, |(n_tokens, n_sentences, hashes)| {
            Answer::of("tokens", n_tokens).with("sentences", n_sentences).with("hashes", (hashes >> 32) as usize)
        });
        let work = || texts().map(|text| text.split_whitespace().count()).sum::<usize>();
        let name = format!("rival-split-whitespace/{}", input.name);
        measure(&mut group, "tokenizer", &name, n_bytes, work, |n_words| Answer::of("words", n_words));
        let work = || texts().map(|text| text.unicode_words().count()).sum::<usize>();
        let name = format!("rival-unicode-words/{}", input.name);
        measure(&mut group, "tokenizer", &name, n_bytes, work, |n_words| Answer::of("words", n_words));
    }
    group.finish();
}
