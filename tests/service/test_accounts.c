/* SPDX-License-Identifier: EUPL-1.2 */
/* Accounts on a real database: what protects them, and what must not work. */
#include <string.h>

#include "given.h"
#include "service/account_entry.h"
#include "service/account_security.h"
#include "service/audit_verify.h"
#include "service/mail_service.h"
#include "service/registration.h"
#include "service/sign_in.h"
#include "storage/account_store.h"
#include "storage/guess_store.h"
#include "suite.h"

#define EMAIL SLICE("erika@stadt.example")
#define PASSWORD SLICE("Regenschirm im Aufzug 7")

static struct accounts
accounts_given(struct given *g)
{
    struct accounts acc = {.db = g->database, .public_url = "https://campus.example"};

    assert_int_equal(crypto_start(), OK);
    memset(acc.key.bytes, 7, sizeof acc.key.bytes);
    assert_int_equal(password_pool_open(&g->ctx, 0, &acc.passwords), OK);
    return acc;
}

/* The secret of the link in the newest mail. */
static struct slice
link_given(struct given *g)
{
    static struct mail mails[MAIL_SHOWN_MAX];
    static char secret[33];
    int len = 0;
    struct slice body;
    size_t at;

    assert_int_equal(mail_service_shown(&g->ctx, g->database, mails, &len), OK);
    assert_true(len > 0);
    body = mails[0].body;
    at = slice_find(body, SLICE("?t="));
    assert_true(at < body.len);
    CHECK_TRUE("of the public address", slice_find(body, SLICE("https://campus.example/")) < at);
    memcpy(secret, body.at + at + 3, 32);
    return (struct slice){secret, 32};
}

static struct slice
account_given(struct given *g, const struct accounts *acc)
{
    struct registration r = {EMAIL, SLICE("Erika"), PASSWORD, LANG_DE, SLICE("1.2.3.4")};
    int wait = 0;

    assert_int_equal(registration_begin(acc, &g->ctx, &r, &wait), OK);
    return link_given(g);
}

static struct sign_in
enter(struct given *g, const struct accounts *acc, struct slice password)
{
    struct sign_in_claim claim = {.email = EMAIL, .password = password};
    struct sign_in in = {.answer = SIGN_IN_WRONG};

    claim.visitor = (struct accounts_visitor){SLICE("1.2.3.4"), SLICE("?, ?"), SLICE("guest")};
    assert_int_equal(sign_in_begin(acc, &g->ctx, &claim, &in), OK);
    return in;
}

static void
a_link_works_once_and_for_a_time(void **state)
{
    struct given *g = *state;
    struct accounts acc = accounts_given(g);
    struct slice link = account_given(g, &acc);
    struct account a = {.id = {0}};
    int wait = 0;

    CHECK_INT("not confirmed", enter(g, &acc, PASSWORD).answer, SIGN_IN_WRONG);
    CHECK_ERR("another purpose", registration_look(&acc, &g->ctx, link, "reset", &a),
              ERR_NOT_FOUND);
    CHECK_ERR("another link", registration_look(&acc, &g->ctx, SLICE("x"), "confirm", &a),
              ERR_NOT_FOUND);
    g->ctx.now.ms += (int64_t)TOKEN_CONFIRM_HOURS * 3600000;
    CHECK_ERR("too late", registration_look(&acc, &g->ctx, link, "confirm", &a), ERR_NOT_FOUND);
    g->ctx.now.ms -= (int64_t)TOKEN_CONFIRM_HOURS * 3600000;
    CHECK_ERR("another password",
              registration_confirm(&acc, &g->ctx, link, SLICE("Sonnenblume im Keller"), &wait),
              ERR_DENIED);
    CHECK_ERR("right", registration_confirm(&acc, &g->ctx, link, PASSWORD, &wait), OK);
    CHECK_ERR("again", registration_confirm(&acc, &g->ctx, link, PASSWORD, &wait), ERR_NOT_FOUND);
    CHECK_INT("confirmed", enter(g, &acc, PASSWORD).answer, SIGN_IN_DONE);
    password_pool_close(acc.passwords);
}

static enum err
add_waiting(struct db *db, void *arg)
{
    struct account a;

    (void)arg;
    return account_entry_make(db, EMAIL, SLICE("Erika Muster"), &a);
}

static enum err
look_waiting(struct db *db, void *arg)
{
    return account_store_by_email(db, EMAIL, arg);
}

/* ACCOUNT-4: a stranger can register under the address of somebody who was invited. */
static void
a_stranger_cannot_name_who_was_invited(void **state)
{
    struct given *g = *state;
    struct accounts acc = accounts_given(g);
    struct account a = {.name = SLICE("")};
    struct slice link;
    int wait = 0;

    assert_int_equal(db_write(g->database, &g->ctx, add_waiting, NULL), OK);
    link = account_given(g, &acc); /* as "Erika" */
    assert_int_equal(db_read(g->database, &g->ctx, look_waiting, &a), OK);
    CHECK_SLICE("as the organisation wrote it", a.name, "Erika Muster");
    CHECK_ERR("by the owner", registration_confirm(&acc, &g->ctx, link, PASSWORD, &wait), OK);
    assert_int_equal(db_read(g->database, &g->ctx, look_waiting, &a), OK);
    CHECK_SLICE("as the owner typed it", a.name, "Erika");
    password_pool_close(acc.passwords);
}

static enum err
suspend(struct db *db, void *arg)
{
    struct account a = {.id = {0}};

    (void)arg;
    TRY(account_store_by_email(db, EMAIL, &a));
    a.status = ACCOUNT_SUSPENDED;
    return account_store_save(db, &a);
}

static void
a_session_ends_in_time_and_with_the_account(void **state)
{
    struct given *g = *state;
    struct accounts acc = accounts_given(g);
    struct slice link = account_given(g, &acc);
    struct sign_in in;
    struct actor who = {.id = {0}};
    int wait = 0;

    assert_int_equal(registration_confirm(&acc, &g->ctx, link, PASSWORD, &wait), OK);
    in = enter(g, &acc, PASSWORD);
    CHECK_TRUE("another secret each time", !slice_eq(in.secret, enter(g, &acc, PASSWORD).secret));
    CHECK_ERR("somebody", sign_in_who(&acc, &g->ctx, in.secret, &who), OK);
    CHECK_ERR("nobody", sign_in_who(&acc, &g->ctx, SLICE("planted"), &who), ERR_NOT_FOUND);
    g->ctx.now.ms += (int64_t)SESSION_IDLE_MINUTES_MAX * 60000;
    CHECK_ERR("not used", sign_in_who(&acc, &g->ctx, in.secret, &who), ERR_NOT_FOUND);
    in = enter(g, &acc, PASSWORD);
    CHECK_ERR("signed in again", sign_in_who(&acc, &g->ctx, in.secret, &who), OK);
    assert_int_equal(db_write(g->database, &g->ctx, suspend, NULL), OK);
    CHECK_ERR("suspended", sign_in_who(&acc, &g->ctx, in.secret, &who), ERR_NOT_FOUND);
    CHECK_INT("suspended", enter(g, &acc, PASSWORD).answer, SIGN_IN_WRONG);
    password_pool_close(acc.passwords);
}

static void
guessing_gets_slower_and_time_heals(void **state)
{
    struct given *g = *state;
    struct accounts acc = accounts_given(g);
    struct sign_in in = {.answer = SIGN_IN_WRONG};
    int64_t longest = 0;

    for (int i = 0; i < GUESSES_FREE; i++)
        CHECK_INT("free", enter(g, &acc, PASSWORD).answer, SIGN_IN_WRONG);
    for (int i = 0; i < 14; i++) {
        in = enter(g, &acc, PASSWORD);
        CHECK_INT("slower", in.answer, SIGN_IN_WAIT);
        CHECK_TRUE("grows", in.wait_seconds >= longest);
        longest = in.wait_seconds;
        g->ctx.now.ms += (int64_t)in.wait_seconds * 1000;
        CHECK_INT("after the time", enter(g, &acc, PASSWORD).answer, SIGN_IN_WRONG);
    }
    CHECK_INT("bounded", longest, GUESS_DELAY_SECONDS_MAX);
    g->ctx.now.ms += (int64_t)(GUESS_FORGET_HOURS + 1) * 3600000;
    CHECK_INT("forgotten", enter(g, &acc, PASSWORD).answer, SIGN_IN_WRONG);
    CHECK_INT("forgotten", enter(g, &acc, PASSWORD).answer, SIGN_IN_WRONG);
    password_pool_close(acc.passwords);
}

static enum err
add_events(struct db *db, void *arg)
{
    (void)arg;
    for (int i = 0; i < 5; i++)
        TRY(audit_add(db, &(struct audit_entry){
                              .actor = SLICE("cli"), .action = "test", .subject = SLICE("x")}));
    return OK;
}

static enum err
verify(struct db *db, void *arg)
{
    const struct audit_walk all = {.from = 1, .control = AUDIT_NO_PART};

    return audit_verify(db, &all, arg);
}

static enum err
add_forged(struct db *db, void *arg)
{
    static const char zeros[AUDIT_HASH_BYTES];
    struct slice last = SLICE("");
    int64_t id = 0;

    (void)arg;
    TRY(audit_store_last(db, &id, &last));
    return audit_store_add(db, &(struct audit_event){.id = id + 1,
                                                     .actor = SLICE("cli"),
                                                     .action = SLICE("forged"),
                                                     .detail = SLICE("{}"),
                                                     .previous = last,
                                                     .hash = {zeros, sizeof zeros}});
}

static enum err
add_fork(struct db *db, void *arg)
{
    static const char zeros[AUDIT_HASH_BYTES];
    static const char ones[AUDIT_HASH_BYTES] = {1};

    (void)arg;
    return audit_store_add(db, &(struct audit_event){.id = 1000,
                                                     .actor = SLICE("cli"),
                                                     .action = SLICE("fork"),
                                                     .detail = SLICE("{}"),
                                                     .previous = {zeros, sizeof zeros},
                                                     .hash = {ones, sizeof ones}});
}

static void
the_audit_log_is_a_chain(void **state)
{
    struct given *g = *state;
    struct audit_finding found;

    assert_int_equal(db_write(g->database, &g->ctx, add_events, NULL), OK);
    assert_int_equal(db_write(g->database, &g->ctx, add_events, NULL), OK);
    assert_int_equal(db_read(g->database, &g->ctx, verify, &found), OK);
    CHECK_INT("events", found.events, 10);
    CHECK_INT("all fit", found.fault, AUDIT_SOUND);
    CHECK_ERR("a second beginning", db_write(g->database, &g->ctx, add_fork, NULL), ERR_CONFLICT);
    ctx_clear(&g->ctx);
    assert_int_equal(db_write(g->database, &g->ctx, add_forged, NULL), OK);
    assert_int_equal(db_read(g->database, &g->ctx, verify, &found), OK);
    CHECK_INT("the forged one is named", found.fault, AUDIT_CHANGED);
    CHECK_INT("the forged one is named", found.first, 11);
}

int
suite_accounts(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_link_works_once_and_for_a_time, given_seeded, given_done),
        cmocka_unit_test_setup_teardown(a_stranger_cannot_name_who_was_invited, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(a_session_ends_in_time_and_with_the_account, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(guessing_gets_slower_and_time_heals, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(the_audit_log_is_a_chain, given_seeded, given_done),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
