/* SPDX-License-Identifier: EUPL-1.2 */
/* Sharing a result: who reads it, until when, and what is left when it is taken back. */
#include <string.h>

#include "service/audit.h"
#include "service/check_report_json.h"
#include "service/check_share.h"
#include "service/given_check.h"
#include "service/mail_service.h"
#include "service/suite.h"
#include "storage/account_store.h"
#include "storage/check_share_store.h"

enum { ANNA, BEN, CLARA, PEOPLE }; /* Anna's checks are those of person 1 */
static const char *const EMAILS[PEOPLE] = {"anna@stadt.example", "ben@stadt.example",
                                           "clara@stadt.example"};

struct ground {
    struct check_given_desk d;
    struct accounts acc;
    struct actor who[PEOPLE];
    char codes[PEOPLE][ACCOUNT_CODE_CHARS + 1];
    struct check_run_id run; /* a check of Anna's that is over */
};

static enum err
add_people(struct db *db, void *arg)
{
    struct ground *t = arg;

    for (int i = 0; i < PEOPLE; i++) {
        struct account a = {.code = slice_of(t->codes[i]),
                            .email = slice_of(EMAILS[i]),
                            .name = SLICE("Name"),
                            .status = ACCOUNT_ACTIVE,
                            .created = db_ctx(db)->now,
                            .confirmed = db_ctx(db)->now};

        TRY(account_store_add(db, &a));
        t->who[i] = (struct actor){.id = a.id, .code = a.code, .name = SLICE("Name")};
    }
    return OK;
}

static void
ground_lay(struct given *g, struct ground *t)
{
    memset(t, 0, sizeof *t);
    t->d = check_desk_given(g);
    check_desk_settle(&t->d);
    t->acc = (struct accounts){
        .db = g->database, .key = *t->d.desk.key, .public_url = "https://campus.example"};
    for (int i = 0; i < PEOPLE; i++)
        (void)snprintf(t->codes[i], sizeof t->codes[i], "person-number--%d", i);
    CHECK_ERR("people", db_write(g->database, &g->ctx, add_people, t), OK);
    t->run = check_given_begin(g, &t->d, 1, "D1");
    (void)check_given_answer_all(g, &t->d, 1, t->run, true);
}

static struct check_share_wish
wish_of(struct given *g, const struct ground *t, const char *email)
{
    return (struct check_share_wish){.accounts = &t->acc,
                                     .actor = &t->who[ANNA],
                                     .run = t->run,
                                     .recipient = slice_of(email),
                                     .purpose = SLICE("Gespräch im Mai"),
                                     .last = day_plus(day_of(g->ctx.now), 7)};
}

static void
share(struct given *g, const struct ground *t, const char *email)
{
    struct check_share_wish w = wish_of(g, t, email);
    int wait = 0;

    CHECK_ERR(email, check_share_add(&g->ctx, &t->d.desk, &w, &wait), OK);
}

/* What person 1 shares. */
static int
shares_of(struct given *g, const struct ground *t, struct check_share *ret_shares)
{
    int len = 0;

    CHECK_ERR("list", check_share_list(&g->ctx, &t->d.desk, ret_shares, &len), OK);
    return len;
}

static enum err
open_as(struct given *g, const struct ground *t, int who, struct slice code)
{
    struct check_shared shared;
    enum err e = check_shared_open(&g->ctx, &t->acc, &t->who[who], code, &shared);

    ctx_clear(&g->ctx);
    return e;
}

static void
one_person_reads_exactly_that_result_and_it_is_noted(void **state)
{
    struct given *g = *state;
    struct ground t;
    struct check_share shares[CHECK_SHARES_MAX];
    struct check_shared shared;
    struct check_shared list[CHECK_SHARES_RECEIVED_MAX];
    struct check_view view;
    struct check_report report;
    int len = 0;

    ground_lay(g, &t);
    share(g, &t, EMAILS[BEN]);
    CHECK_INT("one", shares_of(g, &t, shares), 1);
    CHECK_SLICE("to whom", shares[0].recipient, EMAILS[BEN]);
    CHECK_SLICE("what for", shares[0].purpose, "Gespräch im Mai");
    CHECK_SLICE("about", shares[0].scope, "D1");
    CHECK_INT("until", shares[0].last.n, day_of(g->ctx.now).n + 7);
    CHECK_INT("not read", shares[0].looks_len, 0);
    CHECK_ERR("a stranger", open_as(g, &t, CLARA, shares[0].code), ERR_NOT_FOUND);
    CHECK_ERR("the owner", open_as(g, &t, ANNA, shares[0].code), ERR_NOT_FOUND);
    CHECK_ERR("another code", open_as(g, &t, BEN, SLICE("AAAAAAAAAAAAAAAA")), ERR_NOT_FOUND);
    CHECK_ERR("read", check_shared_open(&g->ctx, &t.acc, &t.who[BEN], shares[0].code, &shared), OK);
    view = check_given_look(g, &t.d, 1, t.run);
    CHECK_ERR("report", check_report_make(&g->ctx, &view, &report), OK);
    CHECK_INT("all competences", shared.report.found_len, report.found_len);
    for (int i = 0; i < report.found_len; i++) {
        const struct check_found *a = &report.found[i];
        const struct check_found *b = &shared.report.found[i];

        CHECK_TRUE("same competence", slice_eq(a->competence, b->competence));
        CHECK_INT("same level", b->levels.likely, a->levels.likely);
        CHECK_INT("same range", b->levels.high - b->levels.low, a->levels.high - a->levels.low);
        for (int k = 0; k < CHECK_LEVELS; k++)
            CHECK_TRUE("same chance", b->levels.chance[k] - a->levels.chance[k] < 1e-6 &&
                                          a->levels.chance[k] - b->levels.chance[k] < 1e-6);
        CHECK_INT("own rating stays with the owner", b->rated, -1);
    }
    CHECK_INT("noted", shares_of(g, &t, shares), 1);
    CHECK_INT("once", shares[0].looks_len, 1);
    CHECK_INT("when", shares[0].looks[0].ms, g->ctx.now.ms);
    CHECK_ERR("the list", check_shared_list(&g->ctx, &t.acc, &t.who[BEN], list, &len), OK);
    CHECK_INT("of Ben", len, 1);
    CHECK_ERR("the list", check_shared_list(&g->ctx, &t.acc, &t.who[CLARA], list, &len), OK);
    CHECK_INT("of Clara", len, 0);
    check_desk_done(&t.d);
}

/* What a share holds of a report. */
static struct slice
bytes_of(struct given *g, const struct check_report *report)
{
    struct text t = text_init(g->ctx.arena, CHECK_RECORD_BYTES_MAX);
    struct json_write w = json_write_init(&t);
    struct slice bytes = {0};

    json_write_object(&w);
    check_report_write(&w, report);
    json_write_object_end(&w);
    json_write_end(&w);
    CHECK_ERR("written", text_end(&t, &bytes), OK);
    return bytes;
}

/* A check of Anna's, with the same own rating of every competence. */
static struct check_run_id
rated_check(struct given *g, const struct ground *t, int rating)
{
    struct situation s = situation_default(day_of(g->ctx.now));
    struct check_run_id id = {0};

    memset(s.rating, rating, sizeof s.rating);
    CHECK_ERR("begin", check_begin(&g->ctx, &t->d.desk, SLICE("D1"), &s, &id), OK);
    return id;
}

/* The same record, but that everything was rated like this. */
static struct check_view
as_if_rated(struct given *g, const struct check_view *view, int rating)
{
    struct check_view other = *view;
    size_t len = (size_t)view->record.subjects_len;
    struct check_subject *subjects = arena_array(g->ctx.arena, struct check_subject, len);

    assert_non_null(subjects);
    for (size_t s = 0; s < len; s++) {
        struct check_known known = {.rated = rating, .job = view->record.subjects[s].target};

        subjects[s] = view->record.subjects[s];
        subjects[s].rated = (int8_t)rating;
        subjects[s].prior = check_prior(&known);
    }
    other.record.subjects = subjects;
    return other;
}

/* What others get does not depend on the rating; the control: what the owner gets does, line by
 * line. Answers how many lines are inferred. */
static int
tell_nothing(struct given *g, const struct check_view *view, struct slice *ret_bytes)
{
    const struct check_view views[2] = {*view, as_if_rated(g, view, 1)};
    struct check_report own[2];
    struct check_report others[2];
    int inferred = 0;

    for (int i = 0; i < 2; i++) {
        CHECK_ERR("own", check_report_make(&g->ctx, &views[i], &own[i]), OK);
        CHECK_ERR("for others", check_report_unrated(&g->ctx, &views[i], &others[i]), OK);
    }
    for (int s = 0; s < own[0].found_len; s++) {
        CHECK_TRUE("the owner's line differs",
                   own[0].found[s].levels.chance[4] != own[1].found[s].levels.chance[4]);
        CHECK_INT("the owner sees the rating", own[0].found[s].rated, LEVEL_MAX);
        CHECK_INT("others do not", others[0].found[s].rated, -1);
        inferred += own[0].found[s].answers == 0;
    }
    *ret_bytes = bytes_of(g, &others[0]);
    CHECK_TRUE("the same bytes", slice_eq(*ret_bytes, bytes_of(g, &others[1])));
    return inferred;
}

/* CHECK-22 */
static void
what_is_shared_does_not_tell_the_own_rating(void **state)
{
    struct given *g = *state;
    struct ground t;
    struct check_share shares[CHECK_SHARES_MAX];
    struct check_shared shared;
    struct check_view view;
    struct slice bytes = {0};

    ground_lay(g, &t);
    t.run = rated_check(g, &t, LEVEL_MAX);
    check_given_answer(g, &t.d, 1, t.run, false);
    view = check_given_look(g, &t.d, 1, t.run);
    CHECK_TRUE("inferred lines as well", tell_nothing(g, &view, &bytes) > 0);
    (void)check_given_answer_all(g, &t.d, 1, t.run, false);
    share(g, &t, EMAILS[BEN]);
    CHECK_INT("one", shares_of(g, &t, shares), 1);
    CHECK_ERR("read", check_shared_open(&g->ctx, &t.acc, &t.who[BEN], shares[0].code, &shared), OK);
    view = check_given_look(g, &t.d, 1, t.run);
    (void)tell_nothing(g, &view, &bytes);
    CHECK_TRUE("those are what is read", slice_eq(bytes_of(g, &shared.report), bytes));
    check_desk_done(&t.d);
}

struct row_use {
    struct slice recipient;
    struct slice code;
    struct check_share_row row;
    uint8_t person; /* use_put_back(): whose check it is put to */
};

static enum err
use_find(struct db *db, void *arg)
{
    struct row_use *u = arg;

    return check_share_store_find(db, u->recipient, u->code, &u->row);
}

/* The same row under another check's roof: as somebody would who can write into the database. */
static enum err
use_put_back(struct db *db, void *arg)
{
    struct row_use *u = arg;
    struct check_owner o = check_given_owner(u->person);

    return check_share_store_add(db, (struct slice){(const char *)o.bytes, sizeof o.bytes},
                                 &u->row);
}

static struct row_use
row_of(struct given *g, const struct ground *t, int who, struct slice code)
{
    struct row_use u = {.code = code, .person = 1};

    CHECK_ERR("hash",
              accounts_hash(&t->acc, g->ctx.arena, "check share recipient", slice_of(EMAILS[who]),
                            &u.recipient),
              OK);
    return u;
}

/* CHECK-25, with a control: the same row, put back by hand, opens again. */
static void
what_is_taken_back_is_closed(void **state)
{
    struct given *g = *state;
    struct ground t;
    struct check_share shares[CHECK_SHARES_MAX];
    struct check_desk other;
    struct row_use kept;

    ground_lay(g, &t);
    share(g, &t, EMAILS[BEN]);
    (void)shares_of(g, &t, shares);
    kept = row_of(g, &t, BEN, shares[0].code);
    CHECK_ERR("kept", db_read(g->database, &g->ctx, use_find, &kept), OK);
    other = check_desk_at(&t.d, 2);
    CHECK_ERR("somebody else", check_share_drop(&g->ctx, &other, &t.who[CLARA], shares[0].code),
              OK);
    CHECK_ERR("still open", open_as(g, &t, BEN, shares[0].code), OK);
    CHECK_ERR("the owner", check_share_drop(&g->ctx, &t.d.desk, &t.who[ANNA], shares[0].code), OK);
    CHECK_ERR("closed", open_as(g, &t, BEN, shares[0].code), ERR_NOT_FOUND);
    CHECK_ERR("twice is fine", check_share_drop(&g->ctx, &t.d.desk, &t.who[ANNA], shares[0].code),
              OK);
    kept.row.run = t.run;
    kept.row.note = SLICE("x");
    kept.person = 2;
    CHECK_ERR("to a check of somebody else", db_write(g->database, &g->ctx, use_put_back, &kept),
              ERR_NOT_FOUND);
    ctx_clear(&g->ctx);
    kept.person = 1;
    CHECK_ERR("control", db_write(g->database, &g->ctx, use_put_back, &kept), OK);
    CHECK_ERR("control", open_as(g, &t, BEN, shares[0].code), OK);
    check_desk_done(&t.d);
}

/* CHECK-23: before anything is cleaned up; and the control, the day before. */
static enum err
move_ben(struct db *db, void *arg)
{
    struct ground *t = arg;
    struct account a = {.code = SLICE("")};

    TRY(account_store_by_id(db, t->who[BEN].id, &a));
    a.email = SLICE("ben@zuhause.example");
    return account_store_save(db, &a);
}

/* ACCOUNT-19: it was shown to whoever reads that mailbox, a superior's for instance. */
static void
a_share_stays_with_its_mailbox(void **state)
{
    struct given *g = *state;
    struct ground t;
    struct check_share shares[CHECK_SHARES_MAX];

    ground_lay(g, &t);
    share(g, &t, EMAILS[BEN]);
    CHECK_INT("one", shares_of(g, &t, shares), 1);
    CHECK_ERR("by the mailbox", open_as(g, &t, BEN, shares[0].code), OK);
    CHECK_ERR("another address", db_write(g->database, &g->ctx, move_ben, &t), OK);
    CHECK_ERR("not by another one", open_as(g, &t, BEN, shares[0].code), ERR_NOT_FOUND);
    CHECK_INT("its owner has it still", shares_of(g, &t, shares), 1);
    CHECK_SLICE("to that mailbox", shares[0].recipient, EMAILS[BEN]);
    check_desk_done(&t.d);
}

static void
a_share_ends_with_its_day(void **state)
{
    struct given *g = *state;
    struct ground t;
    struct check_share shares[CHECK_SHARES_MAX];
    struct slice code = {0};
    char kept[CHECK_SHARE_CODE_CHARS + 1];
    int64_t deleted = 0;
    int len = 0;
    struct check_shared list[CHECK_SHARES_RECEIVED_MAX];

    ground_lay(g, &t);
    share(g, &t, EMAILS[BEN]);
    (void)shares_of(g, &t, shares);
    (void)snprintf(kept, sizeof kept, "%.*s", SLICE_ARG(shares[0].code));
    code = slice_of(kept);
    (void)given_later(g, 7);
    CHECK_ERR("the last day", open_as(g, &t, BEN, code), OK);
    CHECK_ERR("too early", check_share_expire(&g->ctx, g->database, &deleted), OK);
    CHECK_INT("too early", deleted, 0);
    (void)given_later(g, 8);
    CHECK_ERR("the day after", open_as(g, &t, BEN, code), ERR_NOT_FOUND);
    CHECK_ERR("no list", check_shared_list(&g->ctx, &t.acc, &t.who[BEN], list, &len), OK);
    CHECK_INT("no list", len, 0);
    CHECK_INT("nor for the owner", shares_of(g, &t, shares), 0);
    CHECK_ERR("cleaned up", check_share_expire(&g->ctx, g->database, &deleted), OK);
    CHECK_INT("cleaned up", deleted, 1);
    (void)given_later(g, 7);
    CHECK_ERR("gone for good", open_as(g, &t, BEN, code), ERR_NOT_FOUND);
    check_desk_done(&t.d);
}

static void
a_share_ends_with_its_check(void **state)
{
    struct given *g = *state;
    struct ground t;
    struct check_share shares[CHECK_SHARES_MAX];

    ground_lay(g, &t);
    share(g, &t, EMAILS[BEN]);
    (void)shares_of(g, &t, shares);
    CHECK_ERR("open", open_as(g, &t, BEN, shares[0].code), OK);
    CHECK_ERR("delete", check_delete(&g->ctx, &t.d.desk, t.run), OK);
    CHECK_ERR("closed", open_as(g, &t, BEN, shares[0].code), ERR_NOT_FOUND);
    t.run = check_given_begin(g, &t.d, 1, "D2");
    (void)check_given_answer_all(g, &t.d, 1, t.run, false);
    share(g, &t, EMAILS[BEN]);
    (void)shares_of(g, &t, shares);
    CHECK_ERR("delete all", check_delete_all(&g->ctx, &t.d.desk), OK);
    CHECK_ERR("closed", open_as(g, &t, BEN, shares[0].code), ERR_NOT_FOUND);
    check_desk_done(&t.d);
}

static void
what_cannot_be_shared_is_refused(void **state)
{
    struct given *g = *state;
    struct ground t;
    struct check_desk other;
    struct check_run_id open;
    char long_purpose[CHECK_SHARE_PURPOSE_BYTES_MAX + 2];
    struct day today = day_of(g->ctx.now);
    int wait = 0;

    ground_lay(g, &t);
    memset(long_purpose, 'x', sizeof long_purpose - 1);
    long_purpose[sizeof long_purpose - 1] = 0;
    const struct {
        const char *why;
        const char *recipient;
        const char *purpose;
        int days;
        enum err want;
    } table[] = {
        {"no address", "", "Zweck", 1, ERR_INVALID},
        {"no mail address", "ben", "Zweck", 1, ERR_INVALID},
        {"not in lower case", "Ben@stadt.example", "Zweck", 1, ERR_INVALID},
        {"no purpose", EMAILS[BEN], "", 1, ERR_INVALID},
        {"a long purpose", EMAILS[BEN], long_purpose, 1, ERR_INVALID},
        {"yesterday", EMAILS[BEN], "Zweck", -1, ERR_INVALID},
        {"too long", EMAILS[BEN], "Zweck", CHECK_SHARE_DAYS_MAX + 1, ERR_INVALID},
        {"the own address", EMAILS[ANNA], "Zweck", 1, ERR_CONFLICT},
        {"today is enough", EMAILS[BEN], "Zweck", 0, OK},
        {"as long as can be", EMAILS[BEN], "Zweck", CHECK_SHARE_DAYS_MAX, OK},
    };
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct check_share_wish w = wish_of(g, &t, table[i].recipient);

        w.purpose = slice_of(table[i].purpose);
        w.last = day_plus(today, table[i].days);
        CHECK_ERR(table[i].why, check_share_add(&g->ctx, &t.d.desk, &w, &wait), table[i].want);
        ctx_clear(&g->ctx);
    }
    other = check_desk_at(&t.d, 2);
    struct check_share_wish w = wish_of(g, &t, EMAILS[BEN]);
    CHECK_ERR("of somebody else", check_share_add(&g->ctx, &other, &w, &wait), ERR_NOT_FOUND);
    ctx_clear(&g->ctx);
    open = check_given_begin(g, &t.d, 1, "D3");
    w.run = open;
    CHECK_ERR("goes on", check_share_add(&g->ctx, &t.d.desk, &w, &wait), ERR_NOT_FOUND);
    check_desk_done(&t.d);
}

static void
every_limit_is_told(void **state)
{
    struct given *g = *state;
    struct ground t;
    struct check_share_wish w;
    struct check_share shares[CHECK_SHARES_MAX];
    int wait = 0;

    ground_lay(g, &t);
    w = wish_of(g, &t, EMAILS[BEN]);
    for (int i = 0; i < CHECK_SHARES_MAX; i++) {
        enum err e = check_share_add(&g->ctx, &t.d.desk, &w, &wait);

        CHECK_ERR("some are free", e, i < CHECK_SHARES_FREE || wait == 0 ? OK : ERR_DENIED);
        if (e != ERR_DENIED)
            continue;
        ctx_clear(&g->ctx);
        g->ctx.now.ms += (int64_t)wait * 1000;
        CHECK_ERR("after the time", check_share_add(&g->ctx, &t.d.desk, &w, &wait), OK);
    }
    CHECK_ERR("one too many", check_share_add(&g->ctx, &t.d.desk, &w, &wait), ERR_LIMIT);
    ctx_clear(&g->ctx);
    CHECK_INT("as many as can be", shares_of(g, &t, shares), CHECK_SHARES_MAX);
    for (int i = 0; i < CHECK_SHARE_LOOKS_MAX; i++)
        CHECK_ERR("read", open_as(g, &t, BEN, shares[0].code), OK);
    CHECK_ERR("worn", open_as(g, &t, BEN, shares[0].code), ERR_LIMIT);
    CHECK_INT("all are listed", shares_of(g, &t, shares), CHECK_SHARES_MAX);
    CHECK_INT("all are listed", shares[0].looks_len, CHECK_SHARE_LOOKS_MAX);
    check_desk_done(&t.d);
}

static int
mails_to(struct given *g, const char *email)
{
    static struct mail mails[MAIL_SHOWN_MAX];
    int len = 0;
    int n = 0;

    CHECK_ERR("mails", mail_service_shown(&g->ctx, g->database, mails, &len), OK);
    for (int i = 0; i < len; i++) {
        n += slice_is(mails[i].recipient, email);
        CHECK_TRUE("no purpose", slice_find(mails[i].body, SLICE("Mai")) == mails[i].body.len);
        CHECK_TRUE("no subject", slice_find(mails[i].body, SLICE("D1")) == mails[i].body.len);
    }
    return n;
}

/* ACCOUNT-5, CHECK-22 */
static void
nobody_learns_whether_an_address_has_an_account(void **state)
{
    struct given *g = *state;
    struct ground t;
    struct check_share shares[CHECK_SHARES_MAX];
    struct check_share of_ben;
    struct check_share of_nobody;

    ground_lay(g, &t);
    share(g, &t, EMAILS[BEN]);
    share(g, &t, "nobody@nowhere.example");
    CHECK_INT("both are listed", shares_of(g, &t, shares), 2);
    of_ben = slice_is(shares[0].recipient, EMAILS[BEN]) ? shares[0] : shares[1];
    of_nobody = slice_is(shares[0].recipient, EMAILS[BEN]) ? shares[1] : shares[0];
    CHECK_TRUE("alike", slice_eq(of_ben.purpose, of_nobody.purpose) &&
                            of_ben.last.n == of_nobody.last.n && of_ben.looks_len == 0 &&
                            of_nobody.looks_len == 0);
    CHECK_INT("Ben gets a mail", mails_to(g, EMAILS[BEN]), 1);
    CHECK_INT("nobody gets none", mails_to(g, "nobody@nowhere.example"), 0);
    check_desk_done(&t.d);
}

static bool
holds(struct slice bytes, const char *what)
{
    return slice_find(bytes, slice_of(what)) < bytes.len;
}

static enum err
use_audit(struct db *db, void *arg)
{
    struct text *t = arg;
    struct audit_event events[20];
    int len = 0;

    TRY(audit_store_page(db, 0, events, 20, &len));
    for (int i = 0; i < len; i++)
        text_printf(t, "%.*s %.*s %.*s %.*s;", SLICE_ARG(events[i].actor),
                    SLICE_ARG(events[i].action), SLICE_ARG(events[i].subject),
                    SLICE_ARG(events[i].detail));
    return OK;
}

/* CHECK-22: the row is sealed, for this recipient and this server alone; CHECK-26: ids alone. */
static void
the_row_and_the_log_tell_nothing(void **state)
{
    static const struct crypto_key other_key = {{9}};
    struct given *g = *state;
    struct ground t;
    struct check_share shares[CHECK_SHARES_MAX];
    struct row_use u;
    struct row_use swapped;
    struct text t_log;
    struct slice log = {0};

    ground_lay(g, &t);
    share(g, &t, EMAILS[BEN]);
    (void)shares_of(g, &t, shares);
    u = row_of(g, &t, BEN, shares[0].code);
    CHECK_ERR("row", db_read(g->database, &g->ctx, use_find, &u), OK);
    CHECK_TRUE("sealed", !holds(u.row.content, "chances") && !holds(u.row.content, "D1"));
    /* addressed to Clara by somebody who can write into the database */
    swapped = row_of(g, &t, CLARA, shares[0].code);
    u.row.recipient = swapped.recipient;
    u.row.code = SLICE("BBBBBBBBBBBBBBBB");
    u.row.run = t.run;
    u.row.note = SLICE("x");
    CHECK_ERR("swapped", db_write(g->database, &g->ctx, use_put_back, &u), OK);
    CHECK_ERR("not for Clara", open_as(g, &t, CLARA, u.row.code), ERR_CORRUPT);
    t.acc.key = other_key;
    CHECK_ERR("another server", open_as(g, &t, BEN, shares[0].code), ERR_NOT_FOUND);
    CHECK_ERR("taken back", check_share_drop(&g->ctx, &t.d.desk, &t.who[ANNA], shares[0].code), OK);
    t_log = text_init(g->ctx.arena, 10000);
    CHECK_ERR("log", db_read(g->database, &g->ctx, use_audit, &t_log), OK);
    CHECK_ERR("log", text_end(&t_log, &log), OK);
    CHECK_TRUE("both are there", holds(log, "person-number--0 check.share") &&
                                     holds(log, "person-number--0 check.unshare"));
    CHECK_TRUE("nothing else", !holds(log, "@") && !holds(log, "person-number--1") &&
                                   !holds(log, "Mai") && !holds(log, "D1"));
    /* what both tables have: nothing */
    CHECK_TRUE("not the share's code", slice_find(log, shares[0].code) == log.len);
    CHECK_TRUE("the event has its time", g->ctx.now.ms != instant_at(day_of(g->ctx.now), 0).ms);
    CHECK_INT("the share a day", u.row.created.ms, instant_at(day_of(g->ctx.now), 0).ms);
    check_desk_done(&t.d);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, given_seeded, given_done)

int
suite_check_share(void)
{
    const struct CMUnitTest tests[] = {
        TEST(one_person_reads_exactly_that_result_and_it_is_noted),
        TEST(what_is_shared_does_not_tell_the_own_rating),
        TEST(what_is_taken_back_is_closed),
        TEST(a_share_stays_with_its_mailbox),
        TEST(a_share_ends_with_its_day),
        TEST(a_share_ends_with_its_check),
        TEST(what_cannot_be_shared_is_refused),
        TEST(every_limit_is_told),
        TEST(nobody_learns_whether_an_address_has_an_account),
        TEST(the_row_and_the_log_tell_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
