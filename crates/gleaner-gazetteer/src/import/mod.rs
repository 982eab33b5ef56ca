//! Dumps of publishers, read as people download them, into lists.
//!
//! | publisher | files | entries | `id` | attributes |
//! |---|---|---|---|---|
//! | ROR | JSON array or CSV of `v….-ror-data.zip`, schema 2 or 1 | ORG; display name, labels, aliases, acronyms | `https://ror.org/…` | `country`, `kind`, `established` |
//! | Wikidata | `latest-all.json`: an entity a line, in an array or not | PERSON, ORG, LOC by `P31`; English label and aliases | `http://www.wikidata.org/entity/Q…` | `class` |
//! | Companies House | `BasicCompanyData….csv` | ORG; name, previous names | `http://business.data.gov.uk/id/company/…` | `number`, `status`, `category`, `town`, `country` |
//! | GeoNames | `allCountries.txt`, `cities….txt`, `GB.txt` | LOC of the feature classes A, H, L, P and T; name, ASCII name, alternate names in Latin letters | `https://sws.geonames.org/…/` | `country`, `feature`, `population` |
//!
//! A dump is read as a stream: what is held is the list that comes out and one record (of at most 64 MiB). Records that
//! are no names of the kind wanted are passed over and counted; faulty ones are problems with their place.

mod classes;
mod companies_house;
mod elements;
mod geonames;
mod lines;
mod ror;
mod table;
mod wikidata;

use std::io::{self, BufRead};

use crate::error::{Problem, ProblemKind};
use crate::list::List;
use crate::reader::Problems;
use crate::row::{At, Fault, Key, Row, RowList};

/// Whose dump it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Publisher {
    /// The Research Organization Registry, ror.org.
    Ror,
    /// Wikidata, wikidata.org.
    Wikidata,
    /// The United Kingdom's register of companies.
    CompaniesHouse,
    /// GeoNames, geonames.org.
    GeoNames,
}

impl Publisher {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Ror, Self::Wikidata, Self::CompaniesHouse, Self::GeoNames];

    /// "ror", "wikidata", "companies-house", "geonames": also what the list is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ror => "ror",
            Self::Wikidata => "wikidata",
            Self::CompaniesHouse => "companies-house",
            Self::GeoNames => "geonames",
        }
    }

    const fn origin(self) -> &'static str {
        match self {
            Self::Ror => "Research Organization Registry (ROR) data dump",
            Self::Wikidata => "Wikidata JSON dump",
            Self::CompaniesHouse => "Companies House free company data product",
            Self::GeoNames => "GeoNames gazetteer export",
        }
    }

    const fn licence(self) -> &'static str {
        match self {
            Self::Ror | Self::Wikidata => "CC0-1.0",
            Self::CompaniesHouse => "Crown copyright, free of charge for re-use",
            Self::GeoNames => "CC-BY-4.0",
        }
    }

    const fn entity_type(self) -> &'static str {
        match self {
            Self::Ror | Self::CompaniesHouse | Self::Wikidata => "ORG",
            Self::GeoNames => "LOC",
        }
    }
}

/// What came of a dump.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The names.
    pub list: List<'static>,
    /// How many records the dump has, faulty ones included.
    pub n_records: usize,
    /// How many of them are no names of the kind wanted: withdrawn, of another class, without an English name.
    pub n_passed_over: usize,
    /// What was wrong with the others that are not in the list.
    pub problems: Problems,
}

/// Why a dump was not read to its end.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
    /// Reading failed.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// A fault, where every one counts.
    #[error(transparent)]
    Problem(#[from] Problem),
}

/// Reads a dump. `file` is what problems call it; with `strict`, the first fault ends the reading.
///
/// Two records of one id are a fault. Linear in the dump; see the [module's page](self) for what is held.
///
/// ```
/// use gleaner_gazetteer::import::{Publisher, import};
/// let dump = b"2643743\tLondon\tLondon\tLondres,Londinium\t51.5\t-0.1\tP\tPPLC\tGB\t\tENG\t\t\t\t8961989\t\t25\tEurope/London\t2024-01-01\n";
/// let imported = import(Publisher::GeoNames, "GB.txt", &dump[..], false)?;
/// let london = imported.list.get(0).unwrap();
/// assert_eq!(london.names().collect::<Vec<_>>(), ["London", "Londres", "Londinium"]);
/// assert_eq!(london.attribute("id"), Some("https://sws.geonames.org/2643743/"));
/// # Ok::<(), gleaner_gazetteer::import::ImportError>(())
/// ```
///
/// # Errors
/// [`ImportError::Io`] when `input` fails; [`ImportError::Problem`] with `strict`.
pub fn import(publisher: Publisher, file: &str, input: impl BufRead, strict: bool) -> Result<Imported, ImportError> {
    let mut import = Import::new(publisher, file, strict);
    match publisher {
        Publisher::Ror => ror::read(&mut import, input)?,
        Publisher::Wikidata => wikidata::read(&mut import, input)?,
        Publisher::CompaniesHouse => companies_house::read(&mut import, input)?,
        Publisher::GeoNames => geonames::read(&mut import, input)?,
    }
    if import.n_records == 0 {
        let message = "the file has no record".to_owned();
        import.report(Problem::new(file, 1, "", 0, ProblemKind::NotADump { publisher: publisher.name(), message }))?;
    }
    Ok(Imported {
        list: import.rows.list,
        n_records: import.n_records,
        n_passed_over: import.n_passed_over,
        problems: import.problems,
    })
}

/// A reading under way.
struct Import<'f> {
    publisher: Publisher,
    file: &'f str,
    strict: bool,
    rows: RowList<'static>,
    row: Row<'static>,
    n_records: usize,
    n_passed_over: usize,
    problems: Problems,
}

/// What a record is.
enum Read {
    /// An entry: the row is filled.
    Entry,
    /// Nothing that is wanted.
    PassedOver,
}

impl<'f> Import<'f> {
    fn new(publisher: Publisher, file: &'f str, strict: bool) -> Self {
        let list = List::new(publisher.name(), publisher.entity_type())
            .with_origin(publisher.origin())
            .with_licence(publisher.licence());
        Self {
            publisher,
            file,
            strict,
            rows: RowList::new(list),
            row: Row::default(),
            n_records: 0,
            n_passed_over: 0,
            problems: Problems::default(),
        }
    }

    fn report(&mut self, problem: Problem) -> Result<(), ImportError> {
        if self.strict {
            return Err(problem.into());
        }
        self.problems.push(problem);
        Ok(())
    }

    fn not_a_dump(&self, message: impl Into<String>) -> ProblemKind {
        ProblemKind::NotADump { publisher: self.publisher.name(), message: message.into() }
    }

    /// Fills the row by `fill` and adds it, and gives what was wrong.
    fn add(&mut self, line: u32, fill: impl FnOnce(&mut Row<'static>) -> Result<Read, Fault>) -> Result<(), Fault> {
        self.n_records += 1;
        self.row.clear();
        match fill(&mut self.row)? {
            Read::PassedOver => self.n_passed_over += 1,
            Read::Entry => self.rows.push(&mut self.row, line, At::default())?,
        }
        Ok(())
    }
}

/// Says a fact under a key of our own.
fn metadata(row: &mut Row<'static>, key: &str, value: &str, at: At) -> Result<(), Fault> {
    row.set(&Key::Metadata(key.to_owned()), value.to_owned().into(), at)
}
