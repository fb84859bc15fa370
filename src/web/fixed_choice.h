/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Wanted or dropped: what a person decided about single learning blocks.
 *
 * POST /lehrplan/wahl takes code (of the block), wahl (keep, drop, none) and
 * zurueck (the path to go back to: of this person's pages or a block's page).
 * The template is fixed_buttons in templates/fixed_buttons.tmpl.
 */
#ifndef KC_WEB_FIXED_CHOICE_H
#define KC_WEB_FIXED_CHOICE_H

#include "domain/situation.h"
#include "web/page.h"

/* The buttons beside one block. */
struct fixed_buttons {
    struct slice token; /* empty: there is no guest, nothing is shown */
    struct slice code;
    struct slice title; /* for those who hear the buttons, not see them */
    struct slice back;  /* path and query, percent-encoded */
    enum fixed_choice choice;
    bool is_planned; /* it is in the plan already: kept means that it stays */
};

/* What was just decided, told on the page one comes back to. */
struct fixed_note {
    bool shown;
    struct fixed_buttons undo;
};

struct fixed_buttons fixed_buttons_of(const struct page *page, const struct situation *s,
                                      const struct module *m, struct slice back);
/* From the parameter "getan" of the address. */
struct fixed_note fixed_note_of(const struct page *page, const struct situation *s,
                                struct slice back);

#endif
