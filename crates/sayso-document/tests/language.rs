//! English or not, on one sentence each.

use sayso_document::{Language, language};

#[test]
fn english() {
    for text in [
        "The minister said on Monday that the talks had failed.",
        "Gunmen attacked a convoy in the north, killing three, the army said.",
        "President Jorge de la Vega of Lumo met his counterpart from the coast on Friday.",
    ] {
        assert_eq!(language(text), Language::English, "{text}");
    }
}

#[test]
fn others() {
    for (text, code) in [
        ("Die Regierung hat am Montag neue Sanktionen gegen das Land angekündigt.", "deu"),
        ("Le ministre a rencontré les rebelles dans la capitale et promis une trêve.", "fra"),
        ("El presidente rechazó la propuesta de paz que presentaron los rebeldes.", "spa"),
        ("Президент заявил, что переговоры начнутся на следующей неделе.", "rus"),
        ("وقال المتحدث باسم الوزارة إن القوات ستنسحب من المدينة", "ara"),
    ] {
        assert_eq!(language(text), Language::Other(code), "{text}");
    }
}

#[test]
fn too_little() {
    for text in ["", "…", "12.5 %", "Talks collapse", "Ja"] {
        assert_eq!(language(text), Language::Unknown, "{text}");
    }
}

#[test]
fn short_headlines_are_not_another_language() {
    for text in ["Police disperse protesters", "Troops kill 30 militants in Lumo", "Earthquake rocks Arden"] {
        assert!(!matches!(language(text), Language::Other(_)), "{text}");
    }
}
