//! Where the text names a row of the tables, and where it uses a role noun.

use sayso_document::{Document, SentenceId, TokenId};
use sayso_syntax::{Rel, Syntax, Upos};

use super::agents::{AgentKind, Agents};
use super::table::{Kind, Names};
use crate::actor::Sector;
use crate::gazetteer::fold;

/// A run of tokens that bears a name, or is a role noun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Match {
    /// First token.
    pub start: TokenId,
    /// One past the last token.
    pub end: TokenId,
    /// The token of the run that hangs on something outside it.
    pub head: TokenId,
    /// Rows of the table, several where they differ in time.
    pub rows: Vec<u32>,
}

/// Second parts of compounds that leave the country acting: "US-led".
const ACTING_SUFFIXES: &[&str] = &["led", "owned", "run"];

/// Second parts of compounds that take the country out of play: "Russian-backed", "London-based".
const PASSIVE_SUFFIXES: &[&str] = &[
    "backed",
    "based",
    "born",
    "held",
    "occupied",
    "controlled",
    "style",
    "speaking",
    "made",
    "built",
    "sponsored",
    "supported",
    "funded",
    "trained",
    "brokered",
    "mediated",
    "aligned",
    "allied",
    "friendly",
    "bound",
    "educated",
    "administered",
    "ruled",
    "annexed",
    "installed",
    "appointed",
    "linked",
    "inspired",
    "supplied",
    "dominated",
];

/// First parts that do the same: "pro-Iranian".
const PASSIVE_PREFIXES: &[&str] = &["pro", "anti", "non", "ex", "trans", "post", "pre", "philo"];

/// The folded words of one sentence and the tokens they come from.
struct Words {
    text: String,
    /// Byte range in `text` and token of each word.
    words: Vec<(usize, usize, TokenId)>,
}

impl Words {
    fn new(tokens: impl Iterator<Item = TokenId>, mut word: impl FnMut(TokenId) -> String) -> Words {
        let mut text = String::new();
        let mut words = Vec::new();
        for token in tokens {
            for part in word(token).split(' ').filter(|p| !p.is_empty()) {
                if !text.is_empty() {
                    text.push(' ');
                }
                words.push((text.len(), text.len() + part.len(), token));
                text.push_str(part);
            }
        }
        Words { text, words }
    }

    fn key(&self, at: usize, n: usize) -> Option<&str> {
        let last = self.words.get(at + n - 1)?;
        Some(&self.text[self.words[at].0..last.1])
    }

    /// Whether a token's first word is at `at`.
    fn starts_token(&self, at: usize) -> bool {
        at == 0 || self.words[at - 1].2 != self.words[at].2
    }

    /// The words of the token of the word before `end` that stand at or after `end`.
    fn rest_of_token(&self, end: usize) -> Vec<&str> {
        let token = self.words[end - 1].2;
        let rest = self.words[end..].iter().take_while(|w| w.2 == token);
        rest.map(|w| &self.text[w.0..w.1]).collect()
    }
}

/// The token of a run whose governor lies outside it: the last such of a name, since prepositional parts of a name
/// follow its head only where they hang on it.
fn head_of(syntax: &Syntax, start: TokenId, end: TokenId) -> TokenId {
    let inside = |t: TokenId| t >= start && t < end;
    let outer = |t: &TokenId| !syntax.head(*t).is_some_and(inside);
    let tokens = || (start.0..end.0).map(TokenId);
    let nominal = |t: &TokenId| !matches!(syntax.upos(*t), Upos::Punct | Upos::Adp | Upos::Det | Upos::Part);
    tokens().filter(outer).rfind(nominal).or_else(|| tokens().find(outer)).unwrap_or(start)
}

/// The names of a sentence, from left to right, longest first.
pub(crate) fn names(document: &Document, syntax: &Syntax, names: &Names, sentence: SentenceId) -> Vec<Match> {
    let range = document.sentences[sentence.index()].tokens.clone();
    let words = Words::new(range.clone().map(TokenId), |t| fold(document.word(t)));
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.words.len() {
        match words.starts_token(at).then(|| name_at(document, syntax, names, &words, at)).flatten() {
            Some((name, next)) => {
                // "the North Korean government": not "the North"
                let longer = || name_at(document, syntax, names, &words, at + 1).filter(|later| later.1 > next);
                let article = words.key(at, 1) == Some("the");
                let (name, next) = article.then(longer).flatten().unwrap_or((name, next));
                found.push(name);
                at = next;
            }
            None => at += 1,
        }
    }
    found
}

fn name_at(document: &Document, syntax: &Syntax, names: &Names, words: &Words, at: usize) -> Option<(Match, usize)> {
    let (from, to, start) = words.words[at];
    for n in names.lengths(&words.text[from..to]) {
        let Some(key) = words.key(at, n) else { continue };
        let rest = words.rest_of_token(at + n);
        let acting = rest.len() == 1 && ACTING_SUFFIXES.contains(&rest[0]);
        if !rest.is_empty() && !acting {
            continue;
        }
        let last = words.words[at + n - 1].2;
        let text = &document.buffer
            [document.tokens[start.index()].span.start as usize..document.tokens[last.index()].span.end as usize];
        let end = TokenId(last.0 + 1);
        let mut rows = names.of_name(key, text).peekable();
        if rows.peek().is_none() {
            continue;
        }
        let head = head_of(syntax, start, end);
        let rows: Vec<u32> = rows.filter(|&r| fits(document, syntax, names.row(r).kind, (start, end, head))).collect();
        if !rows.is_empty() {
            return Some((Match { start, end, head, rows }, at + n));
        }
    }
    None
}

/// Whether a run of tokens is used as a name of this kind here.
fn fits(document: &Document, syntax: &Syntax, kind: Kind, (start, end, head): (TokenId, TokenId, TokenId)) -> bool {
    let upos = syntax.upos(head);
    if matches!(upos, Upos::Pron | Upos::Aux | Upos::Verb | Upos::Adp | Upos::Adv | Upos::Cconj | Upos::Num)
        && end.0 - start.0 == 1
    {
        return false;
    }
    if is_out_of_play(document, syntax, start, end) {
        return false;
    }
    match kind {
        Kind::Head | Kind::Minister | Kind::Politician => end.0 - start.0 > 1,
        // "Jordan Spieth", "Paris Hilton": a given name
        Kind::Region => matches!(
            syntax.rel(head),
            Rel::Nsubj | Rel::NsubjPass | Rel::Obj | Rel::Obl | Rel::OblAgent | Rel::Nmod | Rel::NmodPoss | Rel::Conj
        ),
        Kind::Country | Kind::Capital => {
            !is_part_of_name(syntax, (start, end, head)) && !is_part_of_place(document, start, end, kind)
        }
        Kind::People => {
            !is_part_of_name(syntax, (start, end, head))
                && !is_part_of_place(document, start, end, kind)
                && upos != Upos::X
        }
        _ => {
            end.0 - start.0 > 1
                || matches!(upos, Upos::Propn | Upos::X)
                || document.word(head).chars().filter(|c| c.is_uppercase()).count() > 1
        }
    }
}

fn is_part_of_name(syntax: &Syntax, (start, end, head): (TokenId, TokenId, TokenId)) -> bool {
    let outside = |t: TokenId| t < start || t >= end;
    let flat_child = syntax.children_by(head, &[Rel::Flat]).any(|c| outside(c) && syntax.upos(c) == Upos::Propn);
    // "the President of Iran Mahmoud Ahmadinejad"
    let of_title = syntax.rel(head) == Rel::Nmod && syntax.case(head).is_some_and(|case| case == "of");
    (flat_child && !of_title)
        || (syntax.rel(head) == Rel::Flat
            && syntax
                .head(head)
                .is_some_and(|h| outside(h) && syntax.upos(h) == Upos::Propn && syntax.rel(h) != Rel::NmodDesc))
}

/// "New Mexico", "the Indian Ocean", "Latin America", "Air France", "US$5": the name of a country within another name.
fn is_part_of_place(document: &Document, start: TokenId, end: TokenId, kind: Kind) -> bool {
    const WATERS: &[&str] = &["Ocean", "Sea", "Gulf", "Channel", "Strait", "Straits"];
    let word = |t: u32| if (t as usize) < document.tokens.len() { document.word(TokenId(t)) } else { "" };
    let before = |n: u32| start.0.checked_sub(n).map_or("", word);
    let state = kind != Kind::People;
    let of_continent =
        matches!(word(start.0), "American" | "America") && matches!(before(1), "South" | "Latin" | "Central" | "North");
    // "a Korean American"
    let of_origin = kind == Kind::People && matches!(word(end.0), "American" | "Americans");
    let of_money = word(end.0 - 1).ends_with('$') || word(end.0).starts_with('$');
    of_continent
        || of_money
        || of_origin
        || WATERS.contains(&word(end.0))
        || (before(1) == "of" && (WATERS.contains(&before(2)) || matches!(before(2), "Bay" | "Bank")))
        || (state && matches!(before(1), "New" | "Air"))
}

/// "pro-Iranian", "Russian-backed": the name is a mere part of a description.
fn is_out_of_play(document: &Document, syntax: &Syntax, start: TokenId, end: TokenId) -> bool {
    let n = syntax.words().len() as u32;
    let hyphen = |t: u32| t < n && matches!(document.word(TokenId(t)), "-" | "‑" | "–");
    let word = |t: u32| document.word(TokenId(t)).to_lowercase();
    let after = end.0 + 1 < n && hyphen(end.0) && PASSIVE_SUFFIXES.contains(&word(end.0 + 1).as_str());
    let before = start.0 >= 2 && hyphen(start.0 - 1) && PASSIVE_PREFIXES.contains(&word(start.0 - 2).as_str());
    after || before
}

/// "pro-Russian forces", "Turkish-backed troops": whether a noun is described by whom it sides with or is paid by.
pub(crate) fn is_of_partisans(document: &Document, syntax: &Syntax, head: TokenId) -> bool {
    const PAID: &[&str] = &["backed", "supported", "sponsored", "funded", "aligned", "allied", "linked"];
    let hyphen = |t: u32| (t as usize) < document.tokens.len() && matches!(document.word(TokenId(t)), "-" | "‑" | "–");
    let word = |t: u32| document.word(TokenId(t)).to_lowercase();
    let name = |t: u32| document.word(TokenId(t)).starts_with(char::is_uppercase) && word(t) != "un";
    syntax.children_by(head, &[Rel::Amod, Rel::Compound]).any(|c| {
        // as one token
        if let Some((first, second)) = document.word(c).split_once('-') {
            let capital = |part: &str| part.starts_with(char::is_uppercase) && !part.eq_ignore_ascii_case("un");
            return first.eq_ignore_ascii_case("pro") && capital(second) || capital(first) && PAID.contains(&second);
        }
        let parts = [c.0.saturating_sub(2), c.0.saturating_sub(1), c.0, c.0 + 1];
        parts.into_iter().filter(|&t| t > 0 && hyphen(t) && (t as usize) + 1 < document.tokens.len()).any(|t| {
            let pro = word(t - 1) == "pro" && name(t + 1);
            pro || name(t - 1) && PAID.contains(&word(t + 1).as_str())
        })
    })
}

/// The role nouns of a sentence, longest first; names have been found before and `named` tells their tokens.
pub(crate) fn agents(
    document: &Document,
    syntax: &Syntax,
    agents: &Agents,
    sentence: SentenceId,
    named: &dyn Fn(TokenId) -> bool,
) -> Vec<Match> {
    let range = document.sentences[sentence.index()].tokens.clone();
    let words = Words::new(range.map(TokenId), |t| {
        if named(t) { "\u{0}".to_owned() } else { agent_key(document, syntax, agents, t) }
    });
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.words.len() {
        let (from, to, start) = words.words[at];
        let next = agents.lengths(&words.text[from..to]).find_map(|n| {
            let row = agents.of_phrase(words.key(at, n)?)?;
            let end = TokenId(words.words[at + n - 1].2.0 + 1);
            let head = head_of(syntax, start, end);
            let whole = words.rest_of_token(at + n).is_empty() && words.starts_token(at);
            let nominal = matches!(syntax.upos(head), Upos::Noun | Upos::Propn | Upos::Adj);
            // "Democrat X"
            let title = agents.row(row).sector == Some(Sector::Pty)
                && syntax.rel(head) == Rel::Amod
                && document.word(head).starts_with(char::is_uppercase)
                && syntax.head(head).is_some_and(|h| h > head && syntax.upos(h) == Upos::Propn);
            let adjective = syntax.upos(head) == Upos::Adj && !is_nominal_adjective(syntax, head) && !title;
            let compound = is_in_compound(document, syntax, (start, end, head));
            let part = agents.row(row).kind != AgentKind::Name || is_last_of_name(document, syntax, start, head);
            (whole && nominal && !adjective && !compound && part)
                .then(|| (Match { start, end, head, rows: vec![row] }, at + n))
        });
        match next {
            Some((agent, next)) => {
                found.push(agent);
                at = next;
            }
            None => at += 1,
        }
    }
    found
}

/// "The Jakarta Post", "Example Holdings": whether a word in capitals ends a name of several.
fn is_last_of_name(document: &Document, syntax: &Syntax, start: TokenId, head: TokenId) -> bool {
    let capital = |t: TokenId| document.word(t).starts_with(char::is_uppercase);
    let before = start.0.checked_sub(1).map(TokenId);
    let joined = |t: TokenId| {
        syntax.upos(t) == Upos::Propn
            && (syntax.head(t) == Some(head) || syntax.head(t) == syntax.head(head))
            && syntax.rel(t) != Rel::NmodPoss
    };
    syntax.upos(head) == Upos::Propn && capital(head) && before.is_some_and(|t| capital(t) && joined(t))
}

/// "peer-to-peer", "six-party", "police-led": a part of a compound that itself only describes.
fn is_in_compound(document: &Document, syntax: &Syntax, (start, end, head): (TokenId, TokenId, TokenId)) -> bool {
    let n = syntax.words().len() as u32;
    let word = |t: u32| if t < n { document.word(TokenId(t)).to_lowercase() } else { String::new() };
    let hyphen = |t: u32| matches!(word(t).as_str(), "-" | "‑");
    let describes =
        matches!(syntax.rel(head), Rel::Compound | Rel::Amod | Rel::Nmod | Rel::Obl | Rel::OblAgent | Rel::Advmod);
    let before = start.0 >= 2
        && hyphen(start.0 - 1)
        && !matches!(word(start.0 - 2).as_str(), "ex" | "vice" | "co" | "sub" | "then" | "deputy");
    let after = hyphen(end.0) && !matches!(word(end.0 + 1).as_str(), "elect" | "designate" | "general" | "in");
    describes && (before || after)
}

/// An adjective used as a noun: "the wounded", "two Hutu".
pub(crate) fn is_nominal_adjective(syntax: &Syntax, token: TokenId) -> bool {
    let nominal = matches!(
        syntax.rel(token),
        Rel::Nsubj
            | Rel::NsubjPass
            | Rel::Obj
            | Rel::Iobj
            | Rel::Obl
            | Rel::OblAgent
            | Rel::Nmod
            | Rel::NmodPoss
            | Rel::Appos
    );
    let head = if syntax.rel(token) == Rel::Conj { syntax.head(token) } else { None };
    nominal
        || head.is_some_and(|h| {
            syntax.rel(h) != Rel::Conj && syntax.upos(h) != Upos::Verb && is_nominal_adjective(syntax, h)
        })
}

/// A token as the table of role nouns spells it: the folded lemma, or the folded word where that is what is known.
fn agent_key(document: &Document, syntax: &Syntax, agents: &Agents, token: TokenId) -> String {
    let lemma = fold(syntax.lemma(token));
    let word = fold(document.word(token));
    if lemma == word || agents.of_phrase(&lemma).is_some() || agents.lengths(&lemma).next().is_some() {
        return lemma_or_singular(agents, lemma, syntax.upos(token));
    }
    if agents.of_phrase(&word).is_some() { word } else { lemma_or_singular(agents, lemma, syntax.upos(token)) }
}

/// Some lemmas keep their plural ("troops", "Workers"): a singular that is known is taken.
fn lemma_or_singular(agents: &Agents, lemma: String, upos: Upos) -> String {
    if !matches!(upos, Upos::Propn | Upos::Noun) || agents.of_phrase(&lemma).is_some() {
        return lemma;
    }
    match lemma.strip_suffix('s') {
        Some(singular) if agents.of_phrase(singular).is_some() => singular.to_owned(),
        _ => lemma,
    }
}
