/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The only file that sees jansson. Its tree is copied into the arena at once and
 * freed, so nobody else counts references.
 *
 * jansson does not say where a value began. But its objects keep the order of
 * the file, so we walk tree and bytes in step: the bytes are known to be JSON by
 * then, and a scanner that only has to skip is a few lines.
 */
#include "exchange/json_read.h"

#include <jansson.h>
#include <string.h>

#include "base/unicode.h"

struct walk {
    struct ctx *ctx;
    struct slice bytes;
    size_t at;
    int line;
};

/*
 * Depth and number of values are checked before the library allocates anything:
 * two bytes of "[0,0,..." become 40 in memory. Strings are skipped; that the rest
 * is JSON is not yet known and does not matter.
 */
static enum err
check_size(struct ctx *ctx, struct slice bytes)
{
    size_t depth = 0;
    size_t values = 1;

    if (bytes.len > JSON_READ_BYTES_MAX)
        return fail(ctx, ERR_LIMIT, "JSON of %zu bytes: at most %d are read", bytes.len,
                    JSON_READ_BYTES_MAX);
    for (size_t i = 0; i < bytes.len; i++) {
        switch (bytes.at[i]) {
        case '"':
            for (i++; i < bytes.len && bytes.at[i] != '"'; i++)
                i += bytes.at[i] == '\\';
            break;
        case '[':
        case '{':
            depth++;
            values++;
            break;
        case ']':
        case '}':
            depth -= depth > 0;
            break;
        case ',':
            values++;
            break;
        default:
            break;
        }
        if (depth > JSON_READ_DEPTH_MAX)
            return fail(ctx, ERR_LIMIT, "JSON is nested deeper than %d levels",
                        JSON_READ_DEPTH_MAX);
        if (values > JSON_READ_VALUES_MAX)
            return fail(ctx, ERR_LIMIT, "JSON has more than %d values", JSON_READ_VALUES_MAX);
    }
    return OK;
}

static void
skip_space(struct walk *w)
{
    while (w->at < w->bytes.len && strchr(" \t\r\n,:", w->bytes.at[w->at]) != NULL) {
        w->line += w->bytes.at[w->at] == '\n';
        w->at++;
    }
}

static void
skip_string(struct walk *w)
{
    for (w->at++; w->at < w->bytes.len && w->bytes.at[w->at] != '"'; w->at++)
        w->at += w->bytes.at[w->at] == '\\';
    w->at++;
}

static void
skip_scalar(struct walk *w)
{
    if (w->at < w->bytes.len && w->bytes.at[w->at] == '"') {
        skip_string(w);
        return;
    }
    while (w->at < w->bytes.len && strchr(" \t\r\n,:]}", w->bytes.at[w->at]) == NULL)
        w->at++;
}

/* Printable ASCII is NFC as it is; most keys and values are. */
static bool
is_plain(struct slice s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.at[i] < 0x20 || s.at[i] >= 0x7f)
            return false;
    }
    return true;
}

static enum err
copy_text(struct walk *w, const char *at, size_t len, struct slice *ret_text)
{
    struct slice raw = {at, len};
    enum err e = is_plain(raw) ? arena_copy(w->ctx->arena, raw, ret_text)
                               : unicode_text(w->ctx->arena, raw, JSON_READ_BYTES_MAX, ret_text);

    if (e == ERR_INVALID)
        return fail(w->ctx, e, "line %d: a text that is not UTF-8, or with NUL", w->line);
    return e == OK ? OK : fail(w->ctx, e, "JSON: no memory left in line %d", w->line);
}

static enum err copy_value(struct walk *w, const json_t *from, struct json_value *to);

static enum err
copy_array(struct walk *w, const json_t *from, struct json_value *to)
{
    struct json_value *items = arena_array(w->ctx->arena, struct json_value, to->len);

    if (items == NULL)
        return fail(w->ctx, ERR_LIMIT, "JSON: no memory left in line %d", w->line);
    to->items = items;
    w->at++;
    for (size_t i = 0; i < to->len; i++) {
        items[i].parent = to;
        TRY(copy_value(w, json_array_get(from, i), &items[i]));
    }
    skip_space(w);
    w->at++;
    return OK;
}

static enum err
copy_object(struct walk *w, json_t *from, struct json_value *to)
{
    struct json_value *items = arena_array(w->ctx->arena, struct json_value, to->len);
    void *it = json_object_iter(from);

    if (items == NULL)
        return fail(w->ctx, ERR_LIMIT, "JSON: no memory left in line %d", w->line);
    to->items = items;
    w->at++;
    for (size_t i = 0; i < to->len; i++, it = json_object_iter_next(from, it)) {
        const char *key = json_object_iter_key(it);

        items[i].parent = to;
        skip_space(w);
        skip_string(w);
        TRY(copy_text(w, key, strlen(key), &items[i].key));
        TRY(copy_value(w, json_object_iter_value(it), &items[i]));
    }
    skip_space(w);
    w->at++;
    return OK;
}

static enum err
copy_value(struct walk *w, const json_t *from, struct json_value *to)
{
    skip_space(w);
    to->line = w->line;
    switch (json_typeof(from)) {
    case JSON_OBJECT:
        to->kind = JSON_KIND_OBJECT;
        to->len = json_object_size(from);
        return copy_object(w, (json_t *)(uintptr_t)from, to);
    case JSON_ARRAY:
        to->kind = JSON_KIND_ARRAY;
        to->len = json_array_size(from);
        return copy_array(w, from, to);
    case JSON_STRING:
        to->kind = JSON_KIND_TEXT;
        TRY(copy_text(w, json_string_value(from), json_string_length(from), &to->text));
        break;
    case JSON_INTEGER:
        to->kind = JSON_KIND_INT;
        to->whole = json_integer_value(from);
        to->number = (double)to->whole;
        break;
    case JSON_REAL:
        to->kind = JSON_KIND_DOUBLE;
        to->number = json_real_value(from);
        break;
    case JSON_TRUE:
    case JSON_FALSE:
        to->kind = JSON_KIND_BOOL;
        to->truth = json_is_true(from);
        break;
    case JSON_NULL:
        to->kind = JSON_KIND_NULL;
        break;
    }
    skip_scalar(w);
    return OK;
}

enum err
json_read(struct ctx *ctx, struct slice bytes, const struct json_value **ret_top)
{
    const size_t flags = JSON_REJECT_DUPLICATES | JSON_DECODE_ANY;
    struct walk w = {.ctx = ctx, .bytes = bytes, .line = 1};
    struct json_value *top;
    json_error_t error;
    json_t *root;
    enum err e;

    if (slice_starts(bytes, SLICE("\xef\xbb\xbf")))
        w.bytes = slice_sub(bytes, 3, bytes.len);
    TRY(check_size(ctx, w.bytes));
    /* jansson takes NUL for the end and would not look behind it. */
    if (w.bytes.len > 0 && memchr(w.bytes.at, '\0', w.bytes.len) != NULL)
        return fail(ctx, ERR_INVALID, "line 1: there is a NUL byte in it, so it is no JSON");
    top = arena_new(ctx->arena, struct json_value);
    if (top == NULL)
        return fail(ctx, ERR_LIMIT, "JSON: no memory left");
    root = json_loadb(w.bytes.at ? w.bytes.at : "", w.bytes.len, flags, &error);
    if (root == NULL) {
        e = json_error_code(&error) == json_error_out_of_memory ? ERR_LIMIT : ERR_INVALID;
        return fail(ctx, e, "line %d, column %d: %s", error.line, error.column, error.text);
    }
    e = copy_value(&w, root, top);
    json_decref(root);
    TRY(e);
    *ret_top = top;
    return OK;
}
