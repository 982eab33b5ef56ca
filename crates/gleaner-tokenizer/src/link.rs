//! Web and e-mail addresses inside a piece of text without white space.

use gleaner_text::TokenClass;

/// Top-level domains that make a bare `name.tld` an address. Those that are ordinary English words (in, it, is, me, so, …)
/// are left out: "end.in" is two words more often than a host.
const TOP_LEVEL_DOMAINS: &[&str] = &[
    "ac", "ai", "app", "au", "biz", "br", "ca", "ch", "cn", "co", "com", "cymru", "de", "dev", "dk", "edu", "es", "eu",
    "fr", "gov", "ie", "info", "int", "io", "jp", "kr", "london", "mil", "net", "nl", "nz", "org", "pl", "ru", "scot",
    "se", "tv", "uk", "wales", "za",
];

/// The first address in `chunk`: its byte range and whether it is a web or an e-mail address.
pub(crate) fn find(chunk: &str) -> Option<(usize, usize, TokenClass)> {
    let bytes = chunk.as_bytes();
    // Every kind of address needs a full stop or "://" after its first byte.
    if !bytes.iter().any(|byte| matches!(byte, b'.' | b':')) {
        return None;
    }
    // An address of the web holds the host inside it, and an e-mail address the one behind its sign: of those that start
    // together the fuller kind counts.
    [find_scheme(chunk), find_email(chunk), find_host(chunk)].into_iter().flatten().min_by_key(|&(start, ..)| start)
}

fn find_scheme(chunk: &str) -> Option<(usize, usize, TokenClass)> {
    let bytes = chunk.as_bytes();
    let colon = chunk.find("://")?;
    let start = bytes[..colon].iter().rposition(|byte| !byte.is_ascii_alphanumeric()).map_or(0, |before| before + 1);
    let end = end_of_address(chunk, start, colon + 3);
    (start < colon && end > colon + 3).then_some((start, end, TokenClass::Url))
}

fn find_email(chunk: &str) -> Option<(usize, usize, TokenClass)> {
    let bytes = chunk.as_bytes();
    for (at, _) in chunk.match_indices('@').take(4) {
        let is_local = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'%' | b'+' | b'-');
        let start = bytes[..at].iter().rposition(|byte| !is_local(byte)).map_or(0, |before| before + 1);
        let start = start + bytes[start..at].iter().take_while(|byte| !byte.is_ascii_alphanumeric()).count();
        let end = host_end(bytes, at + 1);
        if start < at && bytes[at + 1..end].contains(&b'.') {
            return Some((start, end, TokenClass::Email));
        }
    }
    None
}

fn find_host(chunk: &str) -> Option<(usize, usize, TokenClass)> {
    let bytes = chunk.as_bytes();
    let mut start = 0;
    while start < bytes.len() {
        if !bytes[start].is_ascii_alphanumeric() || (start > 0 && !chunk.is_char_boundary(start)) {
            start += 1;
            continue;
        }
        let end = host_end(bytes, start);
        let follows_letter = chunk[..start].chars().next_back().is_some_and(char::is_alphanumeric);
        let goes_on = chunk[end..].chars().next().is_some_and(char::is_alphanumeric);
        if !follows_letter && !goes_on && is_host(&chunk[start..end]) {
            let end = if bytes.get(end) == Some(&b'/') { end_of_address(chunk, start, end) } else { end };
            return Some((start, end, TokenClass::Url));
        }
        start = end.max(start + 1);
    }
    None
}

/// One past the letters, digits, hyphens and inner stops of a host name that starts at `start`.
fn host_end(bytes: &[u8], start: usize) -> usize {
    let is_label = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    let mut end = start;
    while end < bytes.len() {
        let inner_stop = bytes[end] == b'.' && end > start && bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric);
        if !is_label(bytes[end]) && !inner_stop {
            break;
        }
        end += 1;
    }
    while end > start && bytes[end - 1] == b'-' {
        end -= 1;
    }
    end
}

/// "www.…", or labels of which the last is a known top-level domain: in small letters, or all in capitals ("GOV.UK").
fn is_host(host: &str) -> bool {
    let Some((names, domain)) = host.rsplit_once('.') else { return false };
    if names.len() > 4 && names.as_bytes()[..4].eq_ignore_ascii_case(b"www.") {
        return domain.len() >= 2;
    }
    let all_capitals = !host.bytes().any(|byte| byte.is_ascii_lowercase());
    let known = if all_capitals {
        names.bytes().any(|byte| byte.is_ascii_uppercase())
            && TOP_LEVEL_DOMAINS.iter().any(|known| known.eq_ignore_ascii_case(domain))
    } else {
        TOP_LEVEL_DOMAINS.binary_search(&domain).is_ok()
    };
    known && names.split('.').all(|label| label.len() >= 2) && names.bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// One past the address that starts at `start` and has reached `from`: to the end of the chunk, without closing quotes and
/// punctuation and without a closing bracket that the address does not open.
fn end_of_address(chunk: &str, start: usize, from: usize) -> usize {
    let stop =
        chunk[from..].find(['<', '>', '"', '“', '”', '«', '»', '|', '\u{2018}']).map_or(chunk.len(), |at| from + at);
    let mut end = stop;
    let surplus = |open: char, close: char| {
        let address = &chunk[start..stop];
        address.matches(close).count().saturating_sub(address.matches(open).count())
    };
    let (mut n_round, mut n_square) = (surplus('(', ')'), surplus('[', ']'));
    while let Some(last) = chunk[from.min(end)..end].chars().next_back() {
        match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '\u{2019}' | '…' | '*' | '_' => {}
            ')' if n_round > 0 => n_round -= 1,
            ']' if n_square > 0 => n_square -= 1,
            _ => break,
        }
        end -= last.len_utf8();
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn top_level_domains_are_sorted() {
        assert!(TOP_LEVEL_DOMAINS.is_sorted());
    }

    #[test]
    fn addresses_end_where_they_should() {
        for (chunk, want) in [
            ("(https://example.org/a_(b)).", Some("https://example.org/a_(b)")),
            ("www.Example.org,", Some("www.Example.org")),
            ("bbc.co.uk/news?id=1.", Some("bbc.co.uk/news?id=1")),
            ("<ann.lee+x@mail.example.org>;", Some("ann.lee+x@mail.example.org")),
            ("GOV.UK", Some("GOV.UK")),
            ("ann@x.example.org,https://y.example.org", Some("ann@x.example.org")),
            ("end.Next", None),
            ("U.S.A", None),
            ("e.g.", None),
            ("1.5.2", None),
            ("@handle", None),
            ("a://", None),
        ] {
            assert_eq!(find(chunk).map(|(start, end, _)| &chunk[start..end]), want, "{chunk}");
        }
    }
}
