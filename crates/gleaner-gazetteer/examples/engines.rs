//! Measures the matcher beside aho-corasick over the same names and the same text.
//!
//! ```text
//! cargo run --release -p gleaner-gazetteer --example engines -- seeds gazetteers/lists
//! ```
//!
//! The first argument is a text file or a folder of them, repeated to at least 4 MB; the others are list files or
//! folders of them. `--names N` adds made-up names of two and three words until there are N.
#![allow(clippy::print_stdout)]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use aho_corasick::{AhoCorasick, AhoCorasickKind, Input, MatchKind};
use gleaner_gazetteer::{Gazetteer, GazetteerBuilder, List};
use gleaner_text::{TextView, TokenTable, fold_into};

type Failure = Box<dyn std::error::Error>;

fn files(path: &Path) -> Result<Vec<PathBuf>, Failure> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = std::fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, Failure>>()?;
    files.sort();
    Ok(files)
}

/// The quickest of several runs.
fn best<T>(mut run: impl FnMut() -> T) -> (Duration, T) {
    let timed = |run: &mut dyn FnMut() -> T| {
        let start = Instant::now();
        let value = run();
        (start.elapsed(), value)
    };
    let mut quickest = timed(&mut run);
    for _ in 0..8 {
        let next = timed(&mut run);
        if next.0 < quickest.0 {
            quickest = next;
        }
    }
    quickest
}

fn build(lists: &[(String, Vec<u8>)], made_up: &List<'_>) -> Result<Gazetteer, Failure> {
    let mut builder = GazetteerBuilder::new();
    for (file, bytes) in lists {
        builder = builder.add_list(&List::parse(file, bytes)?)?;
    }
    Ok(builder.add_list(made_up)?.build()?)
}

/// Names that no text holds, made of syllables by a small generator, so that any number can be had.
fn made_up_names(n_names: usize) -> List<'static> {
    const SYLLABLES: [&str; 16] = [
        "Bar", "Cor", "Den", "Fal", "Gor", "Hal", "Ken", "Lor", "Mar", "Nor", "Pel", "Ral", "Sen", "Tor", "Var", "Wen",
    ];
    let mut state = 0x9e37_79b9_7f4a_7c15u64;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 33) as usize % below
    };
    let mut list = List::new("made-up", "ORG");
    for name_idx in 0..n_names {
        let mut word = || format!("{}{}", SYLLABLES[next(16)], SYLLABLES[next(16)].to_lowercase());
        let head = ["Holdings", "Trust", "Group", "Limited"][name_idx % 4];
        list.add(format!("{} {}{} {head}", word(), word(), name_idx % 97));
    }
    list
}

/// The folded words of a text between single spaces, as an automaton over bytes needs them.
fn fold(view: TextView<'_>, folded: &mut String) {
    folded.clear();
    folded.push(' ');
    for token_idx in 0..view.len() {
        let token = view.token(token_idx);
        if token.is_ascii() {
            let start = folded.len();
            folded.push_str(token);
            folded[start..].make_ascii_lowercase();
        } else {
            fold_into(token, folded);
        }
        folded.push(' ');
    }
}

fn main() -> Result<(), Failure> {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let mut n_names = 0usize;
    if let Some(at) = args.iter().position(|arg| arg == "--names") {
        n_names = args.get(at + 1).ok_or("--names takes a number")?.parse()?;
        args.drain(at..at + 2);
    }
    let [text_path, list_paths @ ..] = &*args else { return Err("usage: engines TEXT LIST… [--names N]".into()) };
    let mut once = String::new();
    for file in files(Path::new(text_path))? {
        once.push_str(&std::fs::read_to_string(file)?);
        once.push_str("\n\n");
    }
    let text = once.repeat(4_000_000 / once.len().max(1) + 1);
    let mut lists = Vec::new();
    for path in list_paths {
        for file in files(Path::new(path))? {
            lists.push((file.display().to_string(), std::fs::read(&file)?));
        }
    }

    let n_listed = build(&lists, &List::new("none", "ORG"))?.n_surfaces();
    let made_up = made_up_names(n_names.saturating_sub(n_listed));
    let megabytes = text.len() as f64 / 1e6;
    let report = |what: &str, time: Duration, n_hits: usize| {
        println!("{what:<44} {:>7.0} MB/s  {n_hits} hits", megabytes / time.as_secs_f64());
    };

    let (time, gazetteer) = best(|| build(&lists, &made_up));
    let gazetteer = gazetteer?;
    let (n_surfaces, n_bytes) = (gazetteer.n_surfaces(), gazetteer.n_bytes());
    println!("{megabytes:.1} MB of text, {} names in all, {n_surfaces} surfaces", gazetteer.n_names());
    println!("read and build {time:?}, {:.1} MB", n_bytes as f64 / 1e6);

    let mut table = TokenTable::default();
    let (time, tokenised) = best(|| gleaner_tokenizer::tokenize(&text, &mut table));
    tokenised?;
    report("tokenize (for scale)", time, 0);
    let view = TextView::new(&text, &table);
    let mut hits = Vec::new();
    let (time, ()) = best(|| gazetteer.find(view, &mut hits));
    report("gleaner-gazetteer, find", time, hits.len());
    let (time, ()) = best(|| gazetteer.find_overlapping(view, &mut hits));
    report("gleaner-gazetteer, find_overlapping", time, hits.len());

    let mut patterns: Vec<String> = Vec::new();
    for entry in gazetteer.entries() {
        if gleaner_gazetteer::WORD_TYPES.contains(&entry.entity_type()) {
            continue;
        }
        for name in entry.names() {
            let mut folded = String::new();
            fold(TextView::new(name, &gleaner_tokenizer::tokenized(name)), &mut folded);
            patterns.push(folded);
        }
    }
    let mut folded = String::new();
    for (name, kind) in
        [("noncontiguous", AhoCorasickKind::NoncontiguousNFA), ("contiguous", AhoCorasickKind::ContiguousNFA)]
    {
        let mut builder = AhoCorasick::builder();
        builder.kind(Some(kind)).match_kind(MatchKind::LeftmostLongest).prefilter(false);
        let start = Instant::now();
        let automaton = builder.build(&patterns)?;
        println!("aho-corasick {name}: build {:?}, {:.1} MB", start.elapsed(), automaton.memory_usage() as f64 / 1e6);
        // No capitals, no sentences, and the space behind a name begins the next one: less work than `find` does.
        let scan = |folded: &str| {
            let (mut at, mut n_hits) = (0, 0);
            while let Some(hit) = automaton.find(Input::new(folded).range(at..)) {
                at = hit.end() - 1;
                n_hits += 1;
            }
            n_hits
        };
        let (time, n_hits) = best(|| {
            fold(view, &mut folded);
            scan(&folded)
        });
        report(&format!("aho-corasick {name}, fold and scan"), time, n_hits);
        let (time, n_hits) = best(|| scan(&folded));
        report(&format!("aho-corasick {name}, scan alone"), time, n_hits);
    }
    Ok(())
}
