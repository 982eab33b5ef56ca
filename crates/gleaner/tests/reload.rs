//! The user's gazetteers are replaced while other threads extract: every document is read with one set of lists from
//! beginning to end, and no document fails.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use gleaner::gazetteer::{Gazetteer, GazetteerBuilder, List};
use gleaner::{Analysis, BuildError, DocumentMeta, DocumentName, Extractor, RecordOptions, RecordWriter};

/// Two names of one generation, in two lists, with other types and numbers in each generation.
fn generation(number: usize) -> Vec<Gazetteer> {
    let mut lists = Vec::new();
    for (name, other) in [("zorbly", "filler"), ("quaxo", "padding")] {
        let mut list = List::new(format!("{name}-{number}"), if number.is_multiple_of(2) { "ORG" } else { "GADGET" });
        // Entries of different numbers: what is read with the wrong lists is seen.
        for filler in 0..(number % 7) {
            list.add(format!("{other} {filler}"));
        }
        list.add(name).id(format!("{name}:{number}"));
        lists.push(list);
    }
    let build = |list: &List<'_>| GazetteerBuilder::new().add_list(list).and_then(GazetteerBuilder::build);
    lists.iter().map(|list| build(list).expect("a gazetteer")).collect()
}

fn records(extractor: &Extractor, analysis: &mut Analysis, writer: &mut RecordWriter) -> String {
    let text = "we met zorbly and quaxo today. later zorbly met quaxo.";
    let mut output = Vec::new();
    extractor.extract_into(text, &DocumentMeta::default(), analysis);
    writer.write(DocumentName { name: "a", title: None, author: None }, text, extractor, analysis, &mut output);
    String::from_utf8(output).expect("JSON")
}

#[test]
fn every_document_is_read_with_one_set_of_lists() {
    let mut builder = Extractor::builder().builtin_model(false);
    for gazetteer in generation(0) {
        builder = builder.compiled_gazetteer(gazetteer);
    }
    let extractor = builder.build().expect("an extractor");
    let generations: Vec<Vec<Gazetteer>> = (0..40).map(generation).collect();
    let is_done = AtomicBool::new(false);
    let n_documents = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        let spawn = |_| {
            scope.spawn(|| {
                let (mut analysis, mut writer) = (Analysis::default(), RecordWriter::new(RecordOptions::default()));
                while !is_done.load(Ordering::Relaxed) {
                    let records = records(&extractor, &mut analysis, &mut writer);
                    let ids: Vec<&str> =
                        records.split("\"ref\":\"").skip(1).map(|rest| &rest[..rest.find('"').unwrap_or(0)]).collect();
                    assert_eq!(ids.len(), 4, "{records}");
                    let number = ids[0].rsplit(':').next().unwrap_or("");
                    let expected = [format!("zorbly:{number}"), format!("quaxo:{number}")];
                    assert_eq!(ids, [&*expected[0], &*expected[1], &*expected[0], &*expected[1]], "{records}");
                    let is_even = number.parse::<usize>().is_ok_and(|number| number.is_multiple_of(2));
                    let entity_type = if is_even { "\"type\":\"ORG\"" } else { "\"type\":\"GADGET\"" };
                    assert_eq!(records.matches(entity_type).count(), 4, "{records}");
                    for name in ["zorbly", "quaxo"] {
                        let source = format!("\"source\":\"gazetteer:{name}-{number}\"");
                        assert_eq!(records.matches(&source).count(), 2, "{records}");
                    }
                    n_documents.fetch_add(1, Ordering::Relaxed);
                }
            })
        };
        let readers: Vec<_> = (0..3).map(spawn).collect();
        for round in 0..5 {
            for gazetteers in &generations {
                extractor.replace_gazetteers(gazetteers.clone()).expect("lists that go together");
                // Documents are read between any two of them.
                let before = n_documents.load(Ordering::Relaxed);
                let is_waiting = || n_documents.load(Ordering::Relaxed) == before;
                while round == 0 && is_waiting() && !readers.iter().all(|reader| reader.is_finished()) {
                    std::thread::yield_now();
                }
            }
        }
        is_done.store(true, Ordering::Relaxed);
    });
    assert!(n_documents.into_inner() >= 40);
}

#[test]
fn a_type_that_is_to_be_found_has_to_stay_known() {
    let odd = generation(1);
    let builder = Extractor::builder().builtin_model(false).types(["GADGET"]);
    let extractor = builder.compiled_gazetteer(odd[0].clone()).build().expect("an extractor");
    let n_found = |extractor: &Extractor| extractor.extract("we met zorbly").mentions().len();
    assert_eq!(n_found(&extractor), 1);
    // Types that an extractor once knew stay known, so that their numbers mean the same.
    extractor.replace_gazetteers(Vec::new()).expect("no lists");
    assert_eq!(n_found(&extractor), 0);
    let error = Extractor::builder().types(["GADGET"]).build().expect_err("no list knows that type");
    assert!(matches!(error, BuildError::UnknownType { name, .. } if name == "GADGET"));
}
