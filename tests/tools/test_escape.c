/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Whatever stands in the fields of a page, a browser sees the same elements and
 * attributes: only texts and values differ. The example's page is parsed
 * by an HTML5 parser (gumbo), once with harmless and once with hostile fields.
 *
 * tools.escape_control is the same program with a renderer that escapes nothing;
 * it must fail.
 */
#include <gumbo.h>
#include <string.h>

#include "check.h"
#include "example.h"
#include "web/page.gen.h"

static const char *const hostile[] = {
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'><img src=x onerror=alert(1)>",
    "\" onmouseover=\"alert(1)",
    "' onmouseover='alert(1)",
    "</title></h1></li></ul><b>",
    "--><b>",
    "<!-- ",
    "&lt;b&gt;<b>",
    "javascript:alert(1)",
    "` onclick=`x",
    "]]><b>",
    "<svg/onload=alert(1)>",
    "a\n\n<p onclick=x>",
};

static struct slice
shown(struct arena *a, const char *value)
{
    const struct page_run run = {{20779}, 1, value};
    struct page_course p = {
        .frame = {slice_of(value), value},
        .title = slice_of(value),
        .summary = slice_of(value),
        .provider_url = slice_of(value),
        .runs = &run,
        .runs_len = 1,
    };
    struct text out = text_init(a, 100000);
    struct render r = {.out = &out, .lang = LANG_DE};
    struct slice got = {0};

    page_course_render(&r, &p);
    CHECK_ERR("render", text_end(&out, &got), OK);
    return got;
}

/* Names of elements and attributes in document order; javascript: in an href shows as well. */
static void
put_structure(struct text *out, const GumboNode *node)
{
    const GumboElement *e = &node->v.element;

    if (node->type != GUMBO_NODE_ELEMENT && node->type != GUMBO_NODE_DOCUMENT) {
        if (node->type == GUMBO_NODE_COMMENT)
            text_puts(out, "!--");
        return;
    }
    text_printf(out, "<%s", gumbo_normalized_tagname(e->tag));
    for (unsigned i = 0; i < e->attributes.length; i++) {
        const GumboAttribute *attribute = e->attributes.data[i];

        text_printf(out, " %s", attribute->name);
        if (strncmp(attribute->value, "javascript:", 11) == 0 &&
            strcmp(attribute->name, "href") == 0)
            text_puts(out, "=script");
    }
    text_puts(out, ">");
    for (unsigned i = 0; i < e->children.length; i++)
        put_structure(out, e->children.data[i]);
}

static struct slice
structure(struct arena *a, struct slice html)
{
    GumboOutput *parsed = gumbo_parse_with_options(&kGumboDefaultOptions, html.at, html.len);
    struct text out = text_init(a, 100000);
    struct slice got = {0};

    put_structure(&out, parsed->root);
    gumbo_destroy_output(&kGumboDefaultOptions, parsed);
    CHECK_ERR("structure", text_end(&out, &got), OK);
    return got;
}

static void
hostile_fields_add_no_element_and_no_attribute(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(hostile); i++) {
        CLEANUP(arena_cleanup) struct arena *a = arena_open(1 << 20);
        const char *harmless = strchr(hostile[i], '\n') ? "a\n\nb" : "ab";
        struct slice want = structure(a, shown(a, harmless));

        CHECK_SLICE(hostile[i], structure(a, shown(a, hostile[i])), arena_cstr(a, want));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hostile_fields_add_no_element_and_no_attribute),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
