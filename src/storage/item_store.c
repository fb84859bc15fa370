/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/item_store.h"

#include "storage/query.gen.h"
#include "storage/row.h"

enum err
item_store_add(struct db *db, const struct item_version *v, struct item_version_id *ret_id)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ITEM_ADD);

    stmt_bind_text(&q, 1, v->code);
    stmt_bind_int(&q, 2, v->version);
    stmt_bind_text(&q, 3, slice_of(item_state_code(v->state)));
    stmt_bind_text(&q, 4, v->competence);
    stmt_bind_text(&q, 5, slice_of(item_kind_code(v->kind)));
    stmt_bind_int(&q, 6, v->level);
    stmt_bind_text(&q, 7, v->facet);
    stmt_bind_text(&q, 8, v->content);
    stmt_bind_ref(&q, 9, v->author.n);
    stmt_bind_int(&q, 10, v->counts);
    stmt_bind_int(&q, 11, db_ctx(db)->now.ms);
    stmt_bind_ref(&q, 12, v->since);
    return stmt_run_id(&q, &ret_id->n);
}

/* For statements that change one row or none. */
static enum err
run_one(struct stmt *q, enum err otherwise)
{
    int64_t rows = 0;

    TRY(stmt_run(q, &rows));
    return rows == 1 ? OK : otherwise;
}

enum err
item_store_save(struct db *db, const struct item_version *v)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ITEM_SAVE);

    stmt_bind_text(&q, 1, slice_of(item_kind_code(v->kind)));
    stmt_bind_int(&q, 2, v->level);
    stmt_bind_text(&q, 3, v->facet);
    stmt_bind_text(&q, 4, v->content);
    stmt_bind_int(&q, 5, db_ctx(db)->now.ms);
    stmt_bind_int(&q, 6, v->id.n);
    stmt_bind_ref(&q, 7, v->author.n);
    return run_one(&q, ERR_NOT_FOUND);
}

enum err
item_store_move(struct db *db, const struct item_version *v, enum item_state before)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ITEM_MOVE);

    stmt_bind_text(&q, 1, slice_of(item_state_code(v->state)));
    stmt_bind_ref(&q, 2, v->reviewer.n);
    stmt_bind_text(&q, 3, v->note);
    stmt_bind_int(&q, 4, db_ctx(db)->now.ms);
    stmt_bind_ref(&q, 5, v->since);
    stmt_bind_ref(&q, 6, v->until);
    stmt_bind_int(&q, 7, v->id.n);
    stmt_bind_text(&q, 8, slice_of(item_state_code(before)));
    return run_one(&q, ERR_CONFLICT);
}

enum err
item_store_delete(struct db *db, struct item_version_id id, struct account_id author)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ITEM_DELETE);

    stmt_bind_int(&q, 1, id.n);
    stmt_bind_ref(&q, 2, author.n);
    return run_one(&q, ERR_NOT_FOUND);
}

/* --- reading ---------------------------------------------------------------- */

static enum err
read_words(struct stmt *q, struct arena *a, struct item_version *v)
{
    TRY(stmt_text(q, 1, a, &v->code));
    TRY(stmt_text(q, 4, a, &v->competence));
    TRY(stmt_text(q, 7, a, &v->facet));
    TRY(stmt_text(q, 8, a, &v->content));
    TRY(stmt_text(q, 10, a, &v->author_name));
    TRY(stmt_text(q, 12, a, &v->reviewer_name));
    return stmt_text(q, 13, a, &v->note);
}

/* The columns of every query that answers versions. */
static enum err
read_version(struct db *db, struct stmt *q, struct item_version *v)
{
    struct arena *a = db_ctx(db)->arena;
    struct slice state = {0};
    struct slice kind = {0};

    v->id.n = stmt_int(q, 0);
    v->version = (int)stmt_int(q, 2);
    v->level = (int)stmt_int(q, 6);
    v->author.n = stmt_int(q, 9);
    v->reviewer.n = stmt_int(q, 11);
    v->counts = stmt_int(q, 14) != 0;
    v->created.ms = stmt_int(q, 15);
    v->changed.ms = stmt_int(q, 16);
    v->since = stmt_int(q, 17);
    v->until = stmt_int(q, 18);
    TRY(stmt_text(q, 3, a, &state));
    TRY(stmt_text(q, 5, a, &kind));
    TRY(read_words(q, a, v));
    if (item_state_parse(state, &v->state) != OK || item_kind_parse(kind, &v->kind) != OK)
        return row_corrupt(db, "item_version", v->id.n);
    return OK;
}

static enum err
read_all(struct db *db, struct stmt *q, struct item_version_list *ret_list)
{
    struct item_version_list list = {.versions = NULL};
    size_t size = 0;
    bool row = false;

    for (;;) {
        void *grown = list.versions;

        TRY(stmt_next(q, &row));
        if (!row)
            break;
        if (list.len == ITEM_VERSIONS_MAX)
            return fail(db_ctx(db), ERR_LIMIT, "more than %d versions of items", ITEM_VERSIONS_MAX);
        if (arena_grow(db_ctx(db)->arena, &grown, (size_t)list.len, &size, sizeof *list.versions) !=
            OK)
            return fail(db_ctx(db), ERR_LIMIT, "no memory for versions of items");
        list.versions = grown;
        list.versions[list.len] = (struct item_version){.version = 0};
        TRY(read_version(db, q, &list.versions[list.len]));
        list.len++;
    }
    *ret_list = list;
    return OK;
}

enum err
item_store_find(struct db *db, struct item_version_id id, struct item_version *ret_version)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ITEM_FIND);
    struct item_version v = {.version = 0};
    bool row = false;

    stmt_bind_int(&q, 1, id.n);
    TRY(stmt_next(&q, &row));
    if (!row)
        return ERR_NOT_FOUND;
    TRY(read_version(db, &q, &v));
    *ret_version = v;
    return OK;
}

enum err
item_store_of_code(struct db *db, struct slice code, struct item_version_list *ret_list)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ITEM_OF_CODE);

    stmt_bind_text(&q, 1, code);
    return read_all(db, &q, ret_list);
}

static void
bind_filter(struct stmt *q, const struct item_filter *f)
{
    stmt_bind_text(q, 1, f->competence);
    stmt_bind_int(q, 2, f->level);
    stmt_bind_text(q, 3, f->kind);
    stmt_bind_text(q, 4, f->state);
}

enum err
item_store_page(struct db *db, const struct item_filter *f, int most, int skipped,
                struct item_version_list *ret_list)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ITEM_PAGE);

    bind_filter(&q, f);
    stmt_bind_int(&q, 5, most);
    stmt_bind_int(&q, 6, skipped);
    return read_all(db, &q, ret_list);
}

enum err
item_store_count(struct db *db, const struct item_filter *f, int64_t *ret_count)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ITEM_COUNT);

    bind_filter(&q, f);
    return stmt_run_id(&q, ret_count);
}

enum err
item_store_used(struct db *db, int64_t bank, struct item_version_list *ret_list)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ITEM_USED);

    stmt_bind_int(&q, 1, bank);
    return read_all(db, &q, ret_list);
}

enum err
item_store_codes(struct db *db, struct slice competence, struct slice **ret_codes, int *ret_len)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ITEM_CODES);
    struct slice *codes = NULL;
    size_t size = 0;
    size_t len = 0;
    bool row = false;

    stmt_bind_text(&q, 1, competence);
    for (;;) {
        void *grown = codes;

        TRY(stmt_next(&q, &row));
        if (!row)
            break;
        if (len == ITEM_BANK_MAX ||
            arena_grow(db_ctx(db)->arena, &grown, len, &size, sizeof *codes) != OK)
            return fail(db_ctx(db), ERR_LIMIT, "more than %d items of a competence", ITEM_BANK_MAX);
        codes = grown;
        TRY(stmt_text(&q, 0, db_ctx(db)->arena, &codes[len++]));
    }
    *ret_codes = codes;
    *ret_len = (int)len;
    return OK;
}

/* --- the bank's number ------------------------------------------------------ */

enum err
item_store_bank(struct db *db, int64_t *ret_bank)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_COUNTER_GET);

    stmt_bind_text(&q, 1, SLICE("items"));
    return stmt_run_id(&q, ret_bank);
}

enum err
item_store_bank_raise(struct db *db, int64_t *ret_bank)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_COUNTER_RAISE);

    stmt_bind_text(&q, 1, SLICE("items"));
    TRY(stmt_run(&q, NULL));
    return item_store_bank(db, ret_bank);
}
