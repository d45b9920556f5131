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

/// Base forms of English verbs.
#[derive(Debug)]
pub(crate) struct Verbs(Vec<&'static str>);

impl Verbs {
    /// The list that ships with sayso.
    pub(crate) fn builtin() -> Verbs {
        let mut verbs: Vec<&str> =
            include_str!("../../../lexicons/verbs.txt").lines().filter(|line| !line.starts_with('#')).collect();
        verbs.sort_unstable();
        Verbs(verbs)
    }

    fn has(&self, verb: &str) -> bool {
        self.0.binary_search(&verb).is_ok()
    }

    /// The lemma of a verb form where the model's is no verb: the regular base form that is one ("denied": deni → deny).
    pub(crate) fn repair(&self, form: &str, lemma: String) -> String {
        if self.has(&lemma) {
            return lemma;
        }
        let form = form.to_lowercase();
        base_forms(&form).into_iter().find(|base| self.has(base)).unwrap_or(lemma)
    }
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
    fn verbs_that_are_none_are_repaired() {
        let verbs = Verbs::builtin();
        for (form, wrong, right) in
            [("denied", "deni", "deny"), ("urged", "urg", "urge"), ("planned", "plann", "plan"), ("Xyzzed", "xyzz", "xyzz")]
        {
            assert_eq!(verbs.repair(form, wrong.to_owned()), right);
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
