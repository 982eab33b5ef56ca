//! Names models: `gleaner extract --model` and `gleaner train`.

use crate::program::Program;
#[cfg(feature = "train")]
use crate::program::string;

const TEXT: &[u8] = b"Ann Lee of Northway Ltd lives in Leeds.\n";

#[test]
fn a_model_that_is_none() {
    let program = Program::with(&[("a.txt", TEXT), ("no.bin", b"GLNTAG00")]);
    let run = program.extract(&["--model", "missing.bin", "a.txt"]).expect(2);
    assert!(run.stderr.starts_with("gleaner: cannot read the model missing.bin: "), "{}", run.stderr);
    let run = program.extract(&["--model", "no.bin", "a.txt"]).expect(2);
    assert_eq!(run.stderr, "gleaner: no.bin: this is no gleaner tagger model: it does not begin with “GLNTAG01”\n");
    assert!(run.stdout.is_empty());
}

#[cfg(not(feature = "train"))]
#[test]
fn training_says_which_feature_brings_it() {
    let run = Program::new().run(&["train", "a.jsonl", "-o", "m.bin", "--seed", "7"]).expect(2);
    assert_eq!(run.stderr, "gleaner: this gleaner was built without training; build it with `--features train`\n");
    assert!(!Program::new().run(&["--help"]).text().contains("train"));
}

#[cfg(feature = "train")]
mod train {
    use super::*;

    /// Sentences of our own: a made-up word is a person before "said" and a place behind "near".
    const MADE_UP: &str = r#"{"id":"1","text":"Vozblik said it. We met near Qwarnd.","entities":[{"start":0,"end":7,"type":"PERSON"},{"start":29,"end":35,"type":"LOC"}]}
{"id":"2","text":"Trozblik said no. It rains near Bwarnd.","entities":[{"start":0,"end":8,"type":"PERSON"},{"start":32,"end":38,"type":"LOC"}]}
{"id":"3","text":"Grozblik said yes. A house near Twarnd.","entities":[{"start":0,"end":8,"type":"PERSON"},{"start":32,"end":38,"type":"LOC"}]}
{"id":"4","text":"Drozblik said so. The road near Kwarnd.","entities":[{"start":0,"end":8,"type":"PERSON"},{"start":32,"end":38,"type":"LOC"}]}
"#;
    const COLUMNS: &str = "Frozblik B-PER\nsaid O\nthat O\n. O\n\nA O\nbarn O\nnear O\nHwarnd B-LOC\n. O\n";

    #[test]
    fn a_model_of_ones_own() {
        let program = Program::with(&[("a.jsonl", MADE_UP.as_bytes()), ("b.conll", COLUMNS.as_bytes())]);
        let args = ["train", "a.jsonl", "-o", "m.bin", "--hold-out", "b.conll", "--folds", "2", "--bits", "14"];
        let run = program.run(&args).expect(0);
        let table = run.text();
        assert!(table.starts_with("held out, not trained on (trimmed spans)\nfile "), "{table}");
        assert!(table.contains("\ncross-validation, 2 folds by document (trimmed spans)\n"), "{table}");
        let rows: Vec<Vec<&str>> = table.lines().map(|line| line.split_whitespace().collect()).collect();
        assert!(rows.contains(&vec!["b.conll", "ORG", "0", "0", "-", "-", "-"]), "{table}");
        assert!(rows.contains(&vec!["b.conll", "ALL", "2", "2", "100.0", "100.0", "100.0"]), "{table}");
        assert!(rows.iter().any(|row| row[..3] == ["a.jsonl", "ALL", "8"]), "{table}");
        assert!(
            run.stderr.contains("gleaner: a.jsonl: 4 documents, 8 names, 0 of them out of reach\n"),
            "{}",
            run.stderr
        );
        assert_eq!(program.read("m.bin").len(), (8 << 14) + 156);

        // The same again gives the same bytes, another seed others.
        program.run(&["train", "a.jsonl", "-o", "n.bin", "--bits", "14", "-q"]).expect(0);
        assert!(program.read("m.bin") == program.read("n.bin"));
        program.run(&["train", "a.jsonl", "-o", "n.bin", "--bits", "14", "--seed", "2", "-q"]).expect(0);
        assert!(program.read("m.bin") != program.read("n.bin"));

        // And it is what extraction uses.
        program.write("text.txt", b"Prozblik said it near Zwarnd.");
        let run = program.extract(&["--model", "m.bin", "text.txt"]).expect(0);
        let found = run.of_kind("entity");
        let found: Vec<(&str, &str)> =
            found.iter().map(|record| (string(record, "text"), string(record, "type"))).collect();
        assert_eq!(found, [("Prozblik", "PERSON"), ("Zwarnd", "LOC")]);
    }

    #[test]
    fn going_on_and_stopping_early() {
        let program = Program::with(&[("a.jsonl", MADE_UP.as_bytes()), ("b.conll", COLUMNS.as_bytes())]);
        program.run(&["train", "a.jsonl", "-o", "m.bin", "--bits", "14", "-q"]).expect(0);
        // A model of no pass more is the one it went on from, and a pass more is another.
        let run =
            program.run(&["train", "b.conll", "--continue-from", "m.bin", "-o", "n.bin", "--epochs", "1"]).expect(0);
        assert!(run.stderr.contains("16384, "), "as many rows as the model has: {}", run.stderr);
        assert!(program.read("m.bin") != program.read("n.bin"));
        // Others call places what this file calls people: the more is learnt, the less it fits them.
        let others = COLUMNS.replace("B-PER", "B-LOC").replace("B-LOC\n. O", "B-PER\n. O");
        program.write("c.conll", others.as_bytes());
        let args = ["train", "a.jsonl", "--stop-on", "c.conll", "-o", "n.bin", "--bits", "14", "--epochs", "400"];
        let run = program.run(&args).expect(0);
        assert!(
            run.stderr.contains(" on --stop-on\n") && run.stderr.contains("kept the weights of pass "),
            "{}",
            run.stderr
        );
        assert!(run.stderr.matches("pass ").count() < 400, "it stops early");
        let args = ["train", "a.jsonl", "--self-train", "a.jsonl", "-o", "n.bin", "--bits", "14"];
        let run = program.run(&args).expect(0);
        assert!(run.stderr.contains("once more with 4 documents of --self-train\n"), "{}", run.stderr);
    }

    #[test]
    fn what_extraction_wrote_is_learnt_from() {
        let program =
            Program::with(&[("a.jsonl", MADE_UP.as_bytes()), ("docs/t.txt", b"Prozblik said it near Zwarnd.")]);
        program.run(&["train", "a.jsonl", "-o", "m.bin", "--bits", "14", "-q"]).expect(0);
        program.extract(&["--model", "m.bin", "docs/t.txt", "-o", "r.jsonl", "--documents"]).expect(0);
        let run = program.run(&["train", "r.jsonl", "-o", "n.bin", "--bits", "14"]).expect(0);
        assert!(run.stderr.contains("r.jsonl: 1 documents, 2 names, 0 of them out of reach\n"), "{}", run.stderr);
        let run = program.run(&["train", "r.jsonl", "--texts", "elsewhere", "-o", "n.bin", "-q"]).expect(2);
        assert!(run.stderr.starts_with("gleaner: r.jsonl:1: cannot read "), "{}", run.stderr);
    }

    #[test]
    fn what_cannot_be_trained_on() {
        let program = Program::with(&[
            ("good.jsonl", MADE_UP.as_bytes()),
            ("bad.conll", b"Ann B-PER\n\nLee\n"),
            ("bad.jsonl", b"{\"text\":\"Ann\",\"entities\":[{\"start\":0,\"end\":9,\"type\":\"ORG\"}]}\n"),
            ("dates.jsonl", b"{\"text\":\"Ann\",\"entities\":[],\"annotated\":[\"DATE\"]}\n"),
            ("empty.jsonl", b"{\"text\":\"Ann\",\"entities\":[]}\n"),
        ]);
        let cases: [(&[&str], &str); 6] = [
            (&["bad.conll"], "bad.conll:3: a row needs two columns, a word first and its tag last"),
            (&["bad.jsonl"], "bad.jsonl:1: an entity goes from 0 to 9, the text from 0 to 3 (code points)"),
            (&["dates.jsonl"], "dates.jsonl: no document in which ORG, PERSON or LOC are annotated"),
            (&["empty.jsonl"], "nothing to train on: no ORG, PERSON or LOC is marked in any document"),
            (&["missing.jsonl"], "cannot read missing.jsonl: No such file or directory (os error 2)"),
            (&["good.jsonl", "--hold-out", "./good.jsonl"], "./good.jsonl is both trained on and held out"),
        ];
        for (args, message) in cases {
            let run = program.run(&[&["train", "-q", "-o", "m.bin"], args].concat()).expect(2);
            assert_eq!(run.stderr.replace("os error 3", "os error 2"), format!("gleaner: {message}\n"));
            assert!(!program.path().join("m.bin").exists(), "no half of a model");
        }
        for args in [["--bits", "25"], ["--dropout", "1"], ["--rate", "0"], ["--folds", "1"], ["--epochs", "0"]] {
            program.run(&[&["train", "good.jsonl", "-o", "m.bin"], &args[..]].concat()).expect(2);
        }
    }
}
