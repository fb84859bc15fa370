/* SPDX-License-Identifier: EUPL-1.2 */
/* The form of an application, and of what is known of an organisation. */
#ifndef KC_WEB_OFFICE_FORM_H
#define KC_WEB_OFFICE_FORM_H

#include "web/page_office.h"

/* What there is, as a form; `is_new` has key and name as well. ERR_LIMIT. */
MUST_USE enum err office_form_show(struct office_form *f, const struct page *page,
                                   const struct application *a, bool is_new);
/*
 * What was sent, into the application, whose kind is set (and, unless `is_new`, its name). Wrong
 * values are said in f->errors; texts live in the request. ERR_LIMIT.
 */
MUST_USE enum err office_form_read(struct office_form *f, const struct page *page,
                                   struct application *a, bool is_new);

#endif
