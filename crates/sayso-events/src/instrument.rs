//! By what means: "killed by a roadside *bomb*" is an attack with explosives, whatever verb tells it.

use sayso_document::TokenId;
use sayso_lexicon::{Slot, Text};
use sayso_syntax::Rel;

use crate::event::Event;
use crate::lexicon::Lexicon;
use crate::ontology::{EventType, Mode};

/// Modes with the class of things that show them and their CAMEO code, the more telling first.
const MEANS: &[(Mode, &str, &str)] = &[
    (Mode::SuicideAttack, "with-suicide", "1831"),
    (Mode::Unconventional, "with-unconventional", "2041"),
    (Mode::Drone, "with-drone", "195"),
    (Mode::Aerial, "with-aircraft", "195"),
    (Mode::HeavyWeapons, "with-heavy-weapons", "194"),
    (Mode::Explosives, "with-explosives", "183"),
    (Mode::Firearms, "with-firearms", "193"),
    (Mode::Primitive, "with-blades", "182"),
];

/// Where the means stand around a predicate.
const PREPOSITIONS: &[&str] = &["by", "with", "in", "from", "using", "of"];

/// Gives an assault without a mode the one that its means show.
pub(crate) fn refine(text: &Text<'_>, lexicon: &Lexicon, event: &mut Event) {
    // "killed" alone says nothing of the way, whomever it hits
    let open = event.mode.is_none() || (event.mode == Some(Mode::Targeted) && text.key(event.head()) == "kill");
    if event.event_type != EventType::Assault || !open {
        return;
    }
    let predicates: Vec<TokenId> = event.trigger.iter().chain(&event.consequences).copied().collect();
    let mut means: Vec<TokenId> = predicates.clone();
    for &predicate in &predicates {
        means.extend(text.syntax.logical_subject(predicate));
        means.extend(text.syntax.children_by(predicate, &[Rel::Compound, Rel::Amod]));
        means.extend(PREPOSITIONS.iter().flat_map(|p| text.fillers(&[predicate], &Slot::Prep((*p).to_string()))));
    }
    let parts: Vec<TokenId> = means
        .iter()
        .flat_map(|&t| {
            let inside = text.syntax.children_by(t, &[Rel::Compound, Rel::Amod]).collect::<Vec<_>>();
            std::iter::once(t).chain(inside).chain(text.syntax.obliques(t, "of"))
        })
        .filter(|t| !event.targets.contains(t))
        .collect();
    let shown = MEANS.iter().find(|(_, class, _)| parts.iter().any(|&t| lexicon.classes.has(class, text.key(t))));
    if let Some((mode, _, cameo)) = shown {
        event.mode = Some(*mode);
        if event.cameo.starts_with("190") || event.cameo == "180" {
            event.cameo = (*cameo).to_string();
        }
    }
}
