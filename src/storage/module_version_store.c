/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/module_version_store.h"

#include "storage/query.gen.h"
#include "storage/row.h"

enum err
module_version_store_add(struct db *db, const struct module_version *v,
                         struct module_version_id *ret_id)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_MODULE_VERSION_ADD);

    stmt_bind_int(&q, 1, v->organisation.n);
    stmt_bind_text(&q, 2, v->code);
    stmt_bind_int(&q, 3, v->version);
    stmt_bind_text(&q, 4, slice_of(module_state_code(v->state)));
    stmt_bind_text(&q, 5, v->title);
    stmt_bind_text(&q, 6, v->content);
    stmt_bind_ref(&q, 7, v->author.n);
    stmt_bind_int(&q, 8, db_ctx(db)->now.ms);
    return stmt_run_id(&q, &ret_id->n);
}

/* For statements that change one row, or none because somebody was quicker. */
static enum err
run_one(struct stmt *q)
{
    int64_t rows = 0;

    TRY(stmt_run(q, &rows));
    return rows == 1 ? OK : ERR_CONFLICT;
}

enum err
module_version_store_save(struct db *db, const struct module_version *v)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_MODULE_VERSION_SAVE);

    stmt_bind_text(&q, 1, v->title);
    stmt_bind_text(&q, 2, v->content);
    stmt_bind_ref(&q, 3, v->author.n);
    stmt_bind_int(&q, 4, db_ctx(db)->now.ms);
    stmt_bind_int(&q, 5, v->id.n);
    stmt_bind_int(&q, 6, v->organisation.n);
    stmt_bind_int(&q, 7, v->edition);
    return run_one(&q);
}

enum err
module_version_store_move(struct db *db, const struct module_version *v, enum module_state before)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_MODULE_VERSION_MOVE);

    stmt_bind_text(&q, 1, slice_of(module_state_code(v->state)));
    stmt_bind_ref(&q, 2, v->publisher.n);
    stmt_bind_text(&q, 3, v->note);
    stmt_bind_int(&q, 4, db_ctx(db)->now.ms);
    stmt_bind_int(&q, 5, v->id.n);
    stmt_bind_int(&q, 6, v->organisation.n);
    stmt_bind_text(&q, 7, slice_of(module_state_code(before)));
    stmt_bind_int(&q, 8, v->edition);
    return run_one(&q);
}

enum err
module_version_store_delete(struct db *db, const struct module_version *v)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_MODULE_VERSION_DELETE);

    stmt_bind_int(&q, 1, v->id.n);
    stmt_bind_int(&q, 2, v->organisation.n);
    stmt_bind_int(&q, 3, v->edition);
    return run_one(&q);
}

/* --- reading ---------------------------------------------------------------- */

static enum err
read_version(struct db *db, struct stmt *q, struct module_version *v)
{
    struct arena *a = db_ctx(db)->arena;
    struct slice state = {0};

    v->id.n = stmt_int(q, 0);
    v->organisation.n = stmt_int(q, 1);
    v->version = (int)stmt_int(q, 3);
    v->edition = (int)stmt_int(q, 7);
    v->author.n = stmt_int(q, 8);
    v->publisher.n = stmt_int(q, 10);
    v->created.ms = stmt_int(q, 13);
    v->changed.ms = stmt_int(q, 14);
    TRY(stmt_text(q, 2, a, &v->code));
    TRY(stmt_text(q, 4, a, &state));
    TRY(stmt_text(q, 5, a, &v->title));
    TRY(stmt_text(q, 6, a, &v->content));
    TRY(stmt_text(q, 9, a, &v->author_name));
    TRY(stmt_text(q, 11, a, &v->publisher_name));
    TRY(stmt_text(q, 12, a, &v->note));
    if (module_state_parse(state, &v->state) != OK)
        return row_corrupt(db, "module_version", v->id.n);
    return OK;
}

enum err
module_version_store_find(struct db *db, struct organisation_id organisation,
                          struct module_version_id id, struct module_version *ret_version)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_MODULE_VERSION_FIND);
    struct module_version v = {.version = 0};
    bool row = false;

    stmt_bind_int(&q, 1, id.n);
    stmt_bind_int(&q, 2, organisation.n);
    TRY(stmt_next(&q, &row));
    if (!row)
        return ERR_NOT_FOUND;
    TRY(read_version(db, &q, &v));
    *ret_version = v;
    return OK;
}

enum err
module_version_store_of_code(struct db *db, struct organisation_id organisation, struct slice code,
                             struct module_version_list *ret_list)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_MODULE_VERSION_OF_CODE);
    struct module_version_list list = {.at = NULL};
    size_t size = 0;
    bool row = false;

    stmt_bind_text(&q, 1, code);
    stmt_bind_int(&q, 2, organisation.n);
    stmt_bind_int(&q, 3, PUBLISH_VERSIONS_MAX);
    for (;;) {
        void *grown = list.at;

        TRY(stmt_next(&q, &row));
        if (!row)
            break;
        if (arena_grow(db_ctx(db)->arena, &grown, (size_t)list.len, &size, sizeof *list.at) != OK)
            return fail(db_ctx(db), ERR_LIMIT, "no memory for versions of a block");
        list.at = grown;
        list.at[list.len] = (struct module_version){.version = 0};
        TRY(read_version(db, &q, &list.at[list.len]));
        list.len++;
    }
    *ret_list = list;
    return OK;
}

enum err
module_version_store_taken(struct db *db, struct slice code, bool *ret_taken)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_MODULE_VERSION_CODE_TAKEN);
    int64_t taken = 0;

    stmt_bind_text(&q, 1, code);
    TRY(stmt_run_id(&q, &taken));
    *ret_taken = taken > 0;
    return OK;
}

enum err
module_version_store_written(struct db *db, struct slice code, bool *ret_written)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_MODULE_VERSION_WRITTEN);
    int64_t versions = 0;

    stmt_bind_text(&q, 1, code);
    TRY(stmt_run_id(&q, &versions));
    *ret_written = versions > 0;
    return OK;
}

/* --- a provider's list -------------------------------------------------------- */

static enum err
read_block(struct db *db, struct stmt *q, struct provider_block *b)
{
    struct arena *a = db_ctx(db)->arena;
    struct slice state = {0};

    TRY(stmt_text(q, 0, a, &b->code));
    TRY(stmt_text(q, 1, a, &b->title));
    b->module.n = stmt_int(q, 2);
    b->gone = stmt_int(q, 3) != 0;
    TRY(stmt_text(q, 4, a, &b->feed));
    b->certified_until.n = (int32_t)stmt_int(q, 5);
    b->runs = (int)stmt_int(q, 6);
    b->work.n = stmt_int(q, 7);
    TRY(stmt_text(q, 8, a, &state));
    b->work_changed.ms = stmt_int(q, 9);
    if (b->work.n != 0 && module_state_parse(state, &b->work_state) != OK)
        return row_corrupt(db, "module_version", b->work.n);
    return OK;
}

struct block_owner {
    struct provider_id provider;
    struct organisation_id organisation;
};

/* Into blocks->at, which has room for `most`. */
static enum err
load_blocks(struct db *db, struct block_owner owner, int skipped, int most,
            struct provider_blocks *blocks)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_MODULE_VERSION_BLOCKS);
    bool row = false;

    stmt_bind_int(&q, 1, owner.provider.n);
    stmt_bind_int(&q, 2, owner.organisation.n);
    stmt_bind_int(&q, 3, most);
    stmt_bind_int(&q, 4, skipped);
    for (;;) {
        TRY(stmt_next(&q, &row));
        if (!row)
            return OK;
        assert(blocks->len < most);
        blocks->at[blocks->len] = (struct provider_block){.gone = false};
        TRY(read_block(db, &q, &blocks->at[blocks->len]));
        blocks->len++;
    }
}

enum err
module_version_store_count(struct db *db, struct provider_id provider,
                           struct organisation_id organisation, int64_t *ret_blocks)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_MODULE_VERSION_BLOCKS_COUNT);

    stmt_bind_int(&q, 1, provider.n);
    stmt_bind_int(&q, 2, organisation.n);
    return stmt_run_id(&q, ret_blocks);
}

enum err
module_version_store_blocks(struct db *db, struct provider_id provider,
                            struct organisation_id organisation, int skipped,
                            struct provider_blocks *ret_blocks)
{
    struct provider_blocks blocks = {
        .at = arena_array(db_ctx(db)->arena, struct provider_block, PUBLISH_PAGE_MAX)};

    if (blocks.at == NULL)
        return fail(db_ctx(db), ERR_LIMIT, "no memory for blocks");
    TRY(module_version_store_count(db, provider, organisation, &blocks.count));
    TRY(load_blocks(db, (struct block_owner){provider, organisation}, skipped, PUBLISH_PAGE_MAX,
                    &blocks));
    *ret_blocks = blocks;
    return OK;
}

enum err
module_version_store_all_blocks(struct db *db, struct provider_id provider,
                                struct organisation_id organisation,
                                struct provider_blocks *ret_blocks)
{
    struct provider_blocks blocks = {.at = NULL};

    TRY(module_version_store_count(db, provider, organisation, &blocks.count));
    if (blocks.count > MODULE_VERSION_BLOCKS_MAX)
        return fail(db_ctx(db), ERR_LIMIT, "more than %d blocks of one provider",
                    MODULE_VERSION_BLOCKS_MAX);
    blocks.at = arena_array(db_ctx(db)->arena, struct provider_block, (size_t)blocks.count + 1);
    if (blocks.at == NULL)
        return fail(db_ctx(db), ERR_LIMIT, "no memory for blocks");
    TRY(load_blocks(db, (struct block_owner){provider, organisation}, 0, (int)blocks.count,
                    &blocks));
    *ret_blocks = blocks;
    return OK;
}

enum err
module_version_store_in_state(struct db *db, struct organisation_id organisation,
                              enum module_state state, int most,
                              struct module_version_list *ret_list)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_MODULE_VERSION_IN_STATE);
    struct module_version_list list = {
        .at = arena_array(db_ctx(db)->arena, struct module_version, (size_t)most)};
    bool row = false;

    if (list.at == NULL)
        return fail(db_ctx(db), ERR_LIMIT, "no memory for versions");
    stmt_bind_int(&q, 1, organisation.n);
    stmt_bind_text(&q, 2, slice_of(module_state_code(state)));
    stmt_bind_int(&q, 3, most);
    for (;;) {
        TRY(stmt_next(&q, &row));
        if (!row)
            break;
        assert(list.len < most);
        TRY(read_version(db, &q, &list.at[list.len]));
        list.len++;
    }
    *ret_list = list;
    return OK;
}
