//! gleaner's own name and word lists as data: every file of `lists/`, in the plain list format of `gleaner-gazetteer`.
//!
//! This package holds bytes and names and nothing else; it reads nothing and depends on nothing. The files say their
//! origin and licence in their heads; `README.md` has the table of all of them.
//!
//! ```
//! let countries = gazetteers::list("countries").unwrap();
//! assert!(countries.text.contains("\nAlbania |"));
//! ```

/// A list file, as it was when this package was compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListFile {
    /// The file's name without `.list`.
    pub name: &'static str,
    /// What it holds.
    pub text: &'static str,
}

macro_rules! list_files {
    ($($name:literal)*) => {
        &[$(ListFile { name: $name, text: include_str!(concat!("../lists/", $name, ".list")) }),*]
    };
}

/// All lists, in the order of their names.
pub const LISTS: &[ListFile] = list_files! {
    "charities-funders"
    "companies-uk"
    "companies-world"
    "countries"
    "cue-words"
    "currencies"
    "demonyms"
    "given-names"
    "honorifics"
    "international-organisations"
    "job-titles"
    "legal-suffixes"
    "music-groups"
    "news-media"
    "ordinary-words"
    "org-heads"
    "parties"
    "physical-places"
    "regions"
    "sports-teams"
    "surnames"
    "uk-government"
    "uk-health"
    "uk-places"
    "uk-universities"
    "us-government"
    "world-cities"
    "world-government"
    "world-universities"
};

/// The list of that name.
pub fn list(name: &str) -> Option<&'static ListFile> {
    LISTS.iter().find(|list| list.name == name)
}
