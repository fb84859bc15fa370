/* SPDX-License-Identifier: EUPL-1.2 */
/* Every limit and time-out of the server is reached once. Time-outs are made short; nobody sleeps:
 * the client waits for what the server does. */
#include <string.h>
#include <sys/socket.h>

#include "fixture.h"

#define HOST "Host: localhost\r\n"

static struct fixture f;

static enum err
h_ok(struct http_request *req, struct http_response *res)
{
    struct text t = text_init(req->arena, 10);

    text_puts(&t, "ok");
    return http_body(res, HTTP_TYPE_TEXT, &t);
}

static const struct route form_routes[] = {
    {"ok", METHOD_GET, "/ok", h_ok, RIGHT_PUBLIC, 0, 0},
    {"form", METHOD_POST, "/gate-form", h_ok, RIGHT_PUBLIC, FORM_BODY_BYTES_MAX, 0},
};
static char big[HTTP_HEAD_BYTES_MAX * 5];

static int
init(void **state)
{
    (void)state;
    fixture_init(&f);
    fixture_gate_open();
    return 0;
}

static int
done(void **state)
{
    (void)state;
    fixture_gate_open();
    fixture_done(&f);
    return 0;
}

static struct answer
ask_long(const char *before, size_t filling, const char *behind)
{
    int fd = client_connect(&f);
    size_t len = strlen(before);
    struct answer a;

    assert_true(len + filling + strlen(behind) < sizeof big);
    memcpy(big, before, len);
    memset(big + len, 'x', filling);
    memcpy(big + len + filling, behind, strlen(behind));
    client_send(fd, (struct slice){big, len + filling + strlen(behind)});
    a = client_answer(fd, false);
    client_close(fd);
    return a;
}

static void
bounds_the_head(void **state)
{
    static const struct {
        const char *why;
        const char *before;
        size_t filling;
        const char *behind;
        int status;
    } table[] = {
        {"a long target that fits", "GET /query?", HTTP_TARGET_BYTES_MAX - 7,
         " HTTP/1.1\r\n" HOST "\r\n", 400}, /* a field name that long is none */
        {"one byte too long", "GET /query?", HTTP_TARGET_BYTES_MAX - 6, " HTTP/1.1\r\n" HOST "\r\n",
         414},
        {"a target without end", "GET /", HTTP_TARGET_BYTES_MAX * 3, "", 414},
        {"a header that fits",
         "GET / HTTP/1.1\r\n" HOST "X: ", HTTP_HEAD_BYTES_MAX - 16 - 17 - 3 - 4, "\r\n\r\n", 200},
        {"one byte more", "GET / HTTP/1.1\r\n" HOST "X: ", HTTP_HEAD_BYTES_MAX - 16 - 17 - 3 - 3,
         "\r\n\r\n", 431},
        {"a header without end", "GET / HTTP/1.1\r\n" HOST "X: ", HTTP_HEAD_BYTES_MAX * 2, "", 431},
        {"a method without end", "G", HTTP_HEAD_BYTES_MAX, "", 414},
    };

    (void)state;
    fixture_start(&f);
    for (size_t i = 0; i < ARRAY_LEN(table); i++)
        CHECK_INT(table[i].why, ask_long(table[i].before, table[i].filling, table[i].behind).status,
                  table[i].status);
}

static void
bounds_the_number_of_headers(void **state)
{
    static char request[8192];

    (void)state;
    fixture_start(&f);
    for (int more = 0; more <= 1; more++) {
        int len = snprintf(request, sizeof request, "GET / HTTP/1.1\r\n" HOST);

        for (int i = 1; i < HTTP_HEADERS_MAX + more; i++)
            len += snprintf(request + len, sizeof request - (size_t)len, "X-%d: y\r\n", i);
        (void)snprintf(request + len, sizeof request - (size_t)len, "\r\n");
        CHECK_INT("headers", client_ask(&f, request).status, more ? 431 : 200);
    }
}

static void
bounds_bodies_by_route(void **state)
{
    static char request[4096];
    size_t len;

    (void)state;
    fixture_start(&f);
    for (int more = 0; more <= 1; more++) {
        len = (size_t)snprintf(request, sizeof request,
                               "POST /echo HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n"
                               "%x\r\n",
                               1000 + more);
        memset(request + len, 'x', 1001);
        memcpy(request + len + 1000 + more, "\r\n0\r\n\r\n", 8);
        CHECK_INT("chunked", client_ask(&f, request).status, more ? 413 : 200);
    }
}

static void
bounds_what_is_thrown_away(void **state)
{
    (void)state;
    fixture_start(&f);
    {
        struct answer a =
            client_ask(&f, "POST /nowhere HTTP/1.1\r\n" HOST "Content-Length: 65537\r\n\r\n");

        assert_int_equal(a.status, 404);
        assert_string_equal(answer_header(&a, "Connection"), "close");
    }
    /* in chunks nobody says before how much it will be */
    assert_int_equal(ask_long("POST /nowhere HTTP/1.1\r\n" HOST
                              "Transfer-Encoding: chunked\r\n\r\n10001\r\n",
                              0x10001, "\r\n")
                         .status,
                     413);
}

static void
bounds_requests_of_a_connection(void **state)
{
    int fd;

    (void)state;
    f.options.limits.requests_per_connection_max = 3;
    fixture_start(&f);
    fd = client_connect(&f);
    for (int i = 1; i <= 3; i++) {
        struct answer a;

        client_send(fd, SLICE("GET / HTTP/1.1\r\n" HOST "\r\n"));
        a = client_answer(fd, false);
        assert_string_equal(answer_header(&a, "Connection"), i < 3 ? "keep-alive" : "close");
    }
    assert_true(client_is_closed(fd));
    client_close(fd);
}

/* Only the time-out that is meant is short: the others must not come first, however busy the
 * machine is. */
static void
ends_connections_that_are_too_slow(void **state)
{
    static const struct {
        const char *why;
        struct slice sent;
        int status; /* 0: the end, without an answer */
        struct http_server_limits limits;
    } table[] = {
        {"nothing sent", SLICE_INIT(""), 0, {.idle_ms_max = 30}},
        {"half a head", SLICE_INIT("GET / HTTP/1.1\r\nHost: l"), 408, {.head_ms_max = 30}},
        {"half a body",
         SLICE_INIT("POST /echo HTTP/1.1\r\n" HOST "Content-Length: 9\r\n\r\nabc"),
         408,
         {.body_ms_max = 30}},
        {"half a stream",
         SLICE_INIT("POST /upload HTTP/1.1\r\n" HOST "Content-Length: 9\r\n\r\nabc"),
         408,
         {.body_ms_max = 30, .handler_ms_max = 600000}},
        {"then idle",
         SLICE_INIT("GET /healthz HTTP/1.1\r\n" HOST "\r\n"),
         200,
         {.idle_ms_max = 1000}},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        int fd;

        if (i > 0)
            fixture_init(&f);
        f.options.limits = table[i].limits;
        f.options.limits.workers = 2;
        fixture_start(&f);
        fd = client_connect(&f);
        client_send(fd, table[i].sent);
        CHECK_INT(table[i].why, client_answer(fd, false).status, table[i].status);
        CHECK_TRUE(table[i].why, client_is_closed(fd));
        client_close(fd);
        if (i + 1 < ARRAY_LEN(table))
            fixture_done(&f);
    }
}

/* Slow loris: every byte comes in time, but the head as a whole does not. */
static void
ends_a_head_that_drips(void **state)
{
    int fd;
    int sent = 0;

    (void)state;
    f.options.limits.head_ms_max = 100;
    fixture_start(&f);
    fd = client_connect_unix(&f);
    client_send(fd, SLICE("GET / HTTP/1.1\r\n" HOST "X: "));
    for (;; sent++) {
        char byte;

        if (recv(fd, &byte, 1, MSG_DONTWAIT | MSG_PEEK) >= 0)
            break;
        if (sent < 1000)
            client_send(fd, SLICE("x"));
        client_await_taken(fd);
    }
    assert_int_equal(client_answer(fd, false).status, 408);
    client_close(fd);
}

static void
ends_an_answer_that_nobody_takes(void **state)
{
    int fd;
    int small = 4096;

    (void)state;
    f.options.limits.write_stall_ms_max = 50;
    fixture_start(&f);
    fd = client_connect(&f);
    (void)setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
    for (int i = 0; i < 4; i++)
        client_send(fd, SLICE("GET /big HTTP/1.1\r\n" HOST "\r\n"));
    /* the metrics say when it was given up */
    for (;;) {
        struct answer a = client_ask(&f, "GET /metrics HTTP/1.1\r\n" HOST "\r\n");

        if (strstr(a.body, "kc_http_refused_total{reason=\"write_slow\"} 0\n") == NULL)
            break;
    }
    client_close(fd);
}

static void
answers_503_when_a_handler_takes_too_long(void **state)
{
    int fd;

    (void)state;
    f.options.limits.handler_ms_max = 30;
    fixture_start(&f);
    fixture_gate_close();
    fd = client_connect(&f);
    client_send(fd, SLICE("GET /gate HTTP/1.1\r\n" HOST "\r\n"));
    assert_int_equal(client_answer(fd, false).status, 503);
    assert_true(client_is_closed(fd));
    client_close(fd);
    fixture_gate_open();
    assert_int_equal(client_ask(&f, "GET /healthz HTTP/1.1\r\n" HOST "\r\n").status, 200);
}

static void
answers_503_when_the_queue_is_full_and_health_still(void **state)
{
    enum { WORKERS = 2, QUEUE = 3 };
    int fds[WORKERS + QUEUE];
    struct answer a;

    (void)state;
    f.options.limits.workers = WORKERS;
    f.options.limits.queue_max = QUEUE;
    fixture_start(&f);
    fixture_gate_close();
    for (int i = 0; i < WORKERS + QUEUE; i++) {
        fds[i] = client_connect_unix(&f);
        client_send(fds[i], SLICE("GET /gate HTTP/1.1\r\n" HOST "\r\n"));
        client_await_taken(fds[i]);
        if (i == WORKERS - 1)
            fixture_gate_await(WORKERS);
    }
    a = client_ask(&f, "GET / HTTP/1.1\r\n" HOST "\r\n");
    assert_int_equal(a.status, 503);
    assert_non_null(answer_header(&a, "Retry-After"));
    assert_int_equal(client_ask(&f, "GET /healthz HTTP/1.1\r\n" HOST "\r\n").status, 200);
    assert_int_equal(client_ask(&f, "GET /favicon.ico HTTP/1.1\r\n" HOST "\r\n").status, 200);
    a = client_ask(&f, "GET /metrics HTTP/1.1\r\n" HOST "\r\n");
    assert_non_null(strstr(a.body, "kc_worker_queue 3\n"));
    assert_non_null(strstr(a.body, "kc_workers_busy 2\n"));
    assert_non_null(strstr(a.body, "kc_http_refused_total{reason=\"queue\"} 1\n"));
    fixture_gate_open();
    for (int i = 0; i < WORKERS + QUEUE; i++) {
        assert_int_equal(client_answer(fds[i], false).status, 200);
        client_close(fds[i]);
    }
}

static void
bounds_connections_in_all(void **state)
{
    int fds[3];

    (void)state;
    f.options.limits.connections_max = 2;
    fixture_start(&f);
    for (int i = 0; i < 2; i++) {
        fds[i] = client_connect(&f);
        client_send(fds[i], SLICE("GET / HTTP/1.1\r\n" HOST "\r\n"));
        assert_int_equal(client_answer(fds[i], false).status, 200);
    }
    fds[2] = client_connect(&f);
    assert_int_equal(client_answer(fds[2], false).status, 503);
    assert_true(client_is_closed(fds[2]));
    for (int i = 0; i < 3; i++)
        client_close(fds[i]);
}

static void
bounds_connections_of_one_address_but_not_of_a_trusted_proxy(void **state)
{
    (void)state;
    for (int trusted = 0; trusted <= 1; trusted++) {
        int fds[3];

        if (trusted)
            fixture_init(&f);
        f.options.trust_local_proxy = trusted;
        f.options.limits.connections_per_address_max = 2;
        fixture_start(&f);
        for (int i = 0; i < 3; i++) {
            fds[i] = client_connect(&f);
            client_send(fds[i], SLICE("GET / HTTP/1.1\r\n" HOST "\r\n"));
            CHECK_INT("connections", client_answer(fds[i], false).status,
                      i < 2 || trusted ? 200 : 503);
        }
        for (int i = 0; i < 3; i++)
            client_close(fds[i]);
        if (!trusted)
            fixture_done(&f);
    }
}

/* A form takes what its head announces, until it is answered. */
static void
bounds_what_forms_take_together(void **state)
{
    static const char head[] =
        "POST /gate-form HTTP/1.1\r\n" HOST "Expect: 100-continue\r\nContent-Type: text/plain\r\n"
        "Content-Length: 60000\r\n\r\n";
    static char body[60000];
    struct answer a;
    int fds[3];

    (void)state;
    f.options.routes = form_routes;
    f.options.routes_len = ARRAY_LEN(form_routes);
    f.options.limits.bodies_bytes_max = 130000;
    fixture_start(&f);
    for (int i = 0; i < 2; i++) {
        fds[i] = client_connect(&f);
        client_send(fds[i], slice_of(head));
        CHECK_INT("fits", client_answer(fds[i], false).status, 100);
    }
    a = client_ask(&f, head);
    CHECK_INT("one too many", a.status, 503);
    assert_non_null(answer_header(&a, "Retry-After"));
    CHECK_INT("without a body", client_ask(&f, "GET /ok HTTP/1.1\r\n" HOST "\r\n").status, 200);
    memset(body, 'x', sizeof body);
    client_send(fds[0], (struct slice){body, sizeof body});
    CHECK_INT("answered", client_answer(fds[0], false).status, 200);
    client_close(fds[0]);
    fds[2] = client_connect(&f);
    client_send(fds[2], slice_of(head));
    CHECK_INT("room again", client_answer(fds[2], false).status, 100);
    client_close(fds[1]);
    client_close(fds[2]);
}

int
main(void)
{
#define LIMIT(test) cmocka_unit_test_setup_teardown(test, init, done)
    const struct CMUnitTest tests[] = {
        LIMIT(bounds_the_head),
        LIMIT(bounds_the_number_of_headers),
        LIMIT(bounds_bodies_by_route),
        LIMIT(bounds_what_is_thrown_away),
        LIMIT(bounds_requests_of_a_connection),
        LIMIT(ends_connections_that_are_too_slow),
        LIMIT(ends_a_head_that_drips),
        LIMIT(ends_an_answer_that_nobody_takes),
        LIMIT(answers_503_when_a_handler_takes_too_long),
        LIMIT(answers_503_when_the_queue_is_full_and_health_still),
        LIMIT(bounds_what_forms_take_together),
        LIMIT(bounds_connections_in_all),
        LIMIT(bounds_connections_of_one_address_but_not_of_a_trusted_proxy),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
