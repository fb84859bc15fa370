/* SPDX-License-Identifier: EUPL-1.2 */
#include "tool_run.h"

#define LICENCE "/* SPDX-License-Identifier: EUPL-1.2 */\n"

/* A file at a place, and what tidy must say about it; NULL: nothing. */
static const struct {
    const char *why;
    const char *path;
    const char *content;
    const char *message;
} table[] = {
    {"a sound file", "src/web/a.c", LICENCE "#include \"web/b.h\"\n#include <string.h>\n", NULL},
    {"licence", "src/web/a.c", "int a;\n", "src/web/a.c:1: [licence]"},
    {"licence of a style sheet", "static/a.css", "a {}\n", "static/a.css:1: [licence]"},
    {"comment", "src/web/a.c", LICENCE "int a; // x\n", "src/web/a.c:2: [comment]"},
    {"slashes in a string", "src/web/a.c", LICENCE "char *a = \"http://x\"; /* // */\n", NULL},
    {"quote as a character", "src/web/a.c", LICENCE "int a = '\"'; int b = '\\''; /* \" */\n",
     NULL},
    {"mark", "src/web/a.c",
     LICENCE "/* FIX"
             "ME: x */\n",
     "src/web/a.c:2: [mark]"},
    {"name for mkdtemp", "src/web/a.c",
     LICENCE "char a[] = \"/tmp/XX"
             "XXXX\";\n",
     NULL},
    {"upwards", "src/domain/a.c", LICENCE "#include \"web/b.h\"\n",
     "src/domain/a.c:2: [layer] domain may"},
    {"sideways", "src/engine/a.c", LICENCE "#include \"exchange/b.h\"\n", "[layer] engine may not"},
    {"web skips to storage", "src/web/a.c", LICENCE "#include \"storage/b.h\"\n",
     "[layer] web may not"},
    {"web skips to exchange", "src/web/a.c", LICENCE "#include \"exchange/b.h\"\n",
     "[layer] web may not"},
    {"service and a driver", "src/service/a.c", LICENCE "#include \"storage/driver_sqlite.h\"\n",
     "[layer] services see stores"},
    {"service and a store", "src/service/a.c", LICENCE "#include \"storage/a_store.h\"\n", NULL},
    {"no layer", "src/web/a.c", LICENCE "#include \"b.h\"\n", "[layer] include as"},
    {"commented out", "src/web/a.c", LICENCE "/* #include \"storage/b.h\" */\n", NULL},
    {"a clock in the domain", "src/domain/a.c", LICENCE "#include <time.h>\n",
     "[pure] domain is pure"},
    {"a file in the engine", "src/engine/a.c", LICENCE "#include <stdio.h>\n",
     "[pure] engine is pure"},
    {"foreign library", "src/web/a.c", LICENCE "#include <sqlite3.h>\n",
     "[adapter] sqlite3.h belongs"},
    {"at its place", "src/storage/driver_sqlite.c", LICENCE "#include <sqlite3.h>\n", NULL},
    {"banned", "src/web/a.c", LICENCE "int a = atoi(b);\n",
     "src/web/a.c:2: [banned] atoi() is banned"},
    {"memory", "src/web/a.c", LICENCE "int *a = malloc(3);\n",
     "[banned] malloc() is for base/arena.c"},
    {"a longer name", "src/web/a.c", LICENCE "int a = my_atoi(b) + x->free(3);\n", NULL},
    {"unescaped in two languages", "src/web/a.c", LICENCE "int a = render_static_in(r, b, c);\n",
     "[banned] render_static_in()"},
    {"unescaped", "src/web/a.c", LICENCE "int a = render_static(r, b, 3);\n",
     "[banned] render_static()"},
    {"typedef", "src/web/a.c", LICENCE "typedef struct a {\n    int b;\n} a;\n", "[typedef]"},
    {"type of a function", "src/web/a.c", LICENCE "typedef enum err (*work)(int);\n", NULL},
    {"five parameters", "src/web/a.c",
     LICENCE "int\na(int b, int c, int d, int e, int (*f)(int, int))\n{\n}\n", NULL},
    {"six parameters", "src/web/a.c",
     LICENCE "int\na(int b, int c, int d,\n  int e, int f, int g)\n{\n}\n",
     "src/web/a.c:3: [parameters] a has 6"},
    {"three levels", "src/web/a.c",
     LICENCE "void\na(void)\n{\n    if (1)\n        for (;;)\n            while (1)\n              "
             "  b();\n}\n",
     NULL},
    {"four levels", "src/web/a.c",
     LICENCE "void\na(void)\n{\n    if (1)\n        for (;;)\n            while (1)\n              "
             "  if (2)\n"
             "                    b();\n}\n",
     "src/web/a.c:8: [levels] a is more than 3"},
    {"no idea", "src/web/web_utils.c", LICENCE "int a;\n", "[file-name] \"utils\""},
    {"foreign name", "src/web/b.h", LICENCE "int voucher_spend(int a);\n",
     "src/web/b.h:2: [name] function voucher"},
    {"a part of a type", "src/web/b.h", LICENCE "struct voucher {\n    int a;\n};\n", NULL},
    {"foreign variable", "src/web/b.h", LICENCE "extern int vouchers[];\n",
     "[name] variable vouchers"},
    {"own names", "src/web/b.h",
     LICENCE
     "struct other;\nstruct b {\n    int c;\n};\nenum b_kind { B_C };\n#define X(a) \\\n    f(a)\n"
     "MUST_USE enum err b_open(struct other *o,\n    int a);\nextern const int b_list[3];\n",
     NULL},
    {"a rule that stands", "src/domain/a.c", LICENCE "/* PLAN-1, RFC-9110, UTF-8 */\n", NULL},
    {"a rule that does not", "src/domain/a.c", LICENCE "/* (PLAN-99) */\n",
     "src/domain/a.c:2: [rule] PLAN-99"},
    {"unused header", "src/web/c.h", LICENCE "int c_open(void);\n", "src/web/c.h:1: [unused]"},
    {"pair of queries", "sql/queries/a.sqlite.sql", "SELECT 1\n",
     "sql/queries/a.sqlite.sql:1: [sql-pair] sql/queries/a.postgres.sql is missing"},
    {"the other of the pair", "sql/queries/a.postgres.sql", "SELECT 1\n",
     "a.sqlite.sql is missing"},
    {"a text nobody says", "text/x.de.txt", "said = Ja\nunsaid = Nein\n",
     "text/x.de.txt:2: [text] nobody says unsaid"},
};

/* A small repository in which tidy finds nothing. */
static void
given_repository(struct tool_run *run)
{
    tool_run(run, "rm -rf src sql text templates static docs tools");
    tool_run_write(run, "src/web/z.c", LICENCE "#include \"web/b.h\"\n");
    tool_run_write(run, "src/web/b.h", LICENCE "int b_open(void);\n");
    tool_run_write(run, "docs/rules/plan.md",
                   "# Plans\n\n- **PLAN-1** The first.\n- **PLAN-2** Another.\n");
    tool_run_write(run, "text/x.de.txt", "said = Ja\n");
    tool_run_write(run, "text/x.en.txt", "said = Yes\nunsaid = No\n");
    tool_run_write(run, "templates/a.tmpl", "{{ say said }}");
}

static void
finds_each_mistake_at_its_line_and_nothing_else(void **state)
{
    struct tool_run run;

    (void)state;
    tool_run_open(&run);
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        given_repository(&run);
        if (strstr(table[i].path, "text/") == NULL)
            tool_run_write(&run, "text/x.en.txt", "said = Yes\n");
        tool_run_write(&run, table[i].path, table[i].content);
        tool_run(&run, "tidy");
        tool_run_expect(&run, table[i].why, table[i].message ? 1 : 0,
                        table[i].message ? table[i].message : " 0 findings");
        if (table[i].message)
            tool_run_expect(&run, table[i].why, 1, ", 1 findings");
    }
    tool_run_close(&run);
}

/* A function and a file of `lines` lines. */
static void
lengths_have_a_limit(void **state)
{
    static const struct {
        const char *why;
        const char *make; /* a shell command that writes src/web/a.c */
        const char *message;
    } rows[] = {
        {"70 lines", "printf 'void\\na(void)\\n{\\n'; seq 67 | sed 's/.*/    b();/'; printf '}\\n'",
         NULL},
        {"71 lines", "printf 'void\\na(void)\\n{\\n'; seq 68 | sed 's/.*/    b();/'; printf '}\\n'",
         "src/web/a.c:3: [function-length] a has 71 lines"},
        {"600 lines", "seq 599 | sed 's/.*/int a;/'", NULL},
        {"601 lines", "seq 600 | sed 's/.*/int a;/'", "[file-length] 601 lines"},
    };
    struct tool_run run;

    (void)state;
    tool_run_open(&run);
    given_repository(&run);
    tool_run_write(&run, "text/x.en.txt", "said = Yes\n");
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        char command[512];

        (void)snprintf(
            command, sizeof command,
            "{ printf '/* SPDX-License-Identifier: EUPL-1.2 */\\n'; %s; } > src/web/a.c; tidy",
            rows[i].make);
        tool_run(&run, command);
        tool_run_expect(&run, rows[i].why, rows[i].message ? 1 : 0,
                        rows[i].message ? rows[i].message : " 0 findings");
    }
    tool_run_close(&run);
}

static void
exceptions_need_a_reason_and_end_with_their_cause(void **state)
{
    struct tool_run run;

    (void)state;
    tool_run_open(&run);
    given_repository(&run);
    tool_run_write(&run, "text/x.en.txt", "said = Yes\n");
    tool_run_write(&run, "src/web/a.c", LICENCE "int a = atoi(b);\n");
    tool_run_write(&run, "tools/tidy.allow", "# exceptions\nbanned src/web/a* atoi a test\n");
    tool_run(&run, "tidy");
    tool_run_expect(&run, "allowed", 0, " 0 findings");
    tool_run_write(&run, "tools/tidy.allow", "banned src/web/a.c atoi\n");
    tool_run(&run, "tidy");
    tool_run_expect(&run, "no reason", 1,
                    "tools/tidy.allow:1:1: error: expected CHECK PATH SUBJECT");
    tool_run_write(&run, "tools/tidy.allow", "banned src/web/a.c * a test\nname src/web/b.h * b\n");
    tool_run(&run, "tidy");
    tool_run_expect(&run, "not needed", 1,
                    "tools/tidy.allow:2: [allow] nothing needs this exception");
    tool_run_close(&run);
}

static void
rules_no_code_names_are_listed(void **state)
{
    struct tool_run run;

    (void)state;
    tool_run_open(&run);
    given_repository(&run);
    tool_run_write(&run, "text/x.en.txt", "said = Yes\n");
    tool_run_write(&run, "src/domain/a.c", LICENCE "/* PLAN-1 */\n");
    tool_run(&run, "tidy");
    tool_run_expect(&run, "note", 0, "docs/rules/plan.md:4: note: no code names PLAN-2");
    assert_null(strstr(run.said, "no code names PLAN-1"));
    tool_run_close(&run);
}

static void
a_clock_in_a_pure_library_turns_red(void **state)
{
    static const struct {
        const char *why;
        const char *code;
        const char *message;
    } rows[] = {
        {"computes", "#include <string.h>\nsize_t a(const char *s) { return strlen(s) + b(); }\n",
         NULL},
        {"asks the time", "#include <time.h>\nlong a(void) { return (long)time(0) + b(); }\n",
         "takes time from"},
        {"draws lots", "#include <stdlib.h>\nint a(void) { return rand() + b(); }\n",
         "takes rand from"},
        {"takes memory", "#include <stdlib.h>\nvoid *a(void) { return malloc((size_t)b()); }\n",
         "takes malloc from"},
        {"prints", "#include <stdio.h>\nint a(void) { return puts(\"x\") + b(); }\n",
         "takes puts from"},
    };
    struct tool_run run;

    (void)state;
    tool_run_open(&run);
    tool_run_write(&run, "b.c",
                   "#include <stdlib.h>\nint b(void);\nint b(void) { return rand(); }\n");
    tool_run_write(&run, "allow", "# list\nstrlen measures\n");
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        char content[512];

        (void)snprintf(content, sizeof content, "int b(void);\n%s", rows[i].code);
        tool_run_write(&run, "a.c", content);
        tool_run(&run,
                 "rm -f a.a b.a; cc -fno-builtin -c a.c b.c && ar rc a.a a.o && ar rc b.a b.o && "
                 "tidy pure allow a.a b.a");
        tool_run_expect(&run, rows[i].why, rows[i].message ? 1 : 0,
                        rows[i].message ? rows[i].message : " 0 findings");
    }
    tool_run_close(&run);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_each_mistake_at_its_line_and_nothing_else),
        cmocka_unit_test(lengths_have_a_limit),
        cmocka_unit_test(exceptions_need_a_reason_and_end_with_their_cause),
        cmocka_unit_test(rules_no_code_names_are_listed),
        cmocka_unit_test(a_clock_in_a_pure_library_turns_red),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
