/* SPDX-License-Identifier: EUPL-1.2 */
/* The sheet for the staff council, made from what is configured. templates/page_council.tmpl */
#ifndef KC_WEB_PAGE_COUNCIL_H
#define KC_WEB_PAGE_COUNCIL_H

#include "service/report_service.h"
#include "web/staff_desk.h"

struct council_analysis {
    enum say_key title;
    const char *code;
    bool is_off;
};

struct council_event {
    struct instant at;
    struct slice what;
    struct slice actor; /* code of an account */
};

struct council_data {
    enum say_key kind;
    struct slice who;
    struct slice kept;
};

enum { COUNCIL_DATA_MAX = 8 };

struct page_council {
    const struct page *page;
    const struct staff_desk *desk;
    struct slice good;
    struct slice action;
    struct slice print_url;
    struct slice back_url;
    struct slice sheet; /* "Blatt für die Personalvertretung: Heidelberg" */
    struct council_analysis analyses[REPORT_PARTS];
    int analyses_len;
    struct council_event events[AUDIT_SHOWN_MAX];
    int events_len;
    struct council_data data[COUNCIL_DATA_MAX];
    int data_len;
};

#endif
