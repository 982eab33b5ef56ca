//! Long documents, a piece at a time.
//!
//! A stage takes some thirty bytes of memory for each byte of text, and some stages look over their whole text (the width
//! of its lines, votes on its names, clusters). So a text beyond a bound is read in pieces, always, whoever asks and
//! however much memory there is: the same text and bound give the same records. What a piece knows of those before it:
//!
//! | | across pieces |
//! |---|---|
//! | offsets, ids of entities and relations | go on |
//! | the document's date | found in the first piece, holds in all |
//! | clusters | one number for the clusters of one type with one id, or else one canonical name |
//! | amounts, dates, names of lists, relations of a sentence | are not parted: pieces end where paragraphs or sentences do |
//! | short forms, votes on names, other ties of names, coreference, lists under a heading | reach to the ends of the piece |
//! | a year or month that a date takes from the paragraph before ("12 March" after "in 2014") | not at the start of a piece |

use std::sync::Arc;

use foldhash::HashMap;
use gleaner_text::{EntityType, MentionId, TokenTable, fold_hash};

use crate::analysis::Analysis;
use crate::extractor::{DocumentMeta, Extractor};
use crate::lists::Lists;
use crate::writer::{Before, DocumentName, RecordWriter, TextCounts, canonical_name};

/// The usual bound of a piece, in bytes: books fit into one or two.
pub const PIECE_BYTES: usize = 1 << 20;

/// How much of a text without paragraphs is looked through for the start of a sentence.
const SENTENCE_REGION: usize = 64 << 10;

/// How many clusters are remembered from piece to piece; later ones have a number in each piece.
const MAX_KNOWN_CLUSTERS: usize = 1 << 20;

/// A document on its way to records, piece by piece. One that is no longer than the bound is one piece, and its records are
/// those of [`Extractor::extract_into`] and [`RecordWriter::write`].
///
/// ```
/// use gleaner::{Analysis, DocumentMeta, DocumentName, Extractor, PiecewiseDocument, RecordOptions, RecordWriter};
///
/// let extractor = Extractor::builder().build()?;
/// let text = "It cost £5m.\n\n".repeat(1000);
/// let name = DocumentName { name: "costs.txt", title: None, author: None };
/// let mut document = PiecewiseDocument::new(&extractor, name, &text, &DocumentMeta::default(), 4096);
/// let (mut analysis, mut writer) = (Analysis::default(), RecordWriter::new(RecordOptions::default()));
/// let mut records = Vec::new();
/// while document.write_next(&mut analysis, &mut writer, &mut records) {
///     assert!(analysis.tokens().len() < 2000, "no more than a piece in memory");
/// }
/// let last = String::from_utf8_lossy(&records).lines().last().unwrap().to_owned();
/// assert!(last.contains(r#""id":"e1000","type":"MONEY","text":"£5m","start":13994"#), "{last}");
/// # Ok::<(), gleaner::BuildError>(())
/// ```
pub struct PiecewiseDocument<'a> {
    extractor: &'a Extractor,
    /// Those of the first piece hold for all.
    lists: Arc<Lists>,
    name: DocumentName<'a>,
    text: &'a str,
    meta: DocumentMeta,
    max_bytes: usize,
    /// Where the next piece begins; none behind the last.
    next: Option<usize>,
    offset: u32,
    n_entities: u32,
    n_relations: u32,
    known: KnownClusters,
    cluster_numbers: Vec<u32>,
}

impl<'a> PiecewiseDocument<'a> {
    /// Begins a document. Pieces have at most `max_bytes` bytes, but at least one character.
    pub fn new(
        extractor: &'a Extractor,
        name: DocumentName<'a>,
        text: &'a str,
        meta: &DocumentMeta,
        max_bytes: usize,
    ) -> Self {
        Self {
            extractor,
            lists: extractor.lists(),
            name,
            text,
            meta: *meta,
            max_bytes,
            next: Some(0),
            offset: 0,
            n_entities: 0,
            n_relations: 0,
            known: KnownClusters::default(),
            cluster_numbers: Vec::new(),
        }
    }

    /// Extracts the next piece into `analysis` and appends its records to `output`, before the first those of the document if
    /// they are asked for. False when there was no piece left; an empty text has one.
    ///
    /// Cost: that of the piece; a document record of a text in pieces costs tokenising it all once more.
    pub fn write_next(&mut self, analysis: &mut Analysis, writer: &mut RecordWriter, output: &mut Vec<u8>) -> bool {
        let Some(start) = self.next else { return false };
        let end = piece_end(self.text, start, self.max_bytes);
        let piece = &self.text[start..end];
        let is_first = start == 0;
        self.next = (end < self.text.len()).then_some(end);
        self.extractor.extract_part(piece, &self.meta, is_first, &self.lists, analysis, |_| {});
        if is_first {
            self.meta.document_date = analysis.document_date().map(|(day, _)| day);
            if writer.options().documents {
                let counts = self.counts(analysis.tokens(), end);
                writer.write_document(self.name, self.text, piece, counts, analysis, output);
            }
        }
        let is_whole = is_first && self.next.is_none();
        if !is_whole {
            self.number_clusters(piece, analysis);
        }
        let before = Before {
            offset: self.offset,
            n_entities: self.n_entities,
            n_relations: self.n_relations,
            cluster_numbers: (!is_whole).then_some(&self.cluster_numbers),
        };
        writer.write_found(self.name.name, piece, self.extractor, analysis, &before, output);
        self.n_entities += analysis.mentions().len() as u32;
        self.n_relations += analysis.relations().len() as u32;
        self.offset += writer.options().offsets.count(piece.as_bytes());
        true
    }

    /// How many bytes of the text are behind the pieces written so far.
    pub fn n_bytes_done(&self) -> usize {
        self.next.unwrap_or(self.text.len())
    }

    /// Sentences and tokens of all pieces; the first ends at `end` and is in `tokens`.
    fn counts(&self, tokens: &TokenTable, mut end: usize) -> TextCounts {
        let mut counts = TextCounts { n_sentences: tokens.sentences().len(), n_tokens: tokens.len() };
        let mut table = TokenTable::default();
        while end < self.text.len() {
            let start = end;
            end = piece_end(self.text, start, self.max_bytes);
            if gleaner_tokenizer::tokenize(&self.text[start..end], &mut table).is_ok() {
                counts.n_sentences += table.sentences().len();
                counts.n_tokens += table.len();
            }
        }
        counts
    }

    fn number_clusters(&mut self, piece: &str, analysis: &Analysis) {
        self.cluster_numbers.clear();
        for (mention_idx, mention) in analysis.mentions().iter().enumerate() {
            let Some(cluster) = analysis.cluster(MentionId(mention_idx as u32)) else { continue };
            // Clusters are numbered in the order of their first mentions.
            if cluster.index() == self.cluster_numbers.len() {
                let name = fold_hash(canonical_name(analysis, piece, cluster));
                let entry = analysis.clusters.entry(cluster);
                let id = entry.and_then(|entry| self.lists.entry(entry).reference()).map(fold_hash);
                self.cluster_numbers.push(self.known.number(mention.entity_type, name, id));
            }
        }
    }
}

/// The clusters of the pieces before, by hashes of canonical names and ids.
#[derive(Debug, Default)]
struct KnownClusters {
    /// With the id, where it has one.
    by_name: HashMap<(EntityType, u64), (u32, Option<u64>)>,
    by_id: HashMap<(EntityType, u64), u32>,
    next: u32,
}

impl KnownClusters {
    fn number(&mut self, entity_type: EntityType, name: u64, id: Option<u64>) -> u32 {
        if let Some(known) = id.and_then(|id| self.by_id.get(&(entity_type, id))) {
            return *known;
        }
        // Clusters with two ids are two things whatever they are called.
        let known =
            self.by_name.get_mut(&(entity_type, name)).filter(|(_, known_id)| known_id.is_none() || id.is_none());
        let number = match known {
            Some((number, known_id)) => {
                *known_id = known_id.or(id);
                *number
            }
            None => {
                let number = self.next;
                self.next += 1;
                if self.by_name.len() < MAX_KNOWN_CLUSTERS {
                    self.by_name.entry((entity_type, name)).or_insert((number, id));
                }
                number
            }
        };
        if let Some(id) = id
            && self.by_id.len() < MAX_KNOWN_CLUSTERS
        {
            self.by_id.insert((entity_type, id), number);
        }
        number
    }
}

/// Where the piece that begins at `start` ends: behind the last blank line of its second half; without one, where the last
/// sentence begins; without one, behind the last white space; without any, where it is full.
fn piece_end(text: &str, start: usize, max_bytes: usize) -> usize {
    let rest = &text[start..];
    if rest.len() <= max_bytes {
        return text.len();
    }
    let full = match (1..=max_bytes).rev().find(|at| rest.is_char_boundary(*at)) {
        Some(full) => full,
        None => boundary_from(rest, 1),
    };
    let half = boundary_from(rest, full / 2);
    let end = blank_line_end(rest, half, full)
        .or_else(|| sentence_start(rest, half, full))
        .or_else(|| rest[half..full].rfind(char::is_whitespace).map(|at| boundary_from(rest, half + at + 1)))
        .filter(|end| *end > 0)
        .unwrap_or(full);
    start + end
}

/// The first character boundary at `at` or behind it.
fn boundary_from(text: &str, at: usize) -> usize {
    (at..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

/// The end of the last blank line in `from..to`.
fn blank_line_end(text: &str, from: usize, to: usize) -> Option<usize> {
    let bytes = &text.as_bytes()[from..to];
    let mut end = bytes.len();
    while let Some(newline) = bytes[..end].iter().rposition(|byte| *byte == b'\n') {
        let line = bytes[..newline].iter().rposition(|byte| *byte == b'\n').map_or(0, |before| before + 1);
        // A line that begins before `from` may have words there.
        if line > 0 && bytes[line..newline].iter().all(u8::is_ascii_whitespace) {
            return Some(from + newline + 1);
        }
        end = newline;
    }
    None
}

/// Where the last sentence of `from..to` begins, seen from a little before it.
fn sentence_start(text: &str, from: usize, to: usize) -> Option<usize> {
    let region = boundary_from(text, from.max(to.saturating_sub(SENTENCE_REGION)));
    let mut table = TokenTable::default();
    gleaner_tokenizer::tokenize(text.get(region..to)?, &mut table).ok()?;
    let [_, .., last] = table.sentences() else { return None };
    Some(region + table.span_of(last.tokens).start as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn pieces_end_where_texts_part() {
        let cases = [
            ("One two three.\n\nFour five six.", 24, "One two three.\n\n"),
            ("One two three.\r\n \r\nFour five six.", 24, "One two three.\r\n \r\n"),
            // Not in the first half, where the piece would be too short.
            ("One.\n\nTwo three four. Five six seven eight nine.", 30, "One.\n\nTwo three four. "),
            ("One two three four five", 14, "One two three "),
            ("onetwothreefourfive", 8, "onetwoth"),
            ("ééééé", 5, "éé"),
            ("日本語", 1, "日"),
            ("short", 5, "short"),
            ("", 5, ""),
        ];
        for (text, max_bytes, piece) in cases {
            assert_eq!(&text[..piece_end(text, 0, max_bytes)], piece, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn pieces_cover_any_text(text in "(?s)[a-zA-Z .\n£é日]{0,300}", max_bytes in 0usize..50) {
            let mut start = 0;
            while start < text.len() {
                let end = piece_end(&text, start, max_bytes);
                prop_assert!(end > start && end <= text.len() && text.is_char_boundary(end));
                prop_assert!(end - start <= max_bytes.max(4));
                start = end;
            }
        }
    }

    #[test]
    fn clusters_are_one_by_id_or_name() {
        let mut known = KnownClusters::default();
        assert_eq!(known.number(EntityType::ORG, 1, None), 0);
        assert_eq!(known.number(EntityType::PERSON, 1, None), 1, "types differ");
        assert_eq!(known.number(EntityType::ORG, 1, Some(7)), 0, "an id comes later");
        assert_eq!(known.number(EntityType::ORG, 2, Some(7)), 0, "another name, the same id");
        assert_eq!(known.number(EntityType::ORG, 1, Some(8)), 2, "the same name, another id");
        assert_eq!(known.number(EntityType::ORG, 1, None), 0);
    }
}
