/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/legal_store.h"

#include "storage/query.gen.h"
#include "storage/stmt.h"

static void
bind_page(struct stmt *q, enum legal_page page, enum lang lang)
{
    stmt_bind_text(q, 1, slice_of(legal_page_code(page)));
    stmt_bind_text(q, 2, lang == LANG_EN ? SLICE("en") : SLICE("de"));
}

enum err
legal_store_find(struct db *db, enum legal_page page, enum lang lang, int64_t version,
                 struct legal_version *ret_version)
{
    CLEANUP(stmt_done)
    struct stmt q = stmt_init(db, version > 0 ? Q_LEGAL_VERSION : Q_LEGAL_CURRENT);
    struct arena *a = db_ctx(db)->arena;
    bool row = false;

    bind_page(&q, page, lang);
    if (version > 0)
        stmt_bind_int(&q, 3, version);
    TRY(stmt_next(&q, &row));
    if (!row)
        return ERR_NOT_FOUND;
    ret_version->version = stmt_int(&q, 0);
    TRY(stmt_text(&q, 1, a, &ret_version->content));
    ret_version->changed.ms = stmt_int(&q, 2);
    return stmt_text(&q, 3, a, &ret_version->editor);
}

enum err
legal_store_versions(struct db *db, enum legal_page page, enum lang lang,
                     struct legal_version **ret_versions, int *ret_len)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_LEGAL_VERSIONS);
    struct arena *a = db_ctx(db)->arena;
    struct legal_version *versions = arena_array(a, struct legal_version, LEGAL_VERSIONS_SHOWN_MAX);
    bool row = false;

    if (versions == NULL)
        return ERR_LIMIT;
    *ret_versions = versions;
    *ret_len = 0;
    bind_page(&q, page, lang);
    stmt_bind_int(&q, 3, LEGAL_VERSIONS_SHOWN_MAX);
    for (;;) {
        TRY(stmt_next(&q, &row));
        if (!row || *ret_len == LEGAL_VERSIONS_SHOWN_MAX)
            return OK;
        versions[*ret_len].version = stmt_int(&q, 0);
        versions[*ret_len].changed.ms = stmt_int(&q, 1);
        TRY(stmt_text(&q, 2, a, &versions[*ret_len].editor));
        (*ret_len)++;
    }
}

enum err
legal_store_add(struct db *db, enum legal_page page, enum lang lang, const struct legal_version *v)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_LEGAL_ADD);

    bind_page(&q, page, lang);
    stmt_bind_int(&q, 3, v->version);
    stmt_bind_text(&q, 4, v->content);
    stmt_bind_int(&q, 5, v->changed.ms);
    stmt_bind_text(&q, 6, v->editor);
    return stmt_run(&q, NULL);
}
