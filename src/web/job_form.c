/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/job_form.h"

#include <stdlib.h>
#include <string.h>

#include "service/browse_service.h"

#define OWN_TARGETS SLICE("-") /* no profile has such a code */

static int
choice_cmp(const void *va, const void *vb)
{
    const struct choice *a = va;
    const struct choice *b = vb;

    return slice_cmp(a->label, b->label);
}

/* Copies of organisations come by confirming one's job (ORG-50); then it can stay. */
static bool
may_choose(const struct job_profile *job, const struct situation *s)
{
    return job->organisation.n == 0 || job->id.n == s->job.n;
}

enum err
job_form_show(const struct page *page, const struct situation *s, struct job_form *ret_form)
{
    const struct catalogue *c = page->snap->catalogue;
    struct arena *a = page->req->arena;
    struct job_form *f = ret_form;

    f->jobs_len = f->topics_len = 0;
    f->jobs = arena_array(a, struct choice, (size_t)c->jobs_len + 2);
    f->topics = arena_array(a, struct choice, (size_t)c->topics_len + 1);
    if (f->jobs == NULL || f->topics == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < c->jobs_len; i++) {
        if (!may_choose(&c->jobs[i], s))
            continue;
        f->jobs[f->jobs_len++] = (struct choice){
            .value = c->jobs[i].code,
            .label = page_name(page, c->jobs[i].name_de, c->jobs[i].name_en),
            .note = c->jobs[i].description,
            .chosen = c->jobs[i].id.n == s->job.n,
        };
    }
    if (f->jobs_len > 0)
        qsort(f->jobs, (size_t)f->jobs_len, sizeof *f->jobs, choice_cmp);
    if (s->own_targets_len > 0) {
        memmove(f->jobs + 1, f->jobs, (size_t)f->jobs_len++ * sizeof *f->jobs);
        f->jobs[0] = (struct choice){OWN_TARGETS, page_say(page, SAY_SITUATION_OWN_TARGETS),
                                     SLICE(""), true};
    }
    for (int i = 0; i < c->topics_len; i++)
        f->topics[f->topics_len++] = (struct choice){
            .value = c->topics[i].code,
            .label = page_name(page, c->topics[i].name_de, c->topics[i].name_en),
            .chosen = (s->interests & topic_bit(c->topics[i].id)) != 0,
        };
    return OK;
}

static void
job_error(const struct page *page, struct job_form *f, enum say_key key)
{
    f->job_error = page_say(page, key);
    form_errors_add(
        &f->errors,
        (struct form_error){SLICE("stelle"), page_say(page, SAY_SITUATION_JOB), f->job_error});
}

enum err
job_form_read(const struct page *page, const struct form *sent, struct situation *s,
              struct job_form *ret_form)
{
    struct job_form *f = ret_form;
    const struct job_profile *job = NULL;
    struct slice code;
    struct slice topic;
    size_t at = 0;

    *f = (struct job_form){.jobs_len = 0};
    s->interests = 0;
    while (form_next(sent, "thema", &at, &topic)) {
        const struct topic *t = browse_topic_by_code(page->snap, topic);

        /* A topic that has been retired since the page was shown is no interest any more. */
        if (t != NULL)
            s->interests |= topic_bit(t->id);
    }
    if (form_once(sent, "stelle", &code) != OK)
        job_error(page, f, SAY_SITUATION_ERROR_TWICE);
    else if (code.len == 0)
        job_error(page, f, SAY_SITUATION_ERROR_NO_JOB);
    else if (s->own_targets_len > 0 && slice_eq(code, OWN_TARGETS))
        return job_form_show(page, s, f);
    else if ((job = browse_job_by_code(page->snap, code)) == NULL || !may_choose(job, s))
        job_error(page, f, SAY_SITUATION_ERROR_UNKNOWN_JOB);
    if (job != NULL && f->job_error.len == 0) {
        s->job = job->id;
        s->own_targets_len = 0;
    }
    return job_form_show(page, s, f);
}
