//! Putting an extractor together.

use std::sync::Arc;

use gleaner_gazetteer::{Gazetteer, GazetteerBuilder, List};
use gleaner_relations::{RuleErrors, RuleSet};
use gleaner_tagger::{Model, ModelError, Tagger};
use gleaner_text::{EntityType, EntityTypes};
use gleaner_values::Settings;

use crate::extractor::{Extractor, Rules, Stages};
use crate::lexicon::lexicon_of;

/// Why an extractor cannot be built: something that was given to the builder is no good.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// A built-in list does not read. A defect of gleaner.
    #[error("a built-in list does not read")]
    List(#[from] gleaner_gazetteer::Problem),
    /// Lists that do not go together.
    #[error("the name lists do not go together")]
    Gazetteer(#[from] gleaner_gazetteer::Error),
    /// The model is no model of this version.
    #[error("the names model cannot be used")]
    Model(#[from] ModelError),
    /// A rule file has faults; all of them are said, each with its line and column.
    #[error(transparent)]
    Rules(#[from] RuleErrors),
    /// `types` names a type that neither gleaner nor a list knows.
    #[error("unknown entity type “{name}”; known are {known}")]
    UnknownType {
        /// The name given.
        name: String,
        /// All names, separated by commas.
        known: String,
    },
}

/// Collects lists, model and settings; [`ExtractorBuilder::build`] compiles them.
#[derive(Debug)]
pub struct ExtractorBuilder<'l> {
    settings: Settings,
    lists: Vec<List<'l>>,
    model: Option<Model>,
    types: Option<Vec<String>>,
    rules: Vec<(String, String)>,
    with_builtin_rules: bool,
    with_builtin_lists: bool,
    with_builtin_model: bool,
    with_relations: bool,
    min_score: f32,
}

impl Default for ExtractorBuilder<'_> {
    fn default() -> Self {
        Self {
            settings: Settings::default(),
            lists: Vec::new(),
            model: None,
            types: None,
            rules: Vec::new(),
            with_builtin_rules: true,
            with_builtin_lists: true,
            with_builtin_model: true,
            with_relations: true,
            min_score: 0.0,
        }
    }
}

impl<'l> ExtractorBuilder<'l> {
    /// How amounts and dates are read. Default: [`Settings::default`], British.
    #[must_use]
    pub fn settings(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// Adds a name list. What it names is found wherever it stands, whatever the tagger thinks; the lists given first
    /// win. Default: none.
    #[must_use]
    pub fn gazetteer(mut self, list: List<'l>) -> Self {
        self.lists.push(list);
        self
    }

    /// Replaces the names model. Default: the built-in English one.
    #[must_use]
    pub fn model(mut self, model: Model) -> Self {
        self.model = Some(model);
        self
    }

    /// The types to find, by name; stages that only serve other types are not run. Default: all.
    #[must_use]
    pub fn types<S: Into<String>>(mut self, types: impl IntoIterator<Item = S>) -> Self {
        self.types = Some(types.into_iter().map(Into::into).collect());
        self
    }

    /// Adds a rule file: its text, and the name that errors show. Its patterns may name the types of the lists, and may
    /// make entities of new types. The language is that of `docs/rules.md`. Default: none.
    ///
    /// ```
    /// use gleaner::Extractor;
    /// let rules = "
    /// rule model-number
    ///   pattern: (name: Model <number>)
    ///   gives: PRODUCT(name)
    ///   matches: The Model 12 is out. => PRODUCT(Model 12)
    /// ";
    /// let extractor = Extractor::builder().rules("products.rules", rules).build()?;
    /// let document = extractor.extract("Our new Model 500 costs £20.");
    /// let product = &document.mentions()[0];
    /// assert_eq!(document.mention_text(product), "Model 500");
    /// assert_eq!(extractor.entity_types().name(product.entity_type), "PRODUCT");
    /// # Ok::<(), gleaner::BuildError>(())
    /// ```
    #[must_use]
    pub fn rules(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.rules.push((name.into(), text.into()));
        self
    }

    /// Whether gleaner's own rules are used, and the relations that its engine reads without rules. Default: true.
    #[must_use]
    pub fn builtin_rules(mut self, yes: bool) -> Self {
        self.with_builtin_rules = yes;
        self
    }

    /// Whether gleaner's own lists are used. Default: true (with the feature `lists`).
    #[must_use]
    pub fn builtin_lists(mut self, yes: bool) -> Self {
        self.with_builtin_lists = yes;
        self
    }

    /// Whether the built-in model is used where no other is given. Default: true (with the feature `model`).
    #[must_use]
    pub fn builtin_model(mut self, yes: bool) -> Self {
        self.with_builtin_model = yes;
        self
    }

    /// Whether relations are looked for. Default: true.
    #[must_use]
    pub fn relations(mut self, yes: bool) -> Self {
        self.with_relations = yes;
        self
    }

    /// Mentions with a lower score are dropped. Default: 0.
    #[must_use]
    pub fn min_score(mut self, min_score: f32) -> Self {
        self.min_score = min_score;
        self
    }

    /// Compiles everything. Takes some ten milliseconds with the built-in lists.
    ///
    /// # Errors
    /// [`BuildError`] when a list, a model or a type is no good.
    pub fn build(self) -> Result<Extractor, BuildError> {
        let n_user_lists = self.lists.len() as u16;
        let mut builder = GazetteerBuilder::new();
        for list in &self.lists {
            builder = builder.add_list(list)?;
        }
        builder = self.add_builtin_lists(builder)?;
        let gazetteer = builder.build()?;

        let mut types = EntityTypes::default();
        let types_of_gazetteer: Vec<EntityType> = gazetteer.types().iter().map(|name| types.intern(name)).collect();
        let n_types_of_lists = types.iter().count();
        let rules = self.compiled_rules(&mut types)?;
        let wanted = self.wanted_types(&types, &gazetteer)?;
        let wants = |entity_type| wanted.as_ref().is_none_or(|wanted| wanted.contains(&entity_type));
        // Rules that make entities look at names.
        let wants_names = EntityType::STANDARD.into_iter().any(|standard| standard.is_name() && wants(standard))
            || types.iter().skip(n_types_of_lists).any(|(made, _)| wants(made));
        let tagger = if wants_names { self.tagger(&gazetteer)? } else { None };
        let wants_lists =
            wants_names || types_of_gazetteer.iter().any(|&own| !own.is_value() && own.id() > 4 && wants(own));
        Ok(Extractor::new(Stages {
            settings: self.settings,
            types,
            wanted,
            gazetteer: Arc::new(gazetteer),
            types_of_gazetteer,
            n_user_lists,
            tagger,
            wants_lists,
            wants_relations: self.with_relations,
            rules,
            min_score: self.min_score,
        }))
    }

    fn compiled_rules(&self, types: &mut EntityTypes) -> Result<Rules, RuleErrors> {
        if self.rules.is_empty() && self.with_builtin_rules {
            return Ok(Rules::Builtin);
        }
        let mut rules = if self.with_builtin_rules { RuleSet::builtin().clone() } else { RuleSet::default() };
        for (name, text) in &self.rules {
            rules = RuleSet::parse(name, text, types)?.joined(&rules);
        }
        Ok(Rules::Own(rules))
    }

    #[cfg_attr(not(feature = "lists"), allow(clippy::unused_self, clippy::unnecessary_wraps))]
    fn add_builtin_lists(&self, builder: GazetteerBuilder) -> Result<GazetteerBuilder, BuildError> {
        #[cfg(feature = "lists")]
        if self.with_builtin_lists {
            let mut builder = builder;
            for file in gazetteers::LISTS {
                builder = builder.add_list(&List::parse(file.name, file.text.as_bytes())?)?;
            }
            return Ok(builder);
        }
        Ok(builder)
    }

    fn tagger(&self, gazetteer: &Gazetteer) -> Result<Option<Tagger>, BuildError> {
        let mut model = self.model.clone();
        #[cfg(feature = "model")]
        if model.is_none() && self.with_builtin_model {
            model = Some(Model::from_static(gleaner_model_en::MODEL)?);
        }
        Ok(model.map(|model| Tagger::new(model, lexicon_of(gazetteer))))
    }

    fn wanted_types(&self, types: &EntityTypes, gazetteer: &Gazetteer) -> Result<Option<Vec<EntityType>>, BuildError> {
        let Some(names) = &self.types else { return Ok(None) };
        let is_word_type = |name: &str| gleaner_gazetteer::WORD_TYPES.contains(&name);
        let mut wanted = Vec::new();
        for name in names {
            match types.get(name).filter(|_| !is_word_type(name)) {
                Some(entity_type) => wanted.push(entity_type),
                None => {
                    let own = gazetteer.types().iter().map(String::as_str);
                    let mut known = vec!["ORG", "PERSON", "LOC", "MONEY", "DATE"];
                    known.extend(own.filter(|name| !is_word_type(name)));
                    known.extend(types.iter().map(|(_, name)| name).filter(|name| !is_word_type(name)));
                    known.sort_unstable();
                    known.dedup();
                    return Err(BuildError::UnknownType { name: name.clone(), known: known.join(", ") });
                }
            }
        }
        Ok(Some(wanted))
    }
}
