//! HTML to text: headings, paragraphs, list items and table rows apart, scripts and (on demand) page furniture left out.
//!
//! Works on the tokens of the WHATWG tokenizer without building a tree: nothing here can recurse, and broken nesting does
//! no more harm than a paragraph too many.

use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use crate::blocks::{Blocks, Extracted, one_line};
use crate::date::{Written, parse_written};
use crate::encoding::find_ignoring_case;

/// A `<main>` with less text than this is not the page.
const MIN_MAIN_BYTES: usize = 200;
/// Deeper lists are counted no further.
const MAX_LISTS: usize = 64;

/// The text of a page. Without `boilerplate`, navigation, footers, side columns, forms and what is hidden are left out, and
/// where the page marks its main text, that is all there is.
pub(crate) fn read(page: &str, boilerplate: bool) -> Extracted {
    let mut reader = run(page, boilerplate);
    // A part that is left out and never closed would take the rest of the page with it.
    if !boilerplate && reader.skipped.as_ref().is_some_and(|skipped| skipped.furniture) {
        reader = run(page, true);
    }
    let PageReader { blocks, title, heading, author, written, main, .. } = reader;
    let mut text = blocks.finish();
    if let (false, Main { start: Some(start), end: Some(end) }) = (boilerplate, main)
        && end - start >= MIN_MAIN_BYTES
    {
        text = format!("{}\n", text[start..end].trim());
    }
    Extracted {
        text,
        title: one_line(&title).or_else(|| one_line(&heading)),
        author: author.and_then(|author| one_line(&author)),
        written: written.map(|(_, written)| written),
    }
}

fn run(page: &str, boilerplate: bool) -> PageReader {
    let mut reader = PageReader { boilerplate, ..PageReader::default() };
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
        reader.take(event);
        None
    });
    // Without this the tokenizer takes scripts for text.
    emitter.naively_switch_states(true);
    // Nothing is ever given out: the reader keeps all.
    if let Some(Ok(never)) = Tokenizer::new_with_emitter(page, emitter).next() {
        match never {}
    }
    reader
}

/// What the tokens of a page come to.
#[derive(Default)]
struct PageReader {
    boilerplate: bool,
    blocks: Blocks,
    /// The tag that is being read.
    tag: Tag,
    /// The part that is left out, while in one.
    skipped: Option<Skipped>,
    in_title: bool,
    in_linked_data: bool,
    pre_depth: u32,
    after_sup: bool,
    lists: Vec<Option<u32>>,
    title: String,
    /// The first heading.
    heading: String,
    in_heading: bool,
    author: Option<String>,
    /// With how much it is worth: lower is better.
    written: Option<(u8, Written)>,
    main: Main,
}

/// Where the main text lies.
#[derive(Clone, Copy, Default)]
struct Main {
    start: Option<usize>,
    end: Option<usize>,
}

/// An element whose content is left out, counted by its name.
struct Skipped {
    name: Vec<u8>,
    depth: u32,
    furniture: bool,
}

/// A start tag and those of its attributes that matter.
#[derive(Default)]
struct Tag {
    name: Vec<u8>,
    attribute: Vec<u8>,
    /// Of `<meta>`: its name, property or itemprop.
    key: String,
    content: String,
    datetime: String,
    role: String,
    hidden: bool,
    linked_data: bool,
    published: bool,
}

impl Tag {
    fn clear(&mut self) {
        self.name.clear();
        self.attribute.clear();
        for words in [&mut self.key, &mut self.content, &mut self.datetime, &mut self.role] {
            words.clear();
        }
        (self.hidden, self.linked_data, self.published) = (false, false, false);
    }

    fn value(&mut self, value: &[u8]) {
        let words = || String::from_utf8_lossy(value);
        match self.attribute.as_slice() {
            b"name" | b"property" | b"itemprop" => {
                self.key = words().to_ascii_lowercase();
                self.published |= self.key == "datepublished";
            }
            b"content" => self.content = words().into_owned(),
            b"datetime" => self.datetime = words().into_owned(),
            b"role" => self.role = words().to_ascii_lowercase(),
            b"style" => {
                let at = find_ignoring_case(value, b"display");
                self.hidden |= at.is_some_and(|at| {
                    let rest = value[at + b"display".len()..].trim_ascii_start();
                    rest.strip_prefix(b":").is_some_and(|rest| {
                        let rest = rest.trim_ascii_start();
                        rest.len() >= 4 && rest[..4].eq_ignore_ascii_case(b"none")
                    })
                });
            }
            b"type" => self.linked_data |= value.eq_ignore_ascii_case(b"application/ld+json"),
            _ => {}
        }
    }
}

impl PageReader {
    fn take(&mut self, event: CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag.clear();
                self.tag.name.extend_from_slice(name);
            }
            CallbackEvent::AttributeName { name } => {
                self.tag.attribute.clear();
                self.tag.attribute.extend_from_slice(name);
                self.tag.hidden |= name == b"hidden";
                self.tag.published |= name == b"pubdate";
            }
            CallbackEvent::AttributeValue { value } => self.tag.value(value),
            CallbackEvent::CloseStartTag { .. } => {
                let tag = std::mem::take(&mut self.tag);
                self.start(&tag);
                self.tag = tag;
            }
            CallbackEvent::EndTag { name } => self.end(name),
            CallbackEvent::String { value } => self.string(&String::from_utf8_lossy(value)),
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag) {
        let name = tag.name.as_slice();
        if let Some(skipped) = &mut self.skipped {
            skipped.depth += u32::from(skipped.name == name);
            return;
        }
        if name == b"meta" {
            return self.meta(&tag.key, &tag.content);
        }
        if is_void(name) {
            match name {
                b"br" if self.pre_depth > 0 => self.blocks.verbatim("\n"),
                b"br" => self.blocks.line_break(),
                b"hr" => self.blocks.paragraph(),
                b"wbr" => {}
                _ => self.blocks.space(),
            }
            return;
        }
        if name == b"script" && tag.linked_data {
            self.in_linked_data = true;
            return;
        }
        let furniture = !self.boilerplate && is_furniture(name, tag);
        if furniture || is_never_text(name) {
            self.blocks.space();
            self.skipped = Some(Skipped { name: name.to_vec(), depth: 1, furniture });
            return;
        }
        match name {
            b"title" => self.in_title = true,
            b"li" => {
                let counter = self.lists.last_mut().and_then(Option::as_mut);
                let number = counter.map(|counter| {
                    *counter += 1;
                    format!("{counter}.")
                });
                self.blocks.item(number.as_deref().unwrap_or("•"));
            }
            b"ul" | b"menu" | b"ol" => {
                self.blocks.end_row();
                self.blocks.paragraph();
                if self.lists.len() < MAX_LISTS {
                    self.lists.push((name == b"ol").then_some(0));
                }
            }
            b"tr" => self.blocks.row(),
            b"td" | b"th" => self.blocks.cell(),
            b"dt" | b"dd" | b"caption" | b"figcaption" | b"summary" | b"legend" | b"option" => self.blocks.line(),
            b"q" => self.blocks.flow("“"),
            b"sup" => self.after_sup = true,
            b"time" if tag.published => self.date(1, &tag.datetime),
            _ if is_breaking(name) => {
                self.blocks.end_row();
                self.blocks.paragraph();
                self.pre_depth += u32::from(is_preformatted(name));
                self.in_heading = matches!(name, b"h1") && self.heading.is_empty();
            }
            _ if is_block(name) => self.blocks.paragraph(),
            _ => {}
        }
        if (name == b"main" || tag.role == "main") && self.main.start.is_none() {
            self.main.start = Some(self.blocks.len());
        }
    }

    fn end(&mut self, name: &[u8]) {
        if let Some(skipped) = &mut self.skipped {
            if skipped.name == name {
                skipped.depth -= 1;
                if skipped.depth == 0 {
                    self.skipped = None;
                }
            } else if skipped.furniture && matches!(name, b"body" | b"html") {
                // Never closed: see `read`.
                return;
            }
            return;
        }
        match name {
            b"title" => self.in_title = false,
            b"script" => self.in_linked_data = false,
            b"li" => self.blocks.end_item(),
            b"ul" | b"menu" | b"ol" => {
                self.lists.pop();
                self.blocks.end_item();
                self.blocks.paragraph();
            }
            b"tr" => self.blocks.end_row(),
            b"table" => {
                self.blocks.end_row();
                self.blocks.paragraph();
            }
            b"td" | b"th" => self.blocks.space(),
            b"dt" | b"dd" | b"caption" | b"figcaption" | b"summary" | b"legend" | b"option" => self.blocks.line(),
            b"q" => self.blocks.flow("”"),
            b"main" if self.main.start.is_some() => {
                self.main.end = Some(self.blocks.len());
                self.blocks.paragraph();
            }
            _ if is_breaking(name) => {
                self.in_heading = false;
                self.pre_depth = self.pre_depth.saturating_sub(u32::from(is_preformatted(name)));
                self.blocks.paragraph();
            }
            _ if is_block(name) => self.blocks.paragraph(),
            _ => {}
        }
    }

    fn string(&mut self, words: &str) {
        if self.skipped.is_some() {
            return;
        }
        if self.in_linked_data {
            return self.linked_data(words);
        }
        if self.in_title {
            if self.title.len() < 1 << 10 {
                self.title.push_str(words);
            }
            return;
        }
        if self.after_sup {
            // A footnote mark is no part of the word it hangs on; "5th" is one word.
            if words.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '[' | '*' | '†')) {
                self.blocks.space();
            }
            self.after_sup = false;
        }
        if self.in_heading {
            self.heading.push_str(words);
        }
        if self.pre_depth > 0 { self.blocks.verbatim(words) } else { self.blocks.flow(words) }
    }

    fn meta(&mut self, key: &str, content: &str) {
        match key {
            "author" | "dc.creator" | "dcterms.creator" | "citation_author" | "parsely-author" | "sailthru.author"
                if self.author.is_none() =>
            {
                self.author = Some(content.to_owned());
            }
            "article:published_time" | "og:published_time" | "datepublished" => self.date(0, content),
            "parsely-pub-date" | "sailthru.date" | "citation_publication_date" | "pubdate" | "publish_date" => {
                self.date(2, content);
            }
            "dc.date" | "dcterms.date" | "dcterms.created" | "dc.date.issued" | "dcterms.issued" | "date" => {
                self.date(3, content)
            }
            "og:title" if self.title.is_empty() => self.title = content.to_owned(),
            _ => {}
        }
    }

    /// `datePublished` of schema.org, which news sites write for search engines.
    fn linked_data(&mut self, json: &str) {
        let Some((_, after)) = json.split_once("\"datePublished\"") else { return };
        let Some(value) = after.trim_start().strip_prefix(':').map(str::trim_start) else { return };
        if let Some(date) = value.strip_prefix('"').and_then(|value| value.split('"').next()) {
            self.date(1, date);
        }
    }

    fn date(&mut self, rank: u8, date: &str) {
        if self.written.is_none_or(|(best, _)| rank < best) {
            // Slashes as in 2016/09/12 are the habit of one of these names and not ambiguous.
            if let Some(written) = parse_written(date).or_else(|| parse_written(&date.replace('/', "-"))) {
                self.written = Some((rank, written));
            }
        }
    }
}

/// Elements without content and end tag.
fn is_void(name: &[u8]) -> bool {
    matches!(
        name,
        b"area"
            | b"base"
            | b"br"
            | b"col"
            | b"embed"
            | b"hr"
            | b"img"
            | b"input"
            | b"link"
            | b"param"
            | b"source"
            | b"track"
            | b"wbr"
    )
}

/// Elements whose content nobody reads.
fn is_never_text(name: &[u8]) -> bool {
    matches!(
        name,
        b"script"
            | b"style"
            | b"noscript"
            | b"template"
            | b"svg"
            | b"iframe"
            | b"object"
            | b"canvas"
            | b"audio"
            | b"video"
            | b"select"
            | b"datalist"
            | b"textarea"
            | b"button"
            | b"noframes"
    )
}

/// What surrounds the text of a page.
fn is_furniture(name: &[u8], tag: &Tag) -> bool {
    matches!(name, b"nav" | b"footer" | b"aside" | b"dialog")
        || tag.hidden && !matches!(name, b"html" | b"body")
        || matches!(
            tag.role.as_str(),
            "navigation" | "contentinfo" | "complementary" | "search" | "dialog" | "alertdialog" | "menu"
        )
}

/// Blocks that show a table they stand in to be layout.
fn is_breaking(name: &[u8]) -> bool {
    matches!(
        name,
        b"h1"
            | b"h2"
            | b"h3"
            | b"h4"
            | b"h5"
            | b"h6"
            | b"table"
            | b"blockquote"
            | b"pre"
            | b"listing"
            | b"xmp"
            | b"plaintext"
            | b"article"
            | b"section"
            | b"main"
            | b"dl"
            | b"figure"
    )
}

fn is_preformatted(name: &[u8]) -> bool {
    matches!(name, b"pre" | b"listing" | b"xmp" | b"plaintext")
}

/// Blocks that may stand in a cell.
fn is_block(name: &[u8]) -> bool {
    matches!(
        name,
        b"p" | b"div"
            | b"address"
            | b"center"
            | b"fieldset"
            | b"form"
            | b"header"
            | b"footer"
            | b"nav"
            | b"aside"
            | b"details"
            | b"hgroup"
            | b"body"
            | b"head"
            | b"html"
            | b"thead"
            | b"tbody"
            | b"tfoot"
            | b"dir"
            | b"dialog"
            | b"search"
    )
}

#[cfg(test)]
mod tests {
    use gleaner_text::Day;

    use super::*;

    fn text(page: &str) -> String {
        read(page, false).text
    }

    #[test]
    fn blocks() {
        let cases = [
            ("", ""),
            ("<p>One<p>Two", "One\n\nTwo\n"),
            (
                "<h1>Annual  report</h1>Acme &amp; Co<br>paid &pound;5m&nbsp;today",
                "Annual report\n\nAcme & Co\npaid £5m today\n",
            ),
            ("a<br><br>b", "a\n\nb\n"),
            ("<ul><li>one<li><p>two</p><ol><li>x</li><li>y</ol><li></ul>end", "• one\n• two\n\n1. x\n2. y\n\nend\n"),
            (
                "<table><tr><th>Name<th>Role<tr><td>Ann Lee</td><td></td><td><p>Chair</p><p>Acme</p></table>",
                "Name | Role\nAnn Lee | Chair Acme\n",
            ),
            ("<pre>a\n  b\n\nc</pre>d", "a\n  b\n\nc\n\nd\n"),
            ("Acme<sup>1</sup> on 5<sup>th</sup> May, <q>so</q>", "Acme 1 on 5th May, “so”\n"),
            ("<b>Ac</b>me<span> </span><i>Ltd</i>", "Acme Ltd\n"),
            ("<script>if (a<b) x('</p>')</script>a<style>p{}</style>b<!-- c -->", "a b\n"),
            ("<select><option>UK</select><svg><title>x</title></svg>text<textarea>y</textarea>", "text\n"),
            ("<dl><dt>Chair<dd>Ann Lee</dl>", "Chair\nAnn Lee\n"),
            (
                "<table><tr><td><h2>News</h2><p>Acme paid.</p></td><td>Menu</td></tr></table>",
                "News\n\nAcme paid.\n\nMenu\n",
            ),
            ("5 &lt; 6 &amp;amp; &#163;&#xA3; &bogus; <", "5 < 6 &amp; ££ &bogus; <\n"),
        ];
        for (page, expected) in cases {
            assert_eq!(text(page), expected, "{page}");
        }
    }

    #[test]
    fn furniture() {
        let page = "<nav>Home</nav><div hidden>x</div><div style='color:red; display : none'>y</div>\
                    <p>Text</p><aside><aside>a</aside>b</aside><footer>Imprint</footer>";
        assert_eq!(text(page), "Text\n");
        assert_eq!(read(page, true).text, "Home\n\nx\n\ny\n\nText\n\na\n\nb\n\nImprint\n");
        assert_eq!(text("</main>a<main>b"), "a\n\nb\n");
        // Never closed: better too much than nothing.
        assert_eq!(text("<nav>Home<p>Text</p></body>"), "Home\n\nText\n");
        let long = "Acme paid for the school. ".repeat(10);
        let page = format!("<p>Log in</p><main><p>{long}</p></main><p>Share</p>");
        assert_eq!(text(&page), format!("{}\n", long.trim()));
        assert_eq!(text("<p>Log in</p><main>Short</main>"), "Log in\n\nShort\n");
    }

    #[test]
    fn metadata() {
        let page = "<title>A\n title</title><meta name=author content='Ann Lee'>\
                    <meta property=article:published_time content=2016-09-12T10:15:00Z><meta name=date content=2015-01-01>x";
        let page = read(page, false);
        assert_eq!((page.title.as_deref(), page.author.as_deref()), (Some("A title"), Some("Ann Lee")));
        assert_eq!(page.written, Some(Written { day: Day::new(2016, 9, 12), minute_of_day: Some(615) }));
        let page =
            read("<script type='application/ld+json'>{\"datePublished\": \"2016-09-12\"}</script><h1>Head</h1>", false);
        assert_eq!((page.title.as_deref(), page.text.as_str()), (Some("Head"), "Head\n"));
        assert_eq!(page.written.map(|written| written.day), Some(Day::new(2016, 9, 12)));
    }
}
