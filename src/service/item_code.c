/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/item_code.h"

#include "storage/item_store.h"

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
    TRY(arena_copy(db_ctx(db)->arena, prefix, &prefix));
    TRY(item_store_codes(db, competence, &codes, &len));
    for (int i = 0; i < len; i++) {
        int64_t n = 0;

        if (slice_starts(codes[i], prefix) &&
            slice_int(slice_sub(codes[i], prefix.len, codes[i].len), 1, INT32_MAX, &n) == OK)
            last = n > last ? n : last;
    }
    text_int(&t, last + 1);
    return text_end(&t, ret_code);
}
