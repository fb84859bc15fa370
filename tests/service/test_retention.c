/* SPDX-License-Identifier: EUPL-1.2 */
/* How long what is kept: each rule before, at and after its limit, by a moved clock. */
#include <string.h>

#include "service/own_ground.h"
#include "service/retention.h"
#include "service/suite.h"

enum { GUEST_DAYS = 90 };

#define A32 "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define B32 "ff112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define WHO "(SELECT id FROM account WHERE code = 'retention-konto1')"
#define AMT "(SELECT id FROM organisation WHERE code = 'amt')"

/* A row whose moment is $M (the day before it $D); $A and $B are bytes. */
struct row {
    const char *kind;
    const char *insert[3];
    const char *count;
    bool at_limit; /* it is gone at the limit, and not only behind it */
};
static const struct row ROWS[] = {
    {"guest",
     {"INSERT INTO guest (token_hash, created, last_used, weekly_minutes, half_days, start_day, "
      "latest_end, budget, home_name, distance_km, formats, german, english, accessibility, "
      "preset) VALUES ($A, $M, $M, 60, 1, 1, 1, 1, '', 1, 1, 1, 1, 0, 'balanced')"},
     "SELECT count(*) FROM guest",
     false},
    {"check",
     {"INSERT INTO check_person (person, sealed_key, last_used) VALUES ($A, $A, $M)"},
     "SELECT count(*) FROM check_person",
     false},
    {"share",
     {"INSERT INTO check_person (person, sealed_key, last_used) VALUES ($A, $A, 4000000000000)",
      "INSERT INTO check_run (person, version, content) VALUES ($A, 1, $A)",
      "INSERT INTO check_share (code, run, recipient, sealed_key, content, note, created, "
      "expires) SELECT 'share-0123456789', id, $B, $A, $A, $A, 1, $M FROM check_run"},
     "SELECT count(*) FROM check_share",
     true},
    {"session",
     {"INSERT INTO account_session (token_hash, account, created, last_used, expires, browser, "
      "method) VALUES ($A, " WHO ", 1, $M, $M, '', 'password')"},
     "SELECT count(*) FROM account_session",
     true},
    {"link",
     {"INSERT INTO account_token (token_hash, account, purpose, value, expires) VALUES ($A, " WHO
      ", 'reset', '', $M)"},
     "SELECT count(*) FROM account_token",
     false},
    {"once",
     {"INSERT INTO once (hash, expires) VALUES ($A, $M)"},
     "SELECT count(*) FROM once",
     false},
    {"guess",
     {"INSERT INTO guess (subject, failures, last, until) VALUES ($A, 1, $M, $M)"},
     "SELECT count(*) FROM guess",
     false},
    {"unconfirmed",
     {"INSERT INTO account (code, email, name, language, status, created) VALUES "
      "('retention-konto2', 'u@x.example', 'U', 'de', 'unconfirmed', $M)"},
     "SELECT count(*) FROM account WHERE status = 'unconfirmed'",
     false},
    {"experience",
     {"INSERT INTO guest (token_hash, created, last_used, weekly_minutes, half_days, start_day, "
      "latest_end, budget, home_name, distance_km, formats, german, english, accessibility, "
      "preset) VALUES ($A, $M, 4000000000000, 60, 1, 1, 1, 1, '', 1, 1, 1, 1, 0, 'balanced')",
      "INSERT INTO experience_consent (guest, wording, since) SELECT id, 1, 1 FROM guest",
      "INSERT INTO experience_list (guest, day, first_place) SELECT id, $D, 1 FROM guest"},
     "SELECT count(*) FROM experience_list",
     true},
    {"mail",
     {"INSERT INTO mail (recipient, subject, body, created, tries, next_try, failure) VALUES "
      "('r@x.example', '', '', $M, 0, $M, '')"},
     "SELECT count(*) FROM mail",
     false},
    {"address",
     {"INSERT INTO address_undo (token_hash, account, email, since, written, expires) VALUES "
      "($A, " WHO ", 'frueher@x.example', 1, $M, 1)"},
     "SELECT count(*) FROM address_undo",
     false},
    {"list",
     {"INSERT INTO employee_import (organisation, account, created, list) VALUES (" AMT ", " WHO
      ", $M, $A)"},
     "SELECT count(*) FROM employee_import",
     false},
    {"upload",
     {"INSERT INTO block_upload (organisation, created, list) VALUES (" AMT ", $M, $A)"},
     "SELECT count(*) FROM block_upload",
     false},
    {"token",
     {"INSERT INTO directory_token (organisation, code, token_hash, label, invites, made_by, "
      "created, "
      "expires) VALUES (" AMT ", 'retention-token1', $A, 'V', 0, " WHO ", 1, $M)"},
     "SELECT count(*) FROM directory_token",
     false},
    {"role",
     {"INSERT INTO employment (account, organisation, personnel_number, first_day, last_day) "
      "VALUES (" WHO ", " AMT ", '', 1, $D)",
      "INSERT INTO role_grant (account, organisation, role, granted) VALUES (" WHO ", " AMT
      ", 'hr', 1)"},
     "SELECT count(*) FROM role_grant",
     true},
    {"consent",
     {"INSERT INTO consent (person, purpose, wording, act, day) VALUES ($A, 'share', 1, 'given', "
      "$D)"},
     "SELECT count(*) FROM consent",
     true},
    {"employment",
     {"INSERT INTO employment (account, organisation, personnel_number, first_day, last_day) "
      "VALUES (" WHO ", " AMT ", '', 1, $D)"},
     "SELECT count(*) FROM employment",
     true},
};

static int
rule_of(const char *kind)
{
    for (int i = 0; i < RETENTION_RULES_LEN; i++)
        if (strcmp(RETENTION_RULES[i].kind, kind) == 0)
            return i;
    fail_msg("no rule for %s", kind);
    return -1;
}

/* Midnight in Germany, for rules that count in days. */
static struct instant
moment_of(struct given *g)
{
    return instant_at(day_of(given_ctx(g)->now), 0);
}

static void
insert(struct given *g, const char *sql)
{
    struct instant m = moment_of(g);
    struct text t = text_init(g->arena, 4096);
    struct slice s = {0};

    for (const char *at = sql; *at != '\0'; at++) {
        if (*at != '$') {
            text_putc(&t, *at);
            continue;
        }
        at++;
        if (*at == 'M')
            text_int(&t, m.ms);
        else if (*at == 'D')
            text_int(&t, day_of(m).n - 1);
        else
            text_puts(&t, own_raw_bytes(*at == 'A' ? A32 : B32));
    }
    CHECK_ERR("statement", text_end(&t, &s), OK);
    own_raw(g, arena_cstr(g->arena, s));
}

static void
lay(struct given *g, const struct row *row)
{
    own_raw(g, "DELETE FROM guest");
    own_raw(g, "DELETE FROM check_person");
    own_raw(g, "DELETE FROM employment");
    own_raw(g, "DELETE FROM account");
    own_raw(g, "DELETE FROM organisation");
    own_raw(g, "INSERT INTO account (code, email, name, language, status, created) VALUES "
               "('retention-konto1', 'r@x.example', 'R', 'de', 'active', 1)");
    own_raw(g, "INSERT INTO organisation (code, kind, name, state, status, admitted_on, shares, "
               "leitweg_id, contact_name, contact_email, contact_phone, created) VALUES ('amt', "
               "'municipality', 'Amt', '', 'admitted', 1, 1, '', '', '', '', 1)");
    for (size_t i = 0; i < ARRAY_LEN(row->insert) && row->insert[i] != NULL; i++)
        insert(g, row->insert[i]);
    CHECK_INT(row->kind, own_raw_int(g, row->count), 1);
}

static struct retention_report
run_at(struct given *g, const struct row *row, int64_t after_limit_ms, struct retention_wish wish)
{
    int64_t limit = retention_hours(&RETENTION_RULES[rule_of(row->kind)], GUEST_DAYS) * 3600000;
    struct instant m = moment_of(g);
    struct retention_report report;

    g->ctx.now.ms = m.ms + limit + after_limit_ms;
    CHECK_ERR(row->kind, retention_run(&g->ctx, g->database, &wish, &report), OK);
    return report;
}

/* PRIVACY-9, PRIVACY-10 */
static void
each_kind_goes_at_its_limit_and_not_before(void **state)
{
    struct given *g = *state;
    const struct retention_wish now = {GUEST_DAYS, false, -1};
    const struct retention_wish dry = {GUEST_DAYS, true, -1};

    for (size_t i = 0; i < ARRAY_LEN(ROWS); i++) {
        const struct row *row = &ROWS[i];
        int rule = rule_of(row->kind);
        const struct retention_wish without = {GUEST_DAYS, false, rule};

        lay(g, row);
        CHECK_INT(row->kind, run_at(g, row, -1, now).deleted[rule], 0);
        CHECK_INT("before", own_raw_int(g, row->count), 1);
        CHECK_INT(row->kind, run_at(g, row, 0, dry).deleted[rule], row->at_limit);
        CHECK_INT("a dry run leaves it", own_raw_int(g, row->count), 1);
        CHECK_INT(row->kind, run_at(g, row, 0, now).deleted[rule], row->at_limit);
        CHECK_INT("at", own_raw_int(g, row->count), !row->at_limit);
        if (row->at_limit)
            lay(g, row);
        CHECK_INT(row->kind, run_at(g, row, 1, without).deleted[rule], 0);
        CHECK_INT("control: without the rule", own_raw_int(g, row->count), 1);
        CHECK_INT(row->kind, run_at(g, row, 1, now).deleted[rule], 1);
        CHECK_INT("after", own_raw_int(g, row->count), 0);
    }
}

static void
every_rule_is_tried(void **state)
{
    (void)state;
    CHECK_INT("rules", RETENTION_RULES_LEN, (int)ARRAY_LEN(ROWS));
    for (size_t i = 0; i < ARRAY_LEN(ROWS); i++)
        CHECK_INT(ROWS[i].kind, rule_of(ROWS[i].kind), (int)i);
}

/* PRIVACY-9: docs/data-protection.md names every rule. */
static void
the_rules_stand_in_the_documentation(void **state)
{
    struct slice doc = {0};

    CHECK_TRUE("doc", given_file(*state, "../docs/data-protection.md", &doc));
    for (int i = 0; i < RETENTION_RULES_LEN; i++) {
        char row[100];

        (void)snprintf(row, sizeof row, "\n| `%s` | ", RETENTION_RULES[i].kind);
        CHECK_TRUE(row, slice_find(doc, slice_of(row)) < doc.len);
        CHECK_TRUE(RETENTION_RULES[i].why,
                   slice_find(doc, slice_of(RETENTION_RULES[i].why)) < doc.len);
    }
}

static void
what_was_deleted_is_said_in_one_line(void **state)
{
    struct given *g = *state;
    struct text t = text_init(g->arena, 1000);
    struct retention_report r = {.sum = 3};
    struct slice s = {0};

    r.deleted[rule_of("guest")] = 2;
    r.deleted[rule_of("mail")] = 1;
    retention_put(&t, &r);
    CHECK_ERR("line", text_end(&t, &s), OK);
    CHECK_SLICE("line", s, "guest=2 mail=1");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, given_seeded, given_done)

int
suite_retention(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_kind_goes_at_its_limit_and_not_before),
        TEST(every_rule_is_tried),
        TEST(the_rules_stand_in_the_documentation),
        TEST(what_was_deleted_is_said_in_one_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
