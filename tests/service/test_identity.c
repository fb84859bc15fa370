/* SPDX-License-Identifier: EUPL-1.2 */
/* People who come from a service that they sign in with, on a real database: who that is here. */
#include <string.h>

#include "given.h"
#include "service/account_entry.h"
#include "service/address_change.h"
#include "service/identity_sign_in.h"
#include "service/issuer_desk.h"
#include "service/issuer_service.h"
#include "service/mail_service.h"
#include "service/registration.h"
#include "service/role_change.h"
#include "storage/account_store.h"
#include "storage/audit_store.h"
#include "storage/employment_store.h"
#include "storage/identity_store.h"
#include "storage/issuer_store.h"
#include "storage/mail_store.h"
#include "storage/organisation_store.h"
#include "storage/role_store.h"
#include "suite.h"

#define SECRET SLICE("0123456789abcdef0123")
#define FILE_OF_TOWN                                                                               \
    "{\"format\":\"kommunalcampus-issuer/1\",\"code\":\"amt\",\"kind\":\"oidc\",\"name\":\"Amt\"," \
    "\"issuer\":\"https://idp.example\",\"client_id\":\"kc\",\"organisation\":\"astadt\","         \
    "\"mail_domains\":[\"a.example\"],\"rules\":["                                                 \
    "{\"claim\":\"g\",\"value\":\"w\",\"organisation\":\"astadt\",\"role\":\"learner\"},"          \
    "{\"claim\":\"g\",\"value\":\"p\",\"organisation\":\"astadt\",\"role\":\"hr\"}]}"

struct scene {
    struct accounts acc;
    struct issuer issuer;
    struct issuer_rules rules;
    struct organisation_id town;
    struct account account; /* as it was looked up last */
    int work;               /* employments counted last */
    int begins;             /* events of work that began, counted last */
    struct slice work_name; /* or the text of a mail */
    int roles;
};

static enum err
make_town(struct db *db, void *arg)
{
    struct scene *s = arg;
    struct organisation o = {.code = SLICE("astadt"),
                             .kind = ORGANISATION_MUNICIPALITY,
                             .name = SLICE("A-Stadt"),
                             .state = SLICE("08"),
                             .status = ORGANISATION_ADMITTED,
                             .has_admitted_on = true,
                             .employees = -1,
                             .leitweg_id = SLICE(""),
                             .contact_name = SLICE(""),
                             .contact_email = SLICE(""),
                             .contact_phone = SLICE("")};

    TRY(organisation_store_save(db, &o));
    s->town = o.id;
    return OK;
}

static enum err
load_issuer(struct db *db, void *arg)
{
    struct scene *s = arg;

    TRY(issuer_store_by_code(db, SLICE("amt"), &s->issuer));
    return issuer_store_rules(db, s->issuer.id, &s->rules);
}

static void
scene_open(struct given *g, struct scene *s)
{
    *s = (struct scene){.acc = {.db = g->database, .public_url = "https://campus.example"}};
    assert_int_equal(crypto_start(), OK);
    memset(s->acc.key.bytes, 7, sizeof s->acc.key.bytes);
    assert_int_equal(db_write(g->database, &g->ctx, make_town, s), OK);
    CHECK_ERR("set", issuer_set(&s->acc, &g->ctx, SLICE(FILE_OF_TOWN), SECRET), OK);
    assert_int_equal(db_read(g->database, &g->ctx, load_issuer, s), OK);
    CHECK_INT("rules", s->rules.len, 2);
}

static struct identity_claim
claim_of(const struct scene *s, const char *subject, const char *email)
{
    return (struct identity_claim){
        .issuer = &s->issuer,
        .subject = slice_of(subject),
        .session = slice_of(subject),
        .email = slice_of(email),
        .name = SLICE("Erika"),
        .visitor = {SLICE("1.2.3.4"), SLICE("?, ?"), SLICE("guest")},
    };
}

static struct identity_sign_in
come(struct given *g, const struct scene *s, const struct identity_claim *c)
{
    struct identity_sign_in in = {.answer = IDENTITY_REFUSED};

    CHECK_ERR("come", identity_sign_in(&s->acc, &g->ctx, c, &in), OK);
    return in;
}

static bool
is_in(struct given *g, const struct scene *s, struct slice secret, struct actor *ret_actor)
{
    enum err e = sign_in_who(&s->acc, &g->ctx, secret, ret_actor);

    ctx_clear(&g->ctx);
    return e == OK;
}

static enum err
look(struct db *db, void *arg)
{
    struct scene *s = arg;

    return account_store_by_email(db, SLICE("e@a.example"), &s->account);
}

static enum err
count_roles(struct db *db, void *arg)
{
    struct scene *s = arg;
    const struct grant *grants = NULL;

    TRY(look(db, s));
    return account_store_grants(db, s->account.id, &grants, &s->roles);
}

/* How many roles are in force for who signs in now, however: with a password, too. */
static int
given_roles(struct given *g, struct scene *s)
{
    CHECK_ERR("roles", db_read(g->database, &g->ctx, count_roles, s), OK);
    return s->roles;
}

static void
an_unknown_person_gets_an_account_once(void **state)
{
    struct given *g = *state;
    struct scene s;
    struct actor one = {.code = SLICE("")};
    struct actor two = {.code = SLICE("")};
    struct identity_claim c;

    scene_open(g, &s);
    c = claim_of(&s, "s-1", "E@A.Example");
    CHECK_TRUE("in", is_in(g, &s, come(g, &s, &c).in.secret, &one));
    c.email = SLICE(""); /* known by the subject: the address does not matter any more */
    CHECK_TRUE("again", is_in(g, &s, come(g, &s, &c).in.secret, &two));
    CHECK_INT("the same account", one.id.n, two.id.n);
    assert_int_equal(db_read(g->database, &g->ctx, look, &s), OK);
    CHECK_INT("by its address in small letters", s.account.id.n, one.id.n);
}

/* ISSUER-3, ISSUER-4 */
static void
an_address_alone_is_no_way_in(void **state)
{
    static const struct {
        const char *why;
        const char *email;
        enum identity_answer answer;
    } rows[] = {
        {"none", "", IDENTITY_NO_MAIL},
        {"of another domain", "x@b.example", IDENTITY_NO_MAIL},
        {"unsound", "x@@a.example", IDENTITY_NO_MAIL},
        {"of an account in use", "e@a.example", IDENTITY_KNOWN},
    };
    struct given *g = *state;
    struct scene s;
    struct identity_claim c;

    scene_open(g, &s);
    c = claim_of(&s, "s-1", "e@a.example");
    (void)come(g, &s, &c);
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct identity_sign_in in;

        c = claim_of(&s, "s-2", rows[i].email);
        in = come(g, &s, &c);
        CHECK_INT(rows[i].why, in.answer, rows[i].answer);
        CHECK_INT(rows[i].why, in.in.secret.len, 0);
    }
}

static enum err
make_waiting(struct db *db, void *arg)
{
    struct scene *s = arg;

    TRY(account_entry_make(db, SLICE("e@a.example"), SLICE("Erika Muster"), &s->account));
    return account_store_set_password(db, s->account.id, SLICE("of a stranger"), db_ctx(db)->now);
}

static enum err
look_password(struct db *db, void *arg)
{
    struct scene *s = arg;
    struct slice hash = SLICE("");

    TRY(look(db, s));
    return account_store_password(db, s->account.id, &hash);
}

static void
who_waits_is_taken_without_what_a_stranger_set(void **state)
{
    struct given *g = *state;
    struct scene s;
    struct actor actor = {.code = SLICE("")};
    struct identity_claim c;
    int64_t waiting;

    scene_open(g, &s);
    assert_int_equal(db_write(g->database, &g->ctx, make_waiting, &s), OK);
    waiting = s.account.id.n;
    c = claim_of(&s, "s-1", "e@a.example");
    CHECK_TRUE("in", is_in(g, &s, come(g, &s, &c).in.secret, &actor));
    CHECK_INT("who waited", actor.id.n, waiting);
    CHECK_SLICE("the organisation's word", actor.name, "Erika Muster");
    CHECK_ERR("no password", db_read(g->database, &g->ctx, look_password, &s), ERR_NOT_FOUND);
    ctx_clear(&g->ctx);
}

static enum err
count_work(struct db *db, void *arg)
{
    struct scene *s = arg;
    struct employments all = {0};

    TRY(employment_store_load(db, db_ctx(db)->arena, s->town, &all));
    CHECK_INT("proposed once", all.len, 1);
    CHECK_INT("asked", all.at[0].answer, EMPLOYMENT_ASKED);
    return OK;
}

/* ORG-28 */
static enum err
count_begins(struct db *db, void *arg)
{
    struct scene *s = arg;
    struct audit_event events[64];
    int len = 0;

    s->begins = 0;
    TRY(look(db, s));
    TRY(audit_store_page(db, 0, events, ARRAY_LEN(events), &len));
    for (int i = 0; i < len; i++) {
        if (!slice_is(events[i].action, "employment.begin"))
            continue;
        s->begins++;
        CHECK_SLICE("by the service", events[i].actor, "issuer:amt");
        CHECK_TRUE("of the town", events[i].organisation.len > 0);
        CHECK_TRUE("whose", slice_eq(events[i].subject, s->account.code));
    }
    return OK;
}

/* ISSUER-6 to ISSUER-8 */
static void
roles_follow_the_service_and_work_is_proposed(void **state)
{
    struct given *g = *state;
    struct scene s;
    struct actor actor = {.code = SLICE("")};
    struct issuer_rule too_much[2];
    struct identity_claim c;

    scene_open(g, &s);
    c = claim_of(&s, "s-1", "e@a.example");
    c.given = s.rules.at;
    c.given_len = s.rules.len;
    for (int i = 0; i < 2; i++) {
        CHECK_TRUE("in", is_in(g, &s, come(g, &s, &c).in.secret, &actor));
        CHECK_TRUE("HR", actor_has(&actor, ROLE_HR, s.town));
        CHECK_TRUE("not yet a learner", !actor_has(&actor, ROLE_LEARNER, s.town));
    }
    assert_int_equal(db_read(g->database, &g->ctx, count_work, &s), OK);
    assert_int_equal(db_read(g->database, &g->ctx, count_begins, &s), OK);
    CHECK_INT("the log has it, once", s.begins, 1);
    c.given_len = 0;
    CHECK_TRUE("in", is_in(g, &s, come(g, &s, &c).in.secret, &actor));
    CHECK_TRUE("HR no more", !actor_has(&actor, ROLE_HR, s.town));
    too_much[0] = (struct issuer_rule){.organisation = s.town, .role = ROLE_OPERATOR};
    too_much[1] = (struct issuer_rule){.organisation = {s.town.n + 1}, .role = ROLE_HR};
    c.given = too_much;
    c.given_len = 2;
    CHECK_TRUE("in", is_in(g, &s, come(g, &s, &c).in.secret, &actor));
    CHECK_INT("nothing that it may not give", actor.grants_len, 0);
}

static enum err
give_by_hand(struct db *db, void *arg)
{
    struct scene *s = arg;
    bool is_new = false;

    TRY(look(db, s));
    return role_store_add(db, (struct role_of){s->account.id, s->town, ROLE_HR},
                          (struct account_id){0}, SLICE(""), &is_new);
}

static void
a_role_given_by_hand_stays(void **state)
{
    struct given *g = *state;
    struct scene s;
    struct actor actor = {.code = SLICE("")};
    struct identity_claim c;

    scene_open(g, &s);
    c = claim_of(&s, "s-1", "e@a.example");
    (void)come(g, &s, &c);
    assert_int_equal(db_write(g->database, &g->ctx, give_by_hand, &s), OK);
    c.given = s.rules.at;
    c.given_len = s.rules.len;
    (void)come(g, &s, &c);
    c.given_len = 0;
    CHECK_TRUE("in", is_in(g, &s, come(g, &s, &c).in.secret, &actor));
    CHECK_TRUE("still HR", actor_has(&actor, ROLE_HR, s.town));
}

static enum err
take_by_hand(struct db *db, void *arg)
{
    struct scene *s = arg;

    TRY(look(db, s));
    return role_change_take(db, &(struct role_change){.account = s->account.id,
                                                      .account_code = s->account.code,
                                                      .organisation = s->town,
                                                      .organisation_code = SLICE("astadt"),
                                                      .role = ROLE_HR});
}

static enum err
give_again(struct db *db, void *arg)
{
    struct scene *s = arg;

    TRY(look(db, s));
    return role_change_give(db, &(struct role_change){.account = s->account.id,
                                                      .account_code = s->account.code,
                                                      .organisation = s->town,
                                                      .organisation_code = SLICE("astadt"),
                                                      .role = ROLE_HR,
                                                      .email = SLICE("e@a.example")});
}

/* ISSUER-11: by hand wins, and the person still signs in; not even linking anew helps. */
static void
a_role_taken_by_hand_stays_taken(void **state)
{
    struct given *g = *state;
    struct scene s;
    struct actor actor = {.code = SLICE("")};
    struct identity_list list = {.identities_len = 0};
    struct identity_claim c;
    struct identity_claim second;

    scene_open(g, &s);
    c = claim_of(&s, "s-1", "e@a.example");
    c.given = s.rules.at;
    c.given_len = s.rules.len;
    CHECK_TRUE("in", is_in(g, &s, come(g, &s, &c).in.secret, &actor));
    CHECK_TRUE("control: HR", actor_has(&actor, ROLE_HR, s.town));
    CHECK_ERR("by hand", db_write(g->database, &g->ctx, take_by_hand, &s), OK);
    for (int i = 0; i < 2; i++) {
        CHECK_TRUE("in again", is_in(g, &s, come(g, &s, &c).in.secret, &actor));
        CHECK_TRUE("HR no more", !actor_has(&actor, ROLE_HR, s.town));
    }
    second = claim_of(&s, "s-2", "");
    second.actor = &actor;
    CHECK_INT("another way in", come(g, &s, &second).answer, IDENTITY_LINKED);
    CHECK_ERR("list", identity_list(&s.acc, &g->ctx, &actor, &list), OK);
    CHECK_ERR("unlink", identity_unlink(&s.acc, &g->ctx, &actor, list.identities[0].id), OK);
    c.actor = &actor;
    CHECK_INT("linked anew", come(g, &s, &c).answer, IDENTITY_LINKED);
    c.actor = NULL;
    CHECK_TRUE("in", is_in(g, &s, come(g, &s, &c).in.secret, &actor));
    CHECK_TRUE("still not", !actor_has(&actor, ROLE_HR, s.town));
    CHECK_ERR("by hand", db_write(g->database, &g->ctx, give_again, &s), OK);
    CHECK_TRUE("in", is_in(g, &s, come(g, &s, &c).in.secret, &actor));
    CHECK_TRUE("HR again", actor_has(&actor, ROLE_HR, s.town));
    c.given_len = 0;
    CHECK_TRUE("in", is_in(g, &s, come(g, &s, &c).in.secret, &actor));
    CHECK_TRUE("by hand, so it stays", actor_has(&actor, ROLE_HR, s.town));
}

/* ISSUER-12 */
static void
what_a_service_gave_does_not_outlive_it(void **state)
{
    const int64_t days = (int64_t)24 * 3600000;
    struct given *g = *state;
    struct scene s;
    struct actor actor = {.code = SLICE("")};
    struct actor other = {.code = SLICE("")};
    struct identity_claim c;
    struct identity_sign_in in;

    scene_open(g, &s);
    c = claim_of(&s, "s-1", "e@a.example");
    c.given = s.rules.at;
    c.given_len = s.rules.len;
    (void)come(g, &s, &c);
    g->ctx.now.ms += ISSUER_CONFIRM_DAYS * days;
    (void)come(g, &s, &c); /* says so once more */
    g->ctx.now.ms += (ISSUER_CONFIRM_DAYS - 1) * days;
    c.given_len = 0;
    CHECK_INT("HR for so long", given_roles(g, &s), 1);
    g->ctx.now.ms += 2 * days;
    CHECK_INT("not in force", given_roles(g, &s), 0);
    c.given_len = s.rules.len;
    in = come(g, &s, &c);
    CHECK_TRUE("in", is_in(g, &s, in.in.secret, &actor));
    CHECK_TRUE("HR again", actor_has(&actor, ROLE_HR, s.town));
    CHECK_ERR("removed", issuer_remove(&s.acc, &g->ctx, SLICE("amt")), OK);
    CHECK_TRUE("its session is over", !is_in(g, &s, in.in.secret, &other));
    CHECK_INT("its roles too", given_roles(g, &s), 0);
    CHECK_ERR("by hand", db_write(g->database, &g->ctx, give_again, &s), OK);
    g->ctx.now.ms += 2 * ISSUER_CONFIRM_DAYS * days;
    CHECK_INT("control: by hand it does not end", given_roles(g, &s), 1);
}

static enum err
leave_later(struct db *db, void *arg)
{
    struct scene *s = arg;
    struct employments all = {0};

    TRY(employment_store_load(db, db_ctx(db)->arena, s->town, &all));
    all.at[0].answer = EMPLOYMENT_ACCEPTED;
    all.at[0].has_last_day = true;
    all.at[0].last_day.n = day_of(db_ctx(db)->now).n + 10;
    return employment_store_save(db, &all.at[0]);
}

static enum err
count_all_work(struct db *db, void *arg)
{
    struct scene *s = arg;
    struct employments all = {0};

    TRY(employment_store_load(db, db_ctx(db)->arena, s->town, &all));
    s->work = all.len;
    s->work_name = all.at[0].name;
    return OK;
}

static enum err
end_roles(struct db *db, void *arg)
{
    struct scene *s = arg;

    return role_change_end(db, NULL, s->town);
}

/* ISSUER-8, ORG-23: who leaves in ten days is not entered a second time, or the work never ends. */
static void
work_that_ends_later_is_not_proposed_again(void **state)
{
    struct given *g = *state;
    struct scene s;
    struct identity_claim c;

    scene_open(g, &s);
    c = claim_of(&s, "s-1", "e@a.example");
    c.given = s.rules.at;
    c.given_len = s.rules.len;
    (void)come(g, &s, &c);
    assert_int_equal(db_write(g->database, &g->ctx, leave_later, &s), OK);
    (void)come(g, &s, &c);
    assert_int_equal(db_read(g->database, &g->ctx, count_all_work, &s), OK);
    CHECK_INT("once", s.work, 1);
    CHECK_SLICE("as the service calls the person", s.work_name, "Erika");
    assert_int_equal(db_write(g->database, &g->ctx, end_roles, &s), OK);
    CHECK_INT("HR until then", given_roles(g, &s), 1);
    g->ctx.now.ms += (int64_t)11 * 24 * 3600000;
    (void)come(g, &s, &c); /* proposed anew, and nobody has agreed */
    assert_int_equal(db_read(g->database, &g->ctx, count_all_work, &s), OK);
    CHECK_INT("anew", s.work, 2);
    assert_int_equal(db_write(g->database, &g->ctx, end_roles, &s), OK);
    CHECK_INT("HR no more", given_roles(g, &s), 0);
}

/* The account's name is the person's own: an organisation learns what its directory says. */
static void
the_own_name_is_not_told_to_an_organisation(void **state)
{
    struct given *g = *state;
    struct scene s;
    struct identity_claim c;

    scene_open(g, &s);
    c = claim_of(&s, "s-1", "e@a.example");
    c.name = SLICE("Privater Name");
    (void)come(g, &s, &c);
    c.name = SLICE("Erika Amtlich");
    c.given = s.rules.at;
    c.given_len = s.rules.len;
    (void)come(g, &s, &c);
    assert_int_equal(db_read(g->database, &g->ctx, count_all_work, &s), OK);
    CHECK_SLICE("the service's word", s.work_name, "Erika Amtlich");
}

struct end_use {
    struct slice sid;
    struct slice hash;
};

static enum err
end_session(struct db *db, void *arg)
{
    const struct end_use *u = arg;

    return identity_store_session_end(db, SLICE("https://idp.example"), u->sid);
}

static enum err
take_once(struct db *db, void *arg)
{
    const struct end_use *u = arg;

    return identity_store_once(db, u->hash, (struct instant){db_ctx(db)->now.ms + 1000});
}

/* ISSUER-5, and that the service ends what it began. */
static void
links_and_sessions_end(void **state)
{
    struct given *g = *state;
    struct scene s;
    struct actor actor = {.code = SLICE("")};
    struct actor other = {.code = SLICE("")};
    struct identity_list list = {.identities_len = 0};
    struct identity_claim c;
    struct identity_claim second;
    struct identity_sign_in in;
    struct end_use u = {.hash = SLICE("01234567890123456789012345678901")};

    scene_open(g, &s);
    c = claim_of(&s, "s-1", "e@a.example");
    in = come(g, &s, &c);
    CHECK_TRUE("in", is_in(g, &s, in.in.secret, &actor));
    second = claim_of(&s, "s-2", "");
    second.actor = &actor;
    CHECK_INT("linked", come(g, &s, &second).answer, IDENTITY_LINKED);
    CHECK_INT("twice is fine", come(g, &s, &second).answer, IDENTITY_LINKED);
    second.actor = &(struct actor){.id = {actor.id.n + 1}, .code = SLICE("x")};
    CHECK_INT("another's", come(g, &s, &second).answer, IDENTITY_TAKEN);
    CHECK_ERR("list", identity_list(&s.acc, &g->ctx, &actor, &list), OK);
    CHECK_INT("two", list.identities_len, 2);
    CHECK_ERR("a stranger's", identity_unlink(&s.acc, &g->ctx, second.actor, list.identities[0].id),
              ERR_NOT_FOUND);
    ctx_clear(&g->ctx);
    CHECK_ERR("one", identity_unlink(&s.acc, &g->ctx, &actor, list.identities[1].id), OK);
    CHECK_ERR("the last", identity_unlink(&s.acc, &g->ctx, &actor, list.identities[0].id),
              ERR_CONFLICT);
    ctx_clear(&g->ctx);
    CHECK_ERR("hash",
              identity_session_hash(&s.acc, g->ctx.arena, s.issuer.url, SLICE("s-9"), &u.sid), OK);
    assert_int_equal(db_write(g->database, &g->ctx, end_session, &u), OK);
    CHECK_TRUE("another session", is_in(g, &s, in.in.secret, &other));
    CHECK_ERR("hash",
              identity_session_hash(&s.acc, g->ctx.arena, s.issuer.url, SLICE("s-1"), &u.sid), OK);
    assert_int_equal(db_write(g->database, &g->ctx, end_session, &u), OK);
    CHECK_TRUE("ended", !is_in(g, &s, in.in.secret, &other));
    CHECK_ERR("once", db_write(g->database, &g->ctx, take_once, &u), OK);
    CHECK_ERR("not twice", db_write(g->database, &g->ctx, take_once, &u), ERR_CONFLICT);
    ctx_clear(&g->ctx);
}

/* The secret in the newest mail to an address that has one. */
static struct slice
link_of_mail(struct given *g, const char *email)
{
    static struct mail mails[MAIL_SHOWN_MAX];
    int len = 0;

    assert_int_equal(mail_service_shown(&g->ctx, g->database, mails, &len), OK);
    for (int i = 0; i < len; i++) {
        size_t at = slice_find(mails[i].body, SLICE("?t="));

        if (slice_is(mails[i].recipient, email) && at < mails[i].body.len)
            return slice_sub(mails[i].body, at + 3, 32);
    }
    return SLICE("");
}

/* ACCOUNT-16: a service that was linked since the change goes, the one before stays. */
static void
a_way_in_added_since_the_change_of_address_goes(void **state)
{
    struct given *g = *state;
    struct scene s;
    struct actor actor = {.code = SLICE("")};
    struct identity_list list = {.identities_len = 0};
    struct identity_claim c;
    struct identity_claim second;
    struct address_wish wish = {.actor = &actor, .email = SLICE("e@neu.example")};
    struct address_back_wish wanted = {.password = SLICE("Sonnenblume im Keller"),
                                       .keeps_before = true};
    struct address_back look;
    struct slice link;
    int wait = 0;

    scene_open(g, &s);
    assert_int_equal(password_pool_open(&g->ctx, 0, &s.acc.passwords), OK);
    c = claim_of(&s, "s-1", "e@a.example");
    CHECK_TRUE("in", is_in(g, &s, come(g, &s, &c).in.secret, &actor));
    g->ctx.now.ms += 1000;
    wish.address = SLICE("1.2.3.4");
    CHECK_ERR("ask", address_change_ask(&s.acc, &g->ctx, &wish, &wait), OK);
    link = link_of_mail(g, "e@a.example");
    second = claim_of(&s, "s-2", "");
    second.actor = &actor;
    CHECK_INT("linked by who sits there", come(g, &s, &second).answer, IDENTITY_LINKED);
    wanted.secret = link;
    CHECK_ERR("back", address_back_take(&s.acc, &g->ctx, &wanted), OK);
    CHECK_ERR("list", identity_list(&s.acc, &g->ctx, &actor, &list), OK);
    CHECK_INT("one", list.identities_len, 1);
    CHECK_INT("that of before", come(g, &s, &c).answer, IDENTITY_ENTERED);
    CHECK_ERR("ask", address_change_ask(&s.acc, &g->ctx, &wish, &wait), OK);
    wanted = (struct address_back_wish){.secret = link_of_mail(g, "e@a.example"),
                                        .password = wanted.password};
    CHECK_ERR("look", address_back_look(&s.acc, &g->ctx, wanted.secret, LANG_DE, &look), OK);
    CHECK_SLICE("it is named", look.before, "Amt");
    CHECK_ERR("back", address_back_take(&s.acc, &g->ctx, &wanted), OK);
    CHECK_ERR("list", identity_list(&s.acc, &g->ctx, &actor, &list), OK);
    CHECK_INT("and goes unless it is to stay", list.identities_len, 0);
    password_pool_close(s.acc.passwords);
}

/* ORG-24: a municipality has no certifiers, whatever its directory says. */
static void
a_rule_gives_what_the_organisation_has(void **state)
{
    static const char *const wrong[] = {"certifier", "provider", "funder"};
    struct given *g = *state;
    struct scene s;
    struct actor actor = {.code = SLICE("")};
    struct issuer_rule forged = {.role = ROLE_CERTIFIER};
    struct identity_claim c;

    scene_open(g, &s);
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        char file[600];

        (void)snprintf(file, sizeof file,
                       "{\"format\":\"kommunalcampus-issuer/1\",\"code\":\"amt\",\"kind\":\"oidc\","
                       "\"name\":\"Amt\",\"issuer\":\"https://idp.example\",\"client_id\":\"kc\","
                       "\"mail_domains\":[],\"rules\":[{\"claim\":\"g\",\"value\":\"w\","
                       "\"organisation\":\"astadt\",\"role\":\"%s\"}]}",
                       wrong[i]);
        CHECK_ERR(wrong[i], issuer_set(&s.acc, &g->ctx, slice_of(file), SECRET), ERR_INVALID);
        ctx_clear(&g->ctx);
    }
    forged.organisation = s.town; /* as a rule of an older release */
    c = claim_of(&s, "s-1", "e@a.example");
    c.given = &forged;
    c.given_len = 1;
    CHECK_TRUE("in", is_in(g, &s, come(g, &s, &c).in.secret, &actor));
    CHECK_INT("without it", actor.grants_len, 0);
}

static enum err
look_mail(struct db *db, void *arg)
{
    struct scene *s = arg;
    static struct mail mails[MAIL_SHOWN_MAX];
    int len = 0;

    TRY(mail_store_latest(db, mails, &len));
    s->work_name = len > 0 ? mails[0].body : SLICE("");
    return OK;
}

/* ACCOUNT-4, ISSUER-3: of a registration that nobody confirmed, no word stays. */
static void
who_registered_is_not_called_as_a_stranger_typed(void **state)
{
    struct given *g = *state;
    struct scene s;
    struct actor actor = {.code = SLICE("")};
    struct registration r = {.email = SLICE("e@a.example"),
                             .name = SLICE("Kaufen Sie jetzt"),
                             .password = SLICE("ein langes Passwort 7"),
                             .language = LANG_DE,
                             .address = SLICE("1.2.3.4")};
    struct identity_claim c;
    int wait = 0;

    scene_open(g, &s);
    CHECK_ERR("pool", password_pool_open(&g->ctx, 1, &s.acc.passwords), OK);
    CHECK_ERR("register", registration_begin(&s.acc, &g->ctx, &r, &wait), OK);
    assert_int_equal(db_read(g->database, &g->ctx, look_mail, &s), OK);
    CHECK_TRUE("a mail", s.work_name.len > 0);
    CHECK_TRUE("without the words of whoever typed them",
               slice_find(s.work_name, SLICE("Kaufen")) == s.work_name.len);
    c = claim_of(&s, "s-1", "e@a.example");
    CHECK_TRUE("in", is_in(g, &s, come(g, &s, &c).in.secret, &actor));
    CHECK_SLICE("the service's word", actor.name, "Erika");
    password_pool_close(s.acc.passwords);
}

/* ISSUER-13 */
static void
linking_is_proved_and_told(void **state)
{
    struct given *g = *state;
    struct scene s;
    struct actor actor = {.code = SLICE("")};
    struct account_security_proof proof = {.password = SLICE("falsch"),
                                           .address = SLICE("1.2.3.4")};
    struct identity_claim c;
    struct identity_claim second;
    struct slice link = SLICE("");
    int wait = 0;

    scene_open(g, &s);
    CHECK_ERR("pool", password_pool_open(&g->ctx, 1, &s.acc.passwords), OK);
    c = claim_of(&s, "s-1", "e@a.example");
    CHECK_TRUE("in", is_in(g, &s, come(g, &s, &c).in.secret, &actor));
    CHECK_ERR("control: just signed in", identity_prove(&s.acc, &g->ctx, &actor, &proof), OK);
    g->ctx.now.ms += (int64_t)SESSION_FRESH_MINUTES * 60000 + 1;
    CHECK_ERR("no password", identity_prove(&s.acc, &g->ctx, &actor, &proof), ERR_DENIED);
    ctx_clear(&g->ctx);
    CHECK_ERR(
        "ask",
        registration_ask_reset(&s.acc, &g->ctx, SLICE("e@a.example"), SLICE("1.2.3.4"), &wait), OK);
    assert_int_equal(db_read(g->database, &g->ctx, look_mail, &s), OK);
    link = slice_sub(s.work_name, slice_find(s.work_name, SLICE("?t=")) + 3, s.work_name.len);
    link = slice_sub(link, 0, slice_find_char(link, '\n'));
    CHECK_ERR("set",
              registration_reset(
                  &s.acc, &g->ctx, link,
                  &(struct registration_reset){.password = SLICE("ein langes Passwort 7")}),
              OK);
    assert_int_equal(db_read(g->database, &g->ctx, look_mail, &s), OK);
    CHECK_TRUE("the mail names the service",
               slice_find(s.work_name, SLICE("auch mit: Amt.")) < s.work_name.len);
    c.session = SLICE("s-9");
    CHECK_TRUE("in", is_in(g, &s, come(g, &s, &c).in.secret, &actor));
    g->ctx.now.ms += (int64_t)SESSION_FRESH_MINUTES * 60000 + 1;
    CHECK_ERR("wrong", identity_prove(&s.acc, &g->ctx, &actor, &proof), ERR_DENIED);
    ctx_clear(&g->ctx);
    proof.password = SLICE("ein langes Passwort 7");
    CHECK_ERR("right", identity_prove(&s.acc, &g->ctx, &actor, &proof), OK);
    second = claim_of(&s, "s-2", "");
    second.actor = &actor;
    CHECK_INT("linked", come(g, &s, &second).answer, IDENTITY_LINKED);
    assert_int_equal(db_read(g->database, &g->ctx, look_mail, &s), OK);
    CHECK_TRUE("the owner hears of it", slice_find(s.work_name, SLICE("verkn")) < s.work_name.len);
    password_pool_close(s.acc.passwords);
}

/* ISSUER-9: places are a service's own, and who did not answer is left alone for a while. */
static void
a_dead_service_stops_nobody_else(void **state)
{
    struct given *g = *state;
    struct issuer_desk *desk = NULL;
    struct issuer_visit at_a[ISSUER_FETCHES_MAX] = {{0}};
    struct issuer_visit third;
    struct issuer_visit at_b;
    struct issuer_answer answer = {.url = SLICE("https://127.0.0.1:1/description")};

    CHECK_ERR("desk", issuer_desk_open(&g->ctx, false, &desk), OK);
    for (int i = 0; i < ISSUER_FETCHES_MAX; i++) {
        at_a[i] = (struct issuer_visit){.desk = desk, .issuer = SLICE("a")};
        CHECK_ERR("a place", issuer_visit_begin(&at_a[i], &g->ctx), OK);
    }
    third = (struct issuer_visit){.desk = desk, .issuer = SLICE("a")};
    at_b = (struct issuer_visit){.desk = desk, .issuer = SLICE("b")};
    CHECK_ERR("of another", issuer_visit_begin(&at_b, &g->ctx), OK);
    CHECK_ERR("none left", issuer_visit_begin(&third, &g->ctx), ERR_BUSY);
    ctx_clear(&g->ctx);
    issuer_visit_done(&at_a[0]);
    CHECK_ERR("control: one is left", issuer_visit_begin(&third, &g->ctx), OK);
    issuer_visit_done(&third);

    CHECK_ERR("nobody there", issuer_desk_get(&at_b, &g->ctx, ISSUER_AGE_KEPT, &answer), ERR_IO);
    ctx_clear(&g->ctx);
    issuer_visit_done(&at_b);
    CHECK_ERR("not asked again", issuer_visit_begin(&at_b, &g->ctx), ERR_IO);
    ctx_clear(&g->ctx);
    CHECK_ERR("the other is", issuer_visit_begin(&third, &g->ctx), OK);
    g->ctx.now.ms += (int64_t)ISSUER_FAILED_SECONDS * 1000;
    CHECK_ERR("control: later it is", issuer_visit_begin(&at_b, &g->ctx), OK);
    issuer_visit_done(&at_b);
    issuer_visit_done(&third);
    for (int i = 1; i < ISSUER_FETCHES_MAX; i++)
        issuer_visit_done(&at_a[i]);
    issuer_desk_close(desk);
}

int
suite_identity(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_unknown_person_gets_an_account_once, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(an_address_alone_is_no_way_in, given_seeded, given_done),
        cmocka_unit_test_setup_teardown(who_waits_is_taken_without_what_a_stranger_set,
                                        given_seeded, given_done),
        cmocka_unit_test_setup_teardown(roles_follow_the_service_and_work_is_proposed, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(a_role_given_by_hand_stays, given_seeded, given_done),
        cmocka_unit_test_setup_teardown(a_role_taken_by_hand_stays_taken, given_seeded, given_done),
        cmocka_unit_test_setup_teardown(what_a_service_gave_does_not_outlive_it, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(work_that_ends_later_is_not_proposed_again, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(the_own_name_is_not_told_to_an_organisation, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(a_rule_gives_what_the_organisation_has, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(who_registered_is_not_called_as_a_stranger_typed,
                                        given_seeded, given_done),
        cmocka_unit_test_setup_teardown(a_way_in_added_since_the_change_of_address_goes,
                                        given_seeded, given_done),
        cmocka_unit_test_setup_teardown(links_and_sessions_end, given_seeded, given_done),
        cmocka_unit_test_setup_teardown(linking_is_proved_and_told, given_seeded, given_done),
        cmocka_unit_test_setup_teardown(a_dead_service_stops_nobody_else, given_seeded, given_done),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
