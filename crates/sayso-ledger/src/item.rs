//! What the ledger holds: an item, its state, and the moves that led there.

use sayso_document::code_list;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::party::Party;

code_list!(
    /// What an item is.
    Kind:
    Demand = "demand": "Someone asks another to do something.",
    Promise = "promise": "Someone says that it will do something to another's good.",
    Threat = "threat": "Someone says that it will do something to another's harm.",
    Offer = "offer": "Someone will do something if the other side takes it.",
    Operation = "operation": "A campaign of force.",
    Negotiation = "negotiation": "Talks between parties.",
    Ceasefire = "ceasefire": "A truce.",
    Sanction = "sanction": "Ties, trade or aid cut.",
);

code_list!(
    /// Where an item stands.
    State:
    Open = "open": "Made, and nothing has come of it so far.",
    Accepted = "accepted": "The other side says yes.",
    ConditionallyAccepted = "conditionally accepted": "The other side says yes, if.",
    Refused = "refused": "The other side says no.",
    CarriedOut = "carried out": "It was done.",
    Broken = "broken": "It was not done, though said.",
    Withdrawn = "withdrawn": "Who made it took it back.",
    Lapsed = "lapsed": "Its deadline passed and nothing had come of it.",
    Proposed = "proposed": "Talks are asked for or offered.",
    Agreed = "agreed": "Talks are agreed or set.",
    Announced = "announced": "It is said to come.",
    UnderWay = "under way": "It is on.",
    Suspended = "suspended": "It is halted for now.",
    Concluded = "concluded": "Talks came to their end.",
    BrokenOff = "broken off": "Talks were given up.",
    Ended = "ended": "It is over.",
    Violated = "violated": "The truce was broken.",
);

code_list!(
    /// How an item stands to another.
    Relation:
    Answers = "answers": "A promise answers a demand.",
    Backs = "backs": "A threat backs a demand.",
    CarriesOut = "carries out": "A measure carries out a threat.",
    Follows = "follows": "A truce follows talks, talks follow an offer.",
);

/// Writes a code as its one spelling.
macro_rules! as_text {
    ($($code:ty),+) => { $(
        impl Serialize for $code {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }
        impl<'de> Deserialize<'de> for $code {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<$code, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
                <$code>::parse(&text).ok_or_else(|| serde::de::Error::custom(format!("unknown code “{text}”")))
            }
        }
    )+ };
}
as_text!(Kind, State, Relation);

impl State {
    /// Whether nothing more is to come of an item: a new word on the matter is a new item.
    #[must_use]
    pub fn is_final(self) -> bool {
        matches!(
            self,
            State::CarriedOut | State::Broken | State::Withdrawn | State::Concluded | State::BrokenOff | State::Ended
        )
    }
}

/// Who stands on which side. Where the sides are equal (talks, truces) all are in `by`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parties {
    /// Who demands, promises, threatens, offers, or does it.
    pub by: Vec<Party>,
    /// Who is to do it, or to whom it is done.
    pub to: Vec<Party>,
}

/// What an item is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// PLOVER type of the act in question.
    #[serde(rename = "type")]
    pub event_type: String,
    /// Its mode.
    pub mode: Option<String>,
    /// Whom it would touch.
    pub target: Vec<Party>,
    /// Where.
    pub place: Option<String>,
}

/// A step in the life of an item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Move {
    /// Day of the step.
    pub date: String,
    /// Where the item stands after it; where it is only claimed, where it would stand.
    pub state: State,
    /// Whether someone who is no party to the word says so, and nobody else: it does not move the item.
    pub claimed: bool,
    /// The record that tells it; `None` where a deadline passed by itself.
    pub record: Option<String>,
    /// Its document.
    pub document: Option<String>,
    /// Who says so; `None` where the report itself does.
    pub speaker: Option<Party>,
    /// The sentence.
    pub evidence: String,
    /// How sure the program is of the record.
    pub confidence: f32,
}

/// How an item stands to another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Link {
    /// In what way.
    pub relation: Relation,
    /// The other item.
    pub item: String,
}

/// A demand, a promise, a threat, an offer, talks, a truce, a measure or a campaign, and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Kind and eight hexadecimal digits.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// Where it stands.
    pub state: State,
    /// Who is in it.
    pub parties: Parties,
    /// What it is about, in the words of the report.
    pub about: String,
    /// The same, coded.
    pub act: About,
    /// Its condition, in the words of the report.
    pub condition: Option<String>,
    /// Its deadline: a day where the words name one, else the words.
    pub deadline: Option<String>,
    /// Its deadline, in the words of the report.
    pub deadline_text: Option<String>,
    /// Whether the deadline lies behind the day of the ledger.
    pub expired: bool,
    /// Whether the state rests on the word of the reports themselves rather than on that of someone in them.
    pub asserted: bool,
    /// Where it would stand if what is only claimed were so.
    pub claimed: Option<State>,
    /// Whether what the state, or the claim beside it, rests on is asserted by one and denied by another.
    pub disputed: bool,
    /// Items that it has to do with.
    pub links: Vec<Link>,
    /// What led here, first step first.
    pub moves: Vec<Move>,
}
