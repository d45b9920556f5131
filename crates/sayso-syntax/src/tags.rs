//! The closed tag sets of Universal Dependencies English, as enums.

macro_rules! tag_set {
    ($(#[$doc:meta])* $name:ident, $fallback:ident: $($variant:ident = $text:literal),+ $(,)?) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name {
            $(#[doc = $text] $variant,)+
        }
        impl $name {
            /// All members.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];
            /// The standard spelling.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text),+ }
            }
            /// From the standard spelling; unknown spellings give the catch-all member.
            #[must_use]
            pub fn parse(text: &str) -> $name {
                match text { $($text => $name::$variant,)+ _ => $name::$fallback }
            }
        }
    };
}

tag_set!(
    /// Universal part of speech.
    Upos, X:
    Adj = "ADJ", Adp = "ADP", Adv = "ADV", Aux = "AUX", Cconj = "CCONJ", Det = "DET", Intj = "INTJ", Noun = "NOUN",
    Num = "NUM", Part = "PART", Pron = "PRON", Propn = "PROPN", Punct = "PUNCT", Sconj = "SCONJ", Sym = "SYM",
    Verb = "VERB", X = "X",
);

tag_set!(
    /// Dependency relation of UD English, subtypes included.
    Rel, Dep:
    Acl = "acl", AclRelcl = "acl:relcl", Advcl = "advcl", AdvclRelcl = "advcl:relcl", Advmod = "advmod", Amod = "amod",
    Appos = "appos", Aux = "aux", AuxPass = "aux:pass", Case = "case", Cc = "cc", CcPreconj = "cc:preconj",
    Ccomp = "ccomp", Compound = "compound", CompoundPrt = "compound:prt", Conj = "conj", Cop = "cop", Csubj = "csubj",
    CsubjOuter = "csubj:outer", CsubjPass = "csubj:pass", Dep = "dep", Det = "det", DetPredet = "det:predet",
    Discourse = "discourse", Dislocated = "dislocated", Expl = "expl", Fixed = "fixed", Flat = "flat",
    FlatForeign = "flat:foreign", Goeswith = "goeswith", Iobj = "iobj", List = "list", Mark = "mark", Nmod = "nmod",
    NmodDesc = "nmod:desc", NmodPoss = "nmod:poss", NmodUnmarked = "nmod:unmarked", Nsubj = "nsubj",
    NsubjOuter = "nsubj:outer", NsubjPass = "nsubj:pass", Nummod = "nummod", Obj = "obj", Obl = "obl",
    OblAgent = "obl:agent", OblUnmarked = "obl:unmarked", Orphan = "orphan", Parataxis = "parataxis", Punct = "punct",
    Reparandum = "reparandum", Root = "root", Vocative = "vocative", Xcomp = "xcomp",
);

tag_set!(
    /// Kind of a named entity.
    NerTag, Misc:
    Person = "PERSON", Org = "ORG", Gpe = "GPE", Norp = "NORP", Loc = "LOC", Fac = "FAC", Date = "DATE",
    Event = "EVENT", Misc = "MISC",
);

impl Rel {
    /// The relation without its subtype, `nsubj:pass` → `nsubj`.
    #[must_use]
    pub fn base(self) -> &'static str {
        self.as_str().split(':').next().unwrap_or("dep")
    }
    /// Any subject, nominal or clausal, active or passive.
    #[must_use]
    pub fn is_subject(self) -> bool {
        matches!(self, Rel::Nsubj | Rel::NsubjPass | Rel::NsubjOuter | Rel::Csubj | Rel::CsubjPass | Rel::CsubjOuter)
    }
}

/// Morphological features, as the UD string with sorted keys: `Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin`.
/// Points into the model's label table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feats(pub std::sync::Arc<str>);

impl Feats {
    /// The value of a feature, `get("Tense")` → `Some("Pres")`.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.split('|').find_map(|kv| kv.strip_prefix(key)?.strip_prefix('='))
    }
    /// Whether a feature has this value.
    #[must_use]
    pub fn is(&self, key: &str, value: &str) -> bool {
        self.get(key) == Some(value)
    }
}
