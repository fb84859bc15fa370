/* SPDX-License-Identifier: EUPL-1.2 */
/* Reports about groups, for the personnel department. templates/page_report.tmpl */
#ifndef KC_WEB_PAGE_REPORT_H
#define KC_WEB_PAGE_REPORT_H

#include "service/report_service.h"
#include "web/staff_desk.h"

enum { REPORT_COLUMNS = REPORT_MEASURES + 1 };

struct report_cell {
    enum say_key label;
    int64_t n;       /* < 0: hidden */
    bool is_nothing; /* the measure means nothing there */
};

struct report_group {
    struct slice name;
    struct report_cell cells[REPORT_COLUMNS];
    int cells_len;
};

struct report_section {
    enum say_key title;
    enum report_part part;
    bool is_off;
    bool any_hidden;
    struct report_group *groups;
    int groups_len;
    struct slice csv_url;
};

struct report_link {
    struct slice label; /* "November 2026" */
    struct slice url;
};

struct page_report {
    const struct page *page;
    const struct staff_desk *desk;
    struct slice month; /* "November 2026" */
    bool all_off;
    const struct report_view *view;
    struct report_cell all[REPORT_COLUMNS];
    int all_len;
    struct report_section sections[REPORT_PARTS];
    int sections_len;
    struct report_link links[REPORT_MONTHS_SHOWN_MAX]; /* other months */
    int links_len;
};

/* "Nach Abteilung" */
enum say_key report_part_title(enum report_part part);

#endif
