//! Putting an extractor together.

use std::sync::{Arc, RwLock};

use gleaner_gazetteer::{Gazetteer, GazetteerBuilder, List};
use gleaner_relations::{RuleErrors, RuleSet};
use gleaner_tagger::{Model, ModelError, Tagger, TaggerOptions};
use gleaner_text::{EntityType, EntityTypes};
use gleaner_values::Settings;

use crate::extractor::{Extractor, Rules, Stages};
use crate::lexicon::lexicon_of;
use crate::lists::Lists;

/// Why an extractor cannot be built: something that was given to the builder is no good.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// gleaner's own lists do not open. A defect of gleaner.
    #[error("gleaner's own name lists do not open")]
    OwnLists(#[from] gleaner_gazetteer::FileError),
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
    gazetteers: Vec<Gazetteer>,
    model: Option<Model>,
    tagger_options: TaggerOptions,
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
            gazetteers: Vec::new(),
            model: None,
            tagger_options: TaggerOptions::default(),
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

    /// Adds a compiled gazetteer, as [`ExtractorBuilder::gazetteer`] does a list; lists come before gazetteers. Default:
    /// none.
    ///
    /// What it says of names can be replaced while the extractor runs ([`Extractor::replace_gazetteers`]).
    #[must_use]
    pub fn compiled_gazetteer(mut self, gazetteer: Gazetteer) -> Self {
        self.gazetteers.push(gazetteer);
        self
    }

    /// Adds a name list. What it names is found wherever it stands, whatever the tagger thinks, but for names flagged
    /// ambiguous: those need a context word or a name of the tagger's. The lists given first win. Default: none.
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

    /// How much of a document the names tagger looks at: for measuring. Default: [`TaggerOptions::default`], which the
    /// built-in model was trained for.
    #[must_use]
    pub fn tagger_options(mut self, options: TaggerOptions) -> Self {
        self.tagger_options = options;
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
    /// assert_eq!(extractor.lists().entity_types().name(product.entity_type), "PRODUCT");
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
        let mut user = Vec::new();
        if !self.lists.is_empty() {
            let mut builder = GazetteerBuilder::new();
            for list in &self.lists {
                builder = builder.add_list(list)?;
            }
            user.push(builder.build()?);
        }
        user.extend(self.gazetteers.iter().cloned());
        let own = self.own_lists()?;

        let mut types = EntityTypes::default();
        for name in user.iter().chain(&own).flat_map(Gazetteer::types) {
            types.intern(name);
        }
        let n_types_of_lists = types.iter().count();
        let rules = self.compiled_rules(&mut types)?;
        let lists = Lists::new(user, own.as_ref(), types, self.types.as_deref())?;
        // Rules that make entities look at names.
        let wants_names = EntityType::STANDARD.into_iter().any(|standard| standard.is_name() && lists.wants(standard))
            || lists.entity_types().iter().skip(n_types_of_lists).any(|(made, _)| lists.wants(made));
        let tagger = if wants_names { self.tagger(lists.gazetteers())? } else { None };
        Ok(Extractor::new(Stages {
            settings: self.settings,
            lists: RwLock::new(Arc::new(lists)),
            own_lists: own,
            wanted_names: self.types,
            tagger,
            tagger_options: self.tagger_options,
            wants_names,
            wants_relations: self.with_relations,
            rules: Arc::new(rules),
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

    /// gleaner's own lists, which `build.rs` compiled.
    fn own_lists(&self) -> Result<Option<Gazetteer>, BuildError> {
        #[cfg(feature = "lists")]
        if self.with_builtin_lists {
            let lists = crate::builtin::LISTS;
            return Ok(Some(Gazetteer::from_static(lists)?));
        }
        Ok(None)
    }

    fn tagger(&self, gazetteers: &[Gazetteer]) -> Result<Option<Tagger>, BuildError> {
        let mut model = self.model.clone();
        #[cfg(feature = "model")]
        if model.is_none() && self.with_builtin_model {
            model = Some(Model::from_static(gleaner_model_en::MODEL)?);
        }
        Ok(model.map(|model| Tagger::with_options(model, lexicon_of(gazetteers), self.tagger_options)))
    }
}
