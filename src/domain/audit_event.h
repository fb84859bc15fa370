/* SPDX-License-Identifier: EUPL-1.2 */
/* One entry of the audit log: service/audit.h makes the chain. Rules: docs/rules/audit.md. */
#ifndef KC_DOMAIN_AUDIT_EVENT_H
#define KC_DOMAIN_AUDIT_EVENT_H

#include "base/day.h"

enum { AUDIT_HASH_BYTES = 32 };

struct audit_event {
    int64_t id; /* 1, 2, 3 ... without a gap (AUDIT-1) */
    struct instant at;
    struct slice actor;        /* code of an account, or "cli" */
    struct slice organisation; /* code, or empty */
    struct slice action;       /* "account.password" */
    struct slice subject;      /* code */
    struct slice detail;       /* a JSON object, byte by byte as it was given */
    struct slice previous;     /* AUDIT_HASH_BYTES */
    struct slice hash;         /* AUDIT_HASH_BYTES */
};

/* What a page of events must fit; an empty text fits all. */
struct audit_filter {
    int64_t before; /* events before this number; INT64_MAX: all */
    struct slice organisation;
    struct slice action; /* "role" stands for "role.grant" as well */
    struct slice code;   /* of the actor or the subject */
    struct instant first;
    struct instant last; /* before it */
};

#endif
