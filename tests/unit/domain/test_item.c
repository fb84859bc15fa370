/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/item.h"

#include <string.h>

#include "check.h"

#define C(text_, credit_)                                                                          \
    {                                                                                              \
        .text = SLICE_INIT(text_), .credit = (credit_)                                             \
    }

static const struct slice cells[2] = {SLICE_INIT("1"), SLICE_INIT("2")};
static const struct slice columns[2] = {SLICE_INIT("Quelle"), SLICE_INIT("Zahl")};
static const struct slice accepted[2] = {SLICE_INIT("03.07.1990"), SLICE_INIT("3. Juli 1990")};
static const struct item_choice two[2] = {C("SUMME", 1), C("ADD", 0)};

static const struct item BASE = {
    .code = SLICE_INIT("d1-1-1"),
    .competence = {1},
    .level = 3,
    .facet = SLICE_INIT("Suchen"),
    .text = SLICE_INIT("Was tun Sie?"),
};

/* A sound item of each kind with three choices or two blanks. */
static struct item
given(enum item_kind kind)
{
    static const struct item_choice plain[3] = {C("a", 1), C("b", 0), C("c", 0)};
    static const struct item_choice graded[3] = {C("gut", 3), C("halb", 1), C("nicht", 0)};
    static const struct item_choice rows[3] = {
        {.cells = cells, .credit = 1}, {.cells = cells}, {.cells = cells}};
    static const struct item_blank left[3] = {
        {.label = SLICE_INIT("l")}, {.label = SLICE_INIT("m")}, {.label = SLICE_INIT("n")}};
    static const struct item_blank blanks[2] = {
        {.label = SLICE_INIT("Formel"), .choices = two, .choices_len = 2},
        {.label = SLICE_INIT("Datum"), .accepted = accepted, .accepted_len = 2}};
    struct item it = BASE;

    it.kind = kind;
    it.choices = kind == ITEM_SITUATION ? graded : kind == ITEM_PICK ? rows : plain;
    it.choices_len = 3;
    if (kind == ITEM_PICK) {
        it.columns = columns;
        it.columns_len = 2;
    }
    if (kind == ITEM_MATCH) {
        it.blanks = left;
        it.blanks_len = 3;
    }
    if (kind == ITEM_GAP || kind == ITEM_FORM) {
        it.choices = NULL;
        it.choices_len = 0;
        it.blanks = blanks;
        it.blanks_len = 2;
    }
    return it;
}

static void
a_sound_item_of_each_kind_keeps_all_rules(void **state)
{
    (void)state;
    for (int k = 0; k < ITEM_KINDS; k++) {
        struct item it = given((enum item_kind)k);
        enum item_kind parsed;

        CHECK_INT(item_kind_code(it.kind), item_fault(&it), 0);
        CHECK_ERR("the code leads back",
                  item_kind_parse(slice_of(item_kind_code(it.kind)), &parsed), OK);
        CHECK_INT("to the kind", parsed, k);
    }
    CHECK_ERR("no such kind", item_kind_parse(SLICE("essay"), &(enum item_kind){0}), ERR_NOT_FOUND);
}

static void
a_broken_item_names_the_rule_that_it_breaks(void **state)
{
    static const struct item_choice none_right[3] = {C("a", 0), C("b", 0), C("c", 0)};
    static const struct item_choice two_right[3] = {C("a", 1), C("b", 1), C("c", 0)};
    static const struct item_choice all_right[3] = {C("a", 1), C("b", 1), C("c", 1)};
    static const struct item_choice same[3] = {C("a", 1), C("b", 0), C("b", 0)};
    static const struct item_choice empty[3] = {C("a", 1), C("b", 0), C("", 0)};
    static const struct item_choice no_worst[3] = {C("a", 3), C("b", 1), C("c", 2)};
    static const struct item_choice too_good[3] = {C("a", 3), C("b", 4), C("c", 0)};
    static const struct item_blank both[1] = {{.label = SLICE_INIT("l"),
                                               .choices = two,
                                               .choices_len = 2,
                                               .accepted = accepted,
                                               .accepted_len = 2}};
    static const struct item_blank neither[1] = {{.label = SLICE_INIT("l")}};
    static const struct item_blank unnamed[1] = {{.accepted = accepted, .accepted_len = 2}};
    const struct {
        const char *why;
        enum item_kind kind;
        const struct item_choice *choices;
        const struct item_blank *blanks;
        int fault;
    } table[] = {
        {"nothing right", ITEM_SINGLE, none_right, NULL, 2},
        {"two right", ITEM_SINGLE, two_right, NULL, 2},
        {"two say the same", ITEM_SINGLE, same, NULL, 2},
        {"one says nothing", ITEM_SINGLE, empty, NULL, 2},
        {"a row without cells", ITEM_PICK, two_right, NULL, 2},
        {"nothing right", ITEM_MULTIPLE, none_right, NULL, 3},
        {"nothing wrong", ITEM_MULTIPLE, all_right, NULL, 3},
        {"two steps the same", ITEM_ORDER, same, NULL, 4},
        {"two right sides the same", ITEM_MATCH, same, NULL, 5},
        {"typed and chosen", ITEM_FORM, NULL, both, 6},
        {"neither typed nor chosen", ITEM_GAP, NULL, neither, 6},
        {"a field without name", ITEM_FORM, NULL, unnamed, 6},
        {"no worst way", ITEM_SITUATION, no_worst, NULL, 7},
        {"more than the best", ITEM_SITUATION, too_good, NULL, 7},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct item it = given(table[i].kind);

        if (table[i].choices != NULL)
            it.choices = table[i].choices;
        if (table[i].blanks != NULL) {
            it.blanks = table[i].blanks;
            it.blanks_len = 1;
        }
        CHECK_INT(table[i].why, item_fault(&it), table[i].fault);
    }
}

static void
an_item_without_code_text_level_or_within_no_limit_breaks_the_first_rule(void **state)
{
    struct item it;

    (void)state;
    it = given(ITEM_SINGLE);
    it.code.len = 0;
    CHECK_INT("code", item_fault(&it), 1);
    it = given(ITEM_SINGLE);
    it.text.len = 0;
    CHECK_INT("text", item_fault(&it), 1);
    it = given(ITEM_SINGLE);
    it.level = 0;
    CHECK_INT("level 0", item_fault(&it), 1);
    it.level = LEVEL_MAX + 1;
    CHECK_INT("level 9", item_fault(&it), 1);
    it = given(ITEM_SINGLE);
    it.competence.n = 0;
    CHECK_INT("competence", item_fault(&it), 1);
    it = given(ITEM_SINGLE);
    it.choices_len = ITEM_CHOICES_MAX + 1;
    CHECK_INT("choices", item_fault(&it), 1);
    it = given(ITEM_FORM);
    it.blanks_len = ITEM_PARTS_MAX + 1;
    CHECK_INT("blanks", item_fault(&it), 1);
    it = given(ITEM_SINGLE);
    it.choices_len = 2;
    CHECK_INT("two choices are a coin", item_fault(&it), 2);
}

static void
only_what_is_wholly_right_counts(void **state)
{
    static const struct {
        const char *why;
        enum item_kind kind;
        struct item_answer answer;
        int credit;
    } table[] = {
        {"the right one", ITEM_SINGLE, {.picked = {0}}, 1},
        {"a wrong one", ITEM_SINGLE, {.picked = {2}}, 0},
        {"not known", ITEM_SINGLE, {.unknown = true}, 0},
        {"not known, whatever is picked", ITEM_SINGLE, {.unknown = true, .picked = {99}}, 0},
        {"the right row", ITEM_PICK, {.picked = {0}}, 1},
        {"all ticks right", ITEM_MULTIPLE, {.picked = {1, 0, 0}}, 1},
        {"one tick too many", ITEM_MULTIPLE, {.picked = {1, 1, 0}}, 0},
        {"no tick", ITEM_MULTIPLE, {.picked = {0, 0, 0}}, 0},
        {"in order", ITEM_ORDER, {.picked = {0, 1, 2}}, 1},
        {"two exchanged", ITEM_ORDER, {.picked = {1, 0, 2}}, 0},
        {"all pairs", ITEM_MATCH, {.picked = {0, 1, 2}}, 1},
        {"one choice for all", ITEM_MATCH, {.picked = {0, 0, 0}}, 0},
        {"filled", ITEM_FORM, {.picked = {0}, .typed = {{0}, SLICE_INIT("03.07.1990")}}, 1},
        {"spaces do not count",
         ITEM_FORM,
         {.picked = {0}, .typed = {{0}, SLICE_INIT("  3.  Juli\t1990 ")}},
         1},
        {"nor does the case",
         ITEM_GAP,
         {.picked = {0}, .typed = {{0}, SLICE_INIT("3. JULI 1990")}},
         1},
        {"one field wrong",
         ITEM_FORM,
         {.picked = {1}, .typed = {{0}, SLICE_INIT("03.07.1990")}},
         0},
        {"typed half", ITEM_FORM, {.picked = {0}, .typed = {{0}, SLICE_INIT("03.07.")}}, 0},
        {"typed more", ITEM_FORM, {.picked = {0}, .typed = {{0}, SLICE_INIT("03.07.19901")}}, 0},
        {"typed nothing", ITEM_FORM, {.picked = {0}}, 0},
        {"the best way", ITEM_SITUATION, {.picked = {0}}, 3},
        {"a fair way", ITEM_SITUATION, {.picked = {1}}, 1},
        {"the worst way", ITEM_SITUATION, {.picked = {2}}, 0},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct item it = given(table[i].kind);

        CHECK_TRUE(table[i].why, item_answer_is_sound(&it, &table[i].answer));
        CHECK_INT(table[i].why, item_credit(&it, &table[i].answer), table[i].credit);
        CHECK_TRUE(table[i].why, table[i].credit <= item_credit_max(&it));
    }
}

static void
an_answer_that_the_item_does_not_know_is_not_sound(void **state)
{
    static char long_word[ITEM_TYPED_BYTES_MAX + 1];
    static const struct {
        const char *why;
        enum item_kind kind;
        struct item_answer answer;
    } table[] = {
        {"no such choice", ITEM_SINGLE, {.picked = {3}}},
        {"no such row", ITEM_PICK, {.picked = {255}}},
        {"half a tick", ITEM_MULTIPLE, {.picked = {1, 2, 0}}},
        {"a step twice", ITEM_ORDER, {.picked = {0, 0, 2}}},
        {"no such step", ITEM_ORDER, {.picked = {0, 1, 3}}},
        {"no such partner", ITEM_MATCH, {.picked = {0, 1, 3}}},
        {"no such filling", ITEM_GAP, {.picked = {2}}},
        {"typed too much", ITEM_FORM, {.typed = {{0}, {long_word, sizeof long_word}}}},
    };

    (void)state;
    memset(long_word, 'a', sizeof long_word);
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct item it = given(table[i].kind);

        CHECK_TRUE(table[i].why, !item_answer_is_sound(&it, &table[i].answer));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sound_item_of_each_kind_keeps_all_rules),
        cmocka_unit_test(a_broken_item_names_the_rule_that_it_breaks),
        cmocka_unit_test(an_item_without_code_text_level_or_within_no_limit_breaks_the_first_rule),
        cmocka_unit_test(only_what_is_wholly_right_counts),
        cmocka_unit_test(an_answer_that_the_item_does_not_know_is_not_sound),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
