//! Whom an act concerns where no slot of its row names anybody: the party nearest in what is demanded, promised, threatened,
//! turned down or restricted. "Greece threatened to close its market to *Turkish* steel", "a curfew in *Abidjan*".

use sayso_document::TokenId;
use sayso_lexicon::Text;
use sayso_syntax::{Rel, Upos};

use crate::lexicon::Trigger;
use crate::ontology::{EventType, Mode};

/// How far below the act a party is looked for.
const DEPTH: usize = 6;

/// Prepositions whose nominal belongs to the content of an act; others name time, manner and cause.
const CONTENT: &[&str] = &[
    "for", "of", "on", "over", "against", "into", "from", "to", "toward", "towards", "about", "with", "between",
    "upon", "by",
];

/// Prepositions whose place is what a measure bears on.
const GROUND: &[&str] = &["in", "across", "throughout", "inside", "within", "at", "around", "outside"];

/// The parties of the content, none of which is a source.
pub(crate) fn parties(text: &Text<'_>, row: &Trigger, tokens: &[TokenId], sources: &[TokenId]) -> Vec<TokenId> {
    if !has_content(row) {
        return Vec::new();
    }
    let search = Search { text, row, sources };
    let own = tokens.iter().flat_map(|&t| search.below(t, true));
    let mut level: Vec<TokenId> = own.filter(|t| !tokens.contains(t)).collect();
    for _ in 0..DEPTH {
        let found = level.iter().copied().find(|&t| search.is_other(t));
        if let Some(found) = found {
            return text.syntax.conjuncts(found).into_iter().filter(|&t| search.is_other(t)).collect();
        }
        level = level.iter().flat_map(|&t| search.below(t, false)).collect();
    }
    Vec::new()
}

/// Types whose target may stand in what they are about. A meeting, a fight or a resignation has its parties in its slots.
fn has_content(row: &Trigger) -> bool {
    match row.event_type {
        EventType::Retreat => row.mode != Some(Mode::Resign),
        EventType::Agree
        | EventType::Concede
        | EventType::Support
        | EventType::Request
        | EventType::Reject
        | EventType::Threaten
        | EventType::Coerce
        | EventType::Sanction
        | EventType::Aid
        | EventType::Protest => true,
        EventType::Accuse | EventType::Assault | EventType::Consult | EventType::Cooperate | EventType::Mobilize => {
            false
        }
    }
}

struct Search<'a> {
    text: &'a Text<'a>,
    row: &'a Trigger,
    sources: &'a [TokenId],
}

impl Search<'_> {
    /// The words below one that belong to what the act is about.
    fn below(&self, token: TokenId, is_trigger: bool) -> Vec<TokenId> {
        let children = self.text.syntax.children(token).iter().copied();
        children.filter(|&t| self.belongs(t, token, is_trigger)).collect()
    }

    fn belongs(&self, token: TokenId, above: TokenId, is_trigger: bool) -> bool {
        let syntax = self.text.syntax;
        let nominal = syntax.upos(above) != Upos::Verb;
        // "urged *anyone who knows more* to call the police" asks nothing of the police
        let asks_another = is_trigger
            && self.row.event_type == EventType::Request
            && syntax.child(above, &[Rel::Obj, Rel::Iobj]).is_some();
        match syntax.rel(token) {
            Rel::Xcomp | Rel::Ccomp => !asks_another,
            Rel::Obj | Rel::Iobj | Rel::NsubjPass => true,
            // a word inside a name is no party: "the *North* American agreement"
            Rel::Compound | Rel::Amod | Rel::NmodDesc if syntax.upos(above) == Upos::Propn => false,
            Rel::Compound | Rel::Amod | Rel::NmodDesc | Rel::NmodPoss => !is_trigger || nominal,
            Rel::Conj => nominal && !is_trigger,
            Rel::Obl | Rel::OblAgent | Rel::Nmod => self.is_about(token),
            // "the return of land *seized by the army*"
            Rel::Acl => syntax.is_to_infinitive(token) || (!is_trigger && self.is_claim()),
            Rel::Advcl => syntax.is_to_infinitive(token) && self.has_purpose(is_trigger) && !asks_another,
            _ => false,
        }
    }

    fn is_claim(&self) -> bool {
        matches!(self.row.event_type, EventType::Request | EventType::Protest)
    }

    /// Whether a purpose clause says what the act is about: that of a protest does, that of a measure does not.
    fn has_purpose(&self, is_trigger: bool) -> bool {
        match self.row.event_type {
            EventType::Protest => true,
            EventType::Retreat | EventType::Coerce | EventType::Sanction | EventType::Aid => false,
            _ => is_trigger,
        }
    }

    /// Whether a nominal with a preposition belongs to the content, or is the ground that a measure bears on.
    fn is_about(&self, token: TokenId) -> bool {
        let Some(case) = self.text.syntax.case(token) else { return true };
        let company = case == "with" && self.row.event_type == EventType::Coerce;
        (CONTENT.contains(&case.as_str()) && !company) || (self.is_measure() && GROUND.contains(&case.as_str()))
    }

    /// Whether the act bears on ground: a curfew, a blockade, a state of emergency that is lifted.
    fn is_measure(&self) -> bool {
        match self.row.event_type {
            EventType::Coerce | EventType::Concede => true,
            EventType::Retreat => self.row.mode != Some(Mode::Withdraw),
            EventType::Protest => self.row.mode == Some(Mode::Obstruct),
            _ => false,
        }
    }

    /// Someone of known allegiance who is not the doer.
    fn is_other(&self, token: TokenId) -> bool {
        let mention = |t: TokenId| self.text.entities.mention_at(t);
        let ground = || self.text.entities.places.iter().any(|p| p.head == token && !p.place.country.is_empty());
        let Some(found) = mention(token).filter(|m| m.actor.is_some()) else { return self.is_measure() && ground() };
        let coded = found.actors().any(|a| !a.code.is_empty());
        // the doer, or a name inside the doer's own
        let within = |s: TokenId| s == token || self.text.syntax.ancestors(token).take(DEPTH).any(|a| a == s);
        let same = |s: TokenId| within(s) || mention(s).is_some_and(|m| m.entity == found.entity);
        coded && self.text.syntax.upos(token) != Upos::Pron && !self.sources.iter().any(|&s| same(s))
    }
}
