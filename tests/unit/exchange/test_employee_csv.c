/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/employee_csv.h"

#include "base/limits.h"
#include "given.h"

#define SEEDS "tests/fuzz/seeds/employee/"

static struct employee_list
read_list(struct slice bytes)
{
    struct ctx ctx = {.arena = arena};
    struct employee_list list = {0};
    enum err e = employee_csv_read(&ctx, bytes, &list);

    CHECK_ERR(ctx_message(&ctx, e), e, OK);
    return list;
}

static void
people_are_read_in_every_charset(void **state)
{
    static const char *const files[] = {SEEDS "utf8", SEEDS "bom", SEEDS "windows1252"};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(files); i++) {
        struct employee_list list = read_list(own_file(files[i]));
        struct employee_entry *e = list.entries;

        CHECK_INT(files[i], list.problems_count, 0);
        CHECK_INT(files[i], list.len, 3);
        CHECK_SLICE(files[i], e[0].name, "Änne Müller");
        CHECK_SLICE(files[i], e[0].email, "aenne.mueller@stadt.example");
        CHECK_SLICE(files[i], e[0].number, "4711");
        CHECK_INT(files[i], e[0].units_len, 3);
        CHECK_SLICE(files[i], e[0].units[1], "Bürgeramt");
        CHECK_SLICE(files[i], e[0].job, "buergerbuero");
        CHECK_SLICE(files[i], e[0].superior, "chef@stadt.example");
        CHECK_INT(files[i], e[0].first_day.n, 19967);
        CHECK_INT(files[i], e[0].last_day.n, DAY_MIN);
        CHECK_INT(files[i], e[1].line, 3);
        CHECK_SLICE("quotes", e[1].name, "Jörg Groß; Dr.");
        CHECK_SLICE("lower case", e[1].email, "joerg.gross@stadt.example");
        CHECK_INT("two levels", e[1].units_len, 2);
        CHECK_INT("one level", e[2].units_len, 1);
        CHECK_INT("ignored", list.ignored_len, 1);
        CHECK_SLICE("ignored", list.ignored[0], "Raum");
    }
}

static void
one_column_may_hold_the_whole_name(void **state)
{
    struct employee_list list = read_list(own_file(SEEDS "comma"));

    (void)state;
    CHECK_INT("both", list.len, 2);
    CHECK_SLICE("turned round", list.entries[0].name, "Anna Muster");
    CHECK_SLICE("as it is", list.entries[1].name, "Max \"der\" Große");
    CHECK_INT("behind sep=", list.entries[0].line, 3);
}

#define HEAD "Nachname;Vorname;E-Mail;Personalnummer;Vorgesetzte;Eintritt;Austritt\n"
#define GOOD "Z;Z;z@a.example;99;;;\n"

static void
a_wrong_line_says_line_column_and_value(void **state)
{
    static const struct {
        const char *rows;
        int line;
        enum employee_column column;
        enum employee_fault fault;
        const char *value;
    } table[] = {
        {"A;B;;;;;\n", 2, EMPLOYEE_EMAIL, EMPLOYEE_MISSING, ""},
        {";B;b@a.example;;;;\n", 2, EMPLOYEE_FAMILY_NAME, EMPLOYEE_MISSING, ""},
        {"A;B;b.a.example;;;;\n", 2, EMPLOYEE_EMAIL, EMPLOYEE_NO_EMAIL, "b.a.example"},
        {"A;B;b@a;;;;\n", 2, EMPLOYEE_EMAIL, EMPLOYEE_NO_EMAIL, "b@a"},
        {"A;B;b b@a.de;;;;\n", 2, EMPLOYEE_EMAIL, EMPLOYEE_NO_EMAIL, "b b@a.de"},
        {"A;B;b@a.de;;chef;;\n", 2, EMPLOYEE_SUPERIOR, EMPLOYEE_NO_EMAIL, "chef"},
        {"A;B;b@a.de;;B@a.de;;\n", 2, EMPLOYEE_SUPERIOR, EMPLOYEE_OWN_SUPERIOR, "b@a.de"},
        {"A;B;b@a.de;;;heute;\n", 2, EMPLOYEE_FIRST_DAY, EMPLOYEE_NO_DAY, "heute"},
        {"A;B;b@a.de;;;1.9.24;\n", 2, EMPLOYEE_FIRST_DAY, EMPLOYEE_NO_DAY, "1.9.24"},
        {"A;B;b@a.de;;;;31.2.2024\n", 2, EMPLOYEE_LAST_DAY, EMPLOYEE_NO_DAY, "31.2.2024"},
        {"A;B;b@a.de;;;1.9.2024;31.8.2024\n", 2, EMPLOYEE_LAST_DAY, EMPLOYEE_ENDS_BEFORE_IT_BEGINS,
         "31.8.2024"},
        {GOOD "A;B;Z@a.example;1;;;\n", 3, EMPLOYEE_EMAIL, EMPLOYEE_EMAIL_TWICE, "z@a.example"},
        {GOOD "A;B;b@a.example;99;;;\n", 3, EMPLOYEE_NUMBER, EMPLOYEE_NUMBER_TWICE, "99"},
        {"A;B;b@a.example;1;;;;more\n", 2, EMPLOYEE_LINE, EMPLOYEE_LINE_WIDE, ""},
        {"\"A;B;b@a.example;1;;;\n", 2, EMPLOYEE_LINE, EMPLOYEE_LINE_BROKEN, ""},
        {"\"A\"x;B;b@a.example;1;;;\n", 2, EMPLOYEE_LINE, EMPLOYEE_LINE_BROKEN, ""},
        {"M\xc3\xbcller \xff;B;b@a.example;1;;;\n", 2, EMPLOYEE_FAMILY_NAME, EMPLOYEE_NOT_TEXT, ""},
        {"\"A\nA\";B;b@a.example;1;;;\n", 2, EMPLOYEE_FAMILY_NAME, EMPLOYEE_NOT_TEXT, ""},
        {"A;B;b@a.example;12345678901234567890123456789012345678901;;;\n", 2, EMPLOYEE_NUMBER,
         EMPLOYEE_LONG, ""},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct text t = text_init(arena, 10000);
        struct slice bytes = {0};
        struct employee_list list;

        text_puts(&t, HEAD);
        text_puts(&t, table[i].rows);
        assert_int_equal(text_end(&t, &bytes), OK);
        list = read_list(bytes);
        CHECK_INT(table[i].rows, list.problems_count, 1);
        CHECK_INT(table[i].rows, list.problems[0].line, table[i].line);
        CHECK_INT(table[i].rows, list.problems[0].column, table[i].column);
        CHECK_INT(table[i].rows, list.problems[0].fault, table[i].fault);
        CHECK_SLICE(table[i].rows, list.problems[0].value, table[i].value);
        CHECK_INT(table[i].rows, list.len, table[i].line - 2);
    }
}

static void
every_problem_of_a_file_is_told_in_order(void **state)
{
    struct employee_list list = read_list(own_file(SEEDS "wrong"));
    int line = 0;

    (void)state;
    CHECK_INT("sound", list.len, 1);
    CHECK_INT("rows, without the empty one", list.rows, 7);
    CHECK_INT("problems", list.problems_count, list.problems_len);
    CHECK_INT("problems", list.problems_count, 10);
    for (int i = 0; i < list.problems_len; i++) {
        CHECK_TRUE("in order", list.problems[i].line >= line);
        line = list.problems[i].line;
    }
}

static void
a_file_that_is_no_list_says_why(void **state)
{
    static const struct {
        struct slice bytes;
        enum employee_fault fault;
        enum employee_column column;
    } table[] = {
        {SLICE_INIT(""), EMPLOYEE_FILE_EMPTY, EMPLOYEE_LINE},
        {SLICE_INIT("\n\n;;\n"), EMPLOYEE_FILE_EMPTY, EMPLOYEE_LINE},
        {SLICE_INIT("Nachname;E-Mail\n"), EMPLOYEE_FILE_EMPTY, EMPLOYEE_LINE},
        {SLICE_INIT("\xff\xfeN\0a\0"), EMPLOYEE_FILE_CHARSET, EMPLOYEE_LINE},
        {SLICE_INIT("Nachname;Vorname\nA;B\n"), EMPLOYEE_HEADING_MISSING, EMPLOYEE_EMAIL},
        {SLICE_INIT("E-Mail;Vorname\na@b.de;B\n"), EMPLOYEE_HEADING_MISSING, EMPLOYEE_FAMILY_NAME},
        {SLICE_INIT("Name;Nachname;E-Mail\nA;B;c@d.de\n"), EMPLOYEE_HEADING_TWICE,
         EMPLOYEE_FAMILY_NAME},
        {SLICE_INIT("\"Name;E-Mail\nA;a@b.de"), EMPLOYEE_LINE_BROKEN, EMPLOYEE_LINE},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct employee_list list = read_list(table[i].bytes);

        CHECK_INT(table[i].bytes.at, list.len, 0);
        CHECK_INT(table[i].bytes.at, list.problems_count, 1);
        CHECK_INT(table[i].bytes.at, list.problems[0].fault, table[i].fault);
        CHECK_INT(table[i].bytes.at, list.problems[0].column, table[i].column);
    }
}

static void
reaches_its_limits(void **state)
{
    struct text t = text_init(arena, (size_t)64 * 1024 * 1024);
    struct slice bytes = {0};
    struct employee_list list;

    (void)state;
    text_puts(&t, "Name;E-Mail\n");
    for (int i = 0; i < EMPLOYEE_CSV_ROWS_MAX; i++)
        text_printf(&t, "Muster;m%d@a.example\n", i);
    assert_int_equal(text_end(&t, &bytes), OK);
    CHECK_INT("as many as may be", read_list(bytes).len, EMPLOYEE_CSV_ROWS_MAX);
    text_puts(&t, "Einer;zuviel@a.example\n");
    assert_int_equal(text_end(&t, &bytes), OK);
    list = read_list(bytes);
    CHECK_INT("one more", list.problems[0].fault, EMPLOYEE_ROWS_MANY);
    CHECK_INT("none of them", list.len, 0);
    bytes.len = (size_t)EMPLOYEE_CSV_BYTES_MAX + 1;
    text_clear(&t);
    for (int i = 0; i <= EMPLOYEE_CSV_BYTES_MAX; i++)
        text_putc(&t, ';');
    assert_int_equal(text_end(&t, &bytes), OK);
    CHECK_INT("bytes", read_list(bytes).problems[0].fault, EMPLOYEE_FILE_LARGE);
    text_clear(&t);
    text_puts(&t, "Name;E-Mail\n");
    for (int i = 0; i <= EMPLOYEE_PROBLEMS_MAX; i++)
        text_puts(&t, "Muster;keine\n");
    assert_int_equal(text_end(&t, &bytes), OK);
    list = read_list(bytes);
    CHECK_INT("kept", list.problems_len, EMPLOYEE_PROBLEMS_MAX);
    CHECK_INT("counted", list.problems_count, EMPLOYEE_PROBLEMS_MAX + 1);
}

static void
circles_of_superiors_are_found(void **state)
{
    /* 0 -> 1 -> 2 -> 0; 3 -> 0 leads into it; 4 -> 5 -> none; 6 -> 6 */
    static const int superior[] = {1, 2, 0, 0, 5, -1, 6};
    static const bool want[] = {true, true, true, false, false, false, true};
    int scratch[7];
    bool circle[7];

    (void)state;
    employee_find_circles(superior, 7, scratch, circle);
    for (int i = 0; i < 7; i++)
        CHECK_INT("who is in a circle", circle[i], want[i]);
}

static enum err
read_damaged(struct ctx *ctx, struct slice bytes)
{
    struct employee_list list = {0};
    enum err e = employee_csv_read(ctx, bytes, &list);

    if (e == OK && list.problems_count > 0)
        return ctx_fail(ctx, ERR_INVALID, __FILE__, __LINE__, "line %d", list.problems[0].line);
    return e;
}

static void
survives_damage(void **state)
{
    (void)state;
    survives_damage_to(own_file(SEEDS "utf8"), read_damaged);
    survives_damage_to(own_file(SEEDS "windows1252"), read_damaged);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(people_are_read_in_every_charset),
        TEST(one_column_may_hold_the_whole_name),
        TEST(a_wrong_line_says_line_column_and_value),
        TEST(every_problem_of_a_file_is_told_in_order),
        TEST(a_file_that_is_no_list_says_why),
        TEST(reaches_its_limits),
        TEST(circles_of_superiors_are_found),
        TEST(survives_damage),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
