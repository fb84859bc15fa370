/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The writer: one thread, one connection, group commit.
 *
 * Callers put their use case into a bounded queue and wait. The writer begins a
 * transaction, runs whatever waits (at most DB_GROUP_MAX), each inside a savepoint,
 * commits once and only then answers all of them: one fsync for the whole group, and
 * nobody is told "done" before it. While it waits for the disk the next group gathers, so
 * groups grow by themselves under load and nobody waits for company when there is none.
 *
 * A use case that fails is rolled back to its savepoint; the others do not notice.
 * When COMMIT or the file itself fails, everybody in the group gets that failure, and
 * writing stops until the operator has looked: db_health() tells.
 *
 * When nothing was written for a while the write-ahead log is emptied: until then it still
 * holds what people have deleted.
 */
#include "storage/driver_sqlite.h"

#include <stdio.h>
#include <string.h>

#include "storage/steady_wait.h"

enum { LOG_KEPT_SECONDS = 5 };

/* The first that waits, when it is a use case, or (`scrub`) when it is none. */
static struct sqlite_job *
job_take(struct sqlite_database *d, bool scrub)
{
    struct sqlite_job *job;

    pthread_mutex_lock(&d->lock);
    job = d->first;
    if (job != NULL && (job->use_case == NULL) != scrub)
        job = NULL;
    if (job != NULL) {
        d->first = job->next;
        if (d->first == NULL)
            d->last = NULL;
        d->waiting--;
    }
    pthread_mutex_unlock(&d->lock);
    return job;
}

static void
stop_writing(struct sqlite_database *d, const char *why)
{
    pthread_mutex_lock(&d->lock);
    if (!d->read_only) {
        d->read_only = true;
        (void)snprintf(d->reason, sizeof d->reason, "writing stopped: %s", why);
    }
    pthread_mutex_unlock(&d->lock);
}

static void
job_run(struct sqlite_conn *c, struct sqlite_job *job)
{
    bool savepoints = !c->db.database->options.control_without_savepoints;
    enum err e = savepoints ? sqlite_conn_exec(c, "SAVEPOINT use_case", NULL) : OK;

    if (e == OK) {
        driver_enter(&c->db, job->ctx, true);
        e = job->use_case(&c->db, job->arg);
        e = driver_leave(&c->db, e);
    }
    job->answer = e;
    /* Without a transaction there is no savepoint either: SQLite gave up on the whole group. */
    if (!sqlite_conn_in_transaction(c)) {
        c->broken = true;
        return;
    }
    if (!savepoints)
        return;
    if (e != OK && sqlite_conn_exec(c, "ROLLBACK TO use_case", NULL) != OK)
        c->broken = true;
    if (sqlite_conn_exec(c, "RELEASE use_case", NULL) != OK)
        c->broken = true;
}

/* Runs what waits; answers the number of jobs in `group`. */
static int
group_run(struct sqlite_database *d, struct sqlite_job **group, int len)
{
    while (len < DB_GROUP_MAX && !d->writer->broken) {
        struct sqlite_job *job = job_take(d, false);

        if (job == NULL)
            break;
        job_run(d->writer, job);
        group[len++] = job;
    }
    return len;
}

/* `group_failure`: what kept the whole group from being durable, or OK. */
static void
group_answer(struct sqlite_database *d, struct sqlite_job **group, int len, enum err group_failure,
             const char *why)
{
    pthread_mutex_lock(&d->lock);
    for (int i = 0; i < len; i++) {
        struct sqlite_job *job = group[i];

        if (group_failure != OK && job->answer == OK)
            job->answer = fail(job->ctx, group_failure, "write to the SQLite file: %s", why);
        d->use_cases += job->answer == OK;
        d->busy += job->answer == ERR_BUSY;
        job->done = true;
        pthread_cond_signal(&job->answered);
    }
    d->commits += group_failure == OK && len > 0;
    pthread_mutex_unlock(&d->lock);
}

static void
group_commit(struct sqlite_database *d)
{
    struct sqlite_conn *c = d->writer;
    struct sqlite_job *group[DB_GROUP_MAX];
    char kept[sizeof c->why] = "";
    const char *why = "";
    enum err e = sqlite_conn_exec(c, "BEGIN IMMEDIATE", &why);
    int len = 0;

    if (e == OK)
        len = group_run(d, group, 0);
    else if ((group[0] = job_take(d, false)) != NULL)
        len = 1; /* the others get their own try */
    if (e == OK && c->broken)
        e = ERR_IO;
    else if (e == OK)
        e = sqlite_conn_exec(c, "COMMIT", &why);
    (void)snprintf(kept, sizeof kept, "%s", c->broken ? c->why : why);
    if (e != OK && sqlite_conn_in_transaction(c) && sqlite_conn_exec(c, "ROLLBACK", NULL) != OK)
        c->broken = true;
    if (c->broken)
        stop_writing(d, kept);
    group_answer(d, group, len, e, kept);
}

static void
refuse_all(struct sqlite_database *d)
{
    struct sqlite_job *job;

    while ((job = job_take(d, false)) != NULL || (job = job_take(d, true)) != NULL)
        group_answer(d, &job, 1, ERR_IO, d->reason);
}

/* With the lock. False when nothing came for LOG_KEPT_SECONDS although something was written. */
static bool
work_wait(struct sqlite_database *d, bool written)
{
    struct timespec until = steady_in(LOG_KEPT_SECONDS * 1000);
    bool waits = true;

    while (d->first == NULL && !d->stop && waits) {
        if (written)
            waits = steady_wait(&d->work, &d->lock, until);
        else
            (void)pthread_cond_wait(&d->work, &d->lock);
    }
    return d->first != NULL || d->stop;
}

/*
 * A page that was split or joined keeps copies of rows behind its used part; when such a row is
 * deleted later, secure_delete overwrites the row and not the copy. Only a file written anew
 * has none. The copy is made in a temporary file: in memory it might not have room.
 */
static enum err
file_rewrite(struct sqlite_conn *c, const char **ret_why)
{
    enum err e = sqlite_conn_exec(c, "PRAGMA temp_store=FILE", ret_why);

    if (e == OK)
        e = sqlite_conn_exec(c, "VACUUM", ret_why);
    if (sqlite_conn_exec(c, "PRAGMA temp_store=MEMORY", NULL) != OK)
        c->broken = true;
    return e;
}

static void
scrub_run(struct sqlite_database *d, struct sqlite_job *job)
{
    struct sqlite_conn *c = d->writer;
    int wait_ms = d->database.options.wait_ms_max;
    const char *why = "a reader is in the log";
    enum err e = file_rewrite(c, &why);

    if (e == OK)
        e = sqlite_conn_empty_log(c, wait_ms, wait_ms);
    if (c->broken)
        stop_writing(d, c->why);
    job->answer = OK;
    group_answer(d, &job, 1, e, why);
}

/* Whether it is empty now; a reader in the middle of it is waited for until the next time. */
static bool
log_empty(struct sqlite_database *d)
{
    struct sqlite_conn *c = d->writer;
    /* readers come first */
    bool emptied = sqlite_conn_empty_log(c, 0, d->database.options.wait_ms_max) == OK;

    if (c->broken)
        stop_writing(d, c->why);
    return emptied || c->broken;
}

static void *
writer_main(void *arg)
{
    struct sqlite_database *d = arg;
    bool written = false;

    pthread_mutex_lock(&d->lock);
    for (;;) {
        bool work = work_wait(d, written);

        if (work && d->first == NULL)
            break;
        pthread_mutex_unlock(&d->lock);
        if (!work) {
            written = !log_empty(d);
        } else if (d->read_only) {
            refuse_all(d);
            written = false;
        } else {
            struct sqlite_job *scrub = job_take(d, true);

            if (scrub != NULL)
                scrub_run(d, scrub);
            else
                group_commit(d);
            written = true;
        }
        pthread_mutex_lock(&d->lock);
    }
    pthread_mutex_unlock(&d->lock);
    return NULL;
}

enum err
sqlite_writer_start(struct sqlite_database *d, struct ctx *ctx)
{
    TRY(sqlite_conn_open(d, ctx, true, &d->writer));
    if (pthread_create(&d->thread, NULL, writer_main, d) != 0) {
        sqlite_conn_close(d->writer);
        d->writer = NULL;
        return fail(ctx, ERR_IO, "open the SQLite file: no thread for writing");
    }
    return OK;
}

void
sqlite_writer_stop(struct sqlite_database *d)
{
    if (d->writer == NULL)
        return;
    pthread_mutex_lock(&d->lock);
    d->stop = true;
    pthread_cond_signal(&d->work);
    pthread_mutex_unlock(&d->lock);
    (void)pthread_join(d->thread, NULL);
    sqlite_conn_close(d->writer);
    d->writer = NULL;
}

enum err
sqlite_scrub(struct database *database, struct ctx *ctx, const char *const *tables,
             size_t tables_len)
{
    (void)tables; /* the whole file */
    (void)tables_len;
    return sqlite_write(database, ctx, NULL, NULL);
}

enum err
sqlite_write(struct database *database, struct ctx *ctx, db_use_case *use_case, void *arg)
{
    struct sqlite_database *d = (struct sqlite_database *)(void *)database;
    struct sqlite_job job = {.ctx = ctx, .use_case = use_case, .arg = arg};

    assert(!pthread_equal(pthread_self(), d->thread)); /* a use case calls no db_write() */
    pthread_mutex_lock(&d->lock);
    assert(!d->stop);
    if (d->waiting >= d->database.options.queue_max) {
        d->busy++;
        pthread_mutex_unlock(&d->lock);
        return fail(ctx, ERR_BUSY, "write: %d use cases are waiting already",
                    d->database.options.queue_max);
    }
    pthread_cond_init(&job.answered, NULL);
    if (d->last != NULL)
        d->last->next = &job;
    else
        d->first = &job;
    d->last = &job;
    d->waiting++;
    pthread_cond_signal(&d->work);
    while (!job.done)
        pthread_cond_wait(&job.answered, &d->lock);
    pthread_mutex_unlock(&d->lock);
    pthread_cond_destroy(&job.answered);
    return job.answer;
}
