/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/erasure.h"

#include "service/account_security.h"
#include "service/audit.h"
#include "service/own_parts.h"
#include "service/plan_desk.h"
#include "storage/account_store.h"
#include "storage/erase_store.h"
#include "storage/reach.h"

/* --- what stands in the way -------------------------------------------------- */

struct look_use {
    const struct own_wish *wish;
    struct erasure_state *state;
};

static enum err
use_look(struct db *db, void *arg)
{
    struct look_use *u = arg;
    struct ctx *ctx = db_ctx(db);
    struct erase_alone *alone = NULL;
    struct slice hash = {0};
    int len = 0;
    enum err e = account_store_password(db, u->wish->actor->id, &hash);

    if (e != OK && e != ERR_NOT_FOUND)
        return e;
    u->state->has_password = e == OK;
    TRY(account_security_is_fresh(db, u->wish->actor, &u->state->is_fresh));
    TRY(erase_store_alone(db, u->wish->actor->id, &alone, &len));
    u->state->obstacles = arena_array(ctx->arena, struct erasure_obstacle, (size_t)len + 1);
    if (u->state->obstacles == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for an erasure");
    for (int i = 0; i < len; i++)
        u->state->obstacles[i] = (struct erasure_obstacle){alone[i].organisation, alone[i].role};
    u->state->obstacles_len = len;
    return OK;
}

enum err
erasure_look(struct ctx *ctx, const struct own_wish *wish, struct erasure_state *ret_state)
{
    struct look_use u = {wish, ret_state};

    return reach_read(wish->accounts->db, ctx, ACROSS_ERASURE, use_look, &u);
}

/* --- erasing ----------------------------------------------------------------- */

struct run_use {
    const struct own_wish *wish;
    struct slice new_code;
};

/* What changes rights is in the audit log, here too. */
static enum err
note_all(struct db *db, const struct own_wish *wish)
{
    struct erase_role *roles = NULL;
    int len = 0;

    TRY(erase_store_roles(db, wish->actor->id, &roles, &len));
    for (int i = 0; i < len; i++) {
        struct text t = text_init(db_ctx(db)->arena, AUDIT_DETAIL_BYTES_MAX);
        struct audit_entry e = {.actor = wish->actor->code,
                                .organisation = roles[i].organisation_code,
                                .action = "role.take",
                                .subject = wish->actor->code};

        text_printf(&t, "{\"role\":\"%s\"}", role_code(roles[i].role));
        TRY(text_end(&t, &e.detail));
        TRY(audit_add(db, &e));
    }
    return audit_add(db, &(struct audit_entry){.actor = wish->actor->code,
                                               .action = "account.erase",
                                               .subject = wish->actor->code});
}

/* PRIVACY-6. Obstacles are looked for again: two of the last two must not go at once. */
static enum err
use_run(struct db *db, void *arg)
{
    struct run_use *u = arg;
    struct account account = {.status = ACCOUNT_ERASED};
    struct own_person person = {.code = SLICE("")};
    struct erase_alone *alone = NULL;
    int len = 0;

    TRY(erase_store_alone(db, u->wish->actor->id, &alone, &len));
    if (len > 0)
        return fail(db_ctx(db), ERR_CONFLICT, "%d roles would be nobody's", len);
    TRY(account_store_by_id(db, u->wish->actor->id, &account));
    TRY(own_data_person(db_ctx(db), u->wish, account.email, &person));
    TRY(note_all(db, u->wish));
    return erase_store_person(db, &person, u->new_code, -1);
}

static enum err
prove(struct ctx *ctx, const struct own_wish *wish, struct account_security_proof *proof)
{
    struct erasure_state state = {.has_password = true};

    proof->wait_seconds = 0;
    TRY(erasure_look(ctx, wish, &state));
    if (state.has_password)
        return account_security_prove(wish->accounts, ctx, wish->actor, proof);
    return state.is_fresh ? OK : ERR_DENIED;
}

enum err
erasure_run(struct ctx *ctx, const struct own_wish *wish, struct account_security_proof *proof)
{
    struct run_use u = {.wish = wish};

    TRY(prove(ctx, wish, proof));
    TRY(accounts_code(ctx->arena, &u.new_code));
    TRY(reach_write(wish->accounts->db, ctx, ACROSS_ERASURE, use_run, &u));
    plan_desk_forget(platform_desk(wish->desk->platform), wish->guest);
    return OK;
}

/* --- the files --------------------------------------------------------------- */

struct scrub_use {
    bool due;
    int64_t erased;
};

static enum err
use_due(struct db *db, void *arg)
{
    struct scrub_use *u = arg;

    return erase_store_is_due(db, &u->due, &u->erased);
}

static enum err
use_scrubbed(struct db *db, void *arg)
{
    struct scrub_use *u = arg;

    return erase_store_scrubbed(db, u->erased);
}

/* The tables that lose rows when somebody is erased. */
static enum err
scrub(struct ctx *ctx, struct database *db)
{
    const char **tables = arena_array(ctx->arena, const char *, OWN_TABLES_LEN);
    size_t len = 0;

    if (tables == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for cleaning the database");
    for (size_t i = 0; i < OWN_TABLES_LEN; i++)
        if (OWN_TABLES[i].end == OWN_END_DELETED || OWN_TABLES[i].end == OWN_END_CLEARED)
            tables[len++] = OWN_TABLES[i].table;
    return db_scrub(db, ctx, tables, len);
}

/* PRIVACY-7. What is erased meanwhile counts for the next time. */
enum err
erasure_scrub(struct ctx *ctx, struct database *db, bool *ret_done)
{
    struct scrub_use u = {.due = false};

    *ret_done = false;
    TRY(reach_read(db, ctx, ACROSS_NIGHT, use_due, &u));
    if (!u.due)
        return OK;
    TRY(scrub(ctx, db));
    *ret_done = true;
    return reach_write(db, ctx, ACROSS_NIGHT, use_scrubbed, &u);
}
