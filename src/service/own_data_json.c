/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/json_write.h"
#include "service/own_data.h"

#define FORMAT "kommunalcampus-own/1"

enum { CHANCE_DIGITS = 6, PRIOR_DIGITS = 9 };

static void
write_instant(struct json_write *w, struct arena *a, struct instant at)
{
    struct text t = text_init(a, 40);
    struct slice s = {0};

    instant_put_iso(&t, at);
    if (text_end(&t, &s) == OK)
        json_write_text(w, s);
    else
        json_write_null(w);
}

static void
write_day(struct json_write *w, struct arena *a, struct day day)
{
    struct text t = text_init(a, 40);
    struct slice s = {0};

    day_put_iso(&t, day);
    if (text_end(&t, &s) == OK)
        json_write_text(w, s);
    else
        json_write_null(w);
}

static void
write_numbers(struct json_write *w, struct slice bytes)
{
    json_write_array(w);
    for (size_t i = 0; i < bytes.len; i++)
        json_write_int(w, (uint8_t)bytes.at[i]);
    json_write_array_end(w);
}

static void
write_value(struct json_write *w, struct arena *a, const struct own_value *v)
{
    json_write_key_slice(w, v->name);
    if (v->none) {
        json_write_null(w);
        return;
    }
    switch (v->kind) {
    case OWN_TEXT:
        json_write_text(w, v->text);
        break;
    case OWN_INT:
    case OWN_CENTS:
        json_write_int(w, v->n);
        break;
    case OWN_INSTANT:
        write_instant(w, a, (struct instant){v->n});
        break;
    case OWN_DAY:
        write_day(w, a, (struct day){(int32_t)v->n});
        break;
    case OWN_NUMBERS:
        write_numbers(w, v->text);
        break;
    }
}

static void
write_rows(struct json_write *w, struct arena *a, const struct own_rows *r)
{
    json_write_key(w, r->name);
    json_write_array(w);
    for (int i = 0; i < r->len; i++) {
        json_write_object(w);
        for (int c = 0; c < r->columns; c++)
            write_value(w, a, &r->values[i * r->columns + c]);
        json_write_object_end(w);
    }
    json_write_array_end(w);
}

/* --- checks ----------------------------------------------------------------- */

static void
member_instant(struct json_write *w, struct arena *a, const char *key, struct instant at)
{
    json_write_key(w, key);
    if (at.ms != 0)
        write_instant(w, a, at);
    else
        json_write_null(w);
}

static void
write_subjects(struct json_write *w, const struct check_record *r)
{
    json_write_key(w, "begun_with");
    json_write_array(w);
    for (int i = 0; i < r->subjects_len; i++) {
        const struct check_subject *s = &r->subjects[i];

        json_write_object(w);
        json_write_member_text(w, "competence", s->competence);
        json_write_member_int(w, "rated", s->rated);
        json_write_member_int(w, "target", s->target);
        json_write_member_double(w, "prior_mean", s->prior.mean, PRIOR_DIGITS);
        json_write_member_double(w, "prior_sd", s->prior.sd, PRIOR_DIGITS);
        json_write_object_end(w);
    }
    json_write_array_end(w);
}

static void
write_answers(struct json_write *w, struct arena *a, const struct check_record *r)
{
    json_write_key(w, "answers");
    json_write_array(w);
    for (int i = 0; i < r->given_len; i++) {
        const struct check_given *g = &r->given[i];

        json_write_object(w);
        json_write_member_text(w, "item", g->item);
        json_write_member_int(w, "credit", g->credit);
        json_write_member_bool(w, "unknown", g->unknown);
        member_instant(w, a, "given_at", g->at);
        json_write_object_end(w);
    }
    json_write_array_end(w);
}

static void
write_found(struct json_write *w, const struct check_found *f)
{
    json_write_object(w);
    json_write_member_text(w, "competence", f->competence);
    json_write_member_int(w, "answers", f->answers);
    json_write_member_int(w, "level", f->levels.likely);
    json_write_member_int(w, "from", f->levels.low);
    json_write_member_int(w, "to", f->levels.high);
    json_write_key(w, "chances");
    json_write_array(w);
    for (int k = 0; k < CHECK_LEVELS; k++)
        json_write_double(w, f->levels.chance[k], CHANCE_DIGITS);
    json_write_array_end(w);
    json_write_object_end(w);
}

static void
write_check(struct json_write *w, struct arena *a, const struct own_check *c)
{
    const struct check_record *r = &c->record;
    struct text t = text_init(a, 32);
    struct slice seed = {0};

    json_write_object(w);
    json_write_member_int(w, "id", c->id.n);
    json_write_member_text(w, "scope", r->scope);
    member_instant(w, a, "begun_at", r->begun);
    member_instant(w, a, "ended_at", r->ended);
    json_write_member_text(w, "gives_answers", r->gives);
    json_write_member_int(w, "bank", r->bank);
    text_printf(&t, "%016llx", (unsigned long long)r->seed);
    if (text_end(&t, &seed) == OK)
        json_write_member_text(w, "seed", seed);
    write_subjects(w, r);
    json_write_member_texts(w, "held_back", r->held_back, r->held_back_len);
    json_write_member_texts(w, "rare", r->rare, r->rare_len);
    json_write_member_texts(w, "recent", r->recent, r->recent_len);
    write_answers(w, a, r);
    json_write_key(w, "found");
    json_write_array(w);
    for (int i = 0; c->done != NULL && i < c->done->found_len; i++)
        write_found(w, &c->done->found[i]);
    json_write_array_end(w);
    json_write_object_end(w);
}

static void
write_share(struct json_write *w, struct arena *a, const struct check_share *s)
{
    json_write_object(w);
    json_write_member_text(w, "code", s->code);
    json_write_member_int(w, "run", s->run.n);
    json_write_member_text(w, "recipient", s->recipient);
    json_write_member_text(w, "note", s->purpose);
    member_instant(w, a, "created_at", s->created);
    json_write_key(w, "expires_on");
    write_day(w, a, s->last);
    json_write_key(w, "looks_at");
    json_write_array(w);
    for (int i = 0; i < s->looks_len; i++)
        write_instant(w, a, s->looks[i]);
    json_write_array_end(w);
    json_write_object_end(w);
}

enum err
own_data_json(struct ctx *ctx, const struct own_data *d, struct slice *ret_bytes)
{
    struct text t = text_init(ctx->arena, OWN_EXPORT_BYTES_MAX);
    struct json_write w = json_write_init(&t);

    json_write_object(&w);
    json_write_member_text(&w, "format", SLICE(FORMAT));
    member_instant(&w, ctx->arena, "made_at", d->made);
    json_write_member_bool(&w, "signed_in", !d->is_guest);
    json_write_key(&w, "newest_only");
    json_write_array(&w);
    for (int i = 0; i < d->rows_len; i++) {
        if (d->rows[i].more)
            json_write_text(&w, slice_of(d->rows[i].name));
    }
    json_write_array_end(&w);
    for (int i = 0; i < d->rows_len; i++)
        write_rows(&w, ctx->arena, &d->rows[i]);
    json_write_key(&w, "check_run");
    json_write_array(&w);
    for (int i = 0; i < d->checks_len; i++)
        write_check(&w, ctx->arena, &d->checks[i]);
    json_write_array_end(&w);
    json_write_key(&w, "check_share");
    json_write_array(&w);
    for (int i = 0; i < d->shares_len; i++)
        write_share(&w, ctx->arena, &d->shares[i]);
    json_write_array_end(&w);
    json_write_object_end(&w);
    json_write_end(&w);
    if (text_end(&t, ret_bytes) != OK)
        return fail(ctx, ERR_LIMIT, "an export is longer than %d bytes", OWN_EXPORT_BYTES_MAX);
    return OK;
}
