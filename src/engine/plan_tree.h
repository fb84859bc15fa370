/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Branch and cut over the columns of a core: the least cost of a plan, proved.
 *
 * Variables of the LP, in this order: the columns, at the price the best voucher
 * leaves; the links (voucher v pays for column c), at what it pays less than the
 * best; "unpaid" for each column some voucher could pay, at what the best would;
 * the goals' gaps (1: the goal stays unreached).
 */
#ifndef KC_ENGINE_PLAN_TREE_H
#define KC_ENGINE_PLAN_TREE_H

#include "engine/plan_lp.h"
#include "engine/plan_sched.h"

/* What is minimised. */
struct plan_mode {
    bool weights_only;  /* the weight of hard goals left unreached; nothing else costs */
    bool first_plan;    /* any plan will do */
    bool gaps_allowed;  /* hard goals may stay unreached ... */
    int64_t weight_max; /* ... up to this weight */
    int64_t below;      /* only plans that cost less are of interest */
};

struct plan_link {
    uint16_t voucher;
    uint16_t column;
    int64_t pays;
};

/* The best plan so far: columns with their runs. */
struct plan_best {
    bool found;
    int64_t cost;
    uint16_t *columns;
    uint16_t *runs; /* within the column */
    size_t len;
};

struct plan_node {
    int32_t parent; /* -1: the root */
    uint16_t column;
    bool in;
    double bound;
};

struct plan_tree {
    struct arena *arena;
    const struct plan_core *core;
    const struct plan_mode *mode;
    struct plan_fuel *fuel;
    struct plan_lp lp;
    struct plan_reach reach;
    struct plan_sched sched;
    struct plan_link *links; /* ascending by column */
    size_t links_len;
    uint32_t *links_of; /* [columns + 1] */
    int64_t *best_pay;  /* [columns]: of any voucher */
    uint32_t *unpaid;   /* [columns]: variable, where best_pay > 0 */
    size_t first_link;
    size_t first_gap;
    bool may_miss; /* some goal may stay unreached */
    int64_t step;  /* all costs are multiples of it */
    struct plan_best best;
    double cutoff; /* a node with such a bound holds nothing of interest */
    /* Scratch of the cuts. */
    struct plan_lp_row row;
    uint16_t *order; /* [columns] */
    uint16_t *set;   /* [columns]: of cuts; after plan_cut_dates() what has no dates */
    size_t set_len;
    uint16_t *point;             /* [columns]: of the search and its rounding */
    bool *helpers;               /* [columns] */
    bool *banned;                /* [columns]: for this rounding */
    uint8_t *helped;             /* [facts] */
    uint8_t *most_helped;        /* [facts] */
    struct plan_choice *choices; /* [columns] */
    bool *gone;                  /* [columns]: in no better plan */
    double *root_marginal;       /* [variables] */
    double root_bound;
    /* Nodes: all ever made, and a heap of the open ones. */
    struct plan_node *nodes;
    size_t nodes_len;
    size_t nodes_size;
    int32_t *heap;
    size_t heap_len;
    size_t heap_size;
    double bound;                 /* of all that is open */
    struct plan_improve *improve; /* NULL: not for this question */
    int64_t slice_steps;          /* that the last slice at the root took */
    int luckless;                 /* slices in a row in which improving found nothing */
};

MUST_USE enum err plan_tree_init(struct plan_tree *t, struct arena *a, const struct plan_core *core,
                                 const struct plan_mode *mode, struct plan_fuel *fuel);
/*
 * Search until proved or out of fuel; then t->best and t->bound are set. The
 * bound is PLAN_LP_INFINITY when there is provably no plan below mode->below.
 */
MUST_USE enum err plan_tree_search(struct plan_tree *t);

/*
 * A set of columns: find dates for it and keep it if it is a plan and the best so
 * far. What the search for dates said; FOUND also when the plan was no better.
 */
enum plan_sched_state plan_tree_offer(struct plan_tree *t, const uint16_t *set, size_t len,
                                      int64_t sched_nodes_max);
/* What the set costs; INT64_MAX when it breaks a sum or a rule of choice, or misses a goal it may
 * not miss. Dates are not looked at. */
int64_t plan_tree_cost(struct plan_tree *t, const uint16_t *set, size_t len);
/* A set with its runs, which are a plan but for sums and goals: keep it if it is the best so far.
 */
void plan_tree_take(struct plan_tree *t, const uint16_t *set, const uint16_t *runs, size_t len);

#endif
