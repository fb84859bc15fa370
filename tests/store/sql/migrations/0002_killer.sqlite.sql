-- Nothing: only PostgreSQL has a connection to lose.
CREATE TABLE killer (
    id key                                       -- unused
);
