/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/own_json.h"

#include "domain/module.h"

enum err
own_json_open(struct ctx *ctx, struct slice bytes, const char *format,
              const struct json_value **ret_top)
{
    const struct json_value *top = NULL;
    struct slice found = {0};

    TRY(json_read(ctx, bytes, &top));
    TRY(json_need_text(ctx, top, "format", CODE_BYTES_MAX, &found));
    if (!slice_is(found, format))
        return json_fail(ctx, ERR_INVALID, json_member(top, "format"),
                         "is \"%.*s\", expected \"%s\"", SLICE_ARG(found), format);
    *ret_top = top;
    return OK;
}

static enum err
check_code(struct ctx *ctx, const struct json_value *v, struct slice *ret_code)
{
    struct slice code = {0};

    TRY(json_as_text(ctx, v, CODE_BYTES_MAX, &code));
    if (code.len == 0)
        return json_fail(ctx, ERR_INVALID, v, "is empty");
    for (size_t i = 0; i < code.len; i++) {
        char c = code.at[i];

        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '-')
            return json_fail(ctx, ERR_INVALID, v, "\"%.*s\" is no code: only a-z, 0-9 and hyphens",
                             SLICE_ARG(code));
    }
    *ret_code = code;
    return OK;
}

enum err
own_json_code(struct ctx *ctx, const struct json_value *v, const char *key, struct slice *ret_code)
{
    struct slice any = {0};

    TRY(json_need_text(ctx, v, key, CODE_BYTES_MAX, &any));
    return check_code(ctx, json_member(v, key), ret_code);
}

enum err
own_json_code_or_null(struct ctx *ctx, const struct json_value *v, const char *key,
                      struct slice *ret_code)
{
    if (json_is_given(json_member(v, key)))
        return own_json_code(ctx, v, key, ret_code);
    *ret_code = (struct slice){0};
    return OK;
}

enum err
own_json_codes(struct ctx *ctx, const struct json_value *list, struct slice **ret_codes,
               int *ret_len)
{
    struct slice *codes = NULL;

    if (list->len > 0) {
        codes = own_json_array(ctx, struct slice, list->len);
        if (codes == NULL)
            return ERR_LIMIT;
    }
    for (size_t i = 0; i < list->len; i++) {
        TRY(check_code(ctx, &list->items[i], &codes[i]));
        for (size_t k = 0; k < i; k++) {
            if (slice_eq(codes[k], codes[i]))
                return json_fail(ctx, ERR_INVALID, &list->items[i], "\"%.*s\" is there twice",
                                 SLICE_ARG(codes[i]));
        }
    }
    *ret_codes = codes;
    *ret_len = (int)list->len;
    return OK;
}

enum err
own_json_name(struct ctx *ctx, const struct json_value *v, const char *key,
              struct own_name *ret_name)
{
    static const char *const keys[] = {"de", "en", NULL};
    const struct json_value *m = NULL;
    struct own_name name = {{0}, {0}};

    TRY(json_need_object(ctx, v, key, &m));
    TRY(json_only(ctx, m, keys));
    TRY(json_need_text(ctx, m, "de", MODULE_SUMMARY_BYTES_MAX, &name.de));
    TRY(json_may_text(ctx, m, "en", MODULE_SUMMARY_BYTES_MAX, &name.en));
    *ret_name = name;
    return OK;
}

enum err
own_json_position(struct ctx *ctx, const struct json_value *v, struct position *ret_position)
{
    double latitude = 0;
    double longitude = 0;
    struct position p;

    TRY(json_need_double(ctx, v, "latitude", &latitude));
    TRY(json_need_double(ctx, v, "longitude", &longitude));
    p = position_of(latitude, longitude);
    if (!p.known)
        return json_fail(ctx, ERR_INVALID, v, "latitude %g, longitude %g is no place on earth",
                         latitude, longitude);
    *ret_position = p;
    return OK;
}

enum err
own_json_once(struct ctx *ctx, const struct json_value *item, const char *key)
{
    const struct json_value *mine = json_member(item, key);

    for (const struct json_value *i = item->parent->items; i < item; i++) {
        const struct json_value *other = json_member(i, key);

        if (other != NULL && slice_eq(other->text, mine->text))
            return json_fail(ctx, ERR_INVALID, mine, "\"%.*s\" is there twice, first in line %d",
                             SLICE_ARG(mine->text), other->line);
    }
    return OK;
}

enum err
own_json_accessibility(struct ctx *ctx, const struct json_value *v, uint32_t *ret_features)
{
    const struct json_value *list = NULL;
    uint32_t features = 0;

    TRY(json_need_array(ctx, v, "accessibility", ACCESSIBILITIES, &list));
    for (size_t i = 0; i < list->len; i++) {
        enum accessibility feature = ACCESS_CAPTIONS;
        struct slice code = {0};

        TRY(json_as_text(ctx, &list->items[i], CODE_BYTES_MAX, &code));
        if (accessibility_parse(code, &feature) != OK)
            return json_fail(ctx, ERR_INVALID, &list->items[i], "there is no feature \"%.*s\"",
                             SLICE_ARG(code));
        if ((features >> feature & 1) != 0)
            return json_fail(ctx, ERR_INVALID, &list->items[i], "\"%.*s\" is there twice",
                             SLICE_ARG(code));
        features |= (uint32_t)1 << feature;
    }
    *ret_features = features;
    return OK;
}

void *
own_json_alloc(struct ctx *ctx, size_t count, size_t bytes, size_t align)
{
    void *at = arena_alloc_many(ctx->arena, count, bytes, align);

    if (at == NULL)
        (void)fail(ctx, ERR_LIMIT, "no memory left for %zu records", count);
    return at;
}
