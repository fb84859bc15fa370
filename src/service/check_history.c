/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/check_history.h"

#include <math.h>

#include "service/check_parts.h"

/* A check of a few questions is never surer of a level than this, whatever the formula says. */
#define SD_MIN 0.3

/* What a check needs while it is replayed is given back: fifty of them would fill a request. */
static enum err
found_make(struct ctx *ctx, const struct check_desk *desk, const struct check_record *r,
           struct check_done *d)
{
    struct check_view view = {.record = *r};
    struct arena_mark mark;
    enum err e;

    d->found = arena_array(ctx->arena, struct check_found, (size_t)r->subjects_len);
    if (d->found == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for a history");
    mark = arena_mark(ctx->arena);
    e = check_replay(ctx, desk->bank, &view);
    if (e == OK)
        e = check_result(ctx, &view, d->found);
    for (int s = 0; e == OK && s < r->subjects_len; s++)
        d->found[s].facets = (struct slice){0};
    arena_rewind(ctx->arena, mark);
    d->found_len = r->subjects_len;
    return e;
}

enum err
check_history(struct ctx *ctx, const struct check_desk *desk, struct check_history *ret_history)
{
    struct check_list *list = arena_new(ctx->arena, struct check_list);

    if (list == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for a history");
    TRY(check_list(ctx, desk, list));
    ret_history->len = 0;
    for (int i = 0; i < list->len; i++) {
        const struct check_record *r = &list->records[i];
        struct check_done *d = &ret_history->done[ret_history->len];
        enum err e;

        if (r->ended.ms == 0)
            continue;
        *d = (struct check_done){.id = list->ids[i], .scope = r->scope, .ended = r->ended};
        e = found_make(ctx, desk, r, d);
        if (e == ERR_NOT_FOUND) {
            ctx_clear(ctx);
            continue;
        }
        TRY(e);
        ret_history->len++;
    }
    return OK;
}

struct evidence
check_evidence(const struct check_found *f, struct day day)
{
    double mean = 0;
    double variance = 0;

    for (int k = 0; k < CHECK_LEVELS; k++)
        mean += k * f->levels.chance[k];
    for (int k = 0; k < CHECK_LEVELS; k++)
        variance += (k - mean) * (k - mean) * f->levels.chance[k];
    return (struct evidence){.kind = EVIDENCE_CHECK,
                             .level = (uint8_t)f->levels.likely,
                             .sd = fmax(sqrt(variance), SD_MIN),
                             .day = day};
}
