//! Properties of the money recogniser over arbitrary text and over texts made of what amounts are made of.

use gleaner_text::{EntityType, TextView, TokenFlags, Value};
use gleaner_values::{Settings, find_money_in};
use proptest::prelude::*;

/// What amounts, and things that look like them, are made of.
const PIECES: &[&str] = &[
    "£",
    "$",
    "€",
    "¥",
    "¢",
    "US",
    "A",
    "GBP",
    "USD",
    "RM42",
    "GBP3m",
    "1",
    "20",
    "000",
    "1,234",
    "1.5",
    "1.2.3",
    "½",
    ".5",
    "0",
    "99999999999999999999999999",
    "m",
    "bn",
    "k",
    "mm",
    "M",
    "million",
    "billion",
    "thousand",
    "hundred",
    "trillion",
    "and",
    "a",
    "half",
    "quarter",
    "of",
    "one",
    "two",
    "twenty",
    "point",
    "pounds",
    "pound",
    "dollars",
    "euros",
    "pence",
    "p",
    "cents",
    "c",
    "quid",
    "grand",
    "fiver",
    "figure",
    "six",
    "sum",
    "tens",
    "millions",
    "multi",
    "few",
    "couple",
    "-",
    "–",
    "—",
    "to",
    "or",
    "between",
    "from",
    "over",
    "up",
    "at",
    "least",
    "about",
    ">",
    "~",
    "+",
    "plus",
    "p.a.",
    "per",
    "year",
    "an",
    "hour",
    "/",
    "hr",
    ",",
    ".",
    "(",
    ")",
    "\n",
    "\n\n",
    " ",
    "\u{a0}",
    "\u{2009}",
    "-ish",
    "minus",
    "−",
    "each",
    "rose",
    "Swiss",
    "francs",
    "Rs",
    "crore",
    "sterling",
    "1990",
    "%",
    "’s",
    "é",
    "漢",
    "🙂",
    "\u{301}",
];

fn money_like() -> impl Strategy<Value = String> {
    let piece = (prop::sample::select(PIECES), prop::bool::weighted(0.6))
        .prop_map(|(piece, space)| if space { format!("{piece} ") } else { piece.to_owned() });
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// Everything that holds of any output for any text.
fn holds(text: &str) -> Result<(), TestCaseError> {
    let tokens = gleaner_tokenizer::tokenized(text);
    let view = TextView::new(text, &tokens);
    let mut mentions = Vec::new();
    find_money_in(view, &Settings::default(), &mut mentions);
    let mut last_end = 0;
    for mention in &mentions {
        prop_assert_eq!(mention.entity_type, EntityType::MONEY);
        let span = mention.span;
        prop_assert!(span.start < span.end && span.end as usize <= text.len());
        prop_assert!(text.is_char_boundary(span.start as usize) && text.is_char_boundary(span.end as usize));
        prop_assert!(span.start >= last_end, "amounts do not overlap");
        last_end = span.end;
        // Tokens and bytes say the same place.
        let covered = tokens.span_of(mention.tokens);
        prop_assert!(covered.start <= span.start && span.end <= covered.end);
        prop_assert_eq!(covered.start, span.start);
        prop_assert!(tokens.spans()[mention.tokens.end as usize - 1].start < span.end);
        // One sentence, one block.
        let first = mention.tokens.start as usize;
        let last = mention.tokens.end as usize - 1;
        prop_assert_eq!(tokens.sentence_of(first), tokens.sentence_of(last));
        for token_idx in first + 1..=last {
            prop_assert!(!tokens.infos()[token_idx].flags.has(TokenFlags::BLOCK_START));
        }
        let Some(Value::Money(value)) = mention.value else {
            return Err(TestCaseError::fail("an amount without a value"));
        };
        for amount in [Some(value.amount), value.amount_max].into_iter().flatten() {
            let printed = amount.to_string();
            prop_assert!(
                printed.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-')),
                "{}",
                printed
            );
            prop_assert!(!printed.contains('.') || !printed.ends_with(['0', '.']), "{}", printed);
            prop_assert!(printed != "-0");
        }
        if let Some(max) = value.amount_max {
            prop_assert!(value.amount < max, "ranges rise");
        }
        prop_assert!(value.currency.code().bytes().all(|byte| byte.is_ascii_uppercase()));
        prop_assert!(mention.score > 0.0 && mention.score <= 1.0);
        prop_assert_ne!(gleaner_values::pattern_name(mention.source.name), "?");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text(text in any::<String>()) {
        holds(&text)?;
    }

    #[test]
    fn text_of_amounts(text in money_like()) {
        holds(&text)?;
    }

    #[test]
    fn an_amount_reads_the_same_after_other_sentences(text in money_like(), whole in 1u32..1_000_000) {
        let alone = format!("It cost £{whole}m.");
        let behind = format!("{text}\n\n{alone}");
        let tokens = gleaner_tokenizer::tokenized(&behind);
        let mut mentions = Vec::new();
        find_money_in(TextView::new(&behind, &tokens), &Settings::default(), &mut mentions);
        let last = mentions.last().expect("the amount at the end");
        prop_assert_eq!(last.span.slice(&behind), format!("£{whole}m"));
        let money = last.value.as_ref().and_then(Value::money).expect("money");
        prop_assert_eq!(money.amount.to_string(), format!("{whole}000000"));
    }
}
