//! Files of every kind, made here byte by byte.

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use zip::write::{SimpleFileOptions, ZipWriter};

/// A ZIP archive of those members.
pub(crate) fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer
            .start_file(*name, SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated))
            .expect("a member");
        writer.write_all(bytes).expect("its bytes");
    }
    writer.finish().expect("an archive").into_inner()
}

/// A tar archive of those members.
pub(crate) fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        builder.append_data(&mut header, name, *bytes).expect("a member");
    }
    builder.into_inner().expect("an archive")
}

/// One gzip member.
pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

const CORE: &str = r#"<?xml version="1.0"?><cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t">
<dc:title>Annual &amp; report</dc:title><dc:creator>Ann Lee</dc:creator>
<dcterms:created>2016-09-12T10:15:00Z</dcterms:created></cp:coreProperties>"#;

/// A Word document with that body.
pub(crate) fn docx(body: &str) -> Vec<u8> {
    let document = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="w"><w:body>{body}</w:body></w:document>"#
    );
    zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", document.as_bytes()),
        ("docProps/core.xml", CORE.as_bytes()),
    ])
}

/// A Word paragraph.
pub(crate) fn paragraph(words: &str) -> String {
    format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
}

/// A presentation of two slides; the archive has them in the wrong order.
pub(crate) fn pptx() -> Vec<u8> {
    let slide = |words: &str| {
        format!(
            "<p:sld><p:txBody><a:p><a:r><a:t>{words}</a:t></a:r></a:p><a:p><a:fld><a:t>7</a:t></a:fld></a:p></p:txBody></p:sld>"
        )
    };
    zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("ppt/presentation.xml", b"<p/>"),
        ("ppt/slides/slide10.xml", slide("Second slide").as_bytes()),
        ("ppt/slides/slide2.xml", slide("Acme paid £5m").as_bytes()),
        ("ppt/notesSlides/notesSlide2.xml", slide("Say it twice").as_bytes()),
        ("docProps/core.xml", CORE.as_bytes()),
    ])
}

/// A workbook of one sheet.
pub(crate) fn xlsx() -> Vec<u8> {
    let strings = "<sst><si><t>Name</t></si><si><r><t>Ann </t></r><r><t>Lee</t></r></si></sst>";
    let sheet = "<worksheet><sheetData><row><c t=\"s\"><v>0</v></c><c t=\"inlineStr\"><is><t>Grant £</t></is></c></row>\
        <row><c t=\"s\"><v>1</v></c><c/><c><f>1+1</f><v>5000000</v></c><c t=\"s\"><v>99</v></c></row></sheetData></worksheet>";
    zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.xml", b"<w/>"),
        ("xl/sharedStrings.xml", strings.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ("docProps/core.xml", CORE.as_bytes()),
    ])
}

/// A text of OpenDocument.
pub(crate) fn odt() -> Vec<u8> {
    let content = "<office:document-content><office:body><office:text>\
        <text:tracked-changes><text:p>Deleted</text:p></text:tracked-changes>\
        <text:h>Annual report</text:h><text:p>Acme<text:s text:c=\"2\"/>paid<text:line-break/>£5m.</text:p>\
        <text:list><text:list-item><text:p>one</text:p></text:list-item><text:list-item><text:p>two</text:p></text:list-item></text:list>\
        <table:table><table:table-row><table:table-cell><text:p>Name</text:p></table:table-cell>\
        <table:table-cell><text:p>Role</text:p></table:table-cell></table:table-row></table:table>\
        </office:text></office:body></office:document-content>";
    let meta = "<office:meta><dc:title>A note</dc:title><meta:initial-creator>Ann Lee</meta:initial-creator>\
        <meta:creation-date>2016-09-12T10:15:00.123456</meta:creation-date></office:meta>";
    zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
        ("meta.xml", meta.as_bytes()),
    ])
}

/// A book of two chapters.
pub(crate) fn epub() -> Vec<u8> {
    let package = r#"<package><metadata><dc:title>A book</dc:title><dc:creator>Ann Lee</dc:creator><dc:date>2016-09-12</dc:date></metadata>
        <manifest><item id="a" href="text/one%20a.xhtml"/><item id="b" href="text/two.xhtml"/></manifest>
        <spine><itemref idref="b"/><itemref idref="a"/></spine></package>"#;
    zip(&[
        ("mimetype", b"application/epub+zip"),
        (
            "META-INF/container.xml",
            br#"<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>"#,
        ),
        ("OPS/book.opf", package.as_bytes()),
        ("OPS/text/one a.xhtml", b"<html><body><p>Acme paid.</p></body></html>"),
        ("OPS/text/two.xhtml", "<html><body><h1>Chapter – one</h1></body></html>".as_bytes()),
    ])
}

/// A message with a body in two forms and a Word document.
pub(crate) fn mail(attachment: &[u8]) -> Vec<u8> {
    let mut encoded = String::new();
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for chunk in attachment.chunks(3) {
        let bits = chunk.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for digit_idx in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * digit_idx) & 63) as usize];
            encoded.push(if digit_idx <= chunk.len() { char::from(digit) } else { '=' });
        }
        if encoded.len() % 77 == 76 {
            encoded.push('\n');
        }
    }
    format!(
        "Received: by mx.example.org\r\nFrom: =?utf-8?Q?Ann_L=C3=A9e?= <ann@example.org>\r\nTo: Bob Hope <bob@example.org>,\r\n carol@example.org\r\n\
         Subject: The grant\r\nDate: Mon, 12 Sep 2016 10:15:00 +0100\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=\"outer\"\r\n\r\n--outer\r\n\
         Content-Type: multipart/alternative; boundary=\"inner\"\r\n\r\n--inner\r\n\
         Content-Type: text/plain; charset=windows-1252\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
         Dear Bob,\r\n\r\nAcme paid =A35m.\r\n--inner\r\nContent-Type: text/html\r\n\r\n<p>Dear Bob</p>\r\n--inner--\r\n--outer\r\n\
         Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=\"report.docx\"\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n{encoded}\r\n--outer--\r\n"
    )
    .into_bytes()
}

/// A PDF of those objects, the first being the catalog and the second the pages, with a cross-reference table.
pub(crate) fn pdf_of(objects: &[String]) -> Vec<u8> {
    let mut pdf = b"%PDF-1.4\n".to_vec();
    let mut offsets = Vec::new();
    for (object_idx, object) in objects.iter().enumerate() {
        offsets.push(pdf.len());
        pdf.extend_from_slice(format!("{} 0 obj\n{object}\nendobj\n", object_idx + 1).as_bytes());
    }
    let table = pdf.len();
    pdf.extend_from_slice(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).as_bytes());
    for offset in offsets {
        pdf.extend_from_slice(format!("{offset:010} 00000 n \n").as_bytes());
    }
    let n_objects = objects.len() + 1;
    pdf.extend_from_slice(
        format!("trailer\n<</Size {n_objects}/Root 1 0 R/Info {} 0 R>>\nstartxref\n{table}\n%%EOF\n", objects.len())
            .as_bytes(),
    );
    pdf
}

fn stream(dictionary: &str, content: &str) -> String {
    format!("<<{dictionary}/Length {}>>\nstream\n{content}\nendstream", content.len())
}

/// The objects of a PDF of one page with that content; `forms` are dictionary entries and contents of the forms /F0, /F1 …
pub(crate) fn pdf_objects(content: &str, forms: &[String]) -> Vec<String> {
    const FIRST_FORM: usize = 6;
    let names: String =
        (0..forms.len()).map(|form_idx| format!("/F{form_idx} {} 0 R", FIRST_FORM + form_idx)).collect();
    let resources = format!("/Resources<</Font<</H 5 0 R>>/XObject<<{names}>>>>");
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]{resources}/Contents 4 0 R>>"),
        stream("", content),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
    ];
    objects
        .extend(forms.iter().map(|form| stream(&format!("/Type/XObject/Subtype/Form/BBox[0 0 9 9]{resources}"), form)));
    objects.push("<</Title(A report)/Author(Ann Lee)/CreationDate(D:20160912101500+01'00')>>".to_owned());
    objects
}

/// A PDF of one page with those lines.
pub(crate) fn pdf(lines: &[&str]) -> Vec<u8> {
    let mut content = "BT /H 12 Tf 50 700 Td 14 TL ".to_owned();
    for line in lines {
        content.push_str(&format!("({line}) Tj T* "));
    }
    content.push_str("ET");
    pdf_of(&pdf_objects(&content, &[]))
}
