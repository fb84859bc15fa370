/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/password.h"

#include <string.h>

#include "base/limits.h"
#include "check.h"

/* ACCOUNT-3 */
static void
passwords_are_long_and_not_what_everybody_tries(void **state)
{
    static const struct {
        const char *password;
        enum password_fault want;
    } rows[] = {
        {"Regenschirm im Aufzug 7", PASSWORD_FINE},
        {"x9$Kq2!vLm4#", PASSWORD_FINE},
        {"vier blaue Busse", PASSWORD_FINE},
        {"\xc3\xa4\xc3\xb6\xc3\xbc\xc3\x9f und Kohlen", PASSWORD_FINE},
        {"", PASSWORD_SHORT},
        {"elf Zeichen", PASSWORD_SHORT},
        {"\xc3\xa4\xc3\xb6\xc3\xbc\xc3\xa4\xc3\xb6\xc3\xbc", PASSWORD_SHORT},
        {"Passwort1234", PASSWORD_COMMON},
        {"P@ssw0rt2026!", PASSWORD_COMMON},
        {"KommunalCampus2026", PASSWORD_COMMON},
        {"SommerSommer2026", PASSWORD_COMMON},
        {"passwordpassword", PASSWORD_COMMON},
        {"qwertzuiop123", PASSWORD_COMMON},
        {"abcdefghijkl", PASSWORD_COMMON},
        {"123456789012", PASSWORD_COMMON},
        {"aaaaaaaaaaaaaaaa", PASSWORD_COMMON},
        {"abcabcabcabcabc", PASSWORD_COMMON},
        {"Rathaus!Rathaus!", PASSWORD_COMMON},
        {"Willkommen2026!", PASSWORD_COMMON},
        {"Erika-Mustermann", PASSWORD_PERSONAL},
        {"mustermann2026", PASSWORD_PERSONAL},
        {"erika.mustermann@stadt", PASSWORD_PERSONAL},
    };
    struct arena *a = arena_open(1 << 20);
    char long_one[PASSWORD_CHARS_MAX + 2];
    enum password_fault fault = PASSWORD_FINE;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        CHECK_ERR(rows[i].password,
                  password_check(a, slice_of(rows[i].password),
                                 SLICE("erika.mustermann@stadt.example"), SLICE("Erika Mustermann"),
                                 &fault),
                  OK);
        CHECK_INT(rows[i].password, fault, rows[i].want);
    }
    for (int i = 0; i <= PASSWORD_CHARS_MAX; i++)
        long_one[i] = (char)('a' + i * 7 % 26);
    CHECK_ERR("long",
              password_check(a, (struct slice){long_one, PASSWORD_CHARS_MAX + 1}, SLICE(""),
                             SLICE(""), &fault),
              OK);
    CHECK_INT("long", fault, PASSWORD_LONG);
    arena_close(a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(passwords_are_long_and_not_what_everybody_tries),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
