-- Imprint, privacy notice and accessibility statement as the operator wrote them, each version (PAGE-2).
CREATE TABLE legal_page (
    id       key,                                -- ours
    page     text NOT NULL CHECK (page IN ('imprint', 'privacy', 'accessibility')), -- which
    language text NOT NULL CHECK (language IN ('de', 'en')), -- of the text
    version  int NOT NULL CHECK (version > 0),   -- 1, 2, 3 ...; the highest is shown
    content  text NOT NULL CHECK (length(content) BETWEEN 1 AND 49152), -- plain, with the marks of domain/legal_page.h
    changed  instant NOT NULL,                   -- when
    editor   text NOT NULL,                      -- code of the account
    UNIQUE (page, language, version)
);
