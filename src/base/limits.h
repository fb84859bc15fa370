/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Everything has a limit, and it is named here. Reaching one is a tested case.
 * Units go last in the name.
 */
#ifndef KC_BASE_LIMITS_H
#define KC_BASE_LIMITS_H

enum {
    /* formats */
    JSON_WRITE_DEPTH_MAX = 32,

    /* framework */
    LEVEL_MAX = 8,
    COMPETENCES_MAX = 256,
    TOPICS_MAX = 64,
    JOB_PROFILES_MAX = 1024,
    JOB_PROFILE_TARGETS_MAX = 64,

    /* catalogue */
    MODULE_TITLE_BYTES_MAX = 500,
    MODULE_SUMMARY_BYTES_MAX = 2000,
    MODULE_DESCRIPTION_BYTES_MAX = 65536,
    MODULE_LEVELS_MAX = 32, /* competences one module gives, or needs */
    MODULE_RUNS_MAX = 400,
    RUN_SESSIONS_MAX = 100,
    MODULE_MINUTES_MAX = 60 * 2000,
    SEATS_MAX = 100000,

    /* a person's situation */
    WEEKLY_MINUTES_MAX = 60 * 40,
    PLAN_WEEKS_MAX = 104,
    DISTANCE_KM_MAX = 1000,
    SITUATION_FIXED_MAX = 100, /* blocks kept or dropped */
};

#endif
