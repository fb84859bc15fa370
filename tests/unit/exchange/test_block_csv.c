/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/block_csv.h"

#include "base/limits.h"
#include "given.h"

#define SEEDS "tests/fuzz/seeds/block_csv/"

static struct block_list
read_list(struct slice bytes)
{
    struct ctx ctx = {.arena = arena};
    struct block_list list = {0};
    enum err e = block_csv_read(&ctx, bytes, &list);

    CHECK_ERR(ctx_message(&ctx, e), e, OK);
    return list;
}

static struct slice
field(const struct block_list *list, int i, enum block_field f)
{
    return list->entries[i].sheet.fields[f];
}

static void
blocks_and_dates_are_read_in_every_charset_and_both_languages(void **state)
{
    static const char *const files[] = {SEEDS "utf8", SEEDS "windows1252", SEEDS "english"};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(files); i++) {
        struct block_list list = read_list(own_file(files[i]));
        const struct list_entry *e = list.entries;

        CHECK_INT(files[i], list.problems_count, 0);
        CHECK_INT(files[i], list.len, 2);
        CHECK_INT(files[i], list.lines, 4);
        CHECK_SLICE(files[i], field(&list, 0, BLOCK_TITLE), "Bescheide für Bürger");
        CHECK_SLICE(files[i], field(&list, 0, BLOCK_DESCRIPTION), "Erste Zeile\nzweite; \"Zeile\"");
        CHECK_SLICE(files[i], field(&list, 0, BLOCK_GIVES), "D1.1 0-3; D2.1 1-2");
        CHECK_INT("dates", e[0].sheet.runs_len, 2);
        CHECK_INT("line of the first", e[0].run_lines[0], 2);
        CHECK_SLICE("room", e[0].sheet.runs[0].fields[RUN_PLACE], "Haus 2");
        CHECK_SLICE("seats", e[0].sheet.runs[1].fields[RUN_SEATS], "9");
        CHECK_INT("further block", e[1].sheet.runs_len, 0);
        CHECK_SLICE("its code", e[1].code, "e-akte");
        CHECK_INT("ignored", list.ignored_len, 1);
    }
}

#define HEAD "baustein;titel;preis;ziele;termin;beginn;plz\n"

/* Everything is told at once, each with line and column. */
static void
a_wrong_line_says_line_and_column(void **state)
{
    static const struct {
        const char *rows;
        int line;
        int column;
        enum list_fault fault;
        int other;
    } table[] = {
        {";;12;;;;\n", 2, LIST_BLOCK + BLOCK_TITLE, LIST_NO_BLOCK, 0},
        {";;;;;14.12.2026;68159\n", 2, LIST_BLOCK + BLOCK_TITLE, LIST_NO_BLOCK, 0},
        {";A;12;;;;\n;A;13;;;1.1.2027;\n", 3, LIST_BLOCK + BLOCK_PRICE, LIST_DIFFERS, 2},
        {"a;A;12;;;;\n;B;;;;;\na;C;;x;;;\n", 4, LIST_BLOCK + BLOCK_TITLE, LIST_DIFFERS, 2},
        {";A;;;;;;mehr\n", 2, LIST_LINE, LIST_LINE_WIDE, 0},
        {"\"A;;;;;\n", 2, LIST_LINE, LIST_LINE_BROKEN, 0},
        {"\"A\"x;;;;;\n", 2, LIST_LINE, LIST_LINE_BROKEN, 0},
        {";M\xc3\xbcller \xff;;;;;\n", 2, LIST_BLOCK + BLOCK_TITLE, LIST_NOT_TEXT, 0},
        {";A;1234567890123456789012345678901;;;;\n", 2, LIST_BLOCK + BLOCK_PRICE, LIST_WRONG, 0},
        {";A;;;;;12345678901\n", 2, LIST_RUN + RUN_POSTCODE, LIST_WRONG, 0},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct text t = text_init(arena, 10000);
        struct slice bytes = {0};
        struct block_list list;

        text_puts(&t, HEAD);
        text_puts(&t, table[i].rows);
        assert_int_equal(text_end(&t, &bytes), OK);
        list = read_list(bytes);
        CHECK_TRUE(table[i].rows, list.problems_count >= 1);
        CHECK_INT(table[i].rows, list.problems[0].line, table[i].line);
        CHECK_INT(table[i].rows, list.problems[0].column, table[i].column);
        CHECK_INT(table[i].rows, list.problems[0].fault, table[i].fault);
        CHECK_INT(table[i].rows, list.problems[0].other_line, table[i].other);
    }
}

static void
every_problem_of_a_file_is_told(void **state)
{
    struct block_list list =
        read_list(SLICE(HEAD ";;1;;;;\n;A;;;;;\n\"x\n;;2;;;;\n;B;;;;;123456789012\n"));

    (void)state;
    CHECK_INT("all", list.problems_count, 4);
    CHECK_INT("first", list.problems[0].line, 2);
    CHECK_INT("last", list.problems[3].line, 6);
    CHECK_INT("what is right is there", list.len, 1);
}

static void
a_file_is_refused_as_a_whole(void **state)
{
    static const struct {
        const char *bytes;
        size_t len;
        enum list_fault fault;
    } table[] = {
        {"", 0, LIST_FILE_EMPTY},
        {"\n\n;;;\n", 6, LIST_FILE_EMPTY},
        {HEAD, sizeof HEAD - 1, LIST_FILE_EMPTY},
        {"\xff\xfet\0i\0", 6, LIST_FILE_CHARSET},
        {"preis;ziele\n1;2\n", 16, LIST_HEADING_MISSING},
        {"titel;name\na;b\n", 15, LIST_HEADING_TWICE},
        {"titel;TITLE\na;b\n", 16, LIST_HEADING_TWICE},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct block_list list = read_list((struct slice){table[i].bytes, table[i].len});

        CHECK_INT("one problem", list.problems_count, 1);
        CHECK_INT(table[i].bytes, list.problems[0].fault, table[i].fault);
        CHECK_INT("no entries", list.len, 0);
    }
}

/* `n` times "rows" behind the headings, each with its number for "#". */
static struct slice
many(const char *row, int n)
{
    struct text t = text_init(arena, 64 << 20);
    struct slice bytes = {0};

    text_puts(&t, HEAD);
    for (int i = 0; i < n; i++) {
        for (const char *c = row; *c != '\0'; c++) {
            if (*c == '#')
                text_int(&t, i);
            else
                text_putc(&t, *c);
        }
    }
    assert_int_equal(text_end(&t, &bytes), OK);
    return bytes;
}

static void
each_limit_is_reached_and_not_passed(void **state)
{
    struct text t = text_init(arena, OFFER_UPLOAD_BYTES_MAX + 100);
    struct slice large = {0};
    struct block_list list;

    (void)state;
    list = read_list(many(";Block #;;;;;\n", OFFER_ROWS_MAX));
    CHECK_INT("blocks", list.len, OFFER_ROWS_MAX);
    CHECK_INT("no problem", list.problems_count, 0);
    list = read_list(many(";Block #;;;;;\n", OFFER_ROWS_MAX + 1));
    CHECK_INT("one more", list.problems[0].fault, LIST_BLOCKS_MANY);
    CHECK_INT("its line", list.problems[0].line, OFFER_ROWS_MAX + 2);
    list = read_list(many(";A;;;#;;\n", BLOCK_RUNS_MAX));
    CHECK_INT("dates", list.entries[0].sheet.runs_len, BLOCK_RUNS_MAX);
    list = read_list(many(";A;;;#;;\n", BLOCK_RUNS_MAX + 1));
    CHECK_INT("one more", list.problems[0].fault, LIST_RUNS_MANY);
    list = read_list(many(";A;;;;;\n", LIST_LINES_MAX));
    CHECK_INT("lines", list.problems_count, 0);
    list = read_list(many(";A;;;;;\n", LIST_LINES_MAX + 1));
    CHECK_INT("one more", list.problems[0].fault, LIST_LINES_MANY);
    text_puts(&t, HEAD);
    while (t.len <= OFFER_UPLOAD_BYTES_MAX)
        text_putc(&t, 'x');
    assert_int_equal(text_end(&t, &large), OK);
    list = read_list(large);
    CHECK_INT("bytes", list.problems[0].fault, LIST_FILE_LARGE);
}

/* A description as long as it may be fits into its line; one byte more is told at its column. */
static void
the_longest_description_is_read(void **state)
{
    for (size_t len = BLOCK_DESCRIPTION_BYTES_MAX; len <= BLOCK_DESCRIPTION_BYTES_MAX + 1; len++) {
        struct text t = text_init(arena, 100000);
        struct slice bytes = {0};
        struct block_list list;

        text_puts(&t, "titel,beschreibung\nA,\"");
        for (size_t i = 0; i < len; i++)
            text_putc(&t, i % 100 == 50 ? '\n' : 'x');
        t.at[t.len - len] = 'x';
        text_puts(&t, "\"\n");
        assert_int_equal(text_end(&t, &bytes), OK);
        list = read_list(bytes);
        CHECK_INT("problems", list.problems_count, len > BLOCK_DESCRIPTION_BYTES_MAX);
    }
    (void)state;
}

/* PUBLISH-20: what a spreadsheet would run is harmless, and comes back as it was. */
static void
formulas_are_made_harmless_and_come_back(void **state)
{
    static const char *const cells[] = {"=HYPERLINK(\"http://x.example\")",
                                        "+1",
                                        "-1",
                                        "@SUM(A1)",
                                        "'=1",
                                        "''+1",
                                        "'quoted'",
                                        "- eine Liste\n- mit zwei",
                                        "a \"b\" c; d",
                                        "5 = 5",
                                        "'"};
    static const char *const harmful = "=+-@\t\r";

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cells); i++) {
        struct module_sheet s = {
            .fields = {
                [BLOCK_TITLE] = slice_of(cells[i]), [BLOCK_GIVES] = slice_of("=A1 0-3\nB 1-2")}};
        struct text t = text_init(arena, 10000);
        struct slice csv = {0};
        struct block_list list;

        block_csv_put_head(&t);
        block_csv_put(&t, SLICE("code"), &s);
        assert_int_equal(text_end(&t, &csv), OK);
        for (size_t k = 0; k + 1 < csv.len; k++) {
            if (csv.at[k] == '"' && (k == 0 || csv.at[k - 1] == ';' || csv.at[k - 1] == '\n'))
                CHECK_TRUE(cells[i], strchr(harmful, csv.at[k + 1]) == NULL);
        }
        list = read_list(csv);
        CHECK_INT(cells[i], list.problems_count, 0);
        CHECK_SLICE(cells[i], field(&list, 0, BLOCK_TITLE), cells[i]);
        CHECK_SLICE(cells[i], field(&list, 0, BLOCK_GIVES), "=A1 0-3; B 1-2");
    }
}

/* Lines of one block in any order: the one that has the text gives it. */
static void
lines_of_a_block_may_be_in_any_order(void **state)
{
    struct block_list list = read_list(SLICE(HEAD "a;;;;2;;\na;A;7;;1;;\na;A;;;3;;\n"));

    (void)state;
    CHECK_INT("no problem", list.problems_count, 0);
    CHECK_INT("one block", list.len, 1);
    CHECK_INT("three dates", list.entries[0].sheet.runs_len, 3);
    CHECK_SLICE("title", field(&list, 0, BLOCK_TITLE), "A");
    CHECK_SLICE("price", field(&list, 0, BLOCK_PRICE), "7");
}

/* Columns that decide about more than a text are none: they are named and left out. */
static void
state_and_seal_are_no_columns(void **state)
{
    struct block_list list =
        read_list(SLICE("titel;status;state;guetesiegel;certified_until;organisation;anbieter;"
                        "feed\nA;published;published;ja;2030-01-01;2;x;y\n"));

    (void)state;
    CHECK_INT("no problem", list.problems_count, 0);
    CHECK_INT("left out", list.ignored_len, 7);
    CHECK_INT("read", (int)list.stated, 1 << (LIST_BLOCK + BLOCK_TITLE));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(blocks_and_dates_are_read_in_every_charset_and_both_languages),
        TEST(a_wrong_line_says_line_and_column),
        TEST(every_problem_of_a_file_is_told),
        TEST(a_file_is_refused_as_a_whole),
        TEST(each_limit_is_reached_and_not_passed),
        TEST(the_longest_description_is_read),
        TEST(formulas_are_made_harmless_and_come_back),
        TEST(lines_of_a_block_may_be_in_any_order),
        TEST(state_and_seal_are_no_columns),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
