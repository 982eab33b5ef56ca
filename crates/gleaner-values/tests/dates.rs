//! The table of date forms: `data/dates.toml`, every case through one `check`.

use gleaner_text::{Day, Value};
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
    settings: CaseSettings,
    want: Vec<Want>,
    /// An impossible day: a year or month may be read, a day may not.
    #[serde(default)]
    want_no_day: bool,
    why: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseSettings {
    locale: Option<String>,
    document_date: Option<String>,
    document_time: Option<u16>,
    fiscal_year_start: Option<u8>,
    academic_year_start: Option<u8>,
    week_starts_on_sunday: Option<bool>,
    find_document_date: Option<bool>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Want {
    text: String,
    #[serde(rename = "type")]
    timex_type: String,
    timex: String,
    start: Option<String>,
    end: Option<String>,
    #[serde(rename = "mod")]
    modifier: Option<String>,
    alternative: Option<String>,
}

impl CaseSettings {
    fn settings(&self) -> Settings {
        let document_date = match self.document_date.as_deref() {
            Some("none") => None,
            Some(day) => Some(parse_day(day)),
            None => Some(Day::new(2025, 6, 18)),
        };
        let defaults = Settings::default();
        Settings {
            locale: if self.locale.as_deref() == Some("us") { Locale::Us } else { Locale::Uk },
            document_date,
            document_time: self.document_time,
            fiscal_year_start: self.fiscal_year_start,
            academic_year_start: self.academic_year_start.unwrap_or(defaults.academic_year_start),
            week_starts_on_sunday: self.week_starts_on_sunday.unwrap_or(false),
            find_document_date: self.find_document_date.unwrap_or(true),
            ..defaults
        }
    }
}

fn parse_day(day: &str) -> Day {
    let mut parts = day.split('-').map(|part| part.parse::<i16>().expect("a number"));
    let mut next = || parts.next().expect("three parts");
    Day::new(next(), next() as u8, next() as u8)
}

/// What the recogniser says of a text: the only place that touches it.
fn check(text: &str, settings: &Settings) -> Vec<Want> {
    find(text, settings)
        .into_iter()
        .filter_map(|mention| {
            let Some(Value::Date(value)) = mention.value else { return None };
            Some(Want {
                text: mention.span.slice(text).to_owned(),
                timex_type: value.timex_type.as_str().to_owned(),
                timex: value.reading.timex.to_string(),
                start: value.reading.start.map(|day| day.to_string()),
                end: value.reading.end.map(|day| day.to_string()),
                modifier: value.modifier.map(|modifier| modifier.as_str().to_owned()),
                alternative: value.alternative.map(|reading| reading.timex.to_string()),
            })
        })
        .collect()
}

#[test]
fn every_case_of_the_table_comes_out_as_it_says() {
    let table: Table = toml::from_str(include_str!("data/dates.toml")).expect("the table is TOML");
    let mut failures = Vec::new();
    for case in &table.case {
        let found = check(&case.text, &case.settings.settings());
        let right = if case.want_no_day {
            found.iter().all(|found| found.start.is_none() || found.start != found.end)
        } else {
            found == case.want
        };
        if !right {
            let why = case.why.as_deref().unwrap_or("");
            failures.push(format!("{:?} {why}\n  want {:?}\n  got  {found:?}", case.text, case.want));
        }
    }
    let n_cases = table.case.len();
    let n_negative = table.case.iter().filter(|case| case.want.is_empty()).count();
    assert!(failures.is_empty(), "{} of {n_cases} cases fail:\n{}", failures.len(), failures.join("\n"));
    assert!(n_cases >= 380, "{n_cases} cases");
    assert!(n_negative >= 110, "{n_negative} negative cases");
}
