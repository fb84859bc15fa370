/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Some modules, by id, ascending: what a saved search found when it was looked at
 * last. Packed it takes about one byte each: a version byte (1), then the distance of
 * each id from the one before in groups of seven bits, the lowest first, the high bit
 * set while more follow (LEB128).
 */
#ifndef KC_DOMAIN_MODULE_SET_H
#define KC_DOMAIN_MODULE_SET_H

#include "base/arena.h"
#include "base/slice.h"
#include "domain/module.h"

struct module_set {
    const struct module_id *ids; /* ascending, each one once */
    int len;
};

/* Sorts `ids` in place and takes out what is there twice. */
struct module_set module_set_of(struct module_id *ids, int len);
/* ERR_LIMIT: the arena is full. */
MUST_USE enum err module_set_pack(struct arena *a, struct module_set s, struct slice *ret_bytes);
/* ERR_CORRUPT: not packed by module_set_pack(). ERR_LIMIT: the arena is full. */
MUST_USE enum err module_set_unpack(struct arena *a, struct slice bytes,
                                    struct module_set *ret_set);
/* What is in `now` and not in `before`. ERR_LIMIT: the arena is full. */
MUST_USE enum err module_set_minus(struct arena *a, struct module_set now, struct module_set before,
                                   struct module_set *ret_set);
/* What is in one or both. ERR_LIMIT: the arena is full. */
MUST_USE enum err module_set_join(struct arena *a, struct module_set x, struct module_set y,
                                  struct module_set *ret_set);

#endif
