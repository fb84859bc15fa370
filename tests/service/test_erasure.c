/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What is left when somebody has erased their account: in the tables, and in the bytes of the
 * files. Each property has a control that must turn red.
 */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "service/audit_verify.h"
#include "service/erasure.h"
#include "service/mail_service.h"
#include "service/own_ground.h"
#include "service/own_parts.h"
#include "service/suite.h"
#include "storage/account_store.h"
#include "storage/erase_store.h"
#include "storage/query.gen.h"
#include "storage/stmt.h"
#include "store/ground.h"

static bool
holds(struct slice bytes, struct slice what)
{
    return slice_find(bytes, what) < bytes.len;
}

/* --- forms in which a value may stand ------------------------------------------ */

enum { FORMS = 4 };

/* As it is, in UTF-16, in hexadecimal digits (as PostgreSQL shows bytes), in base64. */
static struct slice
form_of(struct given *g, const char *value, int form)
{
    struct text t = text_init(g->arena, 4096);
    struct slice s = slice_of(value);
    struct slice out = s;

    for (size_t i = 0; i < s.len && (form == 1 || form == 2); i++) {
        if (form == 1) {
            text_putc(&t, s.at[i]);
            text_putc(&t, '\0');
        } else {
            text_printf(&t, "%02x", (unsigned)(uint8_t)s.at[i]);
        }
    }
    if (form == 1 || form == 2)
        assert_int_equal(text_end(&t, &out), OK);
    if (form == 3) {
        /* whole groups of three: the same wherever the value ends */
        assert_int_equal(crypto_base64url(g->arena, slice_sub(s, 0, s.len / 3 * 3), &out), OK);
    }
    return out;
}

/* How many canaries stand in the bytes in some form; says which when `tell`. */
static int
canaries_in(struct given *g, struct slice bytes, const char *where, bool tell)
{
    int found = 0;

    for (size_t i = 0; i < OWN_CANARIES_LEN; i++) {
        bool here = false;

        for (int form = 0; form < FORMS && !OWN_CANARIES[i].stays; form++)
            here = here || holds(bytes, form_of(g, OWN_CANARIES[i].value, form));
        if (here && tell)
            print_message("%s: %s\n", where, OWN_CANARIES[i].what);
        found += here;
    }
    return found;
}

/* Everything that the database keeps: all files of SQLite, all rows of PostgreSQL. */
static int
left(struct given *g, bool tell)
{
    /* the file last: what the log gave to it meanwhile is in it */
    static const char *const ends[] = {"-wal", "-shm", "-journal", ""};
    int found = 0;

    if (!ground_is_sqlite())
        return canaries_in(g, own_raw_all(g), "rows", tell);
    for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
        char path[700];
        struct slice bytes = {0};

        (void)snprintf(path, sizeof path, "%s%s", g->setting + strlen("sqlite:"), ends[i]);
        if (given_file(g, path, &bytes))
            found += canaries_in(g, bytes, ends[i], tell);
    }
    return found;
}

/* An item in use that the person wrote. */
static void
author(const struct given *g)
{
    own_raw(g, "INSERT INTO item_version (code, version, state, competence, kind, level, facet, "
               "content, author, note, counts, created, changed, since) SELECT 'in-gebrauch', 1, "
               "'approved', 'D1.1', 'single', 1, '', '{}', id, '', 0, 1, 1, 1 FROM account WHERE "
               "code = '" OWN_CODE "'");
}

static void
hand_over(const struct given *g)
{
    own_raw(g, "UPDATE account SET status = 'active' WHERE code = 'ein-anderes-kont'");
}

static enum err
erase(const struct own_ground *t)
{
    struct account_security_proof proof = {.password = OWN_PASSWORD, .address = SLICE("127.0.0.1")};
    struct own_wish wish = own_ground_wish(t);

    return erasure_run(&t->g->ctx, &wish, &proof);
}

static void
scrub(struct given *g)
{
    bool done = false;

    CHECK_ERR("scrub", erasure_scrub(&g->ctx, g->database, &done), OK);
    CHECK_TRUE("there was something", done);
    CHECK_ERR("again", erasure_scrub(&g->ctx, g->database, &done), OK);
    CHECK_TRUE("nothing any more", !done);
}

static enum err
use_verify(struct db *db, void *arg)
{
    static const struct audit_walk all = {.from = 1, .control = AUDIT_NO_PART};

    return audit_verify(db, &all, arg);
}

/* PRIVACY-6, PRIVACY-7 */
static void
nothing_is_left_anywhere(void **state)
{
    struct given *g = *state;
    struct own_ground t;
    struct audit_finding found = {.fault = AUDIT_CUT};

    own_ground_lay(g, &t);
    CHECK_INT("control: they are there", left(g, false) >= 18, 1);
    hand_over(g);
    CHECK_ERR("erase", erase(&t), OK);
    scrub(g);
    CHECK_INT("left", left(g, true), 0);
    CHECK_INT("the account",
              own_raw_int(g, "SELECT count(*) FROM account WHERE code = '" OWN_CODE "'"), 0);
    CHECK_INT("others stay",
              own_raw_int(g, "SELECT count(*) FROM account WHERE code = "
                             "'ein-anderes-kont'"),
              1);
    CHECK_INT("and work on",
              own_raw_int(g, "SELECT count(*) FROM employment WHERE superior IS NULL "
                             "AND deputy IS NULL"),
              1);
    CHECK_INT("the organisation too",
              own_raw_int(g, "SELECT count(*) FROM organisation WHERE code = 'kanari-amt'"), 1);
    CHECK_ERR("the log", db_read(g->database, &g->ctx, use_verify, &found), OK);
    CHECK_INT("is whole", found.fault, AUDIT_SOUND);
    CHECK_TRUE("with the erasure", found.events >= 4);
    CHECK_ERR("twice", erase(&t), ERR_DENIED);
    own_ground_done(&t);
}

/* --- each step is needed --------------------------------------------------------- */

struct skip_use {
    const struct own_ground *t;
    int skip;
    int rows; /* left for an export, but for the audit log and the item in use */
};

/* A list that somebody else uploaded is in no export. */
static enum err
lists_count(struct db *db, int *rows)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ERASE_LISTS);
    bool row = false;

    stmt_bind_int(&q, 1, 0);
    TRY(stmt_next(&q, &row));
    *rows += row;
    return OK;
}

/* The audit log and the item in use stay, and so does a row of the account without an address. */
static int
rows_count(const struct own_rows *r)
{
    if (r->part == OWN_AUDIT)
        return 0;
    if (strcmp(r->name, "item_version") == 0)
        return r->len - 1;
    for (int v = 0; r->part == OWN_ACCOUNT && v < r->len * r->columns; v++)
        if (slice_is(r->values[v].name, "email") && r->values[v].none)
            return 0;
    return r->len;
}

static enum err
use_skip(struct db *db, void *arg)
{
    struct skip_use *u = arg;
    struct own_wish wish = own_ground_wish(u->t);
    struct own_rows *rows = arena_array(db_ctx(db)->arena, struct own_rows, OWN_QUERIES_MAX);
    struct own_person person;
    int len = 0;

    assert_non_null(rows);
    u->rows = 0;
    TRY(own_data_person(db_ctx(db), &wish, SLICE(OWN_EMAIL), &person));
    TRY(erase_store_person(db, &person, SLICE("neue-kennung-001"), u->skip));
    TRY(own_store_load(db, &person, rows, &len));
    for (int i = 0; i < len; i++)
        u->rows += rows_count(&rows[i]);
    TRY(lists_count(db, &u->rows));
    return ERR_BUSY; /* nothing of it happens */
}

/* PRIVACY-6: the control of the test above, step by step. */
static void
without_any_step_something_is_left(void **state)
{
    struct given *g = *state;
    struct own_ground t;
    struct skip_use u = {.t = &t, .skip = -1};

    own_ground_lay(g, &t);
    author(g); /* so that the account keeps a row, and nothing goes just because it went */
    CHECK_ERR("all steps", db_write(g->database, &g->ctx, use_skip, &u), ERR_BUSY);
    CHECK_INT("all steps", u.rows, 0);
    for (u.skip = 0; u.skip < ERASE_STEPS; u.skip++) {
        enum err e = db_write(g->database, &g->ctx, use_skip, &u);

        /* rows are left, or the tables refuse: other rows refer to them */
        if (e == ERR_BUSY)
            CHECK_TRUE(erase_step_name(u.skip), u.rows > 0);
        else
            CHECK_ERR(erase_step_name(u.skip), e, ERR_CONFLICT);
        ctx_clear(&g->ctx);
    }
    own_ground_done(&t);
}

/* --- the files -------------------------------------------------------------------- */

/* PRIVACY-7: the control. SQLite alone: the files of PostgreSQL are its server's. */
static void
without_overwriting_the_file_still_holds_it(void **state)
{
    struct given *g = *state;
    struct db_options careless = {.control_without_secure_delete = true};
    struct own_ground t;

    if (!ground_is_sqlite())
        return;
    db_close(g->database);
    CHECK_ERR("open", db_open(&g->ctx, slice_of(g->setting), &careless, &g->database), OK);
    own_ground_lay(g, &t);
    hand_over(g);
    CHECK_ERR("erase", erase(&t), OK);
    CHECK_TRUE("the rows are gone and the bytes are not", left(g, false) > 5);
    scrub(g);
    CHECK_INT("a file written anew has none", left(g, true), 0);
    own_ground_done(&t);
}

/* Files of the demo's folder, and how many of them hold a canary. */
static int
folder_holds(struct given *g, const char *folder)
{
    DIR *d = opendir(folder);
    const struct dirent *entry;
    int found = 0;

    assert_non_null(d);
    while ((entry = readdir(d)) != NULL) {
        char path[900];
        struct slice bytes = {0};

        (void)snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (entry->d_name[0] != '.' && given_file(g, path, &bytes))
            found += canaries_in(g, bytes, path, false) > 0;
    }
    (void)closedir(d);
    return found;
}

/* PRIVACY-6 */
static void
mails_in_the_folder_of_a_demo_go_too(void **state)
{
    struct given *g = *state;
    struct mail_options options = {
        .smtp_url = "", .smtp_user = "", .smtp_password = "", .from = "campus@x.example"};
    struct mail_service *mails = NULL;
    struct own_ground t;
    char folder[700];
    int n = 0;

    (void)snprintf(folder, sizeof folder, "%s/mails-XXXXXX", ground_folder());
    assert_non_null(mkdtemp(folder));
    options.folder = folder;
    own_ground_lay(g, &t);
    hand_over(g);
    CHECK_ERR("start", mail_service_start(&g->ctx, g->database, &options, &mails), OK);
    CHECK_ERR("send", mail_service_round(mails, &g->ctx, &n), OK);
    CHECK_TRUE("control: laid there", folder_holds(g, folder) >= 1);
    CHECK_ERR("erase", erase(&t), OK);
    CHECK_TRUE("control: still there", folder_holds(g, folder) >= 1);
    CHECK_ERR("sweep", mail_service_sweep(mails, &g->ctx, &n), OK);
    CHECK_INT("gone", folder_holds(g, folder), 0);
    mail_service_stop(mails);
    own_ground_done(&t);
}

/* --- who may, and when --------------------------------------------------------------- */

/* PRIVACY-5 */
static void
it_is_refused_without_proof_and_while_a_task_would_be_nobodys(void **state)
{
    struct given *g = *state;
    struct account_security_proof wrong = {.password = SLICE("falsch"),
                                           .address = SLICE("127.0.0.1")};
    struct erasure_state s = {.is_fresh = true};
    struct own_ground t;
    struct own_wish wish;

    own_ground_lay(g, &t);
    wish = own_ground_wish(&t);
    CHECK_ERR("wrong password", erasure_run(&g->ctx, &wish, &wrong), ERR_DENIED);
    own_raw(g, "UPDATE account SET status = 'suspended' WHERE code = 'ein-anderes-kont'");
    CHECK_ERR("look", erasure_look(&g->ctx, &wish, &s), OK);
    CHECK_INT("the last of the personnel department", s.obstacles_len, 1);
    CHECK_SLICE("where", s.obstacles[0].organisation, "Amt");
    CHECK_INT("as what", s.obstacles[0].role, ROLE_HR);
    CHECK_ERR("refused", erase(&t), ERR_CONFLICT);
    ctx_clear(&g->ctx);
    CHECK_INT("nothing happened",
              own_raw_int(g, "SELECT count(*) FROM account WHERE email = '" OWN_EMAIL "'"), 1);
    hand_over(g);
    CHECK_ERR("look", erasure_look(&g->ctx, &wish, &s), OK);
    CHECK_INT("nothing in the way", s.obstacles_len, 0);
    own_raw(g, "DELETE FROM account_password");
    CHECK_ERR("no password, no fresh sign-in", erase(&t), ERR_DENIED);
    (void)given_later(g, 0);
    own_raw(
        g,
        "UPDATE account_session SET created = 1795420800000 - 840000, last_used = 1795420800000");
    t.who.session.n = own_raw_int(g, "SELECT id FROM account_session");
    CHECK_ERR("signed in 14 minutes ago", erase(&t), OK);
    own_ground_done(&t);
}

/* Items in use are computed with for ever; who wrote them is forgotten. */
static void
an_author_of_items_in_use_leaves_a_row_without_a_person(void **state)
{
    struct given *g = *state;
    struct own_ground t;

    own_ground_lay(g, &t);
    hand_over(g);
    author(g);
    CHECK_ERR("erase", erase(&t), OK);
    scrub(g);
    CHECK_INT("left", left(g, true), 0);
    CHECK_INT("a row",
              own_raw_int(g, "SELECT count(*) FROM account WHERE status = 'erased' AND "
                             "email IS NULL AND name = '' AND code <> '" OWN_CODE "'"),
              1);
    CHECK_INT("the item",
              own_raw_int(g, "SELECT count(*) FROM item_version WHERE code = "
                             "'in-gebrauch'"),
              1);
    own_ground_done(&t);
}

/* PRIVACY-7: whoever deletes account after account keeps nobody waiting for a file written anew. */
static void
the_file_is_not_written_anew_for_each_erasure(void **state)
{
    struct given *g = *state;
    struct own_ground t;
    struct platform *p = given_platform(g);

    own_ground_lay(g, &t);
    hand_over(g);
    CHECK_ERR("watch", platform_watch_start(&g->ctx, p, &(struct platform_watch){.guest_days = 90}),
              OK);
    for (int i = 0; i < 2; i++) /* the first one ends with what is done each hour, scrubbing too */
        CHECK_ERR("a round", platform_show(&g->ctx, p), OK);
    CHECK_ERR("erase", erase(&t), OK);
    platform_scrub_soon(p);
    for (int i = 0; i < 2; i++)
        CHECK_ERR("a round", platform_show(&g->ctx, p), OK);
    CHECK_INT("at once", platform_scrubs(p), 1);
    own_raw(g, "UPDATE counter SET value = value + 1 WHERE name = 'erased'");
    platform_scrub_soon(p);
    for (int i = 0; i < 2; i++)
        CHECK_ERR("a round", platform_show(&g->ctx, p), OK);
    CHECK_INT("and not again", platform_scrubs(p), 1);
    platform_close(p);
    own_ground_done(&t);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, given_seeded, given_done)

int
suite_erasure(void)
{
    const struct CMUnitTest tests[] = {
        TEST(nothing_is_left_anywhere),
        TEST(without_any_step_something_is_left),
        TEST(without_overwriting_the_file_still_holds_it),
        TEST(mails_in_the_folder_of_a_demo_go_too),
        TEST(it_is_refused_without_proof_and_while_a_task_would_be_nobodys),
        TEST(an_author_of_items_in_use_leaves_a_row_without_a_person),
        TEST(the_file_is_not_written_anew_for_each_erasure),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
