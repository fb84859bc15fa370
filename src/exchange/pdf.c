/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/pdf.h"

#include <cairo-pdf.h>
#include <math.h>
#include <pango/pangocairo.h>

/* Points of 1/72 inch. */
#define PAGE_WIDTH 595.28
#define PAGE_HEIGHT 841.89
#define MARGIN 62.0
#define FOOT_SIZE 8.0
#define BAR_HEIGHT 40.0
#define BAR_STEP 20.0
#define ITEM_INDENT 14.0

#if defined(__has_feature)
#if __has_feature(address_sanitizer) /* as clang says it */
#define PDF_LEAKS_ARE_LOOKED_FOR
#endif
#elif defined(__SANITIZE_ADDRESS__) /* as gcc says it */
#define PDF_LEAKS_ARE_LOOKED_FOR
#endif
#ifdef PDF_LEAKS_ARE_LOOKED_FOR
/* Fontconfig 2.14 loses 288 bytes, once in a process, while it reads its configuration. */
const char *__lsan_default_suppressions(void);

const char *
__lsan_default_suppressions(void)
{
    return "leak:libfontconfig.so\n";
}
#endif

/* Fira Sans as the pages, where it is installed. */
static const char FONTS[] = "Fira Sans, DejaVu Sans, sans-serif";

struct pdf {
    struct text out;
    cairo_surface_t *surface;
    cairo_t *cairo;
    PangoFontMap *fonts; /* its own: that of a thread would stay until the thread ends */
    PangoContext *context;
    PangoLayout *layout;      /* one for all texts ... */
    PangoLayout *foot_layout; /* ... but the foot: a page may turn in the middle of a text */
    PangoFontDescription *font;
    struct slice foot;
    double y;
    int page;
    bool in_list;
};

struct style {
    const char *tag;
    double size;
    double before; /* space above */
    double keep;   /* room that must follow on the same page */
    double indent;
    double grey; /* 0 black */
    bool bold;
};

static cairo_status_t
take(void *closure, const unsigned char *bytes, unsigned int len)
{
    struct pdf *p = closure;

    text_put(&p->out, (struct slice){(const char *)bytes, len});
    return p->out.failed ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

static void
lay_in(struct pdf *p, PangoLayout *layout, const struct style *s, struct slice text)
{
    pango_font_description_set_absolute_size(p->font, s->size * PANGO_SCALE);
    pango_font_description_set_weight(p->font, s->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(layout, p->font);
    pango_layout_set_width(layout, (int)((PAGE_WIDTH - 2 * MARGIN - s->indent) * PANGO_SCALE));
    pango_layout_set_text(layout, text.at != NULL ? text.at : "", (int)text.len);
}

static void
lay(struct pdf *p, const struct style *s, struct slice text)
{
    lay_in(p, p->layout, s, text);
}

/* Outside of the tags: a screen reader does not read it on each page. */
static void
put_foot(struct pdf *p)
{
    static const struct style style = {.size = FOOT_SIZE, .grey = 0.35};
    struct text t = text_init(p->out.arena, 1024);
    struct slice line = {0};

    text_put(&t, p->foot);
    text_printf(&t, "  ·  %d", p->page);
    if (text_end(&t, &line) != OK)
        return;
    lay_in(p, p->foot_layout, &style, line);
    cairo_set_source_rgb(p->cairo, style.grey, style.grey, style.grey);
    cairo_move_to(p->cairo, MARGIN, PAGE_HEIGHT - MARGIN + FOOT_SIZE * 2);
    pango_cairo_show_layout(p->cairo, p->foot_layout);
}

static void
page_turn(struct pdf *p)
{
    put_foot(p);
    cairo_show_page(p->cairo);
    p->page++;
    p->y = MARGIN;
}

static bool
fits(const struct pdf *p, double height)
{
    return p->y + height <= PAGE_HEIGHT - MARGIN;
}

static void
list_end(struct pdf *p)
{
    if (p->in_list)
        cairo_tag_end(p->cairo, "L");
    p->in_list = false;
}

/* Line by line, so that a long paragraph goes over pages. */
static void
put_lines(struct pdf *p, const struct style *s)
{
    PangoLayoutIter *it = pango_layout_get_iter(p->layout);

    do {
        PangoLayoutLine *line = pango_layout_iter_get_line_readonly(it);
        PangoRectangle box;

        pango_layout_line_get_extents(line, NULL, &box);
        if (!fits(p, (double)box.height / PANGO_SCALE))
            page_turn(p);
        cairo_set_source_rgb(p->cairo, s->grey, s->grey, s->grey);
        cairo_move_to(p->cairo, MARGIN + s->indent, p->y - (double)box.y / PANGO_SCALE);
        pango_cairo_show_layout_line(p->cairo, line);
        p->y += (double)box.height / PANGO_SCALE * 1.12;
    } while (pango_layout_iter_next_line(it));
    pango_layout_iter_free(it);
}

static double
height_of(struct pdf *p)
{
    int height = 0;

    pango_layout_get_size(p->layout, NULL, &height);
    return (double)height / PANGO_SCALE * 1.12;
}

/* A text is kept together: what does not fit begins a page. What is longer than one goes on. */
static void
put(struct pdf *p, const struct style *s, struct slice text)
{
    lay(p, s, text);
    if (p->y > MARGIN)
        p->y += s->before;
    if (!fits(p, height_of(p) + s->keep) && p->y > MARGIN)
        page_turn(p);
    cairo_tag_begin(p->cairo, s->tag, NULL);
    put_lines(p, s);
    cairo_tag_end(p->cairo, s->tag);
}

static enum err
begin(struct pdf *p, const struct pdf_about *about)
{
    struct text t = text_init(p->out.arena, 64);
    const char *title = arena_cstr(p->out.arena, about->title);
    struct slice made = {0};

    instant_put_iso(&t, about->made);
    if (title == NULL || text_end(&t, &made) != OK)
        return ERR_LIMIT;
    cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_TITLE, title);
    cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_CREATOR, "KommunalCampus");
    cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_CREATE_DATE,
                                   arena_cstr(p->out.arena, made));
    p->cairo = cairo_create(p->surface);
    p->fonts = pango_cairo_font_map_new();
    p->context = pango_font_map_create_context(p->fonts);
    pango_cairo_update_context(p->cairo, p->context);
    pango_context_set_language(p->context, pango_language_from_string(about->language));
    p->layout = pango_layout_new(p->context);
    p->foot_layout = pango_layout_new(p->context);
    p->font = pango_font_description_from_string(FONTS);
    pango_layout_set_wrap(p->layout, PANGO_WRAP_WORD_CHAR);
    cairo_tag_begin(p->cairo, "Document", NULL);
    return OK;
}

enum err
pdf_open(struct arena *a, const struct pdf_about *about, struct pdf **ret_pdf)
{
    struct pdf *p = arena_new(a, struct pdf);

    if (p == NULL)
        return ERR_LIMIT;
    p->out = text_init(a, about->bytes_max);
    p->foot = about->foot;
    p->y = MARGIN;
    p->page = 1;
    p->surface = cairo_pdf_surface_create_for_stream(take, p, PAGE_WIDTH, PAGE_HEIGHT);
    if (begin(p, about) != OK) {
        struct slice unused;

        (void)!pdf_close(p, &unused);
        return ERR_LIMIT;
    }
    *ret_pdf = p;
    return OK;
}

void
pdf_heading(struct pdf *p, int level, struct slice text)
{
    static const struct style styles[] = {
        {.tag = "H1", .size = 20, .keep = 60, .bold = true},
        {.tag = "H2", .size = 13, .before = 16, .keep = 110, .bold = true},
        {.tag = "H3", .size = 11, .before = 10, .keep = 40, .bold = true},
    };

    assert(level >= 1 && level <= 3);
    list_end(p);
    put(p, &styles[level - 1], text);
}

void
pdf_paragraph(struct pdf *p, struct slice text)
{
    static const struct style style = {.tag = "P", .size = 10.5, .before = 5};

    list_end(p);
    put(p, &style, text);
}

void
pdf_note(struct pdf *p, struct slice text)
{
    static const struct style style = {.tag = "P", .size = 9, .before = 4, .grey = 0.3};

    list_end(p);
    put(p, &style, text);
}

void
pdf_item(struct pdf *p, struct slice text)
{
    static const struct style style = {
        .tag = "LI", .size = 10.5, .before = 3, .indent = ITEM_INDENT};
    double top;

    if (!p->in_list)
        cairo_tag_begin(p->cairo, "L", NULL);
    p->in_list = true;
    put(p, &style, text);
    top = p->y - height_of(p);
    cairo_rectangle(p->cairo, MARGIN + 3, top + style.size * 0.55, 3, 3);
    cairo_fill(p->cairo);
}

static void
put_bar(struct pdf *p, const struct pdf_bars *b, int i)
{
    static const struct style number = {.size = 8};
    double x = MARGIN + BAR_STEP * i;
    double height = fmin(fmax(b->heights[i], 0), 1) * BAR_HEIGHT + 1;
    double grey = i >= b->from && i <= b->to ? 0.25 : 0.78;
    char digits[12];

    cairo_set_source_rgb(p->cairo, grey, grey, grey);
    cairo_rectangle(p->cairo, x + 2, p->y + BAR_HEIGHT + 1 - height, BAR_STEP - 4, height);
    cairo_fill(p->cairo);
    cairo_set_source_rgb(p->cairo, 0, 0, 0);
    if (i == b->framed) {
        cairo_set_line_width(p->cairo, 0.8);
        cairo_rectangle(p->cairo, x + 0.5, p->y - 1, BAR_STEP - 1, BAR_HEIGHT + 3);
        cairo_stroke(p->cairo);
    }
    (void)snprintf(digits, sizeof digits, "%d", i);
    lay(p, &number, slice_of(digits));
    cairo_move_to(p->cairo, x + BAR_STEP / 2 - 2.5, p->y + BAR_HEIGHT + 4);
    pango_cairo_show_layout(p->cairo, p->layout);
}

void
pdf_bars(struct pdf *p, const struct pdf_bars *bars)
{
    assert(bars->len >= 1 && bars->len <= PDF_BARS_MAX);
    list_end(p);
    p->y += 6;
    if (!fits(p, BAR_HEIGHT + 18))
        page_turn(p);
    for (int i = 0; i < bars->len; i++)
        put_bar(p, bars, i);
    p->y += BAR_HEIGHT + 16;
}

enum err
pdf_close(struct pdf *p, struct slice *ret_bytes)
{
    cairo_status_t status = CAIRO_STATUS_SUCCESS;

    if (p->cairo != NULL) {
        list_end(p);
        cairo_tag_end(p->cairo, "Document");
        put_foot(p);
        status = cairo_status(p->cairo);
        g_object_unref(p->layout);
        g_object_unref(p->foot_layout);
        g_object_unref(p->context);
        g_object_unref(p->fonts);
        pango_font_description_free(p->font);
        cairo_destroy(p->cairo);
    }
    cairo_surface_finish(p->surface);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(p->surface);
    cairo_surface_destroy(p->surface);
    return status == CAIRO_STATUS_SUCCESS ? text_end(&p->out, ret_bytes) : ERR_LIMIT;
}
