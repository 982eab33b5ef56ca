//! The token table: tokens, lines and sentences of one text, as a structure of arrays.

use crate::{Span, TokenRange};

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum TokenClass {
    /// Begins with a letter: "Manchester", "don't", "Q3", "U.S.", "covid".
    Word,
    /// Digits with their separators, or a vulgar fraction: "7", "1,234.56", "12.09.2016", "½".
    Number,
    /// One currency sign (Unicode category Sc): "£".
    Currency,
    /// Punctuation, a run of dots or dashes included: ",", "...", "“", "(".
    Punctuation,
    /// Anything else that is no letter and no digit: "+", "©", an emoji, a combining mark alone.
    Symbol,
    /// A web address: `https://example.org/a?b`, `www.example.org`, `example.org`.
    Url,
    /// An e-mail address.
    Email,
    /// A hashtag with its sign: "#UN".
    Hashtag,
    /// A user name with its sign: "@bbcnews".
    Handle,
}

/// The pattern of capitals in a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Shape {
    /// No letter that has a case.
    None,
    /// Small letters only: "trust".
    Lower,
    /// One capital first, small letters after: "Trust", "O’brien".
    Title,
    /// Two letters or more, all capitals: "NHS", "U.S.", "G7A".
    Upper,
    /// A single capital and no other letter: "J", "Q3".
    Initial,
    /// Any other mixture: "HInM", "iMATCH", "McDonald", "BRCs".
    Mixed,
}

/// Yes-or-no facts about a token, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TokenFlags(pub u16);

impl TokenFlags {
    /// No white space between this token and the one before it. Never set on the first token.
    pub const JOINED: Self = Self(1);
    /// A line break (and no blank line) lies between this token and the one before it.
    pub const NEWLINE_BEFORE: Self = Self(1 << 1);
    /// First token of a block: of the text, after a blank line, of a heading or of a list item.
    pub const BLOCK_START: Self = Self(1 << 2);
    /// First token of a sentence.
    pub const SENTENCE_START: Self = Self(1 << 3);
    /// Holds a digit.
    pub const HAS_DIGIT: Self = Self(1 << 4);
    /// Holds a byte beyond ASCII.
    pub const NON_ASCII: Self = Self(1 << 5);
    /// Letters with full stops between or after them: "U.S.", "e.g.", "Ph.D".
    pub const DOTTED: Self = Self(1 << 6);
    /// A possessive or verbal 's split off the word before it: "’s" of "Manchester’s".
    pub const CLITIC: Self = Self(1 << 7);
    /// Holds an apostrophe inside: "don't", "O’Brien".
    pub const APOSTROPHE: Self = Self(1 << 8);

    /// True when all bits of `other` are set.
    #[inline]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// With the bits of `other` added.
    #[inline]
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Class, shape and flags of a token: four bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TokenInfo {
    /// What it is made of.
    pub class: TokenClass,
    /// Its pattern of capitals.
    pub shape: Shape,
    /// Further facts.
    pub flags: TokenFlags,
}

/// What a line of the text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LineKind {
    /// Part of running text.
    Prose,
    /// A short line without a full stop that stands alone: a title, a caption, a label.
    Heading,
    /// Begins with a bullet or an item number.
    ListItem,
}

/// A line of the text that holds at least one token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Line {
    /// Its tokens, the bullet included.
    pub tokens: TokenRange,
    /// What it is.
    pub kind: LineKind,
}

/// A sentence, a heading or a list item: the unit that no mention crosses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sentence {
    /// Its tokens. A bullet or item number in front belongs to it.
    pub tokens: TokenRange,
    /// The kind of the line it begins on.
    pub kind: LineKind,
}

/// Tokens, lines and sentences of one text, in text order.
///
/// Made by `gleaner-tokenizer`, reused from document to document: [`TokenTable::clear`] keeps the memory.
/// Tokens never overlap and only white space lies between them; lines and sentences each cover every token exactly once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TokenTable {
    spans: Vec<Span>,
    hashes: Vec<u64>,
    infos: Vec<TokenInfo>,
    lines: Vec<Line>,
    sentences: Vec<Sentence>,
}

impl TokenTable {
    /// Empties the table and keeps its memory.
    pub fn clear(&mut self) {
        self.spans.clear();
        self.hashes.clear();
        self.infos.clear();
        self.lines.clear();
        self.sentences.clear();
    }

    /// Makes room for about that many more tokens.
    pub fn reserve(&mut self, n_tokens: usize) {
        self.spans.reserve(n_tokens);
        self.hashes.reserve(n_tokens);
        self.infos.reserve(n_tokens);
    }

    /// Appends a token: its place, [`fold_hash`](crate::fold_hash) and facts.
    #[inline]
    pub fn push(&mut self, span: Span, hash: u64, info: TokenInfo) {
        self.spans.push(span);
        self.hashes.push(hash);
        self.infos.push(info);
    }

    /// Appends a line.
    pub fn push_line(&mut self, line: Line) {
        self.lines.push(line);
    }

    /// Appends a sentence and marks its first token.
    pub fn push_sentence(&mut self, sentence: Sentence) {
        self.add_flags(sentence.tokens.start as usize, TokenFlags::SENTENCE_START);
        self.sentences.push(sentence);
    }

    /// Sets further flags of a token.
    #[inline]
    pub fn add_flags(&mut self, token_idx: usize, flags: TokenFlags) {
        if let Some(info) = self.infos.get_mut(token_idx) {
            info.flags = info.flags.with(flags);
        }
    }

    /// How many tokens.
    #[inline]
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// True for a text without tokens: empty or all white space.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// The places of all tokens.
    #[inline]
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// The folded hashes of all tokens.
    #[inline]
    pub fn hashes(&self) -> &[u64] {
        &self.hashes
    }

    /// Class, shape and flags of all tokens.
    #[inline]
    pub fn infos(&self) -> &[TokenInfo] {
        &self.infos
    }

    /// The lines that hold tokens.
    #[inline]
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The sentences.
    #[inline]
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// The bytes that the tokens of `range` cover; an empty span for an empty range.
    #[inline]
    pub fn span_of(&self, range: TokenRange) -> Span {
        if range.is_empty() {
            return Span::default();
        }
        Span::new(self.spans[range.start as usize].start, self.spans[range.end as usize - 1].end)
    }

    /// The index of the sentence that token `token_idx` belongs to. Logarithmic.
    #[inline]
    pub fn sentence_of(&self, token_idx: usize) -> usize {
        self.sentences.partition_point(|sentence| sentence.tokens.end as usize <= token_idx)
    }

    /// The index of the line that token `token_idx` belongs to. Logarithmic.
    #[inline]
    pub fn line_of(&self, token_idx: usize) -> usize {
        self.lines.partition_point(|line| line.tokens.end as usize <= token_idx)
    }

    /// The first token that ends after byte `offset` (the number of tokens when there is none). Logarithmic.
    #[inline]
    pub fn token_at(&self, offset: u32) -> usize {
        self.spans.partition_point(|span| span.end <= offset)
    }
}

/// A text together with its token table: what every recogniser takes. Two references, free to copy.
#[derive(Clone, Copy, Debug)]
pub struct TextView<'t> {
    /// The text.
    pub text: &'t str,
    /// Its tokens, lines and sentences.
    pub tokens: &'t TokenTable,
}

impl<'t> TextView<'t> {
    /// A view of `text` by a table that was made from it.
    pub const fn new(text: &'t str, tokens: &'t TokenTable) -> Self {
        Self { text, tokens }
    }

    /// How many tokens.
    #[inline]
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// True when there is no token.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// The words of token `token_idx`; `""` past the end.
    #[inline]
    pub fn token(&self, token_idx: usize) -> &'t str {
        self.tokens.spans().get(token_idx).map_or("", |span| span.slice(self.text))
    }

    /// The piece of the text that the tokens of `range` cover.
    #[inline]
    pub fn slice(&self, range: TokenRange) -> &'t str {
        self.tokens.span_of(range).slice(self.text)
    }

    /// The folded hash of token `token_idx`; 0 past the end.
    #[inline]
    pub fn hash(&self, token_idx: usize) -> u64 {
        self.tokens.hashes().get(token_idx).copied().unwrap_or(0)
    }

    /// Class, shape and flags of token `token_idx`.
    ///
    /// # Panics
    /// When there is no such token.
    #[inline]
    pub fn info(&self, token_idx: usize) -> TokenInfo {
        self.tokens.infos()[token_idx]
    }

    /// True when token `token_idx` exists and no white space parts it from the token before it.
    #[inline]
    pub fn is_joined(&self, token_idx: usize) -> bool {
        self.tokens.infos().get(token_idx).is_some_and(|info| info.flags.has(TokenFlags::JOINED))
    }
}
