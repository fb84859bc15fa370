/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/json_write.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"

static void
escapes_what_json_asks_for_and_nothing_else(void **state)
{
    static const struct {
        struct slice in;
        const char *want;
    } table[] = {
        {SLICE_INIT(""), "\"\""},
        {SLICE_INIT("Müller & Söhne <b>"), "\"Müller & Söhne <b>\""},
        {SLICE_INIT("a\"b\\c/d"), "\"a\\\"b\\\\c/d\""},
        {SLICE_INIT("a\nb\tc\rd"), "\"a\\nb\\tc\\rd\""},
        {SLICE_INIT("\x00\x01\x1f\x7f"), "\"\\u0000\\u0001\\u001f\\u007f\""},
        {SLICE_INIT("€ 𝄞"), "\"€ 𝄞\""},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        CLEANUP(arena_cleanup) struct arena *a = arena_open(4096);
        struct text t = text_init(a, 1000);
        struct json_write w = json_write_init(&t);
        struct slice got = {0};

        json_write_text(&w, table[i].in);
        json_write_end(&w);
        CHECK_ERR(table[i].want, text_end(&t, &got), OK);
        CHECK_SLICE(table[i].want, got, table[i].want);
    }
}

static void
writes_numbers_in_a_fixed_form(void **state)
{
    static const struct {
        double n;
        int digits;
        const char *want;
    } table[] = {
        {0.5, 2, "0.50"},     {-0.001, 2, "0.00"},           {-0.0, 0, "0"},
        {-0.006, 2, "-0.01"}, {1e15, 0, "1000000000000000"}, {1.0 / 3, 4, "0.3333"},
        {-12.25, 1, "-12.2"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        CLEANUP(arena_cleanup) struct arena *a = arena_open(4096);
        struct text t = text_init(a, 1000);
        struct json_write w = json_write_init(&t);
        struct slice got = {0};

        json_write_double(&w, table[i].n, table[i].digits);
        CHECK_ERR(table[i].want, text_end(&t, &got), OK);
        CHECK_SLICE(table[i].want, got, table[i].want);
    }
}

static void
puts_commas_and_colons_where_they_belong(void **state)
{
    CLEANUP(arena_cleanup) struct arena *a = arena_open(8192);
    struct text t = text_init(a, 2000);
    struct json_write w = json_write_init(&t);
    struct slice got = {0};

    (void)state;
    json_write_object(&w);
    json_write_key(&w, "empty");
    json_write_array(&w);
    json_write_array_end(&w);
    json_write_key(&w, "list");
    json_write_array(&w);
    json_write_int(&w, INT64_MIN);
    json_write_object(&w);
    json_write_object_end(&w);
    json_write_null(&w);
    json_write_array(&w);
    json_write_bool(&w, true);
    json_write_array_end(&w);
    json_write_array_end(&w);
    json_write_member_text(&w, "name", SLICE("Worms"));
    json_write_member_int(&w, "n", 7);
    json_write_member_double(&w, "share", 0.25, 2);
    json_write_member_bool(&w, "free", false);
    json_write_object_end(&w);
    json_write_end(&w);
    CHECK_ERR("object", text_end(&t, &got), OK);
    CHECK_SLICE("object", got,
                "{\"empty\":[],\"list\":[-9223372036854775808,{},null,[true]],\"name\":\"Worms\","
                "\"n\":7,\"share\":0.25,\"free\":false}");
}

/* Nested `depth` deep; what text_end() says. */
static enum err
written_at_depth(size_t depth)
{
    CLEANUP(arena_cleanup) struct arena *a = arena_open(8192);
    struct text t = text_init(a, 2000);
    struct json_write w = json_write_init(&t);
    struct slice got = {0};

    for (size_t i = 0; i < depth; i++)
        json_write_array(&w);
    for (size_t i = 0; i < depth; i++)
        json_write_array_end(&w);
    json_write_end(&w);
    return text_end(&t, &got);
}

static void
fails_as_a_limit_when_nested_too_deep(void **state)
{
    (void)state;
    CHECK_ERR("at the limit", written_at_depth(JSON_WRITE_DEPTH_MAX), OK);
    CHECK_ERR("one past it", written_at_depth(JSON_WRITE_DEPTH_MAX + 1), ERR_LIMIT);
    CHECK_ERR("far past it", written_at_depth(JSON_WRITE_DEPTH_MAX * 3), ERR_LIMIT);
}

enum misuse {
    VALUE_WITHOUT_KEY,
    KEY_IN_ARRAY,
    TWO_KEYS,
    TWO_TOPS,
    WRONG_END,
    NOT_ENDED,
    KEY_ALONE,
    NOTHING_WRONG
};

static void
misuse(enum misuse how, struct json_write *w)
{
    switch (how) {
    case VALUE_WITHOUT_KEY:
        json_write_object(w);
        json_write_int(w, 1);
        break;
    case KEY_IN_ARRAY:
        json_write_array(w);
        json_write_key(w, "a");
        break;
    case TWO_KEYS:
        json_write_object(w);
        json_write_key(w, "a");
        json_write_key(w, "b");
        break;
    case TWO_TOPS:
        json_write_int(w, 1);
        json_write_int(w, 1);
        break;
    case WRONG_END:
        json_write_array(w);
        json_write_object_end(w);
        break;
    case NOT_ENDED:
        json_write_array(w);
        json_write_end(w);
        break;
    case KEY_ALONE:
        json_write_object(w);
        json_write_key(w, "a");
        json_write_object_end(w);
        break;
    case NOTHING_WRONG:
        json_write_null(w);
        json_write_end(w);
        break;
    }
}

static void
ends_the_process_when_it_is_misused(void **state)
{
    (void)state;
    for (enum misuse how = VALUE_WITHOUT_KEY; how <= NOTHING_WRONG; how++) {
        pid_t child = fork();
        int status = 0;

        if (child == 0) {
            struct arena *a = arena_open(8192);
            struct text t = text_init(a, 2000);
            struct json_write w = json_write_init(&t);

            (void)signal(SIGABRT, SIG_DFL);
            (void)fclose(stderr);
            misuse(how, &w);
            _exit(0);
        }
        CHECK_INT("waitpid", waitpid(child, &status, 0), child);
        CHECK_INT("dies by assert", WIFSIGNALED(status) != 0, how != NOTHING_WRONG);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(escapes_what_json_asks_for_and_nothing_else),
        cmocka_unit_test(writes_numbers_in_a_fixed_form),
        cmocka_unit_test(puts_commas_and_colons_where_they_belong),
        cmocka_unit_test(fails_as_a_limit_when_nested_too_deep),
        cmocka_unit_test(ends_the_process_when_it_is_misused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
