/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a SCIM service says of itself (RFC 7643, 5 to 7; RFC 7644, 4): what it can do, what
 * it has, and which attributes it keeps, from the table that reads and writes them
 * (SCIM_INFO). Pure.
 */
#ifndef KC_EXCHANGE_SCIM_DISCOVERY_H
#define KC_EXCHANGE_SCIM_DISCOVERY_H

#include "base/json_write.h"

/* `base` is the address of /scim/v2. */
void scim_write_config(struct json_write *w, struct slice base);
/* As a list, or the one of this name: ERR_NOT_FOUND when there is none, and nothing is written. */
void scim_write_resource_types(struct json_write *w, struct slice base);
MUST_USE enum err scim_write_resource_type(struct json_write *w, struct slice base,
                                           struct slice name);
void scim_write_schemas(struct json_write *w, struct slice base);
MUST_USE enum err scim_write_schema(struct json_write *w, struct slice base, struct slice id);
/* Around the users of a list (RFC 7644, 3.4.2). */
void scim_write_list_begin(struct json_write *w, int64_t total, int64_t start, int64_t len);
void scim_write_list_end(struct json_write *w);
/* The answer to whatever failed (RFC 7644, 3.12). */
void scim_write_error(struct json_write *w, int status, const char *type, struct slice detail);

#endif
