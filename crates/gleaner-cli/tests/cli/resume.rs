//! `--resume` and `--changed-only`: what is done is not done again, and nothing is lost.

use std::fs;
use std::io::Write;
use std::process::Stdio;
use std::time::{Duration, SystemTime};

use crate::program::{Program, Run};

/// A folder of small documents, some of which fail, with an archive and lines between them.
fn folder(n_files: usize) -> Program {
    let program = Program::new();
    for number in 0..n_files {
        let text = format!(
            "Northway {number} Ltd paid £{number}m to Ann Lee on {} May 2016. It was acquired by Zwick Holdings plc.\n",
            number % 28 + 1
        );
        match number % 50 {
            7 => program.write(&format!("d/{number:04}.png"), b"\x89PNG\r\n\x1a\n"),
            9 => {
                let line = format!("{{\"id\":\"l{number}\",\"text\":\"It cost £5m.\"}}\n");
                program.write(&format!("d/{number:04}.jsonl"), line.repeat(5).as_bytes());
            }
            _ => program.write(&format!("d/{number:04}.txt"), text.repeat(2).as_bytes()),
        }
    }
    program
}

fn names(program: &Program) -> Vec<String> {
    let entries = fs::read_dir(program.path().join("d")).expect("the folder");
    let mut names: Vec<String> =
        entries.map(|entry| format!("d/{}", entry.expect("an entry").file_name().to_string_lossy())).collect();
    names.sort();
    names
}

const RESUMED: &[&str] =
    &["extract", "--files-from", "-", "-o", "out.jsonl", "--resume", "ledger", "-q", "--documents"];

/// Starts a run over the first `n_names` names, which cannot end since the list does not, and kills it once it has written
/// more than there was before.
fn run_and_kill(program: &Program, names: &[String]) {
    let length = || fs::metadata(program.path().join("out.jsonl")).map_or(0, |metadata| metadata.len());
    let mut child = program.command(RESUMED).stdin(Stdio::piped()).spawn().expect("the program starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let before = length();
    for name in names {
        writeln!(stdin, "{name}").expect("the program reads its list");
    }
    stdin.flush().expect("the program reads its list");
    // The run is waiting for more names when it has written what it can, or is under way: both are good moments.
    for _ in 0..500 {
        if length() > before {
            break;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    child.kill().expect("the program is killed");
    child.wait().expect("it is gone");
}

#[test]
fn a_run_that_is_killed_ten_times_ends_as_an_unbroken_one() {
    let program = folder(1500);
    let names = names(&program);
    let unbroken = program.extract(&["d", "--documents", "-q", "-o", "unbroken.jsonl"]).expect(1);
    assert_eq!(unbroken.stderr, "");
    let n_known = |program: &Program| {
        let ledger = fs::read_to_string(program.path().join("ledger")).unwrap_or_default();
        ledger.lines().count().saturating_sub(1)
    };
    let mut progress = vec![0];
    for kill in 1..=10 {
        run_and_kill(&program, &names[..names.len() * (kill + 5) / 15]);
        progress.push(n_known(&program));
    }
    assert!(progress.is_sorted(), "{progress:?}");
    assert!(progress.last() > Some(&0), "runs go on where others were: {progress:?}");
    let last = program.run(&["extract", "d", "-o", "out.jsonl", "--resume", "ledger", "--documents"]).expect(1);
    assert!(last.stderr.contains("skipped, done before"), "{}", last.stderr);
    assert!(program.read("out.jsonl") == program.read("unbroken.jsonl"), "the outputs differ: {progress:?}");
    // Done is done: nothing is read again.
    let again = program.run(&["extract", "d", "-o", "out.jsonl", "--resume", "ledger", "--documents"]).expect(0);
    assert!(again.stderr.starts_with("gleaner: 0 documents in "), "{}", again.stderr);
    assert!(program.read("out.jsonl") == program.read("unbroken.jsonl"));
}

#[test]
fn torn_tails_are_cut_off() {
    let program = folder(60);
    let args = ["extract", "d", "-o", "out.jsonl", "--resume", "ledger", "-q"];
    program.run(&args).expect(1);
    let (whole, ledger) = (program.read("out.jsonl"), program.read("ledger"));
    // Wherever the ledger and the output were torn, with some of another run's record behind it.
    for (ledger_len, output_len) in
        [(0, 0), (10, 0), (2000, 9000), (ledger.len(), whole.len() / 2), (ledger.len() - 3, 0)]
    {
        let kept = &ledger[..ledger_len];
        let known = String::from_utf8_lossy(kept).lines().last().map_or(0, |_| output_len);
        let torn = if known == 0 && ledger_len < 100 {
            Vec::new()
        } else {
            [&whole[..output_len], b"{\"kind\":\"ent"].concat()
        };
        program.write("ledger", kept);
        program.write("out.jsonl", &torn);
        program.run(&args);
        assert!(program.read("out.jsonl") == whole, "{ledger_len} {output_len}");
    }
}

#[track_caller]
fn refused(run: Run, reason: &str) {
    let run = run.expect(2);
    assert!(run.stderr.contains(reason), "{}", run.stderr);
}

#[test]
fn another_configuration_is_refused_with_the_reason() {
    let program = folder(5);
    program.write("names.list", b"@type ORG\nZwick Holdings plc\n");
    let args =
        ["extract", "d", "-o", "out.jsonl", "--resume", "ledger", "--gazetteer", "names.list", "--min-score", "0.1"];
    program.run(&args).expect(0);
    let whole = program.read("out.jsonl");
    refused(
        program.run(&[&args[..], &["--types", "ORG"]].concat()),
        "of a run with another --types; go on with the old",
    );
    refused(program.run(&[&args[..8], &["--offsets", "bytes"]].concat()), "with another --min-score, --offsets;");
    program.write("names.list", b"@type ORG\nZwick Holdings\n");
    refused(program.run(&args), "with another content of names.list");
    assert!(program.read("out.jsonl") == whole);
    refused(program.run(&["extract", "d", "-o", "out.jsonl", "--resume", "new"]), "out.jsonl is there already");
    refused(program.run(&["extract", "d", "-o", "out.jsonl", "--resume", "d/0001.txt"]), "is no ledger of gleaner");
    refused(program.run(&["extract", "-", "-o", "o", "--resume", "l"]), "standard input (-) cannot");
    refused(program.run(&["extract", "d", "-o", "-", "--resume", "l"]), "give it with --output");
    refused(program.run(&["extract", "d", "--resume", "l"]), "--output");
    // How a run goes may change.
    program.write("names.list", b"@type ORG\nZwick Holdings plc\n");
    program.run(&[&args[..], &["-j", "1", "--memory", "1M", "-q"]].concat()).expect(0);
}

#[test]
fn only_what_has_changed() {
    let program = Program::with(&[
        ("d/a.txt", "It cost £1m.".as_bytes()),
        ("d/b.txt", "It cost £2m.".as_bytes()),
        (
            "d/c.jsonl",
            "{\"id\":\"c1\",\"text\":\"It cost £3m.\"}\n{\"id\":\"c2\",\"text\":\"It cost £4m.\"}\n".as_bytes(),
        ),
        ("d/e.png", b"\x89PNG\r\n\x1a\n"),
    ]);
    let args = ["d", "--changed-only", "seen", "--documents", "-q"];
    assert_eq!(program.extract(&args).expect(1).docs(), ["d/a.txt", "d/b.txt", "c1", "c2", "d/e.png"]);
    // What failed is tried again.
    assert_eq!(program.extract(&args).expect(1).docs(), ["d/e.png"]);
    fs::remove_file(program.path().join("d/e.png")).expect("it was there");
    assert_eq!(program.extract(&args).expect(0).docs(), [""; 0]);
    let b = fs::File::options().write(true).open(program.path().join("d/b.txt")).expect("a file");
    b.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000)).expect("a time");
    let more = "{\"id\":\"c1\",\"text\":\"It cost £3m.\"}\n{\"id\":\"c2\",\"text\":\"It cost £7m.\"}\n{\"id\":\"c3\",\"text\":\"£5\"}\n";
    program.write("d/c.jsonl", more.as_bytes());
    program.write("d/f.txt", b"New.");
    let run = program.extract(&args).expect(0);
    assert_eq!(run.docs(), ["d/b.txt", "c2", "c3", "d/f.txt"]);
    assert!(run.text().contains("£7m"));
    // Other options: everything.
    let run = program.extract(&["d", "--changed-only", "seen", "--documents", "--locale", "us"]).expect(0);
    assert!(run.stderr.contains("every input is read"), "{}", run.stderr);
    assert_eq!(run.docs().len(), 6);
}

#[test]
fn a_ledger_is_a_file_of_its_own() {
    let program = Program::with(&[("d/a.txt", b"It cost \xc2\xa35m.")]);
    let run = program.extract(&["d", "-o", "o", "--resume", "o"]).expect(2);
    assert!(run.stderr.contains("both the ledger and the output"), "{}", run.stderr);
    #[cfg(unix)]
    {
        let run = program.extract(&["d", "-o", "o2", "--resume", "/dev/null"]).expect(2);
        assert!(run.stderr.contains("a ledger must be one"), "{}", run.stderr);
    }
}
