/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/totp.h"

#include "base/sha1.h"
#include "check.h"

#define SECRET SLICE("12345678901234567890")

/* RFC 6238, appendix B, the last six of its eight digits. */
static void
codes_are_those_of_the_rfc(void **state)
{
    static const struct {
        int64_t seconds;
        int32_t code;
    } rows[] = {{59, 287082},       {1111111109, 81804},  {1111111111, 50471},
                {1234567890, 5924}, {2000000000, 279037}, {20000000000, 353130}};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        CHECK_INT("code", totp_code(SECRET, totp_step((struct instant){rows[i].seconds * 1000})),
                  rows[i].code);
}

/* ACCOUNT-8 */
static void
a_code_counts_now_and_once(void **state)
{
    static const struct {
        const char *why;
        const char *typed;
        int64_t seconds;
        int64_t last;
        enum err want;
    } rows[] = {
        {"now", "287082", 59, 0, OK},
        {"in groups", " 287 082", 59, 0, OK},
        {"one step late", "287082", 89, 0, OK},
        {"one step early", "287082", 29, 0, OK},
        {"two steps late", "287082", 120, 0, ERR_INVALID},
        {"taken before", "287082", 59, 1, ERR_INVALID},
        {"a later one was taken", "287082", 59, 2, ERR_INVALID},
        {"another one", "287083", 59, 0, ERR_INVALID},
        {"five digits", "28708", 59, 0, ERR_INVALID},
        {"seven digits", "2870820", 59, 0, ERR_INVALID},
        {"nothing", "", 59, 0, ERR_INVALID},
        {"letters", "28708a", 59, 0, ERR_INVALID},
        {"a sign", "-87082", 59, 0, ERR_INVALID},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        int64_t step = -1;

        CHECK_ERR(rows[i].why,
                  totp_match(SECRET, (struct instant){rows[i].seconds * 1000}, rows[i].last,
                             slice_of(rows[i].typed), &step),
                  rows[i].want);
        if (rows[i].want == OK)
            CHECK_INT(rows[i].why, step, 1);
    }
}

/* RFC 3174 and RFC 2202; lengths around the block's end against each other. */
static void
sha1_is_that_of_the_rfcs(void **state)
{
    static const uint8_t abc[] = {0xa9, 0x99, 0x3e, 0x36, 0x47, 0x06, 0x81, 0x6a, 0xba, 0x3e,
                                  0x25, 0x71, 0x78, 0x50, 0xc2, 0x6c, 0x9c, 0xd0, 0xd8, 0x9d};
    static const uint8_t two[] = {0x84, 0x98, 0x3e, 0x44, 0x1c, 0x3b, 0xd2, 0x6e, 0xba, 0xae,
                                  0x4a, 0xa1, 0xf9, 0x51, 0x29, 0xe5, 0xe5, 0x46, 0x70, 0xf1};
    static const uint8_t jefe[] = {0xef, 0xfc, 0xdf, 0x6a, 0xe5, 0xeb, 0x2f, 0xa2, 0xd2, 0x74,
                                   0x16, 0xd5, 0xf1, 0x84, 0xdf, 0x9c, 0x25, 0x9a, 0x7c, 0x79};
    struct sha1 h = sha1_of(SLICE("abc"));

    (void)state;
    assert_memory_equal(h.bytes, abc, sizeof abc);
    h = sha1_of(SLICE("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"));
    assert_memory_equal(h.bytes, two, sizeof two);
    h = sha1_hmac(SLICE("Jefe"), SLICE("what do ya want for nothing?"));
    assert_memory_equal(h.bytes, jefe, sizeof jefe);
}

static void
the_key_is_written_as_apps_want_it(void **state)
{
    struct arena *a = arena_open(1 << 12);
    struct text t = text_init(a, 1000);
    struct slice s = SLICE("");

    (void)state;
    totp_put_uri(&t, SECRET, SLICE("a b@c.de"));
    assert_int_equal(text_end(&t, &s), OK);
    CHECK_SLICE("uri", s,
                "otpauth://totp/KommunalCampus:a%20b%40c.de?secret="
                "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=KommunalCampus");
    arena_close(a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_are_those_of_the_rfc),
        cmocka_unit_test(a_code_counts_now_and_once),
        cmocka_unit_test(sha1_is_that_of_the_rfcs),
        cmocka_unit_test(the_key_is_written_as_apps_want_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
