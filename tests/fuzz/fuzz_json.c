/* SPDX-License-Identifier: EUPL-1.2 */
/* JSON: what is read can be written, and is the same when read again. */
#include "base/unicode.h"
#include "exchange/json_read.h"
#include "fuzz.h"

static bool
is_same(const struct json_value *a, const struct json_value *b)
{
    if (a->kind != b->kind || a->len != b->len || a->truth != b->truth || a->whole != b->whole ||
        !slice_eq(a->text, b->text) || !slice_eq(a->key, b->key))
        return false;
    for (size_t i = 0; i < a->len; i++) {
        if (a->items[i].parent != a || a->items[i].line < a->line ||
            !is_same(&a->items[i], &b->items[i]))
            return false;
    }
    return unicode_is_valid(a->text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_open(256 << 20);
    struct ctx ctx = {.arena = a};
    const struct json_value *top = NULL;
    const struct json_value *again = NULL;

    MUST(a != NULL);
    if (json_read(&ctx, fuzz_slice(data, size), &top) == OK) {
        struct text t = text_init(a, 64 << 20);
        struct json_write w = json_write_init(&t);
        struct slice out;

        json_put(&w, top);
        json_write_end(&w);
        MUST(text_end(&t, &out) == OK);
        /* Two keys may become one when control characters go: then it is refused. */
        if (json_read(&ctx, out, &again) == OK)
            MUST(is_same(top, again));
    } else {
        MUST(top == NULL && ctx.failure.message[0] != '\0');
    }
    arena_close(a);
    return 0;
}
