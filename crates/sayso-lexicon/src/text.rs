//! The layers that lexicon rows are matched against, with the lemmas in lower case once and for all.

use sayso_document::{Document, TokenId};
use sayso_entities::Entities;
use sayso_syntax::{NerTag, Rel, Syntax, Upos, Word};

use crate::classes::OPEN_CLASSES;
use crate::slot::Slot;

/// Nouns that only count or group what follows "of".
const PARTITIVES: &[&str] = &[
    "ten",
    "dozen",
    "score",
    "hundred",
    "thousand",
    "million",
    "number",
    "group",
    "member",
    "handful",
    "couple",
    "crowd",
    "majority",
    "part",
    "rest",
    "some",
    "many",
    "several",
    "most",
    "all",
    "both",
    "none",
    "wave",
    "series",
    "unit",
    "piece",
    "kind",
    "ton",
    "tonne",
    "batch",
    "consignment",
    "shipment",
    "cargo",
    "planeload",
    "truckload",
    "shipload",
    "load",
    "cache",
    "flow",
    "percent",
];

/// How many of them may stand one below the other.
const PARTITIVE_DEPTH: usize = 3;

/// The layers below, in one hand.
#[derive(Clone, Debug)]
pub struct Text<'a> {
    /// Words and sentences.
    pub document: &'a Document,
    /// Trees.
    pub syntax: &'a Syntax,
    /// Mentions.
    pub entities: &'a Entities,
    keys: Vec<String>,
}

/// Verbs that ask somebody named by an oblique to do what the infinitive after it names.
const CALLING: &[&str] = &["call", "appeal", "plead", "press", "push", "campaign", "lobby"];

/// Verbs that take a receiver before the thing.
const GIVING: &[&str] = &[
    "give",
    "grant",
    "send",
    "offer",
    "promise",
    "deny",
    "pay",
    "lend",
    "loan",
    "sell",
    "award",
    "hand",
    "guarantee",
    "refuse",
    "bring",
    "deal",
    "issue",
    "show",
    "tell",
];

/// The nouns that do end in -che; any other comes from a plural in -ches.
const CHE_NOUNS: &[&str] =
    &["ache", "niche", "cliche", "quiche", "avalanche", "creche", "psyche", "brioche", "tranche", "cache"];

/// Lemma in lower case, with the slips of the lemmatiser mended that English spelling shows to be slips.
fn key(word: &Word, form: &str) -> String {
    let lemma = word.lemma.to_lowercase();
    match word.upos {
        Upos::Noun => noun_key(lemma, word.feats.is("Number", "Plur")),
        Upos::Propn if form.len() > 4 && form.ends_with("men") => format!("{}man", &form[..form.len() - 3]),
        Upos::Verb => verb_key(lemma, form),
        _ => lemma,
    }
}

/// A plural that the engine left in the plural ("troops", "hostilities") without its ending; "clashe" as "clash".
fn noun_key(mut key: String, plural: bool) -> String {
    if plural && key.len() > 5 && key.ends_with("ies") {
        key.truncate(key.len() - 3);
        key.push('y');
    } else if plural && key.len() > 3 && key.ends_with('s') && !key.ends_with("ss") {
        key.pop();
    }
    let slip = key.ends_with("she") || (key.ends_with("che") && !CHE_NOUNS.iter().any(|n| key.ends_with(n)));
    if slip || matches!(key.as_str(), "buse" | "gase") {
        key.pop();
    }
    key
}

/// A verb's base: "staged" is of "stage", since "stag" would double its last letter; nothing is of "be" or of a single
/// letter but its own forms.
fn verb_key(lemma: String, form: &str) -> String {
    let own = ["am", "is", "are", "was", "were", "been", "being", "be", "'s", "'re", "'m", "\u{2019}s"];
    if (lemma == "be" && !own.contains(&form)) || lemma.len() == 1 {
        return form.strip_suffix("aid").map_or_else(|| form.to_string(), |stem| format!("{stem}ay"));
    }
    let undoubled = form.strip_suffix("ed") == Some(lemma.as_str()) || form.strip_suffix("ing") == Some(lemma.as_str());
    if undoubled && is_short_syllable(&lemma) { format!("{lemma}e") } else { lemma }
}

/// One vowel between consonants, the last of which English would double: "stag", "rap".
fn is_short_syllable(stem: &str) -> bool {
    let vowel = |b: u8| b"aeiouy".contains(&b);
    let bytes = stem.as_bytes();
    let [.., before, last] = bytes else { return false };
    stem.is_ascii()
        && vowel(*before)
        && !vowel(*last)
        && !b"wx".contains(last)
        && bytes.iter().filter(|b| vowel(**b)).count() == 1
}

impl<'a> Text<'a> {
    /// Takes the layers.
    #[must_use]
    pub fn new(document: &'a Document, syntax: &'a Syntax, entities: &'a Entities) -> Text<'a> {
        let form = |i: usize| document.word(TokenId(i as u32)).to_lowercase();
        let keys = syntax.words().iter().enumerate().map(|(i, word)| key(word, &form(i))).collect();
        Text { document, syntax, entities, keys }
    }

    /// Lower-cased lemma.
    #[must_use]
    pub fn key(&self, token: TokenId) -> &str {
        &self.keys[token.index()]
    }

    /// The nominals (or clauses) in a slot of a predicate made of `tokens`, headed by the first of them.
    #[must_use]
    pub fn fillers(&self, tokens: &[TokenId], slot: &Slot) -> Vec<TokenId> {
        let Some(&head) = tokens.first() else { return Vec::new() };
        let syntax = self.syntax;
        let own = |t: &TokenId| !tokens.contains(t);
        let found: Vec<TokenId> = match slot {
            Slot::Subj => self.called_on(head).or_else(|| self.doer(head)).into_iter().collect(),
            Slot::Obj => {
                let object = self.two_objects(head).map(|(_, thing)| thing).or_else(|| self.object(head));
                let object = object.or_else(|| syntax.child(head, &[Rel::Iobj]));
                object.or_else(|| self.bare_oblique(head)).into_iter().collect()
            }
            Slot::Iobj => {
                let receiver = self.two_objects(head).map(|(receiver, _)| receiver);
                receiver.or_else(|| syntax.child(head, &[Rel::Iobj])).into_iter().collect()
            }
            Slot::Poss => syntax.children_by(head, &[Rel::NmodPoss]).collect(),
            Slot::Mod => syntax.children_by(head, &[Rel::Compound, Rel::Amod, Rel::NmodDesc]).collect(),
            Slot::Clause => self.clauses(tokens),
            Slot::Doer => self.doers(tokens),
            Slot::Prep(preposition) => {
                let all = tokens.iter().flat_map(|&t| self.attached(t, preposition, tokens));
                all.filter(|t| !self.entities.times.iter().any(|time| time.head == *t)).collect()
            }
        };
        found.into_iter().filter(own).collect()
    }

    /// Whether a finite verb without auxiliary has its subject labelled as that of a passive: "Thousands *demonstrated*".
    fn is_mislabelled_active(&self, verb: TokenId) -> bool {
        let syntax = self.syntax;
        syntax.word(verb).feats.is("VerbForm", "Fin")
            && syntax.child(verb, &[Rel::NsubjPass]).is_some()
            && syntax.child(verb, &[Rel::AuxPass, Rel::Aux, Rel::OblAgent]).is_none()
    }

    /// The logical subject; of a passive also the by-phrase that the tree hangs on a nominal before it: "was provided to
    /// the refugees *by a charity*".
    fn doer(&self, verb: TokenId) -> Option<TokenId> {
        let syntax = self.syntax;
        if self.is_mislabelled_active(verb) {
            return syntax.surface_subject(verb);
        }
        let passive = syntax.is_passive(verb);
        let found = syntax.logical_subject(verb);
        if found.is_some() || !passive {
            return found;
        }
        let nominals = syntax.children_by(verb, &[Rel::Obl, Rel::Obj]).filter(|&t| t > verb);
        let agents = nominals.flat_map(|t| syntax.obliques(t, "by")).collect::<Vec<_>>();
        agents.into_iter().find(|&t| self.entities.mention_at(t).is_some_and(|m| m.actor.is_some()))
    }

    fn object(&self, verb: TokenId) -> Option<TokenId> {
        let syntax = self.syntax;
        let object = if self.is_mislabelled_active(verb) {
            syntax.child(verb, &[Rel::Obj])
        } else {
            syntax.logical_object(verb)
        };
        // an object with a preposition of its own is none, but for what goes with the verb: "cut *off* water"
        let prepositional = |o: TokenId| {
            let case = syntax.case(o);
            syntax.head(o) == Some(verb)
                && syntax.rel(o) == Rel::Obj
                && case.is_some_and(|c| !matches!(c.as_str(), "off" | "up" | "out" | "down" | "away" | "over" | "back"))
        };
        object.filter(|&o| !prepositional(o))
    }

    /// Receiver and thing where the tree makes both objects: "gave *Lebanon fuel*".
    fn two_objects(&self, verb: TokenId) -> Option<(TokenId, TokenId)> {
        let syntax = self.syntax;
        if !GIVING.contains(&self.key(verb)) {
            return None;
        }
        let bare = |t: &TokenId| *t > verb && syntax.case(*t).is_none();
        let mut objects = syntax.children_by(verb, &[Rel::Obj]).filter(bare);
        let (first, second) = (objects.next()?, objects.next()?);
        Some((first, second)).filter(|_| !syntax.is_passive(verb))
    }

    /// Who is called on to do what an infinitive names, where the tree makes it a purpose: "called for *the bloc* to support …".
    fn called_on(&self, infinitive: TokenId) -> Option<TokenId> {
        let syntax = self.syntax;
        if syntax.rel(infinitive) == Rel::Acl && syntax.is_to_infinitive(infinitive) {
            // "the deadline *for the rebels* to surrender"
            let noun = syntax.head(infinitive)?;
            let asked = syntax.obliques(noun, "for").into_iter().rfind(|&o| noun < o && o < infinitive);
            return asked.filter(|_| syntax.child(infinitive, &[Rel::Nsubj, Rel::NsubjPass]).is_none());
        }
        let verb = syntax.head(infinitive).filter(|_| syntax.rel(infinitive) == Rel::Advcl)?;
        let told = syntax.is_to_infinitive(infinitive)
            && !syntax.is_passive(verb)
            && syntax.child(infinitive, &[Rel::Nsubj, Rel::NsubjPass]).is_none()
            && CALLING.contains(&self.key(verb));
        let asked = ["for", "on", "upon", "to"].iter().find_map(|p| syntax.obliques(verb, p).first().copied());
        asked.filter(|&o| told && o < infinitive && o > verb)
    }

    /// A place that the engine took for an adverbial: "the troops left *Gao*", "ruled out *talks*".
    fn bare_oblique(&self, verb: TokenId) -> Option<TokenId> {
        let syntax = self.syntax;
        let mut bare = syntax
            .children_by(verb, &[Rel::Obl, Rel::OblUnmarked])
            .filter(|&t| t > verb && syntax.case(t).is_none() && syntax.mark(t).is_none() && !syntax.is_passive(verb));
        bare.find(|&t| {
            matches!(syntax.upos(t), Upos::Propn | Upos::Noun) && !self.entities.times.iter().any(|time| time.head == t)
        })
    }

    /// Nominals with a preposition, whichever of two it is: "pulled out *of* the deal".
    fn attached(&self, token: TokenId, preposition: &str, own: &[TokenId]) -> Vec<TokenId> {
        let syntax = self.syntax;
        let mut found = syntax.obliques(token, preposition);
        let objects = syntax.children_by(token, &[Rel::Obj, Rel::Iobj, Rel::OblUnmarked]);
        found.extend(objects.filter(|&o| syntax.case(o).as_deref() == Some(preposition)));
        for child in syntax.children_by(token, &[Rel::Obl, Rel::Nmod]) {
            let mut second = syntax.children_by(child, &[Rel::Case]).skip(1);
            if !found.contains(&child) && second.any(|c| self.key(c) == preposition && !own.contains(&c)) {
                found.push(child);
            }
        }
        found
    }

    /// The nominals that a preposition ties to a verb, those included that the tree hangs on its object, as it may:
    /// "cleared the banker *of fraud*", and gerunds: "barred them *from entering*"; of a noun those that the tree hangs on
    /// its verb: "laid the blame *on Eritrea*".
    #[must_use]
    pub fn complements(&self, tokens: &[TokenId], slot: &Slot) -> Vec<TokenId> {
        let found = self.fillers(tokens, slot);
        let Slot::Prep(preposition) = slot else { return found };
        if !found.is_empty() {
            return found;
        }
        if self.syntax.upos(tokens[0]) != Upos::Verb {
            return self.beside(tokens[0], preposition);
        }
        let clause = self
            .syntax
            .children_by(tokens[0], &[Rel::Advcl, Rel::Xcomp])
            .find(|&c| self.syntax.mark(c).as_deref() == Some(preposition.as_str()) && !self.syntax.is_finite(c));
        if let Some(clause) = clause {
            return vec![clause];
        }
        let Some(object) = self.syntax.logical_object(tokens[0]) else { return Vec::new() };
        let gerund = self.syntax.children_by(object, &[Rel::Acl]);
        let gerund = gerund.filter(|&c| self.syntax.mark(c).as_deref() == Some(preposition));
        let gerund = gerund.filter(|&c| self.syntax.upos(tokens[0]) == Upos::Verb && !self.syntax.is_finite(c));
        self.attached(object, preposition, tokens).into_iter().chain(gerund).collect()
    }

    /// What the verb over an object has with a preposition behind that object.
    #[must_use]
    pub fn beside(&self, noun: TokenId, preposition: &str) -> Vec<TokenId> {
        let verb = self.syntax.head(noun).filter(|_| self.syntax.rel(noun) == Rel::Obj);
        let Some(verb) = verb else { return Vec::new() };
        self.attached(verb, preposition, &[]).into_iter().filter(|&t| t > noun).collect()
    }

    /// Who does what a noun names, wherever that stands: its owner, its modifier, or the subject of the verb over it.
    fn doers(&self, tokens: &[TokenId]) -> Vec<TokenId> {
        let prepositions = ["by", "from"].map(|p| Slot::Prep(p.to_string()));
        let mut found: Vec<TokenId> =
            [Slot::Poss, Slot::Mod].iter().chain(&prepositions).flat_map(|slot| self.fillers(tokens, slot)).collect();
        let governor = self.syntax.head(tokens[0]).filter(|_| self.syntax.rel(tokens[0]) == Rel::Obj);
        found.extend(governor.and_then(|g| self.syntax.logical_subject(g)));
        found
    }

    /// Clausal complements of a predicate or noun, gerunds after a preposition included.
    fn clauses(&self, tokens: &[TokenId]) -> Vec<TokenId> {
        let syntax = self.syntax;
        let head = tokens[0];
        let after = tokens.iter().max().copied().unwrap_or(head).0 + 1;
        let mut found: Vec<TokenId> =
            syntax.children_by(head, &[Rel::Ccomp, Rel::Xcomp, Rel::Csubj, Rel::CsubjPass]).collect();
        let nominal = syntax.upos(head) == Upos::Noun;
        // "the claim that rebels fled", read as a relative clause though nothing in it is relative
        let mislabelled = syntax.children_by(head, &[Rel::AclRelcl]);
        found.extend(mislabelled.filter(|&c| nominal && syntax.mark(c).as_deref() == Some("that")));
        // "A claim by the rebels that …", the clause attached to who makes it
        let makers = syntax.children_by(head, &[Rel::Nmod, Rel::NmodPoss]).filter(|&m| nominal && m > head);
        let theirs = makers.flat_map(|m| syntax.children_by(m, &[Rel::Acl, Rel::AclRelcl]));
        let that = |c: TokenId| {
            let first = syntax.subtree(c)[0];
            let object = syntax.rel(first) == Rel::OblUnmarked && syntax.child(c, &[Rel::Nsubj]).is_some();
            syntax.mark(c).as_deref() == Some("that") || (object && self.key(first) == "that")
        };
        found.extend(theirs.filter(|&c| that(c) && syntax.is_finite(c)));
        for clause in syntax.children_by(head, &[Rel::Acl, Rel::Advcl]) {
            let complement = match syntax.mark(clause).or_else(|| syntax.case(clause)).as_deref() {
                Some("to" | "that" | "whether" | "if") if nominal || syntax.rel(clause) == Rel::Acl => true,
                Some("of" | "from" | "against" | "about" | "on" | "into" | "for" | "over") => true,
                // "the claim that police beat them was …", its "that" taken by the verb behind it
                None if nominal => syntax.is_finite(clause) || syntax.child(clause, &[Rel::Nsubj]).is_some(),
                // "ruled out *supplying* …": a bare gerund right behind its verb
                None => clause.0 == after && !syntax.is_finite(clause),
                Some("to") if self.called_on(clause).is_some() => true,
                _ => false,
            };
            if complement {
                found.push(clause);
            }
        }
        found
    }

    /// Whether a nominal's lemma (or what the entity layer makes of it) is in a list of a constraint.
    #[must_use]
    pub fn is_among(&self, token: TokenId, lemmas: &[String]) -> bool {
        let key = self.key(token);
        lemmas.iter().any(|lemma| match lemma.split_once(' ') {
            _ if lemma.as_str() == key => true,
            _ if lemma.as_str() == OPEN_CLASSES[0] => {
                self.entities.mention_at(token).is_some_and(|m| m.actor.is_some())
            }
            _ if lemma.as_str() == OPEN_CLASSES[1] => {
                let tagged =
                    self.syntax.word(token).ner.is_some_and(|(tag, _)| matches!(tag, NerTag::Gpe | NerTag::Loc));
                tagged || self.entities.places.iter().any(|p| p.head == token)
            }
            Some(_) => {
                let words: Vec<&str> = lemma.split(' ').collect();
                let head = words.iter().position(|w| *w == "of").map_or(words.len() - 1, |i| i.saturating_sub(1));
                words[head] == key
                    && words.iter().enumerate().all(|(i, word)| {
                        i == head || self.descendants(token, 2).into_iter().any(|t| self.key(t) == *word)
                    })
            }
            None => false,
        })
    }

    /// A nominal, and what it is a part or number of: "dozens of *soldiers*", "tens of thousands of *students*".
    #[must_use]
    pub fn with_partitive(&self, token: TokenId) -> Vec<TokenId> {
        let mut all = vec![token];
        let mut level = vec![token];
        for _ in 0..PARTITIVE_DEPTH {
            let counts = |t: &TokenId| PARTITIVES.contains(&self.key(*t)) || self.syntax.upos(*t) == Upos::Num;
            level = level.into_iter().filter(counts).flat_map(|t| self.syntax.obliques(t, "of")).collect();
            all.extend_from_slice(&level);
        }
        all
    }

    /// Dependents down to a depth, in text order.
    #[must_use]
    pub fn descendants(&self, token: TokenId, depth: usize) -> Vec<TokenId> {
        let mut found = Vec::new();
        let mut level = vec![token];
        for _ in 0..depth {
            level = level.iter().flat_map(|&t| self.syntax.children(t).iter().copied()).collect();
            found.extend_from_slice(&level);
        }
        found.sort_unstable();
        found
    }
}
