/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/synonyms.h"

#include "check.h"

static void
groups_are_read_line_by_line(void **state)
{
    static const struct {
        uint32_t group;
        const char *member;
    } want[] = {
        {0, "OZG"}, {0, "Onlinezugangsgesetz"}, {1, "E-Akte"}, {1, "elektronische Akte"}, {2, "a"}};
    struct synonyms_reader r =
        synonyms_reader_init(SLICE("# Kommentar = keiner\n\nOZG = Onlinezugangsgesetz # Anmerkung\n"
                                   "allein\n  E-Akte=elektronische Akte  \n= a = = \n"));
    struct slice member;
    size_t n = 0;

    (void)state;
    while (synonyms_read(&r, &member)) {
        assert_true(n < ARRAY_LEN(want));
        CHECK_SLICE("member", member, want[n].member);
        assert_int_equal(r.group, want[n++].group);
    }
    assert_int_equal(n, ARRAY_LEN(want));
}

static void
the_longest_member_is_found(void **state)
{
    static const uint32_t one[] = {3};
    static const uint32_t two[] = {3, 4};
    static const struct synonym members[] = {{one, 1, 0, 1}, {two, 2, 1, SYNONYM_NONE}};
    static const uint32_t first[] = {SYNONYM_NONE, SYNONYM_NONE, SYNONYM_NONE, 0, SYNONYM_NONE};
    static const struct synonyms s = {members, 2, 2, first, 5};
    static const uint32_t text[] = {3, 4, 3, 9};
    uint32_t group = 77;

    (void)state;
    assert_int_equal(synonyms_at(&s, text, 4, &group), 2);
    assert_int_equal(group, 1);
    assert_int_equal(synonyms_at(&s, text + 2, 2, &group), 1);
    assert_int_equal(group, 0);
    assert_int_equal(synonyms_at(&s, text, 1, &group), 1);
    assert_int_equal(synonyms_at(&s, text + 1, 3, &group), 0);
    assert_int_equal(synonyms_at(&s, text + 3, 1, &group), 0); /* a term it does not know */
    assert_int_equal(synonyms_at(&s, text, 0, &group), 0);
}

static void
lines_with_a_plus_name_parts_of_compounds(void **state)
{
    struct slice rest = SLICE("OZG = Gesetz\n+ Baum Kontrolle # zwei\n a > b\n++\n+");
    struct slice words;

    (void)state;
    assert_true(synonyms_read_parts(&rest, &words));
    CHECK_SLICE("first", slice_trim(words), "Baum Kontrolle");
    assert_true(synonyms_read_parts(&rest, &words));
    CHECK_SLICE("second", words, "+");
    assert_true(synonyms_read_parts(&rest, &words));
    CHECK_SLICE("third", words, "");
    assert_false(synonyms_read_parts(&rest, &words));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(groups_are_read_line_by_line),
        cmocka_unit_test(the_longest_member_is_found),
        cmocka_unit_test(lines_with_a_plus_name_parts_of_compounds),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
