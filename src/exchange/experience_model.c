/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include "exchange/experience_json.h"
#include "exchange/own_json.h"

static const char FORMAT_MODEL[] = "kommunalcampus-match-model/1";
static const char CHECKSUM_KEY[] = ",\"checksum\":\"";

enum { CHECKSUM_DIGITS = 16, TAIL_BYTES = 2 /* "} */ };

static void
write_day(struct json_write *w, const char *key, struct day day)
{
    struct text t = text_init(w->out->arena, 32);
    struct slice s = {0};

    day_put_iso(&t, day);
    (void)!text_end(&t, &s); /* 32 bytes hold any day */
    json_write_member_text(w, key, s);
}

static void
write_hex(struct json_write *w, const char *key, uint64_t n)
{
    struct text t = text_init(w->out->arena, 32);
    struct slice s = {0};

    text_printf(&t, "%016llx", (unsigned long long)n);
    (void)!text_end(&t, &s);
    json_write_member_text(w, key, s);
}

/* For people: what the model was learnt from, what it may do, what it does not know. */
static void
write_card(struct json_write *w, const struct experience_model *m)
{
    json_write_key(w, "card");
    json_write_object(w);
    json_write_member_text(
        w, "purpose", SLICE("small correction of the match score from what many people chose"));
    json_write_member_text(
        w, "method",
        SLICE("position-based examination model, multiplicative factors, shrunk to 1"));
    write_day(w, "first_day", m->first);
    write_day(w, "last_day", m->last);
    json_write_member_int(w, "lists", m->lists);
    json_write_member_int(w, "lists_ignored", m->lists_ignored);
    json_write_member_int(w, "people", m->people);
    json_write_key(w, "did");
    json_write_object(w);
    for (int i = 0; i < DEEDS; i++)
        json_write_member_int(w, experience_deed_code((enum experience_deed)i),
                              (int64_t)m->deeds[i]);
    json_write_object_end(w);
    write_hex(w, "events_checksum", m->events_checksum);
    json_write_member_text(w, "features", SLICE("block, provider, format, overlap of topics"));
    json_write_member_text(w, "never", SLICE("attributes of a person, check results, ratings"));
    json_write_member_int(w, "points_max", EXPERIENCE_POINTS_MAX);
    json_write_member_int(w, "people_min", EXPERIENCE_PEOPLE_MIN);
    json_write_object_end(w);
}

static void
write_effects(struct json_write *w, const char *key, const struct experience_effect *effects,
              int len)
{
    json_write_key(w, key);
    json_write_array(w);
    for (int i = 0; i < len; i++) {
        json_write_object(w);
        json_write_member_text(w, "code", effects[i].code);
        json_write_member_int(w, "milli", effects[i].milli);
        json_write_member_int(w, "people", effects[i].people);
        json_write_object_end(w);
    }
    json_write_array_end(w);
}

static void
write_ints(struct json_write *w, const char *key, const int32_t *ints, int len)
{
    json_write_key(w, key);
    json_write_array(w);
    for (int i = 0; i < len; i++)
        json_write_int(w, ints[i]);
    json_write_array_end(w);
}

void
experience_model_write(struct text *t, const struct experience_model *m)
{
    struct json_write w = json_write_init(t);
    size_t begun = t->len;
    uint64_t sum;

    assert(experience_model_is_sound(m));
    json_write_object(&w);
    json_write_member_text(&w, "format", slice_of(FORMAT_MODEL));
    write_card(&w, m);
    json_write_member_int(&w, "doubling_milli", m->doubling_milli);
    write_ints(&w, "examination_milli", m->examination_milli, m->positions);
    write_ints(&w, "overlap_milli", m->overlap_milli, OVERLAPS);
    write_ints(&w, "format_milli", m->format_milli, FORMATS);
    write_effects(&w, "providers", m->providers, m->providers_len);
    write_effects(&w, "modules", m->modules, m->modules_len);
    if (t->failed)
        return;
    sum = slice_hash((struct slice){t->at + begun, t->len - begun});
    write_hex(&w, "checksum", sum);
    json_write_object_end(&w);
    json_write_end(&w);
    text_putc(t, '\n');
}

/* The last member is the checksum of every byte before it. */
static enum err
check_sum(struct ctx *ctx, struct slice bytes)
{
    size_t tail = strlen(CHECKSUM_KEY) + CHECKSUM_DIGITS + TAIL_BYTES;
    struct slice body;
    struct text want = text_init(ctx->arena, 64);
    struct slice sum = {0};

    if (bytes.len < tail)
        return fail(ctx, ERR_CORRUPT, "the model is not complete: it is only %zu bytes", bytes.len);
    body = slice_sub(bytes, 0, bytes.len - tail);
    text_printf(&want, "%s%016llx\"}", CHECKSUM_KEY, (unsigned long long)slice_hash(body));
    TRY(text_end(&want, &sum));
    if (!slice_starts(slice_sub(bytes, body.len, tail), slice_of(CHECKSUM_KEY)))
        return fail(ctx, ERR_CORRUPT, "the model does not end with its checksum: it was cut");
    if (!slice_eq(slice_sub(bytes, body.len, tail), sum))
        return fail(ctx, ERR_CORRUPT, "the model's checksum is wrong: it was changed or damaged");
    return OK;
}

static enum err
read_day(struct ctx *ctx, const struct json_value *v, const char *key, struct day *ret_day)
{
    struct slice text = {0};

    TRY(json_need_text(ctx, v, key, CODE_BYTES_MAX, &text));
    if (day_parse_iso(text, ret_day) != OK)
        return json_fail(ctx, ERR_INVALID, json_member(v, key), "is no day");
    return OK;
}

static enum err
read_card(struct ctx *ctx, const struct json_value *top, struct experience_model *m)
{
    const struct json_value *card = NULL;
    const struct json_value *did = NULL;
    int64_t n = 0;

    TRY(json_need_object(ctx, top, "card", &card));
    TRY(read_day(ctx, card, "first_day", &m->first));
    TRY(read_day(ctx, card, "last_day", &m->last));
    TRY(json_need_int(ctx, card, "lists", JSON_RANGE(1, EXPERIENCE_LISTS_MAX), &n));
    m->lists = (uint32_t)n;
    TRY(json_need_int(ctx, card, "lists_ignored", JSON_RANGE(0, EXPERIENCE_LISTS_MAX), &n));
    m->lists_ignored = (uint32_t)n;
    TRY(json_need_int(ctx, card, "people", JSON_RANGE(EXPERIENCE_PEOPLE_MIN, EXPERIENCE_LISTS_MAX),
                      &n));
    m->people = (uint32_t)n;
    TRY(json_need_object(ctx, card, "did", &did));
    for (int i = 0; i < DEEDS; i++) {
        TRY(json_need_int(ctx, did, experience_deed_code((enum experience_deed)i),
                          JSON_RANGE(0, EXPERIENCE_SHOWN_MAX), &n));
        m->deeds[i] = (uint64_t)n;
    }
    return OK;
}

static enum err
read_ints(struct ctx *ctx, const struct json_value *top, const char *key, int32_t *ints, int len)
{
    const struct json_value *list = NULL;
    int64_t n = 0;

    TRY(json_need_array(ctx, top, key, (size_t)len, &list));
    if (list->len != (size_t)len)
        return json_fail(ctx, ERR_INVALID, list, "must have %d numbers", len);
    for (int i = 0; i < len; i++) {
        TRY(json_as_int(ctx, &list->items[i], JSON_RANGE(INT32_MIN, INT32_MAX), &n));
        ints[i] = (int32_t)n;
    }
    return OK;
}

static enum err
read_examination(struct ctx *ctx, const struct json_value *top, struct experience_model *m)
{
    const struct json_value *list = NULL;

    TRY(json_need_array(ctx, top, "examination_milli", EXPERIENCE_POSITIONS_MAX, &list));
    m->positions = (int)list->len;
    return read_ints(ctx, top, "examination_milli", m->examination_milli, m->positions);
}

static enum err
read_effects(struct ctx *ctx, const struct json_value *top, const char *key,
             struct experience_effect **ret_effects, int *ret_len)
{
    const struct json_value *list = NULL;
    struct experience_effect *effects;
    int64_t n = 0;

    TRY(json_need_array(ctx, top, key, EXPERIENCE_MODULES_MAX, &list));
    effects = own_json_array(ctx, struct experience_effect, list->len + 1);
    if (effects == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < list->len; i++) {
        const struct json_value *v = &list->items[i];

        TRY(own_json_code(ctx, v, "code", &effects[i].code));
        TRY(json_need_int(ctx, v, "milli", JSON_RANGE(-EXPERIENCE_MILLI_MAX, EXPERIENCE_MILLI_MAX),
                          &n));
        effects[i].milli = (int32_t)n;
        TRY(json_need_int(ctx, v, "people", JSON_RANGE(EXPERIENCE_PEOPLE_MIN, EXPERIENCE_LISTS_MAX),
                          &n));
        effects[i].people = (uint32_t)n;
    }
    *ret_effects = effects;
    *ret_len = (int)list->len;
    return OK;
}

enum err
experience_model_read(struct ctx *ctx, struct slice bytes, struct experience_model *ret_model)
{
    const struct json_value *top = NULL;
    struct experience_model m = {.lists = 0};
    int64_t n = 0;

    if (bytes.len > EXPERIENCE_MODEL_BYTES_MAX)
        return fail(ctx, ERR_LIMIT, "the model is larger than %d bytes",
                    EXPERIENCE_MODEL_BYTES_MAX);
    bytes = slice_trim(bytes);
    TRY(check_sum(ctx, bytes));
    TRY(own_json_open(ctx, bytes, FORMAT_MODEL, &top));
    TRY(read_card(ctx, top, &m));
    TRY(json_need_int(ctx, top, "doubling_milli", JSON_RANGE(1, INT32_MAX), &n));
    m.doubling_milli = (int32_t)n;
    TRY(read_examination(ctx, top, &m));
    TRY(read_ints(ctx, top, "overlap_milli", m.overlap_milli, OVERLAPS));
    TRY(read_ints(ctx, top, "format_milli", m.format_milli, FORMATS));
    TRY(read_effects(ctx, top, "providers", &m.providers, &m.providers_len));
    TRY(read_effects(ctx, top, "modules", &m.modules, &m.modules_len));
    if (!experience_model_is_sound(&m))
        return fail(ctx, ERR_INVALID, "the model breaks its own bounds or order");
    *ret_model = m;
    return OK;
}
