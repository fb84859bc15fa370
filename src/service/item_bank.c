/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/item_bank.h"

#include <stdio.h>

#include "exchange/items_json.h"
#include "service/data_file.h"

#define FOLDER SLICE("items/")

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

/* The bank outlives the framework's snapshot: it keeps its own copy of the code. */
static enum err
competence_read(struct ctx *ctx, const struct framework *f, const struct competence *c,
                struct item_bank *bank)
{
    struct item_list list = {0};
    struct slice bytes = {0};
    struct slice name = {0};
    struct slice code = {0};
    enum err e;

    TRY(arena_copy(ctx->arena, c->code, &code));
    TRY(file_name(ctx->arena, c, &name));
    if (data_file_find(name, &bytes) != OK)
        return OK; /* nothing to ask about it yet: it is not offered */
    e = items_json_read(ctx, bytes, f, &list);
    if (e != OK) {
        char why[sizeof ctx->failure.message];

        (void)snprintf(why, sizeof why, "%s", ctx->failure.message);
        ctx_clear(ctx);
        return fail(ctx, ERR_CORRUPT, "data/%.*s: %s", SLICE_ARG(name), why);
    }
    if (bank->len + list.len > ITEM_BANK_MAX)
        return fail(ctx, ERR_LIMIT, "data/items has more than %d items", ITEM_BANK_MAX);
    for (int i = 0; i < list.len; i++) {
        bank->competences[bank->len] = code;
        bank->items[bank->len++] = &list.items[i];
    }
    return OK;
}

enum err
item_bank_read(struct ctx *ctx, const struct framework *f, struct item_bank *ret_bank)
{
    struct item_bank bank = {.items = NULL};

    bank.items = arena_array(ctx->arena, const struct item *, ITEM_BANK_MAX);
    bank.competences = arena_array(ctx->arena, struct slice, ITEM_BANK_MAX);
    if (bank.items == NULL || bank.competences == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for items");
    for (int i = 0; i < f->competences_len; i++)
        TRY(competence_read(ctx, f, &f->competences[i], &bank));
    *ret_bank = bank;
    return OK;
}

const struct item *
item_bank_find(const struct item_bank *bank, struct slice code)
{
    for (int i = 0; i < bank->len; i++)
        if (slice_eq(bank->items[i]->code, code))
            return bank->items[i];
    return NULL;
}
