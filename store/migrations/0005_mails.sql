-- Mails, kept exactly as they are sent. The row is the intent and is there before the first try; what
-- became of it are outcomes, of which the newest counts. A mail without one waits to be sent.

CREATE TABLE mail (
  id         INTEGER PRIMARY KEY,
  message_id TEXT NOT NULL UNIQUE CHECK (message_id <> ''),
  person     TEXT NOT NULL CHECK (person <> ''),
  address    TEXT NOT NULL,
  subject    TEXT NOT NULL,
  message    BLOB NOT NULL,
  queued_at  INTEGER NOT NULL
) STRICT;
CREATE TRIGGER mail_stays BEFORE DELETE ON mail
  BEGIN SELECT raise(ABORT, 'a mail is never deleted'); END;
CREATE TRIGGER mail_stands BEFORE UPDATE ON mail
  BEGIN SELECT raise(ABORT, 'a mail is never changed'); END;

-- campaign 0: about none.
CREATE TABLE mail_about (
  mail     INTEGER NOT NULL REFERENCES mail (id),
  place    INTEGER NOT NULL,
  campaign INTEGER NOT NULL,
  reviewer TEXT NOT NULL,
  step     TEXT NOT NULL CHECK (step <> ''),
  PRIMARY KEY (mail, place)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER mail_about_stays BEFORE DELETE ON mail_about
  BEGIN SELECT raise(ABORT, 'what a mail was about is never deleted'); END;
CREATE TRIGGER mail_about_stands BEFORE UPDATE ON mail_about
  BEGIN SELECT raise(ABORT, 'what a mail was about is never changed'); END;

-- outcome: 1 sent, 2 deferred, 3 failed, 4 dropped. Only after "deferred" may another follow.
CREATE TABLE mail_outcome (
  id      INTEGER PRIMARY KEY,
  mail    INTEGER NOT NULL REFERENCES mail (id),
  at      INTEGER NOT NULL,
  outcome INTEGER NOT NULL CHECK (outcome BETWEEN 1 AND 4),
  detail  TEXT NOT NULL
) STRICT;
CREATE INDEX mail_outcome_of ON mail_outcome (mail, id);
CREATE TRIGGER mail_outcome_follows BEFORE INSERT ON mail_outcome
  WHEN EXISTS (SELECT 1 FROM mail_outcome WHERE mail = new.mail AND outcome <> 2)
  BEGIN SELECT raise(ABORT, 'what became of a mail is settled once'); END;
CREATE TRIGGER mail_outcome_stays BEFORE DELETE ON mail_outcome
  BEGIN SELECT raise(ABORT, 'an outcome is never deleted'); END;
CREATE TRIGGER mail_outcome_stands BEFORE UPDATE ON mail_outcome
  BEGIN SELECT raise(ABORT, 'an outcome is never changed'); END;
