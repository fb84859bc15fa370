/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/criteria_json.h"

#include "exchange/own_json.h"

static enum err
read_criterion(struct ctx *ctx, const struct json_value *v, struct criterion *c)
{
    static const char *const keys[] = {"code", "title", "text", "required", NULL};

    TRY(json_only(ctx, v, keys));
    TRY(own_json_code(ctx, v, "code", &c->code));
    TRY(own_json_once(ctx, v, "code"));
    TRY(json_need_text(ctx, v, "title", CRITERION_TITLE_BYTES_MAX, &c->title));
    TRY(json_need_text(ctx, v, "text", CRITERION_TEXT_BYTES_MAX, &c->text));
    return json_need_bool(ctx, v, "required", &c->required);
}

enum err
criteria_json_read(struct ctx *ctx, struct slice json, struct criteria *ret_criteria)
{
    static const char *const keys[] = {"format", "note", "name", "version", "criteria", NULL};
    const struct json_value *top = NULL;
    const struct json_value *list = NULL;
    struct criteria c = {.len = 0};
    int64_t version = 0;

    TRY(own_json_open(ctx, json, "kommunalcampus-criteria/1", &top));
    TRY(json_only(ctx, top, keys));
    TRY(json_need_text(ctx, top, "name", CRITERION_TITLE_BYTES_MAX, &c.name));
    TRY(json_need_int(ctx, top, "version", JSON_RANGE(1, INT32_MAX), &version));
    TRY(json_need_array(ctx, top, "criteria", CRITERIA_MAX, &list));
    if (list->len == 0)
        return json_fail(ctx, ERR_INVALID, list, "is empty");
    c.version = (int)version;
    c.at = own_json_array(ctx, struct criterion, list->len);
    if (c.at == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < list->len; i++)
        TRY(read_criterion(ctx, &list->items[i], &c.at[i]));
    c.len = (int)list->len;
    *ret_criteria = c;
    return OK;
}

enum err
criteria_json_write(struct ctx *ctx, const struct criteria *criteria, struct slice *ret_json)
{
    struct text t = text_init(ctx->arena, CRITERIA_JSON_BYTES_MAX);
    struct json_write w = json_write_init(&t);

    json_write_object(&w);
    json_write_member_text(&w, "format", SLICE("kommunalcampus-criteria/1"));
    json_write_member_text(&w, "name", criteria->name);
    json_write_member_int(&w, "version", criteria->version);
    json_write_key(&w, "criteria");
    json_write_array(&w);
    for (int i = 0; i < criteria->len; i++) {
        const struct criterion *c = &criteria->at[i];

        json_write_object(&w);
        json_write_member_text(&w, "code", c->code);
        json_write_member_text(&w, "title", c->title);
        json_write_member_text(&w, "text", c->text);
        json_write_key(&w, "required");
        json_write_bool(&w, c->required);
        json_write_object_end(&w);
    }
    json_write_array_end(&w);
    json_write_object_end(&w);
    json_write_end(&w);
    return text_end(&t, ret_json) == OK ? OK : fail(ctx, ERR_LIMIT, "criteria of too many bytes");
}

enum err
criteria_json_write_judgements(struct ctx *ctx, const struct criteria *c,
                               const struct judgement *judgements, struct slice *ret_json)
{
    struct text t = text_init(ctx->arena, (size_t)2 * CRITERIA_MAX * CERTIFY_REASON_BYTES_MAX);
    struct json_write w = json_write_init(&t);

    json_write_object(&w);
    json_write_member_text(&w, "format", SLICE("kommunalcampus-judgements/1"));
    json_write_key(&w, "judgements");
    json_write_array(&w);
    for (int i = 0; i < c->len; i++) {
        json_write_object(&w);
        json_write_member_text(&w, "criterion", c->at[i].code);
        json_write_member_text(&w, "verdict",
                               slice_of(certification_verdict_code(judgements[i].verdict)));
        json_write_member_text(&w, "reason", judgements[i].reason);
        json_write_object_end(&w);
    }
    json_write_array_end(&w);
    json_write_object_end(&w);
    json_write_end(&w);
    return text_end(&t, ret_json) == OK ? OK : fail(ctx, ERR_LIMIT, "judgements of too many bytes");
}

enum err
criteria_json_read_judgements(struct ctx *ctx, struct slice json, const struct criteria *c,
                              struct judgement **ret_judgements)
{
    const struct json_value *top = NULL;
    const struct json_value *list = NULL;
    struct judgement *j = own_json_array(ctx, struct judgement, (size_t)c->len);

    if (j == NULL)
        return ERR_LIMIT;
    TRY(own_json_open(ctx, json, "kommunalcampus-judgements/1", &top));
    TRY(json_need_array(ctx, top, "judgements", CRITERIA_MAX, &list));
    if (list->len != (size_t)c->len)
        return json_fail(ctx, ERR_INVALID, list, "does not fit the criteria");
    for (int i = 0; i < c->len; i++) {
        struct slice code = {0};
        struct slice word = {0};

        TRY(json_need_text(ctx, &list->items[i], "criterion", CODE_BYTES_MAX, &code));
        TRY(json_need_text(ctx, &list->items[i], "verdict", CODE_BYTES_MAX, &word));
        TRY(json_need_text(ctx, &list->items[i], "reason", CERTIFY_REASON_BYTES_MAX, &j[i].reason));
        if (!slice_eq(code, c->at[i].code) ||
            certification_verdict_parse(word, &j[i].verdict) != OK)
            return json_fail(ctx, ERR_INVALID, &list->items[i], "does not fit the criteria");
    }
    *ret_judgements = j;
    return OK;
}
