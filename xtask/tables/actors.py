#!/usr/bin/env python3
"""Makes the machine-made actor tables, lexicons/actors/made/*.tsv, from their public sources.

usage: actors.py DATA [OUT]

DATA holds countries.jsonl, leaders_factbook_2014_2026.jsonl, leaders_wikidata_2021_2022.csv, ministers_cia_2019.tsv,
ucdp_actors_22.1.csv, terror_groups_factbook.tsv, parties_factbook.tsv, news_source_names_wce.tsv and
raw/PLOVER_agents.txt, ../lexicon/wordnet_synsets.tsv.gz; their origin is in lexicons/SOURCES.md. OUT is lexicons/actors/made unless given.
Tables that people edit lie one folder up and are never touched.
"""
import collections
import csv
import json
import os
import re
import sys

HEADER = "# Made by xtask/tables/actors.py: edit the tables one folder up instead, their rows come first.\n"
COLUMNS = "code\tkind\tnames\tshort\tfrom\tuntil\tsource\n"


def write(out, name, rows, columns=COLUMNS):
    with open(os.path.join(out, name), "w", encoding="utf-8") as handle:
        handle.write(HEADER + columns)
        for row in rows:
            handle.write("\t".join(row) + "\n")
    print(f"{name}: {len(rows)} rows", file=sys.stderr)


def unique(items):
    return list(dict.fromkeys(i for i in items if i))


def plain(text):
    """A Factbook name without notes: "Baku (Baki, Baky)", "Tunis; note - …"."""
    text = re.sub(r"\([^)]*\)|\[[^\]]*\]", "", text)
    return re.split(r"[;,]", text)[0].strip()


def countries(data):
    rows = []
    for line in open(os.path.join(data, "countries.jsonl"), encoding="utf-8"):
        c = json.loads(line)
        code = c["iso3"]
        if not code or code in ("PSE", "ATA"):
            continue
        add = lambda kind, names: names and rows.append([code, kind, "|".join(names), "", "", "", "CIA World Factbook"])
        name = re.sub(r"^The ", "", plain(c["name"]))
        if code in ("COD", "COG", "DOM", "MNP", "CCK"):
            name = ""
        long = re.sub(r"^(the|The) ", "", plain(c["long"] if c["long"] != "none" else ""))
        add("country", unique([name, long if long.count(" ") else ""]))
        people = []
        for field in ("demonym_adj", "demonym_noun", "nationality_gem"):
            for word in re.split(r",|;| or ", re.sub(r"\([^)]*\)", "", c[field] or "")):
                word = word.strip()
                if word and word[0].isupper() and word not in ("NA", "Dutch", "French", "American", "Norwegian", "Congo"):
                    people.append(word)
        keep = code in ("NLD", "FRA", "USA", "NOR")
        add("people", unique(people) if not keep else [])
        capital = plain(c["capital"])
        if c.get("un_member") and capital and capital not in (name, "Washington"):
            add("capital", [capital])
    return rows


def case_name(name):
    """SHARIF -> Sharif, AL-SUDANI -> al-Sudani, McCAIN stays."""
    words = []
    for word in name.split():
        if len(word) > 2 and word.isupper() and not word.endswith("."):
            word = "-".join(p.capitalize() for p in word.split("-"))
            word = re.sub(r"^(Al|El)-", lambda m: m.group(0).lower(), word)
        words.append(word)
    return " ".join(words)


def person_names(name):
    full = case_name(re.sub(r"\([^)]*\)|\"[^\"]*\"", "", name).replace("  ", " ").strip(" ,"))
    full = re.sub(r"^(Gen\.|Lt\.|Col\.|Maj\.|Dr\.|Sir|Dame|Adm\.|Brig\.|\(Ret\.\)|Ret\.|Mrs\.|Mr\.|Capt\.)\s+", "", full)
    return full


def short_of(name, surname):
    """The surname as the source marks it, where it is not the last word."""
    short = case_name(surname or "").strip()
    return "" if not short or name.split()[-1:] == [short] else short


CROWN = re.compile(r"^(Australia )?(Elizabeth II|Charles III)$")  # of fifteen states, acts for one


def heads(data):
    states = set("XKX TWN PSE VAT".split())
    for line in open(os.path.join(data, "countries.jsonl"), encoding="utf-8"):
        country = json.loads(line)
        states.add(country["iso3"] if country.get("un_member") else "")
    spells = collections.OrderedDict()
    for line in open(os.path.join(data, "leaders_factbook_2014_2026.jsonl"), encoding="utf-8"):
        d = json.loads(line)
        name = person_names(d["name"])
        if not d["iso3"] or d["iso3"] not in states or len(name) < 4 or not re.match(r"^[\w'’.\- ]+$", name):
            continue
        if CROWN.match(name) and d["iso3"] != "GBR":
            continue
        since = d["since"] or ""
        if not re.match(r"^\d{4}", since):
            since = d["first_seen"]
        since += {4: "-01-01", 7: "-01"}.get(len(since), "")
        key = (d["iso3"], d["role"], since, name.split()[-1])
        spell = spells.setdefault(key, {"names": [], "short": [], "until": "", "title": d["title"]})
        spell["names"].append(name)
        spell["short"].append(short_of(name, d["surname"]))
        spell["until"] = "" if d["current_at_snapshot"] else max(spell["until"], d["last_seen"])
    rows = []
    for (iso3, role, since, last), spell in spells.items():
        # the source dropped most deputies in 2024 while they stayed: for them only a successor ends a spell
        deputy = re.search(r"Vice|Deputy", spell["title"] or "") and spell["until"] > "2024"
        followed = any(k[:2] == (iso3, role) and k[2] > since and k[3] != last and s["title"] == spell["title"]
                       for k, s in spells.items())
        rows.append([iso3 + "GOV", "head", "|".join(unique(spell["names"])), "|".join(unique(spell["short"])), since,
                     spell["until"] if followed or not deputy else "", "CIA World Factbook"])
    return [list(r) for r in dict.fromkeys(map(tuple, rows))]


def wikidata(data, by_name):
    rows = []
    with open(os.path.join(data, "leaders_wikidata_2021_2022.csv"), encoding="utf-8") as handle:
        for d in csv.DictReader(handle):
            iso3, name = by_name.get(d["country"]), d["officeholderLabel"]
            if iso3 and " " in name and not re.match(r"^Q\d", name) and (iso3 == "GBR" or not CROWN.match(name)):
                since = (d["start_year"] or "2021") + "-01-01"
                until = d["end_year"] and d["end_year"] + "-12-31"
                rows.append([iso3 + "GOV", "head", name, "", since, until, "Wikidata"])
    return rows


def ministers(data, by_name):
    rows = []
    for line in list(open(os.path.join(data, "ministers_cia_2019.tsv"), encoding="utf-8"))[1:]:
        country, _, name = line.rstrip("\n").split("\t")[:3]
        iso3 = by_name.get(country) or by_name.get(re.sub(r"^(The )|, The$", "", country))
        full = person_names(name)
        if iso3 and " " in full and re.match(r"^[\w'’.\- ]+$", full):
            surname = " ".join(w for w in name.split() if len(w) > 1 and w.isupper() and not w.endswith("."))
            rows.append([iso3 + "GOV", "minister", full, short_of(full, surname), "2018-10-01", "2021-12-31",
                         "CIA World Leaders 2019"])
    return [list(r) for r in dict.fromkeys(map(tuple, rows))]


UCDP_NAMES = {"DR Congo": "COD", "Russia": "RUS", "Myanmar": "MMR", "Burma": "MMR", "Yemen": "YEM", "Cambodia": "KHM", "Ivory Coast": "CIV",
              "Bosnia-Herzegovina": "BIH", "Serbia": "SRB", "United States of America": "USA", "Vietnam": "VNM",
              "Zimbabwe": "ZWE", "North Macedonia": "MKD", "Madagascar": "MDG", "Kingdom of eSwatini": "SWZ", "Turkey": "TUR",
              "Israel": "PSE"}


def groups(data, by_name):
    rows = []
    with open(os.path.join(data, "ucdp_actors_22.1.csv"), encoding="utf-8-sig") as handle:
        for d in csv.DictReader(handle):
            places = [re.sub(r"\s*\(.*?\)", "", p).strip() for p in d["Location"].split(",")]
            if d["Org"] != "1" or len(places) != 1:
                continue
            iso3 = UCDP_NAMES.get(places[0]) or by_name.get(places[0])
            names = [d["NameData"], d["NameOrig"], d["NameOrigFullEng"]]
            names = [n.strip() for n in names if n.strip() not in ("", "n/a") and re.match(r"^[\w'’`.\-/ ]+$", n.strip())]
            names = [n for n in names if " - " not in n and not re.search(r"faction|Military|Forces of|Supporters", n)]
            names = [n for n in names if len(n) > 3 or n.isupper() and len(n) == 3]
            if iso3 and names:
                sector = "CRM" if re.search(r"Cartel|Gang", " ".join(names)) else "REB"
                rows.append([iso3 + sector, "group", "|".join(unique(names)), "", "", "", "UCDP Actor Dataset 22.1"])
    with open(os.path.join(data, "terror_groups_factbook.tsv"), encoding="utf-8") as handle:
        found = collections.OrderedDict()
        for d in csv.DictReader(handle, delimiter="\t"):
            names = re.split(r"\|", "|".join([d["name"], d["aliases"] or "", d["acronym"] or ""]))
            found.setdefault(d["name"], []).append((d["country"], names))
        for found_in in found.values():
            if len(found_in) == 1:
                country, names = found_in[0]
                iso3 = by_name.get(country)
                names = [n.strip() for n in names if len(n.strip()) > 2 and re.match(r"^[\w'’.\-/ ]+$", n.strip())]
                if iso3 and names:
                    rows.append([iso3 + "REB", "group", "|".join(unique(names)), "", "", "", "CIA World Factbook"])
    return rows


def parties(data, by_iso2):
    rows = []
    with open(os.path.join(data, "parties_factbook.tsv"), encoding="utf-8") as handle:
        for d in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE):
            iso3 = by_iso2.get(d["iso2"])
            names = re.split(r" or |\|", d["name"]) + re.split(r"\|", d["note"] or "")
            names = [n.strip() for n in names if re.match(r"^[A-ZÀ-Ý][\w'’.\- ]{5,60}$", n.strip()) and n.count(" ") < 8]
            names = [n for n in names if " " in n and not re.search(r"independent|government|candidates|ban", n, re.I)]
            acronym = d["acronym"] or ""
            if re.match(r"^[A-Z]{3,6}$", acronym):
                names.append(acronym)
            if iso3 and names and " " in names[0]:
                rows.append([iso3 + "PTY", "party", "|".join(unique(names)), "", "", "", "CIA World Factbook"])
    owners = collections.defaultdict(set)
    for row in rows:
        for name in row[2].split("|"):
            owners[name.lower()].add(row[0])
    for row in rows:  # a name that parties of several countries bear names none of them
        row[2] = "|".join(n for n in row[2].split("|") if len(owners[n.lower()]) == 1)
    return [r for r in rows if r[2]]


def outlets(data):
    rows = []
    for line in list(open(os.path.join(data, "news_source_names_wce.tsv"), encoding="utf-8"))[1:]:
        name, count = line.rstrip("\n").split("\t")[:2]
        name = re.sub(r"^The ", "", name)
        if int(count) >= 5 and re.match(r"^[A-Z][A-Za-z'’.&\- ]{2,40}$", name) and " via " not in name:
            if re.search(r"Reuters|News|Times|Post|Herald|Press|BBC|CNN|AP|AFP|Guardian|Telegraph|Radio|TV|Daily|Journal|"
                         r"Tribune|Gazette|Standard|Mail|Star|Bloomberg|Agency|Today|Globe|Independent|Sun$", name):
                rows.append(["JRN", "outlet", name, "", "", "", "Wikipedia Current Events citations"])
    return [list(r) for r in dict.fromkeys(map(tuple, rows))]


PERSON = re.compile(r"(er|or|ist|ant|man|woman|person|chief|head|general|col\.|gen\.|capt\.|minister|king|queen|ian)$")
SKIP = {"JNK", "NON", "UNK", "IGO", "NGO", "IMG"}


def agents(data):
    people = {"!PERSON!": ["MAN", "WOMAN", "PERSON"], "!MINIST!": ["MINISTER", "MINISTRY"]}
    rows = []
    for line in open(os.path.join(data, "raw", "PLOVER_agents.txt"), encoding="utf-8", errors="replace"):
        found = re.match(r"^([A-Z!'\-_. ]+?)_?\s*(?:\{[^}]*\})?\s*\[~?([A-Z]+)~?\]", line.split("#")[0].strip())
        if not found or found.group(2)[:3] in SKIP:
            continue
        phrases = [found.group(1)]
        for key, members in people.items():
            phrases = [p.replace(key, m) for p in phrases for m in (members if key in p else [""])]
        for phrase in phrases:
            phrase = phrase.replace("_", " ").strip().lower()
            # "ambassador to": the preposition tells where, not whose
            if len(phrase) > 2 and phrase.split()[-1] not in ("to", "at", "for", "in", "of"):
                sector = found.group(2)[:3]
                head = re.split(r" (?:of|for|to|in|at|without) ", phrase)[0].split()[-1]
                kind = "person" if PERSON.search(head) else "group"
                state = "state" if sector in ("GOV", "MIL", "COP", "JUD", "LEG") else "-"
                rows.append([phrase, sector, "own", kind, state, "PLOVER agents (MIT)"])
    return [list(r) for r in dict.fromkeys(map(tuple, rows))]


def persons(lexicon):
    """Nouns whose every sense, or first and most senses, is a person: they can act, though no sector is known."""
    import gzip
    senses = collections.defaultdict(list)
    with gzip.open(os.path.join(lexicon, "wordnet_synsets.tsv.gz"), "rt", encoding="utf-8") as handle:
        next(handle)
        for line in handle:
            _, lexname, members = line.rstrip("\n").split("\t")[:3]
            if lexname.startswith("noun."):
                for member in members.split("|"):
                    senses[member].append(lexname)
    words = [word for word, names in sorted(senses.items()) if word.islower() and word.isalpha() and len(word) > 3
             and names.count("noun.person") * 3 >= len(names) * 2]
    return [["|".join(words[i:i + 100]), "-", "own", "person", "foreign", "Open English WordNet (CC BY 4.0)"]
            for i in range(0, len(words), 100)]


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    data = sys.argv[1]
    root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
    out = sys.argv[2] if len(sys.argv) > 2 else os.path.join(root, "lexicons", "actors", "made")
    by_name, by_iso2 = {}, {}
    for line in open(os.path.join(data, "countries.jsonl"), encoding="utf-8"):
        c = json.loads(line)
        if c["iso3"]:
            by_iso2[c["iso2"]] = c["iso3"]
            for name in [c["name"], c["iso_short"], plain(c["name"]), plain(c["iso_short"])] + c["other_names"]:
                by_name.setdefault(name, c["iso3"])
    by_name.update({"Congo (Kinshasa)": "COD", "Congo (Brazzaville)": "COG", "Korea, North": "PRK", "Korea, South": "KOR"})
    write(out, "countries.tsv", countries(data))
    write(out, "heads.tsv", heads(data) + wikidata(data, by_name))
    write(out, "ministers.tsv", ministers(data, by_name))
    write(out, "groups.tsv", groups(data, by_name))
    write(out, "parties.tsv", parties(data, by_iso2))
    write(out, "outlets.tsv", outlets(data))
    lexicon = os.path.join(data, "..", "lexicon")
    if os.path.isdir(lexicon):
        write(out, "persons.tsv", persons(lexicon), "phrases\tsector\ttakes\tkind\tstate\tsource\n")
    write(out, "agents.tsv", agents(data), "phrases\tsector\ttakes\tkind\tstate\tsource\n")


if __name__ == "__main__":
    main()
