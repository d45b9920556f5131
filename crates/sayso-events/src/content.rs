//! The mode of a demand, refusal or threat, by the act that it is about: "demanded that the troops *leave*" wants a side to
//! yield, "threatened to *expel* the envoys" threatens expulsion.

use crate::ontology::{EventType, Mode};

/// Mode and CAMEO code that a speech act of this type has when it is about such an act.
#[must_use]
pub fn mode_of_content(speech: EventType, act: EventType, mode: Option<Mode>) -> Option<(Mode, &'static str)> {
    match speech {
        EventType::Request => wanted(act, mode).map(|wanted| match wanted {
            Mode::Assist => (wanted, "102"),
            Mode::Yield => (wanted, "105"),
            Mode::Meet => (wanted, "104"),
            _ => (wanted, "100"),
        }),
        EventType::Reject => wanted(act, mode).map(|wanted| match wanted {
            Mode::Assist => (wanted, "121"),
            Mode::Yield => (wanted, "124"),
            Mode::Meet => (wanted, "125"),
            _ => (wanted, "123"),
        }),
        EventType::Threaten => threatened(act, mode),
        _ => None,
    }
}

fn wanted(act: EventType, mode: Option<Mode>) -> Option<Mode> {
    match (act, mode) {
        (EventType::Retreat, Some(Mode::Resign)) => Some(Mode::Change),
        (EventType::Retreat | EventType::Concede, _) => Some(Mode::Yield),
        (EventType::Aid | EventType::Cooperate | EventType::Support, _) => Some(Mode::Assist),
        (EventType::Consult, _) => Some(Mode::Meet),
        _ => None,
    }
}

fn threatened(act: EventType, mode: Option<Mode>) -> Option<(Mode, &'static str)> {
    Some(match (act, mode) {
        (EventType::Assault | EventType::Mobilize, _) => (Mode::Violence, "138"),
        (EventType::Coerce, Some(Mode::Arrest)) => (Mode::Arrest, "132"),
        (EventType::Coerce, Some(Mode::Deport)) | (EventType::Sanction, Some(Mode::Expel)) => (Mode::Expel, "134"),
        (EventType::Sanction, Some(Mode::Withdraw)) => (Mode::Relations, "130"),
        (EventType::Sanction, Some(Mode::Convict)) => return None,
        (EventType::Coerce | EventType::Sanction, _) => (Mode::Restrict, "131"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modes_are_of_their_type() {
        for speech in [EventType::Request, EventType::Reject, EventType::Threaten] {
            for &act in EventType::ALL {
                for mode in act.modes().map(Some).chain([None]) {
                    let found = mode_of_content(speech, act, mode);
                    assert!(
                        found.is_none_or(|(m, _)| speech.modes().any(|own| own == m)),
                        "{speech:?} {act:?} {mode:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn what_is_asked_and_threatened() {
        let of = |speech, act, mode| mode_of_content(speech, act, mode).map(|found| found.0);
        assert_eq!(of(EventType::Request, EventType::Retreat, Some(Mode::Withdraw)), Some(Mode::Yield));
        assert_eq!(of(EventType::Reject, EventType::Consult, None), Some(Mode::Meet));
        assert_eq!(of(EventType::Threaten, EventType::Assault, Some(Mode::Aerial)), Some(Mode::Violence));
        assert_eq!(of(EventType::Accuse, EventType::Assault, None), None);
    }
}
