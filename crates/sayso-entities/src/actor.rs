//! A coded political identity.

macro_rules! sectors {
    ($($variant:ident = $text:literal: $doc:literal),+ $(,)?) => {
        /// PLOVER actor sector.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Sector { $(#[doc = $doc] $variant),+ }
        impl Sector {
            /// All members, in order.
            pub const ALL: &'static [Sector] = &[$(Sector::$variant),+];
            /// The three letters.
            #[must_use]
            pub fn as_str(self) -> &'static str { match self { $(Sector::$variant => $text),+ } }
            /// What it means, in a few words.
            #[must_use]
            pub fn meaning(self) -> &'static str { match self { $(Sector::$variant => $doc),+ } }
            /// From the three letters.
            #[must_use]
            pub fn parse(text: &str) -> Option<Sector> { match text { $($text => Some(Sector::$variant),)+ _ => None } }
        }
    };
}

sectors!(
    Cop = "COP": "Police.", Gov = "GOV": "Government.", Jud = "JUD": "Judiciary.", Leg = "LEG": "Legislature.",
    Mil = "MIL": "Military.", Prm = "PRM": "Paramilitary, pro-government militia.", Pty = "PTY": "Political party.",
    Reb = "REB": "Rebels.", Spy = "SPY": "Intelligence.", Uaf = "UAF": "Unidentified armed force.",
    Unk = "UNK": "Unknown.", Agr = "AGR": "Agriculture.", Bus = "BUS": "Business.", Crm = "CRM": "Crime.",
    Cvl = "CVL": "Civilians.", Edu = "EDU": "Education.", Eli = "ELI": "Elites.", Jrn = "JRN": "Journalists, media.",
    Lab = "LAB": "Labour.", Med = "MED": "Medical.", Ref = "REF": "Refugees.", Opp = "OPP": "Opposition.",
    Pre = "PRE": "Prominent former office-holders.", Rel = "REL": "Religious bodies.", Soc = "SOC": "Civil society.",
    Igo = "IGO": "Intergovernmental body.", Ngo = "NGO": "Non-governmental organisation.",
);

/// A coded political identity: what a mention stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Actor {
    /// Canonical name ("United States", "Haqqani network"), or the words of the mention where none is known.
    pub name: String,
    /// ISO 3166-1 alpha-3 and sector letters ("PAKGOV"), or a body's short name ("UN"); empty where unknown.
    pub code: String,
    /// ISO 3166-1 alpha-3 of the country, where it has one.
    pub country: Option<String>,
    /// Sectors, most telling first.
    pub sectors: Vec<Sector>,
    /// Row of the actor table that named it, for explanation.
    pub kb: Option<String>,
}
