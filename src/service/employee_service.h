/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The people of an organisation, for its personnel department. Rules: docs/rules/organisation.md.
 *
 * Every function asks first whether the actor may manage employees of this very organisation
 * (RIGHT_EMPLOYEES_MANAGE), and every statement names it: nothing of another one is met (ORG-20).
 *   ERR_DENIED   the actor may not
 * besides what is said there.
 */
#ifndef KC_SERVICE_EMPLOYEE_SERVICE_H
#define KC_SERVICE_EMPLOYEE_SERVICE_H

#include "domain/actor.h"
#include "domain/organisation.h"
#include "domain/role_holder.h"
#include "service/accounts.h"
#include "service/employee_plan.h"
#include "service/platform.h"

struct employee_use {
    struct platform *platform;
    const struct actor *actor;
    struct organisation_id organisation;
    const struct accounts *accounts; /* for invitations; NULL where none is written */
};

/*
 * The organisation of this code, when the actor may manage its people.
 *   ERR_NOT_FOUND   there is none that is a member
 */
MUST_USE enum err employee_organisation(struct ctx *ctx, struct platform *platform,
                                        const struct actor *actor, struct slice code,
                                        struct organisation *ret_organisation);

/* All whose people the actor may manage, in the arena. */
MUST_USE enum err employee_organisations(struct ctx *ctx, struct platform *platform,
                                         const struct actor *actor,
                                         struct organisation **ret_organisations, int *ret_len);

struct employee_book {
    struct employments all; /* by name, those that ended too */
    struct unit *units;
    int units_len;
    struct role_holder *roles; /* of this organisation */
    int roles_len;
};
MUST_USE enum err employee_book_load(struct ctx *ctx, const struct employee_use *use,
                                     struct employee_book *ret_book);

/*
 * Read a list, say what it would change, and keep it for a day under a number. With
 * problems nothing is kept and the number is 0.
 */
MUST_USE enum err employee_import_preview(struct ctx *ctx, const struct employee_use *use,
                                          struct slice list, struct employee_plan *ret_plan,
                                          int64_t *ret_import);

/*
 * What an uploaded list would change now, once more; it stays as it is.
 *   ERR_NOT_FOUND   the actor uploaded no list of this number for this organisation
 */
MUST_USE enum err employee_import_again(struct ctx *ctx, const struct employee_use *use,
                                        int64_t import, struct employee_plan *ret_plan);

/* What is done with those who are in no line: nothing, or their work ended (ORG-18). */
struct employee_leavers {
    bool end;
    struct day last_day;
};
/*
 * Do what the list says, all or nothing, by what is in the database now.
 *   ERR_NOT_FOUND   the actor uploaded no list of this number for this organisation
 *   ERR_CONFLICT    what is known changed meanwhile, so that the list has problems: nothing was
 *                   done, `ret_plan` says which
 */
MUST_USE enum err employee_import_confirm(struct ctx *ctx, const struct employee_use *use,
                                          int64_t import, struct employee_leavers leavers,
                                          struct employee_plan *ret_plan);

/*
 * Change name, number, unit, superior, deputy, job, first and last day of one employment. A new job
 * must be confirmed by the person again (ORG-21).
 *   ERR_NOT_FOUND   this organisation has none of this id
 *   ERR_CONFLICT    the person is entered with other work that goes on
 *   ERR_INVALID     the name is empty, superior, deputy or unit is not of this organisation, the
 * superior would stand in a circle (ORG-15), or the work would end before it begins
 */
MUST_USE enum err employee_change(struct ctx *ctx, const struct employee_use *use,
                                  const struct employment *wanted);

/*
 * Ask people by mail whether what was entered of them is right (ORG-26): one, or with n == 0 all
 * who were not asked yet, up to EMPLOYEE_INVITES_MAX.
 *   ERR_NOT_FOUND   this organisation has none of this id
 *   ERR_CONFLICT    of one: answered already, ended, or asked less than INVITE_AGAIN_HOURS ago
 */
MUST_USE enum err employee_invite(struct ctx *ctx, const struct employee_use *use,
                                  struct employment_id id, int *ret_invited);

/*
 * Give somebody who works here the role of its personnel department, or take it (ORG-24). Asks for
 * RIGHT_ROLES_GRANT.
 *   ERR_NOT_FOUND   this organisation has none of this id
 *   ERR_CONFLICT    to give: the work has ended, or the person has not said that it is right;
 *                   to take: it is the actor's own (ORG-25)
 */
MUST_USE enum err employee_set_hr(struct ctx *ctx, const struct employee_use *use,
                                  struct employment_id id, bool is_hr);

/* Units (ORG-22). ERR_INVALID: the name is empty or too long. ERR_CONFLICT: it is taken there. */
MUST_USE enum err employee_unit_add(struct ctx *ctx, const struct employee_use *use,
                                    struct unit *unit);
/* ERR_NOT_FOUND: this organisation has no such unit. */
MUST_USE enum err employee_unit_rename(struct ctx *ctx, const struct employee_use *use,
                                       struct unit_id id, struct slice name);
/* ERR_NOT_FOUND likewise. ERR_CONFLICT: somebody works, or worked, there, or a unit is below it. */
MUST_USE enum err employee_unit_delete(struct ctx *ctx, const struct employee_use *use,
                                       struct unit_id id);

#endif
