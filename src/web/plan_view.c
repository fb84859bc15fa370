/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/plan_view.h"

#include "service/browse_service.h"
#include "web/plan_what_if.h"
#include "web/plan_words.h"
#include "web/words.h"

enum { TITLES_BYTES_MAX = 16384 };

static struct match_lift
lift_of(const struct page *page, const struct curriculum_step *step)
{
    const struct competence *c = browse_competence(page->snap, step->competence);

    return (struct match_lift){
        .name = c == NULL ? (struct slice){"", 0} : page_name(page, c->name_de, c->name_en),
        .from = step->from,
        .to = step->to,
        .needed = step->needed,
    };
}

static enum err
put_sessions(const struct page *page, struct plan_block *b)
{
    const struct run *run = b->entry->run;
    int len = run == NULL ? 0 : run->sessions_len;

    b->sessions = arena_array(page->req->arena, struct plan_session, (size_t)len + 1);
    if (b->sessions == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < len; i++)
        b->sessions[b->sessions_len++] = (struct plan_session){
            words_weekday(day_weekday(run->sessions[i].day)), &run->sessions[i]};
    return OK;
}

static enum err
put_block(const struct page *page, const struct situation *s, const struct curriculum_entry *e,
          struct plan_view *v)
{
    struct plan_block *b = &v->blocks[v->blocks_len++];
    struct text anchor = text_init(page->req->arena, CODE_BYTES_MAX + 8);

    *b = (struct plan_block){.entry = e, .number = v->blocks_len};
    TRY(module_card_make(page, e->module, e->run, e->distance_km, &b->card));
    text_puts(&anchor, "b-");
    text_put(&anchor, e->module->code);
    TRY(text_end(&anchor, &b->anchor));
    TRY(put_sessions(page, b));
    b->lifts = arena_array(page->req->arena, struct match_lift, (size_t)e->steps_len + 1);
    if (b->lifts == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < e->steps_len; i++)
        b->lifts[b->lifts_len++] = lift_of(page, &e->steps[i]);
    b->weeks = e->end_week - e->start_week + 1;
    b->why = plan_words_role(page, e);
    b->order = plan_words_order(page, e);
    b->spread = plan_words_spread(page, e);
    b->buttons = fixed_buttons_of(page, s, e->module, SLICE("/lehrplan"));
    b->buttons.is_planned = true;
    b->without_url =
        what_if_url(page, (struct situation_change){CHANGE_OTHER_BLOCK, 0, e->module->id});
    return OK;
}

static enum err
put_weeks(const struct page *page, struct plan_view *v)
{
    const struct curriculum *plan = v->plan;

    v->weeks = arena_array(page->req->arena, struct plan_week, (size_t)plan->weeks_len + 1);
    if (v->weeks == NULL)
        return ERR_LIMIT;
    for (int w = 0; w < plan->weeks_len; w++) {
        struct plan_week *week = &v->weeks[v->weeks_len++];
        struct text titles = text_init(page->req->arena, TITLES_BYTES_MAX);
        int year;

        week->week = &plan->weeks[w];
        day_iso_week(week->week->monday, &year, &week->number);
        for (int i = 0; i < plan->entries_len; i++) {
            const struct curriculum_entry *e = &plan->entries[i];

            if (w < e->start_week || w > e->end_week)
                continue;
            text_puts(&titles, titles.len > 0 ? " · " : "");
            text_put(&titles, e->module->title);
        }
        TRY(text_end(&titles, &week->blocks));
    }
    return OK;
}

/* The block that brings the competence highest. */
static const struct module *
goal_by(const struct curriculum *plan, struct competence_id competence)
{
    const struct module *by = NULL;
    uint8_t to = 0;

    for (int i = 0; i < plan->entries_len; i++) {
        for (int k = 0; k < plan->entries[i].steps_len; k++) {
            const struct curriculum_step *step = &plan->entries[i].steps[k];

            if (step->competence.n == competence.n && step->to > to) {
                to = step->to;
                by = plan->entries[i].module;
            }
        }
    }
    return by;
}

/* CURRICULUM-18: where a check leaves open whether a level is held, the plan says what it did. */
static struct slice
unsure_of(const struct page *page, const struct gap *g)
{
    const struct say_arg args[] = {SAY_AS_INT(g->sure), SAY_AS_INT(g->chance)};

    if (!g->measured || g->chance >= LEVEL_SURE_PERCENT ||
        (g->sure == g->held && gap_levels(g) > 0))
        return (struct slice){"", 0};
    if (gap_levels(g) == 0)
        return page_tell(page, SAY_PLAN_UNSURE_MET, args, ARRAY_LEN(args));
    if (g->sure == 0)
        return page_say(page, SAY_PLAN_UNSURE_NONE);
    return page_tell(page, SAY_PLAN_UNSURE_GAP, args, 1); /* the sure level alone */
}

static void
put_goal(const struct page *page, const struct curriculum_goal *g, struct plan_view *v)
{
    const struct competence *c = browse_competence(page->snap, g->gap.competence);
    const struct module *by = goal_by(v->plan, g->gap.competence);
    struct plan_goal *goal = &v->goals[v->goals_len++];

    *goal = (struct plan_goal){
        .name = c == NULL ? (struct slice){"", 0} : page_name(page, c->name_de, c->name_en),
        .held = g->gap.held,
        .needed = g->gap.needed,
        .reached = g->reached,
        .met_before = gap_levels(&g->gap) == 0,
        .unsure = unsure_of(page, &g->gap),
    };
    if (by != NULL) {
        goal->by = by->title;
        goal->by_url = page_module_url(page, by);
    }
    v->goals_partly += g->reached > g->gap.held && g->reached < g->gap.needed;
    goal->reason = plan_words_obstacle(page, g->obstacle);
    goal->hint = plan_words_hint(page, g->obstacle, &goal->hint_url);
}

static struct situation_change
change_of(const struct curriculum_relief *r)
{
    static const enum change_kind kinds[WHY_DEMANDS] = {
        [WHY_WEEKLY_TIME] = CHANGE_HOURS_MORE, [WHY_BUDGET] = CHANGE_BUDGET_MORE,
        [WHY_LATEST_END] = CHANGE_END_LATER,   [WHY_HALF_DAYS] = CHANGE_HALF_DAY_MORE,
        [WHY_FORMATS] = CHANGE_ALL_FORMATS,    [WHY_DISTANCE] = CHANGE_DISTANCE,
    };
    int amount = r->demand == WHY_DISTANCE ? DISTANCE_KM_MAX : r->amount;

    return (struct situation_change){kinds[r->demand], amount, {0}};
}

static void
put_help(const struct page *page, const struct situation *s, const struct curriculum_why *why,
         struct plan_help *help)
{
    for (int i = 0; i < why->reliefs_len && why->is_pair; i++)
        help->pair[i] = plan_words_relief(page, s, &why->reliefs[i]);
    for (int i = 0; i < why->reliefs_len && !why->is_pair; i++) {
        struct situation_change c = change_of(&why->reliefs[i]);

        help->links[help->links_len++] = (struct what_if_choice){
            .url = what_if_url(page, c), .label = plan_words_relief(page, s, &why->reliefs[i])};
    }
}

/* What would help, as far as it was found out. */
static void
put_helps(const struct page *page, const struct situation *s, struct plan_view *v)
{
    const struct curriculum *plan = v->plan;

    v->is_explained = plan->is_explained;
    for (int i = 0; i < plan->whys_len; i++) {
        const struct curriculum_why *why = &plan->whys[i];

        if (why->goal == WHY_ALL)
            put_help(page, s, why, &v->helps_all);
        else {
            put_help(page, s, why, &v->goals[why->goal].helps);
            v->goals_helped++;
        }
    }
}

static enum err
put_lists(const struct page *page, const struct situation *s, struct plan_view *v)
{
    struct arena *a = page->req->arena;
    const struct curriculum *plan = v->plan;

    v->goals = arena_array(a, struct plan_goal, (size_t)plan->goals_len + 1);
    v->refused = arena_array(a, struct slice, (size_t)plan->refused_len + 1);
    v->fixed = arena_array(a, struct plan_fixed, (size_t)s->fixed_len + 1);
    if (v->goals == NULL || v->refused == NULL || v->fixed == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < plan->goals_len; i++)
        put_goal(page, &plan->goals[i], v);
    put_helps(page, s, v);
    for (int i = 0; i < plan->refused_len; i++)
        v->refused[v->refused_len++] = plan->refused[i]->title;
    for (int i = 0; i < s->fixed_len; i++) {
        const struct module *m = browse_module(page->snap, s->fixed[i].module);

        if (m != NULL)
            v->fixed[v->fixed_len++] = (struct plan_fixed){
                page_module_url(page, m), fixed_buttons_of(page, s, m, SLICE("/lehrplan"))};
    }
    return OK;
}

enum err
plan_view_make(const struct page *page, const struct situation *s, const struct curriculum *plan,
               struct plan_view *ret_view)
{
    struct plan_view *v = ret_view;

    *v = (struct plan_view){.plan = plan, .preset = wishes_preset_word(plan->preset)};
    v->blocks = arena_array(page->req->arena, struct plan_block, (size_t)plan->entries_len + 1);
    if (v->blocks == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < plan->entries_len; i++)
        TRY(put_block(page, s, &plan->entries[i], v));
    TRY(put_weeks(page, v));
    TRY(put_lists(page, s, v));
    v->proof = plan_words_proof(page, plan);
    v->drawing = page_tell(
        page, SAY_PLAN_DRAWING,
        SAY_ARGS(SAY_AS_INT(plan->entries_len), SAY_AS_DAY(plan->start), SAY_AS_DAY(plan->end)));
    TRY(timeline_make(page, plan, false, &v->wide));
    return timeline_make(page, plan, true, &v->narrow);
}

static enum err
put_other(const struct page *page, const struct learning_alternative *a, struct plan_view *view)
{
    struct plan_other *o = &view->others[view->others_len++];
    struct text change = text_init(page->req->arena, CODE_BYTES_MAX);
    bool cut = a->without_len > 0;

    *o = (struct plan_other){
        .name = page_say(page, cut ? SAY_PLAN_OTHER_BLOCKS : wishes_preset_word(a->preset)),
        .note = cut ? SAY_PLAN_OTHER_BLOCKS_NOTE : plan_words_other(a->preset),
        .code = preset_code(a->preset),
        .plan = &a->plan,
        .blocks = plan_words_blocks(page, &a->difference),
        .without = arena_array(page->req->arena, struct slice, (size_t)a->without_len + 1),
    };
    if (o->without == NULL)
        return ERR_LIMIT;
    if (a->has_change) {
        change_put(&change, a->change);
        TRY(text_end(&change, &o->change));
        o->name = a->change.kind == CHANGE_END_EARLIER
                      ? page_tell(page, SAY_PLAN_OTHER_END, SAY_ARGS(SAY_AS_DAY(a->plan.end)))
                      : what_if_label(page, a->change);
        o->note = SAY_PLAN_OTHER_WISH_NOTE;
    }
    for (int i = 0; i < a->without_len; i++)
        o->without[o->without_len++] = a->without[i]->code;
    plan_words_difference(page, &a->difference, &o->better, &o->worse);
    return OK;
}

enum err
plan_view_others(const struct page *page, const struct learning_alternatives *others,
                 struct plan_view *view)
{
    view->others_to_come = others->more_to_come;
    for (int i = 0; i < others->len; i++)
        TRY(put_other(page, &others->list[i], view));
    return OK;
}
