/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/text.h"
#include "check.h"

enum { MAX = 1000 };

static void
put_many(struct text *t, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++)
        text_putc(t, (char)('a' + i % 26));
}

static void
holds_its_maximum_and_not_a_byte_more(void **state)
{
    (void)state;
    for (size_t len = MAX - 2; len <= MAX + 2; len++) {
        CLEANUP(arena_cleanup) struct arena *a = arena_open(65536);
        struct text by_byte = text_init(a, MAX);
        struct text at_once = text_init(a, MAX);
        struct text printed = text_init(a, MAX);
        static const char bytes[MAX + 2] = {'x'};
        struct slice got;
        enum err want = len <= MAX ? OK : ERR_LIMIT;

        put_many(&by_byte, len);
        text_put(&at_once, (struct slice){bytes, len});
        text_printf(&printed, "%*d", (int)len, 1);
        CHECK_ERR("byte by byte", text_end(&by_byte, &got), want);
        CHECK_ERR("at once", text_end(&at_once, &got), want);
        CHECK_ERR("printed", text_end(&printed, &got), want);
    }
}

static void
fails_for_good_and_is_never_cut(void **state)
{
    static const char *const ways[] = {"put", "puts", "putc", "printf", "clear", "expect"};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
        CLEANUP(arena_cleanup) struct arena *a = arena_open(65536);
        struct text t = text_init(a, 300);
        struct slice got;

        put_many(&t, 290);
        text_puts(&t, "more than ten bytes");
        if (i == 0)
            text_put(&t, SLICE("a"));
        else if (i == 1)
            text_puts(&t, "a");
        else if (i == 2)
            text_putc(&t, 'a');
        else if (i == 3)
            text_printf(&t, "%d", 1);
        else if (i == 4)
            text_clear(&t);
        else
            text_expect(&t, 1);
        text_putc(&t, 'b'); /* what came after it would fit */
        CHECK_ERR(ways[i], text_end(&t, &got), ERR_LIMIT);
    }
}

static void
what_is_expected_may_be_more_or_less_than_what_comes(void **state)
{
    static const size_t expected[] = {0, 1, 255, 256, 257, MAX - 1, MAX, MAX + 1, SIZE_MAX};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(expected); i++) {
        for (size_t len = 0; len <= MAX; len += 125) {
            CLEANUP(arena_cleanup) struct arena *a = arena_open(65536);
            struct text t = text_init(a, MAX);
            struct slice got = {0};

            text_expect(&t, expected[i]);
            put_many(&t, len);
            CHECK_ERR("expected", text_end(&t, &got), OK);
            CHECK_TRUE("its length", got.len == len);
            CHECK_TRUE("its bytes", len == 0 || (got.at[len - 1] == (char)('a' + (len - 1) % 26) &&
                                                 got.at[len] == '\0'));
        }
    }
}

static void
fails_when_its_arena_is_full(void **state)
{
    CLEANUP(arena_cleanup) struct arena *a = arena_open(500);
    struct text t = text_init(a, MAX);
    struct text expecting = text_init(a, MAX);
    struct slice got;

    (void)state;
    put_many(&t, 400);
    CHECK_ERR("growing", text_end(&t, &got), ERR_LIMIT);
    text_expect(&expecting, 600);
    CHECK_ERR("expecting", text_end(&expecting, &got), ERR_LIMIT);
}

static void
numbers_have_the_digits_asked_for(void **state)
{
    static const struct {
        int64_t n;
        int digits;
        const char *want;
    } table[] = {
        {0, 1, "0"},
        {7, 2, "07"},
        {12, 2, "12"},
        {123, 2, "123"},
        {2026, 4, "2026"},
        {5, 20, "00000000000000000005"},
        {-5, 3, "-005"},
        {INT64_MAX, 1, "9223372036854775807"},
        {INT64_MIN, 1, "-9223372036854775808"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        CLEANUP(arena_cleanup) struct arena *a = arena_open(65536);
        struct text t = text_init(a, MAX);
        struct slice got = {0};

        text_padded(&t, table[i].n, table[i].digits);
        CHECK_ERR(table[i].want, text_end(&t, &got), OK);
        CHECK_SLICE(table[i].want, got, table[i].want);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(holds_its_maximum_and_not_a_byte_more),
        cmocka_unit_test(fails_for_good_and_is_never_cut),
        cmocka_unit_test(what_is_expected_may_be_more_or_less_than_what_comes),
        cmocka_unit_test(fails_when_its_arena_is_full),
        cmocka_unit_test(numbers_have_the_digits_asked_for),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
