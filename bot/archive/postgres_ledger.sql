-- The tables of ledger.sql, for PostgreSQL.

CREATE INDEX actor_block ON actor (block);
CREATE INDEX actor_base ON actor (base);
CREATE INDEX actor_uncounted ON actor (id) WHERE plain = -1;
CREATE TABLE name (
    n       BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tag     TEXT COLLATE "C" NOT NULL,
    written TEXT COLLATE "C" NOT NULL,
    called  TEXT COLLATE "C" NOT NULL,
    block   TEXT COLLATE "C" NOT NULL,
    seen    INTEGER NOT NULL,
    UNIQUE (tag, written)
);
CREATE INDEX name_called ON name (called);
CREATE INDEX name_block ON name (block);
CREATE INDEX name_unseen ON name (n) WHERE seen = 0;
CREATE INDEX name_elsewhere ON name (n) WHERE substr(block, 1, 2) = 'g:' AND block <> 'g:' || called;
CREATE TABLE sighting (
    article  BIGINT NOT NULL,
    entity   INTEGER NOT NULL,
    name     BIGINT NOT NULL,
    day      TEXT,
    quotes   INTEGER NOT NULL,
    mentions INTEGER NOT NULL,
    told     TEXT NOT NULL,
    PRIMARY KEY (article, entity)
);
CREATE INDEX sighting_name ON sighting (name, article, entity);
CREATE TABLE short_name (
    short TEXT COLLATE "C" NOT NULL,
    long  TEXT COLLATE "C" NOT NULL,
    via   TEXT COLLATE "C" NOT NULL,
    seen  INTEGER NOT NULL,
    PRIMARY KEY (short, long, via)
);
CREATE INDEX short_name_unseen ON short_name (short) WHERE seen = 0;
CREATE TABLE doubt (
    block TEXT COLLATE "C" PRIMARY KEY,
    why   TEXT NOT NULL
);
