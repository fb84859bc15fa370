/* SPDX-License-Identifier: EUPL-1.2 */
/* A report as members of a JSON object: how a share holds it. */
#ifndef KC_SERVICE_CHECK_REPORT_JSON_H
#define KC_SERVICE_CHECK_REPORT_JSON_H

#include "exchange/json_read.h"
#include "service/check_report.h"

/* Into an object that is open. Own ratings are left out: they are no result. */
void check_report_write(struct json_write *w, const struct check_report *r);
/* ERR_INVALID: `v` is no object with such members. Texts are those of `v`. */
MUST_USE enum err check_report_read(struct ctx *ctx, const struct json_value *v,
                                    struct check_report *ret_report);

#endif
