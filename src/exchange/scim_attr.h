/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The attributes of a user in SCIM 2.0 (RFC 7643), as far as we keep them, and the names under
 * which requests speak of them. Pure.
 *
 * What the two schemas know and we do not keep is told from what nobody knows: the first is
 * accepted and not returned, the second is a mistake of who sent it (docs/rules/scim.md, SCIM-8).
 */
#ifndef KC_EXCHANGE_SCIM_ATTR_H
#define KC_EXCHANGE_SCIM_ATTR_H

#include "base/ctx.h"

#define SCIM_SCHEMA_USER "urn:ietf:params:scim:schemas:core:2.0:User"
#define SCIM_SCHEMA_ENTERPRISE "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"

enum scim_attr {
    SCIM_ID,
    SCIM_EXTERNAL_ID,
    SCIM_USER_NAME,
    SCIM_DISPLAY_NAME,
    SCIM_FORMATTED, /* name.formatted */
    SCIM_FAMILY_NAME,
    SCIM_GIVEN_NAME,
    SCIM_ACTIVE,
    SCIM_EMAIL, /* emails.value: one is kept, that of work */
    SCIM_EMAIL_TYPE,
    SCIM_EMAIL_PRIMARY,
    SCIM_NUMBER,     /* employeeNumber of the enterprise extension */
    SCIM_DEPARTMENT, /* likewise */
    SCIM_MANAGER,    /* manager.value: the id of another user */
    SCIM_META,       /* meta.resourceType, .location, .version */
    SCIM_CREATED,    /* meta.created */
    SCIM_MODIFIED,   /* meta.lastModified */
};
enum { SCIM_ATTRS = SCIM_MODIFIED + 1 };
/* A set of them: bit 1 << attr. */
#define SCIM_BIT(attr) (UINT32_C(1) << (attr))
#define SCIM_ALL (SCIM_BIT(SCIM_ATTRS) - 1)

/* Of RFC 7644, table 9. */
enum scim_type {
    SCIM_NO_TYPE,
    SCIM_INVALID_FILTER,
    SCIM_TOO_MANY,
    SCIM_UNIQUENESS,
    SCIM_MUTABILITY,
    SCIM_INVALID_SYNTAX,
    SCIM_INVALID_PATH,
    SCIM_NO_TARGET,
    SCIM_INVALID_VALUE,
    SCIM_INVALID_VERS,
};
enum { SCIM_TYPES = SCIM_INVALID_VERS + 1 };
/* "invalidFilter"; empty for SCIM_NO_TYPE. */
const char *scim_type_name(enum scim_type type);

/* What a request is read with. What is wrong is in ctx->failure, its kind for SCIM in `type`. */
struct scim_talk {
    struct ctx *ctx;
    enum scim_type type;
    bool is_stale; /* If-Match names another version than there is */
};
/*
 * Say what is wrong with a request: words for who runs the directory, with names of attributes and
 * never a value. Answers ERR_INVALID, for SCIM_UNIQUENESS ERR_CONFLICT.
 */
enum err scim_fail(struct scim_talk *t, enum scim_type type, const char *fmt, ...)
    PRINTF_LIKE(3, 4);

enum scim_kind { SCIM_KIND_TEXT, SCIM_KIND_BOOL, SCIM_KIND_TIME };

struct scim_attr_info {
    const char *path; /* "name.familyName", without its schema */
    bool is_enterprise;
    enum scim_kind kind;
    bool is_exact;    /* upper and lower case are told apart */
    bool is_readonly; /* ours to say */
    bool is_needed;   /* may be replaced, never removed */
};
extern const struct scim_attr_info SCIM_INFO[SCIM_ATTRS];

enum scim_found {
    SCIM_UNKNOWN,
    SCIM_IGNORED, /* of the schemas, and not kept */
    SCIM_KEPT,    /* one attribute */
    SCIM_GROUP,   /* "name", "emails", "manager", "meta", or a schema: several */
};
struct scim_name {
    struct slice path; /* as it was written */
    enum scim_found found;
    enum scim_attr attr; /* of SCIM_KEPT; of "emails" and "manager" the one that is meant alone */
    uint32_t attrs;      /* of SCIM_KEPT and SCIM_GROUP: all */
    bool is_list;        /* "emails" and others: a filter in brackets may follow */
    bool has_default;    /* SCIM_GROUP: `attr` stands for it in a filter */
    bool is_readonly;    /* of SCIM_IGNORED: "groups" */
    bool is_schema;      /* the address of a schema alone */
};
/* "userName", "name.familyName", "urn:...:User:userName": without regard to case. */
struct scim_name scim_name_find(struct slice path);
/* A list between commas, as in ?attributes=: what it names of what we keep. */
uint32_t scim_names_in(struct slice list);

#endif
