/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Two passes over the tree: first every module, run and voucher gets its number,
 * so that references may point forward; then everything is filled in.
 */
#include "exchange/plan_json.h"

#include <assert.h>
#include <string.h>

#include "exchange/json_read.h"

struct reader {
    struct ctx *ctx;
    struct plan_file *file;
    size_t runs_len; /* of all modules so far */
};

static enum err
no_memory(struct reader *r)
{
    return fail(r->ctx, ERR_LIMIT, "plan problem needs more memory than it may have");
}

#define ROOM(r, pointer)                                                                           \
    do {                                                                                           \
        if ((pointer) == NULL)                                                                     \
            return no_memory(r);                                                                   \
    } while (0)

static enum err
need_int(struct reader *r, const struct json_value *v, const char *key, int64_t *ret)
{
    return json_need_int(r->ctx, v, key, JSON_RANGE(0, PLAN_CENTS_MAX), ret);
}

static enum err
name_number(struct reader *r, struct plan_names *names, const struct json_value *v, size_t *ret)
{
    struct slice name = v->key;

    if (v->kind == JSON_KIND_TEXT)
        TRY(json_as_text(r->ctx, v, PLAN_ID_BYTES_MAX, &name));
    if (name.len == 0 || name.len > PLAN_ID_BYTES_MAX)
        return json_fail(r->ctx, ERR_INVALID, v, "a name has 1 to %d bytes", PLAN_ID_BYTES_MAX);
    if (plan_names_add(names, name, ret) != OK)
        return json_fail(r->ctx, ERR_LIMIT, v, "more than %zu names of this kind", names->max);
    return OK;
}

/* {"C017": 4}: each member's competence and level. */
static enum err
read_levels(struct reader *r, const struct json_value *v, const struct plan_level **ret,
            size_t *ret_len)
{
    struct plan_level *levels = arena_array(r->ctx->arena, struct plan_level, v->len + 1);

    ROOM(r, levels);
    for (size_t i = 0; i < v->len; i++) {
        size_t competence = 0;
        int64_t level = 0;

        if (v->items[i].kind != JSON_KIND_INT)
            return json_fail(r->ctx, ERR_INVALID, &v->items[i], "a level is a whole number, not %s",
                             json_kind_name(&v->items[i]));
        TRY(name_number(r, &r->file->competences, &v->items[i], &competence));
        TRY(json_as_int(r->ctx, &v->items[i], JSON_RANGE(0, LEVEL_MAX), &level));
        levels[i] = (struct plan_level){(uint16_t)competence, (uint8_t)level};
    }
    *ret = levels;
    *ret_len = v->len;
    return OK;
}

static enum err
read_module_levels(struct reader *r, const struct json_value *v, const char *key,
                   const struct plan_level **ret, uint16_t *ret_len)
{
    const struct json_value *object = NULL;
    size_t len = 0;

    TRY(json_need_object(r->ctx, v, key, &object));
    if (object->len > PLAN_MODULE_LEVELS_MAX)
        return json_fail(r->ctx, ERR_LIMIT, object, "more than %d competences",
                         PLAN_MODULE_LEVELS_MAX);
    TRY(read_levels(r, object, ret, &len));
    *ret_len = (uint16_t)len;
    return OK;
}

static enum err
read_slots(struct reader *r, const struct json_value *v, const struct plan_run *run,
           const uint16_t **ret_slots)
{
    uint16_t *slots = arena_array(r->ctx->arena, uint16_t, v->len + 1);
    int64_t first = run->start_week * PLAN_SLOTS_PER_WEEK;
    int64_t last = run->end_week * PLAN_SLOTS_PER_WEEK + PLAN_SLOTS_PER_WEEK - 1;

    ROOM(r, slots);
    for (size_t i = 0; i < v->len; i++) {
        int64_t slot = 0;

        TRY(json_as_int(r->ctx, &v->items[i], JSON_RANGE(first, last), &slot));
        slots[i] = (uint16_t)slot;
        for (size_t j = 0; j < i; j++)
            if (slots[j] == slots[i])
                return json_fail(r->ctx, ERR_INVALID, &v->items[i], "slot %d is listed twice",
                                 (int)slot);
    }
    *ret_slots = slots;
    return OK;
}

static enum err
read_run(struct reader *r, const struct json_value *v, struct plan_run *run)
{
    const struct json_value *slots = NULL;
    struct json_range weeks = JSON_RANGE(0, r->file->problem.weeks - 1);
    int64_t start = 0;
    int64_t end = 0;
    int64_t seats = 0;

    TRY(json_need_int(r->ctx, v, "start_week", weeks, &start));
    TRY(json_need_int(r->ctx, v, "end_week", JSON_RANGE(start, weeks.max), &end));
    TRY(json_need_int(r->ctx, v, "seats", JSON_RANGE(0, SEATS_MAX), &seats));
    TRY(json_need_array(r->ctx, v, "slots", PLAN_RUN_SLOTS_MAX, &slots));
    TRY(json_may_int(r->ctx, v, "cost_cents", JSON_RANGE(0, PLAN_CENTS_MAX), &run->cost_cents));
    TRY(json_may_bool(r->ctx, v, "cost_in_budget", &run->cost_in_budget));
    run->start_week = (int16_t)start;
    run->end_week = (int16_t)end;
    run->seats = (int32_t)seats;
    run->slots_len = (uint16_t)slots->len;
    return read_slots(r, slots, run, &run->slots);
}

static enum err
read_runs(struct reader *r, const struct json_value *v, size_t module, struct plan_module *m)
{
    const struct json_value *runs = NULL;
    struct plan_names names;
    struct plan_run *list;

    TRY(json_need_array(r->ctx, v, "runs", PLAN_RUNS_MAX, &runs));
    r->runs_len += runs->len;
    if (r->runs_len > PLAN_RUNS_MAX || runs->len > INT16_MAX)
        return json_fail(r->ctx, ERR_LIMIT, runs, "more than %d runs in all", PLAN_RUNS_MAX);
    list = arena_array(r->ctx->arena, struct plan_run, runs->len + 1);
    ROOM(r, list);
    if (plan_names_init(&names, r->ctx->arena, runs->len) != OK)
        return no_memory(r);
    for (size_t i = 0; i < runs->len; i++) {
        struct slice id = {0};
        size_t number = 0;

        TRY(json_need_text(r->ctx, &runs->items[i], "id", PLAN_ID_BYTES_MAX, &id));
        if (plan_names_add(&names, id, &number) != OK || number != i)
            return json_fail(r->ctx, ERR_INVALID, &runs->items[i], "run id \"%.*s\" is used twice",
                             SLICE_ARG(id));
        TRY(read_run(r, &runs->items[i], &list[i]));
    }
    m->runs = list;
    m->runs_len = (uint16_t)runs->len;
    r->file->runs[module] = names.at;
    return OK;
}

/* "keep" and "drop", with the run to keep. */
static enum err
read_fixed(struct reader *r, const struct json_value *v, size_t module, struct plan_module *m)
{
    struct slice fixed = SLICE("free");
    struct slice run = {0};

    m->keep_run = PLAN_NONE;
    TRY(json_may_text(r->ctx, v, "fixed", PLAN_ID_BYTES_MAX, &fixed));
    TRY(json_may_text(r->ctx, v, "keep_run", PLAN_ID_BYTES_MAX, &run));
    if (slice_is(fixed, "keep"))
        m->fixed = PLAN_KEEP;
    else if (slice_is(fixed, "drop"))
        m->fixed = PLAN_DROP;
    else if (!slice_is(fixed, "free"))
        return json_fail(r->ctx, ERR_INVALID, v, "fixed is \"keep\", \"drop\" or \"free\"");
    for (uint16_t i = 0; run.at != NULL && i < m->runs_len; i++)
        if (slice_eq(r->file->runs[module][i], run))
            m->keep_run = i;
    if (run.at != NULL && m->keep_run == PLAN_NONE)
        return json_fail(r->ctx, ERR_INVALID, v, "keep_run names no run of the module");
    return OK;
}

static enum err
read_follows(struct reader *r, const struct json_value *v, size_t module, struct plan_module *m)
{
    struct slice course = {0};
    int64_t weeks = PLAN_WEEKS_MAX;
    int64_t end = 0;

    m->follows = PLAN_NONE;
    TRY(json_may_text(r->ctx, v, "follows", PLAN_ID_BYTES_MAX, &course));
    TRY(json_may_int(r->ctx, v, "follow_weeks", JSON_RANGE(1, PLAN_WEEKS_MAX), &weeks));
    if (json_member(v, "held_end_week") != NULL) {
        TRY(json_need_int(r->ctx, v, "held_end_week", JSON_RANGE(-1000, r->file->problem.weeks - 1),
                          &end));
        m->held = true;
        m->held_end_week = (int16_t)end;
    }
    if (course.at == NULL)
        return OK;
    m->follows = (int32_t)plan_names_find(&r->file->modules, course);
    m->follow_weeks = (int16_t)weeks;
    if (m->follows == PLAN_NONE || (size_t)m->follows == module)
        return json_fail(r->ctx, ERR_INVALID, v, "follows \"%.*s\", which is no other module",
                         SLICE_ARG(course));
    return OK;
}

static enum err
read_module(struct reader *r, const struct json_value *v, size_t module, struct plan_module *m)
{
    const struct json_value *provider = json_member(v, "provider");
    struct slice name = {0};
    int64_t hours = 0;
    size_t number = 0;

    TRY(json_need_text(r->ctx, v, "provider", PLAN_ID_BYTES_MAX, &name));
    TRY(name_number(r, &r->file->providers, provider, &number));
    m->provider = (uint16_t)number;
    TRY(need_int(r, v, "price_cents", &m->price_cents));
    TRY(json_need_int(r->ctx, v, "hours", JSON_RANGE(0, PLAN_MINUTES_MAX / 60), &hours));
    m->minutes = (int32_t)hours * 60;
    TRY(json_may_int(r->ctx, v, "bonus_cents", JSON_RANGE(0, PLAN_CENTS_MAX), &m->bonus_cents));
    TRY(read_module_levels(r, v, "gives", &m->gives, &m->gives_len));
    TRY(read_module_levels(r, v, "needs", &m->needs, &m->needs_len));
    TRY(read_runs(r, v, module, m));
    TRY(read_fixed(r, v, module, m));
    return read_follows(r, v, module, m);
}

/* Number every element of an array by its "id". */
static enum err
number_ids(struct reader *r, const struct json_value *array, struct plan_names *names)
{
    if (plan_names_init(names, r->ctx->arena, array->len) != OK)
        return no_memory(r);
    for (size_t i = 0; i < array->len; i++) {
        struct slice id = {0};
        size_t number = 0;

        TRY(json_need_text(r->ctx, &array->items[i], "id", PLAN_ID_BYTES_MAX, &id));
        if (plan_names_add(names, id, &number) != OK || number != i)
            return json_fail(r->ctx, ERR_INVALID, &array->items[i], "id \"%.*s\" is used twice",
                             SLICE_ARG(id));
    }
    return OK;
}

static enum err
read_modules(struct reader *r, const struct json_value *top)
{
    const struct json_value *array = NULL;
    struct plan_module *modules;

    TRY(json_need_array(r->ctx, top, "modules", PLAN_MODULES_MAX, &array));
    TRY(number_ids(r, array, &r->file->modules));
    modules = arena_array(r->ctx->arena, struct plan_module, array->len + 1);
    r->file->runs = arena_array(r->ctx->arena, struct slice *, array->len + 1);
    ROOM(r, modules);
    ROOM(r, r->file->runs);
    for (size_t i = 0; i < array->len; i++)
        TRY(read_module(r, &array->items[i], i, &modules[i]));
    r->file->problem.modules = modules;
    r->file->problem.modules_len = array->len;
    return OK;
}

static enum err
read_voucher(struct reader *r, const struct json_value *v, struct plan_voucher *voucher)
{
    const struct json_value *array = NULL;
    uint16_t *providers;
    size_t len = 0;

    TRY(need_int(r, v, "value_cents", &voucher->value_cents));
    TRY(json_need_array(r->ctx, v, "providers", PLAN_PROVIDERS_MAX, &array));
    providers = arena_array(r->ctx->arena, uint16_t, array->len + 1);
    ROOM(r, providers);
    for (size_t i = 0; i < array->len; i++) {
        struct slice name = {0};
        size_t number = 0;
        size_t at = len;

        TRY(json_as_text(r->ctx, &array->items[i], PLAN_ID_BYTES_MAX, &name));
        TRY(name_number(r, &r->file->providers, &array->items[i], &number));
        while (at > 0 && providers[at - 1] > number)
            at--;
        if (at > 0 && providers[at - 1] == number)
            return json_fail(r->ctx, ERR_INVALID, &array->items[i],
                             "provider \"%.*s\" is listed twice", SLICE_ARG(name));
        memmove(&providers[at + 1], &providers[at], (len - at) * sizeof *providers);
        providers[at] = (uint16_t)number;
        len++;
    }
    voucher->providers = providers;
    voucher->providers_len = (uint16_t)len;
    return OK;
}

static enum err
read_vouchers(struct reader *r, const struct json_value *top)
{
    const struct json_value *array = NULL;
    struct plan_voucher *vouchers;

    TRY(json_need_array(r->ctx, top, "vouchers", PLAN_VOUCHERS_MAX, &array));
    TRY(number_ids(r, array, &r->file->vouchers));
    vouchers = arena_array(r->ctx->arena, struct plan_voucher, array->len + 1);
    ROOM(r, vouchers);
    for (size_t i = 0; i < array->len; i++)
        TRY(read_voucher(r, &array->items[i], &vouchers[i]));
    r->file->problem.vouchers = vouchers;
    r->file->problem.vouchers_len = array->len;
    return OK;
}

static enum err
read_weeks(struct reader *r, const struct json_value *top)
{
    struct plan_problem *p = &r->file->problem;
    const struct json_value *array = NULL;
    int64_t weeks = 0;
    int64_t last = 0;
    int32_t *minutes;

    TRY(json_need_int(r->ctx, top, "weeks", JSON_RANGE(1, PLAN_WEEKS_MAX), &weeks));
    last = weeks - 1;
    TRY(json_may_int(r->ctx, top, "last_week", JSON_RANGE(0, weeks - 1), &last));
    TRY(json_need_array(r->ctx, top, "weekly_minutes", (size_t)weeks, &array));
    if (array->len != (size_t)weeks)
        return json_fail(r->ctx, ERR_INVALID, array, "%zu weeks listed, there are %d", array->len,
                         (int)weeks);
    minutes = arena_array(r->ctx->arena, int32_t, array->len);
    ROOM(r, minutes);
    for (size_t i = 0; i < array->len; i++) {
        int64_t n = 0;

        TRY(json_as_int(r->ctx, &array->items[i], JSON_RANGE(0, PLAN_MINUTES_MAX), &n));
        minutes[i] = (int32_t)n;
    }
    p->weeks = (int16_t)weeks;
    p->last_week = (int16_t)last;
    p->weekly_minutes = minutes;
    return OK;
}

static enum err
read_busy(struct reader *r, const struct json_value *top)
{
    struct plan_problem *p = &r->file->problem;
    const struct json_value *array = NULL;
    uint16_t *busy;

    TRY(json_need_array(r->ctx, top, "busy_slots", PLAN_WEEKS_MAX * PLAN_SLOTS_PER_WEEK, &array));
    busy = arena_array(r->ctx->arena, uint16_t, array->len + 1);
    ROOM(r, busy);
    for (size_t i = 0; i < array->len; i++) {
        int64_t n = 0;

        TRY(json_as_int(r->ctx, &array->items[i], JSON_RANGE(0, p->weeks * PLAN_SLOTS_PER_WEEK - 1),
                        &n));
        busy[i] = (uint16_t)n;
    }
    p->busy_slots = busy;
    p->busy_slots_len = array->len;
    return OK;
}

static enum err
read_soft_target(struct reader *r, const struct json_value *v, struct plan_target *t)
{
    struct slice name = {0};
    int64_t level = 0;
    size_t competence = 0;

    TRY(json_need_text(r->ctx, v, "competence", PLAN_ID_BYTES_MAX, &name));
    TRY(name_number(r, &r->file->competences, json_member(v, "competence"), &competence));
    TRY(json_need_int(r->ctx, v, "level", JSON_RANGE(0, LEVEL_MAX), &level));
    TRY(need_int(r, v, "penalty_cents", &t->penalty_cents));
    *t = (struct plan_target){.competence = (uint16_t)competence,
                              .level = (uint8_t)level,
                              .weight = 1,
                              .soft = true,
                              .penalty_cents = t->penalty_cents};
    return OK;
}

static enum err
read_targets(struct reader *r, const struct json_value *top)
{
    const struct json_value *hard = NULL;
    const struct json_value *soft = NULL;
    const struct json_value *weights = NULL;
    const struct plan_level *levels = NULL;
    struct plan_target *targets;
    size_t len = 0;
    size_t soft_len;

    TRY(json_need_object(r->ctx, top, "targets", &hard));
    TRY(json_may_object(r->ctx, top, "weights", &weights));
    TRY(json_may_array(r->ctx, top, "soft_targets", PLAN_TARGETS_MAX, &soft));
    soft_len = soft == NULL ? 0 : soft->len;
    if (hard->len + soft_len > PLAN_TARGETS_MAX)
        return json_fail(r->ctx, ERR_LIMIT, hard, "more than %d targets", PLAN_TARGETS_MAX);
    TRY(read_levels(r, hard, &levels, &len));
    targets = arena_array(r->ctx->arena, struct plan_target, len + soft_len + 1);
    ROOM(r, targets);
    for (size_t i = 0; i < len; i++) {
        char *name = arena_cstr(r->ctx->arena, hard->items[i].key);
        int64_t weight = 1;

        ROOM(r, name);
        if (weights != NULL)
            TRY(json_may_int(r->ctx, weights, name, JSON_RANGE(1, UINT8_MAX), &weight));
        targets[i] = (struct plan_target){.competence = levels[i].competence,
                                          .level = levels[i].level,
                                          .weight = (uint8_t)weight};
    }
    for (size_t i = 0; i < soft_len; i++)
        TRY(read_soft_target(r, &soft->items[i], &targets[len + i]));
    r->file->problem.targets = targets;
    r->file->problem.targets_len = len + soft_len;
    return OK;
}

static enum err
read_exclusions(struct reader *r, const struct json_value *top)
{
    const struct json_value *array = NULL;
    struct plan_exclusion *list;

    TRY(json_may_array(r->ctx, top, "exclusions", PLAN_EXCLUSIONS_MAX, &array));
    if (array == NULL)
        return OK;
    list = arena_array(r->ctx->arena, struct plan_exclusion, array->len + 1);
    ROOM(r, list);
    for (size_t i = 0; i < array->len; i++) {
        const struct json_value *pair = &array->items[i];
        int64_t number[2] = {0};

        TRY(json_as_array(r->ctx, pair, 2));
        for (size_t j = 0; j < pair->len; j++) {
            struct slice name = {0};

            TRY(json_as_text(r->ctx, &pair->items[j], PLAN_ID_BYTES_MAX, &name));
            number[j] = plan_names_find(&r->file->modules, name);
        }
        if (pair->len != 2 || number[0] < 0 || number[1] < 0 || number[0] == number[1])
            return json_fail(r->ctx, ERR_INVALID, pair, "an exclusion names two different modules");
        list[i] = (struct plan_exclusion){(uint16_t)number[0], (uint16_t)number[1]};
    }
    r->file->problem.exclusions = list;
    r->file->problem.exclusions_len = array->len;
    return OK;
}

static enum err
read_person(struct reader *r, const struct json_value *top, const struct plan_level **ret_levels,
            size_t *ret_levels_len)
{
    struct plan_problem *p = &r->file->problem;
    const struct json_value *levels = NULL;
    int64_t hours = 0;

    TRY(read_weeks(r, top));
    TRY(read_busy(r, top));
    TRY(json_need_int(r->ctx, top, "budget_cents", JSON_RANGE(0, INT64_C(1000) * PLAN_CENTS_MAX),
                      &p->budget_cents));
    TRY(json_need_int(r->ctx, top, "hours_max", JSON_RANGE(0, PLAN_MINUTES_MAX / 60), &hours));
    p->minutes_max = (int32_t)hours * 60;
    TRY(need_int(r, top, "hour_cost_cents", &p->hour_cost_cents));
    TRY(json_may_int(r->ctx, top, "week_cost_cents", JSON_RANGE(0, PLAN_CENTS_MAX),
                     &p->week_cost_cents));
    TRY(json_need_object(r->ctx, top, "levels", &levels));
    return read_levels(r, levels, ret_levels, ret_levels_len);
}

enum err
plan_json_read(struct ctx *ctx, struct slice bytes, struct plan_file *ret_file)
{
    struct plan_file file = {0};
    struct reader r = {.ctx = ctx, .file = &file};
    const struct json_value *top = NULL;
    const struct plan_level *levels = NULL;
    struct slice format = {0};
    size_t levels_len = 0;
    uint8_t *held;

    TRY(json_read(ctx, bytes, &top));
    TRY(json_need_text(ctx, top, "format", PLAN_ID_BYTES_MAX, &format));
    if (!slice_is(format, "kommunalcampus-plan-problem/1"))
        return json_fail(ctx, ERR_INVALID, json_member(top, "format"),
                         "format is not \"kommunalcampus-plan-problem/1\"");
    if (plan_names_init(&file.competences, ctx->arena, PLAN_COMPETENCES_MAX) != OK ||
        plan_names_init(&file.providers, ctx->arena, PLAN_PROVIDERS_MAX) != OK)
        return no_memory(&r);
    TRY(read_person(&r, top, &levels, &levels_len));
    TRY(read_targets(&r, top));
    TRY(read_vouchers(&r, top));
    TRY(read_modules(&r, top));
    TRY(read_exclusions(&r, top));
    held = arena_array(ctx->arena, uint8_t, file.competences.len + 1);
    ROOM(&r, held);
    for (size_t i = 0; i < levels_len; i++)
        held[levels[i].competence] = levels[i].level;
    file.problem.levels = held;
    file.problem.competences_len = file.competences.len;
    file.problem.providers_len = file.providers.len;
    assert(plan_problem_is_sound(&file.problem));
    *ret_file = file;
    return OK;
}
