/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/issuer_store.h"

#include "storage/query.gen.h"
#include "storage/row.h"

static enum err
read_issuer(struct db *db, struct stmt *q, struct issuer *i)
{
    struct arena *a = db_ctx(db)->arena;
    struct slice kind = {0};

    *i = (struct issuer){.id = {stmt_int(q, 0)}};
    TRY(stmt_text(q, 1, a, &i->code));
    TRY(stmt_text(q, 2, a, &kind));
    TRY(stmt_text(q, 3, a, &i->name));
    TRY(stmt_text(q, 4, a, &i->url));
    TRY(stmt_text(q, 5, a, &i->client));
    TRY(stmt_bytes(q, 6, a, &i->secret));
    i->organisation.n = row_int_or(q, 7, 0);
    TRY(stmt_text(q, 8, a, &i->domains));
    return issuer_kind_parse(kind, &i->kind) == OK ? OK : row_corrupt(db, "issuer", i->id.n);
}

enum err
issuer_store_load(struct db *db, struct issuers *ret_issuers)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ISSUER_ALL);
    struct issuers all = {arena_array(db_ctx(db)->arena, struct issuer, ISSUERS_MAX), 0};
    bool row = false;

    if (all.at == NULL)
        return fail(db_ctx(db), ERR_LIMIT, "no memory for services to sign in with");
    for (;;) {
        TRY(stmt_next(&q, &row));
        if (!row)
            break;
        if (all.len == ISSUERS_MAX)
            return fail(db_ctx(db), ERR_LIMIT, "more than %d services to sign in with",
                        ISSUERS_MAX);
        TRY(read_issuer(db, &q, &all.at[all.len]));
        all.len++;
    }
    *ret_issuers = all;
    return OK;
}

enum err
issuer_store_by_code(struct db *db, struct slice code, struct issuer *ret_issuer)
{
    struct issuers all = {0};

    TRY(issuer_store_load(db, &all));
    for (int i = 0; i < all.len; i++) {
        if (slice_eq(all.at[i].code, code)) {
            *ret_issuer = all.at[i];
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

enum err
issuer_store_save(struct db *db, struct issuer *i)
{
    struct issuers all = {0};
    bool is_known = false;

    TRY(issuer_store_load(db, &all));
    for (int k = 0; k < all.len; k++) {
        bool same = slice_eq(all.at[k].code, i->code);

        is_known |= same;
        if (!same && slice_eq(all.at[k].url, i->url))
            return fail(db_ctx(db), ERR_CONFLICT, "\"%.*s\" has this issuer already",
                        SLICE_ARG(all.at[k].code));
    }
    if (!is_known && all.len == ISSUERS_MAX)
        return fail(db_ctx(db), ERR_LIMIT, "there are %d services to sign in with already",
                    ISSUERS_MAX);
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ISSUER_SAVE);
    stmt_bind_text(&q, 1, i->code);
    stmt_bind_text(&q, 2, slice_of(issuer_kind_code(i->kind)));
    stmt_bind_text(&q, 3, i->name);
    stmt_bind_text(&q, 4, i->url);
    stmt_bind_text(&q, 5, i->client);
    stmt_bind_bytes(&q, 6, i->secret);
    stmt_bind_ref(&q, 7, i->organisation.n);
    stmt_bind_text(&q, 8, i->domains);
    stmt_bind_int(&q, 9, db_ctx(db)->now.ms);
    return stmt_run_id(&q, &i->id.n);
}

enum err
issuer_store_delete(struct db *db, struct slice code)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ISSUER_DELETE);

    stmt_bind_text(&q, 1, code);
    return stmt_run(&q, NULL);
}

enum err
issuer_store_rules(struct db *db, struct issuer_id id, struct issuer_rules *ret_rules)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ISSUER_RULES);
    struct arena *a = db_ctx(db)->arena;
    struct issuer_rules rules = {arena_array(a, struct issuer_rule, ISSUER_RULES_MAX), 0};
    struct slice role = {0};
    bool row = false;

    if (rules.at == NULL)
        return fail(db_ctx(db), ERR_LIMIT, "no memory for rules of issuer %lld", (long long)id.n);
    stmt_bind_int(&q, 1, id.n);
    for (;; rules.len++) {
        struct issuer_rule *r = &rules.at[rules.len];

        TRY(stmt_next(&q, &row));
        if (!row)
            break;
        if (rules.len == ISSUER_RULES_MAX)
            return row_corrupt(db, "issuer with too many rules", id.n);
        TRY(stmt_text(&q, 0, a, &r->claim));
        TRY(stmt_text(&q, 1, a, &r->value));
        r->organisation.n = stmt_int(&q, 2);
        TRY(stmt_text(&q, 3, a, &role));
        if (role_parse(role, &r->role) != OK)
            return row_corrupt(db, "issuer_rule", id.n);
    }
    *ret_rules = rules;
    return OK;
}

enum err
issuer_store_set_rules(struct db *db, struct issuer_id id, const struct issuer_rules *rules)
{
    TRY(row_run_for(db, Q_ISSUER_RULES_CLEAR, id.n));
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_ISSUER_RULE_ADD);
    for (int i = 0; i < rules->len; i++) {
        stmt_bind_int(&q, 1, id.n);
        stmt_bind_text(&q, 2, rules->at[i].claim);
        stmt_bind_text(&q, 3, rules->at[i].value);
        stmt_bind_int(&q, 4, rules->at[i].organisation.n);
        stmt_bind_text(&q, 5, slice_of(role_code(rules->at[i].role)));
        TRY(stmt_run(&q, NULL));
    }
    return OK;
}
