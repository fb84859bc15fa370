/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A plan that a person has accepted, as it was then. Data only; what became of it since is for
 * engine/curriculum_replan.h (CURRICULUM-15).
 */
#ifndef KC_DOMAIN_ACCEPTED_PLAN_H
#define KC_DOMAIN_ACCEPTED_PLAN_H

#include "base/limits.h"
#include "domain/module.h"

struct accepted_block {
    struct module_id module; /* n == 0: it was deleted since */
    struct slice title;      /* when it was accepted */
    bool dated;              /* in a run; else self-paced */
    struct run_id run;       /* n == 0: deleted since, or self-paced */
    struct day first;
    struct day last;
};

struct accepted_plan {
    struct instant accepted;
    int64_t wishes; /* fingerprint of the situation then */
    /* Fingerprint of the changes proposed since that the person does not want; 0: none. */
    int64_t declined;
    struct accepted_block *blocks; /* in the order of the plan */
    int blocks_len;                /* 1..ACCEPTED_BLOCKS_MAX */
};

#endif
