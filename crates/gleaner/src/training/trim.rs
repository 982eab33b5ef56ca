//! Spans without what corpora treat differently: determiners, titles, quotes, a final 's or full stop.

use gleaner_text::{EntityType, Span};

use crate::extractor::Extractor;

/// Characters cut from the beginning and from the end.
const LEAD: &str = " \t\r\n\"'`“”‘’([{«*#";
const TAIL: &str = " \t\r\n\"'`“”‘’)]}»,;:.*";

/// Words at the beginning of a name that annotators put inside it or leave outside: they make no difference to a score.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leeway {
    /// Words cut from any name ("the").
    determiners: Vec<String>,
    /// Words cut from a person's name ("Dr", "Sir"), with a full stop or without.
    titles: Vec<String>,
}

impl Leeway {
    /// Articles, and the words of the honorifics and job titles in the lists of `extractor`.
    pub fn of(extractor: &Extractor) -> Self {
        let lists = extractor.lists();
        let mut words: Vec<String> = Vec::new();
        for gazetteer in lists.gazetteers() {
            for list_type in ["HONORIFIC", "JOB_TITLE"] {
                // "Prime Minister" is cut word by word.
                let names = gazetteer.entries_of_type(list_type);
                names.for_each(|entry| {
                    entry.names().for_each(|name| words.extend(name.split(' ').map(str::to_owned)));
                });
            }
        }
        let is_title = |word: &String| word.chars().count() > 1 && word.chars().all(char::is_alphabetic);
        let titles = words.into_iter().filter(is_title).chain(["former".to_owned()]);
        Self { determiners: ["the", "a", "an"].map(str::to_owned).to_vec(), titles: titles.collect() }
    }

    /// The span that is compared. Never empty: a span of nothing but such things stays as it is.
    pub(super) fn trim(&self, text: &str, span: Span, entity_type: EntityType) -> Span {
        let (mut start, mut end) = (span.start as usize, span.end as usize);
        loop {
            let before = (start, end);
            start = end - text[start..end].trim_start_matches(|c| LEAD.contains(c)).len();
            end = start + text[start..end].trim_end_matches(|c| TAIL.contains(c)).len();
            let inside = &text[start..end];
            let owner = inside.strip_suffix(['s']).unwrap_or(inside).strip_suffix(['\'', '’']);
            end = owner.map_or(end, |owner| start + owner.len());
            start += leading_word(&text[start..end], &self.determiners, false);
            if entity_type == EntityType::PERSON {
                start += leading_word(&text[start..end], &self.titles, true);
            }
            if (start, end) == before {
                break;
            }
        }
        if start < end { Span::new(start as u32, end as u32) } else { span }
    }
}

/// Length in bytes of the first word with the white space behind it, when it is one of those and not all there is.
fn leading_word(text: &str, words: &[String], may_have_dot: bool) -> usize {
    let word_len = text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len());
    let word = &text[..word_len];
    if !words.iter().any(|listed| listed.eq_ignore_ascii_case(word)) {
        return 0;
    }
    let behind = &text[word_len..];
    let behind = if may_have_dot { behind.strip_prefix('.').unwrap_or(behind) } else { behind };
    let rest = behind.trim_start();
    if rest.is_empty() { 0 } else { text.len() - rest.len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut() {
        let cases = [
            (EntityType::ORG, "the Acme Inc.'s", "Acme Inc"),
            (EntityType::ORG, "“The Guild”", "Guild"),
            (EntityType::ORG, "The", "The"),
            (EntityType::ORG, "Thebes Ltd", "Thebes Ltd"),
            (EntityType::ORG, "President Cars", "President Cars"),
            (EntityType::PERSON, "Dr. Ann Lee", "Ann Lee"),
            (EntityType::PERSON, "the former Prime Minister Ann Lee", "Ann Lee"),
            (EntityType::PERSON, "Dr.", "Dr"),
            (EntityType::PERSON, "James’", "James"),
            (EntityType::LOC, "Leeds's", "Leeds"),
            (EntityType::LOC, "…", "…"),
            (EntityType::LOC, "***", "***"),
            (EntityType::LOC, "A-Åland", "-Åland"),
        ];
        let extractor = Extractor::builder().builtin_model(false).build().expect("an extractor");
        let leeway = Leeway::of(&extractor);
        for (entity_type, text, expected) in cases {
            let span = leeway.trim(text, Span::new(0, text.len() as u32), entity_type);
            assert_eq!(span.slice(text), expected, "{text}");
        }
    }
}
