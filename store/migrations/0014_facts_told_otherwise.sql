-- What says who, whose or where an object is, as an earlier reading told it: one row for each such
-- attribute that a pull after the first of its source told otherwise. An empty text = was not told,
-- or is no longer told. What object_past keeps whole is found here without reading all of it.
CREATE TABLE fact_change (
  pull      INTEGER NOT NULL,
  object    INTEGER NOT NULL,
  attribute INTEGER NOT NULL,
  before    TEXT NOT NULL,
  after     TEXT NOT NULL,
  PRIMARY KEY (pull, object, attribute),
  CHECK (before <> after)
) STRICT, WITHOUT ROWID;

-- What is gone is found without passing by all that is there.
CREATE INDEX object_gone ON object (source, class, natural_id) WHERE record IS NULL;
