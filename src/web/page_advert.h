/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A job advertisement as a person's target ("/situation/anzeige"), and as an own job profile of a
 * municipality ("/verwaltung/CODE/stellenanzeige"). templates/page_advert.tmpl
 */
#ifndef KC_WEB_PAGE_ADVERT_H
#define KC_WEB_PAGE_ADVERT_H

#include "web/advert_form.h"
#include "web/form_errors.h"
#include "web/parts.h"
#include "web/staff_desk.h"

struct page_advert {
    const struct page *page;
    struct crumbs crumbs;
    struct advert_form form;
    struct slice problem; /* with what was chosen */
};

struct page_job_advert {
    const struct page *page;
    const struct staff_desk *desk;
    struct crumbs crumbs;
    struct form_errors *errors;
    struct advert_form form;
    struct slice create; /* where the proposal is sent */
    struct field name;
};

#endif
