/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * JSON in (RFC 8259): bytes to a tree that is easy to ask.
 *
 * The tree lives in the arena; nothing has to be closed. Every string and key
 * went through the gate of base/unicode.h. Members keep the order of the file;
 * each value knows its parent and its line, so that a message can name them.
 *
 * Refused: anything that is not one JSON value, a member named twice, NUL in a
 * string, numbers that fit neither int64_t nor a double, documents of more than
 * JSON_READ_BYTES_MAX bytes, JSON_READ_VALUES_MAX values or JSON_READ_DEPTH_MAX
 * levels. A byte order mark in front is skipped.
 *
 * Two manners of asking. json_need_* and json_may_* are strict: what is wrong
 * is an error that names path and line; they are for formats of our own. The
 * json_loose_* family never fails: what is missing or of another type is its
 * fallback; it is for what other systems send.
 */
#ifndef KC_EXCHANGE_JSON_READ_H
#define KC_EXCHANGE_JSON_READ_H

#include "base/ctx.h"
#include "base/json_write.h"

enum json_kind {
    JSON_KIND_NULL,
    JSON_KIND_BOOL,
    JSON_KIND_INT,
    JSON_KIND_DOUBLE,
    JSON_KIND_TEXT,
    JSON_KIND_ARRAY,
    JSON_KIND_OBJECT,
};

/* Read only. Members that its kind does not use are zero. */
struct json_value {
    enum json_kind kind;
    bool truth;
    int line;                        /* where it begins, from 1 */
    size_t len;                      /* number of items or members */
    const struct json_value *items;  /* of an array or object, in the file's order */
    const struct json_value *parent; /* NULL at the top */
    struct slice key;                /* when its parent is an object */
    struct slice text;
    int64_t whole;
    double number; /* of both number kinds */
};

/*
 * Read one document.
 *
 *   ERR_INVALID   not JSON, or refused as said above; the message names line and column
 *   ERR_LIMIT     too long, too deep, too many values, or the arena is full
 */
MUST_USE enum err json_read(struct ctx *ctx, struct slice bytes, const struct json_value **ret_top);

/* NULL when `v` is NULL, no object, or has no such member. */
const struct json_value *json_member(const struct json_value *v, const char *key);
/* "object", "text", ...: for messages. NULL is "nothing". */
const char *json_kind_name(const struct json_value *v);
/* "modules[3].gives[0].to"; the top is "top". */
void json_put_path(struct text *t, const struct json_value *v);
/* The value again, as JSON. */
void json_put(struct json_write *w, const struct json_value *v);

/* fail() with the place of `v` in front: "line 12, modules[3].price: ...". */
enum err json_fail(struct ctx *ctx, enum err kind, const struct json_value *v, const char *fmt, ...)
    PRINTF_LIKE(4, 5);

/*
 * Strict, of one value. ERR_INVALID when it is of another kind, out of range, or
 * (text) longer than bytes_max. 5.0 is an int, 5 is a double.
 */
struct json_range {
    int64_t min;
    int64_t max;
};
#define JSON_RANGE(min, max) ((struct json_range){(min), (max)})

MUST_USE enum err json_as_object(struct ctx *ctx, const struct json_value *v);
MUST_USE enum err json_as_array(struct ctx *ctx, const struct json_value *v, size_t len_max);
MUST_USE enum err json_as_text(struct ctx *ctx, const struct json_value *v, size_t bytes_max,
                               struct slice *ret_text);
MUST_USE enum err json_as_int(struct ctx *ctx, const struct json_value *v, struct json_range range,
                              int64_t *ret_int);
MUST_USE enum err json_as_double(struct ctx *ctx, const struct json_value *v, double *ret_double);
MUST_USE enum err json_as_bool(struct ctx *ctx, const struct json_value *v, bool *ret_bool);

/* Strict, of a member that must be there (need) or may be absent (may: then
 * *ret stays as it was; null is not absent). ERR_INVALID as above. A needed text
 * must not be empty. */
MUST_USE enum err json_need_object(struct ctx *ctx, const struct json_value *v, const char *key,
                                   const struct json_value **ret_object);
MUST_USE enum err json_need_array(struct ctx *ctx, const struct json_value *v, const char *key,
                                  size_t len_max, const struct json_value **ret_array);
MUST_USE enum err json_need_text(struct ctx *ctx, const struct json_value *v, const char *key,
                                 size_t bytes_max, struct slice *ret_text);
MUST_USE enum err json_need_int(struct ctx *ctx, const struct json_value *v, const char *key,
                                struct json_range range, int64_t *ret_int);
MUST_USE enum err json_need_double(struct ctx *ctx, const struct json_value *v, const char *key,
                                   double *ret_double);
MUST_USE enum err json_need_bool(struct ctx *ctx, const struct json_value *v, const char *key,
                                 bool *ret_bool);
MUST_USE enum err json_may_object(struct ctx *ctx, const struct json_value *v, const char *key,
                                  const struct json_value **ret_object);
MUST_USE enum err json_may_array(struct ctx *ctx, const struct json_value *v, const char *key,
                                 size_t len_max, const struct json_value **ret_array);
MUST_USE enum err json_may_text(struct ctx *ctx, const struct json_value *v, const char *key,
                                size_t bytes_max, struct slice *ret_text);
MUST_USE enum err json_may_int(struct ctx *ctx, const struct json_value *v, const char *key,
                               struct json_range range, int64_t *ret_int);
MUST_USE enum err json_may_double(struct ctx *ctx, const struct json_value *v, const char *key,
                                  double *ret_double);
MUST_USE enum err json_may_bool(struct ctx *ctx, const struct json_value *v, const char *key,
                                bool *ret_bool);

/* ERR_INVALID when the object has a member that `keys` (ended by NULL) does not list. */
MUST_USE enum err json_only(struct ctx *ctx, const struct json_value *v, const char *const *keys);

/* Tolerant. `v` may be NULL. Text is trimmed; empty when it is none. */
bool json_is_given(const struct json_value *v); /* neither absent nor null */
struct slice json_loose_text(const struct json_value *v);
/* A number, or a text that is a whole number; `fallback` otherwise. */
int64_t json_loose_int(const struct json_value *v, int64_t fallback);
/* true, false, or the texts of these; `fallback` otherwise. */
bool json_loose_bool(const struct json_value *v, bool fallback);
/*
 * What should be a list and is sometimes one thing alone: item number `i` of an
 * array, or the value itself for i == 0 when it is no array. NULL past the end,
 * and for null.
 */
const struct json_value *json_loose_item(const struct json_value *v, size_t i);
size_t json_loose_len(const struct json_value *v);

#endif
