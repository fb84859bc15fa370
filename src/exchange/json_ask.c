/* SPDX-License-Identifier: EUPL-1.2 */
/* The questions of json_read.h: they know the tree, not the library. */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exchange/json_read.h"

const struct json_value *
json_member(const struct json_value *v, const char *key)
{
    if (v == NULL || v->kind != JSON_KIND_OBJECT)
        return NULL;
    for (size_t i = 0; i < v->len; i++) {
        if (slice_is(v->items[i].key, key))
            return &v->items[i];
    }
    return NULL;
}

const char *
json_kind_name(const struct json_value *v)
{
    if (v == NULL)
        return "nothing";
    switch (v->kind) {
    case JSON_KIND_NULL:
        return "null";
    case JSON_KIND_BOOL:
        return "true or false";
    case JSON_KIND_INT:
    case JSON_KIND_DOUBLE:
        return "a number";
    case JSON_KIND_TEXT:
        return "a text";
    case JSON_KIND_ARRAY:
        return "a list";
    case JSON_KIND_OBJECT:
        return "an object";
    }
    return "nothing";
}

void
json_put_path(struct text *t, const struct json_value *v)
{
    const struct json_value *way[JSON_READ_DEPTH_MAX + 1];
    size_t len = 0;

    for (; v->parent != NULL; v = v->parent) {
        assert(len <= JSON_READ_DEPTH_MAX);
        way[len++] = v;
    }
    if (len == 0)
        text_puts(t, "top");
    for (size_t i = len; i-- > 0;) {
        if (way[i]->parent->kind == JSON_KIND_ARRAY) {
            text_printf(t, "[%zu]", (size_t)(way[i] - way[i]->parent->items));
            continue;
        }
        if (i + 1 < len)
            text_putc(t, '.');
        text_put(t, way[i]->key);
    }
}

/* The fewest digits after the point that give the same number again; at least one, because
 * "1e300" without a point would be a whole number, and too big for one. */
static int
digits_of(double d)
{
    char form[400];

    for (int digits = 1; digits < 17; digits++) {
        int n = snprintf(form, sizeof form, "%.*f", digits, d);

        if (n > 0 && (size_t)n < sizeof form && strtod(form, NULL) == d)
            return digits;
    }
    return 17;
}

void
json_put(struct json_write *w, const struct json_value *v)
{
    switch (v->kind) {
    case JSON_KIND_NULL:
        json_write_null(w);
        return;
    case JSON_KIND_BOOL:
        json_write_bool(w, v->truth);
        return;
    case JSON_KIND_INT:
        json_write_int(w, v->whole);
        return;
    case JSON_KIND_DOUBLE:
        json_write_double(w, v->number, digits_of(v->number));
        return;
    case JSON_KIND_TEXT:
        json_write_text(w, v->text);
        return;
    case JSON_KIND_ARRAY:
        json_write_array(w);
        for (size_t i = 0; i < v->len; i++)
            json_put(w, &v->items[i]);
        json_write_array_end(w);
        return;
    case JSON_KIND_OBJECT:
        json_write_object(w);
        for (size_t i = 0; i < v->len; i++) {
            json_write_key_slice(w, v->items[i].key);
            json_put(w, &v->items[i]);
        }
        json_write_object_end(w);
        return;
    }
}

enum err
json_fail(struct ctx *ctx, enum err kind, const struct json_value *v, const char *fmt, ...)
{
    struct text path = text_init(ctx->arena, 4096);
    struct slice where = SLICE("(long path)");
    char why[300];
    va_list args;

    va_start(args, fmt);
    (void)vsnprintf(why, sizeof why, fmt, args);
    va_end(args);
    json_put_path(&path, v);
    if (text_end(&path, &where) != OK)
        where = SLICE("(long path)");
    if (where.len > 160) {
        for (where.len = 160; ((unsigned char)where.at[where.len] & 0xc0) == 0x80;)
            where.len--;
    }
    return fail(ctx, kind, "line %d, %.*s: %s", v->line, SLICE_ARG(where), why);
}

enum err
json_as_object(struct ctx *ctx, const struct json_value *v)
{
    if (v->kind != JSON_KIND_OBJECT)
        return json_fail(ctx, ERR_INVALID, v, "is %s, expected an object", json_kind_name(v));
    return OK;
}

enum err
json_as_array(struct ctx *ctx, const struct json_value *v, size_t len_max)
{
    if (v->kind != JSON_KIND_ARRAY)
        return json_fail(ctx, ERR_INVALID, v, "is %s, expected a list", json_kind_name(v));
    if (v->len > len_max)
        return json_fail(ctx, ERR_INVALID, v, "has %zu items, at most %zu are allowed", v->len,
                         len_max);
    return OK;
}

enum err
json_as_text(struct ctx *ctx, const struct json_value *v, size_t bytes_max, struct slice *ret_text)
{
    if (v->kind != JSON_KIND_TEXT)
        return json_fail(ctx, ERR_INVALID, v, "is %s, expected a text", json_kind_name(v));
    if (v->text.len > bytes_max)
        return json_fail(ctx, ERR_INVALID, v, "has %zu bytes, at most %zu are allowed", v->text.len,
                         bytes_max);
    *ret_text = v->text;
    return OK;
}

/* 2^53: up to there every whole double is exactly one number. */
static bool
is_whole(double d)
{
    return isfinite(d) && fabs(d) <= 9007199254740992.0 && floor(d) == d;
}

enum err
json_as_int(struct ctx *ctx, const struct json_value *v, struct json_range range, int64_t *ret_int)
{
    int64_t n = v->whole;

    if (v->kind == JSON_KIND_DOUBLE && is_whole(v->number))
        n = (int64_t)v->number;
    else if (v->kind != JSON_KIND_INT)
        return json_fail(ctx, ERR_INVALID, v, "is %s, expected a whole number",
                         v->kind == JSON_KIND_DOUBLE ? "a fraction" : json_kind_name(v));
    if (n < range.min || n > range.max)
        return json_fail(ctx, ERR_INVALID, v, "is %lld, expected %lld to %lld", (long long)n,
                         (long long)range.min, (long long)range.max);
    *ret_int = n;
    return OK;
}

enum err
json_as_double(struct ctx *ctx, const struct json_value *v, double *ret_double)
{
    if (v->kind != JSON_KIND_INT && v->kind != JSON_KIND_DOUBLE)
        return json_fail(ctx, ERR_INVALID, v, "is %s, expected a number", json_kind_name(v));
    *ret_double = v->number;
    return OK;
}

enum err
json_as_bool(struct ctx *ctx, const struct json_value *v, bool *ret_bool)
{
    if (v->kind != JSON_KIND_BOOL)
        return json_fail(ctx, ERR_INVALID, v, "is %s, expected true or false", json_kind_name(v));
    *ret_bool = v->truth;
    return OK;
}

/* The member, or an error at its parent when it is missing. */
static enum err
need(struct ctx *ctx, const struct json_value *v, const char *key,
     const struct json_value **ret_member)
{
    TRY(json_as_object(ctx, v));
    *ret_member = json_member(v, key);
    if (*ret_member == NULL)
        return json_fail(ctx, ERR_INVALID, v, "\"%s\" is missing", key);
    return OK;
}

enum err
json_need_object(struct ctx *ctx, const struct json_value *v, const char *key,
                 const struct json_value **ret_object)
{
    const struct json_value *m = NULL;

    TRY(need(ctx, v, key, &m));
    TRY(json_as_object(ctx, m));
    *ret_object = m;
    return OK;
}

enum err
json_need_array(struct ctx *ctx, const struct json_value *v, const char *key, size_t len_max,
                const struct json_value **ret_array)
{
    const struct json_value *m = NULL;

    TRY(need(ctx, v, key, &m));
    TRY(json_as_array(ctx, m, len_max));
    *ret_array = m;
    return OK;
}

enum err
json_need_text(struct ctx *ctx, const struct json_value *v, const char *key, size_t bytes_max,
               struct slice *ret_text)
{
    const struct json_value *m = NULL;
    struct slice s = {0};

    TRY(need(ctx, v, key, &m));
    TRY(json_as_text(ctx, m, bytes_max, &s));
    if (slice_trim(s).len == 0)
        return json_fail(ctx, ERR_INVALID, m, "is empty");
    *ret_text = s;
    return OK;
}

enum err
json_need_int(struct ctx *ctx, const struct json_value *v, const char *key, struct json_range range,
              int64_t *ret_int)
{
    const struct json_value *m = NULL;

    TRY(need(ctx, v, key, &m));
    return json_as_int(ctx, m, range, ret_int);
}

enum err
json_need_double(struct ctx *ctx, const struct json_value *v, const char *key, double *ret_double)
{
    const struct json_value *m = NULL;

    TRY(need(ctx, v, key, &m));
    return json_as_double(ctx, m, ret_double);
}

enum err
json_need_bool(struct ctx *ctx, const struct json_value *v, const char *key, bool *ret_bool)
{
    const struct json_value *m = NULL;

    TRY(need(ctx, v, key, &m));
    return json_as_bool(ctx, m, ret_bool);
}

enum err
json_may_object(struct ctx *ctx, const struct json_value *v, const char *key,
                const struct json_value **ret_object)
{
    TRY(json_as_object(ctx, v));
    return json_member(v, key) ? json_need_object(ctx, v, key, ret_object) : OK;
}

enum err
json_may_array(struct ctx *ctx, const struct json_value *v, const char *key, size_t len_max,
               const struct json_value **ret_array)
{
    TRY(json_as_object(ctx, v));
    return json_member(v, key) ? json_need_array(ctx, v, key, len_max, ret_array) : OK;
}

enum err
json_may_text(struct ctx *ctx, const struct json_value *v, const char *key, size_t bytes_max,
              struct slice *ret_text)
{
    const struct json_value *m = json_member(v, key);

    TRY(json_as_object(ctx, v));
    return m ? json_as_text(ctx, m, bytes_max, ret_text) : OK;
}

enum err
json_may_int(struct ctx *ctx, const struct json_value *v, const char *key, struct json_range range,
             int64_t *ret_int)
{
    TRY(json_as_object(ctx, v));
    return json_member(v, key) ? json_need_int(ctx, v, key, range, ret_int) : OK;
}

enum err
json_may_double(struct ctx *ctx, const struct json_value *v, const char *key, double *ret_double)
{
    TRY(json_as_object(ctx, v));
    return json_member(v, key) ? json_need_double(ctx, v, key, ret_double) : OK;
}

enum err
json_may_bool(struct ctx *ctx, const struct json_value *v, const char *key, bool *ret_bool)
{
    TRY(json_as_object(ctx, v));
    return json_member(v, key) ? json_need_bool(ctx, v, key, ret_bool) : OK;
}

enum err
json_only(struct ctx *ctx, const struct json_value *v, const char *const *keys)
{
    TRY(json_as_object(ctx, v));
    for (size_t i = 0; i < v->len; i++) {
        const char *const *k = keys;

        while (*k != NULL && !slice_is(v->items[i].key, *k))
            k++;
        if (*k == NULL)
            return json_fail(ctx, ERR_INVALID, &v->items[i], "is not known here");
    }
    return OK;
}

bool
json_is_given(const struct json_value *v)
{
    return v != NULL && v->kind != JSON_KIND_NULL;
}

struct slice
json_loose_text(const struct json_value *v)
{
    if (v == NULL || v->kind != JSON_KIND_TEXT)
        return (struct slice){0};
    return slice_trim(v->text);
}

int64_t
json_loose_int(const struct json_value *v, int64_t fallback)
{
    int64_t n = fallback;

    if (v == NULL)
        return fallback;
    if (v->kind == JSON_KIND_INT)
        return v->whole;
    if (v->kind == JSON_KIND_DOUBLE && fabs(v->number) <= 9007199254740992.0)
        return (int64_t)v->number;
    if (v->kind == JSON_KIND_TEXT && slice_int(slice_trim(v->text), INT64_MIN, INT64_MAX, &n) == OK)
        return n;
    return fallback;
}

bool
json_loose_bool(const struct json_value *v, bool fallback)
{
    if (v == NULL)
        return fallback;
    if (v->kind == JSON_KIND_BOOL)
        return v->truth;
    if (v->kind == JSON_KIND_TEXT && slice_eq_ascii_nocase(slice_trim(v->text), SLICE("true")))
        return true;
    if (v->kind == JSON_KIND_TEXT && slice_eq_ascii_nocase(slice_trim(v->text), SLICE("false")))
        return false;
    return fallback;
}

const struct json_value *
json_loose_item(const struct json_value *v, size_t i)
{
    if (!json_is_given(v) || i >= json_loose_len(v))
        return NULL;
    return v->kind == JSON_KIND_ARRAY ? &v->items[i] : v;
}

size_t
json_loose_len(const struct json_value *v)
{
    if (!json_is_given(v))
        return 0;
    return v->kind == JSON_KIND_ARRAY ? v->len : 1;
}
