/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A person's situation: the job, what they can do, what they wish and can give.
 *
 * It belongs to the person. It is kept under a random key, never under a name,
 * and is gone with one click. Hard wishes (budget, weeks, formats, distance,
 * accessibility, language, latest end) are never broken by a match or a plan;
 * interests and preferences only weigh.
 */
#ifndef KC_DOMAIN_SITUATION_H
#define KC_DOMAIN_SITUATION_H

#include "base/position.h"
#include "domain/job_profile.h"
#include "domain/module.h"

enum { HALF_DAYS = 10, HALF_DAYS_ALL = (1 << HALF_DAYS) - 1 };

/* What the curriculum should be best at. */
enum preset { PRESET_BALANCED, PRESET_FASTEST, PRESET_CHEAPEST, PRESET_NEAR, PRESETS };

enum fixed_choice { FIXED_NONE, FIXED_KEEP, FIXED_DROP };

struct fixed_module {
    struct module_id module;
    enum fixed_choice choice;
};

/* A rating that the person has not given. */
#define RATING_UNKNOWN ((uint8_t)255)

struct situation {
    struct job_profile_id job;       /* n == 0: not chosen yet */
    uint8_t rating[COMPETENCES_MAX]; /* own rating 0..8, or RATING_UNKNOWN */
    uint64_t interests;              /* topic bits */
    int32_t weekly_minutes;          /* 30..WEEKLY_MINUTES_MAX */
    uint16_t half_days;        /* bit 0 Monday morning .. bit 9 Friday afternoon: can attend */
    struct day start;          /* the plan begins with its week */
    struct day latest_end;     /* the last day on which something may end */
    struct day *blocked_weeks; /* Mondays, ascending: leave, closing of accounts */
    int blocked_weeks_len;     /* <= PLAN_WEEKS_MAX */
    struct cents budget;       /* CENTS_MAX = no limit */
    struct slice home_name;    /* as chosen: "69115 Heidelberg"; empty = not stated */
    struct position home;
    int32_t distance_km; /* 0 = online only .. DISTANCE_KM_MAX = anywhere */
    uint8_t formats;     /* bits of enum module_format that are welcome */
    bool german;         /* languages that are welcome */
    bool english;
    uint32_t accessibility; /* features that are needed */
    enum preset preset;
    struct fixed_module *fixed; /* by module id, each once */
    int fixed_len;              /* <= SITUATION_FIXED_MAX */
};

/* Sensible wishes for somebody who has not said anything: 4 h a week for half a year. */
struct situation situation_default(struct day today);
bool situation_is_sound(const struct situation *s);
enum fixed_choice situation_fixed(const struct situation *s, struct module_id module);
/* The level to count with: the own rating, 0 when there is none. */
uint8_t situation_level(const struct situation *s, struct competence_id competence);

/* "balanced", "fastest", "cheapest", "near" */
const char *preset_code(enum preset preset);
MUST_USE enum err preset_parse(struct slice code, enum preset *ret_preset);

#endif
