/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The first step of "my situation": the job, and interests.
 *
 *   stelle   code of the job profile, or "-": the own targets stay
 *   thema    code of a topic; repeatable
 *
 * A form is taken as a whole or not at all: on errors the caller shows it again,
 * with the situation as it was typed, and saves nothing.
 */
#ifndef KC_WEB_JOB_FORM_H
#define KC_WEB_JOB_FORM_H

#include "domain/situation.h"
#include "web/choice.h"
#include "web/form_errors.h"
#include "web/page.h"

/* The most topics and jobs a form shows are those that there can be. */
struct job_form {
    struct choice *jobs; /* by name, in the page's language */
    int jobs_len;
    struct choice *topics;
    int topics_len;
    struct slice job_error;
    struct form_errors errors;
};

/* ERR_LIMIT: the arena is full. */
MUST_USE enum err job_form_show(const struct page *page, const struct situation *s,
                                struct job_form *ret_form);
/*
 * Read what was sent into `*s` and `*ret_form`; without errors the situation may be saved.
 *   ERR_LIMIT   the arena is full
 */
MUST_USE enum err job_form_read(const struct page *page, const struct form *sent,
                                struct situation *s, struct job_form *ret_form);

#endif
