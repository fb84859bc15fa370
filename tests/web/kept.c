/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Answers that are the same for everybody: kept, shared while they are made, renewed with
 * their version, and never a word of a guest in them. Built twice: with careless.c, which
 * leaves out the rule of what is public, the canary must be found in others' answers.
 */
#include <stdatomic.h>
#include <string.h>

#include "fixture.h"
#include "web/guest.h"

#define HOST "Host: localhost\r\n"

static struct fixture f;
static atomic_int made;
static atomic_ulong version;

/* "made 7 for GUEST: ?query"; the query says what is odd about this one. */
static enum err
h_kept(struct http_request *req, struct http_response *res)
{
    struct text t = text_init(req->arena, 3 << 20);
    int n = ++made;

    if (form_value(&req->query, "gate").at != NULL)
        fixture_gate_pass();
    if (form_value(&req->query, "fails").at != NULL)
        return fail(&req->ctx, ERR_CONFLICT, "as the test wants it");
    if (form_value(&req->query, "cookie").at != NULL)
        http_set_header(res, "Set-Cookie", SLICE("a=b"));
    res->is_personal = form_value(&req->query, "personal").at != NULL;
    text_printf(&t, "made %d for %.*s: %.*s", n, SLICE_ARG(req->guest), SLICE_ARG(req->query_raw));
    while (form_value(&req->query, "big").at != NULL && t.len < (2 << 20))
        text_puts(&t, "0123456789abcdef");
    return http_body(res, HTTP_TYPE_TEXT, &t);
}

static enum err
h_guest(struct http_request *req, struct http_response *res)
{
    struct text t = text_init(req->arena, 100);

    text_put(&t, req->guest);
    return http_body(res, HTTP_TYPE_TEXT, &t);
}

static const struct route routes[] = {
    {"kept", METHOD_GET, "/kept", h_kept, RIGHT_PUBLIC, 0, ROUTE_KEPT},
    {"anew", METHOD_GET, "/anew", h_kept, RIGHT_PUBLIC, 0, 0},
    {"guest", METHOD_GET, "/guest", h_guest, RIGHT_GUEST, 0, 0},
};

static bool
public_answer(const struct http_request *req, struct public_answer *ret_answer)
{
    *ret_answer = (struct public_answer){
        version, slice_starts(http_header(req, "Accept-Language"), SLICE("en"))};
    return !slice_is(http_header(req, "X-Never"), "1");
}

static int
start(void **state)
{
    (void)state;
    made = 0;
    version = 1;
    fixture_init(&f);
    f.options.routes = routes;
    f.options.routes_len = ARRAY_LEN(routes);
    f.options.public_answer = public_answer;
    fixture_start(&f);
    return 0;
}

static int
stop(void **state)
{
    (void)state;
    fixture_gate_open();
    fixture_done(&f);
    return 0;
}

static struct answer
ask(const char *path, const char *headers)
{
    char request[1000];

    (void)snprintf(request, sizeof request, "GET %s HTTP/1.1\r\n" HOST "%s\r\n", path, headers);
    return client_ask(&f, request);
}

struct canary {
    char cookie[128];
    char id[GUEST_ID_CHARS + 1];
};

static struct canary
new_guest(void)
{
    struct answer a = ask("/guest", "");
    const char *set = answer_header(&a, "Set-Cookie");
    struct canary c;

    assert_non_null(set);
    (void)snprintf(c.cookie, sizeof c.cookie, "Cookie: %.*s\r\n", (int)strcspn(set, ";"), set);
    (void)snprintf(c.id, sizeof c.id, "%.*s", (int)a.body_len, a.body);
    return c;
}

/* Guests and others in turn, on few addresses; how often one sees another's id, or misses its own.
 */
static int
leaks(void)
{
    struct canary guests[3] = {new_guest(), new_guest(), new_guest()};
    uint64_t random = 7;
    int found = 0;

    for (int i = 0; i < 400; i++) {
        char path[40];
        size_t who;
        struct answer a;

        random = random * UINT64_C(6364136223846793005) + 1442695040888963407U;
        who = random >> 33 & 3;
        (void)snprintf(path, sizeof path, "/kept?q=%d", (int)(random >> 40 & 7));
        version += (random >> 50 & 15) == 0;
        a = ask(path, who < 3 ? guests[who].cookie : "");
        assert_int_equal(a.status, 200);
        for (size_t g = 0; g < 3; g++)
            found += (strstr(a.body, guests[g].id) != NULL) != (g == who);
    }
    return found;
}

#ifdef KEPT_CONTROL
static void
without_the_rule_a_guest_is_seen_by_others(void **state)
{
    int found = leaks();

    (void)state;
    print_message("%d times a guest stood in, or was missing from, one of 400 answers\n", found);
    assert_true(found > 100);
}
#else

static void
nobody_ever_sees_another_guests_page(void **state)
{
    (void)state;
    assert_int_equal(leaks(), 0);
}

static void
the_second_one_gets_what_the_first_one_got(void **state)
{
    struct answer a = ask("/kept?q=1", "");
    char etag[100];
    char head[200];

    (void)state;
    assert_string_equal(a.body, "made 1 for : q=1");
    assert_string_equal(answer_header(&a, "Cache-Control"), "no-cache");
    (void)snprintf(etag, sizeof etag, "%s", answer_header(&a, "ETag"));
    a = ask("/kept?q=1", "");
    assert_string_equal(a.body, "made 1 for : q=1");
    assert_string_equal(answer_header(&a, "ETag"), etag);
    assert_string_equal(answer_header(&a, "Content-Type"), HTTP_TYPE_TEXT);
    (void)snprintf(head, sizeof head, "If-None-Match: %s\r\n", etag);
    a = ask("/kept?q=1", head);
    assert_int_equal(a.status, 304);
    assert_string_equal(answer_header(&a, "ETag"), etag);
    a = ask("/kept?q=1&gate", head); /* made now, and another text: the tag does not fit */
    assert_int_equal(a.status, 200);
    assert_int_equal(made, 2);
}

static void
what_differs_in_anything_is_made_anew(void **state)
{
    static const struct {
        const char *path;
        const char *headers;
        bool is_new;
    } table[] = {
        {"/kept", "", true},
        {"/kept", "", false},
        {"/kept", "Cookie: kc_lang=x; other=y\r\n", false},
        {"/kept?", "", false}, /* without a query, however it is written */
        {"/kept?q=a", "", true},
        {"/kept?q=A", "", true},
        {"/kept?q=%61", "", true}, /* pages link to the address as it was sent */
        {"/kep%74", "", true},
        {"/kept", "Accept-Language: en\r\n", true},
        {"/kept", "Accept-Language: en\r\n", false},
        {"/kept", "X-Never: 1\r\n", true},
        {"/kept", "X-Never: 1\r\n", true},
        {"/kept", "Cookie: kc_guest=damaged\r\n", true},
        {"/kept", "Cookie: a=b; __Host-kc_guest=damaged\r\n", true},
        {"/kept?fails", "", true},
        {"/kept?fails", "", true},
        {"/kept?cookie", "", true},
        {"/kept?cookie", "", true},
        {"/kept?personal", "", true},
        {"/kept?personal", "", true},
        {"/kept?big", "", true}, /* more than HTTP_KEPT_ANSWER_BYTES_MAX */
        {"/kept?big", "", true},
        {"/anew", "", true},
        {"/anew", "", true},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        int before = made;

        (void)ask(table[i].path, table[i].headers);
        if (made - before != table[i].is_new)
            fail_msg("row %d: %s%s is %s", (int)i, table[i].path, table[i].headers,
                     table[i].is_new ? "not made" : "made again");
    }
}

static void
a_new_version_is_seen_at_once(void **state)
{
    (void)state;
    assert_string_equal(ask("/kept", "").body, "made 1 for : ");
    version = 2;
    assert_string_equal(ask("/kept", "").body, "made 2 for : ");
    assert_string_equal(ask("/kept", "").body, "made 2 for : ");
}

enum { CROWD = 7 };

static void
connect_crowd(int *ret_fds, const char *path)
{
    char request[200];

    (void)snprintf(request, sizeof request, "GET %s HTTP/1.1\r\n" HOST "\r\n", path);
    fixture_gate_close();
    for (int i = 0; i < CROWD; i++) {
        ret_fds[i] = client_connect_unix(&f);
        client_send(ret_fds[i], slice_of(request));
        client_await_taken(ret_fds[i]);
        if (i == 0)
            fixture_gate_await(1);
    }
    /* Connections are served in order: when this one is answered, the crowd's requests were taken.
     */
    assert_int_equal(ask("/anew", "").status, 200);
}

static void
who_asks_for_the_same_at_once_shares_one_worker(void **state)
{
    int fds[CROWD];

    (void)state;
    connect_crowd(fds, "/kept?gate");
    fixture_gate_open();
    for (int i = 0; i < CROWD; i++) {
        struct answer a = client_answer(fds[i], false);

        assert_string_equal(a.body, "made 1 for : gate");
        client_close(fds[i]);
    }
    assert_int_equal(made, 2); /* and "/anew" */
}

static void
who_goes_away_meanwhile_leaves_the_others_alone(void **state)
{
    (void)state;
    for (int leaver = 0; leaver < 3; leaver++) { /* the first one is who makes it */
        int fds[CROWD];

        version++;
        connect_crowd(fds, "/kept?gate");
        client_close(fds[leaver]);
        assert_int_equal(ask("/anew", "").status, 200);
        fixture_gate_open();
        for (int i = 0; i < CROWD; i++) {
            if (i == leaver)
                continue;
            assert_int_equal(client_answer(fds[i], false).status, 200);
            client_close(fds[i]);
        }
    }
}

static void
when_it_is_not_to_be_shared_each_gets_its_own(void **state)
{
    int fds[CROWD];
    int before = made;

    (void)state;
    connect_crowd(fds, "/kept?gate&personal");
    fixture_gate_open();
    for (int i = 0; i < CROWD; i++) {
        struct answer a = client_answer(fds[i], false);

        assert_int_equal(a.status, 200);
        assert_string_equal(answer_header(&a, "Cache-Control"), "no-store");
        client_close(fds[i]);
    }
    assert_int_equal(made - before, CROWD + 1);
}

static void
who_waits_too_long_is_told_so(void **state)
{
    int fds[CROWD];

    (void)state;
    fixture_stop(&f);
    http_server_close(f.server);
    f.options.limits.handler_ms_max = 300;
    fixture_start(&f);
    connect_crowd(fds, "/kept?gate");
    for (int i = 0; i < CROWD; i++) {
        assert_int_equal(client_answer(fds[i], false).status, 503);
        client_close(fds[i]);
    }
    fixture_gate_open();
    assert_int_equal(ask("/kept?gate", "").status, 200);
}

static void
a_stop_while_some_wait_answers_them(void **state)
{
    int fds[CROWD];

    (void)state;
    connect_crowd(fds, "/kept?gate");
    http_server_stop(f.server, false);
    fixture_gate_open();
    for (int i = 0; i < CROWD; i++) {
        assert_int_equal(client_answer(fds[i], false).status, 200);
        client_close(fds[i]);
    }
}
#endif

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)
    const struct CMUnitTest tests[] = {
#ifdef KEPT_CONTROL
        TEST(without_the_rule_a_guest_is_seen_by_others),
#else
        TEST(nobody_ever_sees_another_guests_page),
        TEST(the_second_one_gets_what_the_first_one_got),
        TEST(what_differs_in_anything_is_made_anew),
        TEST(a_new_version_is_seen_at_once),
        TEST(who_asks_for_the_same_at_once_shares_one_worker),
        TEST(who_goes_away_meanwhile_leaves_the_others_alone),
        TEST(when_it_is_not_to_be_shared_each_gets_its_own),
        TEST(who_waits_too_long_is_told_so),
        TEST(a_stop_while_some_wait_answers_them),
#endif
    };
#undef TEST

    return cmocka_run_group_tests(tests, NULL, NULL);
}
