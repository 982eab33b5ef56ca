//! Word families: the inflected forms of English verbs and nouns, by rule, with the irregular ones given.

/// A form of a verb or noun, as the selector behind a family's name asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Form {
    /// "acquire", "founder".
    Base,
    /// "acquires".
    S,
    /// "acquired": the past tense.
    Past,
    /// "acquired": the participle.
    Done,
    /// "acquiring".
    Ing,
    /// "founders".
    Many,
}

impl Form {
    /// Selectors with the forms they stand for.
    pub(super) const NAMES: &'static [(&'static str, &'static [Form])] = &[
        ("base", &[Form::Base]),
        ("s", &[Form::S]),
        ("past", &[Form::Past]),
        ("done", &[Form::Done]),
        ("ing", &[Form::Ing]),
        ("finite", &[Form::S, Form::Past]),
        ("one", &[Form::Base]),
        ("many", &[Form::Many]),
    ];
}

/// The forms of a verb: "acquire", "acquires", "acquired", "acquired", "acquiring". `irregular` holds the past, the
/// participle and the -ing form where they are not made by rule; the past stands for the participle too.
pub(super) fn verb_forms(base: &str, irregular: &[&str]) -> Vec<(Form, String)> {
    // A verb with a particle ("set up") is inflected in its first word.
    let (head, tail) = base.split_once(' ').map_or((base, String::new()), |(head, tail)| (head, format!(" {tail}")));
    let regular = past_of(head);
    let past = irregular.first().map_or(regular, ToString::to_string);
    let done = irregular.get(1).map_or_else(|| past.clone(), ToString::to_string);
    [
        (Form::Base, head.to_owned()),
        (Form::S, with_s(head)),
        (Form::Past, past),
        (Form::Done, done),
        (Form::Ing, irregular.get(2).map_or_else(|| ing_of(head), ToString::to_string)),
    ]
    .into_iter()
    .map(|(form, word)| (form, word + &tail))
    .collect()
}

/// The forms of a noun: "founder", "founders"; "company", "companies".
pub(super) fn noun_forms(base: &str, irregular: &[&str]) -> Vec<(Form, String)> {
    let many = irregular.first().map_or_else(|| with_s(base), ToString::to_string);
    vec![(Form::Base, base.to_owned()), (Form::Many, many)]
}

fn with_s(word: &str) -> String {
    if word == "have" {
        return "has".to_owned();
    }
    if ends_in_consonant_y(word) {
        return format!("{}ies", &word[..word.len() - 1]);
    }
    let hisses = ["s", "x", "z", "ch", "sh"].iter().any(|end| word.ends_with(end));
    format!("{word}{}", if hisses || word.ends_with('o') { "es" } else { "s" })
}

fn past_of(word: &str) -> String {
    if word.ends_with('e') {
        format!("{word}d")
    } else if ends_in_consonant_y(word) {
        format!("{}ied", &word[..word.len() - 1])
    } else {
        format!("{}ed", doubled(word))
    }
}

fn ing_of(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ie") {
        return format!("{stem}ying");
    }
    match word.strip_suffix('e') {
        Some(stem) if !word.ends_with("ee") && !word.ends_with("ye") && stem.len() > 1 => format!("{stem}ing"),
        _ => format!("{}ing", doubled(word)),
    }
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u')
}

fn ends_in_consonant_y(word: &str) -> bool {
    let bytes = word.as_bytes();
    bytes.len() > 1 && bytes[bytes.len() - 1] == b'y' && !is_vowel(bytes[bytes.len() - 2])
}

/// One vowel between consonants in a word of one syllable doubles the last: "plan", "planned". Longer words that double
/// ("transferred") are given as irregular.
fn doubled(word: &str) -> String {
    let bytes = word.as_bytes();
    let n_vowels = bytes.iter().filter(|letter| is_vowel(**letter)).count();
    let doubles = bytes.len() >= 3
        && n_vowels == 1
        && is_vowel(bytes[bytes.len() - 2])
        && !is_vowel(bytes[bytes.len() - 1])
        && !matches!(bytes[bytes.len() - 1], b'w' | b'x' | b'y');
    match word.chars().last() {
        Some(last) if doubles => format!("{word}{last}"),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_and_nouns_are_inflected() {
        let verb = |base: &str, irregular: &[&str]| {
            let forms: Vec<String> = verb_forms(base, irregular).into_iter().map(|(_, word)| word).collect();
            forms.join(" ")
        };
        assert_eq!(verb("acquire", &[]), "acquire acquires acquired acquired acquiring");
        assert_eq!(verb("buy", &["bought"]), "buy buys bought bought buying");
        assert_eq!(verb("begin", &["began", "begun", "beginning"]), "begin begins began begun beginning");
        assert_eq!(verb("marry", &[]), "marry marries married married marrying");
        assert_eq!(verb("plan", &[]), "plan plans planned planned planning");
        assert_eq!(verb("launch", &[]), "launch launches launched launched launching");
        assert_eq!(verb("die", &[]), "die dies died died dying");
        assert_eq!(verb("set up", &["set"]), "set up sets up set up set up setting up");
        assert_eq!(verb("join", &[]), "join joins joined joined joining");
        let nouns: Vec<String> = noun_forms("subsidiary", &[]).into_iter().map(|(_, word)| word).collect();
        assert_eq!(nouns, ["subsidiary", "subsidiaries"]);
    }
}
