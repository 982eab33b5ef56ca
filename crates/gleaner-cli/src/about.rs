//! What the program says of itself: completions, man pages, the schema of records, versions.

use std::fs;
use std::io::{self, Write};

use anyhow::Context;
use clap::Command;

use crate::exit::ExitStatus;
use crate::flags::{CompletionsFlags, ManFlags};

/// Runs `gleaner completions`.
pub(crate) fn completions(flags: &CompletionsFlags, mut command: Command) -> anyhow::Result<ExitStatus> {
    let mut script = Vec::new();
    clap_complete::generate(flags.shell, &mut command, "gleaner", &mut script);
    print(&script)
}

/// Runs `gleaner man`.
pub(crate) fn man(flags: &ManFlags, command: Command) -> anyhow::Result<ExitStatus> {
    match &flags.folder {
        Some(folder) => {
            fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
            clap_mangen::generate_to(command, folder)
                .with_context(|| format!("cannot write to {}", folder.display()))?;
            Ok(ExitStatus::Success)
        }
        None => {
            let mut page = Vec::new();
            clap_mangen::Man::new(command).render(&mut page)?;
            print(&page)
        }
    }
}

/// Prints to standard output; who has had enough of it is no failure.
pub(crate) fn print(bytes: &[u8]) -> anyhow::Result<ExitStatus> {
    match io::stdout().write_all(bytes).and_then(|()| io::stdout().flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(error).context("cannot write to standard output")
        }
        _ => Ok(ExitStatus::Success),
    }
}

/// What `--version` says behind the program's name: its own version, the data that results depend on, the optional parts.
pub(crate) fn version() -> String {
    let data = gleaner::builtin_data();
    let features = [
        ("archive", cfg!(feature = "archive")),
        ("bzip2", cfg!(feature = "bzip2")),
        ("email", cfg!(feature = "email")),
        ("gzip", cfg!(feature = "gzip")),
        ("html", cfg!(feature = "html")),
        ("office", cfg!(feature = "office")),
        ("parquet", cfg!(feature = "parquet")),
        ("pdf", cfg!(feature = "pdf")),
        ("sqlite", cfg!(feature = "sqlite")),
        ("train", cfg!(feature = "train")),
        ("xz", cfg!(feature = "xz")),
        ("zstd", cfg!(feature = "zstd")),
    ];
    let built: Vec<&str> = features.iter().filter(|(_, is_built)| *is_built).map(|(name, _)| *name).collect();
    let digest = |digest: &Option<String>| match digest {
        Some(digest) => format!("sha256 {}", &digest[..16]),
        None => "none".to_owned(),
    };
    format!(
        "{}\nnames model: {}\nlists: {}\nfeatures: {}",
        env!("CARGO_PKG_VERSION"),
        digest(&data.model_sha256),
        digest(&data.lists_sha256),
        built.join(" "),
    )
}
