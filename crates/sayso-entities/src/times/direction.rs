//! Whether a time lies behind the day of publication or ahead of it, by what it hangs on.

use sayso_document::TokenId;
use sayso_syntax::{Rel, Syntax, Upos};

use super::calendar::Direction;

/// The direction of an expression, by its head, its first token and the words before it in its sentence, the nearest last.
pub(super) fn of(syntax: &Syntax, head: TokenId, first: TokenId, before: &[String]) -> Direction {
    let nearest = before.iter().rev().map(String::as_str);
    let leader = nearest.clone().find(|w| !matches!(*w, "the" | "early" | "late" | "mid" | "around" | "about" | "on"));
    let clause = by_clause(syntax, head);
    if follows_past(syntax, head, first, before) {
        return Direction::Past;
    }
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

/// "Said late on Tuesday that no one would come": right after a verb of the past, whatever it hangs on.
fn follows_past(syntax: &Syntax, head: TokenId, first: TokenId, before: &[String]) -> bool {
    let between = before.iter().rev().take_while(|w| matches!(w.as_str(), "on" | "late" | "early" | "earlier")).count();
    let start = first.0.checked_sub(between as u32 + 1).map(TokenId);
    let is_past = |t: TokenId| {
        let feats = &syntax.word(t).feats;
        syntax.upos(t) == Upos::Verb && feats.is("VerbForm", "Fin") && feats.is("Tense", "Past")
    };
    between < before.len() && syntax.rel(head) != Rel::NmodPoss && start.is_some_and(is_past)
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
    if aux.iter().any(|a| matches!(*a, "will" | "shall" | "'ll")) {
        return Direction::Future;
    }
    if aux.contains(&"have") {
        return Direction::Past;
    }
    if aux.iter().any(|a| matches!(*a, "may" | "might" | "can" | "must")) {
        return Direction::Future;
    }
    // "Said it would meet on Monday": ahead, as a rule.
    if aux.contains(&"would") || syntax.child(verb, &[Rel::Mark]).is_some_and(|m| syntax.lemma(m) == "to") {
        return Direction::Future;
    }
    let feats = &syntax.word(verb).feats;
    let finite = if feats.is("VerbForm", "Fin") { Some(verb) } else { syntax.child(verb, &auxiliaries) };
    // "Would begin vaccinating on Tuesday", "will start on 7 June and be lifted on 21 June".
    if finite.is_none_or(|t| !syntax.word(t).feats.is("VerbForm", "Fin"))
        && matches!(syntax.rel(verb), Rel::Xcomp | Rel::Conj)
        && let Some(above) = syntax.head(verb).filter(|h| matches!(syntax.upos(*h), Upos::Verb | Upos::Aux))
    {
        return by_tense(syntax, above);
    }
    // "Closes the border for a week beginning Thursday".
    if finite.is_none() && matches!(syntax.lemma(verb), "begin" | "start") {
        return Direction::NearFuture;
    }
    let is_open = feats.is("VerbForm", "Ger") || feats.is("VerbForm", "Part") && feats.is("Tense", "Pres");
    match finite {
        Some(t) if syntax.word(t).feats.is("Tense", "Pres") => Direction::NearFuture,
        None if is_open => Direction::NearPast,
        None if feats.is("VerbForm", "Inf") => Direction::NearFuture,
        _ => Direction::Past,
    }
}
