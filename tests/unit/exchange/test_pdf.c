/* SPDX-License-Identifier: EUPL-1.2 */
/* The bytes of a PDF; what stands in it is read by tests/browser/check.test.mjs with pdftotext. */
#include <string.h>

#include "check.h"
#include "exchange/pdf.h"

enum { BYTES_MAX = 1 << 20, ARENA_BYTES_MAX = 64 << 20 };

static struct pdf *
begin(struct arena *a, size_t bytes_max)
{
    struct pdf_about about = {.title = SLICE("Übersicht"),
                              .foot = SLICE("Fuß"),
                              .language = "de",
                              .made = {INT64_C(1795420800000)},
                              .bytes_max = bytes_max};
    struct pdf *p = NULL;

    CHECK_ERR("open", pdf_open(a, &about, &p), OK);
    return p;
}

static int
count(struct slice bytes, const char *what)
{
    int n = 0;
    size_t at;

    while ((at = slice_find(bytes, slice_of(what))) < bytes.len) {
        n++;
        bytes = slice_sub(bytes, at + 1, bytes.len);
    }
    return n;
}

static void
everything_is_in_one_tagged_document(void **state)
{
    static const double heights[] = {0, 0.5, 1, -1, 2}; /* those out of range are drawn as ends */
    struct arena *a = arena_open(ARENA_BYTES_MAX);
    struct pdf *p = begin(a, BYTES_MAX);
    struct slice bytes = {0};

    (void)state;
    pdf_heading(p, 1, SLICE("Überschrift"));
    pdf_paragraph(p, SLICE("Größe, Maße & <Zeichen>"));
    pdf_item(p, SLICE("eins"));
    pdf_item(p, SLICE("zwei"));
    pdf_bars(p, &(struct pdf_bars){heights, ARRAY_LEN(heights), 1, 2, 2});
    pdf_note(p, SLICE(""));
    CHECK_ERR("close", pdf_close(p, &bytes), OK);
    CHECK_TRUE("begins like one", slice_starts(bytes, SLICE("%PDF-1.")));
    CHECK_TRUE("ends like one", slice_ends(slice_trim(bytes), SLICE("%%EOF")));
    CHECK_INT("tagged", count(bytes, "/Marked true"), 1);
    CHECK_INT("a heading", count(bytes, "/S /H1"), 1);
    CHECK_INT("paragraphs", count(bytes, "/S /P\n"), 2);
    CHECK_INT("entries", count(bytes, "/S /LI"), 2);
    CHECK_INT("of one list", count(bytes, "/S /L\n"), 1);
    CHECK_INT("a page", count(bytes, "/Type /Page "), 1);
    arena_close(a);
}

/* Long texts go over pages; nothing is cut. */
static void
a_long_text_makes_more_pages(void **state)
{
    struct arena *a = arena_open(ARENA_BYTES_MAX);
    struct pdf *p = begin(a, BYTES_MAX);
    struct text t = text_init(a, 100000);
    struct slice words = {0};
    struct slice bytes = {0};

    (void)state;
    for (int i = 0; i < 2000; i++)
        text_puts(&t, "Wörter über Wörter ");
    CHECK_ERR("words", text_end(&t, &words), OK);
    pdf_paragraph(p, words);
    CHECK_ERR("close", pdf_close(p, &bytes), OK);
    CHECK_TRUE("several pages", count(bytes, "/Type /Page ") >= 6);
    arena_close(a);
}

static void
what_is_too_long_is_no_file(void **state)
{
    static const size_t most[] = {0, 10, 500};
    struct arena *a = arena_open(ARENA_BYTES_MAX);

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(most); i++) {
        struct pdf *p = begin(a, most[i]);
        struct slice bytes = {0};

        pdf_paragraph(p, SLICE("zu lang"));
        CHECK_ERR("too long", pdf_close(p, &bytes), ERR_LIMIT);
    }
    arena_close(a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_is_in_one_tagged_document),
        cmocka_unit_test(a_long_text_makes_more_pages),
        cmocka_unit_test(what_is_too_long_is_no_file),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
