/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The state of one check. An answer multiplies likelihood and posterior of its competence by a
 * row of the bank; closing an item writes one float. What costs more happens once, in
 * check_open().
 */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "engine/check_level.h"
#include "engine/check_session_parts.h"

/* Likelihoods are scaled up before they come near the smallest double. */
#define LIKELIHOOD_SMALL 1e-100

const struct check_rules CHECK_RULES = {
    .select = CHECK_MFI,
    .estimate = IRT_EAP,
    .items_min = 6,
    .items_max = 20,
    .competence_max = 0,
    .se_max = 0.35,
    .sure_min = 0,
    .best = 1,
    .probe_every = 10,
    .strata = 4,
};

static bool
allocate(struct arena *arena, struct check_session *s)
{
    size_t points = (size_t)s->bank->grid.points;
    size_t items = (size_t)s->bank->items_len;
    size_t competences = (size_t)s->bank->competences;

    s->competences = arena_array(arena, struct check_known_so_far, competences);
    s->closed = arena_alloc_many(arena, (size_t)s->bank->places + 1, sizeof(float), 64);
    s->answered = arena_array(arena, uint8_t, items);
    s->class_asked = arena_array(arena, int, CHECK_CLASSES_MAX);
    s->class_open = arena_array(arena, int, CHECK_CLASSES_MAX);
    s->answers = arena_array(arena, struct irt_answer, 2 * items); /* half is scratch */
    s->answers_competence = arena_array(arena, uint16_t, items);
    for (size_t c = 0; c < competences && s->competences != NULL; c++) {
        struct check_known_so_far *k = &s->competences[c];
        double *numbers = arena_alloc_many(arena, 3 * points, sizeof(double), 64);

        if (numbers == NULL)
            return false;
        k->prior_weights = numbers;
        k->likelihood = numbers + points;
        k->posterior = numbers + 2 * points;
    }
    return s->competences != NULL && s->closed != NULL && s->answered != NULL &&
           s->class_asked != NULL && s->class_open != NULL && s->answers != NULL &&
           s->answers_competence != NULL;
}

static void
begin_competence(const struct check_session *s, int competence)
{
    struct check_known_so_far *k = &s->competences[competence];
    const struct irt_grid *g = &s->bank->grid;

    k->prior = s->start.priors[competence];
    /* so that no posterior is zero everywhere */
    assert(k->prior.sd >= (g->to - g->from) / CHECK_PRIOR_WIDTHS_MAX);
    assert(k->prior.mean >= g->from && k->prior.mean <= g->to);
    for (int q = 0; q < g->points; q++) {
        k->prior_weights[q] = irt_prior_weight(&k->prior, irt_grid_at(g, q));
        k->likelihood[q] = 1;
        k->posterior[q] = k->prior_weights[q];
    }
    if (s->rules->estimate == IRT_EAP || s->rules->estimate == IRT_MAP)
        k->ability = irt_grid_moments(g, k->posterior);
    else
        k->ability = (struct irt_ability){k->prior.mean, HUGE_VAL};
    if (s->rules->start_at_prior)
        k->ability.theta = k->prior.mean;
}

static int
class_of_place(const struct check_bank *bank, int place)
{
    int low = 0;
    int high = bank->classes_len - 1;

    while (low < high) {
        int middle = (low + high + 1) / 2;

        if (bank->classes[middle].first <= place)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

static void
close_place(struct check_session *s, int place)
{
    float before = s->closed[place];

    s->closed[place] = CHECK_CLOSED;
    if (before == 0)
        s->class_open[class_of_place(s->bank, place)]--;
}

static bool
is_marked(const struct check_session *s, int item, unsigned marks)
{
    return s->start.marks != NULL && (s->start.marks[item] & marks) != 0;
}

/*
 * Open what marks leave; without `eligible_only` also what exposure holds back, but for new items:
 * those keep no check going.
 */
static void
open_places(struct check_session *s, bool eligible_only)
{
    const struct check_bank *bank = s->bank;
    unsigned shut = CHECK_RECENT | (eligible_only ? (unsigned)CHECK_HELD_BACK : 0);

    for (int k = 0; k < bank->classes_len; k++)
        s->class_open[k] = bank->classes[k].counted;
    memset(s->closed, 0, (size_t)bank->places * sizeof *s->closed);
    for (int place = 0; place < bank->places; place++) {
        int item = bank->item_at[place];

        if (item < 0)
            s->closed[place] = CHECK_CLOSED;
        else if (bank->items[item].is_new)
            s->closed[place] =
                s->answered[item] || is_marked(s, item, CHECK_RECENT | CHECK_HELD_BACK)
                    ? CHECK_CLOSED
                    : CHECK_TRIAL;
        else if (s->answered[item] || is_marked(s, item, shut))
            close_place(s, place);
    }
}

/* CHECK-7 */
static void
close_enemies(struct check_session *s, int item)
{
    uint16_t group = s->bank->items[item].enemies;

    for (int i = 0; group != 0 && i < s->bank->items_len; i++) {
        if (s->bank->items[i].enemies == group)
            close_place(s, s->bank->place_of[i]);
    }
}

/* Whether anything is open in a competence that still needs items. */
static bool
anything_open(const struct check_session *s)
{
    return check_session_class(s) >= 0;
}

/* CHECK-10: rather an item too often than a check without a result. */
static void
open_exceptions(struct check_session *s)
{
    if (s->start.marks == NULL || anything_open(s))
        return;
    open_places(s, false);
    for (int i = 0; i < s->bank->items_len; i++) {
        if (s->answered[i])
            close_enemies(s, i);
    }
    if (anything_open(s))
        s->exceptions++;
}

enum err
check_open(struct arena *arena, const struct check_bank *bank, const struct check_rules *rules,
           const struct check_start *start, struct check_session **ret_session)
{
    struct check_session *s = arena_new(arena, struct check_session);

    assert(rules->items_max >= 1 && rules->best >= 1 && rules->best <= CHECK_BEST_MAX);
    assert(rules->strata >= 1 && rules->strata <= CHECK_STRATA_MAX);
    if (s == NULL)
        return ERR_LIMIT;
    s->bank = bank;
    s->rules = rules;
    s->start = *start;
    if (!allocate(arena, s))
        return ERR_LIMIT;
    for (int c = 0; c < bank->competences; c++)
        begin_competence(s, c);
    for (int k = 0; k < bank->classes_len; k++)
        s->share_sum += rules->shares != NULL ? rules->shares[k] : bank->classes[k].counted;
    if (s->share_sum == 0)
        s->share_sum = 1; /* nothing but new items: the check is over before it begins */
    open_places(s, true);
    open_exceptions(s);
    *ret_session = s;
    return OK;
}

enum check_state
check_state_of(const struct check_session *s)
{
    bool precise = s->asked >= s->rules->items_min;

    for (int c = 0; c < s->bank->competences && precise; c++)
        precise = s->competences[c].done;
    if (precise)
        return CHECK_PRECISE;
    if (s->asked >= s->rules->items_max)
        return CHECK_LONG;
    return anything_open(s) ? CHECK_GOES_ON : CHECK_EXHAUSTED;
}

int
check_next(const struct check_session *s)
{
    int trial;

    if (check_state_of(s) != CHECK_GOES_ON)
        return -1;
    trial = check_session_trial(s);
    return trial >= 0 ? trial : check_session_choose(s, check_session_class(s));
}

/* The answer's row into likelihood and posterior. */
static void
multiply(const struct check_bank *bank, struct check_known_so_far *k, int item, int category)
{
    int points = bank->grid.points;
    const double *row = bank->p + (size_t)(bank->row_of[item] + category) * (size_t)points;
    double most = 0;

    for (int q = 0; q < points; q++) {
        k->likelihood[q] *= row[q];
        k->posterior[q] = k->likelihood[q] * k->prior_weights[q];
        most = k->likelihood[q] > most ? k->likelihood[q] : most;
    }
    if (most > LIKELIHOOD_SMALL)
        return;
    /* a power of two, so that nothing is rounded */
    (void)frexp(most, &points);
    most = pow(2, -points);
    for (int q = 0; q < bank->grid.points; q++) {
        k->likelihood[q] *= most;
        k->posterior[q] = k->likelihood[q] * k->prior_weights[q];
    }
}

static void
estimate(struct check_session *s, int competence)
{
    struct check_known_so_far *k = &s->competences[competence];
    const struct irt_estimator how = {s->rules->estimate, k->prior, s->bank->grid};

    if (how.method == IRT_EAP) {
        k->ability = irt_grid_moments(&s->bank->grid, k->posterior);
    } else if (s->bank->competences == 1) {
        k->ability = irt_ability(s->answers, s->answers_len, &how);
    } else {
        struct irt_answer *own = s->answers + s->answers_len; /* free: not more than there are */
        int len = 0;

        for (int i = 0; i < s->answers_len; i++) {
            if (s->answers_competence[i] == competence)
                own[len++] = s->answers[i];
        }
        k->ability = irt_ability(own, len, &how);
    }
}

/* CHECK-12: whether a statement about the level can be made, or no more items may be asked. */
static bool
is_done(const struct check_session *s, const struct check_known_so_far *k)
{
    const struct check_rules *r = s->rules;

    if (r->competence_max > 0 && k->asked >= r->competence_max)
        return true;
    if (k->answers > 0 && r->se_max > 0 && k->ability.se <= r->se_max)
        return true;
    if (k->answers > 0 && r->sure_min > 0) {
        struct check_levels l = check_levels_of(&s->bank->grid, k->posterior);

        return l.chance[l.likely] >= r->sure_min;
    }
    return false;
}

enum err
check_answer(struct check_session *s, int item, int category)
{
    const struct check_item *what;
    struct check_known_so_far *k;
    int place;

    if (item < 0 || item >= s->bank->items_len || category < 0 ||
        category > s->bank->items[item].model.steps)
        return ERR_INVALID;
    if (s->answered[item])
        return ERR_CONFLICT;
    what = &s->bank->items[item];
    k = &s->competences[what->competence];
    place = s->bank->place_of[item];
    s->answered[item] = 1;
    s->asked++;
    close_place(s, place);
    close_enemies(s, item);
    if (!what->is_new) {
        s->class_asked[class_of_place(s->bank, place)]++;
        k->asked++;
        s->answers[s->answers_len] = (struct irt_answer){&what->model, category};
        s->answers_competence[s->answers_len++] = what->competence;
        k->answers++;
        multiply(s->bank, k, item, category);
        estimate(s, what->competence);
    }
    k->done = is_done(s, k);
    open_exceptions(s);
    return OK;
}

struct irt_ability
check_ability(const struct check_session *s, int competence)
{
    return s->competences[competence].ability;
}

int
check_answers(const struct check_session *s, int competence)
{
    return s->competences[competence].answers;
}

int
check_asked(const struct check_session *s)
{
    return s->asked;
}

int
check_exceptions(const struct check_session *s)
{
    return s->exceptions;
}

const double *
check_likelihood(const struct check_session *s, int competence)
{
    return s->competences[competence].likelihood;
}

const double *
check_posterior(const struct check_session *s, int competence)
{
    return s->competences[competence].posterior;
}
