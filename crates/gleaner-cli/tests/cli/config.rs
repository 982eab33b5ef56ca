//! `gleaner.toml`: where it is looked for, what goes before it, what it may not do, and how its faults are told.

use crate::program::{Program, Run};

const TEXT: &[u8] = b"Sir John Smith joined Acme Holdings Ltd in Manchester. It paid \xc2\xa35m on 3 May 2016.";

fn program(config: &str) -> Program {
    let program = Program::with(&[("a.txt", TEXT), (".hidden.txt", TEXT)]);
    if !config.is_empty() {
        program.write("gleaner.toml", config.as_bytes());
    }
    program
}

fn types(run: &Run) -> Vec<String> {
    let mut types: Vec<String> =
        run.of_kind("entity").iter().map(|entity| entity["type"].as_str().expect("a type").to_owned()).collect();
    types.sort();
    types.dedup();
    types
}

#[test]
fn what_is_typed_goes_before_the_environment_and_that_before_the_file() {
    let program = program("[extract]\ntypes = [\"MONEY\", \"DATE\"]\nhidden = true\ndocuments = true\nthreads = 3\n");
    let run = program.extract(&["."]).expect(0);
    assert_eq!(types(&run), ["DATE", "MONEY"]);
    assert_eq!(run.of_kind("document").len(), 3, "the hidden file and the configuration too");
    let run = program.extract(&[".", "--types", "PERSON", "--hidden=false"]).expect(0);
    assert_eq!(types(&run), ["PERSON"]);
    assert_eq!(run.of_kind("document").len(), 2);
    let run = program.extract(&[".", "--no-config"]).expect(0);
    assert!(run.of_kind("document").is_empty() && types(&run).len() > 3);
    let shown = program.command(&["config", "--show"]).env("GLEANER_THREADS", "2").output().expect("a run");
    let shown = String::from_utf8(shown.stdout).expect("UTF-8");
    let line =
        |start: &str| shown.lines().find(|line| line.starts_with(start)).unwrap_or_else(|| panic!("{start}: {shown}"));
    let words = |start: &str| line(start).split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(words("threads ="), "threads = 2 # environment, GLEANER_THREADS");
    assert_eq!(words("types ="), "types = [\"MONEY\", \"DATE\"] # gleaner.toml, line 2");
    assert_eq!(words("hidden ="), "hidden = true # gleaner.toml, line 3");
    assert_eq!(words("locale ="), "locale = \"uk\" # default");
    assert_eq!(words("# encoding"), "# encoding = # default");
}

#[test]
fn what_is_shown_can_be_read() {
    let program = program("[extract]\nmin-score = 0.25\nexclude = ['a\\b', \"c\"]\n");
    let shown = program.run(&["config", "--show"]).expect(0);
    assert!(
        shown.text().contains("min-score = \"0.25\"") || shown.text().contains("min-score = 0.25"),
        "{}",
        shown.text()
    );
    program.write("again.toml", &shown.stdout);
    let again = program.command(&["config", "--show"]).env("GLEANER_CONFIG", "again.toml").output().expect("a run");
    let values = |text: &[u8]| -> Vec<String> {
        let text = String::from_utf8(text.to_vec()).expect("UTF-8");
        let lines = text.lines().skip(1).map(|line| line.split(" # ").next().unwrap_or_default().trim_end().to_owned());
        lines.collect()
    };
    assert_eq!(String::from_utf8_lossy(&again.stderr), "");
    assert_eq!(values(&shown.stdout), values(&again.stdout));
}

#[test]
fn one_file_counts_and_paths_start_at_its_folder() {
    let program = program("");
    program.write("own/gleaner/config.toml", b"[extract]\ntypes = ['ZINC']\ngazetteer = ['names.list']\n");
    program.write("own/gleaner/names.list", b"Acme Holdings Ltd | | type=ZINC\n");
    let extract = |program: &Program| {
        let mut command = program.command(&["extract", "a.txt"]);
        command.env("XDG_CONFIG_HOME", program.path().join("own"));
        command.output().expect("a run")
    };
    let output = extract(&program);
    assert!(String::from_utf8_lossy(&output.stdout).contains("ZINC"), "{}", String::from_utf8_lossy(&output.stderr));
    // The one in the folder goes before the user's.
    program.write("gleaner.toml", b"");
    assert!(!String::from_utf8_lossy(&extract(&program).stdout).contains("ZINC"));
    // One that is named has to be there.
    let output = program.command(&["extract", "a.txt"]).env("GLEANER_CONFIG", "nowhere.toml").output().expect("a run");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot read the configuration nowhere.toml"));
}

#[test]
fn faults_are_told_with_line_and_column() {
    for (config, message) in [
        ("[extract]\nthraeds = 2\n", "gleaner.toml:2:1: no option `thraeds`; `gleaner extract --help` has them all"),
        ("[extrakt]\nthreads = 2\n", "gleaner.toml:2:1: no command `extrakt`"),
        ("threads = 2\n", "gleaner.toml:1:1: no command ``; sections are commands, such as [extract]"),
        ("[extract]\n  threads = 'many'\n", "gleaner.toml:2:3: invalid value 'many' for '--threads <N>'"),
        ("[extract]\nthreads = [1, 2]\n", "gleaner.toml:2:1: `threads` takes one value"),
        ("[extract]\nhidden = 'yes'\n", "gleaner.toml:2:1: `hidden` is true or false"),
        ("[extract]\nthreads = true\n", "gleaner.toml:2:1: `threads` is no switch"),
        ("[extract]\nlocale = 'fr'\n", "gleaner.toml:2:1: invalid value 'fr' for '--locale <LOCALE>'"),
        ("[extract]\nmodel = 'x'\nno-model = true\n", "gleaner.toml:3:1: `no-model` and `model` exclude each other"),
        ("[extract]\nno-config = true\n", "gleaner.toml:2:1: no option `no-config`"),
        ("[extract\n", "gleaner.toml:1:"),
    ] {
        let run = program(config).extract(&["a.txt"]).expect(2);
        assert!(run.stderr.contains(message), "{config}{}", run.stderr);
    }
}

#[test]
fn a_file_beside_the_documents_runs_nothing_and_writes_nothing() {
    for line in ["pre = 'touch'", "output = 'x'", "save-text = 'x'", "log = 'x'"] {
        let config = format!("[extract]\n{line}\n");
        let program = program(&config);
        let run = program.extract(&["a.txt"]).expect(2);
        assert!(run.stderr.contains("gleaner.toml:2:1: ") && run.stderr.contains("may not do that"), "{}", run.stderr);
        assert!(!program.path().join("x").exists());
        // The same file, named by the user.
        let output =
            program.command(&["extract", "a.txt"]).env("GLEANER_CONFIG", "gleaner.toml").output().expect("a run");
        assert_eq!(output.status.code(), Some(0), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn what_is_typed_overrules_an_option_that_excludes_it() {
    let program = program("[extract]\nmodel = 'nowhere.bin'\n");
    program.extract(&["a.txt", "--no-model"]).expect(0);
    program.extract(&["a.txt"]).expect(2);
}
