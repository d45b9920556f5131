//! The mentions while they are being resolved.

use sayso_document::{Field, SentenceId, TokenId};
use sayso_syntax::{Rel, Upos};

use super::coding::{self, Class, Coding};
use super::scene::Scene;
use crate::actor::Actor;
use crate::entities::MentionKind;

/// One mention while it is being resolved.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub head: TokenId,
    pub sentence: SentenceId,
    pub kind: MentionKind,
    pub coding: Coding,
    pub entity: u32,
    pub resolved_by: Option<usize>,
}

/// All mentions of a document in order of their heads.
pub(crate) struct Drafts<'a> {
    pub scene: &'a Scene<'a>,
    pub all: Vec<Draft>,
    /// For each token one more than the number of the mention that it heads.
    at: Vec<u32>,
}

impl<'a> Drafts<'a> {
    /// The mentions as coded by their own words, each its own entity.
    pub(crate) fn new(scene: &'a Scene<'a>) -> Drafts<'a> {
        let mut at = vec![0; scene.document.tokens.len()];
        let mut all: Vec<Draft> = Vec::new();
        for (i, coding) in coding::code(scene).into_iter().enumerate() {
            let Some(coding) = coding else { continue };
            let head = TokenId(i as u32);
            let kind = super::mentions::kind(scene, head, &coding);
            let sentence = scene.document.sentence_of(head);
            at[i] = all.len() as u32 + 1;
            all.push(Draft { head, sentence, kind, coding, entity: all.len() as u32, resolved_by: None });
        }
        Drafts { scene, all, at }
    }

    /// The number of the mention that a token heads.
    pub(crate) fn at(&self, head: TokenId) -> Option<usize> {
        self.at[head.index()].checked_sub(1).map(|i| i as usize)
    }

    /// Makes a mention one of the entity of another, and gives it that one's actors.
    pub(crate) fn resolve(&mut self, mention: usize, by: usize) {
        let from = self.all[by].coding.clone();
        let entity = self.all[by].entity;
        let draft = &mut self.all[mention];
        draft.entity = entity;
        draft.resolved_by = Some(by);
        if !from.actors.is_empty() {
            draft.coding.actors = from.actors;
        }
        if draft.kind == MentionKind::Pronoun || draft.coding.class == Class::Thing {
            draft.coding.class = from.class;
        }
        if draft.coding.territory.is_none() {
            draft.coding.territory = from.territory;
        }
        if draft.coding.is_known() {
            draft.coding.role = None;
        }
    }

    /// Makes a mention one of the entity of a place, and an actor of its country.
    pub(crate) fn resolve_to_territory(&mut self, mention: usize, by: usize) {
        let country = self.scene.place_country(self.all[by].head).unwrap_or_default().to_owned();
        let (entity, draft) = (self.all[by].entity, &mut self.all[mention]);
        draft.entity = entity;
        draft.resolved_by = Some(by);
        draft.coding.role = None;
        draft.coding.actors = vec![Actor { code: country.clone(), country: Some(country), ..Actor::default() }];
    }

    /// Gives an open role the country or body that it serves.
    pub(crate) fn close(&mut self, mention: usize, owners: &[Actor]) {
        let coding = &mut self.all[mention].coding;
        if let Some(role) = coding.role.take() {
            let name = coding.actors.first().map(|a| a.name.clone()).unwrap_or_default();
            let thing = coding.actors.is_empty() && coding.class == Class::Thing;
            coding.actors = owners.iter().map(|owner| Actor { name: name.clone(), ..role.of(owner) }).collect();
            if thing && !coding.is_known() {
                coding.actors.clear();
            }
        }
    }

    /// Whether a mention stands for more than one.
    pub(crate) fn is_plural(&self, mention: usize) -> bool {
        let syntax = self.scene.syntax;
        let head = self.all[mention].head;
        let number = syntax.word(head).feats.get("Number");
        number == Some("Plur")
            || number == Some("Ptan")
            || self.conjuncts(mention).len() > 1
            || self.all[mention].coding.actors.len() > 1
            || syntax.key(head) == "police"
    }

    /// A mention and those coordinated with it.
    pub(crate) fn conjuncts(&self, mention: usize) -> Vec<usize> {
        let heads = self.scene.syntax.conjuncts(self.all[mention].head);
        heads.into_iter().filter_map(|h| self.at(h)).collect()
    }

    /// Whether a mention is a mere modifier of another ("Saudi" in "Saudi air strike").
    pub(crate) fn is_modifier(&self, mention: usize) -> bool {
        matches!(self.scene.syntax.rel(self.all[mention].head), Rel::Amod | Rel::Compound | Rel::NmodDesc | Rel::Flat)
    }

    /// Whether a token is a mere modifier of a noun.
    pub(crate) fn is_noun_modifier(&self, token: TokenId) -> bool {
        self.at(token).is_some_and(|m| self.is_modifier(m))
    }

    /// Whether a mention stands in the title.
    pub(crate) fn is_in_title(&self, mention: usize) -> bool {
        self.scene.document.sentences[self.all[mention].sentence.index()].field == Field::Title
    }

    /// Whether the head is a noun or name.
    pub(crate) fn is_noun(&self, mention: usize) -> bool {
        matches!(self.scene.syntax.upos(self.all[mention].head), Upos::Noun | Upos::Propn)
    }
}
