/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/csv_cell.h"

#include <string.h>

static const char GUARD[] = "'";

const char *
csv_cell_guard(struct slice s)
{
    size_t i = 0;

    while (i < s.len && s.at[i] == GUARD[0])
        i++;
    return i < s.len && memchr("=+-@\t\r\n", s.at[i], 7) != NULL ? GUARD : "";
}

struct slice
csv_cell_without_guard(struct slice s)
{
    return s.len > 0 && s.at[0] == GUARD[0] && csv_cell_guard(s)[0] != 0 ? slice_sub(s, 1, s.len)
                                                                         : s;
}

void
csv_cell_put_bytes(struct text *t, struct slice s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.at[i] == '"')
            text_putc(t, '"');
        text_putc(t, s.at[i]);
    }
}

void
csv_cell_put(struct text *t, struct slice s)
{
    text_putc(t, '"');
    text_puts(t, csv_cell_guard(s));
    csv_cell_put_bytes(t, s);
    text_putc(t, '"');
}
