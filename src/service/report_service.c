/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/report_service.h"

#include "domain/right.h"
#include "service/audit.h"
#include "storage/audit_store.h"
#include "storage/employment_store.h"
#include "storage/job_profile_store.h"
#include "storage/report_store.h"
#include "storage/unit_store.h"

enum { UNIT_LEVELS_MAX = 64 };

static const char ALL[] = "all";

struct use {
    const struct report_use *by;
    struct day month;
    bool off[REPORT_PARTS];
    struct report_kept *rows;
    int rows_len;
    bool is_counted; /* what is on, this month */
    struct report_months *months;
    enum report_part part;
    bool off_now;
    struct audit_filter filter;
    struct report_events *events;
};

static enum err
need(struct ctx *ctx, const struct report_use *use, enum right right)
{
    struct organisation_id id = {use->organisation != NULL ? use->organisation->id.n : 0};

    if (right_allows(right, use->actor, id))
        return OK;
    return fail(ctx, ERR_DENIED, "the actor may not read reports of organisation %lld",
                (long long)id.n);
}

/* --- counting ------------------------------------------------------------ */

/* What there is to count from. */
struct book {
    struct employments all;
    struct unit *units;
    int units_len;
    struct job_profile *jobs;
    int jobs_len;
};

static const struct unit *
unit_of(const struct book *b, int64_t id)
{
    for (int i = 0; i < b->units_len; i++) {
        if (b->units[i].id.n == id)
            return &b->units[i];
    }
    return NULL;
}

/* The unit at the top above it: groups by unit are those of the first level (REPORT-1). */
static const struct unit *
top_of(const struct book *b, int64_t id)
{
    const struct unit *u = unit_of(b, id);

    for (int i = 0; u != NULL && u->parent.n != 0 && i < UNIT_LEVELS_MAX; i++)
        u = unit_of(b, u->parent.n);
    return u;
}

static void
name_group(const struct book *b, const struct employment *e, enum report_part part,
           struct report_count *ret_group)
{
    const struct unit *top = part == REPORT_UNITS ? top_of(b, e->unit.n) : NULL;

    *ret_group = (struct report_count){.label = SLICE("")};
    if (top != NULL) {
        ret_group->subject = top->id.n;
        ret_group->label = top->name;
    }
    for (int i = 0; part == REPORT_JOBS && e->job.n != 0 && i < b->jobs_len; i++) {
        if (b->jobs[i].id.n != e->job.n)
            continue;
        ret_group->subject = e->job.n;
        ret_group->label = b->jobs[i].name_de;
    }
}

static void
add_person(struct report_count *c, const struct employment *e)
{
    c->people++;
    c->fit[REPORT_ACCEPTED] += e->answer == EMPLOYMENT_ACCEPTED;
    c->fit[REPORT_CONFIRMED] += e->job.n != 0 && e->job_confirmed.ms != 0;
    c->able += e->job.n != 0 && (e->answer == EMPLOYMENT_ACCEPTED || e->job_confirmed.ms != 0);
}

/* Groups as they are made, one array for each part. */
struct groups {
    struct report_count at[REPORT_GROUPS_MAX];
    int len;
};

static enum err
add_to_group(struct ctx *ctx, struct groups *g, const struct report_count *group,
             const struct employment *e)
{
    int i = 0;

    while (i < g->len && g->at[i].subject != group->subject)
        i++;
    if (i == REPORT_GROUPS_MAX)
        return fail(ctx, ERR_LIMIT, "more than %d groups", REPORT_GROUPS_MAX);
    if (i == g->len)
        g->at[g->len++] = *group;
    add_person(&g->at[i], e);
    return OK;
}

/* Those who work there now and have not said that they do not. */
static enum err
count(struct ctx *ctx, const struct book *b, enum report_part part, struct report_count *ret_all,
      struct groups *g)
{
    struct day today = day_of(ctx->now);

    *ret_all = (struct report_count){.label = SLICE("")};
    for (int i = 0; i < b->all.len; i++) {
        const struct employment *e = &b->all.at[i];
        struct report_count group;

        if (!employment_is_current(e, today) || e->answer == EMPLOYMENT_DECLINED)
            continue;
        add_person(ret_all, e);
        name_group(b, e, part, &group);
        TRY(add_to_group(ctx, g, &group, e));
    }
    return OK;
}

/* --- keeping ------------------------------------------------------------- */

/* What the month before this one counted for the same part. */
static enum err
load_before(struct db *db, const struct use *u, struct slice part, struct report_kept **ret_rows,
            int *ret_len)
{
    struct report_months months;

    *ret_len = 0;
    *ret_rows = NULL;
    TRY(report_store_months(db, u->by->organisation->id, part, u->month, &months));
    return months.len == 0
               ? OK
               : report_store_rows(db, u->by->organisation->id, months.at[0], ret_rows, ret_len);
}

/* Groups of the month before of this part, at most REPORT_GROUPS_MAX. */
static void
pick_part(const struct report_kept *rows, int len, struct slice part, struct groups *ret_groups)
{
    ret_groups->len = 0;
    for (int i = 0; i < len && ret_groups->len < REPORT_GROUPS_MAX; i++) {
        if (slice_eq(rows[i].part, part))
            ret_groups->at[ret_groups->len++] = rows[i].count;
    }
}

/* REPORT-5, REPORT-10: groups of before that have nobody now are followed as well. */
static enum err
keep(struct db *db, const struct use *u, struct slice part, struct groups *g)
{
    struct arena *a = db_ctx(db)->arena;
    struct groups *before = arena_new(a, struct groups);
    bool *taken = arena_array(a, bool, REPORT_GROUPS_MAX);
    struct report_kept *rows = NULL;
    int len = 0;

    if (before == NULL || taken == NULL)
        return fail(db_ctx(db), ERR_LIMIT, "no memory for a report");
    TRY(load_before(db, u, part, &rows, &len));
    pick_part(rows, len, part, before);
    for (int i = 0; i < g->len; i++) {
        int from = report_predecessor((struct report_list){before->at, before->len}, taken,
                                      (struct report_list){g->at, g->len}, i);
        struct report_kept row = {part, g->at[i]};

        if (from >= 0)
            row.count = report_follow(&before->at[from], &g->at[i]);
        TRY(report_store_add(db, u->by->organisation->id, u->month, &row));
    }
    for (int i = 0; i < before->len; i++) {
        struct report_count none = {.subject = before->at[i].subject, .label = SLICE("")};
        struct report_kept row = {part, report_follow(&before->at[i], &none)};

        if (!taken[i] && row.count.people > 0)
            TRY(report_store_add(db, u->by->organisation->id, u->month, &row));
    }
    return OK;
}

static enum err
load_book(struct db *db, const struct use *u, struct book *ret_book)
{
    struct arena *a = db_ctx(db)->arena;

    TRY(employment_store_load(db, a, u->by->organisation->id, &ret_book->all));
    TRY(unit_store_load(db, a, u->by->organisation->id, &ret_book->units, &ret_book->units_len));
    return job_profile_store_load(db, a, &ret_book->jobs, &ret_book->jobs_len);
}

static bool
has_part(const struct use *u, struct slice part)
{
    for (int i = 0; i < u->rows_len; i++) {
        if (slice_eq(u->rows[i].part, part))
            return true;
    }
    return false;
}

static enum err
load_rows(struct db *db, struct use *u)
{
    TRY(report_store_switches(db, u->by->organisation->id, u->off));
    return report_store_rows(db, u->by->organisation->id, u->month, &u->rows, &u->rows_len);
}

/* Count what this month has not counted yet, unless it is switched off. */
static enum err
use_count(struct db *db, void *arg)
{
    struct use *u = arg;
    struct ctx *ctx = db_ctx(db);
    struct book book = {.units_len = 0};
    struct groups *g = NULL;

    TRY(load_rows(db, u));
    TRY(load_book(db, u, &book));
    for (int p = 0; p < REPORT_PARTS; p++) {
        struct slice code = slice_of(report_part_code((enum report_part)p));
        struct report_count all;

        if (u->off[p] || has_part(u, code))
            continue;
        g = arena_new(ctx->arena, struct groups);
        if (g == NULL)
            return ERR_LIMIT;
        TRY(count(ctx, &book, (enum report_part)p, &all, g));
        TRY(keep(db, u, code, g));
        g->at[0] = all;
        g->len = 1;
        if (!has_part(u, slice_of(ALL)))
            TRY(keep(db, u, slice_of(ALL), g));
        TRY(load_rows(db, u));
    }
    return report_store_months(db, u->by->organisation->id, slice_of(ALL), day_plus(u->month, 1),
                               u->months);
}

/* What is kept of the month; mostly that is all (a month is counted once). */
static enum err
use_look(struct db *db, void *arg)
{
    struct use *u = arg;

    TRY(load_rows(db, u));
    u->is_counted = has_part(u, slice_of(ALL));
    for (int p = 0; p < REPORT_PARTS; p++)
        u->is_counted &= u->off[p] || has_part(u, slice_of(report_part_code((enum report_part)p)));
    return report_store_months(db, u->by->organisation->id, slice_of(ALL),
                               day_plus(day_month_first(day_of(db_ctx(db)->now)), 1), u->months);
}

/* --- showing ------------------------------------------------------------- */

static enum err
make_view(struct ctx *ctx, const struct use *u, struct report_view *ret_view)
{
    struct report_counts counts = {.len = {0}};

    for (int p = 0; p < REPORT_PARTS; p++) {
        struct slice code = slice_of(report_part_code((enum report_part)p));

        if (u->off[p])
            continue;
        counts.at[p] = arena_array(ctx->arena, struct report_count, (size_t)u->rows_len + 1);
        if (counts.at[p] == NULL)
            return ERR_LIMIT;
        for (int i = 0; i < u->rows_len; i++) {
            if (slice_eq(u->rows[i].part, code))
                counts.at[p][counts.len[p]++] = u->rows[i].count;
        }
    }
    for (int i = 0; i < u->rows_len; i++) {
        if (slice_is(u->rows[i].part, ALL))
            counts.all = u->rows[i].count;
    }
    return report_view_make(ctx->arena, &counts, ret_view);
}

enum err
report_show(struct ctx *ctx, const struct report_use *use, struct day month,
            struct report *ret_report)
{
    struct day now = day_month_first(day_of(ctx->now));
    struct use u = {.by = use, .month = month.n != 0 ? month : now};

    TRY(need(ctx, use, RIGHT_REPORT_GROUPS));
    *ret_report = (struct report){.month = u.month};
    u.months = &ret_report->months;
    TRY(db_read(platform_db(use->platform), ctx, use_look, &u));
    if (u.month.n == now.n && !u.is_counted)
        TRY(db_write(platform_db(use->platform), ctx, use_count, &u));
    if (u.month.n != now.n && !has_part(&u, slice_of(ALL)))
        return fail(ctx, ERR_NOT_FOUND, "nothing was counted in that month");
    for (int p = 0; p < REPORT_PARTS; p++)
        ret_report->off[p] = u.off[p];
    return make_view(ctx, &u, &ret_report->view);
}

enum err
report_part(struct ctx *ctx, const struct report_use *use, struct day month, enum report_part part,
            struct report *ret_report)
{
    TRY(report_show(ctx, use, month, ret_report));
    if (ret_report->off[part])
        return fail(ctx, ERR_DENIED, "the analysis %s is switched off", report_part_code(part));
    return OK;
}

/* --- switches ------------------------------------------------------------ */

static enum err
use_switches(struct db *db, void *arg)
{
    struct use *u = arg;

    return report_store_switches(db, u->by->organisation->id, u->off);
}

enum err
report_switches(struct ctx *ctx, const struct report_use *use, bool ret_off[REPORT_PARTS])
{
    struct use u = {.by = use};

    TRY(need(ctx, use, RIGHT_REPORT_GROUPS));
    TRY(db_read(platform_db(use->platform), ctx, use_switches, &u));
    for (int p = 0; p < REPORT_PARTS; p++)
        ret_off[p] = u.off[p];
    return OK;
}

/* REPORT-8 */
static enum err
use_switch(struct db *db, void *arg)
{
    struct use *u = arg;

    TRY(report_store_switches(db, u->by->organisation->id, u->off));
    if (u->off[u->part] == u->off_now)
        return OK;
    TRY(report_store_switch(db, u->by->organisation->id, u->part, u->off_now));
    return audit_add(db, &(struct audit_entry){
                             .actor = u->by->actor->code,
                             .organisation = u->by->organisation->code,
                             .action = u->off_now ? "report.off" : "report.on",
                             .subject = slice_of(report_part_code(u->part)),
                         });
}

enum err
report_switch(struct ctx *ctx, const struct report_use *use, enum report_part part, bool off)
{
    struct use u = {.by = use, .part = part, .off_now = off};

    TRY(need(ctx, use, RIGHT_REPORT_GROUPS));
    return db_write(platform_db(use->platform), ctx, use_switch, &u);
}

/* --- the audit log ------------------------------------------------------- */

static enum err
use_events(struct db *db, void *arg)
{
    struct use *u = arg;
    struct audit_event more[AUDIT_SHOWN_MAX + 1];
    int len = 0;

    TRY(audit_store_filter(db, &u->filter, more, AUDIT_SHOWN_MAX + 1, &len));
    u->events->more = len > AUDIT_SHOWN_MAX;
    u->events->len = u->events->more ? AUDIT_SHOWN_MAX : len;
    for (int i = 0; i < u->events->len; i++)
        u->events->at[i] = more[i];
    return OK;
}

enum err
report_events(struct ctx *ctx, const struct report_use *use, struct audit_filter filter,
              struct report_events *ret_events)
{
    struct use u = {.by = use, .filter = filter, .events = ret_events};

    TRY(need(ctx, use, RIGHT_AUDIT_READ));
    if (use->organisation != NULL)
        u.filter.organisation = use->organisation->code;
    return db_read(platform_db(use->platform), ctx, use_events, &u);
}
