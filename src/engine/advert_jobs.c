/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Profiles like an advertisement: the cosine of the angle between both, with competences that few
 * profiles have counting more, and words of the profile's name in the title of the advertisement.
 */
#include <math.h>

#include "engine/advert_parts.h"

#define SHARE_NAME 0.4 /* of the likeness; the rest is the cosine */
#define JOB_LIKENESS_MIN 0.15

struct jobs {
    const struct advert_ask *ask;
    const struct advert_proposal *p;
    struct arena *arena;
    double worth[COMPETENCES_MAX]; /* of a competence: ln(1 + profiles / those with it) */
    double wanted[COMPETENCES_MAX];
    int library;        /* profiles that are nobody's copy */
    struct words stems; /* of the names of profiles */
    uint32_t *named;    /* by stem: profiles with it in their name */
    size_t named_size;
    struct words title; /* stems of the title, parts too */
};

static bool
is_of_library(const struct job_profile *job)
{
    return job->organisation.n == 0;
}

static void
weigh(struct jobs *j)
{
    int with[COMPETENCES_MAX] = {0};

    for (int i = 0; i < j->ask->jobs_len; i++) {
        const struct job_profile *job = &j->ask->jobs[i];

        if (!is_of_library(job))
            continue;
        j->library++;
        for (int k = 0; k < job->targets_len; k++)
            with[job->targets[k].competence.n]++;
    }
    for (int c = 0; c < COMPETENCES_MAX; c++)
        j->worth[c] = with[c] > 0 ? log(1.0 + (double)j->library / with[c]) : 1;
    for (int i = 0; i < j->p->needs_len; i++) {
        const struct advert_need *n = &j->p->needs[i];

        if (n->strength != ADVERT_WEAK)
            j->wanted[n->competence->id.n] = n->weight * j->worth[n->competence->id.n];
    }
}

/* --- names --------------------------------------------------------------- */

/* Each stem of a text, its parts too, once. */
static enum err
stems_of(struct jobs *j, struct stem *stem, struct slice text, struct words *ret_stems)
{
    struct tokens tokens = tokens_init(text);
    struct token t;
    uint32_t number = 0;

    *ret_stems = words_init(j->arena);
    while (tokens_next(&tokens, &t)) {
        if (!token_is_stop_word(token_word(&t)))
            TRY(words_add(ret_stems, stem_word(stem, token_word(&t)), &number));
    }
    return OK;
}

static enum err
names_count(struct jobs *j, struct stem *stem)
{
    j->stems = words_init(j->arena);
    for (int i = 0; i < j->ask->jobs_len; i++) {
        struct words of;

        if (!is_of_library(&j->ask->jobs[i]))
            continue;
        TRY(stems_of(j, stem, j->ask->jobs[i].name_de, &of));
        for (uint32_t k = 0; k < of.len; k++) {
            uint32_t before = j->stems.len;
            uint32_t number = 0;
            void *named = j->named;

            TRY(words_add(&j->stems, of.folded[k], &number));
            if (j->stems.len > before) {
                TRY(arena_grow(j->arena, &named, before, &j->named_size, sizeof *j->named));
                j->named = named;
                j->named[number] = 0;
            }
            j->named[number]++;
        }
    }
    return stems_of(j, stem, j->p->title, &j->title);
}

/* Whether a stem of the title is this one, or has it at its beginning or end: "Vergabestelle". */
static bool
title_has(const struct jobs *j, struct slice stem)
{
    enum { PART_LETTERS_MIN = 5 };

    for (uint32_t i = 0; i < j->title.len; i++) {
        struct slice t = j->title.folded[i];

        if (slice_eq(t, stem) ||
            (stem.len >= PART_LETTERS_MIN && (slice_starts(t, stem) || slice_ends(t, stem))))
            return true;
    }
    return false;
}

/* Which share of its name stands in the title, rare words counting more; 0..1. */
static enum err
name_share(struct jobs *j, struct stem *stem, const struct job_profile *job, double *ret_share)
{
    struct words of;
    double all = 0;
    double found = 0;

    TRY(stems_of(j, stem, job->name_de, &of));
    for (uint32_t i = 0; i < of.len; i++) {
        uint32_t number = words_number(&j->stems, of.folded[i]);
        double worth = log((1.0 + j->library) / j->named[number]);

        all += worth;
        if (title_has(j, of.folded[i]))
            found += worth;
    }
    *ret_share = all > 0 ? found / all : 0;
    return OK;
}

/* --- likeness ------------------------------------------------------------ */

static double
cosine(const struct jobs *j, const struct job_profile *job, int *ret_shared)
{
    double both = 0;
    double ours = 0;
    double theirs = 0;

    *ret_shared = 0;
    for (int c = 0; c < COMPETENCES_MAX; c++)
        ours += j->wanted[c] * j->wanted[c];
    for (int i = 0; i < job->targets_len; i++) {
        uint16_t c = job->targets[i].competence.n;
        double weight = job->targets[i].weight * j->worth[c];

        theirs += weight * weight;
        both += weight * j->wanted[c];
        *ret_shared += j->wanted[c] > 0;
    }
    return ours > 0 && theirs > 0 ? both / sqrt(ours * theirs) : 0;
}

static void
keep_best(struct advert_proposal *p, const struct advert_job *job)
{
    int at = p->jobs_len;

    while (at > 0 && p->jobs[at - 1].likeness < job->likeness)
        at--;
    if (at == ADVERT_JOBS_SHOWN)
        return;
    if (p->jobs_len < ADVERT_JOBS_SHOWN)
        p->jobs_len++;
    for (int i = p->jobs_len - 1; i > at; i--)
        p->jobs[i] = p->jobs[i - 1];
    p->jobs[at] = *job;
}

enum err
advert_jobs(struct arena *a, const struct advert_ask *ask, struct advert_proposal *p)
{
    CLEANUP(stem_cleanup) struct stem *stem = stem_open();
    struct jobs *j = arena_new(a, struct jobs);

    if (stem == NULL || j == NULL)
        return ERR_LIMIT;
    *j = (struct jobs){.ask = ask, .p = p, .arena = a};
    weigh(j);
    TRY(names_count(j, stem));
    for (int i = 0; i < ask->jobs_len; i++) {
        struct advert_job job = {.job = &ask->jobs[i]};
        double share = 0;

        if (!is_of_library(job.job))
            continue;
        TRY(name_share(j, stem, job.job, &share));
        job.likeness = SHARE_NAME * share + (1 - SHARE_NAME) * cosine(j, job.job, &job.shared);
        job.named = share >= 0.5;
        if (job.shared > 0 && job.likeness >= JOB_LIKENESS_MIN)
            keep_best(p, &job);
    }
    return OK;
}
