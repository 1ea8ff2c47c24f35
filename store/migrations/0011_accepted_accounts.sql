-- A word may also say that an account is nobody's and may stand, until this day (days since
-- 1970-01-01, inclusive): the person then answers for it, and it is not hers.
ALTER TABLE settled_link ADD COLUMN accepted_until INTEGER
  CHECK (accepted_until IS NULL OR length(person) > 0);
