/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/plan_accepted.h"

#include "service/browse_service.h"

static enum say_key
why_of(enum accepted_fate fate)
{
    static const enum say_key words[ACCEPTED_FATES] = {
        [ACCEPTED_STAYS] = SAY_PLAN_ACCEPTED_STAYS,
        [ACCEPTED_DONE] = SAY_PLAN_ACCEPTED_DONE,
        [ACCEPTED_BEGUN] = SAY_PLAN_ACCEPTED_BEGUN,
        [ACCEPTED_DATES] = SAY_PLAN_ACCEPTED_DATES,
        [ACCEPTED_MOVES] = SAY_PLAN_ACCEPTED_MOVES,
        [ACCEPTED_GONE] = SAY_PLAN_ACCEPTED_GONE,
        [ACCEPTED_NO_RUN] = SAY_PLAN_ACCEPTED_NO_RUN,
        [ACCEPTED_FULL] = SAY_PLAN_ACCEPTED_FULL,
        [ACCEPTED_WISHES] = SAY_PLAN_ACCEPTED_WISHES,
        [ACCEPTED_DROPPED] = SAY_PLAN_ACCEPTED_DROPPED,
        [ACCEPTED_NEW] = SAY_PLAN_ACCEPTED_NEW,
    };

    return words[fate];
}

static void
put_line(const struct page *page, const struct accepted_line *line, struct plan_accepted *v)
{
    struct plan_accepted_line *l = &v->lines[v->lines_len++];
    struct module_id id = line->was != NULL ? line->was->module : line->is->module->id;
    const struct module *m = browse_module(page->snap, id);

    *l = (struct plan_accepted_line){
        .title = m != NULL ? m->title : line->was->title,
        .language = "",
        .was = line->was,
        .is = line->is,
        .why = why_of(line->fate),
        .is_told = line->fate != ACCEPTED_STAYS,
        .is_change = line->fate != ACCEPTED_STAYS && line->fate != ACCEPTED_DONE &&
                     line->fate != ACCEPTED_BEGUN,
    };
    v->stay += !l->is_told;
    if (m != NULL && line->fate != ACCEPTED_GONE)
        l->url = page_module_url(page, m);
}

enum err
plan_accepted_make(const struct page *page, const struct learning_accepted *acc,
                   struct plan_accepted *ret_view)
{
    struct plan_accepted *v = ret_view;

    *v = (struct plan_accepted){.page = page, .is_there = acc->is_there};
    if (!acc->is_there)
        return OK;
    v->day = day_of(acc->plan.accepted);
    v->changes = acc->changes;
    v->is_declined = acc->is_declined;
    v->fingerprint = acc->fingerprint;
    v->offered = learning_plan_fingerprint(&acc->proposal);
    v->can_accept = acc->proposal.entries_len > 0;
    v->lines = arena_array(page->req->arena, struct plan_accepted_line, (size_t)acc->lines_len + 1);
    if (v->lines == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < acc->lines_len; i++)
        put_line(page, &acc->lines[i], v);
    return OK;
}
