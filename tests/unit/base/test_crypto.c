/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/crypto.h"

#include <string.h>

#include "check.h"

static void
the_hash_is_blake2b_and_each_purpose_has_its_own(void **state)
{
    /* BLAKE2b-256 of "", published with the reference implementation */
    static const uint8_t of_nothing[] = {
        0x0e, 0x57, 0x51, 0xc0, 0x26, 0xe5, 0x43, 0xb2, 0xe8, 0xab, 0x2e,
        0xb0, 0x60, 0x99, 0xda, 0xa1, 0xd1, 0xe5, 0xdf, 0x47, 0x77, 0x8f,
        0x77, 0x87, 0xfa, 0xab, 0x45, 0xcd, 0xf1, 0x2f, 0xe3, 0xa8,
    };
    static const struct crypto_key one = {{1}};
    static const struct crypto_key two = {{2}};
    struct crypto_hash h = crypto_fingerprint(SLICE(""));
    struct crypto_hash a;
    struct crypto_hash b;

    (void)state;
    assert_memory_equal(h.bytes, of_nothing, sizeof of_nothing);
    a = crypto_mac(&one, "p", SLICE("data"));
    b = crypto_mac(&one, "p", SLICE("data"));
    assert_memory_equal(a.bytes, b.bytes, sizeof a.bytes);
    b = crypto_mac(&two, "p", SLICE("data"));
    assert_memory_not_equal(a.bytes, b.bytes, sizeof a.bytes);
    b = crypto_mac(&one, "q", SLICE("data"));
    assert_memory_not_equal(a.bytes, b.bytes, sizeof a.bytes);
    b = crypto_mac(&one, "pd", SLICE("ata")); /* nothing moves over the border */
    assert_memory_not_equal(a.bytes, b.bytes, sizeof a.bytes);
}

static void
bytes_are_written_in_base64url(void **state)
{
    static const struct {
        const char *in;
        const char *out;
    } table[] = {{"", ""}, {"f", "Zg"}, {"fo", "Zm8"}, {"foo", "Zm9v"}, {"\xfb\xff\xfe", "-__-"}};
    CLEANUP(arena_cleanup) struct arena *a = arena_open(4096);

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct slice s;

        CHECK_ERR(table[i].in, crypto_base64url(a, slice_of(table[i].in), &s), OK);
        CHECK_SLICE(table[i].in, s, table[i].out);
    }
    assert_true(crypto_eq(SLICE("abc"), SLICE("abc")));
    assert_false(crypto_eq(SLICE("abc"), SLICE("abd")));
    assert_false(crypto_eq(SLICE("abc"), SLICE("ab")));
    assert_true(crypto_eq(SLICE(""), SLICE("")));
}

static void
what_is_sealed_opens_with_its_key_and_purpose_alone(void **state)
{
    static const struct crypto_key one = {{1}};
    static const struct crypto_key two = {{2}};
    CLEANUP(arena_cleanup) struct arena *a = arena_open(65536);
    struct slice sealed = {0};
    struct slice again = {0};
    struct slice plain = {0};
    char changed[CRYPTO_SEAL_BYTES + 6];

    (void)state;
    CHECK_ERR("seal", crypto_seal(a, &one, "p", SLICE("secret"), &sealed), OK);
    CHECK_INT("longer", sealed.len, CRYPTO_SEAL_BYTES + 6);
    CHECK_ERR("seal again", crypto_seal(a, &one, "p", SLICE("secret"), &again), OK);
    CHECK_TRUE("never twice the same", !slice_eq(sealed, again));
    CHECK_ERR("open", crypto_unseal(a, &one, "p", sealed, &plain), OK);
    CHECK_SLICE("as it was", plain, "secret");
    CHECK_ERR("another key", crypto_unseal(a, &two, "p", sealed, &plain), ERR_CORRUPT);
    CHECK_ERR("another purpose", crypto_unseal(a, &one, "q", sealed, &plain), ERR_CORRUPT);
    for (size_t i = 0; i < sizeof changed; i++) {
        memcpy(changed, sealed.at, sizeof changed);
        changed[i] ^= 1;
        CHECK_ERR("one bit changed",
                  crypto_unseal(a, &one, "p", (struct slice){changed, sizeof changed}, &plain),
                  ERR_CORRUPT);
        CHECK_ERR("cut", crypto_unseal(a, &one, "p", slice_sub(sealed, 0, i), &plain), ERR_CORRUPT);
    }
    CHECK_ERR("nothing", crypto_seal(a, &one, "p", SLICE(""), &sealed), OK);
    CHECK_ERR("opens to nothing", crypto_unseal(a, &one, "p", sealed, &plain), OK);
    CHECK_INT("nothing", plain.len, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_hash_is_blake2b_and_each_purpose_has_its_own),
        cmocka_unit_test(bytes_are_written_in_base64url),
        cmocka_unit_test(what_is_sealed_opens_with_its_key_and_purpose_alone),
    };

    return crypto_start() == OK ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
