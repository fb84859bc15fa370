/* SPDX-License-Identifier: EUPL-1.2 */
/* People of two municipalities: imported, changed, answered, and never seen by the other one. */
#include <string.h>

#include "domain/right.h"
#include "service/audit_verify.h"
#include "service/employee_service.h"
#include "service/employment_service.h"
#include "service/given_house.h"
#include "service/invitation.h"
#include "service/job_copy.h"
#include "service/mail_service.h"
#include "service/registration.h"
#include "service/retention.h"
#include "service/role_change.h"
#include "service/suite.h"
#include "storage/account_store.h"
#include "storage/audit_store.h"
#include "storage/db.h"
#include "storage/organisation_store.h"
#include "storage/role_store.h"
#include "storage/unit_store.h"

static void
expire(struct given *g)
{
    struct retention_report report;

    CHECK_ERR("expire",
              retention_run(&g->ctx, g->database, &(struct retention_wish){90, false, -1}, &report),
              OK);
}

/* Preview and confirm as the HR of the town would. */
static struct employee_plan
import(struct given *g, const struct house *h, int town, const char *list, bool end)
{
    struct employee_use use = use_of(h, town, town);
    struct employee_leavers leavers = {end, day_of(g->ctx.now)};
    struct employee_plan plan = {0};
    int64_t id = 0;
    enum err e;

    assert_int_equal(employee_import_preview(&g->ctx, &use, slice_of(list), &plan, &id), OK);
    CHECK_INT("problems", plan.list->problems_count, 0);
    e = employee_import_confirm(&g->ctx, &use, id, leavers, &plan);
    CHECK_ERR(ctx_message(&g->ctx, e), e, OK);
    return plan;
}

#define HEAD "Nachname;Vorname;E-Mail;Personalnummer;Amt;Abteilung;Stelle;Vorgesetzte;Eintritt\n"
#define ANNA                                                                                       \
    "Muster;Anna;anna@a.example;1;B\xc3\xbcrgeramt;Pass;buergerbuero;chef@a.example;1.9.2024\n"
#define CHEF "Chef;Carla;chef@a.example;2;B\xc3\xbcrgeramt;;Amtsleitung;;\n"
#define MAX "Max;Max;max@a.example;3;Bauhof;;;;\n"

static void
a_list_is_imported_and_imported_again_changes_nothing(void **state)
{
    struct given *g = *state;
    struct house h;
    struct employee_plan plan;
    struct employee_book b;

    given_house(g, &h);
    plan = import(g, &h, 0, HEAD ANNA CHEF MAX, false);
    CHECK_INT("new", plan.news, 3);
    b = book_of(g, &h, 0);
    CHECK_INT("people", b.all.len, 3);
    CHECK_INT("units", b.units_len, 3);
    CHECK_SLICE("name", person(&b, "anna@a.example")->name, "Anna Muster");
    CHECK_INT("superior", person(&b, "anna@a.example")->superior.n,
              person(&b, "chef@a.example")->account.n);
    CHECK_TRUE("job by its name", person(&b, "chef@a.example")->job.n != 0);
    CHECK_INT("asked, not told", person(&b, "anna@a.example")->answer, EMPLOYMENT_ASKED);
    plan = import(g, &h, 0, HEAD ANNA CHEF MAX, false);
    CHECK_INT("new", plan.news, 0);
    CHECK_INT("changed", plan.changed, 0);
    CHECK_INT("same", plan.same, 3);
    b = book_of(g, &h, 0);
    CHECK_INT("people", b.all.len, 3);
    CHECK_INT("units", b.units_len, 3);
    platform_close(h.platform);
}

/* ORG-12: what a list does not say stays. ORG-18: who is missing stays, unless it was chosen. */
static void
importing_again_updates_and_keeps_what_is_not_said(void **state)
{
    struct given *g = *state;
    struct house h;
    struct employee_plan plan;
    struct employee_book b;

    given_house(g, &h);
    (void)import(g, &h, 0, HEAD ANNA CHEF MAX, false);
    plan = import(g, &h, 0, "Name;E-Mail\n\"Meister, Anna\";anna@a.example\nChef;chef@a.example\n",
                  false);
    CHECK_INT("changed", plan.changed, 2);
    CHECK_INT("missing", plan.missing_len, 1);
    b = book_of(g, &h, 0);
    CHECK_SLICE("name", person(&b, "anna@a.example")->name, "Anna Meister");
    CHECK_SLICE("number stays", person(&b, "anna@a.example")->number, "1");
    CHECK_TRUE("unit stays", person(&b, "anna@a.example")->unit.n != 0);
    CHECK_TRUE("superior stays", person(&b, "anna@a.example")->superior.n != 0);
    CHECK_TRUE("who is missing stays", !person(&b, "max@a.example")->has_last_day);
    (void)import(g, &h, 0, HEAD ANNA CHEF, true);
    b = book_of(g, &h, 0);
    CHECK_TRUE("who is missing has left", person(&b, "max@a.example")->has_last_day);
    CHECK_TRUE("nobody else", !person(&b, "anna@a.example")->has_last_day);
    platform_close(h.platform);
}

static void
what_the_database_knows_better_is_a_problem_of_the_line(void **state)
{
    static const struct {
        const char *list;
        enum employee_column column;
        enum employee_fault fault;
    } table[] = {
        {"Name;E-Mail;Stelle\nA;a@a.example;Zauberer\n", EMPLOYEE_JOB, EMPLOYEE_JOB_UNKNOWN},
        {"Name;E-Mail;Vorgesetzte\nA;a@a.example;wer@a.example\n", EMPLOYEE_SUPERIOR,
         EMPLOYEE_SUPERIOR_UNKNOWN},
        {"Name;E-Mail;Vorgesetzte\nA;a@a.example;hr@bstadt.example\n", EMPLOYEE_SUPERIOR,
         EMPLOYEE_SUPERIOR_UNKNOWN},
        {"Name;E-Mail;Personalnummer\nA;a@a.example;1\n", EMPLOYEE_NUMBER, EMPLOYEE_NUMBER_TAKEN},
        {"Name;E-Mail;Vorgesetzte\nChef;chef@a.example;anna@a.example\n", EMPLOYEE_SUPERIOR,
         EMPLOYEE_SUPERIORS_CIRCLE},
    };
    struct given *g = *state;
    struct house h;

    given_house(g, &h);
    (void)import(g, &h, 0, HEAD ANNA CHEF MAX, false);
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct employee_use use = use_of(&h, 0, 0);
        struct employee_plan plan = {0};
        int64_t id = -1;

        assert_int_equal(
            employee_import_preview(&g->ctx, &use, slice_of(table[i].list), &plan, &id), OK);
        CHECK_INT(table[i].list, plan.list->problems_count, 1);
        CHECK_INT(table[i].list, plan.list->problems[0].column, table[i].column);
        CHECK_INT(table[i].list, plan.list->problems[0].fault, table[i].fault);
        CHECK_INT("nothing is kept", id, 0);
    }
    platform_close(h.platform);
}

/* ORG-16: a list that was right when it was shown, and is not any more, does nothing at all. */
static void
a_list_is_taken_whole_or_not_at_all(void **state)
{
    struct given *g = *state;
    struct house h;
    struct employee_use use;
    struct employee_plan plan = {0};
    int64_t id = 0;
    struct employment chef;
    struct employee_book b;

    given_house(g, &h);
    use = use_of(&h, 0, 0);
    (void)import(g, &h, 0, HEAD ANNA CHEF MAX, false);
    assert_int_equal(employee_import_preview(
                         &g->ctx, &use,
                         SLICE("Name;E-Mail;Vorgesetzte\nNeu;neu@a.example;\nMax;max@a.example;"
                               "anna@a.example\n"),
                         &plan, &id),
                     OK);
    b = book_of(g, &h, 0);
    chef = *person(&b, "chef@a.example");
    chef.superior = person(&b, "max@a.example")->account;
    assert_int_equal(employee_change(&g->ctx, &use, &chef), OK);
    CHECK_ERR("a circle by now",
              employee_import_confirm(&g->ctx, &use, id, (struct employee_leavers){0}, &plan),
              ERR_CONFLICT);
    ctx_clear(&g->ctx);
    CHECK_INT("says why", plan.list->problems[0].fault, EMPLOYEE_SUPERIORS_CIRCLE);
    b = book_of(g, &h, 0);
    CHECK_INT("nobody new", b.all.len, 3);
    platform_close(h.platform);
}

/* ORG-17: the account is the person's; what the organisation wrote stays with the employment. */
static void
an_account_survives_a_change_of_employer(void **state)
{
    struct given *g = *state;
    struct house h;
    struct employee_book a;
    struct employee_book b;
    struct actor anna = {.code = SLICE("annaannaannaanna")};
    struct employment_own *own = NULL;
    int own_len = 0;
    struct job_profile_id job = {0};

    given_house(g, &h);
    (void)import(g, &h, 0, HEAD ANNA CHEF, false);
    (void)import(g, &h, 1, "Name;E-Mail\nFrau Muster;anna@a.example\n", false);
    a = book_of(g, &h, 0);
    b = book_of(g, &h, 1);
    anna.id = person(&a, "anna@a.example")->account;
    CHECK_INT("one account", person(&b, "anna@a.example")->account.n, anna.id.n);
    CHECK_SLICE("each its own name", person(&b, "anna@a.example")->name, "Frau Muster");
    CHECK_SLICE("each its own name", person(&a, "anna@a.example")->name, "Anna Muster");
    assert_int_equal(employment_list(&g->ctx, h.platform, &anna, &own, &own_len), OK);
    CHECK_INT("both are hers", own_len, 2);
    CHECK_SLICE("with its name", own[0].organisation, "bstadt");
    CHECK_ERR(
        "hers",
        employment_answer(&g->ctx, h.platform, &anna, own[0].employment.id, EMPLOYMENT_ACCEPTED),
        OK);
    CHECK_ERR("not hers",
              employment_answer(&g->ctx, h.platform, &anna, person(&a, "chef@a.example")->id,
                                EMPLOYMENT_ACCEPTED),
              ERR_NOT_FOUND);
    ctx_clear(&g->ctx);
    CHECK_ERR(
        "no job yet",
        employment_confirm_job(&g->ctx, h.platform, &anna, person(&b, "anna@a.example")->id, &job),
        ERR_CONFLICT);
    ctx_clear(&g->ctx);
    CHECK_ERR("nobody", employment_list(&g->ctx, h.platform, NULL, &own, &own_len), ERR_DENIED);
    ctx_clear(&g->ctx);
    platform_close(h.platform);
}

static void
a_job_is_confirmed_by_the_person_and_again_when_it_changes(void **state)
{
    struct given *g = *state;
    struct house h;
    struct employee_use use;
    struct employee_book b;
    struct actor anna = {.code = SLICE("annaannaannaanna")};
    struct employment e;
    struct job_profile_id job = {0};

    given_house(g, &h);
    use = use_of(&h, 0, 0);
    (void)import(g, &h, 0, HEAD ANNA CHEF MAX, false);
    b = book_of(g, &h, 0);
    e = *person(&b, "anna@a.example");
    anna.id = e.account;
    CHECK_ERR("before she accepted", employment_confirm_job(&g->ctx, h.platform, &anna, e.id, &job),
              ERR_CONFLICT);
    ctx_clear(&g->ctx);
    assert_int_equal(employment_answer(&g->ctx, h.platform, &anna, e.id, EMPLOYMENT_ACCEPTED), OK);
    assert_int_equal(employment_confirm_job(&g->ctx, h.platform, &anna, e.id, &job), OK);
    b = book_of(g, &h, 0);
    CHECK_TRUE("confirmed", person(&b, "anna@a.example")->job_confirmed.ms != 0);
    e = *person(&b, "anna@a.example");
    e.job = person(&b, "chef@a.example")->job;
    assert_int_equal(employee_change(&g->ctx, &use, &e), OK);
    b = book_of(g, &h, 0);
    CHECK_TRUE("asked again", person(&b, "anna@a.example")->job_confirmed.ms == 0);
    platform_close(h.platform);
}

/* ORG-20, with what HR of A could try to reach in B. The control is HR of B, who may. */
static void
hr_of_one_municipality_never_meets_another(void **state)
{
    struct given *g = *state;
    struct house h;
    struct employee_book b;
    struct employee_book unused = {0};
    struct employee_plan plan = {0};
    struct employee_use across;
    struct employee_use own;
    struct employment theirs;
    int64_t id = 0;

    given_house(g, &h);
    (void)import(g, &h, 0, HEAD ANNA CHEF, false);
    (void)import(g, &h, 1, "Name;E-Mail;Amt\nBo;bo@b.example;Kasse\nBea;bea@b.example;Kasse\n",
                 false);
    across = use_of(&h, 0, 1);
    own = use_of(&h, 0, 0);
    CHECK_ERR("reading", employee_book_load(&g->ctx, &across, &unused), ERR_DENIED);
    ctx_clear(&g->ctx);
    CHECK_ERR("preview", employee_import_preview(&g->ctx, &across, SLICE(HEAD MAX), &plan, &id),
              ERR_DENIED);
    ctx_clear(&g->ctx);
    b = book_of(g, &h, 1);
    theirs = *person(&b, "bo@b.example");
    CHECK_ERR("changing", employee_change(&g->ctx, &across, &theirs), ERR_DENIED);
    ctx_clear(&g->ctx);
    CHECK_ERR("changing, as one's own", employee_change(&g->ctx, &own, &theirs), ERR_NOT_FOUND);
    ctx_clear(&g->ctx);
    {
        struct employee_use theirs_use = use_of(&h, 1, 1);
        struct employee_book a = book_of(g, &h, 0);
        struct employment mine = *person(&a, "anna@a.example");

        mine.unit = person(&b, "bo@b.example")->unit;
        CHECK_ERR("a unit of another", employee_change(&g->ctx, &own, &mine), ERR_INVALID);
        ctx_clear(&g->ctx);
        mine = *person(&a, "anna@a.example");
        mine.superior = theirs.account;
        CHECK_ERR("a superior of another", employee_change(&g->ctx, &own, &mine), ERR_INVALID);
        ctx_clear(&g->ctx);
        assert_int_equal(employee_import_preview(&g->ctx, &theirs_use,
                                                 SLICE("Name;E-Mail\nBo;bo@b.example\n"), &plan,
                                                 &id),
                         OK);
        CHECK_ERR("a list of another",
                  employee_import_confirm(&g->ctx, &own, id, (struct employee_leavers){0}, &plan),
                  ERR_NOT_FOUND);
        ctx_clear(&g->ctx);
        theirs.superior = person(&b, "bea@b.example")->account;
        CHECK_ERR("control: HR of B may", employee_change(&g->ctx, &theirs_use, &theirs), OK);
        CHECK_ERR(
            "control: HR of B may",
            employee_import_confirm(&g->ctx, &theirs_use, id, (struct employee_leavers){0}, &plan),
            OK);
    }
    h.grants[0].role = ROLE_LEARNER;
    CHECK_ERR("no longer HR", employee_book_load(&g->ctx, &own, &unused), ERR_DENIED);
    ctx_clear(&g->ctx);
    own.actor = NULL;
    CHECK_ERR("signed out", employee_book_load(&g->ctx, &own, &unused), ERR_DENIED);
    ctx_clear(&g->ctx);
    platform_close(h.platform);
}

/* --- invitations, roles, the audit log ------------------------------------ */

/* ORG-26 */
static void
people_are_asked_once_and_not_after_they_answered(void **state)
{
    struct given *g = *state;
    struct house h;
    struct accounts acc;
    struct employee_use use;
    struct employee_book b;
    struct actor anna = {.code = SLICE("annaannaannaanna")};
    int invited = 0;

    given_house(g, &h);
    given_accounts(g, &acc);
    use = use_of(&h, 0, 0);
    use.accounts = &acc;
    (void)import(g, &h, 0, HEAD ANNA CHEF MAX, false);
    b = book_of(g, &h, 0);
    anna.id = person(&b, "anna@a.example")->account;
    assert_int_equal(employment_answer(&g->ctx, h.platform, &anna, person(&b, "anna@a.example")->id,
                                       EMPLOYMENT_DECLINED),
                     OK);
    assert_int_equal(employee_invite(&g->ctx, &use, (struct employment_id){0}, &invited), OK);
    CHECK_INT("who has not answered", invited, 2);
    CHECK_TRUE("with a link", mailed_secret(g, "max@a.example").at != NULL);
    CHECK_TRUE("nothing to who declined", mailed_secret(g, "anna@a.example").at == NULL);
    assert_int_equal(employee_invite(&g->ctx, &use, (struct employment_id){0}, &invited), OK);
    CHECK_INT("nobody twice", invited, 0);
    CHECK_ERR("nor by hand",
              employee_invite(&g->ctx, &use, person(&b, "max@a.example")->id, &invited),
              ERR_CONFLICT);
    given_later(g, 1);
    b = book_of(g, &h, 0);
    CHECK_ERR("but after a day",
              employee_invite(&g->ctx, &use, person(&b, "max@a.example")->id, &invited), OK);
    CHECK_ERR("never who declined",
              employee_invite(&g->ctx, &use, person(&b, "anna@a.example")->id, &invited),
              ERR_CONFLICT);
    ctx_clear(&g->ctx);
    use = use_of(&h, 0, 1);
    use.accounts = &acc;
    CHECK_ERR("of another municipality",
              employee_invite(&g->ctx, &use, (struct employment_id){0}, &invited), ERR_DENIED);
    ctx_clear(&g->ctx);
    platform_close(h.platform);
}

static enum err
make_active(struct db *db, void *arg)
{
    struct account a;

    TRY(account_store_by_id(db, *(struct account_id *)arg, &a));
    a.status = ACCOUNT_ACTIVE;
    a.confirmed = db_ctx(db)->now;
    return account_store_save(db, &a);
}

/* ORG-27. The control is the same link while the account still waits for a password. */
static void
an_old_invitation_is_no_key_to_an_account_with_a_password(void **state)
{
    struct given *g = *state;
    struct house h;
    struct accounts acc;
    struct employee_use use;
    struct employee_book b;
    struct account a;
    struct slice secret;
    int invited = 0;

    given_house(g, &h);
    given_accounts(g, &acc);
    use = use_of(&h, 0, 0);
    use.accounts = &acc;
    (void)import(g, &h, 0, HEAD MAX CHEF, false);
    assert_int_equal(employee_invite(&g->ctx, &use, (struct employment_id){0}, &invited), OK);
    secret = mailed_secret(g, "max@a.example");
    CHECK_ERR("control", registration_look(&acc, &g->ctx, secret, "reset", &a), OK);
    b = book_of(g, &h, 0);
    assert_int_equal(
        db_write(g->database, &g->ctx, make_active, &person(&b, "max@a.example")->account), OK);
    CHECK_ERR("a password was set meanwhile", registration_look(&acc, &g->ctx, secret, "reset", &a),
              ERR_NOT_FOUND);
    ctx_clear(&g->ctx);
    platform_close(h.platform);
}

/* ORG-33: the control is the same list within the day. */
static void
an_uploaded_list_is_forgotten_after_a_day(void **state)
{
    struct given *g = *state;
    struct house h;
    struct employee_use use;
    struct employee_plan plan = {0};
    struct employee_leavers leavers = {false, {0}};
    int64_t old = 0;
    int64_t fresh = 0;

    given_house(g, &h);
    use = use_of(&h, 0, 0);
    assert_int_equal(employee_import_preview(&g->ctx, &use, SLICE(HEAD ANNA CHEF), &plan, &old),
                     OK);
    given_later(g, 2);
    CHECK_ERR("two days later", employee_import_confirm(&g->ctx, &use, old, leavers, &plan),
              ERR_NOT_FOUND);
    given_later(g, 0);
    assert_int_equal(employee_import_preview(&g->ctx, &use, SLICE(HEAD ANNA CHEF), &plan, &fresh),
                     OK);
    expire(g);
    CHECK_ERR("control", employee_import_confirm(&g->ctx, &use, fresh, leavers, &plan), OK);
    assert_int_equal(employee_import_preview(&g->ctx, &use, SLICE(HEAD ANNA CHEF), &plan, &old),
                     OK);
    given_later(g, 2);
    expire(g);
    given_later(g, 0); /* even by a clock that goes wrong */
    CHECK_ERR("it is gone", employee_import_confirm(&g->ctx, &use, old, leavers, &plan),
              ERR_NOT_FOUND);
    ctx_clear(&g->ctx);
    platform_close(h.platform);
}

static enum err
add_anna(struct db *db, void *arg)
{
    struct actor *anna = arg;
    struct account a = {.code = SLICE("annaannaannaanna"),
                        .email = SLICE("anna@home.example"),
                        .name = SLICE("Anna"),
                        .status = ACCOUNT_ACTIVE,
                        .created = db_ctx(db)->now,
                        .confirmed = db_ctx(db)->now};

    TRY(account_store_add(db, &a));
    anna->id = a.id;
    anna->code = a.code;
    return OK;
}

/* The account that waits at Anna's address at work has a role too. */
static enum err
give_waiting(struct db *db, void *arg)
{
    const struct house *h = arg;
    struct account a = {.code = SLICE("")};
    struct role_change c = {.organisation = h->town[0],
                            .organisation_code = SLICE("astadt"),
                            .role = ROLE_HR,
                            .email = SLICE("anna@a.example")};

    TRY(account_store_by_email(db, SLICE("anna@a.example"), &a));
    c.account = a.id;
    c.account_code = a.code;
    return role_change_give(db, &c);
}

static struct slice
email_of_role(const struct employee_book *b, struct account_id account)
{
    for (int i = 0; i < b->roles_len; i++) {
        if (b->roles[i].of.account.n == account.n)
            return b->roles[i].email;
    }
    return SLICE("no role");
}

/* ORG-27, ORG-29: with the address of one's work, into the account of one's own. */
static void
an_invitation_is_taken_into_the_account_one_has(void **state)
{
    struct given *g = *state;
    struct house h;
    struct accounts acc;
    struct employee_use use;
    struct employee_book b;
    struct actor anna = {.name = SLICE("Anna")};
    struct invitation invitation = {.names_len = 0};
    struct slice secret;
    int invited = 0;

    given_house(g, &h);
    given_accounts(g, &acc);
    use = use_of(&h, 0, 0);
    use.accounts = &acc;
    assert_int_equal(db_write(g->database, &g->ctx, add_anna, &anna), OK);
    (void)import(g, &h, 0,
                 HEAD MAX CHEF "Muster;Anna;anna@a.example;1;;;;chef@a.example;\n"
                               "Unter;Udo;udo@a.example;9;;;;anna@a.example;\n",
                 false);
    assert_int_equal(db_write(g->database, &g->ctx, give_waiting, &h), OK);
    assert_int_equal(employee_invite(&g->ctx, &use, (struct employment_id){0}, &invited), OK);
    secret = mailed_secret(g, "anna@a.example");
    CHECK_ERR("a wrong link", invitation_look(&acc, &g->ctx, SLICE("x"), &invitation),
              ERR_NOT_FOUND);
    assert_int_equal(invitation_look(&acc, &g->ctx, secret, &invitation), OK);
    CHECK_INT("of one organisation", invitation.names_len, 1);
    CHECK_SLICE("by name", invitation.names[0], "astadt");
    CHECK_ERR("signed out", invitation_take(&acc, &g->ctx, NULL, secret), ERR_DENIED);
    ctx_clear(&g->ctx);
    CHECK_ERR("taken", invitation_take(&acc, &g->ctx, &anna, secret), OK);
    b = book_of(g, &h, 0);
    CHECK_INT("hers now", person(&b, "anna@a.example")->account.n, anna.id.n);
    CHECK_SLICE("known by the address that was entered, not by her own", email_of_role(&b, anna.id),
                "anna@a.example");
    CHECK_INT("and where she decides", person(&b, "udo@a.example")->superior.n, anna.id.n);
    CHECK_ERR("once", invitation_take(&acc, &g->ctx, &anna, secret), ERR_NOT_FOUND);
    CHECK_ERR("not for two of one town",
              invitation_take(&acc, &g->ctx, &anna, mailed_secret(g, "max@a.example")),
              ERR_CONFLICT);
    ctx_clear(&g->ctx);
    b = book_of(g, &h, 0);
    CHECK_TRUE("then nothing is done", person(&b, "max@a.example")->account.n != anna.id.n);
    platform_close(h.platform);
}

static bool
has_role(const struct employee_book *b, struct account_id account, enum role role)
{
    for (int i = 0; i < b->roles_len; i++) {
        if (b->roles[i].of.account.n == account.n && b->roles[i].of.role == role)
            return true;
    }
    return false;
}

/* ORG-23, ORG-24, ORG-25 */
static void
the_role_of_hr_is_given_taken_and_ends_with_the_work(void **state)
{
    struct given *g = *state;
    struct house h;
    struct employee_use use;
    struct employee_use across;
    struct employee_book b;
    struct actor anna = {.code = SLICE("annaannaannaanna")};
    struct employment e;

    given_house(g, &h);
    use = use_of(&h, 0, 0);
    across = use_of(&h, 1, 0);
    (void)import(g, &h, 0, HEAD ANNA CHEF "HR;Person;hr@astadt.example;8;;;;;\n", false);
    b = book_of(g, &h, 0);
    e = *person(&b, "anna@a.example");
    anna.id = e.account;
    CHECK_ERR("before she said that it is right", employee_set_hr(&g->ctx, &use, e.id, true),
              ERR_CONFLICT);
    ctx_clear(&g->ctx);
    assert_int_equal(employment_answer(&g->ctx, h.platform, &anna, e.id, EMPLOYMENT_ACCEPTED), OK);
    CHECK_ERR("by another town", employee_set_hr(&g->ctx, &across, e.id, true), ERR_DENIED);
    ctx_clear(&g->ctx);
    CHECK_ERR("control: by the own", employee_set_hr(&g->ctx, &use, e.id, true), OK);
    b = book_of(g, &h, 0);
    CHECK_TRUE("learner", has_role(&b, anna.id, ROLE_LEARNER));
    CHECK_TRUE("HR", has_role(&b, anna.id, ROLE_HR));
    CHECK_ERR("one's own is not taken",
              employee_set_hr(&g->ctx, &use, person(&b, "hr@astadt.example")->id, false),
              ERR_CONFLICT);
    ctx_clear(&g->ctx);
    assert_int_equal(employment_answer(&g->ctx, h.platform, &anna, e.id, EMPLOYMENT_DECLINED), OK);
    b = book_of(g, &h, 0);
    CHECK_TRUE("who says no has neither",
               !has_role(&b, anna.id, ROLE_HR) && !has_role(&b, anna.id, ROLE_LEARNER));
    assert_int_equal(employment_answer(&g->ctx, h.platform, &anna, e.id, EMPLOYMENT_ACCEPTED), OK);
    CHECK_ERR("again", employee_set_hr(&g->ctx, &use, e.id, true), OK);
    b = book_of(g, &h, 0);
    e = *person(&b, "anna@a.example");
    e.has_last_day = true;
    e.last_day = day_of(g->ctx.now);
    assert_int_equal(employee_change(&g->ctx, &use, &e), OK);
    b = book_of(g, &h, 0);
    CHECK_TRUE("on the last day still", has_role(&b, anna.id, ROLE_HR));
    given_later(g, 1);
    expire(g);
    b = book_of(g, &h, 0);
    CHECK_TRUE("HR ended", !has_role(&b, anna.id, ROLE_HR));
    CHECK_TRUE("learner ended", !has_role(&b, anna.id, ROLE_LEARNER));
    CHECK_TRUE("nobody else's", has_role(&b, h.hr[0].id, ROLE_HR));
    platform_close(h.platform);
}

/* ORG-50, ORG-51. The control is the town whose copy it is. */
static void
a_copy_of_a_job_profile_is_for_its_own_town_alone(void **state)
{
    struct given *g = *state;
    struct house h;
    struct employee_use a;
    struct employee_use b;
    struct employee_use across;
    struct employee_book book;
    struct employment e;
    struct actor anna = {.code = SLICE("annaannaannaanna")};
    struct job_profile copy = {.code = SLICE("")};
    struct job_profile other = {.code = SLICE("")};
    struct job_target targets[JOB_PROFILE_TARGETS_MAX];
    struct job_profile_id job = {0};

    given_house(g, &h);
    a = use_of(&h, 0, 0);
    b = use_of(&h, 1, 1);
    across = use_of(&h, 1, 0);
    (void)import(g, &h, 0, HEAD ANNA CHEF, false);
    (void)import(g, &h, 1, "Name;E-Mail\nBo;bo@b.example\n", false);
    CHECK_ERR("by another", job_copy_make(&g->ctx, &across, SLICE("buergerbuero"), &copy),
              ERR_DENIED);
    ctx_clear(&g->ctx);
    CHECK_ERR("of nothing", job_copy_make(&g->ctx, &a, SLICE("gibt-es-nicht"), &copy),
              ERR_NOT_FOUND);
    ctx_clear(&g->ctx);
    CHECK_ERR("made", job_copy_make(&g->ctx, &a, SLICE("buergerbuero"), &copy), OK);
    CHECK_ERR("another one copies it", job_copy_make(&g->ctx, &b, copy.code, &other),
              ERR_NOT_FOUND);
    ctx_clear(&g->ctx);
    book = book_of(g, &h, 1);
    e = *person(&book, "bo@b.example");
    e.job = copy.id;
    CHECK_ERR("another one assigns it", employee_change(&g->ctx, &b, &e), ERR_INVALID);
    ctx_clear(&g->ctx);
    book = book_of(g, &h, 0);
    e = *person(&book, "anna@a.example");
    e.job = copy.id;
    CHECK_ERR("control: its own town assigns it", employee_change(&g->ctx, &a, &e), OK);
    anna.id = e.account;
    assert_int_equal(employment_answer(&g->ctx, h.platform, &anna, e.id, EMPLOYMENT_ACCEPTED), OK);
    assert_int_equal(employment_confirm_job(&g->ctx, h.platform, &anna, e.id, &job), OK);
    memcpy(targets, copy.targets, (size_t)copy.targets_len * sizeof *targets);
    copy.targets = targets;
    copy.name_de = SLICE("Unser B\xc3\xbcrgerb\xc3\xbcro");
    assert_int_equal(job_copy_change(&g->ctx, &a, &copy), OK);
    book = book_of(g, &h, 0);
    CHECK_TRUE("another name asks nobody", person(&book, "anna@a.example")->job_confirmed.ms != 0);
    targets[0].level = targets[0].level == LEVEL_MAX ? 1 : LEVEL_MAX;
    CHECK_ERR("by another", job_copy_change(&g->ctx, &across, &copy), ERR_DENIED);
    ctx_clear(&g->ctx);
    CHECK_ERR("as one's own", job_copy_change(&g->ctx, &b, &copy), ERR_NOT_FOUND);
    ctx_clear(&g->ctx);
    assert_int_equal(job_copy_change(&g->ctx, &a, &copy), OK);
    book = book_of(g, &h, 0);
    CHECK_TRUE("other targets do", person(&book, "anna@a.example")->job_confirmed.ms == 0);
    targets[0].level = 0;
    CHECK_ERR("not sound", job_copy_change(&g->ctx, &a, &copy), ERR_INVALID);
    ctx_clear(&g->ctx);
    CHECK_ERR("retired by another", job_copy_retire(&g->ctx, &b, copy.id), ERR_NOT_FOUND);
    ctx_clear(&g->ctx);
    CHECK_ERR("retired", job_copy_retire(&g->ctx, &a, copy.id), OK);
    CHECK_ERR("no more then", job_copy_change(&g->ctx, &a, &copy), ERR_INVALID);
    ctx_clear(&g->ctx);
    platform_close(h.platform);
}

static void
copies_and_invitations_end_at_their_limits(void **state)
{
    struct given *g = *state;
    struct house h;
    struct accounts acc;
    struct employee_use use;
    struct job_profile copy = {.code = SLICE("")};
    struct text t;
    struct slice list;
    int invited = 0;

    given_house(g, &h);
    given_accounts(g, &acc);
    use = use_of(&h, 0, 0);
    use.accounts = &acc;
    for (int i = 0; i < JOB_COPIES_MAX; i++)
        assert_int_equal(job_copy_make(&g->ctx, &use, SLICE("buergerbuero"), &copy), OK);
    CHECK_ERR("one more copy", job_copy_make(&g->ctx, &use, SLICE("buergerbuero"), &copy),
              ERR_LIMIT);
    ctx_clear(&g->ctx);
    t = text_init(g->ctx.arena, EMPLOYEE_CSV_BYTES_MAX);
    text_puts(&t, "Name;E-Mail\n");
    for (int i = 0; i <= EMPLOYEE_INVITES_MAX; i++)
        text_printf(&t, "P%d;p%d@a.example\n", i, i);
    text_putc(&t, '\0');
    assert_int_equal(text_end(&t, &list), OK);
    (void)import(g, &h, 0, list.at, false);
    assert_int_equal(employee_invite(&g->ctx, &use, (struct employment_id){0}, &invited), OK);
    CHECK_INT("as many as go at once", invited, EMPLOYEE_INVITES_MAX);
    assert_int_equal(employee_invite(&g->ctx, &use, (struct employment_id){0}, &invited), OK);
    CHECK_INT("the rest", invited, 1);
    platform_close(h.platform);
}

/* ORG-20, ORG-22 */
static void
units_are_of_one_municipality(void **state)
{
    struct given *g = *state;
    struct house h;
    struct employee_use a;
    struct employee_use b;
    struct employee_use across;
    struct unit unit = {.name = SLICE("Kasse")};
    struct unit below = {.name = SLICE("Vollstreckung")};
    struct unit again = {.name = SLICE("Kasse")};

    given_house(g, &h);
    a = use_of(&h, 0, 0);
    b = use_of(&h, 1, 1);
    across = use_of(&h, 1, 0);
    CHECK_ERR("by another", employee_unit_add(&g->ctx, &across, &unit), ERR_DENIED);
    ctx_clear(&g->ctx);
    assert_int_equal(employee_unit_add(&g->ctx, &a, &unit), OK);
    CHECK_ERR("twice", employee_unit_add(&g->ctx, &a, &again), ERR_CONFLICT);
    ctx_clear(&g->ctx);
    CHECK_ERR("control: elsewhere it is free", employee_unit_add(&g->ctx, &b, &again), OK);
    below.parent = unit.id;
    CHECK_ERR("below that of another", employee_unit_add(&g->ctx, &b, &below), ERR_NOT_FOUND);
    ctx_clear(&g->ctx);
    assert_int_equal(employee_unit_add(&g->ctx, &a, &below), OK);
    CHECK_ERR("that of another", employee_unit_rename(&g->ctx, &b, unit.id, SLICE("X")),
              ERR_NOT_FOUND);
    ctx_clear(&g->ctx);
    CHECK_ERR("that of another", employee_unit_delete(&g->ctx, &b, below.id), ERR_NOT_FOUND);
    ctx_clear(&g->ctx);
    CHECK_ERR("no name", employee_unit_rename(&g->ctx, &a, unit.id, SLICE("")), ERR_INVALID);
    ctx_clear(&g->ctx);
    CHECK_ERR("one with another below", employee_unit_delete(&g->ctx, &a, unit.id), ERR_CONFLICT);
    ctx_clear(&g->ctx);
    assert_int_equal(employee_unit_delete(&g->ctx, &a, below.id), OK);
    assert_int_equal(employee_unit_delete(&g->ctx, &a, unit.id), OK);
    platform_close(h.platform);
}

struct events {
    struct audit_event at[64];
    int len;
    struct audit_finding found;
};

static enum err
read_events(struct db *db, void *arg)
{
    const struct audit_walk all = {.from = 1, .control = AUDIT_NO_PART};
    struct events *v = arg;

    TRY(audit_store_page(db, 0, v->at, ARRAY_LEN(v->at), &v->len));
    return audit_verify(db, &all, &v->found);
}

/* ORG-28 */
static void
what_changes_rights_or_membership_is_in_the_audit_log(void **state)
{
    static const char *const want[] = {
        "employment.begin",  "employment.begin", "employment.superior", "employee.import",
        "employment.accept", "role.give",        "role.give",           "employment.end",
        "role.take",         "role.take"};
    struct given *g = *state;
    struct house h;
    struct employee_use use;
    struct employee_book b;
    struct actor anna = {.code = SLICE("annaannaannaanna")};
    struct employment e;
    struct events v;

    given_house(g, &h);
    use = use_of(&h, 0, 0);
    (void)import(g, &h, 0,
                 "Name;E-Mail;Vorgesetzte\nAnna;anna@a.example;chef@a.example\n"
                 "Chef;chef@a.example;\n",
                 false);
    b = book_of(g, &h, 0);
    e = *person(&b, "anna@a.example");
    anna.id = e.account;
    assert_int_equal(employment_answer(&g->ctx, h.platform, &anna, e.id, EMPLOYMENT_ACCEPTED), OK);
    assert_int_equal(employee_set_hr(&g->ctx, &use, e.id, true), OK);
    given_later(g, 2);
    b = book_of(g, &h, 0);
    e = *person(&b, "anna@a.example");
    e.has_last_day = true;
    e.last_day = day_plus(day_of(g->ctx.now), -1);
    assert_int_equal(employee_change(&g->ctx, &use, &e), OK);
    assert_int_equal(db_read(g->database, &g->ctx, read_events, &v), OK);
    CHECK_INT("the chain holds", v.found.fault, AUDIT_SOUND);
    CHECK_INT("events", v.len, ARRAY_LEN(want));
    for (int i = 0; i < v.len; i++) {
        CHECK_SLICE(want[i], v.at[i].action, want[i]);
        CHECK_SLICE(want[i], v.at[i].organisation, "astadt");
        CHECK_TRUE("no names, no addresses",
                   slice_find(v.at[i].detail, SLICE("nna")) == v.at[i].detail.len ||
                       v.at[i].detail.len == 0);
    }
    platform_close(h.platform);
}

static int
begins(struct given *g)
{
    struct events v;
    int n = 0;

    assert_int_equal(db_read(g->database, &g->ctx, read_events, &v), OK);
    for (int i = 0; i < v.len; i++)
        n += slice_is(v.at[i].action, "employment.begin");
    return n;
}

/* ORG-34. The controls are an entry that stays in the past, and one that is alone. */
static void
two_entries_of_one_person_do_not_both_go_on(void **state)
{
    struct given *g = *state;
    struct house h;
    struct employee_use use;
    struct employee_book b;
    struct employment first;
    struct employment second = {0};
    struct day today;

    given_house(g, &h);
    use = use_of(&h, 0, 0);
    today = day_of(g->ctx.now);
    (void)import(g, &h, 0, HEAD ANNA CHEF, false);
    b = book_of(g, &h, 0);
    first = *person(&b, "anna@a.example");
    first.has_last_day = true;
    first.last_day = day_plus(today, -3);
    assert_int_equal(employee_change(&g->ctx, &use, &first), OK);
    (void)import(g, &h, 0, HEAD ANNA CHEF, false);
    b = book_of(g, &h, 0);
    CHECK_INT("entered again", b.all.len, 3);
    for (int i = 0; i < b.all.len; i++) {
        if (slice_eq(b.all.at[i].email, first.email) && b.all.at[i].id.n != first.id.n)
            second = b.all.at[i];
    }
    CHECK_INT("one account", second.account.n, first.account.n);
    CHECK_INT("each began", begins(g), 3);
    first.last_day = day_plus(today, 30);
    CHECK_ERR("for a month", employee_change(&g->ctx, &use, &first), ERR_CONFLICT);
    ctx_clear(&g->ctx);
    first.last_day = today;
    CHECK_ERR("until tonight", employee_change(&g->ctx, &use, &first), ERR_CONFLICT);
    ctx_clear(&g->ctx);
    first.has_last_day = false;
    CHECK_ERR("for good", employee_change(&g->ctx, &use, &first), ERR_CONFLICT);
    ctx_clear(&g->ctx);
    first.has_last_day = true;
    first.last_day = day_plus(today, -1);
    CHECK_ERR("control: in the past", employee_change(&g->ctx, &use, &first), OK);
    second.name = SLICE("Anna Neu");
    CHECK_ERR("control: the one that goes on", employee_change(&g->ctx, &use, &second), OK);
    second.has_last_day = true;
    second.first_day = day_plus(today, -2);
    second.last_day = day_plus(today, -1);
    CHECK_ERR("it ends", employee_change(&g->ctx, &use, &second), OK);
    first.last_day = day_plus(today, 30);
    CHECK_ERR("control: alone", employee_change(&g->ctx, &use, &first), OK);
    CHECK_INT("ORG-28: it went on again", begins(g), 4);
    platform_close(h.platform);
}

/* ORG-35: the control is somebody of whom nothing was said. */
static void
who_is_missing_on_the_first_day_has_no_role_left(void **state)
{
    struct given *g = *state;
    struct house h;
    struct employee_use use;
    struct employee_book b;
    struct employee_plan plan = {0};
    struct employee_leavers leavers = {true, {0}};
    struct actor max = {.code = SLICE("maxmaxmaxmaxmaxm")};
    struct actor chef = {.code = SLICE("chefchefchefchef")};
    int64_t id = 0;

    given_house(g, &h);
    use = use_of(&h, 0, 0);
    (void)import(g, &h, 0, HEAD MAX CHEF, false);
    b = book_of(g, &h, 0);
    max.id = person(&b, "max@a.example")->account;
    chef.id = person(&b, "chef@a.example")->account;
    assert_int_equal(employment_answer(&g->ctx, h.platform, &max, person(&b, "max@a.example")->id,
                                       EMPLOYMENT_ACCEPTED),
                     OK);
    assert_int_equal(employment_answer(&g->ctx, h.platform, &chef, person(&b, "chef@a.example")->id,
                                       EMPLOYMENT_ACCEPTED),
                     OK);
    b = book_of(g, &h, 0);
    CHECK_TRUE("he is a learner", has_role(&b, max.id, ROLE_LEARNER));
    leavers.last_day = day_plus(day_of(g->ctx.now), -1);
    assert_int_equal(employee_import_preview(&g->ctx, &use, SLICE(HEAD CHEF), &plan, &id), OK);
    assert_int_equal(employee_import_confirm(&g->ctx, &use, id, leavers, &plan), OK);
    b = book_of(g, &h, 0);
    CHECK_TRUE("at once no more", !has_role(&b, max.id, ROLE_LEARNER));
    CHECK_INT("his work has ended", person(&b, "max@a.example")->last_day.n, leavers.last_day.n);
    CHECK_TRUE("control", has_role(&b, chef.id, ROLE_LEARNER));
    platform_close(h.platform);
}

int
suite_employees(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_list_is_imported_and_imported_again_changes_nothing,
                                        given_seeded, given_done),
        cmocka_unit_test_setup_teardown(importing_again_updates_and_keeps_what_is_not_said,
                                        given_seeded, given_done),
        cmocka_unit_test_setup_teardown(what_the_database_knows_better_is_a_problem_of_the_line,
                                        given_seeded, given_done),
        cmocka_unit_test_setup_teardown(a_list_is_taken_whole_or_not_at_all, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(an_account_survives_a_change_of_employer, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(a_job_is_confirmed_by_the_person_and_again_when_it_changes,
                                        given_seeded, given_done),
        cmocka_unit_test_setup_teardown(hr_of_one_municipality_never_meets_another, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(people_are_asked_once_and_not_after_they_answered,
                                        given_seeded, given_done),
        cmocka_unit_test_setup_teardown(an_old_invitation_is_no_key_to_an_account_with_a_password,
                                        given_seeded, given_done),
        cmocka_unit_test_setup_teardown(an_uploaded_list_is_forgotten_after_a_day, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(an_invitation_is_taken_into_the_account_one_has,
                                        given_seeded, given_done),
        cmocka_unit_test_setup_teardown(the_role_of_hr_is_given_taken_and_ends_with_the_work,
                                        given_seeded, given_done),
        cmocka_unit_test_setup_teardown(a_copy_of_a_job_profile_is_for_its_own_town_alone,
                                        given_seeded, given_done),
        cmocka_unit_test_setup_teardown(copies_and_invitations_end_at_their_limits, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(units_are_of_one_municipality, given_seeded, given_done),
        cmocka_unit_test_setup_teardown(two_entries_of_one_person_do_not_both_go_on, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(who_is_missing_on_the_first_day_has_no_role_left,
                                        given_seeded, given_done),
        cmocka_unit_test_setup_teardown(what_changes_rights_or_membership_is_in_the_audit_log,
                                        given_seeded, given_done),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
