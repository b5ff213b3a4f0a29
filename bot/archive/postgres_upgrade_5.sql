-- From format 5 to 6, as upgrade_5.sql for SQLite.

CREATE TABLE moved AS
    SELECT n AS old, article * 16777216 + row_number() OVER (PARTITION BY article ORDER BY n) - 1 AS new,
        article
    FROM quote;
CREATE UNIQUE INDEX moved_old ON moved (old);
CREATE TABLE touched (article BIGINT PRIMARY KEY, quotes TEXT NOT NULL);
INSERT INTO touched
    SELECT passage / 16777216, chr(10) || string_agg(line, '' ORDER BY passage) FROM (
        SELECT t.passage,
            (t.passage % 16777216) || ' ' || string_agg((m.new % 16777216)::TEXT, ' ' ORDER BY m.new) || chr(10) AS line
        FROM touches t JOIN moved m ON m.old = t.quote GROUP BY t.passage
    ) s GROUP BY passage / 16777216;
INSERT INTO touched SELECT n, chr(10) FROM article WHERE n NOT IN (SELECT article FROM touched);
UPDATE quote SET n = -m.new FROM moved m WHERE m.old = quote.n;
UPDATE quote SET n = -n;
UPDATE says SET quote = -m.new FROM moved m WHERE m.old = says.quote;
UPDATE says SET quote = -quote;
DROP INDEX quote_article;
CREATE INDEX quote_article ON quote (article);
ALTER TABLE quote DROP COLUMN id;
ALTER TABLE quote DROP COLUMN same;
DROP TABLE touches;
DROP TABLE moved;
