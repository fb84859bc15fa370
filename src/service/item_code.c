/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/item_code.h"

#include "storage/item_store.h"

/* The first of the numbers from `n` on that no item has, whatever its competence. */
static enum err
find_free(struct db *db, struct slice prefix, int64_t n, struct slice *ret_code)
{
    for (int tried = 0; tried < ITEM_BANK_MAX; tried++, n++) {
        struct text t = text_init(db_ctx(db)->arena, CODE_BYTES_MAX + 8);
        struct item_version_list known = {.len = 0};

        text_put(&t, prefix);
        text_int(&t, n);
        TRY(text_end(&t, ret_code));
        TRY(item_store_of_code(db, *ret_code, &known));
        if (known.len == 0)
            return OK;
    }
    return fail(db_ctx(db), ERR_LIMIT, "no free code %.*s... for an item", SLICE_ARG(prefix));
}

enum err
item_code_next(struct db *db, struct slice competence, struct slice *ret_code)
{
    struct text t = text_init(db_ctx(db)->arena, CODE_BYTES_MAX + 8);
    struct slice prefix = {0};
    struct slice *codes = NULL;
    int64_t last = 0;
    int len = 0;

    for (size_t i = 0; i < competence.len; i++) {
        char at = competence.at[i];

        text_putc(&t, at == '.' ? '-' : at >= 'A' && at <= 'Z' ? (char)(at - 'A' + 'a') : at);
    }
    text_putc(&t, '-');
    TRY(text_end(&t, &prefix));
    TRY(item_store_codes(db, competence, &codes, &len));
    for (int i = 0; i < len; i++) {
        int64_t n = 0;

        if (slice_starts(codes[i], prefix) &&
            slice_int(slice_sub(codes[i], prefix.len, codes[i].len), 1, ITEM_NUMBER_MAX, &n) == OK)
            last = n > last ? n : last;
    }
    return find_free(db, prefix, last + 1, ret_code);
}
