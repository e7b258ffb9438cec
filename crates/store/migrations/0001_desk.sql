-- One text for both databases: PostgreSQL reads it through `migrations::for_postgres`. Moments are milliseconds since 1970.

CREATE TABLE people (
    id INTEGER PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    department TEXT NOT NULL,
    lang TEXT NOT NULL,
    theme TEXT NOT NULL,
    password TEXT,
    created INTEGER NOT NULL,
    disabled INTEGER
) STRICT;

CREATE TABLE sessions (
    hash TEXT NOT NULL PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES people (id),
    created INTEGER NOT NULL,
    expires INTEGER NOT NULL
) STRICT;

CREATE TABLE links (
    hash TEXT NOT NULL PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES people (id),
    expires INTEGER NOT NULL,
    used INTEGER
) STRICT;

CREATE TABLE tokens (
    id INTEGER PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    person INTEGER NOT NULL REFERENCES people (id),
    scope TEXT NOT NULL,
    created INTEGER NOT NULL,
    expires INTEGER NOT NULL
) STRICT;

CREATE TABLE productions (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    sealed INTEGER NOT NULL,
    silence INTEGER NOT NULL,
    created INTEGER NOT NULL
) STRICT;

CREATE TABLE members (
    production INTEGER NOT NULL REFERENCES productions (id),
    person INTEGER NOT NULL REFERENCES people (id),
    PRIMARY KEY (production, person)
) STRICT;

CREATE TABLE roots (
    id INTEGER PRIMARY KEY,
    production INTEGER NOT NULL REFERENCES productions (id),
    path TEXT NOT NULL,
    windows TEXT NOT NULL,
    macos TEXT NOT NULL,
    linux TEXT NOT NULL
) STRICT;

CREATE TABLE tickets (
    id INTEGER PRIMARY KEY,
    production INTEGER NOT NULL REFERENCES productions (id),
    requester INTEGER NOT NULL REFERENCES people (id),
    sentence TEXT NOT NULL,
    lang TEXT NOT NULL,
    blocking TEXT NOT NULL,
    since TEXT NOT NULL,
    paths TEXT NOT NULL,
    state TEXT NOT NULL,
    waiting TEXT,
    waiting_since INTEGER,
    assignee INTEGER REFERENCES people (id),
    code TEXT,
    fingerprint TEXT,
    picture TEXT,
    created INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    closed INTEGER,
    version INTEGER NOT NULL
) STRICT;

CREATE INDEX tickets_of_production ON tickets (production, state, changed);
CREATE INDEX tickets_of_requester ON tickets (requester, changed);
CREATE INDEX tickets_alike ON tickets (fingerprint);

CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    ticket INTEGER NOT NULL REFERENCES tickets (id),
    person INTEGER REFERENCES people (id),
    kind TEXT NOT NULL,
    inside INTEGER NOT NULL,
    body TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;

CREATE INDEX events_of_ticket ON events (ticket, id);

CREATE TABLE impacts (
    ticket INTEGER NOT NULL REFERENCES tickets (id),
    person INTEGER NOT NULL REFERENCES people (id),
    blocking TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (ticket, person)
) STRICT;

CREATE TABLE scans (
    id INTEGER PRIMARY KEY,
    ticket INTEGER NOT NULL REFERENCES tickets (id),
    state TEXT NOT NULL,
    why TEXT NOT NULL,
    files INTEGER NOT NULL,
    unchecked INTEGER NOT NULL,
    exhibit TEXT NOT NULL,
    created INTEGER NOT NULL,
    ended INTEGER
) STRICT;

CREATE INDEX scans_of_ticket ON scans (ticket, id);

CREATE TABLE findings (
    id INTEGER PRIMARY KEY,
    scan INTEGER NOT NULL REFERENCES scans (id),
    ticket INTEGER NOT NULL REFERENCES tickets (id),
    code TEXT NOT NULL,
    severity TEXT NOT NULL,
    path TEXT NOT NULL,
    frame INTEGER,
    fingerprint TEXT NOT NULL
) STRICT;

CREATE INDEX findings_of_ticket ON findings (ticket);
CREATE INDEX findings_alike ON findings (fingerprint);

CREATE TABLE options (
    id INTEGER PRIMARY KEY,
    ticket INTEGER NOT NULL REFERENCES tickets (id),
    person INTEGER NOT NULL REFERENCES people (id),
    what TEXT NOT NULL,
    kind TEXT NOT NULL,
    lasting INTEGER NOT NULL,
    expires TEXT NOT NULL,
    successor TEXT NOT NULL,
    skills TEXT NOT NULL,
    delay TEXT NOT NULL,
    means TEXT NOT NULL,
    impact TEXT NOT NULL,
    bottleneck TEXT NOT NULL,
    chosen INTEGER NOT NULL,
    created INTEGER NOT NULL
) STRICT;

CREATE INDEX options_of_ticket ON options (ticket);

CREATE TABLE decisions (
    id INTEGER PRIMARY KEY,
    ticket INTEGER NOT NULL REFERENCES tickets (id),
    person INTEGER NOT NULL REFERENCES people (id),
    why TEXT NOT NULL,
    together TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;

CREATE TABLE notices (
    id INTEGER PRIMARY KEY,
    production INTEGER NOT NULL REFERENCES productions (id),
    ticket INTEGER NOT NULL REFERENCES tickets (id),
    author INTEGER NOT NULL REFERENCES people (id),
    reviewer INTEGER REFERENCES people (id),
    title TEXT NOT NULL,
    symptom TEXT NOT NULL,
    environment TEXT NOT NULL,
    cause TEXT NOT NULL,
    evidence TEXT NOT NULL,
    code TEXT NOT NULL,
    fix TEXT NOT NULL,
    limits TEXT NOT NULL,
    place TEXT NOT NULL,
    lang TEXT NOT NULL,
    fingerprint TEXT,
    created INTEGER NOT NULL,
    filed INTEGER
) STRICT;

CREATE INDEX notices_alike ON notices (fingerprint);

CREATE TABLE evidence (
    id INTEGER PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES people (id),
    code TEXT NOT NULL,
    ticket INTEGER NOT NULL REFERENCES tickets (id),
    what TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;

CREATE INDEX evidence_of_person ON evidence (person, code);

CREATE TABLE audit (
    n INTEGER NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL,
    person INTEGER NOT NULL,
    action TEXT NOT NULL,
    object TEXT NOT NULL,
    detail TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;

CREATE TABLE idempotency (
    person INTEGER NOT NULL,
    key TEXT NOT NULL,
    answer TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (person, key)
) STRICT;

CREATE TABLE jobs (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    object INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    due INTEGER NOT NULL,
    leased INTEGER,
    done INTEGER,
    error TEXT NOT NULL
) STRICT;

CREATE INDEX jobs_due ON jobs (done, due);

CREATE TABLE blobs (
    hash TEXT NOT NULL PRIMARY KEY,
    size INTEGER NOT NULL,
    media TEXT NOT NULL,
    created INTEGER NOT NULL
) STRICT;

CREATE TABLE pictures (
    ticket INTEGER NOT NULL REFERENCES tickets (id),
    hash TEXT NOT NULL REFERENCES blobs (hash),
    PRIMARY KEY (ticket, hash)
) STRICT;
