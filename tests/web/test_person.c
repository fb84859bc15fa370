/* SPDX-License-Identifier: EUPL-1.2 */
/* What protects people: guests, form tokens, origins, cookies, what the log and caches never see.
 */
#include <string.h>

#include "fixture.h"
#include "web/guest.h"

#define HOST "Host: localhost\r\n"

static struct fixture f;

static int
start(void **state)
{
    (void)state;
    fixture_init(&f);
    f.options.trust_local_proxy = true;
    fixture_start(&f);
    return 0;
}

static int
stop(void **state)
{
    (void)state;
    fixture_done(&f);
    return 0;
}

struct guest {
    char cookie[128]; /* "kc_guest=..." */
    char token[64];
};

static struct guest
new_guest(void)
{
    struct answer a = client_ask(&f, "GET /guest HTTP/1.1\r\n" HOST "\r\n");
    const char *set = answer_header(&a, "Set-Cookie");
    struct guest g;

    assert_int_equal(a.status, 200);
    assert_non_null(set);
    (void)snprintf(g.cookie, sizeof g.cookie, "%.*s", (int)strcspn(set, ";"), set);
    (void)snprintf(g.token, sizeof g.token, "%s", a.body + GUEST_ID_CHARS + 1);
    return g;
}

static void
a_guest_gets_a_cookie_only_where_one_is_needed(void **state)
{
    struct answer a = client_ask(&f, "GET / HTTP/1.1\r\n" HOST "\r\n");
    const char *set;

    (void)state;
    assert_null(answer_header(&a, "Set-Cookie"));
    a = client_ask(&f, "GET /guest HTTP/1.1\r\n" HOST "\r\n");
    assert_string_equal(answer_header(&a, "Cache-Control"), "no-store");
    set = answer_header(&a, "Set-Cookie");
    assert_non_null(strstr(set, "; HttpOnly"));
    assert_non_null(strstr(set, "; SameSite=Lax"));
    assert_non_null(strstr(set, "; Path=/"));
    assert_null(strstr(set, "Secure"));
    a = client_ask(&f, "GET /guest HTTP/1.1\r\n" HOST "X-Forwarded-Proto: https\r\n\r\n");
    assert_non_null(strstr(answer_header(&a, "Set-Cookie"), "; Secure"));
    assert_int_equal(
        strncmp(answer_header(&a, "Set-Cookie"), GUEST_COOKIE_TLS "=", sizeof GUEST_COOKIE_TLS), 0);
    assert_non_null(answer_header(&a, "Strict-Transport-Security"));
}

/* Behind TLS a cookie without the prefix may have been set by a neighbour: it is nobody's. */
static void
the_cookie_is_bound_to_the_host_where_tls_is_on(void **state)
{
    struct guest g = new_guest();
    char request[512];
    struct answer a;

    (void)state;
    for (int tls = 0; tls < 2; tls++) {
        for (int prefix = 0; prefix < 2; prefix++) {
            (void)snprintf(
                request, sizeof request, "GET /guest HTTP/1.1\r\n" HOST "%sCookie: %s%s\r\n\r\n",
                tls ? "X-Forwarded-Proto: https\r\n" : "", prefix ? "__Host-" : "", g.cookie);
            a = client_ask(&f, request);
            assert_int_equal(strstr(a.body, g.token) != NULL, tls == prefix);
        }
    }
}

static void
a_guest_is_known_again_and_nobody_else_is(void **state)
{
    struct guest g = new_guest();
    char request[512];
    char first[64];
    size_t last = strlen(g.cookie) - 1;
    struct answer a;

    (void)state;
    (void)snprintf(request, sizeof request,
                   "GET /guest HTTP/1.1\r\n" HOST "Cookie: x=1; %s\r\n\r\n", g.cookie);
    a = client_ask(&f, request);
    /* the same cookie again: its time runs from this visit */
    assert_memory_equal(answer_header(&a, "Set-Cookie"), g.cookie, strlen(g.cookie));
    (void)snprintf(first, sizeof first, "%.*s", GUEST_ID_CHARS, a.body);
    assert_string_equal(a.body + GUEST_ID_CHARS + 1, g.token);

    /* every character of the id and of the signature counts */
    for (size_t i = strlen("kc_guest="); i < last; i++) {
        struct guest forged = g;

        forged.cookie[i] = forged.cookie[i] == 'A' ? 'B' : 'A';
        (void)snprintf(request, sizeof request, "GET /guest HTTP/1.1\r\n" HOST "Cookie: %s\r\n\r\n",
                       forged.cookie);
        a = client_ask(&f, request);
        CHECK_TRUE("a new guest", answer_header(&a, "Set-Cookie") != NULL);
        CHECK_TRUE("another id", strncmp(a.body, first, GUEST_ID_CHARS) != 0);
    }
    /* two cookies of the name: one was planted, none is taken */
    (void)snprintf(request, sizeof request, "GET /guest HTTP/1.1\r\n" HOST "Cookie: %s; %s\r\n\r\n",
                   g.cookie, g.cookie);
    a = client_ask(&f, request);
    assert_non_null(answer_header(&a, "Set-Cookie"));
}

static void
takes_a_form_only_from_its_own_page(void **state)
{
    struct guest g = new_guest();
    struct guest other = new_guest();
    const struct {
        const char *why;
        const char *cookie;
        const char *token;
        const char *headers;
        int status;
    } table[] = {
        {"its own page", g.cookie, g.token, "", 200},
        {"a browser says so", g.cookie, g.token,
         "Origin: http://localhost\r\nSec-Fetch-Site: same-origin\r\n", 200},
        {"no token", g.cookie, "", "", 403},
        {"the token of another", g.cookie, other.token, "", 403},
        {"the cookie of another", other.cookie, g.token, "", 403},
        {"no cookie", "a=b", g.token, "", 403},
        {"another origin", g.cookie, g.token, "Origin: http://evil.example\r\n", 403},
        {"an origin that begins like ours", g.cookie, g.token, "Origin: http://localhost.evil\r\n",
         403},
        {"an origin with another port", g.cookie, g.token, "Origin: http://localhost:81\r\n", 403},
        {"an origin with another scheme", g.cookie, g.token, "Origin: https://localhost\r\n", 403},
        {"an origin that is hidden", g.cookie, g.token, "Origin: null\r\n", 403},
        {"another site", g.cookie, g.token, "Sec-Fetch-Site: cross-site\r\n", 403},
        {"another host of the same site", g.cookie, g.token, "Sec-Fetch-Site: same-site\r\n", 403},
    };
    char request[1024];
    char body[128];

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        (void)snprintf(body, sizeof body, "token=%s&a=%%C3%%BC+b", table[i].token);
        (void)snprintf(request, sizeof request,
                       "POST /form HTTP/1.1\r\n" HOST "Cookie: %s\r\n%s"
                       "Content-Type: application/x-www-form-urlencoded; charset=UTF-8\r\n"
                       "Content-Length: %zu\r\n\r\n%s",
                       table[i].cookie, table[i].headers, strlen(body), body);
        CHECK_INT(table[i].why, client_ask(&f, request).status, table[i].status);
    }
    (void)snprintf(request, sizeof request,
                   "POST /form HTTP/1.1\r\n" HOST "Cookie: %s\r\nContent-Type: text/plain\r\n"
                   "Content-Length: 0\r\n\r\n",
                   g.cookie);
    assert_int_equal(client_ask(&f, request).status, 415);
}

/* The token is looked for in the fields of a form with files, and other routes take none. */
static void
forms_with_files_are_checked_like_others(void **state)
{
    struct guest g = new_guest();
    const struct {
        const char *why;
        const char *path;
        const char *token;
        const char *type;
        int status;
    } table[] = {
        {"its own page", "/files", g.token, "multipart/form-data; boundary=X", 200},
        {"no token", "/files", "", "multipart/form-data; boundary=X", 403},
        {"a wrong token", "/files", "x", "multipart/form-data; boundary=X", 403},
        {"another boundary", "/files", g.token, "multipart/form-data; boundary=Y", 400},
        {"no boundary", "/files", g.token, "multipart/form-data", 400},
        {"a type that is none", "/files", g.token, "multipart/mixed; boundary=X", 415},
        {"a route that takes no files", "/form", g.token, "multipart/form-data; boundary=X", 415},
    };
    char request[1024];
    char body[512];

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct answer a;

        (void)snprintf(body, sizeof body,
                       "--X\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n%s\r\n"
                       "--X\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n"
                       "--X\r\nContent-Disposition: form-data; name=\"liste\"; "
                       "filename=\"l\"\r\n\r\nbytes\r\n--X--\r\n",
                       table[i].token);
        (void)snprintf(request, sizeof request,
                       "POST %s HTTP/1.1\r\n" HOST "Cookie: %s\r\nContent-Type: %s\r\n"
                       "Content-Length: %zu\r\n\r\n%s",
                       table[i].path, g.cookie, table[i].type, strlen(body), body);
        a = client_ask(&f, request);
        CHECK_INT(table[i].why, a.status, table[i].status);
        if (a.status == 200)
            assert_string_equal(a.body, "b:bytes");
    }
}

static void
sends_people_only_to_places_of_its_own(void **state)
{
    static const struct {
        const char *next;
        int status;
    } table[] = {
        {"/guest", 303},         {"/", 303},        {"/a?b=%2525", 303},
        {"//evil.example", 400}, {"/%5Cevil", 400}, {"http://evil.example", 400},
        {"javascript:x", 400},   {"/a%20b", 400},   {"/a%0Ab", 400},
        {"/%C3%A4", 400},
    };
    struct guest g = new_guest();
    char request[1024];
    char body[256];

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct answer a;

        (void)snprintf(body, sizeof body, "token=%s&next=%s", g.token, table[i].next);
        (void)snprintf(request, sizeof request,
                       "POST /form HTTP/1.1\r\n" HOST "Cookie: %s\r\n"
                       "Content-Type: application/x-www-form-urlencoded\r\n"
                       "Content-Length: %zu\r\n\r\n%s",
                       g.cookie, strlen(body), body);
        a = client_ask(&f, request);
        CHECK_INT(table[i].next, a.status, table[i].status);
        CHECK_INT(table[i].next, answer_header(&a, "Location") != NULL, table[i].status == 303);
    }
}

static void
knows_the_person_behind_a_trusted_proxy(void **state)
{
    static const struct {
        const char *why;
        const char *headers;
        const char *want;
    } table[] = {
        {"no proxy", "", "1 127.0.0.1 http"},
        {"a proxy", "X-Forwarded-For: 192.0.2.7\r\nX-Forwarded-Proto: https\r\n",
         "1 192.0.2.7 https"},
        {"what the client made up stands first", "X-Forwarded-For: 10.0.0.1, 192.0.2.7\r\n",
         "1 192.0.2.7 http"},
        {"in two headers", "X-Forwarded-For: 10.0.0.1\r\nX-Forwarded-For: 192.0.2.7\r\n",
         "1 192.0.2.7 http"},
        {"nonsense is nobody", "X-Forwarded-For: localhost\r\n", "0 0.0.0.0 http"},
    };
    char request[512];

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct answer a;

        (void)snprintf(request, sizeof request, "GET /peer HTTP/1.1\r\n" HOST "%s\r\n",
                       table[i].headers);
        a = client_ask(&f, request);
        if (strncmp(table[i].want, "0", 1) == 0)
            CHECK_TRUE(table[i].why, a.body[0] == '0');
        else
            CHECK_SLICE(table[i].why, slice_of(a.body), table[i].want);
    }
}

static void
shows_metrics_to_this_machine_and_the_allowed_alone(void **state)
{
    static const struct {
        const char *headers;
        int status;
    } table[] = {
        {"", 200},
        {"X-Forwarded-For: 192.0.2.7\r\n", 403},
        {"X-Forwarded-For: 127.0.0.1, 192.0.2.7\r\n", 403},
        {"X-Forwarded-For: 10.1.2.3\r\n", 200},
        {"X-Forwarded-For: 10.2.2.3\r\n", 403},
        {"X-Forwarded-For: nonsense\r\n", 403},
    };
    char request[512];

    (void)state;
    fixture_done(&f);
    fixture_init(&f);
    f.options.trust_local_proxy = true;
    assert_int_equal(address_list_parse(SLICE("10.1.0.0/16"), &f.options.metrics_allow), OK);
    fixture_start(&f);
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        (void)snprintf(request, sizeof request, "GET /metrics HTTP/1.1\r\n" HOST "%s\r\n",
                       table[i].headers);
        CHECK_INT(table[i].headers, client_ask(&f, request).status, table[i].status);
    }
}

static void
does_not_trust_forwarded_headers_unless_told_to(void **state)
{
    struct answer a;

    (void)state;
    fixture_done(&f);
    fixture_init(&f);
    fixture_start(&f);
    a = client_ask(&f, "GET /peer HTTP/1.1\r\n" HOST
                       "X-Forwarded-For: 192.0.2.7\r\nX-Forwarded-Proto: https\r\n\r\n");
    assert_string_equal(a.body, "1 127.0.0.1 http");
}

/* Canaries in every place of a request that a person's words can be in. */
static void
writes_no_personal_data_to_the_log(void **state)
{
    static const char *const requests[] = {
        "GET /param/CANARY HTTP/1.1\r\n" HOST "\r\n",
        "GET /query?CANARY=CANARY HTTP/1.1\r\n" HOST "User-Agent: CANARY\r\n"
        "Cookie: kc_guest=CANARY\r\nX-Forwarded-For: 192.0.2.99\r\nReferer: http://CANARY/\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: CANARY\r\nContent-Length: 6\r\n\r\nCANARY",
        "GET /CANARY HTTP/1.1\r\n" HOST "\r\n",
        "CANARY / HTTP/1.1\r\n" HOST "\r\n",
        "GET /CANARY CANARY HTTP/1.1\r\n" HOST "CANARY\r\n\r\n",
        "POST /nowhere?CANARY HTTP/1.1\r\n" HOST "Content-Length: 6\r\n\r\nCANARY",
    };
    const char *log;
    struct answer a;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(requests); i++)
        CHECK_TRUE(requests[i], client_ask(&f, requests[i]).status > 0);
    assert_int_equal(client_ask(&f, "GET /broken HTTP/1.1\r\n" HOST "\r\n").status, 500);
    assert_int_equal(client_ask(&f, "GET /conflict HTTP/1.1\r\n" HOST "\r\n").status, 409);
    a = client_ask(&f, "GET /metrics HTTP/1.1\r\n" HOST "\r\n");
    assert_null(strstr(a.body, "CANARY"));
    fixture_stop(&f);
    log = fixture_log(&f);
    assert_null(strstr(log, "CANARY"));
    assert_null(strstr(log, "192.0.2.99"));
    assert_null(strstr(log, "127.0.0.1"));
    assert_non_null(strstr(log, " method=GET route=param status=200 bytes=6 ms="));
    assert_non_null(strstr(log, " error=IO at="));
    assert_non_null(strstr(log, " message=\"read '7''as the test wants it\"\n"));
    assert_null(strstr(log, "error=CONFLICT")); /* what people do wrong is no failure of ours */
    assert_non_null(strstr(log, " method=POST route=- status=404 "));
    assert_non_null(strstr(log, " method=- route=- status=400 "));
    assert_non_null(strstr(log, " method=- route=- status=501 "));
}

static void
serves_static_files_in_the_form_the_browser_takes(void **state)
{
    static const struct {
        const char *headers;
        int status;
        const char *body;
        const char *coding;
    } table[] = {
        {"", 200, "identity bytes", NULL},
        {"Accept-Encoding: gzip, deflate, br\r\n", 200, "br bytes", "br"},
        {"Accept-Encoding: gzip\r\n", 200, "gzip bytes", "gzip"},
        {"Accept-Encoding: br;q=0, gzip;q=0.5\r\n", 200, "gzip bytes", "gzip"},
        {"Range: bytes=0-3\r\n", 200, "identity bytes", NULL},
        {"If-None-Match: \"0a1b2c\"\r\n", 304, "", NULL},
        {"If-None-Match: \"x\", W/\"0a1b2c\"\r\n", 304, "", NULL},
        {"If-None-Match: \"0a1b2c-br\"\r\nAccept-Encoding: br\r\n", 304, "", NULL},
        {"If-None-Match: \"other\"\r\n", 200, "identity bytes", NULL},
    };
    char request[512];

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct answer a;
        const char *coding;

        (void)snprintf(request, sizeof request,
                       "GET /static/app.0a1b2c.css HTTP/1.1\r\n" HOST "%s\r\n", table[i].headers);
        a = client_ask(&f, request);
        CHECK_INT(table[i].headers, a.status, table[i].status);
        CHECK_SLICE(table[i].headers, ((struct slice){a.body, a.body_len}), table[i].body);
        coding = answer_header(&a, "Content-Encoding");
        CHECK_INT(table[i].headers, coding != NULL, table[i].coding != NULL);
        CHECK_TRUE(table[i].headers, coding == NULL || strcmp(coding, table[i].coding) == 0);
        assert_string_equal(answer_header(&a, "Cache-Control"),
                            "public, max-age=31536000, immutable");
        assert_string_equal(answer_header(&a, "Vary"), "Accept-Encoding");
    }
    assert_int_equal(
        client_ask(&f, "POST /favicon.ico HTTP/1.1\r\n" HOST "Content-Length: 0\r\n\r\n").status,
        405);
}

static void
turns_a_page_that_did_not_change_into_304(void **state)
{
    struct answer a = client_ask(&f, "GET /etag HTTP/1.1\r\n" HOST "\r\n");
    char request[256];

    (void)state;
    (void)snprintf(request, sizeof request,
                   "GET /etag HTTP/1.1\r\n" HOST "If-None-Match: %s\r\n\r\n",
                   answer_header(&a, "ETag"));
    assert_int_equal(client_ask(&f, request).status, 304);
}

static void
takes_one_host_when_told_to_but_health_by_any(void **state)
{
    (void)state;
    fixture_done(&f);
    fixture_init(&f);
    f.options.public_host = "campus.example.org";
    fixture_start(&f);
    assert_int_equal(client_ask(&f, "GET / HTTP/1.1\r\n" HOST "\r\n").status, 421);
    assert_int_equal(client_ask(&f, "GET / HTTP/1.1\r\nHost: Campus.example.org\r\n\r\n").status,
                     200);
    assert_int_equal(client_ask(&f, "GET /healthz HTTP/1.1\r\n" HOST "\r\n").status, 200);
}

int
main(void)
{
#define WITH_SERVER(test) cmocka_unit_test_setup_teardown(test, start, stop)
    const struct CMUnitTest tests[] = {
        WITH_SERVER(a_guest_gets_a_cookie_only_where_one_is_needed),
        WITH_SERVER(the_cookie_is_bound_to_the_host_where_tls_is_on),
        WITH_SERVER(a_guest_is_known_again_and_nobody_else_is),
        WITH_SERVER(takes_a_form_only_from_its_own_page),
        WITH_SERVER(forms_with_files_are_checked_like_others),
        WITH_SERVER(sends_people_only_to_places_of_its_own),
        WITH_SERVER(knows_the_person_behind_a_trusted_proxy),
        WITH_SERVER(shows_metrics_to_this_machine_and_the_allowed_alone),
        WITH_SERVER(does_not_trust_forwarded_headers_unless_told_to),
        WITH_SERVER(writes_no_personal_data_to_the_log),
        WITH_SERVER(serves_static_files_in_the_form_the_browser_takes),
        WITH_SERVER(turns_a_page_that_did_not_change_into_304),
        WITH_SERVER(takes_one_host_when_told_to_but_health_by_any),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
