/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The plan a person has accepted: kept until they take another one or delete their data, compared
 * with what the catalogue and their wishes are now, and made anew so that as little as possible
 * changes (CURRICULUM-14 to CURRICULUM-17).
 */
#ifndef KC_SERVICE_LEARNING_ACCEPTED_H
#define KC_SERVICE_LEARNING_ACCEPTED_H

#include "domain/accepted_plan.h"
#include "service/learning_plans.h"

/* What became of one block, and what the new plan would do. */
enum accepted_fate {
    ACCEPTED_STAYS,
    ACCEPTED_DONE,    /* it is over */
    ACCEPTED_BEGUN,   /* it goes on */
    ACCEPTED_DATES,   /* its run has other dates now */
    ACCEPTED_MOVES,   /* in another run or in other weeks */
    ACCEPTED_GONE,    /* not offered any more */
    ACCEPTED_NO_RUN,  /* its run does not take place any more */
    ACCEPTED_FULL,    /* its run has no free seat any more */
    ACCEPTED_WISHES,  /* it does not fit the wishes any more */
    ACCEPTED_DROPPED, /* of no more use */
    ACCEPTED_NEW,     /* was not in the plan */
    ACCEPTED_FATES,
};

struct accepted_line {
    enum accepted_fate fate;
    const struct accepted_block *was;  /* NULL: it is new */
    const struct curriculum_entry *is; /* in the plan made anew; NULL: not in it */
};

struct learning_accepted {
    bool is_there;              /* a plan was accepted */
    bool ready;                 /* what follows was made */
    struct accepted_plan plan;  /* as it was kept */
    struct curriculum current;  /* what of it lies ahead and can still be */
    struct curriculum proposal; /* made anew */
    struct accepted_line *lines;
    int lines_len;
    int changes;         /* lines that are no STAYS, DONE, BEGUN */
    int64_t fingerprint; /* of the changes; 0: there are none */
    bool is_declined;    /* the person has seen these changes and stays with the plan */
};

/* Not ready within person->wait_ms: it is being made. Errors as of learning_plan(). */
MUST_USE enum err learning_accepted(struct ctx *ctx, const struct learning_person *person,
                                    struct learning_accepted *ret_accepted);

/* What a plan consists of, as a number > 0: so that exactly what was shown is accepted. */
int64_t learning_plan_fingerprint(const struct curriculum *plan);
/*
 * Accept the plan; of `before` (may be NULL) what has begun stays part of it.
 *
 *   ERR_INVALID   the plan has no blocks
 *   ERR_LIMIT     more than ACCEPTED_BLOCKS_MAX
 *   ERR_NOT_FOUND nothing is known of this person
 */
MUST_USE enum err learning_accept(struct ctx *ctx, const struct learning_person *person,
                                  const struct curriculum *plan,
                                  const struct learning_accepted *before);
/* The person stays with the plan as it is: these changes are not proposed again. */
MUST_USE enum err learning_accepted_decline(struct ctx *ctx, const struct learning_person *person,
                                            int64_t fingerprint);
/* No plan is accepted any more. */
MUST_USE enum err learning_accepted_delete(struct ctx *ctx, const struct learning_person *person);

#endif
