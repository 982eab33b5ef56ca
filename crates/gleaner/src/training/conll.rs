//! Annotated documents as columns: CoNLL-2003 and what is like it (IOB2, IOB1, BIOES, BILOU).

use gleaner_text::{EntityType, Span};

use crate::training::document::{AnnotatedDocument, AnnotatedName, Duty, NAME_TYPES, ReadError, last_part, name_type};

const DOCUMENT_START: &str = "-DOCSTART-";

/// All documents of a file.
pub(super) fn read(file: &str, text: &str) -> Result<Vec<AnnotatedDocument>, ReadError> {
    let has_document_starts = text.lines().any(|line| line.starts_with(DOCUMENT_START));
    let mut reader = Reader { file, documents: Vec::new(), page: Page::default() };
    for (line_idx, line) in text.lines().enumerate() {
        let error = |what: String| ReadError { file: file.to_owned(), line: line_idx + 1, what };
        let mut columns = line.split_whitespace();
        match (columns.next(), columns.next_back()) {
            (None, _) if has_document_starts => reader.page.end_sentence(),
            (None, _) => reader.end_document(),
            (Some(DOCUMENT_START), _) => reader.end_document(),
            (Some(_), None) => {
                return Err(error("a row needs two columns, a word first and its tag last".to_owned()));
            }
            (Some(word), Some(tag)) => {
                let tag = Tag::parse(tag)
                    .ok_or_else(|| error(format!("the last column is “{tag}”, not a tag such as O, B-ORG or I-PER")))?;
                reader.page.add(word, tag);
            }
        }
    }
    reader.end_document();
    Ok(reader.documents)
}

/// What a tag says of its word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tag<'t> {
    Outside,
    Begins(&'t str),
    Continues(&'t str),
}

impl<'t> Tag<'t> {
    fn parse(tag: &'t str) -> Option<Self> {
        if tag == "O" {
            return Some(Self::Outside);
        }
        let (position, type_name) = tag.split_once('-')?;
        match position {
            _ if type_name.is_empty() => None,
            "B" | "S" | "U" => Some(Self::Begins(type_name)),
            "I" | "E" | "L" | "M" => Some(Self::Continues(type_name)),
            _ => None,
        }
    }
}

struct Reader<'f> {
    file: &'f str,
    documents: Vec<AnnotatedDocument>,
    page: Page,
}

impl Reader<'_> {
    fn end_document(&mut self) {
        self.page.end_sentence();
        if self.page.text.is_empty() {
            return;
        }
        let page = std::mem::take(&mut self.page);
        self.documents.push(AnnotatedDocument {
            id: format!("{}#{}", last_part(self.file), self.documents.len() + 1),
            text: page.text,
            names: page.names,
            annotated: NAME_TYPES.to_vec(),
        });
    }
}

/// The document that is being put together.
#[derive(Default)]
struct Page {
    text: String,
    names: Vec<AnnotatedName>,
    /// The name that goes on, if its next word says so: its type's name; `None` between names.
    open: Option<String>,
    /// Whether the next word touches the one before.
    sticks: bool,
    /// A sentence ended before the next word.
    ended: bool,
    /// Double quotes so far in the sentence: an even number means that the next one opens.
    n_quotes: usize,
}

impl Page {
    fn add(&mut self, word: &str, tag: Tag<'_>) {
        let is_quote = word == "\"";
        let closes = is_quote && self.n_quotes % 2 == 1;
        if std::mem::take(&mut self.ended) {
            self.text.push('\n');
        } else if !(self.text.is_empty() || self.sticks || closes || sticks_to_the_left(word)) {
            self.text.push(' ');
        }
        self.sticks = is_quote && !closes || matches!(word, "(" | "[" | "{" | "“" | "‘" | "``" | "$" | "£" | "€" | "#");
        self.n_quotes += usize::from(is_quote);
        let start = self.text.len() as u32;
        self.text.push_str(word);
        let end = self.text.len() as u32;
        let type_name = match tag {
            Tag::Outside => {
                self.open = None;
                return;
            }
            Tag::Continues(type_name) if self.open.as_deref() == Some(type_name) => {
                if name_type(type_name).is_some()
                    && let Some(name) = self.names.last_mut()
                {
                    name.span.end = end;
                }
                return;
            }
            Tag::Begins(type_name) | Tag::Continues(type_name) => type_name,
        };
        self.open = Some(type_name.to_owned());
        if let Some(entity_type) = name_type(type_name) {
            self.push_name(Span::new(start, end), entity_type);
        }
    }

    fn push_name(&mut self, span: Span, entity_type: EntityType) {
        self.names.push(AnnotatedName { span, entity_type, duty: Duty::Demanded });
    }

    fn end_sentence(&mut self) {
        self.open = None;
        self.sticks = false;
        self.n_quotes = 0;
        self.ended = !self.text.is_empty();
    }
}

/// Marks and endings that text writes without a space before them.
fn sticks_to_the_left(word: &str) -> bool {
    matches!(word, "." | "," | ";" | ":" | "!" | "?" | ")" | "]" | "}" | "%" | "”" | "''" | "..." | "…")
        || matches!(word, "n't" | "n’t" | "N'T")
        || word.strip_prefix(['\'', '’']).is_some_and(|ending| {
            matches!(ending.to_ascii_lowercase().as_str(), "" | "s" | "re" | "ve" | "ll" | "d" | "m")
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::training::read;

    fn names(documents: &[AnnotatedDocument]) -> Vec<(&str, EntityType)> {
        let names = documents.iter().flat_map(|document| document.names.iter().map(move |name| (document, name)));
        names.map(|(document, name)| (name.span.slice(&document.text), name.entity_type)).collect()
    }

    #[test]
    fn sentences_and_documents() {
        let columns = "-DOCSTART- -X- O O\n\nAnn NNP B-NP B-PER\nLee NNP I-NP I-PER\n's POS O O\n\nLeeds NNP B-NP B-LOC\n. . O O\n\
                       -DOCSTART- -X- O O\n\nActon NNP B-NP B-ORG\n";
        let documents = read("f", columns.as_bytes()).expect("it reads");
        let texts: Vec<&str> = documents.iter().map(|document| document.text.as_str()).collect();
        assert_eq!(texts, ["Ann Lee's\nLeeds.", "Acton"]);
        let ids: Vec<&str> = documents.iter().map(|document| document.id.as_str()).collect();
        assert_eq!(ids, ["f#1", "f#2"]);
        assert_eq!(
            names(&documents),
            [("Ann Lee", EntityType::PERSON), ("Leeds", EntityType::LOC), ("Acton", EntityType::ORG)]
        );
    }

    #[test]
    fn without_document_starts_a_sentence_is_a_document() {
        let documents = read("f", b"Ann\tB-PERSON\r\n\r\n\r\nRome\tB-GPE\r\n").expect("it reads");
        assert_eq!(documents.len(), 2);
        assert_eq!(names(&documents), [("Ann", EntityType::PERSON), ("Rome", EntityType::LOC)]);
    }

    #[test]
    fn every_tag_scheme_gives_the_same_names() {
        let words = ["Ann", "Lee", "Bob", "of", "Acton", "Cup"];
        let schemes = [
            ["B-PER", "I-PER", "B-PER", "O", "B-ORG", "O"],
            ["I-PER", "I-PER", "B-PER", "O", "I-ORG", "O"],
            ["B-PER", "E-PER", "S-PER", "O", "S-ORG", "O"],
            ["B-PER", "L-PER", "U-PER", "O", "U-ORG", "S-MISC"],
        ];
        for tags in schemes {
            let rows: Vec<String> = words.iter().zip(tags).map(|(word, tag)| format!("{word} {tag}\n")).collect();
            let documents = read("f", rows.concat().as_bytes()).expect("it reads");
            assert_eq!(
                names(&documents),
                [("Ann Lee", EntityType::PERSON), ("Bob", EntityType::PERSON), ("Acton", EntityType::ORG)],
                "{tags:?}"
            );
        }
    }

    #[test]
    fn spaces_as_people_write_them() {
        let words =
            ["\"", "Do", "n't", "(", "we", ")", "pay", "£", "5", ",", "\"", "said", "Ann", "’s", "\"", "Co", "\"", "."];
        let rows: Vec<String> = words.iter().map(|word| format!("{word} O\n")).collect();
        let documents = read("f", rows.concat().as_bytes()).expect("it reads");
        assert_eq!(documents[0].text, "\"Don't (we) pay £5,\" said Ann’s \"Co\".");
    }

    #[test]
    fn what_is_wrong_and_where() {
        let cases = [
            ("Ann B-PER\nLee\n", "f:2: a row needs two columns, a word first and its tag last"),
            ("Ann PERSON\n", "f:1: the last column is “PERSON”, not a tag such as O, B-ORG or I-PER"),
            ("Ann O\n\nLee B-\n", "f:3: the last column is “B-”, not a tag such as O, B-ORG or I-PER"),
        ];
        for (columns, expected) in cases {
            assert_eq!(read("f", columns.as_bytes()).expect_err(columns).to_string(), expected);
        }
        assert_eq!(read("f", b"").expect("nothing is wrong with nothing"), []);
        assert_eq!(read("f", b"\n \n").expect("blank"), []);
    }
}
