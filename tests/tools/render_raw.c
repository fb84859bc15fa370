/* SPDX-License-Identifier: EUPL-1.2 */
/* The control of test_escape.c: a renderer that escapes nothing. */
#include "web/render.h"

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

void
render_put(struct render *r, enum render_place place, struct say_arg arg)
{
    (void)place;
    say_put_arg(r->out, r->lang, arg);
}

struct say_arg
render_machine(struct say_arg arg)
{
    return arg;
}

void
render_say(struct render *r, enum render_place place, enum say_key key, const struct say_arg *args,
           size_t args_len)
{
    (void)place;
    say_put(r->out, r->lang, key, args, args_len);
}

void
render_paragraphs(struct render *r, struct slice text)
{
    text_put(r->out, text);
}

bool
render_true_int(int64_t n)
{
    return n != 0;
}

bool
render_true_slice(struct slice s)
{
    return s.len > 0;
}

bool
render_true_cents(struct cents c)
{
    return c.n != 0;
}
