-- Files that prove what was done by hand on an order. The digest stands in the event of the act
-- too, so that anybody can see that these are the bytes that were attached.

CREATE TABLE order_file (
  access_order INTEGER NOT NULL,
  step         INTEGER NOT NULL,
  name         TEXT NOT NULL CHECK (name <> ''),
  media_type   TEXT NOT NULL
    CHECK (media_type IN ('image/png', 'image/jpeg', 'application/pdf', 'text/plain')),
  sha256       TEXT NOT NULL CHECK (length(sha256) = 64),
  size         INTEGER NOT NULL CHECK (size BETWEEN 1 AND 5242880),
  by           TEXT NOT NULL CHECK (by <> ''),
  at           INTEGER NOT NULL,
  bytes        BLOB NOT NULL CHECK (length(bytes) = size),
  PRIMARY KEY (access_order, step),
  FOREIGN KEY (access_order, step) REFERENCES order_step (access_order, number)
) STRICT;
CREATE TRIGGER order_file_stays BEFORE DELETE ON order_file
  BEGIN SELECT raise(ABORT, 'a proof is never deleted'); END;
CREATE TRIGGER order_file_stands BEFORE UPDATE ON order_file
  BEGIN SELECT raise(ABORT, 'a proof is never changed'); END;
CREATE TRIGGER order_file_of_its_act BEFORE INSERT ON order_file
  WHEN NOT EXISTS (SELECT 1 FROM order_step WHERE access_order = new.access_order
                   AND number = new.step AND kind = 5 AND actor = new.by AND at = new.at)
  BEGIN SELECT raise(ABORT, 'a proof belongs to an act of who attaches it'); END;
