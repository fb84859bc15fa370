/* SPDX-License-Identifier: EUPL-1.2 */
/* "My curriculum": the plan, other plans, to print, as a calendar file. */
#ifndef KC_WEB_PAGE_CURRICULUM_H
#define KC_WEB_PAGE_CURRICULUM_H

#include "web/plan_accepted.h"
#include "web/plan_view.h"
#include "web/plan_what_if.h"

struct page_curriculum {
    const struct page *page;
    const struct situation *situation;
    bool has_job;
    struct slice job;
    struct plan_view view;
    struct fixed_note note;
    struct what_if_view what_if;
    struct plan_accepted accepted;
    int64_t offered; /* fingerprint of the plan that can be accepted; 0: there is none */
    bool was_other;  /* what the person wanted to accept was not this plan any more */
};

#endif
