//! Closed code lists of the record, and the serde form of those that come from earlier stages.

use sayso_document::code_list;

code_list!(
    /// How precisely the day of an event is known.
    Precision:
    Day = "day": "To the day.",
    Week = "week": "To the week.",
    Month = "month": "To the month.",
    Year = "year": "To the year.",
    Unknown = "unknown": "Not at all.",
);

code_list!(
    /// What the date of an event rests on.
    DateBasis:
    Text = "text": "A time expression that belongs to the act.",
    Sentence = "sentence": "A time expression elsewhere in its sentence.",
    Context = "context": "A time expression of an earlier sentence that still holds.",
    Published = "published": "Nothing but the day of publication.",
);

code_list!(
    /// What the place of an event rests on.
    PlaceBasis:
    Text = "text": "A place name that belongs to the act.",
    Sentence = "sentence": "A place name elsewhere in its sentence.",
    Context = "context": "A place name of an earlier sentence that still holds.",
    Dateline = "dateline": "The dateline of the report.",
    Target = "target": "The country of the target.",
);

/// Serde forms: each code is its one spelling.
macro_rules! code_serde {
    ($($module:ident = $code:ty),+ $(,)?) => { $(
        pub(crate) mod $module {
            use serde::{Deserialize, Deserializer, Serializer, de::Error};
            pub(crate) fn serialize<S: Serializer>(code: &$code, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(code.as_str())
            }
            pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<$code, D::Error> {
                let text = String::deserialize(from)?;
                <$code>::parse(&text).ok_or_else(|| D::Error::custom(format!("unknown code “{text}”")))
            }
        }
    )+ };
}

/// The same for codes that may be absent (`null`).
macro_rules! optional_code_serde {
    ($($module:ident = $code:ty),+ $(,)?) => { $(
        pub(crate) mod $module {
            use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
            pub(crate) fn serialize<S: Serializer>(code: &Option<$code>, to: S) -> Result<S::Ok, S::Error> {
                code.map(<$code>::as_str).serialize(to)
            }
            pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<$code>, D::Error> {
                let Some(text) = Option::<String>::deserialize(from)? else { return Ok(None) };
                let code = <$code>::parse(&text).ok_or_else(|| D::Error::custom(format!("unknown code “{text}”")))?;
                Ok(Some(code))
            }
        }
    )+ };
}

/// The same for lists of codes.
macro_rules! code_list_serde {
    ($($module:ident = $code:ty),+ $(,)?) => { $(
        pub(crate) mod $module {
            use serde::{Deserialize, Deserializer, Serializer, de::Error};
            pub(crate) fn serialize<S: Serializer>(codes: &[$code], to: S) -> Result<S::Ok, S::Error> {
                to.collect_seq(codes.iter().map(|code| code.as_str()))
            }
            pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<$code>, D::Error> {
                Vec::<String>::deserialize(from)?
                    .iter()
                    .map(|text| {
                        <$code>::parse(text).ok_or_else(|| D::Error::custom(format!("unknown code “{text}”")))
                    })
                    .collect()
            }
        }
    )+ };
}

code_serde!(
    event_type = sayso_events::EventType,
    quad = sayso_events::Quad,
    status = sayso_factuality::Status,
    stance = sayso_attribution::Stance,
    precision = super::Precision,
);
optional_code_serde!(
    mode = sayso_events::Mode,
    aspect = sayso_factuality::Aspect,
    denial = sayso_factuality::Denial,
    date_basis = super::DateBasis,
    place_basis = super::PlaceBasis,
);
code_list_serde!(contexts = sayso_events::Context, sectors = sayso_entities::Sector);

/// The field that spans point into.
pub(crate) mod field {
    use sayso_document::Field;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(crate) fn as_str(field: Field) -> &'static str {
        match field {
            Field::Title => "title",
            Field::Text => "text",
        }
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
    pub(crate) fn serialize<S: Serializer>(field: &Field, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(as_str(*field))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Field, D::Error> {
        match String::deserialize(from)?.as_str() {
            "title" => Ok(Field::Title),
            "text" => Ok(Field::Text),
            other => Err(D::Error::custom(format!("unknown field “{other}”"))),
        }
    }
}
