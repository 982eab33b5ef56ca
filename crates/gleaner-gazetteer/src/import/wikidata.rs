//! Wikidata: an entity a line, in an array or one behind the other (mediawiki.org, "Wikibase/DataModel/JSON").

use std::borrow::Cow;
use std::fmt;
use std::io::BufRead;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::classes::entity_type_of;
use super::ror::each_object;
use super::{Import, ImportError, Read, metadata};
use crate::row::{At, Key};

#[derive(serde::Deserialize)]
struct Entity<'d> {
    #[serde(borrow)]
    id: Cow<'d, str>,
    #[serde(borrow, default)]
    labels: OrEmpty<Terms<'d>>,
    #[serde(borrow, default)]
    aliases: OrEmpty<Aliases<'d>>,
    #[serde(borrow, default)]
    claims: OrEmpty<Claims<'d>>,
    #[serde(default)]
    sitelinks: Count,
}

/// English, British English, and "mul": the label of all languages where a language has none of its own.
#[derive(Default, serde::Deserialize)]
struct Terms<'d> {
    #[serde(borrow, default)]
    en: Option<Term<'d>>,
    #[serde(borrow, default, rename = "en-gb")]
    en_gb: Option<Term<'d>>,
    #[serde(borrow, default)]
    mul: Option<Term<'d>>,
}

#[derive(serde::Deserialize)]
struct Term<'d> {
    #[serde(borrow)]
    value: Cow<'d, str>,
}

#[derive(Default, serde::Deserialize)]
struct Aliases<'d> {
    #[serde(borrow, default)]
    en: Vec<Term<'d>>,
    #[serde(borrow, default, rename = "en-gb")]
    en_gb: Vec<Term<'d>>,
    #[serde(borrow, default)]
    mul: Vec<Term<'d>>,
}

#[derive(Default, serde::Deserialize)]
struct Claims<'d> {
    #[serde(borrow, default, rename = "P31")]
    instance_of: Vec<Claim<'d>>,
}

#[derive(serde::Deserialize)]
struct Claim<'d> {
    #[serde(borrow)]
    mainsnak: Snak<'d>,
    #[serde(borrow, default)]
    rank: Option<Cow<'d, str>>,
}

#[derive(serde::Deserialize)]
struct Snak<'d> {
    #[serde(borrow, default)]
    datavalue: Option<DataValue<'d>>,
}

#[derive(serde::Deserialize)]
struct DataValue<'d> {
    #[serde(borrow)]
    value: ItemValue<'d>,
}

#[derive(serde::Deserialize)]
struct ItemValue<'d> {
    #[serde(borrow, default)]
    id: Option<Cow<'d, str>>,
}

/// A map, which the dumps write as `[]` when it is empty.
struct OrEmpty<T>(T);

impl<T: Default> Default for OrEmpty<T> {
    fn default() -> Self {
        Self(T::default())
    }
}

impl<'de, T: Deserialize<'de> + Default> Deserialize<'de> for OrEmpty<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MapVisitor<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de> + Default> Visitor<'de> for MapVisitor<T> {
            type Value = OrEmpty<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object or []")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<OrEmpty<T>, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(OrEmpty)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<OrEmpty<T>, A::Error> {
                while seq.next_element::<IgnoredAny>()?.is_some() {}
                Ok(OrEmpty::default())
            }
        }
        deserializer.deserialize_any(MapVisitor(PhantomData))
    }
}

/// How many members a map has.
#[derive(Default)]
struct Count(u32);

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct CountVisitor;
        impl<'de> Visitor<'de> for CountVisitor {
            type Value = Count;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object or []")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Count, A::Error> {
                let mut count = 0;
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {
                    count += 1;
                }
                Ok(Count(count))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Count, A::Error> {
                while seq.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Count(0))
            }
        }
        deserializer.deserialize_any(CountVisitor)
    }
}

pub(super) fn read(import: &mut Import<'_>, input: impl BufRead) -> Result<(), ImportError> {
    each_object(import, input, |object, row| {
        let entity: Entity<'_> = serde_json::from_slice(object)?;
        let at = At::default();
        let is_item =
            entity.id.strip_prefix('Q').is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
        let claims = entity.claims.0.instance_of.iter();
        let classes = claims.filter(|claim| claim.rank.as_deref() != Some("deprecated"));
        let ids = classes.filter_map(|claim| claim.mainsnak.datavalue.as_ref()?.value.id.as_deref());
        let Some((class, entity_type)) = ids.filter_map(|id| Some((id, entity_type_of(id)?))).next() else {
            return Ok(Read::PassedOver);
        };
        let labels = entity.labels.0;
        let mut names = [labels.en, labels.en_gb, labels.mul].into_iter().flatten();
        let Some(label) = names.next().filter(|_| is_item) else { return Ok(Read::PassedOver) };
        let is_one_word = !label.value.trim().contains(char::is_whitespace);
        row.set(&Key::Name, label.value.into_owned().into(), at)?;
        let aliases = entity.aliases.0;
        let aliases = aliases.en.into_iter().chain(aliases.en_gb).chain(aliases.mul);
        names.chain(aliases).for_each(|name| row.alias(name.value.into_owned().into(), at));
        row.set(&Key::Type, entity_type.into(), at)?;
        row.set(&Key::Id, format!("http://www.wikidata.org/entity/{}", entity.id).into(), at)?;
        metadata(row, "class", class, at)?;
        if entity_type == "PERSON" && is_one_word {
            // Half of all given names are some singer's whole name.
            row.flag("ambiguous", at)?;
        }
        if let Some(priority) = entity.sitelinks.0.checked_ilog2() {
            // Of two things of one name the one that more Wikipedias write about is meant.
            row.set(&Key::Priority, priority.to_string().into(), at)?;
        }
        Ok(Read::Entry)
    })
}
