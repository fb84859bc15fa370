/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Routes. One table, routes.def, names method, path, handler, right, body limit
 * and form token of every route; the router, the check of rights, the metrics
 * and the list in `kommunalcampus doctor` are made from it.
 */
#ifndef KC_WEB_ROUTE_H
#define KC_WEB_ROUTE_H

#include "domain/right.h"
#include "web/http.h"

typedef enum err http_handler(struct http_request *req, struct http_response *res);

enum route_flags {
    ROUTE_PLAIN = 0,
    ROUTE_TOKEN = 1,    /* a form; its field "token" must be the guest's form token */
    ROUTE_STREAMED = 2, /* the handler reads the body itself, with http_body_read() */
    ROUTE_ON_LOOP = 4,  /* answered by the event loop: must not block. For health checks */
    ROUTE_KEPT = 16,    /* GET, the same for everybody without a guest's cookie: kept and shared */
    ROUTE_FILES = 32,   /* takes multipart/form-data as well: req->files */
    ROUTE_SLOW = 8,     /* computes for a second or so: one worker is kept free of such */
};

struct route {
    const char *name; /* [a-z_]+, unique; what logs and metrics show instead of the path */
    enum http_method method;
    const char *path; /* "/", "/baustein/:id": segments are literal text or ":name" */
    http_handler *handler;
    enum right right; /* what somebody needs to use it; services check again, with the data */
    uint32_t body_bytes_max; /* 0: takes no body */
    unsigned flags;
};

/*
 * Every route of routes.def. A handler there is declared by this header:
 * ROUTE(name, METHOD, "path", handler, RIGHT, body_bytes_max, FLAGS)
 */
extern const struct route ROUTES[];
extern const size_t ROUTES_LEN;
#define ROUTE(name, method, path, handler, right, body, flags) http_handler handler;
#include "web/routes.def"
#undef ROUTE

struct route_match {
    const struct route *route; /* NULL: see allowed */
    struct http_param params[HTTP_PARAMS_MAX];
    size_t params_len;
    unsigned allowed; /* bit per enum http_method that this path knows; 0: no such path */
};

/*
 * Find the route of a decoded path. A literal segment wins over a parameter;
 * a parameter never matches an empty segment. HEAD finds the route of GET.
 */
struct route_match route_find(const struct route *routes, size_t len, enum http_method method,
                              struct slice path);
/* "GET, HEAD, OPTIONS": for the Allow header. */
void route_put_allowed(struct text *t, unsigned allowed);
/*
 * Whether the table is sound: names unique, paths well formed, no two routes the
 * same, tokens only with a guest. Messages name the route. ERR_INVALID otherwise.
 */
MUST_USE enum err route_check(struct ctx *ctx, const struct route *routes, size_t len);

#endif
