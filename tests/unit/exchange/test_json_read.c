/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/json_read.h"

#include <string.h>

#include "check.h"

static struct arena *arena;

static int
open_arena(void **state)
{
    (void)state;
    arena = arena_open(64 * 1024 * 1024);
    return arena == NULL;
}

static int
close_arena(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

static const struct json_value *
given(struct ctx *ctx, const char *json)
{
    const struct json_value *top = NULL;

    CHECK_ERR(json, json_read(ctx, slice_of(json), &top), OK);
    return top;
}

static void
refuses_what_is_not_json_and_names_the_line(void **state)
{
    static const struct {
        const char *why;
        struct slice in;
        enum err want;
        const char *message;
    } table[] = {
        {"nothing", SLICE_INIT(""), ERR_INVALID, "line 1"},
        {"white space", SLICE_INIT(" \n "), ERR_INVALID, "line 2"},
        {"cut", SLICE_INIT("{\"a\": [1, 2"), ERR_INVALID, "line 1"},
        {"cut in a text", SLICE_INIT("{\"a\": \"b\\"), ERR_INVALID, "line 1"},
        {"two values", SLICE_INIT("{} {}"), ERR_INVALID, "end of file expected"},
        {"a member twice", SLICE_INIT("{\"a\": 1,\n \"a\": 2}"), ERR_INVALID, "line 2"},
        {"NUL as escape", SLICE_INIT("\"a\\u0000b\""), ERR_INVALID, "line 1"},
        {"NUL as byte", SLICE_INIT("\"a\0b\""), ERR_INVALID, "line 1"},
        {"something behind a NUL", SLICE_INIT("1\0 2"), ERR_INVALID, "line 1"},
        {"not UTF-8", SLICE_INIT("\"a\xff\""), ERR_INVALID, "line 1"},
        {"half a surrogate", SLICE_INIT("\"\\ud800\""), ERR_INVALID, "line 1"},
        {"a comma too many", SLICE_INIT("[1,\n\n2,]"), ERR_INVALID, "line 3"},
        {"a comment", SLICE_INIT("/* a */ 1"), ERR_INVALID, "line 1"},
        {"single quotes", SLICE_INIT("{'a': 1}"), ERR_INVALID, "line 1"},
        {"not a number", SLICE_INIT("[NaN]"), ERR_INVALID, "line 1"},
        {"a zero in front", SLICE_INIT("[012]"), ERR_INVALID, "line 1"},
        {"past 64 bits", SLICE_INIT("[9223372036854775808]"), ERR_INVALID, "too big"},
        {"past a double", SLICE_INIT("[1e999]"), ERR_INVALID, "line 1"},
        {"UTF-16", SLICE_INIT("\xff\xfe{\0}\0"), ERR_INVALID, "line 1"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct ctx ctx = {.arena = arena};
        const struct json_value *top = NULL;

        CHECK_ERR(table[i].why, json_read(&ctx, table[i].in, &top), table[i].want);
        CHECK_TRUE(table[i].why, top == NULL);
        if (strstr(ctx.failure.message, table[i].message) == NULL)
            fail_msg("%s: says \"%s\"", table[i].why, ctx.failure.message);
    }
}

static void
reaches_its_limits(void **state)
{
    struct ctx ctx = {.arena = arena};
    const struct json_value *top = NULL;
    char deep[2 * JSON_READ_DEPTH_MAX + 4];
    size_t size = JSON_READ_BYTES_MAX + 1;
    char *big = arena_alloc(arena, size, 1);

    (void)state;
    memset(deep, '[', JSON_READ_DEPTH_MAX);
    memset(deep + JSON_READ_DEPTH_MAX, ']', JSON_READ_DEPTH_MAX);
    CHECK_ERR("as deep as allowed",
              json_read(&ctx, (struct slice){deep, 2 * JSON_READ_DEPTH_MAX}, &top), OK);
    memset(deep, '[', JSON_READ_DEPTH_MAX + 1);
    memset(deep + JSON_READ_DEPTH_MAX + 1, ']', JSON_READ_DEPTH_MAX + 1);
    CHECK_ERR("one deeper",
              json_read(&ctx, (struct slice){deep, 2 * JSON_READ_DEPTH_MAX + 2}, &top), ERR_LIMIT);

    assert_non_null(big);
    memset(big, ' ', size);
    big[0] = '1';
    ctx_clear(&ctx);
    CHECK_ERR("one byte too many", json_read(&ctx, (struct slice){big, size}, &top), ERR_LIMIT);
    big[0] = '[';
    for (size_t i = 0; i < JSON_READ_VALUES_MAX; i++)
        memcpy(big + 1 + 2 * i, "0,", 2);
    memcpy(big + 2 * JSON_READ_VALUES_MAX, "]", 1);
    ctx_clear(&ctx);
    CHECK_ERR("one value too many",
              json_read(&ctx, (struct slice){big, 2 * JSON_READ_VALUES_MAX + 1}, &top), ERR_LIMIT);
}

static void
a_full_arena_is_a_limit(void **state)
{
    CLEANUP(arena_cleanup) struct arena *small = arena_open(1000);
    struct ctx ctx = {.arena = small};
    const struct json_value *top = NULL;

    (void)state;
    CHECK_ERR(
        "objects",
        json_read(&ctx, SLICE("[{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}]"), &top),
        ERR_LIMIT);
    CHECK_TRUE("nothing", top == NULL);
}

static void
knows_the_place_of_every_value(void **state)
{
    static const char json[] =
        "\xef\xbb\xbf{\n \"a\\\"]\": [1, \"x,\\\\\",\n  {\"b\":\n\n null, \"c\": "
        "-1.5e3}\n],\n \"d\": {\"e\": [[],[true,false]]}}\n";
    struct ctx ctx = {.arena = arena};
    const struct json_value *top = given(&ctx, json);
    const struct json_value *a = json_member(top, "a\"]");
    const struct json_value *b = json_member(&a->items[2], "b");
    const struct json_value *e = json_member(json_member(top, "d"), "e");
    struct text path = text_init(arena, 1000);
    struct slice got = {0};

    (void)state;
    CHECK_INT("top", top->line, 1);
    CHECK_INT("a", a->line, 2);
    CHECK_INT("object", a->items[2].line, 3);
    CHECK_INT("b", b->line, 5);
    CHECK_INT("c", json_member(&a->items[2], "c")->line, 5);
    CHECK_INT("e", e->line, 7);
    json_put_path(&path, b);
    text_putc(&path, ' ');
    json_put_path(&path, &e->items[1].items[0]);
    text_putc(&path, ' ');
    json_put_path(&path, top);
    CHECK_ERR("path", text_end(&path, &got), OK);
    CHECK_SLICE("path", got, "a\"][2].b d.e[1][0] top");
}

static void
strings_come_in_nfc_without_control_characters(void **state)
{
    struct ctx ctx = {.arena = arena};
    const struct json_value *top = given(&ctx, "[\"u\\u0308ber\\u0007\\r\\nx\"]");

    (void)state;
    CHECK_SLICE("text", top->items[0].text, "über\nx");
}

static void
strict_questions_name_path_and_line(void **state)
{
    static const char json[] =
        "{\"n\": 5.0, \"f\": 5.5, \"big\": 9, \"s\": \"\", \"t\": \"long\", \"nil\": null,\n"
        "\"list\": [1, {\"x\": 2}], \"yes\": true}";
    struct ctx ctx = {.arena = arena};
    const struct json_value *top = given(&ctx, json);
    const struct json_value *v = NULL;
    struct slice s = SLICE("before");
    int64_t n = 7;
    double d = 0;
    bool b = false;

    (void)state;
    CHECK_ERR("5.0", json_need_int(&ctx, top, "n", JSON_RANGE(0, 8), &n), OK);
    CHECK_INT("5.0", n, 5);
    CHECK_ERR("absent", json_may_int(&ctx, top, "none", JSON_RANGE(0, 8), &n), OK);
    CHECK_INT("unchanged", n, 5);
    CHECK_ERR("double", json_need_double(&ctx, top, "big", &d), OK);
    CHECK_ERR("bool", json_need_bool(&ctx, top, "yes", &b), OK);
    CHECK_ERR("list", json_need_array(&ctx, top, "list", 2, &v), OK);

#define REFUSED(call, says)                                                                        \
    do {                                                                                           \
        ctx_clear(&ctx);                                                                           \
        CHECK_ERR(says, (call), ERR_INVALID);                                                      \
        assert_string_equal(ctx.failure.message, says);                                            \
    } while (0)
    REFUSED(json_need_int(&ctx, top, "f", JSON_RANGE(0, 8), &n),
            "line 1, f: is a fraction, expected a whole number");
    REFUSED(json_need_int(&ctx, top, "big", JSON_RANGE(0, 8), &n),
            "line 1, big: is 9, expected 0 to 8");
    REFUSED(json_may_int(&ctx, top, "nil", JSON_RANGE(0, 8), &n),
            "line 1, nil: is null, expected a whole number");
    REFUSED(json_need_text(&ctx, top, "s", 10, &s), "line 1, s: is empty");
    REFUSED(json_need_text(&ctx, top, "t", 3, &s), "line 1, t: has 4 bytes, at most 3 are allowed");
    REFUSED(json_may_text(&ctx, top, "n", 3, &s), "line 1, n: is a number, expected a text");
    REFUSED(json_need_text(&ctx, top, "gone", 3, &s), "line 1, top: \"gone\" is missing");
    REFUSED(json_need_array(&ctx, top, "list", 1, &v),
            "line 2, list: has 2 items, at most 1 are allowed");
    REFUSED(json_need_object(&ctx, top, "list", &v), "line 2, list: is a list, expected an object");
    REFUSED(json_as_bool(&ctx, json_member(&json_member(top, "list")->items[1], "x"), &b),
            "line 2, list[1].x: is a number, expected true or false");
    REFUSED(json_need_bool(&ctx, &json_member(top, "list")->items[0], "x", &b),
            "line 2, list[0]: is a number, expected an object");
    REFUSED(json_only(&ctx, top, (const char *const[]){"n", "f", "big", "t", NULL}),
            "line 1, s: is not known here");
#undef REFUSED
    CHECK_SLICE("untouched", s, "before");
}

static void
loose_questions_never_fail(void **state)
{
    struct ctx ctx = {.arena = arena};
    const struct json_value *top =
        given(&ctx, "{\"one\": {\"a\": 1}, \"many\": [1, 2], \"nil\": null, \"n\": \" 12 \", "
                    "\"x\": \"12a\", \"b\": \"TRUE\", \"t\": \"  text \"}");

    (void)state;
    CHECK_INT("one", json_loose_len(json_member(top, "one")), 1);
    CHECK_INT("itself", json_member(json_loose_item(json_member(top, "one"), 0), "a")->whole, 1);
    CHECK_INT("many", json_loose_item(json_member(top, "many"), 1)->whole, 2);
    CHECK_TRUE("past the end", json_loose_item(json_member(top, "many"), 2) == NULL);
    CHECK_INT("null", json_loose_len(json_member(top, "nil")), 0);
    CHECK_INT("absent", json_loose_len(json_member(top, "none")), 0);
    CHECK_INT("number as text", json_loose_int(json_member(top, "n"), -1), 12);
    CHECK_INT("no number", json_loose_int(json_member(top, "x"), -1), -1);
    CHECK_INT("nothing", json_loose_int(NULL, -1), -1);
    CHECK_TRUE("true as text", json_loose_bool(json_member(top, "b"), false));
    CHECK_SLICE("trimmed", json_loose_text(json_member(top, "t")), "text");
    CHECK_SLICE("not a text", json_loose_text(json_member(top, "many")), "");
}

static void
writes_a_value_again(void **state)
{
    static const char json[] =
        "{\"a\":[1,-2.5,0.1,1e-7,null,true,\"\\\"x\\\"\"],\"b\":{},\"c\":\"ü\"}";
    struct ctx ctx = {.arena = arena};
    struct text t = text_init(arena, 1000);
    struct json_write w = json_write_init(&t);
    struct slice got = {0};

    (void)state;
    json_put(&w, given(&ctx, json));
    json_write_end(&w);
    CHECK_ERR("written", text_end(&t, &got), OK);
    CHECK_SLICE("the same", got,
                "{\"a\":[1,-2.5,0.1,0.0000001,null,true,\"\\\"x\\\"\"],\"b\":{},\"c\":\"ü\"}");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(refuses_what_is_not_json_and_names_the_line, open_arena,
                                        close_arena),
        cmocka_unit_test_setup_teardown(reaches_its_limits, open_arena, close_arena),
        cmocka_unit_test(a_full_arena_is_a_limit),
        cmocka_unit_test_setup_teardown(knows_the_place_of_every_value, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(strings_come_in_nfc_without_control_characters, open_arena,
                                        close_arena),
        cmocka_unit_test_setup_teardown(strict_questions_name_path_and_line, open_arena,
                                        close_arena),
        cmocka_unit_test_setup_teardown(loose_questions_never_fail, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(writes_a_value_again, open_arena, close_arena),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
