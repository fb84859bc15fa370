/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Items of the check as QTI 3.0 (1EdTech, Question and Test Interoperability): one item a file, or
 * a package with imsmanifest.xml. The part of QTI that the eight kinds need, written down with the
 * rules by which it is checked in docs/exchange.md.
 *
 * What QTI has no place for stands in outcome variables of the item: KC_KIND, KC_COMPETENCE,
 * KC_LEVEL, KC_FACET. A file without them is taken when `defaults` say what is missing.
 */
#ifndef KC_EXCHANGE_ITEMS_QTI_H
#define KC_EXCHANGE_ITEMS_QTI_H

#include "base/ctx.h"
#include "domain/competence.h"
#include "domain/item_import.h"

/* For files that do not say it; empty: then they must. */
struct item_defaults {
    struct slice competence; /* code */
    struct slice level;      /* "1" to "8" */
    struct slice facet;
};

/* One item, as a file, in the arena. ERR_LIMIT: longer than XML_BYTES_MAX. */
MUST_USE enum err items_qti_write_one(struct ctx *ctx, const struct item *it,
                                      struct slice competence, struct slice *ret_bytes);

/* A package that is being written: begin, put every item, end. */
struct items_qti_package {
    struct ctx *ctx;
    struct text *out; /* the ZIP file */
    struct text resources;
    void *zip;
};
MUST_USE enum err items_qti_begin(struct ctx *ctx, struct text *out,
                                  struct items_qti_package *ret_package);
MUST_USE enum err items_qti_put(struct items_qti_package *p, const struct item *it,
                                struct slice competence);
/* ERR_LIMIT: `out` passed its maximum. */
MUST_USE enum err items_qti_end(struct items_qti_package *p);

/* Whether the bytes are meant for items_qti_read(): a ZIP file, or XML. */
bool items_qti_is_one(struct slice bytes);
/* A file or a package. What is wrong is in the list, and no failure. ERR_LIMIT: the arena is full.
 */
MUST_USE enum err items_qti_read(struct ctx *ctx, struct slice bytes, const struct framework *f,
                                 const struct item_defaults *defaults,
                                 struct item_import *ret_import);

#endif
