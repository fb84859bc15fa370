/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/hints.h"

#include "engine/index.h"
#include "engine/tokens.h"

struct building {
    struct arena *arena;
    const struct index *x;
    struct stem *stem;
    struct hint *hints;
    uint32_t len;
};

/*
 * Terms of the words of a text; UINT32_MAX for one that the index does not know. More than `max`
 * words: none at all, as a part would mean something else.
 */
static uint32_t
terms_of(const struct building *b, struct slice text, uint32_t *terms, uint32_t max)
{
    struct tokens tokens = tokens_init(text);
    struct token t;
    uint32_t len = 0;

    while (tokens_next(&tokens, &t)) {
        if (t.part)
            continue;
        if (len == max)
            return 0;
        terms[len++] = index_stem(b->x, stem_word(b->stem, token_word(&t)));
    }
    return len;
}

/* The group of synonyms that a text is a member of, or UINT32_MAX. */
static uint32_t
group_of(const struct building *b, struct slice text)
{
    uint32_t terms[SYNONYM_WORDS_MAX];
    uint32_t len = terms_of(b, text, terms, SYNONYM_WORDS_MAX);
    uint32_t group;

    return len > 0 && synonyms_at(&b->x->synonyms, terms, len, &group) == len ? group : UINT32_MAX;
}

static enum err
hint_add(struct building *b, struct slice left, struct slice right)
{
    struct hint h = {.group = group_of(b, left)};
    struct tokens tokens = tokens_init(left);
    struct token t;
    uint32_t group = group_of(b, right);

    if (h.group == UINT32_MAX) {
        if (!tokens_next(&tokens, &t))
            return OK;
        TRY(arena_copy(b->arena, stem_word(b->stem, token_word(&t)), &h.stem));
    }
    h.terms_len = terms_of(b, right, h.terms, HINT_WORDS_MAX);
    if (group != UINT32_MAX) {
        h.terms[0] = b->x->stems_len + group;
        h.terms_len = 1;
    }
    for (uint32_t i = 0; i < h.terms_len; i++) {
        if (h.terms[i] == UINT32_MAX)
            return OK;
    }
    if (h.terms_len == 0)
        return OK;
    if (b->len == HINTS_MAX)
        return ERR_LIMIT;
    b->hints[b->len++] = h;
    return OK;
}

enum err
hints_build(struct arena *arena, const struct index *x, struct stem *stem, struct slice text,
            struct hints *ret_hints)
{
    struct building b = {arena, x, stem, arena_array(arena, struct hint, HINTS_MAX), 0};
    struct slice line;
    struct slice right;

    if (b.hints == NULL)
        return ERR_LIMIT;
    while (slice_next(&text, '\n', &line)) {
        size_t arrow;

        line = slice_sub(line, 0, slice_find_char(line, '#'));
        arrow = slice_find_char(line, '>');
        if (arrow == line.len)
            continue;
        right = slice_sub(line, arrow + 1, line.len);
        for (struct slice one; slice_next(&right, ',', &one);)
            TRY(hint_add(&b, slice_sub(line, 0, arrow), one));
    }
    *ret_hints = (struct hints){b.hints, b.len};
    return OK;
}

const struct hint *
hints_next(const struct hints *h, struct slice stem, uint32_t group, uint32_t *at)
{
    while (*at < h->len) {
        const struct hint *hint = &h->at[(*at)++];

        if (hint->group != UINT32_MAX ? hint->group == group : slice_eq(hint->stem, stem))
            return hint;
    }
    return NULL;
}
