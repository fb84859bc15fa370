/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/advert.h"

#include "engine/advert_parts.h"

enum { TITLE_WORDS_MAX = 30, BASE_LEVEL = 4 };

/* ADVERT-10: the first line with a sign of an advertisement, else the first line if it is short. */
static void
find_title(const struct advert_text *t, struct advert_proposal *p)
{
    for (int i = 0; i < t->len; i++) {
        const struct advert_sentence *s = &t->at[i];

        p->is_advert = p->is_advert || s->names_job ||
                       (s->use == ADVERT_IS_HEADING && s->part != ADVERT_ABOUT);
        if (p->title.len == 0 && s->names_job && s->words_len <= TITLE_WORDS_MAX)
            p->title = s->s.text;
    }
    if (p->title.len == 0 && t->len > 0 && t->at[0].s.ends_line &&
        t->at[0].words_len <= TITLE_WORDS_MAX)
        p->title = t->at[0].s.text;
}

/* The highest pay that is named; benefits tell of it as well, so every sentence counts. */
static void
find_pay(const struct advert_text *t, struct advert_proposal *p)
{
    p->base_level = 0;
    for (int i = 0; i < t->len; i++) {
        const struct advert_sentence *s = &t->at[i];

        for (int k = 0; k < s->found_len; k++) {
            const struct advert_found *f = &s->found[k];

            if (f->phrase->list != ADVERT_LIST_PAY || f->phrase->level <= p->base_level)
                continue;
            p->base_level = f->phrase->level;
            p->pay = advert_found_text(s, f);
        }
    }
    if (p->base_level == 0)
        p->base_level = BASE_LEVEL;
}

static enum err
list_left_out(struct arena *a, const struct advert_text *t, struct advert_proposal *p)
{
    p->left_out = arena_array(a, struct advert_left_out, (size_t)t->len + 1);
    if (p->left_out == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < t->len; i++) {
        const struct advert_sentence *s = &t->at[i];

        if (s->use == ADVERT_IS_LEFT_OUT)
            p->left_out[p->left_out_len++] =
                (struct advert_left_out){s->s.text, s->by_phrase ? ADVERT_INTRO : s->part};
    }
    return OK;
}

enum err
advert_read(struct arena *a, const struct advert_ask *ask, struct advert_proposal *ret_proposal)
{
    struct advert_proposal p = {.title = SLICE("")};
    struct advert_text t = {.len = 0};

    if (ask->text.len > ADVERT_BYTES_MAX)
        return ERR_LIMIT;
    TRY(advert_text_take(a, ask, &t));
    advert_text_part(&t);
    find_title(&t, &p);
    find_pay(&t, &p);
    TRY(list_left_out(a, &t, &p));
    TRY(advert_needs(a, &t, ask->framework, &p));
    TRY(advert_jobs(a, ask, &p));
    *ret_proposal = p;
    return OK;
}
