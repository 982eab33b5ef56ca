//! `gleaner config --show`: what every option comes to, and where from.

use std::ffi::OsString;
use std::fmt::Write;

use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Command};

use super::{Configured, commands, options};

/// Every option of every command as a `gleaner.toml` with comments that say where the value comes from. Options without a
/// value are comments themselves.
pub(crate) fn show(configured: &Configured) -> String {
    let mut text = match &configured.path {
        Some(path) => format!("# configuration: {}\n", path.display()),
        None => "# no configuration file\n".to_owned(),
    };
    sections(&configured.command, &mut Vec::new(), configured, &mut text);
    text
}

fn sections(command: &Command, path: &mut Vec<String>, configured: &Configured, text: &mut String) {
    for sub in commands(command) {
        path.push(sub.get_name().to_owned());
        if options(sub).next().is_some() {
            section(sub, path, configured, text);
        }
        sections(sub, path, configured, text);
        path.pop();
    }
}

fn section(command: &Command, path: &[String], configured: &Configured, text: &mut String) {
    let args: Vec<OsString> =
        std::iter::once("gleaner").chain(path.iter().map(String::as_str)).map(OsString::from).collect();
    let matches = configured.command.clone().ignore_errors(true).try_get_matches_from(args).ok();
    let matches =
        path.iter().try_fold(matches.as_ref(), |matches, _| Some(matches?.subcommand().map(|(_, of)| of))).flatten();
    let _ = writeln!(text, "\n[{}]", path.join("."));
    for arg in options(command) {
        let long = arg.get_long().unwrap_or_default();
        let values = matches.map(|matches| values(matches, arg)).unwrap_or_default();
        let source = matches.and_then(|matches| matches.value_source(arg.get_id().as_str()));
        let key = (path.join(" "), arg.get_id().to_string());
        let origin = match source {
            Some(ValueSource::EnvVariable) => {
                format!("environment, {}", arg.get_env().unwrap_or_default().to_string_lossy())
            }
            _ => match (configured.origins.get(&key), &configured.path) {
                (Some(place), Some(path)) => format!("{}, line {}", path.display(), place.line),
                _ => "default".to_owned(),
            },
        };
        let line = match (values.as_slice(), arg.get_action()) {
            ([], ArgAction::SetTrue) => format!("{long} = false"),
            ([], _) => format!("# {long} ="),
            (values, ArgAction::Append) => format!("{long} = [{}]", values.join(", ")),
            ([value, ..], _) => format!("{long} = {value}"),
        };
        let _ = writeln!(text, "{line:<40} # {origin}");
    }
}

/// The values of an option as TOML.
fn values(matches: &ArgMatches, arg: &Arg) -> Vec<String> {
    let Ok(Some(raw)) = matches.try_get_raw(arg.get_id().as_str()) else { return Vec::new() };
    raw.map(|value| toml_word(&value.to_string_lossy())).collect()
}

fn toml_word(value: &str) -> String {
    let is_bare =
        value.parse::<i64>().is_ok_and(|number| number.to_string() == value) || matches!(value, "true" | "false");
    if is_bare { value.to_owned() } else { toml::Value::from(value).to_string() }
}
