/* SPDX-License-Identifier: EUPL-1.2 */
/* How the server ends: gracefully, at once, and when a handler does not come back. */
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fixture.h"

#define HOST "Host: localhost\r\n"

static struct fixture f;

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

static bool
may_connect(void)
{
    int fd = client_connect_unix(&f);
    bool answered;

    client_send(fd, SLICE("GET /healthz HTTP/1.1\r\n" HOST "\r\n"));
    answered = client_answer(fd, false).status == 200;
    client_close(fd);
    return answered;
}

static void
finishes_what_it_began_and_ends_who_waits(void **state)
{
    int idle;
    int busy;

    (void)state;
    fixture_start(&f);
    assert_true(may_connect());
    idle = client_connect(&f);
    client_send(idle, SLICE("GET / HTTP/1.1\r\n" HOST "\r\n"));
    assert_int_equal(client_answer(idle, false).status, 200);
    fixture_gate_close();
    busy = client_connect(&f);
    client_send(busy, SLICE("GET /gate HTTP/1.1\r\n" HOST "\r\n"));
    fixture_gate_await(1);
    http_server_stop(f.server, false);
    assert_true(client_is_closed(idle)); /* so the stop has begun */
    fixture_gate_open();
    {
        struct answer a = client_answer(busy, false);

        assert_int_equal(a.status, 200);
        assert_string_equal(answer_header(&a, "Connection"), "close");
        assert_string_equal(a.body, "through\n");
    }
    client_close(idle);
    client_close(busy);
    fixture_stop(&f);
    assert_int_equal(f.served, OK);
    assert_int_equal(access(f.unix_path, F_OK), -1); /* the socket is gone */
    assert_non_null(strstr(fixture_log(&f), "stopping"));
}

static void
gives_up_on_a_handler_after_its_time(void **state)
{
    int busy;

    (void)state;
    f.options.limits.stop_ms_max = 30;
    fixture_start(&f);
    fixture_gate_close();
    busy = client_connect(&f);
    client_send(busy, SLICE("GET /gate HTTP/1.1\r\n" HOST "\r\n"));
    fixture_gate_await(1);
    fixture_stop(&f);
    assert_int_equal(f.served, ERR_BUSY);
    client_close(busy);
    /* For the test alone: the handler does come back, and then the server can be closed. */
    fixture_gate_open();
    http_server_close(f.server);
    f.served = ERR_BUSY;
}

static void
stops_at_once_when_asked_to(void **state)
{
    int half;

    (void)state;
    fixture_start(&f);
    half = client_connect_unix(&f);
    client_send(half, SLICE("GET / HT"));
    client_await_taken(half);
    http_server_stop(f.server, true);
    assert_true(client_is_closed(half));
    client_close(half);
    fixture_stop(&f);
    assert_int_equal(f.served, OK);
}

static void
on_nothing(int number)
{
    (void)number;
}

/* In a process of its own: signals, and the exit code. */
static int
serve_in_child(int ready)
{
    f.options.handle_signals = true;
    if (http_server_open(&f.ctx, &f.options, &f.server) != OK)
        return 9;
    if (write(ready, "r", 1) != 1)
        return 8;
    switch (http_server_serve(f.server)) {
    case OK:
        http_server_close(f.server);
        return 0;
    case ERR_BUSY:
        return 7;
    case ERR_INVALID:
    case ERR_DENIED:
    case ERR_NOT_FOUND:
    case ERR_CONFLICT:
    case ERR_LIMIT:
    case ERR_CORRUPT:
    case ERR_IO:
        break;
    }
    return 6;
}

static void
ends_with_0_on_a_signal_and_at_once_on_the_second(void **state)
{
    static const int signals[] = {SIGTERM, SIGINT};

    (void)state;
    (void)on_nothing;
    for (size_t i = 0; i < 2 * ARRAY_LEN(signals); i++) {
        bool twice = i >= ARRAY_LEN(signals);
        int ready[2];
        int status;
        int half = -1;
        char byte;
        pid_t child;

        assert_int_equal(pipe(ready), 0);
        child = fork();
        if (child == 0)
            _exit(serve_in_child(ready[1]));
        assert_int_equal(read(ready[0], &byte, 1), 1);
        if (twice) { /* half a request holds the first stop up */
            half = client_connect_unix(&f);
            client_send(half, SLICE("GET / HT"));
            client_await_taken(half);
        }
        assert_int_equal(kill(child, signals[i % 2]), 0);
        if (twice) {
            while (access(f.unix_path, F_OK) == 0) {
                /* until the first stop has begun */
            }
            assert_int_equal(kill(child, signals[i % 2]), 0);
            assert_true(client_is_closed(half));
            client_close(half);
        }
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 0);
        (void)close(ready[0]);
        (void)close(ready[1]);
    }
}

static void
refuses_to_start_where_it_cannot(void **state)
{
    struct http_server *second;

    (void)state;
    fixture_start(&f);
    {
        struct http_server_options o = f.options;
        struct ctx ctx = {.arena = NULL};

        o.host = NULL;
        assert_int_equal(http_server_open(&ctx, &o, &second), ERR_IO);
        assert_non_null(strstr(ctx_message(&ctx, ERR_IO), "another server listens there"));
        ctx_clear(&ctx);
        o.host = "localhost";
        o.unix_path = NULL;
        assert_int_equal(http_server_open(&ctx, &o, &second), ERR_INVALID);
        ctx_clear(&ctx);
        o.host = "127.0.0.1";
        o.port = http_server_port(f.server);
        assert_int_equal(http_server_open(&ctx, &o, &second), ERR_IO);
    }
    assert_true(may_connect());
}

int
main(void)
{
#define STOP(test) cmocka_unit_test_setup_teardown(test, init, done)
    const struct CMUnitTest tests[] = {
        STOP(ends_with_0_on_a_signal_and_at_once_on_the_second),
        STOP(finishes_what_it_began_and_ends_who_waits),
        STOP(gives_up_on_a_handler_after_its_time),
        STOP(stops_at_once_when_asked_to),
        STOP(refuses_to_start_where_it_cannot),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
