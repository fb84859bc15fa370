/* SPDX-License-Identifier: EUPL-1.2 */
/* Organisations of the cooperative, and their units. Rules: docs/rules/organisation.md. */
#ifndef KC_DOMAIN_ORGANISATION_H
#define KC_DOMAIN_ORGANISATION_H

#include <stdbool.h>

#include "base/day.h"
#include "base/limits.h"
#include "domain/id.h"
#include "domain/role.h"

enum organisation_kind {
    ORGANISATION_COOPERATIVE,
    ORGANISATION_MUNICIPALITY,
    ORGANISATION_PROVIDER,
    ORGANISATION_CERTIFIER,
    ORGANISATION_FUNDER,
};
enum { ORGANISATION_KINDS = ORGANISATION_FUNDER + 1 };

enum organisation_status { ORGANISATION_APPLIED, ORGANISATION_ADMITTED, ORGANISATION_LEFT };
enum { ORGANISATION_STATUSES = ORGANISATION_LEFT + 1 };

struct organisation {
    struct organisation_id id;
    struct slice code; /* [a-z0-9-], 1..CODE_BYTES_MAX, in addresses */
    enum organisation_kind kind;
    struct slice name;                   /* 1..ORGANISATION_NAME_BYTES_MAX */
    struct slice state;                  /* two digits; empty: none, or several */
    struct municipality_id municipality; /* n == 0: none */
    struct provider_id provider;         /* n == 0: none */
    enum organisation_status status;
    bool has_admitted_on;
    bool has_left_on;
    struct day admitted_on; /* with has_admitted_on */
    struct day left_on;     /* with has_left_on */
    int64_t shares;         /* >= 0 */
    struct slice leitweg_id;
    int64_t employees; /* -1: not stated */
    struct slice contact_name;
    struct slice contact_email;
    struct slice contact_phone;
    struct instant created;
};

/* "municipality": as it is kept. */
const char *organisation_kind_code(enum organisation_kind kind);
/* "admitted" */
const char *organisation_status_code(enum organisation_status status);
/* ERR_NOT_FOUND when there is none of this code. */
MUST_USE enum err organisation_kind_parse(struct slice code, enum organisation_kind *ret_kind);
MUST_USE enum err organisation_status_parse(struct slice code,
                                            enum organisation_status *ret_status);
/* The role of those who work for an organisation of this kind: of a municipality HR (ORG-24). */
enum role organisation_staff_role(enum organisation_kind kind);
/* 1..CODE_BYTES_MAX of a to z, digits and single hyphens inside. */
bool organisation_code_is_sound(struct slice code);
bool organisation_is_sound(const struct organisation *o);

#endif
