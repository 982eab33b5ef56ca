//! Annotated documents as windows of features and permitted labels.

use gleaner_text::{EntityType, Span, TextView, TokenRange};

use crate::feature::{self, Context, Features};
use crate::label::{self, N_LABELS};
use crate::lexicon::Lexicon;
use crate::tagger::{ListHit, Scratch, for_each_window, prepare, trim};

/// One annotated piece of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gold {
    /// The bytes of the mention.
    pub span: Span,
    /// Its type; `None` where the annotation leaves open whether and what it is.
    pub entity_type: Option<EntityType>,
}

/// Windows of candidate tokens with their features and the labels each token may carry.
#[derive(Debug)]
pub struct TrainingSet {
    /// log2 of the number of rows that the features are hashed to.
    bits: u32,
    whole_sentences: bool,
    pub(crate) windows: Vec<TrainingWindow>,
    pub(crate) feature_ids: Vec<u32>,
    /// Per token: where its features end in `feature_ids` (they start where those of the token before end).
    pub(crate) feature_ends: Vec<usize>,
    /// Per token: a bit for each permitted label.
    pub(crate) permitted: Vec<u8>,
    /// Gold mentions, and those of which a token is no candidate.
    n_gold: usize,
    n_lost: usize,
}

/// A window: its tokens in the arrays of the set.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TrainingWindow {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl TrainingSet {
    /// An empty set for a model of 2^`bits` rows of eight bytes.
    ///
    /// # Panics
    /// When `bits` is not within 4 to 24.
    pub fn new(bits: u32) -> Self {
        assert!((4..=24).contains(&bits), "a model has 2^4 to 2^24 rows");
        Self {
            bits,
            whole_sentences: false,
            windows: Vec::new(),
            feature_ids: Vec::new(),
            feature_ends: Vec::new(),
            permitted: Vec::new(),
            n_gold: 0,
            n_lost: 0,
        }
    }

    /// An empty set whose windows are whole sentences, for a tagger that looks at those
    /// ([`TaggerOptions::whole_sentences`](crate::TaggerOptions::whole_sentences)).
    #[must_use]
    pub fn over_whole_sentences(self) -> Self {
        Self { whole_sentences: true, ..self }
    }

    /// log2 of the number of rows of a model trained on this set.
    pub fn bits(&self) -> u32 {
        self.bits
    }

    /// How many windows.
    pub fn len(&self) -> usize {
        self.windows.len()
    }

    /// True before the first document with a candidate token.
    pub fn is_empty(&self) -> bool {
        self.windows.is_empty()
    }

    /// Gold mentions so far, and how many of them no decoding can find because a token of theirs is no candidate.
    pub fn gold_and_lost(&self) -> (usize, usize) {
        (self.n_gold, self.n_lost)
    }

    /// Adds a document. `gold` may come in any order; where pieces overlap, typed ones win over open ones. Names of the
    /// types in `unknown` may stand wherever `gold` has nothing: the annotation does not look for them.
    pub fn add(
        &mut self,
        view: TextView<'_>,
        hits: &[ListHit],
        gold: &[Gold],
        unknown: &[EntityType],
        lexicon: &Lexicon,
    ) {
        let mut scratch = Scratch::default();
        prepare(view, hits, lexicon, &mut scratch);
        scratch.whole_sentences = self.whole_sentences;
        let (context, windows) = scratch.parts(view);
        let permitted = self.permitted_labels(&context, gold, unknown, windows);
        let mut features = Features::new(self.bits);
        for_each_window(&context, windows, |window| {
            let start = self.permitted.len() as u32;
            let mut before = label::OUTSIDE as u8;
            for token_idx in window.tokens.range() {
                feature::extract(&context, window, token_idx, &mut features);
                self.feature_ids.extend_from_slice(features.as_slice());
                self.feature_ends.push(self.feature_ids.len());
                let mut labels = permitted[token_idx];
                // An inside label whose beginning is no candidate begins here.
                if labels.count_ones() == 1 {
                    let only = labels.trailing_zeros() as usize;
                    if only != label::OUTSIDE && !label::is_begin(only) && !label::may_follow(before as usize, only) {
                        labels = 1 << (only - 1);
                    }
                    before = labels.trailing_zeros() as u8;
                } else {
                    before = label::OUTSIDE as u8;
                }
                self.permitted.push(labels);
            }
            self.windows.push(TrainingWindow { start, end: self.permitted.len() as u32 });
        });
    }

    /// For each token of the document, the labels it may carry.
    fn permitted_labels(
        &mut self,
        context: &Context<'_>,
        gold: &[Gold],
        unknown: &[EntityType],
        windows: &mut Vec<TokenRange>,
    ) -> Vec<u8> {
        const ANY: u8 = (1 << N_LABELS) - 1;
        let view = context.view;
        let begins = unknown.iter().filter_map(|&entity_type| label::begin(entity_type));
        let unmarked = begins.fold(1u8 << label::OUTSIDE, |labels, begin| labels | 0b11 << begin);
        let mut permitted = vec![unmarked; view.len()];
        let tokens_of = |span: Span| {
            let start = view.tokens.token_at(span.start);
            let end = view.tokens.spans().partition_point(|token| token.start < span.end);
            TokenRange::new(start, end.max(start))
        };
        for open in gold.iter().filter(|piece| piece.entity_type.is_none()) {
            permitted[tokens_of(open.span).range()].fill(ANY);
        }
        let mut is_candidate = vec![false; view.len()];
        for_each_window(context, windows, |window| is_candidate[window.tokens.range()].fill(true));
        for piece in gold {
            let Some(entity_type) = piece.entity_type else { continue };
            let Some(begin) = label::begin(entity_type) else { continue };
            let whole = tokens_of(piece.span);
            // What the contract leaves outside the span is outside, whatever the corpus does.
            permitted[whole.range()].fill(1 << label::OUTSIDE);
            let tokens = trim(context, whole, entity_type);
            self.n_gold += 1;
            self.n_lost += usize::from(tokens.range().any(|idx| !is_candidate[idx]) || tokens.is_empty());
            for token_idx in tokens.range() {
                permitted[token_idx] = 1 << (begin + usize::from(token_idx > tokens.start as usize));
            }
        }
        permitted
    }
}
