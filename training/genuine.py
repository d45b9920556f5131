"""Learns what tells a political act of the day from other uses of its words; writes lexicons/genuine.tsv and models/leaning.sayso.

    genuine.py DATA_DIR --xtask target/release/xtask

Triggers teach that stand in
- sentences of our own that report such acts (genuine/reports.txt) and the examples of the trigger tables;
- sentences of our own that do not (genuine/others.txt): fiction, history, sport, markets, lives, definitions, quarrels, metaphors;
- items of news that their editors filed under politics, law and conflict, against sport, arts, business and science;
- treebank sentences of mail, reviews, answers, textbooks and lives.
A logistic regression over the mean vector of the sentence, the kind of act and its parties. Five folds by sentence: each is rated by a
model that has not seen it. The threshold loses MOST_LOST of the acts of genuine/reports.txt.
"""

import argparse
import collections
import gzip
import json
import pathlib
import random
import struct
import subprocess
import tempfile
import zlib

import numpy as np
from sklearn.linear_model import LogisticRegression

ROOT = pathlib.Path(__file__).parent.parent
SECTIONS = {
    "politics": (2500, ["Armed conflicts and attacks", "Armed conflict and attacks", "Law and crime", "Politics and elections", "Politics", "International relations"]),
    "sport": (1800, ["Sport", "Sports"]),
    "arts": (1200, ["Arts and culture"]),
    "business": (1200, ["Business and economy", "Business and economics"]),
    "science": (1000, ["Health and environment", "Health", "Health and medicine", "Science and technology", "Science"]),
}
# Genres of the treebanks that may tell of public affairs.
PUBLIC_GENRES = {"news", "speech", "court", "interview", "newsgroup", "weblog"}
UD_SHARE = 0.4
# What a trigger counts, by where it stands: editors file doubtful items as they will, our own sentences were chosen.
WEIGHTS = {"report": 4.0, "own": 3.0, "example": 0.5, "politics": 0.5, "news": 0.1, "treebank": 0.3}
GENUINE = {"report", "example", "politics"}
C = 0.01
MOST_LOST = 0.005


def texts(data):
    """Kind, detail, date and text of everything that teaches."""
    for line in (ROOT / "training/genuine/reports.txt").read_text().splitlines():
        yield "report", "report", None, line
    detail = None
    for line in (ROOT / "training/genuine/others.txt").read_text().splitlines():
        if line.startswith("# "):
            detail = line[2:]
        elif line:
            yield "own", detail, None, line
    for path in sorted((ROOT / "lexicons/triggers").glob("*.tsv")):
        rows = [line.split("\t") for line in path.read_text().splitlines() if line[0] != "#"]
        column = rows[0].index("yes")
        for row in rows[1:]:
            for sentence in row[column].split(" / "):
                if sentence != "-":
                    yield "example", "example", None, sentence
    draw = random.Random(7)
    with gzip.open(data / "corpora/news/wp_current_events_items.jsonl.gz", "rt") as lines:
        items = [json.loads(line) for line in lines]
    draw.shuffle(items)
    for name, (count, sections) in SECTIONS.items():
        chosen = [item for item in items if item["section"] in sections][:count]
        for item in chosen:
            yield "politics" if name == "politics" else "news", name, item["date"], item["text"]
    for path, split in [("ewt/en_ewt-ud-train", "-"), ("gum_free/en_gum_free-ud-train", "_")]:
        is_public = False
        with gzip.open(data / f"corpora/ud/{path}.conllu.gz", "rt") as lines:
            for line in lines:
                if line.startswith("# newdoc"):
                    is_public = bool(PUBLIC_GENRES & set(line.split("=")[1].strip().split(split)))
                elif line.startswith("# text = ") and not is_public and draw.random() < UD_SHARE:
                    yield "treebank", "treebank", None, line[9:].strip()


def acts(data, xtask):
    """The kinds and details of all acts, their sentences' folds, features and vectors; and the features' names."""
    kinds, rows = {}, []
    with tempfile.TemporaryDirectory() as folder:
        source, out = pathlib.Path(folder) / "texts.jsonl", pathlib.Path(folder) / "acts.jsonl"
        with open(source, "w") as lines:
            for number, (kind, detail, date, text) in enumerate(texts(data)):
                kinds[str(number)] = kind, detail, zlib.crc32(text.encode()) % 5
                lines.write(json.dumps({"id": str(number), "date": date, "text": text}) + "\n")
        subprocess.run([xtask, "genuine", source, out], check=True)
        with open(out) as lines:
            names = json.loads(next(lines))
            for line in lines:
                act = json.loads(line)
                rows.append((*kinds[act["id"]], act["values"], act["vector"]))
    kind, detail, fold, values, vectors = map(np.array, zip(*rows))
    return names, kind, detail, fold, values, vectors


def fit(features, genuine, weights):
    """Weights and bias, for features as they are."""
    mean, spread = features.mean(0), features.std(0) + 1e-6
    model = LogisticRegression(C=C, max_iter=500).fit((features - mean) / spread, genuine, sample_weight=weights)
    coefficients = model.coef_[0] / spread
    return coefficients, model.intercept_[0] - coefficients @ mean


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("--xtask", default="target/release/xtask")
    args = parser.parse_args()

    names, kind, detail, fold, values, vectors = acts(args.data, args.xtask)
    features = np.hstack([values, vectors])
    genuine = np.isin(kind, list(GENUINE))
    weights = np.array([WEIGHTS[k] for k in kind])
    scores = np.zeros(len(kind))
    for held in range(5):
        taught = fold != held
        coefficients, bias = fit(features[taught], genuine[taught], weights[taught])
        scores[~taught] = features[~taught] @ coefficients + bias
    reports = np.sort(scores[kind == "report"])
    least = reports[int(MOST_LOST * len(reports))]
    print(f"{len(kind)} acts; below {least:.2f}, each rated unseen:")
    for name, count in sorted(collections.Counter(detail).items()):
        print(f"  {name}: {np.mean(scores[detail == name] < least):.3f} of {count}")

    coefficients, bias = fit(features, genuine, weights)
    by_value, by_word = coefficients[: len(names)], coefficients[len(names) :]
    middle = vectors.mean(0) @ by_word
    with open(ROOT / "models/leaning.sayso", "wb") as out:
        out.write(b"SAYSOLEA" + struct.pack("<If", len(by_word), -middle) + by_word.astype("<f4").tobytes())
    with open(ROOT / "lexicons/genuine.tsv", "w") as out:
        out.write("# What speaks for a political act of the day, in log odds, beside the words of its sentence (models/leaning.sayso); an act whose\n")
        out.write("# sum lies below the row least is left out. Learned by training/genuine.py: not written by hand.\n")
        out.write("feature\tweight\n")
        rows = [("always", bias + middle), ("least", least), *zip(names, by_value)]
        out.writelines(f"{name}\t{weight:.3f}\n" for name, weight in rows)


if __name__ == "__main__":
    main()
