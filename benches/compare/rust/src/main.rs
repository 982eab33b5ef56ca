//! `peers anno|aho-corasick measure TEXT.jsonl SECONDS`, `… predict GOLD.jsonl OUT.jsonl`: as `peer.py` says. aho-corasick
//! reads its names from the file that the environment's NAMES says, a name and its type with a tab between them a line.

use std::error::Error;
use std::time::{SystemTime, UNIX_EPOCH};

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use anno::{Model, StackedNER};
use serde_json::{Value, json};

/// Start and end in code points, and a type.
type Spans = Vec<(usize, usize, String)>;
type Find = Box<dyn Fn(&str) -> Option<Spans>>;

fn anno() -> Find {
    let model = StackedNER::default();
    Box::new(move |text| {
        let found = model.extract_entities(text, None).ok()?;
        Some(found.iter().map(|entity| (entity.start(), entity.end(), entity.entity_type.to_string())).collect())
    })
}

fn aho_corasick() -> Result<Find, Box<dyn Error>> {
    let listed = std::fs::read_to_string(std::env::var("NAMES")?)?;
    let (names, types): (Vec<String>, Vec<String>) =
        listed.lines().filter_map(|line| line.split_once('\t')).map(|(name, of)| (name.into(), of.into())).unzip();
    let automaton = AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::ContiguousNFA))
        .match_kind(MatchKind::LeftmostLongest)
        .build(&names)?;
    Ok(Box::new(move |text| {
        let (mut point, mut byte) = (0, 0);
        let mut to_point = |wanted: usize| {
            point += text[byte..wanted].chars().count();
            byte = wanted;
            point
        };
        let hits = automaton.find_iter(text);
        Some(hits.map(|hit| (to_point(hit.start()), to_point(hit.end()), types[hit.pattern()].clone())).collect())
    }))
}

/// Processor time of this process in seconds, where Linux tells; else the time of day.
fn now() -> f64 {
    let spent = std::fs::read_to_string("/proc/self/schedstat").ok();
    let spent = spent.and_then(|spent| spent.split_whitespace().next()?.parse::<f64>().ok());
    let of_day = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos() as f64;
    spent.unwrap_or_else(of_day) / 1e9
}

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [peer, what, path, last] = args.as_slice() else { return Err("usage: see the source".into()) };
    let text = std::fs::read_to_string(path)?;
    let docs: Vec<Value> = text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let start = now();
    let find = if peer == "anno" { anno() } else { aho_corasick()? };
    let loaded = now() - start;
    let mut failed = 0;
    let mut guarded = |text: &str| find(text).unwrap_or_else(|| {
        failed += 1;
        Spans::new()
    });
    if what == "predict" {
        let mut lines = String::new();
        for doc in &docs {
            let spans = guarded(doc["text"].as_str().unwrap_or_default());
            let entities: Vec<Value> = spans
                .into_iter()
                .map(|(start, end, of_type)| json!({"start": start, "end": end, "type": of_type}))
                .collect();
            lines += &format!("{}\n", json!({"id": doc["id"], "entities": entities}));
        }
        std::fs::write(last, lines)?;
        println!("{}", json!({"failed": failed}));
        return Ok(());
    }
    docs.iter().take(8).for_each(|doc| _ = guarded(doc["text"].as_str().unwrap_or_default()));
    let (mut n_bytes, mut n_found) = (0, 0);
    let limit: f64 = last.parse()?;
    let start = now();
    for doc in &docs {
        let text = doc["text"].as_str().unwrap_or_default();
        n_found += guarded(text).len();
        n_bytes += text.len();
        if now() - start > limit {
            break;
        }
    }
    let seconds = now() - start;
    println!("{}", json!({"load": loaded, "seconds": seconds, "bytes": n_bytes, "found": n_found, "failed": failed}));
    Ok(())
}
