//! Builds the text of a document from its blocks, in the layout that the tokenizer understands: a blank line between
//! paragraphs, a line for a heading, list item or table row, a bar between cells.

use crate::InputErrorKind;

/// What a reader of a format makes of a document.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Extracted {
    pub(crate) text: String,
    pub(crate) title: Option<String>,
    pub(crate) author: Option<String>,
    pub(crate) written: Option<crate::Written>,
}

impl Extracted {
    /// The text alone.
    pub(crate) fn text(text: String) -> Self {
        Self { text, ..Self::default() }
    }
}

/// What a reader of a format gives back.
pub(crate) type ExtractResult = Result<Extracted, InputErrorKind>;

/// Words of metadata on one line, `None` if there are none.
pub(crate) fn one_line(words: &str) -> Option<String> {
    let mut line = String::new();
    for word in words.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    (!line.is_empty()).then_some(line)
}

/// A text in the making. Breaks are asked for and written only between words, so a text neither begins nor ends with one,
/// and any number of nested blocks make one blank line.
#[derive(Debug, Default)]
pub(crate) struct Blocks {
    text: String,
    gap: Gap,
    /// What goes in front of the next word: the bullet or number of a list item.
    mark: Option<String>,
    in_row: bool,
    /// A cell of this row has words.
    row_has_words: bool,
    /// A cell began since the last word.
    bar: bool,
    /// Where the cell begins.
    cell_start: usize,
}

/// A cell longer than this is prose: its paragraphs are kept apart. Pages laid out by tables have such cells.
const MAX_CELL_BYTES: usize = 160;

/// What stands between the last word and the next, ordered by strength.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Space,
    Line,
    Blank,
}

impl Blocks {
    /// Words whose white space means no more than a space, as in HTML and office documents.
    pub(crate) fn flow(&mut self, words: &str) {
        let mut rest = words;
        loop {
            let trimmed = rest.trim_start_matches(is_collapsing);
            if trimmed.len() < rest.len() {
                self.gap = self.gap.max(Gap::Space);
            }
            if trimmed.is_empty() {
                return;
            }
            let end = trimmed.find(is_collapsing).unwrap_or(trimmed.len());
            self.word(&trimmed[..end]);
            rest = &trimmed[end..];
        }
    }

    /// Words whose line breaks and indentation count, as in `<pre>` and plain text bodies.
    pub(crate) fn verbatim(&mut self, words: &str) {
        for (line_idx, line) in words.split('\n').enumerate() {
            let line = line.strip_suffix('\r').unwrap_or(line);
            if line_idx > 0 {
                self.gap = if self.gap >= Gap::Line { Gap::Blank } else { Gap::Line };
            }
            if !line.trim().is_empty() {
                self.word(line.trim_end());
            }
        }
    }

    /// The next word starts a line.
    pub(crate) fn line(&mut self) {
        self.part(Gap::Line);
    }

    /// The next word starts a line after a blank one.
    pub(crate) fn paragraph(&mut self) {
        self.part(Gap::Blank);
    }

    /// A line break in running text; two of them make a blank line.
    pub(crate) fn line_break(&mut self) {
        self.part(if self.gap == Gap::Line { Gap::Blank } else { Gap::Line });
    }

    /// The next word is apart from the last.
    pub(crate) fn space(&mut self) {
        self.gap = self.gap.max(Gap::Space);
    }

    fn part(&mut self, gap: Gap) {
        // A paragraph right behind a bullet is the text of the item.
        let gap = if self.mark.is_some() { Gap::Line } else { gap };
        // In a cell of a table the parts of a short text belong to its line.
        let in_cell = self.in_row && self.text.len() - self.cell_start < MAX_CELL_BYTES;
        self.gap = self.gap.max(if in_cell { Gap::Space } else { gap });
    }

    /// A list item begins: `mark` ("•", "3.") goes in front of its first word.
    pub(crate) fn item(&mut self, mark: &str) {
        self.end_row();
        self.mark = Some(mark.to_owned());
    }

    /// A list item ends; one without words leaves no mark.
    pub(crate) fn end_item(&mut self) {
        self.mark = None;
        self.line();
    }

    /// A table row begins.
    pub(crate) fn row(&mut self) {
        self.end_row();
        self.in_row = true;
        self.row_has_words = false;
    }

    /// A cell of the row begins. Empty cells leave nothing: one bar is enough to keep two texts apart.
    pub(crate) fn cell(&mut self) {
        if self.in_row {
            self.bar = self.row_has_words;
            self.cell_start = self.text.len();
            self.space();
        } else {
            self.line();
        }
    }

    /// The row ends, or something in a cell shows that it is none of a table of data; what follows is on another line.
    pub(crate) fn end_row(&mut self) {
        self.in_row = false;
        self.bar = false;
        self.line();
    }

    /// Bytes so far.
    pub(crate) fn len(&self) -> usize {
        self.text.len()
    }

    /// The text, ended by a line break unless it is empty.
    pub(crate) fn finish(mut self) -> String {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text
    }

    fn word(&mut self, word: &str) {
        if !self.text.is_empty() {
            self.text.push_str(match self.gap {
                Gap::None => "",
                Gap::Space if self.bar => " | ",
                Gap::Space => " ",
                Gap::Line => "\n",
                Gap::Blank => "\n\n",
            });
        }
        self.gap = Gap::None;
        self.bar = false;
        self.row_has_words = true;
        if let Some(mark) = self.mark.take() {
            self.text.push_str(&mark);
            self.text.push(' ');
        }
        if word.contains(is_invisible) {
            self.text.extend(word.chars().filter(|character| !is_invisible(*character)));
        } else {
            self.text.push_str(word);
        }
    }
}

/// Soft hyphens and zero-width spaces stand where a word may be broken; to a reader of names they are not there.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// White space that HTML folds, and the no-break space, which means a space to every reader of names.
fn is_collapsing(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{c}' | '\u{a0}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_parted_by_at_most_one_blank_line() {
        let mut blocks = Blocks::default();
        blocks.paragraph();
        blocks.flow("  Annual\n report ");
        blocks.paragraph();
        blocks.paragraph();
        blocks.line();
        blocks.flow("Acme");
        blocks.flow("&Co ");
        blocks.flow("paid");
        blocks.item("•");
        blocks.paragraph();
        blocks.flow("fi\u{ad}ve");
        blocks.item("•");
        blocks.end_item();
        blocks.flow("six");
        assert_eq!(blocks.finish(), "Annual report\n\nAcme&Co paid\n• five\nsix\n");
        assert_eq!(Blocks::default().finish(), "");
    }

    #[test]
    fn cells_are_parted_by_bars_and_paragraphs_in_them_by_spaces() {
        let mut blocks = Blocks::default();
        for cells in [["Name", "Role"], ["Ann Lee", ""], ["", "Chair"]] {
            blocks.row();
            for cell in cells {
                blocks.cell();
                blocks.paragraph();
                blocks.flow(cell);
                blocks.paragraph();
            }
            blocks.end_row();
        }
        blocks.paragraph();
        blocks.flow("End");
        assert_eq!(blocks.finish(), "Name | Role\nAnn Lee\nChair\n\nEnd\n");
    }

    #[test]
    fn verbatim_lines_stay() {
        let mut blocks = Blocks::default();
        blocks.verbatim("Dear Ann,\r\n\r\n\r\n  we paid\r\nAcme.  \r\n");
        blocks.paragraph();
        blocks.flow("Bye");
        assert_eq!(blocks.finish(), "Dear Ann,\n\n  we paid\nAcme.\n\nBye\n");
    }
}
