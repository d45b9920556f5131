"""Draws sentences of the news corpora for labels of acts (xtask/labels), half of them with a word of saying or of will.

    python3 training/draw_acts.py DATA_DIR SEED COUNT

Prints one sentence a block: its item, the characters at which it starts and ends, its date, the words before it, itself.
Items that a table of xtask/labels names already are left out.
"""

import glob
import gzip
import json
import os
import random
import re
import sys

CUE = re.compile(
    r"\b(said|says|saying|according to|accus\w+|den(y|ies|ied|ying)|would|plan(s|ned|ning)?|threat\w*|warn\w*|claim\w*|"
    r"alleg\w*|urg\w+|demand\w*|call(s|ed|ing)? (for|on)|vow\w*|promis\w+|pledg\w+|refus\w+|reject\w*|report(s|ed|edly)|"
    r"may|might|could|will|announc\w+|agree\w*|suspect\w*|believ\w+|if|expected|intend\w*|propos\w+|offer\w*)\b",
    re.I,
)
HERE = os.path.dirname(os.path.abspath(__file__))


def read(folder):
    with gzip.open(f"{folder}/wp_current_events_items.jsonl.gz", "rt", encoding="utf-8") as lines:
        portal = [json.loads(line) for line in lines]
    with open(f"{folder}/wikinews_2019_2020.jsonl", encoding="utf-8") as lines:
        return portal, [json.loads(line) for line in lines]


def known():
    ids = set()
    for path in glob.glob(f"{HERE}/../xtask/labels/*.tsv"):
        with open(path, encoding="utf-8") as lines:
            ids.update(line.split("\t")[0] for line in lines if not line.startswith("#"))
    return ids


def sentences(text):
    at = 0
    for end in [m.end() for m in re.finditer(r"[.?!][\"”’']?(?=\s+[A-Z\"“‘'])|\n+", text)] + [len(text)]:
        sentence = text[at:end].strip()
        start = at + (len(text[at:end]) - len(text[at:end].lstrip()))
        if len(sentence.split()) >= 6:
            yield start, start + len(sentence)
        at = end


def main():
    data, seed, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    portal, wikinews = read(f"{data}/corpora/news")
    draw, left_out = random.Random(seed), known()
    wanted = {True: (count + 1) // 2, False: count // 2}
    while sum(wanted.values()):
        item = draw.choice(wikinews if draw.random() < 0.3 else portal)
        parts = list(sentences(item["text"]))
        if item["id"] in left_out or not parts:
            continue
        start, end = draw.choice(parts)
        has_cue = bool(CUE.search(item["text"][start:end]))
        if not wanted[has_cue]:
            continue
        wanted[has_cue] -= 1
        left_out.add(item["id"])
        before = item["text"][max(0, start - 250) : start].replace("\n", " ")
        print(f"# {item['id']} {start} {end} {item['date']}\n   … {before}\n   {item['text'][start:end]}\n")


main()
