//! The place of an event: that of *this* act, or none.

use sayso_document::TokenId;
use sayso_entities::PlaceMention;
use sayso_events::Event;
use sayso_factuality::Status;
use sayso_lexicon::Text;
use sayso_syntax::Rel;

use crate::codes::PlaceBasis;
use crate::record::PlaceRef;

/// Prepositions that say where.
const WHERE: &[&str] = &[
    "in",
    "at",
    "near",
    "on",
    "outside",
    "across",
    "around",
    "inside",
    "throughout",
    "off",
    "along",
    "into",
    "to",
    "from",
    "over",
];

/// The place of an event, and what it rests on.
pub(crate) fn of(text: &Text<'_>, event: &Event, status: Status) -> Option<(PlaceRef, PlaceBasis)> {
    let mut hosts = event.trigger.clone();
    hosts.extend(&event.consequences);
    hosts.extend(&event.targets);
    // an act named by a noun shares the place of the verb that carries it: "held talks in Doha"
    hosts.extend(text.syntax.head(event.head()).filter(|_| text.syntax.rel(event.head()) == Rel::Obj));
    let attached = hosts.iter().find_map(|&h| located(text, h));
    if let Some(place) = attached {
        return Some((as_ref(text, place), PlaceBasis::Text));
    }
    let dateline = text.document.dateline.filter(|_| status == Status::Occurred)?;
    let tokens = text.document.sentences[dateline.index()].tokens.clone();
    let place = text.entities.places.iter().find(|p| tokens.contains(&p.head.0))?;
    Some((as_ref(text, place), PlaceBasis::Dateline))
}

/// A place name that says where a word is or happens.
fn located<'a>(text: &Text<'a>, host: TokenId) -> Option<&'a PlaceMention> {
    let phrases = text.syntax.children_by(host, &[Rel::Obl, Rel::Nmod]);
    let named = phrases.filter(|&p| text.syntax.case(p).is_some_and(|c| WHERE.contains(&c.as_str())));
    let mut below = named.flat_map(|p| std::iter::once(p).chain(text.descendants(p, 2)));
    below.find_map(|t| text.entities.places.iter().find(|p| p.head == t))
}

fn as_ref(text: &Text<'_>, place: &PlaceMention) -> PlaceRef {
    PlaceRef {
        text: text.document.text(place.span).to_string(),
        name: place.place.name.clone(),
        lat: place.place.lat,
        lon: place.place.lon,
        country: place.place.country.clone(),
        admin1: place.place.admin1.clone(),
        geonames: place.place.geonames,
    }
}
