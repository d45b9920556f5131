//! The record's JSON: documented names in documented order, read back without loss.

use sayso_record::{COLUMNS, Confidence, Features, Record, columns, keep_confident};

const LINE: &str = concat!(
    r#"{"schema":1,"id":"d-1#a3f9c2","document":"d-1","sentence":2,"published":"2026-03-10","date":"2026-03-08","#,
    r#""date_precision":"day","date_basis":"text","type":"REQUEST","mode":"assist","contexts":["military","diplomatic"],"#,
    r#""quad":"verbal conflict","cameo":"0233","intensity":0.5,"folded":false,"in":"text","#,
    r#""trigger":{"text":"pressed","span":[18,25]},"#,
    r#""source":[{"text":"The United States","span":[0,17],"name":"United States","code":"USA","country":"USA","#,
    r#""sectors":["GOV","MIL"],"kb":"country:USA"}],"target":[],"status":"occurred","aspect":"ongoing","denial":null,"#,
    r#""asserted":false,"factuality":1.5,"differs":null,"speakers":[{"text":"","span":[30,30],"name":"","code":"","#,
    r#""cue":{"text":"reportedly","span":[30,40]},"stance":"asserts"}],"embedded_in":null,"embeds":["d-1#77b01e"],"#,
    r#""condition":null,"deadline":"by Friday","place":{"text":"Tyre","name":"Tyre","lat":33.27,"lon":35.2,"#,
    r#""country":"LBN","admin1":null,"geonames":267008},"place_basis":"dateline","#,
    r#""quantities":[{"kind":"killed","min":30,"max":null,"text":"at least 30"}],"confidence":0.91,"#,
    r#""rule":"request-press","evidence":"The United States reportedly pressed, \"hard\"."}"#,
);

#[test]
fn a_record_survives_the_round_trip() {
    let record: Record = serde_json::from_str(LINE).expect("the documented form");
    assert_eq!(serde_json::to_string(&record).expect("plain data"), LINE);
}

#[test]
fn unknown_codes_are_refused() {
    let error = serde_json::from_str::<Record>(&LINE.replace("REQUEST", "INVADE")).expect_err("no such type");
    assert!(error.to_string().contains("unknown code “INVADE”"), "{error}");
}

#[test]
fn a_row_has_every_column() {
    let record: Record = serde_json::from_str(LINE).expect("the documented form");
    let row = columns(&record);
    let value = |name: &str| {
        let at = COLUMNS.iter().position(|(column, _)| *column == name).expect("a column");
        row[at].as_str()
    };
    assert_eq!(row.len(), COLUMNS.len());
    assert_eq!(value("contexts"), "military; diplomatic");
    assert_eq!(value("speaker"), "(unnamed)");
    assert_eq!(value("quantities"), "killed 30–");
    assert_eq!(value("source_sectors"), "GOV MIL");
}

#[test]
fn who_is_left_out_is_not_pointed_at() {
    let record = |id: &str, confidence: f32| -> Record {
        let line = LINE.replace("d-1#a3f9c2", id);
        Record { confidence, ..serde_json::from_str(&line).expect("the documented form") }
    };
    let demand = record("d-1#a3f9c2", 0.8);
    let act = Record { embedded_in: Some(demand.id.clone()), embeds: Vec::new(), ..record("d-1#77b01e", 0.4) };
    let mut records = vec![demand, act];
    keep_confident(&mut records, 0.4);
    assert_eq!((records.len(), records[0].embeds.len()), (2, 1));
    keep_confident(&mut records, 0.5);
    assert_eq!((records.len(), records[0].embeds.len()), (1, 0));
}

#[test]
fn the_weights_of_the_confidence_are_sound() {
    let rate = Confidence::builtin().expect("a sound table").rate(&Features::default());
    assert_eq!(rate, 0.5, "nothing known, not even the bias");
}
