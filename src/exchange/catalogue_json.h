/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A catalogue in our own form, as data/demo brings one: providers, venues and
 * modules (kommunalcampus-providers/1, -venues/1, -modules/1; described in
 * data/demo/README.md, schemas in schemas/). Strict, see exchange/own_json.h.
 *
 * Dates in the files count from the day of reading, in weeks. They come out
 * absolute: the same file read a week later gives every run a week later, under
 * the same run code ("SERIES-DELIVERY", both from 1), so reading it again moves
 * the runs instead of adding new ones.
 */
#ifndef KC_EXCHANGE_CATALOGUE_JSON_H
#define KC_EXCHANGE_CATALOGUE_JSON_H

#include "base/ctx.h"
#include "domain/provider.h"
#include "exchange/framework_json.h"
#include "exchange/module_draft.h"

struct provider_list {
    struct provider *providers; /* ids 0 */
    int len;                    /* <= PROVIDERS_MAX */
};

struct venue_draft {
    struct venue venue;    /* ids 0 */
    struct slice provider; /* code of who runs it; empty when it belongs to none */
};

struct venue_list {
    struct venue_draft *venues;
    int len; /* <= VENUES_MAX */
};

/* What a file of modules is read against. */
struct catalogue_base {
    const struct framework *framework;
    const struct topic_list *topics;
    struct slice provider; /* code; by convention the name of the file */
    struct day today;
};

/* All three: ERR_INVALID with line and path, ERR_LIMIT. */
MUST_USE enum err providers_json_read(struct ctx *ctx, struct slice bytes,
                                      struct provider_list *ret_providers);
MUST_USE enum err venues_json_read(struct ctx *ctx, struct slice bytes,
                                   struct venue_list *ret_venues);
MUST_USE enum err modules_json_read(struct ctx *ctx, struct slice bytes,
                                    const struct catalogue_base *base,
                                    struct module_draft_list *ret_modules);

/*
 * Whether codes fit together over all files: every module once; what is named
 * (provider, venue, other module) is there; exclusions are given in both
 * directions; a follow-up follows something that is no follow-up; no chain leads
 * back to itself. ERR_INVALID names the module and what is wrong.
 */
struct catalogue_files {
    struct provider_list providers;
    struct venue_list venues;
    struct module_draft_list modules; /* of all files */
};
MUST_USE enum err catalogue_check(struct ctx *ctx, const struct catalogue_files *files);

#endif
