/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The table is walked from front to back: with some dozens of routes that costs
 * less than a microsecond, and nothing has to be kept in step with it.
 */
#include "web/route.h"

#include <string.h>

/* How well a route fits: literal segments count, earlier ones most. < 0: not at all. */
static int64_t
route_fit(const struct route *r, struct slice path, struct route_match *m)
{
    struct slice pattern = slice_of(r->path);
    struct slice want;
    struct slice have;
    int64_t fit = 1;

    m->params_len = 0;
    for (;;) {
        bool more_wanted = slice_next(&pattern, '/', &want);
        bool more = slice_next(&path, '/', &have);

        if (more_wanted != more)
            return -1;
        if (!more)
            return fit;
        fit *= 2;
        if (want.len > 0 && want.at[0] == ':') {
            if (have.len == 0 || m->params_len == HTTP_PARAMS_MAX)
                return -1;
            m->params[m->params_len++] = (struct http_param){slice_sub(want, 1, want.len), have};
        } else if (slice_eq(want, have)) {
            fit += 1;
        } else {
            return -1;
        }
    }
}

/* slice_next() does not tell "/a" from "/a/"; routes have no slash at the end. */
static bool
ends_in_slash(struct slice path)
{
    return path.len > 1 && path.at[path.len - 1] == '/';
}

struct route_match
route_find(const struct route *routes, size_t len, enum http_method method, struct slice path)
{
    enum http_method wanted = method == METHOD_HEAD ? METHOD_GET : method;
    struct route_match best = {.route = NULL};
    struct route_match here = {.route = NULL};
    unsigned allowed = 0;
    int64_t best_fit = -1;

    if (ends_in_slash(path))
        return best;
    for (size_t i = 0; i < len; i++) {
        int64_t fit = route_fit(&routes[i], path, &here);

        if (fit < 0)
            continue;
        allowed |= 1U << routes[i].method;
        if (routes[i].method == wanted && fit > best_fit) {
            best_fit = fit;
            best = here;
            best.route = &routes[i];
        }
    }
    if (allowed & 1U << METHOD_GET)
        allowed |= 1U << METHOD_HEAD;
    if (allowed != 0)
        allowed |= 1U << METHOD_OPTIONS;
    best.allowed = allowed;
    return best;
}

void
route_put_allowed(struct text *t, unsigned allowed)
{
    const char *comma = "";

    for (unsigned m = 0; m < HTTP_METHODS; m++) {
        if (allowed & 1U << m) {
            text_puts(t, comma);
            text_puts(t, http_method_name((enum http_method)m));
            comma = ", ";
        }
    }
}

static bool
is_route_name(const char *name)
{
    return name[0] != 0 && strspn(name, "abcdefghijklmnopqrstuvwxyz_") == strlen(name);
}

static bool
is_route_path(struct slice path)
{
    struct slice rest = slice_sub(path, 1, path.len);
    struct slice segment;
    size_t params = 0;

    if (path.len == 0 || path.at[0] != '/' || ends_in_slash(path))
        return false;
    while (slice_next(&rest, '/', &segment)) {
        if (segment.len == 0 || slice_is(segment, ":"))
            return false;
        params += segment.at[0] == ':';
    }
    return params <= HTTP_PARAMS_MAX;
}

static enum err
route_check_one(struct ctx *ctx, const struct route *r)
{
    bool writes = r->method != METHOD_GET;

    if (!is_route_name(r->name))
        return fail(ctx, ERR_INVALID, "route %s: a name has only a to z and _", r->name);
    if (!is_route_path(slice_of(r->path)))
        return fail(ctx, ERR_INVALID, "route %s: path %s is not well formed", r->name, r->path);
    if (r->method == METHOD_HEAD || r->method == METHOD_OPTIONS)
        return fail(ctx, ERR_INVALID, "route %s: HEAD and OPTIONS are the server's", r->name);
    if (!writes && (r->body_bytes_max > 0 || (r->flags & (ROUTE_TOKEN | ROUTE_STREAMED))))
        return fail(ctx, ERR_INVALID, "route %s: a GET takes no body", r->name);
    if ((r->flags & ROUTE_TOKEN) &&
        ((r->right != RIGHT_GUEST && !right_needs_actor(r->right)) || (r->flags & ROUTE_STREAMED)))
        return fail(ctx, ERR_INVALID,
                    "route %s: a form token needs a guest or an account, and a form", r->name);
    if ((r->flags & ROUTE_ON_LOOP) &&
        (writes || r->right == RIGHT_GUEST || right_needs_actor(r->right)))
        return fail(ctx, ERR_INVALID, "route %s: only a plain GET can run on the loop", r->name);
    if ((r->flags & ROUTE_KEPT) && (r->method != METHOD_GET || r->right != RIGHT_PUBLIC))
        return fail(ctx, ERR_INVALID, "route %s: only a public GET is the same for everybody",
                    r->name);
    if (r->handler == NULL)
        return fail(ctx, ERR_INVALID, "route %s: no handler", r->name);
    return OK;
}

/* Whether the same paths are meant: equal but for the names of parameters. */
static bool
same_paths(const char *a, const char *b)
{
    struct slice x = slice_of(a);
    struct slice y = slice_of(b);
    struct slice p;
    struct slice q;

    for (;;) {
        bool more = slice_next(&x, '/', &p);

        if (slice_next(&y, '/', &q) != more)
            return false;
        if (!more)
            return true;
        if (!slice_eq(p, q) && !(slice_starts(p, SLICE(":")) && slice_starts(q, SLICE(":"))))
            return false;
    }
}

enum err
route_check(struct ctx *ctx, const struct route *routes, size_t len)
{
    if (len > ROUTES_MAX)
        return fail(ctx, ERR_INVALID, "%zu routes are more than %d", len, ROUTES_MAX);
    for (size_t i = 0; i < len; i++) {
        TRY(route_check_one(ctx, &routes[i]));
        for (size_t j = 0; j < i; j++) {
            if (strcmp(routes[i].name, routes[j].name) == 0)
                return fail(ctx, ERR_INVALID, "two routes are called %s", routes[i].name);
            if (routes[i].method == routes[j].method && same_paths(routes[i].path, routes[j].path))
                return fail(ctx, ERR_INVALID, "routes %s and %s have the same path", routes[j].name,
                            routes[i].name);
        }
    }
    return OK;
}
