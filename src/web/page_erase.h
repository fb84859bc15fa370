/* SPDX-License-Identifier: EUPL-1.2 */
/* Deleting one's account: what goes, what stays, what else could be done; templates/page_erase.tmpl
 */
#ifndef KC_WEB_PAGE_ERASE_H
#define KC_WEB_PAGE_ERASE_H

#include "service/erasure.h"
#include "web/form_errors.h"
#include "web/page.h"
#include "web/parts.h"

struct erase_obstacle_view {
    struct slice organisation;
    enum say_key role;
};

struct page_erase {
    const struct page *page;
    struct erase_obstacle_view *obstacles;
    int obstacles_len;
    bool asks_password;
    bool can;             /* nothing stands in the way; without a password the sign-in is fresh */
    struct slice problem; /* what went wrong with the whole; may be empty */
    struct form_errors errors;
    struct field password;
    struct slice sure_error; /* the tick is missing */
};

struct page_erased {
    const struct page *page;
};

#endif
