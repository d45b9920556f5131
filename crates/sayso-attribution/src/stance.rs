//! How a speaker stands to what is said.

use sayso_document::code_list;

code_list!(
    /// How a speaker stands to what is said.
    Stance:
    Asserts = "asserts": "Says that it is so.",
    Denies = "denies": "Says that it is not so.",
    Suggests = "suggests": "Hints that it may be so.",
    Doubts = "doubts": "Calls it into question.",
    Believes = "believes": "Thinks that it is so.",
    Retracts = "retracts": "Takes back having said so.",
);
