-- Which right a name in the policy means. Append-only: the newest word counts, older ones stay. The
-- source by name, because a right is known by its source and natural id.
CREATE TABLE name_binding (
  id         INTEGER PRIMARY KEY,
  system     TEXT NOT NULL,
  name       TEXT NOT NULL,
  source     TEXT NOT NULL,
  natural_id TEXT NOT NULL,
  called     TEXT NOT NULL,
  how        INTEGER NOT NULL CHECK (how IN (1, 2)), -- met in a reading, or accepted by a person
  event      INTEGER NOT NULL,
  bound_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX name_binding_of ON name_binding (system, name, id);
CREATE TRIGGER name_binding_stays BEFORE DELETE ON name_binding
  BEGIN SELECT raise(ABORT, 'what a name of the policy means is never deleted'); END;
CREATE TRIGGER name_binding_stands BEFORE UPDATE ON name_binding
  BEGIN SELECT raise(ABORT, 'what a name of the policy means is never changed'); END;
