/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/check_record.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/json_write.h"
#include "exchange/json_read.h"

#define FORMAT "kommunalcampus-check/1"

/* Abilities and their widths are kept to this many digits: far below what any result shows. */
enum { DIGITS = 9, SEED_CHARS = 16 };

/* --- out -------------------------------------------------------------------- */

static void
write_subject(struct json_write *w, const struct check_subject *s)
{
    json_write_object(w);
    json_write_member_text(w, "competence", s->competence);
    json_write_member_int(w, "rated", s->rated);
    json_write_member_int(w, "target", s->target);
    json_write_member_double(w, "mean", s->prior.mean, DIGITS);
    json_write_member_double(w, "sd", s->prior.sd, DIGITS);
    json_write_object_end(w);
}

static void
write_given(struct json_write *w, const struct check_given *g)
{
    json_write_object(w);
    json_write_member_text(w, "item", g->item);
    json_write_member_int(w, "credit", g->credit);
    json_write_member_bool(w, "unknown", g->unknown);
    json_write_member_int(w, "at", g->at.ms);
    json_write_object_end(w);
}

enum err
check_record_write(struct ctx *ctx, const struct check_record *r, struct slice *ret_bytes)
{
    struct text t = text_init(ctx->arena, CHECK_RECORD_BYTES_MAX);
    struct json_write w = json_write_init(&t);
    char seed[SEED_CHARS + 1];

    (void)snprintf(seed, sizeof seed, "%016" PRIx64, r->seed);
    json_write_object(&w);
    json_write_member_text(&w, "format", SLICE(FORMAT));
    json_write_member_text(&w, "scope", r->scope);
    json_write_member_text(&w, "seed", slice_of(seed));
    json_write_member_int(&w, "bank", r->bank);
    if (r->gives.len > 0)
        json_write_member_text(&w, "gives", r->gives);
    json_write_member_int(&w, "begun", r->begun.ms);
    json_write_member_int(&w, "ended", r->ended.ms);
    json_write_key(&w, "subjects");
    json_write_array(&w);
    for (int i = 0; i < r->subjects_len; i++)
        write_subject(&w, &r->subjects[i]);
    json_write_array_end(&w);
    json_write_member_texts(&w, "held_back", r->held_back, r->held_back_len);
    json_write_member_texts(&w, "rare", r->rare, r->rare_len);
    json_write_member_texts(&w, "recent", r->recent, r->recent_len);
    json_write_key(&w, "given");
    json_write_array(&w);
    for (int i = 0; i < r->given_len; i++)
        write_given(&w, &r->given[i]);
    json_write_array_end(&w);
    json_write_object_end(&w);
    json_write_end(&w);
    if (text_end(&t, ret_bytes) != OK)
        return fail(ctx, ERR_LIMIT, "a check is longer than %d bytes", CHECK_RECORD_BYTES_MAX);
    return OK;
}

/* --- in --------------------------------------------------------------------- */

static enum err
read_seed(struct ctx *ctx, const struct json_value *top, uint64_t *ret_seed)
{
    struct slice text = {0};
    uint64_t seed = 0;

    TRY(json_need_text(ctx, top, "seed", SEED_CHARS, &text));
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];

        if ((c < '0' || c > '9') && (c < 'a' || c > 'f'))
            return json_fail(ctx, ERR_INVALID, json_member(top, "seed"), "is no number");
        seed = seed << 4 | (uint64_t)(c <= '9' ? c - '0' : c - 'a' + 10);
    }
    *ret_seed = seed;
    return OK;
}

static enum err
read_codes(struct ctx *ctx, const struct json_value *top, const char *key, struct slice **ret_codes,
           int *ret_len)
{
    const struct json_value *list = NULL;
    struct slice *codes;

    TRY(json_need_array(ctx, top, key, ITEM_BANK_MAX, &list));
    codes = arena_array(ctx->arena, struct slice, list->len + 1);
    if (codes == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for a check");
    for (size_t i = 0; i < list->len; i++)
        TRY(json_as_text(ctx, &list->items[i], CODE_BYTES_MAX, &codes[i]));
    *ret_codes = codes;
    *ret_len = (int)list->len;
    return OK;
}

static enum err
read_subject(struct ctx *ctx, const struct json_value *v, struct check_subject *s)
{
    int64_t rated = -1;
    int64_t target = -1;

    TRY(json_need_text(ctx, v, "competence", CODE_BYTES_MAX, &s->competence));
    TRY(json_need_int(ctx, v, "rated", JSON_RANGE(-1, LEVEL_MAX), &rated));
    TRY(json_need_int(ctx, v, "target", JSON_RANGE(-1, LEVEL_MAX), &target));
    TRY(json_need_double(ctx, v, "mean", &s->prior.mean));
    TRY(json_need_double(ctx, v, "sd", &s->prior.sd));
    if (!(s->prior.sd > 0))
        return json_fail(ctx, ERR_INVALID, json_member(v, "sd"), "must be above 0");
    s->rated = (int8_t)rated;
    s->target = (int8_t)target;
    return OK;
}

static enum err
read_subjects(struct ctx *ctx, const struct json_value *top, struct check_record *r)
{
    const struct json_value *list = NULL;

    TRY(json_need_array(ctx, top, "subjects", CHECK_COMPETENCES_MAX, &list));
    r->subjects = arena_array(ctx->arena, struct check_subject, list->len + 1);
    if (r->subjects == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for a check");
    if (list->len == 0)
        return json_fail(ctx, ERR_INVALID, list, "is empty");
    for (size_t i = 0; i < list->len; i++)
        TRY(read_subject(ctx, &list->items[i], &r->subjects[i]));
    r->subjects_len = (int)list->len;
    return OK;
}

static enum err
read_given(struct ctx *ctx, const struct json_value *top, struct check_record *r)
{
    const struct json_value *list = NULL;

    TRY(json_need_array(ctx, top, "given", CHECK_ITEMS_MAX, &list));
    r->given = arena_array(ctx->arena, struct check_given, list->len + 1);
    if (r->given == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for a check");
    for (size_t i = 0; i < list->len; i++) {
        const struct json_value *v = &list->items[i];
        struct check_given *g = &r->given[i];
        int64_t credit = 0;

        TRY(json_need_text(ctx, v, "item", CODE_BYTES_MAX, &g->item));
        TRY(json_need_int(ctx, v, "credit", JSON_RANGE(0, IRT_STEPS_MAX), &credit));
        TRY(json_need_bool(ctx, v, "unknown", &g->unknown));
        TRY(json_need_int(ctx, v, "at", JSON_RANGE(0, INT64_MAX), &g->at.ms));
        g->credit = (uint8_t)credit;
    }
    r->given_len = (int)list->len;
    return OK;
}

static enum err
read_all(struct ctx *ctx, struct slice bytes, struct check_record *r)
{
    const struct json_value *top = NULL;
    struct slice format = {0};

    TRY(json_read(ctx, bytes, &top));
    TRY(json_need_text(ctx, top, "format", CODE_BYTES_MAX, &format));
    if (!slice_is(format, FORMAT))
        return json_fail(ctx, ERR_INVALID, json_member(top, "format"), "is not " FORMAT);
    TRY(json_need_text(ctx, top, "scope", CODE_BYTES_MAX + 4, &r->scope));
    TRY(read_seed(ctx, top, &r->seed));
    r->bank = 1; /* of records from when there was one bank alone */
    TRY(json_may_int(ctx, top, "bank", JSON_RANGE(1, INT64_MAX), &r->bank));
    TRY(json_may_text(ctx, top, "gives", 2, &r->gives));
    TRY(json_need_int(ctx, top, "begun", JSON_RANGE(0, INT64_MAX), &r->begun.ms));
    TRY(json_need_int(ctx, top, "ended", JSON_RANGE(0, INT64_MAX), &r->ended.ms));
    TRY(read_subjects(ctx, top, r));
    TRY(read_codes(ctx, top, "held_back", &r->held_back, &r->held_back_len));
    TRY(read_codes(ctx, top, "rare", &r->rare, &r->rare_len));
    TRY(read_codes(ctx, top, "recent", &r->recent, &r->recent_len));
    return read_given(ctx, top, r);
}

/* Only we write records, and they are sealed: one that is wrong is damage, not a mistake. */
enum err
check_record_read(struct ctx *ctx, struct slice bytes, struct check_record *ret_record)
{
    struct check_record r = {.given_len = 0};
    enum err e = read_all(ctx, bytes, &r);

    if (e == ERR_INVALID) {
        ctx_clear(ctx);
        return fail(ctx, ERR_CORRUPT, "a kept check is damaged");
    }
    if (e == OK)
        *ret_record = r;
    return e;
}
