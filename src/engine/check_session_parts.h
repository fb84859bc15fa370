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
    int asked;   /* likewise: new items take nobody's turn */
    bool done;
};

struct check_session {
    const struct check_bank *bank;
    const struct check_rules *rules;
    struct check_start start;
    struct check_known_so_far *competences;
    float *closed;              /* by place: 0, CHECK_TRIAL or CHECK_CLOSED */
    uint8_t *answered;          /* by item */
    int *class_asked;           /* without new items */
    int *class_open;            /* items not closed, without new ones */
    struct irt_answer *answers; /* counted ones, in their order */
    uint16_t *answers_competence;
    int answers_len;
    int asked;
    int exceptions;
    int share_sum;
};

/* What random draws are for. */
enum check_draw { DRAW_CLASS = 1, DRAW_BEST, DRAW_ANY, DRAW_PROBE };

/* Not to be asked. */
#define CHECK_CLOSED (-1e30F)
/* A new item that may be asked as a probe, and never otherwise. */
#define CHECK_TRIAL (-1e20F)

/* The class to ask from; -1: none is open. */
int check_session_class(const struct check_session *s);
/* The index of a new item whose moment it is (CHECK-14, CHECK-41); -1: none. */
int check_session_trial(const struct check_session *s);
/* The index of the best open item of a class that has one. */
int check_session_choose(const struct check_session *s, int class_index);

#endif
