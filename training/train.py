"""Trains the model on all corpora at once.

    python train.py DATA_DIR SILVER_DIR MINILM_DIR OUT_DIR (--epochs N | --minutes M)
        [--start MODEL [--rate R] [--gum-share S] [--blanked B]] [--resume]

--start goes on from an earlier model (model.pt or a model file) with its learning rates times --rate (a
warm restart), --resume from the last checkpoint of an interrupted run. --gum-share shows only that part of
GUM and of the silver news in each epoch: the trees that the engine is to draw follow EWT's habits.

Each epoch shows every treebank sentence once, freshly noised, and a sample of the silver news.
With --minutes the learning rate falls with the clock instead of the step, so that a busy machine
still ends on time. OUT_DIR/checkpoint.pt is written after every epoch, OUT_DIR/model.pt at the end.

Two workers of one thread each share the work and add up their gradients after every step; on a
machine that others use as well this is several times faster than one process with two threads.
"""

import argparse
import copy
import json
import math
import os
import random
import time
from pathlib import Path

import torch
import torch.distributed as dist
import torch.nn.functional as F

from data import load_corpora
from evaluate import dev_corpora, evaluate, load_model
from features import IGNORE, MAX_PIECES, Featuriser, batches, label_sets
from model import Model
from noise import augment
from patterns import pattern_sentences

WORKERS = 2
BATCH_PIECES = 768
NEWS_PER_EPOCH = 2500
PATTERNS_PER_EPOCH = 330
# What hides a piece; its id stands above those of [CLS] and [SEP].
MASK_PIECE = 103
ENCODER_RATE, HEAD_RATE, LAYER_DECAY, WEIGHT_DECAY = 2.5e-4, 1e-3, 0.9, 0.01
WARM_UP_STEPS = 200
AVERAGE_FROM, AVERAGE_EVERY, AVERAGE_KEEP = 0.5, 8, 0.98
LOSS_WEIGHTS = {"upos": 0.5, "feats": 0.5, "lemma": 0.5, "ner": 0.5, "attribution": 0.3, "fact": 0.3}


def parse_arguments():
    parser = argparse.ArgumentParser()
    for name in ("data", "silver", "minilm", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--epochs", type=int, default=10**6)
    parser.add_argument("--minutes", type=float, default=math.inf)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--start", type=Path, help="model of an earlier run to start from")
    parser.add_argument("--gum-share", type=float, default=1.0, help="part of GUM and news an epoch shows")
    parser.add_argument("--blanked", type=float, default=0.1, help="part of the pieces hidden from the encoder")
    parser.add_argument("--rate", type=float, default=1.0, help="factor on all learning rates")
    return parser.parse_args()


def optimiser(model):
    """AdamW; the rate falls from the top layer to the embeddings, heads learn fastest."""
    depth = len(model.enc.layers)
    groups = []
    for name, p in model.named_parameters():
        rate = HEAD_RATE
        if name.startswith("enc."):
            level = int(name.split(".")[2]) + 1 if name.startswith("enc.layers.") else 0
            rate = ENCODER_RATE * LAYER_DECAY ** (depth - level)
        decay = WEIGHT_DECAY if p.dim() > 1 and name != "enc.word.weight" else 0.0
        groups.append({"params": [p], "lr": rate, "peak": rate, "weight_decay": decay})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), eps=1e-8, fused=True)


def half_precision():
    """bfloat16 where the processor computes in it; elsewhere it would only be slower."""
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=torch.cpu._is_avx512_bf16_supported())


def losses(model, batch):
    """The loss of every head, zero where the batch lacks its annotation."""
    out = model(batch)
    relations = model.relation_scores(out, batch["heads"].clamp(min=0))

    def cross_entropy(scores, targets):
        targets = targets.flatten()
        count = (targets != IGNORE).sum().clamp(min=1)
        scores = scores.float().flatten(0, targets.dim() - 2 + scores.dim() - targets.dim())
        return F.cross_entropy(scores, targets, ignore_index=IGNORE, reduction="sum") / count

    known = ~batch["fact"].isnan()
    error = F.smooth_l1_loss(out["fact"].float()[known], batch["fact"][known], beta=0.5, reduction="sum")
    return {
        "arc": cross_entropy(out["arc"], batch["heads"]),
        "deprel": cross_entropy(relations, batch["deprel"]),
        "upos": cross_entropy(out["upos"], batch["upos"]),
        "feats": cross_entropy(out["feats"], batch["feats"]),
        "lemma": cross_entropy(out["lemma"], batch["lemma"]),
        "ner": cross_entropy(out["ner"], batch["ner"]),
        "attribution": cross_entropy(out["attribution"].unflatten(-1, (3, 3)), batch["attribution"]),
        "fact": error / known.sum().clamp(min=1),
    }


class Trainer:
    """Model, optimiser, running average and clock of one worker."""

    def __init__(self, rank, args):
        self.rank = rank
        self.args = args
        self.corpora = load_corpora(args.data, args.silver, "train")
        self.dev = dev_corpora(args.data, args.silver)
        self.dev["news"] = self.dev["news"][:300]
        self.labels = label_sets(self.corpora["ewt"] + self.corpora["gum"])
        self.featuriser = Featuriser(args.minilm / "tokenizer.json", self.labels)
        self.model = Model({k: len(v) for k, v in self.labels.items()})
        self.model.enc.load_minilm(args.minilm / "model.safetensors")
        if args.start:
            earlier, labels = load_model(args.start)
            if labels != self.labels:
                raise ValueError(f"{args.start} was trained for other label sets")
            self.model.load_state_dict(earlier.state_dict())
        self.average = copy.deepcopy(self.model)
        self.optimiser = optimiser(self.model)
        for group in self.optimiser.param_groups:
            group["peak"] *= args.rate
        self.step = self.epoch = 0
        self.progress = 0.0
        self.started = time.monotonic()
        if args.resume:
            self.restore()

    def restore(self):
        saved = torch.load(self.args.out / "checkpoint.pt")
        self.model.load_state_dict(saved["model"])
        self.average.load_state_dict(saved["state"])
        self.optimiser.load_state_dict(saved["optimiser"])
        self.step, self.epoch, self.progress = saved["step"], saved["epoch"], saved["progress"]
        self.started -= saved["elapsed"]

    def save(self):
        path = self.args.out / "checkpoint.pt"
        saved = {
            "state": self.average.state_dict(),
            "labels": self.labels,
            "model": self.model.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "step": self.step,
            "epoch": self.epoch,
            "progress": self.progress,
            "elapsed": time.monotonic() - self.started,
        }
        torch.save(saved, path.with_suffix(".new"))
        os.replace(path.with_suffix(".new"), path)

    def epoch_batches(self):
        """This worker's share of one epoch, with fresh noise and a fresh sample of news."""
        random.seed(self.epoch)
        share = self.args.gum_share
        sentences = self.corpora["ewt"] + self.corpora["facts"] + pattern_sentences(PATTERNS_PER_EPOCH)
        sentences += random.sample(self.corpora["gum"], round(share * len(self.corpora["gum"])))
        sentences += random.sample(self.corpora["news"], round(share * NEWS_PER_EPOCH))
        examples = self.featuriser.encode([augment(s) for s in sentences])
        examples = [x for x in examples if len(x["ids"]) <= MAX_PIECES]
        everything = list(batches(examples, BATCH_PIECES, shuffle=True))
        everything = everything[: len(everything) // WORKERS * WORKERS]
        return everything[self.rank :: WORKERS]

    def share_gradients(self, epoch_share):
        """Averages the gradients, and the progress of the run, over the workers."""
        by_clock = (time.monotonic() - self.started) / (60 * self.args.minutes)
        by_epoch = (self.epoch + epoch_share) / self.args.epochs
        gradients = [p.grad for p in self.model.parameters()]
        flat = torch.cat([g.flatten() for g in gradients] + [torch.tensor([max(by_clock, by_epoch)])])
        dist.all_reduce(flat)
        flat /= WORKERS
        for gradient, part in zip(gradients, flat.split([g.numel() for g in gradients] + [1])):
            gradient.copy_(part.view_as(gradient))
        self.progress = float(flat[-1])

    def train_step(self, batch, epoch_share):
        scale = min(1.0, (self.step + 1) / WARM_UP_STEPS) * max(0.01, 1 - self.progress)
        for group in self.optimiser.param_groups:
            group["lr"] = group["peak"] * scale
        blank = (torch.rand(batch["ids"].shape) < self.args.blanked) & (batch["ids"] > MASK_PIECE)
        batch["ids"] = batch["ids"].masked_fill(blank, MASK_PIECE)
        with half_precision():
            parts = losses(self.model, batch)
        sum(LOSS_WEIGHTS.get(name, 1.0) * loss for name, loss in parts.items()).backward()
        self.share_gradients(epoch_share)
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        self.step += 1
        if self.step % AVERAGE_EVERY == 0:
            keep = AVERAGE_KEEP if self.progress > AVERAGE_FROM else 0.0
            with torch.no_grad():
                torch._foreach_lerp_(
                    list(self.average.parameters()), list(self.model.parameters()), 1 - keep
                )
        return {name: float(loss.detach()) for name, loss in parts.items()}

    def run_epoch(self):
        """One epoch, cut short when the time is used up."""
        self.model.train()
        todo = self.epoch_batches()
        sums, started = {}, time.monotonic()
        for i, batch in enumerate(todo, 1):
            for name, loss in self.train_step(batch, i / len(todo)).items():
                sums[name] = sums.get(name, 0.0) + loss
            if self.rank == 0 and (i % 50 == 0 or self.step in (5, 20)):
                means = {k: round(v / i, 3) for k, v in sums.items()}
                pace = (time.monotonic() - started) / i
                print(
                    f"epoch {self.epoch + 1} step {i}/{len(todo)} progress {self.progress:.3f} "
                    f"{pace:.3f} s/step {means}",
                    flush=True,
                )
            if self.progress >= 1.0:
                break
        self.epoch += 1

    def score(self):
        """Dev figures of the running average; each worker takes some of the sets."""
        mine = {name: self.dev[name] for name in list(self.dev)[self.rank :: WORKERS]}
        with half_precision():
            scores = evaluate(self.average, self.featuriser, self.labels, mine)
        print(f"dev after epoch {self.epoch}", json.dumps(scores), flush=True)

    def run(self):
        while self.progress < 1.0:
            self.run_epoch()
            if self.rank == 0:
                self.save()
            self.score()
        if self.rank == 0:
            state = {k: v.half() for k, v in self.average.state_dict().items()}
            torch.save({"state": state, "labels": self.labels}, self.args.out / "model.pt")


def work(rank, args):
    """One worker process."""
    torch.set_num_threads(1)
    torch.manual_seed(0)
    init = f"file://{(args.out / 'rendezvous').resolve()}"
    dist.init_process_group("gloo", init_method=init, rank=rank, world_size=WORKERS)
    trainer = Trainer(rank, args)
    torch.manual_seed(rank + 1 + trainer.epoch * WORKERS)
    if rank == 0:
        sizes = {k: len(v) for k, v in trainer.labels.items()}
        print("labels", sizes, flush=True)
    trainer.run()
    dist.destroy_process_group()


def main():
    args = parse_arguments()
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / "rendezvous").unlink(missing_ok=True)
    torch.multiprocessing.spawn(work, (args,), WORKERS)


if __name__ == "__main__":
    main()
