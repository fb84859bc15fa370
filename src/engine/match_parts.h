/* SPDX-License-Identifier: EUPL-1.2 */
/* What the parts of match share: the person looked at, wishes, scoring. Not for others. */
#ifndef KC_ENGINE_MATCH_PARTS_H
#define KC_ENGINE_MATCH_PARTS_H

#include "engine/columns.h"
#include "engine/match.h"

/* A person, prepared once for a whole catalogue. */
struct match_person {
    const struct catalogue *c;
    const struct situation *s;
    const struct job_profile *job; /* NULL: none */
    enum match_basis basis;
    uint8_t needed[COMPETENCES_MAX]; /* by the job; 0 = not asked */
    uint8_t weight[COMPETENCES_MAX];
    int gap_total;    /* weighted levels missing in all */
    const double *km; /* to each venue, by index; < 0 not known */
};

/* One module judged, without the lists that a page shows. */
struct match_appraisal {
    enum match_out out;
    int64_t out_value;
    uint8_t score;
    uint8_t points[SUMMANDS];
    const struct column_run *run; /* NULL: self-paced */
    struct day start;
    double km; /* to the run; < 0 online or not known */
    int runs_fitting;
};

/* MATCH-1 to MATCH-5: what concerns the module itself. */
enum match_out wishes_module_out(const struct match_person *p, uint32_t slot, int64_t *ret_value);
/* A run and how far away it is; NULL and NULL for the self-paced module. */
struct wishes_run {
    const struct run *run;
    const struct venue *venue; /* NULL: online, or the place is not known */
    double km;                 /* < 0: not known */
};

/* MATCH-6 to MATCH-12: one run. */
enum match_out wishes_run_out(const struct situation *s, const struct module *m,
                              struct wishes_run at, int64_t *ret_value);
/* The first day on which the person can begin this run; it fits. */
struct day wishes_start(const struct situation *s, const struct run *r);
/* Weeks of the person's time, rounded up; 0 when the module states no hours. */
int wishes_weeks(const struct situation *s, const struct module *m);

/* Judge one module: wishes, best run, points. */
void appraise(const struct match_person *p, uint32_t slot, struct match_appraisal *ret_appraisal);
/* Weighted levels of the job that the module closes, capped at the need. */
int appraise_gap(const struct match_person *p, const struct module *m);

/*
 * Levels that blocks fitting every hard wish can lead up to, starting from the person's own.
 * `fits` has a byte per slot. Fixed point: it ends, because levels only rise.
 */
void reach_levels(const struct match_person *p, const uint8_t *fits,
                  uint8_t ret_levels[COMPETENCES_MAX]);

/* Fill the lists of `m` (closes, against). ERR_LIMIT: the arena is full. */
MUST_USE enum err match_explain(struct arena *arena, const struct match_person *p,
                                const uint8_t *reachable, struct match *m);

#endif
