//! Amounts over tokens; beside them a search for currency signs and digits, which reads nothing into them.

use benches::answer::Answer;
use benches::inputs;
use benches::measure::measure;
use criterion::Criterion;
use gleaner_values::{Settings, find_money_in};

pub(crate) fn money(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("money");
    group.sample_size(20);
    let settings = Settings::default();
    for input in inputs::standard() {
        let work = || {
            let mut mentions = Vec::new();
            for document in &input.documents {
                find_money_in(document.view(), &settings, &mut mentions);
            }
            mentions
        };
        measure(&mut group, "money", &input.name, input.n_bytes(), work, |mentions| {
            let mut answer = Answer::default();
            answer.add_mentions(&mentions);
            answer
        });
        let work = || {
            let has_sign = |window: &[char; 2]| matches!(window[0], '£' | '$' | '€') && window[1].is_ascii_digit();
            let count = |text: &str| {
                let mut last = ' ';
                text.chars().filter(|&now| has_sign(&[std::mem::replace(&mut last, now), now])).count()
            };
            input.documents.iter().map(|document| count(&document.text)).sum::<usize>()
        };
        let name = format!("rival-char-scan/{}", input.name);
        measure(&mut group, "money", &name, input.n_bytes(), work, |n_signs| Answer::of("signs", n_signs));
    }
    group.finish();
}
