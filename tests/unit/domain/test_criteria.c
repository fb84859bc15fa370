/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/criteria.h"

#include <stdio.h>
#include <string.h>

#include "check.h"

#define LONG_TITLE                                                                                 \
    "01234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901" \
    "23456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123" \
    "45678901234567890"

static struct criterion
of(const char *code, const char *title, const char *text)
{
    return (struct criterion){slice_of(code), slice_of(title), slice_of(text), false};
}

/* CERT-14 */
static void
what_is_wrong_is_told_where_it_is(void **state)
{
    static const struct {
        const char *why;
        const char *code;
        const char *title;
        const char *text;
        enum criteria_field field;
        enum criteria_wrong wrong;
    } table[] = {
        {"no title", "b", " ", "x", CRITERIA_TITLE, CRITERIA_MISSING},
        {"long title", "b", LONG_TITLE, "x", CRITERIA_TITLE, CRITERIA_LONG},
        {"the other one's title", "b", " Eins ", "x", CRITERIA_TITLE, CRITERIA_TWICE},
        {"no text", "b", "Zwei", "", CRITERIA_TEXT, CRITERIA_MISSING},
        {"no code", "", "Zwei", "x", CRITERIA_CODE, CRITERIA_MISSING},
        {"no code of ours", "B b", "Zwei", "x", CRITERIA_CODE, CRITERIA_MISSING},
        {"the other one's code", "a", "Zwei", "x", CRITERIA_CODE, CRITERIA_TWICE},
    };
    struct criteria_faults f;
    char text[CRITERION_TEXT_BYTES_MAX + 2];

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct criterion at[] = {of("a", "Eins", "x"),
                                 of(table[i].code, table[i].title, table[i].text)};
        struct criteria c = {.name = SLICE("Liste"), .version = 1, .at = at, .len = 2};

        criteria_check(&c, &f);
        CHECK_INT(table[i].why, f.len, 1);
        CHECK_INT(table[i].why, f.at[0].field, table[i].field);
        CHECK_INT(table[i].why, f.at[0].wrong, table[i].wrong);
        CHECK_INT(table[i].why, f.at[0].at, 1);
    }
    memset(text, 'x', sizeof text);
    for (int more = 0; more <= 1; more++) {
        struct criterion at[] = {of("a", "Eins", "x")};
        struct criteria c = {.name = SLICE("Liste"), .at = at, .len = 1};

        at[0].text = (struct slice){text, CRITERION_TEXT_BYTES_MAX + (size_t)more};
        criteria_check(&c, &f);
        CHECK_INT("longest text", f.len, more);
    }
}

static void
a_list_has_a_name_and_one_to_forty_criteria(void **state)
{
    static char codes[CRITERIA_MAX + 1][4];
    static struct criterion at[CRITERIA_MAX + 1];
    struct criteria c = {.name = SLICE(""), .at = at};
    struct criteria_faults f;

    (void)state;
    for (int i = 0; i <= CRITERIA_MAX; i++) {
        (void)snprintf(codes[i], sizeof codes[i], "k%d", i);
        at[i] = of(codes[i], codes[i], "x");
    }
    criteria_check(&c, &f);
    CHECK_INT("no name, no criteria", f.len, 2);
    c.name = SLICE("Liste");
    c.len = CRITERIA_MAX;
    criteria_check(&c, &f);
    CHECK_INT("control: as many as go", f.len, 0);
    c.len = CRITERIA_MAX + 1;
    criteria_check(&c, &f);
    CHECK_INT("one more", f.len, 1);
    CHECK_INT("is told of the list", f.at[0].field, CRITERIA_LIST);
    for (int i = 0; i < CRITERIA_MAX; i++)
        at[i] = of("", "", "");
    c.name = SLICE("");
    criteria_check(&c, &f);
    CHECK_INT("everything wrong at once", f.len, CRITERIA_FAULTS_MAX);
}

/* CERT-15 */
static void
codes_are_made_of_titles_and_stay(void **state)
{
    struct arena *a = arena_open(1 << 16);
    struct criterion at[] = {of("ziele", "Anderer Titel", "x"), of("", "Ziele", "x"),
                             of("", "Ziele!", "x"), of("", "***", "x"), of("", LONG_TITLE, "x")};
    struct criteria c = {.name = SLICE("Liste"), .at = at, .len = 5};
    struct criteria_faults f;

    (void)state;
    CHECK_ERR("named", criteria_name_codes(a, &c), OK);
    CHECK_SLICE("stays", at[0].code, "ziele");
    CHECK_SLICE("is free", at[1].code, "ziele-2");
    CHECK_SLICE("is free", at[2].code, "ziele-3");
    CHECK_SLICE("of nothing", at[3].code, "kriterium");
    CHECK_TRUE("of a long one", at[4].code.len > 40 && at[4].code.len <= CODE_BYTES_MAX);
    at[4].title = SLICE("Kurz");
    criteria_check(&c, &f);
    CHECK_INT("all are sound", f.len, 0);
    arena_close(a);
}

static void
what_is_new_is_told_by_code(void **state)
{
    struct criterion old[] = {of("a", "Eins", "x"), of("b", "Zwei", "x")};
    struct criterion now[] = {of("b", "Zwei", "x"), of("a", "Eins", "anders"), of("c", "Eins", "x"),
                              of("b", "Zwei", "x")};
    struct criteria before = {.at = old, .len = 2};
    struct criteria c = {.at = now, .len = 4};

    (void)state;
    now[3].required = true;
    CHECK_INT("moved is the same", criteria_news_of(&before, &c, 0), CRITERION_SAME);
    CHECK_INT("another text", criteria_news_of(&before, &c, 1), CRITERION_CHANGED);
    CHECK_INT("another code", criteria_news_of(&before, &c, 2), CRITERION_NEW);
    CHECK_INT("required now", criteria_news_of(&before, &c, 3), CRITERION_CHANGED);
    CHECK_TRUE("has", criteria_has(&c, SLICE("c")));
    CHECK_TRUE("has not", !criteria_has(&before, SLICE("c")));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_wrong_is_told_where_it_is),
        cmocka_unit_test(a_list_has_a_name_and_one_to_forty_criteria),
        cmocka_unit_test(codes_are_made_of_titles_and_stay),
        cmocka_unit_test(what_is_new_is_told_by_code),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
