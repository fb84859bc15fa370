/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/organisation_code.h"

#include "base/limits.h"
#include "base/unicode.h"

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
organisation_code_of(struct arena *a, struct slice name, struct slice *ret_code)
{
    struct text t = text_init(a, CODE_BYTES_MAX);
    struct slice plain = {0};
    bool gap = false;

    TRY(write_umlauts(a, slice_sub(name, 0, slice_find_char(name, ',')), &plain));
    TRY(unicode_fold(a, plain, &plain));
    for (size_t i = 0; i < plain.len && t.len + 2 < CODE_BYTES_MAX; i++) {
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
    TRY(text_end(&t, ret_code));
    return ret_code->len > 0 ? OK : ERR_INVALID;
}
