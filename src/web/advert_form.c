/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/advert_form.h"

#include "service/advert_service.h"

enum { WEIGHT_USUAL = 3 };

static enum say_key
part_word(enum advert_part part)
{
    static const enum say_key WORDS[ADVERT_PARTS] = {
        SAY_ADVERT_PART_INTRO,  SAY_ADVERT_PART_TASKS, SAY_ADVERT_PART_DUTIES,
        SAY_ADVERT_PART_WISHES, SAY_ADVERT_PART_OFFER, SAY_ADVERT_PART_APPLY,
        SAY_ADVERT_PART_ABOUT,
    };

    return WORDS[part];
}

/* Why this level: the words, the pay, or nothing said one. */
static struct slice
why(const struct page *page, const struct advert_need *n)
{
    enum say_key key = SAY_ADVERT_WHY_WORDS;

    if (n->level_from == ADVERT_LEVEL_PAY)
        key = n->wish ? SAY_ADVERT_WHY_PAY_WISH : SAY_ADVERT_WHY_PAY;
    else if (n->level_from == ADVERT_LEVEL_BUILT_IN)
        key = n->wish ? SAY_ADVERT_WHY_NOTHING_WISH : SAY_ADVERT_WHY_NOTHING;
    if (n->level_from == ADVERT_LEVEL_BUILT_IN)
        return page_tell(page, key, SAY_ARGS(SAY_AS_INT(n->level)));
    return page_tell(page, key, SAY_ARGS(SAY_AS_INT(n->level), SAY_AS_TEXT(n->level_words)));
}

static struct advert_quote_view
quote_view(const struct advert_quote *q)
{
    size_t from = (size_t)(q->words.at - q->sentence.at);
    size_t to = from + q->words.len;

    return (struct advert_quote_view){
        .before = slice_sub(q->sentence, 0, from),
        .words = q->words,
        .after = slice_sub(q->sentence, to, q->sentence.len - to),
        .part = part_word(q->part),
        .wish = q->wish,
    };
}

static struct advert_row
row_of(const struct page *page, const struct advert_need *n)
{
    static const enum say_key STRENGTHS[] = {SAY_ADVERT_WEAK, SAY_ADVERT_SEEN, SAY_ADVERT_CLEAR};
    struct advert_row row = {
        .need = {n->competence, page_name(page, n->competence->name_de, n->competence->name_en),
                 n->strength == ADVERT_WEAK ? 0 : n->level, n->weight},
        .strength = STRENGTHS[n->strength],
        .why = why(page, n),
        .is_clear = n->strength == ADVERT_CLEAR,
        .more = n->sentences - n->quotes_len,
    };

    for (int i = 0; i < n->quotes_len; i++)
        row.quotes[row.quotes_len++] = quote_view(&n->quotes[i]);
    return row;
}

static void
put_others(const struct page *page, const struct advert_proposal *p, struct advert_form *f)
{
    const struct framework *all = page->snap->catalogue->framework;
    bool shown[COMPETENCES_MAX] = {false};

    for (int i = 0; i < p->needs_len; i++)
        shown[p->needs[i].competence->id.n] = true;
    for (int i = 0; i < all->competences_len; i++) {
        const struct competence *c = &all->competences[i];

        if (!shown[c->id.n])
            f->others[f->others_len++] =
                (struct job_need){c, page_name(page, c->name_de, c->name_en), 0, WEIGHT_USUAL};
    }
}

static enum err
put_proposal(const struct page *page, const struct advert_proposal *p, struct advert_form *f)
{
    struct arena *a = page->req->arena;
    int all = page->snap->catalogue->framework->competences_len;

    f->rows = arena_array(a, struct advert_row, (size_t)p->needs_len + 1);
    f->hints = arena_array(a, struct advert_row, (size_t)p->needs_len + 1);
    f->others = arena_array(a, struct job_need, (size_t)all + 1);
    f->left = arena_array(a, struct advert_left, (size_t)p->left_out_len + 1);
    if (f->rows == NULL || f->hints == NULL || f->others == NULL || f->left == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < p->needs_len; i++) {
        if (i < p->seen)
            f->rows[f->rows_len++] = row_of(page, &p->needs[i]);
        else
            f->hints[f->hints_len++] = row_of(page, &p->needs[i]);
    }
    for (int i = 0; i < p->left_out_len; i++)
        f->left[f->left_len++] = (struct advert_left){p->left_out[i].part == ADVERT_INTRO
                                                          ? SAY_ADVERT_PART_PHRASE
                                                          : part_word(p->left_out[i].part),
                                                      p->left_out[i].sentence};
    for (int i = 0; i < p->jobs_len; i++) {
        const struct job_profile *job = p->jobs[i].job;

        f->likes[f->likes_len++] = (struct advert_like){page_name(page, job->name_de, job->name_en),
                                                        job->code, p->jobs[i].shared, p->seen};
    }
    put_others(page, p, f);
    f->title = p->title;
    f->doubtful = !p->is_advert && p->needs_len > 0;
    f->is_read = true;
    f->can_be_taken = p->needs_len > 0;
    return OK;
}

enum err
advert_form_read(const struct page *page, const struct form *sent, struct advert_form *ret_form)
{
    const struct catalogue *c = page->snap->catalogue;
    struct ctx *ctx = &page->req->ctx;
    struct advert_base base = {.framework = c->framework, .jobs = c->jobs, .jobs_len = c->jobs_len};
    struct advert_proposal p = {.title = SLICE("")};
    enum err e;

    ret_form->pasted = form_value(sent, "anzeige");
    if (slice_trim(ret_form->pasted).len == 0) {
        ret_form->problem = page_say(page, SAY_ADVERT_EMPTY);
        return OK;
    }
    e = advert_propose(ctx, &base, ret_form->pasted, &p);
    if (e == ERR_LIMIT || e == ERR_INVALID) {
        ctx_clear(ctx);
        ret_form->problem =
            page_tell(page, SAY_ADVERT_LONG, SAY_ARGS(SAY_AS_INT(ADVERT_BYTES_MAX)));
        return OK;
    }
    TRY(e);
    TRY(put_proposal(page, &p, ret_form));
    if (p.needs_len == 0)
        ret_form->problem = page_say(page, SAY_ADVERT_NOTHING);
    return OK;
}

int
advert_form_targets(const struct page *page, const struct form *sent, struct job_target *targets)
{
    const struct framework *all = page->snap->catalogue->framework;
    int len = 0;

    for (int i = 0; i < all->competences_len; i++) {
        struct job_need need = {.competence = &all->competences[i], .weight = WEIGHT_USUAL};

        job_need_read(sent, &need);
        job_need_take(&need, targets, &len);
    }
    return len;
}
