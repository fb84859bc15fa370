/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Whether a curriculum is one: written from docs/rules/curriculum.md and the contract
 * in engine/curriculum.h alone, simple rather than fast. Answers what is wrong, or NULL.
 */
#ifndef KC_TESTS_CURRICULUM_ORACLE_H
#define KC_TESTS_CURRICULUM_ORACLE_H

#include "engine/curriculum.h"
#include "engine/match.h"

struct oracle {
    const struct catalogue *c;
    const struct situation *s;
    const struct curriculum *p;
};

#define ORACLE(holds)                                                                              \
    do {                                                                                           \
        if (!(holds))                                                                              \
            return #holds;                                                                         \
    } while (0)

static inline bool
oracle_week_is_blocked(const struct situation *s, struct day monday)
{
    for (int i = 0; i < s->blocked_weeks_len; i++) {
        if (s->blocked_weeks[i].n == monday.n)
            return true;
    }
    return false;
}

static inline const char *
oracle_weeks(const struct oracle *o)
{
    const struct curriculum *p = o->p;

    ORACLE(p->start.n == day_monday(o->s->start).n);
    ORACLE(p->weeks_len == (o->s->latest_end.n - p->start.n) / 7 + 1);
    for (int w = 0; w < p->weeks_len; w++) {
        const struct curriculum_week *week = &p->weeks[w];
        int32_t minutes = 0;

        for (int i = 0; i < p->entries_len; i++) {
            if (p->entries[i].start_week <= w && w <= p->entries[i].end_week)
                minutes += p->entries[i].weekly_minutes;
        }
        ORACLE(week->monday.n == p->start.n + 7 * w);
        ORACLE(week->blocked == oracle_week_is_blocked(o->s, week->monday));
        ORACLE(week->capacity == (week->blocked ? 0 : o->s->weekly_minutes));
        ORACLE(week->minutes == minutes);
        ORACLE(week->minutes <= week->capacity);
    }
    return NULL;
}

/* Half days by a rule of thumb that differs from the code's: a sitting needs each it has an hour
 * of. */
static inline bool
oracle_sitting_is_allowed(const struct situation *s, const struct session *x)
{
    int weekday = (x->day.n % 7 + 7 + 3) % 7; /* day 0 was a Thursday */
    bool morning = x->from_minute < 12 * 60;
    bool afternoon = x->to_minute > 13 * 60 || x->from_minute >= 12 * 60;

    return weekday < 5 && (!morning || (s->half_days >> (2 * weekday) & 1)) &&
           (!afternoon || (s->half_days >> (2 * weekday + 1) & 1));
}

static inline const char *
oracle_dates(const struct oracle *o, const struct curriculum_entry *e)
{
    const struct run *r = e->run;
    struct day monday = {o->p->start.n + 7 * e->start_week};
    struct day sunday = {o->p->start.n + 7 * e->end_week + 6};
    int64_t value;

    ORACLE(0 <= e->start_week && e->start_week <= e->end_week && e->end_week < o->p->weeks_len);
    ORACLE(e->weekly_minutes == e->module->minutes / (e->end_week - e->start_week + 1));
    ORACLE(e->first.n <= e->last.n && e->last.n <= o->s->latest_end.n);
    ORACLE(match_run_out(o->c, o->s, e->module, r, &value) == MATCH_IN);
    if (r == NULL || r->sessions_len == 0) {
        ORACLE(r != NULL || e->module->self_paced);
        ORACLE(e->first.n == monday.n && e->last.n <= sunday.n && sunday.n - e->last.n <= 2);
        ORACLE(r == NULL || (r->first.n <= e->first.n && e->last.n <= r->last.n));
        return NULL;
    }
    ORACLE(e->first.n == r->first.n && e->last.n == r->last.n);
    ORACLE(r->first.n >= o->c->today.n && r->first.n >= o->s->start.n && r->taken < r->seats);
    ORACLE(monday.n <= r->first.n && r->last.n <= sunday.n);
    ORACLE(e->end_week - e->start_week - (r->last.n - day_monday(r->first).n) / 7 <= 8);
    for (int i = 0; i < r->sessions_len; i++) {
        ORACLE(oracle_sitting_is_allowed(o->s, &r->sessions[i]));
        ORACLE(!oracle_week_is_blocked(o->s, day_monday(r->sessions[i].day)));
    }
    return NULL;
}

static inline const char *
oracle_module(const struct oracle *o, const struct curriculum_entry *e)
{
    const struct module *m = e->module;
    bool german = m->language.len == 0 || m->language.at[0] == 'd';
    bool owns = e->run == NULL;

    for (int i = 0; i < m->runs_len; i++)
        owns = owns || e->run == &m->runs[i];
    ORACLE(owns);
    ORACLE(catalogue_module(o->c, m->id) == m && catalogue_is_offered(o->c, m));
    ORACLE(german ? o->s->german : o->s->english && m->language.at[0] == 'e');
    ORACLE(o->s->formats >> m->format & 1);
    ORACLE(situation_fixed(o->s, m->id) != FIXED_DROP);
    ORACLE(e->price.n == m->price.n);
    return NULL;
}

static inline const struct curriculum_entry *
oracle_find(const struct oracle *o, struct module_id id)
{
    for (int i = 0; i < o->p->entries_len; i++) {
        if (o->p->entries[i].module->id.n == id.n)
            return &o->p->entries[i];
    }
    return NULL;
}

static inline bool
oracle_sittings_collide(const struct run *a, const struct run *b)
{
    for (int i = 0; a != NULL && b != NULL && i < a->sessions_len; i++) {
        for (int k = 0; k < b->sessions_len; k++) {
            const struct session *x = &a->sessions[i];
            const struct session *y = &b->sessions[k];

            if (x->day.n == y->day.n && x->from_minute < y->to_minute &&
                y->from_minute < x->to_minute)
                return true;
        }
    }
    return false;
}

static inline const char *
oracle_pairs(const struct oracle *o, int i)
{
    const struct curriculum_entry *e = &o->p->entries[i];

    for (int k = 0; k < i; k++) {
        const struct curriculum_entry *before = &o->p->entries[k];

        ORACLE(before->module != e->module);
        ORACLE(before->first.n < e->first.n ||
               (before->first.n == e->first.n &&
                slice_cmp(before->module->code, e->module->code) < 0));
        ORACLE(!oracle_sittings_collide(before->run, e->run));
    }
    for (int k = 0; k < e->module->excludes_len; k++)
        ORACLE(oracle_find(o, e->module->excludes[k]) == NULL);
    if (e->module->follows.n != 0) {
        const struct curriculum_entry *course = oracle_find(o, e->module->follows);
        int within = e->module->follow_within_weeks;

        ORACLE(course != NULL);
        ORACLE(e->start_week > course->end_week);
        ORACLE(within == 0 || e->start_week - course->end_week <= within);
    }
    return NULL;
}

/* The level held when week `week` begins. */
static inline int
oracle_level(const struct oracle *o, struct competence_id c, int week)
{
    int level = o->s->rating[c.n] == RATING_UNKNOWN ? 0 : o->s->rating[c.n];

    for (int i = 0; i < o->p->entries_len; i++) {
        const struct curriculum_entry *e = &o->p->entries[i];

        for (int g = 0; e->end_week < week && g < e->module->gives_len; g++) {
            if (e->module->gives[g].competence.n == c.n && e->module->gives[g].to > level)
                level = e->module->gives[g].to;
        }
    }
    return level;
}

static inline int
oracle_needed(const struct oracle *o, struct competence_id c)
{
    const struct job_profile *job = catalogue_job(o->c, o->s->job);

    for (int i = 0; i < job->targets_len; i++) {
        if (job->targets[i].competence.n == c.n)
            return job->targets[i].level;
    }
    return 0;
}

static inline const char *
oracle_levels(const struct oracle *o, const struct curriculum_entry *e)
{
    const struct module *m = e->module;
    int steps = 0;

    for (int i = 0; i < m->needs_len; i++)
        ORACLE(oracle_level(o, m->needs[i].competence, e->start_week) >= m->needs[i].level);
    for (int i = 0; i < m->gives_len; i++) {
        struct competence_id c = m->gives[i].competence;
        int held = oracle_level(o, c, e->start_week);
        const struct curriculum_step *step = &e->steps[steps];

        ORACLE(held + 1 >= m->gives[i].from);
        if (m->gives[i].to <= held)
            continue;
        ORACLE(steps++ < e->steps_len);
        ORACLE(step->competence.n == c.n && step->from == held && step->to == m->gives[i].to);
        ORACLE(step->needed == oracle_needed(o, c));
    }
    ORACLE(steps == e->steps_len);
    return NULL;
}

static inline bool
oracle_closes(const struct curriculum_entry *e)
{
    for (int i = 0; i < e->steps_len; i++) {
        if (e->steps[i].from < e->steps[i].needed)
            return true;
    }
    return false;
}

/* Whether `later` could not start without a level of `e`. */
static inline bool
oracle_waits(const struct curriculum_entry *later, const struct curriculum_entry *e)
{
    const struct module *m = later->module;

    for (int i = 0; i < e->steps_len; i++) {
        for (int k = 0; k < m->needs_len; k++) {
            if (m->needs[k].competence.n == e->steps[i].competence.n &&
                m->needs[k].level > e->steps[i].from)
                return true;
        }
        for (int k = 0; k < m->gives_len; k++) {
            if (m->gives[k].competence.n == e->steps[i].competence.n &&
                m->gives[k].from > e->steps[i].from + 1)
                return true;
        }
    }
    return m->follows.n == e->module->id.n;
}

static inline const char *
oracle_role(const struct oracle *o, const struct curriculum_entry *e)
{
    const struct curriculum_entry *other = e->serves ? oracle_find(o, e->serves->id) : NULL;

    ORACLE((e->serves == NULL) == (other == NULL));
    ORACLE((e->role == ROLE_FOLLOWS_UP) == (e->module->follows.n != 0));
    switch (e->role) {
    case ROLE_FOLLOWS_UP:
        ORACLE(other != NULL && e->serves->id.n == e->module->follows.n);
        break;
    case ROLE_CLOSES_GAP:
        ORACLE(oracle_closes(e) && other == NULL);
        break;
    case ROLE_KEPT:
        ORACLE(!oracle_closes(e) && situation_fixed(o->s, e->module->id) == FIXED_KEEP &&
               other == NULL);
        break;
    case ROLE_PREPARES:
        ORACLE(!oracle_closes(e) && situation_fixed(o->s, e->module->id) != FIXED_KEEP);
        /* In a best plan nothing is there for nothing. */
        ORACLE(other != NULL || o->p->quality != QUALITY_BEST);
        ORACLE(other == NULL || (oracle_waits(other, e) && other->start_week > e->end_week));
        break;
    }
    return NULL;
}

static inline const char *
oracle_goals(const struct oracle *o)
{
    const struct curriculum *p = o->p;
    const struct job_profile *job = catalogue_job(o->c, o->s->job);
    int open = 0;
    int closed = 0;

    ORACLE(p->goals_len == job->targets_len);
    for (int i = 0; i < p->goals_len; i++) {
        const struct curriculum_goal *g = &p->goals[i];
        const struct job_target *t = &job->targets[i];
        int held = oracle_level(o, t->competence, 0);

        ORACLE(g->gap.competence.n == t->competence.n && g->gap.held == held &&
               g->gap.needed == t->level && g->gap.weight == t->weight);
        ORACLE(g->reached == oracle_level(o, t->competence, PLAN_WEEKS_MAX));
        ORACLE((g->obstacle == OBSTACLE_NONE) == (g->reached >= t->level));
        open += held < t->level;
        closed += held < t->level && g->reached >= t->level;
    }
    ORACLE(p->goals_open == open && p->goals_closed == closed);
    return NULL;
}

static inline const char *
oracle_fixed(const struct oracle *o)
{
    int refused = 0;

    for (int i = 0; i < o->s->fixed_len; i++) {
        const struct module *m = catalogue_module(o->c, o->s->fixed[i].module);

        if (o->s->fixed[i].choice != FIXED_KEEP || m == NULL || oracle_find(o, m->id) != NULL)
            continue;
        ORACLE(refused < o->p->refused_len && o->p->refused[refused] == m);
        refused++;
    }
    ORACLE(refused == o->p->refused_len);
    return NULL;
}

static inline const char *
oracle_sums(const struct oracle *o)
{
    const struct curriculum *p = o->p;
    int32_t minutes = 0;
    int64_t price = 0;
    int32_t end = p->start.n;

    for (int i = 0; i < p->entries_len; i++) {
        minutes += p->entries[i].module->minutes;
        price += p->entries[i].module->price.n;
        end = p->entries[i].last.n > end ? p->entries[i].last.n : end;
    }
    ORACLE(p->minutes == minutes && p->price.n == price && p->end.n == end);
    ORACLE(price <= o->s->budget.n);
    ORACLE(p->quality != QUALITY_WITHIN || (p->gap_percent >= 1 && p->gap_percent <= 100));
    ORACLE(p->candidates >= p->entries_len && p->candidates <= CURRICULUM_CANDIDATES_MAX);
    return NULL;
}

/* NULL when it is a curriculum for this situation. */
static inline const char *
oracle_fault(const struct catalogue *c, const struct situation *s, const struct curriculum *p)
{
    const struct oracle o = {c, s, p};
    const char *fault = oracle_sums(&o);

    for (int i = 0; fault == NULL && i < p->entries_len; i++) {
        const struct curriculum_entry *e = &p->entries[i];

        fault = oracle_module(&o, e);
        fault = fault ? fault : oracle_dates(&o, e);
        fault = fault ? fault : oracle_pairs(&o, i);
        fault = fault ? fault : oracle_levels(&o, e);
        fault = fault ? fault : oracle_role(&o, e);
    }
    fault = fault ? fault : oracle_weeks(&o);
    fault = fault ? fault : oracle_goals(&o);
    return fault ? fault : oracle_fixed(&o);
}

#endif
