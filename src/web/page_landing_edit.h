/* SPDX-License-Identifier: EUPL-1.2 */
/* The page of a municipality, to be changed by its people. templates/page_landing_edit.tmpl */
#ifndef KC_WEB_PAGE_LANDING_EDIT_H
#define KC_WEB_PAGE_LANDING_EDIT_H

#include "domain/landing.h"
#include "web/form_errors.h"
#include "web/staff_desk.h"

struct page_landing_edit {
    const struct page *page;
    const struct staff_desk *desk;
    struct form_errors *errors;
    struct slice good;
    struct slice action;
    struct slice public_url; /* "/k/heidelberg" */
    struct slice greeting;
    struct slice greeting_error;
    bool own_colour;
    struct slice colour; /* "#1c3f94", also when none of its own is used */
    struct slice colour_error;
    struct slice blocks; /* one address a line */
    struct slice blocks_error;
    struct slice *titles; /* of the blocks, for the preview */
    int titles_len;
    struct slice logo_url; /* empty: none */
    struct slice logo_error;
    bool is_preview; /* what is shown is not kept yet */
};

#endif
