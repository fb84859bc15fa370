/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A sheet (domain/module_sheet.h) as it is kept with a version:
 *
 *   {"format": "kommunalcampus-sheet/1", "titel": "...", ..., "termine": [{"beginn": "..."}]}
 *
 * Fields that are empty are left out.
 */
#ifndef KC_EXCHANGE_SHEET_JSON_H
#define KC_EXCHANGE_SHEET_JSON_H

#include "base/ctx.h"
#include "domain/module_sheet.h"

/* ERR_LIMIT: more than BLOCK_BYTES_MAX, or the arena is full. */
MUST_USE enum err sheet_json_write(struct ctx *ctx, const struct module_sheet *sheet,
                                   struct slice *ret_json);
/*
 * ERR_INVALID   it is no sheet
 * ERR_LIMIT     more than BLOCK_RUNS_MAX runs, or the arena is full
 */
MUST_USE enum err sheet_json_read(struct ctx *ctx, struct slice json,
                                  struct module_sheet *ret_sheet);

#endif
