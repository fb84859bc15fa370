/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/item_seed.h"

#include <stdio.h>

#include "exchange/items_json.h"
#include "service/data_file.h"
#include "storage/item_store.h"

#define FOLDER SLICE("items/")

/* The bank of this seeding; made when there is something to change. */
struct bank_number {
    int64_t n;
};

/* "items/d1-1.json" of D1.1: the code in small letters, with a hyphen for the dot. */
static enum err
file_name(struct arena *a, const struct competence *c, struct slice *ret_name)
{
    struct text t = text_init(a, FOLDER.len + CODE_BYTES_MAX + 8);

    text_put(&t, FOLDER);
    for (size_t i = 0; i < c->code.len; i++) {
        char at = c->code.at[i];

        text_putc(&t, at == '.' ? '-' : at >= 'A' && at <= 'Z' ? (char)(at - 'A' + 'a') : at);
    }
    text_puts(&t, ".json");
    return text_end(&t, ret_name);
}

static enum err
file_read(struct ctx *ctx, const struct framework *f, const struct competence *c,
          struct item_list *ret_list)
{
    struct slice bytes = {0};
    struct slice name = {0};
    enum err e;

    TRY(file_name(ctx->arena, c, &name));
    if (data_file_find(name, &bytes) != OK)
        return OK; /* nothing to ask about it yet: it is not offered */
    e = items_json_read(ctx, bytes, f, ret_list);
    if (e != OK) {
        char why[sizeof ctx->failure.message];

        (void)snprintf(why, sizeof why, "%s", ctx->failure.message);
        ctx_clear(ctx);
        return fail(ctx, ERR_CORRUPT, "data/%.*s: %s", SLICE_ARG(name), why);
    }
    return OK;
}

/* What stands in the way of the next version: 0 nothing, 1 it is in use in these words, 2 ours is
 * not the one in use. */
static int
standing(const struct item_version_list *known, struct slice content)
{
    for (int i = 0; i < known->len; i++) {
        const struct item_version *v = &known->versions[i];

        if (v->state == ITEM_APPROVED)
            return v->author.n != 0 ? 2 : slice_eq(v->content, content);
    }
    return known->len > 0 ? 2 : 0;
}

static enum err
item_put(struct db *db, const struct competence *c, const struct item *it, struct bank_number *bank,
         struct item_seeding *s)
{
    struct item_version v = {.code = it->code,
                             .version = 1,
                             .state = ITEM_APPROVED,
                             .competence = c->code,
                             .kind = it->kind,
                             .level = it->level,
                             .facet = it->facet,
                             .counts = true};
    struct item_version_list known = {.len = 0};

    TRY(items_json_write_one(db_ctx(db), it, c->code, &v.content));
    TRY(item_store_of_code(db, it->code, &known));
    s->items++;
    if (standing(&known, v.content) != 0)
        return OK;
    if (bank->n == 0)
        TRY(item_store_bank_raise(db, &bank->n));
    v.since = bank->n;
    if (known.len > 0) {
        struct item_version before = known.versions[0];

        for (int i = 0; i < known.len; i++)
            before = known.versions[i].state == ITEM_APPROVED ? known.versions[i] : before;
        before.state = ITEM_REPLACED;
        before.until = bank->n;
        TRY(item_store_move(db, &before, ITEM_APPROVED));
        v.version = known.versions[0].version + 1;
    }
    s->added += known.len == 0;
    s->replaced += known.len > 0;
    return item_store_add(db, &v, &v.id);
}

enum err
item_seed(struct db *db, const struct framework *f, struct item_seeding *ret_seeding)
{
    struct bank_number bank = {0};
    struct item_seeding s = {.items = 0};

    for (int i = 0; i < f->competences_len; i++) {
        struct item_list list = {0};

        TRY(file_read(db_ctx(db), f, &f->competences[i], &list));
        for (int k = 0; k < list.len; k++)
            TRY(item_put(db, &f->competences[i], &list.items[k], &bank, &s));
    }
    *ret_seeding = s;
    return OK;
}
