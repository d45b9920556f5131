//! Lexicons of the user's own: laid over ours, checked, imported, looked up.

use std::fs;

use crate::runner::{Folder, Run, sayso};

const ACTORS: &str = "code\tkind\tnames\tshort\tfrom\tuntil\tsource\n";
const ASSAULT: &str = "lemma\tpos\tmode\tcameo\tcontexts\tsource\ttarget\tsign\twhen\tyes\tno\tsource_note\n";

fn code(folder: &Folder, text: &str, more: &[&str]) -> Run {
    let report = folder.file("report.txt", text);
    let mut args = vec!["code", &report, "-q", "--date", "2026-03-10"];
    args.extend(more);
    sayso(&args)
}

#[test]
fn rows_of_the_user_extend_replace_and_switch_off() {
    let folder = Folder::new("lexicon");
    let lexicon = folder.path("mine");
    folder.file(
        "mine/who.tsv",
        format!("{ACTORS}MLIREB\tgroup\tFront for Zorbo|FFZ\nPERGOV\tinstitution\tNATO\noff\t\tInterpol\n"),
    );
    let rows = "zap\tverb\tfirearms\t193\t-\tsubj\tobj\t-\t+obj\tSoldiers zapped two villages.\t-\tmine\n\
                bomb\tverb\t-\t-\t-\t-\t-\toff\t-\t-\t-\tmine\n";
    folder.file("mine/triggers/assault.tsv", format!("{ASSAULT}{rows}"));
    let text = "Fighters of the Front for Zorbo zapped a village on Monday. Turkish warplanes bombed a mill.";
    assert!(code(&folder, text, &[]).out.contains("bombed"));
    let run = code(&folder, text, &["--lexicon", &lexicon]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.out.contains("MLIREB") && run.out.contains("firearms") && !run.out.contains("\"bombed\""),
        "{}",
        run.out
    );
    assert!(sayso(&["actor", "NATO", "--lexicon", &lexicon]).out.contains("PERGOV"));
    assert_eq!(sayso(&["actor", "Interpol", "--lexicon", &lexicon]).code, 1);
    assert_eq!(sayso(&["actor", "Interpol"]).code, 0);
}

#[test]
fn words_of_saying_and_doubt_can_be_taught_and_untaught() {
    let folder = Folder::new("lexicon-words");
    let head = "lemma\tpos\tsign\tcomp\tyes\tno\tsource_note\n";
    folder.file("mine/e.tsv", format!("{head}deny\tverb\toff\n").replace("off\n", "off\t-\t-\t-\tmine\n"));
    let text = "Peru denied that its soldiers had shelled the village.";
    let shelled =
        |run: &Run| run.json().iter().filter(|r| r["trigger"]["text"] == "shelled").cloned().collect::<Vec<_>>();
    let before = code(&folder, text, &[]);
    assert!(shelled(&before).iter().all(|r| r["status"] == "denied"), "{}", before.out);
    let hedges =
        "lemma\tpos\teffect\tyes\tno\tsource_note\nseemingly\tadv\thearsay\tThe fleet seemingly left.\t-\tmine\n";
    folder.file("more/h.tsv", hedges);
    let run = code(&folder, "Soldiers seemingly shelled the village.", &["--lexicon", &folder.path("more")]);
    assert!(run.json().iter().all(|r| r["asserted"] == false), "{}", run.out);
    assert_eq!(sayso(&["lexicon", "check", &folder.path("mine"), "--no-examples"]).code, 0);
}

#[test]
fn discarded_texts_are_passed_over() {
    let folder = Folder::new("lexicon-discards");
    folder.file("mine/d.tsv", "text\tdrops\tmatch\tsource\norchard\tsentence\tword\tmine\n");
    let text = "Police in Nairobi arrested forty students in an orchard. Soldiers from Chad shelled a village.";
    assert_eq!(code(&folder, text, &[]).json().len(), 2);
    assert_eq!(code(&folder, text, &["--lexicon", &folder.path("mine")]).json().len(), 1);
}

#[test]
fn every_fault_is_told_with_file_line_and_remedy() {
    let folder = Folder::new("lexicon-faults");
    let rows = "QQQGOV\tinstitution\tFoo\nFRAXYZ\tinstitution\tBar\nFRA\tcuntry\tBaz\nFRAGOV\thead\tJane Quux\t\t2026-02-30\n\
                FRAGOV\thead\tJane Quux\t\t2026-02-02\t2025-01-01\n";
    folder.file("mine/actors.tsv", format!("{ACTORS}{rows}"));
    let triggers = "zap\tverb\tvisit\t193\t-\tsubj\tobj\t-\t-\t-\t-\tm\nzip\tverb\t-\tabc\t-\tsubj\tobj\t-\t-\t-\t-\tm\n\
                    zop\tvurb\t-\t193\t-\tsubj\tobj\t-\t-\t-\t-\tm\nzup\tverb\t-\t193\t-\tsubj\tobj\t-\tobj:@nosuch\t-\t-\tm\n";
    folder.file("mine/triggers/assault.tsv", format!("{ASSAULT}{triggers}"));
    folder.file("mine/triggers/nosuch.tsv", ASSAULT);
    folder.file("mine/z.tsv", "lemma\tpos\teffct\n");
    let run = sayso(&["lexicon", "check", &folder.path("mine")]);
    assert_eq!(run.code, 1);
    for line in 2..=6 {
        assert!(run.err.contains(&format!("actors.tsv:{line}: ")), "{line}: {}", run.err);
    }
    for line in 2..=5 {
        assert!(run.err.contains(&format!("assault.tsv:{line}: ")), "{line}: {}", run.err);
    }
    assert!(run.err.contains("one of country, people") && run.err.contains("name a table of triggers after one of"));
    assert!(run.err.contains("z.tsv:1: this is no header"));
    let run = code(&folder, "Nothing.", &["--lexicon", &folder.path("mine")]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains("actors.tsv:2: "));
    assert_eq!(code(&folder, "Nothing.", &["--lexicon", &folder.path("nowhere")]).code, 2);
}

#[test]
fn the_sentences_inside_are_tried() {
    let folder = Folder::new("lexicon-examples");
    let row = "zap\tverb\t-\t193\t-\tsubj\tobj\t-\t-\tSoldiers zapped a village.\tHe zapped the soup.\tmine\n";
    folder.file("mine/assault.tsv", format!("{ASSAULT}{row}"));
    let run = sayso(&["lexicon", "check", &folder.path("mine")]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("2 sentences tried, 1 failed") && run.err.contains("He zapped the soup."), "{}", run.out);
    for table in
        ["actors", "agents", "places", "triggers", "embedders", "cues", "hedges", "classes", "discards", "issues"]
    {
        assert_eq!(sayso(&["lexicon", "show", table]).code, 0, "{table}");
        assert!(sayso(&["lexicon", "show"]).out.contains(table));
    }
}

#[test]
fn options_come_from_the_configuration_file_unless_given() {
    let folder = Folder::new("config");
    folder.file("mine/who.tsv", format!("{ACTORS}MLIREB\tgroup\tZorbo Front\n"));
    let config = folder.file("sayso.toml", "lexicon = \"mine\"\n[code]\nquiet = true\nformat = \"csv\"\nlimit = 1\n");
    let report = folder.file("report.txt", "The Zorbo Front shelled a village.");
    let run = sayso(&["code", &report, "--config", &config]);
    assert!(run.out.starts_with("id,") && run.out.contains("MLIREB") && run.err.is_empty(), "{} {}", run.out, run.err);
    let run = sayso(&["code", &report, "--config", &config, "-f", "jsonl"]);
    assert!(run.out.starts_with('{'), "{} {}", run.out, run.err);
    let bad = folder.file("bad.toml", "# a comment\nlexicn = \"mine\"\n");
    let run = sayso(&["code", &report, "--config", &bad]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("bad.toml:2: no option “lexicn”"), "{}", run.err);
}

#[test]
fn a_place_of_the_users_is_found_and_one_of_ours_taken_away() {
    let folder = Folder::new("lexicon-places");
    let head = "name\tother_names\tkind\tdetail\tlat\tlon\tcountry\tweight\tgeonames\tsource\n";
    folder.file(
        "mine/p.tsv",
        format!("{head}Camp Zorbo\t\tregion\t-\t15.5\t-3.5\tML\t\t\tmine\nTripoli\t\toff\t\t\t\tLY\n"),
    );
    let mine = folder.path("mine");
    assert!(sayso(&["place", "Tripoli"]).out.contains("LBY) at"));
    assert!(sayso(&["place", "Tripoli", "--lexicon", &mine]).out.lines().next().is_some_and(|l| l.contains("LBN")));
    let run = sayso(&["place", "Camp Zorbo", "--json", "--lexicon", &mine]);
    assert_eq!(run.json()[0]["resolved"]["country"], "MLI");
    assert_eq!(sayso(&["place", "Camp Zorbo"]).code, 1);
}

#[test]
fn who_holds_an_office_depends_on_the_day() {
    let folder = Folder::new("lexicon-dates");
    let rows = "PERGOV\thead\tQuentin Zorbo\t\t2001-01-01\t2004-12-31\nPEROPP\thead\tQuentin Zorbo\t\t2005-01-01\t\n";
    folder.file("mine/who.tsv", format!("{ACTORS}{rows}"));
    let mine = folder.path("mine");
    let on =
        |day: &str| sayso(&["actor", "Quentin Zorbo", "--date", day, "--json", "--lexicon", &mine]).json()[0].clone();
    assert_eq!(on("2003-05-05")["resolved"][0]["code"], "PERGOV");
    assert_eq!(on("2007-05-05")["resolved"][0]["code"], "PEROPP");
    assert_eq!(on("2007-05-05")["candidates"].as_array().map(Vec::len), Some(2));
}

/// Dictionaries of our own making in the old formats, with their oddities.
fn dictionaries(folder: &Folder) -> String {
    folder.file(
        "old/Zorbo.actors.txt",
        "# made up\nQUENTIN_ZORBO_  # CountryInfo.txt\n\t[PERELI 500101-010101]\n\t[PERGOV >020101]\n\t[PERELI]\n\
         ZORBO_LIBERATION_FRONT_(ZLF)_ [PERREB 1990101-19801231]\n+FRONT__OF_ZORBO\nZORBO_WATCH_ [NGOPERHRI]\n\
         NOWHERE_\nPERU_ [PER]\n+ZORBOLAND_\n+LIMA_\nODD_ [ZZZ]\n",
    );
    folder.file(
        "old/zorbo.agents.txt",
        "!PERSON! = MAN, MEN, WOMAN\nZORBO!PERSON! [~MIL]\nZORBOFOOT {ZORBOFEET} [~REB]\nZORBOMEDIC [~HLHMIL]\nBROKEN [~GOV}\n",
    );
    folder.file(
        "old/zorbo.verbs.txt",
        "&ZORBOGUN\n+ZORBORIFLE\n+BLUNDERBUSS\n\n---  ZORBLE   [---]  ---\nZORBLE {ZORBLED }\n+ZORBLE_UP [190]\n\
         - * &ZORBOGUN (AT)  [193]  # ZORBLE\n- * (AT TOWN) [190:110] # ZORBLE\n- * STATEMENT [010] # ZORBLE\n\
         - * SOUP [---] # ZORBLE\n~ a (a b ZORBLE) SAY = a b 190\n",
    );
    folder.file("old/zorbo.discards.txt", "ZORBOBALL_\n+ZORBOCUP # all of it\n");
    folder
        .file("old/Zorbo.Issues.txt", "<ISSUE CATEGORY=\"ZORB\" TYPE=\"ALL\">\nn:zorb [ZORBS]\n~zorb ball\n</ISSUE>\n");
    folder.path("old")
}

#[test]
fn an_import_accounts_for_every_line_and_works() {
    let folder = Folder::new("import");
    let old = dictionaries(&folder);
    let new = folder.path("new");
    let run = sayso(&["lexicon", "import", &old, "-o", &new, "--lines"]);
    assert_eq!(run.code, 0, "{}", run.err);
    for file in fs::read_dir(&old).expect("the folder is there").flatten() {
        let name = file.file_name().to_string_lossy().into_owned();
        let lines = fs::read_to_string(file.path()).expect("a file of ours").lines().count();
        let told = run.out.lines().filter(|line| line.starts_with(&format!("{name}:"))).count();
        assert_eq!(told, lines, "{name}: {}", run.out);
    }
    let counts = "6 entries, 9 names, 7 codes, 3 dated, 1 entries without a code";
    assert!(run.out.contains(counts), "{}", run.out);
    let check = sayso(&["lexicon", "check", &new]);
    assert_eq!(check.code, 0, "{}", check.err);

    let on =
        |day: &str| sayso(&["actor", "Quentin Zorbo", "--date", day, "--json", "--lexicon", &new]).json()[0].clone();
    assert_eq!(on("1999-05-05")["resolved"][0]["code"], "PERELI");
    assert_eq!(on("2003-05-05")["resolved"][0]["code"], "PERGOV");
    let who = |name: &str| sayso(&["actor", name, "--lexicon", &new]).out;
    assert!(who("the Front of Zorbo").contains("PERREB") && who("the Zorbo Liberation Front").contains("PERREB"));
    assert!(who("Zorboland").contains("[PER]"));
    assert!(who("Peruvian zorbofeet").contains("PERREB"), "{}", who("Peruvian zorbofeet"));
    assert!(who("Peruvian zorbomen").contains("PERMIL"));

    let with = |text: &str| code(&folder, text, &["--lexicon", &new]);
    let run = with("Soldiers zorbled rifles at the town on Monday.");
    assert!(!run.out.contains("\"193\""), "no gun of the set: {}", run.out);
    assert!(with("Soldiers zorbled the zorboball on Monday.").out.is_empty());
}

#[test]
fn the_old_dictionaries_themselves_are_carried_over() {
    let Ok(data) = std::env::var("SAYSO_DATA") else {
        let told =
            std::io::Write::write_all(&mut std::io::stderr(), b"SKIPPED: SAYSO_DATA names no folder of dictionaries\n");
        return assert!(told.is_ok());
    };
    let folder = Folder::new("import-raw");
    let run = sayso(&["lexicon", "import", &format!("{data}/corpora/actors/raw"), "-o", &folder.path("new")]);
    assert_eq!(run.code, 0, "{}", run.err);
    for counts in [
        "18390 entries, 25917 names, 28389 codes, 26110 dated, 37 entries without a code",
        "7841 entries, 7907 names, 7896 codes, 452 dated, 3 entries without a code",
        "1021 entries, 1793 names, 1021 codes, 1 dated",
        "2 sets, 2243 agents, 2 malformed lines",
        "40 synonym sets, 558 terms of synonym sets, 397 blocks, 1817 verbs, 4668 patterns, 8 transformations",
        "506 discards, 64 of a whole story",
        "52 sections, 2976 phrases",
    ] {
        assert!(run.out.contains(counts), "{counts}\n{}", run.out);
    }
    assert_eq!(code(&folder, "France urged Mali to talk.", &["--lexicon", &folder.path("new")]).code, 0);
}
