/* SPDX-License-Identifier: EUPL-1.2 */
/* Registers of municipalities: what is read is sound and in order; else nothing is. */
#include "exchange/municipality_register.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_open(256 << 20);
    struct ctx ctx = {.arena = a};
    struct municipality_register r = {0};

    MUST(a != NULL);
    if (municipality_register_read(&ctx, fuzz_slice(data, size), &r) == OK) {
        MUST(r.len > 0 && r.report.taken == r.len && r.states >= 1 && r.states <= 16);
        for (int i = 0; i < r.len; i++) {
            MUST(municipality_is_sound(&r.municipalities[i]));
            MUST(i == 0 || slice_cmp(r.municipalities[i - 1].ags, r.municipalities[i].ags) < 0);
        }
        for (int i = 0; i < r.districts_len; i++)
            MUST(municipality_is_sound(&r.districts[i]));
    } else {
        MUST(r.len == 0 && r.municipalities == NULL && ctx.failure.message[0] != '\0');
    }
    arena_close(a);
    return 0;
}
