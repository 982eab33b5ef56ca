//! The date of a document, found in its text: a date line, "Published: …", a line that is a date.

use gleaner_text::{Day, Shape, Span, TextView, TimexDate, TokenRange};

use super::calendar;
use super::expression;
use super::reader::Reader;
use super::words::{self, Lex};
use crate::settings::Settings;

/// How many tokens from the start of a document are searched.
const REACH: usize = 400;

/// Words that announce the date of publication.
const ANNOUNCING: &[&str] =
    &["published", "date", "dated", "posted", "issued", "released", "publication", "updated", "embargoed", "created"];

/// The date that a document says it is of, and where.
///
/// Looked for in its first 400 tokens, in this order of forms at each date with a year: behind "Published", "Date:",
/// "Posted" and the like; in a date line ("MANCHESTER, 18 June 2025 –"); alone on a line. The first one counts. `None` when
/// there is none; years that only the document's date could supply are not guessed. The order of day and month follows
/// `settings`; `settings.document_date` is not looked at. Linear in the tokens searched.
///
/// ```
/// use gleaner_text::{Day, TextView};
/// use gleaner_values::{Settings, document_date};
/// let text = "New centre opens\n\nPublished: 18/06/2025\n\nThe centre opened last week.";
/// let tokens = gleaner_tokenizer::tokenized(text);
/// let (day, span) = document_date(TextView::new(text, &tokens), &Settings::default()).unwrap();
/// assert_eq!((day, span.slice(text)), (Day::new(2025, 6, 18), "18/06/2025"));
/// ```
pub fn document_date(view: TextView<'_>, settings: &Settings) -> Option<(Day, Span)> {
    let n = view.len().min(REACH);
    let lex: Vec<Lex> = (0..n).map(|token_idx| words::lex(view.hash(token_idx), view.info(token_idx))).collect();
    find(view, &lex, settings)
}

/// The same over meanings that are there already; `lex` may be longer than what is searched.
pub(super) fn find(view: TextView<'_>, lex: &[Lex], settings: &Settings) -> Option<(Day, Span)> {
    let n = lex.len().min(REACH);
    let lex = &lex[..n];
    let mut r = Reader::new(view, lex, settings, None);
    for sentence in view.tokens.sentences() {
        let first = sentence.tokens.start as usize;
        if first >= n {
            break;
        }
        let limit = (sentence.tokens.end as usize).min(n);
        r.enter(first, limit);
        let mut i = first;
        while i < limit {
            if lex[i] == Lex::None {
                i += 1;
                continue;
            }
            let Some(point) = expression::simple_point_linked(&mut r, i, false) else {
                i += 1;
                continue;
            };
            if let TimexDate::Day { year: Some(year), month: Some(month), day: Some(day) } = point.date
                && let Some(day) = calendar::day(year, month, day).filter(|day| day.year >= 1900)
                && (announced(&r, i) || date_line(&r, i, point.end) || alone_on_line(&r, i, point.end))
            {
                return Some((day, view.tokens.span_of(TokenRange::new(i, point.end))));
            }
            i = point.end.max(i + 1);
        }
    }
    None
}

fn announced(r: &Reader<'_>, i: usize) -> bool {
    (1..=6).any(|n| {
        i >= r.first + n && ANNOUNCING.iter().any(|word| r.is(i - n, word)) && {
            // Near the start of its line or sentence, or with a colon: "the report published on 3 May 2012" is about another.
            let colon = (1..n).any(|between| r.mark_before(i, between) == ':');
            colon || i - n == r.first
        }
    })
}

/// "MANCHESTER, 18 June 2025 –", "London (18 June 2025) -"
fn date_line(r: &Reader<'_>, i: usize, end: usize) -> bool {
    let place = i > r.first
        && i - r.first <= 6
        && (r.first..i).all(|token| {
            r.mark(token) != '\0' || matches!(r.shape(token), Shape::Upper | Shape::Title | Shape::Initial)
        });
    let after = if r.mark(end) == ')' { end + 1 } else { end };
    place && r.mark(after) == '-' && !r.joined(after + 1) && r.shape(r.first) != Shape::None
}

fn alone_on_line(r: &Reader<'_>, i: usize, end: usize) -> bool {
    let Some(line) = r.view.tokens.lines().get(r.view.tokens.line_of(i)) else { return false };
    let (first, last) = (line.tokens.start as usize, (line.tokens.end as usize).min(r.limit));
    first >= r.first && first == i && last == end
}
