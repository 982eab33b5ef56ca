//! The rooms and arrows of ARCHITECTURE.md, held by `cargo metadata`: which package may use which, where packages live, and
//! that versions and lints are said once, in the root manifest.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

/// What each package may use of ours; dev- and build-dependencies included. A package that is not here may not exist.
const ARROWS: &[(&str, Allowed)] = &[
    ("gleaner-text", Only(&[])),
    ("gleaner-tokenizer", Only(&["gleaner-text"])),
    // The recognisers know the vocabulary, the tokenizer for texts that come without a table, and never each other.
    ("gleaner-gazetteer", Only(&["gleaner-text", "gleaner-tokenizer"])),
    ("gleaner-values", Only(&["gleaner-text", "gleaner-tokenizer"])),
    ("gleaner-tagger", Only(&["gleaner-text", "gleaner-tokenizer"])),
    ("gleaner-relations", Only(&["gleaner-text", "gleaner-tokenizer"])),
    // Data: bytes and names, no code of ours.
    ("gazetteers", Only(&[])),
    ("gleaner-model-en", Only(&[])),
    (
        "gleaner",
        Only(&[
            "gazetteers",
            "gleaner-gazetteer",
            "gleaner-model-en",
            "gleaner-relations",
            "gleaner-tagger",
            "gleaner-text",
            "gleaner-tokenizer",
            "gleaner-values",
        ]),
    ),
    ("gleaner-ingest", Only(&["gleaner-text"])),
    // Reads what is printed, not what prints it: the contract from the other side. The tokenizer is for formats of tokens.
    ("gleaner-export", Only(&["gleaner-text", "gleaner-tokenizer"])),
    ("gleaner-cli", Only(&["gleaner", "gleaner-export", "gleaner-ingest"])),
    ("tests", Anything),
    ("benches", Anything),
];

use Allowed::{Anything, Only};

enum Allowed {
    /// These packages of ours.
    Only(&'static [&'static str]),
    /// Every package of ours.
    Anything,
}

/// What `cargo metadata` prints, as far as it matters here.
#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    workspace_root: PathBuf,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    manifest_path: PathBuf,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    /// `dev`, `build`, or nothing for a normal one.
    kind: Option<String>,
    /// The folder of one of ours.
    path: Option<PathBuf>,
}

fn metadata() -> Metadata {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("cargo prints JSON")
}

fn manifest(path: &Path) -> toml::Table {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The faults, one a line.
fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn packages_use_only_what_lies_below_them() {
    let mut faults = Vec::new();
    for package in metadata().packages {
        let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == package.name) else {
            faults.push(format!("{} is no package of the design: say in ARROWS what it may use", package.name));
            continue;
        };
        let Only(allowed) = allowed else { continue };
        for dependency in package.dependencies.iter().filter(|dependency| dependency.path.is_some()) {
            if !allowed.contains(&dependency.name.as_str()) {
                let kind = dependency.kind.as_deref().unwrap_or("normal");
                faults.push(format!("{} → {} ({kind}) is not allowed", package.name, dependency.name));
            }
        }
    }
    assert_none(&faults);
}

#[test]
fn every_package_of_the_design_exists() {
    let names: BTreeSet<String> = metadata().packages.into_iter().map(|package| package.name).collect();
    let designed: BTreeSet<String> = ARROWS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(names, designed);
}

#[test]
fn every_package_lives_in_a_folder_of_its_name() {
    let metadata = metadata();
    let mut faults = Vec::new();
    let mut rooms = BTreeSet::new();
    for package in &metadata.packages {
        let folder = package.manifest_path.parent().expect("a manifest lies in a folder");
        let place = folder.strip_prefix(&metadata.workspace_root).expect("members lie below the root");
        let wanted = match package.name.as_str() {
            "gazetteers" | "tests" | "benches" => PathBuf::from(&package.name),
            name => Path::new("crates").join(name),
        };
        if place != wanted {
            faults.push(format!("{} lives in {}, not in {}", package.name, place.display(), wanted.display()));
        }
        rooms.insert(folder.to_path_buf());
    }
    for entry in std::fs::read_dir(metadata.workspace_root.join("crates")).expect("crates/ is there") {
        let folder = entry.expect("crates/ can be read").path();
        if folder.is_dir() && !rooms.contains(&folder) {
            faults.push(format!("{} is a folder without a package", folder.display()));
        }
    }
    assert_none(&faults);
}

#[test]
fn versions_and_features_of_the_workspace_are_said_once() {
    let mut faults = Vec::new();
    for package in metadata().packages {
        let manifest = manifest(&package.manifest_path);
        for (table_name, table) in dependency_tables(&manifest) {
            for (name, dependency) in table {
                let inherits = dependency.get("workspace").and_then(toml::Value::as_bool) == Some(true);
                let own = ["version", "path", "git", "registry"].iter().any(|key| dependency.get(key).is_some());
                if !inherits || own {
                    faults.push(format!(
                        "{}: {table_name}.{name} must be `workspace = true`, its version in the root manifest",
                        package.name
                    ));
                }
            }
        }
        let package_table = manifest.get("package").and_then(toml::Value::as_table).expect("a package");
        for key in ["version", "edition", "rust-version"] {
            let inherits = package_table.get(key).and_then(|value| value.get("workspace")).is_some();
            if !inherits {
                faults.push(format!("{}: package.{key} must be inherited from the workspace", package.name));
            }
        }
    }
    assert_none(&faults);
}

/// Every table of dependencies of a manifest, those of targets included, with its name.
fn dependency_tables(manifest: &toml::Table) -> Vec<(String, &toml::Table)> {
    const KINDS: [&str; 3] = ["dependencies", "dev-dependencies", "build-dependencies"];
    let targets = manifest.get("target").and_then(toml::Value::as_table).into_iter().flatten();
    let owners = targets.filter_map(|(target, own)| Some((format!("target.{target}."), own.as_table()?)));
    std::iter::once((String::new(), manifest))
        .chain(owners)
        .flat_map(|(prefix, owner)| {
            KINDS.iter().filter_map(move |kind| Some((format!("{prefix}{kind}"), owner.get(*kind)?.as_table()?)))
        })
        .collect()
}

#[test]
fn lints_are_inherited_and_unsafe_code_is_denied() {
    let metadata = metadata();
    let root = manifest(&metadata.workspace_root.join("Cargo.toml"));
    let unsafe_code = &root["workspace"]["lints"]["rust"]["unsafe_code"];
    assert!(matches!(unsafe_code.as_str(), Some("deny" | "forbid")), "unsafe_code = {unsafe_code}");
    let mut faults = Vec::new();
    for package in &metadata.packages {
        let manifest = manifest(&package.manifest_path);
        let inherits = manifest.get("lints").and_then(|lints| lints.get("workspace")).and_then(toml::Value::as_bool);
        if inherits != Some(true) {
            faults.push(format!("{}: [lints] workspace = true is missing", package.name));
        }
    }
    assert_none(&faults);
}
