//! brat standoff: for each document a `.txt` and an `.ann`, and one `annotation.conf` for all.
//!
//! | line | what |
//! |---|---|
//! | `T7⇥ORG 167 171⇥HInM` | entity e7; code points, a fragment a line of the text |
//! | `R3⇥role_at Arg1:T7 Arg2:T9` | relation r3 |
//! | `*⇥Equiv T1 T4` | mentions of one cluster |
//! | `A2⇥Bound T5 more_than` | bound, period and modifier of a value |
//! | `N1⇥Reference T1 gleaner:https://…⇥Health Innovation Manchester` | the id that a list gives, and the fullest name |
//! | `#1⇥AnnotatorNotes T5⇥6000000000 GBP` | amount, date, title; qualifiers of a relation |

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::error::ExportError;
use crate::file_name::file_of;
use crate::place::{Place, places};
use crate::record::{Document, Entity, Failure, Relation};
use crate::{Sink, Summary};

pub(crate) struct Standoff {
    folder: PathBuf,
    entity_types: BTreeSet<String>,
    /// The types of both ends of each type of relation.
    relation_types: BTreeMap<String, [BTreeSet<String>; 2]>,
    attributes: BTreeMap<&'static str, BTreeSet<String>>,
    summary: Summary,
}

impl Standoff {
    pub(crate) fn in_folder(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            entity_types: BTreeSet::new(),
            relation_types: BTreeMap::new(),
            attributes: BTreeMap::new(),
            summary: Summary::default(),
        }
    }

    /// A new pair of files for a document; a name that is taken gets a number.
    fn files(&self, name: &str) -> io::Result<(File, File)> {
        let base = self.folder.join(file_of(name));
        if let Some(parent) = base.parent() {
            fs::create_dir_all(parent)?;
        }
        let with = |number: usize, extension: &str| {
            let mut path = base.clone().into_os_string();
            if number > 1 {
                path.push(format!("~{number}"));
            }
            path.push(extension);
            PathBuf::from(path)
        };
        let mut number = 1;
        let text = loop {
            match File::create_new(with(number, ".txt")) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
                created => break created?,
            }
        };
        Ok((text, File::create_new(with(number, ".ann"))?))
    }

    fn attribute(&mut self, lines: &mut String, n: &mut usize, name: &'static str, of: usize, value: Option<&str>) {
        let Some(value) = value else { return };
        let value = word(value);
        *n += 1;
        let _ = writeln!(lines, "A{n}\t{name} T{of} {value}");
        self.attributes.entry(name).or_default().insert(value);
    }

    fn entities(&mut self, document: &Document, places: &[Place], text: &str, lines: &mut String) {
        let (mut n_attributes, mut n_references) = (0, 0);
        let mut notes = Notes::default();
        for (entity_idx, (entity, place)) in document.entities.iter().zip(places).enumerate() {
            let number = entity_idx + 1;
            let entity_type = word(&entity.entity_type);
            let (offsets, words) = fragments(&text[place.bytes.clone()], place.chars.start);
            let offsets: Vec<String> = offsets.iter().map(|part| format!("{} {}", part.start, part.end)).collect();
            let _ = writeln!(lines, "T{number}\t{entity_type} {}\t{words}", offsets.join(";"));
            self.entity_types.insert(entity_type);
            let value = entity.value.as_ref();
            let said = |field: fn(&crate::Value) -> Option<&str>| value.and_then(field);
            self.attribute(lines, &mut n_attributes, "Bound", number, said(|value| value.bound.as_deref()));
            self.attribute(lines, &mut n_attributes, "Per", number, said(|value| value.per.as_deref()));
            self.attribute(lines, &mut n_attributes, "Mod", number, said(|value| value.modifier.as_deref()));
            if let Some(reference) = &entity.reference {
                n_references += 1;
                let (reference, name) = (one_word(reference), entity.canonical.as_deref().unwrap_or(&entity.text));
                let _ = writeln!(lines, "N{n_references}\tReference T{number} gleaner:{reference}\t{}", one_line(name));
            }
            notes.add(lines, format_args!("T{number}"), &entity_note(entity));
        }
        let mut clusters: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (entity_idx, entity) in document.entities.iter().enumerate() {
            if let Some(cluster) = &entity.cluster {
                clusters.entry(cluster).or_default().push(entity_idx + 1);
            }
        }
        let mut clusters: Vec<Vec<usize>> = clusters.into_values().filter(|mentions| mentions.len() > 1).collect();
        clusters.sort_unstable();
        for mentions in clusters {
            let mentions: Vec<String> = mentions.iter().map(|number| format!("T{number}")).collect();
            let _ = writeln!(lines, "*\tEquiv {}", mentions.join(" "));
        }
        self.relations(document, lines, &mut notes);
    }

    fn relations(&mut self, document: &Document, lines: &mut String, notes: &mut Notes) {
        let by_id = document.by_id();
        for (relation_idx, relation) in document.relations.iter().enumerate() {
            let number = relation_idx + 1;
            let subject = by_id.get(relation.subject.as_str()).copied();
            let object = relation.object.as_deref().and_then(|id| by_id.get(id)).copied();
            let note = relation_note(document, relation, &|id| by_id.get(id).copied());
            match (subject, object) {
                (Some(subject), Some(object)) => {
                    let relation_type = word(&relation.relation_type);
                    let _ = writeln!(lines, "R{number}\t{relation_type} Arg1:T{} Arg2:T{}", subject + 1, object + 1);
                    let ends = self.relation_types.entry(relation_type).or_default();
                    for (types, end) in ends.iter_mut().zip([subject, object]) {
                        types.insert(word(&document.entities[end].entity_type));
                    }
                    notes.add(lines, format_args!("R{number}"), &note);
                    self.summary.n_relations += 1;
                }
                // brat ties two things; what is said of one is a note on it.
                (Some(subject), None) if relation.object.is_none() => {
                    let note = format!("{} {note}", relation.relation_type);
                    notes.add(lines, format_args!("T{}", subject + 1), note.trim_end());
                    self.summary.n_relations += 1;
                }
                _ => self.summary.unplaced_relations += 1,
            }
        }
    }

    /// What brat has to know of the types that were written.
    fn configuration(&self) -> String {
        let mut text = String::from("[entities]\n");
        for entity_type in &self.entity_types {
            let _ = writeln!(text, "{entity_type}");
        }
        text.push_str("\n[relations]\nEquiv\tArg1:<ENTITY>, Arg2:<ENTITY>, <REL-TYPE>:symmetric-transitive\n");
        for (relation_type, [subjects, objects]) in &self.relation_types {
            let either = |types: &BTreeSet<String>| types.iter().map(String::as_str).collect::<Vec<_>>().join("|");
            let _ = writeln!(text, "{relation_type}\tArg1:{}, Arg2:{}", either(subjects), either(objects));
        }
        text.push_str("\n[events]\n\n[attributes]\n");
        for (name, values) in &self.attributes {
            let values: Vec<&str> = values.iter().map(String::as_str).collect();
            let _ = writeln!(text, "{name}\tArg:<ENTITY>, Value:{}", values.join("|"));
        }
        text
    }
}

impl Sink for Standoff {
    fn document(&mut self, document: &Document) -> Result<(), ExportError> {
        let places = places(document, "brat")?;
        let text = document.text().unwrap_or_default();
        let mut lines = String::new();
        self.entities(document, &places, text, &mut lines);
        let (mut text_file, mut annotation_file) = self.files(&document.name)?;
        text_file.write_all(text.as_bytes())?;
        annotation_file.write_all(lines.as_bytes())?;
        self.summary.n_documents += 1;
        self.summary.n_entities += document.entities.len();
        Ok(())
    }

    fn failure(&mut self, _: &Failure) -> Result<(), ExportError> {
        self.summary.unplaced_errors += 1;
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Summary, ExportError> {
        fs::write(self.folder.join("annotation.conf"), self.configuration())?;
        Ok(self.summary)
    }
}

/// Numbers the notes of a document.
#[derive(Default)]
struct Notes(usize);

impl Notes {
    fn add(&mut self, lines: &mut String, of: std::fmt::Arguments<'_>, note: &str) {
        if !note.is_empty() {
            self.0 += 1;
            let _ = writeln!(lines, "#{}\tAnnotatorNotes {of}\t{}", self.0, one_line(note));
        }
    }
}

/// A type as brat takes it: letters, digits, `-` and `_` of ASCII.
fn word(name: &str) -> String {
    let plain = |character: char| character.is_ascii_alphanumeric() || matches!(character, '-' | '_');
    let word: String = name.chars().map(|character| if plain(character) { character } else { '_' }).collect();
    if word.is_empty() { "_".to_owned() } else { word }
}

/// What may end a line of a file, for one reader or another.
fn ends_line(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn one_line(words: &str) -> String {
    words.replace(|character| ends_line(character) || character == '\t', " ")
}

fn one_word(words: &str) -> String {
    words.replace(|character: char| character.is_whitespace() || ends_line(character), "_")
}

/// The pieces of an entity between line ends, in code points from `start` on, and its words with blanks in their place.
fn fragments(words: &str, start: usize) -> (Vec<Range<usize>>, String) {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut joined = String::with_capacity(words.len());
    let mut begun: Option<usize> = None;
    let mut at = start;
    for character in words.chars() {
        if ends_line(character) {
            if let Some(begin) = begun.take() {
                pieces.push(begin..at);
            }
        } else {
            if begun.is_none() {
                begun = Some(at);
                if !pieces.is_empty() {
                    joined.push(' ');
                }
            }
            joined.push(character);
        }
        at += 1;
    }
    match begun {
        Some(begin) => pieces.push(begin..at),
        // Line ends alone: brat has nothing better for it.
        None if pieces.is_empty() => pieces.push(start..at),
        None => {}
    }
    (pieces, joined)
}

fn entity_note(entity: &Entity) -> String {
    let mut parts: Vec<String> = Vec::new();
    if let Some(value) = &entity.value {
        if let Some(amount) = &value.amount {
            let max = value.amount_max.as_ref().map(|max| format!(" to {}", max.as_str())).unwrap_or_default();
            let currency = value.currency.as_deref().unwrap_or_default();
            parts.push(format!("{}{max} {currency}", amount.as_str()).trim_end().to_owned());
        }
        if let Some(timex) = &value.timex {
            let timex_type = value.timex_type.as_deref().unwrap_or("TIMEX3");
            parts.push(format!("{timex_type} {timex}"));
        }
        match (value.start, value.end) {
            (Some(start), Some(end)) => parts.push(format!("{start} to {end}")),
            (Some(start), None) => parts.push(format!("from {start}")),
            (None, Some(end)) => parts.push(format!("to {end}")),
            (None, None) => {}
        }
    }
    parts.extend(entity.title.as_ref().map(|title| format!("title {title}")));
    parts.join("; ")
}

fn relation_note(document: &Document, relation: &Relation, by_id: &dyn Fn(&str) -> Option<usize>) -> String {
    let qualifiers = &relation.qualifiers;
    let words = |id: &String| by_id(id).map_or_else(|| id.clone(), |entity| document.entities[entity].text.clone());
    let mut parts: Vec<String> = Vec::new();
    let said = [
        ("role", &qualifiers.role),
        ("purpose", &qualifiers.purpose),
        ("measure", &qualifiers.measure),
        ("degree", &qualifiers.degree),
        ("url", &qualifiers.url),
    ];
    parts.extend(said.iter().filter_map(|(key, value)| Some(format!("{key}: {}", value.as_ref()?))));
    let named = [
        ("period", &qualifiers.period),
        ("date", &qualifiers.date),
        ("amount", &qualifiers.amount),
        ("from", &qualifiers.from),
        ("to", &qualifiers.to),
    ];
    parts.extend(named.iter().filter_map(|(key, id)| Some(format!("{key}: {}", words(id.as_ref()?)))));
    parts.extend(qualifiers.with.iter().map(|id| format!("with: {}", words(id))));
    parts.join("; ")
}
