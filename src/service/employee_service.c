/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/employee_service.h"

#include "domain/right.h"
#include "exchange/employee_csv.h"
#include "service/account_entry.h"
#include "service/audit.h"
#include "service/employee_parts.h"
#include "service/role_change.h"
#include "storage/employee_import_store.h"
#include "storage/employment_store.h"
#include "storage/organisation_store.h"
#include "storage/role_store.h"
#include "storage/unit_store.h"

enum { IMPORT_KEPT_MS = 24 * 60 * 60 * 1000 };

struct job {
    struct ctx *ctx;
    const struct employee_use *use;
    const struct snapshot *snap;
    struct employee_book book;
    struct slice bytes;
    struct employee_list list;
    struct employee_present present; /* what is current today */
    struct employee_plan *plan;
    struct employee_leavers leavers;
    int64_t import;
    int ended;
};

enum err
employee_need(struct ctx *ctx, const struct employee_use *use, enum right right)
{
    if (right_allows(right, use->actor, use->organisation))
        return OK;
    return fail(ctx, ERR_DENIED, "no right %s in organisation %lld", right_name(right),
                (long long)use->organisation.n);
}

struct find_use {
    struct slice code;
    struct organisation found;
};

static enum err
find(struct db *db, void *arg)
{
    struct find_use *u = arg;

    TRY(organisation_store_by_code(db, db_ctx(db)->arena, u->code, &u->found));
    return u->found.status == ORGANISATION_ADMITTED ? OK : ERR_NOT_FOUND;
}

enum err
employee_organisation(struct ctx *ctx, struct platform *platform, const struct actor *actor,
                      struct slice code, struct organisation *ret_organisation)
{
    struct find_use u = {.code = code};
    struct employee_use use = {platform, actor, {0}, NULL};

    TRY(db_read(platform_db(platform), ctx, find, &u));
    use.organisation = u.found.id;
    TRY(employee_need(ctx, &use, RIGHT_EMPLOYEES_MANAGE));
    *ret_organisation = u.found;
    return OK;
}

struct find_all_use {
    const struct actor *actor;
    struct organisation *found;
    int len;
};

static enum err
find_all(struct db *db, void *arg)
{
    struct find_all_use *u = arg;
    struct arena *a = db_ctx(db)->arena;

    u->len = 0;
    u->found = arena_array(a, struct organisation, (size_t)u->actor->grants_len + 1);
    if (u->found == NULL)
        return fail(db_ctx(db), ERR_LIMIT, "no memory left for organisations");
    for (int i = 0; i < u->actor->grants_len; i++) {
        struct organisation_id id = u->actor->grants[i].organisation;
        bool known = !right_allows(RIGHT_EMPLOYEES_MANAGE, u->actor, id);

        for (int k = 0; k < u->len; k++)
            known |= u->found[k].id.n == id.n;
        if (!known)
            TRY(organisation_store_by_id(db, a, id, &u->found[u->len++]));
    }
    return OK;
}

enum err
employee_organisations(struct ctx *ctx, struct platform *platform, const struct actor *actor,
                       struct organisation **ret_organisations, int *ret_len)
{
    struct find_all_use u = {.actor = actor};

    if (actor == NULL)
        return fail(ctx, ERR_DENIED, "nobody is signed in");
    TRY(db_read(platform_db(platform), ctx, find_all, &u));
    *ret_organisations = u.found;
    *ret_len = u.len;
    return OK;
}

static struct day
today_of(const struct ctx *ctx)
{
    return day_of(ctx->now);
}

/* --- what there is ------------------------------------------------------- */

static enum err
load_book(struct db *db, void *arg)
{
    struct job *j = arg;
    struct arena *a = j->ctx->arena;

    TRY(employment_store_load(db, a, j->use->organisation, &j->book.all));
    TRY(role_store_load(db, a, j->use->organisation, &j->book.roles, &j->book.roles_len));
    return unit_store_load(db, a, j->use->organisation, &j->book.units, &j->book.units_len);
}

enum err
employee_book_load(struct ctx *ctx, const struct employee_use *use, struct employee_book *ret_book)
{
    struct job j = {.ctx = ctx, .use = use};

    TRY(employee_need(ctx, use, RIGHT_EMPLOYEES_MANAGE));
    TRY(db_read(platform_db(use->platform), ctx, load_book, &j));
    *ret_book = j.book;
    return OK;
}

/* The list beside what is current today. */
static enum err
make_plan(struct job *j)
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
        if (employment_is_current(&j->book.all.at[i], today_of(j->ctx)))
            current[j->present.employments_len++] = j->book.all.at[i];
    }
    if (employee_plan_make(j->ctx->arena, &j->list, &j->present, j->plan) != OK)
        return fail(j->ctx, ERR_LIMIT, "no memory left for a list of %d people", j->list.len);
    return OK;
}

/* --- preview ------------------------------------------------------------- */

static struct instant
a_day_before(struct instant now)
{
    return (struct instant){now.ms - IMPORT_KEPT_MS};
}

static struct employee_import_owner
owner_of(const struct job *j)
{
    return (struct employee_import_owner){j->use->organisation, j->use->actor->id,
                                          a_day_before(j->ctx->now)};
}

static enum err
keep_list(struct db *db, void *arg)
{
    struct job *j = arg;

    return employee_import_store_add(db, owner_of(j), j->bytes, &j->import);
}

enum err
employee_import_preview(struct ctx *ctx, const struct employee_use *use, struct slice list,
                        struct employee_plan *ret_plan, int64_t *ret_import)
{
    struct employee_list *read = arena_new(ctx->arena, struct employee_list);
    struct job j = {.ctx = ctx, .use = use, .bytes = list, .plan = ret_plan};
    enum err e;

    TRY(employee_need(ctx, use, RIGHT_EMPLOYEES_MANAGE));
    if (read == NULL)
        return fail(ctx, ERR_LIMIT, "no memory left for a list");
    TRY(employee_csv_read(ctx, list, &j.list));
    TRY(db_read(platform_db(use->platform), ctx, load_book, &j));
    j.snap = snapshot_acquire(use->platform);
    e = make_plan(&j);
    snapshot_release(use->platform, j.snap);
    TRY(e);
    *read = j.list;
    ret_plan->list = read;
    if (read->problems_count == 0)
        TRY(db_write(platform_db(use->platform), ctx, keep_list, &j));
    *ret_import = j.import;
    return OK;
}

static enum err
find_list(struct db *db, void *arg)
{
    struct job *j = arg;

    TRY(employee_import_store_find(db, db_ctx(db)->arena, owner_of(j), j->import, &j->bytes));
    return load_book(db, j);
}

enum err
employee_import_again(struct ctx *ctx, const struct employee_use *use, int64_t import,
                      struct employee_plan *ret_plan)
{
    struct job *j = arena_new(ctx->arena, struct job);
    enum err e;

    TRY(employee_need(ctx, use, RIGHT_EMPLOYEES_MANAGE));
    if (j == NULL)
        return fail(ctx, ERR_LIMIT, "no memory left for a list");
    *j = (struct job){.ctx = ctx, .use = use, .plan = ret_plan, .import = import};
    TRY(db_read(platform_db(use->platform), ctx, find_list, j));
    TRY(employee_csv_read(ctx, j->bytes, &j->list));
    j->snap = snapshot_acquire(use->platform);
    e = make_plan(j);
    snapshot_release(use->platform, j->snap);
    return e;
}

/* --- doing it ------------------------------------------------------------ */

/* The unit of the entry's path; what is not there yet is made. */
static enum err
ensure_unit(struct db *db, struct job *j, const struct employee_entry *entry,
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
say(struct db *db, struct job *j, const struct employee_change *c, struct employment *e)
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

/* All that is not about others: they may have no account yet. */
static enum err
save_entry(struct db *db, struct job *j, const struct employee_change *c, struct employment *e)
{
    *e = c->now != NULL ? *c->now
                        : (struct employment){.organisation = j->use->organisation,
                                              .number = SLICE(""),
                                              .first_day = today_of(j->ctx)};
    if (c->now == NULL) {
        struct account account = {.name = SLICE("")};

        TRY(account_entry_make(db, c->entry->email, c->entry->name, &account));
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
save_superior(struct db *db, struct job *j, int i, struct employment *saved)
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

static enum err
end_missing(struct db *db, struct job *j)
{
    for (int i = 0; i < j->plan->missing_len && j->leavers.end; i++) {
        struct employment e = *j->plan->missing[i];

        e.has_last_day = true;
        e.last_day = j->leavers.last_day.n < e.first_day.n ? e.first_day : j->leavers.last_day;
        TRY(employment_store_save(db, &e));
        TRY(employee_note(db, j->use, j->plan->missing[i], &e));
        j->ended++;
    }
    return OK;
}

static enum err
note_import(struct db *db, const struct job *j)
{
    struct text t = text_init(j->ctx->arena, AUDIT_DETAIL_BYTES_MAX);
    struct organisation o = {0};
    struct audit_entry e = {.actor = j->use->actor->code, .action = "employee.import"};

    TRY(organisation_store_by_id(db, j->ctx->arena, j->use->organisation, &o));
    e.organisation = e.subject = o.code;
    text_printf(&t, "{\"new\":%d,\"changed\":%d,\"ended\":%d}", j->plan->news, j->plan->changed,
                j->ended);
    TRY(text_end(&t, &e.detail));
    return audit_add(db, &e);
}

static enum err
import_list(struct db *db, void *arg)
{
    struct job *j = arg;
    struct employment *saved;

    /* A use case may run again (PostgreSQL): it begins from nothing each time. */
    j->ctx = db_ctx(db);
    j->ended = 0;
    TRY(employee_import_store_find(db, j->ctx->arena, owner_of(j), j->import, &j->bytes));
    TRY(employee_csv_read(j->ctx, j->bytes, &j->list));
    TRY(load_book(db, j));
    TRY(make_plan(j));
    if (j->list.problems_count > 0)
        return fail(j->ctx, ERR_CONFLICT, "the list has %d problems now", j->list.problems_count);
    saved = arena_array(j->ctx->arena, struct employment, (size_t)j->list.len + 1);
    if (saved == NULL)
        return fail(j->ctx, ERR_LIMIT, "no memory left for %d people", j->list.len);
    for (int i = 0; i < j->list.len; i++)
        TRY(save_entry(db, j, &j->plan->changes[i], &saved[i]));
    for (int i = 0; i < j->list.len; i++)
        TRY(save_superior(db, j, i, saved));
    TRY(end_missing(db, j));
    TRY(role_change_end(db, j->use->actor, j->use->organisation));
    TRY(note_import(db, j));
    return employee_import_store_forget(db, j->use->actor->id, a_day_before(j->ctx->now), NULL);
}

enum err
employee_import_confirm(struct ctx *ctx, const struct employee_use *use, int64_t import,
                        struct employee_leavers leavers, struct employee_plan *ret_plan)
{
    struct job *j = arena_new(ctx->arena, struct job);
    enum err e;

    TRY(employee_need(ctx, use, RIGHT_EMPLOYEES_MANAGE));
    if (j == NULL)
        return fail(ctx, ERR_LIMIT, "no memory left for a list");
    *j = (struct job){
        .ctx = ctx, .use = use, .plan = ret_plan, .leavers = leavers, .import = import};
    j->snap = snapshot_acquire(use->platform);
    e = db_write(platform_db(use->platform), ctx, import_list, j);
    snapshot_release(use->platform, j->snap);
    return e;
}
