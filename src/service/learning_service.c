/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/learning_service.h"

#include "storage/steady_wait.h"

enum { PLAN_MS_MAX = 1500, EXPLAIN_MS_MAX = 4000 };

struct learning_search
learning_search_init(struct slice text)
{
    return (struct learning_search){.query = search_query_init(text)};
}

enum err
learning_places(struct ctx *ctx, const struct snapshot *snap, struct slice typed,
                struct place *ret_places, int *ret_len)
{
    enum err e = place_find(ctx->arena, snap->places, typed, PLACES_FOUND_MAX, ret_places, ret_len);

    return e == OK ? OK : fail(ctx, e, "a place of %zu bytes cannot be looked up", typed.len);
}

static enum err
place_take(struct ctx *ctx, const struct snapshot *snap, const struct learning_search *wanted,
           struct search_query *query, struct learning_search_answer *answer)
{
    struct place *places = arena_array(ctx->arena, struct place, PLACES_FOUND_MAX);
    struct slice typed = slice_trim(wanted->place);
    int len = 0;

    if (places == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for places");
    if (typed.len == 0)
        return OK;
    if (typed.len <= SEARCH_TEXT_BYTES_MAX)
        TRY(learning_places(ctx, snap, typed, places, &len));
    answer->place_unknown = len == 0;
    if (len == 0)
        return OK;
    answer->place = places[0];
    answer->place_choices = places + 1;
    answer->place_choices_len = len - 1;
    query->place = places[0].position;
    return OK;
}

enum err
learning_search(struct ctx *ctx, const struct snapshot *snap, const struct learning_search *wanted,
                struct learning_search_answer *ret_answer)
{
    struct learning_search_answer answer = {.place_unknown = false};
    struct search_query query = wanted->query;
    enum err e;

    TRY(place_take(ctx, snap, wanted, &query, &answer));
    if (!query.place.known) {
        query.radius_km = DISTANCE_KM_MAX;
        if (query.sort == SEARCH_DISTANCE)
            query.sort = SEARCH_RELEVANCE;
    }
    e = search_run(ctx->arena, snap->catalogue, &query, &answer.result);
    if (e != OK)
        return fail(ctx, e, "the search failed: %s", err_name(e));
    *ret_answer = answer;
    return OK;
}

/* What was learnt, for this reader; nothing when the match does not learn (LEARN-9). */
static enum err
context_make(struct ctx *ctx, const struct snapshot *snap, const struct situation *s,
             struct match_context *ret_context)
{
    *ret_context = (struct match_context){.employer = NULL};
    if (snap->experience == NULL)
        return OK;
    ret_context->correction_max = MATCH_CORRECTION_MAX;
    return match_experience_correction(ctx->arena, snap->catalogue, snap->experience, s->interests,
                                       &ret_context->correction);
}

enum err
learning_suggest(struct ctx *ctx, const struct snapshot *snap, struct slice typed, int max,
                 struct search_suggestions *ret_suggestions)
{
    enum err e = search_suggest(ctx->arena, snap->catalogue, typed, max, ret_suggestions);

    return e == OK ? OK : fail(ctx, e, "suggestions for %zu bytes failed", typed.len);
}

enum err
learning_matches(struct ctx *ctx, const struct snapshot *snap, const struct situation *s, int limit,
                 struct match_list *ret_matches)
{
    struct match_context context;
    const struct match_ask ask = {
        .situation = s, .context = &context, .limit = limit, .counts = true};
    enum err e = context_make(ctx, snap, s, &context);

    if (e == OK)
        e = match_find(ctx->arena, snap->catalogue, &ask, ret_matches);
    return e == OK ? OK : fail(ctx, e, "matching failed: %s", err_name(e));
}

enum err
learning_match_scores(struct ctx *ctx, const struct snapshot *snap, const struct situation *s,
                      const int32_t **ret_scores)
{
    struct match_context context;
    const struct match_ask ask = {
        .situation = s, .context = &context, .limit = MATCH_LIST_MAX, .plain_order = true};
    uint32_t len = snap->catalogue->modules_len;
    int32_t *scores = arena_array(ctx->arena, int32_t, (size_t)len + 1);
    struct match_list list;
    enum err e = context_make(ctx, snap, s, &context);

    if (e == OK)
        e = match_find(ctx->arena, snap->catalogue, &ask, &list);
    if (e != OK || scores == NULL)
        return fail(ctx, e != OK ? e : ERR_LIMIT, "matching failed");
    for (uint32_t slot = 0; slot < len; slot++)
        scores[slot] = -1;
    for (int i = 0; i < list.len; i++)
        scores[catalogue_slot(snap->catalogue, list.matches[i].module)] = list.matches[i].fused;
    *ret_scores = scores;
    return OK;
}

enum err
learning_match_one(struct ctx *ctx, const struct snapshot *snap, const struct situation *s,
                   const struct module *module, struct match *ret_match)
{
    struct match_context context;
    const struct match_ask ask = {.situation = s, .context = &context, .limit = 1};
    enum err e = context_make(ctx, snap, s, &context);

    if (e == OK)
        e = match_judge(ctx->arena, snap->catalogue, &ask, module, ret_match);
    return e == OK ? OK : fail(ctx, e, "matching failed: %s", err_name(e));
}

enum err
learning_example(struct ctx *ctx, const struct snapshot *snap, const struct job_profile **ret_job,
                 struct match *ret_match)
{
    const struct catalogue *c = snap->catalogue;
    const struct job_profile *job = catalogue_job_by_code(c, SLICE("buergerbuero"));
    struct situation s = situation_default(snap->today);
    struct match_list list = {0};

    if (job == NULL && c->jobs_len > 0)
        job = &c->jobs[0];
    if (job == NULL)
        return ERR_NOT_FOUND;
    s.job = job->id;
    TRY(learning_matches(ctx, snap, &s, 1, &list));
    if (list.len == 0)
        return ERR_NOT_FOUND;
    *ret_job = job;
    *ret_match = list.matches[0];
    return OK;
}

static bool
deadline_is_ahead(void *arg)
{
    const struct timespec *deadline = arg;

    return steady_is_ahead(*deadline);
}

static enum err
plan_make(struct ctx *ctx, struct curriculum_request request, int ms, struct curriculum *ret_plan)
{
    struct timespec deadline = steady_in(ms);
    enum err e;

    request.clock = (struct curriculum_clock){deadline_is_ahead, &deadline, 0};
    e = curriculum_make(ctx->arena, &request, ret_plan);

    return e == OK ? OK : fail(ctx, e, "planning failed: %s", err_name(e));
}

enum err
learning_plan_now(struct ctx *ctx, const struct snapshot *snap, const struct situation *s,
                  struct curriculum *ret_plan)
{
    struct curriculum_request request = {snap->catalogue, s, s->preset, {NULL, NULL, 0}};

    struct timespec deadline;
    enum err e;

    TRY(plan_make(ctx, request, PLAN_MS_MAX, ret_plan));
    deadline = steady_in(EXPLAIN_MS_MAX);
    request.clock = (struct curriculum_clock){deadline_is_ahead, &deadline, 0};
    e = curriculum_explain(ctx->arena, &request, ret_plan);
    return e == OK ? OK : fail(ctx, e, "explaining the plan failed: %s", err_name(e));
}

enum err
learning_replan_now(struct ctx *ctx, const struct snapshot *snap, const struct situation *s,
                    const struct replan_before *before, struct curriculum *ret_plan)
{
    struct timespec deadline = steady_in(PLAN_MS_MAX);
    const struct curriculum_request request = {
        snap->catalogue, s, s->preset, {deadline_is_ahead, &deadline, 0}};
    enum err e = curriculum_replan(ctx->arena, &request, before, ret_plan);

    return e == OK ? OK : fail(ctx, e, "re-planning failed: %s", err_name(e));
}
