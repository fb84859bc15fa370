/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/demand.h"

#include <stdlib.h>

#include "domain/disclosure.h"

static int
by_cell(const void *a, const void *b)
{
    const struct demand_count *x = a;
    const struct demand_count *y = b;

    if (x->competence.n != y->competence.n)
        return x->competence.n < y->competence.n ? -1 : 1;
    return x->level != y->level ? x->level - y->level : slice_cmp(x->state, y->state);
}

/* Free seats, the fewest first; what has no limit last. */
static int
by_seats(const struct demand_supply *x, const struct demand_supply *y)
{
    if (x->unlimited != y->unlimited)
        return x->unlimited ? 1 : -1;
    return x->unlimited ? x->blocks - y->blocks : (x->seats > y->seats) - (x->seats < y->seats);
}

/* DEMAND-7. The same for everybody: what is equal goes by competence and level. */
static int
by_unmet(const void *a, const void *b)
{
    const struct demand_row *x = a;
    const struct demand_row *y = b;

    if (x->unmet != y->unmet)
        return x->unmet > y->unmet ? -1 : 1;
    if (x->people != y->people)
        return x->people > y->people ? -1 : 1;
    if (by_seats(&x->supply, &y->supply) != 0)
        return by_seats(&x->supply, &y->supply);
    if (x->competence.n != y->competence.n)
        return x->competence.n < y->competence.n ? -1 : 1;
    return x->level - y->level;
}

/* Länder of one competence at one level, as far as they may be seen. */
static enum err
put_lands(struct arena *a, const struct demand_count *cells, const struct disclosure_table *t,
          struct demand_row *row)
{
    row->lands = arena_array(a, struct demand_land, (size_t)t->rows_len + 1);
    if (row->lands == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < t->rows_len; i++) {
        bool shown = t->rows[i].people_shown;

        row->lands[row->lands_len++] =
            (struct demand_land){cells[i].state, shown ? disclosure_round(t->rows[i].people) : -1};
        row->any_hidden = row->any_hidden || !shown;
    }
    return OK;
}

/* DEMAND-2 to DEMAND-4. `cells` are those of one competence and level. */
static enum err
put_row(struct arena *a, const struct demand_counts *counts, const struct demand_count *cells,
        int len, struct demand_view *view)
{
    struct demand_row *row = &view->rows[view->rows_len];
    struct disclosure_table t = {.rows = arena_array(a, struct disclosure_row, (size_t)len),
                                 .rows_len = len};
    int64_t organisations = 0;

    if (t.rows == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < len; i++) {
        t.rows[i].people = cells[i].people;
        t.rows[i].held_back = cells[i].organisations < DEMAND_ORGANISATIONS_MIN;
        organisations += cells[i].organisations; /* each is in one Land */
    }
    disclosure_protect(&t, 0);
    if (!t.total.people_shown || organisations < DEMAND_ORGANISATIONS_MIN) {
        view->hidden++;
        return OK;
    }
    *row = (struct demand_row){
        .competence = cells[0].competence,
        .level = cells[0].level,
        .people = disclosure_round(t.total.people),
        .supply = counts->supply(counts->arg, cells[0].competence, cells[0].level)};
    if (!row->supply.unlimited && row->supply.seats < row->people)
        row->unmet = disclosure_round(row->people - row->supply.seats);
    TRY(put_lands(a, cells, &t, row));
    view->rows_len++;
    return OK;
}

enum err
demand_view_make(struct arena *a, const struct demand_counts *counts, struct demand_view *ret_view)
{
    struct demand_count *cells = arena_array(a, struct demand_count, (size_t)counts->len + 1);
    int len = 0;
    int end;

    *ret_view =
        (struct demand_view){.rows = arena_array(a, struct demand_row, (size_t)counts->len + 1)};
    if (cells == NULL || ret_view->rows == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < counts->len; i++) {
        if (counts->at[i].people > 0)
            cells[len++] = counts->at[i];
    }
    qsort(cells, (size_t)len, sizeof *cells, by_cell);
    for (int i = 0; i < len; i = end) {
        for (end = i + 1; end < len && cells[end].competence.n == cells[i].competence.n &&
                          cells[end].level == cells[i].level;)
            end++;
        TRY(put_row(a, counts, &cells[i], end - i, ret_view));
    }
    qsort(ret_view->rows, (size_t)ret_view->rows_len, sizeof *ret_view->rows, by_unmet);
    return OK;
}

int64_t
demand_follow(int64_t kept, int64_t now)
{
    return disclosure_follow(kept, now);
}
