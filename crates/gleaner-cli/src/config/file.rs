//! One file of configuration, and what stands in it.

use std::path::{Path, PathBuf};

use anyhow::{anyhow, bail};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{places, read};

/// Line and column, from 1 on; columns are code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) line: usize,
    column: usize,
}

/// A file that was found.
pub(super) struct File {
    path: PathBuf,
    text: String,
    found_in_folder: bool,
}

/// A key with its values.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// The command, a word each.
    pub(super) section: Vec<String>,
    pub(super) key: String,
    /// As they would be typed.
    pub(super) values: Vec<String>,
    pub(super) is_array: bool,
    pub(super) is_boolean: bool,
    pub(super) place: Place,
}

impl Entry {
    /// The command as it is typed.
    pub(super) fn command(&self) -> String {
        self.section.join(" ")
    }
}

impl File {
    /// The first of the places where there is one.
    pub(super) fn find() -> anyhow::Result<Option<Self>> {
        let named = std::env::var_os("GLEANER_CONFIG").is_some_and(|value| !value.is_empty());
        for (path, found_in_folder) in places() {
            if named || path.is_file() {
                let text = read(&path)?;
                return Ok(Some(Self { path, text, found_in_folder }));
            }
        }
        Ok(None)
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The folder that paths in the file start at.
    pub(super) fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new(""))
    }

    /// Whether it was found because it lies in the current folder.
    pub(super) const fn is_found_in_folder(&self) -> bool {
        self.found_in_folder
    }

    /// `PATH:LINE:COLUMN`.
    pub(super) fn at(&self, place: Place) -> String {
        format!("{}:{}:{}", self.path.display(), place.line, place.column)
    }

    fn place(&self, byte: usize) -> Place {
        let before = self.text.get(..byte).unwrap_or(&self.text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Place { line: before.matches('\n').count() + 1, column: before[line_start..].chars().count() + 1 }
    }

    /// Everything that stands in it, in its order.
    pub(super) fn entries(&self) -> anyhow::Result<Vec<Entry>> {
        let table = DeTable::parse(&self.text).map_err(|error| {
            let place = self.place(error.span().map_or(0, |span| span.start));
            anyhow!("{}: {}", self.at(place), error.message())
        })?;
        let mut entries = Vec::new();
        self.table(table.get_ref(), &mut Vec::new(), &mut entries)?;
        entries.sort_by_key(|entry| entry.place);
        Ok(entries)
    }

    fn table(&self, table: &DeTable<'_>, section: &mut Vec<String>, entries: &mut Vec<Entry>) -> anyhow::Result<()> {
        for (key, value) in table {
            let name = key.get_ref().to_string();
            let place = self.place(key.span().start);
            let (values, is_array) = match value.get_ref() {
                DeValue::Table(inner) => {
                    section.push(name);
                    self.table(inner, section, entries)?;
                    section.pop();
                    continue;
                }
                DeValue::Array(array) => {
                    let values: anyhow::Result<Vec<String>> = array.iter().map(|value| self.word(value)).collect();
                    (values?, true)
                }
                _ => (vec![self.word(value)?], false),
            };
            let is_boolean = matches!(value.get_ref(), DeValue::Boolean(_));
            entries.push(Entry { section: section.clone(), key: name, values, is_array, is_boolean, place });
        }
        Ok(())
    }

    /// A value as it would be typed.
    fn word(&self, value: &Spanned<DeValue<'_>>) -> anyhow::Result<String> {
        Ok(match value.get_ref() {
            DeValue::String(words) => words.to_string(),
            DeValue::Integer(number) if number.radix() == 10 => number.as_str().to_owned(),
            DeValue::Float(number) => number.as_str().to_owned(),
            DeValue::Boolean(truth) => truth.to_string(),
            DeValue::Datetime(date) => date.to_string(),
            _ => bail!(
                "{}: a value is words, a number, a day, true or false, or a list of these",
                self.at(self.place(value.span().start))
            ),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> File {
        File { path: "x.toml".into(), text: text.to_owned(), found_in_folder: false }
    }

    #[test]
    fn entries_have_their_section_and_place() {
        let text =
            "# é\n[extract]\nthreads = 2\ntypes = [\"ORG\", \"DATE\"]\n  hidden = true\n[gazetteer.check]\ntype='X'\n";
        let entries = file(text).entries().expect("good TOML");
        let said: Vec<String> = entries
            .iter()
            .map(|it| format!("{} {} {:?} {}:{}", it.command(), it.key, it.values, it.place.line, it.place.column))
            .collect();
        assert_eq!(
            said,
            [
                "extract threads [\"2\"] 3:1",
                "extract types [\"ORG\", \"DATE\"] 4:1",
                "extract hidden [\"true\"] 5:3",
                "gazetteer check type [\"X\"] 7:1"
            ]
        );
    }

    #[test]
    fn faults_have_line_and_column() {
        for (text, start) in [
            ("[extract]\nthreads = \n", "x.toml:2:"),
            ("[extract]\nthreads = 1\nthreads = 2\n", "x.toml:3:1: "),
            ("[extract]\nx = [[1]]\n", "x.toml:2:6: a value is words"),
            ("[extract]\nx = 0x10\n", "x.toml:2:5: a value is words"),
        ] {
            let error = file(text).entries().expect_err(text).to_string();
            assert!(error.starts_with(start), "{text}: {error}");
        }
    }
}
