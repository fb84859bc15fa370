/* SPDX-License-Identifier: EUPL-1.2 */
/* About this demo, privacy, accessibility, imprint: headings and paragraphs. */
#ifndef KC_WEB_PAGE_ABOUT_H
#define KC_WEB_PAGE_ABOUT_H

#include "web/page.h"
#include "web/parts.h"

/* ABOUT_COOKIE: the sentence about the cookie, with the days that it lasts (a setting). */
enum about_kind { ABOUT_TEXT, ABOUT_HEADING, ABOUT_COOKIE };

struct about_block {
    enum say_key text;
    enum about_kind kind;
};

struct page_about {
    const struct page *page;
    struct crumbs crumbs;
    const struct about_block *blocks;
    int blocks_len;
    struct crumb links[4];
    int links_len;
};

#endif
