/* SPDX-License-Identifier: EUPL-1.2 */
/* One employment, changed by the personnel department. */
#include "service/browse_service.h"
#include "service/employee_parts.h"
#include "service/role_change.h"
#include "storage/employment_store.h"
#include "storage/unit_store.h"

struct one {
    struct ctx *ctx;
    const struct employee_use *use;
    const struct employment *wanted;
};

static const struct employment *
who_works(const struct employments *all, struct account_id account, struct day today)
{
    for (int i = 0; i < all->len; i++) {
        if (all->at[i].account.n == account.n && employment_is_current(&all->at[i], today))
            return &all->at[i];
    }
    return NULL;
}

/* ORG-15: up from the wanted superior; who comes back to where it began stands in a circle. */
static bool
is_circle(const struct employments *all, const struct employment *e, struct day today)
{
    struct account_id at = e->superior;

    for (int steps = 0; at.n != 0 && steps <= all->len; steps++) {
        const struct employment *upper;

        if (at.n == e->account.n)
            return true;
        upper = who_works(all, at, today);
        at.n = upper != NULL ? upper->superior.n : 0;
    }
    return false;
}

/* ORG-50. A job that is kept may be one that is no longer offered. */
static bool
may_assign(const struct one *o, struct job_profile_id job)
{
    const struct snapshot *snap = snapshot_acquire(o->use->platform);
    const struct job_profile *found = browse_job(snap, job);
    bool may = found != NULL && job_profile_is_for(found, o->use->organisation);

    snapshot_release(o->use->platform, snap);
    return may;
}

static enum err
check_wanted(struct db *db, const struct one *o, const struct employment *before,
             const struct employment *e)
{
    struct day today = day_of(o->ctx->now);
    struct employments all = {0};
    struct unit *units = NULL;
    int units_len = 0;
    bool unit_known = e->unit.n == 0;

    TRY(employment_store_load(db, o->ctx->arena, e->organisation, &all));
    TRY(unit_store_load(db, o->ctx->arena, e->organisation, &units, &units_len));
    for (int i = 0; i < units_len; i++)
        unit_known |= units[i].id.n == e->unit.n;
    if (!unit_known)
        return fail(o->ctx, ERR_INVALID, "unit %lld is not of this organisation",
                    (long long)e->unit.n);
    if ((e->superior.n != 0 && who_works(&all, e->superior, today) == NULL) ||
        (e->deputy.n != 0 && who_works(&all, e->deputy, today) == NULL))
        return fail(o->ctx, ERR_INVALID, "superior or deputy does not work here");
    if (e->deputy.n == e->account.n || is_circle(&all, e, today))
        return fail(o->ctx, ERR_INVALID, "the superior stands in a circle");
    if (e->has_last_day && e->last_day.n < e->first_day.n)
        return fail(o->ctx, ERR_INVALID, "the work ends before it begins");
    return employment_is_current(before, today) ? OK : employee_job_alone(o->ctx, &all, e);
}

static enum err
change(struct db *db, void *arg)
{
    struct one *o = arg;
    const struct employment *w = o->wanted;
    struct employment e = {0};
    struct employment before;

    o->ctx = db_ctx(db);
    TRY(employment_store_find(db, o->ctx->arena, o->use->organisation, w->id, &e));
    before = e;
    if (w->job.n != 0 && w->job.n != e.job.n && !may_assign(o, w->job))
        return fail(o->ctx, ERR_INVALID, "job profile %lld is not of this organisation",
                    (long long)w->job.n);
    if (w->job.n != e.job.n)
        e.job_confirmed.ms = 0;
    e.name = w->name;
    e.number = w->number;
    e.first_day = w->first_day;
    e.unit = w->unit;
    e.superior = w->superior;
    e.deputy = w->deputy;
    e.job = w->job;
    e.last_day = w->last_day;
    e.has_last_day = w->has_last_day;
    TRY(check_wanted(db, o, &before, &e));
    TRY(employment_store_save(db, &e));
    TRY(employee_note(db, o->use, &before, &e));
    if (!employment_is_current(&before, day_of(o->ctx->now)) &&
        employment_is_current(&e, day_of(o->ctx->now)))
        TRY(employee_regain(db, o->use, &e));
    return role_change_end(db, o->use->actor, o->use->organisation);
}

enum err
employee_change(struct ctx *ctx, const struct employee_use *use, const struct employment *wanted)
{
    struct one o = {.ctx = ctx, .use = use, .wanted = wanted};

    TRY(employee_need(ctx, use, RIGHT_EMPLOYEES_MANAGE));
    if (wanted->name.len == 0 || wanted->name.len > ACCOUNT_NAME_BYTES_MAX ||
        wanted->number.len > EMPLOYEE_NUMBER_BYTES_MAX)
        return fail(ctx, ERR_INVALID, "no sound name or number");
    return db_write(platform_db(use->platform), ctx, change, &o);
}
