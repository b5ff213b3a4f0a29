-- What the merging of names keeps from one reload to the next: bot/actors/ledger.py. Added to schema.sql.

CREATE INDEX actor_block ON actor (block);
CREATE INDEX actor_base ON actor (base);
CREATE INDEX actor_uncounted ON actor (id) WHERE plain = -1;

CREATE TABLE name (               -- each way in which articles write a name
    n       INTEGER PRIMARY KEY,
    tag     TEXT NOT NULL,
    written TEXT NOT NULL,
    called  TEXT NOT NULL,         -- `group`, which SQL has a meaning for
    block   TEXT NOT NULL,
    seen    INTEGER NOT NULL,
    UNIQUE (tag, written)
);
CREATE INDEX name_called ON name (called);
CREATE INDEX name_block ON name (block);
CREATE INDEX name_unseen ON name (n) WHERE seen = 0;
CREATE INDEX name_elsewhere ON name (n) WHERE substr(block, 1, 2) = 'g:' AND block <> 'g:' || called;

CREATE TABLE sighting (           -- entities of articles, as the merging of names sees them
    article  INTEGER NOT NULL,
    entity   INTEGER NOT NULL,
    name     INTEGER NOT NULL,
    day      TEXT,
    quotes   INTEGER NOT NULL,
    mentions INTEGER NOT NULL,
    told     TEXT NOT NULL,
    PRIMARY KEY (article, entity)
) WITHOUT ROWID;
CREATE INDEX sighting_name ON sighting (name, article, entity);

CREATE TABLE short_name (
    short TEXT NOT NULL,
    long  TEXT NOT NULL,
    via   TEXT NOT NULL,
    seen  INTEGER NOT NULL,
    PRIMARY KEY (short, long, via)
) WITHOUT ROWID;
CREATE INDEX short_name_unseen ON short_name (short) WHERE seen = 0;

CREATE TABLE doubt (
    block TEXT PRIMARY KEY,
    why   TEXT NOT NULL
) WITHOUT ROWID;
