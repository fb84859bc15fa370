/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Services that people may sign in with, and what each may say about them.
 * Rules: docs/rules/account.md, ISSUER-n.
 */
#ifndef KC_DOMAIN_ISSUER_H
#define KC_DOMAIN_ISSUER_H

#include <stdbool.h>

#include "base/day.h"
#include "base/limits.h"
#include "domain/id.h"
#include "domain/organisation.h"

struct issuer_id {
    int64_t n;
};
struct identity_id {
    int64_t n;
};

enum issuer_kind { ISSUER_OIDC, ISSUER_SAML };

struct issuer {
    struct issuer_id id;
    struct slice code; /* [a-z0-9-], 1..ISSUER_CODE_BYTES_MAX */
    enum issuer_kind kind;
    struct slice name;                   /* 1..ISSUER_NAME_BYTES_MAX */
    struct slice url;                    /* as it calls itself, 1..ISSUER_URL_BYTES_MAX */
    struct slice client;                 /* our name there; of SAML empty */
    struct slice secret;                 /* sealed */
    struct organisation_id organisation; /* whose people it knows; n == 0: of several */
    struct slice domains;                /* "a.example b.example", "*" or empty */
};

/* A claim that has this value, or holds it in a list, gives this (ISSUER-6). */
struct issuer_rule {
    struct slice claim;
    struct slice value;
    struct organisation_id organisation;
    enum role role; /* ROLE_LEARNER: works there, if the person agrees */
};

/* A person as such a service knows them. */
struct identity {
    struct identity_id id;
    struct slice name; /* of the service */
    struct instant created;
};

/* "oidc" */
const char *issuer_kind_code(enum issuer_kind kind);
/* ERR_NOT_FOUND when there is none of this code. */
MUST_USE enum err issuer_kind_parse(struct slice code, enum issuer_kind *ret_kind);
bool issuer_is_sound(const struct issuer *i);
/*
 * Whether a service may call a person or a session so: 1..ISSUER_SUBJECT_BYTES_MAX of printable
 * ASCII without spaces. Case counts and nothing is folded, so no two names become one.
 */
bool issuer_subject_is_sound(struct slice subject);
/* Whether a service may say that this mailbox is the person's (ISSUER-4). */
bool issuer_vouches_for(const struct issuer *i, struct slice email);
/*
 * Whether it may have this rule (ISSUER-6): of its own organisation alone if it
 * has one, and never the role of those who run the platform, nor one that comes
 * with being named as superior.
 */
bool issuer_may_give(const struct issuer *i, const struct issuer_rule *r);
/* Whether an organisation of this kind has that role: that of its staff (ORG-24), and people who
 * work there where municipalities are concerned. */
bool issuer_role_fits(enum organisation_kind kind, enum role role);

#endif
