/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/disclosure.h"

static bool
is_small(int64_t fit, int64_t able)
{
    return fit < DISCLOSURE_PEOPLE_MIN || able - fit < DISCLOSURE_PEOPLE_MIN;
}

static void
add_up(struct disclosure_table *t)
{
    t->total = (struct disclosure_row){.people = 0};
    for (int i = 0; i < t->rows_len; i++) {
        t->total.people += t->rows[i].people;
        for (int k = 0; k < t->measures; k++) {
            t->total.fit[k] += t->rows[i].fit[k];
            t->total.able[k] += t->rows[i].able[k];
        }
    }
}

static void
hide_small_of(struct disclosure_row *r, int measures)
{
    r->people_shown = r->people >= DISCLOSURE_PEOPLE_MIN && !r->held_back;
    for (int k = 0; k < measures; k++)
        r->fit_shown[k] = r->people_shown && !is_small(r->fit[k], r->able[k]);
}

void
disclosure_hide_small(struct disclosure_table *t)
{
    assert(t->measures <= DISCLOSURE_MEASURES_MAX);
    add_up(t);
    hide_small_of(&t->total, t->measures);
    for (int i = 0; i < t->rows_len; i++)
        hide_small_of(&t->rows[i], t->measures);
}

/* --- rows ---------------------------------------------------------------- */

/* What hidden rows have together, and how many they are; of those that somebody is in alone. */
static int64_t
hidden_people(const struct disclosure_table *t, bool with_gone, int *ret_rows)
{
    int64_t sum = 0;

    *ret_rows = 0;
    for (int i = 0; i < t->rows_len; i++) {
        if (t->rows[i].people_shown || (t->rows[i].is_gone && !with_gone))
            continue;
        sum += t->rows[i].people;
        (*ret_rows)++;
    }
    return sum;
}

/* Whether so many hidden rows leave each other an interval that is wide enough. */
static bool
rows_are_wide(const struct disclosure_table *t, bool with_gone)
{
    int rows = 0;
    int64_t sum = hidden_people(t, with_gone, &rows);

    return rows == 0 || (rows > 1 && sum - rows >= DISCLOSURE_WIDTH_MIN);
}

static void
hide_row(struct disclosure_row *r, int measures)
{
    r->people_shown = false;
    for (int k = 0; k < measures; k++)
        r->fit_shown[k] = false;
}

/*
 * REPORT-4. Each hidden row has at least one person and at most what the others leave: an interval
 * of sum - rows. Rows are hidden, the smallest first, until it is wide enough; without those that
 * nobody is in any more, too: who knows that takes them off.
 */
static void
protect_rows(struct disclosure_table *t)
{
    for (;;) {
        struct disclosure_row *least = NULL;

        if (rows_are_wide(t, true) && rows_are_wide(t, false))
            return;
        for (int i = 0; i < t->rows_len; i++) {
            struct disclosure_row *r = &t->rows[i];

            if (r->people_shown && (least == NULL || r->people < least->people))
                least = r;
        }
        if (least == NULL) {
            hide_row(&t->total, t->measures);
            return;
        }
        hide_row(least, t->measures);
    }
}

/* --- one measure --------------------------------------------------------- */

/* Of hidden rows: of whom it can be so, all together, and in how many of them somebody is. */
static int64_t
hidden_able(const struct disclosure_table *t, int k, int *ret_rows)
{
    int64_t sum = 0;

    *ret_rows = 0;
    for (int i = 0; i < t->rows_len; i++) {
        if (t->rows[i].people_shown || t->rows[i].able[k] == 0)
            continue;
        sum += t->rows[i].able[k];
        (*ret_rows)++;
    }
    return sum;
}

/*
 * Whether sums and sizes leave every hidden count of the measure an interval that is wide enough:
 * of fewer than DISCLOSURE_WIDTH_MIN who could, all that there is. A row of nobody who could is no
 * secret, and left out.
 */
static bool
is_wide(const struct disclosure_table *t, int k)
{
    int64_t rest = 0; /* what hidden counts are together */
    int64_t room = 0; /* and could be at most */
    int rows = 0;
    int64_t outer = hidden_able(t, k, &rows); /* of hidden rows: bounds them all */

    for (int i = 0; i < t->rows_len; i++) {
        if (t->rows[i].fit_shown[k])
            continue;
        rest += t->rows[i].fit[k];
        room += t->rows[i].people_shown ? t->rows[i].able[k] : 0;
    }
    room += outer;
    for (int i = 0; i < t->rows_len; i++) {
        const struct disclosure_row *r = &t->rows[i];
        int64_t most = r->people_shown ? r->able[k] : outer - rows + 1;
        int64_t need = most < DISCLOSURE_WIDTH_MIN ? most : DISCLOSURE_WIDTH_MIN;
        int64_t high = 0;
        int64_t low = 0;

        if (r->fit_shown[k] || r->able[k] == 0)
            continue;
        /* the others can take `room - most`, of hidden rows at least one person stays behind */
        low = rest - (r->people_shown ? room - most : room - 1);
        low = low < 0 ? 0 : low;
        high = rest < most ? rest : most;
        if (high - low < need)
            return false;
    }
    return true;
}

/* The shown count that is nearest to being small itself; NULL: none is shown. */
static struct disclosure_row *
least_of(struct disclosure_table *t, int k)
{
    struct disclosure_row *least = NULL;
    int64_t least_side = 0;

    for (int i = 0; i < t->rows_len; i++) {
        struct disclosure_row *r = &t->rows[i];
        int64_t other = r->able[k] - r->fit[k];
        int64_t side = r->fit[k] < other ? r->fit[k] : other;

        if (r->fit_shown[k] && (least == NULL || side < least_side)) {
            least = r;
            least_side = side;
        }
    }
    return least;
}

static void
hide_measure(struct disclosure_table *t, int k)
{
    for (int i = 0; i < t->rows_len; i++)
        t->rows[i].fit_shown[k] = false;
    t->total.fit_shown[k] = false;
}

static void
protect_measure(struct disclosure_table *t, int k)
{
    bool any_hidden = false;

    for (int i = 0; i < t->rows_len; i++)
        any_hidden |= !t->rows[i].fit_shown[k];
    if (!t->total.fit_shown[k] || !any_hidden)
        return; /* a hidden total is in no sum; where nothing is hidden nothing can be found */
    while (!is_wide(t, k)) {
        struct disclosure_row *least = least_of(t, k);

        if (least == NULL) {
            hide_measure(t, k);
            return;
        }
        least->fit_shown[k] = false;
    }
}

void
disclosure_protect(struct disclosure_table *t, uint32_t hidden)
{
    disclosure_hide_small(t);
    if (t->total.people_shown)
        protect_rows(t);
    for (int k = 0; k < t->measures; k++) {
        if ((hidden >> k & 1) != 0 || !t->total.people_shown)
            hide_measure(t, k);
        else
            protect_measure(t, k);
    }
    for (int i = 0; i < t->rows_len && !t->total.people_shown; i++)
        hide_row(&t->rows[i], t->measures);
}

uint32_t
disclosure_hidden(const struct disclosure_table *t)
{
    uint32_t bits = 0;

    for (int k = 0; k < t->measures; k++)
        bits |= t->total.people_shown && t->total.fit_shown[k] ? 0 : 1U << k;
    return bits;
}

/* --- in time ------------------------------------------------------------- */

int64_t
disclosure_round(int64_t n)
{
    return (n + DISCLOSURE_PEOPLE_MIN / 2) / DISCLOSURE_PEOPLE_MIN * DISCLOSURE_PEOPLE_MIN;
}

int64_t
disclosure_follow(int64_t kept, int64_t now)
{
    int64_t apart = now > kept ? now - kept : kept - now;

    return apart < DISCLOSURE_PEOPLE_MIN ? kept : now;
}
