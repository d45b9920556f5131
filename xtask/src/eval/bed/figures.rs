//! Counts over the judged records of the bed.

use std::collections::BTreeMap;

use sayso::events::EventType;
use sayso::factuality::Status;
use sayso::record::Record;

use super::gold::{Act, Forbidden};
use super::matching::{Judged, Verdict, roles_fit, speakers_fit};

/// How many of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Share {
    pub(crate) right: usize,
    pub(crate) all: usize,
}

/// Expected acts and emitted records of a kind.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Yield {
    pub(crate) recall: Share,
    pub(crate) precision: Share,
}

/// What happens with the texts of a phenomenon.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Phenomenon {
    pub(crate) texts: usize,
    pub(crate) yields: Yield,
    pub(crate) status: Share,
    pub(crate) speakers: Share,
    /// Expected acts that are found with roles, status and speakers right.
    pub(crate) entire: Share,
    /// Forbidden statements that were made.
    pub(crate) forbidden: Share,
}

/// What the records that come out as plain fact rest on.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Asserted {
    /// An act that the text tells as fact, under its type.
    pub(crate) fact: usize,
    /// One under another type.
    pub(crate) mistyped: usize,
    /// An act that the text only demands, promises, doubts, denies or attributes.
    pub(crate) no_fact: usize,
    /// Nothing that was to be recorded.
    pub(crate) nothing: usize,
}

/// All counts of a run.
#[derive(Debug, Default)]
pub(crate) struct Figures {
    pub(crate) types: BTreeMap<EventType, Yield>,
    pub(crate) phenomena: BTreeMap<String, Phenomenon>,
    /// Of the acts found, how often each field that the gold gives is right.
    pub(crate) fields: BTreeMap<&'static str, Share>,
    pub(crate) asserted: Asserted,
    /// Gold type and the type given; `None`: missed, or spurious.
    pub(crate) type_confusion: BTreeMap<(Option<EventType>, Option<EventType>), usize>,
    /// Gold status and the status given, of the acts found.
    pub(crate) status_confusion: BTreeMap<(Status, Status), usize>,
    pub(crate) n_records: usize,
}

impl Share {
    pub(crate) fn take(&mut self, is_right: bool) {
        self.all += 1;
        self.right += usize::from(is_right);
    }

    pub(crate) fn add(&mut self, other: Share) {
        self.right += other.right;
        self.all += other.all;
    }

    pub(crate) fn value(self) -> f64 {
        self.right as f64 / self.all.max(1) as f64
    }

    /// Standard error of the value, as that of a proportion.
    pub(crate) fn error(self) -> f64 {
        let p = self.value();
        (p * (1.0 - p) / self.all.max(1) as f64).sqrt()
    }
}

impl Yield {
    pub(crate) fn f1(self) -> f64 {
        let (p, r) = (self.precision.value(), self.recall.value());
        if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) }
    }
}

impl Asserted {
    pub(crate) fn all(self) -> usize {
        self.fact + self.mistyped + self.no_fact + self.nothing
    }
}

impl Figures {
    /// Counts judged texts.
    pub(crate) fn of(texts: &[Judged<'_>]) -> Figures {
        let mut figures = Figures::default();
        for judged in texts {
            figures.take(judged);
        }
        figures
    }

    fn take(&mut self, judged: &Judged<'_>) {
        self.n_records += judged.records.len();
        let phenomenon = self.phenomena.entry(judged.text.phenomenon.clone()).or_default();
        phenomenon.texts += 1;
        for forbidden in &judged.text.forbid {
            phenomenon.forbidden.take(judged.records.iter().any(|record| is_forbidden(forbidden, record)));
        }
        self.take_acts(judged);
        self.take_records(judged);
        for (record, act) in judged.found() {
            self.take_fields(judged, record, act);
        }
    }

    /// Recall: what becomes of the expected acts.
    fn take_acts(&mut self, judged: &Judged<'_>) {
        for (a, act) in judged.text.expect.iter().enumerate() {
            let answer = judged.answer(a);
            let gold = answer.map_or(act.types[0], |record| record.event_type);
            self.types.entry(gold).or_default().recall.take(answer.is_some());
            let given = answer.or_else(|| judged.mistyped(a)).map(|record| record.event_type);
            *self.type_confusion.entry((Some(gold), given)).or_default() += 1;
            let phenomenon = self.phenomena.entry(judged.text.phenomenon.clone()).or_default();
            phenomenon.yields.recall.take(answer.is_some());
            phenomenon.entire.take(answer.is_some_and(|record| {
                act.statuses.contains(&record.status) && roles_fit(act, record) && speakers_fit(act, record)
            }));
        }
    }

    /// Precision: what becomes of the records.
    fn take_records(&mut self, judged: &Judged<'_>) {
        for (record, verdict) in judged.records.iter().zip(&judged.verdicts) {
            let expect = |a: &usize| &judged.text.expect[*a];
            if record.asserted {
                let of_act = |act: &Act| if act.is_fact() { 1 } else { 0 };
                let asserted = &mut self.asserted;
                match verdict {
                    Verdict::Found(a) | Verdict::Repeat(a) => {
                        asserted.fact += of_act(expect(a));
                        asserted.no_fact += 1 - of_act(expect(a));
                    }
                    Verdict::Also(a) => {
                        asserted.fact += of_act(&judged.text.also[*a]);
                        asserted.no_fact += 1 - of_act(&judged.text.also[*a]);
                    }
                    Verdict::Mistyped(a) => {
                        asserted.mistyped += of_act(expect(a));
                        asserted.no_fact += 1 - of_act(expect(a));
                    }
                    Verdict::Folded => asserted.fact += 1,
                    Verdict::Spurious => asserted.nothing += 1,
                }
            }
            if matches!(verdict, Verdict::Also(_) | Verdict::Repeat(_) | Verdict::Folded) {
                continue;
            }
            let is_right = matches!(verdict, Verdict::Found(_));
            self.types.entry(record.event_type).or_default().precision.take(is_right);
            let phenomenon = self.phenomena.entry(judged.text.phenomenon.clone()).or_default();
            phenomenon.yields.precision.take(is_right);
            if *verdict == Verdict::Spurious {
                *self.type_confusion.entry((None, Some(record.event_type))).or_default() += 1;
            }
        }
    }

    /// The fields of a record that answers an act.
    fn take_fields(&mut self, judged: &Judged<'_>, record: &Record, act: &Act) {
        let is_status = act.statuses.contains(&record.status);
        let gold = if is_status { record.status } else { act.statuses[0] };
        *self.status_confusion.entry((gold, record.status)).or_default() += 1;
        let phenomenon = self.phenomena.entry(judged.text.phenomenon.clone()).or_default();
        phenomenon.status.take(is_status);
        let mut field = |name: &'static str, is_right: bool| self.fields.entry(name).or_default().take(is_right);
        field("status", is_status);
        field("roles", roles_fit(act, record));
        if act.by.is_some() {
            field("speakers", speakers_fit(act, record));
            phenomenon.speakers.take(speakers_fit(act, record));
        }
        if let Some(modes) = act.modes.get(&record.event_type) {
            field("mode", record.mode.is_some_and(|mode| modes.contains(&mode)));
        }
        if !act.contexts.is_empty() {
            field("contexts (at least one)", act.contexts.iter().any(|c| record.contexts.contains(c)));
        }
        if let Some(outer) = act.embedded_in {
            let speech = judged.answer(outer).map(|outer| outer.id.as_str());
            field("embedded in its speech act", speech.is_some() && record.embedded_in.as_deref() == speech);
        }
        if is_status && act.aspect.is_some() {
            field("aspect", record.aspect == act.aspect);
        }
        if is_status && act.denial.is_some() {
            field("denial", record.denial == act.denial);
        }
        for amount in &act.quantities {
            let same =
                |q: &sayso::record::Quantity| q.kind == amount.kind && (q.min, q.max) == (amount.min, amount.max);
            field("quantities", record.quantities.iter().any(same));
        }
        if let Some(place) = &act.place {
            let within = |words: &str| words.to_lowercase().contains(&place.to_lowercase());
            let fits = |p: &sayso::record::PlaceRef| within(&p.text) || within(&p.name);
            field("place", record.place.as_ref().is_some_and(fits));
        }
        if act.date.is_some() {
            field("date", record.date == act.date);
        }
    }

    /// All types together.
    pub(crate) fn overall(&self) -> Yield {
        let mut all = Yield::default();
        for row in self.types.values() {
            all.recall.add(row.recall);
            all.precision.add(row.precision);
        }
        all
    }

    /// All phenomena together.
    pub(crate) fn every_phenomenon(&self) -> Phenomenon {
        let mut all = Phenomenon::default();
        for row in self.phenomena.values() {
            all.texts += row.texts;
            all.yields.recall.add(row.yields.recall);
            all.yields.precision.add(row.yields.precision);
            all.status.add(row.status);
            all.speakers.add(row.speakers);
            all.entire.add(row.entire);
            all.forbidden.add(row.forbidden);
        }
        all
    }

    /// The figures that must not fall, each with what its share is of. `forbidden` counts those not made.
    pub(crate) fn headline(&self) -> Vec<(&'static str, Share)> {
        let all = self.every_phenomenon();
        let asserted = Share { right: self.asserted.fact + self.asserted.mistyped, all: self.asserted.all() };
        let unmade = Share { right: all.forbidden.all - all.forbidden.right, all: all.forbidden.all };
        let mut figures = vec![
            ("precision of types", all.yields.precision),
            ("recall of types", all.yields.recall),
            ("found with roles, status and speakers right", all.entire),
            ("asserted records that the text asserts", asserted),
            ("forbidden statements not made", unmade),
        ];
        figures.extend(self.fields.iter().map(|(name, share)| (*name, *share)));
        figures
    }
}

/// Whether a record is what a text forbids.
pub(crate) fn is_forbidden(forbidden: &Forbidden, record: &Record) -> bool {
    let is_any = |pattern: &str, code: &str| pattern == "*" || pattern == code;
    is_any(&forbidden.event_type, record.event_type.as_str())
        && is_any(&forbidden.status, record.status.as_str())
        && forbidden.trigger.as_ref().is_none_or(|t| record.trigger.text.to_lowercase() == *t)
        && forbidden.source.iter().all(|code| record.source.iter().any(|actor| actor.code.starts_with(code.as_str())))
        && (forbidden.by.is_none() || record.speakers.is_empty())
}
