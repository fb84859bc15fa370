/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/employment_service.h"

#include "service/audit.h"
#include "service/role_change.h"
#include "storage/employment_store.h"
#include "storage/organisation_store.h"
#include "storage/reach.h"
#include "storage/unit_store.h"

struct one {
    struct ctx *ctx;
    const struct actor *actor;
    struct employment_id id;
    enum employment_answer answer;
    struct job_profile_id job;
    struct employment_own *own;
    int own_len;
};

/* --- all of them --------------------------------------------------------- */

static enum err
find_unit_name(struct db *db, struct employment_own *o)
{
    struct unit *units = NULL;
    int len = 0;

    if (o->employment.unit.n == 0)
        return OK;
    TRY(unit_store_load(db, db_ctx(db)->arena, o->employment.organisation, &units, &len));
    for (int i = 0; i < len; i++) {
        if (units[i].id.n == o->employment.unit.n)
            o->unit = units[i].name;
    }
    return OK;
}

static enum err
load_own(struct db *db, void *arg)
{
    struct one *o = arg;
    struct arena *a = db_ctx(db)->arena;
    struct employments all = {0};

    TRY(employment_store_of_account(db, a, o->actor->id, &all));
    o->own = arena_array(a, struct employment_own, (size_t)all.len + 1);
    o->own_len = all.len;
    if (o->own == NULL)
        return fail(db_ctx(db), ERR_LIMIT, "no memory left for employments");
    for (int i = 0; i < all.len; i++) {
        struct organisation found = {0};

        TRY(organisation_store_by_id(db, a, all.at[i].organisation, &found));
        o->own[i] = (struct employment_own){all.at[i], found.name, found.code, SLICE("")};
        TRY(find_unit_name(db, &o->own[i]));
    }
    return OK;
}

static enum err
signed_in(struct ctx *ctx, const struct actor *actor)
{
    return actor != NULL ? OK : fail(ctx, ERR_DENIED, "nobody is signed in");
}

enum err
employment_list(struct ctx *ctx, struct platform *platform, const struct actor *actor,
                struct employment_own **ret_own, int *ret_len)
{
    struct one o = {.ctx = ctx, .actor = actor};

    TRY(signed_in(ctx, actor));
    TRY(reach_read(platform_db(platform), ctx, ACROSS_OWN_WORK, load_own, &o));
    *ret_own = o.own;
    *ret_len = o.own_len;
    return OK;
}

/* --- what the person says ------------------------------------------------ */

static enum err
find_own(struct db *db, const struct one *o, struct employment *ret_employment)
{
    struct employments own = {0};

    TRY(employment_store_of_account(db, o->ctx->arena, o->actor->id, &own));
    for (int i = 0; i < own.len; i++) {
        if (own.at[i].id.n != o->id.n)
            continue;
        if (own.at[i].has_last_day && own.at[i].last_day.n < day_of(o->ctx->now).n)
            return fail(o->ctx, ERR_CONFLICT, "employment %lld is over", (long long)o->id.n);
        *ret_employment = own.at[i];
        return OK;
    }
    return fail(o->ctx, ERR_NOT_FOUND, "employment %lld is not the person's", (long long)o->id.n);
}

static enum err
note(struct db *db, const struct one *o, struct slice organisation_code, const char *action)
{
    return audit_add(db, &(struct audit_entry){.actor = o->actor->code,
                                               .organisation = organisation_code,
                                               .action = action,
                                               .subject = o->actor->code});
}

/* ORG-23: who does not work there has nothing of what came with the work. */
static enum err
take_work_roles(struct db *db, struct role_change c)
{
    static const enum role ROLES_OF_WORK[] = {ROLE_LEARNER, ROLE_SUPERIOR, ROLE_HR};

    for (size_t i = 0; i < ARRAY_LEN(ROLES_OF_WORK); i++) {
        c.role = ROLES_OF_WORK[i];
        TRY(role_change_take(db, &c));
    }
    return OK;
}

static enum err
say_answer(struct db *db, void *arg)
{
    struct one *o = arg;
    struct employment e = {0};
    struct organisation found = {0};
    struct role_change c = {.by = o->actor,
                            .account = o->actor->id,
                            .account_code = o->actor->code,
                            .role = ROLE_LEARNER};
    bool accepts = o->answer == EMPLOYMENT_ACCEPTED;

    o->ctx = db_ctx(db);
    TRY(find_own(db, o, &e));
    if (e.answer == o->answer)
        return OK;
    TRY(organisation_store_by_id(db, o->ctx->arena, e.organisation, &found));
    e.answer = o->answer;
    e.answered = o->ctx->now;
    TRY(employment_store_save(db, &e));
    TRY(note(db, o, found.code, accepts ? "employment.accept" : "employment.decline"));
    c.organisation = found.id;
    c.organisation_code = found.code;
    c.email = e.email;
    return accepts ? role_change_give(db, &c) : take_work_roles(db, c);
}

static enum err
say_job(struct db *db, void *arg)
{
    struct one *o = arg;
    struct employment e = {0};

    o->ctx = db_ctx(db);
    TRY(find_own(db, o, &e));
    if (e.job.n == 0 || e.answer != EMPLOYMENT_ACCEPTED)
        return fail(o->ctx, ERR_CONFLICT, "employment %lld has no job to confirm",
                    (long long)e.id.n);
    e.job_confirmed = o->ctx->now;
    o->job = e.job;
    return employment_store_save(db, &e);
}

enum err
employment_answer(struct ctx *ctx, struct platform *platform, const struct actor *actor,
                  struct employment_id id, enum employment_answer answer)
{
    struct one o = {.ctx = ctx, .actor = actor, .id = id, .answer = answer};

    assert(answer == EMPLOYMENT_ACCEPTED || answer == EMPLOYMENT_DECLINED);
    TRY(signed_in(ctx, actor));
    return reach_write(platform_db(platform), ctx, ACROSS_OWN_WORK, say_answer, &o);
}

enum err
employment_confirm_job(struct ctx *ctx, struct platform *platform, const struct actor *actor,
                       struct employment_id id, struct job_profile_id *ret_job)
{
    struct one o = {.ctx = ctx, .actor = actor, .id = id};

    TRY(signed_in(ctx, actor));
    TRY(reach_write(platform_db(platform), ctx, ACROSS_OWN_WORK, say_job, &o));
    *ret_job = o.job;
    return OK;
}
