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

/* CURRICULUM-18: a level counts as held, and as sure, from these chances on. */
enum { LEVEL_HELD_PERCENT = 50, LEVEL_SURE_PERCENT = 80 };

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
    struct job_profile_id job;       /* n == 0: not chosen yet, or own targets instead */
    struct job_target *own_targets;  /* set by the person; each competence once */
    int own_targets_len;             /* <= JOB_PROFILE_TARGETS_MAX; > 0: then job.n == 0 */
    uint8_t rating[COMPETENCES_MAX]; /* own rating 0..8, or RATING_UNKNOWN */
    /*
     * What a check measured and the person took over: the chance in percent that level k + 1 is
     * reached, never more than that of the level below. All 0: not measured, or at level 0 for
     * certain. `rating` is then the highest level that is reached with LEVEL_HELD_PERCENT.
     */
    uint8_t reached[COMPETENCES_MAX][LEVEL_MAX];
    uint64_t interests;        /* topic bits */
    int32_t weekly_minutes;    /* 30..WEEKLY_MINUTES_MAX */
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
/*
 * What the person wants to be able to do: their own targets as a profile without id, in *ret_own,
 * which lives as long as they; else `chosen`, the profile of s->job or NULL.
 */
const struct job_profile *situation_job(const struct situation *s, const struct job_profile *chosen,
                                        struct job_profile *ret_own);
enum fixed_choice situation_fixed(const struct situation *s, struct module_id module);
/* The level to count with: the own rating, 0 when there is none. */
uint8_t situation_level(const struct situation *s, struct competence_id competence);

/* Take over what a check measured: `reached` as in struct situation. */
void situation_measure(struct situation *s, struct competence_id competence,
                       const uint8_t reached[LEVEL_MAX]);
/* The person says it themselves, or says nothing (RATING_UNKNOWN): what was measured is forgotten
 * unless it is the same level. */
void situation_rate(struct situation *s, struct competence_id competence, uint8_t rating);
bool situation_is_measured(const struct situation *s, struct competence_id competence);
/* The level to begin from: what a check is sure of, else situation_level(). Never above that. */
uint8_t situation_sure_level(const struct situation *s, struct competence_id competence);
/* Percent that `level` (1..8) is reached; of an own rating 0 or 100. */
uint8_t situation_chance(const struct situation *s, struct competence_id competence, uint8_t level);
/* "balanced", "fastest", "cheapest", "near" */
const char *preset_code(enum preset preset);
MUST_USE enum err preset_parse(struct slice code, enum preset *ret_preset);

#endif
