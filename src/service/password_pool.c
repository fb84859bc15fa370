/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/password_pool.h"

#include <pthread.h>

#include "base/limits.h"

/* One question; lies on the stack of who asks, who waits for it. */
struct task {
    struct slice password;
    const struct crypto_password *against; /* NULL: make one */
    struct crypto_password *made;
    bool is;
    bool done;
    enum err e;
    struct task *next;
};

struct password_pool {
    struct arena *arena; /* holds this struct */
    pthread_mutex_t lock;
    pthread_cond_t work;
    pthread_cond_t answer;
    pthread_t threads[PASSWORD_THREADS];
    int threads_len;
    struct task *first;
    struct task *last;
    int waiting;
    int queue_max;
    bool stopping;
    struct crypto_password nobody; /* a hash that no password fits */
};

static struct task *
task_take(struct password_pool *p)
{
    struct task *t;

    while (p->first == NULL && !p->stopping)
        (void)pthread_cond_wait(&p->work, &p->lock);
    t = p->first;
    if (t != NULL) {
        p->first = t->next;
        p->last = p->first == NULL ? NULL : p->last;
        p->waiting--;
    }
    return t;
}

static void *
serve(void *arg)
{
    struct password_pool *p = arg;
    struct task *t;

    (void)pthread_mutex_lock(&p->lock);
    while ((t = task_take(p)) != NULL) {
        (void)pthread_mutex_unlock(&p->lock);
        if (t->against == NULL)
            t->e = crypto_password_make(t->password, t->made);
        else
            t->is = crypto_password_is(t->against, t->password);
        (void)pthread_mutex_lock(&p->lock);
        t->done = true;
        (void)pthread_cond_broadcast(&p->answer);
    }
    (void)pthread_mutex_unlock(&p->lock);
    return NULL;
}

enum err
password_pool_open(struct ctx *ctx, int queue_max, struct password_pool **ret_pool)
{
    struct arena *a = arena_open(sizeof(struct password_pool) + 64);
    struct password_pool *p = a == NULL ? NULL : arena_new(a, struct password_pool);

    if (p == NULL) {
        arena_close(a);
        return fail(ctx, ERR_LIMIT, "no memory for the password pool");
    }
    p->arena = a;
    p->queue_max = queue_max > 0 ? queue_max : PASSWORD_QUEUE_MAX;
    (void)pthread_mutex_init(&p->lock, NULL);
    (void)pthread_cond_init(&p->work, NULL);
    (void)pthread_cond_init(&p->answer, NULL);
    if (crypto_password_make(SLICE("nobody has this password"), &p->nobody) != OK) {
        password_pool_close(p);
        return fail(ctx, ERR_LIMIT, "no memory for a password hash");
    }
    for (; p->threads_len < PASSWORD_THREADS; p->threads_len++) {
        if (pthread_create(&p->threads[p->threads_len], NULL, serve, p) != 0) {
            password_pool_close(p);
            return fail(ctx, ERR_LIMIT, "a thread of the password pool cannot be started");
        }
    }
    *ret_pool = p;
    return OK;
}

void
password_pool_close(struct password_pool *p)
{
    if (p == NULL)
        return;
    (void)pthread_mutex_lock(&p->lock);
    p->stopping = true;
    (void)pthread_cond_broadcast(&p->work);
    (void)pthread_mutex_unlock(&p->lock);
    for (int i = 0; i < p->threads_len; i++)
        (void)pthread_join(p->threads[i], NULL);
    (void)pthread_cond_destroy(&p->answer);
    (void)pthread_cond_destroy(&p->work);
    (void)pthread_mutex_destroy(&p->lock);
    arena_close(p->arena);
}

static enum err
ask(struct password_pool *p, struct ctx *ctx, struct task *t)
{
    bool full;

    (void)pthread_mutex_lock(&p->lock);
    full = p->waiting >= p->queue_max;
    if (!full) {
        p->waiting++;
        if (p->last != NULL)
            p->last->next = t;
        else
            p->first = t;
        p->last = t;
        (void)pthread_cond_signal(&p->work);
        while (!t->done)
            (void)pthread_cond_wait(&p->answer, &p->lock);
    }
    (void)pthread_mutex_unlock(&p->lock);
    if (full)
        return fail(ctx, ERR_BUSY, "%d passwords are waiting already", p->queue_max);
    return t->e == OK ? OK : fail(ctx, t->e, "no memory for a password hash");
}

enum err
password_pool_make(struct password_pool *p, struct ctx *ctx, struct slice password,
                   struct crypto_password *ret_hash)
{
    struct crypto_password made = {{0}};
    struct task t = {.password = password, .made = &made};

    TRY(ask(p, ctx, &t));
    *ret_hash = made;
    return OK;
}

enum err
password_pool_is(struct password_pool *p, struct ctx *ctx, struct slice password,
                 const struct crypto_password *hash, bool *ret_is)
{
    struct task t = {.password = password, .against = hash != NULL ? hash : &p->nobody};

    TRY(ask(p, ctx, &t));
    *ret_is = t.is && hash != NULL;
    return OK;
}
