/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the parts of irt_calibrate share; nobody else includes it.
 *
 * An item's parameters are intercepts and slope, x = (t_1 .. t_K, a, log(c/(1-c))): step k has
 * a theta + t_k where the model has a(theta - b_k). So a may pass 0 on its way.
 */
#ifndef KC_ENGINE_IRT_CALIBRATE_PARTS_H
#define KC_ENGINE_IRT_CALIBRATE_PARTS_H

#include "engine/irt_calibrate.h"

enum {
    IRT_GROUP_CODES_MAX = 16,
    IRT_CHUNKS = 8,    /* of people; sums are added in their order */
    IRT_POINTS_PAD = 8 /* rows are padded to this many points */
};

struct irt_traits {
    enum irt_kind kind;
    bool common; /* one slope for all */
    bool guess;
};

/* Where an item's numbers are. */
struct irt_place {
    uint8_t steps;
    uint8_t parameters; /* in x: steps, slope, guessing */
    bool fixed;
    bool missing; /* somebody did not answer it */
    int first;    /* parameter, in the vector of all */
    int row;      /* of category 0 in tables of [row][point] */
};

/* Items answered together: all their categories are one code. */
struct irt_group {
    int first; /* item */
    int len;
    int codes;
    int row; /* of code 0 in tables of [row][point] */
};

struct irt_em {
    const struct irt_answers *answers;
    const struct irt_calibration *how;
    const struct jobs *jobs;
    struct irt_traits traits;
    struct irt_place *places;
    struct irt_group *groups;
    int groups_len;
    int rows;       /* categories of all items */
    int group_rows; /* codes of all groups */
    int points;
    int stride;     /* points padded */
    int parameters; /* of all items; a common slope is one for each here */
    uint8_t *codes; /* [person][group] */
    double *theta;  /* [stride] */
    double *log_weight;
    double *log_p;  /* [row][stride] */
    double *joined; /* [group row][stride]: sums of log_p */
    double *sums;   /* [chunk][group row][stride] */
    double *counts; /* [row][stride]: expected people */
    double log_likelihood[IRT_CHUNKS];
    double *mass;       /* [stride]: expected people, of all */
    uint8_t *from;      /* by person: the points where the posterior was not nothing ... */
    uint8_t *to;        /* ... before `to`; at first all */
    double *posteriors; /* NULL, or [person][stride]: kept by the E step */
    double *step;       /* scratch of one M step */
};

/* One category's probability and its derivatives by the item's parameters. */
struct irt_slope {
    double p;
    double by[IRT_PARAMETERS_MAX];
};
void irt_slopes(const struct irt_em *em, const struct irt_place *place, const double *x,
                double theta, struct irt_slope *ret_slopes);

/* Tables, codes and groups of the answers. ERR_LIMIT */
MUST_USE enum err irt_em_prepare(struct arena *arena, struct irt_em *em);
/* Forget where posteriors were: the next E step looks at every point. */
void irt_em_look_everywhere(struct irt_em *em);
/* Expected counts at parameters `x`; answers the log-likelihood. */
double irt_em_expect(struct irt_em *em, const double *x);
/* New parameters from the counts, none worse than before. */
void irt_em_maximise(const struct irt_em *em, double *x);
/* Gradient of the log-likelihood, from the counts at the same x. */
void irt_em_gradient(const struct irt_em *em, const double *x, double *ret_gradient);
/* Variances into ret_fitted. ERR_LIMIT */
MUST_USE enum err irt_em_errors(struct arena *arena, struct irt_em *em, double *x,
                                struct irt_fitted *fitted);
/* Symmetric positive definite `m` [n][n] becomes its inverse; false when it is not. */
bool irt_invert(double *m, int n);
/* Whether an item's intercepts are in order. */
bool irt_x_is_sound(const struct irt_em *em, const struct irt_place *place, const double *x);

#endif
