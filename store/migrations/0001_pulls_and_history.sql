-- Sources, their pulls, and what they said as validity intervals. Times are seconds since 1970 UTC.

CREATE TABLE source (
  id     INTEGER PRIMARY KEY,
  name   TEXT NOT NULL UNIQUE,
  kind   TEXT NOT NULL,
  system TEXT NOT NULL
) STRICT;

-- Outcomes as core::PullOutcome. arrived: known of from then on. became_history: part of history
-- from then on. decided: released or rejected then. fingerprint: of all that the pull said.
CREATE TABLE pull (
  id             INTEGER PRIMARY KEY,
  source         INTEGER NOT NULL REFERENCES source (id),
  outcome        INTEGER NOT NULL CHECK (outcome BETWEEN 1 AND 5),
  started        INTEGER NOT NULL,
  finished       INTEGER NOT NULL,
  arrived        INTEGER NOT NULL,
  became_history INTEGER,
  decided        INTEGER,
  gapless        INTEGER NOT NULL CHECK (gapless IN (0, 1)),
  trouble        TEXT NOT NULL,
  fingerprint    BLOB NOT NULL,
  report         TEXT NOT NULL,
  CHECK ((became_history IS NOT NULL) = (outcome IN (1, 4))),
  CHECK ((decided IS NOT NULL) = (outcome IN (4, 5)))
) STRICT;

-- Everything that is asked about all pulls of a source, without their reports.
CREATE INDEX pull_course ON pull (source, outcome, started, arrived, became_history, decided, gapless);

-- Every object that was ever seen, in the order in which a snapshot gives them, with its newest
-- version; record is NULL when it is gone since the pull valid_from. No foreign keys: they would cost
-- a look-up for each of a million rows.
CREATE TABLE object (
  source     INTEGER NOT NULL,
  class      INTEGER NOT NULL,
  natural_id TEXT NOT NULL,
  id         INTEGER NOT NULL,
  first_pull INTEGER NOT NULL,
  valid_from INTEGER NOT NULL,
  record     BLOB,
  PRIMARY KEY (source, class, natural_id)
) STRICT, WITHOUT ROWID;

-- Earlier versions: valid in the pulls from valid_from up to, but not in, valid_to.
CREATE TABLE object_past (
  valid_to   INTEGER NOT NULL,
  object     INTEGER NOT NULL,
  source     INTEGER NOT NULL,
  valid_from INTEGER NOT NULL,
  record     BLOB NOT NULL,
  PRIMARY KEY (valid_to, object),
  CHECK (valid_from < valid_to)
) STRICT, WITHOUT ROWID;

-- Ids of objects are dense: one number after the other, over all sources, never used again.
CREATE TABLE next_object (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  id  INTEGER NOT NULL
) STRICT;
INSERT INTO next_object (one, id) VALUES (1, 1);

-- The newest members of each entitlement that has any: ascending object ids as LEB128 of the
-- difference to the one before.
CREATE TABLE member_list (
  entitlement INTEGER PRIMARY KEY,
  source      INTEGER NOT NULL,
  size        INTEGER NOT NULL CHECK (size > 0),
  members     BLOB NOT NULL
) STRICT;

-- Members added (what = 1) or removed (0) in pulls after the first of their source. An earlier state
-- is the newest list walked back along these rows.
CREATE TABLE member_change (
  pull        INTEGER NOT NULL,
  entitlement INTEGER NOT NULL,
  member      INTEGER NOT NULL,
  what        INTEGER NOT NULL CHECK (what IN (0, 1)),
  PRIMARY KEY (pull, entitlement, member)
) STRICT, WITHOUT ROWID;
