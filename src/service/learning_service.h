/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The main job: find learning blocks, match them with a person, plan a
 * curriculum (more of plans: learning_plans.h). Each function reads one snapshot and one situation
 * and has no effect; results live in ctx->arena and point into the snapshot, so the snapshot must
 * be held until the page is written.
 */
#ifndef KC_SERVICE_LEARNING_SERVICE_H
#define KC_SERVICE_LEARNING_SERVICE_H

#include "domain/situation.h"
#include "engine/curriculum_replan.h"
#include "engine/match.h"
#include "engine/search.h"
#include "service/platform.h"

/* Search; a place typed by the person is looked up first. */
struct learning_search {
    struct search_query query; /* its position is filled in from `place` */
    struct slice place;        /* as typed: "69115", "Neustadt a. d. W."; may be empty */
};

/* Looks for `text` anywhere, with no filter; then set what is wished. */
struct learning_search learning_search_init(struct slice text);

struct learning_search_answer {
    struct search_result result;
    struct place place; /* what the place was understood as; name empty: none asked, or unknown */
    bool place_unknown; /* typed, but no such place: searched without it */
    struct place *place_choices; /* others it could be, the likeliest first */
    int place_choices_len;
};

/* ERR_INVALID when the query is not sound. */
MUST_USE enum err learning_search(struct ctx *ctx, const struct snapshot *snap,
                                  const struct learning_search *wanted,
                                  struct learning_search_answer *ret_answer);

/* What somebody who has typed so much may be about to type; `max` <= SEARCH_SUGGESTIONS_MAX. */
MUST_USE enum err learning_suggest(struct ctx *ctx, const struct snapshot *snap, struct slice typed,
                                   int max, struct search_suggestions *ret_suggestions);

/* Places for what was typed, the likeliest first; room for PLACES_FOUND_MAX in ret_places. */
MUST_USE enum err learning_places(struct ctx *ctx, const struct snapshot *snap, struct slice typed,
                                  struct place *ret_places, int *ret_len);

/* The best `limit` matches. Needs no job, but gives better reasons with one. */
MUST_USE enum err learning_matches(struct ctx *ctx, const struct snapshot *snap,
                                   const struct situation *s, int limit,
                                   struct match_list *ret_matches);
/*
 * For struct search_query.match: by slot, the score in hundredths of the best MATCH_LIST_MAX
 * blocks, and -1 for all others.
 */
MUST_USE enum err learning_match_scores(struct ctx *ctx, const struct snapshot *snap,
                                        const struct situation *s, const int32_t **ret_scores);
/* One block: its match with all details, or why it is out. */
MUST_USE enum err learning_match_one(struct ctx *ctx, const struct snapshot *snap,
                                     const struct situation *s, const struct module *module,
                                     struct match *ret_match);

/*
 * The best match of somebody who has chosen a job (the citizens' office; another where it is not
 * known) and said nothing else: the worked example of the ranking page.
 *   ERR_NOT_FOUND   there is no job, or nothing on offer fits
 */
MUST_USE enum err learning_example(struct ctx *ctx, const struct snapshot *snap,
                                   const struct job_profile **ret_job, struct match *ret_match);

/* The plan for s->preset, made here and now: for the command line. */
MUST_USE enum err learning_plan_now(struct ctx *ctx, const struct snapshot *snap,
                                    const struct situation *s, struct curriculum *ret_plan);

/* The same when there was a plan before: it changes as little as it can (CURRICULUM-14). */
MUST_USE enum err learning_replan_now(struct ctx *ctx, const struct snapshot *snap,
                                      const struct situation *s, const struct replan_before *before,
                                      struct curriculum *ret_plan);

/* The plan as iCalendar (RFC 5545); `host` makes the UIDs unique ("campus.example.org"). */
MUST_USE enum err learning_plan_calendar(struct ctx *ctx, const struct snapshot *snap,
                                         const struct curriculum *plan, struct slice host,
                                         struct text *ret_ics);

#endif
