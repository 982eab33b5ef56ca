//! Properties of the tagger over any text, any model and any lists.

use gleaner_text::{EntityType, TextView, TokenRange};
use gleaner_tokenizer::tokenized;
use proptest::prelude::*;

use crate::label::ROW;
use crate::lexicon::{Lexicon, WordClasses};
use crate::model::Model;
use crate::tagger::{ListHit, Scratch, Tagger};

const BITS: u32 = 8;

/// Words that the passes around the model know, so that they have something to do.
fn lexicon() -> Lexicon {
    let mut lexicon = Lexicon::default();
    for (word, classes) in [
        ("University", WordClasses::ORG_HEAD.with(WordClasses::ORG_OPENER)),
        ("Council", WordClasses::ORG_HEAD),
        ("Centre", WordClasses::WEAK_HEAD.with(WordClasses::ORG_OPENER)),
        ("Trusts", WordClasses::ORG_HEAD),
        ("Ltd", WordClasses::LEGAL_SUFFIX),
        ("Dr", WordClasses::HONORIFIC),
        ("Sir", WordClasses::HONORIFIC),
        ("Ann", WordClasses::GIVEN_NAME),
        ("Leeds", WordClasses::PLACE_WORD),
        ("New", WordClasses::ORDINARY),
    ] {
        lexicon.insert(word, classes);
    }
    lexicon
}

/// A model of chance: a few rows say much, and the weights of transitions anything.
fn model() -> impl Strategy<Value = Model> {
    let transitions = prop::array::uniform8(prop::array::uniform8(-40i16..40));
    let rows = prop::collection::vec(prop::array::uniform8(-20i8..20), 1 << BITS);
    (transitions, rows).prop_map(|(transitions, rows): ([[i16; ROW]; ROW], Vec<[i8; ROW]>)| {
        Model::from_bytes(Model::encode(BITS, 0.05, &transitions, &rows)).expect("a model")
    })
}

fn text() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "University",
        "of",
        "for",
        "Council",
        "Centre",
        "NHS",
        "Trusts",
        "Ltd",
        "Dr",
        "Sir",
        "Ann",
        "Lee",
        "Leeds",
        "New",
        "the",
        "The",
        "and",
        "&",
        ",",
        ".",
        ". ",
        "’s",
        "'s",
        "-",
        "(",
        ")",
        "said",
        "in",
        "42",
        "\n",
        "\n\n",
        "- ",
        "# ",
        "É",
        "ﬁ",
        "東京",
        "🙂",
        "@x",
        "#Tag",
        "ACME",
        "Acme",
        "http://a.b",
    ]);
    let spaced = prop::collection::vec((word, prop::sample::select(vec![" ", " ", "", "  ", "\t"])), 0..60)
        .prop_map(|words| words.into_iter().flat_map(|(word, space)| [word, space]).collect::<String>());
    prop_oneof![3 => spaced, 1 => any::<String>()]
}

/// Hits anywhere, also beyond the end: whatever the lists say must be safe.
fn hits() -> impl Strategy<Value = Vec<ListHit>> {
    let hit = (0..80usize, 1..5usize, 0..5usize, any::<bool>()).prop_map(|(start, len, kind, ambiguous)| ListHit {
        tokens: TokenRange::new(start, start + len),
        entity_type: EntityType::STANDARD[kind],
        ambiguous,
        types: 1 << (kind % 4),
        list: start as u32,
    });
    prop::collection::vec(hit, 0..6)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn mentions_keep_their_promises(text in text(), model in model(), hits in hits()) {
        let tokens = tokenized(&text);
        let view = TextView::new(&text, &tokens);
        let tagger = Tagger::new(model, lexicon());
        let mut mentions = Vec::new();
        let mut scratch = Scratch::default();
        tagger.tag(view, &hits, &mut scratch, &mut mentions);
        let mut end = 0;
        for mention in &mentions {
            let range = mention.tokens;
            prop_assert!(range.start >= end && !range.is_empty(), "in order, apart, not empty: {mentions:?}");
            end = range.end;
            prop_assert_eq!(view.tokens.span_of(range), mention.span);
            prop_assert!(!mention.span.slice(&text).is_empty());
            prop_assert!(mention.entity_type.is_name());
            prop_assert!((0.0..=1.0).contains(&mention.score), "{}", mention.score);
            let sentence = tokens.sentences().iter().find(|sentence| sentence.tokens.contains(range.start as usize));
            let sentence = sentence.expect("every token has a sentence").tokens;
            prop_assert!(range.end <= sentence.end, "inside its sentence");
            if let Some(title) = mention.title {
                prop_assert!(title.end <= mention.span.start && mention.entity_type == EntityType::PERSON);
            }
        }
        // Buffers of another document, and mentions that were there, change nothing.
        let kept = mentions.clone();
        tagger.tag(view, &hits, &mut scratch, &mut mentions);
        prop_assert_eq!(&mentions[..kept.len()], &kept[..]);
        prop_assert_eq!(&mentions[kept.len()..], &kept[..]);
    }
}
