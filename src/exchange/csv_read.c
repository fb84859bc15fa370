/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/csv_read.h"

#include <string.h>

static char
find_separator(struct slice s)
{
    static const char candidates[] = {',', ';', '\t'};
    size_t count[ARRAY_LEN(candidates)] = {0};
    size_t best = 0;
    bool quoted = false;

    while (s.len > 0 && (s.at[0] == '\n' || s.at[0] == '\r'))
        s = slice_sub(s, 1, s.len);
    for (size_t i = 0; i < s.len && i < CSV_ROW_BYTES_MAX; i++) {
        if (s.at[i] == '"')
            quoted = !quoted;
        if (!quoted && (s.at[i] == '\n' || s.at[i] == '\r'))
            break;
        for (size_t k = 0; k < ARRAY_LEN(candidates) && !quoted; k++)
            count[k] += s.at[i] == candidates[k];
    }
    for (size_t k = 1; k < ARRAY_LEN(candidates); k++) {
        if (count[k] > count[best])
            best = k;
    }
    return candidates[best];
}

struct csv_reader
csv_open(struct arena *a, struct slice bytes)
{
    if (slice_starts(bytes, SLICE("\xef\xbb\xbf")))
        bytes = slice_sub(bytes, 3, bytes.len);
    return (struct csv_reader){.arena = a,
                               .bytes = bytes,
                               .row_bytes_max = CSV_ROW_BYTES_MAX,
                               .line = 1,
                               .separator = find_separator(bytes),
                               .quotes = true};
}

struct csv_reader
csv_open_tabs(struct arena *a, struct slice bytes)
{
    struct csv_reader r = csv_open(a, bytes);

    r.separator = '\t';
    r.quotes = false;
    return r;
}

static bool
at_break(const struct csv_reader *r)
{
    return r->at == r->bytes.len || r->bytes.at[r->at] == '\n' || r->bytes.at[r->at] == '\r';
}

static void
skip_break(struct csv_reader *r)
{
    if (r->at == r->bytes.len)
        return;
    if (r->bytes.at[r->at] == '\r' && r->at + 1 < r->bytes.len && r->bytes.at[r->at + 1] == '\n')
        r->at++;
    r->at++;
    r->line++;
}

/* A field in quotes, the reader standing on the first one. A problem is the answer. */
static const char *
take_quoted(struct csv_reader *r, struct slice *ret_field, enum err *ret_err)
{
    size_t from = ++r->at;
    size_t doubled = 0;
    char *own;
    size_t len = 0;

    for (;; r->at++) {
        if (r->at == r->bytes.len)
            return "a quote is never closed";
        if (r->at - from > r->row_bytes_max)
            return "a quote is not closed, or the field is too long";
        if (r->bytes.at[r->at] == '"') {
            if (r->at + 1 == r->bytes.len || r->bytes.at[r->at + 1] != '"')
                break;
            doubled++;
            r->at++;
        }
        r->line += r->bytes.at[r->at] == '\n';
    }
    *ret_field = slice_sub(r->bytes, from, r->at - from);
    r->at++;
    if (doubled == 0)
        return NULL;
    own = arena_alloc(r->arena, ret_field->len, 1);
    if (own == NULL) {
        *ret_err = ERR_LIMIT;
        return NULL;
    }
    for (size_t i = 0; i < ret_field->len; i++) {
        own[len++] = ret_field->at[i];
        i += ret_field->at[i] == '"';
    }
    *ret_field = (struct slice){own, len};
    return NULL;
}

static const char *
take_row(struct csv_reader *r, struct csv_row *row, enum err *ret_err)
{
    size_t from = r->at;
    const char *problem = NULL;

    for (;;) {
        struct slice field = {0};
        size_t start = r->at;

        if (row->len == CSV_FIELDS_MAX)
            return "too many fields";
        if (r->quotes && !at_break(r) && r->bytes.at[r->at] == '"') {
            problem = take_quoted(r, &field, ret_err);
            if (problem != NULL || *ret_err != OK)
                return problem;
        } else {
            while (!at_break(r) && r->bytes.at[r->at] != r->separator)
                r->at++;
            field = slice_sub(r->bytes, start, r->at - start);
        }
        if (r->at - from > r->row_bytes_max)
            return "the row is too long";
        row->fields[row->len++] = field;
        if (at_break(r))
            return NULL;
        if (r->bytes.at[r->at] != r->separator)
            return "something follows a closing quote";
        r->at++;
    }
}

enum err
csv_next(struct csv_reader *r, struct csv_row *ret_row)
{
    enum err e = OK;
    size_t from;

    while (r->at < r->bytes.len && at_break(r))
        skip_break(r);
    if (r->at == r->bytes.len)
        return ERR_NOT_FOUND;
    from = r->at;
    ret_row->len = 0;
    ret_row->line = r->line;
    ret_row->problem = take_row(r, ret_row, &e);
    if (e != OK)
        return e;
    if (ret_row->problem != NULL) {
        r->at = from;
        r->line = ret_row->line;
        ret_row->len = 0;
        while (!at_break(r))
            r->at++;
    }
    skip_break(r);
    return OK;
}

struct slice
csv_field(const struct csv_row *row, int column)
{
    if (column < 0 || column >= row->len)
        return (struct slice){0};
    return slice_trim(row->fields[column]);
}

int
csv_column(const struct csv_row *headings, const char *name)
{
    for (int i = 0; i < headings->len; i++) {
        if (slice_eq_ascii_nocase(slice_trim(headings->fields[i]), slice_of(name)))
            return i;
    }
    return -1;
}
