"""Scores a checkpoint or a model file on the dev sets, as the quantised engine would run it.

    python evaluate.py MODEL DATA_DIR SILVER_DIR TOKENIZER_JSON
"""

import argparse
import json

import numpy as np
import torch

from data import FACTUALITY, load_corpora, spans_of
from export import read_model
from features import MAX_PIECES, Featuriser, apply_script, batches
from model import Model, quantise_model

ROOT_COST = 1e6


def best_tree(scores):
    """Heads of the best tree with one root word: `scores[d, h]` over words, 0 the root.

    Chu-Liu/Edmonds; a constant cost on every arc from the root leaves one such arc.
    """
    scores = scores.astype(np.float64).copy()
    scores[:, 0] -= ROOT_COST
    np.fill_diagonal(scores, -np.inf)
    scores[0] = -np.inf
    return edmonds(scores)


def edmonds(scores):
    """Best arborescence from node 0 of a dense graph; entry 0 of the result is 0."""
    heads = scores.argmax(1)
    heads[0] = 0
    cycle = find_cycle(heads)
    if cycle is None:
        return heads
    rest = [i for i in range(len(heads)) if i not in cycle]
    inside = sorted(cycle)
    m = len(rest)
    reduced = np.full((m + 1, m + 1), -np.inf)
    reduced[:m, :m] = scores[np.ix_(rest, rest)]
    leaving = scores[np.ix_(rest, inside)]
    reduced[:m, m] = leaving.max(1)
    entering = scores[np.ix_(inside, rest)] - scores[inside, heads[inside]][:, None]
    reduced[m, :m] = entering.max(0)
    solved = edmonds(reduced)
    out = heads.copy()
    for i, node in enumerate(rest[1:], 1):
        h = solved[i]
        out[node] = inside[leaving[i].argmax()] if h == m else rest[h]
    entry = solved[m]
    out[inside[entering[:, entry].argmax()]] = rest[entry]
    return out


def find_cycle(heads):
    """The nodes of one cycle, or None."""
    done = {0}
    for start in range(1, len(heads)):
        path, node = [], start
        while node not in done and node not in path:
            path.append(node)
            node = heads[node]
        if node in path:
            return set(path[path.index(node) :])
        done.update(path)
    return None


def predict(model, batch):
    """(outputs, heads, relations) with heads decoded to trees; arrays over (sentence, word)."""
    out = model(batch)
    arc = out["arc"].float().numpy()
    heads = np.zeros(arc.shape[:2], np.int64)
    for i, s in enumerate(batch["sentences"]):
        n = len(s.forms) + 1
        heads[i, :n] = best_tree(arc[i, :n, :n])
    relations = model.relation_scores(out, torch.from_numpy(heads)).argmax(-1)
    return out, heads, relations


class Tally:
    """Running counts of every measure."""

    def __init__(self, labels):
        self.labels = labels
        self.words = 0
        self.right = dict.fromkeys(("UAS", "LAS", "UPOS", "FEATS", "LEMMA"), 0)
        self.ner = np.zeros(3)
        self.attribution = np.zeros((3, 3))
        self.facts = []

    def add(self, batch, out, heads, relations):
        top = {k: out[k].argmax(-1).tolist() for k in ("upos", "feats", "lemma", "ner")}
        roles = out["attribution"].unflatten(-1, (3, 3)).argmax(-1)
        for i, s in enumerate(batch["sentences"]):
            n = len(s.forms)
            if s.heads:
                self._add_tree(s, heads[i], relations[i].tolist(), {k: v[i] for k, v in top.items()})
            if s.ner:
                self._add_names(s, [self.labels["ner"][x] for x in top["ner"][i][1 : n + 1]])
            if s.attribution:
                for r, role in enumerate(s.attribution):
                    gold = np.array([t != "O" for t in role])
                    found = roles[i, 1 : n + 1, r].numpy() > 0
                    self.attribution[r] += [(gold & found).sum(), gold.sum(), found.sum()]
        mask = ~batch["fact"].isnan().all(-1)
        self.facts.append(torch.stack([batch["fact"][mask], out["fact"][mask].float()]))

    def _add_tree(self, s, heads, relations, top):
        for j, form in enumerate(s.forms):
            w = j + 1
            self.words += 1
            attached = heads[w] == s.heads[j]
            self.right["UAS"] += attached
            self.right["LAS"] += attached and self.labels["deprel"][relations[w]] == s.deprels[j]
            self.right["UPOS"] += self.labels["upos"][top["upos"][w]] == s.upos[j]
            self.right["FEATS"] += self.labels["feats"][top["feats"][w]] == s.feats[j]
            lemma = apply_script(form, self.labels["lemma_scripts"][top["lemma"][w]])
            self.right["LEMMA"] += lemma == s.lemmas[j]

    def _add_names(self, s, tags):
        known = [t is not None for t in s.ner]
        found = {x for x in spans_of(tags) if all(known[x[0] : x[1]])}
        gold = set(spans_of(s.ner))
        self.ner += [len(gold & found), len(gold), len(found)]

    def report(self):
        scores = {}
        if self.words:
            scores |= {k: round(100 * float(v) / self.words, 2) for k, v in self.right.items()}
        if self.ner[1]:
            scores["NER"] = f1(*self.ner)
        for role, counts in zip(("speaker", "cue", "content"), self.attribution):
            if counts[1]:
                scores[role] = f1(*counts)
        gold, found = torch.cat(self.facts, 1)
        for k, name in enumerate(FACTUALITY):
            have = ~gold[:, k].isnan()
            if have.any():
                a, b = gold[have, k], found[have, k]
                scores[name] = {
                    "n": int(have.sum()),
                    "MAE": round(float((a - b).abs().mean()), 3),
                    "r": round(float(torch.corrcoef(torch.stack([a, b]))[0, 1]), 3),
                }
        return scores


def f1(both, gold, found):
    """F1 in percent from the counts of shared, gold and found items."""
    return round(float(200 * both / max(1, gold + found)), 2)


@torch.no_grad()
def evaluate(model, featuriser, labels, corpora, budget=2048):
    """Scores by corpus."""
    model.eval()
    scores = {}
    for name, sentences in corpora.items():
        tally = Tally(labels)
        examples = [x for x in featuriser.encode(sentences) if len(x["ids"]) <= 2 * MAX_PIECES]
        for batch in batches(examples, budget):
            tally.add(batch, *predict(model, batch))
        scores[name] = tally.report()
    return scores


def load_model(path):
    """(model, labels) of a checkpoint or of a model file."""
    if str(path).endswith(".sayso"):
        state, labels = read_model(path)
    else:
        saved = torch.load(path)
        state, labels = saved["state"], saved["labels"]
    model = Model({k: len(v) for k, v in labels.items()}, len(state["enc.layers.0.f1.bias"]))
    model.load_state_dict({"enc.gum": model.enc.gum.data} | {k: v.float() for k, v in state.items()})
    return model.eval(), labels


def dev_corpora(data, silver):
    """The dev sets; factuality items without a tree count with EWT."""
    corpora = load_corpora(data, silver, "dev")
    corpora["ewt"] += corpora.pop("facts")
    return corpora


def main():
    parser = argparse.ArgumentParser()
    for name in ("model", "data", "silver", "tokenizer"):
        parser.add_argument(name)
    args = parser.parse_args()
    model, labels = load_model(args.model)
    quantise_model(model)
    corpora = dev_corpora(args.data, args.silver)
    print(json.dumps(evaluate(model, Featuriser(args.tokenizer, labels), labels, corpora), indent=1))


if __name__ == "__main__":
    main()
