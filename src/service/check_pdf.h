/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A result of a check to print or keep: what was found with its uncertainty, and what such a result
 * is and is not. It carries no name.
 */
#ifndef KC_SERVICE_CHECK_PDF_H
#define KC_SERVICE_CHECK_PDF_H

#include "domain/competence.h"
#include "domain/say.h"
#include "service/check_report.h"

struct check_pdf_wish {
    const struct check_report *report;
    const struct framework *framework;
    struct slice label; /* what the check was about, in words */
    enum lang lang;
};

/* The file, in ctx->arena. ERR_LIMIT: longer than CHECK_PDF_BYTES_MAX, or no memory. */
MUST_USE enum err check_pdf_make(struct ctx *ctx, const struct check_pdf_wish *wish,
                                 struct slice *ret_bytes);

#endif
