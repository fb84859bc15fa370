/* SPDX-License-Identifier: EUPL-1.2 */
/* HTML: what comes out is valid text, no longer than asked for, without white space around it. */
#include "base/unicode.h"
#include "exchange/html_text.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_open(256 << 20);
    struct ctx ctx = {.arena = a};
    struct html_text got = {{0}, false};
    size_t max = size > 0 ? (size_t)data[0] * 8 : 100;

    MUST(a != NULL);
    if (html_text_of(&ctx, fuzz_slice(data, size), max, &got) == OK) {
        MUST(got.text.len <= max && unicode_is_valid(got.text));
        MUST(slice_trim(got.text).len == got.text.len);
    } else {
        MUST(ctx.failure.message[0] != '\0');
    }
    ctx_clear(&ctx);
    if (html_line_of(&ctx, fuzz_slice(data, size), max, &got) == OK)
        MUST(got.text.len <= max && slice_find_char(got.text, '\n') == got.text.len);
    arena_close(a);
    return 0;
}
