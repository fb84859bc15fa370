/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Synonyms: groups of words and word sequences that mean the same.
 *
 * Read from text, a group a line, "OZG = Onlinezugangsgesetz = Online-Zugangsgesetz # note". A line
 * with fewer than two members is skipped, a member longer than SYNONYM_WORDS_MAX words too.
 * Members are sequences of terms (stems); the index gives each group a term of its own, the
 * concept, and notes it wherever a member stands. So "DMS" finds "elektronische Akte" at
 * the price of one posting list.
 */
#ifndef KC_ENGINE_SYNONYMS_H
#define KC_ENGINE_SYNONYMS_H

#include "base/arena.h"

struct synonym {
    const uint32_t *terms;
    uint32_t terms_len;
    uint32_t group; /* 0 .. groups_len-1 */
    uint32_t next;  /* another member that begins with the same term, or SYNONYM_NONE */
};

#define SYNONYM_NONE UINT32_MAX

struct synonyms {
    const struct synonym *members;
    uint32_t members_len;
    uint32_t groups_len;
    const uint32_t *first; /* by term: its first member, or SYNONYM_NONE */
    uint32_t terms_len;
};

/* One member as written, while the file is read. Answers false at its end. */
struct synonyms_reader {
    struct slice rest;
    struct slice line;
    uint32_t group; /* of the member just read; rises by one per line with members */
    bool begun;
};
struct synonyms_reader synonyms_reader_init(struct slice text);
bool synonyms_read(struct synonyms_reader *r, struct slice *ret_member);

/*
 * The next line of words that begins with "+", cut off *rest: words that are parts of compounds,
 * known besides those of the catalogue. False at the end.
 */
bool synonyms_read_parts(struct slice *rest, struct slice *ret_words);

/*
 * The longest member that stands at terms[0]; its number of terms, 0 for none.
 * Call again with *group to learn which. Single terms count.
 */
uint32_t synonyms_at(const struct synonyms *s, const uint32_t *terms, uint32_t terms_len,
                     uint32_t *ret_group);

#endif
