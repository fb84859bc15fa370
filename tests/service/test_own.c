/* SPDX-License-Identifier: EUPL-1.2 */
/* What a person gets of their own data: everything, nothing of others, no secrets. */
#include <string.h>

#include "exchange/json_read.h"
#include "service/own_ground.h"
#include "service/own_words.h"
#include "service/suite.h"
#include "storage/migrate.h"
#include "storage/own_store.h"

static struct slice
json_of(const struct own_ground *t, const struct own_wish *wish)
{
    struct own_data *data = arena_new(t->g->arena, struct own_data);
    struct slice json = {0};

    assert_non_null(data);
    CHECK_ERR("load", own_data_load(&t->g->ctx, wish, data), OK);
    CHECK_ERR("json", own_data_json(&t->g->ctx, data, &json), OK);
    return json;
}

static bool
holds(struct slice bytes, const char *what)
{
    return slice_find(bytes, slice_of(what)) < bytes.len;
}

/* PRIVACY-1, PRIVACY-3 */
static void
everything_is_in_the_export_and_no_secret(void **state)
{
    struct own_ground t;
    struct own_wish wish;
    struct slice json;
    const struct json_value *top = NULL;

    own_ground_lay(*state, &t);
    wish = own_ground_wish(&t);
    json = json_of(&t, &wish);
    for (size_t i = 0; i < OWN_CANARIES_LEN; i++)
        CHECK_INT(OWN_CANARIES[i].what, holds(json, OWN_CANARIES[i].value),
                  OWN_CANARIES[i].exported);
    CHECK_TRUE("an answer of the check", holds(json, t.item));
    CHECK_TRUE("what it found", holds(json, "\"chances\":["));
    CHECK_TRUE("not the password's hash", !holds(json, "argon2id"));
    CHECK_TRUE("nobody else", !holds(json, "anders@") && !holds(json, "ein-anderes-kont"));
    if (json_read(&t.g->ctx, json, &top) != OK)
        fail_msg("it is no JSON: %s", ctx_message(&t.g->ctx, ERR_INVALID));
    own_ground_done(&t);
}

/* Rows with something in them, and the PDF; a row without a word would be missing in it. */
static void
the_pdf_has_a_word_for_every_row_and_column(void **state)
{
    struct own_ground t;
    struct own_wish wish;
    struct own_data *data;
    struct slice pdf = {0};
    enum say_key key;

    own_ground_lay(*state, &t);
    wish = own_ground_wish(&t);
    data = arena_new(t.g->arena, struct own_data);
    assert_non_null(data);
    CHECK_ERR("load", own_data_load(&t.g->ctx, &wish, data), OK);
    for (int i = 0; i < data->rows_len; i++) {
        const struct own_rows *r = &data->rows[i];

        CHECK_TRUE(r->name, own_words_rows(r->name, &key));
        for (int v = 0; v < r->len * r->columns; v++)
            if (!own_words_column(r->values[v].name, &key))
                fail_msg("no word for %.*s of %s", SLICE_ARG(r->values[v].name), r->name);
    }
    CHECK_ERR("pdf", own_data_pdf(&t.g->ctx, data, LANG_DE, &pdf), OK);
    CHECK_TRUE("a PDF", slice_starts(pdf, SLICE("%PDF")) && pdf.len > 10000);
    own_ground_done(&t);
}

static void
a_guest_gets_what_the_key_opens_and_a_stranger_nothing(void **state)
{
    struct own_ground t;
    struct own_wish wish;
    struct check_desk desk;
    struct slice json;

    own_ground_lay(*state, &t);
    wish = own_ground_wish(&t);
    wish.actor = NULL;
    json = json_of(&t, &wish);
    for (size_t i = 0; i < OWN_CANARIES_LEN; i++)
        CHECK_INT(OWN_CANARIES[i].what, holds(json, OWN_CANARIES[i].value), OWN_CANARIES[i].guest);
    CHECK_TRUE("the check", holds(json, t.item));
    desk = check_desk_at(&t.d, 2);
    wish.desk = &desk;
    memset(wish.guest.bytes, 6, sizeof wish.guest.bytes);
    json = json_of(&t, &wish);
    for (size_t i = 0; i < OWN_CANARIES_LEN; i++)
        CHECK_TRUE(OWN_CANARIES[i].what, !holds(json, OWN_CANARIES[i].value));
    CHECK_TRUE("no check", !holds(json, t.item));
    own_ground_done(&t);
}

/* --- the tables ------------------------------------------------------------- */

static const struct own_table *
table_of(struct slice name)
{
    for (size_t i = 0; i < OWN_TABLES_LEN; i++)
        if (slice_is(name, OWN_TABLES[i].table))
            return &OWN_TABLES[i];
    return NULL;
}

static bool
is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

/* Whether `word` stands in `text` as a whole word. */
static bool
has_word(struct slice text, struct slice word)
{
    for (size_t at = 0; at + word.len <= text.len; at++)
        if (slice_eq(slice_sub(text, at, word.len), word) &&
            (at == 0 || !is_name(text.at[at - 1])) &&
            (at + word.len == text.len || !is_name(text.at[at + word.len])))
            return true;
    return false;
}

static struct slice
first_word(struct slice line)
{
    size_t len = 0;

    while (len < line.len && is_name(line.at[len]))
        len++;
    return (struct slice){line.at, len};
}

/* Opened by the service, not by a query: tests above look into them. */
static bool
is_sealed(const char *table)
{
    return strcmp(table, "check_run") == 0 || strcmp(table, "check_share") == 0 ||
           strcmp(table, "check_share_look") == 0;
}

static bool
column_is_covered(const struct own_table *t, struct slice column)
{
    const char *query;

    if (!t->exported || is_sealed(t->table) || has_word(slice_of(t->left_out), column))
        return true;
    for (int n = 0; (query = own_store_query_text(t->table, n)) != NULL; n++)
        if (has_word(slice_of(query), column))
            return true;
    return false;
}

/* A table that is said to hold nothing about people must not point to them. */
static bool
leads_to_somebody(const struct own_table *t, struct slice line)
{
    static const char *const people[] = {"account", "guest", "employment", "check_person"};

    for (size_t i = 0; i < ARRAY_LEN(people) && t->end == OWN_END_NONE; i++) {
        size_t at = slice_find(line, SLICE("REFERENCES "));

        if (at < line.len &&
            slice_is(first_word(slice_sub(line, at + strlen("REFERENCES "), line.len)), people[i]))
            return true;
    }
    return false;
}

/* PRIVACY-2: how many tables and columns of these statements nobody has thought of. */
static int
forgotten(struct slice sql)
{
    static const char create[] = "CREATE TABLE ";
    static const char alter[] = "ALTER TABLE ";
    static const char add[] = " ADD COLUMN ";
    const struct own_table *inside = NULL;
    struct slice line;
    int n = 0;

    while (slice_next(&sql, '\n', &line)) {
        struct slice rest = slice_sub(line, sizeof create - 1, line.len);
        struct slice word = first_word(slice_trim(line));

        if (slice_starts(line, SLICE(create))) {
            inside = table_of(first_word(rest));
            n += inside == NULL;
            continue;
        }
        if (slice_starts(line, SLICE(alter)) && slice_find(line, SLICE(add)) < line.len) {
            size_t at = slice_find(line, SLICE(add)) + sizeof add - 1;
            const struct own_table *t =
                table_of(first_word(slice_sub(line, sizeof alter - 1, line.len)));

            n += t == NULL || !column_is_covered(t, first_word(slice_sub(line, at, line.len)));
            continue;
        }
        if (slice_starts(line, SLICE(")")))
            inside = NULL;
        if (inside == NULL || word.len == 0 ||
            (column_is_covered(inside, word) && !leads_to_somebody(inside, line)))
            continue;
        print_message("%s.%.*s is neither exported nor left out\n", inside->table, SLICE_ARG(word));
        n++;
    }
    return n;
}

static void
no_table_and_no_column_is_forgotten(void **state)
{
    (void)state;
    for (size_t i = 0; i < migration_set.len; i++)
        CHECK_INT(migration_set.at[i].name, forgotten(slice_of(migration_set.at[i].sqlite)), 0);
    for (size_t i = 1; i < OWN_TABLES_LEN; i++)
        CHECK_TRUE("by name", strcmp(OWN_TABLES[i - 1].table, OWN_TABLES[i].table) < 0);
    /* the controls */
    CHECK_INT("a new table", forgotten(SLICE("CREATE TABLE diary (\nid INTEGER\n);\n")), 1);
    CHECK_INT("a new column", forgotten(SLICE("ALTER TABLE account ADD COLUMN shoe_size INTEGER")),
              1);
    CHECK_INT("a column in a table",
              forgotten(SLICE("CREATE TABLE mail (\nid INTEGER,\nsecret TEXT\n);\n")), 1);
    CHECK_INT("a table of nobody's with an author",
              forgotten(SLICE("CREATE TABLE run (\nauthor INTEGER REFERENCES account (id)\n);\n")),
              1);
}

/* --- the data map --------------------------------------------------------------- */

/* The cell of that number in a row of a table, without white space around it. */
static struct slice
cell(struct slice row, int number)
{
    struct slice part = {0};

    for (int i = 0; i <= number; i++)
        if (!slice_next(&row, '|', &part))
            return SLICE("");
    return slice_trim(part);
}

static struct slice
row_of(struct slice doc, const char *table)
{
    char name[100];
    struct slice line;

    (void)snprintf(name, sizeof name, "| `%s` |", table);
    while (slice_next(&doc, '\n', &line))
        if (slice_starts(line, slice_of(name)))
            return line;
    return SLICE("");
}

enum { CELL_EXPORT = 8, CELL_END = 9 };

/* PRIVACY-2 */
static void
the_data_map_says_what_the_program_does(void **state)
{
    static const char *const ends[] = {[OWN_END_DELETED] = "deleted",
                                       [OWN_END_CLEARED] = "cleared",
                                       [OWN_END_STAYS] = "stays, leads to nobody",
                                       [OWN_END_ALONE] = "stays, never led to anybody"};
    struct slice doc = {0};

    CHECK_TRUE("the map", given_file(*state, "../docs/data-protection.md", &doc));
    doc = slice_sub(doc, 0, slice_find(doc, SLICE("\n## Deleting the account")));
    for (size_t i = 0; i < OWN_TABLES_LEN; i++) {
        const struct own_table *t = &OWN_TABLES[i];
        struct slice row = row_of(doc, t->table);

        if (t->end == OWN_END_NONE) {
            CHECK_INT(t->table, row.len, 0);
            CHECK_TRUE(t->table, has_word(doc, slice_of(t->table)));
            continue;
        }
        CHECK_SLICE(t->table, cell(row, CELL_EXPORT), t->exported ? "yes" : "no");
        CHECK_SLICE(t->table, cell(row, CELL_END), ends[t->end]);
    }
}

/* Of very many rows the newest are given, and it is said that there are more: nothing fails. */
static void
more_than_an_export_holds_is_told(void **state)
{
    struct own_ground t;
    struct own_wish wish;
    struct slice json;

    own_ground_lay(*state, &t);
    wish = own_ground_wish(&t);
    CHECK_TRUE("all", holds(json_of(&t, &wish), "\"newest_only\":[]"));
    own_raw(t.g, "INSERT INTO mail (recipient, subject, body, created, tries, next_try, failure) "
                 "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10001) "
                 "SELECT '" OWN_EMAIL "', 'Brief ' || i || '.', '', i, 0, i, '' FROM n");
    json = json_of(&t, &wish);
    CHECK_TRUE("told", holds(json, "\"newest_only\":[\"mail\"]"));
    CHECK_TRUE("the newest", holds(json, "\"Brief 10001.\"") && holds(json, "\"Brief 2.\""));
    CHECK_TRUE("not the oldest", !holds(json, "\"Brief 1.\""));
    own_ground_done(&t);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, given_seeded, given_done)

int
suite_own(void)
{
    const struct CMUnitTest tests[] = {
        TEST(everything_is_in_the_export_and_no_secret),
        TEST(the_pdf_has_a_word_for_every_row_and_column),
        TEST(a_guest_gets_what_the_key_opens_and_a_stranger_nothing),
        TEST(no_table_and_no_column_is_forgotten),
        TEST(the_data_map_says_what_the_program_does),
        TEST(more_than_an_export_holds_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
