/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include "service/given.h"
#include "service/guest_service.h"
#include "service/suite.h"
#include "storage/job_profile_store.h"

static struct guest_key
key_of(uint8_t n)
{
    struct guest_key k;

    memset(k.bytes, n, sizeof k.bytes);
    k.bytes[7] = 0; /* keys are bytes, not text */
    return k;
}

static struct situation
some_situation(const struct given *g)
{
    static struct day weeks[2];
    static struct fixed_module fixed[2];
    struct day today = day_of(g->ctx.now);
    struct situation s = situation_default(today);

    s.job.n = 1;
    s.rating[3] = 4;
    s.rating[5] = 0;
    situation_measure(&s, (struct competence_id){6}, (const uint8_t[]){99, 85, 60, 20, 5, 1, 0, 0});
    s.weekly_minutes = 330;
    s.half_days = 0x155;
    weeks[0] = day_plus(day_monday(today), 28);
    weeks[1] = day_plus(day_monday(today), 35);
    s.blocked_weeks = weeks;
    s.blocked_weeks_len = 2;
    s.budget.n = 12345;
    s.home_name = SLICE("69115 Heidelberg – Süd");
    s.home = (struct position){49403000, 8676000, true};
    s.distance_km = 17;
    s.formats = 0x5;
    s.english = true;
    s.accessibility = 1u << ACCESS_CAPTIONS;
    s.preset = PRESET_NEAR;
    s.interests = 6;
    fixed[0] = (struct fixed_module){{2}, FIXED_KEEP};
    fixed[1] = (struct fixed_module){{5}, FIXED_DROP};
    s.fixed = fixed;
    s.fixed_len = 0;
    return s;
}

static struct situation
load(struct given *g, struct platform *p, struct guest_key key, bool want_known)
{
    struct situation s;
    bool known = !want_known;
    enum err e = guest_situation_load(&g->ctx, p, key, &s, &known);

    if (e != OK)
        fail_msg("guest_situation_load: %s", ctx_message(&g->ctx, e));
    assert_int_equal(known, want_known);
    return s;
}

static void
save(struct given *g, struct platform *p, struct guest_key key, const struct situation *s)
{
    enum err e = guest_situation_save(&g->ctx, p, key, s);

    if (e != OK)
        fail_msg("guest_situation_save: %s", ctx_message(&g->ctx, e));
}

static void
check_same(const struct situation *a, const struct situation *b)
{
    assert_int_equal(a->job.n, b->job.n);
    assert_memory_equal(a->rating, b->rating, sizeof a->rating);
    assert_memory_equal(a->reached, b->reached, sizeof a->reached);
    assert_true(a->interests == b->interests && a->weekly_minutes == b->weekly_minutes);
    assert_true(a->half_days == b->half_days && a->start.n == b->start.n);
    assert_true(a->latest_end.n == b->latest_end.n && a->budget.n == b->budget.n);
    assert_true(slice_eq(a->home_name, b->home_name));
    assert_true(a->home.known == b->home.known && a->home.lat_micro == b->home.lat_micro);
    assert_true(a->distance_km == b->distance_km && a->formats == b->formats);
    assert_true(a->german == b->german && a->english == b->english);
    assert_true(a->accessibility == b->accessibility && a->preset == b->preset);
    assert_int_equal(a->blocked_weeks_len, b->blocked_weeks_len);
    for (int i = 0; i < a->blocked_weeks_len; i++)
        assert_int_equal(a->blocked_weeks[i].n, b->blocked_weeks[i].n);
    assert_int_equal(a->fixed_len, b->fixed_len);
}

static void
what_was_saved_is_loaded_whole(void **state)
{
    struct given *g = *state;
    struct platform *p = given_platform(g);
    struct situation s = some_situation(g);
    struct situation got;

    got = load(g, p, key_of(1), false);
    assert_int_equal(got.job.n, 0);
    save(g, p, key_of(1), &s);
    got = load(g, p, key_of(1), true);
    check_same(&got, &s);
    s.blocked_weeks_len = 0; /* fewer than before: the others must be gone */
    s.rating[3] = RATING_UNKNOWN;
    s.home_name = SLICE("");
    s.home = (struct position){0, 0, false};
    save(g, p, key_of(1), &s);
    got = load(g, p, key_of(1), true);
    check_same(&got, &s);
    platform_close(p);
}

static void
two_guests_never_see_each_other(void **state)
{
    struct given *g = *state;
    struct platform *p = given_platform(g);
    struct situation s = some_situation(g);
    struct situation t = situation_default(day_of(g->ctx.now));
    struct situation got;
    struct guest_key near = key_of(1);

    near.bytes[31] ^= 1; /* the last bit */
    save(g, p, key_of(1), &s);
    (void)load(g, p, near, false);
    save(g, p, near, &t);
    got = load(g, p, key_of(1), true);
    check_same(&got, &s);
    got = load(g, p, near, true);
    check_same(&got, &t);
    assert_int_equal(guest_delete(&g->ctx, p, key_of(1)), OK);
    (void)load(g, p, key_of(1), false);
    (void)load(g, p, near, true);
    assert_int_equal(guest_delete(&g->ctx, p, key_of(1)), OK); /* nothing there: no failure */
    platform_close(p);
}

static void
what_is_not_sound_is_refused_and_changes_nothing(void **state)
{
    struct given *g = *state;
    struct platform *p = given_platform(g);
    struct situation good = some_situation(g);
    struct situation got;

    save(g, p, key_of(1), &good);
    for (int i = 0; i < 6; i++) {
        struct situation bad = good;

        switch (i) {
        case 0:
            bad.weekly_minutes = 29;
            break;
        case 1:
            bad.latest_end = day_plus(bad.start, -1);
            break;
        case 2:
            bad.rating[9] = 9;
            break;
        case 3:
            bad.latest_end = day_plus(day_monday(bad.start), PLAN_WEEKS_MAX * 7);
            break;
        case 4:
            bad.distance_km = DISTANCE_KM_MAX + 1;
            break;
        default:
            bad.budget.n = -1;
            break;
        }
        CHECK_ERR("save", guest_situation_save(&g->ctx, p, key_of(1), &bad), ERR_INVALID);
        ctx_clear(&g->ctx);
    }
    got = load(g, p, key_of(1), true);
    check_same(&got, &good);
    platform_close(p);
}

static void
days_that_have_passed_are_moved_up_and_stay_sound(void **state)
{
    struct given *g = *state;
    struct platform *p = given_platform(g);
    struct situation s = some_situation(g);

    save(g, p, key_of(1), &s);
    for (int days = 0; days < 900; days += 29) {
        struct situation got;
        struct day today;

        (void)given_later(g, days);
        assert_int_equal(platform_refresh(&g->ctx, p), OK);
        today = day_of(g->ctx.now);
        got = load(g, p, key_of(1), true);
        assert_true(situation_is_sound(&got));
        assert_true(got.start.n >= day_monday(today).n);
        assert_true(got.latest_end.n >= got.start.n + 27);
    }
    platform_close(p);
}

static void
who_was_not_seen_for_long_is_forgotten(void **state)
{
    struct given *g = *state;
    struct platform *p = given_platform(g);
    struct situation s = some_situation(g);
    int64_t deleted = -1;

    save(g, p, key_of(1), &s);
    save(g, p, key_of(2), &s);
    (void)given_later(g, 60);
    assert_int_equal(guest_touch(&g->ctx, p, key_of(2)), OK);
    assert_int_equal(guest_touch(&g->ctx, p, key_of(9)), OK); /* unknown: nothing appears */
    (void)given_later(g, 100);
    assert_int_equal(guest_expire(&g->ctx, p,
                                  (struct instant){g->ctx.now.ms - INT64_C(90) * 86400000},
                                  &deleted),
                     OK);
    assert_int_equal(deleted, 1);
    (void)load(g, p, key_of(1), false);
    (void)load(g, p, key_of(2), true);
    (void)load(g, p, key_of(9), false);
    platform_close(p);
}

/* The last job profile is not in the list any more. */
static enum err
retire_last_job(struct db *db, void *arg)
{
    struct job_profile *jobs;
    int64_t *retired = arg;
    int len;

    TRY(job_profile_store_load(db, db_ctx(db)->arena, &jobs, &len));
    *retired = jobs[len - 1].id.n;
    return job_profile_store_save(db, jobs, len - 1);
}

static void
a_job_that_is_offered_no_more_is_forgotten_not_planned_for(void **state)
{
    struct given *g = *state;
    struct platform *p = given_platform(g);
    struct situation s = some_situation(g);
    struct situation got;
    const struct snapshot *snap = snapshot_acquire(p);
    int64_t retired = 0;

    s.job = snap->catalogue->jobs[snap->catalogue->jobs_len - 1].id;
    save(g, p, key_of(1), &s);
    snapshot_release(p, snap);
    assert_int_equal(db_write(g->database, &g->ctx, retire_last_job, &retired), OK);
    assert_int_equal(retired, s.job.n);
    assert_int_equal(platform_refresh(&g->ctx, p), OK);
    got = load(g, p, key_of(1), true);
    assert_int_equal(got.job.n, 0);
    assert_int_equal(got.weekly_minutes, s.weekly_minutes);
    platform_close(p);
}

int
suite_guest(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_was_saved_is_loaded_whole, given_seeded, given_done),
        cmocka_unit_test_setup_teardown(two_guests_never_see_each_other, given_seeded, given_done),
        cmocka_unit_test_setup_teardown(what_is_not_sound_is_refused_and_changes_nothing,
                                        given_seeded, given_done),
        cmocka_unit_test_setup_teardown(days_that_have_passed_are_moved_up_and_stay_sound,
                                        given_seeded, given_done),
        cmocka_unit_test_setup_teardown(who_was_not_seen_for_long_is_forgotten, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(a_job_that_is_offered_no_more_is_forgotten_not_planned_for,
                                        given_seeded, given_done),
    };

    return cmocka_run_group_tests_name("guest", tests, NULL, NULL);
}
