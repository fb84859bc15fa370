/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/plan_what_if.h"

#include "domain/situation_change.h"
#include "service/browse_service.h"
#include "web/plan_words.h"

enum {
    HALF_HOURS_STEP = 2,
    EUROS_STEP = 100,
    WEEKS_STEP = 4,
    LABEL_BYTES_MAX = 2000,
};

static const struct slice NOTHING = {"", 0};

static struct slice
half_day_word(const struct page *page, int half_day)
{
    static const enum say_key words[HALF_DAYS] = {
        SAY_PLAN_HALF_DAY_0, SAY_PLAN_HALF_DAY_1, SAY_PLAN_HALF_DAY_2, SAY_PLAN_HALF_DAY_3,
        SAY_PLAN_HALF_DAY_4, SAY_PLAN_HALF_DAY_5, SAY_PLAN_HALF_DAY_6, SAY_PLAN_HALF_DAY_7,
        SAY_PLAN_HALF_DAY_8, SAY_PLAN_HALF_DAY_9};

    return page_say(page, words[half_day]);
}

static struct slice
block_title(const struct page *page, struct module_id id)
{
    const struct module *m = browse_module(page->snap, id);

    return m ? m->title : NOTHING;
}

struct slice
what_if_label(const struct page *page, struct situation_change c)
{
    switch (c.kind) {
    case CHANGE_HOURS_MORE:
        return page_tell(
            page, c.amount == HALF_HOURS_STEP ? SAY_PLAN_IF_HOUR_MORE : SAY_PLAN_IF_HOURS_MORE,
            SAY_ARGS(SAY_AS_HOURS(c.amount * 30)));
    case CHANGE_HOURS_LESS:
        return page_tell(
            page, c.amount == HALF_HOURS_STEP ? SAY_PLAN_IF_HOUR_LESS : SAY_PLAN_IF_HOURS_LESS,
            SAY_ARGS(SAY_AS_HOURS(c.amount * 30)));
    case CHANGE_HALF_DAY_MORE:
        return page_tell(page, SAY_PLAN_IF_HALF_DAY_MORE,
                         SAY_ARGS(SAY_AS_TEXT(half_day_word(page, c.amount))));
    case CHANGE_HALF_DAY_LESS:
        return page_tell(page, SAY_PLAN_IF_HALF_DAY_LESS,
                         SAY_ARGS(SAY_AS_TEXT(half_day_word(page, c.amount))));
    case CHANGE_BUDGET_MORE:
        return page_tell(page, SAY_PLAN_IF_BUDGET_MORE, SAY_ARGS(SAY_AS_INT(c.amount)));
    case CHANGE_BUDGET_LESS:
        return page_tell(page, SAY_PLAN_IF_BUDGET_LESS, SAY_ARGS(SAY_AS_INT(c.amount)));
    case CHANGE_BUDGET_TO:
        return page_tell(page, SAY_PLAN_IF_BUDGET_TO, SAY_ARGS(SAY_AS_INT(c.amount)));
    case CHANGE_END_LATER:
        return page_tell(page, SAY_PLAN_IF_END_LATER, SAY_ARGS(SAY_AS_INT(c.amount)));
    case CHANGE_END_EARLIER:
        return page_tell(page, SAY_PLAN_IF_END_EARLIER, SAY_ARGS(SAY_AS_INT(c.amount)));
    case CHANGE_NO_IN_PERSON:
        return page_say(page, SAY_PLAN_IF_NO_IN_PERSON);
    case CHANGE_ALL_FORMATS:
        return page_say(page, SAY_PLAN_IF_ALL_FORMATS);
    case CHANGE_DISTANCE:
        return page_tell(page, SAY_PLAN_IF_DISTANCE, SAY_ARGS(SAY_AS_INT(c.amount)));
    case CHANGE_NO_BUDGET:
        return page_say(page, SAY_PLAN_IF_NO_BUDGET);
    case CHANGE_OTHER_BLOCK:
        return page_tell(page, SAY_PLAN_IF_OTHER_BLOCK,
                         SAY_ARGS(SAY_AS_TEXT(block_title(page, c.module))));
    case CHANGES:
        break;
    }
    return NOTHING;
}

struct slice
what_if_url(const struct page *page, struct situation_change c)
{
    const struct module *m =
        c.kind == CHANGE_OTHER_BLOCK ? browse_module(page->snap, c.module) : NULL;
    struct text t = text_init(page->req->arena, HTTP_TARGET_BYTES_MAX);
    struct slice url;

    text_puts(&t, "/lehrplan?wenn=");
    change_put(&t, c);
    if (m != NULL) {
        text_puts(&t, "&baustein=");
        percent_put(&t, m->code);
    }
    text_puts(&t, "#was-waere-wenn");
    return text_end(&t, &url) == OK ? url : NOTHING;
}

enum err
what_if_read(const struct page *page, const struct form *form, struct situation_change *ret_change)
{
    struct slice word = form_value(form, "wenn");
    const struct module *m;

    if (word.len == 0)
        return ERR_NOT_FOUND;
    TRY(change_parse(word, ret_change));
    if (ret_change->kind != CHANGE_OTHER_BLOCK)
        return OK;
    m = browse_module_by_code(page->snap, form_value(form, "baustein"));
    if (m == NULL)
        return ERR_INVALID;
    ret_change->module = m->id;
    return OK;
}

/* What is built for one request. */
struct asking {
    const struct page *page;
    const struct learning_person *person;
    const struct curriculum *chosen;
    struct situation_change change;
    struct what_if_view *view;
};

/* Only what would change something can be asked. */
static void
choice_put(struct asking *q, enum change_kind kind, int amount)
{
    struct situation_change c = {kind, amount, {0}};
    struct what_if_view *v = q->view;
    struct situation changed;

    if (v->choices_len == WHAT_IF_CHOICES_MAX ||
        situation_changed(q->page->req->arena, q->person->situation, c, &changed) != OK)
        return;
    v->choices[v->choices_len++] = (struct what_if_choice){
        .url = what_if_url(q->page, c),
        .label = what_if_label(q->page, c),
        .is_asked = v->asked && q->change.kind == kind && q->change.amount == amount,
    };
}

static void
choices_put(struct asking *q)
{
    const struct situation *s = q->person->situation;
    int64_t euros = s->budget.n / 100;
    int wished = learning_half_day(q->person, q->chosen, true);
    int spare = learning_half_day(q->person, q->chosen, false);

    choice_put(q, CHANGE_HOURS_MORE, HALF_HOURS_STEP);
    choice_put(q, CHANGE_HOURS_LESS, HALF_HOURS_STEP);
    if (wished >= 0)
        choice_put(q, CHANGE_HALF_DAY_MORE, wished);
    if (spare >= 0)
        choice_put(q, CHANGE_HALF_DAY_LESS, spare);
    choice_put(q, CHANGE_BUDGET_MORE, EUROS_STEP);
    if (euros > 0)
        choice_put(q, CHANGE_BUDGET_LESS, euros < EUROS_STEP ? (int)euros : EUROS_STEP);
    choice_put(q, CHANGE_END_LATER, WEEKS_STEP);
    choice_put(q, CHANGE_END_EARLIER, WEEKS_STEP);
    if (s->formats & 1u << FORMAT_IN_PERSON)
        choice_put(q, CHANGE_NO_IN_PERSON, 0);
    else
        choice_put(q, CHANGE_ALL_FORMATS, 0);
}

static struct what_if_block
block_of(const struct curriculum_entry *e)
{
    return (struct what_if_block){e->module->title, e->first, e->last};
}

static enum err
blocks_put(struct asking *q, const struct curriculum *plan)
{
    struct arena *a = q->page->req->arena;
    struct what_if_view *v = q->view;

    v->comes = arena_array(a, struct what_if_block, (size_t)plan->entries_len + 1);
    v->moves = arena_array(a, struct what_if_block, (size_t)plan->entries_len + 1);
    v->goes = arena_array(a, struct what_if_block, (size_t)q->chosen->entries_len + 1);
    if (v->comes == NULL || v->moves == NULL || v->goes == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < plan->entries_len; i++) {
        const struct curriculum_entry *e = &plan->entries[i];
        const struct curriculum_entry *before = curriculum_find(q->chosen, e->module);

        if (before == NULL)
            v->comes[v->comes_len++] = block_of(e);
        else if (!curriculum_entry_same(before, e))
            v->moves[v->moves_len++] = block_of(e);
    }
    for (int i = 0; i < q->chosen->entries_len; i++) {
        if (curriculum_find(plan, q->chosen->entries[i].module) == NULL)
            v->goes[v->goes_len++] = block_of(&q->chosen->entries[i]);
    }
    return OK;
}

static enum err
goals_put(struct asking *q, const struct curriculum *plan)
{
    struct arena *a = q->page->req->arena;
    struct what_if_view *v = q->view;

    v->reached = arena_array(a, struct slice, (size_t)plan->goals_len + 1);
    v->missed = arena_array(a, struct slice, (size_t)plan->goals_len + 1);
    if (v->reached == NULL || v->missed == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < plan->goals_len && i < q->chosen->goals_len; i++) {
        const struct curriculum_goal *g = &plan->goals[i];
        bool before = q->chosen->goals[i].reached >= g->gap.needed;
        bool after = g->reached >= g->gap.needed;
        const struct competence *c = browse_competence(q->page->snap, g->gap.competence);
        struct slice name = c ? page_name(q->page, c->name_de, c->name_en) : NOTHING;

        if (after && !before)
            v->reached[v->reached_len++] = name;
        if (before && !after)
            v->missed[v->missed_len++] = name;
    }
    return OK;
}

static enum err
answer_put(struct asking *q)
{
    struct what_if_view *v = q->view;
    struct learning_what_if *answer = arena_new(q->page->req->arena, struct learning_what_if);
    struct text code = text_init(q->page->req->arena, LABEL_BYTES_MAX);

    if (answer == NULL)
        return ERR_LIMIT;
    TRY(learning_what_if(&q->page->req->ctx, q->person, q->chosen, q->change, answer));
    change_put(&code, q->change);
    TRY(text_end(&code, &v->code));
    v->question = what_if_label(q->page, q->change);
    v->url = what_if_url(q->page, q->change);
    v->understood = answer->possible;
    v->ready = answer->made.ready;
    if (q->change.kind == CHANGE_OTHER_BLOCK)
        v->block = form_value(&q->page->req->query, "baustein");
    if (!answer->made.ready)
        return OK;
    v->plan = &answer->made.plan;
    v->changes = !curriculum_same(q->chosen, &answer->made.plan);
    plan_words_difference(q->page, &answer->difference, &v->better, &v->worse);
    TRY(goals_put(q, &answer->made.plan));
    return blocks_put(q, &answer->made.plan);
}

enum err
what_if_view_make(const struct page *page, const struct learning_person *person,
                  const struct curriculum *chosen, struct what_if_view *ret_view)
{
    struct asking q = {page, person, chosen, {CHANGES, 0, {0}}, ret_view};
    enum err e = what_if_read(page, &page->req->query, &q.change);

    *ret_view = (struct what_if_view){.asked = e != ERR_NOT_FOUND, .token = page->token};
    if (e == OK)
        TRY(answer_put(&q));
    choices_put(&q);
    return OK;
}
