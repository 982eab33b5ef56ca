//! Properties: the matcher equals a slow, obvious one on random lists and texts, and any text at all is safe.
//!
//! The slow one knows no hashes, no index and no filter: it compares every name with every stretch of tokens, as strings.

use gleaner_gazetteer::{EntryFlags, Gazetteer, GazetteerBuilder, Hit, List};
use gleaner_text::{TextView, TokenClass, TokenTable};
use proptest::prelude::*;

/// A name as the test makes it: which list it is in, and what it says.
#[derive(Clone, Debug)]
struct Name {
    text: String,
    alias: Option<String>,
    flags: EntryFlags,
    list_idx: usize,
}

/// What a stretch of tokens means to the slow matcher.
#[derive(Debug, PartialEq, Eq)]
struct NaiveHit {
    start: usize,
    end: usize,
    candidates: Vec<u32>,
}

/// The tokens of `first..end` that a spelling may not leave out; `None` when the last one may be.
fn kept<'t>(view: TextView<'t>, first: usize, end: usize) -> Option<Vec<&'t str>> {
    let mut tokens = Vec::new();
    for idx in first..end {
        let token = view.token(idx);
        let hyphen = ["-", "‐", "‑"].contains(&token) && view.is_joined(idx) && view.is_joined(idx + 1);
        let stop = token == "." && view.is_joined(idx) && view.info(idx - 1).class == TokenClass::Word;
        if idx > first && (hyphen || stop) {
            if idx + 1 == end {
                return None;
            }
        } else {
            tokens.push(token);
        }
    }
    Some(tokens)
}

/// The tokens of a name; a full stop or hyphen at its end is left out too.
fn kept_of_name(name: &str) -> Vec<String> {
    let table = gleaner_tokenizer::tokenized(name);
    let view = TextView::new(name, &table);
    let n_tokens = view.len();
    let longest = (1..=n_tokens).rev().find_map(|end| kept(view, 0, end));
    longest.unwrap_or_default().into_iter().map(String::from).collect()
}

fn plain(token: &str) -> String {
    token.replace(['’', '‘', 'ʼ'], "'")
}

fn lower(token: &str) -> String {
    plain(token).chars().flat_map(char::to_lowercase).collect()
}

fn spells(name: &str, flags: EntryFlags, tokens: &[&str]) -> bool {
    let name_tokens = kept_of_name(name);
    if name_tokens.len() != tokens.len() {
        return false;
    }
    let letters = name.chars().filter(|character| character.is_alphabetic()).count();
    let all_capitals = name.chars().any(char::is_uppercase) && !name.chars().any(char::is_lowercase);
    let exact = flags.has(EntryFlags::EXACT) || (!flags.has(EntryFlags::FOLD) && (letters <= 4 || all_capitals));
    name_tokens.iter().zip(tokens).all(|(name, found)| {
        let is_and = |left: &str, right: &str| left == "&" && lower(right) == "and";
        if plain(name) == plain(found) || is_and(name, found) || is_and(found, name) {
            return true;
        }
        if exact || lower(name) != lower(found) {
            return false;
        }
        if flags.has(EntryFlags::FOLD) {
            return true;
        }
        let cased: Vec<bool> =
            found.chars().filter(|c| c.is_uppercase() || c.is_lowercase()).map(char::is_uppercase).collect();
        let capitals = cased.iter().filter(|&&is_upper| is_upper).count();
        let all = capitals > 0 && capitals == cased.len();
        let title = capitals == 1 && cased[0];
        let none = capitals == 0 && !name.chars().any(char::is_uppercase);
        all || title || none
    })
}

/// Every valid hit, by start and then the longer first.
fn naive(names: &[Name], view: TextView<'_>) -> Vec<NaiveHit> {
    let mut hits = Vec::new();
    for start in 0..view.len() {
        let sentence = view.tokens.sentences()[view.tokens.sentence_of(start)];
        for end in (start + 1..=sentence.tokens.end as usize).rev() {
            let Some(tokens) = kept(view, start, end) else { continue };
            let mut found: Vec<(bool, usize, bool, u32)> = Vec::new();
            for (name_idx, name) in names.iter().enumerate() {
                let is_ambiguous = name.flags.has(EntryFlags::AMBIGUOUS);
                if spells(&name.text, name.flags, &tokens) {
                    found.push((is_ambiguous, name.list_idx, false, name_idx as u32));
                } else if name.alias.as_ref().is_some_and(|alias| spells(alias, name.flags, &tokens)) {
                    found.push((is_ambiguous, name.list_idx, true, name_idx as u32));
                }
            }
            if !found.is_empty() {
                hits.push(NaiveHit { start, end, candidates: found.into_iter().map(|found| found.3).collect() });
            }
        }
    }
    hits
}

fn leftmost_longest(all: &[NaiveHit]) -> Vec<&NaiveHit> {
    let mut chosen: Vec<&NaiveHit> = Vec::new();
    for hit in all {
        if chosen.last().is_none_or(|last| last.end <= hit.start) {
            chosen.push(hit);
        }
    }
    chosen
}

fn gazetteer(names: &[Name]) -> Gazetteer {
    let mut builder = GazetteerBuilder::new();
    for list_idx in 0..2 {
        let mut list = List::new(format!("list-{list_idx}"), "ORG");
        for name in names.iter().filter(|name| name.list_idx == list_idx) {
            let entry = list.add(&*name.text).flags(name.flags);
            if let Some(alias) = &name.alias {
                entry.alias(&**alias);
            }
        }
        builder = builder.add_list(&list).expect("a small list");
    }
    builder.build().expect("few spellings")
}

const WORDS: [&str; 34] = [
    "Bath",
    "bath",
    "BATH",
    "Leeds",
    "LEEDS",
    "leeds",
    "of",
    "Of",
    "St",
    "St.",
    "&",
    "and",
    "And",
    "’s",
    "'s",
    "O’Brien",
    "O'BRIEN",
    "İstanbul",
    "istanbul",
    "Straße",
    "STRASSE",
    "straße",
    "Cafe\u{301}",
    "Café",
    "CAFÉ",
    "👍🏽",
    "Coca",
    "cola",
    "Cola",
    "U.S.",
    "3i",
    "7",
    "(",
    "Σίσυφος",
];
const GAPS: [&str; 12] = [" ", " ", " ", " ", "-", "‑", " - ", "\u{a0}", "\r\n", "\n\n", ". ", ""];

/// Words and gaps from small sets, so that names and texts meet.
fn phrase(n_words: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    prop::collection::vec((0..WORDS.len(), 0..GAPS.len()), n_words).prop_map(|pieces| {
        let n_pieces = pieces.len();
        let mut phrase = String::new();
        for (idx, (word, gap)) in pieces.into_iter().enumerate() {
            phrase.push_str(WORDS[word]);
            if idx + 1 < n_pieces {
                phrase.push_str(GAPS[gap]);
            }
        }
        phrase
    })
}

fn names() -> impl Strategy<Value = Vec<Name>> {
    let flags = prop_oneof![
        4 => Just(EntryFlags::NONE),
        1 => Just(EntryFlags::EXACT),
        2 => Just(EntryFlags::FOLD),
        1 => Just(EntryFlags::AMBIGUOUS),
    ];
    let name = (phrase(1..4), prop::option::of(phrase(1..3)), flags, 0..2usize)
        .prop_map(|(text, alias, flags, list_idx)| Name { text, alias, flags, list_idx });
    // In the order in which the gazetteer will number them: list by list.
    prop::collection::vec(name, 0..12).prop_map(|mut names| {
        names.sort_by_key(|name| name.list_idx);
        names
    })
}

fn as_naive(gazetteer: &Gazetteer, hit: &Hit) -> NaiveHit {
    let mut candidates: Vec<u32> = gazetteer.candidates(hit).map(|entry| entry.0).collect();
    assert_eq!(candidates.first(), Some(&hit.first.0));
    candidates.sort_unstable();
    NaiveHit { start: hit.tokens.start as usize, end: hit.tokens.end as usize, candidates }
}

fn check_order(names: &[Name], gazetteer: &Gazetteer, hit: &Hit) {
    let ambiguous: Vec<bool> =
        gazetteer.candidates(hit).map(|entry| names[entry.0 as usize].flags.has(EntryFlags::AMBIGUOUS)).collect();
    assert!(ambiguous.is_sorted(), "ambiguous candidates come last");
    let lists: Vec<_> = gazetteer
        .candidates(hit)
        .map(|entry| (gazetteer.entry(entry).is_ambiguous(), gazetteer.entry(entry).list()))
        .collect();
    assert!(lists.is_sorted(), "earlier lists come first");
}

fn check_spans(text: &str, table: &TokenTable, hits: &[Hit]) {
    for hit in hits {
        assert_eq!(hit.span, table.span_of(hit.tokens));
        assert!(!hit.span.is_empty() && text.get(hit.span.range()).is_some(), "{:?} of {text:?}", hit.span);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, ..ProptestConfig::default() })]

    #[test]
    fn equal_to_the_naive_matcher(names in names(), text in phrase(0..30)) {
        let gazetteer = gazetteer(&names);
        let table = gleaner_tokenizer::tokenized(&text);
        let view = TextView::new(&text, &table);
        let expected = naive(&names, view);
        let mut hits = Vec::new();

        gazetteer.find_overlapping(view, &mut hits);
        let found: Vec<_> = hits.iter().map(|hit| as_naive(&gazetteer, hit)).collect();
        prop_assert_eq!(&found, &expected);
        check_spans(&text, &table, &hits);

        gazetteer.find(view, &mut hits);
        let found: Vec<_> = hits.iter().map(|hit| as_naive(&gazetteer, hit)).collect();
        prop_assert_eq!(found.iter().collect::<Vec<_>>(), leftmost_longest(&expected));
        for hit in &hits {
            check_order(&names, &gazetteer, hit);
        }
    }

    #[test]
    fn any_name_finds_itself(name in "[A-Za-zÀ-ÿ0-9&'’.-]{1,12}( [A-Za-zÀ-ÿ0-9&'’.-]{1,12}){0,3}") {
        let mut list = List::new("one", "ORG");
        list.add(&*name);
        let gazetteer = GazetteerBuilder::new().add_list(&list)?.build()?;
        let table = gleaner_tokenizer::tokenized(&name);
        let mut hits = Vec::new();
        gazetteer.find(TextView::new(&name, &table), &mut hits);
        let is_one_sentence = table.sentences().len() == 1;
        prop_assert_eq!(hits.len(), usize::from(is_one_sentence));
    }

    #[test]
    fn any_text_and_any_list_are_safe(list in "(\\PC|[|;\\\\@#=_ \n\r\t]){0,200}", text in "(\\PC|[\n\r\t \u{0}]){0,200}") {
        let with_type = format!("@type ORG\n{list}\n{text}");
        let (list, problems) = List::parse_lenient("any.list", with_type.as_bytes());
        prop_assert_eq!(problems.is_empty(), List::parse("any.list", with_type.as_bytes()).is_ok());
        let gazetteer = GazetteerBuilder::new().add_list(&list)?.build()?;
        let table = gleaner_tokenizer::tokenized(&text);
        let mut hits = Vec::new();
        gazetteer.find(TextView::new(&text, &table), &mut hits);
        check_spans(&text, &table, &hits);
        prop_assert!(hits.windows(2).all(|pair| pair[0].tokens.end <= pair[1].tokens.start));
        for hit in &hits {
            prop_assert!(gazetteer.candidates(hit).count() > 0);
        }
    }

    #[test]
    fn any_bytes_can_be_read(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let (list, problems) = List::parse_lenient("any.list", &bytes);
        prop_assert_eq!(problems.is_empty(), List::parse("any.list", &bytes).is_ok());
        prop_assert!(list.entries().all(|entry| !entry.name().is_empty()));
    }
}
