/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The parameters of the match, all of them. docs/matching.md explains each in
 * words; who changes a number here changes the sentence there.
 */
#include "engine/match.h"

const struct match_weights MATCH_WEIGHTS = {
    .points =
        {
            [BASIS_JOB_AND_INTERESTS] = {[SUMMAND_GAP] = 40,
                                         [SUMMAND_LEVEL] = 14,
                                         [SUMMAND_INTEREST] = 10,
                                         [SUMMAND_AUDIENCE] = 6,
                                         [SUMMAND_EFFORT] = 7,
                                         [SUMMAND_PLACE] = 7,
                                         [SUMMAND_PRICE] = 6,
                                         [SUMMAND_START] = 5,
                                         [SUMMAND_QUALITY] = 5},
            [BASIS_JOB] = {[SUMMAND_GAP] = 46,
                           [SUMMAND_LEVEL] = 18,
                           [SUMMAND_AUDIENCE] = 6,
                           [SUMMAND_EFFORT] = 7,
                           [SUMMAND_PLACE] = 7,
                           [SUMMAND_PRICE] = 6,
                           [SUMMAND_START] = 5,
                           [SUMMAND_QUALITY] = 5},
            [BASIS_INTERESTS] = {[SUMMAND_LEVEL] = 26,
                                 [SUMMAND_INTEREST] = 40,
                                 [SUMMAND_EFFORT] = 8,
                                 [SUMMAND_PLACE] = 8,
                                 [SUMMAND_PRICE] = 7,
                                 [SUMMAND_START] = 5,
                                 [SUMMAND_QUALITY] = 6},
            [BASIS_NEITHER] = {[SUMMAND_LEVEL] = 50,
                               [SUMMAND_EFFORT] = 11,
                               [SUMMAND_PLACE] = 11,
                               [SUMMAND_PRICE] = 10,
                               [SUMMAND_START] = 8,
                               [SUMMAND_QUALITY] = 10},
        },
    .side = {SIDE_PERSON, SIDE_PERSON, SIDE_PERSON, SIDE_PERSON, SIDE_PERSON, SIDE_PERSON,
             SIDE_PERSON, SIDE_PERSON, SIDE_PERSON},
    .gap_full_weighted_levels = 16, /* as two levels each in a core and in an important target */
    .level_below_percent = 40,
    .level_unsaid_percent = 50,
    .interest_one_percent = 70,
    .audience_open_percent = 50,
    .effort_unsaid_percent = 50,
    .effort_full_weeks = 2,
    .effort_none_weeks = 12,
    .place_unknown_percent = 50,
    .place_none_km = 100,
    .price_none = {60000},
    .start_full_days = 14,
    .start_none_days = 182,
    .quality_certified_percent = 40,
    .quality_participation_percent = 25,
    .quality_graded_percent = 40,
    .quality_accessible_percent = 20,
    .against_dear_percent = 50,
    .against_far_km = 30,
    .against_few_seats = 3,
    .against_late_days = 84,
    .against_long_weeks = 8,
};

static const char *const SUMMAND_CODES[SUMMANDS] = {
    "gap", "level", "interest", "audience", "effort", "place", "price", "start", "quality"};
static const char *const AGAINST_CODES[AGAINSTS] = {
    "prerequisite",  "level_too_high", "level_too_low", "no_gap", "audience", "dear",
    "far",           "starts_late",    "few_seats",     "long",   "language", "not_certified",
    "no_certificate"};
static const char *const OUT_CODES[MATCH_OUTS] = {
    "in",   "not_offered", "dropped", "language",     "format",   "budget",     "accessibility",
    "full", "distance",    "dates",   "blocked_week", "half_day", "weekly_time"};

const char *
match_summand_code(enum match_summand s)
{
    assert(s >= SUMMAND_GAP && s < SUMMANDS);
    return SUMMAND_CODES[s];
}

const char *
match_against_code(enum match_against a)
{
    assert(a >= AGAINST_PREREQUISITE && a < AGAINSTS);
    return AGAINST_CODES[a];
}

const char *
match_out_code(enum match_out o)
{
    assert(o >= MATCH_IN && o < MATCH_OUTS);
    return OUT_CODES[o];
}
