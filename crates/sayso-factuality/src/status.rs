//! What became of an act, as its innermost speaker tells it.

use sayso_document::code_list;

code_list!(
    /// What the innermost speaker (the report itself where there is none) says of an act.
    Status:
    Occurred = "occurred": "Happened or is happening.",
    Denied = "denied": "Did not happen, is not happening, has not yet happened, failed, was invented, is taken back.",
    Demanded = "demanded": "Is asked for or ordered.",
    Promised = "promised": "Will be done by the promiser, to the other's good.",
    Threatened = "threatened": "Will be done by the threatener, to the other's harm.",
    Refused = "refused": "Will not be done, though asked.",
    Planned = "planned": "Is scheduled or intended.",
    Proposed = "proposed": "Is offered or suggested.",
    Possible = "possible": "May have happened or may happen.",
);

code_list!(
    /// The phase of an act that occurred.
    Aspect:
    Completed = "completed": "Done.",
    Ongoing = "ongoing": "Under way.",
    Recurring = "recurring": "Again and again.",
    Started = "started": "Has begun.",
    Ended = "ended": "Was under way and is over.",
);

code_list!(
    /// In what way an act is denied.
    Denial:
    Never = "never": "It did not happen.",
    NotYet = "not_yet": "It has not happened so far.",
    Failed = "failed": "It was tried in vain.",
    Cancelled = "cancelled": "It was called off.",
    Invented = "invented": "The story of it was made up.",
    Retracted = "retracted": "Who had said it takes it back.",
);
