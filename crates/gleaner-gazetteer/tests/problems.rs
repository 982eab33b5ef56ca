//! Faulty lists: the wording and place of every error, and what a lenient reading keeps.

use gleaner_gazetteer::{Error, GazetteerBuilder, List, MAX_KEPT_PROBLEMS, MAX_NAME_BYTES, ProblemKind};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    list: String,
    error: String,
    left: Vec<String>,
}

#[derive(Deserialize)]
struct Table {
    case: Vec<Case>,
}

fn names<'l>(list: &'l List<'_>) -> Vec<&'l str> {
    list.entries().map(|entry| entry.name()).collect()
}

#[test]
fn errors_say_place_expectation_and_line() {
    let table: Table = toml::from_str(include_str!("data/problems.toml")).expect("a valid table");
    for case in table.case {
        let error = List::parse("bad.list", case.list.as_bytes()).expect_err(&case.list);
        assert_eq!(error.to_string(), case.error.trim_start(), "{}", case.list);
        assert_eq!(error.file(), "bad.list");
        // Windows line ends change nothing.
        let with_cr = case.list.replace('\n', "\r\n");
        let error = List::parse("bad.list", with_cr.as_bytes()).expect_err(&case.list);
        assert_eq!(error.to_string(), case.error.trim_start(), "{}", case.list);

        let (list, problems) = List::parse_lenient("bad.list", case.list.as_bytes());
        assert_eq!(names(&list), case.left, "{}", case.list);
        assert_eq!(problems.kept()[0].to_string(), case.error.trim_start());
        assert_eq!(problems.n_skipped_lines(), problems.kept().len());
    }
}

#[test]
fn bytes_that_are_no_utf_8_are_named_and_only_their_line_is_lost() {
    let bytes = b"@type ORG\nCaf\xe9 Ltd\nBBC\n";
    let error = List::parse("latin.list", bytes).expect_err("Latin-1");
    assert_eq!((error.line(), error.column()), (2, 4));
    assert_eq!(error.kind(), &ProblemKind::NotUtf8 { byte: 0xe9 });
    assert_eq!(
        error.to_string(),
        "latin.list:2:4: expected UTF-8, found the byte 0xe9; save the file as UTF-8\n  2 | Caf\u{fffd} Ltd\n    |    ^"
    );
    let (list, problems) = List::parse_lenient("latin.list", bytes);
    assert_eq!(names(&list), ["BBC"]);
    assert_eq!(problems.n_skipped_lines(), 1);
}

#[test]
fn utf_16_is_named() {
    let bytes: Vec<u8> = "\u{feff}BBC\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let error = List::parse("wide.list", &bytes).expect_err("UTF-16");
    assert_eq!(error.kind(), &ProblemKind::Utf16);
    assert!(List::parse_lenient("wide.list", &bytes).0.is_empty());
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_first_line() {
    let list = List::parse("marked.list", "\u{feff}@name m\n@type ORG\nBBC".as_bytes()).expect("a list");
    assert_eq!((list.name(), names(&list)), ("m", vec!["BBC"]));
}

#[test]
fn long_names_are_refused_and_long_lines_shortened_in_the_message() {
    let fits = "x".repeat(MAX_NAME_BYTES);
    assert_eq!(List::parse("l", format!("@type ORG\n{fits}").as_bytes()).expect("a list").len(), 1);
    let error = List::parse("l", format!("@type ORG\n{fits}y").as_bytes()).expect_err("too long");
    assert_eq!(error.kind(), &ProblemKind::NameTooLong { n_bytes: MAX_NAME_BYTES + 1, limit: MAX_NAME_BYTES });
    assert_eq!(error.excerpt().chars().count(), 121);

    let aliases = vec!["alias"; 40].join("é; ");
    let line = format!("Name | {} | wrong", aliases.replace("alias", "a long alias "));
    let error = List::parse("l", format!("@type ORG\n{line}").as_bytes()).expect_err("a repeated alias");
    let shown = error.to_string();
    let mut lines = shown.lines().skip(1);
    let (excerpt, mark) = (lines.next().expect("the line"), lines.next().expect("the mark"));
    let column = mark.chars().position(|character| character == '^').expect("a mark");
    let marked: String = excerpt.chars().skip(column).take(12).collect();
    assert_eq!(marked, "a long alias");
}

#[test]
fn rubbish_is_counted_and_not_kept_without_end() {
    let rubbish = "a | b | c | d\n".repeat(50_000);
    let (list, problems) = List::parse_lenient("rubbish.list", rubbish.as_bytes());
    assert!(list.is_empty());
    assert_eq!((problems.kept().len(), problems.n_skipped_lines()), (MAX_KEPT_PROBLEMS, 50_000));
}

#[test]
fn what_an_entry_says_wins_over_what_its_list_says() {
    let text = "@type ORG\n@flags exact ambiguous\nBBC | | type=BROADCASTER fold\nNHS\n";
    let list = List::parse("flags.list", text.as_bytes()).expect("a list");
    let shown: Vec<_> = list.entries().map(|entry| format!("{} {}", entry.entity_type(), entry.flags())).collect();
    assert_eq!(shown, ["BROADCASTER fold ambiguous", "ORG exact ambiguous"]);

    let text =
        "@type ORG\n@flags strict any-dots\nBBC\nNHS | | smart exact-dots plural\nPwC | | context=audit,big_four\n";
    let list = List::parse("flags.list", text.as_bytes()).expect("a list");
    let shown: Vec<_> = list.entries().map(|entry| entry.flags().to_string()).collect();
    let strict = "exact-space exact-accents exact-and exact-suffix exact-the";
    assert_eq!(shown[0], format!("exact no-plural {strict} any-dots exact-apostrophe"));
    assert_eq!(shown[1], format!("smart plural {strict} exact-dots exact-apostrophe"));
    assert!(shown[2].starts_with("exact ambiguous no-plural"));
    let last = list.get(2).expect("an entry");
    assert_eq!(last.context_words().collect::<Vec<_>>(), ["audit", "big four"]);
}

#[test]
fn escapes_and_underscores() {
    let text = "@type ORG\n\\@home | \\#1; a\\;b; c\\|d; e\\\\f | id=x_y place=New_York motto=a\\_b\n";
    let list = List::parse("escapes.list", text.as_bytes()).expect("a list");
    let entry = list.get(0).expect("an entry");
    assert_eq!(entry.names().collect::<Vec<_>>(), ["@home", "#1", "a;b", "c|d", "e\\f"]);
    let attributes: Vec<_> = entry.attributes().collect();
    assert_eq!(attributes, [("id", "x_y"), ("place", "New York"), ("motto", "a_b")]);
}

#[test]
fn the_same_name_with_another_id_or_type_is_another_entry() {
    let text = "@type LOC\nNewport | | id=1\nNewport | | id=2\nNewport | | type=ORG\n";
    assert_eq!(List::parse("newport.list", text.as_bytes()).expect("a list").len(), 3);
}

#[test]
fn a_list_is_called_by_its_file_unless_it_says_its_name() {
    assert_eq!(List::parse("lists/uk.places.list", b"").expect("a list").name(), "uk.places");
    assert_eq!(List::parse("", b"").expect("a list").name(), "");
    assert_eq!(List::parse(".list", b"").expect("a list").name(), ".list");
}

#[test]
fn too_many_spellings_of_one_name_are_refused_by_name() {
    let mut list = List::new("variants", "ORG");
    for bits in 0..65u32 {
        let letter = |at: u32| if bits >> at & 1 == 1 { 'X' } else { 'x' };
        list.add((0..7).map(letter).collect::<String>());
    }
    let error = GazetteerBuilder::new().add_list(&list).and_then(GazetteerBuilder::build).expect_err("65 spellings");
    assert!(matches!(&error, Error::TooManySpellings { list, limit: 64, .. } if list == "variants"), "{error}");
}

/// Repetitions are found in entries of any size, in linear time: comparing each alias with each other took minutes.
#[test]
fn an_entry_of_very_many_aliases_and_attributes() {
    let aliases = (0..200_000).map(|i| format!("alias {i}")).collect::<Vec<_>>().join(";");
    let attributes = (0..200_000).map(|i| format!("k{i}=v")).collect::<Vec<_>>().join(" ");
    let list = |more_aliases: &str, more_attributes: &str| {
        format!("@name x\n@type ORG\nAcme | {aliases}{more_aliases} | {attributes}{more_attributes}\n")
    };
    for (more_aliases, more_attributes, message) in [
        ("", "", None),
        (";Acme", "", Some("“Acme” again")),
        (";alias 3", "", Some("“alias 3” again")),
        (";alias 199999", "", Some("“alias 199999” again")),
        ("", " k3=v", Some("“k3” again")),
        ("", " k199999=v", Some("“k199999” again")),
    ] {
        let text = list(more_aliases, more_attributes);
        let found = gleaner_gazetteer::List::parse("x.list", text.as_bytes()).err().map(|error| error.to_string());
        match (message, found) {
            (None, None) => {}
            (Some(message), Some(found)) => assert!(found.contains(message), "{message}"),
            (message, found) => panic!("{message:?}: {}", found.is_some()),
        }
    }
}
