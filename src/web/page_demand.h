/* SPDX-License-Identifier: EUPL-1.2 */
/* Where blocks are missing, without persons; templates/page_demand.tmpl */
#ifndef KC_WEB_PAGE_DEMAND_H
#define KC_WEB_PAGE_DEMAND_H

#include "service/demand_service.h"
#include "service/publish_service.h"
#include "web/page.h"
#include "web/parts.h"

enum { DEMAND_FIRST_MAX = 20 };

struct demand_page_row {
    const struct demand_row *row;
    struct slice name;  /* of the competence */
    struct slice code;  /* of it */
    struct slice lands; /* "Baden-Württemberg 40, Hessen 25" */
    struct slice seats; /* "12", "unbegrenzt" */
    struct slice url;   /* a draft with this competence; empty: the reader publishes for nobody */
};

struct page_demand {
    const struct page *page;
    struct crumbs crumbs;
    struct day month;
    struct slice csv_url;
    struct demand_page_row *rows;
    int rows_len;
    int first_len; /* shown at once; the others open with a click */
    int more_len;
    bool all_met;
    int hidden;
    bool any_hidden; /* of the Länder */
};

#endif
