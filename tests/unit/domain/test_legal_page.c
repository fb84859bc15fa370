/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include "check.h"
#include "domain/legal_page.h"

/* The text as a line: ¶ would be hard to read, so blocks are h( ), u( ), p( ), gaps [ ], links < >.
 */
static void
put_spans(struct text *out, const struct legal_line *line)
{
    static const char *const around[][2] = {
        [LEGAL_TEXT] = {"", ""}, [LEGAL_GAP] = {"[", "]"}, [LEGAL_LINK] = {"<", ">"}};

    for (int i = 0; i < line->spans_len; i++) {
        const struct legal_span *s = &line->spans[i];

        text_puts(out, around[s->kind][0]);
        text_put(out, s->text);
        if (s->kind == LEGAL_LINK && !slice_eq(s->text, s->url))
            text_printf(out, "=%.*s", SLICE_ARG(s->url));
        text_puts(out, around[s->kind][1]);
    }
}

static void
put_all(struct text *out, const struct legal_text *t)
{
    for (int i = 0; i < t->blocks_len; i++) {
        text_printf(out, "%c(", "puh"[t->blocks[i].kind]);
        for (int k = 0; k < t->blocks[i].lines_len; k++) {
            text_puts(out, k > 0 ? "|" : "");
            put_spans(out, &t->blocks[i].lines[k]);
        }
        text_putc(out, ')');
    }
}

static void
marks_are_read_and_nothing_else_is_one(void **state)
{
    static const struct {
        const char *text;
        const char *want;
        int gaps;
    } rows[] = {
        {"", "", 0},
        {"\n\n  \n", "", 0},
        {"one", "p(one)", 0},
        {"one\ntwo\n\nthree", "p(one|two)p(three)", 0},
        {"# Head\ntext", "h(Head)p(text)", 0},
        {"# A\n# B", "h(A)h(B)", 0},
        {"- a\n- b\nc", "u(a|b)p(c)", 0},
        {"#no heading\n-no item", "p(#no heading|-no item)", 0},
        {"## two", "p(## two)", 0},
        {"by [[name]], at [[ place ]]", "p(by [name], at [place])", 2},
        {"[[name]]", "p([name])", 1},
        {"[[]]", "p([])", 1},
        {"[[open", "p([[open)", 0},
        {"[[over\nlines]]", "p([[over|lines]])", 0},
        {"see https://a.example/b?c=d.", "p(see <https://a.example/b?c=d>.)", 0},
        {"(https://a.example)", "p((<https://a.example>))", 0},
        {"http://a.example https://", "p(http://a.example https://)", 0},
        {"javascript:alert(1)", "p(javascript:alert(1))", 0},
        {"xhttps://a.example", "p(xhttps://a.example)", 0},
        {"to a.b+c@d-e.example, now", "p(to <a.b+c@d-e.example=mailto:a.b+c@d-e.example>, now)", 0},
        {"@b.example a@b a@@b.example a@b@c.example \"a\"@b.example",
         "p(@b.example a@b a@@b.example a@b@c.example \"a\"@b.example)", 0},
        {"<b>bold</b> & <script>", "p(<b>bold</b> & <script>)", 0},
        {"- [[a]] and https://b.example", "u([a] and <https://b.example>)", 1},
    };
    struct arena *a = arena_open((size_t)1 << 24);

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct text out = text_init(a, 1000);
        struct legal_text t;
        struct slice got = SLICE("");

        CHECK_ERR(rows[i].text, legal_text_parse(a, slice_of(rows[i].text), &t), OK);
        put_all(&out, &t);
        assert_int_equal(text_end(&out, &got), OK);
        CHECK_SLICE(rows[i].text, got, rows[i].want);
        CHECK_INT(rows[i].text, t.gaps, rows[i].gaps);
        CHECK_INT(rows[i].text, legal_gaps(slice_of(rows[i].text)), rows[i].gaps);
    }
    arena_close(a);
}

/* Whatever is typed: every character but marks comes out again, and nothing is read beyond the end.
 */
static void
random_texts_are_read(void **state)
{
    static const char pieces[][12] = {"[[",       "]]", "# ", "- ",  "\n", "https://",
                                      "a@b.c",    "x",  " ",  "[",   "]",  "@",
                                      "\xc3\xa4", ".",  ")",  "http"};
    struct arena *a = arena_open((size_t)1 << 24);
    uint32_t random = 7;

    (void)state;
    for (int i = 0; i < 2000; i++) {
        char text[300] = "";
        size_t len = 0;
        struct legal_text t;

        for (int k = 0; k < 20; k++) {
            random = random * 1664525 + 1013904223;
            len += (size_t)snprintf(text + len, sizeof text - len, "%s", pieces[random >> 16 & 15]);
        }
        /* exactly as long as it is: the sanitizer sees a step too far */
        struct slice copy;

        assert_int_equal(arena_copy(a, (struct slice){text, len}, &copy), OK);
        assert_int_equal(legal_text_parse(a, copy, &t), OK);
        CHECK_TRUE("blocks", t.blocks_len <= 21);
        arena_reset(a);
    }
    arena_close(a);
}

static void
codes_are_read_back(void **state)
{
    enum legal_page page = LEGAL_IMPRINT;

    (void)state;
    for (int i = 0; i < LEGAL_PAGES; i++) {
        assert_int_equal(legal_page_parse(slice_of(legal_page_code((enum legal_page)i)), &page),
                         OK);
        CHECK_INT("page", page, i);
    }
    CHECK_ERR("none", legal_page_parse(SLICE("impressum"), &page), ERR_NOT_FOUND);
    CHECK_ERR("none", legal_page_parse(SLICE(""), &page), ERR_NOT_FOUND);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_are_read_and_nothing_else_is_one),
        cmocka_unit_test(random_texts_are_read),
        cmocka_unit_test(codes_are_read_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
