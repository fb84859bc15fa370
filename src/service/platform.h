/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The platform: what every use case stands on. One per process; shared by all
 * threads. It holds the database and the current snapshot of the catalogue.
 *
 * A snapshot is an immutable image of the catalogue, the framework, the job
 * profiles and the map. It is built from the database and replaced when the catalogue's
 * revision has changed, by one that shares what has not (service/image.h); it is freed when
 * its last reader leaves.
 */
#ifndef KC_SERVICE_PLATFORM_H
#define KC_SERVICE_PLATFORM_H

#include "base/ctx.h"
#include "engine/catalogue.h"
#include "engine/match_model.h"
#include "engine/place.h"

struct database;
struct item_bank;
struct plan_desk;
struct response_pool;
struct platform;

struct snapshot {
    const struct catalogue *catalogue; /* framework, topics, job profiles, modules, ... */
    const struct place_index *places;  /* municipalities and postcodes */
    int64_t revision;                  /* of the catalogue in the database */
    struct day today;                  /* on which it was built: runs before it are past */
    uint64_t serial; /* later ones have a larger one; no two of a process share it */
    const struct experience_model *experience_model; /* NULL: the match does not learn (LEARN-9) */
    const struct match_experience *experience;       /* it, laid over the catalogue; or NULL */
};

/*
 * Over an open database with the right schema version; builds the first
 * snapshot. `db` is the caller's and must outlive the platform.
 *   ERR_LIMIT, ERR_IO, ERR_CORRUPT
 */
MUST_USE enum err platform_open(struct ctx *ctx, struct database *db,
                                struct platform **ret_platform);
/*
 * Let the match add what was learnt from behaviour, in this and every later snapshot. Only right
 * after platform_open(), before anybody reads. The model is sound and outlives the platform.
 *   ERR_LIMIT
 */
MUST_USE enum err platform_use_model(struct ctx *ctx, struct platform *p,
                                     const struct experience_model *model);
/* Whether lists that people are shown are kept for learning, of those who agree (LEARN-10): the
 * setting match_collect. Only right after platform_open(), before anybody reads; at first not. */
void platform_collect(struct platform *p, bool on);
bool platform_collects(const struct platform *p);
/* No request may hold a snapshot any more. NULL is allowed. */
void platform_close(struct platform *p);
struct database *platform_db(struct platform *p);
/* Where plans are made and kept (plan_desk.h). */
struct plan_desk *platform_desk(struct platform *p);

/* The items of the competence check, all versions (item_bank.h); lives as long as the platform. */
const struct item_bank *platform_items(const struct platform *p);
/* Where answers that people gave for calibration wait (response_pool.h). */
struct response_pool *platform_responses(const struct platform *p);
/* Take approved items and calibrations that are new in the database; as platform_refresh(). */
MUST_USE enum err platform_refresh_items(struct ctx *ctx, struct platform *p);

/* The current snapshot, kept alive until released. Never NULL, never blocks for long. */
const struct snapshot *snapshot_acquire(struct platform *p);
/* Keep one that is held already a second time. */
void snapshot_keep(struct platform *p, const struct snapshot *s);
void snapshot_release(struct platform *p, const struct snapshot *s);

/*
 * Build a new snapshot if the catalogue's revision or the day has changed; one caller at a time,
 * the others wait. Called four times a second by a background thread, and by commands. When it
 * fails the old one stays.
 */
MUST_USE enum err platform_refresh(struct ctx *ctx, struct platform *p);
/*
 * What was just committed is to be seen by the person's next page: wait until the background
 * thread has looked, at most a few seconds, however much it has to build. Without that thread as
 * platform_refresh().
 */
MUST_USE enum err platform_show(struct ctx *ctx, struct platform *p);
/*
 * Start, and stop, the background thread that does so; once an hour it also deletes what is kept
 * longer than it may be (service/retention.h) and cleans the files after erasures.
 */
struct platform_watch {
    int guest_days; /* GUEST-3 */
    /* What was deleted, "guest=3 mail=1", for the log; on that thread. NULL: nobody wants to know
     */
    void (*tell)(void *arg, struct slice deleted);
    void *arg;
};
MUST_USE enum err platform_watch_start(struct ctx *ctx, struct platform *p,
                                       const struct platform_watch *watching);
void platform_watch_stop(struct platform *p);
/* The background thread cleans the database's files as soon as it can (service/erasure.h), but at
 * most four times an hour (PRIVACY-7). */
void platform_scrub_soon(struct platform *p);
/* How often it has, since the watch began; those of each hour aside. */
int64_t platform_scrubs(struct platform *p);
/* How often the thread could not build a new snapshot: then the old one is served on. */
int64_t platform_refresh_failures(struct platform *p);

#endif
