/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Which class, and which item of it (CHECK-5). Every way to choose gives each place a value; the
 * best open one wins, at equal values the lower index. The value of MFI is looked up in two rows of
 * the bank and interpolated; those near the best, by more than interpolation can be wrong, are
 * then computed exactly, so that the choice is the one without tables.
 */
#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "engine/check_random.h"
#include "engine/check_session_parts.h"

enum { START_BEST = 5, PROBE_AFTER = 4 };

struct choice {
    const struct check_session *s;
    const struct check_class *class;
    const struct check_known_so_far *known;
    bool rare_alone; /* a probe */
};

int
check_session_class(const struct check_session *s)
{
    const struct check_bank *bank = s->bank;
    bool start = s->asked == 0 && !s->rules->start_at_prior;
    double most = -HUGE_VAL;
    int best = -1;

    for (int k = 0; k < bank->classes_len; k++) {
        double share = s->rules->shares != NULL ? s->rules->shares[k] : bank->classes[k].counted;
        double behind;

        if (s->class_open[k] == 0 || share == 0 || s->competences[bank->classes[k].competence].done)
            continue;
        /* CHECK-8: asked so far beside what the share would be with one item more */
        behind = share / s->share_sum * (s->asked + 1) - s->class_asked[k];
        /* CHECK-6: not everybody begins with the same class */
        if (start)
            behind *= check_random_unit(s->start.seed, DRAW_CLASS, (uint32_t)k);
        if (behind > most) {
            most = behind;
            best = k;
        }
    }
    return best;
}

static bool
is_open(const struct choice *c, int place)
{
    return c->s->closed[place] == 0 &&
           (!c->rare_alone || c->s->start.marks[c->s->bank->item_at[place]] & CHECK_RARE);
}

/* Whether the new candidate is better than the old one. */
static bool
is_better(double value, int item, double other, int other_item)
{
    return value > other || (value == other && item < other_item);
}

/* The sum over the grid, by the trapezoid rule, of weights times the item's row. */
static double
weighed(const struct choice *c, const double *weights, int place)
{
    const struct check_bank *bank = c->s->bank;
    double sum = 0;

    for (int q = 0; q < bank->grid.points; q++) {
        double end = q == 0 || q == bank->grid.points - 1 ? 0.5 : 1;

        sum += end * weights[q] *
               (double)bank->information[(size_t)q * (size_t)bank->places + (size_t)place];
    }
    return sum;
}

/* Kullback-Leibler: sum over the grid of weights times sum of p log(p / p at the point). */
static double
divergence(const struct choice *c, const double *weights, int place)
{
    const struct check_bank *bank = c->s->bank;
    int item = bank->item_at[place];
    int points = bank->grid.points;
    double p[IRT_CATEGORIES_MAX];
    int len = irt_probabilities(&bank->items[item].model, c->known->ability.theta, p);
    double sum = 0;

    for (int k = 0; k < len; k++) {
        const double *row = bank->log_p + (size_t)(bank->row_of[item] + k) * (size_t)points;
        double log_p = log(p[k]);
        double part = -0.5 * (weights[0] * (log_p - row[0]) +
                              weights[points - 1] * (log_p - row[points - 1]));

        for (int q = 0; q < points; q++)
            part += weights[q] * (log_p - row[q]);
        sum += p[k] * part;
    }
    return sum;
}

/* Nearest difficulty, and nothing of a later stratum (Chang & Ying 1999) while an earlier is open.
 */
static double
nearness(const struct choice *c, int place)
{
    const struct check_session *s = c->s;
    const struct check_item *item = &s->bank->items[s->bank->item_at[place]];
    double value = -fabs(irt_place(&item->model) - c->known->ability.theta);

    if (s->rules->select == CHECK_STRATIFIED) {
        int stratum = s->bank->stratum_rank[place] * s->rules->strata / 256;
        int now = s->asked * s->rules->strata / s->rules->items_max;

        value -= 1000.0 * abs(stratum - now);
    }
    return value;
}

static double
value_of(const struct choice *c, int place)
{
    const struct check_session *s = c->s;
    int item = s->bank->item_at[place];

    switch (s->rules->select) {
    case CHECK_KL:
        return divergence(c, c->known->likelihood, place);
    case CHECK_KLP:
        return divergence(c, c->known->posterior, place);
    case CHECK_MLWI:
        return weighed(c, c->known->likelihood, place);
    case CHECK_MPWI:
        return weighed(c, c->known->posterior, place);
    case CHECK_STRATIFIED:
    case CHECK_NEAREST:
        return nearness(c, place);
    case CHECK_RANDOM:
        return check_random_unit(s->start.seed, DRAW_ANY, (uint32_t)item);
    case CHECK_MFI:
    case CHECK_SELECTS:
        break;
    }
    return irt_information(&s->bank->items[item].model, c->known->ability.theta);
}

struct best {
    int item[CHECK_BEST_MAX];
    double value[CHECK_BEST_MAX];
    int len;
    int wanted;
};

static void
best_take(struct best *b, int item, double value)
{
    int at = b->len;

    if (b->len == b->wanted) {
        if (!is_better(value, item, b->value[b->len - 1], b->item[b->len - 1]))
            return;
        at--;
    } else {
        b->len++;
    }
    for (; at > 0 && is_better(value, item, b->value[at - 1], b->item[at - 1]); at--) {
        b->item[at] = b->item[at - 1];
        b->value[at] = b->value[at - 1];
    }
    b->item[at] = item;
    b->value[at] = value;
}

static void
best_of_all(const struct choice *c, struct best *b)
{
    for (int place = c->class->first; place < c->class->first + c->class->len; place++) {
        if (is_open(c, place))
            best_take(b, c->s->bank->item_at[place], value_of(c, place));
    }
}

/* Information between two points of the grid, minus infinity where closed; answers the largest. */
static float
interpolate(const struct choice *c, float *ret_values)
{
    const struct check_bank *bank = c->s->bank;
    const struct irt_grid *g = &bank->grid;
    double at = (c->known->ability.theta - g->from) / (g->to - g->from) * (g->points - 1);
    int q = at < 0 ? 0 : at > g->points - 2 ? g->points - 2 : (int)at;
    float part = (float)(at - q);
    const float *low = bank->information + (size_t)q * (size_t)bank->places + c->class->first;
    const float *high = low + bank->places;
    const float *closed = c->s->closed + c->class->first;
    float best[CHECK_LANES];
    float most = CHECK_CLOSED;

    for (int lane = 0; lane < CHECK_LANES; lane++)
        best[lane] = CHECK_CLOSED;
    for (int i = 0; i < c->class->len; i += CHECK_LANES) {
        for (int lane = 0; lane < CHECK_LANES; lane++) {
            float v = low[i + lane] + part * (high[i + lane] - low[i + lane]) + closed[i + lane];

            ret_values[i + lane] = v;
            best[lane] = v > best[lane] ? v : best[lane];
        }
    }
    for (int lane = 0; lane < CHECK_LANES; lane++)
        most = best[lane] > most ? best[lane] : most;
    return most;
}

/* The most informative item alone: the way of nearly every question, so it uses the tables. */
static void
best_by_tables(const struct choice *c, struct best *b)
{
    float values[CHECK_ITEMS_MAX + CHECK_LANES];
    float most = interpolate(c, values);
    float margin = (float)(2 * c->s->bank->between_max);

    for (int i = 0; i < c->class->len; i++) {
        if (values[i] >= most - margin)
            best_take(b, c->s->bank->item_at[c->class->first + i],
                      value_of(c, c->class->first + i));
    }
}

/* CHECK-11: at one drawn moment in each `probe_every` items, not among the first four. */
static bool
is_probe(const struct check_session *s)
{
    int every = s->rules->probe_every;
    int late = s->asked < every ? PROBE_AFTER : 0;
    uint32_t turn;

    if (every <= late || s->start.marks == NULL)
        return false;
    turn = (uint32_t)(s->asked / every);
    return s->asked % every ==
           late + check_random_below(s->start.seed, DRAW_PROBE, turn, every - late);
}

/*
 * Whatever its class: new items wait for the few moments of probes, and which class is behind by
 * then would leave most of them waiting for ever.
 */
int
check_session_trial(const struct check_session *s)
{
    double most = -1;
    int trial = -1;

    if (!is_probe(s))
        return -1;
    for (int place = 0; place < s->bank->places; place++) {
        double value;

        if (s->closed[place] != CHECK_TRIAL)
            continue;
        value = check_random_unit(s->start.seed, DRAW_ANY, (uint32_t)s->bank->item_at[place]);
        if (value > most) {
            most = value;
            trial = s->bank->item_at[place];
        }
    }
    return trial;
}

static bool
has_rare(const struct choice *c)
{
    for (int i = 0; i < c->class->len; i++) {
        if (is_open(c, c->class->first + i))
            return true;
    }
    return false;
}

int
check_session_choose(const struct check_session *s, int class_index)
{
    const struct check_class *class = &s->bank->classes[class_index];
    struct choice c = {s, class, &s->competences[class->competence], is_probe(s)};
    struct best b = {.wanted = s->rules->best};

    if (s->asked == 0 && !s->rules->start_at_prior && b.wanted < START_BEST)
        b.wanted = START_BEST;
    c.rare_alone = c.rare_alone && has_rare(&c);
    if (s->rules->select == CHECK_MFI && b.wanted == 1 && !c.rare_alone)
        best_by_tables(&c, &b);
    else
        best_of_all(&c, &b);
    assert(b.len > 0);
    return b
        .item[b.len == 1 ? 0
                         : check_random_below(s->start.seed, DRAW_BEST, (uint32_t)s->asked, b.len)];
}

static const char *const CODES[CHECK_SELECTS] = {"mfi",  "kl",         "klp",  "mlwi",
                                                 "mpwi", "stratified", "bopt", "random"};

const char *
check_select_code(enum check_select select)
{
    return CODES[select];
}

enum err
check_select_parse(struct slice code, enum check_select *ret_select)
{
    for (int i = 0; i < CHECK_SELECTS; i++) {
        if (slice_is(code, CODES[i])) {
            *ret_select = (enum check_select)i;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}
