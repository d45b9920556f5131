//! Where an argument of a predicate stands in the tree.

/// Where an argument stands in the tree.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    /// Logical subject.
    Subj,
    /// Logical object.
    Obj,
    /// Indirect object.
    Iobj,
    /// Possessor of a noun.
    Poss,
    /// Compound or adjectival modifier of a noun.
    Mod,
    /// Clausal complement.
    Clause,
    /// Owner or modifier of a noun, or the subject of the verb that the noun is the object of.
    Doer,
    /// Nominal with this preposition.
    Prep(String),
}

impl Slot {
    /// From its name in a table: a name that is no other slot's is a preposition.
    #[must_use]
    pub fn parse(text: &str) -> Slot {
        match text {
            "subj" => Slot::Subj,
            "obj" => Slot::Obj,
            "iobj" => Slot::Iobj,
            "poss" => Slot::Poss,
            "mod" => Slot::Mod,
            "clause" => Slot::Clause,
            "doer" => Slot::Doer,
            preposition => Slot::Prep(preposition.replace(' ', "_")),
        }
    }

    /// A comma list of slots, empty for "-".
    #[must_use]
    pub fn list(cell: &str) -> Vec<Slot> {
        cell.split(',').map(str::trim).filter(|s| !s.is_empty() && *s != "-").map(Slot::parse).collect()
    }
}
