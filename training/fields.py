"""Learns which walk of life a sentence tells of, and writes lexicons/fields.tsv.

    fields.py DATA_DIR --sayso target/release/sayso

Items of news whose editors filed them under a section (`Armed conflicts and attacks`, `Sport`, ...) teach the fields of the
news; treebank sentences of genres other than news teach the field `everyday`. A multinomial logistic regression over the
lemmas of a sentence's nouns, names, verbs and adjectives; every tenth document is held out and measured. What is written is
one row a lemma, one column a field, in hundredths, without lemmas that say little.
"""

import argparse
import collections
import gzip
import json
import pathlib
import re
import subprocess
import tempfile
import zlib

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

FIELDS = {
    "conflict": ["Armed conflicts and attacks", "Armed conflict and attacks"],
    "law": ["Law and crime"],
    "politics": ["Politics and elections", "Politics", "International relations"],
    "disaster": ["Disasters and accidents", "Disasters"],
    "business": ["Business and economy", "Business and economics"],
    "science": ["Health and environment", "Health", "Health and medicine", "Science and technology", "Science"],
    "arts": ["Arts and culture"],
    "sport": ["Sport", "Sports"],
    "everyday": [],
}
OPEN_CLASS = {"NOUN", "VERB", "ADJ", "PROPN"}
# Genres of the treebanks whose events may be public ones.
PUBLIC_GENRES = {"news", "speech", "court", "interview", "newsgroup", "weblog"}
LEAST_SENTENCES = 15
SMALLEST_WEIGHT = 0.3


def sentences(lines):
    """Document id and set of lemmas of each sentence of a CoNLL-U file that has more than four words."""
    document, words = None, []
    for line in lines:
        if line.startswith("# newdoc"):
            document = line.split("=")[1].strip()
        elif not line.strip():
            if len(words) > 4:
                yield document, {lemma for lemma, tag in words if tag in OPEN_CLASS and re.search("[a-z]", lemma)}
            words = []
        elif line[0] != "#":
            cells = line.rstrip("\n").split("\t")
            if cells[0].isdigit():
                words.append((cells[2].lower(), cells[3]))


def examples(data, sayso):
    section = {name: field for field, names in FIELDS.items() for name in names}
    field_of = {}
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as filed:
        with gzip.open(data / "corpora/news/wp_current_events_items.jsonl.gz", "rt") as items:
            for item in map(json.loads, items):
                if item["section"] in section:
                    field_of[item["id"]] = section[item["section"]]
                    filed.write(json.dumps({"id": item["id"], "date": item["date"], "text": item["text"]}) + "\n")
        filed.flush()
        command = [sayso, "annotate", filed.name, "--format", "conllu"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            for document, words in sentences(process.stdout):
                yield document, words, field_of[document]
    for path, split in [("ewt/en_ewt-ud-train", "-"), ("gum_free/en_gum_free-ud-train", "_")]:
        with gzip.open(data / f"corpora/ud/{path}.conllu.gz", "rt") as lines:
            for document, words in sentences(lines):
                if not PUBLIC_GENRES & set(document.split(split)):
                    yield document, words, "everyday"


def matrix(vocabulary, bags):
    ends, columns = [0], []
    for bag in bags:
        columns += [vocabulary[lemma] for lemma in bag if lemma in vocabulary]
        ends.append(len(columns))
    return csr_matrix((np.ones(len(columns), dtype=np.float32), columns, ends), shape=(len(bags), len(vocabulary)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("--sayso", default="target/release/sayso")
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path(__file__).parent.parent / "lexicons/fields.tsv")
    args = parser.parse_args()

    documents, bags, fields = zip(*examples(args.data, args.sayso))
    fields = np.array(fields)
    counts = collections.Counter(lemma for bag in bags for lemma in bag)
    kept = sorted(lemma for lemma, count in counts.items() if count >= LEAST_SENTENCES)
    vocabulary = {lemma: column for column, lemma in enumerate(kept)}
    held = np.array([zlib.crc32(document.encode()) % 10 == 0 for document in documents])
    bags = matrix(vocabulary, bags)
    model = LogisticRegression(C=0.3, max_iter=300).fit(bags[~held], fields[~held])
    print(f"{len(fields)} sentences, {len(kept)} lemmas; right on held-out documents: {model.score(bags[held], fields[held]):.3f}")

    order = [list(model.classes_).index(field) for field in FIELDS]
    rows = [("-", model.intercept_[order])]
    rows += [(lemma, model.coef_[order, column]) for lemma, column in vocabulary.items()]
    with open(args.out, "w") as out:
        out.write("# What each lemma says of the walk of life that a sentence tells of, in hundredths of log odds; the row - holds\n")
        out.write("# for every sentence. Learned by training/fields.py from the sections of Wikipedia's current events portal\n")
        out.write("# (CC BY-SA 4.0) and the genres of UD English EWT and GUM: not written by hand.\n")
        out.write("\t".join(["lemma", *FIELDS]) + "\n")
        for lemma, weights in rows:
            if lemma == "-" or np.abs(weights).max() >= SMALLEST_WEIGHT:
                out.write("\t".join([lemma, *(str(round(100 * weight)) for weight in weights)]) + "\n")


if __name__ == "__main__":
    main()
