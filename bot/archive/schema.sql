-- The archive in one SQLite file. Needs SQLite 3.34 with FTS5. `n` are our own row numbers; ids are those of the model.
-- Days are ISO text, so that they compare as text. Values in JSON are those of bot/archive/codec.py.

CREATE TABLE state (
    one        INTEGER PRIMARY KEY CHECK (one = 1),
    generation INTEGER NOT NULL,
    loaded     TEXT,
    articles   INTEGER NOT NULL,
    quotes     INTEGER NOT NULL,
    since      TEXT,
    until      TEXT,
    sources    TEXT NOT NULL,      -- JSON [[outlet, articles], …]
    extractor  TEXT NOT NULL,
    identifier TEXT NOT NULL,
    passages   INTEGER NOT NULL
);
INSERT INTO state VALUES (1, 0, NULL, 0, 0, NULL, NULL, '[]', '', '', 0);

CREATE TABLE article (
    n           INTEGER PRIMARY KEY,
    id          TEXT NOT NULL UNIQUE,
    path        TEXT NOT NULL,
    title       TEXT NOT NULL,
    url         TEXT,
    source      TEXT,
    outlet      TEXT,              -- `source` without case
    published   TEXT,
    day         TEXT,
    authors     TEXT NOT NULL,
    summary     INTEGER NOT NULL,
    sha256      TEXT NOT NULL,
    quotes      INTEGER NOT NULL,  -- plain ones
    characters  INTEGER NOT NULL,
    fingerprint TEXT NOT NULL,
    size        INTEGER NOT NULL,
    mtime_ns    INTEGER NOT NULL,
    file        TEXT NOT NULL,
    record      TEXT NOT NULL,
    sketch      BLOB               -- MinHash of the text; NULL where it is too short
);
CREATE INDEX article_day ON article (day);

CREATE TABLE body (               -- the long parts, apart: a list of articles reads none of them
    article   INTEGER PRIMARY KEY,
    entities  TEXT NOT NULL,
    plain     TEXT NOT NULL,       -- JSON: number of plain quotes of each entity
    sentences TEXT NOT NULL,
    text      TEXT NOT NULL        -- last: reading the others does not walk through it
);

CREATE TABLE quote (
    n             INTEGER PRIMARY KEY, -- the article's and the place in it (bot/archive/numbering.py)
    article       INTEGER NOT NULL,
    start         INTEGER NOT NULL,
    plain         INTEGER NOT NULL,
    context_start INTEGER NOT NULL,
    context_end   INTEGER NOT NULL,
    echo          INTEGER NOT NULL, -- 1: the same words stand in an earlier near-duplicate of the article
    value         TEXT NOT NULL,
    first         INTEGER NOT NULL, -- the places of the article's sentences that its content touches:
    after         INTEGER NOT NULL  -- from, up to but not
);
CREATE INDEX quote_echo ON quote (n) WHERE echo = 1;

CREATE TABLE says (               -- which entities of the article are a quote's speakers
    article INTEGER NOT NULL,
    entity  INTEGER NOT NULL,
    quote   INTEGER NOT NULL,
    plain   INTEGER NOT NULL,
    PRIMARY KEY (article, entity, quote)
) WITHOUT ROWID;

CREATE TABLE member (             -- who each entity is
    article INTEGER NOT NULL,
    entity  INTEGER NOT NULL,
    actor   TEXT NOT NULL,
    PRIMARY KEY (article, entity)
) WITHOUT ROWID;
CREATE INDEX member_actor ON member (actor, article, entity);

CREATE TABLE actor (
    id    TEXT PRIMARY KEY,
    names TEXT NOT NULL,           -- all names, folded (bot/archive/derived.py: name_key)
    plain INTEGER NOT NULL,        -- number of plain quotes; -1 while it has to be counted
    value TEXT NOT NULL,
    block TEXT NOT NULL,           -- these three: where it comes from (bot/actors/ledger.py: Held)
    base  TEXT NOT NULL,
    place TEXT NOT NULL            -- JSON
) WITHOUT ROWID;

CREATE TABLE wording (            -- search words of the sentences of each article, a line each
    article INTEGER PRIMARY KEY,
    lines   TEXT NOT NULL
);

CREATE TABLE touched (            -- which quotes touch which sentences of each article (numbering.py); apart, as it is short
    article INTEGER PRIMARY KEY,
    quotes  TEXT NOT NULL
);

-- Row numbers are those of sentences (bot/archive/numbering.py). The words are already folded and stemmed: the tokenizer
-- only splits at spaces. They stand in `wording`, so the index keeps none of them.
CREATE VIRTUAL TABLE passage_words USING fts5 (
    words, content = '', columnsize = 0, detail = none, tokenize = "ascii tokenchars '.'"
);
INSERT INTO passage_words (passage_words, rank) VALUES ('hashsize', 8388608); -- bytes gathered before any are written
CREATE VIRTUAL TABLE word USING fts5vocab (passage_words, row);

CREATE TABLE band (               -- near-duplicates share at least one
    band    INTEGER NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (band, article)
) WITHOUT ROWID;

CREATE TABLE failure (
    path   TEXT NOT NULL,
    reason TEXT NOT NULL
);

CREATE TABLE past (               -- what each reload replaced; version is NULL for an article that it added
    generation INTEGER NOT NULL,
    article    TEXT NOT NULL,
    replaced   TEXT,
    known      TEXT,
    version    BLOB,
    PRIMARY KEY (generation, article)
) WITHOUT ROWID;
CREATE INDEX past_article ON past (article, generation);
