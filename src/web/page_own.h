/* SPDX-License-Identifier: EUPL-1.2 */
/* What is kept about a person: the list, and both exports; templates/page_own.tmpl */
#ifndef KC_WEB_PAGE_OWN_H
#define KC_WEB_PAGE_OWN_H

#include "service/own_data.h"
#include "web/page.h"

struct own_part_view {
    enum say_key title;
    enum say_key why;
    int count;
};

struct page_own {
    const struct page *page;
    struct own_part_view parts[OWN_PARTS];
    int parts_len;
    bool is_guest;
    int cut; /* so many entries of a kind are given, and there are more; 0: all are */
};

#endif
