/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/check_pdf.h"

#include "exchange/pdf.h"

/* Chances below this are not worth a word. */
#define CHANCE_SAID 0.05

struct sheet {
    struct ctx *ctx;
    const struct check_pdf_wish *wish;
    struct pdf *pdf;
};

static struct slice
tell(const struct sheet *s, enum say_key key, const struct say_arg *args, size_t args_len)
{
    struct text t = text_init(s->ctx->arena, 4096);
    struct slice out = SLICE("");

    if (args_len > 0)
        say_put(&t, s->wish->lang, key, args, args_len);
    else
        say_puts(&t, s->wish->lang, key);
    return text_end(&t, &out) == OK ? out : SLICE("");
}

static struct slice
say(const struct sheet *s, enum say_key key)
{
    return tell(s, key, NULL, 0);
}

static struct slice
joined(const struct sheet *s, struct slice a, struct slice b)
{
    struct text t = text_init(s->ctx->arena, 8192);
    struct slice out = a;

    text_put(&t, a);
    text_putc(&t, ' ');
    text_put(&t, b);
    return text_end(&t, &out) == OK ? out : a;
}

static int
percent(double chance)
{
    return (int)(chance * 100 + 0.5);
}

/* "Stufe 3: 41 %, Stufe 4: 33 %": what the columns show, for who cannot see them. */
static struct slice
chances(const struct sheet *s, const struct check_levels *l)
{
    struct slice all = say(s, SAY_CHECK_PDF_CHANCES);
    const char *between = " ";

    for (int k = 0; k < CHECK_LEVELS; k++) {
        struct text t = text_init(s->ctx->arena, 1024);
        const struct say_arg args[] = {SAY_AS_INT(k), SAY_AS_INT(percent(l->chance[k]))};

        if (l->chance[k] < CHANCE_SAID)
            continue;
        text_put(&t, all);
        text_puts(&t, between);
        text_put(&t, tell(s, SAY_CHECK_PDF_CHANCE, args, ARRAY_LEN(args)));
        between = ", ";
        if (text_end(&t, &all) != OK)
            break;
    }
    return all;
}

static void
put_level(const struct sheet *s, const struct check_found *f)
{
    const struct say_arg likely[] = {SAY_AS_INT(f->levels.likely)};
    const struct say_arg range[] = {SAY_AS_INT(f->levels.low), SAY_AS_INT(f->levels.high)};
    struct slice line = tell(s, f->answers > 0 ? SAY_CHECK_LEVEL : SAY_CHECK_INFERRED, likely, 1);

    if (f->levels.low != f->levels.high)
        line = joined(s, line, tell(s, SAY_CHECK_RANGE, range, 2));
    pdf_paragraph(s->pdf, line);
    pdf_bars(s->pdf, &(struct pdf_bars){.heights = f->levels.chance,
                                        .len = CHECK_LEVELS,
                                        .from = f->levels.low,
                                        .to = f->levels.high,
                                        .framed = f->target > 0 ? f->target : -1});
    pdf_note(s->pdf, chances(s, &f->levels));
}

static void
put_words(const struct sheet *s, const struct competence *c, const struct check_found *f)
{
    const struct say_arg answers[] = {SAY_AS_INT(f->answers)};
    int band = f->levels.likely > 0 ? competence_band((uint8_t)f->levels.likely) : -1;

    if (f->target > 0) {
        int reached = percent(check_level_reached(&f->levels, f->target));
        const struct say_arg args[] = {SAY_AS_INT(f->target), SAY_AS_INT(reached)};

        pdf_paragraph(s->pdf, tell(s, SAY_CHECK_TARGET, args, 2));
    }
    if (f->rated >= 0) {
        const struct say_arg args[] = {SAY_AS_INT(f->rated)};

        pdf_paragraph(s->pdf, tell(s, SAY_CHECK_RATED, args, 1));
    }
    if (f->answers == 0) {
        pdf_note(s->pdf, say(s, SAY_CHECK_INFERRED_WHY));
        return;
    }
    pdf_paragraph(s->pdf, band >= 0 ? c->band_text[band] : say(s, SAY_CHECK_NOT_YET));
    pdf_note(s->pdf, joined(s, tell(s, SAY_CHECK_ASKED_ABOUT, answers, 1), f->facets));
    if (band + 1 < BANDS)
        pdf_note(s->pdf, joined(s, say(s, SAY_CHECK_PDF_NEXT), c->band_text[band + 1]));
}

static void
put_found(const struct sheet *s, const struct check_found *f)
{
    const struct competence *c = framework_by_code(s->wish->framework, f->competence);
    struct slice name;

    if (c == NULL)
        return; /* of another framework: nothing can be said of it any more */
    name = s->wish->lang == LANG_EN && c->name_en.len > 0 ? c->name_en : c->name_de;
    pdf_heading(s->pdf, 2, name);
    put_level(s, f);
    put_words(s, c, f);
}

static void
put_what_it_is(const struct sheet *s)
{
    pdf_heading(s->pdf, 2, say(s, SAY_CHECK_PDF_IS));
    pdf_item(s->pdf, say(s, SAY_CHECK_PDF_IS_FOR));
    pdf_item(s->pdf, say(s, SAY_CHECK_PDF_IS_UNSURE));
    if (s->wish->report->is_estimated)
        pdf_item(s->pdf, say(s, SAY_CHECK_PDF_IS_UNCALIBRATED));
    pdf_heading(s->pdf, 2, say(s, SAY_CHECK_PDF_NOT));
    pdf_item(s->pdf, say(s, SAY_CHECK_PDF_NOT_EXAM));
    pdf_item(s->pdf, say(s, SAY_CHECK_PDF_NOT_HR));
    pdf_item(s->pdf, say(s, SAY_CHECK_PDF_NOT_WHOLE));
}

static void
put_all(const struct sheet *s)
{
    const struct check_report *r = s->wish->report;
    const struct say_arg about[] = {SAY_AS_TEXT(s->wish->label), SAY_AS_DAY(r->ended)};
    const struct say_arg given[] = {SAY_AS_INT(r->given)};
    const struct say_arg unknown[] = {SAY_AS_INT(r->unknown)};
    struct slice line = tell(s, SAY_CHECK_RESULT_ANSWERS, given, 1);

    pdf_heading(s->pdf, 1, say(s, SAY_CHECK_TITLE));
    pdf_paragraph(s->pdf, tell(s, SAY_CHECK_PDF_ABOUT, about, 2));
    if (r->unknown > 0)
        line = joined(s, line, tell(s, SAY_CHECK_RESULT_UNKNOWN, unknown, 1));
    pdf_paragraph(s->pdf, line);
    put_what_it_is(s);
    for (int asked = 1; asked >= 0; asked--)
        for (int i = 0; i < r->found_len; i++)
            if ((r->found[i].answers > 0) == (asked == 1))
                put_found(s, &r->found[i]);
}

enum err
check_pdf_make(struct ctx *ctx, const struct check_pdf_wish *wish, struct slice *ret_bytes)
{
    struct sheet s = {.ctx = ctx, .wish = wish};
    struct pdf_about about = {.language = wish->lang == LANG_EN ? "en" : "de",
                              .made = ctx->now,
                              .bytes_max = CHECK_PDF_BYTES_MAX};
    enum err e;

    about.title = say(&s, SAY_CHECK_TITLE);
    about.foot = say(&s, SAY_CHECK_PDF_FOOT);
    e = pdf_open(ctx->arena, &about, &s.pdf);
    if (e == OK) {
        put_all(&s);
        e = pdf_close(s.pdf, ret_bytes);
    }
    return e == OK ? OK : fail(ctx, e, "a result cannot be made a PDF: %s", err_name(e));
}
