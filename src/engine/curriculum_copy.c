/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include "engine/curriculum.h"

/* One list; at least one element, so that an empty one is no failure. */
#define COPY(a, type, list, len)                                                                   \
    list_copy((list), (size_t)(len) * sizeof(type), arena_array((a), type, (size_t)(len) + 1))

static void *
list_copy(const void *from, size_t bytes, void *to)
{
    if (to != NULL && bytes > 0)
        memcpy(to, from, bytes);
    return to;
}

enum err
curriculum_copy(struct arena *a, const struct curriculum *plan, struct curriculum *ret_copy)
{
    struct curriculum copy = *plan;

    copy.entries = COPY(a, struct curriculum_entry, plan->entries, plan->entries_len);
    copy.weeks = COPY(a, struct curriculum_week, plan->weeks, plan->weeks_len);
    copy.goals = COPY(a, struct curriculum_goal, plan->goals, plan->goals_len);
    copy.refused = COPY(a, const struct module *, plan->refused, plan->refused_len);
    if (copy.entries == NULL || copy.weeks == NULL || copy.goals == NULL || copy.refused == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < copy.entries_len; i++) {
        struct curriculum_entry *e = &copy.entries[i];

        e->steps = COPY(a, struct curriculum_step, e->steps, e->steps_len);
        if (e->steps == NULL)
            return ERR_LIMIT;
    }
    *ret_copy = copy;
    return OK;
}
