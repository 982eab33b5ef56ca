//! `gleaner rules`: check rule files, and try them on a text.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use gleaner::{BuildError, Document, Extractor, QualifierValue, Relation, SourceKind};

use crate::exit::ExitStatus;
use crate::flags::{RulesCommand, RulesFlags};
use crate::{messages, name_lists, settings};

pub(crate) fn run(flags: &RulesFlags) -> anyhow::Result<ExitStatus> {
    match &flags.command {
        RulesCommand::Check { files, gazetteer } => check(files, gazetteer),
        RulesCommand::Test { file, text, gazetteer } => test(file, text, gazetteer),
    }
}

/// An extractor with these rules alone; none where they have faults, which are printed.
fn extractor(files: &[PathBuf], gazetteer: &[PathBuf], names: bool) -> anyhow::Result<Option<Extractor>> {
    let lists = name_lists::read(gazetteer)?;
    let mut builder = Extractor::builder().builtin_rules(false).builtin_lists(names).builtin_model(names);
    for list in &lists {
        builder = builder.gazetteer(list.list("ORG", false, false)?);
    }
    for path in files {
        builder = builder.rules(path.display().to_string(), settings::rule_file(path)?);
    }
    match builder.build() {
        Ok(extractor) => Ok(Some(extractor)),
        Err(BuildError::Rules(errors)) => {
            for error in errors.0 {
                messages::print(&error);
            }
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

fn check(files: &[PathBuf], gazetteer: &[PathBuf]) -> anyhow::Result<ExitStatus> {
    let mut status = ExitStatus::Success;
    let mut lines = String::new();
    for file in files {
        match extractor(std::slice::from_ref(file), gazetteer, false)? {
            Some(extractor) => {
                let rules = extractor.rules();
                let (n_rules, n_examples) = (rules.len(), rules.n_examples());
                lines += &format!("{}: {n_rules} rules, {n_examples} examples, all hold\n", file.display());
            }
            None => status = ExitStatus::SomeFailed,
        }
    }
    print(&lines)?;
    Ok(status)
}

fn test(file: &Path, text: &str, gazetteer: &[PathBuf]) -> anyhow::Result<ExitStatus> {
    let text = read(text)?;
    let Some(extractor) = extractor(&[file.to_owned()], gazetteer, true)? else { return Ok(ExitStatus::SomeFailed) };
    let document = extractor.extract(&text);
    let lists = extractor.lists();
    let mut lines = String::new();
    for name in extractor.rules().names() {
        let mut n_found = 0;
        for mention in document.mentions() {
            if mention.source.kind == SourceKind::Rule && extractor.source_name(mention.source, &lists) == name {
                n_found += 1;
                let entity_type = lists.entity_types().name(mention.entity_type);
                lines += &format!("{name}: {entity_type}({})\n", document.mention_text(mention));
            }
        }
        for relation in document.relations() {
            if extractor.source_name(relation.source, &lists) == name {
                n_found += 1;
                lines += &format!("{name}: {} {:.2}\n", words(&extractor, &document, relation), relation.score);
                lines += &format!("    {}\n", one_line(relation.evidence.slice(&text)));
            }
        }
        if n_found == 0 {
            lines += &format!("{name}: nothing\n");
        }
    }
    print(&lines)?;
    Ok(ExitStatus::Success)
}

/// The text itself, or what the file of that name holds.
fn read(text: &str) -> anyhow::Result<String> {
    if text == "-" {
        let mut all = String::new();
        io::stdin().read_to_string(&mut all).context("cannot read standard input")?;
        return Ok(all);
    }
    let path = Path::new(text);
    // One word that ends like the name of a text file is one, there or not: it is never worth a test as a text.
    let is_name = !text.contains(char::is_whitespace)
        && path.extension().is_some_and(|ending| ["txt", "text", "md"].iter().any(|known| ending == *known));
    if path.is_file() || is_name {
        return fs::read_to_string(path).with_context(|| format!("cannot read {text}"));
    }
    Ok(text.to_owned())
}

/// `acquired(Aster Ltd, Birch plc, amount=£5m)`.
fn words(extractor: &Extractor, document: &Document<'_>, relation: &Relation) -> String {
    let mention = |mention: gleaner::MentionId| document.mention_text(&document.mentions()[mention.index()]);
    let mut line = format!("{}({}", extractor.rules().relation_name(relation.relation_type), mention(relation.subject));
    if let Some(object) = relation.object {
        line += &format!(", {}", mention(object));
    }
    for qualifier in &relation.qualifiers {
        let value = match qualifier.value {
            QualifierValue::Mention(id) => mention(id),
            QualifierValue::Text(span) => span.slice(document.text()),
        };
        line += &format!(", {}={value}", qualifier.key.as_str());
    }
    one_line(&(line + ")"))
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// To standard output; whoever reads it may close it early.
fn print(lines: &str) -> anyhow::Result<()> {
    match io::stdout().lock().write_all(lines.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error).context("cannot write the output"),
        _ => Ok(()),
    }
}
