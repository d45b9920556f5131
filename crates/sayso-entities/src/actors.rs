//! Mentions and the actors they stand for.
//!
//! Names and role nouns are marked first (`scene`, `naming`), each phrase is coded by its own words (`coding`), and what
//! a phrase leaves open comes from elsewhere in the report: from the same name (`names`), from what it refers back to
//! (`pronouns`, `definites`), from the country of its sentence or of the report (`context`), and within quotations from
//! the speaker (`quotes`).

mod agents;
mod coding;
mod context;
mod counts;
mod definites;
mod draft;
mod mentions;
mod names;
mod naming;
mod owners;
mod persons;
mod pronouns;
mod quotes;
mod role;
mod scene;
mod table;
mod user;

use sayso_document::{Document, TokenId};
use sayso_syntax::{Rel, Syntax};

pub(crate) use agents::{AgentKind, Agents};
pub(crate) use table::{Names, key as name_key};

use crate::actor::Actor;
use crate::entities::{Mention, MentionId, MentionKind, PlaceMention};
use crate::knowledge::Knowledge;
use context::Context;
use draft::Drafts;
use scene::Scene;

/// All mentions of a document in order of their heads.
pub(crate) fn find(
    document: &Document,
    syntax: &Syntax,
    knowledge: &Knowledge,
    places: &[PlaceMention],
) -> Vec<Mention> {
    let scene = Scene::new(document, syntax, knowledge, places);
    let mut drafts = Drafts::new(&scene);
    names::link(&mut drafts);
    let context = Context::new(&drafts);
    for mention in 0..drafts.all.len() {
        match drafts.all[mention].kind {
            MentionKind::Pronoun => pronouns::resolve(&mut drafts, mention),
            _ => {
                definites::place(&mut drafts, mention);
                names::short(&mut drafts, mention);
                serve_owner(&mut drafts, mention);
                definites::resolve(&mut drafts, mention, context.focus());
                context.settle(&mut drafts, mention);
                counts::resolve(&mut drafts, mention);
                context.close(&mut drafts, mention);
                names::apposition(&mut drafts, mention);
            }
        }
    }
    for mention in 0..drafts.all.len() {
        counts::measure(&mut drafts, mention);
    }
    quotes::resolve(&mut drafts);
    for mention in 0..drafts.all.len() {
        serve_owner(&mut drafts, mention);
    }
    share(&mut drafts);
    finish(&drafts)
}

/// "his interior minister", "the bloc's ambassador", "the leaders of the group": what has been resolved since tells whose.
fn serve_owner(drafts: &mut Drafts, mention: usize) {
    let syntax = drafts.scene.syntax;
    let head = drafts.all[mention].head;
    let holders = match drafts.scene.agent(head) {
        Some((found, _)) => (found.start.0..found.end.0).map(TokenId).collect(),
        None => vec![head],
    };
    let owner = holders.iter().flat_map(|&h| syntax.children(h).iter().copied()).find(|&c| match syntax.rel(c) {
        Rel::NmodPoss => true,
        Rel::Nmod => syntax.case(c).is_some_and(|case| case == "of"),
        _ => false,
    });
    let Some(owner) = owner.and_then(|o| drafts.at(o)) else { return };
    let actors: Vec<Actor> = drafts.all[owner].coding.actors.iter().filter(|a| !a.code.is_empty()).cloned().collect();
    let noun = syntax.key(head);
    let lies =
        drafts.all[owner].coding.territory.clone().filter(|_| drafts.all[owner].coding.class == coding::Class::Thing);
    if let Some(country) = lies.filter(|_| actors.is_empty() && drafts.all[mention].coding.role.is_some()) {
        // "the city's police"
        let state = Actor { code: country.clone(), country: Some(country), ..Actor::default() };
        return drafts.close(mention, &[state]);
    }
    if actors.is_empty() || noun == "counterpart" || actors.iter().any(|a| owners::stands_apart(&noun, a)) {
        return;
    }
    if drafts.all[mention].coding.role.is_some() {
        drafts.close(mention, &actors);
    } else if drafts.all[mention].coding.territory.is_none() && !drafts.all[mention].coding.is_known() {
        drafts.all[mention].coding.territory.clone_from(&actors[0].country);
    }
}

/// What one mention of an entity tells, its other mentions know.
fn share(drafts: &mut Drafts) {
    let mut known: Vec<Option<usize>> = vec![None; drafts.all.len()];
    for mention in 0..drafts.all.len() {
        let draft = &drafts.all[mention];
        let best = &mut known[draft.entity as usize];
        if best.is_none() && draft.coding.is_known() {
            *best = Some(mention);
        }
    }
    for mention in 0..drafts.all.len() {
        let draft = &drafts.all[mention];
        let Some(from) = known[draft.entity as usize] else { continue };
        if !draft.coding.is_known() && !draft.coding.actors.is_empty() {
            let actors = drafts.all[from].coding.actors.clone();
            drafts.all[mention].coding.actors = actors;
        }
    }
}

fn finish(drafts: &Drafts) -> Vec<Mention> {
    let scene = drafts.scene;
    let mention = |draft: &draft::Draft| {
        let span = mentions::span(scene, draft.head);
        let mut actors = draft.coding.actors.iter().cloned().map(|mut actor| {
            if actor.name.is_empty() {
                scene.document.text(span).clone_into(&mut actor.name);
            }
            actor
        });
        let territory = draft.coding.territory.clone().or_else(|| scene.place_country(draft.head).map(str::to_owned));
        Mention {
            span,
            head: draft.head,
            kind: draft.kind,
            entity: draft.entity,
            actor: actors.next(),
            others: actors.collect(),
            territory,
            resolved_by: draft.resolved_by.map(|m| MentionId(m as u32)),
        }
    };
    drafts.all.iter().map(mention).collect()
}
