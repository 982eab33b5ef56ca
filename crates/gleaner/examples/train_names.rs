use gleaner::{
    Analysis, DocumentMeta, DocumentName, EntityType, Extractor, Gold, RecordOptions, RecordWriter, Span, TrainOptions,
    training::NamesTrainer,
};
use std::io::BufRead;

fn load(path: &str) -> Vec<(String, String, Vec<Gold>, Vec<String>)> {
    let mut out = Vec::new();
    for line in std::io::BufReader::new(std::fs::File::open(path).unwrap()).lines() {
        let v: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
        let text = v["text"].as_str().unwrap().to_string();
        let mut bytes: Vec<u32> = text.char_indices().map(|(i, _)| i as u32).collect();
        bytes.push(text.len() as u32);
        let mut gold = Vec::new();
        for e in v["entities"].as_array().unwrap() {
            let span =
                Span::new(bytes[e["start"].as_u64().unwrap() as usize], bytes[e["end"].as_u64().unwrap() as usize]);
            let t = match e["type"].as_str().unwrap() {
                "ORG" => EntityType::ORG,
                "PERSON" => EntityType::PERSON,
                "LOC" => EntityType::LOC,
                _ => continue,
            };
            let why = e["why"].as_str().unwrap_or("");
            let optional = e["optional"].as_bool().unwrap_or(false);
            if optional
                && matches!(
                    why,
                    "nominal" | "pronoun" | "title-only" | "contract-role" | "inside-name" | "contains-name"
                )
            {
                continue;
            }
            gold.push(Gold { span, entity_type: if optional { None } else { Some(t) } });
        }
        out.push((v["id"].as_str().unwrap().to_string(), text, gold, vec![]));
    }
    out
}

fn main() {
    // args: model-out bits epochs rate dropout TRAIN... [-- TEST...]
    let args: Vec<String> = std::env::args().skip(1).collect();
    let options = TrainOptions {
        bits: args[1].parse().unwrap(),
        epochs: args[2].parse().unwrap(),
        rate: args[3].parse().unwrap(),
        dropout: args[4].parse().unwrap(),
        ..TrainOptions::default()
    };
    let fold: Option<(u64, u64)> = std::env::var("FOLD").ok().map(|f| {
        let (a, b) = f.split_once('/').unwrap();
        (a.parse().unwrap(), b.parse().unwrap())
    });
    let in_fold = |id: &str| fold.is_some_and(|(k, n)| gleaner_text::fold_hash(id) % n == k);
    let split = args.iter().position(|a| a == "--").unwrap_or(args.len());
    let extractor = Extractor::builder().builtin_model(false).build().unwrap();
    if split > 5 {
        let mut trainer = NamesTrainer::new(&extractor, options);
        let t = std::time::Instant::now();
        for path in &args[5..split] {
            let before = trainer.counts();
            for (id, text, gold, _) in load(path) {
                if in_fold(&id) {
                    continue;
                }
                trainer.add(&text, &gold);
            }
            let c = trainer.counts();
            eprintln!("{path}: windows {} gold {} lost {}", c.0 - before.0, c.1 - before.1, c.2 - before.2);
        }
        eprintln!("features {:?}", t.elapsed());
        let (bytes, report) = trainer.train(|e, l| eprint!("{e}:{l:.4} "));
        eprintln!("rows {} {:?}", report.n_rows, t.elapsed());
        std::fs::write(&args[0], bytes).unwrap();
    }
    if split < args.len() {
        let model = gleaner_tagger::Model::from_bytes(std::fs::read(&args[0]).unwrap()).unwrap();
        let extractor =
            Extractor::builder().model(model).types(["ORG", "PERSON", "LOC"]).relations(false).build().unwrap();
        for path in &args[split + 1..] {
            let stem = std::path::Path::new(path).file_stem().unwrap().to_str().unwrap().to_string();
            let mut out = Vec::new();
            let mut analysis = Analysis::default();
            let mut writer = RecordWriter::new(RecordOptions { documents: true, ..Default::default() });
            let mut bytes = 0;
            let t = std::time::Instant::now();
            for (id, text, _, _) in load(path) {
                if fold.is_some() && !in_fold(&id) {
                    continue;
                }
                extractor.extract_into(&text, &DocumentMeta::default(), &mut analysis);
                bytes += text.len();
                writer.write(DocumentName { name: &id, title: None }, &text, &extractor, &analysis, &mut out);
            }
            eprintln!("{stem}: {:.1} MB/s", bytes as f64 / t.elapsed().as_secs_f64() / 1e6);
            use std::io::Write;
            std::fs::OpenOptions::new()
                .create(true)
                .append(true)
                .open(format!("/tmp/pred-{stem}.jsonl"))
                .unwrap()
                .write_all(&out)
                .unwrap();
        }
    }
}
