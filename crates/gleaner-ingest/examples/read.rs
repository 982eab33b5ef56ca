//! Reads files as `gleaner extract` does and says how fast: `cargo run --release -p gleaner-ingest --example read -- 20 FILE…` reads
//! each file 20 times; `0` prints the texts instead.

use std::io::Write;
use std::time::Instant;

use gleaner_ingest::{Options, Reader};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let n_times: u32 = args.next().ok_or("how many times?")?.parse()?;
    let reader = Reader::new(&Options::default());
    let mut out = std::io::stdout().lock();
    for name in args {
        let bytes = std::fs::read(&name)?;
        if n_times == 0 {
            let mut texts = Vec::new();
            reader.read_bytes(&name, &bytes, &mut |document| {
                texts.push(match document {
                    Ok(document) => {
                        let (title, author) = (document.title.as_deref(), document.author.as_deref());
                        format!("== {} {title:?} {author:?} {:?}\n{}", document.name, document.written, document.text)
                    }
                    Err(error) => format!("== {error}"),
                });
            });
            for text in texts {
                writeln!(out, "{text}")?;
            }
            continue;
        }
        let (mut n_documents, mut n_failed, mut n_text_bytes) = (0u32, 0u32, 0usize);
        let started = Instant::now();
        for _ in 0..n_times {
            reader.read_bytes(&name, &bytes, &mut |document| match document {
                Ok(document) => {
                    n_documents += 1;
                    n_text_bytes += document.text.len();
                }
                Err(_) => n_failed += 1,
            });
        }
        let seconds = started.elapsed().as_secs_f64();
        let megabytes = bytes.len() as f64 * f64::from(n_times) / 1e6;
        writeln!(
            out,
            "{:8.1} MB/s  {n_documents} documents, {n_failed} failed, {n_text_bytes} bytes of text  {name}",
            megabytes / seconds
        )?;
    }
    Ok(())
}
