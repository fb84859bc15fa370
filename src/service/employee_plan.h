/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a list of employees would change: the list beside what an organisation has.
 *
 * Nothing is written here. Problems that only the database shows are added to the list's
 * (ORG-11); as long as there is one, nothing of the list may be taken (ORG-16).
 */
#ifndef KC_SERVICE_EMPLOYEE_PLAN_H
#define KC_SERVICE_EMPLOYEE_PLAN_H

#include "domain/employee.h"
#include "domain/employment.h"
#include "domain/job_profile.h"

enum employee_step { EMPLOYEE_STEP_NEW, EMPLOYEE_STEP_CHANGED, EMPLOYEE_STEP_SAME };

struct employee_change {
    const struct employee_entry *entry;
    const struct employment *now; /* NULL: new */
    enum employee_step step;
    uint32_t differs;          /* bit per enum employee_column: what the list says otherwise */
    struct job_profile_id job; /* of the entry; n == 0: not stated */
    /* Nodes: 0 .. len-1 an entry, len .. an employment that is not in the list; -1: not stated. */
    int superior;
};

/* What the organisation has; the caller's, and as long-lived as the plan. */
struct employee_present {
    const struct employment *employments; /* that are current */
    int employments_len;
    const struct unit *units;
    int units_len;
    const struct job_profile *jobs;
    int jobs_len;
};

struct employee_plan {
    struct employee_list *list;
    struct employee_change *changes; /* one an entry, in its order */
    int news;
    int changed;
    int same;
    const struct employment **missing; /* employed, and in no line of the list */
    int missing_len;
};

/* ERR_LIMIT: the arena is full. */
MUST_USE enum err employee_plan_make(struct arena *a, struct employee_list *list,
                                     const struct employee_present *present,
                                     struct employee_plan *ret_plan);

/* The unit of the entry's path, n == 0 when a part of it is not there (or no path is stated). */
struct unit_id employee_unit_of(const struct employee_entry *entry, const struct unit *units,
                                int units_len);

#endif
