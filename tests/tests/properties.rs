//! What holds for any text at all: no panic, records as the contract says, mentions on their tokens, the same answer again,
//! in a used analysis, and on any number of threads.
//!
//! Texts are arbitrary characters, or tricky pieces joined in any order.

use std::fmt::Write as _;

use gleaner::batch::{BatchOptions, Job, Output, run_ordered};
use gleaner::{Analysis, DocumentMeta, DocumentName, EntityType, RecordOptions, RecordWriter, TokenTable};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use tests::check::{UNITS, faults};
use tests::documents::{EXTRACTOR, Sample, difficult, seeds};

const PIECES: &[&str] = &[
    // Money.
    "£6bn",
    "£1.5m",
    "€",
    "$",
    "US$150m",
    "GBP",
    "3m",
    "£3-5m",
    "20p",
    "between £2m and",
    "a year",
    "per annum",
    "million",
    "two",
    "hundred",
    "and a half",
    "more than",
    "up to",
    "1,234,567.89",
    "-",
    "%",
    "0",
    "½",
    "99999999999999999999999999999",
    // Dates.
    "3 May 2021",
    "12/09/2016",
    "March",
    "2024",
    "2023/24",
    "last week",
    "the past decade",
    "every Monday",
    "at 10.30am",
    "Q3",
    "FY24",
    "1990s",
    "since",
    "until",
    "from",
    "to",
    "31 February",
    "the 3rd",
    "14:00",
    "BC",
    "Easter",
    "two years",
    "today",
    // Names.
    "Ann Lee",
    "Ann",
    "Dr",
    "Sir",
    "O’Neill",
    "Smith-Jones",
    "van der Berg",
    "Northway Ltd",
    "NHS",
    "NHS England",
    "the",
    "University of Leeds",
    "Leeds",
    "Greater Manchester",
    "UK",
    "U.S.",
    "AT&T",
    "Department of Health",
    "of",
    "and",
    "(HInM)",
    "Trust",
    "(“the Trust”)",
    "MHI",
    "iMATCH",
    "Zoë",
    // What relates them.
    "chief executive of",
    "said",
    "said:",
    "was founded in",
    "by",
    "is part of",
    "received",
    "from",
    "a budget of",
    "born in",
    "married",
    "partner",
    "Partners",
    "Director",
    "comprising",
    "is based in",
    "acquired",
    "studied at",
    "he",
    "She",
    "www.a.org",
    // Punctuation, brackets, quotation marks, possessives, ellipses.
    ".",
    ",",
    ":",
    ";",
    "(",
    ")",
    "[",
    "]",
    "“",
    "”",
    "‘",
    "’",
    "'",
    "\"",
    "’s",
    "'s",
    "…",
    "...",
    "–",
    "—",
    "/",
    "&",
    "@",
    "#tag",
    "!",
    "?",
    "·",
    "•",
    "*",
    "|",
    "\\",
    "<b>",
    "&amp;",
    // White space and lines.
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    " ",
    "\u{a0}",
    "\u{2028}",
    "\u{2029}",
    "\u{85}",
    "\u{b}",
    "\n• ",
    "\n1. ",
    "\n# ",
    "\n- ",
    // Other scripts, marks, emoji, what is not to be seen.
    "😀",
    "👩🏽‍🚀",
    "東京",
    "田中さん",
    "한국",
    "Москва",
    "مرحبا",
    "שלום",
    "हिन्दी",
    "ไทย",
    "\u{301}",
    "\u{200d}",
    "\u{200f}",
    "\u{202e}",
    "\u{feff}",
    "\u{ad}",
    "\u{fffd}",
    "\0",
    "\u{1}",
    "\u{7f}",
    "ﬁ",
    "İ",
    "ß",
    "Ǆ",
    "\u{10ffff}",
    "e\u{301}",
    "🇬🇧",
    "１２",
    "٣",
    "①",
    "²",
];

/// Sentences that say something: `P` stands for a person, `O` for an organisation, `L` for a place, `M` for an amount, `D` for
/// a date, `R` for a role, `X` for anything from the soup.
const SENTENCES: &[&str] = &[
    "P, R of O, said: “X X.”",
    "“X X,” said P of O.",
    "P is R at O and R of O.",
    "P was born on D in L and died in D in L.",
    "P studied at O and married P.",
    "O was founded in D by P and O.",
    "O acquired O for M on D.",
    "O received M from O in D to X X.",
    "O is part of O and is based in L.",
    "O (“the Trust”) has a budget of M a year. The Trust is in L.",
    "O (HInM) and O signed a partnership from D to D. HInM X.",
    "Partners\n\n• O\n• O, L\n• O",
    "Directors\n\n• P, R, O\n• P R X O",
    "O, comprising L, L and O, is run by O and funded by O.",
    "O X. It X in D. P X. She was R of O.",
];

fn slot(kind: char) -> BoxedStrategy<&'static str> {
    let words: &[&str] = match kind {
        'P' => &[
            "Ann Lee",
            "Dr Ian O’Neill",
            "Sir Alan Hart",
            "Mary Crown",
            "Zoë Ito",
            "Jane Smith-Jones",
            "P.\u{a0}J. Hale",
        ],
        'O' => &[
            "Northway Ltd",
            "University of Leeds",
            "NHS England",
            "AT&T",
            "Health Innovation Manchester",
            "Acme Trust",
            "BBC",
        ],
        'L' => &["Leeds", "Greater Manchester", "the UK", "Zürich", "東京", "North Yorkshire"],
        'M' => &["£6bn", "between £2m and £3.5m", "US$1,000", "more than €7", "two million pounds", "20p"],
        'D' => &["1998", "3 May 2021", "12/09/2016", "last week", "March", "2023/24", "the past decade", "early 2020"],
        'R' => &["chief executive", "chair", "Professor of Law", "interim vice-president", "Director of Strategy"],
        _ => PIECES,
    };
    // Now and then something else stands there.
    prop_oneof![9 => prop::sample::select(words), 1 => prop::sample::select(PIECES)].boxed()
}

/// Some of the sentences above, filled in, one after the other or parted.
fn sayings(n_sentences: usize) -> impl Strategy<Value = String> {
    let sentence = prop::sample::select(SENTENCES).prop_flat_map(|sentence| {
        let is_slot = |word: char| "POLMDRX".contains(word);
        // A slot is a capital letter that stands alone.
        let pieces: Vec<BoxedStrategy<String>> = sentence
            .split_inclusive(|c: char| !c.is_alphanumeric())
            .flat_map(|word| {
                let letters = word.trim_end_matches(|c: char| !c.is_alphanumeric());
                let rest = word[letters.len()..].to_owned();
                let first = letters.chars().next().filter(|&c| letters.len() == 1 && is_slot(c));
                let head = match first {
                    Some(kind) => slot(kind).prop_map(str::to_owned).boxed(),
                    None => Just(letters.to_owned()).boxed(),
                };
                [head, Just(rest).boxed()]
            })
            .collect();
        pieces.prop_map(|pieces| pieces.concat())
    });
    let gap = prop_oneof![6 => Just(" "), 2 => Just("\n\n"), 1 => Just("\n"), 1 => Just("")];
    prop::collection::vec((sentence, gap), 0..n_sentences)
        .prop_map(|sentences| sentences.into_iter().flat_map(|(sentence, gap)| [sentence, gap.to_owned()]).collect())
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        1 => "(?s:.){0,200}",
        // Every character of the basic plane and beyond alike, not mostly ASCII.
        1 => prop::collection::vec(any::<char>(), 0..80).prop_map(|chars| chars.into_iter().collect()),
        1 => "[A-Z][a-z]{0,3}[ .,’'\n()£0-9A-Za-z/-]{0,160}",
        3 => soup(60),
        3 => sayings(5),
    ]
}

/// Up to so many pieces, mostly with a blank between them.
fn soup(n_pieces: usize) -> impl Strategy<Value = String> {
    let piece = prop::sample::select(PIECES);
    let gap = prop_oneof![8 => Just(" "), 3 => Just(""), 1 => Just("\n"), 1 => Just("\n\n")];
    prop::collection::vec((piece, gap), 0..n_pieces).prop_map(|pieces| {
        pieces.into_iter().fold(String::new(), |mut text, (piece, gap)| {
            text.push_str(piece);
            text.push_str(gap);
            text
        })
    })
}

fn config(cases: u32) -> ProptestConfig {
    // What turns up becomes a text of `documents::difficult`, where every test sees it.
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

fn extract(text: &str, analysis: &mut Analysis) {
    EXTRACTOR.extract_into(text, &DocumentMeta::default(), analysis);
}

fn written(text: &str, analysis: &Analysis, output: &mut Vec<u8>) {
    let mut writer = RecordWriter::new(RecordOptions { documents: true, ..RecordOptions::default() });
    writer.write(DocumentName { name: "any", title: None, author: None }, text, &EXTRACTOR, analysis, output);
}

/// Everything that can be seen of an analysis.
fn seen(text: &str, analysis: &Analysis) -> String {
    let mut output = Vec::new();
    written(text, analysis, &mut output);
    let mut seen = String::from_utf8(output).expect("records are UTF-8");
    let tokens = analysis.tokens();
    let _ = write!(seen, "{:?} {:?} {:?}", tokens.spans(), tokens.infos(), tokens.sentences());
    let _ = write!(seen, "{:?} {:?} {:?}", analysis.mentions(), analysis.relations(), analysis.document_date());
    seen
}

/// Mentions lie on their tokens: spans inside them, in order, each inside one sentence.
fn check_tokens(text: &str, analysis: &Analysis) -> Result<(), TestCaseError> {
    let tokens = analysis.tokens();
    let mut last_token = 0;
    for mention in analysis.mentions() {
        prop_assert!(text.get(mention.span.range()).is_some_and(|piece| !piece.is_empty()), "{:?}", mention);
        prop_assert!(!mention.tokens.is_empty() && mention.tokens.end as usize <= tokens.len(), "{:?}", mention);
        prop_assert!(mention.tokens.start >= last_token, "tokens out of order or shared: {:?}", mention);
        last_token = mention.tokens.end;
        let first = tokens.spans()[mention.tokens.start as usize];
        let last = tokens.spans()[mention.tokens.end as usize - 1];
        prop_assert!(first.start <= mention.span.start && mention.span.start < first.end, "{:?} {:?}", mention, first);
        prop_assert!(last.start < mention.span.end && mention.span.end <= last.end, "{:?} {:?}", mention, last);
        prop_assert!(is_in_one_sentence(tokens, mention.tokens.range()), "crosses sentences: {:?}", mention);
        let is_value = matches!(mention.entity_type, EntityType::MONEY | EntityType::DATE);
        prop_assert_eq!(mention.value.is_some(), is_value, "{:?}", mention);
        if let Some(title) = mention.title {
            prop_assert!(title.end <= mention.span.start, "{:?}", mention);
            prop_assert!(text.get(title.range()).is_some_and(|title| !title.trim().is_empty()), "{:?}", mention);
        }
    }
    for relation in analysis.relations() {
        prop_assert!(text.get(relation.evidence.range()).is_some_and(|piece| !piece.is_empty()), "{:?}", relation);
    }
    Ok(())
}

fn is_in_one_sentence(tokens: &TokenTable, range: std::ops::Range<usize>) -> bool {
    tokens.sentences().iter().any(|sentence| {
        let of_sentence = sentence.tokens.range();
        of_sentence.start <= range.start && range.end <= of_sentence.end
    })
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let mut analysis = Analysis::default();
    extract(text, &mut analysis);
    check_tokens(text, &analysis)
}

fn check_contract(text: &str) -> Result<(), TestCaseError> {
    let sample = Sample { name: "any".to_owned(), text: text.to_owned() };
    for unit in UNITS {
        let faults = faults(&sample, unit);
        prop_assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(500))]

    #[test]
    fn mentions_lie_on_their_tokens(text in any_text()) {
        check(&text)?;
    }

    #[test]
    fn records_of_any_text_keep_the_contract(text in any_text()) {
        check_contract(&text)?;
    }
}

proptest! {
    #![proptest_config(config(100))]

    #[test]
    fn longer_texts_keep_the_contract(text in prop_oneof![soup(600), sayings(40)]) {
        check(&text)?;
        check_contract(&text)?;
    }

    /// An analysis that other texts were put through gives what a new one gives, and the same text gives it twice.
    #[test]
    fn a_used_analysis_is_as_good_as_a_new_one(texts in prop::collection::vec(any_text(), 1..6)) {
        let mut used = Analysis::default();
        for text in &texts {
            extract(text, &mut used);
            let first = seen(text, &used);
            extract(text, &mut used);
            prop_assert_eq!(&seen(text, &used), &first, "the second time");
            let mut new = Analysis::default();
            extract(text, &mut new);
            prop_assert_eq!(&seen(text, &new), &first, "in a new analysis");
        }
    }
}

proptest! {
    #![proptest_config(config(20))]

    #[test]
    fn threads_do_not_change_a_byte(texts in prop::collection::vec(any_text(), 0..40), window in 1_usize..20) {
        check_threads(&texts, window)?;
    }
}

/// The properties say something only about texts in which something is found.
#[test]
fn there_is_much_to_find() {
    let mut runner = TestRunner::deterministic();
    let mut analysis = Analysis::default();
    let (mut n_mentions, mut n_relations, mut n_titles) = (0, 0, 0);
    for _ in 0..100 {
        let text = sayings(20).new_tree(&mut runner).expect("nothing is rejected").current();
        extract(&text, &mut analysis);
        n_mentions += analysis.mentions().len();
        n_relations += analysis.relations().len();
        n_titles += analysis.mentions().iter().filter(|mention| mention.title.is_some()).count();
    }
    assert!(n_mentions > 3000 && n_relations > 500 && n_titles > 100, "{n_mentions}, {n_relations}, {n_titles}");
}

/// Texts on many threads, as `gleaner extract` does it.
struct Texts;

impl Job for Texts {
    type Item = String;
    type Worker = Analysis;
    type Outcome = bool;

    fn worker(&self) -> Analysis {
        Analysis::default()
    }

    fn weight(&self, item: &String) -> usize {
        item.len()
    }

    fn run(&self, item: &mut String, analysis: &mut Analysis, output: &mut Output<'_>) -> bool {
        extract(item, analysis);
        written(item, analysis, output);
        true
    }

    fn panicked(&self, _: &mut String, _: &str, _: &mut Output<'_>) -> bool {
        false
    }
}

fn on_threads(texts: &[String], threads: usize, window_items: usize) -> Vec<u8> {
    let mut all = Vec::new();
    let options = BatchOptions { threads, window_items, ..BatchOptions::default() };
    run_ordered(&Texts, texts.iter().cloned(), &options, |bytes: &[u8], is_fine: Option<bool>| {
        assert!(is_fine != Some(false), "a panic");
        all.extend_from_slice(bytes);
        Ok::<(), std::convert::Infallible>(())
    })
    .expect("this sink never fails");
    all
}

fn check_threads(texts: &[String], window: usize) -> Result<(), TestCaseError> {
    let expected = on_threads(texts, 1, window);
    prop_assert_eq!(expected.iter().filter(|byte| **byte == b'\n').count() >= texts.len(), true);
    for threads in [2, 8] {
        prop_assert!(on_threads(texts, threads, window) == expected, "{threads} threads, window {window}");
    }
    let together = EXTRACTOR.extract_batch(texts, |text, analysis| {
        let mut output = Vec::new();
        written(text, analysis, &mut output);
        output
    });
    prop_assert!(together.concat() == expected, "extract_batch");
    Ok(())
}

#[test]
fn the_samples_have_these_properties_too() -> Result<(), TestCaseError> {
    let texts: Vec<String> = seeds().into_iter().chain(difficult()).map(|sample| sample.text).collect();
    for text in &texts {
        check(text)?;
    }
    check_threads(&texts, 3)
}

#[test]
fn texts_cut_anywhere_are_read_as_well() -> Result<(), TestCaseError> {
    for sample in difficult() {
        for (at, _) in sample.text.char_indices() {
            check(&sample.text[..at])?;
            check(&sample.text[at..])?;
        }
    }
    Ok(())
}
