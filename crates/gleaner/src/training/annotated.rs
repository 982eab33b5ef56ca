//! Annotated documents as JSON Lines.

use gleaner_text::{EntityType, Span};
use serde::Deserialize;

use crate::training::document::{
    AnnotatedDocument, AnnotatedName, Duty, NAME_TYPES, ReadError, ReadOptions, last_part, name_type,
};

#[derive(Deserialize)]
struct Line {
    id: Option<String>,
    text: String,
    annotated: Option<Vec<String>>,
    #[serde(default)]
    recall_only: Vec<String>,
    entities: Vec<Entity>,
}

#[derive(Deserialize)]
struct Entity {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    type_name: String,
    #[serde(default)]
    optional: bool,
    #[serde(default)]
    why: String,
    #[serde(default)]
    kind: String,
}

/// All documents of a file, also those that annotate no type of ours.
pub(super) fn read(file: &str, text: &str, options: &ReadOptions) -> Result<Vec<AnnotatedDocument>, ReadError> {
    let mut documents = Vec::new();
    for (line_idx, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let document = document_of(file, line_idx + 1, line, options).map_err(|what| ReadError {
            file: file.to_owned(),
            line: line_idx + 1,
            what,
        })?;
        documents.push(document);
    }
    Ok(documents)
}

fn document_of(file: &str, line_number: usize, line: &str, options: &ReadOptions) -> Result<AnnotatedDocument, String> {
    let line: Line = serde_json::from_str(line).map_err(|error| {
        // serde counts lines too, and always says 1 here.
        let said = error.to_string();
        let what = said.rfind(" at line ").map_or(said.as_str(), |at| &said[..at]);
        format!("column {}: {what}", error.column())
    })?;
    let annotated: Vec<EntityType> = match &line.annotated {
        None => NAME_TYPES.to_vec(),
        Some(names) => {
            let names_it = |names: &[String], wanted| names.iter().any(|name| name_type(name) == Some(wanted));
            let is_exhaustive = |wanted: &EntityType| names_it(names, *wanted) && !names_it(&line.recall_only, *wanted);
            NAME_TYPES.into_iter().filter(is_exhaustive).collect()
        }
    };
    let says = |entity_type: EntityType| {
        options.is_partial
            || annotated.contains(&entity_type)
            || line.recall_only.iter().any(|name| name_type(name) == Some(entity_type))
    };
    let mut starts: Vec<u32> = line.text.char_indices().map(|(at, _)| at as u32).collect();
    starts.push(line.text.len() as u32);
    let mut names = Vec::with_capacity(line.entities.len());
    for entity in &line.entities {
        let (start, end) = (entity.start, entity.end);
        if start >= end || end >= starts.len() {
            let n_chars = starts.len() - 1;
            return Err(format!("an entity goes from {start} to {end}, the text from 0 to {n_chars} (code points)"));
        }
        let Some(entity_type) = name_type(&entity.type_name).filter(|&entity_type| says(entity_type)) else { continue };
        let duty = match entity.optional {
            _ if entity.kind == "PRO" || entity.optional && options.outside_reasons.contains(&entity.why) => {
                Duty::Outside
            }
            false => Duty::Demanded,
            true => Duty::Open,
        };
        names.push(AnnotatedName { span: Span::new(starts[start], starts[end]), entity_type, duty });
    }
    let id = line.id.unwrap_or_else(|| format!("{}:{line_number}", last_part(file)));
    let annotated = if options.is_partial { Vec::new() } else { annotated };
    Ok(AnnotatedDocument { id, text: line.text, names, annotated })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::training::{read, read_with};

    #[test]
    fn code_points_and_duties() {
        let line = r#"{"id":"d","text":"Zoë Ray of “Ürt” met it.","annotated":["PERSON","ORG","LOC"],"entities":[
            {"start":0,"end":7,"type":"PERSON"},{"start":12,"end":15,"type":"ORG","optional":true,"why":"demonym"},
            {"start":21,"end":23,"type":"ORG","optional":true,"why":"pronoun"},{"start":0,"end":3,"type":"DATE"},
            {"start":8,"end":10,"type":"LOC","optional":true}]}"#
            .replace('\n', " ");
        let options = ReadOptions { outside_reasons: vec!["pronoun".to_owned()], ..ReadOptions::default() };
        let documents = read_with("f", line.as_bytes(), &options).expect("it reads");
        let names: Vec<_> = documents[0]
            .names
            .iter()
            .map(|name| (name.span.slice(&documents[0].text), name.entity_type, name.duty))
            .collect();
        assert_eq!(
            names,
            [
                ("Zoë Ray", EntityType::PERSON, Duty::Demanded),
                ("Ürt", EntityType::ORG, Duty::Open),
                ("it", EntityType::ORG, Duty::Outside),
                ("of", EntityType::LOC, Duty::Open),
            ]
        );
    }

    #[test]
    fn types_that_are_not_annotated() {
        let of = |fields: &str| {
            let line = format!(r#"{{"text":"Ann","entities":[{{"start":0,"end":3,"type":"PERSON"}}]{fields}}}"#);
            read("f", line.as_bytes()).expect("it reads").pop()
        };
        assert_eq!(of("").map(|document| document.unknown_types()), Some(vec![]));
        let document = of(r#","annotated":["ORG","DATE"]"#).expect("ORG is ours");
        assert_eq!(document.unknown_types(), [EntityType::PERSON, EntityType::LOC]);
        assert_eq!(document.names, [], "what a corpus does not annotate says nothing");
        let document = of(r#","annotated":["ORG","PERSON"],"recall_only":["PERSON"]"#).expect("ORG is ours");
        assert_eq!(document.unknown_types(), [EntityType::PERSON, EntityType::LOC]);
        assert_eq!(document.names.len(), 1);
        assert_eq!(of(r#","annotated":["DATE"]"#), None);
    }

    #[test]
    fn what_is_marked_in_part() {
        let line = r#"{"text":"Ann met him.","annotated":[],"entities":[{"start":0,"end":3,"type":"PERSON"},
            {"start":8,"end":11,"type":"PERSON","kind":"PRO"}]}"#
            .replace('\n', " ");
        assert_eq!(read("f", line.as_bytes()), Ok(vec![]));
        let options = ReadOptions { is_partial: true, ..ReadOptions::default() };
        let documents = read_with("f", line.as_bytes(), &options).expect("it reads");
        assert_eq!(documents.len(), 1);
        assert_eq!(documents[0].unknown_types(), NAME_TYPES);
        let duties: Vec<Duty> = documents[0].names.iter().map(|name| name.duty).collect();
        assert_eq!(duties, [Duty::Demanded, Duty::Outside]);
    }

    #[test]
    fn what_is_wrong_and_where() {
        let good = r#"{"text":"Ann","entities":[]}"#;
        let cases = [
            (r#"{"text":"Ann"}"#, "f:3: column 14: missing field `entities`"),
            (r#"{"text":"Ann","entities":[}"#, "f:3: column 27: expected value"),
            (r#"{"text":7,"entities":[]}"#, "f:3: column 9: invalid type: integer `7`, expected a string"),
            (
                r#"{"text":"Ann","entities":[{"start":0,"end":4,"type":"ORG"}]}"#,
                "f:3: an entity goes from 0 to 4, the text from 0 to 3 (code points)",
            ),
            (
                r#"{"text":"Ann","entities":[{"start":2,"end":2,"type":"ORG"}]}"#,
                "f:3: an entity goes from 2 to 2, the text from 0 to 3 (code points)",
            ),
            (
                r#"{"text":"Ann","entities":[{"start":-1,"end":2,"type":"ORG"}]}"#,
                "f:3: column 37: invalid value: integer `-1`, expected usize",
            ),
        ];
        for (line, expected) in cases {
            let error = read("f", format!("{good}\n\n{line}\n").as_bytes()).expect_err(line);
            assert_eq!(error.to_string(), expected);
        }
        let error = read("f", b"{\"text\":\"a\",\"entities\":[]}\n\xFF").expect_err("no UTF-8");
        assert_eq!(error.to_string(), "f:2: not UTF-8");
    }
}
