/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Good plans before the proof: ruin and recreate (G. Schrimpf et al., "Record Breaking
 * Optimization Results Using the Ruin and Recreate Principle", 2000).
 *
 * A few modules leave the plan; goals then out of reach are reached again by the
 * cheapest chains of modules, at prices that are moved a little each time; what has
 * become needless goes; if the rest is cheaper and has dates, it is the new plan. For
 * questions where all goals are hard (soft ones: plan_insert.h).
 *
 * It has scratch and fuel of its own, so that it can run beside the LP on another
 * thread. A function of the problem and the steps given: its dice start from a
 * constant.
 */
#ifndef KC_ENGINE_PLAN_IMPROVE_H
#define KC_ENGINE_PLAN_IMPROVE_H

#include "engine/plan_fit.h"
#include "engine/plan_tree.h"

enum { PLAN_IMPROVE_MOODS = 8 };

struct plan_improve {
    struct plan_tree side; /* scratch: the tree's core and mode, its own best plan */
    struct plan_fit fit;
    struct plan_limits limits;
    struct plan_fuel fuel;
    uint64_t dice;
    const struct plan_tree *tree;
    bool by_point; /* prices may follow the LP's point */
    double *x;     /* [columns]: that point */
    uint16_t *set; /* the plan that is ruined next */
    size_t len;
    uint16_t *trial; /* what it becomes */
    size_t trial_len;
    const uint16_t *runs; /* its dates */
    bool *in;             /* [columns]: of the trial */
    bool *shunned;        /* [columns]: not in this try */
    size_t shunned_len;
    bool *gone;          /* [columns]: as the tree knew when the slice began */
    const double *price; /* [columns]: of one of the moods */
    const bool *hopeful; /* [columns]: likewise */
    /* [facts]: chains to it, the cheapest and the earliest known */
    struct plan_way {
        double price;
        uint8_t week;   /* by whose end it holds */
        bool early;     /* its last column waits for the earliest chains to its needs */
        uint16_t giver; /* its last column */
    } * cheap, *early;
    /* Prices moved in one way, with the chains they make when nothing is in the trial. */
    struct plan_mood {
        bool known;
        double *price; /* [columns] */
        bool *hopeful; /* [columns]: not much dearer than others */
        struct plan_way *cheap;
        struct plan_way *early;
    } moods[PLAN_IMPROVE_MOODS];
    uint8_t *last_start; /* [columns]: of any run */
    uint16_t *givers;    /* [facts]: members that give it */
    struct plan_wait {
        uint16_t fact;
        bool early;
    } * waiting;     /* [facts] */
    uint8_t *held;   /* [facts]: by the end of which week the trial holds it */
    bool *asked;     /* [facts]: somebody in the trial needs it, or a goal does */
    uint16_t *queue; /* [columns + 1] */
    bool *queued;
    size_t head;
    size_t tail;
    int64_t tries;
    int64_t since; /* tries since the plan became better */
};

/* ERR_LIMIT when the arena is full. `t` outlives it. */
MUST_USE enum err plan_improve_init(struct plan_improve *m, struct plan_tree *t);
/* Take over what the tree knows: its best plan, its columns out, its point when `use_point`. */
void plan_improve_begin(struct plan_improve *m, bool use_point);
/* Look for better plans for so many steps, or until there is a first one. Touches nothing of the
 * tree. */
void plan_improve_run(struct plan_improve *m, int64_t steps);
/* Give the tree what was found. Whether it is better than what it had. */
bool plan_improve_end(struct plan_improve *m, struct plan_tree *t);

#endif
