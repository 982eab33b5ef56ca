//! Precision, recall and F1 of names found against names marked.

use gleaner_text::{EntityType, Mention, Span};

use crate::training::document::{AnnotatedDocument, Duty, NAME_TYPES};
use crate::training::trim::Leeway;

/// Counts of one type. A ratio is `None` where its denominator is zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Names that are asked for.
    pub n_gold: usize,
    /// Names found, without those that are neither right nor wrong.
    pub n_found: usize,
    /// Names asked for that were found.
    pub n_gold_right: usize,
    /// Names found that were asked for.
    pub n_found_right: usize,
}

impl Tally {
    /// Of the names found, the share that was asked for.
    pub fn precision(&self) -> Option<f64> {
        (self.n_found > 0).then(|| self.n_found_right as f64 / self.n_found as f64)
    }

    /// Of the names asked for, the share that was found.
    pub fn recall(&self) -> Option<f64> {
        (self.n_gold > 0).then(|| self.n_gold_right as f64 / self.n_gold as f64)
    }

    /// The harmonic mean of both.
    pub fn f1(&self) -> Option<f64> {
        let (precision, recall) = (self.precision()?, self.recall()?);
        Some(if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 })
    }

    fn add(&mut self, other: Self) {
        self.n_gold += other.n_gold;
        self.n_found += other.n_found;
        self.n_gold_right += other.n_gold_right;
        self.n_found_right += other.n_found_right;
    }
}

/// Counts of ORG, PERSON and LOC over documents.
///
/// A name counts as right when type and ends are those of a name marked, after both lose determiners, titles (PERSON),
/// quotes, a final 's and a full stop: the levels on which annotators differ. What is marked as not [`Duty::Demanded`] is
/// neither asked for nor punished. Types that a document does not annotate are not counted in it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Scores {
    tallies: [Tally; 3],
    reliability: Reliability,
}

impl Scores {
    /// Counts of ORG, PERSON and LOC.
    pub fn of_types(&self) -> [Tally; 3] {
        self.tallies
    }

    /// Counts of all types together.
    pub fn all(&self) -> Tally {
        let mut all = Tally::default();
        self.tallies.iter().for_each(|&tally| all.add(tally));
        all
    }

    /// What a table of scores shows: "ORG", "PERSON", "LOC" and "ALL", with their counts.
    pub fn rows(&self) -> [(&'static str, Tally); 4] {
        let [org, person, loc] = self.tallies;
        [("ORG", org), ("PERSON", person), ("LOC", loc), ("ALL", self.all())]
    }

    /// Whether the scores of the names found are what they say.
    pub fn reliability(&self) -> &Reliability {
        &self.reliability
    }

    /// Adds the counts of other documents.
    pub fn merge(&mut self, other: &Self) {
        self.tallies.iter_mut().zip(other.tallies).for_each(|(tally, other)| tally.add(other));
        self.reliability.merge(&other.reliability);
    }

    /// Adds what was found in a document. Spans of `mentions` are bytes of its text; other types are passed over.
    pub fn add(&mut self, document: &AnnotatedDocument, mentions: &[Mention], leeway: &Leeway) {
        for (tally, entity_type) in self.tallies.iter_mut().zip(NAME_TYPES) {
            if document.annotated.contains(&entity_type) {
                let found = mentions.iter().filter(|mention| mention.entity_type == entity_type);
                let found = found.map(|mention| (mention.span, mention.score)).collect();
                tally.add(tally_of(document, entity_type, found, leeway, &mut self.reliability));
            }
        }
    }
}

/// Names found, by their score: how many there are and how many of them are right. A score is reliable when, of the names
/// that have it, that share is right.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Reliability {
    bins: [Bin; 10],
}

/// The names found with a score in one tenth.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bin {
    /// How many there are, without those that are neither right nor wrong.
    pub n_found: usize,
    /// How many of them are right.
    pub n_right: usize,
    /// The sum of their scores.
    pub sum_of_scores: f64,
}

impl Reliability {
    /// The bins of scores from 0 to 0.1, from 0.1 to 0.2, and so on; 1 is in the last.
    pub fn bins(&self) -> &[Bin] {
        &self.bins
    }

    /// The expected calibration error: the distance between mean score and share of right ones in each bin, averaged over
    /// the names (Guo et al., 2017). `None` where nothing was found.
    pub fn error(&self) -> Option<f64> {
        let n_found: usize = self.bins.iter().map(|bin| bin.n_found).sum();
        let distance: f64 = self.bins.iter().map(|bin| (bin.sum_of_scores - bin.n_right as f64).abs()).sum();
        (n_found > 0).then(|| distance / n_found as f64)
    }

    fn add(&mut self, score: f32, is_right: bool) {
        let bin = &mut self.bins[((score * 10.0) as usize).min(9)];
        bin.n_found += 1;
        bin.n_right += usize::from(is_right);
        bin.sum_of_scores += f64::from(score);
    }

    fn merge(&mut self, other: &Self) {
        for (bin, other) in self.bins.iter_mut().zip(&other.bins) {
            bin.n_found += other.n_found;
            bin.n_right += other.n_right;
            bin.sum_of_scores += other.sum_of_scores;
        }
    }
}

fn tally_of(
    document: &AnnotatedDocument,
    entity_type: EntityType,
    mut found: Vec<(Span, f32)>,
    leeway: &Leeway,
    reliability: &mut Reliability,
) -> Tally {
    let marked = |demanded: bool| {
        let names = document.names.iter().filter(move |name| name.entity_type == entity_type);
        names.filter(move |name| (name.duty == Duty::Demanded) == demanded).map(|name| name.span)
    };
    let (demanded, excused) = (Spans::new(marked(true).collect()), Spans::new(marked(false).collect()));
    found.retain(|&(span, _)| {
        demanded.has(span) || !(excused.has(span) || !demanded.overlaps(span) && excused.overlaps(span))
    });
    let trimmed = |span: Span| leeway.trim(&document.text, span, entity_type);
    let gold_trimmed = Spans::new(marked(true).map(trimmed).collect());
    let found_trimmed = Spans::new(found.iter().map(|&(span, _)| trimmed(span)).collect());
    for &(span, score) in &found {
        reliability.add(score, gold_trimmed.has(trimmed(span)));
    }
    Tally {
        n_gold: marked(true).count(),
        n_found: found.len(),
        n_gold_right: marked(true).filter(|&span| found_trimmed.has(trimmed(span))).count(),
        n_found_right: found.iter().filter(|&&(span, _)| gold_trimmed.has(trimmed(span))).count(),
    }
}

/// Spans to look in: sorted by start, with the furthest end so far beside each.
struct Spans {
    sorted: Vec<(u32, u32)>,
    furthest: Vec<u32>,
}

impl Spans {
    fn new(spans: Vec<Span>) -> Self {
        let mut sorted: Vec<(u32, u32)> = spans.iter().map(|span| (span.start, span.end)).collect();
        sorted.sort_unstable();
        let mut top = 0;
        let furthest = sorted.iter().map(|&(_, end)| {
            top = end.max(top);
            top
        });
        let furthest = furthest.collect();
        Self { sorted, furthest }
    }

    fn has(&self, span: Span) -> bool {
        self.sorted.binary_search(&(span.start, span.end)).is_ok()
    }

    fn overlaps(&self, span: Span) -> bool {
        let n_before = self.sorted.partition_point(|&(start, _)| start < span.end);
        n_before > 0 && self.furthest[n_before - 1] > span.start
    }
}

#[cfg(test)]
mod tests {
    use gleaner_text::{Source, SourceKind, TokenRange};

    use super::*;
    use crate::training::document::AnnotatedName;

    const TEXT: &str = "Mr Smith of the Bank of England and Acme met her, Lee and Leeds.";

    fn leeway() -> Leeway {
        Leeway::of(&crate::Extractor::builder().builtin_model(false).build().expect("an extractor"))
    }

    #[test]
    fn scores_against_shares_of_right_ones() {
        let mut reliability = Reliability::default();
        assert_eq!(reliability.error(), None);
        // Four of 0.75 of which three are right are reliable; two of 1 of which one is right are off by a half each.
        [true, true, true, false].into_iter().for_each(|is_right| reliability.add(0.75, is_right));
        [true, false].into_iter().for_each(|is_right| reliability.add(1.0, is_right));
        assert_eq!(reliability.bins()[7], Bin { n_found: 4, n_right: 3, sum_of_scores: 3.0 });
        assert_eq!(reliability.bins()[9].n_found, 2);
        assert_eq!(reliability.error(), Some(1.0 / 6.0));
        let mut doubled = reliability;
        doubled.merge(&reliability);
        assert_eq!((doubled.bins()[7].n_found, doubled.error()), (8, reliability.error()));
    }

    fn span(surface: &str) -> Span {
        let start = TEXT.find(surface).expect("in the text") as u32;
        Span::new(start, start + surface.len() as u32)
    }

    fn name(surface: &str, entity_type: EntityType, duty: Duty) -> AnnotatedName {
        AnnotatedName { span: span(surface), entity_type, duty }
    }

    fn mention(surface: &str, entity_type: EntityType) -> Mention {
        Mention::new(span(surface), TokenRange::new(0, 0), entity_type, 1.0, Source::new(SourceKind::Tagger, 0))
    }

    #[test]
    fn one_document() {
        use EntityType as Type;
        let document = AnnotatedDocument {
            id: "d".to_owned(),
            text: TEXT.to_owned(),
            names: vec![
                name("Smith", Type::PERSON, Duty::Demanded),
                name("the Bank of England", Type::ORG, Duty::Demanded),
                name("England", Type::ORG, Duty::Open),
                name("Acme", Type::ORG, Duty::Demanded),
                name("her", Type::PERSON, Duty::Outside),
                name("Lee", Type::PERSON, Duty::Demanded),
            ],
            annotated: vec![Type::ORG, Type::PERSON],
        };
        let found = [
            mention("Mr Smith", Type::PERSON),
            mention("Bank of England", Type::ORG),
            mention("England", Type::ORG),
            mention("her", Type::PERSON),
            mention("Lee and Leeds", Type::PERSON),
            mention("Leeds", Type::LOC),
        ];
        let mut scores = Scores::default();
        scores.add(&document, &found, &leeway());
        let [org, person, loc] = scores.of_types();
        assert_eq!(org, Tally { n_gold: 2, n_found: 1, n_gold_right: 1, n_found_right: 1 });
        assert_eq!(person, Tally { n_gold: 2, n_found: 2, n_gold_right: 1, n_found_right: 1 });
        assert_eq!(loc, Tally::default(), "not annotated");
        assert_eq!(scores.all(), Tally { n_gold: 4, n_found: 3, n_gold_right: 2, n_found_right: 2 });
        assert_eq!(scores.all().f1().map(|f1| (f1 * 1000.0).round()), Some(571.0));
        assert_eq!((loc.precision(), loc.recall(), loc.f1()), (None, None, None));
    }

    #[test]
    fn the_gold_itself_is_perfect_and_nothing_is_all_misses() {
        let document = AnnotatedDocument {
            id: "d".to_owned(),
            text: TEXT.to_owned(),
            names: vec![name("Leeds", EntityType::LOC, Duty::Demanded)],
            annotated: NAME_TYPES.to_vec(),
        };
        let mut scores = Scores::default();
        scores.add(&document, &[mention("Leeds", EntityType::LOC)], &leeway());
        assert_eq!(scores.all().f1(), Some(1.0));
        let mut scores = Scores::default();
        scores.add(&document, &[], &leeway());
        assert_eq!((scores.all().recall(), scores.all().precision()), (Some(0.0), None));
        scores.add(&document, &[mention("Leeds", EntityType::ORG)], &leeway());
        assert_eq!(scores.all().f1(), Some(0.0));
    }
}
