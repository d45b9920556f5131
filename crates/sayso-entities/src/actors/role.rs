//! A role in somebody's service: "minister" with "Peru" is PERGOV.

use super::agents::Takes;
use crate::actor::{Actor, Sector};

/// A role noun whose country is not told by its own phrase.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Role {
    pub sector: Option<Sector>,
    pub takes: Takes,
    pub state: bool,
    /// Whether it is found abroad as often as at home (tourists).
    pub foreign: bool,
    pub former: bool,
    pub kb: String,
}

impl Role {
    /// The role in the service of an owner; an empty owner where none is known.
    pub(crate) fn of(&self, owner: &Actor) -> Actor {
        let mut actor = Actor { kb: Some(self.kb.clone()).filter(|k| !k.is_empty()), ..Actor::default() };
        let own = if self.former && self.sector.is_some_and(is_office) { Some(Sector::Pre) } else { self.sector };
        let Some(country) = owner.country.clone() else {
            // a body's, or nobody's
            actor.code.clone_from(&owner.code);
            let armed = own.filter(|s| matches!(s, Sector::Mil | Sector::Cop) && !owner.code.is_empty());
            let armed = armed.filter(|&s| self.takes == Takes::Own || s == Sector::Mil);
            if let Some(sector) = armed {
                actor.code.push_str(sector.as_str());
            }
            actor.sectors = match (self.takes, owner.sectors.first()) {
                (Takes::Owner | Takes::Same, Some(_)) => owner.sectors.clone(),
                _ if owner.code.is_empty() => own.into_iter().collect(),
                _ => armed.into_iter().chain(owner.sectors.iter().copied()).collect(),
            };
            return actor;
        };
        let keeps = match self.takes {
            Takes::Same => true,
            Takes::Owner => !owner.sectors.is_empty(),
            Takes::Own => owner
                .sectors
                .first()
                .is_some_and(|&s| is_private(s) && own.is_some_and(|o| is_office(o) || is_private(o))),
        };
        let private = owner.sectors.first() == Some(&Sector::Unk);
        let mut sectors: Vec<Sector> = if keeps { owner.sectors.clone() } else { own.into_iter().collect() };
        if private && sectors.iter().all(|&s| is_office(s) || s == Sector::Unk) {
            sectors.clear();
        }
        if self.former && sectors.first().is_some_and(|&s| is_office(s)) {
            sectors = vec![Sector::Pre];
        }
        actor.code = country.clone();
        if let Some(sector) = sectors.first() {
            actor.code.push_str(sector.as_str());
        }
        actor.country = Some(country);
        actor.sectors = sectors;
        actor
    }
}

/// Sectors of a state.
pub(crate) fn is_office(sector: Sector) -> bool {
    matches!(sector, Sector::Gov | Sector::Leg | Sector::Jud | Sector::Mil | Sector::Cop | Sector::Spy)
}

/// Sectors of those who have officials and fighters of their own without being a state.
fn is_private(sector: Sector) -> bool {
    matches!(
        sector,
        Sector::Reb
            | Sector::Uaf
            | Sector::Prm
            | Sector::Crm
            | Sector::Pty
            | Sector::Opp
            | Sector::Bus
            | Sector::Lab
            | Sector::Soc
            | Sector::Ngo
    )
}
