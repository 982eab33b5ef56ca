//! Generated text as JSON Lines, for `gleaner bench` and for other programs that are to be measured on the same text.
//!
//! ```text
//! cargo run --release -p benches --example texts -- news 10 > news.jsonl     # megabytes of news, legal or posts
//! cargo run --release -- bench news.jsonl
//! ```
#![allow(clippy::print_stdout)]

use std::error::Error;
use std::io::{BufWriter, Write, stdout};

use benches::genre::Genre;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [genre, megabytes] = args.as_slice() else {
        return Err("usage: texts news|legal|posts MEGABYTES".into());
    };
    let genre: Genre = genre.parse()?;
    let n_bytes = (megabytes.parse::<f64>()? * 1e6) as usize;
    let mut output = BufWriter::new(stdout().lock());
    let mut n_written = 0;
    for (document_idx, text) in genre.documents().enumerate() {
        if n_written >= n_bytes {
            break;
        }
        n_written += text.len();
        let id = format!("{}-{document_idx:06}", genre.name());
        writeln!(output, "{}", serde_json::json!({"id": id, "text": text}))?;
    }
    output.flush()?;
    Ok(())
}
