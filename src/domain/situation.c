/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/situation.h"

#include <string.h>

enum { DEFAULT_WEEKLY_MINUTES = 240, DEFAULT_DAYS = 26 * 7, DEFAULT_DISTANCE_KM = 40 };

static const char *const PRESET_CODES[PRESETS] = {"balanced", "fastest", "cheapest", "near"};

struct situation
situation_default(struct day today)
{
    struct situation s = {
        .weekly_minutes = DEFAULT_WEEKLY_MINUTES,
        .half_days = HALF_DAYS_ALL,
        .start = day_plus(day_monday(today), 7),
        .latest_end = day_plus(day_monday(today), 7 + DEFAULT_DAYS - 1),
        .budget = {50000},
        .distance_km = DEFAULT_DISTANCE_KM,
        .formats = (1u << FORMATS) - 1,
        .german = true,
        .english = false,
    };

    memset(s.rating, RATING_UNKNOWN, sizeof s.rating);
    return s;
}

static bool
ratings_are_sound(const struct situation *s)
{
    for (int i = 0; i < COMPETENCES_MAX; i++) {
        if (s->rating[i] > LEVEL_MAX && s->rating[i] != RATING_UNKNOWN)
            return false;
    }
    return true;
}

static bool
measured_are_sound(const struct situation *s)
{
    for (int c = 0; c < COMPETENCES_MAX; c++) {
        if (s->reached[c][0] > 100)
            return false;
        for (int k = 1; s->reached[c][0] > 0 && k < LEVEL_MAX; k++)
            if (s->reached[c][k] > s->reached[c][k - 1])
                return false;
    }
    return true;
}

static bool
lists_are_sound(const struct situation *s)
{
    if (s->blocked_weeks_len < 0 || s->blocked_weeks_len > PLAN_WEEKS_MAX || s->fixed_len < 0 ||
        s->fixed_len > SITUATION_FIXED_MAX)
        return false;
    for (int i = 0; i < s->blocked_weeks_len; i++) {
        if (day_weekday(s->blocked_weeks[i]) != MONDAY)
            return false;
        if (i > 0 && s->blocked_weeks[i].n <= s->blocked_weeks[i - 1].n)
            return false;
    }
    for (int i = 0; i < s->fixed_len; i++) {
        if (s->fixed[i].choice == FIXED_NONE || s->fixed[i].module.n <= 0)
            return false;
        if (i > 0 && s->fixed[i].module.n <= s->fixed[i - 1].module.n)
            return false;
    }
    return true;
}

const struct job_profile *
situation_job(const struct situation *s, const struct job_profile *chosen,
              struct job_profile *ret_own)
{
    if (s->own_targets_len == 0)
        return chosen;
    *ret_own = (struct job_profile){.code = SLICE("eigenes-ziel"),
                                    .name_de = SLICE("Eigenes Ziel"),
                                    .name_en = SLICE("Own goal"),
                                    .description = SLICE(""),
                                    .targets = s->own_targets,
                                    .targets_len = s->own_targets_len};
    return ret_own;
}

static bool
own_targets_are_sound(const struct situation *s)
{
    struct job_profile own;

    if (s->own_targets_len == 0)
        return true;
    return s->job.n == 0 && job_profile_is_sound(situation_job(s, NULL, &own));
}

bool
situation_is_sound(const struct situation *s)
{
    return own_targets_are_sound(s) && s->weekly_minutes >= 30 &&
           s->weekly_minutes <= WEEKLY_MINUTES_MAX && s->half_days <= HALF_DAYS_ALL &&
           s->start.n <= s->latest_end.n &&
           s->latest_end.n - day_monday(s->start).n < PLAN_WEEKS_MAX * 7 && s->budget.n >= 0 &&
           s->budget.n <= CENTS_MAX && s->distance_km >= 0 && s->distance_km <= DISTANCE_KM_MAX &&
           s->formats < (1u << FORMATS) && s->preset >= PRESET_BALANCED && s->preset < PRESETS &&
           s->accessibility < (1u << ACCESSIBILITIES) && ratings_are_sound(s) &&
           measured_are_sound(s) && lists_are_sound(s);
}

enum fixed_choice
situation_fixed(const struct situation *s, struct module_id module)
{
    for (int i = 0; i < s->fixed_len; i++) {
        if (s->fixed[i].module.n == module.n)
            return s->fixed[i].choice;
    }
    return FIXED_NONE;
}

uint8_t
situation_level(const struct situation *s, struct competence_id competence)
{
    uint8_t level = s->rating[competence.n];

    return level == RATING_UNKNOWN ? 0 : level;
}

/* The highest level with at least this chance. */
static uint8_t
level_with(const uint8_t reached[LEVEL_MAX], int percent)
{
    uint8_t level = 0;

    while (level < LEVEL_MAX && reached[level] >= percent)
        level++;
    return level;
}

void
situation_measure(struct situation *s, struct competence_id competence,
                  const uint8_t reached[LEVEL_MAX])
{
    memcpy(s->reached[competence.n], reached, LEVEL_MAX);
    s->rating[competence.n] = level_with(reached, LEVEL_HELD_PERCENT);
}

void
situation_rate(struct situation *s, struct competence_id competence, uint8_t rating)
{
    if (s->rating[competence.n] != rating)
        memset(s->reached[competence.n], 0, LEVEL_MAX);
    s->rating[competence.n] = rating;
}

bool
situation_is_measured(const struct situation *s, struct competence_id competence)
{
    return s->reached[competence.n][0] > 0;
}

uint8_t
situation_sure_level(const struct situation *s, struct competence_id competence)
{
    return situation_is_measured(s, competence)
               ? level_with(s->reached[competence.n], LEVEL_SURE_PERCENT)
               : situation_level(s, competence);
}

uint8_t
situation_chance(const struct situation *s, struct competence_id competence, uint8_t level)
{
    assert(level >= 1 && level <= LEVEL_MAX);
    if (situation_is_measured(s, competence))
        return s->reached[competence.n][level - 1];
    return situation_level(s, competence) >= level ? 100 : 0;
}

const char *
preset_code(enum preset preset)
{
    assert(preset >= PRESET_BALANCED && preset < PRESETS);
    return PRESET_CODES[preset];
}

enum err
preset_parse(struct slice code, enum preset *ret_preset)
{
    for (int i = 0; i < PRESETS; i++) {
        if (slice_is(code, PRESET_CODES[i])) {
            *ret_preset = (enum preset)i;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}
