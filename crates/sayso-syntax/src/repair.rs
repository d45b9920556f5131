//! Mends what grammar excludes in the trees of the engine.

use std::ops::Range;

use sayso_document::TokenId;

use crate::syntax::Word;
use crate::tags::{Rel, Upos};

/// Verbs whose object is the subject of the infinitive behind it: "pressed *Mali* to withdraw".
const OBJECT_CONTROL: &[&str] = &[
    "advise",
    "allow",
    "ask",
    "authorise",
    "authorize",
    "beg",
    "challenge",
    "charge",
    "coerce",
    "command",
    "compel",
    "convince",
    "direct",
    "enable",
    "encourage",
    "entreat",
    "exhort",
    "forbid",
    "force",
    "implore",
    "instruct",
    "invite",
    "lobby",
    "mandate",
    "oblige",
    "order",
    "permit",
    "persuade",
    "press",
    "pressure",
    "prod",
    "push",
    "request",
    "require",
    "summon",
    "tell",
    "urge",
    "warn",
];

/// Nouns that take an infinitive of their own: "ordered a *plan* to cut costs".
const WITH_INFINITIVE: &[&str] = &[
    "ability",
    "agreement",
    "attempt",
    "bid",
    "bill",
    "campaign",
    "chance",
    "deal",
    "decision",
    "effort",
    "law",
    "measure",
    "mission",
    "move",
    "need",
    "operation",
    "opportunity",
    "order",
    "permission",
    "permit",
    "plan",
    "programme",
    "program",
    "project",
    "proposal",
    "referendum",
    "resolution",
    "right",
    "rule",
    "scheme",
    "system",
    "thing",
    "time",
    "vote",
    "way",
];

/// Mends the words of a sentence.
pub(crate) fn repair(words: &mut [Word], sentence: Range<usize>) {
    let mut tree = Tree { words, sentence };
    for token in tree.sentence.clone() {
        if tree.head(token).is_some() {
            tree.tell(token);
            tree.join_subjects(token);
            tree.say(token);
            tree.lone_receiver(token);
            tree.adjective(token);
            tree.it_is_said(token);
        }
    }
}

/// The words of a document, and the sentence that is mended.
struct Tree<'a> {
    words: &'a mut [Word],
    sentence: Range<usize>,
}

impl Tree<'_> {
    fn head(&self, token: usize) -> Option<usize> {
        self.words[token].head.map(TokenId::index).filter(|head| self.sentence.contains(head))
    }

    fn children(&self, head: usize, rels: &[Rel]) -> impl Iterator<Item = usize> {
        let of =
            move |&t: &usize| self.words[t].head == Some(TokenId(head as u32)) && rels.contains(&self.words[t].rel);
        self.sentence.clone().filter(of)
    }

    fn has(&self, head: usize, rels: &[Rel]) -> bool {
        self.children(head, rels).next().is_some()
    }

    fn is_noun(&self, token: usize) -> bool {
        matches!(self.words[token].upos, Upos::Noun | Upos::Propn)
    }

    fn hang(&mut self, token: usize, head: usize, rel: Rel) {
        self.words[token].head = Some(TokenId(head as u32));
        self.words[token].rel = rel;
    }

    /// An infinitive that the object of its governor is to do is its complement: "pressed Mali *to withdraw*", "ordered the
    /// envoy *to leave*".
    fn tell(&mut self, infinitive: usize) {
        let Some(head) = self.head(infinitive) else { return };
        let (verb, object) = match self.words[infinitive].rel {
            Rel::Advcl => (head, self.children(head, &[Rel::Obj, Rel::Iobj]).next()),
            Rel::Acl if self.words[head].rel == Rel::Obj => match self.head(head) {
                Some(verb) => {
                    (verb, Some(head).filter(|_| !WITH_INFINITIVE.contains(&self.words[head].lemma.as_str())))
                }
                None => return,
            },
            _ => return,
        };
        let controls = self.words[verb].upos == Upos::Verb && OBJECT_CONTROL.contains(&self.words[verb].lemma.as_str());
        let told = controls
            && object.is_some_and(|object| verb < object && object < infinitive)
            && self.children(infinitive, &[Rel::Mark]).any(|mark| self.words[mark].lemma == "to")
            && !self.has(infinitive, &[Rel::Nsubj, Rel::NsubjPass])
            && !self.has(verb, &[Rel::Xcomp, Rel::Ccomp]);
        if told {
            self.hang(infinitive, verb, Rel::Xcomp);
        }
    }

    /// A verb has one subject: of two nouns side by side the first is part of the second.
    fn join_subjects(&mut self, token: usize) {
        let Some(head) = self.head(token) else { return };
        let next = token + 1;
        let beside = next < head && self.words[next].rel == Rel::Nsubj && self.head(next) == Some(head);
        if self.words[token].rel == Rel::Nsubj && beside && self.is_noun(token) && self.is_noun(next) {
            self.hang(token, next, Rel::Compound);
        }
    }

    /// What stands before "says somebody" is what is said, a headline's participle its verb: "Nine soldiers *killed*, says …".
    fn say(&mut self, token: usize) {
        let Some(head) = self.head(token).filter(|&head| self.words[token].rel == Rel::Nsubj && token < head) else {
            return;
        };
        let speaker = self.children(head, &[Rel::Nsubj]).any(|t| t > head);
        let participle = self.children(token, &[Rel::Acl]).find(|&t| self.words[t].feats.is("VerbForm", "Part"));
        if let Some(participle) = participle.filter(|_| speaker && !self.has(head, &[Rel::Ccomp])) {
            self.hang(participle, head, Rel::Ccomp);
            self.hang(token, participle, Rel::NsubjPass);
        }
    }

    /// A receiver without anything that is given is an object: "quoted *the general* as saying …".
    fn lone_receiver(&mut self, token: usize) {
        let Some(head) = self.head(token).filter(|_| self.words[token].rel == Rel::Iobj) else { return };
        if !self.has(head, &[Rel::Obj, Rel::Ccomp, Rel::Xcomp, Rel::Parataxis]) {
            self.words[token].rel = Rel::Obj;
        }
    }

    /// What stands joined without a word for "and" to "it was reported" is what was reported.
    fn it_is_said(&mut self, clause: usize) {
        let joined = matches!(self.words[clause].rel, Rel::Conj | Rel::Parataxis) && !self.has(clause, &[Rel::Cc]);
        let Some(head) = self.head(clause).filter(|&head| joined && head < clause) else { return };
        let impersonal = self.children(head, &[Rel::NsubjPass]).any(|t| self.words[t].lemma == "it");
        let open = !self.has(head, &[Rel::Ccomp, Rel::Csubj, Rel::CsubjPass, Rel::Xcomp]);
        if impersonal && open && self.has(clause, &[Rel::Nsubj, Rel::NsubjPass]) {
            self.hang(clause, head, Rel::CsubjPass);
        }
    }

    /// An adjective has no passive: "reports are *unverified*".
    fn adjective(&mut self, token: usize) {
        let Some(head) = self.head(token).filter(|&head| self.words[head].upos == Upos::Adj) else { return };
        if self.words[token].rel == Rel::AuxPass {
            self.words[token].rel = Rel::Cop;
            let subjects: Vec<usize> = self.children(head, &[Rel::NsubjPass]).collect();
            subjects.into_iter().for_each(|subject| self.words[subject].rel = Rel::Nsubj);
        }
    }
}
