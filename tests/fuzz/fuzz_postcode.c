/* SPDX-License-Identifier: EUPL-1.2 */
/* Postcodes: what is read is sound and in order; else nothing is. */
#include "exchange/postcode_csv.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_open(256 << 20);
    struct ctx ctx = {.arena = a};
    struct postcode_list list = {0};

    MUST(a != NULL);
    if (postcode_csv_read(&ctx, fuzz_slice(data, size), &list) == OK) {
        MUST(list.len > 0 && list.codes > 0 && list.codes <= list.len);
        for (int i = 0; i < list.len; i++) {
            MUST(postcode_is_sound(&list.places[i]));
            MUST(i == 0 || slice_cmp(list.places[i - 1].code, list.places[i].code) <= 0);
        }
    } else {
        MUST(list.len == 0 && list.places == NULL && ctx.failure.message[0] != '\0');
    }
    arena_close(a);
    return 0;
}
