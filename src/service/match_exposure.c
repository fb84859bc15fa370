/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/match_exposure.h"

#include <stdlib.h>

#include "service/learning_service.h"

enum { FIRST = 10 };

/* What the invented people say of every competence. */
static const uint8_t RATINGS[] = {RATING_UNKNOWN, 2, 4};

static int
provider_index(const struct catalogue *c, const struct module *m)
{
    return (int)(catalogue_provider(c, m->provider) - c->providers);
}

static enum err
person_count(struct ctx *ctx, const struct snapshot *snap, const struct situation *s,
             struct match_exposures *exposures)
{
    struct arena_mark mark = arena_mark(ctx->arena);
    struct match_list list;

    TRY(learning_matches(ctx, snap, s, FIRST, &list));
    for (int i = 0; i < list.len; i++)
        exposures->at[provider_index(snap->catalogue, list.matches[i].module)].shown++;
    exposures->shown += (uint32_t)list.len;
    exposures->people++;
    arena_rewind(ctx->arena, mark);
    return OK;
}

static int
exposure_cmp(const void *pa, const void *pb)
{
    const struct match_exposure *a = pa;
    const struct match_exposure *b = pb;

    if (a->shown != b->shown)
        return a->shown < b->shown ? 1 : -1;
    return slice_cmp(a->provider->code, b->provider->code);
}

/* Every provider, with what they offer. */
static enum err
providers_list(struct ctx *ctx, const struct catalogue *c, struct match_exposures *exposures)
{
    exposures->at = arena_array(ctx->arena, struct match_exposure, (size_t)c->providers_len + 1);
    if (exposures->at == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for %d providers", c->providers_len);
    for (int i = 0; i < c->providers_len; i++)
        exposures->at[i].provider = &c->providers[i];
    for (uint32_t slot = 0; slot < c->modules_len; slot++) {
        if (!catalogue_is_offered(c, c->modules[slot]))
            continue;
        exposures->at[provider_index(c, c->modules[slot])].offered++;
        exposures->offered++;
    }
    return OK;
}

enum err
match_exposure_count(struct ctx *ctx, const struct snapshot *snap,
                     struct match_exposures *ret_exposures)
{
    const struct catalogue *c = snap->catalogue;
    struct match_exposures exposures = {.len = 0};

    if (c->jobs_len == 0)
        return fail(ctx, ERR_NOT_FOUND, "there are no job profiles to ask for");
    TRY(providers_list(ctx, c, &exposures));
    for (int job = 0; job < c->jobs_len; job++) {
        for (size_t r = 0; r < ARRAY_LEN(RATINGS); r++) {
            struct situation s = situation_default(snap->today);

            s.job = c->jobs[job].id;
            for (int k = 0; k < COMPETENCES_MAX; k++)
                s.rating[k] = RATINGS[r];
            TRY(person_count(ctx, snap, &s, &exposures));
        }
    }
    for (int i = 0; i < c->providers_len; i++) { /* who offers nothing cannot be shown */
        if (exposures.at[i].offered > 0)
            exposures.at[exposures.len++] = exposures.at[i];
    }
    qsort(exposures.at, (size_t)exposures.len, sizeof *exposures.at, exposure_cmp);
    *ret_exposures = exposures;
    return OK;
}
