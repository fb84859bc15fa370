/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/synonyms.h"

#include <string.h>

struct synonyms_reader
synonyms_reader_init(struct slice text)
{
    return (struct synonyms_reader){.rest = text};
}

/* The next line with at least one "=", without its note. */
static bool
line_read(struct synonyms_reader *r)
{
    struct slice line;

    while (slice_next(&r->rest, '\n', &line)) {
        line = slice_trim(slice_sub(line, 0, slice_find_char(line, '#')));
        if (slice_find_char(line, '=') == line.len)
            continue;
        r->line = line;
        r->group += r->begun;
        r->begun = true;
        return true;
    }
    return false;
}

bool
synonyms_read(struct synonyms_reader *r, struct slice *ret_member)
{
    for (;;) {
        while (slice_next(&r->line, '=', ret_member)) {
            *ret_member = slice_trim(*ret_member);
            if (ret_member->len > 0)
                return true;
        }
        if (!line_read(r))
            return false;
    }
}

bool
synonyms_read_parts(struct slice *rest, struct slice *ret_words)
{
    struct slice line;

    while (slice_next(rest, '\n', &line)) {
        if (!slice_starts(line, SLICE("+")))
            continue;
        *ret_words = slice_sub(line, 1, slice_find_char(line, '#') - 1);
        return true;
    }
    return false;
}

static bool
stands_at(const struct synonym *m, const uint32_t *terms, uint32_t terms_len)
{
    return m->terms_len <= terms_len && memcmp(m->terms, terms, m->terms_len * sizeof *terms) == 0;
}

uint32_t
synonyms_at(const struct synonyms *s, const uint32_t *terms, uint32_t terms_len,
            uint32_t *ret_group)
{
    uint32_t longest = 0;

    if (terms_len == 0 || terms[0] >= s->terms_len)
        return 0;
    for (uint32_t i = s->first[terms[0]]; i != SYNONYM_NONE; i = s->members[i].next) {
        const struct synonym *m = &s->members[i];

        if (m->terms_len > longest && stands_at(m, terms, terms_len)) {
            longest = m->terms_len;
            *ret_group = m->group;
        }
    }
    return longest;
}
