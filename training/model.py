"""The sayso network: a small transformer encoder, a biaffine parser and several word-level heads.

Everything here has a twin in the Rust engine, so the mathematics and the parameter names are a
contract: change them only together with the engine.
"""

import math

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import nn

HIDDEN, HEADS, FEED_FORWARD, LAYERS = 384, 12, 1536, 6
VOCABULARY, MAX_POSITIONS, SHAPES = 30522, 512, 8
ARC, REL, FACT_HIDDEN = 256, 128, 128
EMBEDDING_GROUP = 32
# Integers of a linear layer, inputs and weights alike, reach from -LIMIT to LIMIT; see `quantise_linear`.
LIMIT, PAIR_GROUP, PAIR_LIMIT = 63, 16, 258
ARC_TEMPERATURE = 4 / math.sqrt(ARC)
MASKED = -1e4


def gelu(x):
    """The tanh form of GELU, as the engine computes it."""
    return F.gelu(x, approximate="tanh")


class Dropout(nn.Module):
    """Dropout with one mask for all positions of a sentence: cheap on a CPU, and kinder to parsing."""

    def __init__(self, rate):
        super().__init__()
        self.keep = 1 - rate

    def forward(self, x):
        if not self.training:
            return x
        mask = torch.rand(x.shape[0], 1, x.shape[2]) < self.keep
        return x * (mask.to(x.dtype) / self.keep)


class Layer(nn.Module):
    """One post-norm transformer layer."""

    def __init__(self, dropout, feed_forward):
        super().__init__()
        self.qkv = RoundingLinear(HIDDEN, 3 * HIDDEN)
        self.o = RoundingLinear(HIDDEN, HIDDEN)
        self.ln1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.f1 = RoundingLinear(HIDDEN, feed_forward)
        self.f2 = RoundingLinear(feed_forward, HIDDEN)
        self.ln2 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.drop = Dropout(dropout)

    def forward(self, x, mask):
        batch, length, _ = x.shape
        qkv = self.qkv(x).view(batch, length, 3, HEADS, HIDDEN // HEADS)
        q, k, v = qkv.permute(2, 0, 3, 1, 4).unbind(0)
        # Written out: torch's fused attention is several times slower for short sentences on a CPU.
        a = torch.softmax(q @ k.transpose(-1, -2) / math.sqrt(HIDDEN // HEADS) + mask, -1) @ v
        x = self.ln1(x + self.drop(self.o(a.transpose(1, 2).reshape(x.shape))))
        return self.ln2(x + self.drop(self.f2(gelu(self.f1(x)))))


class Encoder(nn.Module):
    """WordPiece, position and case-shape embeddings followed by the transformer layers.

    `gum` is added for sentences of GUM, whose trees follow habits of their own; the engine does without it.
    """

    def __init__(self, dropout, feed_forward):
        super().__init__()
        self.word = nn.Embedding(VOCABULARY, HIDDEN)
        self.pos = nn.Embedding(MAX_POSITIONS, HIDDEN)
        self.shape = nn.Embedding(SHAPES, HIDDEN)
        nn.init.zeros_(self.shape.weight)
        self.gum = nn.Parameter(torch.zeros(HIDDEN))
        self.ln = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.drop = Dropout(dropout)
        self.layers = nn.ModuleList([Layer(dropout, feed_forward) for _ in range(LAYERS)])

    def forward(self, ids, shape, mask, gum):
        words = self.word(ids)
        if self.training:
            with torch.no_grad():
                q, scale = quantise_embedding(words.flatten(0, 1))
                error = q.float() * scale.repeat_interleave(EMBEDDING_GROUP, 1) - words.flatten(0, 1)
            words = words + error.view_as(words)
        x = words + self.pos.weight[: ids.shape[1]] + self.shape(shape) + gum[:, None, None] * self.gum
        x = self.drop(self.ln(x))
        bias = torch.zeros(mask.shape, dtype=x.dtype).masked_fill(~mask, MASKED)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def load_minilm(self, path):
        """Start from the all-MiniLM-L6-v2 weights in `path` (safetensors)."""
        w = {k.removeprefix("bert."): v for k, v in load_file(path).items()}
        e = "embeddings."
        with torch.no_grad():
            self.word.weight.copy_(w[e + "word_embeddings.weight"])
            self.pos.weight.copy_(
                w[e + "position_embeddings.weight"] + w[e + "token_type_embeddings.weight"][0]
            )
            self.ln.weight.copy_(w[e + "LayerNorm.weight"])
            self.ln.bias.copy_(w[e + "LayerNorm.bias"])
            for i, layer in enumerate(self.layers):
                p = f"encoder.layer.{i}."
                for kind in ("weight", "bias"):
                    parts = [w[f"{p}attention.self.{n}.{kind}"] for n in ("query", "key", "value")]
                    getattr(layer.qkv, kind).copy_(torch.cat(parts))
                    for module, name in (
                        (layer.o, "attention.output.dense"),
                        (layer.ln1, "attention.output.LayerNorm"),
                        (layer.f1, "intermediate.dense"),
                        (layer.f2, "output.dense"),
                        (layer.ln2, "output.LayerNorm"),
                    ):
                        getattr(module, kind).copy_(w[f"{p}{name}.{kind}"])


class Model(nn.Module):
    """Encoder with heads. Word 0 of every sentence is [CLS], the root of the parse.

    `sizes` maps label sets ("upos", "feats", "lemma_scripts", "deprel", "ner") to their sizes.
    """

    def __init__(self, sizes, feed_forward=FEED_FORWARD, dropout=0.1, word_dropout=0.2, mlp_dropout=0.33):
        super().__init__()
        self.relations = sizes["deprel"]
        self.enc = Encoder(dropout, feed_forward)
        self.word_drop = Dropout(word_dropout)
        self.mlp_drop = Dropout(mlp_dropout)
        self.up = RoundingLinear(HIDDEN, sizes["upos"])
        self.fe = RoundingLinear(HIDDEN, sizes["feats"])
        self.le = RoundingLinear(HIDDEN, sizes["lemma_scripts"])
        self.mlp = RoundingLinear(HIDDEN, 2 * ARC + 2 * REL)
        self.U = nn.Parameter(torch.randn(ARC + 1, ARC) * 0.02)
        self.L = nn.Parameter(torch.randn(self.relations, REL + 1, REL + 1) * 0.02)
        self.ne = RoundingLinear(HIDDEN, sizes["ner"])
        self.at = RoundingLinear(HIDDEN, 9)
        self.fa1 = RoundingLinear(HIDDEN, FACT_HIDDEN)
        self.fa2 = RoundingLinear(FACT_HIDDEN, 4)

    def forward(self, batch):
        """Scores of every head: a dict of tensors over (sentence, word, ...).

        `arc[b, d, h]` scores word h as head of word d; `rel_head` and `rel_dep` are the inputs of
        `relation_scores`.
        """
        hidden = self.enc(batch["ids"], batch["shapes"], batch["mask"], batch["gum"])
        first = batch["first"][:, :, None].expand(-1, -1, HIDDEN)
        words = self.word_drop(torch.gather(hidden, 1, first))
        m = self.mlp_drop(gelu(self.mlp(words)))
        arc_head, arc_dep, rel_head, rel_dep = m.split([ARC, ARC, REL, REL], -1)
        one = torch.ones_like(m[..., :1])
        arc = torch.cat([arc_dep, one], -1) @ self.U @ arc_head.transpose(1, 2) * ARC_TEMPERATURE
        return {
            "upos": self.up(words),
            "feats": self.fe(words),
            "lemma": self.le(words),
            "arc": arc.masked_fill(~batch["word_mask"][:, None, :], MASKED),
            "rel_head": torch.cat([rel_head, one], -1),
            "rel_dep": torch.cat([rel_dep, one], -1),
            "ner": self.ne(words),
            "attribution": self.at(words),
            "fact": self.fa2(gelu(self.fa1(words))),
        }

    def relation_scores(self, out, heads):
        """Scores of every relation between each word and its head in `heads`."""
        dep, head = out["rel_dep"], out["rel_head"]
        head = torch.gather(head, 1, heads[:, :, None].expand(-1, -1, head.shape[-1]))
        left = dep @ self.L.permute(1, 0, 2).reshape(REL + 1, -1)
        left = left.view(*dep.shape[:2], self.relations, REL + 1)
        return (left * head[:, :, None, :]).sum(-1)


class QuantisedLinear(nn.Module):
    """What the engine computes for a linear layer: int7 weights by row, int7 inputs by token."""

    def __init__(self, linear):
        super().__init__()
        q, scale = quantise_linear(linear.weight.data)
        self.weight = q.float() * scale[:, None]
        self.bias = linear.bias.data

    def forward(self, x):
        return F.linear(round_inputs(x), self.weight, self.bias)


class RoundingLinear(nn.Linear):
    """A linear layer that computes with rounded values as the engine does; gradients pass straight through."""

    def forward(self, x):
        with torch.no_grad():
            q, scale = quantise_linear(self.weight)
            weight_error = q * scale[:, None] - self.weight
            input_error = round_inputs(x) - x
        return F.linear(x + input_error, self.weight + weight_error, self.bias)


def round_inputs(x):
    """Inputs of a linear layer rounded to int7, one scale a token."""
    scale = x.abs().amax(-1, keepdim=True).clamp(min=1e-9) / LIMIT
    return torch.round(x / scale) * scale


def quantise_linear(w):
    """Symmetric int7 with one scale per row: (q as floats, scale).

    In every run of PAIR_GROUP inputs, the positive weights at places 0 and 1 of each four, those at 2 and 3, and
    likewise the negative ones, add up to no more than PAIR_LIMIT; the few that do not are scaled down. So the AVX2
    kernel may add up a run in 16 bits: 127 * 258 < 2^15.
    """
    scale = w.abs().amax(1) / LIMIT
    return limit_runs(torch.round(w / scale.clamp(min=1e-12)[:, None])), scale


def limit_runs(q):
    """The rows of `q`, of a multiple of PAIR_GROUP inputs, within the limits of `quantise_linear`."""
    x = q.view(q.shape[0], -1, PAIR_GROUP // 4, 2, 2)
    for sign in (1, -1):
        share = PAIR_LIMIT / (x * sign).clamp(min=0).sum((2, 4), keepdim=True).clamp(min=1)
        if share.min() < 1:
            x = torch.where((x * sign > 0) & (share < 1), torch.trunc(x * share), x)
    return x.reshape(q.shape)


def quantise_relations(w):
    """The relation scorer [relation, dependent, governor] in int7 with one scale per relation: (q, scale).

    The engine runs it as a linear layer over the dependent, so that side keeps to the limits of `quantise_linear`.
    """
    scale = w.flatten(1).abs().amax(1) / LIMIT
    q = torch.round(w / scale.clamp(min=1e-12)[:, None, None])
    rows = q[:, :REL].transpose(1, 2)
    rows = limit_runs(rows.reshape(-1, REL)).view(rows.shape)
    return torch.cat([rows.transpose(1, 2), q[:, REL:]], 1), scale


def quantise_embedding(w):
    """Symmetric int4 with one scale per group of 32 values: (q, scale)."""
    groups = w.view(w.shape[0], -1, EMBEDDING_GROUP)
    scale = groups.abs().amax(2) / 7
    q = torch.round(groups / scale.clamp(min=1e-12)[:, :, None]).clamp(-7, 7)
    return q.to(torch.int8).view_as(w), scale


@torch.no_grad()
def quantise_model(model):
    """Turn `model` in place into a simulation of the quantised engine."""
    for parent in [*model.enc.layers, model]:
        for name, child in list(parent.named_children()):
            if isinstance(child, nn.Linear):
                setattr(parent, name, QuantisedLinear(child))
    q, scale = quantise_embedding(model.enc.word.weight.data)
    scale = scale.repeat_interleave(EMBEDDING_GROUP, 1)
    model.enc.word.weight.copy_(q.float() * scale)
    q, scale = quantise_relations(model.L.data)
    model.L.copy_(q * scale[:, None, None])
    return model.eval()
