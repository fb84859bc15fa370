/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What pages look up in the snapshot: single things of the catalogue, and what
 * stands around a learning block. Nothing here can fail but by not finding.
 */
#ifndef KC_SERVICE_BROWSE_SERVICE_H
#define KC_SERVICE_BROWSE_SERVICE_H

#include "service/platform.h"

/* NULL when there is none. */
const struct module *browse_module(const struct snapshot *snap, struct module_id id);
const struct module *browse_module_by_code(const struct snapshot *snap, struct slice code);
const struct provider *browse_provider(const struct snapshot *snap, struct provider_id id);
const struct provider *browse_provider_by_code(const struct snapshot *snap, struct slice code);
const struct venue *browse_venue(const struct snapshot *snap, struct venue_id id);
const struct job_profile *browse_job(const struct snapshot *snap, struct job_profile_id id);
const struct job_profile *browse_job_by_code(const struct snapshot *snap, struct slice code);
const struct topic *browse_topic_by_code(const struct snapshot *snap, struct slice code);
const struct competence *browse_competence(const struct snapshot *snap, struct competence_id id);

/* Whether people can still choose it: not gone, and self-paced or with an open run. */
bool browse_is_offered(const struct snapshot *snap, const struct module *m);
/* Whether the run has not begun (or, without sittings, is not over) on the snapshot's day. */
bool browse_run_is_open(const struct snapshot *snap, const struct run *r);

enum { BROWSE_SUCCESSORS_MAX = 12 };

/* Offered blocks that are made to be taken after `m`; `ret_modules` has room for `max`. */
int browse_successors(const struct snapshot *snap, const struct module *m, int max,
                      const struct module **ret_modules);

#endif
