/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/block_csv.h"

#include <string.h>

#include "base/csv_cell.h"
#include "exchange/list_csv.h"

enum { LOOSE_BYTES_MAX = 4000 };

/* Headings besides the names of the columns, as after list_csv_heading(). */
static const struct {
    int column;
    const char *word;
} OTHERS[] = {
    {LIST_CODE, "bausteincode"},
    {LIST_CODE, "code"},
    {LIST_CODE, "kurzel"},
    {LIST_BLOCK + BLOCK_TITLE, "name"},
    {LIST_BLOCK + BLOCK_SUMMARY, "kurzbeschreibung"},
    {LIST_BLOCK + BLOCK_SUMMARY, "zusammenfassung"},
    {LIST_BLOCK + BLOCK_FORMAT, "format"},
    {LIST_BLOCK + BLOCK_CERTIFICATE, "zertifikat"},
    {LIST_BLOCK + BLOCK_URL, "link"},
    {LIST_BLOCK + BLOCK_HOURS, "dauer"},
    {LIST_BLOCK + BLOCK_PRICE, "preisineuro"},
    {LIST_BLOCK + BLOCK_GIVES, "lernziele"},
    {LIST_BLOCK + BLOCK_GIVES, "kompetenzen"},
    {LIST_BLOCK + BLOCK_GIVES, "competences"},
    {LIST_BLOCK + BLOCK_NEEDS, "prerequisites"},
    {LIST_BLOCK + BLOCK_TARGET_GROUPS, "stellen"},
    {LIST_BLOCK + BLOCK_ACCESS, "barrierefreiheit"},
    {LIST_BLOCK + BLOCK_ACCESS, "accessibility"},
    {LIST_RUN + RUN_FIRST, "start"},
    {LIST_RUN + RUN_FIRST, "erstertag"},
    {LIST_RUN + RUN_FIRST, "startdate"},
    {LIST_RUN + RUN_LAST, "letztertag"},
    {LIST_RUN + RUN_LAST, "enddate"},
    {LIST_RUN + RUN_SITTINGS, "sessions"},
    {LIST_RUN + RUN_PLACE, "place"},
    {LIST_RUN + RUN_POSTCODE, "postleitzahl"},
    {LIST_RUN + RUN_CITY, "stadt"},
    {LIST_RUN + RUN_SEATS, "platze"},
    {LIST_RUN + RUN_SEATS_MIN, "mindestplatze"},
};

struct reader {
    struct arena *arena;
    enum charset charset;
    int columns[LIST_COLUMNS]; /* of the file; -1: none */
    int headings_len;
    struct block_list *list;
    bool sound; /* the line at hand */
};

/* A line as text: empty where nothing is stated. */
struct cells {
    struct slice at[LIST_COLUMNS];
};

static enum err
complain(struct reader *r, struct list_problem problem)
{
    r->sound = false;
    return block_list_add_problem(r->arena, r->list, problem);
}

static enum err
complain_of(struct reader *r, int line, int column, enum list_fault fault)
{
    return complain(r, (struct list_problem){.line = line, .column = column, .fault = fault});
}

/* --- headings ------------------------------------------------------------ */

/* A name without its signs: "target_groups" is "targetgroups". */
static bool
is_name(struct slice word, const char *name)
{
    size_t k = 0;

    for (const char *c = name; *c != '\0'; c++) {
        if (*c == '_')
            continue;
        if (k == word.len || word.at[k++] != *c)
            return false;
    }
    return k == word.len;
}

static int
column_of(struct slice word)
{
    for (int i = 0; i < LIST_COLUMNS; i++) {
        if (is_name(word, list_column_name(i)) || is_name(word, list_column_english(i)))
            return i;
    }
    for (size_t i = 0; i < ARRAY_LEN(OTHERS); i++) {
        if (slice_is(word, OTHERS[i].word))
            return OTHERS[i].column;
    }
    return LIST_LINE;
}

static enum err
read_headings(struct reader *r, const struct csv_row *row)
{
    r->headings_len = row->len;
    for (int i = 0; i < row->len; i++) {
        struct slice text = {0};
        struct slice word = {0};
        int c;

        TRY(list_csv_heading(r->arena, r->charset, csv_field(row, i), &text, &word));
        c = column_of(word);
        if (c == LIST_LINE) {
            if (text.len > 0)
                r->list->ignored[r->list->ignored_len++] = text;
        } else if (r->columns[c] >= 0) {
            TRY(complain(r, (struct list_problem){.line = row->line,
                                                  .column = c,
                                                  .fault = LIST_HEADING_TWICE,
                                                  .value = text}));
        } else {
            r->columns[c] = i;
            r->list->stated |= UINT32_C(1) << c;
        }
    }
    if (r->columns[LIST_CODE] < 0 && r->columns[LIST_BLOCK + BLOCK_TITLE] < 0)
        TRY(complain_of(r, row->line, LIST_BLOCK + BLOCK_TITLE, LIST_HEADING_MISSING));
    return OK;
}

/* --- a line ----------------------------------------------------------------------- */

static enum err
take(struct reader *r, const struct csv_row *row, int c, struct slice *ret_text)
{
    struct slice field = csv_field(row, r->columns[c]);
    struct list_problem longer = {
        .line = row->line, .column = c, .fault = LIST_WRONG, .wrong = BLOCK_LONG};
    size_t max = list_column_max(c) + 1; /* with an apostrophe in front */
    struct slice text = {0};
    enum err e;

    *ret_text = SLICE("");
    if (field.len == 0)
        return OK;
    if (field.len > max)
        return complain(r, longer);
    e = charset_text(r->arena, r->charset, field, 3 * max, &text);
    if (e == ERR_INVALID)
        return complain_of(r, row->line, c, LIST_NOT_TEXT);
    TRY(e);
    text = slice_trim(csv_cell_without_guard(slice_trim(text)));
    if (text.len > list_column_max(c)) /* umlauts of Windows-1252 have two bytes now */
        return complain(r, longer);
    *ret_text = text;
    return OK;
}

static enum err
take_all(struct reader *r, const struct csv_row *row, struct cells *cells)
{
    for (int i = r->headings_len; i < row->len; i++) {
        if (csv_field(row, i).len > 0)
            return complain_of(r, row->line, LIST_LINE, LIST_LINE_WIDE);
    }
    for (int i = 0; i < LIST_COLUMNS; i++)
        TRY(take(r, row, i, &cells->at[i]));
    return OK;
}

static bool
has_run(const struct cells *cells)
{
    for (int i = LIST_RUN; i < LIST_COLUMNS; i++) {
        if (cells->at[i].len > 0)
            return true;
    }
    return false;
}

/* PUBLISH-14: by the code; who has none, by the title among those without. */
static struct list_entry *
entry_of(const struct block_list *list, const struct cells *cells)
{
    for (int i = 0; i < list->len; i++) {
        struct list_entry *e = &list->entries[i];

        if (cells->at[LIST_CODE].len > 0
                ? slice_eq(e->code, cells->at[LIST_CODE])
                : e->code.len == 0 &&
                      slice_eq(e->sheet.fields[BLOCK_TITLE], cells->at[LIST_BLOCK + BLOCK_TITLE]))
            return e;
    }
    return NULL;
}

static enum err
add_entry(struct reader *r, int line, const struct cells *cells, struct list_entry **ret_entry)
{
    struct block_list *list = r->list;
    struct list_entry *e = NULL;

    *ret_entry = NULL;
    if (list->len == OFFER_ROWS_MAX)
        return complain_of(r, line, LIST_LINE, LIST_BLOCKS_MANY);
    if (list->entries == NULL)
        list->entries = arena_array(r->arena, struct list_entry, OFFER_ROWS_MAX);
    if (list->entries == NULL)
        return ERR_LIMIT;
    e = &list->entries[list->len++];
    e->line = line;
    e->code = cells->at[LIST_CODE];
    for (int i = 0; i < BLOCK_FIELDS; i++)
        e->sheet.fields[i] = cells->at[LIST_BLOCK + i];
    *ret_entry = e;
    return OK;
}

static bool
is_bare(const struct cells *cells)
{
    struct module_sheet said = {.runs = NULL};

    for (int i = 0; i < BLOCK_FIELDS; i++)
        said.fields[i] = cells->at[LIST_BLOCK + i];
    return list_is_bare(&said);
}

/* A further line of a block says nothing of its text, or the same; lines may be in any order. */
static enum err
compare(struct reader *r, int line, struct list_entry *e, const struct cells *cells)
{
    if (list_is_bare(&e->sheet) && !is_bare(cells)) {
        for (int i = 0; i < BLOCK_FIELDS; i++)
            e->sheet.fields[i] = cells->at[LIST_BLOCK + i];
        return OK;
    }
    for (int i = 0; i < BLOCK_FIELDS; i++) {
        struct slice said = cells->at[LIST_BLOCK + i];

        if (said.len > 0 && !slice_eq(said, e->sheet.fields[i]))
            TRY(complain(r, (struct list_problem){.line = line,
                                                  .column = LIST_BLOCK + i,
                                                  .fault = LIST_DIFFERS,
                                                  .other_line = e->line}));
    }
    return OK;
}

static enum err
add_run(struct reader *r, int line, struct list_entry *e, const struct cells *cells)
{
    struct module_sheet *s = &e->sheet;

    if (s->runs == NULL) {
        s->runs = arena_array(r->arena, struct run_sheet, BLOCK_RUNS_MAX);
        e->run_lines = arena_array(r->arena, int, BLOCK_RUNS_MAX);
    }
    if (s->runs == NULL || e->run_lines == NULL)
        return ERR_LIMIT;
    if (s->runs_len == BLOCK_RUNS_MAX)
        return complain_of(r, line, LIST_LINE, LIST_RUNS_MANY);
    for (int i = 0; i < RUN_FIELDS; i++)
        s->runs[s->runs_len].fields[i] = cells->at[LIST_RUN + i];
    e->run_lines[s->runs_len++] = line;
    return OK;
}

static enum err
read_line(struct reader *r, const struct csv_row *row)
{
    struct cells cells;
    struct list_entry *e;

    r->sound = true;
    if (row->problem != NULL)
        return complain_of(r, row->line, LIST_LINE, LIST_LINE_BROKEN);
    TRY(take_all(r, row, &cells));
    if (!r->sound)
        return OK;
    if (cells.at[LIST_CODE].len == 0 && cells.at[LIST_BLOCK + BLOCK_TITLE].len == 0)
        return complain_of(r, row->line, LIST_BLOCK + BLOCK_TITLE, LIST_NO_BLOCK);
    e = entry_of(r->list, &cells);
    if (e != NULL)
        TRY(compare(r, row->line, e, &cells));
    else
        TRY(add_entry(r, row->line, &cells, &e));
    return e != NULL && has_run(&cells) ? add_run(r, row->line, e, &cells) : OK;
}

/* --- the file ------------------------------------------------------------ */

static enum err
refuse_file(struct reader *r, enum list_fault fault)
{
    r->list->len = 0;
    return complain_of(r, 1, LIST_LINE, fault);
}

static enum err
read_rows(struct reader *r, struct csv_reader *csv, struct csv_row *row)
{
    enum err e = csv_next(csv, row);

    while (e == OK && list_csv_is_blank(row))
        e = csv_next(csv, row);
    if (e == ERR_NOT_FOUND)
        return refuse_file(r, LIST_FILE_EMPTY);
    TRY(e);
    if (row->problem != NULL)
        return complain_of(r, row->line, LIST_LINE, LIST_LINE_BROKEN);
    TRY(read_headings(r, row));
    if (r->list->problems_count > 0)
        return OK; /* every line would say the same */
    while ((e = csv_next(csv, row)) == OK) {
        if (list_csv_is_blank(row))
            continue;
        if (r->list->lines == LIST_LINES_MAX)
            return refuse_file(r, LIST_LINES_MANY);
        r->list->lines++;
        TRY(read_line(r, row));
    }
    if (e != ERR_NOT_FOUND)
        return e;
    return r->list->lines == 0 ? refuse_file(r, LIST_FILE_EMPTY) : OK;
}

static enum err
read_file(struct reader *r, struct slice bytes)
{
    struct csv_row *row = arena_new(r->arena, struct csv_row);
    struct csv_reader csv;

    if (row == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < LIST_COLUMNS; i++)
        r->columns[i] = -1;
    if (bytes.len > OFFER_UPLOAD_BYTES_MAX)
        return refuse_file(r, LIST_FILE_LARGE);
    if (charset_detect(&bytes, &r->charset) != OK)
        return refuse_file(r, LIST_FILE_CHARSET);
    csv = list_csv_open(r->arena, bytes);
    csv.row_bytes_max = BLOCK_CSV_ROW_BYTES_MAX;
    return read_rows(r, &csv, row);
}

enum err
block_csv_read(struct ctx *ctx, struct slice bytes, struct block_list *ret_list)
{
    struct reader r = {.arena = ctx->arena, .list = ret_list};

    *ret_list = (struct block_list){.len = 0};
    if (read_file(&r, bytes) != OK)
        return fail(ctx, ERR_LIMIT, "no memory left for a list of %zu bytes", bytes.len);
    return OK;
}

/* --- out ------------------------------------------------------------------------- */

/* Lists on one line: "D1.1 0-3; D1.2 1-2". */
static bool
is_list(int column)
{
    return column == LIST_BLOCK + BLOCK_GIVES || column == LIST_BLOCK + BLOCK_NEEDS ||
           column == LIST_BLOCK + BLOCK_TARGET_GROUPS || column == LIST_BLOCK + BLOCK_TOPICS ||
           column == LIST_BLOCK + BLOCK_ACCESS || column == LIST_RUN + RUN_SITTINGS;
}

/* A very long list without spaces, so that it still fits into its field. */
static void
put_list(struct text *t, struct slice rest)
{
    const char *between = rest.len <= LOOSE_BYTES_MAX ? "; " : ";";
    struct slice part = {0};
    bool first = true;

    text_putc(t, '"');
    while (sheet_next(&rest, false, &part)) {
        text_puts(t, first ? csv_cell_guard(part) : between);
        first = false;
        csv_cell_put_bytes(t, part);
    }
    text_putc(t, '"');
}

static void
put_column(struct text *t, int column, struct slice s)
{
    if (column > 0)
        text_putc(t, ';');
    if (is_list(column))
        put_list(t, s);
    else
        csv_cell_put(t, slice_trim(s));
}

void
block_csv_put_head(struct text *t)
{
    text_puts(t, "\xef\xbb\xbf");
    for (int i = 0; i < LIST_COLUMNS; i++)
        put_column(t, i, slice_of(list_column_name(i)));
    text_puts(t, "\r\n");
}

static void
put_line(struct text *t, struct slice code, const struct module_sheet *s, int run)
{
    put_column(t, LIST_CODE, code);
    for (int i = 0; i < BLOCK_FIELDS; i++)
        put_column(t, LIST_BLOCK + i,
                   run <= 0 || (i == BLOCK_TITLE && code.len == 0) ? s->fields[i] : SLICE(""));
    for (int i = 0; i < RUN_FIELDS; i++)
        put_column(t, LIST_RUN + i, run < s->runs_len ? s->runs[run].fields[i] : SLICE(""));
    text_puts(t, "\r\n");
}

void
block_csv_put(struct text *t, struct slice code, const struct module_sheet *sheet)
{
    put_line(t, code, sheet, 0);
    for (int i = 1; i < sheet->runs_len; i++)
        put_line(t, code, sheet, i);
}
