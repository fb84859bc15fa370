/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The parameters of the match, all of them. docs/matching.md explains each in
 * words; who changes a number here changes the sentence there.
 */
#include "engine/match.h"

/* Employer and provider are asked the same whatever the person has said. */
#define OTHER_SIDES                                                                                \
    [SUMMAND_TARGET] = 45, [SUMMAND_BUDGET] = 25, [SUMMAND_TIMING] = 15, [SUMMAND_COVER] = 15,     \
    [SUMMAND_AUDIENCE] = 35, [SUMMAND_ENTRY] = 40, [SUMMAND_GROUP] = 25

const struct match_weights MATCH_WEIGHTS = {
    .points =
        {
            [BASIS_JOB_AND_INTERESTS] = {[SUMMAND_GAP] = 42,
                                         [SUMMAND_LEVEL] = 14,
                                         [SUMMAND_INTEREST] = 10,
                                         [SUMMAND_EFFORT] = 7,
                                         [SUMMAND_FORMAT] = 4,
                                         [SUMMAND_PLACE] = 7,
                                         [SUMMAND_PRICE] = 6,
                                         [SUMMAND_START] = 5,
                                         [SUMMAND_QUALITY] = 5,
                                         OTHER_SIDES},
            [BASIS_JOB] = {[SUMMAND_GAP] = 48,
                           [SUMMAND_LEVEL] = 18,
                           [SUMMAND_EFFORT] = 7,
                           [SUMMAND_FORMAT] = 4,
                           [SUMMAND_PLACE] = 7,
                           [SUMMAND_PRICE] = 6,
                           [SUMMAND_START] = 5,
                           [SUMMAND_QUALITY] = 5,
                           OTHER_SIDES},
            [BASIS_INTERESTS] = {[SUMMAND_LEVEL] = 26,
                                 [SUMMAND_INTEREST] = 40,
                                 [SUMMAND_EFFORT] = 7,
                                 [SUMMAND_FORMAT] = 4,
                                 [SUMMAND_PLACE] = 7,
                                 [SUMMAND_PRICE] = 6,
                                 [SUMMAND_START] = 5,
                                 [SUMMAND_QUALITY] = 5,
                                 OTHER_SIDES},
            [BASIS_NEITHER] = {[SUMMAND_LEVEL] = 50,
                               [SUMMAND_EFFORT] = 10,
                               [SUMMAND_FORMAT] = 4,
                               [SUMMAND_PLACE] = 10,
                               [SUMMAND_PRICE] = 9,
                               [SUMMAND_START] = 8,
                               [SUMMAND_QUALITY] = 9,
                               OTHER_SIDES},
        },
    .side = {[SUMMAND_GAP] = SIDE_PERSON,
             [SUMMAND_LEVEL] = SIDE_PERSON,
             [SUMMAND_INTEREST] = SIDE_PERSON,
             [SUMMAND_EFFORT] = SIDE_PERSON,
             [SUMMAND_FORMAT] = SIDE_PERSON,
             [SUMMAND_PLACE] = SIDE_PERSON,
             [SUMMAND_PRICE] = SIDE_PERSON,
             [SUMMAND_START] = SIDE_PERSON,
             [SUMMAND_QUALITY] = SIDE_PERSON,
             [SUMMAND_TARGET] = SIDE_EMPLOYER,
             [SUMMAND_BUDGET] = SIDE_EMPLOYER,
             [SUMMAND_TIMING] = SIDE_EMPLOYER,
             [SUMMAND_COVER] = SIDE_EMPLOYER,
             [SUMMAND_AUDIENCE] = SIDE_PROVIDER,
             [SUMMAND_ENTRY] = SIDE_PROVIDER,
             [SUMMAND_GROUP] = SIDE_PROVIDER},
    .side_weight = {[SIDE_PERSON] = 70, [SIDE_EMPLOYER] = 20, [SIDE_PROVIDER] = 10},
    .gap_full_weighted_levels = 16, /* as two levels each in a core and in an important target */
    .certainty_rated_percent = 100,
    .certainty_unrated_percent = 60,
    .level_below_percent = 40,
    .level_unsaid_percent = 50,
    .interest_one_percent = 70,
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
    .cover_full_targets = 3,
    .timing_half_days = 42,
    .audience_open_percent = 60,
    .group_settled_percent = 60,
    .diversity_first = 10,
    .diversity_window = 20,
    .diversity_provider_max = 3,
    .diversity_format_max = 6,
    .diversity_cost_max = 400,
    .against_dear_percent = 50,
    .against_far_km = 30,
    .against_few_seats = 3,
    .against_late_days = 84,
    .against_long_weeks = 8,
};

static const char *const SUMMAND_CODES[SUMMANDS] = {
    "gap",    "level",  "interest", "effort", "format",   "place", "price", "start", "quality",
    "target", "budget", "timing",   "cover",  "audience", "entry", "group"};
static const char *const AGAINST_CODES[AGAINSTS] = {
    "prerequisite", "level_too_high", "level_too_low", "no_gap", "audience",
    "dear",         "far",            "starts_late",   "few_seats", "group",
    "long",         "language",       "not_certified", "no_certificate"};
static const char *const OUT_CODES[MATCH_OUTS] = {
    "in",       "not_offered",   "dropped", "language", "format", "budget",
    "employer", "accessibility", "full",    "distance", "dates",  "blocked_week",
    "half_day", "weekly_time",   "voucher", "prerequisite"};
static const char *const SIDE_CODES[MATCH_SIDES] = {"person", "employer", "provider"};

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

const char *
match_side_code(enum match_side s)
{
    assert(s >= SIDE_PERSON && s < MATCH_SIDES);
    return SIDE_CODES[s];
}
