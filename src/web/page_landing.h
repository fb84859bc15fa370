/* SPDX-License-Identifier: EUPL-1.2 */
/* The pages of municipalities for everybody: the list of members, and the page of each. */
#ifndef KC_WEB_PAGE_LANDING_H
#define KC_WEB_PAGE_LANDING_H

#include "domain/landing.h"
#include "domain/organisation.h"
#include "web/module_card.h"
#include "web/parts.h"

struct page_landing {
    const struct page *page;
    struct crumbs crumbs;
    struct organisation organisation;
    struct slice land; /* "Baden-Württemberg"; may be empty */
    struct slice greeting;
    struct slice logo_url; /* empty: none */
    struct module_card cards[LANDING_MODULES_MAX];
    int cards_len;
};

struct member_row {
    struct slice name;
    struct slice url;
    struct slice land;
    struct day since;
};

struct page_members {
    const struct page *page;
    struct crumbs crumbs;
    struct member_row *rows;
    int rows_len;
};

#endif
