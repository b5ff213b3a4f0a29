-- From format 3 to 4, in SQLite and PostgreSQL; ledger.sql follows. Articles, quotes, earlier versions and actors stay.
-- Actors are of blocks that no name falls into, and merged by nothing: the next reload puts others in their place.

ALTER TABLE actor ADD COLUMN block TEXT NOT NULL DEFAULT '';
ALTER TABLE actor ADD COLUMN base TEXT NOT NULL DEFAULT '';
ALTER TABLE actor ADD COLUMN place TEXT NOT NULL DEFAULT '[true, true, "", "", 0]';
UPDATE actor SET block = 'before ' || id;
UPDATE state SET identifier = '';
