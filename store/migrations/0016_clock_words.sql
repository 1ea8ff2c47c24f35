-- Somebody's word that the machine's clock is right though it leapt: what counts from then on. pull and
-- sequence: the newest of their kind by then, which say nothing of the clock any longer.
CREATE TABLE clock_word (
  sequence INTEGER PRIMARY KEY,
  moment   INTEGER NOT NULL,
  pull     INTEGER NOT NULL
) STRICT;
