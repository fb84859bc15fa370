/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/check_report_json.h"

/* Chances are kept to this many digits: far below the whole per cents that are shown. */
enum { DIGITS = 6 };

static void
write_found(struct json_write *w, const struct check_found *f)
{
    json_write_object(w);
    json_write_member_text(w, "competence", f->competence);
    json_write_member_int(w, "answers", f->answers);
    json_write_member_int(w, "target", f->target);
    json_write_member_int(w, "level", f->levels.likely);
    json_write_member_int(w, "from", f->levels.low);
    json_write_member_int(w, "to", f->levels.high);
    json_write_key(w, "chances");
    json_write_array(w);
    for (int k = 0; k < CHECK_LEVELS; k++)
        json_write_double(w, f->levels.chance[k], DIGITS);
    json_write_array_end(w);
    if (f->facets.len > 0)
        json_write_member_text(w, "asked_about", f->facets);
    json_write_object_end(w);
}

void
check_report_write(struct json_write *w, const struct check_report *r)
{
    json_write_member_text(w, "scope", r->scope);
    json_write_member_int(w, "begun", r->begun.ms);
    json_write_member_int(w, "ended", r->ended.ms);
    json_write_member_int(w, "given", r->given);
    json_write_member_int(w, "unknown", r->unknown);
    json_write_key(w, "found");
    json_write_array(w);
    for (int i = 0; i < r->found_len; i++)
        write_found(w, &r->found[i]);
    json_write_array_end(w);
}

static enum err
read_level(struct ctx *ctx, const struct json_value *v, const char *key, int *ret_level)
{
    int64_t level = 0;

    TRY(json_need_int(ctx, v, key, JSON_RANGE(-1, LEVEL_MAX), &level));
    *ret_level = (int)level;
    return OK;
}

static enum err
read_found(struct ctx *ctx, const struct json_value *v, struct check_found *f)
{
    const struct json_value *chances = NULL;
    int64_t answers = 0;

    TRY(json_need_text(ctx, v, "competence", CODE_BYTES_MAX, &f->competence));
    TRY(json_need_int(ctx, v, "answers", JSON_RANGE(0, CHECK_ITEMS_MAX), &answers));
    TRY(read_level(ctx, v, "target", &f->target));
    TRY(read_level(ctx, v, "level", &f->levels.likely));
    TRY(read_level(ctx, v, "from", &f->levels.low));
    TRY(read_level(ctx, v, "to", &f->levels.high));
    TRY(json_need_array(ctx, v, "chances", CHECK_LEVELS, &chances));
    if (chances->len != CHECK_LEVELS)
        return json_fail(ctx, ERR_INVALID, chances, "must have %d numbers", CHECK_LEVELS);
    for (int k = 0; k < CHECK_LEVELS; k++)
        TRY(json_as_double(ctx, &chances->items[k], &f->levels.chance[k]));
    TRY(json_may_text(ctx, v, "asked_about", CHECK_FACETS_BYTES_MAX, &f->facets));
    f->answers = (int)answers;
    f->rated = -1;
    return OK;
}

enum err
check_report_read(struct ctx *ctx, const struct json_value *v, struct check_report *ret_report)
{
    const struct json_value *list = NULL;
    struct check_report r = {.given = 0};
    int64_t given = 0;
    int64_t unknown = 0;

    TRY(json_need_text(ctx, v, "scope", CODE_BYTES_MAX + 4, &r.scope));
    TRY(json_need_int(ctx, v, "begun", JSON_RANGE(0, INT64_MAX), &r.begun.ms));
    TRY(json_need_int(ctx, v, "ended", JSON_RANGE(0, INT64_MAX), &r.ended.ms));
    TRY(json_need_int(ctx, v, "given", JSON_RANGE(0, CHECK_ITEMS_MAX), &given));
    TRY(json_need_int(ctx, v, "unknown", JSON_RANGE(0, CHECK_ITEMS_MAX), &unknown));
    TRY(json_need_array(ctx, v, "found", CHECK_COMPETENCES_MAX, &list));
    r.found = arena_array(ctx->arena, struct check_found, list->len + 1);
    if (r.found == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for a result");
    for (size_t i = 0; i < list->len; i++)
        TRY(read_found(ctx, &list->items[i], &r.found[i]));
    r.given = (int)given;
    r.unknown = (int)unknown;
    r.found_len = (int)list->len;
    *ret_report = r;
    return OK;
}
