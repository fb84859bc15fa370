/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/pdf.h"
#include "service/own_data.h"
#include "service/own_words.h"

enum { LINE_BYTES_MAX = MAIL_BODY_BYTES_MAX + 4096 };

struct sheet {
    struct ctx *ctx;
    const struct own_data *data;
    struct pdf *pdf;
    enum lang lang;
};

static struct slice
say(const struct sheet *s, enum say_key key)
{
    struct text t = text_init(s->ctx->arena, 4096);
    struct slice out = SLICE("");

    say_puts(&t, s->lang, key);
    return text_end(&t, &out) == OK ? out : SLICE("");
}

static struct slice
tell(const struct sheet *s, enum say_key key, const struct say_arg *args, size_t args_len)
{
    struct text t = text_init(s->ctx->arena, 4096);
    struct slice out = SLICE("");

    say_put(&t, s->lang, key, args, args_len);
    return text_end(&t, &out) == OK ? out : SLICE("");
}

/* --- rows ------------------------------------------------------------------- */

static bool
is_flag(struct slice name)
{
    static const char *const flags[] = {"german",    "english",      "dated",  "wrote",
                                        "by_person", "about_person", "decided"};

    for (size_t i = 0; i < ARRAY_LEN(flags); i++)
        if (slice_is(name, flags[i]))
            return true;
    return false;
}

static void
put_value(const struct sheet *s, struct text *t, const struct own_value *v)
{
    switch (v->kind) {
    case OWN_TEXT:
        text_put(t, v->text);
        break;
    case OWN_INT:
        if (is_flag(v->name))
            say_puts(t, s->lang, v->n != 0 ? SAY_OWN_YES : SAY_OWN_NO);
        else
            text_int(t, v->n);
        break;
    case OWN_CENTS:
        say_put(t, s->lang, SAY_OWN_MONEY, SAY_ARGS(SAY_AS_EURO((struct cents){v->n})));
        break;
    case OWN_DAY:
        say_put(t, s->lang, SAY_OWN_DAY, SAY_ARGS(SAY_AS_DAY((struct day){(int32_t)v->n})));
        break;
    case OWN_INSTANT:
        say_put(t, s->lang, SAY_OWN_INSTANT,
                SAY_ARGS(SAY_AS_DAY((struct instant){v->n}), SAY_AS_CLOCK((struct instant){v->n})));
        break;
    case OWN_NUMBERS:
        for (size_t i = 0; i < v->text.len; i++)
            text_printf(t, "%s%u", i > 0 ? ", " : "", (unsigned)(uint8_t)v->text.at[i]);
        break;
    }
}

/* "Name: Anna Beispiel; E-Mail: ..."; what is empty is not said. */
static void
put_row(const struct sheet *s, const struct own_rows *r, int row)
{
    struct text t = text_init(s->ctx->arena, LINE_BYTES_MAX);
    struct slice line = SLICE("");
    const char *between = "";

    for (int c = 0; c < r->columns; c++) {
        const struct own_value *v = &r->values[row * r->columns + c];
        enum say_key label;

        if (v->none || (v->kind == OWN_TEXT && v->text.len == 0) ||
            !own_words_column(v->name, &label))
            continue;
        text_puts(&t, between);
        say_puts(&t, s->lang, label);
        text_puts(&t, ": ");
        put_value(s, &t, v);
        between = "; ";
    }
    if (text_end(&t, &line) == OK && line.len > 0)
        pdf_item(s->pdf, line);
}

static void
put_rows(const struct sheet *s, const struct own_rows *r)
{
    enum say_key title;

    if (r->len == 0 || !own_words_rows(r->name, &title))
        return;
    pdf_heading(s->pdf, 3, say(s, title));
    if (r->more)
        pdf_note(s->pdf, tell(s, SAY_OWN_CUT, (struct say_arg[]){SAY_AS_INT(OWN_ROWS_MAX)}, 1));
    for (int i = 0; i < r->len; i++)
        put_row(s, r, i);
}

/* --- checks and shares ------------------------------------------------------ */

static void
put_check(const struct sheet *s, const struct own_check *c)
{
    const struct check_record *r = &c->record;
    const struct say_arg ended[] = {SAY_AS_TEXT(r->scope), SAY_AS_DAY(r->ended)};
    const struct say_arg begun[] = {SAY_AS_TEXT(r->scope), SAY_AS_DAY(r->begun)};

    pdf_heading(s->pdf, 3,
                r->ended.ms != 0 ? tell(s, SAY_OWN_CHECK, ended, 2)
                                 : tell(s, SAY_OWN_CHECK_OPEN, begun, 2));
    if (r->gives.len > 0)
        pdf_paragraph(s->pdf, say(s, SAY_OWN_CHECK_GIVES));
    for (int i = 0; c->done != NULL && i < c->done->found_len; i++) {
        const struct check_found *f = &c->done->found[i];
        const struct say_arg args[] = {SAY_AS_TEXT(f->competence), SAY_AS_INT(f->levels.likely),
                                       SAY_AS_INT(f->levels.low), SAY_AS_INT(f->levels.high)};

        pdf_item(s->pdf, tell(s, SAY_OWN_CHECK_FOUND, args, ARRAY_LEN(args)));
    }
    for (int i = 0; i < r->given_len; i++) {
        const struct check_given *g = &r->given[i];
        const struct say_arg args[] = {SAY_AS_TEXT(g->item), SAY_AS_INT(g->credit)};

        pdf_item(s->pdf, g->unknown ? tell(s, SAY_OWN_CHECK_UNKNOWN, args, 1)
                                    : tell(s, SAY_OWN_CHECK_ANSWER, args, 2));
    }
}

/* PRIVACY-11 */
static void
put_consent(const struct sheet *s, const struct check_record *r)
{
    const struct say_arg args[] = {SAY_AS_TEXT(r->scope), SAY_AS_DAY(r->begun)};

    if (r->gives.len > 0)
        pdf_item(s->pdf, tell(s, SAY_OWN_CONSENT, args, ARRAY_LEN(args)));
}

static void
put_share(const struct sheet *s, const struct check_share *h)
{
    const struct say_arg args[] = {SAY_AS_TEXT(h->recipient), SAY_AS_TEXT(h->purpose),
                                   SAY_AS_DAY(h->created), SAY_AS_DAY(h->last)};
    const struct say_arg looks[] = {SAY_AS_INT(h->looks_len)};

    pdf_item(s->pdf, tell(s, SAY_OWN_SHARE, args, ARRAY_LEN(args)));
    pdf_note(s->pdf, tell(s, SAY_OWN_SHARE_LOOKS, looks, 1));
}

/* --- the whole -------------------------------------------------------------- */

static void
put_part(const struct sheet *s, enum own_part part)
{
    const struct own_data *d = s->data;

    pdf_heading(s->pdf, 2, say(s, own_words_part(part).title));
    pdf_note(s->pdf, say(s, own_words_part(part).why));
    if (own_data_count(d, part) == 0)
        pdf_paragraph(s->pdf, say(s, SAY_OWN_NONE));
    for (int i = 0; i < d->rows_len; i++)
        if (d->rows[i].part == part)
            put_rows(s, &d->rows[i]);
    for (int i = 0; part == OWN_CONSENT && i < d->checks_len; i++)
        put_consent(s, &d->checks[i].record);
    if (part == OWN_CHECK)
        for (int i = 0; i < d->checks_len; i++)
            put_check(s, &d->checks[i]);
    if (part == OWN_SHARES)
        for (int i = 0; i < d->shares_len; i++)
            put_share(s, &d->shares[i]);
}

static void
put_all(const struct sheet *s)
{
    const struct say_arg made[] = {SAY_AS_DAY(s->data->made)};

    pdf_heading(s->pdf, 1, say(s, SAY_OWN_TITLE));
    pdf_paragraph(s->pdf, tell(s, SAY_OWN_PDF_MADE, made, 1));
    if (s->data->is_guest)
        pdf_paragraph(s->pdf, say(s, SAY_OWN_PDF_GUEST));
    for (int part = 0; part < OWN_PARTS; part++)
        if (!s->data->is_guest || own_data_count(s->data, (enum own_part)part) > 0)
            put_part(s, (enum own_part)part);
}

enum err
own_data_pdf(struct ctx *ctx, const struct own_data *data, enum lang lang, struct slice *ret_bytes)
{
    struct sheet s = {.ctx = ctx, .data = data, .lang = lang};
    struct pdf_about about = {.language = lang == LANG_EN ? "en" : "de",
                              .made = ctx->now,
                              .bytes_max = OWN_EXPORT_BYTES_MAX};
    enum err e;

    about.title = say(&s, SAY_OWN_TITLE);
    about.foot = say(&s, SAY_OWN_PDF_FOOT);
    e = pdf_open(ctx->arena, &about, &s.pdf);
    if (e == OK) {
        put_all(&s);
        e = pdf_close(s.pdf, ret_bytes);
    }
    return e == OK ? OK : fail(ctx, e, "an export cannot be made a PDF: %s", err_name(e));
}
