//! What is found below real paths, in which order, and how what cannot be had is named.

use std::fs;
use std::path::{Path, PathBuf};

use gleaner_ingest::{Format, InputDocument, InputError, Inputs, Options, PathFilter, Reader, Root};

/// A folder with those files, each holding its own path as text.
fn folder(files: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for file in files {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().expect("below the folder")).expect("a folder");
        fs::write(path, file).expect("a file");
    }
    folder
}

/// Finds and reads everything below `roots` of `folder`: `NAME=TEXT` or the error, the folder's own path left out.
fn found(folder: &Path, roots: &[&str], options: &Options) -> Vec<String> {
    let prefix = format!("{}/", folder.display());
    let roots = roots.iter().map(|root| Root::Path(folder.join(root)));
    let mut reader = Reader::new(options);
    let mut lines = Vec::new();
    for input in Inputs::new(roots, options) {
        let mut take = |document: Result<InputDocument<'_>, InputError>| {
            let line = match document {
                Ok(document) => format!("{}={}", document.name, document.text),
                Err(error) => error.to_string(),
            };
            lines.push(line.replace(&prefix, ""));
        };
        match input {
            Ok(input) => reader.read(&input, &mut take),
            Err(error) => take(Err(error)),
        }
    }
    lines
}

fn names(lines: &[String]) -> Vec<&str> {
    lines.iter().map(|line| line.split_once('=').map_or(line.as_str(), |(name, _)| name)).collect()
}

#[test]
fn the_order_is_that_of_the_roots_and_of_the_names() {
    let folder = folder(&["b/2.txt", "b/10.txt", "b/a/z.txt", "a.txt", "B.txt", "b.txt", "empty/.keep"]);
    let options = Options::default();
    let below = |roots: &[&str]| found(folder.path(), roots, &options);
    assert_eq!(names(&below(&[""])), ["B.txt", "a.txt", "b/10.txt", "b/2.txt", "b/a/z.txt", "b.txt"]);
    assert_eq!(names(&below(&["b.txt", "b", "a.txt"])), ["b.txt", "b/10.txt", "b/2.txt", "b/a/z.txt", "a.txt"]);
    assert_eq!(below(&["b/2.txt"]), ["b/2.txt=b/2.txt"]);
    assert_eq!(below(&["empty"]), [""; 0]);
}

#[test]
fn hidden_files_and_patterns() {
    let folder = folder(&["a.txt", "a.md", "x/b.txt", "x/drafts/c.txt", ".git/d.txt", ".e.txt"]);
    let below = |options: &Options| {
        let lines = found(folder.path(), &[""], options);
        names(&lines).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let filter = |include: &[&str], exclude: &[&str]| Options {
        filter: PathFilter::new(include, exclude).expect("good patterns"),
        ..Options::default()
    };
    assert_eq!(below(&Options::default()), ["a.md", "a.txt", "x/b.txt", "x/drafts/c.txt"]);
    assert_eq!(
        below(&Options { hidden: true, ..Options::default() }),
        [".e.txt", ".git/d.txt", "a.md", "a.txt", "x/b.txt", "x/drafts/c.txt"]
    );
    assert_eq!(below(&filter(&["*.txt"], &[])), ["a.txt", "x/b.txt", "x/drafts/c.txt"]);
    assert_eq!(below(&filter(&["*.txt"], &["drafts"])), ["a.txt", "x/b.txt"]);
    assert_eq!(below(&filter(&["x/*"], &["b.*"])), [""; 0]);
    assert_eq!(below(&filter(&["x/**"], &[])), ["x/b.txt", "x/drafts/c.txt"]);
    // Given by itself a file is read whatever is included, but not when it is excluded.
    assert_eq!(names(&found(folder.path(), &[".e.txt", "a.md"], &filter(&["*.txt"], &[]))), [".e.txt", "a.md"]);
    assert_eq!(found(folder.path(), &["a.md"], &filter(&[], &["*.md"])), [""; 0]);
}

#[test]
fn what_cannot_be_had_is_named_and_the_rest_is_read() {
    let folder = folder(&["a.txt", "c.txt"]);
    fs::write(folder.path().join("b.txt"), b"\x89PNG\r\n\xE9").expect("a file");
    let lines = found(folder.path(), &["missing.txt", "", "a.txt/below"], &Options::default());
    assert_eq!(lines[0], "missing.txt: no such file or folder");
    assert_eq!(lines[1], "a.txt=a.txt");
    assert!(lines[2].starts_with("b.txt: seems to be a PNG image"), "{}", lines[2]);
    assert_eq!(lines[3], "c.txt=c.txt");
    assert!(lines[4].starts_with("a.txt/below: cannot be read: "), "{}", lines[4]);
    assert_eq!(lines.len(), 5);
}

#[test]
fn a_limit_on_length() {
    let folder = folder(&["12345.txt", "1.txt"]);
    let options = Options { max_bytes: 5, ..Options::default() };
    let lines = found(folder.path(), &[""], &options);
    assert_eq!(lines, ["1.txt=1.txt", "12345.txt: longer than the limit of 5 bytes; raise the limit or split it"]);
}

#[cfg(unix)]
#[test]
fn the_file_that_is_written_is_passed_over() {
    let folder = folder(&["a.txt", "out.txt"]);
    let metadata = fs::metadata(folder.path().join("out.txt")).expect("a file");
    let options =
        Options { passed_over: gleaner_ingest::FileId::of(&metadata).into_iter().collect(), ..Options::default() };
    assert_eq!(found(folder.path(), &["", "out.txt"], &options), ["a.txt=a.txt"]);
}

#[cfg(unix)]
#[test]
fn links_are_followed_only_when_asked_and_loops_are_reported() {
    use std::os::unix::fs::symlink;
    let folder = folder(&["real/a.txt", "other/b.txt"]);
    let at = |path: &str| folder.path().join(path);
    symlink(at("real"), at("real/loop")).expect("a link");
    symlink(at("other"), at("real/other")).expect("a link");
    symlink(at("other/b.txt"), at("real/c.txt")).expect("a link");
    symlink(at("nowhere"), at("real/broken")).expect("a link");
    symlink(at("real"), at("link")).expect("a link");
    let options = Options::default();
    assert_eq!(found(folder.path(), &["real"], &options), ["real/a.txt=real/a.txt"]);
    // A root is followed.
    assert_eq!(
        found(folder.path(), &["link", "real/c.txt"], &options),
        ["link/a.txt=real/a.txt", "real/c.txt=other/b.txt"]
    );
    let followed = found(folder.path(), &["real"], &Options { follow_links: true, ..Options::default() });
    assert_eq!(
        followed,
        [
            "real/a.txt=real/a.txt",
            "real/broken: no such file or folder",
            "real/c.txt=other/b.txt",
            "real/loop: a symbolic link that leads back to real; it was not followed"
                .replace("to real", &format!("to {}", at("real").display()))
                .as_str(),
            "real/other/b.txt=other/b.txt",
        ]
        .map(|line| line.replace(&format!("{}/", folder.path().display()), ""))
    );
}

#[cfg(unix)]
#[test]
fn sockets_of_a_folder_are_not_opened() {
    let folder = folder(&["a.txt"]);
    let _listener = std::os::unix::net::UnixListener::bind(folder.path().join("s")).expect("a socket");
    let lines = found(folder.path(), &[""], &Options::default());
    assert_eq!(lines[0], "a.txt=a.txt");
    assert!(lines[1].starts_with("s: neither a file nor a folder"), "{}", lines[1]);
}

fn json_lines(max_bytes: u64) -> Options {
    Options { format: Format::JsonLines, max_bytes, ..Options::default() }
}

#[test]
fn lines_of_files() {
    let folder = folder(&[]);
    let write = |name: &str, content: &[u8]| fs::write(folder.path().join(name), content).expect("a file");
    write(
        "1.jsonl",
        b"\xEF\xBB\xBF{\"id\":\"x\",\"text\":\"one\"}\r\n\n  \n{\"text\":\"two\"}\nbad\n{\"text\":\"no end of line\"}",
    );
    write("2.jsonl", b"");
    write("3.jsonl", b"\xFF\xFE{\0");
    assert_eq!(
        found(folder.path(), &["", "missing"], &json_lines(1 << 20)),
        [
            "x=one",
            "1.jsonl:4=two",
            "1.jsonl:5: not JSON at column 1: expected value",
            "1.jsonl:6=no end of line",
            "3.jsonl:1: seems to be UTF-16; convert the file to UTF-8 first, for example with iconv",
            "missing: no such file or folder",
        ]
    );
}

#[test]
fn a_line_beyond_the_limit_is_skipped_and_the_next_is_read() {
    let options = json_lines(40);
    let long = "x".repeat(100_000);
    let exact = format!("{{\"text\":\"{}\"}}", "y".repeat(29));
    assert_eq!(exact.len(), 40);
    let lines = format!("{{\"text\":\"{long}\"}}\n{exact}\n{{\"text\":\"{long}");
    let mut reader = Reader::new(&options);
    let mut found = Vec::new();
    for input in Inputs::from_reader("in", std::io::Cursor::new(lines), &options) {
        match input {
            Ok(input) => reader.read(&input, &mut |line| found.push(line.expect("a good line").text.into_owned())),
            Err(error) => found.push(error.to_string()),
        }
    }
    let too_long = |line: u32| format!("in:{line}: longer than the limit of 40 bytes; raise the limit or split it");
    assert_eq!(found, [too_long(1), "y".repeat(29), too_long(3)]);
}

#[test]
fn an_error_in_the_middle_of_a_stream_ends_it() {
    struct Broken(bool);
    impl std::io::Read for Broken {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            if std::mem::replace(&mut self.0, true) {
                return Err(std::io::Error::other("the disk is gone"));
            }
            let line = b"{\"text\":\"a\"}\n{\"text\":";
            buffer[..line.len()].copy_from_slice(line);
            Ok(line.len())
        }
    }
    let options = json_lines(1 << 20);
    let found: Vec<_> = Inputs::from_reader("in", Broken(false), &options).collect();
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].as_ref().expect("the first line").name(), "in:1");
    let error = found[1].as_ref().expect_err("the second");
    assert_eq!(error.to_string(), "in:2: cannot be read: the disk is gone");
}

#[test]
fn names_of_roots() {
    assert_eq!(Root::from(PathBuf::from("-")), Root::Stdin);
    assert_eq!(Root::from(PathBuf::from("./-")), Root::Path(PathBuf::from("./-")));
}
