/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/render.h"

#include <limits.h>
#include <string.h>

void
render_static(struct render *r, const char *at, size_t len)
{
    text_put(r->out, (struct slice){at, len});
}

void
render_static_in(struct render *r, struct slice german, struct slice english)
{
    text_put(r->out, r->lang == LANG_DE ? german : english);
}

/* NULL for a byte that needs no escape. */
static const char *
escape_of(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    case '`':
        return "&#96;";
    case '\0':
        return "\xef\xbf\xbd";
    default:
        return NULL;
    }
}

enum { BLOCK_BYTES = 16 };

/* A whole block without a byte to escape; the compiler makes vector comparisons of it. */
static bool
block_is_plain(const char *at)
{
    unsigned char special = 0;

    for (int i = 0; i < BLOCK_BYTES; i++) {
        char c = at[i];

        special |= (unsigned char)((c == '&') | (c == '<') | (c == '>') | (c == '"') | (c == '\'') |
                                   (c == '`') | (c == '\0'));
    }
    return special == 0;
}

/*
 * One escape for text and attributes: a value that stands in both looks the
 * same, and a mistake about the place alone opens nothing.
 */
static void
put_escaped(struct text *out, struct slice s)
{
    /* One look-up for each byte outside of plain blocks. escape_of() knows the same. */
    static const bool is_special[UCHAR_MAX + 1] = {
        ['&'] = true,  ['<'] = true, ['>'] = true,  ['"'] = true,
        ['\''] = true, ['`'] = true, ['\0'] = true,
    };
    size_t from = 0;
    size_t i = 0;

    while (i < s.len) {
        if (s.len - i >= BLOCK_BYTES && block_is_plain(s.at + i)) {
            i += BLOCK_BYTES;
        } else if (!is_special[(unsigned char)s.at[i]]) {
            i++;
        } else {
            text_put(out, (struct slice){s.at + from, i - from});
            text_puts(out, escape_of(s.at[i]));
            from = ++i;
        }
    }
    if (from < s.len)
        text_put(out, (struct slice){s.at + from, s.len - from});
}

/* RFC 3986, 2.3: letters, digits and four marks. */
static bool
is_unreserved(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c != '\0' && strchr("-._~", c) != NULL);
}

static void
put_percent(struct text *out, unsigned char c)
{
    static const char hex[] = "0123456789ABCDEF";
    const char coded[] = {'%', hex[c >> 4], hex[c & 15]};

    text_put(out, (struct slice){coded, sizeof coded});
}

static void
put_url_part(struct text *out, struct slice s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (is_unreserved((unsigned char)s.at[i]))
            text_putc(out, s.at[i]);
        else
            put_percent(out, (unsigned char)s.at[i]);
    }
}

/*
 * Whatever stands before the first ':' that no '/', '?' or '#' precedes is a
 * scheme, for browsers after they have dropped tabs and line ends. So only
 * exact names pass; a scheme written in a strange way is a strange scheme.
 */
static bool
has_allowed_scheme(struct slice url)
{
    static const char *const allowed[] = {"http", "https", "mailto", "tel"};
    size_t end = 0;

    while (end < url.len && strchr(":/?#", url.at[end]) == NULL)
        end++;
    if (end == url.len || url.at[end] != ':')
        return true;
    for (size_t i = 0; i < ARRAY_LEN(allowed); i++) {
        if (slice_eq_ascii_nocase(slice_sub(url, 0, end), slice_of(allowed[i])))
            return true;
    }
    return false;
}

/* A whole URL keeps its delimiters; what cannot stand in one is encoded. */
static void
put_url(struct text *out, struct slice url)
{
    if (memchr(url.at ? url.at : "", '\0', url.len) != NULL || !has_allowed_scheme(url)) {
        text_putc(out, '#');
        return;
    }
    for (size_t i = 0; i < url.len; i++) {
        unsigned char c = (unsigned char)url.at[i];

        if (c == '&')
            text_puts(out, "&amp;");
        else if (is_unreserved(c) || strchr(":/?#[]@!$()*+,;=%", c) != NULL)
            text_putc(out, (char)c);
        else
            put_percent(out, c);
    }
}

struct say_arg
render_machine(struct say_arg arg)
{
    if (arg.kind == SAY_INT)
        arg.kind = SAY_PLAIN;
    else if (arg.kind == SAY_DAY)
        arg.kind = SAY_ISO;
    else if (arg.kind == SAY_DECIMAL)
        arg.kind = SAY_POINT;
    return arg;
}

void
render_put(struct render *r, enum render_place place, struct say_arg arg)
{
    bool in_url = place == RENDER_URL || place == RENDER_URL_PART;

    assert(!in_url || arg.kind == SAY_TEXT || arg.kind == SAY_PLAIN || arg.kind == SAY_ISO);
    if (arg.kind != SAY_TEXT)
        say_put_arg(r->out, r->lang, arg); /* digits, signs and names of months */
    else if (place == RENDER_URL)
        put_url(r->out, arg.text);
    else if (place == RENDER_URL_PART)
        put_url_part(r->out, arg.text);
    else
        put_escaped(r->out, arg.text);
}

void
render_say(struct render *r, enum render_place place, enum say_key key, const struct say_arg *args,
           size_t args_len)
{
    assert(place == RENDER_TEXT || place == RENDER_ATTRIBUTE);
    say_put_escaped((struct say_sink){r->out, put_escaped}, r->lang, key, args, args_len);
}

static void
put_lines(struct text *out, struct slice block)
{
    struct slice line;
    bool first = true;

    text_puts(out, "<p>");
    while (slice_next(&block, '\n', &line)) {
        if (!first)
            text_puts(out, "<br>");
        put_escaped(out, slice_trim(line));
        first = false;
    }
    text_puts(out, "</p>\n");
}

void
render_paragraphs(struct render *r, struct slice text)
{
    struct slice rest = slice_trim(text);

    while (rest.len > 0) {
        size_t end = slice_find(rest, SLICE("\n\n"));

        put_lines(r->out, slice_trim(slice_sub(rest, 0, end)));
        rest = slice_trim(slice_sub(rest, end, rest.len));
    }
}

bool
render_true_int(int64_t n)
{
    return n != 0;
}

bool
render_true_size(uint64_t n)
{
    return n != 0;
}

bool
render_true_slice(struct slice s)
{
    return s.len > 0;
}

bool
render_true_cstr(const char *s)
{
    return s != NULL && s[0] != '\0';
}

bool
render_true_pointer(const void *p)
{
    return p != NULL;
}

bool
render_true_cents(struct cents c)
{
    return c.n != 0;
}
