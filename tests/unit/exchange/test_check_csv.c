/* SPDX-License-Identifier: EUPL-1.2 */
/* The tables of the check's commands: rows and columns, banks of items, answers of people. */
#include <math.h>

#include "exchange/bank_csv.h"
#include "exchange/response_csv.h"
#include "given.h"

/* What is wrong, and what the message must hold: row and column among it. */
struct bad_table {
    const char *why;
    const char *bytes;
    enum err want;
    const char *said;
};

static void
says_why(const struct bad_table *row, struct ctx *ctx, enum err e)
{
    struct slice message = slice_of(ctx->failure.message);

    CHECK_ERR(row->why, e, row->want);
    if (slice_find(message, slice_of(row->said)) >= message.len)
        fail_msg("%s: the message is \"%s\", wanted \"%s\" in it", row->why, ctx->failure.message,
                 row->said);
}

static enum err
read_all(struct ctx *ctx, struct slice bytes, struct table_csv *t)
{
    bool more = true;

    TRY(table_open(ctx, "f", bytes, t));
    while (more)
        TRY(table_next(ctx, t, &more));
    return OK;
}

static void
a_table_that_cannot_be_read_says_where(void **state)
{
    static const struct bad_table table[] = {
        {"empty", "", ERR_INVALID, "f, row 1: the file is empty"},
        {"blank", "\n  \n\n", ERR_INVALID, "the file is empty"},
        {"ragged", "a,b\n1,2\n3\n", ERR_INVALID, "f, row 3: 1 columns, where the first row has 2"},
        {"one too many", "a,b\n1,2,3\n", ERR_INVALID, "row 2: 3 columns"},
        {"open quote", "a,b\n\"1,2\n", ERR_INVALID, "row 2: a quote is not closed"},
        {"after a quote", "a,b\n\"1\"x,2\n", ERR_INVALID, "row 2: something follows"},
        {"not UTF-8", "a,b\n1,\xff\n", ERR_INVALID, "row 2: not UTF-8"},
        {"a hole", "a,b\n1,2\n\n3,4\n", ERR_INVALID, "row 3: empty, and rows follow"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct ctx ctx = {.arena = arena};
        struct table_csv t;

        says_why(&table[i], &ctx, read_all(&ctx, slice_of(table[i].bytes), &t));
    }
}

static void
limits_of_a_table_are_kept(void **state)
{
    struct text wide = text_init(arena, 1 << 20);
    struct text deep = text_init(arena, 1 << 20);
    struct ctx ctx = {.arena = arena};
    struct slice bytes = {0};
    struct table_csv t;

    (void)state;
    for (int i = 0; i < TABLE_COLUMNS_MAX; i++)
        text_puts(&wide, i == 0 ? "a" : ",a");
    CHECK_ERR("text", text_end(&wide, &bytes), OK);
    CHECK_ERR("as many as there may be", read_all(&ctx, bytes, &t), OK);
    text_puts(&wide, ",a");
    CHECK_ERR("text", text_end(&wide, &bytes), OK);
    CHECK_ERR("one more", read_all(&ctx, bytes, &t), ERR_LIMIT);
    for (int i = 0; i < TABLE_CELL_BYTES_MAX; i++)
        text_putc(&deep, 'x');
    CHECK_ERR("text", text_end(&deep, &bytes), OK);
    CHECK_ERR("as long as a cell may be", read_all(&ctx, bytes, &t), OK);
    text_putc(&deep, 'x');
    CHECK_ERR("text", text_end(&deep, &bytes), OK);
    CHECK_ERR("a byte more", read_all(&ctx, bytes, &t), ERR_LIMIT);
}

static void
tables_come_in_many_forms(void **state)
{
    static const char *const forms[] = {"a,b\n1,x\n",
                                        "a;b\r\n1;x\r\n",
                                        "a\tb\n1\tx",
                                        ("\xef\xbb\xbf"
                                         "a,b\n1,x"),
                                        "\"a\",\"b\"\n\"1\",\"x\"\n",
                                        "a , b\n 1 , x \n\n\n"};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(forms); i++) {
        struct ctx ctx = {.arena = arena};
        struct table_csv t;
        bool more = false;
        double n = 0;

        CHECK_ERR(forms[i], table_open(&ctx, "f", slice_of(forms[i]), &t), OK);
        CHECK_INT(forms[i], t.columns, 2);
        CHECK_INT(forms[i], table_column(&t, "B"), 1);
        CHECK_INT(forms[i], table_column(&t, "c"), -1);
        CHECK_ERR(forms[i], table_next(&ctx, &t, &more), OK);
        CHECK_TRUE(forms[i], more);
        CHECK_ERR(forms[i], table_number(&t, t.cells[0], &n), OK);
        CHECK_TRUE(forms[i], n == 1);
        CHECK_SLICE(forms[i], t.cells[1], "x");
        CHECK_ERR(forms[i], table_next(&ctx, &t, &more), OK);
        CHECK_TRUE(forms[i], !more);
    }
}

static void
numbers_are_numbers_alone(void **state)
{
    static const char *const bad[] = {"",      " ",   "1x",  "0x10",  "inf", "nan",
                                      "1e999", "--1", "1,2", "1.2.3", "e",   "."};
    struct table_csv comma = {.separator = ','};
    struct table_csv semicolon = {.separator = ';'};
    double n = 0;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        CHECK_ERR(bad[i], table_number(&comma, slice_of(bad[i]), &n), ERR_INVALID);
    CHECK_ERR("decimal comma", table_number(&semicolon, SLICE("-1,25"), &n), OK);
    CHECK_TRUE("its value", n == -1.25);
    CHECK_ERR("exponent", table_number(&comma, SLICE("2.5e-1"), &n), OK);
    CHECK_TRUE("its value", n == 0.25);
    CHECK_TRUE("missing", table_is_missing(SLICE("na")) && table_is_missing(SLICE("-")) &&
                              table_is_missing(SLICE("")) && !table_is_missing(SLICE("0")));
}

/* --- banks -------------------------------------------------------------------- */

static void
a_bank_has_items_of_each_model(void **state)
{
    struct ctx ctx = {.arena = arena};
    struct bank_rows rows = {0};

    (void)state;
    CHECK_ERR(ctx.failure.message,
              bank_csv_read(&ctx, "f",
                            SLICE("Item,model,alpha,b,guessing,upper,b1,b2,group\n"
                                  "x,3pl,1.5,-0.5,0.2,,,,A\n"
                                  ",grm,2,,,,-1,1,B\n"
                                  "z,pcm,NA,,,,1,-1,\n"),
                            NULL, &rows),
              OK);
    CHECK_INT("three", rows.len, 3);
    CHECK_TRUE("named", rows.named);
    CHECK_SLICE("name", rows.rows[0].name, "x");
    CHECK_SLICE("else a number", rows.rows[1].name, "2");
    CHECK_TRUE("3pl", rows.rows[0].model == BANK_LOGISTIC && rows.rows[0].a == 1.5 &&
                          rows.rows[0].b[0] == -0.5 && rows.rows[0].c == 0.2 &&
                          rows.rows[0].d == 1);
    CHECK_TRUE("graded", rows.rows[1].model == BANK_GRADED && rows.rows[1].steps == 2 &&
                             rows.rows[1].b[1] == 1);
    CHECK_TRUE("partial credit, in any order",
               rows.rows[2].model == BANK_PARTIAL && rows.rows[2].a == 1 && rows.rows[2].b[0] == 1);
    CHECK_ERR("without headings", bank_csv_read(&ctx, "f", SLICE("1,0,0.2\n2,1,0\n"), NULL, &rows),
              OK);
    CHECK_INT("two", rows.len, 2);
    CHECK_TRUE("a, b, c", rows.rows[0].a == 1 && rows.rows[1].b[0] == 1 && rows.rows[0].c == 0.2);
    CHECK_ERR("deltas", bank_csv_read(&ctx, "f", SLICE("delta1,delta2\n0,1\n"), NULL, &rows), OK);
    CHECK_INT("are partial credit", rows.rows[0].model, BANK_PARTIAL);
    CHECK_ERR("unless said", bank_csv_read(&ctx, "f", SLICE("b1,b2\n0,1\n"), "gpcm", &rows), OK);
    CHECK_INT("otherwise", rows.rows[0].model, BANK_PARTIAL);
}

static void
what_is_no_bank_says_row_and_column(void **state)
{
    static const struct bad_table table[] = {
        {"no item", "a,b\n", ERR_INVALID, "row 2: there is no item"},
        {"no difficulty", "a,c\n1,0\n", ERR_INVALID, "no column b"},
        {"unknown column", "a,b,colour\n1,0,red\n", ERR_INVALID, "column 3 (colour)"},
        {"twice", "a,b,alpha\n1,0,1\n", ERR_INVALID, "column 1 is the same"},
        {"a threshold without a column", "a,b1,b3\n1,0,1\n", ERR_INVALID, "threshold 2"},
        {"threshold twice", "b1,beta1\n0,0\n", ERR_INVALID, "stands twice"},
        {"no number", "a,b\n1,hard\n", ERR_INVALID, "row 2, column 2 (b): \"hard\" is no number"},
        {"discriminates nothing", "a,b\n0,0\n", ERR_INVALID, "discriminates nothing"},
        {"too steep", "a,b\n51,0\n", ERR_INVALID, "not within -50 and 50"},
        {"too hard", "a,b\n1,101\n", ERR_INVALID, "not within -100 and 100"},
        {"guessing over 1", "a,b,c\n1,0,1.2\n", ERR_INVALID, "column 3 (c)"},
        {"c above d", "a,b,c,d\n1,0,0.5,0.4\n", ERR_INVALID, "c must be below d"},
        {"no such model", "model,b\nfoo,0\n", ERR_INVALID, "no model \"foo\""},
        {"falling thresholds", "model,b1,b2\ngrm,1,0\n", ERR_INVALID, "rise from left to right"},
        {"a hole among thresholds", "b1,b2,b3\n0,NA,1\n", ERR_INVALID, "before it is missing"},
        {"five numbers", "1,2,3,4,5\n", ERR_INVALID, "2 to 4 columns"},
        {"one number", "1\n", ERR_INVALID, "2 to 4 columns"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct ctx ctx = {.arena = arena};
        struct bank_rows rows = {0};

        says_why(&table[i], &ctx, bank_csv_read(&ctx, "f", slice_of(table[i].bytes), NULL, &rows));
        CHECK_INT("nothing returned", rows.len, 0);
    }
}

/* --- answers ------------------------------------------------------------------ */

static const struct response_words PLAIN = {NULL, NULL, NULL};

static void
answers_are_numbers_words_or_nothing(void **state)
{
    static const struct response_words words = {"sex", "n", "nie,oft,immer"};
    struct ctx ctx = {.arena = arena};
    struct responses r = {0};
    uint8_t steps[2] = {0};
    uint8_t values[2][RESPONSE_CATEGORIES_MAX];

    (void)state;
    CHECK_ERR(ctx.failure.message,
              response_csv_read(&ctx, "f", SLICE("id,q1,q2\nanna,5,NA\nbert,9,1\ncora,5,0\n"),
                                &PLAIN, &r),
              OK);
    CHECK_INT("people", r.people, 3);
    CHECK_INT("items", r.items, 2);
    CHECK_SLICE("name", r.names[0], "q1");
    CHECK_INT("missing", r.cells[1], RESPONSE_MISSING);
    CHECK_ERR("recode", response_recode(&ctx, "f", &r, steps, values), OK);
    CHECK_INT("5 is 0", r.cells[0], 0);
    CHECK_INT("9 is 1", r.cells[2], 1);
    CHECK_INT("was written", values[0][1], 9);
    CHECK_INT("missing stays", r.cells[1], RESPONSE_MISSING);
    CHECK_ERR(
        "words",
        response_csv_read(&ctx, "f", SLICE("sex;n;q\nw;2;oft\nm;1;nie\nw;3;immer\n"), &words, &r),
        OK);
    CHECK_INT("two groups", r.groups_len, 2);
    CHECK_INT("second", r.group_of[1], 1);
    CHECK_INT("how often", r.weights[2], 3);
    CHECK_INT("oft", r.cells[0], 1);
    CHECK_ERR("without headings", response_csv_read(&ctx, "f", SLICE("0,1\n1,0\n"), &PLAIN, &r),
              OK);
    CHECK_INT("the first row is a person", r.people, 2);
    CHECK_ERR("counted headings", response_csv_read(&ctx, "f", SLICE("1,2,3\n1,0,1\n"), &PLAIN, &r),
              OK);
    CHECK_INT("are none", r.people, 1);
}

static void
what_is_no_answer_says_row_and_column(void **state)
{
    static const struct response_words grouped = {"g", NULL, NULL};
    static const struct response_words often = {NULL, "n", NULL};
    static const struct response_words worded = {NULL, NULL, "nein,ja"};
    static const struct {
        struct bad_table t;
        const struct response_words *words;
    } table[] = {
        {{"no person", "a,b\n", ERR_INVALID, "row 2: there is no person"}, &PLAIN},
        {{"no item", "id\nanna\n", ERR_INVALID, "no column is an item"}, &PLAIN},
        {{"a word", "a,b\n1,yes\n", ERR_INVALID, "row 2, column 2 (b): \"yes\" is no answer"},
         &PLAIN},
        {{"over 99", "a,b\n1,100\n", ERR_INVALID, "column 2 (b)"}, &PLAIN},
        {{"below 0", "a,b\n-1,0\n", ERR_INVALID, "column 1 (a)"}, &PLAIN},
        {{"half", "a,b\n0.5,0\n", ERR_INVALID, "column 1 (a)"}, &PLAIN},
        {{"not one of the words", "a,b\nja,vielleicht\n", ERR_INVALID, "none of --categories"},
         &worded},
        {{"no such group column", "a,b\n1,0\n", ERR_INVALID, "no column \"g\""}, &grouped},
        {{"no group", "g,b\nNA,0\n", ERR_INVALID, "no group"}, &grouped},
        {{"seven groups", "g,b\n1,0\n2,0\n3,0\n4,0\n5,0\n6,0\n7,1\n", ERR_LIMIT, "group 7"},
         &grouped},
        {{"never", "n,b\n0,1\n", ERR_INVALID, "how often"}, &often},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct ctx ctx = {.arena = arena};
        struct responses r = {0};

        says_why(&table[i].t, &ctx,
                 response_csv_read(&ctx, "f", slice_of(table[i].t.bytes), table[i].words, &r));
        CHECK_INT("nothing returned", r.people, 0);
    }
}

static void
answers_that_say_nothing_are_told(void **state)
{
    static const struct bad_table table[] = {
        {"all the same", "a,b\n1,0\n1,1\n", ERR_INVALID, "item 1 (a): everybody"},
        {"nobody", "a,b\n1,NA\n0,NA\n", ERR_INVALID, "item 2 (b): nobody"},
        {"thirteen different", "a\n0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n", ERR_INVALID,
         "item 1 (a): more than 12"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct ctx ctx = {.arena = arena};
        struct responses r = {0};
        uint8_t steps[2];
        uint8_t values[2][RESPONSE_CATEGORIES_MAX];

        CHECK_ERR(table[i].why, response_csv_read(&ctx, "f", slice_of(table[i].bytes), &PLAIN, &r),
                  OK);
        says_why(&table[i], &ctx, response_recode(&ctx, "f", &r, steps, values));
    }
}

static enum err
read_damaged(struct ctx *ctx, struct slice bytes)
{
    struct bank_rows rows = {0};
    struct responses r = {0};
    enum err e = bank_csv_read(ctx, "f", bytes, NULL, &rows);

    CHECK_TRUE("a bank, whole or not at all", e == OK || rows.len == 0);
    ctx_clear(ctx);
    e = response_csv_read(ctx, "f", bytes, &PLAIN, &r);
    CHECK_TRUE("answers, whole or not at all", e == OK || r.people == 0);
    return e;
}

static void
damage_never_gives_half_a_table(void **state)
{
    struct text t = text_init(arena, 1 << 20);
    struct slice bytes = {0};

    (void)state;
    text_puts(&t, "item,a,b,c\n");
    for (int i = 0; i < 400; i++)
        text_printf(&t, "i%d,1.%d,-0.%d,0.2\n", i, i % 10, i % 97);
    CHECK_ERR("text", text_end(&t, &bytes), OK);
    survives_damage_to(bytes, read_damaged);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_table_that_cannot_be_read_says_where),
        TEST(limits_of_a_table_are_kept),
        TEST(tables_come_in_many_forms),
        TEST(numbers_are_numbers_alone),
        TEST(a_bank_has_items_of_each_model),
        TEST(what_is_no_bank_says_row_and_column),
        TEST(answers_are_numbers_words_or_nothing),
        TEST(what_is_no_answer_says_row_and_column),
        TEST(answers_that_say_nothing_are_told),
        TEST(damage_never_gives_half_a_table),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
