//! Whether a time lies behind the day of publication or ahead of it, by what it hangs on.

use sayso_document::TokenId;
use sayso_syntax::{Rel, Syntax, Upos};

use super::calendar::Direction;

/// The direction of an expression, by its head and the words before it in its sentence, the nearest last.
pub(super) fn of(syntax: &Syntax, head: TokenId, before: &[String]) -> Direction {
    let nearest = before.iter().rev().map(String::as_str);
    let leader = nearest.clone().find(|w| !matches!(*w, "the" | "early" | "late" | "mid" | "around" | "about" | "on"));
    let clause = by_clause(syntax, head);
    match leader {
        Some("since") => Direction::Past,
        Some("of") if nearest.clone().nth(1) == Some("ahead") || nearest.clone().nth(2) == Some("ahead") => {
            Direction::Future
        }
        Some("until" | "till" | "for" | "upcoming") => ahead(clause),
        Some("by") if clause != Direction::Past => ahead(clause),
        _ => clause,
    }
}

/// What leans ahead but may lie behind: "the crew stayed until May 3".
fn ahead(clause: Direction) -> Direction {
    if clause == Direction::Future { Direction::Future } else { Direction::NearFuture }
}

/// By the tense of the clause; what hangs on a noun under a clause that is not past may lie on either side.
fn by_clause(syntax: &Syntax, head: TokenId) -> Direction {
    let is_verb = |t: &TokenId| matches!(syntax.upos(*t), Upos::Verb | Upos::Aux);
    let Some(verb) = syntax.ancestors(head).find(is_verb) else { return Direction::NearPast };
    let tense = by_tense(syntax, verb);
    if syntax.head(head) == Some(verb) || tense == Direction::Past {
        return tense;
    }
    // "Monday's talks" are seldom to come, "talks on Monday" as often as not.
    match tense {
        Direction::Future if syntax.rel(head) != Rel::NmodPoss => Direction::NearFuture,
        _ => Direction::NearPast,
    }
}

fn by_tense(syntax: &Syntax, verb: TokenId) -> Direction {
    let auxiliaries = [Rel::Aux, Rel::AuxPass, Rel::Cop];
    let aux: Vec<&str> = syntax.children_by(verb, &auxiliaries).map(|a| syntax.lemma(a)).collect();
    if aux.iter().any(|a| matches!(*a, "will" | "shall" | "may" | "might" | "can" | "must" | "'ll")) {
        return Direction::Future;
    }
    if aux.contains(&"have") {
        return Direction::Past;
    }
    // "Said it would meet on Monday": ahead, as a rule.
    if aux.contains(&"would") || syntax.child(verb, &[Rel::Mark]).is_some_and(|m| syntax.lemma(m) == "to") {
        return Direction::Future;
    }
    let feats = &syntax.word(verb).feats;
    let finite = if feats.is("VerbForm", "Fin") { Some(verb) } else { syntax.child(verb, &auxiliaries) };
    match finite {
        Some(t) if syntax.word(t).feats.is("Tense", "Pres") => Direction::NearFuture,
        None if feats.is("VerbForm", "Ger") => Direction::NearPast,
        _ => Direction::Past,
    }
}
