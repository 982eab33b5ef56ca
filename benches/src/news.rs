//! News that nobody wrote: articles with headings, datelines, names, amounts, dates, quotations and lists.
//!
//! The point is text that costs a program what real news costs: about six bytes a word, one word in six with a capital,
//! eight to twelve names, amounts and dates a thousand bytes, names that come back within an article in shorter forms,
//! typographic quotes, and thousands of different words, so that no table stays warm that a real text would cool. Names
//! come from the `gazetteers` package and from made-up ones that no list has; the sentences are ours. No corpus text.

use crate::random::Random;
use crate::words::{ADJECTIVES, ADVERBS, HEADS, NOUNS, TRADES, VERBS};

/// Sentences without a name. Slots in braces are filled by [`Writer::slot`].
const PLAIN: [&str; 30] = [
    "{np} {v} {np2} .",
    "{np} {adv} {v} {np2} and {v} the {n} .",
    "It is the {a} {n} of its kind , and it has {v} {np2} .",
    "There were no {a} {ns} in the {n} , but the {ns} {v} {np2} .",
    "Many of the {ns} were {a} , and some of them had {adv} {v} the {n} .",
    "The {a} {n} would have been {a} without the {n} , which {v} {np2} .",
    "Critics called the {n} “{a} and {a}” .",
    "Half of the {ns} said that they had {v} {np2} because the {n} was too {a} .",
    "{adv} , the {n} of the {n} {v} more than {num} {ns} .",
    "Of the {num} {ns} , {pct} per cent {v} {np2} .",
    "They don’t know whether the {n} will be {a} , or what it could mean for {ns} .",
    "What happens next depends on the {n} ; the {ns} are {a} .",
    "The {n} has a {a}-{n} {n} , a {n} and {num} {ns} .",
    "“We have {v} {np2} , and we {adv} {v} it again ,” one of the {ns} said .",
    "If the {n} is {a} , then the {ns} can be {v} by {np2} .",
    "It had been {v} , {v} and {adv} {v} before the {n} {v} it .",
    "Those who {v} the {n} were {a} , while others {v} {np2} .",
    "The {n} , the {n} and the {n} were all {v} in the same {n} .",
    "No {n} was ever {v} , and the {a} {n} remains .",
    "With {np2} , the {n} {v} its {a} {ns} .",
    "Prices were {pct}.{digit} per cent higher than the {n} {v} .",
    "Is that {a} enough for the {ns} ?",
    "A {n} for the {n} said nothing of {np2} .",
    "The {ns} who {v} it were {adv} {a} .",
    "Some {num} {ns} , most of them {a} , {v} the {n} .",
    "At the heart of the {n} is a {a} {n} that {v} {np2} .",
    "The {a} {n} {v} the {n} ( and , {adv} , the {n} ) .",
    "It was not the {n} but the {n} that {v} {np2} .",
    "Every {n} was {a} : the {ns} {v} , the {ns} {v} , and {np} {v} the {n} .",
    "{np} was {v} after {np2} {v} the {n} .",
];

/// Sentences with names, amounts and dates.
const NAMED: [&str; 40] = [
    "{org} has {v} {np2} in {place} , {person} said {day} .",
    "{surname} , who {v} the {n} in {year} , is {role} of {org} .",
    "“{np} {v} {np2} ,” said {person} , {role} of {org} .",
    "“We are {a} about the {n} ,” {surname} said . “It {v} {np2} .”",
    "{org} {v} {money} for the {a} {n} , up from {money} {period} .",
    "The {n} in {place} will cost {money} , according to {org} .",
    "{org} , based in {place} , employs {num} people and {v} {np2} .",
    "The {a} {n} was {v} by {org} and {org} {day} .",
    "{person} , {age} , from {place} , {v} {np2} .",
    "{org} ( {acronym} ) has been {v} since {year} .",
    "{short} {v} the {n} , and {short} {v} {np2} .",
    "In {period} , the {ns} of {place} {v} {np2} .",
    "{org} received {money} from {org} to {v} the {n} .",
    "{surname} told {org} that the {n} was {a} .",
    "{org} reported a profit of {money} for {period} , against a loss of {money} .",
    "{role} {person} {v} the {n} at {org} {day} .",
    "A {n} between {place} and {place} was {v} {day} .",
    "{place} {v} {np2} ; {place} did not .",
    "{org} was founded in {year} by {person} and {person} .",
    "{org} agreed to buy {org} for {money} {day} .",
    "Shares in {short} fell {pct} per cent to {pence} .",
    "The {n} runs from {date} to {date} , and {np} {v} it .",
    "{person} will succeed {person} as {role} of {short} in {month} .",
    "{surname} ’s {n} {v} {np2} , and {surname} {adv} {v} it .",
    "{short} said it had {v} {np2} , although the {n} was {a} .",
    "{honorific} {surname} , a {n} at {org} , {v} the {n} .",
    "The {demonym} {n} {v} {np2} , {person} wrote in {org} .",
    "{org} ’s {n} , which {v} {np2} , is {a} .",
    "Tickets cost {price} , and the {n} opens {day} .",
    "Founded in {year} , {org} has {num} members in {place} , {place} and {place} .",
    "The {n} at {org} , part of {org} , was {v} {day} .",
    "{org} said the {n} would be {v} by {period} .",
    "The scheme is backed by {money} of grants and {money} of loans .",
    "{person} and {person} {v} the {n} together in {place} .",
    "More details are at www.{n}-{n}.example .",
    "{honorific} {person} , formerly of {org} , joined {short} in {month} {year} .",
    "{place} ’s {n} {v} {np2} for the first time since {year} .",
    "{short} and {org} signed a partnership worth {money} over {few} years .",
    "The {a} {n} , {v} by {surname} , {v} {np2} .",
    "It earns {money} a year from {ns} , or {price} per {n} .",
];

const ROLES: &str = "chief executive|chair|director of strategy|managing director|finance director|head of research|professor \
 of medicine|president|spokesman|deputy leader|chief scientist|trustee|vice-president|general secretary";
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Lists whose names organisations and places are taken from.
const ORGANISATIONS: [&str; 8] = [
    "companies-uk",
    "companies-world",
    "charities-funders",
    "uk-universities",
    "uk-health",
    "news-media",
    "uk-government",
    "international-organisations",
];
const PLACES: [&str; 4] = ["uk-places", "countries", "world-cities", "regions"];

/// Generated articles.
#[derive(Clone, Debug)]
pub struct News {
    /// Each article for itself, about four thousand bytes long.
    pub articles: Vec<String>,
}

impl News {
    /// Articles of at least `n_bytes` in all, always the same for the same number and the same lists. The articles of
    /// a smaller number are the first of a larger one.
    pub fn generate(n_bytes: usize) -> Self {
        let words = Words::new();
        let mut articles = Vec::new();
        let mut n_written = 0;
        while n_written < n_bytes {
            let article = Writer::new(&words, articles.len() as u64).article();
            n_written += article.len();
            articles.push(article);
        }
        Self { articles }
    }

    /// All articles as one text, parted by blank lines.
    pub fn joined(&self) -> String {
        self.articles.join("\n\n")
    }

    /// Bytes of all articles.
    pub fn n_bytes(&self) -> usize {
        self.articles.iter().map(String::len).sum()
    }
}

/// All words there are, cut once.
pub(crate) struct Words {
    nouns: Vec<&'static str>,
    adjectives: Vec<&'static str>,
    verbs: Vec<&'static str>,
    adverbs: Vec<&'static str>,
    trades: Vec<&'static str>,
    heads: Vec<&'static str>,
    roles: Vec<&'static str>,
    given_names: Vec<&'static str>,
    surnames: Vec<&'static str>,
    demonyms: Vec<&'static str>,
    organisations: Vec<&'static str>,
    places: Vec<&'static str>,
}

impl Words {
    pub(crate) fn new() -> Self {
        let cut = |words: &'static str| words.split_whitespace().collect();
        let listed = |lists: &[&str]| lists.iter().flat_map(|&list| names_of(list)).collect();
        Self {
            nouns: cut(NOUNS),
            adjectives: cut(ADJECTIVES),
            verbs: cut(VERBS),
            adverbs: cut(ADVERBS),
            trades: cut(TRADES),
            heads: cut(HEADS),
            roles: ROLES.split('|').map(str::trim).collect(),
            given_names: names_of("given-names"),
            surnames: names_of("surnames"),
            demonyms: names_of("demonyms"),
            organisations: listed(&ORGANISATIONS),
            places: listed(&PLACES),
        }
    }
}

/// The first names of the entries of a list; nothing for one that is not there. Entries with an escape are left out.
fn names_of(list: &str) -> Vec<&'static str> {
    let text = gazetteers::list(list).map_or("", |list| list.text);
    let entries = text.lines().filter(|line| !line.starts_with(['@', '#']) && !line.contains('\\'));
    entries.filter_map(|line| line.split('|').next()).map(str::trim).filter(|name| !name.is_empty()).collect()
}

/// A person of an article.
struct Person {
    given: &'static str,
    surname: &'static str,
}

/// An organisation of an article.
struct Organisation {
    name: String,
    /// What it is called once it is known.
    short: String,
    acronym: String,
}

/// Writes one article.
pub(crate) struct Writer<'w> {
    words: &'w Words,
    pub(crate) random: Random,
    people: Vec<Person>,
    organisations: Vec<Organisation>,
    places: Vec<&'static str>,
    pub(crate) text: String,
}

impl<'w> Writer<'w> {
    pub(crate) fn new(words: &'w Words, seed: u64) -> Self {
        let mut random = Random::new(seed);
        let people = (0..4 + random.below(3))
            .map(|_| Person { given: random.pick_skewed(&words.given_names), surname: random.pick(&words.surnames) })
            .collect();
        let organisations = (0..5 + random.below(4)).map(|_| organisation(words, &mut random)).collect();
        let places = (0..4 + random.below(3)).map(|_| random.pick(&words.places)).collect();
        Self { words, random, people, organisations, places, text: String::new() }
    }

    pub(crate) fn article(mut self) -> String {
        self.fill_one_of(&["{org} {v} {a} {n} in {place}", "{place} {ns} {v} {np2}"]);
        self.capitalise_from(0);
        self.text.push_str("\n\n");
        if self.random.chance(50) {
            self.fill("Published: {date}");
            self.text.push_str("\n\n");
        }
        for _ in 0..9 + self.random.below(9) {
            if self.random.chance(12) {
                let from = self.text.len();
                self.fill("{a} {ns} and {ns}");
                self.capitalise_from(from);
                self.text.push_str("\n\n");
            }
            if self.random.chance(8) {
                self.list();
            } else {
                self.paragraph();
            }
        }
        self.text
    }

    fn paragraph(&mut self) {
        for sentence_idx in 0..2 + self.random.below(5) {
            if sentence_idx > 0 {
                self.text.push(' ');
            }
            let from = self.text.len();
            let templates = if self.random.chance(72) { &PLAIN[..] } else { &NAMED[..] };
            self.fill_one_of(templates);
            self.capitalise_from(from);
        }
        self.text.push_str("\n\n");
    }

    fn list(&mut self) {
        for _ in 0..2 + self.random.below(4) {
            self.text.push_str("- ");
            self.fill_one_of(&["{money} for {ns} in {place}", "{org} , {place}", "{person} , {role} , {org}"]);
            self.text.push('\n');
        }
        self.text.push('\n');
    }

    /// Makes the first letter behind byte `from` a capital.
    pub(crate) fn capitalise_from(&mut self, from: usize) {
        let skip = self.text[from..].find(|c: char| c.is_alphanumeric()).unwrap_or(0);
        if let Some(first) = self.text.get_mut(from + skip..from + skip + 1) {
            first.make_ascii_uppercase();
        }
    }

    pub(crate) fn fill_one_of(&mut self, templates: &[&str]) {
        let template = self.random.pick(templates);
        self.fill(template);
    }

    /// Appends a template with its slots filled; marks are pulled to the word before them.
    pub(crate) fn fill(&mut self, template: &str) {
        for (piece_idx, piece) in template.split(' ').enumerate() {
            let is_glued = matches!(piece, "." | "," | ";" | ":" | "?" | ")" | "’s" | ",”" | ".”")
                || self.text.ends_with("( ")
                || self.text.ends_with('(');
            if piece_idx > 0 && !is_glued {
                self.text.push(' ');
            }
            let mut rest = piece;
            while let Some((before, after)) = rest.split_once('{') {
                let (slot, behind) = after.split_once('}').expect("a template closes its braces");
                self.text.push_str(before);
                self.slot(slot);
                rest = behind;
            }
            self.text.push_str(rest);
        }
    }

    fn slot(&mut self, slot: &str) {
        let words = self.words;
        let random = &mut self.random;
        match slot {
            "n" => self.text.push_str(random.pick_skewed(&words.nouns)),
            "ns" => {
                self.text.push_str(random.pick_skewed(&words.nouns));
                self.text.push('s');
            }
            "a" => self.text.push_str(random.pick_skewed(&words.adjectives)),
            "v" => self.text.push_str(random.pick_skewed(&words.verbs)),
            "adv" => self.text.push_str(random.pick_skewed(&words.adverbs)),
            "np" => self.fill_one_of(&["the {n}", "a {a} {n}", "the {a} {n} of the {n}", "its {ns}"]),
            "np2" => self.fill_one_of(&[
                "the {n}",
                "a {a} {n}",
                "{ns} and {ns}",
                "the {ns} in the {a} {n}",
                "{a} {ns} of every {n}",
            ]),
            "person" => {
                let person = &self.people[random.below(self.people.len())];
                self.text.push_str(person.given);
                self.text.push(' ');
                self.text.push_str(person.surname);
            }
            "surname" => self.text.push_str(self.people[random.below(self.people.len())].surname),
            "honorific" => self.text.push_str(random.pick(&["Mr", "Mrs", "Ms", "Dr", "Sir", "Professor", "Baroness"])),
            "role" => self.text.push_str(random.pick(&words.roles)),
            "org" => self.text.push_str(&self.organisations[random.below(self.organisations.len())].name),
            "short" => self.text.push_str(&self.organisations[random.below(self.organisations.len())].short),
            "acronym" => self.text.push_str(&self.organisations[random.below(self.organisations.len())].acronym),
            "place" => self.text.push_str(self.places[random.below(self.places.len())]),
            "demonym" => self.text.push_str(random.pick(&words.demonyms)),
            _ => {
                let figures = figures(slot, random);
                self.text.push_str(&figures);
            }
        }
    }
}

/// A name of a list, or one that no list has.
fn organisation(words: &Words, random: &mut Random) -> Organisation {
    let name = if random.chance(45) {
        random.pick(&words.organisations).to_owned()
    } else {
        let opener = if random.chance(50) { random.pick(&words.places) } else { random.pick(&words.surnames) };
        format!("{opener} {} {}", random.pick(&words.trades), random.pick(&words.heads))
    };
    let short = name.rsplit_once(' ').map_or(&*name, |(short, _)| short).to_owned();
    let acronym = name.chars().filter(|c| c.is_uppercase()).collect();
    Organisation { name, short, acronym }
}

/// Amounts, dates and numbers.
fn figures(slot: &str, random: &mut Random) -> String {
    let (day, year) = (1 + random.below(28), 1985 + random.below(42));
    let month = random.pick(&MONTHS);
    let (small, large) = (1 + random.below(99), 100 + random.below(900));
    match slot {
        "num" if random.chance(30) => format!("{small},{large}"),
        "num" => large.to_string(),
        "few" => random.pick(&["two", "three", "four", "five", "ten"]).to_owned(),
        "digit" => random.below(10).to_string(),
        "pct" => small.to_string(),
        "age" => (20 + random.below(70)).to_string(),
        "year" => year.to_string(),
        "month" => month.to_owned(),
        "pence" => format!("{large}p"),
        "price" => format!("£{small}.{}", 10 + random.below(90)),
        "money" => match random.below(12) {
            0 | 1 => format!("£{small}m"),
            2 => format!("£{small}.{} million", random.below(10)),
            3 => format!("£{large},000"),
            4 => format!("£{}bn", 1 + small % 20),
            5 => format!("${large} million"),
            6 => format!("€{small},{large}"),
            7 => format!("between £{small}m and £{}m", small + 5),
            8 => format!("more than £{large},{large}"),
            9 => format!("US${small}.5bn"),
            10 => "two and a half million pounds".to_owned(),
            _ => format!("£{}", large * 10),
        },
        "date" => match random.below(4) {
            0 => format!("{day} {month} {year}"),
            1 => format!("{month} {day}, {year}"),
            2 => format!("{day:02}/{:02}/{year}", 1 + random.below(12)),
            _ => format!("{} {day} {month}", random.pick(&WEEKDAYS)),
        },
        "day" => match random.below(6) {
            0 | 1 => format!("on {}", random.pick(&WEEKDAYS)),
            2 => format!("on {day} {month}"),
            3 => random.pick(&["yesterday", "last week", "this month", "earlier this year"]).to_owned(),
            4 => format!("last {}", random.pick(&WEEKDAYS)),
            _ => format!("in {month} {year}"),
        },
        "period" => match random.below(7) {
            0 => format!("{year}/{:02}", (year + 1) % 100),
            1 => format!("the {} months to {month}", random.pick(&["three", "six", "nine"])),
            2 => format!("the {} quarter of {year}", random.pick(&["first", "second", "third", "fourth"])),
            3 => "the past two years".to_owned(),
            4 => format!("the end of {year}"),
            5 => format!("the {}0s", 197 + random.below(6)),
            _ => format!("{month} {year}"),
        },
        _ => unreachable!("no slot “{slot}”"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_every_time_and_about_like_news() {
        let news = News::generate(100_000);
        assert_eq!(news.articles, News::generate(100_000).articles);
        assert_eq!(news.articles[..5], News::generate(200_000).articles[..5]);
        let text = news.joined();
        assert!(!text.contains(['{', '}']), "every slot is filled");
        let words: Vec<&str> = text.split_whitespace().collect();
        let n_capitals = words.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
        let share = n_capitals as f64 / words.len() as f64;
        assert!((0.12..0.25).contains(&share), "{share} of the words have a capital");
        let bytes_per_word = text.len() as f64 / words.len() as f64;
        assert!((5.5..6.8).contains(&bytes_per_word), "{bytes_per_word} bytes a word");
    }
}
