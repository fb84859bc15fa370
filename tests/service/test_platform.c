/* SPDX-License-Identifier: EUPL-1.2 */
#include <pthread.h>
#include <stdatomic.h>

#include <string.h>

#include "domain/module_text.h"
#include "engine/search.h"
#include "service/given.h"
#include "service/suite.h"
#include "storage/module_store.h"
#include "storage/revision_store.h"

static enum err
raise_revision(struct db *db, void *arg)
{
    (void)arg;
    return revision_store_raise(db);
}

static void
change(struct given *g)
{
    struct ctx ctx = {.arena = g->arena, .now = g->ctx.now};

    assert_int_equal(db_write(g->database, &ctx, raise_revision, NULL), OK);
}

/* For comparing, and for reading while nobody refreshes. */
static const struct snapshot *
current(struct platform *p)
{
    const struct snapshot *s = snapshot_acquire(p);

    snapshot_release(p, s);
    return s;
}

static void
a_snapshot_is_replaced_only_when_something_changed(void **state)
{
    struct given *g = *state;
    struct platform *p = given_platform(g);
    const struct snapshot *first = snapshot_acquire(p); /* held: its address is not used again */
    const struct snapshot *second;
    int64_t revision;

    assert_int_equal(platform_refresh(given_ctx(g), p), OK);
    assert_ptr_equal(current(p), first);
    change(g);
    assert_int_equal(platform_refresh(given_ctx(g), p), OK);
    second = snapshot_acquire(p);
    assert_ptr_not_equal(second, first);
    assert_int_equal(second->revision, first->revision + 1);
    revision = second->revision;
    assert_int_equal(platform_refresh(given_later(g, 1), p), OK); /* another day */
    assert_ptr_not_equal(current(p), second);
    assert_int_equal(((const struct snapshot *)current(p))->revision, revision);
    /* What is held can still be read. */
    assert_true(first->catalogue->jobs_len > 10 && second->catalogue->jobs_len > 10);
    snapshot_release(p, first);
    snapshot_release(p, second);
    platform_close(p);
}

static enum err
save_module(struct db *db, void *arg)
{
    return module_store_save(db, arg);
}

static enum err
save_and_forget(struct db *db, void *arg)
{
    TRY(module_store_save(db, arg));
    return ERR_DENIED;
}

/* A module of the present snapshot that has an open run, to be changed and saved. */
static struct module
given_module_with_runs(struct given *g, const struct snapshot *s)
{
    static struct run runs[MODULE_RUNS_MAX];
    static char texts[MODULE_TEXTS][MODULE_DESCRIPTION_BYTES_MAX];

    for (uint32_t i = 0; i < s->catalogue->modules_len; i++) {
        const struct module *m = s->catalogue->modules[i];
        struct module copy = *m;

        if (!catalogue_is_offered(s->catalogue, m) || m->self_paced || m->runs_len == 0 ||
            m->runs[0].seats < 2)
            continue;
        copy.runs = runs;
        memcpy(copy.runs, m->runs, (size_t)m->runs_len * sizeof *m->runs);
        assert_int_equal(module_unpack(&copy, g->arena), OK);
        memcpy(texts[0], copy.summary.at, copy.summary.len);
        memcpy(texts[1], copy.description.at, copy.description.len);
        copy.summary.at = texts[0];
        copy.description.at = texts[1];
        return copy;
    }
    fail_msg("no module has runs");
    return (struct module){0};
}

static uint32_t
hits_of(struct given *g, const struct snapshot *s, const char *words)
{
    struct search_query q = search_query_init(slice_of(words));
    struct search_result r;

    q.strict = true;
    assert_int_equal(search_run(g->arena, s->catalogue, &q, &r), OK);
    return r.corrections_len > 0 ? 0 : r.total;
}

static const struct snapshot *
after_saving(struct given *g, struct platform *p, struct module *m)
{
    assert_int_equal(db_write(g->database, given_ctx(g), save_module, m), OK);
    assert_int_equal(platform_refresh(given_ctx(g), p), OK);
    return snapshot_acquire(p);
}

static void
a_changed_module_is_seen_and_what_did_not_change_is_shared(void **state)
{
    struct given *g = *state;
    struct platform *p = given_platform(g);
    const struct snapshot *s[6] = {snapshot_acquire(p)};
    struct module m = given_module_with_runs(g, s[0]);
    uint32_t slot = catalogue_slot(s[0]->catalogue, catalogue_module(s[0]->catalogue, m.id));
    uint32_t other = slot == 0 ? 1 : 0;

    m.runs[0].taken = m.runs[0].taken == 1 ? 2 : 1;
    s[1] = after_saving(g, p, &m);
    assert_int_equal(s[1]->catalogue->modules[slot]->runs[0].taken, m.runs[0].taken);
    assert_ptr_equal(s[1]->catalogue->index, s[0]->catalogue->index);
    assert_ptr_equal(s[1]->catalogue->modules[other], s[0]->catalogue->modules[other]);
    assert_ptr_not_equal(s[1]->catalogue->modules[slot], s[0]->catalogue->modules[slot]);

    m.title = SLICE("Quastenflosser im Sitzungssaal");
    s[2] = after_saving(g, p, &m);
    assert_int_equal(hits_of(g, s[1], "Quastenflosser"), 0);
    assert_int_equal(hits_of(g, s[2], "Quastenflosser"), 1);
    assert_ptr_equal(s[2]->catalogue->modules[other], s[0]->catalogue->modules[other]);

    m.runs[0].taken = 0;
    s[3] = after_saving(g, p, &m);
    assert_ptr_equal(s[3]->catalogue->index, s[2]->catalogue->index);
    snapshot_release(p, s[2]); /* its texts are still shown from */
    assert_int_equal(hits_of(g, s[3], "Quastenflosser"), 1);

    m.gone = true;
    assert_int_equal(db_write(g->database, given_ctx(g), save_and_forget, &m), ERR_DENIED);
    s[4] = after_saving(g, p, &m);
    assert_int_equal(hits_of(g, s[4], "Quastenflosser"), 0);

    change(g); /* of something else: all is read again */
    assert_int_equal(platform_refresh(given_ctx(g), p), OK);
    s[5] = snapshot_acquire(p);
    assert_ptr_not_equal(s[5]->catalogue->modules[other], s[0]->catalogue->modules[other]);
    assert_int_equal(s[5]->catalogue->modules_len, s[4]->catalogue->modules_len);
    assert_int_equal(s[5]->catalogue->offered_len, s[4]->catalogue->offered_len);
    for (int i = 0; i < 6; i++) {
        if (i != 2)
            snapshot_release(p, s[i]);
    }
    platform_close(p);
}

enum { MANY = MODULE_CHANGES_MAX / 2 };

/* As many new blocks as make a new base wanted, numbered from `from` on. */
struct many {
    struct module like;
    int from;
};

static enum err
save_many(struct db *db, void *arg)
{
    const struct many *many = arg;

    for (int i = 0; i < MANY; i++) {
        struct text code = text_init(db_ctx(db)->arena, 100);
        struct module m = many->like;

        m.id.n = 0;
        m.runs_len = 0;
        m.self_paced = true;
        m.title = SLICE("Quastenflosser");
        text_printf(&code, "viele-%d", many->from + i);
        TRY(text_end(&code, &m.code));
        TRY(module_store_save(db, &m));
    }
    return OK;
}

/*
 * Many blocks change: they are seen from the base there is, and then from a new one that was built
 * beside, with what changed meanwhile. Of which base one is, a block that nobody changed tells.
 */
static void
a_new_base_is_built_beside_and_nothing_is_lost_with_it(void **state)
{
    struct given *g = *state;
    struct platform *p = given_platform(g);
    const struct snapshot *first = snapshot_acquire(p);
    struct many many = {.like = given_module_with_runs(g, first)};
    const struct module *other = first->catalogue->modules[0];
    bool rebased = false;

    assert_int_equal(
        platform_watch_start(given_ctx(g), p, &(struct platform_watch){.guest_days = 90}), OK);
    for (int round = 1; round <= 2; round++, many.from += MANY) {
        assert_int_equal(db_write(g->database, given_ctx(g), save_many, &many), OK);
        assert_int_equal(platform_show(given_ctx(g), p), OK);
        assert_int_equal(hits_of(g, current(p), "Quastenflosser"), round * MANY);
    }
    while (!rebased) { /* the CTest time-out ends a wait in vain */
        const struct snapshot *s = snapshot_acquire(p);

        assert_int_equal(hits_of(g, s, "Quastenflosser"), 2 * MANY);
        rebased = catalogue_module(s->catalogue, other->id) != other;
        snapshot_release(p, s);
        arena_reset(g->arena);
    }
    snapshot_release(p, first);
    platform_close(p);
}

struct readers {
    struct platform *p;
    atomic_bool stop;
    atomic_int read;
    atomic_int torn;
};

static void *
read_on(void *arg)
{
    struct readers *r = arg;

    while (!atomic_load(&r->stop)) {
        const struct snapshot *s = snapshot_acquire(r->p);
        int64_t revision = s->revision;
        int competences = 0;

        for (int i = 0; i < s->catalogue->framework->competences_len; i++)
            competences += s->catalogue->framework->competences[i].code.len > 0;
        if (competences != s->catalogue->framework->competences_len || competences == 0 ||
            s->revision != revision)
            atomic_fetch_add(&r->torn, 1);
        snapshot_release(r->p, s);
        atomic_fetch_add(&r->read, 1);
    }
    return NULL;
}

static void
readers_never_see_a_torn_or_freed_snapshot(void **state)
{
    struct given *g = *state;
    struct readers r = {.p = given_platform(g)};
    pthread_t threads[4];

    for (size_t i = 0; i < ARRAY_LEN(threads); i++)
        assert_int_equal(pthread_create(&threads[i], NULL, read_on, &r), 0);
    for (int i = 0; i < 25; i++) {
        change(g);
        assert_int_equal(platform_refresh(given_ctx(g), r.p), OK);
    }
    atomic_store(&r.stop, true);
    for (size_t i = 0; i < ARRAY_LEN(threads); i++)
        (void)pthread_join(threads[i], NULL);
    assert_int_equal(atomic_load(&r.torn), 0);
    assert_true(atomic_load(&r.read) > 25);
    platform_close(r.p); /* asserts that nobody holds the last one */
}

struct refreshers {
    struct given *g;
    struct platform *p;
    atomic_int failed;
};

static void *
refresh_on(void *arg)
{
    struct refreshers *r = arg;
    struct arena *arena = arena_open((size_t)256 << 20);
    struct ctx ctx = {.arena = arena, .now = r->g->ctx.now};
    int64_t before = 0;
    uint64_t serial = 0;

    for (int i = 0; i < 12; i++) {
        const struct snapshot *s;

        if (db_write(r->g->database, &ctx, raise_revision, NULL) != OK ||
            platform_refresh(&ctx, r->p) != OK)
            atomic_fetch_add(&r->failed, 1);
        s = snapshot_acquire(r->p);
        if (s->revision < before || s->serial < serial)
            atomic_fetch_add(&r->failed, 1);
        before = s->revision;
        serial = s->serial;
        snapshot_release(r->p, s);
        arena_reset(arena);
    }
    arena_close(arena);
    return NULL;
}

static void
time_never_runs_backwards_when_several_refresh(void **state)
{
    struct given *g = *state;
    struct refreshers r = {.g = g, .p = given_platform(g)};
    pthread_t threads[3];

    for (size_t i = 0; i < ARRAY_LEN(threads); i++)
        assert_int_equal(pthread_create(&threads[i], NULL, refresh_on, &r), 0);
    for (size_t i = 0; i < ARRAY_LEN(threads); i++)
        (void)pthread_join(threads[i], NULL);
    assert_int_equal(atomic_load(&r.failed), 0);
    platform_close(r.p);
}

static void *
refresh_once(void *arg)
{
    struct refreshers *r = arg;
    struct arena *arena = arena_open((size_t)256 << 20);
    struct ctx ctx = {.arena = arena, .now = r->g->ctx.now};

    if (platform_refresh(&ctx, r->p) != OK)
        atomic_fetch_add(&r->failed, 1);
    arena_close(arena);
    return NULL;
}

/* However many ask for it, a change is built once: there is no memory for eight of them. */
static void
what_several_wait_for_is_built_once(void **state)
{
    struct given *g = *state;
    struct refreshers r = {.g = g, .p = given_platform(g)};
    uint64_t before = current(r.p)->serial;
    uint64_t serial;
    pthread_t threads[8];

    change(g);
    assert_null(refresh_once(&r));
    serial = current(r.p)->serial; /* one build may begin with an attempt to change the image */
    for (uint64_t k = 1; k <= 5; k++) {
        change(g);
        for (size_t i = 0; i < ARRAY_LEN(threads); i++)
            assert_int_equal(pthread_create(&threads[i], NULL, refresh_once, &r), 0);
        for (size_t i = 0; i < ARRAY_LEN(threads); i++)
            (void)pthread_join(threads[i], NULL);
        assert_int_equal(current(r.p)->serial, serial + k * (serial - before));
    }
    assert_int_equal(atomic_load(&r.failed), 0);
    platform_close(r.p);
}

static void
what_was_committed_is_shown_with_and_without_a_watcher(void **state)
{
    struct given *g = *state;
    struct platform *p = given_platform(g);
    int64_t before = current(p)->revision;

    change(g);
    assert_int_equal(platform_show(given_ctx(g), p), OK);
    assert_true(current(p)->revision > before);
    assert_int_equal(
        platform_watch_start(given_ctx(g), p, &(struct platform_watch){.guest_days = 90}), OK);
    for (int i = 0; i < 3; i++) {
        before = current(p)->revision;
        change(g);
        assert_int_equal(platform_show(given_ctx(g), p), OK);
        assert_true(current(p)->revision > before);
    }
    platform_watch_stop(p);
    platform_close(p);
}

static void
a_failing_build_keeps_the_old_snapshot(void **state)
{
    struct given *g = *state;
    struct platform *p;
    const struct snapshot *old;

    given_reopen(g); /* nothing is left in a write-ahead log */
    p = given_platform(g);
    old = snapshot_acquire(p);
    change(g); /* so that readers do not go on with what they have cached */
    given_destroy_database(g);
    for (int day = 1; day < 3; day++) {
        assert_int_not_equal(platform_refresh(given_later(g, day), p), OK);
        assert_true(g->ctx.failure.message[0] != '\0');
        assert_ptr_equal(current(p), old);
    }
    assert_true(old->catalogue->jobs_len > 10);
    snapshot_release(p, old);
    platform_close(p);
}

/* The watching thread sees a change without being told. */
static void
the_watcher_takes_up_changes_and_stops_when_told(void **state)
{
    struct given *g = *state;
    struct platform *p = given_platform(g);
    const struct snapshot *old = snapshot_acquire(p);

    assert_int_equal(
        platform_watch_start(given_ctx(g), p, &(struct platform_watch){.guest_days = 90}), OK);
    change(g);
    while (current(p) == old) /* the CTest time-out ends a wait in vain */
        ;
    platform_watch_stop(p);
    platform_watch_stop(p); /* twice is no harm */
    snapshot_release(p, old);
    platform_close(p);
    platform_close(NULL);
}

int
suite_platform(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_changed_module_is_seen_and_what_did_not_change_is_shared,
                                        given_demo, given_done),
        cmocka_unit_test_setup_teardown(a_new_base_is_built_beside_and_nothing_is_lost_with_it,
                                        given_demo, given_done),
        cmocka_unit_test_setup_teardown(a_snapshot_is_replaced_only_when_something_changed,
                                        given_seeded, given_done),
        cmocka_unit_test_setup_teardown(readers_never_see_a_torn_or_freed_snapshot, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(time_never_runs_backwards_when_several_refresh,
                                        given_seeded, given_done),
        cmocka_unit_test_setup_teardown(what_several_wait_for_is_built_once, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(what_was_committed_is_shown_with_and_without_a_watcher,
                                        given_seeded, given_done),
        cmocka_unit_test_setup_teardown(a_failing_build_keeps_the_old_snapshot, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(the_watcher_takes_up_changes_and_stops_when_told,
                                        given_seeded, given_done),
    };

    return cmocka_run_group_tests_name("platform", tests, NULL, NULL);
}
