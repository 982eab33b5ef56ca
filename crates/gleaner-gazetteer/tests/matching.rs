//! The tables of `tests/data/matching.toml` and `tests/data/capitals.toml`; each file says its fields.

use gleaner_gazetteer::{Gazetteer, GazetteerBuilder, Hit, List};
use gleaner_text::TextView;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    list: String,
    text: String,
    hits: Vec<String>,
    all: Option<Vec<String>>,
    gap: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CapitalsCase {
    name: String,
    #[serde(default)]
    flags: String,
    found: Vec<String>,
    not_found: Vec<String>,
}

#[derive(Deserialize)]
struct Table<C> {
    case: Vec<C>,
}

fn build(list: &str) -> Gazetteer {
    let text = if list.starts_with('@') { list.to_owned() } else { format!("@type ORG\n{list}") };
    let list = List::parse("case.list", text.as_bytes()).unwrap_or_else(|problem| panic!("{problem}"));
    GazetteerBuilder::new().add_list(&list).and_then(GazetteerBuilder::build).expect("a gazetteer")
}

/// The hits as the table writes them; entries show their types where the list has several.
fn shown(gazetteer: &Gazetteer, text: &str, hits: &[Hit]) -> Vec<String> {
    let show = |hit: &Hit| {
        let candidates: Vec<_> = gazetteer.candidates(hit).collect();
        assert_eq!(candidates.first(), Some(&hit.first));
        assert_eq!(hit.is_ambiguous, gazetteer.entry(hit.first).is_ambiguous() && !hit.has_context);
        let names = candidates.iter().map(|&candidate| {
            let entry = gazetteer.entry(candidate);
            if gazetteer.types().len() > 1 {
                format!("{} ({})", entry.name(), entry.entity_type())
            } else {
                entry.name().to_owned()
            }
        });
        format!("{} = {}", hit.span.slice(text), names.collect::<Vec<_>>().join(", "))
    };
    hits.iter().map(show).collect()
}

#[test]
fn the_matcher_finds_what_the_table_says() {
    let table: Table<Case> = toml::from_str(include_str!("data/matching.toml")).expect("a valid table");
    for case in table.case {
        let gazetteer = build(&case.list);
        let table = gleaner_tokenizer::tokenized(&case.text);
        let view = TextView::new(&case.text, &table);
        let mut hits = Vec::new();
        gazetteer.find(view, &mut hits);
        let found = shown(&gazetteer, &case.text, &hits);
        if let Some(reason) = case.gap {
            assert_ne!(found, case.hits, "{}: no longer a gap ({reason}); take the mark away", case.name);
            continue;
        }
        assert_eq!(found, case.hits, "{}", case.name);
        gazetteer.find_overlapping(view, &mut hits);
        assert_eq!(shown(&gazetteer, &case.text, &hits), case.all.unwrap_or(case.hits), "{}: all", case.name);
    }
}

#[test]
fn capitals_are_accepted_as_the_table_says() {
    let table: Table<CapitalsCase> = toml::from_str(include_str!("data/capitals.toml")).expect("a valid table");
    for case in table.case {
        let gazetteer = build(&format!("{} | | {}", case.name, case.flags));
        let found = |text: &str| {
            let table = gleaner_tokenizer::tokenized(text);
            let mut hits = Vec::new();
            gazetteer.find(TextView::new(text, &table), &mut hits);
            hits.iter().map(|hit| hit.span.slice(text).to_owned()).collect::<Vec<_>>()
        };
        // In the middle of a sentence and alone.
        for text in case.found {
            assert_eq!(found(&text), [&*text], "{} [{}]", case.name, case.flags);
            assert_eq!(found(&format!("with {text}, too")), [&*text], "{} [{}]", case.name, case.flags);
        }
        for text in case.not_found {
            assert_eq!(found(&text), [""; 0], "{} [{}] in {text}", case.name, case.flags);
        }
    }
}
