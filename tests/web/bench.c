/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * bench [REQUESTS]: how many requests a second the server answers to 32 clients
 * on keep-alive connections over loopback, client and server in one process.
 * Not a test; the numbers are in docs/web-server.md.
 */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#include "fixture.h"

enum { CLIENTS = 32 };

struct client {
    const struct fixture *f;
    const char *request;
    long n;
};

static void *
run(void *arg)
{
    struct client *c = arg;
    int fd = client_connect(c->f);
    size_t len = strlen(c->request);
    char buf[16384];

    for (long i = 0; i < c->n; i++) {
        client_send(fd, (struct slice){c->request, len});
        /* answers here are far smaller than the buffer, and come in one piece or two */
        for (size_t have = 0;;) {
            ssize_t n = recv(fd, buf + have, sizeof buf - 1 - have, 0);

            if (n <= 0)
                exit(1);
            have += (size_t)n;
            buf[have] = 0;
            if (buf[have - 1] == '\n' || buf[have - 1] == 's') /* "...\n", "identity bytes" */
                break;
        }
    }
    client_close(fd);
    return NULL;
}

static double
seconds(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
measure(const struct fixture *f, const char *what, const char *request, long n)
{
    struct client clients[CLIENTS];
    pthread_t threads[CLIENTS];
    double from = seconds();
    double took;

    for (int i = 0; i < CLIENTS; i++) {
        clients[i] = (struct client){f, request, n / CLIENTS};
        (void)pthread_create(&threads[i], NULL, run, &clients[i]);
    }
    for (int i = 0; i < CLIENTS; i++)
        (void)pthread_join(threads[i], NULL);
    took = seconds() - from;
    (void)printf("%-28s %8.0f requests/s\n", what, (double)(n / CLIENTS * CLIENTS) / took);
}

int
main(int argc, char **argv)
{
    static struct fixture f;
    long n = argc > 1 ? strtol(argv[1], NULL, 10) : 200000;

    fixture_init(&f);
    f.options.log_fd = -1;
    f.options.limits.requests_per_connection_max = 1 << 30;
    fixture_start(&f);
    measure(&f, "health, on the loop", "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n", n);
    measure(&f, "a static file, on the loop",
            "GET /static/app.0a1b2c.css HTTP/1.1\r\nHost: a\r\n\r\n", n);
    measure(&f, "a handler, on a worker", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", n);
    fixture_done(&f);
    return 0;
}
