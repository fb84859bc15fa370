/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/experience.h"

static const char *const DEED_CODES[DEEDS] = {"nothing", "opened", "kept", "booked", "completed"};

static bool
is_within(int32_t milli)
{
    return milli >= -EXPERIENCE_MILLI_MAX && milli <= EXPERIENCE_MILLI_MAX;
}

static bool
effects_are_sound(const struct experience_effect *effects, int len)
{
    for (int i = 0; i < len; i++) {
        if (!is_within(effects[i].milli) || effects[i].people < EXPERIENCE_PEOPLE_MIN ||
            effects[i].code.len == 0)
            return false;
        if (i > 0 && slice_cmp(effects[i - 1].code, effects[i].code) >= 0)
            return false;
    }
    return true;
}

bool
experience_model_is_sound(const struct experience_model *m)
{
    for (int i = 0; i < OVERLAPS; i++) {
        if (!is_within(m->overlap_milli[i]))
            return false;
    }
    for (int i = 0; i < FORMATS; i++) {
        if (!is_within(m->format_milli[i]))
            return false;
    }
    for (int k = 0; k < m->positions; k++) {
        int32_t most = k == 0 ? 1000 : m->examination_milli[k - 1];

        if (m->examination_milli[k] < 0 || m->examination_milli[k] > most)
            return false;
    }
    return m->first.n <= m->last.n && effects_are_sound(m->providers, m->providers_len) &&
           effects_are_sound(m->modules, m->modules_len);
}

const char *
experience_deed_code(enum experience_deed deed)
{
    assert(deed >= DEED_NOTHING && deed < DEEDS);
    return DEED_CODES[deed];
}

enum err
experience_deed_parse(struct slice code, enum experience_deed *ret_deed)
{
    for (int i = 0; i < DEEDS; i++) {
        if (slice_is(code, DEED_CODES[i])) {
            *ret_deed = (enum experience_deed)i;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}
