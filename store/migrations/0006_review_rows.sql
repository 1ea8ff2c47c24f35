-- Reviews of single rights: a second reviewer, what is sent on, who is asked for advice, reports.

ALTER TABLE campaign ADD COLUMN second_reviewer INTEGER NOT NULL DEFAULT 0
  CHECK (second_reviewer IN (0, 1));
ALTER TABLE campaign ADD COLUMN carry_months INTEGER NOT NULL DEFAULT 0
  CHECK (carry_months BETWEEN 0 AND 24);

-- Both seats share one course of versions, so that each sees what the other said before.
ALTER TABLE decision ADD COLUMN seat INTEGER NOT NULL DEFAULT 1 CHECK (seat IN (1, 2));

-- Append-only: the newest row of (campaign, subject, entitlement, seat) counts.
CREATE TABLE row_assignment (
  id            INTEGER PRIMARY KEY,
  campaign      INTEGER NOT NULL REFERENCES campaign (id),
  subject       TEXT NOT NULL CHECK (subject <> ''),
  entitlement   TEXT NOT NULL CHECK (entitlement <> ''),
  seat          INTEGER NOT NULL CHECK (seat IN (1, 2)),
  reviewer      TEXT NOT NULL CHECK (reviewer <> subject),
  reason        TEXT NOT NULL CHECK (reason <> ''),
  comment       TEXT NOT NULL,
  assigned_by   TEXT NOT NULL CHECK (assigned_by <> ''),
  after_version INTEGER NOT NULL CHECK (after_version >= 0),
  since         INTEGER NOT NULL,
  event         INTEGER NOT NULL REFERENCES event (sequence),
  CHECK (reason <> 'forwarded' OR (comment <> '' AND reviewer <> '' AND reviewer <> assigned_by))
) STRICT;
CREATE INDEX row_assignment_of ON row_assignment (campaign, id);
CREATE TRIGGER row_assignment_stays BEFORE DELETE ON row_assignment
  BEGIN SELECT raise(ABORT, 'an assignment is never deleted'); END;
CREATE TRIGGER row_assignment_stands BEFORE UPDATE ON row_assignment
  BEGIN SELECT raise(ABORT, 'an assignment is never changed'); END;

CREATE TABLE consultation (
  id          INTEGER PRIMARY KEY,
  campaign    INTEGER NOT NULL REFERENCES campaign (id),
  subject     TEXT NOT NULL CHECK (subject <> ''),
  entitlement TEXT NOT NULL CHECK (entitlement <> ''),
  asked       TEXT NOT NULL CHECK (asked <> '' AND asked <> subject),
  asked_by    TEXT NOT NULL CHECK (asked_by <> '' AND asked_by <> asked),
  question    TEXT NOT NULL CHECK (question <> ''),
  asked_at    INTEGER NOT NULL
) STRICT;
CREATE TRIGGER consultation_stays BEFORE DELETE ON consultation
  BEGIN SELECT raise(ABORT, 'a question is never deleted'); END;
CREATE TRIGGER consultation_stands BEFORE UPDATE ON consultation
  BEGIN SELECT raise(ABORT, 'a question is never changed'); END;

CREATE TABLE consultation_note (
  consultation INTEGER PRIMARY KEY REFERENCES consultation (id),
  note         TEXT NOT NULL CHECK (note <> ''),
  noted_at     INTEGER NOT NULL
) STRICT;
CREATE TRIGGER consultation_note_stays BEFORE DELETE ON consultation_note
  BEGIN SELECT raise(ABORT, 'a note is never deleted'); END;
CREATE TRIGGER consultation_note_stands BEFORE UPDATE ON consultation_note
  BEGIN SELECT raise(ABORT, 'a note is never changed'); END;

-- What people said that IT should hear of. campaign 0: in none.
CREATE TABLE report (
  id          INTEGER PRIMARY KEY,
  kind        TEXT NOT NULL CHECK (kind IN ('left', 'not_my_employee', 'hand_back', 'not_me')),
  campaign    INTEGER NOT NULL,
  subject     TEXT NOT NULL CHECK (subject <> ''),
  thing       TEXT NOT NULL,
  comment     TEXT NOT NULL,
  reported_by TEXT NOT NULL CHECK (reported_by <> ''),
  reported_at INTEGER NOT NULL
) STRICT;
CREATE TRIGGER report_stays BEFORE DELETE ON report
  BEGIN SELECT raise(ABORT, 'a report is never deleted'); END;
CREATE TRIGGER report_stands BEFORE UPDATE ON report
  BEGIN SELECT raise(ABORT, 'a report is never changed'); END;
