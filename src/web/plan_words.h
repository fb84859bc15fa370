/* SPDX-License-Identifier: EUPL-1.2 */
/* Sentences about a curriculum, in the request's arena; empty when there is nothing to say. */
#ifndef KC_WEB_PLAN_WORDS_H
#define KC_WEB_PLAN_WORDS_H

#include "engine/curriculum.h"
#include "web/page.h"

enum { PLAN_DIFFERENCES_MAX = 4 };

/* How good the plan is, and whether that is proved. */
struct slice plan_words_proof(const struct page *page, const struct curriculum *plan);
/* Why a block is in the plan, beside the gaps it closes. */
struct slice plan_words_role(const struct page *page, const struct curriculum_entry *e);
/* Why a run takes more weeks than it has sittings. */
struct slice plan_words_spread(const struct page *page, const struct curriculum_entry *e);
/* Why a goal is not reached. */
struct slice plan_words_obstacle(const struct page *page, enum curriculum_obstacle obstacle);
/* What would help, and where that can be changed (may be empty). */
struct slice plan_words_hint(const struct page *page, enum curriculum_obstacle obstacle,
                             struct slice *ret_url);
/* What another plan does differently: gaps, end, cost, hours. Answers how many of the most. */
int plan_words_differences(const struct page *page, const struct curriculum *chosen,
                           const struct curriculum *other,
                           struct slice ret_differences[PLAN_DIFFERENCES_MAX]);
/* "early at the goal" ... */
enum say_key plan_words_other(enum preset preset);

#endif
