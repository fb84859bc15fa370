/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/learning_plans.h"

#include <time.h>

#include "service/plan_desk.h"

/* Of processor time. */
enum { PLAN_MS_MAX = 1500, OTHER_PLAN_MS_MAX = 800 };

/* CURRICULUM-11: which blocks of the chosen plan are left out to find another one. */
enum cut { CUT_ODD, CUT_EVEN, CUT_ALL, CUTS };

static int64_t
now_ms(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int
ms_left(int64_t until)
{
    int64_t left = until - now_ms();

    return left > 0 ? (int)left : 0;
}

static enum err
take(struct ctx *ctx, const struct learning_person *person, const struct plan_order *order,
     int wait_ms, struct curriculum *ret_plan, bool *ret_ready)
{
    enum err e = plan_desk_take(platform_desk(person->platform), ctx->arena, order, wait_ms,
                                ret_plan, ret_ready);

    return e == OK ? OK : fail(ctx, e, "planning failed: %s", err_name(e));
}

enum err
learning_plan(struct ctx *ctx, const struct learning_person *person, int wait_ms,
              struct curriculum *ret_plan, bool *ret_ready)
{
    const struct plan_order order = {person->key, person->snap, person->situation,
                                     person->situation->preset, PLAN_MS_MAX};

    return take(ctx, person, &order, wait_ms, ret_plan, ret_ready);
}

/* Plans that may become alternatives. */
struct option {
    struct situation situation;
    enum preset preset;
    const struct module **without;
    int without_len;
};

static struct plan_order
order_of(const struct learning_person *person, const struct option *o)
{
    return (struct plan_order){person->key, person->snap, &o->situation, o->preset,
                               OTHER_PLAN_MS_MAX};
}

static bool
is_cut(enum cut cut, int i)
{
    switch (cut) {
    case CUT_ODD:
        return i % 2 == 0;
    case CUT_EVEN:
        return i % 2 == 1;
    case CUT_ALL:
    case CUTS:
        break;
    }
    return true;
}

/* The situation without a part of the chosen blocks; what the person keeps stays. */
static enum err
option_cut(struct arena *a, const struct curriculum *chosen, enum cut cut, struct option *o)
{
    o->without = arena_array(a, const struct module *, (size_t)chosen->entries_len + 1);
    if (o->without == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < chosen->entries_len; i++) {
        const struct module *m = chosen->entries[i].module;

        if (!is_cut(cut, i) || situation_fixed(&o->situation, m->id) == FIXED_KEEP)
            continue;
        TRY(situation_fix(a, &o->situation, m->id, FIXED_DROP));
        o->without[o->without_len++] = m;
    }
    return OK;
}

struct looking {
    struct ctx *ctx;
    const struct learning_person *person;
    const struct curriculum *chosen;
    int64_t until;
    struct learning_alternatives *found;
};

static bool
is_new(const struct looking *l, const struct curriculum *plan)
{
    bool differs = curriculum_is_alternative(l->chosen, plan);

    for (int i = 0; i < l->found->len; i++)
        differs = differs && curriculum_is_other(&l->found->list[i].plan, plan);
    return differs;
}

/* Order them all, so that they are made side by side; then take them in their order. */
static enum err
look(struct looking *l, const struct option *options, int len)
{
    struct plan_desk *desk = platform_desk(l->person->platform);

    for (int i = 0; i < len; i++) {
        struct plan_order order = order_of(l->person, &options[i]);

        plan_desk_order(desk, &order);
    }
    for (int i = 0; i < len && l->found->len < ALTERNATIVES_MAX; i++) {
        struct learning_alternative *a = &l->found->list[l->found->len];
        struct plan_order order = order_of(l->person, &options[i]);
        bool ready;

        TRY(take(l->ctx, l->person, &order, ms_left(l->until), &a->plan, &ready));
        l->found->more_to_come = l->found->more_to_come || !ready;
        if (!ready || !is_new(l, &a->plan))
            continue;
        a->difference = curriculum_compare(l->chosen, &a->plan);
        a->preset = options[i].preset;
        a->without = options[i].without;
        a->without_len = options[i].without_len;
        l->found->len++;
    }
    return OK;
}

enum err
learning_alternatives(struct ctx *ctx, const struct learning_person *person,
                      const struct curriculum *chosen, int wait_ms,
                      struct learning_alternatives *ret_alternatives)
{
    const struct situation *s = person->situation;
    struct looking l = {ctx, person, chosen, now_ms() + wait_ms, ret_alternatives};
    struct option *options = arena_array(ctx->arena, struct option, PRESETS + CUTS);
    int len = 0;

    *ret_alternatives = (struct learning_alternatives){.len = 0};
    if (options == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for plans");
    for (int preset = 0; preset < PRESETS; preset++) {
        if (preset != (int)s->preset)
            options[len++] = (struct option){.situation = *s, .preset = (enum preset)preset};
    }
    TRY(look(&l, options, len));
    if (ret_alternatives->more_to_come || ret_alternatives->len == ALTERNATIVES_MAX)
        return OK;
    len = 0;
    for (int cut = 0; cut < CUTS; cut++) {
        struct option *o = &options[len];

        *o = (struct option){.situation = *s, .preset = s->preset};
        if (option_cut(ctx->arena, chosen, (enum cut)cut, o) == OK && o->without_len > 0)
            len++;
    }
    return look(&l, options, len);
}

enum err
learning_what_if(struct ctx *ctx, const struct learning_person *person,
                 const struct curriculum *chosen, struct situation_change change, int wait_ms,
                 struct learning_what_if *ret_answer)
{
    struct learning_what_if answer = {.possible = false};
    struct learning_person changed = *person;
    enum err e = situation_changed(ctx->arena, person->situation, change, &answer.situation);

    if (e == OK) {
        answer.possible = true;
        changed.situation = &answer.situation;
        TRY(learning_plan(ctx, &changed, wait_ms, &answer.plan, &answer.ready));
        if (answer.ready)
            answer.difference = curriculum_compare(chosen, &answer.plan);
    } else if (e != ERR_CONFLICT)
        return fail(ctx, e, "the situation cannot be changed: %s", err_name(e));
    *ret_answer = answer;
    return OK;
}
