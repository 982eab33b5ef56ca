//! What goes where, and what a build lacks.

use gleaner_export::{Format, GoesTo, Kind, Options, Target, open};

#[test]
fn names_of_files_ask_for_formats() {
    let cases = [
        ("a.csv", Some(Format::Csv)),
        ("a.b/c.PARQUET", Some(Format::Parquet)),
        ("x.db", Some(Format::Sqlite)),
        ("x.sqlite", Some(Format::Sqlite)),
        ("x.conll", Some(Format::Conll)),
        ("x.jsonld", Some(Format::W3c)),
        ("x.graphml", Some(Format::Graphml)),
        ("x.jsonl", None),
        ("x.jsonl.gz", None),
        ("csv", None),
        ("", None),
    ];
    for (name, format) in cases {
        assert_eq!(Format::by_name(name.as_ref()), format, "{name}");
    }
}

#[test]
fn a_target_of_the_wrong_shape_is_refused() {
    for format in Format::ALL.into_iter().filter(|format| format.is_built()) {
        let goes_to = format.goes_to(None);
        let opened = open(format, Options::default(), Target::Writer(Box::new(std::io::sink())));
        assert_eq!(opened.is_ok(), goes_to == GoesTo::Writer, "{format:?}");
        if let Err(error) = opened {
            assert!(error.to_string().contains("is written to"), "{error}");
        }
    }
    let one = Options { kind: Some(Kind::Relations), ..Options::default() };
    assert!(open(Format::Csv, one, Target::Writer(Box::new(std::io::sink()))).is_ok());
}

#[cfg(not(feature = "parquet"))]
#[test]
fn a_format_that_is_not_built_names_its_feature() {
    for (format, feature) in [(Format::Parquet, "parquet"), (Format::Sqlite, "sqlite")] {
        if !format.is_built() {
            let error = open(format, Options::default(), Target::Folder("x".as_ref())).err().expect("not built");
            assert!(error.to_string().ends_with(&format!("build it with `--features {feature}`")), "{error}");
        }
    }
}
