/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The directory of an organisation (Entra ID, Keycloak, Okta, Univention), which keeps its people
 * up to date: what lets it in, and what it says of somebody beside the employment.
 * Rules: docs/rules/scim.md, SCIM-n.
 */
#ifndef KC_DOMAIN_DIRECTORY_H
#define KC_DOMAIN_DIRECTORY_H

#include "base/day.h"
#include "domain/id.h"

struct directory_token_id {
    int64_t n;
};

struct directory_token {
    struct directory_token_id id;
    struct organisation_id organisation;
    struct slice code;         /* ACCOUNT_CODE_CHARS: its name in the audit log */
    struct slice label;        /* 1..SCIM_TOKEN_LABEL_BYTES_MAX */
    bool invites;              /* new people are asked by mail at once */
    struct account_id made_by; /* n == 0: erased */
    struct instant created;
    struct instant expires;
    struct instant last_used; /* ms == 0: never */
    struct instant revoked;   /* ms == 0: was not */
};
/* SCIM-2 */
bool directory_token_works(const struct directory_token *t, struct instant now);

/* As the directory has the person. */
enum directory_state { DIRECTORY_ACTIVE, DIRECTORY_INACTIVE, DIRECTORY_DELETED };
enum { DIRECTORY_STATES = DIRECTORY_DELETED + 1 };
/* "active" */
const char *directory_state_code(enum directory_state state);
/* ERR_NOT_FOUND when there is none of this code. */
MUST_USE enum err directory_state_parse(struct slice code, enum directory_state *ret_state);

struct directory_entry {
    struct employment_id employment; /* n == 0: the directory never spoke of the person */
    struct slice user_name;
    struct slice external_id; /* may be empty, as the next two */
    struct slice given_name;
    struct slice family_name;
    enum directory_state state;
    struct instant created;
};

#endif
