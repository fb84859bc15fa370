/* SPDX-License-Identifier: EUPL-1.2 */
/* Transactions and statements: what db.h and stmt.h promise, on both databases. */
#include <string.h>

#include "account.h"
#include "suite.h"

static void
what_is_written_is_read_back_to_the_byte(void **state)
{
    struct given *g = *state;
    char photo[256];
    struct account a = {.name = SLICE("Grüße aus Žilina, 日本, 😀 'quoted' \\ \n"),
                        .money = INT64_C(9223372036854775807),
                        .extra = SLICE("{\"a\": [1, null, \"ü\"]}"),
                        .weight = 0.1};
    struct account b = {.name = SLICE(""), .money = 0, .weight = -1e300};

    for (int i = 0; i < 256; i++)
        photo[i] = (char)i;
    a.photo = (struct slice){photo, sizeof photo};
    given_write(g, account_add, &a, OK);
    b.owner = a.id;
    given_write(g, account_add, &b, OK);

    struct account got = {.name = a.name};
    given_read(g, account_find, &got, OK);
    CHECK_TRUE("name", slice_eq(got.name, a.name));
    CHECK_TRUE("photo", slice_eq(got.photo, a.photo));
    CHECK_TRUE("json", slice_eq(got.extra, a.extra));
    CHECK_INT("money", got.money, a.money);
    CHECK_INT("owner", got.owner, 0);
    CHECK_TRUE("weight", !(got.weight < a.weight) && !(got.weight > a.weight));

    struct account empty = {.name = SLICE("")};
    given_read(g, account_find, &empty, OK);
    CHECK_INT("empty name is not NULL", empty.id, b.id);
    CHECK_INT("owner", empty.owner, a.id);
    CHECK_INT("empty photo", empty.photo.len, 0);
    CHECK_INT("no json", empty.extra.len, 0);
    CHECK_TRUE("small", !(empty.weight < b.weight) && !(empty.weight > b.weight));
}

static void
a_failing_use_case_leaves_nothing(void **state)
{
    struct given *g = *state;
    struct account_sum sum = {0};
    struct transfer t = {.from = 1, .to = 2, .amount = 30, .fail_after = true};

    account_given(g, 2, 100);
    given_write(g, account_transfer, &t, ERR_DENIED);
    t.fail_after = false;
    t.amount = 101; /* more than there is: the table's CHECK refuses the second half */
    given_write(g, account_transfer, &t, ERR_INVALID);
    given_read(g, account_total, &sum, OK);
    CHECK_INT("sum", sum.money, 200);
    t.amount = 100;
    given_write(g, account_transfer, &t, OK);
    given_read(g, account_total, &sum, OK);
    CHECK_INT("sum", sum.money, 200);
}

static enum err
swallow(struct db *db, void *arg)
{
    struct transfer t = {.from = 1, .to = 999, .amount = 1};
    struct account twice = {.name = SLICE("account 1")};

    (void)arg;
    (void)account_add(db, &twice);
    t.to = 2;
    (void)account_transfer(db, &t);
    return OK;
}

static void
a_failed_statement_cannot_be_swallowed(void **state)
{
    struct given *g = *state;
    struct account_sum sum = {0};

    account_given(g, 2, 100);
    given_write(g, swallow, NULL, ERR_CONFLICT);
    given_read(g, account_total, &sum, OK);
    CHECK_INT("accounts", sum.accounts, 2);
    CHECK_INT("money", sum.money, 200);
}

static void
rules_of_the_tables_have_their_kinds_of_failure(void **state)
{
    struct given *g = *state;
    static const struct {
        const char *why;
        struct account account;
        enum err want;
    } table[] = {
        {"a second one of that name", {.name = SLICE_INIT("account 1")}, ERR_CONFLICT},
        {"an owner who is not there", {.name = SLICE_INIT("x"), .owner = 77}, ERR_CONFLICT},
        {"less than nothing", {.name = SLICE_INIT("x"), .money = -1}, ERR_INVALID},
        {"no JSON", {.name = SLICE_INIT("x"), .extra = SLICE_INIT("{")}, ERR_INVALID},
        {"broken UTF-8", {.name = SLICE_INIT("\xc3(")}, ERR_INVALID},
        {"an overlong slash", {.name = SLICE_INIT("\xc0\xaf")}, ERR_INVALID},
        {"half a surrogate", {.name = SLICE_INIT("\xed\xa0\x80")}, ERR_INVALID},
        {"a NUL in a text", {.name = SLICE_INIT("a\0b")}, ERR_INVALID},
    };

    account_given(g, 1, 100);
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct account a = table[i].account;
        enum err e = db_write(g->database, given_ctx(g), account_add, &a);

        CHECK_ERR(table[i].why, e, table[i].want);
        CHECK_TRUE(table[i].why, ctx_message(&g->ctx, e)[0] != '\0');
    }
}

static void
a_text_longer_than_the_limit_is_refused(void **state)
{
    struct given *g = *state;
    struct account a = {
        .name = {arena_alloc(g->arena, DB_TEXT_BYTES_MAX + 1, 1), DB_TEXT_BYTES_MAX + 1}};

    given_write(g, account_add, &a, ERR_LIMIT);
}

static enum err
read_all_into_little(struct db *db, void *arg)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, TEST_Q_ACCOUNT_ALL);
    bool row = false;
    struct slice name;

    for (;;) {
        TRY(stmt_next(&q, &row));
        if (!row)
            return OK;
        TRY(stmt_text(&q, 1, arg, &name));
    }
}

static void
rows_that_do_not_fit_the_arena_end_as_limit(void **state)
{
    struct given *g = *state;
    struct arena *little = arena_open(100);

    account_given(g, 30, 1);
    given_read(g, read_all_into_little, little, ERR_LIMIT);
    arena_close(little);
}

static enum err
loop_in_a_loop(struct db *db, void *arg)
{
    CLEANUP(stmt_done) struct stmt outer = stmt_init(db, TEST_Q_ACCOUNT_ALL);
    int *pairs = arg;
    bool row = false;

    TRY(stmt_next(&outer, &row));
    while (row) {
        CLEANUP(stmt_done) struct stmt inner = stmt_init(db, TEST_Q_ACCOUNT_ALL);
        bool more = false;

        TRY(stmt_next(&inner, &more));
        while (more) {
            (*pairs)++;
            TRY(stmt_next(&inner, &more));
        }
        TRY(stmt_next(&outer, &row));
    }
    return OK;
}

static void
the_same_query_runs_inside_itself(void **state)
{
    struct given *g = *state;
    int pairs = 0;

    account_given(g, 5, 1);
    given_read(g, loop_in_a_loop, &pairs, OK);
    CHECK_INT("pairs", pairs, 25);
}

static void
reading_cannot_write(void **state)
{
    struct given *g = *state;
    struct account_sum sum = {0};
    struct account a = {.name = SLICE("x")};

    given_read(g, account_add, &a, ERR_DENIED);
    given_read(g, account_total, &sum, OK);
    CHECK_INT("accounts", sum.accounts, 0);
    given_write(g, account_add, &a, OK);
}

struct two_reads {
    struct given *g;
    struct account_sum before;
    struct account_sum after;
};

static enum err
read_write_read(struct db *db, void *arg)
{
    struct two_reads *r = arg;
    struct ctx other = {.arena = r->g->arena};
    struct account a = {.name = SLICE("from elsewhere"), .money = 7};

    TRY(account_total(db, &r->before));
    TRY(db_write(r->g->database, &other, account_add, &a));
    return account_total(db, &r->after);
}

static void
a_reader_sees_one_state_from_first_to_last(void **state)
{
    struct given *g = *state;
    struct two_reads r = {.g = g};
    struct account_sum sum = {0};

    account_given(g, 3, 100);
    given_read(g, read_write_read, &r, OK);
    CHECK_INT("before", r.before.money, 300);
    CHECK_INT("still", r.after.money, 300);
    given_read(g, account_total, &sum, OK);
    CHECK_INT("then", sum.money, 307);
}

enum { MANY = 3 * DB_PIPELINE_MAX + 7 };

/* Adds one cent after the other; the one at `*arg` goes to an account that has none to lose. */
static enum err
many_small(struct db *db, void *arg)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, TEST_Q_ACCOUNT_MOVE);

    for (int i = 0; i < MANY; i++) {
        stmt_bind_int(&q, 1, i == *(int *)arg ? -100000 : 1);
        stmt_bind_int(&q, 2, 1);
        TRY(stmt_run(&q, NULL));
    }
    return OK;
}

static void
statements_that_answer_nothing_keep_their_order_and_their_failures(void **state)
{
    static const struct {
        const char *why;
        int failing;
        enum err want;
        int64_t money; /* after it */
    } table[] = {
        {"all is well", -1, OK, 200 + MANY},
        {"the first fails", 0, ERR_INVALID, 200 + MANY},
        {"one in the middle", DB_PIPELINE_MAX / 2, ERR_INVALID, 200 + MANY},
        {"the last of a batch", DB_PIPELINE_MAX - 1, ERR_INVALID, 200 + MANY},
        {"the first of the next", DB_PIPELINE_MAX, ERR_INVALID, 200 + MANY},
        {"again without", -1, OK, 200 + 2 * MANY},
    };
    struct given *g = *state;

    account_given(g, 2, 100);
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        int failing = table[i].failing;
        struct account_sum sum = {0};
        enum err e = db_write(g->database, given_ctx(g), many_small, &failing);

        CHECK_ERR(table[i].why, e, table[i].want);
        if (e != OK)
            CHECK_TRUE(table[i].why, strstr(g->ctx.failure.message, "account/move") != NULL);
        given_read(g, account_total, &sum, OK);
        CHECK_INT(table[i].why, sum.money, table[i].money);
    }
}

static enum err
prepare(struct db *db, void *arg)
{
    struct stmt q = stmt_init(db, *(int *)arg);
    enum err e = q.failure;

    stmt_done(&q);
    return e;
}

static void
a_statement_that_does_not_fit_is_refused_when_prepared(void **state)
{
    struct given *g = *state;
    static const struct {
        int query;
        const char *says;
    } table[] = {
        {TEST_Q_BAD_COLUMNS, "bad/columns"},
        {TEST_Q_BAD_COLUMN_NAME, "bad/column_name"},
        {TEST_Q_BAD_PARAMS, "bad/params"},
        {TEST_Q_BAD_TABLE, "bad/table"},
    };

    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        int query = table[i].query;

        given_read(g, prepare, &query, ERR_CORRUPT);
        CHECK_TRUE(table[i].says, strstr(g->ctx.failure.message, table[i].says) != NULL);
    }
    CHECK_ERR("all at once", db_check_queries(g->database, given_ctx(g)), ERR_CORRUPT);
}

static void
every_query_of_the_program_fits_its_tables(void **state)
{
    struct given *g = *state;
    struct database *plain = NULL;
    enum err e = db_open(given_ctx(g), slice_of(g->setting), NULL, &plain);

    CHECK_ERR("open", e, OK);
    e = db_check_queries(plain, given_ctx(g));
    if (e != OK)
        fail_msg("%s", g->ctx.failure.message);
    db_close(plain);
}

static void
a_setting_that_is_no_database_is_refused(void **state)
{
    struct given *g = *state;
    static const struct {
        const char *setting;
        enum err want;
    } table[] = {
        {"", ERR_INVALID},
        {"sqlite", ERR_INVALID},
        {"sqlite:", ERR_INVALID},
        {"mysql://localhost/x", ERR_INVALID},
        {"/var/lib/campus.db", ERR_INVALID},
        {"postgres:", ERR_INVALID},
        {"postgres:nonsense", ERR_INVALID},
        {"postgres:host=/nowhere dbname=x connect_timeout=2", ERR_IO},
        {"sqlite:/nowhere/at/all.db", ERR_IO},
        {"sqlite:/tmp", ERR_IO},
    };

    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct database *d = NULL;

        CHECK_ERR(table[i].setting, db_open(given_ctx(g), slice_of(table[i].setting), NULL, &d),
                  table[i].want);
        CHECK_TRUE(table[i].setting, d == NULL && g->ctx.failure.message[0] != '\0');
    }
}

int
suite_db(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_written_is_read_back_to_the_byte, given_accounts,
                                        given_done),
        cmocka_unit_test_setup_teardown(a_failing_use_case_leaves_nothing, given_accounts,
                                        given_done),
        cmocka_unit_test_setup_teardown(a_failed_statement_cannot_be_swallowed, given_accounts,
                                        given_done),
        cmocka_unit_test_setup_teardown(rules_of_the_tables_have_their_kinds_of_failure,
                                        given_accounts, given_done),
        cmocka_unit_test_setup_teardown(a_text_longer_than_the_limit_is_refused, given_accounts,
                                        given_done),
        cmocka_unit_test_setup_teardown(rows_that_do_not_fit_the_arena_end_as_limit, given_accounts,
                                        given_done),
        cmocka_unit_test_setup_teardown(
            statements_that_answer_nothing_keep_their_order_and_their_failures, given_accounts,
            given_done),
        cmocka_unit_test_setup_teardown(the_same_query_runs_inside_itself, given_accounts,
                                        given_done),
        cmocka_unit_test_setup_teardown(reading_cannot_write, given_accounts, given_done),
        cmocka_unit_test_setup_teardown(a_reader_sees_one_state_from_first_to_last, given_accounts,
                                        given_done),
        cmocka_unit_test_setup_teardown(a_statement_that_does_not_fit_is_refused_when_prepared,
                                        given_accounts, given_done),
        cmocka_unit_test_setup_teardown(every_query_of_the_program_fits_its_tables, given_full,
                                        given_done),
        cmocka_unit_test_setup_teardown(a_setting_that_is_no_database_is_refused, given_empty,
                                        given_done),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
