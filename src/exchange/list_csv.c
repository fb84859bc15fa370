/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/list_csv.h"

#include "base/unicode.h"

static bool
skip_separator(struct slice *bytes)
{
    size_t end = 0;

    if (!slice_eq_ascii_nocase(slice_sub(*bytes, 0, 4), SLICE("sep=")) || bytes->len < 6)
        return false;
    while (end < bytes->len && bytes->at[end] != '\n' && bytes->at[end] != '\r')
        end++;
    if (end != 5)
        return false;
    end += slice_starts(slice_sub(*bytes, end, 2), SLICE("\r\n")) ? 2 : 1;
    *bytes = slice_sub(*bytes, end, bytes->len);
    return true;
}

struct csv_reader
list_csv_open(struct arena *a, struct slice bytes)
{
    bool skipped = skip_separator(&bytes);
    struct csv_reader csv = csv_open(a, bytes);

    csv.line += skipped;
    return csv;
}

bool
list_csv_is_blank(const struct csv_row *row)
{
    for (int i = 0; i < row->len; i++) {
        if (csv_field(row, i).len > 0)
            return false;
    }
    return row->problem == NULL;
}

enum err
list_csv_heading(struct arena *a, enum charset charset, struct slice field, struct slice *ret_text,
                 struct slice *ret_word)
{
    struct text word = text_init(a, CSV_ROW_BYTES_MAX);
    struct slice folded = {0};
    enum err e = ERR_INVALID;

    *ret_word = SLICE("");
    if (field.len <= LIST_CSV_HEADING_BYTES_MAX)
        e = charset_text(a, charset, field, LIST_CSV_HEADING_BYTES_MAX, ret_text);
    if (e == ERR_INVALID) {
        *ret_text = SLICE("?");
        return OK;
    }
    TRY(e);
    TRY(unicode_fold(a, *ret_text, &folded));
    for (size_t i = 0; i < folded.len; i++) {
        char c = folded.at[i];

        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80) != 0)
            text_putc(&word, c);
    }
    return text_end(&word, ret_word);
}
