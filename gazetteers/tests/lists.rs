//! The package against its folder: every file is exposed, and the README's table is true.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use gazetteers::{LISTS, ListFile};

fn package() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn every_file_is_exposed_and_nothing_else() {
    let mut files: Vec<String> = std::fs::read_dir(package().join("lists"))
        .expect("the folder of the lists")
        .map(|entry| entry.expect("a folder entry").file_name().into_string().expect("a UTF-8 file name"))
        .collect();
    files.sort();
    let exposed: Vec<String> = LISTS.iter().map(|list| format!("{}.list", list.name)).collect();
    assert_eq!(exposed, files, "LISTS in src/lib.rs must name every file of lists/, in order");
}

/// The value of a header line.
fn header<'l>(list: &'l ListFile, key: &str) -> &'l str {
    let value = list.text.lines().find_map(|line| line.strip_prefix('@')?.strip_prefix(key)?.strip_prefix(' '));
    value.unwrap_or_else(|| panic!("{}.list has no @{key}", list.name)).trim()
}

/// Entries and names of a list, by counting separators; the reader's own count is compared in the `tests` package.
fn counts(list: &ListFile) -> (usize, usize) {
    let is_entry = |line: &&str| !line.is_empty() && !line.starts_with(['#', '@']);
    let entries = list.text.lines().map(str::trim).filter(is_entry);
    entries.fold((0, 0), |(n_entries, n_names), entry| {
        let aliases = entry.split('|').nth(1).map_or("", str::trim);
        let n_aliases = if aliases.is_empty() { 0 } else { aliases.split(';').count() };
        (n_entries + 1, n_names + 1 + n_aliases)
    })
}

#[test]
fn every_head_says_name_type_origin_and_licence() {
    for list in LISTS {
        assert_eq!(header(list, "name"), list.name);
        for key in ["type", "origin", "licence"] {
            assert!(!header(list, key).is_empty(), "{}", list.name);
        }
    }
}

/// The table of the README, as it ought to be.
fn table() -> String {
    let mut table = String::from("| list | type | entries | names | licence |\n|---|---|---:|---:|---|\n");
    let mut totals = (0, 0);
    for list in LISTS {
        let (n_entries, n_names) = counts(list);
        totals = (totals.0 + n_entries, totals.1 + n_names);
        let (entity_type, licence) = (header(list, "type"), header(list, "licence"));
        writeln!(table, "| {} | {entity_type} | {n_entries} | {n_names} | {licence} |", list.name).expect("a string");
    }
    writeln!(table, "| all | | {} | {} | |", totals.0, totals.1).expect("a string");
    table
}

/// With `UPDATE_README=1` in the environment the table is written instead of compared.
#[test]
fn the_readme_s_table_is_true() {
    const BEGIN: &str = "<!-- table: begin -->\n";
    const END: &str = "<!-- table: end -->";
    let path = package().join("README.md");
    let readme = read(&path);
    let start = readme.find(BEGIN).expect("the mark before the table") + BEGIN.len();
    let end = readme.find(END).expect("the mark behind the table");
    let table = table();
    if std::env::var_os("UPDATE_README").is_some() {
        let updated = format!("{}{table}{}", &readme[..start], &readme[end..]);
        std::fs::write(&path, updated).expect("README.md can be written");
    } else {
        assert_eq!(readme[start..end], table, "run UPDATE_README=1 cargo test -p gazetteers");
    }
}
