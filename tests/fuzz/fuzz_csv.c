/* SPDX-License-Identifier: EUPL-1.2 */
/* CSV: rows come in order, no field is longer than its source, and the end is reached. */
#include "exchange/csv_read.h"
#include "fuzz.h"

static void
read_all(struct csv_reader r, size_t size)
{
    static struct csv_row row;
    size_t rows = 0;
    int line = 0;
    enum err e;

    while ((e = csv_next(&r, &row)) == OK) {
        MUST(++rows <= size);
        MUST(row.line > line && row.len >= 0 && row.len <= CSV_FIELDS_MAX);
        MUST((row.problem != NULL) == (row.len == 0));
        for (int i = 0; i < row.len; i++)
            MUST(row.fields[i].len <= size && csv_field(&row, i).len <= row.fields[i].len);
        line = row.line;
    }
    MUST(e == ERR_NOT_FOUND);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_open(256 << 20);

    MUST(a != NULL);
    read_all(csv_open(a, fuzz_slice(data, size)), size);
    read_all(csv_open_tabs(a, fuzz_slice(data, size)), size);
    arena_close(a);
    return 0;
}
