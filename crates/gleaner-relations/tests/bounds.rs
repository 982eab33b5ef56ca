//! Documents made to hurt: long lists, one endless sentence, a crowd of names. What comes out is bounded, and that the
//! tests end at all shows that no step looks at everything for everything.

use gleaner_relations::{Clusters, DefinedNames, Relations, RuleSet};
use gleaner_text::{EntityType, EntityTypes, Mention, Source, SourceKind, TextView, TokenRange, TokenTable};

/// Mentions of one type over every run of `n_words` capitalised words.
fn capitalised(view: TextView<'_>, table: &TokenTable, entity_type: EntityType, n_words: usize) -> Vec<Mention> {
    let mut mentions = Vec::new();
    let mut at = 0;
    while at + n_words <= table.len() {
        let run = at..at + n_words;
        if run.clone().all(|token| view.token(token).starts_with(char::is_uppercase)) {
            let tokens = TokenRange::new(at, at + n_words);
            let source = Source::new(SourceKind::Tagger, 0);
            mentions.push(Mention::new(table.span_of(tokens), tokens, entity_type, 0.9, source));
            at += n_words;
        } else {
            at += 1;
        }
    }
    mentions
}

fn run(text: &str, entity_type: EntityType, n_words: usize) -> (usize, usize, usize) {
    let table = gleaner_tokenizer::tokenized(text);
    let view = TextView::new(text, &table);
    let mentions = capitalised(view, &table, entity_type, n_words);
    let mut clusters = Clusters::default();
    clusters.build(view, &mentions);
    let mut found = Vec::new();
    Relations::default().find(view, &mentions, &clusters, &mut found);
    (mentions.len(), clusters.len(), found.len())
}

/// Distinct pronounceable names.
fn name(mut n: usize) -> String {
    let mut name = String::from("Z");
    for _ in 0..4 {
        name.push(['a', 'e', 'i', 'o', 'u'][n % 5]);
        name.push(['b', 'd', 'g', 'k', 'l', 'm', 'n', 'p', 'r', 't'][n / 5 % 10]);
        n /= 50;
    }
    name
}

#[test]
fn a_list_of_ten_thousand_partners() {
    let mut text = String::from("Alpha Beta signed an agreement with ");
    for n in 0..10_000 {
        text += &format!("{} {}, ", name(n), name(n + 1));
    }
    text += "and Omega Psi.";
    let (n_mentions, _, n_found) = run(&text, EntityType::ORG, 2);
    assert_eq!(n_mentions, 10_002);
    assert!(n_found <= 64, "{n_found}");
}

#[test]
fn a_sentence_of_a_megabyte_full_of_triggers() {
    let words = "director of partnership with founded by Alpha Beta and based in (including members said worth ";
    let text = words.repeat(1_000_000 / words.len());
    let (n_mentions, n_clusters, _) = run(&text, EntityType::ORG, 2);
    assert_eq!(n_mentions, 1_000_000 / words.len());
    assert_eq!(n_clusters, 1);
}

#[test]
fn a_hundred_thousand_persons_of_one_family_name() {
    let mut text = String::new();
    for n in 0..100_000 {
        text += &format!("{} Smith\n", name(n));
    }
    text += &"Smith\n\n".repeat(10);
    let table = gleaner_tokenizer::tokenized(&text);
    let view = TextView::new(&text, &table);
    let mut mentions = Vec::new();
    for line in table.lines() {
        let source = Source::new(SourceKind::Tagger, 0);
        let tokens = line.tokens;
        mentions.push(Mention::new(table.span_of(tokens), tokens, EntityType::PERSON, 0.9, source));
    }
    let mut clusters = Clusters::default();
    clusters.build(view, &mentions);
    // Everybody is somebody else, and "Smith" alone is nobody's.
    assert_eq!(clusters.len(), 100_001);
}

#[test]
fn organisations_that_share_all_words_but_one() {
    let mut text = String::new();
    for n in 0..50_000 {
        text += &format!("{} Pottery Council Limited\n\n", name(n));
    }
    let (n_mentions, n_clusters, _) = run(&text, EntityType::ORG, 4);
    assert_eq!(n_mentions, 50_000);
    assert!(n_clusters > 40_000, "{n_clusters}");
}

/// A megabyte of `words` in one paragraph, then a quotation.
fn repeated_then_quoted(words: &str) -> String {
    words.repeat(1_000_000 / words.len()) + "“We are late.”"
}

#[test]
fn verbs_of_speech_far_from_the_next_quotation() {
    for words in ["Ann Lee said it. ", "Ann Lee said it, "] {
        let (n_mentions, n_clusters, n_found) = run(&repeated_then_quoted(words), EntityType::PERSON, 2);
        assert_eq!((n_mentions, n_clusters), (1_000_000 / words.len(), 1), "{words}");
        assert!(n_found <= 1, "{words}: {n_found}");
    }
}

#[test]
fn pronouns_behind_all_the_persons_of_a_sentence() {
    let words = "Ann Lee sang, he married Omar Reid, his wife Mia Wong, ";
    let (n_mentions, ..) = run(&words.repeat(500_000 / words.len()), EntityType::PERSON, 2);
    assert_eq!(n_mentions, 500_000 / words.len() * 3);
}

#[test]
fn short_forms_that_begin_alike() {
    let mut text = String::new();
    for n in 0..50_000 {
        text += &format!("Alpha {0} (A-{0}) met. ", name(n));
    }
    let table = gleaner_tokenizer::tokenized(&text);
    let view = TextView::new(&text, &table);
    let mut mentions = capitalised(view, &table, EntityType::ORG, 2);
    assert_eq!(mentions.len(), 50_000);
    assert_eq!(DefinedNames::default().add(view, &mut mentions), 32);
    assert_eq!(mentions[1].span.slice(&text), format!("A-{}", name(0)));
}

#[test]
fn a_hundred_thousand_distinct_names_twice() {
    for entity_type in [EntityType::ORG, EntityType::PERSON, EntityType::LOC] {
        let mut text = String::new();
        for n in 0..100_000 {
            text += &format!("{} {} x ", name(n), name(n + 7));
        }
        let (n_mentions, n_clusters, _) = run(&text.repeat(2), entity_type, 2);
        assert_eq!(n_mentions, 200_000);
        assert!((50_000..=100_000).contains(&n_clusters), "{n_clusters}");
    }
}

#[test]
fn ten_thousand_persons_of_one_family_name_and_their_family_name_between() {
    let mut text = String::from("Ann Smith x Smith x ");
    for n in 0..10_000 {
        text += &format!("{} Smith x Smith x ", name(n));
    }
    let table = gleaner_tokenizer::tokenized(&text);
    let view = TextView::new(&text, &table);
    let mut mentions = Vec::new();
    let mut start = 0;
    for at in 0..table.len() {
        if view.token(at) == "x" {
            let tokens = TokenRange::new(start, at);
            let source = Source::new(SourceKind::Tagger, 0);
            mentions.push(Mention::new(table.span_of(tokens), tokens, EntityType::PERSON, 0.9, source));
            start = at + 1;
        }
    }
    let mut clusters = Clusters::default();
    clusters.build(view, &mentions);
    // "Smith" is Ann's, who alone was read when it came first; everybody else is somebody else.
    assert_eq!(clusters.len(), 10_001);
}

#[test]
fn brackets_in_brackets_without_end() {
    for words in [
        "Alpha Council (AC (",
        "(AC (Alpha Council ",
        "((((((((((",
        "sea air (SA) (",
        "Alpha Council ((((((((AC))))))))",
    ] {
        let text = words.repeat(1_000_000 / words.len());
        let table = gleaner_tokenizer::tokenized(&text);
        let view = TextView::new(&text, &table);
        let mut mentions = capitalised(view, &table, EntityType::ORG, 2);
        let shorts: Vec<Mention> = capitalised(view, &table, EntityType::ORG, 1);
        mentions.extend(shorts.into_iter().filter(|mention| mention.span.slice(&text).len() == 2));
        mentions.sort_by_key(|mention| mention.span);
        DefinedNames::default().add(view, &mut mentions);
        assert!(mentions.is_sorted_by(|a, b| a.span.end <= b.span.start), "{words}");
        let mut clusters = Clusters::default();
        clusters.build(view, &mentions);
        assert!(clusters.len() <= 2, "{words}: {}", clusters.len());
    }
}

#[test]
fn a_sentence_of_a_megabyte_full_of_key_words_of_rules() {
    let family = "Ann Lee born in (married to her husband , founder of Alpha Beta and a graduate of - died 's daughter \
                  moved to based in subsidiary of joined the party ";
    let money = "Ann Lee in partnership with Alpha Beta signed an agreement , worth a budget of awarded a grant from raised in a \
                 round led by (formerly known as visit runs for the and ";
    for words in [family, money] {
        let text = words.repeat(1_000_000 / words.len());
        for entity_type in [EntityType::PERSON, EntityType::ORG, EntityType::LOC, EntityType::MONEY] {
            let (n_mentions, ..) = run(&text, entity_type, 2);
            assert_eq!(n_mentions, 1_000_000 / words.len() * 2);
        }
    }
}

#[test]
fn a_list_of_ten_thousand_children() {
    let mut text = String::from("Alpha Beta had many children, ");
    for n in 0..10_000 {
        text += &format!("{} {}, ", name(n), name(n + 1));
    }
    text += "and Omega Psi.";
    let (_, _, n_found) = run(&text, EntityType::PERSON, 2);
    assert!((1..=64).contains(&n_found), "{n_found}");
}

/// Optional parts that could be taken in very many ways, none of which leads anywhere.
#[test]
fn a_pattern_that_branches_at_every_word() {
    let rules = "rule x\n  pattern: (a: ORG) [[<word>]{0,16} [<word>]{0,16} ..{0,30} [<word>|<any>]{0,16}]{0,16} key \
                 [[<word>]{0,16} [<any>|<word>]{0,16} ..{0,30}]{0,16} nowhere (b: ORG)\n  gives: partner_of(a, b)\n";
    let rules = RuleSet::parse("x.rules", rules, &mut EntityTypes::default());
    let text = "Alpha Beta key word other words and more ".repeat(2_000);
    let table = gleaner_tokenizer::tokenized(&text);
    let view = TextView::new(&text, &table);
    let mentions = capitalised(view, &table, EntityType::ORG, 2);
    let mut clusters = Clusters::default();
    clusters.build(view, &mentions);
    let mut found = Vec::new();
    // Refused for its size, or run in bounded time.
    if let Ok(rules) = rules {
        Relations::default().find_with(&rules, view, &mentions, &clusters, &mut found);
    }
    assert_eq!(found.len(), 0);
}
