/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/learning_plans.h"

#include "service/plan_desk.h"
#include "storage/steady_wait.h"

/* Of processor time. */
enum { PLAN_MS_MAX = 1500, OTHER_PLAN_MS_MAX = 800 };

/*
 * CURRICULUM-11: which blocks of the chosen plan are left out to find another one: of every
 * `of` one after the other the one at `at`.
 */
struct cut {
    int of;
    int at;
};

static const struct cut cuts[] = {{3, 0}, {3, 1}, {3, 2}, {2, 0}, {2, 1}};
enum { CUTS = 5, CUTS_AT_ONCE = 3, NARROWER = 3 };
_Static_assert(ARRAY_LEN(cuts) == CUTS, "all of them");

enum { MS_NS = 1000000 };

static int64_t
now_ms(void)
{
    return steady_ns() / MS_NS;
}

static int
ms_left(int64_t until)
{
    int64_t left = until - now_ms();

    return left > 0 ? (int)left : 0;
}

static enum err
take(struct ctx *ctx, const struct learning_person *person, const struct plan_order *order,
     int wait_ms, struct plan_answer *ret_answer)
{
    enum err e =
        plan_desk_take(platform_desk(person->platform), ctx->arena, order, wait_ms, ret_answer);

    return e == OK ? OK : fail(ctx, e, "planning failed: %s", err_name(e));
}

static struct plan_order
order_plain(const struct learning_person *person)
{
    return (struct plan_order){.person = person->key,
                               .snap = person->snap,
                               .situation = person->situation,
                               .preset = person->situation->preset,
                               .ms_max = PLAN_MS_MAX};
}

enum err
learning_plan(struct ctx *ctx, const struct learning_person *person, struct plan_answer *ret_answer)
{
    const struct plan_order order = order_plain(person);

    return take(ctx, person, &order, person->wait_ms, ret_answer);
}

enum err
learning_explain(struct ctx *ctx, const struct learning_person *person, struct curriculum *chosen)
{
    struct plan_order order = order_plain(person);
    struct plan_answer answer;

    order.explains = true;
    order.in_background = true;
    TRY(take(ctx, person, &order, person->wait_ms, &answer));
    if (!answer.ready)
        return OK;
    for (int i = 0; i < answer.plan.whys_len; i++)
        chosen->whys[i] = answer.plan.whys[i];
    chosen->whys_len = answer.plan.whys_len;
    chosen->is_explained = true;
    return OK;
}

/* Plans that may become alternatives. */
struct option {
    struct situation situation;
    enum preset preset;
    bool has_change;
    struct situation_change change;
    const struct module **without;
    int without_len;
};

static struct plan_order
order_of(const struct learning_person *person, const struct option *o)
{
    return (struct plan_order){.person = person->key,
                               .snap = person->snap,
                               .situation = &o->situation,
                               .preset = o->preset,
                               .ms_max = OTHER_PLAN_MS_MAX,
                               .in_background = true};
}

/* The situation without a part of the chosen blocks; what the person keeps stays. */
static enum err
option_cut(struct arena *a, const struct curriculum *chosen, struct cut cut, struct option *o)
{
    o->without = arena_array(a, const struct module *, (size_t)chosen->entries_len + 1);
    if (o->without == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < chosen->entries_len; i++) {
        const struct module *m = chosen->entries[i].module;

        if (i % cut.of != cut.at || situation_fixed(&o->situation, m->id) == FIXED_KEEP)
            continue;
        if (o->situation.fixed_len == SITUATION_FIXED_MAX)
            break;
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
        struct plan_answer answer;

        TRY(take(l->ctx, l->person, &order, ms_left(l->until), &answer));
        l->found->more_to_come = l->found->more_to_come || !answer.ready;
        if (!answer.ready || !is_new(l, &answer.plan))
            continue;
        a->plan = answer.plan;
        a->difference = curriculum_compare(l->chosen, &a->plan);
        a->preset = options[i].preset;
        a->has_change = options[i].has_change;
        a->change = options[i].change;
        a->without = options[i].without;
        a->without_len = options[i].without_len;
        l->found->len++;
    }
    return OK;
}

/* CURRICULUM-11: two thirds of the money, three quarters of the time, nothing on site. */
static int
options_narrower(const struct looking *l, struct option *options)
{
    const struct situation *s = l->person->situation;
    const struct curriculum *p = l->chosen;
    struct day sooner = day_plus(p->start, (p->end.n - p->start.n) * 3 / 4);
    const struct situation_change narrower[NARROWER] = {
        {CHANGE_END_EARLIER, (s->latest_end.n - sooner.n) / 7, {0}},
        {CHANGE_BUDGET_TO, (int)(p->price.n * 2 / 300), {0}},
        {CHANGE_NO_IN_PERSON, 0, {0}},
    };
    bool helps[NARROWER] = {true, p->price.n >= OTHER_CENTS_MIN, p->days_on_site > 0};
    int len = 0;

    for (int i = 0; i < NARROWER; i++) {
        struct option *o = &options[len];

        *o = (struct option){.preset = s->preset, .has_change = true, .change = narrower[i]};
        len += helps[i] && situation_changed(l->ctx->arena, s, narrower[i], &o->situation) == OK;
    }
    return len;
}

static bool
is_enough(const struct learning_alternatives *found)
{
    return found->more_to_come || found->len == ALTERNATIVES_MAX;
}

/* Cuts from `first` on, those that leave anything out. */
static enum err
options_cut(const struct looking *l, int first, struct option *options, int *ret_len)
{
    const struct situation *s = l->person->situation;
    int len = 0;

    for (int i = first; i < CUTS && i < first + CUTS_AT_ONCE; i++) {
        struct option *o = &options[len];

        *o = (struct option){.situation = *s, .preset = s->preset};
        TRY(option_cut(l->ctx->arena, l->chosen, cuts[i], o));
        len += o->without_len > 0;
    }
    *ret_len = len;
    return OK;
}

enum err
learning_alternatives(struct ctx *ctx, const struct learning_person *person,
                      const struct curriculum *chosen,
                      struct learning_alternatives *ret_alternatives)
{
    const struct situation *s = person->situation;
    struct looking l = {ctx, person, chosen, now_ms() + person->wait_ms, ret_alternatives};
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
    if (!is_enough(ret_alternatives))
        TRY(look(&l, options, options_narrower(&l, options)));
    for (int first = 0; first < CUTS && !is_enough(ret_alternatives); first += CUTS_AT_ONCE) {
        TRY(options_cut(&l, first, options, &len));
        TRY(look(&l, options, len));
    }
    return OK;
}

static int
best_of(const int sittings[HALF_DAYS], uint16_t among, bool most)
{
    int best = -1;

    for (int i = 0; i < HALF_DAYS; i++) {
        if ((among >> i & 1) == 0)
            continue;
        if (best < 0 || (most ? sittings[i] > sittings[best] : sittings[i] <= sittings[best]))
            best = i;
    }
    return best;
}

int
learning_half_day(const struct learning_person *person, const struct curriculum *plan, bool more)
{
    const struct situation *s = person->situation;
    int sittings[HALF_DAYS] = {0};

    if (more) {
        curriculum_count_half_days(person->snap->catalogue, plan, sittings);
        return best_of(sittings, (uint16_t)(HALF_DAYS_ALL & ~s->half_days), true);
    }
    for (int i = 0; i < plan->entries_len; i++)
        curriculum_count_sittings(plan->entries[i].run, sittings);
    return best_of(sittings, s->half_days, false);
}

/* Whether everything that was possible still is. */
static bool
change_widens(enum change_kind kind)
{
    switch (kind) {
    case CHANGE_HOURS_MORE:
    case CHANGE_HALF_DAY_MORE:
    case CHANGE_BUDGET_MORE:
    case CHANGE_NO_BUDGET:
    case CHANGE_END_LATER:
    case CHANGE_ALL_FORMATS:
    case CHANGE_DISTANCE:
        return true;
    case CHANGE_HOURS_LESS:
    case CHANGE_HALF_DAY_LESS:
    case CHANGE_BUDGET_LESS:
    case CHANGE_BUDGET_TO:
    case CHANGE_END_EARLIER:
    case CHANGE_NO_IN_PERSON:
    case CHANGE_OTHER_BLOCK:
    case CHANGES:
        break;
    }
    return false;
}

/*
 * When the time ends before the better plan is found, the chosen one is still there: more
 * room never makes it worse (CURRICULUM-12).
 */
static void
keep_what_was_possible(const struct curriculum *chosen, enum change_kind kind,
                       struct learning_what_if *answer)
{
    struct curriculum_difference d = curriculum_compare(chosen, &answer->made.plan);

    if (change_widens(kind) && (d.gaps < 0 || (d.gaps == 0 && d.levels < 0)))
        answer->made.plan = *chosen;
    answer->difference = curriculum_compare(chosen, &answer->made.plan);
}

enum err
learning_what_if(struct ctx *ctx, const struct learning_person *person,
                 const struct curriculum *chosen, struct situation_change change,
                 struct learning_what_if *ret_answer)
{
    struct learning_what_if answer = {.possible = false};
    struct learning_person changed = *person;
    enum err e = situation_changed(ctx->arena, person->situation, change, &answer.situation);

    if (e == OK) {
        answer.possible = true;
        changed.situation = &answer.situation;
        TRY(learning_plan(ctx, &changed, &answer.made));
        if (answer.made.ready)
            keep_what_was_possible(chosen, change.kind, &answer);
    } else if (e != ERR_CONFLICT)
        return fail(ctx, e, "the situation cannot be changed: %s", err_name(e));
    *ret_answer = answer;
    return OK;
}
