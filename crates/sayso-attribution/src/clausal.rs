//! Verbs, nouns and adjectives that say: "said that …", "…, residents said", "his claim that …", "is said to …".

use sayso_document::TokenId;
use sayso_lexicon::{Slot, Text};
use sayso_syntax::{Rel, Upos};

use crate::Stance;
use crate::attribution::{Attribution, Route};
use crate::content;
use crate::cues::{Cue, Cues};

/// Verbs whose subject utters the claim that is their object.
const UTTERING: &[&str] = &[
    "make",
    "give",
    "issue",
    "release",
    "publish",
    "file",
    "repeat",
    "reiterate",
    "retract",
    "withdraw",
    "send",
    "post",
    "spread",
    "read",
    "deliver",
    "air",
    "renew",
    "write",
    "have",
    "voice",
    "express",
];

/// The attributions whose cue is headed by a token.
pub(crate) fn at(text: &Text<'_>, cues: &Cues, token: TokenId) -> Option<Attribution> {
    if !matches!(text.syntax.upos(token), Upos::Verb | Upos::Noun | Upos::Adj) {
        return None;
    }
    if let Some(saying) = quoted_as(text, token) {
        return Some(quoting(text, token, saying));
    }
    let (cue, tokens) = cues.at(text, token)?;
    let quoted = quoting_verb(text, token);
    let speaker = match quoted {
        Some(verb) => text.syntax.logical_object(verb),
        None => speaker(text, cues, cue, &tokens).map(|s| counted(text, issuer(text, token, s))),
    };
    let aside = quoted.and_then(|verb| content::interrupted(text, verb));
    let complement =
        contents(text, cues, cue, &tokens, speaker).filter(|c| quoted.is_none() || c.1 == Route::Complement);
    let (roots, route) = complement.or_else(|| Some((vec![aside?], Route::Aside)))?;
    let without: Vec<TokenId> = tokens.iter().copied().filter(|&t| below_any(text, t, &roots)).collect();
    let content = roots.iter().flat_map(|&r| content::spans(text, r, &without)).collect();
    Some(Attribution {
        content,
        stance: cue.stance,
        rule: cue.rule.clone(),
        ..Attribution::new(tokens, speaker, roots, route)
    })
}

/// The saying in "quoted the general *as saying* that …", given the verb that quotes.
fn quoted_as(text: &Text<'_>, verb: TokenId) -> Option<TokenId> {
    let active = text.syntax.upos(verb) == Upos::Verb && !text.syntax.is_passive(verb);
    let mut clauses = text.syntax.children_by(verb, &[Rel::Advcl, Rel::Xcomp, Rel::Ccomp]);
    clauses.find(|&c| active && quoting_verb(text, c) == Some(verb))
}

/// The verb that quotes, given the saying: "*quoted* as saying".
fn quoting_verb(text: &Text<'_>, saying: TokenId) -> Option<TokenId> {
    let syntax = text.syntax;
    let verb = syntax.head(saying).filter(|&v| matches!(text.key(v), "quote" | "cite" | "describe"))?;
    let gerund = syntax.word(saying).feats.is("VerbForm", "Ger") || syntax.word(saying).feats.is("VerbForm", "Part");
    (gerund && syntax.mark(saying).as_deref() == Some("as")).then_some(verb)
}

/// Who quotes somebody vouches for the saying.
fn quoting(text: &Text<'_>, verb: TokenId, saying: TokenId) -> Attribution {
    Attribution {
        content: content::spans(text, saying, &[]),
        rule: "rule: quotes as saying".to_string(),
        ..Attribution::new(vec![verb], text.syntax.logical_subject(verb), vec![saying], Route::Complement)
    }
}

fn below_any(text: &Text<'_>, token: TokenId, roots: &[TokenId]) -> bool {
    text.syntax.ancestors(token).any(|a| roots.contains(&a))
}

fn speaker(text: &Text<'_>, cues: &Cues, cue: &Cue, tokens: &[TokenId]) -> Option<TokenId> {
    // "Nine soldiers killed by rebels, *says* the governor": of two subjects the second is the verb's own.
    let subjects: Vec<TokenId> = text.syntax.children_by(tokens[0], &[Rel::Nsubj]).collect();
    if let [_, .., own] = subjects[..]
        && own > tokens[0]
        && can_speak(text, own)
    {
        return Some(own);
    }
    let found = cue.speaker.iter().flat_map(|slot| text.fillers(tokens, slot)).find(|&t| can_speak(text, t));
    if found.is_some() || text.syntax.upos(tokens[0]) != Upos::Noun {
        return found;
    }
    // "made a claim that", "retracted its report": the claim is the subject's
    let governor = text.syntax.head(tokens[0])?;
    let uttered = text.syntax.rel(tokens[0]) == Rel::Obj && UTTERING.contains(&text.key(governor));
    // "Said in a statement that …"
    let medium = text.syntax.rel(tokens[0]) == Rel::Obl
        && cue.stance == Stance::Asserts
        && matches!(text.syntax.case(tokens[0]).as_deref(), Some("in" | "through" | "via"))
        && (UTTERING.contains(&text.key(governor)) || cues.at(text, governor).is_some());
    (uttered || medium).then(|| text.syntax.logical_subject(governor)).flatten().filter(|&t| can_speak(text, t))
}

/// "Posted a *message* blaming Iran", "says in a *letter* warning that …": who issues a text speaks in it.
fn issuer(text: &Text<'_>, cue: TokenId, speaker: TokenId) -> TokenId {
    let syntax = text.syntax;
    let in_text = syntax.rel(cue) == Rel::Acl && syntax.head(cue) == Some(speaker);
    let someone = text.entities.mention_at(speaker).is_some_and(|m| m.actor.is_some());
    let verb = syntax.head(speaker).filter(|_| in_text && !someone && syntax.upos(speaker) == Upos::Noun);
    let issued = verb.filter(|&v| match syntax.rel(speaker) {
        // Who publishes a text need not be its author.
        Rel::Obj => UTTERING.contains(&text.key(v)) && !matches!(text.key(v), "publish" | "air" | "read" | "spread"),
        Rel::Obl => syntax.case(speaker).as_deref() == Some("in"),
        _ => false,
    });
    issued.and_then(|v| syntax.logical_subject(v)).filter(|&t| can_speak(text, t)).unwrap_or(speaker)
}

/// "*More* of the correspondents say": the people counted, where the count itself names nobody.
fn counted(text: &Text<'_>, speaker: TokenId) -> TokenId {
    let syntax = text.syntax;
    let nobody = text.entities.mention_at(speaker).is_none_or(|m| m.actor.is_none());
    let count = nobody && matches!(syntax.upos(speaker), Upos::Adj | Upos::Det);
    let parts = syntax.children_by(speaker, &[Rel::Obl, Rel::Nmod]);
    let mut people = parts.filter(|&t| syntax.case(t).as_deref() == Some("of") && t > speaker);
    people.find(|_| count).unwrap_or(speaker)
}

/// Whether a nominal can be a speaker: "it" before "is believed that" and bare modifiers cannot.
fn can_speak(text: &Text<'_>, token: TokenId) -> bool {
    let expletive = text.syntax.rel(token) == Rel::Expl;
    let modifier = matches!(text.syntax.rel(token), Rel::Amod | Rel::Compound | Rel::NmodDesc);
    let known = text.entities.mention_at(token).is_some_and(|m| m.actor.is_some());
    !expletive && (!modifier || known)
}

fn contents(
    text: &Text<'_>,
    cues: &Cues,
    cue: &Cue,
    tokens: &[TokenId],
    speaker: Option<TokenId>,
) -> Option<(Vec<TokenId>, Route)> {
    let head = tokens[0];
    for slot in &cue.content {
        let found: Vec<TokenId> = text
            .fillers(tokens, slot)
            .into_iter()
            .filter(|&t| Some(t) != speaker && content::can_be_content(text, t) && fits(text, head, slot, t))
            .collect();
        if !found.is_empty() {
            return Some((found, Route::Complement));
        }
    }
    if text.syntax.upos(head) != Upos::Verb || !cue.content.contains(&Slot::Clause) {
        return None;
    }
    if let Some(governor) = content::interrupted(text, head)
        && (speaker.is_some() || text.syntax.is_passive(head))
    {
        return Some((vec![governor], Route::Aside));
    }
    // "…, as the monitors alleged"
    if text.syntax.rel(head) == Rel::Advcl
        && text.syntax.mark(head).as_deref() == Some("as")
        && text.syntax.child(head, &[Rel::Obj, Rel::Iobj, Rel::Ccomp, Rel::Xcomp]).is_none()
        && speaker.is_some()
    {
        return text.syntax.head(head).map(|governor| (vec![governor], Route::Aside));
    }
    let set_off = text.syntax.children_by(head, &[Rel::Parataxis]).find(|&c| {
        let first = text.syntax.subtree(c)[0];
        let mark = |t: TokenId| matches!(text.document.word(t), ":" | "\"" | "“" | "‘" | "``" | "«");
        text.syntax.is_predicate(c) && (mark(first) || first.0.checked_sub(1).is_some_and(|t| mark(TokenId(t))))
    });
    if let Some(clause) = set_off {
        return Some((vec![clause], Route::Complement));
    }
    stray(text, cues, head).map(|clause| (vec![clause], Route::Aside))
}

/// What a verb of saying says where the tree has put it elsewhere: behind a source that it cites ("reported, citing
/// police, that …"), or beside it as if by "and" ("Egypt, it is thought, bombed the depot").
fn stray(text: &Text<'_>, cues: &Cues, head: TokenId) -> Option<TokenId> {
    let syntax = text.syntax;
    let that = |t: &TokenId| {
        let behind_noun = matches!(syntax.rel(*t), Rel::Acl | Rel::AclRelcl)
            && syntax.ancestors(*t).take_while(|&a| a != head).all(|a| syntax.rel(a) != Rel::Conj);
        let own_cue = syntax.head(*t).is_some_and(|noun| cues.at(text, noun).is_some());
        behind_noun && !own_cue && *t > head && syntax.mark(*t).as_deref() == Some("that") && syntax.is_finite(*t)
    };
    let cited = text.descendants(head, 3).into_iter().find(that);
    let comma = |t: TokenId| t.0.checked_sub(1).is_some_and(|b| text.document.word(TokenId(b)) == ",");
    let beside = syntax.children_by(head, &[Rel::Conj]).find(|&c| {
        let after_comma = syntax.children(c).iter().any(|&p| p > head && text.document.word(p) == ",");
        let first = syntax.subtree(head)[0];
        let inserted = syntax.children_by(head, &[Rel::Nsubj, Rel::NsubjPass]).any(|s| s > first && comma(s));
        syntax.is_predicate(c) && syntax.child(c, &[Rel::Cc]).is_none() && after_comma && inserted
    });
    cited.or(beside)
}

/// What stands in a slot may still be no content: an infinitive only of a passive ("is said to refuse") or a noun, or in
/// the perfect ("claims to have won"), since what an active verb does with an infinitive (urged, vowed) is not reporting;
/// somebody's name is nothing said ("the view of Rome").
fn fits(text: &Text<'_>, head: TokenId, slot: &Slot, filler: TokenId) -> bool {
    let syntax = text.syntax;
    let nominal = syntax.upos(head) == Upos::Noun;
    // "Proved untrue" says what its subject is, "ruled it out as long as …" on what condition.
    let bare = syntax.rel(filler) == Rel::Xcomp && !syntax.is_predicate(filler);
    if (bare && syntax.child(head, &[Rel::Obj]).is_none() && !syntax.is_passive(head)) || is_proviso(text, filler) {
        return false;
    }
    match slot {
        Slot::Clause if syntax.is_to_infinitive(filler) => {
            let perfect = syntax.children_by(filler, &[Rel::Aux]).any(|a| text.key(a) == "have");
            nominal || perfect || syntax.is_passive(head) || syntax.rel(filler) == Rel::Ccomp
        }
        Slot::Clause => true,
        Slot::Obj => syntax.child(head, &[Rel::Iobj]).is_none(),
        _ => !nominal || (syntax.upos(filler) != Upos::Propn && !names_someone(text, filler)),
    }
}

/// Whether a clause begins behind or with "as long as".
fn is_proviso(text: &Text<'_>, clause: TokenId) -> bool {
    let first = text.syntax.subtree(clause)[0];
    let known = |t: &u32| (*t as usize) < text.document.tokens.len();
    let word =
        |i: i64| u32::try_from(i64::from(first.0) + i).ok().filter(known).map(|t| text.document.word(TokenId(t)));
    (-1..=2).any(|at| word(at) == Some("as") && word(at - 1) == Some("long"))
}

fn names_someone(text: &Text<'_>, token: TokenId) -> bool {
    text.entities.mention_at(token).is_some_and(|m| m.actor.is_some())
}
