-- IT asks who owns a system what is to become of an account there, and she answers once.

CREATE TABLE owner_question (
  id       INTEGER PRIMARY KEY,
  account  TEXT NOT NULL CHECK (account <> ''),
  asked    TEXT NOT NULL CHECK (asked <> ''),
  asked_by TEXT NOT NULL CHECK (asked_by <> '' AND asked_by <> asked),
  words    TEXT NOT NULL CHECK (words <> ''),
  asked_at INTEGER NOT NULL
) STRICT;
CREATE INDEX owner_question_of ON owner_question (account, id);

CREATE TABLE owner_answer (
  question    INTEGER PRIMARY KEY REFERENCES owner_question (id),
  verdict     INTEGER NOT NULL CHECK (verdict BETWEEN 1 AND 3),
  until       INTEGER CHECK ((until IS NOT NULL) = (verdict = 1)),
  words       TEXT NOT NULL CHECK (words <> ''),
  answered_by TEXT NOT NULL CHECK (answered_by <> ''),
  answered_at INTEGER NOT NULL
) STRICT;

CREATE TRIGGER owner_question_stays BEFORE DELETE ON owner_question
  BEGIN SELECT raise(ABORT, 'a question is never deleted'); END;
CREATE TRIGGER owner_question_stands BEFORE UPDATE ON owner_question
  BEGIN SELECT raise(ABORT, 'a question is never changed'); END;
CREATE TRIGGER owner_answer_stays BEFORE DELETE ON owner_answer
  BEGIN SELECT raise(ABORT, 'an answer is never deleted'); END;
CREATE TRIGGER owner_answer_stands BEFORE UPDATE ON owner_answer
  BEGIN SELECT raise(ABORT, 'an answer is never changed'); END;
CREATE TRIGGER owner_answer_by_another BEFORE INSERT ON owner_answer
  WHEN new.answered_by = (SELECT asked_by FROM owner_question WHERE id = new.question)
  BEGIN SELECT raise(ABORT, 'who asks does not answer'); END;
