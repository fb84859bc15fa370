/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/items_csv.h"

#include "given_items.h"

static struct slice
write_all(struct ctx *ctx, const struct given_items *g)
{
    struct text t = text_init(arena, ITEM_FILE_BYTES_MAX);
    struct slice bytes = {0};

    items_csv_put_headings(&t);
    for (int i = 0; i < g->len; i++)
        CHECK_ERR(ctx->failure.message,
                  items_csv_put(ctx, &t, g->all[i].item, g->all[i].competence), OK);
    CHECK_ERR("all", text_end(&t, &bytes), OK);
    return bytes;
}

static void
all_items_come_back_as_they_went_out(void **state)
{
    struct ctx ctx = {.arena = arena};
    struct given_items *g = given_items(&ctx);
    struct item_import im;

    (void)state;
    CHECK_ERR("read", items_csv_read(&ctx, write_all(&ctx, g), g->framework, &im), OK);
    CHECK_INT("no problem", im.problems_count, 0);
    CHECK_INT("all", im.len, g->len);
    for (int i = 0; i < g->len; i++) {
        CHECK_TRUE("competence", slice_eq(im.items[i].competence, g->all[i].competence));
        CHECK_TRUE(arena_cstr(arena, g->all[i].item->code),
                   same_item(&ctx, &im.items[i].item, g->all[i].item, g->all[i].competence));
    }
}

#define HEAD "code;kompetenz;art;niveau;facette;text;antwort1;wert1;antwort2;wert2;antwort3;wert3\n"
#define GOOD "d1-1-50;D1.1;single;3;Filtern;Was?;ja;1;nein;;vielleicht;\n"

/* What a spreadsheet would calculate goes out as text, and comes back as it was. */
static void
formulas_are_guarded_and_come_back(void **state)
{
    static const struct {
        const char *text;
        const char *cell;
    } rows[] = {
        {"=HYPERLINK(A1)", ";'=HYPERLINK(A1);"},
        {"+49 621", ";'+49 621;"},
        {"-1", ";'-1;"},
        {"@SUM(A1)", ";'@SUM(A1);"},
        {"'=1", ";''=1;"},
        {"''-x", ";'''-x;"},
        {"'zitiert'", ";'zitiert';"},
        {"a=1", ";a=1;"},
    };
    struct ctx ctx = {.arena = arena};
    struct given_items *g = given_items(&ctx);
    struct item it = *g->all[0].item;
    struct item_import im;

    (void)state;
    g->all[0].item = &it;
    g->len = 1;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct slice bytes;

        it.text = slice_of(rows[i].text);
        bytes = write_all(&ctx, g);
        CHECK_TRUE(rows[i].text, slice_find(bytes, slice_of(rows[i].cell)) < bytes.len);
        CHECK_ERR(rows[i].text, items_csv_read(&ctx, bytes, g->framework, &im), OK);
        CHECK_INT(rows[i].text, im.len, 1);
        CHECK_SLICE(rows[i].text, im.items[0].item.text, rows[i].text);
    }
}

static void
problems_name_line_and_reason(void **state)
{
    static const struct {
        const char *why;
        const char *bytes;
        int what; /* ITEM_PROBLEMS: none */
        int line;
        int taken;
    } rows[] = {
        {"good, with commas",
         "art,kompetenz,niveau,facette,text,antwort1,antwort2,antwort3\n"
         "order,D1.1,3,Filtern,Was?,eins,zwei,drei\n",
         ITEM_PROBLEMS, 0, 1},
        {"good, of Excel", "sep=;\r\n" HEAD "\r\n" GOOD ";;;;;;;;;;;\r\n", ITEM_PROBLEMS, 0, 1},
        {"nothing", "", ITEM_PROBLEM_EMPTY, 0, 0},
        {"headings alone", HEAD, ITEM_PROBLEM_EMPTY, 0, 0},
        {"no headings", GOOD, ITEM_PROBLEM_COLUMN, 1, 0},
        {"a heading is missing", "code;kompetenz;art;niveau;text\n", ITEM_PROBLEM_COLUMN, 1, 0},
        {"open quote in the headings", "\"code;kompetenz\n", ITEM_PROBLEM_ROW, 1, 0},
        {"open quote", HEAD GOOD "\"d1-1-51;D1.1\n", ITEM_PROBLEM_ROW, 3, 1},
        {"no such competence", HEAD "x;D9.9;single;3;f;t;a;1;b;;c;\n", ITEM_PROBLEM_COMPETENCE, 2,
         0},
        {"no such kind", HEAD "x;D1.1;essay;3;f;t;a;1;b;;c;\n", ITEM_PROBLEM_KIND, 2, 0},
        {"code with a space", HEAD "a b;D1.1;single;3;f;t;a;1;b;;c;\n", ITEM_PROBLEM_CODE, 2, 0},
        {"code twice", HEAD GOOD GOOD, ITEM_PROBLEM_CODE, 3, 1},
        {"level 9", HEAD "x;D1.1;single;9;f;t;a;1;b;;c;\n", ITEM_PROBLEM_RULE, 2, 0},
        {"nothing right", HEAD "x;D1.1;single;3;f;t;a;;b;;c;\n", ITEM_PROBLEM_RULE, 2, 0},
        {"a formula is text", HEAD "x;D1.1;single;3;f;t;=1+1;1;b;;c;\n", ITEM_PROBLEMS, 0, 1},
        {"umlaut of Windows-1252", HEAD "x;D1.1;single;3;f;gr\xfc\xdf;a;1;b;;c;\n", ITEM_PROBLEMS,
         0, 1},
        {"damaged UTF-8", HEAD "x;D1.1;single;3;f;\xc3\xbc \xc3\xa4 \xc3\xb6 \xff;a;1;b;;c;\n",
         ITEM_PROBLEM_CHARSET, 2, 0},
        {"UTF-16", "\xff\xfe" HEAD, ITEM_PROBLEM_CHARSET, 0, 0},
        {"a package", "PK\x03\x04", ITEM_PROBLEM_COLUMN, 1, 0},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct ctx ctx = {.arena = arena};
        const struct framework *f = given_framework(&ctx);
        struct item_import im;

        CHECK_ERR(rows[i].why, items_csv_read(&ctx, slice_of(rows[i].bytes), f, &im), OK);
        CHECK_INT(rows[i].why, im.len, rows[i].taken);
        if (rows[i].what == ITEM_PROBLEMS) {
            CHECK_INT(rows[i].why, im.problems_count, 0);
            continue;
        }
        CHECK_TRUE(rows[i].why, im.problems_count > 0);
        CHECK_SLICE(rows[i].why, slice_of(item_problem_name(im.problems[0].what)),
                    item_problem_name((enum item_problem)rows[i].what));
        CHECK_INT(rows[i].why, im.problems[0].line, rows[i].line);
    }
}

static enum err
read_damaged(struct ctx *ctx, struct slice bytes)
{
    struct ctx own = {.arena = arena};
    struct item_import im;
    enum err e = items_csv_read(ctx, bytes, given_framework(&own), &im);

    for (int i = 0; e == OK && i < im.len; i++) {
        struct item it = im.items[i].item;

        it.code = SLICE("x");
        CHECK_INT("sound", item_fault(&it), 0);
    }
    return e;
}

static void
damage_is_a_problem_or_nothing(void **state)
{
    struct ctx ctx = {.arena = arena};
    struct given_items *g = given_items(&ctx);

    (void)state;
    g->len = 20;
    survives_damage_to(write_all(&ctx, g), read_damaged);
}

/* More problems than are kept are counted; more items than a bank holds are told. */
static void
a_huge_list_is_told_of(void **state)
{
    struct ctx ctx = {.arena = arena};
    const struct framework *f = given_framework(&ctx);
    struct text t = text_init(arena, ITEM_FILE_BYTES_MAX);
    struct slice bytes = {0};
    struct item_import im;

    (void)state;
    text_puts(&t, HEAD);
    for (int i = 0; i < ITEM_BANK_MAX + IMPORT_NOTES_MAX + 5; i++)
        text_printf(&t, "x-%d;D1.1;single;3;f;t;a;1;b;;c;\n", i);
    CHECK_ERR("text", text_end(&t, &bytes), OK);
    CHECK_ERR("read", items_csv_read(&ctx, bytes, f, &im), OK);
    CHECK_INT("all it holds", im.len, ITEM_BANK_MAX);
    CHECK_INT("counted", im.problems_count, IMPORT_NOTES_MAX + 5);
    CHECK_INT("kept", im.problems_len, IMPORT_NOTES_MAX);
    CHECK_INT("many", im.problems[0].what, ITEM_PROBLEM_MANY);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(all_items_come_back_as_they_went_out),
        TEST(formulas_are_guarded_and_come_back),
        TEST(problems_name_line_and_reason),
        TEST(damage_is_a_problem_or_nothing),
        TEST(a_huge_list_is_told_of),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
