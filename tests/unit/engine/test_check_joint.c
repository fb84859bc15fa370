/* SPDX-License-Identifier: EUPL-1.2 */
#include "check.h"

#include <string.h>

#include "engine/check_joint.h"
#include "engine/check_level.h"
#include "unit/engine/given_check.h"

enum { ITEMS = 12 };

static struct arena *arena;

static int
set_up(void **state)
{
    (void)state;
    arena = arena_open(16 << 20);
    return arena == NULL;
}

static int
tear_down(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

static void
draw_likelihood(struct dice *d, double theta, int len, double *ret)
{
    for (int q = 0; q < WIDE_GRID.points; q++)
        ret[q] = 1;
    for (int i = 0; i < len; i++) {
        struct irt_item item = dice_item(d, (enum irt_kind)(i % 3));
        int category = dice_answer(d, &item, theta);

        for (int q = 0; q < WIDE_GRID.points; q++) {
            double p[IRT_CATEGORIES_MAX];

            (void)irt_probabilities(&item, irt_grid_at(&WIDE_GRID, q), p);
            ret[q] *= p[category];
        }
    }
}

/* Two dimensions without any approximation but the grid. */
static void
brute(const struct check_joint *j, struct irt_ability ret[2])
{
    double r = j->correlation[1];
    double sum = 0;
    double moment[2][2] = {{0}};

    for (int p = 0; p < j->grid->points; p++) {
        for (int q = 0; q < j->grid->points; q++) {
            double theta[2] = {irt_grid_at(j->grid, p), irt_grid_at(j->grid, q)};
            double z[2] = {(theta[0] - j->priors[0].mean) / j->priors[0].sd,
                           (theta[1] - j->priors[1].mean) / j->priors[1].sd};
            double w = exp(-0.5 * (z[0] * z[0] - 2 * r * z[0] * z[1] + z[1] * z[1]) / (1 - r * r));

            w *= j->likelihood[0] != NULL ? j->likelihood[0][p] : 1;
            w *= j->likelihood[1] != NULL ? j->likelihood[1][q] : 1;
            sum += w;
            for (int k = 0; k < 2; k++) {
                moment[k][0] += w * theta[k];
                moment[k][1] += w * theta[k] * theta[k];
            }
        }
    }
    for (int k = 0; k < 2; k++) {
        ret[k].theta = moment[k][0] / sum;
        ret[k].se = sqrt(moment[k][1] / sum - ret[k].theta * ret[k].theta);
    }
}

static void
two_competences_are_those_of_the_whole_grid(void **state)
{
    struct dice d = {41, 0};
    static double likelihood[2][IRT_GRID_POINTS_MAX];
    double worst[2] = {0};

    (void)state;
    for (int n = 0; n < 80; n++) {
        double r = -0.3 + 1.1 * dice_unit(&d);
        double correlation[4] = {1, r, r, 1};
        struct irt_prior priors[2] = {{-0.4, 1.2}, {0.3, 1}};
        const double *both[2] = {likelihood[0], n % 4 == 0 ? NULL : likelihood[1]};
        struct check_joint j = {2, priors, correlation, &WIDE_GRID, both};
        struct irt_ability got[2];
        struct irt_ability want[2];
        double theta = dice_normal(&d);

        draw_likelihood(&d, theta, ITEMS, likelihood[0]);
        draw_likelihood(&d, theta * r, 3 + n % 9, likelihood[1]);
        CHECK_ERR("infer", check_joint_infer(arena, &j, got), OK);
        brute(&j, want);
        for (int k = 0; k < 2; k++) {
            worst[0] = fmax(worst[0], fabs(got[k].theta - want[k].theta));
            worst[1] = fmax(worst[1], fabs(got[k].se - want[k].se));
        }
    }
    /* an approximation: a twentieth of a standard error, not 1e-6 */
    if (worst[0] > 0.02 || worst[1] > 0.02)
        fail_msg("mean off by %g, sd by %g", worst[0], worst[1]);
}

static void
alone_it_is_the_eap_and_nothing_known_is_the_prior(void **state)
{
    struct dice d = {42, 0};
    static double likelihood[IRT_GRID_POINTS_MAX];
    static double weights[IRT_GRID_POINTS_MAX];
    struct irt_prior priors[2] = {{0.2, 1.3}, {-1, 0.8}};
    double correlation[4] = {1, 0, 0, 1};
    const double *one[2] = {likelihood, NULL};
    struct check_joint j = {2, priors, correlation, &WIDE_GRID, one};
    struct irt_ability got[2];
    struct irt_ability eap;

    (void)state;
    draw_likelihood(&d, 1, ITEMS, likelihood);
    for (int q = 0; q < WIDE_GRID.points; q++)
        weights[q] = likelihood[q] * irt_prior_weight(&priors[0], irt_grid_at(&WIDE_GRID, q));
    eap = irt_grid_moments(&WIDE_GRID, weights);
    CHECK_ERR("infer", check_joint_infer(arena, &j, got), OK);
    NEAR("mean", got[0].theta, eap.theta, 1e-9);
    NEAR("sd", got[0].se, eap.se, 1e-9);
    NEAR("the other's mean", got[1].theta, -1, 1e-12);
    NEAR("the other's sd", got[1].se, 0.8, 1e-12);
    correlation[1] = correlation[2] = 0.7;
    CHECK_ERR("infer", check_joint_infer(arena, &j, got), OK);
    CHECK_TRUE("the neighbour follows", got[1].theta > -1 && got[1].se < 0.8);
}

static void
correlations_that_cannot_be_are_refused(void **state)
{
    struct irt_prior priors[3] = {{0, 1}, {0, 1}, {0, 1}};
    double impossible[9] = {1, 0.9, -0.9, 0.9, 1, 0.9, -0.9, 0.9, 1};
    double lopsided[4] = {1, 0.5, 0.4, 1};
    const double *none[3] = {NULL, NULL, NULL};
    struct check_joint j = {3, priors, impossible, &WIDE_GRID, none};
    struct irt_ability got[3];
    struct arena *small = arena_open(8);

    (void)state;
    CHECK_ERR("not definite", check_joint_infer(arena, &j, got), ERR_INVALID);
    CHECK_ERR("no memory", check_joint_infer(small, &j, got), ERR_LIMIT);
    j.len = 2;
    j.correlation = lopsided;
    CHECK_ERR("not symmetric", check_joint_infer(arena, &j, got), ERR_INVALID);
    arena_close(small);
}

/* Sixty-four competences, most of them asked about: the size of a whole framework. */
static void
a_whole_framework(void **state)
{
    struct dice d = {43, 0};
    static double likelihood[CHECK_COMPETENCES_MAX][IRT_GRID_POINTS_MAX];
    static double correlation[CHECK_COMPETENCES_MAX * CHECK_COMPETENCES_MAX];
    const double *some[CHECK_COMPETENCES_MAX];
    struct irt_prior priors[CHECK_COMPETENCES_MAX];
    uint8_t area[CHECK_COMPETENCES_MAX];
    struct irt_ability got[CHECK_COMPETENCES_MAX];
    struct check_joint j = {CHECK_COMPETENCES_MAX, priors, correlation, &WIDE_GRID, some};
    double general = 1.2;

    (void)state;
    for (int k = 0; k < CHECK_COMPETENCES_MAX; k++) {
        area[k] = (uint8_t)(k % 3);
        priors[k] = (struct irt_prior){0, 1.5};
        draw_likelihood(&d, general, 4, likelihood[k]);
        some[k] = k % 5 == 0 ? NULL : likelihood[k];
    }
    check_joint_correlation(area, CHECK_COMPETENCES_MAX, 0.6, 0.4, correlation);
    CHECK_ERR("infer", check_joint_infer(arena, &j, got), OK);
    for (int k = 0; k < CHECK_COMPETENCES_MAX; k++)
        CHECK_TRUE("believable", got[k].se > 0.1 && got[k].se < 1.3 && fabs(got[k].theta) < 4);
}

static void
levels_of_a_posterior(void **state)
{
    double weights[IRT_GRID_POINTS_MAX];
    struct irt_prior narrow = {check_level_middle(6), 0.25};
    struct check_levels l;

    (void)state;
    for (int k = 0; k <= LEVEL_MAX; k++)
        CHECK_INT("middle", check_level_at(check_level_middle(k)), k);
    CHECK_INT("far below", check_level_at(-100), 0);
    CHECK_INT("far above", check_level_at(100), LEVEL_MAX);
    for (int q = 0; q < WIDE_GRID.points; q++)
        weights[q] = irt_prior_weight(&narrow, irt_grid_at(&WIDE_GRID, q));
    l = check_levels_of(&WIDE_GRID, weights);
    CHECK_INT("likely", l.likely, 6);
    NEAR("within 1.5 sd", l.chance[6], 0.8664, 0.02); /* cells of 0.2 are coarse beside 0.25 */
    NEAR("symmetric", l.chance[5], l.chance[7], 1e-9);
    CHECK_INT("low", l.low, 5);
    CHECK_INT("high", l.high, 7);
    NEAR("all", check_level_reached(&l, 0), 1, 1e-12);
    NEAR("6 or more", check_level_reached(&l, 6), 0.933, 0.02);
    CHECK_INT("prior without anything",
              check_level_at(check_prior(&(struct check_known){-1, -1}).mean), 4);
    NEAR("its sd", check_prior(&(struct check_known){-1, -1}).sd, 1.5, 1e-12);
    CHECK_TRUE("a high rating draws, and does not decide",
               check_prior(&(struct check_known){8, -1}).mean > 1 &&
                   check_prior(&(struct check_known){8, -1}).mean < check_level_middle(7) &&
                   check_prior(&(struct check_known){8, 8}).sd > 0.8);
    NEAR("an item of level 3", check_item_start(3, 0.25).b[0], -0.75, 1e-12);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_competences_are_those_of_the_whole_grid),
        cmocka_unit_test(alone_it_is_the_eap_and_nothing_known_is_the_prior),
        cmocka_unit_test(correlations_that_cannot_be_are_refused),
        cmocka_unit_test(a_whole_framework),
        cmocka_unit_test(levels_of_a_posterior),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
