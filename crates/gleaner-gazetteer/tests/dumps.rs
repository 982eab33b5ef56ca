//! Small dumps in the publishers' layouts, with invented content: what comes out, and the place of every fault.

use std::io::BufReader;

use gleaner_gazetteer::import::{ImportError, Imported, Publisher, import};
use proptest::prelude::*;

fn read(publisher: Publisher, file: &str, dump: &[u8]) -> Imported {
    // Through a small buffer: records do not end where reads do.
    import(publisher, file, BufReader::with_capacity(61, dump), false).expect("memory")
}

fn entries(imported: &Imported) -> Vec<String> {
    let mut text = Vec::new();
    imported.list.write_plain(&mut text).expect("memory");
    let text = String::from_utf8(text).expect("text");
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('@')).map(str::to_owned).collect()
}

fn problems(imported: &Imported) -> Vec<String> {
    let first_line = |shown: String| shown.lines().next().unwrap_or("").to_owned();
    imported.problems.kept().iter().map(|problem| first_line(problem.to_string())).collect()
}

fn counts(imported: &Imported) -> (usize, usize, usize) {
    (imported.n_records, imported.n_passed_over, imported.problems.n_skipped_lines())
}

const HARBOUR: &str = "University of Port Harbour | UPH; Harbour University; Prifysgol Porth yr Harbwr | \
                       id=https://ror.org/00harbour1 country=GB kind=education\\;_funder established=1873";

#[test]
fn ror_schema_2() {
    let imported = read(Publisher::Ror, "ror.json", include_bytes!("dumps/ror-v2.json"));
    assert_eq!(entries(&imported), [HARBOUR]);
    assert_eq!(
        problems(&imported),
        [
            "ror.json:29:5: expected a name, found nothing",
            "ror.json:37:38: expected a JSON object on one line: expected `,` or `}`",
            "ror.json:40:5: expected each id once, found “https://ror.org/00harbour1” again; it first stands on line 2; \
             write further names of one thing as its aliases",
        ]
    );
    assert_eq!(counts(&imported), (5, 1, 3));
    assert_eq!((imported.list.name(), imported.list.licence()), ("ror", "CC0-1.0"));
}

#[test]
fn ror_schema_1_and_tables() {
    let imported = read(Publisher::Ror, "ror.json", include_bytes!("dumps/ror-v1.json"));
    assert_eq!(
        entries(&imported),
        ["University of Port Harbour | Prifysgol Porth yr Harbwr; Harbour University; UPH | \
          id=https://ror.org/00harbour1 country=GB kind=education established=1873"]
    );
    let imported = read(Publisher::Ror, "ror.csv", include_bytes!("dumps/ror-v2.csv"));
    assert_eq!(
        entries(&imported),
        [
            "University of Port Harbour | Prifysgol Porth yr Harbwr; Harbour University; UPH | \
             id=https://ror.org/00harbour1 country=GB kind=education\\;_funder established=1873",
            "Institut \"Meer, Hafen\" | | id=https://ror.org/00quote001 country=DE kind=facility",
        ]
    );
    assert_eq!(counts(&imported), (3, 1, 1));
    assert!(
        problems(&imported)[0].starts_with("ror.csv:5:1: expected the quotation mark"),
        "{:?}",
        problems(&imported)
    );
}

#[test]
fn wikidata() {
    let imported = read(Publisher::Wikidata, "latest-all.json", include_bytes!("dumps/wikidata.json"));
    assert_eq!(
        entries(&imported),
        [
            "Port Harbour Museums Trust | PHMT; Port Harbour Museums | \
             priority=1 id=http://www.wikidata.org/entity/Q900000001 class=Q163740",
            "Zelinda | | ambiguous type=PERSON id=http://www.wikidata.org/entity/Q900000002 class=Q5",
            "Port Harbour | | type=LOC id=http://www.wikidata.org/entity/Q900000003 class=Q3957",
            "Mary Harbour | | type=PERSON id=http://www.wikidata.org/entity/Q900000007 class=Q5",
        ]
    );
    assert_eq!(
        problems(&imported),
        [
            "latest-all.json:8:43: expected a JSON object on one line: invalid type: integer `7`, expected an object or []",
            "latest-all.json:9:1: expected a record of wikidata, found none: no JSON object begins here",
        ]
    );
    assert_eq!(counts(&imported), (9, 3, 2));
    // The same without the array, as some tools leave it.
    let lines: String =
        include_str!("dumps/wikidata.json").lines().map(|l| format!("{}\n", l.trim_end_matches(','))).collect();
    let lines = lines.trim_start_matches("[\n").trim_end_matches("]\n");
    assert_eq!(entries(&read(Publisher::Wikidata, "lines.json", lines.as_bytes())), entries(&imported));
}

#[test]
fn companies_house() {
    let imported = read(Publisher::CompaniesHouse, "companies.csv", include_bytes!("dumps/companies-house.csv"));
    assert_eq!(
        entries(&imported),
        [
            "Rapid Life Sciences Ltd | McNamara & Sons (Bbc) Limited | id=http://business.data.gov.uk/id/company/09999901 \
             number=09999901 status=Active category=Private_Limited_Company town=PORT_HARBOUR country=United_Kingdom",
            "The \"Harbour\" Bakery, Ltd | | id=http://business.data.gov.uk/id/company/09999902 number=09999902 \
             status=Liquidation category=Private_Limited_Company town=PORT_HARBOUR country=United_Kingdom",
        ]
    );
    let problems = problems(&imported);
    assert_eq!(problems[0], "companies.csv:4:3: expected a name, found nothing");
    assert_eq!(
        problems[1],
        "companies.csv:5:20: expected a record of companies-house, found none: the company has no number"
    );
    assert!(problems[2].starts_with("companies.csv:6:"), "{problems:?}");
    assert_eq!(counts(&imported), (5, 0, 3));
}

#[test]
fn geonames() {
    let imported = read(Publisher::GeoNames, "GB.txt", include_bytes!("dumps/geonames.txt"));
    assert_eq!(
        entries(&imported),
        [
            "Port Harbour | Porth yr Harbwr; Hafenstadt | priority=16 id=https://sws.geonames.org/900001/ country=GB \
             feature=P.PPLA2 population=81234",
            "Île du Port | Ile du Port | id=https://sws.geonames.org/900003/ country=FR feature=T.ISL",
        ]
    );
    assert_eq!(
        problems(&imported),
        [
            "GB.txt:4:1: expected a record of geonames, found none: the line has 2 fields between tabs, not 19",
            "GB.txt:5:1: expected each id once, found “https://sws.geonames.org/900001/” again; it first stands on line 1; \
             write further names of one thing as its aliases",
        ]
    );
    assert_eq!(counts(&imported), (5, 1, 2));
}

#[test]
fn the_wrong_dump_is_named_and_strict_stops_at_the_first_fault() {
    let dumps: [&[u8]; 5] = [
        include_bytes!("dumps/ror-v2.json"),
        include_bytes!("dumps/wikidata.json"),
        include_bytes!("dumps/companies-house.csv"),
        include_bytes!("dumps/geonames.txt"),
        b"",
    ];
    for (publisher_idx, publisher) in Publisher::ALL.into_iter().enumerate() {
        for (dump_idx, dump) in dumps.into_iter().enumerate() {
            let imported = read(publisher, "dump", dump);
            let strict = import(publisher, "dump", dump, true);
            if publisher_idx != dump_idx {
                assert!(imported.list.is_empty(), "{} in dump {dump_idx}: {:?}", publisher.name(), entries(&imported));
            }
            // All the small dumps have faults.
            let wikidata_of_ror = publisher == Publisher::Wikidata && dump_idx == 0;
            if !wikidata_of_ror {
                assert!(matches!(strict, Err(ImportError::Problem(_))), "{} in dump {dump_idx}", publisher.name());
            }
        }
    }
}

#[test]
fn much_rubbish_takes_linear_time_and_bounded_memory() {
    for line in ["rubbish\n", "\"\n", "{\n", "{\"id\": \n", "}\n", "\t\t\t\n", "a,b\n"] {
        let dump = line.repeat(100_000);
        for publisher in Publisher::ALL {
            let imported = read(publisher, "dump", dump.as_bytes());
            assert!(imported.list.is_empty() && !imported.problems.kept().is_empty(), "{} {line:?}", publisher.name());
        }
    }
}

proptest! {
    /// Any bytes, and dumps with bytes changed: no panic, and places within the dump.
    #[test]
    fn damaged_dumps_are_read(
        publisher_idx in 0..4usize,
        at in any::<proptest::sample::Index>(),
        bytes in proptest::collection::vec(any::<u8>(), 0..4),
        rest in any::<bool>(),
    ) {
        let dumps: [&[u8]; 4] = [
            include_bytes!("dumps/ror-v2.json"),
            include_bytes!("dumps/wikidata.json"),
            include_bytes!("dumps/companies-house.csv"),
            include_bytes!("dumps/geonames.txt"),
        ];
        let publisher = Publisher::ALL[publisher_idx];
        let mut dump = dumps[publisher_idx].to_vec();
        let at = at.index(dump.len());
        if !rest {
            dump.truncate(at);
        }
        dump.splice(at..at, bytes);
        let imported = read(publisher, "dump", &dump);
        let n_lines = dump.iter().filter(|&&byte| byte == b'\n').count() + 1;
        for problem in imported.problems.kept() {
            prop_assert!(problem.line() as usize <= n_lines, "{problem}");
        }
        prop_assert!(imported.list.len() <= 5);
    }
}
