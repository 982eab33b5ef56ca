//! Properties: the matcher equals a slow, obvious one on random lists and texts, and any text at all is safe.
//!
//! The slow one knows no hashes, no index and no filter: it compares every name with every stretch of tokens, as strings.

use gleaner_gazetteer::{EntryFlags, Gazetteer, GazetteerBuilder, Hit, List};
use std::cmp::Reverse;

use gleaner_text::{TextView, TokenClass, TokenFlags, TokenRange, TokenTable};
use proptest::prelude::*;

/// A name as the test makes it: which list it is in, and what it says.
#[derive(Clone, Debug)]
struct Name {
    text: String,
    alias: Option<String>,
    flags: EntryFlags,
    priority: i32,
    list_idx: usize,
}

/// What a stretch of tokens means to the slow matcher.
#[derive(Debug, PartialEq, Eq)]
struct NaiveHit {
    start: usize,
    end: usize,
    candidates: Vec<u32>,
}

/// A word of a name or of a text.
#[derive(Clone, Debug, PartialEq)]
struct Word {
    text: String,
    /// A hyphen, and nothing else, stands before it.
    hyphen: bool,
    /// A possessive 's.
    clitic: bool,
    is_word: bool,
    start: usize,
}

const HYPHENS: [&str; 3] = ["-", "‐", "‑"];

/// The words of `first..end`, without the marks that a spelling may leave out; `None` when the last one may be.
fn words(view: TextView<'_>, first: usize, end: usize) -> Option<Vec<Word>> {
    let mut words = Vec::new();
    for idx in first..end {
        let token = view.token(idx);
        let is_behind_word = idx > first && view.is_joined(idx) && view.info(idx - 1).class == TokenClass::Word;
        let hyphen = |idx| HYPHENS.contains(&view.token(idx)) && view.is_joined(idx) && view.is_joined(idx + 1);
        let stop = token == "." && is_behind_word;
        let quote = ["'", "’"].contains(&token) && is_behind_word && view.token(idx - 1).to_lowercase().ends_with('s');
        if idx > first && (hyphen(idx) || stop || quote) {
            if idx + 1 == end {
                return None;
            }
            continue;
        }
        let info = view.info(idx);
        words.push(Word {
            text: plain(token),
            hyphen: idx > first + 1 && hyphen(idx - 1),
            clitic: info.flags.has(TokenFlags::CLITIC.with(TokenFlags::JOINED)),
            is_word: matches!(info.class, TokenClass::Word | TokenClass::Number),
            start: view.tokens.spans()[idx].start as usize,
        });
    }
    Some(words)
}

/// The words of a name; a full stop or hyphen at its end is left out too.
fn words_of_name(name: &str) -> Vec<Word> {
    let table = gleaner_tokenizer::tokenized(name);
    let view = TextView::new(name, &table);
    (1..=view.len()).rev().find_map(|end| words(view, 0, end)).unwrap_or_default()
}

fn plain(token: &str) -> String {
    token.replace(['’', '‘', 'ʼ'], "'")
}

fn lower(token: &str) -> String {
    token.chars().flat_map(char::to_lowercase).collect()
}

/// Without the accents of the words below, and without marks inside words.
fn bare(token: &str, keeps_accents: bool) -> String {
    // An apostrophe in front is none of a name's: the 's of a possessive is a word of its own.
    let mut token = if token.starts_with('\'') { token.to_owned() } else { token.replace(['.', '\''], "") };
    // The accents of the test's words as marks of their own.
    for (letter, parts) in
        [('é', "e\u{301}"), ('É', "E\u{301}"), ('İ', "I\u{307}"), ('ί', "ι\u{301}"), ('ï', "i\u{308}")]
    {
        token = token.replace(letter, parts);
    }
    if keeps_accents {
        return token;
    }
    token = token.replace('ß', "ss");
    token.replace(['\u{301}', '\u{307}', '\u{308}'], "")
}

/// What one list of words becomes in another spelling, if it has one.
fn join(words: &[Word], belongs: impl Fn(&Word, &Word) -> bool) -> Vec<Word> {
    let mut joined: Vec<Word> = Vec::new();
    for (idx, word) in words.iter().enumerate() {
        if idx > 0 && belongs(&words[idx - 1], word) {
            let last = joined.last_mut().expect("a word before");
            last.text.push_str(&word.text.replace('\'', ""));
            (last.clitic, last.is_word) = (false, true);
        } else {
            joined.push(word.clone());
        }
    }
    joined
}

fn part(words: &[Word], parts: impl Fn(&str) -> Vec<String>) -> Vec<Word> {
    let mut parted = Vec::new();
    for word in words {
        let parts = if word.is_word { parts(&word.text) } else { Vec::new() };
        if parts.is_empty() {
            parted.push(word.clone());
        }
        parted.extend(parts.into_iter().map(|text| Word { text, clitic: false, ..word.clone() }));
    }
    parted
}

/// The halves of "CocaCola".
fn camels(text: &str) -> Vec<String> {
    let humps: Vec<usize> = (1..text.len())
        .filter(|&at| text.is_char_boundary(at))
        .filter(|&at| text[..at].ends_with(|c: char| c.is_ascii_lowercase()))
        .filter(|&at| text[at..].starts_with(|c: char| c.is_ascii_uppercase()))
        .collect();
    match humps[..] {
        [at] if text.chars().all(|c| c.is_ascii_alphabetic()) && at > 2 && text.len() - at > 2 => {
            vec![text[..at].to_owned(), text[at..].to_owned()]
        }
        _ => Vec::new(),
    }
}

fn is_initial(word: &Word) -> bool {
    word.text.chars().count() == 1 && word.text.chars().all(char::is_uppercase)
}

fn ways_to_write(name: &str, flags: EntryFlags) -> Vec<Vec<Word>> {
    let mut ways = vec![words_of_name(name)];
    let mut step = |exact: EntryFlags, change: &dyn Fn(&[Word]) -> Vec<Word>| {
        if flags.has(exact) {
            return;
        }
        let changed: Vec<_> = ways.iter().map(|way| change(way)).collect();
        for way in changed {
            if !ways.contains(&way) {
                ways.push(way);
            }
        }
    };
    step(EntryFlags::EXACT_SPACE, &|way| join(way, |left, right| right.hyphen && left.is_word && right.is_word));
    step(EntryFlags::EXACT_SPACE, &|way| part(way, camels));
    step(EntryFlags::EXACT_DOTS, &|way| {
        part(way, |text| {
            let letters: Vec<_> = text.split_terminator('.').map(String::from).collect();
            let is_acronym = letters.len() > 1 && letters.iter().all(|letter| letter.chars().count() == 1);
            if is_acronym { letters } else { Vec::new() }
        })
    });
    step(EntryFlags::EXACT_DOTS, &|way| join(way, |left, right| is_initial(left) && is_initial(right)));
    step(EntryFlags::EXACT_APOSTROPHE, &|way| join(way, |left, right| right.clitic && left.is_word));
    if flags.has(EntryFlags::PLURAL) {
        step(EntryFlags::NONE.with(EntryFlags::STRICT), &|way| {
            let mut way = way.to_vec();
            if let Some(last) = way.last_mut().filter(|last| last.is_word && last.text.ends_with(char::is_alphabetic)) {
                let small = lower(&last.text);
                let is_acronym = last.text.ends_with(char::is_uppercase);
                if !is_acronym && ["s", "x", "z", "ch", "sh"].iter().any(|ending| small.ends_with(ending)) {
                    last.text.push('e');
                }
                last.text.push('s');
                let is_vowel_y =
                    ["ay", "ey", "iy", "oy", "uy"].iter().any(|ending| small.ends_with(ending)) || small == "y";
                if small.ends_with('y') && !is_vowel_y && !is_acronym {
                    last.text.truncate(last.text.len() - 2);
                    last.text.push_str("ies");
                }
                last.clitic = false;
            }
            way
        });
    }
    step(EntryFlags::EXACT_THE, &|way| {
        let is_free = way.len() > 2 && lower(&way[0].text) == "the";
        way[usize::from(is_free)..].to_vec()
    });
    ways
}

/// Legal suffixes among the test's words, with the short form of each.
fn suffix(word: &str) -> Option<&'static str> {
    match &*lower(&word.replace('.', "")) {
        "ltd" | "limited" => Some("ltd"),
        "co" | "company" => Some("co"),
        "plc" => Some("plc"),
        _ => None,
    }
}

fn is_exact(name: &str, flags: EntryFlags) -> bool {
    if flags.has(EntryFlags::EXACT) || flags.has(EntryFlags::FOLD) {
        return flags.has(EntryFlags::EXACT);
    }
    let letters = |text: &str| text.chars().filter(|character| character.is_alphabetic()).count();
    let all_capitals = name.chars().any(char::is_uppercase) && !name.chars().any(char::is_lowercase);
    let parts: Vec<usize> = name
        .split(|character: char| character.is_whitespace() || character == '-' || character == '&')
        .map(letters)
        .filter(|&n_letters| n_letters > 0)
        .collect();
    let one_ordinary_word = flags.has(EntryFlags::AMBIGUOUS) && !name.contains([' ', '-']);
    let acronyms = all_capitals && (parts.len() < 2 || parts.iter().all(|&n_letters| n_letters <= 4));
    letters(name) <= 4 || acronyms || one_ordinary_word
}

fn same_word(flags: EntryFlags, exact: bool, name: &str, found: &str, is_first: bool, is_only: bool) -> bool {
    if name == found {
        return true;
    }
    if (name == "&") != (found == "&") {
        return !flags.has(EntryFlags::EXACT_AND) && (lower(name) == "and" || lower(found) == "and");
    }
    if is_first && !is_only && !flags.has(EntryFlags::EXACT_THE) && lower(name) == "the" {
        return lower(found) == "the";
    }
    let long_and_small = lower(found) == "company" && !found.starts_with(char::is_uppercase);
    if !is_first
        && !flags.has(EntryFlags::EXACT_SUFFIX)
        && suffix(name).is_some()
        && suffix(name) == suffix(found)
        && !long_and_small
    {
        return true;
    }
    let keeps_accents = flags.has(EntryFlags::EXACT_ACCENTS);
    let (name_letters, found_letters) = (bare(name, keeps_accents), bare(found, keeps_accents));
    if exact {
        return name_letters == found_letters;
    }
    if bare(&lower(&name_letters), keeps_accents) != bare(&lower(&found_letters), keeps_accents) {
        return false;
    }
    let capitals = |text: &str| -> Vec<bool> {
        text.chars().filter(|c| c.is_uppercase() || c.is_lowercase()).map(char::is_uppercase).collect()
    };
    let (of_name, of_found) = (capitals(name), capitals(found));
    let n_upper = of_found.iter().filter(|&&is_upper| is_upper).count();
    let is_small_word = name.chars().count() > 1
        && of_name.iter().all(|&is_upper| is_upper)
        && ["of", "the", "and", "co"].contains(&&*lower(name))
        && lower(name) != "co";
    flags.has(EntryFlags::FOLD)
        || of_name == of_found
        || (n_upper > 0 && n_upper == of_found.len())
        || (n_upper == 1 && of_found[0])
        || (n_upper == 0 && (!of_name.contains(&true) || is_small_word))
}

/// The marks that must be the name's own, in order, with what stands between them as "w".
fn marks(flags: EntryFlags, text: &str) -> String {
    let is_mark = |character: char| match character {
        '-' | '‐' | '‑' => flags.has(EntryFlags::EXACT_SPACE),
        '.' => flags.has(EntryFlags::EXACT_DOTS),
        '\'' => flags.has(EntryFlags::EXACT_APOSTROPHE),
        _ => character.is_whitespace() && flags.has(EntryFlags::EXACT_SPACE),
    };
    let text = plain(text);
    let mut marks = String::new();
    for character in text.trim_end_matches(is_mark).chars() {
        if is_mark(character) {
            marks.push(character);
        } else if !marks.ends_with('w') {
            marks.push('w');
        }
    }
    marks
}

fn spells(name: &str, flags: EntryFlags, found: &[Word], slice: &str) -> bool {
    let exact = is_exact(name, flags);
    ways_to_write(name, flags).iter().any(|way| {
        let same_words =
            !way.is_empty()
                && way.len() == found.len()
                && way.iter().zip(found).enumerate().all(|(idx, (word, found))| {
                    same_word(flags, exact, &word.text, &found.text, idx == 0, way.len() == 1)
                });
        same_words && marks(flags, &name[way[0].start..]) == marks(flags, slice)
    })
}

/// Whether the words are those of the name if nobody looks at how they are spelled.
fn is_same_surface(name: &str, flags: EntryFlags, found: &[Word]) -> bool {
    let is_and = |word: &str| word == "&" || lower(word) == "and";
    let folded = |word: &str| bare(&lower(&bare(word, false)), false);
    let is_same = |idx: usize, name: &str, found: &str| {
        folded(name) == folded(found)
            || (is_and(name) && is_and(found))
            || (idx > 0 && suffix(name).is_some() && suffix(name) == suffix(found))
    };
    ways_to_write(name, flags).iter().any(|way| {
        way.len() == found.len()
            && way.iter().zip(found).enumerate().all(|(idx, (word, found))| is_same(idx, &word.text, &found.text))
    })
}

/// Every valid hit, by start and then the longer first.
fn naive(names: &[Name], text: &str, view: TextView<'_>) -> Vec<NaiveHit> {
    let mut hits = Vec::new();
    for start in 0..view.len() {
        let sentence = view.tokens.sentences()[view.tokens.sentence_of(start)];
        for end in (start + 1..=sentence.tokens.end as usize).rev() {
            let Some(found) = words(view, start, end) else { continue };
            let slice = view.tokens.span_of(TokenRange::new(start, end)).slice(text);
            let spells = |name: &str, flags| spells(name, flags, &found, slice);
            let mut candidates = Vec::new();
            for (name_idx, name) in names.iter().enumerate() {
                let is_ambiguous = name.flags.has(EntryFlags::AMBIGUOUS);
                let mut spellings = [Some(&name.text), name.alias.as_ref()].into_iter().flatten();
                if !spellings.any(|text| spells(text, name.flags)) {
                    continue;
                }
                let is_alias = !is_same_surface(&name.text, name.flags, &found);
                candidates.push((Reverse(name.priority), is_ambiguous, name.list_idx, is_alias, name_idx as u32));
            }
            candidates.sort();
            if !candidates.is_empty() {
                hits.push(NaiveHit { start, end, candidates: candidates.into_iter().map(|found| found.4).collect() });
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
            let entry = list.add(&*name.text).flags(name.flags).priority(name.priority);
            if let Some(alias) = &name.alias {
                entry.alias(&**alias);
            }
        }
        builder = builder.add_list(&list).expect("a small list");
    }
    builder.build().expect("few spellings")
}

const WORDS: [&str; 56] = [
    "Bath",
    "bath",
    "BATH",
    "Leeds",
    "LEEDS",
    "leeds",
    "of",
    "Of",
    "OF",
    "St",
    "St.",
    "&",
    "and",
    "And",
    "AND",
    "’s",
    "'s",
    "O’Brien",
    "O'BRIEN",
    "OBrien",
    "İstanbul",
    "istanbul",
    "Straße",
    "STRASSE",
    "straße",
    "Cafe\u{301}",
    "Café",
    "CAFÉ",
    "Cafe",
    "👍🏽",
    "Coca",
    "cola",
    "Cola",
    "CocaCola",
    "U.S.",
    "US",
    "B.B.C.",
    "BBC",
    "J.",
    "P",
    "3i",
    "7",
    "(",
    "Σίσυφος",
    "The",
    "the",
    "THE",
    "Ltd",
    "Limited",
    "limited",
    "Co",
    "company",
    "PLC",
    "p.l.c.",
    "city",
    "Cities",
];
const GAPS: [&str; 14] = [" ", " ", " ", " ", " ", "-", "-", "‑", " - ", "\u{a0}", "\r\n", "\n\n", ". ", ""];

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

fn flags() -> impl Strategy<Value = EntryFlags> {
    const EXACT: [EntryFlags; 7] = [
        EntryFlags::EXACT_SPACE,
        EntryFlags::EXACT_ACCENTS,
        EntryFlags::EXACT_AND,
        EntryFlags::EXACT_SUFFIX,
        EntryFlags::EXACT_THE,
        EntryFlags::EXACT_DOTS,
        EntryFlags::EXACT_APOSTROPHE,
    ];
    let case = prop_oneof![4 => Just(EntryFlags::NONE), 1 => Just(EntryFlags::EXACT), 2 => Just(EntryFlags::FOLD)];
    let others = prop_oneof![
        4 => Just(EntryFlags::NONE),
        2 => prop::sample::select(&EXACT[..]),
        1 => prop::sample::subsequence(&EXACT[..], 0..=EXACT.len())
            .prop_map(|flags| flags.into_iter().fold(EntryFlags::NONE, EntryFlags::with)),
        1 => Just(EntryFlags::AMBIGUOUS),
        1 => Just(EntryFlags::PLURAL),
    ];
    (case, others).prop_map(|(case, others)| case.with(others))
}

fn names() -> impl Strategy<Value = Vec<Name>> {
    let name = (phrase(1..4), prop::option::of(phrase(1..3)), flags(), -1..2i32, 0..2usize)
        .prop_map(|(text, alias, flags, priority, list_idx)| Name { text, alias, flags, priority, list_idx });
    // In the order in which the gazetteer will number them: list by list.
    prop::collection::vec(name, 0..12).prop_map(|mut names| {
        names.sort_by_key(|name| name.list_idx);
        names
    })
}

/// A text of phrases, and of names written in some way or other.
fn text_of(names: &[Name], pieces: &[(usize, usize, String)]) -> String {
    let mut text = String::new();
    for (name_idx, change, phrase) in pieces {
        let name = names.get(*name_idx).map_or(&**phrase, |name| &*name.text);
        text.push_str(&match change % 10 {
            0 => name.replace(' ', "-"),
            1 => name.replace('-', ""),
            2 => name.replace(['-', '.'], " "),
            3 => name.to_uppercase(),
            4 => name.to_lowercase(),
            5 => name.replace('é', "e").replace("Ltd", "Limited").replace('&', "and"),
            6 => name.replace("The ", "").replace("and", "&").replace("Limited", "LTD"),
            7 => format!("{name}s"),
            8 => name.replace(['\'', '’', '.'], ""),
            _ => name.to_owned(),
        });
        text.push_str(GAPS[change % GAPS.len()]);
    }
    text
}

fn as_naive(gazetteer: &Gazetteer, hit: &Hit) -> NaiveHit {
    let candidates: Vec<u32> = gazetteer.candidates(hit).map(|entry| entry.0).collect();
    assert_eq!(candidates.first(), Some(&hit.first.0));
    NaiveHit { start: hit.tokens.start as usize, end: hit.tokens.end as usize, candidates }
}

fn check_spans(text: &str, table: &TokenTable, hits: &[Hit]) {
    for hit in hits {
        assert_eq!(hit.span, table.span_of(hit.tokens));
        assert!(!hit.span.is_empty() && text.get(hit.span.range()).is_some(), "{:?} of {text:?}", hit.span);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn equal_to_the_naive_matcher(
        names in names(),
        pieces in prop::collection::vec((0..16usize, 0..140usize, phrase(0..5)), 0..10),
    ) {
        let text = text_of(&names, &pieces);
        let gazetteer = gazetteer(&names);
        let table = gleaner_tokenizer::tokenized(&text);
        let view = TextView::new(&text, &table);
        let expected = naive(&names, &text, view);
        let mut hits = Vec::new();

        gazetteer.find_overlapping(view, &mut hits);
        let found: Vec<_> = hits.iter().map(|hit| as_naive(&gazetteer, hit)).collect();
        prop_assert_eq!(&found, &expected);
        check_spans(&text, &table, &hits);

        gazetteer.find(view, &mut hits);
        let found: Vec<_> = hits.iter().map(|hit| as_naive(&gazetteer, hit)).collect();
        prop_assert_eq!(found.iter().collect::<Vec<_>>(), leftmost_longest(&expected));
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
