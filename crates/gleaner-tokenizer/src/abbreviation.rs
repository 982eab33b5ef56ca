//! Words whose full stop does not end a sentence.

use gleaner_text::fold_hash_const;

/// What the stop after a word says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Abbreviation {
    /// Never the end: a name follows ("Dr.", "St.", "e.g.").
    Inner,
    /// The end only when the next word can only begin a sentence ("Ltd.", "etc.", "p.m.").
    Either,
    /// Never the end before a number ("No.", "p.", "Jan.").
    BeforeNumber,
}

macro_rules! hash_table {
    ($name:ident, $($word:literal)*) => {
        const $name: &[u64] = &{
            let mut hashes = [$(fold_hash_const($word)),*];
            // Insertion sort, while compiling.
            let mut idx = 1;
            while idx < hashes.len() {
                let mut at = idx;
                while at > 0 && hashes[at - 1] > hashes[at] {
                    let swapped = hashes[at - 1];
                    hashes[at - 1] = hashes[at];
                    hashes[at] = swapped;
                    at -= 1;
                }
                idx += 1;
            }
            hashes
        };
    };
}

hash_table!(INNER,
    "dr" "prof" "mr" "mrs" "ms" "mx" "messrs" "mmes" "st" "ste" "rev" "revd" "fr" "hon" "rt" "gen" "lt" "col" "maj" "capt"
    "cpt" "cmdr" "cdr" "sgt" "cpl" "pvt" "adm" "brig" "gov" "sen" "sens" "pres" "supt" "insp" "det" "cllr"
    "amb" "mt" "vs" "v" "viz" "cf" "al" "eg" "ie" "e.g." "i.e." "c.f." "approx" "ca" "mlle" "mme" "sr" "fig" "figs"
    "eq" "eqs" "ed" "eds" "trans" "asst" "assoc" "dept" "univ" "lt.col." "ph.d." "edn" "esp" "incl" "est" "tel" "ext"
    "attn" "vols" "chap" "sect"
);

hash_table!(EITHER,
    "ltd" "inc" "co" "corp" "cos" "bros" "plc" "llc" "llp" "etc" "jr" "snr" "jnr" "esq" "u.s." "u.k." "u.n." "e.u." "d.c."
    "a.m." "p.m." "p.a." "p.c.m." "p.w." "a.d." "b.c." "c.e." "b.c.e." "m.d." "b.a." "m.a." "b.sc." "m.sc." "am" "pm" "ave"
    "ft" "blvd" "rd" "mil" "mins" "min" "hrs" "hr" "secs" "sec" "ibid" "u.s.a."
);

// Titles that are ordinary words, or parts of some, in small letters.
hash_table!(TITLES, "rep" "reps" "op");

// Abbreviations that are ordinary words, or nothing, in small letters: they count with a capital only.
hash_table!(CAPITALISED,
    "calif" "mass" "conn" "fla" "ariz" "ill" "mich" "minn" "okla" "ore" "penn" "tenn" "tex" "wash" "wis" "colo" "va" "ala"
    "ark" "ga" "ky" "ind" "kan" "mo" "neb" "nev"
);

hash_table!(BEFORE_NUMBER,
    "no" "nos" "vol" "p" "pp" "para" "paras" "art" "arts" "jan" "feb" "mar" "apr" "jun" "jul" "aug" "sep" "sept" "oct" "nov"
    "dec" "c" "sch" "cl" "reg" "n" "nr" "ch" "pt" "rs"
);

hash_table!(STARTERS,
    "the" "a" "an" "this" "that" "these" "those" "it" "he" "she" "they" "we" "i" "you" "there" "here" "his" "her" "its" "their"
    "our" "my" "your" "in" "on" "at" "as" "if" "when" "while" "where" "but" "and" "or" "so" "for" "from" "with" "by" "to"
    "after" "before" "since" "because" "although" "though" "however" "meanwhile" "moreover" "then" "now" "what" "who" "why"
    "how" "all" "some" "many" "most" "both" "each" "no" "not" "one" "another" "other" "once" "during" "under" "over" "according"
    "despite" "such" "last" "next" "yesterday" "today" "tomorrow"
);

/// What the stop after the word of that folded hash says; `None` for an ordinary word.
pub(crate) fn abbreviation(hash: u64, has_capital: bool) -> Option<Abbreviation> {
    if has_capital && TITLES.binary_search(&hash).is_ok() {
        return Some(Abbreviation::Inner);
    }
    if has_capital && CAPITALISED.binary_search(&hash).is_ok() {
        return Some(Abbreviation::Either);
    }
    if INNER.binary_search(&hash).is_ok() {
        Some(Abbreviation::Inner)
    } else if EITHER.binary_search(&hash).is_ok() {
        Some(Abbreviation::Either)
    } else if BEFORE_NUMBER.binary_search(&hash).is_ok() {
        Some(Abbreviation::BeforeNumber)
    } else {
        None
    }
}

/// True for words that begin a sentence far more often than they go on after an abbreviation.
pub(crate) fn is_sentence_starter(hash: u64) -> bool {
    STARTERS.binary_search(&hash).is_ok()
}
