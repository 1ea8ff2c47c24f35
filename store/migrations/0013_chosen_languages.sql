-- In which language somebody reads: what she chose last on the pages. Mails to her follow it.

CREATE TABLE chosen_language (
  person   TEXT PRIMARY KEY CHECK (person <> ''),
  language TEXT NOT NULL CHECK (language IN ('da', 'en'))
) STRICT, WITHOUT ROWID;
