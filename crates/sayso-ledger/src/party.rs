//! Who: coded actors of records, compared with care.

use sayso_record::{ActorRef, Record, SpeakerRef};
use serde::{Deserialize, Serialize};

/// Someone, as the ledger names them.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Party {
    /// Code; empty where unknown.
    pub code: String,
    /// Canonical name, or the words of the text.
    pub text: String,
}

impl From<&ActorRef> for Party {
    fn from(actor: &ActorRef) -> Party {
        let text = if actor.name.is_empty() { &actor.text } else { &actor.name };
        Party { code: actor.code.clone(), text: text.clone() }
    }
}

impl From<&SpeakerRef> for Party {
    fn from(speaker: &SpeakerRef) -> Party {
        let text = if speaker.name.is_empty() { &speaker.text } else { &speaker.name };
        Party { code: speaker.code.clone(), text: text.clone() }
    }
}

/// The parties of a list of actors, each once.
pub(crate) fn parties(actors: &[ActorRef]) -> Vec<Party> {
    let mut all: Vec<Party> = Vec::new();
    for party in actors.iter().map(Party::from) {
        if !all.iter().any(|known| same(known, &party)) {
            all.push(party);
        }
    }
    all
}

/// The innermost speaker: the one whose word the status is.
pub(crate) fn voice(record: &Record) -> Option<Party> {
    record.speakers.last().map(Party::from)
}

/// How far two parties are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sameness {
    /// Different.
    Conflict,
    /// One of them is not known.
    Unknown,
    /// A state and one of its arms.
    Kin,
    /// The same code, or the same name.
    Same,
}

/// Letters of a code that say "the state itself" rather than one of its many actors.
const STATE: [&str; 4] = ["", "GOV", "MIL", "COP"];

/// What two parties that are the same have in common: the home letters of a code, or a proper name. `None` where nothing tells.
pub(crate) fn identity(party: &Party) -> Option<String> {
    if !party.code.is_empty() {
        return Some(split(&party.code).0.to_owned());
    }
    let core = crate::words::is_proper(&party.text).then(|| crate::words::Stems::of_name(&party.text))?;
    let words: Vec<String> = core.iter().map(|stem| format!("{stem:016x}")).collect();
    (!words.is_empty()).then(|| format!("~{}", &blake3::hash(words.concat().as_bytes()).to_hex()[..10]))
}

/// The country letters and the rest of a code.
fn split(code: &str) -> (&str, &str) {
    if code.len() >= 3 && code.is_char_boundary(3) { code.split_at(3) } else { (code, "") }
}

/// How far `a` and `b` are the same.
pub(crate) fn sameness(a: &Party, b: &Party) -> Sameness {
    if a.code.is_empty() || b.code.is_empty() {
        return if a.text.is_empty() || b.text.is_empty() || a.code != b.code {
            Sameness::Unknown
        } else if crate::words::is_proper(&a.text) && crate::words::same_name(&a.text, &b.text) {
            // "The rebels" of one report are not those of another; whoever has a name is.
            Sameness::Same
        } else {
            Sameness::Unknown
        };
    }
    if a.code == b.code {
        // Two armed groups or two parties of one country share a code; their names tell them apart.
        let (_, rest) = split(&a.code);
        let named = !STATE.contains(&rest) && rest.len() >= 3;
        return if named && !crate::words::same_name(&a.text, &b.text) { Sameness::Kin } else { Sameness::Same };
    }
    let ((home_a, rest_a), (home_b, rest_b)) = (split(&a.code), split(&b.code));
    if home_a == home_b && STATE.contains(&rest_a) && STATE.contains(&rest_b) {
        return Sameness::Kin;
    }
    Sameness::Conflict
}

/// Whether two parties are one, or a state and its arm.
pub(crate) fn same(a: &Party, b: &Party) -> bool {
    sameness(a, b) >= Sameness::Kin
}

/// Whether some party of `a` is one of `b`.
pub(crate) fn meet(a: &[Party], b: &[Party]) -> bool {
    a.iter().any(|x| b.iter().any(|y| same(x, y)))
}

/// Whether the lists may mean the same people: they meet, or one names nobody that is known.
pub(crate) fn may_meet(a: &[Party], b: &[Party]) -> bool {
    let known = |parties: &[Party]| parties.iter().any(|party| !party.code.is_empty());
    meet(a, b) || !known(a) || !known(b)
}

/// The best sameness between two lists.
pub(crate) fn best(a: &[Party], b: &[Party]) -> Sameness {
    let pairs = a.iter().flat_map(|x| b.iter().map(move |y| sameness(x, y)));
    pairs.max().unwrap_or(Sameness::Unknown)
}
