//! Text to tokens: pieces between white space, their UAX #29 segments, and the changes to those.

use gleaner_text::{Shape, Span, TokenClass, TokenFlags, TokenInfo, TokenTable, fold_hash, fold_hash_short};
use unicode_segmentation::UnicodeSegmentation;

use crate::link;

/// Longest piece without white space that is segmented at once; longer ones are cut.
const MAX_CHUNK_BYTES: usize = 2_048;

// What a byte can be to the fast path.
const SPACE: u8 = 1;
const LOWER: u8 = 2;
const UPPER: u8 = 4;
const DIGIT: u8 = 8;
/// A mark that ends a plain word when white space follows it.
const CLOSER: u8 = 16;
const HIGH: u8 = 32;

const BYTE_CLASS: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let character = byte as u8;
        classes[byte] = match character {
            b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c => SPACE,
            b'a'..=b'z' => LOWER,
            b'A'..=b'Z' => UPPER,
            b'0'..=b'9' => DIGIT,
            b',' | b'.' | b';' | b':' | b'!' | b'?' | b')' | b'"' => CLOSER,
            0x80..=0xff => HIGH,
            _ => 0,
        };
        byte += 1;
    }
    classes
};

/// The highest bit of each of eight bytes.
const EACH_HIGH: u64 = 0x8080_8080_8080_8080;

/// The highest bit of each of eight bytes that is an ASCII letter.
#[inline(always)]
const fn letters8(chunk: u64) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    // Without the highest bits nothing carries over into the next byte.
    let small = (chunk & !EACH_HIGH) | (0x20 * EACH);
    let from_a = small + (0x80 - b'a' as u64) * EACH;
    let past_z = small + (0x80 - b'z' as u64 - 1) * EACH;
    from_a & !past_z & !chunk & EACH_HIGH
}

/// How many of the first bytes are letters, by [`letters8`].
#[inline(always)]
const fn n_leading(is_letter: u64) -> usize {
    ((!is_letter & EACH_HIGH).trailing_zeros() / 8) as usize
}

/// The highest bit of each byte that is a capital, of those that [`letters8`] says are letters.
#[inline(always)]
const fn uppers8(is_letter: u64, chunk: u64) -> u64 {
    // Small letters have bit 5, which two to the left is the highest.
    is_letter & !(chunk << 2)
}

/// A run of ASCII letters.
struct Letters {
    n_letters: usize,
    n_upper: u32,
    hash: u64,
}

/// Fills the token arrays of `table`; the fast path where it gives the same tokens.
pub(crate) fn segment(text: &str, table: &mut TokenTable) {
    Segmenter::new(text, table).run::<true>();
}

/// The same by `unicode-segmentation` alone.
pub(crate) fn segment_by_reference(text: &str, table: &mut TokenTable) {
    Segmenter::new(text, table).run::<false>();
}

struct Segmenter<'t> {
    text: &'t str,
    bytes: &'t [u8],
    table: &'t mut TokenTable,
    /// Flags of the next token: what lies between it and the token before.
    gap: TokenFlags,
    /// UAX #29 segments of the current piece, as byte ranges of the text.
    segments: Vec<(usize, usize)>,
}

impl<'t> Segmenter<'t> {
    fn new(text: &'t str, table: &'t mut TokenTable) -> Self {
        table.reserve(text.len() / 5);
        Self { text, bytes: text.as_bytes(), table, gap: TokenFlags::BLOCK_START, segments: Vec::new() }
    }

    fn run<const FAST: bool>(&mut self) {
        let mut position = self.skip_space(0);
        while position < self.bytes.len() {
            if FAST && let Some(end) = self.plain_word(position) {
                position = self.skip_space(end);
                continue;
            }
            let (end, simple) = self.chunk_end(position);
            self.chunk::<FAST>(position, end, simple);
            position = self.skip_space(end);
        }
    }

    /// Moves past white space and notes what kind it was.
    #[inline]
    fn skip_space(&mut self, start: usize) -> usize {
        // One space and then a word is nearly every gap.
        if self.bytes.get(start) == Some(&b' ')
            && let Some(&next) = self.bytes.get(start + 1)
            && BYTE_CLASS[next as usize] & (SPACE | HIGH) == 0
        {
            self.gap = TokenFlags::default();
            return start + 1;
        }
        self.skip_long_space(start)
    }

    fn skip_long_space(&mut self, start: usize) -> usize {
        let mut position = start;
        let mut n_breaks = 0;
        while let Some(&byte) = self.bytes.get(position) {
            match byte {
                b'\n' => n_breaks += 1,
                // A carriage return counts unless a line feed follows it.
                b'\r' if self.bytes.get(position + 1) != Some(&b'\n') => n_breaks += 1,
                0x0c => n_breaks += 2,
                b' ' | b'\t' | b'\r' | 0x0b => {}
                0x80.. => {
                    let Some(character) = self.text[position..].chars().next().filter(|c| c.is_whitespace()) else {
                        break;
                    };
                    match character {
                        '\u{85}' | '\u{2028}' => n_breaks += 1,
                        '\u{2029}' => n_breaks += 2,
                        _ => {}
                    }
                    position += character.len_utf8();
                    continue;
                }
                _ => break,
            }
            position += 1;
        }
        self.gap = if self.table.is_empty() || n_breaks >= 2 {
            TokenFlags::BLOCK_START
        } else if n_breaks == 1 {
            TokenFlags::NEWLINE_BEFORE
        } else if position == start {
            TokenFlags::JOINED
        } else {
            TokenFlags::default()
        };
        position
    }

    /// The whole piece at `start` when it is ASCII letters and at most one closing mark: pushes its tokens and returns its
    /// end. Most pieces of prose are that.
    #[inline]
    fn plain_word(&mut self, start: usize) -> Option<usize> {
        let letters = self.letters_at(start)?;
        let end = start + letters.n_letters;
        let after = match self.bytes.get(end) {
            None => end,
            Some(&byte) => match BYTE_CLASS[byte as usize] {
                SPACE => end,
                CLOSER if self.bytes.get(end + 1).is_none_or(|&next| BYTE_CLASS[next as usize] == SPACE) => end + 1,
                _ => return None,
            },
        };
        let shape = word_shape(letters.n_letters as u32, letters.n_upper, self.bytes[start].is_ascii_uppercase());
        let info = TokenInfo { class: TokenClass::Word, shape, flags: self.gap };
        self.table.push(Span::new(start as u32, end as u32), letters.hash, info);
        if after > end {
            let info = TokenInfo { class: TokenClass::Punctuation, shape: Shape::None, flags: TokenFlags::JOINED };
            let hash = fold_hash_short(u64::from(self.bytes[end]), 1);
            self.table.push(Span::new(end as u32, after as u32), hash, info);
        }
        Some(after)
    }

    /// The ASCII letters from `start` on, if there is one.
    ///
    /// Eight bytes are looked at together: a loop that ends at a byte that nobody can foretell costs more in
    /// mispredicted branches than all the rest of a word.
    #[inline]
    fn letters_at(&self, start: usize) -> Option<Letters> {
        let Some(bytes) = self.bytes[start..].first_chunk::<8>() else { return self.few_letters_at(start) };
        let chunk = u64::from_le_bytes(*bytes);
        let is_letter = letters8(chunk);
        let n_letters = n_leading(is_letter);
        if n_letters == 0 {
            return None;
        }
        if n_letters == 8 && self.bytes.get(start + 8).is_some_and(u8::is_ascii_alphabetic) {
            return self.many_letters_at(start);
        }
        let kept = u64::MAX >> (64 - 8 * n_letters);
        let n_upper = (uppers8(is_letter, chunk) & kept).count_ones();
        Some(Letters { n_letters, n_upper, hash: fold_hash_short(chunk & kept, n_letters) })
    }

    /// The same for words of more than eight letters.
    fn many_letters_at(&self, start: usize) -> Option<Letters> {
        let mut end = start;
        let mut n_upper = 0;
        loop {
            let Some(bytes) = self.bytes[end..].first_chunk::<8>() else {
                let rest = self.few_letters_at(end);
                end += rest.as_ref().map_or(0, |rest| rest.n_letters);
                n_upper += rest.map_or(0, |rest| rest.n_upper);
                break;
            };
            let chunk = u64::from_le_bytes(*bytes);
            let is_letter = letters8(chunk);
            let n_letters = n_leading(is_letter);
            let kept = if n_letters == 0 { 0 } else { u64::MAX >> (64 - 8 * n_letters) };
            n_upper += (uppers8(is_letter, chunk) & kept).count_ones();
            end += n_letters;
            // The bound keeps this linear: a longer word is cut into chunks, and each of them is tried here again.
            if n_letters < 8 || end - start > MAX_CHUNK_BYTES / 2 {
                break;
            }
        }
        let is_short = end - start <= MAX_CHUNK_BYTES / 2;
        is_short.then(|| Letters { n_letters: end - start, n_upper, hash: fold_hash(&self.text[start..end]) })
    }

    /// The same for the last bytes of the text.
    fn few_letters_at(&self, start: usize) -> Option<Letters> {
        let rest = &self.bytes[start..];
        let n_letters = rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let n_upper = rest[..n_letters].iter().filter(|byte| byte.is_ascii_uppercase()).count() as u32;
        (n_letters > 0).then(|| Letters { n_letters, n_upper, hash: fold_hash(&self.text[start..start + n_letters]) })
    }

    /// The end of the piece without white space that starts at `start`, and whether the fast path knows all its characters.
    fn chunk_end(&self, start: usize) -> (usize, bool) {
        let mut simple = true;
        let mut position = start;
        while let Some(&byte) = self.bytes.get(position) {
            match BYTE_CLASS[byte as usize] {
                SPACE => break,
                HIGH => {
                    let Some(character) = self.text[position..].chars().next() else { break };
                    if character.is_whitespace() {
                        break;
                    }
                    simple &= is_simple(character);
                    position += character.len_utf8();
                }
                _ => position += 1,
            }
            if position - start >= MAX_CHUNK_BYTES {
                return (self.cut_chunk(start, position), simple);
            }
        }
        (position, simple)
    }

    /// Where to cut a piece that is too long: after its last ASCII character that is no letter, digit or mark that
    /// belongs to words, if there is one; else where it stands.
    fn cut_chunk(&self, start: usize, end: usize) -> usize {
        let parts = |byte: &u8| {
            byte.is_ascii_punctuation() && !matches!(byte, b'\'' | b'.' | b',' | b'_' | b':' | b';' | b'@' | b'#')
        };
        self.bytes[start..end].iter().rposition(parts).filter(|&at| at > 0).map_or(end, |at| start + at)
    }

    /// Pushes the tokens of one piece: addresses first, what lies around them by segments.
    fn chunk<const FAST: bool>(&mut self, start: usize, end: usize, simple: bool) {
        let mut rest = start;
        while rest < end {
            let Some((from, to, class)) = link::find(&self.text[rest..end]) else { break };
            self.segments_of::<FAST>(rest, rest + from, simple);
            self.push(rest + from, rest + to, class, TokenFlags::default());
            rest += to;
        }
        self.segments_of::<FAST>(rest, end, simple);
    }

    fn segments_of<const FAST: bool>(&mut self, start: usize, end: usize, simple: bool) {
        if start == end {
            return;
        }
        let mut segments = std::mem::take(&mut self.segments);
        segments.clear();
        if FAST && simple {
            simple_segments(self.text, start, end, &mut segments);
        } else {
            let piece = &self.text[start..end];
            segments.extend(piece.split_word_bound_indices().map(|(at, word)| (start + at, start + at + word.len())));
        }
        self.tokens_of_segments(&segments);
        self.segments = segments;
    }

    fn tokens_of_segments(&mut self, segments: &[(usize, usize)]) {
        let mut idx = 0;
        while idx < segments.len() {
            let (start, end) = segments[idx];
            let next = segments.get(idx + 1).copied();
            let first = self.text[start..].chars().next().unwrap_or(' ');
            idx += 1;
            match first {
                _ if first.is_alphanumeric() || first == '_' => {
                    let stop = next.filter(|&(from, to)| &self.text[from..to] == ".");
                    if self.word_segment(start, end, stop.map(|(_, to)| to)) {
                        idx += 1;
                    }
                }
                '#' | '@' if idx < 2 || !self.is_word_like(segments[idx - 2]) => match next {
                    Some((from, to)) if self.is_tag(first, from, to) => {
                        let class = if first == '#' { TokenClass::Hashtag } else { TokenClass::Handle };
                        self.push(start, to, class, TokenFlags::default());
                        idx += 1;
                    }
                    _ => self.push(start, end, TokenClass::Symbol, TokenFlags::default()),
                },
                '\'' | '\u{2019}' if idx >= 2 && self.is_word_like(segments[idx - 2]) && self.is_s(next) => {
                    // "1990's": UAX #29 parts the apostrophe from a digit.
                    let to = next.map_or(end, |(_, to)| to);
                    self.push(start, to, TokenClass::Word, TokenFlags::CLITIC);
                    idx += 1;
                }
                '.' | '-' | '=' | '*' | '~' if end == start + 1 => {
                    let mut to = end;
                    while let Some(&(from, next_to)) = segments.get(idx)
                        && self.text[from..next_to] == self.text[start..end]
                    {
                        to = next_to;
                        idx += 1;
                    }
                    self.push(start, to, class_of(first), TokenFlags::default());
                }
                _ => self.push(start, end, class_of(first), TokenFlags::default()),
            }
        }
    }

    fn is_word_like(&self, (start, end): (usize, usize)) -> bool {
        self.text[start..end].chars().next().is_some_and(|first| first.is_alphanumeric() || first == '_')
    }

    fn is_s(&self, segment: Option<(usize, usize)>) -> bool {
        segment.is_some_and(|(start, end)| matches!(&self.text[start..end], "s" | "S"))
    }

    /// A hashtag needs a letter; a handle may be anything word-like in ASCII.
    fn is_tag(&self, sign: char, start: usize, end: usize) -> bool {
        let word = &self.text[start..end];
        let plain = self.is_word_like((start, end)) && !word.contains(['.', '\'', '\u{2019}', ':']);
        plain && if sign == '#' { word.chars().any(char::is_alphabetic) } else { word.is_ascii() }
    }

    /// Pushes the tokens of a segment that starts with a letter, digit or underscore. `stop` is the end of a full stop
    /// that follows; true when that became part of the last token.
    fn word_segment(&mut self, start: usize, end: usize, stop: Option<usize>) -> bool {
        let mut from = start;
        for at in start..end {
            if matches!(self.bytes[at], b':' | b';') {
                self.word(from, at, None);
                self.push(at, at + 1, TokenClass::Punctuation, TokenFlags::default());
                from = at + 1;
            }
        }
        self.word(from, end, stop)
    }

    /// Pushes the tokens of letters, digits and inner stops, commas and apostrophes.
    fn word(&mut self, start: usize, end: usize, stop: Option<usize>) -> bool {
        let mut start = start;
        let word = &self.text[start..end];
        if word.is_empty() {
            return false;
        }
        if self.bytes[start].is_ascii_digit() {
            let number = number_len(word);
            self.push(start, start + number, TokenClass::Number, TokenFlags::default());
            start += number;
            if start == end {
                return false;
            }
        }
        let word = &self.text[start..end];
        if let Some(base) = possessive_base(word) {
            self.dotted(start, start + base, None);
            self.push(start + base, end, TokenClass::Word, TokenFlags::CLITIC);
            return false;
        }
        self.dotted(start, end, stop)
    }

    /// Pushes a word whose only inner marks may be full stops: one token when they abbreviate, else one a part.
    fn dotted(&mut self, start: usize, end: usize, stop: Option<usize>) -> bool {
        let word = &self.text[start..end];
        let has_stop = word.contains('.');
        if has_stop && is_dotted_abbreviation(word) {
            self.push(start, stop.unwrap_or(end), TokenClass::Word, TokenFlags::DOTTED);
            return stop.is_some();
        }
        if !has_stop
            || word.starts_with(|first: char| !first.is_alphabetic())
            || word.contains(|c: char| c.is_ascii_digit())
        {
            self.push(start, end, class_of(word.chars().next().unwrap_or(' ')), TokenFlags::default());
            return false;
        }
        let mut from = start;
        for at in start..=end {
            if at == end || self.bytes[at] == b'.' {
                if from < at {
                    self.push(from, at, TokenClass::Word, TokenFlags::default());
                }
                if at < end {
                    self.push(at, at + 1, TokenClass::Punctuation, TokenFlags::default());
                }
                from = at + 1;
            }
        }
        false
    }

    fn push(&mut self, start: usize, end: usize, class: TokenClass, flags: TokenFlags) {
        let token = &self.text[start..end];
        let (shape, facts) = shape_of(token);
        let flags = self.gap.with(flags).with(facts);
        self.table.push(Span::new(start as u32, end as u32), fold_hash(token), TokenInfo { class, shape, flags });
        self.gap = TokenFlags::JOINED;
    }
}

/// Characters beyond ASCII that UAX #29 treats as ASCII marks, or as marks that always stand alone before ASCII.
const fn is_simple(character: char) -> bool {
    matches!(
        character,
        '\u{2019}'
            | '\u{2018}'
            | '\u{201c}'
            | '\u{201d}'
            | '\u{2013}'
            | '\u{2014}'
            | '\u{2026}'
            | '\u{2022}'
            | '£'
            | '€'
    )
}

/// UAX #29 word segments of a piece of ASCII and [`is_simple`] characters (rules WB5 to WB13b; nothing else can apply).
fn simple_segments(text: &str, start: usize, end: usize, segments: &mut Vec<(usize, usize)>) {
    let bytes = text.as_bytes();
    let is_word = |at: usize| at < end && (bytes[at].is_ascii_alphanumeric() || bytes[at] == b'_');
    let mut position = start;
    while position < end {
        let from = position;
        if !is_word(position) {
            position += character_len(bytes[position]);
            segments.push((from, position));
            continue;
        }
        loop {
            while is_word(position) {
                position += 1;
            }
            if position >= end {
                break;
            }
            // One mark between two letters or two digits does not part them.
            let mark_len = character_len(bytes[position]);
            let after = position + mark_len;
            if after >= end {
                break;
            }
            let (before, next) = (bytes[position - 1], bytes[after]);
            let quote_or_stop = matches!(&text[position..after], "." | "'" | "\u{2019}" | "\u{2018}");
            let letters = before.is_ascii_alphabetic() && next.is_ascii_alphabetic();
            let digits = before.is_ascii_digit() && next.is_ascii_digit();
            let joins = (letters && (quote_or_stop || bytes[position] == b':'))
                || (digits && (quote_or_stop || matches!(bytes[position], b',' | b';')));
            if !joins {
                break;
            }
            position = after;
        }
        segments.push((from, position));
    }
}

const fn character_len(first_byte: u8) -> usize {
    match first_byte {
        0..0x80 => 1,
        0x80..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    }
}

/// Length of the number that `word` starts with: digits, and marks between digits.
fn number_len(word: &str) -> usize {
    let bytes = word.as_bytes();
    let mut end = 0;
    while end < bytes.len() {
        if bytes[end].is_ascii_digit() {
            end += 1;
            continue;
        }
        let mark = character_len(bytes[end]);
        let is_mark = matches!(word.get(end..end + mark), Some("." | "," | "'" | "\u{2019}"));
        if !is_mark || !bytes.get(end + mark).is_some_and(u8::is_ascii_digit) {
            break;
        }
        end += mark;
    }
    end
}

/// Length of what stands before a final 's.
fn possessive_base(word: &str) -> Option<usize> {
    let before_s = word.strip_suffix(['s', 'S'])?;
    let base = before_s.strip_suffix(['\'', '\u{2019}'])?;
    (!base.is_empty()).then_some(base.len())
}

/// Single letters with stops between them ("U.S", "e.g"), or short parts of which one is a single letter ("Ph.D", "B.Sc").
fn is_dotted_abbreviation(word: &str) -> bool {
    let mut n_single = 0;
    let mut n_parts = 0;
    for part in word.split('.') {
        let n_letters = part.chars().count();
        if n_letters == 0 || n_letters > 4 || !part.chars().all(char::is_alphabetic) {
            return false;
        }
        if n_letters > 1 && !part.starts_with(char::is_uppercase) {
            return false;
        }
        n_parts += 1;
        n_single += usize::from(n_letters == 1);
    }
    n_single == n_parts || (n_parts == 2 && n_single == 1 && word.starts_with(char::is_uppercase) && word.len() <= 6)
}

/// The class of a token by its first character.
fn class_of(first: char) -> TokenClass {
    match first {
        '$'
        | '¢'
        | '£'
        | '¤'
        | '¥'
        | '֏'
        | '؋'
        | '৲'
        | '৳'
        | '૱'
        | '௹'
        | '฿'
        | '៛'
        | '\u{20a0}'..='\u{20cf}'
        | '﷼'
        | '＄'
        | '￠'
        | '￡'
        | '￥'
        | '￦' => TokenClass::Currency,
        '+' | '<' | '>' | '=' | '|' | '~' | '^' | '`' => TokenClass::Symbol,
        _ if first.is_alphabetic() || first == '_' => TokenClass::Word,
        _ if first.is_ascii_digit() || first.is_numeric() => TokenClass::Number,
        _ if first.is_ascii_punctuation() => TokenClass::Punctuation,
        '¡'
        | '§'
        | '«'
        | '¶'
        | '·'
        | '»'
        | '¿'
        | '\u{2010}'..='\u{2027}'
        | '\u{2030}'..='\u{205e}'
        | '\u{2e00}'..='\u{2e7f}'
        | '\u{3001}'..='\u{3003}'
        | '\u{3008}'..='\u{3011}'
        | '\u{ff01}'..='\u{ff0f}' => TokenClass::Punctuation,
        '◦' | '▪' | '●' | '■' | '□' | '►' | '➢' | '✓' | '\u{f0b7}' => TokenClass::Punctuation,
        _ => TokenClass::Symbol,
    }
}

const fn word_shape(n_cased: u32, n_upper: u32, first_is_upper: bool) -> Shape {
    match (n_cased, n_upper) {
        (0, _) => Shape::None,
        (_, 0) => Shape::Lower,
        (1, 1) => Shape::Initial,
        _ if n_cased == n_upper => Shape::Upper,
        (_, 1) if first_is_upper => Shape::Title,
        _ => Shape::Mixed,
    }
}

fn shape_of(token: &str) -> (Shape, TokenFlags) {
    let mut flags = TokenFlags::default();
    let (mut n_cased, mut n_upper, mut first_is_upper) = (0, 0, false);
    for character in token.chars() {
        let upper = character.is_uppercase();
        if upper || character.is_lowercase() {
            first_is_upper |= n_cased == 0 && upper;
            n_cased += 1;
            n_upper += u32::from(upper);
        } else if character.is_ascii_digit() {
            flags = flags.with(TokenFlags::HAS_DIGIT);
        } else if matches!(character, '\'' | '\u{2019}') {
            flags = flags.with(TokenFlags::APOSTROPHE);
        }
    }
    if !token.is_ascii() {
        flags = flags.with(TokenFlags::NON_ASCII);
    }
    (word_shape(n_cased, n_upper, first_is_upper), flags)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_eight_bytes() {
        for byte in 0..=u8::MAX {
            for lane in 0..8 {
                let mut bytes = [b'a', b'Z', 0xff, 0, b'[', b'`', b'{', b'@'];
                bytes[lane] = byte;
                let expected = bytes.map(|byte| if byte.is_ascii_alphabetic() { 0x80 } else { 0 });
                let chunk = u64::from_le_bytes(bytes);
                let is_letter = letters8(chunk);
                assert_eq!(is_letter.to_le_bytes(), expected, "{bytes:?}");
                let expected = bytes.map(|byte| if byte.is_ascii_uppercase() { 0x80 } else { 0 });
                assert_eq!(uppers8(is_letter, chunk).to_le_bytes(), expected, "{bytes:?}");
                let expected = bytes.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
                assert_eq!(n_leading(is_letter), expected, "{bytes:?}");
            }
        }
    }
}
