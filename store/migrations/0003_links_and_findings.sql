-- People's words on whose account it is, and the life of every finding.

-- Append-only: the newest word counts, older ones stay.
CREATE TABLE settled_link (
  id            INTEGER PRIMARY KEY,
  account       INTEGER NOT NULL,
  person_source TEXT NOT NULL,
  person        TEXT NOT NULL,
  decided_by    TEXT NOT NULL,
  reason        TEXT NOT NULL,
  decided_at    INTEGER NOT NULL
) STRICT;
CREATE TRIGGER settled_link_stays BEFORE DELETE ON settled_link
  BEGIN SELECT raise(ABORT, 'a word on a link is never deleted'); END;
CREATE TRIGGER settled_link_stands BEFORE UPDATE ON settled_link
  BEGIN SELECT raise(ABORT, 'a word on a link is never changed'); END;

CREATE TABLE tracking_run (
  id       INTEGER PRIMARY KEY,
  at       INTEGER NOT NULL,
  appeared INTEGER NOT NULL,
  stayed   INTEGER NOT NULL,
  resolved INTEGER NOT NULL,
  reopened INTEGER NOT NULL
) STRICT;

-- Open ones (resolved_at is NULL) were last seen in the newest run: their rows need no writing.
CREATE TABLE finding (
  id          BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  first_seen  INTEGER NOT NULL,
  last_seen   INTEGER,
  resolved_at INTEGER,
  reopened    INTEGER NOT NULL,
  body        BLOB NOT NULL,
  CHECK ((last_seen IS NULL) = (resolved_at IS NULL))
) STRICT, WITHOUT ROWID;
