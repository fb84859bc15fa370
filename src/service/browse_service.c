/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/browse_service.h"

const struct module *
browse_module(const struct snapshot *snap, struct module_id id)
{
    return id.n == 0 ? NULL : catalogue_module(snap->catalogue, id);
}

const struct module *
browse_module_by_code(const struct snapshot *snap, struct slice code)
{
    return catalogue_module_by_code(snap->catalogue, code);
}

const struct provider *
browse_provider(const struct snapshot *snap, struct provider_id id)
{
    return catalogue_provider(snap->catalogue, id);
}

const struct provider *
browse_provider_by_code(const struct snapshot *snap, struct slice code)
{
    return catalogue_provider_by_code(snap->catalogue, code);
}

const struct venue *
browse_venue(const struct snapshot *snap, struct venue_id id)
{
    return id.n == 0 ? NULL : catalogue_venue(snap->catalogue, id);
}

const struct job_profile *
browse_job(const struct snapshot *snap, struct job_profile_id id)
{
    return id.n == 0 ? NULL : catalogue_job(snap->catalogue, id);
}

const struct job_profile *
browse_job_by_code(const struct snapshot *snap, struct slice code)
{
    return catalogue_job_by_code(snap->catalogue, code);
}

const struct topic *
browse_topic_by_code(const struct snapshot *snap, struct slice code)
{
    return catalogue_topic_by_code(snap->catalogue, code);
}

const struct competence *
browse_competence(const struct snapshot *snap, struct competence_id id)
{
    return id.n < COMPETENCES_MAX ? snap->catalogue->framework->by_id[id.n] : NULL;
}

bool
browse_is_offered(const struct snapshot *snap, const struct module *m)
{
    return catalogue_is_offered(snap->catalogue, m);
}

bool
browse_run_is_open(const struct snapshot *snap, const struct run *r)
{
    return catalogue_run_is_open(r, snap->catalogue->today);
}

int
browse_successors(const struct snapshot *snap, const struct module *m, int max,
                  const struct module **ret_modules)
{
    struct catalogue_slots slots = catalogue_successors(snap->catalogue, m->id);
    int len = 0;

    for (int i = 0; i < slots.len && len < max; i++) {
        const struct module *next = snap->catalogue->modules[slots.at[i]];

        if (catalogue_is_offered(snap->catalogue, next))
            ret_modules[len++] = next;
    }
    return len;
}
