-- Campaigns that follow another, that look back, and the policy each was opened under.

ALTER TABLE campaign ADD COLUMN since INTEGER;
ALTER TABLE campaign ADD COLUMN follows INTEGER NOT NULL DEFAULT 0 CHECK (follows >= 0);
ALTER TABLE campaign ADD COLUMN policy TEXT NOT NULL DEFAULT '';

-- One row for each file of each policy that a campaign was opened under.
CREATE TABLE policy_text (
  fingerprint TEXT NOT NULL CHECK (length(fingerprint) = 64),
  file        TEXT NOT NULL CHECK (file <> ''),
  content     TEXT NOT NULL,
  PRIMARY KEY (fingerprint, file)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER policy_text_stays BEFORE DELETE ON policy_text
  BEGIN SELECT raise(ABORT, 'a policy that was in force is never deleted'); END;
CREATE TRIGGER policy_text_stands BEFORE UPDATE ON policy_text
  BEGIN SELECT raise(ABORT, 'a policy that was in force is never changed'); END;
