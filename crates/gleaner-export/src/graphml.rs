//! GraphML: a node for each cluster and each entity outside of clusters, an edge for each relation between two of them.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::Write;

use quick_xml::escape::escape;

use crate::error::ExportError;
use crate::record::{Amount, Document, Entity, Failure, Relation};
use crate::{Sink, Summary};

pub(crate) struct Graph {
    writer: Box<dyn Write + Send>,
    summary: Summary,
}

/// Data of nodes and edges: id of the key, what it is of, name, type.
const KEYS: &[(&str, &str, &str, &str)] = &[
    ("label", "node", "label", "string"),
    ("type", "node", "type", "string"),
    ("doc", "node", "doc", "string"),
    ("mentions", "node", "mentions", "int"),
    ("ref", "node", "ref", "string"),
    ("amount", "node", "amount", "string"),
    ("amount_max", "node", "amount_max", "string"),
    ("currency", "node", "currency", "string"),
    ("timex", "node", "timex", "string"),
    ("date_start", "node", "date_start", "string"),
    ("date_end", "node", "date_end", "string"),
    ("relation", "edge", "label", "string"),
    ("id", "edge", "relation_id", "string"),
    ("role", "edge", "role", "string"),
    ("period", "edge", "period", "string"),
    ("date", "edge", "date", "string"),
    ("money", "edge", "amount", "string"),
    ("from", "edge", "from", "string"),
    ("to", "edge", "to", "string"),
    ("with", "edge", "with", "string"),
    ("purpose", "edge", "purpose", "string"),
    ("measure", "edge", "measure", "string"),
    ("degree", "edge", "degree", "string"),
    ("score", "edge", "score", "double"),
    ("source", "edge", "source", "string"),
];

impl Graph {
    pub(crate) fn new(mut writer: Box<dyn Write + Send>) -> Result<Self, ExportError> {
        writeln!(writer, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
        writeln!(writer, "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">")?;
        for (id, element, name, kind) in KEYS {
            writeln!(writer, "<key id=\"{id}\" for=\"{element}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>")?;
        }
        writeln!(writer, "<graph id=\"gleaner\" edgedefault=\"directed\">")?;
        Ok(Self { writer, summary: Summary::default() })
    }

    fn data(&mut self, key: &str, value: Option<&str>) -> Result<(), ExportError> {
        if let Some(value) = value {
            write!(self.writer, "<data key=\"{key}\">{}</data>", xml(value))?;
        }
        Ok(())
    }

    /// A node: the first mention of its cluster, and how many there are.
    fn node(&mut self, id: &str, doc: &str, entity: &Entity, n_mentions: usize) -> Result<(), ExportError> {
        write!(self.writer, "<node id=\"{id}\">")?;
        self.data("label", Some(entity.canonical.as_deref().unwrap_or(&entity.text)))?;
        self.data("type", Some(&entity.entity_type))?;
        self.data("doc", Some(doc))?;
        self.data("mentions", Some(&n_mentions.to_string()))?;
        self.data("ref", entity.reference.as_deref())?;
        if let Some(value) = &entity.value {
            self.data("amount", value.amount.as_ref().map(Amount::as_str))?;
            self.data("amount_max", value.amount_max.as_ref().map(Amount::as_str))?;
            self.data("currency", value.currency.as_deref())?;
            self.data("timex", value.timex.as_deref())?;
            self.data("date_start", value.start.map(|day| day.to_string()).as_deref())?;
            self.data("date_end", value.end.map(|day| day.to_string()).as_deref())?;
        }
        Ok(writeln!(self.writer, "</node>")?)
    }

    fn edge(
        &mut self,
        ends: [&str; 2],
        relation: &Relation,
        words: &dyn Fn(&str) -> String,
    ) -> Result<(), ExportError> {
        write!(self.writer, "<edge source=\"{}\" target=\"{}\">", ends[0], ends[1])?;
        let qualifiers = &relation.qualifiers;
        let named = |id: &Option<String>| id.as_deref().map(words);
        let with = (!qualifiers.with.is_empty())
            .then(|| qualifiers.with.iter().map(|id| words(id)).collect::<Vec<_>>().join("; "));
        self.data("relation", Some(&relation.relation_type))?;
        self.data("id", Some(&relation.id))?;
        self.data("role", qualifiers.role.as_deref())?;
        self.data("period", named(&qualifiers.period).as_deref())?;
        self.data("date", named(&qualifiers.date).as_deref())?;
        self.data("money", named(&qualifiers.amount).as_deref())?;
        self.data("from", named(&qualifiers.from).as_deref())?;
        self.data("to", named(&qualifiers.to).as_deref())?;
        self.data("with", with.as_deref())?;
        self.data("purpose", qualifiers.purpose.as_deref())?;
        self.data("measure", qualifiers.measure.as_deref())?;
        self.data("degree", qualifiers.degree.as_deref())?;
        self.data("score", relation.score.map(|score| score.to_string()).as_deref())?;
        self.data("source", relation.source.as_deref())?;
        Ok(writeln!(self.writer, "</edge>")?)
    }
}

impl Sink for Graph {
    fn document(&mut self, document: &Document) -> Result<(), ExportError> {
        self.summary.n_documents += 1;
        let number = self.summary.n_documents;
        let mut n_mentions: HashMap<&str, usize> = HashMap::new();
        for cluster in document.entities.iter().filter_map(|entity| entity.cluster.as_deref()) {
            *n_mentions.entry(cluster).or_default() += 1;
        }
        // Ids of records may be anything; ids of nodes are made of numbers, so that they need no escaping.
        let mut nodes: Vec<String> = Vec::with_capacity(document.entities.len());
        let mut of_cluster: HashMap<&str, usize> = HashMap::new();
        for (entity_idx, entity) in document.entities.iter().enumerate() {
            let first = entity.cluster.as_deref().map(|cluster| *of_cluster.entry(cluster).or_insert(entity_idx));
            match first {
                Some(first) if first < entity_idx => nodes.push(nodes[first].clone()),
                _ => {
                    let node = format!("d{number}n{}", entity_idx + 1);
                    let n_mentions =
                        entity.cluster.as_deref().map_or(1, |cluster| n_mentions.get(cluster).copied().unwrap_or(1));
                    self.node(&node, &document.name, entity, n_mentions)?;
                    nodes.push(node);
                }
            }
        }
        self.summary.n_entities += document.entities.len();
        let by_id = document.by_id();
        let words = |id: &str| by_id.get(id).map_or(id, |&entity| document.entities[entity].text.as_str()).to_owned();
        for relation in &document.relations {
            let node = |id: Option<&str>| Some(nodes[*by_id.get(id?)?].as_str());
            match (node(Some(&relation.subject)), node(relation.object.as_deref())) {
                (Some(subject), Some(object)) => {
                    self.edge([subject, object], relation, &words)?;
                    self.summary.n_relations += 1;
                }
                _ => self.summary.unplaced_relations += 1,
            }
        }
        Ok(())
    }

    fn failure(&mut self, _: &Failure) -> Result<(), ExportError> {
        self.summary.unplaced_errors += 1;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Summary, ExportError> {
        writeln!(self.writer, "</graph>\n</graphml>")?;
        self.writer.flush()?;
        Ok(self.summary)
    }
}

/// Words as XML: escaped, and U+FFFD in place of characters that XML 1.0 cannot have. Line ends are written as references,
/// since a reader makes `\n` of a `\r`.
fn xml(words: &str) -> Cow<'_, str> {
    let refused = |character: char| match character {
        '\t' | '\n' | '\r' => false,
        '\u{fffe}' | '\u{ffff}' => true,
        character => character < ' ',
    };
    let escaped = match words.contains(refused) {
        true => Cow::Owned(escape(words.replace(refused, "\u{fffd}")).into_owned()),
        false => escape(words),
    };
    match escaped.contains('\r') {
        true => Cow::Owned(escaped.replace('\r', "&#13;")),
        false => escaped,
    }
}
