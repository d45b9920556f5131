-- Records with a number of their own and the sentence they stand in; then all that is derived from them.
CREATE TABLE numbered (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    position INTEGER NOT NULL, day TEXT, told TEXT, type TEXT NOT NULL, mode TEXT, status TEXT NOT NULL, asserted INTEGER NOT NULL,
    source TEXT NOT NULL, target TEXT NOT NULL, speaker TEXT NOT NULL, place TEXT NOT NULL, country TEXT NOT NULL,
    confidence REAL NOT NULL, act INTEGER, evidence TEXT NOT NULL, body TEXT NOT NULL) STRICT;
INSERT INTO numbered (id, document, position, day, told, type, mode, status, asserted, source, target, speaker, place, country,
        confidence, evidence, body)
    SELECT id, document, json_extract(body, '$.sentence'), day,
        coalesce(json_extract(body, '$.published'),
            CASE json_extract(body, '$.date_precision') WHEN 'day' THEN json_extract(body, '$.date') END),
        type, mode, status, asserted, source, target, speaker, place, country,
        CAST(json_extract(body, '$.confidence') AS REAL), evidence, body
    FROM records ORDER BY day, id;
DROP TABLE records;
ALTER TABLE numbered RENAME TO records;
CREATE INDEX records_by_day ON records (day, id);
CREATE INDEX records_by_document ON records (document, position);
CREATE INDEX records_by_type ON records (type, day, id);
CREATE INDEX records_by_status ON records (status, day, id);
CREATE INDEX records_by_country ON records (country, day, id);
CREATE INDEX records_by_act ON records (act);
-- By which rules and words the rest is derived; where they are others now, it is derived anew.
CREATE TABLE derivation (version TEXT NOT NULL) STRICT;
-- Who is in a record, by code.
CREATE TABLE participants (
    code TEXT NOT NULL, day TEXT NOT NULL, record INTEGER NOT NULL REFERENCES records ON DELETE CASCADE, role TEXT NOT NULL,
    PRIMARY KEY (code, day, record, role)) STRICT, WITHOUT ROWID;
CREATE INDEX participants_by_record ON participants (record);
-- How many records: by actor (a country's letters or a body's name; '' for all), day, type, status.
CREATE TABLE counts (
    actor TEXT NOT NULL, day TEXT NOT NULL, type TEXT NOT NULL, status TEXT NOT NULL, asserted INTEGER NOT NULL,
    records INTEGER NOT NULL, PRIMARY KEY (actor, day, type, status, asserted)) STRICT, WITHOUT ROWID;
-- Under what a record is looked for when others are compared with it.
CREATE TABLE keys (
    key TEXT NOT NULL, told TEXT NOT NULL, record INTEGER NOT NULL REFERENCES records ON DELETE CASCADE,
    PRIMARY KEY (key, told, record)) STRICT, WITHOUT ROWID;
CREATE INDEX keys_by_record ON keys (record);
-- Acts, by the number of their first record.
CREATE TABLE acts (
    first INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, day TEXT, last TEXT, type TEXT NOT NULL, records INTEGER NOT NULL) STRICT;
CREATE TABLE disputes (
    id TEXT PRIMARY KEY, act INTEGER NOT NULL UNIQUE, day TEXT, last TEXT, type TEXT NOT NULL, contradiction INTEGER NOT NULL,
    body TEXT NOT NULL) STRICT;
CREATE INDEX disputes_by_day ON disputes (day, id);
-- What a named speaker says in a record: asserted, denied or retracted, and whether another says the contrary.
CREATE TABLE sayings (
    record INTEGER PRIMARY KEY REFERENCES records ON DELETE CASCADE, code TEXT NOT NULL, name TEXT NOT NULL, said TEXT NOT NULL,
    contradicted INTEGER NOT NULL) STRICT;
CREATE INDEX sayings_by_speaker ON sayings (code, name);
-- Items of the ledger, without what time alone makes of them (a deadline that passed is seen when they are read).
CREATE TABLE items (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, state TEXT NOT NULL, claimed TEXT, disputed INTEGER NOT NULL, day TEXT NOT NULL,
    opened TEXT NOT NULL, last TEXT NOT NULL, due TEXT, makers TEXT NOT NULL, others TEXT NOT NULL, about TEXT NOT NULL,
    body TEXT NOT NULL) STRICT;
CREATE INDEX items_by_day ON items (day, id);
CREATE INDEX items_by_kind ON items (kind, state, day);
CREATE TABLE item_keys (
    key TEXT NOT NULL, last TEXT NOT NULL, item TEXT NOT NULL REFERENCES items ON DELETE CASCADE, opened TEXT NOT NULL,
    PRIMARY KEY (key, last, item)) STRICT, WITHOUT ROWID;
CREATE INDEX item_keys_by_item ON item_keys (item);
CREATE TABLE touches (
    item TEXT NOT NULL, record INTEGER NOT NULL REFERENCES records ON DELETE CASCADE, what INTEGER NOT NULL,
    PRIMARY KEY (item, record)) STRICT, WITHOUT ROWID;
CREATE INDEX touches_by_record ON touches (record);
CREATE TABLE links (
    item TEXT NOT NULL, relation TEXT NOT NULL, other TEXT NOT NULL, PRIMARY KEY (item, relation, other)) STRICT, WITHOUT ROWID;
CREATE INDEX links_by_other ON links (other);
-- What coding a report anew did to its records.
CREATE TABLE recoded (
    number INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES runs, record TEXT NOT NULL, what TEXT NOT NULL, before TEXT,
    after TEXT) STRICT;
CREATE INDEX recoded_by_run ON recoded (run, number);
