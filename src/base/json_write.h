/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * JSON out: a small streaming writer into a text (RFC 8259).
 *
 * Commas, colons and escapes are the writer's affair; the caller opens, fills
 * and closes. A key is only written in an object, a value in an object only
 * after its key; anything else is our mistake and ends in an assert. Nesting
 * deeper than JSON_WRITE_DEPTH_MAX may come from data: then the text fails,
 * and text_end() answers ERR_LIMIT.
 *
 * Strings are valid UTF-8 already (base/unicode.h); they are written as they
 * are, with the escapes JSON asks for. No white space between tokens.
 */
#ifndef KC_BASE_JSON_WRITE_H
#define KC_BASE_JSON_WRITE_H

#include "base/limits.h"
#include "base/text.h"

/* Made by json_write_init(); the members are the writer's own. */
struct json_write {
    struct text *out;
    size_t depth;
    bool key_written; /* the next value belongs to a key */
    bool done;        /* the top value is complete */
    struct {
        bool object;
        bool filled;
    } level[JSON_WRITE_DEPTH_MAX];
};

struct json_write json_write_init(struct text *out);
/* Asserts that exactly one value was written and everything is closed. */
void json_write_end(const struct json_write *w);

void json_write_object(struct json_write *w);
void json_write_object_end(struct json_write *w);
void json_write_array(struct json_write *w);
void json_write_array_end(struct json_write *w);
void json_write_key(struct json_write *w, const char *key);
/* A key that comes from data. */
void json_write_key_slice(struct json_write *w, struct slice key);

void json_write_text(struct json_write *w, struct slice s);
void json_write_int(struct json_write *w, int64_t n);
/* `n` is finite; `digits` 0..17 after the point. Never "-0". */
void json_write_double(struct json_write *w, double n, int digits);
void json_write_bool(struct json_write *w, bool b);
void json_write_null(struct json_write *w);

/* Key and value in one call. */
void json_write_member_text(struct json_write *w, const char *key, struct slice s);
void json_write_member_texts(struct json_write *w, const char *key, const struct slice *texts,
                             int len);
void json_write_member_int(struct json_write *w, const char *key, int64_t n);
void json_write_member_double(struct json_write *w, const char *key, double n, int digits);
void json_write_member_bool(struct json_write *w, const char *key, bool b);

#endif
