//! What was found in one document.

use std::sync::Arc;

use gleaner_gazetteer::Hit;
use gleaner_relations::{ClusterId, Clusters, DefinedNames};
use gleaner_tagger::ListHit;
use gleaner_text::{Day, Mention, MentionId, Relation, Span, TextView, TokenTable};

use crate::lists::Lists;

/// What was found in one document, and every buffer that finding it needs.
///
/// Make one per thread and reuse it: in the steady state a document then costs no allocation that grows with it.
#[derive(Debug, Default)]
pub struct Analysis {
    /// Those the document was read with.
    pub(crate) lists: Option<Arc<Lists>>,
    pub(crate) tokens: TokenTable,
    pub(crate) mentions: Vec<Mention>,
    pub(crate) clusters: Clusters,
    pub(crate) relations: Vec<Relation>,
    pub(crate) document_date: Option<(Day, Option<Span>)>,
    pub(crate) buffers: Buffers,
}

/// Buffers of the stages.
#[derive(Debug, Default)]
pub(crate) struct Buffers {
    pub(crate) hits: Vec<Hit>,
    /// Names in small letters, for the tagger only.
    pub(crate) small_hits: Vec<Hit>,
    pub(crate) list_hits: Vec<ListHit>,
    pub(crate) values: Vec<Mention>,
    pub(crate) names: Vec<Mention>,
    pub(crate) tagger: gleaner_tagger::Scratch,
    pub(crate) value_scratch: gleaner_values::Scratch,
    pub(crate) defined_names: DefinedNames,
    pub(crate) relations: gleaner_relations::Relations,
    pub(crate) made_by_rules: Vec<Mention>,
}

impl Analysis {
    /// The name lists that the document was read with, which its mentions speak of; none before the first document.
    pub fn lists(&self) -> Option<&Lists> {
        self.lists.as_deref()
    }

    /// Tokens, lines and sentences.
    pub fn tokens(&self) -> &TokenTable {
        &self.tokens
    }

    /// The mentions, sorted by start, never overlapping.
    pub fn mentions(&self) -> &[Mention] {
        &self.mentions
    }

    /// The relations, sorted by evidence.
    pub fn relations(&self) -> &[Relation] {
        &self.relations
    }

    /// The cluster of a mention: mentions of one thing share it. None for MONEY and DATE.
    pub fn cluster(&self, mention: MentionId) -> Option<ClusterId> {
        self.clusters.cluster(mention)
    }

    /// The mention with the fullest name of the thing a mention names; none for MONEY and DATE.
    pub fn canonical(&self, mention: MentionId) -> Option<MentionId> {
        self.clusters.cluster(mention).map(|cluster| self.clusters.canonical(cluster))
    }

    /// How many clusters the document has.
    pub fn n_clusters(&self) -> usize {
        self.clusters.len()
    }

    /// The date relative dates were reckoned from, with its place where it was read in the text.
    pub fn document_date(&self) -> Option<(Day, Option<Span>)> {
        self.document_date
    }

    pub(crate) fn clear(&mut self) {
        self.tokens.clear();
        self.mentions.clear();
        self.relations.clear();
        self.document_date = None;
    }
}

/// A text with what was found in it.
#[derive(Debug)]
pub struct Document<'t> {
    text: &'t str,
    analysis: Analysis,
}

impl<'t> Document<'t> {
    pub(crate) fn new(text: &'t str, analysis: Analysis) -> Self {
        Self { text, analysis }
    }

    /// The text.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The piece of the text that a mention covers.
    pub fn mention_text(&self, mention: &Mention) -> &'t str {
        mention.span.slice(self.text)
    }

    /// The text with its token table.
    pub fn view(&self) -> TextView<'_> {
        TextView::new(self.text, &self.analysis.tokens)
    }

    /// The analysis itself, to write records of or to reuse.
    pub fn into_analysis(self) -> Analysis {
        self.analysis
    }
}

impl std::ops::Deref for Document<'_> {
    type Target = Analysis;

    fn deref(&self) -> &Analysis {
        &self.analysis
    }
}
