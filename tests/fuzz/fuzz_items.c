/* SPDX-License-Identifier: EUPL-1.2 */
/* Items as CSV and QTI: whatever is taken is sound, and what is sound is written and read again. */
#include "exchange/items_csv.h"
#include "exchange/items_qti.h"
#include "fuzz.h"

static struct competence competences[] = {
    {.id = {1}, .code = SLICE_INIT("D1.1"), .group = SLICE_INIT("D1")},
    {.id = {2}, .code = SLICE_INIT("M1"), .group = SLICE_INIT("M1")},
};

static void
look(struct ctx *ctx, const struct framework *f, const struct item_import *im)
{
    static const struct item_defaults none;

    MUST(im->problems_len <= IMPORT_NOTES_MAX && im->problems_count >= im->problems_len);
    for (int i = 0; i < im->len && i < 4; i++) {
        struct item_import again;
        struct item it = im->items[i].item;
        struct slice bytes = {0};

        if (it.code.len == 0)
            it.code = SLICE("x");
        MUST(item_fault(&it) == 0);
        if (items_qti_write_one(ctx, &it, im->items[i].competence, &bytes) != OK)
            continue;
        MUST(items_qti_read(ctx, bytes, f, &none, &again) == OK);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct item_defaults some = {SLICE_INIT("D1.1"), SLICE_INIT("3"), SLICE_INIT("f")};
    struct framework f = {.competences = competences, .competences_len = 2};
    struct arena *a = arena_open(64 << 20);
    struct ctx ctx = {.arena = a};
    struct item_import im;

    MUST(a != NULL && framework_index(&f) == OK);
    if (items_qti_read(&ctx, fuzz_slice(data, size), &f, &some, &im) == OK)
        look(&ctx, &f, &im);
    ctx_clear(&ctx);
    if (items_csv_read(&ctx, fuzz_slice(data, size), &f, &im) == OK)
        look(&ctx, &f, &im);
    arena_close(a);
    return 0;
}
