/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/match_model.h"

#include "engine/columns.h"

enum { HUNDREDTHS = 100 };

/* Codes are sorted on both sides: by bisection. */
static int32_t
effect_of(const struct experience_effect *effects, int len, struct slice code)
{
    int from = 0;

    while (len > from) {
        int middle = from + (len - from) / 2;
        int order = slice_cmp(effects[middle].code, code);

        if (order == 0)
            return effects[middle].milli;
        if (order < 0)
            from = middle + 1;
        else
            len = middle;
    }
    return 0;
}

enum err
match_experience_make(struct arena *arena, const struct catalogue *c,
                      const struct experience_model *model,
                      const struct match_experience **ret_experience)
{
    struct match_experience *e = arena_new(arena, struct match_experience);
    int32_t *providers = arena_array(arena, int32_t, (size_t)c->providers_len);
    int16_t *milli = arena_array(arena, int16_t, c->modules_len);

    assert(experience_model_is_sound(model));
    if (e == NULL || providers == NULL || milli == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < c->providers_len; i++)
        providers[i] = effect_of(model->providers, model->providers_len, c->providers[i].code);
    for (uint32_t slot = 0; slot < c->modules_len; slot++) {
        const struct module *m = c->modules[slot];
        int32_t sum = effect_of(model->modules, model->modules_len, m->code) +
                      providers[c->columns->rows[slot].provider] + model->format_milli[m->format];

        milli[slot] = (int16_t)sum; /* three times EXPERIENCE_MILLI_MAX fits */
    }
    e->slot_milli = milli;
    for (int i = 0; i < OVERLAPS; i++)
        e->overlap_milli[i] = model->overlap_milli[i];
    *ret_experience = e;
    return OK;
}

enum experience_overlap
match_overlap(uint64_t topics, uint64_t interests)
{
    uint64_t common = topics & interests;

    if (common == 0)
        return OVERLAP_NONE;
    return (common & (common - 1)) == 0 ? OVERLAP_ONE : OVERLAP_MORE;
}

int
match_experience_points(const struct match_experience *experience, uint32_t slot,
                        enum experience_overlap overlap)
{
    int32_t milli = experience->slot_milli[slot] + experience->overlap_milli[overlap];
    int points = (milli + (milli < 0 ? -500 : 500)) / 1000;

    if (points > EXPERIENCE_POINTS_MAX) /* LEARN-4 */
        return EXPERIENCE_POINTS_MAX;
    return points < -EXPERIENCE_POINTS_MAX ? -EXPERIENCE_POINTS_MAX : points;
}

enum err
match_experience_correction(struct arena *arena, const struct catalogue *c,
                            const struct match_experience *experience, uint64_t interests,
                            const int16_t **ret_correction)
{
    int16_t *correction = arena_array(arena, int16_t, c->modules_len);

    if (correction == NULL)
        return ERR_LIMIT;
    for (uint32_t slot = 0; slot < c->modules_len; slot++) {
        enum experience_overlap overlap = match_overlap(c->columns->rows[slot].topics, interests);

        correction[slot] =
            (int16_t)(HUNDREDTHS * match_experience_points(experience, slot, overlap));
    }
    *ret_correction = correction;
    return OK;
}
