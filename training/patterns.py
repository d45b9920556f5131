"""Fills the sentence patterns of patterns.txt: trees of our own for what the treebanks hardly show."""

import random
from pathlib import Path

from data import Sentence

COUNTRIES = "France Kenya Peru Turkey Poland Chad Japan Brazil Ukraine Mali Serbia Yemen Cuba Ghana Laos Qatar Sudan Nepal".split()
PLACES = "Goma Aleppo Mosul Kharkiv Gao Bamako Lagos Basra Homs Donetsk Kandahar Juba Sirte Maiduguri Palma Erbil".split()
NOUNS = {
    "army": "army navy militia government force coalition regime junta".split(),
    "body": "court parliament ministry council commission senate union embassy".split(),
    "thing": "market village town hospital convoy airport bridge base outpost embassy port dam".split(),
}
PLURALS = {
    "troops": "rebels soldiers militants protesters police fighters troops gunmen officers migrants students insurgents",
    "leader": "officials ministers diplomats officers residents witnesses lawmakers prosecutors",
    "talks": "talks sanctions tariffs raids elections strikes reforms arrests",
    "fight": "clashes protests fighting shelling riots strikes",
}
# Base, third person, past, participle, -ing.
VERBS = {
    "hit": "bomb|shell|raid|attack|seize|storm|target|strike|block|loot|search|free|leave|hold|surround",
    "judge": "back|condemn|reject|ban|cut|halt|slam|welcome|cancel|resume|oppose|end|face|probe",
    "hurt": "kill|wound|injure|arrest|detain",
    "go": "persist|erupt|continue|end|advance|spread|halt|begin|resume|arrive|withdraw|collapse|ease",
    "say": "say|claim|report|insist",
    "demand": "demand|insist|ask|propose|order|recommend",
    "urge": "urge|press|order|ask|push|force|tell",
    "deny": "deny",
    "hold": "hold|schedule|plan",
    "back": "back|support|train|pay|lead",
}
IRREGULAR = {
    "strike": ("struck", "struck"),
    "hold": ("held", "held"),
    "leave": ("left", "left"),
    "cut": ("cut", "cut"),
    "spread": ("spread", "spread"),
    "begin": ("began", "begun"),
    "withdraw": ("withdrew", "withdrawn"),
    "say": ("said", "said"),
    "tell": ("told", "told"),
    "pay": ("paid", "paid"),
    "lead": ("led", "led"),
}
DOUBLED = ("ban", "slam", "cut", "plan", "begin")
SINGULARS = {"police": "police", "gunmen": "gunman", "witnesses": "witness", "fighting": "fighting", "shelling": "shelling"}


def inflect(verb, form):
    """One form of a verb: vb, vz, vd, vn or vg."""
    if form == "vb":
        return verb
    if form == "vz":
        if verb.endswith("y") and verb[-2] not in "aeiou":
            return verb[:-1] + "ies"
        return verb + ("es" if verb.endswith(("s", "sh", "ch", "x")) else "s")
    if form in ("vd", "vn") and verb in IRREGULAR:
        return IRREGULAR[verb][form == "vn"]
    stem = verb + verb[-1] if verb in DOUBLED else verb if verb.endswith("ee") else verb.removesuffix("e")
    if form == "vg":
        return stem + "ing"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ied"
    return stem.removesuffix("e") + "ed"


def fill(slot):
    """(form, lemma) for a slot."""
    name, _, kind = slot.partition(":")
    if kind:
        verb = random.choice(VERBS[kind].split("|"))
        return inflect(verb, name), verb
    if name in ("country", "place"):
        word = random.choice(COUNTRIES if name == "country" else PLACES)
        return word, word
    if name == "never":
        word = random.choice(["never", "secretly", "once"])
        return word, word
    if name in NOUNS:
        word = random.choice(NOUNS[name])
        return word, word
    word = random.choice(PLURALS[name].split())
    return word, SINGULARS.get(word, word.removesuffix("s"))


def instance(pattern):
    """One sentence of a pattern."""
    forms, lemmas, upos, heads, deprels = [], [], [], [], []
    for cell in pattern:
        form, tag, head, relation, *lemma = cell.split("/")
        if form.startswith("{"):
            form, base = fill(form[1:-1])
        else:
            base = lemma[0] if lemma else form.lower() if tag != "PROPN" else form
        forms.append(form)
        lemmas.append(base)
        upos.append(tag)
        heads.append(int(head))
        deprels.append(relation)
    forms[0] = forms[0][:1].upper() + forms[0][1:]
    return Sentence(forms=forms, lemmas=lemmas, upos=upos, heads=heads, deprels=deprels)


def read_patterns(path=Path(__file__).with_name("patterns.txt")):
    """The patterns, each a list of cells; heads are checked to form trees."""
    patterns = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split()
        heads = instance(cells).heads
        for start in range(1, len(heads) + 1):
            node, steps = start, 0
            while node and steps <= len(heads):
                node, steps = heads[node - 1], steps + 1
            if node or heads.count(0) != 1:
                raise ValueError(f"{path}:{number}: word {start} does not reach the root")
        patterns.append(cells)
    return patterns


def pattern_sentences(count):
    """So many sentences, the patterns in turn."""
    patterns = read_patterns()
    return [instance(patterns[i % len(patterns)]) for i in range(count)]
