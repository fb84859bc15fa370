/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/erase_store.h"

#include "storage/query.gen.h"
#include "storage/row.h"

/* --- what must be solved before ---------------------------------------------- */

static enum err
role_read(struct stmt *q, int column, enum role *ret_role)
{
    struct slice code = {0};

    TRY(stmt_text(q, column, db_ctx(q->db)->arena, &code));
    return role_parse(code, ret_role) == OK ? OK : row_corrupt(q->db, "role", 0);
}

enum err
erase_store_alone(struct db *db, struct account_id account, struct erase_alone **ret_alone,
                  int *ret_len)
{
    struct arena *a = db_ctx(db)->arena;
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ERASE_ALONE);
    void *list = NULL;
    size_t size = 0;
    bool row = false;

    *ret_len = 0;
    stmt_bind_int(&q, 1, account.n);
    for (;;) {
        struct erase_alone *one;

        TRY(stmt_next(&q, &row));
        if (!row)
            break;
        TRY(arena_grow(a, &list, (size_t)*ret_len, &size, sizeof *one));
        one = (struct erase_alone *)list + (*ret_len)++;
        TRY(stmt_text(&q, 0, a, &one->organisation));
        TRY(role_read(&q, 1, &one->role));
    }
    *ret_alone = list;
    return OK;
}

enum err
erase_store_roles(struct db *db, struct account_id account, struct erase_role **ret_roles,
                  int *ret_len)
{
    struct arena *a = db_ctx(db)->arena;
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ERASE_ROLES);
    void *list = NULL;
    size_t size = 0;
    bool row = false;

    *ret_len = 0;
    stmt_bind_int(&q, 1, account.n);
    for (;;) {
        struct erase_role *one;

        TRY(stmt_next(&q, &row));
        if (!row)
            break;
        TRY(arena_grow(a, &list, (size_t)*ret_len, &size, sizeof *one));
        one = (struct erase_role *)list + (*ret_len)++;
        one->organisation.n = stmt_int(&q, 0);
        TRY(stmt_text(&q, 1, a, &one->organisation_code));
        TRY(role_read(&q, 2, &one->role));
    }
    *ret_roles = list;
    return OK;
}

/* --- the steps ---------------------------------------------------------------- */

struct erasing {
    struct db *db;
    const struct own_person *person;
    struct slice new_code;
    struct slice *addresses; /* all of the person */
    int addresses_len;
};

static enum err
run_for_account(const struct erasing *e, int query)
{
    return row_run_for(e->db, query, e->person->account.n);
}

static enum err
run_for_bytes(const struct erasing *e, int query, struct slice bytes)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(e->db, query);

    stmt_bind_bytes(&q, 1, bytes);
    return stmt_run(&q, NULL);
}

static enum err
run_for_addresses(const struct erasing *e, int query)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(e->db, query);

    for (int i = 0; i < e->addresses_len; i++) {
        stmt_bind_text(&q, 1, e->addresses[i]);
        TRY(stmt_run(&q, NULL));
    }
    return OK;
}

static bool
names_person(const struct erasing *e, struct slice list)
{
    for (int i = 0; i < e->addresses_len; i++) {
        struct slice address = e->addresses[i];

        for (size_t at = 0; at + address.len <= list.len; at++)
            if (slice_eq_ascii_nocase(slice_sub(list, at, address.len), address))
                return true;
    }
    return false;
}

/* The next list behind `*after` that names the person; *after is its id then, else 0. */
static enum err
list_find(const struct erasing *e, int64_t *after)
{
    struct arena *a = db_ctx(e->db)->arena;
    bool row = true;

    for (;;) {
        struct arena_mark mark = arena_mark(a);
        CLEANUP(stmt_done) struct stmt q = stmt_init(e->db, Q_ERASE_LISTS);
        struct slice list = {0};
        bool found;

        stmt_bind_int(&q, 1, *after);
        TRY(stmt_next(&q, &row));
        if (!row) {
            *after = 0;
            return OK;
        }
        *after = stmt_int(&q, 0);
        TRY(stmt_bytes(&q, 1, a, &list));
        found = names_person(e, list);
        arena_rewind(a, mark);
        if (found)
            return OK;
    }
}

/* Lists of the person, of the employers, and those of others in which the person stands. */
static enum err
step_lists(const struct erasing *e)
{
    int64_t id = 0;

    TRY(run_for_account(e, Q_ERASE_LISTS_OF_EMPLOYER));
    for (;;) {
        TRY(list_find(e, &id));
        if (id == 0)
            return OK;
        TRY(row_run_for(e->db, Q_ERASE_LIST, id));
    }
}

static enum err
step_mails(const struct erasing *e)
{
    return run_for_addresses(e, Q_ERASE_MAILS);
}

static enum err
step_contact(const struct erasing *e)
{
    return run_for_addresses(e, Q_ERASE_CONTACT);
}

static enum err
step_shares_received(const struct erasing *e)
{
    return run_for_bytes(e, Q_ERASE_SHARES_RECEIVED, e->person->recipient);
}

static enum err
step_checks(const struct erasing *e)
{
    return run_for_bytes(e, Q_ERASE_CHECKS, e->person->check);
}

static enum err
step_consents(const struct erasing *e)
{
    return run_for_bytes(e, Q_ERASE_CONSENT, e->person->consent);
}

static enum err
step_situation(const struct erasing *e)
{
    return run_for_bytes(e, Q_ERASE_SITUATION, e->person->guest);
}

static enum err
step_guesses(const struct erasing *e)
{
    for (int i = 0; i < e->person->subjects_len; i++)
        TRY(run_for_bytes(e, Q_ERASE_GUESSES, e->person->subjects[i]));
    return OK;
}

static enum err
step_led(const struct erasing *e)
{
    TRY(run_for_account(e, Q_ERASE_SUPERIOR));
    return run_for_account(e, Q_ERASE_DEPUTY);
}

static enum err
step_employments(const struct erasing *e)
{
    TRY(run_for_addresses(e, Q_ERASE_ENTRIES));
    return run_for_account(e, Q_ERASE_EMPLOYMENTS);
}

static enum err
step_work(const struct erasing *e)
{
    static const int queries[] = {Q_ERASE_DRAFTS,
                                  Q_ERASE_REVIEWS,
                                  Q_ERASE_MODULE_AUTHOR,
                                  Q_ERASE_MODULE_PUBLISHER,
                                  Q_ERASE_CERTIFICATION_ASKER,
                                  Q_ERASE_DIRECTORY_TOKENS};

    for (size_t i = 0; i < ARRAY_LEN(queries); i++)
        TRY(run_for_account(e, queries[i]));
    return OK;
}

static enum err
step_sign_in(const struct erasing *e)
{
    static const int queries[] = {Q_ERASE_PASSWORD,     Q_ERASE_TOTP,      Q_ERASE_RECOVERY,
                                  Q_ERASE_SESSION,      Q_ERASE_TOKEN,     Q_ERASE_IDENTITY,
                                  Q_ERASE_GRANTED,      Q_ERASE_ROLES_ALL, Q_ERASE_WITHHELD,
                                  Q_ERASE_ADDRESS_UNDO, Q_ERASE_PASSKEY};

    for (size_t i = 0; i < ARRAY_LEN(queries); i++)
        TRY(run_for_account(e, queries[i]));
    return OK;
}

/* The row that leads from the code to the person is gone: what the audit log says is a pseudonym
 * from now on. */
static enum err
step_account(const struct erasing *e)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(e->db, Q_ERASE_REST);

    TRY(run_for_account(e, Q_ERASE_ACCOUNT));
    stmt_bind_text(&q, 1, e->new_code);
    stmt_bind_int(&q, 2, e->person->account.n);
    return stmt_run(&q, NULL);
}

/* In this order: what is found by an employment or a link before these go. */
static const struct step {
    const char *name;
    enum err (*run)(const struct erasing *e);
} STEPS[] = {
    {"lists", step_lists},
    {"mails", step_mails},
    {"contact", step_contact},
    {"shares received", step_shares_received},
    {"checks", step_checks},
    {"consents", step_consents},
    {"situation", step_situation},
    {"guesses", step_guesses},
    {"led", step_led},
    {"employments", step_employments},
    {"work", step_work},
    {"sign-in", step_sign_in},
    {"account", step_account},
};
const int ERASE_STEPS = ARRAY_LEN(STEPS);

const char *
erase_step_name(int step)
{
    assert(step >= 0 && step < ERASE_STEPS);
    return STEPS[step].name;
}

static enum err
addresses_load(struct erasing *e)
{
    struct arena *a = db_ctx(e->db)->arena;
    CLEANUP(stmt_done) struct stmt q = stmt_init(e->db, Q_ERASE_ADDRESSES);
    void *list = NULL;
    size_t size = 0;
    bool row = true;

    TRY(arena_grow(a, &list, 0, &size, sizeof *e->addresses));
    ((struct slice *)list)[0] = e->person->email;
    e->addresses_len = e->person->email.len > 0;
    stmt_bind_int(&q, 1, e->person->account.n);
    for (;;) {
        TRY(stmt_next(&q, &row));
        if (!row)
            break;
        TRY(arena_grow(a, &list, (size_t)e->addresses_len, &size, sizeof *e->addresses));
        TRY(stmt_text(&q, 0, a, (struct slice *)list + e->addresses_len++));
    }
    e->addresses = list;
    return OK;
}

static enum err
counter_get(struct db *db, struct slice name, int64_t *ret_value)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_COUNTER_GET);

    stmt_bind_text(&q, 1, name);
    return stmt_run_id(&q, ret_value);
}

static enum err
erased_raise(struct db *db)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_COUNTER_RAISE);

    stmt_bind_text(&q, 1, SLICE("erased"));
    return stmt_run(&q, NULL);
}

enum err
erase_store_person(struct db *db, const struct own_person *person, struct slice new_code, int skip)
{
    struct erasing e = {.db = db, .person = person, .new_code = new_code};

    TRY(addresses_load(&e));
    for (int i = 0; i < ERASE_STEPS; i++)
        if (i != skip)
            TRY(STEPS[i].run(&e));
    return erased_raise(db);
}

/* --- the files ---------------------------------------------------------------- */

enum err
erase_store_is_due(struct db *db, bool *ret_due, int64_t *ret_erased)
{
    int64_t scrubbed = 0;

    TRY(counter_get(db, SLICE("erased"), ret_erased));
    TRY(counter_get(db, SLICE("scrubbed"), &scrubbed));
    *ret_due = *ret_erased > scrubbed;
    return OK;
}

enum err
erase_store_scrubbed(struct db *db, int64_t erased)
{
    return row_run_for(db, Q_ERASE_SET, erased);
}
