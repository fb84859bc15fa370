/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/criteria_json.h"

#include "given.h"

static void
what_is_written_is_read_again(void **state)
{
    struct ctx ctx = {.arena = arena};
    struct criterion at[] = {
        {SLICE("ziele"), SLICE("Ziele \"klar\""), SLICE("Erste Zeile\nZweite \\ Zeile"), true},
        {SLICE("fach-2"), SLICE("Fach \xc3\xbc"), SLICE("x"), false}};
    struct criteria wanted = {.name = SLICE("Liste"), .version = 7, .at = at, .len = 2};
    struct criteria found = {.len = 0};
    struct slice json = {0};
    struct slice again = {0};

    (void)state;
    CHECK_ERR("write", criteria_json_write(&ctx, &wanted, &json), OK);
    CHECK_ERR(ctx_message(&ctx, ERR_INVALID), criteria_json_read(&ctx, json, &found), OK);
    CHECK_INT("version", found.version, 7);
    CHECK_SLICE("name", found.name, "Liste");
    CHECK_INT("criteria", found.len, 2);
    for (int i = 0; i < found.len; i++) {
        CHECK_TRUE("code", slice_eq(found.at[i].code, at[i].code));
        CHECK_TRUE("title", slice_eq(found.at[i].title, at[i].title));
        CHECK_TRUE("text", slice_eq(found.at[i].text, at[i].text));
        CHECK_INT("required", found.at[i].required, at[i].required);
    }
    CHECK_ERR("write", criteria_json_write(&ctx, &found, &again), OK);
    CHECK_TRUE("the same bytes", slice_eq(json, again));
}

static void
the_largest_list_fits(void **state)
{
    struct ctx ctx = {.arena = arena};
    struct criteria wanted = {.name = SLICE("Liste"), .version = 1, .len = CRITERIA_MAX};
    struct criteria found = {.len = 0};
    struct slice json = {0};
    char *text = arena_alloc(arena, CRITERION_TEXT_BYTES_MAX, 1);

    (void)state;
    memset(text, '"', CRITERION_TEXT_BYTES_MAX);
    wanted.at = arena_array(arena, struct criterion, CRITERIA_MAX);
    for (int i = 0; i < CRITERIA_MAX; i++) {
        char *code = arena_alloc(arena, 8, 1);

        (void)snprintf(code, 8, "k%d", i);
        wanted.at[i] = (struct criterion){slice_of(code),
                                          {text, CRITERION_TITLE_BYTES_MAX},
                                          {text, CRITERION_TEXT_BYTES_MAX},
                                          true};
    }
    CHECK_ERR("write", criteria_json_write(&ctx, &wanted, &json), OK);
    CHECK_ERR(ctx_message(&ctx, ERR_INVALID), criteria_json_read(&ctx, json, &found), OK);
    CHECK_INT("all", found.len, CRITERIA_MAX);
    CHECK_TRUE("with room", json.len < CRITERIA_JSON_BYTES_MAX);
}

#define LIST(version, criteria)                                                                    \
    "{\"format\":\"kommunalcampus-criteria/1\",\"name\":\"L\",\"version\":" version                \
    ",\"criteria\":[" criteria "]}"
#define ONE(code) "{\"code\":\"" code "\",\"title\":\"T\",\"text\":\"x\",\"required\":true}"

static void
other_files_are_refused(void **state)
{
    static const char *const wrong[] = {
        "",
        "[]",
        "{}",
        LIST("1", ""),
        LIST("0", ONE("a")),
        LIST("1.5", ONE("a")),
        LIST("1", ONE("a") "," ONE("a")),
        LIST("1", ONE("A b")),
        LIST("1", ONE("")),
        LIST("1", "{\"code\":\"a\",\"title\":\"T\",\"text\":\"x\"}"),
        LIST("1", "{\"code\":\"a\",\"title\":\"\",\"text\":\"x\",\"required\":true}"),
        LIST("1", "{\"code\":\"a\",\"title\":\"T\",\"text\":\"x\",\"required\":1}"),
        LIST("1", "{\"code\":\"a\",\"title\":\"T\",\"text\":\"x\",\"required\":true,\"y\":1}"),
        "{\"format\":\"kommunalcampus-criteria/2\",\"name\":\"L\",\"version\":1,\"criteria\":"
        "[" ONE("a") "]}"};
    struct ctx ctx = {.arena = arena};
    struct criteria c;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        CHECK_ERR(wrong[i], criteria_json_read(&ctx, slice_of(wrong[i]), &c), ERR_INVALID);
        ctx_clear(&ctx);
    }
    CHECK_ERR("control", criteria_json_read(&ctx, SLICE(LIST("1", ONE("a"))), &c), OK);
    CHECK_ERR("the program's own", criteria_json_read(&ctx, own_file("data/criteria.json"), &c),
              OK);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_written_is_read_again),
        TEST(the_largest_list_fits),
        TEST(other_files_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
