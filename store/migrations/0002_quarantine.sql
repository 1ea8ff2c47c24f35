-- Pulls that wait for two people: their content, and who has spoken.

CREATE TABLE quarantine_part (
  pull  INTEGER NOT NULL REFERENCES pull (id),
  part  INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (pull, part)
) STRICT;

CREATE TABLE release_word (
  pull     INTEGER NOT NULL REFERENCES pull (id),
  position INTEGER NOT NULL CHECK (position IN (1, 2)),
  person   TEXT NOT NULL CHECK (person <> ''),
  spoken   INTEGER NOT NULL,
  reason   TEXT NOT NULL,
  PRIMARY KEY (pull, position),
  UNIQUE (pull, person)
) STRICT;
