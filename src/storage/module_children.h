/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Rows that hang on modules, read for many modules at once: the query answers them by
 * module, so each module's rows are gathered and copied when the next module begins.
 */
#ifndef KC_STORAGE_MODULE_CHILDREN_H
#define KC_STORAGE_MODULE_CHILDREN_H

#include "domain/module.h"
#include "storage/db.h"
#include "storage/stmt.h"

/* One kind of child. The query takes "after" and "last" and answers the module first. */
struct module_child {
    int query;
    const char *name; /* for a message */
    size_t bytes;     /* of an element as it is read */
    size_t kept;      /* as it is kept and given; 0: what was read is given, and passes */
    size_t max;       /* per module */
    enum err (*read)(struct stmt *q, struct arena *a, void *ret_element);
    void (*give)(struct module *m, void *elements, size_t len);
    void (*pack)(struct module *m, void *elements, size_t len); /* in place; NULL: it is as read */
};

/* All modules of a range of ids, by id. */
struct module_page {
    struct module *modules;
    size_t len;
    struct arena *scratch; /* for the caller to reset */
};

/* Gives each module of the page its children; what is kept lives in `arena`. */
MUST_USE enum err module_children_load(struct db *db, struct arena *arena,
                                       const struct module_child *child,
                                       const struct module_page *page);

#endif
