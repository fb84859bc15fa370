/* SPDX-License-Identifier: EUPL-1.2 */
/* A small world for tests of the curriculum, and plans made with a patience instead of a clock. */
#ifndef KC_TESTS_CURRICULUM_SCENE_H
#define KC_TESTS_CURRICULUM_SCENE_H

#include "engine/curriculum.h"
#include "unit/engine/given_situation.h"

/* Ends the work after so many questions; deterministic, unlike a clock. */
struct patience {
    int64_t left;
};

static inline bool
is_patient(void *arg)
{
    struct patience *p = arg;

    return p->left-- > 0;
}

static inline struct curriculum
plan_with(struct given *g, const struct catalogue *c, const struct situation *s, enum preset preset,
          int64_t patience)
{
    struct patience p = {patience};
    const struct curriculum_request request = {c, s, preset, {is_patient, &p, 0}};
    struct curriculum plan;

    assert_int_equal(curriculum_make(g->arena, &request, &plan), OK);
    return plan;
}

/* A small world: job 1 needs level 4 of competence 1 and level 2 of competence 2. */
struct scene {
    struct given *g;
    struct situation s;
};

static inline struct job_target *
scene_target(struct scene *x, uint16_t competence, uint8_t level)
{
    struct job_profile *job = &x->g->jobs[0];
    struct job_target *t = &job->targets[job->targets_len++];

    *t = (struct job_target){.competence = {competence}, .level = level, .weight = 3};
    return t;
}

static inline struct scene
scene_open(void)
{
    struct scene x = {.g = given_open(7, 20)};

    x.s = situation_default((struct day){GIVEN_TODAY});
    x.s.job.n = 1;
    x.s.budget.n = CENTS_MAX;
    x.g->jobs[0].targets_len = 0;
    return x;
}

static inline struct module *
scene_module(struct scene *x, const char *code, struct module_gain gain)
{
    struct module *m = given_module(x->g, code, code, "");

    m->minutes = 240;
    m->gives = arena_array(x->g->arena, struct module_gain, 1);
    m->gives[0] = gain;
    m->gives_len = 1;
    return m;
}

static inline void
scene_need(struct scene *x, struct module *m, uint16_t competence, uint8_t level)
{
    if (m->needs == NULL)
        m->needs = arena_array(x->g->arena, struct module_need, 4);
    m->needs[m->needs_len++] = (struct module_need){{competence}, level};
}

/* One sitting, online, in `week` of the plan on `weekday`. */
static inline struct run *
scene_run(struct scene *x, struct module *m, int week, int weekday)
{
    struct run *r;

    m->self_paced = false;
    m->format = FORMAT_LIVE_ONLINE;
    if (m->runs == NULL)
        m->runs = arena_array(x->g->arena, struct run, 4);
    r = &m->runs[m->runs_len++];
    r->id.n = m->id.n * 10 + m->runs_len;
    r->module = m->id;
    r->code = given_text(x->g, "R", m->runs_len);
    r->first = r->last = day_plus(x->s.start, 7 * week + weekday);
    r->sessions = arena_array(x->g->arena, struct session, 1);
    r->sessions[0] = (struct session){r->first, 540, 720};
    r->sessions_len = 1;
    r->seats = 10;
    return r;
}

#endif
