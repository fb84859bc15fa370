/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/http_server_pool.h"

#include <pthread.h>

#include "check.h"

enum { SLOW_JOBS = 4 };

static struct {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool gate_open;
    int slow_running;
    int slow_running_most;
    int fast_done;
    int finished;
} room = {.lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};

static void
run_slow(struct http_job *j)
{
    (void)j;
    pthread_mutex_lock(&room.lock);
    if (++room.slow_running > room.slow_running_most)
        room.slow_running_most = room.slow_running;
    while (!room.gate_open)
        pthread_cond_wait(&room.changed, &room.lock);
    room.slow_running--;
    pthread_mutex_unlock(&room.lock);
}

static void
run_fast(struct http_job *j)
{
    (void)j;
    pthread_mutex_lock(&room.lock);
    room.fast_done++;
    pthread_cond_broadcast(&room.changed);
    pthread_mutex_unlock(&room.lock);
}

static void
notify(void *owner)
{
    (void)owner;
    pthread_mutex_lock(&room.lock);
    room.finished++;
    pthread_cond_broadcast(&room.changed);
    pthread_mutex_unlock(&room.lock);
}

static void
wait_until(const int *number, int wanted)
{
    pthread_mutex_lock(&room.lock);
    while (*number < wanted)
        pthread_cond_wait(&room.changed, &room.lock);
    pthread_mutex_unlock(&room.lock);
}

static void
a_fast_job_does_not_wait_for_slow_ones(void **state)
{
    const struct http_pool_options options = {.workers = 2, .queue_max = 16, .notify = notify};
    struct http_pool *pool = http_pool_open(&options);
    struct http_job slow[SLOW_JOBS] = {0};
    struct http_job fast = {.run = run_fast};

    (void)state;
    assert_non_null(pool);
    for (int i = 0; i < SLOW_JOBS; i++) {
        slow[i] = (struct http_job){.run = run_slow, .is_slow = true};
        assert_true(http_pool_submit(pool, &slow[i]));
    }
    assert_true(http_pool_submit(pool, &fast));
    wait_until(&room.fast_done, 1); /* the gate is shut: no slow one can end before */
    pthread_mutex_lock(&room.lock);
    room.gate_open = true;
    pthread_cond_broadcast(&room.changed);
    pthread_mutex_unlock(&room.lock);
    wait_until(&room.finished, SLOW_JOBS + 1);
    assert_int_equal(room.slow_running_most, 1);
    http_pool_close(pool);
}

static void
slow_jobs_have_half_of_the_queue(void **state)
{
    const struct http_pool_options options = {.workers = 2, .queue_max = 4, .notify = notify};
    struct http_pool *pool = http_pool_open(&options);
    struct http_job slow[SLOW_JOBS] = {0};
    struct http_job fast = {.run = run_fast};
    int taken = 0;

    (void)state;
    assert_non_null(pool);
    pthread_mutex_lock(&room.lock);
    room.gate_open = false;
    pthread_mutex_unlock(&room.lock);
    for (int i = 0; i < SLOW_JOBS; i++) {
        slow[i] = (struct http_job){.run = run_slow, .is_slow = true};
        taken += http_pool_submit(pool, &slow[i]);
    }
    assert_in_range(taken, 2, 3); /* two wait; one may have been begun */
    assert_true(http_pool_submit(pool, &fast));
    pthread_mutex_lock(&room.lock);
    room.gate_open = true;
    pthread_cond_broadcast(&room.changed);
    pthread_mutex_unlock(&room.lock);
    http_pool_close(pool);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fast_job_does_not_wait_for_slow_ones),
        cmocka_unit_test(slow_jobs_have_half_of_the_queue),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
