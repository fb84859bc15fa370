/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/address.h"

#include "check.h"

static void
addresses_are_read_exactly(void **state)
{
    static const struct {
        const char *in;
        enum err want;
        bool is_local;
    } table[] = {
        {"127.0.0.1", OK, true},
        {"127.9.9.9", OK, true},
        {"::1", OK, true},
        {"[::1]", OK, true},
        {"::ffff:127.0.0.1", OK, true},
        {"192.0.2.1", OK, false},
        {"2001:db8::1", OK, false},
        {"0.0.0.0", OK, false},
        {"::", OK, false},
        {"", ERR_INVALID, false},
        {"localhost", ERR_INVALID, false},
        {"127.1", ERR_INVALID, false},
        {"0127.0.0.1", ERR_INVALID, false},
        {"127.0.0.1:80", ERR_INVALID, false},
        {"fe80::1%eth0", ERR_INVALID, false},
        {" 127.0.0.1", ERR_INVALID, false},
        {"[]", ERR_INVALID, false},
        {"1234567890123456789012345678901234567890123456789", ERR_INVALID, false},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct address a = {.kind = ADDRESS_UNKNOWN};

        CHECK_ERR(table[i].in, address_parse(slice_of(table[i].in), &a), table[i].want);
        CHECK_INT(table[i].in, address_is_local(&a), table[i].is_local);
    }
}

static void
lists_hold_whole_ranges(void **state)
{
    static const struct {
        const char *list;
        const char *address;
        enum err want;
        bool has;
    } table[] = {
        {"", "10.0.0.1", OK, false},
        {"10.0.0.0/8", "10.255.1.2", OK, true},
        {"10.0.0.0/8", "11.0.0.0", OK, false},
        {"10.0.0.0/8, 192.0.2.7", "192.0.2.7", OK, true},
        {"10.0.0.0/8, 192.0.2.7", "192.0.2.8", OK, false},
        {"192.0.2.128/25", "192.0.2.128", OK, true},
        {"192.0.2.128/25", "192.0.2.127", OK, false},
        {"0.0.0.0/0", "8.8.8.8", OK, true},
        {"0.0.0.0/0", "2001:db8::1", OK, false},
        {"2001:db8::/32", "2001:db8:ffff::1", OK, true},
        {"2001:db8::/32", "2001:db9::1", OK, false},
        {"::/0", "10.0.0.1", OK, true},
        {"10.0.0.1/8", "10.0.0.1", ERR_INVALID, false},
        {"10.0.0.0/33", "10.0.0.1", ERR_INVALID, false},
        {"10.0.0.0/", "10.0.0.1", ERR_INVALID, false},
        {"10.0.0.0/-1", "10.0.0.1", ERR_INVALID, false},
        {"10.0.0.0/8,,::1", "10.0.0.1", ERR_INVALID, false},
        {"example.org", "10.0.0.1", ERR_INVALID, false},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct address_list list = {.len = 0};
        struct address a;

        CHECK_ERR(table[i].list, address_list_parse(slice_of(table[i].list), &list), table[i].want);
        assert_int_equal(address_parse(slice_of(table[i].address), &a), OK);
        CHECK_INT(table[i].list, address_list_has(&list, &a), table[i].has);
    }
}

static void
lists_are_bounded(void **state)
{
    char in[8 * (ADDRESS_RANGES_MAX + 1) + 1];
    struct address_list list;

    (void)state;
    for (size_t i = 0; i <= ADDRESS_RANGES_MAX; i++)
        (void)snprintf(in + i * 8, 9, "1.1.1.1,");
    CHECK_ERR("as many as fit",
              address_list_parse((struct slice){in, 8 * ADDRESS_RANGES_MAX - 1}, &list), OK);
    CHECK_ERR("one more",
              address_list_parse((struct slice){in, 8 * (ADDRESS_RANGES_MAX + 1) - 1}, &list),
              ERR_LIMIT);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_are_read_exactly),
        cmocka_unit_test(lists_hold_whole_ranges),
        cmocka_unit_test(lists_are_bounded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
