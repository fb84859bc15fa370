/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/arena.h"
#include "base/text.h"
#include "check.h"

static void
past_its_maximum_an_arena_answers_null(void **state)
{
    CLEANUP(arena_cleanup) struct arena *a = arena_open(1000);

    (void)state;
    assert_non_null(arena_alloc(a, 600, 1));
    assert_null(arena_alloc(a, 401, 1));
    assert_non_null(arena_alloc(a, 400, 1));
    assert_null(arena_alloc(a, 1, 1));
    assert_null(arena_alloc(a, SIZE_MAX, 1));
    assert_null(arena_alloc_many(a, SIZE_MAX / 2, 4, 1));
    arena_reset(a);
    assert_non_null(arena_alloc(a, 1000, 1));
}

static void
memory_is_zeroed_and_aligned_after_reset_too(void **state)
{
    CLEANUP(arena_cleanup) struct arena *a = arena_open(1 << 20);

    (void)state;
    for (int round = 0; round < 3; round++) {
        for (size_t align = 1; align <= 64; align *= 2) {
            unsigned char *p = arena_alloc(a, 33, align);

            assert_non_null(p);
            CHECK_INT("aligned", (uintptr_t)p % align, 0);
            for (int i = 0; i < 33; i++) {
                CHECK_INT("zero", p[i], 0);
                p[i] = 0xff;
            }
        }
        arena_reset(a);
    }
}

static void
a_rewind_gives_back_what_came_after_the_mark(void **state)
{
    CLEANUP(arena_cleanup) struct arena *a = arena_open(1 << 24);
    int *kept = arena_new(a, int);
    struct arena_mark mark = arena_mark(a);

    (void)state;
    *kept = 42;
    for (int i = 0; i < 100; i++)
        assert_non_null(arena_alloc(a, 100000, 8));
    arena_rewind(a, mark);
    CHECK_INT("used", arena_used_bytes(a), sizeof(int));
    CHECK_INT("kept", *kept, 42);
}

static void
an_array_grows_and_keeps_its_elements(void **state)
{
    CLEANUP(arena_cleanup) struct arena *a = arena_open(1 << 20);
    void *array = NULL;
    size_t size = 0;

    (void)state;
    for (size_t i = 0; i < 1000; i++) {
        CHECK_ERR("grow", arena_grow(a, &array, i, &size, sizeof(int)), OK);
        ((int *)array)[i] = (int)i;
    }
    for (int i = 0; i < 1000; i++)
        CHECK_INT("element", ((int *)array)[i], i);
}

static void
a_text_fails_for_good_and_never_cuts(void **state)
{
    CLEANUP(arena_cleanup) struct arena *a = arena_open(1 << 20);
    struct text t = text_init(a, 10);
    struct slice s = SLICE("untouched");

    (void)state;
    text_puts(&t, "12345");
    text_int(&t, -789);
    CHECK_ERR("nine bytes", text_end(&t, &s), OK);
    CHECK_SLICE("content", s, "12345-789");
    text_puts(&t, "xx");
    CHECK_ERR("eleven", text_end(&t, &s), ERR_LIMIT);
    text_puts(&t, "");
    text_clear(&t);
    CHECK_ERR("for good", text_end(&t, &s), ERR_LIMIT);
    CHECK_SLICE("the answer is untouched", s, "12345-789");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(past_its_maximum_an_arena_answers_null),
        cmocka_unit_test(memory_is_zeroed_and_aligned_after_reset_too),
        cmocka_unit_test(a_rewind_gives_back_what_came_after_the_mark),
        cmocka_unit_test(an_array_grows_and_keeps_its_elements),
        cmocka_unit_test(a_text_fails_for_good_and_never_cuts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
