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

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(script: &str, form: &str, lemma: &str) {
        assert_eq!(Script::parse(script).apply(form), lemma);
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
