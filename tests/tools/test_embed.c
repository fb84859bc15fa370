/* SPDX-License-Identifier: EUPL-1.2 */
#include "tool_run.h"

static void
a_changed_image_changes_the_name_of_the_style_sheet_that_shows_it(void **state)
{
    struct tool_run run;
    char before[sizeof run.said];

    (void)state;
    tool_run_open(&run);
    tool_run_write(&run, "css/a.css", "a{background:url(../img/x.svg)}");
    tool_run_write(&run, "img/x.svg", "<svg>1</svg>");
    tool_run(&run,
             "embed static -o . css/a.css=css/a.css img/x.svg=img/x.svg && grep css static.list");
    tool_run_expect(&run, "first", 0, "css/a.css\t/static/css/a.");
    (void)strcpy(before, run.said);
    tool_run_write(&run, "img/x.svg", "<svg>2</svg>");
    tool_run(&run,
             "embed static -o . css/a.css=css/a.css img/x.svg=img/x.svg && grep css static.list");
    tool_run_expect(&run, "second", 0, "css/a.css\t/static/css/a.");
    assert_string_not_equal(before, run.said);
    tool_run_close(&run);
}

static void
refuses_references_that_lead_nowhere_or_elsewhere(void **state)
{
    static const struct {
        const char *why;
        const char *css;
        const char *message; /* NULL: fine */
    } table[] = {
        {"none", "a{}", NULL},
        {"data", "a{b:url(\"data:image/svg+xml,<svg>\")}", NULL},
        {"fragment", "a{b:url(#x)}", NULL},
        {"with query and fragment", "a{b:url('x.svg?1#y')}", NULL},
        {"missing", "\na{b:url(y.svg)}", "a.css:2:9: error: a.css refers to y.svg"},
        {"another server", "a{b:url(https://fonts.example/x)}",
         "a.css:1:9: error: a.css refers to https:"},
        {"itself", "a{b:url(a.css)}", "refer to each other in a circle"},
    };
    struct tool_run run;

    (void)state;
    tool_run_open(&run);
    tool_run_write(&run, "x.svg", "<svg/>");
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        tool_run_write(&run, "a.css", table[i].css);
        tool_run(&run, "embed static -o . a.css=a.css x.svg=x.svg");
        tool_run_expect(&run, table[i].why, table[i].message ? 1 : 0,
                        table[i].message ? table[i].message : "");
    }
    tool_run_close(&run);
}

static void
rewrites_imports_between_modules(void **state)
{
    struct tool_run run;

    (void)state;
    tool_run_open(&run);
    tool_run_write(&run, "a.js", "import {x} from \"./b.js\";\nconst s = \"./b.js\";\n");
    tool_run_write(&run, "b.js", "export const x = 1;\n");
    tool_run(&run, "embed static -o . js/a.js=a.js js/b.js=b.js && strings static.gen.bin");
    tool_run_expect(&run, "import", 0, "from \"/static/js/b.");
    tool_run_expect(&run, "another string", 0, "const s = \"./b.js\"");
    tool_run_write(&run, "a.js", "import {x} from \"./c.js\";\n");
    tool_run(&run, "embed static -o . js/a.js=a.js js/b.js=b.js");
    tool_run_expect(&run, "missing", 1, "a.js:1:18: error: js/a.js refers to js/c.js");
    tool_run_close(&run);
}

static void
compressed_forms_unpack_to_the_same_bytes(void **state)
{
    struct tool_run run;

    (void)state;
    tool_run_open(&run);
    tool_run_write(&run, "a.txt",
                   "0123456789012345678901234567890123456789012345678901234567890123456789");
    tool_run(&run, "embed static -o . root/a.txt=a.txt && grep -c '{static_blob + 0, 70}, "
                   "{static_blob + 71, [0-9]*}, {static_blob + [0-9]*, [0-9]*}' static.gen.c && "
                   "tail -c +72 static.gen.bin | (zcat 2>/dev/null || true)");
    tool_run_expect(&run, "gzip", 0, "1\n01234567890123456789");
    tool_run(&run, "grep -c '\"/a.txt\", \"text/plain; charset=utf-8\"' static.gen.c");
    tool_run_expect(&run, "root/", 0, "1\n");
    tool_run_write(&run, "a.xyz", "x");
    tool_run(&run, "embed static -o . a.xyz=a.xyz");
    tool_run_expect(&run, "unknown type", 1, "a.xyz: what content type has this?");
    tool_run(&run, "embed static -o . a.txt=a.txt a.txt=a.xyz");
    tool_run_expect(&run, "twice", 1, "are both called a.txt");
    tool_run(&run, "embed static -o . a.txt=missing.txt");
    tool_run_expect(&run, "missing", 1, "cannot open missing.txt");
    tool_run_close(&run);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_changed_image_changes_the_name_of_the_style_sheet_that_shows_it),
        cmocka_unit_test(refuses_references_that_lead_nowhere_or_elsewhere),
        cmocka_unit_test(rewrites_imports_between_modules),
        cmocka_unit_test(compressed_forms_unpack_to_the_same_bytes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
