/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A table of orders under one lock. A thread takes the most urgent, oldest one, makes
 * the plan without the lock, and puts a copy into the table. Who waits looks
 * again whenever something was made. The table is small: looking through it takes
 * microseconds, a plan milliseconds.
 */
#include "service/plan_desk.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#include "service/plan_order.h"
#include "storage/steady_wait.h"

enum {
    THREADS_MAX = 8,
    WORK_BYTES_MAX = 256 << 20, /* plan_solve.h */
    PLAN_BYTES_MAX = 1 << 20,
    ENTRY_BYTES_LEAST = 16384, /* an arena takes so much at once */
    /* What a plan may cost is counted in steps, so that it is the same on a busy machine and an
     * idle one; only a much slower processor, and who waits too long, are met by clocks. */
    STEPS_PER_MS = 600000, /* 2000 x 30, seed 4: 1.0e9 in 1.7 s */
    WORK_TIMES = 3,        /* how much more processor time than ordered a making may take */
    WALL_TIMES = 6,        /* how much longer than ordered */
};

enum entry_state { ENTRY_FREE, ENTRY_WAITING, ENTRY_RUNNING, ENTRY_READY };

struct entry {
    enum entry_state state;
    bool urgent;          /* somebody waits for it */
    atomic_bool unwanted; /* forgotten while it is made */
    struct keyed_hash key;
    struct keyed_hash person;
    uint64_t serial;     /* of the snapshot */
    uint64_t turn;       /* when it was ordered, and later used */
    struct arena *arena; /* the order while it waits, then the plan */
    struct plan_order order;
    struct situation situation;
    struct replan_before before;
    struct curriculum plan;
    enum err error; /* when it is ready: what became of it */
    size_t bytes;
};

struct plan_desk {
    struct arena *arena;
    struct plan_desk_options options;
    struct hash_key key;
    pthread_mutex_t lock; /* of all that follows */
    pthread_cond_t work;  /* something waits, or the end has come */
    pthread_cond_t made;
    pthread_t threads[THREADS_MAX];
    int threads_len;
    int in_background; /* running orders that nobody waits for */
    atomic_bool stopping;
    uint64_t turn;
    uint64_t newest; /* serial */
    struct entry *entries;
    struct plan_desk_counts counts;
};

struct plan_desk_options
plan_desk_default(void)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    int threads = processors < 1 ? 2 : processors < THREADS_MAX ? (int)processors + 1 : THREADS_MAX;

    return (struct plan_desk_options){.threads_max = threads,
                                      .kept_max = PLANS_KEPT_MAX,
                                      .bytes_max = PLANS_BYTES_MAX,
                                      .make = curriculum_make,
                                      .explain = curriculum_explain,
                                      .replan = curriculum_replan};
}

enum err
plan_desk_open(const struct plan_desk_options *options, struct plan_desk **ret_desk)
{
    struct arena *arena =
        arena_open(sizeof(struct plan_desk) + sizeof(struct entry) * PLANS_KEPT_MAX + 1024);
    struct plan_desk *d = arena ? arena_new(arena, struct plan_desk) : NULL;

    assert(options->kept_max > 0 && options->kept_max <= PLANS_KEPT_MAX);
    if (d != NULL)
        d->entries = arena_array(arena, struct entry, (size_t)options->kept_max);
    if (d == NULL || d->entries == NULL) {
        arena_close(arena);
        return ERR_LIMIT;
    }
    if (getrandom(&d->key, sizeof d->key, 0) != (ssize_t)sizeof d->key) {
        arena_close(arena);
        return ERR_IO;
    }
    d->arena = arena;
    d->options = *options;
    if (d->options.threads_max > THREADS_MAX)
        d->options.threads_max = THREADS_MAX;
    (void)pthread_mutex_init(&d->lock, NULL);
    (void)pthread_cond_init(&d->work, NULL);
    steady_cond_init(&d->made);
    *ret_desk = d;
    return OK;
}

/* The table. All of it under the lock. */

static void
entry_free(struct plan_desk *d, struct entry *e)
{
    if (e->state == ENTRY_READY) {
        d->counts.kept--;
        d->counts.bytes -= e->bytes;
    }
    if (e->state == ENTRY_WAITING) {
        d->counts.waiting--;
        d->options.release(d->options.owner, e->order.snap);
    }
    arena_close(e->arena);
    memset(&e->situation, 0, sizeof e->situation);
    e->arena = NULL;
    e->state = ENTRY_FREE;
}

static struct entry *
entry_find(struct plan_desk *d, struct keyed_hash key)
{
    for (int i = 0; i < d->options.kept_max; i++) {
        struct entry *e = &d->entries[i];

        if (e->state != ENTRY_FREE && keyed_hash_same(e->key, key) && !e->unwanted)
            return e;
    }
    return NULL;
}

/* The longest unused one in this state; NULL when there is none. */
static struct entry *
entry_oldest(struct plan_desk *d, enum entry_state state, bool urgent_too)
{
    struct entry *oldest = NULL;

    for (int i = 0; i < d->options.kept_max; i++) {
        struct entry *e = &d->entries[i];

        if (e->state == state && (urgent_too || !e->urgent) &&
            (oldest == NULL || e->turn < oldest->turn))
            oldest = e;
    }
    return oldest;
}

/* Room for one more order: what waits for nobody goes first, then what was longest unused. */
static struct entry *
entry_make_room(struct plan_desk *d)
{
    struct entry *e;

    if (d->counts.waiting >= PLANS_QUEUE_MAX) {
        e = entry_oldest(d, ENTRY_WAITING, false);
        if (e == NULL)
            return NULL;
        entry_free(d, e);
        d->counts.dropped++;
        return e;
    }
    for (int i = 0; i < d->options.kept_max; i++) {
        if (d->entries[i].state == ENTRY_FREE)
            return &d->entries[i];
    }
    e = entry_oldest(d, ENTRY_READY, true);
    if (e == NULL)
        e = entry_oldest(d, ENTRY_WAITING, false);
    if (e != NULL) {
        entry_free(d, e);
        d->counts.dropped++;
    }
    return e;
}

static void
renew(struct plan_desk *d, uint64_t serial)
{
    if (serial <= d->newest)
        return;
    d->newest = serial;
    for (int i = 0; i < d->options.kept_max; i++) {
        if (d->entries[i].state == ENTRY_READY && d->entries[i].serial < serial)
            entry_free(d, &d->entries[i]);
    }
}

static void *plan_maker(void *arg);

static bool
threads_begin(struct plan_desk *d)
{
    while (d->threads_len < d->options.threads_max) {
        if (pthread_create(&d->threads[d->threads_len], NULL, plan_maker, d) != 0)
            break;
        d->threads_len++;
    }
    return d->threads_len > 0;
}

static enum err
entry_begin(struct plan_desk *d, const struct plan_order *order, struct keyed_hash key,
            struct entry **ret_entry)
{
    struct arena *arena;
    struct entry *e;

    renew(d, order->snap->serial);
    if (!threads_begin(d))
        return ERR_LIMIT;
    e = entry_make_room(d);
    if (e == NULL)
        return ERR_BUSY;
    arena = arena_open(PLAN_BYTES_MAX);
    if (arena == NULL || plan_order_situation_copy(arena, order->situation, &e->situation) != OK ||
        plan_order_before_copy(arena, order->before, &e->before) != OK) {
        arena_close(arena);
        return ERR_LIMIT;
    }
    d->options.hold(d->options.owner, order->snap);
    e->state = ENTRY_WAITING;
    e->urgent = false;
    e->unwanted = false;
    e->key = key;
    e->person = plan_order_person_hash(order->person, d->key);
    e->serial = order->snap->serial;
    e->turn = ++d->turn;
    e->arena = arena;
    e->order = *order;
    e->order.situation = &e->situation;
    e->order.before = order->before == NULL ? NULL : &e->before;
    d->counts.waiting++;
    *ret_entry = e;
    return OK;
}

static struct entry *
entry_next(struct plan_desk *d)
{
    bool urgent_alone = d->threads_len > 1 && d->in_background >= d->threads_len - 1;
    struct entry *next = NULL;

    for (int i = 0; i < d->options.kept_max; i++) {
        struct entry *e = &d->entries[i];

        if (e->state == ENTRY_WAITING && (e->urgent || !urgent_alone) &&
            (next == NULL || (e->urgent && !next->urgent) ||
             (e->urgent == next->urgent && e->turn < next->turn)))
            next = e;
    }
    return next;
}

/* The threads */

struct making {
    struct plan_desk *desk;
    struct entry *entry;
    struct timespec worked_until; /* CLOCK_THREAD_CPUTIME_ID */
    struct timespec until;        /* CLOCK_MONOTONIC */
};

static struct timespec
clock_in(clockid_t clock, int ms)
{
    struct timespec t;

    (void)clock_gettime(clock, &t);
    t.tv_sec += ms / 1000;
    t.tv_nsec += (long)(ms % 1000) * 1000000;
    if (t.tv_nsec >= 1000000000) {
        t.tv_sec++;
        t.tv_nsec -= 1000000000;
    }
    return t;
}

static bool
clock_is_before(clockid_t clock, struct timespec until)
{
    struct timespec now;

    (void)clock_gettime(clock, &now);
    return now.tv_sec < until.tv_sec || (now.tv_sec == until.tv_sec && now.tv_nsec < until.tv_nsec);
}

static bool
making_goes_on(void *arg)
{
    const struct making *m = arg;

    return !m->desk->stopping && !m->entry->unwanted &&
           clock_is_before(CLOCK_THREAD_CPUTIME_ID, m->worked_until) &&
           clock_is_before(CLOCK_MONOTONIC, m->until);
}

/* The same without an explanation, made before. */
static bool
plan_is_there(struct plan_desk *d, const struct plan_order *order, struct arena *a,
              struct curriculum *ret_plan)
{
    struct plan_order plain = *order;
    struct entry *e;
    bool there;

    plain.explains = false;
    (void)pthread_mutex_lock(&d->lock);
    e = entry_find(d, plan_order_hash(&plain, d->key));
    there = e != NULL && e->state == ENTRY_READY && e->error == OK &&
            curriculum_copy(a, &e->plan, ret_plan) == OK;
    (void)pthread_mutex_unlock(&d->lock);
    return there;
}

/* Without the lock: nobody else touches a running entry but its `unwanted`. */
static enum err
plan_make(struct plan_desk *d, struct entry *e, struct arena *work, struct arena *kept)
{
    struct making making = {
        .desk = d,
        .entry = e,
        .worked_until = clock_in(CLOCK_THREAD_CPUTIME_ID, e->order.ms_max * WORK_TIMES),
        .until = clock_in(CLOCK_MONOTONIC, e->order.ms_max * WALL_TIMES),
    };
    const struct curriculum_request request = {
        e->order.snap->catalogue,
        &e->situation,
        e->order.preset,
        {making_goes_on, &making, (int64_t)e->order.ms_max * STEPS_PER_MS}};
    struct curriculum plan;

    if (work == NULL || kept == NULL)
        return ERR_LIMIT;
    if (e->order.before != NULL)
        TRY(d->options.replan(work, &request, e->order.before, &plan));
    else if (!e->order.explains || !plan_is_there(d, &e->order, work, &plan))
        TRY(d->options.make(work, &request, &plan));
    if (e->order.explains)
        TRY(d->options.explain(work, &request, &plan));
    return curriculum_copy(kept, &plan, &e->plan);
}

static void
entry_publish(struct plan_desk *d, struct entry *e, struct arena *kept)
{
    size_t bytes = kept ? arena_used_bytes(kept) : 0;

    d->options.release(d->options.owner, e->order.snap);
    arena_close(e->arena);
    memset(&e->situation, 0, sizeof e->situation);
    e->arena = kept;
    e->bytes = bytes > ENTRY_BYTES_LEAST ? bytes : ENTRY_BYTES_LEAST;
    e->state = ENTRY_READY;
    e->turn = ++d->turn;
    d->counts.made++;
    d->counts.kept++;
    d->counts.bytes += e->bytes;
    if (e->unwanted || e->serial < d->newest)
        entry_free(d, e);
    while (d->counts.bytes > d->options.bytes_max && d->counts.kept > 1) {
        entry_free(d, entry_oldest(d, ENTRY_READY, true));
        d->counts.dropped++;
    }
}

static void *
plan_maker(void *arg)
{
    struct plan_desk *d = arg;
    struct arena *work = arena_open(WORK_BYTES_MAX);

    (void)pthread_mutex_lock(&d->lock);
    while (!d->stopping) {
        struct entry *e = entry_next(d);
        struct arena *kept;
        int background;

        if (e == NULL) {
            (void)pthread_cond_wait(&d->work, &d->lock);
            continue;
        }
        background = !e->urgent;
        e->state = ENTRY_RUNNING;
        d->counts.waiting--;
        d->in_background += background;
        (void)pthread_mutex_unlock(&d->lock);
        kept = arena_open(PLAN_BYTES_MAX);
        e->error = plan_make(d, e, work, kept);
        if (work != NULL)
            arena_reset(work);
        (void)pthread_mutex_lock(&d->lock);
        d->in_background -= background;
        entry_publish(d, e, kept);
        (void)pthread_cond_broadcast(&d->made);
        (void)pthread_cond_signal(&d->work); /* one that had to let others go first */
    }
    (void)pthread_mutex_unlock(&d->lock);
    arena_close(work);
    return NULL;
}

void
plan_desk_close(struct plan_desk *d)
{
    if (d == NULL)
        return;
    (void)pthread_mutex_lock(&d->lock);
    d->stopping = true;
    (void)pthread_cond_broadcast(&d->work);
    (void)pthread_mutex_unlock(&d->lock);
    for (int i = 0; i < d->threads_len; i++)
        (void)pthread_join(d->threads[i], NULL);
    for (int i = 0; i < d->options.kept_max; i++) {
        if (d->entries[i].state != ENTRY_FREE)
            entry_free(d, &d->entries[i]);
    }
    (void)pthread_cond_destroy(&d->made);
    (void)pthread_cond_destroy(&d->work);
    (void)pthread_mutex_destroy(&d->lock);
    arena_close(d->arena);
}

/* What others ask */

void
plan_desk_order(struct plan_desk *d, const struct plan_order *order)
{
    struct keyed_hash key = plan_order_hash(order, d->key);
    struct entry *e;

    (void)pthread_mutex_lock(&d->lock);
    if (entry_find(d, key) == NULL && entry_begin(d, order, key, &e) == OK)
        (void)pthread_cond_signal(&d->work);
    (void)pthread_mutex_unlock(&d->lock);
}

/* Under the lock: what there is of a plan that is ready. One that failed is tried anew next time.
 */
static enum err
entry_hand_out(struct plan_desk *d, struct entry *e, struct arena *a, struct curriculum *ret_plan)
{
    enum err failed = e->error;

    e->turn = ++d->turn;
    if (failed != OK) {
        entry_free(d, e);
        return failed;
    }
    return curriculum_copy(a, &e->plan, ret_plan);
}

enum err
plan_desk_take(struct plan_desk *d, struct arena *a, const struct plan_order *order, int wait_ms,
               struct plan_answer *ret_answer)
{
    struct keyed_hash key = plan_order_hash(order, d->key);
    struct timespec until = steady_in(wait_ms);
    struct entry *e;
    enum err result = OK;
    bool waits = wait_ms > 0;

    ret_answer->ready = false;
    (void)pthread_mutex_lock(&d->lock);
    e = entry_find(d, key);
    if (e == NULL)
        result = entry_begin(d, order, key, &e);
    else if (e->state == ENTRY_READY)
        d->counts.found++;
    if (result == OK && e->state == ENTRY_WAITING) {
        e->urgent = e->urgent || !order->in_background;
        (void)pthread_cond_signal(&d->work);
    }
    /* One that was forgotten meanwhile is not found again: then it is not ready. */
    while (result == OK && e != NULL && e->state != ENTRY_READY && waits) {
        waits = steady_wait(&d->made, &d->lock, until);
        e = entry_find(d, key);
    }
    if (result == OK && e != NULL && e->state == ENTRY_READY) {
        result = entry_hand_out(d, e, a, &ret_answer->plan);
        ret_answer->ready = result == OK;
    }
    (void)pthread_mutex_unlock(&d->lock);
    return result;
}

void
plan_desk_forget(struct plan_desk *d, struct guest_key person)
{
    struct keyed_hash hash = plan_order_person_hash(person, d->key);

    (void)pthread_mutex_lock(&d->lock);
    for (int i = 0; i < d->options.kept_max; i++) {
        struct entry *e = &d->entries[i];

        if (e->state == ENTRY_FREE || !keyed_hash_same(e->person, hash))
            continue;
        if (e->state == ENTRY_RUNNING)
            e->unwanted = true; /* its thread will throw it away */
        else
            entry_free(d, e);
    }
    (void)pthread_mutex_unlock(&d->lock);
}

void
plan_desk_renew(struct plan_desk *d, const struct snapshot *snap)
{
    (void)pthread_mutex_lock(&d->lock);
    renew(d, snap->serial);
    (void)pthread_mutex_unlock(&d->lock);
}

struct plan_desk_counts
plan_desk_counts(struct plan_desk *d)
{
    struct plan_desk_counts counts;

    (void)pthread_mutex_lock(&d->lock);
    counts = d->counts;
    (void)pthread_mutex_unlock(&d->lock);
    return counts;
}
