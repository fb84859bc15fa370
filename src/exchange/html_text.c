/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The only file that sees gumbo. It allocates with malloc; we walk its tree once,
 * write the text, and free it.
 *
 * gumbo frees a tree by recursion, so the number of tags is bounded before it
 * sees any: HTML_TAGS_MAX nested elements need about 2 MB of its stack. Our own
 * walk keeps its way in an array.
 */
#include "exchange/html_text.h"

#include <gumbo.h>
#include <string.h>

#include "base/unicode.h"

struct step {
    const GumboNode *node;
    unsigned int next; /* child to visit next */
};

struct writer {
    struct arena *arena;
    struct text out;
    int breaks; /* line breaks due before the next word: 0, 1 or 2 */
    bool space; /* a space is due before the next word */
    bool item;  /* the next word begins a list item */
    bool lines; /* line breaks of the source count: it is no HTML */
    int preformatted;
};

static bool
has_tags(struct slice s)
{
    for (size_t i = 0; i + 1 < s.len; i++) {
        char c = s.at[i + 1];

        if (s.at[i] == '<' &&
            ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '/' || c == '!'))
            return true;
    }
    return false;
}

static size_t
count_tags(struct slice s)
{
    size_t n = 0;

    for (size_t i = 0; i < s.len; i++)
        n += s.at[i] == '<';
    return n;
}

static void
due_breaks(struct writer *w, int n)
{
    if (w->breaks < n)
        w->breaks = n;
    w->space = false;
}

static void
put_gap(struct writer *w)
{
    if (w->out.len > 0) {
        for (int i = 0; i < w->breaks; i++)
            text_putc(&w->out, '\n');
        if (w->breaks == 0 && w->space)
            text_putc(&w->out, ' ');
    }
    if (w->item)
        text_puts(&w->out, "- ");
    w->breaks = 0;
    w->space = false;
    w->item = false;
}

/* Text of the source: white space becomes one space, or a line break where these count. */
static void
put_words(struct writer *w, struct slice s)
{
    size_t i = 0;

    while (i < s.len) {
        size_t from = i;

        while (i < s.len && strchr(" \t\n\r\f", s.at[i]) == NULL && s.at[i] != '\0')
            i++;
        if (i > from) {
            put_gap(w);
            text_put(&w->out, slice_sub(s, from, i - from));
        }
        while (i < s.len && (s.at[i] == '\0' || strchr(" \t\n\r\f", s.at[i]) != NULL)) {
            if (s.at[i] == '\n' && (w->lines || w->preformatted > 0))
                w->breaks = w->breaks < 2 ? w->breaks + 1 : 2;
            w->space = true;
            i++;
        }
    }
}

static bool
is_one_of(GumboTag tag, const GumboTag *tags, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (tags[i] == tag)
            return true;
    }
    return false;
}

static bool
is_dropped(const GumboNode *n)
{
    static const GumboTag dropped[] = {GUMBO_TAG_SCRIPT,   GUMBO_TAG_STYLE,    GUMBO_TAG_TEMPLATE,
                                       GUMBO_TAG_NOSCRIPT, GUMBO_TAG_IFRAME,   GUMBO_TAG_OBJECT,
                                       GUMBO_TAG_EMBED,    GUMBO_TAG_APPLET,   GUMBO_TAG_SVG,
                                       GUMBO_TAG_MATH,     GUMBO_TAG_HEAD,     GUMBO_TAG_TITLE,
                                       GUMBO_TAG_SELECT,   GUMBO_TAG_TEXTAREA, GUMBO_TAG_BUTTON,
                                       GUMBO_TAG_INPUT,    GUMBO_TAG_AUDIO,    GUMBO_TAG_VIDEO,
                                       GUMBO_TAG_CANVAS,   GUMBO_TAG_NOFRAMES, GUMBO_TAG_NOEMBED};
    const GumboElement *e = &n->v.element;
    const GumboAttribute *style;
    char flat[200];
    size_t len = 0;

    if (n->type == GUMBO_NODE_TEMPLATE || is_one_of(e->tag, dropped, ARRAY_LEN(dropped)) ||
        gumbo_get_attribute(&e->attributes, "hidden") != NULL)
        return true;
    style = gumbo_get_attribute(&e->attributes, "style");
    if (style == NULL)
        return false;
    for (const char *c = style->value; *c != '\0' && len + 1 < sizeof flat; c++) {
        if (strchr(" \t\n\r\f", *c) == NULL)
            flat[len++] = *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c;
    }
    flat[len] = '\0';
    return strstr(flat, "display:none") != NULL || strstr(flat, "visibility:hidden") != NULL;
}

static bool
is_paragraph(GumboTag tag)
{
    static const GumboTag paragraphs[] = {
        GUMBO_TAG_P,       GUMBO_TAG_H1,         GUMBO_TAG_H2,      GUMBO_TAG_H3,
        GUMBO_TAG_H4,      GUMBO_TAG_H5,         GUMBO_TAG_H6,      GUMBO_TAG_BLOCKQUOTE,
        GUMBO_TAG_PRE,     GUMBO_TAG_HR,         GUMBO_TAG_TABLE,   GUMBO_TAG_SECTION,
        GUMBO_TAG_ARTICLE, GUMBO_TAG_FIGURE,     GUMBO_TAG_HEADER,  GUMBO_TAG_FOOTER,
        GUMBO_TAG_DL,      GUMBO_TAG_FIELDSET,   GUMBO_TAG_ADDRESS, GUMBO_TAG_DETAILS,
        GUMBO_TAG_DIV,     GUMBO_TAG_FIGCAPTION, GUMBO_TAG_UL,      GUMBO_TAG_OL,
        GUMBO_TAG_MAIN,    GUMBO_TAG_ASIDE,      GUMBO_TAG_NAV,     GUMBO_TAG_FORM,
        GUMBO_TAG_CENTER};

    return is_one_of(tag, paragraphs, ARRAY_LEN(paragraphs));
}

static bool
is_line(GumboTag tag)
{
    static const GumboTag lines[] = {GUMBO_TAG_LI,      GUMBO_TAG_TR,     GUMBO_TAG_DT,
                                     GUMBO_TAG_DD,      GUMBO_TAG_BR,     GUMBO_TAG_CAPTION,
                                     GUMBO_TAG_SUMMARY, GUMBO_TAG_OPTION, GUMBO_TAG_LEGEND};

    return is_one_of(tag, lines, ARRAY_LEN(lines));
}

static bool
is_list(GumboTag tag)
{
    return tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL;
}

/* Whether the node stands in a list item: there a paragraph is a line only. */
static bool
is_in_item(const struct step *way, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (way[i].node->type == GUMBO_NODE_ELEMENT && way[i].node->v.element.tag == GUMBO_TAG_LI)
            return true;
    }
    return false;
}

static void
put_boundary(struct writer *w, GumboTag tag, bool in_item)
{
    if (is_paragraph(tag))
        due_breaks(w, in_item ? 1 : 2);
    else if (is_line(tag))
        due_breaks(w, tag == GUMBO_TAG_BR && w->breaks == 1 && !in_item ? 2 : 1);
    else if (tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH)
        w->space = true;
}

static void
enter(struct writer *w, const GumboElement *e, bool in_item)
{
    /* The line before a list is its heading: no blank line between them. */
    if (is_list(e->tag) && w->out.len > 0)
        w->breaks = w->breaks > 0 ? w->breaks : 1;
    else if (!(w->item && e->tag != GUMBO_TAG_LI))
        put_boundary(w, e->tag, in_item);
    if (e->tag == GUMBO_TAG_LI)
        w->item = true;
    if (e->tag == GUMBO_TAG_PRE)
        w->preformatted++;
}

static void
put_address(struct writer *w, const GumboElement *e)
{
    const GumboAttribute *href = gumbo_get_attribute(&e->attributes, "href");
    struct slice url;
    struct slice end;

    if (href == NULL)
        return;
    url = slice_trim(slice_of(href->value));
    if (!slice_starts(url, SLICE("https://")) && !slice_starts(url, SLICE("http://")))
        return;
    if (url.len > HTML_URL_BYTES_MAX || slice_find_char(url, ' ') < url.len || w->out.failed)
        return;
    end = (struct slice){w->out.at ? w->out.at : "", w->out.len};
    if (slice_ends(end, url))
        return;
    put_gap(w);
    if (w->out.at != NULL && w->out.len > 0 && w->out.at[w->out.len - 1] != ' ')
        text_putc(&w->out, ' ');
    text_putc(&w->out, '(');
    text_put(&w->out, url);
    text_putc(&w->out, ')');
}

static void
leave(struct writer *w, const GumboElement *e, bool in_item)
{
    if (e->tag == GUMBO_TAG_A && w->breaks == 0 && !w->item)
        put_address(w, e);
    if (e->tag == GUMBO_TAG_PRE)
        w->preformatted--;
    if (e->tag == GUMBO_TAG_LI)
        w->item = false; /* an empty item leaves nothing */
    if (e->tag != GUMBO_TAG_BR && !w->item)
        put_boundary(w, e->tag, in_item);
}

static const GumboVector *
children_of(const GumboNode *n)
{
    return n->type == GUMBO_NODE_DOCUMENT ? &n->v.document.children : &n->v.element.children;
}

/* Visit a node: text is written; answers true when its children have to be visited. */
static bool
visit(struct writer *w, const GumboNode *n, bool in_item)
{
    switch (n->type) {
    case GUMBO_NODE_TEXT:
    case GUMBO_NODE_WHITESPACE:
    case GUMBO_NODE_CDATA:
        put_words(w, slice_of(n->v.text.text));
        return false;
    case GUMBO_NODE_COMMENT:
        return false;
    case GUMBO_NODE_DOCUMENT:
        return true;
    case GUMBO_NODE_ELEMENT:
    case GUMBO_NODE_TEMPLATE:
        if (is_dropped(n))
            return false;
        enter(w, &n->v.element, in_item);
        return true;
    }
    return false;
}

static enum err
walk(struct writer *w, const GumboNode *root)
{
    struct step *way = NULL;
    size_t size = 0;
    size_t len = 0;
    void *array = NULL;

    TRY(arena_grow(w->arena, &array, 0, &size, sizeof *way));
    way = array;
    way[len++] = (struct step){root, 0};
    while (len > 0) {
        struct step *top = &way[len - 1];
        const GumboVector *children = children_of(top->node);
        const GumboNode *child;

        if (top->next == children->length) {
            len--;
            if (top->node->type == GUMBO_NODE_ELEMENT)
                leave(w, &top->node->v.element, is_in_item(way, len));
            continue;
        }
        child = children->data[top->next++];
        if (!visit(w, child, is_in_item(way, len)))
            continue;
        TRY(arena_grow(w->arena, &array, len, &size, sizeof *way));
        way = array;
        way[len++] = (struct step){child, 0};
    }
    return w->out.failed ? ERR_LIMIT : OK;
}

/* Cut after the last whole line or word that fits. */
static struct slice
cut_to(struct slice s, size_t bytes_max)
{
    size_t end = bytes_max;

    while (end > 0 && s.at[end] != '\n' && s.at[end] != ' ')
        end--;
    if (end == 0) /* one endless word: between two characters of it */
        for (end = bytes_max; end > 0 && ((unsigned char)s.at[end] & 0xc0) == 0x80;)
            end--;
    return slice_trim(slice_sub(s, 0, end));
}

/* A line of plain text that begins like a list item in another notation. */
static struct slice
with_our_bullets(struct ctx *ctx, struct slice s)
{
    static const char *const bullets[] = {"• ", "* ", "– ", "· ", "‣ ", "▪ "};
    struct text t = text_init(ctx->arena, s.len + 1);
    struct slice rest = s;
    struct slice line;
    struct slice got = s;

    while (slice_next(&rest, '\n', &line)) {
        for (size_t i = 0; i < ARRAY_LEN(bullets); i++) {
            struct slice b = slice_of(bullets[i]);

            if (slice_starts(line, b)) {
                text_puts(&t, "- ");
                line = slice_sub(line, b.len, line.len);
            }
        }
        text_put(&t, line);
        if (rest.len > 0)
            text_putc(&t, '\n');
    }
    return text_end(&t, &got) == OK ? got : s;
}

static enum err
convert(struct ctx *ctx, struct slice html, bool lines, struct slice *ret_prose)
{
    GumboOptions options = kGumboDefaultOptions;
    struct writer w = {.arena = ctx->arena, .lines = lines};
    struct slice raw = {0};
    GumboOutput *output;
    enum err e;

    /* A link may repeat its address, so the text can be longer than its source. */
    w.out = text_init(ctx->arena, 2 * html.len + 1024);
    options.max_errors = 0;
    output = gumbo_parse_with_options(&options, html.at ? html.at : "", html.len);
    if (output == NULL)
        return fail(ctx, ERR_LIMIT, "no memory left to read HTML");
    e = walk(&w, output->document);
    gumbo_destroy_output(&options, output);
    if (e != OK || text_end(&w.out, &raw) != OK)
        return fail(ctx, ERR_LIMIT, "no memory left to read HTML");
    e = unicode_text(ctx->arena, raw, SIZE_MAX, ret_prose);
    return e == OK ? OK : fail(ctx, e, "HTML: the text in it is no valid UTF-8");
}

enum err
html_text_of(struct ctx *ctx, struct slice html, size_t bytes_max, struct html_text *ret_text)
{
    bool plain = !has_tags(html);
    struct slice prose = {0};
    enum err e;

    if (html.len > HTML_BYTES_MAX)
        return fail(ctx, ERR_LIMIT, "HTML of %zu bytes: at most %d are read", html.len,
                    HTML_BYTES_MAX);
    if (count_tags(html) > HTML_TAGS_MAX)
        return fail(ctx, ERR_LIMIT, "HTML with more than %d tags", HTML_TAGS_MAX);
    /* gumbo would show control characters as U+FFFD; the gate takes them out. */
    e = unicode_text(ctx->arena, html, HTML_BYTES_MAX, &html);
    if (e != OK)
        return fail(ctx, e, "HTML that is not UTF-8, or with NUL");
    TRY(convert(ctx, html, plain, &prose));
    if (plain)
        prose = with_our_bullets(ctx, prose);
    prose = slice_trim(prose);
    ret_text->cut = prose.len > bytes_max;
    ret_text->text = ret_text->cut ? cut_to(prose, bytes_max) : prose;
    return OK;
}

enum err
html_line_of(struct ctx *ctx, struct slice html, size_t bytes_max, struct html_text *ret_line)
{
    struct html_text prose = {{0}, false};
    struct text t;

    TRY(html_text_of(ctx, html, HTML_BYTES_MAX, &prose));
    t = text_init(ctx->arena, prose.text.len + 1);
    for (size_t i = 0; i < prose.text.len; i++) {
        char c = prose.text.at[i];

        if (c != '\n' && c != '\t')
            text_putc(&t, c);
        else if (t.len > 0 && t.at[t.len - 1] != ' ')
            text_putc(&t, ' ');
    }
    if (text_end(&t, &prose.text) != OK)
        return fail(ctx, ERR_LIMIT, "no memory left to read HTML");
    ret_line->cut = prose.text.len > bytes_max;
    ret_line->text = ret_line->cut ? cut_to(prose.text, bytes_max) : prose.text;
    return OK;
}
