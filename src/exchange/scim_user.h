/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A user of SCIM 2.0 (RFC 7643): JSON in and out.
 *
 * Read leniently where directories are known to differ from the standard ("False" as text, a
 * manager as text, names of parts with a point) and strictly else: a value of another kind is
 * refused with the name of its attribute. Pure.
 */
#ifndef KC_EXCHANGE_SCIM_USER_H
#define KC_EXCHANGE_SCIM_USER_H

#include "exchange/json_read.h"
#include "exchange/scim_attr.h"

struct scim_user {
    struct slice text[SCIM_ATTRS]; /* of texts; empty: none. SCIM_META: the ETag */
    bool active;
    struct instant created;  /* ms == 0: not known */
    struct instant modified; /* likewise */
    uint32_t said;           /* bit per attribute that a request stated, with a value or without */
};

/* How a value is put where it belongs. */
enum scim_how {
    SCIM_WHOLE,  /* of a body of POST and PUT: what is ours to say is passed over */
    SCIM_CHANGE, /* of PATCH */
    SCIM_INSIDE, /* of an object in PATCH without a path: as SCIM_CHANGE, and passed over likewise
                  */
};

/* The body of POST or PUT. What is not stated stays as it was. SCIM_INVALID_SYNTAX, _VALUE. */
MUST_USE enum err scim_user_read(struct scim_talk *t, const struct json_value *body,
                                 struct scim_user *user);
/* One attribute or group of them. NULL or JSON's null: without a value from now on. */
MUST_USE enum err scim_user_put(struct scim_talk *t, struct scim_name name,
                                const struct json_value *value, enum scim_how how,
                                struct scim_user *user);
/* All members of an object, each under its own name. */
MUST_USE enum err scim_user_put_all(struct scim_talk *t, const struct json_value *object,
                                    enum scim_how how, struct scim_user *user);

/* Which attributes an answer has (RFC 7644, 3.9); the id always. */
struct scim_wanted {
    uint32_t attrs;
};
/* `only` and `without` as ?attributes= and ?excludedAttributes= state them; at == NULL: absent. */
struct scim_wanted scim_wanted_of(struct slice only, struct slice without);

/* `base` is the address of /scim/v2. */
void scim_user_write(struct json_write *w, const struct scim_user *user, struct scim_wanted wanted,
                     struct slice base);

#endif
