/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Bodies larger than a form: nobody begins one who sends no cookie, few are under way at a time,
 * and a place is free again however an upload ends. That the server waits for a body is seen
 * without a clock: it says "100 Continue". Built twice: with uploads_careless.c, which leaves out
 * the rules, everybody begins one.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "domain/actor.h"
#include "fixture.h"

#define HOST "Host: localhost\r\n"
#define TLS "X-Forwarded-Proto: https\r\n"
#define SESSION "Cookie: kc_session=abc\r\n"
#define EXPECT "Expect: 100-continue\r\n"
#define CHUNKED "Transfer-Encoding: chunked\r\n"
#define LARGE "Content-Length: 1048577\r\n"

enum { BODY_BYTES = 1048577, CONTINUED = 100 };

#ifdef UPLOADS_CONTROL
enum { UNSIGNED = CONTINUED, NO_ROOM = CONTINUED };
#else
enum { UNSIGNED = 403, NO_ROOM = 503 };
#endif

static struct fixture f;
static char body[MULTIPART_BODY_BYTES_MAX + 1];

/* How much of the arena is used when the body is there. */
static enum err
h_list(struct http_request *req, struct http_response *res)
{
    struct text t = text_init(req->arena, 100);

    if (slice_is(req->content_type, "text/gate"))
        fixture_gate_pass();
    text_printf(&t, "%zu %zu", req->body.len, arena_used_bytes(req->arena));
    return http_body(res, HTTP_TYPE_TEXT, &t);
}

static enum err
h_streamed(struct http_request *req, struct http_response *res)
{
    char piece[4096];
    size_t n = 1;

    while (n > 0)
        TRY(http_body_read(req, piece, sizeof piece, &n));
    return h_list(req, res);
}

static const struct route routes[] = {
    {"metrics", METHOD_GET, "/metrics", http_metrics, RIGHT_OPERATOR_LOCAL, 0, ROUTE_ON_LOOP},
    {"healthz", METHOD_GET, "/healthz", http_health, RIGHT_PUBLIC, 0, ROUTE_ON_LOOP},
    {"list", METHOD_POST, "/list", h_list, RIGHT_ACCOUNT, MULTIPART_BODY_BYTES_MAX, 0},
    {"guest", METHOD_POST, "/guest", h_list, RIGHT_GUEST, MULTIPART_BODY_BYTES_MAX, 0},
    {"open", METHOD_POST, "/open", h_list, RIGHT_PUBLIC, MULTIPART_BODY_BYTES_MAX, 0},
    {"form", METHOD_POST, "/form", h_list, RIGHT_ACCOUNT, FORM_BODY_BYTES_MAX, 0},
    {"streamed", METHOD_POST, "/streamed", h_streamed, RIGHT_ACCOUNT, MULTIPART_BODY_BYTES_MAX,
     ROUTE_STREAMED},
};

/* A worker asks who it is, whatever cookie there was. */
static enum err
identify(struct http_request *req)
{
    if (slice_is(http_cookie(req, "kc_session"), "abc"))
        req->actor = arena_new(req->arena, struct actor);
    return OK;
}

static int
init(void **state)
{
    (void)state;
    fixture_init(&f);
    fixture_gate_open();
    f.options.routes = routes;
    f.options.routes_len = ARRAY_LEN(routes);
    f.options.identify = identify;
    f.options.trust_local_proxy = true;
    memset(body, 'x', sizeof body);
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

/* Each from an address of its own, unless the headers name one. */
static int
begin(const char *path, const char *headers)
{
    static int sender;
    char request[1000];
    char from[64] = "";
    int fd = client_connect(&f);

    if (strstr(headers, "X-Forwarded-For") == NULL)
        (void)snprintf(from, sizeof from, "X-Forwarded-For: 10.0.0.%d\r\n", sender++ % 200 + 1);
    (void)snprintf(request, sizeof request, "POST %s HTTP/1.1\r\n" HOST "%s%s\r\n", path, from,
                   headers);
    client_send(fd, slice_of(request));
    return fd;
}

/* The first answer to a head alone. */
static int
status_of_head(const char *path, const char *headers)
{
    int fd = begin(path, headers);
    int status = client_answer(fd, false).status;

    client_close(fd);
    return status;
}

static bool
metrics_have(const char *line)
{
    struct answer a = client_ask(&f, "GET /metrics HTTP/1.1\r\n" HOST "\r\n");

    return strstr(a.body, line) != NULL;
}

/* The test's time-out is the end of a server that never counts down. */
static void
await_no_upload(void)
{
    while (!metrics_have("kc_http_uploads 0\n")) {
    }
}

static void
nobody_signed_out_begins_one(void **state)
{
    static const struct {
        const char *why;
        const char *path;
        const char *headers;
        int status;
    } table[] = {
        {"no cookie", "/list", EXPECT LARGE, UNSIGNED},
        {"in chunks", "/list", EXPECT CHUNKED, UNSIGNED},
        {"however small", "/list", EXPECT "Content-Length: 5\r\n", UNSIGNED},
        {"another cookie", "/list", EXPECT LARGE "Cookie: kc_sessions=abc\r\n", UNSIGNED},
        {"an empty one", "/list", EXPECT LARGE "Cookie: kc_session=\r\n", UNSIGNED},
        {"one sent twice", "/list", EXPECT LARGE "Cookie: kc_session=abc; kc_session=abc\r\n",
         UNSIGNED},
        {"a guest's", "/list", EXPECT LARGE "Cookie: kc_guest=abc\r\n", UNSIGNED},
        {"without prefix behind TLS", "/list", EXPECT LARGE TLS SESSION, UNSIGNED},
        {"with prefix, no TLS", "/list", EXPECT LARGE "Cookie: __Host-kc_session=abc\r\n",
         UNSIGNED},
        {"no cookie of a guest", "/guest", EXPECT LARGE, UNSIGNED},
        {"signed in", "/list", EXPECT LARGE SESSION, CONTINUED},
        {"behind TLS", "/list", EXPECT LARGE TLS "Cookie: __Host-kc_session=abc\r\n", CONTINUED},
        {"a guest", "/guest", EXPECT LARGE "Cookie: kc_guest=abc\r\n", CONTINUED},
        {"signed in as a guest", "/guest", EXPECT LARGE SESSION, CONTINUED},
        {"for everybody", "/open", EXPECT LARGE, CONTINUED},
        {"a form", "/form", EXPECT "Content-Length: 5\r\n", CONTINUED},
        {"a stream holds no body", "/streamed", EXPECT LARGE, CONTINUED},
        {"too large", "/list", EXPECT SESSION "Content-Length: 3145729\r\n", 413},
    };

    (void)state;
    fixture_start(&f);
    for (size_t i = 0; i < ARRAY_LEN(table); i++)
        CHECK_INT(table[i].why, status_of_head(table[i].path, table[i].headers), table[i].status);
    await_no_upload();
#ifndef UPLOADS_CONTROL
    assert_true(metrics_have("kc_http_refused_total{reason=\"upload_unsigned\"} 10\n"));
#endif
}

#ifndef UPLOADS_CONTROL
/* No byte of the body was sent, and none is asked for. */
static void
is_refused_before_the_body(void **state)
{
    static const char *const heads[] = {LARGE, CHUNKED};

    (void)state;
    fixture_start(&f);
    for (size_t i = 0; i < ARRAY_LEN(heads); i++) {
        int fd = begin("/list", heads[i]);
        struct answer a = client_answer(fd, false);

        CHECK_INT(heads[i], a.status, 403);
        assert_string_equal(answer_header(&a, "Connection"), "close");
        assert_true(client_is_closed(fd));
        client_close(fd);
    }
}
#endif

/* A cookie that was made up gets a body read, and no further. */
static void
a_worker_asks_all_the_same(void **state)
{
    int fd;

    (void)state;
    fixture_start(&f);
    fd = begin("/list", LARGE "Cookie: kc_session=made-up\r\n");
    client_send(fd, (struct slice){body, BODY_BYTES});
    assert_int_equal(client_answer(fd, false).status, 403);
    client_close(fd);
    await_no_upload();
}

static void
begin_all(int fds[HTTP_UPLOADS_MAX], const char *headers)
{
    for (int i = 0; i < HTTP_UPLOADS_MAX; i++) {
        fds[i] = begin("/list", headers);
        CHECK_INT("begun", client_answer(fds[i], false).status, CONTINUED);
    }
}

static void
few_are_under_way_at_a_time(void **state)
{
    int fds[HTTP_UPLOADS_MAX];
    struct answer a;
    int fd;

    (void)state;
    fixture_start(&f);
    begin_all(fds, EXPECT LARGE SESSION);
    fd = begin("/list", EXPECT LARGE SESSION);
    a = client_answer(fd, false);
    assert_int_equal(a.status, NO_ROOM);
#ifndef UPLOADS_CONTROL
    assert_non_null(answer_header(&a, "Retry-After"));
    assert_true(metrics_have("kc_http_uploads 8\n"));
    assert_true(metrics_have("kc_http_refused_total{reason=\"uploads\"} 1\n"));
#endif
    client_close(fd);
    CHECK_INT("in chunks", status_of_head("/list", EXPECT CHUNKED SESSION), NO_ROOM);
    CHECK_INT("no more than a form",
              status_of_head("/list", EXPECT "Content-Length: 131072\r\n" SESSION), CONTINUED);
    CHECK_INT("a byte more", status_of_head("/list", EXPECT "Content-Length: 131073\r\n" SESSION),
              NO_ROOM);
    CHECK_INT("all else", client_ask(&f, "GET /healthz HTTP/1.1\r\n" HOST "\r\n").status, 200);

    client_send(fds[0], (struct slice){body, BODY_BYTES});
    assert_int_equal(client_answer(fds[0], false).status, 200);
    for (int i = 0; i < HTTP_UPLOADS_MAX; i++)
        client_close(fds[i]);
    await_no_upload();
    begin_all(fds, EXPECT LARGE SESSION);
    for (int i = 0; i < HTTP_UPLOADS_MAX; i++)
        client_close(fds[i]);
    await_no_upload();
}

/* Made-up cookies of one sender leave places for others. */
static void
one_address_has_a_part_of_the_places(void **state)
{
    static const char one[] = EXPECT LARGE SESSION "X-Forwarded-For: 192.0.2.1\r\n";
    int fds[HTTP_UPLOADS_PER_ADDRESS_MAX];

    (void)state;
    fixture_start(&f);
    for (int i = 0; i < HTTP_UPLOADS_PER_ADDRESS_MAX; i++) {
        fds[i] = begin("/list", one);
        CHECK_INT("begun", client_answer(fds[i], false).status, CONTINUED);
    }
    CHECK_INT("one more", status_of_head("/list", one), NO_ROOM);
    CHECK_INT("of another address", status_of_head("/list", EXPECT LARGE SESSION), CONTINUED);
    client_close(fds[0]);
    for (int i = 1; i < HTTP_UPLOADS_PER_ADDRESS_MAX; i++)
        client_close(fds[i]);
    await_no_upload();
    CHECK_INT("free again", status_of_head("/list", one), CONTINUED);
}

static void
end_in_chunks(const char *why, size_t len, const char *before, int status)
{
    int fd = begin("/list", CHUNKED SESSION);

    client_send(fd, slice_of(before));
    client_send(fd, (struct slice){body, len});
    client_send(fd, SLICE("\r\n0\r\n\r\n"));
    CHECK_INT(why, client_answer(fd, false).status, status);
    await_no_upload();
    client_close(fd);
}

static void
a_place_is_free_again_however_it_ends(void **state)
{
    int fd;

    (void)state;
    fixture_start(&f);
    for (int i = 0; i < 3; i++) {
        fd = begin("/list", LARGE SESSION);
        client_send(fd, (struct slice){body, BODY_BYTES});
        CHECK_INT("whole", client_answer(fd, false).status, 200);
        await_no_upload(); /* the connection is still open */
        client_close(fd);
    }
    fd = begin("/list", LARGE SESSION);
    client_send(fd, (struct slice){body, BODY_BYTES - 1});
    client_close(fd);
    await_no_upload();
    fd = begin("/list", LARGE SESSION);
    client_send(fd, (struct slice){body, 5});
    assert_int_equal(shutdown(fd, SHUT_WR), 0);
    assert_true(client_is_closed(fd));
    client_close(fd);
    await_no_upload();
    end_in_chunks("whole", BODY_BYTES, "100001\r\n", 200);
    end_in_chunks("no chunk", 0, "nonsense\r\n", 400);
    end_in_chunks("too much", MULTIPART_BODY_BYTES_MAX + 1, "300001\r\n", 413);
}

static void
one_that_never_ends_is_ended(void **state)
{
    int fds[HTTP_UPLOADS_MAX];

    (void)state;
    f.options.limits.body_ms_max = 30;
    fixture_start(&f);
    begin_all(fds, EXPECT LARGE SESSION);
    for (int i = 0; i < HTTP_UPLOADS_MAX; i++) {
        CHECK_INT("slow", client_answer(fds[i], false).status, 408);
        client_close(fds[i]);
    }
    await_no_upload();
}

/* Its memory is there as long as a worker has it, and so long its place is taken. */
static void
one_that_a_worker_holds_is_counted(void **state)
{
    int fd;

    (void)state;
    f.options.limits.handler_ms_max = 30;
    fixture_start(&f);
    fixture_gate_close();
    fd = begin("/list", LARGE SESSION "Content-Type: text/gate\r\n");
    client_send(fd, (struct slice){body, BODY_BYTES});
    assert_int_equal(client_answer(fd, false).status, 503);
    client_close(fd);
    assert_true(metrics_have("kc_http_uploads 1\n"));
    fixture_gate_open();
    await_no_upload();
}

/* A body whose length is known is not copied while it grows. */
static void
a_known_length_is_allocated_once(void **state)
{
    struct answer a;
    char *end;
    int fd;

    (void)state;
    fixture_start(&f);
    fd = begin("/list", LARGE SESSION);
    client_send(fd, (struct slice){body, BODY_BYTES});
    a = client_answer(fd, false);
    assert_int_equal(a.status, 200);
    assert_int_equal(strtoul(a.body, &end, 10), BODY_BYTES);
    assert_in_range(strtoul(end, NULL, 10), BODY_BYTES, BODY_BYTES + 65536);
    client_close(fd);
}

int
main(void)
{
#define UPLOAD(test) cmocka_unit_test_setup_teardown(test, init, done)
    const struct CMUnitTest tests[] = {
        UPLOAD(nobody_signed_out_begins_one),
#ifndef UPLOADS_CONTROL
        UPLOAD(is_refused_before_the_body),
#endif
        UPLOAD(a_worker_asks_all_the_same),           UPLOAD(few_are_under_way_at_a_time),
        UPLOAD(one_address_has_a_part_of_the_places), UPLOAD(a_place_is_free_again_however_it_ends),
        UPLOAD(one_that_never_ends_is_ended),         UPLOAD(one_that_a_worker_holds_is_counted),
        UPLOAD(a_known_length_is_allocated_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
