/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/item_sheet.h"

#include <string.h>

#include "check.h"
#include "domain/item_version.h"

static struct arena *arena;

/* A sheet of a kind that is sound but for what a row of the table changes. */
static struct item_sheet
given_sheet(enum item_kind kind)
{
    struct item_sheet s = {.code = SLICE("x"),
                           .competence = SLICE("D1.1"),
                           .kind = kind,
                           .level = SLICE("3"),
                           .facet = SLICE("f"),
                           .text = SLICE("t"),
                           .rows_len = 3};
    static const char *const words[] = {"eins", "zwei", "drei"};
    static const char *const graded[] = {"3", "1", "0"};

    for (int i = 0; i < 3; i++) {
        s.rows[i].text = slice_of(words[i]);
        s.rows[i].label = kind == ITEM_MATCH || kind == ITEM_FORM ? slice_of(words[i]) : SLICE("");
        s.rows[i].worth = kind == ITEM_SITUATION ? slice_of(graded[i]) : SLICE("");
        if (kind == ITEM_GAP || kind == ITEM_FORM) {
            s.rows[i].text = SLICE("");
            s.rows[i].options = SLICE("* ja\nnein");
        }
        if (kind == ITEM_PICK)
            s.rows[i].text = SLICE("a | b");
    }
    if (kind == ITEM_SINGLE || kind == ITEM_MULTIPLE || kind == ITEM_PICK)
        s.rows[1].worth = SLICE("1");
    if (kind == ITEM_PICK)
        s.columns = SLICE("Datei | Datum");
    return s;
}

static void
a_sound_sheet_of_each_kind_is_an_item(void **state)
{
    (void)state;
    for (int k = 0; k < ITEM_KINDS; k++) {
        struct item_sheet s = given_sheet((enum item_kind)k);
        struct item_sheet_faults faults;
        struct item it = {.level = 0};

        CHECK_ERR("read", item_sheet_read(arena, &s, (struct competence_id){1}, &it, &faults), OK);
        CHECK_INT(item_kind_code((enum item_kind)k), faults.len, 0);
        CHECK_INT("sound", item_fault(&it), 0);
    }
}

struct mistake {
    const char *why;
    enum item_kind kind;
    enum item_sheet_field field;
    int rule;
    int row;           /* of the fault */
    int changed;       /* row that is changed; -1: a word of the head */
    const char *text;  /* NULL: as it is */
    const char *worth; /* likewise, and so on */
    const char *label;
    const char *options;
};

static void
change(struct item_sheet *s, const struct mistake *m)
{
    struct item_sheet_row *row = &s->rows[m->changed < 0 ? 0 : m->changed];
    struct slice *const to[] = {&row->text, &row->worth, &row->label, &row->options};
    const char *const with[] = {m->text, m->worth, m->label, m->options};

    for (int i = 0; i < 4 && m->changed >= 0; i++)
        if (with[i] != NULL)
            *to[i] = slice_of(with[i]);
}

static void
what_is_wrong_is_told_at_its_place(void **state)
{
    static const struct mistake table[] = {
        {"two alike", ITEM_SINGLE, SHEET_ROWS, 2, -1, 0, "zwei", NULL, NULL, NULL},
        {"two right", ITEM_SINGLE, SHEET_ROWS, 2, -1, 0, NULL, "1", NULL, NULL},
        {"none right", ITEM_SINGLE, SHEET_ROWS, 2, -1, 1, NULL, "", NULL, NULL},
        {"worth 2", ITEM_SINGLE, SHEET_ROWS, 2, 2, 2, NULL, "2", NULL, NULL},
        {"worth a word", ITEM_SINGLE, SHEET_ROWS, 2, 2, 2, NULL, "ja", NULL, NULL},
        {"worth below 0", ITEM_SINGLE, SHEET_ROWS, 2, 2, 2, NULL, "-1", NULL, NULL},
        {"all right", ITEM_MULTIPLE, SHEET_ROWS, 3, -1, 1, NULL, "", NULL, NULL},
        {"two steps", ITEM_ORDER, SHEET_ROWS, 4, -1, 0, "", NULL, NULL, NULL},
        {"half a pair", ITEM_MATCH, SHEET_ROWS, 5, -1, 0, NULL, NULL, "", NULL},
        {"right sides alike", ITEM_MATCH, SHEET_ROWS, 5, -1, 0, "zwei", NULL, NULL, NULL},
        {"no option is right", ITEM_GAP, SHEET_ROWS, 6, -1, 0, NULL, NULL, NULL, "ja\nnein"},
        {"one option", ITEM_GAP, SHEET_ROWS, 6, -1, 0, NULL, NULL, NULL, "*ja"},
        {"nine options", ITEM_GAP, SHEET_ROWS, 1, 0, 0, NULL, NULL, NULL,
         "*1\n2\n3\n4\n5\n6\n7\n8\n9"},
        {"a field without a name", ITEM_FORM, SHEET_ROWS, 6, -1, 0, NULL, NULL, "", NULL},
        {"a cell too few", ITEM_PICK, SHEET_ROWS, 2, 1, 1, "a", NULL, NULL, NULL},
        {"a cell too many", ITEM_PICK, SHEET_ROWS, 2, 1, 1, "a|b|c", NULL, NULL, NULL},
        {"no right row", ITEM_PICK, SHEET_ROWS, 2, -1, 1, NULL, "", NULL, NULL},
        {"nothing is best", ITEM_SITUATION, SHEET_ROWS, 7, -1, 0, NULL, "2", NULL, NULL},
        {"nothing is worst", ITEM_SITUATION, SHEET_ROWS, 7, -1, 2, NULL, "1", NULL, NULL},
        {"worth 4", ITEM_SITUATION, SHEET_ROWS, 7, 2, 2, NULL, "4", NULL, NULL},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct item_sheet s = given_sheet(table[i].kind);
        struct item_sheet_faults faults;
        struct item it = {.level = 0};

        change(&s, &table[i]);
        CHECK_ERR("read", item_sheet_read(arena, &s, (struct competence_id){1}, &it, &faults), OK);
        CHECK_INT(table[i].why, faults.len, 1);
        CHECK_INT(table[i].why, faults.faults[0].field, table[i].field);
        CHECK_INT(table[i].why, faults.faults[0].rule, table[i].rule);
        CHECK_INT(table[i].why, faults.faults[0].row, table[i].row);
    }
}

static void
each_field_of_the_head_is_told_once(void **state)
{
    static char long_word[ITEM_TEXT_BYTES_MAX + 1];
    struct item_sheet s = given_sheet(ITEM_SINGLE);
    struct item_sheet_faults faults;
    struct item it = {.level = 0};

    (void)state;
    memset(long_word, 'x', sizeof long_word);
    s.level = SLICE("9");
    s.facet = SLICE("");
    s.text = SLICE("");
    s.explanation = (struct slice){long_word, sizeof long_word};
    s.rows[0].text = (struct slice){long_word, ITEM_CHOICE_BYTES_MAX + 1};
    s.rows[1].text = s.rows[0].text;
    CHECK_ERR("read", item_sheet_read(arena, &s, (struct competence_id){1}, &it, &faults), OK);
    CHECK_INT("five", faults.len, 5);
    CHECK_INT("level", faults.faults[0].field, SHEET_LEVEL);
    CHECK_INT("explanation", faults.faults[3].bytes_max, ITEM_TEXT_BYTES_MAX);
    CHECK_INT("choice", faults.faults[4].bytes_max, ITEM_CHOICE_BYTES_MAX);
    s = given_sheet(ITEM_PICK);
    s.columns = SLICE("a | ");
    CHECK_ERR("read", item_sheet_read(arena, &s, (struct competence_id){1}, &it, &faults), OK);
    CHECK_INT("columns", faults.faults[0].field, SHEET_COLUMNS);
}

/* Letters that mean something, at the edge and within. */
static void
every_word_is_written_and_read_again(void **state)
{
    static const char *const words[] = {"*",     "* a",  "\\",   "a\\",  "\\n", "a\nb", "|",
                                        "a | b", " a",   "a ",   "\t",   "**",  "\\*",  "a|",
                                        "|a",    "a\\|", "\\ a", "ä ö ", "a  b"};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        struct item_choice options[] = {{.text = slice_of(words[i]), .credit = 1},
                                        {.text = SLICE("andere")}};
        struct item_blank blanks[] = {{.choices = options, .choices_len = 2}};
        struct slice cells[] = {slice_of(words[i]), SLICE("")};
        struct item_choice rows[] = {
            {.cells = cells, .credit = 1}, {.cells = cells}, {.cells = cells}};
        struct item gap = {.code = SLICE("x"),
                           .competence = {1},
                           .kind = ITEM_GAP,
                           .level = 1,
                           .facet = SLICE("f"),
                           .text = SLICE("t"),
                           .blanks = blanks,
                           .blanks_len = 1};
        struct item pick = {.code = SLICE("x"),
                            .competence = {1},
                            .kind = ITEM_PICK,
                            .level = 1,
                            .facet = SLICE("f"),
                            .text = SLICE("t"),
                            .choices = rows,
                            .choices_len = 3,
                            .columns = cells,
                            .columns_len = 1};
        struct item_sheet_faults faults;
        struct item_sheet s;
        struct item it = {.level = 0};

        CHECK_ERR("write", item_sheet_of(arena, &gap, SLICE("D1.1"), &s), OK);
        CHECK_ERR("read", item_sheet_read(arena, &s, gap.competence, &it, &faults), OK);
        CHECK_INT(words[i], faults.len, 0);
        CHECK_SLICE("option", it.blanks[0].choices[0].text, words[i]);
        CHECK_INT("right", it.blanks[0].choices[0].credit, 1);
        pick.columns_len = 2;
        pick.columns = (const struct slice[]){SLICE_INIT("A"), SLICE_INIT("B")};
        CHECK_ERR("write", item_sheet_of(arena, &pick, SLICE("D1.1"), &s), OK);
        CHECK_ERR("read", item_sheet_read(arena, &s, pick.competence, &it, &faults), OK);
        CHECK_INT(words[i], faults.len, 0);
        CHECK_SLICE("cell", it.choices[2].cells[0], words[i]);
        CHECK_SLICE("empty cell", it.choices[2].cells[1], "");
    }
}

/* ITEM-13, ITEM-14: each state with each, and who. */
static void
states_follow_as_the_rules_say(void **state)
{
    static const char *const may[ITEM_STATES] = {
        [ITEM_DRAFT] = "-x---",    [ITEM_REVIEW] = "x-x--",  [ITEM_APPROVED] = "---xx",
        [ITEM_REPLACED] = "-----", [ITEM_RETIRED] = "-----",
    };
    enum item_state parsed;

    (void)state;
    for (int a = 0; a < ITEM_STATES; a++) {
        struct item_version v = {.state = (enum item_state)a, .author = {7}};

        for (int b = 0; b < ITEM_STATES; b++)
            CHECK_INT(item_state_code((enum item_state)a),
                      item_state_may_follow((enum item_state)a, (enum item_state)b),
                      may[a][b] == 'x');
        CHECK_ERR("code", item_state_parse(slice_of(item_state_code(v.state)), &parsed), OK);
        CHECK_INT("the author changes drafts", item_version_may_change(&v, (struct account_id){7}),
                  a == ITEM_DRAFT);
        CHECK_INT("nobody else", item_version_may_change(&v, (struct account_id){8}), false);
        CHECK_INT("another reviews", item_version_may_review(&v, (struct account_id){8}),
                  a == ITEM_REVIEW);
        CHECK_INT("not the author", item_version_may_review(&v, (struct account_id){7}), false);
        v.author.n = 0;
        CHECK_INT("nobody is nobody", item_version_may_change(&v, (struct account_id){0}), false);
        CHECK_INT("nobody is nobody", item_version_may_review(&v, (struct account_id){0}), false);
    }
    CHECK_ERR("no state", item_state_parse(SLICE("Draft"), &parsed), ERR_NOT_FOUND);
}

static int
setup(void **state)
{
    (void)state;
    arena = arena_open((size_t)64 << 20);
    return arena == NULL ? -1 : 0;
}

static int
teardown(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sound_sheet_of_each_kind_is_an_item),
        cmocka_unit_test(what_is_wrong_is_told_at_its_place),
        cmocka_unit_test(each_field_of_the_head_is_told_once),
        cmocka_unit_test(every_word_is_written_and_read_again),
        cmocka_unit_test(states_follow_as_the_rules_say),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
