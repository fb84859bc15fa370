/* SPDX-License-Identifier: EUPL-1.2 */
/* A list of people beside what an organisation has, and what it says done: by file or by directory.
 */
#include "service/account_entry.h"
#include "service/employee_parts.h"
#include "storage/employment_store.h"
#include "storage/role_store.h"
#include "storage/unit_store.h"

enum err
employee_job_load(struct db *db, struct employee_job *j)
{
    struct arena *a = j->ctx->arena;

    TRY(employment_store_load(db, a, j->use->organisation, &j->book.all));
    TRY(role_store_load(db, a, j->use->organisation, &j->book.roles, &j->book.roles_len));
    return unit_store_load(db, a, j->use->organisation, &j->book.units, &j->book.units_len);
}

enum err
employee_job_plan(struct employee_job *j)
{
    const struct catalogue *c = j->snap->catalogue;
    struct employment *current =
        arena_array(j->ctx->arena, struct employment, (size_t)j->book.all.len + 1);
    struct job_profile *jobs =
        arena_array(j->ctx->arena, struct job_profile, (size_t)c->jobs_len + 1);

    j->present = (struct employee_present){
        .employments = current,
        .units = j->book.units,
        .units_len = j->book.units_len,
        .jobs = jobs,
    };
    if (current == NULL || jobs == NULL)
        return fail(j->ctx, ERR_LIMIT, "no memory left for %d employments", j->book.all.len);
    for (int i = 0; i < c->jobs_len; i++) {
        if (job_profile_is_for(&c->jobs[i], j->use->organisation))
            jobs[j->present.jobs_len++] = c->jobs[i];
    }
    for (int i = 0; i < j->book.all.len; i++) {
        if (employment_is_current(&j->book.all.at[i], day_of(j->ctx->now)))
            current[j->present.employments_len++] = j->book.all.at[i];
    }
    if (employee_plan_make(j->ctx->arena, &j->list, &j->present, j->plan) != OK)
        return fail(j->ctx, ERR_LIMIT, "no memory left for a list of %d people", j->list.len);
    return OK;
}

/* The unit of the entry's path; what is not there yet is made. */
static enum err
ensure_unit(struct db *db, struct employee_job *j, const struct employee_entry *entry,
            struct unit_id *ret_unit)
{
    struct unit_id at = {0};

    for (int level = 0; level < entry->units_len; level++) {
        struct employee_entry upper = *entry;
        struct unit unit = {.parent = at, .name = entry->units[level]};
        struct unit *more;

        upper.units_len = level + 1;
        unit.id = employee_unit_of(&upper, j->book.units, j->book.units_len);
        if (unit.id.n == 0) {
            TRY(unit_store_add(db, j->use->organisation, &unit));
            more = arena_array(j->ctx->arena, struct unit, (size_t)j->book.units_len + 1);
            if (more == NULL)
                return fail(j->ctx, ERR_LIMIT, "no memory left for units");
            for (int i = 0; i < j->book.units_len; i++)
                more[i] = j->book.units[i];
            more[j->book.units_len++] = unit;
            j->book.units = more;
        }
        at = unit.id;
    }
    *ret_unit = at;
    return OK;
}

/* ORG-12: what the line does not say stays. */
static enum err
say(struct db *db, struct employee_job *j, const struct employee_change *c, struct employment *e)
{
    const struct employee_entry *entry = c->entry;

    e->name = entry->name;
    e->email = entry->email;
    if (entry->number.len > 0)
        e->number = entry->number;
    if (entry->units_len > 0)
        TRY(ensure_unit(db, j, entry, &e->unit));
    if (c->job.n != 0 && c->job.n != e->job.n) {
        e->job = c->job;
        e->job_confirmed.ms = 0;
    }
    if (entry->first_day.n != DAY_MIN)
        e->first_day = entry->first_day;
    if (entry->last_day.n != DAY_MIN) {
        e->last_day = entry->last_day;
        e->has_last_day = true;
    }
    if (e->has_last_day && e->last_day.n < e->first_day.n)
        return fail(j->ctx, ERR_INVALID, "line %d: the work ends before it begins", entry->line);
    return OK;
}

/* ORG-31: whose private address it may be must not show. */
enum err
employee_job_account(struct db *db, const struct employee_job *j,
                     const struct employee_entry *entry, struct account *ret_account)
{
    TRY(account_entry_make(db, entry->email, entry->name, ret_account));
    for (int i = 0; i < j->book.all.len; i++) {
        const struct employment *e = &j->book.all.at[i];

        if (e->account.n == ret_account->id.n && employment_is_current(e, day_of(j->ctx->now)))
            return account_entry_nobody(db, ret_account);
    }
    return OK;
}

/* All that is not about others: they may have no account yet. */
static enum err
save_entry(struct db *db, struct employee_job *j, const struct employee_change *c,
           struct employment *e)
{
    *e = c->now != NULL ? *c->now
                        : (struct employment){.organisation = j->use->organisation,
                                              .number = SLICE(""),
                                              .first_day = day_of(j->ctx->now)};
    if (c->now == NULL) {
        struct account account = {.name = SLICE("")};

        TRY(employee_job_account(db, j, c->entry, &account));
        e->account = account.id;
        if (c->entry->last_day.n != DAY_MIN && c->entry->first_day.n == DAY_MIN &&
            c->entry->last_day.n < e->first_day.n)
            e->first_day = c->entry->last_day;
    }
    TRY(say(db, j, c, e));
    if (c->step == EMPLOYEE_STEP_SAME)
        return OK;
    TRY(employment_store_save(db, e));
    return employee_note(db, j->use, c->now, e);
}

static enum err
save_superior(struct db *db, struct employee_job *j, int i, struct employment *saved)
{
    const struct employee_change *c = &j->plan->changes[i];
    struct account_id superior;
    struct employment before;

    if (c->superior < 0)
        return OK;
    if (c->superior < j->list.len) {
        superior = saved[c->superior].account;
    } else {
        superior = j->present.employments[c->superior - j->list.len].account;
    }
    if (saved[i].superior.n == superior.n)
        return OK;
    before = saved[i];
    saved[i].superior = superior;
    TRY(employment_store_save(db, &saved[i]));
    return employee_note(db, j->use, &before, &saved[i]);
}

enum err
employee_job_save(struct db *db, struct employee_job *j, struct employment *ret_saved)
{
    for (int i = 0; i < j->list.len; i++)
        TRY(save_entry(db, j, &j->plan->changes[i], &ret_saved[i]));
    for (int i = 0; i < j->list.len; i++)
        TRY(save_superior(db, j, i, ret_saved));
    return OK;
}

/* ORG-34 */
enum err
employee_job_alone(struct ctx *ctx, const struct employments *all, const struct employment *e)
{
    struct day today = day_of(ctx->now);

    for (int i = 0; i < all->len && employment_is_current(e, today); i++) {
        const struct employment *o = &all->at[i];
        bool is_same =
            o->account.n == e->account.n || (e->email.len > 0 && slice_eq(o->email, e->email));

        if (o->id.n != e->id.n && is_same && employment_is_current(o, today))
            return fail(ctx, ERR_CONFLICT, "employments %lld and %lld are one person's",
                        (long long)o->id.n, (long long)e->id.n);
    }
    return OK;
}

enum err
employee_job_end(struct db *db, const struct employee_use *use, const struct employment *now,
                 struct day last_day)
{
    struct employment e = *now;

    e.has_last_day = true;
    e.last_day = last_day;
    if (last_day.n < e.first_day.n)
        e.first_day = last_day;
    TRY(employment_store_save(db, &e));
    return employee_note(db, use, now, &e);
}
