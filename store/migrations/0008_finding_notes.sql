-- Who looks into a finding, and what was noted: append-only, the newest of a finding counts.

CREATE TABLE finding_note (
  id       INTEGER PRIMARY KEY,
  finding  BLOB NOT NULL REFERENCES finding (id),
  assignee TEXT NOT NULL,
  text     TEXT NOT NULL,
  noted_by TEXT NOT NULL CHECK (noted_by <> ''),
  noted_at INTEGER NOT NULL,
  event    INTEGER NOT NULL UNIQUE REFERENCES event (sequence)
) STRICT;
CREATE INDEX finding_note_of ON finding_note (finding, id);
CREATE TRIGGER finding_note_stays BEFORE DELETE ON finding_note
  BEGIN SELECT raise(ABORT, 'a note on a finding is never deleted'); END;
CREATE TRIGGER finding_note_stands BEFORE UPDATE ON finding_note
  BEGIN SELECT raise(ABORT, 'a note on a finding is never changed'); END;
