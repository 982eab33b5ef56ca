//! The table of money cases: `data/money.toml`.
//!
//! A case is a `text`, perhaps settings (`locale` "uk", "us" or "eu"; `dollar`, `krone`, `rand`, `rupee`, `pound`, `pence`: a
//! code, or "" for none; `guineas`), and what is wanted of it: `want` lists the amounts in text order, each with `text`, `amount`,
//! `currency` and, where there is one, `max`, `bound` and `per`. No `want`: no amount. `why` says what a case is there for.

use gleaner_text::{Currency, EntityType, Value};
use gleaner_values::{Locale, Settings, find};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: String,
    #[serde(default)]
    want: Vec<Amount>,
    locale: Option<String>,
    dollar: Option<String>,
    pound: Option<String>,
    pence: Option<String>,
    krone: Option<String>,
    rupee: Option<String>,
    rand: Option<String>,
    guineas: Option<bool>,
    #[serde(default)]
    why: String,
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Amount {
    text: String,
    amount: String,
    currency: String,
    max: Option<String>,
    bound: Option<String>,
    per: Option<String>,
}

fn settings(case: &Case) -> Settings {
    let mut settings = Settings::default();
    let code = |code: &String| Currency::from_code(code);
    if let Some(locale) = &case.locale {
        settings.locale = match locale.as_str() {
            "uk" => Locale::Uk,
            "us" => Locale::Us,
            "eu" => Locale::Eu,
            other => panic!("no locale {other}"),
        };
    }
    if let Some(dollar) = &case.dollar {
        settings.dollar = code(dollar);
    }
    if let Some(pound) = &case.pound {
        settings.pound = code(pound).expect("a code");
    }
    if let Some(pence) = &case.pence {
        settings.pence = code(pence);
    }
    if let Some(krone) = &case.krone {
        settings.krone = code(krone);
    }
    if let Some(rupee) = &case.rupee {
        settings.rupee = code(rupee);
    }
    if let Some(rand) = &case.rand {
        settings.rand = code(rand);
    }
    settings.guineas = case.guineas.unwrap_or(false);
    settings
}

/// The amounts found in the case's text, as the table writes them.
fn found(case: &Case) -> Vec<Amount> {
    find(&case.text, &settings(case))
        .iter()
        .filter(|mention| mention.entity_type == EntityType::MONEY)
        .map(|mention| {
            let Some(Value::Money(value)) = mention.value else { panic!("MONEY without a value in {:?}", case.text) };
            Amount {
                text: mention.span.slice(&case.text).to_owned(),
                amount: value.amount.to_string(),
                currency: value.currency.to_string(),
                max: value.amount_max.map(|max| max.to_string()),
                bound: value.bound.map(|bound| bound.as_str().to_owned()),
                per: value.per.map(|per| per.as_str().to_owned()),
            }
        })
        .collect()
}

/// One case: the difference as text, or nothing.
fn check(case: &Case) -> Option<String> {
    let found = found(case);
    (found != case.want)
        .then(|| format!("{:?} ({})\n   want {:?}\n  found {:?}", case.text, case.why, case.want, found))
}

fn table() -> Vec<Case> {
    let table: Table = toml::from_str(include_str!("data/money.toml")).expect("the table parses");
    table.case
}

#[test]
fn the_table_holds() {
    let wrong: Vec<String> = table().iter().filter_map(check).collect();
    assert!(wrong.is_empty(), "{} cases differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_table_is_large_enough() {
    let cases = table();
    let n_negative = cases.iter().filter(|case| case.want.is_empty()).count();
    assert!(cases.len() >= 380, "{} cases", cases.len());
    assert!(n_negative >= 110, "{n_negative} negative cases");
}
