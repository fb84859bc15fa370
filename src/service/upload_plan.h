/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a list of blocks (domain/block_list.h) would change at a provider, worked out inside one
 * transaction: which block and which date each line means (PUBLISH-14, PUBLISH-16), what differs,
 * and what stands in the way. publish_upload.h is for pages.
 */
#ifndef KC_SERVICE_UPLOAD_PLAN_H
#define KC_SERVICE_UPLOAD_PLAN_H

#include "domain/block_list.h"
#include "domain/module_version.h"

enum upload_step { UPLOAD_NEW, UPLOAD_CHANGED, UPLOAD_SAME };

struct upload_run {
    int line;
    enum upload_step step;
    uint32_t differs;       /* bit n: enum run_field n */
    struct run_sheet sheet; /* as it is to be; without a code when it is new */
    uint64_t seen;          /* publish_run_mark() of what is there now; 0 of a new one */
};

struct upload_block {
    const struct list_entry *entry;
    struct slice code; /* empty: new */
    struct slice title;
    enum upload_step step;         /* of text and dates together */
    uint32_t differs;              /* of the text; bit n: enum block_field n */
    int missing;                   /* what is still open before it can be published (PUBLISH-9) */
    bool in_catalogue;             /* dates change there at once (PUBLISH-10) */
    bool begins_version;           /* the text becomes a new draft beside what is published */
    struct module_version_id open; /* the draft that is changed; n == 0: none */
    int open_edition;
    struct module_sheet sheet; /* as it is to be; with all its dates while it has never been
                                  published */
    struct upload_run *runs;   /* those of the list */
    int runs_len;
    int runs_new;
    int runs_changed;
};

struct upload_plan {
    struct block_list *list; /* with the problems; when it has any, nothing may be done */
    struct upload_block *blocks;
    int len;
    int news;
    int changed;
    int same;
    int runs_new;
    int runs_changed;
    uint64_t mark; /* differs when anything of what would happen does */
};

struct db;
struct publish_use;
/* `u` has a snapshot. ERR_LIMIT and the errors of the stores. */
MUST_USE enum err upload_plan_make(struct db *db, const struct publish_use *u,
                                   struct block_list *list, struct upload_plan *ret_plan);

/* A block as it is kept: the text of its draft or, without one, of what is offered. */
struct upload_kept {
    struct module_version_list history;
    struct module present;     /* of the catalogue; id.n == 0: not there */
    struct module_sheet sheet; /* its runs are the block's */
};
MUST_USE enum err upload_kept_load(struct db *db, const struct publish_use *u, struct slice code,
                                   struct upload_kept *ret_kept);

#endif
