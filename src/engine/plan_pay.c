/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Assignment by best augmenting paths: a voucher may push another one from its
 * module to a further one. Vouchers are few, so gains are found by plain
 * relaxation (Bellman and Ford). After k paths the assignment is the best one of
 * k vouchers; it ends when no path gains anything.
 */
#include "engine/plan_pay.h"

struct paying {
    const struct plan_problem *p;
    struct plan_choice *choices;
    size_t choices_len;
    int64_t gain[PLAN_VOUCHERS_MAX]; /* when this voucher becomes free to move */
    int16_t from[PLAN_VOUCHERS_MAX]; /* the voucher that pushes it; itself at the start */
    bool used[PLAN_VOUCHERS_MAX];
};

static int64_t
pays(const struct paying *y, int voucher, size_t choice)
{
    return plan_voucher_pays_cents(y->p, (uint16_t)voucher, y->choices[choice].module);
}

/* One round: what can be gained by pushing v from its module by w. */
static bool
relax(struct paying *y)
{
    bool better = false;

    for (size_t c = 0; c < y->choices_len; c++) {
        int v = y->choices[c].voucher;

        if (v == PLAN_NONE)
            continue;
        for (int w = 0; w < (int)y->p->vouchers_len; w++) {
            int64_t gain = pays(y, w, c) - pays(y, v, c);

            if (w == v || y->gain[w] == INT64_MIN || pays(y, w, c) == 0)
                continue;
            gain += y->gain[w];
            if (y->gain[v] != INT64_MIN && gain <= y->gain[v])
                continue;
            y->gain[v] = gain;
            y->from[v] = (int16_t)w;
            better = true;
        }
    }
    return better;
}

/* The choice that the voucher now pays for. */
static size_t
choice_of(const struct paying *y, int voucher)
{
    size_t c = 0;

    while (y->choices[c].voucher != voucher)
        c++;
    return c;
}

/* The best path, walked; what it gained. */
static int64_t
augment(struct paying *y)
{
    size_t end = 0;
    int last = PLAN_NONE;
    int64_t most = 0;

    for (int v = 0; v < (int)y->p->vouchers_len; v++) {
        y->gain[v] = y->used[v] ? INT64_MIN : 0;
        y->from[v] = (int16_t)v;
    }
    for (size_t round = 0; round < y->p->vouchers_len && relax(y); round++)
        ;
    for (size_t c = 0; c < y->choices_len; c++)
        for (int v = 0; v < (int)y->p->vouchers_len; v++)
            if (y->choices[c].voucher == PLAN_NONE && y->gain[v] != INT64_MIN &&
                pays(y, v, c) > 0 && y->gain[v] + pays(y, v, c) > most) {
                most = y->gain[v] + pays(y, v, c);
                end = c;
                last = v;
            }
    while (last != PLAN_NONE) {
        size_t left = y->used[last] ? choice_of(y, last) : 0;
        bool was_used = y->used[last];

        y->used[last] = true;
        y->choices[end].voucher = (int16_t)last;
        end = left;
        last = was_used ? y->from[last] : PLAN_NONE;
    }
    return most;
}

int64_t
plan_pay(const struct plan_problem *p, struct plan_choice *choices, size_t choices_len)
{
    struct paying y = {.p = p, .choices = choices, .choices_len = choices_len};
    int64_t sum = 0;
    int64_t gained;

    for (size_t c = 0; c < choices_len; c++)
        choices[c].voucher = PLAN_NONE;
    do {
        gained = augment(&y);
        sum += gained;
    } while (gained > 0);
    return sum;
}
