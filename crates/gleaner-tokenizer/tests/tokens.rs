//! Tables of texts with their tokens and sentences.

use gleaner_text::TextView;
use serde::Deserialize;

#[derive(Deserialize)]
struct TokenCases {
    case: Vec<TokenCase>,
}

#[derive(Deserialize)]
struct TokenCase {
    text: String,
    tokens: Vec<String>,
}

#[derive(Deserialize)]
struct SentenceCases {
    case: Vec<SentenceCase>,
}

#[derive(Deserialize)]
struct SentenceCase {
    text: String,
    sentences: Vec<String>,
    kinds: Option<Vec<String>>,
}

#[test]
fn texts_have_their_tokens() {
    let cases: TokenCases = toml::from_str(include_str!("data/tokens.toml")).expect("tokens.toml");
    let mut wrong = Vec::new();
    for case in &cases.case {
        let table = gleaner_tokenizer::tokenized(&case.text);
        let view = TextView::new(&case.text, &table);
        let tokens: Vec<&str> = (0..view.len()).map(|token_idx| view.token(token_idx)).collect();
        if tokens != case.tokens {
            wrong.push(format!("{:?}\n  want {:?}\n  have {:?}", case.text, case.tokens, tokens));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn texts_have_their_sentences() {
    let cases: SentenceCases = toml::from_str(include_str!("data/sentences.toml")).expect("sentences.toml");
    let mut wrong = Vec::new();
    for case in &cases.case {
        let table = gleaner_tokenizer::tokenized(&case.text);
        let view = TextView::new(&case.text, &table);
        let sentences: Vec<&str> = table.sentences().iter().map(|sentence| view.slice(sentence.tokens)).collect();
        if sentences != case.sentences {
            wrong.push(format!("{:?}\n  want {:?}\n  have {:?}", case.text, case.sentences, sentences));
        }
        let kinds: Vec<String> = table.lines().iter().map(|line| format!("{:?}", line.kind)).collect();
        if case.kinds.as_ref().is_some_and(|want| *want != kinds) {
            wrong.push(format!("{:?}\n  want {:?}\n  have {kinds:?}", case.text, case.kinds));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
