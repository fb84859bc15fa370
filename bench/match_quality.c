/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How good the match is: bench_match_quality [--quick] [SEED ...]; docs/performance.md, "Match",
 * "Quality". Prints Markdown tables.
 *
 * For each seed a region (bench/match_world.h) with people whose true preferences are known. All
 * rankings order the same blocks, those that keep every hard wish, and see only what is reported:
 *
 *   popularity    by bookings in the past lists below, cold as well as warm
 *   newest        the block that came last
 *   BM25          the names of the competences they lack and of their interests as a query
 *   one side      our person's score alone
 *   mean, product our three sides by arithmetic mean and by weighted product, ties and variety of
 * the first ten (MATCH-23) as ours; without variety they are compared with ours without ours as the
 * program shows it: harmonic mean, ties, variety; warm: with the correction learnt from the past
 * lists
 *
 * Judged by the truth: of the blocks that employer and provider truly accept, the three that are
 * worth most to the person count 3, the next seven 2, the next fifteen 1, all others 0. success@10:
 * share of people who find one of their three in the first ten. NDCG@10 with gain 2^grade - 1.
 *
 * Past lists: other people of the same region are shown the first twenty of the cold ranking, look
 * at place k with probability k^-0.7, open what appeals, keep, book and complete it or not.
 */
#include <stdio.h>

#include "engine/match_learn.h"
#include "engine/match_model.h"
#include "engine/match_parts.h"
#include "match_world.h"

enum { SHOWN = 20, FIRST = 10, GRADES = 25, WORDS_MAX = 4096, RANKINGS_MAX = 12 };

enum ranking {
    BY_POPULARITY,
    BY_AGE,
    BY_BM25,
    BY_ONE_SIDE,
    BY_MEAN,
    BY_PRODUCT,
    BY_OURS,
    BY_MEAN_PLAIN,
    BY_PRODUCT_PLAIN,
    BY_OURS_PLAIN,
    BY_LEARNT_BLINDLY,
    BY_LEARNT,
    BY_TRUTH,
    RANKINGS
};

static const char *const NAMES[RANKINGS] = {
    [BY_POPULARITY] = "popularity",
    [BY_AGE] = "newest",
    [BY_BM25] = "BM25 on the profile",
    [BY_ONE_SIDE] = "one side (person)",
    [BY_MEAN] = "three sides, arithmetic mean",
    [BY_PRODUCT] = "three sides, product",
    [BY_OURS] = "**ours, cold** (harmonic mean)",
    [BY_MEAN_PLAIN] = "arithmetic mean without variety",
    [BY_PRODUCT_PLAIN] = "product without variety",
    [BY_OURS_PLAIN] = "ours, cold, without variety",
    [BY_LEARNT_BLINDLY] = "ours, warm, places not corrected",
    [BY_LEARNT] = "**ours, warm** (learnt correction)",
    [BY_TRUTH] = "_the truth without its noise_",
};

/* One fitting block of one person. */
struct candidate {
    const struct match *match;
    int block; /* index in world.modules */
    double utility;
    bool accepted;
    int grade;
    double key[RANKINGS]; /* larger is better */
};

struct bm25 {
    uint32_t words[WORLD_MODULES][160]; /* hashes */
    int words_len[WORLD_MODULES];
    double mean_len;
};

struct result {
    double *success[RANKINGS]; /* by person */
    double *ndcg[RANKINGS];
    int len;
    double shown[WORLD_PROVIDERS];       /* exposure of ours, warm, in the first ten */
    double shown_plain[WORLD_PROVIDERS]; /* ... without the diversity rule */
    double luck;
};

struct bench {
    struct world *w;
    struct bm25 *bm25;
    double bookings[WORLD_MODULES];
    const struct match_experience *learnt[2]; /* blindly, with places */
    struct experience_model model;
    int people;
    int past;
    struct result *result;
};

/* ---- BM25 ---- */

static uint32_t
word_hash(const char *at, size_t len)
{
    char word[64];

    len = len < sizeof word ? len : sizeof word;
    for (size_t i = 0; i < len; i++)
        word[i] = (char)(at[i] >= 'A' && at[i] <= 'Z' ? at[i] + 32 : at[i]);
    return (uint32_t)slice_hash((struct slice){word, len}) | 1;
}

static int
words_of(struct slice text, uint32_t *words, int len, int max)
{
    size_t from = 0;

    for (size_t i = 0; i <= text.len; i++) {
        char c = i < text.len ? text.at[i] : ' ';
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 128;

        if (letter)
            continue;
        if (i > from + 2 && len < max)
            words[len++] = word_hash(text.at + from, i - from);
        from = i + 1;
    }
    return len;
}

static struct bm25 *
bm25_make(struct world *w)
{
    struct bm25 *b = arena_new(w->arena, struct bm25);

    for (int i = 0; i < WORLD_MODULES; i++) {
        b->words_len[i] = words_of(w->modules[i].title, b->words[i], 0, 160);
        b->words_len[i] = words_of(w->modules[i].description, b->words[i], b->words_len[i], 160);
        b->mean_len += (double)b->words_len[i] / WORLD_MODULES;
    }
    return b;
}

static int
bm25_count(const struct bm25 *b, int block, uint32_t word)
{
    int n = 0;

    for (int i = 0; i < b->words_len[block]; i++)
        n += b->words[block][i] == word;
    return n;
}

/* Adds what one word of the query is worth to every candidate. k1 = 1.2, b = 0.75. */
static void
bm25_word(const struct bm25 *b, uint32_t word, struct candidate *all, int len)
{
    int with = 0;
    double idf;

    for (int i = 0; i < WORLD_MODULES; i++)
        with += bm25_count(b, i, word) > 0;
    idf = log(1 + (WORLD_MODULES - with + 0.5) / (with + 0.5));
    for (int i = 0; i < len && with > 0; i++) {
        double tf = bm25_count(b, all[i].block, word);
        double norm = 1.2 * (0.25 + 0.75 * b->words_len[all[i].block] / b->mean_len);

        all[i].key[BY_BM25] += idf * tf * 2.2 / (tf + norm);
    }
}

static void
bm25_rank(const struct bench *x, const struct world_person *p, struct candidate *all, int len)
{
    const struct framework *f = &x->w->framework.framework;
    const struct job_profile *job = catalogue_job(x->w->catalogue, p->situation.job);
    uint32_t words[WORDS_MAX];
    int words_len = 0;

    for (int i = 0; i < job->targets_len; i++) {
        const struct job_target *t = &job->targets[i];

        if (situation_level(&p->situation, t->competence) < t->level)
            words_len = words_of(f->by_id[t->competence.n]->name_de, words, words_len, WORDS_MAX);
    }
    for (int t = 0; t < x->w->topics.len; t++) {
        if (p->situation.interests & topic_bit(x->w->topics.topics[t].id))
            words_len = words_of(x->w->topics.topics[t].name_de, words, words_len, WORDS_MAX);
    }
    for (int i = 0; i < words_len; i++) {
        bool twice = false;

        for (int k = 0; k < i; k++)
            twice = twice || words[k] == words[i];
        if (!twice)
            bm25_word(x->bm25, words[i], all, len);
    }
}

/* ---- rankings ---- */

static void
sides_rank(struct candidate *c)
{
    const struct match_side_score *sides = c->match->sides;
    double mean = 0;
    double product = 0;
    double weights = 0;

    for (int i = 0; i < MATCH_SIDES; i++) {
        mean += sides[i].weight * (double)sides[i].score;
        product += sides[i].weight * log(sides[i].score + 1e-6);
        weights += sides[i].weight;
    }
    c->key[BY_ONE_SIDE] = sides[SIDE_PERSON].score;
    c->key[BY_MEAN_PLAIN] = mean / weights;
    c->key[BY_PRODUCT_PLAIN] = product / weights;
}

static void
find(const struct bench *x, struct arena *arena, const struct world_person *p,
     const struct match_experience *experience, bool plain, int limit, struct match_list *ret_list)
{
    struct match_context context = p->context;
    const struct match_ask ask = {.situation = &p->situation,
                                  .context = &context,
                                  .limit = limit,
                                  .counts = true,
                                  .plain_order = plain};

    if (experience != NULL) {
        context.correction_max = MATCH_CORRECTION_MAX;
        if (match_experience_correction(arena, x->w->catalogue, experience, p->situation.interests,
                                        &context.correction) != OK)
            abort();
    }
    if (match_find(arena, x->w->catalogue, &ask, ret_list) != OK)
        abort();
}

static void
list_rank(const struct match_list *list, struct candidate *all, int len, enum ranking ranking)
{
    for (int i = 0; i < len; i++) {
        for (int k = 0; k < list->len; k++) {
            if (list->matches[k].module == all[i].match->module)
                all[i].key[ranking] = -k;
        }
    }
}

static int
code_cmp(const struct candidate *a, const struct candidate *b)
{
    return slice_cmp(a->match->module->code, b->match->module->code);
}

static enum ranking sorted_by; /* qsort has no argument */

static int
candidate_cmp(const void *pa, const void *pb)
{
    const struct candidate *a = pa;
    const struct candidate *b = pb;

    if (a->key[sorted_by] != b->key[sorted_by])
        return a->key[sorted_by] < b->key[sorted_by] ? 1 : -1;
    if (a->match->start.n != b->match->start.n) /* the same tie rule for all: MATCH-21 */
        return a->match->start.n < b->match->start.n ? -1 : 1;
    return code_cmp(a, b);
}

static int
worth_cmp(const void *pa, const void *pb)
{
    const struct candidate *a = pa;
    const struct candidate *b = pb;

    if (a->accepted != b->accepted)
        return a->accepted ? -1 : 1;
    if (a->utility != b->utility)
        return a->utility < b->utility ? 1 : -1;
    return code_cmp(a, b);
}

/* The order of `plain`, varied by the product's own rule (MATCH-23), as order `varied`. */
static void
vary(const struct bench *x, struct arena *arena, struct candidate *all, int len,
     enum ranking varied)
{
    enum ranking plain = varied == BY_PRODUCT ? BY_PRODUCT_PLAIN : BY_MEAN_PLAIN;
    struct match_brief *briefs = arena_array(arena, struct match_brief, (size_t)len + 1);
    const struct catalogue *c = x->w->catalogue;

    sorted_by = plain;
    qsort(all, (size_t)len, sizeof *all, candidate_cmp);
    for (int i = 0; i < len; i++) {
        double points = plain == BY_PRODUCT_PLAIN ? exp(all[i].key[plain]) : all[i].key[plain];

        briefs[i] = (struct match_brief){.slot = catalogue_slot(c, all[i].match->module),
                                         .fused = (uint16_t)(100 * points + 0.5)};
    }
    diversity_order(c, briefs, len);
    for (int i = 0; i < len; i++) {
        for (int k = 0; k < len; k++) {
            if (c->modules[briefs[k].slot] == all[i].match->module)
                all[i].key[varied] = -k;
        }
    }
}

/* ---- the judge ---- */

static const double GAINS[] = {0, 1, 3, 7};

static void
grade_all(struct candidate *all, int len)
{
    qsort(all, (size_t)len, sizeof *all, worth_cmp);
    for (int i = 0; i < len && i < GRADES && all[i].accepted; i++)
        all[i].grade = i < 3 ? 3 : i < 10 ? 2 : 1;
}

static void
judge(struct bench *x, struct candidate *all, int len, enum ranking ranking)
{
    double gain = 0;
    double ideal = 0;
    bool found = false;

    sorted_by = ranking;
    qsort(all, (size_t)len, sizeof *all, candidate_cmp);
    for (int k = 0; k < FIRST && k < len; k++) {
        gain += GAINS[all[k].grade] / log2(k + 2);
        found = found || all[k].grade == 3;
        if (ranking == BY_LEARNT)
            x->result->shown[all[k].match->module->provider.n - 1]++;
        if (ranking == BY_OURS_PLAIN)
            x->result->shown_plain[all[k].match->module->provider.n - 1]++;
    }
    for (int k = 0; k < FIRST && k < len; k++)
        ideal += GAINS[k < 3 ? 3 : 2] / log2(k + 2);
    x->result->success[ranking][x->result->len] = found;
    x->result->ndcg[ranking][x->result->len] = gain / ideal;
}

static struct candidate *
candidates_of(const struct bench *x, struct arena *arena, const struct world_person *p,
              const struct match_list *list)
{
    struct candidate *all = arena_array(arena, struct candidate, (size_t)list->len + 1);

    if (list->fitting > MATCH_LIST_MAX)
        abort();
    for (int i = 0; i < list->len; i++) {
        struct candidate *c = &all[i];

        c->match = &list->matches[i];
        c->block = (int)c->match->module->id.n - 1;
        c->utility = world_utility(x->w, p, c->match, c->block);
        c->accepted = world_accepts(x->w, p, c->match, c->block);
        c->key[BY_POPULARITY] = x->bookings[c->block];
        c->key[BY_AGE] = c->block;
        c->key[BY_OURS_PLAIN] = -i;
        c->key[BY_TRUTH] =
            (c->accepted ? 100 : 0) + c->utility - 0.45 * world_pair_normal(p, c->block);
        sides_rank(c);
    }
    bm25_rank(x, p, all, list->len);
    return all;
}

/* Whether there is anything to find: ten blocks that are truly accepted. */
static bool
person_judge(struct bench *x, struct arena *arena, const struct world_person *p)
{
    struct match_list plain, list;
    struct candidate *all;
    int accepted = 0;

    find(x, arena, p, NULL, true, MATCH_LIST_MAX, &plain);
    all = candidates_of(x, arena, p, &plain);
    for (int i = 0; i < plain.len; i++)
        accepted += all[i].accepted;
    if (accepted < FIRST)
        return false;
    find(x, arena, p, NULL, false, MATCH_LIST_MAX, &list);
    list_rank(&list, all, plain.len, BY_OURS);
    for (int k = 0; k < 2; k++) {
        find(x, arena, p, x->learnt[k], false, MATCH_LIST_MAX, &list);
        list_rank(&list, all, plain.len, k == 0 ? BY_LEARNT_BLINDLY : BY_LEARNT);
    }
    vary(x, arena, all, plain.len, BY_MEAN);
    vary(x, arena, all, plain.len, BY_PRODUCT);
    grade_all(all, plain.len);
    for (int r = 0; r < RANKINGS; r++)
        judge(x, all, plain.len, (enum ranking)r);
    x->result->len++;
    return true;
}

/* ---- past lists, and what is learnt from them ---- */

static enum experience_deed
deed_of(struct world *w, const struct world_person *p, const struct match *m, int place)
{
    int block = (int)m->module->id.n - 1;
    double u = world_utility(w, p, m, block);

    if (world_unit(w) > pow(place, -0.7) || world_unit(w) > 1 / (1 + exp(1.6 - 1.2 * u)))
        return DEED_NOTHING;
    if (world_unit(w) > 1 / (1 + exp(1.2 - u)))
        return DEED_OPENED;
    if (!world_accepts(w, p, m, block))
        return DEED_KEPT;
    return world_unit(w) < 1 / (1 + exp(-0.5 - 1.5 * w->blocks[block].quality)) ? DEED_COMPLETED
                                                                                : DEED_BOOKED;
}

static void
past_list(struct bench *x, struct arena *arena, uint32_t session, struct experience_row *rows)
{
    struct world_person *p = world_person_make(x->w, arena);
    struct match_list list;

    find(x, arena, p, NULL, false, SHOWN, &list);
    for (int k = 0; k < SHOWN; k++) {
        const struct match *m = &list.matches[k < list.len ? k : 0];
        int block = (int)m->module->id.n - 1;
        enum experience_deed deed = deed_of(x->w, p, m, k + 1);
        uint64_t topics = m->module->topics;

        if (k >= list.len)
            deed = DEED_NOTHING;
        x->bookings[block] += deed >= DEED_BOOKED;
        rows[k] = (struct experience_row){
            .module = (uint32_t)block,
            .session = session,
            .provider = (uint16_t)(m->module->provider.n - 1),
            .format = (uint8_t)m->module->format,
            .overlap = (uint8_t)match_overlap(topics, p->situation.interests),
            .score = m->score,
            .position = (uint8_t)(k + 1),
            .deed = (uint8_t)deed};
    }
}

static void
learn(struct bench *x)
{
    struct arena *scratch = arena_open((size_t)1 << 30);
    struct slice *modules = arena_array(x->w->arena, struct slice, WORLD_MODULES);
    struct slice *providers = arena_array(x->w->arena, struct slice, WORLD_PROVIDERS);
    struct experience_row *rows =
        arena_array(x->w->arena, struct experience_row, (size_t)x->past * SHOWN);
    struct experience_events events = {.rows = rows,
                                       .rows_len = (size_t)x->past * SHOWN,
                                       .modules = modules,
                                       .modules_len = WORLD_MODULES,
                                       .providers = providers,
                                       .providers_len = WORLD_PROVIDERS,
                                       .sessions_len = (uint32_t)x->past,
                                       .lists_len = (uint32_t)x->past,
                                       .first = {WORLD_TODAY - 90},
                                       .last = {WORLD_TODAY - 1}};
    struct match_learning how = MATCH_LEARNING;

    for (int i = 0; i < WORLD_MODULES; i++)
        modules[i] = x->w->modules[i].code;
    for (int i = 0; i < WORLD_PROVIDERS; i++)
        providers[i] = x->w->providers[i].code;
    for (int i = 0; i < x->past; i++) {
        past_list(x, scratch, (uint32_t)i, &rows[(size_t)i * SHOWN]);
        arena_reset(scratch);
    }
    for (int k = 0; k < 2; k++) {
        how.without_positions = k == 0;
        if (match_learn(x->w->arena, &events, &how, &x->model) != OK ||
            match_experience_make(x->w->arena, x->w->catalogue, &x->model, &x->learnt[k]) != OK)
            abort();
    }
    arena_close(scratch);
}

/* ---- tables ---- */

static double
mean_of(const double *v, int len)
{
    double sum = 0;

    for (int i = 0; i < len; i++)
        sum += v[i];
    return sum / len;
}

/* Half of the 95 % interval of the mean of the differences person by person. */
static double
half_interval(const double *a, const double *b, int len)
{
    double mean = mean_of(a, len) - mean_of(b, len);
    double sum = 0;

    for (int i = 0; i < len; i++)
        sum += (a[i] - b[i] - mean) * (a[i] - b[i] - mean);
    return 1.96 * sqrt(sum / len / len);
}

static void
print_table(const struct result *r)
{
    (void)printf("| ranking | success@10 | NDCG@10 | ours cold minus it | ours warm minus it |\n"
                 "| --- | --- | --- | --- | --- |\n");
    for (int i = 0; i < RANKINGS; i++) {
        (void)printf("| %s | %.3f | %.3f |", NAMES[i], mean_of(r->success[i], r->len),
                     mean_of(r->ndcg[i], r->len));
        for (int k = 0; k < 2; k++) {
            bool is_plain = i >= BY_MEAN_PLAIN && i <= BY_OURS_PLAIN;
            int ours = k == 1 ? BY_LEARNT : is_plain ? BY_OURS_PLAIN : BY_OURS;

            if (i == ours || i == BY_TRUTH || i == BY_LEARNT || (k == 0 && i == BY_LEARNT_BLINDLY))
                (void)printf(" |");
            else
                (void)printf(" %+.3f ± %.3f |",
                             mean_of(r->ndcg[ours], r->len) - mean_of(r->ndcg[i], r->len),
                             half_interval(r->ndcg[ours], r->ndcg[i], r->len));
        }
        (void)printf("\n");
    }
}

static int
double_cmp(const void *pa, const void *pb)
{
    double a = *(const double *)pa;
    double b = *(const double *)pb;

    return (a < b) - (a > b);
}

/* How the places among the first ten are shared out among the providers. */
static void
print_exposure(const char *name, double *shown)
{
    double all = 0;
    double five = 0;
    int none = 0;

    qsort(shown, WORLD_PROVIDERS, sizeof *shown, double_cmp);
    for (int i = 0; i < WORLD_PROVIDERS; i++) {
        all += shown[i];
        five += i < 5 ? shown[i] : 0;
        none += shown[i] == 0;
    }
    (void)printf("| %s | %.1f %% | %.1f %% | %d of %d |\n", name, 100 * shown[0] / all,
                 100 * five / all, none, WORLD_PROVIDERS);
}

static void
bench_seed(struct result *result, uint64_t seed, int people, int past)
{
    struct arena *scratch = arena_open((size_t)1 << 30);
    struct bench *x;
    struct world *w = world_open(seed);

    x = arena_new(w->arena, struct bench);
    *x = (struct bench){.w = w, .people = people, .past = past, .result = result};
    x->bm25 = bm25_make(w);
    learn(x);
    for (int i = 0; i < people;) {
        i += person_judge(x, scratch, world_person_make(w, scratch));
        arena_reset(scratch);
    }
    (void)fprintf(stderr,
                  "bench: region %llu: %d people; learnt: twice as many choices = %.1f points, "
                  "place 5 looked at %.2f (true 0.32), 10 %.2f (0.20), 20 %.2f (0.12)\n",
                  (unsigned long long)seed, people, x->model.doubling_milli / 1000.0,
                  x->model.examination_milli[4] / 1000.0, x->model.examination_milli[9] / 1000.0,
                  x->model.examination_milli[19] / 1000.0);
    arena_close(scratch);
    world_close(w);
}

int
main(int argc, char **argv)
{
    static const char *const seeds[] = {"101", "102", "103", "104", "105", "106"};
    bool quick = argc > 1 && strcmp(argv[1], "--quick") == 0;
    int given = argc - 1 - quick;
    int seeds_len = given > 0 ? given : quick ? 1 : (int)ARRAY_LEN(seeds);
    int people = quick ? 60 : 300;
    struct arena *arena = arena_open((size_t)1 << 30);
    struct result *r = arena_new(arena, struct result);

    for (int i = 0; i < RANKINGS; i++) {
        r->success[i] = arena_array(arena, double, (size_t)(people * seeds_len));
        r->ndcg[i] = arena_array(arena, double, (size_t)(people * seeds_len));
    }
    for (int i = 0; i < seeds_len; i++)
        bench_seed(r, strtoull(given > 0 ? argv[1 + quick + i] : seeds[i], NULL, 10), people,
                   quick ? 400 : 4000);
    (void)printf("%d people in %d regions of %d blocks, 95 %% intervals person by person\n\n",
                 r->len, seeds_len, WORLD_MODULES);
    print_table(r);
    (void)printf("\n| places in the first ten | largest provider | five largest | never shown |\n"
                 "| --- | --- | --- | --- |\n");
    print_exposure("ours, cold, without variety", r->shown_plain);
    print_exposure("ours, warm", r->shown);
    arena_close(arena);
    return 0;
}
