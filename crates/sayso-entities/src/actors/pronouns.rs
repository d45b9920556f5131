//! What pronouns refer back to.

use sayso_document::TokenId;
use sayso_syntax::{Rel, Upos};

use super::coding::Class;
use super::draft::Drafts;
use crate::actor::Sector;
use crate::entities::MentionKind;

/// How many sentences back an antecedent may stand.
const MAX_SENTENCES: usize = 3;
/// How many mentions back.
const MAX_MENTIONS: usize = 80;

/// What a pronoun asks of its antecedent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wants {
    /// he, she
    Person,
    /// it
    Single,
    /// they
    Several,
}

fn wants(pronoun: &str) -> Option<Wants> {
    Some(match pronoun {
        "he" | "him" | "his" | "himself" | "she" | "her" | "hers" | "herself" => Wants::Person,
        "it" | "its" | "itself" => Wants::Single,
        "they" | "them" | "their" | "theirs" | "themselves" => Wants::Several,
        _ => return None,
    })
}

/// Resolves a pronoun of the third person, or a relative pronoun.
pub(crate) fn resolve(drafts: &mut Drafts, mention: usize) {
    let head = drafts.all[mention].head;
    if let Some(antecedent) = drafts.scene.syntax.antecedent(head).and_then(|t| drafts.at(t)) {
        drafts.resolve(mention, antecedent);
        return;
    }
    let word = drafts.scene.document.word(head).to_lowercase();
    let Some(wants) = wants(&word) else { return };
    let female = word.starts_with("she") || word.starts_with("her");
    let best = candidates(drafts, mention)
        .filter(|&c| {
            fits(drafts, c, wants)
                && !is_bound(drafts, mention, c)
                && (wants != Wants::Person || gender_fits(drafts, c, female))
        })
        .map(|c| (score(drafts, mention, c, wants), c))
        .max();
    if let Some((_, antecedent)) = best {
        drafts.resolve(mention, antecedent);
        if wants == Wants::Several {
            add_conjuncts(drafts, mention, antecedent);
        }
    }
}

/// Earlier mentions near enough.
fn candidates<'a>(drafts: &'a Drafts, mention: usize) -> impl Iterator<Item = usize> + 'a {
    let sentence = drafts.all[mention].sentence.index();
    let in_title = drafts.is_in_title(mention);
    (mention.saturating_sub(MAX_MENTIONS)..mention).filter(move |&c| {
        drafts.all[c].sentence.index() + MAX_SENTENCES >= sentence && drafts.is_in_title(c) == in_title
    })
}

fn fits(drafts: &Drafts, candidate: usize, wants: Wants) -> bool {
    let draft = &drafts.all[candidate];
    if drafts.is_modifier(candidate) && draft.coding.class != Class::Country {
        return false;
    }
    if draft.kind == MentionKind::Pronoun && draft.resolved_by.is_none() {
        return false;
    }
    let plural = drafts.is_plural(candidate);
    let unknown_name = draft.kind == MentionKind::Named && !draft.coding.is_known();
    match wants {
        Wants::Person => {
            (draft.coding.class == Class::Person || (unknown_name && draft.coding.class == Class::Group))
                && !is_many(drafts, candidate)
        }
        Wants::Single => !plural && !is_many(drafts, candidate) && draft.coding.class != Class::Person,
        Wants::Several => plural || matches!(draft.coding.class, Class::Group | Class::Country | Class::Body),
    }
}

/// Whether the head itself is in the plural; a first conjunct in the singular is not.
fn is_many(drafts: &Drafts, candidate: usize) -> bool {
    let draft = &drafts.all[candidate];
    if draft.coding.actors.len() > 1 {
        return true;
    }
    // a relative pronoun has the number of what it stands for
    let word = drafts.scene.document.word(draft.head).to_lowercase();
    let relative = draft.resolved_by.filter(|_| matches!(word.as_str(), "who" | "whom" | "which" | "that"));
    let head = relative.map_or(draft.head, |antecedent| drafts.all[antecedent].head);
    drafts.scene.syntax.word(head).feats.is("Number", "Plur")
}

/// Nouns that tell a woman or a man.
const FEMALE: &[&str] = &[
    "woman",
    "mother",
    "wife",
    "daughter",
    "sister",
    "queen",
    "widow",
    "actress",
    "princess",
    "girl",
    "spokeswoman",
    "congresswoman",
    "chairwoman",
    "policewoman",
    "businesswoman",
    "nun",
    "mrs.",
    "ms.",
    "mrs",
    "ms",
    "lady",
    "empress",
];
const MALE: &[&str] = &[
    "man",
    "father",
    "husband",
    "son",
    "brother",
    "king",
    "prince",
    "boy",
    "spokesman",
    "congressman",
    "chairman",
    "policeman",
    "businessman",
    "monk",
    "mr.",
    "mr",
    "sir",
    "emperor",
    "bishop",
    "archbishop",
    "imam",
    "pope",
    "sheikh",
    "emir",
    "sultan",
];

fn gender_fits(drafts: &Drafts, candidate: usize, female: bool) -> bool {
    let scene = drafts.scene;
    let entity = drafts.all[candidate].entity;
    let head = drafts.all[candidate].head;
    let against = if female { MALE } else { FEMALE };
    let told = |t: TokenId| against.contains(&scene.document.word(t).to_lowercase().as_str());
    if told(head) || scene.syntax.children(head).iter().any(|&c| told(c)) {
        return false;
    }
    let other: &[&str] = if female { &["he", "his", "him"] } else { &["she", "her", "hers"] };
    let from = candidate.saturating_sub(MAX_MENTIONS);
    !drafts.all[from..].iter().take(2 * MAX_MENTIONS).any(|d| {
        d.entity == entity
            && d.kind == MentionKind::Pronoun
            && other.contains(&scene.document.word(d.head).to_lowercase().as_str())
    })
}

/// Whether grammar forbids it: both depend on one verb, or the pronoun is part of the candidate's phrase.
fn is_bound(drafts: &Drafts, mention: usize, candidate: usize) -> bool {
    let syntax = drafts.scene.syntax;
    let (pronoun, head) = (drafts.all[mention].head, drafts.all[candidate].head);
    let possessive = syntax.rel(pronoun) == Rel::NmodPoss;
    if syntax.ancestors(pronoun).take(12).take_while(|&a| syntax.upos(a) != Upos::Verb).any(|a| a == head) {
        return true;
    }
    let reflexive = syntax.word(pronoun).feats.is("Reflex", "Yes");
    let verb = syntax.head(pronoun).filter(|_| !possessive && !reflexive);
    // "sends a letter to Chad, urging it to …": not the sender
    let understood = verb.is_some_and(|v| !syntax.rel(pronoun).is_subject() && syntax.logical_subject(v) == Some(head));
    verb.is_some() && (verb == syntax.head(head) || understood)
}

fn score(drafts: &Drafts, mention: usize, candidate: usize, wants: Wants) -> i32 {
    let syntax = drafts.scene.syntax;
    let (pronoun, draft) = (drafts.all[mention].head, &drafts.all[candidate]);
    let distance = drafts.all[mention].sentence.index() - draft.sentence.index();
    let subject = |t: TokenId| matches!(syntax.rel(t), Rel::Nsubj | Rel::NsubjPass | Rel::NsubjOuter);
    let mut score = -25 * distance as i32 - ((mention - candidate) as i32).min(40) / 2;
    score += match syntax.rel(draft.head) {
        Rel::Nsubj | Rel::NsubjPass | Rel::NsubjOuter => 30,
        Rel::OblAgent => 15,
        Rel::Obj | Rel::Iobj => 12,
        Rel::NmodPoss => 8,
        Rel::Obl => 4,
        Rel::Conj if syntax.head(draft.head).is_some_and(subject) => 10,
        Rel::Amod | Rel::Compound => -15,
        _ => 0,
    };
    if syntax.head(draft.head).is_some_and(|v| syntax.rel(v) == Rel::Root) {
        score += 8;
    }
    if draft.coding.is_known() {
        score += 10;
    }
    // "told the newspaper that its …" is of the one who told
    if draft.coding.actors.first().is_some_and(|a| a.sectors.first() == Some(&Sector::Jrn))
        && matches!(syntax.rel(draft.head), Rel::Obj | Rel::Iobj | Rel::Obl)
    {
        score -= 30;
    }
    if draft.coding.actors.is_empty() && draft.coding.class != Class::Thing {
        score -= 10;
    }
    if draft.coding.class == Class::Thing && (subject(pronoun) || syntax.rel(pronoun) == Rel::NmodPoss) {
        score -= 14;
    }
    if draft.kind == MentionKind::Pronoun
        && drafts.scene.document.word(draft.head).eq_ignore_ascii_case(drafts.scene.document.word(pronoun))
    {
        score += 10;
    }
    if wants == Wants::Several && draft.coding.class == Class::Country && !drafts.is_plural(candidate) {
        score -= 20;
    }
    if subject(pronoun) && subject(draft.head) {
        score += 8;
    }
    // "causing the company to suspend its work"
    let verb = syntax.ancestors(pronoun).take(12).find(|&a| syntax.upos(a) == Upos::Verb);
    let own = verb.is_some_and(|v| syntax.logical_subject(v) == Some(draft.head));
    if own && syntax.rel(pronoun) == Rel::NmodPoss {
        score += 20;
    }
    if own && syntax.word(pronoun).feats.is("Reflex", "Yes") {
        score += 60;
    }
    if distance == 0 && governs(drafts, draft.head, pronoun) {
        score += 15;
    }
    // "It must end *its* raids"
    let verb = syntax.ancestors(pronoun).take(6).find(|&t| syntax.upos(t) == Upos::Verb);
    let same = Some(wants) == wants_of(drafts, draft.head) && subject(draft.head);
    if distance == 0 && syntax.rel(pronoun) == Rel::NmodPoss && same && verb == syntax.head(draft.head) {
        score += 20;
    }
    let someone = draft.coding.class != Class::Thing;
    if distance == 0 && someone && is_blamed(drafts, draft.head, pronoun) {
        score += 70;
    }
    if distance == 0 && demands(drafts, draft.head, pronoun) {
        score -= 60;
    }
    score
}

fn wants_of(drafts: &Drafts, token: TokenId) -> Option<Wants> {
    wants(&drafts.scene.document.word(token).to_lowercase())
}

/// "Condemned Russia *for its* invasion", "sanctions against Moscow *over its* raids": what somebody is blamed or thanked for
/// is his.
fn is_blamed(drafts: &Drafts, candidate: TokenId, pronoun: TokenId) -> bool {
    let syntax = drafts.scene.syntax;
    let Some(noun) = syntax.head(pronoun).filter(|_| syntax.rel(pronoun) == Rel::NmodPoss) else { return false };
    let reason = matches!(syntax.case(noun).as_deref(), Some("over" | "for" | "because_of"));
    let above: Vec<TokenId> = syntax.ancestors(noun).take(4).collect();
    let Some(verb) = above.iter().copied().find(|&t| syntax.upos(t) == Upos::Verb).filter(|_| reason) else {
        return false;
    };
    let up = std::iter::once(candidate).chain(syntax.ancestors(candidate)).take(4);
    let path: Vec<TokenId> = up.take_while(|&t| t != verb).collect();
    let below = path.last().is_some_and(|&t| syntax.head(t) == Some(verb));
    // "Apologised *to* Somalia for its raid": the raid is another's.
    let object = path.last().is_some_and(|&t| match syntax.rel(t) {
        Rel::Obl => syntax.case(t).as_deref() != Some("to"),
        rel => matches!(rel, Rel::Obj | Rel::Iobj | Rel::NsubjPass),
    });
    below && object && candidate < pronoun && !path.contains(&noun)
}

/// "Demanded that *it* end the raids": another than the one who demands it.
fn demands(drafts: &Drafts, candidate: TokenId, pronoun: TokenId) -> bool {
    let syntax = drafts.scene.syntax;
    let clause = syntax.head(pronoun).filter(|_| syntax.rel(pronoun) == Rel::Nsubj);
    let Some(clause) = clause.filter(|&c| syntax.rel(c) == Rel::Ccomp && !syntax.is_finite(c)) else { return false };
    let Some(verb) = syntax.head(clause) else { return false };
    let asks = matches!(syntax.key(verb).as_str(), "demand" | "request" | "order" | "urge" | "recommend" | "propose");
    asks && syntax.surface_subject(verb) == Some(candidate)
}

/// Whether the candidate is the subject of a verb above the pronoun's own: "Syria says it …".
fn governs(drafts: &Drafts, candidate: TokenId, pronoun: TokenId) -> bool {
    let syntax = drafts.scene.syntax;
    let Some(verb) = syntax.head(candidate) else { return false };
    syntax.rel(candidate).is_subject() && syntax.ancestors(pronoun).take(12).any(|a| a == verb)
}

/// "Greece and Turkey … they": all of them.
fn add_conjuncts(drafts: &mut Drafts, mention: usize, antecedent: usize) {
    let conjuncts = drafts.conjuncts(antecedent);
    if conjuncts.len() > 1 && drafts.all[antecedent].kind != MentionKind::Pronoun {
        let actors: Vec<_> = conjuncts
            .iter()
            .flat_map(|&c| drafts.all[c].coding.actors.iter().filter(|a| !a.code.is_empty()).cloned())
            .collect();
        if !actors.is_empty() {
            drafts.all[mention].coding.actors = actors;
        }
    }
}
