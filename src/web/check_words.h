/* SPDX-License-Identifier: EUPL-1.2 */
/* What checks and their results are called on a page, and the same as data. */
#ifndef KC_WEB_CHECK_WORDS_H
#define KC_WEB_CHECK_WORDS_H

#include "web/page_check.h"

/* "Digitale Kompetenzen"; the scope itself when it is not known any more. */
struct slice check_words_scope(const struct page *page, struct slice scope);
/* What can be chosen: the job (when there is one), areas and groups. ERR_LIMIT */
MUST_USE enum err check_words_scopes(const struct page *page, const struct job_profile *job,
                                     struct page_check *p);
/* The lines of a result, what was asked first. ERR_LIMIT */
MUST_USE enum err check_words_report(const struct page *page, const struct check_report *r,
                                     struct page_check_result *p);
/* All that is kept of a check and what follows from it (schemas/check_result.schema.json). The
 * errors of check_result(). */
MUST_USE enum err check_words_json(const struct page *page, const struct check_view *view,
                                   struct text *t);

#endif
