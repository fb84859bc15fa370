/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/table_csv.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/unicode.h"

enum { NUMBER_BYTES_MAX = 40, SHOWN_BYTES_MAX = 40 };

static char
find_separator(struct slice first)
{
    static const char candidates[] = {',', ';', '\t'};
    size_t best = 0;
    size_t most = 0;

    for (size_t k = 0; k < sizeof candidates; k++) {
        bool quoted = false;
        size_t count = 0;

        for (size_t i = 0; i < first.len; i++) {
            if (first.at[i] == '"')
                quoted = !quoted;
            count += !quoted && first.at[i] == candidates[k];
        }
        if (count > most) {
            most = count;
            best = k;
        }
    }
    return candidates[best];
}

/* The next line without its end; false when there is none. */
static bool
take_line(struct table_csv *t, struct slice *ret_line)
{
    struct slice rest = slice_sub(t->bytes, t->at, t->bytes.len);
    size_t len = slice_find_char(rest, '\n');

    if (rest.len == 0)
        return false;
    t->at += len < rest.len ? len + 1 : len;
    t->row++;
    *ret_line = slice_sub(rest, 0, len);
    if (slice_ends(*ret_line, SLICE("\r")))
        ret_line->len--;
    return true;
}

/* A cell in quotes, `*at` on the first; doubled ones become one, in memory of the context. */
static enum err
take_quoted(struct ctx *ctx, const struct table_csv *t, struct slice line, size_t *at,
            struct slice *ret_cell)
{
    char *own = arena_alloc(ctx->arena, line.len - *at, 1);
    size_t len = 0;
    size_t i = *at + 1;

    if (own == NULL)
        return fail(ctx, ERR_LIMIT, "%s, row %d: no memory left", t->name, t->row);
    for (;; i++) {
        if (i >= line.len)
            return fail(ctx, ERR_INVALID, "%s, row %d: a quote is not closed in this row", t->name,
                        t->row);
        if (line.at[i] == '"' && (i + 1 >= line.len || line.at[i + 1] != '"'))
            break;
        i += line.at[i] == '"';
        own[len++] = line.at[i];
    }
    *at = i + 1;
    if (*at < line.len && line.at[*at] != t->separator)
        return fail(ctx, ERR_INVALID, "%s, row %d: something follows a closing quote", t->name,
                    t->row);
    *ret_cell = (struct slice){own, len};
    return OK;
}

/* All cells of a line; ret_cells has room for TABLE_COLUMNS_MAX. */
static enum err
split(struct ctx *ctx, const struct table_csv *t, struct slice line, struct slice *ret_cells,
      int *ret_len)
{
    size_t at = 0;
    int len = 0;

    if (!unicode_is_valid(line))
        return fail(ctx, ERR_INVALID, "%s, row %d: not UTF-8, or a zero byte", t->name, t->row);
    for (;;) {
        struct slice cell = {NULL, 0};

        if (len == TABLE_COLUMNS_MAX)
            return fail(ctx, ERR_LIMIT, "%s, row %d: more than %d columns", t->name, t->row,
                        TABLE_COLUMNS_MAX);
        if (at < line.len && line.at[at] == '"') {
            TRY(take_quoted(ctx, t, line, &at, &cell));
        } else {
            cell = slice_sub(line, at, line.len);
            cell.len = slice_find_char(cell, t->separator);
            at += cell.len;
        }
        if (cell.len > TABLE_CELL_BYTES_MAX)
            return fail(ctx, ERR_LIMIT, "%s, row %d, column %d: longer than %d bytes", t->name,
                        t->row, len + 1, TABLE_CELL_BYTES_MAX);
        ret_cells[len++] = slice_trim(cell);
        if (at >= line.len)
            break;
        at++;
    }
    *ret_len = len;
    return OK;
}

static bool
is_blank(struct slice line)
{
    return slice_trim(line).len == 0;
}

enum err
table_open(struct ctx *ctx, const char *name, struct slice bytes, struct table_csv *ret_table)
{
    struct table_csv t = {.name = name, .bytes = bytes};
    struct slice line = {NULL, 0};
    bool found = false;

    if (slice_starts(bytes, SLICE("\xef\xbb\xbf")))
        t.at = 3;
    t.cells = arena_array(ctx->arena, struct slice, TABLE_COLUMNS_MAX);
    t.headings = arena_array(ctx->arena, struct slice, TABLE_COLUMNS_MAX);
    if (t.cells == NULL || t.headings == NULL)
        return fail(ctx, ERR_LIMIT, "%s: no memory left", name);
    while (!found && take_line(&t, &line))
        found = !is_blank(line);
    if (!found)
        return fail(ctx, ERR_INVALID, "%s, row 1: the file is empty", name);
    t.separator = find_separator(line);
    TRY(split(ctx, &t, line, t.headings, &t.columns));
    *ret_table = t;
    return OK;
}

void
table_rewind(struct table_csv *t)
{
    t->at = slice_starts(t->bytes, SLICE("\xef\xbb\xbf")) ? 3 : 0;
    t->row = 0;
}

enum err
table_next(struct ctx *ctx, struct table_csv *t, bool *ret_more)
{
    struct slice line = {NULL, 0};
    bool more = false;
    int blank = 0;
    int len = 0;

    while ((more = take_line(t, &line)) && is_blank(line) && t->columns > 1)
        blank++;
    *ret_more = more;
    if (!more)
        return OK;
    if (blank > 0 && t->row - blank > 1)
        return fail(ctx, ERR_INVALID, "%s, row %d: empty, and rows follow", t->name, t->row - 1);
    if (t->columns == 1 && is_blank(line) && t->at >= t->bytes.len) {
        *ret_more = false;
        return OK;
    }
    TRY(split(ctx, t, line, t->cells, &len));
    if (len != t->columns)
        return fail(ctx, ERR_INVALID, "%s, row %d: %d columns, where the first row has %d", t->name,
                    t->row, len, t->columns);
    return OK;
}

enum err
table_fail(struct ctx *ctx, const struct table_csv *t, int column, const char *fmt, ...)
{
    char what[300];
    struct slice heading = t->headings[column];
    va_list args;

    va_start(args, fmt);
    (void)vsnprintf(what, sizeof what, fmt, args);
    va_end(args);
    if (heading.len > SHOWN_BYTES_MAX)
        heading = (struct slice){NULL, 0};
    return fail(ctx, ERR_INVALID, "%s, row %d, column %d%s%.*s%s: %s", t->name, t->row, column + 1,
                heading.len > 0 ? " (" : "", SLICE_ARG(heading), heading.len > 0 ? ")" : "", what);
}

int
table_column(const struct table_csv *t, const char *heading)
{
    for (int i = 0; i < t->columns; i++) {
        if (slice_eq_ascii_nocase(t->headings[i], slice_of(heading)))
            return i;
    }
    return -1;
}

bool
table_is_missing(struct slice cell)
{
    return cell.len == 0 || slice_is(cell, ".") || slice_is(cell, "-") ||
           slice_eq_ascii_nocase(cell, SLICE("NA")) || slice_eq_ascii_nocase(cell, SLICE("NaN"));
}

enum err
table_number(const struct table_csv *t, struct slice cell, double *ret_number)
{
    char text[NUMBER_BYTES_MAX + 1];
    char *end;
    double number;

    if (cell.len == 0 || cell.len > NUMBER_BYTES_MAX)
        return ERR_INVALID;
    for (size_t i = 0; i < cell.len; i++) {
        if (strchr("0123456789+-.eE,", cell.at[i]) == NULL || cell.at[i] == '\0')
            return ERR_INVALID;
        if (cell.at[i] == ',' && t->separator == ',')
            return ERR_INVALID;
        text[i] = cell.at[i] == ',' ? '.' : cell.at[i];
    }
    text[cell.len] = '\0';
    number = strtod(text, &end);
    if (*end != '\0' || end == text || !isfinite(number))
        return ERR_INVALID;
    *ret_number = number;
    return OK;
}
