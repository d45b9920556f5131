"""Averages the checkpoints of several passes and takes out the feed-forward units that matter least.

    python finish.py DATA_DIR SILVER_DIR TOKENIZER_JSON OUT.pt KEEP CHECKPOINT...

KEEP units stay in every layer. A unit matters as much as the variance of what it adds to the layer's output, over a
sample of the training sentences; the mean of what is taken out goes into the bias.
"""

import random
import sys
from pathlib import Path

import torch

from data import load_corpora
from evaluate import load_model
from features import MAX_PIECES, Featuriser, batches

SAMPLE = {"ewt": 900, "gum": 300, "news": 300}


def average(paths):
    """One checkpoint of the mean weights."""
    saved = [torch.load(path) for path in paths]
    state = {name: sum(s["state"][name].float() for s in saved) / len(saved) for name in saved[0]["state"]}
    return {"state": state, "labels": saved[0]["labels"]}


@torch.no_grad()
def activations(model, examples):
    """Mean and variance of every feed-forward unit, by layer."""
    sums, count, real = {}, 0, None

    def note(layer, x):
        x = x[real]
        total = sums.setdefault(layer, [0.0, 0.0])
        total[0] = total[0] + x.sum(0)
        total[1] = total[1] + (x * x).sum(0)

    for layer in model.enc.layers:
        layer.f2.register_forward_pre_hook(lambda module, inputs: note(module, inputs[0]))
    for batch in batches(examples, 2048):
        real = batch["mask"]
        count += int(real.sum())
        model(batch)
    means = [sums[layer.f2][0] / count for layer in model.enc.layers]
    return [(m, sums[layer.f2][1] / count - m * m) for m, layer in zip(means, model.enc.layers)]


def thin(state, moments, keep):
    """Leaves `keep` units in every layer of `state`."""
    for i, (mean, variance) in enumerate(moments):
        up, down = f"enc.layers.{i}.f1.", f"enc.layers.{i}.f2."
        weight = state[down + "weight"]
        order = (variance * (weight * weight).sum(0)).argsort(descending=True)
        stay, go = order[:keep].sort().values, order[keep:]
        state[down + "bias"] += weight[:, go] @ mean[go]
        state[down + "weight"] = weight[:, stay]
        for kind in ("weight", "bias"):
            state[up + kind] = state[up + kind][stay]


def main():
    data, silver, tokenizer, out, keep, *paths = sys.argv[1:]
    saved = average(paths)
    torch.save(saved, out)
    model, labels = load_model(out)
    corpora = load_corpora(Path(data), Path(silver), "train")
    random.seed(1)
    sample = [s for name, size in SAMPLE.items() for s in random.sample(corpora[name], size)]
    examples = [x for x in Featuriser(tokenizer, labels).encode(sample) if len(x["ids"]) <= MAX_PIECES]
    thin(saved["state"], activations(model, examples), int(keep))
    saved["state"] = {name: value.half() for name, value in saved["state"].items()}
    torch.save(saved, out)


if __name__ == "__main__":
    main()
