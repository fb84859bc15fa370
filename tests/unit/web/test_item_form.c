/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/item_form.h"

#include "given_person.h"

#define C(text_, credit_)                                                                          \
    {                                                                                              \
        .text = SLICE_INIT(text_), .credit = (credit_)                                             \
    }

static const struct slice cells[2][1] = {{SLICE_INIT("eins")}, {SLICE_INIT("zwei")}};
static const struct slice accepted[1] = {SLICE_INIT("Muster")};
static const struct item_choice plain[4] = {C("a", 1), C("b", 0), C("c", 0), C("d", 0)};
static const struct item_choice graded[4] = {C("a", 3), C("b", 2), C("c", 1), C("d", 0)};
static const struct item_choice rows[4] = {{.cells = cells[0], .credit = 1},
                                           {.cells = cells[1]},
                                           {.cells = cells[1]},
                                           {.cells = cells[1]}};
static const struct item_blank left[4] = {{.label = SLICE_INIT("1")},
                                          {.label = SLICE_INIT("2")},
                                          {.label = SLICE_INIT("3")},
                                          {.label = SLICE_INIT("4")}};
static const struct item_blank blanks[2] = {
    {.label = SLICE_INIT("l"), .choices = plain, .choices_len = 4},
    {.label = SLICE_INIT("m"), .accepted = accepted, .accepted_len = 1}};

static struct item
given_item(enum item_kind kind)
{
    struct item it = {.code = SLICE("d1-1-1"),
                      .competence = {1},
                      .kind = kind,
                      .level = 3,
                      .facet = SLICE("f"),
                      .text = SLICE("Frage?\nZweite Zeile."),
                      .choices = kind == ITEM_SITUATION ? graded
                                 : kind == ITEM_PICK    ? rows
                                                        : plain,
                      .choices_len = 4};

    if (kind == ITEM_PICK) {
        it.columns = cells[0];
        it.columns_len = 1;
    }
    if (kind == ITEM_MATCH) {
        it.blanks = left;
        it.blanks_len = 4;
    }
    if (kind == ITEM_GAP || kind == ITEM_FORM) {
        it.choices = NULL;
        it.choices_len = 0;
        it.blanks = blanks;
        it.blanks_len = 2;
    }
    return it;
}

/* What somebody sends who sees the form and knows the right answer: by the words on the screen. */
static void
fill(struct given *g, const struct item *it, const struct item_form *shown)
{
    struct text t = text_init(g->arena, 2000);
    struct slice encoded;

    for (int p = 0; p < shown->options_len; p++)
        if (shown->options[p].text.len > 0 ? slice_is(shown->options[p].text, "a")
                                           : shown->options[p].cells == cells[0])
            text_printf(&t, "&a=%d", p);
    for (int b = 0; b < shown->fields_len; b++) {
        const struct item_field *f = &shown->fields[b];

        if (f->options == NULL) {
            text_printf(&t, "&a%d=muster", b);
            continue;
        }
        for (int p = 0; p < f->options_len; p++) {
            /* the step "c" comes third, the pair of "3" is "c", the gap wants "a" */
            bool right = it->kind == ITEM_ORDER   ? p == f->label.at[0] - 'a'
                         : it->kind == ITEM_MATCH ? f->options[p].text.at[0] - 'a' == b
                                                  : slice_is(f->options[p].text, "a");

            if (right)
                text_printf(&t, "&a%d=%d", b, f->options[p].place);
        }
    }
    assert_int_equal(text_end(&t, &encoded), OK);
    assert_int_equal(form_parse(g->arena, encoded, &g->req.form), OK);
}

static void
what_is_right_on_the_screen_is_right_in_the_answer(void **state)
{
    (void)state;
    for (int k = 0; k < ITEM_KINDS; k++) {
        for (uint64_t seed = 1; seed <= 50; seed++) {
            struct item it = given_item((enum item_kind)k);
            struct item_form shown;
            struct item_form again;
            struct item_answer answer;
            struct given g;

            given_form(&g, "");
            assert_int_equal(item_fault(&it), 0);
            assert_int_equal(item_form_show(&g.page, &it, seed, &shown), OK);
            CHECK_INT("lines", shown.lines_len, 2);
            fill(&g, &it, &shown);
            assert_int_equal(item_form_read(&g.page, &it, seed, &again, &answer), OK);
            CHECK_INT(item_kind_code(it.kind), again.error.len, 0);
            CHECK_INT(item_kind_code(it.kind), item_credit(&it, &answer), item_credit_max(&it));
            given_done(&g);
        }
    }
}

/* ITEM-9: over many checks the right choice stands everywhere; in one check it stays where it is.
 */
static void
the_order_is_drawn_for_each_check_and_stays(void **state)
{
    struct item it = given_item(ITEM_SINGLE);
    int at[4] = {0};

    (void)state;
    for (uint64_t seed = 0; seed < 400; seed++) {
        struct item_form shown;
        struct item_form again;
        struct given g;

        given_form(&g, "");
        assert_int_equal(item_form_show(&g.page, &it, seed, &shown), OK);
        assert_int_equal(item_form_show(&g.page, &it, seed, &again), OK);
        for (int p = 0; p < 4; p++) {
            at[p] += slice_is(shown.options[p].text, "a");
            CHECK_TRUE("stays", slice_eq(shown.options[p].text, again.options[p].text));
            CHECK_INT("what is sent is the place", shown.options[p].place, p);
        }
        given_done(&g);
    }
    for (int p = 0; p < 4; p++)
        CHECK_TRUE("everywhere about as often", at[p] > 60 && at[p] < 140);
}

static void
what_is_missing_or_was_not_shown_is_told_and_the_rest_kept(void **state)
{
    static const struct {
        const char *why;
        enum item_kind kind;
        const char *sent;
    } table[] = {
        {"nothing", ITEM_SINGLE, ""},
        {"two", ITEM_SINGLE, "a=0&a=1"},
        {"no such place", ITEM_SINGLE, "a=4"},
        {"no number", ITEM_PICK, "a=x"},
        {"less than nothing", ITEM_SITUATION, "a=-1"},
        {"no tick", ITEM_MULTIPLE, ""},
        {"only a wrong tick", ITEM_MULTIPLE, "a=99"},
        {"a step without place", ITEM_ORDER, "a0=0&a1=1&a2=2"},
        {"a place twice", ITEM_ORDER, "a0=0&a1=1&a2=2&a3=2"},
        {"an empty list", ITEM_MATCH, "a0=0&a1=1&a2=2&a3="},
        {"a gap left", ITEM_GAP, "a0=0&a1=+"},
        {"a field left", ITEM_FORM, "a1=Muster"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct item it = given_item(table[i].kind);
        struct item_form shown;
        struct item_answer answer;
        struct given g;

        given_form(&g, table[i].sent);
        g.req.form = g.form;
        assert_int_equal(item_form_read(&g.page, &it, 5, &shown, &answer), OK);
        CHECK_TRUE(table[i].why, shown.error.len > 0);
        given_done(&g);
    }
}

static void
what_was_chosen_stays_chosen(void **state)
{
    struct item it = given_item(ITEM_FORM);
    struct item_form shown;
    struct item_answer answer;
    struct given g;

    (void)state;
    given_form(&g, "a0=2&a1=");
    g.req.form = g.form;
    assert_int_equal(item_form_read(&g.page, &it, 5, &shown, &answer), OK);
    CHECK_TRUE("told", shown.error.len > 0);
    CHECK_TRUE("kept", shown.fields[0].options[2].chosen);
    CHECK_TRUE("nothing else", !shown.fields[0].options[1].chosen);
    given_done(&g);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_right_on_the_screen_is_right_in_the_answer),
        cmocka_unit_test(the_order_is_drawn_for_each_check_and_stays),
        cmocka_unit_test(what_is_missing_or_was_not_shown_is_told_and_the_rest_kept),
        cmocka_unit_test(what_was_chosen_stays_chosen),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
