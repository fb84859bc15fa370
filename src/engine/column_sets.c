/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Facets as columns of set numbers. Each facet is one function from a module to the bits of its
 * values; numbering them is the same for all.
 */
#include "engine/columns.h"

#include <string.h>

#include "engine/array_copy.h"
#include "engine/slot_merge.h"

const int64_t SEARCH_PRICE_STEPS[SEARCH_STEPS] = {0, 10000, 25000, 50000};
const int64_t SEARCH_MINUTES_STEPS[SEARCH_STEPS] = {240, 480, 960, 2400};
const int64_t SEARCH_DAYS_STEPS[SEARCH_STEPS] = {30, 60, 90, 180};
const int64_t SEARCH_KM_STEPS[SEARCH_STEPS] = {10, 25, 50, 100};
const int64_t SEARCH_PRICE_BAND_ENDS[SEARCH_PRICE_BANDS - 1] = {0, 10000, 25000, 50000, 100000};

enum { NARROW_MAX = 256, CELLS = 4 * COLUMN_SETS_MAX };

static_assert(TOPICS_MAX <= 64 && CATALOGUE_LANGUAGES_MAX <= 64, "a set is 64 bits");

uint64_t
column_steps(const int64_t steps[SEARCH_STEPS], int64_t value)
{
    uint64_t set = 0;

    for (int i = 0; i < SEARCH_STEPS; i++)
        set |= (uint64_t)(value <= steps[i]) << i;
    return set;
}

int
column_price_band(int64_t cents)
{
    int band = 0;

    while (band < SEARCH_PRICE_BANDS - 1 && cents > SEARCH_PRICE_BAND_ENDS[band])
        band++;
    return band;
}

uint32_t
column_run_state(const struct catalogue *c, const struct column_row *row,
                 const struct column_run *r)
{
    uint8_t state = 0;

    if (r != NULL && r->venue != COLUMN_ONLINE)
        state = c->venues[r->venue].state;
    else if (module_format_is_local((enum module_format)row->format))
        state = c->providers[row->provider].state;
    else
        return 1;
    return state > 0 && state < SEARCH_STATES ? 1u << state : 0;
}

static uint64_t
states_of(const struct catalogue *c, const struct column_row *row)
{
    uint64_t set = 0;

    if (row->flags & COLUMN_SELF_PACED)
        return column_run_state(c, row, NULL);
    for (uint32_t i = 0; i < row->runs_len; i++)
        set |= column_run_state(c, row, &c->columns->runs[row->runs_at + i]);
    return set;
}

/* The module's own, and that of the venues of its runs. */
static uint64_t
accessibility_of(const struct catalogue *c, const struct column_row *row)
{
    uint64_t set = row->accessibility;

    for (uint32_t i = 0; i < row->runs_len; i++) {
        uint32_t venue = c->columns->runs[row->runs_at + i].venue;

        set |= venue == COLUMN_ONLINE ? 0 : c->venues[venue].accessibility;
    }
    return set;
}

static uint64_t
start_of(const struct catalogue *c, const struct column_row *row)
{
    return column_steps(SEARCH_DAYS_STEPS,
                        row->flags & COLUMN_SELF_PACED ? 0 : (int64_t)row->start - c->today.n);
}

static uint64_t
set_of(const struct catalogue *c, const struct column_row *row, enum search_facet_kind facet)
{
    switch (facet) {
    case FACET_TOPIC:
        return row->topics;
    case FACET_AREA:
        return row->areas;
    case FACET_FORMAT:
        return UINT64_C(1) << row->format;
    case FACET_BAND:
        return row->bands;
    case FACET_PRICE:
        return column_steps(SEARCH_PRICE_STEPS, row->price_cents);
    case FACET_HOURS:
        return row->minutes > 0 ? column_steps(SEARCH_MINUTES_STEPS, row->minutes) : 0;
    case FACET_START:
        return start_of(c, row);
    case FACET_SEATS:
        return row->flags & COLUMN_SEAT ? 2 : 0;
    case FACET_LANGUAGE:
        return UINT64_C(1) << row->language;
    case FACET_ACCESSIBILITY:
        return accessibility_of(c, row);
    case FACET_CERTIFIED:
        return row->flags & COLUMN_CERTIFIED ? 2 : 0;
    case FACET_STATE:
        return states_of(c, row);
    case FACET_LEVEL:
        return UINT64_C(1) << row->level;
    case FACET_PRICE_BAND:
        return UINT64_C(1) << column_price_band(row->price_cents);
    case FACET_PROVIDER:
        return UINT64_C(1) << row->provider;
    case FACET_COMPETENCE:
    case FACET_DISTANCE:
    case FACETS:
        break;
    }
    return 0;
}

/* Numbers of the sets met so far, by hash. */
struct numbering {
    uint16_t cells[CELLS]; /* number + 1; 0 = empty */
    uint64_t sets[COLUMN_SETS_MAX];
    uint32_t len;
};

/* False when there are too many. */
static bool
number_of(struct numbering *n, uint64_t set, uint16_t *ret_number)
{
    size_t i = (size_t)((set * UINT64_C(0x9e3779b97f4a7c15)) >> 40) % CELLS;

    while (n->cells[i] != 0 && n->sets[n->cells[i] - 1] != set)
        i = (i + 1) % CELLS;
    if (n->cells[i] == 0) {
        if (n->len == COLUMN_SETS_MAX)
            return false;
        n->sets[n->len++] = set;
        n->cells[i] = (uint16_t)n->len;
    }
    *ret_number = (uint16_t)(n->cells[i] - 1);
    return true;
}

static enum err
raw_build(struct arena *arena, const struct catalogue *c, enum search_facet_kind facet,
          struct column_sets *ret_sets)
{
    uint64_t *raw = arena_array(arena, uint64_t, c->modules_len);

    if (raw == NULL)
        return ERR_LIMIT;
    for (uint32_t slot = 0; slot < c->modules_len; slot++)
        raw[slot] = set_of(c, &c->columns->rows[slot], facet);
    *ret_sets = (struct column_sets){.raw = raw};
    return OK;
}

/* One bitmap per set, when they are few. `numbers`: by slot. */
static enum err
bitmaps_build(struct arena *arena, uint32_t slots_len, const uint16_t *numbers,
              struct column_sets *sets)
{
    uint32_t words = (slots_len + 63) / 64;
    uint64_t *bits;

    if (sets->sets_len > COLUMN_BITMAPS_MAX)
        return OK;
    bits = arena_array(arena, uint64_t, (size_t)words * sets->sets_len);
    if (bits == NULL)
        return ERR_LIMIT;
    for (uint32_t slot = 0; slot < slots_len; slot++)
        bits[(size_t)numbers[slot] * words + slot / 64] |= UINT64_C(1) << (slot % 64);
    sets->bits = bits;
    sets->bits_words = words;
    return OK;
}

/* `numbers` is room for one per slot. */
static enum err
facet_build(struct arena *arena, const struct catalogue *c, enum search_facet_kind facet,
            uint16_t *numbers, struct column_sets *ret_sets)
{
    CLEANUP(arena_cleanup) struct arena *scratch = arena_open(SIZE_MAX);
    struct numbering *n = scratch == NULL ? NULL : arena_new(scratch, struct numbering);
    uint8_t *narrow = NULL;
    uint16_t *wide = NULL;
    uint64_t *sets;

    if (n == NULL)
        return ERR_LIMIT;
    for (uint32_t slot = 0; slot < c->modules_len; slot++) {
        if (!number_of(n, set_of(c, &c->columns->rows[slot], facet), &numbers[slot]))
            return raw_build(arena, c, facet, ret_sets);
    }
    sets = arena_array(arena, uint64_t, n->len);
    if (n->len <= NARROW_MAX)
        narrow = arena_array(arena, uint8_t, c->modules_len);
    else
        wide = arena_array(arena, uint16_t, c->modules_len);
    if (sets == NULL || (narrow == NULL && wide == NULL))
        return ERR_LIMIT;
    for (uint32_t i = 0; i < n->len; i++)
        sets[i] = n->sets[i];
    for (uint32_t slot = 0; slot < c->modules_len; slot++) {
        if (narrow != NULL)
            narrow[slot] = (uint8_t)numbers[slot];
        else
            wide[slot] = numbers[slot];
    }
    *ret_sets =
        (struct column_sets){.narrow = narrow, .wide = wide, .sets = sets, .sets_len = n->len};
    return bitmaps_build(arena, c->modules_len, numbers, ret_sets);
}

enum err
column_sets_build(struct arena *arena, const struct catalogue *c, struct catalogue_columns *columns)
{
    CLEANUP(arena_cleanup) struct arena *scratch = arena_open(SIZE_MAX);
    struct catalogue with = *c;
    uint16_t *numbers;
    uint8_t *flags = arena_array(arena, uint8_t, c->modules_len);
    uint32_t *providers = arena_array(arena, uint32_t, c->modules_len);
    int32_t *starts = arena_array(arena, int32_t, c->modules_len);

    if (scratch == NULL || flags == NULL || providers == NULL || starts == NULL)
        return ERR_LIMIT;
    numbers = arena_array(scratch, uint16_t, c->modules_len);
    if (numbers == NULL)
        return ERR_LIMIT;
    with.columns = columns; /* the catalogue does not have them yet */
    for (int f = 0; f < FACETS; f++) {
        if (f == FACET_PROVIDER && c->providers_len > 64)
            continue;
        if (COLUMN_FACETS & FACET_BIT(f))
            TRY(facet_build(arena, &with, (enum search_facet_kind)f, numbers, &columns->sets[f]));
    }
    for (uint32_t slot = 0; slot < c->modules_len; slot++) {
        flags[slot] = columns->rows[slot].flags;
        providers[slot] = columns->rows[slot].provider;
        starts[slot] = columns->rows[slot].start;
    }
    columns->flags = flags;
    columns->providers = providers;
    columns->starts = starts;
    return OK;
}

/* The number of a set, which may be a new one; false when there are then more than `most`. */
static bool
set_number(uint64_t *sets, uint32_t *len, uint32_t most, uint64_t set, uint32_t *ret_number)
{
    uint32_t number = 0;

    while (number < *len && sets[number] != set)
        number++;
    if (number == most)
        return false;
    if (number == *len)
        sets[(*len)++] = set;
    *ret_number = number;
    return true;
}

/* Sets of a facet, as they are copied. */
struct merged_sets {
    uint64_t *sets;
    uint32_t sets_len;
    uint32_t most;
    uint8_t *narrow;
    uint16_t *wide;
    uint64_t *bits;
    uint32_t bits_words;
};

static enum err
sets_copy(struct arena *arena, const struct slot_merge *m, const struct column_sets *was,
          struct merged_sets *to)
{
    to->most = was->narrow == NULL ? COLUMN_SETS_MAX
               : was->bits == NULL ? NARROW_MAX
                                   : COLUMN_BITMAPS_MAX;
    to->sets = arena_array(arena, uint64_t, to->most);
    to->sets_len = was->sets_len;
    to->bits_words = (m->len + 63) / 64;
    if (was->narrow != NULL)
        to->narrow = SLOT_MERGE(arena, m, uint8_t, was->narrow);
    else
        to->wide = SLOT_MERGE(arena, m, uint16_t, was->wide);
    if (to->sets == NULL || (to->narrow == NULL && to->wide == NULL))
        return ERR_LIMIT;
    memcpy(to->sets, was->sets, was->sets_len * sizeof *to->sets);
    return OK;
}

/* Bitmaps by number, those of numbers that are new as well. */
static enum err
sets_bits_merge(struct arena *arena, const struct slot_merge *m, const struct column_sets *was,
                struct merged_sets *to)
{
    size_t words = to->bits_words;

    to->bits = arena_array(arena, uint64_t, words * to->sets_len);
    if (to->bits == NULL)
        return ERR_LIMIT;
    for (uint32_t n = 0; n < was->sets_len; n++)
        slot_merge_bits_into(m, was->bits + (size_t)n * was->bits_words, to->bits + n * words);
    for (int i = 0; i < m->changed.len; i++) {
        uint32_t slot = m->changed.at[i];
        uint32_t before = slot_merge_before(m, slot);
        uint64_t bit = UINT64_C(1) << (slot % 64);

        if (before != UINT32_MAX)
            to->bits[was->narrow[before] * words + slot / 64] &= ~bit;
        to->bits[to->narrow[slot] * words + slot / 64] |= bit;
    }
    return OK;
}

/* ERR_NOT_FOUND: too many sets for how they are kept. */
static enum err
facet_merge(struct arena *arena, const struct catalogue *with, const struct slot_merge *m,
            enum search_facet_kind facet, struct column_sets *sets)
{
    const struct column_sets was = *sets;
    struct merged_sets to = {.sets = NULL};

    if (was.sets == NULL)
        return ERR_NOT_FOUND;
    TRY(sets_copy(arena, m, &was, &to));
    for (int i = 0; i < m->changed.len; i++) {
        uint32_t slot = m->changed.at[i];
        uint64_t set = set_of(with, &with->columns->rows[slot], facet);
        uint32_t number;

        if (!set_number(to.sets, &to.sets_len, to.most, set, &number))
            return ERR_NOT_FOUND;
        if (to.narrow != NULL)
            to.narrow[slot] = (uint8_t)number;
        else
            to.wide[slot] = (uint16_t)number;
    }
    if (was.bits != NULL)
        TRY(sets_bits_merge(arena, m, &was, &to));
    *sets = (struct column_sets){.narrow = to.narrow,
                                 .wide = to.wide,
                                 .sets = to.sets,
                                 .sets_len = to.sets_len,
                                 .bits = to.bits,
                                 .bits_words = to.bits != NULL ? to.bits_words : 0};
    return OK;
}

/* Merged, or built anew where a new set makes too many for the kind. */
static enum err
facet_merge_or_build(struct arena *arena, const struct catalogue *with, const struct slot_merge *m,
                     enum search_facet_kind facet, struct column_sets *sets)
{
    CLEANUP(arena_cleanup) struct arena *scratch = arena_open(SIZE_MAX);
    struct arena_mark mark = arena_mark(arena);
    enum err e = facet_merge(arena, with, m, facet, sets);
    uint16_t *numbers;

    if (e != ERR_NOT_FOUND)
        return e;
    arena_rewind(arena, mark);
    numbers = scratch ? arena_array(scratch, uint16_t, with->modules_len) : NULL;
    return numbers ? facet_build(arena, with, facet, numbers, sets) : ERR_LIMIT;
}

enum err
column_sets_merge(struct arena *arena, const struct catalogue *origin, const struct catalogue *c,
                  const struct slot_merge *m, struct catalogue_columns *columns)
{
    const struct catalogue_columns *was = origin->columns;
    struct catalogue with = *c;
    uint8_t *flags = SLOT_MERGE(arena, m, uint8_t, was->flags);
    uint32_t *providers = SLOT_MERGE(arena, m, uint32_t, was->providers);
    int32_t *starts = SLOT_MERGE(arena, m, int32_t, was->starts);

    if (flags == NULL || providers == NULL || starts == NULL)
        return ERR_LIMIT;
    with.columns = columns;
    for (int f = 0; f < FACETS; f++) {
        if (f == FACET_PROVIDER && c->providers_len > 64)
            continue;
        if (COLUMN_FACETS & FACET_BIT(f))
            TRY(facet_merge_or_build(arena, &with, m, (enum search_facet_kind)f,
                                     &columns->sets[f]));
    }
    for (int i = 0; i < m->changed.len; i++) {
        uint32_t slot = m->changed.at[i];

        flags[slot] = columns->rows[slot].flags;
        providers[slot] = columns->rows[slot].provider;
        starts[slot] = columns->rows[slot].start;
    }
    columns->flags = flags;
    columns->providers = providers;
    columns->starts = starts;
    return OK;
}

/* One facet of some modules; `with` has the new columns, `sets` are those of the origin. */
static enum err
facet_change(struct arena *arena, const struct catalogue *with,
             const struct catalogue_slots *changed, enum search_facet_kind facet,
             struct column_sets *sets)
{
    const struct column_sets was = *sets;
    uint32_t slots_len = with->modules_len;
    uint8_t *narrow = NULL;
    uint64_t *bits = NULL;

    if (was.narrow == NULL || was.bits == NULL)
        return ERR_NOT_FOUND;
    for (int i = 0; i < changed->len; i++) {
        uint32_t slot = changed->at[i];
        uint64_t set = set_of(with, &with->columns->rows[slot], facet);
        uint64_t bit = UINT64_C(1) << (slot % 64);
        uint32_t old = was.narrow[slot];
        uint32_t now = 0;

        if (was.sets[old] == set)
            continue;
        while (now < was.sets_len && was.sets[now] != set)
            now++;
        if (now == was.sets_len)
            return ERR_NOT_FOUND;
        if (narrow == NULL) {
            narrow = ARRAY_COPY(arena, uint8_t, was.narrow, slots_len);
            bits = ARRAY_COPY(arena, uint64_t, was.bits, (size_t)was.bits_words * was.sets_len);
            if (narrow == NULL || bits == NULL)
                return ERR_LIMIT;
            sets->narrow = narrow;
            sets->bits = bits;
        }
        narrow[slot] = (uint8_t)now;
        bits[(size_t)old * was.bits_words + slot / 64] &= ~bit;
        bits[(size_t)now * was.bits_words + slot / 64] |= bit;
    }
    return OK;
}

enum err
column_sets_change(struct arena *arena, const struct catalogue *c,
                   const struct catalogue_slots *changed, struct catalogue_columns *columns)
{
    static const enum search_facet_kind OF_RUNS[] = {FACET_SEATS, FACET_START};
    struct catalogue with = *c;

    with.columns = columns;
    for (size_t i = 0; i < ARRAY_LEN(OF_RUNS); i++) {
        enum search_facet_kind facet = OF_RUNS[i];

        TRY(facet_change(arena, &with, changed, facet, &columns->sets[facet]));
    }
    return OK;
}
