-- From format 4 to 5, as upgrade_4.sql for SQLite.

CREATE TABLE moved AS
    SELECT p.n AS old, p.article * 16777216 + p.n - f.n AS new, p.article AS article
    FROM passage p JOIN (SELECT article, min(n) AS n FROM passage GROUP BY article) f ON f.article = p.article;
CREATE UNIQUE INDEX moved_old ON moved (old);
CREATE TABLE wording (article BIGINT PRIMARY KEY, lines TEXT NOT NULL);
INSERT INTO wording
    SELECT m.article, string_agg(w.words || chr(10), '' ORDER BY m.new)
    FROM moved m JOIN passage_words w ON w.rowid = m.old GROUP BY m.article;
INSERT INTO wording SELECT n, '' FROM article WHERE n NOT IN (SELECT article FROM wording);
ALTER TABLE quote ADD COLUMN first INTEGER NOT NULL DEFAULT 0;
ALTER TABLE quote ADD COLUMN after INTEGER NOT NULL DEFAULT 0;
CREATE TABLE touched AS
    SELECT t.quote AS number, min(m.new % 16777216) AS first, max(m.new % 16777216) + 1 AS after
    FROM touches t JOIN moved m ON m.old = t.passage GROUP BY t.quote;
CREATE UNIQUE INDEX touched_number ON touched (number);
UPDATE quote SET first = t.first, after = t.after FROM touched t WHERE t.number = quote.n;
UPDATE touches SET passage = -m.new FROM moved m WHERE m.old = touches.passage;
UPDATE touches SET passage = -passage;
UPDATE passage_words SET rowid = -m.new FROM moved m WHERE m.old = passage_words.rowid;
UPDATE passage_words SET rowid = -rowid;
DROP TABLE passage;
DROP TABLE touched;
DROP TABLE moved;
DROP INDEX quote_id;
DROP INDEX band_article;
