-- Orders to take access away, and every act on them. Four acts: request, approve, carry out,
-- verify; no person does two of them on one order, whatever the program above believes.

CREATE TABLE access_order (
  id             INTEGER PRIMARY KEY,
  act            INTEGER NOT NULL CHECK (act BETWEEN 1 AND 6),
  source         TEXT NOT NULL,
  system         TEXT NOT NULL CHECK (system <> ''),
  account        TEXT NOT NULL,
  account_ref    TEXT NOT NULL,
  group_id       TEXT NOT NULL,
  group_ref      TEXT NOT NULL,
  expected_login TEXT NOT NULL,
  subject        TEXT NOT NULL,
  right_key      TEXT NOT NULL,
  right_ref      TEXT NOT NULL,
  reason         INTEGER NOT NULL CHECK (reason BETWEEN 1 AND 5),
  cause          TEXT NOT NULL CHECK (cause <> ''),
  words          TEXT NOT NULL,
  instruction    TEXT NOT NULL,
  risks          TEXT NOT NULL,
  approvals      INTEGER NOT NULL CHECK (approvals BETWEEN 0 AND 2),
  before_image   TEXT NOT NULL,
  as_of          INTEGER NOT NULL,
  deadline       INTEGER NOT NULL,
  requested_by   TEXT NOT NULL CHECK (requested_by <> ''),
  requested_for  TEXT NOT NULL CHECK (requested_for <> requested_by),
  requested_at   INTEGER NOT NULL,
  event          INTEGER NOT NULL REFERENCES event (sequence),
  CHECK (act IN (4, 5) OR source <> ''),
  CHECK ((act = 1) = (group_id <> '')),
  CHECK ((act = 6) = (before_image <> '')),
  CHECK (risks = '' OR approvals = 2)
) STRICT;
CREATE INDEX access_order_cause ON access_order (reason, cause);
CREATE TRIGGER access_order_stays BEFORE DELETE ON access_order
  BEGIN SELECT raise(ABORT, 'an order is never deleted'); END;
CREATE TRIGGER access_order_stands BEFORE UPDATE ON access_order
  BEGIN SELECT raise(ABORT, 'an order is never changed'); END;

-- kind: 1 approved 2 declined 3 cancelled 4 intent 5 carried out 6 failed 7 postponed 8 verified
-- 9 still effective 10 reappeared (core::OrderStep::Kind).
CREATE TABLE order_step (
  access_order INTEGER NOT NULL REFERENCES access_order (id),
  number       INTEGER NOT NULL,
  kind         INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 10),
  actor        TEXT NOT NULL CHECK (actor <> ''),
  on_behalf_of TEXT NOT NULL CHECK (on_behalf_of <> actor),
  at           INTEGER NOT NULL,
  words        TEXT NOT NULL,
  detail       TEXT NOT NULL,
  event        INTEGER NOT NULL UNIQUE REFERENCES event (sequence),
  PRIMARY KEY (access_order, number)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER order_step_stays BEFORE DELETE ON order_step
  BEGIN SELECT raise(ABORT, 'an act on an order is never deleted'); END;
CREATE TRIGGER order_step_stands BEFORE UPDATE ON order_step
  BEGIN SELECT raise(ABORT, 'an act on an order is never changed'); END;

-- Who has had which part in an order: 1 requested, 2 approved, 3 carried out, 4 verified.
CREATE VIEW order_part (access_order, part, person) AS
  SELECT id, 1, requested_by FROM access_order
  UNION ALL SELECT id, 1, requested_for FROM access_order
  UNION ALL SELECT access_order,
                   CASE WHEN kind = 1 THEN 2 WHEN kind = 8 THEN 4 ELSE 3 END, actor
            FROM order_step WHERE kind IN (1, 4, 5, 8)
  UNION ALL SELECT access_order,
                   CASE WHEN kind = 1 THEN 2 WHEN kind = 8 THEN 4 ELSE 3 END, on_behalf_of
            FROM order_step WHERE kind IN (1, 4, 5, 8);

CREATE TRIGGER order_step_by_another BEFORE INSERT ON order_step
  WHEN new.kind IN (1, 4, 5, 8) AND EXISTS (
    SELECT 1 FROM order_part
    WHERE access_order = new.access_order
      AND person IN (new.actor, new.on_behalf_of)
      AND person NOT IN ('', 'system', 'policy')
      AND (part <> CASE WHEN new.kind = 1 THEN 2 WHEN new.kind = 8 THEN 4 ELSE 3 END
           OR new.kind = 1))
  BEGIN SELECT raise(ABORT, 'nobody has two parts in one order'); END;

CREATE TRIGGER order_step_not_about_herself BEFORE INSERT ON order_step
  WHEN new.kind IN (1, 4, 5, 8) AND EXISTS (
    SELECT 1 FROM access_order
    WHERE id = new.access_order AND subject <> '' AND subject IN (new.actor, new.on_behalf_of))
  BEGIN SELECT raise(ABORT, 'nobody acts on an order about herself'); END;

-- Only people approve, but for orders that the policy file says need nobody; only the program or a
-- second person verifies.
CREATE TRIGGER order_step_by_whom BEFORE INSERT ON order_step
  WHEN new.kind = 1 AND (new.actor = 'system' OR (new.actor = 'policy' AND EXISTS (
    SELECT 1 FROM access_order WHERE id = new.access_order AND approvals > 0)))
  BEGIN SELECT raise(ABORT, 'people approve orders'); END;

CREATE TRIGGER order_step_follows BEFORE INSERT ON order_step
  WHEN new.number IS NOT (SELECT ifnull(max(number), 0) + 1 FROM order_step
                          WHERE access_order = new.access_order)
    OR NOT (SELECT CASE new.kind
              WHEN 1 THEN last = 0 OR (last = 1 AND approved < needed)
              WHEN 2 THEN last IN (0, 1, 7)
              WHEN 3 THEN last IN (0, 1, 6, 7)
              WHEN 4 THEN last IN (1, 7) AND approved >= needed
              WHEN 5 THEN last = 4
              WHEN 6 THEN last = 4
              WHEN 7 THEN last = 4 OR (last IN (1, 7) AND approved >= needed)
              WHEN 8 THEN last IN (5, 9)
              WHEN 9 THEN last = 5
              ELSE last = 8 END
            FROM (SELECT ifnull((SELECT kind FROM order_step WHERE access_order = new.access_order
                                 ORDER BY number DESC LIMIT 1), 0) AS last,
                         (SELECT count(DISTINCT actor) FROM order_step
                          WHERE access_order = new.access_order AND kind = 1) AS approved,
                         (SELECT max(approvals, 1) FROM access_order
                          WHERE id = new.access_order) AS needed))
  BEGIN SELECT raise(ABORT, 'an act on an order follows the one before it'); END;

-- Append-only: the newest row counts.
CREATE TABLE order_brake (
  id       INTEGER PRIMARY KEY,
  position INTEGER NOT NULL CHECK (position IN (0, 1)),
  by       TEXT NOT NULL CHECK (by <> ''),
  words    TEXT NOT NULL CHECK (words <> ''),
  at       INTEGER NOT NULL,
  event    INTEGER NOT NULL UNIQUE REFERENCES event (sequence)
) STRICT;
CREATE TRIGGER order_brake_stays BEFORE DELETE ON order_brake
  BEGIN SELECT raise(ABORT, 'a word on the brake is never deleted'); END;
CREATE TRIGGER order_brake_stands BEFORE UPDATE ON order_brake
  BEGIN SELECT raise(ABORT, 'a word on the brake is never changed'); END;
