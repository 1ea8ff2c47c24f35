-- Access reviews, who stands for whom, and the log that ties every event to all before it.

-- Sequence without holes; at never goes back. subject: the person whom it is about, or empty.
-- mirrored: length of the mirror file up to and with this event's line.
CREATE TABLE event (
  sequence INTEGER PRIMARY KEY,
  at       INTEGER NOT NULL,
  kind     TEXT NOT NULL CHECK (kind <> ''),
  actor    TEXT NOT NULL CHECK (actor <> ''),
  subject  TEXT NOT NULL,
  bytes    BLOB NOT NULL,
  hash     BLOB NOT NULL CHECK (length(hash) = 32),
  mirrored INTEGER NOT NULL
) STRICT;
CREATE INDEX event_about ON event (kind, subject, sequence);
CREATE TRIGGER event_follows BEFORE INSERT ON event
  WHEN new.sequence IS NOT (SELECT ifnull(max(sequence), 0) + 1 FROM event)
    OR new.at < (SELECT ifnull(max(at), new.at) FROM event
                 WHERE sequence = (SELECT max(sequence) FROM event))
  BEGIN SELECT raise(ABORT, 'an event follows the one before it'); END;
CREATE TRIGGER event_stays BEFORE DELETE ON event
  BEGIN SELECT raise(ABORT, 'an event is never deleted'); END;
CREATE TRIGGER event_stands BEFORE UPDATE ON event
  BEGIN SELECT raise(ABORT, 'an event is never changed'); END;

-- Stores no items: they are what history knew at as_of.
CREATE TABLE campaign (
  id           INTEGER PRIMARY KEY,
  name         TEXT NOT NULL CHECK (name <> ''),
  kind         TEXT NOT NULL CHECK (kind <> ''),
  as_of        INTEGER NOT NULL,
  opened_at    INTEGER NOT NULL,
  deadline     INTEGER NOT NULL,
  opened_by    TEXT NOT NULL CHECK (opened_by <> ''),
  closed_at    INTEGER,
  closed_by    TEXT NOT NULL DEFAULT '',
  open_items   INTEGER NOT NULL DEFAULT 0,
  close_reason TEXT NOT NULL DEFAULT '',
  CHECK ((closed_at IS NULL) = (closed_by = '')),
  CHECK (open_items = 0 OR close_reason <> '')
) STRICT;
CREATE TRIGGER campaign_stays BEFORE DELETE ON campaign
  BEGIN SELECT raise(ABORT, 'a campaign is never deleted'); END;
CREATE TRIGGER campaign_stands BEFORE UPDATE ON campaign
  WHEN old.closed_at IS NOT NULL OR new.closed_at IS NULL OR new.id <> old.id
    OR new.name <> old.name OR new.kind <> old.kind OR new.as_of <> old.as_of
    OR new.opened_at <> old.opened_at OR new.deadline <> old.deadline
    OR new.opened_by <> old.opened_by
  BEGIN SELECT raise(ABORT, 'a campaign is closed once, and otherwise never changed'); END;

-- Append-only: a change of mind is a new version. Days are days since 1970.
CREATE TABLE decision (
  campaign        INTEGER NOT NULL REFERENCES campaign (id),
  subject         TEXT NOT NULL CHECK (subject <> ''),
  entitlement     TEXT NOT NULL CHECK (entitlement <> ''),
  version         INTEGER NOT NULL,
  answer          INTEGER NOT NULL CHECK (answer BETWEEN 1 AND 6),
  until_day       INTEGER,
  comment         TEXT NOT NULL,
  decided_by      TEXT NOT NULL CHECK (decided_by <> ''),
  on_behalf_of    TEXT NOT NULL CHECK (on_behalf_of <> decided_by),
  decided_at      INTEGER NOT NULL,
  manner          INTEGER NOT NULL CHECK (manner IN (1, 2)),
  seen            TEXT NOT NULL,
  idempotency_key TEXT NOT NULL UNIQUE CHECK (idempotency_key <> ''),
  PRIMARY KEY (campaign, subject, entitlement, version),
  CHECK (decided_by <> subject),
  CHECK ((until_day IS NOT NULL) = (answer = 3))
) STRICT, WITHOUT ROWID;
CREATE INDEX decision_about ON decision (subject, entitlement, campaign, version);
CREATE TRIGGER decision_follows BEFORE INSERT ON decision
  WHEN new.version IS NOT (SELECT ifnull(max(version), 0) + 1 FROM decision
                           WHERE campaign = new.campaign AND subject = new.subject
                             AND entitlement = new.entitlement)
    OR EXISTS (SELECT 1 FROM decision WHERE idempotency_key = new.idempotency_key)
    OR EXISTS (SELECT 1 FROM campaign WHERE id = new.campaign AND closed_at IS NOT NULL)
  BEGIN SELECT raise(ABORT, 'a decision follows the one before it, in an open campaign'); END;
CREATE TRIGGER decision_stays BEFORE DELETE ON decision
  BEGIN SELECT raise(ABORT, 'a decision is never deleted'); END;
CREATE TRIGGER decision_stands BEFORE UPDATE ON decision
  BEGIN SELECT raise(ABORT, 'a decision is never changed'); END;

-- Append-only: the newest row of a subject counts. event: the one that tells of it.
CREATE TABLE assignment (
  id       INTEGER PRIMARY KEY,
  campaign INTEGER NOT NULL REFERENCES campaign (id),
  subject  TEXT NOT NULL CHECK (subject <> ''),
  reviewer TEXT NOT NULL CHECK (reviewer <> subject),
  reason   TEXT NOT NULL CHECK (reason <> ''),
  since    INTEGER NOT NULL,
  event    INTEGER NOT NULL REFERENCES event (sequence)
) STRICT;
CREATE INDEX assignment_of ON assignment (campaign, subject, id);
CREATE TRIGGER assignment_stays BEFORE DELETE ON assignment
  BEGIN SELECT raise(ABORT, 'an assignment is never deleted'); END;
CREATE TRIGGER assignment_stands BEFORE UPDATE ON assignment
  BEGIN SELECT raise(ABORT, 'an assignment is never changed'); END;

-- Covers the assignments of its reviewer whose event is before its own.
CREATE TABLE sign_off (
  id        INTEGER PRIMARY KEY,
  campaign  INTEGER NOT NULL REFERENCES campaign (id),
  reviewer  TEXT NOT NULL CHECK (reviewer <> ''),
  signed_by TEXT NOT NULL CHECK (signed_by <> ''),
  signed_at INTEGER NOT NULL,
  items     INTEGER NOT NULL,
  digest    TEXT NOT NULL CHECK (length(digest) = 64),
  event     INTEGER NOT NULL UNIQUE REFERENCES event (sequence)
) STRICT;
CREATE INDEX sign_off_of ON sign_off (campaign, reviewer, id);
CREATE TRIGGER sign_off_stays BEFORE DELETE ON sign_off
  BEGIN SELECT raise(ABORT, 'a sign-off is never deleted'); END;
CREATE TRIGGER sign_off_stands BEFORE UPDATE ON sign_off
  BEGIN SELECT raise(ABORT, 'a sign-off is never changed'); END;

-- Append-only: the newest row of (leader, deputy, from_day) counts; one that is ended has ended_at.
CREATE TABLE deputyship (
  id          INTEGER PRIMARY KEY,
  leader      TEXT NOT NULL CHECK (leader <> ''),
  deputy      TEXT NOT NULL CHECK (deputy <> '' AND deputy <> leader),
  from_day    INTEGER NOT NULL,
  to_day      INTEGER NOT NULL,
  reason      TEXT NOT NULL,
  arranged_by TEXT NOT NULL CHECK (arranged_by <> ''),
  ended_at    INTEGER,
  CHECK (to_day >= from_day)
) STRICT;
CREATE TRIGGER deputyship_stays BEFORE DELETE ON deputyship
  BEGIN SELECT raise(ABORT, 'a deputyship is never deleted'); END;
CREATE TRIGGER deputyship_stands BEFORE UPDATE ON deputyship
  BEGIN SELECT raise(ABORT, 'a deputyship is never changed'); END;
