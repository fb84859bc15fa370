/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/csv_read.h"

#include "given.h"

/* Rows as "a|b|c" one below the other; a row with a problem as "!line". */
static struct slice
all_rows(struct csv_reader r)
{
    struct text t = text_init(arena, 100000);
    struct csv_row *row = arena_new(arena, struct csv_row);
    struct slice got = {0};
    enum err e;

    assert_non_null(row);
    while ((e = csv_next(&r, row)) == OK) {
        if (row->problem != NULL)
            text_printf(&t, "!%d", row->line);
        for (int i = 0; i < row->len; i++) {
            if (i > 0)
                text_putc(&t, '|');
            text_put(&t, row->fields[i]);
        }
        text_putc(&t, '\n');
    }
    CHECK_ERR("end", e, ERR_NOT_FOUND);
    assert_int_equal(text_end(&t, &got), OK);
    return got;
}

static void
reads_rows_as_rfc_4180_has_them(void **state)
{
    static const struct {
        const char *why;
        const char *in;
        const char *want;
    } table[] = {
        {"nothing", "", ""},
        {"empty lines", "\n\r\n\n", ""},
        {"one", "a", "a\n"},
        {"three", "a,b,c\nd,,f\n", "a|b|c\nd||f\n"},
        {"empty at both ends", ",a,\n,", "|a|\n|\n"},
        {"semicolons", "a;b,c;d\n", "a|b,c|d\n"},
        {"tabs", "a\tb;c\td\n", "a|b;c|d\n"},
        {"separator of the first row", "a;b\nc,d\n", "a|b\nc,d\n"},
        {"CR LF and CR", "a,b\r\nc,d\re,f", "a|b\nc|d\ne|f\n"},
        {"mark",
         "\xef\xbb\xbf"
         "a,b",
         "a|b\n"},
        {"quotes", "\"a,b\",\"c\"\"d\"\"\",\"\"\n", "a,b|c\"d\"|\n"},
        {"break in quotes", "\"a\r\nb\",c\n\"d\",e", "a\r\nb|c\nd|e\n"},
        {"separator hidden in quotes", "\"a;;;;\",b,c", "a;;;;|b|c\n"},
        {"quote within a field", "a\"b\",c", "a\"b\"|c\n"},
        {"blanks are kept", " a , b", " a | b\n"},
        {"behind a quote", "x,y\n\"a\"b,c\nd,e", "x|y\n!2\nd|e\n"},
        {"quote never closed", "a,b\n\"c,d\ne,f\n", "a|b\n!2\ne|f\n"},
        {"only a quote", "\"", "!1\n"},
        {"quote at the end", "a,\"", "!1\n"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++)
        CHECK_SLICE(table[i].why, all_rows(csv_open(arena, slice_of(table[i].in))), table[i].want);
    CHECK_SLICE("tabs without quotes", all_rows(csv_open_tabs(arena, SLICE("a\t\"b\tc\"\n"))),
                "a|\"b|c\"\n");
}

static void
lines_are_counted_over_breaks_in_quotes(void **state)
{
    struct csv_reader r = csv_open(arena, SLICE("a,b\n\"x\n\ny\",z\nc,d\n"));
    struct csv_row *row = arena_new(arena, struct csv_row);

    (void)state;
    assert_int_equal(csv_next(&r, row), OK);
    CHECK_INT("first", row->line, 1);
    assert_int_equal(csv_next(&r, row), OK);
    CHECK_INT("second", row->line, 2);
    assert_int_equal(csv_next(&r, row), OK);
    CHECK_INT("third", row->line, 5);
    CHECK_SLICE("field", csv_field(row, 1), "d");
    CHECK_SLICE("no such column", csv_field(row, 2), "");
    CHECK_SLICE("no column", csv_field(row, -1), "");
}

static void
reaches_its_limits(void **state)
{
    struct text t = text_init(arena, 200000);
    struct csv_row *row = arena_new(arena, struct csv_row);
    struct slice bytes = {0};
    struct csv_reader r;

    (void)state;
    for (int i = 0; i < CSV_FIELDS_MAX; i++)
        text_puts(&t, i > 0 ? ",x" : "x");
    text_puts(&t, "\n,");
    for (int i = 0; i < CSV_FIELDS_MAX; i++)
        text_puts(&t, i > 0 ? ",x" : "x");
    text_putc(&t, '\n');
    for (int i = 0; i < CSV_ROW_BYTES_MAX + 1; i++)
        text_putc(&t, 'y');
    text_puts(&t, "\n\"");
    for (int i = 0; i < CSV_ROW_BYTES_MAX + 1; i++)
        text_puts(&t, "z\n");
    assert_int_equal(text_end(&t, &bytes), OK);
    r = csv_open(arena, bytes);
    assert_int_equal(csv_next(&r, row), OK);
    CHECK_INT("as many as allowed", row->len, CSV_FIELDS_MAX);
    assert_int_equal(csv_next(&r, row), OK);
    CHECK_TRUE("one field more", row->problem != NULL && row->len == 0);
    assert_int_equal(csv_next(&r, row), OK);
    CHECK_TRUE("row too long", row->problem != NULL);
    assert_int_equal(csv_next(&r, row), OK);
    CHECK_TRUE("quote too long", row->problem != NULL);
    assert_int_equal(csv_next(&r, row), OK);
    CHECK_SLICE("goes on with the next line", csv_field(row, 0), "z");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(reads_rows_as_rfc_4180_has_them),
        TEST(lines_are_counted_over_breaks_in_quotes),
        TEST(reaches_its_limits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
