/* SPDX-License-Identifier: EUPL-1.2 */
/* Passkeys on a real database: adding, signing in, and what must not work. PASSKEY-n. */
#include <string.h>

#include "given.h"
#include "given_passkey.h"
#include "service/account_security.h"
#include "service/mail_service.h"
#include "service/registration.h"
#include "storage/account_store.h"
#include "storage/audit_store.h"
#include "storage/passkey_store.h"
#include "storage/session_store.h"
#include "suite.h"

#define ORIGIN "https://campus.example"
#define PASSWORD SLICE("Regenschirm im Aufzug 7")

struct person {
    struct accounts *acc;
    struct account account;
    struct actor actor;
    struct slice session; /* secret */
    bool has_password;
};
struct scene {
    struct given *g;
    struct accounts acc;
    struct person erika;
    struct person paul;
    struct given_passkey key;
};

static enum err
make_person(struct db *db, void *arg)
{
    struct person *p = arg;
    struct account_session s = {.created = db_ctx(db)->now,
                                .expires = {db_ctx(db)->now.ms + (int64_t)86400000},
                                .browser = SLICE("?, ?"),
                                .method = SLICE("password")};
    struct slice hash = SLICE("");

    p->account.language = LANG_DE;
    p->account.status = ACCOUNT_ACTIVE;
    p->account.created = p->account.confirmed = db_ctx(db)->now;
    TRY(account_store_add(db, &p->account));
    if (p->has_password)
        TRY(account_store_set_password(db, p->account.id, SLICE("of nobody"), db_ctx(db)->now));
    s.account = p->account.id;
    TRY(accounts_hash(p->acc, db_ctx(db)->arena, "session", p->session, &hash));
    return session_store_add(db, hash, &s);
}

static void
person_make(struct scene *s, struct person *p, const char *email)
{
    p->acc = &s->acc;
    p->account.email = slice_of(email);
    p->account.name = SLICE("Erika");
    p->session = slice_of(email);
    CHECK_ERR("code", accounts_code(s->g->arena, &p->account.code), OK);
    CHECK_ERR("person", db_write(s->acc.db, &s->g->ctx, make_person, p), OK);
    CHECK_ERR("who", sign_in_who(&s->acc, &s->g->ctx, p->session, &p->actor), OK);
}

static void
scene_open(struct given *g, struct scene *s)
{
    *s = (struct scene){.g = g, .acc = {.db = g->database, .public_url = ORIGIN}};
    assert_int_equal(crypto_start(), OK);
    memset(s->acc.key.bytes, 7, sizeof s->acc.key.bytes);
    s->erika.has_password = true;
    person_make(s, &s->erika, "erika@stadt.example");
    s->paul.has_password = true;
    person_make(s, &s->paul, "paul@stadt.example");
    given_passkey_make(&s->key, g->arena, "key-of-erika");
}

static struct passkey_question
ask(struct scene *s, const struct person *p)
{
    struct passkey_question q = {.state = SLICE("")};

    CHECK_ERR("ask",
              passkey_ask(&s->acc, &s->g->ctx, p != NULL ? &p->actor : NULL, SLICE("guest"), &q),
              OK);
    return q;
}

static enum passkey_answer
add_made(struct scene *s, const struct person *p, const struct passkey_made *made)
{
    enum passkey_answer answer = PASSKEY_UNKNOWN;

    CHECK_ERR("add", passkey_add(&s->acc, &s->g->ctx, &p->actor, made, &answer), OK);
    return answer;
}

static enum passkey_answer
add(struct scene *s, const struct person *p, struct given_passkey *key)
{
    struct passkey_question q = ask(s, p);
    struct passkey_made made = given_passkey_made(key, s->g->arena, &q, ORIGIN);

    return add_made(s, p, &made);
}

static struct passkey_entered
enter_shown(struct scene *s, const struct passkey_shown *shown)
{
    struct passkey_entered in = {.answer = PASSKEY_TAKEN};

    CHECK_ERR("enter", passkey_enter(&s->acc, &s->g->ctx, shown, &in), OK);
    CHECK_TRUE("a secret where somebody is in, and else none",
               (in.in.secret.len > 0) == (in.answer == PASSKEY_DONE));
    return in;
}

static struct passkey_shown
show(struct scene *s)
{
    struct passkey_question q = ask(s, NULL);

    return given_passkey_shown(&s->key, s->g->arena, &q, ORIGIN);
}

static struct passkey_entered
enter(struct scene *s)
{
    struct passkey_shown shown = show(s);

    return enter_shown(s, &shown);
}

static int
list(struct scene *s, const struct person *p, struct passkey *ret_passkeys)
{
    int len = 0;

    CHECK_ERR("list", passkey_list(&s->acc, &s->g->ctx, p->account.id, ret_passkeys, &len), OK);
    return len;
}

static bool
mail_says(struct scene *s, const char *words)
{
    static struct mail mails[MAIL_SHOWN_MAX];
    int len = 0;

    CHECK_ERR("mails", mail_service_shown(&s->g->ctx, s->acc.db, mails, &len), OK);
    return len > 0 && slice_find(mails[0].body, slice_of(words)) < mails[0].body.len;
}

struct events {
    const char *action;
    int len;
};

static enum err
count_events(struct db *db, void *arg)
{
    struct events *e = arg;
    struct audit_event found[AUDIT_SHOWN_MAX];

    return audit_store_filter(db,
                              &(struct audit_filter){.before = INT64_MAX,
                                                     .organisation = SLICE(""),
                                                     .action = slice_of(e->action),
                                                     .code = SLICE(""),
                                                     .last = {INT64_MAX}},
                              found, AUDIT_SHOWN_MAX, &e->len);
}

static int
events(struct scene *s, const char *action)
{
    struct events e = {.action = action};

    CHECK_ERR(action, db_read(s->acc.db, &s->g->ctx, count_events, &e), OK);
    return e.len;
}

/* --- it works ------------------------------------------------------------ */

static enum err
use_totp(struct db *db, void *arg)
{
    const struct scene *s = arg;

    TRY(account_store_set_totp(db, s->erika.account.id, SLICE("sealed")));
    return account_store_take_step(db, s->erika.account.id, 1, db_ctx(db)->now);
}

/* PASSKEY-1, PASSKEY-2, PASSKEY-6: it is both factors in one. */
static void
one_adds_a_passkey_and_signs_in_with_it(void **state)
{
    struct given *g = *state;
    struct scene s;
    struct actor actor = {.code = SLICE("")};
    struct passkey all[PASSKEYS_MAX];
    struct passkey_entered in;

    scene_open(g, &s);
    CHECK_INT("added", add(&s, &s.erika, &s.key), PASSKEY_DONE);
    CHECK_TRUE("the owner is told its name", mail_says(&s, "„Laptop“"));
    CHECK_INT("the log knows", events(&s, "passkey.add"), 1);
    CHECK_ERR("second factor", db_write(s.acc.db, &g->ctx, use_totp, &s), OK);
    for (int i = 0; i < 2; i++) {
        g->ctx.now.ms += 1000;
        in = enter(&s);
        CHECK_INT("in", in.answer, PASSKEY_DONE);
        CHECK_ERR("who", sign_in_who(&s.acc, &g->ctx, in.in.secret, &actor), OK);
        CHECK_INT("herself", actor.id.n, s.erika.account.id.n);
    }
    CHECK_INT("one", list(&s, &s.erika, all), 1);
    CHECK_SLICE("trimmed", all[0].name, "Laptop");
    CHECK_INT("last used", all[0].last_used.ms, g->ctx.now.ms);
    CHECK_TRUE("added before", all[0].created.ms < all[0].last_used.ms);
    CHECK_ERR("renamed",
              passkey_rename(&s.acc, &g->ctx, &s.erika.actor, all[0].id, SLICE("Telefon")), OK);
    CHECK_INT("one", list(&s, &s.erika, all), 1);
    CHECK_SLICE("its new name", all[0].name, "Telefon");
    given_passkey_done(&s.key);
}

/* --- it does not --------------------------------------------------------- */

/* PASSKEY-4 */
static void
a_question_is_answered_once_in_time_and_in_its_browser(void **state)
{
    static const int64_t minute = 60000;
    struct given *g = *state;
    struct scene s;
    struct passkey_question q;
    struct passkey_question other;
    struct passkey_shown shown;
    struct passkey_shown again;

    scene_open(g, &s);
    CHECK_INT("added", add(&s, &s.erika, &s.key), PASSKEY_DONE);
    shown = show(&s);
    shown.visitor.guest = SLICE("another");
    CHECK_INT("another browser", enter_shown(&s, &shown).answer, PASSKEY_OVER);
    shown.visitor.guest = SLICE("guest");
    again = shown;
    CHECK_INT("control: its own", enter_shown(&s, &shown).answer, PASSKEY_DONE);
    CHECK_INT("once more", enter_shown(&s, &again).answer, PASSKEY_OVER);
    CHECK_INT("which is no copy", events(&s, "passkey.counter"), 0);
    q = ask(&s, NULL);
    shown = given_passkey_shown(&s.key, g->arena, &q, ORIGIN);
    again = given_passkey_shown(&s.key, g->arena, &q, ORIGIN);
    CHECK_INT("control: the first", enter_shown(&s, &shown).answer, PASSKEY_DONE);
    CHECK_INT("the second to one question", enter_shown(&s, &again).answer, PASSKEY_OVER);

    shown = show(&s);
    g->ctx.now.ms += PASSKEY_CHALLENGE_MINUTES * minute;
    CHECK_INT("too late", enter_shown(&s, &shown).answer, PASSKEY_OVER);
    shown = show(&s);
    g->ctx.now.ms += PASSKEY_CHALLENGE_MINUTES * minute - 1;
    CHECK_INT("control: just in time", enter_shown(&s, &shown).answer, PASSKEY_DONE);

    shown = show(&s);
    shown.state = ask(&s, NULL).state;
    CHECK_INT("with the state of another question", enter_shown(&s, &shown).answer,
              PASSKEY_UNBELIEVED);
    other = ask(&s, &s.erika);
    shown = given_passkey_shown(&s.key, g->arena, &other, ORIGIN);
    CHECK_INT("to the question for adding one", enter_shown(&s, &shown).answer, PASSKEY_OVER);
    shown = show(&s);
    shown.state = slice_sub(shown.state, 1, shown.state.len);
    CHECK_INT("a broken state", enter_shown(&s, &shown).answer, PASSKEY_OVER);
    q = ask(&s, NULL);
    shown = given_passkey_shown(&s.key, g->arena, &q, "https://evil.example");
    CHECK_INT("on another page", enter_shown(&s, &shown).answer, PASSKEY_UNBELIEVED);
    CHECK_INT("control: still in", enter(&s).answer, PASSKEY_DONE);
    given_passkey_done(&s.key);
}

/* PASSKEY-4, of adding */
static void
one_is_added_by_whom_it_was_asked(void **state)
{
    struct given *g = *state;
    struct scene s;
    struct passkey all[PASSKEYS_MAX];
    struct passkey_question q;
    struct passkey_made made;

    scene_open(g, &s);
    q = ask(&s, &s.erika);
    made = given_passkey_made(&s.key, g->arena, &q, ORIGIN);
    CHECK_INT("by another person", add_made(&s, &s.paul, &made), PASSKEY_OVER);
    made.visitor.guest = SLICE("another");
    CHECK_INT("in another browser", add_made(&s, &s.erika, &made), PASSKEY_OVER);
    made.visitor.guest = SLICE("guest");
    s.erika.actor.session.n++;
    CHECK_INT("in another session", add_made(&s, &s.erika, &made), PASSKEY_OVER);
    s.erika.actor.session.n--;
    q = ask(&s, NULL);
    made.state = q.state;
    CHECK_INT("to the question of a sign-in", add_made(&s, &s.erika, &made), PASSKEY_OVER);
    q = ask(&s, &s.erika);
    made = given_passkey_made(&s.key, g->arena, &q, "https://evil.example");
    CHECK_INT("on another page", add_made(&s, &s.erika, &made), PASSKEY_UNBELIEVED);
    made = given_passkey_made(&s.key, g->arena, &q, ORIGIN);
    made.object = slice_sub(made.object, 0, made.object.len - 8);
    CHECK_INT("cut", add_made(&s, &s.erika, &made), PASSKEY_UNBELIEVED);
    CHECK_INT("none yet", list(&s, &s.erika, all) + list(&s, &s.paul, all), 0);
    CHECK_INT("no event", events(&s, "passkey.add"), 0);
    made = given_passkey_made(&s.key, g->arena, &q, ORIGIN);
    CHECK_INT("control", add_made(&s, &s.erika, &made), PASSKEY_DONE);
    CHECK_INT("twice", add_made(&s, &s.erika, &made), PASSKEY_OVER);
    CHECK_INT("the same one anew", add(&s, &s.erika, &s.key), PASSKEY_TAKEN);
    CHECK_INT("of another person", add(&s, &s.paul, &s.key), PASSKEY_TAKEN);
    CHECK_INT("one", list(&s, &s.erika, all) + list(&s, &s.paul, all), 1);
    given_passkey_done(&s.key);
}

static enum err
suspend(struct db *db, void *arg)
{
    struct person *p = arg;

    p->account.status = p->account.status == ACCOUNT_ACTIVE ? ACCOUNT_SUSPENDED : ACCOUNT_ACTIVE;
    return account_store_save(db, &p->account);
}

/* PASSKEY-9 */
static void
it_opens_its_own_account_while_that_may(void **state)
{
    struct given *g = *state;
    struct scene s;
    struct passkey_shown shown;
    struct passkey_question of_paul;

    scene_open(g, &s);
    CHECK_INT("nobody has it", enter(&s).answer, PASSKEY_UNKNOWN);
    CHECK_INT("added", add(&s, &s.erika, &s.key), PASSKEY_DONE);
    of_paul = ask(&s, &s.paul);
    shown = show(&s);
    shown.user = of_paul.user;
    CHECK_INT("says it is another's", enter_shown(&s, &shown).answer, PASSKEY_UNBELIEVED);
    shown = show(&s);
    shown.user = SLICE("");
    CHECK_INT("says nothing", enter_shown(&s, &shown).answer, PASSKEY_UNBELIEVED);
    CHECK_ERR("suspended", db_write(s.acc.db, &g->ctx, suspend, &s.erika), OK);
    CHECK_INT("not in", enter(&s).answer, PASSKEY_UNKNOWN);
    CHECK_ERR("again", db_write(s.acc.db, &g->ctx, suspend, &s.erika), OK);
    CHECK_INT("control: in", enter(&s).answer, PASSKEY_DONE);
    given_passkey_done(&s.key);
}

/* PASSKEY-5 */
static void
a_copy_that_counts_behind_is_refused_and_noted(void **state)
{
    struct given *g = *state;
    struct scene s;

    scene_open(g, &s);
    CHECK_INT("added", add(&s, &s.erika, &s.key), PASSKEY_DONE);
    s.key.counter = 10;
    CHECK_INT("in", enter(&s).answer, PASSKEY_DONE);
    CHECK_INT("nothing to note", events(&s, "passkey.counter"), 0);
    s.key.counter = 5;
    CHECK_INT("behind", enter(&s).answer, PASSKEY_UNBELIEVED);
    s.key.counter = 11;
    CHECK_INT("noted", events(&s, "passkey.counter"), 1);
    CHECK_INT("control: on", enter(&s).answer, PASSKEY_DONE);
    given_passkey_done(&s.key);
}

/* Two sign-ins with one count: the second meets another counter than it read. */
static enum err
use_twice(struct db *db, void *arg)
{
    const struct scene *s = arg;
    struct passkey p;
    struct passkey all[PASSKEYS_MAX];
    int len = 0;

    TRY(passkey_store_of_account(db, s->erika.account.id, all, &len));
    TRY(passkey_store_find(db, all[0].credential, &p));
    TRY(passkey_store_use(db, &p, p.key.counter + 1));
    return passkey_store_use(db, &p, p.key.counter + 1);
}

static void
two_at_once_count_as_one(void **state)
{
    struct given *g = *state;
    struct scene s;

    scene_open(g, &s);
    CHECK_INT("added", add(&s, &s.erika, &s.key), PASSKEY_DONE);
    CHECK_ERR("twice", db_write(s.acc.db, &g->ctx, use_twice, &s), ERR_CONFLICT);
    ctx_clear(&g->ctx);
    given_passkey_done(&s.key);
}

/* --- the own ones -------------------------------------------------------- */

/* PASSKEY-1 */
static void
there_are_so_many_and_names_so_long(void **state)
{
    struct given *g = *state;
    struct scene s;
    struct passkey all[PASSKEYS_MAX];
    struct given_passkey more[PASSKEYS_MAX];
    struct passkey_question q;
    struct passkey_made made;
    char name[PASSKEY_NAME_BYTES_MAX + 2];

    scene_open(g, &s);
    memset(name, 'x', sizeof name);
    for (int i = 0; i < PASSKEYS_MAX; i++) {
        char id[2] = {(char)('a' + i), 0};

        given_passkey_make(&more[i], g->arena, id);
        q = ask(&s, &s.erika);
        made = given_passkey_made(&more[i], g->arena, &q, ORIGIN);
        made.name = slice_sub((struct slice){name, sizeof name}, 0,
                              i == 0 ? PASSKEY_NAME_BYTES_MAX : PASSKEY_NAME_BYTES_MAX + 1);
        CHECK_INT("one more", add_made(&s, &s.erika, &made), PASSKEY_DONE);
    }
    CHECK_INT("one too many", add(&s, &s.erika, &s.key), PASSKEY_FULL);
    CHECK_INT("control: another person", add(&s, &s.paul, &s.key), PASSKEY_DONE);
    CHECK_INT("all", list(&s, &s.erika, all), PASSKEYS_MAX);
    CHECK_INT("so long", all[0].name.len, PASSKEY_NAME_BYTES_MAX);
    CHECK_SLICE("too long: the browser's", all[1].name, "Firefox, Windows");
    CHECK_ERR("longer", passkey_rename(&s.acc, &g->ctx, &s.erika.actor, all[0].id, made.name),
              ERR_INVALID);
    CHECK_ERR("no name", passkey_rename(&s.acc, &g->ctx, &s.erika.actor, all[0].id, SLICE("  ")),
              ERR_INVALID);
    CHECK_ERR("two lines",
              passkey_rename(&s.acc, &g->ctx, &s.erika.actor, all[0].id, SLICE("a\nb")),
              ERR_INVALID);
    CHECK_ERR("another's", passkey_rename(&s.acc, &g->ctx, &s.paul.actor, all[0].id, SLICE("a")),
              ERR_NOT_FOUND);
    ctx_clear(&g->ctx);
    for (int i = 0; i < PASSKEYS_MAX; i++)
        given_passkey_done(&more[i]);
    given_passkey_done(&s.key);
}

static enum err
drop_password(struct db *db, void *arg)
{
    const struct person *p = arg;

    return account_store_delete_password(db, p->account.id);
}

/* PASSKEY-6, PASSKEY-7 */
static void
a_removed_one_opens_nothing_and_the_last_way_in_stays(void **state)
{
    struct given *g = *state;
    struct scene s;
    struct passkey all[PASSKEYS_MAX];
    struct actor actor = {.code = SLICE("")};
    struct given_passkey second;
    struct passkey_entered in;

    scene_open(g, &s);
    CHECK_INT("added", add(&s, &s.erika, &s.key), PASSKEY_DONE);
    in = enter(&s);
    CHECK_INT("one", list(&s, &s.erika, all), 1);
    CHECK_ERR("another's", passkey_remove(&s.acc, &g->ctx, &s.paul.actor, all[0].id),
              ERR_NOT_FOUND);
    ctx_clear(&g->ctx);
    CHECK_ERR("no password", db_write(s.acc.db, &g->ctx, drop_password, &s.erika), OK);
    CHECK_ERR("the last way in", passkey_remove(&s.acc, &g->ctx, &s.erika.actor, all[0].id),
              ERR_CONFLICT);
    ctx_clear(&g->ctx);
    given_passkey_make(&second, g->arena, "second");
    CHECK_INT("another one", add(&s, &s.erika, &second), PASSKEY_DONE);
    CHECK_ERR("removed", passkey_remove(&s.acc, &g->ctx, &s.erika.actor, all[0].id), OK);
    CHECK_TRUE("the owner is told", mail_says(&s, "entfernt: „Laptop“"));
    CHECK_INT("the log knows", events(&s, "passkey.remove"), 1);
    CHECK_INT("nobody's", enter(&s).answer, PASSKEY_UNKNOWN);
    CHECK_ERR("its session is over", sign_in_who(&s.acc, &g->ctx, in.in.secret, &actor),
              ERR_NOT_FOUND);
    CHECK_ERR("control: others are not", sign_in_who(&s.acc, &g->ctx, s.erika.session, &actor), OK);
    CHECK_ERR("twice", passkey_remove(&s.acc, &g->ctx, &s.erika.actor, all[0].id), ERR_NOT_FOUND);
    ctx_clear(&g->ctx);
    given_passkey_done(&second);
    given_passkey_done(&s.key);
}

static struct slice
reset_link(struct scene *s)
{
    static struct mail mails[MAIL_SHOWN_MAX];
    int wait = 0;
    int len = 0;
    struct slice link;

    CHECK_ERR("ask",
              registration_ask_reset(&s->acc, &s->g->ctx, SLICE("erika@stadt.example"),
                                     SLICE("1.2.3.4"), &wait),
              OK);
    CHECK_ERR("mails", mail_service_shown(&s->g->ctx, s->acc.db, mails, &len), OK);
    link = slice_sub(mails[0].body, slice_find(mails[0].body, SLICE("?t=")) + 3, 32);
    return link;
}

/* PASSKEY-8 */
static void
a_new_password_names_what_stays_or_removes_it(void **state)
{
    struct given *g = *state;
    struct scene s;
    struct passkey all[PASSKEYS_MAX];
    struct registration_reset r = {.password = PASSWORD};

    scene_open(g, &s);
    CHECK_ERR("pool", password_pool_open(&g->ctx, 1, &s.acc.passwords), OK);
    CHECK_INT("added", add(&s, &s.erika, &s.key), PASSKEY_DONE);
    CHECK_ERR("reset", registration_reset(&s.acc, &g->ctx, reset_link(&s), &r), OK);
    CHECK_TRUE("named", mail_says(&s, "auch mit: Passkey „Laptop“."));
    CHECK_INT("stays", enter(&s).answer, PASSKEY_DONE);
    r.without_passkeys = true;
    CHECK_ERR("reset", registration_reset(&s.acc, &g->ctx, reset_link(&s), &r), OK);
    CHECK_TRUE("nothing to name", !mail_says(&s, "auch mit"));
    CHECK_INT("gone", list(&s, &s.erika, all), 0);
    CHECK_INT("the log knows", events(&s, "passkey.remove"), 1);
    CHECK_INT("nobody's", enter(&s).answer, PASSKEY_UNKNOWN);
    password_pool_close(s.acc.passwords);
    given_passkey_done(&s.key);
}

static void
the_place_is_that_of_the_public_address(void **state)
{
    static const struct {
        const char *url;
        const char *host; /* NULL: none */
        const char *origin;
    } rows[] = {
        {"https://campus.example", "campus.example", "https://campus.example"},
        {"https://Campus.Example/", "campus.example", "https://campus.example"},
        {"https://campus.example/unter/pfad", "campus.example", "https://campus.example"},
        {"https://campus.example:443", "campus.example", "https://campus.example"},
        {"https://campus.example:8443", "campus.example", "https://campus.example:8443"},
        {"http://localhost:8080", "localhost", "http://localhost:8080"},
        {"http://localhost:80", "localhost", "http://localhost"},
        {"http://127.0.0.1:8080", NULL, NULL},
        {"https://192.0.2.7", NULL, NULL},
        {"https://[2001:db8::1]:8443", NULL, NULL},
        {"campus.example", NULL, NULL},
        {"https://", NULL, NULL},
        {"", NULL, NULL},
    };
    struct given *g = *state;

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct accounts acc = {.public_url = rows[i].url};
        struct passkey_place place = {.host = NULL};
        struct passkey_question q;

        if (rows[i].host == NULL) {
            CHECK_TRUE(rows[i].url, !passkey_place(&acc, g->arena, &place));
            CHECK_ERR(rows[i].url, passkey_ask(&acc, &g->ctx, NULL, SLICE("g"), &q), ERR_NOT_FOUND);
            ctx_clear(&g->ctx);
            continue;
        }
        CHECK_TRUE(rows[i].url, passkey_place(&acc, g->arena, &place));
        CHECK_SLICE(rows[i].url, slice_of(place.host), rows[i].host);
        CHECK_SLICE(rows[i].url, place.origin, rows[i].origin);
    }
}

#define GIVEN(name) cmocka_unit_test_setup_teardown(name, given_seeded, given_done)

int
suite_passkeys(void)
{
    const struct CMUnitTest tests[] = {
        GIVEN(one_adds_a_passkey_and_signs_in_with_it),
        GIVEN(a_question_is_answered_once_in_time_and_in_its_browser),
        GIVEN(one_is_added_by_whom_it_was_asked),
        GIVEN(it_opens_its_own_account_while_that_may),
        GIVEN(a_copy_that_counts_behind_is_refused_and_noted),
        GIVEN(two_at_once_count_as_one),
        GIVEN(there_are_so_many_and_names_so_long),
        GIVEN(a_removed_one_opens_nothing_and_the_last_way_in_stays),
        GIVEN(a_new_password_names_what_stays_or_removes_it),
        GIVEN(the_place_is_that_of_the_public_address),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
