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
    struct employee_job work;
    struct slice bytes;
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

/* --- what there is ------------------------------------------------------- */

static enum err
load_book(struct db *db, void *arg)
{
    struct job *j = arg;

    return employee_job_load(db, &j->work);
}

enum err
employee_book_load(struct ctx *ctx, const struct employee_use *use, struct employee_book *ret_book)
{
    struct job j = {.work = {.ctx = ctx, .use = use}};

    TRY(employee_need(ctx, use, RIGHT_EMPLOYEES_MANAGE));
    TRY(db_read(platform_db(use->platform), ctx, load_book, &j));
    *ret_book = j.work.book;
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
    return (struct employee_import_owner){j->work.use->organisation, j->work.use->actor->id,
                                          a_day_before(j->work.ctx->now)};
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
    struct job j = {.work = {.ctx = ctx, .use = use, .plan = ret_plan}, .bytes = list};
    enum err e;

    TRY(employee_need(ctx, use, RIGHT_EMPLOYEES_MANAGE));
    if (read == NULL)
        return fail(ctx, ERR_LIMIT, "no memory left for a list");
    TRY(employee_csv_read(ctx, list, &j.work.list));
    TRY(db_read(platform_db(use->platform), ctx, load_book, &j));
    j.work.snap = snapshot_acquire(use->platform);
    e = employee_job_plan(&j.work);
    snapshot_release(use->platform, j.work.snap);
    TRY(e);
    *read = j.work.list;
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
    return employee_job_load(db, &j->work);
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
    *j = (struct job){.work = {.ctx = ctx, .use = use, .plan = ret_plan}, .import = import};
    TRY(db_read(platform_db(use->platform), ctx, find_list, j));
    TRY(employee_csv_read(ctx, j->bytes, &j->work.list));
    j->work.snap = snapshot_acquire(use->platform);
    e = employee_job_plan(&j->work);
    snapshot_release(use->platform, j->work.snap);
    return e;
}

/* --- doing it ------------------------------------------------------------ */

static enum err
end_missing(struct db *db, struct job *j)
{
    const struct employee_plan *plan = j->work.plan;

    for (int i = 0; i < plan->missing_len && j->leavers.end; i++) {
        TRY(employee_job_end(db, j->work.use, plan->missing[i], j->leavers.last_day));
        j->ended++;
    }
    return OK;
}

static enum err
note_import(struct db *db, const struct job *j)
{
    struct text t = text_init(j->work.ctx->arena, AUDIT_DETAIL_BYTES_MAX);
    struct organisation o = {0};
    struct audit_entry e = {.actor = j->work.use->actor->code, .action = "employee.import"};

    TRY(organisation_store_by_id(db, j->work.ctx->arena, j->work.use->organisation, &o));
    e.organisation = e.subject = o.code;
    text_printf(&t, "{\"new\":%d,\"changed\":%d,\"ended\":%d}", j->work.plan->news,
                j->work.plan->changed, j->ended);
    TRY(text_end(&t, &e.detail));
    return audit_add(db, &e);
}

static enum err
import_list(struct db *db, void *arg)
{
    struct job *j = arg;
    struct employment *saved;

    /* A use case may run again (PostgreSQL): it begins from nothing each time. */
    j->work.ctx = db_ctx(db);
    j->ended = 0;
    TRY(employee_import_store_find(db, j->work.ctx->arena, owner_of(j), j->import, &j->bytes));
    TRY(employee_csv_read(j->work.ctx, j->bytes, &j->work.list));
    TRY(employee_job_load(db, &j->work));
    TRY(employee_job_plan(&j->work));
    if (j->work.list.problems_count > 0)
        return fail(j->work.ctx, ERR_CONFLICT, "the list has %d problems now",
                    j->work.list.problems_count);
    saved = arena_array(j->work.ctx->arena, struct employment, (size_t)j->work.list.len + 1);
    if (saved == NULL)
        return fail(j->work.ctx, ERR_LIMIT, "no memory left for %d people", j->work.list.len);
    TRY(employee_job_save(db, &j->work, saved));
    TRY(end_missing(db, j));
    TRY(role_change_end(db, j->work.use->actor, j->work.use->organisation));
    TRY(note_import(db, j));
    return employee_import_store_forget(db, j->work.use->actor->id, a_day_before(j->work.ctx->now),
                                        NULL);
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
        .work = {.ctx = ctx, .use = use, .plan = ret_plan}, .leavers = leavers, .import = import};
    j->work.snap = snapshot_acquire(use->platform);
    e = db_write(platform_db(use->platform), ctx, import_list, j);
    snapshot_release(use->platform, j->work.snap);
    return e;
}
