//! Lemma scripts: how a lemma is made from a form.

/// One edit from a form to its lemma.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Script {
    /// The form as it is: `=`.
    Form,
    /// The form in lower case, for the unknown script.
    Lower,
    /// A whole lemma: `W|be`.
    Whole(String),
    /// `case|cut|suffix`: cut characters off the end of the lower-cased form, add the suffix, then the case.
    Edit { case: Case, cut: usize, suffix: String },
}

/// Case of an edited lemma.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    /// `l` or `X`: as it comes.
    Lower,
    /// `T`: first letter upper case.
    Title,
    /// `U`: all upper case.
    Upper,
}

impl Script {
    /// From the model's spelling; what does not parse is treated as unknown.
    pub(crate) fn parse(text: &str) -> Script {
        if text == "=" {
            return Script::Form;
        }
        if let Some(whole) = text.strip_prefix("W|") {
            return Script::Whole(whole.to_owned());
        }
        let mut parts = text.splitn(3, '|');
        let (Some(case), Some(cut), Some(suffix)) = (parts.next(), parts.next(), parts.next()) else {
            return Script::Lower;
        };
        let case = match case {
            "T" => Case::Title,
            "U" => Case::Upper,
            _ => Case::Lower,
        };
        cut.parse().map_or(Script::Lower, |cut| Script::Edit { case, cut, suffix: suffix.to_owned() })
    }

    /// The lemma of a form.
    pub(crate) fn apply(&self, form: &str) -> String {
        match self {
            Script::Form => form.to_owned(),
            Script::Lower => form.to_lowercase(),
            Script::Whole(lemma) => lemma.clone(),
            Script::Edit { case, cut, suffix } => {
                let mut lemma = form.to_lowercase();
                let end = match cut {
                    0 => lemma.len(),
                    _ => lemma.char_indices().rev().nth(cut - 1).map_or(0, |(at, _)| at),
                };
                lemma.truncate(end);
                lemma.push_str(suffix);
                match case {
                    Case::Lower => lemma,
                    Case::Title => title(&lemma),
                    Case::Upper => lemma.to_uppercase(),
                }
            }
        }
    }
}

/// With the first letter in upper case.
fn title(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Base forms of English, which the model's lemmas are checked against.
#[derive(Debug)]
pub(crate) struct BaseForms {
    verbs: Vec<&'static str>,
    irregular: Vec<(&'static str, &'static str)>,
    nouns_in_ie: Vec<&'static str>,
}

impl BaseForms {
    /// The lists that ship with sayso.
    pub(crate) fn builtin() -> BaseForms {
        let irregular = lines(include_str!("../../../lexicons/irregular_verbs.tsv")).skip(1);
        let mut irregular: Vec<(&str, &str)> = irregular.filter_map(|line| line.split_once('\t')).collect();
        irregular.sort_unstable();
        let sorted = |text| {
            let mut words: Vec<&str> = lines(text).collect();
            words.sort_unstable();
            words
        };
        BaseForms {
            verbs: sorted(include_str!("../../../lexicons/verbs.txt")),
            irregular,
            nouns_in_ie: sorted(include_str!("../../../lexicons/nouns_in_ie.txt")),
        }
    }

    fn is_verb(&self, verb: &str) -> bool {
        self.verbs.binary_search(&verb).is_ok()
    }

    /// The lemma of a verb form where the model's is no verb: the base form that is one ("denied": deni → deny).
    pub(crate) fn verb(&self, form: &str, lemma: String) -> String {
        if self.is_verb(&lemma) {
            return self.with_e(form, lemma);
        }
        let form = form.to_lowercase();
        if let Ok(at) = self.irregular.binary_search_by_key(&form.as_str(), |row| row.0) {
            return self.irregular[at].1.to_owned();
        }
        if self.is_verb(&form) {
            return form;
        }
        base_forms(&form).into_iter().find(|base| self.is_verb(base)).unwrap_or(lemma)
    }

    /// The singular of a regular plural in "s".
    fn singular(&self, plural: &str) -> Option<String> {
        let stem = plural.strip_suffix('s').filter(|s| s.len() > 2 && s.is_ascii() && !s.ends_with(['s', 'u', 'i']))?;
        let sibilant = ["che", "she", "xe", "sse", "zze"].iter().any(|e| stem.ends_with(e)) && !IN_E.contains(&stem);
        let us = matches!(stem, "buse" | "minibuse" | "campuse" | "viruse" | "bonuse" | "censuse" | "gase");
        if let Some(short) =
            stem.strip_suffix("ie").filter(|s| s.len() > 2 && self.nouns_in_ie.binary_search(&stem).is_err())
        {
            return Some(format!("{short}y"));
        }
        let cut = usize::from(sibilant || us);
        Some(stem[..stem.len() - cut].to_owned())
    }

    /// "Staged" is of "stage" and "raped" of "rape", since "stag" and "rap" would double their last letter.
    fn with_e(&self, form: &str, lemma: String) -> String {
        let form = form.to_lowercase();
        let undoubled = ["ed", "ing"].iter().any(|ending| form.strip_suffix(ending) == Some(lemma.as_str()));
        let longer = format!("{lemma}e");
        if undoubled && is_short_syllable(&lemma) && self.is_verb(&longer) { longer } else { lemma }
    }

    /// The lemma of a noun: a plural in "men" comes from "man", one in "ies" from "y", but for a few; a lemma that no plural
    /// in "s" can have gives way to the regular one ("beatings": beati → beating, "clashes": clashe → clash).
    pub(crate) fn noun(&self, form: &str, lemma: String) -> String {
        let lower = form.to_lowercase();
        if let Some(stem) =
            lower.strip_suffix("men").filter(|s| !s.is_empty() && (lemma.ends_with("me") || lemma.ends_with("en")))
            && !matches!(stem, "speci" | "regi" | "abdo" | "acu" | "o")
        {
            return format!("{stem}man");
        }
        if let Some(regular) = self.singular(&lower).filter(|regular| is_no_singular(&lower, &lemma, regular)) {
            return regular;
        }
        let short = lower.ends_with("ies") && lemma.ends_with("ie") && lemma.is_ascii();
        if !short || self.nouns_in_ie.binary_search(&lemma.as_str()).is_ok() {
            return lemma;
        }
        format!("{}y", &lemma[..lemma.len() - 2])
    }
}

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Nouns that do end in "che", "she", "xe" or "ze" before their plural s.
const IN_E: &[&str] = &[
    "ache",
    "headache",
    "niche",
    "cliche",
    "quiche",
    "avalanche",
    "creche",
    "psyche",
    "brioche",
    "tranche",
    "cache",
    "axe",
    "deluxe",
    "prize",
    "size",
    "breeze",
    "bronze",
    "maze",
    "blaze",
    "seize",
    "freeze",
    "gaze",
    "haze",
    "doze",
    "sneeze",
    "squeeze",
    "craze",
    "glaze",
    "maize",
    "moustache",
    "mustache",
    "douche",
    "panache",
];

/// Whether a lemma is none that a plural in "s" can have: neither the form itself nor that less its ending, nor one of the
/// old patterns (wolves, crises, indices).
fn is_no_singular(plural: &str, lemma: &str, regular: &str) -> bool {
    let Some(stem) = plural.strip_suffix('s') else { return false };
    if !lemma.is_ascii() || lemma == plural || lemma.chars().any(char::is_uppercase) {
        return false;
    }
    // "clashe" of "clashes"
    if lemma == stem {
        return regular.len() + 1 == lemma.len() && lemma.starts_with(regular);
    }
    let fits = stem.strip_suffix('e').is_some_and(|short| {
        lemma == short
            || short.strip_suffix('i').is_some_and(|s| lemma == format!("{s}y"))
            || short.strip_suffix('v').is_some_and(|s| lemma == format!("{s}f") || lemma == format!("{s}fe"))
            || lemma == format!("{short}is")
            || short.strip_suffix('s').is_some_and(|s| lemma == format!("{s}sis"))
            || short.strip_suffix("ic").is_some_and(|s| lemma == format!("{s}ex") || lemma == format!("{s}ix"))
            || short.strip_suffix('z').is_some_and(|s| lemma == s)
    });
    // "hostag" of "hostages": the engine dropped the e with the s
    let lost = stem.strip_suffix('e').is_some_and(|short| lemma == short && short.ends_with(['g', 'v', 'c', 'u']));
    (!fits || lost) && plural.len() > 4
}

/// One vowel between consonants, the last of which English would double: "stag", "rap".
fn is_short_syllable(stem: &str) -> bool {
    let vowel = |b: u8| b"aeiouy".contains(&b);
    let bytes = stem.as_bytes();
    let [.., before, last] = bytes else { return false };
    stem.is_ascii()
        && vowel(*before)
        && !vowel(*last)
        && !b"wx".contains(last)
        && bytes.iter().filter(|b| vowel(**b)).count() == 1
}

/// What a regular verb form may come from, likeliest first.
fn base_forms(form: &str) -> Vec<String> {
    let mut bases = Vec::new();
    for (ending, y) in [("ied", true), ("ies", true), ("ed", false), ("ing", false), ("es", false), ("s", false)] {
        let Some(stem) = form.strip_suffix(ending) else { continue };
        if y {
            bases.push(format!("{stem}y"));
            continue;
        }
        bases.push(format!("{stem}e"));
        bases.push(stem.to_owned());
        let mut last = stem.chars().rev();
        if let (Some(a), Some(b)) = (last.next(), last.next())
            && a == b
        {
            bases.push(stem[..stem.len() - a.len_utf8()].to_owned());
        }
    }
    bases
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(script: &str, form: &str, lemma: &str) {
        assert_eq!(Script::parse(script).apply(form), lemma);
    }

    #[test]
    fn lemmas_that_are_none_are_repaired() {
        let bases = BaseForms::builtin();
        for (form, wrong, right) in [
            ("denied", "deni", "deny"),
            ("urged", "urg", "urge"),
            ("planned", "plann", "plan"),
            ("struck", "struc", "strike"),
            ("staged", "stag", "stage"),
            ("raped", "rap", "rape"),
            ("rapped", "rap", "rap"),
            ("cut", "c", "cut"),
            ("Xyzzed", "xyzz", "xyzz"),
        ] {
            assert_eq!(bases.verb(form, wrong.to_owned()), right);
        }
        assert_eq!(bases.noun("supplies", "supplie".to_owned()), "supply");
        assert_eq!(bases.noun("Gunmen", "gunme".to_owned()), "gunman");
        assert_eq!(bases.noun("sorties", "sortie".to_owned()), "sortie");
        for (form, lemma, right) in [
            ("beatings", "beati", "beating"),
            ("condolences", "condoleny", "condolence"),
            ("clashes", "clashe", "clash"),
            ("churches", "churche", "church"),
            ("hostages", "hostag", "hostage"),
            ("wolves", "wolf", "wolf"),
            ("crises", "crisis", "crisis"),
            ("caches", "cache", "cache"),
            ("houses", "house", "house"),
            ("troops", "troops", "troops"),
            ("buses", "buse", "bus"),
            ("taxes", "taxe", "tax"),
            ("prizes", "prize", "prize"),
        ] {
            assert_eq!(bases.noun(form, lemma.to_owned()), right, "{form}");
        }
    }

    #[test]
    fn edits() {
        check("l|0|", "Talks", "talks");
        check("l|1|", "Talks", "talk");
        check("l|2|be", "is", "be");
        check("l|3|y", "armies", "army");
        check("T|1|", "Germans", "German");
        check("U|1|", "UAVs", "UAV");
        check("l|9|go", "went", "go");
    }

    #[test]
    fn whole_and_verbatim() {
        check("=", "NATO", "NATO");
        check("W|be", "were", "be");
        check("<unk>", "Oddly", "oddly");
        check("[UNK]", "ODD", "odd");
        check("l|x|", "Odd", "odd");
        check("l|1|é", "ÉÉ", "éé");
    }
}
