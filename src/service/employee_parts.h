/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of employee_service share; nobody else includes it. */
#ifndef KC_SERVICE_EMPLOYEE_PARTS_H
#define KC_SERVICE_EMPLOYEE_PARTS_H

#include "domain/right.h"
#include "service/employee_service.h"
#include "storage/db.h"

/* What is done to the people of one organisation by a list: of a file, or of a directory's. */
struct employee_job {
    struct ctx *ctx;
    const struct employee_use *use;
    const struct snapshot *snap; /* of the job profiles */
    struct employee_book book;
    struct employee_list list;
    struct employee_present present; /* what is current today */
    struct employee_plan *plan;
};
/* The book, in the running use case. */
MUST_USE enum err employee_job_load(struct db *db, struct employee_job *j);
/* The list beside the book: what it would change, and its problems. ERR_LIMIT. */
MUST_USE enum err employee_job_plan(struct employee_job *j);
/*
 * The account on which an entry for this address hangs: the address's, or a new one; nobody's when
 * the address's account works here already under another address (ORG-31).
 */
MUST_USE enum err employee_job_account(struct db *db, const struct employee_job *j,
                                       const struct employee_entry *entry,
                                       struct account *ret_account);
/*
 * Do it; the plan has no problem. `ret_saved` has room for one an entry.
 *   ERR_INVALID   work would end before it begins
 */
MUST_USE enum err employee_job_save(struct db *db, struct employee_job *j,
                                    struct employment *ret_saved);
/*
 * ERR_CONFLICT when the entry goes on today and the same account, or the same mail address, is
 * entered with other work that does (ORG-34). `all` are the entries of the organisation.
 */
MUST_USE enum err employee_job_alone(struct ctx *ctx, const struct employments *all,
                                     const struct employment *e);
/*
 * Work ends on that day; what had not begun by then is entered for that day alone (ORG-35).
 * Superior and roles stay to be looked after with role_change_end().
 */
MUST_USE enum err employee_job_end(struct db *db, const struct employee_use *use,
                                   const struct employment *now, struct day last_day);
/* Work that was over goes on: who had said that it is right is a learner there again (ORG-23). */
MUST_USE enum err employee_regain(struct db *db, const struct employee_use *use,
                                  const struct employment *e);

/* Ask one person by mail, in the running use case (ORG-26); `e` is saved. */
MUST_USE enum err employee_ask(struct db *db, const struct employee_use *use,
                               struct slice organisation_name, struct employment *e);

/* ERR_DENIED unless the actor has the right in this very organisation (ORG-20). */
MUST_USE enum err employee_need(struct ctx *ctx, const struct employee_use *use, enum right right);

/*
 * Events of the audit log for what changed between the two: the work began (`before` NULL), goes
 * on again or ended, another superior or deputy decides. In the use case that saved it.
 */
MUST_USE enum err employee_note(struct db *db, const struct employee_use *use,
                                const struct employment *before, const struct employment *after);
/* An event about something else of the organisation, by its code: a job profile, a token. */
MUST_USE enum err employee_note_of(struct db *db, const struct employee_use *use,
                                   const char *action, struct slice code);

#endif
