-- From format 4 to 5: sentences are numbered by their articles, their words stand together, and `passage` goes.

CREATE TABLE moved AS
    SELECT p.n AS old, p.article * 16777216 + p.n - f.n AS new, p.article AS article
    FROM passage p JOIN (SELECT article, min(n) AS n FROM passage GROUP BY article) f ON f.article = p.article;
CREATE UNIQUE INDEX moved_old ON moved (old);

CREATE TABLE wording (article INTEGER PRIMARY KEY, lines TEXT NOT NULL);
INSERT INTO wording
    SELECT article, group_concat(line, '') FROM (
        SELECT m.article, w.words || char(10) AS line FROM moved m JOIN passage_words w ON w.rowid = m.old ORDER BY m.new
    ) GROUP BY article;
INSERT INTO wording SELECT n, '' FROM article WHERE n NOT IN (SELECT article FROM wording);

ALTER TABLE quote ADD COLUMN first INTEGER NOT NULL DEFAULT 0;
ALTER TABLE quote ADD COLUMN after INTEGER NOT NULL DEFAULT 0;
CREATE TABLE touched AS
    SELECT t.quote AS number, min(m.new % 16777216) AS first, max(m.new % 16777216) + 1 AS after
    FROM touches t JOIN moved m ON m.old = t.passage GROUP BY t.quote;
CREATE UNIQUE INDEX touched_number ON touched (number);
UPDATE quote SET first = (SELECT t.first FROM touched t WHERE t.number = quote.n),
                 after = (SELECT t.after FROM touched t WHERE t.number = quote.n)
    WHERE n IN (SELECT number FROM touched);
UPDATE touches SET passage = (SELECT -m.new FROM moved m WHERE m.old = touches.passage);
UPDATE touches SET passage = -passage;

DROP TABLE word;
ALTER TABLE passage_words RENAME TO former_words;
CREATE VIRTUAL TABLE passage_words USING fts5 (
    words, content = '', columnsize = 0, detail = none, tokenize = "ascii tokenchars '.'"
);
INSERT INTO passage_words (passage_words, rank) VALUES ('hashsize', 8388608); -- bytes gathered before any are written
INSERT INTO passage_words (rowid, words)
    SELECT m.new, w.words FROM moved m JOIN former_words w ON w.rowid = m.old ORDER BY m.new;
INSERT INTO passage_words (passage_words) VALUES ('optimize');
DROP TABLE former_words;
CREATE VIRTUAL TABLE word USING fts5vocab (passage_words, row);

DROP TABLE passage;
DROP TABLE touched;
DROP TABLE moved;
DROP INDEX quote_id;
DROP INDEX band_article;
