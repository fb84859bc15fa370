/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/colour.h"

#include "check.h"

static struct colour
given(const char *s)
{
    struct colour c = {0};

    CHECK_ERR(s, colour_parse(slice_of(s), &c), OK);
    return c;
}

static void
contrast_is_that_of_wcag(void **state)
{
    static const struct {
        const char *a;
        const char *b;
        int hundredths; /* as the checker of WebAIM shows it, cut */
    } table[] = {
        {"#000000", "#ffffff", 2100}, {"#ffffff", "#ffffff", 100}, {"#ffffff", "#767676", 454},
        {"#777777", "#ffffff", 447},  {"#ff0000", "#FFFFFF", 399}, {"#0000ff", "#ffffff", 859},
        {"#ffff00", "#ffffff", 107},  {"#1c3f94", "#ffffff", 959},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        double c = colour_contrast(given(table[i].a), given(table[i].b));

        CHECK_INT(table[i].a, (int)(c * 100), table[i].hundredths);
    }
}

static void
what_carries_no_white_is_darkened_until_it_does(void **state)
{
    static const char *const refused[] = {"#ffffff", "#ffff00", "#ff0000", "#777777",
                                          "#00ff00", "#ffc23d", "#8fbc8f"};

    (void)state;
    CHECK_TRUE("the grey that just does", colour_carries_white(given("#767676")));
    for (size_t i = 0; i < ARRAY_LEN(refused); i++) {
        struct colour c = given(refused[i]);
        struct colour n = colour_nearest_allowed(c);
        struct colour lighter = {(uint8_t)(n.red + (n.red < c.red ? 3 : 0)),
                                 (uint8_t)(n.green + (n.green < c.green ? 3 : 0)),
                                 (uint8_t)(n.blue + (n.blue < c.blue ? 3 : 0))};

        CHECK_TRUE(refused[i], !colour_carries_white(c));
        CHECK_TRUE(refused[i], colour_carries_white(n));
        CHECK_TRUE(refused[i], !colour_carries_white(lighter));
        CHECK_TRUE("of the same hue", (c.red == 0) == (n.red == 0));
    }
    CHECK_INT("stays", colour_nearest_allowed(given("#1c3f94")).blue, 0x94);
}

static void
other_ways_to_write_colours_are_refused(void **state)
{
    static const char *const table[] = {"",        "#",        "#fff",     "1c3f94",
                                        "#1c3f9",  "#1c3f944", "#1c3f9g",  "red",
                                        "#-c3f94", "# c3f94",  "#1c3f94;", "rgb(0,0,0)"};
    struct colour c;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++)
        CHECK_ERR(table[i], colour_parse(slice_of(table[i]), &c), ERR_INVALID);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(contrast_is_that_of_wcag),
        cmocka_unit_test(what_carries_no_white_is_darkened_until_it_does),
        cmocka_unit_test(other_ways_to_write_colours_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
