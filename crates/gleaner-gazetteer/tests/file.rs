//! Compiled files: what is written is what is opened, and no file, however damaged, does more than be refused or find
//! nonsense.

use gleaner_gazetteer::{EntryFlags, FileError, Gazetteer, GazetteerBuilder, Hit, List};
use gleaner_text::TextView;
use proptest::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

const TEXT: &str =
    "The Bank of Leeds Ltd, Leeds, LEEDS and the Café-Bar: Apple makes cider in Newport’s orchards. 👍🏽 Ann.";

fn gazetteer() -> Gazetteer {
    let mut names = List::new("names", "ORG").with_origin("a test").with_licence("CC0-1.0");
    names.add("The Bank of Leeds Limited").alias("Bank of Leeds").id("ref:1").attribute("sector", "money");
    names.add("Leeds").entity_type("LOC").priority(-2).flags(EntryFlags::FOLD);
    names.add("LEEDS").id("ref:2").flags(EntryFlags::STRICT);
    names.add("Café Bar").canonical("Café-Bar Company");
    names.add("Apple").context("cider").context("big orchard");
    names.add("Newport").entity_type("LOC").id("wales");
    names.add("Newport").entity_type("LOC").id("shropshire").priority(3);
    let mut words = List::new("words", "GIVEN_NAME");
    words.add("Ann").alias("Annie");
    let builder = GazetteerBuilder::new().add_list(&names).and_then(|builder| builder.add_list(&words));
    builder.and_then(GazetteerBuilder::build).expect("a gazetteer")
}

fn bytes_of(gazetteer: &Gazetteer) -> Vec<u8> {
    let mut bytes = Vec::new();
    gazetteer.write_to(&mut bytes).expect("memory");
    bytes
}

/// Everything that can be asked, as text.
fn shown(gazetteer: &Gazetteer) -> String {
    let table = gleaner_tokenizer::tokenized(TEXT);
    let view = TextView::new(TEXT, &table);
    let mut shown = format!("{:?} {:?}\n", gazetteer.types(), gazetteer.lists().collect::<Vec<_>>());
    let mut hits: Vec<Hit> = Vec::new();
    gazetteer.find_overlapping(view, &mut hits);
    for hit in &hits {
        let candidates: Vec<u32> = gazetteer.candidates(hit).take(100).map(|entry| entry.0).collect();
        shown.push_str(&format!("{hit:?} {candidates:?}\n"));
    }
    gazetteer.find(view, &mut hits);
    shown.push_str(&format!("{hits:?}\n"));
    for entry in gazetteer.entries().take(100) {
        let names: Vec<_> = entry.names().take(100).collect();
        let attributes: Vec<_> = entry.attributes().take(100).collect();
        let own = (entry.name(), entry.canonical(), entry.reference(), entry.entity_type(), entry.flags());
        let more = (entry.priority(), entry.list(), gazetteer.list_name(entry.list()), entry.context_words().count());
        shown.push_str(&format!("{names:?} {attributes:?} {own:?} {more:?}\n"));
    }
    for entity_type in gazetteer.types() {
        let ids: Vec<u32> = gazetteer.entries_of_type(entity_type).take(100).map(|entry| entry.id().0).collect();
        shown.push_str(&format!("{entity_type} {ids:?}\n"));
    }
    shown
}

/// With the checksum that its content asks for: what somebody who means harm would write.
fn signed(mut bytes: Vec<u8>) -> Vec<u8> {
    if bytes.len() >= 32 {
        let length = bytes.len() as u64;
        bytes[24..32].copy_from_slice(&length.to_le_bytes());
        let checksum = xxh3_64(&bytes[24..]);
        bytes[16..24].copy_from_slice(&checksum.to_le_bytes());
    }
    bytes
}

#[test]
fn what_is_written_is_what_is_opened() {
    let built = gazetteer();
    let bytes = bytes_of(&built);
    assert!(Gazetteer::is_compiled(&bytes) && !Gazetteer::is_compiled(b"@type ORG\nBBC\n"));
    assert_eq!(bytes.len(), built.n_bytes());
    assert_eq!(bytes, bytes_of(&gazetteer()), "the same lists give the same bytes");

    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("names.gaz");
    built.save(&path).expect("a file");
    for opened in [
        Gazetteer::open(&path).expect("the file opens"),
        Gazetteer::from_bytes(bytes.clone()).expect("the bytes are those of a gazetteer"),
        Gazetteer::from_static(Vec::leak(bytes)).expect("the bytes are those of a gazetteer"),
    ] {
        assert_eq!(shown(&opened), shown(&built));
        assert_eq!((opened.len(), opened.n_names(), opened.n_surfaces()), (8, 10, built.n_surfaces()));
    }
}

#[test]
fn a_file_that_is_open_can_be_replaced() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("names.gaz");
    gazetteer().save(&path).expect("a file");
    let old = Gazetteer::open(&path).expect("the file opens");
    let empty = GazetteerBuilder::new().build().expect("a gazetteer");
    empty.save(&path).expect("a file");
    assert_eq!(shown(&old), shown(&gazetteer()));
    assert!(Gazetteer::open(&path).expect("the file opens").is_empty());
}

#[test]
fn other_files_are_refused_with_the_reason() {
    let bytes = bytes_of(&gazetteer());
    let refused = |bytes: &[u8]| Gazetteer::from_bytes(bytes.to_vec()).expect_err("no gazetteer");
    assert!(matches!(refused(b""), FileError::NotAGazetteer));
    assert!(matches!(refused(b"@type ORG\nBBC\n"), FileError::NotAGazetteer));
    assert!(matches!(refused(&[0; 500]), FileError::NotAGazetteer));
    assert!(matches!(refused(&bytes[..20]), FileError::CutShort { found: 20, .. }));
    let cut = &bytes[..bytes.len() - 1];
    assert!(matches!(refused(cut), FileError::CutShort { expected, found } if expected == found + 1));
    assert!(matches!(refused(&[&*bytes, b"\n"].concat()), FileError::Damaged { .. }));

    let mut other = bytes.clone();
    other[8] += 1;
    assert!(matches!(refused(&signed(other)), FileError::OtherVersion { found: 2, expected: 1 }));
    let mut other = bytes.clone();
    other[32] ^= 1;
    assert!(matches!(refused(&signed(other)), FileError::OtherKeys));
    let mut other = bytes.clone();
    let last = other.len() - 1;
    other[last] ^= 0x20;
    assert!(matches!(refused(&other), FileError::Checksum));
    // One entry more than there are.
    let mut other = bytes;
    other[40] += 1;
    assert!(matches!(refused(&signed(other)), FileError::Damaged { what: "the number of its entries" }));

    let missing = tempfile::tempdir().expect("a folder").path().join("missing.gaz");
    assert!(matches!(Gazetteer::open(&missing).expect_err("no file"), FileError::Io(_)));
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("empty.gaz"), "").expect("a file");
    let error = Gazetteer::open(folder.path().join("empty.gaz")).expect_err("an empty file");
    assert!(matches!(error, FileError::NotAGazetteer));
}

#[test]
fn every_byte_counts() {
    let bytes = bytes_of(&gazetteer());
    for at in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x41;
        assert!(Gazetteer::from_bytes(damaged).is_err(), "byte {at}");
        assert!(Gazetteer::from_bytes(bytes[..at].to_vec()).is_err(), "cut at {at}");
    }
}

/// Each byte in turn, with a checksum that fits: it opens or it does not, and what opens can be asked anything.
#[test]
fn any_byte_can_be_a_lie() {
    let bytes = bytes_of(&gazetteer());
    let mut n_opened = 0;
    for at in 0..bytes.len() {
        for lie in [0, 0x7f, 0xff, bytes[at] ^ 1, bytes[at] ^ 0x80] {
            let mut damaged = bytes.clone();
            damaged[at] = lie;
            if let Ok(opened) = Gazetteer::from_bytes(signed(damaged)) {
                n_opened += 1;
                shown(&opened);
            }
        }
    }
    assert!(n_opened > bytes.len(), "most lies are told in entries and tables: {n_opened}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn any_damage_is_refused_or_harmless(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..30),
        cut in prop::option::of(any::<prop::sample::Index>()),
        insertion in prop::option::of((any::<prop::sample::Index>(), prop::collection::vec(any::<u8>(), 0..20))),
    ) {
        let mut bytes = bytes_of(&gazetteer());
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some((at, inserted)) = insertion {
            let at = at.index(bytes.len());
            bytes.splice(at..at, inserted);
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        let unsigned = Gazetteer::from_bytes(bytes.clone());
        if let Ok(opened) = Gazetteer::from_bytes(signed(bytes)) {
            shown(&opened);
        }
        if let Ok(opened) = unsigned {
            prop_assert_eq!(shown(&opened), shown(&gazetteer()));
        }
    }

    #[test]
    fn any_bytes_are_refused(bytes: Vec<u8>) {
        prop_assert!(Gazetteer::from_bytes(bytes).is_err());
    }
}
