/* SPDX-License-Identifier: EUPL-1.2 */
#include "tmpl_html.h"

#include <string.h>

static const char *const void_tags[] = {"area", "br",   "col",   "embed",  "hr",    "img", "input",
                                        "link", "meta", "param", "source", "track", "wbr", NULL};
static const char *const svg_tags[] = {"circle",   "ellipse", "image", "line", "path", "polygon",
                                       "polyline", "rect",    "stop",  "use",  NULL};
static const char *const refused_tags[] = {"style", "base", "animate", "set", "animateTransform",
                                           NULL};
static const char *const url_attributes[] = {"href", "src",      "action",     "formaction",
                                             "cite", "data",     "poster",     "xlink:href",
                                             "ping", "manifest", "background", NULL};
static const char *const refused_attributes[] = {"style", "srcdoc", "http-equiv", NULL};
static const char *const schemes[] = {"http", "https", "mailto", "tel", NULL};

static bool
is_one_of(struct slice s, const char *const *names)
{
    for (; *names; names++) {
        if (slice_eq_ascii_nocase(s, slice_of(*names)))
            return true;
    }
    return false;
}

struct html
html_init(const struct source *file)
{
    return (struct html){.file = file, .space_before = true};
}

/* Bytes may stand in the file or have been put in (a static file's URL). */
static const char *
place_of(const struct html *h, const char *at)
{
    bool inside = at >= h->file->text.at && at <= h->file->text.at + h->file->text.len;

    return inside ? at : h->place;
}

#define refuse(h, at, ...) source_error((h)->file, place_of((h), (at)), __VA_ARGS__)

static bool
is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static bool
is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == ':' || c == '.' || c == '@';
}

/* In these, white space is what the author wrote. */
static bool
keeps_space(const struct html *h)
{
    for (size_t i = 0; i < h->depth; i++) {
        if (slice_is(h->open[i], "pre") || slice_is(h->open[i], "textarea"))
            return true;
    }
    return false;
}

static bool
in_svg(const struct html *h)
{
    for (size_t i = 0; i < h->depth; i++) {
        if (slice_is(h->open[i], "svg") || slice_is(h->open[i], "math"))
            return true;
    }
    return false;
}

/* Elements whose content is text only. */
static bool
in_plain_text(const struct html *h)
{
    return h->depth > 0 &&
           (slice_is(h->open[h->depth - 1], "textarea") ||
            slice_is(h->open[h->depth - 1], "title") || slice_is(h->open[h->depth - 1], "script"));
}

static void
open_element(struct html *h)
{
    bool is_void = is_one_of(h->tag, void_tags);

    if (h->self_closing && !is_void && !in_svg(h) && !is_one_of(h->tag, svg_tags))
        refuse(h, h->tag_place, "<%.*s/> does not close itself in HTML: write <%.*s></%.*s>",
               SLICE_ARG(h->tag), SLICE_ARG(h->tag), SLICE_ARG(h->tag));
    if (is_void || h->self_closing)
        return;
    if (h->depth == HTML_DEPTH_MAX)
        refuse(h, h->tag_place, "more than %d elements inside each other", HTML_DEPTH_MAX);
    h->open_at[h->depth] = h->tag_place;
    h->open[h->depth++] = h->tag;
}

static void
close_element(struct html *h)
{
    if (h->depth == 0)
        refuse(h, h->tag_place, "</%.*s> closes nothing", SLICE_ARG(h->tag));
    if (h->depth == h->floor)
        refuse(h, h->tag_place, "</%.*s> closes what was opened outside of this branch or call",
               SLICE_ARG(h->tag));
    if (!slice_eq(h->open[h->depth - 1], h->tag))
        refuse(h, h->tag_place, "</%.*s> found, but <%.*s> of line %d is open", SLICE_ARG(h->tag),
               SLICE_ARG(h->open[h->depth - 1]),
               source_line(h->file, place_of(h, h->open_at[h->depth - 1])));
    h->depth--;
}

static void
end_tag(struct html *h)
{
    if (h->closing)
        close_element(h);
    else
        open_element(h);
    h->state = HTML_TEXT;
    h->space_before = false;
}

static void
begin_tag_name(struct html *h, const char *at)
{
    if (*at == '!') {
        h->state = HTML_DECLARATION;
        return;
    }
    if (*at == '/' && !h->closing) {
        h->closing = true;
        return;
    }
    if (!((*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z')))
        refuse(h, at, "a tag's name must follow '<'; the character itself is &lt;");
    if (in_plain_text(h) && !h->closing)
        refuse(h, at, "no tag may stand in <%.*s>", SLICE_ARG(h->open[h->depth - 1]));
    h->tag = (struct slice){at, 1};
    h->tag_place = place_of(h, at);
    h->attributes_len = 0;
    h->self_closing = false;
    h->state = HTML_TAG_NAME;
}

static void
end_tag_name(struct html *h)
{
    if (!h->closing && is_one_of(h->tag, refused_tags))
        refuse(h, h->tag_place, "<%.*s> is not allowed in templates", SLICE_ARG(h->tag));
    h->state = HTML_IN_TAG;
    h->space_needed = true;
}

static void
begin_attribute(struct html *h, const char *at)
{
    if (!is_name(*at))
        refuse(h, at, "'%c' cannot stand here in a tag", *at);
    if (h->space_needed)
        refuse(h, at, "white space is missing before an attribute");
    if (h->closing)
        refuse(h, at, "a closing tag has no attributes");
    h->attribute = (struct slice){at, 1};
    h->state = HTML_ATTRIBUTE_NAME;
}

static void
end_attribute_name(struct html *h)
{
    struct slice name = h->attribute;

    if (is_one_of(name, refused_attributes) ||
        slice_eq_ascii_nocase(slice_sub(name, 0, 2), SLICE("on")))
        refuse(h, name.at, "the attribute %.*s is not allowed in templates", SLICE_ARG(name));
    for (size_t i = 0; i < h->attributes_len; i++) {
        if (slice_eq_ascii_nocase(h->attributes[i], name))
            refuse(h, name.at, "the attribute %.*s stands twice", SLICE_ARG(name));
    }
    if (h->attributes_len == HTML_ATTRIBUTES_MAX)
        refuse(h, name.at, "more than %d attributes", HTML_ATTRIBUTES_MAX);
    h->attributes[h->attributes_len++] = name;
    h->state = HTML_IN_TAG;
    h->space_needed = true;
}

static void
begin_value(struct html *h, const char *at)
{
    if (*at != '"' && *at != '\'')
        refuse(h, at, "the value of %.*s must stand in quotes", SLICE_ARG(h->attribute));
    h->quote = *at;
    h->value_at = at + 1;
    h->no_holes = is_one_of(h->attribute, (const char *const[]){"srcset", "imagesrcset", NULL});
    h->url = is_one_of(h->attribute, url_attributes) ? HTML_URL_START : HTML_NO_URL;
    h->state = HTML_VALUE;
}

static void
check_scheme(struct html *h, const char *at)
{
    struct slice scheme = {h->value_at, (size_t)(at - h->value_at)};

    if (h->url != HTML_URL_NAME || !is_one_of(scheme, schemes))
        refuse(h, at, "a URL's scheme is http, https, mailto or tel, and stands in the template");
}

static void
read_url_byte(struct html *h, const char *at)
{
    if (h->url == HTML_URL_INSIDE)
        return;
    if (*at == '&' && h->url != HTML_URL_AFTER_HOLE)
        refuse(h, at, "a URL cannot begin with an entity");
    if (*at == ':')
        check_scheme(h, at);
    if (strchr("/?#:", *at) != NULL)
        h->url = HTML_URL_INSIDE;
    else if (h->url == HTML_URL_START)
        h->url = HTML_URL_NAME;
}

static void
read_value_byte(struct html *h, const char *at)
{
    if (*at == h->quote) {
        h->state = HTML_IN_TAG;
        h->space_needed = true;
        return;
    }
    if (*at == '<')
        refuse(h, at, "'<' in an attribute: is a quote missing before? It is written &lt;");
    if (h->url != HTML_NO_URL)
        read_url_byte(h, at);
}

static void
read_tag_byte(struct html *h, const char *at)
{
    if (*at == '>') {
        end_tag(h);
    } else if (*at == '/') {
        h->self_closing = true;
    } else if (is_space(*at)) {
        h->space_needed = false;
    } else if (*at == '=') {
        if (h->attributes_len == 0)
            refuse(h, at, "'=' without an attribute");
        h->state = HTML_BEFORE_VALUE;
    } else {
        begin_attribute(h, at);
    }
}

static void
read_text_byte(struct html *h, const char *at)
{
    if (*at == '<') {
        h->state = HTML_TAG_START;
        h->closing = false;
    } else if (h->depth > 0 && slice_is(h->open[h->depth - 1], "script")) {
        refuse(h, at, "<script> has a src and no content");
    }
}

/* One byte in a name: does it go on? */
static void
read_name_byte(struct html *h, const char *at)
{
    struct slice *name = h->state == HTML_TAG_NAME ? &h->tag : &h->attribute;

    if (is_name(*at)) {
        name->len++;
        return;
    }
    if (h->state == HTML_TAG_NAME)
        end_tag_name(h);
    else
        end_attribute_name(h);
    read_tag_byte(h, at);
}

static void
read_byte(struct html *h, const char *at)
{
    switch (h->state) {
    case HTML_TEXT:
        read_text_byte(h, at);
        break;
    case HTML_TAG_START:
        begin_tag_name(h, at);
        break;
    case HTML_TAG_NAME:
    case HTML_ATTRIBUTE_NAME:
        read_name_byte(h, at);
        break;
    case HTML_IN_TAG:
        read_tag_byte(h, at);
        break;
    case HTML_BEFORE_VALUE:
        begin_value(h, at);
        break;
    case HTML_VALUE:
        read_value_byte(h, at);
        break;
    case HTML_DECLARATION:
        if (*at == '>')
            h->state = HTML_TEXT;
        break;
    }
}

/* White space is written once; a run with a line end as a line end. */
static void
write_byte(struct html *h, struct slice piece, size_t i, struct text *out)
{
    bool in_content = h->state == HTML_TEXT || h->state == HTML_IN_TAG;
    size_t end = i;

    if (!is_space(piece.at[i]) || !in_content || (h->state == HTML_TEXT && keeps_space(h))) {
        text_putc(out, piece.at[i]);
        h->space_before = false;
        return;
    }
    if (h->space_before)
        return;
    while (end < piece.len && is_space(piece.at[end]) && piece.at[end] != '\n')
        end++;
    text_putc(out, end < piece.len && piece.at[end] == '\n' && h->state == HTML_TEXT ? '\n' : ' ');
    h->space_before = true;
}

void
html_read(struct html *h, const char *place, struct slice piece, struct text *out)
{
    h->place = place;
    for (size_t i = 0; i < piece.len; i++) {
        bool was_tag;

        if (h->state == HTML_TEXT && slice_starts(slice_sub(piece, i, 4), SLICE("<!--"))) {
            size_t end = slice_find(slice_sub(piece, i, piece.len), SLICE("-->"));

            if (i + end == piece.len)
                refuse(h, piece.at + i, "the comment does not end, or has a directive in it");
            i += end + 2;
            continue;
        }
        was_tag = h->state != HTML_TEXT;
        read_byte(h, piece.at + i);
        if (was_tag && h->state == HTML_TEXT) {
            text_putc(out, piece.at[i]); /* the > that ended the tag */
            h->space_before = false;
        } else {
            write_byte(h, piece, i, out);
        }
    }
}

void
html_pause(struct html *h, const char *place)
{
    h->place = place;
    if (h->state == HTML_ATTRIBUTE_NAME)
        end_attribute_name(h);
    else if (h->state == HTML_TAG_NAME)
        end_tag_name(h);
    if (h->state != HTML_TEXT && h->state != HTML_IN_TAG && h->state != HTML_VALUE)
        source_error(h->file, place, "no directive may stand here in the HTML");
}

enum html_place
html_hole(struct html *h, const char *place)
{
    h->place = place;
    h->space_before = false;
    if (h->state == HTML_BEFORE_VALUE)
        source_error(h->file, place, "the value of %.*s must stand in quotes",
                     SLICE_ARG(h->attribute));
    if (h->state == HTML_TEXT && h->depth > 0 && slice_is(h->open[h->depth - 1], "script"))
        source_error(h->file, place, "no value may stand in <script>");
    if (h->state == HTML_TEXT)
        return HTML_PLACE_TEXT;
    if (h->state != HTML_VALUE)
        source_error(h->file, place, "a value stands between tags or in a quoted attribute only");
    if (h->no_holes)
        source_error(h->file, place, "no value may stand in %.*s", SLICE_ARG(h->attribute));
    if (h->url == HTML_NO_URL)
        return HTML_PLACE_ATTRIBUTE;
    if (h->url == HTML_URL_START) {
        h->url = HTML_URL_AFTER_HOLE;
        return HTML_PLACE_URL;
    }
    if (h->url == HTML_URL_NAME)
        h->url = HTML_URL_AFTER_HOLE;
    return HTML_PLACE_URL_PART;
}

void
html_need_text(const struct html *h, const char *place, const char *what)
{
    if (h->state != HTML_TEXT || in_plain_text(h))
        source_error(h->file, place, "%s may only stand between tags", what);
}

void
html_enter(struct html *h)
{
    h->floor = h->depth;
}

static void
check_same(const struct html *a, const struct html *b, const char *place)
{
    if (a->depth != b->depth) {
        const struct html *deeper = a->depth > b->depth ? a : b;

        source_error(a->file, place_of(deeper, deeper->open_at[deeper->depth - 1]),
                     "<%.*s> is not closed in the branch that opens it",
                     SLICE_ARG(deeper->open[deeper->depth - 1]));
    }
    if (a->state != b->state || (a->state != HTML_TEXT && a->tag_place != b->tag_place) ||
        (a->state == HTML_VALUE && a->value_at != b->value_at))
        source_error(a->file, place, "the branches end at different places of a tag");
    if (a->state == HTML_VALUE && (a->url == HTML_URL_START) != (b->url == HTML_URL_START))
        source_error(a->file, place, "a URL must begin in every branch, or in none");
}

struct html
html_join(const struct html *a, const struct html *b, const char *place)
{
    struct html joined = *a;

    check_same(a, b, place);
    joined.space_before = a->space_before && b->space_before;
    joined.space_needed = a->space_needed || b->space_needed;
    if (a->url != b->url)
        joined.url = HTML_URL_AFTER_HOLE;
    for (size_t i = 0; i < b->attributes_len && joined.attributes_len < HTML_ATTRIBUTES_MAX; i++) {
        bool known = false;

        for (size_t k = 0; k < a->attributes_len; k++)
            known = known || slice_eq(a->attributes[k], b->attributes[i]);
        if (!known)
            joined.attributes[joined.attributes_len++] = b->attributes[i];
    }
    return joined;
}

void
html_leave(const struct html *h, const char *place, const char *what)
{
    if (h->state != HTML_TEXT)
        source_error(h->file, place, "%s ends inside a tag", what);
    if (h->depth > h->floor)
        source_error(h->file, place_of(h, h->open_at[h->depth - 1]), "<%.*s> is not closed",
                     SLICE_ARG(h->open[h->depth - 1]));
}
