/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Rights: who may do what, and how far it reaches. One table, in right.c.
 *
 * A right is an action. A role gives it with a relation: to what is one's own, to what belongs to
 * the organisation in which one has the role, or to any organisation. The route table names the
 * right of each route and the router asks right_reaches(), before any data is known; services ask
 * right_allows() again, with the organisation whose data is at hand. Rules: docs/rules/account.md,
 * RIGHT-n.
 */
#ifndef KC_DOMAIN_RIGHT_H
#define KC_DOMAIN_RIGHT_H

#include "domain/actor.h"

enum right {
    /* Of routes alone: no role gives or takes them. */
    RIGHT_PUBLIC,         /* nothing is needed; no cookie is set */
    RIGHT_GUEST,          /* a guest: req->guest is never empty; the answer is personal */
    RIGHT_OPERATOR_LOCAL, /* this machine, or an address of the setting metrics_allow */
    RIGHT_DIRECTORY,      /* a directory's token (SCIM): the handler asks, no cookie is looked at */
    RIGHT_ACCOUNT,        /* somebody signed in: req->actor is never NULL */
    /* Actions. */
    RIGHT_EMPLOYMENT_READ,    /* an employment with its job, of oneself, one's team, one's people */
    RIGHT_EMPLOYEES_MANAGE,   /* employments, units, superiors, import, invitations */
    RIGHT_JOBS_MANAGE,        /* own copies of job profiles, and who has which */
    RIGHT_ROLES_GRANT,        /* roles in an organisation */
    RIGHT_ORGANISATION_EDIT,  /* name, contact, landing page */
    RIGHT_ORGANISATION_ADMIT, /* members of the cooperative: apply, admit, leave */
    RIGHT_MODULE_PUBLISH,     /* blocks and runs of a provider, internal ones of a municipality */
    RIGHT_MODULE_REVIEW,      /* certification */
    RIGHT_DEMAND_READ,        /* what is searched and not found, without persons */
    RIGHT_REPORT_GROUPS,      /* figures of groups of at least five */
    RIGHT_AUDIT_READ,         /* the audit log */
    RIGHT_PAGES_EDIT,         /* imprint, privacy notice, accessibility statement */
    RIGHT_ITEM_WRITE,         /* items of the check: drafts of one's own, import, export */
    RIGHT_ITEM_REVIEW,        /* approve or return what somebody else wrote, retire */
    RIGHT_ITEM_CALIBRATE,     /* take estimated parameters into use */
    RIGHT_CRITERIA_WRITE,     /* the next list of criteria for certification */
    RIGHT_CRITERIA_PUBLISH,   /* put it in force */
};
enum { RIGHTS = RIGHT_CRITERIA_PUBLISH + 1 };

/* Each wider than the one before. */
enum relation {
    RELATION_NONE,
    RELATION_OWN,               /* of the person: the own employment, of a superior the team's */
    RELATION_SAME_ORGANISATION, /* in which the person has the role */
    RELATION_ANY_ORGANISATION,
};

/* "employees_manage"; for the list of routes and the sheet of rights. */
const char *right_name(enum right r);
/* Whether it is an action that roles give: the others are of routes alone. */
bool right_is_action(enum right r);
/* Whether somebody must be signed in for it. */
bool right_needs_actor(enum right r);
/* What the table says. RELATION_NONE for a right that is no action. */
enum relation right_of_role(enum right r, enum role role);

/*
 * How far the person's right reaches in this organisation: the widest that one of the grants
 * gives. `actor` NULL is nobody. RELATION_OWN is found whatever the organisation is: that the
 * thing is the person's own is the caller's to show.
 */
enum relation right_in(enum right r, const struct actor *actor,
                       struct organisation_id organisation);
/* Whether the person may do it to whatever belongs to this organisation. */
bool right_allows(enum right r, const struct actor *actor, struct organisation_id organisation);
/* Whether the person may do it anywhere, to anything: what a route can ask before it has data. */
bool right_reaches(enum right r, const struct actor *actor);

#endif
