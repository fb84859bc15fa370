/* SPDX-License-Identifier: EUPL-1.2 */
/* What a person consented to, with one click to take it back; templates/page_consent.tmpl */
#ifndef KC_WEB_PAGE_CONSENT_H
#define KC_WEB_PAGE_CONSENT_H

#include "service/consent_service.h"
#include "web/page.h"

struct consent_row {
    const char *code;
    enum say_key title;
    enum say_key text;
    bool holds;
    bool on_page;
    struct day since;
};

struct consent_past {
    enum say_key title;
    struct day day;
    int wording;
    bool given;
};

struct page_consent {
    const struct page *page;
    struct slice good;
    struct consent_row rows[CONSENT_PURPOSES_LEN];
    struct consent_past *past; /* the newest first */
    int past_len;
};

#endif
