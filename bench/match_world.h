/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * An invented region in which it is known what people truly want: the ground of
 * bench/match_quality.
 *
 * Truth and report are apart. What a person, an employer, a provider truly values is a utility of
 * another form than our score (latent tastes, saturating gain, costs, noise); the engine only ever
 * sees what they report, which is partly wrong:
 *
 *   people       true levels are real numbers; ratings are rounded, too modest or too proud by up
 * to two levels, a fifth are missing. True goals are the job's targets times a personal factor, and
 * two wishes of their own that nobody is told. Taste is a vector; the interests they tick are the
 * topics nearest to it, three of ten wrong. What they like in formats, how they mind price, way,
 * effort and waiting is personal; of formats they report the one they like best, of the rest
 * nothing. blocks       have a quality that nobody states (part of it the provider's own), levels
 * that are stated half a level wrong, and topics that are their competences'. employers    accept
 * what lifts people truly in what they need, costs at most what they truly give and lies roughly in
 * their time. A fifth of their needs is missing in their profile. providers    accept who is truly
 * neither lost nor bored, mostly their target group, and hold a run only when it fills up.
 *
 * Framework, topics and job profiles are the product's own (data/). Everything else is drawn from
 * the seed; the same seed gives the same region.
 */
#ifndef KC_BENCH_MATCH_WORLD_H
#define KC_BENCH_MATCH_WORLD_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/match.h"
#include "exchange/framework_json.h"
#include "exchange/job_profile_json.h"

enum {
    WORLD_MODULES = MATCH_LIST_MAX,
    WORLD_PROVIDERS = 40,
    WORLD_VENUES = 30,
    WORLD_EMPLOYERS = 25,
    WORLD_TASTES = 6,
    WORLD_TODAY = 20500
};

/* What is true of a block and stated nowhere. */
struct world_block {
    double quality;
    double taste[WORLD_TASTES];
    double from[MODULE_LEVELS_MAX]; /* of its gains */
};

struct world_employer {
    double need[COMPETENCES_MAX]; /* true; per level */
    double cents_max;             /* per block */
    double value_min;
    struct match_employer reported;
};

struct world {
    struct arena *arena;
    uint64_t seed;
    uint64_t random;
    struct framework_file framework;
    struct topic_list topics;
    struct job_profile_list jobs;
    double topic_taste[TOPICS_MAX][WORLD_TASTES];
    struct provider providers[WORLD_PROVIDERS];
    double provider_quality[WORLD_PROVIDERS];
    struct venue venues[WORLD_VENUES];
    struct module modules[WORLD_MODULES];
    struct world_block blocks[WORLD_MODULES];
    struct world_employer employers[WORLD_EMPLOYERS];
    const struct catalogue *catalogue;
};

struct world_person {
    /* the truth */
    uint64_t key;
    double level[COMPETENCES_MAX];
    double goal[COMPETENCES_MAX];  /* worth of a level */
    double ideal[COMPETENCES_MAX]; /* up to here */
    double taste[WORLD_TASTES];
    double format[FORMATS];
    double minds_price, minds_way, minds_effort, minds_waiting, minds_quality;
    /* what is reported */
    struct situation situation;
    struct match_context context;
    const struct world_employer *employer;
};

/* splitmix64 (Steele, Lea, Flood 2014). */
static inline uint64_t
world_random(uint64_t *state)
{
    uint64_t z = (*state += UINT64_C(0x9e3779b97f4a7c15));

    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

/* [0, 1) */
static inline double
world_unit(struct world *w)
{
    return (double)(world_random(&w->random) >> 11) / 9007199254740992.0;
}

static inline int
world_below(struct world *w, int n)
{
    return (int)(world_unit(w) * n);
}

static inline bool
world_chance(struct world *w, double p)
{
    return world_unit(w) < p;
}

/* Normal, by Box and Muller. */
static inline double
world_normal(struct world *w)
{
    double r = sqrt(-2 * log(1 - world_unit(w)));

    return r * cos(6.283185307179586 * world_unit(w));
}

static inline double
world_lognormal(struct world *w, double sigma)
{
    return exp(sigma * world_normal(w));
}

/* The noise of one pair: the same whenever it is asked. 0: normal; other kinds independent. */
static inline double
world_pair_unit(const struct world_person *p, int block, int kind)
{
    uint64_t state = p->key ^ (uint64_t)block << 20 ^ (uint64_t)kind << 56;

    return (double)(world_random(&state) >> 11) / 9007199254740992.0;
}

static inline double
world_pair_normal(const struct world_person *p, int block)
{
    double sum = -6;

    for (int i = 0; i < 12; i++) /* twelve uniforms: near enough, and bounded */
        sum += world_pair_unit(p, block, 100 + i);
    return sum;
}

static inline struct slice
world_print(struct world *w, const char *format, int n)
{
    struct text t = text_init(w->arena, 4000);
    struct slice s;

    text_puts(&t, format);
    text_int(&t, n);
    if (text_end(&t, &s) != OK)
        abort();
    return s;
}

static inline struct slice
world_file(struct world *w, const char *path)
{
    struct text t = text_init(w->arena, 1 << 22);
    FILE *f = fopen(path, "rb");
    struct slice s;
    char piece[4096];
    size_t n;

    if (f == NULL) {
        (void)fprintf(stderr, "%s is not here: start in the repository\n", path);
        exit(1);
    }
    while ((n = fread(piece, 1, sizeof piece, f)) > 0)
        text_put(&t, (struct slice){piece, n});
    (void)fclose(f);
    if (text_end(&t, &s) != OK)
        abort();
    return s;
}

static inline void
world_read(struct world *w)
{
    struct ctx ctx = {.arena = w->arena};

    if (topics_json_read(&ctx, world_file(w, "data/topics.json"), &w->topics) != OK ||
        framework_json_read(&ctx, world_file(w, "data/framework.json"), &w->topics,
                            &w->framework) != OK ||
        job_profile_json_read(&ctx, world_file(w, "data/job_profiles.json"),
                              &w->framework.framework, &w->jobs) != OK) {
        (void)fprintf(stderr, "%s\n", ctx.failure.message);
        exit(1);
    }
    for (int i = 0; i < w->topics.len; i++) {
        for (int d = 0; d < WORLD_TASTES; d++)
            w->topic_taste[i][d] = world_normal(w);
    }
    for (int i = 0; i < w->jobs.len; i++)
        w->jobs.profiles[i].id.n = i + 1;
}

static inline void
world_places(struct world *w)
{
    for (int i = 0; i < WORLD_PROVIDERS; i++) {
        w->providers[i] = (struct provider){.id = {i + 1},
                                            .code = world_print(w, "anbieter-", i + 1),
                                            .name = world_print(w, "Anbieter ", i + 1),
                                            .city = SLICE("Ort")};
        w->provider_quality[i] = 0.5 * world_normal(w);
    }
    for (int i = 0; i < WORLD_VENUES; i++)
        w->venues[i] = (struct venue){.id = {i + 1},
                                      .code = world_print(w, "ort-", i + 1),
                                      .name = world_print(w, "Raum ", i + 1),
                                      .city = SLICE("Ort"),
                                      .position = {49000000 + (int32_t)(world_unit(w) * 1e6),
                                                   8100000 + (int32_t)(world_unit(w) * 1e6), true},
                                      .provider = {1 + world_below(w, WORLD_PROVIDERS)}};
}

static inline const struct competence *
world_competence(struct world *w)
{
    const struct framework *f = &w->framework.framework;

    /* some are taught much more than others */
    return &f->competences[(int)(pow(world_unit(w), 1.4) * f->competences_len)];
}

static inline void
world_gains(struct world *w, int i)
{
    struct module *m = &w->modules[i];
    int from = world_chance(w, 0.4) ? 0 : 1 + world_below(w, 5);

    m->gives = arena_array(w->arena, struct module_gain, 4);
    m->needs = arena_array(w->arena, struct module_need, 1);
    for (int n = 1 + world_below(w, 3); n > 0; n--) {
        const struct competence *c = world_competence(w);
        bool twice = false;

        for (int k = 0; k < m->gives_len; k++)
            twice = twice || m->gives[k].competence.n == c->id.n;
        if (twice)
            continue;
        w->blocks[i].from[m->gives_len] = from + 0.5 * world_normal(w);
        m->gives[m->gives_len++] =
            (struct module_gain){c->id, (uint8_t)from, (uint8_t)(from + 1 + world_below(w, 2))};
        m->topics |= c->topics & (world_random(&w->random) | world_random(&w->random));
    }
    if (from >= 3 && world_chance(w, 0.5))
        m->needs[m->needs_len++] =
            (struct module_need){m->gives[0].competence, (uint8_t)(from - 1)};
}

static inline void
world_prose(struct world *w, struct module *m)
{
    struct text title = text_init(w->arena, 400);
    struct text words = text_init(w->arena, 4000);
    static const char *const KINDS[] = {"Grundlagen", "Praxis", "Werkstatt", "Aufbaukurs"};

    for (int i = 0; i < m->gives_len; i++) {
        const struct competence *c = w->framework.framework.by_id[m->gives[i].competence.n];

        if (i == 0) {
            text_put(&title, c->name_de);
            text_printf(&title, ": %s", KINDS[world_below(w, ARRAY_LEN(KINDS))]);
        }
        if (world_chance(w, 0.8))
            text_put(&words, c->description);
        text_putc(&words, ' ');
    }
    for (int t = 0; t < w->topics.len; t++) {
        if (m->topics & topic_bit(w->topics.topics[t].id)) {
            text_put(&words, w->topics.topics[t].name_de);
            text_putc(&words, ' ');
        }
    }
    if (text_end(&title, &m->title) != OK || text_end(&words, &m->description) != OK)
        abort();
}

static inline void
world_runs(struct world *w, struct module *m)
{
    int first = WORLD_TODAY + world_below(w, 30);

    m->runs_len = 1 + world_below(w, 3);
    m->runs = arena_array(w->arena, struct run, (size_t)m->runs_len);
    for (int i = 0; i < m->runs_len; i++) {
        struct run *r = &m->runs[i];
        int monday = day_monday((struct day){first}).n;

        *r = (struct run){.id = {m->id.n * 10 + i},
                          .module = m->id,
                          .code = world_print(w, "t-", i + 1),
                          .first = {monday + world_below(w, 4)},
                          .seats = 12 + world_below(w, 14)};
        r->last.n = r->first.n + world_below(w, 2);
        r->taken = world_below(w, r->seats);
        r->seats_min = world_chance(w, 0.7) ? 4 + world_below(w, 6) : 0;
        r->venue.n = m->format == FORMAT_IN_PERSON ? 1 + world_below(w, WORLD_VENUES) : 0;
        r->sessions = arena_array(w->arena, struct session, 2);
        for (int d = r->first.n; d <= r->last.n; d++)
            r->sessions[r->sessions_len++] = (struct session){{d}, 540, 960};
        first = monday + 14 + world_below(w, 90);
    }
}

static inline void
world_block_make(struct world *w, int i)
{
    struct module *m = &w->modules[i];
    struct world_block *b = &w->blocks[i];
    static const int HOURS[] = {2, 4, 8, 8, 16, 24, 40};
    int provider = (int)(pow(world_unit(w), 1.5) * WORLD_PROVIDERS);

    *m = (struct module){.id = {i + 1},
                         .code = world_print(w, "block-", 10000 + (i * 7919) % WORLD_MODULES),
                         .provider = {provider + 1},
                         .summary = SLICE("Lernbaustein"),
                         .language = SLICE("de"),
                         .format = (enum module_format)world_below(w, FORMAT_FOLLOW_UP),
                         .minutes = 60 * HOURS[world_below(w, ARRAY_LEN(HOURS))]};
    m->self_paced = m->format == FORMAT_MOOC || m->format == FORMAT_ON_DEMAND;
    m->price.n = m->self_paced && world_chance(w, 0.7) ? 0 : 1000 * world_below(w, 60);
    m->certificate = (enum module_certificate)world_below(w, CERTIFICATES);
    world_gains(w, i);
    world_prose(w, m);
    if (!m->self_paced)
        world_runs(w, m);
    if (world_chance(w, 0.25)) {
        m->target_groups = arena_array(w->arena, struct job_profile_id, 2);
        m->target_groups_len = 2;
        for (int k = 0; k < 2; k++)
            m->target_groups[k].n = 1 + world_below(w, w->jobs.len);
    }
    b->quality = w->provider_quality[provider] + 0.6 * world_normal(w);
    if (b->quality + world_normal(w) > 0.8) /* experts see some of the quality */
        m->certification =
            (struct certification){.by = SLICE("Beirat"), .valid_until = {WORLD_TODAY + 400}};
    for (int t = 0; t < w->topics.len; t++) {
        for (int d = 0; d < WORLD_TASTES && (m->topics & topic_bit(w->topics.topics[t].id)); d++)
            b->taste[d] += w->topic_taste[t][d];
    }
}

static inline void
world_employer_make(struct world *w, struct world_employer *e)
{
    const struct framework *f = &w->framework.framework;
    struct job_target *targets = arena_array(w->arena, struct job_target, 24);
    int len = 0;

    for (int i = 0; i < f->competences_len && len < 24; i++) {
        int weight = 1 + world_below(w, 5);

        if (!world_chance(w, 0.35))
            continue;
        e->need[f->competences[i].id.n] = weight / 3.0;
        if (world_chance(w, 0.8))
            targets[len++] = (struct job_target){f->competences[i].id,
                                                 (uint8_t)(3 + world_below(w, 4)), (uint8_t)weight};
    }
    e->cents_max = 15000 + 45000 * world_unit(w);
    e->value_min = 0.15 + 0.5 * world_unit(w);
    e->reported = (struct match_employer){
        .targets = targets,
        .targets_len = len,
        .budget = {(int64_t)(e->cents_max * world_lognormal(w, 0.2)) / 1000 * 1000},
        .suits_from = {WORLD_TODAY + world_below(w, 40)},
        .price_max = {CENTS_MAX},
    };
    e->reported.suits_until.n = e->reported.suits_from.n + 60 + world_below(w, 100);
}

static inline struct world *
world_open(uint64_t seed)
{
    struct arena *arena = arena_open((size_t)1 << 30);
    struct world *w = arena_new(arena, struct world);
    struct catalogue_source source;

    w->arena = arena;
    w->seed = seed;
    w->random = seed * UINT64_C(0x2545f4914f6cdd1d);
    world_read(w);
    world_places(w);
    for (int i = 0; i < WORLD_MODULES; i++)
        world_block_make(w, i);
    for (int i = 0; i < WORLD_EMPLOYERS; i++)
        world_employer_make(w, &w->employers[i]);
    source = (struct catalogue_source){.framework = &w->framework.framework,
                                       .topics = w->topics.topics,
                                       .topics_len = w->topics.len,
                                       .jobs = w->jobs.profiles,
                                       .jobs_len = w->jobs.len,
                                       .providers = w->providers,
                                       .providers_len = WORLD_PROVIDERS,
                                       .venues = w->venues,
                                       .venues_len = WORLD_VENUES,
                                       .modules = w->modules,
                                       .modules_len = WORLD_MODULES,
                                       .today = {WORLD_TODAY}};
    if (catalogue_build(arena, &source, &w->catalogue) != OK)
        abort();
    return w;
}

static inline void
world_close(struct world *w)
{
    arena_close(w->arena);
}

/* True levels and goals, and the ratings that are told. */
static inline void
world_person_levels(struct world *w, struct world_person *p)
{
    const struct framework *f = &w->framework.framework;
    const struct job_profile *job = &w->jobs.profiles[world_below(w, w->jobs.len)];
    double proud = 0.6 * world_normal(w);
    double able = 1.2 + 0.8 * world_normal(w);

    p->situation.job = job->id;
    for (int i = 0; i < f->competences_len; i++) {
        uint16_t k = f->competences[i].id.n;
        double told;

        p->level[k] = fmax(0, fmin(8, able + 1.3 * world_normal(w)));
        told = fmax(0, fmin(8, round(p->level[k] + proud + 0.6 * world_normal(w))));
        p->situation.rating[k] = world_chance(w, 0.2) ? RATING_UNKNOWN : (uint8_t)told;
        p->ideal[k] = p->level[k];
    }
    for (int i = 0; i < job->targets_len; i++) {
        uint16_t k = job->targets[i].competence.n;

        p->goal[k] = job->targets[i].weight / 5.0 * world_lognormal(w, 0.6);
        p->ideal[k] = job->targets[i].level;
    }
    for (int i = 0; i < 2; i++) { /* where they want to go besides */
        uint16_t k = f->competences[world_below(w, f->competences_len)].id.n;

        p->goal[k] += 0.8;
        p->ideal[k] = fmax(p->ideal[k], p->level[k] + 2);
    }
}

static inline double
world_cosine(const double *a, const double *b)
{
    double ab = 0, aa = 1e-9, bb = 1e-9;

    for (int d = 0; d < WORLD_TASTES; d++) {
        ab += a[d] * b[d];
        aa += a[d] * a[d];
        bb += b[d] * b[d];
    }
    return ab / sqrt(aa * bb);
}

/* Three to five topics near to the taste, three of ten ticked by accident. */
static inline void
world_person_interests(struct world *w, struct world_person *p)
{
    for (int d = 0; d < WORLD_TASTES; d++)
        p->taste[d] = world_normal(w);
    for (int n = 3 + world_below(w, 3); n > 0; n--) {
        int best = -1;

        for (int t = 0; t < w->topics.len; t++) {
            if (!(p->situation.interests & topic_bit(w->topics.topics[t].id)) &&
                (best < 0 || world_cosine(p->taste, w->topic_taste[t]) >
                                 world_cosine(p->taste, w->topic_taste[best])))
                best = t;
        }
        if (world_chance(w, 0.3))
            best = world_below(w, w->topics.len);
        p->situation.interests |= topic_bit(w->topics.topics[best].id);
    }
}

static inline struct world_person *
world_person_make(struct world *w, struct arena *arena)
{
    struct world_person *p = arena_new(arena, struct world_person);
    struct situation *s = &p->situation;
    int liked = 0;

    p->key = world_random(&w->random);
    *s = situation_default((struct day){WORLD_TODAY});
    world_person_levels(w, p);
    world_person_interests(w, p);
    for (int i = 0; i < FORMATS; i++) {
        p->format[i] = 0.45 * world_normal(w);
        liked = p->format[i] > p->format[liked] ? i : liked;
    }
    p->minds_price = 0.25 * world_lognormal(w, 0.7);   /* per 100 euros */
    p->minds_way = 0.25 * world_lognormal(w, 0.7);     /* per 30 km */
    p->minds_effort = 0.3 * world_lognormal(w, 0.7);   /* per doubling of hours over 4 */
    p->minds_waiting = 0.15 * world_lognormal(w, 0.7); /* per month */
    p->minds_quality = 0.6 * world_lognormal(w, 0.3);
    s->weekly_minutes = 60 * (2 + world_below(w, 5));
    s->latest_end.n = WORLD_TODAY + 365;
    s->budget.n = world_chance(w, 0.3) ? CENTS_MAX : 10000 * (1 + world_below(w, 8));
    s->home = (struct position){49000000 + (int32_t)(world_unit(w) * 1e6),
                                8100000 + (int32_t)(world_unit(w) * 1e6), true};
    s->distance_km = 20 + world_below(w, 80);
    s->english = world_chance(w, 0.4);
    p->employer = &w->employers[world_below(w, WORLD_EMPLOYERS)];
    p->context = (struct match_context){.employer = &p->employer->reported,
                                        .formats_liked = (uint8_t)(1u << liked)};
    assert(situation_is_sound(s));
    return p;
}

/* Levels that block `i` truly gives them in gain `k`, up to `most`: less when it starts too high.
 */
static inline double
world_gain(const struct world *w, const struct world_person *p, int i, int k, double most)
{
    const struct module_gain *g = &w->modules[i].gives[k];
    double held = p->level[g->competence.n];
    double from = w->blocks[i].from[k];
    double lost = from - held > 0 ? from - held : 0;
    double to = g->to < most ? g->to : most;
    double gain = to - fmax(held, from);

    return gain > 0 ? gain * exp(-0.7 * lost * lost) : 0;
}

/* What the block is worth to the person; `m` says which run would be taken, and how far it is. */
static inline double
world_utility(const struct world *w, const struct world_person *p, const struct match *m, int i)
{
    const struct module *module = m->module;
    double growth = 0;
    double months = (m->start.n - WORLD_TODAY) / 30.0;
    double hours = module->minutes / 60.0;

    for (int k = 0; k < module->gives_len; k++) {
        uint16_t c = module->gives[k].competence.n;

        growth += p->goal[c] * world_gain(w, p, i, k, p->ideal[c]);
    }
    return 2.4 * (1 - exp(-0.9 * growth)) + 0.8 * world_cosine(p->taste, w->blocks[i].taste) +
           p->format[module->format] + p->minds_quality * w->blocks[i].quality -
           p->minds_price * (double)module->price.n / 10000 -
           p->minds_way * fmax(0, m->distance_km) / 30 -
           p->minds_effort * fmax(0, log2(hours / 4)) - p->minds_waiting * months +
           0.45 * world_pair_normal(p, i);
}

static inline bool
world_employer_accepts(const struct world *w, const struct world_person *p, const struct match *m,
                       int i)
{
    const struct world_employer *e = p->employer;
    double value = 0;

    for (int k = 0; k < m->module->gives_len; k++) {
        uint16_t c = m->module->gives[k].competence.n;

        value += (e->need[c] + 0.3 * (p->goal[c] > 0)) * world_gain(w, p, i, k, 8);
    }
    return value >= e->value_min && (double)m->module->price.n <= e->cents_max &&
           m->start.n >= e->reported.suits_from.n - 28 - 28 * world_pair_unit(p, i, 1) &&
           m->start.n <= e->reported.suits_until.n + 28 * world_pair_unit(p, i, 2);
}

static inline bool
world_provider_accepts(const struct world *w, const struct world_person *p, const struct match *m,
                       int i)
{
    const struct module *module = m->module;
    bool ours = module->target_groups_len == 0;
    bool learns = false;

    for (int k = 0; k < module->target_groups_len; k++)
        ours = ours || module->target_groups[k].n == p->situation.job.n;
    if (!ours && world_pair_unit(p, i, 3) < 0.7)
        return false;
    for (int k = 0; k < module->gives_len; k++) {
        double held = p->level[module->gives[k].competence.n];

        if (w->blocks[i].from[k] - held > 1.5)
            return false; /* lost there */
        learns = learns || held < module->gives[k].to - 0.3;
    }
    if (m->run != NULL && m->run->taken + 1 < m->run->seats_min &&
        world_pair_unit(p, i, 4) > 0.4 + 0.6 * (m->run->taken + 1) / m->run->seats_min)
        return false; /* it did not take place */
    return learns;
}

static inline bool
world_accepts(const struct world *w, const struct world_person *p, const struct match *m, int i)
{
    return world_employer_accepts(w, p, m, i) && world_provider_accepts(w, p, m, i);
}

#endif
