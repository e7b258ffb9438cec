-- The words of tickets and notices, each once, already folded by `desk`: the same index answers on both databases.

CREATE TABLE words (
    production INTEGER NOT NULL REFERENCES productions (id),
    word TEXT NOT NULL,
    kind TEXT NOT NULL,
    object INTEGER NOT NULL,
    PRIMARY KEY (production, word, kind, object)
) STRICT;
