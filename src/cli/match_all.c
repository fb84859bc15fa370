/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Threads take chunks in order, match, and write in order: whoever has finished a chunk waits for
 * its turn. So the file grows from the front only and ends, whenever the run is killed, in whole
 * chunks and at most one that is cut.
 */
#include "cli/match_all.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/text.h"
#include "cli/match_all_file.h"

enum {
    CHUNK_BYTES_MAX = 64 << 20,
    ROOM_BYTES = 4 << 20, /* for one person; kept from one to the next */
    SCRATCH_BYTES_MAX = 256 << 20,
    SYNC_CHUNKS = 64,
};

/* Shared by the threads, under the lock. */
struct job {
    const struct match_all *all;
    FILE *out;
    pthread_mutex_t lock;
    pthread_cond_t turn;
    size_t next;    /* chunk to take */
    size_t written; /* chunks in the file */
    size_t begun_at;
    struct timespec begun;
    enum err error;
    char message[sizeof((struct failure *)NULL)->message];
};

static double
seconds_since(const struct timespec *begun)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - begun->tv_sec) + (double)(now.tv_nsec - begun->tv_nsec) / 1e9;
}

static void
tell_progress(const struct job *job)
{
    size_t all = job->all->people.chunks_len;
    double seconds = seconds_since(&job->begun);
    size_t done = job->written - job->begun_at;

    if (job->all->quiet || (job->written % SYNC_CHUNKS != 0 && job->written != all) || done == 0)
        return;
    (void)fprintf(stderr, "match --all: %zu of %zu chunks, %.0f people a second, %.0f s left\n",
                  job->written, all, (double)done * MATCH_ALL_CHUNK / seconds,
                  seconds / (double)done * (double)(all - job->written));
}

/* One thread's own. */
struct worker {
    struct job *job;
    pthread_t thread;
    FILE *people;
    struct arena *arena; /* of one person */
    struct arena *chunk; /* of one chunk */
    struct person_line *person;
    struct ctx ctx;
};

static void
job_fail(struct job *job, enum err e, const char *message)
{
    (void)pthread_mutex_lock(&job->lock);
    if (job->error == OK) {
        job->error = e;
        (void)snprintf(job->message, sizeof job->message, "%s", message);
    }
    (void)pthread_cond_broadcast(&job->turn);
    (void)pthread_mutex_unlock(&job->lock);
}

/* The bytes of the people of a chunk. */
static enum err
chunk_read(struct worker *w, size_t number, struct slice *ret_lines)
{
    const struct match_people *people = &w->job->all->people;
    size_t len = (size_t)(people->chunks_at[number + 1] - people->chunks_at[number]);
    char *bytes = arena_alloc(w->chunk, len + 1, 1);

    if (bytes == NULL)
        return fail(&w->ctx, ERR_LIMIT, "no memory for a chunk of people");
    if (fseeko(w->people, (off_t)people->chunks_at[number], SEEK_SET) != 0 ||
        fread(bytes, 1, len, w->people) != len)
        return fail(&w->ctx, ERR_IO, "%s cannot be read again; did it change?", people->path);
    *ret_lines = (struct slice){bytes, len};
    return OK;
}

/* One person's line. */
static enum err
person_put(struct worker *w, struct slice line, struct text *out)
{
    const struct match_all *all = w->job->all;
    struct match_context context;
    struct match_briefs briefs;
    struct match_ask ask;
    enum err e;

    TRY(person_line_read(&w->ctx, line, all->people.first_day, w->person));
    ask = crowd_ask(all->people.crowd, w->person, all->top, &context);
    e = match_best(w->arena, all->catalogue, &ask, false, &briefs);
    if (e != OK)
        return fail(&w->ctx, e, "matching failed: %s", err_name(e));
    match_all_put(out, all->catalogue, w->person->id, &briefs);
    arena_reset(w->arena);
    return OK;
}

static enum err
chunk_put(struct worker *w, size_t number, struct text *out)
{
    struct slice lines;
    struct slice line;
    int64_t people = 0;

    TRY(chunk_read(w, number, &lines));
    while (slice_next(&lines, '\n', &line)) {
        if (slice_ends(line, SLICE("\r")))
            line.len--;
        if (number == 0 && people == 0 && slice_starts(line, SLICE("\xef\xbb\xbf")))
            line = slice_sub(line, 3, line.len);
        TRY(person_put(w, line, out));
        people++;
    }
    match_all_put_end(out, number, people);
    return !out->failed ? OK : fail(&w->ctx, ERR_LIMIT, "the lists of a chunk are too long");
}

/* In turn; every now and then what was written is made to last. */
static enum err
chunk_write(struct job *job, size_t number, const struct text *out)
{
    enum err e;

    (void)pthread_mutex_lock(&job->lock);
    while (job->written != number && job->error == OK)
        (void)pthread_cond_wait(&job->turn, &job->lock);
    e = job->error;
    if (e == OK && (fwrite(out->at, 1, out->len, job->out) != out->len || fflush(job->out) != 0 ||
                    (number % SYNC_CHUNKS == 0 && fdatasync(fileno(job->out)) != 0))) {
        e = job->error = ERR_IO;
        (void)snprintf(job->message, sizeof job->message, "%s cannot be written: %s",
                       job->all->out_path, strerror(errno));
    }
    if (e == OK) {
        job->written++;
        tell_progress(job);
    }
    (void)pthread_cond_broadcast(&job->turn);
    (void)pthread_mutex_unlock(&job->lock);
    return e;
}

static bool
chunk_take(struct job *job, size_t *ret_number)
{
    bool taken;

    (void)pthread_mutex_lock(&job->lock);
    taken = job->error == OK && job->next < job->all->people.chunks_len;
    if (taken)
        *ret_number = job->next++;
    (void)pthread_mutex_unlock(&job->lock);
    return taken;
}

static void *
worker_run(void *arg)
{
    struct worker *w = arg;
    size_t number;

    while (chunk_take(w->job, &number)) {
        struct text out = text_init(w->chunk, CHUNK_BYTES_MAX);
        enum err e = chunk_put(w, number, &out);

        if (e != OK) {
            job_fail(w->job, e, ctx_message(&w->ctx, e));
            break;
        }
        if (chunk_write(w->job, number, &out) != OK)
            break;
        arena_reset(w->chunk);
    }
    return NULL;
}

static enum err
worker_open(struct ctx *ctx, struct job *job, struct worker *w)
{
    *w = (struct worker){.job = job,
                         .arena = arena_open(SCRATCH_BYTES_MAX),
                         .chunk = arena_open(SCRATCH_BYTES_MAX),
                         .person = arena_new(ctx->arena, struct person_line)};
    if (w->arena == NULL || w->chunk == NULL || w->person == NULL ||
        arena_alloc(w->arena, ROOM_BYTES, 64) == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for a thread");
    arena_reset(w->arena);
    w->ctx.arena = w->chunk;
    w->people = fopen(job->all->people.path, "re");
    if (w->people == NULL)
        return fail(ctx, ERR_IO, "%s cannot be opened: %s", job->all->people.path, strerror(errno));
    return OK;
}

static void
worker_close(struct worker *w)
{
    if (w->people != NULL)
        (void)fclose(w->people);
    arena_close(w->arena);
    arena_close(w->chunk);
}

static enum err
job_run(struct ctx *ctx, struct job *job)
{
    struct worker workers[MATCH_ALL_THREADS_MAX];
    int opened = 0;
    int started = 0;
    enum err e = OK;

    while (e == OK && opened < job->all->threads)
        e = worker_open(ctx, job, &workers[opened++]);
    while (e == OK && started < opened) {
        if (pthread_create(&workers[started].thread, NULL, worker_run, &workers[started]) != 0)
            e = fail(ctx, ERR_LIMIT, "a thread cannot be started");
        else
            started++;
    }
    if (e != OK)
        job_fail(job, e, "not all threads started");
    for (int i = 0; i < started; i++)
        (void)pthread_join(workers[i].thread, NULL);
    for (int i = 0; i < opened; i++)
        worker_close(&workers[i]);
    if (e == OK && job->error != OK)
        e = fail(ctx, job->error, "%s", job->message);
    return e;
}

enum err
match_all_run(struct ctx *ctx, const struct match_all *all)
{
    struct job job = {
        .all = all, .lock = PTHREAD_MUTEX_INITIALIZER, .turn = PTHREAD_COND_INITIALIZER};
    enum err e;

    TRY(match_all_open(ctx, all, &job.out, &job.written));
    job.next = job.begun_at = job.written;
    (void)clock_gettime(CLOCK_MONOTONIC, &job.begun);
    e = job_run(ctx, &job);
    if (e == OK && (fflush(job.out) != 0 || fdatasync(fileno(job.out)) != 0))
        e = fail(ctx, ERR_IO, "%s cannot be written: %s", all->out_path, strerror(errno));
    (void)fclose(job.out);
    if (e == OK && !all->quiet)
        (void)fprintf(stderr, "match --all: %lld people, %u blocks, %.1f s for %zu chunks\n",
                      (long long)all->people.people_len, all->catalogue->modules_len,
                      seconds_since(&job.begun), job.written - job.begun_at);
    return e;
}
