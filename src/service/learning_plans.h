/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A person's plans: the plan of their situation, others that really differ, and what
 * would be if one thing were otherwise. All of them come from the plan desk (plan_desk.h): each
 * is made once, whoever asks for it first.
 */
#ifndef KC_SERVICE_LEARNING_PLANS_H
#define KC_SERVICE_LEARNING_PLANS_H

#include "domain/situation_change.h"
#include "engine/curriculum_compare.h"
#include "service/guest_service.h"
#include "service/learning_service.h"
#include "service/plan_desk.h"

enum { ALTERNATIVES_MAX = 3 };

/* Whose plans, in which situation. */
struct learning_person {
    struct platform *platform;
    const struct snapshot *snap;
    const struct situation *situation;
    struct guest_key key;
    int wait_ms; /* for each of the questions below; what is not ready then is being made */
};

/*
 * The plan for situation->preset.
 *
 *   ERR_INVALID   no job is chosen
 *   ERR_BUSY      too many people have plans made right now
 */
MUST_USE enum err learning_plan(struct ctx *ctx, const struct learning_person *person,
                                struct plan_answer *ret_answer);

/* Add to `chosen` why goals stay open and what would help, as soon as that is known. */
MUST_USE enum err learning_explain(struct ctx *ctx, const struct learning_person *person,
                                   struct curriculum *chosen);

/* Another plan, and what would have to be changed to have it. */
struct learning_alternative {
    struct curriculum plan;
    struct curriculum_difference difference; /* to the chosen one */
    enum preset preset;
    bool has_change; /* it keeps a narrower wish ... */
    struct situation_change change;
    const struct module **without; /* ... or does without these blocks of the chosen plan */
    int without_len;
};

struct learning_alternatives {
    struct learning_alternative list[ALTERNATIVES_MAX];
    int len;
    bool more_to_come; /* some are being made */
};

/*
 * Plans beside `chosen` that really differ from it and from each other (CURRICULUM-10):
 * of the other presets first, and where these are not enough, plans with less money, less
 * time or nothing on site, and plans without a part of the chosen one's blocks (CURRICULUM-11).
 */
MUST_USE enum err learning_alternatives(struct ctx *ctx, const struct learning_person *person,
                                        const struct curriculum *chosen,
                                        struct learning_alternatives *ret_alternatives);

/*
 * The half day that is worth asking about: of those the person cannot attend the one with most
 * sittings of what could help (`more`), or of those they can the one that the
 * plan uses least. -1: there is none.
 */
int learning_half_day(const struct learning_person *person, const struct curriculum *plan,
                      bool more);

/* What one change would do. */
struct learning_what_if {
    bool possible;              /* it changes something, and leads to a situation that can be */
    struct situation situation; /* changed */
    struct plan_answer made;
    struct curriculum_difference difference; /* to the chosen one */
};

MUST_USE enum err learning_what_if(struct ctx *ctx, const struct learning_person *person,
                                   const struct curriculum *chosen, struct situation_change change,
                                   struct learning_what_if *ret_answer);

#endif
