-- The archive in PostgreSQL 14 or later: the tables of schema.sql, with words as arrays under a GIN index, and the
-- small facts of the notes file. Text compares by code point (COLLATE "C"), as in SQLite and in Python.

CREATE TABLE state (
    one        INTEGER PRIMARY KEY CHECK (one = 1),
    generation BIGINT NOT NULL,
    loaded     TEXT,
    articles   BIGINT NOT NULL,
    quotes     BIGINT NOT NULL,
    since      TEXT,
    until      TEXT,
    sources    TEXT NOT NULL,
    extractor  TEXT NOT NULL,
    identifier TEXT NOT NULL,
    passages   BIGINT NOT NULL
);
INSERT INTO state VALUES (1, 0, NULL, 0, 0, NULL, NULL, '[]', '', '', 0);
CREATE TABLE article (
    n           BIGINT PRIMARY KEY,
    id          TEXT COLLATE "C" NOT NULL UNIQUE,
    path        TEXT COLLATE "C" NOT NULL,
    title       TEXT COLLATE "C" NOT NULL,
    url         TEXT,
    source      TEXT COLLATE "C",
    outlet      TEXT COLLATE "C",
    published   TEXT,
    day         TEXT COLLATE "C",
    authors     TEXT NOT NULL,
    summary     INTEGER NOT NULL,
    sha256      TEXT NOT NULL,
    quotes      INTEGER NOT NULL,
    characters  INTEGER NOT NULL,
    fingerprint TEXT NOT NULL,
    size        BIGINT NOT NULL,
    mtime_ns    BIGINT NOT NULL,
    file        TEXT NOT NULL,
    record      TEXT NOT NULL,
    sketch      BYTEA
);
CREATE INDEX article_day ON article (day);
CREATE TABLE body (
    article   BIGINT PRIMARY KEY,
    entities  TEXT NOT NULL,
    plain     TEXT NOT NULL,
    sentences TEXT NOT NULL,
    text      TEXT NOT NULL
);
CREATE TABLE quote (
    n             BIGINT PRIMARY KEY,
    article       BIGINT NOT NULL,
    start         INTEGER NOT NULL,
    plain         INTEGER NOT NULL,
    context_start INTEGER NOT NULL,
    context_end   INTEGER NOT NULL,
    echo          INTEGER NOT NULL,
    value         TEXT NOT NULL,
    first         INTEGER NOT NULL,
    after         INTEGER NOT NULL
);
CREATE INDEX quote_echo ON quote (n) WHERE echo = 1;
CREATE INDEX quote_article ON quote (article);
CREATE TABLE says (
    article BIGINT NOT NULL,
    entity  INTEGER NOT NULL,
    quote   BIGINT NOT NULL,
    plain   INTEGER NOT NULL,
    PRIMARY KEY (article, entity, quote)
);
CREATE TABLE member (
    article BIGINT NOT NULL,
    entity  INTEGER NOT NULL,
    actor   TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (article, entity)
);
CREATE INDEX member_actor ON member (actor, article, entity);
CREATE TABLE actor (
    id    TEXT COLLATE "C" PRIMARY KEY,
    names TEXT NOT NULL,
    plain INTEGER NOT NULL,
    value TEXT NOT NULL,
    block TEXT COLLATE "C" NOT NULL,
    base  TEXT COLLATE "C" NOT NULL,
    place TEXT NOT NULL
);
CREATE TABLE wording (
    article BIGINT PRIMARY KEY,
    lines   TEXT NOT NULL
);
CREATE TABLE touched (
    article BIGINT PRIMARY KEY,
    quotes  TEXT NOT NULL
);
CREATE TABLE passage_words (
    rowid BIGINT PRIMARY KEY,
    words TEXT NOT NULL
);
CREATE INDEX passage_words_each ON passage_words USING gin (string_to_array(words, ' '));
CREATE TABLE word (
    term TEXT COLLATE "C" PRIMARY KEY,
    doc  BIGINT NOT NULL
);
CREATE TABLE band (
    band    BIGINT NOT NULL,
    article BIGINT NOT NULL,
    PRIMARY KEY (band, article)
);
CREATE TABLE failure (
    path   TEXT COLLATE "C" NOT NULL,
    reason TEXT NOT NULL
);
CREATE TABLE past (
    generation BIGINT NOT NULL,
    article    TEXT COLLATE "C" NOT NULL,
    replaced   TEXT,
    known      TEXT,
    version    BYTEA,
    PRIMARY KEY (generation, article)
);
CREATE INDEX past_article ON past (article, generation);
CREATE TABLE note (
    key     TEXT PRIMARY KEY,
    words   TEXT NOT NULL,
    expires DOUBLE PRECISION NOT NULL
);
CREATE INDEX note_expires ON note (expires);
CREATE TABLE place (
    place TEXT NOT NULL,
    name  TEXT NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (place, name)
);
CREATE TABLE audit (
    n       BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at      TEXT NOT NULL,
    who     TEXT NOT NULL,
    place   TEXT NOT NULL,
    action  TEXT NOT NULL,
    outcome TEXT NOT NULL
);
-- Work of a reload under way. Without a write-ahead log: what a crash of the server takes can be made again.
CREATE UNLOGGED TABLE shelf (
    name   TEXT COLLATE "C" PRIMARY KEY,
    stamp  TEXT NOT NULL,
    parcel BYTEA NOT NULL
);
