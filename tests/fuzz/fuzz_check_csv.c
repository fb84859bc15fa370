/* SPDX-License-Identifier: EUPL-1.2 */
/* Banks and answers of a check: what is read is within its bounds, what is not says where. */
#include "exchange/bank_csv.h"
#include "exchange/response_csv.h"
#include "fuzz.h"

static void
read_answers(struct slice bytes)
{
    static const struct response_words words[] = {{NULL, NULL, NULL}, {"g", "n", "no,yes"}};

    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        struct arena *a = arena_open(64 << 20);
        struct ctx ctx = {.arena = a};
        struct responses r = {0};

        MUST(a != NULL);
        if (response_csv_read(&ctx, "file", bytes, &words[i], &r) == OK) {
            uint8_t *steps = arena_array(a, uint8_t, (size_t)r.items);
            uint8_t(*values)[RESPONSE_CATEGORIES_MAX] =
                arena_alloc_many(a, (size_t)r.items, sizeof *values, 1);
            size_t cells = (size_t)r.people * (size_t)r.items;

            MUST(r.items > 0 && r.people > 0 && steps != NULL && values != NULL);
            if (response_recode(&ctx, "file", &r, steps, values) == OK) {
                for (size_t n = 0; n < cells; n++)
                    MUST(r.cells[n] == RESPONSE_MISSING ||
                         r.cells[n] <= steps[n % (size_t)r.items]);
            }
        } else {
            MUST(ctx.failure.message[0] != '\0');
        }
        arena_close(a);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_open(64 << 20);
    struct ctx ctx = {.arena = a};
    struct bank_rows rows = {0};

    MUST(a != NULL);
    if (bank_csv_read(&ctx, "file", fuzz_slice(data, size), NULL, &rows) == OK) {
        MUST(rows.len > 0 && rows.len <= CHECK_ITEMS_MAX);
        for (int i = 0; i < rows.len; i++) {
            const struct bank_row *row = &rows.rows[i];

            MUST(row->steps >= 1 && row->steps <= IRT_STEPS_MAX && row->a != 0);
            MUST(row->c >= 0 && row->c < row->d && row->d <= 1 && row->name.len > 0);
            for (int k = 0; k < row->steps; k++)
                MUST(row->b[k] >= -IRT_PLACE_MAX && row->b[k] <= IRT_PLACE_MAX);
        }
    } else {
        MUST(ctx.failure.message[0] != '\0');
    }
    arena_close(a);
    read_answers(fuzz_slice(data, size));
    return 0;
}
