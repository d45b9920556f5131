"""Writes reference outputs of the quantised model, for testing the Rust engine against.

    python reference.py MODEL TOKENIZER_JSON OUT.json [SENTENCES.txt]

The sentences are tokenised, one a line, words separated by spaces. Outputs are those of a
simulation in float arithmetic, so scores agree with the engine's only to rounding.
"""

import json
import sys
from pathlib import Path

import torch

from data import Sentence
from evaluate import load_model, predict
from features import Featuriser, collate
from model import quantise_model

ARC_SENTENCES = 8


def rounded(values):
    return [[round(x, 3) for x in row] for row in values.float().tolist()]


@torch.no_grad()
def reference(model, labels, example, with_arcs):
    """All outputs for one encoded sentence; the root, word 0, is left out where it has no answer."""
    batch = collate([example])
    out, heads, relations = predict(model, batch)
    n = len(example["first"])
    best = {k: out[k][0, 1:n].argmax(-1).tolist() for k in ("upos", "feats", "lemma")}
    record = {
        "tokens": example["sentence"].forms,
        "piece_ids": list(example["ids"]),
        "shape_ids": list(example["shapes"]),
        "first_piece": list(example["first"]),
        "upos": [labels["upos"][i] for i in best["upos"]],
        "feats": [labels["feats"][i] for i in best["feats"]],
        "lemma_scripts": [labels["lemma_scripts"][i] for i in best["lemma"]],
        "heads": heads[0, 1:n].tolist(),
        "deprels": [labels["deprel"][i] for i in relations[0, 1:n].tolist()],
    }
    if "ner" in labels:
        roles = out["attribution"].unflatten(-1, (3, 3))[0, 1:n].argmax(-1).T.tolist()
        record["ner"] = [labels["ner"][i] for i in out["ner"][0, 1:n].argmax(-1).tolist()]
        record["attribution"] = ["".join("OBI"[i] for i in role) for role in roles]
        record["fact"] = rounded(out["fact"][0, 1:n])
    if with_arcs:
        record["arc"] = rounded(out["arc"][0, :n, :n])
    return record


def write_reference(path, model, labels, tokenizer_json, sentences, arc_sentences):
    """Write the reference file; arc scores only for the first `arc_sentences` sentences."""
    examples = Featuriser(tokenizer_json, labels).encode(sentences)
    records = [reference(model, labels, x, i < arc_sentences) for i, x in enumerate(examples)]
    about = (
        "Reference outputs of the quantised model. Word indices count from 1, 0 is the root ([CLS]); "
        "arc[d][h] scores h as head of d, row 0 is meaningless; heads form the best tree with one root; "
        "deprels and tags are plain argmax; attribution rows are source, cue, content."
    )
    with open(path, "w", encoding="utf-8") as file:
        file.write('{"about": ' + json.dumps(about) + ',\n"sentences": [\n')
        file.write(",\n".join(json.dumps(r, ensure_ascii=False) for r in records) + "\n]}\n")


def main():
    path, tokenizer_json, out, *rest = sys.argv[1:]
    text = Path(rest[0] if rest else Path(__file__).with_name("sentences.txt"))
    sentences = [Sentence(forms=line.split()) for line in text.read_text("utf-8").splitlines()]
    model, labels = load_model(path)
    quantise_model(model)
    write_reference(out, model, labels, tokenizer_json, sentences, ARC_SENTENCES)


if __name__ == "__main__":
    main()
