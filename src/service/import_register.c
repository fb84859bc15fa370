/* SPDX-License-Identifier: EUPL-1.2 */
/* Registers that are read whole and then kept: municipalities and postcodes. */
#include "exchange/municipality_register.h"
#include "exchange/postcode_csv.h"
#include "service/import_service.h"
#include "storage/db.h"
#include "storage/municipality_store.h"

struct register_import {
    struct municipality_register read;
    struct postcode_list postcodes;
};

static enum err
municipalities_keep(struct db *db, void *arg)
{
    const struct register_import *i = arg;

    TRY(municipality_store_save(db, i->read.districts, i->read.districts_len));
    return municipality_store_save(db, i->read.municipalities, i->read.len);
}

enum err
import_municipalities(struct ctx *ctx, struct database *db, struct slice bytes,
                      struct import_report *ret_report)
{
    struct register_import i = {.read = {.len = 0}};

    TRY(municipality_register_read(ctx, bytes, &i.read));
    TRY(db_write(db, ctx, municipalities_keep, &i));
    *ret_report = i.read.report;
    return OK;
}

static enum err
postcodes_keep(struct db *db, void *arg)
{
    const struct register_import *i = arg;

    return postcode_store_replace(db, i->postcodes.places, i->postcodes.len);
}

enum err
import_postcodes(struct ctx *ctx, struct database *db, struct slice bytes,
                 struct import_report *ret_report)
{
    struct register_import i = {.postcodes = {.len = 0}};

    TRY(postcode_csv_read(ctx, bytes, &i.postcodes));
    TRY(db_write(db, ctx, postcodes_keep, &i));
    *ret_report = i.postcodes.report;
    return OK;
}
