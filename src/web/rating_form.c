/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/rating_form.h"

#include <string.h>

#include "service/browse_service.h"
#include "web/words.h"

static enum err
field_name(struct arena *a, const struct competence *c, struct slice *ret_name)
{
    struct text t = text_init(a, CODE_BYTES_MAX + 2);

    text_puts(&t, "k-");
    text_put(&t, c->code);
    return text_end(&t, ret_name);
}

/* The same with dashes: ids with dots are hard to select. */
static enum err
field_id(struct arena *a, const struct competence *c, struct slice *ret_id)
{
    struct text t = text_init(a, CODE_BYTES_MAX + 2);

    text_puts(&t, "k-");
    for (size_t i = 0; i < c->code.len; i++)
        text_putc(&t, c->code.at[i] == '.' ? '-' : c->code.at[i]);
    return text_end(&t, ret_id);
}

static enum err
row_make(const struct page *page, const struct situation *s, const struct competence *c,
         uint8_t needed, struct rating_row *ret_row)
{
    uint8_t rating = s->rating[c->id.n];
    struct rating_row row = {
        .competence = c,
        .name = page_name(page, c->name_de, c->name_en),
        .needed = needed,
        .needed_word = words_level(needed),
        .level = rating == RATING_UNKNOWN ? 0 : rating,
        .unknown = rating == RATING_UNKNOWN,
    };

    TRY(field_name(page->req->arena, c, &row.field));
    TRY(field_id(page->req->arena, c, &row.id));
    for (int b = 0; b < BANDS; b++) {
        uint8_t low = (uint8_t)(2 * b + 1);

        row.bands[b] = (struct rating_band){
            .text = c->band_text[b],
            .word = words_band(b),
            .low = low,
            .high = (uint8_t)(low + 1),
            .low_chosen = rating == low,
            .high_chosen = rating == low + 1,
        };
    }
    *ret_row = row;
    return OK;
}

enum err
rating_form_show(const struct page *page, const struct situation *s, struct rating_form *ret_form)
{
    const struct framework *f = page->snap->catalogue->framework;
    struct job_profile own;
    const struct job_profile *job = situation_job(s, browse_job(page->snap, s->job), &own);
    struct arena *a = page->req->arena;
    bool asked[COMPETENCES_MAX] = {false};
    struct rating_form *form = ret_form;
    int targets_len = job == NULL ? 0 : job->targets_len;

    *form = (struct rating_form){.needed_len = 0};
    form->needed = arena_array(a, struct rating_row, (size_t)targets_len + 1);
    form->others = arena_array(a, struct rating_row, (size_t)f->competences_len + 1);
    if (form->needed == NULL || form->others == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < targets_len; i++) {
        const struct job_target *t = &job->targets[i];
        const struct competence *c = browse_competence(page->snap, t->competence);

        if (c == NULL)
            continue;
        asked[c->id.n] = true;
        TRY(row_make(page, s, c, t->level, &form->needed[form->needed_len++]));
    }
    for (int i = 0; i < f->competences_len; i++) {
        const struct competence *c = &f->competences[i];

        if (asked[c->id.n])
            continue;
        TRY(row_make(page, s, c, 0, &form->others[form->others_len]));
        form->others_rated += !form->others[form->others_len++].unknown;
    }
    return OK;
}

/* OK, and the rating is changed when the field was sent. */
static enum err
rating_read(const struct form *sent, struct slice field, const struct competence *c,
            struct situation *s)
{
    char name[CODE_BYTES_MAX + 3];
    struct slice value;
    int64_t level;

    if (field.len >= sizeof name)
        return ERR_LIMIT;
    memcpy(name, field.at, field.len);
    name[field.len] = '\0';
    TRY(form_once(sent, name, &value));
    if (value.len == 0)
        return OK;
    if (slice_is(value, "?")) {
        situation_rate(s, c->id, RATING_UNKNOWN);
        return OK;
    }
    TRY(slice_int(value, 0, LEVEL_MAX, &level));
    situation_rate(s, c->id, (uint8_t)level);
    return OK;
}

/* The row of a competence that was not understood says so. */
static bool
row_fail(const struct page *page, struct rating_row *rows, int rows_len, const struct competence *c,
         struct form_errors *errors)
{
    for (int i = 0; i < rows_len; i++) {
        if (rows[i].competence != c)
            continue;
        rows[i].error = page_say(page, SAY_SITUATION_ERROR_LEVEL);
        form_errors_add(errors, (struct form_error){rows[i].id, rows[i].name, rows[i].error});
        return true;
    }
    return false;
}

enum err
rating_form_read(const struct page *page, const struct form *sent, struct situation *s,
                 struct rating_form *ret_form)
{
    const struct framework *f = page->snap->catalogue->framework;
    bool wrong[COMPETENCES_MAX] = {false};

    for (int i = 0; i < f->competences_len; i++) {
        struct slice field;

        TRY(field_name(page->req->arena, &f->competences[i], &field));
        wrong[i] = rating_read(sent, field, &f->competences[i], s) != OK;
    }
    TRY(rating_form_show(page, s, ret_form));
    for (int i = 0; i < f->competences_len; i++) {
        const struct competence *c = &f->competences[i];

        if (!wrong[i])
            continue;
        if (!row_fail(page, ret_form->needed, ret_form->needed_len, c, &ret_form->errors))
            ret_form->others_open |=
                row_fail(page, ret_form->others, ret_form->others_len, c, &ret_form->errors);
    }
    return OK;
}
