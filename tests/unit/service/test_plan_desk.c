/* SPDX-License-Identifier: EUPL-1.2 */
/* The plan desk with a maker that counts, and that can be held until told to go on. */
#include "service/plan_desk.h"

#include <pthread.h>
#include <string.h>

#include "check.h"

enum { LONG_MS = 60000 };

/* Plans are told apart by their price: the weekly minutes of the situation. */
struct bench {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    int made;
    int begun;
    bool held; /* no making ends */
    bool fails;
    int snapshots; /* held by the desk */
    struct plan_desk *desk;
    struct arena *arena;
    struct snapshot snap;
};

static struct bench bench;

static enum err
make_counted(struct arena *a, const struct curriculum_request *request, struct curriculum *ret_plan)
{
    bool fails;

    (void)pthread_mutex_lock(&bench.lock);
    bench.begun++;
    (void)pthread_cond_broadcast(&bench.changed);
    while (bench.held && request->clock.go_on(request->clock.arg)) {
        struct timespec soon;

        (void)clock_gettime(CLOCK_REALTIME, &soon);
        soon.tv_sec += 1;
        (void)pthread_cond_timedwait(&bench.changed, &bench.lock, &soon);
    }
    bench.made++;
    (void)pthread_cond_broadcast(&bench.changed);
    fails = bench.fails;
    (void)pthread_mutex_unlock(&bench.lock);
    if (fails)
        return ERR_INVALID;
    *ret_plan = (struct curriculum){.preset = request->preset,
                                    .price = {request->situation->weekly_minutes}};
    return arena_alloc(a, 100000, 8) ? OK : ERR_LIMIT; /* work that is not kept */
}

static enum err
explain_counted(struct arena *a, const struct curriculum_request *request, struct curriculum *plan)
{
    (void)a;
    (void)request;
    plan->is_explained = true;
    return OK;
}

static void
hold(void *owner, const struct snapshot *snap)
{
    (void)owner;
    (void)snap;
    bench.snapshots++;
}

static void
release(void *owner, const struct snapshot *snap)
{
    (void)owner;
    (void)snap;
    bench.snapshots--;
}

static void
open_bench(int threads, int kept, size_t bytes)
{
    struct plan_desk_options o = plan_desk_default();

    memset(&bench, 0, sizeof bench);
    (void)pthread_mutex_init(&bench.lock, NULL);
    (void)pthread_cond_init(&bench.changed, NULL);
    bench.arena = arena_open(1 << 20);
    bench.snap.serial = 1;
    o.threads_max = threads;
    o.kept_max = kept;
    o.bytes_max = bytes;
    o.make = make_counted;
    o.explain = explain_counted;
    o.hold = hold;
    o.release = release;
    assert_int_equal(plan_desk_open(&o, &bench.desk), OK);
}

static void
close_bench(void)
{
    plan_desk_close(bench.desk);
    CHECK_INT("every snapshot was let go", bench.snapshots, 0);
    arena_close(bench.arena);
    (void)pthread_cond_destroy(&bench.changed);
    (void)pthread_mutex_destroy(&bench.lock);
}

static void
set_held(bool held)
{
    (void)pthread_mutex_lock(&bench.lock);
    bench.held = held;
    (void)pthread_cond_broadcast(&bench.changed);
    (void)pthread_mutex_unlock(&bench.lock);
}

static void
wait_begun(int begun)
{
    (void)pthread_mutex_lock(&bench.lock);
    while (bench.begun < begun)
        (void)pthread_cond_wait(&bench.changed, &bench.lock);
    (void)pthread_mutex_unlock(&bench.lock);
}

static void
wait_made(int made)
{
    (void)pthread_mutex_lock(&bench.lock);
    while (bench.made < made)
        (void)pthread_cond_wait(&bench.changed, &bench.lock);
    (void)pthread_mutex_unlock(&bench.lock);
}

struct asked {
    struct plan_order order;
    struct situation situation;
    enum err result;
    struct plan_answer answer;
};

static void
given(struct asked *a, uint8_t person, int32_t minutes)
{
    memset(a, 0, sizeof *a);
    a->situation = situation_default((struct day){20000});
    a->situation.weekly_minutes = minutes;
    a->order = (struct plan_order){.snap = &bench.snap, .ms_max = LONG_MS};
    a->order.situation = &a->situation;
    memset(a->order.person.bytes, person, GUEST_KEY_BYTES);
}

static struct asked
ask(uint8_t person, int32_t minutes, int wait_ms)
{
    struct asked a;

    given(&a, person, minutes);
    a.result = plan_desk_take(bench.desk, bench.arena, &a.order, wait_ms, &a.answer);
    return a;
}

static void
expect_plan(const char *why, uint8_t person, int32_t minutes, int made)
{
    struct asked a = ask(person, minutes, LONG_MS);

    CHECK_ERR(why, a.result, OK);
    CHECK_TRUE(why, a.answer.ready);
    CHECK_INT(why, a.answer.plan.price.n, minutes);
    CHECK_INT(why, bench.made, made);
}

static void
a_plan_is_made_once_for_a_person_and_a_situation(void **state)
{
    (void)state;
    open_bench(2, 10, 1 << 20);
    expect_plan("the first", 1, 60, 1);
    expect_plan("again", 1, 60, 1);
    expect_plan("another situation", 1, 90, 2);
    expect_plan("another person in the same one", 2, 60, 3);
    bench.snap.serial = 2;
    expect_plan("a newer catalogue", 1, 60, 4);
    CHECK_INT("the older plans are gone", plan_desk_counts(bench.desk).kept, 1);
    close_bench();
}

static void
everything_a_plan_depends_on_is_part_of_the_order(void **state)
{
    struct day blocked = {20006};
    struct fixed_module fixed = {{7}, FIXED_KEEP};
    int made = 0;

    (void)state;
    open_bench(1, 100, 1 << 22);
    for (int i = 0; i <= 20; i++) {
        struct asked a;
        struct situation *s = &a.situation;

        given(&a, 1, 60);
        switch (i) {
        case 1:
            s->job.n = 3;
            break;
        case 2:
            s->rating[5] = 2;
            break;
        case 3:
            s->interests = 4;
            break;
        case 4:
            s->half_days = 1;
            break;
        case 5:
            s->start.n += 7;
            break;
        case 6:
            s->latest_end.n += 7;
            break;
        case 7:
            s->blocked_weeks = &blocked, s->blocked_weeks_len = 1;
            break;
        case 8:
            s->budget.n = 5;
            break;
        case 9:
            s->home = (struct position){1, 2, true};
            break;
        case 10:
            s->home = (struct position){1, 3, true};
            break;
        case 11:
            s->home = (struct position){2, 2, true};
            break;
        case 12:
            s->distance_km = 5;
            break;
        case 13:
            s->formats = 1;
            break;
        case 14:
            s->german = false;
            break;
        case 15:
            s->english = true;
            break;
        case 16:
            s->accessibility = 1;
            break;
        case 17:
            s->fixed = &fixed, s->fixed_len = 1;
            break;
        case 18:
            a.order.preset = PRESET_NEAR;
            break;
        case 19:
            s->weekly_minutes = 61;
            break;
        default:
            break;
        }
        if (i == 20) /* neither counts */
            s->home_name = SLICE("Mannheim"), s->preset = PRESET_FASTEST;
        assert_int_equal(plan_desk_take(bench.desk, bench.arena, &a.order, LONG_MS, &a.answer), OK);
        made += i < 20;
        if (bench.made != made)
            fail_msg("case %d: %d plans made", i, bench.made);
    }
    close_bench();
}

static void
an_explanation_is_made_of_the_plan_that_is_there(void **state)
{
    struct asked a;

    (void)state;
    open_bench(1, 10, 1 << 20);
    expect_plan("plain", 1, 60, 1);
    given(&a, 1, 60);
    a.order.explains = true;
    assert_int_equal(plan_desk_take(bench.desk, bench.arena, &a.order, LONG_MS, &a.answer), OK);
    CHECK_TRUE("explained", a.answer.plan.is_explained);
    CHECK_INT("the plan is not made anew", bench.made, 1);
    given(&a, 1, 90);
    a.order.explains = true;
    assert_int_equal(plan_desk_take(bench.desk, bench.arena, &a.order, LONG_MS, &a.answer), OK);
    CHECK_INT("made when it is not there", bench.made, 2);
    close_bench();
}

static void *
ask_in_thread(void *arg)
{
    struct asked *a = arg;
    struct arena *own = arena_open(1 << 20);

    a->result = plan_desk_take(bench.desk, own, &a->order, LONG_MS, &a->answer);
    arena_close(own);
    return NULL;
}

static void
two_who_ask_at_once_wait_for_one_making(void **state)
{
    enum { ASKING = 6 };
    pthread_t threads[ASKING];
    struct asked asked[ASKING];

    (void)state;
    open_bench(4, 10, 1 << 20);
    bench.held = true;
    for (int i = 0; i < ASKING; i++) {
        given(&asked[i], 1, 60);
        assert_int_equal(pthread_create(&threads[i], NULL, ask_in_thread, &asked[i]), 0);
    }
    wait_begun(1);
    set_held(false);
    for (int i = 0; i < ASKING; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        CHECK_ERR("each has it", asked[i].result, OK);
        CHECK_INT("the same", asked[i].answer.plan.price.n, 60);
    }
    CHECK_INT("made once", bench.made, 1);
    close_bench();
}

static void
who_does_not_wait_is_told_that_it_is_not_there_yet(void **state)
{
    struct asked a;

    (void)state;
    open_bench(1, 10, 1 << 20);
    bench.held = true;
    a = ask(1, 60, 0);
    CHECK_ERR("no failure", a.result, OK);
    CHECK_TRUE("not there", !a.answer.ready);
    set_held(false);
    expect_plan("later", 1, 60, 1);
    close_bench();
}

static void
deleting_a_person_drops_their_plans_and_no_others(void **state)
{
    struct asked a;

    (void)state;
    open_bench(1, 10, 1 << 20);
    expect_plan("one", 1, 60, 1);
    expect_plan("two", 2, 60, 2);
    bench.held = true;
    a = ask(1, 90, 0);
    wait_begun(3);
    plan_desk_forget(bench.desk, a.order.person);
    CHECK_INT("the other stays", plan_desk_counts(bench.desk).kept, 1);
    set_held(false);
    wait_made(3);
    expect_plan("the other is not made anew", 2, 60, 3);
    expect_plan("this one is", 1, 60, 4);
    CHECK_INT("what was being made was thrown away", plan_desk_counts(bench.desk).kept, 2);
    close_bench();
}

static void
the_longest_unused_plan_makes_room(void **state)
{
    (void)state;
    open_bench(1, 3, 1 << 20);
    for (int i = 0; i < 3; i++)
        expect_plan("filling", 1, 60 + i, i + 1);
    expect_plan("the first is used", 1, 60, 3);
    expect_plan("one more", 1, 70, 4);
    expect_plan("the first is still there", 1, 60, 4);
    expect_plan("the second had to go", 1, 61, 5);
    close_bench();
    open_bench(1, 10, 40000);
    for (int i = 0; i < 5; i++)
        expect_plan("filling bytes", 1, 60 + i, i + 1);
    CHECK_TRUE("within the bytes", plan_desk_counts(bench.desk).bytes <= 40000);
    CHECK_INT("two of 16 KB", plan_desk_counts(bench.desk).kept, 2);
    close_bench();
}

static void
a_full_queue_sheds_what_nobody_waits_for_then_says_busy(void **state)
{
    struct asked a;
    int busy = 0;

    (void)state;
    open_bench(1, PLANS_KEPT_MAX, 1 << 24);
    bench.held = true;
    a = ask(9, 60, 0);
    wait_begun(1);
    for (int i = 0; i < 2 * PLANS_QUEUE_MAX; i++) {
        given(&a, 1, 100 + i);
        plan_desk_order(bench.desk, &a.order);
    }
    CHECK_INT("bounded", plan_desk_counts(bench.desk).waiting, PLANS_QUEUE_MAX);
    CHECK_INT("the oldest went", plan_desk_counts(bench.desk).dropped, PLANS_QUEUE_MAX);
    for (int i = 0; i <= PLANS_QUEUE_MAX; i++)
        busy += ask(2, 600 + i, 0).result == ERR_BUSY;
    CHECK_INT("one too many", busy, 1);
    set_held(false);
    close_bench();
}

static void
a_failure_is_told_and_tried_anew(void **state)
{
    (void)state;
    open_bench(1, 10, 1 << 20);
    bench.fails = true;
    CHECK_ERR("told", ask(1, 60, LONG_MS).result, ERR_INVALID);
    CHECK_INT("not kept", plan_desk_counts(bench.desk).kept, 0);
    bench.fails = false;
    expect_plan("anew", 1, 60, 2);
    close_bench();
}

static void
closing_breaks_off_what_is_being_made(void **state)
{
    (void)state;
    open_bench(2, 10, 1 << 20);
    bench.held = true;
    (void)ask(1, 60, 0);
    (void)ask(1, 61, 0);
    (void)ask(1, 62, 0);
    wait_begun(2);
    close_bench();
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plan_is_made_once_for_a_person_and_a_situation),
        cmocka_unit_test(everything_a_plan_depends_on_is_part_of_the_order),
        cmocka_unit_test(an_explanation_is_made_of_the_plan_that_is_there),
        cmocka_unit_test(two_who_ask_at_once_wait_for_one_making),
        cmocka_unit_test(who_does_not_wait_is_told_that_it_is_not_there_yet),
        cmocka_unit_test(deleting_a_person_drops_their_plans_and_no_others),
        cmocka_unit_test(the_longest_unused_plan_makes_room),
        cmocka_unit_test(a_full_queue_sheds_what_nobody_waits_for_then_says_busy),
        cmocka_unit_test(a_failure_is_told_and_tried_anew),
        cmocka_unit_test(closing_breaks_off_what_is_being_made),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
