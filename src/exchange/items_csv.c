/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/items_csv.h"

#include <stdio.h>
#include <string.h>

#include "base/csv_cell.h"
#include "exchange/charset.h"
#include "exchange/csv_read.h"

enum { HEADS = 9, ROW_WORDS = 5, COLUMNS = HEADS + ROW_WORDS * ITEM_PARTS_MAX };

_Static_assert((int)COLUMNS <= (int)CSV_FIELDS_MAX, "a line of CSV has room for an item");

static const char *const HEAD[HEADS] = {"code", "kompetenz",  "art",     "niveau", "facette",
                                        "text", "erklaerung", "spalten", "danach"};
static const char *const ROW_WORD[ROW_WORDS] = {"antwort", "wert", "feld", "auswahl", "getippt"};

static struct slice *
head_of(struct item_sheet *s, int column, struct slice *kind)
{
    struct slice *const to[HEADS] = {&s->code, &s->competence,  kind,        &s->level, &s->facet,
                                     &s->text, &s->explanation, &s->columns, &s->after};

    return to[column];
}

static struct slice *
word_of(struct item_sheet_row *row, int column)
{
    struct slice *const to[ROW_WORDS] = {&row->text, &row->worth, &row->label, &row->options,
                                         &row->accepted};

    return to[column];
}

/* --- out -------------------------------------------------------------------- */

/* In quotes when the field needs them. */
static void
put_field(struct text *t, struct slice field)
{
    bool quoted = false;

    for (size_t i = 0; i < field.len; i++) {
        char c = field.at[i];

        quoted |= c == '"' || c == ';' || c == ',' || c == '\t' || c == '\n' || c == '\r';
    }
    quoted |= field.len > 0 && (field.at[0] == ' ' || field.at[field.len - 1] == ' ');
    if (quoted) {
        csv_cell_put(t, field);
        return;
    }
    text_puts(t, csv_cell_guard(field));
    text_put(t, field);
}

void
items_csv_put_headings(struct text *t)
{
    text_puts(t, "\xef\xbb\xbf");
    for (int i = 0; i < HEADS; i++)
        text_printf(t, "%s%s", i > 0 ? ";" : "", HEAD[i]);
    for (int r = 0; r < ITEM_PARTS_MAX; r++)
        for (int w = 0; w < ROW_WORDS; w++)
            text_printf(t, ";%s%d", ROW_WORD[w], r + 1);
    text_puts(t, "\r\n");
}

enum err
items_csv_put(struct ctx *ctx, struct text *t, const struct item *it, struct slice competence)
{
    struct item_sheet s = {.rows_len = 0};
    struct slice kind = slice_of(item_kind_code(it->kind));
    size_t before = t->len;

    if (item_sheet_of(ctx->arena, it, competence, &s) != OK)
        return fail(ctx, ERR_LIMIT, "no memory for an item");
    for (int i = 0; i < HEADS; i++) {
        if (i > 0)
            text_putc(t, ';');
        put_field(t, *head_of(&s, i, &kind));
    }
    for (int r = 0; r < ITEM_PARTS_MAX; r++) {
        for (int w = 0; w < ROW_WORDS; w++) {
            text_putc(t, ';');
            put_field(t, *word_of(&s.rows[r], w));
        }
    }
    text_puts(t, "\r\n");
    if (t->failed || t->len - before > CSV_ROW_BYTES_MAX)
        return fail(ctx, ERR_LIMIT, "item %.*s is longer than a line of CSV may be",
                    SLICE_ARG(it->code));
    return OK;
}

/* --- in --------------------------------------------------------------------- */

struct reading {
    struct ctx *ctx;
    const struct framework *framework;
    enum charset charset;
    struct item_import *import;
    int head[HEADS]; /* column of the file; -1: it is not there */
    int word[ITEM_PARTS_MAX][ROW_WORDS];
};

static void
tell(const struct reading *r, enum item_problem what, int line, struct slice value)
{
    item_import_tell(r->import,
                     (struct item_import_problem){.what = what, .line = line, .value = value});
}

/* Which columns there are; false when one is missing that every item needs. */
static bool
find_columns(struct reading *r, const struct csv_row *headings)
{
    static const int NEEDED[] = {1, 2, 3, 4, 5};
    bool complete = true;

    for (int i = 0; i < HEADS; i++)
        r->head[i] = csv_column(headings, HEAD[i]);
    for (int p = 0; p < ITEM_PARTS_MAX; p++) {
        for (int w = 0; w < ROW_WORDS; w++) {
            char name[24];

            (void)snprintf(name, sizeof name, "%s%d", ROW_WORD[w], p + 1);
            r->word[p][w] = csv_column(headings, name);
        }
    }
    for (size_t i = 0; i < ARRAY_LEN(NEEDED); i++) {
        if (r->head[NEEDED[i]] >= 0)
            continue;
        tell(r, ITEM_PROBLEM_COLUMN, headings->line, slice_of(HEAD[NEEDED[i]]));
        complete = false;
    }
    return complete;
}

/* As it stands, spaces too: they may belong to a gap. Line ends of Windows become ours. */
static enum err
field(const struct reading *r, const struct csv_row *row, int column, struct slice *ret_text)
{
    struct slice raw = column >= 0 && column < row->len ? row->fields[column] : SLICE("");
    struct text t = text_init(r->ctx->arena, CSV_ROW_BYTES_MAX);
    struct slice plain = {0};
    enum err e;

    *ret_text = SLICE("");
    if (raw.len == 0)
        return OK;
    for (size_t i = 0; i < raw.len; i++)
        if (raw.at[i] != '\r')
            text_putc(&t, raw.at[i]);
        else if (i + 1 == raw.len || raw.at[i + 1] != '\n')
            text_putc(&t, '\n');
    TRY(text_end(&t, &plain));
    e = charset_text(r->ctx->arena, r->charset, plain, 4 * (size_t)CSV_ROW_BYTES_MAX, ret_text);
    if (e == ERR_INVALID) {
        tell(r, ITEM_PROBLEM_CHARSET, row->line, SLICE(""));
        return OK;
    }
    TRY(e);
    *ret_text = csv_cell_without_guard(*ret_text);
    return OK;
}

static enum err
read_sheet(const struct reading *r, const struct csv_row *row, struct item_sheet *s,
           struct slice *ret_kind)
{
    for (int i = 0; i < HEADS; i++)
        TRY(field(r, row, r->head[i], head_of(s, i, ret_kind)));
    s->rows_len = ITEM_PARTS_MAX;
    for (int p = 0; p < ITEM_PARTS_MAX; p++)
        for (int w = 0; w < ROW_WORDS; w++)
            TRY(field(r, row, r->word[p][w], word_of(&s->rows[p], w)));
    s->code = slice_trim(s->code);
    s->competence = slice_trim(s->competence);
    *ret_kind = slice_trim(*ret_kind);
    return OK;
}

static enum err
read_item(const struct reading *r, const struct csv_row *row)
{
    struct item_imported im = {.line = row->line};
    struct item_sheet_faults faults = {.len = 0};
    struct item_sheet s = {.rows_len = 0};
    struct slice kind = {0};
    struct slice code;
    const struct competence *c;
    int64_t problems = r->import->problems_count;

    TRY(read_sheet(r, row, &s, &kind));
    c = framework_by_code(r->framework, s.competence);
    if (c == NULL)
        tell(r, ITEM_PROBLEM_COMPETENCE, row->line, s.competence);
    if (item_kind_parse(kind, &s.kind) != OK)
        tell(r, ITEM_PROBLEM_KIND, row->line, kind);
    if (!item_import_code_is_sound(s.code))
        tell(r, ITEM_PROBLEM_CODE, row->line, s.code);
    if (r->import->problems_count > problems)
        return OK;
    code = s.code;
    if (code.len == 0)
        s.code = SLICE("neu");
    TRY(item_sheet_read(r->ctx->arena, &s, c->id, &im.item, &faults));
    for (int i = 0; i < faults.len; i++)
        item_import_tell(r->import, (struct item_import_problem){.what = ITEM_PROBLEM_RULE,
                                                                 .line = row->line,
                                                                 .value = code,
                                                                 .fault = faults.faults[i]});
    im.item.code = code;
    im.competence = c->code;
    if (faults.len == 0)
        item_import_take(r->import, &im);
    return OK;
}

/* A line of separators alone is none. */
static bool
is_blank(const struct csv_row *row)
{
    for (int i = 0; i < row->len; i++)
        if (slice_trim(row->fields[i]).len > 0)
            return false;
    return true;
}

static enum err
read_rows(struct reading *r, struct csv_reader *csv)
{
    struct csv_row *row = arena_new(r->ctx->arena, struct csv_row);
    bool headed = false;
    enum err e;

    if (row == NULL)
        return ERR_LIMIT;
    while ((e = csv_next(csv, row)) == OK) {
        if (row->problem != NULL) {
            tell(r, ITEM_PROBLEM_ROW, row->line, slice_of(row->problem));
            if (!headed)
                return OK;
            continue;
        }
        if (is_blank(row) || (!headed && slice_starts(row->fields[0], SLICE("sep="))))
            continue;
        if (headed) {
            TRY(read_item(r, row));
        } else if (!find_columns(r, row)) {
            return OK;
        }
        headed = true;
    }
    return e == ERR_NOT_FOUND ? OK : e;
}

enum err
items_csv_read(struct ctx *ctx, struct slice bytes, const struct framework *f,
               struct item_import *ret_import)
{
    struct reading r = {.ctx = ctx, .framework = f, .import = ret_import};
    struct csv_reader csv;
    enum err e = item_import_init(ctx->arena, ret_import);

    if (e == OK && charset_detect(&bytes, &r.charset) != OK) {
        tell(&r, ITEM_PROBLEM_CHARSET, 0, SLICE(""));
        return OK;
    }
    if (e == OK) {
        csv = csv_open(ctx->arena, bytes);
        e = read_rows(&r, &csv);
    }
    if (e != OK)
        return fail(ctx, ERR_LIMIT, "no memory for a list of items");
    if (ret_import->len == 0 && ret_import->problems_count == 0)
        tell(&r, ITEM_PROBLEM_EMPTY, 0, SLICE(""));
    return OK;
}
