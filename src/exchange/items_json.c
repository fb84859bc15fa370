/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/items_json.h"

#include "exchange/own_json.h"

/* Choices by which a kind is filled, each with the text and what it is worth. */
static enum err
read_choices(struct ctx *ctx, const struct json_value *list, const char *worth, int64_t worth_max,
             const struct item_choice **ret_choices)
{
    const char *const keys[] = {"text", worth, NULL};
    struct item_choice *choices = own_json_array(ctx, struct item_choice, list->len);

    if (choices == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < list->len; i++) {
        const struct json_value *v = &list->items[i];
        int64_t credit = 0;

        TRY(json_as_object(ctx, v));
        TRY(json_only(ctx, v, keys));
        TRY(json_need_text(ctx, v, "text", ITEM_CHOICE_BYTES_MAX, &choices[i].text));
        TRY(json_may_int(ctx, v, worth, JSON_RANGE(0, worth_max), &credit));
        choices[i].credit = (uint8_t)credit;
    }
    *ret_choices = choices;
    return OK;
}

static enum err
read_texts(struct ctx *ctx, const struct json_value *list, const struct slice **ret_texts)
{
    struct slice *texts = own_json_array(ctx, struct slice, list->len);

    if (texts == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < list->len; i++)
        TRY(json_as_text(ctx, &list->items[i], ITEM_CHOICE_BYTES_MAX, &texts[i]));
    *ret_texts = texts;
    return OK;
}

static enum err
read_plain(struct ctx *ctx, const struct json_value *v, struct item *it)
{
    const struct json_value *list = NULL;
    bool graded = it->kind == ITEM_SITUATION;

    TRY(json_need_array(ctx, v, "choices", ITEM_CHOICES_MAX, &list));
    TRY(read_choices(ctx, list, graded ? "credit" : "right", graded ? ITEM_CREDIT_MAX : 1,
                     &it->choices));
    it->choices_len = (int)list->len;
    return OK;
}

/* The choices in their right order, as texts. */
static enum err
read_order(struct ctx *ctx, const struct json_value *v, struct item *it)
{
    const struct json_value *list = NULL;
    const struct slice *texts = NULL;
    struct item_choice *choices;

    TRY(json_need_array(ctx, v, "steps", ITEM_CHOICES_MAX, &list));
    TRY(read_texts(ctx, list, &texts));
    choices = own_json_array(ctx, struct item_choice, list->len);
    if (choices == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < list->len; i++)
        choices[i].text = texts[i];
    it->choices = choices;
    it->choices_len = (int)list->len;
    return OK;
}

static enum err
read_match(struct ctx *ctx, const struct json_value *v, struct item *it)
{
    static const char *const keys[] = {"left", "right", NULL};
    const struct json_value *list = NULL;
    struct item_choice *choices;
    struct item_blank *blanks;

    TRY(json_need_array(ctx, v, "pairs", ITEM_CHOICES_MAX, &list));
    choices = own_json_array(ctx, struct item_choice, list->len);
    blanks = own_json_array(ctx, struct item_blank, list->len);
    if (choices == NULL || blanks == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < list->len; i++) {
        const struct json_value *pair = &list->items[i];

        TRY(json_as_object(ctx, pair));
        TRY(json_only(ctx, pair, keys));
        TRY(json_need_text(ctx, pair, "left", ITEM_CHOICE_BYTES_MAX, &blanks[i].label));
        TRY(json_need_text(ctx, pair, "right", ITEM_CHOICE_BYTES_MAX, &choices[i].text));
    }
    it->choices = choices;
    it->blanks = blanks;
    it->choices_len = it->blanks_len = (int)list->len;
    return OK;
}

static enum err
read_blank(struct ctx *ctx, const struct json_value *v, const char *label, struct item_blank *blank)
{
    const char *const keys[] = {label, "choices", "accepted", NULL};
    const struct json_value *list = NULL;

    TRY(json_as_object(ctx, v));
    TRY(json_only(ctx, v, keys));
    TRY(json_may_text(ctx, v, label, ITEM_TEXT_BYTES_MAX, &blank->label));
    TRY(json_may_array(ctx, v, "choices", ITEM_CHOICES_MAX, &list));
    if (list != NULL) {
        TRY(read_choices(ctx, list, "right", 1, &blank->choices));
        blank->choices_len = (int)list->len;
    }
    list = NULL;
    TRY(json_may_array(ctx, v, "accepted", ITEM_ACCEPTED_MAX, &list));
    if (list != NULL) {
        TRY(read_texts(ctx, list, &blank->accepted));
        blank->accepted_len = (int)list->len;
    }
    return OK;
}

/* ITEM_GAP: "gaps" with the text before each and "after"; ITEM_FORM: "fields" with labels. */
static enum err
read_blanks(struct ctx *ctx, const struct json_value *v, struct item *it)
{
    bool gap = it->kind == ITEM_GAP;
    const struct json_value *list = NULL;
    struct item_blank *blanks;

    TRY(json_need_array(ctx, v, gap ? "gaps" : "fields", ITEM_PARTS_MAX, &list));
    blanks = own_json_array(ctx, struct item_blank, list->len);
    if (blanks == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < list->len; i++)
        TRY(read_blank(ctx, &list->items[i], gap ? "before" : "label", &blanks[i]));
    it->blanks = blanks;
    it->blanks_len = (int)list->len;
    return gap ? json_may_text(ctx, v, "after", ITEM_TEXT_BYTES_MAX, &it->after) : OK;
}

static enum err
read_row(struct ctx *ctx, const struct json_value *v, int columns, struct item_choice *choice)
{
    static const char *const keys[] = {"cells", "right", NULL};
    const struct json_value *cells = NULL;
    int64_t right = 0;

    TRY(json_as_object(ctx, v));
    TRY(json_only(ctx, v, keys));
    TRY(json_need_array(ctx, v, "cells", ITEM_COLUMNS_MAX, &cells));
    if ((int)cells->len != columns)
        return json_fail(ctx, ERR_INVALID, cells, "has %zu cells for %d columns", cells->len,
                         columns);
    TRY(json_may_int(ctx, v, "right", JSON_RANGE(0, 1), &right));
    choice->credit = (uint8_t)right;
    return read_texts(ctx, cells, &choice->cells);
}

static enum err
read_pick(struct ctx *ctx, const struct json_value *v, struct item *it)
{
    const struct json_value *columns = NULL;
    const struct json_value *rows = NULL;
    struct item_choice *choices;

    TRY(json_need_array(ctx, v, "columns", ITEM_COLUMNS_MAX, &columns));
    TRY(json_need_array(ctx, v, "rows", ITEM_CHOICES_MAX, &rows));
    TRY(read_texts(ctx, columns, &it->columns));
    it->columns_len = (int)columns->len;
    choices = own_json_array(ctx, struct item_choice, rows->len);
    if (choices == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < rows->len; i++)
        TRY(read_row(ctx, &rows->items[i], it->columns_len, &choices[i]));
    it->choices = choices;
    it->choices_len = (int)rows->len;
    return OK;
}

static enum err
read_parts(struct ctx *ctx, const struct json_value *v, struct item *it)
{
    switch (it->kind) {
    case ITEM_SINGLE:
    case ITEM_MULTIPLE:
    case ITEM_SITUATION:
        return read_plain(ctx, v, it);
    case ITEM_ORDER:
        return read_order(ctx, v, it);
    case ITEM_MATCH:
        return read_match(ctx, v, it);
    case ITEM_GAP:
    case ITEM_FORM:
        return read_blanks(ctx, v, it);
    case ITEM_PICK:
        return read_pick(ctx, v, it);
    }
    return ERR_INVALID;
}

static enum err
read_item(struct ctx *ctx, const struct json_value *v, struct item *it)
{
    static const char *const keys[] = {"code",    "kind",  "level",   "facet",       "text",
                                       "choices", "steps", "pairs",   "gaps",        "after",
                                       "fields",  "rows",  "columns", "explanation", NULL};
    struct slice kind = {0};
    int64_t level = 0;
    int fault;

    TRY(json_as_object(ctx, v));
    TRY(json_only(ctx, v, keys));
    TRY(own_json_code(ctx, v, "code", &it->code));
    TRY(own_json_once(ctx, v, "code"));
    TRY(json_need_text(ctx, v, "kind", CODE_BYTES_MAX, &kind));
    if (item_kind_parse(kind, &it->kind) != OK)
        return json_fail(ctx, ERR_INVALID, json_member(v, "kind"), "there is no kind \"%.*s\"",
                         SLICE_ARG(kind));
    TRY(json_need_int(ctx, v, "level", JSON_RANGE(1, LEVEL_MAX), &level));
    it->level = (uint8_t)level;
    TRY(json_need_text(ctx, v, "facet", CODE_BYTES_MAX, &it->facet));
    TRY(json_need_text(ctx, v, "text", ITEM_TEXT_BYTES_MAX, &it->text));
    TRY(json_may_text(ctx, v, "explanation", ITEM_TEXT_BYTES_MAX, &it->explanation));
    TRY(read_parts(ctx, v, it));
    fault = item_fault(it);
    if (fault != 0)
        return json_fail(ctx, ERR_INVALID, v, "breaks the rule ITEM-%d", fault);
    return OK;
}

enum err
items_json_read(struct ctx *ctx, struct slice bytes, const struct framework *f,
                struct item_list *ret_items)
{
    static const char *const keys[] = {"format", "competence", "items", NULL};
    const struct json_value *top = NULL;
    const struct json_value *list = NULL;
    struct item_list l = {0};
    struct slice code = {0};

    TRY(own_json_open(ctx, bytes, "kommunalcampus-items/1", &top));
    TRY(json_only(ctx, top, keys));
    TRY(json_need_text(ctx, top, "competence", CODE_BYTES_MAX, &code));
    l.competence = framework_by_code(f, code);
    if (l.competence == NULL)
        return json_fail(ctx, ERR_INVALID, json_member(top, "competence"),
                         "there is no competence \"%.*s\"", SLICE_ARG(code));
    TRY(json_need_array(ctx, top, "items", ITEM_BANK_MAX, &list));
    l.items = own_json_array(ctx, struct item, list->len);
    if (l.items == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < list->len; i++) {
        l.items[i].competence = l.competence->id;
        TRY(read_item(ctx, &list->items[i], &l.items[i]));
    }
    l.len = (int)list->len;
    *ret_items = l;
    return OK;
}
