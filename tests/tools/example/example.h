/* SPDX-License-Identifier: EUPL-1.2 */
/* What the page of docs/your_first_page.md shows: one course and its dates. */
#ifndef KC_TESTS_EXAMPLE_H
#define KC_TESTS_EXAMPLE_H

#include "base/day.h"
#include "base/money.h"

struct page_frame {
    struct slice title;
    const char *search; /* what the person searched for */
};

struct page_run {
    struct day first;
    int32_t seats_free;
    const char *place;
};

struct page_course {
    struct page_frame frame;
    struct slice title;
    struct slice summary;
    struct cents price;
    int64_t minutes;
    bool is_online;
    struct slice provider_url;
    const struct page_run *runs;
    size_t runs_len;
};

#endif
