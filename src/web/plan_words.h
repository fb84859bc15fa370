/* SPDX-License-Identifier: EUPL-1.2 */
/* Sentences about a curriculum, in the request's arena; empty when there is nothing to say. */
#ifndef KC_WEB_PLAN_WORDS_H
#define KC_WEB_PLAN_WORDS_H

#include "engine/curriculum_compare.h"
#include "web/page.h"

/* How good the plan is, and whether that is proved. */
struct slice plan_words_proof(const struct page *page, const struct curriculum *plan);
/* Why a block is in the plan, beside the gaps it closes. */
struct slice plan_words_role(const struct page *page, const struct curriculum_entry *e);
/* Why a block lies where it does in time. */
struct slice plan_words_order(const struct page *page, const struct curriculum_entry *e);
/* Why a run takes more weeks than it has sittings. */
struct slice plan_words_spread(const struct page *page, const struct curriculum_entry *e);
/* Why a goal is not reached. */
struct slice plan_words_obstacle(const struct page *page, enum curriculum_obstacle obstacle);
/* What would help, and where that can be changed (may be empty). */
struct slice plan_words_hint(const struct page *page, enum curriculum_obstacle obstacle,
                             struct slice *ret_url);
/* One change that would do: "with 6 hours a week". */
struct slice plan_words_relief(const struct page *page, const struct situation *s,
                               const struct curriculum_relief *r);
/* What is better, and what is worse: "2 weeks earlier, 20 EUR cheaper". */
void plan_words_difference(const struct page *page, const struct curriculum_difference *d,
                           struct slice *ret_better, struct slice *ret_worse);
/* "3 of 9 learning blocks are others." */
struct slice plan_words_blocks(const struct page *page, const struct curriculum_difference *d);
/* "early at the goal" ... */
enum say_key plan_words_other(enum preset preset);

#endif
