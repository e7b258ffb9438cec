-- What comes next for a ticket and when it is due, beside the ticket: a queue is one question.

ALTER TABLE tickets ADD COLUMN next TEXT NOT NULL DEFAULT 'reformulate';
ALTER TABLE tickets ADD COLUMN deadline TEXT NOT NULL DEFAULT '';
