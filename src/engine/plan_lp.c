/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The dictionary: basic = D * other. Variables 0..n-1 are x, n + i is the value
 * of row i. At the start the rows' values are basic and D is the rows. There are
 * no constants, since a row's value is a variable with bounds of its own.
 */
#include "engine/plan_lp.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static const double FEASIBLE = 1e-7; /* how far a value may leave its bounds */
static const double PIVOT_MIN = 1e-7;
static const double ZERO = 1e-12;

enum { PIVOTS_PER_REBUILD = 2000, PIVOTS_PER_SOLVE = 20000 };

/* Work was done, `per` steps each of `times`. */
static void
spend(struct plan_lp *lp, size_t times, size_t per)
{
    if (lp->fuel != NULL)
        (void)plan_fuel_spend(lp->fuel, times * per);
}

static double *
line(const struct plan_lp *lp, size_t row)
{
    return lp->lines[row];
}

enum err
plan_lp_init(struct plan_lp *lp, struct arena *a, size_t n, size_t rows_max)
{
    *lp = (struct plan_lp){.arena = a, .n = n, .rows_max = rows_max, .width = n};
    lp->cost = arena_array(a, double, n + 1);
    lp->cost_moved = arena_array(a, double, n + 1);
    lp->lo = arena_array(a, double, n + rows_max);
    lp->hi = arena_array(a, double, n + rows_max);
    lp->rows = arena_array(a, struct plan_lp_row, rows_max);
    lp->lines = arena_array(a, double *, rows_max + 1);
    lp->basic = arena_array(a, int32_t, rows_max);
    lp->other = arena_array(a, int32_t, n + 1);
    lp->reduced = arena_array(a, double, n + 1);
    lp->at = arena_array(a, double, n + 1);
    lp->value = arena_array(a, double, rows_max);
    lp->x = arena_array(a, double, n + 1);
    lp->marginal = arena_array(a, double, n + 1);
    lp->order = arena_array(a, uint32_t, n + 1);
    lp->ratio = arena_array(a, double, n + 1);
    lp->mark = arena_array(a, uint8_t, n + rows_max);
    if (!lp->cost || !lp->cost_moved || !lp->lo || !lp->hi || !lp->rows || !lp->lines ||
        !lp->basic || !lp->other || !lp->reduced || !lp->at || !lp->value || !lp->x ||
        !lp->marginal || !lp->order || !lp->ratio || !lp->mark)
        return ERR_LIMIT;
    for (size_t j = 0; j < n; j++)
        lp->other[j] = (int32_t)j;
    return OK;
}

void
plan_lp_set_column(struct plan_lp *lp, size_t j, double cost, double lo, double hi)
{
    uint64_t mixed = (uint64_t)(j + 1) * UINT64_C(0x9E3779B97F4A7C15);

    assert(lp->rows_len == 0);
    lp->cost[j] = cost;
    lp->cost_moved[j] = cost + 1e-3 * (1.0 + (double)(mixed >> 40) / (double)(1 << 24));
    lp->reduced[j] = lp->cost_moved[j];
    lp->lo[j] = lo;
    lp->hi[j] = hi;
}

void
plan_lp_set_bounds(struct plan_lp *lp, size_t j, double lo, double hi)
{
    lp->lo[j] = lo;
    lp->hi[j] = hi;
}

/* The value of row r enters the dictionary: expressed by the other variables. */
static void
express(struct plan_lp *lp, size_t r)
{
    const struct plan_lp_row *row = &lp->rows[r];
    double *d = line(lp, r);
    size_t touched = 0;

    lp->rows_len = r + 1;
    lp->basic[r] = (int32_t)(lp->n + r);
    memset(d, 0, lp->n * sizeof *d);
    memset(lp->x, 0, lp->n * sizeof *lp->x); /* x serves as the row in full */
    for (size_t i = 0; i < row->len; i++)
        lp->x[row->columns[i]] = row->coefs[i];
    for (size_t k = 0; k < lp->width; k++)
        if (lp->other[k] < (int32_t)lp->n)
            d[k] = lp->x[lp->other[k]];
    for (size_t i = 0; i < r; i++) {
        double coef = lp->basic[i] < (int32_t)lp->n ? lp->x[lp->basic[i]] : 0;
        const double *e = line(lp, i);

        for (size_t k = 0; coef != 0 && k < lp->width; k++)
            d[k] += coef * e[k];
        touched += coef != 0;
    }
    spend(lp, touched + 1, lp->width);
}

enum err
plan_lp_add_row(struct plan_lp *lp, const struct plan_lp_row *row)
{
    size_t r = lp->rows_len;
    struct plan_lp_row *own = &lp->rows[r];
    uint32_t *columns = own->columns;
    double *coefs = own->coefs;

    assert(r < lp->rows_max && row->len <= lp->n);
    if (columns == NULL) {
        columns = arena_array(lp->arena, uint32_t, lp->n);
        coefs = arena_array(lp->arena, double, lp->n);
    }
    if (lp->lines[r] == NULL)
        lp->lines[r] = arena_array(lp->arena, double, lp->n + 1);
    if (columns == NULL || coefs == NULL || lp->lines[r] == NULL)
        return ERR_LIMIT;
    memcpy(columns, row->columns, row->len * sizeof *columns);
    memcpy(coefs, row->coefs, row->len * sizeof *coefs);
    *own = *row;
    own->columns = columns;
    own->coefs = coefs;
    own->slack = 0;
    lp->lo[lp->n + r] = row->lo;
    lp->hi[lp->n + r] = row->hi;
    express(lp, r);
    return OK;
}

/* Others stand at the bound their reduced cost asks for; basics follow. */
static void
place(struct plan_lp *lp)
{
    size_t moved = 0;

    memset(lp->value, 0, lp->rows_len * sizeof *lp->value);
    for (size_t k = 0; k < lp->width; k++) {
        int32_t v = lp->other[k];
        bool up = lp->reduced[k] < 0;

        if (up ? lp->hi[v] >= PLAN_LP_INFINITY : lp->lo[v] <= -PLAN_LP_INFINITY)
            up = !up; /* a rounded zero: it has only one bound */
        lp->at[k] = up ? lp->hi[v] : lp->lo[v];
        for (size_t i = 0; lp->at[k] != 0 && i < lp->rows_len; i++)
            lp->value[i] += line(lp, i)[k] * lp->at[k];
        moved += lp->at[k] != 0;
    }
    spend(lp, moved + 1, lp->rows_len + lp->width / (moved + 1));
}

static void
pivot_line(double *d, size_t width, size_t q, const double *by)
{
    double f = d[q];

    d[q] = 0;
    for (size_t k = 0; k < width; k++)
        d[k] += f * by[k];
    d[q] = f * by[q];
}

/* The same where most of `by` is zero: `at` lists what is not. */
static void
pivot_line_sparse(double *d, const struct plan_lp *lp, size_t listed, size_t q)
{
    double f = d[q];

    d[q] = 0;
    for (size_t i = 0; i < listed; i++) {
        size_t k = lp->order[i];

        d[k] += f * lp->ratio[k];
    }
}

/* The basic variable of row r and other variable q change places. Uses order and ratio. */
static void
pivot(struct plan_lp *lp, size_t r, size_t q)
{
    double *by = line(lp, r);
    double inverse = 1 / by[q];
    int32_t leaving = lp->basic[r];
    size_t listed = 0;
    size_t lines = 0;
    bool sparse;

    by[q] = -1;
    for (size_t k = 0; k < lp->width; k++) {
        by[k] = fabs(by[k]) < ZERO ? 0 : -by[k] * inverse;
        lp->ratio[k] = by[k];
        if (by[k] != 0)
            lp->order[listed++] = (uint32_t)k;
    }
    sparse = listed * 4 < lp->width;
    for (size_t i = 0; i <= lp->rows_len; i++) {
        double *d = i < lp->rows_len ? line(lp, i) : lp->reduced;

        if (i == r || d[q] == 0)
            continue;
        if (sparse)
            pivot_line_sparse(d, lp, listed, q);
        else
            pivot_line(d, lp->width, q, by);
        lines++;
    }
    spend(lp, lines + 2, sparse ? listed * 2 : lp->width);
    lp->basic[r] = lp->other[q];
    lp->other[q] = leaving;
    lp->pivots++;
}

/*
 * Bring other variable q into the basis in place of a row's value that shall leave
 * it; of several the one with the largest coefficient.
 */
static void
bring_in(struct plan_lp *lp, size_t q, const uint8_t *leaves)
{
    size_t best = SIZE_MAX;

    for (size_t i = 0; i < lp->rows_len; i++)
        if (lp->basic[i] >= (int32_t)lp->n && leaves[(size_t)lp->basic[i] - lp->n] &&
            (best == SIZE_MAX || fabs(line(lp, i)[q]) > fabs(line(lp, best)[q])))
            best = i;
    if (best != SIZE_MAX && fabs(line(lp, best)[q]) > PIVOT_MIN)
        pivot(lp, best, q);
}

/* The dictionary again from the rows, for the same basis. */
static void
rebuild(struct plan_lp *lp)
{
    size_t rows_len = lp->rows_len;

    memset(lp->mark, 0, lp->n + lp->rows_max);
    for (size_t k = 0; k < lp->width; k++)
        lp->mark[lp->other[k]] = 1; /* stays or shall be among the others */
    for (size_t i = 0; i < rows_len; i++)
        lp->mark[lp->basic[i]] = lp->basic[i] < (int32_t)lp->n ? 2 : 0;
    lp->width = 0;
    for (size_t j = 0; j < lp->n; j++) {
        if (lp->mark[j] == 0)
            continue;
        lp->other[lp->width] = (int32_t)j;
        lp->reduced[lp->width++] = lp->cost_moved[j];
    }
    for (size_t i = 0; i < rows_len; i++)
        express(lp, i);
    for (size_t q = 0; q < lp->width && (lp->fuel == NULL || !lp->fuel->empty); q++)
        if (lp->other[q] < (int32_t)lp->n && lp->mark[lp->other[q]] == 2)
            bring_in(lp, q, lp->mark + lp->n);
    lp->pivots_at_rebuild = lp->pivots;
}

/* The row whose value is farthest outside its bounds, or SIZE_MAX. */
static size_t
worst_row(const struct plan_lp *lp)
{
    size_t worst = SIZE_MAX;
    double most = FEASIBLE;

    for (size_t i = 0; i < lp->rows_len; i++) {
        int32_t v = lp->basic[i];
        double over = lp->value[i] - lp->hi[v];
        double under = lp->lo[v] - lp->value[i];
        double miss = over > under ? over : under;

        if (miss > most) {
            most = miss;
            worst = i;
        }
    }
    return worst;
}

/* Others whose move can mend the row, with their ratios; how many. */
static size_t
candidates(struct plan_lp *lp, const double *d, double sign)
{
    size_t len = 0;

    for (size_t k = 0; k < lp->width; k++) {
        int32_t v = lp->other[k];
        double slope = d[k] * sign; /* > 0: raising it mends the row */

        if (fabs(slope) < PIVOT_MIN || lp->lo[v] == lp->hi[v])
            continue;
        if (lp->at[k] == lp->lo[v] ? slope < 0 : slope > 0)
            continue;
        lp->ratio[k] = fabs(lp->reduced[k]) / fabs(slope);
        lp->order[len++] = (uint32_t)k;
    }
    return len;
}

/* Move the candidate of the least ratio (then the largest slope) to order[from]. */
static void
bring_least(struct plan_lp *lp, const double *d, size_t from, size_t len)
{
    size_t best = from;

    for (size_t i = from + 1; i < len; i++) {
        double a = lp->ratio[lp->order[i]];
        double b = lp->ratio[lp->order[best]];

        if (a < b - 1e-9 || (a <= b + 1e-9 && fabs(d[lp->order[i]]) > fabs(d[lp->order[best]])))
            best = i;
    }
    {
        uint32_t k = lp->order[best];

        lp->order[best] = lp->order[from];
        lp->order[from] = k;
    }
}

static void
shift(struct plan_lp *lp, size_t k, double by)
{
    lp->at[k] += by;
    for (size_t i = 0; i < lp->rows_len; i++)
        lp->value[i] += line(lp, i)[k] * by;
}

/*
 * One step: mend row r. Candidates are passed in the order of their ratios; each
 * one passed flips to its other bound as long as the row stays outside. Whether a
 * candidate was left to enter; otherwise the row can never be satisfied.
 */
static bool
step(struct plan_lp *lp, size_t r)
{
    const double *d = line(lp, r);
    int32_t v = lp->basic[r];
    bool low = lp->value[r] < lp->lo[v];
    double miss = low ? lp->lo[v] - lp->value[r] : lp->value[r] - lp->hi[v];
    size_t len = candidates(lp, d, low ? 1 : -1);
    size_t passed = 0;
    size_t q;
    double move;

    for (;; passed++) {
        int32_t w;
        double room;

        if (passed == len)
            return false;
        bring_least(lp, d, passed, len);
        w = lp->other[lp->order[passed]];
        room = (lp->hi[w] - lp->lo[w]) * fabs(d[lp->order[passed]]);
        if (room >= miss - 1e-9)
            break;
        miss -= room;
    }
    for (size_t i = 0; i < passed; i++) {
        size_t k = lp->order[i];
        int32_t w = lp->other[k];

        shift(lp, k, lp->at[k] == lp->lo[w] ? lp->hi[w] - lp->lo[w] : lp->lo[w] - lp->hi[w]);
        lp->at[k] = lp->at[k] > (lp->lo[w] + lp->hi[w]) / 2 ? lp->hi[w] : lp->lo[w];
    }
    q = lp->order[passed];
    move = ((low ? lp->lo[v] : lp->hi[v]) - lp->value[r]) / d[q];
    shift(lp, q, move);
    lp->value[r] = lp->at[q];
    lp->at[q] = low ? lp->lo[v] : lp->hi[v];
    pivot(lp, r, q);
    return true;
}

static double
largest(double coef, double lo, double hi)
{
    return coef == 0 ? 0 : coef * (coef > 0 ? hi : lo);
}

/* marginal += coef * variable v, in terms of x. */
static void
add_in_x(struct plan_lp *lp, int32_t v, double coef)
{
    const struct plan_lp_row *row;

    if (v < (int32_t)lp->n) {
        lp->marginal[v] += coef;
        return;
    }
    row = &lp->rows[(size_t)v - lp->n];
    for (size_t i = 0; i < row->len; i++)
        lp->marginal[row->columns[i]] += coef * row->coefs[i];
}

/*
 * Whether the line of row r proves that its variable cannot be within its bounds,
 * reckoned from the rows themselves, so that rounding cannot fake it: the basic
 * variable less the rows' share is a sum of x, whose extreme is known.
 */
static bool
is_impossible(struct plan_lp *lp, size_t r)
{
    int32_t v = lp->basic[r];
    double sign = lp->value[r] < lp->lo[v] ? 1 : -1;
    double most = 0;

    memset(lp->marginal, 0, lp->n * sizeof *lp->marginal);
    add_in_x(lp, v, sign);
    for (size_t k = 0; k < lp->width; k++) {
        double coef = sign * line(lp, r)[k];
        int32_t w = lp->other[k];

        if (w < (int32_t)lp->n || fabs(coef) < ZERO)
            continue;
        if ((coef > 0 ? lp->hi[w] : -lp->lo[w]) >= PLAN_LP_INFINITY)
            continue; /* too small to matter where it is right; leaving it out is safe */
        add_in_x(lp, w, -coef);
        most += largest(coef, lp->lo[w], lp->hi[w]);
    }
    for (size_t j = 0; j < lp->n; j++)
        most += largest(lp->marginal[j], lp->lo[j], lp->hi[j]);
    return most < (sign > 0 ? lp->lo[v] : -lp->hi[v]) - FEASIBLE / 2;
}

static double
objective(const struct plan_lp *lp)
{
    double sum = 0;

    for (size_t k = 0; k < lp->width; k++)
        sum += lp->reduced[k] * lp->at[k];
    return sum;
}

static void
read_x(struct plan_lp *lp)
{
    memset(lp->x, 0, lp->n * sizeof *lp->x);
    for (size_t k = 0; k < lp->width; k++)
        if (lp->other[k] < (int32_t)lp->n)
            lp->x[lp->other[k]] = lp->at[k];
    for (size_t i = 0; i < lp->rows_len; i++) {
        if (lp->basic[i] < (int32_t)lp->n)
            lp->x[lp->basic[i]] = lp->value[i];
    }
    for (size_t i = 0; i < lp->rows_len; i++)
        lp->rows[i].slack++;
    for (size_t k = 0; k < lp->width; k++)
        if (lp->other[k] >= (int32_t)lp->n && fabs(lp->reduced[k]) > 1e-9)
            lp->rows[(size_t)lp->other[k] - lp->n].slack = 0;
}

enum plan_lp_state
plan_lp_solve(struct plan_lp *lp, double cutoff)
{
    int64_t most = lp->pivots + PIVOTS_PER_SOLVE;
    bool rebuilt = false;

    if (lp->pivots - lp->pivots_at_rebuild > PIVOTS_PER_REBUILD)
        rebuild(lp);
    place(lp);
    for (;;) {
        size_t r = worst_row(lp);

        if (r == SIZE_MAX) {
            read_x(lp);
            return PLAN_LP_OPTIMAL;
        }
        if (lp->pivots > most || (lp->fuel != NULL && !plan_fuel_tick(lp->fuel))) {
            read_x(lp);
            return PLAN_LP_TROUBLE;
        }
        if (objective(lp) > cutoff + 1 && plan_lp_bound(lp) >= cutoff)
            return PLAN_LP_CUTOFF;
        if (step(lp, r))
            continue;
        if (is_impossible(lp, r))
            return PLAN_LP_INFEASIBLE;
        if (rebuilt) {
            read_x(lp);
            return PLAN_LP_TROUBLE;
        }
        rebuild(lp);
        place(lp);
        rebuilt = true;
    }
}

double
plan_lp_bound(struct plan_lp *lp)
{
    double sum = 0;

    memcpy(lp->marginal, lp->cost, lp->n * sizeof *lp->marginal);
    for (size_t k = 0; k < lp->width; k++) {
        int32_t v = lp->other[k];
        double y = lp->reduced[k];
        double end = y > 0 ? lp->lo[v] : lp->hi[v];
        const struct plan_lp_row *row;

        if (v < (int32_t)lp->n || y == 0 || fabs(end) >= PLAN_LP_INFINITY)
            continue;
        row = &lp->rows[(size_t)v - lp->n];
        for (size_t i = 0; i < row->len; i++)
            lp->marginal[row->columns[i]] -= y * row->coefs[i];
        sum += y * end;
    }
    for (size_t j = 0; j < lp->n; j++)
        sum += lp->marginal[j] * (lp->marginal[j] > 0 ? lp->lo[j] : lp->hi[j]);
    return sum;
}

/* Row i is basic as its own value: its line and number go to the last ones. */
static void
drop_row(struct plan_lp *lp, size_t row, size_t at)
{
    size_t last = lp->rows_len - 1;
    int32_t old = (int32_t)(lp->n + last);
    int32_t new = (int32_t)(lp->n + row);

    if (at != last) {
        double *gone = lp->lines[at];

        lp->lines[at] = lp->lines[last];
        lp->lines[last] = gone; /* its memory is used again */
        lp->basic[at] = lp->basic[last];
    }
    if (row != last) {
        struct plan_lp_row gone = lp->rows[row];

        lp->rows[row] = lp->rows[last];
        lp->rows[last] = gone; /* its memory is used again */
        lp->lo[new] = lp->lo[old];
        lp->hi[new] = lp->hi[old];
        for (size_t i = 0; i < last; i++)
            lp->basic[i] = lp->basic[i] == old ? new : lp->basic[i];
        for (size_t k = 0; k < lp->width; k++)
            lp->other[k] = lp->other[k] == old ? new : lp->other[k];
    }
    lp->rows_len = last;
}

void
plan_lp_drop_slack(struct plan_lp *lp, uint32_t solves)
{
    for (size_t at = lp->rows_len; at-- > 0;) {
        size_t row;

        if (lp->basic[at] < (int32_t)lp->n)
            continue;
        row = (size_t)lp->basic[at] - lp->n;
        if (!lp->rows[row].stays && lp->rows[row].slack >= solves)
            drop_row(lp, row, at);
    }
}

void
plan_lp_compact(struct plan_lp *lp)
{
    for (size_t k = lp->width; k-- > 0;) {
        int32_t v = lp->other[k];
        size_t last = lp->width - 1;

        if (v >= (int32_t)lp->n || lp->lo[v] != 0 || lp->hi[v] != 0)
            continue;
        lp->other[k] = lp->other[last];
        lp->reduced[k] = lp->reduced[last];
        lp->at[k] = lp->at[last];
        for (size_t i = 0; i < lp->rows_len; i++)
            line(lp, i)[k] = line(lp, i)[last];
        lp->width = last;
    }
}
