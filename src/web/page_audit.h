/* SPDX-License-Identifier: EUPL-1.2 */
/* The audit log, of one organisation or of all. templates/page_audit.tmpl */
#ifndef KC_WEB_PAGE_AUDIT_H
#define KC_WEB_PAGE_AUDIT_H

#include "service/report_service.h"
#include "web/staff_desk.h"

struct page_audit {
    const struct page *page;
    const struct staff_desk *desk; /* of one organisation; NULL: of all */
    struct crumbs crumbs;
    struct slice action_url;
    struct slice action; /* as typed */
    struct slice code;
    struct slice organisation;
    struct slice first;
    struct slice last;
    struct slice problem;
    const struct report_events *events;
    struct slice older_url;
    struct slice newest_url; /* empty: these are the newest */
};

#endif
