/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/item_sheet.h"

#include "base/text.h"

enum { LIST_BYTES_MAX = 2 * ITEM_CHOICES_MAX * (ITEM_CHOICE_BYTES_MAX + 4) };

/* --- out -------------------------------------------------------------------- */

static bool
is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* So that it is read again as it is: `parting` is what parts the pieces of this list. */
static void
put_piece(struct text *t, struct slice piece, char parting)
{
    for (size_t i = 0; i < piece.len; i++) {
        char c = piece.at[i];
        bool edge = i == 0 || i == piece.len - 1;

        if (c == '\n') {
            text_puts(t, "\\n");
            continue;
        }
        if (c == '\\' || (c == parting && parting != '\n') || (i == 0 && c == '*') ||
            (edge && is_space(c)))
            text_putc(t, '\\');
        text_putc(t, c);
    }
}

static enum err
put_texts(struct arena *a, const struct slice *texts, int len, char parting, struct slice *ret)
{
    struct text t = text_init(a, LIST_BYTES_MAX);

    for (int i = 0; i < len; i++) {
        if (i > 0)
            text_puts(&t, parting == '\n' ? "\n" : " | ");
        put_piece(&t, texts[i], parting);
    }
    return text_end(&t, ret);
}

static enum err
put_options(struct arena *a, const struct item_blank *b, struct slice *ret)
{
    struct text t = text_init(a, LIST_BYTES_MAX);

    for (int i = 0; i < b->choices_len; i++) {
        if (i > 0)
            text_putc(&t, '\n');
        if (b->choices[i].credit > 0)
            text_puts(&t, "* ");
        put_piece(&t, b->choices[i].text, '\n');
    }
    return text_end(&t, ret);
}

static enum err
put_blank(struct arena *a, const struct item_blank *b, struct item_sheet_row *row)
{
    row->label = b->label;
    if (b->choices_len > 0)
        TRY(put_options(a, b, &row->options));
    if (b->accepted_len > 0)
        TRY(put_texts(a, b->accepted, b->accepted_len, '\n', &row->accepted));
    return OK;
}

static struct slice
worth_of(const struct item *it, int credit)
{
    static const char DIGITS[] = "0123456789";

    if (it->kind == ITEM_ORDER || it->kind == ITEM_MATCH ||
        (credit == 0 && it->kind != ITEM_SITUATION))
        return SLICE("");
    return (struct slice){DIGITS + credit, 1};
}

enum err
item_sheet_of(struct arena *a, const struct item *it, struct slice competence,
              struct item_sheet *ret_sheet)
{
    struct item_sheet s = {.code = it->code,
                           .competence = competence,
                           .kind = it->kind,
                           .facet = it->facet,
                           .text = it->text,
                           .explanation = it->explanation,
                           .after = it->after};
    struct text level = text_init(a, 8);

    text_int(&level, it->level);
    TRY(text_end(&level, &s.level));
    TRY(put_texts(a, it->columns, it->columns_len, '|', &s.columns));
    s.rows_len = it->choices_len > it->blanks_len ? it->choices_len : it->blanks_len;
    for (int i = 0; i < it->choices_len; i++) {
        s.rows[i].text = it->choices[i].text;
        s.rows[i].worth = worth_of(it, it->choices[i].credit);
        if (it->kind == ITEM_PICK)
            TRY(put_texts(a, it->choices[i].cells, it->columns_len, '|', &s.rows[i].text));
    }
    for (int i = 0; i < it->blanks_len; i++)
        TRY(put_blank(a, &it->blanks[i], &s.rows[i]));
    *ret_sheet = s;
    return OK;
}

/* --- in --------------------------------------------------------------------- */

struct reading {
    struct arena *arena;
    struct item_sheet_faults *faults;
    int row; /* that is being read */
};

static void
fault_add(const struct reading *r, enum item_sheet_field field, int rule, int bytes_max)
{
    struct item_sheet_faults *f = r->faults;

    for (int i = 0; i < f->len; i++)
        if (f->faults[i].field == field)
            return;
    f->faults[f->len++] = (struct item_sheet_fault){
        .field = field, .rule = rule, .bytes_max = bytes_max, .row = r->row};
}

/* A piece without the space around it and without backslashes. */
static enum err
take_piece(const struct reading *r, struct slice raw, bool starred, struct item_choice *ret_choice)
{
    struct text t = text_init(r->arena, LIST_BYTES_MAX);
    size_t solid = 0; /* up to the last letter that counts */
    size_t i = 0;

    while (i < raw.len && is_space(raw.at[i]))
        i++;
    if (starred && i < raw.len && raw.at[i] == '*') {
        ret_choice->credit = 1;
        for (i++; i < raw.len && is_space(raw.at[i]);)
            i++;
    }
    for (; i < raw.len; i++) {
        bool taken = raw.at[i] == '\\' && i + 1 < raw.len;

        i += taken;
        text_putc(&t, taken && raw.at[i] == 'n' ? '\n' : raw.at[i]);
        if (taken || !is_space(raw.at[i]))
            solid = t.len;
    }
    TRY(text_end(&t, &ret_choice->text));
    ret_choice->text.len = solid;
    return OK;
}

/* The next piece up to a parting letter that no backslash stands before. */
static bool
next_piece(struct slice *rest, char parting, struct slice *ret_piece)
{
    size_t i = 0;

    if (rest->at == NULL)
        return false;
    while (i < rest->len && rest->at[i] != parting)
        i += rest->at[i] == '\\' && i + 1 < rest->len ? 2 : 1;
    *ret_piece = slice_sub(*rest, 0, i);
    *rest = i < rest->len ? slice_sub(*rest, i + 1, rest->len) : (struct slice){NULL, 0};
    return true;
}

struct piece_list {
    struct item_choice *choices;
    int len;
};

/* At most `max` pieces; empty ones count when cells are parted, else they are passed over. */
static enum err
take_list(const struct reading *r, struct slice raw, char parting, int max,
          struct piece_list *ret_list)
{
    struct item_choice *choices = arena_array(r->arena, struct item_choice, (size_t)max);
    struct slice piece;
    int len = 0;

    if (choices == NULL)
        return ERR_LIMIT;
    if (raw.len == 0)
        raw.at = NULL;
    while (next_piece(&raw, parting, &piece)) {
        if (parting == '\n' && slice_trim(piece).len == 0)
            continue;
        if (len == max) {
            fault_add(r, SHEET_ROWS, 1, 0);
            break;
        }
        TRY(take_piece(r, piece, parting == '\n', &choices[len]));
        if (choices[len].text.len > ITEM_CHOICE_BYTES_MAX)
            fault_add(r, SHEET_ROWS, 0, ITEM_CHOICE_BYTES_MAX);
        len++;
    }
    *ret_list = (struct piece_list){choices, len};
    return OK;
}

static enum err
texts_of(const struct reading *r, struct piece_list list, const struct slice **ret_texts)
{
    struct slice *texts = arena_array(r->arena, struct slice, ITEM_PARTS_MAX);

    if (texts == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < list.len; i++)
        texts[i] = list.choices[i].text;
    *ret_texts = texts;
    return OK;
}

/* Digits alone, up to what the kind knows; a fault otherwise. */
static uint8_t
credit_of(const struct reading *r, const struct item *it, struct slice worth)
{
    int64_t credit = 0;

    worth = slice_trim(worth);
    if (worth.len > 0 && slice_int(worth, 0, item_credit_max(it), &credit) != OK)
        fault_add(r, SHEET_ROWS, it->kind == ITEM_SITUATION ? 7 : 2, 0);
    return (uint8_t)credit;
}

static enum err
read_cells(const struct reading *r, struct slice raw, int columns, struct item_choice *choice)
{
    struct piece_list cells = {.len = 0};

    TRY(take_list(r, raw, '|', ITEM_COLUMNS_MAX, &cells));
    if (cells.len != columns)
        fault_add(r, SHEET_ROWS, 2, 0);
    choice->text = (struct slice){NULL, 0};
    return texts_of(r, cells, &choice->cells);
}

static enum err
read_blank(const struct reading *r, const struct item_sheet_row *row, struct item_blank *b)
{
    struct piece_list list = {.len = 0};

    b->label = row->label;
    if (b->label.len > ITEM_TEXT_BYTES_MAX)
        fault_add(r, SHEET_ROWS, 0, ITEM_TEXT_BYTES_MAX);
    TRY(take_list(r, row->options, '\n', ITEM_CHOICES_MAX, &list));
    b->choices_len = list.len;
    b->choices = list.len > 0 ? list.choices : NULL;
    TRY(take_list(r, row->accepted, '\n', ITEM_ACCEPTED_MAX, &list));
    b->accepted_len = list.len;
    return texts_of(r, list, &b->accepted);
}

static bool
is_filled(const struct item_sheet_row *row)
{
    return row->text.len + row->label.len + row->options.len + row->accepted.len > 0;
}

static enum err
read_row(struct reading *r, const struct item_sheet_row *row, struct item *it,
         struct item_choice *choices, struct item_blank *blanks)
{
    bool blank = it->kind == ITEM_GAP || it->kind == ITEM_FORM;

    if (blank)
        return read_blank(r, row, &blanks[it->blanks_len++]);
    if (it->kind == ITEM_MATCH)
        blanks[it->blanks_len++].label = row->label;
    choices[it->choices_len].text = row->text;
    if (row->text.len > ITEM_CHOICE_BYTES_MAX || row->label.len > ITEM_CHOICE_BYTES_MAX)
        fault_add(r, SHEET_ROWS, 0, ITEM_CHOICE_BYTES_MAX);
    if (it->kind != ITEM_ORDER && it->kind != ITEM_MATCH)
        choices[it->choices_len].credit = credit_of(r, it, row->worth);
    it->choices_len++;
    return it->kind == ITEM_PICK
               ? read_cells(r, row->text, it->columns_len, &choices[it->choices_len - 1])
               : OK;
}

static enum err
read_rows(struct reading *r, const struct item_sheet *sheet, struct item *it)
{
    struct item_choice *choices = arena_array(r->arena, struct item_choice, ITEM_PARTS_MAX);
    struct item_blank *blanks = arena_array(r->arena, struct item_blank, ITEM_PARTS_MAX);

    if (choices == NULL || blanks == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < sheet->rows_len; i++) {
        r->row = i;
        if (is_filled(&sheet->rows[i]))
            TRY(read_row(r, &sheet->rows[i], it, choices, blanks));
    }
    r->row = -1;
    it->choices = it->choices_len > 0 ? choices : NULL;
    it->blanks = it->blanks_len > 0 ? blanks : NULL;
    return OK;
}

static struct slice
read_word(const struct reading *r, struct slice word, enum item_sheet_field field, int bytes_max)
{
    bool needed = field == SHEET_CODE || field == SHEET_FACET || field == SHEET_TEXT;

    if (needed && word.len == 0)
        fault_add(r, field, 1, 0);
    if (word.len > (size_t)bytes_max)
        fault_add(r, field, 0, bytes_max);
    return word;
}

static enum err
read_columns(const struct reading *r, const struct item_sheet *sheet, struct item *it)
{
    struct piece_list list = {.len = 0};

    TRY(take_list(r, sheet->columns, '|', ITEM_COLUMNS_MAX, &list));
    it->columns_len = list.len;
    for (int i = 0; i < list.len; i++)
        if (list.choices[i].text.len == 0)
            fault_add(r, SHEET_COLUMNS, 2, 0);
    if (list.len == 0)
        fault_add(r, SHEET_COLUMNS, 2, 0);
    return texts_of(r, list, &it->columns);
}

enum err
item_sheet_read(struct arena *a, const struct item_sheet *sheet, struct competence_id competence,
                struct item *ret_item, struct item_sheet_faults *ret_faults)
{
    struct reading r = {.arena = a, .faults = ret_faults, .row = -1};
    struct item it = {.competence = competence, .kind = sheet->kind};
    int64_t level = 1;
    int rule;

    ret_faults->len = 0;
    it.code = read_word(&r, sheet->code, SHEET_CODE, CODE_BYTES_MAX);
    if (slice_int(slice_trim(sheet->level), 1, LEVEL_MAX, &level) != OK)
        fault_add(&r, SHEET_LEVEL, 1, 0);
    it.level = (uint8_t)level;
    it.facet = read_word(&r, sheet->facet, SHEET_FACET, CODE_BYTES_MAX);
    it.text = read_word(&r, sheet->text, SHEET_TEXT, ITEM_TEXT_BYTES_MAX);
    it.explanation = read_word(&r, sheet->explanation, SHEET_EXPLANATION, ITEM_TEXT_BYTES_MAX);
    if (it.kind == ITEM_GAP)
        it.after = read_word(&r, sheet->after, SHEET_AFTER, ITEM_TEXT_BYTES_MAX);
    if (it.kind == ITEM_PICK)
        TRY(read_columns(&r, sheet, &it));
    TRY(read_rows(&r, sheet, &it));
    rule = ret_faults->len == 0 ? item_fault(&it) : 0;
    if (rule != 0)
        fault_add(&r, SHEET_ROWS, rule, 0);
    *ret_item = it;
    return OK;
}
