/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/employment_service.h"

#include "storage/role_store.h"

struct one {
    struct ctx *ctx;
    const struct actor *actor;
    struct employment_id id;
    enum employment_answer answer;
    struct employments own;
};

static enum err
find_own(struct db *db, const struct one *o, struct employment *ret_employment)
{
    struct employments own = {0};

    TRY(employment_store_of_account(db, o->ctx->arena, o->actor->id, &own));
    for (int i = 0; i < own.len; i++) {
        if (own.at[i].id.n == o->id.n) {
            *ret_employment = own.at[i];
            return OK;
        }
    }
    return fail(o->ctx, ERR_NOT_FOUND, "employment %lld is not the person's", (long long)o->id.n);
}

static enum err
say_answer(struct db *db, void *arg)
{
    struct one *o = arg;
    struct employment e = {0};
    struct role_of learner;

    o->ctx = db_ctx(db);
    TRY(find_own(db, o, &e));
    learner = (struct role_of){e.account, e.organisation, ROLE_LEARNER};
    e.answer = o->answer;
    e.answered = o->ctx->now;
    TRY(employment_store_save(db, &e));
    if (o->answer == EMPLOYMENT_ACCEPTED)
        return role_store_add(db, learner, o->actor->id);
    return role_store_take(db, learner);
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
    return employment_store_save(db, &e);
}

static enum err
load_own(struct db *db, void *arg)
{
    struct one *o = arg;

    return employment_store_of_account(db, db_ctx(db)->arena, o->actor->id, &o->own);
}

static enum err
signed_in(struct ctx *ctx, const struct actor *actor)
{
    return actor != NULL ? OK : fail(ctx, ERR_DENIED, "nobody is signed in");
}

enum err
employment_own(struct ctx *ctx, struct platform *platform, const struct actor *actor,
               struct employments *ret_employments)
{
    struct one o = {.ctx = ctx, .actor = actor};

    TRY(signed_in(ctx, actor));
    TRY(db_read(platform_db(platform), ctx, load_own, &o));
    *ret_employments = o.own;
    return OK;
}

enum err
employment_answer(struct ctx *ctx, struct platform *platform, const struct actor *actor,
                  struct employment_id id, enum employment_answer answer)
{
    struct one o = {.ctx = ctx, .actor = actor, .id = id, .answer = answer};

    assert(answer == EMPLOYMENT_ACCEPTED || answer == EMPLOYMENT_DECLINED);
    TRY(signed_in(ctx, actor));
    return db_write(platform_db(platform), ctx, say_answer, &o);
}

enum err
employment_confirm_job(struct ctx *ctx, struct platform *platform, const struct actor *actor,
                       struct employment_id id)
{
    struct one o = {.ctx = ctx, .actor = actor, .id = id};

    TRY(signed_in(ctx, actor));
    return db_write(platform_db(platform), ctx, say_job, &o);
}
