/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/module_set.h"

#include "check.h"

enum { IDS = 60 };

/* Random sets against arrays of flags. */
static void
sets_agree_with_flags(void **state)
{
    struct arena *a = arena_open(1 << 24);
    uint64_t random = 1;

    (void)state;
    for (int round = 0; round < 2000; round++) {
        bool in[2][IDS + 1] = {{false}};
        struct module_id ids[2][40];
        struct module_set sets[2];
        struct module_set minus;
        struct module_set join;
        int at_minus = 0;
        int at_join = 0;

        for (int s = 0; s < 2; s++) {
            int len;

            random = random * UINT64_C(6364136223846793005) + 1442695040888963407U;
            len = (int)(random >> 40) % 40;
            for (int i = 0; i < len; i++) {
                random = random * UINT64_C(6364136223846793005) + 1442695040888963407U;
                ids[s][i].n = 1 + (int64_t)(random >> 33) % IDS;
                in[s][ids[s][i].n] = true;
            }
            sets[s] = module_set_of(ids[s], len);
        }
        assert_int_equal(module_set_minus(a, sets[0], sets[1], &minus), OK);
        assert_int_equal(module_set_join(a, sets[0], sets[1], &join), OK);
        for (int n = 1; n <= IDS; n++) {
            if (in[0][n] && !in[1][n])
                CHECK_INT("minus", minus.ids[at_minus++].n, n);
            if (in[0][n] || in[1][n])
                CHECK_INT("join", join.ids[at_join++].n, n);
        }
        CHECK_INT("minus", minus.len, at_minus);
        CHECK_INT("join", join.len, at_join);
        arena_reset(a);
    }
    arena_close(a);
}

static void
what_is_packed_comes_out_again(void **state)
{
    static const struct {
        const char *why;
        struct module_id ids[5];
        int len;
        size_t bytes;
    } table[] = {
        {"nothing", {{0}}, 0, 1},
        {"one", {{1}}, 1, 2},
        {"distances of one and two bytes", {{127}, {128}, {256}, {400}}, 4, 1 + 1 + 1 + 2 + 2},
        {"the largest", {{INT64_MAX}}, 1, 10},
        {"far apart", {{1}, {INT64_MAX}}, 2, 11},
    };
    struct arena *a = arena_open(1 << 20);

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct module_set out;
        struct slice bytes;

        CHECK_ERR(table[i].why,
                  module_set_pack(a, (struct module_set){table[i].ids, table[i].len}, &bytes), OK);
        CHECK_INT(table[i].why, bytes.len, table[i].bytes);
        CHECK_ERR(table[i].why, module_set_unpack(a, bytes, &out), OK);
        CHECK_INT(table[i].why, out.len, table[i].len);
        for (int k = 0; k < out.len; k++)
            CHECK_INT(table[i].why, out.ids[k].n, table[i].ids[k].n);
    }
    arena_close(a);
}

static void
damaged_bytes_are_told(void **state)
{
    static const struct {
        const char *why;
        struct slice bytes;
    } table[] = {
        {"nothing at all", SLICE_INIT("")},
        {"another version", SLICE_INIT("\x02\x01")},
        {"cut within a distance", SLICE_INIT("\x01\x81")},
        {"the same id again", SLICE_INIT("\x01\x05\x00")},
        {"too long a distance", SLICE_INIT("\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01")},
        {"past the largest", SLICE_INIT("\x01\xff\xff\xff\xff\xff\xff\xff\xff\x7f\x01")},
    };
    struct arena *a = arena_open(1 << 20);
    struct module_set out;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++)
        CHECK_ERR(table[i].why, module_set_unpack(a, table[i].bytes, &out), ERR_CORRUPT);
    arena_close(a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sets_agree_with_flags),
        cmocka_unit_test(what_is_packed_comes_out_again),
        cmocka_unit_test(damaged_bytes_are_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
