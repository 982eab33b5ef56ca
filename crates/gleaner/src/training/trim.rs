//! Spans without what corpora treat differently: determiners, titles, quotes, a final 's or full stop.

use gleaner_text::{EntityType, Span};

/// Characters cut from the beginning and from the end.
const LEAD: &str = " \t\r\n\"'`“”‘’([{«*#";
const TAIL: &str = " \t\r\n\"'`“”‘’)]}»,;:.*";

const DETERMINERS: &str = "the a an";
const TITLES: &str = "\
    mr mrs ms miss dr prof professor sir lord lady dame rev reverend hon president vice deputy prime \
    minister secretary senator sen rep representative congressman congresswoman governor gov mayor judge \
    justice king queen prince princess pope general gen lieutenant lt colonel col captain capt major maj \
    sergeant sgt private pvt spc admiral adm brigadier brig cpl chancellor ambassador sheikh sheik imam \
    chairman chairwoman ceo chief executive director coach foreign former";

/// The span that is compared. Never empty: a span of nothing but such things stays as it is.
pub(super) fn trim(text: &str, span: Span, entity_type: EntityType) -> Span {
    let (mut start, mut end) = (span.start as usize, span.end as usize);
    loop {
        let before = (start, end);
        start = end - text[start..end].trim_start_matches(|c| LEAD.contains(c)).len();
        end = start + text[start..end].trim_end_matches(|c| TAIL.contains(c)).len();
        let inside = &text[start..end];
        let owner = inside.strip_suffix(['s']).unwrap_or(inside).strip_suffix(['\'', '’']);
        end = owner.map_or(end, |owner| start + owner.len());
        start += leading_word(&text[start..end], DETERMINERS, false);
        if entity_type == EntityType::PERSON {
            start += leading_word(&text[start..end], TITLES, true);
        }
        if (start, end) == before {
            break;
        }
    }
    if start < end { Span::new(start as u32, end as u32) } else { span }
}

/// Length in bytes of the first word with the white space behind it, when it is one of those and not all there is.
fn leading_word(text: &str, words: &str, may_have_dot: bool) -> usize {
    let word_len = text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len());
    let word = &text[..word_len];
    if !words.split(' ').any(|listed| listed.eq_ignore_ascii_case(word)) {
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
        for (entity_type, text, expected) in cases {
            let span = trim(text, Span::new(0, text.len() as u32), entity_type);
            assert_eq!(span.slice(text), expected, "{text}");
        }
    }
}
