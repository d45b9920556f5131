//! The country of an unmarked domestic group: that of its clause, of its sentence, or of the report.

use sayso_document::{Field, SentenceId, TokenId};
use sayso_syntax::{Rel, Upos};

use super::agents::{AgentKind, Takes};
use super::coding::Class;
use super::draft::{Draft, Drafts};
use super::role::{Role, is_office};
use crate::actor::{Actor, Sector};
use crate::entities::MentionKind;

/// A token that points to a country.
#[derive(Clone, Debug)]
struct Pointer {
    token: TokenId,
    country: String,
    /// Where something happens, rather than who acts.
    place: bool,
    /// Whether it is police or a court, which act at home.
    at_home: bool,
    /// Whether it is an office of a state, its army apart.
    civil: bool,
}

impl Pointer {
    /// Whether it tells the country of a sector's people elsewhere in its sentence.
    fn reaches(&self, sector: Option<Sector>) -> bool {
        sector.is_some_and(|s| {
            is_office(s)
                || self.at_home
                || matches!(s, Sector::Pty | Sector::Opp | Sector::Lab | Sector::Edu | Sector::Agr)
        })
    }
}

/// What is known of the countries that a report is about.
pub(crate) struct Context {
    /// For each sentence the tokens that point to a country.
    pointers: Vec<Vec<Pointer>>,
    /// The country that the report is about, if it is one.
    focus: Option<String>,
}

/// Sentences at the start of the body that tell what a report is about.
const OPENING: usize = 2;

impl Context {
    /// Collects the tokens that point to countries.
    pub(crate) fn new(drafts: &Drafts) -> Context {
        let mut pointers = vec![Vec::new(); drafts.scene.document.sentences.len()];
        // outlets and companies are known everywhere and tell no country
        let worldly =
            |d: &Draft| d.coding.actors.iter().any(|a| matches!(a.sectors.first(), Some(Sector::Jrn | Sector::Bus)));
        let named = |d: &Draft| d.kind == MentionKind::Named;
        // "Northern Front insurgents" tell no more than the shared name in them
        let borrowed = |d: &Draft| {
            let parts = drafts.scene.syntax.children_by(d.head, &[Rel::Compound, Rel::Amod, Rel::NmodDesc]);
            let mut shared = parts.filter_map(|c| drafts.at(c)).filter(|&m| drafts.all[m].coding.shared);
            d.coding.is_known() && shared.any(|m| drafts.all[m].coding.country() == d.coding.country())
        };
        let weak = |d: &Draft| d.coding.shared || borrowed(d) || named(d) && worldly(d);
        let collect = |pointers: &mut Vec<Vec<Pointer>>, is_weak: bool| {
            let all = drafts.all.iter().filter(|d| weak(d) == is_weak);
            all.for_each(|d| pointers[d.sentence.index()].extend(pointer(drafts, d)));
        };
        collect(&mut pointers, false);
        if pointers.iter().all(Vec::is_empty) {
            // nothing else tells: "the Republican Party" is that of the country it is known for
            collect(&mut pointers, true);
        }
        let mut context = Context { pointers, focus: None };
        context.focus = context.focus_of(drafts);
        context
    }

    /// The country of the dateline, title and opening sentences: the one named most, where none comes near it.
    fn focus_of(&self, drafts: &Drafts) -> Option<String> {
        let document = drafts.scene.document;
        let opening = document.sentences().filter(|(_, s)| s.field == Field::Text && s.is_report).take(OPENING);
        let mut weights: Vec<(String, u32)> = Vec::new();
        let mut add = |sentence: SentenceId, weight: u32| {
            for pointer in &self.pointers[sentence.index()] {
                match weights.iter_mut().find(|w| w.0 == pointer.country) {
                    Some(known) => known.1 += weight,
                    None => weights.push((pointer.country.clone(), weight)),
                }
            }
        };
        document.sentences().filter(|(_, s)| s.field == Field::Title).for_each(|(id, _)| add(id, 2));
        document.dateline.into_iter().for_each(|id| add(id, 2));
        opening.for_each(|(id, _)| add(id, 2));
        document
            .sentences()
            .filter(|(_, s)| s.field == Field::Text && s.is_report)
            .skip(OPENING)
            .for_each(|(id, _)| add(id, 1));
        let best = weights.iter().max_by_key(|w| w.1)?;
        let titles = document.sentences().filter(|(_, s)| s.field == Field::Title);
        let entitled = only(titles.flat_map(|(id, _)| &self.pointers[id.index()]));
        if entitled.is_some_and(|p| p.country == best.0) {
            return Some(best.0.clone());
        }
        let second = weights.iter().filter(|w| w.0 != best.0).map(|w| w.1).max().unwrap_or(0);
        (best.1 >= 2 * second).then(|| best.0.clone())
    }

    /// The country that the report is about.
    pub(crate) fn focus(&self) -> Option<&str> {
        self.focus.as_deref()
    }

    /// Gives an open role its country, if the text tells one.
    pub(crate) fn close(&self, drafts: &mut Drafts, mention: usize) {
        let Some(role) = drafts.all[mention].coding.role.clone() else { return };
        let served =
            !is_of_many(drafts, mention) && (role.takes == Takes::Own || (role.takes == Takes::Owner && role.state));
        let closed = drafts.all[mention].coding.is_known() || is_like_stateless(drafts, mention);
        if closed || !served || !takes_country(role.sector, role.state, role.foreign) {
            return;
        }
        let office = role.sector.is_some_and(is_office);
        let person =
            drafts.all[mention].kind == MentionKind::Named && drafts.all[mention].coding.class == Class::Person;
        if (person && !office) || is_of_unknown(drafts, mention, &role) {
            if matches!(role.sector, Some(Sector::Reb | Sector::Opp | Sector::Rel | Sector::Soc | Sector::Pty)) {
                let here = only(self.pointers[drafts.all[mention].sentence.index()].iter()).map(|p| p.country.clone());
                // bishops have a see
                let see = || self.focus.clone().filter(|_| person && role.sector == Some(Sector::Rel));
                if let Some(country) = here.or_else(see) {
                    drafts.close(mention, &[state(&country)]);
                }
            }
            return;
        }
        // "the foreign minister urged Iran": not Iran's
        let other = self.of_object(drafts, mention).filter(|_| office);
        let is_own = |country: &String| other.as_ref() != Some(country);
        let country = self
            .of_conjunct(drafts, mention)
            .filter(|country| !self.lies_elsewhere(drafts, mention, &role, country))
            .or_else(|| of_deed(drafts, mention).filter(|_| office))
            .or_else(|| of_carrier(drafts, mention))
            .or_else(|| self.of_clause(drafts, mention, office).filter(is_own))
            .or_else(|| self.of_sentence(drafts, mention, role.sector).filter(is_own))
            .or_else(|| self.of_report(drafts, mention, &role).filter(is_own))
            .or_else(|| self.of_sentence_before(drafts, mention).filter(|_| is_open(drafts, mention, &role)))
            .filter(is_own);
        if let Some(country) = country {
            drafts.close(mention, &[state(&country)]);
        }
    }

    /// Gives an institution with a name that others bear too to the country that the report is about, unless the report
    /// speaks of the country that it is known for.
    pub(crate) fn settle(&self, drafts: &mut Drafts, mention: usize) {
        let draft = &drafts.all[mention];
        let Some(own) = draft.coding.country().filter(|_| draft.coding.shared).map(str::to_owned) else { return };
        let here = &self.pointers[draft.sentence.index()];
        let beside = only(here.iter().filter(|p| !p.place)).filter(|p| p.country != own);
        let governor = drafts.scene.syntax.head(draft.head);
        let others = || self.pointers.iter().flatten().filter(|p| Some(p.token) != governor && p.token != draft.head);
        if beside.is_none() && others().any(|p| p.country == own) {
            return;
        }
        // "Northern Front insurgents", "ABC television"
        let whole = governor.filter(|_| drafts.is_modifier(mention)).and_then(|g| drafts.at(g));
        let whole = whole.filter(|&w| drafts.all[w].coding.country() == Some(own.as_str()));
        if is_abbreviation(drafts.scene.document.word(draft.head)) {
            let clear = |m: usize, drafts: &mut Drafts| {
                drafts.all[m].coding.actors.iter_mut().for_each(|a| *a = Actor::default());
            };
            whole.into_iter().for_each(|w| clear(w, drafts));
            return clear(mention, drafts);
        }
        let other = beside.or_else(|| only(here.iter())).map(|p| p.country.clone()).or_else(|| self.focus.clone());
        if let (Some(other), Some(actor)) = (other, drafts.all[mention].coding.actors.first_mut()) {
            // rebels with a namesake elsewhere are but a movement here
            if actor.sectors.first() == Some(&Sector::Reb) {
                actor.sectors = vec![Sector::Pty];
            }
            move_to(actor, &other);
            if let Some(whole) = whole {
                drafts.all[whole].coding.actors.iter_mut().for_each(|a| move_to(a, &other));
            }
        }
    }

    /// The country that the report is about, for those whom a definite or bare plural noun takes for known there.
    fn of_report(&self, drafts: &Drafts, mention: usize, role: &Role) -> Option<String> {
        let political = matches!(role.sector, Some(Sector::Leg | Sector::Opp | Sector::Pty | Sector::Jud));
        let definite = is_definite(drafts, mention);
        let plural = drafts.is_plural(mention);
        let known = is_open(drafts, mention, role)
            || matches!(role.sector, Some(Sector::Leg | Sector::Jud))
            || political && (plural && is_unmarked(drafts, mention) || definite)
            || plural && definite
            || self.is_of_one_country() && (plural || role.sector.is_some_and(is_office));
        self.focus.clone().filter(|_| known)
    }

    /// Whether the report speaks of one country only, and places in it.
    fn is_of_one_country(&self) -> bool {
        only(self.pointers.iter().flatten()).is_some() && self.pointers.iter().flatten().any(|p| p.place)
    }

    /// The country on which the clause of a subject acts.
    fn of_object(&self, drafts: &Drafts, mention: usize) -> Option<String> {
        let syntax = drafts.scene.syntax;
        let draft = &drafts.all[mention];
        let verb = syntax.head(draft.head).filter(|_| syntax.rel(draft.head) == Rel::Nsubj)?;
        let acted_on = |p: &&Pointer| {
            !p.place && matches!(syntax.rel(p.token), Rel::Obj | Rel::Iobj) && syntax.head(p.token) == Some(verb)
        };
        let object = self.pointers[draft.sentence.index()].iter().find(acted_on)?;
        let state = drafts.at(object.token).is_some_and(|m| drafts.all[m].coding.class == Class::Country);
        state.then(|| object.country.clone())
    }

    /// The one country of the sentence before.
    fn of_sentence_before(&self, drafts: &Drafts, mention: usize) -> Option<String> {
        let at = drafts.all[mention].sentence.index();
        let before = at.checked_sub(1)?;
        let sentences = &drafts.scene.document.sentences;
        let near = sentences[before].field == sentences[at].field;
        only(self.pointers[before].iter()).filter(|_| near).map(|p| p.country.clone())
    }

    /// "the rebels and the government of Chad"
    fn of_conjunct(&self, drafts: &Drafts, mention: usize) -> Option<String> {
        let syntax = drafts.scene.syntax;
        let head = drafts.all[mention].head;
        let first = if syntax.rel(head) == Rel::Conj { syntax.head(head)? } else { head };
        let others = syntax.conjuncts(first).into_iter().filter(|&t| t != head);
        let coded = others.filter_map(|t| drafts.at(t)).find(|&m| {
            drafts.all[m].coding.is_known() && drafts.is_noun(m) && drafts.all[m].coding.class != Class::Country
        });
        drafts.all[coded?].coding.country().map(str::to_owned)
    }

    /// "Two French soldiers and 30 civilians in Niger": the civilians are of the place that the sentence tells.
    fn lies_elsewhere(&self, drafts: &Drafts, mention: usize, role: &Role, country: &str) -> bool {
        let pointers = &self.pointers[drafts.all[mention].sentence.index()];
        let place = only(pointers.iter().filter(|p| p.place)).filter(|_| role.sector == Some(Sector::Cvl));
        place.is_some_and(|p| p.country != country)
    }

    /// The place or else the actor of the mention's own clause.
    fn of_clause(&self, drafts: &Drafts, mention: usize, office: bool) -> Option<String> {
        let draft = &drafts.all[mention];
        let clause = clause(drafts, draft.head);
        let own = |p: &&Pointer| {
            // "five people, including two Italians"
            let acts =
                |m: usize| matches!(drafts.all[m].coding.class, Class::Person | Class::Group) || drafts.is_modifier(m);
            let people = !p.place && drafts.at(p.token).is_some_and(acts);
            let part = people && drafts.scene.syntax.ancestors(p.token).take(4).any(|a| a == draft.head);
            p.token != draft.head && !part && self::clause(drafts, p.token) == clause
        };
        let pointers = &self.pointers[draft.sentence.index()];
        let here = || pointers.iter().filter(own);
        if office && let Some(country) = self.of_actor(drafts, draft.head, clause, pointers) {
            return Some(country);
        }
        let under = |p: &&Pointer| {
            p.place
                && p.token != draft.head
                && drafts.scene.syntax.ancestors(p.token).take(40).any(|a| Some(a) == clause)
        };
        let direct = || here().filter(|p| p.place && drafts.scene.syntax.head(p.token) == clause);
        only(here().filter(|p| p.place))
            .or_else(|| only(direct()))
            .or_else(|| only(here().filter(|p| p.place && is_in(drafts, p.token))))
            .or_else(|| only(pointers.iter().filter(under)))
            .or_else(|| self.of_place_beside(drafts, mention, office, here().any(|p| p.at_home)))
            .or_else(|| only(here()))
            .or_else(|| here().find(|p| drafts.scene.syntax.rel(p.token).is_subject()))
            .map(|p| p.country.clone())
    }

    /// The one place of the sentence, for those to whom somebody from abroad does something: their clause tells only who.
    fn of_place_beside(&self, drafts: &Drafts, mention: usize, office: bool, at_home: bool) -> Option<&Pointer> {
        let draft = &drafts.all[mention];
        if office || at_home || drafts.scene.syntax.rel(draft.head).is_subject() {
            return None;
        }
        only(self.pointers[draft.sentence.index()].iter().filter(|p| p.place))
    }

    /// The country of who does what the clause tells, understood subjects included: "denied sending troops".
    fn of_actor(
        &self,
        drafts: &Drafts,
        head: TokenId,
        clause: Option<TokenId>,
        pointers: &[Pointer],
    ) -> Option<String> {
        let subject = drafts.scene.syntax.logical_subject(clause?)?;
        let pointer = pointers.iter().find(|p| p.token == subject && p.token != head && !p.place)?;
        Some(pointer.country.clone())
    }

    /// The one country of the sentence; for those who are no part of a state only where it is a place.
    fn of_sentence(&self, drafts: &Drafts, mention: usize, sector: Option<Sector>) -> Option<String> {
        let draft = &drafts.all[mention];
        let pointers = &self.pointers[draft.sentence.index()];
        let here = || pointers.iter().filter(|p| p.token != draft.head && (p.place || p.reaches(sector)));
        let focus = |p: &&Pointer| Some(&p.country) == self.focus.as_ref();
        let armed = matches!(sector, Some(Sector::Reb | Sector::Uaf | Sector::Prm | Sector::Crm));
        let of_state = || only(pointers.iter()).filter(|_| !armed && pointers.iter().any(|p| p.civil));
        // "snow in the United States, killing 12 people", but not whom a state's own people kill
        let passive = || {
            let calm =
                |p: &&Pointer| !drafts.scene.syntax.rel(p.token).is_subject() && !drafts.is_noun_modifier(p.token);
            only(pointers.iter().filter(|p| p.token != draft.head)).filter(|p| sector == Some(Sector::Cvl) && calm(p))
        };
        only(here()).or_else(|| here().find(focus)).or_else(of_state).or_else(passive).map(|p| p.country.clone())
    }
}

/// "The Red Cross and *other aid groups*": of no country, as what they are like is of none.
fn is_like_stateless(drafts: &Drafts, mention: usize) -> bool {
    let syntax = drafts.scene.syntax;
    let head = drafts.all[mention].head;
    let like = syntax.head(head).filter(|_| syntax.rel(head) == Rel::Conj).and_then(|h| drafts.at(h));
    let other = || syntax.children_by(head, &[Rel::Amod]).any(|c| syntax.key(c) == "other");
    like.is_some_and(|m| drafts.all[m].coding.is_known() && drafts.all[m].coding.country().is_none()) && other()
}

/// The country that a mention points to.
fn pointer(drafts: &Drafts, draft: &Draft) -> Option<Pointer> {
    let place = draft.coding.class == Class::Place;
    let lies = locative(drafts, draft.head);
    let country = match draft.coding.country() {
        Some(country) if draft.coding.is_known() || place => Some(country),
        // "in Pakistan's Example Valley", "in the west of the country"
        Some(country) if lies && is_spot(drafts, draft.head) => Some(country),
        _ => drafts.scene.place_country(draft.head),
    };
    let sectors = || draft.coding.actors.iter().filter_map(|a| a.sectors.first());
    Some(Pointer {
        token: draft.head,
        country: country?.to_owned(),
        place: place || lies,
        civil: sectors().any(|&s| is_office(s) && s != Sector::Mil),
        at_home: sectors().any(|s| matches!(s, Sector::Cop | Sector::Jud)),
    })
}

/// Whether a noun names a spot, so that what it belongs to is where it lies.
fn is_spot(drafts: &Drafts, head: TokenId) -> bool {
    const SPOTS: &[&str] = &[
        "north",
        "south",
        "east",
        "west",
        "northeast",
        "northwest",
        "southeast",
        "southwest",
        "centre",
        "center",
        "outskirt",
        "outskirts",
        "suburb",
        "airport",
        "market",
        "square",
        "base",
        "prison",
        "jail",
        "station",
        "checkpoint",
        "border",
        "island",
        "coast",
        "mountain",
        "desert",
        "hotel",
        "part",
        "mine",
        "factory",
        "stadium",
        "bridge",
        "road",
        "highway",
        "heartland",
        "hinterland",
        "interior",
        "countryside",
    ];
    let scene = drafts.scene;
    scene.syntax.upos(head) == Upos::Propn
        || scene.agent(head).is_some_and(|(_, a)| a.kind == AgentKind::None)
        || SPOTS.contains(&scene.syntax.key(head).as_str())
}

/// Makes an actor one of another country.
fn move_to(actor: &mut Actor, country: &str) {
    actor.code = format!("{country}{}", actor.sectors.first().map_or("", |s| s.as_str()));
    actor.country = Some(country.to_owned());
}

fn is_abbreviation(name: &str) -> bool {
    name.len() <= 6 && name.chars().all(|c| c.is_uppercase() || c == '-')
}

/// A state as an actor.
fn state(country: &str) -> Actor {
    Actor { code: country.to_owned(), country: Some(country.to_owned()), ..Actor::default() }
}

/// Whether a token stands with "in" or "at" itself, not as one of a list.
fn is_in(drafts: &Drafts, token: TokenId) -> bool {
    drafts.scene.syntax.case(token).is_some_and(|case| matches!(case.as_str(), "in" | "at"))
}

/// "Arab broadcasters", "Western diplomats" are of more than one country.
fn is_of_many(drafts: &Drafts, mention: usize) -> bool {
    const MANY: &[&str] =
        &["arab", "western", "european", "african", "asian", "international", "foreign", "multinational", "global"];
    let scene = drafts.scene;
    let head = drafts.all[mention].head;
    let part_of_noun = |t: TokenId| scene.agent(head).is_some_and(|(noun, _)| t >= noun.start && t < noun.end);
    let word = |t: TokenId| scene.syntax.key(t);
    // "Middle Eastern", "Latin American", "coalition troops"
    let continent = |t: TokenId| {
        matches!(word(t).as_str(), "eastern" | "american")
            && scene.syntax.child(t, &[Rel::Amod, Rel::Compound]).is_some()
    };
    let sector = drafts.all[mention].coding.role.as_ref().and_then(|r| r.sector);
    let serves = matches!(sector, Some(Sector::Mil | Sector::Cvl));
    let allied = |t: TokenId| serves && matches!(word(t).as_str(), "coalition" | "alliance" | "allied");
    let adjectives = scene.syntax.children_by(head, &[Rel::Amod, Rel::Compound]).filter(|&c| !part_of_noun(c));
    adjectives.into_iter().any(|c| MANY.contains(&word(c).as_str()) || continent(c) || allied(c))
}

/// "their nationals" of somebody unknown.
fn is_of_unknown(drafts: &Drafts, mention: usize, role: &Role) -> bool {
    let scene = drafts.scene;
    let head = drafts.all[mention].head;
    let owner = scene.syntax.child(head, &[Rel::NmodPoss]);
    let own = role.sector.is_some_and(is_office) || matches!(scene.syntax.key(head).as_str(), "national" | "citizen");
    let of_body = owner
        .and_then(|o| drafts.at(o))
        .is_some_and(|m| drafts.all[m].coding.is_known() && drafts.all[m].coding.country().is_none());
    of_body
        || own
            && owner.is_some_and(|o| {
                matches!(scene.document.word(o).to_lowercase().as_str(), "their" | "its" | "our" | "your")
            })
}

/// The only country among pointers.
fn only<'a>(mut pointers: impl Iterator<Item = &'a Pointer>) -> Option<&'a Pointer> {
    let first = pointers.next()?;
    pointers.all(|p| p.country == first.country).then_some(first)
}

/// Whether members of a sector are, unless said otherwise, of the country that the text speaks of.
fn takes_country(sector: Option<Sector>, state: bool, foreign: bool) -> bool {
    let domestic = sector.is_none_or(|s| {
        is_office(s)
            || matches!(
                s,
                Sector::Opp
                    | Sector::Reb
                    | Sector::Uaf
                    | Sector::Prm
                    | Sector::Lab
                    | Sector::Edu
                    | Sector::Agr
                    | Sector::Cvl
                    | Sector::Pty
                    | Sector::Crm
                    | Sector::Rel
                    | Sector::Jrn
                    | Sector::Soc
                    | Sector::Med
            )
    });
    !foreign && (state || domestic)
}

/// "its resupply of troops": those whose deed it is.
fn of_deed(drafts: &Drafts, mention: usize) -> Option<String> {
    let syntax = drafts.scene.syntax;
    let head = drafts.all[mention].head;
    let of = syntax.rel(head) == Rel::Nmod && syntax.case(head).is_some_and(|case| case == "of");
    let deed = drafts.at(syntax.head(head).filter(|_| of)?)?;
    let coding = &drafts.all[deed].coding;
    coding.territory.clone().filter(|_| coding.class == Class::Thing && drafts.is_noun(deed))
}

/// "a Sudanese airliner carrying 103 people"
fn of_carrier(drafts: &Drafts, mention: usize) -> Option<String> {
    let syntax = drafts.scene.syntax;
    let head = drafts.all[mention].head;
    let verb = syntax.head(head).filter(|_| syntax.rel(head) == Rel::Obj)?;
    let carries = matches!(syntax.key(verb).as_str(), "carry" | "transport" | "bring");
    let carrier = match syntax.rel(verb) {
        Rel::Acl => syntax.head(verb),
        _ => syntax.logical_subject(verb),
    };
    let carrier = drafts.at(carrier.filter(|_| carries)?)?;
    let coding = &drafts.all[carrier].coding;
    coding.territory.clone().filter(|_| coding.class == Class::Thing)
}

/// Whether a role is that of the country spoken of wherever it is not said otherwise.
fn is_open(drafts: &Drafts, mention: usize, role: &Role) -> bool {
    role.state && is_unmarked(drafts, mention)
}

/// "the lawmakers"
fn is_definite(drafts: &Drafts, mention: usize) -> bool {
    let syntax = drafts.scene.syntax;
    syntax.children_by(drafts.all[mention].head, &[Rel::Det]).any(|d| syntax.key(d) == "the")
}

/// "the army", "police", "President Aoun", but not "an army".
fn is_unmarked(drafts: &Drafts, mention: usize) -> bool {
    let syntax = drafts.scene.syntax;
    let determiner = syntax.children_by(drafts.all[mention].head, &[Rel::Det]).next();
    determiner.is_none_or(|d| syntax.key(d) == "the") || drafts.all[mention].kind == MentionKind::Named
}

/// The nearest verb above a token.
fn clause(drafts: &Drafts, token: TokenId) -> Option<TokenId> {
    let syntax = drafts.scene.syntax;
    syntax.ancestors(token).take(40).find(|&a| syntax.upos(a) == Upos::Verb || syntax.rel(a) == Rel::Root)
}

fn locative(drafts: &Drafts, token: TokenId) -> bool {
    let syntax = drafts.scene.syntax;
    // "in Ajama, Yemen"
    let token = if syntax.rel(token) == Rel::Appos { syntax.head(token).unwrap_or(token) } else { token };
    let case = drafts.scene.case(token);
    matches!(drafts.scene.syntax.rel(token), Rel::Obl | Rel::Nmod | Rel::Conj)
        && case.is_some_and(|c| {
            matches!(
                c.as_str(),
                "in" | "at" | "near" | "outside" | "inside" | "across" | "throughout" | "through" | "around"
            )
        })
}
