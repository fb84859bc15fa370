/* SPDX-License-Identifier: EUPL-1.2 */
/* What check_session.c and check_session_select.c share; nobody else includes it. */
#ifndef KC_ENGINE_CHECK_SESSION_PARTS_H
#define KC_ENGINE_CHECK_SESSION_PARTS_H

#include "engine/check_session.h"

/* Of one competence. */
struct check_known_so_far {
    struct irt_prior prior;
    double *prior_weights; /* by grid point */
    double *likelihood;    /* largest 1 or a little below */
    double *posterior;
    struct irt_ability ability;
    int answers; /* that count */
    int asked;   /* with new items */
    bool done;
};

struct check_session {
    const struct check_bank *bank;
    const struct check_rules *rules;
    struct check_start start;
    struct check_known_so_far *competences;
    float *closed;     /* by place: 0, or a large negative number: not to be asked */
    uint8_t *answered; /* by item */
    int *class_asked;
    int *class_open;            /* items not closed */
    struct irt_answer *answers; /* counted ones, in their order */
    uint16_t *answers_competence;
    int answers_len;
    int asked;
    int exceptions;
    int share_sum;
};

/* What random draws are for. */
enum check_draw { DRAW_CLASS = 1, DRAW_BEST, DRAW_ANY, DRAW_PROBE };

#define CHECK_CLOSED (-1e30F)

/* The class to ask from; -1: none is open. */
int check_session_class(const struct check_session *s);
/* The index of the best open item of a class that has one. */
int check_session_choose(const struct check_session *s, int class_index);

#endif
