//! What decides what records say, so that runs can tell whether they belong together.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::fs;
use std::path::Path;

use anyhow::Context;
use xxhash_rust::xxh3::xxh3_128;

use crate::flags::ExtractFlags;

/// Flags that choose inputs, name outputs or change how a run goes, and no record.
const WITHOUT_EFFECT: &[&str] = &[
    "output",
    "save_text",
    "include",
    "exclude",
    "exclude_from",
    "gitignore",
    "newer_than",
    "files_from",
    "null",
    "hidden",
    "follow",
    "strict",
    "threads",
    "memory",
    "unordered",
    "quiet",
    "log",
    "stats",
    "resume",
    "changed_only",
];

/// The flags that decide what records say, by name, with their values, and digests of the files that they name and of the
/// data that is built in.
///
/// # Errors
/// When one of those files cannot be read.
pub(crate) fn of(flags: &ExtractFlags) -> anyhow::Result<BTreeMap<String, String>> {
    let mut options = BTreeMap::new();
    add(&flags.input, &mut options);
    add(&flags.extraction, &mut options);
    add(&flags.reading, &mut options);
    add(&flags.output, &mut options);
    add(&flags.run, &mut options);
    let extraction = &flags.extraction;
    for path in extraction.gazetteer.iter().chain(&extraction.rules).chain(&extraction.model) {
        options.insert(format!("content of {}", path.display()), digest(path)?);
    }
    // Another build of one version may bring other data.
    let data = gleaner::builtin_data();
    options.insert("the built-in model".to_owned(), format!("{:?}", data.model_sha256));
    options.insert("the built-in lists".to_owned(), format!("{:?}", data.lists_sha256));
    options.insert("the built-in rules".to_owned(), data.rules_sha256);
    Ok(options)
}

/// The fields of a group of flags. Read off what `Debug` prints, so that no flag added later is forgotten.
fn add(group: &impl Debug, options: &mut BTreeMap<String, String>) {
    let printed = format!("{group:#?}");
    let mut name = None;
    for line in printed.lines() {
        let field =
            line.strip_prefix("    ").filter(|field| field.starts_with(|first: char| first.is_ascii_lowercase()));
        let words = match field.and_then(|field| field.split_once(": ")) {
            Some((field, value)) => {
                name = (!WITHOUT_EFFECT.contains(&field)).then(|| format!("--{}", field.replace('_', "-")));
                value
            }
            None => line.trim(),
        };
        if let Some(name) = &name
            && line != "}"
        {
            options.entry(name.clone()).or_default().push_str(words);
        }
    }
}

fn digest(path: &Path) -> anyhow::Result<String> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(format!("{:032x}", xxh3_128(&bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    #[expect(dead_code, reason = "only printed")]
    struct Group {
        types: Vec<String>,
        min_score: f32,
        output: Option<String>,
        model: Option<String>,
    }

    #[test]
    fn fields_with_an_effect_and_their_values() {
        let mut options = BTreeMap::new();
        let group =
            Group { types: vec!["ORG".into(), "a: b".into()], min_score: 0.5, output: Some("x".into()), model: None };
        add(&group, &mut options);
        let options: Vec<String> = options.iter().map(|(name, value)| format!("{name} {value}")).collect();
        assert_eq!(options, ["--min-score 0.5,", "--model None,", "--types [\"ORG\",\"a: b\",],"]);
    }
}
