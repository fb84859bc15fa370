/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A person's work for an organisation, and the units of the organisation.
 *
 * Name and mail address here are what the organisation wrote; the account and its name are the
 * person's own. Rules: docs/rules/organisation.md (ORG-16 to ORG-22).
 */
#ifndef KC_DOMAIN_EMPLOYMENT_H
#define KC_DOMAIN_EMPLOYMENT_H

#include "base/day.h"
#include "domain/id.h"

/* What the person said to being entered. */
enum employment_answer { EMPLOYMENT_ASKED, EMPLOYMENT_ACCEPTED, EMPLOYMENT_DECLINED };
enum { EMPLOYMENT_ANSWERS = EMPLOYMENT_DECLINED + 1 };

struct employment {
    struct employment_id id; /* n == 0: not kept yet */
    struct account_id account;
    struct organisation_id organisation;
    struct unit_id unit; /* n == 0: not stated */
    struct slice number;
    struct job_profile_id job;    /* n == 0: none */
    struct instant job_confirmed; /* ms == 0: not yet */
    struct account_id superior;   /* n == 0: not stated */
    struct account_id deputy;
    struct day first_day;
    struct day last_day; /* with has_last_day */
    bool has_last_day;
    struct slice name;
    struct slice email;
    enum employment_answer answer;
    struct instant answered; /* ms == 0: not yet */
    struct instant invited;  /* ms == 0: no mail was written */
    struct instant changed;  /* by the store, when it saves; ms == 0: not known */
};

struct employments {
    struct employment *at;
    int len;
};

/* ORG-22 */
struct unit {
    struct unit_id id;
    struct unit_id parent; /* n == 0: at the top */
    struct slice name;
};

/* "asked" */
const char *employment_answer_code(enum employment_answer answer);
/* ERR_NOT_FOUND when there is none of this code. */
MUST_USE enum err employment_answer_parse(struct slice code, enum employment_answer *ret_answer);
/* Whether the person works there on that day. */
bool employment_is_current(const struct employment *e, struct day today);

#endif
