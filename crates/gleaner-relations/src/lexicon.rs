//! The words that clusters and rules ask about, by class: one lookup a word, whatever the number of classes.
//!
//! Words are written out below, one list a class; a word may be in several. They are English, both spellings.

use std::sync::LazyLock;

use gleaner_text::fold_hash;

/// A set of word classes, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Class(u32);

impl Class {
    pub(crate) const NONE: Self = Self(0);
    /// Last words of organisation names that a short name leaves out.
    pub(crate) const ORG_TAIL: Self = Self(1);
    /// "Ltd" and its like; the short name may be a single word.
    pub(crate) const LEGAL_SUFFIX: Self = Self(1 << 1);
    /// Heads of units of a larger body.
    pub(crate) const UNIT: Self = Self(1 << 2);
    /// Words that link words of a name.
    pub(crate) const LINK: Self = Self(1 << 3);
    /// The last word of a role.
    pub(crate) const ROLE_HEAD: Self = Self(1 << 4);
    /// Words in front of the last word of a role, also in small letters.
    pub(crate) const ROLE_MODIFIER: Self = Self(1 << 5);
    /// Words after the last word of a role: "general", "emeritus".
    pub(crate) const ROLE_POST: Self = Self(1 << 6);
    /// Articles, possessives and demonstratives.
    pub(crate) const DETERMINER: Self = Self(1 << 7);
    /// Forms of "be".
    pub(crate) const BE: Self = Self(1 << 8);
    /// Auxiliaries, "be" and "have" included.
    pub(crate) const AUXILIARY: Self = Self(1 << 9);
    /// Words that take back or make uncertain what follows.
    pub(crate) const BLOCK: Self = Self(1 << 10);
    /// Adverbs that stand inside a verb group or before a participle.
    pub(crate) const ADVERB: Self = Self(1 << 11);
    /// Nouns after a body's name that still mean the body: "the Northern Pottery programme".
    pub(crate) const BODY_NOUN: Self = Self(1 << 12);
    /// Nouns of a definite phrase for an organisation: "the company".
    pub(crate) const ORG_NOUN: Self = Self(1 << 13);
    /// Nouns of a definite phrase for a place: "the city".
    pub(crate) const PLACE_NOUN: Self = Self(1 << 14);
    /// "who", "which", "that".
    pub(crate) const RELATIVE: Self = Self(1 << 15);
    /// he, she.
    pub(crate) const PERSON_PRONOUN: Self = Self(1 << 16);
    /// we, our, it, its, they, their.
    pub(crate) const BODY_PRONOUN: Self = Self(1 << 17);
    /// Prepositions.
    pub(crate) const PREPOSITION: Self = Self(1 << 18);
    /// Plural nouns for the members of a body.
    pub(crate) const MEMBER_NOUN: Self = Self(1 << 19);
    /// Names of what a body is that several make up: partnership, network, coalition.
    pub(crate) const COALITION: Self = Self(1 << 20);
    /// Hedges in front of an amount: "more than", "about".
    pub(crate) const HEDGE: Self = Self(1 << 21);
    /// Last words of the names of bodies that have units: university, hospital.
    pub(crate) const PARENT: Self = Self(1 << 23);
    /// Verbs of words outside a role phrase; end it.
    pub(crate) const VERB: Self = Self(1 << 24);
    /// Wishes and intentions in front of an infinitive: "plans to establish".
    pub(crate) const INTENTION: Self = Self(1 << 25);

    /// Words that say the opposite: "not", "denied". Part of [`Class::BLOCK`].
    pub(crate) const NEGATION: Self = Self(1 << 26);
    /// Words that make uncertain: "would", "if", "allegedly". Part of [`Class::BLOCK`].
    pub(crate) const CONDITIONAL: Self = Self(1 << 27);
    /// No word of its own: asks a guard to look for a form of "be" right in front.
    pub(crate) const PASSIVE: Self = Self(1 << 28);
    /// Every class.
    pub(crate) const ALL: Self = Self(u32::MAX);

    /// Both.
    pub(crate) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Those of `self` that are not in `other`.
    pub(crate) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// True when a class of `other` is among them.
    #[inline]
    pub(crate) const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl std::ops::BitOr for Class {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

const NEGATIONS: &str = "not never no nor neither cannot can't won't didn't doesn't don't isn't wasn't weren't hasn't haven't \
    hadn't wouldn't couldn't denied denies deny denying refused refuses rejected rejects failed fails hardly without \
    wrongly falsely";
const CONDITIONS: &str =
    "would could may might should if unless whether allegedly reportedly supposedly hypothetically";

const LISTS: &[(Class, &str)] = &[
    (
        Class::ORG_TAIL,
        "university council hospital hospitals trust group programme program project network foundation nhs college \
         association society party partnership consortium agency authority academy club",
    ),
    (
        Class::LEGAL_SUFFIX,
        "ltd limited plc inc incorporated llp llc corp corporation co company gmbh ag sa spa nv bv lp holdings \
         holding group cic",
    ),
    (
        Class::UNIT,
        "institute institutes department dept faculty school college division centre center unit bureau directorate \
         branch laboratory lab laboratories office section chair clinic programme program subsidiary committee",
    ),
    (
        Class::PARENT,
        "university hospital hospitals trust college ministry council corporation group plc ltd inc institute company \
         commission academy government department",
    ),
    (Class::LINK, "of for and the in & de at on to"),
    (
        Class::ROLE_HEAD,
        "director directors chief executive executives officer officers president presidents chairman chairwoman \
         chair chairperson chairs ceo cfo coo cto cio cmo chancellor minister secretary treasurer professor \
         professors lecturer reader fellow fellows dean provost principal rector head heads manager managers leader \
         lead leads reporter editor correspondent journalist columnist writer author spokesman spokeswoman \
         spokesperson analyst economist strategist adviser advisor advisers consultant engineer scientist researcher \
         researchers investigator investigators partner founder cofounder owner governor mayor ambassador \
         commissioner commander general inspector superintendent constable judge justice barrister solicitor lawyer \
         attorney counsel senator representative congressman congresswoman mp mep councillor trustee trustees \
         administrator coordinator ordinator planner designer developer programmer architect producer presenter host \
         coach captain trainer player striker midfielder defender goalkeeper curator librarian archivist surgeon \
         physician doctor nurse physiotherapist psychologist psychiatrist pharmacist teacher headteacher headmaster \
         headmistress tutor instructor controller comptroller auditor accountant assistant associate specialist \
         expert registrar warden bishop archbishop vicar chaplain rabbi imam delegate envoy negotiator organiser \
         organizer campaigner activist deputy vp svp evp md trader broker banker physicist chemist biologist \
         mathematician historian philosopher statistician epidemiologist geneticist virologist oncologist \
         cardiologist neuroscientist astronomer",
    ),
    (
        Class::ROLE_MODIFIER,
        "chief executive vice deputy assistant associate senior junior interim acting managing general non founding \
         co joint group global regional national international local corporate commercial creative digital technical \
         technology financial finance operating operations marketing communications medical clinical scientific \
         science research nursing policy strategy sales product programme program project development business human \
         resources investment legal information security data innovation design editorial news political economics \
         health environment education foreign home defence defense prime pro first second lead principal staff full \
         emeritus honorary visiting adjunct distinguished former retired current outgoing incoming new under \
         permanent private parliamentary press media public external internal affairs relations account area country \
         division divisional department branch board club team head postdoctoral doctoral supreme high court police \
         district county city state federal presiding lord shadow software solutions customer consumer energy \
         transport housing community engagement people culture diversity quality safety risk compliance supply chain \
         procurement estates facilities property fundraising events membership training",
    ),
    (Class::ROLE_POST, "general emeritus elect designate emerita"),
    (
        Class::DETERMINER,
        "the a an its their our his her my your this that these those some any each every no both another",
    ),
    (Class::BE, "is are was were be been being 's becomes became"),
    (Class::AUXILIARY, "is are was were be been being has have had having will do does did 's get gets got"),
    (Class::BLOCK.with(Class::NEGATION), NEGATIONS),
    (Class::BLOCK.with(Class::CONDITIONAL), CONDITIONS),
    (
        Class::ADVERB,
        "also initially officially now currently formerly previously recently jointly first originally today \
         yesterday additionally still later then subsequently eventually again already wholly partly fully primarily \
         mainly largely co since just newly successfully together formally publicly privately generously principally \
         centrally independently financially collectively once long soon finally always partially entirely indirectly \
         directly reportedly actively proudly only personally historically both",
    ),
    (
        Class::BODY_NOUN,
        "partnership programme program project network team group partners members collaboration initiative \
         consortium coalition alliance board researchers scientists officials company spokesperson spokesman \
         leadership staff",
    ),
    (
        Class::ORG_NOUN,
        "company firm business organisation organization charity university institute school college centre center \
         hospital trust network partnership council bank agency board group association society foundation consortium \
         coalition alliance collaboration programme program project institution party union club team commission \
         committee department ministry corporation museum library federation league fund service startup \
         airline newspaper magazine retailer manufacturer publisher broadcaster brewery studio",
    ),
    (
        Class::PLACE_NOUN,
        "city town region country county village borough state area island province district nation kingdom",
    ),
    (Class::RELATIVE, "who which that whom"),
    (Class::PERSON_PRONOUN, "he she"),
    (Class::BODY_PRONOUN, "we our it its they their"),
    (
        Class::PREPOSITION,
        "of at for in on with by from to as into under over between among through across during within via about \
         against near since until after before towards toward upon per",
    ),
    (
        Class::MEMBER_NOUN,
        "members partners centres centers sites institutions organisations organizations universities companies \
         hospitals trusts founders hubs bodies subsidiaries",
    ),
    (
        Class::COALITION,
        "partnership collaboration network coalition alliance consortium group association federation union league \
         programme program initiative system",
    ),
    (
        Class::HEDGE,
        "more less than over under about around approximately nearly almost some up to at least an estimated \
         additional roughly further another total initial just the a of extra > < ~ + record",
    ),
    (
        Class::VERB,
        "said says told added adds commented explained is are was were has have had will would can could did does who \
         which that whose where when while because joined joins leads led works worked wrote writes spoke speaks died \
         born appointed named elected hired promoted chosen recruited made",
    ),
    (
        Class::INTENTION,
        "plans planned planning plan hopes hope hoped aims aim aimed wants want wanted intends intend intended \
         proposes proposed proposal seeks seek sought tried tries try trying attempts attempt attempted considering \
         considered decided refuse refused refuses fail failed expected likely set ready able calls call called urged \
         urges wish",
    ),
];

/// Twice a power of two above the number of words, so that a search seldom steps.
const SLOTS: usize = 4096;

struct Lexicon {
    slots: Vec<(u64, Class)>,
}

static LEXICON: LazyLock<Lexicon> =
    LazyLock::new(|| built(LISTS).unwrap_or_else(|word| panic!("the lexicon lists {word:?} twice in a class")));

/// The table of the lists; the first word that a class lists twice, where one does.
fn built<'w>(lists: &[(Class, &'w str)]) -> Result<Lexicon, &'w str> {
    let mut slots = vec![(0u64, Class::NONE); SLOTS];
    for (class, words) in lists {
        for word in words.split_whitespace() {
            let hash = fold_hash(word);
            let mut at = hash as usize % SLOTS;
            while slots[at].1 != Class::NONE && slots[at].0 != hash {
                at = (at + 1) % SLOTS;
            }
            if slots[at].1.any(*class) {
                return Err(word);
            }
            slots[at] = (hash, slots[at].1 | *class);
        }
    }
    Ok(Lexicon { slots })
}

/// The classes of the word of that folded hash.
#[inline]
pub(crate) fn class_of(hash: u64) -> Class {
    let slots = &LEXICON.slots;
    let mut at = hash as usize % SLOTS;
    while slots[at].1 != Class::NONE {
        if slots[at].0 == hash {
            return slots[at].1;
        }
        at = (at + 1) % SLOTS;
    }
    Class::NONE
}

/// Calls `visit` with the hash of every word of a class, in no particular order.
pub(crate) fn for_each_word(class: Class, mut visit: impl FnMut(u64)) {
    for (hash, classes) in &LEXICON.slots {
        if classes.any(class) {
            visit(*hash);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sparse_and_knows_its_words() {
        let used = LEXICON.slots.iter().filter(|slot| slot.1 != Class::NONE).count();
        assert!(used * 3 < SLOTS, "{used} words");
        for (class, words) in LISTS {
            for word in words.split_whitespace() {
                assert!(class_of(fold_hash(word)).any(*class), "{word}");
            }
        }
        assert_eq!(class_of(fold_hash("gleaner")), Class::NONE);
    }

    #[test]
    fn a_word_stands_once_in_a_class() {
        assert!(built(LISTS).is_ok());
        assert!(built(&[(Class::BE, "is are"), (Class::AUXILIARY, "is has")]).is_ok());
        assert_eq!(built(&[(Class::BE, "is are Is")]).err(), Some("Is"));
        assert_eq!(built(&[(Class::BE, "is are"), (Class::BE, "was are")]).err(), Some("are"));
    }

    #[test]
    fn every_word_is_one_token() {
        let split: Vec<&str> = LISTS
            .iter()
            .flat_map(|(_, words)| words.split_whitespace())
            // The clitic is a token of its own behind another word only.
            .filter(|word| *word != "'s" && gleaner_tokenizer::tokenized(word).len() != 1)
            .collect();
        assert!(split.is_empty(), "never a token: {split:?}");
        let table = gleaner_tokenizer::tokenized("it's");
        assert_eq!(table.hashes().last(), Some(&fold_hash("'s")));
    }
}
