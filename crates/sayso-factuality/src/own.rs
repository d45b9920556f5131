//! A predicate's own modifiers: negation, modals, tense, adverbs, questions, commands.

use sayso_document::{TokenId, calendar};
use sayso_entities::TimeMention;
use sayso_events::{EventType, Mode};
use sayso_lexicon::{Effect, Sign};
use sayso_syntax::{Rel, Upos};

use crate::environment::{Context, inverted};
use crate::operator::{Force, Operator};

/// What is done with a day to come: "set for June".
const FIXED: &[&str] = &["set", "fix", "bill", "slate", "schedule", "due", "plan", "expect", "call", "announce"];

/// "A curfew *beginning* on Monday".
const BEGINNING: &[&str] = &["begin", "start", "commence", "effect"];

/// What the modifiers of one predicate say, before they are combined.
#[derive(Default)]
struct Marks {
    negation: Option<(TokenId, String)>,
    not_yet: bool,
    possible: Option<(TokenId, String)>,
    ability: bool,
    future: Option<(TokenId, String)>,
    would: Option<(TokenId, String)>,
    deontic: Option<(TokenId, String)>,
    ended: Option<(TokenId, String)>,
    fictive: Option<(TokenId, String)>,
}

/// The operators that a predicate's own modifiers make, outermost first.
pub(crate) fn operators(context: &Context<'_>, predicate: TokenId) -> Vec<Operator> {
    let mut marks = Marks::default();
    collect(context, predicate, &mut marks);
    inherit(context, predicate, &mut marks);
    marks.negation =
        marks.negation.take().or_else(|| cleft(context, predicate)).or_else(|| shared_no(context, predicate));
    let mut all = Vec::new();
    if let Some(whether) = whether(context, predicate) {
        all.push(Operator::plain(Force::Question, whether, predicate, "rule: whether"));
    }
    if is_question(context, predicate) {
        all.push(Operator::plain(Force::Question, predicate, predicate, "rule: question"));
    }
    combine(context, predicate, marks, &mut all);
    all
}

fn combine(context: &Context<'_>, predicate: TokenId, marks: Marks, all: &mut Vec<Operator>) {
    let mut push =
        |force: Force, mark: &(TokenId, String)| all.push(Operator::plain(force, mark.0, predicate, &mark.1));
    let negated = marks.negation.is_some();
    if let Some(fictive) = &marks.fictive {
        push(Force::Fictive, fictive);
    }
    if let Some(possible) = &marks.possible
        && !(marks.ability && negated)
    {
        push(Force::Possible, possible);
        // "may not have": whether it happened is open either way
        return;
    }
    if let Some(would) = &marks.would {
        match (has_perfect(context, predicate), negated) {
            (true, _) => push(Force::Counterfactual, would),
            (false, true) => push(Force::FutureNegation, would),
            (false, false) => push(Force::Future, would),
        }
        return;
    }
    match (&marks.future, &marks.deontic, &marks.negation) {
        (Some(future), _, None) => push(Force::Future, future),
        (Some(_), _, Some(negation)) => push(Force::FutureNegation, negation),
        (None, Some(deontic), None) if has_perfect(context, predicate) => {
            // "should have left" did not; "must have left" probably did
            let must = context.text.key(deontic.0) == "must";
            push(if must { Force::Possible } else { Force::Counterfactual }, deontic);
        }
        (None, Some(deontic), None) => push(Force::Deontic, deontic),
        (None, Some(_), Some(negation)) => push(Force::DeonticNegation, negation),
        (None, None, Some(negation)) => {
            push(if marks.not_yet { Force::NotYet } else { Force::Negation }, negation);
        }
        (None, None, None) => {}
    }
    if let Some(ended) = &marks.ended {
        push(Force::Ended, ended);
    }
}

/// "Has not left" leaves the time to come open; "had not left" does not.
fn has_present_perfect(context: &Context<'_>, predicate: TokenId) -> bool {
    let syntax = context.text.syntax;
    let have = |a: TokenId| context.text.key(a) == "have" && !syntax.word(a).feats.is("Tense", "Past");
    syntax.children_by(predicate, &[Rel::Aux]).any(have)
}

fn has_perfect(context: &Context<'_>, predicate: TokenId) -> bool {
    context.text.syntax.children_by(predicate, &[Rel::Aux]).any(|a| context.text.key(a) == "have")
}

/// "Vowed never to talk": a negation right before the "to" of an infinitive is the infinitive's.
fn lowered_negation(context: &Context<'_>, predicate: TokenId, marks: &mut Marks) {
    let syntax = context.text.syntax;
    let before_to = |verb: TokenId, infinitive: TokenId| {
        let to = syntax.children_by(infinitive, &[Rel::Mark]).find(|&m| context.text.key(m) == "to")?;
        let before = TokenId(to.0.checked_sub(1)?);
        let negates = context.hedges.at(context.text, before).is_some_and(|h| h.effect == Effect::Negation);
        (negates && before > verb && syntax.head(before) == Some(verb)).then_some(before)
    };
    if syntax.children_by(predicate, &[Rel::Xcomp]).any(|x| before_to(predicate, x).is_some()) {
        marks.negation = None;
    }
    if syntax.rel(predicate) == Rel::Xcomp
        && let Some(negation) = syntax.head(predicate).and_then(|verb| before_to(verb, predicate))
    {
        marks.negation = Some((negation, "rule: not to".to_string()));
    }
}

fn collect(context: &Context<'_>, predicate: TokenId, marks: &mut Marks) {
    let syntax = context.text.syntax;
    for &child in syntax.children(predicate) {
        match syntax.rel(child) {
            Rel::Aux | Rel::AuxPass => auxiliary(context, child, marks),
            Rel::Advmod | Rel::Amod | Rel::Cc | Rel::CcPreconj | Rel::Det | Rel::OblUnmarked => {
                hedge(context, child, marks);
            }
            // "Due to begin"; what "without" does to a clause, the environment says.
            Rel::Mark if context.hedges.at(context.text, child).is_none_or(|h| h.effect != Effect::Negation) => {
                hedge(context, child, marks);
            }
            Rel::Obl if is_beside(context, child) => {}
            Rel::Nsubj | Rel::NsubjPass | Rel::Obj | Rel::Obl | Rel::Iobj if is_negative_nominal(context, child) => {
                marks.negation = Some((child, "rule: no one, nothing".to_string()));
            }
            _ => {}
        }
    }
    // "pleaded *not* guilty": the other words of a trigger
    let trigger = context.events.at(predicate).map(|(_, event)| &event.trigger[1..]);
    for &word in trigger.unwrap_or_default().iter().filter(|&&w| syntax.head(w) == Some(predicate)) {
        for negation in syntax.children_by(word, &[Rel::Advmod]) {
            if context.hedges.at(context.text, negation).is_some_and(|h| h.effect == Effect::Negation) {
                hedge(context, negation, marks);
            }
        }
    }
    marks.not_yet |= has_present_perfect(context, predicate) && marks.negation.is_some();
    lowered_negation(context, predicate, marks);
    if let Some(mark) = held_later(context, predicate) {
        marks.future = Some(mark);
    }
    if marks.future.is_none() {
        marks.future = ahead(context, predicate);
    }
    if let Some(to) = arranged(context, predicate) {
        marks.future = Some((to, "rule: is to".to_string()));
    }
}

/// "The meeting due to be held in May", "the vote scheduled for June": what a clause behind an act's noun says of its time.
fn held_later(context: &Context<'_>, noun: TokenId) -> Option<(TokenId, String)> {
    let syntax = context.text.syntax;
    if syntax.upos(noun) != Upos::Noun && syntax.upos(noun) != Upos::Propn {
        return None;
    }
    // "Announced a curfew *from* Monday": the time hangs on the verb
    let announcing = syntax.head(noun).filter(|&v| {
        syntax.rel(noun) == Rel::Obj && context.embedders.announces(context.text, v) && context.events.at(v).is_none()
    });
    let begins = |time: &TokenId| {
        matches!(syntax.case(*time).as_deref(), Some("begin" | "beginning" | "start" | "starting" | "from"))
    };
    if let Some(time) = announcing.and_then(|verb| time_to_come(context, verb)).filter(begins) {
        return Some((time, "rule: beginning on a day to come".to_string()));
    }
    let mut clauses = syntax.children_by(noun, &[Rel::Acl, Rel::AclRelcl]);
    clauses.find_map(|clause| {
        let future = |t: TokenId| {
            let hedge = context.hedges.at(context.text, t).filter(|h| h.effect == Effect::Future)?;
            Some((t, hedge.rule.clone()))
        };
        if FIXED.contains(&context.text.key(clause)) && is_dated(context, clause) {
            return Some((clause, "rule: fixed for a day".to_string()));
        }
        let held = context.text.key(clause) == "hold" || context.embedders.brings_about(context.text, clause);
        if BEGINNING.contains(&context.text.key(clause)) && time_to_come(context, clause).is_some() {
            return Some((clause, "rule: beginning on a day to come".to_string()));
        }
        let marks = syntax.children_by(clause, &[Rel::Mark, Rel::Aux, Rel::Advmod]).find_map(future);
        future(clause).or(marks.filter(|_| held))
    })
}

/// Whether a word has a time behind "for": "set *for June*".
fn is_dated(context: &Context<'_>, word: TokenId) -> bool {
    let syntax = context.text.syntax;
    let case = |t: TokenId| matches!(syntax.case(t).as_deref(), Some("for"));
    let dated = |t: TokenId| case(t) && context.text.entities.times.iter().any(|time| time.head == t);
    syntax.children_by(word, &[Rel::Obl, Rel::Nmod, Rel::OblUnmarked]).any(dated)
}

/// "Visits Ankara next month": what no past tense tells, at a time after the day of the report.
fn ahead(context: &Context<'_>, predicate: TokenId) -> Option<(TokenId, String)> {
    let syntax = context.text.syntax;
    let past = |t: TokenId| syntax.word(t).feats.is("Tense", "Past");
    let participle = syntax.word(predicate).feats.is("VerbForm", "Part");
    let auxiliaries: Vec<TokenId> = syntax.children_by(predicate, &[Rel::Aux, Rel::AuxPass, Rel::Cop]).collect();
    let told = auxiliaries.iter().any(|&a| past(a) || context.text.key(a) == "have")
        || (past(predicate) && (!participle || auxiliaries.is_empty()));
    // "Announces a truce for Monday": the time is that of what is announced.
    let speech = context.events.holding(predicate).is_some_and(|(_, e)| e.sign != Sign::Plain)
        || context.embedders.announces(context.text, predicate);
    let time = time_to_come(context, predicate).filter(|_| !told && !speech)?;
    Some((time, "rule: at a time to come".to_string()))
}

/// A time after the day of the report that stands beside a word.
fn time_to_come(context: &Context<'_>, word: TokenId) -> Option<TokenId> {
    let syntax = context.text.syntax;
    let published = context.text.document.header.published.as_deref().unwrap_or_default();
    let next = |time: &TimeMention| {
        let words = context.text.document.text(time.span).to_lowercase();
        let after = ["next week", "next month", "next year", "tomorrow", "coming"].iter().any(|w| words.contains(w));
        // A weekday may be the last or the next; a day or month of the calendar is one of them.
        let named = words.contains(|c: char| c.is_ascii_digit())
            || words.split_whitespace().any(|w| calendar::month(w).is_some());
        after || (named && !published.is_empty() && !time.start.is_empty() && time.start.as_str() > published)
    };
    let times = context.text.entities.times.iter();
    let of = |time: &&TimeMention| {
        let near = syntax.head(time.head) == Some(word);
        near && matches!(syntax.rel(time.head), Rel::Obl | Rel::OblUnmarked | Rel::Nmod | Rel::NmodDesc | Rel::Advmod)
    };
    let ends = |time: &&TimeMention| {
        let before = context.text.syntax.case(time.head);
        matches!(before.as_deref(), Some("until" | "till" | "through"))
    };
    times.filter(of).filter(|t| !ends(t)).find(|t| next(t)).map(|t| t.head)
}

/// "Is to resign": a form of "be" before the "to" of the predicate itself.
fn arranged(context: &Context<'_>, predicate: TokenId) -> Option<TokenId> {
    let syntax = context.text.syntax;
    let to = syntax.children_by(predicate, &[Rel::Mark]).find(|&m| context.text.key(m) == "to")?;
    let be = syntax
        .children_by(predicate, &[Rel::Aux, Rel::AuxPass, Rel::Cop])
        .any(|a| a < to && context.text.key(a) == "be" && syntax.word(a).feats.is("VerbForm", "Fin"));
    be.then_some(to)
}

fn auxiliary(context: &Context<'_>, aux: TokenId, marks: &mut Marks) {
    let text = context.text;
    // "Should rebels attack, …" asks nothing of them.
    let condition = text.key(aux) == "should" && text.syntax.head(aux).is_some_and(|p| inverted(text, p));
    if let Some(hedge) = context.hedges.at(text, aux).filter(|_| !condition && !is_polite(context, aux)) {
        marks.ability |= matches!(text.key(aux), "can" | "could");
        set(marks, hedge.effect, (aux, hedge.rule.clone()));
    }
    for inner in text.syntax.children_by(aux, &[Rel::Advmod]) {
        hedge(context, inner, marks);
    }
}

/// "I *would* urge both sides to stop": whoever says so urges.
fn is_polite(context: &Context<'_>, aux: TokenId) -> bool {
    let text = context.text;
    let Some(verb) = text.syntax.head(aux).filter(|_| text.key(aux) == "would") else { return false };
    let speaks = context
        .events
        .at(verb)
        .is_some_and(|(_, event)| matches!(event.event_type, EventType::Request | EventType::Accuse));
    let subject = text.syntax.child(verb, &[Rel::Nsubj]);
    let own = subject.is_some_and(|s| matches!(text.document.word(s).to_lowercase().as_str(), "i" | "we"));
    speaks && own && text.syntax.child(verb, &[Rel::Advcl]).is_none_or(|c| text.syntax.mark(c).as_deref() != Some("if"))
}

fn hedge(context: &Context<'_>, child: TokenId, marks: &mut Marks) {
    if let Some(hedge) = context.hedges.at(context.text, child).filter(|_| !is_force_in_vain(context, child)) {
        set(marks, hedge.effect, (child, hedge.rule.clone()));
    }
}

/// "An attempted coup", "the failed attack": force was used, though its aim was missed. Nobody was kidnapped in an
/// attempted kidnapping.
fn is_force_in_vain(context: &Context<'_>, modifier: TokenId) -> bool {
    let text = context.text;
    let missed = matches!(text.document.word(modifier).to_lowercase().as_str(), "attempted" | "failed");
    let act = text.syntax.head(modifier).filter(|_| missed).and_then(|noun| context.events.at(noun));
    act.is_some_and(|(_, event)| {
        let seizes_power = matches!(text.key(event.head()), "coup" | "putsch" | "takeover" | "attempt");
        let force = event.event_type == EventType::Assault && event.mode != Some(Mode::Abduct);
        force || (event.event_type == EventType::Coerce && seizes_power)
    })
}

fn set(marks: &mut Marks, effect: Effect, mark: (TokenId, String)) {
    match effect {
        Effect::Negation | Effect::Almost => marks.negation = Some(mark),
        Effect::NotYet => {
            marks.not_yet = true;
            marks.negation = Some(mark);
        }
        Effect::Possible => marks.possible = Some(mark),
        Effect::Future => marks.future = Some(mark),
        Effect::Would => marks.would = Some(mark),
        Effect::Deontic => marks.deontic = Some(mark),
        Effect::Ended => marks.ended = Some(mark),
        Effect::Fictive => marks.fictive = Some(mark),
        Effect::Hearsay | Effect::Condition | Effect::Recurring | Effect::Ongoing => {}
    }
}

/// Whether a nominal only goes along with what the predicate says: "shelled the port *with no warning*".
fn is_beside(context: &Context<'_>, nominal: TokenId) -> bool {
    let case = context.text.syntax.case(nominal);
    matches!(case.as_deref(), None | Some("with" | "despite" | "amid" | "after"))
}

/// "Nobody", "no attack", "neither side", "hardly anyone": a nominal that negates its clause. A negated event noun is
/// negated itself.
fn is_negative_nominal(context: &Context<'_>, nominal: TokenId) -> bool {
    let syntax = context.text.syntax;
    let word = matches!(context.text.key(nominal), "nobody" | "nothing" | "none" | "neither" | "no-one");
    let modifiers = syntax.children_by(nominal, &[Rel::Det, Rel::CcPreconj, Rel::Advmod, Rel::Amod]);
    let inner = modifiers.flat_map(|m| std::iter::once(m).chain(syntax.children_by(m, &[Rel::Advmod])));
    let negative = inner.filter(|&m| {
        matches!(context.text.key(m), "no" | "neither" | "hardly" | "scarcely" | "barely")
            || (context.text.key(m) == "not" && syntax.rel(m) == Rel::Advmod && syntax.upos(nominal) == Upos::Pron)
    });
    word || (negative.count() > 0 && context.events.at(nominal).is_none())
}

/// A conjunct without auxiliaries and subject of its own shares those of the first: "will meet and sign".
fn inherit(context: &Context<'_>, predicate: TokenId, marks: &mut Marks) {
    let syntax = context.text.syntax;
    if syntax.rel(predicate) != Rel::Conj || syntax.upos(predicate) != Upos::Verb {
        return;
    }
    let own = syntax.child(predicate, &[Rel::Aux, Rel::AuxPass, Rel::Nsubj, Rel::NsubjPass, Rel::Cop]).is_some();
    let same_form =
        |a: TokenId, b: TokenId| syntax.word(a).feats.get("VerbForm") == syntax.word(b).feats.get("VerbForm");
    if let Some(first) = syntax.head(predicate).filter(|&h| !own && same_form(h, predicate)) {
        let contrast = syntax.child(predicate, &[Rel::Cc]).is_some_and(|c| context.text.key(c) == "but");
        let mut shared = Marks::default();
        collect(context, first, &mut shared);
        if !contrast || marks.negation.is_none() {
            marks.negation = marks.negation.take().or(shared.negation.filter(|_| !contrast));
        }
        marks.future = marks.future.take().or(shared.future);
        marks.would = marks.would.take().or(shared.would);
        marks.possible = marks.possible.take().or(shared.possible);
        marks.deontic = marks.deontic.take().or(shared.deontic);
        marks.ability |= shared.ability;
        marks.not_yet |= shared.not_yet;
    }
}

/// "It was *not* the army that shelled the school": the one who is set apart did not do it. "It was not until Friday that …" sets
/// apart a time.
fn cleft(context: &Context<'_>, predicate: TokenId) -> Option<(TokenId, String)> {
    let (text, syntax) = (context.text, context.text.syntax);
    let apart = syntax.head(predicate).filter(|_| matches!(syntax.rel(predicate), Rel::AclRelcl | Rel::AdvclRelcl))?;
    let who = |s: TokenId| matches!(text.document.word(s).to_lowercase().as_str(), "that" | "who" | "which");
    let it = |s: TokenId| text.document.word(s).eq_ignore_ascii_case("it");
    let is_cleft = syntax.child(apart, &[Rel::Cop]).is_some()
        && syntax.child(apart, &[Rel::Case]).is_none()
        && syntax.child(apart, &[Rel::Nsubj, Rel::Expl]).is_some_and(it)
        && syntax.child(predicate, &[Rel::Nsubj, Rel::NsubjPass]).is_some_and(who)
        && text.entities.mention_at(apart).is_some_and(|m| m.actor.is_some());
    let negates = |&a: &TokenId| context.hedges.at(text, a).is_some_and(|h| h.effect == Effect::Negation);
    let negation = syntax.children_by(apart, &[Rel::Advmod]).filter(|_| is_cleft).find(negates)?;
    Some((negation, "rule: it was not they who".to_string()))
}

/// "*No* raping or looting": the second of two acts under one "no".
fn shared_no(context: &Context<'_>, noun: TokenId) -> Option<(TokenId, String)> {
    let (text, syntax) = (context.text, context.text.syntax);
    let first = syntax.head(noun).filter(|_| syntax.rel(noun) == Rel::Conj && syntax.upos(noun) == Upos::Noun)?;
    let joined = syntax.child(noun, &[Rel::Cc]).is_some_and(|c| matches!(text.key(c), "or" | "nor"));
    let own = syntax.child(noun, &[Rel::Det]).is_some();
    let no = |&d: &TokenId| text.key(d) == "no";
    let no = syntax.children_by(first, &[Rel::Det]).filter(|_| joined && !own).find(no)?;
    Some((no, "rule: no … or …".to_string()))
}

/// "Whether troops fired": open, whatever is over it.
fn whether(context: &Context<'_>, predicate: TokenId) -> Option<TokenId> {
    let mut marks = context.text.syntax.children_by(predicate, &[Rel::Mark]);
    marks.find(|&m| context.text.key(m) == "whether")
}

/// Whether a predicate is what a question asks: the main verb of a sentence that ends in a question mark.
fn is_question(context: &Context<'_>, predicate: TokenId) -> bool {
    let syntax = context.text.syntax;
    if !matches!(syntax.rel(predicate), Rel::Root | Rel::Conj | Rel::Ccomp | Rel::Parataxis) {
        return false;
    }
    let document = context.text.document;
    let sentence = &document.sentences[document.sentence_of(predicate).index()];
    let marks = sentence.tokens.clone().rev().map(TokenId).take(3);
    marks.into_iter().any(|t| document.word(t) == "?")
}
