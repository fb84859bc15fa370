/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Names are lists of folded words. All words of all names stand in one sorted array, each with its
 * place: the first typed word is looked up there, the others are checked in the few names it finds.
 */
#include "engine/place.h"

#include <stdlib.h>
#include <string.h>

#include "engine/lookup.h"
#include "engine/tokens.h"

enum { NAME_WORDS_MAX = 12, SAME_PLACE_M = 20000, POSTCODE_DIGITS = 5 };

struct entry {
    struct place place;
    const struct slice *words;
    int words_len;
};

struct place_index {
    struct entry *entries; /* municipalities, then postcodes by code */
    uint32_t names_len;
    uint32_t entries_len;
    struct lookup_code *words; /* sorted: word of a name -> entry; the same word may repeat */
    size_t words_len;
};

/* One found place and how well it fits. */
struct found {
    const struct entry *entry;
    int tier; /* 0 the whole name, 1 its first words, 2 their beginnings, 3 further on */
};

struct typed {
    struct token words[NAME_WORDS_MAX];
    int words_len;
    struct slice digits; /* of a postcode; or empty */
};

static bool
is_digits(struct slice s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.at[i] < '0' || s.at[i] > '9')
            return false;
    }
    return s.len > 0;
}

/* Whole words; of hyphenated ones the parts instead. Answers how many there are. */
static int
name_words(struct slice name, struct token words[NAME_WORDS_MAX])
{
    struct tokens tokens = tokens_init_names(name);
    struct token t;
    int len = 0;

    while (tokens_next(&tokens, &t)) {
        if (t.part && !words[len - 1].part)
            len--; /* the whole, now that its first part is here */
        if (len == NAME_WORDS_MAX)
            return len;
        words[len++] = t;
    }
    return len;
}

static enum err
words_keep(struct arena *arena, struct place_index *x, uint32_t at)
{
    struct entry *e = &x->entries[at];
    struct token tokens[NAME_WORDS_MAX];
    struct slice *words;

    e->words_len = name_words(e->place.name, tokens);
    words = arena_array(arena, struct slice, (size_t)e->words_len);
    if (words == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < e->words_len; i++) {
        TRY(arena_copy(arena, token_word(&tokens[i]), &words[i]));
        x->words[x->words_len++] = (struct lookup_code){words[i], at};
    }
    e->words = words;
    return OK;
}

static enum err
municipalities_add(struct arena *arena, struct place_index *x, const struct municipality *m,
                   int len)
{
    for (int i = 0; i < len; i++) {
        struct slice name = slice_sub(m[i].name, 0, slice_find_char(m[i].name, ','));

        if (!m[i].position.known || m[i].ags.len <= POSTCODE_DIGITS || m[i].unincorporated)
            continue;
        x->entries[x->names_len].place = (struct place){
            .name = slice_trim(name),
            .postcode = m[i].postcode,
            .district = m[i].district,
            .state = state_short(m[i].state),
            .ags = m[i].ags,
            .position = m[i].position,
            .population = m[i].population,
        };
        TRY(words_keep(arena, x, x->names_len++));
    }
    return OK;
}

static size_t
first_word(const struct place_index *x, struct slice word)
{
    size_t low = 0;
    size_t high = x->words_len;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (slice_cmp(x->words[mid].code, word) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static bool
same_words(const struct entry *e, const struct token *words, int len)
{
    if (e->words_len != len)
        return false;
    for (int i = 0; i < len; i++) {
        if (!slice_eq(e->words[i], token_word(&words[i])))
            return false;
    }
    return true;
}

/* The municipality of this name near a postcode's place, or NULL. */
static const struct entry *
municipality_of(const struct place_index *x, const struct postcode *p)
{
    struct token words[NAME_WORDS_MAX];
    int len = name_words(p->place, words);
    const struct entry *best = NULL;
    double best_m = SAME_PLACE_M;

    if (len == 0)
        return NULL;
    for (size_t i = first_word(x, token_word(&words[0]));
         i < x->words_len && slice_eq(x->words[i].code, token_word(&words[0])); i++) {
        const struct entry *e = &x->entries[x->words[i].at];
        double away = position_distance_m(p->position, e->place.position);

        if (away < best_m && same_words(e, words, len)) {
            best = e;
            best_m = away;
        }
    }
    return best;
}

static void
postcodes_add(struct place_index *x, const struct postcode *p, int len)
{
    for (int i = 0; i < len; i++) {
        const struct entry *m;
        struct place *place;

        if (!p[i].position.known)
            continue;
        m = municipality_of(x, &p[i]);
        place = &x->entries[x->entries_len++].place;
        *place = (struct place){.name = p[i].place, .population = -1};
        if (m != NULL)
            *place = m->place;
        place->postcode = p[i].code;
        place->position = p[i].position;
    }
}

static int
code_cmp(const void *pa, const void *pb)
{
    const struct entry *a = pa;
    const struct entry *b = pb;
    int c = slice_cmp(a->place.postcode, b->place.postcode);

    return c != 0 ? c : slice_cmp(a->place.name, b->place.name);
}

/* Seats of municipalities stand in for postcodes when there are none. */
static void
seats_add(struct place_index *x)
{
    for (uint32_t i = 0; i < x->names_len; i++) {
        if (x->entries[i].place.postcode.len > 0)
            x->entries[x->entries_len++] = x->entries[i];
    }
}

enum err
place_index_build(struct arena *arena, const struct municipality *municipalities,
                  int municipalities_len, const struct postcode *postcodes, int postcodes_len,
                  const struct place_index **ret_index)
{
    struct place_index *x = arena_new(arena, struct place_index);
    size_t names = (size_t)municipalities_len;
    size_t all = 2 * names + (size_t)postcodes_len;

    if (x == NULL)
        return ERR_LIMIT;
    x->entries = arena_array(arena, struct entry, all);
    x->words = arena_array(arena, struct lookup_code, names * NAME_WORDS_MAX);
    if (x->entries == NULL || x->words == NULL)
        return ERR_LIMIT;
    TRY(municipalities_add(arena, x, municipalities, municipalities_len));
    TRY(lookup_codes_sort(x->words, x->words_len));
    x->entries_len = x->names_len;
    if (postcodes_len > 0)
        postcodes_add(x, postcodes, postcodes_len);
    else
        seats_add(x);
    if (x->entries_len > x->names_len)
        qsort(x->entries + x->names_len, x->entries_len - x->names_len, sizeof *x->entries,
              code_cmp);
    *ret_index = x;
    return OK;
}

/* Whether the typed words begin words of the name, in order; and how well. */
static bool
name_fits(const struct entry *e, const struct typed *t, int *ret_tier)
{
    int at = 0;
    int exact = 0;
    bool first = true;

    for (int i = 0; i < t->words_len; i++) {
        struct slice word = token_word(&t->words[i]);

        while (at < e->words_len && !slice_starts(e->words[at], word))
            at++;
        if (at == e->words_len)
            return false;
        first &= i > 0 || at == 0;
        exact += e->words[at].len == word.len;
        at++;
    }
    if (!first)
        *ret_tier = 3;
    else if (exact < t->words_len)
        *ret_tier = 2;
    else
        *ret_tier = e->words_len > t->words_len;
    return true;
}

static bool
stands_before(const struct found *a, const struct found *b)
{
    const struct place *p = &a->entry->place;
    const struct place *q = &b->entry->place;

    if (a->tier != b->tier)
        return a->tier < b->tier;
    if (p->population != q->population)
        return p->population > q->population;
    if (!slice_eq(p->name, q->name))
        return slice_cmp(p->name, q->name) < 0;
    if (!slice_eq(p->ags, q->ags))
        return slice_cmp(p->ags, q->ags) < 0;
    return slice_cmp(p->postcode, q->postcode) < 0;
}

/* Insert in order; what is there already, or past `max`, is left out. */
static void
found_add(struct found *found, int *len, int max, struct found f)
{
    int at = *len;

    for (int i = 0; i < *len; i++) {
        if (found[i].entry == f.entry)
            return;
    }
    while (at > 0 && stands_before(&f, &found[at - 1]))
        at--;
    if (at == max)
        return;
    if (*len < max)
        (*len)++;
    for (int i = *len - 1; i > at; i--)
        found[i] = found[i - 1];
    found[at] = f;
}

static int
find_names(const struct place_index *x, const struct typed *t, int max, struct found *found)
{
    struct slice word = token_word(&t->words[0]);
    int len = 0;

    for (size_t i = first_word(x, word); i < x->words_len && slice_starts(x->words[i].code, word);
         i++) {
        struct found f = {.entry = &x->entries[x->words[i].at]};

        if (name_fits(f.entry, t, &f.tier))
            found_add(found, &len, max, f);
    }
    return len;
}

static bool
is_same_place(const struct entry *a, const struct entry *b)
{
    return slice_eq(a->place.postcode, b->place.postcode) && slice_eq(a->place.name, b->place.name);
}

static int
find_postcodes(const struct place_index *x, const struct typed *t, int max, struct found *found)
{
    uint32_t low = x->names_len;
    uint32_t high = x->entries_len;
    int len = 0;

    while (low < high) {
        uint32_t mid = low + (high - low) / 2;

        if (slice_cmp(x->entries[mid].place.postcode, t->digits) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    for (uint32_t i = low;
         i < x->entries_len && slice_starts(x->entries[i].place.postcode, t->digits); i++) {
        struct found f = {.entry = &x->entries[i]};

        if (i > low && is_same_place(&x->entries[i - 1], &x->entries[i]))
            continue;
        found_add(found, &len, max, f);
    }
    return len;
}

/* What was typed before a comma, as a postcode and words. */
static void
typed_read(struct slice text, struct typed *t)
{
    struct slice before = slice_sub(text, 0, slice_find_char(text, ','));

    t->digits = SLICE("");
    t->words_len = name_words(slice_trim(before).len > 0 ? before : text, t->words);
    if (t->words_len == 0 || !is_digits(token_word(&t->words[0])) ||
        t->words[0].len > POSTCODE_DIGITS)
        return;
    t->digits = slice_sub(before, t->words[0].from, t->words[0].len);
    t->words_len--;
    memmove(t->words, t->words + 1, (size_t)t->words_len * sizeof *t->words);
}

enum err
place_find(struct arena *arena, const struct place_index *index, struct slice text, int max,
           struct place *ret_places, int *ret_len)
{
    struct typed *t = arena_new(arena, struct typed);
    struct found found[PLACES_FOUND_MAX];
    int len = 0;

    assert(max >= 1 && max <= PLACES_FOUND_MAX);
    if (text.len > SEARCH_TEXT_BYTES_MAX)
        return ERR_INVALID;
    if (t == NULL)
        return ERR_LIMIT;
    typed_read(text, t);
    if (t->digits.len > 0)
        len = find_postcodes(index, t, max, found);
    for (; len == 0 && t->words_len > 0; t->words_len--)
        len = find_names(index, t, max, found);
    for (int i = 0; i < len; i++)
        ret_places[i] = found[i].entry->place;
    *ret_len = len;
    return OK;
}
