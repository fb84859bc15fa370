/* SPDX-License-Identifier: EUPL-1.2 */
/* Another mail address for an account, and the way back, on a real database. */
#include <string.h>

#include "service/account_entry.h"
#include "service/account_security.h"
#include "service/address_change.h"
#include "service/given_house.h"
#include "service/mail_service.h"
#include "service/registration.h"
#include "service/role_change.h"
#include "service/sign_in.h"
#include "service/suite.h"
#include "storage/account_store.h"
#include "storage/passkey_store.h"
#include "storage/session_store.h"

#define OLD "erika@alt.example"
#define NEW "erika@neu.example"
#define THIRD "erika@drei.example"
#define OTHER "otto@stadt.example"
#define PASSWORD SLICE("Regenschirm im Aufzug 7")
#define ANOTHER SLICE("Sonnenblume im Keller 3")

struct scene {
    struct accounts acc;
    struct actor erika;
    struct actor otto;
    struct account look;
    const char *email;
    enum account_status status;
    int64_t step; /* of a second factor */
    int linked;
    int passkeys;
    struct house house;
};

static enum err
add_person(struct db *db, struct actor *who, const char *code, const char *email)
{
    struct account a = {.code = slice_of(code),
                        .email = slice_of(email),
                        .name = SLICE("Erika"),
                        .status = ACCOUNT_ACTIVE,
                        .created = db_ctx(db)->now,
                        .confirmed = db_ctx(db)->now};
    struct account_session s = {.created = db_ctx(db)->now,
                                .last_used = db_ctx(db)->now,
                                .expires = {db_ctx(db)->now.ms + (int64_t)30 * 24 * 3600000},
                                .browser = SLICE("?, ?"),
                                .method = SLICE("password")};
    struct slice hash = SLICE("");

    TRY(account_store_add(db, &a));
    s.account = a.id;
    TRY(accounts_secret(db_ctx(db)->arena, &hash));
    TRY(session_store_add(db, hash, &s));
    *who = (struct actor){.id = a.id, .code = slice_of(code), .name = SLICE("Erika")};
    who->session = s.id;
    return OK;
}

static enum err
use_people(struct db *db, void *arg)
{
    struct scene *s = arg;

    TRY(add_person(db, &s->erika, "erikaerikaerika1", OLD));
    return add_person(db, &s->otto, "ottoottoottootto", OTHER);
}

static void
scene_open(struct given *g, struct scene *s)
{
    memset(s, 0, sizeof *s);
    s->acc = (struct accounts){.db = g->database, .public_url = "https://campus.example"};
    assert_int_equal(crypto_start(), OK);
    memset(s->acc.key.bytes, 7, sizeof s->acc.key.bytes);
    assert_int_equal(password_pool_open(&g->ctx, 0, &s->acc.passwords), OK);
    CHECK_ERR("people", db_write(g->database, &g->ctx, use_people, s), OK);
}

static enum err
use_address(struct db *db, void *arg)
{
    struct scene *s = arg;

    return account_store_by_id(db, s->erika.id, &s->look);
}

static struct slice
address_now(struct given *g, struct scene *s)
{
    CHECK_ERR("account", db_read(g->database, &g->ctx, use_address, s), OK);
    return s->look.email;
}

static enum err
use_status(struct db *db, void *arg)
{
    struct scene *s = arg;

    TRY(account_store_by_id(db, s->erika.id, &s->look));
    s->look.status = s->status;
    return account_store_save(db, &s->look);
}

static void
set_status(struct given *g, struct scene *s, enum account_status status)
{
    s->status = status;
    CHECK_ERR("status", db_write(g->database, &g->ctx, use_status, s), OK);
}

static enum err
ask(struct given *g, const struct scene *s, const char *email)
{
    struct address_wish w = {
        .actor = &s->erika, .email = slice_of(email), .address = SLICE("1.2.3.4")};
    int wait = 0;
    enum err e = address_change_ask(&s->acc, &g->ctx, &w, &wait);

    ctx_clear(&g->ctx);
    return e;
}

/* The text of the newest mail to an address. */
static struct slice
mail_to(struct given *g, const char *email)
{
    static struct mail mails[MAIL_SHOWN_MAX];
    int len = 0;

    assert_int_equal(mail_service_shown(&g->ctx, g->database, mails, &len), OK);
    for (int i = 0; i < len; i++)
        if (slice_is(mails[i].recipient, email))
            return mails[i].body;
    return SLICE("");
}

/* The secret in the newest mail to an address; empty: it has none. */
static struct slice
link_to(struct given *g, const char *email)
{
    struct slice body = mail_to(g, email);
    size_t at = slice_find(body, SLICE("?t="));
    struct slice kept = SLICE("");

    if (at < body.len)
        assert_int_equal(arena_copy(g->arena, slice_sub(body, at + 3, 32), &kept), OK);
    return kept;
}

static bool
mail_has(struct given *g, const char *email, const char *words)
{
    struct slice body = mail_to(g, email);

    return slice_find(body, slice_of(words)) < body.len;
}

static enum err
confirm(struct given *g, const struct scene *s, const struct actor *who, struct slice link)
{
    enum err e = address_change_confirm(&s->acc, &g->ctx, who, link);

    ctx_clear(&g->ctx);
    return e;
}

static enum err
back(struct given *g, const struct scene *s, struct slice link)
{
    struct address_back_wish w = {.secret = link, .password = ANOTHER, .keeps_before = true};
    enum err e = address_back_take(&s->acc, &g->ctx, &w);

    ctx_clear(&g->ctx);
    return e;
}

/* As the page proposes it. */
static enum err
back_alone(struct given *g, const struct scene *s, struct slice link)
{
    struct address_back_wish w = {.secret = link, .password = ANOTHER};
    enum err e = address_back_take(&s->acc, &g->ctx, &w);

    ctx_clear(&g->ctx);
    return e;
}

static struct address_back
look_back(struct given *g, const struct scene *s, struct slice link)
{
    struct address_back look = {.email = SLICE("")};
    struct reach all = g->ctx.reach;

    g->ctx.reach = (struct reach){0}; /* of who is not signed in */
    CHECK_ERR("look", address_back_look(&s->acc, &g->ctx, link, LANG_DE, &look), OK);
    g->ctx.reach = all;
    return look;
}

static struct sign_in
enter(struct given *g, const struct scene *s, const char *email, struct slice password)
{
    struct sign_in_claim claim = {.email = slice_of(email), .password = password};
    struct sign_in in = {.answer = SIGN_IN_WRONG};

    claim.visitor = (struct accounts_visitor){SLICE("1.2.3.4"), SLICE("?, ?"), SLICE("guest")};
    CHECK_ERR("enter", sign_in_begin(&s->acc, &g->ctx, &claim, &in), OK);
    return in;
}

static void
change(struct given *g, struct scene *s, const char *email)
{
    CHECK_ERR(email, ask(g, s, email), OK);
    CHECK_ERR(email, confirm(g, s, &s->erika, link_to(g, email)), OK);
}

/* ACCOUNT-14 */
static void
an_address_changes_when_its_mailbox_and_the_owner_say_so(void **state)
{
    struct given *g = *state;
    struct scene s;
    struct slice link;
    struct slice email = SLICE("");
    int wait = 0;

    scene_open(g, &s);
    CHECK_ERR("reset", registration_ask_reset(&s.acc, &g->ctx, SLICE(OLD), SLICE("1"), &wait), OK);
    link = link_to(g, OLD);
    CHECK_ERR("the own one", ask(g, &s, OLD), ERR_CONFLICT);
    CHECK_ERR("asked", ask(g, &s, NEW), OK);
    CHECK_SLICE("nothing has changed", address_now(g, &s), OLD);
    CHECK_ERR("it waits", address_change_waits(&s.acc, &g->ctx, &s.erika, &email), OK);
    CHECK_SLICE("it waits", email, NEW);
    CHECK_TRUE("the mail names nobody",
               slice_find(mail_to(g, NEW), SLICE("Erika")) == mail_to(g, NEW).len);
    CHECK_TRUE("nor the new address to the old mailbox, which may be an employer's",
               slice_find(mail_to(g, OLD), SLICE(NEW)) == mail_to(g, OLD).len);
    CHECK_ERR("who got it by a slip of a finger", confirm(g, &s, &s.otto, link_to(g, NEW)),
              ERR_NOT_FOUND);
    CHECK_ERR("a link of another kind", confirm(g, &s, &s.erika, link), ERR_NOT_FOUND);
    CHECK_ERR("no link", confirm(g, &s, &s.erika, SLICE("x")), ERR_NOT_FOUND);
    CHECK_ERR("it is no new password",
              registration_reset(&s.acc, &g->ctx, link_to(g, NEW),
                                 &(struct registration_reset){.password = ANOTHER}),
              ERR_NOT_FOUND);
    CHECK_SLICE("still", address_now(g, &s), OLD);
    CHECK_ERR("both", confirm(g, &s, &s.erika, link_to(g, NEW)), OK);
    CHECK_SLICE("changed", address_now(g, &s), NEW);
    CHECK_ERR("once", confirm(g, &s, &s.erika, link_to(g, NEW)), ERR_NOT_FOUND);
    CHECK_ERR("a link that lies in the old mailbox still",
              registration_reset(&s.acc, &g->ctx, link,
                                 &(struct registration_reset){.password = ANOTHER}),
              ERR_NOT_FOUND);
    ctx_clear(&g->ctx);
    CHECK_ERR("nothing waits", address_change_waits(&s.acc, &g->ctx, &s.erika, &email), OK);
    CHECK_INT("nothing waits", email.len, 0);
    password_pool_close(s.acc.passwords);
}

/* ACCOUNT-5 */
static void
nobody_learns_whether_the_new_address_has_an_account(void **state)
{
    struct given *g = *state;
    struct scene s;
    struct slice email = SLICE("");

    scene_open(g, &s);
    CHECK_ERR("the same answer", ask(g, &s, OTHER), OK);
    CHECK_ERR("and the same page", address_change_waits(&s.acc, &g->ctx, &s.erika, &email), OK);
    CHECK_SLICE("and the same page", email, OTHER);
    CHECK_INT("its owner gets no link", link_to(g, OTHER).len, 0);
    CHECK_TRUE("but hears of it",
               slice_find(mail_to(g, OTHER), SLICE("schon ein Konto")) < mail_to(g, OTHER).len);
    CHECK_TRUE("the old mailbox gets the same", link_to(g, OLD).len > 0);
    set_status(g, &s, ACCOUNT_ACTIVE);
    password_pool_close(s.acc.passwords);
}

static void
a_link_of_a_change_ends(void **state)
{
    struct given *g = *state;
    struct scene s;
    struct slice first;

    scene_open(g, &s);
    CHECK_ERR("ask", ask(g, &s, NEW), OK);
    g->ctx.now.ms += (int64_t)TOKEN_EMAIL_HOURS * 3600000;
    CHECK_ERR("too late", confirm(g, &s, &s.erika, link_to(g, NEW)), ERR_NOT_FOUND);
    CHECK_ERR("ask", ask(g, &s, NEW), OK);
    first = link_to(g, NEW);
    CHECK_ERR("another one", ask(g, &s, THIRD), OK);
    CHECK_ERR("the first of two, out of order", confirm(g, &s, &s.erika, first), ERR_NOT_FOUND);
    set_status(g, &s, ACCOUNT_SUSPENDED);
    CHECK_ERR("suspended", confirm(g, &s, &s.erika, link_to(g, THIRD)), ERR_NOT_FOUND);
    CHECK_ERR("suspended: no way back", back(g, &s, link_to(g, OLD)), ERR_NOT_FOUND);
    set_status(g, &s, ACCOUNT_ACTIVE);
    CHECK_ERR("back", back(g, &s, link_to(g, OLD)), OK);
    CHECK_ERR("stopped before it happened", confirm(g, &s, &s.erika, link_to(g, THIRD)),
              ERR_NOT_FOUND);
    CHECK_SLICE("unchanged", address_now(g, &s), OLD);
    password_pool_close(s.acc.passwords);
}

static void
reset(struct given *g, const struct scene *s, struct slice password)
{
    int wait = 0;

    CHECK_ERR("ask", registration_ask_reset(&s->acc, &g->ctx, SLICE(OLD), SLICE("1"), &wait), OK);
    CHECK_ERR("reset",
              registration_reset(&s->acc, &g->ctx, link_to(g, OLD),
                                 &(struct registration_reset){.password = password}),
              OK);
}

/* Who suspects something and sets a new password is safe from what waits. */
static void
a_new_password_stops_a_change(void **state)
{
    struct given *g = *state;
    struct scene s;
    struct sign_in in;
    struct account_security_proof proof = {
        .password = PASSWORD, .address = SLICE("1"), .replacement = ANOTHER};

    scene_open(g, &s);
    CHECK_ERR("ask", ask(g, &s, NEW), OK);
    reset(g, &s, PASSWORD);
    CHECK_ERR("set anew", confirm(g, &s, &s.erika, link_to(g, NEW)), ERR_NOT_FOUND);
    in = enter(g, &s, OLD, PASSWORD);
    CHECK_ERR("in", sign_in_who(&s.acc, &g->ctx, in.secret, &s.erika), OK);
    CHECK_ERR("ask", ask(g, &s, THIRD), OK);
    CHECK_ERR("changed", account_security_set_password(&s.acc, &g->ctx, &s.erika, &proof), OK);
    CHECK_ERR("changed", confirm(g, &s, &s.erika, link_to(g, THIRD)), ERR_NOT_FOUND);
    password_pool_close(s.acc.passwords);
}

/* --- who has the address meanwhile ----------------------------------------------- */

static void
register_at(struct given *g, const struct scene *s, const char *email)
{
    struct registration r = {slice_of(email), SLICE("Jemand"), PASSWORD, LANG_DE, SLICE("9")};
    int wait = 0;

    CHECK_ERR("register", registration_begin(&s->acc, &g->ctx, &r, &wait), OK);
    CHECK_ERR("confirm", registration_confirm(&s->acc, &g->ctx, link_to(g, email), PASSWORD, &wait),
              OK);
}

static enum err
use_erase(struct db *db, void *arg)
{
    struct scene *s = arg;

    TRY(account_store_by_email(db, slice_of(s->email), &s->look));
    s->look.email = SLICE("weg@weg.example");
    return account_store_save(db, &s->look);
}

/* ACCOUNT-18 */
static void
an_address_that_is_taken_meanwhile_stays_whose_it_is(void **state)
{
    struct given *g = *state;
    struct scene s;
    struct slice link;

    scene_open(g, &s);
    CHECK_ERR("ask", ask(g, &s, NEW), OK);
    link = link_to(g, NEW);
    register_at(g, &s, NEW);
    CHECK_ERR("taken", confirm(g, &s, &s.erika, link), ERR_CONFLICT);
    CHECK_SLICE("unchanged", address_now(g, &s), OLD);
    CHECK_ERR("used up", confirm(g, &s, &s.erika, link), ERR_NOT_FOUND);
    change(g, &s, THIRD);
    link = link_to(g, OLD);
    register_at(g, &s, OLD);
    CHECK_ERR("the way back, too", back(g, &s, link), ERR_CONFLICT);
    CHECK_SLICE("unchanged", address_now(g, &s), THIRD);
    s.email = OLD;
    CHECK_ERR("given up", db_write(g->database, &g->ctx, use_erase, &s), OK);
    CHECK_ERR("then it works", back(g, &s, link), OK);
    CHECK_SLICE("back", address_now(g, &s), OLD);
    password_pool_close(s.acc.passwords);
}

/* --- what organisations know ------------------------------------------------------- */

static enum err
use_entered(struct db *db, void *arg)
{
    struct scene *s = arg;
    struct account waiting = {.code = SLICE("")};
    struct role_change c = {.organisation = s->house.town[0],
                            .organisation_code = SLICE("astadt"),
                            .role = ROLE_HR,
                            .email = SLICE(NEW)};

    TRY(account_entry_make(db, SLICE(NEW), SLICE("Erika Muster"), &waiting));
    c.account = waiting.id;
    c.account_code = waiting.code;
    return role_change_give(db, &c);
}

static void
import(struct given *g, const struct scene *s, int town, const char *list)
{
    struct employee_use use = use_of(&s->house, town, town);
    struct employee_plan plan = {0};
    int64_t id = 0;

    CHECK_ERR("list", employee_import_preview(&g->ctx, &use, slice_of(list), &plan, &id), OK);
    CHECK_ERR("list",
              employee_import_confirm(&g->ctx, &use, id,
                                      (struct employee_leavers){false, day_of(g->ctx.now)}, &plan),
              OK);
}

/* ACCOUNT-17, ORG-29: what was entered for the new mailbox comes along, under the addresses that
 * the organisations know; and what they know of the old one stays. */
static void
what_organisations_know_stays_and_what_waits_comes_along(void **state)
{
    struct given *g = *state;
    struct scene s;
    struct employee_book b;
    struct employee_book after;

    scene_open(g, &s);
    given_house(g, &s.house);
    import(g, &s, 1, "Name;E-Mail\nErika Muster;" OLD "\n");
    import(g, &s, 0, "Name;E-Mail\nErika Muster;" NEW "\nUdo;udo@a.example\n");
    CHECK_ERR("a role", db_write(g->database, &g->ctx, use_entered, &s), OK);
    change(g, &s, NEW);
    b = book_of(g, &s.house, 1);
    CHECK_INT("the old town's entry is hers", person(&b, OLD)->account.n, s.erika.id.n);
    b = book_of(g, &s.house, 0);
    CHECK_INT("the new town's, too", person(&b, NEW)->account.n, s.erika.id.n);
    for (int i = 0; i < b.roles_len; i++)
        if (b.roles[i].of.account.n == s.erika.id.n)
            CHECK_SLICE("the role is known by the address entered", b.roles[i].email, NEW);
    CHECK_INT("one account has the address", address_now(g, &s).len, sizeof NEW - 1);
    import(g, &s, 1, "Name;E-Mail\nErika Meister;" OLD "\n");
    after = book_of(g, &s.house, 1);
    CHECK_SLICE("the list finds her by the address it knows", person(&after, OLD)->name,
                "Erika Meister");
    CHECK_INT("and nobody else is made", person(&after, OLD)->account.n, s.erika.id.n);
    CHECK_ERR("back", back(g, &s, link_to(g, OLD)), OK);
    b = book_of(g, &s.house, 0);
    CHECK_INT("and it stays hers", person(&b, NEW)->account.n, s.erika.id.n);
    platform_close(s.house.platform);
    password_pool_close(s.acc.passwords);
}

/* ORG-31 as well: one town entered both addresses. */
static void
work_for_one_organisation_twice_is_nobodys(void **state)
{
    struct given *g = *state;
    struct scene s;
    struct employee_book b;

    scene_open(g, &s);
    given_house(g, &s.house);
    import(g, &s, 0, "Name;E-Mail\nErika;" NEW "\n");
    import(g, &s, 0, "Name;E-Mail\nErika;" OLD "\n");
    change(g, &s, NEW);
    CHECK_SLICE("changed", address_now(g, &s), NEW);
    b = book_of(g, &s.house, 0);
    CHECK_INT("the one is hers", person(&b, OLD)->account.n, s.erika.id.n);
    CHECK_TRUE("the other nobody's", person(&b, NEW)->account.n != s.erika.id.n);
    platform_close(s.house.platform);
    password_pool_close(s.acc.passwords);
}

/* --- the way back ------------------------------------------------------------------ */

static enum err
use_factor(struct db *db, void *arg)
{
    struct scene *s = arg;
    struct slice code = SLICE("0123456789abcdef0123456789abcdef");

    TRY(account_store_set_totp(db, s->erika.id, SLICE("geheim")));
    TRY(account_store_take_step(db, s->erika.id, ++s->step, db_ctx(db)->now));
    TRY(account_store_set_recovery(db, s->erika.id, &code, 1));
    return passkey_store_add(db, &(struct passkey){.account = s->erika.id,
                                                   .credential = SLICE("id"),
                                                   .name = SLICE("Telefon"),
                                                   .key = {PASSKEY_ES256, SLICE("k"), 0}});
}

static enum err
use_factor_kept(struct db *db, void *arg)
{
    struct scene *s = arg;
    struct account_totp totp = {.in_use = false};
    enum err e = account_store_totp(db, s->erika.id, &totp);
    struct passkey passkeys[PASSKEYS_MAX];
    int left = 0;

    TRY(account_store_recovery_left(db, s->erika.id, &left));
    TRY(passkey_store_of_account(db, s->erika.id, passkeys, &s->passkeys));
    s->linked = e == OK && totp.in_use ? left : -left;
    return e == ERR_NOT_FOUND ? OK : e;
}

static int
sessions_of(struct given *g, const struct scene *s)
{
    struct account_session all[ACCOUNT_SESSIONS_MAX];
    int len = 0;

    CHECK_ERR("sessions", sign_in_list(&s->acc, &g->ctx, &s->erika, all, &len), OK);
    return len;
}

static bool
may_enter(struct given *g, const struct scene *s, const char *email, struct slice password)
{
    struct sign_in in = enter(g, s, email, password);

    return in.answer == SIGN_IN_DONE || in.answer == SIGN_IN_SECOND;
}

/* ACCOUNT-15, ACCOUNT-16 */
static void
the_former_mailbox_takes_it_back(void **state)
{
    struct given *g = *state;
    struct scene s;
    struct slice link;
    struct address_back look;

    scene_open(g, &s);
    change(g, &s, NEW);
    link = link_to(g, OLD);
    look = look_back(g, &s, link);
    CHECK_SLICE("look", look.email, OLD);
    CHECK_INT("nothing was there before", look.before.len, 0);
    CHECK_SLICE("looking changes nothing", address_now(g, &s), NEW);
    g->ctx.now.ms += 1000;
    CHECK_ERR("a second factor of who changed it", db_write(g->database, &g->ctx, use_factor, &s),
              OK);
    CHECK_INT("a session", sessions_of(g, &s), 1);
    CHECK_ERR("another link", back(g, &s, SLICE("x")), ERR_NOT_FOUND);
    CHECK_ERR("the link of the new one is none", back(g, &s, link_to(g, NEW)), ERR_NOT_FOUND);
    CHECK_ERR("back", back(g, &s, link), OK);
    CHECK_SLICE("back", address_now(g, &s), OLD);
    CHECK_INT("signed out", sessions_of(g, &s), 0);
    CHECK_TRUE("the new password", may_enter(g, &s, OLD, ANOTHER));
    CHECK_TRUE("not by the other address", !may_enter(g, &s, NEW, ANOTHER));
    CHECK_ERR("factor", db_read(g->database, &g->ctx, use_factor_kept, &s), OK);
    CHECK_INT("the second factor of who changed it is gone", s.linked, 0);
    CHECK_INT("and the passkey", s.passkeys, 0);
    CHECK_ERR("once", back(g, &s, link), ERR_NOT_FOUND);
    CHECK_TRUE("both mailboxes hear of it",
               slice_find(mail_to(g, NEW), SLICE("wieder die fr")) < mail_to(g, NEW).len &&
                   slice_find(mail_to(g, OLD), SLICE("wieder die fr")) < mail_to(g, OLD).len);
    password_pool_close(s.acc.passwords);
}

static void
what_was_there_before_stays_and_the_link_ends_in_time(void **state)
{
    struct given *g = *state;
    struct scene s;
    struct slice link;

    scene_open(g, &s);
    CHECK_ERR("a second factor", db_write(g->database, &g->ctx, use_factor, &s), OK);
    g->ctx.now.ms += 1000;
    change(g, &s, NEW);
    link = link_to(g, OLD);
    g->ctx.now.ms += (int64_t)ADDRESS_UNDO_DAYS * 24 * 3600000 - 1;
    CHECK_ERR("in time", back(g, &s, link), OK);
    CHECK_ERR("factor", db_read(g->database, &g->ctx, use_factor_kept, &s), OK);
    CHECK_INT("the own passkey stays", s.passkeys, 1);
    CHECK_TRUE("the mail names it", mail_has(g, OLD, "auch mit: Passkey „Telefon“."));
    CHECK_TRUE("the other mailbox does not learn it", !mail_has(g, NEW, "Telefon"));
    CHECK_INT("no second factor stays: whose it was cannot be told", s.linked, 0);
    CHECK_TRUE("which the mail says", mail_has(g, OLD, "zweiter Faktor ist ausgeschaltet"));
    change(g, &s, THIRD);
    link = link_to(g, OLD);
    g->ctx.now.ms += (int64_t)ADDRESS_UNDO_DAYS * 24 * 3600000;
    CHECK_ERR("too late", back(g, &s, link), ERR_NOT_FOUND);
    CHECK_SLICE("unchanged", address_now(g, &s), THIRD);
    password_pool_close(s.acc.passwords);
}

/* ACCOUNT-16: all that a stranger at an open session makes first, then the change. */
static void
what_a_stranger_made_before_the_change_goes_as_the_page_proposes(void **state)
{
    struct given *g = *state;
    struct scene s;
    struct sign_in in;
    struct slice link;

    scene_open(g, &s);
    CHECK_ERR("factor and passkey", db_write(g->database, &g->ctx, use_factor, &s), OK);
    g->ctx.now.ms += 60000;
    change(g, &s, NEW);
    link = link_to(g, OLD);
    CHECK_SLICE("named", look_back(g, &s, link).before, "Passkey „Telefon“");
    CHECK_ERR("back", back_alone(g, &s, link), OK);
    CHECK_ERR("factor", db_read(g->database, &g->ctx, use_factor_kept, &s), OK);
    CHECK_INT("no passkey", s.passkeys, 0);
    CHECK_INT("no second factor, no recovery code", s.linked, 0);
    CHECK_TRUE("nothing to name", !mail_has(g, OLD, "auch mit"));
    in = enter(g, &s, OLD, ANOTHER);
    CHECK_INT("the owner is in", in.answer, SIGN_IN_DONE);
    password_pool_close(s.acc.passwords);
}

/* ACCOUNT-16: asked, a passkey, asked again: each link goes back to before the first. */
static void
asking_again_moves_no_limit(void **state)
{
    static const char *const to[] = {THIRD, NEW};

    for (size_t i = 0; i < ARRAY_LEN(to); i++) {
        struct given *g = *state;
        struct scene s;
        struct slice link;

        if (i > 0) {
            given_done(state);
            given_seeded(state);
            g = *state;
        }
        scene_open(g, &s);
        CHECK_ERR("ask", ask(g, &s, NEW), OK);
        g->ctx.now.ms += 60000;
        CHECK_ERR("factor and passkey", db_write(g->database, &g->ctx, use_factor, &s), OK);
        g->ctx.now.ms += 60000;
        CHECK_ERR("ask again", ask(g, &s, to[i]), OK);
        link = link_to(g, OLD);
        if (i > 0) {
            CHECK_ERR("confirm", confirm(g, &s, &s.erika, link_to(g, NEW)), OK);
            link = link_to(g, OLD);
        }
        CHECK_INT("nothing is of before", look_back(g, &s, link).before.len, 0);
        CHECK_ERR("back", back(g, &s, link), OK);
        CHECK_ERR("factor", db_read(g->database, &g->ctx, use_factor_kept, &s), OK);
        CHECK_INT("no passkey", s.passkeys, 0);
        CHECK_INT("no second factor", s.linked, 0);
        CHECK_INT("the owner is in", enter(g, &s, OLD, ANOTHER).answer, SIGN_IN_DONE);
        password_pool_close(s.acc.passwords);
    }
}

/* A link that works no more sets no limit either. */
static void
a_change_of_long_ago_is_no_limit(void **state)
{
    struct given *g = *state;
    struct scene s;

    scene_open(g, &s);
    CHECK_ERR("ask", ask(g, &s, NEW), OK);
    g->ctx.now.ms += 60000;
    CHECK_ERR("the owner's passkey", db_write(g->database, &g->ctx, use_factor, &s), OK);
    g->ctx.now.ms += (int64_t)ADDRESS_UNDO_DAYS * 24 * 3600000;
    change(g, &s, THIRD);
    CHECK_ERR("back", back(g, &s, link_to(g, OLD)), OK);
    CHECK_ERR("factor", db_read(g->database, &g->ctx, use_factor_kept, &s), OK);
    CHECK_INT("is of before", s.passkeys, 1);
    password_pool_close(s.acc.passwords);
}

/* ACCOUNT-15: who has changed it twice cannot undo what the first mailbox takes back. */
static void
the_earlier_mailbox_wins(void **state)
{
    struct given *g = *state;
    struct scene s;
    struct slice first;
    struct slice second;

    scene_open(g, &s);
    change(g, &s, NEW);
    first = link_to(g, OLD);
    g->ctx.now.ms += 60000;
    change(g, &s, THIRD);
    second = link_to(g, NEW);
    CHECK_ERR("the later one", back(g, &s, second), OK);
    CHECK_SLICE("the later one", address_now(g, &s), NEW);
    CHECK_ERR("the earlier one works on", back(g, &s, first), OK);
    CHECK_SLICE("the earlier one", address_now(g, &s), OLD);
    g->ctx.now.ms += 60000;
    change(g, &s, NEW);
    first = link_to(g, OLD);
    g->ctx.now.ms += 60000;
    change(g, &s, THIRD);
    second = link_to(g, NEW);
    CHECK_ERR("the earlier one first", back(g, &s, first), OK);
    CHECK_ERR("then no later one", back(g, &s, second), ERR_NOT_FOUND);
    CHECK_SLICE("and it stays", address_now(g, &s), OLD);
    password_pool_close(s.acc.passwords);
}

static void
asking_too_often_waits(void **state)
{
    struct given *g = *state;
    struct scene s;

    scene_open(g, &s);
    for (int i = 0; i < GUESSES_FREE; i++) {
        char email[40];

        (void)snprintf(email, sizeof email, "a%d@neu.example", i);
        CHECK_ERR("free", ask(g, &s, email), OK);
    }
    CHECK_ERR("of the account", ask(g, &s, NEW), ERR_DENIED);
    CHECK_INT("nobody is written to", mail_to(g, NEW).len, 0);
    password_pool_close(s.acc.passwords);
}

int
suite_address(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_address_changes_when_its_mailbox_and_the_owner_say_so,
                                        given_seeded, given_done),
        cmocka_unit_test_setup_teardown(nobody_learns_whether_the_new_address_has_an_account,
                                        given_seeded, given_done),
        cmocka_unit_test_setup_teardown(a_link_of_a_change_ends, given_seeded, given_done),
        cmocka_unit_test_setup_teardown(an_address_that_is_taken_meanwhile_stays_whose_it_is,
                                        given_seeded, given_done),
        cmocka_unit_test_setup_teardown(a_new_password_stops_a_change, given_seeded, given_done),
        cmocka_unit_test_setup_teardown(what_organisations_know_stays_and_what_waits_comes_along,
                                        given_seeded, given_done),
        cmocka_unit_test_setup_teardown(work_for_one_organisation_twice_is_nobodys, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(the_former_mailbox_takes_it_back, given_seeded, given_done),
        cmocka_unit_test_setup_teardown(what_was_there_before_stays_and_the_link_ends_in_time,
                                        given_seeded, given_done),
        cmocka_unit_test_setup_teardown(
            what_a_stranger_made_before_the_change_goes_as_the_page_proposes, given_seeded,
            given_done),
        cmocka_unit_test_setup_teardown(asking_again_moves_no_limit, given_seeded, given_done),
        cmocka_unit_test_setup_teardown(a_change_of_long_ago_is_no_limit, given_seeded, given_done),
        cmocka_unit_test_setup_teardown(the_earlier_mailbox_wins, given_seeded, given_done),
        cmocka_unit_test_setup_teardown(asking_too_often_waits, given_seeded, given_done),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
