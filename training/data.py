"""Reads the training corpora and joins their annotation layers into `Sentence` objects.

One sentence carries whatever is annotated on it: syntax (EWT, GUM), named entities (GUM, silver
news), attribution (GUM) and factuality (EWT). A layer that is absent is None and costs no loss.
"""

import gzip
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

NER_TYPES = ["PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "DATE", "EVENT", "MISC"]
PLACE_TYPES = ("GPE", "LOC", "FAC")
ATTRIBUTION_ROLES = ("source", "cue", "content")
FACTUALITY = ("factuality", "particular", "dynamic", "hypothetical")
GUM_TYPES = {
    "person": "PERSON",
    "organization": "ORG",
    "event": "EVENT",
    "object": "MISC",
    "abstract": "MISC",
    "substance": "MISC",
}


@dataclass
class Sentence:
    """Words with their annotation layers, all lists parallel to `forms`.

    `heads` counts words from 1, 0 being the root. `ner` holds BIO tags, None where unknown;
    `attribution` three lists over O, B, I; `facts` maps a word to its four values (None if absent); `gum` says that
    the tree follows GUM's habits.
    """

    forms: list
    sent_id: str = ""
    doc_id: str = ""
    lemmas: list | None = None
    upos: list | None = None
    feats: list | None = None
    heads: list | None = None
    deprels: list | None = None
    ner: list | None = None
    attribution: list | None = None
    facts: dict = field(default_factory=dict)
    entities: list = field(default_factory=list)
    gum: bool = False


def read_lines(path):
    """The lines of a text file, gzipped or not."""
    opener = gzip.open if str(path).endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as file:
        yield from file


def read_conllu(path):
    """Sentences of a CoNLL-U file; multiword ranges and empty nodes are left out."""
    sentences, rows, doc_id, sent_id = [], [], "", ""
    for line in read_lines(path):
        line = line.rstrip("\n")
        if line.startswith("# newdoc id = "):
            doc_id = line.split(" = ", 1)[1]
        elif line.startswith("# sent_id = "):
            sent_id = line.split(" = ", 1)[1]
        elif line and line[0] != "#":
            row = line.split("\t")
            if row[0].isdigit():
                rows.append(row)
        elif not line and rows:
            sentences.append(
                Sentence(
                    forms=[r[1] for r in rows],
                    sent_id=sent_id,
                    doc_id=doc_id,
                    lemmas=[r[2] for r in rows],
                    upos=[r[3] for r in rows],
                    feats=[r[5] for r in rows],
                    heads=[int(r[6]) for r in rows],
                    deprels=[r[7] for r in rows],
                    entities=read_entities([r[9] for r in rows]),
                )
            )
            rows = []
    return sentences


def read_entities(misc):
    """Entity mentions in GUM's MISC column: (start, end, type), end exclusive."""
    mentions, stack = [], []
    for i, column in enumerate(misc):
        value = re.search(r"(?:^|\|)Entity=([^|]*)", column)
        for opening, closing in re.findall(r"(\([^()]*)?([^()]*\))?", value[1] if value else ""):
            if opening:
                group, kind = opening[1:].split("-")[:2]
                stack.append((group, i, kind))
            if closing:
                group = stack[-1][0] if opening else closing[:-1]
                for k in reversed(range(len(stack))):
                    if stack[k][0] == group:
                        _, start, kind = stack.pop(k)
                        mentions.append((start, i + 1, kind))
                        break
    return mentions


def bio(n, spans):
    """BIO tags over n words for labelled spans (start, end, label)."""
    tags = ["O"] * n
    for start, end, label in spans:
        tags[start:end] = [f"B-{label}"] + [f"I-{label}"] * (end - start - 1)
    return tags


def spans_of(tags):
    """Labelled spans of BIO tags; a stray I- opens a span, None closes one."""
    spans, start = [], None
    for i, tag in enumerate([*tags, "O"]):
        inside = start is not None and tag is not None and tag == "I-" + tags[start][2:]
        if start is not None and not inside:
            spans.append((start, i, tags[start][2:]))
            start = None
        if not inside and tag not in (None, "O"):
            start = i
    return spans


def name_span(s, start, end, kind):
    """The proper name inside a mention, (start, end) around its syntactic head; None if unnamed."""

    def named(i):
        capital = s.forms[i][:1].isupper()
        return s.upos[i] in ("PROPN", "NUM") or (s.upos[i] in ("ADJ", "NOUN") and capital)

    head = next((i for i in range(start, end) if not start < s.heads[i] <= end), start)
    if s.upos[head] != "PROPN":
        return None
    left, right = head, head + 1
    while left > start and named(left - 1) and s.deprels[left - 1] != "nmod:desc":
        left -= 1
    links = ("-",) if kind == "person" else ("-", "of")
    while right < end and named(right):
        right += 1
        if right + 1 < end and s.forms[right] in links and named(right + 1):
            right += 1
    return left, right


def gum_names(s, silver):
    """NER tags of a GUM sentence: its own entity layer for names, the teacher for the rest.

    GUM does not tell states from landscapes from buildings, so the teacher's type is taken for a
    place. Words that only the teacher calls a name stay unknown, unless a demonym or a date.
    """
    n = len(s.forms)
    tags, taken = [None] * n, [False] * n
    teacher = spans_of(silver)
    names = [(*span, e[2]) for e in s.entities if (span := name_span(s, *e))]
    for left, right, kind in sorted(names, key=lambda x: x[0] - x[1]):
        if kind == "time" or any(taken[left:right]):
            continue
        overlap = [label for a, b, label in teacher if a < right and left < b]
        label = GUM_TYPES.get(kind)
        if kind == "place":
            label = next((x for x in overlap if x in PLACE_TYPES), None)
        taken[left:right] = [True] * (right - left)
        if label:
            tags[left:right] = bio(right - left, [(0, right - left, label)])
    for i, tag in enumerate(silver):
        if not taken[i] and tag[2:] in ("", "NORP", "DATE"):
            tags[i] = tag
    return tags


def add_attribution(sentences, path):
    """Adds speaker, cue and content tags to the sentences of the documents in `path`."""
    documents = {}
    for s in sentences:
        documents.setdefault(s.doc_id, []).append(s)
    for line in read_lines(path):
        record = json.loads(line)
        text, position, offsets = record["text"], 0, []
        for s in documents.get(record["id"], []):
            for form in s.forms:
                found = text.find(form, position)
                start = found if 0 <= found - position < 40 else position
                position = start + len(form)
                offsets.append((start, position))
        spans = [
            [tuple(x) for a in record["attributions"] if a["cue"] for x in a[role]]
            for role in ATTRIBUTION_ROLES
        ]
        at = 0
        for s in documents.get(record["id"], []):
            words = offsets[at : at + len(s.forms)]
            s.attribution = [mark_spans(words, role) for role in spans]
            at += len(s.forms)


def mark_spans(words, spans):
    """BIO tags for character spans; of overlapping spans the longest counts."""
    tags = ["O"] * len(words)
    for start, end in sorted(spans, key=lambda x: x[0] - x[1]):
        inside = [i for i, (a, b) in enumerate(words) if a < end and start < b]
        if inside and all(tags[i] == "O" for i in inside):
            for i in inside:
                tags[i] = "B" if i == inside[0] else "I"
    return tags


def add_factuality(sentences, data, split):
    """Adds UDS factuality and genericity; returns sentences made for items that have no tree."""
    by_id = {s.sent_id: s for s in sentences}
    by_text = {" ".join(s.forms): s for s in sentences}
    extra = {}
    for folder in ("uds_ih2", "uds_genericity"):
        for line in read_lines(Path(data) / "factuality" / folder / f"{split}.jsonl.gz"):
            item = json.loads(line)
            text = " ".join(item["tokens"])
            s = by_id.get(item["sent_id"])
            if s is None or s.forms != item["tokens"]:
                s = by_text.get(text) or extra.setdefault(text, Sentence(forms=item["tokens"]))
            values = s.facts.setdefault(item["predicate"], [None] * 4)
            for i, name in enumerate(FACTUALITY):
                if item.get(name) is not None and item.get("benchmark", True):
                    values[i] = item[name]
    return list(extra.values())


def read_silver(path):
    """Sentences of the silver named-entity file written by silver.py."""
    records = map(json.loads, read_lines(path))
    return [Sentence(forms=r["forms"], sent_id=r["id"], ner=r["ner"]) for r in records]


def load_corpora(data, silver, split):
    """All sentences of a split, by corpus: "ewt", "gum", "facts" and "news"."""
    data, silver = Path(data), Path(silver)
    ewt = read_conllu(data / f"ud/ewt/en_ewt-ud-{split}.conllu.gz")
    gum = read_conllu(data / f"ud/gum_free/en_gum_free-ud-{split}.conllu.gz")
    facts = add_factuality(ewt, data, split)
    add_attribution(gum, data / f"attribution/{split}.jsonl")
    teacher = {s.sent_id: s.ner for s in read_silver(silver / f"gum-{split}.jsonl")}
    for s in gum:
        s.gum = split == "train"
        s.ner = gum_names(s, teacher[s.sent_id])
    return {"ewt": ewt, "gum": gum, "facts": facts, "news": read_silver(silver / f"news-{split}.jsonl")}
