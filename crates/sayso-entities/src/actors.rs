//! Mentions and the actors they stand for.
//!
//! Names and role nouns are marked first (`scene`, `naming`), each phrase is coded by its own words (`coding`), and what
//! a phrase leaves open comes from elsewhere in the report: what it refers back to (`coreference`), and the country of
//! its sentence or of the report (`context`).

mod agents;
mod coding;
mod mentions;
mod naming;
mod scene;
mod table;

use sayso_document::{Document, TokenId};
use sayso_syntax::Syntax;

pub(crate) use agents::Agents;
pub(crate) use table::Names;

use crate::entities::{Mention, PlaceMention};
use crate::knowledge::Knowledge;
use scene::Scene;

/// All mentions of a document in order of their heads.
pub(crate) fn find(
    document: &Document,
    syntax: &Syntax,
    knowledge: &Knowledge,
    places: &[PlaceMention],
) -> Vec<Mention> {
    let scene = Scene::new(document, syntax, knowledge, places);
    let codings = coding::code(&scene);
    let mut found = Vec::new();
    for (i, coding) in codings.into_iter().enumerate() {
        let Some(coding) = coding else { continue };
        let head = TokenId(i as u32);
        let mut actors = coding.actors.clone().into_iter();
        found.push(Mention {
            span: mentions::span(&scene, head),
            head,
            kind: mentions::kind(&scene, head, &coding),
            entity: found.len() as u32,
            actor: actors.next(),
            others: actors.collect(),
            territory: coding.territory.or_else(|| scene.place_country(head).map(str::to_owned)),
            resolved_by: None,
        });
    }
    found
}
