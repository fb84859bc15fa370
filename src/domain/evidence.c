/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/evidence.h"

#include <math.h>

/* EVIDENCE-2: of a level, in levels, when new. */
static const double KIND_SD[EVIDENCE_KINDS] = {
    [EVIDENCE_CHECK] = 0.7,
    [EVIDENCE_CERTIFICATE] = 0.8,
    [EVIDENCE_BLOCK] = 1.0,
    [EVIDENCE_PRACTICE] = 1.2,
};

/* EVIDENCE-4: variance that a year adds, in levels squared. EVIDENCE-5: when to refresh. */
#define VARIANCE_PER_YEAR 0.4
#define REFRESH_SD 1.25
enum { REFRESH_DAYS = 3 * 365 };

static double
variance_at(const struct evidence *e, struct day day)
{
    double sd = e->sd > 0 ? e->sd : KIND_SD[e->kind];

    return sd * sd + VARIANCE_PER_YEAR * (day.n - e->day.n) / 365.25;
}

/* The newest one on or before `today`; of the same day the more exact one. */
static const struct evidence *
newest(const struct evidence *pieces, int len, struct day today)
{
    const struct evidence *best = NULL;

    for (int i = 0; i < len; i++) {
        const struct evidence *e = &pieces[i];

        if (e->day.n > today.n)
            continue;
        if (best == NULL || e->day.n > best->day.n ||
            (e->day.n == best->day.n && variance_at(e, today) < variance_at(best, today)))
            best = e;
    }
    return best;
}

struct evidence_level
evidence_weigh(const struct evidence *pieces, int len, struct day today)
{
    struct evidence_level l = {.known = false};
    const struct evidence *last = newest(pieces, len, today);
    double weight = 0;
    double sum = 0;

    if (last == NULL)
        return l;
    /* EVIDENCE-3: weighed as on the day of the newest, so that time alone moves nothing */
    for (int i = 0; i < len; i++) {
        if (pieces[i].day.n > last->day.n)
            continue;
        weight += 1 / variance_at(&pieces[i], last->day);
        sum += pieces[i].level / variance_at(&pieces[i], last->day);
    }
    l.known = true;
    l.level = (uint8_t)round(sum / weight);
    l.sd = sqrt(1 / weight + VARIANCE_PER_YEAR * (today.n - last->day.n) / 365.25);
    l.newest = last->day;
    l.kind = last->kind;
    l.refresh = l.sd > REFRESH_SD || today.n - last->day.n > REFRESH_DAYS;
    return l;
}

const char *
evidence_kind_code(enum evidence_kind kind)
{
    static const char *const codes[EVIDENCE_KINDS] = {"check", "certificate", "block", "practice"};

    return codes[kind];
}
