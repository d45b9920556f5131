"""From sentences to tensors: case shapes, lemma scripts, label sets, WordPiece, batches.

The case shape and the lemma script are part of the contract with the Rust engine.
"""

import collections
import random

import numpy as np
import torch
from tokenizers import Tokenizer

from data import ATTRIBUTION_ROLES, FACTUALITY, NER_TYPES

IGNORE = -100
UNKNOWN = "<unk>"
MAX_PIECES = 200


def shape(form):
    """Case shape of a word, 1 to 7; 0 stands for [CLS] and [SEP]."""
    if form.islower():
        return 1
    if form.isupper():
        return 2 if len(form) > 1 else 3
    if form[0].isupper() and form[1:].islower():
        return 4
    if any(c.isdigit() for c in form):
        return 5
    return 6 if any(c.isalpha() for c in form) else 7


def lemma_script(form, lemma):
    """The edit from form to lemma: "=" keeps the form, "W|x" gives x, else "case|cut|suffix".

    The last kind cuts characters off the end of the lower-cased form, adds the suffix and then
    applies the case: l as is, T capitalised, U upper case, X as is (mixed case, not restored).
    """
    if lemma != lemma.lower() and lemma == form:
        return "="
    lower_form, lower_lemma, k = form.lower(), lemma.lower(), 0
    while k < min(len(lower_form), len(lower_lemma)) and lower_form[k] == lower_lemma[k]:
        k += 1
    if k == 0 and len(lower_form) > 3:
        return "W|" + lemma
    if lemma == lower_lemma:
        case = "l"
    elif lemma[:1].isupper() and lemma[1:] == lower_lemma[1:]:
        case = "T"
    else:
        case = "U" if lemma == lemma.upper() else "X"
    return f"{case}|{len(lower_form) - k}|{lower_lemma[k:]}"


def apply_script(form, script):
    """The lemma that `script` makes of `form`."""
    if script == "=":
        return form
    if script == UNKNOWN:
        return form.lower()
    if script.startswith("W|"):
        return script[2:]
    case, cut, suffix = script.split("|", 2)
    lower = form.lower()
    lemma = lower[: len(lower) - int(cut)] + suffix
    if case == "T":
        return lemma[:1].upper() + lemma[1:]
    return lemma.upper() if case == "U" else lemma


def label_sets(sentences):
    """The label sets of the model file, most frequent first, index 0 of the open ones unknown."""

    def frequent(values, at_least):
        counts = collections.Counter(values)
        return [UNKNOWN] + [k for k, n in counts.most_common() if n >= at_least]

    trees = [s for s in sentences if s.heads]
    scripts = (lemma_script(f, x) for s in trees for f, x in zip(s.forms, s.lemmas))
    return {
        "upos": frequent((x for s in trees for x in s.upos), 1),
        "feats": frequent((x for s in trees for x in s.feats), 2),
        "lemma_scripts": frequent(scripts, 3),
        "deprel": frequent((x for s in trees for x in s.deprels), 1),
        "ner": ["O"] + [f"{p}-{t}" for t in NER_TYPES for p in "BI"],
        "attribution": [f"{role}-{p}" for role in ATTRIBUTION_ROLES for p in "OBI"],
        "factuality": list(FACTUALITY),
    }


class Featuriser:
    """Turns sentences into arrays for one set of labels."""

    def __init__(self, tokenizer_json, labels):
        self.tokenizer = Tokenizer.from_file(str(tokenizer_json))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.index = {name: {x: i for i, x in enumerate(v)} for name, v in labels.items()}

    def encode(self, sentences):
        """One dict of arrays per sentence; every word-level array begins with the root."""
        forms = [s.forms for s in sentences]
        encodings = self.tokenizer.encode_batch(forms, is_pretokenized=True)
        return [self._arrays(s, e) for s, e in zip(sentences, encodings)]

    def _arrays(self, s, encoding):
        first, shapes, seen = [0], [], -1
        word_shapes = [shape(f) for f in s.forms]
        for i, word in enumerate(encoding.word_ids):
            shapes.append(0 if word is None else word_shapes[word])
            while word is not None and seen < word:
                seen += 1
                # A word without pieces shares the first piece of the word before it.
                first.append(i if seen == word else first[-1])
        first += [first[-1]] * (len(s.forms) + 1 - len(first))
        scripts = s.lemmas and [lemma_script(f, x) for f, x in zip(s.forms, s.lemmas)]
        facts = np.full((len(s.forms) + 1, 4), np.nan, np.float32)
        for word, values in s.facts.items():
            facts[word + 1] = [np.nan if v is None else v for v in values]
        attribution = np.full((len(s.forms) + 1, 3), IGNORE)
        if s.attribution:
            attribution[1:] = np.array([["OBI".index(t) for t in role] for role in s.attribution]).T
        return {
            "sentence": s,
            "ids": encoding.ids,
            "shapes": shapes,
            "first": first,
            "upos": self._targets("upos", s.upos, s),
            "feats": self._targets("feats", s.feats, s),
            "lemma": self._targets("lemma_scripts", scripts, s),
            "heads": [IGNORE] + (s.heads or [IGNORE] * len(s.forms)),
            "deprel": self._targets("deprel", s.deprels, s),
            "ner": self._targets("ner", s.ner, s),
            "attribution": attribution,
            "fact": facts,
        }

    def _targets(self, name, values, s):
        index = self.index[name]
        return [IGNORE] + [index.get(x, IGNORE) for x in values or [None] * len(s.forms)]


PADDING = {"ids": 0, "shapes": 0, "first": 0, "fact": np.nan}


def collate(examples):
    """One padded batch of tensors."""
    batch = {"sentences": [x["sentence"] for x in examples]}
    for name in examples[0]:
        if name == "sentence":
            continue
        values = [np.asarray(x[name]) for x in examples]
        size = (len(values), max(len(v) for v in values), *values[0].shape[1:])
        array = np.full(size, PADDING.get(name, IGNORE), values[0].dtype)
        for row, v in zip(array, values):
            row[: len(v)] = v
        batch[name] = torch.from_numpy(array)
    batch["gum"] = torch.tensor([float(s.gum) for s in batch["sentences"]])
    for mask, name in (("mask", "ids"), ("word_mask", "first")):
        lengths = torch.tensor([len(x[name]) for x in examples])
        batch[mask] = torch.arange(int(lengths.max()))[None, :] < lengths[:, None]
    return batch


def batches(examples, budget, shuffle=False):
    """Batches of similar length with at most `budget` pieces each, padding included."""
    jitter = (lambda: random.random() * 4) if shuffle else (lambda: 0)
    keys = [len(x["ids"]) + jitter() for x in examples]
    groups, group, longest = [], [], 0
    for i in sorted(range(len(examples)), key=keys.__getitem__):
        pieces = len(examples[i]["ids"])
        if group and max(longest, pieces) * (len(group) + 1) > budget:
            groups.append(group)
            group, longest = [], 0
        group.append(examples[i])
        longest = max(longest, pieces)
    groups.append(group)
    if shuffle:
        random.shuffle(groups)
    return map(collate, groups)
