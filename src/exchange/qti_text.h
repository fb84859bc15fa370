/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a body of QTI says, as text: a line for each paragraph, heading or list item, "br" a line
 * break, any other white space one space. Elements of other kinds are looked through.
 */
#ifndef KC_EXCHANGE_QTI_TEXT_H
#define KC_EXCHANGE_QTI_TEXT_H

#include "exchange/xml_read.h"

/* Whether an element is an interaction: its name ends so. */
bool qti_text_is_interaction(const struct xml_node *n);
/* Whether one of its classes is this one. */
bool qti_text_has_class(const struct xml_node *n, const char *name);
/* The first interaction in it; NULL: none. */
struct xml_node *qti_text_interaction_in(struct xml_node *n);

/* What is passed over by qti_text_of(). */
struct qti_text_skip {
    bool interactions;  /* else their prompts and choices are read as well */
    bool with_blanks;   /* blocks that hold an interaction */
    const char *class_; /* elements of this class; NULL: none */
};
/* The text in `n`, without space at its ends. ERR_LIMIT: the arena is full, or over bytes_max. */
MUST_USE enum err qti_text_of(struct arena *a, struct xml_node *n, struct qti_text_skip skip,
                              size_t bytes_max, struct slice *ret_text);

/*
 * The text between the interactions of `body`, from the first block that has one: piece i stands
 * before interaction i, the last one behind all. Space beside an interaction stays.
 *   ERR_LIMIT   the arena is full, or more than `max` interactions
 */
struct qti_text_pieces {
    struct slice *pieces; /* len + 1 */
    struct xml_node **interactions;
    int len;
};
MUST_USE enum err qti_text_pieces(struct arena *a, struct xml_node *body, int max,
                                  struct qti_text_pieces *ret_pieces);

#endif
