/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One person's check: which item next, what is known after each answer, when it is enough.
 *
 * Pure and deterministic, so that a check can go on after the server was killed. Keep, before the
 * first item is shown: the bank's version, the rules' version, `seed`, the priors and the marks
 * (one byte an item); after each answer: the item's index and the category. Then
 *
 *     check_open(same bank, rules, start); check_answer() for each kept answer in its order
 *
 * is the same state, and check_next() names the same item as before: random draws come from `seed`
 * and the number of answers alone (SplitMix64, Steele, Lea & Flood 2014). check_next() changes
 * nothing and may be asked again. Call it, show the item, keep the answer, call check_answer().
 *
 * The next item is chosen so (CHECK-5 to CHECK-13):
 *   1. the class that is furthest behind its share (Kingsbury & Zara 1989), among competences that
 *      are not yet measured well enough
 *   2. in it, of items not asked, not excluded by marks nor by an enemy, the best by `select`
 * When the marks leave nothing anywhere, items that are only held back by exposure are taken.
 */
#ifndef KC_ENGINE_CHECK_SESSION_H
#define KC_ENGINE_CHECK_SESSION_H

#include "engine/check_bank.h"

enum check_select {
    CHECK_MFI,        /* largest Fisher information at the estimate (Lord 1980) */
    CHECK_KL,         /* Kullback-Leibler information over the likelihood (Chang & Ying 1996) */
    CHECK_KLP,        /* the same over the posterior (Barrada et al. 2009) */
    CHECK_MLWI,       /* information over the likelihood (Veerkamp & Berger 1997) */
    CHECK_MPWI,       /* information over the posterior (van der Linden 1998) */
    CHECK_STRATIFIED, /* nearest difficulty in strata of rising discrimination (Chang & Ying 1999)
                       */
    CHECK_NEAREST,    /* nearest difficulty (Urry 1970) */
    CHECK_RANDOM,
    CHECK_SELECTS
};

/* Of each item, by index; made at the start by check_exposure_draw() and check_recent_mark(). */
enum check_mark {
    CHECK_HELD_BACK = 1, /* not eligible for this person: exposure */
    CHECK_RARE = 2,      /* hardly asked so far: probes are taken from these */
    CHECK_RECENT = 4,    /* this person had it not long ago: never asked */
};

struct check_rules {
    enum check_select select;
    enum irt_method estimate; /* IRT_EAP for people; others to compare with */
    int items_min;            /* of the whole check, before it may end */
    int items_max;            /* 1 .. items of the bank */
    int competence_max;       /* items of one competence; 0: as items_max */
    double se_max;            /* a competence is measured well enough; 0: never */
    double sure_min;          /* likewise when one level is at least so probable; 0: never */
    int best;               /* draw one of the so many best; 1..CHECK_BEST_MAX (Kingsbury & Zara) */
    int probe_every;        /* one of so many items is a probe (CHECK-11); 0: none */
    int strata;             /* of CHECK_STRATIFIED, 1..CHECK_STRATA_MAX */
    bool start_at_prior;    /* the first item: best at the prior's mean. Else: among the best 5 */
    const uint16_t *shares; /* by class, any unit, not all 0; NULL: as the bank has items */
};
/* What people get: docs/check.md tells how each number was found. */
extern const struct check_rules CHECK_RULES;

/* A prior's sd is at least this part of the grid's width. */
enum { CHECK_PRIOR_WIDTHS_MAX = 24 };

struct check_start {
    uint64_t seed;
    const struct irt_prior *priors; /* by competence; means within the grid */
    const uint8_t *marks;           /* by item: bits of enum check_mark; NULL: none */
};

enum check_state {
    CHECK_GOES_ON,
    CHECK_PRECISE,  /* every competence is measured well enough */
    CHECK_LONG,     /* items_max reached */
    CHECK_EXHAUSTED /* no item is left that may be asked */
};

struct check_session;

/*
 * Into `arena`, which must outlive it; so must bank, rules and what start points to.
 *
 *   ERR_LIMIT   the arena is full
 */
MUST_USE enum err check_open(struct arena *arena, const struct check_bank *bank,
                             const struct check_rules *rules, const struct check_start *start,
                             struct check_session **ret_session);

/* The index of the item to ask now; -1 when the check is over (check_state_of tells why). */
int check_next(const struct check_session *s);
enum check_state check_state_of(const struct check_session *s);

/*
 * What the person answered. "I don't know" is category 0. Any item that was not asked yet is
 * taken, whatever check_next() says, so that a kept check can be resumed under newer rules.
 *
 *   ERR_INVALID    no such item or category
 *   ERR_CONFLICT   the item was answered before
 */
MUST_USE enum err check_answer(struct check_session *s, int item, int category);

/* Of one competence: by the rules' method; with EAP mean and sd of the posterior. */
struct irt_ability check_ability(const struct check_session *s, int competence);
/* How many counted answers stand behind it. */
int check_answers(const struct check_session *s, int competence);
int check_asked(const struct check_session *s);
/* How often nothing but an item held back by exposure was left. */
int check_exceptions(const struct check_session *s);
/* On the bank's grid: the likelihood of the answers (largest 1 or below), and times the prior. */
const double *check_likelihood(const struct check_session *s, int competence);
const double *check_posterior(const struct check_session *s, int competence);

/* "mfi", "kl", "klp", "mlwi", "mpwi", "stratified", "bopt", "random" */
const char *check_select_code(enum check_select select);
/* ERR_NOT_FOUND for any other word. */
MUST_USE enum err check_select_parse(struct slice code, enum check_select *ret_select);

#endif
