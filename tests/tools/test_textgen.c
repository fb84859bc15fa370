/* SPDX-License-Identifier: EUPL-1.2 */
#include "tool_run.h"

static void
refuses_texts_that_differ_between_languages_with_their_line(void **state)
{
    static const struct {
        const char *why;
        const char *de;
        const char *en;
        const char *message; /* NULL: fine */
    } table[] = {
        {"plain", "a = Ja\n", "a = Yes\n", NULL},
        {"placeholders in another order", "a = {1:int} {2}\n", "a = {2} {1}\n", NULL},
        {"number left out in one form", "a[one] = eins\na[other] = {1:int}\n", "a = {1:int}\n",
         NULL},
        {"continued", "a = eins\n  zwei\n\n# x\nb = x\n", "b = x\na = one\n  two\n", NULL},
        {"braces", "a = {{x}} {1}\n", "a = {1} {{\n", NULL},
        {"missing in English", "a = Ja\nb = Nein\n", "a = Yes\n",
         "de.txt:2:1: error: b has no text in \"en\""},
        {"missing in German", "a = Ja\n", "a = Yes\nb = No\n",
         "en.txt:2:1: error: b has no text in \"de\""},
        {"other placeholders", "a = {1}\n", "a = {1} {2}\n",
         "en.txt:1:1: error: a: \"de\" and \"en\" use"},
        {"other types", "a = {1:int}\n", "a = {1:euro}\n",
         "en.txt:1:5: error: {1} of a is int elsewhere"},
        {"a hole in the numbers", "a = {2}\n", "a = {2}\n", "a: {1} is missing"},
        {"unknown type", "a = {1:integer}\n", "a = x\n", "de.txt:1:5: error: no type \"integer\""},
        {"number too large", "a = {9}\n", "a = {9}\n",
         "de.txt:1:5: error: a placeholder is {1} to {8}"},
        {"open brace", "a = {1\n", "a = {1}\n", "de.txt:1:5: error: '{' without '}'"},
        {"single brace", "a = 1}\n", "a = x\n", "de.txt:1:6: error: a single '}'"},
        {"twice", "a = x\na = y\n", "a = x\n",
         "de.txt:2:1: error: a is said twice, first in de.txt:1"},
        {"plural without number", "a[one] = x\na[other] = {1}\n", "a = {1}\n",
         "a has a plural, but no placeholder"},
        {"plural without other", "a[one] = {1:int}\n", "a = {1:int}\n",
         "a has no text [other] in \"de\""},
        {"unknown form", "a[few] = x\n", "a = x\n",
         "de.txt:1:1: error: a form is [zero], [one] or [other]"},
        {"capitals", "A = x\n", "A = x\n", "de.txt:1:1: error: a key is a-z"},
        {"no equals sign", "a x\n", "a = x\n", "de.txt:1:1: error: expected \"key = text\""},
        {"empty text", "a =\n", "a = x\n", "de.txt:1:1: error: the text is empty"},
        {"starts indented", "  x\n", "a = x\n", "de.txt:1:1: error: an indented line continues"},
        {"same constant", "a.b = x\na_b = x\n", "a.b = x\na_b = x\n", "have the same constant"},
    };
    struct tool_run run;

    (void)state;
    tool_run_open(&run);
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        tool_run_write(&run, "de.txt", table[i].de);
        tool_run_write(&run, "en.txt", table[i].en);
        tool_run(&run, "textgen -o . de.txt en.txt");
        tool_run_expect(&run, table[i].why, table[i].message ? 1 : 0,
                        table[i].message ? table[i].message : "");
    }
    tool_run_close(&run);
}

static void
knows_the_language_by_the_files_name(void **state)
{
    struct tool_run run;

    (void)state;
    tool_run_open(&run);
    tool_run_write(&run, "plan.de.txt", "a = x\n");
    tool_run_write(&run, "plan.en.txt", "a = x\n");
    tool_run_write(&run, "fr.txt", "a = x\n");
    tool_run(&run, "textgen -o . plan.de.txt plan.en.txt && grep -c SAY_A say.gen.h");
    tool_run_expect(&run, "topic files", 0, "1\n");
    tool_run(&run, "textgen -o . fr.txt");
    tool_run_expect(&run, "French", 1, "its name says no known language");
    tool_run_close(&run);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refuses_texts_that_differ_between_languages_with_their_line),
        cmocka_unit_test(knows_the_language_by_the_files_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
