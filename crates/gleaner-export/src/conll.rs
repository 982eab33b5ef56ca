//! CoNLL-2003 columns: word, `-X-`, `-X-`, IOB2 tag; an empty line behind each sentence, `-DOCSTART-` before each document.

use std::borrow::Cow;
use std::io::Write;

use gleaner_text::{TextView, TokenTable};
use gleaner_tokenizer::tokenize;

use crate::error::ExportError;
use crate::place::{apart, places};
use crate::record::{Document, Failure};
use crate::{Sink, Summary};

const FORMAT: &str = "conll";

pub(crate) struct Conll {
    writer: Box<dyn Write + Send>,
    tokens: TokenTable,
    summary: Summary,
}

impl Conll {
    pub(crate) fn new(writer: Box<dyn Write + Send>) -> Self {
        Self { writer, tokens: TokenTable::default(), summary: Summary::default() }
    }
}

impl Sink for Conll {
    fn document(&mut self, document: &Document) -> Result<(), ExportError> {
        let places = places(document, FORMAT)?;
        let text = document.text().unwrap_or_default();
        tokenize(text, &mut self.tokens)
            .map_err(|error| ExportError::Library { format: FORMAT, reason: error.to_string() })?;
        let view = TextView::new(text, &self.tokens);
        let entities = apart(&places);
        self.summary.n_documents += 1;
        self.summary.n_entities += entities.len();
        self.summary.overlapping_entities += places.len() - entities.len();
        self.summary.unplaced_relations += document.relations.len();
        writeln!(self.writer, "-DOCSTART- -X- -X- O\n")?;
        let mut entities = entities.into_iter().peekable();
        for sentence in self.tokens.sentences() {
            // Behind a sentence end an entity begins anew, since tags are read a sentence at a time.
            let mut inside = None;
            for token_idx in sentence.tokens.start..sentence.tokens.end {
                let token = self.tokens.spans()[token_idx as usize].range();
                while entities.next_if(|&entity| places[entity].bytes.end <= token.start).is_some() {}
                let covering = entities.peek().copied().filter(|&entity| places[entity].bytes.start < token.end);
                let word = without_space(view.token(token_idx as usize));
                match covering {
                    Some(entity) => {
                        let tag = if inside == Some(entity) { 'I' } else { 'B' };
                        let entity_type = without_space(&document.entities[entity].entity_type);
                        writeln!(self.writer, "{word} -X- -X- {tag}-{entity_type}")?;
                    }
                    None => writeln!(self.writer, "{word} -X- -X- O")?,
                }
                inside = covering;
            }
            writeln!(self.writer)?;
        }
        Ok(())
    }

    fn failure(&mut self, _: &Failure) -> Result<(), ExportError> {
        self.summary.unplaced_errors += 1;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Summary, ExportError> {
        self.writer.flush()?;
        Ok(self.summary)
    }
}

/// A word that readers, who cut at what Python calls white space, take for one: that is more than Unicode's.
fn without_space(word: &str) -> Cow<'_, str> {
    let is_space = |character: char| character.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&character);
    match word.contains(is_space) {
        true => Cow::Owned(word.replace(is_space, "_")),
        false => Cow::Borrowed(word),
    }
}
