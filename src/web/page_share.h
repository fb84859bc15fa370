/* SPDX-License-Identifier: EUPL-1.2 */
/* Results of the check that somebody shares, and those that others share with them. */
#ifndef KC_WEB_PAGE_SHARE_H
#define KC_WEB_PAGE_SHARE_H

#include "service/check_share.h"
#include "web/form_errors.h"
#include "web/page_check.h"

enum { SHARE_FIELDS = 3 };

struct page_share_ask {
    const struct page *page;
    int64_t id;         /* of the check */
    struct slice label; /* what it was about */
    struct instant ended;
    struct form_errors *errors; /* never NULL */
    struct slice problem;       /* with the whole; may be empty */
    struct field fields[SHARE_FIELDS];
    int fields_len;
};

struct share_view {
    struct slice code;
    struct slice label;
    struct slice recipient;
    struct slice purpose;
    struct instant ended;
    struct day last;
    struct instant *looks;
    int looks_len;
    int64_t run;
};

struct shared_view {
    struct slice code;
    struct slice from;
    struct slice purpose;
    struct day last;
};

struct page_shares {
    const struct page *page;
    struct slice good; /* what was just done; may be empty */
    struct share_view *given;
    int given_len;
    struct shared_view *received;
    int received_len;
};

struct page_shared {
    const struct page *page;
    struct slice from;
    struct slice purpose;
    struct day last;
    struct page_check_result result;
};

#endif
