/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Re-planning: a run was cancelled or is full, the wishes or the catalogue have changed.
 * The new plan closes as much as can be closed; of all plans that do so it is the one
 * that changes least; of these the cheapest (CURRICULUM-14).
 */
#ifndef KC_ENGINE_CURRICULUM_REPLAN_H
#define KC_ENGINE_CURRICULUM_REPLAN_H

#include "engine/curriculum.h"
#include "engine/match.h"

/* One block of the earlier plan. */
struct replan_stay {
    struct module_id module;
    struct run_id run; /* n == 0: self-paced */
    struct day first;  /* of a block without sittings: when it begins */
    struct day last;
    bool is_fixed; /* begun, or booked: it stays whatever it costs, if it can */
};

/* The earlier plan as it was kept, whatever became of the catalogue since. */
struct replan_before {
    const struct replan_stay *stays;
    int len;
    bool nothing_new; /* other blocks are not taken, however useful */
};

enum replan_fate {
    REPLAN_STAYS,
    REPLAN_MOVES,   /* the same block in another run or in other weeks */
    REPLAN_GONE,    /* the block is not offered any more */
    REPLAN_NO_RUN,  /* its run does not take place any more, and no other one fits */
    REPLAN_FULL,    /* its run has no free seat, and no other one fits */
    REPLAN_WISHES,  /* it does not fit the wishes any more */
    REPLAN_DROPPED, /* a plan without it is better, or it is of no more use */
    REPLAN_FATES,
};

/*
 * What became of one block, told by the new plan and the catalogue. Of the first that
 * applies in the order of the enum.
 */
enum replan_fate replan_fate_of(const struct curriculum_request *request,
                                const struct replan_stay *stay, const struct curriculum *plan);

/* As curriculum_make(); `before` may be empty. Errors as there. */
MUST_USE enum err curriculum_replan(struct arena *a, const struct curriculum_request *request,
                                    const struct replan_before *before,
                                    struct curriculum *ret_plan);

#endif
