/* SPDX-License-Identifier: EUPL-1.2 */
/* A real server on a free port and a Unix socket, with routes of its own, and a client that sends
 * bytes as they are. */
#ifndef KC_TESTS_WEB_FIXTURE_H
#define KC_TESTS_WEB_FIXTURE_H

#include "check.h"
#include "web/http_server.h"

struct fixture {
    struct http_server_options options; /* change before fixture_start() */
    struct http_server *server;
    struct ctx ctx;
    char folder[64];
    char unix_path[96];
    int log_pipe[2]; /* fixture_log() reads it after the stop */
    enum err served; /* what http_server_serve() answered */
    unsigned long thread;
    bool runs;
};

/* Options for a test: small table of routes, no limits changed. */
void fixture_init(struct fixture *f);
void fixture_start(struct fixture *f);
/* Graceful; joins the thread. */
void fixture_stop(struct fixture *f);
void fixture_done(struct fixture *f);
/* The access log so far, NUL-terminated, in a buffer of the fixture. */
const char *fixture_log(struct fixture *f);

/* Handlers of "/gate" wait until it is opened; how many have come. */
void fixture_gate_close(void);
void fixture_gate_pass(void);
void fixture_gate_open(void);
/* Wait until `n` handlers stand at the gate. */
void fixture_gate_await(int n);

enum { ANSWER_BYTES_MAX = 6 << 20 };

/* One answer as it came. */
struct answer {
    int status; /* 0: the connection ended without one */
    char *head; /* NUL-terminated */
    char *body;
    size_t body_len;
};

int client_connect(const struct fixture *f);
int client_connect_unix(const struct fixture *f);
void client_send(int fd, struct slice bytes);
/* Until the server took everything from a Unix socket. */
void client_await_taken(int fd);
/* One answer by its Content-Length (none for 204, 304, `is_head`); buffers are reused. */
struct answer client_answer(int fd, bool is_head);
/* Whether the server ends the connection without another byte. */
bool client_is_closed(int fd);
void client_close(int fd);
/* Connect, send, one answer, close. */
struct answer client_ask(const struct fixture *f, const char *request);
/* Value of a header, NULL when absent; in a static buffer. */
const char *answer_header(const struct answer *a, const char *name);

#endif
