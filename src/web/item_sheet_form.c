/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/item_sheet_form.h"

#include <string.h>

enum say_key
item_words_kind(enum item_kind kind)
{
    static const enum say_key KEYS[ITEM_KINDS] = {
        [ITEM_SINGLE] = SAY_ITEMS_KIND_SINGLE, [ITEM_MULTIPLE] = SAY_ITEMS_KIND_MULTIPLE,
        [ITEM_ORDER] = SAY_ITEMS_KIND_ORDER,   [ITEM_MATCH] = SAY_ITEMS_KIND_MATCH,
        [ITEM_GAP] = SAY_ITEMS_KIND_GAP,       [ITEM_PICK] = SAY_ITEMS_KIND_PICK,
        [ITEM_FORM] = SAY_ITEMS_KIND_FORM,     [ITEM_SITUATION] = SAY_ITEMS_KIND_SITUATION,
    };

    return KEYS[kind];
}

enum say_key
item_words_state(enum item_state state)
{
    static const enum say_key KEYS[ITEM_STATES] = {
        [ITEM_DRAFT] = SAY_ITEMS_STATE_DRAFT,       [ITEM_REVIEW] = SAY_ITEMS_STATE_REVIEW,
        [ITEM_APPROVED] = SAY_ITEMS_STATE_APPROVED, [ITEM_REPLACED] = SAY_ITEMS_STATE_REPLACED,
        [ITEM_RETIRED] = SAY_ITEMS_STATE_RETIRED,
    };

    return KEYS[state];
}

/* --- showing ---------------------------------------------------------------- */

static enum err
offer_competences(const struct page *page, struct item_sheet_form *f)
{
    const struct framework *fw = page->snap->catalogue->framework;

    f->competences =
        arena_array(page->req->arena, struct item_offer, (size_t)fw->competences_len + 1);
    if (f->competences == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < fw->competences_len; i++) {
        const struct competence *c = &fw->competences[i];
        struct text t = text_init(page->req->arena, 600);
        struct item_offer *o = &f->competences[f->competences_len++];

        text_put(&t, c->code);
        text_putc(&t, ' ');
        text_put(&t, page_name(page, c->name_de, c->name_en));
        TRY(text_end(&t, &o->label));
        o->value = c->code;
        o->chosen = slice_eq(c->code, f->sheet.competence);
    }
    return OK;
}

static enum err
offer_levels(const struct page *page, struct item_sheet_form *f)
{
    for (int level = 1; level <= LEVEL_MAX; level++) {
        struct text t = text_init(page->req->arena, 8);
        struct item_offer *o = &f->levels[f->levels_len++];

        text_int(&t, level);
        TRY(text_end(&t, &o->value));
        o->label = o->value;
        o->chosen = slice_eq(o->value, f->sheet.level);
    }
    return OK;
}

/* All rows there can be, the empty ones too: nobody needs script to get another one. */
static enum err
show_sheet(const struct page *page, struct item_sheet_form *f)
{
    f->rows_len = ITEM_PARTS_MAX;
    for (int i = 0; i < f->rows_len; i++) {
        int64_t credit = 0;

        if (i < f->sheet.rows_len)
            f->rows[i].row = f->sheet.rows[i];
        if (slice_int(f->rows[i].row.worth, 0, ITEM_CREDIT_MAX, &credit) == OK)
            f->rows[i].credit = (int)credit;
        f->rows[i].right = credit > 0;
    }
    TRY(offer_competences(page, f));
    return offer_levels(page, f);
}

enum err
item_sheet_form_new(const struct page *page, enum item_kind kind, struct slice competence,
                    struct item_sheet_form *ret_form)
{
    memset(ret_form, 0, sizeof *ret_form);
    ret_form->sheet.kind = kind;
    ret_form->sheet.competence = competence;
    return show_sheet(page, ret_form);
}

enum err
item_sheet_form_show(const struct page *page, const struct item *it,
                     struct item_sheet_form *ret_form)
{
    const struct competence *c = page->snap->catalogue->framework->by_id[it->competence.n];

    memset(ret_form, 0, sizeof *ret_form);
    if (c == NULL)
        return ERR_NOT_FOUND;
    TRY(item_sheet_of(page->req->arena, it, c->code, &ret_form->sheet));
    return show_sheet(page, ret_form);
}

/* --- reading ---------------------------------------------------------------- */

/* Browsers send CR LF; a text has LF. */
static enum err
sent(const struct page *page, const char *name, struct slice *ret_value)
{
    struct slice raw = form_value(&page->req->form, name);
    struct text t = text_init(page->req->arena, FORM_VALUE_BYTES_MAX + 1);

    for (size_t i = 0; i < raw.len; i++) {
        if (raw.at[i] != '\r')
            text_putc(&t, raw.at[i]);
        else if (i + 1 == raw.len || raw.at[i + 1] != '\n')
            text_putc(&t, '\n');
    }
    return text_end(&t, ret_value);
}

static enum err
sent_trimmed(const struct page *page, const char *name, struct slice *ret_value)
{
    TRY(sent(page, name, ret_value));
    *ret_value = slice_trim(*ret_value);
    return OK;
}

/* What stands in front of a gap keeps its spaces: they are part of the sentence. */
static enum err
read_row(const struct page *page, struct item_sheet *sheet, int i)
{
    struct item_sheet_row *row = &sheet->rows[i];
    char name[] = {'t', (char)('0' + i), 0};
    bool one = sheet->kind == ITEM_SINGLE || sheet->kind == ITEM_PICK;

    TRY(sent_trimmed(page, name, &row->text));
    name[0] = 'w';
    TRY(sent_trimmed(page, name, &row->worth));
    name[0] = 'l';
    TRY(sheet->kind == ITEM_GAP ? sent(page, name, &row->label)
                                : sent_trimmed(page, name, &row->label));
    name[0] = 'o';
    TRY(sent(page, name, &row->options));
    name[0] = 'k';
    TRY(sent(page, name, &row->accepted));
    if (sheet->kind == ITEM_GAP && row->options.len + row->accepted.len == 0 &&
        slice_trim(row->label).len == 0)
        row->label.len = 0;
    if (one) {
        struct slice right = form_value(&page->req->form, "richtig");

        row->worth = right.len == 1 && right.at[0] == '0' + i ? SLICE("1") : SLICE("");
    }
    return OK;
}

static enum err
read_sheet(const struct page *page, enum item_kind kind, struct slice code,
           struct item_sheet *sheet)
{
    memset(sheet, 0, sizeof *sheet);
    sheet->kind = kind;
    sheet->code = code;
    TRY(sent_trimmed(page, "kompetenz", &sheet->competence));
    TRY(sent_trimmed(page, "niveau", &sheet->level));
    TRY(sent_trimmed(page, "facette", &sheet->facet));
    TRY(sent_trimmed(page, "text", &sheet->text));
    TRY(sent_trimmed(page, "erklaerung", &sheet->explanation));
    TRY(sent_trimmed(page, "spalten", &sheet->columns));
    TRY(sent(page, "danach", &sheet->after));
    if (slice_trim(sheet->after).len == 0)
        sheet->after.len = 0;
    sheet->rows_len = ITEM_PARTS_MAX;
    for (int i = 0; i < sheet->rows_len; i++)
        TRY(read_row(page, sheet, i));
    return OK;
}

static enum say_key
rule_of(const struct item_sheet_fault *fault, int kind)
{
    static const enum say_key RULES[] = {
        SAY_ITEMS_RULE_NEEDED, SAY_ITEMS_RULE_NEEDED, SAY_ITEMS_RULE_2, SAY_ITEMS_RULE_3,
        SAY_ITEMS_RULE_4,      SAY_ITEMS_RULE_5,      SAY_ITEMS_RULE_6, SAY_ITEMS_RULE_7,
    };

    if (fault->rule == 1 && fault->field == SHEET_ROWS)
        return SAY_ITEMS_RULE_MANY;
    if (fault->rule == 2 && kind == ITEM_PICK)
        return SAY_ITEMS_RULE_2_PICK;
    return RULES[fault->rule];
}

/* Of each field, where it stands in the form. */
static const struct {
    const char *id;
    enum say_key label;
} FIELDS[SHEET_FIELDS] = {
    [SHEET_CODE] = {"text", SAY_ITEMS_TEXT},
    [SHEET_LEVEL] = {"niveau", SAY_ITEMS_LEVEL},
    [SHEET_FACET] = {"facette", SAY_ITEMS_FACET},
    [SHEET_TEXT] = {"text", SAY_ITEMS_TEXT},
    [SHEET_EXPLANATION] = {"erklaerung", SAY_ITEMS_EXPLANATION},
    [SHEET_COLUMNS] = {"spalten", SAY_ITEMS_COLUMNS},
    [SHEET_AFTER] = {"danach", SAY_ITEMS_AFTER},
    [SHEET_ROWS] = {"zeilen", SAY_ITEMS_ROWS},
};

static struct slice
message_of(const struct page *page, const struct item_sheet_fault *fault, int kind)
{
    return fault->rule == 0
               ? page_tell(page, SAY_ITEMS_TOO_LONG, SAY_ARGS(SAY_AS_INT(fault->bytes_max)))
               : page_say(page, rule_of(fault, kind));
}

struct slice
item_sheet_message(const struct page *page, const struct item_sheet_fault *fault)
{
    struct text t = text_init(page->req->arena, 1024);
    struct slice whole = {0};

    text_put(&t, page_say(page, FIELDS[fault->field].label));
    text_puts(&t, ": ");
    text_put(&t, message_of(page, fault, ITEM_KINDS));
    return text_end(&t, &whole) == OK ? whole : SLICE("");
}

static void
put_fault(const struct page *page, const struct item_sheet_fault *fault, struct item_sheet_form *f)
{
    struct slice *const to[SHEET_FIELDS] = {
        &f->text_error,        &f->level_error,   &f->facet_error, &f->text_error,
        &f->explanation_error, &f->columns_error, &f->after_error, &f->rows_error};
    struct slice message = message_of(page, fault, (int)f->sheet.kind);

    *to[fault->field] = message;
    if (fault->field == SHEET_ROWS)
        f->row_wrong = fault->row + 1;
    form_errors_add(&f->errors,
                    (struct form_error){slice_of(FIELDS[fault->field].id),
                                        page_say(page, FIELDS[fault->field].label), message});
}

enum err
item_sheet_form_read(const struct page *page, enum item_kind kind, struct slice code,
                     struct item_sheet_form *ret_form, struct item *ret_item)
{
    struct item_sheet_faults faults = {.len = 0};
    const struct competence *c;
    struct competence_id id = {1}; /* when it is none: that alone is told of it */

    memset(ret_form, 0, sizeof *ret_form);
    TRY(read_sheet(page, kind, code, &ret_form->sheet));
    c = framework_by_code(page->snap->catalogue->framework, ret_form->sheet.competence);
    if (c == NULL) {
        ret_form->competence_error = page_say(page, SAY_ITEMS_RULE_COMPETENCE);
        form_errors_add(&ret_form->errors, (struct form_error){SLICE("kompetenz"),
                                                               page_say(page, SAY_ITEMS_COMPETENCE),
                                                               ret_form->competence_error});
    } else {
        id = c->id;
    }
    TRY(item_sheet_read(page->req->arena, &ret_form->sheet, id, ret_item, &faults));
    for (int i = 0; i < faults.len; i++)
        put_fault(page, &faults.faults[i], ret_form);
    return show_sheet(page, ret_form);
}
