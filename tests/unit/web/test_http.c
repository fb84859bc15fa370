/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/http.h"

#include <string.h>

#include "check.h"
#include "web/cookie.h"
#include "web/origin.h"

static void
cookies_are_found_and_planted_ones_are_not_taken(void **state)
{
    static const struct {
        const char *header;
        enum err want;
        const char *value;
    } table[] = {
        {"a=1", OK, "1"},
        {"b=2; a=1; c=3", OK, "1"},
        {"b=2;a=1", OK, "1"},
        {"a=", OK, ""},
        {"a=x=y", OK, "x=y"},
        {"", ERR_NOT_FOUND, NULL},
        {"b=a=1", ERR_NOT_FOUND, NULL},
        {"aa=1", ERR_NOT_FOUND, NULL},
        {"A=1", ERR_NOT_FOUND, NULL},
        {"a", ERR_NOT_FOUND, NULL},
        {"a=1; a=1", ERR_CONFLICT, NULL},
        {"a=; a=1", ERR_CONFLICT, NULL},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct slice value = {NULL, 0};

        CHECK_ERR(table[i].header, cookie_find(slice_of(table[i].header), SLICE("a"), &value),
                  table[i].want);
        if (table[i].want == OK)
            CHECK_SLICE(table[i].header, value, table[i].value);
    }
}

static void
no_header_can_be_split_or_lost(void **state)
{
    static const char *const bad[] = {"a\nb", "a\rb", "a\x01_", "a\x7f"};
    CLEANUP(arena_cleanup) struct arena *a = arena_open(65536);
    struct http_request req = {.arena = a};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        struct http_response res = {.arena = a};

        http_set_header(&res, "X", slice_of(bad[i]));
        assert_true(res.failed);
        assert_int_equal(res.headers_len, 0);
    }
    for (int more = 0; more <= 1; more++) {
        struct http_response res = {.arena = a};

        for (int i = 0; i < HTTP_RESPONSE_HEADERS_MAX + more; i++)
            http_set_header(&res, "X", SLICE("\ttab and text"));
        CHECK_INT("headers", res.failed, more);
    }
    {
        struct http_response res = {.arena = a};

        cookie_set(&req, &res, "c", SLICE("a;b"), -1);
        assert_true(res.failed);
    }
    {
        struct http_response res = {.arena = a};

        http_set_download(&res, "Lehrplan.ics");
        assert_false(res.failed);
        CHECK_SLICE("download", res.headers[0].value, "attachment; filename=\"Lehrplan.ics\"");
        http_set_download(&res, "a\"b");
        assert_true(res.failed);
    }
}

static void
every_failure_has_its_status(void **state)
{
    static const struct {
        enum err e;
        int status;
    } table[] = {{OK, 200},           {ERR_INVALID, 400}, {ERR_DENIED, 403}, {ERR_NOT_FOUND, 404},
                 {ERR_CONFLICT, 409}, {ERR_LIMIT, 413},   {ERR_BUSY, 503},   {ERR_CORRUPT, 500},
                 {ERR_IO, 500}};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        CHECK_INT(err_name(table[i].e), http_status_of(table[i].e), table[i].status);
        CHECK_TRUE("has a reason", strcmp(http_status_reason(table[i].status), "Unknown") != 0);
    }
}

static void
origins_are_compared_whole(void **state)
{
    static const struct {
        const char *host;
        bool is_https;
        const char *origin; /* NULL: absent */
        const char *site;
        bool is_ours;
    } table[] = {
        {"a.b", true, NULL, NULL, true},
        {"a.b", true, "https://a.b", "same-origin", true},
        {"A.b", true, "https://a.b", NULL, true},
        {"a.b:443", true, "https://a.b", NULL, true},
        {"a.b:8443", true, "https://a.b:8443", NULL, true},
        {"a.b:80", false, "http://a.b", NULL, true},
        {"a.b", true, NULL, "none", true},
        {"a.b", true, "https://a.b", "cross-site", false},
        {"a.b", true, "https://a.b", "same-site", false},
        {"a.b", true, "http://a.b", NULL, false},
        {"a.b", true, "https://c.a.b", NULL, false},
        {"a.b", true, "https://a.b.c", NULL, false},
        {"a.b", true, "https://a.b:8443", NULL, false},
        {"a.b", true, "null", NULL, false},
        {"a.b", true, "", NULL, false},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct http_header headers[2];
        struct http_request req = {.host = slice_of(table[i].host), .headers = headers};
        char why[64];

        req.is_https = table[i].is_https;
        if (table[i].origin != NULL)
            headers[req.headers_len++] =
                (struct http_header){SLICE("Origin"), {table[i].origin, strlen(table[i].origin)}};
        if (table[i].site != NULL)
            headers[req.headers_len++] =
                (struct http_header){SLICE("sec-fetch-site"), slice_of(table[i].site)};
        (void)snprintf(why, sizeof why, "row %zu", i);
        CHECK_INT(why, origin_is_ours(&req), table[i].is_ours);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cookies_are_found_and_planted_ones_are_not_taken),
        cmocka_unit_test(no_header_can_be_split_or_lost),
        cmocka_unit_test(every_failure_has_its_status),
        cmocka_unit_test(origins_are_compared_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
