/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/report.h"

#include "domain/disclosure.h"

static const char *const CODES[REPORT_PARTS] = {[REPORT_UNITS] = "unit", [REPORT_JOBS] = "job"};

const char *
report_part_code(enum report_part part)
{
    assert((int)part >= 0 && (int)part < REPORT_PARTS);
    return CODES[part];
}

enum err
report_part_parse(struct slice code, enum report_part *ret_part)
{
    for (int i = 0; i < REPORT_PARTS; i++) {
        if (!slice_is(code, CODES[i]))
            continue;
        *ret_part = (enum report_part)i;
        return OK;
    }
    return ERR_NOT_FOUND;
}

struct report_count
report_follow(const struct report_count *kept, const struct report_count *now)
{
    struct report_count c = *now;

    if (c.label.len == 0)
        c.label = kept->label;
    c.people = disclosure_follow(kept->people, now->people);
    for (int k = 0; k < REPORT_MEASURES; k++) {
        c.fit[k] = disclosure_follow(kept->fit[k], now->fit[k]);
        c.fit[k] = c.fit[k] > c.people ? c.people : c.fit[k];
    }
    c.able = disclosure_follow(kept->able, now->able);
    c.able = c.able > c.people ? c.people : c.able;
    c.able = c.able < c.fit[REPORT_CONFIRMED] ? c.fit[REPORT_CONFIRMED] : c.able;
    c.is_gone = now->people == 0 && c.people > 0;
    return c;
}

static bool
is_there(struct report_list all, int64_t subject)
{
    for (int i = 0; i < all.len; i++) {
        if (all.at[i].subject == subject)
            return true;
    }
    return false;
}

static int64_t
apart(const struct report_count *a, const struct report_count *b)
{
    return a->people > b->people ? a->people - b->people : b->people - a->people;
}

/* Of those that are no more, the one that the fewest people make differ; -1: none is near. */
static int
nearest(struct report_list kept, const bool *taken, struct report_list now,
        const struct report_count *n)
{
    int found = -1;

    for (int i = 0; i < kept.len; i++) {
        if (!taken[i] && !is_there(now, kept.at[i].subject) &&
            apart(&kept.at[i], n) < DISCLOSURE_PEOPLE_MIN &&
            (found < 0 || apart(&kept.at[i], n) < apart(&kept.at[found], n)))
            found = i;
    }
    return found;
}

/* REPORT-10. Groups of now come in the order in which they were met: whoever comes first takes. */
int
report_predecessor(struct report_list kept, bool *taken, struct report_list now, int at)
{
    const struct report_count *n = &now.at[at];
    int found = -1;

    for (int i = 0; i < kept.len && found < 0; i++)
        found = kept.at[i].subject == n->subject ? i : -1;
    for (int i = 0; i < kept.len && found < 0; i++) {
        bool is_free = !taken[i] && !is_there(now, kept.at[i].subject);

        found = is_free && n->label.len > 0 && slice_eq(kept.at[i].label, n->label) ? i : -1;
    }
    if (found < 0)
        found = nearest(kept, taken, now, n);
    if (found >= 0)
        taken[found] = true;
    return found;
}

/* --- what may be seen ---------------------------------------------------- */

/*
 * One table to protect: of a part, with the measures that mean something in each of its rows.
 * Nobody without a job profile has confirmed one: that zero is no secret, and a row that everybody
 * knows would give its neighbour away. So confirmed counts by job are protected in a table without
 * that row.
 */
struct guarded {
    struct disclosure_table table;
    int *row; /* of the part, for each of the table */
    enum report_part part;
    enum report_measure measures[REPORT_MEASURES];
};

enum { GUARDED = 3 };

static enum err
guard(struct arena *a, const struct report_counts *c, struct guarded *g)
{
    g->table.rows = arena_array(a, struct disclosure_row, (size_t)c->len[g->part] + 1);
    g->row = arena_array(a, int, (size_t)c->len[g->part] + 1);
    if (g->table.rows == NULL || g->row == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < c->len[g->part]; i++) {
        const struct report_count *from = &c->at[g->part][i];
        struct disclosure_row *r = &g->table.rows[g->table.rows_len];

        if (from->people == 0 ||
            (g->part == REPORT_JOBS && from->subject == 0 && g->measures[0] == REPORT_CONFIRMED))
            continue;
        r->people = from->people;
        r->is_gone = from->is_gone;
        for (int k = 0; k < g->table.measures; k++) {
            r->fit[k] = from->fit[g->measures[k]];
            r->able[k] = g->measures[k] == REPORT_CONFIRMED ? from->able : from->people;
        }
        g->row[g->table.rows_len++] = i;
    }
    return OK;
}

static int
measure_in(const struct guarded *g, enum report_measure measure)
{
    for (int k = 0; k < g->table.measures; k++) {
        if (g->measures[k] == measure)
            return k;
    }
    return -1;
}

/* Measures, as bits of enum report_measure, whose totals one of the tables hides. */
static uint32_t
hidden_of(const struct guarded *g)
{
    uint32_t in_table = disclosure_hidden(&g->table);
    uint32_t bits = 0;

    for (int k = 0; k < g->table.measures; k++)
        bits |= (in_table >> k & 1) << (unsigned)g->measures[k];
    return bits;
}

static void
protect_one(struct guarded *g, uint32_t hidden)
{
    uint32_t in_table = 0;

    for (int k = 0; k < g->table.measures; k++)
        in_table |= (hidden >> (unsigned)g->measures[k] & 1) << k;
    disclosure_protect(&g->table, in_table);
}

/* A row of a part that one table hides is hidden in the other. Whether that was news. */
static bool
hold_back(struct guarded *of, const struct guarded *by)
{
    bool news = false;

    for (int i = 0; i < of->table.rows_len; i++) {
        for (int j = 0; of->part == by->part && j < by->table.rows_len; j++) {
            if (of->row[i] != by->row[j] || by->table.rows[j].people_shown ||
                of->table.rows[i].held_back)
                continue;
            of->table.rows[i].held_back = true;
            news = true;
        }
    }
    return news;
}

/* REPORT-4: tables of the same people share their totals, tables of one part their rows. Hiding
 * only ever adds, so this ends. */
static uint32_t
protect_all(struct guarded *guarded, int len)
{
    uint32_t hidden = 0;
    bool news = true;

    while (news) {
        uint32_t before = hidden;

        news = false;
        for (int i = 0; i < len; i++) {
            protect_one(&guarded[i], hidden);
            hidden |= hidden_of(&guarded[i]);
        }
        for (int i = 0; i < len; i++) {
            for (int j = 0; j < len; j++)
                news |= i != j && hold_back(&guarded[i], &guarded[j]);
        }
        news |= hidden != before;
    }
    return hidden;
}

static int64_t
figure(int64_t n, bool shown)
{
    return shown ? disclosure_round(n) : -1;
}

static void
put_guarded(const struct report_counts *c, const struct guarded *g, struct report_view *v)
{
    struct report_table *t = &v->parts[g->part];

    for (int i = 0; i < g->table.rows_len; i++) {
        const struct report_count *from = &c->at[g->part][g->row[i]];
        const struct disclosure_row *r = &g->table.rows[i];
        struct report_row *to = &t->rows[g->row[i]];

        to->people = figure(from->people, r->people_shown);
        for (int k = 0; k < REPORT_MEASURES; k++) {
            int in = measure_in(g, (enum report_measure)k);

            if (in < 0)
                continue;
            to->fit[k] = figure(from->fit[k], r->people_shown && r->fit_shown[in]);
            t->any_hidden |= to->fit[k] < 0;
        }
        t->any_hidden |= to->people < 0;
    }
}

static enum err
begin_part(struct arena *a, const struct report_counts *c, enum report_part part,
           struct report_table *ret_table)
{
    ret_table->rows = arena_array(a, struct report_row, (size_t)c->len[part] + 1);
    if (ret_table->rows == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < c->len[part]; i++)
        ret_table->rows[i] = (struct report_row){
            c->at[part][i].subject, c->at[part][i].label, -1, {-1, -1}, c->at[part][i].is_gone};
    ret_table->rows_len = c->len[part];
    return OK;
}

enum err
report_view_make(struct arena *a, const struct report_counts *c, struct report_view *ret_view)
{
    struct guarded *g = arena_array(a, struct guarded, GUARDED);
    uint32_t hidden = 0;
    int len = 0;

    *ret_view = (struct report_view){.withheld = false};
    if (g == NULL)
        return ERR_LIMIT;
    if (c->at[REPORT_UNITS] != NULL)
        g[len++] = (struct guarded){.part = REPORT_UNITS,
                                    .table = {.measures = 2},
                                    .measures = {REPORT_ACCEPTED, REPORT_CONFIRMED}};
    if (c->at[REPORT_JOBS] != NULL) {
        g[len++] = (struct guarded){
            .part = REPORT_JOBS, .table = {.measures = 1}, .measures = {REPORT_ACCEPTED}};
        g[len++] = (struct guarded){
            .part = REPORT_JOBS, .table = {.measures = 1}, .measures = {REPORT_CONFIRMED}};
    }
    for (int i = 0; i < len; i++)
        TRY(guard(a, c, &g[i]));
    hidden = protect_all(g, len);
    for (int i = 0; i < len; i++)
        ret_view->withheld |= g[i].measures[0] == REPORT_ACCEPTED && !g[i].table.total.people_shown;
    for (int p = 0; p < REPORT_PARTS; p++) {
        if (c->at[p] != NULL && !ret_view->withheld)
            TRY(begin_part(a, c, (enum report_part)p, &ret_view->parts[p]));
    }
    for (int i = 0; i < len && !ret_view->withheld; i++)
        put_guarded(c, &g[i], ret_view);
    ret_view->withheld |= len == 0;
    ret_view->all.people = figure(c->all.people, !ret_view->withheld);
    for (int k = 0; k < REPORT_MEASURES; k++)
        ret_view->all.fit[k] = figure(c->all.fit[k], !ret_view->withheld && (hidden >> k & 1) == 0);
    return OK;
}
