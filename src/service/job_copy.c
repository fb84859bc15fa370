/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/job_copy.h"

#include <string.h>

#include "base/crypto.h"
#include "service/browse_service.h"
#include "service/employee_parts.h"
#include "storage/employment_store.h"
#include "storage/job_profile_store.h"
#include "storage/reach.h"

enum { CODE_RANDOM_BYTES = 12 };

struct use {
    const struct employee_use *by;
    struct job_profile *copy;
    struct job_profile_id source;
    struct job_profile_id id;
    bool asks_again;
};

/* --- a copy -------------------------------------------------------------- */

/* Not to be guessed: the code alone shows nothing, but a form could be sent with it. */
static enum err
code_make(struct arena *a, struct slice *ret_code)
{
    char bytes[CODE_RANDOM_BYTES];
    struct text t = text_init(a, CODE_BYTES_MAX);

    crypto_random(bytes, sizeof bytes);
    text_puts(&t, "k-");
    for (size_t i = 0; i < sizeof bytes; i++)
        text_printf(&t, "%02x", (unsigned)(uint8_t)bytes[i]);
    return text_end(&t, ret_code);
}

static enum err
save_copy(struct db *db, void *arg)
{
    struct use *u = arg;
    struct job_profile_count count = {0};

    TRY(job_profile_store_count(db, u->by->organisation, &count));
    if (count.own >= JOB_COPIES_MAX || count.total >= JOB_PROFILES_COPIED_MAX)
        return fail(db_ctx(db), ERR_LIMIT,
                    "organisation %lld has %lld copies, %lld profiles in all",
                    (long long)u->by->organisation.n, (long long)count.own, (long long)count.total);
    TRY(job_profile_store_copy(db, u->source, u->copy));
    return employee_note_of(db, u->by, "job.copy", u->copy->code);
}

/* In the arena: the snapshot that has the source is let go before the copy is read. */
static enum err
copy_of(struct ctx *ctx, const struct employee_use *use, const struct job_profile *source,
        struct job_profile *ret_copy)
{
    struct text name = text_init(ctx->arena, JOB_NAME_BYTES_MAX);

    *ret_copy = *source;
    ret_copy->id.n = 0;
    ret_copy->organisation = use->organisation;
    text_put(&name, source->name_de);
    text_puts(&name, " (angepasst)");
    if (text_end(&name, &ret_copy->name_de) != OK)
        TRY(arena_copy(ctx->arena, source->name_de, &ret_copy->name_de));
    TRY(arena_copy(ctx->arena, source->description, &ret_copy->description));
    ret_copy->targets = arena_array(ctx->arena, struct job_target, (size_t)source->targets_len);
    if (ret_copy->targets == NULL)
        return fail(ctx, ERR_LIMIT, "no memory left for a copy");
    memcpy(ret_copy->targets, source->targets,
           (size_t)source->targets_len * sizeof *source->targets);
    ret_copy->name_en = SLICE(""); /* the organisation writes German alone */
    return code_make(ctx->arena, &ret_copy->code);
}

static enum err
make(struct ctx *ctx, const struct employee_use *use, const struct snapshot *snap,
     struct slice code, struct job_profile *ret_copy)
{
    const struct job_profile *source = browse_job_by_code(snap, code);
    struct use u = {.by = use, .copy = ret_copy};

    if (source == NULL || !job_profile_is_for(source, use->organisation))
        return fail(ctx, ERR_NOT_FOUND, "no job profile %.*s to copy", SLICE_ARG(code));
    u.source = source->id;
    TRY(copy_of(ctx, use, source, ret_copy));
    return reach_write(platform_db(use->platform), ctx, ACROSS_JOB_ROOM, save_copy, &u);
}

enum err
job_copy_make(struct ctx *ctx, const struct employee_use *use, struct slice code,
              struct job_profile *ret_copy)
{
    const struct snapshot *snap;
    enum err e;

    TRY(employee_need(ctx, use, RIGHT_JOBS_MANAGE));
    snap = snapshot_acquire(use->platform);
    e = make(ctx, use, snap, code, ret_copy);
    snapshot_release(use->platform, snap);
    TRY(e);
    return platform_show(ctx, use->platform);
}

enum err
job_copy_create(struct ctx *ctx, const struct employee_use *use, struct job_profile *p)
{
    struct use u = {.by = use, .copy = p};

    TRY(employee_need(ctx, use, RIGHT_JOBS_MANAGE));
    p->id.n = 0;
    p->organisation = use->organisation;
    p->name_en = SLICE("");
    TRY(code_make(ctx->arena, &p->code));
    if (!job_profile_is_sound(p) || p->name_de.len > JOB_NAME_BYTES_MAX ||
        p->description.len > JOB_DESCRIPTION_BYTES_MAX)
        return fail(ctx, ERR_INVALID, "the profile is not sound");
    TRY(reach_write(platform_db(use->platform), ctx, ACROSS_JOB_ROOM, save_copy, &u));
    return platform_show(ctx, use->platform);
}

/* --- changing one -------------------------------------------------------- */

static bool
same_targets(const struct job_profile *a, const struct job_profile *b)
{
    bool same = a->targets_len == b->targets_len;

    for (int i = 0; i < a->targets_len && same; i++)
        same = a->targets[i].competence.n == b->targets[i].competence.n &&
               a->targets[i].level == b->targets[i].level &&
               a->targets[i].weight == b->targets[i].weight;
    return same;
}

static enum err
save_change(struct db *db, void *arg)
{
    struct use *u = arg;

    TRY(job_profile_store_change(db, u->copy));
    if (u->asks_again)
        TRY(employment_store_unconfirm(db, u->by->organisation, u->copy->id));
    return employee_note_of(db, u->by, "job.change", u->copy->code);
}

enum err
job_copy_change(struct ctx *ctx, const struct employee_use *use, const struct job_profile *wanted)
{
    struct job_profile copy = *wanted;
    struct use u = {.by = use, .copy = &copy};
    const struct snapshot *snap;
    const struct job_profile *now;

    TRY(employee_need(ctx, use, RIGHT_JOBS_MANAGE));
    copy.organisation = use->organisation;
    if (!job_profile_is_sound(&copy) || copy.name_de.len > JOB_NAME_BYTES_MAX ||
        copy.description.len > JOB_DESCRIPTION_BYTES_MAX)
        return fail(ctx, ERR_INVALID, "the copy is not sound");
    snap = snapshot_acquire(use->platform);
    now = browse_job(snap, copy.id);
    u.asks_again = now == NULL || !same_targets(now, &copy);
    snapshot_release(use->platform, snap);
    TRY(db_write(platform_db(use->platform), ctx, save_change, &u));
    return platform_show(ctx, use->platform);
}

static enum err
save_retired(struct db *db, void *arg)
{
    struct use *u = arg;
    struct text t = text_init(db_ctx(db)->arena, 24);
    struct slice id;

    TRY(job_profile_store_retire(db, u->by->organisation, u->id));
    text_int(&t, u->id.n);
    TRY(text_end(&t, &id));
    return employee_note_of(db, u->by, "job.retire", id);
}

enum err
job_copy_retire(struct ctx *ctx, const struct employee_use *use, struct job_profile_id id)
{
    struct use u = {.by = use, .id = id};

    TRY(employee_need(ctx, use, RIGHT_JOBS_MANAGE));
    TRY(db_write(platform_db(use->platform), ctx, save_retired, &u));
    return platform_show(ctx, use->platform);
}
