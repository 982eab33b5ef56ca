//! Lists as text in the plain list format.

use std::io::{self, Write};

use crate::flags::EntryFlags;
use crate::list::{List, ListEntry};

impl List<'_> {
    /// Writes the list in [the plain list format](crate#the-list-format): what [`List::parse`] reads back as the same
    /// names, types, flags and attributes.
    ///
    /// Every entry says its flags itself; the head says the type that the first entry has, and the others say theirs where
    /// it differs. Not everything that a program can add can be read back: names over 1,000 bytes or without a letter,
    /// control characters, white space in ids or keys.
    ///
    /// ```
    /// use gleaner_gazetteer::List;
    /// let mut list = List::new("portfolio", "ORG").with_licence("CC0-1.0");
    /// list.add("Marks | Co").alias("M&C").id("x:7").attribute("sector", "retail trade");
    /// let mut text = Vec::new();
    /// list.write_plain(&mut text)?;
    /// let text = String::from_utf8(text).unwrap();
    /// assert!(text.ends_with("\nMarks \\| Co | M&C | id=x:7 sector=retail_trade\n"));
    /// # Ok::<(), std::io::Error>(())
    /// ```
    ///
    /// # Errors
    /// Those of `output`.
    pub fn write_plain(&self, output: &mut impl Write) -> io::Result<()> {
        let head_type = self.get(0).map_or("", |entry| entry.entity_type());
        for (key, value) in
            [("name", self.name()), ("type", head_type), ("origin", self.origin()), ("licence", self.licence())]
        {
            // A head is a line: it has no escapes.
            let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
            if !value.is_empty() {
                writeln!(output, "@{key} {value}")?;
            }
        }
        writeln!(output)?;
        let mut line = String::new();
        for entry in self.entries() {
            line.clear();
            write_entry(entry, head_type, &mut line);
            line.push('\n');
            output.write_all(line.as_bytes())?;
        }
        Ok(())
    }
}

fn write_entry(entry: ListEntry<'_>, head_type: &str, line: &mut String) {
    write_escaped(entry.name(), line);
    let mut aliases = entry.aliases().peekable();
    let own_type = (entry.entity_type() != head_type).then(|| entry.entity_type());
    let has_attributes = own_type.is_some()
        || entry.flags() != EntryFlags::NONE
        || entry.priority() != 0
        || entry.attributes().len() > 0;
    if aliases.peek().is_some() || has_attributes {
        line.push_str(" |");
        let mut gap = " ";
        for alias in aliases {
            line.push_str(gap);
            write_escaped(alias, line);
            gap = "; ";
        }
    }
    if !has_attributes {
        return;
    }
    line.push_str(" |");
    if entry.flags() != EntryFlags::NONE {
        line.push_str(&format!(" {}", entry.flags()));
    }
    if let Some(own_type) = own_type {
        line.push_str(&format!(" type={own_type}"));
    }
    if entry.priority() != 0 {
        line.push_str(&format!(" priority={}", entry.priority()));
    }
    for (key, value) in entry.attributes() {
        line.push_str(&format!(" {key}="));
        write_value(value, key == "id", line);
    }
}

fn write_escaped(name: &str, line: &mut String) {
    for (position, character) in name.char_indices() {
        let needs_escape = match character {
            '|' | ';' | '\\' => true,
            // Only at the start of a line do these begin something else.
            '#' | '@' => position == 0,
            _ => false,
        };
        if needs_escape {
            line.push('\\');
        }
        line.push(character);
    }
}

fn write_value(value: &str, is_id: bool, line: &mut String) {
    for character in value.chars() {
        match character {
            '|' | ';' | '\\' => line.extend(['\\', character]),
            '_' if !is_id => line.push_str("\\_"),
            _ if character.is_whitespace() => line.push('_'),
            _ => line.push(character),
        }
    }
}
