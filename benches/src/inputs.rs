//! Text to measure on.

use std::path::PathBuf;

use gleaner_text::{TextView, TokenTable};

use crate::measure::is_measuring;
use crate::news::News;

/// A text and its token table.
#[derive(Clone, Debug)]
pub struct Document {
    /// The text.
    pub text: String,
    /// Its tokens, lines and sentences.
    pub tokens: TokenTable,
}

impl Document {
    /// Tokenises `text`.
    pub fn new(text: String) -> Self {
        let tokens = gleaner_tokenizer::tokenized(&text);
        Self { text, tokens }
    }

    /// Text and tokens as recognisers take them.
    pub fn view(&self) -> TextView<'_> {
        TextView::new(&self.text, &self.tokens)
    }
}

/// Documents under a name that says what they are and how much.
#[derive(Clone, Debug)]
pub struct Input {
    /// "seeds", "news-1MB": the second half of ids.
    pub name: String,
    /// The documents.
    pub documents: Vec<Document>,
}

impl Input {
    fn new(name: &str, texts: Vec<String>) -> Self {
        Self { name: name.to_owned(), documents: texts.into_iter().map(Document::new).collect() }
    }

    /// Bytes of all documents.
    pub fn n_bytes(&self) -> usize {
        self.documents.iter().map(|document| document.text.len()).sum()
    }

    /// Tokens of all documents.
    pub fn n_tokens(&self) -> usize {
        self.documents.iter().map(|document| document.tokens.len()).sum()
    }
}

/// The five sample documents, by file name without `.txt`, in the order of their names.
///
/// # Panics
/// When the repository's folder `seeds` cannot be read.
pub fn seeds() -> Vec<(String, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../seeds");
    let mut seeds: Vec<(String, String)> = std::fs::read_dir(&folder)
        .expect("the folder `seeds` is there")
        .map(|entry| entry.expect("the folder `seeds` can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .map(|path| {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).expect("a seed is UTF-8"))
        })
        .collect();
    seeds.sort();
    seeds
}

/// The seeds, each a document of its own.
pub fn seed_documents() -> Input {
    Input::new("seeds", seeds().into_iter().map(|(_, text)| text).collect())
}

/// Generated news of about so many bytes, an article a document; see [`crate::news`].
pub fn news(name: &str, n_bytes: usize) -> Input {
    Input::new(name, News::generate(n_bytes).articles)
}

/// The inputs of most benches: the seeds and a megabyte of news; a few articles when nothing is measured.
pub fn standard() -> Vec<Input> {
    if is_measuring() { vec![seed_documents(), news("news-1MB", 1_000_000)] } else { vec![news("news-20kB", 20_000)] }
}

/// [`standard`] and ten megabytes of news.
pub fn graded() -> Vec<Input> {
    let mut inputs = standard();
    if is_measuring() {
        inputs.push(news("news-10MB", 10_000_000));
    }
    inputs
}
