/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One change of a situation: what somebody asks with "what if". A change is a word with
 * an amount ("hours-more", 1), so that it fits into an address; applying it makes a new
 * situation and leaves the old one as it is.
 */
#ifndef KC_DOMAIN_SITUATION_CHANGE_H
#define KC_DOMAIN_SITUATION_CHANGE_H

#include "base/arena.h"
#include "domain/situation.h"

enum change_kind {
    CHANGE_HOURS_MORE, /* amount: half hours a week */
    CHANGE_HOURS_LESS,
    CHANGE_HALF_DAY_MORE, /* amount: which, 0 Monday morning .. 9 Friday afternoon */
    CHANGE_HALF_DAY_LESS,
    CHANGE_BUDGET_MORE, /* amount: euros */
    CHANGE_BUDGET_LESS,
    CHANGE_BUDGET_TO, /* amount: euros, less than now */
    CHANGE_END_LATER, /* amount: weeks */
    CHANGE_END_EARLIER,
    CHANGE_NO_IN_PERSON, /* no amount */
    CHANGE_ALL_FORMATS,  /* no amount */
    CHANGE_DISTANCE,     /* amount: so many km are not too far */
    CHANGE_NO_BUDGET,    /* no amount: no limit */
    CHANGE_OTHER_BLOCK,  /* no amount: `module` is dropped */
    CHANGES,
};

struct situation_change {
    enum change_kind kind;
    int amount;
    struct module_id module; /* of CHANGE_OTHER_BLOCK */
};

/* "stunden-mehr", "anderer-baustein": German, for addresses. */
const char *change_code(enum change_kind kind);
/* Of "stunden-mehr-2": the code and, where the kind has one, an amount. ERR_INVALID. */
MUST_USE enum err change_parse(struct slice word, struct situation_change *ret_change);
/* The word for it, without the module. */
void change_put(struct text *out, struct situation_change change);

/*
 * The situation with the change; lists that change live in `a`. It is sound.
 *   ERR_CONFLICT   it changes nothing here, or leads out of what a situation may be
 *   ERR_LIMIT      too many blocks are fixed, or the arena is full
 */
MUST_USE enum err situation_changed(struct arena *a, const struct situation *s,
                                    struct situation_change change,
                                    struct situation *ret_situation);
/*
 * Change the list of fixed blocks; FIXED_NONE takes one off. The new list lives in the arena.
 *   ERR_LIMIT   more than SITUATION_FIXED_MAX, or the arena is full
 */
MUST_USE enum err situation_fix(struct arena *a, struct situation *s, struct module_id module,
                                enum fixed_choice choice);

#endif
