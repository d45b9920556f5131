"""Makes the training text look like more kinds of text: headlines, quotations, other quotes."""

import random
from dataclasses import replace

FUNCTION_WORDS = {"ADP", "DET", "CCONJ", "PART", "SCONJ", "AUX", "PRON"}
TO_CURLY = {'"': "“", "''": "”", "``": "“", "'": "’"}
TO_STRAIGHT = {"“": '"', "”": '"', "’": "'", "‘": "'"}
PARALLEL = ("forms", "lemmas", "upos", "feats", "heads", "deprels", "ner")


def augment(s):
    """A noisy copy of a sentence for about one in eight, the sentence itself otherwise."""
    chance = random.random()
    if chance < 0.03:
        return drop_final_stop(title_case(s))
    if chance < 0.045:
        return drop_final_stop(recase(s, str.upper))
    if chance < 0.06:
        return recase(s, str.lower)
    if chance < 0.09:
        return drop_final_stop(s)
    if chance < 0.105:
        return wrap_in_quotes(s)
    if chance < 0.15:
        return swap_quotes(s)
    return s


def recase(s, change):
    """All words changed by `change`, unless that changes their length."""
    return replace(s, forms=[c if len(c := change(f)) == len(f) else f for f in s.forms])


def title_case(s):
    """Headline capitals: every word but the short function words."""
    classes = s.upos or ["X"] * len(s.forms)

    def change(i, form):
        small = classes[i] in FUNCTION_WORDS or (not s.upos and len(form) < 4)
        return form if i and small and len(form) < 5 else form[:1].upper() + form[1:]

    return replace(s, forms=[change(i, f) for i, f in enumerate(s.forms)])


def drop_final_stop(s):
    """The sentence without its final full stop."""
    n = len(s.forms) - 1
    if n < 2 or s.forms[n] != "." or (s.heads and n + 1 in s.heads) or n in s.facts:
        return s
    cut = {k: getattr(s, k) and getattr(s, k)[:n] for k in PARALLEL}
    return replace(s, **cut, attribution=s.attribution and [role[:n] for role in s.attribution])


def wrap_in_quotes(s):
    """The sentence as a quotation in straight or curly marks."""
    if len(s.forms) < 4 or any(f in TO_CURLY or f in TO_STRAIGHT for f in s.forms):
        return s
    left, right = random.choice([('"', '"'), ("“", "”"), ("‘", "’")])
    root = s.heads.index(0) + 2 if s.heads else 0
    marks = {
        "forms": (left, right),
        "lemmas": (left, right),
        "upos": ("PUNCT", "PUNCT"),
        "feats": ("_", "_"),
        "heads": (root, root),
        "deprels": ("punct", "punct"),
        "ner": ("O", "O"),
    }
    wrapped = {}
    for name, (before, after) in marks.items():
        values = getattr(s, name)
        if name == "heads" and values:
            values = [h and h + 1 for h in values]
        wrapped[name] = values and [before, *values, after]
    return replace(
        s,
        **wrapped,
        attribution=s.attribution and [["O", *role, "O"] for role in s.attribution],
        facts={word + 1: values for word, values in s.facts.items()},
    )


def swap_quotes(s):
    """Straight quotation marks and apostrophes made curly, or the other way round."""
    curly = any(f[0] in TO_STRAIGHT for f in s.forms)
    forms, opened = [], False
    for form in s.forms:
        if curly:
            form = "".join(TO_STRAIGHT.get(c, c) for c in form)
        elif form == '"':
            form, opened = ("”" if opened else "“"), not opened
        else:
            form = TO_CURLY.get(form, form.replace("'", "’"))
        forms.append(form)
    return replace(s, forms=forms)
