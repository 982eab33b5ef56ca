//! Entity types: the five that gleaner knows, and names that users add.

/// The type of a mention. The five standard types are constants; lists and rules may add more through [`EntityTypes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityType(u16);

impl EntityType {
    /// A company, university, public body, network, band, team: anything that acts as a body.
    pub const ORG: Self = Self(0);
    /// A human being, real or fictional.
    pub const PERSON: Self = Self(1);
    /// A country, region, town, natural feature or other place.
    pub const LOC: Self = Self(2);
    /// An amount of money with a known currency.
    pub const MONEY: Self = Self(3);
    /// A date, time, duration or set of times (TIMEX3).
    pub const DATE: Self = Self(4);

    /// The standard types in the order of their ids.
    pub const STANDARD: [Self; 5] = [Self::ORG, Self::PERSON, Self::LOC, Self::MONEY, Self::DATE];

    /// The id: standard types are 0 to 4, added ones follow in the order they were added.
    #[inline]
    pub const fn id(self) -> u16 {
        self.0
    }

    /// True for ORG, PERSON and LOC: types whose mentions are names and fall into clusters.
    #[inline]
    pub const fn is_name(self) -> bool {
        self.0 <= Self::LOC.0
    }

    /// True for MONEY and DATE: types whose mentions carry a [`Value`](crate::Value).
    #[inline]
    pub const fn is_value(self) -> bool {
        matches!(self, Self::MONEY | Self::DATE)
    }
}

/// The names of all entity types of one extractor: the five standard ones first, then added ones.
///
/// ```
/// use gleaner_text::{EntityType, EntityTypes};
/// let mut types = EntityTypes::default();
/// assert_eq!(types.name(EntityType::ORG), "ORG");
/// let drug = types.intern("DRUG");
/// assert_eq!(types.name(drug), "DRUG");
/// assert_eq!(types.get("DRUG"), Some(drug));
/// assert_eq!(types.intern("PERSON"), EntityType::PERSON);
/// ```
#[derive(Clone, Debug)]
pub struct EntityTypes {
    names: Vec<String>,
}

impl Default for EntityTypes {
    fn default() -> Self {
        Self { names: ["ORG", "PERSON", "LOC", "MONEY", "DATE"].map(String::from).to_vec() }
    }
}

impl EntityTypes {
    /// The name of a type; `"?"` for an id of another registry that is not known here.
    pub fn name(&self, entity_type: EntityType) -> &str {
        self.names.get(entity_type.0 as usize).map_or("?", String::as_str)
    }

    /// The type of that name, if known. Names are compared exactly.
    pub fn get(&self, name: &str) -> Option<EntityType> {
        self.names.iter().position(|known| known == name).map(|id| EntityType(id as u16))
    }

    /// The type of that name, added if it is new.
    ///
    /// # Panics
    /// When more than 65,535 types are added.
    pub fn intern(&mut self, name: &str) -> EntityType {
        self.get(name).unwrap_or_else(|| {
            let id = u16::try_from(self.names.len()).expect("fewer than 65,536 entity types");
            self.names.push(name.to_owned());
            EntityType(id)
        })
    }

    /// All types with their names, standard ones first.
    pub fn iter(&self) -> impl Iterator<Item = (EntityType, &str)> {
        self.names.iter().enumerate().map(|(id, name)| (EntityType(id as u16), name.as_str()))
    }
}
