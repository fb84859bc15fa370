/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/own_ground.h"

#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "service/audit.h"
#include "service/check_share.h"
#include "service/consent_service.h"
#include "service/own_parts.h"
#include "service/saved_search_service.h"
#include "storage/accepted_plan_store.h"
#include "storage/account_store.h"
#include "storage/address_store.h"
#include "storage/consent_store.h"
#include "storage/guess_store.h"
#include "storage/mail_store.h"
#include "store/ground.h"

const struct own_canary OWN_CANARIES[] = {
    {"name", "Kanaria Wellensittich", true, false, false},
    {"mail address", OWN_EMAIL, true, false, false},
    {"personnel number", "KANARI-PN-4471", true, false, false},
    {"name at the employer", "Wellensittich, Kanarienvogel", true, false, false},
    {"address at the employer", "k.wellensittich@amt.example", true, false, false},
    {"user name in a directory", "kanari.benutzer", true, false, false},
    {"key in a directory", "kanari-schluessel-9", true, false, false},
    {"home", "69999 Kanariental", true, true, false},
    {"name of a search", "Kanariensuche", true, true, false},
    {"search text", "q=kanarienfutter", true, true, false},
    {"purpose of a consent", "kanari-zweck", true, true, false},
    {"title in the plan", "Kanarienkurs Zwitschern", true, true, false},
    {"whom a result is shown", "vogelfreund@amt.example", true, true, false},
    {"note of a share", "Kanariengespraech im Mai", true, true, false},
    {"issuer of an identity", "https://idp.kanari.example", true, false, false},
    {"name at another system", "kanari-sub-77", true, false, false},
    {"name of a passkey", "Kanarienschluessel", true, false, false},
    {"browser", "Kanarienbrowser, Windows", true, false, false},
    {"address to be", "neue.kanaria@stadt.example", true, false, false},
    {"former address", "fruehere.kanaria@stadt.example", true, false, false},
    {"subject to a former address", "Kanarienbetreff alt", true, false, false},
    {"subject of a mail", "Kanarienbetreff", true, false, false},
    {"text of a mail", "Kanarientext bis", true, false, false},
    {"contact name", "Kontaktvogel Kanaria", true, false, false},
    {"contact phone", "+49 555 471147", true, false, false},
    {"draft of an item", "kanari-entwurf", true, false, false},
    {"audit detail", "kanari-rolle", true, false, true},
    {"secret of the second factor", "KANARIENGEHEIMNIS20!", false, false, false},
    {"secret of a link", "KANARIENLINK99", false, false, false},
    {"an uploaded list", "Kanarienliste;KANARIA.gelb", false, false, false},
};
const size_t OWN_CANARIES_LEN = ARRAY_LEN(OWN_CANARIES);

/* --- past the program ------------------------------------------------------- */

static PGconn *
connect_raw(const struct given *g)
{
    const char *setting = g->setting;
    PGconn *c;

    if (strncmp(setting, "postgres:", 9) == 0 && strncmp(setting, "postgres://", 11) != 0)
        setting += 9;
    c = PQconnectdb(setting);
    if (PQstatus(c) != CONNECTION_OK)
        fail_msg("%s", PQerrorMessage(c));
    PQclear(
        PQexec(c, "SELECT set_config('kc.across', '*', false)")); /* all rows (storage/reach.h) */
    return c;
}

static int
first_int(void *arg, int columns, char **values, char **names)
{
    (void)names;
    if (columns > 0 && values[0] != NULL)
        *(int64_t *)arg = strtoll(values[0], NULL, 10);
    return 0;
}

int64_t
own_raw_int(const struct given *g, const char *sql)
{
    int64_t n = -1;

    if (ground_is_sqlite()) {
        sqlite3 *raw = NULL;

        assert_int_equal(sqlite3_open(g->setting + strlen("sqlite:"), &raw), SQLITE_OK);
        (void)sqlite3_exec(raw, "PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON", NULL, NULL,
                           NULL);
        if (sqlite3_exec(raw, sql, first_int, &n, NULL) != SQLITE_OK)
            fail_msg("%s: %s", sql, sqlite3_errmsg(raw));
        assert_int_equal(sqlite3_close(raw), SQLITE_OK);
    } else {
        PGconn *c = connect_raw(g);
        PGresult *r = PQexec(c, sql);

        if (PQresultStatus(r) != PGRES_COMMAND_OK && PQresultStatus(r) != PGRES_TUPLES_OK)
            fail_msg("%s: %s", sql, PQerrorMessage(c));
        if (PQntuples(r) > 0)
            n = strtoll(PQgetvalue(r, 0, 0), NULL, 10);
        PQclear(r);
        PQfinish(c);
    }
    return n;
}

void
own_raw(const struct given *g, const char *sql)
{
    (void)own_raw_int(g, sql);
}

bool
own_raw_refused(const struct given *g, const char *sql)
{
    bool refused;

    if (ground_is_sqlite()) {
        sqlite3 *raw = NULL;

        assert_int_equal(sqlite3_open(g->setting + strlen("sqlite:"), &raw), SQLITE_OK);
        refused = sqlite3_exec(raw, sql, NULL, NULL, NULL) == SQLITE_CONSTRAINT;
        assert_int_equal(sqlite3_close(raw), SQLITE_OK);
    } else {
        PGconn *c = connect_raw(g);
        PGresult *r = PQexec(c, sql);

        refused = PQresultStatus(r) == PGRES_FATAL_ERROR;
        PQclear(r);
        PQfinish(c);
    }
    return refused;
}

struct slice
own_raw_all(struct given *g)
{
    struct text t = text_init(g->arena, (size_t)256 << 20);
    struct slice all = {0};
    PGconn *c = connect_raw(g);
    PGresult *tables = PQexec(c, "SELECT tablename FROM pg_tables WHERE schemaname = "
                                 "current_schema()");

    for (int i = 0; i < PQntuples(tables); i++) {
        char sql[200];
        PGresult *rows;

        (void)snprintf(sql, sizeof sql, "SELECT x::text FROM \"%s\" AS x",
                       PQgetvalue(tables, i, 0));
        rows = PQexec(c, sql);
        for (int k = 0; k < PQntuples(rows); k++) {
            text_puts(&t, PQgetvalue(rows, k, 0));
            text_putc(&t, '\n');
        }
        PQclear(rows);
    }
    PQclear(tables);
    PQfinish(c);
    assert_int_equal(text_end(&t, &all), OK);
    return all;
}

/* --- the person ------------------------------------------------------------- */

static enum err
use_person(struct db *db, void *arg)
{
    struct own_ground *t = arg;
    struct account a = {.code = SLICE(OWN_CODE),
                        .email = SLICE(OWN_EMAIL),
                        .name = SLICE("Kanaria Wellensittich"),
                        .status = ACCOUNT_ACTIVE,
                        .created = db_ctx(db)->now,
                        .confirmed = db_ctx(db)->now};
    struct account other = a;
    struct account_token token = {.hash = SLICE("0123456789abcdef0123456789abcdef"),
                                  .purpose = "email",
                                  .value = SLICE("neue.kanaria@stadt.example"),
                                  .expires = {db_ctx(db)->now.ms + 3600000}};
    struct mail mail = {.recipient = SLICE(OWN_EMAIL),
                        .subject = SLICE("Kanarienbetreff"),
                        .body = SLICE("Kanarientext bis https://x.example/a?t=KANARIENLINK99 Ende"),
                        .created = db_ctx(db)->now};
    struct address_undo undo = {.hash = SLICE("fedcba9876543210fedcba9876543210"),
                                .email = SLICE("fruehere.kanaria@stadt.example"),
                                .since = db_ctx(db)->now,
                                .expires = {db_ctx(db)->now.ms + 3600000}};

    TRY(account_store_add(db, &a));
    t->who =
        (struct actor){.id = a.id, .code = SLICE(OWN_CODE), .name = SLICE("Kanaria Wellensittich")};
    TRY(account_store_set_password(db, a.id, slice_of(t->hash), db_ctx(db)->now));
    TRY(account_store_set_totp(db, a.id, SLICE("KANARIENGEHEIMNIS20!")));
    token.account = a.id;
    TRY(account_store_add_token(db, &token));
    TRY(mail_store_add(db, &mail));
    undo.account = a.id;
    TRY(address_store_add_undo(db, &undo));
    mail.recipient = undo.email;
    mail.subject = SLICE("Kanarienbetreff alt");
    TRY(mail_store_add(db, &mail));
    other.code = SLICE("ein-anderes-kont");
    other.email = SLICE("anders@stadt.example");
    other.name = SLICE("Jemand Anderes");
    TRY(account_store_add(db, &other));
    return audit_add(db, &(struct audit_entry){.actor = SLICE(OWN_CODE),
                                               .action = "role.give",
                                               .subject = SLICE("ein-anderes-kont"),
                                               .detail = SLICE("{\"role\":\"kanari-rolle\"}")});
}

const char *
own_raw_bytes(const char *hex)
{
    static char literal[300];

    (void)snprintf(literal, sizeof literal, ground_is_sqlite() ? "x'%s'" : "'\\x%s'::bytea", hex);
    return literal;
}

#define ME "(SELECT id FROM account WHERE code = '" OWN_CODE "')"
#define OTHER "(SELECT id FROM account WHERE code = 'ein-anderes-kont')"
#define OFFICE "(SELECT id FROM organisation WHERE code = 'kanari-amt')"

/* What has no store of its own, or lies with other people's work. */
static void
lay_rows(const struct given *g)
{
    char sql[2048];

    own_raw(g, "INSERT INTO organisation (code, kind, name, state, status, admitted_on, shares, "
               "leitweg_id, contact_name, contact_email, contact_phone, created) VALUES "
               "('kanari-amt', 'municipality', 'Amt', '', 'admitted', 1, 1, '', "
               "'Kontaktvogel Kanaria', '" OWN_EMAIL "', '+49 555 471147', 1)");
    own_raw(g,
            "INSERT INTO role_grant (account, organisation, role, granted, granted_by) VALUES "
            "(" ME ", " OFFICE ", 'hr', 1, " OTHER "), (" OTHER ", " OFFICE ", 'hr', 1, " ME ")");
    own_raw(g, "INSERT INTO employment (account, organisation, personnel_number, person_name, "
               "person_email, superior, deputy, first_day) VALUES (" ME ", " OFFICE
               ", 'KANARI-PN-4471', 'Wellensittich, Kanarienvogel', 'k.wellensittich@amt.example', "
               "NULL, NULL, 1), (" OTHER ", " OFFICE ", '12', 'Anders', 'anders@amt.example', " ME
               ", " ME ", 1)");
    own_raw(g,
            "INSERT INTO directory_entry (employment, organisation, user_name, external_id, "
            "given_name, family_name, state, created) SELECT id, organisation, "
            "'kanari.benutzer', 'kanari-schluessel-9', '', '', 'active', 1 FROM employment WHERE "
            "person_email = 'k.wellensittich@amt.example'");
    (void)snprintf(
        sql, sizeof sql,
        "INSERT INTO directory_token (organisation, code, token_hash, label, invites, made_by, "
        "created, expires) VALUES (" OFFICE ", 'verzeichnis-code', %s, 'V', 0, " ME ", 1, 1)",
        own_raw_bytes("aa112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"));
    own_raw(g, sql);
    own_raw(g, "INSERT INTO organisation (code, kind, name, state, status, admitted_on, shares, "
               "leitweg_id, contact_name, contact_email, contact_phone, created) VALUES "
               "('ein-nachbar', 'municipality', 'Nachbar', '', 'admitted', 1, 1, '', '', '', '', "
               "1)");
    own_raw(g, "INSERT INTO identity (issuer, subject, account, created) VALUES "
               "('https://idp.kanari.example', 'kanari-sub-77', " ME ", 1)");
    (void)snprintf(sql, sizeof sql,
                   "INSERT INTO account_passkey (account, credential, name, algorithm, public_key, "
                   "counter, created) VALUES (" ME ", %s, 'Kanarienschluessel', -7, %s, 0, 1)",
                   own_raw_bytes("77112233"), own_raw_bytes("77112234"));
    own_raw(g, sql);
    (void)snprintf(
        sql, sizeof sql,
        "INSERT INTO account_session (token_hash, account, created, last_used, expires, "
        "browser, method) VALUES (%s, " ME ", 1, 1, 4000000000000, "
        "'Kanarienbrowser, Windows', 'password')",
        own_raw_bytes("00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"));
    own_raw(g, sql);
    (void)snprintf(
        sql, sizeof sql, "INSERT INTO account_recovery (account, code_hash) VALUES (" ME ", %s)",
        own_raw_bytes("ff112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"));
    own_raw(g, sql);
    /* "Kanarienliste;KANARIA.gelb@stadt.example", uploaded by somebody else */
    (void)snprintf(sql, sizeof sql,
                   "INSERT INTO employee_import (organisation, account, created, list) VALUES "
                   "((SELECT id FROM organisation WHERE code = 'ein-nachbar'), " OTHER ", 1, %s)",
                   own_raw_bytes("4b616e617269656e6c697374653b4b414e415249412e67656c62407374616474"
                                 "2e6578616d706c65"));
    own_raw(g, sql);
    own_raw(g, "INSERT INTO item_version (code, version, state, competence, kind, level, facet, "
               "content, author, note, counts, created, changed) VALUES ('kanari-entwurf', 1, "
               "'draft', 'D1.1', 'single', 1, '', '{}', " ME ", '', 0, 1, 1)");
    own_raw(g, "INSERT INTO module_version (organisation, code, version, state, title, content, "
               "edition, author, note, created, changed) VALUES ((SELECT id FROM organisation "
               "WHERE code = 'ein-nachbar'), 'kanari-baustein', 1, 'published', 'Baustein', '{}', "
               "1, " ME ", '', 1, 1)");
}

static enum err
use_plan(struct db *db, void *arg)
{
    const struct own_ground *t = arg;
    struct accepted_block block = {
        .title = SLICE("Kanarienkurs Zwitschern"), .first = {20000}, .last = {20010}};
    struct accepted_plan plan = {.accepted = db_ctx(db)->now, .blocks = &block, .blocks_len = 1};
    struct own_wish wish = own_ground_wish(t);
    struct own_person person;
    struct instant until = {0};

    TRY(accepted_plan_store_save(
        db, (struct slice){(const char *)t->key.bytes, sizeof t->key.bytes}, &plan));
    TRY(own_data_person(db_ctx(db), &wish, SLICE(OWN_EMAIL), &person));
    return guess_store_begin(db, person.subjects[0], GUESSES_FREE, db_ctx(db)->now, &until);
}

static enum err
use_consent(struct db *db, void *arg)
{
    const struct own_ground *t = arg;
    struct consent_person p = consent_person_of(t->d.desk.key, &t->d.desk.owner);

    return consent_store_add(db, consent_person_slice(&p),
                             &(struct consent_act){.purpose = SLICE("kanari-zweck"),
                                                   .wording = 1,
                                                   .given = true,
                                                   .day = day_of(db_ctx(db)->now)});
}

/* What lies under keys that no account leads to. */
static void
lay_answers(struct own_ground *t)
{
    struct given *g = t->g;
    struct situation s = situation_default(day_of(g->ctx.now));
    struct saved_search search = {.name = SLICE("Kanariensuche"),
                                  .query = SLICE("q=kanarienfutter")};
    struct check_share_wish share = {.accounts = &t->acc,
                                     .actor = &t->who,
                                     .recipient = SLICE("vogelfreund@amt.example"),
                                     .purpose = SLICE("Kanariengespraech im Mai"),
                                     .last = day_plus(day_of(g->ctx.now), 7)};
    struct check_view view;
    int wait = 0;

    s.home_name = SLICE("69999 Kanariental");
    s.rating[1] = 4;
    CHECK_ERR("situation", guest_situation_save(&g->ctx, t->d.platform, t->key, &s), OK);
    CHECK_ERR("search", saved_search_add(&g->ctx, t->d.platform, t->key, &search), OK);
    CHECK_ERR("plan", db_write(g->database, &g->ctx, use_plan, t), OK);
    CHECK_ERR("consent", db_write(g->database, &g->ctx, use_consent, t), OK);
    t->run = check_given_begin(g, &t->d, 1, "D1");
    (void)check_given_answer_all(g, &t->d, 1, t->run, true);
    view = check_given_look(g, &t->d, 1, t->run);
    (void)snprintf(t->item, sizeof t->item, "%.*s", SLICE_ARG(view.record.given[0].item));
    share.run = t->run;
    CHECK_ERR("share", check_share_add(&g->ctx, &t->d.desk, &share, &wait), OK);
}

/* What somebody else shares with the person. */
static void
lay_received(const struct own_ground *t)
{
    static const char a32[] = "aa112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    struct slice recipient = {0};
    const char *r;
    char hex[65] = "";
    char sql[1600];

    CHECK_ERR("recipient",
              check_share_recipient(&t->acc, t->g->ctx.arena, SLICE(OWN_EMAIL), &recipient), OK);
    for (size_t i = 0; i < recipient.len; i++)
        (void)snprintf(hex + 2 * i, 3, "%02x", (unsigned)(uint8_t)recipient.at[i]);
    (void)snprintf(sql, sizeof sql,
                   "INSERT INTO check_person (person, sealed_key, last_used) VALUES (%s, %s, 1)",
                   own_raw_bytes(a32), own_raw_bytes(a32));
    own_raw(t->g, sql);
    (void)snprintf(sql, sizeof sql,
                   "INSERT INTO check_run (person, version, content) VALUES (%s, 1, %s)",
                   own_raw_bytes(a32), own_raw_bytes(a32));
    own_raw(t->g, sql);
    r = own_raw_bytes(hex);
    (void)snprintf(sql, sizeof sql,
                   "INSERT INTO check_share (code, run, recipient, sealed_key, content, note, "
                   "created, expires) SELECT 'von-jemand-ander', max(id), %s, %s, %s, %s, 1, "
                   "4000000000000 FROM check_run",
                   r, r, r, r);
    own_raw(t->g, sql);
}

void
own_ground_lay(struct given *g, struct own_ground *t)
{
    struct crypto_password hash;

    memset(t, 0, sizeof *t);
    t->g = g;
    t->d = check_desk_given(g);
    check_desk_settle(&t->d);
    memset(t->key.bytes, 5, sizeof t->key.bytes);
    t->acc = (struct accounts){
        .db = g->database, .key = *t->d.desk.key, .public_url = "https://campus.example"};
    CHECK_ERR("pool", password_pool_open(&g->ctx, 1, &t->acc.passwords), OK);
    CHECK_ERR("hash", password_pool_make(t->acc.passwords, &g->ctx, OWN_PASSWORD, &hash), OK);
    (void)snprintf(t->hash, sizeof t->hash, "%s", hash.text);
    CHECK_ERR("person", db_write(g->database, &g->ctx, use_person, t), OK);
    lay_rows(g);
    lay_answers(t);
    lay_received(t);
}

void
own_ground_done(struct own_ground *t)
{
    password_pool_close(t->acc.passwords);
    check_desk_done(&t->d);
}

struct own_wish
own_ground_wish(const struct own_ground *t)
{
    return (struct own_wish){&t->acc, &t->who, t->key, &t->d.desk};
}
