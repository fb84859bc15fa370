-- The suite works on the program's own tables: this one is never made.
CREATE TABLE test_none (
    id key                                       -- unused
);
