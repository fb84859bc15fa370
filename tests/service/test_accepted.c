/* SPDX-License-Identifier: EUPL-1.2 */
/* An accepted plan: kept, compared with what has changed, made anew, forgotten. */
#include <string.h>

#include "service/given.h"
#include "service/learning_accepted.h"
#include "service/suite.h"

enum { WAIT_MS = 60000 };

struct house {
    struct platform *p;
    const struct snapshot *snap;
    struct situation s;
    struct learning_person person;
};

static struct guest_key
key_of(uint8_t n)
{
    struct guest_key key;

    memset(key.bytes, n, sizeof key.bytes);
    return key;
}

static void
look_again(struct house *h, struct given *g)
{
    bool known;

    snapshot_release(h->p, h->snap);
    assert_int_equal(platform_refresh(&g->ctx, h->p), OK);
    h->snap = snapshot_acquire(h->p);
    assert_int_equal(guest_situation_load(&g->ctx, h->p, h->person.key, &h->s, &known), OK);
    h->person.snap = h->snap;
}

static void
house_open(struct house *h, struct given *g)
{
    *h = (struct house){.p = given_platform(g)};
    h->snap = snapshot_acquire(h->p);
    h->s = situation_default(h->snap->today);
    h->s.job = h->snap->catalogue->jobs[0].id;
    h->person = (struct learning_person){h->p, h->snap, &h->s, key_of(1), WAIT_MS};
    assert_int_equal(guest_situation_save(&g->ctx, h->p, h->person.key, &h->s), OK);
}

static void
house_close(struct house *h)
{
    snapshot_release(h->p, h->snap);
    platform_close(h->p);
}

static struct curriculum
plan_of(struct house *h, struct given *g)
{
    struct plan_answer answer;

    assert_int_equal(learning_plan(&g->ctx, &h->person, &answer), OK);
    assert_true(answer.ready && answer.plan.entries_len >= 4);
    return answer.plan;
}

static struct learning_accepted
accepted_of(struct house *h, struct given *g)
{
    struct learning_accepted acc;
    enum err e = learning_accepted(&g->ctx, &h->person, &acc);

    if (e != OK)
        fail_msg("learning_accepted: %s", ctx_message(&g->ctx, e));
    assert_true(!acc.is_there || acc.ready);
    return acc;
}

static int
count(const struct learning_accepted *acc, enum accepted_fate fate)
{
    int n = 0;

    for (int i = 0; i < acc->lines_len; i++)
        n += acc->lines[i].fate == fate;
    return n;
}

static void
what_is_accepted_stays_while_nothing_changes(void **state)
{
    struct given *g = *state;
    struct house h;
    struct curriculum plan;
    struct learning_accepted acc;

    house_open(&h, g);
    assert_false(accepted_of(&h, g).is_there);
    plan = plan_of(&h, g);
    assert_int_equal(learning_accept(&g->ctx, &h.person, &plan, NULL), OK);
    acc = accepted_of(&h, g);
    assert_true(acc.is_there);
    assert_int_equal(acc.changes, 0);
    assert_int_equal(acc.fingerprint, 0);
    assert_int_equal(acc.lines_len, plan.entries_len);
    assert_int_equal(count(&acc, ACCEPTED_STAYS), plan.entries_len);
    assert_true(curriculum_same(&acc.current, &plan));
    h.person.key = key_of(2);
    assert_false(accepted_of(&h, g).is_there);
    house_close(&h);
}

static void
a_change_of_wishes_is_told_and_can_be_declined_or_taken(void **state)
{
    struct given *g = *state;
    struct house h;
    struct curriculum plan;
    struct learning_accepted acc;

    house_open(&h, g);
    plan = plan_of(&h, g);
    assert_int_equal(learning_accept(&g->ctx, &h.person, &plan, NULL), OK);
    assert_int_equal(situation_fix(g->arena, &h.s, plan.entries[1].module->id, FIXED_DROP), OK);
    acc = accepted_of(&h, g);
    assert_int_equal(count(&acc, ACCEPTED_WISHES), 1);
    assert_true(acc.changes > 0 && !acc.is_declined);
    assert_int_equal(acc.current.entries_len, plan.entries_len - 1);
    for (int i = 0; i < acc.current.entries_len; i++)
        assert_true(acc.current.entries[i].module->id.n != plan.entries[1].module->id.n);
    /* Not wanted: it is told no more, until something else changes. */
    assert_int_equal(learning_accepted_decline(&g->ctx, &h.person, acc.fingerprint), OK);
    assert_true(accepted_of(&h, g).is_declined);
    assert_int_equal(situation_fix(g->arena, &h.s, plan.entries[2].module->id, FIXED_DROP), OK);
    acc = accepted_of(&h, g);
    assert_true(acc.changes > 0 && !acc.is_declined);
    /* Taken: nothing is left to tell. */
    plan = acc.proposal;
    assert_int_equal(learning_accept(&g->ctx, &h.person, &plan, &acc), OK);
    acc = accepted_of(&h, g);
    assert_int_equal(acc.changes, 0);
    assert_true(curriculum_same(&acc.current, &plan));
    house_close(&h);
}

static void
what_has_begun_counts_and_stays_part_of_the_plan(void **state)
{
    struct given *g = *state;
    struct house h;
    struct curriculum plan;
    struct learning_accepted acc;
    struct module_id block;
    struct day first;
    int begun = 0;

    house_open(&h, g);
    plan = plan_of(&h, g);
    block = plan.entries[0].module->id;
    first = plan.entries[0].first;
    for (int i = 0; i < plan.entries_len; i++)
        begun += plan.entries[i].first.n <= first.n + 1;
    assert_int_equal(learning_accept(&g->ctx, &h.person, &plan, NULL), OK);
    (void)given_later(g, first.n - h.snap->today.n + 1);
    look_again(&h, g);
    acc = accepted_of(&h, g);
    assert_int_equal(count(&acc, ACCEPTED_BEGUN) + count(&acc, ACCEPTED_DONE), begun);
    for (int i = 0; i < acc.proposal.entries_len; i++)
        assert_true(acc.proposal.entries[i].module->id.n != block.n);
    if (acc.proposal.entries_len > 0) {
        plan = acc.proposal;
        assert_int_equal(learning_accept(&g->ctx, &h.person, &plan, &acc), OK);
        acc = accepted_of(&h, g);
        assert_int_equal(count(&acc, ACCEPTED_BEGUN) + count(&acc, ACCEPTED_DONE), begun);
    }
    house_close(&h);
}

static void
it_goes_with_the_persons_data_and_when_they_want(void **state)
{
    struct given *g = *state;
    struct house h;
    struct curriculum plan;
    struct curriculum none = {.entries_len = 0};
    struct ctx ctx;

    house_open(&h, g);
    plan = plan_of(&h, g);
    ctx = g->ctx;
    assert_int_equal(learning_accept(&ctx, &h.person, &none, NULL), ERR_INVALID);
    ctx = g->ctx;
    plan.entries_len = ACCEPTED_BLOCKS_MAX + 1;
    assert_int_equal(learning_accept(&ctx, &h.person, &plan, NULL), ERR_LIMIT);
    plan = plan_of(&h, g);
    assert_int_equal(learning_accept(&g->ctx, &h.person, &plan, NULL), OK);
    assert_int_equal(learning_accepted_delete(&g->ctx, &h.person), OK);
    assert_false(accepted_of(&h, g).is_there);
    assert_int_equal(learning_accept(&g->ctx, &h.person, &plan, NULL), OK);
    assert_int_equal(guest_delete(&g->ctx, h.p, h.person.key), OK);
    assert_false(accepted_of(&h, g).is_there);
    ctx = g->ctx; /* nothing is kept of somebody who is not known */
    assert_int_equal(learning_accept(&ctx, &h.person, &plan, NULL), ERR_NOT_FOUND);
    house_close(&h);
}

int
suite_accepted(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_accepted_stays_while_nothing_changes, given_demo,
                                        given_done),
        cmocka_unit_test_setup_teardown(a_change_of_wishes_is_told_and_can_be_declined_or_taken,
                                        given_demo, given_done),
        cmocka_unit_test_setup_teardown(what_has_begun_counts_and_stays_part_of_the_plan,
                                        given_demo, given_done),
        cmocka_unit_test_setup_teardown(it_goes_with_the_persons_data_and_when_they_want,
                                        given_demo, given_done),
    };

    return cmocka_run_group_tests_name("accepted", tests, NULL, NULL);
}
