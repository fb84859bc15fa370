/* SPDX-License-Identifier: EUPL-1.2 */
/* The units of a municipality, for its personnel department. templates/page_staff_units.tmpl */
#ifndef KC_WEB_PAGE_STAFF_UNITS_H
#define KC_WEB_PAGE_STAFF_UNITS_H

#include "web/staff_desk.h"

struct staff_unit_row {
    struct choice unit; /* its id, its path */
    struct slice name;
    struct slice list_url; /* of its people */
    int people;            /* who work there now */
    int with_below;        /* with those of the units below it */
    bool is_empty;         /* nobody works or worked there, nothing is below it */
};

struct page_staff_units {
    const struct page *page;
    const struct staff_desk *desk;
    struct slice good;
    struct slice problem;
    struct slice action;
    struct staff_unit_row *rows;
    int rows_len;
    struct choice *parents;
    int parents_len;
    struct slice new_name; /* as typed */
};

#endif
