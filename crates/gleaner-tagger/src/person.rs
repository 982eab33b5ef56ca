//! Where one run of names is several people: rows of a table, signatures and lists that have lost their commas.

use gleaner_text::{Shape, TextView, TokenClass, TokenRange, fold_hash_const};

use crate::lexicon::WordClasses;

/// Where the name of a second person begins inside the tokens of one mention; `None` for the name of one person.
///
/// `in_row` tells that a name of another person ended right before.
///
/// | rule | example |
/// |---|---|
/// | the first word again | "Debra Mills ǀ Debra Mills", "Vince ǀ Vince" |
/// | a given name behind a family name, a name behind it | "Renee Ratcliff ǀ Larry Lewis ǀ Tom Martin" |
/// | a title behind two words | "Theo Marsh ǀ Professor" |
pub(crate) fn second_name(
    view: TextView<'_>,
    classes: &[WordClasses],
    tokens: TokenRange,
    in_row: bool,
) -> Option<usize> {
    let (start, end) = (tokens.start as usize, tokens.end as usize);
    let is_word = |idx: usize| {
        let info = view.info(idx);
        info.class == TokenClass::Word && !matches!(info.shape, Shape::Lower | Shape::None)
    };
    // Initials, particles and hyphens make names of another build.
    if end - start < 2 || !tokens.range().all(is_word) {
        return None;
    }
    let is_given = |idx: usize| classes[idx].any(WordClasses::GIVEN_NAME);
    let is_family = |idx: usize| classes[idx].any(WordClasses::SURNAME);
    let is_title = |idx: usize| is_only_title(classes, TokenRange::new(idx, idx + 1));
    let is_again = |idx: usize| view.hash(idx) == view.hash(start);
    // Many family names are given names too; in a long run they alternate.
    let ends_name = |idx: usize| !is_given(idx) || is_family(idx) && (in_row || end - start > 4);
    if is_given(start) && is_again(start + 1) {
        return Some(start + 1);
    }
    (start + 2..end).find(|&idx| {
        let has_more = idx + 1 < end;
        is_title(idx)
            || has_more && is_again(idx)
            || has_more && is_given(start) && ends_name(idx - 1) && is_given(idx) && !is_family(idx)
    })
}

/// Where the name of a person ends that the model took on into what the person is of: "Ann Lee | of Northway". Names with one
/// word before "of" are left alone ("Joan of Arc").
pub(crate) fn before_of(view: TextView<'_>, classes: &[WordClasses], tokens: TokenRange) -> Option<usize> {
    let (start, end) = (tokens.start as usize, tokens.end as usize);
    let of = (start + 2..end).find(|&idx| view.hash(idx) == fold_hash_const("of"))?;
    classes[start].any(WordClasses::GIVEN_NAME).then_some(of)
}

/// True for a single word that is a title or part of one, and no name.
pub(crate) fn is_only_title(classes: &[WordClasses], tokens: TokenRange) -> bool {
    let title = WordClasses(WordClasses::HONORIFIC.0 | WordClasses::JOB.0);
    let name = WordClasses(WordClasses::GIVEN_NAME.0 | WordClasses::SURNAME.0);
    let of_word = classes[tokens.start as usize];
    tokens.len() == 1 && of_word.any(title) && !of_word.any(name)
}

#[cfg(test)]
mod tests {
    use gleaner_tokenizer::tokenized;

    use super::*;
    use crate::lexicon::Lexicon;

    fn lexicon() -> Lexicon {
        let mut lexicon = Lexicon::default();
        for (class, words) in [
            (WordClasses::GIVEN_NAME, "Ann Tom Larry Debra George Herbert Carlos Juan Ford Martin Madox"),
            (WordClasses::SURNAME, "Mills Lewis Martin Walker Bush Pope Ford"),
            (WordClasses::HONORIFIC, "Professor Dr Pope"),
            (WordClasses::JOB, "Director"),
        ] {
            words.split(' ').for_each(|word| lexicon.insert(word, class));
        }
        lexicon
    }

    #[test]
    fn a_second_name_begins() {
        // The words of one mention; "|" where a second name begins.
        let cases = [
            "Ann",
            "Ann Mills",
            "Ann | Ann",
            "Sirhan Sirhan",
            "Debra Mills | Debra Mills",
            "Ann | Ann Mills",
            "Ford Madox Ford",
            "Ann Ratcliff | Larry Lewis Tom Martin",
            "Larry Lewis | Tom Ratcliff",
            "Ann Martin | Larry Lewis Tom",
            "Ann Martin Larry Lewis",
            "Ann Lewis | Tom Martin",
            // A given name at the end, behind another given name, or one that is also a family name.
            "Ann Ratcliff Tom",
            "Juan Carlos Tom Ratcliff",
            "George Herbert Walker Bush",
            "Ann Ratcliff Martin Quill",
            // Titles.
            "Theo Marsh | Professor",
            "Theo Marsh | Director Ann Mills",
            "Ann Mary Pope",
            "Theo Professor",
            // Other builds.
            "Ann Ratcliff-Tom Lewis",
            "Ann van Tom Lewis",
            "J. R. Ann Mills Tom Lewis",
        ];
        let lexicon = lexicon();
        for case in cases {
            let text = case.replace("| ", "");
            let tokens = tokenized(&text);
            let view = TextView::new(&text, &tokens);
            let classes: Vec<WordClasses> = (0..view.len()).map(|idx| lexicon.classes(view.hash(idx))).collect();
            let found = second_name(view, &classes, TokenRange::new(0, view.len()), false);
            let shown = match found.map(|idx| tokens.spans()[idx].start as usize) {
                Some(at) => format!("{}| {}", &text[..at], &text[at..]),
                None => text.clone(),
            };
            assert_eq!(shown, case);
        }
    }
}
