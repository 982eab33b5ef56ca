//! Dates over tokens, the date of a document, and money and dates together; beside them a search for four digits.

use benches::answer::Answer;
use benches::inputs::{self, Input};
use benches::measure::measure;
use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion};
use gleaner_text::{Day, Mention};
use gleaner_values::{Scratch, Settings, document_date, find_dates_in, find_in};

fn answer(mentions: Vec<Mention>) -> Answer {
    let mut answer = Answer::default();
    answer.add_mentions(&mentions);
    answer.add("with_days", mentions.iter().filter(|mention| has_days(mention)).count());
    answer
}

fn has_days(mention: &Mention) -> bool {
    mention.value.as_ref().and_then(|value| value.date()).is_some_and(|date| date.reading.start.is_some())
}

pub(crate) fn dates(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("dates");
    group.sample_size(20);
    // With a date of the document, relative dates are reckoned as well.
    let settings = Settings { document_date: Some(Day::new(2025, 6, 18)), ..Settings::default() };
    let mut scratch = Scratch::default();
    for input in inputs::standard() {
        let work = || {
            let mut mentions = Vec::new();
            for document in &input.documents {
                find_dates_in(document.view(), &settings, &mut scratch, &mut mentions);
            }
            mentions
        };
        measure(&mut group, "dates", &input.name, input.n_bytes(), work, answer);
        let work = || {
            let mut mentions = Vec::new();
            for document in &input.documents {
                find_in(document.view(), &settings, &mut scratch, &mut mentions);
            }
            mentions
        };
        measure(&mut group, "dates", &format!("with-money/{}", input.name), input.n_bytes(), work, answer);
        let find_document_dates =
            || input.documents.iter().filter_map(|document| document_date(document.view(), &settings)).count();
        let name = format!("document-date/{}", input.name);
        measure(&mut group, "dates", &name, input.n_bytes(), find_document_dates, |n| Answer::of("dated", n));
        rival(&mut group, &input);
    }
    group.finish();
}

fn rival(group: &mut BenchmarkGroup<'_, WallTime>, input: &Input) {
    let count = |text: &str| {
        let mut n_digits = 0;
        let at_fourth = |byte: &u8| {
            n_digits = if byte.is_ascii_digit() { n_digits + 1 } else { 0 };
            n_digits == 4
        };
        text.as_bytes().iter().copied().filter(at_fourth).count()
    };
    let work = || input.documents.iter().map(|document| count(&document.text)).sum::<usize>();
    let name = format!("rival-byte-scan/{}", input.name);
    measure(group, "dates", &name, input.n_bytes(), work, |n_years| Answer::of("years", n_years));
}
