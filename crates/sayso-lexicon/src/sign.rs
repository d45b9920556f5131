//! What a word does to the act in its complement.

use sayso_document::code_list;

code_list!(
    /// What a word does to the act that stands in its complement.
    Sign:
    Plain = "-": "Nothing: a plain act.",
    Demand = "demand": "Asks for it or orders it.",
    Promise = "promise": "Commits the subject to it.",
    Threaten = "threaten": "Announces it as harm.",
    Refuse = "refuse": "Says that it will not be done.",
    Plan = "plan": "Intends or schedules it.",
    Propose = "propose": "Offers or suggests it.",
    Accept = "accept": "Accepts the demand or offer of it.",
    Permit = "permit": "Allows it.",
    Accuse = "accuse": "Alleges it; the subject is its speaker.",
    Deny = "deny": "Says that it did not happen.",
    Untrue = "untrue": "It is not so: false, unfounded.",
    Invent = "invent": "It was made up.",
    Play = "play": "Only acts it out: rehearses, simulates.",
    Say = "say": "Reports it.",
    Claim = "claim": "Reports it, unproven.",
    Doubt = "doubt": "Calls it into question.",
    Believe = "believe": "Holds it for true or likely.",
    Question = "question": "Asks whether.",
    Discuss = "discuss": "Talks about it: open, unless it is taken for granted.",
    Investigate = "investigate": "Looks into whether.",
    Foil = "foil": "Keeps it from happening.",
    Veto = "veto": "Blocks the text or plan that holds it.",
    Cancel = "cancel": "Calls it off.",
    End = "end": "Brings it to an end.",
    Start = "start": "Begins or resumes it.",
    Manage = "manage": "Brings it about: it happened.",
    Fail = "fail": "It did not come about.",
    Try = "try": "Attempts it.",
    Retract = "retract": "Takes back having said it.",
    RuleOut = "rule-out": "Excludes that it will be done.",
    Cause = "cause": "Leads to it.",
    Happen = "happen": "Takes place: the subject is the act.",
    Fact = "fact": "Presupposes it.",
);
