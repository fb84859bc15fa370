/* SPDX-License-Identifier: EUPL-1.2 */
#include "tool_run.h"

/* The body of a template with one parameter p; line 1 is the define. */
static const struct {
    const char *why;
    const char *body;
    const char *message; /* NULL: it compiles */
} table[] = {
    {"text", "<p>{{ p->a }}</p>", NULL},
    {"nothing", "", NULL},
    {"attribute", "<p class=\"{{ p->a }} b\"></p>", NULL},
    {"single quotes", "<p class='{{ p->a }}'></p>", NULL},
    {"whole URL", "<a href=\"{{ p->a }}\">x</a>", NULL},
    {"part of a URL", "<a href=\"/a/{{ p->a }}?b={{ p->b | plain }}#{{ p->c }}\">x</a>", NULL},
    {"conditional attribute", "<input{{ if p->a }} checked{{ end }} name=\"a\">", NULL},
    {"attribute in branches", "<p {{ if p->a }}id=\"a\"{{ else }}id=\"b\"{{ end }}></p>", NULL},
    {"branch in a value", "<p class=\"a{{ if p->a }} b{{ end }}\"></p>", NULL},
    {"void and SVG", "<br><img src=\"/a\" alt=\"\"><svg><g/><path d=\"M0\"/></svg>", NULL},
    {"comment", "<!-- a < b --> {{ comment a \" quote }}", NULL},
    {"doctype", "<!doctype html><html></html>", NULL},
    {"script with src", "<script type=\"module\" src=\"{{ static \"a.js\" }}\"></script>", NULL},
    {"range", "{{ for i in 0..8 }}{{ i }}{{ if i.last }}!{{ end }}{{ end }}", NULL},
    {"loop with count", "{{ for row in p->rows[p->n] }}{{ row.number }}{{ row->a }}{{ end }}",
     NULL},
    {"conditions", "{{ if !(p->a == 3 || p->b != FORMAT_X) && slice_is(p->c, \"x\") }}{{ end }}",
     NULL},
    {"sentence", "{{ say a.plain }}{{ say a.two(p->n, p->b) }}{{ say p->label }}", NULL},
    {"sentence in a parameter", "{{ say p }}{{ say *p }}", NULL},
    {"call", "{{ render part(\"icon\", p->n == 2) }}", NULL},
    {"wrap", "{{ wrap frame(&p->f) }}<p></p>{{ end }}", NULL},
    {"textarea keeps text", "<textarea> {{ p->a }}\n </textarea>", NULL},

    {"unquoted value", "<a class={{ p->a }}>", "2:13: error: the value of class must stand in"},
    {"unquoted static", "<a class=b>", "2:10: error: the value of class must stand in quotes"},
    {"attribute name", "<a {{ p->a }}=\"b\">", "2:7: error: a value stands between tags or"},
    {"tag name", "<{{ p->a }}>", "2:5: error: a value stands between tags"},
    {"in a comment", "<!-- {{ p->a }} -->", "2:1: error: the comment does not end, or has"},
    {"in a script", "<script>{{ p->a }}</script>", "2:12: error: no value may stand in <script>"},
    {"script with content", "<script>alert(1)</script>", "2:9: error: <script> has a src"},
    {"style element", "<style>a{}</style>", "2:2: error: <style> is not allowed"},
    {"style element in capitals", "<STYLE>a{}</STYLE>", "2:2: error: <STYLE> is not allowed"},
    {"style attribute", "<p style=\"a\">", "2:4: error: the attribute style is not allowed"},
    {"event attribute", "<p onclick=\"a\">", "2:4: error: the attribute onclick is not allowed"},
    {"event in capitals", "<p OnClick=\"a\">", "2:4: error: the attribute OnClick is not allowed"},
    {"srcdoc", "<iframe srcdoc=\"a\">", "the attribute srcdoc is not allowed"},
    {"refresh", "<meta http-equiv=\"refresh\">", "the attribute http-equiv is not allowed"},
    {"base", "<base href=\"/\">", "<base> is not allowed"},
    {"srcset", "<img srcset=\"{{ p->a }}\">", "2:17: error: no value may stand in srcset"},
    {"javascript", "<a href=\"javascript:x\">", "2:20: error: a URL's scheme is http"},
    {"scheme as entity", "<a href=\"java&#115;cript:x\">",
     "2:14: error: a URL cannot begin with an"},
    {"data", "<img src=\"data:image/png,x\">", "a URL's scheme is http"},
    {"scheme behind a value", "<a href=\"{{ p->a }}:x\">", "2:20: error: a URL's scheme"},
    {"scheme in two parts", "<a href=\"java{{ p->a }}:x\">", "a URL's scheme is http"},
    {"URL begins in one branch", "<a href=\"{{ if p->a }}/a{{ end }}{{ p->b }}\">",
     "a URL must begin in every branch"},
    {"sentence in a URL", "<a href=\"/{{ say a.plain }}\">", "a sentence cannot stand in a URL"},
    {"euro in a URL", "<a href=\"/{{ p->a | euro }}\">", "the filter euro cannot stand in a URL"},
    {"twice the attribute", "<p id=\"a\" id=\"b\">", "2:11: error: the attribute id stands twice"},
    {"twice over a branch", "<p id=\"a\"{{ if p->a }} id=\"b\"{{ end }}>", "id stands twice"},
    {"no space", "<p id=\"a\"class=\"b\">", "2:10: error: white space is missing"},
    {"no space in a branch", "<p id=\"a\"{{ if p->a }}class=\"b\"{{ end }}>",
     "white space is missing"},
    {"missing quote", "<p class=\"a>\n<b class=\"x\">", "3:1: error: '<' in an attribute"},
    {"not closed", "<div><p></p>", "2:2: error: <div> is not closed"},
    {"wrong order", "<b><i></b></i>", "2:9: error: </b> found, but <i> of line 2 is open"},
    {"closes nothing", "</p>", "2:3: error: </p> closes nothing"},
    {"closed by void", "<br></br>", "</br> closes nothing"},
    {"self-closed div", "<div/>", "2:2: error: <div/> does not close itself"},
    {"opened in a branch", "{{ if p->a }}<p>{{ end }}</p>",
     "2:15: error: <p> is not closed in the"},
    {"closed in a branch", "<p>{{ if p->a }}</p>{{ end }}",
     "2:19: error: </p> closes what was opened"},
    {"opened in a loop", "{{ for r2 in p->a }}<p>{{ end }}", "<p> is not closed in the branch"},
    {"tag ends in a branch", "<p {{ if p->a }}>{{ end }}", "is not closed in the branch"},
    {"value ends in a branch", "<br class=\"{{ if p->a }}\"{{ end }}>", "end at different places"},
    {"ends in a tag", "<p ", "the template ends inside a tag"},
    {"tag in textarea", "<textarea><b></b></textarea>", "no tag may stand in <textarea>"},
    {"call in an attribute", "<p id=\"{{ render part(p->a, true) }}\">",
     "may only stand between tags"},
    {"stray <", "a < b", "2:4: error: a tag's name must follow '<'"},

    {"no end", "{{ if p->a }}", "1:11: error: this has no {{ end }}"},
    {"too many ends", "{{ end }}{{ end }}", "only define, include and comment stand here"},
    {"elif in for", "{{ for x in p->a }}{{ elif p->b }}{{ end }}", "{{ elif }} in a {{ for }}"},
    {"open braces", "{{ p->a", "2:1: error: {{ without }}"},
    {"empty", "{{ }}", "2:1: error: an empty directive"},
    {"unknown name", "{{ q->a }}", "2:4: error: \"q\" is neither a parameter nor a loop variable"},
    {"global function", "{{ system(p->a) }}", "\"system\" is neither"},
    {"assignment", "{{ if p->a = 3 }}{{ end }}", "2:12: error: not understood: \"= 3\""},
    {"arithmetic", "{{ p->a + 1 }}", "2:9: error: not understood: \"+ 1\""},
    {"increment", "{{ p->a++ }}", "not understood"},
    {"comma", "{{ p->a, p->b }}", "not understood"},
    {"call of a field", "{{ p->run(3) }}", "not understood"},
    {"unknown filter", "{{ p->a | raw }}", "2:11: error: no filter \"raw\""},
    {"loop field", "{{ for x in p->a }}{{ x.name }}{{ end }}", "a loop has .first, .last"},
    {"shadowed", "{{ for p in p->a }}{{ end }}", "\"p\" already names something"},
    {"the compiler's name", "{{ for r in p->a }}{{ end }}", "\"r\" is the compiler's own name"},
    {"unknown text", "{{ say a.unknown }}", "2:8: error: no text \"a.unknown\""},
    {"too few arguments", "{{ say a.two(p->a) }}", "the text a.two has 2 placeholders, not 1"},
    {"unknown template", "{{ render missing(p) }}", "there is no template \"missing\""},
    {"wrong number", "{{ render part(p->a) }}", "\"part\" takes 2 arguments, not 1"},
    {"wrap without slot", "{{ wrap part(p->a, true) }}{{ end }}", "\"part\" has no {{ slot }}"},
    {"render with slot", "{{ render frame(p) }}", "\"frame\" has a {{ slot }}: use {{ wrap }}"},
    {"slot in a branch", "{{ if p->a }}{{ slot }}{{ end }}", "may not stand in {{ if }}"},
    {"unknown file", "<img src=\"{{ static \"b.js\" }}\">", "2:21: error: there is no static file"},
    {"nested define", "{{ define x(int a) }}{{ end }}", "may not stand inside a {{ define }}"},
};

static void
compiles_what_is_safe_and_refuses_the_rest_with_its_place(void **state)
{
    struct tool_run run;

    (void)state;
    tool_run_open(&run);
    tool_run_write(&run, "de.txt", "a.plain = Ja\na.two = {1:int} {2}\n");
    tool_run_write(&run, "en.txt", "a.plain = Yes\na.two = {1:int} {2}\n");
    tool_run_write(&run, "static.list", "a.js\t/static/a.123.js\n");
    tool_run_write(&run, "parts.tmpl",
                   "{{ define part(const char *name, bool on) }}{{ name }}{{ end }}\n"
                   "{{ define frame(const struct f *f) }}<b>{{ slot }}</b>{{ end }}\n");
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        char content[2048];

        (void)snprintf(content, sizeof content,
                       "{{ define page(const struct p *p) }}\n%s\n{{ end }}\n", table[i].body);
        tool_run_write(&run, "a.tmpl", content);
        tool_run(&run, "tmplc -o . -s static.list de.txt en.txt parts.tmpl a.tmpl");
        tool_run_expect(&run, table[i].why, table[i].message ? 1 : 0,
                        table[i].message ? table[i].message : "");
        if (table[i].message)
            tool_run_expect(&run, table[i].why, 1, "a.tmpl:");
    }
    tool_run_close(&run);
}

static void
writes_nothing_anew_that_has_not_changed(void **state)
{
    struct tool_run run;

    (void)state;
    tool_run_open(&run);
    tool_run_write(&run, "a.tmpl", "{{ define a(int n) }}{{ n }}{{ end }}\n");
    tool_run(&run, "tmplc -o . a.tmpl && touch -d 2001-01-01 a.gen.c page.gen.h && "
                   "tmplc -o . a.tmpl && find . -newermt 2002-01-01 -name '*gen*' | wc -l");
    tool_run_expect(&run, "the same", 0, "0\n");
    tool_run_write(&run, "a.tmpl", "{{ define a(int n) }}{{ n }}!{{ end }}\n");
    tool_run(&run, "tmplc -o . a.tmpl && find . -newermt 2002-01-01 -name '*gen*'");
    tool_run_expect(&run, "only the source changed", 0, "./a.gen.c\n");
    tool_run_close(&run);
}

/* What C itself must refuse: a type that has no way to be shown. */
static void
leaves_wrong_types_to_the_c_compiler_at_the_templates_line(void **state)
{
    static const struct {
        const char *why;
        const char *body;
        const char *message;
    } rows[] = {
        {"right", "{{ p->n | int }}{{ p->s }}{{ if p->s }}{{ end }}", NULL},
        {"no such field", "{{ p->missing }}", "a.tmpl:3"},
        {"euro of a number", "{{ p->n | euro }}", "a.tmpl:3"},
        {"number of a text", "{{ p->s | int }}", "a.tmpl:3"},
        {"a struct", "{{ p->inner }}", "a.tmpl:3"},
        {"a text where a number belongs", "{{ say a.count(p->s) }}", "a.tmpl:3"},
    };
    struct tool_run run;

    (void)state;
    tool_run_open(&run);
    tool_run_write(&run, "de.txt", "a.count = {1:int}\n");
    tool_run_write(&run, "en.txt", "a.count = {1:int}\n");
    tool_run_write(&run, "p.h", "struct p { long n; struct slice s; struct { int x; } inner; };\n");
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        char content[1024];

        (void)snprintf(
            content, sizeof content,
            "{{ include \"p.h\" }}\n{{ define page(const struct p *p) }}\n%s\n{{ end }}\n",
            rows[i].body);
        tool_run_write(&run, "a.tmpl", content);
        tool_run(&run, "mkdir -p web domain && textgen -o domain de.txt en.txt && "
                       "tmplc -o web de.txt en.txt a.tmpl && "
                       "cc -std=gnu17 -fsyntax-only -I. -I" KC_SOURCE_DIR "/src web/a.gen.c");
        tool_run_expect(&run, rows[i].why, rows[i].message ? 1 : 0,
                        rows[i].message ? rows[i].message : "");
    }
    tool_run_close(&run);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(compiles_what_is_safe_and_refuses_the_rest_with_its_place),
        cmocka_unit_test(writes_nothing_anew_that_has_not_changed),
        cmocka_unit_test(leaves_wrong_types_to_the_c_compiler_at_the_templates_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
