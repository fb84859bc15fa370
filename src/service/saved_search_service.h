/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Searches that a guest keeps, and what is new in them (GUEST-4).
 *
 * New is a block that the search finds now and did not find when its results were
 * looked at last: by id, so a block that was changed and fits now is new, one that was
 * changed and fitted before is not, and one that went and came back in between is not.
 */
#ifndef KC_SERVICE_SAVED_SEARCH_SERVICE_H
#define KC_SERVICE_SAVED_SEARCH_SERVICE_H

#include "domain/saved_search.h"
#include "service/guest_service.h"
#include "service/learning_service.h"

struct saved_search_list {
    struct saved_search at[SAVED_SEARCHES_MAX];
    int len;
};

/*
 * All blocks that a search finds, whatever its order and page.
 *   ERR_LIMIT   more than SAVED_SEARCH_HITS_MAX: too many to tell what is new
 */
MUST_USE enum err saved_search_hits(struct ctx *ctx, const struct snapshot *snap,
                                    const struct learning_search *wanted,
                                    struct module_set *ret_hits);

/* In the order in which they were kept; none for a guest who keeps nothing. Counts as use
 * (GUEST-3). */
MUST_USE enum err saved_search_load(struct ctx *ctx, struct platform *p, struct guest_key key,
                                    struct saved_search_list *ret_list);
/*
 * Keep one: name, query and what it finds now (`seen`). One that asks the same is renamed.
 *   ERR_INVALID  the name is empty or too long, or the query is
 *   ERR_LIMIT    SAVED_SEARCHES_MAX are kept already
 */
MUST_USE enum err saved_search_add(struct ctx *ctx, struct platform *p, struct guest_key key,
                                   const struct saved_search *search);
/* Its results are looked at: what it finds now is new no more. ERR_NOT_FOUND: it is not this
 * guest's. */
MUST_USE enum err saved_search_look(struct ctx *ctx, struct platform *p, struct guest_key key,
                                    const struct saved_search *search);
/* Not an error when there is none. */
MUST_USE enum err saved_search_delete(struct ctx *ctx, struct platform *p, struct guest_key key,
                                      struct saved_search_id id);

#endif
