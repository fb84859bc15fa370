/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A linear program whose rows and bounds change all the time: the bound of the
 * plan search.
 *
 *   minimise cost . x,  lo <= x <= hi,  lo <= row . x <= hi
 *
 * Bounded dual simplex on a dense dictionary (basic variables expressed by the
 * others) with bound flipping: H. Maros, "Computational Techniques of the Simplex
 * Method", 2003, chapter 10. Every x has finite bounds, so each basis is dual
 * feasible once its other variables stand at the right bound: after any change of
 * bounds or a new row the search goes on from where it stood.
 *
 * The bound handed out, plan_lp_bound(), is computed afresh from the rows and
 * true costs with the multipliers found; it holds whatever rounding did to them.
 */
#ifndef KC_ENGINE_PLAN_LP_H
#define KC_ENGINE_PLAN_LP_H

#include "base/arena.h"
#include "engine/plan_fuel.h"

/* Beyond any sum that occurs; a bound that is none. */
#define PLAN_LP_INFINITY 1e30

enum plan_lp_state {
    PLAN_LP_OPTIMAL,
    PLAN_LP_INFEASIBLE,
    PLAN_LP_CUTOFF,  /* the optimum is at least the cutoff */
    PLAN_LP_TROUBLE, /* no end in sight, or no fuel; the bound is valid, the values are not */
};

/* A row: sum of coefs[i] * x[columns[i]]. plan_lp_add_row() copies it. */
struct plan_lp_row {
    uint32_t *columns;
    double *coefs;
    size_t len;
    double lo;
    double hi;
    bool stays;     /* plan_lp_drop_slack() leaves it alone */
    uint32_t slack; /* solves for which it was not needed */
};

struct plan_lp {
    struct arena *arena;
    struct plan_fuel *fuel; /* NULL: as long as it takes */
    size_t n;               /* variables x */
    size_t rows_len;
    size_t rows_max;
    double *cost;
    double *cost_moved; /* slightly, so that ties are rare */
    double *lo;         /* [n + rows_max]: of x, then of the rows' values */
    double *hi;
    struct plan_lp_row *rows;
    double **lines;   /* [rows_max][n]: the dictionary; NULL until used */
    int32_t *basic;   /* [rows_len]: variables */
    int32_t *other;   /* [width]: variables */
    size_t width;     /* n less those removed for good */
    double *reduced;  /* [width] */
    double *at;       /* [width]: value of the other variable */
    double *value;    /* [rows_len]: value of the basic variable */
    double *x;        /* [n], after a solve */
    double *marginal; /* [n], true reduced costs, after plan_lp_bound() */
    uint32_t *order;  /* [width]: candidates of the ratio test */
    double *ratio;    /* [width] */
    uint8_t *mark;    /* [n + rows_max] */
    int64_t pivots;
    int64_t pivots_at_rebuild;
};

MUST_USE enum err plan_lp_init(struct plan_lp *lp, struct arena *a, size_t n, size_t rows_max);
/* Cost and bounds of x[j]; bounds are finite. Before the first row. */
void plan_lp_set_column(struct plan_lp *lp, size_t j, double cost, double lo, double hi);
void plan_lp_set_bounds(struct plan_lp *lp, size_t j, double lo, double hi);
/* Room for it must be left: rows_len < rows_max. Columns are distinct. ERR_LIMIT: no memory. */
MUST_USE enum err plan_lp_add_row(struct plan_lp *lp, const struct plan_lp_row *row);
enum plan_lp_state plan_lp_solve(struct plan_lp *lp, double cutoff);
/* A true lower bound under the present bounds; sets marginal[]. */
double plan_lp_bound(struct plan_lp *lp);
/* Drop rows that were slack for `solves` solves. */
void plan_lp_drop_slack(struct plan_lp *lp, uint32_t solves);
/* x[j] with lo == hi == 0 for good is taken out of the dictionary. */
void plan_lp_compact(struct plan_lp *lp);

#endif
