/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The competence check, for bench/check.sh:
 *
 *   bench_check simulate SEEDS PEOPLE   errors, coverage and exposure of four ways to ask, as a
 *                                       table; PEOPLE abilities N(0, 1.5) on 300 2PL items
 *   bench_check speed CHECKS            microseconds of one question, of 500 items
 *   bench_check calibrate PEOPLE ITEMS  seconds of a 2PL calibration, threads and one cycle alone
 *
 * Plain loops stand beside: the obvious program for the same thing, without tables, content and
 * exposure, in the same compiler's words.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "engine/check_exposure.h"
#include "engine/check_random.h"
#include "engine/irt_calibrate.h"
#include "service/threads.h"

enum { BANK = 300, FAST_BANK = 500, FACETS = 5, LENGTH = 32, MARKS = 3, POINTS = 61 };

static const struct irt_grid GRID = {-6, 6, POINTS};
static const struct irt_prior PRIOR = {0, 1.5};
static const int MARK[MARKS] = {10, 20, 32};

struct dice {
    uint64_t seed;
    uint32_t at;
};

static double
unit(struct dice *d)
{
    return check_random_unit(d->seed, 1, d->at++);
}

static double
normal(struct dice *d)
{
    double u = 1 - unit(d);

    return sqrt(-2 * log(u)) * cos(6.283185307179586 * unit(d));
}

static double
processor_seconds(void)
{
    struct timespec t = {0};

    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double
clock_seconds(void)
{
    struct timespec t = {0};

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void
must(enum err e)
{
    if (e != OK) {
        (void)fprintf(stderr, "bench_check: %s\n", err_name(e));
        exit(1);
    }
}

static void
draw_items(struct dice *d, struct check_item *items, int len, int facets)
{
    for (int i = 0; i < len; i++) {
        items[i] = (struct check_item){.facet = (uint16_t)(i % facets)};
        items[i].model = (struct irt_item){.kind = IRT_LOGISTIC, .steps = 1, .d = 1};
        items[i].model.a = 0.6 + 1.4 * unit(d);
        items[i].model.b[0] = -3 + 6 * unit(d);
    }
}

static int
draw_answer(struct dice *d, const struct irt_item *item, double theta)
{
    return unit(d) < 1 / (1 + exp(-item->a * (theta - item->b[0])));
}

/* --- simulation ------------------------------------------------------------------------------ */

enum way { OURS, OURS_LIMITED, RECENTRED, AT_RANDOM, WAYS };
static const char *const WAY[WAYS] = {"ours", "ours, exposure limit 0.25",
                                      "prior re-centred, one of the five best", "random order"};

struct tally {
    double squares[MARKS];
    double covered[MARKS];
    double people;
    double rate_max;
    double used;
    int exceptions;
};

struct world {
    struct arena *each;
    struct check_item items[BANK];
    struct check_bank bank;
    struct check_exposure exposure;
    uint32_t eligible[BANK];
    uint32_t asked[BANK];
};

static void
note(struct tally *t, int asked, double theta, struct irt_ability a)
{
    for (int m = 0; m < MARKS; m++) {
        if (asked != MARK[m])
            continue;
        t->squares[m] += (a.theta - theta) * (a.theta - theta);
        t->covered[m] += fabs(a.theta - theta) <= 1.959964 * a.se;
    }
}

static void
one_check(struct world *w, enum way way, double theta, uint64_t seed, struct tally *t)
{
    struct dice d = {seed, 1000};
    struct check_rules rules = CHECK_RULES;
    uint8_t marks[BANK] = {0};
    struct check_start start = {seed, &PRIOR, marks};
    struct check_session *s = NULL;
    int item;

    rules.items_max = LENGTH;
    rules.se_max = 0;
    rules.select = way == AT_RANDOM ? CHECK_RANDOM : CHECK_MFI;
    rules.probe_every = way == OURS_LIMITED ? CHECK_RULES.probe_every : 0;
    check_exposure_draw(&w->exposure, way == OURS_LIMITED ? 0.25 : 1, seed, marks);
    check_exposure_begin(&w->exposure, marks);
    arena_reset(w->each);
    must(check_open(w->each, &w->bank, &rules, &start, &s));
    while ((item = check_next(s)) >= 0) {
        check_exposure_asked(&w->exposure, item);
        must(check_answer(s, item, draw_answer(&d, &w->items[item].model, theta)));
        note(t, check_asked(s), theta, check_ability(s, 0));
    }
    t->exceptions += check_exceptions(s);
}

/* Pix's published rule: all answers' likelihood under a prior set anew at the last estimate. */
static void
one_recentred(struct world *w, double theta, uint64_t seed, struct tally *t)
{
    struct dice d = {seed, 1000};
    double likelihood[POINTS];
    double posterior[POINTS];
    bool asked[BANK] = {false};
    struct irt_ability now = {0, 1.5};

    for (int q = 0; q < POINTS; q++)
        likelihood[q] = 1;
    w->exposure.people++;
    for (int n = 1; n <= LENGTH; n++) {
        int best[5];
        double value[5];
        int len = 0;
        int item;
        int answer;
        struct irt_prior prior = {now.theta, 1.5};

        for (int i = 0; i < BANK; i++) {
            double v = irt_information(&w->items[i].model, now.theta);
            int at = len < 5 ? len : 4;

            if (asked[i] || (len == 5 && v <= value[4]))
                continue;
            for (; at > 0 && v > value[at - 1]; at--) {
                best[at] = best[at - 1];
                value[at] = value[at - 1];
            }
            best[at] = i;
            value[at] = v;
            len = len < 5 ? len + 1 : 5;
        }
        item = best[(int)(5 * unit(&d))];
        asked[item] = true;
        w->exposure.asked[item]++;
        answer = draw_answer(&d, &w->items[item].model, theta);
        for (int q = 0; q < POINTS; q++) {
            likelihood[q] *=
                w->bank.p[(size_t)(w->bank.row_of[item] + answer) * POINTS + (size_t)q];
            posterior[q] = likelihood[q] * irt_prior_weight(&prior, irt_grid_at(&GRID, q));
        }
        now = irt_grid_moments(&GRID, posterior);
        note(t, n, theta, now);
    }
}

static void
run_way(struct world *w, enum way way, int seed, int people, struct tally *t)
{
    struct dice d = {(uint64_t)seed, 50000};
    struct check_exposure_report report;

    memset(w->eligible, 0, sizeof w->eligible);
    memset(w->asked, 0, sizeof w->asked);
    w->exposure = (struct check_exposure){BANK, 0, w->eligible, w->asked};
    for (int person = 0; person < people; person++) {
        double theta = 1.5 * normal(&d);
        uint64_t own = (uint64_t)seed * 1000003 + (uint64_t)person;

        if (way == RECENTRED)
            one_recentred(w, theta, own, t);
        else
            one_check(w, way, theta, own, t);
    }
    report = check_exposure_report(&w->exposure);
    t->people += people;
    t->rate_max = fmax(t->rate_max, report.rate_max);
    t->used = t->used == 0 ? report.used : fmin(t->used, report.used);
}

static void
simulate(int seeds, int people)
{
    static struct tally tallies[WAYS];
    static struct world w;
    struct arena *once = arena_open(64 << 20);

    w.each = arena_open(4 << 20);
    for (int seed = 1; seed <= seeds; seed++) {
        struct dice d = {(uint64_t)seed, 0};

        arena_reset(once);
        draw_items(&d, w.items, BANK, 1);
        must(check_bank_make(once, w.items, BANK, &GRID, &w.bank));
        for (int way = 0; way < WAYS; way++)
            run_way(&w, (enum way)way, seed, people, &tallies[way]);
    }
    for (int way = 0; way < WAYS; way++) {
        const struct tally *t = &tallies[way];

        printf("| %s |", WAY[way]);
        for (int m = 0; m < MARKS; m++)
            printf(" %.3f |", sqrt(t->squares[m] / t->people));
        for (int m = 0; m < MARKS; m++)
            printf(" %.1f %% |", 100 * t->covered[m] / t->people);
        printf(" %.3f | %.1f %% | %d |\n", t->rate_max, 100 * t->used, t->exceptions);
    }
    arena_close(w.each);
    arena_close(once);
}

/* --- speed ----------------------------------------------------------------------------------- */

enum { QUESTIONS = 20 };

static struct check_item fast_items[FAST_BANK];
static int kept_sum; /* so that nothing is optimised away */

/* Whole checks with content and exposure; `ret_open` is the part before the first question. */
static double
ours_seconds(const struct check_bank *bank, int checks, double *ret_open)
{
    static uint32_t eligible[FAST_BANK];
    static uint32_t asked[FAST_BANK];
    struct check_exposure e = {FAST_BANK, 0, eligible, asked};
    struct arena *each = arena_open(4 << 20);
    struct check_rules rules = CHECK_RULES;
    double open = 0;
    double all = 0;

    rules.se_max = 0;
    rules.items_max = QUESTIONS;
    for (int n = 0; n < checks; n++) {
        uint8_t marks[FAST_BANK] = {0};
        struct check_start start = {(uint64_t)n, &PRIOR, marks};
        struct check_session *s = NULL;
        double begun = processor_seconds();
        double opened;
        int item;

        arena_reset(each);
        check_exposure_draw(&e, 0.25, (uint64_t)n, marks);
        check_exposure_begin(&e, marks);
        must(check_open(each, bank, &rules, &start, &s));
        opened = processor_seconds();
        while ((item = check_next(s)) >= 0) {
            check_exposure_asked(&e, item);
            must(check_answer(s, item, (item * 7 + n) % 3 == 0));
        }
        all += processor_seconds() - opened;
        open += opened - begun;
        kept_sum += check_asked(s) + (int)(1000 * check_ability(s, 0).theta);
    }
    arena_close(each);
    *ret_open = open;
    return all;
}

/* The obvious program: information of every item, then mean and sd of the posterior, from tables
 * of logarithms, over all answers so far. */
static double
plain_seconds(int checks)
{
    static float logs[FAST_BANK][POINTS];
    double begun;

    for (int i = 0; i < FAST_BANK; i++) {
        for (int q = 0; q < POINTS; q++)
            logs[i][q] = (float)-log1p(
                exp(-fast_items[i].model.a * (irt_grid_at(&GRID, q) - fast_items[i].model.b[0])));
    }
    begun = processor_seconds();
    for (int n = 0; n < checks; n++) {
        bool asked[FAST_BANK] = {false};
        int item_at[QUESTIONS];
        int right[QUESTIONS];
        double theta = 0;
        double se = 0;

        for (int k = 0; k < QUESTIONS; k++) {
            double best = -1;
            double sum[3] = {0};

            for (int i = 0; i < FAST_BANK; i++) {
                const struct irt_item *item = &fast_items[i].model;
                double p = 1 / (1 + exp(-item->a * (theta - item->b[0])));
                double v = item->a * item->a * p * (1 - p);

                if (!asked[i] && v > best) {
                    best = v;
                    item_at[k] = i;
                }
            }
            asked[item_at[k]] = true;
            right[k] = (item_at[k] * 7 + n) % 3 == 0;
            for (int q = 0; q < POINTS; q++) {
                double at = irt_grid_at(&GRID, q);
                double l = -0.5 * at * at / 2.25;

                for (int j = 0; j <= k; j++) {
                    const struct irt_item *item = &fast_items[item_at[j]].model;

                    l += (double)logs[item_at[j]][q] - (right[j] ? 0 : item->a * (at - item->b[0]));
                }
                l = exp(l);
                sum[0] += l;
                sum[1] += l * at;
                sum[2] += l * at * at;
            }
            theta = sum[1] / sum[0];
            se = sqrt(sum[2] / sum[0] - theta * theta);
        }
        kept_sum += (int)(1000 * (theta + se));
    }
    return processor_seconds() - begun;
}

static void
speed(int checks)
{
    struct arena *once = arena_open(64 << 20);
    struct check_bank bank;
    struct dice d = {1, 0};
    double open = 0;
    double ours;
    double plain;
    double per = 1e6 / checks;

    draw_items(&d, fast_items, FAST_BANK, FACETS);
    must(check_bank_make(once, fast_items, FAST_BANK, &GRID, &bank));
    ours = ours_seconds(&bank, checks, &open);
    plain = plain_seconds(checks / 10 + 1) / (checks / 10 + 1) * checks;
    printf("question %.3f\nopen %.3f\nwhole %.3f\nplain %.3f\nratio %.2f\n", ours * per / QUESTIONS,
           open * per, (ours + open) * per / QUESTIONS, plain * per / QUESTIONS,
           plain / (ours + open));
    (void)fprintf(stderr, "bench_check: %d\n", kept_sum);
    arena_close(once);
}

/* --- calibration ----------------------------------------------------------------------------- */

/* One E step without tricks: every answer, every point. */
static double
plain_cycle(const struct irt_answers *a, const struct irt_fitted *f)
{
    size_t items = (size_t)a->items;
    double(*logs)[2][POINTS] = calloc(items, sizeof *logs);
    double(*counts)[2][POINTS] = calloc(items, sizeof *counts);
    double begun;

    if (logs == NULL || counts == NULL)
        exit(1);
    begun = processor_seconds();
    for (size_t i = 0; i < items; i++) {
        for (int q = 0; q < POINTS; q++) {
            double p[IRT_CATEGORIES_MAX];

            (void)irt_probabilities(&f->items[i].item, irt_grid_at(&GRID, q), p);
            logs[i][0][q] = log(p[0]);
            logs[i][1][q] = log(p[1]);
        }
    }
    for (int person = 0; person < a->people; person++) {
        const uint8_t *cells = a->cells + (size_t)person * items;
        double l[POINTS];
        double sum = 0;
        double most = -1e300;

        for (int q = 0; q < POINTS; q++)
            l[q] = -0.5 * irt_grid_at(&GRID, q) * irt_grid_at(&GRID, q);
        for (size_t i = 0; i < items; i++) {
            for (int q = 0; q < POINTS; q++)
                l[q] += logs[i][cells[i]][q];
        }
        for (int q = 0; q < POINTS; q++)
            most = fmax(most, l[q]);
        for (int q = 0; q < POINTS; q++) {
            l[q] = exp(l[q] - most);
            sum += l[q];
        }
        for (int q = 0; q < POINTS; q++)
            l[q] /= sum;
        for (size_t i = 0; i < items; i++) {
            for (int q = 0; q < POINTS; q++)
                counts[i][cells[i]][q] += l[q];
        }
    }
    kept_sum += (int)counts[0][1][30];
    free(logs);
    free(counts);
    return processor_seconds() - begun;
}

static void
calibrate(int people, int items)
{
    struct arena *once = arena_open((size_t)2 << 30);
    struct irt_calibration how = IRT_CALIBRATION;
    struct irt_answers a = {.people = people, .items = items};
    uint8_t *cells = arena_array(once, uint8_t, (size_t)people * (size_t)items);
    uint8_t *steps = arena_array(once, uint8_t, (size_t)items);
    struct check_item *truth = arena_array(once, struct check_item, (size_t)items);
    struct irt_fitted f = {0};
    struct dice d = {1, 0};
    double begun;
    double begun_processor;
    double seconds;
    double processor;
    double cycle;
    double worst = 0;
    double within = 0;

    if (cells == NULL || steps == NULL || truth == NULL)
        exit(1);
    draw_items(&d, truth, items, 1);
    memset(steps, 1, (size_t)items);
    for (int person = 0; person < people; person++) {
        double theta = normal(&d);

        for (int i = 0; i < items; i++)
            cells[(size_t)person * (size_t)items + (size_t)i] =
                (uint8_t)draw_answer(&d, &truth[i].model, theta);
    }
    how.change_min = irt_change_min(people, items);
    a.cells = cells;
    a.steps = steps;
    begun = clock_seconds();
    begun_processor = processor_seconds();
    must(irt_calibrate(once, &a, &how, threads_jobs(), &f));
    seconds = clock_seconds() - begun;
    processor = processor_seconds() - begun_processor;
    cycle = plain_cycle(&a, &f);
    for (int i = 0; i < items; i++) {
        worst = fmax(worst, fabs(f.items[i].item.a - truth[i].model.a));
        within += fabs(f.items[i].item.b[0] - truth[i].model.b[0]) <= 1.96 * f.items[i].se_b[0];
    }
    printf("seconds %.2f\nprocessor %.2f\ncycles %d\nconverged %d\nplain_cycle %.3f\nratio "
           "%.1f\nworst_a %.3f\n"
           "within_b %.3f\n",
           seconds, processor, f.cycles, f.converged, cycle, cycle * f.cycles / processor, worst,
           within / items);
    arena_close(once);
}

static int
number(const char *word)
{
    return (int)strtol(word, NULL, 10);
}

int
main(int argc, char **argv)
{
    if (argc == 4 && strcmp(argv[1], "simulate") == 0)
        simulate(number(argv[2]), number(argv[3]));
    else if (argc == 3 && strcmp(argv[1], "speed") == 0)
        speed(number(argv[2]));
    else if (argc == 4 && strcmp(argv[1], "calibrate") == 0)
        calibrate(number(argv[2]), number(argv[3]));
    else
        return 2;
    return 0;
}
