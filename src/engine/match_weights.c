/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The parameters of the match, all of them. docs/matching.md explains each in
 * words; who changes a number here changes the sentence there.
 */
#include "engine/match.h"

/*
 * Points and parts of the sides were tuned on bench/match-quality, regions 1 to 3, then rounded
 * and held back where the bench asked for more than we would say aloud (docs/decisions/0046).
 */

/* Employer and provider are asked the same whatever the person has said. */
#define OTHER_SIDES                                                                                \
    [SUMMAND_TARGET] = 22, [SUMMAND_BUDGET] = 48, [SUMMAND_TIMING] = 16, [SUMMAND_COVER] = 14,     \
    [SUMMAND_AUDIENCE] = 55, [SUMMAND_ENTRY] = 37, [SUMMAND_GROUP] = 8

const struct match_weights MATCH_WEIGHTS = {
    .points =
        {
            [BASIS_JOB_AND_INTERESTS] = {[SUMMAND_GAP] = 31,
                                         [SUMMAND_LEVEL] = 9,
                                         [SUMMAND_INTEREST] = 9,
                                         [SUMMAND_EFFORT] = 18,
                                         [SUMMAND_FORMAT] = 8,
                                         [SUMMAND_PLACE] = 8,
                                         [SUMMAND_PRICE] = 6,
                                         [SUMMAND_START] = 4,
                                         [SUMMAND_QUALITY] = 7,
                                         OTHER_SIDES},
            [BASIS_JOB] = {[SUMMAND_GAP] = 38,
                           [SUMMAND_LEVEL] = 11,
                           [SUMMAND_EFFORT] = 18,
                           [SUMMAND_FORMAT] = 8,
                           [SUMMAND_PLACE] = 8,
                           [SUMMAND_PRICE] = 6,
                           [SUMMAND_START] = 4,
                           [SUMMAND_QUALITY] = 7,
                           OTHER_SIDES},
            [BASIS_INTERESTS] = {[SUMMAND_LEVEL] = 20,
                                 [SUMMAND_INTEREST] = 30,
                                 [SUMMAND_EFFORT] = 17,
                                 [SUMMAND_FORMAT] = 8,
                                 [SUMMAND_PLACE] = 8,
                                 [SUMMAND_PRICE] = 6,
                                 [SUMMAND_START] = 4,
                                 [SUMMAND_QUALITY] = 7,
                                 OTHER_SIDES},
            [BASIS_NEITHER] = {[SUMMAND_LEVEL] = 40,
                               [SUMMAND_EFFORT] = 21,
                               [SUMMAND_FORMAT] = 9,
                               [SUMMAND_PLACE] = 11,
                               [SUMMAND_PRICE] = 8,
                               [SUMMAND_START] = 4,
                               [SUMMAND_QUALITY] = 7,
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
    .side_weight = {[SIDE_PERSON] = 64, [SIDE_EMPLOYER] = 18, [SIDE_PROVIDER] = 18},
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
    .diversity_cost_max = 200,
    .against_dear_percent = 50,
    .against_far_km = 30,
    .against_few_seats = 3,
    .against_late_days = 84,
    .against_long_weeks = 8,
};

static const char *const SUMMAND_CODES[SUMMANDS] = {
    "gap",     "level",  "interest", "effort", "format", "place",    "price", "start",
    "quality", "target", "budget",   "timing", "cover",  "audience", "entry", "group"};
static const char *const AGAINST_CODES[AGAINSTS] = {
    "prerequisite",  "level_too_high", "level_too_low", "no_gap", "audience", "dear",
    "far",           "starts_late",    "few_seats",     "group",  "long",     "language",
    "not_certified", "no_certificate"};
static const char *const OUT_CODES[MATCH_OUTS] = {
    "in",       "not_offered",   "dropped", "language",    "format", "budget",
    "employer", "accessibility", "full",    "distance",    "dates",  "blocked_week",
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
