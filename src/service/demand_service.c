/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/demand_service.h"

#include "domain/right.h"
#include "service/browse_service.h"
#include "storage/demand_store.h"
#include "storage/reach.h"

enum { MONTHS_KEPT_DAYS = 400 };

struct use {
    struct day month;
    struct demand_count *rows;
    int rows_len;
};

/* --- counting ------------------------------------------------------------ */

static bool
same_cell(const struct demand_count *a, const struct demand_count *b)
{
    return a->competence.n == b->competence.n && a->level == b->level &&
           slice_eq(a->state, b->state);
}

/* Cells are in order in both; a month has some hundreds. */
static const struct demand_count *
find_cell(const struct demand_count *rows, int len, const struct demand_count *wanted)
{
    for (int i = 0; i < len; i++) {
        if (same_cell(&rows[i], wanted))
            return &rows[i];
    }
    return NULL;
}

/* DEMAND-5: a figure moves from what it was only when enough people make the difference; cells
 * that nobody wants any more are followed as well. */
static enum err
keep(struct db *db, struct day month, const struct demand_count *now, int now_len)
{
    struct demand_count *before = NULL;
    int before_len = 0;
    struct day last = {0};

    TRY(demand_store_before(db, month, &last));
    if (last.n != 0)
        TRY(demand_store_rows(db, last, &before, &before_len));
    for (int i = 0; i < now_len; i++) {
        const struct demand_count *kept = find_cell(before, before_len, &now[i]);
        struct demand_count row = now[i];

        if (kept != NULL)
            row.people = demand_follow(kept->people, now[i].people);
        TRY(demand_store_add(db, month, &row));
    }
    for (int i = 0; i < before_len; i++) {
        struct demand_count row = before[i];

        row.people = demand_follow(before[i].people, 0);
        if (row.people > 0 && find_cell(now, now_len, &before[i]) == NULL)
            TRY(demand_store_add(db, month, &row));
    }
    return demand_store_expire(db, day_plus(month, -MONTHS_KEPT_DAYS));
}

static enum err
use_count(struct db *db, void *arg)
{
    struct use *u = arg;
    struct demand_count *now = NULL;
    int len = 0;

    TRY(demand_store_rows(db, u->month, &u->rows, &u->rows_len));
    if (u->rows_len > 0)
        return OK;
    TRY(demand_store_count(db, day_of(db_ctx(db)->now), &now, &len));
    TRY(keep(db, u->month, now, len));
    return demand_store_rows(db, u->month, &u->rows, &u->rows_len);
}

static enum err
use_rows(struct db *db, void *arg)
{
    struct use *u = arg;

    return demand_store_rows(db, u->month, &u->rows, &u->rows_len);
}

/* --- offers ---------------------------------------------------------------- */

/* DEMAND-6: what there is, by competence and level, made in one walk through the catalogue. */
struct offers {
    struct demand_supply at[COMPETENCES_MAX + 1][LEVEL_MAX + 1];
};

static void
add_run(const struct snapshot *snap, const struct run *r, struct demand_supply *s)
{
    if (!browse_run_is_open(snap, r))
        return;
    s->unlimited = s->unlimited || r->seats == SEATS_MAX;
    s->seats += run_seats_free(r);
}

static void
add_module(const struct snapshot *snap, const struct module *m, struct offers *o)
{
    struct demand_supply here = {.blocks = 1, .unlimited = m->self_paced};

    for (int i = 0; i < m->runs_len && !m->self_paced; i++)
        add_run(snap, &m->runs[i], &here);
    for (int i = 0; i < m->gives_len; i++) {
        const struct module_gain *g = &m->gives[i];

        for (int level = g->from + 1; level <= g->to && g->competence.n <= COMPETENCES_MAX;
             level++) {
            struct demand_supply *s = &o->at[g->competence.n][level];

            s->blocks += here.blocks;
            s->seats += here.seats;
            s->unlimited = s->unlimited || here.unlimited;
        }
    }
}

static struct demand_supply
supply_of(const void *arg, struct competence_id competence, int level)
{
    const struct offers *o = arg;

    return competence.n <= COMPETENCES_MAX && level <= LEVEL_MAX ? o->at[competence.n][level]
                                                                 : (struct demand_supply){0};
}

enum err
demand_show(struct ctx *ctx, struct platform *platform, const struct snapshot *snap,
            const struct actor *actor, struct demand *ret_demand)
{
    struct use u = {.month = day_month_first(day_of(ctx->now))};
    struct demand_counts counts = {.supply = supply_of};
    struct offers *offers = NULL;

    if (!right_reaches(RIGHT_DEMAND_READ, actor))
        return fail(ctx, ERR_DENIED, "the actor may not read demand");
    TRY(db_read(platform_db(platform), ctx, use_rows, &u));
    if (u.rows_len == 0)
        TRY(reach_write(platform_db(platform), ctx, ACROSS_DEMAND, use_count, &u));
    offers = arena_new(ctx->arena, struct offers);
    if (offers == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for offers");
    for (uint32_t i = 0; i < snap->catalogue->modules_len; i++) {
        if (browse_is_offered(snap, snap->catalogue->modules[i]))
            add_module(snap, snap->catalogue->modules[i], offers);
    }
    counts.at = u.rows;
    counts.len = u.rows_len;
    counts.arg = offers;
    ret_demand->month = u.month;
    return demand_view_make(ctx->arena, &counts, &ret_demand->view) == OK
               ? OK
               : fail(ctx, ERR_LIMIT, "no memory for demand");
}
