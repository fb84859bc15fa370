/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>
#include <sys/socket.h>

#include "fixture.h"

static struct fixture f;

static int
start(void **state)
{
    (void)state;
    fixture_init(&f);
    fixture_start(&f);
    return 0;
}

static int
stop(void **state)
{
    (void)state;
    fixture_gate_open();
    fixture_done(&f);
    CHECK_ERR("the server", f.served, OK);
    return 0;
}

#define HOST "Host: localhost\r\n"

/* What is asked, and what must come back. */
static void
answers_each_request_with_its_status(void **state)
{
    static const struct {
        const char *why;
        const char *request;
        int status;
        const char *body;   /* NULL: not compared */
        const char *header; /* must be there with this value; NULL: not compared */
        const char *value;
    } table[] = {
        {"a page", "GET / HTTP/1.1\r\n" HOST "\r\n", 200, "hello\n", "Connection", "keep-alive"},
        {"HTTP/1.0", "GET / HTTP/1.0\r\n\r\n", 200, "hello\n", "Connection", "close"},
        {"closing", "GET / HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n", 200, "hello\n",
         "Connection", "close"},
        {"an empty line first", "\r\nGET / HTTP/1.1\r\n" HOST "\r\n", 200, "hello\n", NULL, NULL},
        {"HEAD", "HEAD / HTTP/1.1\r\n" HOST "\r\n", 200, "", "Content-Length", "6"},
        {"absolute form", "GET http://localhost/ HTTP/1.1\r\n" HOST "\r\n", 200, "hello\n", NULL,
         NULL},
        {"a parameter", "GET /param/a%20%C3%A4 HTTP/1.1\r\n" HOST "\r\n", 200, "a \xC3\xA4", NULL,
         NULL},
        {"a parameter in NFD becomes NFC", "GET /param/a%CC%88 HTTP/1.1\r\n" HOST "\r\n", 200,
         "\xC3\xA4", NULL, NULL},
        {"a query", "GET /query?a=1&b=x+y&a=%C3%A4 HTTP/1.1\r\n" HOST "\r\n", 200,
         "a=1;b=x y;a=\xC3\xA4;", NULL, NULL},
        {"a query that is not UTF-8", "GET /query?a=%FF HTTP/1.1\r\n" HOST "\r\n", 400, NULL, NULL,
         NULL},
        {"no such page", "GET /nowhere HTTP/1.1\r\n" HOST "\r\n", 404, NULL, "Cache-Control",
         "no-store"},
        {"a slash at the end", "GET /query/ HTTP/1.1\r\n" HOST "\r\n", 404, NULL, NULL, NULL},
        {"an empty parameter", "GET /param/ HTTP/1.1\r\n" HOST "\r\n", 404, NULL, NULL, NULL},
        {"another method", "DELETE /echo HTTP/1.1\r\n" HOST "\r\n", 405, NULL, "Allow",
         "POST, OPTIONS"},
        {"another method of a GET", "POST / HTTP/1.1\r\n" HOST "Content-Length: 0\r\n\r\n", 405,
         NULL, "Allow", "GET, HEAD, OPTIONS"},
        {"OPTIONS", "OPTIONS /echo HTTP/1.1\r\n" HOST "\r\n", 204, NULL, "Allow", "POST, OPTIONS"},
        {"OPTIONS of all", "OPTIONS * HTTP/1.1\r\n" HOST "\r\n", 204, NULL, NULL, NULL},
        {"a body", "POST /echo HTTP/1.1\r\n" HOST "Content-Length: 5\r\n\r\n12345", 200, "12345",
         NULL, NULL},
        {"a chunked body",
         "POST /echo HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n"
         "3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\nX-Trailer: v\r\n\r\n",
         200, "abc0123456789", NULL, NULL},
        {"no length", "POST /echo HTTP/1.1\r\n" HOST "\r\n", 411, NULL, NULL, NULL},
        {"too long by its length", "POST /echo HTTP/1.1\r\n" HOST "Content-Length: 1001\r\n\r\n",
         413, NULL, "Connection", "close"},
        {"a body where none is taken", "GET /query HTTP/1.1\r\n" HOST "Content-Length: 1\r\n\r\nx",
         413, NULL, "Connection", "close"},
        {"an expectation we do not know", "GET / HTTP/1.1\r\n" HOST "Expect: magic\r\n\r\n", 417,
         NULL, "Connection", "close"},
        {"another version", "GET / HTTP/2.0\r\n" HOST "\r\n", 505, NULL, "Connection", "close"},
        {"an unknown method", "BREW / HTTP/1.1\r\n" HOST "\r\n", 501, NULL, "Connection", "close"},
        {"TRACE", "TRACE / HTTP/1.1\r\n" HOST "\r\n", 501, NULL, "Connection", "close"},
        {"CONNECT", "CONNECT localhost:80 HTTP/1.1\r\n" HOST "\r\n", 501, NULL, NULL, NULL},
        {"a conflict", "GET /conflict HTTP/1.1\r\n" HOST "\r\n", 409, NULL, NULL, NULL},
        {"a handler that uses up its memory", "GET /hungry HTTP/1.1\r\n" HOST "\r\n", 413, NULL,
         NULL, NULL},
        {"a header that would be split", "GET /split HTTP/1.1\r\n" HOST "\r\n", 500, NULL, NULL,
         NULL},
        {"health", "GET /healthz HTTP/1.1\r\n" HOST "\r\n", 200, "ok\n", NULL, NULL},
        {"readiness", "GET /readyz HTTP/1.1\r\n" HOST "\r\n", 200, "ready\n", NULL, NULL},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct answer a = client_ask(&f, table[i].request);
        const char *value;

        CHECK_INT(table[i].why, a.status, table[i].status);
        if (table[i].body != NULL)
            CHECK_SLICE(table[i].why, ((struct slice){a.body, a.body_len}), table[i].body);
        if (table[i].header == NULL)
            continue;
        value = answer_header(&a, table[i].header);
        CHECK_TRUE(table[i].why, value != NULL);
        CHECK_SLICE(table[i].why, slice_of(value), table[i].value);
    }
}

static void
every_answer_has_the_security_headers(void **state)
{
    static const char *const requests[] = {
        "GET / HTTP/1.1\r\n" HOST "\r\n",
        "GET /nowhere HTTP/1.1\r\n" HOST "\r\n",
        "GET /favicon.ico HTTP/1.1\r\n" HOST "\r\n",
        "GET /healthz HTTP/1.1\r\n" HOST "\r\n",
        "broken\r\n\r\n",
    };
    static const char *const headers[] = {
        "Content-Security-Policy",
        "X-Content-Type-Options",
        "Referrer-Policy",
        "Permissions-Policy",
        "Cross-Origin-Opener-Policy",
        "Cache-Control",
        "Date",
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(requests); i++) {
        struct answer a = client_ask(&f, requests[i]);

        for (size_t k = 0; k < ARRAY_LEN(headers); k++)
            CHECK_TRUE(headers[k], answer_header(&a, headers[k]) != NULL);
        CHECK_TRUE("no inline code", strstr(a.head, "unsafe") == NULL);
        CHECK_TRUE("no TLS, no HSTS", answer_header(&a, "Strict-Transport-Security") == NULL);
    }
}

static void
keeps_the_connection_and_answers_pipelined_requests_in_order(void **state)
{
    int fd = client_connect(&f);

    (void)state;
    client_send(fd, SLICE("GET /param/one HTTP/1.1\r\n" HOST "\r\n"
                          "POST /echo HTTP/1.1\r\n" HOST "Content-Length: 3\r\n\r\ntwo"
                          "GET /healthz HTTP/1.1\r\n" HOST "\r\n"
                          "HEAD / HTTP/1.1\r\n" HOST "\r\n"
                          "GET /param/five HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n"));
    assert_string_equal(client_answer(fd, false).body, "one");
    assert_string_equal(client_answer(fd, false).body, "two");
    assert_string_equal(client_answer(fd, false).body, "ok\n");
    assert_int_equal(client_answer(fd, true).status, 200);
    assert_string_equal(client_answer(fd, false).body, "five");
    assert_true(client_is_closed(fd));
    client_close(fd);
}

/* Far more than one buffer: the server stops reading and goes on later. */
static void
bounds_what_is_pipelined(void **state)
{
    enum { REQUESTS = 900 };
    static char many[REQUESTS * 64];
    struct slice one = SLICE("GET /param/x HTTP/1.1\r\n" HOST "\r\n");
    int fd = client_connect_unix(&f);
    size_t len = 0;

    (void)state;
    for (size_t i = 0; i < REQUESTS; i++, len += one.len)
        memcpy(many + len, one.at, one.len);
    client_send(fd, (struct slice){many, len});
    for (size_t i = 0; i < REQUESTS; i++)
        CHECK_INT("each", client_answer(fd, false).status, 200);
    client_close(fd);
}

static void
asks_for_the_body_when_the_client_waits_for_it(void **state)
{
    int fd = client_connect(&f);

    (void)state;
    client_send(fd, SLICE("POST /echo HTTP/1.1\r\n" HOST "Expect: 100-continue\r\n"
                          "Content-Length: 4\r\n\r\n"));
    assert_int_equal(client_answer(fd, false).status, 100);
    client_send(fd, SLICE("body"));
    assert_string_equal(client_answer(fd, false).body, "body");
    /* a body that is too long is not even asked for */
    client_send(fd, SLICE("POST /echo HTTP/1.1\r\n" HOST "Expect: 100-continue\r\n"
                          "Content-Length: 4000\r\n\r\n"));
    assert_int_equal(client_answer(fd, false).status, 413);
    assert_true(client_is_closed(fd));
    client_close(fd);
}

static void
throws_away_a_body_that_nobody_wants(void **state)
{
    int fd = client_connect(&f);

    (void)state;
    client_send(fd, SLICE("POST /nowhere HTTP/1.1\r\n" HOST "Content-Length: 4\r\n\r\nbody"
                          "GET / HTTP/1.1\r\n" HOST "\r\n"));
    assert_int_equal(client_answer(fd, false).status, 404);
    assert_int_equal(client_answer(fd, false).status, 200);
    client_close(fd);
}

static void
answers_after_the_client_closed_its_side(void **state)
{
    int fd = client_connect(&f);

    (void)state;
    client_send(fd, SLICE("GET /param/one HTTP/1.1\r\n" HOST "\r\n"
                          "GET /param/two HTTP/1.1\r\n" HOST "\r\n"));
    (void)shutdown(fd, 1);
    assert_string_equal(client_answer(fd, false).body, "one");
    assert_string_equal(client_answer(fd, false).body, "two");
    assert_true(client_is_closed(fd));
    client_close(fd);
}

static void
hands_a_long_body_to_the_handler_in_pieces(void **state)
{
    static char body[300000];
    char want[64];
    uint64_t sum = 0;
    int fd = client_connect(&f);

    (void)state;
    for (size_t i = 0; i < sizeof body; i++) {
        body[i] = (char)(i * 7 + i / 256);
        sum = sum * 31 + (unsigned char)body[i];
    }
    (void)snprintf(want, sizeof want, "%zu %llu", sizeof body, (unsigned long long)sum);
    client_send(fd, SLICE("POST /upload HTTP/1.1\r\n" HOST "Content-Length: 300000\r\n\r\n"));
    client_send(fd, (struct slice){body, sizeof body});
    assert_string_equal(client_answer(fd, false).body, want);
    client_send(fd, SLICE("POST /upload HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n"
                          "493e0\r\n"));
    client_send(fd, (struct slice){body, sizeof body});
    client_send(fd, SLICE("\r\n0\r\n\r\n"));
    assert_string_equal(client_answer(fd, false).body, want);
    client_send(fd, SLICE("GET / HTTP/1.1\r\n" HOST "\r\n"));
    assert_int_equal(client_answer(fd, false).status, 200);
    client_close(fd);
}

static void
ends_a_stream_that_is_refused_too_long_or_broken(void **state)
{
    static const struct {
        const char *why;
        const char *request;
        int status;
    } table[] = {
        {"the handler does not want it",
         "POST /upload-refused HTTP/1.1\r\n" HOST "Content-Length: 100\r\n\r\nabc", 422},
        {"too long by its length",
         "POST /upload HTTP/1.1\r\n" HOST "Content-Length: 1048577\r\n\r\n", 413},
        {"too long by its chunks",
         "POST /upload HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\nx\r\n", 400},
        {"no length", "POST /upload HTTP/1.1\r\n" HOST "\r\n", 411},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        int fd = client_connect(&f);

        client_send(fd, slice_of(table[i].request));
        CHECK_INT(table[i].why, client_answer(fd, false).status, table[i].status);
        client_close(fd);
    }
}

static void
sends_a_long_answer_whole(void **state)
{
    struct answer a = client_ask(&f, "GET /big HTTP/1.1\r\n" HOST "\r\n");

    (void)state;
    assert_int_equal(a.status, 200);
    assert_int_equal(a.body_len, 4 << 20);
}

static void
survives_clients_that_go_away(void **state)
{
    static const char *const requests[] = {
        "",
        "G",
        "GET / HTTP/1.1\r\n",
        "GET /big HTTP/1.1\r\n" HOST "\r\n",
        "POST /echo HTTP/1.1\r\n" HOST "Content-Length: 10\r\n\r\n123",
        "POST /upload HTTP/1.1\r\n" HOST "Content-Length: 10000\r\n\r\n123",
    };

    (void)state;
    for (int round = 0; round < 20; round++) {
        for (size_t i = 0; i < ARRAY_LEN(requests); i++) {
            int fd = client_connect(&f);

            client_send(fd, slice_of(requests[i]));
            client_close(fd);
        }
    }
    assert_int_equal(client_ask(&f, "GET / HTTP/1.1\r\n" HOST "\r\n").status, 200);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_each_request_with_its_status),
        cmocka_unit_test(every_answer_has_the_security_headers),
        cmocka_unit_test(keeps_the_connection_and_answers_pipelined_requests_in_order),
        cmocka_unit_test(bounds_what_is_pipelined),
        cmocka_unit_test(asks_for_the_body_when_the_client_waits_for_it),
        cmocka_unit_test(throws_away_a_body_that_nobody_wants),
        cmocka_unit_test(answers_after_the_client_closed_its_side),
        cmocka_unit_test(hands_a_long_body_to_the_handler_in_pieces),
        cmocka_unit_test(ends_a_stream_that_is_refused_too_long_or_broken),
        cmocka_unit_test(sends_a_long_answer_whole),
        cmocka_unit_test(survives_clients_that_go_away),
    };

    return cmocka_run_group_tests(tests, start, stop);
}
