/* SPDX-License-Identifier: EUPL-1.2 */
/* What the parts of publishing (publish_service.h) share. */
#ifndef KC_SERVICE_PUBLISH_PARTS_H
#define KC_SERVICE_PUBLISH_PARTS_H

#include "domain/right.h"
#include "service/publish_service.h"
#include "storage/db.h"
#include "storage/module_version_store.h"

/* One use case: what goes in, and what it found. */
struct publish_use {
    const struct publish_desk *desk;
    const struct snapshot *snap;
    struct provider_id provider; /* as which it offers its blocks; n == 0: none yet */
    enum err (*work)(struct db *, void *);
    struct block_base base;
    struct module_version_id id;
    struct slice code;
    int edition;
    struct slice reason; /* or the title of a copy */
    const struct module_sheet *sheet;
    const struct run_sheet *run;
    uint64_t seen;
    struct block_faults *faults;
    struct module_version_id made;
    void *found;
    int page;
    bool names_block; /* a new block gets a code: one that no provider has */
};

/* ERR_DENIED unless the actor may publish for the desk's organisation. */
MUST_USE enum err publish_need(struct ctx *ctx, const struct publish_desk *desk);
/* Run a use case with a snapshot at hand, writing or reading. */
MUST_USE enum err publish_write(struct ctx *ctx, struct publish_use *u,
                                enum err (*f)(struct db *, void *));
MUST_USE enum err publish_read(struct ctx *ctx, struct publish_use *u,
                               enum err (*f)(struct db *, void *));

/* The module of the catalogue; id.n == 0 when there is none. */
MUST_USE enum err publish_module(struct db *db, const struct publish_use *u, struct slice code,
                                 struct module *ret_module);
/* An open version (draft or review) of this edition. ERR_CONFLICT. */
MUST_USE enum err publish_open_version(struct db *db, const struct publish_use *u,
                                       struct module_version *ret_version);
/* The sheet of a version. ERR_CORRUPT: it cannot be read. */
MUST_USE enum err publish_sheet(struct db *db, const struct module_version *v,
                                struct module_sheet *ret_sheet);
/* The module of a sheet and what is wrong, places of its runs looked up. */
struct publish_made {
    struct module module;
    struct block_faults faults;
};
MUST_USE enum err publish_module_of(struct db *db, const struct publish_use *u,
                                    const struct module_sheet *sheet, const struct module *present,
                                    struct publish_made *ret_made);
/* CERT-12: whether experts would judge the same, however it was typed. */
MUST_USE enum err publish_is_judged_same(struct db *db, const struct publish_use *u,
                                         const struct module *present, const struct module *made,
                                         bool *ret_same);
/* Where a run of a local block takes place. ERR_NOT_FOUND: the map does not know the place. */
MUST_USE enum err publish_place(struct db *db, const struct publish_use *u,
                                const struct run_sheet *run, struct venue *ret_venue);
/* Save the venues of a sheet's runs and set them in the module. */
MUST_USE enum err publish_venues_save(struct db *db, const struct publish_use *u,
                                      const struct module_sheet *sheet, struct module *m);
/* The same for one run of the module. */
MUST_USE enum err publish_venue_save(struct db *db, const struct publish_use *u,
                                     const struct run_sheet *sheet, struct run *run);
/* A run of the catalogue with the words of its venue. */
MUST_USE enum err publish_run_sheet(struct db *db, const struct publish_use *u,
                                    const struct run *run, struct run_sheet *ret_sheet);
/* A block of the catalogue without versions gets its first one, as it is (PUBLISH-4). */
MUST_USE enum err publish_adopt(struct db *db, const struct publish_use *u,
                                const struct module *present,
                                struct module_version_list *ret_history);
/* The version that is being worked on; NULL: none is. */
const struct module_version *publish_open_one(const struct module_version_list *history);
/* The text to begin the next version or a copy with: what is offered, else the latest. */
MUST_USE enum err publish_latest_sheet(struct db *db, const struct publish_use *u,
                                       const struct module *present,
                                       const struct module_version_list *history,
                                       struct module_sheet *ret_sheet);
/* A new block as a draft, its id in u->made. `code` is wished for; empty: made of the title. */
MUST_USE enum err publish_add_draft(struct db *db, struct publish_use *u,
                                    const struct module_sheet *sheet, struct slice code);
/* The next version of a block of the catalogue as a draft, its id in u->made. */
MUST_USE enum err publish_add_version(struct db *db, struct publish_use *u,
                                      const struct module *present,
                                      struct module_version_list *history,
                                      const struct module_sheet *sheet);
/* What u->run makes in a block of that format; u->faults say what is wrong with it. */
MUST_USE enum err publish_run_check(struct db *db, const struct publish_use *u,
                                    enum module_format format, struct run *ret_run);
/* u->run added to, or changed in, a module of the catalogue, which is saved by the caller. As
 * publish_run_save(). */
MUST_USE enum err publish_run_put(struct db *db, struct publish_use *u, struct module *m);
/* "module.publish" of a block into the audit log; version 0: none is told. */
MUST_USE enum err publish_tell(struct db *db, const struct publish_use *u, const char *action,
                               struct slice code, int version);
/* How many people may publish for the provider. */
MUST_USE enum err publish_colleagues(struct db *db, const struct publish_use *u, int *ret_people);

#endif
