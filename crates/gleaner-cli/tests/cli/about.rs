//! Completions, man pages, schema, version.

use std::fs;

use crate::program::Program;

#[test]
fn completions_know_commands_and_flags() {
    let program = Program::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = program.run(&["completions", shell]).expect(0);
        for word in ["extract", "convert", "gazetteer", "save-text"] {
            assert!(run.text().contains(word), "{shell}: {word}");
        }
    }
    program.run(&["completions", "tcsh"]).expect(2);
}

#[test]
fn there_is_a_man_page_for_each_command() {
    let program = Program::new();
    assert!(program.run(&["man"]).expect(0).text().contains(".TH gleaner 1"));
    program.run(&["man", "pages"]).expect(0);
    let mut names: Vec<String> = fs::read_dir(program.path().join("pages"))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    for name in ["gleaner.1", "gleaner-convert.1", "gleaner-extract.1", "gleaner-gazetteer-build.1"] {
        assert!(names.iter().any(|it| it == name), "{name} in {names:?}");
    }
    let page = String::from_utf8(program.read("pages/gleaner-extract.1")).expect("UTF-8");
    assert!(page.contains("save\\-text") && page.contains("Exit status"), "{page}");
}

#[test]
fn the_schema_is_the_committed_one() {
    let run = Program::new().run(&["schema"]).expect(0);
    let schema: serde_json::Value = serde_json::from_slice(&run.stdout).expect("JSON");
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
}

#[test]
fn the_version_tells_program_model_and_lists() {
    let program = Program::new();
    let short = program.run(&["-V"]).expect(0);
    assert_eq!(short.text(), concat!("gleaner ", env!("CARGO_PKG_VERSION"), "\n"));
    let long = program.run(&["--version"]).expect(0);
    let lines: Vec<&str> = long.text().lines().collect();
    assert_eq!(lines[0], short.text().trim_end());
    let is_digest = |digest: &str| digest.len() == 16 && digest.bytes().all(|byte| byte.is_ascii_hexdigit());
    assert!(lines[1].strip_prefix("names model: sha256 ").is_some_and(is_digest), "{}", lines[1]);
    assert!(lines[2].strip_prefix("lists: sha256 ").is_some_and(is_digest), "{}", lines[2]);
    assert!(lines[3].starts_with("features: ") && lines[3].contains("html"), "{}", lines[3]);
}
