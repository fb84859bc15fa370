/* SPDX-License-Identifier: EUPL-1.2 */
#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "engine/irt_calibrate.h"
#include "engine/irt_dif.h"
#include "engine/irt_elo.h"
#include "engine/irt_fit.h"
#include "engine/irt_quadrature.h"
#include "unit/engine/given_check.h"

enum { ITEMS = 12, PEOPLE = 3000 };

static struct arena *arena;
static uint8_t cells[PEOPLE * ITEMS];
static uint8_t steps[ITEMS];

static int
set_up(void **state)
{
    (void)state;
    arena = arena_open(1 << 30);
    return arena == NULL;
}

static int
tear_down(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

/* A file of ../shared/data/irt with headings; words by their place in `words`. False: not there. */
static bool
read_shared(const char *name, const char *const *words, const char *wanted,
            struct irt_answers *ret_answers)
{
    char path[1000];
    char line[1000];
    FILE *f;

    (void)snprintf(path, sizeof path, "%s/../shared/data/irt/%s", KC_SOURCE_DIR, name);
    f = fopen(path, "re");
    if (f == NULL) { /* a worktree lies one folder deeper */
        (void)snprintf(path, sizeof path, "%s/../../shared/data/irt/%s", KC_SOURCE_DIR, name);
        f = fopen(path, "re");
    }
    if (f == NULL) {
        print_message("skipped: %s is not here\n", path);
        return false;
    }
    *ret_answers = (struct irt_answers){.cells = cells, .steps = steps};
    memset(steps, 0, sizeof steps);
    while (fgets(line, sizeof line, f) != NULL) {
        int column = 0;
        int item = 0;

        line[strcspn(line, "\r\n")] = '\0';
        for (char *at = strtok(line, ","); at != NULL; at = strtok(NULL, ","), column++) {
            int value = atoi(at);

            if (wanted[column] != 'x')
                continue;
            for (int k = 0; words != NULL && words[k] != NULL; k++)
                value = strcmp(at, words[k]) == 0 ? k : value;
            cells[ret_answers->people * (int)strlen(strchr(wanted, '=') + 1) + item] =
                (uint8_t)value;
            steps[item] = (uint8_t)(value > steps[item] && at[0] != '"' ? value : steps[item]);
            if (words != NULL && value > steps[item])
                steps[item] = (uint8_t)value;
            item++;
        }
        if (ret_answers->items == 0)
            ret_answers->items = item; /* headings: overwritten by the first person */
        else
            ret_answers->people++;
        if (ret_answers->people == 0)
            memset(steps, 0, sizeof steps);
    }
    (void)fclose(f);
    return true;
}

static void
lsat_gives_the_published_2pl_and_rasch(void **state)
{
    /* ltm 1.2-0 (Rizopoulos 2006); it ends a little before the maximum: 0.003 */
    static const double b[] = {-3.3597341, -1.3696497, -0.2798983, -1.8659189, -3.1235725};
    static const double a[] = {0.8253715, 0.7229499, 0.8904748, 0.6885502, 0.6574516};
    static const double rasch[] = {-3.6152665, -1.3224208, -0.3176306, -1.7300903, -2.7801716};
    struct irt_calibration how = IRT_CALIBRATION;
    struct irt_answers answers;
    struct irt_fitted f;

    (void)state;
    if (!read_shared("ltm_LSAT_1000x5.csv", NULL, "xxxxx=12345", &answers))
        return;
    CHECK_INT("people", answers.people, 1000);
    for (int hermite = 0; hermite <= 21; hermite += 21) {
        how.model = IRT_2PL;
        how.hermite = hermite;
        CHECK_ERR("2PL", irt_calibrate(arena, &answers, &how, NULL, &f), OK);
        CHECK_TRUE("converged, observed", f.converged && f.observed);
        CHECK_INT("parameters", f.parameters, 10);
        NEAR("log-likelihood", f.log_likelihood, -2466.653, 0.0005);
        for (int i = 0; i < 5; i++) {
            NEAR("a", f.items[i].item.a, a[i], 0.003);
            NEAR("b", f.items[i].item.b[0], b[i], 0.003);
        }
        how.model = IRT_RASCH;
        CHECK_ERR("Rasch", irt_calibrate(arena, &answers, &how, NULL, &f), OK);
        CHECK_INT("parameters", f.parameters, 6);
        NEAR("log-likelihood", f.log_likelihood, -2466.938, 0.0005);
        NEAR("a", f.items[0].item.a, 0.7551347, 1e-4);
        for (int i = 0; i < 5; i++)
            NEAR("b", f.items[i].item.b[0], rasch[i], 1e-4);
        /* ltm's summary: 0.0694 and 0.3266 */
        NEAR("se of a", f.items[0].se_a, 0.0694, 1e-4);
        NEAR("se of b", f.items[0].se_b[0], 0.3266, 1e-4);
    }
}

static void
science_gives_the_published_grm(void **state)
{
    static const char *const words[] = {"\"strongly disagree\"", "\"disagree\"", "\"agree\"",
                                        "\"strongly agree\"", NULL};
    static const double wanted[4][4] = {{-4.672, -2.536, 1.408, 1.041},
                                        {-2.385, -.735, 1.849, 1.226},
                                        {-2.281, -.965, .856, 2.299},
                                        {-3.060, -.906, 1.543, 1.094}};
    struct irt_calibration how = IRT_CALIBRATION;
    struct irt_answers answers;
    struct irt_fitted f;

    (void)state;
    if (!read_shared("ltm_Science_392x7.csv", words, "x.xx..x=1234", &answers))
        return;
    CHECK_INT("people", answers.people, 392);
    how.model = IRT_GRM;
    how.hermite = 21; /* as ltm */
    CHECK_ERR("GRM", irt_calibrate(arena, &answers, &how, NULL, &f), OK);
    NEAR("log-likelihood", f.log_likelihood, -1608.871, 0.0005);
    for (int i = 0; i < 4; i++) {
        for (int k = 0; k < 3; k++)
            NEAR("b", f.items[i].item.b[k], wanted[i][k], 0.001);
        NEAR("a", f.items[i].item.a, wanted[i][3], 0.001);
    }
}

static void
draw_answers(uint64_t seed, enum irt_kind kind, double missing, struct irt_item *items,
             struct irt_answers *ret)
{
    struct dice d = {seed, 0};

    for (int i = 0; i < ITEMS; i++) {
        items[i] = dice_item(&d, kind);
        items[i].c = 0;
        items[i].d = 1;
        for (int k = 0; k < items[i].steps; k++)
            items[i].b[k] *= 0.6;
        steps[i] = items[i].steps;
    }
    for (int person = 0; person < PEOPLE; person++) {
        double theta = dice_normal(&d);

        for (int i = 0; i < ITEMS; i++) {
            uint8_t answer = (uint8_t)dice_answer(&d, &items[i], theta);

            cells[person * ITEMS + i] = dice_unit(&d) < missing ? IRT_MISSING : answer;
        }
    }
    *ret = (struct irt_answers){.cells = cells, .people = PEOPLE, .items = ITEMS, .steps = steps};
}

static void
run_backwards(void *of, int pieces, job_run *job, void *arg)
{
    (void)of;
    for (int i = pieces; i > 0; i--)
        job(arg, i - 1);
}

/* What was put in comes out, within four standard errors; whatever the order of the work. */
static void
known_items_are_found_again(void **state)
{
    static const struct {
        const char *why;
        enum irt_kind kind;
        enum irt_model model;
        double missing;
    } rows[] = {{"2PL", IRT_LOGISTIC, IRT_2PL, 0},
                {"2PL, a third not asked", IRT_LOGISTIC, IRT_2PL, 0.33},
                {"GRM", IRT_GRADED, IRT_GRM, 0},
                {"GPCM, a third not asked", IRT_PARTIAL, IRT_GPCM, 0.33}};
    struct jobs backwards = {.width = 4, .run = run_backwards};

    (void)state;
    for (size_t row = 0; row < ARRAY_LEN(rows); row++) {
        struct irt_item items[ITEMS];
        struct irt_answers answers;
        struct irt_calibration how = IRT_CALIBRATION;
        struct irt_fitted f;
        struct irt_fitted again;

        draw_answers(50 + row, rows[row].kind, rows[row].missing, items, &answers);
        how.model = rows[row].model;
        CHECK_ERR(rows[row].why, irt_calibrate(arena, &answers, &how, NULL, &f), OK);
        CHECK_ERR(rows[row].why, irt_calibrate(arena, &answers, &how, &backwards, &again), OK);
        CHECK_TRUE(rows[row].why, f.log_likelihood == again.log_likelihood);
        for (int i = 0; i < ITEMS; i++) {
            const struct irt_estimate *e = &f.items[i];

            NEAR(rows[row].why, e->item.a, items[i].a, 4 * e->se_a);
            CHECK_TRUE("error of a", e->se_a > 0.01 && e->se_a < 0.4);
            for (int k = 0; k < steps[i]; k++)
                NEAR(rows[row].why, e->item.b[k], items[i].b[k], 4 * e->se_b[k]);
            CHECK_TRUE("the same twice", e->item.a == again.items[i].item.a);
        }
    }
}

/* New items seeded into running checks: the others stay as they are (CHECK-14). */
static void
new_items_are_calibrated_beside_fixed_ones(void **state)
{
    struct irt_item items[ITEMS];
    struct irt_item fixed[ITEMS];
    struct irt_answers answers;
    struct irt_calibration how = IRT_CALIBRATION;
    struct irt_fitted f;

    (void)state;
    draw_answers(70, IRT_LOGISTIC, 0.4, items, &answers);
    memcpy(fixed, items, sizeof fixed);
    fixed[3].steps = fixed[7].steps = 0;
    how.fixed = fixed;
    CHECK_ERR("calibrate", irt_calibrate(arena, &answers, &how, NULL, &f), OK);
    CHECK_INT("parameters", f.parameters, 4);
    for (int i = 0; i < ITEMS; i++) {
        bool is_new = i == 3 || i == 7;

        NEAR("a", f.items[i].item.a, items[i].a, is_new ? 4 * f.items[i].se_a : 0);
        NEAR("b", f.items[i].item.b[0], items[i].b[0], is_new ? 4 * f.items[i].se_b[0] : 0);
    }
    fixed[0].steps = 2;
    CHECK_ERR("another number of categories", irt_calibrate(arena, &answers, &how, NULL, &f),
              ERR_INVALID);
}

static void
what_cannot_be_calibrated_is_refused(void **state)
{
    struct irt_item items[ITEMS];
    struct irt_answers answers;
    struct irt_calibration how = IRT_CALIBRATION;
    struct irt_fitted f;
    struct arena *small = arena_open(10000);

    (void)state;
    draw_answers(80, IRT_LOGISTIC, 0, items, &answers);
    CHECK_ERR("no memory", irt_calibrate(small, &answers, &how, NULL, &f), ERR_LIMIT);
    arena_close(small);
    for (int person = 0; person < PEOPLE; person++)
        cells[person * ITEMS + 4] = 1;
    CHECK_ERR("all the same", irt_calibrate(arena, &answers, &how, NULL, &f), ERR_INVALID);
    draw_answers(81, IRT_GRADED, 0, items, &answers);
    CHECK_ERR("graded by 2PL", irt_calibrate(arena, &answers, &how, NULL, &f), ERR_INVALID);
    answers.people = 0;
    CHECK_ERR("nobody", irt_calibrate(arena, &answers, &how, NULL, &f), ERR_INVALID);
    answers.people = IRT_PEOPLE_MAX + 1;
    CHECK_ERR("too many", irt_calibrate(arena, &answers, &how, NULL, &f), ERR_LIMIT);
}

static void
fit_is_good_where_the_model_is_true_and_dif_is_seen_where_it_is(void **state)
{
    struct irt_item items[ITEMS];
    struct irt_answers answers;
    struct irt_calibration how = IRT_CALIBRATION;
    struct irt_fitted f;
    struct irt_fit fit[ITEMS];
    struct irt_dif dif[ITEMS];
    static uint8_t group_of[PEOPLE];
    struct dice d = {91, 0};
    int misfits = 0;
    int alarms = 0;

    (void)state;
    draw_answers(90, IRT_LOGISTIC, 0, items, &answers);
    for (int person = 0; person < PEOPLE; person++) {
        struct irt_item harder = items[5];
        double theta = dice_normal(&d);

        group_of[person] = (uint8_t)(person % 2);
        harder.b[0] += person % 2 ? 1 : 0;
        for (int i = 0; i < ITEMS; i++)
            cells[person * ITEMS + i] =
                (uint8_t)dice_answer(&d, i == 5 ? &harder : &items[i], theta);
    }
    CHECK_ERR("calibrate", irt_calibrate(arena, &answers, &how, NULL, &f), OK);
    CHECK_ERR("fit", irt_fit_items(arena, &answers, &how, &f, fit), OK);
    CHECK_ERR("dif", irt_dif_items(arena, &answers, group_of, 2, dif), OK);
    for (int i = 0; i < ITEMS; i++) {
        misfits += fit[i].p < 0.01;
        CHECK_TRUE("infit", fit[i].infit > 0.6 && fit[i].infit < 1.3);
        alarms += i != 5 && dif[i].ets == 'C';
    }
    CHECK_TRUE("few misfits", misfits <= 2);
    CHECK_INT("false alarms", alarms, 0);
    CHECK_INT("the harder one", dif[5].ets, 'C');
    CHECK_TRUE("harder for group 1", dif[5].odds > 1.5 && dif[5].delta < -1);
    CHECK_TRUE("by the ratio too", dif[5].ratio_p < 1e-6 && dif[5].ratio_df == 2);
    CHECK_ERR("one group", irt_dif_items(arena, &answers, group_of, 1, dif), ERR_INVALID);
    CHECK_ERR("too many", irt_dif_items(arena, &answers, group_of, IRT_DIF_GROUPS_MAX + 1, dif),
              ERR_LIMIT);
}

static void
tails_of_chi_square_and_points_of_hermite_are_those_of_tables(void **state)
{
    struct irt_prior standard = {0, 1};
    double theta[IRT_HERMITE_POINTS_MAX];
    double weights[IRT_HERMITE_POINTS_MAX];

    (void)state;
    NEAR("3.841, 1", irt_fit_chi_square(3.841459, 1), 0.05, 1e-7);
    NEAR("5.991, 2", irt_fit_chi_square(5.991465, 2), 0.05, 1e-7);
    NEAR("18.307, 10", irt_fit_chi_square(18.307038, 10), 0.05, 1e-7);
    NEAR("24.996, 15", irt_fit_chi_square(24.995790, 15), 0.05, 1e-7);
    NEAR("nothing", irt_fit_chi_square(0, 3), 1, 0);
    irt_quadrature_hermite(&standard, 3, theta, weights);
    NEAR("point", theta[2], sqrt(3), 1e-12);
    NEAR("weight", weights[2], 1.0 / 6, 1e-12);
    for (int n = 2; n <= IRT_HERMITE_POINTS_MAX; n++) {
        double moment[5] = {0};

        irt_quadrature_hermite(&standard, n, theta, weights);
        for (int q = 0; q < n; q++) {
            for (int k = 0; k < 5; k++)
                moment[k] += weights[q] * pow(theta[q], k);
        }
        NEAR("sum", moment[0], 1, 1e-12);
        NEAR("mean", moment[1], 0, 1e-12);
        NEAR("variance", moment[2], 1, 1e-12);
        NEAR("fourth moment", moment[4], n == 2 ? 1 : 3, 1e-11);
    }
}

static void
elo_finds_the_order_of_items_quickly(void **state)
{
    struct irt_elo people[200] = {{0}};
    struct irt_elo items[5] = {{0}};
    static const double b[5] = {-2, -1, 0, 1, 2};
    struct dice d = {95, 0};

    (void)state;
    for (int n = 0; n < 3000; n++) {
        int person = (int)(200 * dice_unit(&d));
        int item = (int)(5 * dice_unit(&d));
        struct irt_item model = {IRT_LOGISTIC, 1, 1, {b[item]}, 0, 1};
        double theta = (person - 100) / 60.0;

        irt_elo_answer(&people[person], &items[item], dice_answer(&d, &model, theta), 0);
    }
    for (int i = 0; i < 5; i++)
        NEAR("difficulty", items[i].at, b[i], 0.6);
    CHECK_TRUE("people", people[190].at > people[10].at);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lsat_gives_the_published_2pl_and_rasch),
        cmocka_unit_test(science_gives_the_published_grm),
        cmocka_unit_test(known_items_are_found_again),
        cmocka_unit_test(new_items_are_calibrated_beside_fixed_ones),
        cmocka_unit_test(what_cannot_be_calibrated_is_refused),
        cmocka_unit_test(fit_is_good_where_the_model_is_true_and_dif_is_seen_where_it_is),
        cmocka_unit_test(tails_of_chi_square_and_points_of_hermite_are_those_of_tables),
        cmocka_unit_test(elo_finds_the_order_of_items_quickly),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
