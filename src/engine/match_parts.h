/* SPDX-License-Identifier: EUPL-1.2 */
/* What the parts of match share: the person looked at, wishes, scoring. Not for others. */
#ifndef KC_ENGINE_MATCH_PARTS_H
#define KC_ENGINE_MATCH_PARTS_H

#include "engine/columns.h"
#include "engine/match.h"
#include "engine/rank.h"

#define REACH_NOT_ASKED ((uint8_t)255)
#define REACH_ENDS ((uint8_t)64) /* no block leads higher */

struct fast; /* engine/match_fast_parts.h */
struct step_worth;
struct match_bounds;
struct candidate;

/* What a block gives, from its module or from the index: the shares are computed from it alike. */
struct match_gives {
    const struct module_gain *at;
    int len;
};

/* A person, prepared once for a whole catalogue. */
struct match_person {
    const struct catalogue *c;
    const struct situation *s;
    const struct match_context *context; /* never NULL */
    const struct job_profile *job;       /* NULL: none */
    struct job_profile own_job;          /* what `job` points to when the person has own targets */
    enum match_basis basis;
    bool any_prerequisite;
    uint8_t held[COMPETENCES_MAX];   /* levels to count with */
    uint8_t needed[COMPETENCES_MAX]; /* by the job; 0 = not asked */
    uint8_t weight[COMPETENCES_MAX];
    uint16_t worth[COMPETENCES_MAX]; /* of a level closed: weight × certainty in percent */
    int gap_full;                    /* worth that gives full points; 0: no gap */
    bool has_gap;                    /* some level is missing for the job */
    uint8_t wanted[COMPETENCES_MAX]; /* by the employer; 0 = not asked */
    uint8_t wanted_weight[COMPETENCES_MAX];
    int target_full;
    uint8_t side_weight[MATCH_SIDES];
    const uint64_t *fits;    /* a bit per slot that may fit; NULL: not known */
    const struct fast *fast; /* knows whether it does; NULL: the modules are asked */
    uint8_t *reach;          /* per competence, a memory of prerequisite_is_reachable() */
};

/* One module judged, without the lists that a page shows. */
struct match_appraisal {
    enum match_out out;
    int64_t out_value;
    uint16_t fused;
    int16_t correction;
    struct match_side_score sides[MATCH_SIDES];
    uint8_t points[SUMMANDS];
    const struct column_run *run; /* NULL: self-paced */
    struct day start;
    double km; /* to the run; < 0 online or not known */
    int runs_fitting;
};

/* ERR_NOT_FOUND: no such job. ERR_LIMIT: the arena is full. */
MUST_USE enum err person_prepare(struct arena *arena, const struct catalogue *c,
                                 const struct match_ask *ask, struct match_person *ret_person);
/* From home to a venue by index; < 0: not known, or online. */
double person_km(const struct match_person *p, uint32_t venue);
/* What the voucher pays of a price, as far as the provider is in its scope. */
int64_t person_voucher_cents(const struct match_person *p, const struct module *m);

/* MATCH-1 to MATCH-5 and MATCH-13: what concerns the module itself. */
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
/* MATCH-14, of a run that can begin on `start`. */
enum match_out wishes_voucher_out(const struct match_person *p, const struct module *m,
                                  struct day start);
/* MATCH-15. */
enum match_out wishes_needs_out(const struct match_person *p, const struct module *m,
                                int64_t *ret_value);
/* All of them but MATCH-15; the run is not told. */
bool wishes_fit(const struct match_person *p, uint32_t slot);
/* All of one open run (NULL: self-paced) but what concerns the module. */
enum match_out wishes_column_run_out(const struct match_person *p, const struct module *m,
                                     const struct column_run *run, int64_t *ret_value);
/* How many weeks from `from` to `to` are not blocked. */
int wishes_weeks_free(const struct situation *s, struct day from, struct day to);
bool wishes_place_is_too_far(const struct situation *s, double km);
/* Whether the rules of the employer allow it (MATCH-13). */
bool wishes_employer_allows(const struct match_person *p, uint32_t slot);
/* The needs of accessibility that can matter on site, or online (MATCH-6). */
uint32_t wishes_access_needs(const struct situation *s, bool local);
/* Whether one has to be somewhere. */
bool wishes_run_is_local(const struct module *m, const struct run *r);
/* The person's time that the run takes, as far as it is known. */
int32_t wishes_minutes(const struct module *m, const struct run *r);
/* 0 German (or none stated), 1 English, 2 other. */
int wishes_language(struct slice language);
/* The first day on which the person can begin this run; it fits. */
struct day wishes_start(const struct situation *s, const struct run *r);
/* Weeks of the person's time, rounded up; 0 when the module states no hours. */
int wishes_weeks(const struct situation *s, const struct module *m);

/*
 * Whether a chain of fitting blocks leads to this level of the competence: from the level held,
 * each block begins where the one before ended, and needs nothing else that the person lacks.
 */
bool prerequisite_is_reachable(const struct match_person *p, struct competence_id competence,
                               uint8_t level);

/* Judge one module: wishes, best run, points. */
void appraise(const struct match_person *p, uint32_t slot, struct match_appraisal *ret_appraisal);
/* Worth of the levels of the job that the module closes, capped at the need. */
int appraise_gap(const struct match_person *p, struct match_gives gives);

/* Shares of a summand in thousandths. */
enum { SHARE_ALL = 1000 };
int share_percent(int n);
/* SHARE_ALL at or below `full`, 0 at or above `none`, straight between. */
int share_falling(int64_t value, int64_t full, int64_t none);
/* How much of this gain is the person's next step of the ladder. */
int share_of_gain(const struct match_person *p, const struct module_gain *g);
/* Whether they are the participant it is made for. */
int share_of_beginner(const struct match_person *p, const struct module_gain *g);
/* Of one gain: worth of the job's levels it closes; weighted levels of the employer's; whether it
 * teaches what the employer lacks. */
int gain_closes(const struct match_person *p, const struct module_gain *g);
int gain_serves(const struct match_person *p, const struct module_gain *g);
bool gain_covers(const struct match_person *p, const struct module_gain *g);
bool person_lacks_prerequisite(const struct match_person *p, const struct module *m);

/* The person's shares. */
int share_of_gap(const struct match_person *p, int closed);
/* Sums of share_of_gain() over what it gives: all, and what the job still needs. */
struct match_fit_sums {
    int sum[2];
    int n[2];
};
int share_of_level(struct match_fit_sums sums, bool lacks_prerequisite);
int share_of_interest(const struct match_person *p, uint64_t topics);
int share_of_effort(const struct match_person *p, int32_t minutes);
int share_of_format(const struct match_person *p, uint8_t format);
int share_of_price(const struct match_person *p, int64_t cents);
/* Of a place at this distance (< 0: not known); `local`: one has to be somewhere. */
int share_of_place(const struct match_person *p, bool local, double km);
int share_of_start(const struct match_person *p, struct day start);
int share_of_quality(const struct match_person *p, uint32_t slot);

/* The employer's and the provider's shares. */
int share_of_target(const struct match_person *p, int closed);
int share_of_budget(const struct match_person *p, int64_t due_cents);
int share_of_timing(const struct match_person *p, struct day first, struct day last);
int share_of_cover(int taught);
int share_of_audience(const struct match_person *p, const struct module *m);
int share_of_entry(int sum, int gives_len);
int share_of_group(bool lacks_participants);

/* Whole points of a summand from its share. */
static inline uint8_t
points_of(const struct match_person *p, enum match_summand summand, int share)
{
    int most = MATCH_WEIGHTS.points[p->basis][summand];

    assert(share >= 0 && share <= SHARE_ALL);
    return (uint8_t)((most * share + SHARE_ALL / 2) / SHARE_ALL);
}

/* MATCH-23: the first places of a list that is in the order of MATCH-21. */
void diversity_order(const struct catalogue *c, struct match_brief *briefs, int len);

/* As wishes_fit(), and all needs met with `level` in the competence `rising`. */
bool fast_fits(const struct fast *f, uint32_t slot, uint16_t rising, uint8_t level);

/* Memory for one person. */
struct fast_room {
    uint64_t *fit;  /* zeroed words, a bit per slot */
    uint64_t *fits; /* as many */
    uint64_t *topics;
    struct step_worth *worth;
    struct match_bounds *bounds;
    struct candidate *candidates;
    uint32_t *order;
};
/* ERR_LIMIT: the arena is full. */
MUST_USE enum err fast_room_make(struct arena *arena, const struct catalogue *c,
                                 struct fast_room *ret_room);
/* The best of all, by the index: fills `best` (rank_init() done). The room's bits stay in `p`. */
void fast_best(struct match_person *p, struct fast_room room, struct rank *best);
/* Both ways pack the sides' scores beside a rank entry. */
struct rank_entry match_entry(uint32_t slot, struct day start, int fused,
                              const struct match_side_score sides[MATCH_SIDES]);

/* Fill the lists of `m` (closes, against). ERR_LIMIT: the arena is full. */
MUST_USE enum err match_explain(struct arena *arena, const struct match_person *p, struct match *m);

#endif
