/* SPDX-License-Identifier: EUPL-1.2 */
/* Against the first test vectors that the authors of SipHash publish (128 bits, key 00..0f). */
#include "base/keyed_hash.h"
#include "check.h"

static const struct hash_key published = {UINT64_C(0x0706050403020100),
                                          UINT64_C(0x0f0e0d0c0b0a0908)};

static void
the_published_vectors_come_out(void **state)
{
    static const struct {
        size_t len;
        uint8_t want[16];
    } table[] = {
        {0,
         {0xa3, 0x81, 0x7f, 0x04, 0xba, 0x25, 0xa8, 0xe6, 0x6d, 0xf6, 0x72, 0x14, 0xc7, 0x55, 0x02,
          0x93}},
        {1,
         {0xda, 0x87, 0xc1, 0xd8, 0x6b, 0x99, 0xaf, 0x44, 0x34, 0x76, 0x59, 0x11, 0x9b, 0x22, 0xfc,
          0x45}},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        const uint8_t input[] = {0};
        struct keyed_hash h = keyed_hash_of(published, input, table[i].len);

        for (int k = 0; k < 8; k++) {
            assert_int_equal((h.low >> (8 * k)) & 0xff, table[i].want[k]);
            assert_int_equal((h.high >> (8 * k)) & 0xff, table[i].want[8 + k]);
        }
    }
}

static void
every_byte_the_length_and_the_key_count(void **state)
{
    uint8_t input[40] = {0};
    struct keyed_hash plain = keyed_hash_of(published, input, sizeof input);
    struct hash_key other = published;

    (void)state;
    for (size_t i = 0; i < sizeof input; i++) {
        input[i] = 1;
        assert_false(keyed_hash_same(plain, keyed_hash_of(published, input, sizeof input)));
        input[i] = 0;
        assert_false(keyed_hash_same(plain, keyed_hash_of(published, input, i)));
    }
    other.k1 ^= 1;
    assert_false(keyed_hash_same(plain, keyed_hash_of(other, input, sizeof input)));
    assert_true(keyed_hash_same(plain, keyed_hash_of(published, input, sizeof input)));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_published_vectors_come_out),
        cmocka_unit_test(every_byte_the_length_and_the_key_count),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
