//! A folder of generated documents of many kinds and sizes, always the same for the same size: what batch runs are measured
//! on.
//!
//! ```text
//! cargo run --release -p benches --example mixed_folder -- FOLDER MEGABYTES
//! /usr/bin/time -v gleaner extract FOLDER -o /dev/null
//! ```
//!
//! By text, about a third is single articles (plain, web pages, mail, gzip), a third JSON Lines and CSV, the rest archives and long
//! texts: 5 MB of paragraphs for every 30 MB, and 40 MB in one single line for every 200 MB.
#![allow(clippy::print_stdout)]

use std::error::Error;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use benches::news::News;
use benches::random::Random;
use flate2::Compression;
use flate2::write::GzEncoder;

/// Articles are generated once and used again in another order.
const POOL_BYTES: usize = 12 << 20;
const FILES_IN_A_FOLDER: usize = 500;

struct Folder {
    path: PathBuf,
    n_files: usize,
    n_bytes: usize,
    articles: Vec<String>,
    random: Random,
}

impl Folder {
    fn article(&mut self) -> String {
        let article = &self.articles[self.random.below(self.articles.len())];
        self.n_bytes += article.len();
        article.clone()
    }

    /// Articles of at least so many bytes.
    fn text(&mut self, n_bytes: usize) -> String {
        let mut text = self.article();
        while text.len() < n_bytes {
            text.push_str("\n\n");
            text.push_str(&self.article());
        }
        text
    }

    fn file(&mut self, ending: &str) -> std::io::Result<BufWriter<File>> {
        let folder = self.path.join(format!("{:04}", self.n_files / FILES_IN_A_FOLDER));
        fs::create_dir_all(&folder)?;
        self.n_files += 1;
        Ok(BufWriter::new(File::create(folder.join(format!("{:07}{ending}", self.n_files)))?))
    }

    fn small(&mut self) -> Result<(), Box<dyn Error>> {
        match self.random.below(10) {
            0 => {
                let text = self.text(20_000);
                let page = format!("<!doctype html><title>News</title><p>{}", text.replace("\n\n", "<p>"));
                self.file(".html")?.write_all(page.as_bytes())?;
            }
            1 => {
                let text = self.article();
                let head = "From: Desk <desk@example.org>\r\nSubject: News\r\nDate: Mon, 2 May 2016 10:15:00 +0100\r\n\
                            Content-Type: text/plain; charset=utf-8\r\n\r\n";
                self.file(".eml")?.write_all([head, &text].concat().as_bytes())?;
            }
            2 => {
                let text = self.text(50_000);
                let mut gzip = GzEncoder::new(self.file(".txt.gz")?, Compression::fast());
                gzip.write_all(text.as_bytes())?;
                gzip.finish()?.flush()?;
            }
            _ => {
                let text = self.article();
                self.file(".txt")?.write_all(text.as_bytes())?;
            }
        }
        Ok(())
    }

    fn lines(&mut self) -> Result<(), Box<dyn Error>> {
        let mut file = self.file(".jsonl")?;
        for number in 0..500 {
            let text = self.article();
            let line = serde_json::json!({ "id": format!("{}-{number}", self.n_files), "text": text });
            writeln!(file, "{line}")?;
        }
        let mut file = self.file(".csv")?;
        writeln!(file, "id,text")?;
        for number in 0..200 {
            let article = self.article().replace('"', "\"\"");
            writeln!(file, "{}-{number},\"{article}\"", self.n_files)?;
        }
        Ok(())
    }

    fn archive(&mut self) -> Result<(), Box<dyn Error>> {
        let mut zip = zip::ZipWriter::new(self.file(".zip")?.into_inner()?);
        for number in 0..100 {
            zip.start_file(format!("{number}.txt"), zip::write::SimpleFileOptions::default())?;
            zip.write_all(self.article().as_bytes())?;
        }
        zip.finish()?;
        Ok(())
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(path), Some(megabytes)) = (args.next(), args.next()) else { return Err("FOLDER MEGABYTES".into()) };
    let target = megabytes.parse::<usize>()? * 1_000_000;
    let mut folder = Folder {
        path: Path::new(&path).to_owned(),
        n_files: 0,
        n_bytes: 0,
        articles: News::generate(POOL_BYTES).articles,
        random: Random::new(1),
    };
    let (mut n_long, mut n_single) = (0, 0);
    while folder.n_bytes < target {
        for _ in 0..100 {
            folder.small()?;
        }
        folder.lines()?;
        folder.archive()?;
        if folder.n_bytes / 30_000_000 > n_long {
            n_long += 1;
            let text = folder.text(5_000_000);
            folder.file(".txt")?.write_all(text.as_bytes())?;
        }
        if folder.n_bytes / 200_000_000 > n_single || n_single == 0 {
            n_single += 1;
            let text = folder.text(40_000_000).replace('\n', " ");
            folder.file(".txt")?.write_all(text.as_bytes())?;
        }
    }
    println!("{} files, {} bytes of text", folder.n_files, folder.n_bytes);
    Ok(())
}
