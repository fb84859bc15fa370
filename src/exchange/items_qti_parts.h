/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of items_qti share; nobody else includes it. */
#ifndef KC_EXCHANGE_ITEMS_QTI_PARTS_H
#define KC_EXCHANGE_ITEMS_QTI_PARTS_H

#include "exchange/items_qti.h"
#include "exchange/xml_read.h"

#define ITEMS_QTI_SPACE "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
#define ITEMS_QTI_MANIFEST_SPACE "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"
#define ITEMS_QTI_RESOURCE "imsqti_item_xmlv3p0"

/* Reading: who asks, and where problems go. */
struct items_qti_reading {
    struct ctx *ctx;
    const struct framework *framework;
    const struct item_defaults *defaults;
    struct item_import *import;
    struct slice file; /* within the package; empty: the file itself */
};

void items_qti_tell(const struct items_qti_reading *r, enum item_problem what, int line,
                    struct slice value);
/* An item that is being read. */
struct items_qti_taking {
    const struct items_qti_reading *r;
    const struct xml_node *root;
    struct xml_node *body;
    struct item_imported out;
    struct item item;
    struct item_choice choices[ITEM_CHOICES_MAX];
    struct item_blank blanks[ITEM_PARTS_MAX];
};
/* A problem at a node; NULL: at the root. */
void items_qti_problem(const struct items_qti_taking *t, enum item_problem what,
                       const struct xml_node *n, struct slice value);
/* A rule of docs/rules/item.md is broken by what stands in rows; 0: it is too long. */
void items_qti_rule(const struct items_qti_taking *t, int rule);
/* The default value of an outcome variable of this name; empty: none. ERR_LIMIT */
MUST_USE enum err items_qti_outcome(const struct items_qti_taking *t, const char *name,
                                    struct slice *ret_value);
/* Kind, choices and blanks, from the interactions of the body. ERR_LIMIT */
MUST_USE enum err items_qti_kind(struct items_qti_taking *t);

/* An item from its root element, into the list. ERR_LIMIT */
MUST_USE enum err items_qti_take(const struct items_qti_reading *r, const struct xml_node *root);

#endif
