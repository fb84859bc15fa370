/* SPDX-License-Identifier: EUPL-1.2 */
/* Re-planning against a brute force: no plan that closes as much changes less. */
#include "check.h"
#include "engine/curriculum_problem.h"
#include "engine/curriculum_replan.h"
#include "engine/plan_check.h"
#include "unit/engine/curriculum_oracle.h"
#include "unit/engine/curriculum_scene.h"

enum { BLOCKS_MAX = 5, RUNS_EACH = 2, SCENES = 120 };

static const struct curriculum_request *
request_of(struct scene *x, const struct catalogue *c, struct curriculum_request *request)
{
    static struct patience patience;

    patience.left = INT64_MAX;
    *request = (struct curriculum_request){c, &x->s, PRESET_BALANCED, {is_patient, &patience, 0}};
    return request;
}

/* Five blocks for two competences, each with two dated runs; few weeks, so that they collide. */
static struct scene
given_small(uint64_t seed)
{
    static const char *const codes[BLOCKS_MAX] = {"a", "b", "c", "d", "e"};
    struct scene x = scene_open();

    x.g->random = seed * 7919 + 1;
    scene_target(&x, 1, 4);
    scene_target(&x, 2, 3);
    x.s.latest_end = day_plus(x.s.start, 7 * 6 - 1);
    for (int i = 0; i < BLOCKS_MAX; i++) {
        uint16_t competence = (uint16_t)(1 + given_below(x.g, 2));
        uint8_t from = (uint8_t)given_below(x.g, 3);
        uint8_t to = (uint8_t)(from + 1 + given_below(x.g, 2));
        struct module *m = scene_module(&x, codes[i], (struct module_gain){{competence}, from, to});

        m->price.n = 100 * given_below(x.g, 100);
        for (int r = 0; r < RUNS_EACH; r++)
            (void)scene_run(&x, m, 3 * r + given_below(x.g, 3), given_below(x.g, 3));
    }
    return x;
}

/* What the brute force compares: penalties first, then changes. */
struct worth {
    int64_t missed;
    int changes;
};

static int
changes_of(const struct curriculum_problem *built, const struct replan_before *before,
           const struct plan_choice *choices, size_t len)
{
    int changes = before->len;

    for (size_t i = 0; i < len; i++) {
        const struct curriculum_candidate *c = &built->candidates[choices[i].module];
        const struct run *run = c->sources[choices[i].run].run;
        bool known = false;
        bool same = false;

        for (int k = 0; k < before->len; k++) {
            known = known || before->stays[k].module.n == c->module->id.n;
            same = same || (before->stays[k].module.n == c->module->id.n && run != NULL &&
                            before->stays[k].run.n == run->id.n);
        }
        changes += same ? -1 : !known; /* moved: counted by `before->len` already */
    }
    return changes;
}

struct brute {
    const struct curriculum_problem *built;
    const struct replan_before *before;
    struct plan_choice choices[BLOCKS_MAX];
    size_t len;
    struct worth best;
};

static void
brute_look(struct brute *b, size_t module)
{
    const struct plan_problem *p = &b->built->problem;

    if (module == p->modules_len) {
        const struct plan_proposal plan = {.choices = b->choices, .choices_len = b->len};
        struct plan_verdict v = plan_check(p, &plan);
        struct worth w = {v.penalty_cents, changes_of(b->built, b->before, b->choices, b->len)};

        if (v.fault == PLAN_SOUND && (w.missed < b->best.missed ||
                                      (w.missed == b->best.missed && w.changes < b->best.changes)))
            b->best = w;
        return;
    }
    brute_look(b, module + 1);
    for (uint16_t r = 0; r < p->modules[module].runs_len; r++) {
        b->choices[b->len++] = (struct plan_choice){(uint16_t)module, r, PLAN_NONE};
        brute_look(b, module + 1);
        b->len--;
    }
}

static struct replan_before
before_of(struct scene *x, const struct curriculum *plan)
{
    struct replan_stay *stays =
        arena_array(x->g->arena, struct replan_stay, (size_t)plan->entries_len + 1);

    for (int i = 0; i < plan->entries_len; i++) {
        const struct curriculum_entry *e = &plan->entries[i];

        stays[i] =
            (struct replan_stay){.module = e->module->id, .first = e->first, .last = e->last};
        if (e->run != NULL)
            stays[i].run = e->run->id;
    }
    return (struct replan_before){.stays = stays, .len = plan->entries_len};
}

static struct worth
worth_of(const struct curriculum_problem *built, const struct replan_before *before,
         const struct curriculum *plan, const struct curriculum_request *request)
{
    struct worth w = {built->at_stake_cents, before->len};

    for (size_t i = 0; i < built->problem.targets_len; i++) {
        const struct curriculum_demand *d = &built->demands[i];

        if (plan->goals[d->goal].reached >= d->level)
            w.missed -= built->problem.targets[i].penalty_cents;
    }
    for (int k = 0; k < before->len; k++)
        w.changes -= replan_fate_of(request, &before->stays[k], plan) == REPLAN_STAYS;
    for (int i = 0; i < plan->entries_len; i++) {
        bool known = false;

        for (int k = 0; k < before->len; k++)
            known = known || before->stays[k].module.n == plan->entries[i].module->id.n;
        w.changes += !known;
    }
    return w;
}

static void
never_changes_more_than_needed(void **state)
{
    int changed = 0;
    int total = 0;

    (void)state;
    for (uint64_t seed = 1; seed <= SCENES; seed++) {
        struct scene x = given_small(seed);
        struct curriculum_request request;
        struct curriculum_problem built;
        struct curriculum first;
        struct curriculum again;
        struct replan_before before;
        struct brute brute;
        struct worth got;

        first = plan_with(x.g, given_catalogue(x.g), &x.s, PRESET_BALANCED, INT64_MAX);
        before = before_of(&x, &first);
        if (first.entries_len == 0) {
            given_close(x.g);
            continue;
        }
        /* One run of the plan is full now, and there is a little less time. */
        for (int i = 0; i < x.g->modules_len; i++)
            for (int r = 0; r < x.g->modules[i].runs_len; r++)
                if (x.g->modules[i].runs[r].id.n == before.stays[0].run.n)
                    x.g->modules[i].runs[r].taken = x.g->modules[i].runs[r].seats;
        x.s.latest_end = day_plus(x.s.latest_end, -7 * given_below(x.g, 2));
        (void)request_of(&x, given_catalogue(x.g), &request);
        assert_int_equal(curriculum_problem_build(x.g->arena, &request, SHAPE_EXACT, &built), OK);
        assert_int_equal(curriculum_replan(x.g->arena, &request, &before, &again), OK);
        brute = (struct brute){&built, &before, .best = {INT64_MAX, 0}};
        brute_look(&brute, 0);
        got = worth_of(&built, &before, &again, &request);
        if (got.missed != brute.best.missed || got.changes != brute.best.changes)
            fail_msg("seed %d: missed %lld with %d changes, brute force %lld with %d", (int)seed,
                     (long long)got.missed, got.changes, (long long)brute.best.missed,
                     brute.best.changes);
        changed += got.changes > 0;
        total++;
        given_close(x.g);
    }
    print_message("%d plans, %d of them had to change\n", total, changed);
    assert_true(total > SCENES / 2 && changed > total / 4);
}

static void
every_fate_is_told(void **state)
{
    static const struct {
        const char *why;
        enum replan_fate fate;
    } table[] = {{"nothing happened", REPLAN_STAYS},
                 {"full, another date", REPLAN_MOVES},
                 {"full", REPLAN_FULL},
                 {"cancelled", REPLAN_NO_RUN},
                 {"gone", REPLAN_GONE},
                 {"dropped", REPLAN_WISHES},
                 {"learnt already", REPLAN_DROPPED}};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct scene x = scene_open();
        struct module *m = scene_module(&x, "a", (struct module_gain){{1}, 0, 4});
        struct fixed_module drop = {m->id, FIXED_DROP};
        struct curriculum_request request;
        struct replan_before before;
        struct curriculum plan;
        struct curriculum again;
        struct run *run = scene_run(&x, m, 1, 2);

        scene_target(&x, 1, 4);
        plan = plan_with(x.g, given_catalogue(x.g), &x.s, PRESET_BALANCED, INT64_MAX);
        before = before_of(&x, &plan);
        CHECK_INT(table[i].why, before.len, 1);
        switch (table[i].fate) {
        case REPLAN_MOVES:
            (void)scene_run(&x, m, 3, 2);
            run->taken = run->seats;
            break;
        case REPLAN_FULL:
            run->taken = run->seats;
            break;
        case REPLAN_NO_RUN:
            m->runs_len = 0;
            m->self_paced = true;
            x.s.rating[1] = 4;
            break;
        case REPLAN_GONE:
            m->runs_len = 0;
            break;
        case REPLAN_WISHES:
            x.s.fixed = &drop;
            x.s.fixed_len = 1;
            break;
        case REPLAN_DROPPED:
            x.s.rating[1] = 4;
            break;
        case REPLAN_STAYS:
        case REPLAN_FATES:
            break;
        }
        (void)request_of(&x, given_catalogue(x.g), &request);
        assert_int_equal(curriculum_replan(x.g->arena, &request, &before, &again), OK);
        CHECK_INT(table[i].why, replan_fate_of(&request, &before.stays[0], &again), table[i].fate);
        given_close(x.g);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(never_changes_more_than_needed),
                                       cmocka_unit_test(every_fate_is_told)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
