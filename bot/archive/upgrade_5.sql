-- From format 5 to 6: quotes are numbered by their articles, so that neither an index nor `touches` need find them.

CREATE TABLE moved AS
    SELECT n AS old, article * 16777216 + row_number() OVER (PARTITION BY article ORDER BY n) - 1 AS new,
        article
    FROM quote;
CREATE UNIQUE INDEX moved_old ON moved (old);

CREATE TABLE touched (article INTEGER PRIMARY KEY, quotes TEXT NOT NULL);
INSERT INTO touched
    SELECT article, char(10) || group_concat(line, '') FROM (
        SELECT passage / 16777216 AS article, (passage % 16777216) || ' ' || group_concat(quote, ' ') || char(10) AS line
        FROM (
            SELECT t.passage AS passage, m.new % 16777216 AS quote
            FROM touches t JOIN moved m ON m.old = t.quote ORDER BY t.passage, m.new
        ) GROUP BY passage ORDER BY passage
    ) GROUP BY article;
INSERT INTO touched SELECT n, char(10) FROM article WHERE n NOT IN (SELECT article FROM touched);

ALTER TABLE quote RENAME TO former_quote;
DROP INDEX quote_echo;
DROP INDEX quote_article;
CREATE TABLE quote (
    n             INTEGER PRIMARY KEY,
    article       INTEGER NOT NULL,
    start         INTEGER NOT NULL,
    plain         INTEGER NOT NULL,
    context_start INTEGER NOT NULL,
    context_end   INTEGER NOT NULL,
    echo          INTEGER NOT NULL,
    value         TEXT NOT NULL,
    first         INTEGER NOT NULL,
    after         INTEGER NOT NULL
);
INSERT INTO quote
    SELECT m.new, q.article, q.start, q.plain, q.context_start, q.context_end, q.echo, q.value, q.first, q.after
    FROM moved m JOIN former_quote q ON q.n = m.old ORDER BY m.new;
CREATE INDEX quote_echo ON quote (n) WHERE echo = 1;
DROP TABLE former_quote;

UPDATE says SET quote = (SELECT -m.new FROM moved m WHERE m.old = says.quote);
UPDATE says SET quote = -quote;
DROP TABLE touches;
DROP TABLE moved;
