/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the readers of our own files (data/README.md) have in common.
 *
 * Our own files are held to the letter: a member nobody knows, a code that
 * stands for nothing, a value out of range ends the reading, and the message
 * names line and path. The file is then read by nobody; it is mended.
 */
#ifndef KC_EXCHANGE_OWN_JSON_H
#define KC_EXCHANGE_OWN_JSON_H

#include "base/position.h"
#include "exchange/json_read.h"

/* Read the document; its "format" must be `format`. ERR_INVALID, ERR_LIMIT as json_read(). */
MUST_USE enum err own_json_open(struct ctx *ctx, struct slice bytes, const char *format,
                                const struct json_value **ret_top);

/* A code as it stands in addresses: a-z, 0-9 and hyphens, 1..CODE_BYTES_MAX bytes. */
MUST_USE enum err own_json_code(struct ctx *ctx, const struct json_value *v, const char *key,
                                struct slice *ret_code);
/* The same, or null or absent: then *ret_code is empty. */
MUST_USE enum err own_json_code_or_null(struct ctx *ctx, const struct json_value *v,
                                        const char *key, struct slice *ret_code);
/* A list of codes, each once. *ret_codes is NULL when there are none. */
MUST_USE enum err own_json_codes(struct ctx *ctx, const struct json_value *list,
                                 struct slice **ret_codes, int *ret_len);
/* Names: {"de": ..., "en": ...}. German must be there; *ret_en may be empty. */
struct own_name {
    struct slice de;
    struct slice en;
};
MUST_USE enum err own_json_name(struct ctx *ctx, const struct json_value *v, const char *key,
                                struct own_name *ret_name);
/* "latitude" and "longitude" of the object, in degrees, both in range. */
MUST_USE enum err own_json_position(struct ctx *ctx, const struct json_value *v,
                                    struct position *ret_position);
/* ERR_INVALID when an earlier item of the same list has the same text under `key`. */
MUST_USE enum err own_json_once(struct ctx *ctx, const struct json_value *item, const char *key);
/* The set of features (bits of enum accessibility) that `v` lists under "accessibility". */
MUST_USE enum err own_json_accessibility(struct ctx *ctx, const struct json_value *v,
                                         uint32_t *ret_features);
/* A zeroed array, or NULL after fail(). */
#define own_json_array(ctx, type, count)                                                           \
    ((type *)own_json_alloc((ctx), (count), sizeof(type), alignof(type)))
void *own_json_alloc(struct ctx *ctx, size_t count, size_t bytes, size_t align);

#endif
