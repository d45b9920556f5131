//! The closed lists of codes with what they mean, for menus.

use std::collections::BTreeMap;

use sayso::attribution::Stance;
use sayso::entities::Sector;
use sayso::events::{Context, EventType, Mode, Quad};
use sayso::factuality::{Aspect, Denial, Status};
use sayso_ledger::{Kind, State};
use serde::Serialize;
use utoipa::ToSchema;

use crate::params::Params;
use crate::reply::{Json, Reply};

/// A code and what it means.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Code {
    value: &'static str,
    label: &'static str,
}

/// The modes of each type, beside the closed lists.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Codes {
    /// Modes that each type can have.
    modes_of: BTreeMap<&'static str, Vec<&'static str>>,
    #[serde(flatten)]
    lists: BTreeMap<&'static str, Vec<Code>>,
}

macro_rules! list {
    ($list:ty) => {
        <$list>::ALL.iter().map(|code| Code { value: code.as_str(), label: code.meaning() }).collect::<Vec<Code>>()
    };
}

/// The closed lists of codes with what they mean.
#[utoipa::path(get, path = "/api/codes", tag = "counts", responses((status = 200, body = Codes)))]
pub(crate) async fn codes(params: Params) -> Reply<Codes> {
    params.finish()?;
    let lists = [
        ("type", list!(EventType)),
        ("mode", list!(Mode)),
        ("context", list!(Context)),
        ("quad", list!(Quad)),
        ("status", list!(Status)),
        ("aspect", list!(Aspect)),
        ("denial", list!(Denial)),
        ("sector", list!(Sector)),
        ("stance", list!(Stance)),
        ("kind", list!(Kind)),
        ("state", list!(State)),
    ];
    let modes_of = EventType::ALL.iter().map(|kind| (kind.as_str(), kind.modes().map(Mode::as_str).collect()));
    Ok(Json(Codes { modes_of: modes_of.collect(), lists: lists.into() }))
}
