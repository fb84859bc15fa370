/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * An item of the check as a form, and the form back as an answer.
 *
 * Choices stand in an order drawn for each check and item (ITEM-9), and what the form sends are
 * places on the screen: the source of the page says nothing about what is right. The draw depends
 * on the check's seed and the item alone, so the answer is read by the order that was shown.
 */
#ifndef KC_WEB_ITEM_FORM_H
#define KC_WEB_ITEM_FORM_H

#include "domain/item.h"
#include "web/page.h"

/* Something to choose: a radio button, a tick or a row of a list. */
struct item_option {
    struct slice text;
    const struct slice *cells; /* ITEM_PICK, as many as columns_len */
    int cells_len;
    int place; /* what the form sends */
    bool chosen;
};

/* A field: a list to choose from, or typed. */
struct item_field {
    struct slice id;                   /* "a0" */
    struct slice label;                /* of a gap: empty, the text stands before it */
    struct slice before;               /* ITEM_GAP */
    const struct item_option *options; /* NULL: typed */
    int options_len;
    struct slice typed;
};

struct item_form {
    const struct item *item;
    enum item_kind kind;
    const struct slice *lines; /* of the question */
    int lines_len;
    struct item_option options[ITEM_CHOICES_MAX]; /* SINGLE, MULTIPLE, PICK, SITUATION */
    int options_len;
    struct item_field fields[ITEM_PARTS_MAX]; /* ORDER, MATCH, GAP, FORM */
    int fields_len;
    const struct slice *columns;
    int columns_len;
    struct slice after; /* ITEM_GAP */
    struct slice error; /* what is missing; empty: nothing */
};

/* Nothing chosen yet. ERR_LIMIT */
MUST_USE enum err item_form_show(const struct page *page, const struct item *item, uint64_t seed,
                                 struct item_form *ret_form);
/*
 * What was sent. `ret_form` shows it again; its `error` is set when something is missing, and then
 * there is no answer. A place that was not shown counts as missing. ERR_LIMIT
 */
MUST_USE enum err item_form_read(const struct page *page, const struct item *item, uint64_t seed,
                                 struct item_form *ret_form, struct item_answer *ret_answer);

#endif
