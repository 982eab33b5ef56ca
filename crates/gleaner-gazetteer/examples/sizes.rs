//! The table of sizes in the README: build, save, open, memory and speed of lists of 1,000 to 1,000,000 names, beside
//! aho-corasick and daachorse over the same names.
//!
//! ```text
//! cargo run --release -p gleaner-gazetteer --example sizes -- TEXT LIST… [--rivals] [--names N]…
//! ```
//!
//! `TEXT` is a text file or a folder of them, repeated to at least 8 MB; the lists give the words that the made-up names
//! of two and three words consist of, so that many words of the text begin a name. Times are the best of five, but for the
//! automata's building. The rivals read a folded copy of the text whose making is not counted; they know no capitals, no
//! sentences and no other spellings.
#![allow(clippy::print_stdout)]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use aho_corasick::{AhoCorasick, AhoCorasickKind, Input, MatchKind};
use daachorse::{DoubleArrayAhoCorasickBuilder, MatchKind as DaachorseKind};
use gleaner_gazetteer::{Gazetteer, GazetteerBuilder, List, WORD_TYPES};
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
fn best<T>(n_runs: usize, mut run: impl FnMut() -> T) -> (Duration, T) {
    let mut timed = || {
        let start = Instant::now();
        let value = run();
        (start.elapsed(), value)
    };
    let mut quickest = timed();
    for _ in 1..n_runs {
        let next = timed();
        if next.0 < quickest.0 {
            quickest = next;
        }
    }
    quickest
}

/// The words of matched names that have a capital, each once, in the order of the lists.
fn words_of(gazetteer: &Gazetteer) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    let mut words = Vec::new();
    for entry in gazetteer.entries().filter(|entry| !WORD_TYPES.contains(&entry.entity_type())) {
        for word in entry.names().flat_map(|name| name.split(' ')) {
            let is_plain = word.starts_with(|first: char| first.is_ascii_uppercase())
                && word.bytes().all(|byte| byte.is_ascii_alphabetic());
            if is_plain && seen.insert(word.to_owned()) {
                words.push(word.to_owned());
            }
        }
    }
    words
}

/// Names of two and three words by a small generator, so that any number can be had. Each has an id of eight letters.
fn made_up(words: &[String], n_names: usize) -> List<'static> {
    let mut state = 0x9e37_79b9_7f4a_7c15u64;
    let mut next = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 33) as usize % below
    };
    let mut list = List::new("made-up", "ORG");
    for name_idx in 0..n_names {
        let (first, second, third) = (next(words.len()), next(words.len()), next(words.len()));
        let name = if name_idx % 2 == 0 {
            format!("{} {}", words[first], words[second])
        } else {
            format!("{} {} {}", words[first], words[second], words[third])
        };
        list.add(name).id(format!("{name_idx:08}"));
    }
    list
}

/// The folded words of a text between single spaces, as an automaton over bytes needs them.
fn fold(view: TextView<'_>, folded: &mut String) {
    folded.clear();
    folded.push(' ');
    for token_idx in 0..view.len() {
        fold_into(view.token(token_idx), folded);
        folded.push(' ');
    }
}

/// Leftmost, longest, from behind each hit: the space behind a name begins the next one.
fn row(engine: &str, build: Duration, n_bytes: usize, time: Duration, megabytes: f64, more: &str) {
    let (build, speed) = (build.as_secs_f64(), megabytes / time.as_secs_f64());
    println!("| {engine:<26} | {build:>8.3} s | {:>7.1} MB | {speed:>5.0} MB/s | {more}", n_bytes as f64 / 1e6);
}

fn main() -> Result<(), Failure> {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let mut sizes = Vec::new();
    while let Some(at) = args.iter().position(|arg| arg == "--names") {
        sizes.push(args.get(at + 1).ok_or("--names takes a number")?.parse::<usize>()?);
        args.drain(at..at + 2);
    }
    if sizes.is_empty() {
        sizes = vec![1_000, 10_000, 100_000, 1_000_000];
    }
    let with_rivals = args.iter().any(|arg| arg == "--rivals");
    args.retain(|arg| arg != "--rivals");
    let [text_path, list_paths @ ..] = &*args else { return Err("usage: sizes TEXT LIST… [--rivals]".into()) };
    let mut once = String::new();
    for file in files(Path::new(text_path))? {
        once.push_str(&std::fs::read_to_string(file)?);
        once.push_str("\n\n");
    }
    let text = once.repeat(8_000_000 / once.len().max(1) + 1);
    let megabytes = text.len() as f64 / 1e6;
    let mut builder = GazetteerBuilder::new();
    for path in list_paths {
        for file in files(Path::new(path))? {
            builder = builder.add_list(&List::parse(&file.display().to_string(), &std::fs::read(&file)?)?)?;
        }
    }
    let words = words_of(&builder.build()?);
    let mut table = TokenTable::default();
    gleaner_tokenizer::tokenize(&text, &mut table)?;
    let view = TextView::new(&text, &table);
    println!("{megabytes:.1} MB of text, names made of {} words", words.len());

    let folder = tempfile::tempdir()?;
    for n_names in sizes {
        let list = made_up(&words, n_names);
        println!("{n_names} names");
        let (build, gazetteer) = best(2, || GazetteerBuilder::new().add_list(&list).and_then(GazetteerBuilder::build));
        let path = folder.path().join(format!("{n_names}.gaz"));
        gazetteer?.save(&path)?;
        let (open, opened) = best(5, || Gazetteer::open(&path));
        let (read, from_bytes) = best(5, || Ok::<_, Failure>(Gazetteer::from_bytes(std::fs::read(&path)?)?));
        from_bytes?;
        let opened = opened?;
        let mut hits = Vec::new();
        let (time, ()) = best(5, || opened.find(view, &mut hits));
        let more = format!("{} hits; open {open:.1?} mapped, {read:.1?} read", hits.len());
        row("gleaner-gazetteer", build, opened.n_bytes(), time, megabytes, &more);
        if !with_rivals {
            continue;
        }
        let mut patterns: Vec<String> = Vec::new();
        for entry in list.entries() {
            let mut folded = String::new();
            fold(TextView::new(entry.name(), &gleaner_tokenizer::tokenized(entry.name())), &mut folded);
            patterns.push(folded);
        }
        patterns.sort_unstable();
        patterns.dedup();
        let mut folded = String::new();
        fold(view, &mut folded);
        let mut builder = AhoCorasick::builder();
        builder.kind(Some(AhoCorasickKind::ContiguousNFA)).match_kind(MatchKind::LeftmostLongest).prefilter(false);
        let start = Instant::now();
        let automaton = builder.build(&patterns)?;
        let build = start.elapsed();
        let (time, n_hits) = best(5, || {
            let (mut at, mut n_hits) = (0, 0);
            while let Some(hit) = automaton.find(Input::new(&folded).range(at..)) {
                (at, n_hits) = (hit.end() - 1, n_hits + 1);
            }
            n_hits
        });
        let more = format!("{n_hits} hits");
        row("aho-corasick, contiguous", build, automaton.memory_usage(), time, megabytes, &more);
        drop(automaton);
        let start = Instant::now();
        let automaton = DoubleArrayAhoCorasickBuilder::new()
            .match_kind(DaachorseKind::LeftmostLongest)
            .build::<_, _, u32>(&patterns)
            .map_err(|error| error.to_string())?;
        let build = start.elapsed();
        let (time, n_hits) = best(5, || automaton.leftmost_find_iter(&folded).count());
        let more = format!("{n_hits} hits (names side by side are one too few)");
        row("daachorse", build, automaton.heap_bytes(), time, megabytes, &more);
    }
    Ok(())
}
