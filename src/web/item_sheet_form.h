/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The form with which an item is written, one for each kind; without script.
 *
 *   kompetenz, niveau, facette, text, erklaerung, spalten, danach
 *   t0 .. t7  words of a row (choice, step, right side, cells)   w0 .. w7  what it is worth
 *   richtig   the one row that is right (single, pick)           l0 .. l7  label
 *   o0 .. o7  options of a blank                                 k0 .. k7  accepted words
 *
 * What was typed is shown again whatever it is, with the rule of docs/rules/item.md at its field.
 */
#ifndef KC_WEB_ITEM_SHEET_FORM_H
#define KC_WEB_ITEM_SHEET_FORM_H

#include "domain/item_sheet.h"
#include "domain/item_version.h"
#include "web/form_errors.h"
#include "web/page.h"

/* Something a list offers. */
struct item_offer {
    struct slice value;
    struct slice label;
    bool chosen;
};

struct item_sheet_row_view {
    struct item_sheet_row row;
    bool right;
    int credit;
};

struct item_sheet_form {
    struct item_sheet sheet;
    struct item_sheet_row_view rows[ITEM_PARTS_MAX];
    int rows_len;
    struct item_offer *competences;
    int competences_len;
    struct item_offer levels[LEVEL_MAX];
    int levels_len;
    struct form_errors errors;
    struct slice facet_error;
    struct slice text_error;
    struct slice explanation_error;
    struct slice columns_error;
    struct slice after_error;
    struct slice rows_error;
    struct slice competence_error;
    struct slice level_error;
    int row_wrong; /* number of the row of rows_error, from 1; 0: all together */
};

/* An empty form of a kind. ERR_LIMIT */
MUST_USE enum err item_sheet_form_new(const struct page *page, enum item_kind kind,
                                      struct slice competence, struct item_sheet_form *ret_form);
/* The words of an item. ERR_LIMIT */
MUST_USE enum err item_sheet_form_show(const struct page *page, const struct item *it,
                                       struct item_sheet_form *ret_form);
/*
 * What was sent, and the item it makes; `*ret_item` counts when ret_form->errors.errors_len is 0.
 * Its code is `code`. ERR_LIMIT
 */
MUST_USE enum err item_sheet_form_read(const struct page *page, enum item_kind kind,
                                       struct slice code, struct item_sheet_form *ret_form,
                                       struct item *ret_item);

/* What is wrong, with the name of its field. */
struct slice item_sheet_message(const struct page *page, const struct item_sheet_fault *fault);
/* Words of the enums. */
enum say_key item_words_kind(enum item_kind kind);
enum say_key item_words_state(enum item_state state);

#endif
