"""Writes a trained model as one quantised file that the Rust engine maps into memory.

    python export.py CHECKPOINT TOKENIZER_JSON OUT.sayso VERSION

Layout (little-endian):

    0   "SAYSOMDL"
    8   u32 format version (2)
    12  u32 length H of the JSON header, padding included
    16  SHA-256 of everything from byte 48 on
    48  JSON header, padded with spaces so that the data starts at a multiple of 64
    ..  tensors, each starting at a multiple of 64 from the start of the data

Linear weights are "i8": outputs padded to a multiple of 32 with zero rows, in blocks of 32 outputs;
within a block of outputs nb, row 32·nb+c and input j lie at byte nb·32·k + (j/4)·128 + 4·c + j%4.
Their values keep to the limits of `model.quantise_linear`; beside the scale stands the
sum of each row times 64, the offset that makes all inputs positive.
The word embedding is "i4": two values a byte, low nibble first, stored as q+8. "i8raw" is row-major.
"""

import hashlib
import json
import struct
import sys

import numpy as np
import torch

from model import (
    ARC,
    EMBEDDING_GROUP,
    HEADS,
    HIDDEN,
    LAYERS,
    MAX_POSITIONS,
    REL,
    SHAPES,
    quantise_embedding,
    quantise_linear,
    quantise_relations,
)

MAGIC, FORMAT_VERSION, HEADER_START, ALIGNMENT = b"SAYSOMDL", 2, 48, 64
BLOCK, INPUT_OFFSET = 32, 64
CONFIG = {
    "layers": LAYERS,
    "hidden": HIDDEN,
    "heads": HEADS,
    "max_pos": MAX_POSITIONS,
    "shapes": SHAPES,
    "arc": ARC,
    "rel": REL,
    "emb_group": EMBEDDING_GROUP,
}


def pack_rows(q):
    """Int8 rows [n, k] in the kernel's order, n padded to a multiple of 32."""
    n, k = q.shape
    padded = np.zeros((-(-n // BLOCK) * BLOCK, k), np.int8)
    padded[:n] = q
    return padded.reshape(-1, BLOCK, k // 4, 4).transpose(0, 2, 1, 3)


def pad_rows(v):
    """A float vector padded with zeros to a multiple of 32."""
    return np.pad(v.astype(np.float32), (0, -len(v) % BLOCK))


def tensor_entries(state):
    """Yields (name, dtype, shape, array) for every tensor of the file."""
    for name, value in state.items():
        if name == "enc.gum":
            continue
        value = value.float()
        stem, _, kind = name.rpartition(".")
        if name == "enc.word.weight":
            q, scale = quantise_embedding(value)
            q = (q.numpy() + 8).astype(np.uint8)
            yield name, "i4", value.shape, q[:, 0::2] | q[:, 1::2] << 4
            yield "enc.word.scale", "f32", scale.shape, scale.numpy()
        elif name == "L":
            q, scale = quantise_relations(value)
            yield name, "i8raw", value.shape, q.numpy().astype(np.int8)
            yield "L.scale", "f32", scale.shape, scale.numpy()
        elif kind == "weight" and value.dim() == 2 and stem not in ("enc.pos", "enc.shape"):
            q, scale = quantise_linear(value)
            q = q.numpy().astype(np.int8)
            yield name, "i8", value.shape, pack_rows(q)
            scale = pad_rows(scale.numpy())
            yield f"{stem}.scale", "f32", scale.shape, scale
            surplus = pad_rows(INPUT_OFFSET * q.sum(1, dtype=np.float32))
            yield f"{stem}.surplus", "f32", surplus.shape, surplus
        elif kind == "bias" and state[f"{stem}.weight"].dim() == 2:
            bias = pad_rows(value.numpy())
            yield name, "f32", bias.shape, bias
        else:
            yield name, "f32", value.shape, value.numpy()


def write_model(path, state, labels, vocabulary, version):
    """Write the file at `path`; returns its size in bytes."""
    entries = list(tensor_entries(state))
    words = np.frombuffer("\n".join(vocabulary).encode(), np.uint8)
    entries.append(("vocab", "bytes", words.shape, words))
    tensors, data = [], bytearray()
    for name, dtype, shape, array in entries:
        data += bytes(-len(data) % ALIGNMENT)
        raw = array.tobytes()
        tensors.append(
            {
                "name": name,
                "dtype": dtype,
                "shape": list(shape),
                "offset": len(data),
                "bytes": len(raw),
            }
        )
        data += raw
    header = {"name": "base", "version": version, "config": CONFIG | {"ff": len(state["enc.layers.0.f1.bias"])}, "labels": labels}
    header = json.dumps(header | {"tensors": tensors}, ensure_ascii=False).encode()
    header += b" " * (-(HEADER_START + len(header)) % ALIGNMENT)
    body = header + bytes(data)
    with open(path, "wb") as file:
        file.write(MAGIC + struct.pack("<II", FORMAT_VERSION, len(header)))
        file.write(hashlib.sha256(body).digest() + body)
    return HEADER_START + len(body)


def unpack_rows(raw, n, k):
    """The inverse of `pack_rows`."""
    return raw.reshape(-1, k // 4, BLOCK, 4).transpose(0, 2, 1, 3).reshape(-1, k)[:n]


def read_model(path):
    """(state, labels) of a model file, weights dequantised."""
    with open(path, "rb") as file:
        content = file.read()
    body = content[HEADER_START:]
    if content[:8] != MAGIC or hashlib.sha256(body).digest() != content[16:HEADER_START]:
        raise ValueError(f"{path} is no intact model file")
    length = struct.unpack_from("<I", content, 12)[0]
    header = json.loads(body[:length])
    entries = {t["name"]: t for t in header["tensors"]}

    def array(name, dtype):
        t = entries[name]
        start = length + t["offset"]
        return np.frombuffer(body[start : start + t["bytes"]], dtype)

    state = {}
    for name, t in entries.items():
        stem, _, kind = name.rpartition(".")
        if kind in ("scale", "surplus") or name == "vocab":
            continue
        shape = t["shape"]
        if t["dtype"] == "f32":
            value = array(name, np.float32)
            if kind == "bias" and entries[f"{stem}.weight"]["dtype"] == "i8":
                shape = entries[f"{stem}.weight"]["shape"][:1]
            value = value[: int(np.prod(shape))]
        else:
            scale = array(f"{stem or name}.scale", np.float32)
            if t["dtype"] == "i4":
                pairs = array(name, np.uint8)
                q = np.stack([pairs & 15, pairs >> 4], -1).reshape(shape).astype(np.int8) - 8
                scale = scale.reshape(shape[0], -1).repeat(EMBEDDING_GROUP, 1)
            else:
                q = array(name, np.int8)
                q = unpack_rows(q, *shape) if t["dtype"] == "i8" else q.reshape(shape)
                scale = scale[: shape[0]].reshape(-1, *[1] * (len(shape) - 1))
            value = q * scale
        state[name] = torch.from_numpy(value.reshape(shape).astype(np.float32))
    return state, header["labels"]


def read_vocabulary(tokenizer_json):
    """The WordPiece vocabulary in id order."""
    with open(tokenizer_json, encoding="utf-8") as file:
        ids = json.load(file)["model"]["vocab"]
    return sorted(ids, key=ids.get)


def main():
    checkpoint, tokenizer_json, out, version = sys.argv[1:]
    saved = torch.load(checkpoint)
    size = write_model(
        out, saved["state"], saved["labels"], read_vocabulary(tokenizer_json), version
    )
    print(f"{out}: {size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
