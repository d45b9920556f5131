//! The ledger: where demands, promises, threats, talks and measures stand, and on what accounts differ.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use sayso_ledger::{Dispute, Figure, Item, Kind, Ledger, Move, Party, State as Stand, Voice};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::records::Paging;
use crate::app::{App, Desk};
use crate::fault::{Fault, FaultBody};
use crate::params::Params;
use crate::reply::Json;

/// Which items.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "tells the description of the interface what the handler reads")]
pub(crate) struct LedgerParams {
    /// As it stood at the end of this day
    as_of: Option<String>,
    /// demand, promise, threat, offer, operation, negotiation, ceasefire, sanction
    kind: Vec<String>,
    /// State
    state: Vec<String>,
    /// Code of a party, or its beginning
    party: Vec<String>,
    /// Report that tells of it
    document: Vec<String>,
    /// Only what has not come to its end
    open: Option<bool>,
    /// Only what is disputed
    disputed: Option<bool>,
    /// How many to pass over
    offset: Option<usize>,
    /// How many at most, up to 1000
    limit: Option<usize>,
}

/// Which disputes.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "tells the description of the interface what the handler reads")]
pub(crate) struct DisputeParams {
    /// As it stood at the end of this day
    as_of: Option<String>,
    /// Code of a voice, or its beginning
    party: Vec<String>,
    /// Report that tells of it
    document: Vec<String>,
    /// How many to pass over
    offset: Option<usize>,
    /// How many at most, up to 1000
    limit: Option<usize>,
}

/// Items of the ledger.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Items {
    as_of: Option<String>,
    total: usize,
    #[schema(value_type = Vec<Object>)]
    items: Vec<Item>,
    /// How many there are by kind and by state.
    counts: BTreeMap<&'static str, BTreeMap<&'static str, u64>>,
    /// Days on which anything moved.
    days: Vec<String>,
}

/// The answer while the ledger is being worked out.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Working {
    working: &'static str,
    /// Seconds after which to ask again.
    retry_after: u32,
}

fn as_of(params: &mut Params) -> Result<Option<Date>, Fault> {
    params.parsed("as_of", "write it as YYYY-MM-DD")
}

/// Works with the ledger, or says that it is being worked out.
async fn with<T, F>(app: &Arc<App>, as_of: Option<Date>, work: F) -> Result<Response, Fault>
where
    T: Serialize + Send + 'static,
    F: FnOnce(&Desk, &Ledger) -> Result<T, Fault> + Send + 'static,
{
    let Json(done) =
        app.work(move |desk| desk.app.book.ledger(desk, as_of)?.map(|ledger| work(desk, &ledger)).transpose()).await?;
    Ok(match done {
        Some(done) => Json(done).into_response(),
        None => {
            let working = Working { working: "the ledger is being worked out", retry_after: 2 };
            (StatusCode::ACCEPTED, Json(working)).into_response()
        }
    })
}

fn day_of(ledger: &Ledger, as_of: Option<Date>) -> Option<String> {
    let moves = ledger.items.iter().flat_map(|item| &item.moves).map(|m| m.date.clone());
    as_of.map(|day| day.to_string()).or_else(|| moves.max())
}

fn is_party(party: &Party, wanted: &[String]) -> bool {
    is_code(&party.code, wanted)
}

fn is_code(code: &str, wanted: &[String]) -> bool {
    wanted.iter().any(|wanted| match wanted.strip_suffix('!') {
        Some(exact) => exact == code,
        None => !code.is_empty() && code.starts_with(wanted.as_str()),
    })
}

/// Where demands, promises, threats, talks and measures stand.
#[utoipa::path(get, path = "/api/ledger", tag = "ledger", params(LedgerParams),
    responses((status = 200, body = Items), (status = 202, body = Working), (status = 400, body = FaultBody)))]
pub(crate) async fn list(State(app): State<Arc<App>>, mut params: Params) -> Result<Response, Fault> {
    let as_of = as_of(&mut params)?;
    let read = |list: Vec<String>, parse: &dyn Fn(&str) -> Option<&'static str>, name: &str, known: &[&str]| {
        list.iter()
            .map(|text| parse(text).ok_or_else(|| crate::params::unknown(name, text, known)))
            .collect::<Result<Vec<_>, _>>()
    };
    let known: Vec<&str> = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
    let kinds = read(params.all("kind")?, &|text| Kind::parse(text).map(Kind::as_str), "kind", &known)?;
    let known: Vec<&str> = Stand::ALL.iter().map(|state| state.as_str()).collect();
    let states = read(params.all("state")?, &|text| Stand::parse(text).map(Stand::as_str), "state", &known)?;
    let (parties, documents) = (params.all("party")?, params.all("document")?);
    let (open, disputed) = (params.flag("open")?, params.flag("disputed")?);
    let paging = Paging::take(&mut params, 200, 1000)?;
    params.finish()?;
    with(&app, as_of, move |_, ledger| {
        let party = |item: &Item| item.parties.by.iter().chain(&item.parties.to).any(|party| is_party(party, &parties));
        let told = |item: &Item| item.moves.iter().any(|m| m.document.as_ref().is_some_and(|d| documents.contains(d)));
        let wanted = |item: &&Item| {
            (kinds.is_empty() || kinds.contains(&item.kind.as_str()))
                && (states.is_empty() || states.contains(&item.state.as_str()))
                && (parties.is_empty() || party(item))
                && (documents.is_empty() || told(item))
                && open.is_none_or(|open| open != item.state.is_final())
                && disputed.is_none_or(|disputed| disputed == item.disputed)
        };
        let items: Vec<&Item> = ledger.items.iter().filter(wanted).collect();
        let mut counts = BTreeMap::from([("kind", BTreeMap::new()), ("state", BTreeMap::new())]);
        for item in &items {
            for (column, value) in [("kind", item.kind.as_str()), ("state", item.state.as_str())] {
                *counts.entry(column).or_default().entry(value).or_default() += 1;
            }
        }
        let days: BTreeSet<&str> = items.iter().flat_map(|item| &item.moves).map(|m| m.date.as_str()).collect();
        Ok(Items {
            as_of: day_of(ledger, as_of),
            total: items.len(),
            days: days.into_iter().map(str::to_owned).collect(),
            items: paging.of(items).cloned().collect(),
            counts,
        })
    })
    .await
}

/// A step with its report.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FullMove {
    #[serde(flatten)]
    #[schema(value_type = Object)]
    step: Move,
    title: Option<String>,
    outlet: Option<String>,
}

/// An item with all that it has to do with.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FullItem {
    #[serde(flatten)]
    #[schema(value_type = Object)]
    item: Item,
    /// The moves of the item with title and outlet of their reports.
    history: Vec<FullMove>,
    /// Items that it has to do with.
    #[schema(value_type = Vec<Object>)]
    linked: Vec<Item>,
}

/// On which day.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "tells the description of the interface what the handler reads")]
pub(crate) struct AsOf {
    /// As it stood at the end of this day
    as_of: Option<String>,
}

/// One item with its history.
#[utoipa::path(get, path = "/api/ledger/{id}", tag = "ledger", params(("id" = String, Path, description = "Identifier"), AsOf),
    responses((status = 200, body = FullItem), (status = 202, body = Working), (status = 404, body = FaultBody)))]
pub(crate) async fn one(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    mut params: Params,
) -> Result<Response, Fault> {
    let as_of = as_of(&mut params)?;
    params.finish()?;
    with(&app, as_of, move |desk, ledger| {
        let item = ledger.items.iter().find(|item| item.id == id).ok_or_else(|| Fault::missing("item", &id))?;
        let step = |step: &Move| {
            let heading = step
                .document
                .as_deref()
                .map(|id| desk.store()?.heading(id).map_err(Fault::from))
                .transpose()?
                .flatten();
            let (title, outlet) = heading.map_or((None, None), |heading| (Some(heading.title), heading.outlet));
            Ok(FullMove { step: step.clone(), title, outlet })
        };
        let linked = ledger.items.iter().filter(|other| {
            item.links.iter().any(|link| link.item == other.id) || other.links.iter().any(|link| link.item == id)
        });
        Ok(FullItem {
            history: item.moves.iter().map(step).collect::<Result<_, Fault>>()?,
            linked: linked.cloned().collect(),
            item: item.clone(),
        })
    })
    .await
}

/// Someone's word with the sentence.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FullVoice {
    #[serde(flatten)]
    #[schema(value_type = Object)]
    voice: Voice,
    evidence: Option<String>,
    outlet: Option<String>,
}

/// An act on which accounts differ.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FullDispute {
    id: String,
    act: String,
    about: String,
    r#type: String,
    date: Option<String>,
    asserted_by: Vec<FullVoice>,
    denied_by: Vec<FullVoice>,
    retracted_by: Vec<FullVoice>,
    #[schema(value_type = Vec<Object>)]
    figures: Vec<Figure>,
    records: Vec<String>,
}

/// Acts on which accounts differ.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Disputes {
    as_of: Option<String>,
    total: usize,
    disputes: Vec<FullDispute>,
    /// Days on which anyone spoke of them.
    days: Vec<String>,
}

/// Acts on which accounts differ.
#[utoipa::path(get, path = "/api/disputes", tag = "ledger", params(DisputeParams),
    responses((status = 200, body = Disputes), (status = 202, body = Working), (status = 400, body = FaultBody)))]
pub(crate) async fn disputes(State(app): State<Arc<App>>, mut params: Params) -> Result<Response, Fault> {
    let as_of = as_of(&mut params)?;
    let (parties, documents) = (params.all("party")?, params.all("document")?);
    let paging = Paging::take(&mut params, 100, 1000)?;
    params.finish()?;
    with(&app, as_of, move |desk, ledger| {
        let wanted = |dispute: &&Dispute| {
            let voices = || dispute.asserted_by.iter().chain(&dispute.denied_by).chain(&dispute.retracted_by);
            let speaks = |figure: &Figure| figure.speaker.as_ref().is_some_and(|speaker| is_party(speaker, &parties));
            (parties.is_empty()
                || voices().any(|voice| is_code(&voice.code, &parties))
                || dispute.figures.iter().any(speaks))
                && (documents.is_empty()
                    || voices().any(|voice| documents.contains(&voice.document))
                    || dispute.figures.iter().any(|figure| documents.contains(&figure.document)))
        };
        let all: Vec<&Dispute> = ledger.disputes.iter().filter(wanted).collect();
        let voices = all.iter().flat_map(|d| d.asserted_by.iter().chain(&d.denied_by).chain(&d.retracted_by));
        let days: BTreeSet<&String> =
            voices.filter_map(|voice| voice.date.as_ref()).chain(all.iter().filter_map(|d| d.date.as_ref())).collect();
        let days = days.into_iter().cloned().collect();
        let shown = paging.of(all.iter()).map(|dispute| full(desk, dispute)).collect::<Result<_, _>>()?;
        Ok(Disputes { as_of: day_of(ledger, as_of), total: all.len(), disputes: shown, days })
    })
    .await
}

fn full(desk: &Desk, dispute: &Dispute) -> Result<FullDispute, Fault> {
    let voice = |voice: &Voice| {
        let evidence = desk.store()?.record(&voice.record)?.map(|record| record.evidence);
        let outlet = desk.store()?.heading(&voice.document)?.and_then(|heading| heading.outlet);
        Ok(FullVoice { voice: voice.clone(), evidence, outlet })
    };
    let voices = |list: &[Voice]| list.iter().map(voice).collect::<Result<Vec<_>, Fault>>();
    Ok(FullDispute {
        id: dispute.id.clone(),
        act: dispute.act.clone(),
        about: dispute.about.clone(),
        r#type: dispute.event_type.clone(),
        date: dispute.date.clone(),
        asserted_by: voices(&dispute.asserted_by)?,
        denied_by: voices(&dispute.denied_by)?,
        retracted_by: voices(&dispute.retracted_by)?,
        figures: dispute.figures.clone(),
        records: dispute.records.clone(),
    })
}
