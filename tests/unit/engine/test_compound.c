/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/compound.h"

#include "check.h"

#include <string.h>

static const char *const WORDS[] = {
    "haushalt",    "plan",   "haushaltsplan", "aufstellung", "daten",   "schutz",
    "datenschutz", "rat",    "amt",           "personal",    "bau",     "antrag",
    "jugend",      "schule", "schul",         "ver",         "waltung", "ende",
    "lehr",        "uber",   "stunden",       "haus",        "halt",
};

static bool
knows(const void *of, struct slice folded, bool last)
{
    (void)of;
    (void)last;
    for (size_t i = 0; i < ARRAY_LEN(WORDS); i++) {
        if (slice_is(folded, WORDS[i]))
            return true;
    }
    return false;
}

static void
compounds_are_taken_apart(void **state)
{
    static const struct {
        const char *word;
        const char *want; /* fine parts are starred */
    } table[] = {
        {"haushaltsplan", "haushalt* plan*"},
        {"haushaltsplanaufstellung", "haushaltsplan aufstellung* haushalt* plan*"},
        {"datenschutz", "daten* schutz*"},
        {"datenschutzplan", "datenschutz plan* daten* schutz*"},
        {"personalrat", "personal* rat*"},
        {"bauantrag", "bau* antrag*"},
        {"jugendamt", "jugend* amt*"},
        {"schulamt", "schul* amt*"},
        {"plan", ""},
        {"verwaltung", ""},  /* three letters are only few words' right */
        {"uberstunden", ""}, /* a stop word is no part */
        {"lehrende", ""},    /* an ending is no part */
        {"haushaltsxplan", ""},
        {"haushalts", ""},
        {"haushalt", ""}, /* one notion, whatever it was made of */
        {"rathauses", ""},
        {"hausplan", "haus* plan*"},
        {"", ""},
    };
    struct compound_list list = {knows, NULL};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct slice parts[COMPOUND_PARTS_MAX];
        bool fine[COMPOUND_PARTS_MAX];
        int n = compound_split(&list, slice_of(table[i].word), parts, fine);
        char got[300] = "";

        for (int k = 0; k < n; k++) {
            strcat(got, k ? " " : "");
            strncat(got, parts[k].at, parts[k].len);
            strcat(got, fine[k] ? "*" : "");
        }
        CHECK_SLICE(table[i].word, slice_of(got), table[i].want);
    }
}

static void
known_parts_are_found_beside_a_gap(void **state)
{
    static const struct {
        const char *word;
        const char *want; /* from the last to the first */
    } table[] = {
        {"haushaltserstellung", "haushalt"},
        {"personalhaushaltserstellung", "haushalt personal"},
        {"museumspersonal", "personal"},
        {"haushaltsplanung", "haushalt"},
        {"haushalts", ""},   /* too little for a gap */
        {"xyzhaushalt", ""}, /* likewise */
        {"quatsch", ""},
        {"amtserstellung", ""}, /* too short beside a gap */
        {"", ""},
    };
    struct compound_list list = {knows, NULL};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct slice parts[COMPOUND_PARTS_MAX];
        int n = compound_split_gap(&list, slice_of(table[i].word), parts);
        char got[300] = "";

        for (int k = 0; k < n; k++) {
            strcat(got, k ? " " : "");
            strncat(got, parts[k].at, parts[k].len);
        }
        CHECK_SLICE(table[i].word, slice_of(got), table[i].want);
    }
}

static void
a_word_of_the_greatest_length_is_taken_apart(void **state)
{
    struct compound_list list = {knows, NULL};
    struct slice parts[COMPOUND_PARTS_MAX];
    bool fine[COMPOUND_PARTS_MAX];
    char word[WORD_BYTES_MAX + 1];

    (void)state;
    for (size_t i = 0; i < sizeof word; i += 4)
        memcpy(word + i, "plan", sizeof word - i < 4 ? sizeof word - i : 4);
    assert_int_equal(compound_split(&list, (struct slice){word, WORD_BYTES_MAX}, parts, fine), 1);
    assert_int_equal(compound_split(&list, (struct slice){word, WORD_BYTES_MAX + 1}, parts, fine),
                     0);
    assert_int_equal(compound_split_gap(&list, (struct slice){word, WORD_BYTES_MAX + 1}, parts), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(compounds_are_taken_apart),
        cmocka_unit_test(known_parts_are_found_beside_a_gap),
        cmocka_unit_test(a_word_of_the_greatest_length_is_taken_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
