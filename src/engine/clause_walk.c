/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/clause_walk.h"

#include <string.h>

static enum err
form_init(struct arena *arena, const struct index *x, const struct form *form,
          struct form_walk *ret_walk)
{
    struct cursor *terms = arena_array(arena, struct cursor, (size_t)form->terms_len);
    int rarest = 0;
    struct cursor first;

    if (terms == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < form->terms_len; i++) {
        terms[i] = postings_init(x, form->terms[i], 0);
        if (terms[i].p.len < terms[rarest].p.len)
            rarest = i;
    }
    first = terms[0];
    terms[0] = terms[rarest];
    terms[rarest] = first;
    *ret_walk = (struct form_walk){terms, form->terms_len};
    return OK;
}

static enum err
form_copy(struct arena *arena, const struct form_walk *f, struct form_walk *ret_copy)
{
    struct cursor *terms = arena_array(arena, struct cursor, (size_t)f->terms_len);

    if (terms == NULL)
        return ERR_LIMIT;
    memcpy(terms, f->terms, (size_t)f->terms_len * sizeof *terms);
    *ret_copy = (struct form_walk){terms, f->terms_len};
    return OK;
}

/* In so many modules the blended forms stand together, each counted as often as it has forms. */
static uint32_t
blended_len(const struct catalogue *c, const struct clause *clause)
{
    uint64_t n = 0;

    for (int i = 0; i < clause->forms_len; i++)
        n += clause->forms[i].blended ? index_postings(c->index, clause->forms[i].terms[0]).len : 0;
    return n < c->offered_len ? (uint32_t)n : c->offered_len;
}

enum err
clause_walk_init(struct arena *arena, const struct catalogue *c, const struct clause *clause,
                 float share, struct clause_walk *ret_walk)
{
    const struct index *x = c->index;
    struct clause_walk w = {.x = x, .clause = clause, .forms_len = clause->forms_len};

    uint32_t blended = blended_len(c, clause);

    w.forms = arena_array(arena, struct form_walk, (size_t)w.forms_len);
    w.looks = arena_array(arena, struct form_walk, (size_t)w.forms_len);
    if (clause->phrase != NULL)
        w.room = arena_array(arena, uint32_t, x->stream_most);
    if (w.forms == NULL || w.looks == NULL || (clause->phrase != NULL && w.room == NULL))
        return ERR_LIMIT;
    for (int i = 0; i < w.forms_len; i++) {
        const struct form *form = &clause->forms[i];
        struct form_walk *f = &w.forms[i];

        TRY(form_init(arena, x, form, f));
        for (int k = 0; k < f->terms_len; k++) {
            uint32_t n = form->blended ? blended : f->terms[k].p.len;

            f->terms[k].factor =
                (uint32_t)((float)postings_idf(n, c->offered_len) * form->weight * share + 0.5f);
        }
        TRY(form_copy(arena, f, &w.looks[i]));
        w.slots_max += f->terms[0].p.len;
    }
    w.plain = w.forms_len == 1 && w.forms[0].terms_len == 1 && clause->phrase == NULL;
    *ret_walk = w;
    return OK;
}

void
clause_walk_rewind(struct clause_walk *w)
{
    for (int i = 0; i < w->forms_len; i++) {
        for (int k = 0; k < w->forms[i].terms_len; k++)
            w->forms[i].terms[k].at = w->looks[i].terms[k].at = 0;
    }
}

/* Whether a hyphenated word holds the phrase: "Social-Media-Konzept" the phrase "Social Media". */
static bool
hyphenated_holds(const struct index *x, const struct clause *c, const struct index_word *word)
{
    const uint32_t *terms = x->word_terms + word->terms_at;

    if (slice_find_char(word->shown, '-') == word->shown.len)
        return false;
    for (int i = 1; i + c->phrase_len <= word->terms_len; i++) {
        if (memcmp(terms + i, c->phrase, (size_t)c->phrase_len * sizeof *terms) == 0)
            return true;
    }
    return false;
}

/* Whether the phrase stands at a place of the stream; breaks between texts are no words. */
static bool
phrase_stands_at(const struct index *x, const struct clause *c, const uint32_t *stream)
{
    int k = 0;

    if (*stream >= STREAM_FIELD_END)
        return false;
    if (hyphenated_holds(x, c, &x->words[x->stream_words[*stream]]))
        return true;
    while (k < c->phrase_len && stream[k] < STREAM_FIELD_END &&
           x->word_terms[x->words[x->stream_words[stream[k]]].terms_at] == c->phrase[k])
        k++;
    return k == c->phrase_len;
}

/* Whether the words stand in this order in one text of the module. */
static bool
phrase_stands(const struct clause_walk *w, uint32_t slot)
{
    const struct index *x = w->x;
    int fields = 0;

    for (const uint32_t *at = index_stream(x, slot, w->room); fields < FIELDS; at++) {
        if (phrase_stands_at(x, w->clause, at))
            return true;
        fields += *at == STREAM_FIELD_END;
    }
    return false;
}

/* Points where all terms of the form are. */
static void
form_look(struct form_walk *f, const uint32_t *slots, uint32_t len, uint32_t *ret_points)
{
    uint32_t more[BATCH_SPACE];

    postings_look(&f->terms[0], slots, len, ret_points);
    for (int k = 1; k < f->terms_len; k++) {
        postings_look(&f->terms[k], slots, len, more);
        for (uint32_t i = 0; i < len; i++)
            ret_points[i] = ret_points[i] != 0 && more[i] != 0 ? ret_points[i] + more[i] : 0;
    }
}

void
clause_walk_look(struct clause_walk *w, const uint32_t *slots, uint32_t len, uint32_t *ret_points)
{
    uint32_t other[BATCH_SPACE];

    if (w->forms_len == 0)
        memset(ret_points, 0, len * sizeof *ret_points);
    else
        form_look(&w->looks[0], slots, len, ret_points);
    for (int f = 1; f < w->forms_len; f++) {
        form_look(&w->looks[f], slots, len, other);
        for (uint32_t i = 0; i < len; i++)
            ret_points[i] = ret_points[i] > other[i] ? ret_points[i] : other[i];
    }
    for (uint32_t i = 0; w->clause->phrase != NULL && i < len; i++) {
        if (ret_points[i] != 0 && !phrase_stands(w, slots[i]))
            ret_points[i] = 0;
    }
}

uint32_t
clause_walk_peek(struct clause_walk *w)
{
    uint32_t next = CURSOR_END;

    for (int f = 0; f < w->forms_len; f++) {
        uint32_t slot = postings_peek(&w->forms[f].terms[0]);

        if (slot < next)
            next = slot;
    }
    return next == CURSOR_END ? next : next / 64 * 64;
}

/* The rarest term gives the slots of the window, the others must be there too. */
static uint32_t
form_take(struct form_walk *f, uint32_t end, uint32_t *ret_slots, uint32_t *ret_points)
{
    uint32_t more[BATCH_SPACE];
    uint32_t len = postings_take(&f->terms[0], end, ret_slots, ret_points);

    for (int k = 1; k < f->terms_len; k++) {
        postings_look(&f->terms[k], ret_slots, len, more);
        len = postings_and(ret_slots, ret_points, more, len);
    }
    return len;
}

/* The bitmaps of all terms of the form; false when one of them is a list. */
static bool
form_bitmaps(const struct form_walk *f, const uint64_t **bits)
{
    for (int k = 0; k < f->terms_len; k++) {
        bits[k] = f->terms[k].p.bits;
        if (bits[k] == NULL)
            return false;
    }
    return true;
}

void
clause_walk_map(struct clause_walk *w, struct map *map)
{
    uint32_t end = (map->first + map->len) * 64;
    const uint64_t *bits[COMPOUND_PARTS_MAX];
    uint32_t slots[BATCH_SPACE];
    uint32_t points[BATCH_SPACE];

    memset(map->words, 0, map->len * sizeof *map->words);
    for (int f = 0; f < w->forms_len; f++) {
        struct form_walk *form = &w->forms[f];

        if (form_bitmaps(form, bits)) {
            postings_map_or(map, bits, form->terms_len);
            form->terms[0].at = end;
            continue;
        }
        while (postings_peek(&form->terms[0]) < end) {
            uint32_t n = form_take(form, end, slots, points);

            for (uint32_t i = 0; i < n; i++)
                map->words[slots[i] / 64 - map->first] |= UINT64_C(1) << (slots[i] % 64);
        }
    }
}

/* The better of two forms stays. */
static void
window_put(const struct clause_walk *w, struct window *window, uint32_t slot, uint32_t points)
{
    uint32_t at = slot - window->from;
    uint64_t bit = UINT64_C(1) << (at % 64);

    if (w->clause->phrase != NULL && !phrase_stands(w, slot))
        return;
    if ((window->bits[at / 64] & bit) == 0 || window->points[at] < points)
        window->points[at] = points;
    window->bits[at / 64] |= bit;
}

void
clause_walk_window(struct clause_walk *w, uint32_t from, struct window *ret_window)
{
    uint32_t slots[BATCH_SPACE];
    uint32_t points[BATCH_SPACE];
    uint32_t end = from + BATCH;

    ret_window->from = from;
    memset(ret_window->bits, 0, sizeof ret_window->bits);
    for (int f = 0; f < w->forms_len; f++) {
        while (postings_peek(&w->forms[f].terms[0]) < end) {
            uint32_t n = form_take(&w->forms[f], end, slots, points);

            for (uint32_t i = 0; i < n; i++)
                window_put(w, ret_window, slots[i], points[i]);
        }
    }
}

uint32_t
clause_window_take(const struct window *w, uint32_t *ret_slots, uint32_t *ret_points)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < BATCH / 64; i++) {
        for (uint64_t word = w->bits[i]; word != 0; word &= word - 1) {
            uint32_t at = i * 64 + (uint32_t)__builtin_ctzll(word);

            ret_slots[n] = w->from + at;
            ret_points[n++] = w->points[at];
        }
    }
    return n;
}
