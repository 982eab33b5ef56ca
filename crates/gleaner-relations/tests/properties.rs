//! Any text with any mentions: nothing panics, clusters are consistent, relations refer to what is there.

use gleaner_relations::{Clusters, DefinedNames, Relations, rule_name};
use gleaner_text::{
    EntityType, EntryId, Mention, MentionId, QualifierValue, Source, SourceKind, Span, TextView, TokenRange,
};
use proptest::prelude::*;

/// Words that set rules off, names, marks: random rows of these reach far into the rules.
const WORDS: &[&str] = &[
    "Ann",
    "Lee",
    "Northway",
    "Ltd",
    "University",
    "of",
    "York",
    "the",
    "The",
    ",",
    ".",
    "(",
    ")",
    "“",
    "”",
    "\"",
    "said",
    "director",
    "chief",
    "executive",
    "and",
    "founded",
    "in",
    "1990",
    "by",
    "£5m",
    "budget",
    "partnership",
    "with",
    "between",
    "NWL",
    "’s",
    "-",
    "based",
    "part",
    "is",
    "was",
    "a",
    "member",
    "members",
    "include",
    ":",
    "\n\n",
    "\n",
    "• ",
    "received",
    "from",
    "married",
    "born",
    "degree",
    "BA",
    "worth",
    "revenue",
    "acquired",
    "not",
    "would",
    "company",
    "it",
    "she",
    "we",
    "son",
    "who",
    "Partners",
    "Director",
    "to",
    "establish",
    "supported",
    "formerly",
    "known",
    "as",
    "politician",
    "é",
    "日本",
    "&",
];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::collection::vec(prop::sample::select(WORDS), 0..60).prop_map(|words| words.join(" ")),
        1 => any::<String>(),
    ]
}

/// Mentions over tokens, mostly well-formed; some lie past the table or cover bytes that are no token's.
fn mentions(text: &str, picks: &[(u8, u8, u8, bool)]) -> (gleaner_text::TokenTable, Vec<Mention>) {
    let table = gleaner_tokenizer::tokenized(text);
    let mut mentions = Vec::new();
    let mut at = 0usize;
    for (gap, len, kind, entry) in picks {
        let start = at + *gap as usize % 4;
        let end = start + 1 + *len as usize % 3;
        let tokens = TokenRange::new(start, end);
        let span = if end <= table.len() { table.span_of(tokens) } else { Span::new(start as u32 * 3, end as u32 * 3) };
        let entity_type = EntityType::STANDARD[*kind as usize % 5];
        let mut mention = Mention::new(span, tokens, entity_type, 0.5, Source::new(SourceKind::Tagger, 0));
        mention.entry = entry.then_some(EntryId(u32::from(*kind) % 3));
        if entity_type == EntityType::PERSON && start > 0 && start < table.len() {
            mention.title = Some(table.spans()[start - 1]);
        }
        at = end;
        mentions.push(mention);
    }
    mentions.sort_by_key(|mention| mention.span);
    (table, mentions)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn any_text_with_any_mentions(text in text(), picks in prop::collection::vec(any::<(u8, u8, u8, bool)>(), 0..30)) {
        let (table, mut mentions) = mentions(&text, &picks);
        let view = TextView::new(&text, &table);
        for round in 0..2 {
            let mut clusters = Clusters::default();
            clusters.build(view, &mentions);
            let mut sizes = vec![0usize; clusters.len()];
            for (at, mention) in mentions.iter().enumerate() {
                let cluster = clusters.cluster(MentionId(at as u32));
                prop_assert_eq!(cluster.is_some(), !mention.entity_type.is_value());
                if let Some(cluster) = cluster {
                    sizes[cluster.index()] += 1;
                    let canonical = &mentions[clusters.canonical(cluster).index()];
                    prop_assert_eq!(canonical.entity_type, mention.entity_type);
                    prop_assert_eq!(clusters.cluster(clusters.canonical(cluster)), Some(cluster));
                }
            }
            for (cluster, size) in sizes.iter().enumerate() {
                prop_assert_eq!(*size, clusters.size(gleaner_relations::ClusterId(cluster as u32)));
            }
            let mut found = Vec::new();
            let mut relations = Relations::default();
            relations.find(view, &mentions, &clusters, &mut found);
            for relation in &found {
                prop_assert!(relation.subject.index() < mentions.len());
                prop_assert!(relation.object.is_none_or(|object| object.index() < mentions.len() && object != relation.subject));
                prop_assert!((0.0..=1.0).contains(&relation.score));
                prop_assert!(text.get(relation.evidence.range()).is_some_and(|words| !words.is_empty()));
                prop_assert_ne!(rule_name(relation.source.name), "?");
                for qualifier in &relation.qualifiers {
                    match qualifier.value {
                        QualifierValue::Mention(mention) => prop_assert!(mention.index() < mentions.len()),
                        QualifierValue::Text(span) => prop_assert!(!span.slice(&text).is_empty()),
                    }
                }
            }
            prop_assert!(found.is_sorted_by_key(|relation| relation.evidence));
            // The same again with used memory.
            let mut again = Vec::new();
            clusters.build(view, &mentions);
            relations.find(view, &mentions, &clusters, &mut again);
            prop_assert_eq!(&found, &again);
            if round == 0 {
                DefinedNames::default().add(view, &mut mentions);
            }
        }
    }
}
