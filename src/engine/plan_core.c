/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Three sieves, each until nothing changes any more: backwards from the goals
 * (which levels and modules are asked for at all), forwards in time (the earliest
 * week in which each level can be held when every module is allowed; runs that
 * start too early for their needs go), and then the first again.
 */
#include "engine/plan_core.h"

#include <string.h>

struct sieve {
    struct arena *a;
    const struct plan_problem *p;
    const struct plan_relax *relax;
    int end_week;
    bool *busy;                     /* [slots] */
    bool *useful;                   /* [modules] */
    bool **possible;                /* [modules][runs] */
    uint16_t *wanted;               /* [competences]: bit l, somebody asks for level l */
    bool *course;                   /* [modules]: a useful module follows it */
    uint8_t (*held)[LEVEL_MAX + 1]; /* [competences]: week by whose end the level is held */
    uint8_t *done;                  /* [modules]: the earliest end */
    size_t runs;                    /* of all modules */
    struct plan_core *core;
};

static bool
run_is_possible(const struct sieve *s, const struct plan_module *m, uint16_t run)
{
    const struct plan_run *r = &m->runs[run];
    const struct plan_relax *x = s->relax;
    int32_t minutes = plan_run_weekly_minutes(m, r);

    if ((r->seats < 1 && !x->seats) || r->end_week > s->end_week)
        return false;
    if (m->fixed == PLAN_KEEP && m->keep_run != PLAN_NONE && m->keep_run != run && !x->fixed)
        return false;
    for (int w = r->start_week; w <= r->end_week && !x->weekly; w++)
        if (minutes > s->p->weekly_minutes[w])
            return false;
    for (size_t i = 0; i < r->slots_len && !x->slots; i++)
        if (s->busy[r->slots[i]])
            return false;
    if (m->follows != PLAN_NONE && s->p->modules[m->follows].held && !x->weeks) {
        int gap = r->start_week - s->p->modules[m->follows].held_end_week;

        return gap >= 1 && gap <= m->follow_weeks;
    }
    return true;
}

static enum err
sieve_open(struct sieve *s)
{
    const struct plan_problem *p = s->p;

    s->busy = arena_array(s->a, bool, PLAN_WEEKS_MAX *PLAN_SLOTS_PER_WEEK);
    s->useful = arena_array(s->a, bool, p->modules_len + 1);
    s->possible = arena_array(s->a, bool *, p->modules_len + 1);
    s->wanted = arena_array(s->a, uint16_t, p->competences_len + 1);
    s->course = arena_array(s->a, bool, p->modules_len + 1);
    s->held = arena_alloc_many(s->a, p->competences_len + 1, sizeof *s->held, 1);
    s->done = arena_array(s->a, uint8_t, p->modules_len + 1);
    if (!s->busy || !s->useful || !s->possible || !s->wanted || !s->course || !s->held || !s->done)
        return ERR_LIMIT;
    for (size_t i = 0; i < p->busy_slots_len; i++)
        s->busy[p->busy_slots[i]] = true;
    for (size_t i = 0; i < p->modules_len; i++) {
        const struct plan_module *m = &p->modules[i];
        bool may = (m->fixed != PLAN_DROP || s->relax->fixed) && !m->held &&
                   (m->minutes <= p->minutes_max || s->relax->minutes);

        s->possible[i] = arena_array(s->a, bool, m->runs_len + 1u);
        if (s->possible[i] == NULL)
            return ERR_LIMIT;
        s->runs += m->runs_len;
        for (uint16_t r = 0; r < m->runs_len; r++)
            s->possible[i][r] = may && run_is_possible(s, m, r);
    }
    return OK;
}

static bool
has_run(const struct sieve *s, size_t module)
{
    for (uint16_t r = 0; r < s->p->modules[module].runs_len; r++)
        if (s->possible[module][r])
            return true;
    return false;
}

/* Whether it lowers the objective by itself, so that it needs no other use. */
static bool
pays_for_itself(const struct sieve *s, size_t module)
{
    const struct plan_module *m = &s->p->modules[module];
    int64_t pays = 0;

    for (uint16_t v = 0; v < s->p->vouchers_len; v++)
        if (plan_voucher_pays_cents(s->p, v, (uint16_t)module) > pays)
            pays = plan_voucher_pays_cents(s->p, v, (uint16_t)module);
    return m->price_cents + s->p->hour_cost_cents * m->minutes / 60 - m->bonus_cents - pays < 0;
}

static bool
is_asked_for(const struct sieve *s, size_t module)
{
    const struct plan_module *m = &s->p->modules[module];

    if (m->fixed == PLAN_KEEP || s->course[module] || pays_for_itself(s, module))
        return true;
    for (size_t g = 0; g < m->gives_len; g++) {
        unsigned levels = (2u << m->gives[g].level) - 1;

        if (s->wanted[m->gives[g].competence] & levels)
            return true;
    }
    return false;
}

/* The module is of use: so are its course and the levels it needs. */
static void
use(struct sieve *s, size_t module)
{
    const struct plan_module *m = &s->p->modules[module];

    s->useful[module] = true;
    if (m->follows != PLAN_NONE)
        s->course[m->follows] = true;
    for (size_t n = 0; n < m->needs_len; n++)
        if (m->needs[n].level > s->p->levels[m->needs[n].competence])
            s->wanted[m->needs[n].competence] |= (uint16_t)(1u << m->needs[n].level);
}

/* Backwards: from the goals to what is asked for. */
static void
ask(struct sieve *s)
{
    const struct plan_problem *p = s->p;
    bool more = true;

    memset(s->wanted, 0, p->competences_len * sizeof *s->wanted);
    memset(s->course, 0, p->modules_len * sizeof *s->course);
    memset(s->useful, 0, p->modules_len * sizeof *s->useful);
    for (size_t i = 0; i < p->targets_len; i++)
        if (p->targets[i].level > p->levels[p->targets[i].competence])
            s->wanted[p->targets[i].competence] |= (uint16_t)(1u << p->targets[i].level);
    while (more) {
        more = false;
        for (size_t i = 0; i < p->modules_len; i++) {
            if (s->useful[i] || !has_run(s, i) || !is_asked_for(s, i))
                continue;
            use(s, i);
            more = true;
        }
    }
}

/* The first week in which the module can start, by what is held when. */
static int
first_start(const struct sieve *s, const struct plan_module *m)
{
    int start = 0;

    for (size_t n = 0; n < m->needs_len; n++) {
        int week = s->held[m->needs[n].competence][m->needs[n].level];

        if (m->needs[n].level <= s->p->levels[m->needs[n].competence])
            continue;
        if (week == PLAN_NEVER)
            return PLAN_NEVER;
        start = week >= start ? week + 1 : start;
    }
    if (m->follows != PLAN_NONE && !s->p->modules[m->follows].held) {
        int week = s->done[m->follows];

        if (week == PLAN_NEVER)
            return PLAN_NEVER;
        start = week >= start ? week + 1 : start;
    }
    return s->relax->weeks ? 0 : start;
}

/* Levels up to `level` are held by the end of `week`; whether any is news. */
static bool
hold(struct sieve *s, struct plan_level up_to, uint8_t week)
{
    bool earlier = false;

    for (int l = up_to.level; l > 0; l--) {
        uint8_t *held = &s->held[up_to.competence][l];

        earlier = earlier || *held > week;
        *held = *held > week ? week : *held;
    }
    return earlier;
}

/* Forwards: one round of earliest ends; whether anything became earlier. */
static bool
advance(struct sieve *s)
{
    bool earlier = false;

    s->core->work += s->p->modules_len * 16 + s->runs;
    for (size_t i = 0; i < s->p->modules_len; i++) {
        const struct plan_module *m = &s->p->modules[i];
        int start = s->useful[i] ? first_start(s, m) : PLAN_NEVER;

        for (uint16_t r = 0; start != PLAN_NEVER && r < m->runs_len; r++) {
            if (!s->possible[i][r] || m->runs[r].start_week < start ||
                m->runs[r].end_week >= s->done[i])
                continue;
            s->done[i] = (uint8_t)m->runs[r].end_week;
            earlier = true;
        }
        for (size_t g = 0; g < m->gives_len; g++)
            earlier = hold(s, m->gives[g], s->done[i]) || earlier;
    }
    return earlier;
}

/* Runs that start before their needs can hold are gone; whether there were any. */
static bool
drop_early_runs(struct sieve *s)
{
    bool dropped = false;

    for (size_t i = 0; i < s->p->modules_len; i++) {
        const struct plan_module *m = &s->p->modules[i];
        int start = s->useful[i] ? first_start(s, m) : 0;

        for (uint16_t r = 0; r < m->runs_len; r++)
            if (s->possible[i][r] && m->runs[r].start_week < start) {
                s->possible[i][r] = false;
                dropped = true;
            }
    }
    return dropped;
}

static void
sieve_all(struct sieve *s)
{
    do {
        ask(s);
        memset(s->held, PLAN_NEVER, s->p->competences_len * sizeof *s->held);
        memset(s->done, PLAN_NEVER, s->p->modules_len);
        while (advance(s))
            ;
    } while (drop_early_runs(s));
}

/* What remains is numbered: facts, columns, goals. */
struct numbering {
    struct sieve *s;
    uint16_t (*fact)[LEVEL_MAX + 1]; /* [competences]; UINT16_MAX: none */
    uint16_t *done_fact;             /* [modules] */
    struct plan_column *columns;
    uint32_t *of_module;
};

static enum err
number_facts(struct numbering *n)
{
    struct sieve *s = n->s;
    size_t len = 0;

    n->fact = arena_alloc_many(s->a, s->p->competences_len + 1, sizeof *n->fact, 2);
    n->done_fact = arena_array(s->a, uint16_t, s->p->modules_len + 1);
    if (n->fact == NULL || n->done_fact == NULL)
        return ERR_LIMIT;
    for (size_t c = 0; c < s->p->competences_len; c++)
        for (unsigned l = 0; l <= LEVEL_MAX; l++)
            n->fact[c][l] = s->wanted[c] >> l & 1 ? (uint16_t)len++ : UINT16_MAX;
    for (size_t i = 0; i < s->p->modules_len; i++)
        n->done_fact[i] = s->course[i] ? (uint16_t)len++ : UINT16_MAX;
    s->core->facts_len = len;
    return OK;
}

static enum err
put_needs(struct numbering *n, const struct plan_module *m, struct plan_column *c)
{
    uint16_t *needs = arena_array(n->s->a, uint16_t, m->needs_len + 1u);

    if (needs == NULL)
        return ERR_LIMIT;
    c->needs = needs;
    for (size_t i = 0; i < m->needs_len; i++)
        if (m->needs[i].level > n->s->p->levels[m->needs[i].competence])
            needs[c->needs_len++] = n->fact[m->needs[i].competence][m->needs[i].level];
    if (m->follows != PLAN_NONE && !n->s->p->modules[m->follows].held) {
        needs[c->needs_len++] = n->done_fact[m->follows];
        c->follow_weeks = n->s->relax->weeks ? PLAN_WEEKS_MAX : m->follow_weeks;
        c->course = (uint16_t)m->follows;
    }
    return OK;
}

static enum err
put_gains(struct numbering *n, const struct plan_module *m, struct plan_column *c)
{
    struct plan_gain *gains = arena_array(n->s->a, struct plan_gain, m->gives_len + 1u);

    if (gains == NULL)
        return ERR_LIMIT;
    c->gains = gains;
    for (size_t i = 0; i < m->gives_len; i++) {
        struct plan_gain gain = {UINT16_MAX, 0};

        for (int l = 1; l <= m->gives[i].level; l++) {
            uint16_t fact = n->fact[m->gives[i].competence][l];

            if (fact == UINT16_MAX)
                continue;
            gain.first = gain.first == UINT16_MAX ? fact : gain.first;
            gain.last = fact;
        }
        if (gain.first != UINT16_MAX)
            gains[c->gains_len++] = gain;
    }
    if (n->done_fact[c->module] != UINT16_MAX)
        gains[c->gains_len++] =
            (struct plan_gain){n->done_fact[c->module], n->done_fact[c->module]};
    return OK;
}

/* Insert keeping the order by end, then start. */
static void
put_run(const struct numbering *n, struct plan_column *c, struct plan_core_run *runs, uint16_t run)
{
    const struct plan_module *m = &n->s->p->modules[c->module];
    const struct plan_run *r = &m->runs[run];
    uint16_t at = c->runs_len++;

    while (at > 0 && (runs[at - 1].end > r->end_week ||
                      (runs[at - 1].end == r->end_week && runs[at - 1].start > r->start_week))) {
        runs[at] = runs[at - 1];
        at--;
    }
    runs[at] = (struct plan_core_run){
        .run = run,
        .start = n->s->relax->weeks ? 1 : (uint8_t)r->start_week,
        .end = n->s->relax->weeks ? 0 : (uint8_t)r->end_week, /* always in time, no load */
        .minutes = n->s->relax->weekly ? 0 : plan_run_weekly_minutes(m, r),
        .slots_len = n->s->relax->slots ? 0 : r->slots_len,
        .slots = r->slots,
    };
}

static enum err
put_runs(struct numbering *n, struct plan_column *c, uint16_t like)
{
    const struct plan_module *m = &n->s->p->modules[c->module];
    struct plan_core_run *runs = arena_array(n->s->a, struct plan_core_run, m->runs_len);
    uint8_t *end_from = arena_array(n->s->a, uint8_t, (size_t)n->s->p->weeks + 1);

    if (runs == NULL || end_from == NULL)
        return ERR_LIMIT;
    for (uint16_t r = like; r < m->runs_len; r++)
        if (n->s->possible[c->module][r] && m->runs[r].cost_cents == m->runs[like].cost_cents &&
            m->runs[r].cost_in_budget == m->runs[like].cost_in_budget)
            put_run(n, c, runs, r);
    c->runs = runs;
    c->end_from = end_from;
    memset(end_from, PLAN_NEVER, (size_t)n->s->p->weeks + 1);
    for (uint16_t r = 0; r < c->runs_len; r++)
        for (int w = runs[r].start; w >= 0; w--)
            if (runs[r].end < end_from[w])
                end_from[w] = runs[r].end;
    return OK;
}

static bool
has_column_for(const struct numbering *n, uint16_t module, uint16_t run)
{
    const struct plan_run *runs = n->s->p->modules[module].runs;

    for (uint16_t r = 0; r < run; r++)
        if (n->s->possible[module][r] && runs[r].cost_cents == runs[run].cost_cents &&
            runs[r].cost_in_budget == runs[run].cost_in_budget)
            return true;
    return false;
}

static enum err
put_column(struct numbering *n, uint16_t module, uint16_t run)
{
    const struct plan_module *m = &n->s->p->modules[module];
    struct plan_column *c = &n->columns[n->s->core->columns_len];

    *c = (struct plan_column){
        .module = module,
        .cost = plan_choice_cost_cents(n->s->p, module, run),
        .budget = plan_choice_budget_cents(n->s->p, module, run),
        .minutes = n->s->relax->minutes ? 0 : m->minutes,
    };
    TRY(put_needs(n, m, c));
    TRY(put_gains(n, m, c));
    TRY(put_runs(n, c, run));
    n->s->core->columns_len++;
    return OK;
}

static enum err
number_columns(struct numbering *n)
{
    const struct plan_problem *p = n->s->p;
    size_t runs = 0;

    for (size_t i = 0; i < p->modules_len; i++)
        runs += p->modules[i].runs_len;
    n->columns = arena_array(n->s->a, struct plan_column, runs + 1);
    n->of_module = arena_array(n->s->a, uint32_t, p->modules_len + 1);
    if (n->columns == NULL || n->of_module == NULL)
        return ERR_LIMIT;
    for (uint16_t i = 0; i < p->modules_len; i++) {
        n->of_module[i] = (uint32_t)n->s->core->columns_len;
        for (uint16_t r = 0; n->s->useful[i] && r < p->modules[i].runs_len; r++)
            if (n->s->done[i] != PLAN_NEVER && n->s->possible[i][r] && !has_column_for(n, i, r))
                TRY(put_column(n, i, r));
    }
    n->of_module[p->modules_len] = (uint32_t)n->s->core->columns_len;
    n->s->core->columns = n->columns;
    n->s->core->of_module = n->of_module;
    return n->s->core->columns_len < UINT16_MAX ? OK : ERR_LIMIT;
}

static enum err
list_users(struct numbering *n)
{
    struct plan_core *core = n->s->core;
    uint32_t *from = arena_array(n->s->a, uint32_t, core->facts_len + 2);
    uint16_t *users;

    if (from == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < core->columns_len; i++)
        for (size_t k = 0; k < core->columns[i].needs_len; k++)
            from[core->columns[i].needs[k] + 2u]++;
    for (size_t f = 2; f < core->facts_len + 2; f++)
        from[f] += from[f - 1];
    users = arena_array(n->s->a, uint16_t, from[core->facts_len + 1] + 1u);
    if (users == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < core->columns_len; i++)
        for (size_t k = 0; k < core->columns[i].needs_len; k++)
            users[from[core->columns[i].needs[k] + 1u]++] = (uint16_t)i;
    core->users_from = from;
    core->users = users;
    return OK;
}

/* A broken wish to keep weighs more than all targets together. */
enum { KEEP_WEIGHT = 256 * PLAN_TARGETS_MAX };

static enum err
list_goals(struct numbering *n)
{
    const struct plan_problem *p = n->s->p;
    struct plan_core *core = n->s->core;
    struct plan_goal *goals =
        arena_array(n->s->a, struct plan_goal, p->targets_len + p->modules_len + 1);

    if (goals == NULL)
        return ERR_LIMIT;
    for (uint16_t i = 0; i < p->targets_len; i++) {
        const struct plan_target *t = &p->targets[i];

        if (t->level <= p->levels[t->competence])
            continue;
        goals[core->goals_len++] = (struct plan_goal){
            .soft = t->soft,
            .fact = n->fact[t->competence][t->level],
            .target = i,
            .hopeless = n->s->held[t->competence][t->level] == PLAN_NEVER,
            .penalty = t->soft ? t->penalty_cents : 0,
            .weight = t->soft ? 0 : t->weight,
        };
    }
    for (uint16_t i = 0; i < p->modules_len && !n->s->relax->fixed; i++)
        if (p->modules[i].fixed == PLAN_KEEP && !p->modules[i].held)
            goals[core->goals_len++] = (struct plan_goal){
                .is_module = true,
                .module = i,
                .hopeless = n->of_module[i] == n->of_module[i + 1],
                .weight = KEEP_WEIGHT,
            };
    core->goals = goals;
    return OK;
}

enum err
plan_core_build(struct arena *a, const struct plan_problem *p, const struct plan_relax *relax,
                int end_week, struct plan_core *ret_core)
{
    struct plan_core core = {
        .p = p, .weeks = p->weeks, .fixed_is_free = relax->fixed, .budget_is_free = relax->budget};
    struct sieve s = {.a = a, .p = p, .relax = relax, .end_week = end_week, .core = &core};
    struct numbering n = {.s = &s};

    if (relax->weeks)
        s.end_week = p->weeks;
    TRY(sieve_open(&s));
    sieve_all(&s);
    TRY(number_facts(&n));
    TRY(number_columns(&n));
    TRY(list_users(&n));
    TRY(list_goals(&n));
    core.work += s.runs * 32 + core.columns_len * 64;
    *ret_core = core;
    return OK;
}
