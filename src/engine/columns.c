/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/columns.h"

#include <stdlib.h>
#include <string.h>

#include "engine/array_copy.h"
#include "engine/lookup.h"
#include "engine/slot_merge.h"

struct building {
    const struct catalogue *c;
    struct catalogue_columns *columns;
    struct column_run *runs;
    size_t runs_len;
};

static enum err
language_index(struct catalogue_columns *columns, struct slice language, uint8_t *ret_index)
{
    for (int i = 0; i < columns->languages_len; i++) {
        if (slice_eq(columns->languages[i], language)) {
            *ret_index = (uint8_t)i;
            return OK;
        }
    }
    if (columns->languages_len == CATALOGUE_LANGUAGES_MAX)
        return ERR_LIMIT;
    *ret_index = (uint8_t)columns->languages_len;
    columns->languages[columns->languages_len++] = language;
    return OK;
}

/* What the gains say: competences, areas, bands, and topics when the module names none. */
static enum err
row_of_gains(const struct catalogue *c, const struct module *m, struct column_row *row,
             uint64_t competences[COMPETENCE_WORDS])
{
    uint64_t topics = 0;

    for (int i = 0; i < m->gives_len; i++) {
        const struct module_gain *g = &m->gives[i];
        const struct competence *competence = c->framework->by_id[g->competence.n];

        if (competence == NULL)
            return ERR_CORRUPT;
        competences[g->competence.n / 64] |= UINT64_C(1) << (g->competence.n % 64);
        row->areas |= (uint8_t)(1u << competence->area);
        topics |= competence->topics;
        if (g->to > row->level)
            row->level = g->to;
        for (uint8_t level = (uint8_t)(g->from + 1); level <= g->to; level++)
            row->bands |= (uint8_t)(1u << competence_band(level));
    }
    row->topics = m->topics ? m->topics : topics;
    return OK;
}

static int
run_cmp(const void *pa, const void *pb)
{
    const struct column_run *a = pa;
    const struct column_run *b = pb;

    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    return slice_cmp(a->run->code, b->run->code);
}

static enum err
row_of_runs(struct building *b, const struct module *m, struct column_row *row)
{
    const struct catalogue *c = b->c;

    row->runs_at = (uint32_t)b->runs_len;
    row->start = m->self_paced ? DAY_MIN : DAY_MAX;
    for (int i = 0; i < m->runs_len && !m->self_paced; i++) {
        const struct run *r = &m->runs[i];
        const struct venue *venue = catalogue_venue(c, r->venue);

        if (r->venue.n != 0 && venue == NULL)
            return ERR_CORRUPT;
        if (!catalogue_run_is_open(r, c->today))
            continue;
        b->runs[b->runs_len++] = (struct column_run){
            .run = r,
            .first = r->first.n,
            .last = r->last.n,
            .seats_free = run_seats_free(r),
            .venue = venue ? (uint32_t)(venue - c->venues) : COLUMN_ONLINE,
        };
        row->runs_len++;
        if (run_seats_free(r) > 0)
            row->flags |= COLUMN_SEAT;
    }
    if (row->runs_len > 0) {
        qsort(b->runs + row->runs_at, row->runs_len, sizeof *b->runs, run_cmp);
        row->start = b->runs[row->runs_at].first;
    }
    return OK;
}

static enum err
row_build(struct building *b, const struct module *m, struct column_row *row,
          uint64_t competences[COMPETENCE_WORDS])
{
    const struct catalogue *c = b->c;
    const struct provider *provider = catalogue_provider(c, m->provider);

    if (provider == NULL)
        return ERR_CORRUPT;
    TRY(language_index(b->columns, m->language, &row->language));
    TRY(row_of_gains(c, m, row, competences));
    TRY(row_of_runs(b, m, row));
    row->provider = (uint32_t)(provider - c->providers);
    row->price_cents = m->price.n;
    row->minutes = m->minutes;
    row->accessibility = (uint16_t)m->accessibility;
    row->format = (uint8_t)m->format;
    if (m->self_paced)
        row->flags |= COLUMN_SELF_PACED | COLUMN_SEAT;
    if (module_is_certified(m, c->today))
        row->flags |= COLUMN_CERTIFIED;
    if (!m->gone && (m->self_paced || row->runs_len > 0))
        row->flags |= COLUMN_OFFERED;
    return OK;
}

/* How many runs row_of_runs() takes. */
static size_t
runs_count(const struct catalogue *c, const struct module *m)
{
    size_t n = 0;

    for (int i = 0; i < m->runs_len && !m->self_paced; i++)
        n += catalogue_run_is_open(&m->runs[i], c->today);
    return n;
}

/* Languages by name, so that their numbers do not depend on which module comes first. */
static enum err
languages_build(const struct catalogue *c, struct catalogue_columns *columns)
{
    uint8_t index;

    for (uint32_t slot = 0; slot < c->modules_len; slot++)
        TRY(language_index(columns, c->modules[slot]->language, &index));
    for (int i = 1; i < columns->languages_len; i++) {
        struct slice language = columns->languages[i];
        int at = i;

        for (; at > 0 && slice_cmp(columns->languages[at - 1], language) > 0; at--)
            columns->languages[at] = columns->languages[at - 1];
        columns->languages[at] = language;
    }
    return OK;
}

enum err
columns_build(struct arena *arena, const struct catalogue *c,
              const struct catalogue_columns **ret_columns)
{
    struct building b = {.c = c};
    struct column_row *rows = arena_array(arena, struct column_row, c->modules_len);
    uint64_t(*competences)[COMPETENCE_WORDS] =
        arena_alloc_many(arena, c->modules_len, sizeof *competences, 8);

    size_t runs = 0;

    for (uint32_t slot = 0; slot < c->modules_len; slot++)
        runs += runs_count(c, c->modules[slot]);
    b.columns = arena_new(arena, struct catalogue_columns);
    b.runs = arena_array(arena, struct column_run, runs);
    if (b.columns == NULL || rows == NULL || b.runs == NULL || competences == NULL)
        return ERR_LIMIT;
    TRY(languages_build(c, b.columns));
    for (uint32_t slot = 0; slot < c->modules_len; slot++)
        TRY(row_build(&b, c->modules[slot], &rows[slot], competences[slot]));
    TRY(column_titles_build(arena, c, &b.columns->title_ranks));
    b.columns->rows = rows;
    b.columns->runs = b.runs;
    b.columns->competences = (const uint64_t(*)[COMPETENCE_WORDS])competences;
    TRY(column_sets_build(arena, c, b.columns));
    *ret_columns = b.columns;
    return OK;
}

/* Columns that are merged; rows as before until their stretch is met. */
struct merged_rows {
    struct building b;
    const struct catalogue_columns *was;
    struct column_row *rows;
    uint64_t (*competences)[COMPETENCE_WORDS];
};

/* Rows from..to-1 are as they were: their runs are copied. */
static void
rows_keep(struct merged_rows *r, uint32_t from, uint32_t to)
{
    uint32_t at;
    uint32_t end;
    uint32_t shift;

    if (from == to)
        return;
    at = r->rows[from].runs_at;
    end = r->rows[to - 1].runs_at + r->rows[to - 1].runs_len;
    shift = (uint32_t)r->b.runs_len - at; /* it may wrap around */
    if (end > at)
        memcpy(r->b.runs + r->b.runs_len, r->was->runs + at, (end - at) * sizeof *r->b.runs);
    r->b.runs_len += end - at;
    for (uint32_t slot = from; slot < to && shift != 0; slot++)
        r->rows[slot].runs_at += shift;
}

static enum err
rows_merge(struct merged_rows *r, const struct slot_merge *m)
{
    uint32_t next = 0;

    for (int i = 0; i < m->changed.len; i++) {
        uint32_t slot = m->changed.at[i];

        rows_keep(r, next, slot);
        r->rows[slot] = (struct column_row){.runs_at = 0};
        memset(r->competences[slot], 0, sizeof r->competences[slot]);
        TRY(row_build(&r->b, r->b.c->modules[slot], &r->rows[slot], r->competences[slot]));
        if (r->b.columns->languages_len > r->was->languages_len)
            return ERR_NOT_FOUND;
        next = slot + 1;
    }
    rows_keep(r, next, m->len);
    return OK;
}

/* Every language still has a module, and is named by the first. */
static enum err
languages_merge(const struct catalogue *c, struct catalogue_columns *columns)
{
    uint64_t seen = 0;
    int left = columns->languages_len;

    for (uint32_t slot = 0; slot < c->modules_len && left > 0; slot++) {
        uint8_t language = columns->rows[slot].language;

        if ((seen >> language & 1) != 0)
            continue;
        seen |= UINT64_C(1) << language;
        columns->languages[language] = c->modules[slot]->language;
        left--;
    }
    return left == 0 ? OK : ERR_NOT_FOUND;
}

enum err
columns_merge(struct arena *arena, const struct catalogue *origin, const struct catalogue *c,
              const struct slot_merge *m, const struct catalogue_columns **ret_columns)
{
    const struct catalogue_columns *was = origin->columns;
    const struct column_row *last = &was->rows[m->before_len - 1];
    struct merged_rows r = {.b = {.c = c}, .was = was};
    size_t runs = m->before_len > 0 ? (size_t)last->runs_at + last->runs_len : 0;

    for (int i = 0; i < m->changed.len; i++)
        runs += runs_count(c, c->modules[m->changed.at[i]]);
    r.b.columns = ARRAY_COPY(arena, struct catalogue_columns, was, 1);
    r.rows = SLOT_MERGE(arena, m, struct column_row, was->rows);
    r.competences = slot_merge_array(arena, m, was->competences, sizeof *r.competences);
    r.b.runs = arena_alloc_raw(arena, runs * sizeof *r.b.runs, alignof(struct column_run));
    if (r.b.columns == NULL || r.rows == NULL || r.competences == NULL || r.b.runs == NULL)
        return ERR_LIMIT;
    TRY(rows_merge(&r, m));
    r.b.columns->rows = r.rows;
    r.b.columns->runs = r.b.runs;
    r.b.columns->competences = (const uint64_t(*)[COMPETENCE_WORDS])r.competences;
    TRY(languages_merge(c, r.b.columns));
    TRY(column_titles_merge(arena, origin, c, m, &r.b.columns->title_ranks));
    if (r.b.columns->title_ranks == was->title_ranks)
        r.b.columns->title_ranks = ARRAY_COPY(arena, uint32_t, was->title_ranks, m->len);
    if (r.b.columns->title_ranks == NULL)
        return ERR_LIMIT;
    TRY(column_sets_merge(arena, origin, c, m, r.b.columns));
    *ret_columns = r.b.columns;
    return OK;
}

/* Columns of a catalogue in which some runs are others; an array is copied when it first differs.
 */
struct changing {
    struct arena *arena;
    struct arena *scratch;
    const struct catalogue *origin;
    const struct catalogue *c;
    struct catalogue_columns *columns;
    struct column_row *rows;
    struct column_run *runs;
    uint8_t *flags;
    int32_t *starts;
};

/* What seats and dates do not decide. */
static bool
row_is_same(const struct column_row *a, const struct column_row *b)
{
    return a->price_cents == b->price_cents && a->topics == b->topics && a->minutes == b->minutes &&
           a->runs_len == b->runs_len && a->accessibility == b->accessibility &&
           a->provider == b->provider && a->format == b->format && a->areas == b->areas &&
           a->bands == b->bands && a->language == b->language && a->level == b->level &&
           (a->flags & ~COLUMN_SEAT) == (b->flags & ~COLUMN_SEAT);
}

static enum err
row_put(struct changing *g, uint32_t slot, const struct column_row *row)
{
    uint32_t len = g->c->modules_len;

    if (g->rows == NULL) {
        g->rows = ARRAY_COPY(g->arena, struct column_row, g->origin->columns->rows, len);
        g->flags = ARRAY_COPY(g->arena, uint8_t, g->origin->columns->flags, len);
        g->starts = ARRAY_COPY(g->arena, int32_t, g->origin->columns->starts, len);
        if (g->rows == NULL || g->flags == NULL || g->starts == NULL)
            return ERR_LIMIT;
        g->columns->rows = g->rows;
        g->columns->flags = g->flags;
        g->columns->starts = g->starts;
    }
    g->rows[slot] = *row;
    g->flags[slot] = row->flags;
    g->starts[slot] = row->start;
    return OK;
}

static enum err
row_change(struct changing *g, uint32_t slot)
{
    const struct module *m = g->c->modules[slot];
    const struct column_row *old = &g->origin->columns->rows[slot];
    const struct column_run *old_runs = g->origin->columns->runs + old->runs_at;
    struct building b = {.c = g->c, .columns = g->columns};
    struct column_row row = {.runs_at = 0};
    uint64_t competences[COMPETENCE_WORDS] = {0};
    int languages = g->columns->languages_len;

    arena_reset(g->scratch);
    b.runs = arena_array(g->scratch, struct column_run, (size_t)m->runs_len);
    if (b.runs == NULL)
        return ERR_LIMIT;
    TRY(row_build(&b, m, &row, competences));
    row.runs_at = old->runs_at;
    if (g->columns->languages_len != languages || !row_is_same(&row, old) ||
        memcmp(competences, g->origin->columns->competences[slot], sizeof competences) != 0)
        return ERR_NOT_FOUND;
    for (uint32_t i = 0; i < row.runs_len; i++) {
        if (b.runs[i].venue != old_runs[i].venue)
            return ERR_NOT_FOUND;
        g->runs[row.runs_at + i] = b.runs[i];
    }
    if (row.flags == old->flags && row.start == old->start)
        return OK;
    return row_put(g, slot, &row);
}

enum err
columns_change(struct arena *arena, const struct catalogue *origin, const struct catalogue *c,
               const struct catalogue_slots *changed, const struct catalogue_columns **ret_columns)
{
    CLEANUP(arena_cleanup) struct arena *scratch = arena_open(SIZE_MAX);
    struct changing g = {.arena = arena, .scratch = scratch, .origin = origin, .c = c};
    const struct slot_merge same_slots = {
        .before_len = c->modules_len, .len = c->modules_len, .changed = *changed};
    const struct column_row *last = &origin->columns->rows[c->modules_len - 1];

    g.columns = arena_new(arena, struct catalogue_columns);
    if (scratch == NULL || g.columns == NULL)
        return ERR_LIMIT;
    *g.columns = *origin->columns;
    g.runs = ARRAY_COPY(arena, struct column_run, origin->columns->runs,
                        (size_t)last->runs_at + last->runs_len);
    if (g.runs == NULL)
        return ERR_LIMIT;
    g.columns->runs = g.runs;
    for (int i = 0; i < changed->len; i++)
        TRY(row_change(&g, changed->at[i]));
    TRY(column_titles_merge(arena, origin, c, &same_slots, &g.columns->title_ranks));
    TRY(column_sets_change(arena, c, changed, g.columns));
    *ret_columns = g.columns;
    return OK;
}
