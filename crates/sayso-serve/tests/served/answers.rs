//! What the interface says of the story.

use axum::http::StatusCode;
use serde_json::Value;

use super::site::explorer;

fn list<'a>(of: &'a Value, name: &str) -> &'a Vec<Value> {
    of[name].as_array().unwrap_or_else(|| panic!("no list “{name}” in {of}"))
}

fn escaped(id: &str) -> String {
    id.replace('#', "%23")
}

#[tokio::test]
async fn the_sum_is_that_of_the_records() {
    let site = explorer();
    let summary = site.json("/api/summary").await;
    let records = site.json("/api/records?limit=500").await;
    assert_eq!(summary["reports"], 15);
    assert_eq!(summary["records"], records["total"]);
    assert_eq!(list(&records, "records").len() as u64, records["total"].as_u64().unwrap_or(0));
    let asserted = site.json("/api/summary?asserted=true").await;
    let own = list(&records, "records").iter().filter(|r| r["asserted"] == true).count();
    assert_eq!(asserted["matching"]["records"], own);
    assert_eq!(asserted["records"], summary["records"], "the store is told as a whole");
}

#[tokio::test]
async fn every_filter_gives_what_it_says() {
    let site = explorer();
    let all = |query: &'static str| {
        let site = &site;
        async move { list(&site.json(&format!("/api/records?limit=500&{query}")).await, "records").clone() }
    };
    let is = |record: &Value, name: &str, value: &str| record[name] == value;
    let codes = |record: &Value, role: &str| {
        list(record, role).iter().map(|a| a["code"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    let some = |list: Vec<Value>, what: &str| {
        assert!(!list.is_empty(), "{what} finds something");
        list
    };
    assert!(some(all("type=request").await, "type").iter().all(|r| is(r, "type", "REQUEST")));
    assert!(
        some(all("status=denied&status=demanded").await, "status")
            .iter()
            .all(|r| is(r, "status", "denied") || is(r, "status", "demanded"))
    );
    assert!(
        some(all("source=KEN").await, "source").iter().all(|r| codes(r, "source").iter().any(|c| c.starts_with("KEN")))
    );
    assert!(some(all("target=UGA!").await, "target").iter().all(|r| codes(r, "target").contains(&"UGA".to_owned())));
    assert!(some(all("speaker=report").await, "own word").iter().all(|r| list(r, "speakers").is_empty()));
    assert!(some(all("speaker=KEN").await, "speaker").iter().all(|r| codes(r, "speakers").contains(&"KEN".to_owned())));
    assert!(some(all("outlet=Border+Wire").await, "outlet").iter().all(|r| is(r, "outlet", "Border Wire")));
    assert!(some(all("document=story-05").await, "document").iter().all(|r| is(r, "document", "story-05")));
    assert!(
        some(all("q=shelled+village").await, "words")
            .iter()
            .all(|r| r["evidence"].as_str().is_some_and(|e| e.contains("shelled")))
    );
    assert!(
        some(all("q=%22food+aid%22").await, "phrase")
            .iter()
            .all(|r| r["evidence"].as_str().is_some_and(|e| e.contains("food aid")))
    );
    assert!(all("q=troops+-troops").await.is_empty());
    assert!(some(all("min_confidence=0.9").await, "confidence").iter().all(|r| r["confidence"].as_f64() >= Some(0.9)));
    let march = some(all("from=2026-03-05&to=2026-03").await, "days");
    assert!(march.iter().all(|r| r["day"].as_str().is_some_and(|d| ("2026-03-05"..="2026-03-31").contains(&d))));
    assert!(some(all("country=uga").await, "country").iter().all(|r| r["place"]["country"] == "UGA"));
    assert!(some(all("bbox=-20,-40,60,40").await, "area").iter().all(|r| r["place_precision"] != "country"));
    assert_eq!(all("review=none").await.len(), all("").await.len());
    assert!(all("review=accepted").await.is_empty());
}

#[tokio::test]
async fn pages_and_orders() {
    let site = explorer();
    let whole = site.json("/api/records?limit=500&sort=confidence&order=asc").await;
    let confidence = |page: &Value| {
        list(page, "records").iter().map(|r| r["confidence"].as_f64().unwrap_or(0.0)).collect::<Vec<f64>>()
    };
    let all = confidence(&whole);
    assert!(all.windows(2).all(|pair| pair[0] <= pair[1]));
    let page = site.json("/api/records?limit=5&offset=3&sort=confidence&order=asc").await;
    assert_eq!(confidence(&page), all[3..8]);
    for sort in
        ["date", "uncertainty", "type", "status", "source", "target", "place", "outlet", "document", "relevance"]
    {
        let sorted = site.json(&format!("/api/records?limit=500&q=troops&sort={sort}")).await;
        assert!(sorted["total"].as_u64() > Some(0), "{sort}");
    }
}

#[tokio::test]
async fn a_record_has_its_sentence_its_speakers_and_its_kin() {
    let site = explorer();
    // The ledger is worked out first, so that the record knows its kin.
    site.json("/api/ledger").await;
    let denied = site.json("/api/records?type=ASSAULT&status=denied&document=story-05").await;
    let id = list(&denied, "records")[0]["id"].as_str().unwrap_or_default().to_owned();
    let record = site.json(&format!("/api/records/{}", escaped(&id))).await;
    assert_eq!(record["id"], id.as_str());
    let parts = list(&record, "parts");
    let joined: String = parts.iter().filter_map(|part| part["text"].as_str()).collect();
    assert_eq!(record["sentence_text"], joined.as_str(), "the pieces are the sentence");
    let roles = |wanted: &str| {
        let has = |part: &&Value| list(part, "roles").iter().any(|role| role == wanted);
        parts.iter().filter(has).filter_map(|part| part["text"].as_str()).collect::<String>()
    };
    assert_eq!(roles("trigger"), "shelled");
    assert_eq!(roles("cue:0"), "denied");
    assert_eq!(record["chain"][0]["code"], "UGA");
    assert!(list(&record["act"], "records").len() > 1, "the claim tells of the same act");
    let why = site.json(&format!("/api/records/{}/why", escaped(&id))).await;
    assert_eq!(why["same"], true);
    assert!(list(&why, "events").iter().any(|event| event["this"] == true && !list(event, "trace").is_empty()));
    assert!(list(&why, "tokens").iter().any(|token| token["text"] == "shelled"));
}

#[tokio::test]
async fn a_report_has_its_words_with_spans() {
    let site = explorer();
    let report = site.json("/api/reports/story-05").await;
    let text: Vec<char> = report["text"].as_str().unwrap_or_default().chars().collect();
    let cut = |span: &Value| {
        let at = |i: usize| span[i].as_u64().unwrap_or(0) as usize;
        text[at(0)..at(1)].iter().collect::<String>()
    };
    for sentence in list(&report, "sentences").iter().filter(|s| s["in"] == "text") {
        assert_eq!(sentence["text"], cut(&sentence["span"]).as_str());
    }
    for record in list(&report, "records").iter().filter(|r| r["in"] == "text") {
        assert_eq!(record["trigger"]["text"], cut(&record["trigger"]["span"]).as_str());
    }
    assert_eq!((&report["previous"], &report["next"]), (&"story-04".into(), &"story-06".into()));
    let reports = site.json("/api/reports?type=ASSAULT").await;
    assert!(list(&reports, "reports").iter().all(|r| r["records"].as_u64() > Some(0)));
}

#[tokio::test]
async fn facets_leave_their_own_filter_out() {
    let site = explorer();
    let count = |facets: &Value, facet: &str| -> u64 {
        list(&facets["facets"], facet).iter().filter_map(|v| v["count"].as_u64()).sum()
    };
    let all = site.json("/api/facets").await;
    let denied = site.json("/api/facets?status=denied").await;
    assert_eq!(count(&denied, "status"), count(&all, "status"));
    assert_eq!(Some(count(&denied, "type")), denied["total"].as_u64());
    assert_eq!(all["total"].as_u64(), Some(count(&all, "status")));
    for value in list(&all["facets"], "source") {
        let code = value["value"].as_str().unwrap_or_default();
        let found = site.json(&format!("/api/records?source={code}!")).await;
        assert_eq!(found["total"], value["count"], "{code}");
    }
    let few = site.json("/api/facets?fields=source,review&top=1").await;
    assert_eq!(list(&few["facets"], "source").len(), 1);
    assert!(few["more"]["source"].as_u64() > Some(1));
    assert!(few["facets"]["review"].is_array() && few["facets"]["type"].is_null());
}

#[tokio::test]
async fn time_and_map_count_every_record_once() {
    let site = explorer();
    let total = site.json("/api/summary").await["records"].as_u64();
    for by in ["day", "week", "month", "year", "auto"] {
        let line = site.json(&format!("/api/timeline?by={by}&split=kind")).await;
        let bins: u64 = list(&line, "bins").iter().filter_map(|bin| bin["total"].as_u64()).sum();
        assert_eq!(Some(bins + line["undated"].as_u64().unwrap_or(0)), total, "{by}");
        for bin in list(&line, "bins") {
            let parts: u64 = bin["split"].as_object().into_iter().flatten().filter_map(|(_, n)| n.as_u64()).sum();
            assert_eq!(Some(parts), bin["total"].as_u64());
        }
    }
    for zoom in [0, 3, 12] {
        let map = site.json(&format!("/api/map?zoom={zoom}")).await;
        let sum = |name: &str| list(&map, name).iter().filter_map(|p| p["count"].as_u64()).sum::<u64>();
        assert_eq!(Some(sum("places") + sum("countries") + map["nowhere"].as_u64().unwrap_or(0)), total);
        assert!(list(&map, "places").iter().all(|place| place["precision"] != "country"), "no country is a point");
    }
}

#[tokio::test]
async fn actors_and_pairs() {
    let site = explorer();
    let actors = site.json("/api/actors?limit=500").await;
    let kenya = list(&actors, "actors").iter().find(|a| a["code"] == "KEN").expect("Kenya acts").clone();
    let page = site.json("/api/actors/KEN").await;
    assert_eq!(page["label"], "Kenya");
    assert_eq!(page["did"]["total"], kenya["source"]);
    assert_eq!(page["was_done_to"]["total"], kenya["target"]);
    assert_eq!(page["said"]["total"], kenya["speaker"]);
    assert_eq!(page["was_said_about"]["total"], kenya["about"]);
    assert!(list(&page, "partners").iter().any(|partner| partner["code"] == "UGA"));
    assert!(list(&site.json("/api/actors?like=ugan").await, "actors").iter().any(|a| a["code"] == "UGA"));
    let pairs = site.json("/api/dyads").await;
    let pair = &list(&pairs, "dyads")[0];
    assert_eq!(
        pair["count"].as_u64(),
        Some(pair["cooperation"].as_u64().unwrap_or(0) + pair["conflict"].as_u64().unwrap_or(0))
    );
    let series = site.json("/api/dyads/series?a=KEN!&b=UGA!").await;
    let told =
        |bin: &Value, side: &str| ["asserted", "claimed"].iter().filter_map(|t| bin[side][t].as_u64()).sum::<u64>();
    let sum: u64 = list(&series, "bins").iter().map(|bin| told(bin, "cooperation") + told(bin, "conflict")).sum();
    assert_eq!(Some(sum + series["undated"].as_u64().unwrap_or(0)), series["total"].as_u64());
    let network = site.json("/api/network?nodes=2").await;
    assert_eq!(list(&network, "nodes").len(), 2);
    assert!(network["left_out"].as_u64() > Some(0));
    assert_eq!(site.get("/api/actors/XYZ").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_ledger_as_of_any_day() {
    let site = explorer();
    let now = site.json("/api/ledger").await;
    let early = site.json("/api/ledger?as_of=2026-03-04").await;
    assert!(early["total"].as_u64() < now["total"].as_u64());
    let demand = list(&site.json("/api/ledger?kind=demand&party=KEN&as_of=2026-03-04").await, "items")[0].clone();
    assert_eq!(demand["state"], "refused");
    let whole = site.json(&format!("/api/ledger/{}", demand["id"].as_str().unwrap_or_default())).await;
    assert_eq!(whole["state"], "carried out", "the story goes on");
    assert!(list(&whole, "history").iter().all(|step| step["title"].is_string() && step["evidence"].is_string()));
    let disputes = site.json("/api/disputes").await;
    let shelling = list(&disputes, "disputes").iter().find(|d| d["type"] == "ASSAULT").expect("a dispute").clone();
    assert_eq!(shelling["denied_by"][0]["code"], "UGA");
    assert!(shelling["denied_by"][0]["evidence"].as_str().is_some_and(|words| words.contains("denied")));
    let one = site.json("/api/disputes?document=story-05").await;
    assert!(one["total"].as_u64() >= Some(1));
    assert_eq!(site.get("/api/ledger?as_of=yesterday").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn pages_have_twins() {
    let site = explorer();
    for path in ["/", "/report?id=story-05", "/ledger?kind=demand", "/review", "/add"] {
        let page = site.get(path).await;
        assert_eq!((page.status, page.header("content-type")), (StatusCode::OK, "text/html; charset=utf-8"), "{path}");
        assert!(!page.header("etag").is_empty());
        if let Some(twin) = page.header("link").split_once('>').and_then(|(first, _)| first.strip_prefix('<')) {
            assert_eq!(site.get(twin).await.status, StatusCode::OK, "{twin}");
        } else {
            assert_eq!(path, "/add");
        }
    }
}

#[tokio::test]
async fn a_wrong_parameter_is_told_of() {
    let site = explorer();
    for (path, parameter) in [
        ("/api/records?tpye=ASSAULT", "tpye"),
        ("/api/records?type=WAR", "type"),
        ("/api/records?from=2026-13-01", "from"),
        ("/api/records?limit=0", "limit"),
        ("/api/records?limit=501", "limit"),
        ("/api/records?sort=beauty", "sort"),
        ("/api/records?bbox=1,2,3", "bbox"),
        ("/api/records?min_confidence=2", "min_confidence"),
        ("/api/timeline?by=hour", "by"),
        ("/api/dyads/series?a=KEN", "b"),
        ("/api/facets?fields=mood", "fields"),
    ] {
        let answer = site.get(path).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
        let error = &answer.json()["error"];
        assert_eq!(error["parameter"], parameter, "{path}");
        assert!(
            error["message"].as_str().is_some_and(|m| !m.is_empty())
                && error["remedy"].as_str().is_some_and(|r| !r.is_empty())
        );
    }
}
