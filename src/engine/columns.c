/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/columns.h"

#include <stdlib.h>
#include <string.h>

#include "base/unicode.h"
#include "engine/lookup.h"

struct building {
    const struct catalogue *c;
    struct catalogue_columns *columns;
    struct column_row *rows;
    struct column_run *runs;
    uint64_t (*competences)[COMPETENCE_WORDS];
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
row_of_gains(struct building *b, uint32_t slot, const struct module *m)
{
    struct column_row *row = &b->rows[slot];
    uint64_t topics = 0;

    for (int i = 0; i < m->gives_len; i++) {
        const struct module_gain *g = &m->gives[i];
        const struct competence *competence = b->c->framework->by_id[g->competence.n];

        if (competence == NULL)
            return ERR_CORRUPT;
        b->competences[slot][g->competence.n / 64] |= UINT64_C(1) << (g->competence.n % 64);
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
row_of_runs(struct building *b, uint32_t slot, const struct module *m)
{
    struct column_row *row = &b->rows[slot];
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
row_build(struct building *b, uint32_t slot)
{
    const struct catalogue *c = b->c;
    const struct module *m = c->modules[slot];
    const struct provider *provider = catalogue_provider(c, m->provider);
    struct column_row *row = &b->rows[slot];

    if (provider == NULL)
        return ERR_CORRUPT;
    TRY(language_index(b->columns, m->language, &row->language));
    TRY(row_of_gains(b, slot, m));
    TRY(row_of_runs(b, slot, m));
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

/* DIN 5007-1: umlauts as their vowels, case and marks aside; then by code. */
static enum err
title_ranks(struct building *b)
{
    CLEANUP(arena_cleanup) struct arena *scratch = arena_open(SIZE_MAX);
    uint32_t len = b->c->modules_len;
    struct lookup_code *titles;

    if (scratch == NULL)
        return ERR_LIMIT;
    titles = arena_array(scratch, struct lookup_code, len);
    if (titles == NULL)
        return ERR_LIMIT;
    for (uint32_t i = 0; i < len; i++) {
        titles[i].at = i;
        TRY(unicode_fold(scratch, b->c->modules[i]->title, &titles[i].code));
    }
    TRY(lookup_codes_sort(titles, len));
    for (uint32_t i = 0; i < len; i++)
        b->rows[titles[i].at].title_rank = i;
    return OK;
}

/* Titles as before, in the same slots: then their order is. */
static bool
title_ranks_take(struct building *b, const struct catalogue *before)
{
    uint32_t len = b->c->modules_len;

    if (before == NULL || before->modules_len != len)
        return false;
    for (uint32_t i = 0; i < len; i++) {
        const struct module *m = b->c->modules[i];
        const struct module *old = before->modules[i];

        if (m != old && (m->id.n != old->id.n || !slice_eq(m->title, old->title)))
            return false;
    }
    for (uint32_t i = 0; i < len; i++)
        b->rows[i].title_rank = before->columns->rows[i].title_rank;
    return true;
}

static size_t
runs_count(const struct catalogue *c)
{
    size_t n = 0;

    for (uint32_t i = 0; i < c->modules_len; i++)
        n += (size_t)c->modules[i]->runs_len;
    return n;
}

enum err
columns_build(struct arena *arena, const struct catalogue *c, const struct catalogue *before,
              const struct catalogue_columns **ret_columns)
{
    struct building b = {.c = c};

    b.columns = arena_new(arena, struct catalogue_columns);
    b.rows = arena_array(arena, struct column_row, c->modules_len);
    b.runs = arena_array(arena, struct column_run, runs_count(c));
    b.competences = arena_alloc_many(arena, c->modules_len, sizeof *b.competences, 8);
    if (b.columns == NULL || b.rows == NULL || b.runs == NULL || b.competences == NULL)
        return ERR_LIMIT;
    for (uint32_t slot = 0; slot < c->modules_len; slot++)
        TRY(row_build(&b, slot));
    if (!title_ranks_take(&b, before))
        TRY(title_ranks(&b));
    b.columns->rows = b.rows;
    b.columns->runs = b.runs;
    b.columns->competences = (const uint64_t(*)[COMPETENCE_WORDS])b.competences;
    TRY(column_sets_build(arena, c, b.columns));
    *ret_columns = b.columns;
    return OK;
}
