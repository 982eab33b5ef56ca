//! The documents of `seeds/` and some made to be difficult, and their records, made as `gleaner extract` makes them.

use std::path::PathBuf;
use std::sync::LazyLock;

use gleaner::{Analysis, DocumentMeta, DocumentName, Extractor, OffsetUnit, RecordOptions, RecordWriter};

/// A text with the name its records carry.
#[derive(Clone, Debug)]
pub struct Sample {
    /// What `doc` says.
    pub name: String,
    /// The text that offsets refer to.
    pub text: String,
}

/// The extractor as it comes, built once a test program.
pub static EXTRACTOR: LazyLock<Extractor> =
    LazyLock::new(|| Extractor::builder().build().unwrap_or_else(|error| panic!("{error}")));

/// The five sample documents in the order of their names.
pub fn seeds() -> Vec<Sample> {
    let folder = repository().join("seeds");
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("seeds/ can be read").file_name().into_string().expect("ASCII names"))
        .collect();
    names.sort();
    names
        .into_iter()
        .map(|name| {
            let text = std::fs::read_to_string(folder.join(&name)).unwrap_or_else(|error| panic!("{name}: {error}"));
            Sample { name: format!("seeds/{name}"), text }
        })
        .collect()
}

/// The root of the repository.
pub fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).parent().expect("the package lies below the root").to_path_buf()
}

/// Short texts with what the seeds lack: characters of every length in UTF-8 and UTF-16, other scripts, odd line ends, NUL,
/// quotes inside quotes, every kind of record and qualifier that the rules make of them.
pub fn difficult() -> Vec<Sample> {
    const TEXTS: &[(&str, &str)] = &[
        ("empty", ""),
        ("blank", " \t\r\n\u{a0}\u{2028}\n"),
        (
            "bytes",
            "\u{feff}Zoë 😀 met Ann Lee 👩🏽‍🚀 in Zürich on 3 May 2021.\r\nShe paid €1.5m – £2m to Café Rouge Ltd.\r\n",
        ),
        ("scripts", "東京の田中さん met Sir Ian Blair in London. مرحبا بكم في لندن. It cost ¥3,000 in Москва."),
        ("nul", "Ann Lee\0, chief executive of\0 Northway Ltd, raised \0£6bn\0 in March 2024.\0"),
        (
            "controls",
            "\u{200f}Ann Lee\u{200e} of \u{202e}Northway Ltd\u{202c} paid £5\u{ad}m\u{fffd} \"today\".\u{b}\u{c}\u{85}",
        ),
        (
            "letter",
            "3 June 2022\n\nDear Dr O’Neill,\n\nSir Alan Hart, chair of the Leeds Teaching Hospitals NHS Trust (“the \
             Trust”), said: “We received between £2m and £3.5m a year from NHS England for dentistry last week.”\n\n\
             The Trust was founded in 1998 by Mary Crown. It is based in Leeds. Visit www.example.org.\n",
        ),
        (
            "company",
            "Brackwell Holdings plc (BHP) acquired Tarn & Sons Ltd for more than $1.25 billion on 12/09/2016. Brackwell’s \
             revenue was £40,000,000.50 per annum in 2015/16. Jane Ito, born on 4 July 1971 in Osaka, studied at the \
             University of York and married Tom Ito. It meets every Monday at 10.30am.",
        ),
        (
            "group",
            "Northway Group\n\nIn early 2021 Northway Group bought Calder Foods for £12m on 3 March 2021. Calder Foods is a \
             subsidiary of Northway Group and is based in Hull. Since 2006 it has had a budget of £3m a year. The Hull Trust \
             provided £250,000 to Calder Foods for training in 2019. Northway Group is a partner of Ridley College from \
             January 2020 to March 2022.\n\nJohn Hale (born 2 May 1950 in Leeds; died 1 June 2019 in York) was the son of \
             Mark Hale. He lived in Bath. Lord Hale said: “It works.”\n\nwww.northway.example\n",
        ),
    ];
    TEXTS.iter().map(|(name, text)| Sample { name: (*name).to_owned(), text: (*text).to_owned() }).collect()
}

/// All records of a document, its own included, as the lines that `gleaner extract --documents` writes.
pub fn records(sample: &Sample, offsets: OffsetUnit) -> String {
    let mut analysis = Analysis::default();
    let mut output = Vec::new();
    EXTRACTOR.extract_into(&sample.text, &DocumentMeta::default(), &mut analysis);
    let name = DocumentName { name: &sample.name, title: None, author: None };
    let mut writer = RecordWriter::new(RecordOptions { offsets, documents: true, text: false });
    writer.write(name, &sample.text, &EXTRACTOR, &analysis, &mut output);
    String::from_utf8(output).expect("records are UTF-8")
}
