//! The stages in order.

use std::sync::{Arc, PoisonError, RwLock};

use gleaner_gazetteer::Gazetteer;
use gleaner_relations::RuleSet;
use gleaner_tagger::{Tagger, TaggerOptions};
use gleaner_text::{Day, EntityType, Source, SourceKind, TextView};
use gleaner_values::Settings;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::analysis::{Analysis, Buffers, Document};
use crate::builder::{BuildError, ExtractorBuilder};
use crate::lists::Lists;
use crate::resolve;
use crate::stage::Stage;

/// What is known of a document besides its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DocumentMeta {
    /// The document's date, from which relative dates are reckoned; wins over that of the settings and over one found in
    /// the text. Default: none.
    pub document_date: Option<Day>,
    /// The time of day it was written, in minutes from midnight; wins over that of the settings, which tell what it
    /// changes ([`Settings::document_time`]). Default: none.
    pub document_time: Option<u16>,
}

/// Lists, model, rules and settings, compiled. Immutable: share one between threads.
#[derive(Debug)]
pub struct Extractor {
    stages: Stages,
}

/// What the stages need.
#[derive(Debug)]
pub(crate) struct Stages {
    pub(crate) settings: Settings,
    /// What is read when a document begins, and replaced by [`Extractor::replace_gazetteers`].
    pub(crate) lists: RwLock<Arc<Lists>>,
    /// gleaner's own lists, for those that replace the lists.
    pub(crate) own_lists: Option<Gazetteer>,
    /// The names of the types to find; all when absent.
    pub(crate) wanted_names: Option<Vec<String>>,
    pub(crate) tagger: Option<Tagger>,
    pub(crate) tagger_options: TaggerOptions,
    /// Whether a type of names is to be found.
    pub(crate) wants_names: bool,
    pub(crate) wants_relations: bool,
    pub(crate) rules: Arc<Rules>,
    pub(crate) min_score: f32,
}

/// The rules of relations and of entities of new types.
#[derive(Debug)]
pub(crate) enum Rules {
    Builtin,
    Own(RuleSet),
}

impl Rules {
    pub(crate) fn get(&self) -> &RuleSet {
        match self {
            Self::Builtin => RuleSet::builtin(),
            Self::Own(rules) => rules,
        }
    }
}

impl Stages {
    /// Whether anything is to be found that lists and the tagger find.
    fn wants_lists(&self, lists: &Lists) -> bool {
        self.wants_names || lists.wants_own_types()
    }
}

/// What lists say, as the tagger takes it.
fn list_hits(view: TextView<'_>, lists: &Lists, buffers: &mut Buffers) {
    buffers.list_hits.extend(buffers.hits.iter().map(|hit| lists.evidence(hit)));
    buffers.small_hits.clear();
    lists.find_small(view, &mut buffers.small_hits);
    // Without capitals no name is certain.
    let doubtful = |hit| gleaner_tagger::ListHit { ambiguous: true, ..lists.evidence(hit) };
    buffers.list_hits.extend(buffers.small_hits.iter().map(doubtful));
}

impl Extractor {
    /// A builder with gleaner's own lists and model, and British settings.
    pub fn builder<'l>() -> ExtractorBuilder<'l> {
        ExtractorBuilder::default()
    }

    pub(crate) fn new(stages: Stages) -> Self {
        Self { stages }
    }

    /// Finds mentions, clusters and relations in `text`.
    ///
    /// Allocates a new [`Analysis`]; [`Extractor::extract_into`] reuses one. An empty text has nothing in it. A text of
    /// 4 GiB or more is taken as empty: cut it into parts.
    pub fn extract<'t>(&self, text: &'t str) -> Document<'t> {
        let mut analysis = Analysis::default();
        self.extract_into(text, &DocumentMeta::default(), &mut analysis);
        Document::new(text, analysis)
    }

    /// Finds mentions, clusters and relations in `text` and leaves them in `analysis`; what was in it is dropped.
    ///
    /// The result depends on nothing but the text, `meta` and how the extractor was built. Linear in the text.
    pub fn extract_into(&self, text: &str, meta: &DocumentMeta, analysis: &mut Analysis) {
        self.extract_observed(text, meta, analysis, |_| {});
    }

    /// As [`Extractor::extract_into`], and calls `finished` at the end of each stage, in the order of [`Stage::ALL`]:
    /// for programs that measure. Stages that are not asked for are reported all the same; a text of 4 GiB has none. Costs nothing when `finished`
    /// does nothing.
    pub fn extract_observed(
        &self,
        text: &str,
        meta: &DocumentMeta,
        analysis: &mut Analysis,
        finished: impl FnMut(Stage),
    ) {
        self.extract_part(text, meta, true, &self.lists(), analysis, finished);
    }

    /// The stages over a text, or over a part of one: `is_first` says whether the document's date may be looked for in it.
    pub(crate) fn extract_part(
        &self,
        text: &str,
        meta: &DocumentMeta,
        is_first: bool,
        lists: &Arc<Lists>,
        analysis: &mut Analysis,
        mut finished: impl FnMut(Stage),
    ) {
        analysis.clear();
        let stages = &self.stages;
        analysis.lists = Some(Arc::clone(lists));
        let Analysis { tokens, mentions, clusters, relations, document_date, buffers, .. } = analysis;
        if gleaner_tokenizer::tokenize(text, tokens).is_err() {
            // Nothing of the document before may be left.
            clusters.build(TextView::new("", tokens), mentions);
            return;
        }
        finished(Stage::Tokens);
        let view = TextView::new(text, tokens);
        let mut settings = stages.settings;
        settings.document_date = meta.document_date.or(settings.document_date);
        settings.document_time = meta.document_time.or(settings.document_time);
        if let Some(given) = settings.document_date {
            *document_date = Some((given, None));
        } else if is_first
            && settings.find_document_date
            && let Some((found, span)) = gleaner_values::document_date(view, &settings)
        {
            *document_date = Some((found, Some(span)));
            settings.document_date = Some(found);
        }
        settings.find_document_date = false;
        finished(Stage::DocumentDate);

        buffers.values.clear();
        if lists.wants(EntityType::MONEY) || lists.wants(EntityType::DATE) {
            gleaner_values::find_in(view, &settings, &mut buffers.value_scratch, &mut buffers.values);
        }
        finished(Stage::Values);
        self.find_lists(view, lists, buffers);
        finished(Stage::Lists);
        self.find_names(view, lists, buffers);
        finished(Stage::Tagger);
        resolve::resolve(view, stages, lists, buffers, mentions);
        if stages.wants_lists(lists) {
            buffers.defined_names.add(view, mentions);
        }
        let rules = stages.rules.get();
        if rules.makes_entities() {
            buffers.made_by_rules.clear();
            buffers.relations.find_entities(rules, view, mentions, &mut buffers.made_by_rules);
            resolve::add_mentions_of_rules(&mut buffers.made_by_rules, mentions);
        }
        resolve::calibrate(mentions);
        mentions.retain(|mention| mention.score >= stages.min_score && lists.wants(mention.entity_type));
        finished(Stage::Resolve);
        clusters.build_identified(view, mentions, |entry| lists.entry(entry).reference().map(gleaner_text::fold_hash));
        finished(Stage::Clusters);
        if stages.wants_relations {
            buffers.relations.find_with(rules, view, mentions, clusters, relations);
        }
        finished(Stage::Relations);
    }

    /// Fills the hits of the lists.
    fn find_lists(&self, view: TextView<'_>, lists: &Lists, buffers: &mut Buffers) {
        buffers.hits.clear();
        buffers.list_hits.clear();
        if self.stages.wants_lists(lists) {
            lists.find(view, &mut buffers.hits);
        }
    }

    /// Fills the names of the tagger, which reads the hits of the lists.
    fn find_names(&self, view: TextView<'_>, lists: &Lists, buffers: &mut Buffers) {
        buffers.names.clear();
        let Some(tagger) = self.stages.tagger.as_ref().filter(|_| self.stages.wants_lists(lists)) else { return };
        list_hits(view, lists, buffers);
        tagger.tag(view, &buffers.list_hits, &mut buffers.tagger, &mut buffers.names);
    }

    /// The evidence of lists that the tagger gets for a text: what training must be done with.
    #[cfg(feature = "train")]
    pub fn tagger_evidence(&self, view: TextView<'_>) -> Vec<gleaner_tagger::ListHit> {
        let mut buffers = Buffers::default();
        let lists = self.lists();
        lists.find(view, &mut buffers.hits);
        list_hits(view, &lists, &mut buffers);
        buffers.list_hits
    }

    /// How the tagger looks at a document: what training must be done with.
    pub fn tagger_options(&self) -> TaggerOptions {
        self.stages.tagger_options
    }

    /// The word classes that the tagger uses: what training must be done with.
    #[cfg(feature = "train")]
    pub fn tagger_lexicon(&self) -> gleaner_tagger::Lexicon {
        crate::lexicon::lexicon_of(self.lists().gazetteers())
    }

    /// This extractor with another tagger and without relations.
    #[cfg(feature = "train")]
    pub(crate) fn with_tagger(&self, tagger: Tagger) -> Self {
        let stages = &self.stages;
        Self::new(Stages {
            settings: stages.settings,
            lists: RwLock::new(self.lists()),
            own_lists: stages.own_lists.clone(),
            wanted_names: stages.wanted_names.clone(),
            tagger: Some(tagger),
            tagger_options: stages.tagger_options,
            wants_names: stages.wants_names,
            wants_relations: false,
            rules: Arc::clone(&stages.rules),
            min_score: stages.min_score,
        })
    }

    /// Extracts every text on the threads of rayon's current pool and returns what `finish` makes of each, in the order
    /// of the texts.
    ///
    /// Everything is held until the end: for folders of any size use [`batch::run_ordered`](crate::batch::run_ordered),
    /// which writes as it goes.
    ///
    /// ```
    /// use gleaner::Extractor;
    /// let extractor = Extractor::builder().build()?;
    /// let texts = ["It cost £5m.", "Nothing.", "Up to €2bn or $3bn."];
    /// let counts = extractor.extract_batch(texts, |_, analysis| analysis.mentions().len());
    /// assert_eq!(counts, [1, 0, 2]);
    /// # Ok::<(), gleaner::BuildError>(())
    /// ```
    pub fn extract_batch<I, S, F, R>(&self, texts: I, finish: F) -> Vec<R>
    where
        I: IntoIterator<Item = S>,
        S: AsRef<str> + Send,
        F: Fn(&str, &Analysis) -> R + Sync,
        R: Send,
    {
        let texts: Vec<S> = texts.into_iter().collect();
        texts
            .into_par_iter()
            .map_init(Analysis::default, |analysis, text| {
                self.extract_into(text.as_ref(), &DocumentMeta::default(), analysis);
                finish(text.as_ref(), analysis)
            })
            .collect()
    }

    /// The settings that amounts and dates are read with.
    pub fn settings(&self) -> &Settings {
        &self.stages.settings
    }

    /// The recogniser of names, unless no name is wanted or there is no model.
    pub fn tagger(&self) -> Option<&Tagger> {
        self.stages.tagger.as_ref()
    }

    /// The name lists that documents are read with from now on.
    pub fn lists(&self) -> Arc<Lists> {
        // A lock is held only to copy or to replace the pointer, which cannot be left half done.
        Arc::clone(&self.stages.lists.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Replaces the user's lists and gazetteers; gleaner's own lists stay. Safe while other threads extract: a document
    /// under way is finished with the lists it was begun with, the next one begins with the new ones.
    ///
    /// Takes no longer than opening the gazetteers did: nothing is built. The tagger keeps the word classes it was built
    /// with.
    ///
    /// ```
    /// use gleaner::Extractor;
    /// use gleaner::gazetteer::{GazetteerBuilder, List};
    ///
    /// let compiled = |name| {
    ///     let mut list = List::new("portfolio", "ORG");
    ///     list.add(name).id("ref:1");
    ///     GazetteerBuilder::new().add_list(&list)?.build()
    /// };
    /// let extractor = Extractor::builder().compiled_gazetteer(compiled("zorbly")?).build()?;
    /// let n_found = |text| extractor.extract(text).mentions().len();
    /// assert_eq!((n_found("we met zorbly"), n_found("we met quaxo")), (1, 0));
    /// extractor.replace_gazetteers(vec![compiled("quaxo")?])?;
    /// assert_eq!((n_found("we met zorbly"), n_found("we met quaxo")), (0, 1));
    /// # Ok::<(), gleaner::BuildError>(())
    /// ```
    ///
    /// # Errors
    /// [`BuildError::UnknownType`] when a type that is to be found is no longer known, and [`BuildError::Gazetteer`] when
    /// there are too many lists or entries. The old lists stay then.
    pub fn replace_gazetteers(&self, gazetteers: Vec<Gazetteer>) -> Result<(), BuildError> {
        let stages = &self.stages;
        // Types keep their numbers: rules know them by those.
        let types = self.lists().entity_types().clone();
        let lists = Lists::new(gazetteers, stages.own_lists.as_ref(), types, stages.wanted_names.as_deref())?;
        *stages.lists.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(lists);
        Ok(())
    }

    /// The rules of relations: gleaner's own first, then the user's.
    pub fn rules(&self) -> &RuleSet {
        self.stages.rules.get()
    }

    /// The second half of `source` ("money-symbol-amount" in "pattern:money-symbol-amount"). `lists` are those the
    /// document was read with ([`Analysis::lists`]).
    pub fn source_name<'a>(&'a self, source: Source, lists: &'a Lists) -> &'a str {
        match source.kind {
            SourceKind::Gazetteer => lists.list_name(source.name),
            SourceKind::Pattern => gleaner_values::pattern_name(source.name),
            SourceKind::Tagger => gleaner_tagger::tagger_name(source.name),
            SourceKind::Alias => gleaner_relations::alias_name(source.name),
            SourceKind::Rule => self.stages.rules.get().source_name(source.name),
        }
    }
}
