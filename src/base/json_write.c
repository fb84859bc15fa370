/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/json_write.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

struct json_write
json_write_init(struct text *out)
{
    return (struct json_write){.out = out};
}

void
json_write_end(const struct json_write *w)
{
    assert(w->depth == 0 && w->done);
}

/* Past the limit nothing is kept about a level; the text has failed by then. */
static bool
is_known(const struct json_write *w)
{
    return w->depth > 0 && w->depth <= JSON_WRITE_DEPTH_MAX;
}

static void
put_quoted(struct text *out, struct slice s)
{
    size_t from = 0;

    text_putc(out, '"');
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.at[i];
        const char *short_form = c == '\n' ? "\\n" : c == '\t' ? "\\t" : c == '\r' ? "\\r" : NULL;

        if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f)
            continue;
        text_put(out, slice_sub(s, from, i - from));
        from = i + 1;
        if (short_form)
            text_puts(out, short_form);
        else if (c == '"' || c == '\\')
            text_printf(out, "\\%c", c);
        else
            text_printf(out, "\\u%04x", (unsigned)c);
    }
    text_put(out, slice_sub(s, from, s.len));
    text_putc(out, '"');
}

/* Called before every value: is it allowed here, and is a comma due? */
static void
begin_value(struct json_write *w)
{
    if (w->depth == 0) {
        assert(!w->done);
        w->done = true;
        return;
    }
    if (!is_known(w))
        return;
    assert(w->level[w->depth - 1].object == w->key_written);
    if (!w->key_written && w->level[w->depth - 1].filled)
        text_putc(w->out, ',');
    w->level[w->depth - 1].filled = true;
    w->key_written = false;
}

static void
open_level(struct json_write *w, bool object)
{
    begin_value(w);
    w->key_written = false;
    w->depth++;
    if (!is_known(w)) {
        w->out->failed = true;
        return;
    }
    w->level[w->depth - 1].object = object;
    w->level[w->depth - 1].filled = false;
    text_putc(w->out, object ? '{' : '[');
}

static void
close_level(struct json_write *w, bool object)
{
    assert(w->depth > 0);
    if (is_known(w)) {
        assert(w->level[w->depth - 1].object == object && !w->key_written);
        text_putc(w->out, object ? '}' : ']');
    }
    w->depth--;
    w->key_written = false;
}

void
json_write_object(struct json_write *w)
{
    open_level(w, true);
}

void
json_write_object_end(struct json_write *w)
{
    close_level(w, true);
}

void
json_write_array(struct json_write *w)
{
    open_level(w, false);
}

void
json_write_array_end(struct json_write *w)
{
    close_level(w, false);
}

void
json_write_key_slice(struct json_write *w, struct slice key)
{
    assert(w->depth > 0 && !w->key_written);
    if (!is_known(w))
        return;
    assert(w->level[w->depth - 1].object);
    if (w->level[w->depth - 1].filled)
        text_putc(w->out, ',');
    w->level[w->depth - 1].filled = true;
    put_quoted(w->out, key);
    text_putc(w->out, ':');
    w->key_written = true;
}

void
json_write_key(struct json_write *w, const char *key)
{
    json_write_key_slice(w, slice_of(key));
}

void
json_write_text(struct json_write *w, struct slice s)
{
    begin_value(w);
    put_quoted(w->out, s);
}

void
json_write_int(struct json_write *w, int64_t n)
{
    begin_value(w);
    text_int(w->out, n);
}

void
json_write_double(struct json_write *w, double n, int digits)
{
    size_t from;

    assert(isfinite(n) && digits >= 0 && digits <= 17);
    begin_value(w);
    from = w->out->len;
    text_printf(w->out, "%.*f", digits, n);
    /* What rounds to zero is zero: readers should not have to know "-0.00". */
    if (!w->out->failed && w->out->at[from] == '-' &&
        strspn(w->out->at + from, "-0.") == w->out->len - from) {
        w->out->len = from;
        text_printf(w->out, "%.*f", digits, 0.0);
    }
}

void
json_write_bool(struct json_write *w, bool b)
{
    begin_value(w);
    text_puts(w->out, b ? "true" : "false");
}

void
json_write_null(struct json_write *w)
{
    begin_value(w);
    text_puts(w->out, "null");
}

void
json_write_member_text(struct json_write *w, const char *key, struct slice s)
{
    json_write_key(w, key);
    json_write_text(w, s);
}

void
json_write_member_texts(struct json_write *w, const char *key, const struct slice *texts, int len)
{
    json_write_key(w, key);
    json_write_array(w);
    for (int i = 0; i < len; i++)
        json_write_text(w, texts[i]);
    json_write_array_end(w);
}

void
json_write_member_int(struct json_write *w, const char *key, int64_t n)
{
    json_write_key(w, key);
    json_write_int(w, n);
}

void
json_write_member_double(struct json_write *w, const char *key, double n, int digits)
{
    json_write_key(w, key);
    json_write_double(w, n, digits);
}

void
json_write_member_bool(struct json_write *w, const char *key, bool b)
{
    json_write_key(w, key);
    json_write_bool(w, b);
}
