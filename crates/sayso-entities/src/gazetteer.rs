//! The gazetteer: every place name the program knows, and the places it can mean.
//!
//! A compiled gazetteer is one block of bytes, used where it lies: a header check is all that happens at start. Names
//! are folded ([`fold`]) and looked up in an FST; a key gives flags ([`Flags`]) and record numbers, best known first.
//! [`build`] compiles one from rows; `cargo xtask places` does that for the one that is part of the program.

pub mod build;
mod context;
mod fold;
mod layout;
mod record;
mod user;
mod walk;

use std::fmt;
use std::sync::Arc;

use fst::raw::Fst;

use crate::entities::Place;
use layout::{Section, get16, get24, get32};

pub use context::{Class, ContextWords, Level, Side};
pub use fold::{Folded, fold, fold_char};
pub use record::{Detail, Kind, Record, RecordId};
pub use walk::Walk;

/// The gazetteer that is part of the program.
static BUILT_IN: &[u8] = include_bytes!("../../../lexicons/places/places.bin");

/// Key of a name of people ("Kenyan").
const DEMONYM: &str = "#";
/// Key of an abbreviation that needs a larger place's company ("Tex.").
const ABBREVIATION: &str = "~";

/// Why bytes are no gazetteer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadError {
    /// The first bytes are those of something else.
    Magic,
    /// Made by another version of the compiler.
    Version {
        /// The version found.
        found: u32,
        /// The version this program reads.
        wanted: u32,
    },
    /// Shorter than it says.
    Truncated,
    /// Its bytes have changed since it was made.
    Checksum,
    /// The key table cannot be read.
    Keys,
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LoadError::Magic => f.write_str("not a compiled gazetteer (make one with `cargo xtask places`)"),
            LoadError::Version { found, wanted } => {
                write!(f, "gazetteer of version {found}, version {wanted} wanted: compile it again")
            }
            LoadError::Truncated => f.write_str("gazetteer ends early: copy or compile it again"),
            LoadError::Checksum => f.write_str("gazetteer is damaged (checksum differs): copy or compile it again"),
            LoadError::Keys => f.write_str("gazetteer has an unreadable key table: compile it again"),
        }
    }
}

impl std::error::Error for LoadError {}

#[derive(Clone)]
enum Bytes {
    Static(&'static [u8]),
    Shared(Arc<[u8]>),
}

impl Bytes {
    fn all(&self) -> &[u8] {
        match self {
            Bytes::Static(bytes) => bytes,
            Bytes::Shared(bytes) => bytes,
        }
    }
}

/// The part of the bytes that is the FST.
#[derive(Clone)]
struct KeyBytes {
    bytes: Bytes,
    start: usize,
}

impl AsRef<[u8]> for KeyBytes {
    fn as_ref(&self) -> &[u8] {
        self.bytes.all().get(self.start..).unwrap_or(&[])
    }
}

/// What is known of a name besides its places.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// It is also an ordinary English word ("reading", "mobile").
    pub word: bool,
    /// It is also a given name ("Paris", "Jordan").
    pub given: bool,
    /// It is also a surname ("London", "Washington").
    pub surname: bool,
    /// It hardly ever means a place ("University", "Monday").
    pub not_place: bool,
}

/// One thing that a name can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sense {
    /// The place.
    pub place: RecordId,
    /// Whether it is listed under this very name, rather than having it among its others.
    pub is_own_name: bool,
}

/// What a name can mean.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Name {
    /// Whether it is something else as well.
    pub flags: Flags,
    /// The places, best known first.
    pub places: Vec<Sense>,
}

/// All known places and their names.
#[derive(Clone)]
pub struct Gazetteer {
    bytes: Bytes,
    ends: [usize; layout::SECTIONS],
    n_records: u32,
    n_keys: u32,
    keys: Fst<KeyBytes>,
    context: Arc<ContextWords>,
    user: Option<Arc<user::UserPlaces>>,
}

impl fmt::Debug for Gazetteer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Gazetteer({} places, {} names)", self.n_records, self.n_keys)
    }
}

impl Gazetteer {
    /// The gazetteer that is part of the program. Costs nothing but a look at its header.
    ///
    /// # Panics
    /// If the program was built around a file that is no gazetteer.
    #[must_use]
    pub fn built_in() -> Gazetteer {
        Gazetteer::open(Bytes::Static(BUILT_IN)).expect("the built-in gazetteer is sound")
    }

    /// A gazetteer from its bytes, checked.
    ///
    /// # Errors
    /// [`LoadError`] where the bytes are not one, or damaged.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Gazetteer, LoadError> {
        check_header(&bytes)?;
        if crc32fast::hash(&bytes[16..]) != get32(&bytes, 12) {
            return Err(LoadError::Checksum);
        }
        Gazetteer::open(Bytes::Shared(bytes.into()))
    }

    fn open(bytes: Bytes) -> Result<Gazetteer, LoadError> {
        check_header(bytes.all())?;
        let mut ends = [0; layout::SECTIONS];
        for (i, end) in ends.iter_mut().enumerate() {
            *end = get32(bytes.all(), 24 + 4 * i) as usize;
        }
        let mut previous = layout::HEADER;
        for &end in &ends {
            if end < previous || end > bytes.all().len() {
                return Err(LoadError::Truncated);
            }
            previous = end;
        }
        let keys = KeyBytes { bytes: bytes.clone(), start: ends[Section::Keys as usize - 1] };
        let keys = Fst::new(keys).map_err(|_| LoadError::Keys)?;
        let (n_records, n_keys) = (get32(bytes.all(), 16), get32(bytes.all(), 20));
        Ok(Gazetteer { bytes, ends, n_records, n_keys, keys, context: Arc::new(ContextWords::built_in()), user: None })
    }

    fn section(&self, section: Section) -> &[u8] {
        let i = section as usize;
        let start = if i == 0 { layout::HEADER } else { self.ends[i - 1] };
        &self.bytes.all()[start..self.ends[i]]
    }

    /// Number of places.
    #[must_use]
    pub fn len(&self) -> usize {
        self.n_records as usize
    }

    /// Whether it knows no place.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.n_records == 0
    }

    /// One place.
    #[must_use]
    pub fn record(&self, id: RecordId) -> Record {
        if let Some((record, _)) = self.users(id) {
            return *record;
        }
        let records = self.section(Section::Records);
        let at = id.0 as usize * layout::RECORD;
        let class = records.get(at + 8).copied().unwrap_or(0);
        let division = usize::from(get16(records, at + 9)) * layout::DIVISION;
        let divisions = self.section(Section::Divisions);
        let country = usize::from(get16(divisions, division)) * layout::COUNTRY;
        let country = self.section(Section::Countries).get(country + 2..country + 5);
        let district = get16(records, at + 11);
        let district = (district != layout::NONE16)
            .then(|| RecordId(get24(self.section(Section::Districts), usize::from(district) * layout::DISTRICT)));
        let some = |value: u32| (value != layout::NONE24).then_some(value);
        Record {
            id,
            kind: Kind::ALL[usize::from(class & 7).min(Kind::ALL.len() - 1)],
            detail: Detail::ALL[usize::from(class >> 3 & 7)],
            approximate: class & 0x40 != 0,
            lat: layout::unpack_degrees(get24(records, at), 180.0),
            lon: layout::unpack_degrees(get24(records, at + 3), 360.0),
            population: layout::unpack_count(get16(records, at + 6)),
            country: country.and_then(|c| <[u8; 3]>::try_from(c).ok()).filter(|c| c[0] != 0),
            admin1: some(get24(divisions, division + 2)).map(RecordId).filter(|&d| d != id),
            admin2: district.filter(|&d| d != id),
            geonames: some(get24(records, at + 13)),
        }
    }

    /// A place of the user's.
    fn users(&self, id: RecordId) -> Option<&(Record, String)> {
        self.user.as_deref()?.places.get(id.0.checked_sub(self.n_records)? as usize)
    }

    /// Name of a place.
    #[must_use]
    pub fn name(&self, id: RecordId) -> String {
        if let Some((_, name)) = self.users(id) {
            return name.clone();
        }
        let names = self.section(Section::Names);
        let block = id.0 as usize / layout::BLOCK;
        let mut at = get32(self.section(Section::NameIndex), block * 4) as usize;
        let mut name = Vec::new();
        for _ in 0..=id.0 as usize % layout::BLOCK {
            let (shared, rest) = layout::get_lengths(names, &mut at);
            let rest = rest as usize;
            name.truncate(shared as usize);
            name.extend_from_slice(names.get(at..at + rest).unwrap_or(&[]));
            at += rest;
        }
        String::from_utf8_lossy(&name).into_owned()
    }

    /// A place as it stands in the entities layer.
    #[must_use]
    pub fn place(&self, record: &Record) -> Place {
        Place {
            name: self.name(record.id),
            kind: record.kind.as_str().to_owned(),
            lat: record.lat,
            lon: record.lon,
            country: record.country_code().to_owned(),
            admin1: record.admin1.map(|id| self.name(id)),
            geonames: record.geonames,
        }
    }

    fn postings(&self, ordinal: u64) -> Name {
        let ordinal = ordinal as usize;
        let index = self.section(Section::PostingIndex);
        let postings = self.section(Section::Postings);
        let block = ordinal / layout::BLOCK * layout::POSTING_BLOCK;
        let (mut at, base) = (get32(index, block) as usize, i64::from(get24(index, block + 4)));
        for _ in 0..ordinal % layout::BLOCK {
            for _ in 0..layout::get_varint(postings, &mut at) >> 4 {
                layout::get_varint(postings, &mut at);
            }
        }
        let head = layout::get_varint(postings, &mut at);
        let flags =
            Flags { word: head & 1 != 0, given: head & 2 != 0, surname: head & 4 != 0, not_place: head & 8 != 0 };
        let places = (0..(head >> 4).min(self.n_records))
            .map(|_| {
                let posting = layout::get_varint(postings, &mut at);
                let place = RecordId((base + layout::unzigzag(posting >> 1)) as u32);
                Sense { place, is_own_name: posting & 1 == 0 }
            })
            .filter(|sense| sense.place.0 < self.n_records)
            .collect();
        Name { flags, places }
    }

    fn key(&self, key: &str) -> Option<Name> {
        self.keys.get(key.as_bytes()).map(|output| self.postings(output.value()))
    }

    /// What a name can mean; `None` where no place and no person is called so.
    #[must_use]
    pub fn name_of(&self, name: &str) -> Option<Name> {
        let key = fold(name);
        let users = self.user.as_deref().and_then(|user| user.names.get(&key));
        users.cloned().or_else(|| self.key(&key))
    }

    /// The places of a name, best known first.
    #[must_use]
    pub fn lookup(&self, name: &str) -> Vec<Record> {
        self.name_of(name).map_or_else(Vec::new, |n| n.places.iter().map(|s| self.record(s.place)).collect())
    }

    /// The country (ISO 3166-1 alpha-3) that a place name points to: its own where it is a country, else that of the
    /// best-known place of that name, provided that no place elsewhere comes near it.
    #[must_use]
    pub fn country_of(&self, name: &str) -> Option<String> {
        let places = self.lookup(name);
        let best = places.iter().find(|p| p.kind == Kind::Country).or(places.first())?;
        let code = best.country_code();
        let rival = places.iter().filter(|p| p.country_code() != code).map(|p| p.population).max().unwrap_or(0);
        let clear = best.kind == Kind::Country || rival.saturating_mul(4) <= best.population.max(1);
        (clear && !code.is_empty()).then(|| code.to_owned())
    }

    /// The record of a country by its code (ISO 3166-1 alpha-3).
    #[must_use]
    pub fn country(&self, iso3: &str) -> Option<Record> {
        let row =
            self.section(Section::Countries).chunks_exact(layout::COUNTRY).find(|c| &c[2..5] == iso3.as_bytes())?;
        Some(self.record(RecordId(get24(row, 5))))
    }

    /// Alpha-3 code of a country from its alpha-2 code.
    #[must_use]
    pub fn iso3(&self, iso2: &str) -> Option<String> {
        let row =
            self.section(Section::Countries).chunks_exact(layout::COUNTRY).find(|c| &c[..2] == iso2.as_bytes())?;
        String::from_utf8(row[2..5].to_vec()).ok()
    }

    /// The place whose people or belongings a word names: "Kenyan" → Kenya, "Texans" → Texas.
    #[must_use]
    pub fn demonym(&self, word: &str) -> Option<Record> {
        let name = self.key(&format!("{DEMONYM}{}", fold(word)))?;
        name.places.first().map(|s| self.record(s.place))
    }

    /// The place that an abbreviation stands for beside a larger name: "Tex." → Texas.
    #[must_use]
    pub fn abbreviation(&self, word: &str) -> Option<Record> {
        let name = self.key(&format!("{ABBREVIATION}{}", fold(word)))?;
        name.places.first().map(|s| self.record(s.place))
    }

    /// The words beside a name that tell what it is.
    #[must_use]
    pub fn context(&self) -> &ContextWords {
        &self.context
    }

    /// Starts reading names letter by letter.
    #[must_use]
    pub fn walk(&self) -> Walk<'_> {
        Walk::new(self)
    }
}

fn check_header(bytes: &[u8]) -> Result<(), LoadError> {
    if bytes.get(..8) != Some(&layout::MAGIC[..]) {
        return Err(LoadError::Magic);
    }
    if bytes.len() < layout::HEADER {
        return Err(LoadError::Truncated);
    }
    let found = get32(bytes, 8);
    if found != layout::VERSION {
        return Err(LoadError::Version { found, wanted: layout::VERSION });
    }
    let end = get32(bytes, layout::HEADER - 4) as usize;
    if end != bytes.len() { Err(LoadError::Truncated) } else { Ok(()) }
}
