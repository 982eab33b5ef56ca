//! What holds for any text.

use gleaner_text::{TextView, TokenFlags, TokenTable, fold_hash};
use gleaner_tokenizer::{tokenized, tokenized_by_reference};
use proptest::prelude::*;

/// Text made of the pieces that tokenizers stumble over.
fn tricky_text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a", "B", "Ab", "word", "NHS", "U", "S", ".", ",", ";", ":", "'", "’", "‘", "“", "”", "\"", "-", "–", "—", "_",
        "#", "@", "/", "&", "(", ")", "[", "]", "£", "€", "$", "6", "12", "3.5", "bn", "'s", "’s", "s", " ", "  ",
        "\n", "\n\n", "\r\n", "\t", "\u{a0}", "\u{2009}", "\u{301}", "\u{200d}", "👍", "é", "İ", "ß", "東", "ا",
        "www.", "http://", "x.org", "co.uk", "e.g", "…", "•", "·", "½", "\0", "1.", "Dr", "Ltd", "No", "The", "it",
    ]);
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn check(text: &str) {
    let table = tokenized(text);
    let view = TextView::new(text, &table);
    // Tokens in order, never empty, on character boundaries; only white space between them.
    let mut end = 0;
    for (token_idx, span) in table.spans().iter().enumerate() {
        assert!(span.start < span.end);
        let gap = text.get(end as usize..span.start as usize).expect("a character boundary");
        assert!(gap.chars().all(char::is_whitespace), "{gap:?} lies between tokens");
        assert_eq!(gap.is_empty() && token_idx > 0, view.is_joined(token_idx));
        let token = view.token(token_idx);
        assert!(!token.is_empty() && !token.contains(char::is_whitespace), "{token:?}");
        assert_eq!(view.hash(token_idx), fold_hash(token));
        end = span.end;
    }
    assert!(text[end as usize..].chars().all(char::is_whitespace));
    // Lines and sentences each cover every token once; blocks start sentences.
    let mut covered = 0;
    for line in table.lines() {
        assert_eq!(line.tokens.start, covered);
        assert!(!line.tokens.is_empty());
        covered = line.tokens.end;
    }
    assert_eq!(covered as usize, table.len());
    covered = 0;
    for (idx, sentence) in table.sentences().iter().enumerate() {
        assert_eq!(sentence.tokens.start, covered);
        assert!(!sentence.tokens.is_empty());
        assert_eq!(table.sentence_of(covered as usize), idx);
        covered = sentence.tokens.end;
    }
    assert_eq!(covered as usize, table.len());
    for info in table.infos() {
        assert!(!info.flags.has(TokenFlags::BLOCK_START) || info.flags.has(TokenFlags::SENTENCE_START));
    }
    // The fast path gives what the reference gives.
    assert_eq!(table, tokenized_by_reference(text));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn ascii_text(text in "[ -~\n]{0,60}") {
        check(&text);
    }

    #[test]
    fn tricky(text in tricky_text()) {
        check(&text);
    }

    #[test]
    fn a_reused_table_forgets(first in tricky_text(), second in tricky_text()) {
        let mut table = TokenTable::default();
        gleaner_tokenizer::tokenize(&first, &mut table).expect("short");
        gleaner_tokenizer::tokenize(&second, &mut table).expect("short");
        prop_assert_eq!(table, tokenized(&second));
    }
}

#[test]
fn pieces_without_white_space_are_bounded() {
    for piece in ["a", "1", "£", "1/1/", "a.b", "é", "東", "#", "@a", "http://", "a.uk,", ".", "'", "’s"] {
        check(&piece.repeat(20_000 / piece.len()));
    }
}
