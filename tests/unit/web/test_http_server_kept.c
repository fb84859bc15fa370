/* SPDX-License-Identifier: EUPL-1.2 */
#include "check.h"
#include "web/http_server_kept.h"

static struct kept_answer *
answer_of(struct slice body)
{
    struct http_response res = {.status = 200, .content_type = HTTP_TYPE_TEXT, .body = body};
    struct kept_answer *a;

    http_set_header(&res, "X-Y", SLICE("z"));
    a = kept_answer_make(&res, SLICE("\"t\""));
    assert_non_null(a);
    return a;
}

static struct slice
key_of(char *at, int n)
{
    return (struct slice){at, (size_t)snprintf(at, 20, "k%d", n)};
}

static void
an_answer_is_a_copy_that_lives_as_long_as_somebody_holds_it(void **state)
{
    struct kept_table *t = kept_table_open(10000);
    struct kept_entry *e;
    struct kept_answer *held;
    char body[] = "abc";

    (void)state;
    assert_null(kept_find(t, SLICE("k")));
    e = kept_begin(t, SLICE("k"), 7);
    assert_ptr_equal(kept_find(t, SLICE("k")), e);
    assert_true(e->answer == NULL && e->version == 7 && kept_len(t) == 0);
    kept_set(t, e, answer_of((struct slice){body, 3}));
    body[0] = 'x';
    held = kept_answer_hold(kept_find(t, SLICE("k"))->answer);
    kept_drop(t, e);
    assert_true(kept_len(t) == 0 && kept_bytes(t) == 0);
    CHECK_SLICE("body", held->body, "abc");
    CHECK_SLICE("etag", held->etag, "\"t\"");
    CHECK_SLICE("header", held->headers[0].value, "z");
    kept_answer_let_go(held);
    kept_table_close(t);
}

/* Against a naive list: the same keys are there after each step, and never too many bytes. */
static void
the_least_recently_used_go_first(void **state)
{
    enum { KEYS = 40, BYTES_MAX = 12000 };
    static char body[2000];
    struct kept_table *t = kept_table_open(BYTES_MAX);
    int order[KEYS]; /* newest first */
    size_t bytes[KEYS] = {0};
    int len = 0;
    uint64_t random = 1;

    (void)state;
    for (int step = 0; step < 5000; step++) {
        char at[20];
        int n;
        int place = 0;
        struct kept_entry *e;
        size_t sum = 0;

        random = random * UINT64_C(6364136223846793005) + 1442695040888963407U;
        n = (int)(random >> 33) % KEYS;
        e = kept_find(t, key_of(at, n));
        while (place < len && order[place] != n)
            place++;
        CHECK_INT("it is there", e != NULL, place < len);
        for (int i = place < len ? place : len++; i > 0; i--)
            order[i] = order[i - 1];
        order[0] = n;
        if (e == NULL) {
            e = kept_begin(t, key_of(at, n), 1);
            kept_set(t, e, answer_of((struct slice){body, random >> 50 & 1023}));
            bytes[n] = sizeof *e + e->key.len + e->answer->bytes;
        }
        for (int i = 0; i < len; i++) {
            sum += bytes[order[i]];
            if (sum > BYTES_MAX) {
                len = i;
                sum -= bytes[order[i]];
                break;
            }
        }
        CHECK_INT("bytes", kept_bytes(t), sum);
        CHECK_INT("answers", kept_len(t), len);
        assert_true(kept_bytes(t) <= BYTES_MAX);
    }
    kept_table_close(t);
}

static void
what_is_too_large_is_not_kept(void **state)
{
    static char body[HTTP_KEPT_ANSWER_BYTES_MAX];
    struct http_response res = {.status = 200, .body = {body, sizeof body}};
    struct kept_answer *a;

    (void)state;
    assert_null(kept_answer_make(&res, SLICE("")));
    res.body.len -= sizeof(struct kept_answer);
    a = kept_answer_make(&res, SLICE(""));
    assert_non_null(a);
    kept_answer_let_go(a);
    kept_answer_let_go(NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_is_a_copy_that_lives_as_long_as_somebody_holds_it),
        cmocka_unit_test(the_least_recently_used_go_first),
        cmocka_unit_test(what_is_too_large_is_not_kept),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
