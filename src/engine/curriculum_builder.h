/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What is handed on while a plan problem is built. An inner part of
 * curriculum_problem.c, which is too large for one file.
 */
#ifndef KC_ENGINE_CURRICULUM_BUILDER_H
#define KC_ENGINE_CURRICULUM_BUILDER_H

#include "engine/curriculum_problem.h"
#include "engine/plan_solve.h"

struct builder {
    struct arena *arena;
    const struct catalogue *catalogue;
    const struct situation *situation;
    struct plan_weights weights;
    enum curriculum_shape shape;
    int weeks;
    int32_t *capacity;             /* minutes per week */
    uint8_t want[COMPETENCES_MAX]; /* the level that is of use; 0: none */
    uint16_t *queue;               /* competences whose rungs are to be looked at */
    int queue_len;
    uint8_t *seen; /* by slot */
    struct curriculum_candidate *list;
    size_t list_len;
    size_t list_size;
    struct curriculum_problem *out;
};

/* The most weekly minutes that SHAPE_WIDE reckons with. */
int32_t builder_wide_minutes(const struct situation *s);
/* The level one must have for a gain: one below what it is made for (CURRICULUM-1). */
uint8_t builder_gain_needs(const struct module_gain *g);
/* Note that it would help to hold `level`, which is above what is held. */
void builder_want(struct builder *b, struct competence_id c, uint8_t level);
bool builder_is_kept(const struct builder *b, const struct module *m);
/* Fill the list with the blocks that can help, a choice of them if there are too many
 * (CURRICULUM-4). ERR_LIMIT. */
MUST_USE enum err builder_collect(struct builder *b);
/* Index in the list, or PLAN_NONE. */
int32_t builder_find(const struct builder *b, struct module_id id);
/* The ways to take a candidate: runs of the plan module, and what stands behind them. ERR_LIMIT. */
MUST_USE enum err builder_runs(struct builder *b, struct curriculum_candidate *c,
                               struct plan_module *ret_module);

/* From a solution back to what can be shown. ERR_LIMIT. */
MUST_USE enum err builder_finish(struct arena *a, const struct curriculum_request *request,
                                 const struct curriculum_problem *built,
                                 const struct plan_result *result, struct curriculum *ret_plan);
/* How long a plan may be looked for. */
struct plan_limits builder_limits(const struct curriculum_request *request);

#endif
