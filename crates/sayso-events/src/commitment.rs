//! What demands, threats and promises require of their clause.
//!
//! "Insists that no attack took place" demands nothing, since its clause tells a fact; "warned that gunmen may strike" is
//! no threat, since somebody else would act.

use sayso_document::TokenId;
use sayso_lexicon::{Sign, Text};
use sayso_syntax::{Rel, Upos};

use crate::lexicon::Trigger;

/// Whether a row that demands or commits fits the clause that it stands over.
pub(crate) fn fits(text: &Text<'_>, row: &Trigger, tokens: &[TokenId]) -> bool {
    // "warned them about growing hatred" tells of a danger, not of what the speaker would do
    let about =
        text.syntax.children_by(tokens[0], &[Rel::Advcl]).any(|c| text.syntax.mark(c).as_deref() == Some("about"));
    if about && row.sign == Sign::Threaten {
        return false;
    }
    let clause = text.syntax.child(tokens[0], &[Rel::Ccomp]).filter(|&c| text.syntax.is_finite(c));
    let clause = clause.or_else(|| nominal_clause(text, tokens[0]));
    let Some(clause) = clause else { return true };
    match row.sign {
        Sign::Demand => !tells_fact(text, clause),
        Sign::Threaten | Sign::Promise => by_same_party(text, tokens[0], clause),
        _ => true,
    }
}

/// The that-clause of a noun ("the threat that …").
fn nominal_clause(text: &Text<'_>, noun: TokenId) -> Option<TokenId> {
    let nominal = text.syntax.upos(noun) == Upos::Noun;
    text.syntax.children_by(noun, &[Rel::Acl]).find(|&c| nominal && text.syntax.mark(c).as_deref() == Some("that"))
}

/// Past, third-person present, or with an auxiliary of the indicative: a demand has the bare form or "should".
fn tells_fact(text: &Text<'_>, clause: TokenId) -> bool {
    let syntax = text.syntax;
    let auxiliaries: Vec<TokenId> = syntax.children_by(clause, &[Rel::Aux, Rel::AuxPass, Rel::Cop]).collect();
    if auxiliaries.iter().any(|&a| matches!(text.key(a), "should" | "must" | "shall")) {
        return false;
    }
    let indicative = |t: TokenId| {
        let feats = &syntax.word(t).feats;
        feats.is("VerbForm", "Fin")
            && (feats.is("Tense", "Past")
                || (feats.is("Person", "3") && feats.is("Tense", "Pres"))
                || auxiliaries.contains(&t))
            && text.document.word(t) != "be"
            && !is_subjunctive(text, clause, t)
    };
    indicative(clause) || auxiliaries.iter().any(|&a| indicative(a))
}

/// Whether the subject of the clause is the one who threatens or promises.
fn by_same_party(text: &Text<'_>, head: TokenId, clause: TokenId) -> bool {
    let (Some(speaker), Some(agent)) = (text.syntax.surface_subject(head), text.syntax.logical_subject(clause)) else {
        return true;
    };
    if text.syntax.upos(agent) == Upos::Pron {
        return true;
    }
    let entity = |t: TokenId| text.entities.mention_at(t);
    match (entity(speaker), entity(agent)) {
        (Some(a), Some(b)) => {
            let country = |m: &sayso_entities::Mention| m.actor.as_ref().and_then(|x| x.country.clone());
            a.entity == b.entity || (country(a).is_some() && country(a) == country(b))
        }
        _ => false,
    }
}

/// A bare form after a subject in the singular ("that North Korea *forsake* …"), whatever the tagger makes of it.
fn is_subjunctive(text: &Text<'_>, clause: TokenId, verb: TokenId) -> bool {
    let form = text.document.word(verb).to_lowercase();
    let lemma = text.key(verb);
    let bare = form == lemma || form.strip_suffix('e') == Some(lemma);
    let subject = text.syntax.surface_subject(clause);
    let singular =
        subject.is_some_and(|s| !text.syntax.word(s).feats.is("Number", "Plur") && text.syntax.upos(s) != Upos::Pron);
    bare && singular && text.syntax.upos(verb) == Upos::Verb
}
