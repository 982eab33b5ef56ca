//! Relations against the gold: type, subject cluster and object cluster; qualifiers counted apart (rule 5 of the README).
//!
//! Mentions count as the gold's when place and type agree. Relations of names are compared by cluster, `alias_of` (which stays
//! inside one cluster) also by the words of its subject, `said` by its quotation, `website` by its address.

use std::collections::{BTreeMap, BTreeSet};

use tests::contract::{Entity, Qualifiers, Relation};

use crate::figures::Counts;
use crate::gold::{GoldDocument, GoldRelation};
use crate::mentions::fits;

/// A qualifier: its name, and where it stands.
type QualifierField = (&'static str, fn(&Qualifiers) -> &Option<String>);

#[derive(Clone, Debug, Default)]
pub(crate) struct RelationFigures {
    /// Extracted relations that the gold has, of all extracted.
    pub(crate) n_extracted: usize,
    pub(crate) n_extracted_right: usize,
    /// Different relations of the gold that were extracted, the optional ones among them.
    pub(crate) n_right: usize,
    /// Required facts by type: one is found when it, or a relation that says it again, was extracted.
    pub(crate) facts: BTreeMap<String, Counts>,
    /// Required facts by what finding them needs.
    pub(crate) facts_by_need: BTreeMap<String, Counts>,
    /// Qualifiers of the relations that are right.
    pub(crate) qualifiers: Counts,
}

impl RelationFigures {
    pub(crate) fn precision(&self) -> f64 {
        crate::figures::percent(self.n_extracted_right, self.n_extracted)
    }

    /// Of the required facts, in per cent.
    pub(crate) fn recall(&self) -> f64 {
        let mut all = Counts::default();
        self.facts.values().for_each(|counts| all.add(counts));
        all.recall()
    }

    /// Adds a document.
    pub(crate) fn add(
        &mut self,
        gold: &GoldDocument,
        entities: &[Entity],
        found: &[Relation],
        errors: &mut Vec<String>,
    ) {
        let judge = Judge { gold, entities };
        let mut extracted = BTreeSet::new();
        for relation in found {
            self.n_extracted += 1;
            let mut fitting: Vec<usize> =
                (0..gold.relations.len()).filter(|&idx| judge.agrees(&gold.relations[idx], relation)).collect();
            // A fact counts once; what says it again may still count as another way to say it.
            fitting.sort_by_key(|idx| (extracted.contains(idx), gold.relations[*idx].optional));
            let Some(&gold_idx) = fitting.first() else {
                errors.push(format!("extra {}", judge.words(relation)));
                continue;
            };
            self.n_extracted_right += 1;
            extracted.insert(gold_idx);
            judge.count_qualifiers(&gold.relations[gold_idx], relation, &mut self.qualifiers, errors);
        }
        self.n_right += extracted.len();
        for (gold_idx, fact) in gold.relations.iter().enumerate() {
            if fact.optional || fact.same_fact.is_some() {
                continue;
            }
            let says_it = |idx: &usize| *idx == gold_idx || gold.relations[*idx].same_fact.as_ref() == Some(&fact.id);
            let is_found = extracted.iter().any(says_it);
            let need = fact.needs.clone().unwrap_or_else(|| "nothing more".to_owned());
            let places = [(&mut self.facts, fact.relation_type().to_owned()), (&mut self.facts_by_need, need)];
            for (figures, key) in places {
                let counts = figures.entry(key).or_default();
                counts.n_gold += 1;
                counts.n_found += usize::from(is_found);
                counts.n_right += usize::from(is_found);
            }
            if !is_found {
                let name = |id: &str| gold.mention(id).text.clone();
                let object = fact.object.as_deref().map(name).unwrap_or_default();
                let needs = fact.needs.as_deref().unwrap_or_default();
                errors.push(format!("missed {} {:?} → {object:?} {needs}", fact.relation_type(), name(&fact.subject)));
            }
        }
    }
}

struct Judge<'a> {
    gold: &'a GoldDocument,
    entities: &'a [Entity],
}

impl Judge<'_> {
    fn entity(&self, id: &str) -> &Entity {
        self.entities.iter().find(|entity| entity.id == id).expect("the contract's test checks the ids")
    }

    /// The extracted mention `id` stands for the thing of the gold's mention.
    fn is_same(&self, id: &str, gold_id: &str) -> bool {
        let entity = self.entity(id);
        let wanted = self.gold.mention(gold_id);
        self.gold.mentions.iter().enumerate().filter(|(idx, _)| fits(self.gold, *idx, entity)).any(|(_, mention)| {
            match &wanted.cluster {
                Some(cluster) => mention.readings().any(|reading| reading.cluster == Some(cluster)),
                None => mention.id == wanted.id,
            }
        })
    }

    fn agrees(&self, gold: &GoldRelation, relation: &Relation) -> bool {
        if !gold.may_be(&relation.relation_type) {
            return false;
        }
        let qualifiers = relation.qualifiers.clone().unwrap_or_default();
        match relation.relation_type.as_str() {
            "said" => {
                let quotation = (qualifiers.quote_start, qualifiers.quote_end);
                self.is_same(&relation.subject, &gold.subject)
                    && quotation == (gold.qualifiers.quote_start, gold.qualifiers.quote_end)
            }
            "website" => self.is_same(&relation.subject, &gold.subject) && qualifiers.url == gold.qualifiers.url,
            relation_type => {
                let (Some(object), Some(gold_object)) = (&relation.object, &gold.object) else { return false };
                let forward = self.is_same(&relation.subject, &gold.subject) && self.is_same(object, gold_object);
                let backward = || self.is_same(&relation.subject, gold_object) && self.is_same(object, &gold.subject);
                let same_words = || self.entity(&relation.subject).text == self.gold.mention(&gold.subject).text;
                match relation_type {
                    "alias_of" => forward && same_words(),
                    "partner_of" => forward || backward(),
                    _ => forward,
                }
            }
        }
    }

    fn count_qualifiers(
        &self,
        gold: &GoldRelation,
        relation: &Relation,
        counts: &mut Counts,
        errors: &mut Vec<String>,
    ) {
        let own = relation.qualifiers.clone().unwrap_or_default();
        let wanted = &gold.qualifiers;
        let is_same = |own: &Option<String>, wanted: &Option<String>| match (own, wanted) {
            (Some(own), Some(wanted)) => self.is_same(own, wanted),
            _ => false,
        };
        // Letters may differ in size: the gold writes "Associate Director" of a heading.
        let is_said = |own: &Option<String>, wanted: &Option<String>| match (own, wanted) {
            (Some(own), Some(wanted)) => own.to_lowercase() == wanted.to_lowercase(),
            _ => false,
        };
        let ids: [QualifierField; 5] = [
            ("period", |q| &q.period),
            ("date", |q| &q.date),
            ("amount", |q| &q.amount),
            ("from", |q| &q.from),
            ("to", |q| &q.to),
        ];
        let words: [QualifierField; 4] = [
            ("role", |q| &q.role),
            ("purpose", |q| &q.purpose),
            ("measure", |q| &q.measure),
            ("degree", |q| &q.degree),
        ];
        let mut add = |key: &str, own: &Option<String>, wanted: &Option<String>, is_right: bool| {
            counts.n_gold += usize::from(wanted.is_some());
            counts.n_found += usize::from(own.is_some());
            counts.n_right += usize::from(is_right);
            if !is_right && (own.is_some() || wanted.is_some()) {
                errors.push(format!("qualifier {key} of {}: {own:?}, gold {wanted:?}", self.words(relation)));
            }
        };
        for (key, field) in ids {
            add(key, field(&own), field(wanted), is_same(field(&own), field(wanted)));
        }
        for (key, field) in words {
            add(key, field(&own), field(wanted), is_said(field(&own), field(wanted)));
        }
    }

    fn words(&self, relation: &Relation) -> String {
        let object = relation.object.as_deref().map(|id| self.entity(id).text.as_str()).unwrap_or_default();
        format!(
            "{} {:?} → {object:?} at {} ({})",
            relation.relation_type,
            self.entity(&relation.subject).text,
            relation.start,
            relation.source
        )
    }
}
