//! Hostile texts of growing size: four times the text gives at most four times the tokens, mentions and relations.
//!
//! How long that takes is for the benches to say. A stage whose cost grows with the square would still be noticed here: at
//! a million names in one text, this program would not end.

use gleaner::{Analysis, DocumentMeta};
use tests::documents::EXTRACTOR;

/// Bytes of the smaller text of each pair.
const SMALL: usize = 32_000;
/// Beginnings and ends differ from what lies between by that many tokens, mentions or relations at most.
const EDGES: usize = 16;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Size {
    tokens: usize,
    mentions: usize,
    relations: usize,
}

fn extract(text: &str, analysis: &mut Analysis) -> Size {
    EXTRACTOR.extract_into(text, &DocumentMeta::default(), analysis);
    Size { tokens: analysis.tokens().len(), mentions: analysis.mentions().len(), relations: analysis.relations().len() }
}

/// Pieces that are hard on somebody when they come ten thousand times over.
const PIECES: &[&str] = &[
    // One token, or one character, without end.
    "7",
    "x",
    "AB",
    "م",
    "每",
    "1,",
    "@",
    "\u{301}",
    "\u{200d}",
    "http://",
    "1/1/",
    "£",
    "😀",
    "\0",
    // Lines and white space.
    "\n",
    "\n\n",
    " ",
    "\t",
    "\r\n",
    "- ",
    "• ",
    "# ",
    "1. ",
    ". ",
    "A. ",
    "e.g. ",
    // Brackets and quotation marks that never close, or never open.
    "(",
    "((x ",
    ")",
    "“",
    "”",
    "'",
    "\"",
    "’s ",
    "(NHS) ",
    "[“(",
    "Ann Lee said “",
    // Numbers, amounts and dates that promise more.
    "and a half ",
    "one hundred and ",
    "£1-",
    "€1m to ",
    "between £1m and ",
    "1st ",
    "3 May ",
    "May ",
    "2019 to ",
    "every ",
    "from 1 to ",
    "US$",
    "more than ",
    // Names that go on and on.
    "Capital ",
    "of the ",
    "of ",
    "Ltd ",
    "the University of ",
    "Mr ",
    "Smith, ",
    "Ann Lee ",
    "NHS ",
    "in London ",
    "National Health Service (NHS) ",
    "A & ",
    "Department of Health, ",
    // Facts said again and again.
    "Ann Lee, chief executive of Northway Ltd, ",
    "£1m for Northway Ltd from Leeds ",
    "The Trust said it. ",
    "Ann Smith and Bob Jones of Acme Ltd. ",
];

#[test]
fn what_comes_out_grows_with_what_goes_in() {
    let mut analysis = Analysis::default();
    for piece in PIECES {
        let n_pieces = SMALL / piece.len();
        let small = extract(&piece.repeat(n_pieces), &mut analysis);
        let large = extract(&piece.repeat(4 * n_pieces), &mut analysis);
        assert_growth(piece, small, large, 4);
        assert!(large.tokens + EDGES >= 4 * small.tokens, "{piece:?}: tokens were lost: {small:?}, {large:?}");
    }
}

fn assert_growth(what: &str, small: Size, large: Size, factor: usize) {
    let pairs = [(small.tokens, large.tokens), (small.mentions, large.mentions), (small.relations, large.relations)];
    assert!(pairs.iter().all(|(small, large)| *large <= factor * small + EDGES), "{what:?}: {small:?}, {large:?}");
}

/// The `number`th of endlessly many made-up names: "Ban", "Dan" … "Bedan".
fn name(mut number: usize) -> String {
    const CONSONANTS: &[&str] = &["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v"];
    const VOWELS: &[&str] = &["a", "e", "i", "o", "u"];
    let mut name = String::new();
    loop {
        name.push_str(CONSONANTS[number % CONSONANTS.len()]);
        number /= CONSONANTS.len();
        name.push_str(VOWELS[number % VOWELS.len()]);
        number /= VOWELS.len();
        if number == 0 {
            break;
        }
    }
    name.push('n');
    name[..1].to_uppercase() + &name[1..]
}

/// A beginning, and what follows it over and over; `{}` is a new name each time, `{same}` one that is used before.
const SERIES: &[(&str, &str)] = &[
    ("", "{} Holdings Ltd grew. "),
    ("", "{} Smith met us. "),
    ("", "Ann {} met us. "),
    ("", "Ann {}, "),
    ("", "{} Ltd (“the Trust”). The Trust grew. "),
    ("", "{} {} Foundation. {same} Foundation. {same}. "),
    ("", "Midlands Engine He{} grew. "),
    ("", "({} Ltd ("),
    ("", "{} of "),
    ("", "{} & "),
    ("Partners of the partnership between ", "{} Ltd and "),
    ("The members of Acme Ltd include ", "{} University, "),
    ("Acme Trust (ACT, comprising ", "{}, Leeds, "),
    ("Partners\n\n", "• University of {}\n"),
    ("Directors of Acme Ltd\n\n", "• Dr Ann {}, Professor of Law, {same} University\n"),
    ("", "Ann {}, director of {same} Ltd, "),
    ("", "“It works,” said Ann {}. “Yes "),
    ("", "Ann {} said: “"),
    ("", "{} Ltd received £7m from {same} Trust and "),
    ("", "{} Ltd was founded by Ann {same} in 1998 and "),
    ("", "Ann {} was born in 1950 and he married Bob {same} and "),
    ("Ann Lee spoke. ", "She founded {} Ltd in 2001. "),
];

fn series(start: &str, piece: &str, n_bytes: usize) -> String {
    let mut text = start.to_owned();
    let mut number = 0;
    while text.len() < n_bytes {
        let mut rest = piece;
        while let Some((before, after)) = rest.split_once("{}") {
            text.push_str(&before.replace("{same}", &name(number)));
            number += 1;
            text.push_str(&name(number));
            rest = after;
        }
        text.push_str(&rest.replace("{same}", &name(number)));
    }
    text
}

#[test]
fn ten_thousands_of_names_are_no_trouble() {
    let mut analysis = Analysis::default();
    let mut most_mentions = 0;
    for (start, piece) in SERIES {
        let small = extract(&series(start, piece, 100_000), &mut analysis);
        let large = extract(&series(start, piece, 400_000), &mut analysis);
        // New names are longer than the first ones, and lists and model know some and not others.
        assert_growth(piece, small, large, 5);
        most_mentions = most_mentions.max(large.mentions);
    }
    assert!(most_mentions > 20_000, "these texts are meant to be full of names: {most_mentions}");
}

#[test]
fn a_line_of_two_megabytes_is_read_to_its_end() {
    let sentence = "Ann Lee, chief executive of Northway Ltd, said it paid £6bn to Leeds in March 2024, ";
    let n_sentences = 2_000_000 / sentence.len();
    let mut text = sentence.repeat(n_sentences);
    text.push_str("and $7 to Hull");
    let mut analysis = Analysis::default();
    extract(&text, &mut analysis);
    let last = analysis.mentions().last().expect("there is a mention");
    assert!(last.span.end as usize > text.len() - 10, "{last:?} of {}", text.len());
    let n_amounts =
        analysis.mentions().iter().filter(|mention| mention.entity_type == gleaner::EntityType::MONEY).count();
    assert_eq!(n_amounts, n_sentences + 1);
}
