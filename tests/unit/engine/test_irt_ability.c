/* SPDX-License-Identifier: EUPL-1.2 */
#include "check.h"

#include "unit/engine/given_check.h"

enum { ITEMS = 25, FINE = 40001 };

struct people {
    struct irt_item items[ITEMS];
    struct irt_answer answers[ITEMS];
    int len;
};

static void
draw(struct dice *d, struct people *p, enum irt_kind kind, bool guess)
{
    double theta = 1.5 * dice_normal(d);

    p->len = 5 + (int)(dice_unit(d) * (ITEMS - 4));
    for (int i = 0; i < p->len; i++) {
        p->items[i] = dice_item(d, kind);
        if (!guess) {
            p->items[i].c = 0;
            p->items[i].d = 1;
        }
        p->answers[i] = (struct irt_answer){&p->items[i], dice_answer(d, &p->items[i], theta)};
    }
}

/* What a method maximises, by its definition. */
static double
objective(const struct people *p, const struct irt_estimator *how, double theta)
{
    double sum = 0;
    double information = 0;

    for (int i = 0; i < p->len; i++) {
        double prob[IRT_CATEGORIES_MAX];

        (void)irt_probabilities(p->answers[i].item, theta, prob);
        sum += log(prob[p->answers[i].category]);
        information += irt_information(p->answers[i].item, theta);
    }
    if (how->method == IRT_MAP)
        sum -= 0.5 * pow((theta - how->prior.mean) / how->prior.sd, 2);
    if (how->method == IRT_WEIGHTED) /* 2PL: the square root of the information is the weight */
        sum += 0.5 * log(information);
    return sum;
}

static void
modes_are_those_of_a_fine_search(void **state)
{
    struct dice d = {21, 0};
    static struct people p;

    (void)state;
    for (int n = 0; n < 30; n++) {
        struct irt_estimator how = {(enum irt_method)(IRT_MAP + n % 3), {0.3, 1.2}, {-4, 4, 33}};
        double best = -4;
        double most = -HUGE_VAL;
        struct irt_ability a;

        draw(&d, &p, how.method == IRT_WEIGHTED ? IRT_LOGISTIC : (enum irt_kind)(n / 3 % 3), false);
        for (int i = 0; i < FINE; i++) {
            double theta = -4 + 8.0 * i / (FINE - 1);
            double value = objective(&p, &how, theta);

            if (value > most) {
                most = value;
                best = theta;
            }
        }
        a = irt_ability(p.answers, p.len, &how);
        NEAR(irt_method_code(how.method), a.theta, best, 3e-4);
        CHECK_TRUE("error", a.se > 0 && a.se < 20);
    }
}

static void
eap_is_the_integral(void **state)
{
    struct dice d = {22, 0};
    static struct people p;

    (void)state;
    for (int n = 0; n < 12; n++) {
        struct irt_estimator how = {IRT_EAP, {0, 1}, {-6, 6, 61}};
        struct irt_ability a;
        double moment[3] = {0};

        draw(&d, &p, (enum irt_kind)(n % 3), true);
        for (int i = 0; i < FINE; i++) {
            double theta = -6 + 12.0 * i / (FINE - 1);
            double w = exp(objective(&p, &how, theta)) * irt_prior_weight(&how.prior, theta);

            for (int k = 0; k < 3; k++)
                moment[k] += w * pow(theta, k);
        }
        moment[1] /= moment[0];
        moment[2] = sqrt(moment[2] / moment[0] - moment[1] * moment[1]);
        a = irt_ability(p.answers, p.len, &how);
        NEAR("mean", a.theta, moment[1], 1e-6);
        NEAR("sd", a.se, moment[2], 1e-6);
    }
}

static void
extreme_patterns_end_where_it_says(void **state)
{
    struct irt_item items[2] = {{IRT_LOGISTIC, 1, 1, {0}, 0, 1}, {IRT_LOGISTIC, 1, 1, {1}, 0, 1}};
    struct irt_answer right[2] = {{&items[0], 1}, {&items[1], 1}};
    struct irt_answer wrong[2] = {{&items[0], 0}, {&items[1], 0}};
    struct irt_estimator ml = {IRT_ML, {0, 1}, {-4, 4, 33}};
    struct irt_estimator wl = {IRT_WEIGHTED, {0, 1}, {-4, 4, 33}};
    struct irt_estimator map = {IRT_MAP, {0.5, 2}, {-4, 4, 33}};
    struct irt_estimator eap = {IRT_EAP, {0.5, 0.5}, {-4, 4, 161}};

    (void)state;
    NEAR("all right, ML", irt_ability(right, 2, &ml).theta, 4, 0);
    NEAR("all wrong, ML", irt_ability(wrong, 2, &ml).theta, -4, 0);
    CHECK_TRUE("all right, WL", irt_ability(right, 2, &wl).theta < 4);
    CHECK_TRUE("all wrong, WL", irt_ability(wrong, 2, &wl).theta > -4);
    NEAR("no answer, ML", irt_ability(right, 0, &ml).theta, 0, 0);
    CHECK_TRUE("no answer, ML", isinf(irt_ability(right, 0, &ml).se));
    NEAR("no answer, MAP", irt_ability(right, 0, &map).se, 2, 1e-12);
    NEAR("no answer, EAP", irt_ability(right, 0, &eap).theta, 0.5, 1e-9);
    NEAR("no answer, EAP", irt_ability(right, 0, &eap).se, 0.5, 1e-6);
    /* one right, one wrong of the same slope: half way */
    right[1].category = 0;
    NEAR("one of two, ML", irt_ability(right, 2, &ml).theta, 0.5, 1e-12);
    NEAR("its error", irt_ability(right, 2, &ml).se, 1 / sqrt(2 * irt_information(&items[0], 0.5)),
         1e-12);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(modes_are_those_of_a_fine_search),
        cmocka_unit_test(eap_is_the_integral),
        cmocka_unit_test(extreme_patterns_end_where_it_says),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
