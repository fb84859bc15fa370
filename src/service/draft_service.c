/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/draft_service.h"

#include "domain/municipality.h"
#include "storage/db.h"
#include "storage/job_profile_store.h"
#include "storage/module_store.h"
#include "storage/municipality_store.h"
#include "storage/provider_store.h"

static enum err
unknown(struct db *db, const struct module *m, const char *what, struct slice code)
{
    return fail(db_ctx(db), ERR_INVALID, "module %.*s names the %s \"%.*s\", which is not there",
                SLICE_ARG(m->code), what, SLICE_ARG(code));
}

static enum err
target_groups_resolve(struct db *db, struct module_draft *draft)
{
    struct arena *a = db_ctx(db)->arena;
    struct job_profile *jobs;
    int jobs_len;

    if (draft->target_groups_len == 0)
        return OK;
    draft->module.target_groups =
        arena_array(a, struct job_profile_id, (size_t)draft->target_groups_len);
    if (draft->module.target_groups == NULL)
        return fail(db_ctx(db), ERR_LIMIT, "no memory for target groups");
    TRY(job_profile_store_load(db, a, &jobs, &jobs_len));
    for (int i = 0; i < draft->target_groups_len; i++) {
        int k = 0;

        while (k < jobs_len && !slice_eq(jobs[k].code, draft->target_groups[i]))
            k++;
        if (k == jobs_len)
            return unknown(db, &draft->module, "job profile", draft->target_groups[i]);
        draft->module.target_groups[i] = jobs[k].id;
    }
    draft->module.target_groups_len = draft->target_groups_len;
    return OK;
}

static enum err
venues_resolve(struct db *db, struct module_draft *draft)
{
    for (int i = 0; i < draft->module.runs_len; i++) {
        enum err e;

        if (draft->run_venues == NULL || draft->run_venues[i].len == 0)
            continue;
        e = venue_store_id(db, draft->run_venues[i], &draft->module.runs[i].venue);
        if (e == ERR_NOT_FOUND)
            return unknown(db, &draft->module, "venue", draft->run_venues[i]);
        TRY(e);
    }
    return OK;
}

enum err
draft_module_save(struct db *db, struct module_draft *draft)
{
    struct module *m = &draft->module;
    enum err e = provider_store_id(db, draft->provider, &m->provider);

    if (e == ERR_NOT_FOUND)
        return unknown(db, m, "provider", draft->provider);
    TRY(e);
    TRY(target_groups_resolve(db, draft));
    TRY(venues_resolve(db, draft));
    if (!module_is_sound(m))
        return fail(db_ctx(db), ERR_INVALID, "module %.*s is not sound", SLICE_ARG(m->code));
    return module_store_save(db, m);
}

static enum err
link_resolve(struct db *db, const struct module *m, struct slice code, struct module_id *ret_id)
{
    enum err e;

    if (code.len == 0)
        return OK;
    e = module_store_id(db, code, ret_id);
    return e == ERR_NOT_FOUND ? unknown(db, m, "module", code) : e;
}

enum err
draft_module_link(struct db *db, struct module_draft *draft)
{
    struct module *m = &draft->module;

    TRY(link_resolve(db, m, draft->chain_after, &m->chain_after));
    TRY(link_resolve(db, m, draft->follows, &m->follows));
    m->excludes = arena_array(db_ctx(db)->arena, struct module_id, (size_t)draft->excludes_len + 1);
    if (m->excludes == NULL)
        return fail(db_ctx(db), ERR_LIMIT, "no memory for links");
    m->excludes_len = 0;
    for (int i = 0; i < draft->excludes_len; i++)
        TRY(link_resolve(db, m, draft->excludes[i], &m->excludes[m->excludes_len++]));
    return module_store_link(db, m);
}

enum err
draft_modules_save(struct db *db, const struct module_draft_list *list)
{
    for (int i = 0; i < list->len; i++)
        TRY(draft_module_save(db, &list->drafts[i]));
    for (int i = 0; i < list->len; i++)
        TRY(draft_module_link(db, &list->drafts[i]));
    return OK;
}

enum err
draft_member_save(struct db *db, const struct member *member)
{
    struct ctx *ctx = db_ctx(db);
    struct text ars = text_init(ctx->arena, 12);
    struct municipality m = {
        .ags = member->ags,
        .name = member->name,
        .state = member->state,
        .district = member->name,
        .population = member->population,
        .area_m2 = -1,
        .position = member->position,
    };

    if (!member->district) {
        /* A city that is its own district: association 0000 stands between district and place. */
        text_put(&ars, slice_sub(member->ags, 0, 5));
        text_puts(&ars, "0000");
        text_put(&ars, slice_sub(member->ags, 5, 3));
        TRY(text_end(&ars, &m.ars));
    }
    if (!municipality_is_sound(&m))
        return fail(ctx, ERR_INVALID, "member %.*s is not sound", SLICE_ARG(member->ags));
    return municipality_store_save(db, &m, 1);
}
