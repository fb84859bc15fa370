/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_language.h"

#include "check.h"

static void
leads_back_to_this_server_only(void **state)
{
    static const struct {
        const char *back;
        bool may;
    } table[] = {
        {"/", true},
        {"/suche?q=KI&ort=Neustadt%20a.d.W.", true},
        {"/baustein/ki-im-rathaus", true},
        {"", false},
        {"suche", false},
        {"//example.org/", false},
        {"https://example.org/", false},
        {"/\\example.org", false},
        {"/suche\r\nSet-Cookie: a=b", false},
        {"/suche q", false},
        {"/suche?q=\xc3\xa4", false},
        {"/#inhalt", false},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        if (page_language_may_go_back(slice_of(table[i].back)) != table[i].may)
            fail_msg("\"%s\" should be %d", table[i].back, table[i].may);
    }
    assert_false(page_language_may_go_back((struct slice){"/a\0b", 4}));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(leads_back_to_this_server_only),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
