/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/prose.h"

#include "base/text.h"
#include "check.h"

/* "p:a|b l:c" : paragraph of the lines a and b, list of the item c. */
static struct slice
shape(struct arena *a, const char *text)
{
    struct text out = text_init(a, 4096);
    struct prose prose;
    struct slice s;

    assert_int_equal(prose_parse(a, slice_of(text), &prose), OK);
    for (int b = 0; b < prose.blocks_len; b++) {
        text_puts(&out, b ? " " : "");
        text_puts(&out, prose.blocks[b].is_list ? "l:" : "p:");
        for (int i = 0; i < prose.blocks[b].lines_len; i++) {
            text_puts(&out, i ? "|" : "");
            text_put(&out, prose.blocks[b].lines[i]);
        }
    }
    text_puts(&out, "");
    assert_int_equal(text_end(&out, &s), OK);
    return s;
}

static void
tells_paragraphs_from_lists(void **state)
{
    static const struct {
        const char *text;
        const char *shape;
    } table[] = {
        {"", ""},
        {"\n\n  \n", ""},
        {"ein Satz", "p:ein Satz"},
        {"a\nb\n\nc", "p:a|b p:c"},
        {"a:\n- b\n- c\nd", "p:a: l:b|c p:d"},
        {"- a\n\n- b", "l:a l:b"},
        {"-a\n* b", "p:-a l:b"},
        {"a\r\n\r\nb\r\n", "p:a p:b"},
    };
    struct arena *a = arena_open(1 << 20);

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct slice got = shape(a, table[i].text);

        if (!slice_is(got, table[i].shape))
            fail_msg("\"%s\" gives \"%.*s\"", table[i].text, SLICE_ARG(got));
    }
    arena_close(a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_paragraphs_from_lists),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
