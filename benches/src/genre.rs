//! Kinds of generated text beside news, where other stages cost most: contracts and posts.
//!
//! As with the news the sentences are ours and the names come from lists or are made up; see [`crate::news`].

use std::str::FromStr;

use crate::news::{Words, Writer};

/// A kind of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Genre {
    /// Articles of about four thousand bytes.
    News,
    /// Agreements of about ten thousand bytes: numbered clauses, long sentences, defined names, references to statutes, few
    /// capitals that are no names.
    Legal,
    /// What one account wrote, about a thousand bytes: short lines, small letters, handles, tags, links, emoji.
    Posts,
}

impl Genre {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::News, Self::Legal, Self::Posts];

    /// "news", "legal", "posts".
    pub const fn name(self) -> &'static str {
        match self {
            Self::News => "news",
            Self::Legal => "legal",
            Self::Posts => "posts",
        }
    }

    /// Documents without end, always the same for the same lists.
    pub fn documents(self) -> impl Iterator<Item = String> {
        let words = Words::new();
        (0u64..).map(move |seed| {
            let writer = Writer::new(&words, seed);
            match self {
                Self::News => writer.article(),
                Self::Legal => agreement(writer),
                Self::Posts => posts(writer),
            }
        })
    }

    /// The first documents that have at least `n_bytes` together.
    pub fn generate(self, n_bytes: usize) -> Vec<String> {
        let mut n_written = 0;
        let mut is_missing = |document: &String| {
            let is_missing = n_written < n_bytes;
            n_written += document.len();
            is_missing
        };
        self.documents().take_while(&mut is_missing).collect()
    }
}

impl FromStr for Genre {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|genre| genre.name() == name);
        found.ok_or_else(|| format!("“{name}” is none of news, legal, posts"))
    }
}

const CLAUSES: [&str; 16] = [
    "The Supplier shall {v} the {ns} in accordance with the {a} {n} and with all {a} {ns} that apply to the {n} .",
    "Subject to clause {few} , neither party is liable for any {a} {n} , whether in contract , tort ( including \
     negligence ) or otherwise , save where the {n} was {v} by the {n} .",
    "The Customer shall pay to the Supplier the sum of {money} within thirty days of the {n} , and interest at {pct} per \
     cent a year on any {n} that is late .",
    "This Agreement begins on {date} and continues until {date} , unless it is ended earlier under clause {few} .",
    "“{n}” means the {a} {n} of {org} as {v} from time to time .",
    "{org} ( the “Lender” ) has agreed to make available to {org} ( the “Borrower” ) a facility of up to {money} .",
    "Any notice under this Agreement must be in writing , and is given when it is {v} to the {n} at {place} .",
    "In this clause , references to the {n} include references to any {n} that {v} or {v} it , and to every {a} {n} \
     made under it .",
    "The obligations in this clause continue for {few} years after the {n} of this Agreement .",
    "Section {num}({digit}) of the {demonym} {ns} Act {year} applies to the {n} as it applies to a {n} within the meaning \
     of that Act .",
    "The Secretary of State may by regulations made by statutory instrument {v} any {n} that is {a} .",
    "Each party warrants that it has {v} all {a} {ns} , and that no {n} is {v} or , so far as it knows , {a} .",
    "The court , having heard counsel for {org} and for {surname} , was satisfied that the {n} had not {v} the {n} .",
    "No failure or delay by a party to {v} any {n} is a waiver of it , nor does it prevent or restrict any {a} {n} .",
    "The Tenant shall not {v} the {n} without the {a} consent of the Landlord , which shall not be {v} .",
    "The aggregate {n} of the Supplier in respect of all {ns} shall not exceed {money} in any period of twelve months .",
];

fn agreement(mut writer: Writer<'_>) -> String {
    writer.fill("THIS AGREEMENT is made on {date} between {org} , a company registered in {place} , and {org} .");
    writer.text.push_str("\n\n");
    for clause in 1..9 {
        writer.text.push_str(&format!("{clause}. "));
        let from = writer.text.len();
        writer.fill_one_of(&["{a} {ns}", "{ns} and {ns}", "{n} of {ns}"]);
        writer.capitalise_from(from);
        writer.text.push_str("\n\n");
        for part in 1..4 + writer.random.below(4) {
            writer.text.push_str(&format!("{clause}.{part} "));
            for sentence_idx in 0..1 + writer.random.below(2) {
                if sentence_idx > 0 {
                    writer.text.push(' ');
                }
                writer.fill_one_of(&CLAUSES);
            }
            writer.text.push_str("\n\n");
        }
    }
    writer.text
}

const POSTS: [&str; 14] = [
    "so {adv} {a} about the {n} today ngl 😂",
    "RT @{n}{num}: {org} {v} the {n} #{n} #{ns}",
    "{short} really {v} the {ns} again... {adv} {a}!!!",
    "new {n} out {day} 🎉 link in bio https://ex.ample/{n}{num}",
    "can anyone recommend a {a} {n} in {place} ? asking for a {n}",
    "{person} is the {a} {role} we need imo",
    "paid {price} for a {n} and it was {a} :(",
    "lol the {n} {v} my {n} and now its {a}",
    "@{n}_{n} thanks for the {ns} , see you {day} x",
    "BREAKING: {org} to {v} {money} {n} in {place}",
    "i cant believe {surname} {v} that {n} 💀",
    "{place} {digit} - {digit} {place} , {a} {n} from the {ns} ⚽",
    "why is every {n} so {a} rn",
    "happy {n} to all {ns} !! {month} {year} was {a} ❤️❤️",
];

fn posts(mut writer: Writer<'_>) -> String {
    for _ in 0..12 + writer.random.below(8) {
        writer.fill_one_of(&POSTS);
        writer.text.push_str("\n\n");
    }
    writer.text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_slot_is_filled_and_nothing_changes() {
        for genre in Genre::ALL {
            let documents = genre.generate(50_000);
            assert_eq!(documents, genre.generate(50_000));
            let n_bytes: usize = documents.iter().map(String::len).sum();
            assert!((50_000..70_000).contains(&n_bytes), "{} {n_bytes}", genre.name());
            assert!(!documents.concat().contains(['{', '}']), "{}", genre.name());
            assert_eq!(genre.name().parse(), Ok(genre));
        }
        assert!("poems".parse::<Genre>().is_err());
    }

    #[test]
    fn the_news_are_the_news() {
        assert_eq!(Genre::News.generate(30_000), crate::news::News::generate(30_000).articles);
    }
}
