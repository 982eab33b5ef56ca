//! `gleaner.toml`: options that need not be typed.
//!
//! One file is read, the first of these that is there: the one that `GLEANER_CONFIG` names, `gleaner.toml` in the current
//! folder, `gleaner/config.toml` in the user's folder of configuration. A section is a command, a key the long name of an
//! option. The values become the defaults of clap's own description of the command line, so that what is typed goes before
//! the environment, the environment before the file, and every check and message is that of the option.
//!
//! A `gleaner.toml` in the current folder may have come with the documents, from a stranger. Options that run a program or
//! write a file ([`ONLY_FROM_OWN_FILES`]) are refused there; the other two places are the user's own.

mod file;
mod show;

use std::any::TypeId;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};
use clap::builder::OsStr;
use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Command};

pub(crate) use file::Place;
use file::{Entry, File};
pub(crate) use show::show;

/// Options that run a program or write where they are told: never from a file that lies in the current folder.
const ONLY_FROM_OWN_FILES: &[&str] = &["changed-only", "log", "output", "pre", "resume", "save-text"];

/// The options that a file sets, by command ("gazetteer check") and id, each with its place in the file.
pub(crate) type Origins = BTreeMap<(String, String), Place>;

/// The command line with the defaults of the file that counts, and where they come from.
pub(crate) struct Configured {
    /// To parse arguments with.
    pub(crate) command: Command,
    /// Empty without a file.
    pub(crate) origins: Origins,
    /// The file.
    pub(crate) path: Option<PathBuf>,
}

/// Reads the file that counts, unless `args` hold `--no-config` or ask for help.
///
/// # Errors
/// A file that cannot be read or has a fault: the file with line and column.
pub(crate) fn configured(command: Command, args: &[OsString]) -> anyhow::Result<Configured> {
    let plain = |command| Configured { command, origins: Origins::new(), path: None };
    // What was typed, whatever is wrong with it: that is told later, with the defaults in place.
    let Ok(typed) = command.clone().ignore_errors(true).try_get_matches_from(args) else {
        return Ok(plain(command));
    };
    if typed.get_flag("no_config") {
        return Ok(plain(command));
    }
    let Some(file) = File::find()? else { return Ok(plain(command)) };
    let entries = file.entries()?;
    let mut command = command;
    let mut origins = Origins::new();
    let mut set: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for entry in &entries {
        let defaults = checked(&command, &file, entry)?;
        let id = option(&command, entry).map(|arg| arg.get_id().to_string()).unwrap_or_default();
        for other in set.entry(entry.command()).or_default().iter() {
            if conflict(&command, entry, &id, other) {
                bail!("{}: `{}` and `{}` exclude each other", file.at(entry.place), entry.key, other.replace('_', "-"));
            }
        }
        set.entry(entry.command()).or_default().push(id.clone());
        if is_overruled(&command, &typed, entry, &id) {
            continue;
        }
        origins.insert((entry.command(), id.clone()), entry.place);
        command = with_default(command, &entry.section, &id, &defaults);
    }
    Ok(Configured { command, origins, path: Some(file.path().to_owned()) })
}

/// The command of a section.
fn section<'c>(command: &'c Command, section: &[String]) -> Option<&'c Command> {
    section.iter().try_fold(command, |command, name| commands(command).find(|sub| sub.get_name() == name))
}

/// The commands below a command that a file may have sections for.
fn commands(command: &Command) -> impl Iterator<Item = &Command> {
    const WITHOUT: &[&str] = &["completions", "config", "help", "man", "schema"];
    command.get_subcommands().filter(|sub| !sub.is_hide_set() && !WITHOUT.contains(&sub.get_name()))
}

/// The option of an entry.
fn option<'c>(command: &'c Command, entry: &Entry) -> Option<&'c Arg> {
    section(command, &entry.section)?.get_arguments().find(|arg| arg.get_long() == Some(entry.key.as_str()))
}

/// The options of a command that a file may set.
fn options(command: &Command) -> impl Iterator<Item = &Arg> {
    let is_flag_of_clap = |arg: &Arg| {
        matches!(arg.get_action(), ArgAction::Help | ArgAction::HelpLong | ArgAction::HelpShort | ArgAction::Version)
    };
    command.get_arguments().filter(move |arg| arg.get_long().is_some() && !is_flag_of_clap(arg) && !arg.is_global_set())
}

/// The defaults that an entry asks for.
fn checked(command: &Command, file: &File, entry: &Entry) -> anyhow::Result<Vec<OsStr>> {
    let at = file.at(entry.place);
    let Some(of) = section(command, &entry.section).filter(|_| !entry.section.is_empty()) else {
        bail!("{at}: no command `{}`; sections are commands, such as [extract]", entry.command());
    };
    let Some(arg) = options(of).find(|arg| arg.get_long() == Some(entry.key.as_str())) else {
        bail!("{at}: no option `{}`; `gleaner {} --help` has them all", entry.key, entry.command());
    };
    if file.is_found_in_folder() && ONLY_FROM_OWN_FILES.contains(&entry.key.as_str()) {
        bail!(
            "{at}: `{}` runs a program or writes a file, and a gleaner.toml that lies beside documents may not do that; \
             type it, or name the file in GLEANER_CONFIG",
            entry.key
        );
    }
    let is_switch = matches!(arg.get_action(), ArgAction::SetTrue);
    if is_switch != entry.is_boolean {
        bail!("{at}: `{}` {}", entry.key, if is_switch { "is true or false" } else { "is no switch: give it a value" });
    }
    let is_list = matches!(arg.get_action(), ArgAction::Append);
    if entry.is_array && !is_list {
        bail!("{at}: `{}` takes one value", entry.key);
    }
    let values: Vec<OsString> = entry.values.iter().map(|value| resolved(arg, file, value)).collect();
    if !is_switch {
        for value in &values {
            let mut args: Vec<OsString> = vec!["gleaner".into()];
            args.extend(entry.section.iter().map(OsString::from));
            let mut typed = OsString::from(format!("--{}=", entry.key));
            typed.push(value);
            args.push(typed);
            // What else is missing is not the file's fault.
            if let Err(error) = command.clone().try_get_matches_from(args)
                && matches!(error.kind(), ErrorKind::InvalidValue | ErrorKind::ValueValidation | ErrorKind::NoEquals)
            {
                let message = error.render().to_string();
                let message = message.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
                return Err(anyhow!(message).context(at));
            }
        }
    }
    Ok(values.into_iter().map(OsStr::from).collect())
}

/// A value as it is given to the option: paths start at the folder of the file.
fn resolved(arg: &Arg, file: &File, value: &str) -> OsString {
    if is_path(arg) && value != "-" && !file.is_found_in_folder() {
        return file.folder().join(value).into_os_string();
    }
    value.into()
}

/// Whether the option takes a path; programs are looked for by the system.
fn is_path(arg: &Arg) -> bool {
    arg.get_value_parser().type_id() == TypeId::of::<PathBuf>() && arg.get_long() != Some("pre")
}

/// Whether what was typed, or stands in the environment, leaves no room for the entry: an option that excludes it.
fn is_overruled(command: &Command, typed: &ArgMatches, entry: &Entry, id: &str) -> bool {
    let mut matches = typed;
    for name in &entry.section {
        match matches.subcommand() {
            Some((sub, of)) if sub == name => matches = of,
            _ => return false,
        }
    }
    let is_typed = |id: &str| {
        let known = matches.try_contains_id(id).is_ok();
        known && !matches!(matches.value_source(id), None | Some(ValueSource::DefaultValue))
    };
    let Some(of) = section(command, &entry.section) else { return false };
    of.get_arguments()
        .map(|arg| arg.get_id().as_str())
        .any(|other| is_typed(other) && conflict(command, entry, id, other))
}

/// Whether two options exclude each other.
fn conflict(command: &Command, entry: &Entry, id: &str, other: &str) -> bool {
    let Some(of) = section(command, &entry.section) else { return false };
    let excludes = |one: &str, other: &str| {
        let Some(arg) = of.get_arguments().find(|arg| arg.get_id() == one) else { return false };
        of.get_arg_conflicts_with(arg).iter().any(|arg| arg.get_id() == other)
    };
    excludes(id, other) || of.get_arguments().any(|arg| arg.get_id() == other) && excludes(other, id)
}

/// Every option stays where it is in the help.
fn with_default(command: Command, section: &[String], id: &str, defaults: &[OsStr]) -> Command {
    match section.split_first() {
        Some((name, rest)) => command.mut_subcommands(|sub| match sub.get_name() == name {
            true => with_default(sub, rest, id, defaults),
            false => sub,
        }),
        None => command.mut_args(|arg| {
            if arg.get_id() != id {
                return arg;
            }
            if matches!(arg.get_action(), ArgAction::SetTrue) {
                // So that `--hidden=false` can take back what the file says.
                return arg
                    .action(ArgAction::Set)
                    .value_parser(clap::value_parser!(bool))
                    .num_args(0..=1)
                    .require_equals(true)
                    .value_name("BOOL")
                    .default_missing_value("true")
                    .default_values(defaults.to_vec());
            }
            arg.default_values(defaults.to_vec())
        }),
    }
}

/// The places that a file is looked for in, best first: what it is called in messages, its path, and whether a stranger may
/// have put it there.
fn places() -> Vec<(PathBuf, bool)> {
    let named = |variable: &str| std::env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(path) = named("GLEANER_CONFIG") {
        return vec![(path, false)];
    }
    let own = named("XDG_CONFIG_HOME")
        .filter(|path| path.is_absolute())
        .or_else(|| named("APPDATA"))
        .or_else(|| Some(named("HOME")?.join(".config")))
        .map(|folder| (folder.join("gleaner").join("config.toml"), false));
    [(PathBuf::from("gleaner.toml"), true)].into_iter().chain(own).collect()
}

/// The text of a file that has to be there.
fn read(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read the configuration {}", path.display()))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::flags::Cli;

    /// Options that take a path and only read what is there.
    const READ: &[&str] = &[
        "continue-from",
        "exclude-from",
        "files-from",
        "gazetteer",
        "hold-out",
        "model",
        "rules",
        "self-train",
        "stop-on",
        "text",
        "texts",
    ];

    fn visit(command: &Command, visit_option: &mut impl FnMut(&Arg)) {
        options(command).for_each(&mut *visit_option);
        command.get_subcommands().for_each(|sub| visit(sub, visit_option));
    }

    #[test]
    fn every_option_that_takes_a_path_is_known_to_read_or_to_write() {
        visit(&Cli::command(), &mut |arg| {
            let long = arg.get_long().unwrap_or_default();
            if arg.get_value_parser().type_id() == TypeId::of::<PathBuf>() {
                let known = READ.contains(&long) != ONLY_FROM_OWN_FILES.contains(&long);
                assert!(known, "--{long}: may a gleaner.toml that came with documents set it?");
            }
        });
    }
}
