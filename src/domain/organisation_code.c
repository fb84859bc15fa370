/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/organisation_code.h"

#include <assert.h>
#include <inttypes.h>

#include "base/limits.h"
#include "base/unicode.h"

enum { HASH_BYTES = 9 }; /* "-0123abcd" */

static const struct {
    const char *letter;
    const char *as;
} UMLAUTS[] = {
    {"\xc3\xa4", "ae"}, {"\xc3\xb6", "oe"}, {"\xc3\xbc", "ue"}, {"\xc3\x84", "ae"},
    {"\xc3\x96", "oe"}, {"\xc3\x9c", "ue"}, {"\xc3\x9f", "ss"},
};

static enum err
write_umlauts(struct arena *a, struct slice name, struct slice *ret_name)
{
    struct text t = text_init(a, 2 * name.len + 1);

    for (size_t i = 0; i < name.len; i++) {
        size_t k = 0;

        while (k < ARRAY_LEN(UMLAUTS) &&
               !slice_starts(slice_sub(name, i, 2), slice_of(UMLAUTS[k].letter)))
            k++;
        if (k < ARRAY_LEN(UMLAUTS)) {
            text_puts(&t, UMLAUTS[k].as);
            i++;
        } else {
            text_putc(&t, name.at[i]);
        }
    }
    return text_end(&t, ret_name);
}

enum err
organisation_code_fit(struct arena *a, struct slice code, size_t bytes_max, struct slice *ret_code)
{
    struct text t = text_init(a, bytes_max);
    struct slice head = slice_sub(code, 0, bytes_max - HASH_BYTES);

    assert(bytes_max > HASH_BYTES);
    if (code.len <= bytes_max) {
        *ret_code = code;
        return OK;
    }
    while (slice_ends(head, SLICE("-")))
        head.len--;
    text_put(&t, head);
    text_printf(&t, "-%08" PRIx32, (uint32_t)slice_hash(code));
    return text_end(&t, ret_code);
}

enum err
organisation_code_of(struct arena *a, struct slice name, struct slice *ret_code)
{
    struct text t = {0};
    struct slice plain = {0};
    struct slice whole = {0};
    bool gap = false;

    TRY(write_umlauts(a, slice_sub(name, 0, slice_find_char(name, ',')), &plain));
    TRY(unicode_fold(a, plain, &plain));
    t = text_init(a, plain.len + 1);
    for (size_t i = 0; i < plain.len; i++) {
        char c = plain.at[i];

        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) {
            gap = t.len > 0;
            continue;
        }
        if (gap)
            text_putc(&t, '-');
        gap = false;
        text_putc(&t, c);
    }
    TRY(text_end(&t, &whole));
    return whole.len > 0 ? organisation_code_fit(a, whole, CODE_BYTES_MAX, ret_code) : ERR_INVALID;
}
