//! Every currency of ISO 4217 is found by its code and by its English name, as `iso_currency` lists them.

use gleaner_text::Value;
use gleaner_values::{Settings, find};

/// Names that are no amount in running text, or that the library spells in a way nobody writes.
const UNSAID: &[(&str, &str)] = &[
    ("CUC", "“Cuban convertible peso”: the adjective between country and noun is not read; the currency ended in 2021"),
    ("TOP", "“paʻanga” with the Hawaiian sign for its glottal stop"),
    ("XAF", "“CFA franc BEAC” names the bank behind the noun; “Central African CFA francs” is read"),
    ("XOF", "“CFA franc BCEAO” names the bank behind the noun; “West African CFA francs” is read"),
    ("XCG", "spelled “Caribean guilder” there; “Caribbean guilders” is read"),
    ("ZWG", "“Zimbabwe Gold” is a metal to every other reader"),
];

/// All money of ISO 4217: no funds, metals and test codes.
fn currencies() -> Vec<(String, iso_currency::Currency)> {
    let letters = || (b'A'..=b'Z').map(char::from);
    letters()
        .flat_map(|a| letters().flat_map(move |b| letters().map(move |c| String::from_iter([a, b, c]))))
        .filter_map(|code| iso_currency::Currency::from_code(&code).map(|currency| (code, currency)))
        .filter(|(_, currency)| !currency.is_fund() && !currency.is_special())
        .collect()
}

fn codes_found(text: &str) -> Vec<(String, String)> {
    find(text, &Settings::default())
        .iter()
        .filter_map(|mention| mention.value.as_ref().and_then(Value::money))
        .map(|money| (money.amount.to_string(), money.currency.to_string()))
        .collect()
}

#[test]
fn every_code_before_and_behind_a_number() {
    let currencies = currencies();
    assert!(currencies.len() > 150, "{} currencies", currencies.len());
    for (code, _) in &currencies {
        let want = vec![("500000000".to_owned(), code.clone())];
        assert_eq!(codes_found(&format!("They paid {code} 500m for it.")), want, "{code}");
        assert_eq!(codes_found(&format!("They paid 500m {code} for it.")), want, "{code}");
        assert_eq!(codes_found(&format!("They paid {code}500m for it.")), want, "{code}");
    }
}

#[test]
fn every_name_behind_a_number() {
    for (code, currency) in currencies() {
        // Parenthesised and doubled forms of the library's names: the first one.
        let name = currency.name().replace(" (Chinese)", "").replace("/kronor", "");
        let found = codes_found(&format!("They paid 500 million {name} for it."));
        if UNSAID.iter().any(|(unsaid, _)| *unsaid == code) {
            assert!(found.is_empty(), "{name} is read now: {found:?}");
            continue;
        }
        // Two codes of one name (the old leone, the digital bolívar): the current or the printed one.
        let same = match code.as_str() {
            "SLL" => "SLE",
            "VED" => "VES",
            other => other,
        };
        assert_eq!(found, vec![("500000000".to_owned(), same.to_owned())], "{name}");
    }
}

#[test]
fn historic_names_have_their_historic_codes() {
    for (phrase, code) in [
        ("French francs", "FRF"),
        ("Belgian francs", "BEF"),
        ("German marks", "DEM"),
        ("Deutschmarks", "DEM"),
        ("Dutch guilders", "NLG"),
        ("Italian lira", "ITL"),
        ("lire", "ITL"),
        ("pesetas", "ESP"),
        ("Portuguese escudos", "PTE"),
        ("drachmas", "GRD"),
        ("Austrian schillings", "ATS"),
        ("Irish pounds", "IEP"),
        ("Central African CFA francs", "XAF"),
        ("West African CFA francs", "XOF"),
        ("Caribbean guilders", "XCG"),
    ] {
        let found = codes_found(&format!("They paid 500 million {phrase} for it."));
        assert_eq!(found, vec![("500000000".to_owned(), code.to_owned())], "{phrase}");
    }
}
