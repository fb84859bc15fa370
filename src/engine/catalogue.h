/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The catalogue snapshot: everything that search, match and plan read, as it was
 * at one moment.
 *
 * It is built once, never changed, and shared by all threads without locks; when
 * something changes, a new one is built and takes its place. The snapshot does
 * not copy what it is built from: framework, modules, runs, providers, venues,
 * topics, jobs and the synonyms text must live as long as it does (build it in
 * the arena that already holds them).
 *
 * Modules get a slot, 0 .. modules_len-1, in byte order of their codes; so "by
 * slot" and "by code" are the same order, the last tie rule everywhere.
 *
 * Offered is a module that is not gone and that is self-paced or has an open
 * run. Open is a run that can still be booked or waited for: it has not begun,
 * or, when it has no sittings (a window of time, as of a MOOC), is not over.
 * Both speak of `today`: build a new snapshot when the day changes.
 */
#ifndef KC_ENGINE_CATALOGUE_H
#define KC_ENGINE_CATALOGUE_H

#include "base/arena.h"
#include "domain/job_profile.h"
#include "domain/module.h"
#include "domain/provider.h"
#include "domain/topic.h"

struct jobs; /* base/jobs.h */

struct catalogue_source {
    const struct framework *framework;
    const struct topic *topics;
    int topics_len;
    const struct job_profile *jobs;
    int jobs_len;
    const struct provider *providers;
    int providers_len;
    const struct venue *venues;
    int venues_len;
    const struct module *modules; /* in any order */
    int modules_len;              /* <= CATALOGUE_MODULES_MAX */
    struct slice synonyms;        /* data/synonyms.de.txt: "OZG = Onlinezugangsgesetz" a line */
    struct day today;
    const struct jobs *threads; /* for building on several threads at once; NULL: on this one */
    struct arena *index_arena;  /* for the word index; NULL: where the rest is */
    struct arena *frame_arena;  /* for the frame; likewise */
};

/* Modules that are new or not what they were, on the same day, beside the same framework and
 * providers. */
struct catalogue_change {
    const struct catalogue *before;
    const struct module *modules; /* each once, in any order; gone ones are marked so */
    int modules_len;
    struct slice synonyms; /* as before */
    const struct jobs *threads;
    struct arena *index_arena; /* for a new word index, or what differs in it */
    struct arena *frame_arena; /* for a new frame; NULL: where the rest is */
};

/* Of a changed catalogue. */
enum catalogue_index {
    CATALOGUE_INDEX_SAME,    /* that of the one before */
    CATALOGUE_INDEX_CHANGED, /* what differs from the last one that was built from all modules */
    CATALOGUE_INDEX_NEW      /* built from all modules */
};

/* One way up in one competence: an offered module that lifts from `from` to `to`. */
struct catalogue_rung {
    uint32_t slot;
    uint8_t from;
    uint8_t to;
};

/* Who gives a competence, by from, then to, then slot. */
struct catalogue_ladder {
    const struct catalogue_rung *rungs;
    int rungs_len;
};

/* Some modules, by slot. */
struct catalogue_slots {
    const uint32_t *at;
    int len;
};

struct catalogue_columns; /* engine/columns.h: one row per module, for filters */
struct catalogue_ids;     /* lookups */
struct index;             /* engine/index.h: words and posting lists */

/* Read only. */
struct catalogue {
    struct day today;
    const struct framework *framework;
    const struct topic *topics;
    int topics_len;
    const struct job_profile *jobs;
    int jobs_len;
    const struct provider *providers;
    int providers_len;
    const struct venue *venues;
    int venues_len;
    const struct module *const *modules; /* by slot */
    uint32_t modules_len;
    uint32_t offered_len;                             /* how many of them are offered */
    struct catalogue_ladder ladders[COMPETENCES_MAX]; /* by competence id */
    const struct catalogue_columns *columns;
    const struct catalogue_ids *ids;
    const struct index *index;
    const struct match_index *match; /* engine/match_index.h: rows and posting lists of the match */
    /* As it was when its frame (all of this but the words) was made from all modules; its index is
     * none. What has not changed since is shared with it. */
    const struct catalogue *frame;
};

/*
 * Build the snapshot in `arena`.
 *
 *   ERR_CORRUPT    a module, job profile or venue is not sound, or names a provider,
 *                  venue or competence that is not there
 *   ERR_CONFLICT   two modules, jobs, providers or venues share an id or a code
 *   ERR_LIMIT      too many modules, or the arena is full
 */
MUST_USE enum err catalogue_build(struct arena *arena, const struct catalogue_source *source,
                                  const struct catalogue **ret_catalogue);

/*
 * What catalogue_build() would make of all modules as they are now, to the last bit, without doing
 * again what the change leaves as it was. The word index is kept when no word that is searched has
 * changed (seats, prices, dates); else only what differs is made (engine/index_change.h), on top of
 * the last index that was built from all modules: that and the modules it was built from must live
 * on with it. So must the modules that have not changed; `before` itself need not.
 *
 * Where only dates, seats and texts differ from the modules that the frame was made of, what
 * differs is made and the frame kept: it and those modules must live on. Otherwise there is a new
 * one: then (*ret_catalogue)->frame is not before->frame.
 *
 *   as catalogue_build()
 */
MUST_USE enum err catalogue_change(struct arena *arena, const struct catalogue_change *change,
                                   const struct catalogue **ret_catalogue,
                                   enum catalogue_index *ret_index);

/* NULL when there is none. Gone modules are found too: ask catalogue_is_offered(). */
const struct module *catalogue_module(const struct catalogue *c, struct module_id id);
const struct module *catalogue_module_by_code(const struct catalogue *c, struct slice code);
const struct provider *catalogue_provider(const struct catalogue *c, struct provider_id id);
const struct provider *catalogue_provider_by_code(const struct catalogue *c, struct slice code);
const struct venue *catalogue_venue(const struct catalogue *c, struct venue_id id);
const struct job_profile *catalogue_job(const struct catalogue *c, struct job_profile_id id);
const struct job_profile *catalogue_job_by_code(const struct catalogue *c, struct slice code);
const struct topic *catalogue_topic_by_code(const struct catalogue *c, struct slice code);

/* The slot of a module of this catalogue. */
uint32_t catalogue_slot(const struct catalogue *c, const struct module *m);
bool catalogue_is_offered(const struct catalogue *c, const struct module *m);
/* Whether the run can still be booked or waited for on `today`, seats aside. */
bool catalogue_run_is_open(const struct run *r, struct day today);
/* Modules made to be taken after this one: its chain and its follow-ups. */
struct catalogue_slots catalogue_successors(const struct catalogue *c, struct module_id id);

#endif
