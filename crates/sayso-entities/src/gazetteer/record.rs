//! One place of the gazetteer.

/// What sort of place it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A country or dependent territory.
    Country,
    /// A first-level division (province, state, governorate).
    Admin1,
    /// A division below that (district, county).
    Admin2,
    /// A settlement.
    City,
    /// A natural or built feature.
    Feature,
    /// An informal region, continent, camp or crossing.
    Region,
}

impl Kind {
    /// All kinds, in the order of their codes.
    pub const ALL: [Kind; 6] = [Kind::Country, Kind::Admin1, Kind::Admin2, Kind::City, Kind::Feature, Kind::Region];

    /// The name used in records and tables.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Country => "country",
            Kind::Admin1 => "admin1",
            Kind::Admin2 => "admin2",
            Kind::City => "city",
            Kind::Feature => "feature",
            Kind::Region => "region",
        }
    }

    /// From the name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|k| k.as_str() == text)
    }
}

/// How much of a place it is within its kind, or what shape of feature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Detail {
    /// Nothing special.
    Plain,
    /// Seat of a division of the third level or below.
    Seat,
    /// Seat of a second-level division.
    Seat2,
    /// Seat of a first-level division.
    Seat1,
    /// Capital of a country.
    Capital,
    /// A part of a city, or a place no longer lived in.
    Part,
    /// River, lake or sea.
    Water,
    /// Continent or part of one.
    Continent,
}

impl Detail {
    /// All, in the order of their codes.
    pub const ALL: [Detail; 8] = [
        Detail::Plain,
        Detail::Seat,
        Detail::Seat2,
        Detail::Seat1,
        Detail::Capital,
        Detail::Part,
        Detail::Water,
        Detail::Continent,
    ];
}

/// Number of a place in the gazetteer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RecordId(pub u32);

/// One place, as decoded from its fixed-width record.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Record {
    /// Its number.
    pub id: RecordId,
    /// Sort of place.
    pub kind: Kind,
    /// Rank or shape.
    pub detail: Detail,
    /// Whether the point is that of the division it lies in, its own being unknown.
    pub approximate: bool,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Inhabitants (rounded to three digits); for features and regions, a weight of the same order.
    pub population: u32,
    /// ISO 3166-1 alpha-3.
    pub country: Option<[u8; 3]>,
    /// The first-level division it lies in.
    pub admin1: Option<RecordId>,
    /// The second-level division it lies in.
    pub admin2: Option<RecordId>,
    /// GeoNames number.
    pub geonames: Option<u32>,
}

impl Record {
    /// The country's code as text, empty where there is none.
    #[must_use]
    pub fn country_code(&self) -> &str {
        self.country.as_ref().and_then(|c| std::str::from_utf8(c).ok()).unwrap_or("")
    }

    /// Distance in kilometres, good to a few parts in a hundred up to some thousand kilometres.
    #[must_use]
    pub fn distance(&self, other: &Record) -> f64 {
        const KM_PER_DEGREE: f64 = 111.2;
        let mut dlon = (other.lon - self.lon).abs();
        if dlon > 180.0 {
            dlon = 360.0 - dlon;
        }
        // Cosine of the middle latitude by Bhaskara's formula: the same on every machine.
        let middle = (self.lat + other.lat) / 2.0;
        let cosine = (32_400.0 - 4.0 * middle * middle) / (32_400.0 + middle * middle);
        let (dy, dx) = (other.lat - self.lat, dlon * cosine);
        KM_PER_DEGREE * (dx * dx + dy * dy).sqrt()
    }
}
