//! Properties of the date recogniser over arbitrary texts, and of TIMEX3 values.

use gleaner_text::{
    DateValue, Day, DayPart, Season, TextView, Timex, TimexDate, TimexLength, TimexMod, TimexPoint, TimexTime,
    TimexType, Value,
};
use gleaner_values::{Anchor, Locale, Settings, days_of, document_date, find};
use proptest::prelude::*;

/// Texts rich in what dates are made of: words of the grammar and marks in any order.
fn date_soup() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "3",
        "31",
        "2025",
        "1990",
        "24",
        "12/09/2016",
        "3rd",
        "March",
        "may",
        "Monday",
        "mon",
        "last",
        "next",
        "two",
        "half",
        "year",
        "years",
        "week",
        "the",
        "of",
        "in",
        "to",
        "-",
        "–",
        "/",
        ",",
        ".",
        ":",
        "'",
        "’s",
        "s",
        "from",
        "between",
        "and",
        "early",
        "mid",
        "end",
        "Q3",
        "FY24",
        "quarter",
        "century",
        "21st",
        "ago",
        "later",
        "every",
        "am",
        "pm",
        "noon",
        "at",
        "Christmas",
        "Easter",
        "bank",
        "holiday",
        "spring",
        "tomorrow",
        "that",
        "same",
        "financial",
        "w/c",
        "BC",
        "T14",
        "Z",
        "\n",
        "\n\n",
        " ",
        "00",
        "9999",
        "0",
        "00000000",
        "a",
        "few",
        "hundred",
        "thousand",
        "million",
        "first",
        "second",
        "February",
        "29",
        "30",
        "1066",
        "before",
        "since",
        "until",
        "é",
        "£",
        "10.30",
        "…",
    ]);
    prop::collection::vec((piece, prop::bool::ANY), 0..40).prop_map(|pieces| {
        let mut text = String::new();
        for (piece, space) in pieces {
            text.push_str(piece);
            if space {
                text.push(' ');
            }
        }
        text
    })
}

fn settings() -> impl Strategy<Value = Settings> {
    let day =
        prop::option::of((1i16..=9999, 1u8..=12, 1u8..=28).prop_map(|(year, month, day)| Day::new(year, month, day)));
    (day, prop::option::of(0u16..1440), prop::option::of(0u8..=13), any::<bool>(), any::<bool>(), 0u8..=13, 0u8..=120)
        .prop_map(|(document_date, document_time, fiscal_year_start, us, sunday, academic_year_start, pivot)| {
            Settings {
                document_date,
                document_time,
                fiscal_year_start,
                academic_year_start,
                week_starts_on_sunday: sunday,
                two_digit_year_pivot: pivot,
                locale: if us { Locale::Us } else { Locale::Uk },
                ..Settings::default()
            }
        })
}

fn check_value(value: &DateValue) {
    let reading = &value.reading;
    let days = (reading.start, reading.end);
    let derived = match (value.timex_type, reading.timex) {
        (TimexType::Duration, _) if reading.start.is_some() => {
            let (start, end) = (reading.start.expect("checked"), reading.end.expect("an anchored duration has both"));
            let forwards = days_of(reading.timex, value.modifier, Some(Anchor::From(start)));
            let backwards = days_of(reading.timex, value.modifier, Some(Anchor::To(end)));
            if forwards == days { forwards } else { backwards }
        }
        (TimexType::Set, _) => (None, None),
        _ => days_of(reading.timex, value.modifier, None),
    };
    assert_eq!(days, derived, "{value:?}");
    if let (Some(start), Some(end)) = days {
        assert!(start <= end, "{value:?}");
    }
    assert_eq!(reading.timex.to_string().parse(), Ok(reading.timex), "{value:?}");
    if let Some(alternative) = value.alternative {
        assert_eq!((alternative.start, alternative.end), days_of(alternative.timex, value.modifier, None));
    }
}

fn check_text(text: &str, settings: &Settings) {
    let mut last_end = 0;
    for mention in find(text, settings) {
        let Some(Value::Date(value)) = mention.value else { continue };
        assert!(!mention.span.slice(text).is_empty(), "{text:?} {mention:?}");
        assert!(mention.span.start >= last_end, "overlap in {text:?}");
        assert!((0.0..=1.0).contains(&mention.score));
        last_end = mention.span.end;
        check_value(&value);
    }
    let tokens = gleaner_tokenizer::tokenized(text);
    if let Some((_, span)) = document_date(TextView::new(text, &tokens), settings) {
        assert!(!span.slice(text).is_empty());
    }
}

fn date() -> impl Strategy<Value = TimexDate> {
    let year = || prop::option::of((-9999i16..=9999).prop_filter("there is no year 0 BC", |&year| year != 0));
    let month = || prop::option::of(1u8..=12);
    let week = || prop::option::of(1u8..=53);
    prop_oneof![
        (any::<bool>(), 0u8..=99).prop_map(|(bc, hundreds)| TimexDate::Century { bc, hundreds }),
        (0u16..=999).prop_map(TimexDate::Decade),
        year().prop_map(TimexDate::Year),
        (year(), month()).prop_map(|(year, month)| TimexDate::Month { year, month }),
        (year(), month(), prop::option::of(1u8..=31)).prop_map(|(year, month, day)| TimexDate::Day {
            year,
            month,
            day
        }),
        (year(), week()).prop_map(|(year, week)| TimexDate::Week { year, week }),
        (year(), week()).prop_map(|(year, week)| TimexDate::Weekend { year, week }),
        (year(), week(), 1u8..=7).prop_map(|(year, week, weekday)| TimexDate::Weekday { year, week, weekday }),
        (year(), prop::option::of(1u8..=4)).prop_map(|(year, quarter)| TimexDate::Quarter { year, quarter }),
        (year(), prop::option::of(1u8..=2)).prop_map(|(year, half)| TimexDate::Half { year, half }),
        (year(), prop::sample::select(vec![Season::Spring, Season::Summer, Season::Autumn, Season::Winter]))
            .prop_map(|(year, season)| TimexDate::Season { year, season }),
    ]
}

fn time() -> impl Strategy<Value = TimexTime> {
    let parts = vec![DayPart::Morning, DayPart::Midday, DayPart::Afternoon, DayPart::Evening, DayPart::Night];
    prop_oneof![
        prop::sample::select(parts).prop_map(TimexTime::Part),
        (0u8..=24, prop::option::of((0u8..=59, prop::option::of(0u8..=60))), prop::option::of(-1439i16..=1439))
            .prop_map(|(hour, rest, zone)| TimexTime::Clock {
                hour,
                minute: rest.map(|(minute, _)| minute),
                second: rest.and_then(|(_, second)| second),
                zone,
            }),
    ]
}

fn point() -> impl Strategy<Value = TimexPoint> {
    prop_oneof![
        (date(), prop::option::of(time())).prop_map(|(date, time)| TimexPoint { date, time }),
        time().prop_map(|time| TimexPoint { date: TimexDate::Unstated, time: Some(time) }),
    ]
}

fn length() -> impl Strategy<Value = TimexLength> {
    let count = || prop_oneof![Just(0u32), 1u32..=999_999_999, Just(TimexLength::UNKNOWN)];
    [count(), count(), count(), count(), count(), count(), count()].prop_map(|counts| TimexLength { counts })
}

fn timex() -> impl Strategy<Value = Timex> {
    prop_oneof![
        point().prop_map(Timex::Point),
        (point(), point()).prop_map(|(first, last)| Timex::Interval(first, last)),
        length().prop_map(Timex::Duration),
        (length(), length()).prop_map(|(least, most)| Timex::DurationRange(least, most)),
        Just(Timex::PastRef),
        Just(Timex::PresentRef),
        Just(Timex::FutureRef),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn any_text_is_read_without_panic_and_every_value_re_derives(text in any::<String>(), settings in settings()) {
        check_text(&text, &settings);
    }

    #[test]
    fn any_soup_of_date_words_is_read_without_panic_and_every_value_re_derives(text in date_soup(), settings in settings()) {
        check_text(&text, &settings);
    }

    #[test]
    fn timex_prints_and_parses_back(timex in timex()) {
        prop_assert_eq!(timex.to_string().parse::<Timex>(), Ok(timex));
    }

    #[test]
    fn parsing_any_text_as_timex_never_panics_and_prints_what_it_read(text in "[-0-9A-Z:/+TPXW]{0,24}") {
        if let Ok(timex) = text.parse::<Timex>() {
            let again = timex.to_string().parse::<Timex>();
            prop_assert_eq!(again, Ok(timex));
        }
    }

    #[test]
    fn days_are_in_order_whatever_the_value(timex in timex(), modifier in prop::sample::select(vec![
        None, Some(TimexMod::Before), Some(TimexMod::After), Some(TimexMod::OnOrBefore), Some(TimexMod::OnOrAfter),
        Some(TimexMod::Start), Some(TimexMod::Approx),
    ])) {
        for anchor in [None, Some(Anchor::From(Day::new(2025, 6, 18))), Some(Anchor::To(Day::new(2025, 6, 18)))] {
            if let (Some(start), Some(end)) = days_of(timex, modifier, anchor) {
                prop_assert!(start <= end);
            }
        }
    }
}
